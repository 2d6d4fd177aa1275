/* ways.h - the ways between the steps of one response, while they are worked out; private. */
#ifndef TOC_SEMA_WAYS_H
#define TOC_SEMA_WAYS_H

#include "sema/context.h"
#include "sema/graph.h"

/* An arrow of a decision, `no -> shut`. */
typedef struct toc_arrow {
    toc_plan_edge *edge;
    toc_plan_target *written; /* where is_loop is noted for readers of the decision */
    uint32_t next;            /* arrow into the same target: index + 1, 0: last */
    bool is_named;            /* the target's `after` names this outcome: that edge serves */
    bool is_wrong;            /* reported: no edge */
} toc_arrow;

/* Vertices are the nodes in declared order (their id while this lasts), then the root. */
typedef struct toc_ways {
    toc_sema *sema;
    toc_plan_response *response;
    uint32_t count; /* of nodes */
    TOC_VEC(toc_arrow) arrows;
    uint32_t *arrows_into; /* by node: index + 1 of the first arrow */
    TOC_VEC(toc_arc) arcs;
    uint32_t *component; /* by vertex, of all ways */
    toc_dominators tree;
    bool is_broken; /* a mistake that leaves no sense in the rest */
} toc_ways;

/** Cycles that stand in `after` clauses alone. */
void toc_ways_check_after(toc_ways *ways);

/** Which arrows go back (exact rules 6.4), and what a loop must have. */
void toc_ways_find_loops(toc_ways *ways);

/** Deadlines that count from what comes after their own step. */
void toc_ways_check_anchors(toc_ways *ways);

static inline toc_plan_node *toc_ways_node(const toc_ways *ways, uint32_t index)
{
    return ways->response->nodes.items[index];
}

#endif
