/* chart_marks.h - `--against`, `--trace` and `--at` of `tocsin chart`: what a chart says about a
 * plan beside the plan itself. */
#ifndef TOC_CLI_CHART_MARKS_H
#define TOC_CLI_CHART_MARKS_H

#include "cli/session.h"
#include "emit/flow.h"

/** Marks @p flow, the picture of the whole plan, as the options ask: nothing without them.
 *  @p options are those that @p flow was built with.  TOC_EXIT_FINE, TOC_EXIT_USAGE where an
 *  option is wrong, TOC_EXIT_FINDINGS where a file is: after a message on stderr or in the sink. */
int toc_chart_mark(toc_session *session, toc_flow *flow, const toc_flow_options *options);

#endif
