/* time_checks.h - checks of the times of a plan: what the topics time_check_*.c share. */
#ifndef TOC_ANALYSIS_TIME_CHECKS_H
#define TOC_ANALYSIS_TIME_CHECKS_H

#include "analysis/time.h"
#include "sema/checks.h"

/** The checks: of lateness, order, duty hours and what is not stated; of words instead of figures
 *  and of the time after the end, in plans in force; of such a plan without any deadline. */
toc_check_fn toc_check_times, toc_check_time_words, toc_check_any_deadline;

/* ── between the topics ──────────────────────────────────────────────────── */

typedef struct toc_time_checks {
    const toc_check_context *check;
    const toc_plan *plan;
    toc_diag_sink *sink;
    toc_times *times;
    uint32_t *duty_of; /* by id of a node: index + 1 of its duty, 0: none */
    bool *is_told;     /* by duty: something was said of it */
} toc_time_checks;

void toc_time_check_late(toc_time_checks *it);
void toc_time_check_hours(toc_time_checks *it);
void toc_time_check_order(toc_time_checks *it);
void toc_time_check_unknown(toc_time_checks *it);

/** "`a` 25min, `b` 40min (approval 15min, work 25min), together 1h5min". */
const char *toc_time_chain_text(const toc_times *times, const toc_time_chain *chain,
                                toc_arena *arena);

/** A length as `1h30min`, in the arena. */
const char *toc_lapse_text(toc_arena *arena, toc_ms ms);

/** What the time of @p duty counts from: "`incident`", "it is ready". */
const char *toc_time_anchor_text(const toc_time_checks *it, const toc_time_duty *duty);

#endif
