/* test_syntax_lexer.c - words, names, numbers, times and texts, as the tree shows them. */
#include "tests/support/syntax_fixture.h"

#include "plan.tab.h"
#include "syntax/keywords.h"

static void numbers_have_separators_scales_and_percent(void **state)
{
    assert_clause(*state, "span 1_000_000", "span 1000000");
    assert_clause(*state, "span 3.5", "span 3.500000");
    assert_clause(*state, "span 40%", "span 40%");
    assert_clause(*state, "span 100k", "span 100000");
    assert_clause(*state, "span 2M", "span 2000000");
    assert_clause(*state, "span 100万", "span 1000000");
    assert_clause(*state, "span 1.5萬", "span 15000");
    assert_clause(*state, "span 1亿", "span 100000000");
    assert_clause(*state, "span 1億", "span 100000000");
    assert_clause(*state, "span 4 \"m\"", "span 4\"m\"");
    assert_clause(*state, "span ４０％", "span 40%");
    assert_clause(*state, "span １．５", "span 1.500000");
}

static void durations_have_units_in_two_languages(void **state)
{
    assert_clause(*state, "grace 90s", "grace 1min30s");
    assert_clause(*state, "grace 1h30min", "grace 1h30min");
    assert_clause(*state, "grace 1.5h", "grace 1h30min");
    assert_clause(*state, "grace 2d", "grace 2d");
    assert_clause(*state, "grace 1w", "grace 7d");
    assert_clause(*state, "grace 6mo", "grace 6mo");
    assert_clause(*state, "grace 3y", "grace 36mo");
    assert_clause(*state, "grace 2 workdays", "grace 2workdays");
    assert_clause(*state, "grace 2workdays", "grace 2workdays");
    assert_clause(*state, "grace 40 min", "grace 40min");
    assert_clause(*state, "grace 30秒", "grace 30s");
    assert_clause(*state, "grace 1小时30分钟", "grace 1h30min");
    assert_clause(*state, "grace 1小時30分鐘", "grace 1h30min");
    assert_clause(*state, "grace 2天", "grace 2d");
    assert_clause(*state, "grace 1周", "grace 7d");
    assert_clause(*state, "grace 2个工作日", "grace 2workdays");
    assert_clause(*state, "grace 2 個工作日", "grace 2workdays");
    assert_clause(*state, "grace ３０ 分钟", "grace 30min");
}

static void ranges_take_the_unit_of_their_end(void **state)
{
    assert_clause(*state, "takes 40min", "takes 40min");
    assert_clause(*state, "takes 5..40min", "takes 5min 40min");
    assert_clause(*state, "takes 5..15..40min", "takes 5min 15min 40min");
    assert_clause(*state, "takes 30s..1..1.5h", "takes 30s 1h 1h30min");
    assert_clause(*state, "takes 1..2 workdays", "takes 1workdays 2workdays");
    assert_clause(*state, "takes 1..2y", "takes 12mo 24mo");
    assert_clause(*state, "takes 5min..1h30min", "takes 5min 1h30min");
    assert_clause(*state, "range 0%..100%", "range 0% 100%");
    assert_clause(*state, "range 0..100%", "range 0% 100%");
    assert_clause(*state, "range 0..500", "range 0 500");
    assert_clause(*state, "range -5..40", "range -5 40");
}

static void times_dates_and_days(void **state)
{
    assert_clause(*state, "by time 08:00", "by time 08:00");
    assert_clause(*state, "by time 24：00", "by time 24:00");
    assert_clause(*state, "issued 2016-03-01", "issued 2016-03-01");
    assert_clause(*state, "from 2026-03-05T02:10+08:00 to 2026-03-05T02:10:30Z",
                  "from 1772647800000ms 1772676630000ms");
    assert_clause(*state, "duty 08:00..20:00 mon..fri", "duty 08:00 20:00 MTWTF--");
    assert_clause(*state, "duty 20:00..08:00 mon, wed, fri..sun", "duty 20:00 08:00 M-W-FSS");
    assert_clause(*state, "值班 08:00..20:00 周六..週一", "duty 08:00 20:00 M----SS");
    assert_clause(*state, "weekly sat..mon", "weekly M----SS");
    assert_clause(*state, "duty 24h", "duty !24h");
}

