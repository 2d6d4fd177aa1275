/* layout.h - places the nodes of a swimlane chart and routes its edges at right angles.
 *
 * It knows no plan: nodes stand in bands (top to bottom) and lanes (left to right); edges join
 * them.  The caller fills the inputs, calls toc_layout_run once, and reads the results; all lives
 * in the arena.  Lengths are micrometres, x to the right, y downwards.
 *
 * Lanes: which order they stand in is searched for by sifting (Matuszewski, Schönfeld and Molitor
 * 1999) on the finished drawing: each lane is tried at each place, what crosses least and is
 * shortest stays; it begins with the given order, one by barycentres of the weighted graph of
 * lanes (Sugiyama, Tagawa and Toda 1981), and some at random from a fixed seed.
 * Rows: a node stands below those it comes from (longest path, Sugiyama et al., as a list schedule
 * with so many places in each lane), or beside the last of them where the way across is free.
 * Columns: a lane is as many columns wide as its fullest row asks for; in each row those are taken
 * that make lines short and straight (sweeps downwards and upwards).
 * Lines: between two rows runs a channel of horizontal tracks, beside each column a gap of
 * vertical ones.  A line goes straight down where it can; else down the free column above its
 * target, or below its source; else down a gap.  So no line can meet a node.  What leaves one node
 * alike, or comes to one node alone, is one bus, drawn once (rectilinear trees with one trunk).
 * Tracks: their order in each channel and gap is sifted on the exact number of crossings that each
 * pair makes; what would lie on each other stands in the vertical constraints of channel routing
 * (Hashimoto and Stevens 1971), and a circle of these is broken by moving one entry aside.
 *
 * The same input gives the same result.  One order of lanes costs O((n + e) log(n + e)) and the
 * square of the lines of one channel or gap; `effort` says how many orders may be tried. */
#ifndef TOC_LAYOUT_LAYOUT_H
#define TOC_LAYOUT_LAYOUT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "layout/geometry.h"

#define TOC_ANY_LANE UINT32_MAX

/* Columns of one lane at most, and lines that enter one node at different places. */
enum { TOC_LAYOUT_MOST_SLOTS = 3, TOC_LAYOUT_MOST_ENTRIES = 7 };

typedef struct toc_layout_node {
    /* in */
    uint32_t band;
    uint32_t lane;        /* TOC_ANY_LANE: wherever it suits */
    toc_um width, height; /* of the shape and what belongs to it; width at least 8 entries */
    toc_um above, below;  /* room for what is written at the lines that come and go */
    bool is_diamond;      /* each edge leaves at a tip of its own, or else below in a row */
    toc_um tip;           /* DIAMOND: from its room's edge to its left and right tip */
    toc_um pitch;         /* DIAMOND: between those that leave below */
    bool is_right_taken;  /* nothing may enter right of its middle */
    /* out */
    uint32_t stands_in; /* lane */
    uint32_t row, column;
    toc_um x, y; /* of the shape's upper left corner */
} toc_layout_node;

typedef enum toc_exit { TOC_EXIT_BELOW, TOC_EXIT_LEFT, TOC_EXIT_RIGHT } toc_exit;

typedef struct toc_layout_edge {
    /* in */
    uint32_t source, target; /* indexes of nodes */
    bool is_back;            /* goes against the order: does not count for the rows */
    uint8_t style;           /* 0 or 1; edges of different style share no line */
    /* out: from the source's outline to the target's */
    toc_exit exit;
    bool is_level; /* straight across to a node of the same row */
    uint32_t net;  /* edges of the same net share their lines */
    toc_spot *spots;
    uint32_t spot_count; /* 2..6 */
} toc_layout_edge;

typedef struct toc_layout_band {
    toc_um least; /* in: height that it must have */
    /* out */
    toc_um y, height;
} toc_layout_band;

typedef struct toc_layout_lane {
    uint32_t slots; /* in: columns at most, 1..TOC_LAYOUT_MOST_SLOTS */
    /* out */
    uint32_t position; /* from the left */
    uint32_t first_column, column_count;
    toc_um x, width;
} toc_layout_lane;

typedef struct toc_layout {
    toc_arena *arena;
    TOC_VEC(toc_layout_node) nodes;
    TOC_VEC(toc_layout_edge) edges;
    TOC_VEC(toc_layout_band) bands;
    TOC_VEC(toc_layout_lane) lanes;
    toc_um track;    /* between two parallel lines */
    toc_um margin;   /* between a shape and the nearest track */
    toc_um entry;    /* between two lines that enter one node */
    uint32_t effort; /* orders of lanes that may be tried; 0: the given one stays */
    /* out */
    bool is_gathering; /* what many nodes send to one is one bus, though they send more */
    uint32_t row_count, column_count;
    toc_um width, height;
    uint64_t crossings; /* of lines of different nets */
    uint64_t length;    /* of all lines, what is shared counted once */
} toc_layout;

/** Places and routes.  At least one band and one lane; indexes must be in range. */
void toc_layout_run(toc_layout *layout);

/** Only rows and columns, lanes in the given order; heights, widths and places in y as they would
 *  be with one track in each channel and none in the gaps.  O((n + e) log(n + e)). */
void toc_layout_estimate(toc_layout *layout);

#endif
