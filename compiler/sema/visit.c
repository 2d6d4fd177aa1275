/* visit.c - shows a visitor every condition and every anchor of a plan; equality of conditions. */
#include <string.h>

#include "sema/checks.h"

/* Depth: 256, the cap of the conditions. */
static void visit_part(const toc_plan_visitor *v, const toc_cond *cond)
{
    if (v->cond)
        v->cond(v->state, cond);
    if (v->anchor && (cond->op == TOC_COND_SINCE || cond->op == TOC_COND_HAPPENED))
        v->anchor(v->state, &cond->anchor);
    for (uint32_t i = 0; i < cond->kid_count; i++)
        visit_part(v, cond->kids[i]);
}

static void visit_cond(const toc_plan_visitor *v, const toc_cond *cond)
{
    if (!cond)
        return;
    if (v->root)
        v->root(v->state, cond);
    if (v->cond || v->anchor)
        visit_part(v, cond);
}

static void visit_anchors(const toc_plan_visitor *v, const toc_plan_anchors *anchors)
{
    for (uint32_t i = 0; i < anchors->count && v->anchor; i++)
        v->anchor(v->state, &anchors->items[i]);
}

static void visit_deadline(const toc_plan_visitor *v, const toc_deadline *deadline)
{
    if (v->anchor && deadline->kind == TOC_DEADLINE_WITHIN)
        v->anchor(v->state, &deadline->anchor);
}

static void visit_duty(const toc_plan_visitor *v, const toc_duty_by *duty)
{
    visit_deadline(v, &duty->deadline);
}

static void visit_node(const toc_plan_visitor *v, const toc_plan_node *node)
{
    visit_cond(v, node->when);
    visit_deadline(v, &node->deadline);
    visit_duty(v, &node->approval);
    visit_cond(v, node->series.until);
    for (uint32_t i = 0; i < node->outcomes.count; i++)
        visit_cond(v, node->outcomes.items[i].when);
}

static void visit_ladder(const toc_plan_visitor *v, const toc_plan_ladder *ladder)
{
    visit_duty(v, &ladder->declared_by);
    visit_cond(v, ladder->end_when);
    visit_duty(v, &ladder->proposed);
    visit_duty(v, &ladder->approved);
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        visit_cond(v, ladder->levels.items[i]->when);
        visit_duty(v, &ladder->levels.items[i]->own_declared_by);
    }
}

static void visit_relay(const toc_plan_visitor *v, const toc_plan_relay *relay)
{
    visit_anchors(v, &relay->on);
    visit_deadline(v, &relay->overall);
    visit_deadline(v, &relay->written);
    for (uint32_t i = 0; i < relay->hops.count; i++)
        visit_deadline(v, &relay->hops.items[i].deadline);
    for (uint32_t i = 0; i < relay->skips.count; i++)
        visit_cond(v, relay->skips.items[i].when);
}

static void visit_telling(const toc_plan_visitor *v, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        visit_anchors(v, &report->on);
        visit_cond(v, report->while_);
        visit_cond(v, report->level_filter);
        visit_deadline(v, &report->deadline);
        visit_cond(v, report->series.until);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *announcement = plan->announcements.items[i];

        visit_anchors(v, &announcement->on);
        visit_cond(v, announcement->while_);
        visit_cond(v, announcement->when);
        visit_deadline(v, &announcement->deadline);
        visit_duty(v, &announcement->approved);
        visit_cond(v, announcement->series.until);
    }
    for (uint32_t i = 0; i < plan->relays.count; i++)
        visit_relay(v, plan->relays.items[i]);
}

void toc_plan_visit(const toc_plan *plan, const toc_plan_visitor *visitor)
{
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        visit_cond(visitor, plan->bodies.items[i]->formed.when);
        visit_duty(visitor, &plan->bodies.items[i]->formed.by);
    }
    for (uint32_t i = 0; i < plan->triggers.count; i++) {
        visit_anchors(visitor, &plan->triggers.items[i]->on);
        visit_cond(visitor, plan->triggers.items[i]->when);
    }
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        visit_ladder(visitor, plan->ladders.items[i]);
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        visit_anchors(visitor, &plan->responses.items[i]->on);
        visit_cond(visitor, plan->responses.items[i]->when);
    }
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        visit_node(visitor, plan->nodes.items[i]);
    visit_telling(visitor, plan);
}

/* ── equality ────────────────────────────────────────────────────────────── */

static bool is_same_part(const toc_cond *a, const toc_cond *b)
{
    if (a->type.type != b->type.type || a->value != b->value || a->entity != b->entity ||
        a->outcome != b->outcome || a->window != b->window || a->kid_count != b->kid_count)
        return false;
    if (a->anchor.kind != b->anchor.kind || a->anchor.target != b->anchor.target ||
        a->anchor.rank != b->anchor.rank || a->anchor.outcome != b->anchor.outcome)
        return false;
    return a->text == b->text || (a->text && b->text && strcmp(a->text, b->text) == 0);
}

static bool has_same_kids(const toc_cond *a, const toc_cond *b)
{
    for (uint32_t i = 0; i < a->kid_count; i++) {
        if (!toc_cond_equals(a->kids[i], b->kids[i]))
            return false;
    }
    return true;
}

bool toc_cond_equals(const toc_cond *a, const toc_cond *b)
{
    return a && b && a->op != TOC_COND_BROKEN && a->op == b->op && is_same_part(a, b) &&
           has_same_kids(a, b);
}
