/* time_check_hours.c - T0404 deadline-off-duty.
 *
 * Deadlines run day and night; a body off duty does not start.  One finding a body: the mistake is
 * in its hours, or in who was given the work. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"

#define LABELS_MAX 6u

/* One deadline that the body's longest time off duty eats. */
typedef struct eaten {
    toc_span span;
    toc_ms limit;
    const char *what;
} eaten;

typedef struct body_list {
    TOC_VEC(eaten) items;
} body_list;

static bool is_plain(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.workdays == 0;
}

/* Ready at any hour: not only right after work of the same body, which is then on duty. */
static bool comes_at_any_hour(const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];

        if (!edge->is_loop && edge->source->by.target == node->by.target && edge->wait.ms == 0)
            return false;
    }
    return true;
}

static void add(toc_time_checks *it, body_list *lists, const toc_plan_body *body, eaten one)
{
    TOC_PUSH(it->check->arena, &lists[body->base.id].items, one);
}

/* Of who declares, forms and ends T0377 speaks; of who approves, look_at_approval. */
static bool is_looked_at(const toc_time_duty *duty)
{
    const toc_plan_node *node = toc_time_node_of(duty);

    if (duty->kind == TOC_TIME_REPORT)
        return true;
    if (duty->way.scope == TOC_TIME_NOT_COMPARED &&
        duty->deadline->anchor.kind != TOC_PLAN_ANCHOR_NONE)
        return false;
    return node ? comes_at_any_hour(node)
                : duty->kind == TOC_TIME_ANNOUNCEMENT || duty->kind == TOC_TIME_HOP;
}

static void look_at_duty(toc_time_checks *it, body_list *lists, uint32_t index)
{
    const toc_time_duty *duty = &it->times->duties.items[index];
    const toc_plan_body *body = duty->owner->target;
    toc_lapse worst = duty->lapse[TOC_TIME_WORST];
    toc_ms off = body ? it->times->off_duty[body->base.id] : 0;

    if (off == 0 || it->is_told[index] || duty->is_series || !is_plain(duty->deadline) ||
        !is_looked_at(duty))
        return;
    if (worst.ms > duty->least_limit || toc_time_add(worst.ms, off) <= duty->least_limit)
        return;
    add(it, lists, body, (eaten){duty->limit_span, duty->least_limit, duty->name});
}

static void look_at_approval(toc_time_checks *it, body_list *lists, const toc_duty_by *approval,
                             const toc_body_ref *by, const char *of)
{
    const toc_plan_body *body = approval->body.target;
    const char *what;

    if (!body || body == by->target || !is_plain(&approval->deadline) ||
        approval->deadline.anchor.kind != TOC_PLAN_ANCHOR_NONE ||
        it->times->off_duty[body->base.id] <= approval->deadline.length.ms)
        return;
    what = toc_say(it->check->arena, "approval of %s", of);
    add(it, lists, body,
        (eaten){approval->deadline.length_span, approval->deadline.length.ms, what});
}

/* The longest time is that of the one week in which the clocks change. */
static void note_clock(toc_time_checks *it, toc_diag *diag, const toc_plan_body *body)
{
    toc_clock_gap off = toc_time_off_duty(it->times, body);

    if (off.most > off.usual)
        toc_diag_add_note(it->sink, diag, "in the week in which the clocks go back; else %s",
                          toc_lapse_text(it->check->arena, off.usual));
}

static void say(toc_time_checks *it, const toc_plan_body *body, const body_list *list)
{
    toc_arena *arena = it->check->arena;
    const toc_hours *hours = !body->duty.is_written && body->org ? &body->org->duty : &body->duty;
    const char *off = toc_lapse_text(arena, it->times->off_duty[body->base.id]);
    toc_diag *diag;

    if (list->items.count == 1)
        diag = toc_diag_add(it->sink, TOC_D_DEADLINE_OFF_DUTY, hours->span,
                            "`%s` can be off duty for %s, which its deadline for `%s` does not "
                            "allow",
                            body->base.full, off, list->items.items[0].what);
    else
        diag = toc_diag_add(it->sink, TOC_D_DEADLINE_OFF_DUTY, hours->span,
                            "`%s` can be off duty for %s, which %u of its deadlines do not allow",
                            body->base.full, off, list->items.count);
    toc_diag_set_here(it->sink, diag, "off duty it starts nothing");
    for (uint32_t i = 0; i < list->items.count && i < LABELS_MAX; i++)
        toc_diag_add_label(it->sink, diag, list->items.items[i].span, "`%s`, day and night",
                           list->items.items[i].what);
    note_clock(it, diag, body);
    toc_diag_add_help(it->sink, diag,
                      "let somebody be on call (`duty 24h`), give the work to a body that is "
                      "there, or count in working days");
}

void toc_time_check_hours(toc_time_checks *it)
{
    const toc_plan *plan = it->plan;
    body_list *lists = TOC_NEW_ARRAY(it->check->arena, body_list, plan->bodies.count);

    for (uint32_t i = 0; i < it->times->duties.count; i++)
        look_at_duty(it, lists, i);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        look_at_approval(it, lists, &plan->nodes.items[i]->approval, &plan->nodes.items[i]->by,
                         plan->nodes.items[i]->base.full);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        look_at_approval(it, lists, &plan->announcements.items[i]->approved,
                         &plan->announcements.items[i]->by,
                         plan->announcements.items[i]->base.full);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (lists[i].items.count > 0)
            say(it, plan->bodies.items[i], &lists[i]);
    }
}
