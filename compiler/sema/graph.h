/* graph.h - directed graphs of small numbers: components and dominators; private to sema/.
 *
 * Used for the ways between the steps of one response.  No recursion; all in the arena. */
#ifndef TOC_SEMA_GRAPH_H
#define TOC_SEMA_GRAPH_H

#include <stdbool.h>

#include "base/arena.h"

typedef struct toc_arc {
    uint32_t from;
    uint32_t to;
} toc_arc;

/* Arcs grouped by their beginning: those of v are to[first[v]] … to[first[v + 1] - 1]. */
typedef struct toc_graph {
    uint32_t count; /* of vertices */
    uint32_t *first;
    uint32_t *to;
} toc_graph;

/** O(vertices + arcs).  @p is_reversed: each arc counts from its end to its beginning. */
toc_graph toc_graph_build(toc_arena *arena, uint32_t count, const toc_arc *arcs, uint32_t arc_count,
                          bool is_reversed);

/** The strongly connected component of each vertex, 0..n-1; *out_count is n.  An arc between two
 *  components leads to the one with the smaller number.  O(vertices + arcs). */
uint32_t *toc_graph_components(toc_arena *arena, const toc_graph *graph, uint32_t *out_count);

/* The dominator tree as intervals: a dominates b where enter[a] <= enter[b] && leave[b] <= leave[a].
 * A vertex that the root does not reach has enter 0 and leave 0; the root enters at 1. */
typedef struct toc_dominators {
    uint32_t *enter;
    uint32_t *leave;
} toc_dominators;

/** Lengauer and Tarjan, with path compression: O(arcs log vertices). */
toc_dominators toc_graph_dominators(toc_arena *arena, const toc_graph *graph,
                                    const toc_graph *reversed, uint32_t root);

static inline bool toc_dominates(const toc_dominators *tree, uint32_t a, uint32_t b)
{
    return tree->enter[a] != 0 && tree->enter[b] != 0 && tree->enter[a] <= tree->enter[b] &&
           tree->leave[b] <= tree->leave[a];
}

#endif
