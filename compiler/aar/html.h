/* html.h - writes a report as one HTML file that needs nothing else: no script, no other file.
 *
 * Headings, lists, tables with captions and headers, landmarks; pictures as SVG in it, named and
 * described; for screens light or dark, and for A4.  All texts are escaped. */
#ifndef TOC_AAR_HTML_H
#define TOC_AAR_HTML_H

#include <stdio.h>

#include "aar/document.h"
#include "base/status.h"

/** TOC_OK, or TOC_EIO where @p out cannot be written.  O(document). */
toc_status toc_html_write(const toc_document *doc, FILE *out);

#endif
