/* test_exercise_clock.c - the clock of a live exercise: where jumps lead, and where time ends. */
#include "../support/exercise_fixture.h"
#include "../support/score_text.h"

#define SCENARIO                                                                                   \
    "scenario: live\nstart: 2026-03-05T02:10+00:00\nplay: [crew]\n"                                \
    "assume: {step: 5min, declaration: 4min}\nscript:\n"                                           \
    "  - {at: 5min, inject: leak, to: [crew]}\n  - {at: 10min, set: {share: 20%}}\n"               \
    "  - {at: 15min, did: stop.close, by: crew}\n  - {at: 60min, note: All quiet, to: [crew]}\n"   \
    "end: 4h\n"

#define MIN 60000

static toc_ms now(const table *t)
{
    return toc_exercise_now(t->exercise, t->wall);
}

static void jump(table *t, toc_ms to)
{
    char text[80];

    (void)snprintf(text, sizeof text, "{\"do\":\"jump\",\"to\":%lld}", (long long)to);
    table_do(t, "p1", "clock", text);
    table_tick(t);
    assert_true(now(t) == to);
}

static void begin(table *t)
{
    table_open(t, SCENARIO);
    table_do(t, "p1", "clock", "{\"do\":\"run\",\"rate\":3600}");
}

/* A jump to what is next is written down with where it came to, not with how far it would have gone. */
static void the_export_tells_where_a_jump_came_to(void **state)
{
    table *t = *state;
    const char *text;

    begin(t);
    jump(t, 10 * MIN);
    table_do(t, "p1", "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
    table_tick(t);
    assert_true(now(t) == 14 * MIN); /* somebody declares, before the list's next entry */
    table_do(t, "p1", "end", NULL);
    text = table_export(t);
    assert_non_null(
        strstr(text, "\ncontrol:\n  - {at: 0min, jump: 10min}\n  - {at: 10min, jump: 14min}\n"));
    assert_string_equal(
        score_text(&t->drill, drill_score(&t->drill, text)),
        score_text(&t->drill, toc_score_new(&t->drill.base.arena, t->state->drill)));
}

static void assert_conflict(table *t, const char *kind, const char *body)
{
    if (table_ask(t, "p1", kind, body))
        fail_msg("%s %s is allowed", kind, body);
    assert_int_equal(t->answer.code, TOC_ANSWER_CONFLICT);
}

/* The clock has an end, a hundred years on: no jump leads beyond it, nothing is due there any more, and people
 * may still say what they saw. */
static void nothing_comes_where_time_ends(void **state)
{
    table *t = *state;

    begin(t);
    table_do(t, "p1", "skip", "{\"number\":4}");
    jump(t, TOC_DURATION_MAX - 1000);
    assert_conflict(t, "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
    table_do(t, "p1", "act", "{\"entry\":{\"inject\":\"spill\"}}");
    table_do(t, "p1", "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
    table_tick(t);
    assert_true(now(t) == TOC_DURATION_MAX);
    table_do(t, "p1", "restore", "{\"number\":4}");
    table_wait(t, 60 * MIN);
    assert_conflict(t, "act", "{\"entry\":{\"inject\":\"leak\"}}");
    assert_conflict(t, "clock", "{\"do\":\"jump\",\"to\":\"next\"}");
    assert_true(toc_exercise_wake(t->exercise, t->wall) == INT64_MAX);
    table_do(t, "p1", "note", "{\"text\":\"It is late\"}");
    assert_int_equal(table_hash_of_rows(t, NULL), toc_exercise_hash(t->exercise));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_export_tells_where_a_jump_came_to, table_setup,
                                        table_teardown),
        cmocka_unit_test_setup_teardown(nothing_comes_where_time_ends, table_setup, table_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
