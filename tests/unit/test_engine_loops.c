/* test_engine_loops.c - going back: what waits again, how often, and what stays done. */
#include "../support/drill_fixture.h"

static const char loop[] =
    "response r \"R\" { on call\n"
    "  step try \"Try\" { by crew  within 10min  at most 3 times }\n"
    "  step look \"Look\" { by crew  after try }\n"
    "  decision good \"Good?\" { by crew  after look  yes -> end  no -> try }\n"
    "  step last \"Last\" { by crew  after good.yes } }\n";

static void begin(drill *d, const char *text)
{
    plan(d, text);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
}

static void round_of(drill *d, const char *outcome)
{
    did(d, "r.try");
    did(d, "r.look");
    decide(d, "r.good", outcome);
}

/* 6.4 */
static void going_back_makes_the_target_ready_as_the_next_occurrence(void **state)
{
    drill *d = *state;
    begin(d, loop);
    at(d, "5min");
    round_of(d, "no");
    assert_node(d, "r.try", TOC_NODE_READY);
    assert_node(d, "r.look", TOC_NODE_WAITING);
    assert_node(d, "r.good", TOC_NODE_WAITING);
    assert_int_equal(duty_of(d, "r.try", 2)->occurrence, 2);
    assert_due(d, "r.try", 2, "15min");
    at(d, "10min");
    did(d, "r.try");
    assert_node(d, "r.look", TOC_NODE_READY);
    assert_int_equal(lines_with(d, "r.look", "\"occurrence\":2,\"state\":\"ready\""), 1);
}

static void the_bound_counts_all_occurrences_the_first_too(void **state)
{
    drill *d = *state;
    begin(d, loop);
    round_of(d, "no");
    round_of(d, "no");
    round_of(d, "no"); /* the third try has been */
    assert_int_equal(lines_with(d, "decided", "exhausted"), 1);
    assert_node(d, "r.try", TOC_NODE_DONE);
    assert_node(d, "r.last", TOC_NODE_DEAD);
    assert_active(d, "r", false);
    assert_int_equal(duty_count(d, "r.try"), 3);
}

static void beyond_the_bound_all_that_the_outcome_leads_to_is_dead(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step try \"Try\" { by crew  at most 1 times }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try, warn, help }\n"
             "  step warn \"Warn\" { by crew } }\n"
             "response help \"Help\" { step h \"H\" { by crew } }\n");
    did(d, "r.try");
    decide(d, "r.good", "no");
    assert_node(d, "r.warn", TOC_NODE_DEAD);
    assert_active(d, "help", false);
    assert_active(d, "r", false);
}

static void leaving_the_loop_goes_on(void **state)
{
    drill *d = *state;
    begin(d, loop);
    round_of(d, "no");
    round_of(d, "yes");
    assert_node(d, "r.last", TOC_NODE_READY);
    did(d, "r.last");
    assert_active(d, "r", false);
}

static void what_runs_goes_on_and_what_stands_beside_stays_done(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step try \"Try\" { by crew  at most 5 times }\n"
             "  step slow \"Slow\" { by crew  after try  within 2h }\n"
             "  step side \"Side\" { by crew }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try }\n"
             "  step join \"Join\" { by crew  after slow, side, good.yes } }\n");
    did(d, "r.try");
    did(d, "r.side");
    start(d, "r.slow");
    decide(d, "r.good", "no");
    assert_node(d, "r.slow", TOC_NODE_RUNNING);
    assert_node(d, "r.side", TOC_NODE_DONE);
    did(d, "r.slow");
    did(d, "r.try");
    decide(d, "r.good", "yes");
    assert_node(d, "r.join", TOC_NODE_READY); /* the side way need not be gone again */
}

static void a_duty_of_a_step_that_has_not_been_reached_stays(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step try \"Try\" { by crew  at most 3 times }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try }\n"
             "  step last \"Last\" { by crew  after good.yes  within 1h of call } }\n");
    did(d, "r.try");
    advance(d, "90min"); /* overdue before it could be begun */
    decide(d, "r.good", "no");
    assert_open(d, "r.last", 1);
    did(d, "r.try");
    decide(d, "r.good", "yes");
    did(d, "r.last");
    assert_late(d, "r.last", 1, "30min");
    assert_int_equal(duty_count(d, "r.last"), 1);
}

static void what_was_ready_and_not_done_is_void_or_missed(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step try \"Try\" { by crew  at most 3 times }\n"
             "  step soon \"Soon\" { by crew  after try  within 10min }\n"
             "  step some \"Some\" { by crew  after try  within 1h }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try } }\n");
    did(d, "r.try");
    advance(d, "20min");
    decide(d, "r.good", "no");
    assert_missed(d, "r.soon", 1);
    assert_void(d, "r.some", 1, TOC_VOID_LOOPED);
}

