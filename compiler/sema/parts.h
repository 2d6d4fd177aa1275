/* parts.h - what part each body plays in a plan, and how bodies stand to each other.
 *
 * Checks of structure, authority and duty use it; it reads the plan and changes nothing. */
#ifndef TOC_SEMA_PARTS_H
#define TOC_SEMA_PARTS_H

#include "sema/plan.h"

typedef enum toc_part {
    TOC_PART_PERFORMS,  /* `by` of a step or decision */
    TOC_PART_HELPS,     /* `with` */
    TOC_PART_IS_TOLD,   /* `to` of a step, `if late notify`, copies */
    TOC_PART_APPROVES,  /* `needs approval by`; of an announcement */
    TOC_PART_LEADS,     /* `lead` of a response */
    TOC_PART_DECLARES,  /* `declared by` of a ladder or grade */
    TOC_PART_MAY,       /* `authority` */
    TOC_PART_PROPOSES,  /* the end */
    TOC_PART_ENDS,      /* approves the end */
    TOC_PART_FORMS,     /* another body */
    TOC_PART_SENDS,     /* reports, hops, announcements */
    TOC_PART_RECEIVES,  /* reports, hops, announcements */
    TOC_PART_SEES,      /* events */
    TOC_PART_READS,     /* indicators, moments */
    TOC_PART_OWNS,      /* resources; those asked for more of them */
    TOC_PART_WATCHES,   /* a roster's org */
    TOC_PART_ISSUES,    /* the plan, or approves it */
    TOC_PART_COMMANDS,  /* is the superior of another body */
    TOC_PART_IS_SERVED, /* has a secretariat */
    TOC_PART_IS_RELATED /* a place, members, advisers, links; what another is formed from */
} toc_part;

/* @p of: the declaration that says so; NULL: the plan itself. */
typedef void toc_part_fn(void *state, toc_part part, const toc_body_ref *ref, const toc_entity *of);

/** Shows each place that names a body which exists.  O(plan). */
void toc_parts_visit(const toc_plan *plan, toc_part_fn *show, void *state);

/** A post's org; an org itself. */
const toc_plan_body *toc_body_org(const toc_plan_body *body);

/** Whom a body answers to: a post its org, an org its superior, else the body whose secretariat it
 *  is.  NULL: nobody. */
const toc_plan_body *toc_body_superior(const toc_plan_body *body);

/** Does @p below answer to @p above, at whatever distance up to 256?  No body does to itself. */
bool toc_body_is_above(const toc_plan_body *above, const toc_plan_body *below);

/** Does either answer to the other, or both belong to one org? */
bool toc_body_is_in_line(const toc_plan_body *a, const toc_plan_body *b);

#endif
