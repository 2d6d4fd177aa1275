/* chart_sheets.h - the pages of `tocsin chart`: which paper, what is told about it, and files. */
#ifndef TOC_CLI_CHART_SHEETS_H
#define TOC_CLI_CHART_SHEETS_H

#include "chart/sheet.h"
#include "cli/session.h"

enum { TOC_MARGIN_MOST = 50 /* millimetres */ };

/** The options of sheets as given. */
toc_sheet_options toc_chart_sheet_options(const toc_session *session);

/** Draws @p kind of @p plan as the session's options say and writes @p format ("pdf", "svg", "png").
 *  The exit code; nothing is written where it is not TOC_EXIT_FINE. */
int toc_chart_write_sheets(toc_session *session, const toc_plan *plan, toc_view_kind kind,
                           const toc_view_options *options, const char *format);

/** All views of @p plan as a booklet, a PDF.  The exit code. */
int toc_chart_write_booklet(toc_session *session, const toc_plan *plan,
                            const toc_view_options *options);

#endif
