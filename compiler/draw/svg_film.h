/* svg_film.h - what makes an SVG play: SMIL, without a script.
 *
 * The film is one element called `film` at the root, which all others begin with.  Each group
 * stands in the file as it does at the end, so that what plays nothing shows the end.  Who asks
 * his system for less motion sees the end as well, by the one style sheet that there is. */
#ifndef TOC_DRAW_SVG_FILM_H
#define TOC_DRAW_SVG_FILM_H

#include <stdio.h>

#include "draw/scene.h"

/** The style sheet and the film itself, @p length microseconds long. */
void toc_svg_film_put(FILE *out, int64_t length);

/** In the tag of a group: what it is in still pictures, and when it comes (`data-at`). */
void toc_svg_act_put_attributes(FILE *out, const toc_scene_act *act);

/** In its class: ` act`, ` act last`. */
const char *toc_svg_act_class(const toc_scene_act *act);

/** In the group: when it is seen. */
void toc_svg_act_put(FILE *out, const toc_scene_act *act);

/** In a box that grows to @p width, which is written already. */
void toc_svg_act_put_growth(FILE *out, const toc_scene_act *act, const char *width);

#endif
