/* bench_parts.c - where the time of `tocsin check` goes: reading, names, each check, lowering.
 *
 *   bench_parts PLAN [RUNS]     medians in milliseconds, checks that take least together
 *
 * It makes the calls of the driver (compiler/driver/compile.c) one by one, with a clock between. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analysis/check_table.h"
#include "lower/lower.h"
#include "sema/sema.h"

enum {
    CHECKS_MAX = 256,
    READ = 0,
    RESOLVE,
    LOWER,
    FIRST_CHECK,
    PARTS = FIRST_CHECK + CHECKS_MAX,
    RUNS_MAX = 99
};

static double seconds[PARTS][RUNS_MAX];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double lap(double *since)
{
    double last = *since;
    *since = now();
    return *since - last;
}

static void run_checks(const toc_plan *plan, toc_arena *arena, toc_diag_sink *sink, int run)
{
    static const toc_check_options options = {.has_as_of = true, .as_of = {2026, 6, 1}};
    toc_check_context context = {plan, arena, sink, &options};
    size_t count;
    const toc_check *checks = toc_checks_all(&count);
    double clock = now();

    for (size_t i = 0; i < count && i < CHECKS_MAX; i++) {
        checks[i].run(&context);
        seconds[FIRST_CHECK + i][run] = lap(&clock);
    }
}

static bool time_parts(toc_arena *arena, const char *path, int run)
{
    toc_sources *sources = toc_sources_new(arena);
    toc_intern_table *names = toc_intern_new(arena);
    toc_diag_sink sink;
    double clock;
    bool is_good;

    toc_diag_sink_init(&sink, arena);
    clock = now();
    const toc_source *source = toc_sources_read(sources, NULL, path, (toc_span){0, 0}, &sink);
    toc_unit *unit = source ? toc_unit_read(arena, names, sources, source, NULL, &sink) : NULL;
    seconds[READ][run] = lap(&clock);
    toc_plan *plan = unit ? toc_sema_resolve(arena, names, sources, unit, &sink) : NULL;
    seconds[RESOLVE][run] = lap(&clock);
    if (!plan || sink.error_count > 0)
        return false;
    run_checks(plan, arena, &sink, run);
    (void)lap(&clock);
    is_good = toc_lower(arena, sources, plan, &sink) != NULL;
    seconds[LOWER][run] = lap(&clock);
    return is_good;
}

static bool run_once(const char *path, int run)
{
    toc_arena arena;
    jmp_buf escape;
    bool is_good;

    toc_arena_init(&arena, &escape);
    if (setjmp(escape) != 0) {
        toc_arena_deinit(&arena);
        return false;
    }
    is_good = time_parts(&arena, path, run);
    toc_arena_deinit(&arena);
    return is_good;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int runs)
{
    qsort(values, (size_t)runs, sizeof *values, compare);
    return values[runs / 2];
}

static void print_checks(int runs, double all)
{
    size_t count;
    const toc_check *checks = toc_checks_all(&count);
    double rest = 0;

    for (size_t i = 0; i < count && i < CHECKS_MAX; i++) {
        double middle = median(seconds[FIRST_CHECK + i], runs);
        if (middle < all / 200)
            rest += middle;
        else
            printf("  check %-28s %9.1f ms %5.1f %%\n", checks[i].slug, middle * 1e3,
                   100 * middle / all);
    }
    printf("  %-34s %9.1f ms %5.1f %%\n", "all other checks", rest * 1e3, 100 * rest / all);
}

static void print_table(int runs)
{
    static const char *const names[FIRST_CHECK] = {"read and parse", "names and types",
                                                   "lower and verify"};
    double all = 0;

    for (int part = 0; part < PARTS; part++)
        all += median(seconds[part], runs);
    for (int part = 0; part < FIRST_CHECK; part++)
        printf("  %-34s %9.1f ms %5.1f %%\n", names[part], median(seconds[part], runs) * 1e3,
               100 * median(seconds[part], runs) / all);
    print_checks(runs, all);
    printf("  %-34s %9.1f ms\n", "together", all * 1e3);
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? atoi(argv[2]) : 5;

    if (argc < 2 || runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: bench_parts PLAN [RUNS]\n");
        return 2;
    }
    for (int run = 0; run < runs; run++) {
        if (!run_once(argv[1], run)) {
            fprintf(stderr, "bench_parts: %s does not check clean\n", argv[1]);
            return 1;
        }
    }
    print_table(runs);
    return 0;
}
