/* check_table.h - all checks of the plan, as rows, and the loop that runs them.
 *
 * It stands above both parts that have checks: sema/ (what the typed plan shows as it stands)
 * and analysis/ (what needs solving).  The driver calls toc_checks_run once. */
#ifndef TOC_ANALYSIS_CHECK_TABLE_H
#define TOC_ANALYSIS_CHECK_TABLE_H

#include "sema/checks.h"

/** All checks, in the order in which they run; *out_count of them. */
const toc_check *toc_checks_all(size_t *out_count);

/** The row whose check raises @p code, or NULL: something else does. */
const toc_check *toc_check_of(toc_diag_code code);

/** May the caller switch @p code?  Warnings and notes about plans, and those errors of checks
 *  in spite of which there still is a plan to follow. */
bool toc_check_may_be_switched(toc_diag_code code);

/** And may the plan allow it? */
bool toc_check_may_be_allowed(toc_diag_code code);

/** Was what raises @p code looked for in @p plan, which has been checked? */
bool toc_check_has_run(toc_diag_code code, const toc_plan *plan, const toc_check_options *options);

/** Runs every check whose needs hold.  O(n log n) in the size of the plan, questions to the
 *  solver apart: a few for each different condition. */
void toc_checks_run(const toc_plan *plan, const toc_check_options *options, toc_arena *arena,
                    toc_diag_sink *sink);

#endif
