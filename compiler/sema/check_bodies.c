/* check_bodies.c - T0127 command-cycle, T0129 related-to-itself, T0132 formed-by-itself,
 * T0312 approves-own-work, T0314 span-of-control. */
#include "sema/checks.h"

#define LABELS_MAX 8u

/* ── circles ─────────────────────────────────────────────────────────────── */

/* Each body leads to one other at most, so a circle is found by following. */
typedef const toc_body_ref *next_fn(const toc_plan_body *body);

static void report_circle(const toc_check_context *context, const toc_plan_body *start,
                          next_fn *next, toc_diag_code code, const char *verb)
{
    const toc_plan_body *body = next(start)->target;
    toc_diag *diag = toc_diag_add(context->sink, code, next(start)->span, "`%s` %s itself",
                                  start->base.full, verb);

    for (unsigned labels = 0; body != start && labels < LABELS_MAX; labels++) {
        toc_diag_add_label(context->sink, diag, next(body)->span, "by way of `%s`",
                           body->base.full);
        body = next(body)->target;
    }
}

/* seen: number of the walk that met the body; a walk that meets its own trace is a circle. */
static void find_circles(const toc_check_context *context, next_fn *next, toc_diag_code code,
                         const char *verb)
{
    const toc_plan *plan = context->plan;
    uint32_t *seen = TOC_NEW_ARRAY(context->arena, uint32_t, plan->bodies.count);

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        while (body && seen[body->base.id] == 0) {
            seen[body->base.id] = i + 1;
            body = next(body)->target;
        }
        if (body && seen[body->base.id] == i + 1)
            report_circle(context, body, next, code, verb);
    }
}

static const toc_body_ref *superior_of(const toc_plan_body *body)
{
    return &body->under;
}

static const toc_body_ref *founder_of(const toc_plan_body *body)
{
    return &body->formed.by.body;
}

void toc_check_command(const toc_check_context *context)
{
    find_circles(context, superior_of, TOC_D_COMMAND_CYCLE, "is, up its line of command, under");
}

void toc_check_formation(const toc_check_context *context)
{
    find_circles(context, founder_of, TOC_D_FORMED_BY_ITSELF, "could only be formed by");
}

/* ── relations ───────────────────────────────────────────────────────────── */

static void check_relation(const toc_check_context *context, const toc_plan_body *body,
                           const toc_body_ref *ref, const char *what)
{
    if (ref->target == body)
        toc_diag_add(context->sink, TOC_D_RELATED_TO_ITSELF, ref->span, "`%s` cannot be %s itself",
                     body->base.full, what);
}

static void check_relation_list(const toc_check_context *context, const toc_plan_body *body,
                                const toc_body_refs *refs, const char *what)
{
    for (uint32_t i = 0; i < refs->count; i++)
        check_relation(context, body, &refs->items[i], what);
}

void toc_check_relations(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->bodies.count; i++) {
        const toc_plan_body *body = context->plan->bodies.items[i];

        check_relation(context, body, &body->office_of, "the secretariat of");
        check_relation(context, body, &body->located_in, "located in");
        check_relation_list(context, body, &body->member_of, "a member of");
        check_relation_list(context, body, &body->advises, "an adviser of");
        check_relation_list(context, body, &body->links, "linked to");
    }
}

void toc_check_span_of_control(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    uint32_t *reports = TOC_NEW_ARRAY(context->arena, uint32_t, plan->bodies.count);

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *superior = plan->bodies.items[i]->under.target;

        if (superior)
            reports[superior->base.id]++;
    }
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];
        toc_diag *diag;

        if (reports[i] <= body->span_of_control || !body->base.decl)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_SPAN_OF_CONTROL, body->base.span,
                            "%u bodies stand directly under `%s`, which can lead %u",
                            (unsigned)reports[i], body->base.full, (unsigned)body->span_of_control);
        toc_diag_add_help(context->sink, diag,
                          "put a group between them, or say `span %u` if it can lead so many",
                          (unsigned)reports[i]);
    }
}

void toc_check_own_approval(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];
        toc_diag *diag;

        if (!node->approval.body.target || node->approval.body.target != node->by.target)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_APPROVES_OWN_WORK, node->approval.body.span,
                            "`%s` approves what it does itself", node->by.target->base.full);
        toc_diag_add_label(context->sink, diag, node->by.span, "does it");
    }
}
