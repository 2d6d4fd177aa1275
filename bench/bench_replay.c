/* bench_replay.c - acts a second through the engine, on plans of any size.
 *
 *   bench_replay IMAGE ACTS [RESPONSES]    RESPONSES of the plan, spread over it, are activated and
 *       all their steps, decisions, approvals and reports done, over and over; default: all
 *
 * With the same number of responses on plans of different sizes the acts affect the same, and only
 * the size of the plan differs.  Times are medians of five rounds. */
#include <inttypes.h>

#include "machine/file.h"
#include "replay.h"

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

typedef struct any_run {
    const toc_machine *machine;
    toc_engine *engine;
    uint32_t *order; /* nodes of all responses, each response in topological order */
    uint64_t random;
    uint64_t acts;
    uint64_t done; /* steps and decisions that an act completed */
    uint64_t wanted;
    uint32_t responses; /* how many of them are played */
    toc_ms clock;
    bool is_broken;
    char problem[120]; /* what broke it, where the engine has no word for it */
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

static void note(any_run *run, toc_status status, const char *what, const toc_m_head *head)
{
    if (status == TOC_OK)
        return;
    run->is_broken = true;
    snprintf(run->problem, sizeof run->problem, "%s %s: %s", what,
             head ? toc_machine_text(run->machine, head->name) : "", toc_status_text(status));
}

static void one_act(any_run *run, toc_verb verb, uint32_t id, int64_t value, const char *what,
                    const toc_m_head *head)
{
    if (run->is_broken || run->acts >= run->wanted)
        return;
    run->acts++;
    toc_act act = replay_make(verb, id, value, NULL, 0);
    note(run, toc_engine_act(run->engine, &act), what, head);
}

static void do_node(any_run *run, uint32_t id)
{
    const toc_m_node *node = &run->machine->nodes[id];
    if (!may_do(run, id))
        return;
    if (node->approver != TOC_NONE)
        one_act(run, TOC_VERB_APPROVE, id, 1, "approve", &node->head);
    if (node->kind == TOC_M_NODE_DECISION)
        one_act(run, TOC_VERB_DECIDE, id,
                node->outcomes.first + draw(&run->random, node->outcomes.count), "decide",
                &node->head);
    else
        one_act(run, TOC_VERB_DID, id, 0, "did", &node->head);
    run->done += toc_engine_node(run->engine, id) == TOC_NODE_DONE;
}

static void do_report(any_run *run, uint32_t id)
{
    const toc_m_report *report = &run->machine->reports[id];
    if (report->kind != TOC_M_REPORT_ANNOUNCEMENT) {
        one_act(run, TOC_VERB_REPORT, id, 0, "report", &report->head);
        return;
    }
    if (report->approver != TOC_NONE)
        one_act(run, TOC_VERB_CLEAR, id, 1, "approve", &report->head);
    one_act(run, TOC_VERB_ANNOUNCE, id, 0, "announce", &report->head);
}

/* A value that the indicator may have, of a draw below a thousand: yes or no, a choice, a number. */
static int64_t fit(const toc_m_indicator *row, uint32_t drawn)
{
    int64_t number = drawn * TOC_MICRO;
    if (row->type == TOC_M_TYPE_FLAG)
        return drawn % 2;
    if (row->type == TOC_M_TYPE_ONE_OF || row->type == TOC_M_TYPE_ORDERED)
        return drawn % row->choices.count;
    return number < row->least ? row->least : number > row->most ? row->most : number;
}

static void set_any(any_run *run)
{
    if (run->machine->indicators_count < 2 || run->acts >= run->wanted || run->is_broken)
        return;
    uint32_t indicator = 1 + draw(&run->random, run->machine->indicators_count - 1);
    const toc_m_indicator *row = &run->machine->indicators[indicator];
    toc_setting setting = {indicator, fit(row, draw(&run->random, 1000))};
    toc_act act = replay_make(TOC_VERB_SET, TOC_NONE, 0, &setting, 1);
    run->acts++;
    note(run, toc_engine_act(run->engine, &act), "set", &row->head);
}

static void do_response(any_run *run, uint32_t id)
{
    const toc_m_response *response = &run->machine->responses[id];
    run->clock += TOC_MINUTE;
    note(run, toc_engine_advance(run->engine, run->clock), "the clock goes on", NULL);
    if (!toc_engine_response_is_active(run->engine, id))
        one_act(run, TOC_VERB_ACTIVATE, id, 0, "activate", &response->head);
    for (uint32_t i = 0; i < response->nodes.count; i++)
        do_node(run, run->order[response->nodes.first + i]);
    for (uint32_t i = 0; i < response->reports.count; i++)
        do_report(run, run->machine->ids[response->reports.first + i]);
    set_any(run);
}

static double run_any(any_run *run)
{
    run->engine = replay_new(run->machine, (toc_engine_options){.seed = 1});
    run->acts = 0;
    run->done = 0;
    run->clock = 0;
    run->random = 1;
    run->is_broken = !run->engine;
    double begin = now();
    while (!run->is_broken && run->acts < run->wanted) {
        uint64_t before = run->acts;
        for (uint32_t i = 0; i < run->responses && !run->is_broken; i++)
            do_response(run,
                        (uint32_t)((uint64_t)i * run->machine->responses_count / run->responses));
        if (run->acts == before) {
            run->is_broken = true;
            snprintf(run->problem, sizeof run->problem, "the plan has nothing to play");
        }
    }
    double seconds = now() - begin;
    if (run->is_broken && run->engine) {
        const char *error = toc_engine_error(run->engine);
        fprintf(stderr, "bench_replay: after %" PRIu64 " acts: %s%s%s\n", run->acts, run->problem,
                *error ? ": " : "", error);
    }
    toc_engine_free(run->engine);
    return seconds;
}

static int measure(const toc_machine *machine, size_t count, uint32_t responses)
{
    double seconds[ROUNDS];
    any_run run = {.machine = machine, .wanted = count, .responses = responses};
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
    double taken = median(seconds);
    printf("%" PRIu32 " %" PRIu32 " %.0f %.0f %.2f\n", machine->nodes_count, responses,
           (double)count / taken, taken / (double)count * 1e9, (double)run.done / (double)count);
    return 0;
}

int main(int argc, char **argv)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_machine_file *file = NULL;
    size_t count = argc >= 3 ? strtoull(argv[2], NULL, 10) : 0;
    unsigned long responses = argc >= 4 ? strtoul(argv[3], NULL, 10) : UINT32_MAX;
    if (argc > 4 || count == 0 || count > 1000000000 || responses == 0) {
        fprintf(stderr, "usage: bench_replay IMAGE ACTS [RESPONSES]\n"
                        "prints: steps, responses, acts/s, ns/act, share that completed one\n");
        return 2;
    }
    toc_status status = toc_machine_open(argv[1], &file, reason);
    if (status != TOC_OK) {
        fprintf(stderr, "bench_replay: %s: %s %s\n", argv[1], toc_status_text(status), reason);
        return 2;
    }
    const toc_machine *machine = toc_machine_file_get(file);
    uint32_t played =
        responses < machine->responses_count ? (uint32_t)responses : machine->responses_count;
    int result = measure(machine, count, played);
    toc_machine_file_close(file);
    return result;
}
