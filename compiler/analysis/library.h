/* library.h - the plans of a library held against each other: T0474 plan-missing, T0475
 * category-uncovered, T0476 superseded-in-force, T0477 sibling-levels-disagree, and bodies that
 * brother plans know otherwise.
 *
 * `tocsin check` calls it once, after it has compiled all plans that were named. */
#ifndef TOC_ANALYSIS_LIBRARY_H
#define TOC_ANALYSIS_LIBRARY_H

#include "sema/checks.h"

/* What a summary says of all plans together.  Plans with errors count as plans and nowhere else. */
typedef struct toc_library_counts {
    uint32_t plans;
    uint32_t with_errors;
    uint32_t in_force;           /* that say `status approved` or `filed` */
    uint32_t categories;         /* declared in plans that others extend; innermost ones */
    uint32_t categories_covered; /* that a response of theirs or of those others is for */
    uint32_t entries;            /* library entries of `kind plan` */
    uint32_t entries_there;      /* whose plan is among the plans, or is a file */
} toc_library_counts;

/* Is there a file at @p path, relative to the working directory? */
typedef bool toc_library_file_fn(void *state, const char *path);

typedef struct toc_library {
    const toc_plan *const *plans; /* each as toc_compile made it */
    const uint32_t *inputs;       /* of each plan: the sink's input while it was compiled */
    uint32_t count;
    toc_arena *arena;
    toc_diag_sink *sink;
    toc_library_file_fn *is_file;
    void *state; /* for is_file */
} toc_library;

/** Takes findings of disuse (T0154, T0300, T0301, T0441) out of the sink where another of the plans
 *  extends the one that has them, and uses what they are about.  Before toc_library_check. */
void toc_library_take_back(const toc_library *library);

/** Checks and counts.  O(n log n) in the size of the plans, plus one question for each file that
 *  a library entry names. */
toc_library_counts toc_library_check(const toc_library *library);

#endif
