/* flow_part.h - parts of a picture: what falls to one response, level or body, and what goes on
 * one of several sheets.
 *
 * Where an edge leads out of a part, a connector stands in the place of what is left out: a node
 * of kind TOC_FLOW_ELSEWHERE in the lane and band of its neighbour.  Edges of one source that lead
 * to the same sheet share one, if their kind and label are the same.  Both ends of a link between
 * two sheets show the same code and each other's number: `→ 3 · B`, `1 · B →`. */
#ifndef TOC_EMIT_FLOW_PART_H
#define TOC_EMIT_FLOW_PART_H

#include "emit/flow.h"

#define TOC_FLOW_NO_SHEET UINT32_MAX /* of a node that is on none */

/* A picture and the sheet of each of its nodes. */
typedef struct toc_flow_division toc_flow_division;

/** No node is on any sheet yet.  @p is_numbered: connectors name the sheet they lead to. */
toc_flow_division *toc_flow_divide(toc_arena *arena, const toc_flow *flow, bool is_numbered);

/** Puts the node of index @p node on sheet @p sheet (0..).  Before toc_flow_join. */
void toc_flow_put(toc_flow_division *division, uint32_t node, uint32_t sheet);

/** Finds the links once all nodes are put.  O(nodes + edges). */
void toc_flow_join(toc_flow_division *division);

/** The picture of a sheet with its connectors, once for each; it shares titles with the whole.
 *  O(nodes from its first to its last one, their edges, and log). */
toc_flow *toc_flow_part(toc_flow_division *division, uint32_t sheet);

/* Only one of them is set. */
typedef struct toc_flow_selection {
    const toc_plan_response *response;
    const toc_plan_level *level;
    const toc_plan_body *body; /* with its posts */
} toc_flow_selection;

/** The part that falls to it; @p flow itself where nothing is selected.  A part without nodes has
 *  no bands.  O(nodes + edges). */
const toc_flow *toc_flow_select(toc_arena *arena, const toc_flow *flow,
                                const toc_flow_selection *selection);

#endif
