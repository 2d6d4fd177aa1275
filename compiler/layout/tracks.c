/* tracks.c - which track each stretch of a line lies on, in a channel or a gap. */
#include <stdlib.h>
#include <string.h>

#include "layout/layout_private.h"

/* Beyond so many runs the order stays as guessed, and tracks are given without a look at it. */
enum { MOST_SIFTED = 160, MOST_ORDERED = 4096, PASSES = 4, LIES_ON = 64 };

/* ── order ───────────────────────────────────────────────────────────────── */

typedef struct sifter {
    const toc_bundle *bundle;
    uint32_t *first, *pins; /* by run: its pins */
    int32_t *cost;          /* [a * n + b]: crossings when a comes before b */
    uint32_t count;
} sifter;

static void group_pins(toc_arena *arena, sifter *it)
{
    const toc_bundle *bundle = it->bundle;

    it->first = TOC_NEW_ARRAY(arena, uint32_t, it->count + 3u);
    it->pins = TOC_NEW_ARRAY(arena, uint32_t, bundle->pins.count + 1u);
    for (uint32_t i = 0; i < bundle->pins.count; i++)
        it->first[bundle->pins.items[i].run + 2]++;
    for (uint32_t i = 2; i < it->count + 2; i++)
        it->first[i] += it->first[i - 1];
    for (uint32_t i = 0; i < bundle->pins.count; i++)
        it->pins[it->first[bundle->pins.items[i].run + 1]++] = i;
}

static bool lies_in(int64_t place, const toc_run *run)
{
    return run->begin <= place && place <= run->end;
}

/* Does a low pin of @p run stand at @p place? */
static bool has_low(const sifter *it, uint32_t run, int64_t place)
{
    for (uint32_t i = it->first[run]; i < it->first[run + 1]; i++) {
        const toc_pin *pin = &it->bundle->pins.items[it->pins[i]];
        if (!pin->is_high && pin->place == place)
            return true;
    }
    return false;
}

/* The first one's lines onwards meet the second one, and the second one's lines back the first:
 * each a crossing, or worse where both stand at one place. */
static int32_t cost_of(const sifter *it, uint32_t before, uint32_t after)
{
    const toc_run *one = &it->bundle->runs.items[before];
    const toc_run *other = &it->bundle->runs.items[after];
    int32_t cost = 0;

    if (one->begin > other->end || other->begin > one->end)
        return 0;
    for (uint32_t i = it->first[before]; i < it->first[before + 1]; i++) {
        const toc_pin *pin = &it->bundle->pins.items[it->pins[i]];
        if (!pin->is_high || !lies_in(pin->place, other))
            continue;
        cost++;
        if (!toc_is_gap_place(pin->place) && has_low(it, after, pin->place))
            cost += LIES_ON;
    }
    for (uint32_t i = it->first[after]; i < it->first[after + 1]; i++) {
        const toc_pin *pin = &it->bundle->pins.items[it->pins[i]];
        cost += !pin->is_high && lies_in(pin->place, one);
    }
    return cost;
}

static bool sift_one(const sifter *it, uint32_t *order, uint32_t at)
{
    uint32_t run = order[at];
    uint32_t best = at;
    int64_t change = 0;
    int64_t least = 0;

    for (uint32_t i = at; i-- > 0;) {
        change += it->cost[run * it->count + order[i]] - it->cost[order[i] * it->count + run];
        if (change < least) {
            least = change;
            best = i;
        }
    }
    change = 0;
    for (uint32_t i = at + 1; i < it->count; i++) {
        change += it->cost[order[i] * it->count + run] - it->cost[run * it->count + order[i]];
        if (change < least) {
            least = change;
            best = i;
        }
    }
    if (best < at)
        memmove(&order[best + 1], &order[best], (at - best) * sizeof *order);
    else
        memmove(&order[at], &order[at + 1], (best - at) * sizeof *order);
    order[best] = run;
    return best != at;
}

