/* bench_load.c - scenario scripts: written, read by libyaml alone, read and bound here.
 *
 *   bench_load write BYTES              writes a script of about so many for bench/small.plan
 *   bench_load IMAGE SCRIPT [ROUNDS]    medians of processor time, in turns
 *
 * Prints name, events a second and seconds of libyaml alone, through its own FILE input; of ours, which
 * passes the gate, reads, checks, packs and binds every entry; and of ours without the short way for plain
 * items.  Then, in MiB, what ours has in its arena and the greatest resident memory of the process. */
#include <inttypes.h>
#include <setjmp.h>
#include <sys/resource.h>
#include <yaml.h>

#include "base/source.h"
#include "drill/bind.h"
#include "machine/file.h"
#include "replay.h"

static double used(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* ── writing ── */

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

static int write_entry(uint64_t *random, uint64_t at)
{
    uint32_t number = draw(random, 100000);
    switch (draw(random, 8)) {
    case 0:
        return printf("  - {at: %" PRIu64 "s, note: \"Reading %u taken at the fence, all quiet\", "
                      "to: [crew, duty], from: control, via: radio}\n",
                      at, number);
    case 1:
        return printf("  - {at: %" PRIu64 "s, inject: alarm, to: duty, fields: {severity: %u}, "
                      "text: \"Alarm %u\", via: phone}\n",
                      at, number % 3, number);
    case 2:
        return printf("  - at: %" PRIu64 "s\n    did: incident.contain\n    by: crew\n", at);
    case 3:
        return printf("  - {at: %" PRIu64 "s, report: sitrep, by: crew, to: duty, "
                      "content: {casualties: %u}, via: e-mail}\n",
                      at, number % 1000);
    }
    return printf("  - {at: %" PRIu64 "s, set: {casualties: %u}}\n", at, number % 1000);
}

static int write_script(uint64_t size)
{
    uint64_t random = 1;
    uint64_t at = 0;
    uint64_t written = 0;
    printf("scenario: long\nstart: 2026-03-05T02:10+00:00\nplay: all\nscript:\n");
    while (written < size) {
        at += draw(&random, 4);
        written += (uint64_t)write_entry(&random, at);
    }
    printf("end: %" PRIu64 "s\n", at + 1);
    return ferror(stdout) ? 1 : 0;
}

/* ── reading ── */

/* Events of the whole file; 0: it cannot be read. */
static uint64_t count_events(const char *path)
{
    FILE *file = fopen(path, "rb");
    yaml_parser_t parser;
    yaml_event_t event;
    uint64_t count = 0;
    bool is_over = false;
    if (!file || !yaml_parser_initialize(&parser))
        return 0;
    yaml_parser_set_input_file(&parser, file);
    while (!is_over && yaml_parser_parse(&parser, &event)) {
        is_over = event.type == YAML_STREAM_END_EVENT;
        count++;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    (void)fclose(file);
    return is_over ? count : 0;
}

/* Bytes that the bound script takes; 0: it is refused. */
static size_t load(const toc_machine *machine, const char *path, bool is_slow)
{
    toc_scenario_way way = {.is_slow = is_slow};
    toc_arena arena;
    jmp_buf escape;
    volatile size_t size = 0;
    toc_arena_init(&arena, &escape);
    if (setjmp(escape) == 0) {
        toc_sources *sources = toc_sources_new(&arena);
        toc_diag_sink sink;
        toc_diag_sink_init(&sink, &arena);
        const toc_source *source = toc_sources_read_long(sources, path, (toc_span){0, 0}, &sink);
        const toc_scenario *scenario =
            source ? toc_scenario_read_in(&arena, sources, source, &way, &sink) : NULL;
        if (scenario && toc_scenario_bind(&arena, machine, scenario, NULL, &sink))
            size = arena.used;
        toc_diag_render_short(&sink, sources, stderr);
    }
    toc_arena_deinit(&arena);
    return size;
}

enum { LIBYAML, OURS, OURS_SLOW, WAYS };

static int measure(const toc_machine *machine, const char *path, unsigned rounds)
{
    static const char *const names[WAYS] = {"libyaml", "tocsin", "tocsin-no-short-way"};
    double seconds[WAYS][ROUNDS];
    uint64_t events = 0;
    size_t size = 0;
    struct rusage usage;
    for (unsigned i = 0; i < rounds; i++) {
        for (unsigned way = 0; way < WAYS; way++) {
            double begin = used();
            if (way == LIBYAML)
                events = count_events(path);
            else
                size = load(machine, path, way == OURS_SLOW);
            seconds[way][i] = used() - begin;
            if (events == 0 || (way != LIBYAML && size == 0))
                return 1;
        }
    }
    (void)getrusage(RUSAGE_SELF, &usage);
    for (unsigned way = 0; way < WAYS; way++) {
        qsort(seconds[way], rounds, sizeof seconds[way][0], compare_seconds);
        printf("%s %.0f %.3f\n", names[way], (double)events / seconds[way][rounds / 2],
               seconds[way][rounds / 2]);
    }
    printf("memory %.1f %.1f\n", (double)size / (1 << 20), (double)usage.ru_maxrss / 1024);
    return 0;
}

int main(int argc, char **argv)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_machine_file *file = NULL;
    if (argc == 3 && strcmp(argv[1], "write") == 0)
        return write_script(strtoull(argv[2], NULL, 10));
    unsigned long rounds = argc == 4 ? strtoul(argv[3], NULL, 10) : ROUNDS;
    if (argc < 3 || argc > 4 || rounds == 0 || rounds > ROUNDS) {
        fprintf(stderr, "usage: bench_load write BYTES | IMAGE SCRIPT [ROUNDS]\n");
        return 2;
    }
    toc_status status = toc_machine_open(argv[1], &file, reason);
    if (status != TOC_OK) {
        fprintf(stderr, "bench_load: %s: %s %s\n", argv[1], toc_status_text(status), reason);
        return 2;
    }
    int result = measure(toc_machine_file_get(file), argv[2], (unsigned)rounds);
    toc_machine_file_close(file);
    return result;
}
