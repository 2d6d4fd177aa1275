/* chart_cut.h - a chart in rows that is too long for its paper, cut between rows onto several
 * sheets. */
#ifndef TOC_CLI_CHART_CUT_H
#define TOC_CLI_CHART_CUT_H

#include "cli/chart_linked.h"

/** The chart of @p kind, called @p title, in parts for sheets of @p paper (see
 *  toc_chart_linked_sheets); none where it has no places to be cut at, or is too wide for the
 *  paper. */
toc_linked toc_chart_cut(toc_arena *arena, const toc_plan *plan,
                         const toc_view_options *view_options, const toc_sheet_options *options,
                         toc_view_kind kind, const char *title, const toc_paper *paper);

#endif
