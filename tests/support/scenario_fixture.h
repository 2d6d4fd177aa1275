/* scenario_fixture.h - a small plan as a machine, and scenarios read, bound and played against it. */
#ifndef TOC_TESTS_SCENARIO_FIXTURE_H
#define TOC_TESTS_SCENARIO_FIXTURE_H

#include "plan_fixture.h"

#include "drill/score.h"
#include "lower/lower.h"

#define DRILL_PLAN                                                                                 \
    "plan small \"Small\" { version \"1\" language en timezone \"UTC\" }\n"                        \
    "org head \"Head\" { post chief \"Chief\" post deputy \"Deputy\" }\n"                          \
    "org crew \"Crew\"\n"                                                                          \
    "org town \"Town\"\n"                                                                          \
    "org press \"Press\"\n"                                                                        \
    "org field \"Field\" { formed by head when share >= 50% within 20min }\n"                      \
    "resource pumps \"Pumps\" { owner crew count 2 }\n"                                            \
    "event leak \"Leak\" { seen by crew fields size count, place text }\n"                         \
    "event spill \"Spill\" { seen by crew }\n"                                                     \
    "indicator share \"Share\" { percent range 0%..100% initial 0% source crew }\n"                \
    "indicator calm \"Calm\" { flag source crew }\n"                                               \
    "indicator delay \"Delay\" { duration source crew }\n"                                         \
    "indicator crest \"Crest\" { number unit \"m\" range 0..9 source crew }\n"                     \
    "indicator wind \"Wind\" { one of (calm, breeze, storm) source crew }\n"                       \
    "levels {\n"                                                                                   \
    "  declared by head within 30min of leak\n"                                                    \
    "  level II \"Serious\" { when share >= 10% }\n"                                               \
    "  level I \"Grave\" { when share >= 50% }\n"                                                  \
    "  lower after 1h\n"                                                                           \
    "  end when calm proposed by crew approved by head\n"                                          \
    "}\n"                                                                                          \
    "response stop \"Stop\" { on leak\n"                                                           \
    "  step close \"Close\" { by crew within 15min takes 5min objective safety }\n"                \
    "  decision tight \"Tight?\" { by crew after close within 10min yes -> clean no -> pump }\n"   \
    "  step pump \"Pump\" { by crew within 1h uses 1 pumps needs approval by head given within "   \
    "10min objective safety weight 30 }\n"                                                         \
    "  step clean \"Clean\" { by crew after any of tight.yes, pump within 2h objective safety }\n" \
    "}\n"                                                                                          \
    "response other \"Other\" { on spill\n"                                                        \
    "  step close \"Close\" { by town within 15min }\n"                                            \
    "}\n"                                                                                          \
    "report-fields { field source \"Source\" field scope \"Scope\" field trend \"Trend\" }\n"      \
    "report first \"First\" { from crew to head copy press on leak within 30min of leak\n"         \
    "  content source, scope objective telling }\n"                                                \
    "report second \"Second\" { from head to town on leak within 1h of leak objective telling }\n" \
    "objective safety \"Safety\" { weight 60 }\n"                                                  \
    "objective telling \"Telling\" { weight 40 }\n"

#define DRILL_HEAD "scenario: s\nstart: 2026-03-05T02:10+00:00\nplay: all\n"

typedef struct drill_fixture {
    plan_fixture base;
    const toc_machine *machine;
} drill_fixture;

static inline int drill_setup_plan(void **state, const char *plan)
{
    drill_fixture *f = calloc(1, sizeof *f);
    const toc_source *source;

    if (!f)
        return -1;
    toc_arena_init(&f->base.arena, NULL);
    f->base.sources = toc_sources_new(&f->base.arena);
    toc_diag_sink_init(&f->base.sink, &f->base.arena);
    source = toc_sources_add(f->base.sources, "small.plan", plan, strlen(plan));
    f->machine =
        toc_lower(&f->base.arena, f->base.sources,
                  toc_compile_source(&f->base.arena, f->base.sources, source, NULL, &f->base.sink),
                  &f->base.sink);
    if (!f->machine)
        toc_diag_render_text(&f->base.sink, f->base.sources, false, stderr);
    toc_diag_sink_init(&f->base.sink, &f->base.arena);
    *state = f;
    return f->machine ? 0 : -1;
}

static inline int drill_setup(void **state)
{
    return drill_setup_plan(state, DRILL_PLAN);
}

static inline int drill_teardown(void **state)
{
    return plan_teardown(state); /* the base comes first */
}

static inline toc_scenario *drill_read(drill_fixture *f, const char *text)
{
    const toc_source *source = toc_sources_add(f->base.sources, "s.yaml", text, strlen(text));
    toc_scenario *scenario;

    toc_diag_sink_init(&f->base.sink, &f->base.arena);
    scenario = toc_scenario_read(&f->base.arena, f->base.sources, source, &f->base.sink);
    return scenario;
}

static inline toc_script *drill_bind(drill_fixture *f, const char *text)
{
    toc_scenario *scenario = drill_read(f, text);

    if (!scenario || f->base.sink.error_count > 0)
        return NULL;
    return toc_scenario_bind(&f->base.arena, f->machine, scenario, NULL, &f->base.sink);
}

static inline void drill_show(drill_fixture *f)
{
    toc_diag_sink_finish(&f->base.sink);
    toc_diag_render_text(&f->base.sink, f->base.sources, false, stderr);
}

/* Plays a scenario that must have no errors. */
static inline toc_drill *drill_play(drill_fixture *f, const char *text)
{
    toc_drill_options options = {0};
    toc_drill *drill = NULL;
    toc_script *script = drill_bind(f, text);

    if (!script)
        drill_show(f);
    assert_non_null(script);
    assert_int_equal(toc_drill_run(&f->base.arena, script, &options, &f->base.sink, &drill),
                     TOC_OK);
    if (drill->is_stopped)
        drill_show(f);
    assert_false(drill->is_stopped);
    return drill;
}

static inline toc_score *drill_score(drill_fixture *f, const char *text)
{
    return toc_score_new(&f->base.arena, drill_play(f, text));
}

/* Exactly one message: @p code, with @p under the text it points at. */
static inline const toc_diag *drill_one_diag(drill_fixture *f, toc_diag_code code,
                                             const char *under)
{
    const toc_diag *diag;
    const toc_source *source;

    if (f->base.sink.records.count != 1)
        drill_show(f);
    assert_int_equal(f->base.sink.records.count, 1);
    diag = f->base.sink.records.items[0];
    assert_int_equal(diag->code, code);
    source = toc_sources_find(f->base.sources, diag->span);
    assert_non_null(source);
    if (diag->span.end - diag->span.begin != strlen(under))
        drill_show(f);
    assert_int_equal(diag->span.end - diag->span.begin, strlen(under));
    assert_memory_equal(source->text + (diag->span.begin - source->base), under, strlen(under));
    return diag;
}

#endif
