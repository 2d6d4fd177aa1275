/* fonts.h - which package of Debian has the letters that no font here has. */
#ifndef TOC_CHART_FONTS_H
#define TOC_CHART_FONTS_H

#include "base/arena.h"

/** Names of packages with spaces between, `fonts-noto-cjk fonts-noto-core`; "" where none is known
 *  (private letters, numbers that are no letter).  O(n). */
const char *toc_fonts_packages(toc_arena *arena, const uint32_t *codepoints, uint32_t count);

#endif
