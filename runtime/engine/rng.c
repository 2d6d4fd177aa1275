/* rng.c - Philox4x32-10 and the distributions drawn from it, in integers. */
#include "engine/rng.h"

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

void toc_rng_block(const toc_rng *rng, const uint32_t counter[4], uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
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

uint64_t toc_rng_draw(const toc_rng *rng, uint64_t hash, uint32_t activation, uint32_t occurrence)
{
    uint32_t counter[4] = {(uint32_t)hash, (uint32_t)(hash >> 32), activation, occurrence};
    uint32_t out[4];
    toc_rng_block(rng, counter, out);
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

static toc_ms triangular(uint64_t bits, toc_ms least, toc_ms likely, toc_ms most)
{
    uint64_t u = bits >> 32; /* in 1/2^32 */
    uint64_t whole = (uint64_t)(most - least);
    uint64_t rise = (uint64_t)(likely - least);
    uint64_t fall = (uint64_t)(most - likely);
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
