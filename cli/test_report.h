/* test_report.h - what `tocsin test` prints: as text, JSON, JUnit XML, or commands for GitHub. */
#ifndef TOC_CLI_TEST_REPORT_H
#define TOC_CLI_TEST_REPORT_H

#include "cli/test_run.h"

typedef struct toc_test_counts {
    uint32_t passed, failed, broken, skipped;
    uint32_t expects; /* of those that were played */
    uint32_t unmet;
    uint32_t plans_below; /* plans whose coverage is below the threshold */
    uint32_t plans_broken;
    bool is_unreadable; /* a scenario or plan is not there, or is no text */
    bool is_out_of_memory;
} toc_test_counts;

typedef struct toc_test_report {
    const toc_test_run *run;
    toc_test_counts counts;
    bool lists_gaps; /* name what is not covered */
    bool has_threshold;
    unsigned threshold; /* per cent of each plan that must be covered */
    toc_arena *arena;
    FILE *out;
} toc_test_report;

/** Fills in the counts. */
void toc_test_count(toc_test_report *report);

/** Covered and there are, over all kinds. */
typedef struct toc_test_share {
    uint32_t covered;
    uint32_t there;
} toc_test_share;
toc_test_share toc_test_share_of(const toc_test_plan *plan);

/** Per cent, rounded down, so that 100 means all; of nothing: 100. */
unsigned toc_test_per_cent(toc_test_share share);

bool toc_test_is_below(const toc_test_report *report, const toc_test_plan *plan);

/** "passed", "failed", "broken", "skipped". */
const char *toc_test_outcome_word(toc_test_outcome outcome);

typedef void toc_test_writer(toc_test_report *report);
toc_test_writer toc_test_write_text, toc_test_write_json, toc_test_write_junit,
    toc_test_write_github;

#endif
