/* quick_private.h - what every step asks many times, in line: timers, reactions, records, places, bodies.
 *
 * A part of state_private.h, which includes it.  Each function here answers at once in the case that
 * nearly every plan is in, and calls its file for the rest. */
#ifndef TOC_ENGINE_QUICK_PRIVATE_H
#define TOC_ENGINE_QUICK_PRIVATE_H

#include "engine/state_private.h"

/* ---- queue.c: timers and reactions ---- */
static inline uint32_t toc_timer_of(const toc_engine *engine, toc_timer_kind kind, uint32_t object)
{
    return engine->timer_base[kind] + object;
}
static inline bool toc_timer_is_armed(const toc_engine *engine, uint32_t timer)
{
    return engine->timers[timer].position != TOC_NONE;
}
/** When it fires; it is armed.  O(1). */
toc_ms toc_timer_at(const toc_engine *engine, uint32_t timer);
/** Of two timers that fire at the same time. */
bool toc_timer_goes_first(const toc_engine *engine, uint32_t a, uint32_t b);
static inline bool toc_any_timer_waits(const toc_engine *engine)
{
    return engine->near_count > 0;
}
/** The one that fires next; there is one. */
static inline const toc_wait *toc_next_wait(const toc_engine *engine)
{
    return &engine->near[engine->near_count - 1];
}
void toc_timer_set(toc_engine *engine, uint32_t timer, toc_ms at, uint64_t major,
                   uint64_t minor); /* see toc_timer_arm */
/** It fires at @p at, not before now; armed before, it no longer does then. */
static inline void toc_timer_arm(toc_engine *engine, uint32_t timer, toc_ms at, toc_order order)
{
    toc_timer_set(engine, timer, at, order.major, order.minor);
}
void toc_timer_insert(toc_engine *engine, uint32_t timer, toc_ms at); /* see toc_timer_put */
/** The same, of one that is not armed, and belongs to no series.  In line where few wait. */
static inline void toc_timer_put(toc_engine *engine, toc_timer *timer, toc_ms at, toc_order order)
{
    uint32_t own = (uint32_t)(timer - engine->timers);
    toc_wait *near = engine->near;
    uint32_t place = engine->near_count;
    timer->order.major = order.major;
    timer->order.minor = order.minor;
    timer->is_work = 1;
    engine->unsettled++;
    engine->armed[timer->kind]++;
    if (place == TOC_NEAR_MOST || engine->wait_count > 0) {
        toc_timer_insert(engine, own, at);
        return;
    }
    engine->near_count = place + 1;
    timer->position = TOC_NEAR;
    for (; place > 0 && near[place - 1].at <= at; place--) {
        if (near[place - 1].at == at && toc_timer_goes_first(engine, own, near[place - 1].timer))
            break;
        near[place].at = near[place - 1].at;
        near[place].timer = near[place - 1].timer;
    }
    near[place].at = at;
    near[place].timer = own;
}
void toc_timer_remove(toc_engine *engine, uint32_t timer); /* which is armed */
static inline void toc_timer_disarm(toc_engine *engine, uint32_t timer)
{
    if (toc_timer_is_armed(engine, timer))
        toc_timer_remove(engine, timer);
}
static inline void toc_timer_stop(toc_engine *engine, toc_timer_kind kind, uint32_t object)
{
    if (engine->armed[kind] > 0)
        toc_timer_disarm(engine, toc_timer_of(engine, kind, object));
}
void toc_timer_draw_near(toc_engine *engine); /* none is near: the next come off the heap */
/** It is not armed any more. */
static inline void toc_timer_stands_down(toc_engine *engine, toc_timer *timer)
{
    timer->position = TOC_NONE;
    engine->armed[timer->kind]--;
    engine->unsettled -= timer->is_work;
}
/** Takes the earliest timer out; there is one. */
static inline uint32_t toc_timer_pop(toc_engine *engine)
{
    uint32_t timer = engine->near[--engine->near_count].timer;
    toc_timer_stands_down(engine, &engine->timers[timer]);
    if (engine->near_count == 0)
        toc_timer_draw_near(engine);
    return timer;
}
void toc_reaction_move_up(toc_engine *engine, uint32_t position, uint64_t major, uint64_t minor,
                          uint32_t object);
