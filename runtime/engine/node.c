/* node.c - steps and decisions: waiting, ready, done, skipped, dead, cancelled, failed. */
#include "engine/told_private.h"

#include <string.h>

static const toc_m_node *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->nodes[engine->nodes[at].node];
}

static uint32_t performer_of(const toc_engine *engine, uint32_t at)
{
    return engine->node_facts[engine->nodes[at].node].performer;
}

static toc_order order_of(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    return toc_order_make(TOC_RANK_NODE, state->node, engine->instances[state->instance].number,
                          state->occurrence);
}

/* ---- setting up an activation ---- */

static void set_up_one(toc_node_instance *state, const toc_node_instance *fresh)
{
    uint8_t is_queued = state->is_queued; /* by a reaction that finds nothing to do */
    *state = *fresh;
    state->is_queued = is_queued;
}

/* In one piece, nearly always. */
static void set_up(toc_engine *engine, uint32_t instance, toc_range nodes)
{
    toc_node_instance *state = &engine->nodes[toc_node_at(engine, instance, nodes.first)];
    const toc_node_instance *fresh = &engine->fresh_nodes[nodes.first];
    bool is_whole = engine->reaction_count == 0;
    if (is_whole)
        memcpy(state, fresh, nodes.count * sizeof *state);
    for (uint32_t i = 0; i < nodes.count; i++) {
        if (!is_whole)
            set_up_one(&state[i], &fresh[i]);
        state[i].instance = instance;
    }
    memset(&engine->node_latest[nodes.first], 0, nodes.count * sizeof engine->node_latest[0]);
}

void toc_node_setup(toc_engine *engine, uint32_t instance)
{
    const toc_machine *machine = engine->machine;
    toc_instance *own = &engine->instances[instance];
    const toc_m_response *response = &machine->responses[own->response];
    uint32_t first_edge = toc_edge_at(engine, instance, engine->edge_first[own->response]);
    memset(&engine->edges[first_edge], TOC_EDGE_PENDING, engine->edge_count[own->response]);
    own->unfinished = response->nodes.count;
    set_up(engine, instance, response->nodes);
    if (engine->response_facts[own->response].has_signals)
        for (uint32_t i = 0; i < response->nodes.count; i++)
            toc_signal_raise(engine, machine->nodes[response->nodes.first + i].signal);
    toc_range starters = engine->response_facts[own->response].starters;
    for (uint32_t i = starters.first; i < starters.first + starters.count; i++) {
        uint32_t at = toc_node_at(engine, instance, engine->starters[i]);
        if (engine->nodes[at].traits & TOC_TRAIT_ANCHORED)
            toc_plain_owe_early(engine, at);
        if (engine->nodes[at].is_called)
            toc_node_queue(engine, at);
    }
}

void toc_node_queue(toc_engine *engine, uint32_t at)
{
    if (engine->nodes[at].is_queued)
        return;
    engine->nodes[at].is_queued = 1;
    toc_reaction_push(engine, at, order_of(engine, at));
}

/* Of a post: is it among those that only wait for their post? */
void toc_node_count_waiting(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    bool is_waiting = state->state == TOC_NODE_BLOCKED && state->blocked == TOC_BLOCKED_BUSY;
    if (is_waiting != (state->is_counted != 0))
        engine->bodies[row_of(engine, at)->performer].waiting += is_waiting ? 1u : UINT32_MAX;
    state->is_counted = is_waiting;
}

void toc_node_emit(toc_engine *engine, uint32_t at, uint32_t body, uint32_t marks)
{
    const toc_node_instance *state = &engine->nodes[at];
    toc_trace record = toc_record(engine, TOC_TRACE_NODE, state->node);
    record.activation = engine->instances[state->instance].number;
    record.occurrence = state->occurrence;
    record.value = state->state;
    record.other = state->state == TOC_NODE_BLOCKED ? state->blocked : TOC_NONE;
    record.body = body;
    record.marks = marks;
    toc_emit(engine, &record);
}

