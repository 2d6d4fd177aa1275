/* test_analysis_conditions.c - what the checks of conditions raise, with which values, and what
 * they leave alone. */
#include "../support/sema_fixture.h"

#include "analysis/conditions.h"

#define SIGNALS                                                                                    \
    "indicator down \"Down\" { percent range 0%..100% }\n"                                         \
    "indicator cases \"Cases\" { count range 0..500 }\n"                                           \
    "indicator crest \"Crest\" { number unit \"m\" }\n"                                            \
    "indicator wait \"Wait\" { duration }\n"                                                       \
    "indicator out \"Out\" { flag }\n"                                                             \
    "indicator wind \"Wind\" { one of (calm, breeze, gale) }\n"                                    \
    "indicator reach \"Reach\" { ordered (city, province, nation) }\n"                             \
    "event call \"Call\" { fields patients count, place text, hurt flag }\n"                       \
    "resource shelter \"Shelter\" { count 10 }\n"                                                  \
    "period sensitive \"Sensitive\" { from 2026-03-01 to 2026-03-16 }\n"                           \
    "org team \"Team\" { formed by office when happened(fire) }\n"

/* Everything that was said of @p text; what is unused is no concern here. */
static void check(plan_fixture *f, const char *text)
{
    static const toc_check_switch unused = {TOC_D_UNUSED, TOC_CHECK_OFF};
    static const toc_check_switch idle = {TOC_D_NEVER_STARTED, TOC_CHECK_OFF};
    static const toc_check_switch quiet = {TOC_D_LEVEL_STARTS_NOTHING, TOC_CHECK_OFF};
    toc_check_switch off[] = {unused, idle, quiet, {TOC_D_SAME_GRADE_NAME, TOC_CHECK_OFF}};
    toc_compile_options options = {.switches = off, .switch_count = sizeof off / sizeof off[0]};
    const char *all = toc_arena_printf(&f->arena, "%s%s%s", SEMA_BASE, SIGNALS, text);
    const toc_source *source = toc_sources_add(f->sources, "test.plan", all, strlen(all));

    toc_diag_sink_init(&f->sink, &f->arena);
    toc_compile_source(&f->arena, f->sources, source, &options, &f->sink);
    toc_diag_sink_finish(&f->sink);
}

/* @p words stand somewhere in what was said. */
static bool says(const toc_diag *diag, const char *words)
{
    if (strstr(diag->message, words) || (diag->here && strstr(diag->here, words)))
        return true;
    for (uint32_t i = 0; i < diag->labels.count; i++) {
        if (strstr(diag->labels.items[i].text, words))
            return true;
    }
    for (uint32_t i = 0; i < diag->notes.count; i++) {
        if (strstr(diag->notes.items[i], words))
            return true;
    }
    return false;
}

static const toc_diag *raises(plan_fixture *f, toc_diag_code code, const char *under,
                              const char *words)
{
    const toc_diag *diag = assert_one_diag(f, code, under);

    if (!says(diag, words))
        sema_show(f);
    assert_true(says(diag, words));
    return diag;
}

/* ── guards ──────────────────────────────────────────────────────────────── */

static void guard(plan_fixture *f, const char *cond)
{
    check(f, toc_arena_printf(&f->arena, "trigger t \"T\" { when %s }\n", cond));
}

static void conditions_that_nothing_can_change_are_reported(void **state)
{
    static const char *const same[] = {
        "down > 100%",
        "down <= 100%",
        "cases >= 50 and cases < 10",
        "cases >= 10 or cases < 50",
        "cases > 5 and cases < 6", /* counts are whole */
        "wait < 0s",
        "wait > 2h and wait < 30min",
        "wind is calm and wind is gale",
        "wind in (calm, breeze, gale)",
        "reach at least province and reach below province",
        "out and not out",
        "shelter.free > 10",
        "shelter.free + shelter.used > 10",
        "shelter.used < 0%",
        "count(call, 24h) < 0",
        "count(call, 1h) > 3 and count(call, 24h) < 2",
        "count(call, 1h) >= 1 and not happened(call)",
        "(cases > 9 for 10min) and cases < 5",
        "(cases > 9 for 1h) and not (cases > 9 for 10min)",
        "min(cases, 1h) > max(cases, 1h)",
        "max(cases, 1h) < cases and min(cases, 1h) >= 0",
        "since(fire) < 0s",
        "since(fire) > 2h and not happened(fire)",
        "patients of call < 0",
        "place of call = \"dam\" and place of call = \"weir\"",
        "office.active",
        "2 * cases > 1000",
        "crest - 1 \"m\" > crest",
        "down / 4 > 25%",
        "1 < 2",
    };
    plan_fixture *f = *state;

    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        guard(f, same[i]);
        assert_one_diag(f, TOC_D_ALWAYS_SAME, same[i]);
    }
}

