/* count.c - crossings and length of the finished lines. */
#include <stdlib.h>
#include <string.h>

#include "layout/layout_private.h"

/* A stretch of one net, across (at: y) or down (at: x). */
typedef struct stretch {
    uint32_t net;
    bool is_down;
    toc_um at, from, to;
} stretch;
typedef TOC_VEC(stretch) stretches;

static int by_net(const void *left, const void *right)
{
    const stretch *a = left;
    const stretch *b = right;

    if (a->net != b->net)
        return a->net < b->net ? -1 : 1;
    if (a->is_down != b->is_down)
        return (int)a->is_down - (int)b->is_down;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

static void collect(const toc_layout *it, stretches *all)
{
    for (uint32_t i = 0; i < it->edges.count; i++) {
        const toc_layout_edge *edge = &it->edges.items[i];
        for (uint32_t k = 1; k < edge->spot_count; k++) {
            toc_spot a = edge->spots[k - 1];
            toc_spot b = edge->spots[k];
            bool is_down = a.x == b.x;
            toc_um from = is_down ? a.y : a.x;
            toc_um to = is_down ? b.y : b.x;
            stretch one = {edge->net, is_down, is_down ? a.x : a.y, from < to ? from : to,
                           from < to ? to : from};
            TOC_PUSH(it->arena, all, one);
        }
    }
}

/* What the lines of one net share is one stretch. */
static void merge(stretches *all)
{
    uint32_t used = 0;

    for (uint32_t i = 0; i < all->count; i++) {
        const stretch *one = &all->items[i];
        stretch *last = used ? &all->items[used - 1] : NULL;

        if (last && last->net == one->net && last->is_down == one->is_down && last->at == one->at &&
            one->from <= last->to) {
            if (one->to > last->to)
                last->to = one->to;
        } else {
            all->items[used++] = *one;
        }
    }
    all->count = used;
}

/* ── crossings ───────────────────────────────────────────────────────────── */

typedef enum event_kind { LEAVES, ASKS, ENTERS } event_kind;

/* From left to right: where a line across begins, ends, and where one down stands. */
typedef struct event {
    toc_um x;
    event_kind kind;
    uint32_t stretch;
} event;

static int by_x(const void *left, const void *right)
{
    const event *a = left;
    const event *b = right;

    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->kind != b->kind)
        return (int)a->kind - (int)b->kind;
    return (a->stretch > b->stretch) - (a->stretch < b->stretch);
}

static int by_size(const void *left, const void *right)
{
    toc_um a = *(const toc_um *)left;
    toc_um b = *(const toc_um *)right;
    return (a > b) - (a < b);
}

typedef struct tally {
    toc_um *heights;
    uint32_t height_count;
    uint32_t *sums; /* Fenwick's tree over the heights */
} tally;

/* How many heights are less than @p y. */
static uint32_t rank_of(const tally *it, toc_um y)
{
    uint32_t low = 0;
    uint32_t high = it->height_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (it->heights[middle] < y)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void change(tally *it, toc_um y, uint32_t by)
{
    for (uint32_t i = rank_of(it, y) + 1; i <= it->height_count; i += i & (0u - i))
        it->sums[i] += by;
}

static uint32_t sum_below(const tally *it, uint32_t rank)
{
    uint32_t sum = 0;
    for (uint32_t i = rank; i > 0; i -= i & (0u - i))
        sum += it->sums[i];
    return sum;
}

/* How many of the lines across are properly crossed by those down. */
static uint64_t count_crossings(toc_arena *arena, const stretch *all, uint32_t count)
{
    event *events = TOC_NEW_ARRAY(arena, event, count * 2u + 1u);
    tally it = {TOC_NEW_ARRAY(arena, toc_um, count + 1u), 0,
                TOC_NEW_ARRAY(arena, uint32_t, count + 2u)};
    uint32_t used = 0;
    uint64_t sum = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (all[i].is_down) {
            events[used++] = (event){all[i].at, ASKS, i};
        } else {
            it.heights[it.height_count++] = all[i].at;
            events[used++] = (event){all[i].from, ENTERS, i};
            events[used++] = (event){all[i].to, LEAVES, i};
        }
    }
    qsort(events, used, sizeof *events, by_x);
    qsort(it.heights, it.height_count, sizeof *it.heights, by_size);
    for (uint32_t i = 0; i < used; i++) {
        const stretch *one = &all[events[i].stretch];
        if (events[i].kind != ASKS)
            change(&it, one->at, events[i].kind == ENTERS ? 1u : UINT32_MAX);
        else if (one->to > one->from + 1)
            sum +=
                sum_below(&it, rank_of(&it, one->to)) - sum_below(&it, rank_of(&it, one->from + 1));
    }
    return sum;
}

void toc_layout_count(toc_layout *layout)
{
    stretches all = {0};

    layout->crossings = 0;
    layout->length = 0;
    collect(layout, &all);
    if (all.count == 0)
        return;
    qsort(all.items, all.count, sizeof *all.items, by_net);
    merge(&all);
    for (uint32_t begin = 0, end; begin < all.count; begin = end) {
        for (end = begin; end < all.count && all.items[end].net == all.items[begin].net; end++)
            layout->length += (uint64_t)(all.items[end].to - all.items[end].from);
        if (end - begin > 2)
            layout->crossings -= count_crossings(layout->arena, &all.items[begin], end - begin);
    }
    layout->crossings += count_crossings(layout->arena, all.items, all.count);
}
