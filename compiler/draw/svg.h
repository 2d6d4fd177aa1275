/* svg.h - writes scenes as one SVG, in our own text.
 *
 * Sizes are true: width and height in millimetres, and one unit of the viewBox is one (a film
 * takes the size of its window).  Several
 * sheets stand below each other, each an element `sheet-N`.  What the file holds:
 *   title, desc   of the first sheet, named by aria-labelledby of the root;
 *   g             for each group: class its role in words (node, edge, label, band, lane, frame),
 *                 id `node-step:early.cutoff` (unique in the file), data-key the scene's own id,
 *                 a title, and a link round its contents where it has a safe one;
 *   text          each line as text, with the names of its letters and its length, so that it
 *                 looks alike with other letters;
 *   svg           for each part, cut to its window; a scene shown more than once stands once in
 *                 defs.
 * A film has also its elements of SMIL, see svg_film.h: `set`, `animate`, and one fixed `style`.
 * No script, no other style, no picture, nothing from elsewhere: a text is only ever text.  Characters
 * that XML cannot hold, control characters and those that change the direction are left out.  The
 * same scenes give the same bytes. */
#ifndef TOC_DRAW_SVG_H
#define TOC_DRAW_SVG_H

#include <stdio.h>

#include "base/status.h"
#include "draw/scene.h"

/** TOC_OK; TOC_EIO where @p out cannot be written; TOC_EINVAL where parts stand in parts deeper
 *  than TOC_SCENE_MOST_DEPTH, or there is no sheet.  Works in the first sheet's arena.
 *  O(items). */
toc_status toc_svg_write(const toc_scene *const *sheets, uint32_t count, FILE *out);

/** One sheet as an element of another document: without the line that opens a file, and with
 *  @p prefix (letters, digits and `-`) before each id, so that several can stand in one. */
toc_status toc_svg_write_inside(const toc_scene *sheet, const char *prefix, FILE *out);

#endif
