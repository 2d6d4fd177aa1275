/* test_base_diag_json.c - records as a JSON document. */
#include "../support/base_fixture.h"

#define CODE TOC_D_SOURCE_HIDDEN /* any error will do: T0010 */

/* What the JSON renderer writes, without line ends and indentation. */
static const char *render_json(base_fixture *f)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    char *copy;
    size_t kept = 0;

    assert_non_null(out);
    toc_diag_sink_finish(&f->sink);
    toc_diag_render_json(&f->sink, f->sources, out);
    assert_int_equal(fclose(out), 0);
    copy = toc_arena_alloc(&f->arena, size + 1);
    for (size_t at = 0; at < size; at++) {
        if (text[at] == '\n')
            at += strspn(text + at + 1, " ");
        else
            copy[kept++] = text[at];
    }
    free(text);
    return copy;
}

static void an_empty_document_is_whole(void **state)
{
    base_fixture *f = *state;

    assert_string_equal(
        render_json(f),
        "{\"version\": 1,\"diagnostics\": [],\"errors\": 0,\"warnings\": 0,\"allowed\": []}");
}

static void places_are_bytes_characters_and_columns(void **state)
{
    base_fixture *f = *state;
    const toc_source *first = base_text(f, "first.plan", "x");
    const toc_source *plan = base_text(f, "a.plan", "步骤 断网 {\n}\n");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "断网 {\n}"), "say \"%s\"", "x");

    toc_diag_add_label(&f->sink, diag, base_span(first, "x"), "l");
    toc_diag_add_note(&f->sink, diag, "n");
    toc_diag_add_help(&f->sink, diag, "h");
    toc_diag_add_fixit(&f->sink, diag, (toc_span){plan->base, plan->base}, false, "r");
    assert_string_equal(
        render_json(f),
        "{\"version\": 1,\"diagnostics\": [{\"code\": \"T0010\","
        "\"slug\": \"source-hidden-character\",\"level\": \"error\","
        "\"message\": \"say \\\"x\\\"\",\"file\": \"a.plan\","
        "\"span\": {\"byte_begin\": 7,\"byte_end\": 17,\"line\": 1,\"column\": 8,"
        "\"column_codepoints\": 4,\"column_display\": 6,\"end_line\": 2,\"end_column\": 2,"
        "\"end_column_codepoints\": 2,\"end_column_display\": 2},\"here\": null,"
        "\"labels\": [{\"message\": \"l\",\"file\": \"first.plan\","
        "\"span\": {\"byte_begin\": 0,\"byte_end\": 1,\"line\": 1,\"column\": 1,"
        "\"column_codepoints\": 1,\"column_display\": 1,\"end_line\": 1,\"end_column\": 2,"
        "\"end_column_codepoints\": 2,\"end_column_display\": 2}}],"
        "\"notes\": [\"n\"],\"helps\": [\"h\"],"
        "\"fixits\": [{\"replacement\": \"r\",\"safe\": false,\"file\": \"a.plan\","
        "\"span\": {\"byte_begin\": 0,\"byte_end\": 0,\"line\": 1,\"column\": 1,"
        "\"column_codepoints\": 1,\"column_display\": 1,\"end_line\": 1,\"end_column\": 1,"
        "\"end_column_codepoints\": 1,\"end_column_display\": 1}}]}],"
        "\"errors\": 1,\"warnings\": 0,\"allowed\": []}");
}

static void the_subject_is_the_file_where_there_is_no_place(void **state)
{
    base_fixture *f = *state;
    toc_diag *diag = toc_diag_add(&f->sink, TOC_D_SOURCE_MISSING, (toc_span){0, 0}, "m");

    toc_diag_set_subject(&f->sink, diag, "x.plan");
    assert_non_null(strstr(render_json(f), "\"file\": \"x.plan\",\"span\": null"));
}

static void what_is_allowed_stands_apart_with_its_reason(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "step a allow");
    toc_diag *diag = toc_diag_add(&f->sink, TOC_D_SOURCE_HIDDEN, base_span(plan, "step"), "m");
    const char *text;

    diag->reason = "meant so";
    diag->allowed_at = base_span(plan, "allow");
    f->sink.records.count = 0;
    TOC_PUSH(&f->arena, &f->sink.allowed, diag);
    text = render_json(f);
    assert_non_null(
        strstr(text, "\"diagnostics\": [],\"errors\": 0,\"warnings\": 0,\"allowed\": [{"));
    assert_non_null(strstr(text, "\"fixits\": [],\"reason\": \"meant so\",\"allowed_at\": "
                                 "{\"file\": \"a.plan\",\"span\": {\"byte_begin\": 7,"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_document_is_whole),
        TEST(places_are_bytes_characters_and_columns),
        TEST(what_is_allowed_stands_apart_with_its_reason),
        TEST(the_subject_is_the_file_where_there_is_no_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
