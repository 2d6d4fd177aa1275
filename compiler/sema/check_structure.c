/* check_structure.c - T0133 nobody-commands, T0154 body-without-part, T0165 secretariat-of-nothing,
 * T0166 expert-decides, T0167 outsider-declares, T0168 response-without-lead: bodies whose part in
 * the plan does not suit what they are. */
#include "sema/checks.h"
#include "sema/parts.h"

#define BIT(part) (1u << (part))

/* What an org does, its posts' parts included, as a set of toc_part; by the org's id. */
static void add_part(void *state, toc_part part, const toc_body_ref *ref, const toc_entity *of)
{
    uint32_t *parts = state;

    (void)of;
    parts[toc_body_org(ref->target)->base.id] |= BIT(part);
}

static uint32_t *parts_of(const toc_check_context *context)
{
    uint32_t *parts = TOC_NEW_ARRAY(context->arena, uint32_t, context->plan->bodies.count);

    toc_parts_visit(context->plan, add_part, parts);
    return parts;
}

/* ── nobody commands ─────────────────────────────────────────────────────── */

static bool is_hand(const toc_plan_body *body)
{
    return body->kind == TOC_BODY_UNIT || body->kind == TOC_BODY_GROUP ||
           body->kind == TOC_BODY_FIELD;
}

static bool has_line(const toc_plan_body *body)
{
    return !toc_span_is_none(body->under.span) || !toc_span_is_none(body->office_of.span) ||
           body->member_of.count > 0 || !toc_span_is_none(body->formed.by.span);
}

static const toc_plan_body *find_lead(const toc_plan *plan, const uint32_t *parts)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        if ((body->kind == TOC_BODY_LEAD || body->kind == TOC_BODY_HEADQUARTERS) &&
            (parts[i] & BIT(TOC_PART_COMMANDS)))
            return body;
    }
    return NULL;
}

static void check_commanded(const toc_check_context *context, const uint32_t *parts)
{
    const uint32_t own = BIT(TOC_PART_COMMANDS) | BIT(TOC_PART_DECLARES) | BIT(TOC_PART_LEADS);
    const toc_plan_body *lead = find_lead(context->plan, parts);

    for (uint32_t i = 0; lead && i < context->plan->bodies.count; i++) {
        const toc_plan_body *body = context->plan->bodies.items[i];
        toc_diag *diag;

        if (body->is_post || !is_hand(body) || has_line(body) || !body->base.decl ||
            !(parts[i] & BIT(TOC_PART_PERFORMS)) || (parts[i] & own))
            continue;
        diag = toc_diag_add(context->sink, TOC_D_NOBODY_COMMANDS, body->base.span,
                            "`%s` has work to do, and nobody commands it", body->base.full);
        toc_diag_add_label(context->sink, diag, lead->base.span, "commands others");
        toc_diag_add_help(context->sink, diag, "say whom it answers to: `under …`");
    }
}

/* ── what does not suit ──────────────────────────────────────────────────── */

static const char *deed_of(toc_part part)
{
    if (part == TOC_PART_DECLARES)
        return TOC_PHRASE("declares the level");
    if (part == TOC_PART_MAY)
        return TOC_PHRASE("has power over the level");
    if (part == TOC_PART_ENDS)
        return TOC_PHRASE("approves the end");
    return part == TOC_PART_LEADS ? TOC_PHRASE("leads the response")
                                  : TOC_PHRASE("commands another body");
}

static bool is_expert_deciding(toc_part part, const toc_plan_body *body, const toc_entity *of)
{
    if (body->kind != TOC_BODY_EXPERT)
        return false;
    if (part == TOC_PART_COMMANDS)
        return ((const toc_plan_body *)of)->kind != TOC_BODY_EXPERT;
    return part == TOC_PART_DECLARES || part == TOC_PART_MAY || part == TOC_PART_ENDS ||
           part == TOC_PART_LEADS;
}

static bool is_outsider_deciding(toc_part part, const toc_plan_body *body)
{
    return (body->kind == TOC_BODY_EXTERNAL || body->kind == TOC_BODY_PUBLIC) &&
           (part == TOC_PART_DECLARES || part == TOC_PART_MAY);
}

