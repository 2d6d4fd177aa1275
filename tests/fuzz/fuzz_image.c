/* fuzz_image.c - machine images: what the verifier lets through must be safe to follow.
 *
 * The size and checksum in the header are put right first, so that the fuzzer gets past them; what
 * verifies is dumped, which follows every id, name and range there is, and drilled for a short while:
 * acts drawn from the image's checksum, some of them outside their tables, played and simulated
 * bodies mixed.  The engine may refuse and give up, but never crash, hang or lose count. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "machine/dump.h"
#include "machine/verify.h"

enum { ACTS = 160, STEPS = 400, BODIES_MAX = 4096, OPEN_MAX = 20000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);

/* Searches as a command does, for every name that there is and one that is not. */
static void look_up(const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        const char *name = toc_machine_text(machine, machine->nodes[i].head.name);

        if (TOC_MACHINE_FIND(machine, nodes, name) != i)
            abort();
    }
    if (TOC_MACHINE_FIND(machine, bodies, "") != TOC_NONE)
        abort();
    (void)toc_machine_offset(machine, 0);
}

static void follow(const toc_machine *machine)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return;
    toc_machine_dump(machine, out);
    fclose(out);
    free(text);
    look_up(machine);
}

/* ---- a short drill ---- */

typedef struct runner {
    const toc_machine *machine;
    toc_engine *engine;
    uint64_t seed;
    uint32_t opened; /* number of the last duty */
    uint32_t closed; /* how many */
    FILE *out;
} runner;

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "fuzz_image: %s\n", what);
    abort();
}

static uint32_t draw(runner *r, uint64_t bound)
{
    r->seed = r->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return bound > 0 ? (uint32_t)((r->seed >> 33) % bound) : 0;
}

static void on_trace(void *context, const toc_trace *record)
{
    runner *r = context;
    toc_trace_write(r->machine, record, r->out);
    if (!record->duty)
        return;
    if (record->kind == TOC_TRACE_DUTY_OPENED)
        must(record->duty->number == ++r->opened, "duties are not numbered in order");
    must(record->duty->number <= r->opened, "a duty that was never opened");
    must((record->kind == TOC_TRACE_DUTY_CLOSED) == (record->duty->state != TOC_DUTY_OPEN),
         "a duty's state does not fit its record");
    r->closed += record->kind == TOC_TRACE_DUTY_CLOSED;
}

/* How many rows the table has that a verb's id is drawn from. */
static uint32_t rows_of(const toc_machine *machine, toc_verb verb)
{
    switch (verb) {
    case TOC_VERB_INJECT:
        return machine->events_count;
    case TOC_VERB_START:
    case TOC_VERB_DID:
    case TOC_VERB_DECIDE:
    case TOC_VERB_FAIL:
    case TOC_VERB_APPROVE:
    case TOC_VERB_EXTEND:
        return machine->nodes_count;
    case TOC_VERB_DECLARE:
    case TOC_VERB_PROPOSE:
    case TOC_VERB_APPROVE_END:
        return machine->ladders_count;
    case TOC_VERB_REPORT:
    case TOC_VERB_ANNOUNCE:
    case TOC_VERB_CLEAR:
    case TOC_VERB_ACKNOWLEDGE:
    case TOC_VERB_WITHHOLD:
        return machine->reports_count;
    case TOC_VERB_FORM:
    case TOC_VERB_STAND_DOWN:
    case TOC_VERB_UNREACHABLE:
        return machine->bodies_count;
    case TOC_VERB_ACTIVATE:
        return machine->responses_count;
    case TOC_VERB_LOSE:
        return machine->resources_count;
    case TOC_VERB_NOTE:
    case TOC_VERB_SET:
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
    case TOC_VERB_FORECAST:
        break;
    }
    return 1;
}

