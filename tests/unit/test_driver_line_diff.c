/* test_cli_line_diff.c - the unified diff says what changed, and patch could apply it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "driver/line_diff.h"

static int set_up(void **state)
{
    toc_arena *arena = calloc(1, sizeof *arena);

    if (!arena)
        return -1;
    toc_arena_init(arena, NULL);
    *state = arena;
    return 0;
}

static int tear_down(void **state)
{
    toc_arena_deinit(*state);
    free(*state);
    return 0;
}

static const char *diff_coloured(toc_arena *arena, const char *before, const char *after,
                                 bool use_colour)
{
    toc_diff_text old = {"old", before, strlen(before)};
    toc_diff_text new = {"new", after, strlen(after)};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    toc_line_diff_print(arena, &old, &new, use_colour, out);
    assert_int_equal(fclose(out), 0);
    const char *copy = toc_arena_copy(arena, text, size);
    free(text);
    return copy;
}

static const char *diff(toc_arena *arena, const char *before, const char *after)
{
    return diff_coloured(arena, before, after, false);
}

static void same_texts_give_nothing(void **state)
{
    assert_string_equal(diff(*state, "a\nb\n", "a\nb\n"), "");
    assert_string_equal(diff(*state, "", ""), "");
}

static void a_changed_line_stands_in_its_context(void **state)
{
    assert_string_equal(diff(*state, "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"),
                        "--- old\n+++ new\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
}

static void changes_far_apart_are_hunks_of_their_own(void **state)
{
    assert_string_equal(diff(*state, "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "1\n2\n3\n4\n5\n6\n7\nb\nc\n"),
                        "--- old\n+++ new\n@@ -1,4 +1,3 @@\n-a\n 1\n 2\n 3\n"
                        "@@ -7,3 +6,4 @@\n 6\n 7\n b\n+c\n");
}

static void changes_close_by_share_a_hunk(void **state)
{
    assert_string_equal(diff(*state, "a\n1\n2\n3\n4\n5\n6\nb\n", "1\n2\n3\n4\n5\n6\n"),
                        "--- old\n+++ new\n@@ -1,8 +1,6 @@\n-a\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n");
}

static void texts_without_a_last_line_end_say_so(void **state)
{
    assert_string_equal(diff(*state, "a", "a\n"),
                        "--- old\n+++ new\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

static void from_and_to_nothing(void **state)
{
    assert_string_equal(diff(*state, "", "a\nb\n"), "--- old\n+++ new\n@@ -0,0 +1,2 @@\n+a\n+b\n");
    assert_string_equal(diff(*state, "a\n", ""), "--- old\n+++ new\n@@ -1 +0,0 @@\n-a\n");
}

static void colours_are_by_kind_of_line(void **state)
{
    const char *text = diff_coloured(*state, "a\n", "b\n", true);

    assert_non_null(strstr(text, "\033[31m-a\033[0m\n"));
    assert_non_null(strstr(text, "\033[32m+b\033[0m\n"));
}

/* A text of @p count lines that differ from those of every other @p mark. */
static const char *make_lines(toc_arena *arena, int count, char mark)
{
    char *text = toc_arena_alloc(arena, (size_t)count * 10 + 1);
    char *at = text;

    for (int i = 0; i < count; i++)
        at += snprintf(at, 11, "%08d%c\n", i, mark);
    return text;
}

static size_t count_marked(const char *text, char mark)
{
    size_t count = 0;

    for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
        count += *line == mark;
    return count;
}

static void huge_differences_are_whole_blocks(void **state)
{
    toc_arena *arena = *state;
    int lines = 2 * TOC_DIFF_EDITS_MAX;
    const char *before = toc_arena_printf(arena, "head\n%stail\n", make_lines(arena, lines, 'a'));
    const char *after = toc_arena_printf(arena, "head\n%stail\n", make_lines(arena, lines, 'b'));
    const char *text = diff(arena, before, after);

    assert_int_equal(count_marked(text, '-'), lines + 1); /* and the head of the diff */
    assert_int_equal(count_marked(text, '+'), lines + 1);
    assert_int_equal(count_marked(text, ' '), 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(same_texts_give_nothing),
        TEST(a_changed_line_stands_in_its_context),
        TEST(changes_far_apart_are_hunks_of_their_own),
        TEST(changes_close_by_share_a_hunk),
        TEST(texts_without_a_last_line_end_say_so),
        TEST(from_and_to_nothing),
        TEST(colours_are_by_kind_of_line),
        TEST(huge_differences_are_whole_blocks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
