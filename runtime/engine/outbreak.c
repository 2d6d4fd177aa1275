/* outbreak.c - the days that `outbreak` reads: whole local days, each by its value at its end. */
#include "engine/state_private.h"

#include <string.h>

static void arm(toc_engine *engine)
{
    toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_DAY, 0),
                  toc_calendar_day_end(engine, engine->now),
                  toc_order_make(TOC_RANK_CONDITION, 0, 0, 0));
}

void toc_outbreak_begin(toc_engine *engine)
{
    if (engine->day_count > 0)
        arm(engine);
}

/* What is set at midnight belongs to the day that begins. */
void toc_outbreak_note(toc_engine *engine, uint32_t indicator)
{
    uint32_t at = engine->days_of[indicator];
    if (at == TOC_NONE || engine->days[at].changed == engine->now)
        return;
    engine->days[at].before = engine->values[indicator];
    engine->days[at].changed = engine->now;
}

static void add_day(toc_engine *engine, toc_days *days)
{
    int64_t value = days->changed == engine->now ? days->before : engine->values[days->indicator];
    if (days->count == TOC_EARS_DAYS) {
        memmove(days->values, days->values + 1, (TOC_EARS_DAYS - 1) * sizeof *days->values);
        days->count--;
    }
    days->values[days->count++] = value;
    toc_signal_raise(engine, engine->machine->indicators[days->indicator].signal);
}

void toc_outbreak_day(toc_engine *engine)
{
    for (uint32_t i = 0; toc_calendar_is_whole_day(engine, engine->now) && i < engine->day_count;
         i++)
        add_day(engine, &engine->days[i]);
    arm(engine);
}

bool toc_outbreak_holds(const toc_engine *engine, uint32_t indicator, uint32_t method)
{
    const toc_days *days = &engine->days[engine->days_of[indicator]];
    return toc_ears_flags(days->values, days->count, method);
}
