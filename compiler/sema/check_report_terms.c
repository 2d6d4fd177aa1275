/* check_report_terms.c - T0434 report-without-content, T0435 field-unused, T0436 receiver-not-formed,
 * T0437 series-without-end, T0438 reports-contradict, T0439 announcement-not-approved: what single
 * reports say of content, receivers and times. */
#include <stdlib.h>

#include "sema/checks.h"

/* ── content ─────────────────────────────────────────────────────────────── */

static const toc_plan_field *first_own_field(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->fields.count; i++) {
        if (plan->fields.items[i]->base.decl)
            return plan->fields.items[i];
    }
    return NULL;
}

void toc_check_content(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const toc_plan_field *field = first_own_field(plan);

    for (uint32_t i = 0; field && i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];
        toc_diag *diag;

        if (report->content.count > 0)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_REPORT_WITHOUT_CONTENT, report->base.span,
                            "`%s` does not say what it must tell", report->base.full);
        toc_diag_add_label(context->sink, diag, field->base.span,
                           "the plan has fields for reports, this one and others");
        toc_diag_add_help(context->sink, diag, "add `content %s, …`", field->base.full);
    }
}

static void use_fields(bool *is_used, const toc_field_refs *fields)
{
    for (uint32_t i = 0; i < fields->count; i++) {
        if (fields->items[i].target)
            is_used[fields->items[i].target->base.id] = true;
    }
}

void toc_check_fields(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_used = TOC_NEW_ARRAY(context->arena, bool, plan->fields.count);

    for (uint32_t i = 0; i < plan->reports.count; i++)
        use_fields(is_used, &plan->reports.items[i]->content);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        use_fields(is_used, &plan->announcements.items[i]->content);
    for (uint32_t i = 0; i < plan->relays.count; i++)
        use_fields(is_used, &plan->relays.items[i]->content);
    for (uint32_t i = 0; i < plan->fields.count; i++) {
        const toc_entity *field = &plan->fields.items[i]->base;

        if (is_used[i] || !field->decl)
            continue;
        toc_diag_set_here(context->sink,
                          toc_diag_add(context->sink, TOC_D_FIELD_UNUSED, field->span,
                                       "no report tells `%s`", field->full),
                          "not in the `content` of any report, relay or announcement");
    }
}

/* ── bodies that are formed later ────────────────────────────────────────── */

/* The least rank of @p ladder at which @p cond can hold: 0 where it may hold at none.
 * Depth: 256, the cap of the conditions. */
static uint32_t least_rank(const toc_cond *cond, const toc_entity *ladder)
{
    uint32_t a;
    uint32_t b;

    if (!cond)
        return 0;
    if (cond->op == TOC_COND_AND || cond->op == TOC_COND_OR) {
        a = least_rank(cond->kids[0], ladder);
        b = least_rank(cond->kids[1], ladder);
        return (a > b) == (cond->op == TOC_COND_AND) ? a : b;
    }
    if (cond->op == TOC_COND_HELD)
        return least_rank(cond->kids[0], ladder);
    if ((cond->op != TOC_COND_GE && cond->op != TOC_COND_EQ) ||
        cond->kids[0]->op != TOC_COND_LEVEL || cond->kids[0]->entity != ladder ||
        cond->kids[1]->op != TOC_COND_CONST || cond->kids[1]->value < 0)
        return 0;
    return (uint32_t)cond->kids[1]->value;
}

/* The ladder of the first level that @p cond asks for, or NULL. */
static const toc_plan_ladder *ladder_of(const toc_cond *cond)
{
    const toc_plan_ladder *found = NULL;

    if (!cond)
        return NULL;
    if (cond->op == TOC_COND_LEVEL)
        return (const toc_plan_ladder *)cond->entity;
    for (uint32_t i = 0; i < cond->kid_count && !found; i++)
        found = ladder_of(cond->kids[i]);
    return found;
}

