/* relay.c - the ways through a relay, added up hand-over by hand-over, and held against limits. */
#include "sema/relay.h"

#include <string.h>

#include "base/checked.h"
#include "sema/relay_graph.h"

/* Where a walk stands: the hand-overs so far, and the next edge to try behind each. */
typedef struct walk {
    const toc_relay_graph *graph;
    toc_arena *arena;
    toc_relay_ways *ways;
    toc_relay_leg *legs;
    uint32_t *places; /* reached by each leg */
    uint32_t *edges;  /* next edge of that place */
    bool *did_go_on;  /* an edge was taken from there */
    bool *is_on_way;  /* by place */
    uint32_t depth;
    uint32_t steps;
    uint32_t *budget;
} walk;

/* ── one hand-over ───────────────────────────────────────────────────────── */

static toc_ms sum_of(toc_ms a, toc_ms b)
{
    toc_ms sum;

    return toc_add_i64(a, b, &sum) && sum < TOC_RELAY_SUM_MAX ? sum : TOC_RELAY_SUM_MAX;
}

static bool is_in_hours(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.workdays == 0 &&
           deadline->length.months == 0 && !deadline->anchor.is_broken;
}

static bool names_event(const toc_plan_anchor *trigger, const toc_plan_anchor *event)
{
    const toc_plan_trigger *it = (const toc_plan_trigger *)trigger->target;

    for (uint32_t i = 0; i < it->on.count; i++) {
        if (it->on.items[i].target == event->target && it->on.items[i].kind == event->kind)
            return true;
    }
    return false;
}

bool toc_relay_same_start(const toc_plan_anchor *a, const toc_plan_anchor *b)
{
    if (!a->target || !b->target)
        return false;
    if (a->kind == b->kind)
        return a->target == b->target && a->rank == b->rank && a->outcome == b->outcome &&
               a->hop == b->hop;
    if (a->kind == TOC_PLAN_ANCHOR_TRIGGER && b->kind == TOC_PLAN_ANCHOR_EVENT)
        return names_event(a, b);
    if (b->kind == TOC_PLAN_ANCHOR_TRIGGER && a->kind == TOC_PLAN_ANCHOR_EVENT)
        return names_event(b, a);
    return false;
}

static bool is_own_start(const toc_plan_relay *relay, const toc_plan_anchor *anchor)
{
    for (uint32_t i = 0; i < relay->on.count; i++) {
        if (!toc_relay_same_start(anchor, &relay->on.items[i]))
            return false;
    }
    return relay->on.count > 0;
}

/* `within 2h of upward.county`, said at the hop that county itself makes. */
static bool is_receipt_of(const toc_plan_relay *relay, const toc_plan_anchor *anchor,
                          const toc_plan_body *sender)
{
    const toc_plan_hop *hop;

    if (anchor->kind != TOC_PLAN_ANCHOR_RELAY_RECEIVED || anchor->target != &relay->base ||
        anchor->hop >= relay->hops.count)
        return false;
    hop = &relay->hops.items[anchor->hop];
    for (uint32_t i = 0; i < hop->to.count; i++) {
        if (hop->to.items[i].target == sender)
            return true;
    }
    return false;
}

/* What is allowed at the least: a working day is a day or more. */
static toc_ms least_of(const toc_deadline *deadline)
{
    toc_ms days;

    return toc_mul_i64(deadline->length.workdays, TOC_DAY, &days)
               ? sum_of(deadline->length.ms, days)
               : TOC_RELAY_SUM_MAX;
}

static void read_time(const toc_plan_relay *relay, toc_relay_leg *leg, bool is_first)
{
    const toc_deadline *deadline = &leg->hop->deadline;

    leg->has_time = deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.months == 0;
    leg->least = leg->has_time ? least_of(deadline) : 0;
    leg->start = is_first ? TOC_RELAY_FROM_ON : TOC_RELAY_FROM_RECEIPT;
    leg->within = TOC_MS_NONE;
    if (deadline->kind == TOC_DEADLINE_NONE)
        return;
    if (!is_in_hours(deadline)) {
        leg->start = TOC_RELAY_FROM_OTHER;
        return;
    }
    leg->within = deadline->length.ms;
    if (deadline->anchor.kind == TOC_PLAN_ANCHOR_NONE ||
        is_receipt_of(relay, &deadline->anchor, leg->from))
        return;
    if (is_own_start(relay, &deadline->anchor)) {
        leg->start = TOC_RELAY_FROM_ON;
        leg->is_absolute = !is_first;
        return;
    }
    leg->start = TOC_RELAY_FROM_OTHER;
    leg->within = TOC_MS_NONE;
}

