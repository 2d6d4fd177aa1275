/* time_repair.c - the fewest changes that keep a deadline at worst, each tried before it is told.
 *
 * One step alone is tried first, the one that can give most before the others; then several, most
 * first.  Nobody is asked for less than the least that a step says, nor for less than half of a
 * fixed time or of an approval. */
#include "analysis/time_private.h"

#define TRIES 16u

/* What one link of the chain could give. */
typedef struct candidate {
    const toc_plan_node *node;
    bool is_approval;
    toc_ms spare;
} candidate;

static toc_ms *value_of(toc_times *times, const toc_plan_node *node, bool is_approval)
{
    return is_approval ? &times->approval[node->base.id] : &times->most[node->base.id];
}

static toc_ms least_of(const toc_plan_node *node, bool is_approval)
{
    if (is_approval)
        return (node->approval.deadline.length.ms + 1) / 2;
    return node->takes.points > 1 ? node->takes.least : (node->takes.most + 1) / 2;
}

static toc_ms spare_of(toc_times *times, const toc_plan_node *node, bool is_approval)
{
    return *value_of(times, node, is_approval) - least_of(node, is_approval);
}

/* ── trying ──────────────────────────────────────────────────────────────── */

static bool can_try(toc_times *times, const toc_time_duty *duty)
{
    uint64_t cost = 0;

    for (uint32_t i = 0; i < duty->way.climb_count; i++) {
        const toc_plan_node *node = duty->way.climb[i];

        if (node)
            cost += 8 * (node->response->nodes.count + 1);
    }
    if (cost > times->repair_budget)
        return false;
    times->repair_budget -= cost;
    return true;
}

static void pass_again(toc_times *times, const toc_time_duty *duty)
{
    for (uint32_t i = 0; i < duty->way.climb_count; i++) {
        if (duty->way.climb[i])
            toc_time_pass(times, duty->way.climb[i]->response->base.id);
    }
}

/* By how much the duty is late with the times as they are now. */
static toc_ms lateness(toc_times *times, const toc_time_duty *duty, toc_time_case which)
{
    toc_time_duty again = *duty;

    pass_again(times, duty);
    toc_time_measure(times, &again);
    return again.lapse[which].ms - toc_time_limit(&again);
}

static void shorten(toc_times *times, const candidate *by, toc_ms cut, toc_time_repair *repair)
{
    toc_ms *value = value_of(times, by->node, by->is_approval);
    uint32_t i = 0;

    while (i < repair->change_count && (repair->changes[i].node != by->node ||
                                        repair->changes[i].is_approval != by->is_approval))
        i++;
    if (i == repair->change_count)
        repair->changes[repair->change_count++] =
            (toc_time_change){by->node, by->is_approval, *value, *value};
    *value -= cut;
    repair->changes[i].to = *value;
}

static void undo(toc_times *times, toc_time_repair *repair)
{
    for (uint32_t i = 0; i < repair->change_count; i++) {
        const toc_time_change *change = &repair->changes[i];

        *value_of(times, change->node, change->is_approval) = change->from;
    }
}

/* ── candidates ──────────────────────────────────────────────────────────── */

static void offer(toc_times *times, const toc_plan_node *node, bool is_approval, candidate *list,
                  uint32_t *count)
{
    candidate one = {node, is_approval, spare_of(times, node, is_approval)};
    uint32_t at = *count;

    if (one.spare <= 0)
        return;
    while (at > 0 && list[at - 1].spare < one.spare)
        at--;
    if (at == TRIES)
        return;
    for (uint32_t i = *count < TRIES ? *count : TRIES - 1; i > at; i--)
        list[i] = list[i - 1];
    list[at] = one;
    *count += *count < TRIES;
}

static void offer_both(toc_times *times, const toc_plan_node *node, candidate *list,
                       uint32_t *count)
{
    if (node->takes.points > 0)
        offer(times, node, false, list, count);
    if (times->approval[node->base.id] > 0)
        offer(times, node, true, list, count);
}

static bool is_listed(const candidate *list, uint32_t count, const toc_plan_node *node)
{
    for (uint32_t i = 0; i < count; i++) {
        if (list[i].node == node)
            return true;
    }
    return false;
}

