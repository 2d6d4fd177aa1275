/* draft.h - pieces of a scenario that is being written: a growing text, durations, quoted words.
 *
 * Everything is in the caller's arena. */
#ifndef TOC_DRILL_DRAFT_H
#define TOC_DRILL_DRAFT_H

#include "base/arena.h"
#include "base/time.h"
#include "base/vec.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef TOC_VEC(char) toc_draft; /* without a NUL until one is pushed */

void toc_draft_put(toc_arena *arena, toc_draft *out, const char *string);

/** A duration as a planner writes it: "1h30min". */
const char *toc_draft_length(toc_arena *arena, toc_ms length);

/** @p string in double quotes, as YAML reads them.  O(length). */
const char *toc_draft_quoted(toc_arena *arena, const char *string);

#ifdef __cplusplus
}
#endif

#endif
