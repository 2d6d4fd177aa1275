/* wording_cond.h - a condition as a list that people read: what must hold, point by point, with
 * "all of" and "any of" where points belong together.
 *
 * All texts live in the wording's arena.  A condition of c parts costs O(c). */
#ifndef TOC_EMIT_WORDING_COND_H
#define TOC_EMIT_WORDING_COND_H

#include "emit/wording.h"

/* One line of the list. */
typedef struct toc_cond_line {
    uint32_t depth; /* how far in it stands: 0 for the outermost */
    bool is_head;   /* "all of:", "any of:"; the lines below that stand further in belong to it */
    const char *text;
    const char *second; /* in the second language; NULL: none, or the same words */
} toc_cond_line;
typedef TOC_VEC(toc_cond_line) toc_cond_lines;

/** The lines of @p cond; none for NULL.  A condition without `and` and `or` is one line. */
toc_cond_lines toc_wording_cond_lines(const toc_wording *w, const toc_cond *cond);

/** The same on one line, with brackets; NULL for NULL. */
const char *toc_wording_cond_text(const toc_wording *w, const toc_cond *cond);

/** Puts @p first and @p second where @p word has `{1}` and `{2}`; either may be NULL. */
const char *toc_wording_fill(const toc_wording *w, toc_word word, const char *first,
                             const char *second);

/** The wording for the second language.  False where there is none, or none is asked for. */
bool toc_wording_other(const toc_wording *w, toc_wording *out);

#endif
