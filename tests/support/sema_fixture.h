/* sema_fixture.h - a plan compiled from text, right or wrong, and what was said about it. */
#ifndef TOC_TESTS_SEMA_FIXTURE_H
#define TOC_TESTS_SEMA_FIXTURE_H

#include "plan_fixture.h"

#define SEMA_HEAD "plan p \"P\" { language en  timezone \"UTC\" }\n"
#define SEMA_BASE SEMA_HEAD "org office \"Office\"\nevent fire \"Fire\"\n"

/* What its small plans leave undone after a loop, or at a level, is no concern of names and ways. */
static inline const toc_plan *sema_compile(plan_fixture *f, const char *text)
{
    static const toc_check_switch off[] = {{TOC_D_LOOP_RUNS_OUT, TOC_CHECK_OFF},
                                           {TOC_D_LEVEL_STARTS_NOTHING, TOC_CHECK_OFF}};
    toc_compile_options options = {.switches = off, .switch_count = sizeof off / sizeof off[0]};
    const toc_source *source = toc_sources_add(f->sources, "test.plan", text, strlen(text));
    const toc_plan *plan;

    toc_diag_sink_init(&f->sink, &f->arena);
    plan = toc_compile_source(&f->arena, f->sources, source, &options, &f->sink);
    toc_diag_sink_finish(&f->sink);
    return plan;
}

/* A response `early` on `fire` around @p body. */
static inline const toc_plan *sema_response(plan_fixture *f, const char *body)
{
    const char *text =
        toc_arena_printf(&f->arena, SEMA_BASE "response early \"Early\" { on fire\n%s\n}", body);

    return sema_compile(f, text);
}

static inline void sema_show(plan_fixture *f)
{
    toc_diag_render_text(&f->sink, f->sources, false, stderr);
}

/* Nothing was said. */
static inline void assert_clean(plan_fixture *f)
{
    if (f->sink.records.count > 0)
        sema_show(f);
    assert_int_equal(f->sink.records.count, 0);
}

/* No error was said; warnings and notes may have been. */
static inline void assert_no_error(plan_fixture *f)
{
    if (f->sink.error_count > 0)
        sema_show(f);
    assert_int_equal(f->sink.error_count, 0);
}

static inline const toc_diag *sema_find(plan_fixture *f, toc_diag_code code)
{
    for (uint32_t i = 0; i < f->sink.records.count; i++) {
        if (f->sink.records.items[i]->code == code)
            return f->sink.records.items[i];
    }
    return NULL;
}

/* Exactly one thing was said: @p code, and @p under is the source text under its span. */
static inline const toc_diag *assert_one_diag(plan_fixture *f, toc_diag_code code,
                                              const char *under)
{
    const toc_diag *diag = sema_find(f, code);
    const toc_source *source;

    if (f->sink.records.count != 1 || !diag)
        sema_show(f);
    assert_int_equal(f->sink.records.count, 1);
    assert_non_null(diag);
    source = toc_sources_find(f->sources, diag->span);
    assert_non_null(source);
    assert_int_equal(diag->span.end - diag->span.begin, strlen(under));
    assert_memory_equal(source->text + (diag->span.begin - source->base), under, strlen(under));
    return diag;
}

static inline bool sema_has_help(const toc_diag *diag, const char *words)
{
    for (uint32_t i = 0; i < diag->helps.count; i++) {
        if (strstr(diag->helps.items[i], words))
            return true;
    }
    return false;
}

static inline const toc_plan_node *sema_node(const toc_plan *plan, const char *full)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        if (strcmp(plan->nodes.items[i]->base.full, full) == 0)
            return plan->nodes.items[i];
    }
    fail_msg("no step %s", full);
    return NULL;
}

#endif