static void conditions_that_can_go_either_way_are_left_alone(void **state)
{
    static const char *const fine[] = {
        "down > 99.999999%",
        "down >= 100%",
        "down > 0%",
        "crest > 5 \"m\" and crest < 6 \"m\"",
        "wait >= 2h and wait <= 2h",
        "wind is calm or wind is gale",
        "reach at least province",
        "out",
        "not out",
        "shelter.free >= 10",
        "shelter.free < 100%",
        "count(call, 24h) > 3 and count(call, 1h) < 2",
        "cases > 9 and not (cases > 9 for 10min)",
        "min(cases, 1h) >= 0", /* false as long as nothing was measured */
        "max(cases, 1h) > cases",
        "since(fire) >= 0s",
        "patients of call >= 0",
        "hurt of call = no",
        "place of call = \"dam\"",
        "in sensitive",
        "team.active",
        "2 * cases >= 1000",
        "-crest > 3",
        "rise(cases, 1d) < 0",
        "rate(crest, 1h) > 2",
    };
    plan_fixture *f = *state;

    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++) {
        guard(f, fine[i]);
        assert_clean(f);
    }
}

static void the_largest_part_that_is_settled_is_reported(void **state)
{
    plan_fixture *f = *state;

    guard(f, "out or cases > 50 and cases < 10");
    assert_one_diag(f, TOC_D_ALWAYS_SAME, "cases > 50 and cases < 10");
    guard(f, "out and not (down >= 0%)");
    assert_one_diag(f, TOC_D_ALWAYS_SAME, "out and not (down >= 0%)");
    guard(f, "cases > 9 and (down <= 100% for 5min)");
    assert_one_diag(f, TOC_D_ALWAYS_SAME, "down <= 100%");
}

static void a_product_of_what_varies_is_said_to_be_undecided(void **state)
{
    plan_fixture *f = *state;

    guard(f, "crest * cases > 5 \"m\"");
    assert_one_diag(f, TOC_D_NOT_DECIDED, "crest * cases");
    guard(f, "crest / cases > 5 \"m\" and cases > 3");
    assert_one_diag(f, TOC_D_NOT_DECIDED, "crest / cases");
}

static void meeting_the_bound_of_steps_is_said_and_nothing_else(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan =
        sema_compile(f, SEMA_BASE "indicator x \"X\" { number }\nindicator y \"Y\" { number }\n"
                                  "trigger t \"T\" { when 7 * x / 3 = 5 * y / 11 and x > y }\n"
                                  "response r \"R\" { on t, fire }\n");
    static const toc_check_options options = {0};
    toc_check_context context = {plan, &f->arena, &f->sink, &options};

    assert_clean(f);
    toc_conditions_check(&context, 1);
    assert_true(f->sink.records.count > 0);
    for (uint32_t i = 0; i < f->sink.records.count; i++)
        assert_int_equal(f->sink.records.items[i]->code, TOC_D_NOT_DECIDED);
}

/* ── where they stand ────────────────────────────────────────────────────── */

#define GRADES                                                                                     \
    "levels { declared by office  lower after 1h  level III \"3\" { when cases >= 5 } "            \
    "level II \"2\" { when cases >= 20 } level I \"1\" { when cases >= 50 } }\n"

static void step_in(plan_fixture *f, const char *on, const char *rest)
{
    check(f, toc_arena_printf(&f->arena,
                              GRADES "response r \"R\" { on %s step s \"S\" { by office %s } }\n",
                              on, rest));
}

static void a_guard_that_its_response_settles_is_reported(void **state)
{
    plan_fixture *f = *state;

    step_in(f, "level at least II", "when level at least III");
    raises(f, TOC_D_SETTLED_HERE, "level at least III", "always true here");
    step_in(f, "level is II", "when level is I");
    raises(f, TOC_D_SETTLED_HERE, "level is I", "always false here");
    step_in(f, "level is II, level is I", "when level at least II and out");
    raises(f, TOC_D_SETTLED_HERE, "level at least II", "always true here");
    step_in(f, "level at least II", "every 1h until level at least II");
    raises(f, TOC_D_SETTLED_HERE, "level at least II", "always true here");
}

