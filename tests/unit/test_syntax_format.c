/* test_syntax_format.c - one form for every way to write a plan, and nothing lost on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/ast_dump.h"
#include "../support/base_fixture.h"
#include "base/utf8.h"
#include "syntax/format.h"

#define COUNTY "plans/county-netsec.plan"

/* A text that was parsed. */
typedef struct reading {
    const toc_source *source;
    toc_intern_table *names;
    toc_parse *parse;
} reading;

static reading read_source(base_fixture *f, const toc_source *source)
{
    reading it = {source, toc_intern_new(&f->arena), NULL};

    assert_non_null(source);
    assert_true(toc_source_gate(source, &f->sink));
    it.parse = toc_parse_source(&f->arena, it.names, source, true, &f->sink);
    if (it.parse->has_errors)
        fail_msg("%s", base_render(f, false));
    return it;
}

static reading read_text(base_fixture *f, const char *text)
{
    return read_source(f, base_text(f, "test.plan", text));
}

static const char *format_reading(base_fixture *f, const reading *it, toc_keyword_language language)
{
    size_t size = 0;
    const char *text = toc_format(&f->arena, it->source, it->parse, language, &size);

    assert_int_equal(strlen(text), size);
    return text;
}

static const char *format_text(base_fixture *f, const char *text, toc_keyword_language language)
{
    reading it = read_text(f, text);

    return format_reading(f, &it, language);
}

static const char *format(base_fixture *f, const char *text)
{
    return format_text(f, text, TOC_KEYWORDS_AS_WRITTEN);
}

static const char *tree_of(base_fixture *f, const reading *it)
{
    return ast_dump(&f->arena, it->names, it->parse->file);
}

/* Everything that must hold of any text: same tree, same comments, nothing changes twice. */
static const char *check_kept(base_fixture *f, const reading *it, toc_keyword_language language)
{
    const char *once = format_reading(f, it, language);
    reading again = read_text(f, once);
    uint32_t count = it->parse->comment_count;

    assert_string_equal(tree_of(f, &again), tree_of(f, it));
    assert_int_equal(again.parse->comment_count, count);
    for (uint32_t i = 0; i < count; i++) {
        toc_span before = it->parse->comments[i].span;
        toc_span after = again.parse->comments[i].span;
        const char *words = it->source->text + (before.begin - it->source->base);
        size_t size = after.end - after.begin;
        assert_true(size <= before.end - before.begin);
        assert_memory_equal(again.source->text + (after.begin - again.source->base), words, size);
    }
    assert_string_equal(format_reading(f, &again, TOC_KEYWORDS_AS_WRITTEN), once);
    return once;
}

static void check_everything(base_fixture *f, const reading *it)
{
    const char *english = check_kept(f, it, TOC_KEYWORDS_EN);
    const char *simplified = check_kept(f, it, TOC_KEYWORDS_ZH_HANS);
    const char *traditional = check_kept(f, it, TOC_KEYWORDS_ZH_HANT);

    check_kept(f, it, TOC_KEYWORDS_AS_WRITTEN);
    assert_string_equal(format_text(f, simplified, TOC_KEYWORDS_ZH_HANT), traditional);
    assert_string_equal(format_text(f, traditional, TOC_KEYWORDS_EN), english);
}

/* ── small cases ── */

static void spacing_is_canonical(void **state)
{
    assert_string_equal(format(*state, "org   a\t\"A\"{kind unit   under b}"),
                        "org a \"A\" { kind unit  under b }\n");
    assert_string_equal(format(*state, "event a \"A\" { seen by b ,c.d , e }"),
                        "event a \"A\" { seen by b, c.d, e }\n");
}

static void an_empty_text_stays_empty(void **state)
{
    assert_string_equal(format(*state, ""), "");
    assert_string_equal(format(*state, " \n\t\n"), "");
    assert_string_equal(format(*state, "\n# c\n\n"), "# c\n");
}

static void clauses_stay_on_the_lines_they_stood_on(void **state)
{
    assert_string_equal(format(*state, "org a \"A\" { kind unit under b\nduty 24h }"),
                        "org a \"A\" {\n  kind unit  under b\n  duty 24h\n}\n");
}

static void at_most_one_empty_line_is_kept(void **state)
{
    assert_string_equal(
        format(*state,
               "\n\nevent a \"A\"\n\n\n\nevent b \"B\" {\n\nseen by c\n\n\ncategory d\n\n}"),
        "event a \"A\"\n\nevent b \"B\" {\n  seen by c\n\n  category d\n}\n");
}

static void declarations_begin_on_a_line_of_their_own(void **state)
{
    assert_string_equal(format(*state, "event a \"A\" event b \"B\""),
                        "event a \"A\"\nevent b \"B\"\n");
}

static void a_block_that_does_not_fit_becomes_several_lines(void **state)
{
    const char *text =
        format(*state, "org a \"A\" { mission \"a text that needs much room, really\" "
                       "principle \"another that needs about as much\" duty 24h }");

    assert_string_equal(text, "org a \"A\" {\n"
                              "  mission \"a text that needs much room, really\"  "
                              "principle \"another that needs about as much\"  duty 24h\n"
                              "}\n");
}