/* The running sums behind @p leg. */
static void add_up(toc_relay_leg *leg, const toc_relay_leg *before)
{
    toc_ms within = leg->within == TOC_MS_NONE ? 0 : leg->within;
    bool goes_on = before && !leg->is_absolute;

    leg->best = sum_of(goes_on ? before->best : 0, within);
    leg->worst = sum_of(sum_of(goes_on ? before->worst : 0, leg->verify), within);
}

toc_relay_leg toc_relay_leg_of(const toc_relay_graph *graph, const toc_relay_edge *edge,
                               const toc_relay_leg *before)
{
    const toc_plan_hop *hop = &graph->relay->hops.items[edge->hop];
    toc_relay_leg leg = {.hop = hop, .from = hop->from.target};

    leg.to = hop->to.items[edge->receiver].target;
    leg.verify = graph->verify[edge->from];
    read_time(graph->relay, &leg, edge->from == graph->source);
    add_up(&leg, before);
    return leg;
}

/* The shortest time that the first sender has for any of its hops. */
static void take_first_time(const toc_relay_graph *graph, toc_relay_leg *leg)
{
    leg->within = TOC_MS_NONE;
    for (uint32_t i = graph->first[graph->source]; i < graph->first[graph->source + 1]; i++) {
        toc_relay_leg hop = toc_relay_leg_of(graph, &graph->edges[i], NULL);

        if (hop.within != TOC_MS_NONE && (leg->within == TOC_MS_NONE || hop.within < leg->within))
            leg->within = hop.within;
        if (hop.has_time && (!leg->has_time || hop.least < leg->least))
            leg->least = hop.least;
        leg->has_time = leg->has_time || hop.has_time;
    }
}

toc_relay_leg toc_relay_leg_of_skip(const toc_relay_graph *graph, const toc_plan_skip *skip)
{
    toc_relay_leg leg = {.skip = skip,
                         .from = graph->bodies[graph->source],
                         .start = TOC_RELAY_FROM_ON,
                         .verify = graph->verify[graph->source]};

    take_first_time(graph, &leg);
    add_up(&leg, NULL);
    return leg;
}

/* ── walking ─────────────────────────────────────────────────────────────── */

static void push(walk *w, const toc_relay_leg *leg, uint32_t place)
{
    w->legs[w->depth] = *leg;
    w->places[w->depth] = place;
    w->edges[w->depth] = w->graph->first[place];
    w->did_go_on[w->depth] = false;
    w->is_on_way[place] = true;
    if (w->depth > 0)
        w->did_go_on[w->depth - 1] = true;
    w->depth++;
    w->steps++;
    *w->budget -= *w->budget > 0;
}

static void keep_way(walk *w)
{
    toc_relay_leg *legs;
    toc_relay_way way = {.leg_count = w->depth, .skip = w->legs[0].skip};

    if (w->depth > *w->budget) {
        *w->budget = 0;
        w->ways->is_cut = true;
        return;
    }
    *w->budget -= w->depth;
    legs = TOC_NEW_ARRAY(w->arena, toc_relay_leg, w->depth);
    memcpy(legs, w->legs, w->depth * sizeof *legs);
    way.legs = legs;
    for (uint32_t i = 0; i < w->depth; i++)
        way.untimed += legs[i].within == TOC_MS_NONE;
    way.best = legs[w->depth - 1].best;
    way.worst = legs[w->depth - 1].worst;
    TOC_PUSH(w->arena, &w->ways->items, way);
}

static bool is_spent(walk *w)
{
    if (w->steps < TOC_RELAY_STEPS_MAX && w->ways->items.count<TOC_RELAY_WAYS_MAX && * w->budget> 0)
        return false;
    w->ways->is_cut = true;
    return true;
}

/* All ways behind the first leg, which stands on the stack. */
static void follow(walk *w)
{
    while (w->depth > 0) {
        uint32_t top = w->depth - 1;
        const toc_relay_edge *edge = &w->graph->edges[w->edges[top]];

        if (is_spent(w) || w->edges[top] == w->graph->first[w->places[top] + 1]) {
            if (!w->did_go_on[top] && !w->ways->is_cut)
                keep_way(w);
            w->is_on_way[w->places[top]] = false;
            w->depth--;
            continue;
        }
        w->edges[top]++;
        if (!w->is_on_way[edge->to]) {
            toc_relay_leg leg = toc_relay_leg_of(w->graph, edge, &w->legs[top]);

            push(w, &leg, edge->to);
        }
    }
}

static void walk_hops(walk *w)
{
    const toc_relay_graph *graph = w->graph;

    for (uint32_t i = graph->first[graph->source]; i < graph->first[graph->source + 1]; i++) {
        toc_relay_leg leg = toc_relay_leg_of(graph, &graph->edges[i], NULL);

        if (is_spent(w))
            return;
        push(w, &leg, graph->edges[i].to);
        follow(w);
    }
}

