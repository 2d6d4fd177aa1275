/* plain.c - steps that ask for nothing special (TOC_TRAIT_PLAIN), simulated: what node.c, gate.c, hands.c,
 * duty.c and edge.c do for every step, without the questions whose answers are known, in one piece.
 *
 * Same order, same records.  Where somebody is out of reach, the performer is not there or is
 * played, or somebody else does the work, the step goes the general way. */
#include "engine/state_private.h"

#define QUICK __attribute__((always_inline)) static inline

/* ---- what is owed ---- */

/* Undated, and open since @p opened. */
QUICK toc_duty_slot *hold(toc_engine *engine, uint32_t at, uint32_t number, toc_ms opened)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_instance *own = &engine->instances[state->instance];
    const toc_node_facts *facts = &engine->node_facts[state->node];
    uint32_t slot_at = engine->duty_free;
    toc_duty_slot *slot = &engine->duties[slot_at];
    engine->duty_free = slot->next;
    engine->duty_count++;
    *slot = engine->fresh_duty;
    slot->duty.number = number;
    slot->duty.kind = TOC_DUTY_STEP;
    slot->duty.id = state->node;
    slot->duty.other = TOC_NONE;
    slot->duty.owner = facts->performer;
    slot->duty.activation = own->number;
    slot->duty.occurrence = state->occurrence;
    slot->duty.opened = opened;
    slot->duty.clock = opened;
    slot->holder = at;
    slot->deadline = TOC_NONE;
    slot->instance = state->instance;
    slot->grace_clause = facts->grace;
    engine->open_duties[slot_at / 64] |= UINT64_C(1) << slot_at % 64;
    own->duties++;
    state->duty = slot_at;
    return slot;
}

void toc_plain_hold(toc_engine *engine, uint32_t at, uint32_t number)
{
    (void)hold(engine, at, number, engine->nodes[at].ready);
}

/* Due so long after @p clock (TOC_TRAIT_PLAIN, facts->within). */
QUICK void owe_from(toc_engine *engine, uint32_t at, const toc_node_facts *facts, toc_ms clock,
                    uint32_t occurrence)
{
    toc_duty_slot *slot = hold(engine, at, ++engine->next_number, engine->now);
    toc_duty *duty = &slot->duty;
    toc_ms due = toc_ms_later(clock, facts->within);
    toc_order order = toc_order_make(TOC_RANK_NODE, duty->id, duty->activation, occurrence);
    slot->deadline = facts->deadline;
    duty->occurrence = occurrence;
    duty->clock = clock;
    duty->due = due;
    duty->grace = facts->grace != TOC_MS_NONE  ? facts->grace
                  : facts->within < TOC_MINUTE ? TOC_MINUTE
                                               : due - clock;
    toc_duty_emit(engine, TOC_TRACE_DUTY_OPENED, duty);
    order.major |= TOC_ORDER_DEADLINE;
    toc_timer_put(
        engine,
        &engine->timers[toc_timer_of(engine, TOC_TIMER_DUTY, (uint32_t)(slot - engine->duties))],
        due < engine->now ? engine->now : due, order);
}

/* Is it due so long after its anchor, or after it is ready, and is there room? */
QUICK bool is_owed_simply(const toc_engine *engine, const toc_node_facts *facts)
{
    return (facts->traits & TOC_TRAIT_PLAIN) != 0 && facts->within != TOC_MS_NONE &&
           engine->duty_free != TOC_NONE;
}

void toc_plain_owe_early(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_node_facts *facts = &engine->node_facts[state->node];
    if (!is_owed_simply(engine, facts)) {
        toc_node_open_duty(engine, at);
        return;
    }
    toc_ms clock = toc_anchor_time(engine, facts->anchor, state->instance);
    if (clock != TOC_MS_NONE)
        owe_from(engine, at, facts, clock, 1);
}

/* It is ready, and nothing is owed for it yet. */
QUICK void owe(toc_engine *engine, uint32_t at, const toc_node_facts *facts)
{
    bool has_room = engine->duty_free != TOC_NONE;
    if (facts->deadline == TOC_NONE && has_room) {
        const toc_duty_slot *slot = hold(engine, at, ++engine->next_number, engine->now);
        toc_duty_emit(engine, TOC_TRACE_DUTY_OPENED, &slot->duty);
    } else if (facts->anchor == TOC_NONE && is_owed_simply(engine, facts)) {
        owe_from(engine, at, facts, engine->now, engine->nodes[at].occurrence);
    } else {
        toc_node_owe(engine, at);
    }
}

/* It is done. */
QUICK void pay(toc_engine *engine, uint32_t at, toc_node_instance *state, toc_instance *own,
               uint32_t by, uint32_t marks)
{
    uint32_t slot_at = state->duty;
    if (slot_at == TOC_NONE)
        return;
    toc_duty_slot *slot = &engine->duties[slot_at];
    if (slot->deadline != TOC_NONE || engine->node_latest[state->node].is_late) {
        toc_node_pay(engine, at, by, marks);
        return;
    }
    slot->duty.by = by;
    slot->duty.marks |= marks;
    slot->duty.state = TOC_DUTY_MET; /* undated */
    slot->duty.closed = engine->now;
    slot->is_open = 0;
    state->duty = TOC_NONE;
    engine->open_duties[slot_at / 64] &= ~(UINT64_C(1) << slot_at % 64);
    own->duties--;
    toc_duty_emit(engine, TOC_TRACE_DUTY_CLOSED, &slot->duty);
    slot->next = engine->duty_free;
    engine->duty_free = slot_at;
    engine->duty_count--;
}

