/* outcomes.c - the ways out of a decision: chances, conditions, targets and waits. */
#include "sema/context.h"

void toc_outcome_declare(toc_sema *sema, toc_plan_node *node, const toc_clause *clause)
{
    const toc_arg *arg = clause->args;
    toc_plan_outcome outcome = {.chance = -1};

    if (!arg || arg->kind != TOC_ARG_WORD)
        return;
    outcome.name = arg->name.symbol;
    outcome.span = arg->name.span;
    TOC_PUSH(sema->arena, &node->outcomes, outcome);
    toc_scope_add_outcome(sema, node, arg->name, (int32_t)node->outcomes.count - 1);
}

static toc_duration read_wait(toc_sema *sema, const toc_arg *arg)
{
    toc_duration wait = {0, 0, 0};
    const toc_arg *length;

    if (!arg || arg->kind != TOC_ARG_CLAUSE || arg->clause->kind != TOC_CLAUSE_WAIT)
        return wait;
    length = toc_arg_find(arg->clause->args, TOC_ARG_DURATION);
    if (length && length->duration.months == 0)
        return length->duration;
    (void)toc_fixed_length(sema, length);
    return wait;
}

static void report_elsewhere(toc_sema *sema, toc_span span, const toc_plan_node *node)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_STEP_ELSEWHERE, span,
                                  "`%s` belongs to another response", node->base.full);

    toc_diag_add_label(sema->sink, diag, node->base.span, "declared here");
    toc_diag_add_help(sema->sink, diag,
                      "name a step of this response, or start the other one as a whole: `%s`",
                      node->response->base.full);
}

static toc_plan_target read_target(toc_sema *sema, const toc_plan_node *node, const toc_arg *arg)
{
    toc_plan_target target = {.kind = TOC_TARGET_END, .span = arg->span};
    toc_entity *entity;

    if (arg->kind == TOC_ARG_FLAG)
        return target;
    target.kind = TOC_TARGET_NODE;
    target.node.span = arg->span;
    entity = toc_path_resolve(sema, arg->path, TOC_KIND(NODE) | TOC_KIND(RESPONSE),
                              TOC_PHRASE("a step, a response or `end`"));
    if (entity && entity->kind == TOC_ENTITY_RESPONSE) {
        target.kind = TOC_TARGET_RESPONSE;
        target.response.span = arg->span;
        target.response.target = (toc_plan_response *)entity;
    } else if (entity && ((toc_plan_node *)entity)->response != node->response) {
        report_elsewhere(sema, arg->span, (toc_plan_node *)entity);
    } else {
        target.node.target = (toc_plan_node *)entity;
    }
    return target;
}

static void read_outcome(toc_sema *sema, const toc_plan_node *node, toc_plan_outcome *outcome,
                         const toc_arg *arg)
{
    for (; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_NUMBER) {
            outcome->chance = arg->number.micro;
            outcome->chance_span = arg->span;
        } else if (arg->kind == TOC_ARG_EXPR) {
            outcome->when = toc_cond_resolve(sema, arg->expr);
        } else if (arg->kind == TOC_ARG_PATH || arg->kind == TOC_ARG_FLAG) {
            toc_plan_target target = read_target(sema, node, arg);

            target.wait = read_wait(sema, arg->next);
            TOC_PUSH(sema->arena, &outcome->targets, target);
        }
    }
}

/* Stated chances of more than 100% cannot be; all stated and less than 100%: something is missing. */
static void check_chances(toc_sema *sema, const toc_plan_node *node)
{
    int64_t whole = 100 * TOC_MICRO;
    int64_t sum = 0;
    bool is_all_stated = true;
    toc_span last = {0, 0};

    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[i];

        is_all_stated = is_all_stated && outcome->chance >= 0;
        if (outcome->chance < 0)
            continue;
        last = outcome->chance_span;
        sum = outcome->chance > whole || sum > whole ? whole + 1 : sum + outcome->chance;
    }
    if (sum > whole)
        toc_diag_add(sema->sink, TOC_D_CHANCES, last,
                     "the chances of `%s` add up to more than 100%%", node->base.full);
    else if (is_all_stated && node->outcomes.count > 0 && sum < whole)
        toc_diag_add(sema->sink, TOC_D_CHANCES, last,
                     "the chances of `%s` add up to less than 100%%", node->base.full);
}

void toc_outcomes_resolve(toc_sema *sema, toc_plan_node *node)
{
    uint32_t index = 0;

    for (const toc_item *item = node->base.decl->items; item; item = item->next) {
        const toc_arg *arg = item->clause ? item->clause->args : NULL;

        if (!arg || item->clause->kind != TOC_CLAUSE_OUTCOME || arg->kind != TOC_ARG_WORD)
            continue;
        read_outcome(sema, node, &node->outcomes.items[index++], arg->next);
    }
    if (index == 0 && !sema->is_lenient) {
        toc_diag *diag = toc_diag_add(sema->sink, TOC_D_DECISION_WITHOUT_WAY, node->base.span,
                                      "decision `%s` leads nowhere", node->base.full);

        toc_diag_add_help(sema->sink, diag, "say what follows: `yes when … -> step  no -> end`");
    }
    check_chances(sema, node);
}
