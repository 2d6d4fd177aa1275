/* flow_diff.c - puts two pictures beside each other by the keys of their nodes. */
#include "emit/flow_diff.h"

#include <stdlib.h>
#include <string.h>

typedef struct comparison {
    toc_arena *arena;
    toc_flow *flow;
    const toc_flow *old;
    toc_flow_diff *diff;
    toc_flow_node **same; /* by index of the old node: the one of the new picture, or its ghost */
    uint32_t node_count;  /* of the new picture, before ghosts */
} comparison;

/* ── finding the same one ────────────────────────────────────────────────── */

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* ── what is told ────────────────────────────────────────────────────────── */

static void tell(comparison *it, toc_flow_change change)
{
    TOC_PUSH(it->arena, &it->diff->changes, change);
}

static const char *word(const comparison *it, toc_word which)
{
    return toc_wording_word(&it->flow->wording, which);
}

/* On the chart: what it was before, where that is short; else what differs. */
static const char *note_of(comparison *it, toc_word what, const char *before)
{
    return what == TOC_WORD_FIELD_DEADLINE && before
               ? toc_arena_printf(it->arena, "%s %s", word(it, TOC_WORD_WAS), before)
               : word(it, what);
}

static void compare_field(comparison *it, toc_flow_node *node, toc_word field, const char *before,
                          const char *after)
{
    const char *what = word(it, field);
    const char *note = note_of(it, field, before);

    if (is_same_text(before, after))
        return;
    node->mark.state = TOC_FLOW_CHANGED;
    node->mark.note = node->mark.note ? toc_arena_printf(it->arena, "%s%s%s", node->mark.note,
                                                         word(it, TOC_WORD_LIST), note)
                                      : note;
    tell(it,
         (toc_flow_change){TOC_FLOW_CHANGED, node->key, node->title.first, what, before, after});
}

static const char *owner_of(const toc_flow_node *node)
{
    return node->owner ? node->owner->base.full : NULL;
}

static void compare_nodes(comparison *it, toc_flow_node *node, const toc_flow_node *old)
{
    compare_field(it, node, TOC_WORD_FIELD_TITLE, old->title.first, node->title.first);
    compare_field(it, node, TOC_WORD_FIELD_OWNER, owner_of(old), owner_of(node));
    compare_field(it, node, TOC_WORD_FIELD_DEADLINE, old->deadline, node->deadline);
    compare_field(it, node, TOC_WORD_FIELD_SINCE, old->since, node->since);
    compare_field(it, node, TOC_WORD_FIELD_EVERY, old->repeats, node->repeats);
    compare_field(it, node, TOC_WORD_FIELD_EVERY, old->until, node->until);
    compare_field(it, node, TOC_WORD_FIELD_WHEN, old->condition, node->condition);
    compare_field(it, node, TOC_WORD_FIELD_WITH, old->with, node->with);
    compare_field(it, node, TOC_WORD_FIELD_NOTIFY, old->to, node->to);
    compare_field(it, node, TOC_WORD_FIELD_PLACE, old->band->name, node->band->name);
}

/* ── what is gone ────────────────────────────────────────────────────────── */

static toc_flow_band *band_like(comparison *it, const toc_flow_band *old)
{
    toc_flow_band *band;

    for (uint32_t i = 0; i < it->flow->bands.count; i++) {
        if (strcmp(it->flow->bands.items[i]->name, old->name) == 0)
            return it->flow->bands.items[i];
    }
    band = TOC_NEW(it->arena, toc_flow_band);
    *band = *old;
    band->index = it->flow->bands.count;
    band->level = NULL; /* a grade that is no more has no colour to claim */
    band->response = NULL;
    TOC_PUSH(it->arena, &it->flow->bands, band);
    return band;
}

static toc_flow_lane *lane_like(comparison *it, const toc_flow_lane *old)
{
    toc_flow_lane *lane;

    if (!old)
        return NULL;
    for (uint32_t i = 0; i < it->flow->lanes.count; i++) {
        if (strcmp(it->flow->lanes.items[i]->body->base.full, old->body->base.full) == 0)
            return it->flow->lanes.items[i];
    }
    lane = TOC_NEW(it->arena, toc_flow_lane);
    *lane = *old;
    lane->index = it->flow->lanes.count;
    TOC_PUSH(it->arena, &it->flow->lanes, lane);
    return lane;
}

