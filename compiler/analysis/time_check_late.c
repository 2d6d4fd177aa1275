/* time_check_late.c - T0400 deadline-out-of-reach, T0401 deadline-can-be-missed,
 * T0402 report-due-too-early, T0403 late-in-later-rounds, T0406 series-may-overlap. */
#include <inttypes.h>

#include "analysis/time_checks.h"
#include "analysis/time_private.h"

#define WALK_MAX 64u

/* ── what is wrong with one duty ─────────────────────────────────────────── */

typedef enum fault { FAULT_NONE, FAULT_BEST, FAULT_WORST, FAULT_ROUNDS } fault;

/* T0488: what the step uses comes too late for it. */
static bool is_ready_too_late(const toc_times *times, const toc_time_duty *duty,
                              const toc_plan_node *node)
{
    toc_ms ready = toc_time_parts_of(times, node, TOC_TIME_LIKELY).ready;

    return ready > 0 && duty->way.scope != TOC_TIME_SINCE_NODE &&
           toc_time_add(ready, node->takes.least) > duty->least_limit;
}

/* T0142, T0310, T0315 and T0488 say it already. */
static bool is_told_elsewhere(const toc_times *times, const toc_time_duty *duty)
{
    const toc_plan_node *node = toc_time_node_of(duty);

    if (!node)
        return false;
    if (duty->is_series && duty->deadline->kind == TOC_DEADLINE_NONE &&
        node->takes.least > node->series.every)
        return true;
    return !duty->is_series &&
           (toc_deadline_is_too_short(node) || toc_approval_eats_deadline(node) ||
            is_ready_too_late(times, duty, node));
}

/* Since an anchor that loops repeat, rounds are bounded, not counted: nothing is said of that. */
static bool counts_rounds(const toc_times *times, const toc_time_duty *duty)
{
    return duty->way.scope == TOC_TIME_SINCE_START ||
           (duty->way.scope == TOC_TIME_SINCE_NODE &&
            !toc_time_of(times, duty->way.anchor)->is_redone);
}

static fault fault_of(const toc_times *times, const toc_time_duty *duty)
{
    if (!duty->is_dated || duty->way.scope == TOC_TIME_NOT_COMPARED ||
        is_told_elsewhere(times, duty))
        return FAULT_NONE;
    if (duty->has_best && toc_time_exceeds(duty, TOC_TIME_BEST, duty->most_limit))
        return FAULT_BEST;
    if (toc_time_exceeds(duty, TOC_TIME_ONCE, toc_time_limit(duty)))
        return FAULT_WORST;
    if (counts_rounds(times, duty) && toc_time_exceeds(duty, TOC_TIME_WORST, toc_time_limit(duty)))
        return FAULT_ROUNDS;
    return FAULT_NONE;
}

static toc_time_case case_of(fault which)
{
    return which == FAULT_BEST    ? TOC_TIME_BEST
           : which == FAULT_WORST ? TOC_TIME_ONCE
                                  : TOC_TIME_WORST;
}

static toc_ms limit_of(const toc_time_duty *duty, fault which)
{
    return which == FAULT_BEST ? duty->most_limit : toc_time_limit(duty);
}

/* ── consequences ────────────────────────────────────────────────────────── */

static bool is_same_way(const toc_time_duty *a, const toc_time_duty *b)
{
    return a->way.scope == b->way.scope && a->way.anchor == b->way.anchor &&
           a->deadline->anchor.kind == b->deadline->anchor.kind &&
           a->deadline->anchor.target == b->deadline->anchor.target;
}

/* Somebody earlier on the chain is at least as late, counting from the same: then this is mended
 * with that one. */
static bool is_consequence(const toc_time_checks *it, const toc_time_duty *duty, fault which)
{
    toc_time_case at = case_of(which);
    toc_ms late = duty->lapse[at].ms - limit_of(duty, which);
    const toc_plan_node *node = duty->way.climb[0];
    bool is_first = toc_time_node_of(duty) != NULL; /* the duty's own step says nothing of it */

    if (duty->way.scope == TOC_TIME_OWN)
        return false;
    for (uint32_t i = 0; node && i < WALK_MAX; i++) {
        uint32_t last = toc_time_of(it->times, node)->last[at];
        uint32_t index = it->duty_of[node->base.id];
        const toc_time_duty *other = index > 0 ? &it->times->duties.items[index - 1] : NULL;

        if (!is_first && other && is_same_way(other, duty) &&
            fault_of(it->times, other) != FAULT_NONE &&
            other->lapse[at].ms - limit_of(other, which) >= late)
            return true;
        is_first = false;
        node = last < node->in.count ? node->in.items[last]->source : NULL;
    }
    return false;
}

