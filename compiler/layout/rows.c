/* rows.c - which row each node stands in, and which edges go straight across. */
#include <string.h>

#include "layout/layout_private.h"

/* Lanes that an edge straight across may cover. */
enum { MOST_REACH = 3, SWEEPS = 2 };

/* ── nodes of no lane ────────────────────────────────────────────────────── */

typedef struct votes {
    uint64_t *sum;
    uint32_t *count;
} votes;

static void vote(const toc_router *it, votes *all)
{
    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        uint32_t ends[2] = {edge->source, edge->target};

        for (int k = 0; k < 2; k++) {
            if (it->position[ends[1 - k]] != TOC_NONE) {
                all->sum[ends[k]] += it->position[ends[1 - k]];
                all->count[ends[k]]++;
            }
        }
    }
}

/* Where its neighbours stand, on the average; the middle where there are none. */
static void choose_lanes(toc_router *it)
{
    const toc_layout *layout = it->layout;
    uint32_t count = layout->nodes.count;
    votes all = {TOC_NEW_ARRAY(layout->arena, uint64_t, count + 1u),
                 TOC_NEW_ARRAY(layout->arena, uint32_t, count + 1u)};

    for (uint32_t i = 0; i < count; i++) {
        uint32_t lane = layout->nodes.items[i].lane;
        it->position[i] = lane == TOC_ANY_LANE ? TOC_NONE : layout->lanes.items[lane].position;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        vote(it, &all);
        for (uint32_t i = 0; i < count; i++) {
            if (it->position[i] == TOC_NONE && all.count[i] > 0)
                it->position[i] = (uint32_t)(all.sum[i] / all.count[i]);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (it->position[i] == TOC_NONE)
            it->position[i] = layout->lanes.count / 2;
    }
}

/* ── the graph inside the bands ──────────────────────────────────────────── */

/* Edges that count for the rows, by source and by target. */
typedef struct graph {
    uint32_t *out_first, *out; /* by node, and one more; edges */
    uint32_t *in_first, *in;
    uint32_t *waits;  /* by node: sources not placed yet */
    uint32_t *leaves; /* by node: edges of any kind that leave it */
} graph;

static bool counts(const toc_layout *it, const toc_layout_edge *edge)
{
    return !edge->is_back && edge->source != edge->target &&
           it->nodes.items[edge->source].band == it->nodes.items[edge->target].band;
}

static void fill(const toc_layout *it, uint32_t *first, uint32_t *list, bool is_out)
{
    for (uint32_t i = 0; i < it->edges.count; i++) {
        const toc_layout_edge *edge = &it->edges.items[i];
        if (counts(it, edge))
            first[(is_out ? edge->source : edge->target) + 2]++;
    }
    for (uint32_t i = 2; i < it->nodes.count + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < it->edges.count; i++) {
        const toc_layout_edge *edge = &it->edges.items[i];
        if (counts(it, edge))
            list[first[(is_out ? edge->source : edge->target) + 1]++] = i;
    }
}

static graph group(const toc_layout *it)
{
    uint32_t nodes = it->nodes.count;
    graph g = {TOC_NEW_ARRAY(it->arena, uint32_t, nodes + 3u),
               TOC_NEW_ARRAY(it->arena, uint32_t, it->edges.count + 1u),
               TOC_NEW_ARRAY(it->arena, uint32_t, nodes + 3u),
               TOC_NEW_ARRAY(it->arena, uint32_t, it->edges.count + 1u),
               TOC_NEW_ARRAY(it->arena, uint32_t, nodes + 1u),
               TOC_NEW_ARRAY(it->arena, uint32_t, nodes + 1u)};

    fill(it, g.out_first, g.out, true);
    fill(it, g.in_first, g.in, false);
    for (uint32_t i = 0; i < nodes; i++)
        g.waits[i] = g.in_first[i + 1] - g.in_first[i];
    for (uint32_t i = 0; i < it->edges.count; i++)
        g.leaves[it->edges.items[i].source]++;
    return g;
}

/* ── cells ───────────────────────────────────────────────────────────────── */

typedef struct cell {
    uint64_t key; /* row and position, and one more */
    uint32_t used;
    bool is_closed; /* an edge goes straight across, or its end stands there */
} cell;

typedef struct cells {
    cell *items; /* open addressing; the size is a power of two */
    uint32_t mask;
    uint32_t lanes;
} cells;

static cells make_cells(const toc_layout *it)
{
    uint32_t size = 16;
    while (size < it->nodes.count * 2 * (MOST_REACH + 1))
        size *= 2;
    return (cells){TOC_NEW_ARRAY(it->arena, cell, size), size - 1, it->lanes.count};
}

static cell *cell_at(cells *all, uint32_t row, uint32_t position)
{
    uint64_t key = (uint64_t)row * all->lanes + position + 1;
    uint32_t at = (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & all->mask;

    while (all->items[at].key != 0 && all->items[at].key != key)
        at = (at + 1) & all->mask;
    return &all->items[at];
}

static cell *claim(cells *all, uint32_t row, uint32_t position)
{
    cell *found = cell_at(all, row, position);

    found->key = (uint64_t)row * all->lanes + position + 1;
    return found;
}

/* ── rows ────────────────────────────────────────────────────────────────── */

typedef struct scheduler {
    toc_router *router;
    graph graph;
    cells cells;
    uint32_t *lowest; /* by position: rows of the band above this one are full */
    uint32_t base;    /* first row of the band */
    uint32_t end;     /* the row after its last */
} scheduler;

static uint32_t row_after(const scheduler *it, uint32_t node, uint32_t *last_edge)
{
    uint32_t row = it->base;
    bool is_alone = false;

    *last_edge = TOC_NONE;
    for (uint32_t i = it->graph.in_first[node]; i < it->graph.in_first[node + 1]; i++) {
        uint32_t edge = it->graph.in[i];
        uint32_t source = it->router->layout->edges.items[edge].source;
        uint32_t below = it->router->layout->nodes.items[source].row + 1;

        is_alone = below > row || (is_alone && below < row);
        if (below >= row) {
            row = below;
            *last_edge = edge;
        }
    }
    if (!is_alone)
        *last_edge = TOC_NONE;
    return row;
}

static bool is_way_free(scheduler *it, uint32_t row, uint32_t from, uint32_t to)
{
    uint32_t step = to > from ? 1 : UINT32_MAX;

    if (cell_at(&it->cells, row, from)->used != 1)
        return false;
    for (uint32_t at = from + step;; at += step) {
        const cell *one = cell_at(&it->cells, row, at);
        if (one->used > 0 || one->is_closed)
            return false;
        if (at == to)
            return true;
    }
}

/* A node may stand beside the one it comes from last if nothing else leaves that one there. */
static bool may_stand_beside(scheduler *it, uint32_t edge)
{
    const toc_layout *layout = it->router->layout;
    uint32_t source = layout->edges.items[edge].source;
    uint32_t from = it->router->position[source];
    uint32_t to = it->router->position[layout->edges.items[edge].target];
    uint32_t reach = to > from ? to - from : from - to;

    if (reach == 0 || reach > MOST_REACH)
        return false;
    if (it->graph.leaves[source] > 1 && !layout->nodes.items[source].is_diamond)
        return false;
    return is_way_free(it, layout->nodes.items[source].row, from, to);
}

static void put_beside(scheduler *it, uint32_t node, uint32_t edge)
{
    const toc_layout *layout = it->router->layout;
    uint32_t source = layout->edges.items[edge].source;
    uint32_t row = layout->nodes.items[source].row;
    uint32_t from = it->router->position[source];
    uint32_t to = it->router->position[node];
    uint32_t low = from < to ? from : to;
    uint32_t high = from < to ? to : from;

    for (uint32_t at = low; at <= high; at++)
        claim(&it->cells, row, at)->is_closed = true;
    cell_at(&it->cells, row, to)->used = 1;
    layout->nodes.items[node].row = row;
    it->router->level[edge] = to > from ? TOC_EXIT_RIGHT : TOC_EXIT_LEFT;
}

static bool is_full(scheduler *it, uint32_t row, uint32_t position)
{
    const cell *one = cell_at(&it->cells, row, position);
    return one->is_closed || one->used >= it->router->layout->most_slots;
}

static void put_below(scheduler *it, uint32_t node, uint32_t row)
{
    uint32_t position = it->router->position[node];

    if (row < it->lowest[position])
        row = it->lowest[position];
    while (is_full(it, row, position))
        row++;
    claim(&it->cells, row, position)->used++;
    it->router->layout->nodes.items[node].row = row;
    if (row + 1 > it->end)
        it->end = row + 1;
    if (it->lowest[position] < it->base)
        it->lowest[position] = it->base;
    while (is_full(it, it->lowest[position], position))
        it->lowest[position]++;
}

static void put(scheduler *it, uint32_t node)
{
    uint32_t edge;
    uint32_t row = row_after(it, node, &edge);

    if (edge != TOC_NONE && may_stand_beside(it, edge))
        put_beside(it, node, edge);
    else
        put_below(it, node, row);
}

/* Nodes of the band in an order in which none stands before what it comes from; what a circle
 * holds comes last. */
static void put_band(scheduler *it, const uint32_t *nodes, uint32_t count, uint32_t *ready)
{
    const toc_layout *layout = it->router->layout;
    uint32_t ready_count = 0;
    uint32_t at = 0;

    it->end = it->base;
    for (uint32_t i = 0; i < count; i++) {
        if (it->graph.waits[nodes[i]] == 0)
            ready[ready_count++] = nodes[i];
    }
    for (; at < ready_count; at++) {
        put(it, ready[at]);
        for (uint32_t i = it->graph.out_first[ready[at]]; i < it->graph.out_first[ready[at] + 1];
             i++) {
            uint32_t next = layout->edges.items[it->graph.out[i]].target;
            if (--it->graph.waits[next] == 0)
                ready[ready_count++] = next;
        }
    }
    for (uint32_t i = 0; i < count && ready_count < count; i++) {
        if (it->graph.waits[nodes[i]] > 0)
            put_below(it, nodes[i], it->base);
    }
    it->base = it->end;
}

void toc_layout_rows(toc_router *router)
{
    toc_layout *layout = router->layout;
    toc_arena *arena = layout->arena;
    uint32_t count = layout->nodes.count;
    uint32_t *first = TOC_NEW_ARRAY(arena, uint32_t, layout->bands.count + 2u);
    uint32_t *nodes = TOC_NEW_ARRAY(arena, uint32_t, count + 1u);
    uint32_t *ready = TOC_NEW_ARRAY(arena, uint32_t, count + 1u);
    scheduler it = {.router = router,
                    .graph = group(layout),
                    .cells = make_cells(layout),
                    .lowest = TOC_NEW_ARRAY(arena, uint32_t, layout->lanes.count + 1u)};

    choose_lanes(router);
    for (uint32_t i = 0; i < count; i++)
        first[layout->nodes.items[i].band + 1]++;
    for (uint32_t i = 1; i <= layout->bands.count; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < count; i++)
        nodes[first[layout->nodes.items[i].band]++] = i;
    for (uint32_t i = 0, begin = 0; i < layout->bands.count; i++) {
        put_band(&it, nodes + begin, first[i] - begin, ready);
        begin = first[i];
    }
    layout->row_count = it.base;
}
