/* logic.h - the conditions of a plan as formulas over what its signals may say.
 *
 * A *term* is something that conditions read: an indicator, a level, `happened(x)`, a window such
 * as `max(gas, 1h)`.  A *point* is one value for each term.  A question opens with toc_logic_begin;
 * conditions are read at one, two or three points; what is always so of the terms that were read
 * (ranges, `c for 10min` only where c holds) is said by itself; then toc_logic_ask.
 *
 * The checks of conditions make one for a run and free it; the rest lives in their arena. */
#ifndef TOC_ANALYSIS_LOGIC_H
#define TOC_ANALYSIS_LOGIC_H

#include "analysis/solver.h"
#include "base/diag.h"
#include "sema/plan.h"

#define TOC_POINTS  3u
#define TOC_NO_TERM UINT32_MAX

typedef struct toc_logic_term {
    const toc_cond *cond;             /* a place where it is read */
    uint32_t known;                   /* the term that says whether it has a value yet, or
                                         TOC_NO_TERM: it always has */
    bool is_flag;                     /* a truth, not a number */
    bool is_helper;                   /* no condition reads it: it is another's `known` */
    int64_t grain;                    /* values are multiples of it: whole counts */
    int64_t least, most;              /* in grains */
    toc_formula variable[TOC_POINTS]; /* in grains */
    toc_formula value[TOC_POINTS];    /* as said at toc_type */
    uint32_t question[TOC_POINTS];    /* the last one that read it there; 0: none */
    int64_t witness[TOC_POINTS];      /* after toc_logic_settle */
} toc_logic_term;

/* Why a question could not be decided. */
typedef enum toc_trouble {
    TOC_TROUBLE_NONE,
    TOC_TROUBLE_BROKEN,  /* a part is broken, and reported */
    TOC_TROUBLE_PRODUCT, /* two values that vary are multiplied or divided */
    TOC_TROUBLE_STEPS    /* the solver's bound was met */
} toc_trouble;

typedef struct toc_logic_used {
    uint32_t term;
    unsigned point;
} toc_logic_used;

/* A condition, once, wherever it is written. */
typedef struct toc_logic_cond {
    const toc_cond *cond;
    uint64_t hash;
    uint32_t term; /* that it is, or TOC_NO_TERM */
} toc_logic_cond;

typedef struct toc_logic {
    const toc_plan *plan;
    toc_arena *arena;
    toc_solver *solver;
    TOC_VEC(toc_logic_cond) conds;
    uint32_t *slots; /* of the table of conds: index + 1, 0 free */
    uint32_t slot_count;
    TOC_VEC(toc_logic_term) terms;
    bool *is_requested;           /* of each resource: a step may ask for more of it */
    toc_intern_table *texts;      /* that conditions compare with */
    uint32_t question;            /* number of the open one */
    TOC_VEC(toc_logic_used) used; /* in the open question, in the order of reading */
    uint32_t parts;               /* of conditions read in the open question */
    uint32_t rounded;             /* products and quotients among them that are rounded */
    uint32_t bounds_met;          /* questions that took too many steps */
    toc_trouble trouble;          /* of the open question */
    TOC_VEC(toc_span) faults;     /* errors that are reported, by place */
    toc_span trouble_span;
} toc_logic;

/** NULL when the solver has no memory. */
toc_logic *toc_logic_new(const toc_plan *plan, toc_arena *arena, unsigned steps);
void toc_logic_free(toc_logic *logic);

/** Conditions that hold an error of @p sink are broken from now on. */
void toc_logic_note_faults(toc_logic *logic, const toc_diag_sink *sink);

/** Does an error stand in @p cond?  O(log e). */
bool toc_logic_is_faulty(const toc_logic *logic, const toc_cond *cond);

/** The number of @p cond: equal conditions have one number.  O(size) on average. */
uint32_t toc_logic_number_of(toc_logic *logic, const toc_cond *cond);

/* ── questions ───────────────────────────────────────────────────────────── */

void toc_logic_begin(toc_logic *logic);
void toc_logic_end(toc_logic *logic);

/** @p cond at @p point.  What cannot be read (see toc_trouble) makes the question undecided. */
toc_formula toc_logic_read(toc_logic *logic, const toc_cond *cond, unsigned point);

/** All terms read so far at @p point are as before anything has happened; what the calendar says
 *  is left open. */
void toc_logic_start(toc_logic *logic, unsigned point);

void toc_logic_say(toc_logic *logic, toc_formula a);
toc_answer toc_logic_ask(toc_logic *logic);

/** Term @p number at @p point in the open question, with what is always so of it. */
const toc_logic_term *toc_logic_use(toc_logic *logic, uint32_t number, unsigned point);

/* ── telling values ──────────────────────────────────────────────────────── */

/** After an answer of yes: settles each term read at @p point, in the order of reading: as at the
 *  start where that can be, else at the smallest of the roundest values that are left to it. */
void toc_logic_settle(toc_logic *logic, unsigned point);

/** "systems-down 25%, beyond-control no": the settled values, in the planner's words; where there
 *  are many, those that are not as at the start. */
const char *toc_logic_values(const toc_logic *logic, unsigned point);

/* ── between the files of this part ──────────────────────────────────────── */

/** The number of the term that @p leaf reads. */
uint32_t toc_logic_term_of(toc_logic *logic, const toc_cond *leaf);

/** Says what is always so of a term that has just come in at @p point. */
void toc_logic_say_facts(toc_logic *logic, uint32_t number, unsigned point);

/** The value before anything has happened: an indicator's initial one, all of a resource free. */
int64_t toc_logic_start_of(const toc_cond *cond);

/** Marks the open question as not to be decided. */
void toc_logic_give_up(toc_logic *logic, toc_trouble trouble, toc_span span);

#endif