static void a_guard_that_stays_open_in_its_response_is_left_alone(void **state)
{
    static const char *const rows[][2] = {
        {"level at least II", "when level is I"},
        {"level is II, level is III", "when level at least II"},
        {"level at least II, fire", "when level at least III"},
        {"level at least II", "every 1h until level below II"},
        {"level at least II", "when out"},
    };
    plan_fixture *f = *state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        step_in(f, rows[i][0], rows[i][1]);
        assert_clean(f);
    }
    check(f, GRADES "response r \"R\" { on level at least II step s \"S\" { by office when level "
                    "at least III } }\nresponse q \"Q\" { on fire step t \"T\" { by office "
                    "activates r } }\n");
    assert_clean(f);
}

static void what_started_a_response_settles_its_own_condition(void **state)
{
    plan_fixture *f = *state;

    check(f, GRADES "trigger t \"T\" { when level is I }\nresponse r \"R\" { on t when level at "
                    "least II step s \"S\" { by office } }\n");
    raises(f, TOC_D_SETTLED_HERE, "level at least II", "always true here");
    check(f, GRADES "trigger t \"T\" { when level is I }\nresponse r \"R\" { on t step s \"S\" { "
                    "by office when level at least II } }\n"); /* may have fallen since */
    assert_clean(f);
}

/* ── decisions ───────────────────────────────────────────────────────────── */

static void decide(plan_fixture *f, const char *outcomes)
{
    check(f, toc_arena_printf(&f->arena,
                              "response r \"R\" { on fire decision d \"D\" { by office %s }\n"
                              "step a \"A\" { by office } step b \"B\" { by office } "
                              "step c \"C\" { by office } }\n",
                              outcomes));
}

static void cases_that_are_left_out_are_shown(void **state)
{
    plan_fixture *f = *state;

    decide(f, "big when cases > 50 -> a small when cases < 50 -> b, c");
    raises(f, TOC_D_CASE_LEFT_OUT, "small", "cases 50");
    decide(f, "far when reach is nation -> a near when reach is city -> b, c");
    raises(f, TOC_D_CASE_LEFT_OUT, "near", "reach province");
    decide(f, "big when down > 50% and out -> a small when down <= 50% -> b, c");
    raises(f, TOC_D_CASE_LEFT_OUT, "small", "down 51%, out no");
    decide(f, "long when wait >= 2h -> a short when wait < 1h -> b, c");
    raises(f, TOC_D_CASE_LEFT_OUT, "short", "wait 1h");
    decide(f, "yes when hurt of call = yes -> a no when hurt of call = no -> b, c");
    raises(f, TOC_D_CASE_LEFT_OUT, "no", "not known yet");
}

static void decisions_that_cover_every_case_are_left_alone(void **state)
{
    plan_fixture *f = *state;

    decide(f, "big when cases >= 50 -> a small when cases < 50 -> b, c");
    assert_clean(f);
    decide(f, "far when reach is nation -> a near when reach below nation -> b, c");
    assert_clean(f);
    decide(f, "big when cases >= 50 -> a mid when cases >= 10 -> b small -> c");
    assert_clean(f);
    decide(f, "yes when out -> a no when not out -> b, c");
    assert_clean(f);
    decide(f, "yes 60% when out -> a no -> b, c");
    assert_clean(f);
}

static void outcomes_that_are_never_taken_are_reported(void **state)
{
    plan_fixture *f = *state;

    decide(f, "some when cases >= 10 -> a many when cases >= 50 -> b none -> c");
    raises(f, TOC_D_DEAD_WAY, "many", "never taken");
    decide(f, "yes when out -> a no when not out -> b other -> c");
    raises(f, TOC_D_DEAD_WAY, "other", "every case is covered");
    decide(f, "yes -> a no when out -> b, c");
    raises(f, TOC_D_DEAD_WAY, "no", "comes first");
}

static void outcomes_that_hold_at_once_are_reported_with_values(void **state)
{
    plan_fixture *f = *state;

    decide(f, "sick when cases >= 5 -> a flood when crest > 3 \"m\" -> b none -> c");
    raises(f, TOC_D_OUTCOMES_OVERLAP, "flood", "cases 5, crest 4 m");
    decide(f, "low when cases <= 20 -> a high when cases >= 20 -> b, c");
    raises(f, TOC_D_OUTCOMES_OVERLAP, "high", "cases 20");
    decide(f, "low when cases < 20 -> a high when cases >= 20 -> b, c");
    assert_clean(f);
    decide(f, "sick when cases >= 5 -> a flood when crest > 3 \"m\" -> a none -> b, c");
    assert_clean(f);
}

