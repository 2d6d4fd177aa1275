/* test_engine_outbreak.c - EARS C1, C2 and C3: published figures, borders, and the days they read. */
#include "../support/drill_fixture.h"
#include "engine/ears.h"

#define MICRO INT64_C(1000000)

static void to_micro(const int64_t *counts, uint32_t count, int64_t *out)
{
    for (uint32_t i = 0; i < count; i++)
        out[i] = counts[i] * MICRO;
}

/* mean + z deviations, rounded to six digits. */
static int64_t upper_bound(const int64_t *counts, int64_t z)
{
    int64_t days[TOC_EARS_BASELINE];
    toc_ears_wide mean, deviation;
    to_micro(counts, TOC_EARS_BASELINE, days);
    assert_true(toc_ears_baseline(days, &mean, &deviation));
    toc_ears_wide bound = mean * MICRO + z * deviation;
    return (int64_t)((bound + 7 * MICRO / 2) / (7 * MICRO));
}

/* The figures that the R package `surveillance` checks its earsC by (tests/testthat/test-earsc.R, Salmon,
 * Schumacher and Hoehle, J Stat Softw 2016; 70 (10)): the C1 upper bounds of Salmonella Newport in Germany,
 * weeks 1 to 4 of 2011, at a level of 0.05, that is 1.644854 deviations.  The four bounds determine sum and
 * sum of squares of their baselines, and so the weekly counts up to the order within the first. */
static void the_published_upper_bounds_to_their_last_digit(void **state)
{
    static const int64_t counts[] = {2, 1, 1, 3, 3, 1, 1, 2, 0, 3};
    static const int64_t published[] = {3278854, 3278854, 3436517, 3855617};
    (void)state;
    for (uint32_t week = 0; week < 4; week++)
        assert_int_equal(upper_bound(counts + week, 1644854), published[week]);
}

/* Worked by hand: mean 2, squares about it 4 + 4 + 0 + 1 + 1 + 1 + 1 = 12, deviation sqrt(12 / 6). */
static void the_excess_is_the_value_less_the_mean_in_deviations(void **state)
{
    static const int64_t counts[] = {0, 4, 2, 1, 3, 1, 3};
    int64_t days[7];
    int64_t excess;
    (void)state;
    to_micro(counts, 7, days);
    assert_true(toc_ears_excess(days, 7 * MICRO, &excess));
    assert_int_equal(excess, 3535534); /* 5 / sqrt 2 is 3.5355339; the root is rounded down */
    assert_true(toc_ears_excess(days, 0, &excess));
    assert_int_equal(excess, -1414214); /* rounded down */
}

static bool flags(const int64_t *counts, uint32_t count, uint32_t method)
{
    int64_t days[TOC_EARS_DAYS];
    to_micro(counts, count, days);
    return toc_ears_flags(days, count, method);
}

/* Deviation 1, mean 3 (squares about it: 6 of 1, one of 0): C is the value less 3. */
#define STEADY 2, 4, 2, 4, 2, 4, 3

static void c1_flags_above_three_and_not_at_it(void **state)
{
    static const int64_t at[] = {STEADY, 6};
    static const int64_t above[] = {STEADY, 7};
    (void)state;
    assert_false(flags(at, 8, 1));
    assert_true(flags(above, 8, 1));
    assert_false(flags(above, 7, 1)); /* seven days before are needed */
}

static void c2_leaves_out_the_two_days_before(void **state)
{
    static const int64_t rising[] = {STEADY, 9, 9, 7};
    static const int64_t at[] = {STEADY, 9, 9, 6};
    (void)state;
    assert_true(flags(rising, 10, 2));
    assert_false(flags(at, 10, 2));
    assert_false(flags(rising, 10, 1)); /* the rise is in its own baseline */
    assert_false(flags(rising, 9, 2));
}

/* The three baselines are the same days turned round, so each C2 is the value less 3. */
static void c3_adds_three_excesses_over_one(void **state)
{
    static const int64_t at[] = {2, 4, 2, 4, 2, 4, 3, 2, 4, 5, 4, 5};    /* 1 + 0 + 1 = 2 */
    static const int64_t above[] = {2, 4, 2, 4, 2, 4, 3, 2, 4, 5, 5, 5}; /* 1 + 1 + 1 */
    static const int64_t below[] = {2, 4, 2, 4, 2, 4,
                                    3, 2, 4, 0, 6, 4}; /* 0 + 2 + 0: nothing is taken off */
    static const int64_t alone[] = {2, 4, 2, 4, 2, 4, 3, 2, 4, 0, 0, 7}; /* 0 + 0 + 3 */
    (void)state;
    assert_false(flags(at, 12, 3));
    assert_true(flags(above, 12, 3));
    assert_false(flags(below, 12, 3));
    assert_true(flags(alone, 12, 3));
    assert_false(flags(above + 1, 11, 3));
}

static void without_deviation_whatever_is_above_the_mean(void **state)
{
    static const int64_t none[] = {0, 0, 0, 0, 0, 0, 0, 0};
    static const int64_t one[] = {0, 0, 0, 0, 0, 0, 0, 1};
    static const int64_t less[] = {5, 5, 5, 5, 5, 5, 5, 4};
    static const int64_t later[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0};
    (void)state;
    assert_false(flags(none, 8, 1));
    assert_true(flags(one, 8, 1));
    assert_false(flags(less, 8, 1));
    assert_true(flags(later, 12, 3));
}

