/* test_drill_seir.c - the epidemic in whole numbers: worked steps, what it keeps, how it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "drill/seir.h"

static const toc_seir town = {
    .population = 500000, .infected = 5, .beta = 400000000, .sigma = 200000000, .gamma = 100000000};

static toc_seir_state after(const toc_seir *model, unsigned hours)
{
    toc_seir_state state = toc_seir_begin(model);
    for (unsigned i = 0; i < hours; i++)
        toc_seir_hour(model, &state);
    return state;
}

static int64_t all(const toc_seir_state *state)
{
    return state->susceptible + state->exposed + state->infected + state->recovered;
}

/* 5 · 499995 / 500000 = 4.99995 meet; 0.4 / 24 of them catch it, 0.1 / 24 of the five recover. */
static void the_first_hour_by_hand(void **state)
{
    toc_seir_state one = after(&town, 1);
    (void)state;
    assert_int_equal(one.exposed, 83332500);
    assert_int_equal(one.susceptible, INT64_C(499995000000000) - 83332500);
    assert_int_equal(one.recovered, 20833333);
    assert_int_equal(one.infected, 5000000000 - 20833333);
    assert_int_equal(one.cases, 5000000000);
}

/* And in the second hour 0.2 / 24 of those exposed fall ill. */
static void the_second_hour_by_hand(void **state)
{
    toc_seir_state two = after(&town, 2);
    (void)state;
    assert_int_equal(two.cases, 5000000000 + 694437);
}

static void nobody_is_lost(void **state)
{
    (void)state;
    for (unsigned day = 0; day < 400; day += 7) {
        toc_seir_state now = after(&town, day * 24);
        assert_int_equal(all(&now), town.population * TOC_SEIR_UNIT);
        assert_true(now.susceptible >= 0 && now.exposed >= 0 && now.infected >= 0);
    }
}

/* R0 is 4: the final size s = exp(-4 (1 - s)) leaves 1.98 per cent untouched. */
static void it_ends_where_the_theory_says(void **state)
{
    toc_seir_state end = after(&town, 600 * 24);
    (void)state;
    assert_in_range(end.susceptible / TOC_SEIR_UNIT, 9800, 10000);
    assert_true(end.infected < TOC_SEIR_UNIT);
}

static void below_one_it_dies_out(void **state)
{
    toc_seir model = town;
    model.beta = 80000000;
    (void)state;
    assert_true(after(&model, 300 * 24).cases < 40 * TOC_SEIR_UNIT);
}

static void at_the_ends_of_the_ranges_nothing_overflows(void **state)
{
    toc_seir most = {.population = TOC_SEIR_POPULATION_MAX,
                     .infected = TOC_SEIR_POPULATION_MAX / 2,
                     .beta = TOC_SEIR_RATE_MAX,
                     .sigma = TOC_SEIR_RATE_MAX,
                     .gamma = TOC_SEIR_RATE_MAX};
    toc_seir alone = {.population = 1, .infected = 1, .beta = TOC_SEIR_RATE_MAX};
    (void)state;
    for (unsigned hours = 0; hours < 100; hours++) {
        toc_seir_state now = after(&most, hours);
        assert_int_equal(all(&now), TOC_SEIR_POPULATION_MAX * TOC_SEIR_UNIT);
        assert_true(now.susceptible >= 0 && now.exposed >= 0 && now.infected >= 0);
    }
    assert_int_equal(after(&alone, 1000).infected, TOC_SEIR_UNIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_hour_by_hand),
        cmocka_unit_test(the_second_hour_by_hand),
        cmocka_unit_test(nobody_is_lost),
        cmocka_unit_test(it_ends_where_the_theory_says),
        cmocka_unit_test(below_one_it_dies_out),
        cmocka_unit_test(at_the_ends_of_the_ranges_nothing_overflows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
