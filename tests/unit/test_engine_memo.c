/* test_engine_memo.c - states that come again are known, and what only looks like one is not. */
#include "../support/drill_fixture.h"
#include "../support/memo_peek.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = 1 << 22, CYCLES = 40 };

typedef struct pair { /* everybody played, nothing traced; one with a memo */
    drill *d;
    toc_engine *plain;
    toc_engine *quick;
    toc_ms clock;
} pair;

static toc_engine *make(drill *d, toc_engine_options options)
{
    uint8_t played[64];
    toc_engine *engine = NULL;

    assert_true(d->machine->bodies_count <= sizeof played);
    memset(played, 1, sizeof played);
    if (!options.played)
        options.played = played;
    assert_int_equal(toc_engine_new(d->machine, &options, &engine), TOC_OK);
    assert_int_equal(toc_engine_begin(engine, 0), TOC_OK);
    return engine;
}

static pair begin(drill *d, const char *text)
{
    plan(d, text);
    return (pair){.d = d,
                  .plain = make(d, (toc_engine_options){.seed = 1}),
                  .quick = make(d, (toc_engine_options){.seed = 1, .memo_bytes = ROOM})};
}

static void end(pair *p)
{
    toc_engine_free(p->plain);
    toc_engine_free(p->quick);
}

static void same(const pair *p)
{
    const toc_machine *m = p->d->machine;

    assert_int_equal(toc_engine_next(p->plain), toc_engine_next(p->quick));
    for (uint32_t i = 0; i < m->nodes_count; i++)
        assert_int_equal(toc_engine_node(p->plain, i), toc_engine_node(p->quick, i));
    for (uint32_t i = 0; i < m->responses_count; i++)
        assert_int_equal(toc_engine_response_is_active(p->plain, i),
                         toc_engine_response_is_active(p->quick, i));
    for (uint32_t i = 0; i < m->ladders_count; i++) {
        assert_int_equal(toc_engine_warranted(p->plain, i), toc_engine_warranted(p->quick, i));
        assert_int_equal(toc_engine_declared(p->plain, i), toc_engine_declared(p->quick, i));
    }
}

static void pass(pair *p, const char *length)
{
    p->clock += ms(length);
    assert_int_equal(toc_engine_advance(p->plain, p->clock), TOC_OK);
    assert_int_equal(toc_engine_advance(p->quick, p->clock), TOC_OK);
    same(p);
}

static void both(pair *p, toc_act act)
{
    act.body = act.other = act.entry = TOC_NONE;
    assert_int_equal(toc_engine_act(p->plain, &act), TOC_OK);
    assert_int_equal(toc_engine_act(p->quick, &act), TOC_OK);
    same(p);
}

static void happens(pair *p, const char *event)
{
    both(p, (toc_act){.verb = TOC_VERB_INJECT, .id = event_id(p->d, event)});
}

static void is_done(pair *p, const char *node)
{
    both(p, (toc_act){.verb = TOC_VERB_DID, .id = node_id(p->d, node)});
}

static void is_set(pair *p, const char *indicator, int64_t value)
{
    toc_setting setting = {indicator_id(p->d, indicator), value};

    both(p,
         (toc_act){.verb = TOC_VERB_SET, .id = TOC_NONE, .settings = &setting, .setting_count = 1});
}

static void is_forecast(pair *p, const char *moment, toc_ms at)
{
    toc_setting setting = {moment_id(p->d, moment), at};

    both(p,
         (toc_act){
             .verb = TOC_VERB_FORECAST, .id = TOC_NONE, .settings = &setting, .setting_count = 1});
}

static const char chain[] = "response r \"R\" { on call  repeats\n"
                            "  step a \"A\" { by crew  within 1h }\n"
                            "  step b \"B\" { by crew  after a  within 30min } }\n";

static void cycle(pair *p)
{
    happens(p, "call");
    pass(p, "10min");
    is_done(p, "r.a");
    pass(p, "40min"); /* b is late by now: its deadline passes */
    is_done(p, "r.b");
    pass(p, "1min");
}

static void what_comes_again_is_known(void **state)
{
    pair p = begin(*state, chain);
    uint64_t hits;

    for (int i = 0; i < CYCLES; i++)
        cycle(&p);
    hits = toc_engine_memo_hits(p.quick);
    for (int i = 0; i < CYCLES; i++)
        cycle(&p);
    /* three acts, and the passage of b's deadline */
    assert_int_equal(toc_engine_memo_hits(p.quick) - hits, 4 * CYCLES);
    assert_int_equal(toc_engine_memo_hits(p.plain), 0);
    end(&p);
}

static void restart(pair *p)
{
    toc_engine_restart(p->plain, 2, 0);
    toc_engine_restart(p->quick, 2, 0);
    assert_int_equal(toc_engine_begin(p->plain, 0), TOC_OK);
    assert_int_equal(toc_engine_begin(p->quick, 0), TOC_OK);
    p->clock = 0;
}