bool toc_node_waits_for_decision(toc_engine *engine, uint32_t at)
{
    const toc_machine *machine = engine->machine;
    uint32_t instance = engine->nodes[at].instance;
    uint32_t epoch = ++engine->epoch;
    uint32_t *list = engine->walk;
    uint32_t count = 0;
    list[count++] = at;
    engine->nodes[at].mark = epoch;
    for (uint32_t done = 0; done < count; done++) {
        const toc_m_node *row = row_of(engine, list[done]);
        for (uint32_t i = 0; i < row->edges.count; i++) {
            const toc_m_edge *edge = &machine->edges[row->edges.first + i];
            uint32_t source = toc_node_at(engine, instance, edge->source);
            uint8_t edge_state = engine->edges[toc_edge_at(engine, instance, row->edges.first + i)];
            if (edge->is_loop || edge_state != TOC_EDGE_PENDING ||
                engine->nodes[source].mark == epoch)
                continue;
            if (machine->nodes[edge->source].kind == TOC_M_NODE_DECISION &&
                engine->nodes[source].state != TOC_NODE_DONE)
                return true;
            engine->nodes[source].mark = epoch;
            list[count++] = source;
        }
    }
    return false;
}

/* ---- reactions ---- */

/* Over for its response, in an activation that goes on. */
static void finished_one(toc_engine *engine, uint32_t at)
{
    uint32_t instance = engine->nodes[at].instance;
    engine->instances[instance].unfinished--;
    toc_instance_check(engine, instance);
}

/* All its edges that ask for no outcome turn live. */
static void leave(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    uint32_t instance = state->instance;
    if (!engine->instances[instance].is_active)
        return;
    if (!(state->traits & TOC_TRAIT_FORKS)) {
        toc_edge_take_all(engine, &engine->instances[instance],
                          engine->node_facts[state->node].ways);
        return;
    }
    toc_range leaving = row_of(engine, at)->leaving;
    for (uint32_t i = 0; i < leaving.count; i++) {
        uint32_t edge = engine->machine->ids[leaving.first + i];
        if (engine->machine->edges[edge].outcome == TOC_NONE)
            toc_edge_take(engine, instance, edge);
    }
}

static void leave_dead(toc_engine *engine, uint32_t at)
{
    uint32_t instance = engine->nodes[at].instance;
    toc_range leaving = row_of(engine, at)->leaving;
    for (uint32_t i = 0; i < leaving.count; i++) {
        uint32_t edge = engine->machine->ids[leaving.first + i];
        if (!engine->machine->edges[edge].is_loop)
            toc_edge_set(engine, instance, edge, TOC_EDGE_DEAD);
    }
}

/* Dead: the way to it was not taken, or its approval was refused; nothing is owed. */
void toc_node_kill(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_gate_leave_queue(engine, at);
    toc_timer_stop(engine, TOC_TIMER_GATE, at);
    toc_node_state_set(engine, at, TOC_NODE_DEAD, TOC_NONE, 0);
    toc_gate_step_aside(engine, at);
    if (state->duty != TOC_NONE)
        toc_duty_drop(engine, state->duty, TOC_VOID_DEAD);
    while (state->series_duty != TOC_NONE)
        toc_duty_drop(engine, state->series_duty, TOC_VOID_DEAD);
    toc_series_end(engine, at, TOC_VOID_DEAD, false);
    leave_dead(engine, at);
    finished_one(engine, at);
}

static void skip(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_node_state_set(engine, at, TOC_NODE_SKIPPED, TOC_NONE, 0);
    toc_report_after(engine, row_of(engine, at)->done_anchor, state->instance);
    if (state->duty != TOC_NONE)
        toc_duty_drop(engine, state->duty, TOC_VOID_SKIPPED);
    toc_range leaving = row_of(engine, at)->leaving;
    for (uint32_t i = 0; i < leaving.count; i++) { /* a skipped decision takes no outcome */
        uint32_t edge = engine->machine->ids[leaving.first + i];
        if (engine->machine->edges[edge].outcome == TOC_NONE)
            toc_edge_take(engine, state->instance, edge);
        else if (!engine->machine->edges[edge].is_loop)
            toc_edge_set(engine, state->instance, edge, TOC_EDGE_DEAD);
    }
    finished_one(engine, at);
}

