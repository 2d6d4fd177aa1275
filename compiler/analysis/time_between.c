/* time_between.c - the time from one step to a later one of the same response.
 *
 * Where every way to the later step passes the anchor, the time between is the difference of the
 * two times of the walk: what comes before the anchor is part of both.  Else what lies between is
 * walked anew, with two figures for each step: since the anchor by ways through it, and since the
 * last step that all ways share by the others, which may have begun long before the anchor. */
#include "analysis/time_private.h"

static const toc_lapse zero = {0, 0};
static const toc_lapse none = {TOC_BETWEEN_NO, 0};

static bool is_none(toc_lapse a)
{
    return a.ms == TOC_BETWEEN_NO;
}

static toc_lapse add(toc_lapse a, toc_lapse b)
{
    return is_none(a) ? a : toc_lapse_add(a, b);
}

static toc_lapse later(toc_lapse a, toc_lapse b)
{
    return is_none(a) ? b : is_none(b) ? a : toc_lapse_later(a, b);
}

static toc_lapse work_of(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    return toc_time_parts_of(times, node, which).work;
}

/* ── loops ───────────────────────────────────────────────────────────────── */

#define LOOPS_MAX 8u

static bool is_on_all_ways(const toc_times *times, const toc_plan_node *a, const toc_plan_node *b)
{
    return toc_time_common(times, a->base.id, b->base.id) == a->base.id;
}

/* Is @p node done before a loop takes @p anchor up again?  Then each round counts for itself. */
static bool is_of_one_round(const toc_times *times, const toc_plan_node *anchor,
                            const toc_plan_node *node)
{
    uint32_t first = times->first_loop[anchor->response->base.id];
    uint32_t end = times->first_loop[anchor->response->base.id + 1];

    if (end - first > LOOPS_MAX || anchor->when || !is_on_all_ways(times, anchor, node))
        return false; /* a round in which the anchor is skipped counts from the one before */
    for (uint32_t i = first; i < end; i++) {
        const toc_plan_edge *back = times->loops.items[i].edge;

        if (toc_time_of(times, back->target)->place > toc_time_of(times, node)->place)
            continue; /* its rounds come later */
        if (!is_on_all_ways(times, back->target, anchor) ||
            !is_on_all_ways(times, node, back->source))
            return false;
    }
    return true;
}

/* From the anchor's first time to the last of @p end, by way of the last step before both that
 * comes once. */
static toc_lapse over_rounds(const toc_times *times, const toc_plan_node *anchor, bool from_start,
                             const toc_plan_node *node, toc_lapse end, toc_time_case which)
{
    uint32_t common = toc_time_common(times, anchor->base.id, node->base.id);
    uint32_t once = common == TOC_TIME_NO_NODE ? common : times->nodes[common].once;
    const toc_time_node *at = toc_time_of(times, anchor);
    toc_lapse first = from_start ? at->start[TOC_TIME_BEST] : at->done[TOC_TIME_BEST];
    const toc_plan_node *shared;

    if (once == TOC_TIME_NO_NODE)
        return toc_lapse_less(end, first);
    shared = times->plan->nodes.items[once];
    first = toc_lapse_less(first, toc_time_left(times, shared, TOC_TIME_BEST));
    return toc_lapse_less(toc_lapse_less(end, toc_time_left(times, shared, which)), first);
}

/* ── what lies between ───────────────────────────────────────────────────── */

typedef struct look {
    const toc_times *times;
    const toc_plan_node *anchor;
    toc_time_case which;
    uint32_t first;              /* place of the anchor */
    const toc_plan_node *shared; /* the last step that all ways share; NULL: the start */
    toc_lapse begun;             /* when that is left */
    toc_lapse since;             /* from the anchor that counts to its being done */
    toc_lapse anchor_best;       /* the least from there to the anchor */
    toc_between *steps;          /* by place less first: when it is ready */
} look;

static toc_lapse aside_of(const look *l, toc_lapse at)
{
    return toc_lapse_less(at, l->begun);
}

/* When the way is open; last says nothing here. */
static toc_between arrival(const look *l, const toc_plan_edge *edge)
{
    const toc_plan_node *source = edge->source;
    uint32_t place = toc_time_of(l->times, source)->place;
    toc_lapse wait = {toc_edge_wait(edge), 0};
    bool is_skipped = l->which == TOC_TIME_BEST && source->when && edge->outcome < 0;
    toc_between at = {none, none, TOC_TIME_NO_EDGE};

    if (source == l->anchor)
        at.via = toc_lapse_add(wait, l->since);
    else if (place < l->first)
        at.aside = aside_of(l, toc_time_arrival(l->times, edge, l->which));
    else {
        toc_lapse own = is_skipped ? zero : toc_time_own(l->times, source, l->which);

        at = l->steps[place - l->first];
        at.via = add(at.via, toc_lapse_add(own, wait));
        at.aside = add(at.aside, toc_lapse_add(own, wait));
    }
    return at;
}

