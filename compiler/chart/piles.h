/* piles.h - things of one width, to be put below each other in some piles side by side, in their
 * order, as suits the paper.  Lengths are micrometres. */
#ifndef TOC_CHART_PILES_H
#define TOC_CHART_PILES_H

#include "layout/geometry.h"

#define TOC_PILES_APART (10 * TOC_MM)

typedef struct toc_piles {
    toc_um *heights;
    uint32_t count;
    toc_um apart; /* from one to the next below it */
    toc_um width;
} toc_piles;

/** The least height of @p count piles, to a millimetre.  O(n log n). */
int64_t toc_piles_height(const toc_piles *piles, uint32_t count);

/** Of @p count piles of that height: which thing comes after the pile that begins with @p first. */
uint32_t toc_piles_end(const toc_piles *piles, uint32_t count, uint32_t first);

/** How many piles come out largest in a room whose width is @p aspect in 1/1000 of its height; 0:
 *  one pile, whatever the room. */
uint32_t toc_piles_best(const toc_piles *piles, uint32_t aspect);

#endif
