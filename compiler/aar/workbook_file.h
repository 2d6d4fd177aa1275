/* workbook_file.h - a workbook by way of a temporary file, since libxlsxwriter writes to names only. */
#ifndef TOC_AAR_WORKBOOK_FILE_H
#define TOC_AAR_WORKBOOK_FILE_H

#include <stdio.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct toc_workbook_file {
    const char *path; /* in the arena */
    int descriptor;   /* a file that has no name any more, which `path` leads to; -1: it has one */
} toc_workbook_file;

/** Begins a workbook in a file of its own in TMPDIR (else /tmp), without a name where the system lets, so
 *  that nothing stays when the process is ended.
 *  TOC_EIO: no such file can be made; TOC_ENOMEM.  On failure nothing is left. */
toc_status toc_workbook_file_open(toc_arena *arena, lxw_workbook **out_book,
                                  toc_workbook_file *out_file);

/** What the closed workbook holds goes to @p out, unless @p status says that it is no good; the file
 *  is removed in either case.  Gives @p status, or TOC_EIO. */
toc_status toc_workbook_file_send(const toc_workbook_file *file, toc_status status, FILE *out);

#endif
