/* library_private.h - what the files library*.c share. */
#ifndef TOC_ANALYSIS_LIBRARY_PRIVATE_H
#define TOC_ANALYSIS_LIBRARY_PRIVATE_H

#include "analysis/library.h"

/* A sound plan and the file that it is. */
typedef struct toc_shelved {
    const toc_plan *plan;
    const toc_source *source;
    uint32_t order; /* as given */
} toc_shelved;

typedef struct toc_shelf {
    const toc_library *library;
    toc_library_counts *counts;
    toc_shelved *plans; /* in the order in which they were given */
    uint32_t count;
} toc_shelf;

/** Less, equal, more: the same file has the same place, however it was named. */
int toc_source_compare(const toc_source *a, const toc_source *b);

/** The file that declares @p plan, or NULL. */
const toc_source *toc_plan_source(const toc_plan *plan);

void toc_library_versions(toc_shelf *shelf);
void toc_library_brothers(toc_shelf *shelf);
void toc_library_categories(toc_shelf *shelf);
void toc_library_levels(toc_shelf *shelf);
void toc_library_entries(toc_shelf *shelf);

#endif
