/* test_sema_loops.c - ways between steps: edges, joins, starts, and which arrows are loops. */
#include "../support/sema_fixture.h"

#include "sema/graph.h"

static const toc_plan *good(plan_fixture *f, const char *body)
{
    const toc_plan *plan = sema_response(f, body);

    assert_clean(f);
    return plan;
}

static void without_after_and_arrows_a_step_starts_at_once(void **state)
{
    plan_fixture *f = *state;
    const toc_plan_node *node = sema_node(good(f, "step a \"A\" { by office }"), "early.a");

    assert_int_equal(node->join, TOC_JOIN_START);
    assert_int_equal(node->in.count, 0);
    assert_true(node->is_reachable);
}

static void after_names_all_or_any(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = good(
        f, "step a \"A\" { by office }\nstep b \"B\" { by office }\n"
           "step c \"C\" { by office after a, b }\nstep d \"D\" { by office after any of a, b }");
    assert_int_equal(sema_node(plan, "early.c")->join, TOC_JOIN_ALL);
    assert_int_equal(sema_node(plan, "early.c")->in.count, 2);
    assert_int_equal(sema_node(plan, "early.d")->join, TOC_JOIN_ANY);
    assert_int_equal(sema_node(plan, "early.a")->out.count, 2);
}

static void arrows_join_as_any_and_carry_outcome_and_wait(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_node *c;

    plan = good(f, "decision a \"A\" { by office yes -> c no -> b }\n"
                   "step b \"B\" { by office }\ndecision d \"D\" { by office after b no -> end yes "
                   "-> c after 1h }\n"
                   "step c \"C\" { by office }");
    c = sema_node(plan, "early.c");
    assert_int_equal(c->join, TOC_JOIN_ANY);
    assert_int_equal(c->in.count, 2);
    assert_int_equal(c->in.items[0]->outcome, 0);
    assert_int_equal(c->in.items[1]->outcome, 1);
    assert_int_equal(c->in.items[1]->wait.ms, TOC_HOUR);
    assert_false(c->in.items[1]->is_loop);
}

static void an_arrow_named_in_after_is_one_edge(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_node *s;

    plan = good(f, "decision a \"A\" { by office yes -> s after 30min no -> b }\n"
                   "step b \"B\" { by office }\nstep s \"S\" { by office after any of a.yes, b }");
    s = sema_node(plan, "early.s");
    assert_int_equal(s->in.count, 2);
    assert_int_equal(s->in.items[0]->wait.ms, 30 * TOC_MINUTE);
    assert_int_equal(sema_node(plan, "early.a")->out.count, 2);
}

static void an_arrow_back_is_a_loop_and_does_not_hold_the_start(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_node *a;

    plan = good(f, "step a \"A\" { by office takes 5min at most 3 times }\n"
                   "step b \"B\" { by office after a }\n"
                   "decision d \"D\" { by office after b yes -> end no -> a }");
    a = sema_node(plan, "early.a");
    assert_int_equal(a->join, TOC_JOIN_START);
    assert_int_equal(a->in.count, 1);
    assert_true(a->in.items[0]->is_loop);
    assert_true(sema_node(plan, "early.d")->outcomes.items[1].targets.items[0].is_loop);
}

static void a_loop_into_a_step_with_after_need_not_be_named(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_plan_node *a;

    plan = good(f, "step s \"S\" { by office }\nstep a \"A\" { by office after s takes 5min at "
                   "most 3 times }\n"
                   "decision d \"D\" { by office after a yes -> end no -> a }");
    a = sema_node(plan, "early.a");
    assert_int_equal(a->join, TOC_JOIN_ALL);
    assert_int_equal(a->in.count, 2);
    assert_true(a->in.items[1]->is_loop);
}

static void a_decision_may_lead_back_to_itself(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;

    plan = good(
        f,
        "decision d \"D\" { by office takes 5min at most 4 times yes -> end no -> d after 10min }");
    assert_true(sema_node(plan, "early.d")->in.items[0]->is_loop);
    assert_int_equal(sema_node(plan, "early.d")->join, TOC_JOIN_START);
}

#define CIRCLE(bound)                                                                              \
    "step a \"A\" { by office takes 5min " bound " }\n"                                            \
    "decision da \"DA\" { by office after a yes -> end no -> b }\n"                                \
    "step b \"B\" { by office takes 5min }\n"                                                      \
    "decision db \"DB\" { by office after b yes -> end no -> a }"

static void the_bound_tells_where_a_circle_begins(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan = good(f, CIRCLE("at most 3 times"));

    assert_int_equal(sema_node(plan, "early.a")->join, TOC_JOIN_START);
    assert_int_equal(sema_node(plan, "early.b")->join, TOC_JOIN_ANY);
    sema_response(f, CIRCLE(""));
    assert_one_diag(f, TOC_D_NO_START, "a");
}

static void loops_need_a_bound_and_time(void **state)
{
    plan_fixture *f = *state;

    sema_response(f, "step a \"A\" { by office takes 5min }\n"
                     "decision d \"D\" { by office after a yes -> end no -> a }");
    assert_one_diag(f, TOC_D_LOOP_UNBOUNDED, "a");
    sema_response(f, "step a \"A\" { by office takes 0min at most 2 times }\n"
                     "decision d \"D\" { by office after a takes 0min yes -> end no -> a }");
    assert_one_diag(f, TOC_D_LOOP_TIMELESS, "a");
    good(f, "step a \"A\" { by office takes 0min at most 2 times }\nstep b \"B\" { by office after "
            "a takes 1min }\n"
            "decision d \"D\" { by office after b takes 0min yes -> end no -> a }");
}