static toc_flow_node *add_ghost(comparison *it, const toc_flow_node *old)
{
    toc_flow_node *ghost = TOC_NEW(it->arena, toc_flow_node);

    *ghost = *old;
    ghost->band = band_like(it, old->band);
    ghost->lane = lane_like(it, old->lane);
    ghost->response = NULL;
    ghost->index = it->flow->nodes.count;
    ghost->mark = (toc_flow_mark){.state = TOC_FLOW_REMOVED};
    TOC_PUSH(it->arena, &it->flow->nodes, ghost);
    tell(it,
         (toc_flow_change){.state = TOC_FLOW_REMOVED, .key = old->key, .title = old->title.first});
    return ghost;
}

static void pair_nodes(comparison *it)
{
    toc_flow_node **now = toc_flow_nodes_by_key(it->arena, it->flow);
    toc_flow_node **then = toc_flow_nodes_by_key(it->arena, it->old);
    uint32_t at = 0;

    for (uint32_t i = 0; i < it->old->nodes.count; i++) {
        while (at < it->node_count && strcmp(now[at]->key, then[i]->key) < 0)
            at++;
        if (at < it->node_count && strcmp(now[at]->key, then[i]->key) == 0)
            it->same[then[i]->index] = now[at];
    }
}

static void compare_all_nodes(comparison *it)
{
    toc_flow_node **old = TOC_NEW_ARRAY(it->arena, toc_flow_node *, it->node_count + 1u);

    for (uint32_t i = 0; i < it->old->nodes.count; i++) {
        if (it->same[i])
            old[it->same[i]->index] = it->old->nodes.items[i];
    }
    for (uint32_t i = 0; i < it->node_count; i++) {
        toc_flow_node *node = it->flow->nodes.items[i];
        if (old[i]) {
            compare_nodes(it, node, old[i]);
            continue;
        }
        node->mark.state = TOC_FLOW_ADDED;
        tell(it, (toc_flow_change){
                     .state = TOC_FLOW_ADDED, .key = node->key, .title = node->title.first});
    }
    for (uint32_t i = 0; i < it->old->nodes.count; i++) {
        if (!it->same[i])
            it->same[i] = add_ghost(it, it->old->nodes.items[i]);
    }
}

