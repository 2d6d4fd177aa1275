/* test_engine_conditions.c - values, windows, `for`, and what does not exist yet. */
#include "../support/drill_fixture.h"

/* 2.1: an indicator always has a value. */
static void indicators_begin_with_a_value(void **state)
{
    drill *d = *state;
    plan(d, "indicator stated \"S\" { number  range 1..9  initial 4 }\n"
            "indicator ranged \"R\" { number  range 3..9 }\n"
            "indicator bare \"B\" { number }\n"
            "indicator flagged \"F\" { flag }\n"
            "indicator sky \"Sky\" { one of (clear, rain) }\n"
            "trigger t \"T\" { when stated > 1 and ranged > 4 and bare > 1 and flagged and sky is "
            "rain }\n");
    advance(d, "0min");
    assert_int_equal(toc_engine_indicator(d->engine, indicator_id(d, "stated")), 4 * TOC_MICRO);
    assert_int_equal(toc_engine_indicator(d->engine, indicator_id(d, "ranged")), 3 * TOC_MICRO);
    assert_int_equal(toc_engine_indicator(d->engine, indicator_id(d, "bare")), 0);
    assert_int_equal(toc_engine_indicator(d->engine, indicator_id(d, "flagged")), 0);
    assert_int_equal(toc_engine_indicator(d->engine, indicator_id(d, "sky")), 0);
}

static void a_comparison_with_what_never_happened_is_false_and_its_not_is_true(void **state)
{
    drill *d = *state;
    plan(d, "trigger long \"Long\" { when since(call) > 1h }\n"
            "trigger short \"Short\" { when since(call) <= 1h }\n"
            "trigger not-long \"Not\" { when not since(call) > 1h }\n");
    advance(d, "3h");
    assert_int_equal(lines_with(d, "trigger", "\"long\""), 0);
    assert_int_equal(lines_with(d, "trigger", "short"), 0);
    assert_int_equal(when(d, "trigger", "not-long", 1), 0);
    inject(d, "call");
    advance(d, "5h");
    assert_int_equal(when(d, "trigger", "short", 1), ms("3h"));
    assert_int_equal(when(d, "trigger", "\"long\"", 1), ms("4h") + 1);
}

