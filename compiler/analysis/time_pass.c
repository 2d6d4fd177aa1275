/* time_pass.c - one walk over each response for each case: when steps are ready, start, are done. */
#include "analysis/time_private.h"

static const toc_lapse zero = {0, 0};

/* ── leaving ─────────────────────────────────────────────────────────────── */

toc_lapse toc_time_left(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    const toc_time_node *own = toc_time_of(times, node);

    return which == TOC_TIME_BEST && node->when ? own->ready[which] : own->done[which];
}

toc_lapse toc_time_arrival(const toc_times *times, const toc_plan_edge *edge, toc_time_case which)
{
    toc_lapse at = edge->outcome < 0 ? toc_time_left(times, edge->source, which)
                                     : toc_time_of(times, edge->source)->done[which];

    at.ms = toc_time_add(at.ms, toc_edge_wait(edge));
    return at;
}

/* The earliest that the way may be found closed. */
static toc_ms closed_at(const toc_times *times, const toc_plan_edge *edge)
{
    const toc_time_node *source = toc_time_of(times, edge->source);
    toc_ms at = source->dead;

    if (edge->outcome < 0)
        return at;
    if (source->done[TOC_TIME_BEST].ms < at)
        at = source->done[TOC_TIME_BEST].ms;
    if (edge->source->when && source->ready[TOC_TIME_BEST].ms < at)
        at = source->ready[TOC_TIME_BEST].ms;
    return at;
}

/* ── joins ───────────────────────────────────────────────────────────────── */

/* The choice among ways in: the one that counts so far. */
typedef struct choice {
    toc_lapse at;
    uint32_t edge; /* TOC_TIME_NO_EDGE: none yet */
} choice;

static void take_later(choice *so_far, toc_lapse at, uint32_t edge)
{
    if (so_far->edge == TOC_TIME_NO_EDGE || at.ms > so_far->at.ms)
        so_far->edge = edge;
    so_far->at = toc_lapse_later(so_far->at, at);
}

static bool is_before(toc_lapse a, toc_lapse b)
{
    return a.unknown != b.unknown ? a.unknown < b.unknown : a.ms < b.ms;
}

static void take_earlier(choice *so_far, toc_lapse at, uint32_t edge, bool by_figure)
{
    bool is_better = by_figure ? at.ms < so_far->at.ms : is_before(at, so_far->at);

    if (so_far->edge == TOC_TIME_NO_EDGE || is_better)
        *so_far = (choice){at, edge};
}

/* All ways are settled, open or closed, and one at least is open. */
static choice all_at_best(const toc_times *times, const toc_plan_node *node)
{
    choice settled = {zero, TOC_TIME_NO_EDGE};
    choice open = {zero, TOC_TIME_NO_EDGE};

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];
        toc_lapse arrival;
        toc_ms closed;

        if (edge->is_loop)
            continue;
        arrival = toc_time_arrival(times, edge, TOC_TIME_BEST);
        closed = closed_at(times, edge);
        take_earlier(&open, arrival, i, true);
        if (closed < arrival.ms)
            arrival.ms = closed;
        take_later(&settled, arrival, i);
    }
    return open.at.ms > settled.at.ms ? open : settled;
}

static choice join_all(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    choice so_far = {zero, TOC_TIME_NO_EDGE};

    if (which == TOC_TIME_BEST)
        return all_at_best(times, node);
    for (uint32_t i = 0; i < node->in.count; i++) {
        if (!node->in.items[i]->is_loop)
            take_later(&so_far, toc_time_arrival(times, node->in.items[i], which), i);
    }
    return so_far;
}

/* At worst it comes by the earliest way that is sure; where none is, by any. */
static choice join_any(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    bool is_worst = toc_time_is_worst(which);
    bool sure = is_worst && toc_time_some_are_sure(times, node, which);
    choice so_far = {zero, TOC_TIME_NO_EDGE};

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];
        toc_lapse at;

        if (edge->is_loop || (sure && !toc_time_is_sure(times, edge)))
            continue;
        at = toc_time_arrival(times, edge, which);
        if (is_worst && !sure)
            take_later(&so_far, at, i);
        else
            take_earlier(&so_far, at, i, !is_worst);
    }
    return so_far;
}

static choice join_of(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    if (node->join == TOC_JOIN_ALL)
        return join_all(times, node, which);
    if (node->join == TOC_JOIN_ANY)
        return join_any(times, node, which);
    return (choice){zero, TOC_TIME_NO_EDGE};
}

/* ── one step ────────────────────────────────────────────────────────────── */

