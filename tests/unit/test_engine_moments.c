/* test_engine_moments.c - forecasts that move, what is due before them, and when they come. */
#include "../support/drill_fixture.h"

#define TWO_MOMENTS                                                                                \
    "moment landfall \"Landfall\" { source office }\n"                                             \
    "moment crest \"Crest\"\n"

/* 3.2 */
static void what_is_due_before_a_moment_moves_with_its_forecast(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS
         "response r \"R\" { on call  step a \"A\" { by crew  before 6h before landfall } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    assert_due(d, "r.a", 1, NULL);
    forecast(d, "landfall", "30h");
    assert_due(d, "r.a", 1, "24h");
    at(d, "2h");
    forecast(d, "landfall", "40h");
    assert_due(d, "r.a", 1, "34h");
    at(d, "3h");
    forecast(d, "landfall", "20h");
    assert_due(d, "r.a", 1, "14h");
    at(d, "14h"); /* at the very deadline */
    did(d, "r.a");
    assert_met(d, "r.a", 1);
    at(d, "15h");
    forecast(d, "landfall", "60h"); /* what is done is done */
    finish(d, "70h");
    assert_met(d, "r.a", 1);
    assert_int_equal(lines_with(d, "\"kind\":\"duty-dated\"", "r.a"), 3);
}

/* 3.5 */
static void nothing_is_due_before_its_forecast_was_given(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS
         "response r \"R\" { on call  step a \"A\" { by crew  before 72h before landfall } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "1h");
    forecast(d, "landfall", "31h");
    assert_due(d, "r.a", 1, "1h");
    did(d, "r.a");
    assert_met(d, "r.a", 1);
}

static void a_forecast_repeated_is_the_one_that_was_given_first(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS
         "response r \"R\" { on call  step a \"A\" { by crew  before 6h before landfall } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    forecast(d, "landfall", "8h");
    at(d, "3h");
    forecast(d, "landfall", "8h");
    did(d, "r.a");
    assert_late(d, "r.a", 1, "1h");
}

static void a_later_forecast_takes_lateness_back(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS
         "response r \"R\" { on call  step a \"A\" { by crew  before 6h before landfall } }\n"
         "trigger slow \"Slow\" { when r.a.late }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    forecast(d, "landfall", "8h");
    at(d, "3h");
    assert_int_equal(lines_with(d, "\"kind\":\"duty-overdue\"", "r.a"), 1);
    forecast(d, "landfall", "20h");
    assert_due(d, "r.a", 1, "14h");
    at(d, "10h");
    did(d, "r.a");
    assert_met(d, "r.a", 1);
}

/* 3.4: opened after the deadline it is overdue at once. */
static void opened_after_its_deadline_it_is_overdue(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS
         "response r \"R\" { on call  step a \"A\" { by crew  before 6h before landfall } }\n");
    play(d, "all");
    at(d, "0min");
    forecast(d, "landfall", "8h");
    at(d, "5h");
    inject(d, "call");
    assert_due(d, "r.a", 1, "2h");
    did(d, "r.a");
    assert_late(d, "r.a", 1, "3h");
}

/* 8.2: a step that still waits owes its duty once its due time is known. */
static void a_waiting_step_owes_it_from_the_forecast_on(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS "response r \"R\" { on call  step a \"A\" { by crew }\n"
                        "  step b \"B\" { by crew  after a  before 6h before landfall } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    assert_int_equal(duty_count(d, "r.b"), 0);
    at(d, "1h");
    forecast(d, "landfall", "9h");
    assert_due(d, "r.b", 1, "3h");
    finish(d, "4h");
    assert_missed(d, "r.b", 1);
    assert_int_equal(duty_of(d, "r.b", 1)->grace, ms("2h")); /* 8.3: due less its opening */
}

static void two_moments_move_apart(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS "response r \"R\" { on call\n"
                        "  step a \"A\" { by crew  before 1h before landfall }\n"
                        "  step b \"B\" { by crew  before 1h before crest } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    forecast(d, "landfall", "10h");
    assert_due(d, "r.a", 1, "9h");
    assert_due(d, "r.b", 1, NULL);
    forecast(d, "crest", "12h");
    forecast(d, "landfall", "11h");
    assert_due(d, "r.a", 1, "10h");
    assert_due(d, "r.b", 1, "11h");
}

/* To the end of the n-th workday before: 5 March 2026 is a Thursday. */
static void workdays_before_a_moment(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS "period off \"Off\" { from 2026-03-02 to 2026-03-02  holiday }\n"
                        "response r \"R\" { on call  step a \"A\" { by crew  before 2 workdays "
                        "before landfall } }\n");
    d->options.start = INT64_C(1771977600000); /* 2026-02-25T00:00Z, a Wednesday */
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    forecast(d, "landfall",
             "152h"); /* Tuesday 3 March 08:00: Friday is the first, Thursday the second */
    assert_due(d, "r.a", 1, "48h");
}

/* ---- time to ---- */

