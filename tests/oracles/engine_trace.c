/* engine_trace.c - `engine_trace PLAN SEED INPUTS TRACE`: a random drill of the core of a plan.
 *
 * Writes the inputs, one JSON object a line, for the engines of other projects, and what our engine
 * comes to: for each instant the regions whose state changed, by name, as the runners beside this
 * file print them.  Times are multiples of five minutes, so that many things meet in one instant. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver/compile.h"
#include "engine/engine.h"
#include "export/core.h"
#include "export/export_private.h"
#include "lower/lower.h"

enum { INPUTS = 120, TRIES = 5, STEP_MINUTES = 5, INSTANTS_MAX = 3000, NAME_ROOM = 400 };

typedef struct tracer {
    toc_arena arena;
    const toc_machine *machine;
    toc_engine *engine;
    uint64_t seed;
    FILE *inputs;
    FILE *trace;
    const char **ladders;
    const char **levels;
    const char **responses;
    const char **nodes;
    const char **events;
    const char **indicators;
    uint32_t *activation;    /* of each response, the latest */
    const char **duty;       /* of each node: the state of its latest duty */
    uint32_t *duty_number;   /* and its number */
    uint32_t *duty_run;      /* and the activation it belongs to */
    const char **level_duty; /* of each level */
    uint32_t *level_number;
    const char **shown; /* state of each region as printed last */
} tracer;

static uint32_t draw(tracer *t, uint64_t bound)
{
    t->seed = t->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return bound > 0 ? (uint32_t)((t->seed >> 33) % bound) : 0;
}

/* ---- what the engine says ---- */

static void note_duty(const toc_duty *duty, uint32_t kind, const char **state, uint32_t *number)
{
    if (duty->number < *number)
        return; /* an older one that is done late, or given up */
    *number = duty->number;
    if (duty->state != TOC_DUTY_OPEN)
        *state = toc_duty_state_word((toc_duty_state)duty->state);
    else if (kind == TOC_TRACE_DUTY_OVERDUE)
        *state = "overdue";
    else if (kind == TOC_TRACE_DUTY_OPENED)
        *state = "open";
}

static void on_trace(void *context, const toc_trace *record)
{
    tracer *t = context;
    const toc_duty *duty = record->duty;
    if (record->kind == TOC_TRACE_RESPONSE && record->value == TOC_RESPONSE_OPENED)
        t->activation[record->id] = record->activation;
    if (!duty || record->kind == TOC_TRACE_LATE_ACTION)
        return;
    if (duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION) {
        if (duty->number >= t->duty_number[duty->id])
            t->duty_run[duty->id] = duty->activation;
        note_duty(duty, record->kind, &t->duty[duty->id], &t->duty_number[duty->id]);
    } else if (duty->kind == TOC_DUTY_DECLARE) {
        note_duty(duty, record->kind, &t->level_duty[duty->id], &t->level_number[duty->id]);
    }
}

static void show(tracer *t, uint32_t *region, const char *kind, const char *name, const char *state)
{
    const char **shown = &t->shown[(*region)++];
    if (strcmp(*shown, state) == 0)
        return;
    *shown = state;
    fprintf(t->trace, "%" PRId64 " %s_%s=%s\n", toc_engine_now(t->engine), kind, name, state);
}

static const char *rank_text(tracer *t, uint32_t rank)
{
    return rank == 0 ? "none" : toc_arena_printf(&t->arena, "%" PRIu32, rank);
}

static const char *node_state(const tracer *t, uint32_t node)
{
    toc_node_state state = toc_engine_node(t->engine, node);
    return state == TOC_NODE_BLOCKED ? "ready" : toc_node_state_word(state);
}

/* The duty of the latest activation; none where that has opened none yet. */
static const char *node_duty(const tracer *t, uint32_t node)
{
    uint32_t response = t->machine->nodes[node].response;
    return t->duty_run[node] == t->activation[response] ? t->duty[node] : "none";
}

