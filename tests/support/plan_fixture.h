/* plan_fixture.h - a plan compiled from text for a test of an emitter; freed with the test. */
#ifndef TOC_TESTS_PLAN_FIXTURE_H
#define TOC_TESTS_PLAN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "driver/compile.h"

typedef struct plan_fixture {
    toc_arena arena;
    toc_sources *sources;
    toc_diag_sink sink;
} plan_fixture;

static inline int plan_setup(void **state)
{
    plan_fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    toc_arena_init(&f->arena, NULL);
    f->sources = toc_sources_new(&f->arena);
    toc_diag_sink_init(&f->sink, &f->arena);
    *state = f;
    return 0;
}

static inline int plan_teardown(void **state)
{
    plan_fixture *f = *state;
    toc_arena_deinit(&f->arena);
    free(f);
    return 0;
}

/* The plan must have no errors: what a test draws is right by itself. */
static inline const toc_plan *plan_checked(plan_fixture *f, const toc_plan *plan)
{
    if (f->sink.error_count > 0)
        toc_diag_render_text(&f->sink, f->sources, false, stderr);
    assert_non_null(plan);
    assert_false(plan->has_errors);
    return plan;
}

static inline const toc_plan *plan_from_text(plan_fixture *f, const char *text)
{
    const toc_source *source = toc_sources_add(f->sources, "test.plan", text, strlen(text));
    return plan_checked(f, toc_compile_source(&f->arena, f->sources, source, NULL, &f->sink));
}

static inline const toc_plan *plan_from_file(plan_fixture *f, const char *path)
{
    return plan_checked(f, toc_compile(&f->arena, f->sources, path, NULL, &f->sink));
}

#endif
