/* time_from.c - which anchors a duty's time can be compared with, and the lapse from there. */
#include "analysis/time_private.h"

/* ── what starts a response ──────────────────────────────────────────────── */

static void note_start(toc_times *times, const toc_response_ref *ref, const toc_plan_node *node)
{
    uint32_t id;

    if (!ref->target)
        return;
    id = ref->target->base.id;
    times->starter[id] = times->is_started[id] ? NULL : node;
    times->is_started[id] = true;
}

static void note_lates(toc_times *times, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++)
        note_start(times, &lates->items[i].response, NULL);
}

static void note_node(toc_times *times, const toc_plan_node *node)
{
    note_lates(times, &node->if_late);
    for (uint32_t i = 0; i < node->activates.count; i++)
        note_start(times, &node->activates.items[i], node);
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        for (uint32_t t = 0; t < node->outcomes.items[o].targets.count; t++)
            note_start(times, &node->outcomes.items[o].targets.items[t].response, node);
    }
}

/* Its one cause is a step of another response. */
static void note_cause(toc_times *times, const toc_plan_response *response)
{
    const toc_plan_anchor *cause = response->on.items;
    uint32_t id = response->base.id;

    if (response->on.count == 0)
        return;
    times->starter[id] = NULL;
    if (response->on.count > 1 || times->is_started[id] ||
        (cause->kind != TOC_PLAN_ANCHOR_NODE_DONE && cause->kind != TOC_PLAN_ANCHOR_NODE_START))
        return;
    times->starter[id] = (const toc_plan_node *)cause->target;
    times->starts_at_start[id] = cause->kind == TOC_PLAN_ANCHOR_NODE_START;
}

void toc_time_starters(toc_times *times)
{
    const toc_plan *plan = times->plan;

    times->starter = TOC_NEW_ARRAY(times->arena, const toc_plan_node *, plan->responses.count);
    times->starts_at_start = TOC_NEW_ARRAY(times->arena, bool, plan->responses.count);
    times->is_started = TOC_NEW_ARRAY(times->arena, bool, plan->responses.count);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        note_node(times, plan->nodes.items[i]);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        note_lates(times, &plan->reports.items[i]->if_late);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        note_lates(times, &plan->announcements.items[i]->if_late);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        note_lates(times, &plan->ladders.items[i]->if_late);
    for (uint32_t i = 0; i < plan->levels.count; i++)
        note_lates(times, &plan->levels.items[i]->if_late);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        note_cause(times, plan->responses.items[i]);
}

/* ── does the anchor occur when the response starts? ─────────────────────── */

typedef enum fit { FIT_NEVER, FIT_SOME, FIT_ALWAYS } fit;

static bool is_same_anchor(const toc_plan_anchor *a, const toc_plan_anchor *b)
{
    return a->kind == b->kind && a->target == b->target && a->rank == b->rank &&
           a->outcome == b->outcome && a->hop == b->hop;
}

/* A trigger that fires at events, and at each. */
static const toc_plan_trigger *plain_trigger(const toc_plan_anchor *anchor)
{
    const toc_plan_trigger *trigger = (const toc_plan_trigger *)anchor->target;

    return anchor->kind == TOC_PLAN_ANCHOR_TRIGGER && trigger && !trigger->when ? trigger : NULL;
}

static bool lists(const toc_plan_anchors *list, const toc_plan_anchor *anchor)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (is_same_anchor(&list->items[i], anchor))
            return true;
    }
    return false;
}

static fit level_fit(const toc_plan_anchor *cause, const toc_plan_anchor *anchor)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)cause->target;

    if (anchor->kind != TOC_PLAN_ANCHOR_LEVEL_DECLARED || cause->target != anchor->target ||
        cause->rank != anchor->rank)
        return FIT_NEVER;
    if (cause->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST)
        return FIT_ALWAYS;
    if (cause->kind != TOC_PLAN_ANCHOR_LEVEL_IS)
        return FIT_NEVER;
    return cause->rank == ladder->levels.count ? FIT_ALWAYS : FIT_SOME; /* reached from above */
}

static fit cause_fit(const toc_plan_anchor *cause, const toc_plan_anchor *anchor)
{
    const toc_plan_trigger *fired = plain_trigger(anchor);
    const toc_plan_trigger *firing = plain_trigger(cause);

    if (anchor->is_broken || cause->is_broken)
        return FIT_NEVER;
    if (is_same_anchor(cause, anchor))
        return FIT_ALWAYS;
    if (fired && lists(&fired->on, cause))
        return FIT_ALWAYS;
    if (firing && lists(&firing->on, anchor))
        return firing->on.count == 1 ? FIT_ALWAYS : FIT_SOME;
    return level_fit(cause, anchor);
}

bool toc_time_is_start(const toc_plan_anchors *on, const toc_plan_anchor *anchor)
{
    for (uint32_t i = 0; i < on->count; i++) {
        if (cause_fit(&on->items[i], anchor) != FIT_ALWAYS)
            return false;
    }
    return on->count > 0;
}

