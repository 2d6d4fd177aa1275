/* series.c - steps that repeat: `every d until c`.
 *
 * Occurrence k opens at S + k·d, whatever happened to the earlier ones; the grid does not drift. */
#include "engine/state.h"

static const toc_m_node *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->nodes[engine->nodes[at].node];
}

static void append(toc_engine *engine, uint32_t *first, uint32_t slot)
{
    while (*first != TOC_NONE)
        first = &engine->duties[*first].next;
    *first = slot;
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
        append(engine, &state->series_duty, slot);
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
    state->occurrence = state->tick;
    engine->node_latest[state->node].is_done = 0;
    toc_signal_raise(engine, row->signal);
    open_occurrence(engine, at);
    toc_gate_try(engine, at);
}

void toc_series_start(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    state->series = 1;
    state->series_start = engine->now;
    state->tick = 0;
    toc_series_tick(engine, at);
}

void toc_series_end(toc_engine *engine, uint32_t at, toc_void_reason reason, bool keep)
{
    toc_node_instance *state = &engine->nodes[at];
    if (state->series == 0)
        return;
    state->series = state->state == TOC_NODE_RUNNING ? 2 : 0;
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_TICK, at));
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
        if (state->series != 1)
            continue;
        toc_series_end(engine, at, TOC_VOID_SERIES_END, true);
        if (state->series == 0)
            toc_node_finish(engine, at, TOC_NONE, 0);
    }
}

bool toc_series_done(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks)
{
    toc_node_instance *state = &engine->nodes[at];
    uint32_t slot = state->series_duty;
    toc_gate_release(engine, at);
    toc_gate_leave_queue(engine, at);
    toc_gate_give(engine, at);
    state->done = engine->now;
    toc_node_state_set(engine, at, TOC_NODE_READY, by, marks);
    toc_anchor_occur(engine, row_of(engine, at)->done_anchor, state->instance);
    toc_range to = row_of(engine, at)->to;
    for (uint32_t i = 0; i < to.count; i++)
        toc_body_tell(engine, engine->machine->ids[to.first + i], 3);
    if (slot == TOC_NONE)
        return false;
    if (engine->duties[slot].duty.occurrence == state->occurrence) {
        engine->node_latest[state->node].is_done = 1;
        toc_signal_raise(engine, row_of(engine, at)->signal);
    }
    toc_duty_done(engine, slot, by, marks);
    if (state->series_duty != TOC_NONE)
        toc_node_queue(engine, at); /* a simulated body goes on with the next open one */
    return true;
}
