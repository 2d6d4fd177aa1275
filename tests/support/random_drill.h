/* random_drill.h - a random plan as a machine, and a random scenario bound to it. */
#ifndef TOC_TESTS_RANDOM_DRILL_H
#define TOC_TESTS_RANDOM_DRILL_H

#include "scenario_fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "random_plan.h"

#define RANDOM_START "2026-03-05T02:10+00:00"

/* How many plans a property is tried on: TOCSIN_ROUNDS, else @p usual. */
static inline uint64_t random_rounds(uint64_t usual)
{
    const char *wanted = getenv("TOCSIN_ROUNDS");

    return wanted ? strtoull(wanted, NULL, 10) : usual;
}

/* False: the checks refuse it. */
static inline bool random_try_plan(drill_fixture *f, const char *text)
{
    const toc_source *source;

    toc_diag_sink_init(&f->base.sink, &f->base.arena);
    source = toc_sources_add(f->base.sources, "random.plan", text, strlen(text));
    f->machine =
        toc_lower(&f->base.arena, f->base.sources,
                  toc_compile_source(&f->base.arena, f->base.sources, source, NULL, &f->base.sink),
                  &f->base.sink);
    return f->machine != NULL;
}

static inline void random_use_plan(drill_fixture *f, const char *text)
{
    if (random_try_plan(f, text))
        return;
    drill_show(f);
    fail_msg("the plan is refused:\n%s", text);
}

/* The trace of a drill, every line with its names; places in the plan play no part in it. */
static inline const char *random_trace(drill_fixture *f, const char *plan, const char *scenario)
{
    toc_drill_options options = {0};
    toc_drill *drill = NULL;
    char *text = NULL;
    size_t size = 0;
    const char *copy;
    toc_script *script;

    random_use_plan(f, plan);
    script = drill_bind(f, scenario);
    if (!script)
        drill_show(f);
    assert_non_null(script);
    options.trace = open_memstream(&text, &size);
    assert_non_null(options.trace);
    assert_int_equal(toc_drill_run(&f->base.arena, script, &options, &f->base.sink, &drill),
                     TOC_OK);
    assert_int_equal(fclose(options.trace), 0);
    copy = toc_arena_copy(&f->base.arena, text, size);
    free(text);
    return copy;
}

/* A fixture of its own for each round, so that memory does not add up. */
static inline drill_fixture *random_begin(void **state)
{
    drill_fixture *f = calloc(1, sizeof *f);

    assert_non_null(f);
    toc_arena_init(&f->base.arena, NULL);
    f->base.sources = toc_sources_new(&f->base.arena);
    toc_diag_sink_init(&f->base.sink, &f->base.arena);
    *state = f;
    return f;
}

/* Plan number @p seed and a scenario for it. */
static inline toc_script *random_script(drill_fixture *f, uint64_t seed, random_play play)
{
    random_plan_options options = {.seed = seed, .has_calendar = seed % 2 == 1};
    toc_script *script;

    random_use_plan(f, random_plan_text(&f->base.arena, &options));
    script = drill_bind(f, random_scenario_text(&f->base.arena, seed, play, RANDOM_START));
    if (!script)
        drill_show(f);
    assert_non_null(script);
    return script;
}

#endif
