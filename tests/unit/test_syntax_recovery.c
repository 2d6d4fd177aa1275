/* test_syntax_recovery.c - one mistake, one message in the planner's words, and reading on. */
#include "tests/support/syntax_fixture.h"

static const char *message(syntax_fixture *f, uint32_t index)
{
    assert_true(index < f->base->sink.records.count);
    return f->base->sink.records.items[index]->message;
}

static const char *help(syntax_fixture *f, uint32_t index)
{
    assert_true(f->base->sink.records.items[index]->helps.count > 0);
    return f->base->sink.records.items[index]->helps.items[0];
}

static void assert_message(syntax_fixture *f, const char *clauses, const char *expected)
{
    syntax_parse(f, toc_arena_printf(&f->base->arena, "step x { %s }", clauses));
    assert_error_count(f, 1);
    assert_string_equal(message(f, 0), expected);
}

static void the_message_says_what_was_expected(void **state)
{
    assert_message(*state, "within soon",
                   "expected a duration such as `30min` after `within`, found `soon`");
    assert_message(*state, "by 5", "expected a name after `by`, found `5`");
    assert_message(*state, "by within 30min", "expected a name after `by`, found `within`");
    assert_message(*state, "uses pumps", "expected a number after `uses`, found `pumps`");
    assert_message(*state, "note hello", "expected a text in quotes after `note`, found `hello`");
    assert_message(*state, "issued soon",
                   "expected a date such as `2026-03-01` after `issued`, found `soon`");
    assert_message(*state, "when a >=", "expected a value after `>=`, found `}`");
    assert_message(*state, "when", "expected a condition after `when`, found `}`");
    assert_message(*state, "when (a and b",
                   "expected a comparison such as `>=` or `)` after `b`, found `}`");
    assert_message(*state, "yes 30% b", "expected `->` or `when` after `30%`, found `b`");
    assert_message(*state, "if late tell b",
                   "expected `escalate to`, `notify` or `do` after `if late`, found `tell`");
    assert_message(*state, "hop a", "expected `to` after `a`, found `}`");
    assert_message(*state, "by a,", "expected a clause or `}` after `a`, found `,`");
    assert_message(*state, "yes 30% w -> b", "expected `->` or `when` after `30%`, found `w`");
    assert_message(*state, "on level at IV",
                   "expected `at least`, `is` or `below` after `level`, found `at`");
}

static void an_unknown_word_gets_the_nearest_one(void **state)
{
    syntax_fixture *f = *state;

    assert_message(f, "wihin 30min", "`wihin` is not known here");
    assert_string_equal(help(f, 0), "did you mean `within`?");
    assert_message(f, "知 b 协司 a", "`知` is not known here");
    assert_message(f, "协司 a", "`协司` is not known here");
    assert_string_equal(help(f, 0), "did you mean `协同`?");
    assert_message(f, "formed a", "`formed` is not known here");
    assert_string_equal(help(f, 0), "did you mean `formed by`?");
    syntax_parse(f, "decision d { yes a no -> b }");
    assert_error_count(f, 1);
    assert_string_equal(help(f, 0), "an outcome leads on with an arrow: `yes -> …`");
    assert_message(f, "with a b", "`b` is not known here");
    assert_string_equal(help(f, 0), "names of one list stand with commas between them");
    assert_message(f, "within 5-10min",
                   "expected a duration such as `30min` after `within`, found `5-10min`");
    assert_string_equal(help(f, 0), "a range is written with two points: `5..10min`");
}

static void assert_help(syntax_fixture *f, const char *clauses, const char *expected)
{
    syntax_parse(f, toc_arena_printf(&f->base->arena, "step x { %s }", clauses));
    assert_error_count(f, 1);
    assert_string_equal(help(f, 0), expected);
}

static void typical_slips_get_the_right_word(void **state)
{
    assert_help(*state, "duty 24 hours", "write `24h`");
    assert_help(*state, "within 5 minutes", "write `5min`");
    assert_help(*state, "within 15mins", "write `15min`");
    assert_help(*state, "within 1分", "write `1分钟`");
    assert_help(*state, "时限 30分 由 a", "write `30分钟`");
    assert_help(*state, "within 5", "write its unit: `5min`, `5h`, `5d`…");
    assert_help(*state, "declared by a in 15min",
                "a time allowed is said with `within`: `within 15min`");
    assert_help(*state, "by a, b", "one alone answers for it; who helps is named with `with`");
}

