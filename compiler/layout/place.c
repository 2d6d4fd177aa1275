/* place.c - which row and which column each node stands in. */
#include <stdlib.h>
#include <string.h>

#include "layout/layout_private.h"

/* ── rows ────────────────────────────────────────────────────────────────── */

/* Edges inside a band, grouped by source. */
typedef struct graph {
    uint32_t *first;  /* by node, and one more: index in targets */
    uint32_t *target; /* by edge */
    uint32_t *waits;  /* by node: sources not placed yet */
} graph;

static bool counts(const toc_layout *it, const toc_layout_edge *edge)
{
    return !edge->is_back && edge->source != edge->target &&
           it->nodes.items[edge->source].band == it->nodes.items[edge->target].band;
}

static graph group(const toc_layout *it)
{
    uint32_t nodes = it->nodes.count;
    graph g = {TOC_NEW_ARRAY(it->arena, uint32_t, nodes + 2u),
               TOC_NEW_ARRAY(it->arena, uint32_t, it->edges.count + 1u),
               TOC_NEW_ARRAY(it->arena, uint32_t, nodes + 1u)};

    for (uint32_t i = 0; i < it->edges.count; i++) {
        if (counts(it, &it->edges.items[i])) {
            g.first[it->edges.items[i].source + 2]++;
            g.waits[it->edges.items[i].target]++;
        }
    }
    for (uint32_t i = 2; i < nodes + 2; i++)
        g.first[i] += g.first[i - 1];
    for (uint32_t i = 0; i < it->edges.count; i++) {
        if (counts(it, &it->edges.items[i]))
            g.target[g.first[it->edges.items[i].source + 1]++] = it->edges.items[i].target;
    }
    return g;
}

/* Longest path from above, in rows of the band; what a circle holds stays in row 0. */
static void find_depths(toc_layout *it)
{
    graph g = group(it);
    uint32_t *ready = TOC_NEW_ARRAY(it->arena, uint32_t, it->nodes.count + 1u);
    uint32_t count = 0;

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        it->nodes.items[i].row = 0;
        if (g.waits[i] == 0)
            ready[count++] = i;
    }
    for (uint32_t at = 0; at < count; at++) {
        const toc_layout_node *node = &it->nodes.items[ready[at]];
        for (uint32_t i = g.first[ready[at]]; i < g.first[ready[at] + 1]; i++) {
            toc_layout_node *next = &it->nodes.items[g.target[i]];
            if (next->row < node->row + 1)
                next->row = node->row + 1;
            if (--g.waits[g.target[i]] == 0)
                ready[count++] = g.target[i];
        }
    }
}

/* ── nodes of no lane ────────────────────────────────────────────────────── */

/* Where its neighbours stand, on the average; the first lane where there are none. */
static void choose_lanes(toc_layout *it)
{
    uint32_t *sum = TOC_NEW_ARRAY(it->arena, uint32_t, it->nodes.count + 1u);
    uint32_t *count = TOC_NEW_ARRAY(it->arena, uint32_t, it->nodes.count + 1u);

    for (uint32_t i = 0; i < it->edges.count; i++) {
        uint32_t ends[2] = {it->edges.items[i].source, it->edges.items[i].target};
        for (int k = 0; k < 2; k++) {
            uint32_t lane = it->nodes.items[ends[1 - k]].lane;
            if (lane != TOC_ANY_LANE) {
                sum[ends[k]] += lane;
                count[ends[k]]++;
            }
        }
    }
    for (uint32_t i = 0; i < it->nodes.count; i++) {
        toc_layout_node *node = &it->nodes.items[i];
        if (node->lane == TOC_ANY_LANE)
            node->lane = count[i] ? sum[i] / count[i] : it->lanes.count / 2;
    }
}

/* ── slots ───────────────────────────────────────────────────────────────── */

typedef struct place {
    uint32_t node;
    uint32_t band, row, lane;
} place;

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_cell(const void *left, const void *right)
{
    const place *a = left;
    const place *b = right;
    int order = compare_numbers(a->band, b->band);

    order = order ? order : compare_numbers(a->row, b->row);
    order = order ? order : compare_numbers(a->lane, b->lane);
    return order ? order : compare_numbers(a->node, b->node);
}

/* Rows of a band get further rows where a cell holds more than it may: its surplus stands below,
 * the rows after it move down.  Numbers all rows through. */
static void number_rows(toc_layout *it, place *places)
{
    uint32_t count = it->nodes.count;
    uint32_t row = 0;

    for (uint32_t begin = 0, end; begin < count; begin = end) {
        uint32_t rows = 1;
        uint32_t in_cell = 0;

        for (end = begin; end < count && places[end].band == places[begin].band &&
                          places[end].row == places[begin].row;
             end++) {
            bool is_new = end == begin || places[end].lane != places[end - 1].lane;
            in_cell = is_new ? 0 : in_cell + 1;
            it->nodes.items[places[end].node].row = row + in_cell / it->most_slots;
            it->nodes.items[places[end].node].column = in_cell % it->most_slots;
            if (in_cell / it->most_slots + 1 > rows)
                rows = in_cell / it->most_slots + 1;
        }
        row += rows;
    }
    it->row_count = row;
}

static void number_columns(toc_layout *it)
{
    uint32_t column = 0;

    for (uint32_t i = 0; i < it->lanes.count; i++)
        it->lanes.items[i].column_count = 1;
    for (uint32_t i = 0; i < it->nodes.count; i++) {
        const toc_layout_node *node = &it->nodes.items[i];
        toc_layout_lane *lane = &it->lanes.items[node->lane];
        if (lane->column_count < node->column + 1)
            lane->column_count = node->column + 1;
    }
    for (uint32_t i = 0; i < it->lanes.count; i++) {
        it->lanes.items[i].first_column = column;
        column += it->lanes.items[i].column_count;
    }
    it->column_count = column;
    for (uint32_t i = 0; i < it->nodes.count; i++)
        it->nodes.items[i].column += it->lanes.items[it->nodes.items[i].lane].first_column;
}

void toc_layout_place(toc_layout *layout)
{
    place *places = TOC_NEW_ARRAY(layout->arena, place, layout->nodes.count + 1u);

    find_depths(layout);
    choose_lanes(layout);
    for (uint32_t i = 0; i < layout->nodes.count; i++) {
        const toc_layout_node *node = &layout->nodes.items[i];
        places[i] = (place){i, node->band, node->row, node->lane};
    }
    qsort(places, layout->nodes.count, sizeof *places, by_cell);
    number_rows(layout, places);
    number_columns(layout);
}
