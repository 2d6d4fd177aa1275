/* search.c - which order the lanes stand in. */
#include <setjmp.h>
#include <string.h>

#include "layout/layout_private.h"

/* What a crossing is worth in micrometres of line, and what each millimetre of the sheet's sides,
 * and each pair of lanes that stands against the given order. */
enum { RANDOM_ORDERS = 12, SIDES = 6, CROSSING = 2000 * TOC_MM, DISORDER = 12 * TOC_MM };

typedef struct search {
    toc_layout *layout;
    toc_arena scratch;
    uint32_t count;        /* lanes */
    uint32_t *order;       /* the one at hand: lanes from the left */
    uint32_t *best, *here; /* of all, and since the last beginning at random */
    uint64_t least, least_here;
    uint32_t left; /* orders that may still be tried */
    uint64_t state;
} search;

static uint32_t draw(search *it, uint32_t below)
{
    it->state = it->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((it->state >> 33) % below);
}

uint64_t toc_layout_cost(const toc_layout *layout)
{
    return layout->crossings * CROSSING + layout->length +
           (uint64_t)(layout->width + layout->height) * SIDES;
}

/* ── one order ───────────────────────────────────────────────────────────── */

/* A layout of its own in the scratch arena. */
static toc_layout copy(search *it)
{
    toc_layout own = *it->layout;

    own.arena = &it->scratch;
    own.nodes.items = TOC_NEW_ARRAY(own.arena, toc_layout_node, own.nodes.count + 1u);
    own.edges.items = TOC_NEW_ARRAY(own.arena, toc_layout_edge, own.edges.count + 1u);
    own.bands.items = TOC_NEW_ARRAY(own.arena, toc_layout_band, own.bands.count + 1u);
    own.lanes.items = TOC_NEW_ARRAY(own.arena, toc_layout_lane, own.lanes.count + 1u);
    for (uint32_t i = 0; i < own.nodes.count; i++)
        own.nodes.items[i] = it->layout->nodes.items[i];
    for (uint32_t i = 0; i < own.edges.count; i++)
        own.edges.items[i] = it->layout->edges.items[i];
    for (uint32_t i = 0; i < own.bands.count; i++)
        own.bands.items[i] = it->layout->bands.items[i];
    for (uint32_t i = 0; i < it->count; i++)
        own.lanes.items[i] = it->layout->lanes.items[i];
    for (uint32_t i = 0; i < it->count; i++)
        own.lanes.items[it->order[i]].position = i;
    return own;
}

static uint64_t disorder(const search *it)
{
    uint64_t sum = 0;

    for (uint32_t i = 0; i < it->count; i++) {
        for (uint32_t k = i + 1; k < it->count; k++)
            sum += it->order[k] < it->order[i];
    }
    return sum;
}

/* Takes the order at hand as the best one where it is; true: the best since the last beginning. */
static bool try_order(search *it)
{
    toc_layout own = copy(it);
    uint64_t cost;

    it->left--;
    toc_layout_once(&own);
    cost = toc_layout_cost(&own) + disorder(it) * DISORDER;
    toc_arena_deinit(&it->scratch);
    if (cost < it->least) {
        it->least = cost;
        memcpy(it->best, it->order, it->count * sizeof *it->best);
    }
    if (cost >= it->least_here)
        return false;
    it->least_here = cost;
    memcpy(it->here, it->order, it->count * sizeof *it->here);
    return true;
}

/* ── which orders are tried ──────────────────────────────────────────────── */

static void move(uint32_t *order, uint32_t from, uint32_t to)
{
    uint32_t lane = order[from];

    if (to < from)
        memmove(&order[to + 1], &order[to], (from - to) * sizeof *order);
    else
        memmove(&order[from], &order[from + 1], (to - from) * sizeof *order);
    order[to] = lane;
}

