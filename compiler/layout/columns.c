/* columns.c - which column of its lane each node stands in. */
#include <stdlib.h>

#include "layout/layout_private.h"

enum { SWEEPS = 6 };

typedef struct place {
    uint32_t node, row, position;
} place;

static int by_cell(const void *left, const void *right)
{
    const place *a = left;
    const place *b = right;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

/* ── neighbours ──────────────────────────────────────────────────────────── */

typedef struct chooser {
    toc_layout *layout;
    uint32_t *first, *near; /* by node: those it is joined to */
    place *places;
} chooser;

static void find_neighbours(chooser *it)
{
    const toc_layout *layout = it->layout;
    uint32_t count = layout->nodes.count;

    it->first = TOC_NEW_ARRAY(layout->arena, uint32_t, count + 3u);
    it->near = TOC_NEW_ARRAY(layout->arena, uint32_t, layout->edges.count * 2u + 1u);
    for (uint32_t i = 0; i < layout->edges.count; i++) {
        it->first[layout->edges.items[i].source + 2]++;
        it->first[layout->edges.items[i].target + 2]++;
    }
    for (uint32_t i = 2; i < count + 2; i++)
        it->first[i] += it->first[i - 1];
    for (uint32_t i = 0; i < layout->edges.count; i++) {
        const toc_layout_edge *edge = &layout->edges.items[i];
        it->near[it->first[edge->source + 1]++] = edge->target;
        it->near[it->first[edge->target + 1]++] = edge->source;
    }
}

/* How far a node would stand from its neighbours, in half columns; a bend counts as one. */
static uint64_t distance(const chooser *it, uint32_t node, uint32_t column)
{
    uint64_t sum = 0;

    for (uint32_t i = it->first[node]; i < it->first[node + 1]; i++) {
        uint32_t other = it->layout->nodes.items[it->near[i]].column;
        if (other != column)
            sum += 1 + 2 * (uint64_t)(other > column ? other - column : column - other);
    }
    return sum;
}

/* ── cells ───────────────────────────────────────────────────────────────── */

/* All ways to put up to three nodes in three columns are few: each is tried. */
static void choose_cell(const chooser *it, const place *in, uint32_t count)
{
    toc_layout *layout = it->layout;
    uint32_t lane_first = layout->nodes.items[in->node].stands_in;
    uint32_t best[TOC_LAYOUT_MOST_SLOTS] = {0};
    uint64_t least = UINT64_MAX;
    uint32_t width = layout->lanes.items[lane_first].column_count;
    uint32_t ways = 1;

    for (uint32_t i = 0; i < count; i++)
        ways *= width;
    for (uint32_t way = 0; way < ways; way++) {
        uint32_t rest = way;
        uint32_t used = 0;
        uint64_t sum = 0;
        uint32_t slots[TOC_LAYOUT_MOST_SLOTS] = {0};

        for (uint32_t i = 0; i < count; i++, rest /= width) {
            slots[i] = rest % width;
            sum += used >> slots[i] & 1u
                       ? UINT32_MAX
                       : distance(it, in[i].node,
                                  layout->lanes.items[lane_first].first_column + slots[i]);
            used |= 1u << slots[i];
        }
        if (sum < least) {
            least = sum;
            for (uint32_t i = 0; i < count; i++)
                best[i] = slots[i];
        }
    }
    for (uint32_t i = 0; i < count; i++)
        layout->nodes.items[in[i].node].column =
            layout->lanes.items[lane_first].first_column + best[i];
}

static uint32_t cell_end(const chooser *it, uint32_t begin)
{
    uint32_t end = begin + 1;
    while (end < it->layout->nodes.count && it->places[end].row == it->places[begin].row &&
           it->places[end].position == it->places[begin].position)
        end++;
    return end;
}

static void number_columns(const toc_router *router, const chooser *it)
{
    toc_layout *layout = router->layout;
    uint32_t column = 0;

    for (uint32_t i = 0; i < layout->lanes.count; i++)
        layout->lanes.items[i].column_count = 1;
    for (uint32_t begin = 0, end; begin < layout->nodes.count; begin = end) {
        toc_layout_lane *lane = &layout->lanes.items[router->lane_at[it->places[begin].position]];
        end = cell_end(it, begin);
        if (lane->column_count < end - begin)
            lane->column_count = end - begin;
    }
    for (uint32_t i = 0; i < layout->lanes.count; i++) {
        toc_layout_lane *lane = &layout->lanes.items[router->lane_at[i]];
        lane->first_column = column;
        column += lane->column_count;
    }
    layout->column_count = column;
}

void toc_layout_columns(toc_router *router)
{
    toc_layout *layout = router->layout;
    uint32_t count = layout->nodes.count;
    chooser it = {.layout = layout, .places = TOC_NEW_ARRAY(layout->arena, place, count + 1u)};

    find_neighbours(&it);
    for (uint32_t i = 0; i < count; i++) {
        layout->nodes.items[i].stands_in = router->lane_at[router->position[i]];
        it.places[i] = (place){i, layout->nodes.items[i].row, router->position[i]};
    }
    qsort(it.places, count, sizeof *it.places, by_cell);
    number_columns(router, &it);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        end = cell_end(&it, begin);
        for (uint32_t i = begin; i < end; i++) {
            toc_layout_node *node = &layout->nodes.items[it.places[i].node];
            node->column = layout->lanes.items[node->stands_in].first_column + i - begin;
        }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        for (uint32_t begin = 0, end; begin < count; begin = end) {
            end = cell_end(&it, begin);
            choose_cell(&it, &it.places[begin], end - begin);
        }
    }
}
