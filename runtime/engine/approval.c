/* approval.c - approvals asked, given and refused; units requested from another body. */
#include "engine/state.h"

static const toc_m_node *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->nodes[engine->nodes[at].node];
}

static toc_order order_of(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    return toc_order_make(TOC_RANK_APPROVAL, state->node, engine->instances[state->instance].number,
                          state->occurrence);
}

static void emit(toc_engine *engine, uint32_t at, int64_t what, uint32_t body, uint32_t marks)
{
    const toc_node_instance *state = &engine->nodes[at];
    toc_trace record = toc_record(engine, TOC_TRACE_APPROVAL, state->node);
    record.activation = engine->instances[state->instance].number;
    record.occurrence = state->occurrence;
    record.value = what;
    record.body = body;
    record.marks = marks;
    toc_emit(engine, &record);
}

void toc_approval_ask(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    if (row->approver == TOC_NONE)
        return;
    bool is_given = state->approval == TOC_APPROVAL_GIVEN; /* beforehand: it counts */
    if (!is_given) {
        state->approval = TOC_APPROVAL_ASKED;
        emit(engine, at, 0, row->approver, 0);
    }
    toc_duty_spec spec = {.kind = TOC_DUTY_APPROVAL,
                          .id = state->node,
                          .other = TOC_NONE,
                          .owner = row->approver,
                          .instance = state->instance,
                          .occurrence = state->occurrence,
                          .holder = at,
                          .deadline = row->approval_deadline,
                          .grace = TOC_MS_NONE};
    state->approval_duty = toc_duty_open(engine, &spec);
    if (is_given && state->approval_duty != TOC_NONE)
        toc_duty_done(engine, state->approval_duty, row->approver, 0);
    toc_approval_try(engine, at);
}

void toc_approval_try(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    uint32_t approver = row_of(engine, at)->approver;
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_SIM_APPROVE, at);
    if (state->approval != TOC_APPROVAL_ASKED || state->approval_duty == TOC_NONE ||
        toc_body_is_played(engine, approver) || toc_timer_is_armed(engine, timer))
        return;
    toc_ms at_time = toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_APPROVAL]);
    toc_ms back = toc_body_off_until(engine, approver);
    if (back != TOC_MS_NONE)
        at_time = back;
    else if (!toc_body_can_act(engine, approver))
        return; /* toc_body_wake comes back */
    toc_timer_arm(engine, timer, at_time, order_of(engine, at));
}

static void on_given(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    if (state->state == TOC_NODE_DEAD && state->occurrence > 0) { /* refused before */
        state->is_called = 1;
        state->occurrence--;
    }
    toc_node_queue(engine, at);
}

static void on_refused(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    if (state->state != TOC_NODE_READY && state->state != TOC_NODE_BLOCKED)
        return;
    toc_series_end(engine, at, TOC_VOID_DEAD, false);
    toc_node_kill(engine, at);
}

void toc_approval_answer(toc_engine *engine, uint32_t at, uint32_t by, bool given)
{
    toc_node_instance *state = &engine->nodes[at];
    uint32_t approver = row_of(engine, at)->approver;
    uint32_t marks = toc_body_is_right(engine, approver, by) ? 0 : TOC_MARK_WRONG_BODY;
    uint32_t who = by == TOC_NONE ? approver : by;
    uint8_t before = state->approval;
    bool again = before == TOC_APPROVAL_GIVEN || (before == TOC_APPROVAL_REFUSED && !given);
    emit(engine, at, given ? 1 : 2, who, again ? marks | TOC_MARK_REPEATED : marks);
    if (again)
        return;
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_APPROVE, at));
    state->approval = given ? TOC_APPROVAL_GIVEN : TOC_APPROVAL_REFUSED;
    if (state->approval_duty != TOC_NONE)
        toc_duty_done(engine, state->approval_duty, who, marks);
    if (before == TOC_APPROVAL_NONE)
        return; /* beforehand: it is used when the step gets ready */
    if (given)
        on_given(engine, at);
    else
        on_refused(engine, at);
}

/* ---- requests ---- */

void toc_request_open(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    bool is_simulated = false;
    for (uint32_t i = 0; i < row->demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[row->demands.first + i];
        if (demand->kind != TOC_DEMAND_REQUEST)
            continue;
        toc_duty_spec spec = {.kind = TOC_DUTY_REQUEST,
                              .id = state->node,
                              .other = demand->resource,
                              .owner = demand->from,
                              .instance = state->instance,
                              .occurrence = state->occurrence,
                              .holder = at,
                              .deadline = TOC_NONE,
                              .grace = TOC_MS_NONE};
        uint32_t slot = toc_duty_open(engine, &spec);
        if (slot == TOC_NONE)
            return;
        engine->duties[slot].next = state->request_duty;
        state->request_duty = slot;
        is_simulated = is_simulated || !toc_body_is_played(engine, demand->from);
        toc_body_tell(engine, demand->from, 3);
    }
    if (is_simulated)
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_SIM_GRANT, at),
                      toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_APPROVAL]),
                      order_of(engine, at));
}

static int64_t requested(const toc_engine *engine, const toc_m_node *row, const toc_duty *duty)
{
    for (uint32_t i = 0; i < row->demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[row->demands.first + i];
        if (demand->kind == TOC_DEMAND_REQUEST && demand->resource == duty->other &&
            demand->from == duty->owner)
            return demand->count;
    }
    return 0;
}

static void settle_request(toc_engine *engine, uint32_t at, uint32_t slot, uint32_t by,
                           uint32_t marks, bool given)
{
    toc_duty duty = engine->duties[slot].duty;
    const toc_m_node *row = row_of(engine, at);
    toc_duty_done(engine, slot, by, marks);
    if (!given)
        return;
    int64_t units = requested(engine, row, &duty);
    toc_trace record = toc_record(engine, TOC_TRACE_GRANTED, duty.other);
    record.value = units;
    record.body = by;
    record.other = engine->nodes[at].node;
    toc_emit(engine, &record);
    toc_gate_add(engine, duty.other, units, engine->nodes[at].node, true);
}

/* True when a request of this step was open and is answered now. */
bool toc_request_answer(toc_engine *engine, uint32_t at, uint32_t by, bool given)
{
    uint32_t any = engine->nodes[at].request_duty;
    for (uint32_t slot = any; slot != TOC_NONE; slot = engine->duties[slot].next) {
        if (!toc_body_is_right(engine, engine->duties[slot].duty.owner, by))
            continue;
        settle_request(engine, at, slot, by, 0, given);
        return true;
    }
    if (any == TOC_NONE || row_of(engine, at)->approver != TOC_NONE)
        return false;
    settle_request(engine, at, any, by, TOC_MARK_WRONG_BODY, given);
    return true;
}

void toc_request_grant_due(toc_engine *engine, uint32_t at)
{
    uint32_t slot = engine->nodes[at].request_duty;
    while (slot != TOC_NONE) {
        uint32_t next = engine->duties[slot].next;
        uint32_t owner = engine->duties[slot].duty.owner;
        if (!toc_body_is_played(engine, owner))
            settle_request(engine, at, slot, owner, TOC_MARK_ASSUMED, true);
        slot = next;
    }
}
