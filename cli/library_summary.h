/* library_summary.h - what `tocsin check FOLDER` says of all its plans together. */
#ifndef TOC_CLI_LIBRARY_SUMMARY_H
#define TOC_CLI_LIBRARY_SUMMARY_H

#include <stdio.h>

#include "analysis/library.h"
#include "base/json.h"

typedef struct toc_library_summary {
    toc_library_counts counts;
    uint32_t fragments; /* files without a `plan` of their own: others take them in */
    uint32_t errors;
    uint32_t warnings;
} toc_library_summary;

void toc_library_summary_text(const toc_library_summary *summary, toc_arena *arena, FILE *out);

/** As one object, whose key is written already. */
void toc_library_summary_json(const toc_library_summary *summary, toc_json *json);

#endif
