/* rows_reports.c - reports: who tells whom what, when, and how often. */
#include "lower/context.h"

static uint32_t machine_kind(toc_report_kind kind)
{
    switch (kind) {
    case TOC_REPORT_INITIAL:
        return TOC_M_REPORT_INITIAL;
    case TOC_REPORT_PROGRESS:
        return TOC_M_REPORT_PROGRESS;
    case TOC_REPORT_DAILY:
        return TOC_M_REPORT_DAILY;
    case TOC_REPORT_FINAL:
        return TOC_M_REPORT_FINAL;
    case TOC_REPORT_UNSTATED:
        break;
    }
    return TOC_M_REPORT_PLAIN;
}

static toc_range content_of(toc_low *low, const toc_field_refs *refs)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            TOC_PUSH(low->arena, &ids, refs->items[i].target->base.id);
    }
    return toc_low_list(low, &ids);
}

/* `on clean.no` alone: opened by the decision, owed where it had that outcome. */
static bool is_single_outcome(const toc_plan_report *report)
{
    return report->on.count == 1 && report->on.items[0].kind == TOC_PLAN_ANCHOR_NODE_DONE &&
           report->on.items[0].outcome >= 0;
}

static void lower_on(toc_low *low, const toc_plan_report *report)
{
    toc_low_ids *places = TOC_NEW(low->arena, toc_low_ids);
    uint32_t *ids = TOC_NEW_ARRAY(low->arena, uint32_t, report->on.count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < report->on.count; i++) {
        toc_plan_anchor anchor = report->on.items[i];

        if (is_single_outcome(report))
            anchor.outcome = -1;
        count += toc_low_want_anchor(low, &anchor, "a report", &ids[count]) == TOC_LOW_FOLLOWED;
    }
    *places = (toc_low_ids){.items = ids, .count = count, .capacity = count};
    low->report_on[report->base.id] = places;
}

static toc_cond *outcome_taken(toc_low *low, const toc_plan_anchor *anchor)
{
    toc_cond *done = TOC_NEW(low->arena, toc_cond);

    *done = (toc_cond){.op = TOC_COND_NODE_DONE,
                       .type = {.type = TOC_TYPE_FLAG},
                       .span = anchor->span,
                       .entity = anchor->target,
                       .outcome = anchor->outcome};
    return done;
}

static const toc_cond *filter_of(toc_low *low, const toc_plan_report *report)
{
    toc_cond *both;

    if (!is_single_outcome(report))
        return report->level_filter;
    if (!report->level_filter)
        return outcome_taken(low, &report->on.items[0]);
    both = TOC_NEW(low->arena, toc_cond);
    *both = (toc_cond){.op = TOC_COND_AND,
                       .type = {.type = TOC_TYPE_FLAG},
                       .span = report->level_filter->span,
                       .kids = TOC_NEW_ARRAY(low->arena, toc_cond *, 2),
                       .kid_count = 2};
    both->kids[0] = outcome_taken(low, &report->on.items[0]);
    both->kids[1] = report->level_filter;
    return both;
}

static void lower_report(toc_low *low, const toc_plan_report *report, toc_m_report *row)
{
    uint32_t id = report->base.id;

    *row =
        (toc_m_report){.head = toc_low_head(low, &report->base),
                       .kind = machine_kind(report->kind),
                       .sender = toc_low_body_id(&report->from),
                       .receivers = toc_low_body_list(low, &report->to),
                       .copies = toc_low_body_list(low, &report->copy),
                       .content = content_of(low, &report->content),
                       .condition = TOC_NONE,
                       .filter = TOC_NONE,
                       .deadline = toc_low_series_deadline(low, &report->series, &report->deadline),
                       .period = report->series.every,
                       .until = TOC_NONE,
                       .response = report->response ? report->response->base.id : TOC_NONE,
                       .late = toc_low_lates(low, &report->if_late, NULL),
                       .objective = toc_low_objective(&report->scoring),
                       .weight = toc_low_weight(low, &report->scoring),
                       .grace = toc_low_grace(&report->scoring),
                       .sent_anchor = TOC_NONE,
                       .signal = TOC_NONE};
    lower_on(low, report);
    toc_low_condition_add(low, filter_of(low, report), TOC_OWNER_NONE, TOC_NONE, 0, &row->filter);
    toc_low_condition_add(low, report->while_, TOC_OWNER_REPORT, id, 0, &row->condition);
    if (report->series.every > 0)
        toc_low_condition_add(low, report->series.until, TOC_OWNER_REPORT, id, 1, &row->until);
}

void toc_low_reports(toc_low *low)
{
    const toc_plan *plan = low->plan;

    low->report_on = TOC_NEW_ARRAY(low->arena, toc_low_ids *, plan->reports.count);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        lower_report(low, plan->reports.items[i], &low->reports[i]);
}
