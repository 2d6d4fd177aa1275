/* series.c - steps that repeat: `every d until c`.
 *
 * Occurrence k opens at S + k·d, whatever happened to the earlier ones; the grid does not drift. */
#include "engine/state_private.h"

static const toc_m_node *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->nodes[engine->nodes[at].node];
}

static void open_occurrence(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    toc_duty_spec spec = {.kind =
                              row->kind == TOC_M_NODE_DECISION ? TOC_DUTY_DECISION : TOC_DUTY_STEP,
                          .id = state->node,
                          .other = TOC_NONE,
                          .owner = row->performer,
                          .instance = state->instance,
                          .occurrence = state->occurrence,
                          .holder = at,
                          .deadline = row->deadline,
                          .period = row->period,
                          .grace = row->grace};
    uint32_t slot = toc_duty_open(engine, &spec);
    if (slot != TOC_NONE)
        toc_duty_append(engine, &state->series_duty, slot);
}

static void emit_tick(toc_engine *engine, uint32_t at, bool is_dropped)
{
    const toc_node_instance *state = &engine->nodes[at];
    toc_trace record = toc_record(engine, TOC_TRACE_TICK, state->node);
    record.activation = engine->instances[state->instance].number;
    record.occurrence = state->tick;
    record.value = is_dropped;
    toc_emit(engine, &record);
}

void toc_series_tick(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    state->tick++;
    toc_ms next;
    if (!__builtin_mul_overflow(row->period, (toc_ms)state->tick, &next))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_TICK, at),
                      toc_ms_later(state->series_start, next),
                      toc_order_make(TOC_RANK_NODE, state->node,
                                     engine->instances[state->instance].number, state->tick));
    bool is_dropped = state->state == TOC_NODE_RUNNING;
    emit_tick(engine, at, is_dropped);
    if (is_dropped || !toc_condition_holds(engine, row->guard))
        return;
    state->occurrence = state->series_base + state->tick;
    if (engine->instances[state->instance].number == engine->activations[row->response]) {
        engine->node_latest[state->node] = (toc_latest){0, 0, 0};
        toc_signal_raise(engine, row->signal);
    }
    open_occurrence(engine, at);
    toc_gate_try(engine, at);
}

void toc_series_start(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    state->series = TOC_SERIES_RUNS;
    state->series_start = engine->now;
    state->series_base = state->occurrence - 1; /* being ready has counted the first */
    state->tick = 0;
    toc_series_tick(engine, at);
}

void toc_series_stop(toc_engine *engine, uint32_t at, toc_void_reason reason, bool keep)
{
    toc_node_instance *state = &engine->nodes[at];
    state->series = state->state == TOC_NODE_RUNNING ? TOC_SERIES_OVER : TOC_SERIES_NONE;
    toc_timer_stop(engine, TOC_TIMER_TICK, at);
    for (uint32_t slot = state->series_duty; slot != TOC_NONE;) {
        uint32_t next = engine->duties[slot].next;
        toc_duty_withdraw(engine, slot, reason, keep);
        slot = next;
    }
}

void toc_series_until(toc_engine *engine, uint32_t node)
{
    uint32_t response = engine->machine->nodes[node].response;
    for (uint32_t slot = 0; slot < engine->slots; slot++) {
        uint32_t instance = toc_instance_of(engine, response, slot);
        if (engine->instances[instance].number == 0 || !engine->instances[instance].is_active)
            continue;
        uint32_t at = toc_node_at(engine, instance, node);
        toc_node_instance *state = &engine->nodes[at];
        if (state->series != TOC_SERIES_RUNS)
            continue;
        toc_series_end(engine, at, TOC_VOID_SERIES_END, true);
        if (state->series == TOC_SERIES_NONE)
            toc_node_finish(engine, at, TOC_NONE, 0);
    }
}

/* The record of one time: it names the occurrence that was met, not the newest one. */
static void emit_done(toc_engine *engine, uint32_t at, uint32_t occurrence, uint32_t by,
                      uint32_t marks)
{
    const toc_node_instance *state = &engine->nodes[at];
    toc_trace record = toc_record(engine, TOC_TRACE_NODE, state->node);
    record.activation = engine->instances[state->instance].number;
    record.occurrence = occurrence;
    record.value = TOC_NODE_DONE;
    if (state->state == TOC_NODE_READY)
        record.other = TOC_SERIES_GOES_ON;
    record.body = by;
    record.marks = marks;
    toc_emit(engine, &record);
}

/* One time of a series that runs, or a late one of a series that is over. */
static void finish_time(toc_engine *engine, uint32_t at, uint32_t occurrence, uint32_t by,
                        uint32_t marks)
{
    toc_node_instance *state = &engine->nodes[at];
    bool goes_on = state->series == TOC_SERIES_RUNS;
    toc_gate_release(engine, at);
    toc_gate_leave_queue(engine, at);
    state->done = engine->now;
    state->state = goes_on ? TOC_NODE_READY : TOC_NODE_DONE;
    emit_done(engine, at, occurrence, by, marks);
    toc_gate_step_aside(engine, at);
    toc_anchor_occur(engine, row_of(engine, at)->done_anchor, state->instance);
}

static void note_done(toc_engine *engine, uint32_t at, uint32_t occurrence)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    if (occurrence != state->occurrence ||
        engine->instances[state->instance].number != engine->activations[row->response])
        return;
    engine->node_latest[state->node].is_done = 1;
    toc_signal_raise(engine, row->signal);
}

void toc_series_done(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks)
{
    toc_node_instance *state = &engine->nodes[at];
    uint32_t slot = state->series_duty;
    bool was_last = state->series == TOC_SERIES_OVER;
    toc_gate_give(engine, at);
    toc_node_tell(engine, at);
    if (was_last) {
        state->series = TOC_SERIES_NONE;
        toc_node_finish(engine, at, by, marks);
    } else {
        uint32_t met = slot == TOC_NONE ? state->occurrence : engine->duties[slot].duty.occurrence;
        finish_time(engine, at, met, by, marks);
    }
    if (slot == TOC_NONE)
        return;
    note_done(engine, at, engine->duties[slot].duty.occurrence);
    toc_duty_done(engine, slot, by, marks);
    if (state->series_duty != TOC_NONE && !was_last)
        toc_node_queue(engine, at); /* a simulated body goes on with the next open one */
}