static void sift(toc_arena *arena, const toc_bundle *bundle)
{
    sifter it = {.bundle = bundle, .count = bundle->runs.count};
    bool has_moved = true;

    group_pins(arena, &it);
    it.cost = TOC_NEW_ARRAY(arena, int32_t, (size_t)it.count * it.count);
    for (uint32_t i = 0; i < it.count; i++) {
        for (uint32_t k = 0; k < it.count; k++)
            it.cost[i * it.count + k] = i == k ? 0 : cost_of(&it, i, k);
    }
    for (int pass = 0; pass < PASSES && has_moved; pass++) {
        has_moved = false;
        for (uint32_t i = 0; i < it.count; i++)
            has_moved |= sift_one(&it, bundle->order, i);
    }
}

typedef struct guess {
    int64_t begin;
    int32_t begins;
    uint32_t run;
} guess;

static int by_guess(const void *left, const void *right)
{
    const guess *a = left;
    const guess *b = right;

    if (a->begins != b->begins)
        return a->begins < b->begins ? -1 : 1;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return (a->run > b->run) - (a->run < b->run);
}

void toc_bundle_order(toc_arena *arena, toc_bundle *bundle)
{
    uint32_t count = bundle->runs.count;
    guess *guesses = TOC_NEW_ARRAY(arena, guess, count + 1u);

    bundle->order = TOC_NEW_ARRAY(arena, uint32_t, count + 1u);
    for (uint32_t i = 0; i < count; i++)
        guesses[i] = (guess){bundle->runs.items[i].begin, bundle->runs.items[i].begins, i};
    qsort(guesses, count, sizeof *guesses, by_guess);
    for (uint32_t i = 0; i < count; i++)
        bundle->order[i] = guesses[i].run;
    if (count > 1 && count <= MOST_SIFTED)
        sift(arena, bundle);
}

/* ── tracks ──────────────────────────────────────────────────────────────── */

/* Very many runs: left-edge colouring by where they begin, with a heap of the tracks in use. */
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

static void colour(toc_arena *arena, toc_bundle *bundle)
{
    uint32_t count = bundle->runs.count;
    guess *items = TOC_NEW_ARRAY(arena, guess, count + 1u);
    heap tracks = {TOC_NEW_ARRAY(arena, int64_t, count + 1u),
                   TOC_NEW_ARRAY(arena, uint32_t, count + 1u), 0};

    for (uint32_t i = 0; i < count; i++)
        items[i] = (guess){bundle->runs.items[i].begin, 0, i};
    qsort(items, count, sizeof *items, by_guess);
    for (uint32_t i = 0; i < count; i++) {
        toc_run *run = &bundle->runs.items[items[i].run];
        bool is_free = tracks.count > 0 && tracks.end[tracks.track[0]] < run->begin;

        run->track = is_free ? tracks.track[0] : tracks.count;
        tracks.end[run->track] = run->end;
        if (is_free) {
            sink(&tracks);
        } else {
            tracks.track[tracks.count++] = run->track;
            rise(&tracks);
        }
    }
    bundle->track_count = tracks.count;
}

void toc_bundle_settle(toc_arena *arena, toc_bundle *bundle)
{
    if (bundle->runs.count > MOST_ORDERED) {
        colour(arena, bundle);
        return;
    }
    bundle->track_count = 0;
    for (uint32_t i = 0; i < bundle->runs.count; i++) {
        toc_run *run = &bundle->runs.items[bundle->order[i]];

        run->track = 0;
        for (uint32_t k = 0; k < i; k++) {
            const toc_run *other = &bundle->runs.items[bundle->order[k]];
            if (other->begin <= run->end && run->begin <= other->end && other->track >= run->track)
                run->track = other->track + 1;
        }
        if (run->track + 1 > bundle->track_count)
            bundle->track_count = run->track + 1;
    }
}
