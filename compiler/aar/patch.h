/* patch.h - changes to a plan's text that a drill has shown to be needed, as a unified diff.
 *
 * Only deadlines that the drill proved unmeetable are changed: each gets the time that it takes.
 * The changed plan was compiled again before anybody sees the diff. */
#ifndef TOC_AAR_PATCH_H
#define TOC_AAR_PATCH_H

#include "driver/compile.h"
#include "report/review.h"

typedef struct toc_patch_input {
    toc_sources *sources;
    const toc_plan *plan;
    const char *path; /* of the plan, as it was read */
    const toc_compile_options *options;
} toc_patch_input;

/** The diff of all files that change, named from the folder at hand, `a/` and `b/` before: `git apply`
 *  and `patch -p1` take it there.  Where a file lies outside of it, names count from the nearest folder
 *  above that holds all, and a first line says so: `# patch -p1 -d ..`.  "" where there is nothing
 *  to change, or the plan would not compile with the changes.
 *  Costs compiling the plan once where there is a change. */
const char *toc_patch_new(toc_arena *arena, const toc_patch_input *input,
                          const toc_machine *machine, const toc_review *review);

#endif
