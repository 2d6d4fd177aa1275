/* test_sema_types.c - conditions: what they become, and what does not go together. */
#include "../support/sema_fixture.h"

#include "sema/checks.h"

#define SIGNALS                                                                                    \
    "indicator down \"Down\" { percent range 0%..100% }\n"                                         \
    "indicator cases \"Cases\" { count range 0..500 }\n"                                           \
    "indicator crest \"Crest\" { number unit \"m\" }\n"                                            \
    "indicator wait \"Wait\" { duration }\n"                                                       \
    "indicator out \"Out\" { flag }\n"                                                             \
    "indicator wind \"Wind\" { one of (calm, gale) }\n"                                            \
    "indicator scope \"Scope\" { ordered (city, province, national) }\n"                           \
    "event call \"Call\" { fields patients count, place text }\n"                                  \
    "resource shelter \"Shelter\" { count 10 }\n"                                                  \
    "period sensitive \"Sensitive\" { from 2026-03-01 to 2026-03-16 }\n"                           \
    "levels { level low \"L\" { when cases >= 1 } level high \"H\" { when cases >= 9 } }\n"        \
    "levels storm { level blue \"B\" { when crest >= 1 } level red \"R\" { when crest >= 9 } }\n"

/* The condition of a trigger; NULL where there is none. */
static const toc_cond *when(plan_fixture *f, const char *cond)
{
    const char *text = toc_arena_printf(&f->arena, "%s%strigger t \"T\" { when %s }\n%s", SEMA_BASE,
                                        SIGNALS, cond, "response r \"R\" { on t, fire }");
    toc_check_switch unused = {TOC_D_UNUSED,
                               TOC_CHECK_OFF}; /* each test needs a few signals only */
    toc_compile_options options = {.switches = &unused, .switch_count = 1};
    const toc_source *source = toc_sources_add(f->sources, "test.plan", text, strlen(text));
    const toc_plan *plan;

    toc_diag_sink_init(&f->sink, &f->arena);
    plan = toc_compile_source(&f->arena, f->sources, source, &options, &f->sink);
    toc_diag_sink_finish(&f->sink);
    return plan->triggers.items[0]->when;
}

static const toc_cond *good(plan_fixture *f, const char *cond)
{
    const toc_cond *made = when(f, cond);

    assert_no_error(f);
    assert_non_null(made);
    assert_int_equal(made->type.type, TOC_TYPE_FLAG);
    return made;
}

static void bad(plan_fixture *f, const char *cond, toc_diag_code code, const char *under)
{
    when(f, cond);
    assert_one_diag(f, code, under);
}

static void comparisons_carry_their_fixed_point_values(void **state)
{
    plan_fixture *f = *state;
    const toc_cond *cond = good(f, "down >= 12.5%");

    assert_int_equal(cond->op, TOC_COND_GE);
    assert_int_equal(cond->kids[0]->op, TOC_COND_INDICATOR);
    assert_int_equal(cond->kids[1]->value, 12500000);
    assert_int_equal(good(f, "wait > 1h30min")->kids[1]->value, 90 * TOC_MINUTE);
    assert_int_equal(good(f, "cases < 10")->kids[1]->value, 10000000);
}

static void words_and_grades_become_indices_and_ranks(void **state)
{
    plan_fixture *f = *state;
    const toc_cond *cond = good(f, "scope at least province");

    assert_int_equal(cond->op, TOC_COND_GE);
    assert_int_equal(cond->kids[1]->value, 1);
    assert_int_equal(good(f, "wind is gale")->kids[1]->value, 1);
    assert_int_equal(good(f, "gale = wind")->kids[0]->value, 1);
    cond = good(f, "level below high");
    assert_int_equal(cond->op, TOC_COND_LT);
    assert_int_equal(cond->kids[0]->op, TOC_COND_LEVEL);
    assert_int_equal(cond->kids[1]->value, 2);
    assert_int_equal(good(f, "storm at least red")->kids[1]->value, 2);
    assert_int_equal(good(f, "out = no")->kids[1]->value, 0);
}

