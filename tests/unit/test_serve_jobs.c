/* test_serve_jobs.c - children that draw: what they print is kept; they fail, hang, wait in line. */
#include "../support/base_fixture.h"

#include <signal.h>
#include <time.h>

#include "serve/jobs.h"

typedef struct line {
    toc_poller poller;
    toc_jobs jobs;
    unsigned ended;
    toc_job *last;
} line;

static void has_ended(void *context, toc_job *job)
{
    line *it = context;

    it->ended++;
    it->last = job;
}

static void begin(line *it)
{
    memset(it, 0, sizeof *it);
    assert_int_equal(toc_poller_init(&it->poller), TOC_OK);
    toc_jobs_init(&it->jobs, &it->poller, "/bin/sh", "/", has_ended, it);
}

static void end(line *it)
{
    toc_jobs_deinit(&it->jobs);
    toc_poller_deinit(&it->poller);
}

static void add(line *it, toc_job *job, const char *script, int worst)
{
    const char *const arguments[] = {"-c", script, NULL};

    memset(job, 0, sizeof *job);
    assert_int_equal(toc_jobs_add(&it->jobs, job, arguments, worst), TOC_OK);
}

/* Until @p count have ended; at most ten seconds. */
static void run(line *it, unsigned count, int64_t now)
{
    for (int turn = 0; turn < 1000 && it->ended < count; turn++) {
        (void)toc_jobs_run(&it->jobs, now);
        toc_poller_wait(&it->poller, 10);
        toc_jobs_reap(&it->jobs);
    }
    assert_int_equal(it->ended, count);
}

static void what_is_printed_is_kept(void **state)
{
    line it;
    toc_job job;

    (void)state;
    begin(&it);
    add(&it, &job, "printf abc; pwd; echo aside >&2", 0);
    run(&it, 1, 0);
    assert_int_equal(job.state, TOC_JOB_DONE);
    assert_int_equal(job.size, 5);
    assert_memory_equal(job.bytes, "abc/\n", 5);
    toc_job_deinit(&job);
    end(&it);
}

static void a_failure_has_its_last_line(void **state)
{
    line it;
    toc_job job;

    (void)state;
    begin(&it);
    add(&it, &job, "printf half; echo first >&2; echo 'the reason' >&2; exit 3", 1);
    run(&it, 1, 0);
    assert_int_equal(job.state, TOC_JOB_FAILED);
    assert_string_equal(job.problem, "the reason");
    toc_job_deinit(&job);
    it.ended = 0;
    add(&it, &job, "echo there are findings; exit 1", 1);
    run(&it, 1, 0);
    assert_int_equal(job.state, TOC_JOB_DONE);
    toc_job_deinit(&job);
    it.ended = 0;
    add(&it, &job, "kill -9 $$", 1);
    run(&it, 1, 0);
    assert_int_equal(job.state, TOC_JOB_FAILED);
    assert_string_equal(job.problem, "the program that draws it has ended too early");
    toc_job_deinit(&job);
    end(&it);
}

static void one_that_hangs_is_killed(void **state)
{
    line it;
    toc_job job;

    (void)state;
    begin(&it);
    add(&it, &job, "exec sleep 1000", 0);
    assert_int_equal(toc_jobs_run(&it.jobs, 5), 5 + TOC_SERVE_CHILD_MS);
    assert_int_equal(job.state, TOC_JOB_RUNNING);
    run(&it, 1, 5 + TOC_SERVE_CHILD_MS);
    assert_int_equal(job.state, TOC_JOB_FAILED);
    assert_string_equal(job.problem, "it took too long");
    toc_job_deinit(&job);
    end(&it);
}

static void one_that_prints_without_end_is_killed(void **state)
{
    line it;
    toc_job job;

    (void)state;
    begin(&it);
    add(&it, &job, "exec yes", 0);
    run(&it, 1, 0);
    assert_int_equal(job.state, TOC_JOB_FAILED);
    assert_string_equal(job.problem, "it is too large");
    assert_true(job.size <= TOC_SERVE_OUTPUT_MAX);
    toc_job_deinit(&job);
    end(&it);
}

static void the_others_wait_in_line_and_may_be_hurried(void **state)
{
    line it;
    toc_job jobs[TOC_SERVE_CHILDREN_MAX + 3];
    size_t count = sizeof jobs / sizeof jobs[0];

    (void)state;
    begin(&it);
    for (size_t i = 0; i < count; i++)
        add(&it, &jobs[i], i < TOC_SERVE_CHILDREN_MAX ? "exec sleep 1000" : "echo x", 0);
    (void)toc_jobs_run(&it.jobs, 0);
    assert_int_equal(it.jobs.running_count, TOC_SERVE_CHILDREN_MAX);
    toc_jobs_hurry(&it.jobs, &jobs[count - 1]);
    assert_ptr_equal(it.jobs.waiting, &jobs[count - 1]);
    (void)kill(jobs[0].pid, SIGKILL);
    run(&it, 4, 0);
    assert_int_equal(jobs[count - 1].state, TOC_JOB_DONE);
    assert_int_equal(jobs[1].state, TOC_JOB_RUNNING);
    end(&it); /* kills the one that still runs */
    for (size_t i = 0; i < count; i++)
        toc_job_deinit(&jobs[i]);
}

static void a_program_that_is_not_there_fails(void **state)
{
    line it;
    toc_job job;

    (void)state;
    begin(&it);
    it.jobs.program = "/nowhere/tocsin";
    add(&it, &job, "", 0);
    run(&it, 1, 0);
    assert_int_equal(job.state, TOC_JOB_FAILED);
    assert_true(job.problem[0] != '\0');
    toc_job_deinit(&job);
    end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_is_kept),
        cmocka_unit_test(a_failure_has_its_last_line),
        cmocka_unit_test(one_that_hangs_is_killed),
        cmocka_unit_test(one_that_prints_without_end_is_killed),
        cmocka_unit_test(the_others_wait_in_line_and_may_be_hurried),
        cmocka_unit_test(a_program_that_is_not_there_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
