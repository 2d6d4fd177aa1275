/* legend.h - the legend of a chart, and small pictures of what charts show.
 *
 * Lengths are micrometres.  A sample is TOC_SAMPLE_WIDTH by TOC_SAMPLE_HEIGHT, made by
 * toc_canvas_explain and then filled by one of these, or by hand. */
#ifndef TOC_CHART_LEGEND_H
#define TOC_CHART_LEGEND_H

#include "chart/canvas.h"

/** A box in the middle of the sample. */
void toc_sample_box(toc_scene *sample, toc_um radius, toc_pen pen);
/** A parallelogram, and a diamond. */
void toc_sample_slanted(toc_scene *sample, toc_pen pen);
void toc_sample_diamond(toc_scene *sample, toc_pen pen);
/** A box with a tip on its right side. */
void toc_sample_signpost(toc_scene *sample, toc_pen pen);
/** A line from left to right with an arrow head of length @p head (0: none). */
void toc_sample_line(toc_scene *sample, toc_um head, toc_pen pen);
/** A ground of @p weak between two edges of @p strong, with a word in the middle. */
void toc_sample_word(toc_canvas *canvas, toc_scene *sample, const char *word, toc_pen pen,
                     toc_colour_rgb letters);

/** Draws the legend of @p shown on @p canvas from (@p left, @p top) on, in columns within
 *  @p width; returns its height, 0 where there is nothing to explain.  O(entries). */
toc_um toc_legend_draw(toc_canvas *canvas, const toc_canvas *shown, toc_um left, toc_um top,
                       toc_um width);

#endif