static void texts_have_escapes_and_languages(void **state)
{
    assert_clause(*state, "note \"a\\\"b\\\\c\\u{4e2d}\"", "note \"a\"b\\c中\"");
    assert_clause(*state, "note \"a\\nb\\tc\"", "note \"a\nb\tc\"");
    assert_clause(*state, "note “全角”", "note \"全角\"");
    assert_clause(*state, "note “a \"b\" c”", "note \"a \"b\" c\"");
    assert_clause(*state, "note \"\"", "note \"\"");
    assert_clause(*state, "note \"中\" en \"E\" zh-Hant \"T\"",
                  "note \"中\" en \"E\" zh-Hant \"T\"");
    assert_clause(*state, "mission \"m\" see x", "mission \"m\"\n  see x");
}

static void paragraphs_lose_their_common_indentation(void **state)
{
    assert_clause(*state, "note \"\"\"\n      one\n        two\n\n      three  \n    \"\"\"",
                  "note \"one\n  two\n\nthree\"");
    assert_clause(*state, "note \"\"\"one \"quoted\" line\"\"\"", "note \"one \"quoted\" line\"");
    assert_clause(*state, "note \"\"\"\"\"\"", "note \"\"");
    assert_clause(*state, "note \"\"\"\n  a\\n  b\n  \"\"\"", "note \"a\n  b\"");
}

static void names_are_letters_digits_and_inner_hyphens(void **state)
{
    assert_clause(*state, "by landfall-24h", "by landfall-24h");
    assert_clause(*state, "by 市网安办", "by 市网安办");
    assert_clause(*state, "by Ⅲ", "by Ⅲ");
    assert_clause(*state, "by _a_1", "by _a_1");
    assert_clause(*state, "by 24hq", "by 24hq");
    assert_clause(*state, "by 3d-model", "by 3d-model");
    assert_clause(*state, "by a.b.c", "by a.b.c");
    assert_clause(*state, "by `end`", "by end");
    assert_clause(*state, "by caf\x65\xCC\x81", "by caf\xC3\xA9"); /* the same after NFC */
}

static void keywords_are_names_where_names_are_read(void **state)
{
    assert_clause(*state, "by step", "by step");
    assert_clause(*state, "by time", "by time");
    assert_clause(*state, "by within within 5min", "by within\n  within 5min");
    assert_clause(*state, "after verify within 5min", "after verify\n  within 5min");
    assert_clause(*state, "after skip to member", "after skip\n  to member");
    assert_clause(*state, "after ready, member, by by office",
                  "after ready member by\n  by office");
    assert_clause(*state, "with report, 步骤", "with report 步骤");
    assert_clause(*state, "uses 1 team, 2 vehicle", "uses 1 team 2 vehicle");
    assert_clause(*state, "when count > 3 and note", "when (and (> count 3) note)");
    assert_clause(*state, "late -> by", "-> 'late by");
}

static void full_width_marks_are_the_plain_ones(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, "步骤　x　｛　协同　a，b、c　当　（a　＞＝　5％）　｝");
    assert_no_errors(f);
    assert_string_equal(syntax_dump(f), "step x {\n  with a b c\n  when (>= a 5%)\n");
    syntax_parse(f, "步骤　x　｛　协同　a，b、c　当　（a　≥　5％）　｝");
    assert_no_errors(f);
    assert_string_equal(syntax_dump(f), "step x {\n  with a b c\n  when (>= a 5%)\n");
}

static void words_of_fixed_lists_are_english_in_the_tree(void **state)
{
    assert_clause(*state, "类型 领导", "kind 'lead");
    assert_clause(*state, "類型 領導", "kind 'lead");
    assert_clause(*state, "颜色 红色", "colour 'red");
    assert_clause(*state, "kind field", "kind 'field");
    assert_clause(*state, "kind unheard-of", "kind 'unheard-of");
    assert_clause(*state, "当 计数（fire，24h） > 2", "when (> (call count fire 1d) 2)");
}

/* ── lexemes ─────────────────────────────────────────────────────────────── */

static void assert_lexeme(syntax_fixture *f, uint32_t index, int kind, bool is_name,
                          const char *text)
{
    const toc_lexeme *lexeme;

    assert_true(index < f->parse->lexeme_count);
    lexeme = &f->parse->lexemes[index];
    assert_int_equal(lexeme->kind, kind);
    assert_int_equal(lexeme->is_name, is_name);
    assert_string_equal(toc_arena_printf(&f->base->arena, "%.*s",
                                         (int)(lexeme->span.end - lexeme->span.begin),
                                         f->source->text + (lexeme->span.begin - f->source->base)),
                        text);
}

