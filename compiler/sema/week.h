/* week.h - hours of duty as stretches of one week, exactly, to the minute.
 *
 * Minutes of the week run from Monday 00:00, 0, to TOC_WEEK_MINUTES.  Checks of duty make
 * stretches in their arena; nobody changes them afterwards. */
#ifndef TOC_SEMA_WEEK_H
#define TOC_SEMA_WEEK_H

#include "sema/plan.h"

#define TOC_WEEK_MINUTES 10080

typedef struct toc_stretch {
    int32_t begin;  /* 0 … TOC_WEEK_MINUTES-1 */
    int32_t end;    /* above begin; of a gap that passes Sunday midnight above TOC_WEEK_MINUTES */
    uint32_t least; /* people */
} toc_stretch;
typedef TOC_VEC(toc_stretch) toc_stretches;

/** Adds a shift on each of its days.  An empty one adds nothing. */
void toc_week_add_shift(toc_arena *arena, toc_stretches *out, const toc_shift *shift,
                        uint32_t least);

/** Adds hours of duty: the whole week where none are written. */
void toc_week_add_hours(toc_arena *arena, toc_stretches *out, const toc_hours *hours);

/** Adds all of @p more. */
void toc_week_add(toc_arena *arena, toc_stretches *out, const toc_stretches *more);

/** What no stretch covers, in order; one over Sunday midnight stands last.  O(n log n). */
toc_stretches toc_week_gaps(toc_arena *arena, const toc_stretches *stretches);

/** The longest, the first of several; NULL: there is none. */
const toc_stretch *toc_week_longest(const toc_stretches *gaps);

/** The instant at which the most people are wanted at once, *out_people of them. */
int32_t toc_week_peak(toc_arena *arena, const toc_stretches *stretches, uint64_t *out_people);

/** "Sat 20:00". */
const char *toc_week_instant(toc_arena *arena, int32_t minute);

/** "Sat 20:00 to Mon 08:00", the longest, and how many others there are.  Not for none. */
const char *toc_week_text(toc_arena *arena, const toc_stretches *gaps);

#endif