static void show_all(tracer *t)
{
    uint32_t region = 0;
    for (uint32_t i = 0; i < t->machine->ladders_count; i++) {
        show(t, &region, "W", t->ladders[i], rank_text(t, toc_engine_warranted(t->engine, i)));
        show(t, &region, "D", t->ladders[i], rank_text(t, toc_engine_declared(t->engine, i)));
    }
    for (uint32_t i = 0; i < t->machine->levels_count; i++)
        if (t->machine->levels[i].declarer != TOC_NONE)
            show(t, &region, "Q", t->levels[i], t->level_duty[i]);
    for (uint32_t i = 0; i < t->machine->responses_count; i++)
        show(t, &region, "R", t->responses[i],
             toc_engine_response_is_active(t->engine, i) ? "active" : "inactive");
    for (uint32_t i = 0; i < t->machine->nodes_count; i++) {
        show(t, &region, "N", t->nodes[i], node_state(t, i));
        show(t, &region, "O", t->nodes[i], node_duty(t, i));
    }
}

/* ---- inputs ---- */

static void write_input(tracer *t, const char *type, const char *name, const char *data)
{
    fprintf(t->inputs, "{\"at\":%" PRId64 ",\"type\":\"%s%s%s\"%s%s}\n", toc_engine_now(t->engine),
            type, name ? "." : "", name ? name : "", data[0] ? "," : "", data);
}

static int64_t draw_value(tracer *t, const toc_m_indicator *row)
{
    int64_t value;
    if (row->type == TOC_M_TYPE_FLAG)
        return draw(t, 2);
    if (row->type == TOC_M_TYPE_ONE_OF || row->type == TOC_M_TYPE_ORDERED)
        return draw(t, row->choices.count);
    value = row->type == TOC_M_TYPE_DURATION ? (int64_t)draw(t, 12) * TOC_HOUR
            : row->type == TOC_M_TYPE_NUMBER ? (int64_t)draw(t, 12) * TOC_MICRO
                                             : (int64_t)draw(t, 101) * TOC_MICRO;
    return value < row->least ? row->least : value > row->most ? row->most : value;
}

static void set_one(tracer *t)
{
    if (t->machine->indicators_count == 0)
        return;
    uint32_t id = draw(t, t->machine->indicators_count);
    toc_setting setting = {id, draw_value(t, &t->machine->indicators[id])};
    toc_act act = {.verb = TOC_VERB_SET,
                   .body = TOC_NONE,
                   .entry = TOC_NONE,
                   .settings = &setting,
                   .setting_count = 1};
    write_input(t, "set", NULL,
                toc_arena_printf(&t->arena, "\"values\":{\"i_%s\":%" PRId64 "}", t->indicators[id],
                                 setting.value));
    (void)toc_engine_act(t->engine, &act);
}

static void act_on(tracer *t, toc_verb verb, uint32_t id, int64_t value, uint32_t activation)
{
    toc_act act = {.verb = verb,
                   .id = id,
                   .body = TOC_NONE,
                   .entry = TOC_NONE,
                   .value = value,
                   .activation = activation};
    toc_status status = toc_engine_act(t->engine, &act);
    if (status != TOC_OK) {
        fprintf(stderr, "engine_trace: act %d: %s %s\n", (int)verb, toc_status_text(status),
                toc_engine_error(t->engine));
        exit(70);
    }
}

/* Mostly something that can be done now; also what nobody asked for. */
static uint32_t draw_node(tracer *t)
{
    uint32_t id = draw(t, t->machine->nodes_count);
    for (int i = 0; i < TRIES; i++) {
        toc_node_state state = toc_engine_node(t->engine, id);
        if (state == TOC_NODE_READY || state == TOC_NODE_BLOCKED || state == TOC_NODE_RUNNING)
            break;
        id = draw(t, t->machine->nodes_count);
    }
    return id;
}