static void lexemes_tell_keywords_words_and_names(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, "org kind \"T\" { # c1\r\n kind office  needs approval by kind\n"
                    "duty 1 h } # c2");
    assert_int_equal(f->parse->comment_count, 2);
    assert_lexeme(f, 0, TOC_T_ORG, false, "org");
    assert_lexeme(f, 1, TOC_T_NAME, true, "kind");
    assert_lexeme(f, 2, TOC_T_TEXT, false, "\"T\"");
    assert_lexeme(f, 3, TOC_T_LBRACE, false, "{");
    assert_lexeme(f, 4, TOC_T_KIND, false, "kind");
    assert_true(f->parse->lexemes[5].kind >= TOC_LEXEME_WORD);
    assert_string_equal(toc_lexeme_spelling(f->parse->lexemes[5].kind, TOC_SPELLING_HANS),
                        "办公室");
    assert_lexeme(f, 6, TOC_T_NEEDS, false, "needs approval by");
    assert_lexeme(f, 7, TOC_T_NAME, true, "kind");
    assert_lexeme(f, 9, TOC_T_DURATION, false, "1 h");
    assert_int_equal(f->parse->comments[0].span.end - f->parse->comments[0].span.begin, 4);
}

/* ── the table of words ──────────────────────────────────────────────────── */

typedef struct row {
    const char *id;
    const char *spelling;
} row;

static const row keyword_rows[] = {
#define KEYWORD(id, en, hans, hant, flags) {#id, en}, {#id, hans}, {#id, hant},
#define SYNONYM(id, spelling)              {#id, spelling},
#define WORD(id, en, hans, hant)
#define WORD_SYNONYM(id, spelling)
#define DAY(number, en, hans, hant) {#number, en}, {#number, hans}, {#number, hant},
#include "keywords.def"
#undef KEYWORD
#undef SYNONYM
#undef WORD
#undef WORD_SYNONYM
#undef DAY
};

static const row word_rows[] = {
#define KEYWORD(id, en, hans, hant, flags)
#define SYNONYM(id, spelling)
#define WORD(id, en, hans, hant)   {#id, en}, {#id, hans}, {#id, hant},
#define WORD_SYNONYM(id, spelling) {#id, spelling},
#define DAY(number, en, hans, hant)
#include "keywords.def"
#undef KEYWORD
#undef SYNONYM
#undef WORD
#undef WORD_SYNONYM
#undef DAY
};

static void assert_unique(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(rows[i].spelling, rows[j].spelling) == 0)
                assert_string_equal(rows[i].id, rows[j].id);
        }
    }
}

static void a_spelling_means_one_thing(void **state)
{
    (void)state;
    assert_unique(keyword_rows, sizeof keyword_rows / sizeof keyword_rows[0]);
    assert_unique(word_rows, sizeof word_rows / sizeof word_rows[0]);
}

static void every_spelling_is_found(void **state)
{
    syntax_fixture *f = *state;
    const toc_word_table *table = toc_word_table_new(&f->base->arena);

    assert_true(table->count < TOC_WORD_ENTRIES);
    for (size_t i = 0; i < sizeof keyword_rows / sizeof keyword_rows[0]; i++) {
        const char *spelling = keyword_rows[i].spelling;
        const toc_word_entry *entry = toc_word_find(table, spelling, strlen(spelling));

        assert_non_null(entry);
        assert_true(entry->keyword >= 0 || entry->day >= 0);
    }
    for (size_t i = 0; i < sizeof word_rows / sizeof word_rows[0]; i++) {
        const char *spelling = word_rows[i].spelling;

        assert_true(toc_word_find(table, spelling, strlen(spelling))->word >= 0);
    }
    assert_null(toc_word_find(table, "evacuate", 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, syntax_setup, syntax_teardown)
        TEST(numbers_have_separators_scales_and_percent),
        TEST(durations_have_units_in_two_languages),
        TEST(ranges_take_the_unit_of_their_end),
        TEST(times_dates_and_days),
        TEST(texts_have_escapes_and_languages),
        TEST(paragraphs_lose_their_common_indentation),
        TEST(names_are_letters_digits_and_inner_hyphens),
        TEST(keywords_are_names_where_names_are_read),
        TEST(full_width_marks_are_the_plain_ones),
        TEST(words_of_fixed_lists_are_english_in_the_tree),
        TEST(lexemes_tell_keywords_words_and_names),
        TEST(a_spelling_means_one_thing),
        TEST(every_spelling_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