/* ---- starting ---- */

QUICK void begin(toc_engine *engine, uint32_t at, toc_node_instance *state, toc_instance *own,
                 const toc_node_facts *facts)
{
    uint32_t by = facts->performer;
    toc_body_status *body = &engine->bodies[by];
    toc_timer *timer = &engine->timers[toc_timer_of(engine, TOC_TIMER_WORK, at)];
    if (facts->resource != TOC_NONE) {
        engine->resources[facts->resource].free -= facts->units;
        state->holds = 1;
        if (toc_is_traced(engine, TOC_TRACE_RESOURCE))
            toc_gate_emit_units(engine, facts->resource, facts->units, state->node, 0);
    }
    toc_timer_stop(engine, TOC_TIMER_GATE, at);
    state->actor = by;
    state->blocked = TOC_BLOCKED_NOT;
    body->running++;
    own->running++;
    toc_node_state_set(engine, at, TOC_NODE_RUNNING, by, 0);
    if (!body->are_told)
        toc_body_spread(engine, by, TOC_TOLD_BY_ACT);
    if (state->started == TOC_MS_NONE)
        state->started = engine->now;
    if (timer->position != TOC_NONE)
        return;
    toc_ms length = state->drawn != TOC_MS_NONE && state->occurrence == 1
                        ? state->drawn
                        : toc_gate_work_time(engine, at);
    toc_timer_put(engine, timer, toc_ms_later(engine->now, length),
                  toc_order_make(TOC_RANK_NODE, state->node, own->number, state->occurrence));
}

QUICK void try_it(toc_engine *engine, uint32_t at, toc_node_instance *state, toc_instance *own,
                  const toc_node_facts *facts)
{
    if (facts->resource == TOC_NONE ||
        (toc_gate_is_pass_next(engine) && engine->resources[facts->resource].free >= facts->units))
        begin(engine, at, state, own, facts);
    else
        toc_gate_join(engine, at);
}

void toc_plain_try(toc_engine *engine, uint32_t at, const toc_node_facts *facts)
{
    toc_node_instance *state = &engine->nodes[at];
    try_it(engine, at, state, &engine->instances[state->instance], facts);
}

void toc_plain_ready(toc_engine *engine, uint32_t at, const toc_node_facts *facts)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_instance *own = &engine->instances[state->instance];
    state->is_called = 0;
    state->occurrence++;
    state->ready = engine->now;
    toc_node_state_set(engine, at, TOC_NODE_READY, facts->performer, 0);
    if (state->duty == TOC_NONE)
        owe(engine, at, facts);
    try_it(engine, at, state, own, facts);
}

void toc_plain_pass(toc_engine *engine, uint32_t at, const toc_node_facts *facts)
{
    toc_gate_unlink(engine, at);
    toc_node_instance *state = &engine->nodes[at];
    begin(engine, at, state, &engine->instances[state->instance], facts);
}

/* ---- done ---- */

QUICK void give_back(toc_engine *engine, toc_node_instance *state, const toc_node_facts *facts)
{
    toc_resource_state *resource = &engine->resources[facts->resource];
    state->holds = 0;
    if (resource->debt > 0) {
        toc_gate_add(engine, facts->resource, facts->units, state->node, false);
        return;
    }
    resource->free += facts->units;
    if (toc_is_traced(engine, TOC_TRACE_RESOURCE))
        toc_gate_emit_units(engine, facts->resource, -facts->units, state->node, 0);
    toc_gate_queue_pass(engine);
}

void toc_plain_done(toc_engine *engine, uint32_t at, const toc_node_facts *facts)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_instance *own = &engine->instances[state->instance];
    uint32_t by = facts->performer;
    uint32_t marks = state->marks; /* of an act that started it */
    if (state->drawn == TOC_MS_NONE && engine->spans[state->node].least == TOC_MS_NONE)
        marks |= TOC_MARK_ASSUMED;
    state->marks = 0;
    state->is_called = 0;
    toc_timer_stop(engine, TOC_TIMER_GATE, at);
    if (state->holds)
        give_back(engine, state, facts);
    own->running--;
    engine->bodies[by].running--;
    state->done = engine->now;
    toc_node_state_set(engine, at, TOC_NODE_DONE, by, marks);
    pay(engine, at, state, own, by, marks);
    if (own->number == engine->activations[own->response])
        engine->node_latest[state->node].is_done = 1;
    if (!own->is_active)
        return;
    own->unfinished--;
    toc_edge_take_all(engine, own, facts->ways);
    toc_instance_check(engine, state->instance);
}
