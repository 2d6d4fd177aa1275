/* test_engine_series.c - steps and reports that repeat: the grid, grace, missed times, the end. */
#include "../support/drill_fixture.h"

static const char walk[] = "response r \"R\" { on call\n"
                           "  step walk \"Walk\" { by crew  every 1h until safe }\n"
                           "  step next \"Next\" { by crew  after walk } }\n";

static void begin(drill *d, const char *text)
{
    plan(d, text);
    play(d, "all");
    at(d, "10min");
    inject(d, "call");
}

/* 7.1 */
static void times_open_on_the_grid_and_are_due_a_period_later(void **state)
{
    drill *d = *state;
    begin(d, walk);
    advance(d, "2h30min");
    assert_int_equal(duty_count(d, "r.walk"), 3);
    for (unsigned i = 1; i <= 3; i++) {
        const toc_duty *duty = duty_of(d, "r.walk", i);
        assert_int_equal(duty->opened, ms("10min") + (i - 1) * ms("1h"));
        assert_int_equal(duty->due, duty->opened + ms("1h"));
        assert_int_equal(duty->occurrence, i);
        assert_int_equal(duty->grace, ms("30min"));
    }
}

static void an_odd_period_is_not_rounded(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step walk \"Walk\" { by crew  every 1s  } }\n");
    advance(d, "10min");
    assert_int_equal(duty_of(d, "r.walk", 1)->due - duty_of(d, "r.walk", 1)->opened, ms("1s"));
}

static void the_grid_does_not_drift(void **state)
{
    drill *d = *state;
    begin(d, walk);
    at(d, "55min");
    did(d, "r.walk");
    advance(d, "5h");
    for (unsigned i = 1; i <= duty_count(d, "r.walk"); i++)
        assert_int_equal(duty_of(d, "r.walk", i)->opened, ms("10min") + (i - 1) * ms("1h"));
}

static void within_says_how_long_each_time_has(void **state)
{
    drill *d = *state;
    begin(d,
          "response r \"R\" { on call  step walk \"Walk\" { by crew  every 1h  within 20min } }\n");
    advance(d, "70min");
    assert_due(d, "r.walk", 1, "30min");
    assert_due(d, "r.walk", 2, "1h30min");
}

static void by_time_is_the_next_such_time(void **state)
{
    drill *d = *state;
    begin(d, "report daily \"Daily\" { from crew to city  on call  every 24h by time 08:00 }\n");
    d->options.start = 0; /* midnight UTC */
    advance(d, "1d1h");
    assert_due(d, "daily", 1, "8h");
    assert_due(d, "daily", 2, "1d8h");
}

static void until_holding_at_the_start_is_no_time_at_all(void **state)
{
    drill *d = *state;
    plan(d, walk);
    play(d, "all");
    at(d, "10min");
    set(d, "safe", 1);
    inject(d, "call");
    assert_node(d, "r.walk", TOC_NODE_SKIPPED);
    assert_node(d, "r.next", TOC_NODE_READY);
    assert_int_equal(duty_count(d, "r.walk"), 0);
}

static void a_report_whose_until_holds_at_the_start_is_not_owed(void **state)
{
    drill *d = *state;
    plan(d, "report tell \"T\" { from crew to city  on call  every 1h until safe }\n");
    play(d, "all");
    at(d, "10min");
    set(d, "safe", 1);
    inject(d, "call");
    advance(d, "5h");
    assert_int_equal(d->duties.count, 0);
}

/* 7.2 */
static void until_ends_the_series_and_the_step_is_done(void **state)
{
    drill *d = *state;
    begin(d, walk);
    at(d, "2h");
    did(d, "r.walk");
    at(d, "2h20min");
    set(d, "safe", 1);
    assert_void(d, "r.walk", 3, TOC_VOID_SERIES_END);
    assert_node(d, "r.walk", TOC_NODE_DONE);
    assert_node(d, "r.next", TOC_NODE_READY);
    advance(d, "9h");
    assert_int_equal(duty_count(d, "r.walk"), 3);
}

static void an_overdue_time_stays_after_the_end_and_may_be_done_late(void **state)
{
    drill *d = *state;
    begin(d, walk);
    at(d, "1h15min"); /* the first is overdue by five minutes, the second open */
    set(d, "safe", 1);
    assert_open(d, "r.walk", 1);
    assert_void(d, "r.walk", 2, TOC_VOID_SERIES_END);
    did(d, "r.next");
    assert_active(d, "r", false);
    at(d, "1h20min");
    did(d, "r.walk");
    assert_late(d, "r.walk", 1, "10min");
    at(d, "1h30min");
    did(d, "r.walk");
    assert_int_equal(lines_with(d, "repeated", NULL), 1);
}

static void while_ends_it_and_begins_it_anew(void **state)
{
    drill *d = *state;
    plan(d, "report tell \"T\" { from crew to city  while wind > 10  every 1h }\n");
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    at(d, "1h30min");
    set(d, "wind", 0);
    assert_open(d, "tell", 1); /* overdue */
    assert_void(d, "tell", 2, TOC_VOID_SERIES_END);
    at(d, "3h");
    set(d, "wind", 12);
    advance(d, "4h30min");
    assert_int_equal(duty_of(d, "tell", 3)->opened, ms("3h"));
    assert_int_equal(duty_of(d, "tell", 4)->opened, ms("4h"));
}

