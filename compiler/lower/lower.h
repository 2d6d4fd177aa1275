/* lower.h - from the typed plan to the machine image. */
#ifndef TOC_LOWER_LOWER_H
#define TOC_LOWER_LOWER_H

#include "base/diag.h"
#include "base/source.h"
#include "machine/machine.h"
#include "sema/plan.h"

/** The machine of @p plan, in @p arena (made with an escape), or NULL where the plan has errors -
 *  those known before, or those of lowering itself, which are added to @p sink: a time zone that
 *  is not there, a condition that needs too much, a limit of the machine, a cause that cannot be
 *  waited for.  The same plan gives the same bytes, whatever the order of its declarations.
 *
 *  Left out: rosters, exercises and the library, which say nothing that a drill acts on. */
const toc_machine *toc_lower(toc_arena *arena, toc_sources *sources, const toc_plan *plan,
                             toc_diag_sink *sink);

/** Reports the time zone of @p plan if it is not there, as toc_lower would: for a plan that has
 *  other errors and is not lowered. */
void toc_lower_check_zone(toc_arena *arena, const toc_plan *plan, toc_diag_sink *sink);

#endif
