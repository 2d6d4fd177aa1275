/* flow.h - the ways between the steps of one response, while they are worked out; private. */
#ifndef TOC_SEMA_FLOW_H
#define TOC_SEMA_FLOW_H

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
typedef struct toc_flow {
    toc_sema *sema;
    toc_plan_response *response;
    uint32_t count;                 /* of nodes */
    TOC_VEC(toc_arrow) arrows;
    uint32_t *arrows_into;          /* by node: index + 1 of the first arrow */
    TOC_VEC(toc_arc) arcs;
    uint32_t *component;            /* by vertex, of all ways */
    toc_dominators tree;
    bool is_broken;                 /* a mistake that leaves no sense in the rest */
} toc_flow;

/** Cycles that stand in `after` clauses alone. */
void toc_flow_check_after(toc_flow *flow);

/** Which arrows go back (exact rules 6.4), and what a loop must have. */
void toc_flow_find_loops(toc_flow *flow);

/** Deadlines that count from what comes after their own step. */
void toc_flow_check_anchors(toc_flow *flow);

static inline toc_plan_node *toc_flow_node(const toc_flow *flow, uint32_t index)
{
    return flow->response->nodes.items[index];
}

#endif