/* Ready; but it has a guard, `until` or an approval, or is a series. */
static void ask_first(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    bool is_over = row->until != TOC_NONE && toc_condition_holds(engine, row->until);
    bool is_needed = row->period > 0 || toc_condition_holds(engine, row->guard);
    if (is_over || !is_needed) {
        skip(engine, at);
        return;
    }
    if (row->period == 0)
        toc_node_open_duty(engine, at);
    if (row->approver != TOC_NONE)
        toc_approval_ask(engine, at);
    if (state->approval == TOC_APPROVAL_REFUSED) /* beforehand */
        toc_node_kill(engine, at);
    else if (row->period > 0)
        toc_series_start(engine, at);
    else
        toc_gate_try(engine, at);
}

static void become_ready(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    if (state->state == TOC_NODE_DEAD) /* its way is open after all */
        engine->instances[state->instance].unfinished++;
    state->is_called = 0;
    state->occurrence++;
    state->ready = engine->now;
    toc_node_state_set(engine, at, TOC_NODE_READY, performer_of(engine, at), 0);
    if (state->traits & TOC_TRAIT_ASKS) {
        ask_first(engine, at);
        return;
    }
    toc_node_open_duty(engine, at);
    if (state->approval == TOC_APPROVAL_REFUSED) /* beforehand */
        toc_node_kill(engine, at);
    else
        toc_gate_try(engine, at);
}

void toc_node_react(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    state->is_queued = 0;
    if (!engine->instances[state->instance].is_active)
        return;
    switch ((toc_node_state)state->state) {
    case TOC_NODE_WAITING:
        if (!toc_node_is_called_for(state)) {
            if (toc_node_is_out_of_reach(state))
                toc_node_kill(engine, at);
        } else if (toc_plain_is_open(engine, &engine->node_facts[state->node])) {
            toc_plain_ready(engine, at, &engine->node_facts[state->node]);
        } else {
            become_ready(engine, at);
        }
        break;
    case TOC_NODE_DEAD:
        if (toc_node_is_called_for(state))
            become_ready(engine, at);
        break;
    case TOC_NODE_READY:
    case TOC_NODE_BLOCKED:
        toc_gate_try(engine, at);
        break;
    case TOC_NODE_RUNNING:
    case TOC_NODE_DONE:
    case TOC_NODE_SKIPPED:
    case TOC_NODE_CANCELLED:
    case TOC_NODE_FAILED:
        break;
    }
}

/* ---- done ---- */

static void activate(toc_engine *engine, toc_range responses)
{
    for (uint32_t i = 0; i < responses.count; i++)
        toc_response_activate(engine, engine->machine->ids[responses.first + i]);
}

void toc_node_tell(toc_engine *engine, uint32_t at)
{
    toc_range to = row_of(engine, at)->to;
    for (uint32_t i = 0; i < to.count; i++)
        toc_body_tell(engine, engine->machine->ids[to.first + i], 3);
}

/* It is done: whatever counts from it, asks for it or is told. */
static void make_known(toc_engine *engine, uint32_t at)
{
    const toc_m_node *row = row_of(engine, at);
    toc_signal_raise(engine, row->signal);
    toc_anchor_occur(engine, row->done_anchor, engine->nodes[at].instance);
    if (row->period == 0 && row->to.count > 0)
        toc_node_tell(engine, at);
}

/* The common part of done, for steps, decisions and the end of a series (which tells nobody and
 * gives nothing back: each of its times did).  What runs when its response is stopped is finished,
 * but sets nothing further off. */
