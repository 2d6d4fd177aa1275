/* journal_export.h - the exercise of a journal as a scenario, from the journal alone. */
#ifndef TOC_CLI_JOURNAL_EXPORT_H
#define TOC_CLI_JOURNAL_EXPORT_H

#include "cli/session.h"
#include "journal/journal.h"

/** Plays all rows of @p journal on the plan and the scenario that it stores, and writes the replay to
 *  @p out.  TOC_EFORMAT where rows, plan and scenario do not fit each other. */
toc_status toc_journal_export(toc_session *session, toc_journal *journal, FILE *out,
                              toc_journal_problem *problem);

#endif
