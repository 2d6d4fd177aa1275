/* sema.h - trees to typed plan.  The driver calls these in order; all lives in its arena. */
#ifndef TOC_SEMA_SEMA_H
#define TOC_SEMA_SEMA_H

#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "sema/plan.h"
#include "syntax/parse.h"

/* A plan with the fragments it includes, as trees. */
typedef struct toc_unit toc_unit;

typedef struct toc_unit_extends {
    const toc_decl *decl; /* `extends alias "file"` */
    toc_unit *unit;       /* the parent plan; NULL: could not be read, reported */
} toc_unit_extends;

struct toc_unit {
    const toc_decl *plan;            /* the one `plan`, or NULL: reported */
    TOC_VEC(const toc_decl *) decls; /* all others, files in order of inclusion */
    TOC_VEC(toc_unit_extends) extends;
    toc_dropped dropped; /* text that syntax errors cost: names in it may be missing */
    bool has_errors;     /* a file has a syntax error: clauses may be missing */
    bool lacks_names;    /* a file is missing, or a syntax error cost more than the above */
};

/** @p path as written in the file @p beside, which it is relative to; the result is relative to
 *  @p root (for toc_sources_read), which all files but the first are shown with. */
const char *toc_path_beside(toc_arena *arena, const char *root, const toc_source *beside,
                            const char *path);

/** Parses @p main and everything it includes and extends, each file once.  A cycle, a file
 *  that cannot be had and a `plan` in the wrong place are reported where they are named.
 *  @p root: the directory that no file may leave, NULL: the main file's.
 *  NULL only where @p main fails the input gate. */
toc_unit *toc_unit_read(toc_arena *arena, toc_intern_table *names, toc_sources *sources,
                        const toc_source *main, const char *root, toc_diag_sink *sink);

/** Declares all names, resolves every clause and types every condition.  Never NULL; broken
 *  parts are left out and reported.  O(n log n) in the size of the trees. */
toc_plan *toc_sema_resolve(toc_arena *arena, toc_intern_table *names, toc_sources *sources,
                           const toc_unit *unit, toc_diag_sink *sink);

#endif
