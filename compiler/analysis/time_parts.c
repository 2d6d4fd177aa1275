/* time_parts.c - what a step's time is made of: approval, its body's being formed, mobilisation,
 * hours off duty, work. */
#include "analysis/time_private.h"

/* ── hours off duty ──────────────────────────────────────────────────────── */

/* Does a roster see to it that somebody of the org is always there? */
static bool is_covered(const toc_plan *plan, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < plan->rosters.count && !body->is_post; i++) {
        const toc_plan_roster *roster = plan->rosters.items[i];

        if (roster->is_all_day && roster->org.target == body)
            return true;
    }
    return false;
}

/* When nobody is there, in a week.  A post without hours of its own keeps its org's. */
static toc_stretches gaps_of(const toc_times *times, const toc_plan_body *body)
{
    const toc_hours *hours = !body->duty.is_written && body->org ? &body->org->duty : &body->duty;
    toc_stretches there = {0};

    if (!hours->is_written || hours->is_all_day || is_covered(times->plan, body))
        return there;
    toc_week_add_hours(times->arena, &there, hours);
    return there.count == 0 ? there : toc_week_gaps(times->arena, &there);
}

toc_clock_gap toc_time_off_duty(const toc_times *times, const toc_plan_body *body)
{
    toc_stretches gaps = gaps_of(times, body);

    return gaps.count == 0 ? (toc_clock_gap){0, 0} : toc_clock_longest(times->clock, &gaps);
}

/* Between two gaps; a change of the clocks may take some of it. */
static toc_ms shortest_on_duty(const toc_times *times, const toc_plan_body *body)
{
    toc_stretches gaps = gaps_of(times, body);
    toc_ms shortest = TOC_TIME_NEVER;

    for (uint32_t i = 0; i < gaps.count; i++) {
        const toc_stretch *next = &gaps.items[(i + 1) % gaps.count];
        int32_t minutes = next->begin - gaps.items[i].end;

        minutes += minutes <= 0 ? TOC_WEEK_MINUTES : 0;
        if (minutes * TOC_MINUTE < shortest)
            shortest = minutes * TOC_MINUTE;
    }
    return gaps.count == 0 ? shortest : shortest - toc_clock_shift(times->clock, true, true);
}

/* ── approval ────────────────────────────────────────────────────────────── */

static bool needs_approval(const toc_plan_node *node)
{
    return !toc_span_is_none(node->approval.span);
}

static toc_lapse approval_of(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    bool is_known = toc_time_is_plain(&node->approval.deadline);
    toc_ms most = times->approval[node->base.id];

    if (!needs_approval(node) || which == TOC_TIME_BEST)
        return (toc_lapse){0, 0};
    if (!is_known)
        return (toc_lapse){0, 1};
    return (toc_lapse){which == TOC_TIME_LIKELY ? most / 2 : most, 0};
}

/* ── formation ───────────────────────────────────────────────────────────── */

static bool is_level_cause(const toc_plan_anchor *cause)
{
    return cause->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST ||
           cause->kind == TOC_PLAN_ANCHOR_LEVEL_IS || cause->kind == TOC_PLAN_ANCHOR_LEVEL_DECLARED;
}

/* Does `level at least X` hold whenever the response starts? */
static bool holds_at_start(const toc_cond *cond, const toc_plan_response *response)
{
    if (!cond || cond->op != TOC_COND_GE || cond->kids[0]->op != TOC_COND_LEVEL ||
        cond->kids[1]->op != TOC_COND_CONST || response->on.count == 0)
        return false;
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *cause = &response->on.items[i];

        if (!is_level_cause(cause) || cause->target != cond->kids[0]->entity ||
            (int64_t)cause->rank < cond->kids[1]->value)
            return false;
    }
    return true;
}

toc_lapse toc_time_formed(const toc_times *times, const toc_plan_body *body,
                          const toc_plan_response *response)
{
    const toc_formation *formed = body->org ? &body->org->formed : &body->formed;

    if (toc_span_is_none(formed->by.span))
        return (toc_lapse){0, 0};
    if (!toc_time_is_plain(&formed->by.deadline) || times->is_started[response->base.id] ||
        !holds_at_start(formed->when, response))
        return (toc_lapse){0, 1};
    return (toc_lapse){formed->by.deadline.length.ms, 0};
}

/* Who approves must be there, too.  Where that can be later than he has to answer, his answer comes
 * later still, nobody knows when; else `given within` counts. */
static void add_approver(const toc_times *times, const toc_plan_node *node, toc_lapse *formed)
{
    const toc_plan_body *approver = node->approval.body.target;
    toc_ms asked = toc_time_of(times, node)->ready[TOC_TIME_BEST].ms;
    toc_ms there;

    if (!approver || !toc_time_is_plain(&node->approval.deadline))
        return;
    there = toc_time_formed(times, approver, node->response).ms;
    if (there <= toc_time_add(asked, times->approval[node->base.id]))
        return;
    formed->unknown++;
    if (there > formed->ms)
        formed->ms = there;
}

static toc_lapse formed_of(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    toc_lapse formed = {0, 0};

    if (!toc_time_is_worst(which))
        return formed;
    if (node->by.target)
        formed = toc_time_formed(times, node->by.target, node->response);
    add_approver(times, node, &formed);
    return formed;
}

