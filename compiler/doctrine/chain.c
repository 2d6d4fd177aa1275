/* chain.c - how long a telling may take from one body to another, hop by hop.
 *
 * Only the hops of one relay add up (sema/relay.h): each counts from the receipt of the one before.
 * Reports count from something that happens, so one alone is a chain of its own. */
#include "doctrine/judging.h"
#include "sema/relay.h"

static bool is_timed(const toc_deadline *deadline)
{
    return deadline->kind == TOC_DEADLINE_WITHIN && deadline->length.months == 0;
}

/* A working day is a day at least. */
static toc_ms length_of(const toc_deadline *deadline)
{
    return is_timed(deadline) ? deadline->length.ms + deadline->length.workdays * TOC_DAY : 0;
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

/* @p untimed: what is shown where not all of the way has a time; NULL: all of it has. */
static void take_body(const toc_relay_arrivals *found, const toc_plan_body *body,
                      const toc_span *untimed, toc_chain *best)
{
    toc_span bearer;
    toc_ms ms = toc_relay_arrival_at(found, body, &bearer);

    if (ms != TOC_RELAY_NOT_THERE)
        take(best, ms, !untimed, untimed ? *untimed : bearer);
}

static void take_reached(const toc_judge *judge, const toc_relay_arrivals *found, uint32_t to,
                         const toc_span *untimed, toc_chain *best)
{
    const toc_cast *cast = &judge->casts[to];

    for (uint32_t i = 0; i < cast->bodies.count; i++) {
        const toc_plan_body *body = cast->bodies.items[i];

        take_body(found, body, untimed, best);
        for (uint32_t j = 0; j < body->posts.count; j++)
            take_body(found, body->posts.items[j], untimed, best);
    }
}

static void search_relay(const toc_judge *judge, const toc_plan_relay *relay, uint32_t from,
                         uint32_t to, bool needs_times, toc_chain *best)
{
    toc_arena *arena = judge->context->arena;
    bool *begins = TOC_NEW_ARRAY(arena, bool, relay->hops.count);
    toc_relay_choice choice = {.begins = begins, .needs_times = needs_times};
    toc_span untimed = untimed_hop(relay);
    bool is_on_it = false;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        const toc_plan_body *sender = relay->hops.items[i].from.target;

        begins[i] = sender && toc_judge_plays(judge, from, sender);
        is_on_it = is_on_it || begins[i];
    }
    if (is_on_it)
        take_reached(judge, toc_relay_arrivals_of(relay, &choice, arena), to,
                     needs_times ? NULL : &untimed, best);
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
    toc_relay_choice choice = {.needs_times = true, .has_checking = true};
    const toc_relay_arrivals *found = toc_relay_arrivals_of(relay, &choice, judge->context->arena);
    const toc_plan_hop *last;

    if (relay->hops.count == 0 || !relay->hops.items[0].from.target)
        return best;
    if (to != TOC_NO_ROLE) {
        take_reached(judge, found, to, NULL, &best);
        return best;
    }
    last = &relay->hops.items[relay->hops.count - 1];
    for (uint32_t i = 0; i < last->to.count; i++) {
        if (last->to.items[i].target)
            take_body(found, last->to.items[i].target, NULL, &best);
    }
    return best;
}
