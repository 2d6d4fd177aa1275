/* presence.h - when a body could act in a drill: formed, on duty, within reach.
 *
 * toc_presence_new reads the trace once; toc_presence_barred answers for a stretch of time. */
#ifndef TOC_REPORT_PRESENCE_H
#define TOC_REPORT_PRESENCE_H

#include "drill/score.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_presence toc_presence; /* in an arena */

/** O(bodies + changes · log changes), and a look at each happening. */
toc_presence *toc_presence_new(toc_arena *arena, const toc_drill *drill);

/** Why neither @p body nor whoever stands in for it could act at any instant from @p from to
 *  @p until, both in ms since the drill's start and both of it: the reason that held at first.
 *  TOC_BLOCKED_NOT: at some instant it could.  O(changes within that time · line of succession). */
toc_blocked toc_presence_barred(const toc_presence *presence, uint32_t body, toc_ms from,
                                toc_ms until);

#ifdef __cplusplus
}
#endif

#endif
