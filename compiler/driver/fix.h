/* fix.h - `check --fix`: the safe repairs of findings, applied to the texts in memory.
 *
 * A repair is safe where what is meant is certain and no mistake is added (toc_diag_fixit).
 * Nothing is written here: the caller does that with what it gets. */
#ifndef TOC_DRIVER_FIX_H
#define TOC_DRIVER_FIX_H

#include "driver/compile.h"

typedef struct toc_fixed {
    const toc_source *original;
    const char *text; /* repaired; in the arena */
    size_t size;
    uint32_t count;   /* of the repairs in it */
    bool is_readable; /* the repaired text parses; else it is not taken */
} toc_fixed;

typedef TOC_VEC(toc_fixed) toc_fixes;

/** Applies the safe repairs of all findings of the plan at @p path, in the files that it is made
 *  of, again and again until there are none (at most TOC_FIX_ROUNDS_MAX times).  Every file that
 *  changed is in @p out, once; from then on @p sources reads the repaired text in its place (see
 *  toc_sources_replace), unless it does not parse.  May be called for several plans. */
void toc_fix_plan(toc_arena *arena, toc_sources *sources, const char *path,
                  const toc_compile_options *options, toc_fixes *out);

#define TOC_FIX_ROUNDS_MAX 8

/** The text of @p source after the safe repairs among the findings of @p sink that lie wholly in
 *  it; where two overlap, the first one only.  NULL: there is none.  O(n log n). */
const char *toc_fix_apply(toc_arena *arena, const toc_source *source, const toc_diag_sink *sink,
                          size_t *out_size, uint32_t *out_count);

#endif
