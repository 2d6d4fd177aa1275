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

toc_range toc_low_content(toc_low *low, const toc_field_refs *refs)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            TOC_PUSH(low->arena, &ids, refs->items[i].target->base.id);
    }
    return toc_low_list(low, &ids);
}

/* `on clean.no` alone: opened by the decision, owed where it had that outcome. */
static bool is_single_outcome(const toc_plan_anchors *on)
{
    return on->count == 1 && on->items[0].kind == TOC_PLAN_ANCHOR_NODE_DONE &&
           on->items[0].outcome >= 0;
}

static void note_places(toc_low *low, uint32_t id, const toc_plan_anchors *on, const char *what)
{
    toc_low_ids *places = low->report_on[id];
    uint32_t *ids = TOC_NEW_ARRAY(low->arena, uint32_t, on->count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < on->count; i++) {
        toc_plan_anchor anchor = on->items[i];

        if (is_single_outcome(on))
            anchor.outcome = -1;
        count += toc_low_want_anchor(low, &anchor, what, &ids[count]) == TOC_LOW_FOLLOWED;
    }
    *places = (toc_low_ids){.items = ids, .count = count, .capacity = count};
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

const toc_cond *toc_low_on(toc_low *low, uint32_t id, const toc_plan_anchors *on, toc_cond *filter,
                           const char *what)
{
    toc_cond *both;

    note_places(low, id, on, what);
    if (!is_single_outcome(on))
        return filter;
    if (!filter)
        return outcome_taken(low, &on->items[0]);
    both = TOC_NEW(low->arena, toc_cond);
    *both = (toc_cond){.op = TOC_COND_AND,
                       .type = {.type = TOC_TYPE_FLAG},
                       .span = filter->span,
                       .kids = TOC_NEW_ARRAY(low->arena, toc_cond *, 2),
                       .kid_count = 2};
    both->kids[0] = outcome_taken(low, &on->items[0]);
    both->kids[1] = filter;
    return both;
}

toc_m_report toc_low_report_row(uint32_t kind, uint32_t sender)
{
    return (toc_m_report){.kind = kind,
                          .sender = sender,
                          .condition = TOC_NONE,
                          .filter = TOC_NONE,
                          .deadline = TOC_NONE,
                          .relay = TOC_NONE,
                          .until = TOC_NONE,
                          .response = TOC_NONE,
                          .objective = TOC_NONE,
                          .grace = TOC_MS_NONE,
                          .sent_anchor = TOC_NONE,
                          .signal = TOC_NONE,
                          .instead = TOC_NONE,
                          .guard = TOC_NONE,
                          .declarer = TOC_NONE,
                          .approver = TOC_NONE,
                          .approval_deadline = TOC_NONE};
}

static void lower_report(toc_low *low, const toc_plan_report *report, toc_m_report *row)
{
    uint32_t id = low->report_ids[report->base.id];

    *row = toc_low_report_row(machine_kind(report->kind), toc_low_body_id(&report->from));
    row->head = toc_low_head(low, &report->base);
    row->receivers = toc_low_body_list(low, &report->to);
    row->copies = toc_low_body_list(low, &report->copy);
    row->content = toc_low_content(low, &report->content);
    row->deadline = toc_low_series_deadline(low, &report->series, &report->deadline);
    row->period = report->series.every;
    row->response = report->response ? report->response->base.id : TOC_NONE;
    row->late = toc_low_lates(low, &report->if_late, NULL);
    row->objective = toc_low_objective(&report->scoring);
    row->weight = toc_low_weight(low, &report->scoring);
    row->grace = toc_low_grace(&report->scoring);
    toc_low_condition_add(
        low, toc_low_on(low, id, &report->on, report->level_filter, TOC_PHRASE("a report")),
        TOC_OWNER_NONE, TOC_NONE, 0, &row->filter);
    toc_low_condition_add(low, report->while_, TOC_OWNER_REPORT, id, 0, &row->condition);
    if (report->series.every > 0)
        toc_low_condition_add(low, report->series.until, TOC_OWNER_REPORT, id, 1, &row->until);
}

void toc_low_reports(toc_low *low)
{
    low->report_on = TOC_NEW_ARRAY(low->arena, toc_low_ids *, low->told.count);
    low->report_after = TOC_NEW_ARRAY(low->arena, toc_low_ids *, low->told.count);
    for (uint32_t i = 0; i < low->told.count; i++) {
        const toc_low_told *told = &low->told.items[i];

        low->report_on[i] = TOC_NEW(low->arena, toc_low_ids);
        low->report_after[i] = TOC_NEW(low->arena, toc_low_ids);
        if (told->report)
            lower_report(low, told->report, &low->reports[i]);
        else if (told->announcement)
            toc_low_announcement(low, told->announcement, &low->reports[i]);
        else
            toc_low_relay_row(low, told, &low->reports[i]);
    }
}
