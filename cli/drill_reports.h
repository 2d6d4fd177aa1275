/* drill_reports.h - the reports that `tocsin drill` was asked for: where each goes, in which form.
 *
 * The sub-command reads them from its arguments before it plays anything, and has them written
 * when the score is there. */
#ifndef TOC_CLI_DRILL_REPORTS_H
#define TOC_CLI_DRILL_REPORTS_H

#include "aar/skin.h"
#include "cli/session.h"

typedef enum toc_report_form {
    TOC_REPORT_TEXT,
    TOC_REPORT_JSON,
    TOC_REPORT_HTML,
    TOC_REPORT_PDF,
    TOC_REPORT_MARKDOWN,
    TOC_REPORT_XLSX,
    TOC_REPORT_JUNIT,
    TOC_REPORT_CSV,
    TOC_REPORT_PATCH
} toc_report_form;

#define TOC_REPORTS_MAX (TOC_SESSION_OUTPUTS - 2) /* beside the trace and the replay */

typedef struct toc_report_target {
    const char *path; /* "-": standard output */
    toc_report_form form;
} toc_report_target;

typedef struct toc_drill_reports {
    toc_report_target targets[TOC_REPORTS_MAX];
    unsigned count; /* at least 1 */
} toc_drill_reports;

/** False after a message: too many, two for standard output, `--format` beside several, or an
 *  ending that says no form. */
bool toc_drill_reports_read(const toc_args *args, toc_drill_reports *out);

/** Is a report in @p form among them? */
bool toc_drill_reports_has(const toc_drill_reports *reports, toc_report_form form);

/** Writes them all; nothing is put in its place before all are whole.  @p plan: NULL where an
 *  image was played.  What the process exits with. */
int toc_drill_reports_write(toc_session *session, const toc_drill_reports *reports,
                            const toc_score *score, const toc_plan *plan);

#endif
