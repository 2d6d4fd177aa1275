/* nearest.h - "did you mean": the known name nearest to what was written. */
#ifndef TOC_BASE_NEAREST_H
#define TOC_BASE_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** State of one search: feed it every candidate, then read best (NULL: nothing near enough).
 *  Ties go to the name that is least in byte order, so the order of feeding is no matter. */
typedef struct toc_nearest {
    const char *word;
    const char *best;
    unsigned distance; /* edits, on code points; a transposition is one edit */
    unsigned limit;    /* a third of the word's length, at least 1, at most 4 */
    bool is_same;      /* best is the word but for capital letters, `-` and `_` */
    bool is_doubtful;  /* and so is another candidate */
} toc_nearest;

/** @p word must outlive the search.  Words over 64 code points find nothing. */
void toc_nearest_init(toc_nearest *nearest, const char *word);
void toc_nearest_offer(toc_nearest *nearest, const char *candidate);

/** Is best certainly meant: the very word, written with other capital letters or joints? */
static inline bool toc_nearest_is_certain(const toc_nearest *nearest)
{
    return nearest->is_same && !nearest->is_doubtful;
}

/** All in one, for a fixed list. */
const char *toc_nearest_of(const char *word, const char *const *candidates, size_t count);

#ifdef __cplusplus
}
#endif

#endif
