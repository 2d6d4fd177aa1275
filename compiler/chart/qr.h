/* qr.h - a text as a QR code. */
#ifndef TOC_CHART_QR_H
#define TOC_CHART_QR_H

#include "draw/scene.h"

/** A square scene @p size wide, with the quiet zone of four modules on each side, black on white
 *  whatever the theme: readers want it so.  Level M of error correction (15 %).  @p text: UTF-8,
 *  at most 2 000 bytes.  NULL where it does not go into a code.  O(modules). */
toc_scene *toc_qr_scene(toc_arena *arena, const char *text, toc_um size);

/** What stands in the code of a sheet or card: id, version, short digest, a line each. */
const char *toc_qr_text(toc_arena *arena, const char *id, const char *version, const char *digest);

#endif
