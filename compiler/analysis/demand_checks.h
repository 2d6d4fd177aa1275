/* demand_checks.h - the checks of demand against supply.
 *
 * One check of the table; its topics are the files demand_{checks,work,stock}.c, which share what
 * stands here.  docs/checks.md tells planners what is counted and what is left out. */
#ifndef TOC_ANALYSIS_DEMAND_CHECKS_H
#define TOC_ANALYSIS_DEMAND_CHECKS_H

#include "analysis/demand.h"
#include "sema/checks.h"

/** The check. */
toc_check_fn toc_check_demand;

/* ── between the topics ──────────────────────────────────────────────────── */

/** Work of which more is due by some time than can be done till then.  Marks the pools told. */
void toc_demand_check_work(toc_demand *it, toc_diag_sink *sink, bool *is_told);

/** Stocks that series use up within days. */
void toc_demand_check_series(toc_demand *it, toc_diag_sink *sink);

/** "at level `II` after `fire`, ", or "". */
const char *toc_demand_where(toc_demand *it, const toc_demand_stage *stage,
                             const toc_demand_cause *cause);

/** Labels at those who want it, a few of many; @p except none. */
void toc_demand_add_users(toc_demand *it, toc_diag_sink *sink, toc_diag *diag,
                          const toc_demand_peak *peak, const toc_demand_user *except);

/** "one more is enough: `count 3`". */
void toc_demand_add_repair(toc_diag_sink *sink, toc_diag *diag, const toc_demand_pool *pool,
                           const toc_demand_peak *peak);

/** Does one step want more than there is?  T0303 says so, and the rest follows from it. */
bool toc_demand_is_plain(const toc_demand_pool *pool);

/** A length as a planner writes it, in the arena. */
const char *toc_demand_length(toc_demand *it, toc_ms ms);

static inline int64_t toc_demand_supply(const toc_demand_pool *pool)
{
    return toc_sum_capped(pool->supply, pool->granted);
}

#endif