static void act_on_node(tracer *t)
{
    if (t->machine->nodes_count == 0)
        return;
    uint32_t id = draw_node(t);
    const toc_m_node *row = &t->machine->nodes[id];
    bool is_decision = row->kind == TOC_M_NODE_DECISION;
    uint32_t kind = draw(t, 10);
    uint32_t outcome = is_decision ? draw(t, row->outcomes.count) : 0;
    uint32_t run = t->activation[row->response];
    if (kind == 0) {
        write_input(t, "fail", t->nodes[id], "");
        act_on(t, TOC_VERB_FAIL, id, 0, run);
    } else if (kind < 3) {
        write_input(t, "start", t->nodes[id], "");
        act_on(t, TOC_VERB_START, id, 0, run);
    } else if (is_decision) {
        write_input(t, "decide", t->nodes[id],
                    toc_arena_printf(&t->arena, "\"outcome\":%" PRIu32, outcome));
        act_on(t, TOC_VERB_DECIDE, id, (int64_t)row->outcomes.first + outcome, run);
    } else {
        write_input(t, "did", t->nodes[id], "");
        act_on(t, TOC_VERB_DID, id, 0, run);
    }
}

static void act_on_ladder(tracer *t)
{
    if (t->machine->ladders_count == 0)
        return;
    uint32_t id = draw(t, t->machine->ladders_count);
    const toc_m_ladder *row = &t->machine->ladders[id];
    uint32_t kind = draw(t, 4);
    uint32_t least = row->end_condition == TOC_NONE ? 0 : 1;
    if (kind < 2) {
        uint32_t rank = least + draw(t, row->levels.count + 1 - least);
        write_input(t, "declare", t->ladders[id],
                    toc_arena_printf(&t->arena, "\"rank\":%" PRIu32, rank));
        act_on(t, TOC_VERB_DECLARE, id, rank, 0);
    } else if (kind == 2) {
        write_input(t, "propose", t->ladders[id], "");
        act_on(t, TOC_VERB_PROPOSE, id, 0, 0);
    } else {
        bool given = draw(t, 3) > 0;
        write_input(t, "end", t->ladders[id], given ? "\"given\":true" : "\"given\":false");
        act_on(t, TOC_VERB_APPROVE_END, id, given, 0);
    }
}

static void one_input(tracer *t)
{
    uint32_t kind = draw(t, 20);
    if (kind < 4 && t->machine->events_count > 0) {
        uint32_t id = draw(t, t->machine->events_count);
        write_input(t, "inject", t->events[id], "");
        act_on(t, TOC_VERB_INJECT, id, 0, 0);
    } else if (kind < 9) {
        set_one(t);
    } else if (kind == 9 && t->machine->responses_count > 0) {
        uint32_t id = draw(t, t->machine->responses_count);
        write_input(t, "activate", t->responses[id], "");
        act_on(t, TOC_VERB_ACTIVATE, id, 0, 0);
    } else if (kind < 12) {
        act_on_ladder(t);
    } else {
        act_on_node(t);
    }
}

/* ---- the drill ---- */

static void must(toc_status status, const tracer *t)
{
    if (status == TOC_OK)
        return;
    fprintf(stderr, "engine_trace: %s %s\n", toc_status_text(status), toc_engine_error(t->engine));
    exit(70);
}

/* Instant by instant up to @p until, which is not reached. */
static void run_before(tracer *t, toc_ms until, uint32_t *left)
{
    toc_ms next = toc_engine_next(t->engine);
    for (; next != TOC_MS_NONE && next<until && * left> 0; (*left)--) {
        must(toc_engine_advance(t->engine, next), t);
        show_all(t);
        next = toc_engine_next(t->engine);
    }
    must(toc_engine_begin(t->engine, until), t);
}

static void run(tracer *t)
{
    uint32_t left = INSTANTS_MAX;
    toc_ms at = 0;
    must(toc_engine_begin(t->engine, 0), t);
    for (uint32_t i = 0; i < INPUTS; i++) {
        one_input(t);
        if (draw(t, 3) == 0)
            continue; /* another one at the same instant */
        must(toc_engine_advance(t->engine, at), t);
        show_all(t);
        at += (toc_ms)(1 + draw(t, 5)) * STEP_MINUTES * TOC_MINUTE;
        run_before(t, at, &left);
    }
    must(toc_engine_advance(t->engine, at), t);
    show_all(t);
    run_before(t, at + TOC_DAY, &left);
    fprintf(t->inputs, "{\"end\":%" PRId64 "}\n", at + TOC_DAY);
}

