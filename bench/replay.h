/* replay.h - what the programs share that drive an engine and take its time. */
#ifndef TOC_BENCH_REPLAY_H
#define TOC_BENCH_REPLAY_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/engine.h"

enum { ROUNDS = 5 };

/* Of the processor: other programs disturb that less than the clock. */
static inline double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline int compare_seconds(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static inline double median(double values[ROUNDS])
{
    qsort(values, ROUNDS, sizeof values[0], compare_seconds);
    return values[ROUNDS / 2];
}

/* Everything acts from outside: a replay.  Of @p options the rest.  NULL: said on standard error. */
static inline toc_engine *replay_new(const toc_machine *machine, toc_engine_options options)
{
    toc_engine *engine = NULL;
    uint8_t *played = malloc((size_t)machine->bodies_count + 1);
    if (!played)
        return NULL;
    memset(played, 1, machine->bodies_count);
    options.played = played;
    toc_status status = toc_engine_new(machine, &options, &engine);
    free(played);
    if (status == TOC_OK && toc_engine_begin(engine, 0) == TOC_OK)
        return engine;
    fprintf(stderr, "replay: %s\n", engine ? toc_engine_error(engine) : toc_status_text(status));
    toc_engine_free(engine);
    return NULL;
}

/* Every field, which the compiler does faster than all of them to nothing first. */
static inline toc_act replay_make(toc_verb verb, uint32_t id, int64_t value,
                                  const toc_setting *settings, uint32_t count)
{
    return (toc_act){.verb = verb,
                     .id = id,
                     .body = TOC_NONE,
                     .activation = 0,
                     .other = TOC_NONE,
                     .entry = TOC_NONE,
                     .value = value,
                     .duration = 0,
                     .settings = settings,
                     .setting_count = count,
                     .bodies = NULL,
                     .body_count = 0,
                     .reports = NULL,
                     .report_count = 0};
}

static inline bool replay_act(toc_engine *engine, toc_verb verb, uint32_t id, int64_t value)
{
    toc_act what = replay_make(verb, id, value, NULL, 0);
    return toc_engine_act(engine, &what) == TOC_OK;
}

static inline bool replay_set(toc_engine *engine, uint32_t indicator, int64_t value)
{
    toc_setting setting = {indicator, value};
    toc_act what = replay_make(TOC_VERB_SET, TOC_NONE, 0, &setting, 1);
    return toc_engine_act(engine, &what) == TOC_OK;
}

#endif
