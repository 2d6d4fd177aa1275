/* nearest.h - "did you mean": the known name nearest to what was written. */
#ifndef TOC_BASE_NEAREST_H
#define TOC_BASE_NEAREST_H

#include <stddef.h>

/** State of one search: feed it every candidate, then read best (NULL: nothing near enough).
 *  Ties go to the name that is least in byte order, so the order of feeding is no matter. */
typedef struct toc_nearest {
    const char *word;
    const char *best;
    unsigned distance; /* edits, on code points; a transposition is one edit */
    unsigned limit;    /* a third of the word's length, at least 1, at most 4 */
} toc_nearest;

/** @p word must outlive the search.  Words over 64 code points find nothing. */
void toc_nearest_init(toc_nearest *nearest, const char *word);
void toc_nearest_offer(toc_nearest *nearest, const char *candidate);

/** All in one, for a fixed list. */
const char *toc_nearest_of(const char *word, const char *const *candidates, size_t count);

#endif
