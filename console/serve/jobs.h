/* jobs.h - child processes that draw and report: what they print is kept in memory.
 *
 * Charts, cards and reports are made by this same program as `tocsin chart …` and the like, so that
 * the server links no Pango and no cgraph into its own process, and a picture that hangs or grows
 * takes nothing else along.  A few run at a time, each with a time limit and a limit of what it may
 * print; the others wait in line.  Owned by the server; one thread. */
#ifndef TOC_SERVE_JOBS_H
#define TOC_SERVE_JOBS_H

#include <sys/types.h>

#include "serve/limits.h"
#include "serve/poller.h"

typedef enum toc_job_state {
    TOC_JOB_WAITING,
    TOC_JOB_RUNNING,
    TOC_JOB_DONE,
    TOC_JOB_FAILED
} toc_job_state;

#define TOC_JOB_ARGUMENTS_MAX 16u

typedef struct toc_jobs toc_jobs;

typedef struct toc_job {
    struct toc_job *next; /* in line, or among those that run */
    toc_jobs *jobs;
    toc_job_state state;
    char *arguments[TOC_JOB_ARGUMENTS_MAX + 1]; /* behind the program's name; its own copies */
    int worst;                                  /* the highest exit code that counts as done */
    pid_t pid;
    bool has_ended; /* the process; what it printed may still be on its way */
    int exit_status;
    int64_t deadline; /* monotonic ms, of one that runs */
    toc_poll out;
    toc_poll err;
    char *bytes; /* what it printed, malloc'd */
    size_t size;
    size_t room;
    char problem[200]; /* FAILED: the last line of its standard error, or what befell it */
    size_t problem_size;
} toc_job;

typedef void toc_job_ended(void *context, toc_job *job);

struct toc_jobs {
    toc_poller *poller;
    const char *program; /* path of this program */
    const char *folder;  /* that they work in */
    toc_job *waiting;    /* first in line */
    toc_job *running;
    unsigned running_count;
    toc_job_ended *ended; /* told of each that is DONE or FAILED */
    void *context;
};

void toc_jobs_init(toc_jobs *jobs, toc_poller *poller, const char *program, const char *folder,
                   toc_job_ended *ended, void *context);
/** Kills all that run and forgets those in line; jobs stay their owners'. */
void toc_jobs_deinit(toc_jobs *jobs);

/** Puts @p job (all zero, in its place until it ends) in line with @p arguments, NULL last.
 *  TOC_ENOMEM: it is not in line. */
toc_status toc_jobs_add(toc_jobs *jobs, toc_job *job, const char *const *arguments, int worst);

/** Puts one that waits before all others: somebody waits for it. */
void toc_jobs_hurry(toc_jobs *jobs, toc_job *job);

/** Frees what a job that is not in line and does not run holds. */
void toc_job_deinit(toc_job *job);

/** Children have ended (SIGCHLD), or it is time to look. */
void toc_jobs_reap(toc_jobs *jobs);

/** Starts what may start, kills what has taken too long.  The next moment to call it, or INT64_MAX. */
int64_t toc_jobs_run(toc_jobs *jobs, int64_t now);

#endif
