/* check_table.c - the checks, one row each, and the loop that runs them. */
#include "analysis/check_table.h"

#include "analysis/conditions.h"

#define CHECK(slug, NAME, level, run, needs)                                                       \
    {                                                                                              \
        slug, TOC_D_##NAME, toc_check_##run, TOC_DIAG_##level, TOC_NEEDS_##needs                   \
    }

static const toc_check checks[] = {
    CHECK("deadline-too-short", DEADLINE_TOO_SHORT, ERROR, deadlines, NOTHING),
    CHECK("approval-eats-deadline", APPROVAL_EATS_DEADLINE, WARNING, approval_time, NOTHING),
    CHECK("series-too-dense", SERIES_TOO_DENSE, WARNING, series, NOTHING),
    CHECK("more-than-exists", MORE_THAN_EXISTS, ERROR, amounts, NOTHING),
    CHECK("consumes-lasting", CONSUMES_LASTING, WARNING, consumption, NOTHING),
    CHECK("frees-unfilled", FREES_UNFILLED, WARNING, freeing, WHOLE),
    CHECK("command-cycle", COMMAND_CYCLE, ERROR, command, NOTHING),
    CHECK("related-to-itself", RELATED_TO_ITSELF, ERROR, relations, NOTHING),
    CHECK("formed-by-itself", FORMED_BY_ITSELF, ERROR, formation, NOTHING),
    CHECK("span-of-control", SPAN_OF_CONTROL, WARNING, span_of_control, NOTHING),
    CHECK("approves-own-work", APPROVES_OWN_WORK, WARNING, own_approval, NOTHING),
    CHECK("nobody-declares", NOBODY_DECLARES, ERROR, declaring, NOTHING),
    CHECK("ladder-without-end", LADDER_WITHOUT_END, WARNING, ladder_end, NOTHING),
    CHECK("colour-order", COLOUR_ORDER, WARNING, level_colours, NOTHING),
    CHECK("report-to-itself", REPORT_TO_ITSELF, ERROR, report_receivers, NOTHING),
    CHECK("listed-twice", LISTED_TWICE, WARNING, lists, NOTHING),
    CHECK("bound-without-loop", BOUND_WITHOUT_LOOP, WARNING, bounds, WHOLE),
    CHECK("response-never-started", NEVER_STARTED, WARNING, starts, WHOLE),
    CHECK("unused", UNUSED, NOTE, unused, WHOLE),
    CHECK("timezone-missing", TIMEZONE_MISSING, WARNING, timezone, WHOLE),
    CHECK("condition-always-same", ALWAYS_SAME, WARNING, conditions, WHOLE),
};

const toc_check *toc_checks_all(size_t *out_count)
{
    *out_count = sizeof checks / sizeof checks[0];
    return checks;
}

static bool is_met(toc_check_needs needs, const toc_plan *plan)
{
    toc_plan_status status = plan->head.status;

    switch (needs) {
    case TOC_NEEDS_NOTHING:
        return true;
    case TOC_NEEDS_WHOLE:
        return !plan->has_errors;
    case TOC_NEEDS_IN_FORCE:
        return !plan->has_errors && (status == TOC_STATUS_APPROVED || status == TOC_STATUS_FILED);
    }
    return false;
}

void toc_checks_run(const toc_plan *plan, const toc_check_options *options, toc_arena *arena,
                    toc_diag_sink *sink)
{
    toc_check_context context = {plan, arena, sink, options};

    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (is_met(checks[i].needs, plan))
            checks[i].run(&context);
    }
}