static void a_long_clause_breaks_behind_commas(void **state)
{
    const char *text =
        format(*state, "trigger t \"T\" { on first-event-with-a-name, second-event-with-a-name, "
                       "third-event-with-a-name, fourth-event-with-a-longer-name }");

    assert_string_equal(text, "trigger t \"T\" {\n"
                              "  on first-event-with-a-name, second-event-with-a-name, "
                              "third-event-with-a-name,\n"
                              "      fourth-event-with-a-longer-name\n"
                              "}\n");
}

static void no_line_is_too_long_where_it_can_be_broken(void **state)
{
    base_fixture *f = *state;
    reading it =
        read_source(f, toc_sources_read(f->sources, NULL, COUNTY, (toc_span){0}, &f->sink));
    const char *text = format_reading(f, &it, TOC_KEYWORDS_AS_WRITTEN);

    for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
        size_t size = strcspn(line, "\n");
        const char *mark = memchr(line, '#', size);
        size_t columns = toc_utf8_width(line, mark ? (size_t)(mark - line) : size);
        assert_true(columns <= 112); /* with the two spaces before a comment */
    }
}

static void comments_keep_their_places(void **state)
{
    assert_string_equal(format(*state, "#a\norg a \"A\" {#b\n#c\nkind unit #d\n#e\n}#f\n#g"),
                        "#a\norg a \"A\" {  #b\n  #c\n  kind unit  #d\n  #e\n}  #f\n#g\n");
    assert_string_equal(format(*state, "event a # in the head\n\"A\""),
                        "event a  # in the head\n    \"A\"\n");
}

static void comments_on_lines_that_follow_are_aligned(void **state)
{
    assert_string_equal(
        format(*state, "event a \"A\" # 1\nevent bc \"電話\" # 2\n\nevent d \"D\" # 3\n"),
        "event a \"A\"      # 1\nevent bc \"電話\"  # 2\n\nevent d \"D\"  # 3\n");
}

static void full_width_marks_become_plain(void **state)
{
    assert_string_equal(format(*state, "event a “甲” ｛seen by b，c.d｝"),
                        "event a \"甲\" { seen by b, c.d }\n");
}

static void other_forms_of_marks_become_plain(void **state)
{
    assert_string_equal(
        format(*state,
               "trigger a \"A\" { when b ≥ ３．５ and c ≠ 2 × d or e <> 50％ or f＝1 ÷ 2 }"),
        "trigger a \"A\" { when b >= 3.5 and c != 2 * d or e != 50% or f = 1 / 2 }\n");
    assert_string_equal(format(*state, "decision a \"A\" { yes → b、c }"),
                        "decision a \"A\" { yes -> b, c }\n");
}

static void full_width_quotes_are_escaped_where_needed(void **state)
{
    assert_string_equal(format(*state, "event a “甲\"乙\"\\n\\\"丙”"),
                        "event a \"甲\\\"乙\\\"\\n\\\"丙\"\n");
}

static void texts_are_left_as_they_are(void **state)
{
    const char *text = "event a \"（甲），  “乙”： \\u{2713}\"\n";
    const char *paragraph = "event a \"A\" {\n  note \"\"\"\n  甲（，）\n      # no comment\n\n"
                            "  乙  \n    \"\"\"\n}\n";

    assert_string_equal(format(*state, text), text);
    assert_string_equal(format(*state, paragraph), paragraph);
}

static void a_paragraph_has_lines_of_its_own(void **state)
{
    assert_string_equal(format(*state, "event a \"A\" { category c note \"\"\"x\ny\"\"\" see l }"),
                        "event a \"A\" {\n  category c\n  note \"\"\"x\ny\"\"\"\n  see l\n}\n");
}

static void numbers_are_closed_and_else_left(void **state)
{
    assert_string_equal(
        format(*state, "step a \"A\" { within 40 min takes 5 .. 10.50 min uses 1_000 b, 1万 c }"),
        "step a \"A\" { within 40min  takes 5..10.50min  uses 1_000 b, 1万 c }\n");
    assert_string_equal(format(*state, "step a \"A\" { within 2  workdays of b }"),
                        "step a \"A\" { within 2 workdays of b }\n");
}

static void conditions_are_spaced(void **state)
{
    assert_string_equal(
        format(*state, "trigger a \"A\" { when not(b>=3\"m\" and c in(d,e))or - f- 1 <-2*(g) and "
                       "max (h,1h)==since ( i ) }"),
        "trigger a \"A\" { when not (b >= 3 \"m\" and c in (d, e)) or -f - 1 < -2 * (g) and "
        "max(h, 1h) = since(i) }\n");
}

static void keywords_are_translated(void **state)
{
    const char *english = "org a \"A\" { kind unit  duty 08:00..20:00 mon..fri }\n";
    const char *simplified = "机构 a \"A\" { 类型 单位  值班 08:00..20:00 周一..周五 }\n";
    const char *traditional = "機構 a \"A\" { 類型 單位  值班 08:00..20:00 週一..週五 }\n";

    assert_string_equal(format_text(*state, english, TOC_KEYWORDS_ZH_HANS), simplified);
    assert_string_equal(format_text(*state, simplified, TOC_KEYWORDS_ZH_HANT), traditional);
    assert_string_equal(format_text(*state, traditional, TOC_KEYWORDS_EN), english);
    assert_string_equal(format(*state, traditional), traditional);
}

