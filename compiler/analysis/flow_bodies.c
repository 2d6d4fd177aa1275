/* flow_bodies.c - T0442 nobody-at-that-level: work for a body that is not formed at a level at which
 * the work is called for. */
#include "analysis/flow.h"

/* Work that somebody has to do, and when it can be called for. */
typedef struct work {
    const toc_plan_response *response;
    const toc_plan_node *node; /* whose guard holds, too */
    const toc_plan_body *body;
    toc_span span; /* where the body is named */
} work;

static const toc_plan_body *formed_org(const toc_plan_body *body)
{
    const toc_plan_body *org = body && body->is_post ? body->org : body;

    return org && !toc_span_is_none(org->formed.by.span) && org->formed.when ? org : NULL;
}

/* The ladder whose levels start the response; NULL: none, or several. */
static const toc_plan_ladder *ladder_of(const toc_plan_response *response)
{
    const toc_entity *found = NULL;

    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if (!toc_flow_is_level(on->kind) || !on->target || (found && found != on->target))
            return NULL;
        found = on->target;
    }
    return (const toc_plan_ladder *)found;
}

static const char *grade_list(toc_conditions *it, const toc_plan_ladder *ladder, const bool *at)
{
    const char *list = "";

    for (uint32_t k = 0; k < ladder->levels.count; k++) {
        if (at[k])
            list = toc_arena_printf(it->arena, "%s%s`%s`", list, *list ? ", " : "",
                                    toc_conditions_name(it, ladder->levels.items[k]));
    }
    return list;
}

static void report(toc_conditions *it, const work *w, const toc_plan_ladder *ladder, const bool *at,
                   const toc_plan_level *level)
{
    const toc_check_context *context = it->check;
    const toc_plan_body *org = formed_org(w->body);
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_NOBODY_AT_LEVEL, w->span,
                                  "nobody is there to do `%s` at %s", w->node->base.full,
                                  grade_list(it, ladder, at));
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &w->node->base, TOC_PLAY_TO,
                      toc_arena_printf(it->arena, "`%s` waits for `%s`, which is not formed",
                                       w->node->base.full, org->base.full));

    toc_diag_add_label(context->sink, diag, org->formed.when->span, "`%s` is formed only then",
                       org->base.full);
    toc_diag_add_label(context->sink, diag, w->response->on.items[0].span, "`%s` runs then",
                       w->response->base.full);
    toc_diag_add_help(context->sink, diag,
                      "form `%s` wherever the work is called for, or say who does it instead",
                      org->base.full);
    finding->response = w->response;
    finding->node = w->node;
    finding->level = level;
    finding->absent = org;
    toc_flow_show(context, finding, TOC_SHOW_STEP, &w->node->base, "blocked");
    toc_flow_show(context, finding, TOC_SHOW_BODY, &org->base, "absent");
}

static void check_work(toc_conditions *it, const work *w, const toc_cond *runs,
                       const toc_plan_ladder *ladder)
{
    const toc_plan_body *org = formed_org(w->body);
    const toc_cond *called = toc_conditions_both(it, runs, w->node->when);
    bool *at = TOC_NEW_ARRAY(it->arena, bool, ladder->levels.count);
    const toc_plan_level *first = NULL;

    if (toc_conditions_never(it, org->formed.when))
        return; /* T0220 */
    for (uint32_t k = 0; k < ladder->levels.count; k++) {
        const toc_plan_level *level = ladder->levels.items[k];
        const toc_cond *here =
            toc_conditions_level(it, ladder, TOC_COND_EQ, level->rank, level->base.span);

        at[k] = toc_conditions_can(it, toc_conditions_both(it, here, called)) == TOC_ANSWER_YES &&
                toc_conditions_never(it, toc_conditions_both(it, here, org->formed.when));
        if (at[k] && !first)
            first = level;
    }
    if (first)
        report(it, w, ladder, at, first);
}

/* Of who leads the response T0153 tells. */
static void check_response(toc_conditions *it, const toc_plan_response *response)
{
    const toc_plan_ladder *ladder = ladder_of(response);
    const toc_cond *runs = ladder ? toc_conditions_while_runs(it, response) : NULL;

    if (!runs)
        return;
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];
        const toc_plan_body *org = formed_org(node->by.target);
        work w = {
            .response = response, .node = node, .body = node->by.target, .span = node->by.span};

        if (org && org != formed_org(response->lead.target))
            check_work(it, &w, runs, ladder);
    }
}

static void check_all(toc_conditions *it)
{
    const bool *is_started = toc_responses_started(it->plan, it->arena);

    for (uint32_t i = 0; i < it->plan->responses.count; i++) {
        if (!is_started[i]) /* by another, at whatever level */
            check_response(it, it->plan->responses.items[i]);
    }
}

void toc_check_unformed(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool is_any = false;

    for (uint32_t i = 0; i < plan->bodies.count && !is_any; i++)
        is_any = formed_org(plan->bodies.items[i]);
    if (is_any && plan->ladders.count > 0)
        toc_conditions_run(context, TOC_SOLVER_STEPS, check_all);
}