/* The number of items of the first declaration of @p text. */
static uint32_t item_count(syntax_fixture *f, const char *text)
{
    uint32_t count = 0;

    syntax_parse(f, text);
    for (const toc_item *item = f->parse->file->items->decl->items; item; item = item->next)
        count++;
    return count;
}

static void the_clause_before_an_unknown_word_is_kept(void **state)
{
    syntax_fixture *f = *state;

    assert_int_equal(item_count(f, "step x { by ofice wihin 5min takes 3min }"), 2);
    assert_error_count(f, 1);
    assert_int_equal(item_count(f, "step x { by a after b foo 12 bar \"x\" baz within 5min }"), 3);
    assert_error_count(f, 1);
    assert_int_equal(item_count(f, "step x { by a wihin of 5min to b crew }"), 2);
    assert_error_count(f, 2);
    assert_string_equal(help(f, 1), "names of one list stand with commas between them");
    assert_int_equal(item_count(f, "step x { by a foo { to b } note \"n\" }"), 2);
    assert_error_count(f, 1);
}

static void a_missing_space_is_shown(void **state)
{
    syntax_fixture *f = *state;
    const toc_diag *diag;

    assert_one_error(f, "由技术组 within 5min", TOC_D_MISSING_SPACE, "由技术组");
    assert_string_equal(help(f, 0), "write `由 技术组`");
    diag = f->base->sink.records.items[0];
    assert_int_equal(diag->fixits.count, 1);
    assert_int_equal(diag->fixits.items[0].span.begin, diag->span.begin + strlen("由"));
    assert_string_equal(diag->fixits.items[0].replacement, " ");
    assert_one_error(f, "时限30分钟", TOC_D_MISSING_SPACE, "时限30分钟");
}

static void a_reserved_word_is_no_name(void **state)
{
    assert_one_error(*state, "by when", TOC_D_RESERVED_WORD, "when");
    assert_one_error(*state, "with a, end", TOC_D_RESERVED_WORD, "end");
    assert_one_error(*state, "由 等级", TOC_D_RESERVED_WORD, "等级");
}

static void values_that_cannot_be_are_found(void **state)
{
    assert_one_error(*state, "grace 99999999999h", TOC_D_OVERFLOW, "99999999999h");
    assert_one_error(*state, "grace 101y", TOC_D_OVERFLOW, "101y");
    assert_one_error(*state, "grace 1d2workdays", TOC_D_OVERFLOW, "1d2workdays");
    assert_one_error(*state, "span 9999999999999999999", TOC_D_OVERFLOW, "9999999999999999999");
    assert_one_error(*state, "span 9999999亿", TOC_D_OVERFLOW, "9999999亿");
    assert_one_error(*state, "issued 2026-02-29", TOC_D_NO_SUCH_DATE, "2026-02-29");
    assert_one_error(*state, "by time 24:01", TOC_D_NO_SUCH_DATE, "24:01");
    assert_one_error(*state, "by time 08:60", TOC_D_NO_SUCH_DATE, "08:60");
    assert_one_error(*state, "takes 5..10", TOC_D_UNIT_MISSING, "10");
    assert_one_error(*state, "takes 5..1h30min", TOC_D_UNIT_MISSING, "5");
    assert_one_error(*state, "takes 1.5..2 workdays", TOC_D_UNIT_MISSING, "1.5");
    assert_one_error(*state, "range 5min..10", TOC_D_UNIT_MISSING, "10");
    assert_one_error(*state, "duty 23h", TOC_D_WHOLE_DAY, "23h");
}

static void texts_and_characters_that_cannot_be_are_found(void **state)
{
    assert_one_error(*state, "note \"a\\qb\"", TOC_D_ESCAPE, "\\q");
    assert_one_error(*state, "note \"\\u{110000}\"", TOC_D_ESCAPE, "\\u");
    assert_one_error(*state, "note \"\\u{202e}\"", TOC_D_ESCAPE, "\\u");
    assert_one_error(*state, "note \"\\u{}\"", TOC_D_ESCAPE, "\\u");
    assert_one_error(*state, "by `a b`", TOC_D_QUOTED_NAME, "`a b`");
    assert_one_error(*state, "by ``", TOC_D_QUOTED_NAME, "``");
    assert_one_error(*state, "by `a--b`", TOC_D_QUOTED_NAME, "`a--b`");
    assert_one_error(*state, "when a && b", TOC_D_STRANGE_CHARACTER, "&");
    assert_one_error(*state, "when a ☎☎☎ b", TOC_D_STRANGE_CHARACTER, "☎");
    assert_one_error(*state, "by a; to b", TOC_D_SEMICOLON, ";");
    assert_one_error(*state, "by a； to b", TOC_D_SEMICOLON, "；");
}