/** @p from, the last one, goes to its place from the first on, which is free. */
void toc_reaction_move_down(toc_engine *engine, const toc_reaction *from);
/* Part by part, as orders are passed on too: what was just written in parts is slow to be read as a
 * whole. */
static inline void toc_reaction_put(toc_reaction *place, uint64_t major, uint64_t minor,
                                    uint32_t object)
{
    place->order.major = major;
    place->order.minor = minor;
    place->object = object;
}
static inline void toc_reaction_push(toc_engine *engine, uint32_t object, toc_order order)
{
    assert(engine->reaction_count < engine->reaction_capacity);
    uint32_t position = engine->reaction_count++;
    if (position == 0)
        toc_reaction_put(&engine->reactions[0], order.major, order.minor, object);
    else
        toc_reaction_move_up(engine, position, order.major, order.minor, object);
}
/** Takes the first reaction off the heap; the heap is not empty. */
static inline void toc_reaction_pop(toc_engine *engine)
{
    uint32_t left = --engine->reaction_count;
    if (left > 0)
        toc_reaction_move_down(engine, &engine->reactions[left]);
}
static inline toc_ms toc_ms_later(toc_ms at, toc_ms length) /* saturating */
{
    toc_ms sum;
    return __builtin_add_overflow(at, length, &sum) ? INT64_MAX : sum;
}

/* ---- duty.c ---- */
/** The number of an activation: 0 outside responses. */
static inline uint32_t toc_duty_activation(const toc_engine *engine, uint32_t instance)
{
    return instance == TOC_NONE ? 0 : engine->instances[instance].number;
}

/* ---- records, handed to the sink: nothing need be made of one that it does not want ---- */
static inline bool toc_is_traced(const toc_engine *engine, toc_trace_kind kind)
{
    return engine->traced >> kind & 1;
}
static inline toc_trace toc_record(const toc_engine *engine, toc_trace_kind kind, uint32_t id)
{
    return (toc_trace){.at = engine->now,
                       .kind = kind,
                       .id = id,
                       .activation = 0,
                       .occurrence = 0,
                       .body = TOC_NONE,
                       .other = TOC_NONE,
                       .marks = 0,
                       .entry = engine->entry,
                       .value = 0,
                       .duty = NULL};
}
static inline void toc_emit(toc_engine *engine, const toc_trace *record)
{
    if (toc_is_traced(engine, (toc_trace_kind)record->kind))
        engine->options.on_trace(engine->options.context, record);
}

static inline void toc_duty_emit(toc_engine *engine, toc_trace_kind kind, const toc_duty *duty)
{
    if (!toc_is_traced(engine, kind))
        return;
    toc_trace record = toc_record(engine, kind, duty->id);
    record.activation = duty->activation;
    record.occurrence = duty->occurrence;
    record.body = duty->owner;
    record.duty = duty;
    engine->options.on_trace(engine->options.context, &record);
}

/* ---- duties closed ---- */
static inline void toc_duty_close(toc_engine *engine, uint32_t at, toc_duty_state state,
                                  toc_void_reason reason)
{
    toc_duty_slot *slot = &engine->duties[at];
    if (slot->is_undated)
        toc_anchor_await_no_more(engine, at);
    toc_timer_stop(engine, TOC_TIMER_DUTY, at);
    slot->duty.state = (uint32_t)state;
    slot->duty.reason = (uint32_t)reason;
    slot->duty.closed = engine->now;
    slot->is_open = 0;
    engine->open_duties[at / 64] &= ~(UINT64_C(1) << at % 64);
    if (slot->instance != TOC_NONE)
        engine->instances[slot->instance].duties--;
}

