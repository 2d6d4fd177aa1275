/* time_duties_told.c - the duties of telling: reports, announcements and their approval, the hops of
 * relays.  What they wait for is timed; how long the telling itself takes no plan says. */
#include "analysis/time_private.h"
#include "sema/relay.h"

static bool has_anchor(const toc_deadline *deadline)
{
    return deadline->anchor.is_broken || deadline->anchor.kind != TOC_PLAN_ANCHOR_NONE;
}

/* The step that one thing of `on` waits for, or NULL. */
static const toc_plan_node *node_of(const toc_plan_anchor *on)
{
    bool is_node = on->kind == TOC_PLAN_ANCHOR_NODE_DONE || on->kind == TOC_PLAN_ANCHOR_NODE_START;

    return is_node && !on->is_broken ? (const toc_plan_node *)on->target : NULL;
}

/* To the opening: by the one step that it is on, else from what it is on itself. */
static toc_time_way way_to_opening(const toc_times *times, const toc_plan_anchors *on,
                                   const toc_deadline *deadline)
{
    const toc_plan_node *node = on->count == 1 ? node_of(&on->items[0]) : NULL;
    toc_time_way way = toc_time_way_own();

    if (!has_anchor(deadline) || toc_time_is_start(on, &deadline->anchor))
        return way;
    way.scope = TOC_TIME_NOT_COMPARED;
    if (node && node->series.every == 0)
        way = toc_time_way_to(times, node->response, node,
                              on->items[0].kind == TOC_PLAN_ANCHOR_NODE_START, &deadline->anchor);
    return way;
}

/* ── reports ─────────────────────────────────────────────────────────────── */

static void add_report(toc_times *times, const toc_plan_report *report)
{
    toc_time_duty duty = {.kind = TOC_TIME_REPORT,
                          .entity = &report->base,
                          .name = report->base.full,
                          .owner = &report->from};

    toc_time_set_limits(times, &report->deadline, &report->series, &duty);
    duty.own = toc_time_unstated(times, 0, report->from.target);
    duty.way =
        duty.is_series ? toc_time_way_own() : way_to_opening(times, &report->on, &report->deadline);
    toc_time_add_duty(times, &duty);
}

/* ── announcements ───────────────────────────────────────────────────────── */

/* It goes out when what it is on has come, and all that it is after is done. */
static void find_ways(toc_times *times, const toc_plan_announcement *it,
                      const toc_deadline *deadline, toc_time_duty *duty)
{
    toc_time_way *more;

    duty->way = way_to_opening(times, &it->on, deadline);
    if (duty->is_series || it->on.count + it->after.count == 0) {
        duty->way = toc_time_way_own();
        return;
    }
    if (it->after.count == 0 || !has_anchor(deadline))
        return;
    more = TOC_NEW_ARRAY(times->arena, toc_time_way, it->after.count);
    for (uint32_t i = 0; i < it->after.count; i++) {
        const toc_plan_node *node = it->after.items[i].target;

        if (!node || node->series.every > 0) {
            duty->way.scope = TOC_TIME_NOT_COMPARED;
            return;
        }
        more[i] = toc_time_way_to(times, node->response, node, false, &deadline->anchor);
        if (more[i].scope == TOC_TIME_NOT_COMPARED)
            duty->way.scope = TOC_TIME_NOT_COMPARED;
        duty->may_be_skipped = duty->may_be_skipped || node->when;
    }
    duty->more = more;
    duty->more_count = it->after.count;
    if (it->on.count == 0) {
        duty->way = more[0];
        duty->more++;
        duty->more_count--;
    }
}

/* Approved at once, in half the time, at the last moment; or nobody knows when. */
static void add_approval_time(toc_lapse *own, const toc_duty_by *approved)
{
    toc_ms most = approved->deadline.length.ms;

    if (toc_span_is_none(approved->span))
        return;
    for (unsigned i = TOC_TIME_LIKELY; i < TOC_TIME_CASES; i++) {
        if (toc_time_is_plain(&approved->deadline))
            own[i].ms = toc_time_add(own[i].ms, i == TOC_TIME_LIKELY ? most / 2 : most);
        else
            own[i].unknown++;
    }
}

static void add_announcement(toc_times *times, const toc_plan_announcement *it)
{
    toc_lapse *own = TOC_NEW_ARRAY(times->arena, toc_lapse, TOC_TIME_CASES);
    const toc_lapse *telling = toc_time_unstated(times, 0, it->by.target);
    toc_time_duty duty = {.kind = TOC_TIME_ANNOUNCEMENT,
                          .entity = &it->base,
                          .name = it->base.full,
                          .owner = &it->by,
                          .own = own};

    for (unsigned i = 0; i < TOC_TIME_CASES; i++)
        own[i] = telling[i];
    add_approval_time(own, &it->approved);
    toc_time_set_limits(times, &it->deadline, &it->series, &duty);
    find_ways(times, it, &it->deadline, &duty);
    toc_time_add_duty(times, &duty);
}

