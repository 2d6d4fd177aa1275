/* rng_lanes.h - durations of several spans at once, for rng.c alone, which includes it once for each width:
 * LANES_BY_TWO (SSE2) or LANES_BY_FOUR (AVX2).  A lane has 64 bits.
 *
 * One text, so that both come to the same; toc_rng_durations says what. */
#if defined LANES_BY_TWO
#define LANES 2u
#define IN_LANES
#define V                     __m128i
#define V_OF(name)            name##_by_two
#define V_OP(op)              _mm_##op
#define V_AND                 _mm_and_si128
#define V_ANDNOT              _mm_andnot_si128
#define V_OR                  _mm_or_si128
#define V_XOR                 _mm_xor_si128
#define V_EACH(member)        _mm_set_epi64x((int64_t)spans[1].member, (int64_t)spans[0].member)
#define V_STORE(place, value) _mm_storeu_si128((__m128i *)(void *)(place), value)
#define V_TO_DOUBLE           _mm_castsi128_pd
#define V_ROUND_DOWN(number)  _mm_unpacklo_epi32(_mm_cvttpd_epi32(number), _mm_setzero_si128())
#else
#define LANES      4u
#define IN_LANES   __attribute__((target("avx2")))
#define V          __m256i
#define V_OF(name) name##_by_four
#define V_OP(op)   _mm256_##op
#define V_AND      _mm256_and_si256
#define V_ANDNOT   _mm256_andnot_si256
#define V_OR       _mm256_or_si256
#define V_XOR      _mm256_xor_si256
#define V_EACH(member)                                                                             \
    _mm256_set_epi64x((int64_t)spans[3].member, (int64_t)spans[2].member,                          \
                      (int64_t)spans[1].member, (int64_t)spans[0].member)
#define V_STORE(place, value) _mm256_storeu_si256((__m256i *)(void *)(place), value)
#define V_TO_DOUBLE           _mm256_castsi256_pd
#define V_ROUND_DOWN(number)  _mm256_cvtepu32_epi64(_mm256_cvttpd_epi32(number))
#endif
#define V_ALL(value) V_OP(set1_epi64x)((int64_t)(value))
#define QUICK        IN_LANES __attribute__((always_inline)) static inline

/* Blocks of Philox; what stands in the upper half of a lane is never read. */
typedef struct V_OF(lanes) {
    V c0, c1, c2, c3;
} V_OF(lanes);

typedef struct V_OF(keys) { /* of all rounds */
    V of[ROUNDS][2];
} V_OF(keys);

QUICK V_OF(keys) V_OF(keys_make)(const toc_rng *rng)
{
    V_OF(keys) k;
    uint32_t key0 = rng->key[0], key1 = rng->key[1];
    for (int round = 0; round < ROUNDS; round++) {
        k.of[round][0] = V_ALL(key0);
        k.of[round][1] = V_ALL(key1);
        key0 += UINT32_C(0x9E3779B9);
        key1 += UINT32_C(0xBB67AE85);
    }
    return k;
}

QUICK V_OF(lanes) V_OF(lanes_make)(const toc_rng_span *spans, uint32_t activation)
{
    V low = V_EACH(hash);
    return (V_OF(lanes)){low, V_OP(srli_epi64)(low, 32), V_ALL(activation), V_ALL(1)};
}

QUICK void V_OF(lanes_round)(V_OF(lanes) * l, const V key[2])
{
    V p0 = V_OP(mul_epu32)(l->c0, V_ALL(UINT64_C(0xD2511F53)));
    V p1 = V_OP(mul_epu32)(l->c2, V_ALL(UINT64_C(0xCD9E8D57)));
    l->c0 = V_XOR(V_XOR(V_OP(srli_epi64)(p1, 32), l->c1), key[0]);
    l->c2 = V_XOR(V_XOR(V_OP(srli_epi64)(p0, 32), l->c3), key[1]);
    l->c1 = p1;
    l->c3 = p0;
}

/* Of each lane as @p mask says, all bits or none. */
QUICK V V_OF(choose)(V mask, V yes, V no)
{
    return V_OR(V_AND(mask, yes), V_ANDNOT(mask, no));
}

/* The whole parts of the roots of values below 2^52.  As in small_root the machine's roots are guesses, one
 * too much or too little at most, and integers decide. */
