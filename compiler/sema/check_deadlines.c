/* check_deadlines.c - T0142 deadline-too-short, T0310 approval-eats-deadline, T0315 series-too-dense.
 *
 * A step that takes longer than its own deadline fails in every drill, whatever the scenario
 * does, so the plan itself is wrong. */
#include "base/checked.h"
#include "sema/checks.h"

/* Does the deadline's clock run from no later than the step's readiness?  Only then is the work
 * sure to fall inside it. */
static bool starts_before_work(const toc_plan_node *node)
{
    const toc_plan_anchor *anchor = &node->deadline.anchor;

    if (anchor->is_broken)
        return false;
    if (anchor->kind == TOC_PLAN_ANCHOR_NONE)
        return true;
    if (anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_START)
        return anchor->target == &node->response->base;
    if (node->response->on.count != 1)
        return false;
    return node->response->on.items[0].kind == anchor->kind &&
           node->response->on.items[0].target == anchor->target;
}

static bool has_plain_deadline(const toc_plan_node *node)
{
    return node->deadline.kind == TOC_DEADLINE_WITHIN && node->deadline.length.workdays == 0 &&
           starts_before_work(node);
}

bool toc_deadline_is_too_short(const toc_plan_node *node)
{
    return has_plain_deadline(node) && node->takes.points > 0 &&
           node->takes.least > node->deadline.length.ms;
}

bool toc_approval_eats_deadline(const toc_plan_node *node)
{
    const toc_deadline *approval = &node->approval.deadline;
    toc_ms needed;

    return has_plain_deadline(node) && approval->kind == TOC_DEADLINE_WITHIN &&
           approval->anchor.kind == TOC_PLAN_ANCHOR_NONE && approval->length.workdays == 0 &&
           toc_add_i64(approval->length.ms, node->takes.least, &needed) &&
           needed > node->deadline.length.ms && node->takes.least <= node->deadline.length.ms;
}

void toc_check_deadlines(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];
        toc_diag *diag;

        if (!toc_deadline_is_too_short(node))
            continue;
        diag = toc_diag_add(context->sink, TOC_D_DEADLINE_TOO_SHORT, node->deadline.length_span,
                            "%s `%s` cannot meet its own deadline",
                            node->is_decision ? TOC_PHRASE("decision") : TOC_PHRASE("step"),
                            toc_symbol_text(plan->names, node->base.name));
        toc_diag_set_here(context->sink, diag, "the deadline");
        toc_diag_add_label(context->sink, diag, node->takes.span, "the work alone needs this long");
        toc_diag_add_help(context->sink, diag,
                          "allow at least the time that the step takes: `within %s`",
                          toc_check_length_text(context, node->takes.least));
    }
}

/* Word to the public goes out once it is approved. */
static void check_announcement(const toc_check_context *context,
                               const toc_plan_announcement *announcement)
{
    const toc_deadline *approval = &announcement->approved.deadline;
    const toc_deadline *own = &announcement->deadline;
    toc_diag *diag;

    if (approval->kind != TOC_DEADLINE_WITHIN || own->kind != TOC_DEADLINE_WITHIN ||
        approval->anchor.kind != TOC_PLAN_ANCHOR_NONE || approval->length.workdays > 0 ||
        own->length.workdays > 0 || own->length.ms <= 0 || approval->length.ms < own->length.ms)
        return;
    diag = toc_diag_add(context->sink, TOC_D_APPROVAL_EATS_DEADLINE, approval->length_span,
                        "an approval given in time still makes `%s` late", announcement->base.full);
    toc_diag_set_here(context->sink, diag, "the approver may take this long");
    toc_diag_add_label(context->sink, diag, own->length_span, "the announcement's deadline");
}

void toc_check_approval_time(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];
        const toc_deadline *approval = &node->approval.deadline;
        toc_diag *diag;

        if (!toc_approval_eats_deadline(node))
            continue;
        diag = toc_diag_add(context->sink, TOC_D_APPROVAL_EATS_DEADLINE, approval->length_span,
                            "an approval given in time still makes `%s` late", node->base.full);
        toc_diag_set_here(context->sink, diag, "the approver may take this long");
        toc_diag_add_label(context->sink, diag, node->deadline.length_span, "the step's deadline");
        if (node->takes.points > 0)
            toc_diag_add_label(context->sink, diag, node->takes.span, "and the work takes this");
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        check_announcement(context, plan->announcements.items[i]);
}

void toc_check_series(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];
        toc_diag *diag;

        if (node->series.every <= 0 || node->takes.points == 0 ||
            node->takes.least <= node->series.every)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_SERIES_TOO_DENSE, node->series.span,
                            "`%s` comes round again before it can be done", node->base.full);
        toc_diag_add_label(context->sink, diag, node->takes.span, "the work needs this long");
    }
}

const char *toc_check_length_text(const toc_check_context *context, toc_ms ms)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(ms, text);
    return toc_arena_printf(context->arena, "%s", text);
}