static toc_setting draw_setting(runner *r, toc_verb verb, uint32_t event)
{
    const toc_machine *machine = r->machine;
    if (verb == TOC_VERB_FORECAST)
        return (toc_setting){draw(r, (uint64_t)machine->moments_count + 1),
                             toc_engine_now(r->engine) + (toc_ms)draw(r, 36000000) - 1000};
    static const int64_t values[] = {0,         1,        2, -1, 5 * TOC_MICRO, 50 * TOC_MICRO,
                                     INT64_MAX, INT64_MIN};
    uint32_t id = verb == TOC_VERB_SET            ? draw(r, machine->indicators_count)
                  : event < machine->events_count ? machine->events[event].fields.first +
                                                        draw(r, machine->events[event].fields.count)
                                                  : 0;
    return (toc_setting){id, values[draw(r, sizeof values / sizeof values[0])]};
}

static void apply_one(runner *r)
{
    static const int64_t few[] = {0, 1, 2, 3, 7, -1};
    toc_act act = {.verb = (toc_verb)draw(r, TOC_VERB_CLEAR + 2), .entry = draw(r, 100)};
    uint32_t rows = rows_of(r->machine, act.verb);
    act.id = draw(r, (uint64_t)rows + rows / 16 + 1); /* now and then there is no such row */
    act.body = draw(r, 3) ? TOC_NONE : draw(r, (uint64_t)r->machine->bodies_count + 1);
    act.activation = draw(r, 8) ? 0 : draw(r, 4);
    act.other = draw(r, TOC_DUTY_KIND_COUNT + 1);
    act.value = few[draw(r, sizeof few / sizeof few[0])];
    act.duration = draw(r, 9) ? (toc_ms)draw(r, 7200000) : TOC_MS_NONE;
    if (act.verb == TOC_VERB_DECIDE && act.id < r->machine->nodes_count)
        act.value = (int64_t)r->machine->nodes[act.id].outcomes.first + draw(r, 4);
    toc_setting setting = draw_setting(r, act.verb, act.id);
    uint32_t body = draw(r, (uint64_t)r->machine->bodies_count + 1);
    act.settings = &setting;
    act.setting_count = draw(r, 4) > 0;
    act.bodies = &body;
    act.body_count = draw(r, 4) == 0;
    uint32_t report = draw(r, (uint64_t)r->machine->reports_count + 1);
    act.reports = &report;
    act.report_count = draw(r, 4) == 0;
    (void)toc_engine_act(r->engine, &act);
}

/* Timer by timer, and only so many: a series may tick each millisecond. */
static toc_status run_to(runner *r, toc_ms until, int steps)
{
    toc_status status = TOC_OK;
    toc_ms next = toc_engine_next(r->engine);
    for (; steps > 0 && status == TOC_OK && next != TOC_MS_NONE && next <= until; steps--) {
        status = toc_engine_advance(r->engine, next);
        next = toc_engine_next(r->engine);
    }
    if (status == TOC_OK && (next == TOC_MS_NONE || next > until))
        status = toc_engine_begin(r->engine, until);
    return status;
}

static void run_engine(runner *r)
{
    toc_status status = toc_engine_begin(r->engine, 0);
    for (int i = 0; i < ACTS && status == TOC_OK; i++) {
        apply_one(r);
        if (draw(r, 2))
            status = run_to(r, toc_engine_now(r->engine) + (toc_ms)draw(r, 5400000), 8);
    }
    if (status == TOC_OK)
        status = run_to(r, toc_engine_now(r->engine) + 40 * TOC_DAY, STEPS);
    if (status != TOC_OK) {
        must(toc_engine_error(r->engine)[0] != '\0' || status == TOC_ERANGE,
             "stopped without a word");
        return;
    }
    (void)toc_engine_is_settled(r->engine);
    must(toc_engine_finish(r->engine, toc_engine_now(r->engine)) != TOC_EPAST, "the end is past");
    if (toc_engine_error(r->engine)[0] == '\0')
        must(r->opened == r->closed, "a duty is open after the end");
}

