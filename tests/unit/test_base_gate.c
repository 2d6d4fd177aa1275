/* test_base_gate.c - what the input gate lets through, and what it says of the rest. */
#include "../support/base_fixture.h"

static bool gate(base_fixture *f, const char *text, size_t size)
{
    return toc_source_gate(toc_sources_add(f->sources, "a.plan", text, size), &f->sink);
}

/* Exactly one record, with @p code, on @p size bytes from byte @p at of the source. */
static const toc_diag *expect_one(base_fixture *f, const char *text, size_t text_size,
                                  toc_diag_code code, uint32_t at, uint32_t size)
{
    uint32_t before = f->sink.records.count;
    uint32_t base = toc_sources_add(f->sources, "a.plan", text, text_size)->base;
    const toc_source *source = toc_sources_at(f->sources, toc_sources_count(f->sources) - 1);
    const toc_diag *diag;

    assert_false(toc_source_gate(source, &f->sink));
    assert_int_equal(f->sink.records.count, before + 1);
    diag = f->sink.records.items[before];
    assert_int_equal(diag->code, code);
    assert_int_equal(diag->span.begin, base + at);
    assert_int_equal(diag->span.end, base + at + size);
    assert_true(diag->helps.count > 0);
    return diag;
}

#define EXPECT_ONE(text, code, at, size)                                                           \
    expect_one(f, (text), sizeof(text) - 1, TOC_D_SOURCE_##code, (at), (size))

static void ordinary_text_passes(void **state)
{
    base_fixture *f = *state;
    const char *text = "\xef\xbb\xbfplan p \"預案\" {\r\n\t# é — “…” 😀 \xef\xb8\x8f\n}\n";

    assert_true(gate(f, text, strlen(text)));
    assert_true(gate(f, "", 0));
    assert_true(gate(f, "\xef\xbb\xbf", 3));
    assert_int_equal(f->sink.records.count, 0);
}

/* Every single byte at every place of two words: the fast path and the slow one agree. */
static void each_ascii_byte_is_judged_alike_everywhere(void **state)
{
    base_fixture *f = *state;

    for (int byte = 1; byte < 128; byte++) {
        bool is_fine = (byte >= ' ' && byte < 127) || byte == '\t' || byte == '\n' || byte == '\r';

        for (size_t at = 0; at < 19; at++) {
            char text[20] = "abcdefghijklmnopqrs";

            text[at] = (char)byte;
            if (gate(f, text, 19) != is_fine)
                fail_msg("byte %d at %zu", byte, at);
        }
    }
}

static void bytes_that_are_no_utf8_are_located(void **state)
{
    base_fixture *f = *state;

    EXPECT_ONE("ab\xff"
               "cd",
               NOT_UTF8, 2, 1);
    EXPECT_ONE("plan \xe5\xb8", NOT_UTF8, 5, 2);     /* cut off */
    EXPECT_ONE("\xed\xa0\x80 rest", NOT_UTF8, 0, 3); /* surrogate */
    EXPECT_ONE("0123456\xc0\xaf"
               "9",
               NOT_UTF8, 7, 2); /* overlong */
    EXPECT_ONE("0123456789abcde\xf5", NOT_UTF8, 15, 1);
}

static void several_places_are_told(void **state)
{
    base_fixture *f = *state;

    assert_false(gate(f,
                      "a\xff"
                      "b\xff"
                      "c\xe2\x80\xae"
                      "d\x07",
                      10));
    assert_int_equal(f->sink.records.count, 4);
    assert_int_equal(f->sink.records.items[0]->code, TOC_D_SOURCE_NOT_UTF8);
    assert_int_equal(f->sink.records.items[1]->code, TOC_D_SOURCE_NOT_UTF8);
    assert_int_equal(f->sink.records.items[2]->code, TOC_D_SOURCE_BIDI);
    assert_int_equal(f->sink.records.items[3]->code, TOC_D_SOURCE_CONTROL);
}

static void at_most_ten_are_told(void **state)
{
    base_fixture *f = *state;
    char text[400];

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? '\x07' : 'a';
    assert_false(gate(f, text, sizeof text));
    assert_int_equal(f->sink.records.count, 10);
    assert_int_equal(f->sink.records.items[8]->notes.count, 0);
    assert_int_equal(f->sink.records.items[9]->notes.count, 1);
}

static void other_encodings_are_recognised(void **state)
{
    base_fixture *f = *state;
    const toc_diag *diag;

    /* 市网安办 in GBK */
    diag = EXPECT_ONE("org \xca\xd0\xcd\xf8\xb0\xb2\xb0\xec \"x\"", NOT_UTF8, 4, 1);
    assert_non_null(strstr(diag->helps.items[0], "GBK"));
    diag = EXPECT_ONE("\xff\xfep\0l\0a\0n\0", NOT_UTF8, 0, 1);
    assert_non_null(strstr(diag->helps.items[0], "UTF-16"));
    diag = EXPECT_ONE("p\0l\0a\0n\0 \0p\0", NUL, 1, 1);
    assert_non_null(strstr(diag->helps.items[0], "UTF-16"));
}

static void documents_are_recognised(void **state)
{
    base_fixture *f = *state;
    const toc_diag *diag = EXPECT_ONE("PK\003\004\024\0\006\0\x08\0\xff", NOT_TEXT, 0, 1);

    assert_non_null(strstr(diag->message, ".docx"));
    EXPECT_ONE("%PDF-1.7\n%\xe2\xe3\xcf\xd3", NOT_TEXT, 0, 1);
    EXPECT_ONE("TOCSIN\r\n", NOT_TEXT, 0, 1);
}

static void nul_bytes_are_told_once(void **state)
{
    base_fixture *f = *state;
    const toc_diag *diag = EXPECT_ONE("plan p\0 {}\0 rest of the text\0", NUL, 6, 1);

    assert_string_equal(diag->notes.items[0], "there are 3 of them in this file");
}

static void direction_and_hidden_characters_are_told_by_name(void **state)
{
    base_fixture *f = *state;
    const toc_diag *diag = EXPECT_ONE("# safe \xe2\x80\xae x", BIDI, 7, 3);

    assert_string_equal(diag->message, "direction-changing character U+202E (right-to-left "
                                       "override) in the text");
    assert_int_equal(diag->fixits.count, 1);
    EXPECT_ONE("a\xd8\x9c", BIDI, 1, 2);
    EXPECT_ONE("a\xe2\x81\xa6", BIDI, 1, 3);
    EXPECT_ONE("a\xc2\xad", HIDDEN, 1, 2);
    EXPECT_ONE("a\xe2\x80\x8b", HIDDEN, 1, 3);
    EXPECT_ONE("a\xef\xbb\xbf", HIDDEN, 1, 3);
    EXPECT_ONE("\xef\xbb\xbf\xef\xbb\xbf", HIDDEN, 3, 3);
    EXPECT_ONE("a\xf3\xa0\x81\x81", HIDDEN, 1, 4);
    EXPECT_ONE("a\xc2\x85", CONTROL, 1, 2);
    EXPECT_ONE("a\x7f", CONTROL, 1, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ordinary_text_passes),
        TEST(each_ascii_byte_is_judged_alike_everywhere),
        TEST(bytes_that_are_no_utf8_are_located),
        TEST(several_places_are_told),
        TEST(at_most_ten_are_told),
        TEST(other_encodings_are_recognised),
        TEST(documents_are_recognised),
        TEST(nul_bytes_are_told_once),
        TEST(direction_and_hidden_characters_are_told_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
