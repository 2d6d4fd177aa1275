/* raci_rows.c - collects the duties of a plan and who has what to do with each. */
#include "chart/raci.h"
#include "emit/wording_cond.h"
#include "sema/announcer.h"

typedef struct maker {
    const toc_canvas *canvas;
    const toc_view_input *input;
    toc_raci *raci;
} maker;

static const toc_wording *wording(const maker *m)
{
    return &m->input->wording;
}

static void add_group(maker *m, toc_title title, const char *starts, toc_tint tint)
{
    toc_raci_group group = {title, starts, tint};

    TOC_PUSH(m->canvas->arena, &m->raci->groups, group);
}

static void add_row(maker *m, const char *key, toc_title title, const char *due, toc_span span)
{
    toc_raci_row row = {.key = key,
                        .title = title,
                        .due = due,
                        .span = span,
                        .first = m->raci->marks.count,
                        .group = m->raci->groups.count - 1};

    TOC_PUSH(m->canvas->arena, &m->raci->rows, row);
}

/* Of the last row. */
static void add_mark(maker *m, const toc_plan_body *body, toc_raci_part part)
{
    toc_raci_mark mark = {body, part};

    if (!toc_is_own_body(m->input->plan, body))
        return;
    TOC_PUSH(m->canvas->arena, &m->raci->marks, mark);
    m->raci->rows.items[m->raci->rows.count - 1].count++;
}

static void add_marks(maker *m, const toc_body_refs *bodies, toc_raci_part part)
{
    for (uint32_t i = 0; i < bodies->count; i++)
        add_mark(m, bodies->items[i].target, part);
}

static void add_late(maker *m, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++)
        add_mark(m, lates->items[i].body.target, TOC_RACI_TOLD_LATE);
}

/* ── responses ───────────────────────────────────────────────────────────── */

static void add_node(maker *m, const toc_plan_node *node)
{
    add_row(m, toc_key_of(m->canvas->arena, &node->base), toc_title_words(wording(m), &node->base),
            toc_due_words(wording(m), &node->deadline, &node->series), node->base.span);
    add_mark(m, node->by.target, TOC_RACI_DOES);
    add_mark(m, node->approval.body.target, TOC_RACI_APPROVES);
    add_mark(m, node->response->lead.target, TOC_RACI_LEADS);
    add_marks(m, &node->with, TOC_RACI_HELPS);
    for (uint32_t i = 0; i < node->requests.count; i++)
        add_mark(m, node->requests.items[i].from.target, TOC_RACI_HELPS);
    add_marks(m, &node->to, TOC_RACI_TOLD);
    add_late(m, &node->if_late);
}

static void add_report(maker *m, const toc_plan_report *report)
{
    add_row(m, toc_key_of(m->canvas->arena, &report->base),
            toc_title_words(wording(m), &report->base),
            toc_due_words(wording(m), &report->deadline, &report->series), report->base.span);
    add_mark(m, report->from.target, TOC_RACI_DOES);
    add_marks(m, &report->to, TOC_RACI_TOLD);
    add_marks(m, &report->copy, TOC_RACI_TOLD);
    add_late(m, &report->if_late);
}

static void add_announcement(maker *m, const toc_plan_announcement *one)
{
    const toc_plan *plan = m->input->plan;

    add_row(m, toc_key_of(m->canvas->arena, &one->base), toc_title_words(wording(m), &one->base),
            toc_due_words(wording(m), &one->deadline, &one->series), one->base.span);
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        if (toc_announces(plan, one, plan->bodies.items[i], false))
            add_mark(m, plan->bodies.items[i], TOC_RACI_DOES);
    }
    add_mark(m, one->approved.body.target, TOC_RACI_APPROVES);
    add_marks(m, &one->to, TOC_RACI_TOLD);
    add_late(m, &one->if_late);
}

static void add_response(maker *m, const toc_plan_group *group)
{
    const toc_plan_response *response = group->response;

    add_group(m, group->title, group->starts, group->tint);
    for (uint32_t i = 0; i < response->nodes.count; i++)
        add_node(m, response->nodes.items[i]);
    for (uint32_t i = 0; i < response->reports.count; i++)
        add_report(m, response->reports.items[i]);
    for (uint32_t i = 0; i < response->announcements.count; i++)
        add_announcement(m, response->announcements.items[i]);
}

/* ── grades ──────────────────────────────────────────────────────────────── */

static void add_level(maker *m, const toc_plan_level *level)
{
    static const toc_series none = {0};
    const toc_wording *w = wording(m);
    toc_title title = {toc_arena_printf(w->arena, "%s %s", toc_wording_word(w, TOC_WORD_DECLARE),
                                        toc_level_words(w, level)),
                       toc_title_words(w, &level->base).second};

    if (!level->declared_by.body.target)
        return;
    add_row(m, toc_key_of(w->arena, &level->base), title,
            toc_due_words(w, &level->declared_by.deadline, &none), level->base.span);
    add_mark(m, level->declared_by.body.target, TOC_RACI_DOES);
    add_late(m, &level->if_late);
    add_late(m, &level->ladder->if_late);
}

static void add_end(maker *m, const toc_plan_ladder *ladder)
{
    const toc_wording *w = wording(m);
    toc_title title = {toc_wording_word(w, TOC_WORD_END_OF_INCIDENT), NULL};

    if (!ladder->proposed.body.target && !ladder->approved.body.target)
        return;
    add_row(m, toc_arena_printf(w->arena, "end:%s", ladder->base.full), title, NULL,
            ladder->end_span);
    add_mark(m, ladder->proposed.body.target, TOC_RACI_DOES);
    add_mark(m, ladder->approved.body.target,
             ladder->proposed.body.target ? TOC_RACI_APPROVES : TOC_RACI_DOES);
}

