/* test_driver_explain.c - explanations with the keywords of their reader say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/base_fixture.h"
#include "driver/explain_local.h"
#include "driver/explain_pages.h"

/* The page as it is printed; the caller frees it. */
static char *print(base_fixture *f, const char *text, toc_keyword_language language)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);

    assert_non_null(out);
    toc_explain_print(&f->arena, text, language, out);
    assert_int_equal(fclose(out), 0);
    return bytes;
}

static void test_an_example_gets_the_keywords(void **state)
{
    base_fixture *f = *state;
    char *page =
        print(f,
              "# T1\n\nprose: org stays\n\n```plan right\nplan p \"P\"\norg office \"Office\" "
              "{ kind office }\n```\n\nend: org stays\n",
              TOC_KEYWORDS_ZH_HANS);

    assert_string_equal(page,
                        "# T1\n\nprose: org stays\n\n```plan right\n预案 p \"P\"\n机构 office "
                        "\"Office\" { 类型 办公室 }\n```\n\nend: org stays\n");
    free(page);
}

static void test_what_is_broken_on_purpose_stays(void **state)
{
    base_fixture *f = *state;
    const char *text = "```plan wrong\nplan p \"P\"\norg office { kind \n```\n";
    char *page = print(f, text, TOC_KEYWORDS_ZH_HANS);

    assert_string_equal(page, text);
    free(page);
}

static void test_other_blocks_stay(void **state)
{
    base_fixture *f = *state;
    const char *text = "```text\nplan p \"P\"\n```\n```plan right\nno end";
    char *page = print(f, text, TOC_KEYWORDS_ZH_HANS);

    assert_string_equal(page, text);
    free(page);
}

/* All pages: brought back into English they are what the English page is in canonical form. */
static void test_every_page_says_the_same(void **state)
{
    base_fixture *f = *state;
    unsigned changed = 0;

    for (size_t i = 0; i < toc_explain_page_count; i++) {
        const toc_explain_page *page = &toc_explain_pages[i];
        char *chinese;
        char *back;
        char *straight;

        if (strcmp(page->language, "zh") != 0)
            continue;
        chinese = print(f, page->text, TOC_KEYWORDS_ZH_HANS);
        back = print(f, chinese, TOC_KEYWORDS_EN);
        straight = print(f, page->text, TOC_KEYWORDS_EN);
        assert_string_equal(back, straight);
        changed += strcmp(chinese, page->text) != 0;
        free(chinese);
        free(back);
        free(straight);
    }
    assert_true(changed > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_an_example_gets_the_keywords, base_setup,
                                        base_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_broken_on_purpose_stays, base_setup,
                                        base_teardown),
        cmocka_unit_test_setup_teardown(test_other_blocks_stay, base_setup, base_teardown),
        cmocka_unit_test_setup_teardown(test_every_page_says_the_same, base_setup, base_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
