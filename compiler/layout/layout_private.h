/* layout_private.h - what the passes of the layout share. */
#ifndef TOC_LAYOUT_LAYOUT_PRIVATE_H
#define TOC_LAYOUT_LAYOUT_PRIVATE_H

#include "layout/layout.h"

#define TOC_NONE UINT32_MAX

/* Where lines may stand before any length is known: gap g, then column g, and so on.  Inside a
 * column they stand at its middle or some way left or right of it. */
enum { TOC_PLACES = 128, TOC_PLACE_TIP = 50, TOC_SLOT_PLACES = 6 };

static inline int64_t toc_gap_place(uint32_t gap)
{
    return (int64_t)gap * TOC_PLACES;
}

static inline int64_t toc_column_place(uint32_t column, int32_t aside)
{
    return (int64_t)column * TOC_PLACES + TOC_PLACES / 2 + aside;
}

static inline bool toc_is_gap_place(int64_t place)
{
    return place % TOC_PLACES == 0;
}

/* ── stretches of lines on tracks ────────────────────────────────────────── */

/* A stretch of one net: in a channel from place to place, in a gap from height to height. */
typedef struct toc_run {
    int64_t begin, end; /* both included, begin <= end */
    uint32_t net;
    uint32_t track; /* out: from the top, in a gap from the left */
    int32_t begins; /* a first guess at the order: small ones first */
} toc_run;

/* Where a run goes on, towards the first track (upwards, to the left) or the last one. */
typedef struct toc_pin {
    int64_t place;
    uint32_t run;
    bool is_high;
    uint32_t arrival; /* whose place can be moved; TOC_NONE: fixed */
} toc_pin;

/* The lines of one channel or gap. */
typedef struct toc_bundle {
    TOC_VEC(toc_run) runs;
    TOC_VEC(toc_pin) pins;
    uint32_t *order; /* runs, from the first track to the last */
    uint32_t track_count;
} toc_bundle;

/** An order of the runs with few crossings.  O(n^2) up to some hundred runs. */
void toc_bundle_order(toc_arena *arena, toc_bundle *bundle);
/** Tracks in that order: none of two runs that meet is the same. */
void toc_bundle_settle(toc_arena *arena, toc_bundle *bundle);

/* ── ways of edges ───────────────────────────────────────────────────────── */

typedef enum toc_way {
    TOC_WAY_LEVEL,    /* across to a node of the same row */
    TOC_WAY_STRAIGHT, /* down to a node of the same column */
    TOC_WAY_NEXT,     /* the channel below the source, then down the target's column */
    TOC_WAY_OVER,     /* down the source's column, then the channel above the target */
    TOC_WAY_GAP       /* the channel below the source, a gap, the channel above the target */
} toc_way;

typedef struct toc_route {
    toc_way way;
    uint32_t net;     /* the least edge of those it shares lines with */
    toc_um leaves;    /* where it leaves below: from the middle, right is positive */
    int32_t aside;    /* the same as a place */
    uint32_t gap;     /* GAP: it lies left of this column */
    uint32_t arrival; /* unless LEVEL */
    uint32_t first;   /* run in the channel below the source: NEXT, GAP */
    uint32_t down;    /* run in the gap: GAP */
    uint32_t last;    /* run in the channel above the target: OVER, GAP */
} toc_route;

/* Lines of one net that enter one node from above. */
typedef struct toc_arrival {
    uint32_t target, net;
    uint32_t channel; /* the highest one that it comes down from */
    int32_t slot;     /* out: from the middle, in entries */
    int64_t origin;   /* place of the sources, for the order */
    bool is_fixed;    /* comes straight down */
    toc_um fixed;     /* where */
} toc_arrival;

typedef struct toc_router {
    toc_layout *layout;
    uint32_t *position;   /* by node: of its lane */
    uint32_t *lane_at;    /* by position */
    toc_exit *level;      /* by edge: LEFT or RIGHT where it goes straight across, else BELOW */
    toc_route *routes;    /* by edge */
    bool *is_gathered;    /* by edge: shares lines with others to its target, not of its source */
    toc_bundle *channels; /* [i] above row i, and one below the last */
    toc_bundle *gaps;     /* [i] left of column i, and one right of the last */
    TOC_VEC(toc_arrival) arrivals;
    uint32_t *upper, *lower;    /* by node: the next one in its column, or TOC_NONE */
    uint32_t *out_first, *out;  /* by node: edges that leave it */
    toc_um *gap_x, *column_x;   /* of the first track; of the middle */
    toc_um *row_y, *row_height; /* of the shapes */
    toc_um *channel_y;          /* of the first track */
} toc_router;

static inline toc_layout_node *toc_node_at(const toc_router *router, uint32_t node)
{
    return &router->layout->nodes.items[node];
}

static inline toc_layout_node *toc_source_of(const toc_router *router, uint32_t edge)
{
    return toc_node_at(router, router->layout->edges.items[edge].source);
}

static inline toc_layout_node *toc_target_of(const toc_router *router, uint32_t edge)
{
    return toc_node_at(router, router->layout->edges.items[edge].target);
}

/* Edges to be sorted by what they are grouped by. */
typedef struct toc_keyed_edge {
    uint64_t key;
    uint32_t edge;
} toc_keyed_edge;

/** For qsort: by key, then by edge. */
int toc_layout_by_key(const void *left, const void *right);

/** Lanes of nodes that have none, rows, and edges straight across. */
void toc_layout_rows(toc_router *router);
/** Columns. */
void toc_layout_columns(toc_router *router);
/** Where edges leave their sources. */
void toc_layout_exits(toc_router *it);
/** Exits, nets, ways and places of entry. */
void toc_layout_ways(toc_router *router);
/** Gives an arrival the first place that is free; false: there is none.  With @p is_strict even
 *  where another line ends as it begins. */
bool toc_layout_choose_entry(toc_router *router, uint32_t arrival, bool is_strict);
/** Where an edge enters its target, unless it goes straight across. */
int64_t toc_layout_entry_place(const toc_router *it, uint32_t edge);
/** Runs and tracks of the channels. */
void toc_layout_channels(toc_router *it);
/** Runs and tracks of the gaps; heights must be known. */
void toc_layout_gaps(toc_router *it);
/** Height of the run that an edge has in a channel. */
toc_um toc_layout_track_y(const toc_router *router, uint32_t channel, uint32_t run);

/** All of one order of lanes: their `position` is input here. */
void toc_layout_once(toc_layout *layout);
/** The less, the better the finished drawing is, but for the order of its lanes. */
uint64_t toc_layout_cost(const toc_layout *layout);
/** Tries orders of lanes; leaves the best one in their `position`. */
void toc_layout_search(toc_layout *layout);

/** Counts crossings and length of the finished lines. */
void toc_layout_count(toc_layout *layout);

#endif
