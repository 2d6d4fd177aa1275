/* markdown.h - writes a report as Markdown, with the tables of GitHub's kind. */
#ifndef TOC_AAR_MARKDOWN_H
#define TOC_AAR_MARKDOWN_H

#include <stdio.h>

#include "aar/document.h"
#include "base/status.h"

/** Texts are escaped: what looks like markup stays text.  Of a picture its rows are told.
 *  TOC_OK, or TOC_EIO where @p out cannot be written.  O(document). */
toc_status toc_markdown_write(const toc_document *doc, FILE *out);

#endif
