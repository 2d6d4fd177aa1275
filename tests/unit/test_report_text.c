/* test_report_text.c - tables aligned by what is seen, words in three tongues, whole reports. */
#include "../support/scenario_fixture.h"

#include "base/utf8.h"
#include "report/json.h"
#include "report/table.h"
#include "report/text.h"
#include "report/words.h"

typedef struct written { /* what went to a stream */
    char *text;
    size_t size;
    FILE *out;
} written;

static void open_written(written *w)
{
    w->out = open_memstream(&w->text, &w->size);
    assert_non_null(w->out);
}

/* The text, in the fixture's arena. */
static const char *close_written(written *w, drill_fixture *f)
{
    const char *copy;

    assert_int_equal(fclose(w->out), 0);
    copy = toc_arena_copy(&f->base.arena, w->text, w->size);
    free(w->text);
    return copy;
}

/* ── tables ── */

static void columns_align_by_display_width(void **state)
{
    drill_fixture *f = *state;
    toc_table *table = toc_table_new(&f->base.arena);
    const char *first[] = {"漢字", "7", "end"};
    const char *second[] = {"abc", "123", ""};
    written w;

    toc_table_column(table, "name", false, 0);
    toc_table_column(table, "n", true, 0);
    toc_table_column(table, "x", false, 0);
    toc_table_add(table, first);
    toc_table_add(table, second);
    open_written(&w);
    toc_table_write(table, 1, w.out);
    assert_string_equal(close_written(&w, f), " name    n  x\n"
                                              " ──────────────\n"
                                              " 漢字    7  end\n"
                                              " abc   123\n");
}

static void long_cells_go_on_below(void **state)
{
    drill_fixture *f = *state;
    toc_table *table = toc_table_new(&f->base.arena);
    const char *cells[] = {"one two three", "網絡安全", "x"};
    written w;

    toc_table_column(table, "a", false, 8);
    toc_table_column(table, "b", false, 4);
    toc_table_column(table, "c", false, 0);
    toc_table_add(table, cells);
    open_written(&w);
    toc_table_write(table, 0, w.out);
    assert_string_equal(close_written(&w, f), "a         b     c\n"
                                              "─────────────────\n"
                                              "one two   網絡  x\n"
                                              "three     安全\n");
}

static void a_letter_wider_than_its_column_still_goes_out(void **state)
{
    (void)state;
    assert_int_equal(toc_text_fit("漢字", 1), 3);
    assert_int_equal(toc_text_fit("", 1), 0);
    assert_int_equal(toc_text_fit("abcdef", 3), 3);
    assert_int_equal(toc_text_fit("ab cdef", 4), 3);
    assert_int_equal(toc_text_fit("漢字，漢", 4), 3); /* no line begins with a comma */
    assert_int_equal(toc_text_fit("漢字》。漢", 6), 3);
    assert_int_equal(toc_text_fit("漢字), a", 4), 3);
    assert_int_equal(toc_text_fit("漢（字）", 4), 3); /* and none ends with a bracket that opens */
    assert_int_equal(toc_text_fit("漢（「字", 6), 3);
    assert_int_equal(toc_text_fit("漢（abc", 5), 3);
}

/* ── times and words ── */

static void times_are_short_and_clear(void **state)
{
    drill_fixture *f = *state;
    toc_arena *arena = &f->base.arena;
    toc_pages pages = {.arena = arena, .column = 0};

    assert_string_equal(toc_time_text(arena, 0), "T+0h00");
    assert_string_equal(toc_time_text(arena, 65 * TOC_MINUTE), "T+1h05");
    assert_string_equal(toc_time_text(arena, 65 * TOC_MINUTE + 9 * TOC_SECOND), "T+1h05:09");
    assert_string_equal(toc_time_text(arena, 2 * TOC_DAY + 3 * TOC_HOUR), "T+2d03h00");
    assert_string_equal(toc_time_text(arena, -5 * TOC_MINUTE), "T-5min");
    assert_string_equal(toc_time_text(arena, TOC_MS_NONE), "");
    assert_string_equal(toc_points_text(arena, 8305), "83.05");
    assert_string_equal(toc_points_text(arena, 10000), "100.00");
    assert_string_equal(toc_points_text(arena, 0), "0.00");
    assert_string_equal(toc_length_text(&pages, 90 * TOC_MINUTE + 30 * TOC_SECOND), "1h30min");
    assert_string_equal(toc_length_text(&pages, 90 * TOC_SECOND), "1min30s");
    pages.column = 1;
    assert_string_equal(toc_length_text(&pages, 50 * TOC_HOUR + 7 * TOC_MINUTE), "2天2小时7分钟");
    assert_string_equal(toc_length_text(&pages, 90 * TOC_SECOND), "1分钟30秒");
    assert_string_equal(toc_length_text(&pages, 250), "250毫秒");
    assert_string_equal(toc_length_text(&pages, 0), "0分钟");
    pages.column = 2;
    assert_string_equal(toc_length_text(&pages, 65 * TOC_MINUTE), "1小時5分鐘");
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
    drill_fixture *f = *state;

    assert_string_equal(toc_text_clean(&f->base.arena, "a\x1b[31m\nb\xE2\x80\xAE"
                                                       "c"),
                        "a [31m bc");
    assert_string_equal(toc_text_clean(&f->base.arena, NULL), "");
}

