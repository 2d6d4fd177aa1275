/* intern.h - each distinct text once, as a small number.
 *
 * Names compare after NFC normalisation: toc_intern_name normalises first.  A
 * table lives in its arena. */
#ifndef TOC_BASE_INTERN_H
#define TOC_BASE_INTERN_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_symbol {
    uint32_t v; /* 0: no text at all; the empty text has a number of its own */
} toc_symbol;

typedef struct toc_intern_table toc_intern_table;

toc_intern_table *toc_intern_new(toc_arena *arena);

/** The number of @p size bytes of UTF-8, as they are.  O(size) on average. */
toc_symbol toc_intern(toc_intern_table *table, const char *text, size_t size);

/** The same after NFC normalisation. */
toc_symbol toc_intern_name(toc_intern_table *table, const char *text, size_t size);

/** The text, NUL-terminated, owned by the table; "" for symbol 0. */
const char *toc_symbol_text(const toc_intern_table *table, toc_symbol symbol);

#ifdef __cplusplus
}
#endif

#endif
