/* test_live_json.c - JSON of rows and requests: what is read, what is refused, and that it is written as it was. */
#include "../support/base_fixture.h"

#include "live/exact_json.h"

#define DEPTH 9

static json_object *read_all(const char *text, size_t size)
{
    bool lacks_memory = true;
    json_object *value = toc_exact_read(text, size, DEPTH, &lacks_memory);

    assert_false(lacks_memory);
    return value;
}

static void expect_text(const char *text, const char *wanted)
{
    json_object *value = read_all(text, strlen(text));
    toc_arena arena;

    toc_arena_init(&arena, NULL);
    if (!value)
        fail_msg("refused: %s", text);
    assert_string_equal(toc_exact_text(&arena, value), wanted);
    json_object_put(value);
    toc_arena_deinit(&arena);
}

static void values_are_read_as_they_stand(void **state)
{
    static const char *const same[] = {
        "{}",
        "[]",
        "{\"a\":null}",
        "[true,false,null]",
        "\"\"",
        "0",
        "-7",
        "9223372036854775807",
        "-9223372036854775808",
        "1.50",
        "-0.0",
        "1e5",
        "2E-3",
        "18446744073709551616",
        "{\"a\":{\"b\":[1,\"x\",{\"c\":2.5}]}}",
        "\"已通知医院 🚑\"",
        "\"/\"",
        "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\"",
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        expect_text(same[i], same[i]);
    expect_text(" { \"a\" :\t1 , \"b\" : [ ] }\r\n", "{\"a\":1,\"b\":[]}");
    expect_text("\"\\u0041\\u00e9\\u4e2D\\ud83d\\ude91\\/\"", "\"Aé中🚑/\"");
    expect_text("{\"a\":1,\"a\":2}", "{\"a\":2}");
}

/* Half of a pair of units is no letter. */
static void lonely_halves_become_the_sign_for_them(void **state)
{
    (void)state;
    expect_text("\"\\ud83d\"", "\"\xef\xbf\xbd\"");
    expect_text("\"\\ude91x\"", "\"\xef\xbf\xbdx\"");
    expect_text("\"\\ud83d\\n\"", "\"\xef\xbf\xbd\\n\"");
    expect_text("\"\\ud83d\\u0041\"", "\"\xef\xbf\xbd\x41\"");
}

static void what_is_no_json_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        " ",
        "{",
        "}",
        "[1",
        "[1,]",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{\"a\" 1}",
        "{}{}",
        "{} x",
        "nul",
        "nullx",
        "True",
        "NaN",
        "Infinity",
        "-",
        "-Infinity",
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x10",
        "1e999",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "\"\x01\"",
        "\"\xff\"",
        "\"\xc0\x80\"",
        "/**/{}",
        "{}//",
        "\"\xed\xa0\x80\"",
        "{\"\\u0000\":1}",
        "\xef\xbb\xbf{}",
        "[1 2]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        json_object *value = read_all(bad[i], strlen(bad[i]));

        if (value)
            fail_msg("read: %s", bad[i]);
    }
    assert_null(read_all("{}\0", 3));
    assert_null(read_all("{\"a\":\"x\0y\"}", 11));
}

/* Every text cut short is refused, or means something else that is whole. */
static void no_text_is_read_past_its_end(void **state)
{
    static const char text[] =
        "{\"name\":\"\\ud83d\\ude91 李\",\"n\":[-12.5e+3,true,null,{\"x\":{}}]}";

    (void)state;
    for (size_t size = 0; size < sizeof text - 1; size++) {
        char *copy = malloc(size + 1); /* for who watches over the ends of pieces */

        assert_non_null(copy);
        memcpy(copy, text, size);
        assert_null(read_all(copy, size));
        free(copy);
    }
    expect_text(text, "{\"name\":\"🚑 李\",\"n\":[-12.5e+3,true,null,{\"x\":{}}]}");
}

static void depth_is_bounded(void **state)
{
    (void)state;
    expect_text("[[[[[[[[1]]]]]]]]", "[[[[[[[[1]]]]]]]]");
    assert_null(read_all("[[[[[[[[[1]]]]]]]]]", 19));
    expect_text("[[[[[[[[[]]]]]]]]]", "[[[[[[[[[]]]]]]]]]");
}

static void a_value_is_put_or_given_back(void **state)
{
    json_object *object = json_object_new_object();

    (void)state;
    assert_true(toc_exact_put(object, "a", json_object_new_int64(1)));
    assert_false(toc_exact_put(object, "b", NULL));
    assert_int_equal(json_object_object_length(object), 1);
    json_object_put(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_as_they_stand),
        cmocka_unit_test(lonely_halves_become_the_sign_for_them),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(no_text_is_read_past_its_end),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(a_value_is_put_or_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
