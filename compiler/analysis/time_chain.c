/* time_chain.c - the steps that make up a duty's time, found from its end back to its anchor. */
#include "analysis/time_private.h"

typedef struct trail {
    toc_times *times;
    toc_time_case which;
    toc_arena *arena;
    bool is_from_start;  /* of a response, or from another step; else from its own readiness */
    bool ends_at_ready;  /* of the last step, the next to be added, only what comes before counts */
    toc_time_chain back; /* from the end to the beginning */
} trail;

/* One step and the arrow that led to it (NULL: none). */
static void add_link(trail *t, const toc_plan_node *node, const toc_plan_edge *edge, bool to_start)
{
    toc_time_parts parts = toc_time_parts_of(t->times, node, t->which);
    const toc_time_node *own = toc_time_of(t->times, node);
    bool is_skipped = t->which == TOC_TIME_BEST && t->back.count > 0 && node->when != NULL;
    toc_time_link link = {.node = node, .wait = edge ? toc_edge_wait(edge) : 0};

    if (edge || t->is_from_start)
        link.again = own->again[t->which].ms;
    if (t->ends_at_ready) {
        t->ends_at_ready = false;
        if (link.wait > 0 || link.again > 0)
            TOC_PUSH(t->arena, &t->back, link);
        return;
    }
    if (!is_skipped) {
        link.approval = parts.approval.ms;
        link.ready = parts.ready;
        link.off_duty = parts.off_duty;
        link.work = to_start ? 0 : parts.work.ms;
        link.is_unknown =
            parts.approval.unknown + parts.formed.unknown + (to_start ? 0 : parts.work.unknown) > 0;
    }
    if (own->last[t->which] == TOC_TIME_FORMING && !edge) { /* that was waited for longest */
        link.approval = parts.formed.ms;
        link.again = 0;
    }
    TOC_PUSH(t->arena, &t->back, link);
}

/* Back along the ways that decided, to @p anchor or to the start of the response. */
static void follow(trail *t, const toc_plan_node *node, const toc_plan_node *anchor, bool to_start)
{
    for (;;) {
        uint32_t last = toc_time_of(t->times, node)->last[t->which];
        const toc_plan_edge *edge = last < node->in.count ? node->in.items[last] : NULL;

        add_link(t, node, edge, to_start);
        if (!edge || edge->source == anchor)
            return;
        node = edge->source;
        to_start = false;
    }
}

/* Where the anchor does not stand on every way, the walk between says which way decided. */
static void follow_between(trail *t, const toc_plan_node *node, const toc_plan_node *anchor,
                           bool from_start, bool to_start)
{
    const toc_between *steps = toc_time_look_between(t->times, anchor, from_start, node, t->which);
    uint32_t first = toc_time_of(t->times, anchor)->place;

    while (steps) {
        uint32_t last = steps[toc_time_of(t->times, node)->place - first].last;
        const toc_plan_edge *edge = last < node->in.count ? node->in.items[last] : NULL;

        add_link(t, node, edge, to_start);
        if (!edge || edge->source == anchor)
            return;
        node = edge->source;
        to_start = false;
    }
    follow(t, node, anchor, to_start);
}

static bool is_on_every_way(const toc_times *times, const toc_plan_node *anchor,
                            const toc_plan_node *node)
{
    uint32_t id = anchor->base.id;

    return toc_time_common(times, id, node->base.id) == id;
}

static void follow_way(trail *t, const toc_time_way *way)
{
    for (uint32_t i = 0; i < way->climb_count; i++) {
        const toc_plan_node *node = way->climb[i];
        bool is_last = i + 1 == way->climb_count;
        bool since_node = is_last && way->scope == TOC_TIME_SINCE_NODE;

        if (!node)
            continue;
        if (way->scope == TOC_TIME_OWN)
            add_link(t, node, NULL, false);
        else if (since_node && !is_on_every_way(t->times, way->anchor, node))
            follow_between(t, node, way->anchor, way->from_start, way->ends_at_start[i]);
        else
            follow(t, node, since_node ? way->anchor : NULL, way->ends_at_start[i]);
    }
    if (way->scope == TOC_TIME_SINCE_NODE && way->from_start)
        add_link(t, way->anchor, NULL, false);
}

/* Of several things that it waits for the one that is there last. */
static const toc_time_way *latest_way(toc_times *times, const toc_time_duty *duty,
                                      toc_time_case which)
{
    const toc_time_way *latest = &duty->way;
    bool is_bound;
    toc_ms ms = duty->more_count > 0 ? toc_time_along(times, latest, which, &is_bound).ms : 0;

    for (uint32_t i = 0; i < duty->more_count; i++) {
        toc_ms other = toc_time_along(times, &duty->more[i], which, &is_bound).ms;

        if (other > ms) {
            latest = &duty->more[i];
            ms = other;
        }
    }
    return latest;
}

void toc_time_chain_of(toc_times *times, const toc_time_duty *duty, toc_time_case which,
                       toc_arena *arena, toc_time_chain *out)
{
    trail t = {.times = times,
               .which = which,
               .arena = arena,
               .is_from_start = duty->way.scope != TOC_TIME_OWN,
               .ends_at_ready = duty->way.ends_at_ready};
    uint64_t *budget = duty->is_dated ? &times->link_budget : &times->spare_links;
    toc_ms sum = 0;

    *out = (toc_time_chain){0};
    if (duty->way.scope == TOC_TIME_NOT_COMPARED || *budget == 0)
        return;
    follow_way(&t, latest_way(times, duty, which));
    *budget -= t.back.count < *budget ? t.back.count : *budget;
    while (t.back.count > 0) {
        toc_time_link link = t.back.items[--t.back.count];

        sum = toc_time_add(sum, toc_time_add(toc_time_add(link.wait, link.again),
                                             toc_time_add(link.approval, link.ready)));
        sum = toc_time_add(sum, toc_time_add(link.off_duty, link.work));
        link.sum = sum;
        TOC_PUSH(arena, out, link);
    }
}
