/* check_availability.c - T0488 ready-too-late, T0489 hours-never-meet: when what a step uses can be
 * had at all. */
#include "base/checked.h"
#include "sema/checks.h"

#define MINUTES_OF_DAY  1440
#define MINUTES_OF_WEEK (7 * MINUTES_OF_DAY)

/* ── mobilised in time ───────────────────────────────────────────────────── */

/* The deadline, where its clock runs from no later than the step's readiness; else 0. */
static toc_ms plain_deadline(const toc_plan_node *node)
{
    const toc_deadline *deadline = &node->deadline;
    const toc_plan_anchors *on = &node->response->on;

    if (deadline->kind != TOC_DEADLINE_WITHIN || deadline->length.workdays != 0 ||
        deadline->anchor.is_broken)
        return 0;
    if (deadline->anchor.kind == TOC_PLAN_ANCHOR_NONE ||
        (deadline->anchor.kind == TOC_PLAN_ANCHOR_RESPONSE_START &&
         deadline->anchor.target == &node->response->base) ||
        (on->count == 1 && on->items[0].kind == deadline->anchor.kind &&
         on->items[0].target == deadline->anchor.target))
        return deadline->length.ms;
    return 0;
}

static bool asks_for(const toc_quantities *list, const toc_plan_resource *resource)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].resource.target == resource)
            return true;
    }
    return false;
}

/* Marks of who has been looked at, by node: the number of the search. */
typedef struct search {
    const toc_plan_node **list;
    uint32_t *seen;
    uint32_t number;
} search;

/* Has an earlier step of the same response asked for it already? */
static bool is_called_before(search *marks, const toc_plan_node *node,
                             const toc_plan_resource *resource)
{
    uint32_t count = 0;

    marks->number++;
    marks->list[count++] = node;
    marks->seen[node->base.id] = marks->number;
    for (uint32_t i = 0; i < count; i++) {
        const toc_plan_node *at = marks->list[i];

        if (i > 0 && (asks_for(&at->uses, resource) || asks_for(&at->consumes, resource) ||
                      asks_for(&at->fills, resource)))
            return true;
        for (uint32_t k = 0; k < at->in.count; k++) {
            const toc_plan_node *source = at->in.items[k]->source;

            if (marks->seen[source->base.id] == marks->number)
                continue;
            marks->seen[source->base.id] = marks->number;
            marks->list[count++] = source;
        }
    }
    return false;
}

static void check_ready(const toc_check_context *context, search *marks, const toc_plan_node *node,
                        const toc_quantities *list)
{
    toc_ms due = plain_deadline(node);

    for (uint32_t i = 0; i < list->count && due > 0; i++) {
        const toc_plan_resource *resource = list->items[i].resource.target;
        toc_ms needed;
        toc_diag *diag;

        if (!resource || toc_span_is_none(resource->ready.span) ||
            resource->ready.value.workdays != 0 || node->takes.least > due ||
            !toc_add_i64(resource->ready.value.ms, node->takes.least, &needed) || needed <= due ||
            is_called_before(marks, node, resource))
            continue;
        diag = toc_diag_add(
            context->sink, TOC_D_READY_TOO_LATE, list->items[i].span,
            "`%s` is ready %s after it is called, too late for `%s`", resource->base.full,
            toc_check_length_text(context, resource->ready.value.ms), node->base.full);
        toc_diag_add_label(context->sink, diag, node->deadline.length_span, "the deadline");
        toc_diag_add_label(context->sink, diag, resource->ready.span, "how long it takes to come");
        if (node->takes.points > 0)
            toc_diag_add_label(context->sink, diag, node->takes.span, "and the work takes this");
        toc_diag_add_help(context->sink, diag, "call it earlier, or allow at least `within %s`",
                          toc_check_length_text(context, needed));
    }
}

