/* flow_private.h - what the files that build a picture share; nobody else includes it. */
#ifndef TOC_EMIT_FLOW_PRIVATE_H
#define TOC_EMIT_FLOW_PRIVATE_H

#include "emit/flow.h"

/* From a plan's entity to its node or band, by id; NULL where it has none. */
typedef struct toc_flow_builder {
    toc_arena *arena;
    const toc_plan *plan;
    toc_flow *flow;
    toc_flow_node **events;
    toc_flow_node **moments;
    toc_flow_node **triggers;
    toc_flow_node **levels;
    toc_flow_node **ladder_ends;
    toc_flow_node **formations; /* by body */
    toc_flow_node **starts;     /* by response */
    toc_flow_node **ends;
    toc_flow_node **nodes;
    toc_flow_node **reports;
    toc_flow_node **announcements;
    toc_flow_node ***hops; /* by relay, then hop */
    bool *is_event_drawn;
    bool *is_moment_drawn;
    bool *is_end_drawn;        /* by response */
    bool *is_ladder_end_drawn; /* by ladder */
    uint32_t *stamps;          /* by body: the last list it was seen in */
    uint32_t stamp;
    toc_flow_band *signals;
    toc_flow_band *telling;
    toc_flow_band **level_bands;
    toc_flow_band **end_bands;      /* by ladder */
    toc_flow_band **response_bands; /* by response; the grade's where it has one */
} toc_flow_builder;

/* flow_bands.c */
void toc_flow_make_bands(toc_flow_builder *b);
/** The grade that sets off one of @p anchors, the least severe of them, or NULL. */
const toc_plan_level *toc_flow_anchors_level(const toc_plan *plan, const toc_plan_anchors *anchors);
/** Is it in a table of this plan, and not of a parent plan? */
bool toc_flow_owns(const toc_plan *plan, const toc_entity *entity);

/* flow_build.c, flow_telling.c */
void toc_flow_make_nodes(toc_flow_builder *b);
/** Reports and announcements in @p response; NULL: those of the plan itself, and relays. */
void toc_flow_make_telling(toc_flow_builder *b, const toc_plan_response *response);
/** A node for @p body, told of the lateness of @p source; NULL when it has one since the stamp
 *  last changed. */
toc_flow_node *toc_flow_notified(toc_flow_builder *b, const toc_flow_node *source,
                                 const toc_plan_body *body);
/** Fills deadline and since of @p node. */
void toc_flow_set_deadline(const toc_flow_builder *b, toc_flow_node *node,
                           const toc_deadline *deadline);
toc_flow_node *toc_flow_add_node(toc_flow_builder *b, toc_flow_node_kind kind, const char *name,
                                 toc_flow_band *band, const toc_plan_body *owner);

/* flow_edges.c */
toc_flow_edge *toc_flow_add_edge(toc_flow_builder *b, toc_flow_edge_kind kind,
                                 toc_flow_node *source, toc_flow_node *target);
/** All edges that were not made with their nodes; all nodes are there. */
void toc_flow_make_edges(toc_flow_builder *b);

#endif
