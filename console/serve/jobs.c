/* jobs.c - child processes that draw and report. */
#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np */
#include "serve/jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void toc_jobs_init(toc_jobs *jobs, toc_poller *poller, const char *program, const char *folder,
                   toc_job_ended *ended, void *context)
{
    memset(jobs, 0, sizeof *jobs);
    jobs->poller = poller;
    jobs->program = program;
    jobs->folder = folder;
    jobs->ended = ended;
    jobs->context = context;
}

/* ── in line ── */

static void unlink_job(toc_job **list, toc_job *job)
{
    while (*list && *list != job)
        list = &(*list)->next;
    if (*list)
        *list = job->next;
    job->next = NULL;
}

toc_status toc_jobs_add(toc_jobs *jobs, toc_job *job, const char *const *arguments, int worst)
{
    toc_job **last = &jobs->waiting;
    size_t count = 0;

    for (; arguments[count] && count < TOC_JOB_ARGUMENTS_MAX; count++) {
        job->arguments[count] = strdup(arguments[count]);
        if (!job->arguments[count]) {
            toc_job_deinit(job);
            return TOC_ENOMEM;
        }
    }
    job->jobs = jobs;
    job->worst = worst;
    job->state = TOC_JOB_WAITING;
    job->out.fd = job->err.fd = -1;
    while (*last)
        last = &(*last)->next;
    *last = job;
    return TOC_OK;
}

void toc_jobs_hurry(toc_jobs *jobs, toc_job *job)
{
    if (job->state != TOC_JOB_WAITING)
        return;
    unlink_job(&jobs->waiting, job);
    job->next = jobs->waiting;
    jobs->waiting = job;
}

void toc_job_deinit(toc_job *job)
{
    for (size_t i = 0; i < TOC_JOB_ARGUMENTS_MAX; i++)
        free(job->arguments[i]);
    free(job->bytes);
    memset(job, 0, sizeof *job);
    job->out.fd = job->err.fd = -1;
}

/* ── its end ── */

static void close_pipe(toc_job *job, toc_poll *pipe)
{
    int fd = pipe->fd;

    toc_poller_remove(job->jobs->poller, pipe);
    if (fd >= 0)
        (void)close(fd);
}

static void say(toc_job *job, const char *problem)
{
    job->problem_size = (size_t)snprintf(job->problem, sizeof job->problem, "%s", problem);
}

static void kill_job(toc_job *job, const char *problem)
{
    if (!job->has_ended)
        (void)kill(job->pid, SIGKILL);
    say(job, problem);
    job->worst = -1; /* whatever it ends with */
}

static void settle(toc_job *job)
{
    toc_jobs *jobs = job->jobs;
    bool is_done =
        WIFEXITED(job->exit_status) && WEXITSTATUS(job->exit_status) <= job->worst && job->size > 0;

    if (!job->has_ended || job->out.fd >= 0 || job->err.fd >= 0)
        return;
    unlink_job(&jobs->running, job);
    jobs->running_count--;
    job->state = is_done ? TOC_JOB_DONE : TOC_JOB_FAILED;
    if (!is_done && job->problem[0] == '\0')
        say(job, "the program that draws it has ended too early");
    jobs->ended(jobs->context, job);
}

/* ── what it prints ── */

static bool make_room(toc_job *job)
{
    size_t room = job->room ? job->room * 2 : 65536;
    char *bytes;

    if (job->size < job->room)
        return true;
    if (room > TOC_SERVE_OUTPUT_MAX)
        return false;
    bytes = realloc(job->bytes, room);
    if (!bytes)
        return false;
    job->bytes = bytes;
    job->room = room;
    return true;
}

static void out_ready(void *context, uint32_t events)
{
    toc_job *job = context;
    ssize_t got = 0;

    (void)events;
    while (make_room(job)) {
        got = read(job->out.fd, job->bytes + job->size, job->room - job->size);
        if (got <= 0)
            break;
        job->size += (size_t)got;
    }
    if (got > 0)
        kill_job(job, "it is too large");
    if (got > 0 || got == 0 || errno != EAGAIN) {
        close_pipe(job, &job->out);
        settle(job);
    }
}

/* Keeps the last line that has a letter. */
static void keep_line(toc_job *job, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];

        if (byte == '\n' && i + 1 < size)
            job->problem_size = 0;
        else if (byte >= 0x20 && byte != 0x7f && job->problem_size + 1 < sizeof job->problem)
            job->problem[job->problem_size++] = (char)byte;
    }
    job->problem[job->problem_size] = '\0';
}

