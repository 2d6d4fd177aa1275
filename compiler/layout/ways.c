/* ways.c - which edges share lines, which way they go, and where they enter. */
#include <stdlib.h>

#include "layout/layout_private.h"

/* What half a column of way across is worth against a line that a trunk crosses. */
enum { REACH_WEIGHT = 4, CROSS_WEIGHT = 12 };
enum { MOST_TRUNKS_TRIED = 32, NOWHERE = 99, LEAST_GATHERED = 2 };

/* ── what stands above and below ─────────────────────────────────────────── */

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

static void find_above(toc_router *it)
{
    uint32_t count = it->layout->nodes.count;
    cell *cells = TOC_NEW_ARRAY(it->layout->arena, cell, count + 1u);

    for (uint32_t i = 0; i < count; i++) {
        cells[i] = (cell){toc_node_at(it, i)->column, toc_node_at(it, i)->row, i};
        it->upper[i] = TOC_NONE;
        it->lower[i] = TOC_NONE;
    }
    qsort(cells, count, sizeof *cells, by_column);
    for (uint32_t i = 1; i < count; i++) {
        if (cells[i - 1].column == cells[i].column) {
            it->upper[cells[i].node] = cells[i - 1].node;
            it->lower[cells[i - 1].node] = cells[i].node;
        }
    }
}

/* ── what is gathered ────────────────────────────────────────────────────── */

static bool is_for_a_bus(const toc_router *it, uint32_t edge)
{
    return it->level[edge] == TOC_EXIT_BELOW && it->layout->edges.items[edge].style == 0 &&
           !toc_source_of(it, edge)->is_diamond;
}

/* Of how many lines each node is the source, and the target. */
static void count_ends(const toc_router *it, uint32_t *out, uint32_t *in)
{
    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        if (is_for_a_bus(it, i)) {
            out[it->layout->edges.items[i].source]++;
            in[it->layout->edges.items[i].target]++;
        }
    }
}

/* Where more lines come in than any of their sources sends out they are one bus, and leave each
 * source beside the bus of its other lines; of each source only those to one target. */
static void find_gathered(toc_router *it)
{
    toc_arena *arena = it->layout->arena;
    uint32_t nodes = it->layout->nodes.count;
    uint32_t *out = TOC_NEW_ARRAY(arena, uint32_t, nodes + 1u);
    uint32_t *in = TOC_NEW_ARRAY(arena, uint32_t, nodes + 1u);
    uint32_t *to = TOC_NEW_ARRAY(arena, uint32_t, nodes + 1u); /* by source: the target, and 1 */

    it->is_gathered = TOC_NEW_ARRAY(arena, bool, it->layout->edges.count + 1u);
    if (!it->layout->is_gathering)
        return;
    count_ends(it, out, in);
    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        uint32_t *best = &to[edge->source];
        if (is_for_a_bus(it, i) && in[edge->target] > LEAST_GATHERED &&
            in[edge->target] > out[edge->source] &&
            (*best == 0 || in[edge->target] > in[*best - 1]))
            *best = edge->target + 1;
    }
    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        it->is_gathered[i] = is_for_a_bus(it, i) && to[edge->source] == edge->target + 1;
    }
}

/* ── nets ────────────────────────────────────────────────────────────────── */

/* Joins the edges of one key, where there are several, to the net of the first. */
static void join(toc_router *it, toc_keyed_edge *edges, uint32_t count)
{
    qsort(edges, count, sizeof *edges, toc_layout_by_key);
    for (uint32_t i = 1; i < count; i++) {
        if (edges[i].key == edges[i - 1].key)
            it->routes[edges[i].edge].net = it->routes[edges[i - 1].edge].net;
    }
}

/* Of one source first, but for those that are gathered; those that are alone there, of one
 * target. */
static void find_nets(toc_router *it, bool *is_shared)
{
    uint32_t count = it->layout->edges.count;
    toc_keyed_edge *edges = TOC_NEW_ARRAY(it->layout->arena, toc_keyed_edge, count + 1u);
    uint32_t used = 0;

    for (uint32_t i = 0; i < count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        it->routes[i].net = i;
        if (it->level[i] == TOC_EXIT_BELOW && !it->is_gathered[i] &&
            !toc_source_of(it, i)->is_diamond)
            edges[used++] = (toc_keyed_edge){(uint64_t)edge->source * 2 + (edge->style != 0), i};
    }
    join(it, edges, used);
    for (uint32_t i = 0; i < count; i++) {
        if (it->routes[i].net != i) {
            is_shared[i] = true;
            is_shared[it->routes[i].net] = true;
        }
    }
    used = 0;
    for (uint32_t i = 0; i < count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        if (it->level[i] == TOC_EXIT_BELOW && !is_shared[i])
            edges[used++] = (toc_keyed_edge){(uint64_t)edge->target * 2 + (edge->style != 0), i};
    }
    join(it, edges, used);
}

