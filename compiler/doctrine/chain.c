/* chain.c - how long a telling may take from one body to another, hop by hop.
 *
 * Only the hops of one relay add up: each counts from the receipt of the one before.  Reports
 * count from something that happens, so one alone is a chain of its own. */
#include "base/checked.h"
#include "doctrine/judging.h"

#define ROUNDS_MAX 64u /* hops of the longest chain that is followed */
#define FAR        INT64_MAX

static toc_reach *reach_begin(const toc_judge *judge)
{
    judge->reach->now++;
    return judge->reach;
}

static toc_ms reach_get(const toc_reach *reach, const toc_plan_body *body)
{
    return reach->round[body->base.id] == reach->now ? reach->ms[body->base.id] : FAR;
}

static void reach_set(toc_reach *reach, const toc_plan_body *body, toc_ms ms, toc_span span)
{
    reach->round[body->base.id] = reach->now;
    reach->ms[body->base.id] = ms;
    reach->last[body->base.id] = span;
}

static bool is_timed(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.months == 0;
}

/* A working day is a day at least. */
static toc_ms length_of(const toc_deadline *deadline)
{
    return is_timed(deadline) ? deadline->length.ms + deadline->length.workdays * TOC_DAY : 0;
}

/* What the sender of a hop spends on checking before it passes on. */
static toc_ms checking_of(const toc_plan_relay *relay, const toc_plan_body *sender, bool is_first)
{
    toc_ms sum = 0;

    for (uint32_t i = 0; i < relay->verifies.count; i++) {
        const toc_plan_verify *verify = &relay->verifies.items[i];
        bool is_meant = toc_span_is_none(verify->by.span) ? !is_first : verify->by.target == sender;

        if (is_meant && !toc_add_i64(sum, verify->length.value.ms, &sum))
            return FAR - 1;
    }
    return sum;
}

static bool relax(toc_reach *found, const toc_plan_hop *hop, toc_ms checking)
{
    toc_ms at = reach_get(found, hop->from.target);
    bool is_changed = false;
    toc_ms sum;

    if (at == FAR || !toc_add_i64(at, checking, &sum) ||
        !toc_add_i64(sum, length_of(&hop->deadline), &sum))
        return false;
    for (uint32_t i = 0; i < hop->to.count; i++) {
        const toc_plan_body *to = hop->to.items[i].target;

        if (!to || reach_get(found, to) <= sum)
            continue;
        reach_set(found, to, sum, hop->span);
        is_changed = true;
    }
    return is_changed;
}

/* @p needs_times: hops without a time are not there. */
static void follow(toc_reach *found, const toc_plan_relay *relay, bool needs_times,
                   bool is_checking)
{
    bool is_changed = true;

    for (uint32_t round = 0; is_changed && round < ROUNDS_MAX; round++) {
        is_changed = false;
        for (uint32_t i = 0; i < relay->hops.count; i++) {
            const toc_plan_hop *hop = &relay->hops.items[i];
            bool is_first = hop->from.target == relay->hops.items[0].from.target;
            toc_ms checking = is_checking ? checking_of(relay, hop->from.target, is_first) : 0;

            if (hop->from.target && (!needs_times || is_timed(&hop->deadline)))
                is_changed = relax(found, hop, checking) || is_changed;
        }
    }
}

static toc_span untimed_hop(const toc_plan_relay *relay)
{
    for (uint32_t i = 0; i < relay->hops.count; i++) {
        if (!is_timed(&relay->hops.items[i].deadline))
            return relay->hops.items[i].span;
    }
    return relay->base.span;
}

static void take(toc_chain *best, toc_ms ms, bool timed, toc_span span)
{
    if (best->is_there && (best->is_timed > timed || (best->is_timed == timed && best->ms <= ms)))
        return;
    *best = (toc_chain){true, timed, ms, span};
}

static void take_body(const toc_reach *found, const toc_plan_body *body, bool timed,
                      toc_span untimed, toc_chain *best)
{
    toc_ms ms = reach_get(found, body);

    if (ms != FAR)
        take(best, ms, timed, timed ? found->last[body->base.id] : untimed);
}

static void take_reached(const toc_judge *judge, const toc_reach *found, uint32_t to, bool timed,
                         toc_span untimed, toc_chain *best)
{
    const toc_cast *cast = &judge->casts[to];

    for (uint32_t i = 0; i < cast->bodies.count; i++) {
        const toc_plan_body *body = cast->bodies.items[i];

        take_body(found, body, timed, untimed, best);
        for (uint32_t j = 0; j < body->posts.count; j++)
            take_body(found, body->posts.items[j], timed, untimed, best);
    }
}

static void search_relay(const toc_judge *judge, const toc_plan_relay *relay, uint32_t from,
                         uint32_t to, bool needs_times, toc_chain *best)
{
    toc_reach *found = reach_begin(judge);
    bool is_on_it = false;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_body *sender = relay->hops.items[i].from.target;

        if (sender && toc_judge_plays(judge, from, sender)) {
            reach_set(found, sender, 0, relay->hops.items[i].span);
            is_on_it = true;
        }
    }
    if (!is_on_it)
        return;
    follow(found, relay, needs_times, false);
    take_reached(judge, found, to, needs_times, untimed_hop(relay), best);
}

toc_chain toc_chain_find(const toc_judge *judge, uint32_t from, uint32_t to)
{
    const toc_plan *plan = judge->context->plan;
    toc_chain best = {false, false, 0, {0, 0}};

    for (uint32_t i = 0; i < judge->facts.tellings.count; i++) {
        const toc_telling *telling = &judge->facts.tellings.items[i];

        if (toc_judge_plays(judge, from, telling->from) && toc_judge_plays(judge, to, telling->to))
            take(&best, length_of(telling->deadline), is_timed(telling->deadline), telling->span);
    }
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        search_relay(judge, plan->relays.items[i], from, to, true, &best);
        if (!best.is_timed)
            search_relay(judge, plan->relays.items[i], from, to, false, &best);
    }
    return best;
}

toc_chain toc_relay_sum(const toc_judge *judge, const toc_plan_relay *relay, uint32_t to)
{
    toc_chain best = {false, false, 0, {0, 0}};
    toc_reach *found = reach_begin(judge);
    const toc_plan_hop *last;

    if (relay->hops.count == 0 || !relay->hops.items[0].from.target)
        return best;
    reach_set(found, relay->hops.items[0].from.target, 0, relay->hops.items[0].span);
    follow(found, relay, true, true);
    if (to != TOC_NO_ROLE) {
        take_reached(judge, found, to, true, relay->base.span, &best);
        return best;
    }
    last = &relay->hops.items[relay->hops.count - 1];
    for (uint32_t i = 0; i < last->to.count; i++) {
        if (last->to.items[i].target)
            take_body(found, last->to.items[i].target, true, last->span, &best);
    }
    return best;
}
