/* explain_pages.h - the explanation of each diagnostic, built into the program.
 *
 * tools/embed_pages makes the table at build time from compiler/driver/explain/T0142.md,
 * which holds both languages; the examples of the English part stand in the Chinese page
 * too.  Constant; nobody frees it. */
#ifndef TOC_DRIVER_EXPLAIN_PAGES_H
#define TOC_DRIVER_EXPLAIN_PAGES_H

#include <stddef.h>

typedef struct toc_explain_page {
    unsigned number;      /* as in the registry, diag_codes.def */
    const char *language; /* "en" or "zh" */
    const char *text;     /* Markdown, UTF-8 */
} toc_explain_page;

/* Ascending by number, then language. */
extern const toc_explain_page toc_explain_pages[];
extern const size_t toc_explain_page_count;

/** The page of @p number in @p language, or NULL.  O(log pages). */
const toc_explain_page *toc_explain_page_find(unsigned number, const char *language);

#endif
