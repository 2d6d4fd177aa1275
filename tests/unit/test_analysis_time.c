/* test_analysis_time.c - times of single duties in small plans, by hand; chains; what is not said. */
#include "../support/sema_fixture.h"

#include "analysis/time.h"

#define WORLD                                                                                      \
    "org crew \"Crew\"\n"                                                                          \
    "org desk \"Desk\" { duty 08:00..17:00 mon..fri }\n"                                           \
    "org night \"Night\" { duty 20:00..06:00 mon..sun }\n"                                         \
    "org team \"Team\" { formed by office when level at least low within 40min }\n"                \
    "resource pump \"Pump\" { count 2 ready within 20min }\n"                                      \
    "indicator bad \"Bad\" { flag }\n"                                                             \
    "levels { level low \"Low\" { when bad } }\n"

static toc_times *times_of(plan_fixture *f, const char *text)
{
    static const toc_check_switch off[] = {{TOC_D_UNUSED, TOC_CHECK_OFF}};
    toc_compile_options options = {.switches = off, .switch_count = 1};
    const char *all = toc_arena_printf(&f->arena, "%s%s%s", SEMA_BASE, WORLD, text);
    const toc_source *source = toc_sources_add(f->sources, "test.plan", all, strlen(all));
    const toc_plan *plan;

    toc_diag_sink_init(&f->sink, &f->arena);
    plan = toc_compile_source(&f->arena, f->sources, source, &options, &f->sink);
    toc_diag_sink_finish(&f->sink);
    assert_non_null(plan);
    return toc_times_new(plan, &f->arena);
}

static toc_time_duty *duty_of(toc_times *times, const char *full)
{
    for (uint32_t i = 0; i < times->duties.count; i++) {
        if (strcmp(times->duties.items[i].entity->full, full) == 0)
            return &times->duties.items[i];
    }
    fail_msg("no duty %s", full);
    return NULL;
}

/* Minutes: best, likely, worst, worst with hours off duty. */
static void assert_times(toc_times *times, const char *full, long best, long likely, long worst,
                         long longest)
{
    const toc_time_duty *duty = duty_of(times, full);

    assert_int_equal(duty->lapse[TOC_TIME_BEST].ms / TOC_MINUTE, best);
    assert_int_equal(duty->lapse[TOC_TIME_LIKELY].ms / TOC_MINUTE, likely);
    assert_int_equal(duty->lapse[TOC_TIME_WORST].ms / TOC_MINUTE, worst);
    assert_int_equal(duty->lapse[TOC_TIME_LONGEST].ms / TOC_MINUTE, longest);
}

static void a_chain_from_the_start_adds_up(void **state)
{
    toc_times *times = times_of(*state, "response r \"R\" { on fire\n"
                                        "  step a \"A\" { by crew takes 10..20..40min }\n"
                                        "  step b \"B\" { by crew after a takes 5..15min\n"
                                        "    within 2h of fire }\n}\n");
    toc_time_chain chain;

    assert_times(times, "r.b", 15, 30, 55, 55);
    assert_int_equal(toc_time_slack(duty_of(times, "r.b"), TOC_TIME_WORST), 65 * TOC_MINUTE);
    toc_time_chain_of(times, duty_of(times, "r.b"), TOC_TIME_WORST, times->arena, &chain);
    assert_int_equal(chain.count, 2);
    assert_string_equal(chain.items[0].node->base.full, "r.a");
    assert_int_equal(chain.items[1].sum, 55 * TOC_MINUTE);
}

static void from_a_step_what_came_before_it_is_left_out(void **state)
{
    toc_times *times = times_of(*state, "response r \"R\" { on fire\n"
                                        "  step a \"A\" { by crew takes 10..90min }\n"
                                        "  step b \"B\" { by crew after a takes 5..15min }\n"
                                        "  step c \"C\" { by crew after b takes 10min\n"
                                        "    within 1h of a }\n"
                                        "  step d \"D\" { by crew after b takes 10min\n"
                                        "    within 1h of start of b }\n}\n");

    assert_times(times, "r.c", 15, 20, 25, 25);
    assert_times(times, "r.d", 15, 20, 25, 25);
}

