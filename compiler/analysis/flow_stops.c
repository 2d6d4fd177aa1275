/* flow_stops.c - T0224 stopped-too-soon: what starts a response is what ends the incident, and the end
 * stops the response.
 *
 * By when the incident is over the plan says: so long the proposal may take, and the approval.  What
 * has longer than that in the response may be dropped before it is due. */
#include "analysis/flow.h"

typedef struct stop {
    toc_conditions *it;
    const toc_plan_ladder *ladder;
    toc_ms limit; /* from the start of the response until it may be stopped */
} stop;

/* How long a stage of the end may take; TOC_MS_NONE: nobody says. */
static toc_ms time_of(const toc_duty_by *duty)
{
    if (toc_span_is_none(duty->body.span))
        return 0;
    return duty->deadline.kind == TOC_DEADLINE_WITHIN && duty->deadline.length.workdays == 0 &&
                   duty->deadline.anchor.kind == TOC_PLAN_ANCHOR_NONE
               ? duty->deadline.length.ms
               : TOC_MS_NONE;
}

/* False: somebody has all the time, or there is nobody; then the response starts after the end. */
static bool find_limit(stop *s)
{
    toc_ms propose = time_of(&s->ladder->proposed);
    toc_ms approve = time_of(&s->ladder->approved);

    if (!s->ladder->end_when || propose == TOC_MS_NONE || approve == TOC_MS_NONE ||
        (!s->ladder->proposed.body.target && !s->ladder->approved.body.target))
        return false;
    s->limit = propose + approve;
    return true;
}

static const toc_cond *start_of(const stop *s, const toc_plan_response *response,
                                const toc_plan_anchor *on)
{
    const toc_cond *cond = toc_conditions_happened(s->it, on);

    if (on->kind == TOC_PLAN_ANCHOR_TRIGGER)
        cond = toc_conditions_both(s->it, cond, ((const toc_plan_trigger *)on->target)->when);
    return toc_conditions_both(s->it, cond, response->when);
}

/* A cause at which the end's condition holds, whatever else is so. */
static const toc_plan_anchor *ending_cause(const stop *s, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];
        const toc_cond *start;

        if ((on->kind != TOC_PLAN_ANCHOR_EVENT && on->kind != TOC_PLAN_ANCHOR_TRIGGER) ||
            !on->target)
            continue;
        start = start_of(s, response, on);
        if (toc_conditions_can(s->it, start) == TOC_ANSWER_YES &&
            toc_conditions_never(s->it, toc_conditions_without(s->it, start, s->ladder->end_when)))
            return on;
    }
    return NULL;
}

/* The first step that has longer, or takes longer. */
static const toc_plan_node *longer_step(const stop *s, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];
        const toc_deadline *deadline = &node->deadline;
        bool is_longer = deadline->kind == TOC_DEADLINE_WITHIN &&
                         deadline->anchor.kind == TOC_PLAN_ANCHOR_NONE &&
                         (deadline->length.ms > s->limit || deadline->length.workdays > 0);

        if (is_longer || (node->takes.points > 0 && node->takes.least > s->limit))
            return node;
    }
    return NULL;
}

static void report(const stop *s, const toc_plan_response *response, const toc_plan_anchor *on,
                   const toc_plan_node *node)
{
    const toc_check_context *context = s->it->check;
    const char *limit = toc_check_length_text(context, s->limit);
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_STOPPED_TOO_SOON, node->base.span,
                                  "`%s` may be dropped before it is due: `%s` can be stopped %s "
                                  "after it starts",
                                  node->base.full, response->base.full, limit);
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &response->base, TOC_PLAY_OVER,
                      toc_say(s->it->arena, "`%s` is cancelled", node->base.full));

    toc_diag_add_label(context->sink, diag, on->span, "what starts it ends the incident, too");
    toc_diag_add_label(context->sink, diag, s->ladder->end_when->span,
                       "by %s later that may be declared, and stops `%s`", limit,
                       response->base.full);
    toc_diag_add_help(context->sink, diag,
                      "say `phase recovery`, which the end does not stop, start it by the end "
                      "(`on end of %s`), or let the end wait for it",
                      s->ladder->base.full);
    finding->response = response;
    finding->cause = on;
    finding->level = toc_flow_mildest(s->ladder);
    finding->is_graded = true;
    toc_flow_show(context, finding, TOC_SHOW_STEP, &node->base, "cancelled");
}

static void check_ladder(toc_conditions *it, const toc_plan_ladder *ladder)
{
    stop s = {.it = it, .ladder = ladder};

    if (!find_limit(&s))
        return;
    for (uint32_t i = 0; i < it->plan->responses.count; i++) {
        const toc_plan_response *response = it->plan->responses.items[i];
        const toc_plan_node *node = longer_step(&s, response);
        const toc_plan_anchor *on;

        if (!node || !toc_flow_is_stopped_by(response, ladder))
            continue;
        on = ending_cause(&s, response);
        if (on)
            report(&s, response, on, node);
    }
}

static void check_all(toc_conditions *it)
{
    for (uint32_t i = 0; i < it->plan->ladders.count; i++)
        check_ladder(it, it->plan->ladders.items[i]);
}

void toc_check_stopped_too_soon(const toc_check_context *context)
{
    bool is_any = false;

    for (uint32_t i = 0; i < context->plan->ladders.count && !is_any; i++)
        is_any = context->plan->ladders.items[i]->end_when != NULL;
    if (is_any)
        toc_conditions_run(context, TOC_SOLVER_STEPS, check_all);
}
