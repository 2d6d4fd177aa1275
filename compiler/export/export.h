/* export.h - a machine image in forms that other programs run.
 *
 * `tocsin build --emit` calls it; each writer takes a verified machine and writes to streams of the
 * caller, the same bytes for the same image everywhere. */
#ifndef TOC_EXPORT_EXPORT_H
#define TOC_EXPORT_EXPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "machine/machine.h"

#define TOC_EXPORT_PREFIX_MAX 64 /* bytes of a prefix */

/** May @p prefix begin the names of generated C?  A letter, then letters, digits and `_`, at most
 *  TOC_EXPORT_PREFIX_MAX, and not a name of the runtime's own (`toc`, `toc_…`). */
bool toc_export_prefix_is_valid(const char *prefix);

/** The prefix where none is wished for: the plan's name with `_` for what C does not take. */
const char *toc_export_prefix_of(const toc_machine *machine, toc_arena *arena);

/** May @p name stand in `#include "name"`?  Letters, digits and `._-+`, so that nothing breaks out. */
bool toc_export_include_is_valid(const char *name);

/** Writes the image as `static const` tables: @p source includes @p include, which is what
 *  @p header will be called.  The object is `PREFIX_machine`; see docs/embedding.md.
 *  Both names are valid by the functions above.  O(size of the image log names). */
void toc_export_c(const toc_machine *machine, const char *prefix, const char *include,
                  toc_arena *arena, FILE *source, FILE *header);

#endif