static void close_work(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks)
{
    toc_node_instance *state = &engine->nodes[at];
    uint32_t traits = state->traits;
    toc_instance *own = &engine->instances[state->instance];
    state->is_called = 0;
    toc_gate_leave_queue(engine, at);
    toc_gate_release(engine, at);
    if (!(traits & TOC_TRAIT_REPEATS))
        toc_gate_give(engine, at);
    state->done = engine->now;
    toc_node_state_set(engine, at, TOC_NODE_DONE, by, marks);
    toc_gate_step_aside(engine, at);
    toc_node_open_duty(engine, at); /* done before it was ready */
    toc_node_pay(engine, at, by, marks);
    if (own->number == engine->activations[own->response])
        engine->node_latest[state->node].is_done = 1;
    if (traits & TOC_TRAIT_TELLS)
        make_known(engine, at);
    if (!own->is_active)
        return;
    own->unfinished--;
    if (traits & TOC_TRAIT_TELLS)
        activate(engine, row_of(engine, at)->activates);
    if (traits & TOC_TRAIT_REQUESTS)
        toc_request_open(engine, at);
}

void toc_node_finish(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks)
{
    close_work(engine, at, by, marks);
    leave(engine, at);
    toc_instance_check(engine, engine->nodes[at].instance);
}

static bool is_exhausted(const toc_engine *engine, uint32_t instance, const toc_m_edge *edge)
{
    const toc_m_node *target = &engine->machine->nodes[edge->target];
    uint32_t at = toc_node_at(engine, instance, edge->target);
    return edge->is_loop && target->times > 0 && engine->nodes[at].occurrence >= target->times;
}

/* Beyond its bound a loop's outcome is dead, with all that it leads to. */
static bool outcome_is_exhausted(const toc_engine *engine, uint32_t at, uint32_t outcome)
{
    toc_range leaving = row_of(engine, at)->leaving;
    for (uint32_t i = 0; i < leaving.count; i++) {
        const toc_m_edge *edge = &engine->machine->edges[engine->machine->ids[leaving.first + i]];
        if (edge->outcome == outcome && is_exhausted(engine, engine->nodes[at].instance, edge))
            return true;
    }
    return false;
}

/* Ways of other outcomes die first, so that a join never sees both; loops come last, because
 * they set everything after their target back to waiting. */
static void take_outcome(toc_engine *engine, uint32_t at, uint32_t outcome)
{
    const toc_machine *machine = engine->machine;
    uint32_t instance = engine->nodes[at].instance;
    toc_range leaving = row_of(engine, at)->leaving;
    for (int turn = 0; turn < 3; turn++)
        for (uint32_t i = 0; i < leaving.count; i++) {
            uint32_t edge = machine->ids[leaving.first + i];
            const toc_m_edge *row = &machine->edges[edge];
            bool is_taken = row->outcome == outcome || row->outcome == TOC_NONE;
            if (turn == 0 && !is_taken && !row->is_loop)
                toc_edge_set(engine, instance, edge, TOC_EDGE_DEAD);
            else if (is_taken && turn == (row->is_loop ? 2 : 1))
                toc_edge_take(engine, instance, edge);
        }
}

static void note_outcome(toc_engine *engine, uint32_t at, uint32_t outcome)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_instance *own = &engine->instances[state->instance];
    if (own->number == engine->activations[own->response])
        engine->node_latest[state->node].outcome =
            outcome == TOC_NONE ? 0 : outcome - row_of(engine, at)->outcomes.first + 1;
}

