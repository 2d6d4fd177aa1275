/* paint.h - writes scenes as PDF or PNG, by cairo and Pango.
 *
 * Each scene is a sheet: a page of the PDF, in its true size, with a bookmark; in a PNG, which has
 * no pages, they stand below each other.  Of the fonts those letters are embedded that are used.
 * The same scenes give the same bytes with the same libraries and fonts; a PDF says no date unless
 * SOURCE_DATE_EPOCH gives one.
 *
 * All return TOC_OK; TOC_EIO where @p out cannot be written; TOC_ENOMEM; TOC_EINVAL where parts
 * stand in parts deeper than TOC_SCENE_MOST_DEPTH, or there is no sheet.  Then what was written is
 * of no use.  O(items), and O(dots) for a PNG. */
#ifndef TOC_DRAW_PAINT_H
#define TOC_DRAW_PAINT_H

#include <stdio.h>

#include "base/status.h"
#include "draw/scene.h"

/* Of a page: 14 400 points are the most that a PDF can have. */
#define TOC_PDF_MOST_SIDE (5080 * TOC_MM)

/** Groups with links can be clicked.  The title of the first sheet is the document's.  TOC_ERANGE
 *  where a sheet is longer than TOC_PDF_MOST_SIDE. */
toc_status toc_paint_pdf(const toc_scene *const *sheets, uint32_t count, FILE *out);

/* Of a PNG; what is more needs memory without bound (four bytes a dot). */
#define TOC_PNG_MOST_SIDE 32767u
#define TOC_PNG_MOST_DOTS 200000000u

/** @p dots_per_inch: 20..1200; the file says it, so that programs know the true size.  TOC_ERANGE
 *  where the picture has more dots than the limits above: see toc_paint_most_dpi. */
toc_status toc_paint_png(const toc_scene *const *sheets, uint32_t count, unsigned dots_per_inch,
                         FILE *out);

/** The most dots per inch at which a PNG of @p sheets stays in its limits; may be below 20. */
unsigned toc_paint_most_dpi(const toc_scene *const *sheets, uint32_t count);

#endif