static void properties_read_what_they_say(void **state)
{
    plan_fixture *f = *state;

    assert_int_equal(good(f, "office.active")->op, TOC_COND_BODY_ACTIVE);
    assert_int_equal(good(f, "r.active")->op, TOC_COND_RESPONSE_ACTIVE);
    assert_int_equal(good(f, "shelter.free >= 3")->kids[0]->op, TOC_COND_RESOURCE_FREE);
    assert_int_equal(good(f, "shelter.used > 80%")->kids[0]->op, TOC_COND_RESOURCE_USED_PERCENT);
    assert_int_equal(good(f, "patients of call >= 3")->kids[0]->op, TOC_COND_EVENT_FIELD);
    assert_int_equal(good(f, "place of call = \"harbour\"")->kids[0]->type.type, TOC_TYPE_TEXT);
    assert_int_equal(good(f, "in sensitive")->op, TOC_COND_IN_PERIOD);
    assert_int_equal(good(f, "happened(fire)")->op, TOC_COND_HAPPENED);
}

static void functions_have_windows(void **state)
{
    plan_fixture *f = *state;
    const toc_cond *cond = good(f, "count(fire, 24h) >= 3");

    assert_int_equal(cond->kids[0]->op, TOC_COND_COUNT);
    assert_int_equal(cond->kids[0]->window, TOC_DAY);
    assert_int_equal(good(f, "rate(crest, 1h) >= 0.3")->kids[0]->op, TOC_COND_RATE);
    assert_int_equal(good(f, "mean(down, 2h) > 5%")->kids[0]->type.type, TOC_TYPE_PERCENT);
    assert_int_equal(good(f, "out for 10min")->window, 10 * TOC_MINUTE);
}

static void lists_and_arithmetic_are_typed(void **state)
{
    plan_fixture *f = *state;
    const toc_cond *cond = good(f, "scope in (city, national)");

    assert_int_equal(cond->op, TOC_COND_IN_LIST);
    assert_int_equal(cond->kid_count, 3);
    assert_int_equal(cond->kids[2]->value, 2);
    assert_int_equal(good(f, "cases - 3 > cases / 2")->kids[0]->op, TOC_COND_SUB);
    assert_int_equal(good(f, "wait * 2 > 1h")->kids[0]->type.type, TOC_TYPE_DURATION);
    assert_int_equal(good(f, "crest > -2")->kids[1]->value, -2000000);
}

static void long_chains_of_and_stay_shallow(void **state)
{
    plan_fixture *f = *state;
    const char *text = "out";
    const toc_cond *cond;
    unsigned depth = 0;

    for (unsigned i = 0; i < 2000; i++)
        text = i % 100 == 0 ? toc_arena_printf(&f->arena, "%s\n and out", text)
                            : toc_arena_printf(&f->arena, "%s and out", text);
    cond = good(f, text);
    for (; cond->kid_count > 0; cond = cond->kids[0])
        depth++;
    assert_in_range(depth, 5, 12);
}

static void different_types_are_not_compared(void **state)
{
    plan_fixture *f = *state;

    bad(f, "down >= 20", TOC_D_TYPES_DIFFER, "down >= 20");
    bad(f, "down >= cases", TOC_D_TYPES_DIFFER, "down >= cases");
    bad(f, "wait > crest", TOC_D_TYPES_DIFFER, "wait > crest");
    bad(f, "cases > 2h", TOC_D_TYPES_DIFFER, "cases > 2h");
    bad(f, "crest > 3 \"ft\"", TOC_D_UNITS_DIFFER, "crest > 3 \"ft\"");
    bad(f, "cases", TOC_D_NOT_A_CONDITION, "cases");
    bad(f, "out and crest", TOC_D_NOT_A_CONDITION, "crest");
}

static void order_needs_ordered_words(void **state)
{
    plan_fixture *f = *state;

    bad(f, "wind at least gale", TOC_D_NO_ORDER, "wind at least gale");
    bad(f, "out > no", TOC_D_NO_ORDER, "out > no");
    bad(f, "wind is storm", TOC_D_TYPES_DIFFER, "wind is storm"); /* a ladder, not a word */
    bad(f, "wind is gael", TOC_D_NOT_A_VALUE, "gael");
    bad(f, "level at least top", TOC_D_UNKNOWN_NAME, "top");
}

