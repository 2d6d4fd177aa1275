/* test_engine_modes.c - replay, simulation and both; acts out of order; what the calls refuse. */
#include "../support/drill_fixture.h"

static const char chain[] = "response r \"R\" { on call\n"
                            "  step a \"A\" { by crew  within 1h }\n"
                            "  step b \"B\" { by crew  after a  within 30min }\n"
                            "  step c \"C\" { by crew  after b } }\n";

static void begin(drill *d, const char *text)
{
    plan(d, text);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
}

/* 11.1 */
static void a_waiting_step_may_be_done_too_early_and_not_again(void **state)
{
    drill *d = *state;
    begin(d, chain);
    at(d, "10min");
    did(d, "r.b");
    assert_met(d, "r.b", 1);
    assert_int_equal(duty_of(d, "r.b", 1)->marks, TOC_MARK_PREMATURE);
    assert_node(d, "r.c", TOC_NODE_READY); /* its way is open */
    at(d, "20min");
    did(d, "r.a");
    assert_node(d, "r.b", TOC_NODE_DONE);
    assert_int_equal(duty_count(d, "r.b"), 1);
    did(d, "r.c");
    assert_active(d, "r", false);
}

static void started_too_early_it_is_owed_from_then(void **state)
{
    drill *d = *state;
    begin(d, chain);
    at(d, "10min");
    start(d, "r.b");
    assert_due(d, "r.b", 1, "40min");
    at(d, "50min");
    did(d, "r.b");
    assert_late(d, "r.b", 1, "10min");
    assert_int_equal(duty_of(d, "r.b", 1)->marks, TOC_MARK_PREMATURE);
}

static void failed_too_early_it_is_owed_all_the_same(void **state)
{
    drill *d = *state;
    begin(d, chain);
    at(d, "10min");
    fail_step(d, "r.b");
    assert_due(d, "r.b", 1, "40min");
    finish(d, "1h");
    assert_missed(d, "r.b", 1);
}

static void a_done_step_is_not_done_again(void **state)
{
    drill *d = *state;
    begin(d, chain);
    did(d, "r.a");
    did(d, "r.a");
    start(d, "r.a");
    assert_int_equal(lines_with(d, "\"mark\"", "repeated"), 2);
    assert_int_equal(lines_with(d, "r.a", "\"done\""), 1);
}

static void without_an_active_response_it_is_not_called_for(void **state)
{
    drill *d = *state;
    plan(d, chain);
    play(d, "all");
    at(d, "0min");
    did(d, "r.a");
    assert_int_equal(lines_with(d, "\"mark\"", "not-called-for"), 1);
    assert_int_equal(d->duties.count, 0);
}

static void a_skipped_or_dead_step_is_not_called_for(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step s \"S\" { by crew  when safe }\n"
             "  step keep \"K\" { by crew }\n"
             "  decision q \"Q\" { by crew  yes -> a  no -> end }  step a \"A\" { by crew } }\n");
    decide(d, "r.q", "no");
    did(d, "r.s");
    did(d, "r.a");
    assert_int_equal(lines_with(d, "\"mark\"", "not-called-for"), 2);
}

static void did_without_start_is_both_at_that_instant(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
             "  step x \"X\" { by crew  within 1h of start of a } }\n");
    at(d, "10min");
    did(d, "r.a");
    assert_int_equal(when(d, "r.a", "running", 1), ms("10min"));
    assert_due(d, "r.x", 1, "1h10min");
}

static void marks_of_the_start_stay_with_the_work(void **state)
{
    drill *d = *state;
    begin(d, chain);
    toc_act begins = {.verb = TOC_VERB_START,
                      .id = node_id(d, "r.b"),
                      .body = body_id(d, "city"),
                      .other = TOC_NONE,
                      .entry = TOC_NONE};
    assert_int_equal(act(d, &begins), TOC_OK);
    did(d, "r.b");
    assert_int_equal(duty_of(d, "r.b", 1)->marks, TOC_MARK_PREMATURE | TOC_MARK_WRONG_BODY);
}

static void of_several_activations_the_oldest_that_is_ready(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  repeats  step a \"A\" { by crew }\n"
             "  step b \"B\" { by crew  after a } }\n");
    at(d, "10min");
    inject(d, "call");
    did_in(d, "r.a", 2);
    did(d, "r.b"); /* ready in the second, waiting in the first */
    assert_int_equal(duty_of(d, "r.b", 1)->activation, 2);
    assert_int_equal(duty_of(d, "r.b", 1)->marks, 0);
    did(d, "r.a");
    assert_int_equal(duty_of(d, "r.a", 1)->state, TOC_DUTY_MET);
    did_in(d, "r.a", 3);
    assert_int_equal(lines_with(d, "\"mark\"", "not-called-for"), 1);
}

