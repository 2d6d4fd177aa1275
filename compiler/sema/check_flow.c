/* check_flow.c - T0300 response-never-started, T0313 case-left-out, T0316 dead-way,
 * T0317 bound-without-loop. */
#include "sema/checks.h"

/* ── decisions ───────────────────────────────────────────────────────────── */

#define CASES_MAX 16u /* pairs of conditions that are compared */

static bool has_open_case(const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        if (!node->outcomes.items[i].when || node->outcomes.items[i].when->op == TOC_COND_BROKEN)
            return true;
    }
    for (uint32_t i = 0; i < node->outcomes.count && i < CASES_MAX; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (toc_cond_is_opposite(node->outcomes.items[j].when, node->outcomes.items[i].when))
                return true;
        }
    }
    return node->outcomes.count == 0;
}

void toc_check_decision_cases(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];
        const toc_plan_outcome *last;
        toc_diag *diag;

        if (!node->is_decision || has_open_case(node))
            continue;
        last = &node->outcomes.items[node->outcomes.count - 1];
        diag = toc_diag_add(context->sink, TOC_D_CASE_LEFT_OUT, last->span,
                            "decision `%s` has no way out when none of its conditions holds",
                            node->base.full);
        toc_diag_add_help(context->sink, diag, "leave out the `when` of the last outcome");
    }
}

/* After an outcome that needs no condition and no chance, one that has a condition is never read. */
static void check_ways(const toc_check_context *context, const toc_plan_node *node)
{
    const toc_plan_outcome *open = NULL;

    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[i];
        toc_diag *diag;

        if (!outcome->when && outcome->chance < 0 && !open)
            open = outcome;
        if (!outcome->when || !open)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_DEAD_WAY, outcome->span,
                            "outcome `%s` is never taken",
                            toc_symbol_text(context->plan->names, outcome->name));
        toc_diag_add_label(context->sink, diag, open->span,
                           "this one comes first and needs no condition");
        toc_diag_add_help(context->sink, diag, "put the outcome without `when` last");
    }
}

void toc_check_dead_ways(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->nodes.count; i++)
        check_ways(context, context->plan->nodes.items[i]);
}

void toc_check_bounds(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];
        bool is_looped = false;
        toc_diag *diag;

        if (node->at_most == 0)
            continue;
        for (uint32_t e = node->in.count; e-- > 0 && !is_looped;) /* loops stand last */
            is_looped = node->in.items[e]->is_loop;
        if (is_looped)
            continue;
        diag =
            toc_diag_add(context->sink, TOC_D_BOUND_WITHOUT_LOOP, node->at_most_span,
                         "no arrow leads back to `%s`, so it is done once anyway", node->base.full);
        toc_diag_add_help(context->sink, diag, "for work at intervals say `every … until …`");
    }
}

/* ── responses ───────────────────────────────────────────────────────────── */

static void mark_lates(const toc_lates *lates, bool *is_started)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        if (lates->items[i].response.target)
            is_started[lates->items[i].response.target->base.id] = true;
    }
}

static void mark_node(const toc_plan_node *node, bool *is_started)
{
    mark_lates(&node->if_late, is_started);
    for (uint32_t i = 0; i < node->activates.count; i++) {
        if (node->activates.items[i].target)
            is_started[node->activates.items[i].target->base.id] = true;
    }
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[o];

        for (uint32_t t = 0; t < outcome->targets.count; t++) {
            if (outcome->targets.items[t].response.target)
                is_started[outcome->targets.items[t].response.target->base.id] = true;
        }
    }
}

static void mark_started(const toc_plan *plan, bool *is_started)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        mark_node(plan->nodes.items[i], is_started);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        mark_lates(&plan->reports.items[i]->if_late, is_started);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        mark_lates(&plan->announcements.items[i]->if_late, is_started);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        mark_lates(&plan->ladders.items[i]->if_late, is_started);
    for (uint32_t i = 0; i < plan->levels.count; i++)
        mark_lates(&plan->levels.items[i]->if_late, is_started);
}

void toc_check_starts(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_started = TOC_NEW_ARRAY(context->arena, bool, plan->responses.count);

    mark_started(plan, is_started);
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *response = plan->responses.items[i];
        toc_diag *diag;

        if (response->on.count > 0 || is_started[i] || !response->base.decl)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_NEVER_STARTED, response->base.span,
                            "nothing ever starts response `%s`", response->base.full);
        toc_diag_add_help(context->sink, diag,
                          "say what starts it (`on …`), or let a step say `activates %s`",
                          response->base.full);
    }
}
