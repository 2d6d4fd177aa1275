/* test_emit_wording_cond.c - conditions as lists of points, in English and Chinese. */
#include "../support/plan_fixture.h"

#include "emit/wording_cond.h"

#define HEAD                                                                                        \
    "plan p \"Plan\" zh \"预案\" { version \"1\" status draft language en timezone \"UTC\" }\n"   \
    "org crew \"Crew\" zh \"班组\" { kind unit duty 24h }\n"                                      \
    "org field \"Field\" { kind field formed by crew when gas >= 1 }\n"                             \
    "resource pump \"Pumps\" { owner crew kind equipment count 4 }\n"                               \
    "indicator gas \"Gas\" zh \"气体\" { number unit \"ppm\" initial 0 range 0..100 source crew " \
    "}\n"                                                                                           \
    "indicator share \"Share\" { percent initial 0%% range 0%%..100%% source crew }\n"              \
    "indicator dead \"Deaths\" { count initial 0 range 0..100 source crew }\n"                      \
    "indicator out \"Fire out\" zh \"火已灭\" { flag initial yes source crew }\n"                \
    "indicator wind \"Wind from\" { one of (north, east, south) initial north source crew }\n"      \
    "event fire \"Fire\" { seen by crew fields rooms count, size ordered (small, large) }\n"        \
    "period summer \"Summer\" { from 2026-06-01 to 2026-08-31 yearly }\n"                           \
    "moment landfall \"Landfall\" { source crew }\n"                                                \
    "levels { declared by crew level II \"Two\" { when gas >= 5 } level I \"One\" { when gas >= "   \
    "10 } }\n"                                                                                      \
    "report up \"Word up\" { from crew to field on fire within 1h }\n"                              \
    "response work \"Work\" { on fire step go \"Go\" { by crew } decision ok \"Fine?\" { by crew "  \
    "after go yes -> end no -> end } }\n"

/* The condition under test stands in a trigger. */
static const toc_cond *condition(plan_fixture *f, const char *text, const toc_plan **out_plan)
{
    const toc_plan *plan =
        plan_from_text(f, toc_arena_printf(&f->arena, HEAD "trigger t \"T\" { when %s }\n", text));

    *out_plan = plan;
    return plan->triggers.items[0]->when;
}

/* Lines joined by `|`, each with a `-` for each step in; bound spaces as plain ones. */
static const char *in_words(plan_fixture *f, const char *text, const char *lang)
{
    const toc_plan *plan;
    const toc_cond *cond = condition(f, text, &plan);
    toc_wording w = toc_wording_of(&f->arena, plan, lang, false);
    toc_cond_lines lines = toc_wording_cond_lines(&w, cond);
    char *all = toc_arena_alloc(&f->arena, 4096);
    size_t used = 0;

    for (uint32_t i = 0; i < lines.count; i++) {
        used += (size_t)snprintf(all + used, 4096 - used, "%s%.*s%s", i > 0 ? "|" : "",
                                 (int)lines.items[i].depth, "--------", lines.items[i].text);
    }
    for (char *at = all; (at = strstr(at, "\xc2\xa0")) != NULL;) {
        *at = ' ';
        memmove(at + 1, at + 2, strlen(at + 2) + 1);
    }
    return all;
}

static void assert_words(plan_fixture *f, const char *text, const char *english,
                         const char *chinese)
{
    assert_string_equal(in_words(f, text, "en"), english);
    assert_string_equal(in_words(f, text, "zh-Hans"), chinese);
}

static void test_a_comparison_is_one_line(void **state)
{
    assert_words(*state, "gas >= 10 \"ppm\"", "Gas ≥ 10 ppm", "气体 ≥ 10 ppm");
    assert_words(*state, "gas < 0.25", "Gas < 0.25 ppm", "气体 < 0.25 ppm");
    assert_words(*state, "share > 12.5%", "Share > 12.5%", "Share > 12.5%");
    assert_words(*state, "dead == 3", "Deaths = 3", "Deaths = 3");
    assert_words(*state, "level at least II", "grade ≥ II", "响应等级 ≥ II");
}

static void test_flags_and_words_read_as_answers(void **state)
{
    assert_words(*state, "out", "Fire out", "火已灭");
    assert_words(*state, "not out", "Fire out: no", "火已灭：否");
    assert_words(*state, "wind is south", "Wind from: south", "Wind from：south");
    assert_words(*state, "wind in (north, east)", "Wind from: north or east",
                 "Wind from：north 或 east");
    assert_words(*state, "size of fire >= large", "Fire: size ≥ large", "Fire：size ≥ large");
}