/* The steps of the rounds that are counted where @p entry stands. */
static void offer_rounds(toc_times *times, const toc_plan_node *entry, candidate *list,
                         uint32_t *count)
{
    uint32_t response = entry->response->base.id;

    for (uint32_t i = times->first_loop[response]; i < times->first_loop[response + 1]; i++) {
        const toc_plan_node *node = times->loops.items[i].edge->source;

        if (times->loops.items[i].entry != entry->base.id)
            continue;
        for (uint32_t steps = 0; node && steps < TRIES; steps++) {
            uint32_t last = toc_time_of(times, node)->last[TOC_TIME_ONCE];

            if (!is_listed(list, *count, node))
                offer_both(times, node, list, count);
            if (node == times->loops.items[i].edge->target)
                break;
            node = last < node->in.count ? node->in.items[last]->source : NULL;
        }
    }
}

/* Those of the present chain that can give most, most first. */
static uint32_t find_candidates(toc_times *times, const toc_time_duty *duty, toc_time_case which,
                                candidate *list)
{
    toc_time_chain chain;
    uint32_t count = 0;

    toc_time_chain_of(times, duty, which, times->arena, &chain);
    for (uint32_t i = 0; i < chain.count; i++) {
        if (!is_listed(list, count, chain.items[i].node))
            offer_both(times, chain.items[i].node, list, &count);
        if (chain.items[i].again > 0)
            offer_rounds(times, chain.items[i].node, list, &count);
    }
    return count;
}

/* ── one change, several changes ─────────────────────────────────────────── */

static bool try_cut(toc_times *times, const toc_time_duty *duty, toc_time_case which,
                    const candidate *by, toc_ms cut, toc_time_repair *repair)
{
    bool helps;

    if (cut <= 0 || cut > by->spare || !can_try(times, duty))
        return false;
    shorten(times, by, cut, repair);
    helps = lateness(times, duty, which) <= 0;
    undo(times, repair);
    if (!helps)
        repair->change_count = 0;
    return helps;
}

static bool has_loops(const toc_times *times, const toc_time_duty *duty)
{
    for (uint32_t i = 0; i < duty->way.climb_count; i++) {
        const toc_plan_node *node = duty->way.climb[i];

        if (node && times->first_loop[node->response->base.id] !=
                        times->first_loop[node->response->base.id + 1])
            return true;
    }
    return false;
}

/* In a loop each round gains, so less than the lateness may do: the least is sought by halves. */
static bool try_rounds(toc_times *times, const toc_time_duty *duty, toc_time_case which,
                       const candidate *by, toc_ms late, toc_time_repair *repair)
{
    toc_ms enough = by->spare < late ? by->spare : late;
    toc_ms little = 0;

    if (!try_cut(times, duty, which, by, enough, repair))
        return false;
    while (enough - little > TOC_SECOND) {
        toc_time_repair probe = {0};
        toc_ms middle = little + (enough - little) / 2;

        if (try_cut(times, duty, which, by, middle, &probe))
            enough = middle;
        else
            little = middle;
    }
    if (enough % TOC_SECOND != 0 && enough + TOC_SECOND <= by->spare) /* no false precision */
        enough += TOC_SECOND - enough % TOC_SECOND;
    repair->change_count = 0;
    return try_cut(times, duty, which, by, enough, repair);
}

static bool try_one(toc_times *times, const toc_time_duty *duty, toc_time_case which, toc_ms late,
                    toc_time_repair *repair)
{
    candidate list[TRIES];
    uint32_t count = find_candidates(times, duty, which, list);
    bool loops = toc_time_has_loops(which) && has_loops(times, duty);

    for (uint32_t i = 0; i < count; i++) {
        if (loops ? try_rounds(times, duty, which, &list[i], late, repair)
                  : try_cut(times, duty, which, &list[i], late, repair))
            return true;
    }
    return false;
}

static void try_several(toc_times *times, const toc_time_duty *duty, toc_time_case which,
                        toc_ms late, toc_time_repair *repair)
{
    while (late > 0 && repair->change_count < TOC_TIME_CHANGES) {
        candidate list[TRIES];
        toc_ms cut;

        if (!can_try(times, duty) || find_candidates(times, duty, which, list) == 0)
            break;
        cut = list[0].spare < late ? list[0].spare : late;
        shorten(times, &list[0], cut, repair);
        late = lateness(times, duty, which);
    }
    undo(times, repair);
    if (late > 0)
        repair->change_count = 0;
}

toc_time_repair toc_time_repair_of(toc_times *times, const toc_time_duty *duty, toc_time_case which)
{
    toc_time_repair repair = {.limit = duty->lapse[which].ms};
    toc_ms late = repair.limit - toc_time_limit(duty);

    if (late <= 0 || repair.limit == TOC_TIME_NEVER || !can_try(times, duty))
        return repair;
    if (!try_one(times, duty, which, late, &repair))
        try_several(times, duty, which, late, &repair);
    pass_again(times, duty);
    return repair;
}