/* Below zero: it comes before the anchor. */
static toc_lapse since_anchor(const look *l, const toc_between *at)
{
    toc_lapse aside = at->aside;

    if (!is_none(aside) && aside.ms != TOC_TIME_NEVER)
        aside.ms -= l->anchor_best.ms;
    return later(at->via, aside);
}

static toc_lapse not_below_zero(toc_lapse a)
{
    return a.ms < 0 ? (toc_lapse){0, a.unknown} : a; /* none counts as zero, too */
}

/* At best only ways through the anchor say something: the others may have come before it. */
static toc_between best_of(const look *l, const toc_plan_node *node)
{
    bool is_all = node->join == TOC_JOIN_ALL;
    toc_between best = {none, none, TOC_TIME_NO_EDGE};
    bool is_open = false;

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];
        toc_between at;
        bool may_close;

        if (edge->is_loop)
            continue;
        at = arrival(l, edge);
        may_close = edge->source != l->anchor &&
                    toc_time_of(l->times, edge->source)->dead != TOC_TIME_NEVER;
        if (is_none(at.via) || (is_all && may_close)) {
            is_open = true;
            continue;
        }
        if (is_none(best.via) || (at.via.ms > best.via.ms) == is_all) {
            best.via = at.via;
            best.last = i;
        }
    }
    return is_open && !is_all ? (toc_between){none, none, TOC_TIME_NO_EDGE} : best;
}

static void take_later(toc_between *so_far, const toc_between *at, uint32_t edge)
{
    if (!is_none(at->via) && (is_none(so_far->via) || at->via.ms > so_far->via.ms))
        so_far->last = edge;
    so_far->via = later(so_far->via, at->via);
    so_far->aside = later(so_far->aside, at->aside);
}

static bool is_earlier(toc_lapse a, toc_lapse b)
{
    return a.unknown != b.unknown ? a.unknown < b.unknown : a.ms < b.ms;
}

static toc_between worst_of(const look *l, const toc_plan_node *node)
{
    bool sure = node->join == TOC_JOIN_ANY && toc_time_some_are_sure(l->times, node, l->which);
    toc_between so_far = {none, none, TOC_TIME_NO_EDGE};

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];
        toc_between at;

        if (edge->is_loop || (sure && !toc_time_is_sure(l->times, edge)))
            continue;
        at = arrival(l, edge);
        if (!sure) {
            take_later(&so_far, &at, i);
        } else if ((is_none(so_far.via) && is_none(so_far.aside)) ||
                   is_earlier(since_anchor(l, &at), since_anchor(l, &so_far))) {
            so_far = at;
            so_far.last = is_none(at.via) ? TOC_TIME_NO_EDGE : i;
        }
    }
    return so_far;
}

static toc_between step_of(const look *l, const toc_plan_node *node)
{
    const toc_time_node *own = toc_time_of(l->times, node);
    toc_between at;

    if (l->which == TOC_TIME_BEST)
        return best_of(l, node);
    at = worst_of(l, node);
    if (node->join == TOC_JOIN_START || own->last[l->which] == TOC_TIME_FORMING)
        at.aside = later(at.aside, aside_of(l, own->ready[l->which]));
    at.via = add(at.via, own->again[l->which]);
    at.aside = add(at.aside, own->again[l->which]);
    return at;
}

static void begin(look *l, const toc_times *times, const toc_plan_node *anchor, bool from_start,
                  const toc_plan_node *node, toc_time_case which)
{
    uint32_t common = toc_time_common(times, anchor->base.id, node->base.id);
    const toc_time_node *at = toc_time_of(times, anchor);
    const toc_plan_node *shared =
        common == TOC_TIME_NO_NODE ? NULL : times->plan->nodes.items[common];
    toc_lapse best = from_start ? at->start[TOC_TIME_BEST] : at->done[TOC_TIME_BEST];

    *l = (look){.times = times, .anchor = anchor, .which = which, .first = at->place};
    l->shared = shared;
    l->since = from_start ? work_of(times, anchor, which) : zero;
    l->begun = shared ? toc_time_left(times, shared, which) : zero;
    l->anchor_best =
        shared ? toc_lapse_less(best, toc_time_left(times, shared, TOC_TIME_BEST)) : best;
}

static bool look_through(look *l, toc_times *times, const toc_plan_node *node)
{
    uint32_t count = toc_time_of(times, node)->place - l->first + 1;

    if (count > times->budget)
        return false;
    times->budget -= count;
    l->steps = times->between;
    for (uint32_t i = 1; i < count; i++)
        l->steps[i] = step_of(l, times->order[l->first + i]);
    return true;
}

