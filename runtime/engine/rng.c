/* rng.c - Philox4x32-10 and the distributions drawn from it, in integers. */
#include "engine/rng.h"

#include <stdbool.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

__extension__ typedef unsigned __int128 wide;

enum { ROUNDS = 10 };

toc_rng toc_rng_make(uint64_t seed, uint32_t replication)
{
    /* the multiplier spreads small replication numbers over the word */
    return (toc_rng){
        {(uint32_t)seed, (uint32_t)(seed >> 32) ^ (replication * UINT32_C(0x9E3779B9))}};
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    return hash;
}

uint64_t toc_rng_hash(const char *name, const char *purpose)
{
    uint64_t hash = hash_text(UINT64_C(0xCBF29CE484222325), name);
    hash *= UINT64_C(0x100000001B3); /* the NUL between the two */
    return hash_text(hash, purpose);
}

__attribute__((always_inline)) static inline void block(const toc_rng *rng, uint32_t c0,
                                                        uint32_t c1, uint32_t c2, uint32_t c3,
                                                        uint32_t out[4])
{
    uint32_t key0 = rng->key[0], key1 = rng->key[1];
#pragma GCC unroll 10
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t p0 = UINT64_C(0xD2511F53) * c0;
        uint64_t p1 = UINT64_C(0xCD9E8D57) * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ key0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ key1;
        c3 = (uint32_t)p0;
        key0 += UINT32_C(0x9E3779B9);
        key1 += UINT32_C(0xBB67AE85);
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

void toc_rng_block(const toc_rng *rng, const uint32_t counter[4], uint32_t out[4])
{
    block(rng, counter[0], counter[1], counter[2], counter[3], out);
}

uint64_t toc_rng_draw(const toc_rng *rng, uint64_t hash, uint32_t activation, uint32_t occurrence)
{
    uint32_t out[4];
    block(rng, (uint32_t)hash, (uint32_t)(hash >> 32), activation, occurrence, out);
    return (uint64_t)out[1] << 32 | out[0];
}

uint64_t toc_rng_below(uint64_t bits, uint64_t bound)
{
    return (uint64_t)((wide)bits * bound >> 64);
}

/* About the root of @p value, 2^62 or more: eight bits from a parabola, then each step of Newton's
 * doubles them. */
static uint64_t near_root(uint64_t value)
{
    uint64_t x = value >> 48;
    uint64_t curve = UINT64_C(4559880356946) + UINT64_C(282423460) * x - 1290 * x * x;
    uint32_t root = (uint32_t)(curve >> 36);
    root = (root << 7) + (uint32_t)(value >> 41) / root;
    return ((uint64_t)root << 15) + (value >> 17) / root;
}

/* What durations ask for nearly always fits 64 bits; beyond that, Newton's method from above: a power of
 * two that is no less than the root, then down until it would rise again. */
static uint64_t square_root(wide value)
{
    if (value == 0)
        return 0;
    if (value <= UINT64_MAX) {
        uint64_t v = (uint64_t)value;
        int shift = __builtin_clzll(v) / 2;
        uint64_t root = near_root(v << 2 * shift) >> shift;
        if (root > UINT32_MAX)
            root = UINT32_MAX;
        while (root * root > v)
            root--;
        while (v - root * root > 2 * root)
            root++;
        return root;
    }
    wide root = (wide)1 << ((129 - __builtin_clzll((uint64_t)(value >> 64))) / 2);
    for (wide next = (root + value / root) / 2; next < root; next = (root + value / root) / 2)
        root = next;
    return (uint64_t)root;
}

/* About the root of @p value, below 2^52: one too much or too little at most, as the caller finds out. */
static inline uint64_t guess_root(uint64_t value)
{
#ifdef __x86_64__ /* one instruction */
    __m128d number = _mm_cvtsi64_sd(_mm_setzero_pd(), (int64_t)value);
    return (uint64_t)_mm_cvttsd_si64(_mm_sqrt_sd(number, number));
#else
    int shift = __builtin_clzll(value | 1) / 2;
    return value == 0 ? 0 : near_root(value << 2 * shift) >> shift;
#endif
}

/* The whole part of the root of @p value, below 2^52.  The guess may be made with a floating-point number,
 * but integers decide.  No branch: several of them go on at the same time. */
static inline uint64_t small_root(uint64_t value)
{
    uint64_t root = guess_root(value);
    root -= root * root > value;
    return root + (value - root * root > 2 * root);
}

enum { SMALL_BITS = 26 }; /* of a width whose draws small_root takes the root of */

/* The same for a width below 2^26 ms, some 18 hours, which is nearly all there are; what it comes to is not to be
 * guessed, so no branch. */
static inline toc_ms small_triangular(uint64_t bits, toc_ms least, toc_ms likely, toc_ms most)
{
    uint64_t u = bits >> 32;
    uint64_t whole = (uint64_t)(most - least);
    uint64_t rise = (uint64_t)(likely - least);
    uint64_t falls = -(uint64_t)(u * whole >= rise << 32); /* all bits, or none */
    uint64_t side = rise ^ ((rise ^ (whole - rise)) & falls);
    uint64_t part = (falls & UINT64_C(1) << 32) + ((u ^ falls) - falls); /* u, or 2^32 - u */
    uint64_t root = small_root((uint64_t)((wide)(part * whole) * side >> 32));
    return least + (toc_ms)((falls & whole) + ((root ^ falls) - falls));
}

static toc_ms triangular(uint64_t bits, toc_ms least, toc_ms likely, toc_ms most)
{
    uint64_t u = bits >> 32; /* in 1/2^32 */
    uint64_t whole = (uint64_t)(most - least);
    uint64_t rise = (uint64_t)(likely - least);
    uint64_t fall = (uint64_t)(most - likely);
    if (whole >> SMALL_BITS == 0)
        return small_triangular(bits, least, likely, most);
    if ((wide)u * whole < (wide)rise << 32)
        return least + (toc_ms)square_root((wide)u * whole * rise >> 32);
    return most - (toc_ms)square_root(((wide)(UINT64_C(1) << 32) - u) * whole * fall >> 32);
}

toc_ms toc_rng_duration(uint64_t bits, toc_ms least, toc_ms likely, toc_ms most)
{
    if (least == most)
        return least;
    if (likely == TOC_MS_NONE)
        return least + (toc_ms)toc_rng_below(bits, (uint64_t)(most - least) + 1);
    return triangular(bits, least, likely, most);
}

toc_rng_span toc_rng_span_make(uint64_t hash, toc_ms least, toc_ms likely, toc_ms most)
{
    toc_rng_span span = {.hash = hash, .least = least, .likely = likely, .most = most};
    if (least == TOC_MS_NONE || likely == TOC_MS_NONE ||
        (uint64_t)(most - least) >> SMALL_BITS != 0)
        return span;
    span.width = (uint32_t)(most - least);
    span.rise = (uint32_t)(likely - least);
    return span;
}

static toc_ms duration_of(const toc_rng_span *span, uint64_t bits)
{
    return span->least == TOC_MS_NONE
               ? TOC_MS_NONE
               : toc_rng_duration(bits, span->least, span->likely, span->most);
}

#ifdef __x86_64__

/* The same text twice: lanes by two, which every such machine has, and by four where it has AVX2. */
#define LANES_BY_TWO
#include "engine/rng_lanes.inc"
#undef LANES_BY_TWO

#define LANES_BY_FOUR
#include "engine/rng_lanes.inc"
#undef LANES_BY_FOUR

void toc_rng_durations(const toc_rng *rng, const toc_rng_span *spans, uint32_t count,
                       uint32_t activation, toc_ms *out)
{
    uint32_t drawn = __builtin_cpu_supports("avx2")
                         ? durations_by_four(rng, spans, count, activation, out)
                         : durations_by_two(rng, spans, count, activation, out);
    for (; drawn < count; drawn++)
        out[drawn] =
            duration_of(&spans[drawn], toc_rng_draw(rng, spans[drawn].hash, activation, 1));
}

#else

void toc_rng_durations(const toc_rng *rng, const toc_rng_span *spans, uint32_t count,
                       uint32_t activation, toc_ms *out)
{
    for (uint32_t i = 0; i < count; i++)
        out[i] = duration_of(&spans[i], toc_rng_draw(rng, spans[i].hash, activation, 1));
}

#endif