static void it_is_known_after_a_restart(void **state)
{
    pair p = begin(*state, chain);
    uint64_t hits;

    cycle(&p);
    restart(&p);
    hits = toc_engine_memo_hits(p.quick);
    cycle(&p);
    assert_true(toc_engine_memo_hits(p.quick) > hits);
    end(&p);
}

/* The alarm was once: what counts from it is late one day, though all else is as before. */
static void what_counts_from_long_ago_is_no_state_that_comes_again(void **state)
{
    pair p = begin(*state, "response r \"R\" { on call  repeats\n"
                           "  step a \"A\" { by crew  within 5h of alarm } }\n"
                           "response late \"L\" { on tardy  step x \"X\" { by city } }\n"
                           "trigger tardy \"T\" { when r.a.late }\n");

    happens(&p, "alarm");
    for (int i = 0; i < CYCLES; i++) {
        happens(&p, "call");
        pass(&p, "10min");
        is_done(&p, "r.a");
        pass(&p, "10min");
    }
    assert_true(toc_engine_response_is_active(p.quick, response_id(p.d, "late")));
    end(&p);
}

static void a_condition_that_has_held_for_longer_is_another_state(void **state)
{
    pair p = begin(*state, "trigger stormy \"S\" { when wind > 5 for 50min }\n"
                           "response r \"R\" { on stormy  repeats  step a \"A\" { by crew } }\n");

    for (int i = 0; i < CYCLES; i++) {
        is_set(&p, "wind", (8 + i % 2) * TOC_MICRO);
        pass(&p, "20min");
        if (i % 7 == 6)
            is_set(&p, "wind", 0);
        is_done(&p, "r.a");
        pass(&p, "1min");
    }
    end(&p);
}

/* An act between the fall of what warrants a grade and its lowering. */
static void a_grade_is_lowered_when_its_time_has_run(void **state)
{
    pair p = begin(*state, "levels { level low \"L\" { colour blue when wind > 3 }\n"
                           "  level high \"H\" { colour red when wind > 8 }  lower after 1h }\n");

    for (int i = 0; i < CYCLES; i++) {
        is_set(&p, "wind", (i % 2 ? 9 : 5) * TOC_MICRO);
        pass(&p, "10min");
        is_set(&p, "wind", 0);
        pass(&p, "30min");
        is_set(&p, "people", TOC_MICRO);
        is_set(&p, "delay",
               (1 + i / 2) * TOC_SECOND); /* not known: from the state as it was kept */
        pass(&p, "31min");
        assert_int_equal(toc_engine_declared(p.quick, 0), 0);
        is_set(&p, "people", 0);
        is_set(&p, "delay", 0);
        pass(&p, "2h");
    }
    assert_true(toc_engine_memo_hits(p.quick) > CYCLES);
    end(&p);
}

/* However long ago the last incident was: what is over is over. */
static void readings_in_quiet_times_are_known(void **state)
{
    pair p = begin(*state, chain);
    uint64_t hits;

    cycle(&p);
    is_set(&p, "wind", TOC_MICRO);
    pass(&p, "1min");
    is_set(&p, "wind", TOC_MICRO);
    hits = toc_engine_memo_hits(p.quick);
    for (int i = 0; i < CYCLES; i++) {
        pass(&p, "1min");
        is_set(&p, "wind", TOC_MICRO);
    }
    assert_int_equal(toc_engine_memo_hits(p.quick) - hits, CYCLES);
    end(&p);
}

/* The same words from the same state, but at another time of the drill. */
static void a_forecast_speaks_of_a_time(void **state)
{
    static const int cycles[] = {10, 6, 10};
    char text[sizeof chain + 128];
    pair p;

    (void)snprintf(text, sizeof text, "%s%s", chain,
                   "moment crest \"Crest\" { source crew }\n"
                   "response flood \"F\" { on crest  step x \"X\" { by crew } }\n");
    p = begin(*state, text);
    for (size_t i = 0; i < sizeof cycles / sizeof cycles[0]; i++) {
        restart(&p);
        for (int k = 0; k < cycles[i]; k++)
            cycle(&p);
        is_forecast(&p, "crest", 12 * TOC_HOUR);
        pass(&p, "2h");
        pass(&p, "2h");
        pass(&p, "3h");
        assert_true(toc_engine_response_is_active(p.quick, response_id(p.d, "flood")));
    }
    end(&p);
}

static uint64_t hits_with(drill *d, toc_engine_options options, const char *event)
{
    toc_engine *engine = make(d, options);
    toc_act act = {.verb = TOC_VERB_INJECT,
                   .id = event_id(d, event),
                   .body = TOC_NONE,
                   .other = TOC_NONE,
                   .entry = TOC_NONE};
    uint64_t hits;

    for (int i = 1; i <= CYCLES; i++) {
        assert_int_equal(toc_engine_act(engine, &act), TOC_OK);
        assert_int_equal(toc_engine_advance(engine, i * TOC_MINUTE), TOC_OK);
    }
    hits = toc_engine_memo_hits(engine);
    toc_engine_free(engine);
    return hits;
}

