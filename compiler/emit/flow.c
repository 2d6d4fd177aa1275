/* flow.c - the neutral picture of a plan: what is drawn at all, and the order of things. */
#include "emit/flow.h"

#include <stdlib.h>
#include <string.h>

#include "emit/flow_private.h"
#include "emit/wording_cond.h"

/* ── what is drawn ───────────────────────────────────────────────────────── */

/* Events, moments and ends are drawn only where something hangs on them. */
static void mark_anchors(toc_flow_builder *b, const toc_plan_anchors *anchors)
{
    for (uint32_t i = 0; i < anchors->count; i++) {
        const toc_plan_anchor *anchor = &anchors->items[i];
        if (!anchor->target || !toc_flow_owns(b->plan, anchor->target))
            continue;
        uint32_t id = anchor->target->id;
        if (anchor->kind == TOC_PLAN_ANCHOR_EVENT)
            b->is_event_drawn[id] = true;
        else if (anchor->kind == TOC_PLAN_ANCHOR_MOMENT)
            b->is_moment_drawn[id] = true;
        else if (anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_END)
            b->is_end_drawn[id] = true;
        else if (anchor->kind == TOC_PLAN_ANCHOR_LADDER_END)
            b->is_ladder_end_drawn[id] = true;
    }
}

static void mark_outcomes(toc_flow_builder *b, const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[i];
        for (uint32_t k = 0; k < outcome->targets.count; k++) {
            if (outcome->targets.items[k].kind == TOC_TARGET_END)
                b->is_end_drawn[node->response->base.id] = true;
        }
    }
}

static void mark_all(toc_flow_builder *b)
{
    const toc_plan *plan = b->plan;
    for (uint32_t i = 0; i < plan->triggers.count; i++)
        mark_anchors(b, &plan->triggers.items[i]->on);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        mark_anchors(b, &plan->responses.items[i]->on);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        mark_anchors(b, &plan->reports.items[i]->on);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        mark_anchors(b, &plan->announcements.items[i]->on);
    for (uint32_t i = 0; i < plan->relays.count; i++)
        mark_anchors(b, &plan->relays.items[i]->on);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        mark_outcomes(b, plan->nodes.items[i]);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        if (plan->ladders.items[i]->end_when)
            b->is_ladder_end_drawn[i] = true;
    }
}

static void make_tables(toc_flow_builder *b)
{
    const toc_plan *plan = b->plan;
    toc_arena *arena = b->arena;
    b->events = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->events.count);
    b->moments = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->moments.count);
    b->triggers = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->triggers.count);
    b->levels = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->levels.count);
    b->ladder_ends = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->ladders.count);
    b->formations = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->bodies.count);
    b->starts = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->responses.count);
    b->ends = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->responses.count);
    b->nodes = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->nodes.count);
    b->reports = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->reports.count);
    b->announcements = TOC_NEW_ARRAY(arena, toc_flow_node *, plan->announcements.count);
    b->hops = TOC_NEW_ARRAY(arena, toc_flow_node **, plan->relays.count);
    b->stamps = TOC_NEW_ARRAY(arena, uint32_t, plan->bodies.count);
    b->is_event_drawn = TOC_NEW_ARRAY(arena, bool, plan->events.count);
    b->is_moment_drawn = TOC_NEW_ARRAY(arena, bool, plan->moments.count);
    b->is_end_drawn = TOC_NEW_ARRAY(arena, bool, plan->responses.count);
    b->is_ladder_end_drawn = TOC_NEW_ARRAY(arena, bool, plan->ladders.count);
    b->level_bands = TOC_NEW_ARRAY(arena, toc_flow_band *, plan->levels.count);
    b->end_bands = TOC_NEW_ARRAY(arena, toc_flow_band *, plan->ladders.count);
    b->response_bands = TOC_NEW_ARRAY(arena, toc_flow_band *, plan->responses.count);
}

/* ── order ───────────────────────────────────────────────────────────────── */

static int compare_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_nodes(const void *left, const void *right)
{
    const toc_flow_node *a = *(toc_flow_node *const *)left;
    const toc_flow_node *b = *(toc_flow_node *const *)right;
    int order = compare_u32(a->band->index, b->band->index);
    if (order == 0)
        order = compare_u32(a->sequence, b->sequence);
    return order != 0 ? order : strcmp(a->key, b->key); /* one of them is of an earlier plan */
}

