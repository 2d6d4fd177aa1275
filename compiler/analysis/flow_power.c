/* flow_power.c - T0228 starts-without-power: a step starts by hand what a level starts, and who does the
 * step may not declare that level.
 *
 * The language knows no power to start a response, only powers over levels: so that is all that a plan
 * can contradict itself in. */
#include "analysis/flow.h"
#include "sema/parts.h"

typedef struct start {
    const toc_plan_node *node;
    const toc_plan_response *target;
    const toc_cond *when; /* of the outcome */
    toc_span span;
} start;

/* The mildest level that starts it, where nothing else does; NULL: something else does. */
static const toc_plan_level *level_of(const toc_plan_response *response)
{
    const toc_plan_level *least = NULL;

    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if ((on->kind != TOC_PLAN_ANCHOR_LEVEL_AT_LEAST && on->kind != TOC_PLAN_ANCHOR_LEVEL_IS) ||
            !on->level || (least && least->ladder != on->level->ladder))
            return NULL;
        if (!least || on->level->rank < least->rank)
            least = on->level;
    }
    return least;
}

/* Stands in its place: the body itself, who is above it, its secretariat, who succeeds. */
static bool acts_for(const toc_plan_body *body, const toc_plan_body *holder)
{
    const toc_plan_body *org = toc_body_org(body);

    return org == toc_body_org(holder) || toc_body_is_above(org, toc_body_org(holder)) ||
           org->office_of.target == toc_body_org(holder);
}

static bool is_given(const toc_authorities *powers, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < powers->count; i++) {
        const toc_authority *power = &powers->items[i];

        if (power->body.target && (power->may_declare || power->may_raise) &&
            acts_for(body, power->body.target))
            return true;
    }
    return false;
}

static bool may_declare(const toc_plan_body *body, const toc_plan_level *level)
{
    return acts_for(body, level->declared_by.body.target) || is_given(&level->authorities, body) ||
           is_given(&level->ladder->authorities, body);
}

/* Whenever the step is done, the level is there already. */
static bool is_declared_by_then(toc_conditions *it, const start *s, const toc_plan_level *level)
{
    const toc_cond *holds =
        toc_conditions_both(it, toc_conditions_while_runs(it, s->node->response),
                            toc_conditions_both(it, s->node->when, s->when));

    return toc_conditions_never(
        it,
        toc_conditions_both(
            it, holds, toc_conditions_level(it, level->ladder, TOC_COND_LT, level->rank, s->span)));
}

static void report(toc_conditions *it, const start *s, const toc_plan_level *level)
{
    const toc_check_context *context = it->check;
    const char *by = s->node->by.target->base.full;
    const char *name = toc_conditions_name(it, level);
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_STARTS_WITHOUT_POWER, s->span,
                     "`%s` starts what only `%s` starts, and may not declare that", by, name);

    toc_diag_set_here(context->sink, diag, "started by hand here");
    toc_diag_add_label(context->sink, diag, s->target->on.items[0].span,
                       "otherwise `%s` starts then", s->target->base.full);
    toc_diag_add_label(context->sink, diag, level->declared_by.body.span, "declared by `%s`",
                       level->declared_by.body.target->base.full);
    toc_diag_add_help(context->sink, diag,
                      "have the step approved (`needs approval by %s`), let it ask for the level, "
                      "or give `%s` the power (`authority %s may declare`)",
                      level->declared_by.body.target->base.full, by, by);
}

static void check_start(toc_conditions *it, const start *s)
{
    const toc_plan_level *level = s->target ? level_of(s->target) : NULL;
    const toc_plan_body *approver = s->node->approval.body.target;

    if (!level || !level->declared_by.body.target || !s->node->by.target ||
        s->target == s->node->response || may_declare(s->node->by.target, level) ||
        (approver && may_declare(approver, level)) || is_declared_by_then(it, s, level))
        return;
    report(it, s, level);
}

static void check_node(toc_conditions *it, const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->activates.count; i++) {
        start s = {node, node->activates.items[i].target, NULL, node->activates.items[i].span};

        check_start(it, &s);
    }
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[o];

        for (uint32_t t = 0; t < outcome->targets.count; t++) {
            start s = {node, outcome->targets.items[t].response.target, outcome->when,
                       outcome->targets.items[t].span};

            check_start(it, &s);
        }
    }
}

static void check_all(toc_conditions *it)
{
    for (uint32_t i = 0; i < it->plan->nodes.count; i++)
        check_node(it, it->plan->nodes.items[i]);
}

void toc_check_powers_to_start(const toc_check_context *context)
{
    const bool *is_started = toc_responses_started(context->plan, context->arena);
    bool is_any = false;

    for (uint32_t i = 0; i < context->plan->responses.count && !is_any; i++)
        is_any = is_started[i] && level_of(context->plan->responses.items[i]);
    if (is_any)
        toc_conditions_run(context, TOC_SOLVER_STEPS, check_all);
}
