/* test_base_phrase.c - texts in the language of an arena: which it is, and where arguments go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/phrase.h"

static void a_tag_names_a_catalogue(void **state)
{
    (void)state;
    assert_string_equal(toc_lang_of_tag("zh"), "zh-Hans");
    assert_string_equal(toc_lang_of_tag("zh_CN.UTF-8"), "zh-Hans");
    assert_string_equal(toc_lang_of_tag("zh-TW"), "zh-Hant");
    assert_string_equal(toc_lang_of_tag("zh_HK.UTF-8"), "zh-Hant");
    assert_string_equal(toc_lang_of_tag("zh-Hant-CN"), "zh-Hant");
    assert_string_equal(toc_lang_of_tag("zh-Hans-HK"), "zh-Hans");
    assert_null(toc_lang_of_tag("zha"));
    assert_null(toc_lang_of_tag("en"));
    assert_null(toc_lang_of_tag("C.UTF-8"));
    assert_null(toc_lang_of_tag(""));
    assert_null(toc_lang_of_tag(NULL));
}

static void an_arena_within_has_the_outer_language(void **state)
{
    toc_arena outer;
    toc_arena inner;

    (void)state;
    toc_arena_init(&outer, NULL);
    toc_arena_within(&inner, &outer);
    assert_null(toc_arena_lang(&inner));
    outer.lang = "zh-Hant";
    assert_string_equal(toc_arena_lang(&inner), "zh-Hant");
    inner.lang = "en"; /* chosen: not the outer one's */
    assert_null(toc_arena_lang(&inner));
    toc_arena_deinit(&outer);
}

static void arguments_go_where_they_are_wanted(void **state)
{
    toc_arena arena;

    (void)state;
    toc_arena_init(&arena, NULL);
    assert_string_equal(toc_say(&arena, "%s from %s", "a", "b"), "a from b");
    arena.lang = "zh-Hans";
    /* in another order; an ending left out; per cent; a length in two arguments; hexadecimal */
    assert_string_equal(toc_say(&arena, "from %s to %s", "Mon", "x"), "周一至x");
    assert_string_equal(toc_say(&arena, "%s before `%s`", "1h", "end"), "`end` 之前 1h");
    assert_string_equal(toc_say(&arena, "has %u grade%s", 5u, "s"), "有 5 个等级");
    assert_string_equal(toc_say(&arena, "%s %u of %u (%u%%)", "x", 1u, 2u, 50u), "x 1/2（50%）");
    assert_string_equal(toc_say(&arena, "`%.*s` means nothing here", 2, "abc"),
                        "`ab` 在此没有意义");
    assert_string_equal(toc_say(&arena, "the byte 0x%02X is no character here", 10u),
                        "字节 0x0A 在此不是字符");
    assert_string_equal(toc_say(&arena, "by %02d:%02d", 8, 5), "08:05 前");
    assert_string_equal(toc_say(&arena, "at least %lld is needed", -3LL), "至少为 -3");
    /* what has no translation stays */
    assert_string_equal(toc_say(&arena, "no such text: %s, %ld", "x", 7L), "no such text: x, 7");
    toc_arena_deinit(&arena);
}

/* `none` is a phrase; in back-ticks and quotation marks it is what the user wrote. */
static void what_the_user_wrote_is_not_translated(void **state)
{
    toc_arena arena;

    (void)state;
    toc_arena_init(&arena, NULL);
    arena.lang = "zh-Hans";
    assert_string_equal(toc_say(&arena, "known are: %s", "none"), "已知的有：无");
    assert_string_equal(toc_say(&arena, "declares `%s`", "none"), "宣布 `none`");
    assert_string_equal(toc_say(&arena, "in \"%s\"", "none"), "单位为 \"none\"");
    toc_arena_deinit(&arena);
}

static void records_keep_their_language(void **state)
{
    toc_arena arena;
    toc_diag_sink sink;

    (void)state;
    toc_arena_init(&arena, NULL);
    toc_diag_sink_init(&sink, &arena);
    arena.lang = "zh-Hans";
    toc_diag *first = toc_diag_add(&sink, TOC_D_NO_PLAN, (toc_span){0, 0},
                                   "is a " TOC_KEYWORD " %s", "plan", "none");
    arena.lang = "en";
    toc_diag *second =
        toc_diag_add(&sink, TOC_D_NO_PLAN, (toc_span){0, 0}, "known are: %s", "none");

    assert_string_equal(first->lang, "zh-Hans");
    assert_string_equal(first->message, "is a `plan` 无");
    assert_null(second->lang);
    assert_string_equal(second->message, "known are: none");
    toc_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_names_a_catalogue),
        cmocka_unit_test(an_arena_within_has_the_outer_language),
        cmocka_unit_test(arguments_go_where_they_are_wanted),
        cmocka_unit_test(what_the_user_wrote_is_not_translated),
        cmocka_unit_test(records_keep_their_language),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
