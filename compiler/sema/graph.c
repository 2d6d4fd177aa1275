/* graph.c - grouping of arcs, and strongly connected components after Tarjan. */
#include "sema/graph.h"

toc_graph toc_graph_build(toc_arena *arena, uint32_t count, const toc_arc *arcs, uint32_t arc_count,
                          bool is_reversed)
{
    toc_graph graph = {count, NULL, NULL};
    uint32_t *next;

    graph.first = TOC_NEW_ARRAY(arena, uint32_t, (size_t)count + 1);
    graph.to = TOC_NEW_ARRAY(arena, uint32_t, arc_count);
    next = TOC_NEW_ARRAY(arena, uint32_t, (size_t)count + 1);
    for (uint32_t i = 0; i < arc_count; i++)
        graph.first[(is_reversed ? arcs[i].to : arcs[i].from) + 1]++;
    for (uint32_t v = 0; v < count; v++) {
        graph.first[v + 1] += graph.first[v];
        next[v] = graph.first[v];
    }
    for (uint32_t i = 0; i < arc_count; i++) {
        uint32_t from = is_reversed ? arcs[i].to : arcs[i].from;

        graph.to[next[from]++] = is_reversed ? arcs[i].from : arcs[i].to;
    }
    return graph;
}

typedef struct tarjan {
    const toc_graph *graph;
    uint32_t *number; /* of first visit, from 1; 0: not yet */
    uint32_t *low;
    uint32_t *component; /* UINT32_MAX: open */
    uint32_t *path;      /* vertices being visited */
    uint32_t *next_arc;  /* by vertex */
    uint32_t *open;      /* visited, without a component yet */
    uint32_t path_count;
    uint32_t open_count;
    uint32_t visited;
    uint32_t components;
} tarjan;

static void enter(tarjan *t, uint32_t v)
{
    t->number[v] = t->low[v] = ++t->visited;
    t->next_arc[v] = t->graph->first[v];
    t->component[v] = UINT32_MAX;
    t->path[t->path_count++] = v;
    t->open[t->open_count++] = v;
}

static void leave(tarjan *t, uint32_t v)
{
    t->path_count--;
    if (t->path_count > 0) {
        uint32_t above = t->path[t->path_count - 1];

        if (t->low[v] < t->low[above])
            t->low[above] = t->low[v];
    }
    if (t->low[v] != t->number[v])
        return;
    for (uint32_t w = UINT32_MAX; w != v;) {
        w = t->open[--t->open_count];
        t->component[w] = t->components;
    }
    t->components++;
}

static void visit(tarjan *t, uint32_t start)
{
    enter(t, start);
    while (t->path_count > 0) {
        uint32_t v = t->path[t->path_count - 1];
        uint32_t w;

        if (t->next_arc[v] == t->graph->first[v + 1]) {
            leave(t, v);
            continue;
        }
        w = t->graph->to[t->next_arc[v]++];
        if (t->number[w] == 0)
            enter(t, w);
        else if (t->component[w] == UINT32_MAX && t->number[w] < t->low[v])
            t->low[v] = t->number[w];
    }
}

uint32_t *toc_graph_components(toc_arena *arena, const toc_graph *graph, uint32_t *out_count)
{
    tarjan t = {.graph = graph};

    t.number = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    t.low = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    t.component = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    t.path = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    t.next_arc = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    t.open = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    for (uint32_t v = 0; v < graph->count; v++) {
        if (t.number[v] == 0)
            visit(&t, v);
    }
    *out_count = t.components;
    return t.component;
}