/* Lanes by the mean place of those that they are joined to, some times over. */
static void order_by_centres(search *it)
{
    toc_arena *arena = it->layout->arena;
    uint32_t *place = TOC_NEW_ARRAY(arena, uint32_t, it->count + 1u);
    uint64_t *sum = TOC_NEW_ARRAY(arena, uint64_t, it->count + 1u);
    uint64_t *weight = TOC_NEW_ARRAY(arena, uint64_t, it->count + 1u);

    for (int round = 0; round < 8; round++) {
        for (uint32_t i = 0; i < it->count; i++) {
            place[it->order[i]] = i;
            sum[it->order[i]] = (uint64_t)i * 1024 + 512;
            weight[it->order[i]] = 1;
        }
        for (uint32_t i = 0; i < it->layout->edges.count; i++) {
            uint32_t a = it->layout->nodes.items[it->layout->edges.items[i].source].lane;
            uint32_t b = it->layout->nodes.items[it->layout->edges.items[i].target].lane;
            if (a == TOC_ANY_LANE || b == TOC_ANY_LANE || a == b)
                continue;
            sum[a] += (uint64_t)place[b] * 1024 + 512;
            sum[b] += (uint64_t)place[a] * 1024 + 512;
            weight[a]++;
            weight[b]++;
        }
        for (uint32_t i = 1; i < it->count; i++) {
            uint32_t to = i;
            uint32_t lane = it->order[i];
            while (to > 0 &&
                   sum[it->order[to - 1]] / weight[it->order[to - 1]] > sum[lane] / weight[lane])
                to--;
            move(it->order, i, to);
        }
    }
}

static void shuffle(search *it)
{
    for (uint32_t i = it->count; i > 1; i--) {
        uint32_t other = draw(it, i);
        uint32_t kept = it->order[i - 1];
        it->order[i - 1] = it->order[other];
        it->order[other] = kept;
    }
}

/* Each lane at each place, until nothing is better any more. */
static void sift(search *it)
{
    bool is_better = true;

    while (is_better && it->left > 0) {
        is_better = false;
        for (uint32_t lane = 0; lane < it->count && it->left > 0; lane++) {
            for (uint32_t to = 0; to < it->count && it->left > 0; to++) {
                uint32_t from = 0;
                memcpy(it->order, it->here, it->count * sizeof *it->order);
                while (it->order[from] != lane)
                    from++;
                if (from == to)
                    continue;
                move(it->order, from, to);
                is_better |= try_order(it);
            }
        }
    }
}

/* What is best so far is sifted; with the effort that is left, others at random are. */
static void try_all(search *it)
{
    uint32_t randoms = it->left / 4 < RANDOM_ORDERS ? it->left / 4 : RANDOM_ORDERS;

    for (uint32_t i = 0; i < it->count; i++)
        it->order[i] = i;
    try_order(it);
    if (it->left == 0)
        return;
    order_by_centres(it);
    try_order(it);
    for (uint32_t i = 0; i < randoms; i++) {
        shuffle(it);
        try_order(it);
    }
    sift(it);
    while (it->count > 2 && it->left > it->count * it->count) {
        it->least_here = UINT64_MAX;
        shuffle(it);
        try_order(it);
        sift(it);
    }
}

void toc_layout_search(toc_layout *layout)
{
    search *it = TOC_NEW(layout->arena, search);
    jmp_buf escape;

    *it = (search){.layout = layout,
                   .count = layout->lanes.count,
                   .order = TOC_NEW_ARRAY(layout->arena, uint32_t, layout->lanes.count + 1u),
                   .best = TOC_NEW_ARRAY(layout->arena, uint32_t, layout->lanes.count + 1u),
                   .here = TOC_NEW_ARRAY(layout->arena, uint32_t, layout->lanes.count + 1u),
                   .least = UINT64_MAX,
                   .least_here = UINT64_MAX,
                   .left = layout->effort,
                   .state = 1};
    toc_arena_init(&it->scratch, &escape);
    if (setjmp(escape) != 0) {
        toc_arena_deinit(&it->scratch);
        toc_arena_give_up(layout->arena);
        return;
    }
    try_all(it);
    toc_arena_deinit(&it->scratch);
    for (uint32_t i = 0; i < it->count; i++)
        layout->lanes.items[it->best[i]].position = i;
}
