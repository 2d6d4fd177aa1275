/* time_check_unknown.c - T0407 time-not-stated: one note for the plan that names the steps without
 * which it cannot be told whether deadlines are kept.
 *
 * Only of chains that are known otherwise: a plan that states no working times is not scolded. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"

#define NAMES_MAX 8u

typedef struct names {
    bool *is_named; /* by id of a node */
    TOC_VEC(const toc_plan_node *) nodes;
    uint32_t deadlines;
} names;

static bool is_unstated(const toc_plan_node *node)
{
    bool waits =
        !toc_span_is_none(node->approval.span) && node->approval.deadline.kind == TOC_DEADLINE_NONE;

    return node->takes.points == 0 || waits;
}

static void look_at_chain(toc_time_checks *it, names *found, const toc_time_chain *chain)
{
    bool is_known = false;
    bool is_unknown = false;

    for (uint32_t i = 0; i < chain->count; i++) {
        is_known = is_known || chain->items[i].work > 0;
        is_unknown =
            is_unknown || (chain->items[i].is_unknown && is_unstated(chain->items[i].node));
    }
    if (!is_known || !is_unknown)
        return;
    found->deadlines++;
    for (uint32_t i = 0; i < chain->count; i++) {
        const toc_plan_node *node = chain->items[i].node;

        if (!chain->items[i].is_unknown || !is_unstated(node) || found->is_named[node->base.id])
            continue;
        found->is_named[node->base.id] = true;
        TOC_PUSH(it->check->arena, &found->nodes, node);
    }
}

static bool is_open(const toc_time_checks *it, uint32_t index)
{
    const toc_time_duty *duty = &it->times->duties.items[index];

    return duty->is_dated && toc_time_node_of(duty) && !it->is_told[index] &&
           duty->lapse[TOC_TIME_ONCE].unknown > 0 &&
           (duty->way.scope == TOC_TIME_SINCE_START || duty->way.scope == TOC_TIME_SINCE_NODE);
}

static void say(toc_time_checks *it, const names *found)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_TIME_NOT_STATED, found->nodes.items[0]->base.span,
                                  "whether %u deadline%s can be kept cannot be told: a time before "
                                  "%s is not stated",
                                  found->deadlines, found->deadlines == 1 ? "" : "s",
                                  found->deadlines == 1 ? "it" : "them");

    for (uint32_t i = 0; i < found->nodes.count && i < NAMES_MAX; i++) {
        const toc_plan_node *node = found->nodes.items[i];
        const char *text = node->takes.points == 0
                               ? TOC_PHRASE("does not say what it takes")
                               : TOC_PHRASE("does not say how soon it is approved");

        if (i == 0)
            toc_diag_set_here(it->sink, diag, "%s", text);
        else
            toc_diag_add_label(it->sink, diag, node->base.span, "%s", text);
    }
    if (found->nodes.count > NAMES_MAX)
        toc_diag_add_note(it->sink, diag, "%u more are not stated either",
                          found->nodes.count - NAMES_MAX);
    toc_diag_add_help(it->sink, diag, "an estimate is enough: `takes 10..40min`");
}

void toc_time_check_unknown(toc_time_checks *it)
{
    names found = {.is_named = TOC_NEW_ARRAY(it->check->arena, bool, it->plan->nodes.count)};
    uint64_t budget = 16 * (uint64_t)it->plan->nodes.count + 1024;

    for (uint32_t i = 0; i < it->times->duties.count; i++) {
        toc_time_chain chain;

        if (!is_open(it, i))
            continue;
        toc_time_chain_of(it->times, &it->times->duties.items[i], TOC_TIME_ONCE, it->check->arena,
                          &chain);
        look_at_chain(it, &found, &chain);
        if (chain.count > budget)
            break; /* enough is named */
        budget -= chain.count;
    }
    if (found.nodes.count > 0)
        say(it, &found);
}
