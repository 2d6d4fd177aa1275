/* rows_relays.c - relays and what each of them has to hand on, one row for each receiver. */
#include "lower/context.h"
#include "sema/relay_graph.h"

static toc_span span_of(const toc_low_told *told)
{
    if (told->kind == TOC_M_REPORT_SKIP)
        return told->skip->span;
    return told->kind == TOC_M_REPORT_FALLBACK ? told->fallback->span : told->hop->span;
}

/* The relay's titles, and the place of the clause. */
static toc_m_head head_of(toc_low *low, const toc_low_told *told)
{
    toc_entity entity = told->relay->base;

    entity.full = told->name;
    entity.span = span_of(told);
    return toc_low_head(low, &entity);
}

/* What a kind of row has beside what all have. */
static void lower_kind(toc_low *low, const toc_low_told *told, toc_m_report *row)
{
    const toc_plan_relay *relay = told->relay;
    uint32_t id = (uint32_t)(told - low->told.items);

    if (told->kind == TOC_M_REPORT_HOP) {
        row->deadline = toc_low_deadline(low, &told->hop->deadline);
        row->verify = told->verify;
        if (told->from_place != low->graphs[relay->base.id]->source)
            return;
        row->copies = toc_low_body_list(low, &relay->copy);
        toc_low_condition_add(low, toc_low_on(low, id, &relay->on, NULL, TOC_PHRASE("a relay")),
                              TOC_OWNER_NONE, TOC_NONE, 0, &row->filter);
    } else if (told->kind == TOC_M_REPORT_SKIP) {
        toc_low_condition_add(low, told->skip->when, TOC_OWNER_REPORT, id, 0, &row->condition);
    } else {
        row->instead = low->edge_rows[relay->base.id][told->edge];
        if (told->kind == TOC_M_REPORT_WRITTEN)
            row->deadline = toc_low_deadline(low, &relay->written);
        else
            row->wait = told->fallback->after.value.ms;
    }
}

void toc_low_relay_row(toc_low *low, const toc_low_told *told, toc_m_report *row)
{
    const toc_plan_relay *relay = told->relay;
    uint32_t receiver = told->to->base.id;

    *row = toc_low_report_row(told->kind, told->from->base.id);
    row->head = head_of(low, told);
    row->receivers = toc_builder_ids(low->builder, &receiver, 1);
    row->content = toc_low_content(low, &relay->content);
    row->relay = relay->base.id;
    row->from_place = told->from_place;
    row->to_place = told->to_place;
    row->objective = toc_low_objective(&relay->scoring);
    row->weight = toc_low_weight(low, &relay->scoring);
    row->grace = toc_low_grace(&relay->scoring);
    lower_kind(low, told, row);
}

/* ── the relays themselves ─────────────────────────────────────────────────── */

static toc_range rows_of(const toc_low *low, uint32_t relay)
{
    toc_range range = {0, 0};

    for (uint32_t i = 0; i < low->told.count; i++) {
        const toc_plan_relay *it = low->told.items[i].relay;

        if (!it || it->base.id != relay)
            continue;
        if (range.count++ == 0)
            range.first = i;
    }
    return range;
}

static toc_range places_of(toc_low *low, const toc_relay_graph *graph)
{
    uint32_t *ids = TOC_NEW_ARRAY(low->arena, uint32_t, graph->place_count);

    for (uint32_t i = 0; i < graph->place_count; i++)
        ids[i] = graph->bodies[i]->base.id;
    return toc_builder_ids(low->builder, ids, graph->place_count);
}

static void lower_relay(toc_low *low, const toc_plan_relay *relay, toc_m_relay *row)
{
    const toc_relay_graph *graph = low->graphs[relay->base.id];

    *row = (toc_m_relay){.head = toc_low_head(low, &relay->base),
                         .rows = rows_of(low, relay->base.id),
                         .places = places_of(low, graph),
                         .source = graph->source,
                         .owner = graph->bodies[graph->source]->base.id,
                         .overall = toc_low_deadline(low, &relay->overall),
                         .objective = toc_low_objective(&relay->scoring),
                         .weight = toc_low_weight(low, &relay->scoring),
                         .grace = toc_low_grace(&relay->scoring)};
}

void toc_low_relays(toc_low *low)
{
    for (uint32_t i = 0; i < low->plan->relays.count; i++)
        lower_relay(low, low->plan->relays.items[i], &low->relays[i]);
}
