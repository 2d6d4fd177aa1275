/* bench_small.c - events a second through the engine, a switch and a table, on the small machine.
 *
 *   bench_small IMAGE EVENTS    IMAGE: of bench/small.plan
 *
 * The engine works each event out, or has a memo of the states it has been in.  First all prove themselves the
 * same, after each of 100 000 events with false alarms and casualties of any number.  Then ten events repeat, and
 * for both ways of the engine such as do not; times are medians of five rounds, in turns. */
#include <inttypes.h>

#include "machine/file.h"
#include "replay.h"
#include "small_switch.h"
#include "small_table.h"

enum { PROOF_EVENTS = 100000, MEMO = 16 << 20 };

typedef struct small_ids {
    uint32_t alarm, severity, casualties, run, verify, stand_down, crews[2], contain, all_clear;
    uint32_t sitrep;
    uint32_t real, mistaken; /* outcomes */
} small_ids;

/* The machine as it stands in the engine, and what a statechart would count beside it. */
typedef struct engine_run {
    toc_engine *engine;
    const small_ids *ids;
    toc_ms clock;
    int64_t reports;
    int64_t cycles;
    int64_t crews;
} engine_run;

static bool find_ids(const toc_machine *machine, small_ids *ids)
{
    uint32_t *const nodes[] = {&ids->verify,   &ids->stand_down, &ids->crews[0],
                               &ids->crews[1], &ids->contain,    &ids->all_clear};
    static const char *const names[] = {"incident.verify",     "incident.stand-down",
                                        "incident.first-crew", "incident.second-crew",
                                        "incident.contain",    "incident.all-clear"};
    for (size_t i = 0; i < sizeof nodes / sizeof nodes[0]; i++) {
        *nodes[i] = TOC_MACHINE_FIND(machine, nodes, names[i]);
        if (*nodes[i] == TOC_NONE)
            return false;
    }
    ids->alarm = TOC_MACHINE_FIND(machine, events, "alarm");
    ids->casualties = TOC_MACHINE_FIND(machine, indicators, "casualties");
    ids->run = TOC_MACHINE_FIND(machine, responses, "incident");
    ids->sitrep = TOC_MACHINE_FIND(machine, reports, "sitrep");
    if (ids->alarm == TOC_NONE || ids->casualties == TOC_NONE || ids->run == TOC_NONE ||
        ids->sitrep == TOC_NONE || machine->events[ids->alarm].fields.count != 1)
        return false;
    ids->severity = machine->events[ids->alarm].fields.first;
    ids->real = machine->nodes[ids->verify].outcomes.first;
    ids->mistaken = ids->real + 1;
    return machine->nodes[ids->verify].outcomes.count == 2;
}

static bool raise_alarm(const engine_run *run, int32_t severity)
{
    toc_setting setting = {run->ids->severity, severity * TOC_MICRO};
    toc_act what = replay_make(TOC_VERB_INJECT, run->ids->alarm, 0, &setting, 1);
    return toc_engine_act(run->engine, &what) == TOC_OK;
}

static bool all_clear(engine_run *run)
{
    const small_ids *ids = run->ids;
    bool is_real = toc_engine_node(run->engine, ids->contain) == TOC_NODE_DONE;
    run->cycles++;
    run->crews = 0;
    return replay_act(run->engine, TOC_VERB_DID, is_real ? ids->all_clear : ids->stand_down, 0);
}

static bool apply(engine_run *run, small_event event)
{
    const small_ids *ids = run->ids;
    switch ((small_event_type)event.type) {
    case ALARM:
        return raise_alarm(run, event.value);
    case CONFIRM:
        return replay_act(run->engine, TOC_VERB_DECIDE, ids->verify, ids->real);
    case CANCEL:
        return replay_act(run->engine, TOC_VERB_DECIDE, ids->verify, ids->mistaken);
    case CREW_READY:
        return replay_act(run->engine, TOC_VERB_DID, ids->crews[run->crews++], 0);
    case UPDATE:
        return replay_set(run->engine, ids->casualties, event.value * TOC_MICRO);
    case SITREP:
        run->reports++;
        return replay_act(run->engine, TOC_VERB_REPORT, ids->sitrep, 0);
    case CONTAINED:
        return replay_act(run->engine, TOC_VERB_DID, ids->contain, 0);
    case ALL_CLEAR:
        return all_clear(run);
    case EVENT_TYPES:
        break;
    }
    return false;
}

