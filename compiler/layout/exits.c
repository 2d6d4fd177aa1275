/* exits.c - where each edge leaves its source: below, or a diamond at a tip. */
#include <stdlib.h>

#include "layout/layout_private.h"

enum { MOST_ASIDE = 40, STYLE_ENTRIES = 2 };

int toc_layout_by_key(const void *left, const void *right)
{
    const toc_keyed_edge *a = left;
    const toc_keyed_edge *b = right;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

static void leave_at(toc_router *it, uint32_t edge, toc_exit exit, toc_um leaves)
{
    int64_t aside = (int64_t)leaves * TOC_SLOT_PLACES / it->layout->entry;

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
    const toc_keyed_edge *edges;
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
        bool is_under = toc_target_of(it, edge)->column == toc_source_of(it, edge)->column &&
                        toc_target_of(it, edge)->row > toc_source_of(it, edge)->row;
        if (!is_settled(it, edge) && is_under && !all->is_taken[TOC_EXIT_BELOW])
            take(it, all, edge, TOC_EXIT_BELOW);
    }
}

/* The leftmost goes to the left, the rightmost to the right, what is left below. */
static void take_sides(toc_router *it, outcomes *all)
{
    uint32_t column = toc_source_of(it, all->edges[0].edge)->column;

    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        if (!is_settled(it, edge) && toc_target_of(it, edge)->column < column &&
            !all->is_taken[TOC_EXIT_LEFT])
            take(it, all, edge, TOC_EXIT_LEFT);
    }
    for (uint32_t i = all->count; i-- > 0;) {
        uint32_t edge = all->edges[i].edge;
        if (!is_settled(it, edge) && toc_target_of(it, edge)->column > column &&
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
    x = -(toc_um)(below - 1) * toc_source_of(it, all->edges[0].edge)->pitch / 2;
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t edge = all->edges[i].edge;
        if (it->layout->edges.items[edge].exit == TOC_EXIT_BELOW &&
            it->level[edge] == TOC_EXIT_BELOW)
            leave_at(it, edge, TOC_EXIT_BELOW, x + (toc_um)(at++) * toc_source_of(it, edge)->pitch);
    }
}

/* Tips at which something comes in are not free. */
static void choose_tips(toc_router *it, const toc_keyed_edge *edges, uint32_t count,
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

/* The lines that leave one node below: those that go straight down from its middle, or fan out
 * there, those that are gathered, and dashed ones. */
typedef enum bunch { PLAIN, GATHERED, DASHED, BUNCHES } bunch;

static bunch bunch_of(const toc_router *it, uint32_t edge)
{
    if (it->layout->edges.items[edge].style != 0)
        return DASHED;
    return it->is_gathered[edge] ? GATHERED : PLAIN;
}

/* Where each bunch leaves: what is alone in the middle, else plain lines there, and others beside
 * them on the side where they go. */
static void place_bunches(const toc_router *it, const toc_keyed_edge *edges, uint32_t count,
                          toc_um *out_leaves)
{
    bool is_there[BUNCHES] = {false};
    int64_t sum[BUNCHES] = {0};
    toc_um aside = it->layout->entry * STYLE_ENTRIES;
    uint32_t kinds = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t edge = edges[i].edge;
        bunch own = bunch_of(it, edge);
        if (it->level[edge] != TOC_EXIT_BELOW)
            continue;
        kinds += !is_there[own];
        is_there[own] = true;
        sum[own] += (int64_t)toc_target_of(it, edge)->column - toc_source_of(it, edge)->column;
    }
    for (bunch own = GATHERED; own < BUNCHES; own++)
        out_leaves[own] = kinds > 1 ? (sum[own] < 0 ? -aside : aside) : 0;
    if (is_there[GATHERED] && is_there[DASHED] && out_leaves[GATHERED] == out_leaves[DASHED])
        out_leaves[GATHERED] = is_there[PLAIN] ? -out_leaves[DASHED] : 0;
}

static void choose_exits(toc_router *it, const toc_keyed_edge *edges, uint32_t count)
{
    toc_um leaves[BUNCHES] = {0};

    place_bunches(it, edges, count, leaves);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t edge = edges[i].edge;
        leave_at(it, edge, it->level[edge], leaves[bunch_of(it, edge)]);
    }
}

void toc_layout_exits(toc_router *it)
{
    uint32_t count = it->layout->edges.count;
    toc_keyed_edge *edges = TOC_NEW_ARRAY(it->layout->arena, toc_keyed_edge, count + 1u);
    toc_exit *entered = TOC_NEW_ARRAY(it->layout->arena, toc_exit, it->layout->nodes.count + 1u);

    for (uint32_t i = 0; i < count; i++) {
        edges[i] = (toc_keyed_edge){
            ((uint64_t)it->layout->edges.items[i].source << 32) | toc_target_of(it, i)->column, i};
        if (it->level[i] != TOC_EXIT_BELOW)
            entered[it->layout->edges.items[i].target] =
                it->level[i] == TOC_EXIT_LEFT ? TOC_EXIT_RIGHT : TOC_EXIT_LEFT;
    }
    qsort(edges, count, sizeof *edges, toc_layout_by_key);
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        for (end = begin; end < count && edges[end].key >> 32 == edges[begin].key >> 32;)
            end++;
        if (toc_source_of(it, edges[begin].edge)->is_diamond)
            choose_tips(it, &edges[begin], end - begin, entered);
        else
            choose_exits(it, &edges[begin], end - begin);
    }
}
