/* test_one.h - one scenario of a run, and one plan; what test_run.c hands out to its threads. */
#ifndef TOC_CLI_TEST_ONE_H
#define TOC_CLI_TEST_ONE_H

#include "cli/test_run.h"

/** The plan at @p path, made by this thread or by another; NULL: no memory for it. */
toc_test_plan *toc_test_run_plan(toc_test_run *run, const char *path);

/** Compiles or opens it; what is wrong is in its sink. */
void toc_test_plan_make(const toc_test_run *run, toc_test_plan *plan);

/** Reads, plays and scores one scenario. */
void toc_test_one(toc_test_run *run, toc_test *test);

#endif
