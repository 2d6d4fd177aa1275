/* geometry.h - lengths and places on a sheet, in whole micrometres, x to the right, y downwards.
 *
 * Whole numbers, so that a picture is the same on every machine; 2 147 m are the most. */
#ifndef TOC_LAYOUT_GEOMETRY_H
#define TOC_LAYOUT_GEOMETRY_H

#include <stdint.h>

typedef int32_t toc_um;

#define TOC_MM 1000

typedef struct toc_spot {
    toc_um x, y;
} toc_spot;

typedef struct toc_rect {
    toc_um x, y, width, height; /* of the upper left corner; sizes >= 0 */
} toc_rect;

#endif
