/* flow_picture.h - the picture that a flow chart is drawn from, and how it is shared out on
 * several sheets. */
#ifndef TOC_CHART_FLOW_PICTURE_H
#define TOC_CHART_FLOW_PICTURE_H

#include "chart/view.h"
#include "emit/flow.h"

/** The whole picture of @p plan or the part that the options select; options->flow where it is
 *  set.  O(n log n). */
const toc_flow *toc_flow_picture(toc_arena *arena, const toc_plan *plan,
                                 const toc_view_options *options);

/* A picture shared out on sheets, as runs of its nodes. */
typedef struct toc_flow_sharing {
    toc_arena *arena;
    const toc_flow *flow;
    uint32_t *order;        /* its nodes by the band they are drawn in */
    uint32_t *band;         /* by node: which that is */
    TOC_VEC(uint32_t) ends; /* of each run: the index behind its last node */
} toc_flow_sharing;

/** Runs of @p flow of which each, drawn, is about @p width by @p height at most: cut between
 *  bands, and inside a band between one node and the next where it alone is too large.  A run may
 *  come out larger where one node is, or its connectors are many; so ask what it measures.
 *  O(n log n) layouts of runs. */
toc_flow_sharing toc_flow_share_out(toc_arena *arena, const toc_flow *flow,
                                    const toc_view_options *options, toc_um width, toc_um height);

typedef TOC_VEC(const toc_flow *) toc_flow_pictures;

/** The runs as pictures, linked by connectors (flow_part.h).  O(n log n). */
toc_flow_pictures toc_flow_share_pictures(const toc_flow_sharing *sharing);

/** Cuts those runs in two that @p is_too_large says; false where none of them can be cut. */
bool toc_flow_share_more(toc_flow_sharing *sharing, const bool *is_too_large);

#endif
