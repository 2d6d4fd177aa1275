/* check_flow.c - T0300 response-never-started, T0317 bound-without-loop. */
#include "sema/checks.h"

/* ── loops ───────────────────────────────────────────────────────────────── */

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

bool *toc_responses_started(const toc_plan *plan, toc_arena *arena)
{
    bool *is_started = TOC_NEW_ARRAY(arena, bool, plan->responses.count);

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
    return is_started;
}

void toc_check_starts(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_started = toc_responses_started(plan, context->arena);

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