/* 7.3 */
static void an_act_meets_the_oldest_open_time(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step walk \"Walk\" { by crew  every 1h  within 3h } }\n");
    at(d, "2h20min"); /* three are open */
    did(d, "r.walk");
    assert_met(d, "r.walk", 1);
    assert_open(d, "r.walk", 2);
    did(d, "r.walk");
    did(d, "r.walk");
    assert_met(d, "r.walk", 3);
    did(d, "r.walk");
    assert_int_equal(lines_with(d, "r.walk", "repeated"), 1);
}

static void a_time_not_done_half_a_period_after_is_missed_for_good(void **state)
{
    drill *d = *state;
    begin(d, walk);
    advance(d, "1h39min");
    assert_open(d, "r.walk", 1);
    advance(d, "1h40min"); /* due 1h10min and half an hour */
    assert_missed(d, "r.walk", 1);
    did(d, "r.walk");
    assert_missed(d, "r.walk", 1);
    assert_met(d, "r.walk", 2);
}

static void done_at_that_very_instant_it_is_late_not_missed(void **state)
{
    drill *d = *state;
    begin(d, walk);
    at(d, "1h40min");
    did(d, "r.walk");
    advance(d, "1h40min");
    assert_late(d, "r.walk", 1, "30min");
}

static void a_tick_while_the_step_runs_is_dropped_and_noted(void **state)
{
    drill *d = *state;
    begin(d, walk);
    at(d, "1h");
    start(d, "r.walk");
    advance(d, "2h10min"); /* ticks at 1h10min and 2h10min */
    assert_int_equal(lines_with(d, "\"tick\"", "dropped"), 2);
    at(d, "2h30min");
    did(d, "r.walk");
    advance(d, "3h10min");
    assert_int_equal(duty_of(d, "r.walk", 2)->opened, ms("3h10min"));
    assert_int_equal(duty_of(d, "r.walk", 2)->occurrence, 4);
}

static void a_guard_is_read_at_each_tick(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step walk \"Walk\" { by crew  when wind < 10  every 1h } }\n");
    at(d, "1h");
    set(d, "wind", 20);
    at(d, "2h");
    set(d, "wind", 0);
    advance(d, "3h");
    assert_int_equal(duty_count(d, "r.walk"), 2);
    assert_int_equal(duty_of(d, "r.walk", 2)->opened, ms("2h10min"));
}

static void one_time_done_too_early_does_not_stand_for_the_series(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
             "  step walk \"Walk\" { by crew  after a  every 1h } }\n");
    did(d, "r.walk");
    assert_int_equal(lines_with(d, "\"mark\"", "premature"), 1);
    did(d, "r.a");
    assert_open(d, "r.walk", 1);
}

static void a_simulated_series_works_each_time(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step walk \"Walk\" { by crew  takes 10min  every 1h until safe  uses 1 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    advance(d, "1h5min");
    assert_met(d, "r.walk", 1);
    assert_free(d, "pump", 1);
    set(d, "safe", 1); /* in the middle of the second time: void, but the work is finished */
    assert_void(d, "r.walk", 2, TOC_VOID_SERIES_END);
    assert_active(d, "r", true);
    advance(d, "1h10min");
    assert_free(d, "pump", 2);
    assert_active(d, "r", false);
}

static void late_and_done_speak_of_the_latest_time(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step walk \"Walk\" { by crew  every 1h } }\n"
            "trigger is-late \"L\" { when r.walk.late }\n"
            "trigger is-done \"D\" { when r.walk.done }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "30min");
    did(d, "r.walk");
    advance(d, "3h30min");
    assert_int_equal(lines_with(d, "\"trigger\"", "is-done"), 1);
    assert_int_equal(lines_with(d, "\"trigger\"", "is-late"), 0); /* the newer is not late yet */
}

static void a_series_does_not_keep_a_drill_going(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step walk \"Walk\" { by crew  takes 1h  every 1h } }\n");
    at(d, "0min");
    inject(d, "call");
    advance(d, "90min");
    assert_true(toc_engine_is_settled(d->engine));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(times_open_on_the_grid_and_are_due_a_period_later),
        TEST(an_odd_period_is_not_rounded),
        TEST(the_grid_does_not_drift),
        TEST(within_says_how_long_each_time_has),
        TEST(by_time_is_the_next_such_time),
        TEST(until_holding_at_the_start_is_no_time_at_all),
        TEST(a_report_whose_until_holds_at_the_start_is_not_owed),
        TEST(until_ends_the_series_and_the_step_is_done),
        TEST(an_overdue_time_stays_after_the_end_and_may_be_done_late),
        TEST(while_ends_it_and_begins_it_anew),
        TEST(an_act_meets_the_oldest_open_time),
        TEST(a_time_not_done_half_a_period_after_is_missed_for_good),
        TEST(done_at_that_very_instant_it_is_late_not_missed),
        TEST(a_tick_while_the_step_runs_is_dropped_and_noted),
        TEST(a_guard_is_read_at_each_tick),
        TEST(one_time_done_too_early_does_not_stand_for_the_series),
        TEST(a_simulated_series_works_each_time),
        TEST(late_and_done_speak_of_the_latest_time),
        TEST(a_series_does_not_keep_a_drill_going),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
