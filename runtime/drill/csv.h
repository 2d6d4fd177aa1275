/* csv.h - comma-separated values (RFC 4180) with a header row.
 *
 * The scenario reader makes a table from a source for each series; it lives in the arena. */
#ifndef TOC_DRILL_CSV_H
#define TOC_DRILL_CSV_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_CSV_CELLS_MAX 4000000u

typedef struct toc_csv_cell {
    const char *text; /* without its quotes; NUL-terminated */
    toc_span span;
} toc_csv_cell;

typedef struct toc_csv {
    uint32_t column_count;
    uint32_t row_count;        /* without the header */
    const toc_csv_cell *cells; /* row by row, the header first */
} toc_csv;

/** Reads @p source, which has passed the gate.  NULL after diagnostics (at most ten) when it
 *  breaks the rules: a quote not closed, text behind a closing quote, rows of unequal length.
 *  Blank lines are passed over.  O(size). */
const toc_csv *toc_csv_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink);

/** The cell in column @p column of data row @p row, both 0-based. */
const toc_csv_cell *toc_csv_at(const toc_csv *csv, uint32_t row, uint32_t column);

/** Index of the column called @p name, or UINT32_MAX. */
uint32_t toc_csv_column(const toc_csv *csv, const char *name);

#ifdef __cplusplus
}
#endif

#endif
