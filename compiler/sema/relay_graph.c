/* relay_graph.c - who hands on to whom in one relay, and what keeps it from being a chain. */
#include "sema/relay_graph.h"

#include <stdlib.h>

static int by_id(const void *a, const void *b)
{
    const toc_plan_body *x = *(const toc_plan_body *const *)a;
    const toc_plan_body *y = *(const toc_plan_body *const *)b;

    return x->base.id < y->base.id ? -1 : x->base.id > y->base.id;
}

static int by_sender(const void *a, const void *b)
{
    const toc_relay_edge *x = a;
    const toc_relay_edge *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->hop != y->hop)
        return x->hop < y->hop ? -1 : 1;
    return x->receiver < y->receiver ? -1 : x->receiver > y->receiver;
}

/* ── places ──────────────────────────────────────────────────────────────── */

static uint32_t count_names(const toc_plan_relay *relay)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < relay->hops.count; i++)
        count += 1 + relay->hops.items[i].to.count;
    for (uint32_t i = 0; i < relay->skips.count; i++)
        count += relay->skips.items[i].to.count;
    for (uint32_t i = 0; i < relay->fallbacks.count; i++)
        count += relay->fallbacks.items[i].to.count;
    return count + relay->copy.count;
}

static void add_body(toc_relay_graph *graph, const toc_plan_body *body)
{
    if (body)
        graph->bodies[graph->place_count++] = body;
}

static void add_bodies(toc_relay_graph *graph, const toc_body_refs *refs)
{
    for (uint32_t i = 0; i < refs->count; i++)
        add_body(graph, refs->items[i].target);
}

static void drop_doubles(toc_relay_graph *graph)
{
    uint32_t kept = 0;

    qsort(graph->bodies, graph->place_count, sizeof *graph->bodies, by_id);
    for (uint32_t i = 0; i < graph->place_count; i++) {
        if (kept == 0 || graph->bodies[kept - 1] != graph->bodies[i])
            graph->bodies[kept++] = graph->bodies[i];
    }
    graph->place_count = kept;
}

static void make_places(toc_relay_graph *graph, toc_arena *arena)
{
    const toc_plan_relay *relay = graph->relay;

    graph->bodies = TOC_NEW_ARRAY(arena, const toc_plan_body *, count_names(relay));
    for (uint32_t i = 0; i < relay->hops.count; i++) {
        add_body(graph, relay->hops.items[i].from.target);
        add_bodies(graph, &relay->hops.items[i].to);
    }
    for (uint32_t i = 0; i < relay->skips.count; i++)
        add_bodies(graph, &relay->skips.items[i].to);
    for (uint32_t i = 0; i < relay->fallbacks.count; i++)
        add_bodies(graph, &relay->fallbacks.items[i].to);
    add_bodies(graph, &relay->copy);
    drop_doubles(graph);
}