static inline void toc_duty_give_slot_back(toc_engine *engine, uint32_t at)
{
    toc_duty_slot *slot = &engine->duties[at];
    toc_duty_emit(engine, TOC_TRACE_DUTY_CLOSED, &slot->duty);
    slot->next = engine->duty_free;
    engine->duty_free = at;
    engine->duty_count--;
}
/** toc_node_pay, in line. */
static inline void toc_node_pay_at_once(toc_engine *engine, uint32_t at, uint32_t by,
                                        uint32_t marks)
{
    toc_node_instance *state = &engine->nodes[at];
    uint32_t slot_at = state->duty;
    if (slot_at == TOC_NONE)
        return;
    toc_duty_slot *slot = &engine->duties[slot_at];
    bool is_late = slot->duty.due != TOC_MS_NONE && engine->now > slot->duty.due;
    slot->duty.by = by;
    slot->duty.marks |= marks;
    state->duty = TOC_NONE;
    toc_duty_close(engine, slot_at, is_late ? TOC_DUTY_LATE : TOC_DUTY_MET, TOC_VOID_NONE);
    if (engine->node_latest[state->node].is_late != (uint8_t)is_late)
        toc_duty_note_late(engine, slot, is_late);
    toc_duty_give_slot_back(engine, slot_at);
}

/* ---- node.c ---- */
static inline void toc_node_state_set(toc_engine *engine, uint32_t at, toc_node_state state,
                                      uint32_t body, uint32_t marks)
{
    engine->nodes[at].state = (uint8_t)state;
    if (engine->nodes[at].traits & TOC_TRAIT_OF_POST)
        toc_node_count_waiting(engine, at);
    if (toc_is_traced(engine, TOC_TRACE_NODE))
        toc_node_emit(engine, at, body, marks);
}
static inline void toc_node_open_duty(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    if (state->duty == TOC_NONE && !(state->traits & TOC_TRAIT_REPEATS))
        toc_node_owe(engine, at);
}

/** Whether what leads to it, or a loop, calls for a step that waits or is dead. */
static inline bool toc_node_is_called_for(const toc_node_instance *state)
{
    if (state->is_held)
        return false;
    if (state->is_called)
        return true;
    return state->live > 0 && ((state->traits & TOC_TRAIT_JOINS_ANY) || state->pending == 0);
}
static inline bool toc_node_is_out_of_reach(const toc_node_instance *state)
{
    return !state->is_called && !state->is_held && state->pending == 0 && state->live == 0;
}

/* ---- places ---- */
static inline uint32_t toc_instance_of(const toc_engine *engine, uint32_t response, uint32_t slot)
{
    return response * engine->slots + slot;
}
static inline uint32_t toc_node_at(const toc_engine *engine, uint32_t instance, uint32_t node)
{
    return engine->instances[instance].node_shift + node;
}
static inline uint32_t toc_edge_at(const toc_engine *engine, uint32_t instance, uint32_t edge)
{
    return engine->instances[instance].edge_shift + edge;
}

/* ---- response.c ---- */
/** Is it complete? */
static inline void toc_instance_check(toc_engine *engine, uint32_t instance)
{
    const toc_instance *state = &engine->instances[instance];
    if (state->unfinished == 0 && state->is_active && state->series == 0 && state->news == 0)
        toc_instance_end(engine, instance);
}

