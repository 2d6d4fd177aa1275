/* compile.c - the whole way from a file to a checked plan. */
#include "driver/compile.h"

#include <stdlib.h>

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

        if (found && found->action == TOC_CHECK_OFF) {
            toc_diag_sink_uncount(sink, diag);
            continue;
        }
        if (found)
            toc_diag_sink_relevel(
                sink, diag, found->action == TOC_CHECK_FAIL ? TOC_DIAG_ERROR : TOC_DIAG_WARNING);
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
    toc_compile_options chosen = options ? *options : defaults;
    toc_flow_findings findings = {0};
    toc_intern_table *names = toc_intern_new(arena);
    uint32_t first = sink->records.count;
    toc_unit *unit = toc_unit_read(arena, names, sources, source, chosen.root, sink);
    toc_plan *plan;

    if (!unit)
        return NULL;
    plan = toc_sema_resolve(arena, names, sources, unit, sink);
    plan->allows = toc_allows_read(arena, names, unit, sink);
    if (chosen.has_witnesses)
        chosen.checks.findings = &findings;
    check(plan, plan->allows, &chosen, first, sink);
    toc_witness_find(arena, sources, plan, &findings, sink, chosen.witnesses);
    return plan;
}

toc_plan *toc_compile(toc_arena *arena, toc_sources *sources, const char *path,
                      const toc_compile_options *options, toc_diag_sink *sink)
{
    const toc_source *source = toc_sources_read(sources, NULL, path, (toc_span){0, 0}, sink);

    return source ? toc_compile_source(arena, sources, source, options, sink) : NULL;
}

/* ── a library ───────────────────────────────────────────────────────────── */

/* A plan, by the place of its own file. */
typedef struct placed {
    const toc_source *source;
    const toc_plan *plan;
    uint32_t input;
} placed;

static int by_place(const void *a, const void *b)
{
    const placed *x = a;
    const placed *y = b;

    return x->source->base < y->source->base ? -1 : x->source->base > y->source->base;
}

static uint32_t place_plans(const toc_library *library, placed *out)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < library->count; i++) {
        const toc_plan *plan = library->plans[i];
        const toc_source *source = toc_sources_find(plan->sources, plan->head.span);

        if (source)
            out[count++] = (placed){source, plan, library->inputs[i]};
    }
    if (count > 1)
        qsort(out, count, sizeof *out, by_place);
    return count;
}

/* The plan whose own file holds @p span, or NULL. */
static const placed *owner_of(const placed *plans, uint32_t count, toc_span span)
{
    uint32_t low = 0;
    uint32_t high = count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (plans[middle].source->base <= span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || toc_sources_find(plans[low - 1].plan->sources, span) != plans[low - 1].source)
        return NULL;
    return &plans[low - 1];
}

/* Each finding is for the plan in whose file it stands to allow. */
static void apply_allows(const toc_library *library, uint32_t first)
{
    toc_diag_sink *sink = library->sink;
    placed *plans = TOC_NEW_ARRAY(library->arena, placed, library->count);
    uint32_t count = place_plans(library, plans);
    uint32_t kept = first;

    for (uint32_t i = first; i < sink->records.count; i++) {
        toc_diag *diag = sink->records.items[i];
        const placed *owner = owner_of(plans, count, diag->span);
        toc_diag_sink one;

        toc_diag_sink_init(&one, library->arena);
        TOC_PUSH(library->arena, &one.records, diag);
        if (owner)
            diag->input = owner->input;
        if (owner && owner->plan->allows)
            toc_allows_apply(owner->plan->allows, 0, &one);
        if (one.records.count > 0)
            sink->records.items[kept++] = diag;
        else
            TOC_PUSH(sink->arena, &sink->allowed, diag);
    }
    sink->records.count = kept;
}

toc_library_counts toc_compile_library(const toc_library *library,
                                       const toc_compile_options *options)
{
    uint32_t first;
    toc_library_counts counts;

    toc_library_take_back(library);
    first = library->sink->records.count;
    counts = toc_library_check(library);

    apply_allows(library, first);
    apply_switches(options, first, library->sink);
    return counts;
}