/* ── the messages ────────────────────────────────────────────────────────── */

static const char *word_of(const toc_time_duty *duty)
{
    const toc_plan_node *node = toc_time_node_of(duty);

    return !node               ? TOC_PHRASE("report")
           : node->is_decision ? TOC_PHRASE("decision")
                               : TOC_PHRASE("step");
}

static toc_diag *open_best(toc_time_checks *it, const toc_time_duty *duty)
{
    const char *least = toc_lapse_text(it->check->arena, duty->lapse[TOC_TIME_BEST].ms);
    const char *anchor = toc_time_anchor_text(it, duty);

    if (duty->kind == TOC_TIME_REPORT)
        return toc_diag_add(it->sink, TOC_D_REPORT_DUE_TOO_EARLY, duty->limit_span,
                            "report `%s` is due before what it waits for can be done: at best "
                            "%s after %s",
                            duty->entity->full, least, anchor);
    return toc_diag_add(it->sink, TOC_D_DEADLINE_OUT_OF_REACH, duty->limit_span,
                        "%s `%s` cannot be done in time: at best it is done %s after %s",
                        word_of(duty), duty->entity->full, least, anchor);
}

static void say_best(toc_time_checks *it, const toc_time_duty *duty, const toc_time_chain *chain)
{
    toc_diag *diag = open_best(it, duty);
    toc_ms best = duty->lapse[TOC_TIME_BEST].ms;

    toc_diag_set_here(it->sink, diag, "%s", toc_time_here(duty));
    toc_time_label_links(it, diag, duty, chain);
    toc_time_note_chain(it, diag, chain, TOC_PHRASE("at best"), best - duty->most_limit);
    if (!toc_time_is_relative(duty))
        return;
    toc_diag_add_help(it->sink, diag, "allow at least %s, or take %s off the steps before",
                      toc_lapse_text(it->check->arena, best),
                      toc_lapse_text(it->check->arena, best - duty->most_limit));
    if (toc_time_is_known(duty, TOC_TIME_WORST) && duty->lapse[TOC_TIME_WORST].ms > best)
        toc_diag_add_help(it->sink, diag, "%s is enough at worst",
                          toc_lapse_text(it->check->arena, duty->lapse[TOC_TIME_WORST].ms));
}

static void say_worst(toc_time_checks *it, const toc_time_duty *duty, const toc_time_chain *chain)
{
    toc_ms worst = duty->lapse[TOC_TIME_ONCE].ms;
    toc_diag *diag = toc_diag_add(
        it->sink, TOC_D_DEADLINE_CAN_BE_MISSED, duty->limit_span,
        "%s `%s` can be late: at worst %s is done %s after %s", word_of(duty), duty->entity->full,
        duty->kind == TOC_TIME_REPORT ? TOC_PHRASE("what it waits for") : TOC_PHRASE("it"),
        toc_lapse_text(it->check->arena, worst), toc_time_anchor_text(it, duty));

    toc_diag_set_here(it->sink, diag, "%s", toc_time_here(duty));
    toc_time_label_links(it, diag, duty, chain);
    toc_time_note_chain(it, diag, chain, TOC_PHRASE("at worst"), worst - toc_time_limit(duty));
    toc_time_add_repair(it, diag, duty);
}

/* Do all the loops that are entered at @p node lead back to it? */
static bool is_lone_loop(const toc_times *times, const toc_plan_node *node)
{
    uint32_t response = node->response->base.id;

    for (uint32_t i = times->first_loop[response]; i < times->first_loop[response + 1]; i++) {
        if (times->loops.items[i].entry == node->base.id &&
            times->loops.items[i].edge->target != node)
            return false;
    }
    return true;
}