/* ── levels ──────────────────────────────────────────────────────────────── */

/* Levels l1, l2 … with these conditions, the least severe first; NULL: without one. */
static void ladder(plan_fixture *f, const char *const *conds, size_t count, const char *rest)
{
    const char *text = "levels { declared by office lower after 1h\n";

    for (size_t i = 0; i < count; i++)
        text = conds[i] ? toc_arena_printf(&f->arena, "%slevel l%zu \"L\" { when %s }\n", text,
                                           i + 1, conds[i])
                        : toc_arena_printf(&f->arena, "%slevel l%zu \"L\"\n", text, i + 1);
    check(f, toc_arena_printf(&f->arena, "%s%s}\n", text, rest));
}
#define LADDER(f, ...)                                                                             \
    ladder(f, (const char *const[]){__VA_ARGS__},                                                  \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), "")

static void levels_that_are_never_the_grade_are_reported(void **state)
{
    plan_fixture *f = *state;

    LADDER(f, "cases >= 5", "cases >= 50 and cases < 20");
    raises(f, TOC_D_LEVEL_OUT_OF_REACH, "cases >= 50 and cases < 20", "`l2`");
    LADDER(f, "cases > 4", "cases >= 5");
    raises(f, TOC_D_LEVELS_EQUAL, "cases >= 5", "cases 5");
    LADDER(f, "cases >= 5", "cases >= 20", "not (cases < 20)");
    raises(f, TOC_D_LEVELS_EQUAL, "not (cases < 20)", "`l2` and `l3`");
    LADDER(f, "cases >= 50", "cases >= 10");
    raises(f, TOC_D_LEVEL_ORDER, "cases >= 10", "already at: cases 10");
    LADDER(f, "cases >= 50 and out", "cases >= 80", "cases >= 20 and out");
    raises(f, TOC_D_LEVEL_ORDER, "cases >= 20 and out", "`l1`");
    LADDER(f, "down >= 20%", "down >= 20% and out", "down >= 20% and not out");
    raises(f, TOC_D_LEVEL_ORDER, "down >= 20%", "never the grade");
}

static void ladders_as_they_should_be_are_left_alone(void **state)
{
    plan_fixture *f = *state;

    LADDER(f, "down >= 5%", "down >= 20%", "down >= 50%", "down >= 80% or out");
    assert_clean(f);
    LADDER(f, "down >= 5% and down < 20%", "down >= 20% and down < 50%", "down >= 50%");
    assert_clean(f);
    LADDER(f, "cases < 3", "cases >= 3 and cases < 10", "cases >= 10"); /* a lower band */
    assert_clean(f);
    LADDER(f, "crest < 2 \"m\" or crest > 8 \"m\"", "crest < 1 \"m\" or crest > 9 \"m\"");
    assert_clean(f);
    LADDER(f, "crest > 8 \"m\"", "crest < -1 \"m\""); /* both sides of what is normal */
    assert_clean(f);
    LADDER(f, "wind is breeze", "wind is gale"); /* words without an order */
    assert_clean(f);
    LADDER(f, "cases >= 5 and cases < 20", NULL); /* the rest is a matter of judgement */
    assert_clean(f);
    LADDER(f, "cases >= 5", "cases >= 20 for 10min", "max(cases, 1h) >= 50");
    assert_clean(f);
    LADDER(f, "cases > 4 and cases <= 19", "cases > 19"); /* whole: nothing between */
    assert_clean(f);
    LADDER(f, "shelter.free < 50%", "shelter.free < 10%");
    assert_clean(f);
}

static void holes_are_shown_with_their_values(void **state)
{
    plan_fixture *f = *state;

    LADDER(f, "down >= 5% and down <= 20%", "down >= 30%");
    raises(f, TOC_D_LEVEL_HOLE, "down >= 5% and down <= 20%", "down 21%: no grade");
    LADDER(f, "down >= 5% and down < 20%", "down > 20%");
    raises(f, TOC_D_LEVEL_HOLE, "down >= 5% and down < 20%", "down 20%: no grade");
    LADDER(f, "wait >= 10min and wait <= 1h", "wait > 90min");
    raises(f, TOC_D_LEVEL_HOLE, "wait >= 10min and wait <= 1h", "wait 1h1min: no grade");
    LADDER(f, "reach is city and out", "reach is nation and out");
    raises(f, TOC_D_LEVEL_HOLE, "reach is city and out", "reach province, out yes: no grade");
    LADDER(f, "down >= 20% and down < 100% and not out", "down >= 100% and out");
    raises(f, TOC_D_LEVEL_HOLE, "down >= 20% and down < 100% and not out",
           "down 20%, out yes: no grade");
    LADDER(f, "shelter.free < 8 and shelter.free > 5", "shelter.free < 5");
    raises(f, TOC_D_LEVEL_HOLE, "shelter.free < 8 and shelter.free > 5", "`shelter.free` 5");
}

