/* letters_private.h - how Pango is asked for letters, by who measures and by who paints.
 *
 * Pango counts lengths in an int of 1/1024 of its unit.  Its unit is a tenth of a millimetre here:
 * finer than a micrometre, and a line may be 200 m long. */
#ifndef TOC_DRAW_LETTERS_PRIVATE_H
#define TOC_DRAW_LETTERS_PRIVATE_H

#include <pango/pangocairo.h>
#include <stdbool.h>

#include "layout/geometry.h"

#define TOC_UM_PER_UNIT 100

/** Letters without hints, as wide on paper as on any screen, with the forms of @p lang. */
void toc_letters_set_up(PangoContext *context, const char *lang);

/** What @p layout is set in from now on. */
void toc_letters_choose(PangoLayout *layout, const char *lang, toc_um size, bool is_bold);

/** Shows the first line of @p layout; its baseline begins where @p cr's user space does. */
void toc_letters_show(cairo_t *cr, PangoLayout *layout);

#endif
