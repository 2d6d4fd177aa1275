/* test_sema_scope.c - names: what may share one, what they are found as, ids and their order. */
#include "../support/sema_fixture.h"

#include "sema/context.h"

static void a_minimal_plan_is_clean(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = sema_compile(f, SEMA_HEAD);

    assert_clean(f);
    assert_string_equal(plan->head.id, "p");
    assert_string_equal(plan->head.timezone, "UTC");
    assert_false(plan->has_errors);
}

static void a_name_declared_twice_is_reported_at_the_second(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_compile(f, SEMA_HEAD "org a \"A\"\nevent a \"Event\"");
    diag = assert_one_diag(f, TOC_D_DOUBLE_NAME, "a");
    assert_int_equal(diag->labels.count, 1);
    assert_non_null(strstr(diag->labels.items[0].text, "an org"));
}

static void an_objective_may_be_called_like_a_response(void **state)
{
    plan_fixture *f = *state;

    sema_compile(f, SEMA_BASE
                 "objective early \"Early\"\n"
                 "response early \"Early\" { on fire step s \"S\" { by office objective early } }");
    assert_clean(f);
}

static void two_responses_may_each_have_the_same_step(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = sema_compile(f, SEMA_BASE "response b \"B\" { on fire step s \"S\" { by office } step t "
                                     "\"T\" { by office after s } }\n"
                                     "response a \"A\" { on fire step s \"S\" { by office } step t "
                                     "\"T\" { by office after s } }");
    assert_clean(f);
    assert_int_equal(plan->nodes.count, 4);
    assert_string_equal(plan->nodes.items[0]->base.full, "a.s");
    assert_string_equal(plan->nodes.items[3]->base.full, "b.t");
    assert_ptr_equal(sema_node(plan, "a.t")->in.items[0]->source, sema_node(plan, "a.s"));
    assert_ptr_equal(sema_node(plan, "b.t")->in.items[0]->source, sema_node(plan, "b.s"));
}

static void ids_run_in_the_order_of_full_names_whatever_the_order_of_declarations(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = sema_compile(
        f, SEMA_HEAD
        "org 市 \"C\"\norg b \"B\" { post z \"Z\" post a \"A\" }\norg B \"Big\"\norg b-1 \"B1\"");
    assert_clean(f);
    assert_int_equal(plan->bodies.count, 6);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        assert_int_equal(plan->bodies.items[i]->base.id, i);
        if (i > 0)
            assert_true(
                strcmp(plan->bodies.items[i - 1]->base.full, plan->bodies.items[i]->base.full) < 0);
    }
    assert_string_equal(plan->bodies.items[0]->base.full, "B");
    assert_string_equal(plan->bodies.items[3]->base.full, "b.a");
    assert_string_equal(plan->bodies.items[5]->base.full, "市");
}

static void a_post_is_found_through_its_org_and_by_its_siblings(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_node *node;

    plan = sema_compile(
        f, SEMA_HEAD
        "event fire \"Fire\"\n"
        "org office \"Office\" { post chief \"Chief\" post deputy \"Deputy\" { succeeds chief } }\n"
        "response early \"Early\" { on fire step s \"S\" { by office.deputy } }");
    assert_no_error(f);
    node = sema_node(plan, "early.s");
    assert_true(node->by.target->is_post);
    assert_string_equal(node->by.target->succeeds.target->base.full, "office.chief");
}

static void an_unknown_name_gets_the_nearest_of_the_right_kind(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_response(f, "step s \"S\" { by ofice }");
    diag = assert_one_diag(f, TOC_D_UNKNOWN_NAME, "ofice");
    assert_true(sema_has_help(diag, "`office`"));
}

static void a_step_of_another_response_is_offered_by_its_full_name(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_compile(f, SEMA_BASE
                 "response early \"Early\" { on fire step cutoff \"Cut\" { by office } }\n"
                 "response late \"Late\" { on cutoff }");
    diag = assert_one_diag(f, TOC_D_UNKNOWN_NAME, "cutoff");
    assert_true(sema_has_help(diag, "`early.cutoff`"));
}

