/* picture.h - what the pictures of a report share: letters that fit, and an axis of time. */
#ifndef TOC_AAR_PICTURE_H
#define TOC_AAR_PICTURE_H

#include "aar/aar_private.h"
#include "draw/face.h"

enum {
    TOC_INK = 0x1a1a1a,
    TOC_INK_SOFT = 0x555555,
    TOC_RULE = 0xc8c8c8,
    TOC_GOOD = 0x14692f,
    TOC_WARN = 0x8a4b00,
    TOC_BAD = 0xa3161a,
    TOC_PLANNED = 0xd3e0ee,
    TOC_LETTER = 2600 /* body of letters */
};

typedef struct toc_picture {
    toc_arena *arena;
    toc_scene *scene;
    toc_face *face;
    toc_ms first, last;  /* ends of the axis; last > first */
    toc_um left, length; /* of the axis */
} toc_picture;

/** An empty picture as wide as a page; free its face with toc_picture_end. */
toc_picture toc_picture_begin(const toc_aar *a, const char *title, const char *description);
/** Sets its height, and is done. */
const toc_scene *toc_picture_end(toc_picture *picture, toc_um height);

/** One line of at most @p width, cut with `…`; the upper left corner at @p at. */
void toc_picture_text(toc_picture *picture, toc_spot at, toc_um width, toc_colour_rgb colour,
                      bool is_bold, const char *text);
/** The width of @p text on one line. */
toc_um toc_picture_width(toc_picture *picture, const char *text);

/** The axis from first to last, between left and left + length: round times at @p top, as many as
 *  have room, and lines down to @p bottom. */
void toc_picture_axis(toc_picture *picture, toc_um top, toc_um bottom);
/** Where @p at stands; what lies beyond an end stands at it. */
toc_um toc_picture_x(const toc_picture *picture, toc_ms at);

#endif