/* The least rank at which what @p anchors say can be; *out_known false: it cannot be told. */
static uint32_t rank_of(const toc_plan_anchors *anchors, const toc_entity *ladder, bool *out_known)
{
    uint32_t least = UINT32_MAX;

    for (uint32_t i = 0; i < anchors->count; i++) {
        const toc_plan_anchor *anchor = &anchors->items[i];
        bool is_level = anchor->kind == TOC_PLAN_ANCHOR_LEVEL_DECLARED ||
                        anchor->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST ||
                        anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS;
        bool is_event = anchor->kind == TOC_PLAN_ANCHOR_EVENT ||
                        (anchor->kind == TOC_PLAN_ANCHOR_TRIGGER && anchor->target &&
                         !((const toc_plan_trigger *)anchor->target)->when);
        uint32_t rank = is_level && anchor->target == ladder ? anchor->rank : 0;

        if ((!is_level || anchor->target != ladder) && !is_event)
            *out_known = false;
        least = rank < least ? rank : least;
    }
    return least == UINT32_MAX ? 0 : least;
}

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t owed_from(const toc_plan_report *report, const toc_entity *ladder, bool *out_known)
{
    uint32_t rank = report->while_ ? least_rank(report->while_, ladder)
                                   : rank_of(&report->on, ladder, out_known);

    *out_known = *out_known && (!report->response || report->response->on.count > 0);
    if (report->response)
        rank = most(rank, rank_of(&report->response->on, ladder, out_known));
    return most(rank, least_rank(report->level_filter, ladder));
}

static void check_formed(const toc_check_context *context, const toc_plan_report *report,
                         const toc_body_ref *ref, const char *verb)
{
    const toc_plan_body *body = ref->target;
    const toc_plan_ladder *ladder;
    bool is_known = true;
    uint32_t formed;
    uint32_t owed;
    toc_diag *diag;

    if (body && body->is_post)
        body = body->org;
    ladder = body ? ladder_of(body->formed.when) : NULL;
    formed = ladder ? least_rank(body->formed.when, &ladder->base) : 0;
    if (formed == 0 || formed > ladder->levels.count)
        return;
    owed = owed_from(report, &ladder->base, &is_known);
    if (!is_known || owed >= formed)
        return;
    diag = toc_diag_add(context->sink, TOC_D_RECEIVER_NOT_FORMED, ref->span,
                        "`%s` is owed where `%s`, which %s it, is not there yet", report->base.full,
                        body->base.full, verb);
    toc_diag_set_here(
        context->sink, diag,
        owed == 0 ? TOC_PHRASE("owed whatever the level") : TOC_PHRASE("owed from `%s` on"),
        owed == 0
            ? ""
            : toc_symbol_text(context->plan->names, ladder->levels.items[owed - 1]->base.name));
    toc_diag_add_label(
        context->sink, diag, body->formed.when->span, "formed at `%s` and above",
        toc_symbol_text(context->plan->names, ladder->levels.items[formed - 1]->base.name));
    toc_diag_add_help(context->sink, diag,
                      "name who takes its place before it is formed, or owe "
                      "the report from that level on");
}

void toc_check_formed_receivers(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->reports.count; i++) {
        const toc_plan_report *report = context->plan->reports.items[i];

        check_formed(context, report, &report->from, TOC_PHRASE("sends"));
        for (uint32_t j = 0; j < report->to.count; j++)
            check_formed(context, report, &report->to.items[j], TOC_PHRASE("receives"));
    }
}

/* ── series ──────────────────────────────────────────────────────────────── */

/* What the engine plays - steps, reports - is looked at where it can be played, with a witness. */
static void check_end(const toc_check_context *context, const toc_entity *entity,
                      const toc_plan_anchors *on, const toc_series *series)
{
    toc_diag *diag;

    if (series->every <= 0 || series->until || on->count == 0)
        return;
    diag = toc_diag_add(context->sink, TOC_D_SERIES_WITHOUT_END, series->span,
                        "nothing ever ends the series `%s`", entity->full);
    toc_diag_set_here(context->sink, diag, "owed every %s, also when all is over",
                      toc_check_length_text(context, series->every));
    toc_diag_add_label(context->sink, diag, on->items[0].span, "begins here");
    toc_diag_add_help(context->sink, diag,
                      "add `until …`, or say `while level at least …` instead of `on`");
}

void toc_check_series_ends(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];

        if (!it->response)
            check_end(context, &it->base, &it->on, &it->series);
    }
}

/* ── the same report with two times ──────────────────────────────────────── */

