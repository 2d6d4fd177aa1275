/* test_sweep.c - memory that is used up at any point: no crash, no leak, a clean status; and a drill that
 * asks for none once its engine stands.
 *
 * Every piece of memory that the compiler, the scenario reader, the drill, the score, the reports and
 * the image loader ask for fails once, and from there on: in arenas and below them.  TOCSIN_SWEEP=all
 * tries each one, else a few hundred are. */
#include "../support/failing_memory.h"
#include "../support/random_drill.h"

#include <stdio.h>
#include <unistd.h>

#include "drill/replay.h"
#include "machine/file.h"
#include "report/json.h"
#include "report/text.h"

enum { POINTS_USUAL = 60 };

/* ── what is swept ── */

typedef struct work {
    const char *plan;
    const char *scenario;
    char image[64]; /* a file */
    FILE *nowhere;
    bool is_done; /* reached its end */
} work;

static void drill_all(work *w, toc_arena *arena, toc_sources *sources, toc_diag_sink *sink,
                      const toc_machine *machine)
{
    toc_drill_options options = {.trace = w->nowhere};
    const toc_source *source = toc_sources_add(sources, "s.yaml", w->scenario, strlen(w->scenario));
    toc_scenario *scenario = toc_scenario_read(arena, sources, source, sink);
    toc_script *script = toc_scenario_bind(arena, machine, scenario, NULL, sink);
    toc_drill *drill = NULL;
    toc_score *score;
    toc_status status = toc_drill_run(arena, script, &options, sink, &drill);

    assert_true(status == TOC_OK || status == TOC_ENOMEM);
    if (status != TOC_OK)
        return;
    score = toc_score_new(arena, drill);
    toc_report_text(arena, score, sources, NULL, w->nowhere);
    toc_report_json(arena, score, sources, sink, NULL, "zh-Hans", w->nowhere);
    toc_replay_write(arena, drill, w->nowhere);
    w->is_done = true;
}

static void work_all(work *w, toc_arena *arena)
{
    toc_sources *sources = toc_sources_new(arena);
    toc_diag_sink sink;
    const toc_source *source;
    const toc_plan *plan;
    const toc_machine *machine;

    toc_diag_sink_init(&sink, arena);
    source = toc_sources_add(sources, "p.plan", w->plan, strlen(w->plan));
    watch.is_armed = !watch.is_below; /* what the solver asks for is its own affair */
    plan = toc_compile_source(arena, sources, source, NULL, &sink);
    watch.is_armed = true;
    machine = plan ? toc_lower(arena, sources, plan, &sink) : NULL;
    if (machine)
        drill_all(w, arena, sources, &sink, machine);
}

static void load_image(work *w)
{
    toc_machine_file *file = NULL;
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_status status = toc_machine_open(w->image, &file, reason);

    assert_true(status == TOC_OK || status == TOC_ENOMEM);
    if (status == TOC_OK)
        toc_machine_file_close(file);
    else
        w->is_done = false;
}

/* All once, with memory running out at piece @p at. */
static void attempt(work *w, bool is_below, uint64_t at, bool goes_on)
{
    toc_arena arena;
    jmp_buf escape;

    w->is_done = false;
    watch = (struct watch){
        .is_below = is_below, .at = at, .goes_on = goes_on, .is_armed = true, .is_counting = true};
    toc_arena_init(&arena, &escape);
    if (setjmp(escape) == 0) {
        work_all(w, &arena);
        load_image(w);
    }
    toc_arena_deinit(&arena);
    watch.is_armed = watch.is_counting = false;
    if (watch.live != 0 && at > 0) /* the first time the solver keeps some for good */
        fail_msg("%lld pieces are lost when piece %llu %s fails", (long long)watch.live,
                 (unsigned long long)at, is_below ? "below" : "of an arena");
}

static void sweep(work *w, bool is_below)
{
    const char *wanted = getenv("TOCSIN_SWEEP");
    uint64_t total;
    uint64_t step;

    attempt(w, is_below, 0, false);
    assert_true(w->is_done);
    total = watch.count;
    step = wanted && strcmp(wanted, "all") == 0 ? 1 : total / POINTS_USUAL + 1;
    print_message("%s: %llu pieces, every %llu-th\n", is_below ? "below" : "arenas",
                  (unsigned long long)total, (unsigned long long)step);
    for (uint64_t at = 1; at <= total; at += step) {
        attempt(w, is_below, at, false);
        attempt(w, is_below, at, true);
    }
}

