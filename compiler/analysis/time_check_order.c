/* time_check_order.c - T0405 deadlines-out-of-order: a step is due before what it waits for.
 *
 * Both count from the start of their response.  Whoever uses the time that the earlier step has
 * makes the later one late; one of the two figures is wrong. */
#include "analysis/time_checks.h"
#include "analysis/time_private.h"

/* The latest deadline among the steps that a step waits for. */
typedef struct due {
    toc_ms limit; /* 0: none */
    const toc_plan_node *node;
} due;

static const toc_time_duty *duty_from_start(const toc_time_checks *it, const toc_plan_node *node)
{
    uint32_t index = it->duty_of[node->base.id];
    const toc_time_duty *duty = index > 0 ? &it->times->duties.items[index - 1] : NULL;

    if (!duty || duty->is_series || duty->way.scope != TOC_TIME_SINCE_START ||
        duty->way.climb_count != 1 || !duty->way.is_always ||
        duty->deadline->kind != TOC_DEADLINE_WITHIN || duty->deadline->length.workdays != 0)
        return NULL;
    return duty;
}

/* What a join waits for: all that it must, or, of several of which one is enough, the earliest. */
static due due_before(const due *dues, const toc_plan_node *node)
{
    bool is_all = node->join == TOC_JOIN_ALL;
    due found = {0, NULL};
    bool is_first = true;

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];
        due one;

        if (edge->is_loop)
            continue;
        one = dues[edge->source->base.id];
        if (is_first || (one.limit > found.limit) == is_all)
            found = one;
        is_first = false;
    }
    return found;
}

static void say(toc_time_checks *it, const toc_time_duty *duty, due before)
{
    const toc_time_duty *other = duty_from_start(it, before.node);
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_DEADLINES_OUT_OF_ORDER, duty->limit_span,
                                  "`%s` is due before `%s`, which it waits for", duty->entity->full,
                                  toc_symbol_text(it->plan->names, before.node->base.name));

    toc_diag_set_here(it->sink, diag, "due %s after the start",
                      toc_lapse_text(it->check->arena, duty->least_limit));
    if (other)
        toc_diag_add_label(it->sink, diag, other->limit_span, "may take until %s after it",
                           toc_lapse_text(it->check->arena, before.limit));
    toc_diag_add_help(it->sink, diag,
                      "one of the two figures is wrong: the one that comes first needs the "
                      "earlier deadline");
}

/* Is it in time at worst, as far as the plan says how long things take?  Then the other deadline is
 * merely a loose one. */
static bool is_kept(const toc_time_duty *duty)
{
    const toc_lapse *worst = &duty->lapse[TOC_TIME_WORST];

    return worst->unknown == 0 && worst->ms <= duty->least_limit;
}

void toc_time_check_order(toc_time_checks *it)
{
    due *dues = TOC_NEW_ARRAY(it->check->arena, due, it->plan->nodes.count);
    uint32_t count = it->times->first[it->plan->responses.count];

    for (uint32_t i = 0; i < count; i++) {
        const toc_plan_node *node = it->times->order[i];
        const toc_time_duty *duty = duty_from_start(it, node);
        due before = due_before(dues, node);

        dues[node->base.id] = before;
        if (!duty)
            continue;
        dues[node->base.id] = (due){duty->least_limit, node};
        if (before.node && before.limit > duty->least_limit && !is_kept(duty) &&
            !it->is_told[it->duty_of[node->base.id] - 1])
            say(it, duty, before);
    }
}
