/* bench_replay.c - events a second through the engine.
 *
 *   bench_replay small IMAGE EVENTS    the level machine of bench/level-machine.plan, and the same
 *                                      machine as a C switch, over the same stream in the same run
 *   bench_replay plan IMAGE ACTS       any plan: its responses are activated and all their
 *                                      steps, decisions, approvals and reports done, over and over
 *
 * Both first prove themselves: `small` compares the state after every event of a stream,
 * `plan` counts the steps and decisions that became done.  Times are medians of several rounds, in turns. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/c_switch.h"
#include "engine/engine.h"
#include "machine/file.h"

enum { ROUNDS = 5, PROOF_EVENTS = 100000, GRADES = 4 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static double median(double values[ROUNDS])
{
    qsort(values, ROUNDS, sizeof values[0], compare);
    return values[ROUNDS / 2];
}

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

/* Everything acts from outside: a replay. */
static toc_engine *new_engine(const toc_machine *machine)
{
    toc_engine *engine = NULL;
    toc_engine_options options = {.seed = 1};
    uint8_t *played = malloc((size_t)machine->bodies_count + 1);
    if (!played)
        return NULL;
    memset(played, 1, machine->bodies_count);
    options.played = played;
    toc_status status = toc_engine_new(machine, &options, &engine);
    free(played);
    if (status == TOC_OK && toc_engine_begin(engine, 0) == TOC_OK)
        return engine;
    fprintf(stderr, "bench_replay: %s\n",
            engine ? toc_engine_error(engine) : toc_status_text(status));
    toc_engine_free(engine);
    return NULL;
}

static bool act(toc_engine *engine, toc_verb verb, uint32_t id, int64_t value)
{
    toc_act what = {.verb = verb,
                    .id = id,
                    .body = TOC_NONE,
                    .other = TOC_NONE,
                    .entry = TOC_NONE,
                    .value = value};
    return toc_engine_act(engine, &what) == TOC_OK;
}

static bool set_indicator(toc_engine *engine, uint32_t id, int64_t value)
{
    toc_setting setting = {id, value};
    toc_act what = {.verb = TOC_VERB_SET,
                    .id = TOC_NONE,
                    .body = TOC_NONE,
                    .other = TOC_NONE,
                    .entry = TOC_NONE,
                    .settings = &setting,
                    .setting_count = 1};
    return toc_engine_act(engine, &what) == TOC_OK;
}

static bool failed(const toc_engine *engine, const char *what)
{
    fprintf(stderr, "bench_replay: %s: %s\n", what, toc_engine_error(engine));
    return false;
}

/* ── the small machine ───────────────────────────────────────────────────── */

typedef struct small_ids {
    uint32_t alarm, casualties, run, verify, stand_down, contain, all_clear, sitrep;
    uint32_t real, mistaken;       /* outcomes */
    uint32_t mobilise[GRADES + 1]; /* by rank */
} small_ids;

static bool find_small(const toc_machine *machine, small_ids *ids)
{
    static const char *const names[] = {"", "at-IV.mobilise", "at-III.mobilise", "at-II.mobilise",
                                        "at-I.mobilise"};
    ids->alarm = TOC_MACHINE_FIND(machine, events, "alarm");
    ids->casualties = TOC_MACHINE_FIND(machine, indicators, "casualties");
    ids->run = TOC_MACHINE_FIND(machine, responses, "incident-run");
    ids->verify = TOC_MACHINE_FIND(machine, nodes, "incident-run.verify");
    ids->stand_down = TOC_MACHINE_FIND(machine, nodes, "incident-run.stand-down");
    ids->contain = TOC_MACHINE_FIND(machine, nodes, "incident-run.contain");
    ids->all_clear = TOC_MACHINE_FIND(machine, nodes, "incident-run.all-clear");
    ids->sitrep = TOC_MACHINE_FIND(machine, reports, "sitrep");
    for (uint32_t rank = 1; rank <= GRADES; rank++) {
        ids->mobilise[rank] = TOC_MACHINE_FIND(machine, nodes, names[rank]);
        if (ids->mobilise[rank] == TOC_NONE)
            return false;
    }
    if (ids->alarm == TOC_NONE || ids->casualties == TOC_NONE || ids->run == TOC_NONE ||
        ids->verify == TOC_NONE || ids->stand_down == TOC_NONE || ids->contain == TOC_NONE ||
        ids->all_clear == TOC_NONE || ids->sitrep == TOC_NONE)
        return false;
    ids->real = machine->nodes[ids->verify].outcomes.first;
    ids->mistaken = ids->real + 1;
    return machine->nodes[ids->verify].outcomes.count == 2;
}

