/* solver.h - questions about whole numbers and truths, put to Z3.
 *
 * A thin layer: nothing above it knows Z3, nothing here knows plans.  The analysis makes one
 * solver for a run of the checks, says formulas and asks whether all of them can hold at once.
 * Numbers are whole and unbounded.
 *
 * An answer takes a bounded number of Z3's own steps, never a time by the clock, and Z3 gets the
 * same questions in the same order: so the same plan has the same answers and the same values on
 * every run.  Formulas live as long as the solver. */
#ifndef TOC_ANALYSIS_SOLVER_H
#define TOC_ANALYSIS_SOLVER_H

#include <stdbool.h>
#include <stdint.h>

typedef struct toc_solver toc_solver;

/* A truth or a number. */
typedef struct toc_formula {
    void *ast;
} toc_formula;

typedef enum toc_answer {
    TOC_ANSWER_NO,       /* what was said can never hold at once */
    TOC_ANSWER_YES,      /* it can: toc_solver_value reads how */
    TOC_ANSWER_UNDECIDED /* not within the bound of steps */
} toc_answer;

typedef enum toc_relation {
    TOC_RELATION_EQ,
    TOC_RELATION_NE,
    TOC_RELATION_LT,
    TOC_RELATION_LE,
    TOC_RELATION_GT,
    TOC_RELATION_GE
} toc_relation;

/* Steps for one question; a plain comparison takes some hundred. */
#define TOC_SOLVER_STEPS 40000u

/** @p steps: the bound for each question.  NULL when memory is used up. */
toc_solver *toc_solver_new(unsigned steps);
void toc_solver_free(toc_solver *solver);

/** "4.8.12": of the library in use.  Written to @p out. */
#define TOC_SOLVER_VERSION_MAX 48
void toc_solver_version(char out[TOC_SOLVER_VERSION_MAX]);

/* ── formulas ────────────────────────────────────────────────────────────── */

toc_formula toc_solver_truth(toc_solver *solver, bool value);
toc_formula toc_solver_number(toc_solver *solver, int64_t value);

/** A new variable, different from all others. */
toc_formula toc_solver_new_truth(toc_solver *solver);
toc_formula toc_solver_new_number(toc_solver *solver);

toc_formula toc_solver_not(toc_solver *solver, toc_formula a);
toc_formula toc_solver_and(toc_solver *solver, toc_formula a, toc_formula b);
toc_formula toc_solver_or(toc_solver *solver, toc_formula a, toc_formula b);
toc_formula toc_solver_implies(toc_solver *solver, toc_formula a, toc_formula b);
toc_formula toc_solver_same(toc_solver *solver, toc_formula a, toc_formula b); /* truths */
toc_formula toc_solver_compare(toc_solver *solver, toc_relation relation, toc_formula a,
                               toc_formula b);
toc_formula toc_solver_add(toc_solver *solver, toc_formula a, toc_formula b);
toc_formula toc_solver_subtract(toc_solver *solver, toc_formula a, toc_formula b);

/** @p a times @p factor, divided by @p by (not 0) and rounded down. */
toc_formula toc_solver_scale(toc_solver *solver, toc_formula a, int64_t factor, int64_t by);

/** Does @p divisor (above 0) divide @p a? */
toc_formula toc_solver_divides(toc_solver *solver, int64_t divisor, toc_formula a);

/** Is the number fixed, whatever the variables?  Then *out is its value. */
bool toc_solver_fixed(toc_solver *solver, toc_formula a, int64_t *out);

/* ── questions ───────────────────────────────────────────────────────────── */

/** What is said after a push is forgotten by the pop. */
void toc_solver_push(toc_solver *solver);
void toc_solver_pop(toc_solver *solver);
void toc_solver_say(toc_solver *solver, toc_formula a);
toc_answer toc_solver_ask(toc_solver *solver);

/** The value in the answer: of a number, or 0 and 1 of a truth.  Only after an answer of yes and
 *  before anything else is said. */
int64_t toc_solver_value(toc_solver *solver, toc_formula a);

/** Could @p a hold besides all that was said?  If so it is said from now on. */
bool toc_solver_try(toc_solver *solver, toc_formula a);

/** Settles a number at its least multiple of @p step that is @p least (a multiple) or more, and
 *  says so.  Only where toc_solver_try has just said such a multiple. */
int64_t toc_solver_settle(toc_solver *solver, toc_formula a, int64_t least, int64_t step);

#endif