/* A series is over when its `until` turns true: at best at once, else nobody knows. */
static toc_lapse end_of_series(const toc_plan_node *node, toc_lapse ready, toc_time_case which)
{
    if (!node->series.until)
        return (toc_lapse){TOC_TIME_NEVER, 0};
    if (which != TOC_TIME_BEST)
        ready.unknown++;
    return ready;
}

static void pass_node(toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    toc_time_node *own = &times->nodes[node->base.id];
    toc_time_parts parts = toc_time_parts_of(times, node, which);
    choice in = join_of(times, node, which);
    toc_lapse allowed;

    own->last[which] = in.edge;
    own->ready[which] = toc_lapse_add(in.at, own->again[which]);
    allowed = toc_lapse_add(own->ready[which], parts.approval);
    if (parts.formed.ms > allowed.ms) {
        own->last[which] = TOC_TIME_FORMING;
        allowed.ms = parts.formed.ms;
    }
    allowed.ms = toc_time_add(allowed.ms, toc_time_add(parts.ready, parts.off_duty));
    allowed.unknown += parts.formed.unknown;
    own->start[which] = allowed;
    own->done[which] = node->series.every > 0 ? end_of_series(node, own->ready[which], which)
                                              : toc_lapse_add(allowed, parts.work);
}

/* The earliest that it may be found that no way leads here: all are closed. */
static void find_dead(toc_times *times, const toc_plan_node *node)
{
    toc_ms latest = node->in.count > 0 ? 0 : TOC_TIME_NEVER;
    bool has_way = false;

    for (uint32_t i = 0; i < node->in.count; i++) {
        toc_ms closed;

        if (node->in.items[i]->is_loop)
            continue;
        has_way = true;
        closed = closed_at(times, node->in.items[i]);
        if (closed > latest)
            latest = closed;
    }
    times->nodes[node->base.id].dead = has_way ? latest : TOC_TIME_NEVER;
}

/* ── loops ───────────────────────────────────────────────────────────────── */

/* Every way to the decision passes the loop's beginning, so the difference is the round. */
static toc_lapse measure_round(const toc_times *times, toc_time_loop *loop, toc_time_case which)
{
    const toc_time_node *head = toc_time_of(times, loop->edge->target);
    const toc_time_node *decision = toc_time_of(times, loop->edge->source);
    uint32_t rounds = loop->edge->target->at_most > 1 ? loop->edge->target->at_most - 1 : 0;
    toc_lapse more;

    loop->round[which] = toc_lapse_less(decision->done[which], head->ready[which]);
    loop->round[which].ms = toc_time_add(loop->round[which].ms, toc_edge_wait(loop->edge));
    more.unknown = rounds > 0 ? loop->round[which].unknown : 0;
    if (!toc_mul_i64(loop->round[which].ms, rounds, &more.ms))
        more.ms = TOC_TIME_NEVER;
    return more;
}

/* Loops that hang together are gone round in any order, each as often as it may: their rounds are
 * counted once, where they are entered.  Ways back to one step share its bound. */
static void measure_loops(toc_times *times, uint32_t response, toc_time_case which)
{
    uint32_t first = times->first_loop[response];
    uint32_t end = times->first_loop[response + 1];

    for (uint32_t i = first; i < end; i++)
        times->nodes[times->loops.items[i].entry].again[which + 1] = zero;
    for (uint32_t i = first; i < end;) {
        const toc_plan_node *head = times->loops.items[i].edge->target;
        toc_lapse *again = &times->nodes[times->loops.items[i].entry].again[which + 1];
        toc_lapse most = zero;

        for (; i < end && times->loops.items[i].edge->target == head; i++)
            most = toc_lapse_later(most, measure_round(times, &times->loops.items[i], which));
        *again = toc_lapse_add(*again, most);
    }
}

/* ── one response ────────────────────────────────────────────────────────── */

static void pass(toc_times *times, uint32_t response, toc_time_case which)
{
    for (uint32_t i = times->first[response]; i < times->first[response + 1]; i++) {
        if (which == TOC_TIME_BEST)
            find_dead(times, times->order[i]);
        pass_node(times, times->order[i], which);
    }
}

void toc_time_pass(toc_times *times, uint32_t response)
{
    pass(times, response, TOC_TIME_BEST);
    pass(times, response, TOC_TIME_LIKELY);
    pass(times, response, TOC_TIME_ONCE);
    measure_loops(times, response, TOC_TIME_ONCE);
    pass(times, response, TOC_TIME_WORST);
    pass(times, response, TOC_TIME_ONCE_OFF);
    measure_loops(times, response, TOC_TIME_ONCE_OFF);
    pass(times, response, TOC_TIME_LONGEST);
}