uint32_t toc_relay_place_of(const toc_relay_graph *graph, const toc_plan_body *body)
{
    uint32_t low = 0;
    uint32_t high = graph->place_count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (graph->bodies[middle]->base.id <= body->base.id)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ── senders that are told as somebody else ──────────────────────────────── */

static const toc_plan_body *org_of(const toc_plan_body *body)
{
    return body->is_post && body->org ? body->org : body;
}

typedef struct told_org {
    uint32_t org;   /* id */
    uint32_t place; /* of the body that is told */
} told_org;

static int by_org(const void *a, const void *b)
{
    const told_org *x = a;
    const told_org *y = b;

    if (x->org != y->org)
        return x->org < y->org ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Who of the same org is told, or UINT32_MAX.  An org comes before its posts: ids follow names. */
static uint32_t fellow_told(const told_org *told, uint32_t count, uint32_t org)
{
    uint32_t low = 0;

    while (low < count) {
        uint32_t middle = low + (count - low) / 2;

        if (told[middle].org < org)
            low = middle + 1;
        else
            count = middle;
    }
    return low; /* the caller looks whether it is the one */
}

static void join_fellows(toc_relay_graph *graph, toc_arena *arena)
{
    bool *is_told = TOC_NEW_ARRAY(arena, bool, graph->place_count);
    told_org *told = TOC_NEW_ARRAY(arena, told_org, graph->place_count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < graph->edge_count; i++)
        is_told[graph->edges[i].to] = true;
    for (uint32_t i = 0; i < graph->place_count; i++)
        is_told[i] = is_told[i] || graph->is_aside[i] || i == graph->source;
    for (uint32_t i = 0; i < graph->place_count; i++) {
        if (is_told[i])
            told[count++] = (told_org){org_of(graph->bodies[i])->base.id, i};
    }
    qsort(told, count, sizeof *told, by_org);
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        toc_relay_edge *edge = &graph->edges[i];
        uint32_t org = org_of(graph->bodies[edge->from])->base.id;
        uint32_t at = is_told[edge->from] ? count : fellow_told(told, count, org);

        if (at < count && told[at].org == org)
            edge->from = told[at].place;
    }
}

/* ── edges ───────────────────────────────────────────────────────────────── */

static void add_edges(toc_relay_graph *graph, uint32_t index)
{
    const toc_plan_hop *hop = &graph->relay->hops.items[index];

    for (uint32_t i = 0; i < hop->to.count && hop->from.target; i++) {
        if (!hop->to.items[i].target || hop->to.items[i].target == hop->from.target)
            continue;
        graph->edges[graph->edge_count++] =
            (toc_relay_edge){toc_relay_place_of(graph, hop->from.target),
                             toc_relay_place_of(graph, hop->to.items[i].target), index, i};
    }
}

static void group_edges(toc_relay_graph *graph, toc_arena *arena)
{
    graph->first = TOC_NEW_ARRAY(arena, uint32_t, (size_t)graph->place_count + 1);
    qsort(graph->edges, graph->edge_count, sizeof *graph->edges, by_sender);
    for (uint32_t i = 0; i < graph->edge_count; i++)
        graph->first[graph->edges[i].from + 1] = i + 1;
    for (uint32_t i = 1; i <= graph->place_count; i++) {
        if (graph->first[i] < graph->first[i - 1])
            graph->first[i] = graph->first[i - 1];
    }
}

static void mark_aside(toc_relay_graph *graph, const toc_body_refs *to)
{
    for (uint32_t i = 0; i < to->count; i++) {
        if (to->items[i].target)
            graph->is_aside[toc_relay_place_of(graph, to->items[i].target)] = true;
    }
}

/* `verify … by b` is b's; without `by` it is every sender's but the first. */
static void read_verify(toc_relay_graph *graph, const toc_plan_verify *verify)
{
    for (uint32_t i = 0; i < graph->place_count; i++) {
        bool is_own =
            !toc_span_is_none(verify->by.span)
                ? verify->by.target && org_of(verify->by.target) == org_of(graph->bodies[i])
                : i != graph->source;

        if (is_own && verify->length.value.ms > graph->verify[i])
            graph->verify[i] = verify->length.value.ms;
    }
}

static void find_source(toc_relay_graph *graph)
{
    const toc_plan_relay *relay = graph->relay;

    graph->source = UINT32_MAX;
    if (relay->hops.count > 0 && relay->hops.items[0].from.target)
        graph->source = toc_relay_place_of(graph, relay->hops.items[0].from.target);
}

toc_relay_graph *toc_relay_graph_new(const toc_plan_relay *relay, toc_arena *arena)
{
    toc_relay_graph *graph = TOC_NEW(arena, toc_relay_graph);

    graph->relay = relay;
    make_places(graph, arena);
    find_source(graph);
    graph->edges = TOC_NEW_ARRAY(arena, toc_relay_edge, count_names(relay));
    graph->verify = TOC_NEW_ARRAY(arena, toc_ms, graph->place_count);
    graph->is_aside = TOC_NEW_ARRAY(arena, bool, graph->place_count);
    for (uint32_t i = 0; i < relay->skips.count; i++)
        mark_aside(graph, &relay->skips.items[i].to);
    for (uint32_t i = 0; i < relay->fallbacks.count; i++)
        mark_aside(graph, &relay->fallbacks.items[i].to);
    mark_aside(graph, &relay->copy);
    for (uint32_t i = 0; i < relay->hops.count; i++)
        add_edges(graph, i);
    join_fellows(graph, arena);
    group_edges(graph, arena);
    for (uint32_t i = 0; i < relay->verifies.count && i < 64; i++)
        read_verify(graph, &relay->verifies.items[i]);
    return graph;
}

/* ── faults ──────────────────────────────────────────────────────────────── */

/* Where the search stands at one place. */
typedef struct visit {
    uint32_t place;
    uint32_t edge;
} visit;

typedef enum mark { MARK_NEW, MARK_OPEN, MARK_DONE } mark;

typedef struct search {
    const toc_relay_graph *graph;
    mark *marks;
    bool *is_back; /* by hop */
    visit *stack;
} search;

/* Depth first from @p start: what is open when it is met again closes a circle. */
static void search_from(search *s, uint32_t start)
{
    uint32_t depth = 1;

    s->stack[0] = (visit){start, s->graph->first[start]};
    s->marks[start] = MARK_OPEN;
    while (depth > 0) {
        visit *top = &s->stack[depth - 1];
        const toc_relay_edge *edge;

        if (top->edge == s->graph->first[top->place + 1]) {
            s->marks[top->place] = MARK_DONE;
            depth--;
            continue;
        }
        edge = &s->graph->edges[top->edge++];
        if (s->marks[edge->to] == MARK_OPEN) {
            s->is_back[edge->hop] = true;
        } else if (s->marks[edge->to] == MARK_NEW) {
            s->marks[edge->to] = MARK_OPEN;
            s->stack[depth++] = (visit){edge->to, s->graph->first[edge->to]};
        }
    }
}

static void list_hops(const bool *is_listed, uint32_t count, toc_arena *arena,
                      toc_relay_faults *faults, bool is_broken)
{
    for (uint32_t i = 0; i < count; i++) {
        if (!is_listed[i])
            continue;
        if (is_broken)
            TOC_PUSH(arena, &faults->broken, i);
        else
            TOC_PUSH(arena, &faults->back, i);
    }
}

/* A sender whom nobody tells at all; those behind it are told by it. */
static void find_broken(const search *s, bool *is_broken, toc_arena *arena)
{
    const toc_relay_graph *graph = s->graph;
    bool *is_told = TOC_NEW_ARRAY(arena, bool, graph->place_count);

    for (uint32_t i = 0; i < graph->edge_count; i++)
        is_told[graph->edges[i].to] = true;
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        uint32_t from = graph->edges[i].from;

        if (s->marks[from] == MARK_NEW && !is_told[from])
            is_broken[graph->edges[i].hop] = true;
    }
}

toc_relay_faults *toc_relay_faults_of(const toc_plan_relay *relay, toc_arena *arena)
{
    toc_relay_faults *faults = TOC_NEW(arena, toc_relay_faults);
    const toc_relay_graph *graph = toc_relay_graph_new(relay, arena);
    bool *is_broken = TOC_NEW_ARRAY(arena, bool, relay->hops.count);
    search s = {graph, TOC_NEW_ARRAY(arena, mark, graph->place_count),
                TOC_NEW_ARRAY(arena, bool, relay->hops.count),
                TOC_NEW_ARRAY(arena, visit, graph->place_count)};

    if (graph->source == UINT32_MAX)
        return faults;
    search_from(&s, graph->source);
    for (uint32_t i = 0; i < graph->place_count; i++) {
        if (graph->is_aside[i] && s.marks[i] == MARK_NEW)
            search_from(&s, i);
    }
    find_broken(&s, is_broken, arena);
    for (uint32_t i = 0; i < graph->place_count; i++) {
        if (s.marks[i] == MARK_NEW)
            search_from(&s, i);
    }
    list_hops(is_broken, relay->hops.count, arena, faults, true);
    list_hops(s.is_back, relay->hops.count, arena, faults, false);
    return faults;
}