static void a_post_that_the_org_lacks_is_reported_at_the_post(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    sema_compile(f,
                 SEMA_HEAD "event fire \"Fire\"\norg office \"Office\" { post chief \"Chief\" }\n"
                           "response early \"Early\" { on fire step s \"S\" { by office.cheif } }");
    diag = assert_one_diag(f, TOC_D_UNKNOWN_NAME, "cheif");
    assert_true(sema_has_help(diag, "`chief`"));
}

static void of_two_meanings_the_one_that_fits_is_taken(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = sema_compile(f, SEMA_BASE "resource spare \"Spare line\" { count 1 }\n"
                                     "response early \"Early\" { on fire\n"
                                     "  step spare \"Switch\" { by office uses 1 spare } }");
    assert_clean(f);
    assert_ptr_equal(sema_node(plan, "early.spare")->uses.items[0].resource.target,
                     plan->resources.items[0]);
}

static void names_are_compared_after_normalisation(void **state)
{
    plan_fixture *f = *state;

    sema_compile(f,
                 SEMA_HEAD "event fire \"Fire\"\norg caf\xc3\xa9 \"Cafe\"\n"
                           "response early \"Early\" { on fire step s \"S\" { by cafe\xcc\x81 } }");
    assert_clean(f);
}

static void names_that_only_look_alike_are_refused(void **state)
{
    plan_fixture *f = *state;

    sema_compile(f, SEMA_HEAD "org office \"Office\"\norg \xd0\xbe"
                              "ffice \"Other\"");
    assert_one_diag(f, TOC_D_LOOK_ALIKE,
                    "\xd0\xbe"
                    "ffice");
}

static void nested_categories_are_found_by_either_name(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = sema_compile(
        f, SEMA_HEAD
        "category natural \"Natural\" { category flood \"Flood\" }\n"
        "event rain \"Rain\" { category flood }\nevent tide \"Tide\" { category natural.flood }\n"
        "response early \"Early\" { on rain, tide }");
    assert_clean(f);
    assert_string_equal(plan->categories.items[1]->base.full, "natural.flood");
    assert_ptr_equal(plan->events.items[0]->categories.items[0].target,
                     plan->events.items[1]->categories.items[0].target);
}

/* No clause may be read and then forgotten: whatever the grammar's table allows has a row here.
 * Rules and their roles are not sema's: no plan holds them, and doctrine/ refuses what it lacks. */
static void every_clause_that_is_allowed_is_put_somewhere(void **state)
{
    (void)state;
    for (int decl = 0; decl < TOC_DECL_KIND_COUNT; decl++) {
        const toc_fill *rows = toc_fills_of((toc_decl_kind)decl);

        if (decl == TOC_DECL_RULE || decl == TOC_DECL_ROLE)
            continue;
        assert_non_null(rows);
        for (int clause = 0; clause < TOC_CLAUSE_KIND_COUNT; clause++) {
            bool is_common = clause == TOC_CLAUSE_CLAUSE || clause == TOC_CLAUSE_NOTE ||
                             clause == TOC_CLAUSE_SEE || clause == TOC_CLAUSE_ALLOW ||
                             clause == TOC_CLAUSE_TERM;

            if (is_common || !toc_clause_is_allowed((toc_clause_kind)clause, (toc_decl_kind)decl))
                continue;
            if (!rows[clause].fill)
                print_error("%s in %s\n", toc_clause_kind_word((toc_clause_kind)clause),
                            toc_decl_kind_word((toc_decl_kind)decl));
            assert_non_null(rows[clause].fill);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_minimal_plan_is_clean),
        TEST(a_name_declared_twice_is_reported_at_the_second),
        TEST(an_objective_may_be_called_like_a_response),
        TEST(two_responses_may_each_have_the_same_step),
        TEST(ids_run_in_the_order_of_full_names_whatever_the_order_of_declarations),
        TEST(a_post_is_found_through_its_org_and_by_its_siblings),
        TEST(an_unknown_name_gets_the_nearest_of_the_right_kind),
        TEST(a_step_of_another_response_is_offered_by_its_full_name),
        TEST(a_post_that_the_org_lacks_is_reported_at_the_post),
        TEST(of_two_meanings_the_one_that_fits_is_taken),
        TEST(names_are_compared_after_normalisation),
        TEST(names_that_only_look_alike_are_refused),
        TEST(nested_categories_are_found_by_either_name),
        TEST(every_clause_that_is_allowed_is_put_somewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