#define NIGHT                                                                                      \
    DRILL_HEAD "title: {en: Night, zh-Hans: 夜间}\n"                                             \
               "script:\n"                                                                         \
               "  - {at: 0min, inject: leak, to: [crew], text: \"wet\\nfloor\", from: gate}\n"     \
               "  - {at: 5min, set: {share: 20%}}\n"                                               \
               "  - {at: 20min, did: stop.close, by: town}\n"                                      \
               "  - {at: 22min, did: stop.close, by: crew}\n"                                      \
               "  - {at: 25min, decide: tight, outcome: yes, by: crew}\n"                          \
               "  - {at: 45min, report: first, by: crew, to: head, content: {source: valve}}\n"    \
               "  - {at: 50min, withhold: second, by: head, why: \"told not to\"}\n"               \
               "  - {at: 23h, declare: II, by: head}\n"                                            \
               "expect:\n"                                                                         \
               "  - {level: II, by: 35min}\n"                                                      \
               "end: 1d\n"

static const char *text_of(drill_fixture *f, const char *scenario, const char *lang)
{
    toc_score *score = drill_score(f, scenario);
    written w;

    open_written(&w);
    toc_report_text(&f->base.arena, score, f->base.sources, lang, w.out);
    return close_written(&w, f);
}

static void assert_has(const char *text, const char *words)
{
    if (!strstr(text, words))
        fprintf(stderr, "%s\n", text);
    assert_non_null(strstr(text, words));
}

static void a_report_says_what_happened(void **state)
{
    const char *text = text_of(*state, NIGHT, NULL);

    assert_has(text, "After-action report\nNight\n");
    assert_has(text, "Plan      Small (version 1)\n");
    assert_has(text, "Leak: \"wet floor\" (from gate)");
    assert_has(text, "late 5min"); /* close: due at 15, done at 20 */
    assert_has(text, "33.33");     /* 6 666 for 5 of 15 min, by another body: half */
    assert_has(text, "was done by Town, whose task it is not; it counts half");
    assert_has(text, "Close had been done already; doing it again changed nothing");
    assert_has(text, "Second → Town was withheld by Head (\"told not to\")");
    assert_has(text, "First → Head lacked Scope.");
    assert_has(text, "✗ grade II Serious declared by T+0h35 02:45");
    assert_has(text, "it was II Serious at T+23h00");
    assert_has(text, "these thresholds are");
}

static void a_correction_in_time_replaces(void **state)
{
    const char *text =
        text_of(*state,
                DRILL_HEAD "script:\n"
                           "  - {at: 0min, inject: leak, to: [crew]}\n"
                           "  - {at: 5min, report: first, by: crew, content: {source: a}}\n"
                           "  - {at: 9min, report: first, content: {source: a, scope: b}}\n"
                           "  - {at: 40min, report: first, by: town}\n"
                           "end: 1h\n",
                NULL);

    assert_has(text, "First was sent again in time: this version replaces the one before.");
    assert_has(text, "[correction]");
    assert_has(
        text,
        "First was sent again after its\n  deadline: it is noted, and the one before counts.");
    assert_has(text, "whose task it is not."); /* and nothing counts half: no duty was closed */
    assert_null(strstr(text, "counts half"));
    assert_null(strstr(text, "changed nothing"));
}

static void what_came_too_early_did_not_change_nothing(void **state)
{
    const char *text = text_of(*state,
                               DRILL_HEAD "script:\n"
                                          "  - {at: 0min, inject: leak, to: [crew]}\n"
                                          "  - {at: 5min, did: clean, by: town}\n"
                                          "  - {at: 9min, did: clean, by: town}\n"
                                          "end: 1h\n",
                               NULL);

    assert_has(text, "Clean came before it was called for.");
    assert_has(text, "Clean was done by Town, whose task it is not;\n  it counts half.");
    assert_has(text, "Clean had been done already; doing it again changed nothing.");
}

