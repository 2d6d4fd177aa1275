/* test_engine_end.c - the end of a ladder: proposed, approved, refused, fallen, passed over. */
#include "../support/drill_fixture.h"

#define GRADES                                                                                     \
    "  level III \"Low\" { colour blue  when wind >= 10 }\n"                                       \
    "  level II \"Mid\" { colour red  when wind >= 20 }\n"

static const char both[] =
    "levels {\n" GRADES "  end when safe  proposed by crew within 30min  approved by office "
    "within 1h }\n";

static void ready_to_end(drill *d, const char *text)
{
    plan(d, text);
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 12);
    at(d, "10min");
    set(d, "safe", 1);
}

static void the_end_is_proposed_then_approved(void **state)
{
    drill *d = *state;
    ready_to_end(d, both);
    assert_due(d, "level", 1, "40min");
    assert_int_equal(duty_of(d, "level", 1)->kind, TOC_DUTY_PROPOSE_END);
    assert_int_equal(duty_count(d, "level"), 1);
    at(d, "20min");
    propose(d, "level");
    assert_met(d, "level", 1);
    assert_due(d, "level", 2, "1h20min");
    assert_int_equal(duty_of(d, "level", 2)->kind, TOC_DUTY_APPROVE_END);
    assert_declared(d, "level", "III");
    at(d, "1h");
    approve_end(d, "level", true);
    assert_met(d, "level", 2);
    assert_declared(d, "level", "none");
    assert_int_equal(when(d, "\"ended\"", "office", 1), ms("1h"));
}

static void the_condition_falling_first_voids_both(void **state)
{
    drill *d = *state;
    ready_to_end(d, both);
    at(d, "20min");
    set(d, "safe", 0);
    assert_void(d, "level", 1, TOC_VOID_FALLEN);
    at(d, "30min");
    set(d, "safe", 1);
    propose(d, "level");
    set(d, "safe", 0);
    assert_met(d, "level", 2);
    assert_void(d, "level", 3, TOC_VOID_FALLEN);
    assert_declared(d, "level", "III");
}

static void a_stage_without_a_name_is_passed_over(void **state)
{
    drill *d = *state;
    ready_to_end(d, "levels {\n" GRADES "  end when safe  approved by office }\n");
    assert_int_equal(duty_of(d, "level", 1)->kind, TOC_DUTY_APPROVE_END);
    approve_end(d, "level", true);
    assert_declared(d, "level", "none");
}

static void without_an_approver_the_proposal_ends_it(void **state)
{
    drill *d = *state;
    ready_to_end(d, "levels {\n" GRADES "  end when safe  proposed by crew }\n");
    propose(d, "level");
    assert_declared(d, "level", "none");
}

static void with_neither_it_ends_at_once(void **state)
{
    drill *d = *state;
    ready_to_end(d, "levels {\n" GRADES "  end when safe }\n");
    assert_declared(d, "level", "none");
    assert_int_equal(d->duties.count, 0);
}

static void the_condition_must_rise_while_a_grade_is_declared(void **state)
{
    drill *d = *state;
    plan(d, both);
    play(d, "all");
    at(d, "0min");
    set(d, "safe", 1);
    at(d, "10min");
    set(d, "wind", 12); /* it held before: no rise */
    assert_int_equal(duty_count(d, "level"), 0);
    at(d, "20min");
    set(d, "safe", 0);
    set(d, "safe", 1);
    assert_int_equal(duty_count(d, "level"), 1);
}

static void a_refusal_keeps_the_grade_and_may_be_taken_back(void **state)
{
    drill *d = *state;
    ready_to_end(d, both);
    propose(d, "level");
    at(d, "20min");
    approve_end(d, "level", false);
    assert_met(d, "level", 2);
    assert_declared(d, "level", "III");
    at(d, "30min");
    approve_end(d, "level", true);
    assert_declared(d, "level", "none");
    assert_int_equal(duty_count(d, "level"), 2);
    assert_int_equal(lines_with(d, "approve-end", "premature"), 0);
}

