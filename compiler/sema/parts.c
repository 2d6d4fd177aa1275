/* parts.c - walks all places of a plan that name a body, and the lines between bodies. */
#include "sema/parts.h"

#define DISTANCE_MAX 256u

typedef struct walk {
    toc_part_fn *show;
    void *state;
} walk;

/* ── one place ───────────────────────────────────────────────────────────── */

static void one(const walk *w, toc_part part, const toc_body_ref *ref, const toc_entity *of)
{
    if (ref->target)
        w->show(w->state, part, ref, of);
}

static void each(const walk *w, toc_part part, const toc_body_refs *refs, const toc_entity *of)
{
    for (uint32_t i = 0; i < refs->count; i++)
        one(w, part, &refs->items[i], of);
}

static void lates(const walk *w, const toc_lates *list, const toc_entity *of)
{
    for (uint32_t i = 0; i < list->count; i++)
        one(w, TOC_PART_IS_TOLD, &list->items[i].body, of);
}

static void powers(const walk *w, const toc_authorities *list, const toc_entity *of)
{
    for (uint32_t i = 0; i < list->count; i++)
        one(w, TOC_PART_MAY, &list->items[i].body, of);
}

/* ── declarations ────────────────────────────────────────────────────────── */

static void visit_body(const walk *w, const toc_plan_body *body)
{
    const toc_entity *of = &body->base;

    one(w, TOC_PART_COMMANDS, &body->under, of);
    one(w, TOC_PART_IS_SERVED, &body->office_of, of);
    one(w, TOC_PART_IS_RELATED, &body->located_in, of);
    each(w, TOC_PART_IS_RELATED, &body->member_of, of);
    each(w, TOC_PART_IS_RELATED, &body->advises, of);
    each(w, TOC_PART_IS_RELATED, &body->links, of);
    one(w, TOC_PART_FORMS, &body->formed.by.body, of);
    one(w, TOC_PART_IS_RELATED, &body->formed.source, of);
}

static void visit_world(const walk *w, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        visit_body(w, plan->bodies.items[i]);
    for (uint32_t i = 0; i < plan->resources.count; i++)
        one(w, TOC_PART_OWNS, &plan->resources.items[i]->owner, &plan->resources.items[i]->base);
    for (uint32_t i = 0; i < plan->events.count; i++)
        each(w, TOC_PART_SEES, &plan->events.items[i]->seen_by, &plan->events.items[i]->base);
    for (uint32_t i = 0; i < plan->indicators.count; i++)
        one(w, TOC_PART_READS, &plan->indicators.items[i]->source,
            &plan->indicators.items[i]->base);
    for (uint32_t i = 0; i < plan->moments.count; i++)
        one(w, TOC_PART_READS, &plan->moments.items[i]->source, &plan->moments.items[i]->base);
    for (uint32_t i = 0; i < plan->rosters.count; i++)
        one(w, TOC_PART_WATCHES, &plan->rosters.items[i]->org, &plan->rosters.items[i]->base);
}

static void visit_levels(const walk *w, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];

        one(w, TOC_PART_DECLARES, &ladder->declared_by.body, &ladder->base);
        one(w, TOC_PART_PROPOSES, &ladder->proposed.body, &ladder->base);
        one(w, TOC_PART_ENDS, &ladder->approved.body, &ladder->base);
        powers(w, &ladder->authorities, &ladder->base);
        lates(w, &ladder->if_late, &ladder->base);
    }
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        const toc_plan_level *level = plan->levels.items[i];

        one(w, TOC_PART_DECLARES, &level->own_declared_by.body, &level->base);
        powers(w, &level->authorities, &level->base);
        lates(w, &level->if_late, &level->base);
    }
}

static void visit_nodes(const walk *w, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        one(w, TOC_PART_PERFORMS, &node->by, &node->base);
        each(w, TOC_PART_HELPS, &node->with, &node->base);
        each(w, TOC_PART_IS_TOLD, &node->to, &node->base);
        one(w, TOC_PART_APPROVES, &node->approval.body, &node->base);
        lates(w, &node->if_late, &node->base);
        for (uint32_t q = 0; q < node->requests.count; q++)
            one(w, TOC_PART_OWNS, &node->requests.items[q].from, &node->base);
    }
}

static void visit_relay(const walk *w, const toc_plan_relay *relay)
{
    const toc_entity *of = &relay->base;

    for (uint32_t i = 0; i < relay->hops.count; i++) {
        one(w, TOC_PART_SENDS, &relay->hops.items[i].from, of);
        each(w, TOC_PART_RECEIVES, &relay->hops.items[i].to, of);
    }
    for (uint32_t i = 0; i < relay->verifies.count; i++)
        one(w, TOC_PART_SENDS, &relay->verifies.items[i].by, of);
    for (uint32_t i = 0; i < relay->skips.count; i++)
        each(w, TOC_PART_RECEIVES, &relay->skips.items[i].to, of);
    for (uint32_t i = 0; i < relay->fallbacks.count; i++)
        each(w, TOC_PART_RECEIVES, &relay->fallbacks.items[i].to, of);
    each(w, TOC_PART_IS_TOLD, &relay->copy, of);
}

static void visit_telling(const walk *w, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        one(w, TOC_PART_SENDS, &report->from, &report->base);
        each(w, TOC_PART_RECEIVES, &report->to, &report->base);
        each(w, TOC_PART_IS_TOLD, &report->copy, &report->base);
        lates(w, &report->if_late, &report->base);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *announcement = plan->announcements.items[i];

        one(w, TOC_PART_SENDS, &announcement->by, &announcement->base);
        each(w, TOC_PART_RECEIVES, &announcement->to, &announcement->base);
        one(w, TOC_PART_APPROVES, &announcement->approved.body, &announcement->base);
        lates(w, &announcement->if_late, &announcement->base);
    }
    for (uint32_t i = 0; i < plan->relays.count; i++)
        visit_relay(w, plan->relays.items[i]);
}

void toc_parts_visit(const toc_plan *plan, toc_part_fn *show, void *state)
{
    walk w = {show, state};

    one(&w, TOC_PART_ISSUES, &plan->head.issuer, NULL);
    one(&w, TOC_PART_ISSUES, &plan->head.approver, NULL);
    visit_world(&w, plan);
    visit_levels(&w, plan);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        one(&w, TOC_PART_LEADS, &plan->responses.items[i]->lead, &plan->responses.items[i]->base);
    visit_nodes(&w, plan);
    visit_telling(&w, plan);
}

/* ── lines ───────────────────────────────────────────────────────────────── */

const toc_plan_body *toc_body_org(const toc_plan_body *body)
{
    return body->is_post && body->org ? body->org : body;
}

const toc_plan_body *toc_body_superior(const toc_plan_body *body)
{
    if (body->is_post)
        return body->org;
    return body->under.target ? body->under.target : body->office_of.target;
}

bool toc_body_is_above(const toc_plan_body *above, const toc_plan_body *below)
{
    const toc_plan_body *body = toc_body_superior(below);

    for (unsigned i = 0; body && body != below && i < DISTANCE_MAX; i++) {
        if (body == above)
            return true;
        body = toc_body_superior(body);
    }
    return false;
}

bool toc_body_is_in_line(const toc_plan_body *a, const toc_plan_body *b)
{
    return toc_body_org(a) == toc_body_org(b) || toc_body_is_above(a, b) || toc_body_is_above(b, a);
}
