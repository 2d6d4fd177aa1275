/* route.c - which channels and gaps each edge goes through. */
#include <stdlib.h>

#include "layout/layout_private.h"

static const toc_layout_node *node_at(const toc_router *it, uint32_t index)
{
    return &it->layout->nodes.items[index];
}

/* ── what stands above a node ────────────────────────────────────────────── */

typedef struct cell {
    uint32_t column, row, node;
} cell;

static int by_column(const void *left, const void *right)
{
    const cell *a = left;
    const cell *b = right;

    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* For each node the first row from which its column is free down to it. */
static uint32_t *find_free_rows(const toc_layout *layout)
{
    uint32_t count = layout->nodes.count;
    cell *cells = TOC_NEW_ARRAY(layout->arena, cell, count + 1u);
    uint32_t *free_from = TOC_NEW_ARRAY(layout->arena, uint32_t, count + 1u);

    for (uint32_t i = 0; i < count; i++)
        cells[i] = (cell){layout->nodes.items[i].column, layout->nodes.items[i].row, i};
    qsort(cells, count, sizeof *cells, by_column);
    for (uint32_t i = 0; i < count; i++) {
        bool has_above = i > 0 && cells[i - 1].column == cells[i].column;
        free_from[cells[i].node] = has_above ? cells[i - 1].row + 1 : 0;
    }
    return free_from;
}

/* ── ways ────────────────────────────────────────────────────────────────── */

/* The gap beside the target that lies on the source's side. */
static uint32_t gap_of(const toc_layout_node *source, const toc_layout_node *target)
{
    return target->column >= source->column && target->column > 0 ? target->column
                                                                  : target->column + 1;
}

static void choose_ways(toc_router *it)
{
    uint32_t *free_from = find_free_rows(it->layout);

    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        const toc_layout_node *source = node_at(it, edge->source);
        const toc_layout_node *target = node_at(it, edge->target);
        bool is_free = target->row > source->row && free_from[edge->target] <= source->row + 1;

        it->routes[i] = (toc_route){is_free ? TOC_WAY_NEXT : TOC_WAY_GAP, gap_of(source, target),
                                    TOC_NO_RUN, TOC_NO_RUN, TOC_NO_RUN};
    }
}

/* ── runs ────────────────────────────────────────────────────────────────── */

/* Edges of one net follow each other in this order. */
typedef struct leaving {
    uint32_t net, edge;
} leaving;

static int by_net(const void *left, const void *right)
{
    const leaving *a = left;
    const leaving *b = right;

    if (a->net != b->net)
        return a->net < b->net ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static void stretch(toc_run *run, int64_t place)
{
    run->begin = place < run->begin ? place : run->begin;
    run->end = place > run->end ? place : run->end;
}

static bool is_straight(const toc_router *it, const leaving *of, uint32_t count)
{
    const toc_layout_edge *edge = &it->layout->edges.items[of->edge];

    return count == 1 && it->routes[of->edge].way == TOC_WAY_NEXT && edge->leaves == 0 &&
           node_at(it, edge->source)->column == node_at(it, edge->target)->column;
}

/* The stretch of a net in the channel below its source. */
static void add_first(toc_router *it, const leaving *of, uint32_t count)
{
    const toc_layout_edge *edge = &it->layout->edges.items[of->edge];
    const toc_layout_node *source = node_at(it, edge->source);
    toc_channel *channel = &it->channels[source->row + 1];
    int64_t place = toc_port_place(source->column, edge->leaves);
    toc_run run = {place, place, of->net, TOC_ZONE_LEAVES, 0};

    if (is_straight(it, of, count))
        return;
    for (uint32_t i = 0; i < count; i++) {
        toc_route *route = &it->routes[of[i].edge];
        const toc_layout_node *target = node_at(it, it->layout->edges.items[of[i].edge].target);

        route->first = channel->runs.count;
        if (route->way == TOC_WAY_NEXT)
            run.zone = TOC_ZONE_CROSSES;
        stretch(&run, route->way == TOC_WAY_NEXT ? toc_port_place(target->column, 0)
                                                 : toc_gap_place(route->gap));
    }
    TOC_PUSH(it->layout->arena, &channel->runs, run);
}

/* One stretch in each gap that the net uses. */
static void add_down(toc_router *it, const leaving *of, uint32_t count)
{
    uint32_t below = node_at(it, it->layout->edges.items[of->edge].source)->row + 1;

    for (uint32_t i = 0; i < count; i++) {
        toc_route *route = &it->routes[of[i].edge];
        toc_runs *runs = &it->gaps[route->gap];
        toc_run run = {below, below, of->net, TOC_ZONE_LEAVES, 0};

        if (route->way != TOC_WAY_GAP)
            continue;
        stretch(&run, node_at(it, it->layout->edges.items[of[i].edge].target)->row);
        if (runs->count > 0 && runs->items[runs->count - 1].net == of->net) {
            stretch(&runs->items[runs->count - 1], run.begin);
            stretch(&runs->items[runs->count - 1], run.end);
        } else {
            TOC_PUSH(it->layout->arena, runs, run);
        }
        route->down = runs->count - 1;
    }
}

static void add_last(toc_router *it, uint32_t index)
{
    const toc_layout_edge *edge = &it->layout->edges.items[index];
    const toc_layout_node *target = node_at(it, edge->target);
    toc_channel *channel = &it->channels[target->row];
    toc_route *route = &it->routes[index];
    int64_t place = toc_port_place(target->column, 0);
    toc_run run = {place, place, edge->net, TOC_ZONE_ARRIVES, 0};

    if (route->way != TOC_WAY_GAP)
        return;
    stretch(&run, toc_gap_place(route->gap));
    route->last = channel->runs.count;
    TOC_PUSH(it->layout->arena, &channel->runs, run);
}

static void add_runs(toc_router *it)
{
    uint32_t count = it->layout->edges.count;
    leaving *order = TOC_NEW_ARRAY(it->layout->arena, leaving, count + 1u);

    for (uint32_t i = 0; i < count; i++)
        order[i] = (leaving){it->layout->edges.items[i].net, i};
    qsort(order, count, sizeof *order, by_net);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        for (end = begin; end < count && order[end].net == order[begin].net;)
            end++;
        add_first(it, &order[begin], end - begin);
        add_down(it, &order[begin], end - begin);
    }
    for (uint32_t i = 0; i < count; i++)
        add_last(it, i);
}

