/* conditions.h - checks of what the plan's conditions can mean together: decided, never sampled.
 *
 * One check of the table; its topics are the files conditions_*.c, which share what stands here.
 * docs/checks.md tells planners what is decided and how. */
#ifndef TOC_ANALYSIS_CONDITIONS_H
#define TOC_ANALYSIS_CONDITIONS_H

#include "analysis/logic.h"
#include "sema/checks.h"

/** The check. */
toc_check_fn toc_check_conditions;

/** T0151 to T0153, T0360: bodies that are needed before they need be there. */
toc_check_fn toc_check_formed;

/** The same with another bound of steps for each question; for tests of that bound. */
void toc_conditions_check(const toc_check_context *context, unsigned steps);

/* ── between the topics ──────────────────────────────────────────────────── */

typedef struct toc_conditions {
    const toc_check_context *check;
    const toc_plan *plan;
    toc_arena *arena;
    toc_diag_sink *sink;
    toc_logic *logic;
    uint32_t notes;           /* of what takes too many steps */
    TOC_VEC(uint8_t) answers; /* by number of the condition: answer + 1; 0: not asked yet */
} toc_conditions;

typedef void toc_conditions_fn(toc_conditions *it);

/** Runs @p run with a solver of its own.  Broken conditions stay undecided, in silence. */
void toc_conditions_run(const toc_check_context *context, unsigned steps, toc_conditions_fn *run);

void toc_conditions_guards(toc_conditions *it);
void toc_conditions_decisions(toc_conditions *it);
void toc_conditions_levels(toc_conditions *it);
void toc_conditions_shape(toc_conditions *all, const toc_plan_ladder *ladder);
void toc_conditions_ends(toc_conditions *it);

/** Can @p cond hold?  Asked once for each different condition.  What stays undecided is noted
 *  at the condition. */
toc_answer toc_conditions_can(toc_conditions *it, const toc_cond *cond);

/** Certainly no, by the answer above. */
bool toc_conditions_never(toc_conditions *it, const toc_cond *cond);
bool toc_conditions_always(toc_conditions *it, const toc_cond *cond);

/** Does @p diag, a T0220 or T0353, say that it is always so (@p is_true), or never? */
bool toc_conditions_is_settled(const toc_diag *diag, bool is_true);

/** Values at which @p cond, which can, holds: "systems-down 25%, beyond-control no". */
const char *toc_conditions_example(toc_conditions *it, const toc_cond *cond);

/** Says in a note that the open question, about what stands at @p span, was not decided. */
void toc_conditions_note_undecided(toc_conditions *it, toc_span span);

/** Says in a note that what stands at @p span is too much to decide. */
void toc_conditions_note_steps(toc_conditions *it, toc_span span);

/* Conditions made of conditions.  NULL stands for "always" in _both and "never" in _either. */
const toc_cond *toc_conditions_not(toc_conditions *it, const toc_cond *a);
const toc_cond *toc_conditions_both(toc_conditions *it, const toc_cond *a, const toc_cond *b);
const toc_cond *toc_conditions_either(toc_conditions *it, const toc_cond *a, const toc_cond *b);

/** `a` and not `b`. */
const toc_cond *toc_conditions_without(toc_conditions *it, const toc_cond *a, const toc_cond *b);

/** The declared grade compared with @p rank; @p op is one of the comparisons. */
const toc_cond *toc_conditions_level(toc_conditions *it, const toc_plan_ladder *ladder,
                                     toc_cond_op op, uint32_t rank, toc_span span);

/** `happened(x)` of what @p anchor names. */
const toc_cond *toc_conditions_happened(toc_conditions *it, const toc_plan_anchor *anchor);

/** What holds as long as @p response runs, whoever is asked; NULL: nothing is known.  Not for
 *  responses that others start. */
const toc_cond *toc_conditions_while_runs(toc_conditions *it, const toc_plan_response *response);

const char *toc_conditions_name(const toc_conditions *it, const toc_plan_level *level);

#endif