static void names_are_never_translated(void **state)
{
    const char *text = "org `step` \"A\" { under step  member of org }\n";

    assert_string_equal(format_text(*state, text, TOC_KEYWORDS_ZH_HANS),
                        "机构 `step` \"A\" { 隶属 step  成员属 org }\n");
}

static void a_name_that_would_melt_into_a_keyword_is_quoted(void **state)
{
    const char *text = "逐级上报 r { 抄送 to }";

    assert_string_equal(format(*state, text), "逐级上报 r { 抄送 to }\n");
    assert_string_equal(format_text(*state, text, TOC_KEYWORDS_EN), "relay r { copy `to` }\n");
}

static void the_plan_says_which_chinese(void **state)
{
    static const struct {
        const char *text;
        toc_keyword_language language;
    } cases[] = {
        {"plan a \"A\" { language zh-Hant }", TOC_KEYWORDS_ZH_HANT},
        {"plan a \"A\" { version \"1\" language zh-TW }", TOC_KEYWORDS_ZH_HANT},
        {"event a \"A\"\nplan b \"B\" { language zh-HK }", TOC_KEYWORDS_ZH_HANT},
        {"plan a \"A\" { language zh }", TOC_KEYWORDS_ZH_HANS},
        {"plan a \"A\" { language en }", TOC_KEYWORDS_ZH_HANS},
        {"event a \"A\"", TOC_KEYWORDS_ZH_HANS},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reading it = read_text(*state, cases[i].text);
        assert_int_equal(toc_format_language_of(it.parse->file, it.names), cases[i].language);
    }
}

/* ── what holds of every plan ── */

static void files_keep_tree_and_comments(void **state)
{
    static const char *const paths[] = {
        COUNTY,
        "tests/golden/fmt/chinese.plan",
        "tests/golden/fmt/comments.plan",
        "tests/golden/fmt/lines.plan",
        "tests/golden/fmt/to-chinese.plan",
        "tests/golden/fmt/to-english.plan",
    };
    base_fixture *f = *state;

    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        reading it =
            read_source(f, toc_sources_read(f->sources, NULL, paths[i], (toc_span){0}, &f->sink));
        check_everything(f, &it);
    }
}

/* Another one of the ways to write the same plan: other gaps, and comments in them. */
static const char *scatter(base_fixture *f, const reading *it, uint32_t seed)
{
    static const char *const gaps[] = {" ", "  ", "\n", "\n\n\n", " # 甲\n", "\n  # b\n\n", "\t"};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    for (uint32_t i = 0; i < it->parse->lexeme_count; i++) {
        toc_span span = it->parse->lexemes[i].span;
        fwrite(it->source->text + (span.begin - it->source->base), 1, span.end - span.begin, out);
        seed = seed * 1664525u + 1013904223u;
        uint32_t draw = seed >> 16;
        fputs(draw % 3 == 0 ? gaps[draw / 3 % 7] : " ", out);
    }
    assert_int_equal(fclose(out), 0);
    const char *copy = toc_arena_copy(&f->arena, text, size);
    free(text);
    return copy;
}

static void scattered_plans_keep_tree_and_comments(void **state)
{
    base_fixture *f = *state;
    reading plan =
        read_source(f, toc_sources_read(f->sources, NULL, COUNTY, (toc_span){0}, &f->sink));

    for (uint32_t seed = 0; seed < 8; seed++) {
        reading it = read_text(f, scatter(f, &plan, seed));
        check_everything(f, &it);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
    const struct CMUnitTest tests[] = {
        TEST(spacing_is_canonical),
        TEST(an_empty_text_stays_empty),
        TEST(clauses_stay_on_the_lines_they_stood_on),
        TEST(at_most_one_empty_line_is_kept),
        TEST(declarations_begin_on_a_line_of_their_own),
        TEST(a_block_that_does_not_fit_becomes_several_lines),
        TEST(a_long_clause_breaks_behind_commas),
        TEST(no_line_is_too_long_where_it_can_be_broken),
        TEST(comments_keep_their_places),
        TEST(comments_on_lines_that_follow_are_aligned),
        TEST(full_width_marks_become_plain),
        TEST(other_forms_of_marks_become_plain),
        TEST(full_width_quotes_are_escaped_where_needed),
        TEST(texts_are_left_as_they_are),
        TEST(a_paragraph_has_lines_of_its_own),
        TEST(numbers_are_closed_and_else_left),
        TEST(conditions_are_spaced),
        TEST(keywords_are_translated),
        TEST(names_are_never_translated),
        TEST(a_name_that_would_melt_into_a_keyword_is_quoted),
        TEST(the_plan_says_which_chinese),
        TEST(files_keep_tree_and_comments),
        TEST(scattered_plans_keep_tree_and_comments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
