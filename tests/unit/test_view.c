/* test_view.c - what screens show of a live exercise. */
#include "../support/exercise_fixture.h"

#include "view/view.h"

#define MIN 60000

/* What is true stands in the file, and is told anew at the table. */
#define SCENARIO                                                                                   \
    "scenario: live\nstart: 2026-03-05T02:10+00:00\nplay: [crew]\n"                                \
    "truth:\n  - {at: 0min, facts: {scope: one site}}\n"                                           \
    "script:\n  - {at: 5min, inject: leak, to: [crew], text: It leaks}\nend: 4h\n"

static const char *shown(table *t, toc_view *view, const char *person, toc_section section)
{
    const toc_person *who = toc_exercise_person(t->exercise, person);
    toc_audience audience = {who->id, who->role, who->body, "en"};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *copy;

    assert_non_null(out);
    assert_int_equal(toc_view_write(view, &audience, section, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    copy = table_copy(t, text);
    free(text);
    return copy;
}

static void report_something_false(table *t, const char *truth)
{
    table_open(t, SCENARIO);
    table_join(t, "player", "crew");
    table_do(t, "p1", "clock", "{\"do\":\"run\",\"rate\":60}");
    if (truth)
        table_do(t, "p1", "truth", truth);
    table_wait(t, 6 * MIN / 60);
    table_do(t, "p2", "act",
             "{\"as\":\"crew\",\"entry\":{\"report\":\"first\",\"content\":{\"source\":\"valve\","
             "\"scope\":\"two sites\"}}}");
    table_do(t, "p1", "end", NULL);
}

static void a_false_report_is_told_in_the_hot_wash(void **state)
{
    table *t = *state;
    toc_view *view = NULL;

    report_something_false(t, NULL);
    assert_int_equal(toc_view_new(t->exercise, &view), TOC_OK);
    assert_non_null(strstr(shown(t, view, "p1", TOC_VIEW_HOTWASH), "one site"));
    assert_non_null(strstr(shown(t, view, "p2", TOC_VIEW_HOTWASH), "two sites"));
    toc_view_free(view);
}

static void one_against_a_truth_of_the_table_too(void **state)
{
    table *t = *state;
    toc_view *view = NULL;

    report_something_false(t, "{\"facts\":{\"scope\":[\"five sites\"]}}");
    assert_int_equal(toc_view_new(t->exercise, &view), TOC_OK);
    assert_non_null(strstr(shown(t, view, "p1", TOC_VIEW_HOTWASH), "five sites"));
    toc_view_free(view);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_false_report_is_told_in_the_hot_wash, table_setup,
                                        table_teardown),
        cmocka_unit_test_setup_teardown(one_against_a_truth_of_the_table_too, table_setup,
                                        table_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