/* 11.2 */
static void simulated_steps_take_what_they_take(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  takes 10min }\n"
            "  step b \"B\" { by crew  after a }\n"
            "  decision q \"Q\" { by crew  after b  yes -> end  no -> end } }\n");
    d->options.assume[TOC_ASSUME_STEP] = ms("7min");
    d->options.assume[TOC_ASSUME_DECISION] = ms("3min");
    at(d, "0min");
    inject(d, "call");
    advance(d, "1h");
    assert_int_equal(duty_of(d, "r.a", 1)->closed, ms("10min"));
    assert_int_equal(duty_of(d, "r.b", 1)->closed, ms("17min"));
    assert_int_equal(duty_of(d, "r.q", 1)->closed, ms("20min"));
    assert_int_equal(duty_of(d, "r.a", 1)->marks, 0);
    assert_int_equal(duty_of(d, "r.b", 1)->marks, TOC_MARK_ASSUMED);
    assert_int_equal(duty_of(d, "r.q", 1)->marks, TOC_MARK_ASSUMED);
}

static void played_and_simulated_bodies_work_together(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  takes 10min }\n"
            "  step b \"B\" { by office  after a  within 20min }\n"
            "  step c \"C\" { by crew  after b  takes 5min } }\n");
    play(d, "office");
    at(d, "0min");
    inject(d, "call");
    at(d, "25min");
    assert_node(d, "r.b", TOC_NODE_READY);
    did(d, "r.b");
    advance(d, "1h");
    assert_int_equal(duty_of(d, "r.c", 1)->closed, ms("30min"));
}

static void an_act_for_a_simulated_body_is_taken(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  takes 30min  uses 1 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    did(d, "r.a");
    assert_int_equal(duty_of(d, "r.a", 1)->closed, ms("10min"));
    assert_free(d, "pump", 2);
    finish(d, "2h");
    assert_int_equal(lines_with(d, "r.a", "\"done\""), 1);
}

/* 11.4 */
static void settled_means_no_work_wait_window_or_single_deadline(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  takes 30min } }\n"
            "response s \"S\" { on alarm  step b \"B\" { by office  within 2h } }\n"
            "trigger w \"W\" { when count(alarm, 3h) >= 1 }\n");
    play(d, "office");
    advance(d, "0min");
    assert_true(toc_engine_is_settled(d->engine));
    inject(d, "call");
    assert_false(toc_engine_is_settled(d->engine)); /* work */
    advance(d, "30min");
    assert_true(toc_engine_is_settled(d->engine));
    inject(d, "alarm");
    advance(d, "1h");
    did(d, "s.b");
    assert_false(toc_engine_is_settled(d->engine)); /* the window */
    advance(d, "3h30min");
    assert_true(toc_engine_is_settled(d->engine));
    inject(d, "alarm");
    advance(d, "7h");
    assert_true(toc_engine_is_settled(d->engine)); /* overdue: it asks for nothing more */
    assert_open(d, "s.b", 2);
}

static void pause_and_jump_are_recorded(void **state)
{
    drill *d = *state;
    plan(d, chain);
    at(d, "5min");
    toc_act what = {.verb = TOC_VERB_PAUSE, .body = TOC_NONE, .other = TOC_NONE, .entry = 7};
    assert_int_equal(act(d, &what), TOC_OK);
    what.verb = TOC_VERB_JUMP;
    assert_int_equal(act(d, &what), TOC_OK);
    assert_int_equal(lines_with(d, "\"control\"", "pause"), 1);
    assert_int_equal(lines_with(d, "\"control\"", "jump"), 1);
    assert_int_equal(lines_with(d, "\"entry\":7", NULL), 2);
    assert_int_equal(toc_engine_now(d->engine), ms("5min"));
}

static void what_an_entry_causes_names_it(void **state)
{
    drill *d = *state;
    plan(d, chain);
    play(d, "all");
    at(d, "0min");
    toc_act what = {.verb = TOC_VERB_INJECT,
                    .id = event_id(d, "call"),
                    .body = TOC_NONE,
                    .other = TOC_NONE,
                    .entry = 3};
    assert_int_equal(act(d, &what), TOC_OK);
    assert_int_equal(lines_with(d, "\"opened\"", "\"entry\":3"), 1);
    advance(d, "2h");
    assert_int_equal(lines_with(d, "duty-overdue", "entry"), 0);
}