void toc_node_decide(toc_engine *engine, uint32_t at, uint32_t outcome, uint32_t by, uint32_t marks)
{
    bool is_taken = outcome != TOC_NONE && !outcome_is_exhausted(engine, at, outcome);
    note_outcome(engine, at, outcome);
    close_work(engine, at, by, marks);
    const toc_node_instance *state = &engine->nodes[at];
    toc_trace record = toc_record(engine, TOC_TRACE_DECIDED, state->node);
    record.activation = engine->instances[state->instance].number;
    record.occurrence = state->occurrence;
    record.value = outcome;
    record.body = by;
    record.marks = outcome != TOC_NONE && !is_taken ? marks | TOC_MARK_EXHAUSTED : marks;
    toc_emit(engine, &record);
    if (engine->instances[state->instance].is_active) {
        if (is_taken)
            activate(engine, engine->machine->outcomes[outcome].responses);
        take_outcome(engine, at, is_taken ? outcome : TOC_NONE);
    }
    toc_instance_check(engine, state->instance);
}

/* The duty stays open; a later `did` makes it done. */
void toc_node_fail(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_gate_release(engine, at);
    toc_gate_leave_queue(engine, at);
    if (state->state == TOC_NODE_WAITING) {
        state->occurrence++;
        state->ready = engine->now;
    }
    toc_node_state_set(engine, at, TOC_NODE_FAILED, by, marks);
    toc_gate_step_aside(engine, at);
    toc_node_open_duty(engine, at);
}

/* ---- the response closes ---- */

static void withdraw(toc_engine *engine, uint32_t slot, bool keep)
{
    if (slot != TOC_NONE)
        toc_duty_withdraw(engine, slot, TOC_VOID_CANCELLED, keep);
}

static void withdraw_requests(toc_engine *engine, uint32_t at, bool keep)
{
    for (uint32_t slot = engine->nodes[at].request_duty; slot != TOC_NONE;) {
        uint32_t next = engine->duties[slot].next;
        toc_duty_withdraw(engine, slot, TOC_VOID_CANCELLED, keep);
        slot = next;
    }
}

/* Done, skipped or dead, and nothing about it is open any more. */
static bool is_settled(const toc_engine *engine, const toc_node_instance *state)
{
    bool is_over = state->state == TOC_NODE_DONE || state->state == TOC_NODE_SKIPPED ||
                   state->state == TOC_NODE_DEAD;
    return is_over && (state->duty & state->approval_duty & state->request_duty) == TOC_NONE &&
           !(state->traits & (TOC_TRAIT_REPEATS | TOC_TRAIT_OF_POST)) && !state->is_waiting &&
           engine->armed[TOC_TIMER_GATE] == 0 && engine->lost == 0 &&
           (state->actor == TOC_NONE || !engine->bodies[state->actor].is_post);
}

void toc_node_cancel(toc_engine *engine, uint32_t at, bool is_stopped)
{
    toc_node_instance *state = &engine->nodes[at];
    if (is_settled(engine, state))
        return;
    toc_timer_stop(engine, TOC_TIMER_GATE, at);
    toc_series_end(engine, at, TOC_VOID_CANCELLED, true);
    toc_gate_leave_queue(engine, at);
    withdraw(engine, state->approval_duty, true);
    if (is_stopped)
        withdraw_requests(engine, at, true);
    if (state->state == TOC_NODE_RUNNING)
        return; /* what runs is finished */
    withdraw(engine, state->duty, true);
    bool is_over = state->state == TOC_NODE_DONE || state->state == TOC_NODE_SKIPPED ||
                   state->state == TOC_NODE_DEAD;
    if (!is_over)
        toc_node_state_set(engine, at, TOC_NODE_CANCELLED, TOC_NONE, 0);
    toc_gate_step_aside(engine, at);
}

void toc_node_abandon(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_gate_release(engine, at);
    toc_timer_stop(engine, TOC_TIMER_SIM_APPROVE, at);
    toc_timer_stop(engine, TOC_TIMER_SIM_GRANT, at);
    if (state->state == TOC_NODE_RUNNING)
        toc_node_state_set(engine, at, TOC_NODE_CANCELLED, TOC_NONE, 0);
    withdraw(engine, state->duty, false);
    withdraw(engine, state->approval_duty, false);
    withdraw_requests(engine, at, false);
    while (state->series_duty != TOC_NONE)
        withdraw(engine, state->series_duty, false);
}
