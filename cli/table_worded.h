/* table_worded.h - the conditions that pages of an exercise show, in words of each of their languages. */
#ifndef TOC_CLI_TABLE_WORDED_H
#define TOC_CLI_TABLE_WORDED_H

#include "base/arena.h"
#include "machine/machine.h"
#include "sema/plan.h"
#include "view/worded.h"

/** Conditions of grades and of outcomes, worded as charts word them, by their numbers in @p played.
 *  @p lowered is the machine of @p plan; @p played one of the same texts, that may have been made by
 *  another version of this program: what differs there has no words.  All in @p arena, which has
 *  an escape.  O(conditions × languages). */
const toc_worded_set *toc_table_worded(toc_arena *arena, const toc_plan *plan,
                                       const toc_machine *lowered, const toc_machine *played,
                                       size_t *out_count);

#endif
