/* tracks.c - which track each stretch of a net lies on. */
#include <stdlib.h>

#include "layout/layout_private.h"

/* ── without an order: left-edge colouring ───────────────────────────────── */

typedef struct item {
    int64_t begin, end;
    uint32_t run;
} item;

static int by_begin(const void *left, const void *right)
{
    const item *a = left;
    const item *b = right;

    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return (a->run > b->run) - (a->run < b->run);
}

/* Tracks in use, the one that is free first on top. */
typedef struct heap {
    int64_t *end; /* by track: where its last run ends */
    uint32_t *track;
    uint32_t count;
} heap;

static bool is_before(const heap *it, uint32_t a, uint32_t b)
{
    int64_t x = it->end[it->track[a]];
    int64_t y = it->end[it->track[b]];
    return x < y || (x == y && it->track[a] < it->track[b]);
}

static void swap(heap *it, uint32_t a, uint32_t b)
{
    uint32_t kept = it->track[a];
    it->track[a] = it->track[b];
    it->track[b] = kept;
}

static void sink(heap *it)
{
    for (uint32_t at = 0;;) {
        uint32_t least = at;
        for (uint32_t child = 2 * at + 1; child <= 2 * at + 2 && child < it->count; child++)
            least = is_before(it, child, least) ? child : least;
        if (least == at)
            return;
        swap(it, at, least);
        at = least;
    }
}

static void rise(heap *it)
{
    for (uint32_t at = it->count - 1; at > 0 && is_before(it, at, (at - 1) / 2); at = (at - 1) / 2)
        swap(it, at, (at - 1) / 2);
}

uint32_t toc_runs_colour(toc_arena *arena, toc_runs *runs, toc_zone zone)
{
    item *items = TOC_NEW_ARRAY(arena, item, runs->count + 1u);
    heap tracks = {TOC_NEW_ARRAY(arena, int64_t, runs->count + 1u),
                   TOC_NEW_ARRAY(arena, uint32_t, runs->count + 1u), 0};
    uint32_t count = 0;

    for (uint32_t i = 0; i < runs->count; i++) {
        if (runs->items[i].zone == zone)
            items[count++] = (item){runs->items[i].begin, runs->items[i].end, i};
    }
    qsort(items, count, sizeof *items, by_begin);
    for (uint32_t i = 0; i < count; i++) {
        bool is_free = tracks.count > 0 && tracks.end[tracks.track[0]] < items[i].begin;
        uint32_t track = is_free ? tracks.track[0] : tracks.count;

        runs->items[items[i].run].track = track;
        tracks.end[track] = items[i].end;
        if (is_free) {
            sink(&tracks);
        } else {
            tracks.track[tracks.count++] = track;
            rise(&tracks);
        }
    }
    return tracks.count;
}

/* ── with an order ───────────────────────────────────────────────────────── */

typedef struct ordering {
    toc_router *router;
    toc_channel *channel;
    uint32_t *waits; /* by run: orders from above that are not settled */
    uint32_t *least; /* by run: the first track it may have */
    bool *is_placed;
    TOC_VEC(toc_runs) tracks;
    uint32_t left; /* runs that are not placed */
} ordering;

static bool holds(const ordering *it, const toc_order *order)
{
    return !it->router->is_aside[order->node];
}

static void count_waits(ordering *it)
{
    for (uint32_t i = 0; i < it->channel->runs.count; i++)
        it->waits[i] = 0;
    for (uint32_t i = 0; i < it->channel->orders.count; i++) {
        const toc_order *order = &it->channel->orders.items[i];
        if (holds(it, order) && !it->is_placed[order->above])
            it->waits[order->below]++;
    }
}

static bool is_free(const toc_runs *track, const toc_run *run)
{
    for (uint32_t i = 0; i < track->count; i++) {
        if (track->items[i].begin <= run->end && run->begin <= track->items[i].end)
            return false;
    }
    return true;
}

static void put(ordering *it, uint32_t index)
{
    toc_arena *arena = it->router->layout->arena;
    toc_run *run = &it->channel->runs.items[index];
    uint32_t track = it->least[index];

    while (track < it->tracks.count && !is_free(&it->tracks.items[track], run))
        track++;
    while (it->tracks.count <= track) {
        toc_runs empty = {0};
        TOC_PUSH(arena, &it->tracks, empty);
    }
    TOC_PUSH(arena, &it->tracks.items[track], *run);
    run->track = track;
    it->is_placed[index] = true;
    it->left--;
    for (uint32_t i = 0; i < it->channel->orders.count; i++) {
        const toc_order *order = &it->channel->orders.items[i];
        if (order->above != index || !holds(it, order))
            continue;
        it->waits[order->below]--;
        if (it->least[order->below] < track + 1)
            it->least[order->below] = track + 1;
    }
}

/* The entry that holds up the first run which waits moves aside. */
static void break_circle(ordering *it)
{
    for (uint32_t i = 0; i < it->channel->orders.count; i++) {
        const toc_order *order = &it->channel->orders.items[i];
        if (holds(it, order) && !it->is_placed[order->above] && !it->is_placed[order->below]) {
            it->router->is_aside[order->node] = true;
            count_waits(it);
            return;
        }
    }
}

uint32_t toc_channel_order(toc_router *router, toc_channel *channel)
{
    toc_arena *arena = router->layout->arena;
    uint32_t count = channel->runs.count;
    ordering it = {.router = router,
                   .channel = channel,
                   .waits = TOC_NEW_ARRAY(arena, uint32_t, count + 1u),
                   .least = TOC_NEW_ARRAY(arena, uint32_t, count + 1u),
                   .is_placed = TOC_NEW_ARRAY(arena, bool, count + 1u)};

    for (uint32_t i = 0; i < count; i++) {
        it.is_placed[i] = channel->runs.items[i].zone != TOC_ZONE_CROSSES;
        it.left += !it.is_placed[i];
    }
    count_waits(&it);
    while (it.left > 0) {
        uint32_t before = it.left;
        for (uint32_t i = 0; i < count; i++) {
            if (!it.is_placed[i] && it.waits[i] == 0)
                put(&it, i);
        }
        if (it.left == before)
            break_circle(&it);
    }
    return it.tracks.count;
}