void toc_check_ready(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    search marks = {0};

    marks.list = TOC_NEW_ARRAY(context->arena, const toc_plan_node *, plan->nodes.count);
    marks.seen = TOC_NEW_ARRAY(context->arena, uint32_t, plan->nodes.count);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        check_ready(context, &marks, plan->nodes.items[i], &plan->nodes.items[i]->uses);
        check_ready(context, &marks, plan->nodes.items[i], &plan->nodes.items[i]->consumes);
        check_ready(context, &marks, plan->nodes.items[i], &plan->nodes.items[i]->fills);
    }
}

/* ── hours ───────────────────────────────────────────────────────────────── */

static bool has_shifts(const toc_hours *hours)
{
    return hours->is_written && !hours->is_all_day && hours->shifts.count > 0;
}

static int32_t size_of(const toc_shift *shift)
{
    int32_t size = shift->end - shift->begin;

    return size > 0 ? size : size + MINUTES_OF_DAY;
}

/* Does @p b begin while @p a runs, on these days of the week? */
static bool begins_during(const toc_shift *a, int32_t day_a, const toc_shift *b, int32_t day_b)
{
    int32_t gap = day_b * MINUTES_OF_DAY + b->begin - day_a * MINUTES_OF_DAY - a->begin;

    return (gap % MINUTES_OF_WEEK + MINUTES_OF_WEEK) % MINUTES_OF_WEEK < size_of(a);
}

static bool shifts_meet(const toc_shift *a, const toc_shift *b)
{
    for (int32_t i = 0; i < 49; i++) {
        int32_t day_a = i / 7;
        int32_t day_b = i % 7;

        if ((a->days >> day_a & 1) && (b->days >> day_b & 1) &&
            (begins_during(a, day_a, b, day_b) || begins_during(b, day_b, a, day_a)))
            return true;
    }
    return false;
}

static bool hours_meet(const toc_hours *a, const toc_hours *b)
{
    if (!has_shifts(a) || !has_shifts(b))
        return true;
    for (uint32_t i = 0; i < a->shifts.count; i++) {
        for (uint32_t k = 0; k < b->shifts.count; k++) {
            if (shifts_meet(&a->shifts.items[i], &b->shifts.items[k]))
                return true;
        }
    }
    return false;
}

static const toc_hours *hours_of(const toc_plan_body *body)
{
    return body->is_post && !body->duty.is_written && body->org ? &body->org->duty : &body->duty;
}

static void report_hours(const toc_check_context *context, const toc_plan_node *node,
                         const toc_quantity *quantity, const toc_hours *other, const char *who)
{
    const toc_plan_resource *resource = quantity->resource.target;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_HOURS_NEVER_MEET, quantity->span,
                                  "`%s` can never start: `%s` is never there when `%s` is",
                                  node->base.full, resource->base.full, who);

    toc_diag_add_label(context->sink, diag, resource->available.span, "the hours of `%s`",
                       resource->base.full);
    toc_diag_add_label(context->sink, diag, other->span, "the hours of `%s`", who);
}

/* Against who does the step, and against what else it takes. */
static void check_hours(const toc_check_context *context, const toc_plan_node *node,
                        const toc_quantities *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_plan_resource *resource = list->items[i].resource.target;

        if (!resource || !has_shifts(&resource->available))
            continue;
        if (node->by.target && !hours_meet(&resource->available, hours_of(node->by.target))) {
            report_hours(context, node, &list->items[i], hours_of(node->by.target),
                         node->by.target->base.full);
            continue;
        }
        for (uint32_t k = 0; k < i; k++) {
            const toc_plan_resource *other = list->items[k].resource.target;

            if (other && !hours_meet(&resource->available, &other->available))
                report_hours(context, node, &list->items[i], &other->available, other->base.full);
        }
    }
}

void toc_check_hours(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        check_hours(context, plan->nodes.items[i], &plan->nodes.items[i]->uses);
        check_hours(context, plan->nodes.items[i], &plan->nodes.items[i]->consumes);
        check_hours(context, plan->nodes.items[i], &plan->nodes.items[i]->fills);
    }
}
