/* ways.c - where each edge leaves and enters, which edges share lines, and which way they go. */
#include <stdlib.h>

#include "layout/layout_private.h"

enum { MOST_TRUNKS_TRIED = 32, SLOT = 6, MOST_ASIDE = 40, STYLE_SLOT = 2, NOWHERE = 99 };

static toc_layout_node *node_at(const toc_router *it, uint32_t index)
{
    return &it->layout->nodes.items[index];
}

static toc_layout_node *source_of(const toc_router *it, uint32_t edge)
{
    return node_at(it, it->layout->edges.items[edge].source);
}

static toc_layout_node *target_of(const toc_router *it, uint32_t edge)
{
    return node_at(it, it->layout->edges.items[edge].target);
}

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
        cells[i] = (cell){node_at(it, i)->column, node_at(it, i)->row, i};
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

/* ── exits ───────────────────────────────────────────────────────────────── */

typedef struct sorted_edge {
    uint64_t key; /* what is grouped by */
    uint32_t edge;
} sorted_edge;

static int by_key(const void *left, const void *right)
{
    const sorted_edge *a = left;
    const sorted_edge *b = right;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static void leave_at(toc_router *it, uint32_t edge, toc_exit exit, toc_um leaves)
{
    int64_t aside = (int64_t)leaves * SLOT / it->layout->entry;

    if (aside > MOST_ASIDE || aside < -MOST_ASIDE)
        aside = aside > 0 ? MOST_ASIDE : -MOST_ASIDE;
    if (exit != TOC_EXIT_BELOW)
        aside = exit == TOC_EXIT_LEFT ? -TOC_PLACE_TIP : TOC_PLACE_TIP;
    it->layout->edges.items[edge].exit = exit;
    it->routes[edge].leaves = leaves;
    it->routes[edge].aside = (int32_t)aside;
}

/* The outcomes of a decision, sorted from the leftmost target to the rightmost. */
typedef struct outcomes {
    const sorted_edge *edges;
    uint32_t count;
    bool is_taken[3]; /* by exit */
} outcomes;

static void take(toc_router *it, outcomes *all, uint32_t edge, toc_exit exit)
{
    leave_at(it, edge, exit, 0);
    all->is_taken[exit] = true;
    it->routes[edge].way = TOC_WAY_STRAIGHT; /* settled */
}

static bool is_settled(const toc_router *it, uint32_t edge)
{
    return it->routes[edge].way != TOC_WAY_GAP;
}

static void take_wished(toc_router *it, outcomes *all)
{
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        if (it->level[edge] != TOC_EXIT_BELOW)
            take(it, all, edge, it->level[edge]);
    }
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        bool is_under = target_of(it, edge)->column == source_of(it, edge)->column &&
                        target_of(it, edge)->row > source_of(it, edge)->row;
        if (!is_settled(it, edge) && is_under && !all->is_taken[TOC_EXIT_BELOW])
            take(it, all, edge, TOC_EXIT_BELOW);
    }
}

/* The leftmost goes to the left, the rightmost to the right, what is left below. */
static void take_sides(toc_router *it, outcomes *all)
{
    uint32_t column = source_of(it, all->edges[0].edge)->column;

    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        if (!is_settled(it, edge) && target_of(it, edge)->column < column &&
            !all->is_taken[TOC_EXIT_LEFT])
            take(it, all, edge, TOC_EXIT_LEFT);
    }
    for (uint32_t i = all->count; i-- > 0;) {
        uint32_t edge = all->edges[i].edge;
        if (!is_settled(it, edge) && target_of(it, edge)->column > column &&
            !all->is_taken[TOC_EXIT_RIGHT])
            take(it, all, edge, TOC_EXIT_RIGHT);
    }
}

static void take_free(toc_router *it, outcomes *all)
{
    static const toc_exit turn[] = {TOC_EXIT_BELOW, TOC_EXIT_RIGHT, TOC_EXIT_LEFT};
    uint32_t below = all->is_taken[TOC_EXIT_BELOW];
    uint32_t at = 0;
    toc_um x = 0;

    for (size_t k = 0; k < 3; k++) {
        for (uint32_t i = 0; i < all->count && !all->is_taken[turn[k]]; i++) {
            if (!is_settled(it, all->edges[i].edge)) {
                take(it, all, all->edges[i].edge, turn[k]);
                below += turn[k] == TOC_EXIT_BELOW;
            }
        }
    }
    for (uint32_t i = 0; i < all->count; i++) {
        if (!is_settled(it, all->edges[i].edge)) {
            it->layout->edges.items[all->edges[i].edge].exit = TOC_EXIT_BELOW;
            below++;
        }
    }
    if (below < 2)
        return;
    x = -(toc_um)(below - 1) * source_of(it, all->edges[0].edge)->pitch / 2;
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        if (it->layout->edges.items[edge].exit == TOC_EXIT_BELOW &&
            it->level[edge] == TOC_EXIT_BELOW)
            leave_at(it, edge, TOC_EXIT_BELOW, x + (toc_um)(at++) * source_of(it, edge)->pitch);
    }
}