/* The one loop on the chain, or NULL: there are several, whose rounds add up in many ways. */
static const toc_time_link *loop_of(const toc_time_checks *it, const toc_time_chain *chain)
{
    const toc_time_link *loop = NULL;

    for (uint32_t i = 0; i < chain->count; i++) {
        if (chain->items[i].again == 0)
            continue;
        if (loop || chain->items[i].node->at_most < 2 ||
            !is_lone_loop(it->times, chain->items[i].node))
            return NULL;
        loop = &chain->items[i];
    }
    return loop;
}

/* The first round in which the deadline can be passed. */
static void note_round(toc_time_checks *it, toc_diag *diag, const toc_time_duty *duty,
                       const toc_time_chain *chain)
{
    toc_ms slack = toc_time_limit(duty) - duty->lapse[TOC_TIME_ONCE].ms;
    const toc_time_link *loop = loop_of(it, chain);
    toc_ms round;

    if (!loop)
        return;
    round = loop->again / (loop->node->at_most - 1);
    if (round == 0)
        return;
    toc_diag_add_label(it->sink, diag, loop->node->at_most_span, "a round takes up to %s",
                       toc_lapse_text(it->check->arena, round));
    toc_diag_add_note(it->sink, diag, "the first round is in time, round %" PRId64 " is not",
                      slack / round + 2);
    if (slack / round > 0)
        toc_diag_add_help(it->sink, diag, "`at most %" PRId64 " times` keeps it",
                          slack / round + 1);
}

static void say_rounds(toc_time_checks *it, const toc_time_duty *duty, const toc_time_chain *chain)
{
    toc_ms worst = duty->lapse[TOC_TIME_WORST].ms;
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_LATE_IN_LATER_ROUNDS, duty->limit_span,
                     "%s `%s` can be late when a loop goes round again: at worst "
                     "it is done %s after %s",
                     word_of(duty), duty->entity->full, toc_lapse_text(it->check->arena, worst),
                     toc_time_anchor_text(it, duty));

    toc_diag_set_here(it->sink, diag, "the deadline");
    note_round(it, diag, duty, chain);
    toc_time_note_chain(it, diag, chain, TOC_PHRASE("at worst"), worst - toc_time_limit(duty));
    toc_time_add_repair(it, diag, duty);
}

static void say_overlap(toc_time_checks *it, const toc_plan_node *node)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_SERIES_MAY_OVERLAP, node->series.span,
                                  "`%s` may come round again before it is done", node->base.full);

    toc_diag_add_label(it->sink, diag, node->takes.span, "the work may need %s",
                       toc_lapse_text(it->check->arena, node->takes.most));
    toc_diag_add_help(it->sink, diag,
                      "the time that falls into the work before is left out; "
                      "repeat it less often, or say that it takes less");
}

/* ── all duties ──────────────────────────────────────────────────────────── */

static bool may_overlap(const toc_time_duty *duty)
{
    const toc_plan_node *node = toc_time_node_of(duty);

    return node && duty->is_series && node->takes.points > 0 &&
           node->takes.most > node->series.every && node->takes.least <= node->series.every;
}

static void check_duty(toc_time_checks *it, const toc_time_duty *duty)
{
    fault which = fault_of(it->times, duty);
    toc_time_chain chain;

    if (which == FAULT_NONE || is_consequence(it, duty, which))
        return;
    toc_time_chain_of(it->times, duty, case_of(which), it->check->arena, &chain);
    if (which == FAULT_BEST)
        say_best(it, duty, &chain);
    else if (which == FAULT_WORST)
        say_worst(it, duty, &chain);
    else
        say_rounds(it, duty, &chain);
}

void toc_time_check_late(toc_time_checks *it)
{
    for (uint32_t i = 0; i < it->times->duties.count; i++) {
        const toc_time_duty *duty = &it->times->duties.items[i];

        if (!toc_time_node_of(duty) && duty->kind != TOC_TIME_REPORT)
            continue;
        it->is_told[i] =
            fault_of(it->times, duty) != FAULT_NONE || is_told_elsewhere(it->times, duty);
        if (may_overlap(duty))
            say_overlap(it, toc_time_node_of(duty));
        else
            check_duty(it, duty);
    }
}
