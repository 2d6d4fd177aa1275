/* edge.c - the ways between steps: pending, live or dead; joins and loops. */
#include "engine/state_private.h"

static void count_edge(toc_node_instance *target, uint8_t state, uint32_t by)
{
    if (state == TOC_EDGE_PENDING)
        target->pending += by;
    else if (state == TOC_EDGE_LIVE)
        target->live += by;
}

/* Does what leads to it now make it ready, or dead?  If not, another edge has yet to bring that. */
static bool is_concerned(const toc_node_instance *target)
{
    if (target->state != TOC_NODE_WAITING && target->state != TOC_NODE_DEAD)
        return false;
    return toc_node_is_called_for(target) || toc_node_is_out_of_reach(target);
}

void toc_edge_set(toc_engine *engine, uint32_t instance, uint32_t edge, uint8_t state)
{
    uint32_t at = toc_edge_at(engine, instance, edge);
    if (engine->edges[at] == state)
        return;
    uint32_t target_at = toc_node_at(engine, instance, engine->machine->edges[edge].target);
    toc_node_instance *target = &engine->nodes[target_at];
    count_edge(target, engine->edges[at], UINT32_MAX); /* one less */
    count_edge(target, state, 1);
    engine->edges[at] = state;
    if (engine->instances[instance].is_active && is_concerned(target))
        toc_node_queue(engine, target_at);
}

/* ---- loops ---- */

/* All that comes after @p first in its response, itself included, into engine->work. */
static uint32_t collect_after(toc_engine *engine, uint32_t first)
{
    const toc_machine *machine = engine->machine;
    uint32_t instance = engine->nodes[first].instance;
    uint32_t epoch = ++engine->epoch;
    uint32_t count = 0;
    engine->work[count++] = first;
    engine->nodes[first].mark = epoch;
    for (uint32_t done = 0; done < count; done++) {
        toc_range leaving = machine->nodes[engine->nodes[engine->work[done]].node].leaving;
        for (uint32_t i = 0; i < leaving.count; i++) {
            const toc_m_edge *edge = &machine->edges[machine->ids[leaving.first + i]];
            uint32_t next = toc_node_at(engine, instance, edge->target);
            if (edge->is_loop || engine->nodes[next].mark == epoch)
                continue;
            engine->nodes[next].mark = epoch;
            engine->work[count++] = next;
        }
    }
    return count;
}

/* What still waits keeps the duty and the approval that it has. */
static void reset_node(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_instance *own = &engine->instances[state->instance];
    bool was_over = state->state == TOC_NODE_DONE || state->state == TOC_NODE_SKIPPED ||
                    state->state == TOC_NODE_DEAD;
    if (state->state == TOC_NODE_WAITING)
        return;
    if (was_over)
        own->unfinished++;
    toc_gate_leave_queue(engine, at);
    toc_series_end(engine, at, TOC_VOID_LOOPED, false);
    if (state->duty != TOC_NONE)
        toc_duty_withdraw(engine, state->duty, TOC_VOID_LOOPED, false);
    if (state->approval_duty != TOC_NONE)
        toc_duty_withdraw(engine, state->approval_duty, TOC_VOID_LOOPED, false);
    toc_timer_stop(engine, TOC_TIMER_GATE, at);
    toc_timer_stop(engine, TOC_TIMER_SIM_APPROVE, at);
    state->approval = TOC_APPROVAL_NONE;
    state->is_called = 0;
    state->blocked = TOC_BLOCKED_NOT;
    state->marks = 0;
    toc_node_state_set(engine, at, TOC_NODE_WAITING, TOC_NONE, 0);
    toc_gate_step_aside(engine, at);
    if (own->number == engine->activations[own->response])
        engine->node_latest[state->node] = (toc_latest){0, 0, 0}; /* its next occurrence begins */
    toc_signal_raise(engine, engine->machine->nodes[state->node].signal);
}

/* An arrival from outside the loop has served its any-join once: it does not call for it again.
 * Run while the marks of collect_after still stand. */
static void use_up_arrivals(toc_engine *engine, uint32_t at)
{
    const toc_machine *machine = engine->machine;
    uint32_t instance = engine->nodes[at].instance;
    const toc_m_node *row = &machine->nodes[engine->nodes[at].node];
    if (row->join != TOC_M_JOIN_ANY || engine->nodes[at].state == TOC_NODE_WAITING)
        return;
    for (uint32_t i = 0; i < row->edges.count; i++) {
        uint32_t edge = row->edges.first + i;
        uint32_t source = toc_node_at(engine, instance, machine->edges[edge].source);
        if (!machine->edges[edge].is_loop && engine->nodes[source].mark != engine->epoch &&
            engine->edges[toc_edge_at(engine, instance, edge)] == TOC_EDGE_LIVE)
            toc_edge_set(engine, instance, edge, TOC_EDGE_DEAD);
    }
}

