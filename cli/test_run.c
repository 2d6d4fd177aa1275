/* test_run.c - the threads of a run of tests, and the plans that they share. */
#include "cli/test_run.h"

#include <stdlib.h>
#include <string.h>

#include "cli/test_one.h"

bool toc_test_run_init(toc_test_run *run, const toc_paths *paths)
{
    *run = (toc_test_run){.tests = calloc(paths->count ? paths->count : 1, sizeof *run->tests),
                          .count = paths->count};
    if (!run->tests)
        return false;
    for (uint32_t i = 0; i < paths->count; i++)
        run->tests[i].path = paths->items[i];
    if (pthread_mutex_init(&run->lock, NULL) != 0) {
        free(run->tests);
        return false;
    }
    if (pthread_cond_init(&run->ready, NULL) != 0) {
        (void)pthread_mutex_destroy(&run->lock);
        free(run->tests);
        return false;
    }
    return true;
}

static void free_plan(toc_test_plan *plan)
{
    toc_machine_file_close(plan->image);
    toc_arena_deinit(&plan->arena);
    free(plan->path);
    free(plan);
}

void toc_test_run_deinit(toc_test_run *run)
{
    while (run->plans) {
        toc_test_plan *plan = run->plans;

        run->plans = plan->next;
        free_plan(plan);
    }
    for (uint32_t i = 0; i < run->count; i++) {
        toc_arena_deinit(&run->tests[i].work);
        toc_arena_deinit(&run->tests[i].arena);
    }
    free(run->tests);
    (void)pthread_cond_destroy(&run->ready);
    (void)pthread_mutex_destroy(&run->lock);
}

/* ── plans ───────────────────────────────────────────────────────────────── */

static toc_test_plan *new_plan(const char *path)
{
    toc_test_plan *plan = calloc(1, sizeof *plan);

    if (!plan)
        return NULL;
    plan->path = malloc(strlen(path) + 1);
    if (!plan->path) {
        free(plan);
        return NULL;
    }
    memcpy(plan->path, path, strlen(path) + 1);
    toc_arena_init(&plan->arena, &plan->escape);
    return plan;
}

/* Its place in the list, which is in order of paths: it is there, or belongs before *result. */
static toc_test_plan **place_of(toc_test_run *run, const char *path)
{
    toc_test_plan **at = &run->plans;

    while (*at && strcmp((*at)->path, path) < 0)
        at = &(*at)->next;
    return at;
}

toc_test_plan *toc_test_run_plan(toc_test_run *run, const char *path)
{
    toc_test_plan **at;
    toc_test_plan *plan;

    (void)pthread_mutex_lock(&run->lock);
    at = place_of(run, path);
    plan = *at;
    if (plan && strcmp(plan->path, path) == 0) {
        while (!plan->is_ready)
            (void)pthread_cond_wait(&run->ready, &run->lock);
        (void)pthread_mutex_unlock(&run->lock);
        return plan;
    }
    plan = new_plan(path);
    if (plan) {
        plan->next = *at;
        *at = plan;
    }
    (void)pthread_mutex_unlock(&run->lock);
    if (!plan)
        return NULL;
    toc_test_plan_make(run, plan);
    (void)pthread_mutex_lock(&run->lock);
    plan->is_ready = true;
    (void)pthread_cond_broadcast(&run->ready);
    (void)pthread_mutex_unlock(&run->lock);
    return plan;
}

/* ── threads ─────────────────────────────────────────────────────────────── */

static toc_test *take(toc_test_run *run)
{
    toc_test *test;

    (void)pthread_mutex_lock(&run->lock);
    test = run->next < run->count ? &run->tests[run->next++] : NULL;
    (void)pthread_mutex_unlock(&run->lock);
    return test;
}

static void *work(void *context)
{
    toc_test_run *run = context;
    toc_test *test;

    while ((test = take(run)))
        toc_test_one(run, test);
    return NULL;
}

/* In the order of the tests, although joining needs none. */
static void join_coverage(toc_test_run *run)
{
    for (uint32_t i = 0; i < run->count; i++) {
        const toc_test *test = &run->tests[i];

        if (!test->covered)
            continue;
        test->plan->scenarios++;
        for (uint32_t word = 0; word < toc_coverage_words(test->plan->coverage); word++)
            test->plan->covered[word] |= test->covered[word];
    }
}

void toc_test_run_all(toc_test_run *run, unsigned jobs)
{
    pthread_t threads[TOC_TEST_JOBS_MAX];
    unsigned started = 0;

    if (jobs > run->count)
        jobs = run->count;
    /* this thread is one of them; where no more can be had, it does all */
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, work, run) == 0)
        started++;
    (void)work(run);
    while (started > 0)
        (void)pthread_join(threads[--started], NULL);
    join_coverage(run);
}