/* ---- what the calls refuse ---- */

static void refused(drill *d, toc_act what)
{
    uint32_t before = d->lines.count;
    assert_int_equal(act(d, &what), TOC_ERANGE);
    assert_int_equal(d->lines.count, before);
}

#define ACT(...) ((toc_act){.body = TOC_NONE, .entry = TOC_NONE, __VA_ARGS__})

static void acts_outside_their_tables_are_refused_and_nothing_happens(void **state)
{
    drill *d = *state;
    plan(d, "levels { level low \"L\" { colour blue  when wind > 5 } }\n"
            "indicator sky \"Sky\" { one of (clear, rain) }\n"
            "indicator heat \"Heat\" { number  range 0..50  initial 0 }\n"
            "event crash \"Crash\" { fields cars count }\n"
            "response r \"R\" { on call  step a \"A\" { by crew }\n"
            "  decision q \"Q\" { by crew  yes -> end  no -> end }\n"
            "  decision p \"P\" { by crew  yes -> end  no -> end } }\n"
            "report tell \"T\" { from crew to city  on call }\n");
    at(d, "1min");
    const uint32_t beyond = 100000, none = 0;
    const toc_setting no_indicator = {beyond, 0}, no_choice = {indicator_id(d, "sky"), 2},
                      no_flag = {indicator_id(d, "safe"), 2},
                      too_hot = {indicator_id(d, "heat"), 51 * TOC_MICRO}, no_field = {beyond, 1};
    refused(d, ACT(.verb = (toc_verb)99));
    refused(d, ACT(.verb = TOC_VERB_INJECT, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_INJECT, .id = event_id(d, "crash"), .settings = &no_field,
                   .setting_count = 1));
    refused(d, ACT(.verb = TOC_VERB_INJECT, .id = event_id(d, "call"), .settings = &no_flag,
                   .setting_count = 1));
    refused(d, ACT(.verb = TOC_VERB_INJECT, .id = event_id(d, "call"), .bodies = &beyond,
                   .body_count = 1));
    refused(d, ACT(.verb = TOC_VERB_NOTE, .bodies = &beyond, .body_count = 1));
    refused(d, ACT(.verb = TOC_VERB_SET, .settings = &no_indicator, .setting_count = 1));
    refused(d, ACT(.verb = TOC_VERB_SET, .settings = &no_choice, .setting_count = 1));
    refused(d, ACT(.verb = TOC_VERB_SET, .settings = &no_flag, .setting_count = 1));
    refused(d, ACT(.verb = TOC_VERB_SET, .settings = &too_hot, .setting_count = 1));
    refused(d, ACT(.verb = TOC_VERB_START, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_DID, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_DID, .id = node_id(d, "r.q")));
    refused(d, (toc_act){.verb = TOC_VERB_DID, .id = node_id(d, "r.a"), .body = beyond});
    refused(d, ACT(.verb = TOC_VERB_DECIDE, .id = node_id(d, "r.a")));
    refused(d, ACT(.verb = TOC_VERB_DECIDE, .id = node_id(d, "r.q"), .value = beyond));
    refused(d, ACT(.verb = TOC_VERB_DECIDE, .id = node_id(d, "r.q"), .value = -1));
    refused(d, ACT(.verb = TOC_VERB_FAIL, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_DECLARE, .id = beyond, .value = 1));
    refused(d, ACT(.verb = TOC_VERB_DECLARE, .id = none, .value = -1));
    refused(d, ACT(.verb = TOC_VERB_DECLARE, .id = none, .value = 2));
    refused(d, ACT(.verb = TOC_VERB_PROPOSE, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_APPROVE_END, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_APPROVE, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_REPORT, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_REPORT, .id = none, .value = -1));
    refused(d, ACT(.verb = TOC_VERB_ACKNOWLEDGE, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_WITHHOLD, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_FORM, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_STAND_DOWN, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_ACTIVATE, .id = beyond));
    refused(d, ACT(.verb = TOC_VERB_LOSE, .id = beyond, .value = 1));
    refused(d, ACT(.verb = TOC_VERB_LOSE, .id = none, .value = 0));
    refused(d, ACT(.verb = TOC_VERB_UNREACHABLE, .id = beyond, .duration = 1));
    refused(d, ACT(.verb = TOC_VERB_UNREACHABLE, .id = none, .duration = 0));
    refused(d, ACT(.verb = TOC_VERB_EXTEND, .id = none, .other = 99, .duration = 1));
    refused(d, ACT(.verb = TOC_VERB_EXTEND, .id = beyond, .other = TOC_DUTY_STEP, .duration = 1));
    refused(d, ACT(.verb = TOC_VERB_EXTEND, .id = none, .other = TOC_DUTY_STEP, .duration = 0));
}

