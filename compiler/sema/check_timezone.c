/* check_timezone.c - T0320 timezone-missing: clock times, shifts and calendar days mean nothing
 * before it is said where. */
#include "sema/checks.h"

static toc_span first_shift(const toc_hours *hours)
{
    return hours->shifts.count > 0 ? hours->shifts.items[0].span : (toc_span){0, 0};
}

static toc_span clock_of(const toc_deadline *deadline, const toc_series *series)
{
    if (deadline->kind == TOC_DEADLINE_BY_TIME ||
        (deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.workdays > 0))
        return deadline->span;
    return series && series->minutes >= 0 ? series->span : (toc_span){0, 0};
}

static toc_span first_of(toc_span best, toc_span span)
{
    if (toc_span_is_none(best) || (!toc_span_is_none(span) && span.begin < best.begin))
        return span;
    return best;
}

/* The first place that needs to know the zone, or none. */
static toc_span find_use(const toc_plan *plan)
{
    toc_span best = {0, 0};

    for (uint32_t i = 0; i < plan->bodies.count; i++)
        best = first_of(best, first_shift(&plan->bodies.items[i]->duty));
    for (uint32_t i = 0; i < plan->resources.count; i++)
        best = first_of(best, first_shift(&plan->resources.items[i]->available));
    for (uint32_t i = 0; i < plan->rosters.count; i++) {
        const toc_plan_roster *roster = plan->rosters.items[i];
        if (roster->shifts.count > 0)
            best = first_of(best, roster->shifts.items[0].hours.span);
    }
    for (uint32_t i = 0; i < plan->periods.count; i++)
        best = first_of(best, plan->periods.items[i]->base.span);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        best = first_of(best,
                        clock_of(&plan->nodes.items[i]->deadline, &plan->nodes.items[i]->series));
    for (uint32_t i = 0; i < plan->reports.count; i++)
        best = first_of(
            best, clock_of(&plan->reports.items[i]->deadline, &plan->reports.items[i]->series));
    return best;
}

void toc_check_timezone(const toc_check_context *context)
{
    const toc_plan_head *head = &context->plan->head;
    toc_span use;
    toc_diag *diag;

    if (!toc_span_is_none(head->timezone_span))
        return;
    use = find_use(context->plan);
    if (toc_span_is_none(use))
        return;
    diag = toc_diag_add(context->sink, TOC_D_TIMEZONE_MISSING, head->span,
                        "the plan does not say in which time zone its clock times are");
    toc_diag_add_label(context->sink, diag, use, "a clock time");
    toc_diag_add_help(context->sink, diag,
                      "add, for example, `timezone \"Asia/Shanghai\"`; "
                      "without it UTC is taken");
}
