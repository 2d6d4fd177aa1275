/* allows.h - `allow T0142 "reason"`: findings that the plan itself says are meant.
 *
 * The driver reads the clauses of a unit, silences what they speak of once all checks have run,
 * and reports those that silence nothing.  Everything lives in the compilation's arena. */
#ifndef TOC_DRIVER_ALLOWS_H
#define TOC_DRIVER_ALLOWS_H

#include "sema/checks.h"
#include "sema/sema.h"

typedef struct toc_allows toc_allows;

/** Reads every `allow` of @p unit and reports those without a reason, of an unknown message, or of
 *  one that cannot be allowed.  Never NULL.  O(n log n) in the size of the trees. */
toc_allows *toc_allows_read(toc_arena *arena, toc_intern_table *names, const toc_unit *unit,
                            toc_diag_sink *sink);

/** Moves the findings from @p first on that stand inside a declaration which allows them, the
 *  innermost counting, to sink->allowed.  What an `allow` of the `plan` itself speaks of may
 *  stand anywhere.  O(n log m) for n findings and m clauses. */
void toc_allows_apply(toc_allows *allows, uint32_t first, toc_diag_sink *sink);

/** Reports each `allow` that silenced nothing although what could find it was looked for.
 *  Call it only for a plan that was whole before the checks. */
void toc_allows_report_needless(const toc_allows *allows, const toc_plan *plan,
                                const toc_check_options *options, toc_diag_sink *sink);

#endif
