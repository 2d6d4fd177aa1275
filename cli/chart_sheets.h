/* chart_sheets.h - the pages of `tocsin chart`: which paper, what is told about it, and files. */
#ifndef TOC_CLI_CHART_SHEETS_H
#define TOC_CLI_CHART_SHEETS_H

#include "chart/sheet.h"
#include "cli/session.h"

/** The options of sheets as given; false after a message where a number is out of range. */
bool toc_chart_sheet_options(const toc_session *session, toc_sheet_options *out);

/** Draws @p kind of @p plan as the session's options say and writes @p format ("pdf", "png").
 *  The exit code; nothing is written where it is not TOC_EXIT_FINE. */
int toc_chart_write_sheets(toc_session *session, const toc_plan *plan, toc_view_kind kind,
                           const toc_view_options *options, const char *format);

#endif
