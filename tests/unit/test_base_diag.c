/* test_base_diag.c - the registry, the sink, and the text that people get, to the letter. */
#include "../support/base_fixture.h"

#define CODE TOC_D_SOURCE_HIDDEN /* any error will do: T0010 */

static void expect_text(base_fixture *f, const char *expected)
{
    assert_string_equal(base_render(f, false), expected);
}

static void the_registry_ascends_and_is_found(void **state)
{
    size_t count;
    const toc_diag_info *all = toc_diag_info_all(&count);

    (void)state;
    assert_true(count >= 13);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            assert_true(all[i - 1].code < all[i].code);
        assert_ptr_equal(toc_diag_info_find((unsigned)all[i].code), &all[i]);
        assert_true(strlen(all[i].slug) > 0);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(all[i].slug, all[j].slug);
    }
    assert_null(toc_diag_info_find(0));
    assert_null(toc_diag_info_find(99999));
}

static void records_are_sorted_and_doubles_dropped(void **state)
{
    base_fixture *f = *state;
    toc_diag *warning;

    (void)toc_diag_add(&f->sink, CODE, (toc_span){9, 10}, "late");
    (void)toc_diag_add(&f->sink, CODE, (toc_span){3, 4}, "second");
    (void)toc_diag_add(&f->sink, TOC_D_SOURCE_NUL, (toc_span){3, 4}, "first");
    (void)toc_diag_add(&f->sink, CODE, (toc_span){3, 4}, "other words");
    (void)toc_diag_add(&f->sink, CODE, (toc_span){3, 4}, "second");
    warning = toc_diag_add(&f->sink, CODE, (toc_span){1, 2}, "softened");
    warning->level = TOC_DIAG_WARNING;
    assert_int_equal(f->sink.error_count, 6);
    toc_diag_sink_finish(&f->sink);
    assert_int_equal(f->sink.records.count, 5);
    assert_string_equal(f->sink.records.items[0]->message, "softened");
    assert_string_equal(f->sink.records.items[1]->message, "first");
    assert_string_equal(f->sink.records.items[2]->message, "second");
    assert_string_equal(f->sink.records.items[3]->message, "other words");
    assert_string_equal(f->sink.records.items[4]->message, "late");
    assert_int_equal(f->sink.error_count, 4);
    assert_int_equal(f->sink.warning_count, 1);
}

static void like_messages_about_two_files_both_stay(void **state)
{
    base_fixture *f = *state;

    toc_diag_set_subject(&f->sink, toc_diag_add(&f->sink, CODE, (toc_span){0, 0}, "m"), "a");
    toc_diag_set_subject(&f->sink, toc_diag_add(&f->sink, CODE, (toc_span){0, 0}, "m"), "b");
    toc_diag_set_subject(&f->sink, toc_diag_add(&f->sink, CODE, (toc_span){0, 0}, "m"), "a");
    toc_diag_sink_finish(&f->sink);
    assert_int_equal(f->sink.records.count, 2);
}

static void nothing_is_written_when_all_is_well(void **state)
{
    base_fixture *f = *state;

    expect_text(f, "");
}

static void what_is_allowed_is_only_counted(void **state)
{
    base_fixture *f = *state;

    for (int i = 0; i < 2; i++) {
        TOC_PUSH(&f->arena, &f->sink.allowed,
                 toc_diag_add(&f->sink, CODE, (toc_span){0, 0}, "number %d", i));
        f->sink.records.count = 0;
        expect_text(f, i ? "2 findings allowed in the plan\n" : "1 finding allowed in the plan\n");
    }
    TOC_PUSH(&f->arena, &f->sink.allowed, f->sink.allowed.items[0]);
    expect_text(f, "2 findings allowed in the plan\n");
    assert_int_equal(f->sink.error_count, 0);
}