static void an_open_text_ends_with_its_line(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, "org a \"A { kind lead }\norg b { note \"x\n kind lead }\norg c `d");
    assert_error_count(f, 3);
    assert_error(f, 0, TOC_D_OPEN_TEXT, "\"");
    assert_error(f, 1, TOC_D_OPEN_TEXT, "\"");
    assert_error(f, 2, TOC_D_OPEN_TEXT, "`");
    assert_non_null(strstr(syntax_dump(f), "org b {\n  note \"x\"\n  kind 'lead\n"));
    syntax_parse(f, "org a { note \"\"\"one\n two } }\n");
    assert_error_count(f, 1);
    assert_error(f, 0, TOC_D_OPEN_TEXT, "\"");
}

/* ── braces ──────────────────────────────────────────────────────────────── */

static void an_open_brace_is_found_by_indentation(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, "response r {\n  step a { by o\n  step b { by o }\n}\norg o \"O\"\n");
    assert_error_count(f, 1);
    assert_error(f, 0, TOC_D_OPEN_BRACE, "{");
    assert_int_equal(f->base->sink.records.items[0]->span.begin - f->source->base,
                     strlen("response r {\n  step a "));
    assert_string_equal(syntax_dump(f),
                        "response r {\n  step a {\n    by o\n  step b {\n    by o\norg o \"O\"\n");
    syntax_parse(f, "response r {\n  step a { by o\n}\norg o\n");
    assert_error_count(f, 1);
    assert_string_equal(syntax_dump(f), "response r {\n  step a {\n    by o\norg o\n");
}

static void an_open_brace_without_indentation_is_found_at_the_end(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, "response r {\nstep a { by o }\nstep b { by o }\norg o {\nkind lead\n}\n");
    assert_error_count(f, 1);
    assert_error(f, 0, TOC_D_OPEN_BRACE, "{");
    syntax_parse(f, "org a { kind lead");
    assert_error_count(f, 1);
    assert_error(f, 0, TOC_D_OPEN_BRACE, "{");
    syntax_parse(f, "org a { kind");
    assert_error_count(f, 1);
}

static void a_stray_brace_is_passed_over(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, "org a { } }\norg b { }\n");
    assert_error_count(f, 1);
    assert_error(f, 0, TOC_D_STRAY_BRACE, "}");
    assert_string_equal(syntax_dump(f), "org a\norg b\n");
}

/* ── reading on ──────────────────────────────────────────────────────────── */

static void several_mistakes_are_found_in_one_run(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, "org a { knd lead  duty 24h }\n"
                    "step \"T\" { by a  wihin 5min }\n"
                    "step b { within soon  takes 5min  after , }\n"
                    "stpe c \"C\" { by a to 5 }\n"
                    "step d \"D\" 7 { by a }\n");
    assert_error_count(f, 8);
    assert_error(f, 0, TOC_D_UNKNOWN_CLAUSE, "knd");
    assert_error(f, 1, TOC_D_NOT_EXPECTED, "\"T\"");
    assert_error(f, 2, TOC_D_UNKNOWN_CLAUSE, "wihin");
    assert_error(f, 3, TOC_D_NOT_EXPECTED, "soon");
    assert_error(f, 4, TOC_D_NOT_EXPECTED, ",");
    assert_error(f, 5, TOC_D_UNKNOWN_CLAUSE, "stpe");
    assert_error(f, 6, TOC_D_NOT_EXPECTED, "5");
    assert_error(f, 7, TOC_D_NOT_EXPECTED, "7");
    assert_non_null(strstr(syntax_dump(f), "org a {\n  duty !24h\n"));
    assert_non_null(strstr(syntax_dump(f), "step b {\n  takes 5min\n"));
}

static void fifty_mistakes_are_enough(void **state)
{
    syntax_fixture *f = *state;
    char text[4096] = "";

    for (int i = 0; i < 100; i++)
        strcat(text, "by 5 \n");
    syntax_parse(f, text);
    assert_error_count(f, 50);
    assert_int_equal(f->base->sink.records.items[49]->notes.count, 1);
}

