/* flow_links.c - which nodes are on which sheet, and which edges between sheets share a link. */
#include <string.h>

#include "emit/flow_part_private.h"

/* Connectors of one node with one kind of edge; what leads to more sheets than that is one. */
enum { MOST_CONNECTORS = 6 };

toc_flow_division *toc_flow_divide(toc_arena *arena, const toc_flow *flow, bool is_numbered)
{
    toc_flow_division *it = TOC_NEW(arena, toc_flow_division);

    it->arena = arena;
    it->flow = flow;
    it->is_numbered = is_numbered;
    it->sheets = TOC_NEW_ARRAY(arena, uint32_t, flow->nodes.count + 1u);
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        it->sheets[i] = TOC_FLOW_NO_SHEET;
    return it;
}

void toc_flow_put(toc_flow_division *division, uint32_t node, uint32_t sheet)
{
    division->sheets[node] = sheet;
    if (sheet >= division->sheet_count)
        division->sheet_count = sheet + 1;
}

static void find_ranges(toc_flow_division *it)
{
    it->first = TOC_NEW_ARRAY(it->arena, uint32_t, it->sheet_count + 1u);
    it->last = TOC_NEW_ARRAY(it->arena, uint32_t, it->sheet_count + 1u);
    for (uint32_t i = it->flow->nodes.count; i-- > 0;) {
        if (it->sheets[i] == TOC_FLOW_NO_SHEET)
            continue;
        it->first[it->sheets[i]] = i;
        if (it->last[it->sheets[i]] == 0)
            it->last[it->sheets[i]] = i + 1;
    }
}

static void sort_edges(toc_flow_division *it)
{
    const toc_flow *flow = it->flow;
    uint32_t *next = TOC_NEW_ARRAY(it->arena, uint32_t, flow->nodes.count + 1u);

    it->out = TOC_NEW_ARRAY(it->arena, uint32_t, flow->nodes.count + 1u);
    it->in = TOC_NEW_ARRAY(it->arena, uint32_t, flow->nodes.count + 1u);
    it->arriving = TOC_NEW_ARRAY(it->arena, uint32_t, flow->edges.count + 1u);
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        it->out[flow->edges.items[i]->source->index + 1]++;
        it->in[flow->edges.items[i]->target->index + 1]++;
    }
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        it->out[i + 1] += it->out[i];
        it->in[i + 1] += it->in[i];
        next[i] = it->in[i];
    }
    for (uint32_t i = 0; i < flow->edges.count; i++)
        it->arriving[next[flow->edges.items[i]->target->index]++] = i;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_alike(const toc_flow_edge *a, const toc_flow_edge *b)
{
    return a->kind == b->kind && is_same_text(a->label, b->label) && is_same_text(a->wait, b->wait);
}

/* Edges that could share a link: those of one source, or of one target, that are alike and, in a
 * narrow group, have their other ends on one sheet. */
typedef struct groups {
    uint32_t *of;    /* by edge */
    uint32_t *sizes; /* by group */
    uint32_t count;
} groups;

typedef struct grouping {
    const toc_flow_division *division;
    bool is_by_target;
    bool is_narrow;
} grouping;

static bool is_cut(const toc_flow_division *it, const toc_flow_edge *edge)
{
    return it->sheets[edge->source->index] != it->sheets[edge->target->index];
}

static const toc_flow_edge *edge_at(const grouping *g, uint32_t place)
{
    const toc_flow_division *it = g->division;

    return it->flow->edges.items[g->is_by_target ? it->arriving[place] : place];
}

static uint32_t far_sheet(const grouping *g, const toc_flow_edge *edge)
{
    return g->division->sheets[g->is_by_target ? edge->source->index : edge->target->index];
}

static bool is_at_one_node(const grouping *g, const toc_flow_edge *a, const toc_flow_edge *b)
{
    return g->is_by_target ? a->target == b->target : a->source == b->source;
}