/* The stream runs in incidents; one in eight is a false alarm. */
static void make_stream(small_event *events, size_t count)
{
    static const small_event real[] = {{ALARM, 2},      {CONFIRM, 0},  {CREW_READY, 0}, {UPDATE, 5},
                                       {CREW_READY, 0}, {SITREP, 0},   {UPDATE, 40},    {UPDATE, 7},
                                       {CONTAINED, 0},  {ALL_CLEAR, 0}};
    static const small_event mistaken[] = {{ALARM, 1}, {CANCEL, 0}, {ALL_CLEAR, 0}};
    uint64_t state = 88172645463325252u;
    for (size_t i = 0; i < count;) {
        bool is_real = draw(&state, 8) != 0;
        const small_event *cycle = is_real ? real : mistaken;
        size_t size = is_real ? sizeof real / sizeof real[0] : sizeof mistaken / sizeof mistaken[0];
        for (size_t k = 0; k < size && i < count; k++, i++) {
            events[i] = cycle[k];
            if (events[i].type == UPDATE)
                events[i].value = (int32_t)draw(&state, 45);
        }
    }
}

static bool apply_small(toc_engine *engine, const small_ids *ids, small_event event)
{
    switch ((small_event_type)event.type) {
    case ALARM:
        return act(engine, TOC_VERB_INJECT, ids->alarm, 0);
    case CONFIRM:
        return act(engine, TOC_VERB_DECIDE, ids->verify, ids->real);
    case CANCEL:
        return act(engine, TOC_VERB_DECIDE, ids->verify, ids->mistaken);
    case CREW_READY: {
        uint32_t rank = toc_engine_declared(engine, 0);
        return rank == 0 || act(engine, TOC_VERB_DID, ids->mobilise[rank], 0);
    }
    case UPDATE:
        return set_indicator(engine, ids->casualties, event.value * TOC_MICRO);
    case SITREP:
        return act(engine, TOC_VERB_REPORT, ids->sitrep, 0);
    case CONTAINED:
        return act(engine, TOC_VERB_DID, ids->contain, 0);
    case ALL_CLEAR:
        return act(engine, TOC_VERB_DID,
                   toc_engine_node(engine, ids->contain) == TOC_NODE_DONE ? ids->all_clear
                                                                          : ids->stand_down,
                   0);
    }
    return false;
}

static small_state small_engine_state(const toc_engine *engine, const small_ids *ids)
{
    uint32_t rank = toc_engine_declared(engine, 0);
    if (!toc_engine_response_is_active(engine, ids->run))
        return NORMAL;
    if (toc_engine_node(engine, ids->verify) != TOC_NODE_DONE)
        return VERIFYING;
    if (toc_engine_node(engine, ids->contain) == TOC_NODE_DEAD)
        return STANDDOWN;
    if (rank == 0)
        return RECOVERY;
    bool is_done = toc_engine_node(engine, ids->mobilise[rank]) == TOC_NODE_DONE;
    return (small_state)(IV_MOBILISING + 2 * (rank - 1) + (is_done ? 1 : 0));
}

/* One second passes with each event. */
static bool run_small(toc_engine *engine, const small_ids *ids, const small_event *events,
                      size_t count, toc_ms *clock)
{
    for (size_t i = 0; i < count; i++) {
        *clock += TOC_SECOND;
        if (toc_engine_advance(engine, *clock) != TOC_OK || !apply_small(engine, ids, events[i]))
            return failed(engine, "small machine");
    }
    /* grades are lowered by a timer of the same instant, which comes after the act */
    return toc_engine_advance(engine, *clock) == TOC_OK || failed(engine, "small machine");
}

