/* formed.c - T0151 superior-not-formed, T0152 founder-not-formed, T0153 commander-not-formed,
 * T0360 authority-not-formed: a body that exists only once formed, where it is needed although
 * nothing has called for it yet.
 *
 * A body is there from the rise of its condition on (exact rules 9.5), so what is asked is whether
 * the need can come while that condition does not hold.  It may have held before: hence "need not
 * exist". */
#include "analysis/conditions.h"
#include "sema/parts.h"

/* ── what is known ───────────────────────────────────────────────────────── */

static bool is_on_demand(const toc_plan_body *body)
{
    return !toc_span_is_none(body->formed.by.span);
}

/* The org, where it exists only once formed; else NULL. */
static const toc_plan_body *on_demand(const toc_body_ref *ref)
{
    const toc_plan_body *org = ref->target ? toc_body_org(ref->target) : NULL;

    return org && is_on_demand(org) && org->formed.when ? org : NULL;
}

static toc_cond *leaf(toc_conditions *it, toc_cond_op op, const toc_entity *entity, toc_span span)
{
    toc_cond *cond = TOC_NEW(it->arena, toc_cond);

    *cond = (toc_cond){.op = op,
                       .type = {TOC_TYPE_FLAG, NULL, NULL},
                       .span = span,
                       .entity = (toc_entity *)(uintptr_t)entity,
                       .outcome = -1,
                       .anchor = {.outcome = -1}};
    return cond;
}

/* Does it ask whether the body, or the response, is active? */
static bool reads_active(const toc_cond *cond, const toc_entity *entity)
{
    if (cond->entity == entity)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads_active(cond->kids[i], entity))
            return true;
    }
    return false;
}

/* @p need (NULL: at any time) while nothing calls for @p body, nor has. */
static const toc_cond *without_body(toc_conditions *it, const toc_cond *need,
                                    const toc_plan_body *body)
{
    const toc_cond *absent = toc_conditions_without(it, need, body->formed.when);

    if (!need)
        absent = toc_conditions_not(it, body->formed.when);
    if (need && reads_active(need, &body->base))
        absent = toc_conditions_without(
            it, absent, leaf(it, TOC_COND_BODY_ACTIVE, &body->base, body->formed.when->span));
    return absent;
}

/* Values at which the need comes and the body need not be there; NULL: there are none. */
static const char *values_without(toc_conditions *it, const toc_cond *need,
                                  const toc_plan_body *body)
{
    const toc_cond *absent = without_body(it, need, body);

    return toc_conditions_can(it, absent) == TOC_ANSWER_YES ? toc_conditions_example(it, absent)
                                                            : NULL;
}

static void tell(toc_conditions *it, toc_diag *diag, const toc_plan_body *body, const char *values)
{
    toc_diag_add_label(it->sink, diag, body->formed.when->span, "`%s` is formed only then",
                       body->base.full);
    toc_diag_add_note(it->sink, diag, "for example, it need not exist at: %s", values);
}

/* ── superiors and founders ──────────────────────────────────────────────── */

static const toc_plan_body *check_founder(toc_conditions *it, const toc_plan_body *body)
{
    const toc_plan_body *founder = on_demand(&body->formed.by.body);
    const char *values;
    toc_diag *diag;

    if (!founder || founder == body || !body->formed.when ||
        founder->formed.by.body.target == body) /* T0132 */
        return founder;
    values = values_without(it, body->formed.when, founder);
    if (!values)
        return founder;
    diag = toc_diag_add(it->sink, TOC_D_FOUNDER_NOT_FORMED, body->formed.by.body.span,
                        "`%s` is to be formed by `%s`, which need not exist then", body->base.full,
                        founder->base.full);
    tell(it, diag, founder, values);
    toc_diag_add_help(it->sink, diag, "let a body that is always there form it");
    return founder;
}

static void check_superior(toc_conditions *it, const toc_plan_body *body,
                           const toc_plan_body *founder)
{
    const toc_plan_body *superior = on_demand(&body->under);
    const char *values;
    toc_diag *diag;

    if (!superior || superior == founder || superior == body ||
        (is_on_demand(body) && !body->formed.when))
        return;
    values = values_without(it, body->formed.when, superior);
    if (!values)
        return;
    diag = toc_diag_add(it->sink, TOC_D_SUPERIOR_NOT_FORMED, body->under.span,
                        "`%s` can be there without its superior `%s`", body->base.full,
                        superior->base.full);
    if (is_on_demand(body))
        toc_diag_add_label(it->sink, diag, body->formed.when->span, "`%s` is formed then",
                           body->base.full);
    else
        toc_diag_set_here(it->sink, diag, "`%s` is always there", body->base.full);
    tell(it, diag, superior, values);
    toc_diag_add_help(it->sink, diag,
                      "say who commands it until then: a body that is always there, or one formed "
                      "as early");
}

/* ── who leads and approves ──────────────────────────────────────────────── */

const toc_cond *toc_conditions_happened(toc_conditions *it, const toc_plan_anchor *anchor)
{
    toc_cond *cond = leaf(it, TOC_COND_HAPPENED, NULL, anchor->span);

    cond->anchor = *anchor;
    return cond;
}

static const toc_cond *cause_of_trigger(toc_conditions *it, const toc_plan_anchor *anchor)
{
    const toc_plan_trigger *trigger = (const toc_plan_trigger *)anchor->target;
    const toc_cond *any = NULL;

    for (uint32_t i = 0; i < trigger->on.count; i++)
        any = toc_conditions_either(it, any, toc_conditions_happened(it, &trigger->on.items[i]));
    return toc_conditions_both(it, toc_conditions_both(it, any, trigger->when),
                               toc_conditions_happened(it, anchor));
}

