/* csv_cell.h - one cell of comma-separated values, as spreadsheets read it and do not obey it. */
#ifndef TOC_BASE_CSV_CELL_H
#define TOC_BASE_CSV_CELL_H

#include <stdio.h>

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A text that no spreadsheet takes for a formula, and back: an apostrophe before = + - @ (full-width
 *  ones too), tab or line end, and before one that stands before such a character. */
const char *toc_csv_escape(toc_arena *arena, const char *text);
const char *toc_csv_unescape(const char *text);

/** @p text, escaped, in quotes where it needs them; what stands before and behind it is the caller's, who
 *  also asks ferror. */
void toc_csv_write_cell(toc_arena *arena, const char *text, char separator, FILE *out);

#ifdef __cplusplus
}
#endif

#endif