/* ── ways ────────────────────────────────────────────────────────────────── */

static bool is_free_above(const toc_router *it, uint32_t edge)
{
    uint32_t upper = it->upper[it->layout->edges.items[edge].target];
    const toc_layout_node *source = toc_source_of(it, edge);

    return toc_target_of(it, edge)->row > source->row &&
           (upper == TOC_NONE || toc_node_at(it, upper)->row <= source->row);
}

static bool is_free_below(const toc_router *it, uint32_t edge)
{
    uint32_t lower = it->lower[it->layout->edges.items[edge].source];
    const toc_layout_node *target = toc_target_of(it, edge);

    return target->row > toc_source_of(it, edge)->row &&
           (lower == TOC_NONE || toc_node_at(it, lower)->row >= target->row);
}

static bool is_straight(const toc_router *it, uint32_t edge)
{
    const toc_route *route = &it->routes[edge];

    return it->layout->edges.items[edge].exit == TOC_EXIT_BELOW && is_free_above(it, edge) &&
           toc_source_of(it, edge)->column == toc_target_of(it, edge)->column &&
           (route->leaves == 0 ||
            (!toc_target_of(it, edge)->is_diamond && abs(route->leaves) <= it->layout->entry * 3));
}

/* One net: @p count edges from one source, or to one target. */
static void choose_ways(toc_router *it, const toc_keyed_edge *edges, uint32_t count,
                        bool is_fan_out)
{
    bool has_gap = false;

    if (count == 1 && is_straight(it, edges->edge)) {
        it->routes[edges->edge].way = TOC_WAY_STRAIGHT;
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        has_gap |= !is_free_above(it, edges[i].edge) && !is_free_below(it, edges[i].edge);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t edge = edges[i].edge;
        bool is_next = is_free_above(it, edge);
        bool is_over = is_free_below(it, edge) && !(is_fan_out && has_gap);
        bool is_over_better = !is_fan_out && count > 1;

        it->routes[edge].way = is_over && (is_over_better || !is_next) ? TOC_WAY_OVER
                               : is_next                               ? TOC_WAY_NEXT
                                                                       : TOC_WAY_GAP;
    }
}

static uint32_t reach(uint32_t gap, uint32_t column)
{
    return column >= gap ? 2 * (column - gap) + 1 : 2 * (gap - 1 - column) + 1;
}

/* From the tip of a diamond the near side of its column is no way, the other one all of it. */
static uint32_t reach_from(const toc_router *it, uint32_t gap, uint32_t edge)
{
    uint32_t column = toc_source_of(it, edge)->column;
    toc_exit exit = it->layout->edges.items[edge].exit;
    uint32_t way = reach(gap, column);

    if (exit == TOC_EXIT_BELOW)
        return way;
    return (exit == TOC_EXIT_RIGHT) == (gap > column) ? way - 1 : way + 1;
}

/* What the choice of trunks looks at: by gap, lines that go across it, and trunks in it. */
typedef struct traffic {
    uint32_t *across, *load;
} traffic;

/* Ways across, in half columns, and what is crossed on the way down, as far as that is known. */
static uint64_t trunk_cost(const toc_router *it, const toc_keyed_edge *edges, uint32_t count,
                           uint32_t gap, const traffic *busy)
{
    uint64_t sum = 0;
    uint64_t rows = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t edge = edges[i].edge;
        uint32_t from = toc_source_of(it, edge)->row + 1;
        uint32_t to = toc_target_of(it, edge)->row;
        uint64_t span = from < to ? to - from : from - to;

        if (it->routes[edge].way != TOC_WAY_GAP)
            continue;
        sum += reach(gap, toc_target_of(it, edge)->column) + reach_from(it, gap, edge);
        rows = span > rows ? span : rows;
    }
    return sum * REACH_WEIGHT + busy->load[gap] +
           rows * busy->across[gap] * CROSS_WEIGHT / (it->layout->row_count + 1u);
}

/* The one gap that all of a net go down or up: where their ways across are shortest. */
static void choose_trunk(toc_router *it, const toc_keyed_edge *edges, uint32_t count,
                         const traffic *busy)
{
    uint32_t best = TOC_NONE;
    uint64_t least = UINT64_MAX;
    uint32_t tried = 0;

    for (uint32_t i = 0; i < count && tried < MOST_TRUNKS_TRIED; i++) {
        uint32_t near[6] = {toc_target_of(it, edges[i].edge)->column,
                            0,
                            toc_source_of(it, edges[i].edge)->column,
                            0,
                            0,
                            it->layout->column_count};
        near[1] = near[0] + 1;
        near[3] = near[2] + 1;
        if (it->routes[edges[i].edge].way != TOC_WAY_GAP)
            continue;
        tried++;
        for (int k = 0; k < 6; k++) {
            uint64_t cost = trunk_cost(it, edges, count, near[k], busy);
            if (cost < least) {
                least = cost;
                best = near[k];
            }
        }
    }
    if (best == TOC_NONE)
        return;
    busy->load[best]++;
    for (uint32_t i = 0; i < count; i++)
        it->routes[edges[i].edge].gap = best;
}