static void circles_that_are_no_loops_are_errors(void **state)
{
    plan_fixture *f = *state;

    sema_response(f, "step a \"A\" { by office after b }\nstep b \"B\" { by office after a }");
    assert_one_diag(f, TOC_D_AFTER_CYCLE, "after b");
    sema_response(f, "step a \"A\" { by office after a }");
    assert_one_diag(f, TOC_D_AFTER_CYCLE, "after a");
    sema_response(
        f,
        "decision s \"S\" { by office yes -> a no -> b }\nstep a \"A\" { by office }\n"
        "decision da \"DA\" { by office after a yes -> end no -> b }\nstep b \"B\" { by office }\n"
        "decision db \"DB\" { by office after b yes -> end no -> a }");
    assert_one_diag(f, TOC_D_CYCLE_NOT_LOOP, "b");
}

static void an_arrow_that_after_does_not_name_is_an_error(void **state)
{
    plan_fixture *f = *state;

    sema_response(
        f, "step a \"A\" { by office }\ndecision d \"D\" { by office after a yes -> b no -> end }\n"
           "step b \"B\" { by office after a }");
    assert_one_diag(f, TOC_D_ARROW_NOT_IN_AFTER, "b");
}

static void a_deadline_cannot_count_from_its_own_result(void **state)
{
    plan_fixture *f = *state;

    sema_response(
        f, "step a \"A\" { by office within 5min of b }\nstep b \"B\" { by office after a }");
    assert_one_diag(f, TOC_D_ANCHOR_AFTER, "b");
    sema_response(f, "step a \"A\" { by office within 5min of a }");
    assert_one_diag(f, TOC_D_ANCHOR_AFTER, "a");
    good(f, "step a \"A\" { by office }\nstep b \"B\" { by office after a within 5min of a }");
}

/* a dominates b: without a, the root does not reach b. */
static bool reaches_without(const toc_graph *graph, uint32_t root, uint32_t left_out,
                            uint32_t wanted)
{
    bool seen[64] = {false};
    uint32_t stack[64];
    uint32_t depth = 0;

    if (root != left_out) {
        seen[root] = true;
        stack[depth++] = root;
    }
    while (depth > 0) {
        uint32_t v = stack[--depth];

        for (uint32_t at = graph->first[v]; at < graph->first[v + 1]; at++) {
            uint32_t to = graph->to[at];

            if (to != left_out && !seen[to]) {
                seen[to] = true;
                stack[depth++] = to;
            }
        }
    }
    return seen[wanted];
}

static void dominators_are_those_of_the_definition(void **state)
{
    plan_fixture *f = *state;
    uint32_t seed = 12345;

    for (unsigned round = 0; round < 300; round++) {
        toc_arc arcs[96];
        uint32_t count = 2 + round % 20;
        uint32_t arc_count = count + round % 40;
        toc_graph graph;
        toc_graph reversed;
        toc_dominators tree;

        for (uint32_t i = 0; i < arc_count; i++) {
            seed = seed * 1664525u + 1013904223u;
            arcs[i] = (toc_arc){(seed >> 8) % count, (seed >> 20) % count};
        }
        graph = toc_graph_build(&f->arena, count, arcs, arc_count, false);
        reversed = toc_graph_build(&f->arena, count, arcs, arc_count, true);
        tree = toc_graph_dominators(&f->arena, &graph, &reversed, 0);
        for (uint32_t b = 0; b < count; b++) {
            bool is_reached = reaches_without(&graph, 0, UINT32_MAX, b);

            assert_int_equal(tree.enter[b] != 0, is_reached);
            for (uint32_t a = 0; is_reached && a < count; a++)
                assert_int_equal(toc_dominates(&tree, a, b),
                                 a == b || !reaches_without(&graph, 0, a, b));
        }
    }
}

static void many_steps_in_one_response_take_no_long(void **state)
{
    plan_fixture *f = *state;
    size_t size = 3000000;
    char *text = toc_arena_alloc(&f->arena, size);
    size_t at =
        (size_t)snprintf(text, size,
                         SEMA_BASE "response r \"R\" { on fire\n"
                                   "step s0 \"S\" { by office takes 1min at most 9 times }\n");

    for (unsigned i = 1; i < 20000; i++)
        at += (size_t)snprintf(text + at, size - at,
                               "decision s%u \"S\" { by office %s no -> s0 yes -> s%u }\n", i,
                               i == 1 ? "after s0" : "", i + 1);
    snprintf(text + at, size - at, "step s20000 \"S\" { by office } }");
    assert_int_equal(sema_compile(f, text)->nodes.count, 20001);
    assert_clean(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_after_and_arrows_a_step_starts_at_once),
        TEST(after_names_all_or_any),
        TEST(arrows_join_as_any_and_carry_outcome_and_wait),
        TEST(an_arrow_named_in_after_is_one_edge),
        TEST(an_arrow_back_is_a_loop_and_does_not_hold_the_start),
        TEST(a_loop_into_a_step_with_after_need_not_be_named),
        TEST(a_decision_may_lead_back_to_itself),
        TEST(the_bound_tells_where_a_circle_begins),
        TEST(loops_need_a_bound_and_time),
        TEST(circles_that_are_no_loops_are_errors),
        TEST(an_arrow_that_after_does_not_name_is_an_error),
        TEST(a_deadline_cannot_count_from_its_own_result),
        TEST(dominators_are_those_of_the_definition),
        TEST(many_steps_in_one_response_take_no_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
