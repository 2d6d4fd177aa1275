/* flow_foreign.c - T0225 other-plan-unseen, T0229 other-plan-lost: something waits for what happens in
 * the plan that this one extends.
 *
 * Of another plan only names are taken over: its responses run, its triggers fire and its periods
 * begin where that plan is followed, not here. */
#include "analysis/flow.h"

typedef struct uses {
    const toc_check_context *context;
    const bool *is_started; /* of each response: a step of this plan hands over to it */
    toc_diag **responses;   /* of each: its message; NULL: not used yet */
    toc_diag **triggers;
    toc_diag **periods;
} uses;

#define LABELS_MAX 8u

static bool is_foreign(const toc_entity *entity)
{
    return entity && !entity->decl;
}

static void report_response(uses *u, const toc_entity *response, toc_span span)
{
    toc_diag *diag = toc_diag_add(u->context->sink, TOC_D_OTHER_PLAN_UNSEEN, span,
                                  "nothing in this plan starts `%s`", response->full);

    toc_diag_set_here(u->context->sink, diag, "so this waits for word from outside");
    toc_diag_add_label(u->context->sink, diag, response->span, "it belongs to the other plan");
    toc_diag_add_note(u->context->sink, diag,
                      "in a drill it comes only where the scenario says `activate: %s`",
                      response->full);
    toc_diag_add_help(u->context->sink, diag,
                      "declare an event for the word of it, with who sees it (`seen by`), and wait "
                      "for that");
    u->responses[response->id] = diag;
}

static toc_diag *report_lost(const uses *u, const toc_entity *entity, toc_span span,
                             const char *what, const char *help)
{
    toc_diag *diag = toc_diag_add(u->context->sink, TOC_D_OTHER_PLAN_LOST, span, "%s", what);

    toc_diag_set_here(u->context->sink, diag, "what makes it so is known in the other plan only");
    toc_diag_add_label(u->context->sink, diag, entity->span, "declared there");
    toc_diag_add_help(u->context->sink, diag, "%s", help);
    return diag;
}

/* Each once; where else it is used is shown there. */
static bool is_told(const uses *u, toc_diag *diag, toc_span span)
{
    if (diag && diag->labels.count < LABELS_MAX)
        toc_diag_add_label(u->context->sink, diag, span, "here, too");
    return diag != NULL;
}

static void see_response(uses *u, const toc_entity *response, toc_span span)
{
    if (is_foreign(response) && !u->is_started[response->id] &&
        !is_told(u, u->responses[response->id], span))
        report_response(u, response, span);
}

static void see_anchor(void *state, const toc_plan_anchor *anchor)
{
    uses *u = state;

    if (anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_START ||
        anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_END)
        see_response(u, anchor->target, anchor->span);
    if (anchor->kind == TOC_PLAN_ANCHOR_TRIGGER && is_foreign(anchor->target) &&
        !is_told(u, u->triggers[anchor->target->id], anchor->span))
        u->triggers[anchor->target->id] = report_lost(
            u, anchor->target, anchor->span,
            toc_say(u->context->arena, "`%s` never fires here", anchor->target->full),
            TOC_PHRASE("wait for the event that sets it off, or declare a trigger in this plan"));
}

static void see_cond(void *state, const toc_cond *cond)
{
    uses *u = state;

    if (cond->op == TOC_COND_RESPONSE_ACTIVE)
        see_response(u, cond->entity, cond->span);
    if (cond->op == TOC_COND_IN_PERIOD && is_foreign(cond->entity) &&
        !is_told(u, u->periods[cond->entity->id], cond->span))
        u->periods[cond->entity->id] =
            report_lost(u, cond->entity, cond->span,
                        toc_say(u->context->arena, "it is never `%s` here", cond->entity->full),
                        TOC_PHRASE("declare the period in a fragment that both plans `include`"));
}

void toc_check_other_plans(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    uses u = {context, toc_responses_started(plan, context->arena),
              TOC_NEW_ARRAY(context->arena, toc_diag *, plan->responses.count),
              TOC_NEW_ARRAY(context->arena, toc_diag *, plan->triggers.count),
              TOC_NEW_ARRAY(context->arena, toc_diag *, plan->periods.count)};
    toc_plan_visitor visitor = {.cond = see_cond, .anchor = see_anchor, .state = &u};

    if (plan->parents.count > 0)
        toc_plan_visit(plan, &visitor);
}
