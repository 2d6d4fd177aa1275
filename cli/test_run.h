/* test_run.h - plays scenarios side by side and keeps what became of each; for `tocsin test`.
 *
 * Each scenario has memory, texts and messages of its own, and each plan is compiled once, by
 * whichever thread needs it first; the others wait for it.  Results stand in the order in which the
 * scenarios were given, whoever was ready first. */
#ifndef TOC_CLI_TEST_RUN_H
#define TOC_CLI_TEST_RUN_H

#include <pthread.h>

#include "cli/commands.h"
#include "cli/plan_folder.h"
#include "drill/coverage.h"
#include "driver/compile.h"
#include "machine/file.h"
#include "report/verdict.h"

/* A plan or image that scenarios are played against. */
typedef struct toc_test_plan {
    struct toc_test_plan *next;
    char *path; /* as shown */
    bool is_ready;
    toc_arena arena;
    jmp_buf escape;
    toc_sources *sources;
    toc_diag_sink sink;
    toc_machine_file *image;
    const toc_machine *machine; /* NULL: it cannot be used, and the sink says why */
    toc_coverage *coverage;     /* with machine */
    uint64_t *covered;          /* by all its scenarios together */
    uint32_t scenarios;         /* that were played against it */
    bool is_out_of_memory;
} toc_test_plan;

typedef enum toc_test_outcome {
    TOC_TEST_PASSED,
    TOC_TEST_FAILED, /* something that it expects did not come true */
    TOC_TEST_BROKEN, /* it could not be played to its end */
    TOC_TEST_SKIPPED /* it expects nothing */
} toc_test_outcome;

typedef struct toc_test {
    const char *path;
    toc_test_outcome outcome;
    toc_test_plan *plan; /* NULL: it never came to that */
    uint32_t expects;
    uint32_t failure_count;
    const toc_verdict_text *failures;
    const uint64_t *covered; /* NULL: it was not played */
    int32_t points;          /* TOC_POINTS_NONE: nothing was tested */
    toc_rating rating;
    const char *reason; /* BROKEN: why, where the sink has nothing about it; else NULL */
    toc_arena arena;    /* of all of the above */
    toc_arena work;     /* of the scenario, its messages and its drill; emptied where all is told */
    jmp_buf escape;
    toc_sources *sources;
    toc_diag_sink sink; /* its messages; of PASSED and FAILED none */
} toc_test;

typedef struct toc_test_run {
    toc_test *tests;
    uint32_t count;
    const char *plan;     /* for all of them; NULL: what each names */
    const char *root;     /* of plans; or NULL */
    const char *lang;     /* of phrases */
    const char *messages; /* language of messages, as of toc_arena */
    toc_test_plan *plans; /* by path, once all have run */
    pthread_mutex_t lock;
    pthread_cond_t ready;
    uint32_t next; /* test that nobody has taken */
} toc_test_run;

/** A run of the scenarios at @p paths, which must outlive it.  False: no memory, and nothing stays. */
bool toc_test_run_init(toc_test_run *run, const toc_paths *paths);
void toc_test_run_deinit(toc_test_run *run);

/** Plays all, @p jobs (1 … TOC_TEST_JOBS_MAX) at a time. */
void toc_test_run_all(toc_test_run *run, unsigned jobs);

/** @p path, a plan that the scenario at @p scenario names, as seen from here: `a/b/../c` is `a/c`
 *  where that is the same file. */
const char *toc_test_plan_path(toc_arena *arena, const char *scenario, const char *path);

/** That of the plan that @p scenario, read from @p path, names; NULL after an error with @p help: it names
 *  none. */
const char *toc_test_plan_named(toc_arena *arena, toc_diag_sink *sink, const toc_scenario *scenario,
                                const char *path, const char *help);

#endif
