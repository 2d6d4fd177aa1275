/* layout.h - places the nodes of a swimlane chart and routes its edges at right angles.
 *
 * It knows no plan: nodes stand in bands (top to bottom) and lanes (left to right); edges join
 * them.  The caller fills the inputs, calls toc_layout_run once, and reads the results; all lives
 * in the arena.  Lengths are micrometres, x to the right, y downwards.
 *
 * Rows follow each other inside a band: a node stands below those it comes from (longest path;
 * Sugiyama, Tagawa and Toda 1981, with the lanes as constraint).  A lane is as many columns wide
 * as its fullest row asks for.  Between two rows runs a channel of horizontal tracks, beside each
 * column a gap of vertical ones.  An edge leaves its node downwards into the channel below it,
 * goes down the free column above its target or else down a gap, and enters its target from
 * above.  So no line can meet a node.  Edges of one net share their lines up to where they part.
 * In a channel those that only leave stand above those that only arrive; between them the others
 * are ordered so that no two lines lie on each other (vertical constraints of channel routing,
 * Hashimoto and Stevens 1971); a circle of such constraints is broken by moving one entry aside.
 *
 * The same input gives the same result.  O((n + e) log(n + e)), and passes over the lanes. */
#ifndef TOC_LAYOUT_LAYOUT_H
#define TOC_LAYOUT_LAYOUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "layout/geometry.h"

#define TOC_ANY_LANE UINT32_MAX

typedef struct toc_layout_node {
    /* in */
    uint32_t band;
    uint32_t lane;        /* TOC_ANY_LANE: wherever it suits */
    toc_um width, height; /* of the shape */
    toc_um above, below;  /* room for what is written at the lines that come and go */
    /* out */
    uint32_t row, column;
    toc_um x, y; /* of the shape's upper left corner */
} toc_layout_node;

typedef struct toc_layout_edge {
    /* in */
    uint32_t source, target; /* indexes of nodes */
    toc_um leaves; /* where at the source's lower edge: from its middle, right is positive */
    toc_um side;   /* height above the lower edge at which it leaves sideways; 0: below */
    bool is_back;  /* goes against the order: does not count for the rows */
    uint32_t net;  /* edges of one source with the same net share their lines */
    /* out: from the source's edge to the target's */
    toc_spot *spots;
    uint32_t spot_count;
} toc_layout_edge;

typedef struct toc_layout_band {
    /* out */
    toc_um y, height;
} toc_layout_band;

typedef struct toc_layout_lane {
    /* out */
    uint32_t first_column, column_count;
    toc_um x, width;
} toc_layout_lane;

typedef struct toc_layout {
    toc_arena *arena;
    TOC_VEC(toc_layout_node) nodes;
    TOC_VEC(toc_layout_edge) edges;
    TOC_VEC(toc_layout_band) bands;
    TOC_VEC(toc_layout_lane) lanes;
    toc_um track;        /* between two parallel lines */
    toc_um margin;       /* between a shape and the nearest track */
    uint32_t most_slots; /* columns of one lane, at most */
    /* out */
    uint32_t row_count, column_count;
    toc_um width, height;
} toc_layout;

/** Places and routes.  At least one band and one lane; indexes must be in range. */
void toc_layout_run(toc_layout *layout);

#endif