static fit start_fit(const toc_times *times, const toc_plan_response *response,
                     const toc_plan_anchor *anchor)
{
    bool all = !times->is_started[response->base.id];
    bool some = false;

    if (anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_START)
        return anchor->target == &response->base ? FIT_ALWAYS : FIT_NEVER;
    for (uint32_t i = 0; i < response->on.count; i++) {
        fit one = cause_fit(&response->on.items[i], anchor);

        all = all && one == FIT_ALWAYS;
        some = some || one != FIT_NEVER;
    }
    return !some ? FIT_NEVER : all ? FIT_ALWAYS : FIT_SOME;
}

/* ── the way ─────────────────────────────────────────────────────────────── */

static const toc_plan_node *node_of(const toc_plan_anchor *anchor)
{
    bool is_node =
        anchor->kind == TOC_PLAN_ANCHOR_NODE_DONE || anchor->kind == TOC_PLAN_ANCHOR_NODE_START;

    return is_node && !anchor->is_broken ? (const toc_plan_node *)anchor->target : NULL;
}

static bool comes(const toc_times *times, const toc_plan_node *node)
{
    const toc_time_node *own = toc_time_of(times, node);

    return own->place != TOC_TIME_NO_PLACE && own->done[TOC_TIME_BEST].ms != TOC_TIME_NEVER;
}

/* Does the way end in @p response, at its start or at a step of it? */
static bool ends_here(const toc_times *times, const toc_plan_response *response,
                      const toc_plan_anchor *anchor, toc_time_way *way)
{
    const toc_plan_node *node = node_of(anchor);
    fit found = start_fit(times, response, anchor);

    if (found != FIT_NEVER) {
        way->scope = TOC_TIME_SINCE_START;
        way->is_always = found == FIT_ALWAYS;
        return true;
    }
    if (!node || node->response != response || node->series.every > 0 || !comes(times, node) ||
        !way->climb[way->climb_count - 1])
        return false;
    way->scope = TOC_TIME_SINCE_NODE;
    way->is_always = true;
    way->anchor = node;
    way->from_start = anchor->kind == TOC_PLAN_ANCHOR_NODE_START;
    return true;
}

toc_time_way toc_time_way_to(const toc_times *times, const toc_plan_response *response,
                             const toc_plan_node *node, bool ends_at_start,
                             const toc_plan_anchor *anchor)
{
    toc_time_way way = {.scope = TOC_TIME_NOT_COMPARED, .climb = {node}, .climb_count = 1};

    way.ends_at_start[0] = ends_at_start;
    if (anchor->is_broken || (node && !comes(times, node)))
        return way;
    if (anchor->kind == TOC_PLAN_ANCHOR_NONE) {
        way.scope = TOC_TIME_OWN;
        way.is_always = true;
        return way;
    }
    while (response && !ends_here(times, response, anchor, &way)) {
        const toc_plan_node *from = times->starter[response->base.id];

        if (!from || way.climb_count == TOC_TIME_CLIMB || from->series.every > 0 ||
            !comes(times, from))
            break;
        way.ends_at_start[way.climb_count] = times->starts_at_start[response->base.id];
        way.climb[way.climb_count++] = from;
        response = from->response;
    }
    return way;
}

/* ── the lapse ───────────────────────────────────────────────────────────── */

static toc_lapse since_start(const toc_times *times, const toc_time_way *way, uint32_t i,
                             toc_time_case which)
{
    const toc_time_node *own;

    if (!way->climb[i])
        return (toc_lapse){0, 0};
    own = toc_time_of(times, way->climb[i]);
    if (i == 0 && way->ends_at_ready)
        return own->ready[which];
    return way->ends_at_start[i] ? own->start[which] : own->done[which];
}

/* A step's readiness is its start less what comes between; where that is its body's being formed,
 * which began long before, it cannot be said. */
static toc_lapse less_gates(const toc_times *times, const toc_plan_node *node, toc_lapse start,
                            toc_time_case which)
{
    toc_time_parts parts = toc_time_parts_of(times, node, which);

    if (parts.formed.ms > 0)
        return (toc_lapse){0, 1};
    return toc_lapse_less(start, toc_time_gates(&parts));
}

toc_lapse toc_time_along(toc_times *times, const toc_time_way *way, toc_time_case which,
                         bool *out_is_bound)
{
    uint32_t last = way->climb_count - 1;
    toc_lapse lapse = {0, 0};
    toc_lapse rest;

    *out_is_bound = way->is_always;
    if (way->scope == TOC_TIME_NOT_COMPARED)
        return lapse;
    if (way->scope == TOC_TIME_OWN)
        return way->climb[0] ? toc_time_own(times, way->climb[0], which) : lapse;
    for (uint32_t i = 0; i < last; i++)
        lapse = toc_lapse_add(lapse, since_start(times, way, i, which));
    if (way->scope == TOC_TIME_SINCE_START)
        return toc_lapse_add(lapse, since_start(times, way, last, which));
    rest = toc_time_between(times, way->anchor, way->from_start, way->climb[last],
                            way->ends_at_start[last], which, out_is_bound);
    if (last == 0 && way->ends_at_ready)
        rest = less_gates(times, way->climb[0], rest, which);
    return toc_lapse_add(lapse, rest);
}
