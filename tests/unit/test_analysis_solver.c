/* test_analysis_solver.c - the layer over Z3: answers, least values, rounding, the bound of steps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/solver.h"

static int setup(void **state)
{
    *state = toc_solver_new(TOC_SOLVER_STEPS);
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    toc_solver_free(*state);
    return 0;
}

static toc_formula compare(toc_solver *s, toc_formula a, toc_relation relation, int64_t number)
{
    return toc_solver_compare(s, relation, a, toc_solver_number(s, number));
}

static void what_cannot_hold_at_once_is_answered_no(void **state)
{
    toc_solver *s = *state;
    toc_formula x = toc_solver_new_number(s);

    toc_solver_say(s, compare(s, x, TOC_RELATION_GE, 50));
    assert_int_equal(toc_solver_ask(s), TOC_ANSWER_YES);
    toc_solver_push(s);
    toc_solver_say(s, compare(s, x, TOC_RELATION_LT, 50));
    assert_int_equal(toc_solver_ask(s), TOC_ANSWER_NO);
    toc_solver_pop(s);
    assert_int_equal(toc_solver_ask(s), TOC_ANSWER_YES);
}

static void borders_belong_to_inclusive_bounds_only(void **state)
{
    static const struct {
        toc_relation relation;
        bool holds_at_border;
    } rows[] = {{TOC_RELATION_EQ, true}, {TOC_RELATION_NE, false}, {TOC_RELATION_LT, false},
                {TOC_RELATION_LE, true}, {TOC_RELATION_GT, false}, {TOC_RELATION_GE, true}};
    toc_solver *s = *state;
    toc_formula x = toc_solver_new_number(s);

    toc_solver_say(s, compare(s, x, TOC_RELATION_EQ, 20));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toc_solver_push(s);
        toc_solver_say(s, compare(s, x, rows[i].relation, 20));
        assert_int_equal(toc_solver_ask(s),
                         rows[i].holds_at_border ? TOC_ANSWER_YES : TOC_ANSWER_NO);
        toc_solver_pop(s);
    }
}

static void truths_are_joined_and_read_back(void **state)
{
    toc_solver *s = *state;
    toc_formula a = toc_solver_new_truth(s);
    toc_formula b = toc_solver_new_truth(s);

    toc_solver_say(s, toc_solver_or(s, a, b));
    toc_solver_say(s, toc_solver_not(s, toc_solver_same(s, a, b)));
    toc_solver_say(s, toc_solver_implies(s, a, b));
    assert_int_equal(toc_solver_ask(s), TOC_ANSWER_YES);
    assert_int_equal(toc_solver_value(s, a), 0);
    assert_int_equal(toc_solver_value(s, b), 1);
    assert_int_equal(toc_solver_value(s, toc_solver_and(s, a, b)), 0);
}

static void scaling_rounds_down_on_either_side_of_zero(void **state)
{
    static const struct {
        int64_t value, factor, by, result;
    } rows[] = {{7, 1, 2, 3},   {-7, 1, 2, -4}, {7, 1, -2, -4}, {-7, 1, -2, 3},
                {7, -1, 2, -4}, {10, 3, 1, 30}, {-6, 1, 3, -2}, {5, 1000000, 3, 1666666}};
    toc_solver *s = *state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toc_formula number = toc_solver_number(s, rows[i].value);
        int64_t result = 0;

        assert_true(
            toc_solver_fixed(s, toc_solver_scale(s, number, rows[i].factor, rows[i].by), &result));
        assert_int_equal(result, rows[i].result);
    }
    assert_false(toc_solver_fixed(s, toc_solver_new_number(s), &(int64_t){0}));
}

static void settling_finds_the_least_multiple_that_is_left(void **state)
{
    toc_solver *s = *state;
    toc_formula x = toc_solver_new_number(s);
    toc_formula y = toc_solver_new_number(s);

    toc_solver_say(s, compare(s, x, TOC_RELATION_GT, 41));
    toc_solver_say(s, compare(s, x, TOC_RELATION_LE, 1000000000000));
    toc_solver_say(s, toc_solver_compare(s, TOC_RELATION_GE, y, toc_solver_add(s, x, x)));
    assert_true(toc_solver_try(s, toc_solver_divides(s, 10, x)));
    assert_int_equal(toc_solver_settle(s, x, 0, 10), 50);
    assert_true(toc_solver_try(s, toc_solver_divides(s, 1, y)));
    assert_int_equal(toc_solver_settle(s, y, -1000, 1), 100);
    assert_false(toc_solver_try(s, compare(s, x, TOC_RELATION_LT, 50)));
}

static void few_steps_leave_a_question_undecided_each_time(void **state)
{
    toc_solver *s = toc_solver_new(1);
    toc_formula x = toc_solver_new_number(s);

    (void)state;
    toc_solver_say(s, compare(s, toc_solver_scale(s, x, 7, 3), TOC_RELATION_EQ, 12));
    toc_solver_say(s, toc_solver_divides(s, 5, x));
    assert_int_equal(toc_solver_ask(s), TOC_ANSWER_UNDECIDED);
    assert_int_equal(toc_solver_ask(s), TOC_ANSWER_UNDECIDED);
    assert_int_equal(toc_solver_value(s, x), 0);
    toc_solver_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_cannot_hold_at_once_is_answered_no, setup, teardown),
        cmocka_unit_test_setup_teardown(borders_belong_to_inclusive_bounds_only, setup, teardown),
        cmocka_unit_test_setup_teardown(truths_are_joined_and_read_back, setup, teardown),
        cmocka_unit_test_setup_teardown(scaling_rounds_down_on_either_side_of_zero, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(settling_finds_the_least_multiple_that_is_left, setup,
                                        teardown),
        cmocka_unit_test(few_steps_leave_a_question_undecided_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
