/* opening.h - an exercise from the rows of its journal, ready to be served. */
#ifndef TOC_SERVE_OPENING_H
#define TOC_SERVE_OPENING_H

#include "drill/scenario.h"
#include "journal/journal.h"
#include "live/exercise_state.h"

/** An exercise without rows, as toc_exercise_new. */
toc_status toc_opening_make(const toc_machine *machine, const toc_scenario *scenario,
                            const char *plan_path, toc_diag_sink *sink,
                            toc_exercise **out_exercise);
void toc_opening_free(toc_exercise *exercise);

/** Gives @p exercise, which has none, all rows of @p journal, each proved.  One without rows gets its first;
 *  where the clock was running it stands from now on.  *out_found: how many there were.  After a
 *  failure @p problem says why. */
toc_status toc_opening_take(toc_journal *journal, toc_exercise *exercise, uint64_t *out_found,
                            toc_journal_problem *problem);

/** Is it over? */
bool toc_opening_is_over(const toc_exercise *exercise);

#endif