/* ---- edge.c ---- */
/** Does one way more, that has come, call for it? */
static inline bool toc_edge_calls(const toc_node_instance *target)
{
    bool may_be_called = target->state == TOC_NODE_WAITING || target->state == TOC_NODE_DEAD;
    return may_be_called && !target->is_held &&
           (target->pending == 0 || target->is_called || (target->traits & TOC_TRAIT_JOINS_ANY));
}
/** All @p ways of a step that does not fork turn live; @p own, its activation, is active. */
static inline void toc_edge_take_all(toc_engine *engine, const toc_instance *own, toc_range ways)
{
    const toc_way *way = &engine->ways[ways.first];
    const toc_way *end = way + ways.count;
    toc_node_instance *nodes = engine->nodes;
    uint8_t *edges = engine->edges;
    uint32_t node_shift = own->node_shift;
    uint32_t edge_shift = own->edge_shift;
    for (; way < end; way++) {
        uint8_t *edge = &edges[edge_shift + way->edge];
        uint32_t target_at = node_shift + way->target;
        toc_node_instance *target = &nodes[target_at];
        if (*edge == TOC_EDGE_LIVE)
            continue;
        target->pending -= *edge == TOC_EDGE_PENDING;
        target->live++;
        *edge = TOC_EDGE_LIVE;
        if (!toc_edge_calls(target) || target->is_queued)
            continue;
        target->is_queued = 1;
        toc_reaction_push(
            engine, target_at,
            toc_order_make(TOC_RANK_NODE, target->node, own->number, target->occurrence));
    }
}
static inline void toc_edge_take(toc_engine *engine, uint32_t instance, uint32_t edge)
{
    const toc_m_edge *row = &engine->machine->edges[edge];
    if (row->is_loop || row->wait > 0)
        toc_edge_go(engine, instance, edge);
    else
        toc_edge_set(engine, instance, edge, TOC_EDGE_LIVE);
}

/* ---- condition.c ---- */
static inline void toc_condition_queue(toc_engine *engine, uint32_t condition)
{
    uint32_t word = condition / 64;
    uint64_t before = engine->queued_conditions[word];
    uint64_t after = before | UINT64_C(1) << condition % 64;
    engine->queued_count += before != after;
    engine->queued_conditions[word] = after;
    engine->queued_words[word / 64] |= UINT64_C(1) << word % 64;
}
static inline void toc_signal_raise(toc_engine *engine, uint32_t signal)
{
    if (signal == TOC_NONE)
        return;
    uint32_t ladder = engine->only_ladders[signal];
    if (ladder == TOC_NONE)
        toc_signal_spread(engine, signal);
    else if (!engine->ladders[ladder].is_queued_w)
        toc_ladder_queue_warranted(engine, ladder);
}
static inline bool toc_condition_holds(toc_engine *engine, uint32_t condition) /* TOC_NONE holds */
{
    toc_ms wake;
    return condition == TOC_NONE || toc_condition_read(engine, condition, &wake);
}

/* ---- body.c ---- */
static inline void toc_body_tell(toc_engine *engine, uint32_t body, uint32_t why)
{
    if (body != TOC_NONE && !engine->bodies[body].are_told)
        toc_body_spread(engine, body, why);
}
static inline bool toc_body_is_there(const toc_engine *engine, uint32_t body)
{
    return engine->bodies[engine->bodies[body].org].state == TOC_BODY_ACTIVE;
}
static inline bool toc_body_is_reachable(const toc_engine *engine, uint32_t body)
{
    const toc_body_status *status = &engine->bodies[body];
    return engine->lost == 0 || !(status->unreachable | engine->bodies[status->org].unreachable);
}
/** Who acts for @p body now: itself; for a post out of reach whoever succeeds it, and on; itself
 *  again where nobody is left.  TOC_NONE stays TOC_NONE.  O(posts in the succession). */
static inline uint32_t toc_body_stand_in(const toc_engine *engine, uint32_t body)
{
    return body == TOC_NONE || toc_body_is_reachable(engine, body)
               ? body
               : toc_body_successor(engine, body);
}
/** Who it was: @p by, or where nobody is named (TOC_NONE) whoever acts for @p owner. */
static inline uint32_t toc_body_who(const toc_engine *engine, uint32_t owner, uint32_t by)
{
    return by == TOC_NONE ? toc_body_stand_in(engine, owner) : by;
}
/** May it go on: is it there and reachable?  Off duty bars starting, not going on. */
static inline bool toc_body_can_go_on(const toc_engine *engine, uint32_t body)
{
    return toc_body_is_there(engine, body) && toc_body_is_reachable(engine, body);
}
/** When duty hours of the body (or its org) begin again; TOC_MS_NONE when it is on duty, INT64_MAX
 *  when they never do. */