static void a_label_to_the_left_has_its_text_below(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan =
        base_text(f, "plans/lab.plan",
                  "\n\n\n\n\n\n\n\n\n\n\n  step evacuate { by warden  takes 8min  within 5min }\n");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "5min"),
                                  "step `%s` cannot meet its own deadline", "evacuate");

    toc_diag_set_here(&f->sink, diag, "the deadline");
    toc_diag_add_label(&f->sink, diag, base_span(plan, "8min"), "the work alone needs %s",
                       "this long");
    toc_diag_add_help(&f->sink, diag, "allow at least the time that the step takes: `within 8min`");
    expect_text(f, "error[T0010]: step `evacuate` cannot meet its own deadline\n"
                   "  --> plans/lab.plan:12:49\n"
                   "   |\n"
                   "12 |   step evacuate { by warden  takes 8min  within 5min }\n"
                   "   |                                    ----         ^^^^ the deadline\n"
                   "   |                                    the work alone needs this long\n"
                   "   = help: allow at least the time that the step takes: `within 8min`\n"
                   "   = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void several_labels_hang_under_their_marks(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "one two three four");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "two"), "m");

    toc_diag_set_here(&f->sink, diag, "here");
    toc_diag_add_label(&f->sink, diag, base_span(plan, "four"), "last");
    toc_diag_add_label(&f->sink, diag, base_span(plan, "one"), "first");
    toc_diag_add_label(&f->sink, diag, base_span(plan, "three"), "third");
    expect_text(f, "error[T0010]: m\n"
                   " --> a.plan:1:5\n"
                   "  |\n"
                   "1 | one two three four\n"
                   "  | --- ^^^ ----- ---- last\n"
                   "  | |   |   third\n"
                   "  | |   here\n"
                   "  | first\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void a_mark_inside_another_keeps_its_text_below(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "step one { by tech }");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "by"), "m");

    toc_diag_set_here(&f->sink, diag, "here");
    toc_diag_add_label(&f->sink, diag, base_span(plan, "one { by tech }"), "in this step");
    expect_text(f, "error[T0010]: m\n"
                   " --> a.plan:1:12\n"
                   "  |\n"
                   "1 | step one { by tech }\n"
                   "  |      ------^^-------\n"
                   "  |      |     here\n"
                   "  |      in this step\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void carets_stand_under_wide_characters(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "步骤 断网 { 由 技术组 }\n");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "技术组"), "没有 `技术组`");

    toc_diag_set_here(&f->sink, diag, "未声明");
    toc_diag_add_label(&f->sink, diag, base_span(plan, "断网"), "在此步骤");
    expect_text(f, "error[T0010]: 没有 `技术组`\n"
                   " --> a.plan:1:16\n"
                   "  |\n"
                   "1 | 步骤 断网 { 由 技术组 }\n"
                   "  |      ----      ^^^^^^ 未声明\n"
                   "  |      在此步骤\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void tabs_and_combining_marks_keep_columns(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "\tby\te\xcc\x81t x   \n");

    (void)toc_diag_add(&f->sink, CODE, base_span(plan, "x"), "m");
    (void)toc_diag_add(&f->sink, CODE, base_span(plan, "by"), "m");
    expect_text(f, "error[T0010]: m\n"
                   " --> a.plan:1:9\n"
                   "  |\n"
                   "1 |         by      e\xcc\x81t x\n"
                   "  |         ^^\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "error[T0010]: m\n"
                   " --> a.plan:1:20\n"
                   "  |\n"
                   "1 |         by      e\xcc\x81t x\n"
                   "  |                    ^\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "2 errors\n");
}

static void hidden_characters_are_made_visible(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a\x1b[31m.plan",
                                       "a\xe2\x80\xae"
                                       "b\x1b"
                                       "c\xff"
                                       "d\n");

    (void)toc_diag_add(&f->sink, CODE, base_span(plan, "\xe2\x80\xae"), "see\x07 `\xe2\x80\xae`");
    expect_text(f, "error[T0010]: see<U+0007> `<U+202E>`\n"
                   " --> a<U+001B>[31m.plan:1:2\n"
                   "  |\n"
                   "1 | a<U+202E>b<U+001B>c\xef\xbf\xbd"
                   "d\n"
                   "  |  ^^^^^^^^\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void labels_on_other_lines_are_shown(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan",
                                       "org tech\n"
                                       "\n"
                                       "org tech\n"
                                       "step a\n"
                                       "step b\n"
                                       "step c\n");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "step c"), "m");

    toc_diag_add_label(&f->sink, diag, base_span(plan, "org tech"), "first");
    toc_diag_add_label(&f->sink, diag, base_span(plan, "org tech\nstep"), "again");
    expect_text(f, "error[T0010]: m\n"
                   " --> a.plan:6:1\n"
                   "  |\n"
                   "1 | org tech\n"
                   "  | -------- first\n"
                   "2 |\n"
                   "3 | org tech\n"
                   "  | --------\n"
                   "4 | step a\n"
                   "  | ---- again\n"
                   "5 | step b\n"
                   "6 | step c\n"
                   "  | ^^^^^^\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void a_place_of_many_lines_shows_its_ends(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "levels {\n  x\n  y\n  z\n  }\n");
    toc_diag *diag =
        toc_diag_add(&f->sink, CODE, base_span(plan, "levels {\n  x\n  y\n  z\n  }\n"), "no grade");

    toc_diag_set_here(&f->sink, diag, "this ladder");
    expect_text(f, "error[T0010]: no grade\n"
                   " --> a.plan:1:1\n"
                   "  |\n"
                   "1 | levels {\n"
                   "  | ^^^^^^^^\n"
                   "...\n"
                   "5 |   }\n"
                   "  |   ^ this ladder\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void labels_in_other_files_name_them(void **state)
{
    base_fixture *f = *state;
    const toc_source *orgs = base_text(f, "orgs.plan", "\norg tech\n");
    const toc_source *plan = base_text(f, "main.plan", "org tech\n");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "tech"), "`tech` stands twice");

    toc_diag_set_here(&f->sink, diag, "again here");
    toc_diag_add_label(&f->sink, diag, base_span(orgs, "tech"), "first here");
    expect_text(f, "error[T0010]: `tech` stands twice\n"
                   " --> main.plan:1:5\n"
                   "  |\n"
                   "1 | org tech\n"
                   "  |     ^^^^ again here\n"
                   " ::: orgs.plan:2:5\n"
                   "  |\n"
                   "2 | org tech\n"
                   "  |     ---- first here\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error\n");
}

static void the_end_of_the_text_has_a_place(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "step a {\n");
    uint32_t end = plan->base + plan->size;

    (void)toc_diag_add(&f->sink, CODE, (toc_span){end, end}, "`}` is missing");
    (void)toc_diag_add(&f->sink, CODE, (toc_span){end - 1, end}, "m");
    expect_text(f, "error[T0010]: m\n"
                   " --> a.plan:1:9\n"
                   "  |\n"
                   "1 | step a {\n"
                   "  |         ^\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "error[T0010]: `}` is missing\n"
                   " --> a.plan:2:1\n"
                   "  |\n"
                   "2 |\n"
                   "  | ^\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "2 errors\n");
}

static void a_record_without_place_names_its_subject(void **state)
{
    base_fixture *f = *state;
    toc_diag *diag = toc_diag_add(&f->sink, TOC_D_SOURCE_MISSING, (toc_span){0, 0}, "m");

    toc_diag_set_subject(&f->sink, diag, "x.plan");
    toc_diag_add_note(&f->sink, diag, "two\nlines");
    diag = toc_diag_add(&f->sink, CODE, (toc_span){0, 0}, "w");
    diag->level = TOC_DIAG_WARNING;
    toc_diag_add_fixit(&f->sink, diag, (toc_span){5, 5}, true, "}");
    toc_diag_add_fixit(&f->sink, diag, (toc_span){5, 6}, true, "8min");
    toc_diag_add_fixit(&f->sink, diag, (toc_span){5, 6}, true, "");
    expect_text(f, "error[T0001]: m\n"
                   " --> x.plan\n"
                   "  = note: two\n"
                   "          lines\n"
                   "  = explain: tocsin explain T0001\n"
                   "\n"
                   "warning[T0010]: w\n"
                   "  = help: insert `}` here\n"
                   "  = help: write `8min` instead\n"
                   "  = help: remove this\n"
                   "  = explain: tocsin explain T0010\n"
                   "\n"
                   "1 error, 1 warning\n");
}

/* The line of the output that begins with @p begin, without its gutter, and its marks. */
static void find_lines(const char *text, const char *begin, char line[600], char marks[600])
{
    const char *at = strstr(text, begin);
    const char *next;

    assert_non_null(at);
    next = strchr(at, '\n') + 1;
    (void)snprintf(line, 600, "%.*s", (int)(next - 1 - at), at);
    (void)snprintf(marks, 600, "%.*s", (int)strcspn(next, "\n"), next);
}

static void long_lines_are_shown_through_a_window(void **state)
{
    base_fixture *f = *state;
    char text[2001];
    const toc_source *plan;
    char line[600];
    char marks[600];

    memset(text, '.', 2000);
    text[2000] = '\0';
    memcpy(text + 1000, "guilty", 6);
    plan = base_text(f, "a.plan", text);
    toc_diag_set_here(&f->sink, toc_diag_add(&f->sink, CODE, base_span(plan, "guilty"), "m"),
                      "here");
    find_lines(base_render(f, false), "1 | ", line, marks);
    assert_memory_equal(line, "1 | \xe2\x80\xa6....", 11);
    assert_int_equal(strlen(line), 4 + 3 + 159 + 3);
    assert_ptr_equal(strstr(line, "guilty"), line + 4 + 3 + 40);
    assert_ptr_equal(strstr(marks, "^^^^^^ here"), marks + 4 + 1 + 40);
}

static void a_line_of_160_columns_is_shown_whole(void **state)
{
    base_fixture *f = *state;
    char text[330];
    const toc_source *plan;
    char line[600];
    char marks[600];

    memset(text, 'x', 159);
    memcpy(text + 159, "!", 2);
    plan = base_text(f, "a.plan", text);
    (void)toc_diag_add(&f->sink, CODE, base_span(plan, "!"), "m");
    find_lines(base_render(f, false), "1 | ", line, marks);
    assert_int_equal(strlen(line), 164);
    assert_int_equal(strlen(marks), 164);
    assert_int_equal(marks[163], '^');
}

static void wide_characters_fill_a_window_by_columns(void **state)
{
    base_fixture *f = *state;
    char *text = toc_arena_alloc(&f->arena, 3 * 1000 + 1);
    const toc_source *plan;
    char line[600];
    char marks[600];

    for (size_t i = 0; i < 1000; i++)
        memcpy(text + i * 3, i == 500 ? "错" : "市", 3);
    plan = base_text(f, "a.plan", text);
    (void)toc_diag_add(&f->sink, CODE, base_span(plan, "错"), "m");
    find_lines(base_render(f, false), "1 | ", line, marks);
    assert_ptr_equal(strstr(line, "错"), line + 4 + 3 + 20 * 3);
    assert_string_equal(marks + 4 + 1 + 40, "^^");
    assert_int_equal(strlen(line), 4 + 3 + 79 * 3 + 3);
}

static void a_flood_of_combining_marks_stays_small(void **state)
{
    base_fixture *f = *state;
    char *text = toc_arena_alloc(&f->arena, 200001);
    const toc_source *plan;

    for (size_t i = 0; i < 100000; i++)
        memcpy(text + i * 2, "\xcc\x81", 2);
    plan = base_text(f, "a.plan", text);
    (void)toc_diag_add(&f->sink, CODE, (toc_span){plan->base + 100000, plan->base + 100002}, "m");
    assert_true(strlen(base_render(f, false)) < 4000);
}

static void many_labels_on_a_line_are_counted(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "abcdefghijklmnopqrstuvwxyz");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, (toc_span){plan->base, plan->base + 1}, "m");

    for (uint32_t i = 0; i < 26; i++)
        toc_diag_add_label(&f->sink, diag, (toc_span){plan->base + i, plan->base + i + 1}, "l%u",
                           (unsigned)i);
    assert_non_null(strstr(base_render(f, false), "  | and 14 more on this line\n"));
}

static void strange_spans_do_no_harm(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "市x\n");
    uint32_t base = plan->base;

    (void)toc_diag_add(&f->sink, CODE, (toc_span){base + 1, base + 2}, "inside a character");
    (void)toc_diag_add(&f->sink, CODE, (toc_span){base + 3, base}, "backwards");
    (void)toc_diag_add(&f->sink, CODE, (toc_span){base, UINT32_MAX}, "far beyond");
    (void)toc_diag_add(&f->sink, CODE, (toc_span){4000000, 4000001}, "nowhere");
    assert_non_null(strstr(base_render(f, false), "1 | 市x\n  | ^^\n"));
    assert_non_null(strstr(base_render(f, false), "error[T0010]: nowhere\n  = explain"));
    assert_non_null(strstr(base_render(f, false), "4 errors\n"));
}

