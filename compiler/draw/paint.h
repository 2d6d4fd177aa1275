/* paint.h - writes a scene as PDF or PNG, by cairo and Pango.
 *
 * Sizes in a PDF are true; the fonts' parts that are used are embedded.  The same scene gives the
 * same bytes with the same libraries and fonts (the PDF's date is SOURCE_DATE_EPOCH's, or left
 * out). */
#ifndef TOC_DRAW_PAINT_H
#define TOC_DRAW_PAINT_H

#include <stdio.h>

#include "base/status.h"
#include "draw/scene.h"

/** One page for each of @p count scenes, at least one, each of its own size; the title is the
 *  first one's.  TOC_OK, TOC_EIO where @p out cannot be written, TOC_ENOMEM. */
toc_status toc_paint_pdf(const toc_scene *const *scenes, uint32_t count, FILE *out);

/** @p dots_per_inch: 20..1200.  TOC_ENOMEM also where the picture is larger than 32 767 dots. */
toc_status toc_paint_png(const toc_scene *scene, unsigned dots_per_inch, FILE *out);

#endif
