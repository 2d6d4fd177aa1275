/* test_engine_resources.c - units taken, freed, consumed, lost, granted; who waits for them. */
#include "../support/drill_fixture.h"

#define BLOCKED "\"state\":\"blocked\",\"blocked\":\"resource\""

/* 9.6 */
static void all_in_one_piece_or_nothing(void **state)
{
    drill *d = *state;
    plan(d, "resource boat \"Boat\" { owner crew  kind equipment  count 1 }\n"
            "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 30min  uses 1 boat }\n"
            "  step b \"B\" { by crew  takes 10min  uses 1 boat  uses 2 pump }\n"
            "  step c \"C\" { by crew  takes 10min  uses 1 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    assert_free(d, "pump", 2); /* `b` holds no pump while it waits for the boat */
    assert_int_equal(lines_with(d, "r.b", BLOCKED), 1);
    assert_int_equal(lines_with(d, "r.c", BLOCKED), 1); /* and `c` does not overtake it */
    advance(d, "2h");
    assert_int_equal(when(d, "r.b", "running", 1), ms("30min"));
    assert_int_equal(when(d, "r.c", "running", 1), ms("40min"));
}

static void what_wants_something_else_goes_on(void **state)
{
    drill *d = *state;
    plan(d, "resource boat \"Boat\" { owner crew  kind equipment  count 1 }\n"
            "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 30min  uses 1 boat }\n"
            "  step b \"B\" { by crew  takes 10min  uses 1 boat }\n"
            "  step c \"C\" { by crew  takes 10min  uses 1 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    assert_node(d, "r.c", TOC_NODE_RUNNING);
    assert_int_equal(lines_with(d, "r.a", BLOCKED), 0); /* what is there at once is no wait */
}

static void who_waits_longest_goes_first_then_by_name(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step m \"M\" { by crew  takes 30min  uses 2 pump }\n"
            "  step z \"Z\" { by crew  takes 10min  uses 2 pump } }\n"
            "response a \"A\" { on alarm  step y \"Y\" { by crew  takes 10min  uses 2 pump }\n"
            "  step x \"X\" { by crew  takes 10min  uses 2 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "5min");
    inject(d, "alarm");
    advance(d, "3h");
    assert_int_equal(when(d, "r.z", "running", 1), ms("30min"));
    assert_int_equal(when(d, "a.x", "running", 1), ms("40min"));
    assert_int_equal(when(d, "a.y", "running", 1), ms("50min"));
}

static void units_come_back_before_successors_are_ready(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 10min  uses 2 pump }\n"
            "  step b \"B\" { by crew  after a  takes 10min  uses 2 pump }\n"
            "  step w \"W\" { by crew  takes 10min  uses 1 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    advance(d, "1h");
    assert_int_equal(when(d, "r.w", "running", 1), ms("10min")); /* it waited before `b` did */
    assert_int_equal(when(d, "r.b", "running", 1), ms("20min"));
}

static void fills_stay_and_frees_give_back(void **state)
{
    drill *d = *state;
    plan(d, "resource bed \"Bed\" { owner city  kind bed  count 10 }\n"
            "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 10min  fills 4 of bed }\n"
            "  step b \"B\" { by crew  after a  takes 10min  frees 6 of bed } }\n"
            "trigger full \"F\" { when bed.used >= 40% }\n");
    at(d, "0min");
    inject(d, "call");
    assert_free(d, "bed", 6);
    advance(d, "15min");
    assert_free(d, "bed", 6);
    advance(d, "20min");
    assert_free(d, "bed", 10); /* no more than was taken */
    assert_int_equal(lines_with(d, "\"trigger\"", "full"), 1);
}

static void lost_units_are_free_ones_then_those_that_come_back(void **state)
{
    drill *d = *state;
    plan(d, "resource boat \"Boat\" { owner crew  kind equipment  count 5 }\n"
            "response r \"R\" { on call  step a \"A\" { by crew  takes 30min  uses 3 boat } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    lose(d, "boat", 4); /* two free, two in use */
    assert_free(d, "boat", 0);
    advance(d, "1h");
    assert_free(d, "boat", 1);
    lose(d, "boat", 9); /* no more than there are */
    assert_free(d, "boat", 0);
    assert_int_equal(lines_with(d, "\"lost\"", "\"units\":1"), 1);
}

static void a_step_that_wants_what_is_lost_waits_for_ever(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h  uses 2 pump } }\n");
    at(d, "0min");
    lose(d, "pump", 1);
    inject(d, "call");
    finish(d, "5h");
    assert_missed(d, "r.a", 1);
    assert_int_equal(lines_with(d, "r.a", BLOCKED), 1);
}

