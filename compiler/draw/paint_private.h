/* paint_private.h - what the writers that use cairo share: pdf.c, png.c. */
#ifndef TOC_DRAW_PAINT_PRIVATE_H
#define TOC_DRAW_PAINT_PRIVATE_H

#include <cairo.h>
#include <stdio.h>

#include "base/status.h"
#include "draw/scene.h"

#define TOC_UM_PER_INCH     25400
#define TOC_POINTS_PER_INCH 72

/** Draws @p scene, one unit a micrometre, its ground not.  Groups with safe links become links
 *  where @p sheet_count is not 0: to files, and to that many sheets. */
void toc_paint_scene(cairo_t *cr, const toc_scene *scene, uint32_t sheet_count);

void toc_paint_set_colour(cairo_t *cr, toc_colour_rgb colour);

/** For cairo's streams: @p closure is the FILE. */
cairo_status_t toc_paint_write(void *closure, const unsigned char *data, unsigned size);

/** Writes out what @p out still holds. */
toc_status toc_paint_finish(cairo_status_t status, FILE *out);

#endif
