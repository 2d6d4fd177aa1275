/* rng.c - Philox4x32-10 and the distributions drawn from it, in integers. */
#include "engine/rng.h"

#include <stdbool.h>

#ifdef __x86_64__
#include <emmintrin.h>
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

__attribute__((always_inline)) static inline uint64_t draw(const toc_rng *rng, uint64_t hash,
                                                           uint32_t activation, uint32_t occurrence)
{
    uint32_t out[4];
    block(rng, (uint32_t)hash, (uint32_t)(hash >> 32), activation, occurrence, out);
    return (uint64_t)out[1] << 32 | out[0];
}

uint64_t toc_rng_draw(const toc_rng *rng, uint64_t hash, uint32_t activation, uint32_t occurrence)
{
    return draw(rng, hash, activation, occurrence);
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

#ifdef __x86_64__

/* Two blocks at once, a lane of 64 bits each: what stands in the upper half of a lane is never read. */
typedef struct lanes {
    __m128i c0, c1, c2, c3;
} lanes;

static inline lanes lanes_make(const toc_rng_span *spans, uint32_t activation)
{
    __m128i low = _mm_set_epi64x((int64_t)spans[1].hash, (int64_t)spans[0].hash);
    return (lanes){low, _mm_srli_epi64(low, 32), _mm_set1_epi64x((int64_t)activation),
                   _mm_set1_epi64x(1)};
}

__attribute__((always_inline)) static inline void lanes_round(lanes *l, __m128i key0, __m128i key1)
{
    __m128i p0 = _mm_mul_epu32(l->c0, _mm_set1_epi64x(INT64_C(0xD2511F53)));
    __m128i p1 = _mm_mul_epu32(l->c2, _mm_set1_epi64x(INT64_C(0xCD9E8D57)));
    l->c0 = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p1, 32), l->c1), key0);
    l->c2 = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p0, 32), l->c3), key1);
    l->c1 = p1;
    l->c3 = p0;
}

/* c1 above, c0 below, as toc_rng_draw has them. */
static inline void lanes_store(const lanes *l, uint64_t out[2])
{
    __m128i below = _mm_and_si128(l->c0, _mm_set1_epi64x(INT64_C(0xffffffff)));
    _mm_storeu_si128((__m128i *)(void *)out, _mm_or_si128(_mm_slli_epi64(l->c1, 32), below));
}

enum { DRAWN_AT_ONCE = 4 };

static void draw_some(const toc_rng *rng, const toc_rng_span *spans, uint32_t activation,
                      uint64_t out[DRAWN_AT_ONCE])
{
    lanes a = lanes_make(spans, activation);
    lanes b = lanes_make(spans + 2, activation);
    uint32_t key0 = rng->key[0], key1 = rng->key[1];
#pragma GCC unroll 10
    for (int round = 0; round < ROUNDS; round++) {
        __m128i both0 = _mm_set1_epi64x((int64_t)key0);
        __m128i both1 = _mm_set1_epi64x((int64_t)key1);
        lanes_round(&a, both0, both1);
        lanes_round(&b, both0, both1);
        key0 += UINT32_C(0x9E3779B9);
        key1 += UINT32_C(0xBB67AE85);
    }
    lanes_store(&a, out);
    lanes_store(&b, out + 2);
}

#else

enum { DRAWN_AT_ONCE = 1 };

static void draw_some(const toc_rng *rng, const toc_rng_span *spans, uint32_t activation,
                      uint64_t out[DRAWN_AT_ONCE])
{
    out[0] = toc_rng_draw(rng, spans->hash, activation, 1);
}

#endif

static toc_ms duration_of(const toc_rng_span *span, uint64_t bits)
{
    if (span->least == TOC_MS_NONE)
        return TOC_MS_NONE;
    bool is_small =
        span->likely != TOC_MS_NONE && (uint64_t)(span->most - span->least) >> SMALL_BITS == 0;
    return is_small ? small_triangular(bits, span->least, span->likely, span->most)
                    : toc_rng_duration(bits, span->least, span->likely, span->most);
}

void toc_rng_durations(const toc_rng *rng, const toc_rng_span *spans, uint32_t count,
                       uint32_t activation, toc_ms *out)
{
    uint64_t bits[DRAWN_AT_ONCE];
    uint32_t i = 0;
    for (; i + DRAWN_AT_ONCE <= count; i += DRAWN_AT_ONCE) {
        draw_some(rng, &spans[i], activation, bits);
        for (uint32_t k = 0; k < DRAWN_AT_ONCE; k++)
            out[i + k] = duration_of(&spans[i + k], bits[k]);
    }
    for (; i < count; i++)
        out[i] = duration_of(&spans[i], toc_rng_draw(rng, spans[i].hash, activation, 1));
}