static void proposing_and_approving_too_early_is_premature(void **state)
{
    drill *d = *state;
    plan(d, both);
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 12);
    at(d, "10min");
    propose(d, "level");
    assert_int_equal(lines_with(d, "\"proposed\"", "premature"), 1);
    assert_true(duty_of(d, "level", 1)->marks & TOC_MARK_PREMATURE);
    at(d, "20min");
    set(d, "safe", 1); /* proposed already: nothing more to propose */
    assert_int_equal(duty_count(d, "level"), 2);
    approve_end(d, "level", true);
    assert_declared(d, "level", "none");
}

static void nothing_to_end_is_not_called_for(void **state)
{
    drill *d = *state;
    plan(d, both);
    play(d, "all");
    at(d, "0min");
    propose(d, "level");
    approve_end(d, "level", true);
    assert_int_equal(lines_with(d, "not-called-for", NULL), 2);
    assert_int_equal(d->duties.count, 0);
}

static void a_proposal_that_nobody_is_named_for_is_not_called_for(void **state)
{
    drill *d = *state;
    ready_to_end(d, "levels {\n" GRADES "  end when safe  approved by office }\n");
    propose(d, "level");
    assert_int_equal(lines_with(d, "\"proposed\"", "not-called-for"), 1);
    assert_open(d, "level", 1);
}

static void after_the_end_a_duty_opens_only_when_warranted_rises(void **state)
{
    drill *d = *state;
    plan(d, "levels { declared by office within 1h\n" GRADES "  end when safe }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 22);
    declare(d, "level.II");
    at(d, "10min");
    set(d, "safe", 1);
    assert_declared(d, "level", "none");
    assert_warranted(d, "level", "II");
    at(d, "20min");
    set(d, "wind", 12); /* a fall */
    assert_int_equal(duty_count(d, "level.III"), 0);
    at(d, "30min");
    set(d, "wind", 22); /* a rise, whatever it was at the end */
    assert_due(d, "level.II", 2, "1h30min");
}

static void open_declarations_are_void_at_the_end(void **state)
{
    drill *d = *state;
    plan(d, "levels { declared by office within 1h\n" GRADES "  end when safe }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 12);
    declare(d, "level.III");
    set(d, "wind", 22);
    at(d, "10min");
    set(d, "safe", 1);
    assert_void(d, "level.II", 1, TOC_VOID_FALLEN);
}

static void simulated_bodies_propose_and_approve_when_they_can(void **state)
{
    drill *d = *state;
    plan(d, both);
    d->options.assume[TOC_ASSUME_DECLARATION] = ms("5min");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("10min");
    at(d, "0min");
    set(d, "wind", 12);
    unreachable(d, "crew", "1h");
    at(d, "10min");
    set(d, "safe", 1);
    at(d, "1h2min");
    unreachable(d, "office", "1h");
    advance(d, "5h");
    assert_int_equal(when(d, "\"proposed\"", NULL, 1), ms("1h5min"));
    assert_int_equal(when(d, "\"ended\"", NULL, 1), ms("2h12min"));
}

static void a_simulated_approver_waits_for_the_condition(void **state)
{
    drill *d = *state;
    plan(d, both);
    play(d, "crew");
    at(d, "0min");
    set(d, "wind", 12);
    at(d, "10min");
    propose(d, "level"); /* too early */
    advance(d, "1h");
    assert_declared(d, "level", "III");
    set(d, "safe", 1);
    advance(d, "2h");
    assert_declared(d, "level", "none");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_end_is_proposed_then_approved),
        TEST(the_condition_falling_first_voids_both),
        TEST(a_stage_without_a_name_is_passed_over),
        TEST(without_an_approver_the_proposal_ends_it),
        TEST(with_neither_it_ends_at_once),
        TEST(the_condition_must_rise_while_a_grade_is_declared),
        TEST(a_refusal_keeps_the_grade_and_may_be_taken_back),
        TEST(proposing_and_approving_too_early_is_premature),
        TEST(nothing_to_end_is_not_called_for),
        TEST(a_proposal_that_nobody_is_named_for_is_not_called_for),
        TEST(after_the_end_a_duty_opens_only_when_warranted_rises),
        TEST(open_declarations_are_void_at_the_end),
        TEST(simulated_bodies_propose_and_approve_when_they_can),
        TEST(a_simulated_approver_waits_for_the_condition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
