/* time_duties.c - the duties of a plan: what each waits for and how long it has; those of steps. */
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
 * Sunday, most from the first of a Friday.  A change of the clocks may lie between. */
static void set_workdays(const toc_times *times, int64_t days, toc_time_duty *duty)
{
    bool odd = has_odd_days(times->plan);
    int64_t least = odd ? days : days + 2 * ((days - 1) / 5);
    int64_t most = days + 2 * ((days + 4) / 5) + 1;
    toc_ms forward = toc_clock_shift(times->clock, true, odd || days > 5);
    toc_ms back = toc_clock_shift(times->clock, false, true);

    duty->least_limit = toc_mul_i64(least, TOC_DAY, &least) ? least - forward : TOC_TIME_NEVER;
    duty->most_limit =
        !odd && toc_mul_i64(most, TOC_DAY, &most) ? toc_time_add(most, back) : TOC_TIME_NEVER;
}

/* It may be opened at the very time, or just after the one before; so less than a whole day. */
static void set_by_time(const toc_times *times, int32_t minute, toc_time_duty *duty)
{
    duty->by_minute = minute;
    duty->least_limit = 0;
    duty->most_limit = toc_clock_longest_day(times->clock, minute);
}

void toc_time_set_limits(const toc_times *times, const toc_deadline *deadline,
                         const toc_series *series, toc_time_duty *duty)
{
    bool repeats = series && series->every > 0;
    bool is_by_time = (repeats && series->minutes >= 0) || deadline->kind == TOC_DEADLINE_BY_TIME;

    duty->deadline = deadline;
    duty->is_series = repeats;
    duty->by_minute = -1;
    duty->is_dated = repeats || is_by_time || deadline->kind == TOC_DEADLINE_WITHIN;
    duty->limit_span =
        deadline->kind == TOC_DEADLINE_NONE && repeats ? series->span : deadline->length_span;
    if (is_by_time)
        set_by_time(times, repeats && series->minutes >= 0 ? series->minutes : deadline->minutes,
                    duty);
    else if (deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.workdays > 0)
        set_workdays(times, deadline->length.workdays, duty);
    else if (deadline->kind == TOC_DEADLINE_WITHIN)
        duty->least_limit = duty->most_limit = deadline->length.ms;
    else if (repeats)
        duty->least_limit = duty->most_limit = series->every;
}

bool toc_time_is_plain(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.workdays == 0 &&
           deadline->anchor.kind == TOC_PLAN_ANCHOR_NONE && !deadline->anchor.is_broken;
}

/* ── measuring ───────────────────────────────────────────────────────────── */