static void check_suits(void *state, toc_part part, const toc_body_ref *ref, const toc_entity *of)
{
    const toc_check_context *context = state;
    const toc_plan_body *org = toc_body_org(ref->target);
    toc_diag *diag;

    if (is_expert_deciding(part, org, of)) {
        diag =
            toc_diag_add(context->sink, TOC_D_EXPERT_DECIDES, ref->span,
                         "an expert body decides: `%s` %s", ref->target->base.full, deed_of(part));
        toc_diag_add_label(context->sink, diag, org->base.span, "of kind expert");
        toc_diag_add_help(context->sink, diag,
                          "let it advise, and name the body that answers for the decision");
    } else if (is_outsider_deciding(part, org)) {
        diag = toc_diag_add(context->sink, TOC_D_OUTSIDER_DECLARES, ref->span,
                            "a body outside the plan's command decides on its grades: `%s`",
                            ref->target->base.full);
        toc_diag_add_label(context->sink, diag, org->base.span, "of kind %s",
                           org->kind == TOC_BODY_PUBLIC ? TOC_PHRASE("public")
                                                        : TOC_PHRASE("external"));
        toc_diag_add_help(context->sink, diag, "name a body that this plan can bind");
    }
}

void toc_check_parts(const toc_check_context *context)
{
    check_commanded(context, parts_of(context));
    toc_parts_visit(context->plan, check_suits, (void *)(uintptr_t)context);
}

/* ── bodies that do nothing ──────────────────────────────────────────────── */

/* Bodies outside the plan may be there for their telephone numbers. */
static bool is_alone(const toc_plan_body *body)
{
    if (body->kind == TOC_BODY_SUPERIOR || body->kind == TOC_BODY_EXTERNAL ||
        body->kind == TOC_BODY_PUBLIC)
        return false;
    return !has_line(body) && toc_span_is_none(body->located_in.span) && body->advises.count == 0 &&
           body->links.count == 0;
}

static void check_secretariat(const toc_check_context *context, const uint32_t *parts,
                              const toc_plan_body *body)
{
    const uint32_t lines = BIT(TOC_PART_IS_SERVED) | BIT(TOC_PART_IS_RELATED);
    const toc_plan_body *served = body->office_of.target;
    toc_diag *diag;

    if (!served || !served->base.decl || (parts[toc_body_org(served)->base.id] & ~lines))
        return;
    diag = toc_diag_add(context->sink, TOC_D_SECRETARIAT_OF_NOTHING, body->office_of.span,
                        "`%s` is the secretariat of `%s`, which does nothing in this plan",
                        body->base.full, served->base.full);
    toc_diag_add_label(context->sink, diag, served->base.span,
                       "decides, leads, does and is told nothing");
}

/* Where nobody does anything, the plan is about something else than work. */
void toc_check_idle(const toc_check_context *context)
{
    const uint32_t *parts = parts_of(context);
    bool is_working = false;

    for (uint32_t i = 0; i < context->plan->bodies.count && !is_working; i++)
        is_working = (parts[i] & BIT(TOC_PART_PERFORMS)) != 0;
    for (uint32_t i = 0; is_working && i < context->plan->bodies.count; i++) {
        const toc_plan_body *body = context->plan->bodies.items[i];
        toc_diag *diag;

        check_secretariat(context, parts, body);
        if (body->is_post || parts[i] != 0 || !is_alone(body) || !body->base.decl)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_BODY_WITHOUT_PART, body->base.span,
                            "`%s` has no part in this plan", body->base.full);
        toc_diag_set_here(context->sink, diag,
                          "it has no superior, does nothing, and nothing names it");
    }
}

/* ── who leads ───────────────────────────────────────────────────────────── */

/* The second of two orgs that both act in it, or NULL. */
static const toc_plan_body *second_actor(const toc_plan_response *response,
                                         const toc_plan_body **out_first)
{
    *out_first = NULL;
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_body *by = response->nodes.items[i]->by.target;

        if (!by)
            continue;
        if (*out_first && toc_body_org(by) != *out_first)
            return toc_body_org(by);
        *out_first = toc_body_org(by);
    }
    return NULL;
}

static void check_lead(const toc_check_context *context, const toc_plan_response *response,
                       const toc_plan_response *led)
{
    const toc_plan_body *first;
    const toc_plan_body *second = second_actor(response, &first);
    toc_diag *diag;

    if (!second || !response->base.decl || !toc_span_is_none(response->lead.span))
        return;
    diag = toc_diag_add(context->sink, TOC_D_RESPONSE_WITHOUT_LEAD, response->base.span,
                        "`%s` and `%s` act in `%s`, and nobody leads it", first->base.full,
                        second->base.full, response->base.full);
    toc_diag_add_label(context->sink, diag, led->lead.span, "here it is said who leads");
    toc_diag_add_help(context->sink, diag, "name the body that leads: `lead …`");
}

/* Only where the plan says of another response who leads it: a plan without leads may mean that
 * one body leads all. */
void toc_check_leads(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const toc_plan_response *led = NULL;

    for (uint32_t i = 0; i < plan->responses.count && !led; i++)
        led = plan->responses.items[i]->lead.target ? plan->responses.items[i] : NULL;
    for (uint32_t i = 0; led && i < plan->responses.count; i++)
        check_lead(context, plan->responses.items[i], led);
}