static int compare_edges(const void *left, const void *right)
{
    const toc_flow_edge *a = *(toc_flow_edge *const *)left;
    const toc_flow_edge *b = *(toc_flow_edge *const *)right;
    int order = compare_u32(a->source->index, b->source->index);
    if (order == 0)
        order = compare_u32(a->target->index, b->target->index);
    if (order == 0)
        order = compare_u32(a->kind, b->kind);
    return order != 0 ? order : compare_u32(a->sequence, b->sequence);
}

void toc_flow_sort_edges(toc_flow *flow)
{
    if (flow->edges.count > 0)
        qsort(flow->edges.items, flow->edges.count, sizeof *flow->edges.items, compare_edges);
}

void toc_flow_sort(toc_flow *flow)
{
    if (flow->nodes.count > 0)
        qsort(flow->nodes.items, flow->nodes.count, sizeof *flow->nodes.items, compare_nodes);
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        flow->nodes.items[i]->index = i;
    toc_flow_sort_edges(flow);
}

static int by_key(const void *left, const void *right)
{
    const toc_flow_node *a = *(toc_flow_node *const *)left;
    const toc_flow_node *b = *(toc_flow_node *const *)right;

    return strcmp(a->key, b->key);
}

toc_flow_node **toc_flow_nodes_by_key(toc_arena *arena, const toc_flow *flow)
{
    toc_flow_node **nodes = TOC_NEW_ARRAY(arena, toc_flow_node *, flow->nodes.count + 1u);

    for (uint32_t i = 0; i < flow->nodes.count; i++)
        nodes[i] = flow->nodes.items[i];
    if (flow->nodes.count > 0)
        qsort(nodes, flow->nodes.count, sizeof(toc_flow_node *), by_key);
    return nodes;
}

/* A grade's band stays even if empty: the ladder must be seen whole. */
static void drop_empty_bands(toc_arena *arena, toc_flow *flow)
{
    bool *is_used = TOC_NEW_ARRAY(arena, bool, flow->bands.count);
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        is_used[flow->nodes.items[i]->band->index] = true;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < flow->bands.count; i++) {
        toc_flow_band *band = flow->bands.items[i];
        if (!is_used[i] && band->kind != TOC_FLOW_BAND_LEVEL)
            continue;
        band->index = kept;
        flow->bands.items[kept++] = band;
    }
    flow->bands.count = kept;
}

/* ── lanes ───────────────────────────────────────────────────────────────── */

/* The bodies as a forest: an org's parent is the body it is under, a post's its org. */
typedef struct forest {
    const toc_plan_body **parent;
    uint32_t *first; /* first child by name, count of bodies: none */
    uint32_t *next;  /* next sibling */
    bool *is_seen;
    uint32_t roots;
} forest;

static const toc_plan_body *parent_of(const toc_plan_body *body)
{
    return body->is_post ? body->org : body->under.target;
}

static forest make_forest(toc_arena *arena, const toc_plan *plan)
{
    uint32_t count = plan->bodies.count;
    forest tree = {TOC_NEW_ARRAY(arena, const toc_plan_body *, count),
                   TOC_NEW_ARRAY(arena, uint32_t, count), TOC_NEW_ARRAY(arena, uint32_t, count),
                   TOC_NEW_ARRAY(arena, bool, count), count};
    for (uint32_t i = 0; i < count; i++)
        tree.first[i] = count;
    for (uint32_t i = count; i-- > 0;) {
        const toc_plan_body *parent = parent_of(plan->bodies.items[i]);
        if (parent && !toc_flow_owns(plan, &parent->base))
            parent = NULL;
        tree.parent[i] = parent;
        uint32_t *head = parent ? &tree.first[parent->base.id] : &tree.roots;
        tree.next[i] = *head;
        *head = i;
    }
    return tree;
}

static void add_lane(toc_flow_builder *b, const bool *is_used, uint32_t id)
{
    if (!is_used[id])
        return;
    toc_flow_lane *lane = TOC_NEW(b->arena, toc_flow_lane);
    lane->index = b->flow->lanes.count;
    lane->body = b->plan->bodies.items[id];
    lane->title = toc_wording_title(&b->flow->wording, &lane->body->base);
    TOC_PUSH(b->arena, &b->flow->lanes, lane);
}

