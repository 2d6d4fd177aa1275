/* bench_load.c - scenario scripts: written, read by libyaml alone, read and bound here.
 *
 *   bench_load write BYTES [FORM]       writes a script of about so many for bench/small.plan; FORM mixed:
 *                                       in all forms that planners write; rare: in forms that few know;
 *                                       json: in JSON, on one line
 *   bench_load IMAGE SCRIPT [ROUNDS]    medians of processor time, in turns
 *   bench_load IMAGE SCRIPT play        loads it and plays the drill, once: seconds, most memory in MiB
 *
 * Prints name, events a second and seconds of libyaml alone, through its own FILE input; of ours, which
 * passes the gate, reads, checks, packs and binds every entry; and of ours where libyaml reads it all.
 * Then, in MiB, what ours has in its arena and the greatest resident memory of the process. */
#include <inttypes.h>
#include <setjmp.h>
#include <sys/resource.h>
#include <yaml.h>

#include "base/source.h"
#include "drill/run.h"
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

/* Comments, empty lines, texts with escapes, over several lines and in blocks, lists line by line. */
static int write_mixed_entry(uint64_t *random, uint64_t at)
{
    uint32_t number = draw(random, 100000);
    switch (draw(random, 8)) {
    case 0:
        return printf("  # round %u\n  - at: %" PRIu64
                      "s\n    note: Reading %u taken at the fence, "
                      "all quiet,\n      nobody on the road.\n    to:\n    - crew\n    - duty\n",
                      number / 10, at, number);
    case 1:
        return printf("  - at: %" PRIu64 "s # by the book\n    inject: alarm\n    to: duty\n    "
                      "fields: {severity: %u}\n    text: |\n      Alarm %u.\n\n      Call back: "
                      "#%u.\n\n",
                      at, number % 3, number, number % 100);
    case 2:
        return printf("  - at: %" PRIu64 "s\n    did: incident.contain   # %u\n    by: crew\n", at,
                      number);
    case 3:
        return printf("  - {at: %" PRIu64 "s, report: sitrep, by: crew, to: duty,\n     content: "
                      "{casualties: %u}, via: e-mail}\n",
                      at, number % 1000);
    case 4:
        return printf("  - {at: %" PRIu64 "s, note: \"He said: \\\"gate %u\\\"\", to: crew, via: "
                      "'the officer''s radio'}\n",
                      at, number);
    }
    return printf("  - at: %" PRIu64 "s\n    set:\n      casualties: %u\n", at, number % 1000);
}

/* A note of so many bytes, in double quotes with a line end that means nothing each 80 bytes. */
static int write_long_note(uint64_t at, uint32_t size)
{
    int written = printf("  - at: %" PRIu64 "s\n    to: crew\n    note: \"", at);
    for (uint32_t i = 0; i < size; i += 80)
        written += printf("%-71.71s\\\n      \\ ",
                          "The log of the night shift, as the officer on duty wrote it down");
    return written + printf("\"\n");
}

/* Tabs as blanks, escapes that few know, block texts that say how far in they are or stand below their
 * keys, keys behind `?`, items below their `-`, JSON; one in 4 000 entries has 100 KB. */
static int write_rare_entry(uint64_t *random, uint64_t at)
{
    uint32_t number = draw(random, 100000);
    if (draw(random, 4000) == 0)
        return write_long_note(at, 100000);
    switch (draw(random, 8)) {
    case 0:
        return printf("  -\n    at:\t%" PRIu64
                      "s\t# round %u\n    note: \"Reading\\_%u\\x20at the fence,\\\n"
                      "      \\ nobody\\u0020on the road.\\e\"\n    to:\n    - crew\t# both\n    "
                      "-\n      duty\n",
                      at, number / 10, number);
    case 1:
        return printf("  - ? at\n    : %" PRIu64
                      "s\n    ? inject\n    : alarm\n    to: [duty\t,\tcrew]\n    "
                      "text: |2-\n        Alarm %u.\n\n      Call back.\n",
                      at, number);
    case 2:
        return printf("  - at: %" PRIu64
                      "s\n    did:\n     incident.contain\n    by: \"cre\\\n      w\"\n",
                      at);
    case 3:
        return printf("  - {\"at\":\"%" PRIu64
                      "s\",\"report\":\"sitrep\",\"by\":\"crew\",\"to\":[\"duty\"],"
                      "\"content\":{\"casualties\":%u},\"via\":\"e-mail\"}\n",
                      at, number % 1000);
    case 4:
        return printf("  - at: %" PRIu64
                      "s\n    note:\n    >1\n     Gate %u\n      is shut\n    to: \"cr\\x65w\"\n",
                      at, number);
    }
    return printf("  -\n     \"at\" : \"%" PRIu64 "\\x73\"\n     set:\n        casualties\t:\t%u\n",
                  at, number % 1000);
}

