/* paper.h - writes a report as a PDF of A4 pages, by Pango and cairo.
 *
 * A front page with the contents, page numbers, heads of tables repeated, bookmarks, links from the
 * contents, fonts embedded, and a structure of headings, paragraphs, lists and tables for those who
 * have it read to them. */
#ifndef TOC_AAR_PAPER_H
#define TOC_AAR_PAPER_H

#include <stdio.h>

#include "aar/document.h"
#include "base/status.h"

/** TOC_OK; TOC_EIO where @p out cannot be written; TOC_ENOMEM.  The same document gives the same
 *  bytes with the same libraries and fonts.  O(document). */
toc_status toc_paper_write(const toc_document *doc, FILE *out);

#endif
