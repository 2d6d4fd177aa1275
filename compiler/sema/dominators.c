/* dominators.c - the dominator tree after Lengauer and Tarjan (1979), simple variant.
 *
 * Vertices are renumbered in the order of a depth-first walk from the root, so that every array
 * below is by that number; 0 is the root. */
#include "sema/graph.h"

#define NONE UINT32_MAX

typedef struct walk {
    uint32_t count;   /* of vertices reached */
    uint32_t *number; /* by vertex; NONE: not reached */
    uint32_t *vertex; /* by number */
    uint32_t *parent; /* by number, a number */
} walk;

static walk walk_from(toc_arena *arena, const toc_graph *graph, uint32_t root)
{
    walk w = {0, NULL, NULL, NULL};
    uint32_t *path = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    uint32_t *next = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    uint32_t depth = 0;

    w.number = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    w.vertex = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    w.parent = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    for (uint32_t v = 0; v < graph->count; v++) {
        w.number[v] = NONE;
        next[v] = graph->first[v];
    }
    w.number[root] = w.count;
    w.vertex[w.count++] = root;
    path[depth++] = root;
    while (depth > 0) {
        uint32_t v = path[depth - 1];
        uint32_t to = next[v] < graph->first[v + 1] ? graph->to[next[v]++] : NONE;

        if (to == NONE) {
            depth--;
        } else if (w.number[to] == NONE) {
            w.number[to] = w.count;
            w.vertex[w.count] = to;
            w.parent[w.count++] = w.number[v];
            path[depth++] = to;
        }
    }
    return w;
}

/* The forest that grows while semidominators are found. */
typedef struct forest {
    uint32_t *ancestor; /* NONE: a root */
    uint32_t *label;    /* the vertex of least semidominator on the way up */
    uint32_t *semi;
    uint32_t *path;
} forest;

/* Shortens the way from @p v to its root; then label[v] stands for all of it. */
static uint32_t evaluate(forest *f, uint32_t v)
{
    uint32_t depth = 0;

    if (f->ancestor[v] == NONE)
        return f->label[v];
    for (uint32_t u = v; f->ancestor[f->ancestor[u]] != NONE; u = f->ancestor[u])
        f->path[depth++] = u;
    while (depth > 0) {
        uint32_t u = f->path[--depth];
        uint32_t above = f->ancestor[u];

        if (f->semi[f->label[above]] < f->semi[f->label[u]])
            f->label[u] = f->label[above];
        f->ancestor[u] = f->ancestor[above];
    }
    return f->label[v];
}

static forest forest_new(toc_arena *arena, uint32_t count)
{
    forest f;

    f.ancestor = TOC_NEW_ARRAY(arena, uint32_t, count);
    f.label = TOC_NEW_ARRAY(arena, uint32_t, count);
    f.semi = TOC_NEW_ARRAY(arena, uint32_t, count);
    f.path = TOC_NEW_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        f.ancestor[i] = NONE;
        f.label[i] = i;
        f.semi[i] = i;
    }
    return f;
}

static void find_semi(forest *f, const walk *w, const toc_graph *reversed, uint32_t i)
{
    uint32_t v = w->vertex[i];

    for (uint32_t at = reversed->first[v]; at < reversed->first[v + 1]; at++) {
        uint32_t from = w->number[reversed->to[at]];
        uint32_t best;

        if (from == NONE)
            continue;
        best = evaluate(f, from);
        if (f->semi[best] < f->semi[i])
            f->semi[i] = f->semi[best];
    }
}

/* Immediate dominators by number; of the root 0. */
static uint32_t *immediate(toc_arena *arena, const walk *w, const toc_graph *reversed)
{
    forest f = forest_new(arena, w->count);
    uint32_t *idom = TOC_NEW_ARRAY(arena, uint32_t, w->count);
    uint32_t *bucket = TOC_NEW_ARRAY(arena, uint32_t, w->count); /* head: number + 1 */
    uint32_t *link = TOC_NEW_ARRAY(arena, uint32_t, w->count);

    for (uint32_t i = w->count; i-- > 1;) {
        uint32_t parent = w->parent[i];

        find_semi(&f, w, reversed, i);
        link[i] = bucket[f.semi[i]];
        bucket[f.semi[i]] = i + 1;
        f.ancestor[i] = parent;
        for (uint32_t v = bucket[parent]; v != 0; v = link[v - 1]) {
            uint32_t best = evaluate(&f, v - 1);

            idom[v - 1] = f.semi[best] < f.semi[v - 1] ? best : parent;
        }
        bucket[parent] = 0;
    }
    for (uint32_t i = 1; i < w->count; i++) {
        if (idom[i] != f.semi[i])
            idom[i] = idom[idom[i]];
    }
    return idom;
}

/* Intervals of the tree without walking it: sizes of subtrees, then places, by number, since an
 * immediate dominator has a smaller number than what it dominates. */
toc_dominators toc_graph_dominators(toc_arena *arena, const toc_graph *graph,
                                    const toc_graph *reversed, uint32_t root)
{
    walk w = walk_from(arena, graph, root);
    uint32_t *idom = immediate(arena, &w, reversed);
    uint32_t *size = TOC_NEW_ARRAY(arena, uint32_t, w.count);
    uint32_t *free_place = TOC_NEW_ARRAY(arena, uint32_t, w.count);
    toc_dominators tree;

    tree.enter = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    tree.leave = TOC_NEW_ARRAY(arena, uint32_t, graph->count);
    for (uint32_t i = w.count; i-- > 0;) {
        size[i] += 1;
        if (i > 0)
            size[idom[i]] += size[i];
    }
    for (uint32_t i = 0; i < w.count; i++) {
        uint32_t place = i == 0 ? 1 : free_place[idom[i]];

        if (i > 0)
            free_place[idom[i]] += size[i];
        free_place[i] = place + 1;
        tree.enter[w.vertex[i]] = place;
        tree.leave[w.vertex[i]] = place + size[i] - 1;
    }
    return tree;
}