static int write_json_entry(uint64_t *random, uint64_t at)
{
    uint32_t number = draw(random, 100000);
    switch (draw(random, 4)) {
    case 0:
        return printf("{\"at\":\"%" PRIu64
                      "s\",\"note\":\"Reading %u taken at the fence, all quiet\","
                      "\"to\":[\"crew\",\"duty\"],\"from\":\"control\",\"via\":\"radio\"}",
                      at, number);
    case 1:
        return printf("{\"at\":\"%" PRIu64
                      "s\",\"report\":\"sitrep\",\"by\":\"crew\",\"to\":\"duty\","
                      "\"content\":{\"casualties\":%u},\"via\":\"e-mail\"}",
                      at, number % 1000);
    }
    return printf("{\"at\":\"%" PRIu64 "s\",\"set\":{\"casualties\":%u}}", at, number % 1000);
}

typedef struct script_form {
    const char *name;
    const char *head;
    int (*write)(uint64_t *random, uint64_t at);
    const char *between; /* two entries */
    const char *tail;    /* around the time of its end */
    const char *behind;
} script_form;

#define BLOCK_HEAD "scenario: long\nstart: 2026-03-05T02:10+00:00\nplay: all\nscript:\n"

static const script_form forms[] = {
    {"plain", BLOCK_HEAD, write_entry, "", "end: ", "s\n"},
    {"mixed", BLOCK_HEAD, write_mixed_entry, "", "end: ", "s\n"},
    {"rare", BLOCK_HEAD, write_rare_entry, "", "end: ", "s\n"},
    {"json",
     "{\"scenario\":\"long\",\"start\":\"2026-03-05T02:10+00:00\",\"play\":\"all\",\"script\":[",
     write_json_entry, ",", "],\"end\":\"", "s\"}"},
};

static const script_form *find_form(const char *name)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
    }
    return NULL;
}

static int write_script(uint64_t size, const script_form *form)
{
    uint64_t random = 1;
    uint64_t at = 0;
    uint64_t written = 0;
    fputs(form->head, stdout);
    while (written < size) {
        if (written > 0)
            fputs(form->between, stdout);
        at += draw(&random, 4);
        written += (uint64_t)form->write(&random, at);
    }
    printf("%s%" PRIu64 "%s", form->tail, at + 1, form->behind);
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

/* Plays it too, without a trace that is written.  0: it had to be stopped. */
static size_t play(toc_arena *arena, const toc_script *script, toc_diag_sink *sink)
{
    toc_drill_options options = {0};
    toc_drill *drill = NULL;
    if (toc_drill_run(arena, script, &options, sink, &drill) != TOC_OK || drill->is_stopped)
        return 0;
    printf("acts %u records %u\n", script->act_count, drill->happening_count);
    return arena->used;
}

/* Bytes that the bound script takes, or with @p is_played all of the drill; 0: it is refused. */
static size_t load(const toc_machine *machine, const char *path, bool is_slow, bool is_played)
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
        const toc_script *script =
            scenario ? toc_scenario_bind(&arena, machine, scenario, NULL, &sink) : NULL;
        if (script)
            size = is_played ? play(&arena, script, &sink) : arena.used;
        toc_diag_render_short(&sink, sources, stderr);
    }
    toc_arena_deinit(&arena);
    return size;
}

enum { LIBYAML, OURS, OURS_SLOW, WAYS };

static int measure(const toc_machine *machine, const char *path, unsigned rounds)
{
    static const char *const names[WAYS] = {"libyaml", "tocsin", "tocsin-by-libyaml"};
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
                size = load(machine, path, way == OURS_SLOW, false);
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

/* Once from the file to the end of the drill. */
static int measure_play(const toc_machine *machine, const char *path)
{
    struct rusage usage;
    double begin = used();
    size_t size = load(machine, path, false, true);
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("drill %.3f %.1f\n", used() - begin, (double)usage.ru_maxrss / 1024);
    return size > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_machine_file *file = NULL;
    if ((argc == 3 || argc == 4) && strcmp(argv[1], "write") == 0) {
        const script_form *form = find_form(argc == 4 ? argv[3] : "plain");
        if (form)
            return write_script(strtoull(argv[2], NULL, 10), form);
    }
    bool is_played = argc == 4 && strcmp(argv[3], "play") == 0;
    unsigned long rounds = argc == 4 && !is_played ? strtoul(argv[3], NULL, 10) : ROUNDS;
    if (argc < 3 || argc > 4 || rounds == 0 || rounds > ROUNDS) {
        fprintf(stderr, "usage: bench_load write BYTES [plain | mixed | rare | json] | IMAGE "
                        "SCRIPT [ROUNDS | play]\n");
        return 2;
    }
    toc_status status = toc_machine_open(argv[1], &file, reason);
    if (status != TOC_OK) {
        fprintf(stderr, "bench_load: %s: %s %s\n", argv[1], toc_status_text(status), reason);
        return 2;
    }
    const toc_machine *machine = toc_machine_file_get(file);
    int result =
        is_played ? measure_play(machine, argv[2]) : measure(machine, argv[2], (unsigned)rounds);
    toc_machine_file_close(file);
    return result;
}
