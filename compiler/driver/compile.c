/* compile.c - the whole way from a file to a checked plan. */
#include "driver/compile.h"

#include "analysis/check_table.h"
#include "driver/allows.h"
#include "sema/sema.h"

static const toc_check_switch *switch_of(const toc_compile_options *options, toc_diag_code code)
{
    for (uint32_t i = options->switch_count; i-- > 0;) { /* the last one said counts */
        if (options->switches[i].code == code)
            return &options->switches[i];
    }
    return NULL;
}

/* Errors of the language itself, which lowering relies on, are not for switching off. */
static void apply_switches(const toc_compile_options *options, uint32_t first, toc_diag_sink *sink)
{
    uint32_t kept = first;

    for (uint32_t i = first; i < sink->records.count; i++) {
        toc_diag *diag = sink->records.items[i];
        const toc_check_switch *found =
            toc_check_may_be_switched(diag->code) ? switch_of(options, diag->code) : NULL;

        if (found && found->action == TOC_CHECK_OFF)
            continue;
        if (found)
            diag->level = found->action == TOC_CHECK_FAIL ? TOC_DIAG_ERROR : TOC_DIAG_WARNING;
        sink->records.items[kept++] = diag;
    }
    sink->records.count = kept;
}

/* Other plans may have been compiled into the same sink before. */
static bool has_error(const toc_diag_sink *sink, uint32_t first)
{
    for (uint32_t i = first; i < sink->records.count; i++) {
        if (sink->records.items[i]->level == TOC_DIAG_ERROR)
            return true;
    }
    return false;
}

/* What the plan allows goes before what the caller asks for: an `allow` is needed though the
 * same is switched off for once. */
static void check(toc_plan *plan, toc_allows *allows, const toc_compile_options *options,
                  uint32_t first, toc_diag_sink *sink)
{
    plan->was_whole = !has_error(sink, first);
    plan->has_errors = !plan->was_whole;
    toc_checks_run(plan, &options->checks, sink->arena, sink);
    toc_allows_apply(allows, first, sink);
    if (plan->was_whole)
        toc_allows_report_needless(allows, plan, &options->checks, sink);
    apply_switches(options, first, sink);
    plan->has_errors = has_error(sink, first);
}

toc_plan *toc_compile_source(toc_arena *arena, toc_sources *sources, const toc_source *source,
                             const toc_compile_options *options, toc_diag_sink *sink)
{
    static const toc_compile_options defaults = {0};
    const toc_compile_options *chosen = options ? options : &defaults;
    toc_intern_table *names = toc_intern_new(arena);
    uint32_t first = sink->records.count;
    toc_unit *unit = toc_unit_read(arena, names, sources, source, chosen->root, sink);
    toc_plan *plan;

    if (!unit)
        return NULL;
    plan = toc_sema_resolve(arena, names, sources, unit, sink);
    check(plan, toc_allows_read(arena, names, unit, sink), chosen, first, sink);
    return plan;
}

toc_plan *toc_compile(toc_arena *arena, toc_sources *sources, const char *path,
                      const toc_compile_options *options, toc_diag_sink *sink)
{
    const toc_source *source = toc_sources_read(sources, NULL, path, (toc_span){0, 0}, sink);

    return source ? toc_compile_source(arena, sources, source, options, sink) : NULL;
}
