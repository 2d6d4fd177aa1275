/* test_base_utf8.c - decoding, widths, name characters, normal forms. */
#include "../support/base_fixture.h"

#include "base/utf8.h"

static void expect_decoded(const char *text, size_t size, int32_t codepoint, unsigned used)
{
    unsigned step = 99;

    assert_int_equal(toc_utf8_decode(text, size, &step), codepoint);
    assert_int_equal(step, used);
}

static void valid_sequences_decode(void **state)
{
    (void)state;
    expect_decoded("A", 1, 'A', 1);
    expect_decoded("\0", 1, 0, 1);
    expect_decoded("\xc2\x80", 2, 0x80, 2);
    expect_decoded("\xdf\xbf", 2, 0x7ff, 2);
    expect_decoded("\xe0\xa0\x80", 3, 0x800, 3);
    expect_decoded("\xed\x9f\xbf", 3, 0xd7ff, 3);
    expect_decoded("\xee\x80\x80", 3, 0xe000, 3);
    expect_decoded("\xf0\x90\x80\x80", 4, 0x10000, 4);
    expect_decoded("\xf4\x8f\xbf\xbf", 4, 0x10ffff, 4);
}

static void invalid_sequences_are_one_bad_byte(void **state)
{
    (void)state;
    expect_decoded("", 0, -1, 1);
    expect_decoded("\x80", 1, -1, 1);
    expect_decoded("\xc0\x80", 2, -1, 1); /* overlong */
    expect_decoded("\xc1\xbf", 2, -1, 1);
    expect_decoded("\xe0\x9f\xbf", 3, -1, 1);
    expect_decoded("\xf0\x8f\xbf\xbf", 4, -1, 1);
    expect_decoded("\xed\xa0\x80", 3, -1, 1); /* surrogates */
    expect_decoded("\xed\xbf\xbf", 3, -1, 1);
    expect_decoded("\xf4\x90\x80\x80", 4, -1, 1); /* past the last */
    expect_decoded("\xf5\x80\x80\x80", 4, -1, 1);
    expect_decoded("\xff", 1, -1, 1);
    expect_decoded("\xe5\xb8", 2, -1, 1); /* cut off */
    expect_decoded("\xe5\xb8\x82", 2, -1, 1);
    expect_decoded("\xe5\xb8z", 3, -1, 1);
    expect_decoded("\xf0\x9f\x98", 3, -1, 1);
}

static void what_is_encoded_decodes_again(void **state)
{
    (void)state;
    for (int32_t codepoint = 0; codepoint <= 0x10ffff; codepoint += 13) {
        char bytes[4];
        unsigned size = toc_utf8_encode((uint32_t)codepoint, bytes);
        bool is_surrogate = codepoint >= 0xd800 && codepoint <= 0xdfff;

        expect_decoded(bytes, size, is_surrogate ? 0xfffd : codepoint, size);
    }
}

static void widths_are_terminal_columns(void **state)
{
    (void)state;
    assert_int_equal(toc_codepoint_width('a'), 1);
    assert_int_equal(toc_codepoint_width(0x5e02), 2);  /* 市 */
    assert_int_equal(toc_codepoint_width(0xff08), 2);  /* （ */
    assert_int_equal(toc_codepoint_width(0x1f600), 2); /* emoji */
    assert_int_equal(toc_codepoint_width(0x301), 0);   /* combining */
    assert_int_equal(toc_codepoint_width(0x200b), 0);
    assert_int_equal(toc_codepoint_width('\n'), 0);
    assert_int_equal(toc_codepoint_width('\t'), 1);
    assert_int_equal(toc_codepoint_width(-1), 1);
    assert_int_equal(toc_utf8_width("市a网e\xcc\x81", strlen("市a网e\xcc\x81")), 6);
    assert_int_equal(toc_utf8_count("市a网e\xcc\x81", strlen("市a网e\xcc\x81")), 5);
    assert_int_equal(toc_utf8_count("a\xff\xe5z", 4), 4);
}

static void letters_and_digits_make_names(void **state)
{
    static const int32_t starts[] = {'a',    'Z',    '0',    '_',     0xe9,
                                     0x5e02, 0x3007, 0x0416, 0x20000, 0x0661};
    static const int32_t others[] = {'-',    ' ', '.',    '`',     '{',    0xff08, 0x3002,
                                     0x200d, -1,  0x3164, 0x1f600, 0x3000, 0xb7};

    (void)state;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        assert_true(toc_codepoint_is_name_start(starts[i]));
        assert_true(toc_codepoint_is_name_part(starts[i]));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(toc_codepoint_is_name_start(others[i]));
        assert_false(toc_codepoint_is_name_part(others[i]));
    }
}

static void marks_only_continue_a_name(void **state)
{
    (void)state;
    assert_false(toc_codepoint_is_name_start(0x301));
    assert_true(toc_codepoint_is_name_part(0x301));
    assert_false(toc_codepoint_is_name_part(0xfe0f)); /* variation selector: no shape */
}

