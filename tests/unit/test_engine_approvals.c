/* test_engine_approvals.c - asked, given, refused, given after all, given beforehand. */
#include "../support/drill_fixture.h"

static const char shut[] = "response r \"R\" { on call\n"
                           "  step first \"First\" { by crew }\n"
                           "  step shut \"Shut\" { by crew  after first  within 1h\n"
                           "    needs approval by office given within 15min }\n"
                           "  step next \"Next\" { by crew  after shut } }\n";

static const toc_duty *approval(drill *d, unsigned n)
{
    return duty_of_kind(d, TOC_DUTY_APPROVAL, "r.shut", n);
}

static void ready(drill *d)
{
    plan(d, shut);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    did(d, "r.first");
}

/* 6.7 */
static void it_is_asked_at_readiness(void **state)
{
    drill *d = *state;
    ready(d);
    assert_int_equal(when(d, "\"approval\"", "asked", 1), ms("10min"));
    assert_int_equal(approval(d, 1)->due, ms("25min"));
    assert_int_equal(approval(d, 1)->owner, body_id(d, "office"));
    approve(d, "r.shut", true);
    assert_int_equal(approval(d, 1)->state, TOC_DUTY_MET);
    did(d, "r.shut");
    assert_int_equal(duty_of(d, "r.shut", 1)->marks, 0);
}

static void refused_the_step_is_dead_and_the_approval_s_duty_met(void **state)
{
    drill *d = *state;
    ready(d);
    at(d, "20min");
    approve(d, "r.shut", false);
    assert_int_equal(approval(d, 1)->state, TOC_DUTY_MET);
    assert_node(d, "r.shut", TOC_NODE_DEAD);
    assert_void(d, "r.shut", 1, TOC_VOID_DEAD);
    assert_node(d, "r.next", TOC_NODE_DEAD);
    assert_active(d, "r", false);
    did(d, "r.shut");
    assert_int_equal(lines_with(d, "\"mark\"", "not-called-for"), 1);
}

static void given_after_all_makes_it_ready_again(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step side \"Side\" { by crew }\n"
            "  step shut \"Shut\" { by crew  within 1h  needs approval by office }\n"
            "  step next \"Next\" { by crew  after shut } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    approve(d, "r.shut", false);
    assert_active(d, "r", true); /* `side` still waits */
    at(d, "20min");
    approve(d, "r.shut", true);
    assert_node(d, "r.shut", TOC_NODE_READY);
    assert_due(d, "r.shut", 2, "1h20min");
    assert_int_equal(duty_of(d, "r.shut", 2)->occurrence, 1);
    assert_int_equal(lines_with(d, "duty-opened", "\"of\":\"approval\""), 1); /* owed once */
    did(d, "r.shut");
    assert_node(d, "r.next", TOC_NODE_READY);
    did(d, "r.side");
    did(d, "r.next");
    assert_active(d, "r", false);
}

static void given_after_the_response_has_closed_changes_nothing(void **state)
{
    drill *d = *state;
    ready(d);
    approve(d, "r.shut", false);
    at(d, "20min");
    approve(d, "r.shut", true);
    assert_node(d, "r.shut", TOC_NODE_DEAD);
    assert_int_equal(lines_with(d, "\"approval\"", "not-called-for"), 1);
}

static void given_beforehand_counts(void **state)
{
    drill *d = *state;
    plan(d, shut);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    approve_by(d, "r.shut", true, "office.chief");
    at(d, "10min");
    did(d, "r.first");
    assert_int_equal(lines_with(d, "\"approval\"", "asked"), 0);
    assert_int_equal(approval(d, 1)->state, TOC_DUTY_MET);
    assert_int_equal(approval(d, 1)->by, body_id(d, "office.chief"));
    did(d, "r.shut");
    assert_int_equal(duty_of(d, "r.shut", 1)->marks, 0);
}

static void refused_beforehand_counts_too(void **state)
{
    drill *d = *state;
    plan(d, shut);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    approve(d, "r.shut", false);
    did(d, "r.first");
    assert_node(d, "r.shut", TOC_NODE_DEAD);
    assert_int_equal(approval(d, 1)->state, TOC_DUTY_MET);
}

static void done_without_it_is_marked(void **state)
{
    drill *d = *state;
    ready(d);
    did(d, "r.shut");
    assert_int_equal(duty_of(d, "r.shut", 1)->marks, TOC_MARK_NO_APPROVAL);
    assert_node(d, "r.next", TOC_NODE_READY);
}

static void started_without_it_stays_marked_though_it_comes_meanwhile(void **state)
{
    drill *d = *state;
    ready(d);
    start(d, "r.shut");
    approve(d, "r.shut", true);
    did(d, "r.shut");
    assert_int_equal(duty_of(d, "r.shut", 1)->marks, TOC_MARK_NO_APPROVAL);
    assert_int_equal(approval(d, 1)->state, TOC_DUTY_MET);
}

static void anybody_else_s_answer_is_accepted_and_marked(void **state)
{
    drill *d = *state;
    ready(d);
    approve_by(d, "r.shut", true, "city");
    assert_int_equal(approval(d, 1)->marks, TOC_MARK_WRONG_BODY);
    did(d, "r.shut");
    assert_met(d, "r.shut", 1);
}

