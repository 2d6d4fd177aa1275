/* chart_booklet.h - all views of a plan as one booklet: cover, contents, a sheet or several for each. */
#ifndef TOC_CLI_CHART_BOOKLET_H
#define TOC_CLI_CHART_BOOKLET_H

#include "cli/chart_linked.h"
#include "cli/session.h"

typedef struct toc_booklet_job {
    toc_session *session;
    const toc_plan *plan;
    toc_view_options view_options;
    toc_sheet_options options;
    toc_codepoints absent; /* out: letters that no font has */
} toc_booklet_job;

/** The pages; none after a message.  Each view comes on the paper that was asked for, or else on
 *  A4 or A3; the flow chart on several sheets where one is too small, another view on a larger
 *  sheet, to be folded. */
toc_chart_scenes toc_chart_booklet(toc_booklet_job *job);

#endif
