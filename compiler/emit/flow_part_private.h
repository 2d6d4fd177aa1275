/* flow_part_private.h - what the files that make parts of a picture share; nobody else includes
 * it. */
#ifndef TOC_EMIT_FLOW_PART_PRIVATE_H
#define TOC_EMIT_FLOW_PART_PRIVATE_H

#include "emit/flow_part.h"

/* Edges, and entries of one node, that are looked back at for one that is alike: a bound to the
 * work; what is not found gets a connector of its own. */
#define TOC_FLOW_MOST_LOOKED_BACK 64

/* Each node is on one sheet at most, so its copy can stand in a table of the division. */
struct toc_flow_division {
    toc_arena *arena;
    const toc_flow *flow;
    bool is_numbered;
    uint32_t *sheets;       /* by node */
    uint32_t sheet_count;   /* that have nodes */
    uint32_t *first, *last; /* by sheet: its nodes lie between */
    uint32_t *out;          /* by node: its first edge in flow->edges, which stand by source */
    uint32_t *in;           /* by node: its first entry in `arriving` */
    uint32_t *arriving;     /* edges by target */
    uint32_t *links;        /* by edge; NO_SHEET: both ends are on one sheet */
    uint32_t link_count;
    toc_flow_node **nodes;                  /* copies, by node */
    toc_flow_node **arrivals, **departures; /* connectors of the sheet in hand, by link */
    uint32_t *arrived_at, *departed_from;   /* by link: which sheet those are of, from 1 */
    bool *is_drawn;                         /* by link: the one edge to its departure */
};

#endif
