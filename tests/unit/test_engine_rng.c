/* test_engine_rng.c - Philox against its published vectors; distributions at their borders; common
 * random numbers. */
#include "../support/drill_fixture.h"

#include "engine/rng.h"

static void assert_block(const uint32_t counter[4], uint32_t k0, uint32_t k1, const uint32_t out[4])
{
    toc_rng rng = {{k0, k1}};
    uint32_t got[4];
    toc_rng_block(&rng, counter, got);
    for (int i = 0; i < 4; i++)
        assert_int_equal(got[i], out[i]);
}

/* Random123's kat_vectors for philox4x32-10 */
static void philox_gives_the_published_blocks(void **state)
{
    (void)state;
    assert_block((const uint32_t[]){0, 0, 0, 0}, 0, 0,
                 (const uint32_t[]){0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    assert_block((const uint32_t[]){0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, 0xffffffff,
                 0xffffffff, (const uint32_t[]){0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    assert_block((const uint32_t[]){0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822,
                 0x299f31d0, (const uint32_t[]){0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

/* 11.3: FNV-1a 64 of name, NUL, purpose */
static void names_are_hashed_by_fnv_1a(void **state)
{
    (void)state;
    /* FNV-1a 64 of "a" is af63dc4c8601ec8c, of "foobar" 85944171f73967e8; the NUL is one more byte */
    const uint64_t prime = UINT64_C(0x100000001b3);
    assert_true(toc_rng_hash("a", "") == UINT64_C(0xaf63dc4c8601ec8c) * prime);
    assert_true(toc_rng_hash("foobar", "") == UINT64_C(0x85944171f73967e8) * prime);
    assert_true(toc_rng_hash("r.a", "takes") != toc_rng_hash("r.a", "outcome"));
    assert_true(toc_rng_hash("r.at", "akes") != toc_rng_hash("r.a", "takes"));
}

static void key_and_counter_all_matter(void **state)
{
    (void)state;
    toc_rng one = toc_rng_make(7, 0), other = toc_rng_make(8, 0), next = toc_rng_make(7, 1);
    uint64_t bits = toc_rng_draw(&one, 5, 1, 1);
    assert_true(bits == toc_rng_draw(&one, 5, 1, 1));
    assert_true(bits != toc_rng_draw(&other, 5, 1, 1));
    assert_true(bits != toc_rng_draw(&next, 5, 1, 1));
    assert_true(bits != toc_rng_draw(&one, 6, 1, 1));
    assert_true(bits != toc_rng_draw(&one, 5, 2, 1));
    assert_true(bits != toc_rng_draw(&one, 5, 1, 2));
}

static void whole_numbers_stay_below_their_bound(void **state)
{
    (void)state;
    assert_int_equal(toc_rng_below(0, 10), 0);
    assert_int_equal(toc_rng_below(UINT64_MAX, 10), 9);
    assert_int_equal(toc_rng_below(UINT64_C(1) << 63, 10), 5);
    assert_int_equal(toc_rng_below(UINT64_MAX, 1), 0);
}

static void a_fixed_time_is_that(void **state)
{
    (void)state;
    assert_int_equal(toc_rng_duration(UINT64_MAX, 5, 5, 5), 5);
    assert_int_equal(toc_rng_duration(0, 0, 0, 0), 0);
}

static void uniform_takes_both_ends(void **state)
{
    (void)state;
    assert_int_equal(toc_rng_duration(0, 10, TOC_MS_NONE, 20), 10);
    assert_int_equal(toc_rng_duration(UINT64_MAX, 10, TOC_MS_NONE, 20), 20);
    assert_int_equal(toc_rng_duration(UINT64_C(1) << 63, 10, TOC_MS_NONE, 20), 15);
}

static void triangular_stays_between_its_ends(void **state)
{
    (void)state;
    assert_int_equal(toc_rng_duration(0, 100, 300, 900), 100);
    toc_ms last = toc_rng_duration(UINT64_MAX, 100, 300, 900);
    assert_true(last <= 900 && last >= 899);
    /* a quarter of it lies below the most likely: (300 - 100) / (900 - 100) */
    assert_int_equal(toc_rng_duration(UINT64_C(1) << 62, 100, 300, 900), 300);
    assert_true(toc_rng_duration((UINT64_C(1) << 62) - (UINT64_C(1) << 40), 100, 300, 900) <= 300);
}

static void triangular_with_its_peak_at_an_end(void **state)
{
    (void)state;
    assert_int_equal(toc_rng_duration(0, 100, 100, 900), 100);
    assert_true(toc_rng_duration(UINT64_MAX, 100, 100, 900) <= 900);
    assert_int_equal(toc_rng_duration(0, 100, 900, 900), 100);
    assert_true(toc_rng_duration(UINT64_MAX, 100, 900, 900) <= 900);
    /* half way in probability: least + whole / sqrt 2 */
    assert_int_equal(toc_rng_duration(UINT64_C(1) << 63, 0, 1000000, 1000000), 707106);
    assert_int_equal(toc_rng_duration(UINT64_C(1) << 63, 0, 0, 1000000), 1000000 - 707106);
}

static void the_longest_durations_do_not_overflow(void **state)
{
    (void)state;
    toc_ms most = TOC_DURATION_MAX;
    assert_true(toc_rng_duration(UINT64_MAX, 0, most / 2, most) <= most);
    assert_true(toc_rng_duration(UINT64_MAX / 2, 0, most, most) <= most);
    assert_true(toc_rng_duration(UINT64_MAX / 2, 0, 0, most) >= 0);
}

static void triangular_rises_with_its_draw(void **state)
{
    (void)state;
    toc_ms before = 0;
    for (uint64_t i = 0; i < 256; i++) {
        toc_ms now = toc_rng_duration(i << 56, 60000, 120000, 600000);
        assert_true(now >= before);
        before = now;
    }
}

/* ---- in a drill ---- */

static toc_ms time_of(drill *d, const char *node)
{
    toc_ms began = when(d, toc_arena_printf(&d->arena, "\"%s\"", node), "running", 1);
    return when(d, toc_arena_printf(&d->arena, "\"%s\"", node), "\"done\"", 1) - began;
}

static void run(drill *d, const char *text, uint64_t seed, uint32_t replication)
{
    again(d);
    plan(d, text);
    d->options.seed = seed;
    d->options.replication = replication;
    at(d, "0min");
    inject(d, "call");
    finish(d, "5h");
}

#define STEPS(more)                                                                                \
    "response r \"R\" { on call  step m \"M\" { by crew  takes 5..40min }\n" more                  \
    "  step n \"N\" { by crew  after m  takes 5..15..40min } }\n"

static void a_changed_step_leaves_the_other_draws_as_they_were(void **state)
{
    drill *d = *state;
    run(d, STEPS(""), 42, 0);
    toc_ms m = time_of(d, "r.m"), n = time_of(d, "r.n");
    run(d, STEPS("  step a \"A\" { by crew  takes 1..90min }\n"), 42, 0);
    assert_int_equal(time_of(d, "r.m"), m);
    assert_int_equal(time_of(d, "r.n"), n);
    run(d, STEPS("  step a \"A\" { by crew  takes 2..50min }\n"), 43, 0);
    assert_true(time_of(d, "r.m") != m || time_of(d, "r.n") != n);
    run(d, STEPS(""), 42, 1);
    assert_true(time_of(d, "r.m") != m || time_of(d, "r.n") != n);
}

static unsigned yes_of(drill *d, const char *outcomes, unsigned runs)
{
    unsigned yes = 0;
    plan(d, toc_arena_printf(&d->arena,
                             "response r \"R\" { on call  decision q \"Q\" { by crew  %s } }\n",
                             outcomes));
    for (unsigned i = 0; i < runs; i++) {
        again(d);
        d->options.seed = i;
        at(d, "0min");
        inject(d, "call");
        finish(d, "1min");
        yes += lines_with(d, "decided", "yes");
    }
    return yes;
}

/* 6.5 */
static void stated_chances_and_equal_parts_of_what_is_left(void **state)
{
    drill *d = *state;
    unsigned often = yes_of(d, "yes 90% -> end  no -> end", 300);
    assert_true(often > 250 && often < 290);
    unsigned third = yes_of(d, "yes -> end  no 40% -> end  other -> end", 300);
    assert_true(third > 65 && third < 115); /* half of the sixty per cent that are left */
    assert_int_equal(yes_of(d, "yes 0% -> end  no -> end", 50), 0);
    assert_int_equal(yes_of(d, "yes 100% -> end  no -> end", 50), 50);
}

__extension__ typedef unsigned __int128 wide;

/* The largest root with root * root <= value, bit by bit. */
static uint64_t plain_root(wide value)
{
    uint64_t root = 0;
    for (int bit = 63; bit >= 0; bit--) {
        wide tried = root | UINT64_C(1) << bit;
        if (tried * tried <= value)
            root = (uint64_t)tried;
    }
    return root;
}

/* With the peak at the longest the draw is the root of u * whole * whole / 2^32, rounded down. */
static void roots_are_exact(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int i = 0; i < 200000; i++) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint64_t most = random >> (25 + i % 38);
        uint64_t u = random << 17 >> (32 + i % 31);
        if (most > (uint64_t)TOC_DURATION_MAX)
            continue;
        if (u == UINT32_MAX || most == 0)
            continue;
        wide square = (wide)u * most * most >> 32;
        assert_int_equal(toc_rng_duration(u << 32, 0, (toc_ms)most, (toc_ms)most),
                         plain_root(square));
    }
    for (uint64_t root = 1; root < UINT32_MAX; root += root / 3 + 1) { /* at squares, and before */
        toc_ms most = (toc_ms)root;
        assert_int_equal(toc_rng_duration(UINT64_C(0xffffffff) << 32, 0, most, most),
                         plain_root((wide)UINT32_MAX * root * root >> 32));
    }
}

static toc_ms plain_triangular(uint64_t bits, toc_ms least, toc_ms likely, toc_ms most)
{
    wide u = bits >> 32;
    wide whole = (wide)(most - least);
    wide rise = (wide)(likely - least);
    wide fall = (wide)(most - likely);
    if (u * whole < rise << 32)
        return least + (toc_ms)plain_root(u * whole * rise >> 32);
    return most - (toc_ms)plain_root((((wide)1 << 32) - u) * whole * fall >> 32);
}

/* Of all widths, narrow ones (which go a way of their own) and wide ones, the peak anywhere. */
static void triangular_is_what_its_formula_says(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int i = 0; i < 100000; i++) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint64_t whole = (random >> 20) % (UINT64_C(1) << (1 + i % 38)) + 1;
        uint64_t rise = (random >> 9) % (whole + 1);
        uint64_t bits = random * UINT64_C(0x9E3779B97F4A7C15);
        toc_ms likely = 50 + (toc_ms)rise;
        toc_ms most = 50 + (toc_ms)whole;
        assert_int_equal(toc_rng_duration(bits, 50, likely, most),
                         plain_triangular(bits, 50, likely, most));
    }
}

/* Whatever stands beside them, and however many. */
static void drawn_together_as_drawn_alone(void **state)
{
    (void)state;
    toc_rng rng = toc_rng_make(11, 3);
    toc_rng_span spans[9];
    toc_ms drawn[9];
    uint64_t random = 3;
    for (uint32_t round = 0; round < 2000; round++) {
        uint32_t count = round % 10;
        for (uint32_t i = 0; i < count; i++) {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            toc_ms width = (toc_ms)(random >> 30 >> (random % 3 * 10)); /* some beyond 2^26 */
            toc_ms kinds[] = {TOC_MS_NONE, 10 + width / 2, 10, 10 + width};
            spans[i] = toc_rng_span_make(random, random >> 60 == 0 ? TOC_MS_NONE : 10,
                                         kinds[random >> 58 & 3], 10 + width);
        }
        toc_rng_durations(&rng, spans, count, round, drawn);
        for (uint32_t i = 0; i < count; i++) {
            uint64_t bits = toc_rng_draw(&rng, spans[i].hash, round, 1);
            toc_ms alone =
                spans[i].least == TOC_MS_NONE
                    ? TOC_MS_NONE
                    : toc_rng_duration(bits, spans[i].least, spans[i].likely, spans[i].most);
            assert_int_equal(drawn[i], alone);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_the_published_blocks),
        cmocka_unit_test(names_are_hashed_by_fnv_1a),
        cmocka_unit_test(key_and_counter_all_matter),
        cmocka_unit_test(whole_numbers_stay_below_their_bound),
        cmocka_unit_test(a_fixed_time_is_that),
        cmocka_unit_test(uniform_takes_both_ends),
        cmocka_unit_test(triangular_stays_between_its_ends),
        cmocka_unit_test(triangular_with_its_peak_at_an_end),
        cmocka_unit_test(the_longest_durations_do_not_overflow),
        cmocka_unit_test(triangular_rises_with_its_draw),
        cmocka_unit_test(roots_are_exact),
        cmocka_unit_test(triangular_is_what_its_formula_says),
        cmocka_unit_test(drawn_together_as_drawn_alone),
        TEST(a_changed_step_leaves_the_other_draws_as_they_were),
        TEST(stated_chances_and_equal_parts_of_what_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