static int by_number(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static uint64_t id_of(const toc_body_ref *ref)
{
    return ref->target ? ref->target->base.id : UINT64_MAX;
}

static int by_receivers(const toc_plan_report *x, const toc_plan_report *y)
{
    int order = by_number(x->to.count, y->to.count);

    for (uint32_t i = 0; order == 0 && i < x->to.count; i++)
        order = by_number(id_of(&x->to.items[i]), id_of(&y->to.items[i]));
    return order;
}

static int by_anchors(const toc_plan_anchors *x, const toc_plan_anchors *y)
{
    int order = by_number(x->count, y->count);

    for (uint32_t i = 0; order == 0 && i < x->count; i++) {
        const toc_plan_anchor *a = &x->items[i];
        const toc_plan_anchor *b = &y->items[i];

        order = by_number(a->kind, b->kind);
        if (order == 0 && a->target && b->target)
            order = by_number(a->target->id, b->target->id);
        if (order == 0)
            order = by_number(a->rank, b->rank);
    }
    return order;
}

static int by_terms(const toc_plan_report *x, const toc_plan_report *y)
{
    int order = by_number(x->kind, y->kind);

    if (order == 0)
        order = by_number(x->methods.count, y->methods.count);
    for (uint32_t i = 0; order == 0 && i < x->methods.count; i++)
        order = by_number(x->methods.items[i], y->methods.items[i]);
    if (order == 0)
        order = by_number(x->content.count, y->content.count);
    for (uint32_t i = 0; order == 0 && i < x->content.count; i++) {
        const toc_plan_field *a = x->content.items[i].target;
        const toc_plan_field *b = y->content.items[i].target;

        if (a && b)
            order = by_number(a->base.id, b->base.id);
    }
    return order;
}

static int by_duty(const toc_plan_report *x, const toc_plan_report *y)
{
    int order = by_number(id_of(&x->from), id_of(&y->from));

    if (order == 0)
        order = by_receivers(x, y);
    if (order == 0)
        order = by_anchors(&x->on, &y->on);
    if (order == 0)
        order = by_terms(x, y);
    return order;
}

static int by_duty_and_id(const void *a, const void *b)
{
    const toc_plan_report *x = *(const toc_plan_report *const *)a;
    const toc_plan_report *y = *(const toc_plan_report *const *)b;
    int order = by_duty(x, y);

    return order ? order : by_number(x->base.id, y->base.id);
}

static bool is_same_or_none(const toc_cond *a, const toc_cond *b)
{
    return (!a && !b) || (a && b && toc_cond_equals(a, b));
}

static bool contradict(const toc_plan_report *x, const toc_plan_report *y)
{
    const toc_deadline *a = &x->deadline;
    const toc_deadline *b = &y->deadline;

    if (by_duty(x, y) != 0 || a->kind != TOC_DEADLINE_WITHIN || b->kind != TOC_DEADLINE_WITHIN ||
        x->series.every > 0 || y->series.every > 0 ||
        !is_same_or_none(x->level_filter, y->level_filter) ||
        !is_same_or_none(x->while_, y->while_))
        return false;
    return a->length.ms != b->length.ms || a->length.workdays != b->length.workdays;
}

void toc_check_contradicting(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    uint32_t count = plan->reports.count;
    const toc_plan_report **sorted = TOC_NEW_ARRAY(context->arena, const toc_plan_report *, count);

    for (uint32_t i = 0; i < count; i++)
        sorted[i] = plan->reports.items[i];
    qsort(sorted, count, sizeof *sorted, by_duty_and_id);
    for (uint32_t i = 1; i < count; i++) {
        toc_diag *diag;

        if (!contradict(sorted[i - 1], sorted[i]))
            continue;
        diag =
            toc_diag_add(context->sink, TOC_D_REPORTS_CONTRADICT, sorted[i]->deadline.length_span,
                         "`%s` and `%s` are the same report with two times", sorted[i]->base.full,
                         sorted[i - 1]->base.full);
        toc_diag_add_label(context->sink, diag, sorted[i - 1]->deadline.length_span,
                           "the other one has this time");
        toc_diag_add_help(context->sink, diag,
                          "keep one; if one follows in writing, say so with `method` or `content`");
    }
}

/* ── word to the public ──────────────────────────────────────────────────── */

void toc_check_public_approval(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const toc_plan_announcement *approved = NULL;

    for (uint32_t i = 0; i < plan->announcements.count && !approved; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];

        if (it->to_public && !toc_span_is_none(it->approved.span))
            approved = it;
    }
    for (uint32_t i = 0; approved && i < plan->announcements.count; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];
        toc_diag *diag;

        if (!it->to_public || it->by_declarer || !toc_span_is_none(it->approved.span) ||
            (it->by.target && it->by.target == approved->approved.body.target))
            continue;
        diag = toc_diag_add(context->sink, TOC_D_ANNOUNCEMENT_NOT_APPROVED, it->base.span,
                            "`%s` goes to the public without approval", it->base.full);
        toc_diag_add_label(context->sink, diag, approved->approved.span, "`%s` needs one",
                           approved->base.full);
        toc_diag_add_help(context->sink, diag, "say `approved by …`, or `by declarer`");
    }
}
