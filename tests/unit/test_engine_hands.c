/* test_engine_hands.c - a body changes hands during play, from the simulation to people and back. */
#include "../support/drill_fixture.h"

static const char chain[] = "response r \"R\" { on call\n"
                            "  step a \"A\" { by crew  takes 20min  within 1h }\n"
                            "  step b \"B\" { by crew  after a  takes 10min  within 30min } }\n";

static void hand(drill *d, const char *body, bool is_played)
{
    assert_int_equal(toc_engine_set_played(d->engine, body_id(d, body), is_played), TOC_OK);
}

static void what_is_begun_is_finished_and_no_more(void **state)
{
    drill *d = *state;
    plan(d, chain);
    at(d, "0min");
    inject(d, "call");
    at(d, "5min");
    hand(d, "crew", true);
    advance(d, "2h");
    assert_met(d, "r.a", 1);
    assert_int_equal(when(d, "r.a", "done", 1), ms("20min"));
    assert_node(d, "r.b", TOC_NODE_READY);
    did(d, "r.b");
    assert_node(d, "r.b", TOC_NODE_DONE);
}

static void what_is_ready_and_what_runs_is_taken_up(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 20min }  step c \"C\" { by crew  takes 30min } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    start(d, "r.a");
    at(d, "5min");
    hand(d, "crew", false);
    assert_node(d, "r.c", TOC_NODE_RUNNING);
    advance(d, "2h");
    assert_int_equal(when(d, "r.a", "done", 1), ms("25min"));
    assert_int_equal(when(d, "r.c", "done", 1), ms("35min"));
}

static void a_step_that_waited_for_units_waits_for_people(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by office  takes 20min  uses 2 pump }\n"
            "  step b \"B\" { by crew  takes 10min  uses 1 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "5min");
    assert_node(d, "r.b", TOC_NODE_BLOCKED);
    hand(d, "crew", true);
    assert_node(d, "r.b", TOC_NODE_READY);
    advance(d, "1h");
    assert_node(d, "r.b", TOC_NODE_READY);
    hand(d, "crew", false);
    advance(d, "2h");
    assert_int_equal(when(d, "r.b", "done", 1), ms("1h10min"));
}

static void planned_answers_and_reports_wait_for_people(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  needs approval by office given within 30min } }\n"
            "report first \"First\" { from office to city on call within 1h }\n");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("10min");
    d->options.assume[TOC_ASSUME_REPORT] = ms("15min");
    at(d, "0min");
    inject(d, "call");
    at(d, "5min");
    hand(d, "office", true);
    advance(d, "25min");
    assert_node(d, "r.a", TOC_NODE_BLOCKED);
    assert_int_equal(duty_of(d, "first", 1)->state, TOC_DUTY_OPEN);
    hand(d, "office", false); /* from now on as if it were asked now */
    advance(d, "34min");
    assert_node(d, "r.a", TOC_NODE_BLOCKED);
    advance(d, "35min");
    assert_node(d, "r.a", TOC_NODE_DONE);
    advance(d, "40min");
    assert_met(d, "first", 1);
}

static void grades_and_formations_too(void **state)
{
    drill *d = *state;
    plan(d, "org field \"Field\" { formed by city when people >= 5 within 1h }\n"
            "levels { declared by office within 30min\n"
            "  level II \"Two\" { when people >= 5 } }\n");
    d->options.assume[TOC_ASSUME_DECLARATION] = ms("10min");
    d->options.assume[TOC_ASSUME_FORMATION] = ms("10min");
    at(d, "0min");
    set(d, "people", 7);
    at(d, "5min");
    hand(d, "office", true);
    hand(d, "city", true);
    advance(d, "20min");
    assert_int_equal(toc_engine_declared(d->engine, 0), 0);
    assert_int_equal(toc_engine_body(d->engine, body_id(d, "field")), TOC_BODY_FORMING);
    hand(d, "office", false);
    hand(d, "city", false);
    advance(d, "30min");
    assert_int_equal(toc_engine_declared(d->engine, 0), 1);
    assert_int_equal(toc_engine_body(d->engine, body_id(d, "field")), TOC_BODY_ACTIVE);
}

static void before_it_begins_it_is_how_it_begins(void **state)
{
    drill *d = *state;
    plan(d, chain);
    advance(d, "0min"); /* makes the engine, and begins it */
    assert_int_equal(toc_engine_set_played(d->engine, TOC_NONE, true), TOC_ERANGE);
    hand(d, "crew", true);
    at(d, "1min");
    inject(d, "call");
    advance(d, "1h");
    assert_node(d, "r.a", TOC_NODE_READY);
}

static void a_restart_begins_as_it_was_made(void **state)
{
    drill *d = *state;
    plan(d, chain);
    at(d, "0min");
    hand(d, "crew", true);
    toc_engine_restart(d->engine, 1, 0);
    inject(d, "call");
    advance(d, "2h");
    assert_node(d, "r.b", TOC_NODE_DONE);
}

static bool is_right(drill *d, toc_verb verb, uint32_t id, const char *body, int64_t value)
{
    toc_act act = {.verb = verb,
                   .id = id,
                   .body = body_id(d, body),
                   .other = TOC_NONE,
                   .entry = TOC_NONE,
                   .value = value};
    assert_true(toc_engine_accepts(d->engine, &act));
    return toc_engine_is_right(d->engine, &act);
}

static void whose_act_it_is(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  needs approval by office }\n"
            "  step b \"B\" { by crew.lead } }\n"
            "levels { declared by office\n  level II \"Two\" { when people >= 5 }\n"
            "  end when safe proposed by crew approved by city }\n"
            "report first \"First\" { from crew to city on call }\n");
    advance(d, "0min");
    assert_true(is_right(d, TOC_VERB_DID, node_id(d, "r.a"), "crew", 0));
    assert_true(is_right(d, TOC_VERB_DID, node_id(d, "r.a"), "crew.second", 0));
    assert_false(is_right(d, TOC_VERB_DID, node_id(d, "r.a"), "office", 0));
    assert_false(is_right(d, TOC_VERB_START, node_id(d, "r.b"), "crew.second", 0));
    assert_true(is_right(d, TOC_VERB_APPROVE, node_id(d, "r.a"), "office", 1));
    assert_false(is_right(d, TOC_VERB_APPROVE, node_id(d, "r.a"), "crew", 1));
    assert_false(is_right(d, TOC_VERB_APPROVE, node_id(d, "r.b"), "crew", 1));
    assert_true(is_right(d, TOC_VERB_DECLARE, 0, "office", 1));
    assert_false(is_right(d, TOC_VERB_DECLARE, 0, "crew", 1));
    assert_true(is_right(d, TOC_VERB_PROPOSE, 0, "crew", 0));
    assert_false(is_right(d, TOC_VERB_PROPOSE, 0, "city", 0));
    assert_true(is_right(d, TOC_VERB_APPROVE_END, 0, "city", 1));
    assert_false(is_right(d, TOC_VERB_APPROVE_END, 0, "crew", 1));
    assert_true(is_right(d, TOC_VERB_REPORT, 0, "crew", 0));
    assert_false(is_right(d, TOC_VERB_REPORT, 0, "city", 0));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_begun_is_finished_and_no_more),
        TEST(what_is_ready_and_what_runs_is_taken_up),
        TEST(a_step_that_waited_for_units_waits_for_people),
        TEST(planned_answers_and_reports_wait_for_people),
        TEST(grades_and_formations_too),
        TEST(before_it_begins_it_is_how_it_begins),
        TEST(a_restart_begins_as_it_was_made),
        TEST(whose_act_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