static void an_any_join_waits_for_the_new_round(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step side \"Side\" { by crew }\n"
             "  step try \"Try\" { by crew  at most 3 times }\n"
             "  step meet \"Meet\" { by crew  after any of side, try }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try } }\n");
    did(d, "r.side");
    assert_node(d, "r.meet", TOC_NODE_READY);
    did(d, "r.try");
    did(d, "r.meet");
    decide(d, "r.good", "no");
    assert_node(d, "r.meet", TOC_NODE_WAITING); /* the side has served it once */
    did(d, "r.try");
    assert_node(d, "r.meet", TOC_NODE_READY);
}

static void a_loop_may_wait(void **state)
{
    drill *d = *state;
    begin(
        d,
        "response r \"R\" { on call\n"
        "  step try \"Try\" { by crew  within 5min  at most 3 times }\n"
        "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try after 30min } }\n");
    did(d, "r.try");
    decide(d, "r.good", "no");
    assert_active(d, "r", true);
    assert_node(d, "r.try", TOC_NODE_WAITING); /* it waits again, and is called after the wait */
    advance(d, "29min");
    assert_node(d, "r.try", TOC_NODE_WAITING);
    advance(d, "30min");
    assert_node(d, "r.try", TOC_NODE_READY);
    assert_due(d, "r.try", 2, "35min");
}

static void joins_wait_while_a_loop_waits(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step try \"Try\" { by crew  at most 3 times }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> on  no -> try after 30min }\n"
             "  step side \"Side\" { by crew }\n"
             "  step on \"On\" { by crew }\n"
             "  step last \"Last\" { by crew  after side, on  within 5min } }\n");
    did(d, "r.side");
    did(d, "r.try");
    decide(d, "r.good", "no");
    advance(d, "10min");
    assert_node(d, "r.on", TOC_NODE_WAITING);
    assert_node(d, "r.last", TOC_NODE_WAITING);
    assert_int_equal(duty_count(d, "r.last"), 0);
    advance(d, "30min");
    did(d, "r.try");
    decide(d, "r.good", "yes");
    did(d, "r.on");
    assert_node(d, "r.last", TOC_NODE_READY);
    assert_int_equal(duty_count(d, "r.last"), 1);
}

static void an_arrival_from_outside_outlives_a_loop(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step try \"Try\" { by crew  at most 2 times }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try }\n"
             "  step side \"Side\" { by crew }\n"
             "  step log \"Log\" { by crew  after any of side, good.yes  within 1h } }\n");
    did(d, "r.side");
    assert_node(d, "r.log", TOC_NODE_READY);
    did(d, "r.try");
    decide(d, "r.good", "no");
    assert_node(d, "r.log", TOC_NODE_READY);
    did(d, "r.try");
    decide(d, "r.good", "no"); /* used up */
    assert_node(d, "r.log", TOC_NODE_READY);
    did(d, "r.log");
    assert_int_equal(duty_count(d, "r.log"), 1);
    assert_active(d, "r", false);
}

static void done_speaks_of_the_new_round(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step try \"Try\" { by crew  at most 3 times }\n"
            "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try } }\n"
            "trigger tried \"T\" { when r.try.done }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    did(d, "r.try");
    decide(d, "r.good", "no");
    did(d, "r.try");
    assert_int_equal(lines_with(d, "\"trigger\"", "tried"), 2);
}

static void approval_is_asked_again_in_each_round(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step try \"Try\" { by crew  needs approval by office  at most 3 times }\n"
             "  decision good \"Good?\" { by crew  after try  yes -> end  no -> try } }\n");
    approve(d, "r.try", true);
    did(d, "r.try");
    decide(d, "r.good", "no");
    assert_int_equal(lines_with(d, "\"approval\"", "asked"), 2);
    did(d, "r.try");
    assert_int_equal(duty_of(d, "r.try", 2)->marks, TOC_MARK_NO_APPROVAL);
}

static void a_simulated_loop_ends(void **state)
{
    drill *d = *state;
    plan(d,
         "response r \"R\" { on call\n"
         "  step try \"Try\" { by crew  takes 10min  at most 4 times }\n"
         "  decision good \"Good?\" { by crew  after try  yes when safe -> end  no -> try } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "25min");
    set(d, "safe", 1);
    finish(d, "2h");
    assert_int_equal(duty_count(d, "r.try"), 3);
    assert_active(d, "r", false);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(going_back_makes_the_target_ready_as_the_next_occurrence),
        TEST(the_bound_counts_all_occurrences_the_first_too),
        TEST(beyond_the_bound_all_that_the_outcome_leads_to_is_dead),
        TEST(leaving_the_loop_goes_on),
        TEST(what_runs_goes_on_and_what_stands_beside_stays_done),
        TEST(a_duty_of_a_step_that_has_not_been_reached_stays),
        TEST(what_was_ready_and_not_done_is_void_or_missed),
        TEST(an_any_join_waits_for_the_new_round),
        TEST(a_loop_may_wait),
        TEST(joins_wait_while_a_loop_waits),
        TEST(an_arrival_from_outside_outlives_a_loop),
        TEST(done_speaks_of_the_new_round),
        TEST(approval_is_asked_again_in_each_round),
        TEST(a_simulated_loop_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