/* ── mobilisation and work ───────────────────────────────────────────────── */

#define ABOVE_MAX 32u

static int64_t units_of(const toc_quantities *list, const toc_plan_resource *resource)
{
    int64_t units = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].resource.target == resource && list->items[i].count > units)
            units = list->items[i].count;
    }
    return units;
}

/* A step before it that is surely done has had as many and given them back: they are there.  What
 * was consumed or filled is not.  Only the nearest are looked at. */
static bool is_called_before(const toc_times *times, const toc_plan_node *node,
                             const toc_quantity *wanted)
{
    const toc_plan_resource *resource = wanted->resource.target;
    uint32_t at = toc_time_of(times, node)->above;

    for (uint32_t i = 0; i < ABOVE_MAX && at != TOC_TIME_NO_NODE; i++) {
        const toc_plan_node *before = times->plan->nodes.items[at];

        if (!before->when && units_of(&before->uses, resource) >= wanted->count)
            return true;
        at = times->nodes[at].above;
    }
    return false;
}

static toc_ms longest_ready(const toc_times *times, const toc_plan_node *node,
                            const toc_quantities *list, toc_ms longest)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_plan_resource *resource = list->items[i].resource.target;

        if (resource && !toc_span_is_none(resource->ready.span) &&
            resource->ready.value.ms > longest && !is_called_before(times, node, &list->items[i]))
            longest = resource->ready.value.ms;
    }
    return longest;
}

/* It may have been asked for before, so at best it is there. */
static toc_ms ready_of(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    toc_ms longest = 0;

    if (which == TOC_TIME_BEST)
        return 0;
    longest = longest_ready(times, node, &node->uses, longest);
    longest = longest_ready(times, node, &node->consumes, longest);
    return longest_ready(times, node, &node->fills, longest);
}

static toc_ms likely_of(const toc_length_range *takes)
{
    return takes->points == 2 ? takes->least + (takes->most - takes->least) / 2 : takes->likely;
}

/* Where a repair is tried, no figure is more than the most. */
static toc_lapse work_of(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    const toc_length_range *takes = &node->takes;
    toc_ms most = times->most[node->base.id];
    toc_ms work = which == TOC_TIME_BEST     ? takes->least
                  : which == TOC_TIME_LIKELY ? likely_of(takes)
                                             : most;

    if (takes->points == 0)
        return (toc_lapse){0, 1};
    return (toc_lapse){work < most ? work : most, 0};
}

/* ── together ────────────────────────────────────────────────────────────── */

/* What is used is called for by somebody on duty; where it is not ready before the shift is over,
 * it waits for the next one. */
static toc_ms off_duty_of(const toc_times *times, const toc_plan_body *body, toc_ms ready)
{
    toc_ms off = times->off_duty[body->base.id];

    return ready > 0 && ready >= times->on_duty[body->base.id] ? toc_time_add(off, off) : off;
}

toc_time_parts toc_time_parts_of(const toc_times *times, const toc_plan_node *node,
                                 toc_time_case which)
{
    toc_time_parts parts = {.approval = approval_of(times, node, which),
                            .formed = formed_of(times, node, which),
                            .ready = ready_of(times, node, which),
                            .work = work_of(times, node, which)};

    if (toc_time_has_hours(which) && node->by.target)
        parts.off_duty = off_duty_of(times, node->by.target, parts.ready);
    return parts;
}

toc_lapse toc_time_gates(const toc_time_parts *parts)
{
    toc_lapse gates = parts->approval;

    gates.ms = toc_time_add(gates.ms, toc_time_add(parts->ready, parts->off_duty));
    gates.unknown += parts->formed.unknown;
    return gates;
}

/* The body may be formed later than the approval is given; at the earliest, the step is ready when
 * it can be at best. */
toc_lapse toc_time_own(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    toc_time_parts parts = toc_time_parts_of(times, node, which);
    toc_lapse earliest = toc_time_of(times, node)->ready[TOC_TIME_BEST];
    toc_ms formed = earliest.ms == TOC_TIME_NEVER ? 0 : parts.formed.ms - earliest.ms;

    if (formed > parts.approval.ms)
        parts.approval.ms = formed;
    return toc_lapse_add(toc_time_gates(&parts), parts.work);
}

void toc_time_parts_prepare(toc_times *times)
{
    const toc_plan *plan = times->plan;

    times->most = TOC_NEW_ARRAY(times->arena, toc_ms, plan->nodes.count);
    times->approval = TOC_NEW_ARRAY(times->arena, toc_ms, plan->nodes.count);
    times->off_duty = TOC_NEW_ARRAY(times->arena, toc_ms, plan->bodies.count);
    times->on_duty = TOC_NEW_ARRAY(times->arena, toc_ms, plan->bodies.count);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        times->most[i] = node->takes.most;
        times->approval[i] =
            toc_time_is_plain(&node->approval.deadline) ? node->approval.deadline.length.ms : 0;
    }
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        times->off_duty[i] = toc_time_off_duty(times, plan->bodies.items[i]).most;
        times->on_duty[i] = shortest_on_duty(times, plan->bodies.items[i]);
    }
}
