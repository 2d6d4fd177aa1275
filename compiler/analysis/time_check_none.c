/* time_check_none.c - T0410 no-deadline-anywhere: a plan in force that tells who does what, and
 * nothing of it by when.
 *
 * One time anywhere shows that whoever wrote the plan thought of it; then the rest is a choice,
 * and nothing is said here. */
#include "analysis/time_checks.h"

#define STEPS_MIN 3u /* a list of one or two is done by whoever reads it */

static bool is_timed(const toc_deadline *deadline, const toc_series *series)
{
    return deadline->kind != TOC_DEADLINE_NONE || (series && series->every > 0);
}

static bool has_timed_node(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        if (is_timed(&node->deadline, &node->series) || is_timed(&node->approval.deadline, NULL))
            return true;
    }
    return false;
}

static bool has_timed_telling(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        if (is_timed(&report->deadline, &report->series))
            return true;
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];

        if (is_timed(&it->deadline, &it->series) || is_timed(&it->approved.deadline, NULL))
            return true;
    }
    return false;
}

static bool is_timed_relay(const toc_plan_relay *relay)
{
    for (uint32_t i = 0; i < relay->hops.count; i++) {
        if (is_timed(&relay->hops.items[i].deadline, NULL))
            return true;
    }
    return relay->verifies.count > 0 || relay->fallbacks.count > 0 ||
           is_timed(&relay->overall, NULL) || is_timed(&relay->written, NULL);
}

static bool has_timed_relay(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        if (is_timed_relay(plan->relays.items[i]))
            return true;
    }
    return false;
}

static bool has_timed_level(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];

        if (is_timed(&ladder->declared_by.deadline, NULL) ||
            is_timed(&ladder->proposed.deadline, NULL) ||
            is_timed(&ladder->approved.deadline, NULL))
            return true;
    }
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        if (is_timed(&plan->levels.items[i]->declared_by.deadline, NULL))
            return true;
    }
    return false;
}

static bool has_timed_body(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (is_timed(&plan->bodies.items[i]->formed.by.deadline, NULL))
            return true;
    }
    return false;
}

/* The first as written that this plan itself declares, not one of its parents; NULL: too few to
 * ask. */
static const toc_plan_node *first_own(const toc_plan *plan)
{
    const toc_plan_node *first = NULL;
    uint32_t count = 0;

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *response = plan->responses.items[i];

        if (!response->base.decl || response->nodes.count == 0)
            continue;
        count += response->nodes.count;
        if (!first || response->nodes.items[0]->base.span.begin < first->base.span.begin)
            first = response->nodes.items[0];
    }
    return count >= STEPS_MIN ? first : NULL;
}

void toc_check_any_deadline(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const toc_plan_node *first = first_own(plan);
    toc_diag *diag;

    if (!first || has_timed_node(plan) || has_timed_telling(plan) || has_timed_relay(plan) ||
        has_timed_level(plan) || has_timed_body(plan))
        return;
    diag = toc_diag_add(context->sink, TOC_D_NO_DEADLINE_ANYWHERE, plan->head.span,
                        "nothing in this plan has to be done by any time");
    toc_diag_set_here(context->sink, diag, "no step, report or declaration has a deadline");
    toc_diag_add_label(context->sink, diag, first->base.span,
                       "for example, nobody can be late here");
    toc_diag_add_help(context->sink, diag,
                      "say by when what matters most is to be done: `within 30min of …`");
}