static void each_hole_is_told_once(void **state)
{
    plan_fixture *f = *state;

    LADDER(f, "down >= 5% and down <= 20%", "down >= 30% and down <= 50%", "down >= 60%");
    assert_int_equal(f->sink.records.count, 2);
    assert_true(says(f->sink.records.items[0], "down 21%: no grade"));
    assert_true(says(f->sink.records.items[1], "down 51%: no grade"));
}

static void grades_that_fall_while_things_get_worse_are_shown(void **state)
{
    plan_fixture *f = *state;
    const toc_diag *diag;

    LADDER(f, "cases >= 5", "cases >= 20 and cases < 50", "cases >= 100");
    diag = raises(f, TOC_D_LEVEL_FALLS, "cases >= 20 and cases < 50", "`l2` at: cases 20");
    assert_true(says(diag, "only `l1` at: cases 50"));
}

/* ── ends ────────────────────────────────────────────────────────────────── */

static void end(plan_fixture *f, const char *when)
{
    static const char *const conds[] = {"cases >= 10 or crest > 3 \"m\"", "cases >= 50"};

    ladder(f, conds, 2, toc_arena_printf(&f->arena, "end when %s proposed by office\n", when));
}

static void ends_that_come_too_early_are_reported(void **state)
{
    plan_fixture *f = *state;

    end(f, "not out");
    raises(f, TOC_D_END_AT_START, "not out", "cases 50");
    end(f, "cases < 5");
    raises(f, TOC_D_END_AT_START, "cases < 5", "cases 0, crest 4 m");
    end(f, "cases < 5 and out");
    raises(f, TOC_D_END_WHILE_WARRANTED, "cases < 5 and out", "crest 4 m");
    end(f, "cases < 10 for 1h");
    raises(f, TOC_D_END_WHILE_WARRANTED, "cases < 10 for 1h", "level `l1`");
}

static void ends_that_exclude_every_level_are_left_alone(void **state)
{
    plan_fixture *f = *state;

    end(f, "cases < 10 and crest <= 3 \"m\"");
    assert_clean(f);
    end(f, "out"); /* in words of its own: somebody's judgement */
    assert_clean(f);
}

static void an_end_by_any_one_of_several_things_is_reported(void **state)
{
    plan_fixture *f = *state;

    end(f, "out or happened(call)");
    raises(f, TOC_D_END_BY_ONE, "out or happened(call)", "enough at: out yes");
    end(f, "out and (happened(call) or team.active)");
    assert_clean(f);
    end(f, "count(call, 1h) >= 9 or count(call, 1d) >= 20");
    assert_clean(f);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)
    const struct CMUnitTest tests[] = {
        TEST(conditions_that_nothing_can_change_are_reported),
        TEST(conditions_that_can_go_either_way_are_left_alone),
        TEST(the_largest_part_that_is_settled_is_reported),
        TEST(a_product_of_what_varies_is_said_to_be_undecided),
        TEST(meeting_the_bound_of_steps_is_said_and_nothing_else),
        TEST(a_guard_that_its_response_settles_is_reported),
        TEST(a_guard_that_stays_open_in_its_response_is_left_alone),
        TEST(what_started_a_response_settles_its_own_condition),
        TEST(cases_that_are_left_out_are_shown),
        TEST(decisions_that_cover_every_case_are_left_alone),
        TEST(outcomes_that_are_never_taken_are_reported),
        TEST(outcomes_that_hold_at_once_are_reported_with_values),
        TEST(levels_that_are_never_the_grade_are_reported),
        TEST(ladders_as_they_should_be_are_left_alone),
        TEST(holes_are_shown_with_their_values),
        TEST(each_hole_is_told_once),
        TEST(grades_that_fall_while_things_get_worse_are_shown),
        TEST(ends_that_come_too_early_are_reported),
        TEST(ends_that_exclude_every_level_are_left_alone),
        TEST(an_end_by_any_one_of_several_things_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
