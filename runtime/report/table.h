/* table.h - tables of text with columns aligned by what a terminal shows, wide letters included.
 *
 * A report writer makes one in the arena, adds rows, and writes it once. */
#ifndef TOC_REPORT_TABLE_H
#define TOC_REPORT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TOC_TABLE_COLUMNS_MAX 12

typedef struct toc_table toc_table;

toc_table *toc_table_new(toc_arena *arena);

/** Adds a column.  Cells wider than @p width_max display columns go on in the next line
 *  (0: never).  @p header NULL: this table has no header line. */
void toc_table_column(toc_table *table, const char *header, bool is_right, unsigned width_max);

/** Adds a row with a cell for each column; the texts are kept, not copied. */
void toc_table_add(toc_table *table, const char *const *cells);

/** A thin line between rows. */
void toc_table_rule(toc_table *table);

/** Writes header, a line of `─`, rows; nothing behind the last text of a line. */
void toc_table_write(const toc_table *table, unsigned indent, FILE *out);

/** How many bytes of @p text fit into @p columns, cut behind a blank where there is one. */
size_t toc_text_fit(const char *text, unsigned columns);

/** Writes a paragraph, wrapped at @p columns; every line but the first begins with @p indent blanks. */
void toc_text_wrap(const char *text, unsigned indent, unsigned columns, FILE *out);

#ifdef __cplusplus
}
#endif

#endif
