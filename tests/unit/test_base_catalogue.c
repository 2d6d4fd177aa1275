/* test_base_catalogue.c - words in other languages: found, or English. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/catalogue.h"
#include "base/catalogue_private.h"

#define KEY TOC_CATALOGUE_KEY("report.REPORT", "After-action report")

static void what_is_there_is_found(void **state)
{
    (void)state;
    assert_string_equal(toc_catalogue_text("zh-Hans", KEY), "演练评估报告");
    assert_string_equal(toc_catalogue_text("zh-Hant", KEY), "演練評估報告");
}

static void what_is_not_there_is_english(void **state)
{
    (void)state;
    assert_string_equal(toc_catalogue_text("en", KEY), "After-action report");
    assert_string_equal(toc_catalogue_text("fr", KEY), "After-action report");
    assert_string_equal(toc_catalogue_text("", KEY), "After-action report");
    assert_string_equal(toc_catalogue_text("zh-Hans", TOC_CATALOGUE_KEY("report.NO_SUCH", "x y")),
                        "x y");
    assert_string_equal(toc_catalogue_text("zh-Hans", "no context"), "no context");
}

/* The same English text, in two contexts. */
static void a_context_tells_words_apart(void **state)
{
    (void)state;
    assert_string_equal(
        toc_catalogue_text("zh-Hans", TOC_CATALOGUE_KEY("report.STATE_MISSED", "missed")), "未做");
    assert_string_equal(
        toc_catalogue_text("zh-Hans", TOC_CATALOGUE_KEY("report.OUTCOME_LATE", "late")), "迟报");
    assert_string_equal(toc_catalogue_text("zh-Hans", TOC_CATALOGUE_KEY("report.C_LATE", "late")),
                        "迟");
}

/* Every word of each catalogue is found by its key: the table is sorted as the search takes it. */
static void every_word_is_found(void **state)
{
    (void)state;
    assert_true(toc_catalogue_count >= 2);
    for (size_t i = 0; i < toc_catalogue_count; i++) {
        const unsigned char *b = toc_catalogues[i].bytes;
        uint32_t count = (uint32_t)b[8] | (uint32_t)b[9] << 8;
        uint32_t keys = (uint32_t)b[12] | (uint32_t)b[13] << 8 | (uint32_t)b[14] << 16;
        uint32_t texts = (uint32_t)b[16] | (uint32_t)b[17] << 8 | (uint32_t)b[18] << 16;

        assert_true(count > 400);
        for (uint32_t k = 1; k < count; k++) { /* 0 is the head */
            const unsigned char *key = b + keys + 8 * (size_t)k + 4;
            const unsigned char *text = b + texts + 8 * (size_t)k + 4;
            uint32_t key_at = (uint32_t)key[0] | (uint32_t)key[1] << 8 | (uint32_t)key[2] << 16;
            uint32_t text_at = (uint32_t)text[0] | (uint32_t)text[1] << 8 | (uint32_t)text[2] << 16;

            assert_string_equal(
                toc_catalogue_text(toc_catalogues[i].lang, (const char *)b + key_at),
                (const char *)b + text_at);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_found),
        cmocka_unit_test(what_is_not_there_is_english),
        cmocka_unit_test(a_context_tells_words_apart),
        cmocka_unit_test(every_word_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