/* One second passes with each event. */
static bool run_events(engine_run *run, const small_event *events, size_t count)
{
    bool is_good = true;
    for (size_t i = 0; is_good && i < count; i++) {
        run->clock += TOC_SECOND;
        is_good = toc_engine_advance(run->engine, run->clock) == TOC_OK && apply(run, events[i]);
    }
    /* grades are lowered by a timer of the same instant, which comes after the act */
    if (is_good && toc_engine_advance(run->engine, run->clock) == TOC_OK)
        return true;
    fprintf(stderr, "bench_small: %s\n", toc_engine_error(run->engine));
    return false;
}

static small_state state_of(const engine_run *run)
{
    const toc_engine *engine = run->engine;
    uint32_t rank = toc_engine_declared(engine, 0);
    if (!toc_engine_response_is_active(engine, run->ids->run))
        return NORMAL;
    if (toc_engine_node(engine, run->ids->verify) != TOC_NODE_DONE)
        return VERIFYING;
    if (toc_engine_node(engine, run->ids->contain) == TOC_NODE_DEAD)
        return STANDDOWN;
    return rank == 0 ? RECOVERY : (small_state)(GRADE_IV + rank - 1);
}

/* Crews are read off the engine: the count of the driver would prove nothing. */
static small_machine machine_of(const engine_run *run)
{
    small_machine m = {.state = state_of(run), .reports = run->reports, .cycles = run->cycles};
    for (unsigned k = 0; k < 2 && m.state != NORMAL; k++)
        m.crews += toc_engine_node(run->engine, run->ids->crews[k]) == TOC_NODE_DONE;
    return m;
}

static bool prove(const toc_machine *machine, const small_ids *ids, const small_table *table,
                  const small_event *events, uint64_t memo)
{
    small_machine by_switch = {.state = NORMAL};
    small_machine by_table = {.state = NORMAL};
    engine_run run = {.engine =
                          replay_new(machine, (toc_engine_options){.seed = 1, .memo_bytes = memo}),
                      .ids = ids};
    bool is_same = run.engine != NULL;
    for (size_t i = 0; is_same && i < PROOF_EVENTS; i++) {
        small_switch_run(&by_switch, &events[i], 1);
        small_table_run(table, &by_table, &events[i], 1);
        is_same = run_events(&run, &events[i], 1);
        small_machine by_engine = machine_of(&run);
        if (is_same && small_is_equal(&by_switch, &by_table) &&
            small_is_equal(&by_switch, &by_engine))
            continue;
        fprintf(stderr, "bench_small: after event %zu: switch %d, table %d, engine %d\n", i,
                (int)by_switch.state, (int)by_table.state, (int)by_engine.state);
        is_same = false;
    }
    toc_engine_free(run.engine);
    return is_same;
}

static void count_record(void *context, const toc_trace *record)
{
    (void)record;
    ++*(uint64_t *)context;
}

typedef struct trace_file {
    const toc_machine *machine;
    FILE *out;
} trace_file;

static void write_record(void *context, const toc_trace *record)
{
    const trace_file *file = context;
    toc_trace_write(file->machine, record, file->out);
}

typedef struct measured {
    double by_switch, by_table, by_engine, by_memo;
    double mixed,
        mixed_memo;         /* the engine with events of the other kind, without a memo and with */
    double handed, written; /* with the trace handed over, and written as lines */
} measured;

static double time_engine(const toc_machine *machine, const small_ids *ids,
                          const small_event *events, size_t count, toc_engine_options options)
{
    engine_run run = {.engine = replay_new(machine, options), .ids = ids};
    double begin = now();
    bool is_good = run.engine && run_events(&run, events, count);
    double seconds = now() - begin;
    small_machine wanted = {.state = NORMAL};
    small_switch_run(&wanted, events, count);
    small_machine found = is_good ? machine_of(&run) : (small_machine){.state = STATES};
    toc_engine_free(run.engine);
    return small_is_equal(&found, &wanted) ? seconds : -1;
}

/* Of the engine, with the events that do not repeat. */
static bool mixed_round(const toc_machine *machine, const small_ids *ids, const small_event *events,
                        size_t count, measured *out)
{
    out->mixed = time_engine(machine, ids, events, count, (toc_engine_options){.seed = 1});
    out->mixed_memo = time_engine(machine, ids, events, count,
                                  (toc_engine_options){.seed = 1, .memo_bytes = MEMO});
    return out->mixed > 0 && out->mixed_memo > 0;
}