static void add_announcement_approval(toc_times *times, const toc_plan_announcement *it)
{
    const toc_duty_by *approved = &it->approved;
    toc_time_duty duty = {.kind = TOC_TIME_APPROVAL, .entity = &it->base, .owner = &approved->body};

    duty.name = toc_say(times->arena, "approval of %s", it->base.full);
    toc_time_set_limits(times, &approved->deadline, NULL, &duty);
    duty.own = toc_time_unstated(times, 0, approved->body.target);
    find_ways(times, it, &approved->deadline, &duty);
    toc_time_add_duty(times, &duty);
}

void toc_time_list_told(toc_times *times)
{
    const toc_plan *plan = times->plan;

    for (uint32_t i = 0; i < plan->reports.count; i++)
        add_report(times, plan->reports.items[i]);
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        add_announcement(times, plan->announcements.items[i]);
        if (!toc_span_is_none(plan->announcements.items[i]->approved.span))
            add_announcement_approval(times, plan->announcements.items[i]);
    }
}

/* ── relays ──────────────────────────────────────────────────────────────── */

/* One hop to one receiver, or a skip. */
static void add_leg(toc_times *times, const toc_plan_relay *relay, const toc_relay_leg *leg,
                    const toc_body_ref *owner, const toc_relay_way *before)
{
    toc_ms received = before && leg->is_absolute ? before->worst : 0;
    static const toc_deadline none = {.kind = TOC_DEADLINE_NONE};
    const toc_plan_body *from = owner->target;
    toc_time_duty duty = {.kind = TOC_TIME_HOP, .entity = &relay->base, .owner = owner};

    duty.leg = leg->hop ? leg : NULL;
    duty.relay_way = leg->is_absolute ? before : NULL;
    duty.name = toc_arena_printf(times->arena, "%s: %s -> %s", relay->base.full,
                                 from ? from->base.full : "?", leg->to->base.full);
    toc_time_set_limits(times, leg->hop ? &leg->hop->deadline : &none, NULL, &duty);
    duty.least_limit = toc_time_add(duty.least_limit, leg->verify);
    duty.most_limit = toc_time_add(duty.most_limit, leg->verify);
    duty.own = toc_time_unstated(times, toc_time_add(received, leg->verify), from);
    duty.way = toc_time_way_own();
    if (leg->start == TOC_RELAY_FROM_OTHER)
        duty.way.scope = TOC_TIME_NOT_COMPARED;
    toc_time_add_duty(times, &duty);
}

/* The place of each hand-over among those that are listed. */
static uint32_t *first_of_hops(toc_times *times, const toc_plan_relay *relay)
{
    uint32_t *first = TOC_NEW_ARRAY(times->arena, uint32_t, (size_t)relay->hops.count + 1);

    for (uint32_t i = 0; i < relay->hops.count; i++)
        first[i + 1] = first[i] + relay->hops.items[i].to.count;
    return first;
}

static uint32_t receiver_of(const toc_plan_hop *hop, const toc_plan_body *to)
{
    for (uint32_t i = 0; i < hop->to.count; i++) {
        if (hop->to.items[i].target == to)
            return i;
    }
    return 0;
}

/* Of each hand-over the quickest way by which its sender gets the word, everybody using his time. */
typedef struct handing {
    const toc_relay_leg *leg; /* NULL: no way leads there */
    const toc_relay_way *way; /* with the legs before it */
    toc_ms received;
    bool is_for_some; /* only by a skip that has a condition */
} handing;

static bool is_better(const handing *a, const handing *b)
{
    if (!b->leg || a->is_for_some != b->is_for_some)
        return !b->leg || b->is_for_some;
    return a->received < b->received;
}

static handing *find_handings(toc_times *times, const toc_relay_ways *ways, const uint32_t *first)
{
    const toc_plan_relay *relay = ways->relay;
    handing *found = TOC_NEW_ARRAY(times->arena, handing, first[relay->hops.count]);

    for (uint32_t w = 0; w < ways->items.count; w++) {
        const toc_relay_way *way = &ways->items.items[w];

        for (uint32_t l = 0; l < way->leg_count; l++) {
            const toc_relay_leg *leg = &way->legs[l];
            handing one = {leg, way, l > 0 ? way->legs[l - 1].worst : 0,
                           way->skip && way->skip->when};
            handing *at;

            if (!leg->hop)
                continue;
            at = &found[first[leg->hop - relay->hops.items] + receiver_of(leg->hop, leg->to)];
            if (is_better(&one, at))
                *at = one;
        }
    }
    return found;
}

/* The way up to the sender of @p at, or NULL where he is the first. */
static const toc_relay_way *way_before(toc_times *times, const handing *at)
{
    uint32_t count = (uint32_t)(at->leg - at->way->legs);
    toc_relay_way *before;

    if (count == 0)
        return NULL;
    before = TOC_NEW(times->arena, toc_relay_way);
    *before = *at->way;
    before->leg_count = count;
    before->best = at->way->legs[count - 1].best;
    before->worst = at->way->legs[count - 1].worst;
    before->untimed = 0;
    for (uint32_t i = 0; i < count; i++)
        before->untimed += before->legs[i].within == TOC_MS_NONE;
    return before;
}