/* ---- names and memory ---- */

static const char **plain(tracer *t, const void *table, uint32_t count, size_t stride)
{
    const unsigned char *rows = table;
    const char **names = TOC_NEW_ARRAY(&t->arena, const char *, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++)
        names[i] = toc_machine_text(t->machine,
                                    ((const toc_m_head *)(const void *)(rows + i * stride))->name);
    return toc_export_plain_names(&t->arena, names, count);
}

#define PLAIN(t, table)                                                                            \
    plain((t), (t)->machine->table, (t)->machine->table##_count, sizeof *(t)->machine->table)

static const char **states(tracer *t, size_t count, const char *first)
{
    const char **list = TOC_NEW_ARRAY(&t->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        list[i] = first;
    return list;
}

static void set_up(tracer *t)
{
    const toc_machine *m = t->machine;
    t->ladders = PLAIN(t, ladders);
    t->levels = PLAIN(t, levels);
    t->responses = PLAIN(t, responses);
    t->nodes = PLAIN(t, nodes);
    t->events = PLAIN(t, events);
    t->indicators = PLAIN(t, indicators);
    t->activation = TOC_NEW_ARRAY(&t->arena, uint32_t, (size_t)m->responses_count + 1);
    t->duty = states(t, m->nodes_count, "none");
    t->duty_number = TOC_NEW_ARRAY(&t->arena, uint32_t, (size_t)m->nodes_count + 1);
    t->duty_run = TOC_NEW_ARRAY(&t->arena, uint32_t, (size_t)m->nodes_count + 1);
    t->level_duty = states(t, m->levels_count, "none");
    t->level_number = TOC_NEW_ARRAY(&t->arena, uint32_t, (size_t)m->levels_count + 1);
    t->shown = states(t,
                      2 * (size_t)m->ladders_count + m->levels_count + m->responses_count +
                          2 * (size_t)m->nodes_count,
                      "");
}

static int drill(tracer *t, const toc_machine *machine)
{
    toc_core core;
    toc_core_make(machine, &t->arena, &core);
    t->machine = &core.machine;
    set_up(t);
    uint8_t *played = TOC_NEW_ARRAY(&t->arena, uint8_t, (size_t)machine->bodies_count + 1);
    memset(played, 1, machine->bodies_count);
    /* one activation at a time: what the last one still owes is settled when the next one begins */
    toc_engine_options options = {
        .seed = 1, .activations_max = 1, .played = played, .on_trace = on_trace, .context = t};
    must(toc_engine_new(t->machine, &options, &t->engine), t);
    run(t);
    toc_engine_free(t->engine);
    return 0;
}

int main(int argc, char **argv)
{
    tracer t = {0};
    if (argc != 5)
        return 2;
    toc_arena_init(&t.arena, NULL);
    toc_sources *sources = toc_sources_new(&t.arena);
    toc_diag_sink sink;
    toc_diag_sink_init(&sink, &t.arena);
    const toc_plan *plan = toc_compile(&t.arena, sources, argv[1], NULL, &sink);
    const toc_machine *machine =
        plan && !plan->has_errors ? toc_lower(&t.arena, sources, plan, &sink) : NULL;
    t.seed = strtoull(argv[2], NULL, 10);
    t.inputs = machine ? fopen(argv[3], "w") : NULL;
    t.trace = t.inputs ? fopen(argv[4], "w") : NULL;
    if (!t.trace) {
        toc_diag_render_text(&sink, sources, false, stderr);
        return 1;
    }
    int code = drill(&t, machine);
    fclose(t.inputs);
    fclose(t.trace);
    toc_arena_deinit(&t.arena);
    return code;
}