void toc_time_measure(toc_times *times, toc_time_duty *duty)
{
    for (unsigned i = 0; i < TOC_TIME_CASES; i++) {
        bool is_bound;
        bool is_other_bound;

        duty->lapse[i] = toc_time_along(times, &duty->way, (toc_time_case)i, &is_bound);
        for (uint32_t m = 0; m < duty->more_count; m++) {
            toc_lapse more =
                toc_time_along(times, &duty->more[m], (toc_time_case)i, &is_other_bound);

            duty->lapse[i] = toc_lapse_later(duty->lapse[i], more);
            is_bound = is_bound && is_other_bound;
        }
        if (duty->own)
            duty->lapse[i] = toc_lapse_add(duty->lapse[i], duty->own[i]);
        if (i == TOC_TIME_BEST)
            duty->has_best =
                is_bound && !duty->may_be_skipped && duty->way.scope != TOC_TIME_NOT_COMPARED;
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

toc_ms toc_time_limit(const toc_time_duty *duty)
{
    return duty->by_minute >= 0 ? TOC_DAY : duty->least_limit;
}

bool toc_time_exceeds(const toc_time_duty *duty, toc_time_case which, toc_ms limit)
{
    toc_ms ms = duty->lapse[which].ms;

    if (ms == TOC_TIME_NEVER)
        return false;
    return duty->by_minute >= 0 ? ms >= limit : ms > limit;
}

toc_time_way toc_time_way_own(void)
{
    return (toc_time_way){.scope = TOC_TIME_OWN, .is_always = true, .climb_count = 1};
}

const toc_lapse *toc_time_unstated(toc_times *times, toc_ms least, const toc_plan_body *owner)
{
    toc_lapse *own = TOC_NEW_ARRAY(times->arena, toc_lapse, TOC_TIME_CASES);
    toc_ms off = owner ? times->off_duty[owner->base.id] : 0;

    for (unsigned i = TOC_TIME_LIKELY; i < TOC_TIME_CASES; i++) {
        own[i].unknown = 1;
        if (toc_time_is_worst((toc_time_case)i))
            own[i].ms = toc_time_add(least, toc_time_has_hours((toc_time_case)i) ? off : 0);
    }
    return own;
}

void toc_time_add_duty(toc_times *times, toc_time_duty *duty)
{
    toc_time_measure(times, duty);
    TOC_PUSH(times->arena, &times->duties, *duty);
}

/* ── steps and decisions ─────────────────────────────────────────────────── */

/* An undated one is timed from the start of its response. */
static toc_time_way way_to_node(const toc_times *times, const toc_plan_node *node, bool is_dated)
{
    toc_plan_anchor start = {
        .kind = TOC_PLAN_ANCHOR_RESPONSE_START, .target = &node->response->base, .outcome = -1};
    toc_time_way way;

    if (node->series.every > 0) { /* each time for itself */
        way = toc_time_way_own();
        way.climb[0] = node;
        return way;
    }
    return toc_time_way_to(times, node->response, node, false,
                           is_dated ? &node->deadline.anchor : &start);
}

static void add_node(toc_times *times, const toc_plan_node *node)
{
    toc_time_duty duty = {.kind = node->is_decision ? TOC_TIME_DECISION : TOC_TIME_STEP,
                          .entity = &node->base,
                          .name = node->base.full,
                          .owner = &node->by};

    toc_time_set_limits(times, &node->deadline, &node->series, &duty);
    duty.way = way_to_node(times, node, duty.is_dated);
    toc_time_add_duty(times, &duty);
}

/* At worst the approver is formed so long after he was asked. */
static toc_ms formed_after(const toc_times *times, const toc_plan_node *node)
{
    const toc_plan_body *approver = node->approval.body.target;
    toc_ms earliest = toc_time_of(times, node)->ready[TOC_TIME_BEST].ms;
    toc_ms formed = approver ? toc_time_formed(times, approver, node->response).ms : 0;

    return formed > earliest ? formed - earliest : 0;
}

/* How long the approver thinks it over nobody knows. */
static void add_approval(toc_times *times, const toc_plan_node *node)
{
    const toc_duty_by *approval = &node->approval;
    toc_time_duty duty = {
        .kind = TOC_TIME_APPROVAL, .entity = &node->base, .owner = &approval->body};

    duty.name = toc_say(times->arena, "approval of %s", node->base.full);
    toc_time_set_limits(times, &approval->deadline, NULL, &duty);
    duty.own = toc_time_unstated(times, formed_after(times, node), approval->body.target);
    duty.way = toc_time_way_own();
    if (approval->deadline.anchor.is_broken ||
        approval->deadline.anchor.kind != TOC_PLAN_ANCHOR_NONE) {
        duty.way = toc_time_way_to(times, node->response, node, true, &approval->deadline.anchor);
        duty.way.ends_at_ready = true;
    }
    if (node->series.every > 0 && duty.way.scope != TOC_TIME_OWN)
        duty.way.scope = TOC_TIME_NOT_COMPARED;
    toc_time_add_duty(times, &duty);
}

static void add_request(toc_times *times, const toc_plan_node *node, const toc_quantity *asked)
{
    static const toc_deadline none = {.kind = TOC_DEADLINE_NONE};
    toc_time_duty duty = {.kind = TOC_TIME_REQUEST, .entity = &node->base, .owner = &asked->from};

    if (!asked->resource.target || !asked->from.target)
        return;
    duty.name =
        toc_say(times->arena, "%s for %s", asked->resource.target->base.full, node->base.full);
    toc_time_set_limits(times, &none, NULL, &duty);
    duty.own = toc_time_unstated(times, 0, asked->from.target);
    duty.way = toc_time_way_own();
    toc_time_add_duty(times, &duty);
}

static void list_nodes(toc_times *times)
{
    for (uint32_t i = 0; i < times->plan->nodes.count; i++) {
        const toc_plan_node *node = times->plan->nodes.items[i];

        if (toc_time_of(times, node)->place == TOC_TIME_NO_PLACE ||
            toc_time_of(times, node)->ready[TOC_TIME_BEST].ms == TOC_TIME_NEVER)
            continue; /* nothing reaches it */
        add_node(times, node);
        if (!toc_span_is_none(node->approval.span))
            add_approval(times, node);
        for (uint32_t r = 0; r < node->requests.count; r++)
            add_request(times, node, &node->requests.items[r]);
    }
}

void toc_time_list_duties(toc_times *times)
{
    list_nodes(times);
    toc_time_list_told(times);
    toc_time_list_levels(times);
    toc_time_list_bodies(times);
    toc_time_list_relays(times);
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
    times->repair_budget = times->link_budget = times->spare_links = times->budget;
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        times->nodes[i].place = TOC_TIME_NO_PLACE;
        times->nodes[i].above = TOC_TIME_NO_NODE;
    }
    times->between = TOC_NEW_ARRAY(arena, toc_between, (size_t)plan->nodes.count + 1);
    times->clock = toc_clock_new(plan, arena);
    toc_time_parts_prepare(times);
    toc_time_starters(times);
    toc_time_order(times);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        toc_time_pass(times, i);
    toc_time_list_duties(times);
    return times;
}