static void what_is_too_far_apart_is_never_flagged(void **state)
{
    int64_t days[8] = {INT64_MIN, INT64_MAX, 0, 0, 0, 0, 0, INT64_MAX};
    int64_t near[8] = {INT64_MAX, INT64_MAX, INT64_MAX - 1, INT64_MAX,
                       INT64_MAX, INT64_MAX, INT64_MAX,     INT64_MIN};
    (void)state;
    assert_false(toc_ears_flags(days, 8, 1));
    assert_false(toc_ears_flags(near, 8, 1));
}

/* ---- in a drill ---- */

#define ALARMS                                                                                     \
    "indicator cases \"Cases\" { count }\n"                                                        \
    "trigger one \"One\" { when outbreak(cases, ears-c1) }\n"                                      \
    "trigger two \"Two\" { when outbreak(cases, ears-c2) }\n"                                      \
    "trigger three \"Three\" { when outbreak(cases, ears-c3) }\n"

static void day(drill *d, unsigned number, const char *time, int64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%ud%s", number, time);
    at(d, number == 0 ? time : text);
    set(d, "cases", value);
}

static const int64_t steady[] = {2, 4, 2, 4, 2, 4, 3};

static void a_day_is_read_when_it_is_over(void **state)
{
    drill *d = *state;
    plan(d, ALARMS);
    for (unsigned i = 0; i < 7; i++)
        day(d, i, "9h", steady[i]);
    day(d, 7, "9h", 20);
    advance(d, "7d23h59min");
    assert_int_equal(lines_with(d, "\"kind\":\"trigger\"", NULL), 0);
    advance(d, "20d");
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"one\"", 1), ms("8d"));
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"two\"", 1),
                     ms("10d")); /* the value stands */
}

static void the_last_value_of_a_day_counts(void **state)
{
    drill *d = *state;
    plan(d, ALARMS);
    for (unsigned i = 0; i < 7; i++) {
        day(d, i, "9h", 50);
        day(d, i, "17h", steady[i]);
    }
    day(d, 7, "9h", 50);
    day(d, 7, "23h", 6);
    advance(d, "8d");
    assert_int_equal(lines_with(d, "\"kind\":\"trigger\"", NULL), 0);
}

static void what_is_set_at_midnight_belongs_to_the_new_day(void **state)
{
    drill *d = *state;
    plan(d, ALARMS);
    day(d, 0, "0min", steady[0]);
    for (unsigned i = 1; i < 7; i++)
        day(d, i, "0min", steady[i]);
    day(d, 7, "0min", 7);
    day(d, 8, "0min", 3); /* twice in that instant */
    set(d, "cases", 4);
    advance(d, "9d");
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"one\"", 1), ms("8d"));
}

/* A drill that begins at 06:00 has no whole day before the next. */
static void only_whole_days_count(void **state)
{
    drill *d = *state;
    plan(d, ALARMS);
    d->options.start = INT64_C(1772604000000); /* 2026-03-04T06:00Z */
    day(d, 0, "0min", 100);
    for (unsigned i = 0; i < 7; i++) {
        day(d, i + 1, "0min", steady[i]);
    }
    day(d, 8, "0min", 7);
    advance(d, "12d");
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"one\"", 1), ms("8d18h"));
}

/* In Shanghai the day is over at 16:00 UTC. */
static void days_are_local(void **state)
{
    drill *d = *state;
    plan_alone(d, "plan p \"P\" { language en  timezone \"Asia/Shanghai\" }\n" ALARMS);
    d->options.start = INT64_C(1772640000000); /* 2026-03-05T00:00+08:00 */
    for (unsigned i = 0; i < 7; i++)
        day(d, i, "1h", steady[i]);
    day(d, 7, "1h", 7);
    advance(d, "9d");
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"one\"", 1), ms("8d"));
}

/* 29 March 2026 has 23 hours in Berlin. */
static void a_short_day_is_a_day(void **state)
{
    drill *d = *state;
    plan_alone(d, "plan p \"P\" { language en  timezone \"Europe/Berlin\" }\n" ALARMS);
    d->options.start = INT64_C(1774220400000); /* 2026-03-23T00:00+01:00 */
    for (unsigned i = 0; i < 7; i++)
        day(d, i, "12h", steady[i]);
    day(d, 7, "12h", 7);
    advance(d, "9d");
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"one\"", 1), ms("7d23h"));
}

static void it_holds_until_the_next_day_is_over(void **state)
{
    drill *d = *state;
    plan(d, "indicator cases \"Cases\" { count }\n"
            "levels { level II \"Two\" { when outbreak(cases, ears-c1) } }\n");
    for (unsigned i = 0; i < 7; i++)
        day(d, i, "9h", steady[i]);
    day(d, 7, "9h", 20);
    day(d, 8, "9h", 3);
    assert_warranted(d, "level", "II");
    advance(d, "8d23h");
    assert_warranted(d, "level", "II");
    advance(d, "9d");
    assert_warranted(d, "level", "none");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_published_upper_bounds_to_their_last_digit),
        TEST(the_excess_is_the_value_less_the_mean_in_deviations),
        TEST(c1_flags_above_three_and_not_at_it),
        TEST(c2_leaves_out_the_two_days_before),
        TEST(c3_adds_three_excesses_over_one),
        TEST(without_deviation_whatever_is_above_the_mean),
        TEST(what_is_too_far_apart_is_never_flagged),
        TEST(a_day_is_read_when_it_is_over),
        TEST(the_last_value_of_a_day_counts),
        TEST(what_is_set_at_midnight_belongs_to_the_new_day),
        TEST(only_whole_days_count),
        TEST(days_are_local),
        TEST(a_short_day_is_a_day),
        TEST(it_holds_until_the_next_day_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
