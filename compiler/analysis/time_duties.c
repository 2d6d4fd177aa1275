/* time_duties.c - the dated duties of a plan, what each has to do and how long it has. */
#include "analysis/time_private.h"

/* ── limits ──────────────────────────────────────────────────────────────── */

static bool has_odd_days(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->periods.count; i++) {
        if (plan->periods.items[i]->is_holiday || plan->periods.items[i]->is_workday)
            return true;
    }
    return false;
}

/* To the end of the n-th working day after the anchor's day: least from the last instant of a
 * Sunday, most from the first of a Friday. */
static void set_workdays(const toc_plan *plan, int64_t days, toc_time_duty *duty)
{
    bool odd = has_odd_days(plan);
    int64_t least = odd ? days : days + 2 * ((days - 1) / 5);
    int64_t most = days + 2 * ((days + 4) / 5) + 1;

    if (!toc_mul_i64(least, TOC_DAY, &duty->least_limit))
        duty->least_limit = TOC_TIME_NEVER;
    if (odd || !toc_mul_i64(most, TOC_DAY, &duty->most_limit))
        duty->most_limit = TOC_TIME_NEVER;
}

static void set_limits(const toc_plan *plan, const toc_deadline *deadline, toc_time_duty *duty)
{
    duty->limit_span = deadline->length_span;
    if (deadline->kind ==
        TOC_DEADLINE_BY_TIME) { /* the next such time: a day off, or the long one */
        duty->least_limit = TOC_DAY;
        duty->most_limit = TOC_DAY + TOC_HOUR;
    } else if (deadline->length.workdays > 0) {
        set_workdays(plan, deadline->length.workdays, duty);
    } else {
        duty->least_limit = duty->most_limit = deadline->length.ms;
    }
}

static bool is_dated(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN || deadline->kind == TOC_DEADLINE_BY_TIME;
}

/* ── measuring ───────────────────────────────────────────────────────────── */

void toc_time_measure(toc_times *times, toc_time_duty *duty)
{
    for (unsigned i = 0; i < TOC_TIME_CASES; i++) {
        bool is_bound;

        duty->lapse[i] = toc_time_along(times, &duty->way, (toc_time_case)i, &is_bound);
        if (duty->is_report && i != TOC_TIME_BEST)
            duty->lapse[i].unknown++; /* the telling itself */
        if (i == TOC_TIME_BEST)
            duty->has_best = is_bound && duty->way.scope != TOC_TIME_NOT_COMPARED;
    }
}

bool toc_time_is_known(const toc_time_duty *duty, toc_time_case which)
{
    return duty->way.scope != TOC_TIME_NOT_COMPARED && duty->lapse[which].unknown == 0 &&
           duty->lapse[which].ms != TOC_TIME_NEVER && (which != TOC_TIME_BEST || duty->has_best);
}

toc_ms toc_time_slack(const toc_time_duty *duty, toc_time_case which)
{
    return duty->least_limit - duty->lapse[which].ms;
}

/* ── listing ─────────────────────────────────────────────────────────────── */

static void add(toc_times *times, toc_time_duty *duty)
{
    toc_time_measure(times, duty);
    TOC_PUSH(times->arena, &times->duties, *duty);
}

static void add_node(toc_times *times, const toc_plan_node *node)
{
    static const toc_plan_anchor none = {.kind = TOC_PLAN_ANCHOR_NONE, .outcome = -1};
    bool is_series = node->series.every > 0;
    toc_time_duty duty = {.entity = &node->base,
                          .owner = &node->by,
                          .deadline = &node->deadline,
                          .is_series = is_series};

    if (is_series && node->deadline.kind == TOC_DEADLINE_NONE) {
        duty.limit_span = node->series.span;
        duty.least_limit = duty.most_limit = node->series.every;
    } else if (is_dated(&node->deadline)) {
        set_limits(times->plan, &node->deadline, &duty);
    } else {
        return;
    }
    if (toc_time_of(times, node)->place == TOC_TIME_NO_PLACE ||
        toc_time_of(times, node)->ready[TOC_TIME_BEST].ms == TOC_TIME_NEVER)
        return;
    duty.way = toc_time_way_to(times, node->response, is_series ? NULL : node, false,
                               is_series ? &none : &node->deadline.anchor);
    if (is_series)
        duty.way.climb[0] = node;
    add(times, &duty);
}

/* What a report waits for: a step, else the start of its response. */
static void add_report(toc_times *times, const toc_plan_report *report)
{
    const toc_plan_anchor *on = report->on.items;
    toc_time_duty duty = {.entity = &report->base,
                          .owner = &report->from,
                          .deadline = &report->deadline,
                          .is_report = true,
                          .is_series = report->series.every > 0};
    const toc_plan_node *node = NULL;
    bool waits;

    if (!is_dated(&report->deadline))
        return;
    set_limits(times->plan, &report->deadline, &duty);
    waits = report->on.count == 1 && !on->is_broken && on->target && !duty.is_series &&
            (on->kind == TOC_PLAN_ANCHOR_NODE_DONE || on->kind == TOC_PLAN_ANCHOR_NODE_START);
    if (waits)
        node = (const toc_plan_node *)on->target;
    if (waits && node->series.every == 0)
        duty.way =
            toc_time_way_to(times, node->response, node, on->kind == TOC_PLAN_ANCHOR_NODE_START,
                            &report->deadline.anchor);
    if (duty.way.scope == TOC_TIME_OWN) /* since it was owed: nothing to add up */
        duty.way.scope = TOC_TIME_NOT_COMPARED;
    add(times, &duty);
}

void toc_time_list_duties(toc_times *times)
{
    for (uint32_t i = 0; i < times->plan->nodes.count; i++)
        add_node(times, times->plan->nodes.items[i]);
    for (uint32_t i = 0; i < times->plan->reports.count; i++)
        add_report(times, times->plan->reports.items[i]);
}

/* ── all of it ───────────────────────────────────────────────────────────── */

static uint64_t edge_count(const toc_plan *plan)
{
    uint64_t count = 0;

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        count += plan->nodes.items[i]->in.count;
    return count;
}

toc_times *toc_times_new(const toc_plan *plan, toc_arena *arena)
{
    toc_times *times = TOC_NEW(arena, toc_times);

    times->plan = plan;
    times->arena = arena;
    times->nodes = TOC_NEW_ARRAY(arena, toc_time_node, plan->nodes.count);
    times->order = TOC_NEW_ARRAY(arena, const toc_plan_node *, plan->nodes.count);
    times->first = TOC_NEW_ARRAY(arena, uint32_t, (size_t)plan->responses.count + 1);
    times->first_loop = TOC_NEW_ARRAY(arena, uint32_t, (size_t)plan->responses.count + 1);
    times->budget = 64 * (plan->nodes.count + edge_count(plan)) + 65536;
    times->repair_budget = times->link_budget = times->budget;
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        times->nodes[i].place = TOC_TIME_NO_PLACE;
        times->nodes[i].above = TOC_TIME_NO_NODE;
    }
    times->between = TOC_NEW_ARRAY(arena, toc_between, (size_t)plan->nodes.count + 1);
    toc_time_parts_prepare(times);
    toc_time_starters(times);
    toc_time_order(times);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        toc_time_pass(times, i);
    toc_time_list_duties(times);
    return times;
}
