/* announcer.h - who speaks where an announcement is `by declarer`: whoever declares the grade that
 * it belongs to. */
#ifndef TOC_SEMA_ANNOUNCER_H
#define TOC_SEMA_ANNOUNCER_H

#include "sema/plan.h"

/** The ladder whose grade is meant: that which it is on, or reads, or its response is on; else the
 *  plan's own.  NULL: the plan has none.  O(its conditions + ladders). */
const toc_plan_ladder *toc_announced_ladder(const toc_plan *plan, const toc_plan_announcement *it);

/** The body that a ladder's grades are declared by, the least severe one's first; NULL: nobody. */
const toc_plan_body *toc_ladder_declarer(const toc_plan_ladder *ladder);

/** Does the plan have @p body make the announcement: as its `by`, or `by declarer` as who declares
 *  one of the grades that can set it off?  With @p or_may also who has the authority to declare one
 *  of them.  O(the ladder's grades and authorities, and toc_announced_ladder). */
bool toc_announces(const toc_plan *plan, const toc_plan_announcement *it, const toc_plan_body *body,
                   bool or_may);

#endif
