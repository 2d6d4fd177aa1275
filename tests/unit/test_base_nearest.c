/* test_base_nearest.c - "did you mean". */
#include "../support/base_fixture.h"

#include "base/nearest.h"

static const char *const words[] = {"step", "within", "response", "resource", "领导小组"};

static const char *nearest(const char *word)
{
    return toc_nearest_of(word, words, sizeof words / sizeof words[0]);
}

static void slips_are_found(void **state)
{
    (void)state;
    assert_string_equal(nearest("setp"), "step"); /* swapped */
    assert_string_equal(nearest("wihtin"), "within");
    assert_string_equal(nearest("withn"), "within");   /* left out */
    assert_string_equal(nearest("withhin"), "within"); /* too many */
    assert_string_equal(nearest("responce"), "response");
    assert_string_equal(nearest("领导小祖"), "领导小组"); /* one character, three bytes */
}

static void what_is_far_is_not_offered(void **state)
{
    (void)state;
    assert_null(nearest("org"));
    assert_null(nearest("stack"));
    assert_null(nearest(""));
    assert_null(nearest("领队"));
}

static void a_word_in_other_letters_is_certain_where_there_is_only_one(void **state)
{
    toc_nearest search;

    (void)state;
    toc_nearest_init(&search, "FIELD_Post");
    toc_nearest_offer(&search, "field-pose");
    toc_nearest_offer(&search, "field-post");
    toc_nearest_offer(&search, "a");
    assert_string_equal(search.best, "field-post");
    assert_true(toc_nearest_is_certain(&search));
    toc_nearest_offer(&search, "field-post");
    assert_true(toc_nearest_is_certain(&search));
    toc_nearest_offer(&search, "Field-post");
    assert_false(toc_nearest_is_certain(&search));
    toc_nearest_init(&search, "stpe");
    toc_nearest_offer(&search, "step");
    assert_non_null(search.best);
    assert_false(toc_nearest_is_certain(&search));
}

static void the_limit_is_a_third_of_the_word(void **state)
{
    toc_nearest search;

    (void)state;
    toc_nearest_init(&search, "ab");
    assert_int_equal(search.limit, 1);
    toc_nearest_init(&search, "abcdef");
    assert_int_equal(search.limit, 2);
    toc_nearest_init(&search, "abcdefghijklmnopqrst");
    assert_int_equal(search.limit, 4);
    toc_nearest_offer(&search, "abcdefghijklmnop");
    assert_string_equal(search.best, "abcdefghijklmnop");
    assert_int_equal(search.distance, 4);
    toc_nearest_init(&search, "abcdefghijklmnopqrst");
    toc_nearest_offer(&search, "abcdefghijklmno");
    assert_null(search.best);
}

static void a_swap_is_one_edit(void **state)
{
    toc_nearest search;

    (void)state;
    toc_nearest_init(&search, "abc");
    toc_nearest_offer(&search, "acb");
    assert_string_equal(search.best, "acb");
    assert_int_equal(search.distance, 1);
}

static void ties_do_not_depend_on_the_order(void **state)
{
    static const char *const up[] = {"car", "cat", "cap"};
    static const char *const down[] = {"cap", "cat", "car"};

    (void)state;
    assert_string_equal(toc_nearest_of("caz", up, 3), "cap");
    assert_string_equal(toc_nearest_of("caz", down, 3), "cap");
}

static void the_nearer_one_wins(void **state)
{
    static const char *const names[] = {"aaaaaabb", "aaaaaaab", "aaaaabbb"};

    (void)state;
    assert_string_equal(toc_nearest_of("aaaaaaaa", names, 3), "aaaaaaab");
}

static void nothing_in_common_is_never_near(void **state)
{
    static const char *const names[] = {"y"};
    static const char *const longer[] = {"xy"};

    (void)state;
    assert_null(toc_nearest_of("x", names, 1));
    assert_string_equal(toc_nearest_of("x", longer, 1), "xy");
}

static void long_words_find_nothing(void **state)
{
    char word[66];
    char other[70];
    const char *candidates[] = {other};

    (void)state;
    memset(word, 'a', sizeof word);
    memset(other, 'a', sizeof other);
    word[64] = '\0';
    other[65] = '\0';
    assert_ptr_equal(toc_nearest_of(word, candidates, 1), other);
    other[65] = 'a';
    other[69] = '\0';
    assert_null(toc_nearest_of(word, candidates, 1));
    word[64] = 'a';
    word[65] = '\0';
    other[65] = '\0';
    assert_null(toc_nearest_of(word, candidates, 1));
}

static void stray_bytes_do_no_harm(void **state)
{
    static const char *const names[] = {"ab\xff"
                                        "d"};

    (void)state;
    assert_string_equal(toc_nearest_of("ab\xfe"
                                       "d",
                                       names, 1),
                        "ab\xff"
                        "d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_are_found),
        cmocka_unit_test(what_is_far_is_not_offered),
        cmocka_unit_test(a_word_in_other_letters_is_certain_where_there_is_only_one),
        cmocka_unit_test(the_limit_is_a_third_of_the_word),
        cmocka_unit_test(a_swap_is_one_edit),
        cmocka_unit_test(ties_do_not_depend_on_the_order),
        cmocka_unit_test(the_nearer_one_wins),
        cmocka_unit_test(nothing_in_common_is_never_near),
        cmocka_unit_test(long_words_find_nothing),
        cmocka_unit_test(stray_bytes_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