static void colour_adds_nothing_but_escapes(void **state)
{
    base_fixture *f = *state;
    const toc_source *plan = base_text(f, "a.plan", "one two");
    toc_diag *diag = toc_diag_add(&f->sink, CODE, base_span(plan, "one"), "m");
    const char *plain;
    const char *coloured;
    char *stripped;
    size_t kept = 0;

    toc_diag_add_label(&f->sink, diag, base_span(plan, "two"), "l");
    plain = base_render(f, false);
    coloured = base_render(f, true);
    stripped = toc_arena_alloc(&f->arena, strlen(coloured) + 1);
    assert_non_null(strstr(coloured, "\033[1;31merror[T0010]\033[0m"));
    for (const char *at = coloured; *at; at++) {
        if (*at == '\033')
            at = strchr(at, 'm');
        else
            stripped[kept++] = *at;
    }
    assert_string_equal(stripped, plain);
    assert_null(strchr(plain, '\033'));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_registry_ascends_and_is_found),
        TEST(records_are_sorted_and_doubles_dropped),
        TEST(like_messages_about_two_files_both_stay),
        TEST(nothing_is_written_when_all_is_well),
        TEST(what_is_allowed_is_only_counted),
        TEST(a_label_to_the_left_has_its_text_below),
        TEST(several_labels_hang_under_their_marks),
        TEST(a_mark_inside_another_keeps_its_text_below),
        TEST(carets_stand_under_wide_characters),
        TEST(tabs_and_combining_marks_keep_columns),
        TEST(hidden_characters_are_made_visible),
        TEST(labels_on_other_lines_are_shown),
        TEST(a_place_of_many_lines_shows_its_ends),
        TEST(labels_in_other_files_name_them),
        TEST(the_end_of_the_text_has_a_place),
        TEST(a_record_without_place_names_its_subject),
        TEST(long_lines_are_shown_through_a_window),
        TEST(a_line_of_160_columns_is_shown_whole),
        TEST(wide_characters_fill_a_window_by_columns),
        TEST(a_flood_of_combining_marks_stays_small),
        TEST(many_labels_on_a_line_are_counted),
        TEST(strange_spans_do_no_harm),
        TEST(colour_adds_nothing_but_escapes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
