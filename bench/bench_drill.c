/* bench_drill.c - simulated drills a second, and how often each deadline is met.
 *
 *   bench_drill IMAGE DRILLS    IMAGE: of the plan that bench/drill/make.py writes
 *
 * Prints drills a second, the mean end in seconds, and the share of each dated step that was done in
 * time, in order of their names.  Each drill is a replication of its own. */
#include <inttypes.h>

#include "machine/file.h"
#include "replay.h"

enum { DATED_MAX = 64 };

typedef struct tally {
    const toc_machine *machine;
    uint32_t place[1024]; /* of each node among the dated, or TOC_NONE */
    uint32_t dated;
    uint64_t met[DATED_MAX];
    toc_ms last; /* when the last step was done */
} tally;

static void on_record(void *context, const toc_trace *record)
{
    tally *t = context;
    if (record->kind != TOC_TRACE_DUTY_CLOSED || record->duty->kind != TOC_DUTY_STEP)
        return;
    t->last = record->at;
    if (t->place[record->id] != TOC_NONE)
        t->met[t->place[record->id]] += record->duty->state == TOC_DUTY_MET;
}

static bool prepare(tally *t, const toc_machine *machine)
{
    t->machine = machine;
    if (machine->nodes_count > sizeof t->place / sizeof t->place[0])
        return false;
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        bool is_dated = machine->nodes[i].deadline != TOC_NONE;
        t->place[i] = is_dated ? t->dated++ : TOC_NONE;
    }
    return t->dated <= DATED_MAX;
}

static bool play(toc_engine *engine, uint32_t alarm)
{
    return toc_engine_begin(engine, 0) == TOC_OK && replay_act(engine, TOC_VERB_INJECT, alarm, 0) &&
           toc_engine_finish(engine, 7 * TOC_DAY) == TOC_OK;
}

/* One engine for all: each drill begins anew as a replication of its own. */
static double measure(tally *t, uint32_t alarm, uint64_t count, double *out_mean)
{
    toc_engine_options options = {.seed = 1,
                                  .on_trace = on_record,
                                  .context = t,
                                  .trace_kinds = UINT64_C(1) << TOC_TRACE_DUTY_CLOSED};
    toc_engine *engine = NULL;
    double sum = 0;
    double begin = now();
    bool is_good = toc_engine_new(t->machine, &options, &engine) == TOC_OK;
    for (uint64_t n = 0; is_good && n < count; n++) {
        toc_engine_restart(engine, options.seed, (uint32_t)n);
        is_good = play(engine, alarm);
        sum += (double)t->last / TOC_SECOND;
    }
    toc_engine_free(engine);
    *out_mean = sum / (double)count;
    return is_good ? now() - begin : -1;
}

int main(int argc, char **argv)
{
    static tally t;
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_machine_file *file = NULL;
    uint64_t count = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;
    double mean = 0;
    if (count == 0) {
        fprintf(stderr, "usage: bench_drill IMAGE DRILLS\n");
        return 2;
    }
    toc_status status = toc_machine_open(argv[1], &file, reason);
    if (status != TOC_OK) {
        fprintf(stderr, "bench_drill: %s: %s %s\n", argv[1], toc_status_text(status), reason);
        return 2;
    }
    const toc_machine *machine = toc_machine_file_get(file);
    uint32_t alarm = TOC_MACHINE_FIND(machine, events, "alarm");
    double seconds =
        alarm != TOC_NONE && prepare(&t, machine) ? measure(&t, alarm, count, &mean) : -1;
    if (seconds > 0) {
        printf("engine %.0f %.1f", (double)count / seconds, mean);
        for (uint32_t k = 0; k < t.dated; k++)
            printf(" %.5f", (double)t.met[k] / (double)count);
        printf("\n");
    }
    toc_machine_file_close(file);
    return seconds > 0 ? 0 : 1;
}
