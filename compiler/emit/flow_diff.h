/* flow_diff.h - what changed between two pictures of a plan.
 *
 * Nodes are the same where their keys are, edges where kind, ends and label are.  What is only in
 * the earlier picture is put into the later one, in its band and lane (made anew where these are
 * gone too), and marked as removed; so a reader sees what is no longer asked of anybody. */
#ifndef TOC_EMIT_FLOW_DIFF_H
#define TOC_EMIT_FLOW_DIFF_H

#include "emit/flow.h"

/* One difference.  `key` is the node's; of an edge `SOURCE -> TARGET`. */
typedef struct toc_flow_change {
    toc_flow_state state; /* ADDED, REMOVED or CHANGED */
    const char *key;
    const char *title;
    const char *what;           /* CHANGED: `deadline`, `owner` …; else NULL */
    const char *before, *after; /* CHANGED: texts, NULL: nothing there */
} toc_flow_change;

typedef struct toc_flow_diff {
    TOC_VEC(toc_flow_change) changes;     /* nodes in the order of the picture, then edges */
    TOC_VEC(const toc_flow_band *) bands; /* those that changed, as in the picture */
} toc_flow_diff;

/** Marks the nodes and edges of @p flow, adds those that only @p old has, and lists all.  Both
 *  were built with the same options, in arenas that live as long.  O(n log n). */
toc_flow_diff *toc_flow_compare(toc_arena *arena, toc_flow *flow, const toc_flow *old);

#endif
