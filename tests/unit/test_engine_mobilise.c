/* test_engine_mobilise.c - units that can be used only some time after they are asked for
 * (exact rules 9.6, 9.7). */
#include "../support/drill_fixture.h"

#define BOAT "resource boat \"Boat\" { owner crew  kind equipment  count 3  ready within 40min }\n"

static void a_unit_can_be_used_so_long_after_it_is_asked_for(void **state)
{
    drill *d = *state;
    plan(d, BOAT "response r \"R\" { on call\n"
                 "  step a \"A\" { by crew  takes 10min  uses 2 boat  within 45min } }\n");
    at(d, "5min");
    inject(d, "call");
    advance(d, "40min");
    assert_node(d, "r.a", TOC_NODE_BLOCKED);
    finish(d, "3h");
    assert_int_equal(when(d, "\"kind\":\"called\"", "\"units\":2", 1), ms("5min"));
    assert_int_equal(when(d, "\"kind\":\"ready\"", "\"units\":2", 1), ms("45min"));
    assert_int_equal(when(d, "r.a", "running", 1), ms("45min"));
    assert_late(d, "r.a", 1, "5min");
}

/* 1.1: units that are ready are timers and come before the deadlines of that instant. */
static void ready_at_the_very_deadline_is_in_time(void **state)
{
    drill *d = *state;
    plan(d, BOAT "response r \"R\" { on call\n"
                 "  step a \"A\" { by crew  takes 0min  uses 2 boat  within 40min } }\n");
    at(d, "0min");
    inject(d, "call");
    finish(d, "3h");
    assert_met(d, "r.a", 1);
}

static void it_is_asked_for_once_in_an_incident(void **state)
{
    drill *d = *state;
    plan(d, BOAT "response r \"R\" { on call\n"
                 "  step a \"A\" { by crew  takes 10min  uses 2 boat }\n"
                 "  step b \"B\" { by crew  after a  takes 10min  uses 2 boat }\n"
                 "  step c \"C\" { by crew  after b  takes 10min  uses 3 boat } }\n");
    at(d, "0min");
    inject(d, "call");
    finish(d, "3h");
    assert_int_equal(when(d, "r.b", "running", 1), ms("50min"));   /* they are there */
    assert_int_equal(when(d, "r.c", "running", 1), ms("1h40min")); /* the third is not */
    assert_int_equal(lines_with(d, "\"kind\":\"called\"", NULL), 2);
    assert_int_equal(when(d, "\"kind\":\"called\"", "\"units\":1", 1), ms("60min"));
}