static bool prove_small(const toc_machine *machine, const small_ids *ids, const small_event *events,
                        size_t count)
{
    small_machine by_hand = {.state = NORMAL};
    toc_ms clock = 0;
    bool is_same = true;
    toc_engine *engine = new_engine(machine);
    for (size_t i = 0; engine && is_same && i < count; i++) {
        small_run(&by_hand, &events[i], 1);
        if (!run_small(engine, ids, &events[i], 1, &clock))
            is_same = false;
        else if (small_engine_state(engine, ids) != by_hand.state) {
            fprintf(stderr,
                    "bench_replay: after event %zu (%d, %d): engine in state %d, switch in %d\n", i,
                    (int)events[i].type, (int)events[i].value, (int)small_engine_state(engine, ids),
                    (int)by_hand.state);
            is_same = false;
        }
    }
    is_same = is_same && engine;
    toc_engine_free(engine);
    return is_same;
}

static bool time_small(const toc_machine *machine, const small_ids *ids, const small_event *events,
                       size_t count, double out_seconds[2])
{
    double by_hand[ROUNDS];
    double by_engine[ROUNDS];
    for (unsigned round = 0; round < ROUNDS; round++) {
        small_machine switched = {.state = NORMAL};
        double begin = now();
        small_run(&switched, events, count);
        by_hand[round] = now() - begin;
        toc_ms clock = 0;
        toc_engine *engine = new_engine(machine);
        begin = now();
        bool is_good = engine && run_small(engine, ids, events, count, &clock);
        by_engine[round] = now() - begin;
        is_good = is_good && small_engine_state(engine, ids) == switched.state;
        toc_engine_free(engine);
        if (!is_good)
            return false;
    }
    out_seconds[0] = median(by_hand);
    out_seconds[1] = median(by_engine);
    return true;
}

static int measure_small(const toc_machine *machine, size_t count)
{
    small_ids ids;
    double seconds[2];
    if (!find_small(machine, &ids)) {
        fprintf(stderr, "bench_replay: this is not the image of bench/level-machine.plan\n");
        return 1;
    }
    small_event *events = calloc(count > PROOF_EVENTS ? count : PROOF_EVENTS, sizeof *events);
    if (!events)
        return 1;
    make_stream(events, count > PROOF_EVENTS ? count : PROOF_EVENTS);
    bool is_good = prove_small(machine, &ids, events, PROOF_EVENTS) &&
                   time_small(machine, &ids, events, count, seconds);
    free(events);
    if (!is_good)
        return 1;
    printf("small level machine, %zu events, the same states after each of %d\n", count,
           PROOF_EVENTS);
    printf("  C switch  %12.0f events/s\n", (double)count / seconds[0]);
    printf("  engine    %12.0f events/s\n", (double)count / seconds[1]);
    printf("  ratio     %12.1f\n", seconds[1] / seconds[0]);
    return 0;
}

/* ── any plan ────────────────────────────────────────────────────────────── */

typedef struct any_run {
    const toc_machine *machine;
    toc_engine *engine;
    uint32_t *order; /* nodes of all responses, each response in topological order */
    uint64_t random;
    uint64_t acts;
    uint64_t done; /* steps and decisions that an act completed */
    uint64_t wanted;
    toc_ms clock;
    bool is_broken;
} any_run;

/* Places the nodes of one response so that sources come first; loops do not count. */
static void place_response(const toc_machine *machine, toc_range nodes, uint32_t *order,
                           uint8_t *is_placed)
{
    uint32_t placed = 0;
    bool is_moving = true;
    while (placed < nodes.count && is_moving) {
        is_moving = false;
        for (uint32_t id = nodes.first; id < nodes.first + nodes.count; id++) {
            toc_range edges = machine->nodes[id].edges;
            bool is_free = !is_placed[id];
            for (uint32_t e = edges.first; is_free && e < edges.first + edges.count; e++)
                is_free = machine->edges[e].is_loop || is_placed[machine->edges[e].source];
            if (!is_free)
                continue;
            is_placed[id] = 1;
            order[nodes.first + placed++] = id;
            is_moving = true;
        }
    }
}

static bool may_do(const any_run *run, uint32_t node)
{
    toc_node_state state = toc_engine_node(run->engine, node);
    return state == TOC_NODE_READY || state == TOC_NODE_BLOCKED || state == TOC_NODE_RUNNING;
}

static void one_act(any_run *run, toc_verb verb, uint32_t id, int64_t value)
{
    if (run->is_broken || run->acts >= run->wanted)
        return;
    run->acts++;
    if (!act(run->engine, verb, id, value))
        run->is_broken = true;
}

