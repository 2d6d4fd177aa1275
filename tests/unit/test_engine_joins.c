/* test_engine_joins.c - edges pending, live and dead; joins of all and of any; waits. */
#include "../support/drill_fixture.h"

static const char all[] = "response r \"R\" { on call\n"
                          "  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
                          "  step c \"C\" { by crew  after a, b  within 1h } }\n";

static void begin(drill *d, const char *text)
{
    plan(d, text);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    advance(d, "10min");
}

/* 6.2 */
static void an_all_join_waits_for_all(void **state)
{
    drill *d = *state;
    begin(d, all);
    did(d, "r.a");
    assert_node(d, "r.c", TOC_NODE_WAITING);
    advance(d, "20min");
    did(d, "r.b");
    assert_node(d, "r.c", TOC_NODE_READY);
    assert_due(d, "r.c", 1, "1h20min");
}

static void a_skipped_source_counts_as_done(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step a \"A\" { by crew  when safe }  step b \"B\" { by crew }\n"
             "  step c \"C\" { by crew  after a, b } }\n");
    assert_node(d, "r.a", TOC_NODE_SKIPPED);
    did(d, "r.b");
    assert_node(d, "r.c", TOC_NODE_READY);
}

static void a_way_not_taken_does_not_hold_up_a_join(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> a  no -> b }\n"
             "  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
             "  step c \"C\" { by crew  after a, b } }\n");
    decide(d, "r.q", "yes");
    assert_node(d, "r.b", TOC_NODE_DEAD);
    assert_node(d, "r.c", TOC_NODE_WAITING);
    did(d, "r.a");
    assert_node(d, "r.c", TOC_NODE_READY);
}

static void an_all_join_whose_ways_are_all_dead_is_dead(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> a, b  no -> end }\n"
             "  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
             "  step c \"C\" { by crew  after a, b  within 3h of call }\n"
             "  step e \"E\" { by crew  after c } }\n");
    assert_open(d, "r.c", 1);
    decide(d, "r.q", "no");
    assert_node(d, "r.c", TOC_NODE_DEAD);
    assert_node(d, "r.e", TOC_NODE_DEAD);
    assert_void(d, "r.c", 1, TOC_VOID_DEAD);
    assert_active(d, "r", false);
}

static const char any[] = "response r \"R\" { on call\n"
                          "  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
                          "  step c \"C\" { by crew  after any of a, b }\n"
                          "  step e \"E\" { by crew  after c } }\n";

static void an_any_join_goes_at_the_first_arrival_and_ignores_the_second(void **state)
{
    drill *d = *state;
    begin(d, any);
    did(d, "r.a");
    assert_node(d, "r.c", TOC_NODE_READY);
    did(d, "r.b"); /* while it is ready */
    assert_int_equal(lines_with(d, "r.c", "\"ready\""), 1);
    did(d, "r.c");
    assert_int_equal(duty_count(d, "r.c"), 1);
}

static void a_second_arrival_after_it_is_done_does_nothing(void **state)
{
    drill *d = *state;
    begin(d, any);
    did(d, "r.a");
    did(d, "r.c");
    did(d, "r.b");
    assert_node(d, "r.c", TOC_NODE_DONE);
    assert_int_equal(lines_with(d, "r.c", "\"ready\""), 1);
    did(d, "r.e");
    assert_active(d, "r", false);
}

static void an_any_join_survives_one_dead_way(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> a  no -> end }\n"
             "  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
             "  step c \"C\" { by crew  after any of a, b } }\n");
    decide(d, "r.q", "no");
    assert_node(d, "r.c", TOC_NODE_WAITING);
    did(d, "r.b");
    assert_node(d, "r.c", TOC_NODE_READY);
}

static void an_any_join_whose_ways_are_all_dead_is_dead(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> a, b  no -> end }\n"
             "  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
             "  step c \"C\" { by crew  after any of a, b } }\n");
    decide(d, "r.q", "no");
    assert_node(d, "r.c", TOC_NODE_DEAD);
    assert_active(d, "r", false);
}

/* 6.1 */
static void a_failed_source_stays_pending(void **state)
{
    drill *d = *state;
    begin(d, all);
    did(d, "r.a");
    fail_step(d, "r.b");
    assert_node(d, "r.c", TOC_NODE_WAITING);
    did(d, "r.b");
    assert_node(d, "r.c", TOC_NODE_READY);
}

static void a_refused_source_is_dead(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step a \"A\" { by crew  needs approval by office }  step b \"B\" { by crew }\n"
             "  step c \"C\" { by crew  after a, b }\n"
             "  step e \"E\" { by crew  after a } }\n");
    approve(d, "r.a", false);
    assert_node(d, "r.e", TOC_NODE_DEAD);
    did(d, "r.b");
    assert_node(d, "r.c", TOC_NODE_READY);
}