static void numbers_are_held_against_the_range(void **state)
{
    plan_fixture *f = *state;

    bad(f, "down >= 200%", TOC_D_OUT_OF_RANGE, "200%");
    bad(f, "cases = 501", TOC_D_OUT_OF_RANGE, "501");
    bad(f, "down > 100%", TOC_D_ALWAYS_SAME, "down > 100%");
    bad(f, "1 < 2", TOC_D_ALWAYS_SAME, "1 < 2");
    bad(f, "cases / 0 > 1", TOC_D_DIVISION_BY_ZERO, "0");
}

static void the_clock_is_compared_with_fixed_things_only(void **state)
{
    plan_fixture *f = *state;
    const toc_cond *cond = good(f, "2h < since(fire)");

    assert_int_equal(cond->op, TOC_COND_GT); /* mirrored: the clock stands on the left */
    assert_int_equal(cond->kids[0]->op, TOC_COND_SINCE);
    good(f, "since(fire) > wait");
    bad(f, "since(fire) > since(call)", TOC_D_CLOCK_COMPARISON, "since(fire) > since(call)");
    bad(f, "since(fire) = 2h", TOC_D_CLOCK_COMPARISON, "since(fire) = 2h");
    bad(f, "since(fire) + 1h > 2h", TOC_D_CLOCK_COMPARISON, "since(fire)");
}

static void what_conditions_cannot_say_is_said(void **state)
{
    plan_fixture *f = *state;

    bad(f, "fire", TOC_D_NO_VALUE, "fire");
    bad(f, "cuont(fire, 1h) > 1", TOC_D_UNKNOWN_FUNCTION, "cuont");
    bad(f, "count(fire) > 1", TOC_D_WRONG_ARGUMENTS, "count(fire)");
    bad(f, "office.actve", TOC_D_UNKNOWN_PROPERTY, "actve");
    bad(f, "nothing > 3", TOC_D_UNKNOWN_NAME, "nothing");
    bad(f, "out + 1 > 2", TOC_D_NOT_COUNTABLE, "out");
    bad(f, "sum(out, 1h) > 2", TOC_D_NOT_COUNTABLE, "out");
}

static void for_beside_and_is_pointed_out(void **state)
{
    plan_fixture *f = *state;

    bad(f, "out and cases > 3 for 10min", TOC_D_FOR_BINDS_ONE, "cases > 3 for 10min");
    good(f, "(out and cases > 3) for 10min");
    assert_clean(f);
    good(f, "out for 5min and cases > 3 for 10min");
    assert_clean(f);
}

static void a_ladder_cannot_read_itself(void **state)
{
    plan_fixture *f = *state;

    sema_compile(f, SEMA_HEAD "indicator n \"N\" { count }\n"
                              "levels { level I \"I\" { when n > 1 and storm at least red } }\n"
                              "levels storm { level red \"R\" { when level at least I } }");
    assert_int_equal(f->sink.error_count, 1);
    assert_non_null(sema_find(f, TOC_D_LADDER_READS_ITSELF));
}

static void equal_conditions_are_seen(void **state)
{
    plan_fixture *f = *state;
    const toc_cond *cond = good(f, "(out and cases > 3) or (not out and cases <= 3)");

    assert_false(toc_cond_equals(cond->kids[0], cond->kids[1]));
    assert_true(toc_cond_equals(cond->kids[0]->kids[0], cond->kids[1]->kids[0]->kids[0]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(comparisons_carry_their_fixed_point_values),
        TEST(words_and_grades_become_indices_and_ranks),
        TEST(properties_read_what_they_say),
        TEST(functions_have_windows),
        TEST(lists_and_arithmetic_are_typed),
        TEST(long_chains_of_and_stay_shallow),
        TEST(different_types_are_not_compared),
        TEST(order_needs_ordered_words),
        TEST(numbers_are_held_against_the_range),
        TEST(the_clock_is_compared_with_fixed_things_only),
        TEST(what_conditions_cannot_say_is_said),
        TEST(for_beside_and_is_pointed_out),
        TEST(a_ladder_cannot_read_itself),
        TEST(equal_conditions_are_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
