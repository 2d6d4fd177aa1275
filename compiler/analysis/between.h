/* between.h - checks between a plan and those it extends; what those between the
 * plans of a library share with them.
 *
 * A plan reads its parents whole (toc_plan_parent); what it uses of them stands in its own tables
 * as twins without a declaration, called `alias.name`.  A body is the same in both plans when this
 * one uses the parent's, or when both declare one of that name (a shared fragment, say). */
#ifndef TOC_ANALYSIS_BETWEEN_H
#define TOC_ANALYSIS_BETWEEN_H

#include "sema/checks.h"

toc_check_fn toc_check_parent_levels, toc_check_parent_relays, toc_check_chain_end;
toc_check_fn toc_check_handover, toc_check_parent_status, toc_check_parent_command;
toc_check_fn toc_check_parent_bodies;

/* ── between the files of this part ──────────────────────────────────────── */

typedef struct toc_between {
    toc_arena *arena;
    toc_diag_sink *sink;
    const toc_plan *plan;
    const toc_plan *other; /* the parent, or the plan that is compared with */
    const char *alias;     /* under which @ref plan knows it; NULL: it does not */
    const char *called;    /* what messages call it */
} toc_between;

/** The body of the other plan that @p body is, or NULL. */
const toc_plan_body *toc_between_body(const toc_between *it, const toc_plan_body *body);

/** Does any report, relay, announcement or step of @p it->plan tell a body for which
 *  @p is_wanted[id in the other plan] holds?  NULL: any body of the other plan. */
bool toc_between_tells(const toc_between *it, const bool *is_wanted);

/* Ladders of one plan that are compared with others, at most. */
#define TOC_BETWEEN_LADDERS 64u

/** The ladder of @p plan called @p full that is declared in it, or NULL. */
const toc_plan_ladder *toc_ladder_called(const toc_plan *plan, const char *full);

/** Ladders of one name: order, colours, missing levels. */
void toc_between_levels(const toc_between *it);

/** Bodies of one name, declared in both: means of contact, titles. */
void toc_between_bodies(const toc_between *it);

/** One of them: @p body of the plan against @p twin of the other. */
void toc_between_body_pair(const toc_between *it, const toc_plan_body *body,
                           const toc_plan_body *twin);

/** Runs @p check for each parent of the plan that could be read and is sound. */
void toc_between_parents(const toc_check_context *context,
                         void (*check)(const toc_check_context *context, const toc_between *it,
                                       const toc_plan_parent *parent));

#endif