QUICK V V_OF(roots)(V value)
{
    V exponent = V_ALL(INT64_C(0x4330000000000000)); /* of 2^52 */
    V root = V_ROUND_DOWN(
        V_OP(sqrt_pd)(V_OP(sub_pd)(V_TO_DOUBLE(V_OR(value, exponent)), V_TO_DOUBLE(exponent))));
    V left = V_OP(sub_epi64)(value, V_OP(mul_epu32)(root, root));
    V above = V_OP(shuffle_epi32)(V_OP(srai_epi32)(left, 31), _MM_SHUFFLE(3, 3, 1, 1));
    root = V_OP(add_epi64)(root, above);
    V twice = V_OP(add_epi64)(root, root);
    left = V_OP(add_epi64)(left, V_AND(above, V_OP(add_epi64)(twice, V_ALL(1))));
    return V_OP(sub_epi32)(root, V_OP(cmpgt_epi32)(left, twice)); /* both fit 31 bits */
}

/* What small_triangular comes to; @p u: the upper halves of their bits, in the lower ones of the lanes. */
QUICK V V_OF(triangular)(V u, const toc_rng_span *spans)
{
    V whole = V_EACH(width);
    V rise = V_EACH(rise);
    V part = V_OP(mul_epu32)(u, whole);
    V rises = V_OP(shuffle_epi32)(V_OP(cmpgt_epi32)(rise, V_OP(srli_epi64)(part, 32)),
                                  _MM_SHUFFLE(2, 2, 0, 0));
    V side = V_OF(choose)(rises, rise, V_OP(sub_epi64)(whole, rise));
    part = V_OF(choose)(rises, part, V_OP(sub_epi64)(V_OP(slli_epi64)(whole, 32), part));
    V value = V_OP(add_epi64)(V_OP(mul_epu32)(V_OP(srli_epi64)(part, 32), side),
                              V_OP(srli_epi64)(V_OP(mul_epu32)(part, side), 32));
    V root = V_OF(roots)(value);
    return V_OP(add_epi64)(V_EACH(least), V_OF(choose)(rises, root, V_OP(sub_epi64)(whole, root)));
}

QUICK void V_OF(durations_of)(const V_OF(lanes) * l, const toc_rng_span *spans, toc_ms *out)
{
    bool are_narrow = true;
    for (uint32_t i = 0; i < LANES; i++)
        are_narrow &= spans[i].width > 0;
    if (are_narrow) {
        V_STORE(out, V_OF(triangular)(l->c1, spans));
        return;
    }
    uint64_t bits[LANES]; /* c1 above, c0 below, as toc_rng_draw has them */
    V_STORE(bits, V_OR(V_OP(slli_epi64)(l->c1, 32), V_AND(l->c0, V_ALL(UINT32_MAX))));
    for (uint32_t i = 0; i < LANES; i++)
        out[i] = duration_of(&spans[i], bits[i]);
}

/* As many as go into whole blocks, two at a time where there are: one alone would leave half of the machine idle. */
IN_LANES static uint32_t V_OF(durations)(const toc_rng *rng, const toc_rng_span *spans,
                                         uint32_t count, uint32_t activation, toc_ms *out)
{
    V_OF(keys) k = V_OF(keys_make)(rng);
    uint32_t i = 0;
    for (; i + 2 * LANES <= count; i += 2 * LANES) {
        V_OF(lanes) a = V_OF(lanes_make)(&spans[i], activation);
        V_OF(lanes) b = V_OF(lanes_make)(&spans[i + LANES], activation);
#pragma GCC unroll 10
        for (int round = 0; round < ROUNDS; round++) {
            V_OF(lanes_round)(&a, k.of[round]);
            V_OF(lanes_round)(&b, k.of[round]);
        }
        V_OF(durations_of)(&a, &spans[i], &out[i]);
        V_OF(durations_of)(&b, &spans[i + LANES], &out[i + LANES]);
    }
    for (; i + LANES <= count; i += LANES) {
        V_OF(lanes) l = V_OF(lanes_make)(&spans[i], activation);
#pragma GCC unroll 10
        for (int round = 0; round < ROUNDS; round++)
            V_OF(lanes_round)(&l, k.of[round]);
        V_OF(durations_of)(&l, &spans[i], &out[i]);
    }
    return i;
}

#undef LANES
#undef IN_LANES
#undef V
#undef V_OF
#undef V_OP
#undef V_AND
#undef V_ANDNOT
#undef V_OR
#undef V_XOR
#undef V_EACH
#undef V_STORE
#undef V_TO_DOUBLE
#undef V_ROUND_DOWN
#undef V_ALL
#undef QUICK