static void another_way_may_have_begun_before_the_anchor(void **state)
{
    toc_times *times = times_of(*state, "response r \"R\" { on fire\n"
                                        "  step s \"S\" { by crew takes 10..60min }\n"
                                        "  step a \"A\" { by crew after s takes 5min }\n"
                                        "  step b \"B\" { by crew after s takes 20..50min }\n"
                                        "  step c \"C\" { by crew after a, b takes 10min\n"
                                        "    within 2h of a }\n}\n");

    assert_times(times, "r.c", 25, 40, 55, 55);
}

static void a_guard_is_skipped_at_best_and_done_at_worst(void **state)
{
    toc_times *times = times_of(*state, "response r \"R\" { on fire\n"
                                        "  step a \"A\" { by crew takes 30min when bad }\n"
                                        "  step b \"B\" { by crew after a takes 5min\n"
                                        "    within 2h of fire }\n}\n");

    assert_times(times, "r.b", 5, 35, 35, 35);
}

static void of_ways_of_which_one_is_enough_the_sure_ones_count_at_worst(void **state)
{
    toc_times *times =
        times_of(*state, "response r \"R\" { on fire\n"
                         "  step a \"A\" { by crew takes 30min }\n"
                         "  decision d \"D\" { by crew takes 5min yes -> x no -> end }\n"
                         "  step x \"X\" { by crew takes 5min }\n"
                         "  step b \"B\" { by crew after any of a, x takes 5min\n"
                         "    within 2h of fire }\n"
                         "  decision e \"E\" { by crew takes 5min yes -> y no -> z after 40min }\n"
                         "  step y \"Y\" { by crew takes 5min }\n"
                         "  step z \"Z\" { by crew takes 5min }\n"
                         "  step c \"C\" { by crew after any of y, z takes 5min\n"
                         "    within 2h of fire }\n}\n");

    assert_times(times, "r.b", 15, 15, 35, 35);
    assert_times(times, "r.c", 15, 15, 55, 55);
}

static void a_loop_counts_its_rounds_at_worst(void **state)
{
    toc_times *times =
        times_of(*state, "response r \"R\" { on fire\n"
                         "  step a \"A\" { by crew takes 10..20min at most 3 times }\n"
                         "  decision d \"D\" { by crew after a takes 5min within 3h of fire\n"
                         "    yes -> end no -> a after 10min }\n}\n");
    const toc_time_duty *duty = duty_of(times, "r.d");

    assert_times(times, "r.d", 15, 20, 95, 95);
    assert_int_equal(duty->lapse[TOC_TIME_ONCE].ms, 25 * TOC_MINUTE);
}

static void gates_come_before_the_work(void **state)
{
    toc_times *times =
        times_of(*state, "response r \"R\" { on fire\n"
                         "  step a \"A\" { by desk takes 10min within 9d uses 1 pump\n"
                         "    needs approval by office given within 30min }\n"
                         "  step b \"B\" { by night takes 10min within 2d }\n}\n"
                         "response q \"Q\" { on level at least low\n"
                         "  step c \"C\" { by crew takes 10..15min }\n"
                         "  step d \"D\" { by team after c takes 10min\n"
                         "    within 2h of start of q }\n}\n");

    assert_times(times, "r.a", 10, 45, 60, 60 + 63 * 60);
    assert_times(times, "r.b", 10, 10, 10, 10 + 14 * 60);
    assert_times(times, "q.d", 20, 22, 50, 50);
}

static void what_is_not_stated_is_not_zero(void **state)
{
    toc_times *times = times_of(*state, "response r \"R\" { on fire\n"
                                        "  step a \"A\" { by crew }\n"
                                        "  step b \"B\" { by crew after a takes 5min\n"
                                        "    within 2h of fire }\n"
                                        "  step c \"C\" { by crew after b takes 5min\n"
                                        "    within 2h of a }\n}\n");

    assert_int_equal(duty_of(times, "r.b")->lapse[TOC_TIME_WORST].unknown, 1);
    assert_false(toc_time_is_known(duty_of(times, "r.b"), TOC_TIME_WORST));
    assert_true(toc_time_is_known(duty_of(times, "r.c"), TOC_TIME_WORST));
}

static void a_response_goes_on_where_the_step_was_that_starts_it(void **state)
{
    toc_times *times = times_of(*state, "response r \"R\" { on fire\n"
                                        "  step a \"A\" { by crew takes 10..20min }\n"
                                        "  step b \"B\" { by crew after a takes 5min\n"
                                        "    activates q }\n}\n"
                                        "response q \"Q\" {\n"
                                        "  step c \"C\" { by crew takes 10min within 2h of fire }\n"
                                        "  step d \"D\" { by crew takes 10min within 2h of r.a }\n"
                                        "}\n");

    assert_times(times, "q.c", 25, 30, 35, 35);
    assert_times(times, "q.d", 15, 15, 15, 15);
}

