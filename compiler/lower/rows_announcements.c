/* rows_announcements.c - announcements: who says what to whom, when, and who has to agree first. */
#include "lower/context.h"
#include "sema/announcer.h"

/* ── who declares ──────────────────────────────────────────────────────────── */

static void report_nobody(toc_low *low, const toc_plan_announcement *it)
{
    toc_diag *diag = toc_diag_add(
        low->sink, TOC_D_ANNOUNCED_BY_NOBODY, it->base.span,
        "`%s` is announced by whoever declares the grade, and nobody declares one", it->base.full);

    toc_diag_add_help(low->sink, diag,
                      "say in `levels` who declares: `declared by …`, or name the body here");
}

static void lower_announcer(toc_low *low, const toc_plan_announcement *it, toc_m_report *row)
{
    const toc_plan_ladder *ladder = toc_announced_ladder(low->plan, it);
    const toc_plan_body *body = ladder ? toc_ladder_declarer(ladder) : NULL;

    if (!body) {
        report_nobody(low, it);
        return;
    }
    row->sender = body->base.id;
    row->declarer = ladder->base.id;
}

/* ── what it waits for ─────────────────────────────────────────────────────── */

static toc_plan_anchor completion_of(const toc_node_ref *ref)
{
    return (toc_plan_anchor){.kind = TOC_PLAN_ANCHOR_NODE_DONE,
                             .target = ref->target ? &ref->target->base : NULL,
                             .outcome = -1,
                             .span = ref->span};
}

static void lower_after(toc_low *low, const toc_plan_announcement *it, uint32_t id)
{
    uint32_t *ids = TOC_NEW_ARRAY(low->arena, uint32_t, it->after.count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < it->after.count; i++) {
        toc_plan_anchor anchor = completion_of(&it->after.items[i]);

        count += toc_low_want_anchor(low, &anchor, TOC_PHRASE("an announcement"), &ids[count]) ==
                 TOC_LOW_FOLLOWED;
    }
    *low->report_after[id] = (toc_low_ids){.items = ids, .count = count, .capacity = count};
}

/* Outside responses what it goes out after is what calls for it, where nothing else does. */
static toc_plan_anchors calls_of(toc_low *low, const toc_plan_announcement *it)
{
    toc_plan_anchors calls = it->on;

    if (it->response || it->on.count > 0 || it->while_)
        return calls;
    for (uint32_t i = 0; i < it->after.count; i++)
        TOC_PUSH(low->arena, &calls, completion_of(&it->after.items[i]));
    return calls;
}

void toc_low_announcement(toc_low *low, const toc_plan_announcement *it, toc_m_report *row)
{
    uint32_t id = low->announcement_ids[it->base.id];
    toc_plan_anchors calls = calls_of(low, it);

    *row = toc_low_report_row(TOC_M_REPORT_ANNOUNCEMENT, toc_low_body_id(&it->by));
    if (it->by_declarer)
        lower_announcer(low, it, row);
    row->head = toc_low_head(low, &it->base);
    row->receivers = toc_low_body_list(low, &it->to);
    row->is_public = it->to_public || row->receivers.count == 0;
    row->content = toc_low_content(low, &it->content);
    row->deadline = toc_low_series_deadline(low, &it->series, &it->deadline);
    row->period = it->series.every;
    row->response = it->response ? it->response->base.id : TOC_NONE;
    row->late = toc_low_lates(low, &it->if_late, NULL);
    row->objective = toc_low_objective(&it->scoring);
    row->weight = toc_low_weight(low, &it->scoring);
    row->grace = toc_low_grace(&it->scoring);
    row->approver = toc_low_body_id(&it->approved.body);
    if (row->approver != TOC_NONE)
        row->approval_deadline = toc_low_deadline(low, &it->approved.deadline);
    toc_low_condition_add(low, toc_low_on(low, id, &calls, NULL, TOC_PHRASE("an announcement")),
                          TOC_OWNER_NONE, TOC_NONE, 0, &row->filter);
    toc_low_condition_add(low, it->while_, TOC_OWNER_REPORT, id, 0, &row->condition);
    toc_low_condition_add(low, it->when, TOC_OWNER_NONE, TOC_NONE, 0, &row->guard);
    if (it->series.every > 0)
        toc_low_condition_add(low, it->series.until, TOC_OWNER_REPORT, id, 1, &row->until);
    lower_after(low, it, id);
}
