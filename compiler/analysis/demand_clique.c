/* demand_clique.c - branch and bound: things that exclude each other share a colour, and no set
 * takes more than one of a colour. */
#include "analysis/demand_clique.h"

#include <string.h>

#include "base/checked.h"

#define STEPS_MAX 2000000u /* word operations of one search, roughly */

/* One choice: what is left to choose from, in an order with a bound for each beginning of it. */
typedef struct frame {
    uint64_t *left;
    uint32_t *order;
    int64_t *bound; /* no set among order[0..i] weighs more */
    uint32_t count; /* of order still to be tried */
    int64_t weight; /* of what was chosen before */
} frame;

typedef struct search {
    toc_arena *arena;
    uint32_t count;
    uint32_t words;
    const int64_t *weights;
    const uint64_t *goes_with;
    frame *frames; /* count + 1 of them; made when first needed */
    uint32_t *chosen;
    uint64_t *rest;
    uint64_t *of_class;
    uint32_t steps;
    toc_clique best;
} search;

int64_t toc_sum_capped(int64_t a, int64_t b)
{
    int64_t sum;

    return toc_add_i64(a, b, &sum) ? sum : INT64_MAX;
}

int64_t toc_product_capped(int64_t a, int64_t b)
{
    int64_t product;

    return toc_mul_i64(a, b, &product) ? product : INT64_MAX;
}

static uint32_t take_first(uint64_t *bits, uint32_t words)
{
    for (uint32_t w = 0; w < words; w++) {
        if (bits[w]) {
            uint32_t bit = (uint32_t)__builtin_ctzll(bits[w]);

            bits[w] &= bits[w] - 1;
            return w * 64 + bit;
        }
    }
    return UINT32_MAX;
}

static void remove_bit(uint64_t *bits, uint32_t index)
{
    bits[index / 64] &= ~(UINT64_C(1) << (index % 64));
}

/* One colour: things of which each excludes all others.  Returns the heaviest's weight. */
static int64_t colour_class(search *it, frame *at, int64_t below)
{
    int64_t heaviest = 0;

    memcpy(it->of_class, it->rest, it->words * sizeof *it->rest);
    for (uint32_t v; (v = take_first(it->of_class, it->words)) != UINT32_MAX;) {
        const uint64_t *row = it->goes_with + (size_t)v * it->words;

        remove_bit(it->rest, v);
        for (uint32_t w = 0; w < it->words; w++)
            it->of_class[w] &= ~row[w];
        if (it->weights[v] > heaviest)
            heaviest = it->weights[v];
        at->order[at->count] = v;
        at->bound[at->count++] = toc_sum_capped(below, heaviest);
    }
    return heaviest;
}

static void colour(search *it, frame *at)
{
    int64_t below = 0;

    at->count = 0;
    memcpy(it->rest, at->left, it->words * sizeof *it->rest);
    for (uint32_t w = 0; w < it->words; w++) {
        while (it->rest[w])
            below = toc_sum_capped(below, colour_class(it, at, below));
    }
    it->steps += it->words * (at->count + 1);
}

static frame *frame_at(search *it, uint32_t depth)
{
    frame *made = &it->frames[depth];

    if (!made->left) {
        made->left = TOC_NEW_ARRAY(it->arena, uint64_t, it->words);
        made->order = TOC_NEW_ARRAY(it->arena, uint32_t, it->count);
        made->bound = TOC_NEW_ARRAY(it->arena, int64_t, it->count);
    }
    return made;
}

static void keep_best(search *it, int64_t weight, uint32_t depth)
{
    if (weight <= it->best.weight && it->best.count > 0)
        return;
    it->best.weight = weight;
    it->best.count = depth;
    memcpy(it->best.members, it->chosen, depth * sizeof *it->chosen);
}

/* The last of @p here's order is chosen, and what goes with it is coloured. */
static void descend(search *it, frame *here, uint32_t depth)
{
    uint32_t v = here->order[--here->count];
    const uint64_t *row = it->goes_with + (size_t)v * it->words;
    frame *next = frame_at(it, depth + 1);

    for (uint32_t w = 0; w < it->words; w++)
        next->left[w] = here->left[w] & row[w];
    remove_bit(here->left, v);
    it->chosen[depth] = v;
    next->weight = toc_sum_capped(here->weight, it->weights[v]);
    keep_best(it, next->weight, depth + 1);
    colour(it, next);
}

static bool is_worth_it(const search *it, const frame *at)
{
    return at->count > 0 && toc_sum_capped(at->weight, at->bound[at->count - 1]) > it->best.weight;
}

static void run(search *it)
{
    frame *first = frame_at(it, 0);
    uint32_t depth = 0;

    for (uint32_t v = 0; v < it->count; v++)
        toc_bits_add(first->left, v);
    colour(it, first);
    it->best.most = first->bound[first->count - 1];
    for (;;) {
        if (is_worth_it(it, &it->frames[depth])) {
            if (it->steps > STEPS_MAX)
                return; /* cut off: the bound stays */
            descend(it, &it->frames[depth], depth);
            depth++;
        } else if (depth == 0) {
            it->best.most = it->best.weight;
            return;
        } else {
            depth--;
        }
    }
}

/* Too many to search: the heaviest alone, and the sum of all as the bound. */
static void take_heaviest(search *it)
{
    it->best.most = 0;
    it->best.count = 1;
    for (uint32_t v = 0; v < it->count; v++) {
        it->best.most = toc_sum_capped(it->best.most, it->weights[v]);
        if (v > 0 && it->weights[v] <= it->best.weight)
            continue;
        it->best.members[0] = v;
        it->best.weight = it->weights[v];
    }
}

static void sort_members(toc_clique *clique)
{
    for (uint32_t i = 1; i < clique->count; i++) {
        uint32_t v = clique->members[i];
        uint32_t k = i;

        for (; k > 0 && clique->members[k - 1] > v; k--)
            clique->members[k] = clique->members[k - 1];
        clique->members[k] = v;
    }
}

toc_clique toc_clique_find(toc_arena *arena, uint32_t count, const int64_t *weights,
                           const uint64_t *goes_with)
{
    search it = {.arena = arena, .count = count, .words = toc_bits_words(count)};

    it.weights = weights;
    it.goes_with = goes_with;
    it.best.members = TOC_NEW_ARRAY(arena, uint32_t, count);
    if (count == 0)
        return it.best;
    if (count > TOC_CLIQUE_MAX) {
        take_heaviest(&it);
        return it.best;
    }
    it.frames = TOC_NEW_ARRAY(arena, frame, count + 1);
    it.chosen = TOC_NEW_ARRAY(arena, uint32_t, count);
    it.rest = TOC_NEW_ARRAY(arena, uint64_t, it.words);
    it.of_class = TOC_NEW_ARRAY(arena, uint64_t, it.words);
    run(&it);
    sort_members(&it.best);
    return it.best;
}
