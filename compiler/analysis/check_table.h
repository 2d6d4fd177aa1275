/* check_table.h - all checks of the plan, as rows, and the loop that runs them.
 *
 * It stands above both parts that have checks: sema/ (what the typed plan shows as it stands)
 * and analysis/ (what needs solving).  The driver calls toc_checks_run once. */
#ifndef TOC_ANALYSIS_CHECK_TABLE_H
#define TOC_ANALYSIS_CHECK_TABLE_H

#include "sema/checks.h"

/** All checks, in the order in which they run; *out_count of them. */
const toc_check *toc_checks_all(size_t *out_count);

/** Runs every check whose needs hold.  O(n log n) in the size of the plan, questions to the
 *  solver apart: a few for each different condition. */
void toc_checks_run(const toc_plan *plan, const toc_check_options *options, toc_arena *arena,
                    toc_diag_sink *sink);

#endif
