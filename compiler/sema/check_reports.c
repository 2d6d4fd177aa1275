/* check_reports.c - T0302 report-to-itself, T0135 listed-twice. */
#include "sema/checks.h"

static void check_receivers(const toc_check_context *context, const toc_body_refs *to,
                            const toc_body_ref *from)
{
    for (uint32_t i = 0; i < to->count; i++) {
        toc_diag *diag;

        if (!from->target || to->items[i].target != from->target)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_REPORT_TO_ITSELF, to->items[i].span,
                            "`%s` reports to itself", from->target->base.full);
        toc_diag_add_label(context->sink, diag, from->span, "the sender");
    }
}

void toc_check_report_receivers(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->reports.count; i++)
        check_receivers(context, &plan->reports.items[i]->to, &plan->reports.items[i]->from);
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        for (uint32_t h = 0; h < plan->relays.items[i]->hops.count; h++) {
            const toc_plan_hop *hop = &plan->relays.items[i]->hops.items[h];

            check_receivers(context, &hop->to, &hop->from);
        }
    }
}

/* ── lists ───────────────────────────────────────────────────────────────── */

/* first: by body or field, one more than where the list in hand names it; cleared after each. */
typedef struct marks {
    const toc_check_context *context;
    uint32_t *first;
} marks;

static void report_twice(const marks *m, toc_span span, toc_span first, const char *name)
{
    toc_diag *diag =
        toc_diag_add(m->context->sink, TOC_D_LISTED_TWICE, span, "`%s` is named twice", name);

    const toc_source *source = toc_sources_find(m->context->plan->sources, span);
    toc_span removal = source ? toc_source_item_removal(source, span) : (toc_span){0, 0};

    toc_diag_add_label(m->context->sink, diag, first, "the first time");
    if (!toc_span_is_none(removal))
        toc_diag_add_fixit(m->context->sink, diag, removal, true, "");
}

static const toc_body_refs nobody;

/* A second list goes on where the first ends: `copy` after `to`. */
static void check_body_lists(const marks *m, const toc_body_refs *list, const toc_body_refs *more)
{
    for (uint32_t i = 0; i < list->count + more->count; i++) {
        const toc_body_ref *ref = i < list->count ? &list->items[i] : &more->items[i - list->count];
        uint32_t first = ref->target ? m->first[ref->target->base.id] : 0;

        if (!ref->target)
            continue;
        if (first == 0)
            m->first[ref->target->base.id] = i + 1;
        else
            report_twice(m, ref->span,
                         first <= list->count ? list->items[first - 1].span
                                              : more->items[first - 1 - list->count].span,
                         ref->target->base.full);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].target)
            m->first[list->items[i].target->base.id] = 0;
    }
    for (uint32_t i = 0; i < more->count; i++) {
        if (more->items[i].target)
            m->first[more->items[i].target->base.id] = 0;
    }
}

static void check_field_list(const marks *m, const toc_field_refs *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_plan_field *field = list->items[i].target;

        if (!field)
            continue;
        if (m->first[field->base.id] == 0)
            m->first[field->base.id] = i + 1;
        else
            report_twice(m, list->items[i].span, list->items[m->first[field->base.id] - 1].span,
                         field->base.full);
    }
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].target)
            m->first[list->items[i].target->base.id] = 0;
    }
}

static void check_lists_of_bodies(const marks *m)
{
    const toc_plan *plan = m->context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        check_body_lists(m, &plan->nodes.items[i]->with, &nobody);
        check_body_lists(m, &plan->nodes.items[i]->to, &nobody);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++)
        check_body_lists(m, &plan->reports.items[i]->to, &plan->reports.items[i]->copy);
    for (uint32_t i = 0; i < plan->events.count; i++)
        check_body_lists(m, &plan->events.items[i]->seen_by, &nobody);
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        check_body_lists(m, &plan->bodies.items[i]->member_of, &nobody);
}

void toc_check_lists(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    marks bodies = {context, TOC_NEW_ARRAY(context->arena, uint32_t, plan->bodies.count)};
    marks fields = {context, TOC_NEW_ARRAY(context->arena, uint32_t, plan->fields.count)};

    check_lists_of_bodies(&bodies);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        check_field_list(&fields, &plan->reports.items[i]->content);
}
