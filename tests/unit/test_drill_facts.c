/* test_drill_facts.c - facts of reports: figures, texts, grades, what a sender was told and when. */
#include "../support/scenario_fixture.h"

#include "drill/facts.h"

#define INTEGRITY_PLAN                                                                             \
    "plan p \"P\" { language en timezone \"UTC\" }\n"                                              \
    "org crew \"Crew\" { post lead \"Lead\" }\norg head \"Head\"\norg town \"Town\"\n"             \
    "event leak \"Leak\" { seen by crew }\nevent smell \"Smell\"\n"                                \
    "indicator share \"Share\" { percent source crew }\n"                                          \
    "levels { declared by head  level II \"Serious\" { when share >= 10% }\n"                      \
    "  level I \"Grave\" { when share >= 50% } }\n"                                                \
    "report-fields { field source \"Source\" field dead \"Dead\" field `level` \"Grade\" }\n"      \
    "response r \"R\" { on leak\n"                                                                 \
    "  step look \"Look\" { by crew to town } }\n"                                                 \
    "report first \"First\" { from crew to head copy town on leak within 1h content source, dead " \
    "}\n"                                                                                          \
    "report upward \"Up\" { from town to head on leak within 2h content `level` }\n"

static int setup(void **state)
{
    return drill_setup_plan(state, INTEGRITY_PLAN);
}

/* ── figures and texts ── */

static void figures_begin_a_text(void **state)
{
    static const struct {
        const char *text;
        int64_t micro;
    } good[] = {{"12", 12000000},       {"12 persons", 12000000}, {"-3.5 C", -3500000},
                {"+4", 4000000},        {"1,200", 1200000000},    {"1_000_000", 1000000000000},
                {"1,20", 1000000},      {"1,2345", 1000000},      {"0.0000019", 1},
                {"25%", 25000000},      {"１２ 人", 12000000},    {"3処", 3000000},
                {"12:30:00", 12000000}, {"7.", 7000000},          {"1,200,300.5", 1200300500000},
                {"９", 9000000}};
    static const char *const bad[] = {"",
                                      "twelve",
                                      "about 3",
                                      ".5",
                                      "- 3",
                                      "99999999999999999999",
                                      "1111111111111111111111111111111111111111111111111"};
    int64_t micro;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(toc_figure_parse(good[i].text, &micro));
        assert_int_equal(micro, good[i].micro);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(toc_figure_parse(bad[i], &micro));
}

static toc_fact_match match(drill_fixture *f, const char *said, const char *one, const char *other)
{
    toc_scenario_words wordings = {0};
    toc_word first = {one, {0}};
    toc_word second = {other, {0}};

    TOC_PUSH(&f->base.arena, &wordings, first);
    if (other)
        TOC_PUSH(&f->base.arena, &wordings, second);
    return toc_fact_compare(&f->base.arena, said, &wordings);
}

static void texts_and_figures_are_compared(void **state)
{
    drill_fixture *f = *state;

    assert_int_equal(match(f, "Stable", "stable", NULL), TOC_MATCH_EQUAL);
    assert_int_equal(match(f, " a\t b ", "A　B", NULL), TOC_MATCH_EQUAL); /* ideographic space */
    assert_int_equal(match(f, "Cafe\xcc\x81", "caf\xc3\xa9", NULL), TOC_MATCH_EQUAL); /* NFC */
    assert_int_equal(match(f, "STRASSE", "straße", NULL), TOC_MATCH_EQUAL);
    assert_int_equal(match(f, "stable", "rising", "falling"), TOC_MATCH_OTHER);
    assert_int_equal(match(f, "falling", "rising", "falling"), TOC_MATCH_EQUAL);
    assert_int_equal(match(f, "3 sites", "three sites", "3 places"), TOC_MATCH_EQUAL);
    assert_int_equal(match(f, "2 sites", "three sites", "3 places"), TOC_MATCH_LOW);
    assert_int_equal(match(f, "4", "3", NULL), TOC_MATCH_HIGH);
    assert_int_equal(match(f, "4", "3", "5"), TOC_MATCH_OTHER); /* between two that are right */
    assert_int_equal(match(f, "4", "four", NULL), TOC_MATCH_OTHER);
    assert_int_equal(match(f, "four", "4", NULL), TOC_MATCH_OTHER);
    assert_int_equal(match(f, "-2", "-1", NULL), TOC_MATCH_LOW);
}

