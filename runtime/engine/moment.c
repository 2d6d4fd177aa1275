/* moment.c - instants that are forecast: the forecast moves, and then it comes. */
#include "engine/state_private.h"

static void emit(toc_engine *engine, toc_trace_kind kind, uint32_t moment, int64_t value)
{
    toc_trace record = toc_record(engine, kind, moment);
    record.value = value;
    toc_emit(engine, &record);
}

void toc_moment_forecast(toc_engine *engine, uint32_t moment, toc_ms at)
{
    const toc_m_moment *row = &engine->machine->moments[moment];
    toc_moment_state *state = &engine->moments[moment];
    if (state->forecast != at) /* said again, it is still the forecast that was given before */
        *state = (toc_moment_state){.forecast = at, .given = engine->now};
    emit(engine, TOC_TRACE_FORECAST, moment, at);
    toc_body_tell(engine, row->source, TOC_TOLD_BY_FORECAST);
    toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_MOMENT, moment), at,
                  toc_order_make(TOC_RANK_CONDITION, moment, 0, 0));
    toc_signal_raise(engine, row->signal);
    if (row->anchor == TOC_NONE)
        return;
    toc_duty_move_all(engine, row->anchor);
    toc_anchor_open_nodes(engine, row->anchor, TOC_NONE, TOC_M_DEADLINE_BEFORE);
}

void toc_moment_come(toc_engine *engine, uint32_t moment)
{
    emit(engine, TOC_TRACE_MOMENT, moment, 0);
    toc_anchor_occur(engine, engine->machine->moments[moment].anchor, TOC_NONE);
}