static void add_skips(toc_times *times, const toc_plan_relay *relay)
{
    const toc_body_ref *sender = &relay->hops.items[0].from;

    for (uint32_t i = 0; i < relay->skips.count; i++) {
        for (uint32_t j = 0; j < relay->skips.items[i].to.count; j++) {
            toc_relay_leg leg = {.skip = &relay->skips.items[i],
                                 .to = relay->skips.items[i].to.items[j].target};

            if (leg.to)
                add_leg(times, relay, &leg, sender, NULL);
        }
    }
}

static void add_written(toc_times *times, const toc_plan_relay *relay)
{
    const toc_deadline *written = &relay->written;
    toc_time_duty duty = {
        .kind = TOC_TIME_WRITTEN, .entity = &relay->base, .owner = &relay->hops.items[0].from};

    if (written->kind == TOC_DEADLINE_NONE)
        return;
    duty.name = toc_say(times->arena, "%s in writing", relay->base.full);
    toc_time_set_limits(times, written, NULL, &duty);
    duty.own = toc_time_unstated(times, 0, duty.owner->target);
    duty.way = toc_time_way_own();
    if (has_anchor(written) && !toc_time_is_start(&relay->on, &written->anchor))
        duty.way.scope = TOC_TIME_NOT_COMPARED;
    toc_time_add_duty(times, &duty);
}

/* Is there a way whose length is not known to be within the tightest one's: hand-overs without a
 * time, or counted in working days, or more ways than are looked at? */
static bool has_open_way(const toc_plan_relay *relay, const toc_relay_ways *ways,
                         const toc_relay_way *tightest)
{
    for (uint32_t i = 0; i < ways->items.count; i++) {
        const toc_relay_way *way = &ways->items.items[i];
        toc_relay_margin margin = toc_relay_margin_of(relay, way, &relay->overall);

        if (way != tightest && !way->skip && (way->untimed > 0 || !margin.is_counted))
            return true;
    }
    return ways->is_cut;
}

/* Everybody at once; in half his time; at the last moment.  Of hand-overs without a time nothing is
 * known. */
static const toc_lapse *times_of_way(toc_times *times, const toc_relay_way *way,
                                     const toc_relay_margin *margin, bool is_open)
{
    toc_lapse *own = TOC_NEW_ARRAY(times->arena, toc_lapse, TOC_TIME_CASES);
    toc_ms worst = margin->limit - margin->worst_slack;

    for (unsigned i = TOC_TIME_LIKELY; i < TOC_TIME_CASES; i++)
        own[i] = (toc_lapse){i == TOC_TIME_LIKELY ? worst / 2 : worst,
                             way->untimed + margin->starts_elsewhere + is_open};
    return own;
}

static void add_overall(toc_times *times, const toc_plan_relay *relay, const toc_relay_ways *ways)
{
    toc_relay_margin margin;
    toc_time_duty duty = {
        .kind = TOC_TIME_OVERALL, .entity = &relay->base, .owner = &relay->hops.items[0].from};

    if (relay->overall.kind == TOC_DEADLINE_NONE)
        return;
    duty.name = toc_say(times->arena, "%s as a whole", relay->base.full);
    toc_time_set_limits(times, &relay->overall, NULL, &duty);
    duty.relay_way = toc_relay_tightest(ways, &relay->overall, &margin);
    duty.way = toc_time_way_own();
    if (duty.relay_way)
        duty.own =
            times_of_way(times, duty.relay_way, &margin, has_open_way(relay, ways, duty.relay_way));
    else
        duty.way.scope = TOC_TIME_NOT_COMPARED;
    toc_time_add_duty(times, &duty);
}

/* No way leads there, or there are too many to look at all. */
static const toc_relay_leg *unled_leg(toc_times *times, const toc_plan_hop *hop, uint32_t receiver)
{
    toc_relay_leg *leg = TOC_NEW(times->arena, toc_relay_leg);

    leg->hop = hop;
    leg->to = hop->to.items[receiver].target;
    leg->start = TOC_RELAY_FROM_OTHER;
    return leg;
}

static void add_relay(toc_times *times, const toc_plan_relay *relay, uint32_t *budget)
{
    const toc_relay_ways *ways = toc_relay_ways_of(relay, times->arena, budget);
    const uint32_t *first = first_of_hops(times, relay);
    const handing *found = find_handings(times, ways, first);

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_hop *hop = &relay->hops.items[i];

        for (uint32_t j = 0; j < hop->to.count; j++) {
            const handing *at = &found[first[i] + j];

            if (at->leg)
                add_leg(times, relay, at->leg, &hop->from, way_before(times, at));
            else if (hop->to.items[j].target)
                add_leg(times, relay, unled_leg(times, hop, j), &hop->from, NULL);
        }
    }
    add_skips(times, relay);
    add_written(times, relay);
    add_overall(times, relay, ways);
}

void toc_time_list_relays(toc_times *times)
{
    uint32_t budget = TOC_RELAY_BUDGET;

    for (uint32_t i = 0; i < times->plan->relays.count; i++) {
        if (times->plan->relays.items[i]->hops.count > 0)
            add_relay(times, times->plan->relays.items[i], &budget);
    }
}
