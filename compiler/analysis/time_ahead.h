/* time_ahead.h - how long before a moment something can begin at the earliest, as the conditions of
 * the plan have it.
 *
 * `when time to landfall <= 24h` lets a response begin no earlier than 24 hours before landfall; a
 * grade that it waits for, or another response, may say as much.  The forecast is taken to stand:
 * one that is put off gives time that no plan can count on. */
#ifndef TOC_ANALYSIS_TIME_AHEAD_H
#define TOC_ANALYSIS_TIME_AHEAD_H

#include "analysis/time.h"

typedef struct toc_ahead {
    toc_ms most;   /* ms before the moment, negative after it; TOC_TIME_NEVER: nothing says so */
    toc_span span; /* what says so: a comparison, or a cause */
} toc_ahead;

typedef struct toc_aheads toc_aheads;

/** Room for the answers about one plan, in the arena of @p times. */
toc_aheads *toc_aheads_new(const toc_times *times);

/** How long before @p moment @p response starts at the earliest.  Asked again about the same moment
 *  it costs nothing; the first time O(conditions, causes and grades behind it). */
toc_ahead toc_ahead_of_response(toc_aheads *it, const toc_plan_response *response,
                                const toc_plan_moment *moment);

/** How long before @p moment @p cond (or NULL) can hold at the earliest. */
toc_ahead toc_ahead_of_cond(toc_aheads *it, const toc_cond *cond, const toc_plan_moment *moment);

/** The same of the earliest of @p on to occur; an empty list says nothing. */
toc_ahead toc_ahead_of_causes(toc_aheads *it, const toc_plan_anchors *on,
                              const toc_plan_moment *moment);

/** What both say together. */
static inline toc_ahead toc_ahead_both(toc_ahead a, toc_ahead b)
{
    return a.most <= b.most ? a : b;
}

#endif
