/* test_drill_room.c - a drill asks for more room than its entries let expect: it is played again with
 * more, and neither the records nor the trace show that. */
#include "../support/exercise_fixture.h"
#include "../support/random_drill.h"

#define PLAN                                                                                       \
    "plan many \"Many\" { version \"1\" language en timezone \"UTC\" }\n"                          \
    "org unit \"Unit\" { kind unit duty 24h }\n"                                                   \
    "org county \"County\" { kind superior duty 24h }\n"                                           \
    "org city \"City\" { kind superior duty 24h }\n"                                               \
    "indicator bad \"Bad\" { flag source unit }\n"                                                 \
    "indicator grave \"Grave\" { flag source unit }\n"                                             \
    "trigger worse \"Worse\" { when bad }\n"                                                       \
    "relay up \"Up\" { on worse\n"                                                                 \
    "  hop unit to county within 1h\n"                                                             \
    "  skip to city when grave }\n"                                                                \
    "report word \"Word\" { from unit to county, city on worse within 1h }\n"
#define HELP "response help \"Help\" { on worse repeats step go \"Go\" { by unit within 1h } }\n"

enum { RISES = 100 };

/* RISES times bad, one minute yes and one no; nobody does anything but @p acts. */
static const char *scenario(drill_fixture *f, const char *acts)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *copy;

    assert_non_null(out);
    fputs("scenario: s\nstart: 2026-03-05T08:00+00:00\nplay: all\nscript:\n", out);
    for (int i = 0; i < RISES; i++)
        fprintf(out, "  - {at: %dmin, set: {bad: yes}}\n  - {at: %dmin, set: {bad: no}}\n", 2 * i,
                2 * i + 1);
    fprintf(out, "%send: 48h\n", acts);
    fclose(out);
    copy = toc_arena_copy(&f->base.arena, text, size);
    free(text);
    return copy;
}

static const toc_drill *play_traced(drill_fixture *f, const toc_script *script, char **out_trace)
{
    size_t size = 0;
    toc_drill_options options = {.trace = open_memstream(out_trace, &size)};
    toc_drill *drill = NULL;

    assert_non_null(options.trace);
    assert_non_null(script);
    assert_int_equal(toc_drill_run(&f->base.arena, script, &options, &f->base.sink, &drill),
                     TOC_OK);
    assert_int_equal(fclose(options.trace), 0);
    return drill;
}

static uint32_t count_duties(const toc_drill *drill, toc_duty_kind kind)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < drill->duty_count; i++)
        count += drill->duties[i].kind == (uint32_t)kind;
    return count;
}

/* ── computed ── */

static void every_round_is_on_its_way(void **state)
{
    drill_fixture *f = random_begin(state);
    toc_script *script, *roomy;
    char *trace = NULL, *expected = NULL;
    const toc_drill *drill;

    random_use_plan(f, PLAN);
    script = drill_bind(f, scenario(f, "  - {at: 40h, set: {grave: yes}}\n"));
    assert_non_null(script);
    assert_true(script->reports_max < RISES); /* it is the room that is asked for */
    drill = play_traced(f, script, &trace);
    assert_false(drill->is_stopped);
    /* of each round a hop, the report's two receivers, and from 40h a skip */
    assert_int_equal(count_duties(drill, TOC_DUTY_REPORT), 4 * RISES);

    roomy = drill_bind(f, scenario(f, "  - {at: 40h, set: {grave: yes}}\n"));
    roomy->reports_max = 4 * RISES;
    assert_false(play_traced(f, roomy, &expected)->is_stopped);
    assert_string_equal(trace, expected);
    free(trace);
    free(expected);
}

static void every_activation_is_open(void **state)
{
    drill_fixture *f = random_begin(state);
    char *trace = NULL, *expected = NULL;
    const toc_drill *drill;
    toc_script *roomy;

    random_use_plan(f, PLAN HELP);
    drill = play_traced(f, drill_bind(f, scenario(f, "")), &trace);
    assert_false(drill->is_stopped);
    assert_int_equal(count_duties(drill, TOC_DUTY_STEP), RISES);
    roomy = drill_bind(f, scenario(f, ""));
    roomy->activations_max = roomy->reports_max = 2 * RISES;
    assert_false(play_traced(f, roomy, &expected)->is_stopped);
    assert_string_equal(trace, expected);
    free(trace);
    free(expected);
}

/* Five times stopped with a duty overdue, the first gives way to the fifth and is missed; with more room it
 * does not: the trace must say what happened with that. */