static bool one_round(const toc_machine *machine, const small_ids *ids, const small_table *table,
                      const small_event *events, size_t count, measured *out)
{
    small_machine by_switch = {.state = NORMAL};
    small_machine by_table = {.state = NORMAL};
    uint64_t records = 0;
    trace_file file = {machine, fopen("/dev/null", "w")};
    double begin = now();
    small_switch_run(&by_switch, events, count);
    out->by_switch = now() - begin;
    begin = now();
    small_table_run(table, &by_table, events, count);
    out->by_table = now() - begin;
    out->by_engine = time_engine(machine, ids, events, count, (toc_engine_options){.seed = 1});
    out->by_memo = time_engine(machine, ids, events, count,
                               (toc_engine_options){.seed = 1, .memo_bytes = MEMO});
    out->handed =
        time_engine(machine, ids, events, count,
                    (toc_engine_options){.seed = 1, .on_trace = count_record, .context = &records});
    out->written =
        file.out ? time_engine(
                       machine, ids, events, count / 10,
                       (toc_engine_options){.seed = 1, .on_trace = write_record, .context = &file})
                 : -1;
    if (file.out)
        fclose(file.out);
    return small_is_equal(&by_switch, &by_table) && out->by_engine > 0 && out->by_memo > 0 &&
           out->handed > 0 && out->written > 0;
}

static double median_of(const measured *rounds, size_t offset)
{
    double values[ROUNDS];
    for (unsigned i = 0; i < ROUNDS; i++)
        memcpy(&values[i], (const char *)&rounds[i] + offset, sizeof values[i]);
    return median(values);
}

static void print_row(const char *name, size_t count, double seconds)
{
    printf("%s %.0f\n", name, (double)count / seconds);
}

static void print_all(const measured *rounds, size_t count)
{
    print_row("c-switch", count, median_of(rounds, offsetof(measured, by_switch)));
    print_row("c-table", count, median_of(rounds, offsetof(measured, by_table)));
    print_row("engine", count, median_of(rounds, offsetof(measured, by_engine)));
    print_row("engine-memo", count, median_of(rounds, offsetof(measured, by_memo)));
    print_row("engine-trace-handed", count, median_of(rounds, offsetof(measured, handed)));
    print_row("engine-trace-written", count / 10, median_of(rounds, offsetof(measured, written)));
    print_row("engine-mixed", count, median_of(rounds, offsetof(measured, mixed)));
    print_row("engine-mixed-memo", count, median_of(rounds, offsetof(measured, mixed_memo)));
}

/* @p events and @p mixed have room for @p count of them, and for those of the proof. */
static int measure(const toc_machine *machine, const small_ids *ids, small_event *events,
                   small_event *mixed, size_t count)
{
    small_table table;
    measured rounds[ROUNDS];
    small_table_build(&table);
    small_mixed(mixed, count > PROOF_EVENTS ? count : PROOF_EVENTS);
    if (!prove(machine, ids, &table, mixed, 0) || !prove(machine, ids, &table, mixed, MEMO))
        return 1;
    small_cycle(events, count);
    for (unsigned i = 0; i < ROUNDS; i++) {
        if (!one_round(machine, ids, &table, events, count, &rounds[i]) ||
            !mixed_round(machine, ids, mixed, count, &rounds[i]))
            return 1;
    }
    print_all(rounds, count);
    return 0;
}

int main(int argc, char **argv)
{
    char reason[TOC_VERIFY_TEXT_MAX] = "";
    toc_machine_file *file = NULL;
    small_ids ids;
    size_t count = argc == 3 ? strtoull(argv[2], NULL, 10) / 10 * 10 : 0;
    if (count < 10 || count > 1000000000) {
        fprintf(stderr, "usage: bench_small IMAGE EVENTS\n");
        return 2;
    }
    toc_status status = toc_machine_open(argv[1], &file, reason);
    if (status != TOC_OK) {
        fprintf(stderr, "bench_small: %s: %s %s\n", argv[1], toc_status_text(status), reason);
        return 2;
    }
    const toc_machine *machine = toc_machine_file_get(file);
    size_t room = count > PROOF_EVENTS ? count : PROOF_EVENTS;
    small_event *events = calloc(room, sizeof *events);
    small_event *mixed = calloc(room, sizeof *mixed);
    int code = 1;
    if (!find_ids(machine, &ids))
        fprintf(stderr, "bench_small: this is not the image of bench/small.plan\n");
    else if (events && mixed)
        code = measure(machine, &ids, events, mixed, count);
    free(events);
    free(mixed);
    toc_machine_file_close(file);
    return code;
}