static void time_to_is_read_again_when_it_turns(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS "trigger near \"Near\" { when time to landfall <= 72h }\n"
                        "trigger nearer \"Nearer\" { when time to landfall < 72h }\n"
                        "trigger far \"Far\" { when time to landfall > 72h }\n");
    at(d, "1h");
    assert_int_equal(lines_with(d, "\"kind\":\"trigger\"", NULL),
                     0); /* no forecast: all are false */
    forecast(d, "landfall", "100h");
    assert_int_equal(lines_with(d, "\"kind\":\"trigger\"", "far"), 1);
    advance(d, "40h");
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"near\"", 1), ms("28h"));
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"nearer\"", 1), ms("28h") + 1);
    forecast(d, "landfall", "120h"); /* it moves away and comes near a second time */
    advance(d, "50h");
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"near\"", 2), ms("48h"));
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"far\"", 2), ms("40h"));
}

static void a_grade_by_the_time_that_is_left(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS "levels { level II \"Two\" { when time to landfall <= 48h }\n"
                        "  level I \"One\" { when time to landfall <= 12h } }\n");
    at(d, "0min");
    forecast(d, "landfall", "60h");
    assert_declared(d, "level", "none");
    advance(d, "12h");
    assert_declared(d, "level", "II");
    advance(d, "48h");
    assert_declared(d, "level", "I");
    advance(d, "70h"); /* it has come: the time left is less than nothing */
    assert_declared(d, "level", "I");
}

/* ---- it comes ---- */

static void it_comes_as_forecast_last(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS "response shelter \"Shelter\" { on landfall\n"
                        "  step a \"A\" { by crew  within 2h of landfall } }\n"
                        "trigger after \"After\" { when since(landfall) >= 3h }\n"
                        "trigger ever \"Ever\" { when happened(landfall) }\n");
    play(d, "all");
    at(d, "0min");
    forecast(d, "landfall", "10h");
    at(d, "9h");
    forecast(d, "landfall", "12h");
    advance(d, "11h");
    assert_active(d, "shelter", false);
    advance(d, "20h");
    assert_active(d, "shelter", true);
    assert_due(d, "shelter.a", 1, "14h");
    assert_int_equal(when(d, "\"kind\":\"moment\"", "landfall", 1), ms("12h"));
    assert_int_equal(lines_with(d, "\"kind\":\"moment\"", NULL), 1);
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"after\"", 1), ms("15h"));
    assert_int_equal(when(d, "\"kind\":\"trigger\"", "\"ever\"", 1), ms("12h"));
}

static void forecast_for_now_it_comes_now(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS "response r \"R\" { on landfall  step a \"A\" { by crew } }\n");
    at(d, "5h");
    forecast(d, "landfall", "5h");
    advance(d, "5h");
    assert_node(d, "r.a", TOC_NODE_DONE);
    assert_int_equal(when(d, "\"kind\":\"moment\"", "landfall", 1), ms("5h"));
}

/* 1.1: moments are timers, deadlines come after all else of an instant. */
static void a_moment_comes_before_the_deadlines_of_its_instant(void **state)
{
    drill *d = *state;
    plan(d,
         TWO_MOMENTS "response r \"R\" { on call  step a \"A\" { by crew  within 5h of call } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    forecast(d, "landfall", "5h");
    advance(d, "6h");
    assert_order(d, "\"kind\":\"moment\"", "\"kind\":\"duty-overdue\"");
}

static void its_source_is_told(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS);
    at(d, "1h");
    forecast(d, "landfall", "30h");
    assert_int_equal(when(d, "\"kind\":\"told\",\"name\":\"office\"", "\"how\":\"forecast\"", 1),
                     ms("1h"));
    assert_int_equal(lines_with(d, "\"kind\":\"forecast\"", "\"comes\":108000000"), 1);
}

static void what_cannot_be_forecast_is_refused(void **state)
{
    drill *d = *state;
    plan(d, TWO_MOMENTS);
    at(d, "2h");
    toc_setting past = {0, ms("1h")};
    toc_setting nowhere = {7, ms("9h")};
    toc_act wrong = {.verb = TOC_VERB_FORECAST,
                     .body = TOC_NONE,
                     .other = TOC_NONE,
                     .entry = TOC_NONE,
                     .settings = &past,
                     .setting_count = 1};
    assert_int_equal(act(d, &wrong), TOC_ERANGE);
    wrong.settings = &nowhere;
    assert_int_equal(act(d, &wrong), TOC_ERANGE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_due_before_a_moment_moves_with_its_forecast),
        TEST(nothing_is_due_before_its_forecast_was_given),
        TEST(a_forecast_repeated_is_the_one_that_was_given_first),
        TEST(a_later_forecast_takes_lateness_back),
        TEST(opened_after_its_deadline_it_is_overdue),
        TEST(a_waiting_step_owes_it_from_the_forecast_on),
        TEST(two_moments_move_apart),
        TEST(workdays_before_a_moment),
        TEST(time_to_is_read_again_when_it_turns),
        TEST(a_grade_by_the_time_that_is_left),
        TEST(it_comes_as_forecast_last),
        TEST(forecast_for_now_it_comes_now),
        TEST(a_moment_comes_before_the_deadlines_of_its_instant),
        TEST(its_source_is_told),
        TEST(what_cannot_be_forecast_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
