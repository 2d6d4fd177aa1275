/* test_drill_scenario.c - reading scenarios: words kept as written, places, limits, mistakes. */
#include "../support/scenario_fixture.h"

#include <time.h>

#include "drill/yaml.h"

/* ── what is kept ── */

static void words_stay_as_the_planner_wrote_them(void **state)
{
    drill_fixture *f = *state;
    toc_scenario *s =
        drill_read(f, DRILL_HEAD "script:\n"
                                 "  - {at: 0min, report: no, by: 010, to: [12:30:00, ~x],\n"
                                 "     content: {scope: 1 site, source: 25%, trend: }}\n"
                                 "end: 1h\n");

    assert_int_equal(f->base.sink.records.count, 0);
    assert_int_equal(toc_scenario_entry_count(s), 1);
    const toc_entry *entry = toc_scenario_entry(s, 1);
    assert_string_equal(entry->subject.text, "no");
    assert_string_equal(entry->by.text, "010");
    assert_string_equal(entry->to.items[0].text, "12:30:00");
    assert_string_equal(entry->to.items[1].text, "~x");
    assert_string_equal(entry->pairs.items[0].value.text, "1 site");
    assert_string_equal(entry->pairs.items[1].value.text, "25%");
    assert_false(entry->pairs.items[1].is_empty);
    assert_true(entry->pairs.items[2].is_empty);
}

static void the_head_is_read(void **state)
{
    drill_fixture *f = *state;
    toc_scenario *s = drill_read(f, "scenario: night\n"
                                    "title: {zh-Hant: 夜, en: Night}\n"
                                    "plan: ../p.plan\n"
                                    "start: 2026-03-05T02:10+08:00\n"
                                    "kind: no-notice\n"
                                    "scope: comprehensive\n"
                                    "seed: 42\n"
                                    "play: [crew, head]\n"
                                    "assume: {declaration: 10min, report: 5min}\n"
                                    "end: settled\n");

    assert_int_equal(f->base.sink.records.count, 0);
    assert_string_equal(s->id, "night");
    assert_string_equal(toc_scenario_title_in(s, "en"), "Night");
    assert_string_equal(toc_scenario_title_in(s, "zh-Hans"), "夜");
    assert_string_equal(toc_scenario_title_in(s, NULL), "夜");
    assert_int_equal(s->start, INT64_C(1772647800000)); /* 2026-03-04T18:10Z */
    assert_int_equal(s->start_offset_min, 480);
    assert_int_equal(s->kind, TOC_DRILL_NO_NOTICE);
    assert_true(s->is_comprehensive);
    assert_int_equal(s->seed, 42);
    assert_false(s->plays_all);
    assert_int_equal(s->play.count, 2);
    assert_int_equal(s->assume[TOC_ASSUME_DECLARATION], 10 * TOC_MINUTE);
    assert_int_equal(s->assume[TOC_ASSUME_REPORT], 5 * TOC_MINUTE);
    assert_int_equal(s->assume[TOC_ASSUME_STEP], 0);
    assert_true(s->ends_settled);
}

static void instants_become_times_since_the_start(void **state)
{
    drill_fixture *f = *state;
    toc_scenario *s =
        drill_read(f, DRILL_HEAD "script:\n  - {at: 2026-03-05T03:40+01:00, did: close}\n"
                                 "end: 2026-03-05T03:10Z\n");

    assert_int_equal(f->base.sink.records.count, 0);
    assert_int_equal(toc_scenario_entry(s, 1)->at, 30 * TOC_MINUTE);
    assert_int_equal(s->end, TOC_HOUR);
}

