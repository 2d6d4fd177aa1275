/* explain_local.h - an explanation's examples in the keywords of its reader.
 *
 * Examples are written once, with English keywords.  For readers of Chinese each example that can be read
 * as a plan gets Chinese keywords, in canonical form; names and titles stay, and what is broken on purpose
 * stays as it is. */
#ifndef TOC_DRIVER_EXPLAIN_LOCAL_H
#define TOC_DRIVER_EXPLAIN_LOCAL_H

#include <stdio.h>

#include "base/arena.h"
#include "syntax/format.h"

/** Writes the page @p text (Markdown) to @p out, its blocks that begin with "```plan" in @p language.
 *  Scratch memory comes from @p arena, which jumps where it has none.  O(text). */
void toc_explain_print(toc_arena *arena, const char *text, toc_keyword_language language,
                       FILE *out);

#endif
