/* layout_private.h - what the passes of the layout share. */
#ifndef TOC_LAYOUT_LAYOUT_PRIVATE_H
#define TOC_LAYOUT_LAYOUT_PRIVATE_H

#include "layout/layout.h"

#define TOC_NO_RUN UINT32_MAX

/* Where lines may stand before any length is known: gap g, then column g, and so on.  Inside a
 * column ports stand left of the middle, in it, or right of it. */
static inline int64_t toc_gap_place(uint32_t gap)
{
    return (int64_t)gap * 16;
}

static inline int64_t toc_port_place(uint32_t column, toc_um leaves)
{
    return (int64_t)column * 16 + 8 + (leaves > 0) * 3 - (leaves < 0) * 3;
}

typedef enum toc_zone {
    TOC_ZONE_LEAVES,  /* comes from above, goes on in a gap */
    TOC_ZONE_CROSSES, /* comes from above, goes on downwards */
    TOC_ZONE_ARRIVES  /* comes from a gap, goes on downwards */
} toc_zone;
#define TOC_ZONE_COUNT 3u

/* A stretch of one net: in a channel from place to place, in a gap from channel to channel. */
typedef struct toc_run {
    int64_t begin, end; /* both included, begin <= end */
    uint32_t net;
    toc_zone zone;
    uint32_t track; /* out: within its zone from the top, in a gap from the left */
} toc_run;
typedef TOC_VEC(toc_run) toc_runs;

/* Two nets of one channel meet one place: the one from above must have its track above. */
typedef struct toc_order {
    uint32_t above, below; /* runs of the channel */
    uint32_t node;         /* whose entry makes it so */
} toc_order;
typedef TOC_VEC(toc_order) toc_orders;

typedef struct toc_channel {
    toc_runs runs;
    toc_orders orders;
    uint32_t tracks[TOC_ZONE_COUNT];
    toc_um y; /* of the first track */
} toc_channel;

typedef enum toc_way {
    TOC_WAY_NEXT, /* one channel, then down the target's column, however far */
    TOC_WAY_GAP   /* down or up a gap, then a channel above the target */
} toc_way;

typedef struct toc_route {
    toc_way way;
    uint32_t gap;   /* GAP: it lies left of this column */
    uint32_t first; /* run in the channel below the source; TOC_NO_RUN: straight down */
    uint32_t down;  /* GAP: run in the gap */
    uint32_t last;  /* GAP: run in the channel above the target */
} toc_route;

typedef struct toc_router {
    toc_layout *layout;
    toc_route *routes;     /* by edge */
    toc_channel *channels; /* [i] above row i, and one below the last */
    toc_runs *gaps;        /* [i] left of column i, and one right of the last */
    uint32_t *gap_tracks;
    bool *is_aside;           /* by node: edges enter right of the middle */
    toc_um *gap_x, *column_x; /* of the first track; of the middle */
    toc_um *row_y, *row_height;
} toc_router;

/** Rows and columns of all nodes. */
void toc_layout_place(toc_layout *layout);

/** Ways, runs and tracks of all edges. */
void toc_layout_route(toc_router *router);

/** Tracks of a gap, or of one zone of a channel: none of two runs that meet is the same.  Returns
 *  how many.  O(n log n). */
uint32_t toc_runs_colour(toc_arena *arena, toc_runs *runs, toc_zone zone);

/** The same for the runs that cross, keeping the orders; where they go in a circle, entries are
 *  moved aside. */
uint32_t toc_channel_order(toc_router *router, toc_channel *channel);

#endif
