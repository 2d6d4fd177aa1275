/* told.c - all that is told, in one table by name: reports, announcements, and of each relay a row for
 * every body that is to be told by another. */
#include <stdlib.h>
#include <string.h>

#include "lower/context.h"
#include "sema/relay_graph.h"

static void push(toc_low *low, const toc_low_told *told)
{
    TOC_PUSH(low->arena, &low->told, *told);
}

/* ── relays ────────────────────────────────────────────────────────────────── */

static const toc_plan_body *receiver_of(const toc_relay_graph *graph, const toc_relay_edge *edge)
{
    return graph->relay->hops.items[edge->hop].to.items[edge->receiver].target;
}

static bool has_two_senders(const toc_relay_graph *graph, uint32_t at)
{
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        if (i != at &&
            receiver_of(graph, &graph->edges[i]) == receiver_of(graph, &graph->edges[at]))
            return true;
    }
    return false;
}

/* `.county` behind a name that alone would not do. */
static const char *suffix(toc_low *low, bool is_wanted, const toc_plan_body *body)
{
    return is_wanted ? toc_arena_printf(low->arena, ".%s", body->base.full) : "";
}

static toc_low_told hop_of(const toc_relay_graph *graph, uint32_t at)
{
    const toc_relay_edge *edge = &graph->edges[at];
    const toc_plan_hop *hop = &graph->relay->hops.items[edge->hop];

    return (toc_low_told){.kind = TOC_M_REPORT_HOP,
                          .relay = graph->relay,
                          .hop = hop,
                          .from = hop->from.target,
                          .to = receiver_of(graph, edge),
                          .from_place = edge->from,
                          .to_place = edge->to,
                          .edge = at,
                          .verify = graph->verify[edge->from]};
}

/* Who is tried in place of the receiver of @p hop; nobody tries himself, or the same one again. */
static void add_fallbacks(toc_low *low, const toc_relay_graph *graph, const toc_low_told *hop,
                          bool is_doubled)
{
    const toc_plan_relay *relay = graph->relay;

    for (uint32_t i = 0; i < relay->fallbacks.count; i++) {
        for (uint32_t k = 0; k < relay->fallbacks.items[i].to.count; k++) {
            const toc_plan_body *to = relay->fallbacks.items[i].to.items[k].target;
            toc_low_told told = *hop;

            if (!to || to == hop->to || to == hop->from)
                continue;
            told.kind = TOC_M_REPORT_FALLBACK;
            told.fallback = &relay->fallbacks.items[i];
            told.to = to;
            told.to_place = toc_relay_place_of(graph, to);
            told.name = toc_arena_printf(low->arena, "%s.%s.%s%s", relay->base.full, to->base.full,
                                         hop->to->base.full, suffix(low, is_doubled, hop->from));
            push(low, &told);
        }
    }
}

static uint32_t first_hops(const toc_relay_graph *graph)
{
    return graph->source == UINT32_MAX
               ? 0
               : graph->first[graph->source + 1] - graph->first[graph->source];
}

static void add_written(toc_low *low, const toc_relay_graph *graph, const toc_low_told *hop)
{
    toc_low_told told = *hop;

    if (graph->relay->written.kind == TOC_DEADLINE_NONE || hop->from_place != graph->source)
        return;
    told.kind = TOC_M_REPORT_WRITTEN;
    told.name = toc_arena_printf(low->arena, "%s.written%s", graph->relay->base.full,
                                 suffix(low, first_hops(graph) > 1, hop->to));
    push(low, &told);
}

static void add_hops(toc_low *low, const toc_relay_graph *graph)
{
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        toc_low_told told = hop_of(graph, i);
        bool is_doubled = has_two_senders(graph, i);

        told.name = toc_arena_printf(low->arena, "%s.%s%s", graph->relay->base.full,
                                     told.to->base.full, suffix(low, is_doubled, told.from));
        push(low, &told);
        add_fallbacks(low, graph, &told, is_doubled);
        add_written(low, graph, &told);
    }
}

