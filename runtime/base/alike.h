/* alike.h - letters of other scripts that are drawn like Latin ones: Cyrillic `а` beside `a`. */
#ifndef TOC_BASE_ALIKE_H
#define TOC_BASE_ALIKE_H

#include <stdbool.h>

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/** @p text with each such letter as the Latin letter or digit that it looks like; NULL: it has none. */
char *toc_alike_plain(toc_arena *arena, const char *text);

/** Do the two look the same, and are not? */
bool toc_alike_is(toc_arena *arena, const char *a, const char *b);

/** Says what in @p text only looks like Latin: "`а` (U+0430, Cyrillic) in it only looks like `a`"; NULL:
 *  nothing does. */
const char *toc_alike_said(toc_arena *arena, const char *text);

#ifdef __cplusplus
}
#endif

#endif