static void ignore(void *context, const toc_trace *record)
{
    (void)context;
    (void)record;
}

static void records_simulation_and_too_little_room_leave_nothing_to_know(void **state)
{
    uint8_t nobody[64] = {0};
    toc_engine_options options = {.seed = 1, .memo_bytes = ROOM};

    plan(*state, "response r \"R\" { on call  step a \"A\" { by crew  takes 1min..9min } }\n");
    assert_true(hits_with(*state, options, "alarm") > CYCLES / 2);
    options.on_trace = ignore;
    assert_int_equal(hits_with(*state, options, "alarm"), 0);
    options.on_trace = NULL;
    options.played = nobody;
    assert_int_equal(hits_with(*state, options, "alarm"), 0);
    options.played = NULL;
    options.memo_bytes = 1000;
    assert_int_equal(hits_with(*state, options, "alarm"), 0);
    options.memo_bytes = 0;
    assert_int_equal(hits_with(*state, options, "alarm"), 0);
}

static void more_room_than_there_is_is_refused(void **state)
{
    static const uint64_t rooms[] = {UINT64_MAX, (UINT64_C(1) << 40) + 1, UINT64_C(1) << 40};
    toc_engine *engine = NULL;
    size_t size = 7;

    plan(*state, chain);
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        toc_engine_options options = {.memo_bytes = rooms[i]};

        assert_int_equal(toc_engine_measure(((drill *)*state)->machine, &options, &size),
                         TOC_ENOMEM);
        assert_int_equal(toc_engine_new(((drill *)*state)->machine, &options, &engine), TOC_ENOMEM);
    }
    assert_int_equal(size, 7);
    assert_null(engine);
}

static void what_reads_the_calendar_or_a_window_is_never_known(void **state)
{
    toc_engine_options options = {.seed = 1, .memo_bytes = ROOM};
    static const char *const plans[] = {
        "trigger often \"O\" { when count(alarm, 1h) >= 3 }\n"
        "response r \"R\" { on often  step a \"A\" { by crew } }\n",
        "org shop \"Shop\" { kind unit duty 08:00..16:00 }\n"
        "response r \"R\" { on call  step a \"A\" { by shop } }\n",
        "report daily \"D\" { from crew to city  while wind > 3  every 24h  by time 12:00 }\n"};

    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        plan(*state, plans[i]);
        assert_int_equal(hits_with(*state, options, "alarm"), 0);
        again(*state);
    }
}

/* No state comes again: the engine soon stops looking for one, tries once more later, and is right. */
static void what_never_comes_again_is_given_up(void **state)
{
    pair p = begin(*state, chain);
    bool has_rested = false;

    for (int i = 1; i <= 1000; i++) {
        is_set(&p, "delay", i * TOC_SECOND);
        pass(&p, "1min");
        has_rested |= memo_peek_rests(p.quick);
    }
    assert_int_equal(toc_engine_memo_hits(p.quick), 0);
    assert_true(has_rested);
    memo_peek_allow(p.quick, 100);
    for (int i = 0; i < CYCLES; i++)
        cycle(&p);
    assert_true(toc_engine_memo_hits(p.quick) > 0);
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_comes_again_is_known, drill_setup, drill_teardown),
        cmocka_unit_test_setup_teardown(it_is_known_after_a_restart, drill_setup, drill_teardown),
        cmocka_unit_test_setup_teardown(what_counts_from_long_ago_is_no_state_that_comes_again,
                                        drill_setup, drill_teardown),
        cmocka_unit_test_setup_teardown(a_condition_that_has_held_for_longer_is_another_state,
                                        drill_setup, drill_teardown),
        cmocka_unit_test_setup_teardown(a_grade_is_lowered_when_its_time_has_run, drill_setup,
                                        drill_teardown),
        cmocka_unit_test_setup_teardown(readings_in_quiet_times_are_known, drill_setup,
                                        drill_teardown),
        cmocka_unit_test_setup_teardown(a_forecast_speaks_of_a_time, drill_setup, drill_teardown),
        cmocka_unit_test_setup_teardown(
            records_simulation_and_too_little_room_leave_nothing_to_know, drill_setup,
            drill_teardown),
        cmocka_unit_test_setup_teardown(more_room_than_there_is_is_refused, drill_setup,
                                        drill_teardown),
        cmocka_unit_test_setup_teardown(what_reads_the_calendar_or_a_window_is_never_known,
                                        drill_setup, drill_teardown),
        cmocka_unit_test_setup_teardown(what_never_comes_again_is_given_up, drill_setup,
                                        drill_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