static void since_counts_from_the_latest_occurrence(void **state)
{
    drill *d = *state;
    plan(d, "trigger quiet \"Quiet\" { when since(call) >= 1h }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "50min");
    inject(d, "call");
    advance(d, "3h");
    assert_int_equal(lines_with(d, "trigger", "quiet"), 1);
    assert_int_equal(when(d, "trigger", "quiet", 1), ms("1h50min"));
}

static void a_field_that_the_latest_event_does_not_state_is_unknown(void **state)
{
    drill *d = *state;
    plan(d, "event crash \"Crash\" { fields cars count }\n"
            "trigger big \"Big\" { on crash  when cars of crash >= 3 }\n"
            "trigger other \"Other\" { on crash  when not cars of crash >= 3 }\n");
    at(d, "1min");
    inject_with(d, "crash", "cars", 5 * TOC_MICRO);
    assert_int_equal(lines_with(d, "trigger", "big"), 1);
    at(d, "2min");
    inject(d, "crash");
    assert_int_equal(lines_with(d, "trigger", "big"), 1);
    assert_int_equal(lines_with(d, "trigger", "other"), 1);
}

/* 2.3: `for` */
static void for_falls_and_starts_again(void **state)
{
    drill *d = *state;
    plan(d, "trigger windy \"Windy\" { when wind > 10 for 10min }\n");
    at(d, "1min");
    set(d, "wind", 12);
    at(d, "8min");
    set(d, "wind", 5);
    at(d, "9min");
    set(d, "wind", 15);
    advance(d, "1h");
    assert_int_equal(lines_with(d, "trigger", NULL), 1);
    assert_int_equal(when(d, "trigger", "windy", 1), ms("19min"));
}

static void a_change_that_keeps_the_condition_true_does_not_start_it_again(void **state)
{
    drill *d = *state;
    plan(d, "trigger windy \"Windy\" { when wind > 10 for 10min }\n");
    at(d, "1min");
    set(d, "wind", 12);
    at(d, "8min");
    set(d, "wind", 20);
    advance(d, "1h");
    assert_int_equal(when(d, "trigger", "windy", 1), ms("11min"));
}

static void a_fall_at_the_last_instant_counts(void **state)
{
    drill *d = *state;
    plan(d, "trigger windy \"Windy\" { when wind > 10 for 10min }\n");
    at(d, "1min");
    set(d, "wind", 12);
    at(d, "11min");
    set(d, "wind", 5);
    advance(d, "1h");
    assert_int_equal(lines_with(d, "trigger", NULL), 0);
}

static void two_spans_of_one_comparison_are_kept_apart(void **state)
{
    drill *d = *state;
    plan(d, "trigger both \"Both\" { when wind > 10 for 10min and wind > 10 for 30min }\n"
            "trigger either \"Either\" { when wind > 10 for 10min or wind > 10 for 30min }\n");
    at(d, "1min");
    set(d, "wind", 12);
    advance(d, "1h");
    assert_int_equal(when(d, "trigger", "both", 1), ms("31min"));
    assert_int_equal(when(d, "trigger", "either", 1), ms("11min"));
}

/* 2.3: windows are (t-d, t] */
static void a_count_window_is_open_at_its_far_end(void **state)
{
    drill *d = *state;
    plan(d, "trigger three \"Three\" { when count(call, 1h) >= 3 }\n"
            "trigger two \"Two\" { when not count(call, 1h) >= 2 }\n");
    at(d, "10min");
    inject(d, "call");
    at(d, "20min");
    inject(d, "call");
    at(d, "70min");
    inject(d, "call"); /* the first is exactly an hour old: outside */
    assert_int_equal(lines_with(d, "trigger", "three"), 0);
    advance(d, "80min"); /* the second leaves */
    assert_int_equal(when(d, "trigger", "two", 2), ms("80min"));
}

static void an_event_in_the_window_counts_up_to_its_last_instant(void **state)
{
    drill *d = *state;
    plan(d, "trigger three \"Three\" { when count(call, 1h) >= 3 }\n");
    at(d, "10min");
    inject(d, "call");
    inject(d, "call");
    assert_int_equal(toc_engine_begin(d->engine, ms("70min") - 1), TOC_OK);
    inject(d, "call");
    assert_int_equal(lines_with(d, "trigger", "three"), 1);
}

static void sum_min_max_and_mean_take_the_samples_of_the_window(void **state)
{
    drill *d = *state;
    plan(d, "trigger sums \"S\" { when sum(people, 1h) >= 10 }\n"
            "trigger least \"L\" { when min(people, 1h) >= 3 }\n"
            "trigger most \"M\" { when max(people, 1h) >= 7 }\n"
            "trigger middle \"A\" { when mean(people, 1h) >= 5 }\n");
    advance(d, "5min");
    assert_int_equal(lines_with(d, "trigger", NULL), 0); /* no sample: false, all of them */
    at(d, "10min");
    set(d, "people", 3);
    assert_int_equal(lines_with(d, "trigger", "least"), 1);
    at(d, "20min");
    set(d, "people", 7);
    assert_int_equal(when(d, "trigger", "sums", 1), ms("20min"));
    assert_int_equal(when(d, "trigger", "most", 1), ms("20min"));
    assert_int_equal(when(d, "trigger", "middle", 1), ms("20min"));
    advance(d, "3h"); /* all samples have left: nothing holds, and nothing rises again */
    assert_int_equal(lines_with(d, "trigger", NULL), 4);
}

static void a_mean_is_rounded_down(void **state)
{
    drill *d = *state;
    plan(d, "trigger third \"T\" { when mean(people, 1h) <= 0.333333 and mean(people, 1h) > 0 }\n"
            "indicator low \"Low\" { number  range -9..9 }\n"
            "trigger falling \"B\" { when mean(low, 1h) < -0.333333 }\n");
    at(d, "1min");
    set(d, "people", 1);
    set(d, "people", 0);
    set(d, "people", 0);
    assert_int_equal(lines_with(d, "trigger", "third"), 1);
    set(d, "low", -1);
    assert_int_equal(lines_with(d, "trigger", "falling"), 1); /* -1 */
    set(d, "low", 0);
    set(d, "low", 0); /* -1/3 is -0.333334 rounded down */
    at(d, "2min");
    set(d, "wind", 1);
    assert_int_equal(lines_with(d, "trigger", "falling"), 1);
}

static void rise_is_now_less_then(void **state)
{
    drill *d = *state;
    plan(d, "trigger fast \"F\" { when rise(wind, 1h) >= 10 }\n");
    at(d, "10min");
    set(d, "wind", 6);
    at(d, "69min");
    set(d, "wind", 16); /* an hour ago it was 0: the sample of 10 min is not yet that old */
    assert_int_equal(when(d, "trigger", "fast", 1), ms("69min"));
    at(d, "70min");
    set(d, "wind", 15); /* now it was 6 then */
    at(d, "71min");
    set(d, "wind", 16);
    assert_int_equal(lines_with(d, "trigger", "fast"), 2);
}

static void rate_is_for_each_hour_and_rounded_down(void **state)
{
    drill *d = *state;
    plan(d, "trigger slow \"S\" { when rate(wind, 7min) >= 8.571428 }\n"
            "trigger quick \"Q\" { when rate(wind, 7min) >= 8.571429 }\n");
    at(d, "10min");
    set(d, "wind", 1); /* 1 in 7 minutes is 8.571428571… an hour */
    assert_int_equal(lines_with(d, "trigger", "slow"), 1);
    assert_int_equal(lines_with(d, "trigger", "quick"), 0);
}

/* 2.2: `level` is what is declared. */
static void level_in_conditions_is_the_declared_one(void **state)
{
    drill *d = *state;
    plan(d,
         "levels { declared by office within 1h  level low \"L\" { colour blue  when wind >= 5 } "
         "}\n"
         "trigger known \"K\" { when level at least low }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 9);
    assert_warranted(d, "level", "low");
    assert_int_equal(lines_with(d, "trigger", "known"), 0);
    at(d, "5min");
    declare(d, "level.low");
    assert_int_equal(when(d, "trigger", "known", 1), ms("5min"));
}

/* 2.5 */
static const char latest[] =
    "response r \"R\" { on call\n"
    "  step a \"A\" { by crew  within 10min }\n"
    "  report tell \"Tell\" { from crew to office, city  on a  within 1h } }\n"
    "trigger is-done \"D\" { when r.a.done }\n"
    "trigger is-late \"L\" { when r.a.late }\n"
    "trigger is-sent \"S\" { when r.tell.sent }\n"
    "trigger ever \"E\" { when happened(r.a) }\n";

static void done_late_and_sent_speak_of_the_latest_activation(void **state)
{
    drill *d = *state;
    plan(d, latest);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    advance(d, "20min");
    assert_int_equal(when(d, "trigger", "is-late", 1), ms("10min"));
    did(d, "r.a");
    assert_int_equal(when(d, "trigger", "is-done", 1), ms("20min"));
    report_to(d, "r.tell", "office");
    assert_int_equal(lines_with(d, "trigger", "is-sent"), 0); /* not yet to all */
    report_to(d, "r.tell", "city");
    assert_int_equal(lines_with(d, "trigger", "is-sent"), 1);
    at(d, "1h");
    inject(d, "call"); /* a new activation: nothing of it is done, late or sent */
    at(d, "65min");
    did(d, "r.a");
    report(d, "r.tell");
    advance(d, "3h");
    assert_int_equal(when(d, "trigger", "is-done", 2), ms("65min"));
    assert_int_equal(lines_with(d, "trigger", "is-late"), 1);
    assert_int_equal(lines_with(d, "trigger", "is-sent"), 2);
    assert_int_equal(lines_with(d, "trigger", "ever"), 1); /* of the whole drill */
}

static void late_ends_when_the_controller_extends(void **state)
{
    drill *d = *state;
    plan(d, latest);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    advance(d, "15min");
    extend(d, TOC_DUTY_STEP, "r.a", "30min");
    advance(d, "2h");
    assert_int_equal(when(d, "trigger", "is-late", 2), ms("40min"));
}

static void an_outcome_can_be_read(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  decision q \"Q\" { by crew  yes -> a  no -> b }\n"
            "  step a \"A\" { by crew }  step b \"B\" { by crew } }\n"
            "trigger took-yes \"Y\" { when r.q.yes }\n"
            "trigger took-no \"N\" { when r.q.no }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    decide(d, "r.q", "no");
    assert_int_equal(lines_with(d, "trigger", "took-no"), 1);
    assert_int_equal(lines_with(d, "trigger", "took-yes"), 0);
}

static void resources_bodies_responses_and_periods_can_be_read(void **state)
{
    drill *d = *state;
    plan(d,
         "org team \"Team\" { kind group  under office  contact phone \"1\"  contact radio \"1\"  "
         "formed by office when safe }\n"
         "period lunch \"Lunch\" { from 12:00 to 13:00  weekly mon..sun }\n"
         "response r \"R\" { on call  step a \"A\" { by crew  takes 20min  uses 1 pump } }\n"
         "trigger half \"H\" { when pump.free <= 50% }\n"
         "trigger taken \"T\" { when pump.used >= 1 }\n"
         "trigger there \"B\" { when team.active }\n"
         "trigger runs \"R\" { when r.active }\n"
         "trigger eats \"P\" { when in lunch }\n");
    d->options.start = ms("11h"); /* 1 January 1970, 11:00 */
    at(d, "10min");
    inject(d, "call");
    assert_int_equal(when(d, "trigger", "half", 1), ms("10min"));
    assert_int_equal(when(d, "trigger", "taken", 1), ms("10min"));
    assert_int_equal(when(d, "trigger", "runs", 1), ms("10min"));
    at(d, "40min");
    set(d, "safe", 1);
    advance(d, "2d");
    assert_int_equal(when(d, "trigger", "there", 1), ms("40min"));
    assert_int_equal(when(d, "trigger", "eats", 1), ms("1h"));
    assert_int_equal(when(d, "trigger", "eats", 2), ms("1d1h"));
    assert_int_equal(lines_with(d, "trigger", "half"), 1);
}

/* ---- and, or, not: however they stand together ---- */

enum { EXPRESSIONS = 40, FLAGS = 4 };

typedef struct expression {
    char text[1024];
    size_t used;
    uint32_t random;
    unsigned flags; /* bit i: flag i is set */
} expression;

static void put(expression *e, const char *text)
{
    e->used += (size_t)snprintf(e->text + e->used, sizeof e->text - e->used, "%s", text);
    assert_true(e->used < sizeof e->text);
}

static uint32_t choice(expression *e, uint32_t bound)
{
    e->random = e->random * UINT32_C(1664525) + UINT32_C(1013904223);
    return (e->random >> 16) % bound;
}

/* Adds one to the text; what it comes to with these flags, worked out apart from the engine. */
static bool build(expression *e, int depth)
{
    static const char *const leaves[] = {"f0",          "f1",         "f2",          "f3",
                                         "people >= 2", "people < 1", "people is 3", "people != 2"};
    unsigned people = e->flags & 3;
    uint32_t kind = depth == 0 ? 3 : choice(e, 4);
    if (kind == 3) {
        uint32_t leaf = choice(e, 8);
        put(e, leaves[leaf]);
        return leaf < FLAGS ? e->flags >> leaf & 1
               : leaf == 4  ? people >= 2
               : leaf == 5  ? people < 1
               : leaf == 6  ? people == 3
                            : people != 2;
    }
    put(e, kind == 2 ? "not (" : "(");
    bool left = build(e, depth - 1);
    if (kind != 2) {
        put(e, kind == 0 ? ") and (" : ") or (");
        bool right = build(e, depth - 1);
        left = kind == 0 ? left && right : left || right;
    }
    put(e, ")");
    return kind == 2 ? !left : left;
}

static void and_or_and_not_come_to_what_they_say(void **state)
{
    drill *d = *state;
    char text[EXPRESSIONS * 1200] = "";
    size_t used = 0;
    for (int i = 0; i < FLAGS; i++)
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "indicator f%d \"F\" { flag }\n", i);
    for (uint32_t i = 0; i < EXPRESSIONS; i++) {
        expression e = {.random = i};
        (void)build(&e, 6);
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "levels l%02u \"L\" { level on \"On\" { when (%s) or safe } }\n",
                                 i, e.text);
        assert_true(used < sizeof text);
    }
    plan(d, text);
    at(d, "1min");
    for (unsigned flags = 0; flags < 1u << FLAGS; flags++) {
        for (unsigned k = 0; k < FLAGS; k++)
            set(d, (const char *[]){"f0", "f1", "f2", "f3"}[k], flags >> k & 1);
        set(d, "people", flags & 3);
        for (uint32_t i = 0; i < EXPRESSIONS; i++) {
            expression e = {.random = i, .flags = flags};
            assert_int_equal(toc_engine_warranted(d->engine, i), build(&e, 6));
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(indicators_begin_with_a_value),
        TEST(a_comparison_with_what_never_happened_is_false_and_its_not_is_true),
        TEST(since_counts_from_the_latest_occurrence),
        TEST(a_field_that_the_latest_event_does_not_state_is_unknown),
        TEST(for_falls_and_starts_again),
        TEST(a_change_that_keeps_the_condition_true_does_not_start_it_again),
        TEST(a_fall_at_the_last_instant_counts),
        TEST(two_spans_of_one_comparison_are_kept_apart),
        TEST(a_count_window_is_open_at_its_far_end),
        TEST(an_event_in_the_window_counts_up_to_its_last_instant),
        TEST(sum_min_max_and_mean_take_the_samples_of_the_window),
        TEST(a_mean_is_rounded_down),
        TEST(rise_is_now_less_then),
        TEST(rate_is_for_each_hour_and_rounded_down),
        TEST(level_in_conditions_is_the_declared_one),
        TEST(done_late_and_sent_speak_of_the_latest_activation),
        TEST(late_ends_when_the_controller_extends),
        TEST(an_outcome_can_be_read),
        TEST(resources_bodies_responses_and_periods_can_be_read),
        TEST(and_or_and_not_come_to_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