static void what_is_written_is_what_happened(void **state)
{
    static const char plan[] =
        PLAN HELP "indicator worst \"Worst\" { flag source unit }\n"
                  "levels { level I \"Grave\" { when worst } lower after 1min }\n"
                  "response hurry \"Hurry\" { on level at least I phase response\n"
                  "  step run \"Run\" { by unit within 1min } }\n";
    drill_fixture *f = random_begin(state);
    char text[3000] = "scenario: s\nstart: 2026-03-05T08:00+00:00\nplay: all\nscript:\n";
    toc_script *roomy;
    const toc_drill *drill;
    char *trace = NULL, *expected = NULL;
    size_t used = strlen(text);

    for (int i = 0; i < 5; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "  - {at: %dmin, set: {worst: yes}}\n"
                                 "  - {at: %dmin, set: {worst: no}}\n",
                                 10 * i, 10 * i + 5);
    for (int i = 0; i < 5; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "  - {at: %dmin, set: {bad: yes}}\n"
                                 "  - {at: %dmin, set: {bad: no}}\n",
                                 100 + 2 * i, 101 + 2 * i);
    (void)snprintf(text + used, sizeof text - used, "end: 48h\n");
    random_use_plan(f, plan);
    drill = play_traced(f, drill_bind(f, text), &trace);
    assert_false(drill->is_stopped);
    assert_int_equal(count_duties(drill, TOC_DUTY_STEP), 10);
    assert_non_null(strstr(trace, "help\",\"activation\":5"));
    roomy = drill_bind(f, text);
    roomy->activations_max = roomy->reports_max = 2 * RISES;
    assert_false(play_traced(f, roomy, &expected)->is_stopped);
    assert_string_equal(trace, expected);
    free(trace);
    free(expected);
}

static void what_has_no_end_is_stopped(void **state)
{
    static const char plan[] = "plan many \"Many\" { version \"1\" language en timezone \"UTC\" }\n"
                               "org unit \"Unit\" { kind unit duty 24h }\n"
                               "event again \"Again\"\n"
                               "response help \"Help\" { on again repeats\n"
                               "  step go \"Go\" { by unit takes 1min activates help }\n"
                               "  step more \"More\" { by unit after go takes 900d } }\n";
    drill_fixture *f = random_begin(state);
    char *trace = NULL;
    const toc_drill *drill;

    random_use_plan(f, plan);
    drill = play_traced(f,
                        drill_bind(f, "scenario: s\nstart: 2026-03-05T08:00+00:00\nscript:\n"
                                      "  - {at: 0min, inject: again}\nend: 300d\n"),
                        &trace);
    assert_true(drill->is_stopped);
    assert_int_equal(f->base.sink.error_count, 1);
    assert_non_null(strstr(f->base.sink.records.items[0]->message, "active more than 5120 times"));
    free(trace);
}

/* ── at a table ── */

static void a_table_gets_more_room(void **state)
{
    table *t = *state;
    toc_exercise *other;

    random_use_plan(&t->drill, PLAN HELP);
    table_open(t, "scenario: s\nstart: 2026-03-05T08:00+00:00\nplay: all\nend: 48h\n");
    table_do(t, "p1", "clock", "{\"do\":\"run\",\"rate\":1}");
    for (int i = 0; i < 40; i++) {
        table_do(t, "p1", "act", "{\"entry\":{\"set\":{\"bad\":\"yes\"}}}");
        table_wait(t, 1000);
        table_do(t, "p1", "act", "{\"entry\":{\"set\":{\"bad\":\"no\"}}}");
        table_wait(t, 1000);
    }
    assert_string_equal(t->state->problem, "");
    assert_int_equal(count_duties(t->state->drill, TOC_DUTY_STEP), 40);
    assert_int_equal(count_duties(t->state->drill, TOC_DUTY_REPORT), 3 * 40);
    assert_int_equal(table_hash_of_rows(t, &other), toc_exercise_hash(t->exercise));
    toc_exercise_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_round_is_on_its_way, drill_teardown),
        cmocka_unit_test_teardown(every_activation_is_open, drill_teardown),
        cmocka_unit_test_teardown(what_is_written_is_what_happened, drill_teardown),
        cmocka_unit_test_teardown(what_has_no_end_is_stopped, drill_teardown),
        cmocka_unit_test_setup_teardown(a_table_gets_more_room, table_setup, table_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
