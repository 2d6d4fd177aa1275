/* workbook.h - the tables of a report as sheets of an XLSX workbook, by libxlsxwriter.
 *
 * The first sheet holds title and facts; then each table that names a sheet has one, with a frozen
 * head and a filter.  Texts are only ever text: what a spreadsheet would take for a formula is
 * written as a string in cells of the form `text`.  The same document gives the same bytes: its
 * date is the drill's end, or SOURCE_DATE_EPOCH. */
#ifndef TOC_AAR_WORKBOOK_H
#define TOC_AAR_WORKBOOK_H

#include <stdio.h>

#include "aar/document.h"
#include "base/status.h"

/** TOC_OK; TOC_EIO where @p out or a temporary file (in TMPDIR, else /tmp) cannot be written;
 *  TOC_ENOMEM; TOC_ERANGE where a table has more rows than a sheet.  O(document). */
toc_status toc_workbook_write(const toc_document *doc, FILE *out);

#endif
