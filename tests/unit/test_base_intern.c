/* test_base_intern.c - one number for each distinct text. */
#include "../support/base_fixture.h"

#include "base/intern.h"

static void equal_texts_have_one_number(void **state)
{
    base_fixture *f = *state;
    toc_intern_table *table = toc_intern_new(&f->arena);
    toc_symbol tech = toc_intern(table, "tech", 4);

    assert_int_equal(tech.v, 1);
    assert_int_equal(toc_intern(table, "technical", 4).v, tech.v);
    assert_int_not_equal(toc_intern(table, "technical", 9).v, tech.v);
    assert_int_not_equal(toc_intern(table, "Tech", 4).v, tech.v);
    assert_string_equal(toc_symbol_text(table, tech), "tech");
}

static void the_empty_text_is_not_symbol_zero(void **state)
{
    base_fixture *f = *state;
    toc_intern_table *table = toc_intern_new(&f->arena);
    toc_symbol empty = toc_intern(table, NULL, 0);

    assert_int_not_equal(empty.v, 0);
    assert_int_equal(toc_intern(table, "x", 0).v, empty.v);
    assert_string_equal(toc_symbol_text(table, empty), "");
    assert_string_equal(toc_symbol_text(table, (toc_symbol){0}), "");
}

static void bytes_after_a_nul_count(void **state)
{
    base_fixture *f = *state;
    toc_intern_table *table = toc_intern_new(&f->arena);

    assert_int_not_equal(toc_intern(table, "a\0b", 3).v, toc_intern(table, "a\0c", 3).v);
    assert_int_not_equal(toc_intern(table, "a", 1).v, toc_intern(table, "a\0", 2).v);
}

static void many_texts_keep_their_numbers(void **state)
{
    base_fixture *f = *state;
    toc_intern_table *table = toc_intern_new(&f->arena);
    char name[32];

    for (uint32_t i = 1; i <= 50000; i++) {
        int size = snprintf(name, sizeof name, "step-%u", (unsigned)i);

        assert_int_equal(toc_intern(table, name, (size_t)size).v, i);
    }
    for (uint32_t i = 1; i <= 50000; i++) {
        int size = snprintf(name, sizeof name, "step-%u", (unsigned)i);

        assert_int_equal(toc_intern(table, name, (size_t)size).v, i);
        assert_string_equal(toc_symbol_text(table, (toc_symbol){i}), name);
    }
}

static void names_compare_after_normalisation(void **state)
{
    base_fixture *f = *state;
    toc_intern_table *table = toc_intern_new(&f->arena);
    toc_symbol composed = toc_intern_name(table, "caf\xc3\xa9", 5);

    assert_int_equal(toc_intern_name(table, "cafe\xcc\x81", 6).v, composed.v);
    assert_int_not_equal(toc_intern(table, "cafe\xcc\x81", 6).v, composed.v);
    assert_string_equal(toc_symbol_text(table, composed), "caf\xc3\xa9");
    assert_int_equal(toc_intern_name(table, "市网安办", strlen("市网安办")).v,
                     toc_intern(table, "市网安办", strlen("市网安办")).v);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(equal_texts_have_one_number),       TEST(the_empty_text_is_not_symbol_zero),
        TEST(bytes_after_a_nul_count),           TEST(many_texts_keep_their_numbers),
        TEST(names_compare_after_normalisation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
