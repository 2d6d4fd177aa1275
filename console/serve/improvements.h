/* improvements.h - the list of improvements of a report as a table for spreadsheets. */
#ifndef TOC_SERVE_IMPROVEMENTS_H
#define TOC_SERVE_IMPROVEMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/** Reads @p size bytes of `tocsin drill --format json` and writes its improvements as CSV (RFC 4180, UTF-8
 *  with a byte order mark), headings in @p lang.  What a spreadsheet would take for a formula gets an
 *  apostrophe: some of it was written by players.  False: this is no such report, or memory is used up. */
bool toc_improvements_write(const char *report, size_t size, const char *lang, FILE *out);

#endif
