/* compile.h - plan text to typed plan: read, parse, take in fragments, resolve, check.
 *
 * The commands and the tests call it; plan and trees live in the caller's arena, and
 * every mistake found, in all files, is in the sink afterwards. */
#ifndef TOC_DRIVER_COMPILE_H
#define TOC_DRIVER_COMPILE_H

#include "analysis/library.h"
#include "base/diag.h"
#include "base/source.h"
#include "sema/checks.h"
#include "sema/plan.h"
#include "witness/witness.h"

/* `-W name`, `-E name`: what becomes of one check's findings. */
typedef enum toc_check_action { TOC_CHECK_OFF, TOC_CHECK_WARN, TOC_CHECK_FAIL } toc_check_action;

typedef struct toc_check_switch {
    toc_diag_code code; /* one that toc_check_may_be_switched; others stay as they are */
    toc_check_action action;
} toc_check_switch;

typedef struct toc_compile_options {
    const char *root; /* includes may not leave it; NULL: the main file's directory */
    const toc_check_switch *switches;
    uint32_t switch_count;
    toc_check_options checks;
    bool has_witnesses; /* look for scenarios that show what was found: notes say what they do */
    toc_witnesses *witnesses; /* takes them; or NULL */
} toc_compile_options;

/** Compiles the plan at @p path ("-": standard input).  @p options may be NULL: all defaults.
 *
 *  @return the plan, as far as it could be made: has_errors says that it must not be lowered.
 *          NULL only where the file could not be read or is not text; then the sink says why.
 *  O(n log n) in the size of the text. */
toc_plan *toc_compile(toc_arena *arena, toc_sources *sources, const char *path,
                      const toc_compile_options *options, toc_diag_sink *sink);

/** The same for a text that is already among @p sources. */
toc_plan *toc_compile_source(toc_arena *arena, toc_sources *sources, const toc_source *source,
                             const toc_compile_options *options, toc_diag_sink *sink);

/** Holds compiled plans against each other (analysis/library.h); what they allow and what the caller
 *  switches counts as for the findings of one plan. */
toc_library_counts toc_compile_library(const toc_library *library,
                                       const toc_compile_options *options);

#endif