static void time_does_not_go_back(void **state)
{
    drill *d = *state;
    plan(d, chain);
    at(d, "10min");
    assert_int_equal(toc_engine_begin(d->engine, ms("9min")), TOC_EPAST);
    assert_int_equal(toc_engine_advance(d->engine, ms("9min")), TOC_EPAST);
    assert_int_equal(toc_engine_finish(d->engine, ms("9min")), TOC_EPAST);
    assert_int_equal(toc_engine_now(d->engine), ms("10min"));
    assert_int_equal(toc_engine_advance(d->engine, TOC_ENGINE_TIME_MAX + 1), TOC_ERANGE);
    assert_int_equal(toc_engine_advance(d->engine, ms("10min")), TOC_OK);
}

static void after_the_end_nothing_more_is_taken(void **state)
{
    drill *d = *state;
    plan(d, chain);
    finish(d, "1h");
    toc_act what = ACT(.verb = TOC_VERB_PAUSE);
    assert_int_equal(act(d, &what), TOC_EINVAL);
    assert_int_equal(toc_engine_advance(d->engine, ms("2h")), TOC_EINVAL);
    assert_int_equal(toc_engine_finish(d->engine, ms("2h")), TOC_EINVAL);
    assert_string_equal(toc_engine_error(d->engine), "");
}

static void options_that_make_no_sense_are_refused(void **state)
{
    drill *d = *state;
    plan(d, chain);
    toc_engine *engine = NULL;
    toc_engine_options options = {.start = INT64_MAX};
    assert_int_equal(toc_engine_new(d->machine, &options, &engine), TOC_EINVAL);
    options = (toc_engine_options){.assume = {[TOC_ASSUME_STEP] = -1}};
    assert_int_equal(toc_engine_new(d->machine, &options, &engine), TOC_EINVAL);
    options = (toc_engine_options){.activations_max = UINT32_MAX};
    assert_int_equal(toc_engine_new(d->machine, &options, &engine), TOC_ENOMEM);
    assert_null(engine);
}

/* The same again, byte for byte. */
static void the_same_drill_gives_the_same_trace(void **state)
{
    drill *d = *state;
    plan(d, "levels { declared by office within 1h  level low \"L\" { colour blue  when wind > 5 } "
            "lower after 1h }\n"
            "response r \"R\" { on call, level at least low\n"
            "  step a \"A\" { by crew  takes 5..40min  uses 1 pump }\n"
            "  step b \"B\" { by crew.lead  takes 5..10..40min }\n"
            "  decision q \"Q\" { by crew  after any of a, b  yes 30% -> c  no -> end }\n"
            "  step c \"C\" { by crew.lead  every 10min until safe  takes 1..3min }\n"
            "  report t \"T\" { from crew to city, office  on a  within 1h } }\n");
    d->options.seed = 99;
    const char *first = NULL;
    for (int i = 0; i < 2; i++) {
        again(d);
        at(d, "0min");
        inject(d, "call");
        at(d, "20min");
        set(d, "wind", 9);
        at(d, "2h");
        set_both(d, "wind", 0, "safe", 1);
        finish(d, "9h");
        if (!first)
            first = trace_text(d);
    }
    assert_string_equal(first, trace_text(d));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_waiting_step_may_be_done_too_early_and_not_again),
        TEST(started_too_early_it_is_owed_from_then),
        TEST(failed_too_early_it_is_owed_all_the_same),
        TEST(a_done_step_is_not_done_again),
        TEST(without_an_active_response_it_is_not_called_for),
        TEST(a_skipped_or_dead_step_is_not_called_for),
        TEST(did_without_start_is_both_at_that_instant),
        TEST(marks_of_the_start_stay_with_the_work),
        TEST(of_several_activations_the_oldest_that_is_ready),
        TEST(simulated_steps_take_what_they_take),
        TEST(played_and_simulated_bodies_work_together),
        TEST(an_act_for_a_simulated_body_is_taken),
        TEST(settled_means_no_work_wait_window_or_single_deadline),
        TEST(pause_and_jump_are_recorded),
        TEST(what_an_entry_causes_names_it),
        TEST(acts_outside_their_tables_are_refused_and_nothing_happens),
        TEST(time_does_not_go_back),
        TEST(after_the_end_nothing_more_is_taken),
        TEST(options_that_make_no_sense_are_refused),
        TEST(the_same_drill_gives_the_same_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
