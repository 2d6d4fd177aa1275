/* test_base_json.c - the JSON writer. */
#include "../support/base_fixture.h"

#include "base/json.h"

typedef struct writing {
    toc_json json;
    FILE *out;
    char *text;
    size_t size;
} writing;

static void begin(writing *w, int indent)
{
    *w = (writing){0};
    w->out = open_memstream(&w->text, &w->size);
    assert_non_null(w->out);
    toc_json_init(&w->json, w->out, indent);
}

static void expect(writing *w, const char *expected)
{
    assert_int_equal(fclose(w->out), 0);
    assert_string_equal(w->text, expected);
    free(w->text);
}

static void items_are_separated(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    toc_json_begin_object(&w.json);
    toc_json_key_string(&w.json, "a", "x");
    toc_json_key(&w.json, "b");
    toc_json_begin_array(&w.json);
    toc_json_int(&w.json, -1);
    toc_json_bool(&w.json, true);
    toc_json_null(&w.json);
    toc_json_begin_object(&w.json);
    toc_json_end_object(&w.json);
    toc_json_end_array(&w.json);
    toc_json_key_bool(&w.json, "c", false);
    toc_json_key_int(&w.json, "d", 5);
    toc_json_end_object(&w.json);
    expect(&w, "{\"a\":\"x\",\"b\":[-1,true,null,{}],\"c\":false,\"d\":5}");
}

static void levels_are_indented(void **state)
{
    writing w;

    (void)state;
    begin(&w, 2);
    toc_json_begin_object(&w.json);
    toc_json_key(&w.json, "list");
    toc_json_begin_array(&w.json);
    toc_json_int(&w.json, 1);
    toc_json_int(&w.json, 2);
    toc_json_end_array(&w.json);
    toc_json_key(&w.json, "none");
    toc_json_begin_array(&w.json);
    toc_json_end_array(&w.json);
    toc_json_end_object(&w.json);
    expect(&w, "{\n  \"list\": [\n    1,\n    2\n  ],\n  \"none\": []\n}");
}

static void texts_are_escaped(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    toc_json_string(&w.json, "\"\\\n\r\t\b\f\x01\x1f/\x7f市");
    expect(&w, "\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u001f/\x7f市\"");
}

static void bytes_that_are_no_character_are_replaced(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    toc_json_begin_array(&w.json);
    toc_json_string(&w.json, "a\xff"
                             "b");
    toc_json_string(&w.json, "\xe5\xb8");         /* cut off */
    toc_json_string(&w.json, "\xed\xa0\x80");     /* half of a surrogate pair */
    toc_json_string(&w.json, "\xc0\xaf");         /* overlong */
    toc_json_string(&w.json, "\xf4\x90\x80\x80"); /* past the last character */
    toc_json_end_array(&w.json);
    expect(&w, "[\"a\xef\xbf\xbd"
               "b\",\"\xef\xbf\xbd\xef\xbf\xbd\","
               "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\",\"\xef\xbf\xbd\xef\xbf\xbd\","
               "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"]");
}

static void a_missing_text_is_null(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    toc_json_begin_object(&w.json);
    toc_json_key_string(&w.json, "none", NULL);
    toc_json_key_string(&w.json, "quote\"", "");
    toc_json_end_object(&w.json);
    expect(&w, "{\"none\":null,\"quote\\\"\":\"\"}");
}

static void the_extreme_numbers_are_written(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    toc_json_begin_array(&w.json);
    toc_json_int(&w.json, INT64_MIN);
    toc_json_int(&w.json, INT64_MAX);
    toc_json_int(&w.json, 0);
    toc_json_end_array(&w.json);
    expect(&w, "[-9223372036854775808,9223372036854775807,0]");
}

static void fixed_point_has_no_trailing_zeros(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    toc_json_begin_array(&w.json);
    toc_json_fixed(&w.json, 1500000, 1000000);
    toc_json_fixed(&w.json, -1500000, 1000000);
    toc_json_fixed(&w.json, -1, 1000000);
    toc_json_fixed(&w.json, 2000000, 1000000);
    toc_json_fixed(&w.json, 0, 1000000);
    toc_json_fixed(&w.json, 1050, 1000);
    toc_json_fixed(&w.json, 7, 1);
    toc_json_fixed(&w.json, INT64_MIN, 1000000);
    toc_json_end_array(&w.json);
    expect(&w, "[1.5,-1.5,-0.000001,2,0,1.05,7,-9223372036854.775808]");
}

static void values_at_the_top_have_no_commas(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    for (int i = 0; i < 2; i++) {
        toc_json_begin_object(&w.json);
        toc_json_key_int(&w.json, "t", i);
        toc_json_end_object(&w.json);
        (void)fputc('\n', w.out);
    }
    expect(&w, "{\"t\":0}\n{\"t\":1}\n");
}

static void the_deepest_level_is_usable(void **state)
{
    writing w;

    (void)state;
    begin(&w, 0);
    for (int i = 0; i < TOC_JSON_DEPTH_MAX; i++)
        toc_json_begin_array(&w.json);
    toc_json_int(&w.json, 1);
    toc_json_int(&w.json, 2);
    for (int i = 0; i < TOC_JSON_DEPTH_MAX; i++)
        toc_json_end_array(&w.json);
    assert_int_equal(fflush(w.out), 0);
    assert_int_equal(w.size, 2 * TOC_JSON_DEPTH_MAX + 3);
    assert_non_null(strstr(w.text, "[1,2]"));
    assert_int_equal(fclose(w.out), 0);
    free(w.text);
}

/* Around what is gathered before it is handed over, with something to mark at either end. */
static void texts_of_any_length_arrive(void **state)
{
    (void)state;
    for (size_t size = TOC_JSON_GATHERED - 40; size < 2 * TOC_JSON_GATHERED + 20; size += 7) {
        for (int marked = 0; marked < 3; marked++) {
            writing w;
            char *text = malloc(size + 1);
            char *expected = malloc(size + 64);
            size_t used;

            assert_non_null(text);
            assert_non_null(expected);
            memset(text, 'x', size);
            text[size] = '\0';
            if (marked)
                text[marked == 1 ? 0 : size - 1] = '"';
            used = (size_t)sprintf(expected, "{\"k\":\"%s", marked == 1 ? "\\\"" : "");
            memcpy(expected + used, text + (marked == 1), size - (marked > 0));
            used += size - (marked > 0);
            sprintf(expected + used, "%s\",\"n\":-7}", marked == 2 ? "\\\"" : "");
            begin(&w, 0);
            toc_json_begin_object(&w.json);
            toc_json_key_string(&w.json, "k", text);
            toc_json_key_int(&w.json, "n", -7);
            toc_json_end_object(&w.json);
            expect(&w, expected);
            free(text);
            free(expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_separated),
        cmocka_unit_test(levels_are_indented),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(texts_of_any_length_arrive),
        cmocka_unit_test(bytes_that_are_no_character_are_replaced),
        cmocka_unit_test(a_missing_text_is_null),
        cmocka_unit_test(the_extreme_numbers_are_written),
        cmocka_unit_test(fixed_point_has_no_trailing_zeros),
        cmocka_unit_test(values_at_the_top_have_no_commas),
        cmocka_unit_test(the_deepest_level_is_usable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
