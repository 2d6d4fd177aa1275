/* between_command.c - T0469 no-handover, T0470 parent-not-in-force, T0471 not-under-parent: how a
 * plan hangs on the one that it extends. */
#include <string.h>

#include "analysis/between.h"

/* ── handing over ────────────────────────────────────────────────────────── */

static bool is_twin(const toc_between *it, const toc_entity *entity)
{
    size_t size = strlen(it->alias);

    return !entity->decl && strncmp(entity->full, it->alias, size) == 0 &&
           entity->full[size] == '.';
}

/* Does anything here start a response of the parent?  Its twin stands in the tables then. */
static bool starts_response(const toc_between *it)
{
    for (uint32_t i = 0; i < it->plan->responses.count; i++) {
        if (is_twin(it, &it->plan->responses.items[i]->base))
            return true;
    }
    return false;
}

static void check_handover(const toc_check_context *context, const toc_between *it,
                           const toc_plan_parent *parent)
{
    toc_diag *diag;

    (void)context;
    if (it->plan->head.kind == TOC_PLAN_OVERALL || starts_response(it) ||
        toc_between_tells(it, NULL))
        return;
    diag = toc_diag_add(it->sink, TOC_D_NO_HANDOVER, parent->base.span,
                        "nothing here hands over to `%s`", it->called);
    toc_diag_set_here(it->sink, diag, "no step starts a response of it, nobody of it is told");
    toc_diag_add_help(it->sink, diag,
                      "say what happens when this plan is not enough: a step that `activates "
                      "%s.…`, or a report to one of its bodies",
                      it->called);
}

void toc_check_handover(const toc_check_context *context)
{
    toc_between_parents(context, check_handover);
}

/* ── status ──────────────────────────────────────────────────────────────── */

static bool is_in_force(const toc_plan *plan)
{
    return plan->head.status == TOC_STATUS_APPROVED || plan->head.status == TOC_STATUS_FILED;
}

static void check_status(const toc_check_context *context, const toc_between *it,
                         const toc_plan_parent *parent)
{
    toc_plan_status status = it->other->head.status;
    bool is_draft = status == TOC_STATUS_DRAFT && is_in_force(it->plan);
    toc_diag *diag;

    (void)context;
    if (status != TOC_STATUS_RETIRED && !is_draft)
        return;
    diag = toc_diag_add(
        it->sink, TOC_D_PARENT_NOT_IN_FORCE, parent->base.span,
        is_draft ? TOC_PHRASE("this plan is in force, and `%s`, which it extends, is a draft")
                 : TOC_PHRASE("`%s`, which this plan extends, is retired"),
        it->called);
    toc_diag_add_label(it->sink, diag, it->other->head.span, "this one");
    toc_diag_add_help(it->sink, diag, "extend the plan that is in force");
}

void toc_check_parent_status(const toc_check_context *context)
{
    toc_between_parents(context, check_status);
}

/* ── line of command ─────────────────────────────────────────────────────── */

static bool stands_under(const toc_between *it, const toc_plan_body *body)
{
    if (toc_between_body(it, body->under.target) || toc_between_body(it, body->office_of.target) ||
        toc_between_body(it, body->formed.by.body.target))
        return true;
    for (uint32_t i = 0; i < body->member_of.count; i++) {
        if (toc_between_body(it, body->member_of.items[i].target))
            return true;
    }
    return false;
}

static void check_command(const toc_check_context *context, const toc_between *it,
                          const toc_plan_parent *parent)
{
    const toc_plan_body *own = NULL;
    toc_diag *diag;

    (void)context;
    if (it->plan->head.kind == TOC_PLAN_OVERALL || it->other->bodies.count == 0)
        return;
    for (uint32_t i = 0; i < it->plan->bodies.count; i++) {
        const toc_plan_body *body = it->plan->bodies.items[i];

        if ((body->base.decl && toc_between_body(it, body)) || stands_under(it, body))
            return;
        if (!own && body->base.decl && !body->is_post && body->kind == TOC_BODY_LEAD)
            own = body;
    }
    if (!own)
        return; /* nobody leads here: the steps are the parent's bodies' */
    diag = toc_diag_add(it->sink, TOC_D_NOT_UNDER_PARENT, own->base.span,
                        "no body here stands under one of `%s`", it->called);
    toc_diag_set_here(it->sink, diag, "leads, and answers to nobody of it");
    toc_diag_add_label(it->sink, diag, parent->base.span, "extended here");
    toc_diag_add_help(it->sink, diag, "say `under %s.…` of who leads", it->called);
}

void toc_check_parent_command(const toc_check_context *context)
{
    toc_between_parents(context, check_command);
}