const toc_between *toc_time_look_between(toc_times *times, const toc_plan_node *anchor,
                                         bool from_start, const toc_plan_node *node,
                                         toc_time_case which)
{
    look l;

    begin(&l, times, anchor, from_start, node, which);
    if (toc_time_of(times, node)->place <= l.first || !look_through(&l, times, node))
        return NULL;
    return l.steps;
}

/* ── the time between ────────────────────────────────────────────────────── */

static toc_lapse end_of(const toc_times *times, const toc_plan_node *node, bool to_start,
                        toc_lapse ready, toc_time_case which)
{
    toc_time_parts parts = toc_time_parts_of(times, node, which);

    return to_start ? add(ready, toc_time_gates(&parts))
                    : add(ready, toc_time_own(times, node, which));
}

/* The least by which it comes after an anchor that comes as late as it can, both since the step
 * that all ways share. */
static toc_lapse least_apart(const look *l, const toc_plan_node *node, toc_lapse end,
                             bool from_start)
{
    const toc_time_node *at = toc_time_of(l->times, l->anchor);
    toc_lapse latest = from_start ? at->start[TOC_TIME_LONGEST] : at->done[TOC_TIME_LONGEST];
    toc_lapse rest;

    if (l->shared == node)
        return none; /* the anchor comes after it */
    if (l->shared)
        latest = toc_lapse_less(latest, toc_time_left(l->times, l->shared, TOC_TIME_LONGEST));
    rest = toc_lapse_less(aside_of(l, end), latest);
    return latest.unknown > 0 || latest.ms == TOC_TIME_NEVER || rest.ms == 0 ? none : rest;
}

/* A step that is no later one at all. */
static toc_lapse unordered(const look *l, const toc_plan_node *node, toc_lapse end, bool from_start,
                           bool *out_is_bound)
{
    toc_between at = {none, aside_of(l, end), TOC_TIME_NO_EDGE};
    toc_lapse least;

    if (l->which != TOC_TIME_BEST)
        return not_below_zero(since_anchor(l, &at));
    least = least_apart(l, node, end, from_start);
    *out_is_bound = !is_none(least);
    return is_none(least) ? zero : least;
}

static toc_lapse beside(toc_times *times, const toc_plan_node *anchor, bool from_start,
                        const toc_plan_node *node, bool to_start, toc_time_case which,
                        bool *out_is_bound)
{
    const toc_time_node *own = toc_time_of(times, node);
    toc_lapse end = to_start ? own->start[which] : own->done[which];
    toc_lapse since;
    toc_between at;
    look l;

    begin(&l, times, anchor, from_start, node, which);
    *out_is_bound = false;
    if (own->place <= l.first)
        return unordered(&l, node, end, from_start, out_is_bound);
    if (!look_through(&l, times, node))
        return (toc_lapse){0, 1};
    at = l.steps[own->place - l.first];
    at.via = end_of(times, node, to_start, at.via, which);
    at.aside = end_of(times, node, to_start, at.aside, which);
    since = which == TOC_TIME_BEST ? later(at.via, least_apart(&l, node, end, from_start))
                                   : since_anchor(&l, &at);
    *out_is_bound = !is_none(since);
    return not_below_zero(since);
}

toc_lapse toc_time_between(toc_times *times, const toc_plan_node *anchor, bool from_start,
                           const toc_plan_node *node, bool to_start, toc_time_case which,
                           bool *out_is_bound)
{
    uint32_t common = toc_time_common(times, anchor->base.id, node->base.id);
    const toc_time_node *own = toc_time_of(times, node);
    toc_lapse end = to_start ? own->start[which] : own->done[which];
    toc_lapse lapse;

    *out_is_bound = true;
    if (which == TOC_TIME_BEST && toc_time_of(times, anchor)->is_redone && anchor != node &&
        (from_start || !is_of_one_round(times, anchor, node))) {
        *out_is_bound = false; /* what ran through may end soon after the anchor came again */
        return zero;
    }
    if (toc_time_has_loops(which) && toc_time_of(times, anchor)->is_redone &&
        (from_start || !is_of_one_round(times, anchor, node)))
        return over_rounds(times, anchor, from_start, node, end, which);
    if (anchor == node)
        return to_start ? zero : work_of(times, node, which);
    if (common != anchor->base.id && which != TOC_TIME_LIKELY)
        return beside(times, anchor, from_start, node, to_start, which, out_is_bound);
    if (which == TOC_TIME_LIKELY && from_start)
        return toc_lapse_less(end, toc_time_of(times, anchor)->start[which]);
    lapse = toc_lapse_less(end, toc_time_left(times, anchor, which));
    return from_start ? toc_lapse_add(lapse, work_of(times, anchor, which)) : lapse;
}
