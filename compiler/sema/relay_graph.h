/* relay_graph.h - who hands on to whom in one relay: what its ways are found in.
 * relay.h is what most readers want. */
#ifndef TOC_SEMA_RELAY_GRAPH_H
#define TOC_SEMA_RELAY_GRAPH_H

#include "sema/relay.h"

/* One sender and one receiver of a hop. */
typedef struct toc_relay_edge {
    uint32_t from; /* places: bodies of the relay in ascending id */
    uint32_t to;
    uint32_t hop;      /* index in the relay */
    uint32_t receiver; /* index in the hop's `to` */
} toc_relay_edge;

typedef struct toc_relay_graph {
    const toc_plan_relay *relay;
    const toc_plan_body **bodies; /* of each place */
    uint32_t place_count;
    toc_relay_edge *edges; /* by sender, then as written */
    uint32_t edge_count;
    uint32_t *first; /* of each place: its first edge; place_count + 1 entries */
    uint32_t source; /* place of the first sender; UINT32_MAX where broken */
    toc_ms *verify;  /* of each place, as a sender */
    bool *is_aside;  /* of each place: a skip, a fallback or a copy tells it */
} toc_relay_graph;

/** The graph of @p relay; broken names are left out.  A sender that is never told itself while
 *  its org, its post or a fellow post is, stands at the place of the one who is told. */
toc_relay_graph *toc_relay_graph_new(const toc_plan_relay *relay, toc_arena *arena);

/** The place of @p body; it must be one of the relay's. */
uint32_t toc_relay_place_of(const toc_relay_graph *graph, const toc_plan_body *body);

/** The hand-over along @p edge, with running sums behind @p before (NULL: the first one). */
toc_relay_leg toc_relay_leg_of(const toc_relay_graph *graph, const toc_relay_edge *edge,
                               const toc_relay_leg *before);

/** The hand-over by @p skip, to whomever (`to` is left open); the graph has a source. */
toc_relay_leg toc_relay_leg_of_skip(const toc_relay_graph *graph, const toc_plan_skip *skip);

#endif