static void add_ladders(maker *m)
{
    const toc_plan *plan = m->input->plan;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];
        toc_title title = {toc_wording_word(wording(m), TOC_WORD_GRADES), NULL};

        if (!ladder->is_unnamed)
            title = toc_title_words(wording(m), &ladder->base);
        add_group(m, title, "", m->canvas->theme->plain);
        for (uint32_t k = 0; k < ladder->levels.count; k++)
            add_level(m, ladder->levels.items[k]);
        add_end(m, ladder);
    }
}

/* ── telling, and bodies formed ──────────────────────────────────────────── */

static void add_formation(maker *m, const toc_plan_body *body)
{
    static const toc_series none = {0};
    const toc_wording *w = wording(m);
    const toc_duty_by *by = &body->formed.by;
    toc_title title = {toc_arena_printf(w->arena, "%s %s", toc_wording_word(w, TOC_WORD_FORM),
                                        toc_title_words(w, &body->base).first),
                       NULL};

    if (toc_span_is_none(by->span))
        return;
    add_row(m, toc_arena_printf(w->arena, "formation:%s", body->base.full), title,
            toc_due_words(w, &by->deadline, &none), by->span);
    add_mark(m, by->body.target, TOC_RACI_DOES);
    add_mark(m, body->formed.source.target, TOC_RACI_HELPS);
    add_mark(m, body, TOC_RACI_TOLD);
}

/* Who is tried where a receiver of @p hop does not answer; nobody tries himself. */
static void add_fallbacks(maker *m, const toc_plan_relay *relay, const toc_plan_hop *hop)
{
    for (uint32_t i = 0; i < relay->fallbacks.count; i++) {
        const toc_body_refs *to = &relay->fallbacks.items[i].to;

        for (uint32_t k = 0; k < to->count; k++) {
            if (to->items[k].target != hop->from.target)
                add_mark(m, to->items[k].target, TOC_RACI_TOLD_LATE);
        }
    }
}

static void add_hop(maker *m, const toc_plan_relay *relay, uint32_t index)
{
    static const toc_series none = {0};
    const toc_wording *w = wording(m);
    const toc_plan_hop *hop = &relay->hops.items[index];

    add_row(m, toc_arena_printf(w->arena, "hop:%s:%u", relay->base.full, (unsigned)index + 1),
            toc_title_words(w, &relay->base), toc_due_words(w, &hop->deadline, &none), hop->span);
    add_mark(m, hop->from.target, TOC_RACI_DOES);
    add_marks(m, &hop->to, TOC_RACI_TOLD);
    if (index == 0)
        add_marks(m, &relay->copy, TOC_RACI_TOLD);
    add_fallbacks(m, relay, hop);
}

/* What its first sender owes beside the hops. */
static void add_of_chain(maker *m, const toc_plan_relay *relay, const char *id, toc_word which,
                         const toc_deadline *deadline)
{
    static const toc_series none = {0};
    const toc_wording *w = wording(m);
    toc_title title = {toc_wording_fill(w, which, toc_title_words(w, &relay->base).first, NULL),
                       NULL};

    add_row(m, toc_arena_printf(w->arena, "%s:%s", id, relay->base.full), title,
            toc_due_words(w, deadline, &none), relay->base.span);
    add_mark(m, relay->hops.items[0].from.target, TOC_RACI_DOES);
}

static void add_relay(maker *m, const toc_plan_relay *relay)
{
    static const toc_deadline none = {0};

    for (uint32_t i = 0; i < relay->hops.count; i++)
        add_hop(m, relay, i);
    if (relay->hops.count == 0)
        return;
    if (relay->written.kind != TOC_DEADLINE_NONE) {
        add_of_chain(m, relay, "written", TOC_WORD_CHAIN_WRITTEN, &relay->written);
        for (uint32_t i = 0; i < relay->hops.count; i++) {
            if (relay->hops.items[i].from.target == relay->hops.items[0].from.target)
                add_marks(m, &relay->hops.items[i].to, TOC_RACI_TOLD);
        }
    }
    for (uint32_t i = 0; i < relay->skips.count; i++) {
        add_of_chain(m, relay, toc_arena_printf(m->canvas->arena, "skip:%u", (unsigned)i + 1),
                     TOC_WORD_CHAIN_SKIPPED, &none);
        add_marks(m, &relay->skips.items[i].to, TOC_RACI_TOLD);
    }
    if (relay->overall.kind != TOC_DEADLINE_NONE)
        add_of_chain(m, relay, "overall", TOC_WORD_CHAIN_ALL_TOLD, &relay->overall);
}

static void add_telling(maker *m)
{
    const toc_plan *plan = m->input->plan;
    toc_title title = {toc_wording_word(wording(m), TOC_WORD_TELLING), NULL};

    add_group(m, title, "", m->canvas->theme->plain);
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        add_formation(m, plan->bodies.items[i]);
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        if (!plan->reports.items[i]->response)
            add_report(m, plan->reports.items[i]);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        if (!plan->announcements.items[i]->response)
            add_announcement(m, plan->announcements.items[i]);
    }
    for (uint32_t i = 0; i < plan->relays.count; i++)
        add_relay(m, plan->relays.items[i]);
}

toc_raci *toc_raci_of(const toc_canvas *canvas, const toc_view_input *input)
{
    toc_raci *raci = TOC_NEW(canvas->arena, toc_raci);
    maker m = {canvas, input, raci};

    raci->order = toc_plan_order_of(canvas, input);
    add_ladders(&m);
    for (uint32_t i = 0; i < raci->order->groups.count; i++)
        add_response(&m, &raci->order->groups.items[i]);
    add_telling(&m);
    return raci;
}
