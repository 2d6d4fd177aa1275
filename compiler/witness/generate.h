/* generate.h - a small set of scenarios that reaches everything in a plan that can be reached.
 *
 * For `tocsin generate`.  Lives (life.h) are lived until nothing new is covered; each is written as a
 * scenario, read, played and scored like any other, and only what that drill covered counts. */
#ifndef TOC_WITNESS_GENERATE_H
#define TOC_WITNESS_GENERATE_H

#include "analysis/flow.h"
#include "base/source.h"
#include "drill/coverage.h"

/** Lives for one part of the plan that is not covered yet. */
#define TOC_GENERATE_TRIES 6u

/** Drills and lives, for one plan, each counted with the parts of the plan. */
#define TOC_GENERATE_WORK 20000000u

/** Entries of one scenario. */
#define TOC_GENERATE_ENTRIES_MAX 3000u

typedef struct toc_generated {
    const char *name; /* "01-early-late": of the file, without ending */
    const char *yaml; /* the whole scenario */
    uint32_t entries; /* of its script */
    uint32_t expects;
    uint32_t covered; /* items of the plan */
} toc_generated;

/* What no scenario covers. */
typedef struct toc_uncovered {
    uint32_t item; /* of the coverage */
    const toc_diag
        *diag; /* that says why it cannot be; NULL: none was found, and nothing is known */
} toc_uncovered;

typedef struct toc_generation {
    const toc_machine *machine;
    toc_coverage *coverage;
    uint64_t *covered;           /* by all scenarios together */
    TOC_VEC(toc_generated) list; /* shortest first */
    TOC_VEC(toc_uncovered) uncovered;
    uint32_t lives;  /* that were tried */
    bool is_bounded; /* the work came to its bound before all was tried */
} toc_generation;

typedef struct toc_generate_options {
    uint64_t seed;         /* decides between what is as good */
    const char *plan_path; /* for the key `plan`; NULL: none is written */
    const char *plan_id;   /* begins the scenarios' ids */
} toc_generate_options;

/** Finds the scenarios.  @p plan has been checked, with what was found and what it allows in @p sink.  The
 *  same plan and seed give the same bytes.  NULL: the plan cannot be lowered, and @p sink says why. */
toc_generation *toc_generate(toc_arena *arena, toc_sources *sources, const toc_plan *plan,
                             const toc_generate_options *options, toc_diag_sink *sink);

#endif
