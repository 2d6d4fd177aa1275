/* rng.h - random numbers that depend on what they are for, not on when they are drawn.
 *
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a keyed
 * function of a counter.  The key is the drill's seed and replication; the counter is made of the name of
 * what draws, its activation and occurrence.  A changed step leaves every other draw as it was. */
#ifndef TOC_ENGINE_RNG_H
#define TOC_ENGINE_RNG_H

#include <stdint.h>

#include "base/time.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_rng {
    uint32_t key[2];
} toc_rng;

toc_rng toc_rng_make(uint64_t seed, uint32_t replication);

/** FNV-1a 64 over @p name, a NUL, and @p purpose: the first half of a counter. */
uint64_t toc_rng_hash(const char *name, const char *purpose);

/** The four words of the block at a counter. */
void toc_rng_block(const toc_rng *rng, const uint32_t counter[4], uint32_t out[4]);

/** 64 random bits for (@p hash, @p activation, @p occurrence). */
uint64_t toc_rng_draw(const toc_rng *rng, uint64_t hash, uint32_t activation, uint32_t occurrence);

typedef struct toc_rng_span { /* a duration that is drawn, as toc_rng_duration takes it */
    uint64_t hash;
    toc_ms least;
    toc_ms likely;
    toc_ms most;
    uint32_t width; /* most - least of a triangle that is drawn quickly, else 0 */
    uint32_t rise;  /* and its likely - least */
} toc_rng_span;

toc_rng_span toc_rng_span_make(uint64_t hash, toc_ms least, toc_ms likely, toc_ms most);

/** The durations of @p count spans, each for (its hash, @p activation, 1); of one whose least is
 *  TOC_MS_NONE that.  What one of them comes to does not depend on the others: drawn together they
 *  take less time. */
void toc_rng_durations(const toc_rng *rng, const toc_rng_span *spans, uint32_t count,
                       uint32_t activation, toc_ms *out);

/** A duration from @p bits: all three equal - that; most likely TOC_MS_NONE - uniform, ends
 *  included; else triangular.  0 <= least <= most <= TOC_DURATION_MAX.  Integers decide every digit. */
toc_ms toc_rng_duration(uint64_t bits, toc_ms least, toc_ms likely, toc_ms most);

/** A whole number in 0..@p bound - 1; bound > 0. */
uint64_t toc_rng_below(uint64_t bits, uint64_t bound);

#ifdef __cplusplus
}
#endif

#endif