static void err_ready(void *context, uint32_t events)
{
    toc_job *job = context;
    char text[1024];
    ssize_t got;

    (void)events;
    while ((got = read(job->err.fd, text, sizeof text)) > 0) {
        if (job->worst >= 0)
            keep_line(job, text, (size_t)got);
    }
    if (got == 0 || errno != EAGAIN) {
        close_pipe(job, &job->err);
        settle(job);
    }
}

/* ── its start ── */

static int spawn(toc_job *job, int out, int err)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    char *argv[TOC_JOB_ARGUMENTS_MAX + 2] = {(char[]){"tocsin"}};
    sigset_t none;
    int code;

    memcpy(argv + 1, job->arguments, sizeof job->arguments);
    sigemptyset(&none);
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &none);
    code = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    code = code ? code : posix_spawn_file_actions_adddup2(&files, out, 1);
    code = code ? code : posix_spawn_file_actions_adddup2(&files, err, 2);
    code = code ? code : posix_spawn_file_actions_addchdir_np(&files, job->jobs->folder);
    code = code ? code
                : posix_spawn(&job->pid, job->jobs->program, &files, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

/* A pipe whose reading end this process polls; no other child inherits it. */
static bool make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 &&
        fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        return true;
    (void)close(ends[0]);
    (void)close(ends[1]);
    return false;
}

static bool watch_pipes(toc_job *job, int out, int err)
{
    toc_poller *poller = job->jobs->poller;

    if (toc_poller_add(poller, &job->out, out, EPOLLIN, out_ready, job) != TOC_OK)
        return false;
    return toc_poller_add(poller, &job->err, err, EPOLLIN, err_ready, job) == TOC_OK;
}

static int start_with_pipes(toc_job *job, int out[2], int err[2])
{
    int code = watch_pipes(job, out[0], err[0]) ? 0 : errno;

    code = code ? code : spawn(job, out[1], err[1]);
    (void)close(out[1]);
    (void)close(err[1]);
    if (code == 0)
        return 0;
    toc_poller_remove(job->jobs->poller, &job->out);
    toc_poller_remove(job->jobs->poller, &job->err);
    (void)close(out[0]);
    (void)close(err[0]);
    return code;
}

static int start(toc_job *job)
{
    int out[2];
    int err[2];

    if (!make_pipe(out))
        return errno;
    if (make_pipe(err))
        return start_with_pipes(job, out, err);
    int code = errno;
    (void)close(out[0]);
    (void)close(out[1]);
    return code;
}

static void start_next(toc_jobs *jobs, int64_t now)
{
    toc_job *job = jobs->waiting;
    int code;

    unlink_job(&jobs->waiting, job);
    code = start(job);
    if (code != 0) {
        job->state = TOC_JOB_FAILED;
        say(job, strerror(code));
        jobs->ended(jobs->context, job);
        return;
    }
    job->state = TOC_JOB_RUNNING;
    job->deadline = now + TOC_SERVE_CHILD_MS;
    job->next = jobs->running;
    jobs->running = job;
    jobs->running_count++;
}

int64_t toc_jobs_run(toc_jobs *jobs, int64_t now)
{
    int64_t next = INT64_MAX;

    while (jobs->waiting && jobs->running_count < TOC_SERVE_CHILDREN_MAX)
        start_next(jobs, now);
    for (toc_job *job = jobs->running; job; job = job->next) {
        if (job->deadline <= now && job->worst >= 0)
            kill_job(job, "it took too long");
        else if (job->worst >= 0 && job->deadline < next)
            next = job->deadline;
    }
    return next;
}

void toc_jobs_reap(toc_jobs *jobs)
{
    toc_job *next;

    for (toc_job *job = jobs->running; job; job = next) {
        next = job->next;
        if (!job->has_ended && waitpid(job->pid, &job->exit_status, WNOHANG) == job->pid) {
            job->has_ended = true;
            settle(job);
        }
    }
}

void toc_jobs_deinit(toc_jobs *jobs)
{
    jobs->waiting = NULL;
    while (jobs->running) {
        toc_job *job = jobs->running;

        jobs->running = job->next;
        if (!job->has_ended) {
            (void)kill(job->pid, SIGKILL);
            (void)waitpid(job->pid, &job->exit_status, 0);
        }
        close_pipe(job, &job->out);
        close_pipe(job, &job->err);
    }
    jobs->running_count = 0;
}