/* Lines across each gap, but for those that are still to get a trunk. */
static traffic find_traffic(const toc_router *it)
{
    toc_arena *arena = it->layout->arena;
    uint32_t gaps = it->layout->column_count + 2u;
    traffic busy = {TOC_NEW_ARRAY(arena, uint32_t, gaps), TOC_NEW_ARRAY(arena, uint32_t, gaps)};

    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        uint32_t from = toc_source_of(it, i)->column;
        uint32_t to = toc_target_of(it, i)->column;
        if (it->routes[i].way == TOC_WAY_GAP || from == to)
            continue;
        busy.across[(from < to ? from : to) + 1]++;
        busy.across[(from < to ? to : from) + 1]--;
    }
    for (uint32_t i = 1; i < gaps; i++)
        busy.across[i] += busy.across[i - 1];
    return busy;
}

static void find_ways(toc_router *it, const bool *is_shared)
{
    uint32_t count = it->layout->edges.count;
    toc_keyed_edge *edges = TOC_NEW_ARRAY(it->layout->arena, toc_keyed_edge, count + 1u);
    uint32_t used = 0;
    traffic busy;

    for (uint32_t i = 0; i < count; i++) {
        if (it->level[i] != TOC_EXIT_BELOW)
            it->routes[i].way = TOC_WAY_LEVEL;
        else
            edges[used++] = (toc_keyed_edge){it->routes[i].net, i};
        it->layout->edges.items[i].net = it->routes[i].net;
        it->layout->edges.items[i].is_level = it->level[i] != TOC_EXIT_BELOW;
    }
    qsort(edges, used, sizeof *edges, toc_layout_by_key);
    for (uint32_t begin = 0, end; begin < used; begin = end) {
        for (end = begin; end < used && edges[end].key == edges[begin].key;)
            end++;
        choose_ways(it, &edges[begin], end - begin, is_shared[edges[begin].edge]);
    }
    busy = find_traffic(it);
    for (uint32_t begin = 0, end; begin < used; begin = end) {
        for (end = begin; end < used && edges[end].key == edges[begin].key;)
            end++;
        choose_trunk(it, &edges[begin], end - begin, &busy);
    }
}

/* ── entries ─────────────────────────────────────────────────────────────── */

static void add_arrival(toc_router *it, uint32_t edge, bool is_new)
{
    const toc_layout_edge *one = &it->layout->edges.items[edge];
    toc_route *route = &it->routes[edge];
    bool is_early = route->way == TOC_WAY_NEXT || route->way == TOC_WAY_STRAIGHT;
    uint32_t channel = is_early ? toc_source_of(it, edge)->row + 1 : toc_target_of(it, edge)->row;
    toc_arrival arrival = {.target = one->target, .net = route->net, .channel = channel};

    arrival.origin = route->way == TOC_WAY_GAP
                         ? toc_gap_place(route->gap)
                         : toc_column_place(toc_source_of(it, edge)->column, route->aside);
    arrival.is_fixed = route->way == TOC_WAY_STRAIGHT;
    arrival.fixed = route->leaves;
    if (is_new)
        TOC_PUSH(it->layout->arena, &it->arrivals, arrival);
    route->arrival = it->arrivals.count - 1;
    if (it->arrivals.items[route->arrival].channel > channel)
        it->arrivals.items[route->arrival].channel = channel;
}

typedef struct incoming {
    uint32_t target, net, edge;
} incoming;