static void a_resource_has_its_own_hours(void **state)
{
    drill *d = *state;
    plan(d, "resource lift \"Lift\" { owner crew  kind equipment  count 1  available 08:00..17:00 "
            "mon..sun }\n"
            "response r \"R\" { on call  step a \"A\" { by crew  takes 10min  uses 1 lift } }\n");
    d->options.start = ms("5h");
    at(d, "0min");
    inject(d, "call");
    assert_int_equal(lines_with(d, "r.a", BLOCKED), 1);
    advance(d, "1d");
    assert_int_equal(when(d, "r.a", "running", 1), ms("3h"));
}

static void in_a_replay_they_are_counted_and_never_enforced(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  uses 2 pump }\n"
            "  step b \"B\" { by crew  uses 1 pump } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    start(d, "r.a");
    start(d, "r.b");
    assert_free(d, "pump", -1);
    did(d, "r.a");
    did(d, "r.b");
    assert_free(d, "pump", 2);
}

/* 9.7 */
static void what_is_consumed_does_not_come_back(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  repeats\n"
            "  step a \"A\" { by crew  takes 10min  consumes 60 foam } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "20min");
    inject(d, "call"); /* forty are left */
    advance(d, "5h");
    assert_free(d, "foam", 40);
    assert_int_equal(lines_with(d, "r.a", BLOCKED), 1);
    assert_open(d, "r.a", 2);
}

static const char asking[] = "response r \"R\" { on call\n"
                             "  step ask \"Ask\" { by crew  requests 3 pump from city }\n"
                             "  step a \"A\" { by crew  after ask  takes 10min  uses 2 pump } }\n";

static void a_request_is_an_undated_duty_of_the_other_body(void **state)
{
    drill *d = *state;
    plan(d, asking);
    play(d, "city");
    at(d, "0min");
    lose(d, "pump", 1);
    inject(d, "call");
    advance(d, "0min");
    const toc_duty *duty = duty_of_kind(d, TOC_DUTY_REQUEST, "r.ask", 1);
    assert_int_equal(duty->owner, body_id(d, "city"));
    assert_int_equal(duty->due, TOC_MS_NONE);
    assert_int_equal(lines_with(d, "r.a", BLOCKED), 1);
    at(d, "30min");
    approve_by(d, "r.ask", true, "city");
    assert_int_equal(duty_of_kind(d, TOC_DUTY_REQUEST, "r.ask", 1)->state, TOC_DUTY_MET);
    assert_node(d, "r.a", TOC_NODE_RUNNING);
    advance(d, "1h");
    assert_free(d, "pump", 4);
}

static void a_request_refused_is_answered_all_the_same(void **state)
{
    drill *d = *state;
    plan(d, asking);
    play(d, "city");
    at(d, "0min");
    lose(d, "pump", 1);
    inject(d, "call");
    advance(d, "0min");
    approve_by(d, "r.ask", false, "city");
    assert_int_equal(duty_of_kind(d, TOC_DUTY_REQUEST, "r.ask", 1)->state, TOC_DUTY_MET);
    assert_free(d, "pump", 1);
    finish(d, "1h");
}

static void a_simulated_body_grants_when_it_can(void **state)
{
    drill *d = *state;
    plan(d, asking);
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("15min");
    at(d, "0min");
    lose(d, "pump", 1);
    unreachable(d, "city", "1h");
    inject(d, "call");
    advance(d, "3h");
    assert_int_equal(when(d, "\"granted\"", "\"units\":3", 1), ms("1h15min"));
    assert_int_equal(when(d, "\"r.a\"", "running", 1), ms("1h15min"));
}

static void granted_units_pay_nobody_s_losses(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step b \"B\" { by crew  takes 2h  uses 2 pump }\n"
            "  step ask \"Ask\" { by crew  requests 1 pump from city } }\n");
    play(d, "city");
    at(d, "0min");
    inject(d, "call");
    advance(d, "0min");
    lose(d, "pump", 1); /* in use: goes when it comes back */
    approve_by(d, "r.ask", true, "city");
    assert_free(d, "pump", 1);
    advance(d, "3h");
    assert_free(d, "pump", 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_in_one_piece_or_nothing),
        TEST(what_wants_something_else_goes_on),
        TEST(who_waits_longest_goes_first_then_by_name),
        TEST(units_come_back_before_successors_are_ready),
        TEST(fills_stay_and_frees_give_back),
        TEST(lost_units_are_free_ones_then_those_that_come_back),
        TEST(a_step_that_wants_what_is_lost_waits_for_ever),
        TEST(a_resource_has_its_own_hours),
        TEST(in_a_replay_they_are_counted_and_never_enforced),
        TEST(what_is_consumed_does_not_come_back),
        TEST(a_request_is_an_undated_duty_of_the_other_body),
        TEST(a_request_refused_is_answered_all_the_same),
        TEST(a_simulated_body_grants_when_it_can),
        TEST(granted_units_pay_nobody_s_losses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