static void the_same_answer_again_is_a_repetition(void **state)
{
    drill *d = *state;
    ready(d);
    approve(d, "r.shut", true);
    approve(d, "r.shut", true);
    assert_int_equal(lines_with(d, "\"approval\"", "repeated"), 1);
}

static void an_answer_that_nobody_waits_for(void **state)
{
    drill *d = *state;
    ready(d);
    approve(d, "r.first", true); /* needs none */
    assert_int_equal(lines_with(d, "\"mark\"", "not-called-for"), 1);
}

static void a_late_approval_is_late_and_the_step_with_it(void **state)
{
    drill *d = *state;
    ready(d);
    at(d, "40min");
    approve(d, "r.shut", true);
    assert_int_equal(approval(d, 1)->state, TOC_DUTY_LATE);
    assert_open(d, "r.shut", 1);
}

static void a_simulated_approver_gives_it(void **state)
{
    drill *d = *state;
    plan(d, shut);
    play(d, "crew");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("7min");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    did(d, "r.first");
    advance(d, "1h");
    assert_int_equal(when(d, "\"approval\"", "given", 1), ms("17min"));
    assert_int_equal(approval(d, 1)->marks, TOC_MARK_ASSUMED);
}

static void a_simulated_approver_out_of_reach_gives_it_when_back(void **state)
{
    drill *d = *state;
    plan(d, shut);
    play(d, "crew");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("7min");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    did(d, "r.first");
    at(d, "12min");
    unreachable(d, "office", "30min");
    advance(d, "2h");
    assert_int_equal(when(d, "\"approval\"", "given", 1), ms("42min")); /* its time has run */
}

static void a_simulated_approver_off_duty_gives_it_in_the_morning(void **state)
{
    drill *d = *state;
    plan(
        d,
        "org clerks \"Clerks\" { kind office  duty 08:00..17:00 mon..fri  contact phone \"1\"  "
        "contact email \"1\" }\n"
        "response r \"R\" { on call  step shut \"Shut\" { by crew  needs approval by clerks } }\n");
    d->options.start = ms("2h");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("7min");
    at(d, "0min");
    inject(d, "call");
    advance(d, "1d");
    assert_int_equal(when(d, "\"approval\"", "given", 1), ms("6h7min"));
}

static void its_duty_is_void_when_the_response_stops(void **state)
{
    drill *d = *state;
    plan(d, "levels { level low \"L\" { colour blue  when wind > 10 } }\n"
            "response r \"R\" { on level at least low\n"
            "  step shut \"Shut\" { by crew  needs approval by office given within 15min } }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 20);
    at(d, "10min");
    set(d, "wind", 0);
    assert_int_equal(approval(d, 1)->state, TOC_DUTY_VOID);
}

/* Given and refused before the step has begun: withdrawn. */
static void withdrawn_before_the_step_has_begun_it_is_dead(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h\n"
            "  needs approval by office given within 30min }\n"
            "  step b \"B\" { by crew  needs approval by office }\n"
            "  step c \"C\" { by crew  after a  needs approval by office } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    approve(d, "r.a", true);
    approve(d, "r.c", true); /* beforehand */
    at(d, "10min");
    approve(d, "r.a", false);
    assert_node(d, "r.a", TOC_NODE_DEAD);
    assert_void(d, "r.a", 1, TOC_VOID_DEAD);
    assert_int_equal(duty_of_kind(d, TOC_DUTY_APPROVAL, "r.a", 1)->state, TOC_DUTY_MET);
    approve(d, "r.a", true); /* and given after all */
    assert_node(d, "r.a", TOC_NODE_READY);
    did(d, "r.a");
    assert_int_equal(duty_of(d, "r.a", 2)->marks, 0);
    approve(d, "r.a", false); /* done is done */
    assert_node(d, "r.a", TOC_NODE_DONE);
    start(d, "r.b");
    approve(d, "r.b", true);
    approve(d, "r.b", false); /* so is begun */
    assert_node(d, "r.b", TOC_NODE_RUNNING);
}

static void withdrawn_while_the_step_waits_it_dies_when_it_is_ready(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
            "  step c \"C\" { by crew  after a  needs approval by office } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    approve(d, "r.c", true);
    approve(d, "r.c", false);
    did(d, "r.a");
    assert_node(d, "r.c", TOC_NODE_DEAD);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_is_asked_at_readiness),
        TEST(refused_the_step_is_dead_and_the_approval_s_duty_met),
        TEST(given_after_all_makes_it_ready_again),
        TEST(given_after_the_response_has_closed_changes_nothing),
        TEST(given_beforehand_counts),
        TEST(refused_beforehand_counts_too),
        TEST(withdrawn_before_the_step_has_begun_it_is_dead),
        TEST(withdrawn_while_the_step_waits_it_dies_when_it_is_ready),
        TEST(done_without_it_is_marked),
        TEST(started_without_it_stays_marked_though_it_comes_meanwhile),
        TEST(anybody_else_s_answer_is_accepted_and_marked),
        TEST(the_same_answer_again_is_a_repetition),
        TEST(an_answer_that_nobody_waits_for),
        TEST(a_late_approval_is_late_and_the_step_with_it),
        TEST(a_simulated_approver_gives_it),
        TEST(a_simulated_approver_out_of_reach_gives_it_when_back),
        TEST(a_simulated_approver_off_duty_gives_it_in_the_morning),
        TEST(its_duty_is_void_when_the_response_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