/* ── edges ───────────────────────────────────────────────────────────────── */

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int by_ends(const void *left, const void *right)
{
    const toc_flow_edge *a = *(toc_flow_edge *const *)left;
    const toc_flow_edge *b = *(toc_flow_edge *const *)right;
    int order = strcmp(a->source->key, b->source->key);

    order = order ? order : strcmp(a->target->key, b->target->key);
    order = order ? order : (int)a->kind - (int)b->kind;
    order = order ? order : compare_texts(a->label, b->label);
    return order ? order : (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

static bool is_same_edge(const toc_flow_edge *a, const toc_flow_edge *b)
{
    return strcmp(a->source->key, b->source->key) == 0 &&
           strcmp(a->target->key, b->target->key) == 0 && a->kind == b->kind &&
           compare_texts(a->label, b->label) == 0;
}

static toc_flow_edge **sorted_edges(toc_arena *arena, const toc_flow *flow)
{
    toc_flow_edge **edges = TOC_NEW_ARRAY(arena, toc_flow_edge *, flow->edges.count + 1u);

    for (uint32_t i = 0; i < flow->edges.count; i++)
        edges[i] = flow->edges.items[i];
    qsort(edges, flow->edges.count, sizeof *edges, by_ends);
    return edges;
}

static void tell_edge(comparison *it, const toc_flow_edge *edge, toc_flow_state state,
                      const char *what, const char *before, const char *after)
{
    const char *key = toc_arena_printf(it->arena, "%s -> %s", edge->source->key, edge->target->key);
    const char *title = toc_arena_printf(it->arena, "%s → %s", edge->source->title.first,
                                         edge->target->title.first);

    tell(it, (toc_flow_change){state, key, title, what, before, after});
}

static void add_ghost_edge(comparison *it, const toc_flow_edge *old)
{
    toc_flow_edge *ghost = TOC_NEW(it->arena, toc_flow_edge);

    *ghost = *old;
    ghost->source = it->same[old->source->index];
    ghost->target = it->same[old->target->index];
    ghost->origin = NULL;
    ghost->sequence = it->flow->edges.count;
    ghost->mark = (toc_flow_mark){.state = TOC_FLOW_REMOVED};
    TOC_PUSH(it->arena, &it->flow->edges, ghost);
    /* between two that are gone the nodes tell it already */
    if (ghost->source->mark.state != TOC_FLOW_REMOVED &&
        ghost->target->mark.state != TOC_FLOW_REMOVED)
        tell_edge(it, old, TOC_FLOW_REMOVED, NULL, NULL, NULL);
}

static void compare_edge(comparison *it, toc_flow_edge *edge, const toc_flow_edge *old)
{
    if (compare_texts(edge->condition, old->condition) != 0) {
        edge->mark.state = TOC_FLOW_CHANGED;
        tell_edge(it, edge, TOC_FLOW_CHANGED, word(it, TOC_WORD_FIELD_WHEN), old->condition,
                  edge->condition);
    }
    if (compare_texts(edge->wait, old->wait) != 0) {
        edge->mark.state = TOC_FLOW_CHANGED;
        tell_edge(it, edge, TOC_FLOW_CHANGED, word(it, TOC_WORD_FIELD_WAIT), old->wait, edge->wait);
    }
}

static void add_new_edge(comparison *it, toc_flow_edge *edge)
{
    edge->mark.state = TOC_FLOW_ADDED;
    if (edge->source->mark.state != TOC_FLOW_ADDED && edge->target->mark.state != TOC_FLOW_ADDED)
        tell_edge(it, edge, TOC_FLOW_ADDED, NULL, NULL, NULL);
}

static void compare_all_edges(comparison *it)
{
    uint32_t now_count = it->flow->edges.count;
    uint32_t then_count = it->old->edges.count;
    toc_flow_edge **now = sorted_edges(it->arena, it->flow);
    toc_flow_edge **then = sorted_edges(it->arena, it->old);
    uint32_t a = 0;
    uint32_t b = 0;

    while (a < now_count || b < then_count) {
        int order = a == now_count                  ? 1
                    : b == then_count               ? -1
                    : is_same_edge(now[a], then[b]) ? 0
                                                    : by_ends(&now[a], &then[b]);
        if (order == 0)
            compare_edge(it, now[a++], then[b++]);
        else if (order < 0)
            add_new_edge(it, now[a++]);
        else
            add_ghost_edge(it, then[b++]);
    }
}

/* ── lists ───────────────────────────────────────────────────────────────── */

static void list_bands(comparison *it)
{
    bool *is_touched = TOC_NEW_ARRAY(it->arena, bool, it->flow->bands.count + 1u);

    for (uint32_t i = 0; i < it->flow->nodes.count; i++) {
        if (it->flow->nodes.items[i]->mark.state != TOC_FLOW_PLAIN)
            is_touched[it->flow->nodes.items[i]->band->index] = true;
    }
    for (uint32_t i = 0; i < it->flow->edges.count; i++) {
        const toc_flow_edge *edge = it->flow->edges.items[i];
        if (edge->mark.state != TOC_FLOW_PLAIN)
            is_touched[edge->source->band->index] = true;
    }
    for (uint32_t i = 0; i < it->flow->bands.count; i++) {
        if (is_touched[i])
            TOC_PUSH(it->arena, &it->diff->bands, it->flow->bands.items[i]);
    }
}

toc_flow_diff *toc_flow_compare(toc_arena *arena, toc_flow *flow, const toc_flow *old)
{
    comparison it = {.arena = arena,
                     .flow = flow,
                     .old = old,
                     .diff = TOC_NEW(arena, toc_flow_diff),
                     .same = TOC_NEW_ARRAY(arena, toc_flow_node *, old->nodes.count + 1u),
                     .node_count = flow->nodes.count};

    pair_nodes(&it);
    compare_all_nodes(&it);
    compare_all_edges(&it);
    toc_flow_sort(flow);
    list_bands(&it);
    return it.diff;
}
