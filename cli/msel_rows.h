/* msel_rows.h - a scenario as the rows of a list of events, and the files they are written to. */
#ifndef TOC_CLI_MSEL_ROWS_H
#define TOC_CLI_MSEL_ROWS_H

#include "drill/msel.h"
#include "drill/run.h"

typedef struct toc_list_row {
    const char *cells[TOC_MSEL_ROLE_COUNT]; /* "" where empty; of TIME the text */
    bool is_dated;                          /* TIME is a local time on a whole second: */
    toc_ms local;                           /* milliseconds since 1970 on the drill's clock */
    toc_span span;                          /* in the scenario; for what is lost */
} toc_list_row;

typedef struct toc_list_rows {
    TOC_VEC(toc_list_row) list;
} toc_list_rows;

/** All entries of @p scenario, whose tree is @p root, in the order in which they are played, between
 *  STARTEX and ENDEX.  @p drill says what each of them calls for; NULL: those cells stay empty. */
void toc_list_rows_make(toc_arena *arena, const toc_yaml *root, const toc_scenario *scenario,
                        const toc_drill *drill, toc_list_rows *out);

/** Warns of each cell that @p map has no column for, once for each row. */
void toc_list_rows_losses(const toc_list_rows *rows, const toc_msel_map *map, toc_diag_sink *sink);

/** Comma- or semicolon-separated values, with a byte order mark, for spreadsheets. */
void toc_list_rows_csv(toc_arena *arena, const toc_list_rows *rows, const toc_msel_map *map,
                       char separator, FILE *out);

/** A workbook with one sheet.  TOC_EIO: a temporary file cannot be written (errno says why);
 *  TOC_ERANGE: a text is longer than a cell may be, *out_row says where. */
toc_status toc_list_rows_xlsx(toc_arena *arena, const toc_list_rows *rows, const toc_msel_map *map,
                              const char *title, uint32_t *out_row, FILE *out);

#endif
