/* paper.h - sizes of paper, and what can be read on it.
 *
 * Lengths are micrometres; sizes of letters are tenths of a point (1/72 inch). */
#ifndef TOC_CHART_PAPER_H
#define TOC_CHART_PAPER_H

#include <stdbool.h>

#include "layout/geometry.h"

typedef struct toc_paper {
    const char *name;     /* "A4", "letter" */
    toc_um width, height; /* upright: height is the greater */
} toc_paper;

typedef enum toc_orientation {
    TOC_ORIENTATION_AUTO, /* whichever shows more */
    TOC_ORIENTATION_PORTRAIT,
    TOC_ORIENTATION_LANDSCAPE
} toc_orientation;

/* Tenths of a point. */
enum {
    TOC_POINTS_READABLE = 60, /* what is smaller nobody reads: such a sheet is not made */
    TOC_POINTS_DESK = 80,     /* comfortable on a table, up to A3 */
    TOC_POINTS_WALL = 180     /* from across a room, A2 and larger */
};

/* Longest side that a PDF page can have, rounded down (14 400 points). */
#define TOC_PAPER_MOST (5000 * TOC_MM)

/* The widest roll that print shops have (60 inches), rounded down. */
#define TOC_PAPER_ROLL (1500 * TOC_MM)

/** The one called @p name, "A0" to "A4", "letter", "tabloid"; NULL: no such. */
const toc_paper *toc_paper_find(const char *name);

/** The A sizes from the smallest (0: A4) to A0; NULL past it. */
const toc_paper *toc_paper_series(unsigned index);

/** Does a sheet of this size hang on a wall: larger than A3 and tabloid? */
bool toc_paper_is_wall(toc_um width, toc_um height);

/** How large letters of @p size are when @p from is shown as @p to; tenths of a point, rounded
 *  down.  @p from > 0. */
uint32_t toc_paper_points(toc_um size, toc_um from, toc_um to);

#endif