/* Edges from what waits again are pending again; the others keep what they are. */
static void reset_edges(toc_engine *engine, uint32_t at)
{
    const toc_machine *machine = engine->machine;
    uint32_t instance = engine->nodes[at].instance;
    toc_range leaving = machine->nodes[engine->nodes[at].node].leaving;
    for (uint32_t i = 0; i < leaving.count; i++) {
        uint32_t edge = machine->ids[leaving.first + i];
        uint32_t timer = toc_timer_of(engine, TOC_TIMER_EDGE, toc_edge_at(engine, instance, edge));
        toc_timer_disarm(engine, timer);
        if (!machine->edges[edge].is_loop)
            toc_edge_set(engine, instance, edge, TOC_EDGE_PENDING);
    }
}

/* Called for by an arrival from outside the loop, and not done yet: the loop is none of its
 * business.  Run while the marks of collect_after still stand. */
static bool is_untouched(const toc_engine *engine, uint32_t at)
{
    const toc_machine *machine = engine->machine;
    const toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = &machine->nodes[state->node];
    bool is_open = state->state == TOC_NODE_READY || state->state == TOC_NODE_BLOCKED ||
                   state->state == TOC_NODE_FAILED;
    if (row->join != TOC_M_JOIN_ANY || !is_open)
        return false;
    for (uint32_t i = 0; i < row->edges.count; i++) {
        const toc_m_edge *edge = &machine->edges[row->edges.first + i];
        uint32_t source = toc_node_at(engine, state->instance, edge->source);
        if (!edge->is_loop && engine->nodes[source].mark != engine->epoch &&
            engine->edges[toc_edge_at(engine, state->instance, row->edges.first + i)] ==
                TOC_EDGE_LIVE)
            return true;
    }
    return false;
}

/* Everything after @p target that does not run waits again, itself included. */
static void go_back(toc_engine *engine, uint32_t target)
{
    uint32_t count = collect_after(engine, target);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = engine->work[i];
        if (engine->nodes[at].state != TOC_NODE_RUNNING && !is_untouched(engine, at))
            engine->work[kept++] = at;
    }
    for (uint32_t i = 0; i < kept; i++)
        use_up_arrivals(engine, engine->work[i]);
    for (uint32_t i = 0; i < kept; i++) {
        reset_edges(engine, engine->work[i]);
        reset_node(engine, engine->work[i]);
    }
}

static void call_again(toc_engine *engine, uint32_t target)
{
    toc_node_instance *state = &engine->nodes[target];
    state->is_held = 0;
    if (state->state != TOC_NODE_WAITING)
        return; /* it still runs, or was done meanwhile: going back to it adds nothing */
    state->is_called = 1;
    toc_node_queue(engine, target);
}

/* ---- ways taken ---- */

static void arrive(toc_engine *engine, uint32_t instance, uint32_t edge)
{
    const toc_m_edge *row = &engine->machine->edges[edge];
    if (row->is_loop)
        call_again(engine, toc_node_at(engine, instance, row->target));
    else
        toc_edge_set(engine, instance, edge, TOC_EDGE_LIVE);
}

void toc_edge_go(toc_engine *engine, uint32_t instance, uint32_t edge)
{
    const toc_m_edge *row = &engine->machine->edges[edge];
    uint32_t target = toc_node_at(engine, instance, row->target);
    if (row->is_loop) /* at once, even where coming back takes a while */
        go_back(engine, target);
    if (row->wait <= 0) {
        arrive(engine, instance, edge);
        return;
    }
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_EDGE, toc_edge_at(engine, instance, edge));
    if (toc_timer_is_armed(engine, timer))
        return;
    engine->nodes[target].is_held |= row->is_loop != 0;
    toc_timer_arm(
        engine, timer, toc_ms_later(engine->now, row->wait),
        toc_order_make(TOC_RANK_NODE, row->target, engine->instances[instance].number, 0));
}

void toc_edge_arrive(toc_engine *engine, uint32_t edge_instance)
{
    const toc_machine *machine = engine->machine;
    uint32_t low = 0, high = machine->responses_count; /* the response whose edges these are */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (engine->edge_base[middle] <= edge_instance)
            low = middle;
        else
            high = middle;
    }
    uint32_t within = edge_instance - engine->edge_base[low];
    uint32_t instance = toc_instance_of(engine, low, within / engine->edge_count[low]);
    arrive(engine, instance, engine->edge_first[low] + within % engine->edge_count[low]);
    toc_instance_check(engine, instance);
}