static void hidden_characters_are_known(void **state)
{
    static const int32_t hidden[] = {0xad,   0x61c,  0x200b,  0x200c, 0x200d, 0x200e,
                                     0x200f, 0x202a, 0x202e,  0x2060, 0x2064, 0x2066,
                                     0x2069, 0xfeff, 0xe0000, 0xe007f};
    static const int32_t shown[] = {'a',    ' ',    '\n',    0xac,    0xae,
                                    0x200a, 0x2010, 0x2030,  0x205f,  0x5e02,
                                    0xfe0f, 0xff08, 0x1f600, 0xe0100, -1};

    (void)state;
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        assert_true(toc_codepoint_is_hidden(hidden[i]));
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        assert_false(toc_codepoint_is_hidden(shown[i]));
}

static void expect_nfc(base_fixture *f, const char *text, const char *expected)
{
    size_t size = 0;
    const char *normal = toc_utf8_nfc(&f->arena, text, strlen(text), &size);

    assert_string_equal(normal, expected);
    assert_int_equal(size, strlen(expected));
}

static void texts_are_composed(void **state)
{
    base_fixture *f = *state;

    expect_nfc(f, "", "");
    expect_nfc(f, "plain", "plain");
    expect_nfc(f, "市网安办", "市网安办");
    expect_nfc(f, "e\xcc\x81", "\xc3\xa9");
    expect_nfc(f, "\xe2\x84\xab", "\xc3\x85");                  /* angstrom sign */
    expect_nfc(f, "\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80");  /* jamo */
    expect_nfc(f, "a\xcc\x81\xcc\xa3", "\xe1\xba\xa1\xcc\x81"); /* marks reordered */
    expect_nfc(f, "\xef\xa4\x80", "\xe8\xb1\x88");              /* compatibility ideograph */
    expect_nfc(f, "\xef\xbc\xa1", "\xef\xbc\xa1");              /* full width stays */
    assert_true(toc_utf8_is_surely_nfc("市 step", strlen("市 step")));
    assert_false(toc_utf8_is_surely_nfc("e\xcc\x81", 3));
}

static void long_texts_are_composed_piece_by_piece(void **state)
{
    base_fixture *f = *state;
    enum { COUNT = 5000 };
    char *text = toc_arena_alloc(&f->arena, COUNT * 3 + 1);
    size_t size = 0;
    const char *normal;

    for (int i = 0; i < COUNT; i++)
        memcpy(text + (size_t)i * 3, "e\xcc\x81", 3);
    normal = toc_utf8_nfc(&f->arena, text, COUNT * 3, &size);
    assert_int_equal(size, COUNT * 2);
    for (int i = 0; i < COUNT; i++)
        assert_memory_equal(normal + (size_t)i * 2, "\xc3\xa9", 2);
}

static void a_million_marks_are_no_trap(void **state)
{
    base_fixture *f = *state;
    enum { COUNT = 1000000 };
    char *text = toc_arena_alloc(&f->arena, COUNT * 2 + 1);
    size_t size = 0;

    for (size_t i = 0; i < COUNT; i++)
        memcpy(text + i * 2, i % 2 ? "\xcc\xa3" : "\xcc\x81", 2);
    assert_non_null(toc_utf8_nfc(&f->arena, text, COUNT * 2, &size));
    assert_int_equal(size, COUNT * 2);
}

static void folding_makes_like_texts_equal(void **state)
{
    base_fixture *f = *state;

    assert_string_equal(toc_utf8_fold(&f->arena, "  Duty \t\n Officer "), "duty officer");
    assert_string_equal(toc_utf8_fold(&f->arena, "\xe3\x80\x80市\xe3\x80\x80 办"), "市 办");
    assert_string_equal(toc_utf8_fold(&f->arena, "E\xcc\x81"
                                                 "COLE"),
                        "\xc3\xa9"
                        "cole");
    assert_string_equal(toc_utf8_fold(&f->arena, "STRASSE"), toc_utf8_fold(&f->arena, "stra\xc3\x9f"
                                                                                      "e"));
    assert_string_equal(toc_utf8_fold(&f->arena, " \t "), "");
    assert_string_equal(toc_utf8_fold(&f->arena, ""), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(valid_sequences_decode),
        TEST(invalid_sequences_are_one_bad_byte),
        TEST(what_is_encoded_decodes_again),
        TEST(widths_are_terminal_columns),
        TEST(letters_and_digits_make_names),
        TEST(marks_only_continue_a_name),
        TEST(hidden_characters_are_known),
        TEST(texts_are_composed),
        TEST(long_texts_are_composed_piece_by_piece),
        TEST(a_million_marks_are_no_trap),
        TEST(folding_makes_like_texts_equal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