/* ── orders ──────────────────────────────────────────────────────────────── */

/* Where a net leaves the middle of a node downwards: by row and column. */
typedef struct exit_row {
    uint32_t row, column, run;
} exit_row;

static int by_exit(const void *left, const void *right)
{
    const exit_row *a = left;
    const exit_row *b = right;

    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* A net that goes down a column into the channel below a node of that column must lie below
 * what leaves that node. */
static void add_orders(toc_router *it)
{
    uint32_t count = it->layout->edges.count;
    exit_row *exits = TOC_NEW_ARRAY(it->layout->arena, exit_row, count + 1u);
    uint32_t exit_count = 0;

    for (uint32_t i = 0; i < count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        const toc_layout_node *source = node_at(it, edge->source);
        if (edge->leaves == 0 && it->routes[i].first != TOC_NO_RUN)
            exits[exit_count++] = (exit_row){source->row, source->column, it->routes[i].first};
    }
    qsort(exits, exit_count, sizeof *exits, by_exit);
    for (uint32_t i = 0; i < count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        exit_row key = {node_at(it, edge->source)->row, node_at(it, edge->target)->column, 0};
        const exit_row *found;

        if (it->routes[i].way != TOC_WAY_NEXT || it->routes[i].first == TOC_NO_RUN)
            continue;
        found = bsearch(&key, exits, exit_count, sizeof *exits, by_exit);
        if (found && found->run != it->routes[i].first) {
            toc_order order = {found->run, it->routes[i].first, edge->target};
            TOC_PUSH(it->layout->arena, &it->channels[key.row + 1].orders, order);
        }
    }
}

void toc_layout_route(toc_router *router)
{
    toc_layout *layout = router->layout;

    choose_ways(router);
    add_runs(router);
    add_orders(router);
    for (uint32_t i = 0; i <= layout->row_count; i++) {
        toc_channel *channel = &router->channels[i];
        channel->tracks[TOC_ZONE_LEAVES] =
            toc_runs_colour(layout->arena, &channel->runs, TOC_ZONE_LEAVES);
        channel->tracks[TOC_ZONE_CROSSES] = toc_channel_order(router, channel);
        channel->tracks[TOC_ZONE_ARRIVES] =
            toc_runs_colour(layout->arena, &channel->runs, TOC_ZONE_ARRIVES);
    }
    for (uint32_t i = 0; i <= layout->column_count; i++)
        router->gap_tracks[i] = toc_runs_colour(layout->arena, &router->gaps[i], TOC_ZONE_LEAVES);
}