static void add_skips(toc_low *low, const toc_relay_graph *graph)
{
    const toc_plan_relay *relay = graph->relay;

    for (uint32_t i = 0; i < relay->skips.count && graph->source != UINT32_MAX; i++) {
        for (uint32_t k = 0; k < relay->skips.items[i].to.count; k++) {
            const toc_plan_body *to = relay->skips.items[i].to.items[k].target;
            toc_low_told told = {.kind = TOC_M_REPORT_SKIP, .relay = relay, .to = to};

            if (!to || to == graph->bodies[graph->source])
                continue;
            told.skip = &relay->skips.items[i];
            told.from = graph->bodies[graph->source];
            told.from_place = graph->source;
            told.to_place = toc_relay_place_of(graph, to);
            told.name = toc_arena_printf(low->arena, "%s.%s.skip", relay->base.full, to->base.full);
            push(low, &told);
        }
    }
}

static void add_relays(toc_low *low)
{
    const toc_plan *plan = low->plan;

    low->graphs = TOC_NEW_ARRAY(low->arena, const toc_relay_graph *, plan->relays.count);
    low->edge_rows = TOC_NEW_ARRAY(low->arena, uint32_t *, plan->relays.count);
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        const toc_relay_graph *graph;

        if (plan->relays.items[i]->hops.count == 0)
            continue;
        graph = low->graphs[i] = toc_relay_graph_new(plan->relays.items[i], low->arena);
        low->edge_rows[i] = TOC_NEW_ARRAY(low->arena, uint32_t, graph->edge_count);
        add_hops(low, graph);
        add_skips(low, graph);
    }
}

/* ── numbering ─────────────────────────────────────────────────────────────── */

static int by_name(const void *left, const void *right)
{
    const toc_low_told *a = left;
    const toc_low_told *b = right;
    int order = strcmp(a->name, b->name);

    if (order == 0)
        order = (int)a->kind - (int)b->kind;
    if (order == 0 && a->edge != b->edge)
        order = a->edge < b->edge ? -1 : 1;
    if (order == 0 && a->fallback != b->fallback)
        order = a->fallback < b->fallback ? -1 : 1; /* both stand in one array */
    return order == 0 && a->skip != b->skip ? (a->skip < b->skip ? -1 : 1) : order;
}

static void sort(toc_low *low)
{
    if (low->told.count > 1)
        qsort(low->told.items, low->told.count, sizeof *low->told.items, by_name);
}

/* The same hand-over written twice: the second one is `upward.county.2`. */
static bool rename_doubles(toc_low *low)
{
    const char *run = "";
    unsigned number = 0;
    bool is_renamed = false;

    for (uint32_t i = 0; i < low->told.count; i++) {
        toc_low_told *it = &low->told.items[i];

        if (i == 0 || strcmp(it->name, run) != 0) {
            run = it->name;
            number = 1;
            continue;
        }
        it->name = toc_arena_printf(low->arena, "%s.%u", run, ++number);
        is_renamed = true;
    }
    return is_renamed;
}

void toc_low_number_told(toc_low *low)
{
    const toc_plan *plan = low->plan;

    low->report_ids = TOC_NEW_ARRAY(low->arena, uint32_t, plan->reports.count);
    low->announcement_ids = TOC_NEW_ARRAY(low->arena, uint32_t, plan->announcements.count);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        push(low, &(toc_low_told){.name = plan->reports.items[i]->base.full,
                                  .kind = TOC_M_REPORT_PLAIN,
                                  .report = plan->reports.items[i]});
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        push(low, &(toc_low_told){.name = plan->announcements.items[i]->base.full,
                                  .kind = TOC_M_REPORT_ANNOUNCEMENT,
                                  .announcement = plan->announcements.items[i]});
    add_relays(low);
    do
        sort(low);
    while (rename_doubles(low));
    for (uint32_t i = 0; i < low->told.count; i++) {
        const toc_low_told *it = &low->told.items[i];

        if (it->report)
            low->report_ids[it->report->base.id] = i;
        else if (it->announcement)
            low->announcement_ids[it->announcement->base.id] = i;
        else if (it->kind == TOC_M_REPORT_HOP)
            low->edge_rows[it->relay->base.id][it->edge] = i;
    }
}