/* ── limits ──────────────────────────────────────────────────────────────── */

static char *repeated(syntax_fixture *f, const char *before, const char *part, size_t count)
{
    size_t size = strlen(part);
    size_t first = strlen(before);
    char *text = toc_arena_alloc(&f->base->arena, first + size * count + 1);

    memcpy(text, before, first);
    for (size_t i = 0; i < count; i++)
        memcpy(text + first + i * size, part, size);
    return text;
}

static void nesting_has_a_limit(void **state)
{
    syntax_fixture *f = *state;
    static const char *const parts[] = {"(", "not ", "- ", "not not (", "a and ("};

    syntax_parse(f, repeated(f, "", "post a { ", 100000));
    assert_error_count(f, 1);
    assert_error(f, 0, TOC_D_NESTING, "{");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        syntax_parse(f, repeated(f, "trigger t { when ", parts[i], 100000));
        assert_error_count(f, 1);
        assert_int_equal(f->base->sink.records.items[0]->code, TOC_D_NESTING);
    }
    syntax_parse(f, repeated(f, "step x { after a", ".a", 1000));
    assert_int_equal(f->base->sink.records.items[0]->code, TOC_D_NESTING);
}

static void words_and_texts_have_a_limit(void **state)
{
    syntax_fixture *f = *state;

    syntax_parse(f, repeated(f, "org ", "a", 4096));
    assert_error_count(f, 0);
    syntax_parse(f, repeated(f, "org ", "a", 4097));
    assert_error_count(f, 1);
    assert_int_equal(f->base->sink.records.items[0]->code, TOC_D_TOO_LONG);
    syntax_parse(f, repeated(f, "org a { span ", "1", 5000));
    assert_int_equal(f->base->sink.records.items[0]->code, TOC_D_TOO_LONG);
    assert_int_equal(f->base->sink.records.items[1]->code, TOC_D_OPEN_BRACE);
    syntax_parse(f,
                 toc_arena_printf(&f->base->arena, "%s\"", repeated(f, "org a \"", "x", 1 << 21)));
    assert_error_count(f, 1);
    assert_int_equal(f->base->sink.records.items[0]->code, TOC_D_TOO_LONG);
    syntax_parse(f, repeated(f, "org a \"A\"", " en \"B\"", 300));
    assert_int_equal(f->base->sink.records.items[0]->code, TOC_D_TOO_LONG);
}

/* A plan cut anywhere ends in messages, never otherwise; what stands before the cut is read. */
static void a_plan_cut_at_every_byte_is_read(void **state)
{
    static const char plan[] =
        "plan p \"P\" en \"Q\" { language zh basis \"a\", \"b\" }\n"
        "levels { level Ⅱ { when a >= 5..  and count(b, 24h) > 3 for 10min } }\n"
        "步骤 x { 由 `end` 时限 ３０ 分钟 takes 5..15..40min after any of c.yes, d\n"
        "  note \"\"\"\n    para \\u{4e2d}\n  \"\"\" yes 30% when (not in z) -> a after 1h, end "
        "}\n";
    syntax_fixture *f = *state;

    for (size_t size = 0; size <= sizeof plan - 1; size++) {
        if (((unsigned char)plan[size] & 0xc0) != 0x80) /* the gate lets whole characters through */
            syntax_parse_size(f, plan, size);
        assert_true(f->base->sink.records.count <= 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, syntax_setup, syntax_teardown)
        TEST(the_message_says_what_was_expected),
        TEST(an_unknown_word_gets_the_nearest_one),
        TEST(typical_slips_get_the_right_word),
        TEST(the_clause_before_an_unknown_word_is_kept),
        TEST(a_missing_space_is_shown),
        TEST(a_reserved_word_is_no_name),
        TEST(values_that_cannot_be_are_found),
        TEST(texts_and_characters_that_cannot_be_are_found),
        TEST(an_open_text_ends_with_its_line),
        TEST(an_open_brace_is_found_by_indentation),
        TEST(an_open_brace_without_indentation_is_found_at_the_end),
        TEST(a_stray_brace_is_passed_over),
        TEST(several_mistakes_are_found_in_one_run),
        TEST(fifty_mistakes_are_enough),
        TEST(nesting_has_a_limit),
        TEST(words_and_texts_have_a_limit),
        TEST(a_plan_cut_at_every_byte_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
