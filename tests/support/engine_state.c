/* engine_state.c - see engine_state.h.  Apart from the tests, since the inside of an engine and that of the
 * compiler have a name in common. */
#include "engine_state.h"

#include <string.h>

#include "engine/state_private.h"

static bool same_duty(const toc_engine *a, const toc_engine *b, uint32_t x, uint32_t y)
{
    if (x == TOC_NONE || y == TOC_NONE)
        return x == y;
    const toc_duty_slot *s = &a->duties[x];
    const toc_duty_slot *t = &b->duties[y];
    uint32_t due_a = toc_timer_of(a, TOC_TIMER_DUTY, x);
    uint32_t due_b = toc_timer_of(b, TOC_TIMER_DUTY, y);
    bool is_armed = toc_timer_is_armed(a, due_a);

    return memcmp(&s->duty, &t->duty, sizeof s->duty) == 0 && s->holder == t->holder &&
           s->deadline == t->deadline && s->instance == t->instance && s->is_open == t->is_open &&
           s->is_overdue == t->is_overdue && s->is_undated == t->is_undated &&
           s->grace_clause == t->grace_clause && is_armed == toc_timer_is_armed(b, due_b) &&
           (!is_armed || toc_timer_at(a, due_a) == toc_timer_at(b, due_b));
}

static bool same_node(const toc_engine *a, const toc_engine *b, uint32_t at)
{
    const toc_node_instance *x = &a->nodes[at];
    const toc_node_instance *y = &b->nodes[at];
    uint32_t work = toc_timer_of(a, TOC_TIMER_WORK, at);
    bool is_armed = toc_timer_is_armed(a, work);

    return x->state == y->state && x->blocked == y->blocked && x->approval == y->approval &&
           x->is_queued == y->is_queued && x->is_called == y->is_called && x->holds == y->holds &&
           x->is_waiting == y->is_waiting && x->occurrence == y->occurrence &&
           x->pending == y->pending && x->live == y->live && x->actor == y->actor &&
           x->marks == y->marks && x->ready == y->ready && x->started == y->started &&
           x->done == y->done && (!x->is_waiting || x->queued_at == y->queued_at) &&
           same_duty(a, b, x->duty, y->duty) && is_armed == toc_timer_is_armed(b, work) &&
           (!is_armed || (toc_timer_at(a, work) == toc_timer_at(b, work) &&
                          memcmp(&a->timers[work].order, &b->timers[work].order,
                                 sizeof a->timers[work].order) == 0));
}

static bool same_activation(const toc_instance *x, const toc_instance *y)
{
    return x->number == y->number && x->is_active == y->is_active && x->is_queued == y->is_queued &&
           x->unfinished == y->unfinished && x->duties == y->duties && x->running == y->running &&
           x->series == y->series && x->started == y->started;
}

static bool same_line(const toc_engine *a, const toc_engine *b)
{
    uint32_t x = a->waiting_first;
    uint32_t y = b->waiting_first;

    for (; x != TOC_NONE && x == y; x = a->nodes[x].next, y = b->nodes[y].next)
        if (a->nodes[x].previous != b->nodes[y].previous)
            return false;
    return x == y && a->waiting_last == b->waiting_last;
}

static bool same_counts(const toc_engine *a, const toc_engine *b)
{
    return a->now == b->now && a->status == b->status && a->next_number == b->next_number &&
           a->unsettled == b->unsettled && a->turn == b->turn && a->spent == b->spent &&
           a->duty_count == b->duty_count && a->reaction_count == b->reaction_count &&
           a->resource_queued == b->resource_queued &&
           a->near_count + a->wait_count == b->near_count + b->wait_count &&
           memcmp(a->armed, b->armed, sizeof a->armed) == 0;
}

static bool same_world(const toc_machine *machine, const toc_engine *a, const toc_engine *b)
{
    bool is_same = true;

    for (uint32_t i = 0; i < machine->resources_count; i++)
        is_same &= a->resources[i].free == b->resources[i].free &&
                   a->resources[i].debt == b->resources[i].debt &&
                   a->resources[i].total == b->resources[i].total;
    for (uint32_t i = 0; i < machine->bodies_count; i++)
        is_same &= a->bodies[i].running == b->bodies[i].running &&
                   a->bodies[i].are_told == b->bodies[i].are_told;
    for (uint32_t i = 0; i < machine->nodes_count; i++)
        is_same &= a->node_latest[i].is_done == b->node_latest[i].is_done &&
                   a->node_latest[i].is_late == b->node_latest[i].is_late;
    return is_same;
}

/* Steps and ways of an activation that never was say nothing. */
static bool same_steps(const toc_engine *a, const toc_engine *b, uint32_t instance)
{
    const toc_instance *own = &a->instances[instance];
    toc_range nodes = a->machine->responses[own->response].nodes;
    uint32_t edge = own->edge_shift + a->edge_first[own->response];

    if (own->number == 0)
        return true;
    for (uint32_t i = 0; i < nodes.count; i++)
        if (!same_node(a, b, own->node_shift + nodes.first + i))
            return false;
    return memcmp(&a->edges[edge], &b->edges[edge], a->edge_count[own->response]) == 0;
}

const char *engine_difference(const toc_engine *a, const toc_engine *b)
{
    const toc_machine *machine = a->machine;

    if (!same_counts(a, b))
        return "counts";
    if (!same_line(a, b))
        return "lines for resources";
    if (!same_world(machine, a, b))
        return "units, bodies or latest states";
    for (uint32_t i = 0; i < machine->responses_count * a->slots; i++) {
        if (!same_activation(&a->instances[i], &b->instances[i]))
            return "activations";
        if (!same_steps(a, b, i))
            return "steps or ways";
    }
    return NULL;
}

uint64_t engine_stretches(const toc_engine *engine)
{
    const toc_stretch *run = &engine->stretch;

    return run->end_count + run->waiting > 0 ? UINT64_MAX : run->entered;
}

bool engine_is_played(const toc_engine *engine, uint32_t body)
{
    return engine->bodies[body].is_played != 0;
}