/* Tips at which something comes in are not free. */
static void choose_tips(toc_router *it, const sorted_edge *edges, uint32_t count,
                        const toc_exit *entered)
{
    uint32_t source = it->layout->edges.items[edges->edge].source;
    outcomes all = {edges, count, {false, false, false}};

    if (entered[source] != TOC_EXIT_BELOW)
        all.is_taken[entered[source]] = true;
    for (uint32_t i = 0; i < count; i++)
        it->routes[edges[i].edge].way = TOC_WAY_GAP; /* not settled */
    take_wished(it, &all);
    take_sides(it, &all);
    take_free(it, &all);
}

/* What is dashed leaves beside what is not, on the side where it goes. */
static void choose_exits(toc_router *it, const sorted_edge *edges, uint32_t count)
{
    bool has_style[2] = {false, false};
    int64_t sum = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t edge = edges[i].edge;
        const toc_layout_edge *one = &it->layout->edges.items[edge];
        if (it->level[edge] != TOC_EXIT_BELOW)
            continue;
        has_style[one->style != 0] = true;
        if (one->style != 0)
            sum += (int64_t)target_of(it, edge)->column - source_of(it, edge)->column;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t edge = edges[i].edge;
        bool is_aside = has_style[0] && has_style[1] && it->layout->edges.items[edge].style != 0;
        toc_um leaves = is_aside ? it->layout->entry * STYLE_SLOT * (sum < 0 ? -1 : 1) : 0;
        leave_at(it, edge, it->level[edge], leaves);
    }
}

static void find_exits(toc_router *it)
{
    uint32_t count = it->layout->edges.count;
    sorted_edge *edges = TOC_NEW_ARRAY(it->layout->arena, sorted_edge, count + 1u);
    toc_exit *entered = TOC_NEW_ARRAY(it->layout->arena, toc_exit, it->layout->nodes.count + 1u);

    for (uint32_t i = 0; i < count; i++) {
        edges[i] = (sorted_edge){
            ((uint64_t)it->layout->edges.items[i].source << 32) | target_of(it, i)->column, i};
        if (it->level[i] != TOC_EXIT_BELOW)
            entered[it->layout->edges.items[i].target] =
                it->level[i] == TOC_EXIT_LEFT ? TOC_EXIT_RIGHT : TOC_EXIT_LEFT;
    }
    qsort(edges, count, sizeof *edges, by_key);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        for (end = begin; end < count && edges[end].key >> 32 == edges[begin].key >> 32;)
            end++;
        if (source_of(it, edges[begin].edge)->is_diamond)
            choose_tips(it, &edges[begin], end - begin, entered);
        else
            choose_exits(it, &edges[begin], end - begin);
    }
}

/* ── nets ────────────────────────────────────────────────────────────────── */

/* Joins the edges of one key, where there are several, to the net of the first. */
static void join(toc_router *it, sorted_edge *edges, uint32_t count)
{
    qsort(edges, count, sizeof *edges, by_key);
    for (uint32_t i = 1; i < count; i++) {
        if (edges[i].key == edges[i - 1].key)
            it->routes[edges[i].edge].net = it->routes[edges[i - 1].edge].net;
    }
}

/* Of one source first; those that are alone there, of one target. */
static void find_nets(toc_router *it, bool *is_shared)
{
    uint32_t count = it->layout->edges.count;
    sorted_edge *edges = TOC_NEW_ARRAY(it->layout->arena, sorted_edge, count + 1u);
    uint32_t used = 0;

    for (uint32_t i = 0; i < count; i++) {
        const toc_layout_edge *edge = &it->layout->edges.items[i];
        it->routes[i].net = i;
        if (it->level[i] == TOC_EXIT_BELOW && !source_of(it, i)->is_diamond)
            edges[used++] = (sorted_edge){(uint64_t)edge->source * 2 + (edge->style != 0), i};
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
            edges[used++] = (sorted_edge){(uint64_t)edge->target * 2 + (edge->style != 0), i};
    }
    join(it, edges, used);
}

/* ── ways ────────────────────────────────────────────────────────────────── */

static bool is_free_above(const toc_router *it, uint32_t edge)
{
    uint32_t upper = it->upper[it->layout->edges.items[edge].target];
    const toc_layout_node *source = source_of(it, edge);

    return target_of(it, edge)->row > source->row &&
           (upper == TOC_NONE || node_at(it, upper)->row <= source->row);
}

static bool is_free_below(const toc_router *it, uint32_t edge)
{
    uint32_t lower = it->lower[it->layout->edges.items[edge].source];
    const toc_layout_node *target = target_of(it, edge);

    return target->row > source_of(it, edge)->row &&
           (lower == TOC_NONE || node_at(it, lower)->row >= target->row);
}

