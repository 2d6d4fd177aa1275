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
void toc_time_check_others(toc_time_checks *it);
void toc_time_check_day(toc_time_checks *it);
void toc_time_check_before(toc_time_checks *it);
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

/** `within` hours: not working days, not a time of day. */
bool toc_time_is_relative(const toc_time_duty *duty);

/** What is said at a deadline: of `by time` that there is no more than a day. */
const char *toc_time_here(const toc_time_duty *duty);

/** Labels at the steps of @p chain, as many as one can read. */
void toc_time_label_links(toc_time_checks *it, toc_diag *diag, const toc_time_duty *duty,
                          const toc_time_chain *chain);

/** A note: "at worst: … , 10min too late". */
void toc_time_note_chain(toc_time_checks *it, toc_diag *diag, const toc_time_chain *chain,
                         const char *how, toc_ms late);

/** Helps: the fewest changes that keep the deadline at worst, and the longer deadline. */
void toc_time_add_repair(toc_time_checks *it, toc_diag *diag, const toc_time_duty *duty);

#endif