static void other_anchors_are_not_compared(void **state)
{
    toc_times *times = times_of(*state, "event other \"Other\"\n"
                                        "response r \"R\" { on fire\n"
                                        "  step a \"A\" { by crew takes 5min within 1h of other }\n"
                                        "}\n"
                                        "response q \"Q\" { on other\n"
                                        "  step b \"B\" { by crew takes 5min within 1h of r.a }\n"
                                        "}\n");

    assert_int_equal(duty_of(times, "r.a")->way.scope, TOC_TIME_NOT_COMPARED);
    assert_int_equal(duty_of(times, "q.b")->way.scope, TOC_TIME_NOT_COMPARED);
}

/* With several causes a best time proves nothing, but a worst one can be met. */
static void one_of_several_causes_makes_no_error(void **state)
{
    plan_fixture *f = *state;

    times_of(f, "event other \"Other\"\nresponse r \"R\" { on fire, other\n"
                "  step a \"A\" { by crew takes 50min }\n"
                "  step b \"B\" { by crew after a takes 50min within 1h of fire }\n}\n");
    assert_int_equal(f->sink.error_count, 0);
    assert_non_null(sema_find(f, TOC_D_DEADLINE_CAN_BE_MISSED));
}

static void one_cause_is_one_message(void **state)
{
    plan_fixture *f = *state;

    times_of(f, "response r \"R\" { on fire\n"
                "  step a \"A\" { by crew takes 10..90min within 1h of fire }\n"
                "  step b \"B\" { by crew after a takes 5min within 80min of fire }\n"
                "  step c \"C\" { by crew after b takes 5min within 85min of fire }\n}\n");
    assert_int_equal(f->sink.warning_count, 1);
    assert_string_equal(sema_find(f, TOC_D_DEADLINE_CAN_BE_MISSED)->message,
                        "step `r.a` can be late: at worst it is done 1h30min after `fire`");
}

static void what_other_checks_say_is_not_said_again(void **state)
{
    plan_fixture *f = *state;

    times_of(f, "response r \"R\" { on fire\n"
                "  step a \"A\" { by crew takes 40min within 30min }\n"
                "  step b \"B\" { by crew takes 20..40min within 30min\n"
                "    needs approval by office given within 15min }\n}\n");
    assert_non_null(sema_find(f, TOC_D_DEADLINE_TOO_SHORT));
    assert_non_null(sema_find(f, TOC_D_APPROVAL_EATS_DEADLINE));
    assert_int_equal(f->sink.records.count, 2);
}

/* Every step counts from the one before, and from the first: all of it in one giant response. */
static void a_long_response_is_quick(void **state)
{
    plan_fixture *f = *state;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    toc_times *times;

    assert_non_null(out);
    fputs("response r \"R\" { on fire\n  step s0 \"S\" { by crew takes 1min }\n", out);
    for (unsigned i = 1; i < 5000; i++)
        fprintf(out, "  step s%u \"S\" { by crew after s%u takes 1min within 90d of s%u }\n", i,
                i - 1 - (i % 7 == 0 ? i / 2 : 0), i % 3 == 0 ? i / 2 : i - 1);
    fputs("}\n", out);
    assert_int_equal(fclose(out), 0);
    times = times_of(f, toc_arena_copy(&f->arena, text, size));
    free(text);
    assert_int_equal(times->duties.count, 5001); /* and the forming of a body */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_chain_from_the_start_adds_up),
        TEST(from_a_step_what_came_before_it_is_left_out),
        TEST(another_way_may_have_begun_before_the_anchor),
        TEST(a_guard_is_skipped_at_best_and_done_at_worst),
        TEST(of_ways_of_which_one_is_enough_the_sure_ones_count_at_worst),
        TEST(a_loop_counts_its_rounds_at_worst),
        TEST(gates_come_before_the_work),
        TEST(what_is_not_stated_is_not_zero),
        TEST(a_response_goes_on_where_the_step_was_that_starts_it),
        TEST(other_anchors_are_not_compared),
        TEST(one_of_several_causes_makes_no_error),
        TEST(one_cause_is_one_message),
        TEST(what_other_checks_say_is_not_said_again),
        TEST(a_long_response_is_quick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
