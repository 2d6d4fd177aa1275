/* bench_med.c - runs a command several times: median time and greatest memory.
 *
 *   bench_med RUNS COMMAND [ARGUMENT...]    prints `SECONDS KIBIBYTES`
 *
 * The command's standard output is thrown away; when it fails, so does this. */
#define _GNU_SOURCE /* wait4 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void become(char **command)
{
    int sink = open("/dev/null", O_WRONLY);
    if (sink < 0 || dup2(sink, STDOUT_FILENO) < 0)
        _exit(126);
    execvp(command[0], command);
    _exit(127);
}

/* Seconds of one run, or a negative number; the greatest memory so far in *kibibytes. */
static double run_once(char **command, long *kibibytes)
{
    int status;
    struct rusage usage;
    double begin = now();
    pid_t child = fork();
    if (child == 0)
        become(command);
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return -1;
    double seconds = now() - begin;
    if (usage.ru_maxrss > *kibibytes)
        *kibibytes = usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? seconds : -1;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

int main(int argc, char **argv)
{
    double seconds[RUNS_MAX];
    long kibibytes = 0;
    long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    if (runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: bench_med RUNS COMMAND [ARGUMENT...]\n");
        return 2;
    }
    for (long i = 0; i < runs; i++) {
        seconds[i] = run_once(argv + 2, &kibibytes);
        if (seconds[i] < 0) {
            fprintf(stderr, "bench_med: `%s` failed\n", argv[2]);
            return 1;
        }
    }
    qsort(seconds, (size_t)runs, sizeof seconds[0], compare);
    printf("%.6f %ld\n", seconds[runs / 2], kibibytes);
    return 0;
}
