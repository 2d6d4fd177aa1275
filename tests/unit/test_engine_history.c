/* test_engine_history.c - samples kept for windows: forgotten when out of reach, refused when full. */
#include "../support/drill_fixture.h"

#include <string.h>

static void samples_out_of_reach_make_room(void **state)
{
    drill *d = *state;
    plan(d, "trigger t \"T\" { when sum(people, 10min) >= 1000 }\n");
    d->options.history_max = 10;
    at(d, "0min");
    for (int i = 0; i < 100; i++) {
        assert_int_equal(toc_engine_begin(d->engine, i * ms("1min")), TOC_OK);
        set(d, "people", 1);
    }
    assert_string_equal(toc_engine_error(d->engine), "");
}

static void more_samples_than_fit_a_window_stop_the_engine(void **state)
{
    drill *d = *state;
    plan(d, "trigger t \"T\" { when sum(people, 10min) >= 1000 }\n");
    d->options.history_max = 10;
    at(d, "0min");
    for (int i = 0; i < 10; i++)
        set(d, "people", i);
    toc_setting setting = {indicator_id(d, "people"), 0};
    toc_act what = {.verb = TOC_VERB_SET,
                    .body = TOC_NONE,
                    .other = TOC_NONE,
                    .entry = TOC_NONE,
                    .settings = &setting,
                    .setting_count = 1};
    assert_int_equal(act(d, &what), TOC_EFULL);
    assert_non_null(strstr(toc_engine_error(d->engine), "people"));
    assert_int_equal(toc_engine_advance(d->engine, ms("1h")), TOC_EFULL); /* and takes no more */
}

static void what_no_window_reads_is_not_kept(void **state)
{
    drill *d = *state;
    plan(d, "trigger t \"T\" { when people >= 1000 }\n");
    d->options.history_max = 2;
    at(d, "0min");
    for (int i = 0; i < 50; i++)
        set(d, "people", i);
    assert_int_equal(lines_with(d, "\"set\"", NULL), 50);
}

static void windows_of_different_length_share_their_samples(void **state)
{
    drill *d = *state;
    plan(d, "trigger short \"S\" { when sum(people, 10min) >= 3 }\n"
            "trigger long \"L\" { when sum(people, 1h) >= 5 }\n");
    at(d, "0min");
    set(d, "people", 2);
    at(d, "5min");
    set(d, "people", 1);
    at(d, "50min");
    set(d, "people", 2);
    assert_int_equal(when(d, "\"trigger\"", "short", 1), ms("5min"));
    assert_int_equal(lines_with(d, "\"trigger\"", "short"), 1);
    assert_int_equal(when(d, "\"trigger\"", "long", 1), ms("50min"));
}

static void the_value_before_the_window_is_remembered(void **state)
{
    drill *d = *state;
    plan(d, "trigger up \"U\" { when rise(wind, 10min) >= 5 }\n");
    d->options.history_max = 3;
    at(d, "0min");
    for (int i = 1; i <= 20; i++) {
        assert_int_equal(toc_engine_begin(d->engine, i * ms("5min")), TOC_OK);
        set(d, "wind", i); /* one in five minutes: two in ten */
    }
    assert_int_equal(lines_with(d, "\"trigger\"", NULL), 0);
    set(d, "wind", 23); /* ten minutes ago it was 18 */
    assert_int_equal(lines_with(d, "\"trigger\"", NULL), 1);
}

static void sums_beyond_64_bits_are_unknown_not_wrong(void **state)
{
    drill *d = *state;
    plan(d, "trigger big \"B\" { when sum(wind, 1h) < 0 }\n"
            "trigger fair \"F\" { when mean(wind, 1h) > 1 }\n");
    at(d, "0min");
    toc_setting setting = {indicator_id(d, "wind"), INT64_MAX - 1};
    toc_act what = {.verb = TOC_VERB_SET,
                    .body = TOC_NONE,
                    .other = TOC_NONE,
                    .entry = TOC_NONE,
                    .settings = &setting,
                    .setting_count = 1};
    for (int i = 0; i < 5; i++)
        assert_int_equal(act(d, &what), TOC_OK);
    assert_int_equal(lines_with(d, "\"trigger\"", "big"), 0);
    assert_int_equal(lines_with(d, "\"trigger\"", "fair"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(samples_out_of_reach_make_room),
        TEST(more_samples_than_fit_a_window_stop_the_engine),
        TEST(what_no_window_reads_is_not_kept),
        TEST(windows_of_different_length_share_their_samples),
        TEST(the_value_before_the_window_is_remembered),
        TEST(sums_beyond_64_bits_are_unknown_not_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