static void test_points_stand_under_what_joins_them(void **state)
{
    assert_words(*state, "gas >= 1 or out", "any of:|-Gas ≥ 1 ppm|-Fire out",
                 "满足任一项：|-气体 ≥ 1 ppm|-火已灭");
    assert_words(*state, "out and (gas >= 1 or dead >= 2 or dead >= 3)",
                 "all of:|-Fire out|-any of:|--Gas ≥ 1 ppm|--Deaths ≥ 2|--Deaths ≥ 3",
                 "同时满足：|-火已灭|-满足任一项：|--气体 ≥ 1 ppm|--Deaths ≥ 2|--Deaths ≥ 3");
    assert_words(*state, "not (out or dead >= 2)", "none of:|-Fire out|-Deaths ≥ 2",
                 "均不满足：|-火已灭|-Deaths ≥ 2");
    assert_words(*state, "(out and gas < 1) for 15min",
                 "all of, for 15 min:|-Fire out|-Gas < 1 ppm",
                 "同时满足，持续 15 min：|-火已灭|-气体 < 1 ppm");
    assert_words(*state, "gas >= 10 for 2min", "Gas ≥ 10 ppm, for 2 min",
                 "气体 ≥ 10 ppm，持续 2 min");
}

static void test_what_happened_and_what_is_going_on(void **state)
{
    assert_words(*state, "happened(fire)", "Fire: has happened", "Fire：已发生");
    assert_words(*state, "work.go.done", "Go: done", "Go：已完成");
    assert_words(*state, "work.ok.yes", "Fine?: yes", "Fine?：是");
    assert_words(*state, "work.go.late", "Go: late", "Go：已逾时");
    assert_words(*state, "up.sent", "Word up: sent", "Word up：已发出");
    assert_words(*state, "in summer", "during Summer", "处于Summer");
    assert_words(*state, "count(fire, 1h) >= 3", "Fire, number in 1 h ≥ 3", "Fire，1 h 内次数 ≥ 3");
    assert_words(*state, "max(gas, 15min) >= 3", "Gas, highest in 15 min ≥ 3 ppm",
                 "气体，15 min 内最高 ≥ 3 ppm");
}

static void test_one_line_has_brackets_where_they_are_needed(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_cond *cond = condition(f, "out and (dead >= 2 or dead == 1)", &plan);
    toc_wording w = toc_wording_of(&f->arena, plan, "en", false);

    assert_string_equal(toc_wording_cond_text(&w, cond), "Fire out and (Deaths ≥\xc2\xa0"
                                                         "2 or Deaths =\xc2\xa0"
                                                         "1)");
    assert_null(toc_wording_cond_text(&w, NULL));
    assert_int_equal(toc_wording_cond_lines(&w, NULL).count, 0);
}

static void test_two_languages_stand_side_by_side(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    const toc_cond *cond = condition(f, "out or share > 1%", &plan);
    toc_wording w = toc_wording_of(&f->arena, plan, NULL, true);
    toc_cond_lines lines = toc_wording_cond_lines(&w, cond);

    assert_int_equal(lines.count, 3);
    assert_string_equal(lines.items[0].second, "满足任一项：");
    assert_string_equal(lines.items[1].text, "Fire out");
    assert_string_equal(lines.items[1].second, "火已灭");
    assert_null(lines.items[2].second); /* the same in both */
}

/* Chains of `or` stand as trees of halves; the list is flat, and as long as what was written. */
static void test_long_chains_are_flat(void **state)
{
    plan_fixture *f = *state;
    const toc_plan *plan;
    char *text = toc_arena_alloc(&f->arena, 100000);
    size_t used = 0;

    for (unsigned i = 0; i < 3000; i++)
        used += (size_t)snprintf(text + used, 100000 - used, "%sdead == %u", i > 0 ? " or " : "",
                                 i % 50);
    const toc_cond *cond = condition(f, text, &plan);
    toc_wording w = toc_wording_of(&f->arena, plan, NULL, false);
    toc_cond_lines lines = toc_wording_cond_lines(&w, cond);

    assert_int_equal(lines.count, 3001);
    assert_int_equal(lines.items[3000].depth, 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_comparison_is_one_line),
        TEST(test_flags_and_words_read_as_answers),
        TEST(test_points_stand_under_what_joins_them),
        TEST(test_what_happened_and_what_is_going_on),
        TEST(test_one_line_has_brackets_where_they_are_needed),
        TEST(test_two_languages_stand_side_by_side),
        TEST(test_long_chains_are_flat),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