static void grades_are_known_by_all_their_names(void **state)
{
    drill_fixture *f = *state;
    toc_arena *arena = &f->base.arena;

    assert_int_equal(toc_grade_parse(arena, f->machine, 0, "II"), 1);
    assert_int_equal(toc_grade_parse(arena, f->machine, 0, " serious "), 1);
    assert_int_equal(toc_grade_parse(arena, f->machine, 0, "level.i"), 2);
    assert_int_equal(toc_grade_parse(arena, f->machine, 0, "None"), 0);
    assert_int_equal(toc_grade_parse(arena, f->machine, 0, "III"), TOC_NONE);
    assert_int_equal(
        toc_content_ladder(f->machine, TOC_MACHINE_FIND(f->machine, contents, "level")), 0);
    assert_int_equal(toc_content_ladder(f->machine, TOC_MACHINE_FIND(f->machine, contents, "dead")),
                     TOC_NONE);
}

/* ── what a sender was told ── */

static const toc_scored *duty_about(const toc_score *score, const char *name)
{
    for (uint32_t i = 0; i < score->drill->duty_count; i++) {
        if (strcmp(toc_duty_subject(score->drill->machine, &score->duties[i].duty), name) == 0)
            return &score->duties[i];
    }
    fail_msg("there is no duty about `%s`", name);
    return NULL;
}

static const toc_scored *played(drill_fixture *f, const char *script, const char *name)
{
    const char *text = toc_arena_printf(&f->base.arena, DRILL_HEAD "%send: 10h\n", script);

    return duty_about(drill_score(f, text), name);
}

static void assert_told(const toc_scored *scored, toc_told_kind kind, toc_ms at, toc_ms given,
                        uint32_t entry)
{
    assert_int_equal(scored->told.kind, kind);
    assert_int_equal(scored->told.at, at);
    assert_int_equal(scored->told.given, given);
    assert_int_equal(scored->told.entry, entry);
}

static void each_kind_of_word_is_found(void **state)
{
    drill_fixture *f = *state;

    assert_told(played(f, "script:\n  - {at: 1min, inject: leak}\n", "first"), TOC_TOLD_EVENT,
                TOC_MINUTE, TOC_MINUTE, 1);
    assert_told(played(f, "script:\n  - {at: 1min, inject: leak, to: town}\n", "upward"),
                TOC_TOLD_INJECT, TOC_MINUTE, TOC_MINUTE, 1);
    assert_told(played(f,
                       "script:\n  - {at: 1min, inject: leak}\n"
                       "  - {at: 2min, set: {share: 1%}}\n",
                       "first"),
                TOC_TOLD_SOURCE, 2 * TOC_MINUTE, 2 * TOC_MINUTE, 2);
    assert_told(
        played(f, "script:\n  - {at: 1min, inject: leak}\n  - {at: 3min, did: look}\n", "upward"),
        TOC_TOLD_STEP, 3 * TOC_MINUTE, 3 * TOC_MINUTE, 2);
    assert_told(played(f, "script:\n  - {at: 1min, inject: leak}\n  - {at: 4min, report: first}\n",
                       "upward"),
                TOC_TOLD_REPORT, 4 * TOC_MINUTE, 4 * TOC_MINUTE, 2);
    assert_told(played(f,
                       "script:\n  - {at: 1min, inject: leak}\n  - {at: 5min, note: x, to: "
                       "crew.lead}\n",
                       "first"),
                TOC_TOLD_INJECT, 5 * TOC_MINUTE, 5 * TOC_MINUTE, 2);
    assert_told(played(f, "script:\n  - {at: 1min, inject: leak}\n  - {at: 6min, inject: smell}\n",
                       "upward"),
                TOC_TOLD_EVENT, 6 * TOC_MINUTE, 6 * TOC_MINUTE, 2);
}

