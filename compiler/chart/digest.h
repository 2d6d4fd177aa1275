/* digest.h - what a plan's text is known by, so that a sheet can be told from a stale one. */
#ifndef TOC_CHART_DIGEST_H
#define TOC_CHART_DIGEST_H

#include "sema/plan.h"

#define TOC_DIGEST_SHORT_SIZE 12 /* as it stands on sheets */

/** SHA-256 of the texts that the plan was read from, in the order of reading (its own file first),
 *  as 64 letters of hexadecimal in @p arena: for a plan in one file what `sha256sum` prints.
 *  O(size). */
const char *toc_digest_of_plan(toc_arena *arena, const toc_plan *plan);

#endif
