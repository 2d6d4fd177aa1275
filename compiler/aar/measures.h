/* measures.h - the improvement plan of a report as comma-separated values, to be followed up elsewhere. */
#ifndef TOC_AAR_MEASURES_H
#define TOC_AAR_MEASURES_H

#include <stdio.h>

#include "aar/document.h"
#include "base/status.h"

/** A row of titles, then a row for each measure; owner and due date are left to be filled in.  UTF-8
 *  with a byte order mark, CRLF; no cell is a formula.  Where nothing was amiss, only the titles.
 *  TOC_OK, or TOC_EIO where @p out cannot be written.  O(document). */
toc_status toc_measures_write(const toc_document *doc, FILE *out);

#endif