static groups find_groups(const grouping *g)
{
    const toc_flow_division *it = g->division;
    uint32_t count = it->flow->edges.count;
    groups all = {TOC_NEW_ARRAY(it->arena, uint32_t, count + 1u),
                  TOC_NEW_ARRAY(it->arena, uint32_t, count + 1u), 0};

    for (uint32_t i = 0; i < count; i++) {
        const toc_flow_edge *edge = edge_at(g, i);
        uint32_t group = all.count;
        for (uint32_t k = i; k-- > 0 && i - k <= TOC_FLOW_MOST_LOOKED_BACK;) {
            const toc_flow_edge *other = edge_at(g, k);
            if (!is_at_one_node(g, edge, other))
                break;
            if (!is_cut(it, other) || !is_alike(other, edge) ||
                (g->is_narrow && far_sheet(g, other) != far_sheet(g, edge)))
                continue;
            group = all.of[g->is_by_target ? it->arriving[k] : k];
            break;
        }
        if (!is_cut(it, edge))
            continue;
        all.of[g->is_by_target ? it->arriving[i] : i] = group;
        all.count += group == all.count;
        all.sizes[group]++;
    }
    return all;
}

/* Groups on one side, and whether so many narrow ones lie in a wide one that it takes their
 * place. */
typedef struct one_side {
    groups narrow, wide;
    uint32_t *links; /* by narrow group, and behind them by wide group; from 1, 0: none yet */
    uint32_t *parts; /* by wide group: narrow ones in it */
} one_side;

static one_side look_at_side(const toc_flow_division *it, bool is_by_target)
{
    uint32_t count = it->flow->edges.count;
    bool *is_counted = TOC_NEW_ARRAY(it->arena, bool, count + 1u);
    one_side side = {
        .narrow = find_groups(&(grouping){it, is_by_target, true}),
        .wide = find_groups(&(grouping){it, is_by_target, false}),
        .links = TOC_NEW_ARRAY(it->arena, uint32_t, 2u * (size_t)count + 1u),
        .parts = TOC_NEW_ARRAY(it->arena, uint32_t, count + 1u),
    };

    for (uint32_t i = 0; i < count; i++) {
        if (!is_cut(it, it->flow->edges.items[i]) || is_counted[side.narrow.of[i]])
            continue;
        is_counted[side.narrow.of[i]] = true;
        side.parts[side.wide.of[i]]++;
    }
    return side;
}

static bool is_wide(const one_side *side, uint32_t edge)
{
    return side->parts[side->wide.of[edge]] > MOST_CONNECTORS;
}

/* With the wide group of one side, or else with the larger of its narrow ones. */
static uint32_t *link_of(one_side *out, one_side *in, uint32_t edge)
{
    bool is_in =
        is_wide(in, edge) != is_wide(out, edge)
            ? is_wide(in, edge)
            : in->narrow.sizes[in->narrow.of[edge]] > out->narrow.sizes[out->narrow.of[edge]];
    one_side *side = is_in ? in : out;

    return is_wide(side, edge) ? &side->links[side->narrow.count + side->wide.of[edge]]
                               : &side->links[side->narrow.of[edge]];
}

static void make_links(toc_flow_division *it)
{
    one_side out = look_at_side(it, false);
    one_side in = look_at_side(it, true);

    for (uint32_t i = 0; i < it->flow->edges.count; i++) {
        it->links[i] = TOC_FLOW_NO_SHEET;
        if (!is_cut(it, it->flow->edges.items[i]))
            continue;
        uint32_t *link = link_of(&out, &in, i);
        if (*link == 0)
            *link = ++it->link_count;
        it->links[i] = *link - 1;
    }
}

void toc_flow_join(toc_flow_division *division)
{
    toc_arena *arena = division->arena;

    find_ranges(division);
    sort_edges(division);
    division->links = TOC_NEW_ARRAY(arena, uint32_t, division->flow->edges.count + 1u);
    make_links(division);
    division->nodes = TOC_NEW_ARRAY(arena, toc_flow_node *, division->flow->nodes.count + 1u);
    division->arrivals = TOC_NEW_ARRAY(arena, toc_flow_node *, division->link_count + 1u);
    division->departures = TOC_NEW_ARRAY(arena, toc_flow_node *, division->link_count + 1u);
    division->arrived_at = TOC_NEW_ARRAY(arena, uint32_t, division->link_count + 1u);
    division->departed_from = TOC_NEW_ARRAY(arena, uint32_t, division->link_count + 1u);
}