static bool is_straight(const toc_router *it, uint32_t edge)
{
    const toc_route *route = &it->routes[edge];

    return it->layout->edges.items[edge].exit == TOC_EXIT_BELOW && is_free_above(it, edge) &&
           source_of(it, edge)->column == target_of(it, edge)->column &&
           (route->leaves == 0 ||
            (!target_of(it, edge)->is_diamond && abs(route->leaves) <= it->layout->entry * 3));
}

/* One net: @p count edges from one source, or to one target. */
static void choose_ways(toc_router *it, const sorted_edge *edges, uint32_t count, bool is_fan_out)
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

static uint64_t trunk_cost(const toc_router *it, const sorted_edge *edges, uint32_t count,
                           uint32_t gap, const uint32_t *load)
{
    uint64_t sum = load[gap];

    for (uint32_t i = 0; i < count; i++) {
        if (it->routes[edges[i].edge].way == TOC_WAY_GAP)
            sum += reach(gap, target_of(it, edges[i].edge)->column) +
                   reach(gap, source_of(it, edges[i].edge)->column);
    }
    return sum;
}

/* The one gap that all of a net go down or up: where their ways across are shortest. */
static void choose_trunk(toc_router *it, const sorted_edge *edges, uint32_t count, uint32_t *load)
{
    uint32_t best = TOC_NONE;
    uint64_t least = UINT64_MAX;
    uint32_t tried = 0;

    for (uint32_t i = 0; i < count && tried < MOST_TRUNKS_TRIED; i++) {
        uint32_t near[4] = {target_of(it, edges[i].edge)->column, 0,
                            source_of(it, edges[i].edge)->column, 0};
        near[1] = near[0] + 1;
        near[3] = near[2] + 1;
        if (it->routes[edges[i].edge].way != TOC_WAY_GAP)
            continue;
        tried++;
        for (int k = 0; k < 4; k++) {
            uint64_t cost = trunk_cost(it, edges, count, near[k], load);
            if (cost < least) {
                least = cost;
                best = near[k];
            }
        }
    }
    if (best == TOC_NONE)
        return;
    load[best]++;
    for (uint32_t i = 0; i < count; i++)
        it->routes[edges[i].edge].gap = best;
}

static void find_ways(toc_router *it, const bool *is_shared)
{
    uint32_t count = it->layout->edges.count;
    sorted_edge *edges = TOC_NEW_ARRAY(it->layout->arena, sorted_edge, count + 1u);
    uint32_t *load = TOC_NEW_ARRAY(it->layout->arena, uint32_t, it->layout->column_count + 2u);
    uint32_t used = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (it->level[i] != TOC_EXIT_BELOW)
            it->routes[i].way = TOC_WAY_LEVEL;
        else
            edges[used++] = (sorted_edge){it->routes[i].net, i};
        it->layout->edges.items[i].net = it->routes[i].net;
        it->layout->edges.items[i].is_level = it->level[i] != TOC_EXIT_BELOW;
    }
    qsort(edges, used, sizeof *edges, by_key);
    for (uint32_t begin = 0, end; begin < used; begin = end) {
        for (end = begin; end < used && edges[end].key == edges[begin].key;)
            end++;
        choose_ways(it, &edges[begin], end - begin, is_shared[edges[begin].edge]);
        choose_trunk(it, &edges[begin], end - begin, load);
    }
}

/* ── entries ─────────────────────────────────────────────────────────────── */

static void add_arrival(toc_router *it, uint32_t edge, bool is_new)
{
    const toc_layout_edge *one = &it->layout->edges.items[edge];
    toc_route *route = &it->routes[edge];
    bool is_early = route->way == TOC_WAY_NEXT || route->way == TOC_WAY_STRAIGHT;
    uint32_t channel = is_early ? source_of(it, edge)->row + 1 : target_of(it, edge)->row;
    toc_arrival arrival = {.target = one->target, .net = route->net, .channel = channel};

    arrival.origin = route->way == TOC_WAY_GAP
                         ? toc_gap_place(route->gap)
                         : toc_column_place(source_of(it, edge)->column, route->aside);
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
        uint32_t channel =
            route->way == TOC_WAY_OVER ? target_of(it, edge)->row : node_at(it, upper)->row + 1;
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

    if (slot > 0 && node_at(it, arrival->target)->is_right_taken)
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
    int64_t middle = toc_column_place(node_at(it, arrival->target)->column, 0);
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

    return toc_column_place(node_at(it, arrival->target)->column,
                            arrival->is_fixed ? it->routes[edge].aside : arrival->slot * SLOT);
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
    find_exits(router);
    find_nets(router, is_shared);
    find_ways(router, is_shared);
    find_arrivals(router);
    choose_entries(router);
}