static const char plan_text[] =
    "plan p \"P\" { language en timezone \"UTC\" }\n"
    "org crew \"Crew\" { duty 24h post lead \"Lead\" }\norg head \"Head\" { duty 24h }\n"
    "event leak \"Leak\" { seen by crew }\n"
    "indicator share \"Share\" { percent initial 0% source crew }\n"
    "indicator calm \"Calm\" { flag source crew }\n"
    "levels { declared by head within 1h of leak  level II \"Serious\" { when share >= 10% }\n"
    "  lower after 1h  end when calm  proposed by crew  approved by head }\n"
    "report-fields { field source \"Source\" field dead \"Dead\" }\n"
    "response r \"R\" { on leak\n"
    "  step look \"Look\" { by crew takes 5..10min within 1h }\n"
    "  decision bad \"Bad?\" { by head after look yes 50% -> act  no -> rest }\n"
    "  step act \"Act\" { by crew needs approval by head given within 10min }\n"
    "  step rest \"Rest\" { by crew every 30min until calm } }\n"
    "report first \"First\" { from crew to head on leak within 1h content source, dead }\n";

static const char scenario_text[] =
    "scenario: s\nstart: 2026-03-05T02:10+00:00\nplay: [crew]\n"
    "truth:\n  - {at: 0min, facts: {source: [valve, the valve], dead: 3}}\n"
    "script:\n  - {at: 0min, inject: leak}\n  - {at: 5min, set: {share: 20%}}\n"
    "  - {at: 9min, did: look}\n"
    "  - {at: 20min, report: first, content: {source: gate, dead: 2}}\n"
    "  - {at: 30min, note: look, to: crew}\n  - {at: 2h, set: {calm: yes}}\n"
    "expect:\n  - {report: first, outcome: false}\nend: 5h\n";

static void save_image(work *w)
{
    toc_arena arena;
    toc_sources *sources;
    toc_diag_sink sink;
    const toc_source *source;
    const toc_machine *machine;
    int handle;

    toc_arena_init(&arena, NULL);
    sources = toc_sources_new(&arena);
    toc_diag_sink_init(&sink, &arena);
    source = toc_sources_add(sources, "p.plan", w->plan, strlen(w->plan));
    machine =
        toc_lower(&arena, sources, toc_compile_source(&arena, sources, source, NULL, &sink), &sink);
    assert_non_null(machine);
    (void)snprintf(w->image, sizeof w->image, "/tmp/tocsin-sweep-XXXXXX");
    handle = mkstemp(w->image);
    assert_true(handle >= 0);
    (void)close(handle);
    assert_int_equal(toc_machine_save(machine, w->image), TOC_OK);
    toc_arena_deinit(&arena);
}

static work begin(char *buffer, size_t size)
{
    work w = {.plan = plan_text, .scenario = scenario_text};

    save_image(&w);
    w.nowhere = fopen("/dev/null", "w");
    assert_non_null(w.nowhere);
    assert_int_equal(setvbuf(w.nowhere, buffer, _IOFBF, size), 0);
    return w;
}

static void end(work *w)
{
    (void)fclose(w->nowhere);
    (void)unlink(w->image);
}

static void every_piece_of_an_arena_may_fail(void **state)
{
    char buffer[BUFSIZ];
    work w = begin(buffer, sizeof buffer);

    (void)state;
    sweep(&w, false);
    end(&w);
}

static void every_piece_below_may_fail(void **state)
{
    char buffer[BUFSIZ];
    work w = begin(buffer, sizeof buffer);

    (void)state;
    if (HAS_MALLOC)
        sweep(&w, true);
    end(&w);
}

/* ── an engine asks for nothing once it stands ── */

/* Binding an act may ask for memory, so that it is not watched. */
static void play_out(const toc_script *script, toc_engine *engine)
{
    for (uint32_t i = 0; i < script->act_count; i++) {
        const toc_bound_act *bound;

        watch.is_armed = false;
        bound = toc_script_act(script, i);
        watch.is_armed = true;
        assert_int_equal(toc_engine_begin(engine, bound->at), TOC_OK);
        assert_int_equal(toc_engine_act(engine, &bound->act), TOC_OK);
        assert_int_equal(toc_engine_advance(engine, bound->at), TOC_OK);
    }
    assert_int_equal(toc_engine_finish(engine, script->scenario->end), TOC_OK);
}

static void a_drill_asks_for_no_memory(void **state)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        drill_fixture *f = random_begin(state);
        const toc_script *script = random_script(f, seed, (random_play)(seed % 3));
        toc_engine_options options = {.seed = seed,
                                      .activations_max = script->activations_max,
                                      .history_max = script->history_max,
                                      .reports_max = script->reports_max,
                                      .start = script->scenario->start,
                                      .played = script->played};
        toc_engine *engine = NULL;

        watch = (struct watch){.is_armed = true, .is_below = true};
        assert_int_equal(toc_engine_new(f->machine, &options, &engine), TOC_OK);
        assert_int_equal(watch.count, HAS_MALLOC ? 1 : 0); /* one block */
        play_out(script, engine);
        watch.is_armed = false;
        assert_int_equal(watch.count, HAS_MALLOC ? 1 : 0);
        toc_engine_free(engine);
        (void)drill_teardown(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_of_an_arena_may_fail),
        cmocka_unit_test(every_piece_below_may_fail),
        cmocka_unit_test(a_drill_asks_for_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