/* A series that is due long after it opens may have thousands of duties at once: memory, not risk. */
static bool is_small(const toc_machine *machine)
{
    uint64_t open = (uint64_t)machine->nodes_count + machine->reports_count;
    for (uint32_t i = 0; i < machine->nodes_count; i++)
        open += machine->nodes[i].period > 0 ? TOC_OPEN_OCCURRENCES_MAX / 16 : 0;
    for (uint32_t i = 0; i < machine->reports_count; i++)
        open += (machine->reports[i].period > 0 ? TOC_OPEN_OCCURRENCES_MAX / 16 : 1) *
                (uint64_t)machine->reports[i].receivers.count;
    return open < OPEN_MAX && machine->bodies_count <= BODIES_MAX;
}

static void drill(const toc_machine *machine)
{
    uint8_t played[BODIES_MAX];
    runner r = {.machine = machine, .seed = toc_machine_checksum(machine)};
    char *text = NULL;
    size_t size = 0;
    if (!is_small(machine))
        return;
    for (uint32_t i = 0; i < machine->bodies_count; i++)
        played[i] = draw(&r, 2) == 0;
    toc_engine_options options = {.seed = r.seed,
                                  .activations_max = 1 + draw(&r, 3),
                                  .history_max = 4 + draw(&r, 60),
                                  .reports_max = 1 + draw(&r, 4),
                                  .budget = 500,
                                  .start = (toc_ms)draw(&r, 60) * 365 * TOC_DAY,
                                  .played = played,
                                  .on_trace = on_trace,
                                  .context = &r};
    for (int i = 0; i < TOC_ASSUME_COUNT; i++)
        options.assume[i] = (toc_ms)draw(&r, 3) * 300000;
    r.out = open_memstream(&text, &size);
    if (r.out && toc_engine_new(machine, &options, &r.engine) == TOC_OK) {
        run_engine(&r);
        toc_engine_free(r.engine);
    }
    if (r.out)
        fclose(r.out);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char reason[TOC_VERIFY_TEXT_MAX];
    toc_machine machine;
    void *image = aligned_alloc(8, size / 8 * 8 + 8);

    if (!image)
        return 0;
    memcpy(image, data, size);
    if (size >= sizeof(toc_machine_header)) {
        toc_machine_header *header = image;

        header->size = size;
        header->checksum = toc_machine_compute_checksum(image, size);
    }
    if (toc_machine_verify(image, size, &machine, reason) == TOC_OK) {
        follow(&machine);
        drill(&machine);
    }
    free(image);
    return 0;
}

/* ---- mutations that often still verify: one field set to what it holds in another row, or nearly so ---- */

static uint32_t next_of(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static void mutate_word(uint8_t *data, size_t size, uint64_t *seed)
{
    size_t words = size / 4;
    size_t at = next_of(seed) % words;
    /* rows are 8 to some 200 bytes long: a word so far away may be the same field of another row */
    size_t other = (at + words + next_of(seed) % 128 - 64) % words;
    uint32_t word;
    memcpy(&word, data + (next_of(seed) % 2 ? at : other) * 4, sizeof word);
    switch (next_of(seed) % 6) {
    case 0:
        word++;
        break;
    case 1:
        word--;
        break;
    case 2:
        word = next_of(seed) % 8;
        break;
    case 3:
        word ^= UINT32_C(1) << next_of(seed) % 32;
        break;
    case 4:
        word = UINT32_MAX;
        break;
    case 5:
        break;
    }
    memcpy(data + at * 4, &word, sizeof word);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    uint64_t state = seed;
    (void)room;
    if (size < sizeof(toc_machine_header) + 64)
        return size;
    for (uint32_t i = 1 + next_of(&state) % 3; i > 0; i--)
        mutate_word(data + sizeof(toc_machine_header), size - sizeof(toc_machine_header), &state);
    return size;
}