static void a_series_tells_its_times_and_its_end(void **state)
{
    drill_fixture *standing = *state;
    const char *text;

    assert_int_equal(
        drill_setup_plan(
            state, "plan p \"P\" { language en timezone \"UTC\" }\norg crew \"Crew\"\n"
                   "event go \"Go\" { seen by crew }\n"
                   "indicator calm \"Calm\" { flag source crew }\n"
                   "levels a \"Fire\" { declared by crew within 5min of go level red { when "
                   "not calm } lower after 1h }\n"
                   "levels b \"Flood\" { declared by crew level red { when calm } lower after "
                   "1h }\n"
                   "response r \"R\" { on go\n"
                   "  step look \"Look\" { by crew every 10min until calm }\n}\n"),
        0);
    text = text_of(*state,
                   DRILL_HEAD "script:\n"
                              "  - {at: 0min, inject: go}\n"
                              "  - {at: 5min, did: look}\n"
                              "  - {at: 11min, start: look}\n"
                              "  - {at: 25min, did: look}\n"
                              "  - {at: 28min, set: {calm: yes}}\n"
                              "expect: [{level: red, ladder: b, by: 1h}]\n"
                              "end: 1h\n",
                   NULL);
    assert_has(text, "Look (1): done");
    assert_has(text, "Look (2): done");
    assert_has(text, "Look: tick 3 dropped: still running");
    assert_has(text, "Look: series over");
    assert_has(text, "declare red (Fire)");
    assert_has(text, "grade red declared (Flood) by");
    (void)drill_teardown(state);
    *state = standing;
}

static void a_report_speaks_chinese(void **state)
{
    const char *simplified = text_of(*state, NIGHT, "zh-Hans");
    const char *traditional = text_of(*state, NIGHT, "zh-Hant");

    assert_has(simplified, "演练评估报告\n夜间\n");
    assert_has(simplified, "瞒报");
    assert_has(simplified, "定级偏低");
    assert_has(traditional, "演練評估報告\n");
    assert_has(traditional, "瞞報");
}

static void no_line_ends_with_a_blank(void **state)
{
    const char *text = text_of(*state, NIGHT, NULL);

    assert_null(strstr(text, " \n"));
    assert_null(strchr(text, '\x1b'));
}

static void every_word_fills_in_what_it_names(void **state)
{
    drill_fixture *f = *state;
    toc_score *score = drill_score(f, DRILL_HEAD "end: 1h\n");
    toc_pages pages;

    for (unsigned column = 0; column < 3; column++) {
        toc_pages_init(&pages, &f->base.arena, score, f->base.sources, "en", stdout);
        pages.column = column;
        for (unsigned i = 0; i < TOC_REPORT_WORD_COUNT; i++) {
            const char *filled = toc_word_fill(&pages, (toc_report_word)i, "A", "B", "C");

            assert_true(*filled);
            assert_null(strstr(filled, "{1}"));
            assert_null(strstr(filled, "{2}"));
        }
    }
}

static void a_report_without_duties_says_so(void **state)
{
    const char *text = text_of(*state, DRILL_HEAD "end: 1h\n", NULL);

    assert_has(text, "nothing was tested, so there is no score");
}

/* ── JSON ── */

static void json_is_whole_and_traces_every_point(void **state)
{
    drill_fixture *f = *state;
    toc_score *score = drill_score(f, NIGHT);
    const char *text;
    written w;

    open_written(&w);
    toc_report_json(&f->base.arena, score, f->base.sources, &f->base.sink, NULL, NULL, w.out);
    text = close_written(&w, f);
    assert_has(text, "\"kind\": \"drill-report\"");
    assert_has(text, "\"outcome\": \"concealed\"");
    assert_has(text, "\"points\": 33.33");
    assert_has(text, "\"diagnostics\": []");
    assert_true(text[0] == '{');
    assert_string_equal(text + strlen(text) - 2, "}\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_align_by_display_width),
        cmocka_unit_test(long_cells_go_on_below),
        cmocka_unit_test(a_letter_wider_than_its_column_still_goes_out),
        cmocka_unit_test(times_are_short_and_clear),
        cmocka_unit_test(control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(a_report_says_what_happened),
        cmocka_unit_test(a_correction_in_time_replaces),
        cmocka_unit_test(what_came_too_early_did_not_change_nothing),
        cmocka_unit_test(a_series_tells_its_times_and_its_end),
        cmocka_unit_test(a_report_speaks_chinese),
        cmocka_unit_test(no_line_ends_with_a_blank),
        cmocka_unit_test(every_word_fills_in_what_it_names),
        cmocka_unit_test(a_report_without_duties_says_so),
        cmocka_unit_test(json_is_whole_and_traces_every_point),
    };

    return cmocka_run_group_tests(tests, drill_setup, drill_teardown);
}
