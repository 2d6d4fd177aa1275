/* relay_arrival.c - when the word of a relay is with each body, by the quickest way. */
#include "base/checked.h"
#include "sema/relay_graph.h"

#define ROUNDS_MAX 64u

typedef struct search {
    const toc_relay_graph *graph;
    const toc_relay_choice *choice;
    toc_relay_arrivals *out;
} search;

static bool arrive(search *s, uint32_t place, toc_ms at, toc_span bearer)
{
    if (at >= s->out->ms[place])
        return false;
    s->out->ms[place] = at;
    s->out->bearer[place] = bearer;
    return true;
}

/* Behind a sender who has the word at @p before. */
static toc_ms passed_on(const search *s, const toc_relay_leg *leg, toc_ms before)
{
    toc_ms sum = leg->is_absolute ? 0 : before;

    if (s->choice->has_checking && !toc_add_i64(sum, leg->verify, &sum))
        return TOC_RELAY_SUM_MAX;
    return toc_add_i64(sum, leg->least, &sum) && sum < TOC_RELAY_SUM_MAX ? sum : TOC_RELAY_SUM_MAX;
}

static bool follow(search *s, const toc_relay_edge *edge)
{
    toc_ms before = s->out->ms[edge->from];
    toc_relay_leg leg;

    if (before == TOC_RELAY_NOT_THERE)
        return false;
    leg = toc_relay_leg_of(s->graph, edge, NULL);
    if (s->choice->begins && leg.is_absolute)
        leg.is_absolute = false; /* what it counts from is not known here */
    if (s->choice->needs_times && !leg.has_time)
        return false;
    return arrive(s, edge->to, passed_on(s, &leg, before), leg.hop->span);
}

static void begin(search *s)
{
    const toc_relay_graph *graph = s->graph;

    for (uint32_t i = 0; i < graph->edge_count; i++) {
        const toc_relay_edge *edge = &graph->edges[i];
        toc_span span = graph->relay->hops.items[edge->hop].span;

        if (s->choice->begins ? s->choice->begins[edge->hop] : edge->from == graph->source)
            (void)arrive(s, edge->from, 0, span);
    }
}

static void pass_over(search *s)
{
    const toc_relay_graph *graph = s->graph;

    if (graph->source == UINT32_MAX || s->out->ms[graph->source] == TOC_RELAY_NOT_THERE)
        return;
    for (uint32_t i = 0; i < graph->relay->skips.count; i++) {
        const toc_plan_skip *skip = &graph->relay->skips.items[i];
        toc_relay_leg leg = toc_relay_leg_of_skip(graph, skip);

        if (skip->when || (s->choice->needs_times && !leg.has_time))
            continue;
        for (uint32_t j = 0; j < skip->to.count; j++) {
            if (skip->to.items[j].target)
                (void)arrive(s, toc_relay_place_of(graph, skip->to.items[j].target),
                             passed_on(s, &leg, s->out->ms[graph->source]), skip->span);
        }
    }
}

toc_relay_arrivals *toc_relay_arrivals_of(const toc_plan_relay *relay,
                                          const toc_relay_choice *choice, toc_arena *arena)
{
    toc_relay_arrivals *out = TOC_NEW(arena, toc_relay_arrivals);
    const toc_relay_graph *graph = toc_relay_graph_new(relay, arena);
    search s = {graph, choice, out};
    bool is_changed = true;

    out->graph = graph;
    out->ms = TOC_NEW_ARRAY(arena, toc_ms, graph->place_count);
    out->bearer = TOC_NEW_ARRAY(arena, toc_span, graph->place_count);
    for (uint32_t i = 0; i < graph->place_count; i++)
        out->ms[i] = TOC_RELAY_NOT_THERE;
    begin(&s);
    pass_over(&s);
    for (uint32_t round = 0; is_changed && round < ROUNDS_MAX; round++) {
        is_changed = false;
        for (uint32_t i = 0; i < graph->edge_count; i++)
            is_changed = follow(&s, &graph->edges[i]) || is_changed;
    }
    return out;
}

toc_ms toc_relay_arrival_at(const toc_relay_arrivals *arrivals, const toc_plan_body *body,
                            toc_span *out_bearer)
{
    const toc_relay_graph *graph = arrivals->graph;
    uint32_t place = toc_relay_place_of(graph, body);

    if (graph->place_count == 0 || graph->bodies[place] != body)
        return TOC_RELAY_NOT_THERE;
    *out_bearer = arrivals->bearer[place];
    return arrivals->ms[place];
}
