/* export_private.h - what the writers of this folder share: names that a language takes. */
#ifndef TOC_EXPORT_EXPORT_PRIVATE_H
#define TOC_EXPORT_EXPORT_PRIVATE_H

#include "export/export.h"

/** @p name with letters, digits and single `_` only: "early.cut-off" gives "early_cut_off", a letter
 *  beyond ASCII its number, "u5831".  Never empty; may begin with a digit. */
const char *toc_export_plain_name(toc_arena *arena, const char *name);

/** Plain names for @p count names, no two alike: where names come out alike, the later ones end in
 *  `__2`, `__3` …  O(count log count). */
const char **toc_export_plain_names(toc_arena *arena, const char *const *names, uint32_t count);

/** Writes the identifiers of the ids that a host needs, as enumerations. */
void toc_export_c_ids(const toc_machine *machine, const char *prefix, toc_arena *arena, FILE *out);

#endif