/* 6.3 */
static void arrows_without_after_join_as_any(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision p \"P\" { by crew  yes -> z  no -> end }\n"
             "  decision q \"Q\" { by crew  yes -> z  no -> end }\n"
             "  step z \"Z\" { by crew } }\n");
    decide(d, "r.p", "no");
    assert_node(d, "r.z", TOC_NODE_WAITING);
    decide(d, "r.q", "yes");
    assert_node(d, "r.z", TOC_NODE_READY);
}

static void an_outcome_may_be_named_in_after(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> end  no -> end }  step b \"B\" { by crew }\n"
             "  step z \"Z\" { by crew  after b, q.no } }\n");
    did(d, "r.b");
    decide(d, "r.q", "no");
    assert_node(d, "r.z", TOC_NODE_READY);
}

static void end_ends_this_way_and_other_ways_go_on(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> end  no -> a }\n"
             "  step a \"A\" { by crew }  step b \"B\" { by crew } }\n");
    decide(d, "r.q", "yes");
    assert_node(d, "r.a", TOC_NODE_DEAD);
    assert_node(d, "r.b", TOC_NODE_READY);
    assert_active(d, "r", true);
    did(d, "r.b");
    assert_active(d, "r", false);
}

static void a_wait_is_time_that_passes(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> a after 1h  no -> end }\n"
             "  step a \"A\" { by crew  within 5min } }\n");
    decide(d, "r.q", "yes");
    assert_node(d, "r.a", TOC_NODE_WAITING);
    assert_active(d, "r", true);
    assert_false(toc_engine_is_settled(d->engine));
    advance(d, "1h10min");
    assert_node(d, "r.a", TOC_NODE_READY);
    assert_due(d, "r.a", 1, "1h15min");
}

/* 6.5 */
static void a_guard_is_read_once_at_readiness(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
             "  step b \"B\" { by crew  after a  when safe  within 1h of call } }\n");
    assert_open(d, "r.b", 1);
    did(d, "r.a");
    assert_node(d, "r.b", TOC_NODE_SKIPPED);
    assert_void(d, "r.b", 1, TOC_VOID_SKIPPED);
    set(d, "safe", 1);
    assert_active(d, "r", false);
}

static const char choices[] =
    "response r \"R\" { on call\n"
    "  decision q \"Q\" { by crew\n"
    "    much when wind > 20 -> a  some when wind > 10 -> b  none -> end }\n"
    "  step a \"A\" { by office }  step b \"B\" { by office } }\n";

static void a_simulated_decision_takes_the_first_outcome_that_is_true(void **state)
{
    drill *d = *state;
    plan(d, choices);
    play(d, "office");
    at(d, "0min");
    set(d, "wind", 25);
    inject(d, "call");
    advance(d, "1min");
    assert_int_equal(lines_with(d, "decided", "much"), 1);
}

static void its_conditions_are_read_when_it_is_made(void **state)
{
    drill *d = *state;
    plan(d, choices);
    play(d, "office");
    d->options.assume[TOC_ASSUME_DECISION] = ms("10min");
    at(d, "0min");
    set(d, "wind", 25);
    inject(d, "call");
    at(d, "5min");
    set(d, "wind", 15);
    advance(d, "1h");
    assert_int_equal(lines_with(d, "decided", "some"), 1);
}

static void a_logged_outcome_holds_and_is_marked_where_its_condition_was_false(void **state)
{
    drill *d = *state;
    begin(d, choices);
    decide(d, "r.q", "much");
    assert_int_equal(lines_with(d, "decided", "condition-false"), 1);
    assert_node(d, "r.a", TOC_NODE_READY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_all_join_waits_for_all),
        TEST(a_skipped_source_counts_as_done),
        TEST(a_way_not_taken_does_not_hold_up_a_join),
        TEST(an_all_join_whose_ways_are_all_dead_is_dead),
        TEST(an_any_join_goes_at_the_first_arrival_and_ignores_the_second),
        TEST(a_second_arrival_after_it_is_done_does_nothing),
        TEST(an_any_join_survives_one_dead_way),
        TEST(an_any_join_whose_ways_are_all_dead_is_dead),
        TEST(a_failed_source_stays_pending),
        TEST(a_refused_source_is_dead),
        TEST(arrows_without_after_join_as_any),
        TEST(an_outcome_may_be_named_in_after),
        TEST(end_ends_this_way_and_other_ways_go_on),
        TEST(a_wait_is_time_that_passes),
        TEST(a_guard_is_read_once_at_readiness),
        TEST(a_simulated_decision_takes_the_first_outcome_that_is_true),
        TEST(its_conditions_are_read_when_it_is_made),
        TEST(a_logged_outcome_holds_and_is_marked_where_its_condition_was_false),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
