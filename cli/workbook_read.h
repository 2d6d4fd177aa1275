/* workbook_read.h - one sheet of an XLSX workbook as comma-separated values.
 *
 * A workbook is a zip archive of XML files that somebody else has made: it is read with bounds on
 * everything in it, without document types and without anything from outside. */
#ifndef TOC_CLI_WORKBOOK_READ_H
#define TOC_CLI_WORKBOOK_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define TOC_WORKBOOK_FILE_MAX (16u * 1024 * 1024) /* bytes of the archive */
#define TOC_WORKBOOK_PART_MAX (48u * 1024 * 1024) /* bytes of one file in it, unpacked */
#define TOC_WORKBOOK_TEXT_MAX (15u * 1024 * 1024) /* bytes that come of it */
#define TOC_WORKBOOK_ROWS_MAX 100000u
#define TOC_WORKBOOK_COLS_MAX 256u

typedef struct toc_workbook_sheet {
    const char
        *text; /* comma-separated values: a line for each row up to the last; "" where empty */
    size_t size;
    const char *name; /* of the sheet */
    bool is_1904;     /* days count from 1904 */
} toc_workbook_sheet;

/** Does the file begin as zip archives do? */
bool toc_workbook_is(const char *path);

/** Reads the sheet called @p name (NULL: the first) of the workbook at @p path.  NULL, or why it cannot
 *  be; numbers come as they are stored, so that a date is a number of days.
 *  What is built is in the arena, which must not escape: NULL of its allocations is handled. */
const char *toc_workbook_read(toc_arena *arena, const char *path, const char *name,
                              toc_workbook_sheet *out);

#endif