static void do_node(any_run *run, uint32_t id)
{
    const toc_m_node *node = &run->machine->nodes[id];
    if (!may_do(run, id))
        return;
    if (node->approver != TOC_NONE)
        one_act(run, TOC_VERB_APPROVE, id, 1);
    if (node->kind == TOC_M_NODE_DECISION)
        one_act(run, TOC_VERB_DECIDE, id,
                node->outcomes.first + draw(&run->random, node->outcomes.count));
    else
        one_act(run, TOC_VERB_DID, id, 0);
    run->done += toc_engine_node(run->engine, id) == TOC_NODE_DONE;
}

static void do_response(any_run *run, uint32_t id)
{
    const toc_m_response *response = &run->machine->responses[id];
    run->clock += TOC_MINUTE;
    if (toc_engine_advance(run->engine, run->clock) != TOC_OK)
        run->is_broken = true;
    if (!toc_engine_response_is_active(run->engine, id))
        one_act(run, TOC_VERB_ACTIVATE, id, 0);
    for (uint32_t i = 0; i < response->nodes.count; i++)
        do_node(run, run->order[response->nodes.first + i]);
    for (uint32_t i = 0; i < response->reports.count; i++)
        one_act(run, TOC_VERB_REPORT, run->machine->ids[response->reports.first + i], 0);
    if (run->machine->indicators_count > 1 && run->acts < run->wanted && !run->is_broken) {
        uint32_t indicator = 1 + draw(&run->random, run->machine->indicators_count - 1);
        run->acts++;
        if (!set_indicator(run->engine, indicator, draw(&run->random, 1000) * TOC_MICRO))
            run->is_broken = true;
    }
}

static double run_any(any_run *run)
{
    run->engine = new_engine(run->machine);
    run->acts = 0;
    run->done = 0;
    run->clock = 0;
    run->random = 1;
    run->is_broken = !run->engine;
    double begin = now();
    while (!run->is_broken && run->acts < run->wanted) {
        uint64_t before = run->acts;
        for (uint32_t id = 0; id < run->machine->responses_count && !run->is_broken; id++)
            do_response(run, id);
        if (run->acts == before)
            run->is_broken = true;
    }
    double seconds = now() - begin;
    if (run->is_broken && run->engine)
        failed(run->engine, "plan");
    toc_engine_free(run->engine);
    return seconds;
}

static int measure_plan(const toc_machine *machine, size_t count)
{
    double seconds[ROUNDS];
    any_run run = {.machine = machine, .wanted = count};
    uint8_t *is_placed = calloc((size_t)machine->nodes_count + 1, 1);
    run.order = calloc((size_t)machine->nodes_count + 1, sizeof *run.order);
    run.is_broken = !is_placed || !run.order;
    for (uint32_t id = 0; !run.is_broken && id < machine->responses_count; id++)
        place_response(machine, machine->responses[id].nodes, run.order, is_placed);
    for (unsigned round = 0; round < ROUNDS && !run.is_broken; round++)
        seconds[round] = run_any(&run);
    free(is_placed);
    free(run.order);
    if (run.is_broken)
        return 1;
    printf("plan of %" PRIu32 " steps and decisions, %zu acts, %" PRIu64 " of them completed one\n",
           machine->nodes_count, count, run.done);
    printf("  engine    %12.0f acts/s\n", (double)count / median(seconds));
    return 0;
}

int main(int argc, char **argv)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_machine_file *file = NULL;
    size_t count = argc == 4 ? strtoull(argv[3], NULL, 10) : 0;
    bool is_small = argc == 4 && strcmp(argv[1], "small") == 0;
    if (count == 0 || count > 1000000000 || (!is_small && strcmp(argv[1], "plan") != 0)) {
        fprintf(stderr, "usage: bench_replay small|plan IMAGE EVENTS\n");
        return 2;
    }
    toc_status status = toc_machine_open(argv[2], &file, reason);
    if (status != TOC_OK) {
        fprintf(stderr, "bench_replay: %s: %s %s\n", argv[2], toc_status_text(status), reason);
        return 2;
    }
    const toc_machine *machine = toc_machine_file_get(file);
    int result = is_small ? measure_small(machine, count) : measure_plan(machine, count);
    toc_machine_file_close(file);
    return result;
}