static void entries_are_numbered_in_the_order_of_the_file(void **state)
{
    drill_fixture *f = *state;
    toc_scenario *s = drill_read(
        f, DRILL_HEAD "control:\n  - {at: 5min, jump: next}\n"
                      "script:\n  - {at: 0min, inject: leak}\n  - {at: 1min, did: close}\n"
                      "disturb:\n  - {at: 0min, lose: pumps, amount: 1}\n"
                      "end: 1h\n");

    assert_int_equal(f->base.sink.records.count, 0);
    assert_int_equal(toc_scenario_entry(s, 1)->verb, TOC_ENTRY_JUMP);
    assert_int_equal(toc_scenario_entry(s, 2)->verb, TOC_ENTRY_INJECT);
    assert_int_equal(toc_scenario_entry(s, 3)->verb, TOC_ENTRY_DID);
    assert_int_equal(toc_scenario_entry(s, 4)->verb, TOC_ENTRY_LOSE);
    assert_null(toc_scenario_entry(s, 0));
    assert_null(toc_scenario_entry(s, 5));
}

static void a_byte_order_mark_and_other_line_ends_move_no_place(void **state)
{
    drill_fixture *f = *state;

    (void)drill_read(f,
                     "\xEF\xBB\xBFscenario: 夜\r\nstart: 2026-03-05T02:10+00:00\r\nend: soon\r\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_TIME, "soon");
}

static void places_count_bytes_behind_wide_letters(void **state)
{
    drill_fixture *f = *state;

    (void)drill_read(f, DRILL_HEAD
                     "title: 夜間網頁篡改\n"
                     "script: [{at: 0min, note: 首頁被替換, to: [甲], vai: 電話}]\nend: 1h\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_KEY_UNKNOWN, "vai");
}

/* ── limits ── */

static char *repeat(drill_fixture *f, const char *before, const char *piece, size_t count)
{
    size_t size = strlen(before) + count * strlen(piece);
    char *text = toc_arena_alloc(&f->base.arena, size + 1);

    strcpy(text, before);
    for (size_t i = 0; i < count; i++)
        memcpy(text + strlen(before) + i * strlen(piece), piece, strlen(piece));
    return text;
}

static void endless_nesting_is_refused_at_once(void **state)
{
    drill_fixture *f = *state;

    assert_null(drill_read(f, repeat(f, "a: ", "[", 50000)));
    assert_int_equal(f->base.sink.records.count, 1);
    assert_int_equal(f->base.sink.records.items[0]->code, TOC_D_SCENARIO_LIMITS);
    assert_null(drill_read(f, repeat(f, "", "{a: ", 50000)));
    assert_int_equal(f->base.sink.records.items[0]->code, TOC_D_SCENARIO_LIMITS);
    assert_null(drill_read(f, repeat(f, "a:\n", "- ", 50000)));
    assert_int_equal(f->base.sink.records.items[0]->code, TOC_D_SCENARIO_LIMITS);
}

static void depth_64_is_the_limit_itself(void **state)
{
    drill_fixture *f = *state;
    const char *deep = toc_arena_printf(&f->base.arena, DRILL_HEAD "end: 1h\nplay: %s%s\n",
                                        repeat(f, "", "[", 63), repeat(f, "", "]", 63));

    (void)drill_read(f, strstr(deep, "end"));
    for (uint32_t i = 0; i < f->base.sink.records.count; i++)
        assert_int_not_equal(f->base.sink.records.items[i]->code, TOC_D_SCENARIO_LIMITS);
    deep = toc_arena_printf(&f->base.arena, "end: 1h\nplay: %s%s\n", repeat(f, "", "[", 64),
                            repeat(f, "", "]", 64));
    assert_null(drill_read(f, deep));
    assert_int_equal(f->base.sink.records.items[0]->code, TOC_D_SCENARIO_LIMITS);
}

static void many_directives_are_refused_without_reading_them(void **state)
{
    drill_fixture *f = *state;

    assert_null(drill_read(f, repeat(f, "", "%TAG !a! b\n", 100000)));
    assert_int_equal(f->base.sink.records.count, 1);
    assert_int_equal(f->base.sink.records.items[0]->code, TOC_D_SCENARIO_PLAIN_YAML);
}

/* A scenario cut anywhere is a scenario or a message, never a crash. */
static void a_scenario_cut_at_every_byte_is_survived(void **state)
{
    static const char text[] =
        DRILL_HEAD "title: {en: \"Night \\u591c\"}\n"
                   "script:\n"
                   "  - {at: 0min, inject: leak, to: [crew], fields: {size: 3, place: 'x'}}\n"
                   "  - at: 5min\n    set: {share: 12%}\n"
                   "expect:\n  - {score: \">= 60\"}\n"
                   "end: 1h\n";
    drill_fixture *f = *state;

    for (size_t size = 0; size < sizeof text; size++) {
        const toc_source *source = toc_sources_add(f->base.sources, "cut.yaml", text, size);
        toc_scenario *scenario;

        toc_diag_sink_init(&f->base.sink, &f->base.arena);
        scenario = toc_scenario_read(&f->base.arena, f->base.sources, source, &f->base.sink);
        assert_true(scenario || f->base.sink.error_count > 0);
    }
}

/* ── mistakes ── */

static void all_mistakes_are_found_in_one_run(void **state)
{
    drill_fixture *f = *state;

    (void)drill_read(f, "scenario: s\nstart: 2026-03-05\nplay: all\nsed: 1\n"
                        "script:\n  - {at: 5, did: close}\n  - {at: 9min, didd: close}\n"
                        "expect:\n  - {score: 3}\n");
    assert_int_equal(f->base.sink.error_count, 6); /* start, sed, 5, didd, score, no end */
}

static void times_out_of_order_name_both_places(void **state)
{
    drill_fixture *f = *state;
    const toc_diag *diag;

    (void)drill_read(f, DRILL_HEAD "script:\n  - {at: 9min, inject: leak}\n"
                                   "  - {at: 5min, did: close}\nend: 1h\n");
    diag = drill_one_diag(f, TOC_D_SCENARIO_ORDER, "{at: 5min, did: close}");
    assert_int_equal(diag->labels.count, 1);
    assert_non_null(strstr(diag->message, "5min stands after one of 9min"));
}

static void equal_times_are_in_order(void **state)
{
    drill_fixture *f = *state;

    (void)drill_read(f, DRILL_HEAD "script:\n  - {at: 1h, inject: leak}\n"
                                   "  - {at: 60min, did: close}\nend: 60min\n");
    assert_int_equal(f->base.sink.records.count, 0);
}

static void a_suggestion_stands_with_an_unknown_verb(void **state)
{
    drill_fixture *f = *state;
    const toc_diag *diag;

    (void)drill_read(f, DRILL_HEAD "script:\n  - {at: 9min, injct: leak}\nend: 1h\n");
    diag = drill_one_diag(f, TOC_D_SCENARIO_KEY_UNKNOWN, "injct");
    assert_string_equal(diag->helps.items[0], "did you mean `inject`?");
}

static void numbers_stop_at_their_limits(void **state)
{
    drill_fixture *f = *state;

    (void)drill_read(f, DRILL_HEAD "seed: 9223372036854775808\nend: 1h\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_NUMBER, "9223372036854775808");
    toc_scenario *s = drill_read(f, DRILL_HEAD "seed: 9223372036854775807\nend: 1h\n");
    assert_int_equal(f->base.sink.records.count, 0);
    assert_int_equal(s->seed, INT64_MAX);
    (void)drill_read(f, DRILL_HEAD "end: 99999999999h\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_TIME, "99999999999h");
}

static void keys_that_differ_in_one_letter_are_not_doubles(void **state)
{
    drill_fixture *f = *state;

    (void)drill_read(f, DRILL_HEAD
                     "script:\n  - {at: 0min, set: {a: 1, b: 2, A: 3, a: 4}}\nend: 1h\n");
    const toc_diag *diag = drill_one_diag(f, TOC_D_SCENARIO_KEY_TWICE, "a");
    assert_int_equal(diag->labels.count, 1);
}

/* ── many values, far years ── */

/* Quadratic reading would take minutes here. */
static void long_scenarios_are_read_in_time_that_grows_with_them(void **state)
{
    drill_fixture *f = *state;
    size_t room = 64 * 40000 + 200;
    char *text = toc_arena_alloc(&f->base.arena, room);
    size_t size = (size_t)snprintf(text, room, DRILL_HEAD "script:\n");
    clock_t begin = clock();
    toc_scenario *s;

    for (int i = 0; i < 40000; i++)
        size +=
            (size_t)snprintf(text + size, room - size, "  - {at: %dmin, note: hi, to: crew}\n", i);
    (void)snprintf(text + size, room - size, "end: 40000min\n");
    s = drill_read(f, text);
    assert_int_equal(f->base.sink.records.count, 0);
    assert_int_equal(toc_scenario_entry_count(s), 40000);
    assert_memory_equal(s->source->text +
                            (toc_scenario_entry(s, 40000)->span.begin - s->source->base),
                        "{at: 39999min", 13);
    assert_true((clock() - begin) / CLOCKS_PER_SEC < 20);
}

static void drills_lie_in_the_years_1970_to_2199(void **state)
{
    drill_fixture *f = *state;

    (void)drill_read(f, "scenario: s\nstart: 9999-12-31T23:00Z\nend: 1h\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_TIME, "9999-12-31T23:00Z");
    (void)drill_read(f, "scenario: s\nstart: 1969-12-31T23:59Z\nend: 1h\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_TIME, "1969-12-31T23:59Z");
    (void)drill_read(f, "scenario: s\nstart: 2199-12-31T23:00+08:00\nend: 60min\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_OUTSIDE, "60min");
    (void)drill_read(f, "scenario: s\nstart: 2026-01-01T00:00Z\nend: 2200-01-01T00:00Z\n");
    (void)drill_one_diag(f, TOC_D_SCENARIO_OUTSIDE, "2200-01-01T00:00Z");
    (void)drill_play(f, "scenario: s\nstart: 1970-01-01T00:00+14:00\nend: settled\n"
                        "script: [{at: 0, inject: leak}]\n");
    (void)drill_play(f, "scenario: s\nstart: 2199-12-31T23:00+08:00\nend: settled\n"
                        "script: [{at: 59min, inject: leak}]\n");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stay_as_the_planner_wrote_them),
        cmocka_unit_test(the_head_is_read),
        cmocka_unit_test(instants_become_times_since_the_start),
        cmocka_unit_test(entries_are_numbered_in_the_order_of_the_file),
        cmocka_unit_test(a_byte_order_mark_and_other_line_ends_move_no_place),
        cmocka_unit_test(places_count_bytes_behind_wide_letters),
        cmocka_unit_test(endless_nesting_is_refused_at_once),
        cmocka_unit_test(depth_64_is_the_limit_itself),
        cmocka_unit_test(many_directives_are_refused_without_reading_them),
        cmocka_unit_test(a_scenario_cut_at_every_byte_is_survived),
        cmocka_unit_test(all_mistakes_are_found_in_one_run),
        cmocka_unit_test(times_out_of_order_name_both_places),
        cmocka_unit_test(equal_times_are_in_order),
        cmocka_unit_test(a_suggestion_stands_with_an_unknown_verb),
        cmocka_unit_test(numbers_stop_at_their_limits),
        cmocka_unit_test(keys_that_differ_in_one_letter_are_not_doubles),
        cmocka_unit_test(long_scenarios_are_read_in_time_that_grows_with_them),
        cmocka_unit_test(drills_lie_in_the_years_1970_to_2199),
    };

    return cmocka_run_group_tests(tests, drill_setup, drill_teardown);
}