/* Down from @p id, without recursion: command lines are as long as the planner likes. */
static void walk(toc_flow_builder *b, forest *tree, const bool *is_used, uint32_t id)
{
    uint32_t count = b->plan->bodies.count;
    uint32_t top = id;
    while (id != count && !tree->is_seen[id]) {
        tree->is_seen[id] = true;
        add_lane(b, is_used, id);
        uint32_t next = tree->first[id];
        while ((next == count || tree->is_seen[next]) && id != top) {
            next = tree->next[id];
            id = tree->parent[id]->base.id;
        }
        id = next;
    }
}

static void make_lanes(toc_flow_builder *b)
{
    uint32_t count = b->plan->bodies.count;
    bool *is_used = TOC_NEW_ARRAY(b->arena, bool, count);
    for (uint32_t i = 0; i < b->flow->nodes.count; i++) {
        const toc_plan_body *owner = b->flow->nodes.items[i]->owner;
        if (owner && toc_flow_owns(b->plan, &owner->base))
            is_used[owner->base.id] = true;
    }
    forest tree = make_forest(b->arena, b->plan);
    for (uint32_t id = tree.roots; id != count; id = tree.next[id])
        walk(b, &tree, is_used, id);
    for (uint32_t id = 0; id < count; id++) { /* command lines in a circle have no top */
        if (!tree.is_seen[id])
            add_lane(b, is_used, id);
    }
}

static void join_lanes(toc_flow_builder *b)
{
    toc_flow_lane **lanes = TOC_NEW_ARRAY(b->arena, toc_flow_lane *, b->plan->bodies.count);
    for (uint32_t i = 0; i < b->flow->lanes.count; i++)
        lanes[b->flow->lanes.items[i]->body->base.id] = b->flow->lanes.items[i];
    for (uint32_t i = 0; i < b->flow->nodes.count; i++) {
        toc_flow_node *node = b->flow->nodes.items[i];
        if (node->owner && toc_flow_owns(b->plan, &node->owner->base))
            node->lane = lanes[node->owner->base.id];
    }
}

/* ── all of it ───────────────────────────────────────────────────────────── */

static toc_flow *build(toc_arena *arena, toc_wording wording)
{
    const toc_plan *plan = wording.plan;
    toc_flow_builder b = {.arena = arena, .plan = plan};

    b.flow = TOC_NEW(arena, toc_flow);
    b.flow->plan = plan;
    b.flow->wording = wording;
    b.flow->plan_script = b.flow->wording.plan_script;
    b.flow->lang = b.flow->wording.lang;
    b.flow->title = toc_wording_text(&b.flow->wording, plan->head.title, plan->head.id);
    make_tables(&b);
    mark_all(&b);
    toc_flow_make_bands(&b);
    toc_flow_make_nodes(&b);
    toc_flow_make_edges(&b);
    toc_flow_sort(b.flow);
    drop_empty_bands(arena, b.flow);
    make_lanes(&b);
    join_lanes(&b);
    return b.flow;
}

/* Both were made from one plan, and nothing in their order hangs on words. */
static void join_twins(toc_flow *flow, const toc_flow *second)
{
    for (uint32_t i = 0; i < flow->nodes.count && i < second->nodes.count; i++) {
        toc_flow_node *node = flow->nodes.items[i];
        const toc_flow_node *twin = second->nodes.items[i];

        if (strcmp(node->key, twin->key) != 0)
            continue;
        node->twin = twin;
        if (!node->title.second && node->title.first && twin->title.first &&
            strcmp(node->title.first, twin->title.first) != 0)
            node->title.second = twin->title.first;
    }
    for (uint32_t i = 0; i < flow->edges.count && i < second->edges.count; i++) {
        toc_flow_edge *edge = flow->edges.items[i];
        const toc_flow_edge *twin = second->edges.items[i];

        if (edge->kind == twin->kind && edge->source->twin == twin->source &&
            edge->target->twin == twin->target)
            edge->twin = twin;
    }
}

toc_flow *toc_flow_build(toc_arena *arena, const toc_plan *plan, const toc_flow_options *options)
{
    static const toc_flow_options defaults = {NULL, false};
    const toc_flow_options *chosen = options ? options : &defaults;
    toc_wording wording = toc_wording_of(arena, plan, chosen->lang, chosen->has_two_languages);
    toc_flow *flow = build(arena, wording);
    toc_wording other;

    if (toc_wording_other(&wording, &other))
        join_twins(flow, build(arena, other));
    return flow;
}
