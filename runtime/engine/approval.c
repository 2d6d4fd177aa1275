/* approval.c - approvals asked, given and refused; units requested from another body. */
#include "engine/state_private.h"

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

/* At readiness, once for each occurrence.  An answer given beforehand counts: its duty is met at once. */
void toc_approval_ask(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    if (state->asked == state->occurrence)
        return;
    bool is_answered = state->approval != TOC_APPROVAL_NONE;
    state->asked = state->occurrence;
    if (!is_answered) {
        state->approval = TOC_APPROVAL_ASKED;
        emit(engine, at, 0, row->approver, 0);
        toc_body_tell(engine, row->approver, 3);
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
    if (is_answered && state->approval_duty != TOC_NONE)
        toc_duty_done(engine, state->approval_duty, state->answered_by, state->answer_marks);
    toc_approval_try(engine, at);
}

void toc_approval_try(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    if (state->approval == TOC_APPROVAL_ASKED && state->approval_duty != TOC_NONE)
        toc_body_plan_act(engine, state->approval_duty,
                          toc_timer_of(engine, TOC_TIMER_SIM_APPROVE, at), TOC_ASSUME_APPROVAL,
                          order_of(engine, at));
}

static void on_given(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    if (!engine->instances[state->instance].is_active)
        return;
    if (state->state == TOC_NODE_DEAD && state->occurrence > 0) { /* refused before */
        state->is_called = 1;
        state->occurrence--;
    }
    toc_node_queue(engine, at);
}

static void on_refused(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    if (state->state == TOC_NODE_READY || state->state == TOC_NODE_BLOCKED)
        toc_node_kill(engine, at);
}

/* What has been started cannot be refused any more; what waits for its next round can. */
static bool is_begun(const toc_node_instance *state)
{
    return state->state != TOC_NODE_WAITING && state->state != TOC_NODE_READY &&
           state->state != TOC_NODE_BLOCKED;
}

static void answer(toc_engine *engine, uint32_t at, uint32_t who, bool given, uint32_t marks)
{
    toc_node_instance *state = &engine->nodes[at];
    uint8_t before = state->approval;
    bool withdrawn = before == TOC_APPROVAL_GIVEN && !given && !is_begun(state);
    bool again =
        (before == TOC_APPROVAL_GIVEN || (before == TOC_APPROVAL_REFUSED && !given)) && !withdrawn;
    emit(engine, at, given ? 1 : 2, who, again ? marks | TOC_MARK_REPEATED : marks);
    if (again)
        return;
    toc_timer_stop(engine, TOC_TIMER_SIM_APPROVE, at);
    state->approval = given ? TOC_APPROVAL_GIVEN : TOC_APPROVAL_REFUSED;
    state->answered_by = who;
    state->answer_marks = marks;
    if (state->approval_duty != TOC_NONE)
        toc_duty_done(engine, state->approval_duty, who, marks);
    if (state->state == TOC_NODE_WAITING)
        return; /* beforehand: it is used when the step gets ready */
    if (given)
        on_given(engine, at);
    else
        on_refused(engine, at);
}

/* An answer that nobody waits for: the response is over, or its way was not taken. */
static bool is_called_for(const toc_engine *engine, const toc_node_instance *state)
{
    if (state->approval_duty != TOC_NONE)
        return true;
    if (!engine->instances[state->instance].is_active)
        return false;
    return state->state != TOC_NODE_SKIPPED &&
           (state->state != TOC_NODE_DEAD || state->approval == TOC_APPROVAL_REFUSED);
}

void toc_approval_answer(toc_engine *engine, uint32_t at, uint32_t by, bool given)
{
    uint32_t approver = row_of(engine, at)->approver;
    uint32_t marks = toc_body_is_right(engine, approver, by) ? 0 : TOC_MARK_WRONG_BODY;
    uint32_t who = toc_body_who(engine, approver, by);
    if (is_called_for(engine, &engine->nodes[at]))
        answer(engine, at, who, given, marks);
    else
        emit(engine, at, given ? 1 : 2, who, marks | TOC_MARK_NOT_CALLED_FOR);
}

void toc_approval_due(toc_engine *engine, uint32_t at)
{
    uint32_t who =
        toc_body_turn(engine, row_of(engine, at)->approver, engine->nodes[at].approval_duty);
    if (who != TOC_NONE)
        answer(engine, at, who, true, TOC_MARK_ASSUMED);
}

/* ---- requests ---- */

void toc_request_open(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
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
        toc_duty_append(engine, &state->request_duty, slot);
        toc_body_tell(engine, demand->from, 3);
    }
    toc_request_try(engine, at);
}

/* One timer for all that a step asks for: set for the first body that can act. */
void toc_request_try(toc_engine *engine, uint32_t at)
{
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_SIM_GRANT, at);
    for (uint32_t slot = engine->nodes[at].request_duty; slot != TOC_NONE;
         slot = engine->duties[slot].next)
        toc_body_plan_act(engine, slot, timer, TOC_ASSUME_APPROVAL, order_of(engine, at));
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
    int64_t units = given ? requested(engine, row, &duty) : 0;
    toc_trace record = toc_record(engine, TOC_TRACE_GRANTED, duty.other);
    record.activation = engine->instances[engine->nodes[at].instance].number;
    record.occurrence = duty.occurrence;
    record.value = units;
    record.body = by;
    record.other = engine->nodes[at].node;
    toc_emit(engine, &record);
    if (given)
        toc_mobilise_grant(engine, duty.other, units, engine->nodes[at].node);
}

/* True when a request of this step was open and is answered now. */
bool toc_request_answer(toc_engine *engine, uint32_t at, uint32_t by, bool given)
{
    uint32_t any = engine->nodes[at].request_duty;
    for (uint32_t slot = any; slot != TOC_NONE; slot = engine->duties[slot].next) {
        uint32_t owner = engine->duties[slot].duty.owner;
        if (!toc_body_is_right(engine, owner, by))
            continue;
        settle_request(engine, at, slot, toc_body_who(engine, owner, by), 0, given);
        return true;
    }
    if (any == TOC_NONE || row_of(engine, at)->approver != TOC_NONE)
        return false;
    settle_request(engine, at, any, by, TOC_MARK_WRONG_BODY, given);
    return true;
}

/* The time of a request that shares its timer with others may not have run yet. */
void toc_request_grant_due(toc_engine *engine, uint32_t at)
{
    uint32_t slot = engine->nodes[at].request_duty;
    bool is_alone = slot != TOC_NONE && engine->duties[slot].next == TOC_NONE;
    while (slot != TOC_NONE) {
        uint32_t next = engine->duties[slot].next;
        uint32_t who = toc_body_stand_in(engine, engine->duties[slot].duty.owner);
        if (!toc_body_is_played(engine, who) && toc_body_can_act(engine, who))
            settle_request(engine, at, slot, who, TOC_MARK_ASSUMED, true);
        else if (is_alone)
            (void)toc_body_turn(engine, engine->duties[slot].duty.owner, slot);
        slot = next;
    }
    toc_request_try(engine, at); /* whoever could not yet */
}
