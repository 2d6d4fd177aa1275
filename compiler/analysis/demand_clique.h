/* demand_clique.h - the heaviest set of things that all go together, two by two.
 *
 * Used by the demand analysis: what may run at the same time, weighed by what it asks for. */
#ifndef TOC_ANALYSIS_DEMAND_CLIQUE_H
#define TOC_ANALYSIS_DEMAND_CLIQUE_H

#include <stdbool.h>

#include "base/arena.h"

/* More things than this are not searched: the sum of all is the bound, the heaviest alone the
 * set, and nobody needs to say what goes with what. */
#define TOC_CLIQUE_MAX 512u

typedef struct toc_clique {
    int64_t weight;    /* of the heaviest set that was found */
    int64_t most;      /* no set weighs more; the same as weight but where the search was cut off */
    uint32_t *members; /* of the set found, ascending */
    uint32_t count;
} toc_clique;

/* Bit sets of a fixed number of words. */
static inline uint32_t toc_bits_words(uint32_t count)
{
    return (count + 63) / 64;
}

static inline bool toc_bits_has(const uint64_t *bits, uint32_t index)
{
    return (bits[index / 64] >> (index % 64) & 1) != 0;
}

static inline void toc_bits_add(uint64_t *bits, uint32_t index)
{
    bits[index / 64] |= UINT64_C(1) << (index % 64);
}

/** @p goes_with: for each thing a row of toc_bits_words(count) words, symmetric, without itself.
 *  Weights are at least 0; sums stop at INT64_MAX.  A bounded number of steps, the same on every
 *  run; among sets of one weight the one that is found first, by the order of the things. */
toc_clique toc_clique_find(toc_arena *arena, uint32_t count, const int64_t *weights,
                           const uint64_t *goes_with);

/** Sum that stops at INT64_MAX; for numbers of at least 0. */
int64_t toc_sum_capped(int64_t a, int64_t b);

/** The same for a product. */
int64_t toc_product_capped(int64_t a, int64_t b);

#endif
