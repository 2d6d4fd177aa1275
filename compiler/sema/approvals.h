/* approvals.h - all that a plan lets nobody do before somebody has said yes: steps, decisions and
 * announcements, for the charts, cards and tables that list who approves what. */
#ifndef TOC_SEMA_APPROVALS_H
#define TOC_SEMA_APPROVALS_H

#include "sema/plan.h"

typedef struct toc_plan_approval {
    const toc_entity *what;                    /* what waits */
    const toc_plan_node *node;                 /* it, or NULL */
    const toc_plan_announcement *announcement; /* it, or NULL */
    const toc_duty_by *duty;                   /* by whom and by when; the body is known */
    const toc_plan_body *asked_by;             /* NULL: who declared the grade, or not known */
    const toc_plan_response *response;         /* in which it stands, or NULL */
    const toc_plan_anchors *on;                /* what sets it off: its own, else its response's */
} toc_plan_approval;

typedef TOC_VEC(toc_plan_approval) toc_plan_approvals;

/** Steps and decisions in the plan's order, then announcements; made in @p arena.  O(plan). */
toc_plan_approvals toc_approvals_of(const toc_plan *plan, toc_arena *arena);

#endif