static inline toc_ms toc_body_off_until(const toc_engine *engine, uint32_t body)
{
    return engine->bodies[body].has_hours ? toc_body_hours_begin(engine, body) : TOC_MS_NONE;
}
/** May it begin now: is it there, on duty and reachable? */
static inline bool toc_body_can_act(const toc_engine *engine, uint32_t body)
{
    return toc_body_can_go_on(engine, body) && toc_body_off_until(engine, body) == TOC_MS_NONE;
}
static inline bool toc_body_is_played(const toc_engine *engine, uint32_t body)
{
    return body != TOC_NONE && engine->bodies[body].is_played;
}

/** Does the simulation act for it now: is it nobody's to play, there and reachable?  Asked when an act is
 *  planned, and again when its time has come. */
static inline bool toc_body_is_simulated(const toc_engine *engine, uint32_t body)
{
    return !toc_body_is_played(engine, body) && toc_body_can_go_on(engine, body);
}

/* ---- gate.c ---- */
static inline bool toc_demand_takes(const toc_m_demand *demand)
{
    return demand->kind <= TOC_DEMAND_FILL; /* use, consume, fill */
}
static inline void toc_gate_leave_queue(toc_engine *engine, uint32_t at)
{
    if (engine->nodes[at].is_waiting)
        toc_gate_leave(engine, at);
}
/** A step that is no longer in question for its post lets the next one try. */
static inline void toc_gate_step_aside(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    if (engine->lost > 0 || (state->traits & TOC_TRAIT_OF_POST) ||
        (state->actor != TOC_NONE && engine->bodies[state->actor].is_post))
        toc_gate_pass_on(engine, at);
}
static inline void toc_gate_queue_pass(toc_engine *engine)
{
    engine->resource_queued |= engine->waiting_first != TOC_NONE;
}
/** Nobody stands in line, and the pass over those who do would come before all other reactions. */
static inline bool toc_gate_is_pass_next(const toc_engine *engine)
{
    return engine->waiting_first == TOC_NONE && engine->queued_count == 0 &&
           (engine->reaction_count == 0 || engine->reactions[0].order.major >= TOC_ORDER_RESOURCES);
}
/** A plain step, everybody in reach, and its performer there and nobody's to play. */
static inline bool toc_plain_is_open(const toc_engine *engine, const toc_node_facts *facts)
{
    const toc_body_status *status = &engine->bodies[facts->performer];
    return (facts->traits & TOC_TRAIT_PLAIN) != 0 && engine->lost == 0 &&
           status->state == TOC_BODY_ACTIVE && !status->is_played;
}
/** The time that the simulation takes for it has run. */
static inline void toc_gate_work_done(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_node_facts *facts = &engine->node_facts[state->node];
    if (toc_plain_is_open(engine, facts) && state->actor == facts->performer)
        toc_plain_done(engine, at, facts);
    else
        toc_gate_work_over(engine, at);
}
static inline void toc_gate_recall(toc_engine *engine)
{
    if (engine->expected_count > 0)
        toc_gate_recall_all(engine);
}

/* ---- series.c ---- */
static inline void toc_series_end(toc_engine *engine, uint32_t at, toc_void_reason reason,
                                  bool keep)
{
    if (engine->nodes[at].series != TOC_SERIES_NONE)
        toc_series_stop(engine, at, reason, keep);
}

/* ---- anchor.c ---- */
/** An anchor occurs now; @p instance: the response activation it belongs to, or TOC_NONE. */
static inline void toc_anchor_occur(toc_engine *engine, uint32_t anchor, uint32_t instance)
{
    if (anchor != TOC_NONE)
        toc_anchor_pass(engine, anchor, instance);
}

#endif
