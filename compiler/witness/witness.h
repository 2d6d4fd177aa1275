/* witness.h - scenarios that show what the checks of flow have found.
 *
 * toc_witness_find plays each finding on the real engine and writes down what it did; the driver calls
 * it after the checks, `check --witness` writes the files.  A witness is only given out after
 * the scenario's own text has been read, played and scored, and all that it expects has come true. */
#ifndef TOC_WITNESS_WITNESS_H
#define TOC_WITNESS_WITNESS_H

#include "analysis/flow.h"
#include "base/source.h"

/* The first line of each, by which a file is known to be ours. */
#define TOC_WITNESS_MARK "# written by `tocsin check --witness`"

typedef struct toc_witness {
    const toc_diag *diag;
    const char *name; /* `T0440-level.III`: of the file, without ending */
    const char *yaml; /* the whole scenario */
    uint32_t entries; /* of its script */
} toc_witness;

typedef struct toc_witnesses {
    TOC_VEC(toc_witness) list; /* in the order of the findings */
} toc_witnesses;

/** Finds a scenario for each of @p findings whose message is still among the sink's records, tells in a
 *  note what it does, and adds it to @p out (NULL: not wanted).
 *
 *  A scenario is found by walking the plan.  Where there are several ways to go on - causes of a
 *  response, events of a trigger, levels at which it runs, ways into a join of any, outcomes - each of
 *  them is tried, first the walks that take the first way everywhere, then those that leave it once,
 *  twice and so on: all of them, or TOC_WITNESS_TRIES.  The one with the fewest entries is taken, of
 *  those the one that is over earliest, of those the first.  Then each entry is left out in turn, and
 *  stays out where all still comes true and no
 *  more acts are out of order.  For the whole plan the work has a bound, too (TOC_WITNESS_WORK).
 *  Where one of the bounds was met, a note and the scenario say so.  The plan must be free of errors that keep it from being lowered. */
void toc_witness_find(toc_arena *arena, toc_sources *sources, const toc_plan *plan,
                      const toc_flow_findings *findings, toc_diag_sink *sink, toc_witnesses *out);

/** Walks for one finding. */
#define TOC_WITNESS_TRIES 100u

/** Drills times parts of the plan, for one plan. */
#define TOC_WITNESS_WORK 500000u

#endif