static void word_to_all_waits_for_whom_nobody_can_reach(void **state)
{
    drill_fixture *f = *state;

    assert_told(played(f,
                       "script:\n  - {at: 1min, inject: leak}\n  - {at: 6min, inject: smell}\n"
                       "disturb:\n  - {at: 0min, unreachable: town, for: 30min}\n",
                       "upward"),
                TOC_TOLD_EVENT, 30 * TOC_MINUTE, 6 * TOC_MINUTE, 2);
}

static void only_word_before_the_sending_counts(void **state)
{
    drill_fixture *f = *state;
    const char *before = "script:\n  - {at: 1min, inject: leak}\n"
                         "  - {at: 9min, note: x, to: crew}\n  - {at: 9min, report: first}\n";
    const char *after = "script:\n  - {at: 1min, inject: leak}\n"
                        "  - {at: 9min, report: first}\n  - {at: 9min, note: x, to: crew}\n";

    assert_told(played(f, before, "first"), TOC_TOLD_INJECT, 9 * TOC_MINUTE, 9 * TOC_MINUTE, 2);
    assert_told(played(f, after, "first"), TOC_TOLD_EVENT, TOC_MINUTE, TOC_MINUTE, 1);
}

static void who_misses_the_deadline_is_told_of_by_then(void **state)
{
    const toc_scored *scored = played(*state,
                                      "script:\n  - {at: 1min, inject: leak}\n"
                                      "  - {at: 30min, note: x, to: crew}\n"
                                      "  - {at: 90min, note: in grace, to: crew}\n"
                                      "  - {at: 5h, note: x, to: crew}\n",
                                      "first");

    assert_int_equal(scored->outcome, TOC_OUTCOME_OMITTED);
    assert_told(scored, TOC_TOLD_INJECT, 30 * TOC_MINUTE, 30 * TOC_MINUTE, 2);
}

/* ── points ── */

static void lies_score_nothing_and_bar_the_best_rating(void **state)
{
    drill_fixture *f = *state;
    const toc_score *score = drill_score(
        f, DRILL_HEAD "truth:\n  - {at: 0min, facts: {source: valve, dead: 3}}\n"
                      "script:\n  - {at: 0min, inject: leak}\n  - {at: 1min, did: look}\n"
                      "  - {at: 2min, report: first, content: {source: valve, dead: 4}}\n"
                      "  - {at: 3min, report: upward, content: {level: none}}\nend: 10h\n");
    const toc_scored *first = duty_about(score, "first");

    assert_int_equal(first->outcome, TOC_OUTCOME_FALSE);
    assert_int_equal(first->points, 0);
    assert_int_equal(first->timeliness, 10000);
    assert_int_equal(score->outcomes[TOC_OUTCOME_FALSE], 1);
    assert_int_equal(score->outcomes[TOC_OUTCOME_ON_TIME], 1);
    assert_int_equal(first->fact_count, 2);
    assert_int_equal(first->facts[0].verdict, TOC_FACT_RIGHT);
    assert_int_equal(first->facts[1].verdict, TOC_FACT_HIGH);
    assert_string_equal(first->facts[1].truth, "3");
    assert_int_not_equal(score->rating, TOC_RATING_P);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_begin_a_text),
        cmocka_unit_test_setup_teardown(texts_and_figures_are_compared, setup, drill_teardown),
        cmocka_unit_test_setup_teardown(grades_are_known_by_all_their_names, setup, drill_teardown),
        cmocka_unit_test_setup_teardown(each_kind_of_word_is_found, setup, drill_teardown),
        cmocka_unit_test_setup_teardown(word_to_all_waits_for_whom_nobody_can_reach, setup,
                                        drill_teardown),
        cmocka_unit_test_setup_teardown(only_word_before_the_sending_counts, setup, drill_teardown),
        cmocka_unit_test_setup_teardown(who_misses_the_deadline_is_told_of_by_then, setup,
                                        drill_teardown),
        cmocka_unit_test_setup_teardown(lies_score_nothing_and_bar_the_best_rating, setup,
                                        drill_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