/* What surely is or was so when a response starts by @p anchor; NULL: nothing is known. */
static const toc_cond *cause(toc_conditions *it, const toc_plan_anchor *anchor)
{
    const toc_plan_ladder *ladder = (const toc_plan_ladder *)anchor->target;
    toc_cond_op op = anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS      ? TOC_COND_EQ
                     : anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW ? TOC_COND_LT
                                                                   : TOC_COND_GE;

    if (!anchor->target)
        return NULL;
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS || anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW ||
        anchor->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST ||
        anchor->kind == TOC_PLAN_ANCHOR_LEVEL_DECLARED)
        return toc_conditions_level(it, ladder, op, anchor->rank, anchor->span);
    if (anchor->kind == TOC_PLAN_ANCHOR_TRIGGER)
        return cause_of_trigger(it, anchor);
    if (anchor->kind == TOC_PLAN_ANCHOR_EVENT)
        return toc_conditions_happened(it, anchor);
    return anchor->kind == TOC_PLAN_ANCHOR_LADDER_END ? ladder->end_when : NULL;
}

/* False: nothing can be said of when it starts. */
static bool find_start(toc_conditions *it, const toc_plan_response *response,
                       const toc_cond **out_cond)
{
    const toc_cond *any = NULL;

    if (response->on.count == 0)
        return false;
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_cond *one = cause(it, &response->on.items[i]);

        if (!one)
            return false;
        any = toc_conditions_either(it, any, one);
    }
    *out_cond = toc_conditions_both(it, any, response->when);
    return true;
}

static void check_commander(toc_conditions *it, const toc_cond *start, const toc_body_ref *ref,
                            const char *does, const toc_plan_response *response)
{
    const toc_plan_body *body = on_demand(ref);
    const char *values;
    toc_diag *diag;

    if (body && reads_active(body->formed.when, &response->base))
        start = toc_conditions_both(
            it, start, leaf(it, TOC_COND_RESPONSE_ACTIVE, &response->base, response->base.span));
    values = body ? values_without(it, start, body) : NULL;
    if (!values)
        return;
    diag = toc_diag_add(it->sink, TOC_D_COMMANDER_NOT_FORMED, ref->span,
                        "`%s` is to %s `%s`, and need not exist then", ref->target->base.full, does,
                        response->base.full);
    tell(it, diag, body, values);
    toc_diag_add_help(it->sink, diag, "name a body that is always there, or form this one earlier");
}

static void check_response(toc_conditions *it, const toc_plan_response *response)
{
    const toc_cond *start;

    if (!find_start(it, response, &start))
        return;
    check_commander(it, start, &response->lead, TOC_PHRASE("lead"), response);
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        check_commander(it, toc_conditions_both(it, start, node->when), &node->approval.body,
                        TOC_PHRASE("give its approval in"), response);
    }
}

/* ── powers over grades ──────────────────────────────────────────────────── */

/* True: reported. */
static bool check_power(toc_conditions *it, const toc_cond *need, const toc_body_ref *ref,
                        const char *does)
{
    const toc_plan_body *body = on_demand(ref);
    const char *values = body ? values_without(it, need, body) : NULL;
    toc_diag *diag;

    if (!values)
        return false;
    diag = toc_diag_add(it->sink, TOC_D_AUTHORITY_NOT_FORMED, ref->span,
                        "`%s` is to %s, and need not exist then", ref->target->base.full, does);
    tell(it, diag, body, values);
    toc_diag_add_help(it->sink, diag, "give the power to a body that is always there");
    return true;
}

static void check_ladder(toc_conditions *it, const toc_plan_ladder *ladder)
{
    const toc_cond *ending;
    bool is_told = false; /* of the clause that levels share */

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        const toc_cond *below =
            toc_conditions_level(it, ladder, TOC_COND_LT, level->rank, level->base.span);
        bool is_own = !toc_span_is_none(level->own_declared_by.span);

        if ((is_own || !is_told) &&
            check_power(it, toc_conditions_both(it, level->when, below), &level->declared_by.body,
                        toc_say(it->arena, "declare `%s`", toc_conditions_name(it, level))))
            is_told = is_told || !is_own;
    }
    if (!ladder->end_when)
        return;
    ending = toc_conditions_both(
        it, ladder->end_when,
        toc_conditions_level(it, ladder, TOC_COND_GE, 1, ladder->end_when->span));
    check_power(it, ending, &ladder->proposed.body, TOC_PHRASE("propose the end"));
    check_power(it, ending, &ladder->approved.body, TOC_PHRASE("approve the end"));
}

static void run(toc_conditions *it)
{
    bool *is_started = toc_responses_started(it->plan, it->arena);

    for (uint32_t i = 0; i < it->plan->bodies.count; i++) {
        const toc_plan_body *body = it->plan->bodies.items[i];

        if (!body->is_post && body->base.decl)
            check_superior(it, body, check_founder(it, body));
    }
    for (uint32_t i = 0; i < it->plan->responses.count; i++) {
        if (!is_started[i]) /* by another: then more is known than its `on` says */
            check_response(it, it->plan->responses.items[i]);
    }
    for (uint32_t i = 0; i < it->plan->ladders.count; i++)
        check_ladder(it, it->plan->ladders.items[i]);
}

void toc_check_formed(const toc_check_context *context)
{
    bool is_needed = false;

    for (uint32_t i = 0; i < context->plan->bodies.count && !is_needed; i++)
        is_needed = is_on_demand(context->plan->bodies.items[i]);
    if (is_needed)
        toc_conditions_run(context, TOC_SOLVER_STEPS, run);
}