static void what_waits_calls_out_for_itself_and_not_for_others(void **state)
{
    drill *d = *state;
    plan(d, BOAT
         "response r \"R\" { on call\n"
         "  step a \"A\" { by crew  takes 2h  uses 1 boat }\n"
         "  step b \"B\" { by crew  takes 10min  uses 1 boat } }\n"
         "response s \"S\" { on alarm  step a \"A\" { by crew  takes 10min  uses 2 boat } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "30min");
    inject(d, "alarm");
    finish(d, "9h");
    assert_int_equal(when(d, "\"kind\":\"called\"", "\"units\":1", 1), 0);
    assert_int_equal(when(d, "\"kind\":\"called\"", "\"units\":1", 2), 0);
    assert_int_equal(when(d, "\"kind\":\"called\"", "\"units\":1", 3),
                     ms("30min")); /* no more is left */
    assert_int_equal(when(d, "r.b", "running", 1), ms("40min"));
    /* the third is ready at 1h10min; b's came back at 50min */
    assert_int_equal(when(d, "s.a", "running", 1), ms("1h10min"));
}

static void after_the_incident_it_has_to_be_called_anew(void **state)
{
    drill *d = *state;
    plan(d, BOAT "levels { level II \"Two\" { when wind > 10 } }\n"
                 "response r \"R\" { on level at least II  phase response\n"
                 "  step a \"A\" { by crew  takes 10min  uses 2 boat } }\n");
    at(d, "0min");
    set(d, "wind", 20);
    at(d, "2h");
    set(d, "wind", 0);
    at(d, "3h");
    set(d, "wind", 20);
    finish(d, "9h");
    assert_int_equal(when(d, "r.a", "running", 1), ms("40min"));
    assert_int_equal(when(d, "r.a", "running", 2), ms("3h40min"));
}

static void units_on_their_way_when_it_ends_do_not_arrive(void **state)
{
    drill *d = *state;
    plan(d, BOAT "levels { level II \"Two\" { when wind > 10 } }\n"
                 "response r \"R\" { on level at least II  phase response\n"
                 "  step a \"A\" { by crew  takes 10min  uses 2 boat } }\n");
    at(d, "0min");
    set(d, "wind", 20);
    at(d, "20min");
    set(d, "wind", 0);
    at(d, "30min");
    set(d, "wind", 20);
    finish(d, "9h");
    assert_int_equal(lines_with(d, "\"kind\":\"ready\"", NULL), 1);
    assert_int_equal(when(d, "r.a", "running", 1), ms("70min"));
}

static void what_was_consumed_is_no_longer_ready(void **state)
{
    drill *d = *state;
    plan(d, "resource bag \"Bags\" { owner crew  kind stock  count 100  consumable  ready within "
            "30min }\n"
            "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 10min  consumes 40 bag }\n"
            "  step b \"B\" { by crew  after a  takes 10min  consumes 40 bag } }\n");
    at(d, "0min");
    inject(d, "call");
    finish(d, "9h");
    assert_int_equal(when(d, "r.a", "running", 1), ms("30min"));
    assert_int_equal(when(d, "r.b", "running", 1), ms("70min"));
    assert_free(d, "bag", 20);
}

static void lost_units_are_not_ready(void **state)
{
    drill *d = *state;
    plan(d, BOAT "response r \"R\" { on call\n"
                 "  step a \"A\" { by crew  takes 10min  uses 3 boat }\n"
                 "  step b \"B\" { by crew  after a  takes 10min  uses 2 boat } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "45min");
    lose(d, "boat", 2);
    finish(d, "9h");
    assert_node(d, "r.b", TOC_NODE_BLOCKED);
    assert_free(d, "boat", 1);
}

static void granted_units_come_after_their_time(void **state)
{
    drill *d = *state;
    plan(d, BOAT "response r \"R\" { on call\n"
                 "  step ask \"Ask\" { by crew  requests 2 boat from city }\n"
                 "  step a \"A\" { by crew  after ask  takes 10min  uses 5 boat } }\n");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("20min");
    at(d, "0min");
    inject(d, "call");
    at(d, "30min");
    assert_int_equal(when(d, "\"kind\":\"granted\"", "\"units\":2", 1), ms("20min"));
    assert_free(d, "boat", 3); /* not yet */
    finish(d, "9h");
    assert_int_equal(when(d, "\"kind\":\"ready\"", "\"units\":3", 1), ms("40min"));
    assert_int_equal(when(d, "\"kind\":\"ready\"", "\"units\":2", 1), ms("60min"));
    assert_int_equal(when(d, "\"r.a\"", "running", 1), ms("60min"));
    assert_free(d, "boat", 5);
}

/* 9.6: in a replay units are counted, never enforced. */
static void in_a_replay_nothing_is_called_out(void **state)
{
    drill *d = *state;
    plan(d, BOAT
         "response r \"R\" { on call  step a \"A\" { by crew  takes 10min  uses 2 boat } }\n"
         "response s \"S\" { on alarm  step a \"A\" { by office  takes 10min  uses 2 boat } }\n");
    play(d, "crew");
    at(d, "0min");
    inject(d, "call");
    start(d, "r.a");
    assert_node(d, "r.a", TOC_NODE_RUNNING);
    assert_int_equal(lines_with(d, "\"kind\":\"called\"", NULL), 0);
    at(d, "5min");
    did(d, "r.a");
    inject(d, "alarm"); /* those two are ready: they were used */
    assert_node(d, "s.a", TOC_NODE_RUNNING);
}

static void the_gate_of_approval_comes_first(void **state)
{
    drill *d = *state;
    plan(d, BOAT "response r \"R\" { on call  step a \"A\" { by crew  takes 10min  uses 1 boat\n"
                 "  needs approval by office given within 1h } }\n");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("20min");
    at(d, "0min");
    inject(d, "call");
    finish(d, "9h");
    assert_int_equal(when(d, "\"kind\":\"called\"", NULL, 1), ms("20min"));
    assert_int_equal(when(d, "r.a", "running", 1), ms("60min"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_unit_can_be_used_so_long_after_it_is_asked_for),
        TEST(ready_at_the_very_deadline_is_in_time),
        TEST(it_is_asked_for_once_in_an_incident),
        TEST(what_waits_calls_out_for_itself_and_not_for_others),
        TEST(after_the_incident_it_has_to_be_called_anew),
        TEST(units_on_their_way_when_it_ends_do_not_arrive),
        TEST(what_was_consumed_is_no_longer_ready),
        TEST(lost_units_are_not_ready),
        TEST(granted_units_come_after_their_time),
        TEST(in_a_replay_nothing_is_called_out),
        TEST(the_gate_of_approval_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
