/* seir.c - see seir.h. */
#include "drill/seir.h"

__extension__ typedef __int128 wide;

#define HOURS_OF_DAY 24

toc_seir_state toc_seir_begin(const toc_seir *model)
{
    int64_t ill = model->exposed + model->infected + model->recovered;

    return (toc_seir_state){.susceptible = (model->population - ill) * TOC_SEIR_UNIT,
                            .exposed = model->exposed * TOC_SEIR_UNIT,
                            .infected = model->infected * TOC_SEIR_UNIT,
                            .recovered = model->recovered * TOC_SEIR_UNIT,
                            .cases = model->infected * TOC_SEIR_UNIT};
}

/* What leaves @p people in an hour at @p rate a day.  9e18 · 24e9 fits 128 bits with room to spare. */
static int64_t flow(int64_t people, int64_t rate)
{
    return (int64_t)((wide)people * rate / (HOURS_OF_DAY * TOC_SEIR_UNIT));
}

void toc_seir_hour(const toc_seir *model, toc_seir_state *state)
{
    wide all = (wide)model->population * TOC_SEIR_UNIT;
    int64_t meeting = (int64_t)((wide)state->susceptible * state->infected / all);
    int64_t caught = flow(meeting, model->beta);
    int64_t fallen_ill = flow(state->exposed, model->sigma);
    int64_t recovering = flow(state->infected, model->gamma);

    state->susceptible -= caught;
    state->exposed += caught - fallen_ill;
    state->infected += fallen_ill - recovering;
    state->recovered += recovering;
    state->cases += fallen_ill;
}