static int by_target(const void *left, const void *right)
{
    const incoming *a = left;
    const incoming *b = right;

    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    if (a->net != b->net)
        return a->net < b->net ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static void find_arrivals(toc_router *it)
{
    uint32_t count = it->layout->edges.count;
    incoming *all = TOC_NEW_ARRAY(it->layout->arena, incoming, count + 1u);
    uint32_t used = 0;

    for (uint32_t i = 0; i < count; i++) {
        it->routes[i].arrival = TOC_NONE;
        if (it->routes[i].way != TOC_WAY_LEVEL)
            all[used++] = (incoming){it->layout->edges.items[i].target, it->routes[i].net, i};
    }
    qsort(all, used, sizeof *all, by_target);
    for (uint32_t i = 0; i < used; i++)
        add_arrival(it, all[i].edge,
                    i == 0 || all[i].target != all[i - 1].target || all[i].net != all[i - 1].net);
}

/* ── places of entry ─────────────────────────────────────────────────────── */

static void group_by_source(toc_router *it)
{
    const toc_layout *layout = it->layout;
    uint32_t count = layout->nodes.count;

    it->out_first = TOC_NEW_ARRAY(layout->arena, uint32_t, count + 3u);
    it->out = TOC_NEW_ARRAY(layout->arena, uint32_t, layout->edges.count + 1u);
    for (uint32_t i = 0; i < layout->edges.count; i++)
        it->out_first[layout->edges.items[i].source + 2]++;
    for (uint32_t i = 2; i < count + 2; i++)
        it->out_first[i] += it->out_first[i - 1];
    for (uint32_t i = 0; i < layout->edges.count; i++)
        it->out[it->out_first[layout->edges.items[i].source + 1]++] = i;
}

/* Would a line that comes down at @p x lie on one that leaves the node above, or stand so near
 * that they look like one?  With @p is_strict even where the one ends as the other begins. */
static bool is_struck(const toc_router *it, const toc_arrival *arrival, toc_um x, bool is_strict)
{
    uint32_t upper = it->upper[arrival->target];

    if (upper == TOC_NONE)
        return false;
    for (uint32_t i = it->out_first[upper]; i < it->out_first[upper + 1]; i++) {
        uint32_t edge = it->out[i];
        const toc_route *route = &it->routes[edge];
        uint32_t channel = route->way == TOC_WAY_OVER ? toc_target_of(it, edge)->row
                                                      : toc_node_at(it, upper)->row + 1;
        toc_um between = abs(route->leaves - x);

        if (it->layout->edges.items[edge].exit != TOC_EXIT_BELOW ||
            route->way == TOC_WAY_STRAIGHT || route->way == TOC_WAY_LEVEL ||
            route->net == arrival->net || between >= it->layout->entry * 3 / 4)
            continue;
        if (arrival->channel < channel ||
            (arrival->channel == channel && (between > 0 || is_strict)))
            return true;
    }
    return false;
}

static bool is_slot_good(const toc_router *it, const toc_arrival *arrival, int32_t slot,
                         bool is_strict)
{
    toc_um x = slot * it->layout->entry;
    const toc_arrival *all = it->arrivals.items;
    uint32_t at = (uint32_t)(arrival - all);

    if (slot > 0 && toc_node_at(it, arrival->target)->is_right_taken)
        return false;
    while (at > 0 && all[at - 1].target == arrival->target)
        at--;
    for (; at < it->arrivals.count && all[at].target == arrival->target; at++) {
        if (&all[at] == arrival)
            continue;
        if (all[at].is_fixed ? abs(all[at].fixed - x) < it->layout->entry : all[at].slot == slot)
            return false;
    }
    return !is_struck(it, arrival, x, is_strict);
}

bool toc_layout_choose_entry(toc_router *it, uint32_t index, bool is_strict)
{
    static const int32_t turn[] = {0, -1, -2, -3, 1, 2, 3};
    toc_arrival *arrival = &it->arrivals.items[index];
    int64_t middle = toc_column_place(toc_node_at(it, arrival->target)->column, 0);
    int32_t side = arrival->origin > middle ? -1 : 1;

    if (arrival->is_fixed)
        return false;
    for (size_t i = 0; i < sizeof turn / sizeof turn[0]; i++) {
        if (is_slot_good(it, arrival, turn[i] * side, is_strict)) {
            arrival->slot = turn[i] * side;
            return true;
        }
    }
    return false;
}

int64_t toc_layout_entry_place(const toc_router *it, uint32_t edge)
{
    const toc_arrival *arrival = &it->arrivals.items[it->routes[edge].arrival];

    return toc_column_place(toc_node_at(it, arrival->target)->column,
                            arrival->is_fixed ? it->routes[edge].aside
                                              : arrival->slot * TOC_SLOT_PLACES);
}

static void choose_entries(toc_router *it)
{
    group_by_source(it);
    for (uint32_t i = 0; i < it->arrivals.count; i++)
        it->arrivals.items[i].slot = NOWHERE;
    for (uint32_t i = 0; i < it->arrivals.count; i++) {
        /* more lines than places: they join at the first place on the left */
        if (!toc_layout_choose_entry(it, i, false))
            it->arrivals.items[i].slot = -TOC_LAYOUT_MOST_ENTRIES / 2;
    }
}

void toc_layout_ways(toc_router *router)
{
    toc_arena *arena = router->layout->arena;
    bool *is_shared = TOC_NEW_ARRAY(arena, bool, router->layout->edges.count + 1u);

    find_above(router);
    find_gathered(router);
    toc_layout_exits(router);
    find_nets(router, is_shared);
    find_ways(router, is_shared);
    find_arrivals(router);
    choose_entries(router);
}