static void walk_skip(walk *w, const toc_plan_skip *skip)
{
    const toc_relay_graph *graph = w->graph;
    toc_relay_leg leg = toc_relay_leg_of_skip(graph, skip);

    for (uint32_t i = 0; i < skip->to.count; i++) {
        leg.to = skip->to.items[i].target;
        if (!leg.to || leg.to == leg.from || is_spent(w))
            continue;
        push(w, &leg, toc_relay_place_of(graph, leg.to));
        follow(w);
    }
}

toc_relay_ways *toc_relay_ways_of(const toc_plan_relay *relay, toc_arena *arena, uint32_t *budget)
{
    toc_relay_ways *ways = TOC_NEW(arena, toc_relay_ways);
    const toc_relay_graph *graph = toc_relay_graph_new(relay, arena);
    size_t room = (size_t)graph->place_count + 1;
    walk w = {.graph = graph,
              .arena = arena,
              .ways = ways,
              .budget = budget,
              .legs = TOC_NEW_ARRAY(arena, toc_relay_leg, room),
              .places = TOC_NEW_ARRAY(arena, uint32_t, room),
              .edges = TOC_NEW_ARRAY(arena, uint32_t, room),
              .did_go_on = TOC_NEW_ARRAY(arena, bool, room),
              .is_on_way = TOC_NEW_ARRAY(arena, bool, room)};

    ways->relay = relay;
    if (graph->source == UINT32_MAX)
        return ways;
    w.is_on_way[graph->source] = true;
    walk_hops(&w);
    for (uint32_t i = 0; i < relay->skips.count; i++)
        walk_skip(&w, &relay->skips.items[i]);
    return ways;
}

/* ── limits ──────────────────────────────────────────────────────────────── */

static bool is_leg_of(const toc_plan_relay *relay, const toc_plan_anchor *anchor,
                      const toc_relay_leg *leg)
{
    return anchor->hop < relay->hops.count && leg->hop == &relay->hops.items[anchor->hop];
}

toc_relay_margin toc_relay_margin_of(const toc_plan_relay *relay, const toc_relay_way *way,
                                     const toc_deadline *limit)
{
    toc_relay_margin margin = {.is_counted = is_in_hours(limit), .limit = limit->length.ms};
    const toc_relay_leg *from = NULL;

    if (!margin.is_counted)
        return margin;
    if (limit->anchor.kind == TOC_PLAN_ANCHOR_RELAY_RECEIVED &&
        limit->anchor.target == &relay->base) {
        for (uint32_t i = 0; i < way->leg_count && !from; i++) {
            if (is_leg_of(relay, &limit->anchor, &way->legs[i]))
                from = &way->legs[i];
        }
        margin.is_counted = from != NULL;
    } else if (limit->anchor.kind != TOC_PLAN_ANCHOR_NONE) {
        margin.starts_elsewhere = !is_own_start(relay, &limit->anchor);
    }
    margin.best_slack = margin.limit - (way->best - (from ? from->best : 0));
    margin.worst_slack = margin.limit - (way->worst - (from ? from->worst : 0));
    return margin;
}

const toc_relay_way *toc_relay_tightest(const toc_relay_ways *ways, const toc_deadline *limit,
                                        toc_relay_margin *out)
{
    const toc_relay_way *tightest = NULL;

    for (uint32_t i = 0; i < ways->items.count; i++) {
        const toc_relay_way *way = &ways->items.items[i];
        toc_relay_margin margin = toc_relay_margin_of(ways->relay, way, limit);

        if (!margin.is_counted || (tightest && margin.worst_slack >= out->worst_slack))
            continue;
        tightest = way;
        *out = margin;
    }
    return tightest;
}

/* ── telling ─────────────────────────────────────────────────────────────── */

const char *toc_relay_way_text(const toc_relay_way *way, toc_arena *arena)
{
    const char *text = way->legs[0].from->base.full;

    for (uint32_t i = 0; i < way->leg_count; i++) {
        const toc_relay_leg *leg = &way->legs[i];
        char sum[TOC_DURATION_TEXT_MAX];

        toc_duration_format(leg->worst, sum);
        text = toc_arena_printf(arena, "%s -> %s %s", text, leg->to->base.full,
                                leg->within == TOC_MS_NONE ? "?" : sum);
        if (i + 1 == 12 && way->leg_count > 16) { /* a long one: its begin and its end */
            text = toc_arena_printf(arena, "%s -> …", text);
            i = way->leg_count - 4;
        }
    }
    return text;
}
