/* state.c - makes an engine: counts what it may ever need, takes one block, carves it up. */
#include "engine/memo_private.h"
#include "engine/told_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_MAX ((size_t)1 << 40)

__attribute__((format(printf, 3, 0))) static void fail(toc_engine *engine, toc_status status,
                                                       const char *format, va_list list)
{
    if (engine->status != TOC_OK)
        return;
    engine->status = status;
    vsnprintf(engine->error, sizeof engine->error, format, list);
}

void toc_engine_fail(toc_engine *engine, toc_status status, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fail(engine, status, format, list);
    va_end(list);
}

void toc_engine_fill(toc_engine *engine, toc_engine_table table, const char *format, ...)
{
    if (engine->status == TOC_OK)
        engine->full = (uint8_t)table;
    va_list list;
    va_start(list, format);
    fail(engine, TOC_EFULL, format, list);
    va_end(list);
}

/* ---- carving: first to count, then to hand out ---- */

typedef struct carver {
    unsigned char *base; /* NULL while counting */
    size_t used;
    bool is_too_much;
} carver;

static void *take(carver *c, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count + 1, size, &bytes) || bytes > MEMORY_MAX ||
        c->used > MEMORY_MAX - bytes) {
        c->is_too_much = true;
        return NULL;
    }
    void *found = c->base ? c->base + c->used : NULL;
    c->used += (bytes + 15) & ~(size_t)15;
    return found;
}

#define TAKE(c, place, count) ((place) = take((c), (count), sizeof *(place)))

/* ---- how much of everything ---- */

typedef struct sizes {
    uint64_t nodes;
    uint64_t edges;
    uint64_t reports;
    uint64_t duties;
    uint64_t reactions;
    uint64_t fields;
    uint64_t scratch;
    uint64_t arrivals;
    uint64_t days;
    uint64_t histories;
    uint64_t timers[TOC_TIMER_KIND_COUNT];
    uint64_t timer_total;
} sizes;

/* Open occurrences of a series: due offset and half a period after it, in periods. */
static uint64_t series_depth(const toc_machine *machine, toc_ms period, uint32_t deadline)
{
    toc_ms offset = period;
    if (deadline != TOC_NONE) {
        const toc_m_deadline *row = &machine->deadlines[deadline];
        if (row->kind == TOC_M_DEADLINE_BY_TIME)
            offset = TOC_DAY + 3 * TOC_HOUR; /* as the verifier counts */
        else if (row->workdays > 0)
            offset = (row->workdays + INT64_C(1)) * 14 * TOC_DAY;
        else
            offset = row->ms;
    }
    return (uint64_t)((offset + period / 2) / period) + 3;
}

enum { REQUEST_ROUNDS = 16 }; /* rounds of a loop whose requests may be open at once */

static uint64_t rounds_of(const toc_m_node *node)
{
    return node->times > REQUEST_ROUNDS ? REQUEST_ROUNDS : node->times > 0 ? node->times : 1;
}

/* Calls whose units can be on their way at once: what a step asks for a second time may come while
 * the first is not there yet. */
static uint64_t node_arrivals(const toc_machine *machine, const toc_m_node *node)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < node->demands.count; i++) {
        const toc_m_demand *demand = &machine->demands[node->demands.first + i];
        if (machine->resources[demand->resource].ready > 0)
            count += demand->kind == TOC_DEMAND_REQUEST ? rounds_of(node) : 2;
    }
    return count;
}

static uint64_t node_duties(const toc_machine *machine, const toc_m_node *node)
{
    uint64_t count = node->period > 0 ? series_depth(machine, node->period, node->deadline) : 1;
    count += node->approver != TOC_NONE;
    uint64_t rounds = rounds_of(node);
    for (uint32_t i = 0; i < node->demands.count; i++)
        if (machine->demands[node->demands.first + i].kind == TOC_DEMAND_REQUEST)
            count += rounds;
    return count;
}

static uint64_t report_duties(const toc_engine *engine, uint32_t report)
{
    const toc_m_report *row = &engine->machine->reports[report];
    uint64_t deep = row->period > 0 ? series_depth(engine->machine, row->period, row->deadline)
                                    : engine->options.reports_max;
    uint64_t each = row->kind == TOC_M_REPORT_ANNOUNCEMENT ? 1 : row->receivers.count;
    uint64_t approvals = row->approver == TOC_NONE ? 0 : engine->options.reports_max;
    return (deep * each + approvals) * toc_report_count(engine, report);
}

static uint64_t receipt_count(const toc_engine *engine)
{
    uint64_t places = 0;
    for (uint32_t i = 0; i < engine->machine->relays_count; i++)
        places += engine->machine->relays[i].places.count;
    return places * engine->options.reports_max;
}

static uint64_t answer_count(const toc_engine *engine)
{
    uint64_t rows = 0;
    for (uint32_t i = 0; i < engine->machine->relays_count; i++)
        rows += engine->machine->relays[i].rows.count;
    return rows * engine->options.reports_max;
}

static void count_nodes(const toc_engine *engine, sizes *s)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->responses_count; i++)
        if (machine->responses[i].nodes.count > s->scratch)
            s->scratch = machine->responses[i].nodes.count;
    s->nodes = (uint64_t)machine->nodes_count * engine->slots;
    s->edges = (uint64_t)machine->edges_count * engine->slots;
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        s->duties += node_duties(machine, &machine->nodes[i]) * engine->slots;
        s->arrivals += node_arrivals(machine, &machine->nodes[i]) * engine->slots;
    }
    for (uint32_t i = 0; i < machine->reports_count; i++) {
        s->reports += toc_report_count(engine, i);
        s->duties += report_duties(engine, i);
    }
    s->duties +=
        machine->levels_count + 2 * (uint64_t)machine->ladders_count + machine->bodies_count;
    s->duties += (uint64_t)machine->relays_count * engine->options.reports_max;
    for (uint32_t i = 0; i < machine->fields_count; i++)
        if (machine->fields[i].slot >= s->fields)
            s->fields = (uint64_t)machine->fields[i].slot + 1;
}

static void count_timers(const toc_engine *engine, sizes *s)
{
    const toc_machine *machine = engine->machine;
    uint64_t *timers = s->timers;
    timers[TOC_TIMER_WAKE] = machine->conditions_count;
    timers[TOC_TIMER_PERIOD] = machine->periods_count;
    timers[TOC_TIMER_MOMENT] = machine->moments_count;
    timers[TOC_TIMER_DAY] = s->days > 0;
    timers[TOC_TIMER_LOWER] = timers[TOC_TIMER_SIM_LOWER] = machine->ladders_count;
    timers[TOC_TIMER_SIM_PROPOSE] = timers[TOC_TIMER_SIM_END] = machine->ladders_count;
    timers[TOC_TIMER_SIM_DECLARE] = machine->levels_count;
    timers[TOC_TIMER_SIM_FORM] = timers[TOC_TIMER_REACH] = machine->bodies_count;
    timers[TOC_TIMER_EDGE] = s->edges;
    timers[TOC_TIMER_WORK] = timers[TOC_TIMER_TICK] = timers[TOC_TIMER_GATE] = s->nodes;
    timers[TOC_TIMER_SIM_APPROVE] = timers[TOC_TIMER_SIM_GRANT] = s->nodes;
    timers[TOC_TIMER_ARRIVAL] = s->arrivals;
    timers[TOC_TIMER_REPORT_TICK] = timers[TOC_TIMER_SIM_REPORT] = s->reports;
    timers[TOC_TIMER_SIM_CLEAR] = timers[TOC_TIMER_NO_ANSWER] = s->reports;
    timers[TOC_TIMER_DUTY] = s->duties;
    for (int kind = 0; kind < TOC_TIMER_KIND_COUNT; kind++)
        s->timer_total += timers[kind];
}

static bool count_all(const toc_engine *engine, sizes *s)
{
    const toc_machine *machine = engine->machine;
    *s = (sizes){0};
    for (uint32_t i = 0; i < machine->indicators_count; i++)
        s->days += machine->indicators[i].days != 0;
    count_nodes(engine, s);
    count_timers(engine, s);
    s->reactions = (uint64_t)machine->triggers_count + 2 * (uint64_t)machine->ladders_count +
                   machine->bodies_count +
                   (uint64_t)machine->responses_count * (engine->slots + 1) +
                   machine->starts_count + s->nodes + s->reports;
    if (s->duties > s->scratch)
        s->scratch = s->duties;
    for (uint32_t i = 0; i < machine->indicators_count; i++)
        s->histories += machine->indicators[i].history != 0;
    for (uint32_t i = 0; i < machine->events_count; i++)
        s->histories += machine->events[i].history != 0;
    return s->timer_total < TOC_NONE && s->reactions < TOC_NONE && s->scratch < TOC_NONE &&
           receipt_count(engine) < TOC_NONE && answer_count(engine) < TOC_NONE;
}

/* Starts that a log may announce for one instant; what is beyond waits for its own entry. */
static uint32_t expected_most(const toc_machine *machine)
{
    return machine->nodes_count + 256;
}

/* ---- laying out ---- */

static void lay_out_index(carver *c, toc_index *index, size_t rows, size_t items)
{
    TAKE(c, index->first, rows + 1);
    TAKE(c, index->items, items);
}

static void lay_out_histories(toc_engine *engine, carver *c)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->indicators_count; i++) {
        toc_sample *samples = machine->indicators[i].history
                                  ? take(c, engine->options.history_max, sizeof(toc_sample))
                                  : NULL;
        if (c->base)
            engine->value_history[i].samples = samples;
    }
    for (uint32_t i = 0; i < machine->events_count; i++) {
        toc_sample *samples = machine->events[i].history
                                  ? take(c, engine->options.history_max, sizeof(toc_sample))
                                  : NULL;
        if (c->base)
            engine->event_history[i].samples = samples;
    }
}

static void lay_out_told(toc_engine *engine, carver *c)
{
    const toc_machine *machine = engine->machine;
    TAKE(c, engine->report_base, machine->reports_count);
    TAKE(c, engine->receipt_base, machine->relays_count);
    TAKE(c, engine->answer_base, machine->relays_count);
    TAKE(c, engine->declared_reports, machine->reports_count);
}

static void lay_out_conditions(toc_engine *engine, carver *c)
{
    const toc_machine *machine = engine->machine;
    TAKE(c, engine->questions, machine->codes_count);
    TAKE(c, engine->first_questions, machine->conditions_count);
    TAKE(c, engine->branches, machine->codes_count);
    TAKE(c, engine->grade_trees, machine->ladders_count);
    TAKE(c, engine->only_ladders, machine->signals_count);
    TAKE(c, engine->ladder_of, machine->conditions_count);
    TAKE(c, engine->queued_conditions, machine->conditions_count / 64);
    TAKE(c, engine->queued_words, machine->conditions_count / 4096);
}

static void lay_out_machine_tables(toc_engine *engine, carver *c, const sizes *s)
{
    const toc_machine *machine = engine->machine;
    lay_out_conditions(engine, c);
    TAKE(c, engine->value_history, machine->indicators_count);
    TAKE(c, engine->event_history, machine->events_count);
    TAKE(c, engine->trigger_queued, machine->triggers_count);
    TAKE(c, engine->days, s->days);
    TAKE(c, engine->days_of, machine->indicators_count);
    TAKE(c, engine->start_queued, machine->starts_count);
    TAKE(c, engine->direct_queued, machine->responses_count);
    TAKE(c, engine->edge_base, machine->responses_count);
    TAKE(c, engine->edge_first, machine->responses_count);
    TAKE(c, engine->edge_count, machine->responses_count);
    TAKE(c, engine->node_facts, machine->nodes_count);
    TAKE(c, engine->spans, machine->nodes_count);
    TAKE(c, engine->fresh_nodes, machine->nodes_count);
    TAKE(c, engine->response_facts, machine->responses_count);
    TAKE(c, engine->ways, machine->edges_count);
    TAKE(c, engine->starters, machine->nodes_count);
    TAKE(c, engine->demand_sums, machine->demands_count);
    TAKE(c, engine->expected, expected_most(machine));
    TAKE(c, engine->expected_first, machine->nodes_count);
    TAKE(c, engine->anchor_of_body, machine->bodies_count);
    TAKE(c, engine->successor_of, machine->bodies_count);
    lay_out_index(c, &engine->nodes_of_body, machine->bodies_count,
                  2 * (size_t)machine->nodes_count);
    lay_out_index(c, &engine->approvals_of_body, machine->bodies_count,
                  2 * (size_t)machine->nodes_count);
    lay_out_index(c, &engine->reports_of_body, machine->bodies_count,
                  2 * (size_t)machine->reports_count);
    lay_out_index(c, &engine->clearances_of_body, machine->bodies_count,
                  2 * (size_t)machine->reports_count);
    lay_out_index(c, &engine->requests_of_body, machine->bodies_count, machine->demands_count);
    lay_out_index(c, &engine->formed_by_body, machine->bodies_count, machine->bodies_count);
    lay_out_index(c, &engine->starts_of_anchor, machine->anchors_count, machine->starts_count);
    TAKE(c, engine->runs, machine->ids_count);
}

static void lay_out_moving(toc_engine *engine, carver *c, const sizes *s)
{
    const toc_machine *machine = engine->machine;
#define TAKE_MEMBER(member, count) TAKE(c, engine->member, count);
    TOC_MOVING(TAKE_MEMBER)
#undef TAKE_MEMBER
}

static void lay_out_memo(toc_engine *engine, carver *c, size_t moving, size_t moving_size)
{
    const toc_machine *machine = engine->machine;
    toc_memo memo = {
        .places = 64, .moving_size = moving_size, .room_size = engine->options.memo_bytes};
    while (memo.places < TOC_MEMO_PLACES && memo.places < memo.room_size / 1024)
        memo.places *= 2;
    memo.count_of_counts = machine->responses_count + machine->reports_count + 1;
    c->is_too_much |= engine->options.memo_bytes > MEMORY_MAX;
    TAKE(c, engine->memo, 1);
    TAKE(c, memo.states, memo.places);
    TAKE(c, memo.ways, memo.places);
    TAKE(c, memo.counts, memo.count_of_counts);
    TAKE(c, memo.by, memo.count_of_counts);
    TAKE(c, memo.is_counted, machine->anchors_count);
    TAKE(c, memo.room, memo.room_size);
    if (!c->base)
        return;
    memo.moving = c->base + moving;
    *engine->memo = memo;
}

static void lay_out_stretch(toc_engine *engine, carver *c, size_t nodes)
{
    toc_stretch *stretch = &engine->stretch;
    TAKE(c, stretch->ends, nodes);
    TAKE(c, stretch->called, engine->machine->nodes_count);
    TAKE(c, stretch->needs, nodes);
    TAKE(c, stretch->numbers, nodes);
    TAKE(c, stretch->behind, nodes);
    TAKE(c, stretch->lines, engine->machine->resources_count);
}

static void lay_out(toc_engine *engine, carver *c, const sizes *s)
{
    size_t moving = c->used;
    lay_out_moving(engine, c, s);
    size_t moving_size = c->used - moving;
    lay_out_machine_tables(engine, c, s);
    lay_out_told(engine, c);
    TAKE(c, engine->work, s->scratch);
    TAKE(c, engine->walk, s->scratch);
    TAKE(c, engine->reactions, s->reactions);
    lay_out_stretch(engine, c, s->nodes);
    lay_out_histories(engine, c);
    if (engine->options.memo_bytes > 0)
        lay_out_memo(engine, c, moving, moving_size);
}

/* ---- what never changes ---- */

static void set_stretch(toc_engine *engine, const sizes *s)
{
    for (uint64_t i = 0; i <= s->nodes; i++) /* there is room for one more */
        engine->stretch.ends[i] = UINT64_MAX;
    for (uint32_t i = 0; i < engine->machine->resources_count; i++)
        engine->stretch.lines[i] = (toc_line){TOC_NONE, TOC_NONE};
}

static void set_timers(toc_engine *engine, const sizes *s)
{
    uint32_t at = 0;
    for (uint32_t kind = 0; kind < TOC_TIMER_KIND_COUNT; kind++) {
        engine->timer_base[kind] = at;
        for (uint64_t i = 0; i < s->timers[kind]; i++, at++) {
            engine->timers[at].position = TOC_NONE;
            engine->timers[at].kind = (uint8_t)kind;
        }
    }
    engine->timer_base[TOC_TIMER_KIND_COUNT] = at;
    engine->reaction_capacity = (uint32_t)s->reactions;
    engine->duty_capacity = (uint32_t)s->duties;
    engine->arrival_capacity = (uint32_t)s->arrivals;
    engine->expected_capacity = expected_most(engine->machine);
    for (uint32_t i = 0; i < engine->duty_capacity; i++)
        engine->duties[i].next = i + 1 < engine->duty_capacity ? i + 1 : TOC_NONE;
    engine->duty_free = engine->duty_capacity > 0 ? 0 : TOC_NONE;
}

static void set_places(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    uint32_t node = 0, edge = 0, first_edge = 0;
    for (uint32_t i = 0; i < machine->responses_count; i++) {
        toc_range nodes = machine->responses[i].nodes;
        uint32_t edges = 0;
        for (uint32_t k = 0; k < nodes.count; k++) {
            toc_range own = machine->nodes[nodes.first + k].edges;
            if (own.count > 0 && edges == 0)
                first_edge = own.first;
            edges += own.count;
        }
        engine->edge_base[i] = edge;
        engine->edge_first[i] = first_edge;
        engine->edge_count[i] = edges;
        for (uint32_t slot = 0; slot < engine->slots; slot++) {
            toc_instance *instance = &engine->instances[toc_instance_of(engine, i, slot)];
            instance->node_shift = node - nodes.first;
            instance->edge_shift = edge - first_edge;
            node += nodes.count;
            edge += edges;
        }
        first_edge += edges;
    }
}

static void set_told(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    uint32_t report = 0, receipt = 0, answer = 0;
    for (uint32_t i = 0; i < machine->reports_count; i++) {
        engine->report_base[i] = report;
        report += toc_report_count(engine, i);
        if (machine->reports[i].declarer != TOC_NONE)
            engine->declared_reports[engine->declared_report_count++] = i;
    }
    for (uint32_t i = 0; i < machine->relays_count; i++) {
        engine->receipt_base[i] = receipt;
        receipt += machine->relays[i].places.count * engine->options.reports_max;
        engine->answer_base[i] = answer;
        answer += machine->relays[i].rows.count * engine->options.reports_max;
    }
}

static void note_window(toc_engine *engine, const toc_m_code *code)
{
    toc_history *history = NULL;
    if (code->op == TOC_OP_COUNT)
        history = &engine->event_history[code->a];
    else if (code->op >= TOC_OP_SUM && code->op <= TOC_OP_RISE)
        history = &engine->value_history[code->a];
    if (history && code->value > history->longest)
        history->longest = code->value;
}

static void set_windows(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->codes_count; i++)
        note_window(engine, &machine->codes[i]);
    for (uint32_t i = 0; i < machine->indicators_count; i++) {
        engine->days_of[i] = machine->indicators[i].days ? engine->day_count++ : TOC_NONE;
        if (machine->indicators[i].days)
            engine->days[engine->days_of[i]].indicator = i;
    }
}

static void set_bodies(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        const toc_m_body *row = &machine->bodies[i];
        uint32_t org = row->parent == TOC_NONE ? i : row->parent;
        engine->bodies[i] = (toc_body_status){
            .is_played = engine->options.played ? engine->options.played[i] : 0,
            .begins_played = engine->options.played ? engine->options.played[i] : 0,
            .is_post = row->parent != TOC_NONE,
            .has_hours = row->shifts.count > 0 || machine->bodies[org].shifts.count > 0,
            .org = org};
    }
    engine->options.played = NULL; /* it has been copied */
}

static void set_defaults(toc_engine *engine)
{
    toc_engine_options *options = &engine->options;
    if (options->activations_max == 0)
        options->activations_max = 4;
    if (options->history_max == 0)
        options->history_max = 1024;
    if (options->reports_max == 0)
        options->reports_max = 16;
    if (options->budget == 0)
        options->budget = 1000000;
    engine->slots = options->activations_max;
    engine->traced = !options->on_trace          ? 0
                     : options->trace_kinds == 0 ? ~UINT64_C(0)
                                                 : options->trace_kinds;
}

#define START_FIRST (INT64_C(-719162) * TOC_DAY) /* 0001-01-01 */
#define START_LAST  (INT64_C(2859848) * TOC_DAY) /* 9799-12-31: the clock stays in the calendar */
#define HISTORY_MAX (UINT32_C(1) << 30)          /* so that positions in a ring fit 32 bits */

static bool are_options(const toc_engine_options *options)
{
    for (int i = 0; i < TOC_ASSUME_COUNT; i++)
        if (options->assume[i] < 0)
            return false;
    return options->start >= START_FIRST && options->start <= START_LAST &&
           options->history_max <= HISTORY_MAX;
}

/* All sizes for these options; @p plain holds the options with their defaults, as the engine will. */
static toc_status measure(const toc_machine *machine, const toc_engine_options *options,
                          toc_engine *plain, sizes *out_sizes, size_t *out_size)
{
    *plain = (toc_engine){.machine = machine, .options = *options};
    if (!are_options(options))
        return TOC_EINVAL;
    set_defaults(plain);
    carver counting = {NULL, 0, false};
    bool fits = count_all(plain, out_sizes);
    toc_engine *head = take(&counting, 1, sizeof *head);
    (void)head;
    lay_out(plain, &counting, out_sizes);
    if (!fits || counting.is_too_much)
        return TOC_ENOMEM;
    *out_size = counting.used;
    return TOC_OK;
}

/* Carves up @p block, which holds zeros, as `measure` has counted. */
static toc_engine *set_up(void *block, const toc_engine *plain, const sizes *s)
{
    carver handing = {block, 0, false};
    toc_engine *engine = take(&handing, 1, sizeof *engine);
    *engine = *plain;
    lay_out(engine, &handing, s);
    set_timers(engine, s);
    set_places(engine);
    set_told(engine);
    set_windows(engine);
    set_bodies(engine);
    set_stretch(engine, s);
    toc_engine_fill_indexes(engine);
    toc_question_fill(engine);
    toc_grades_fill(engine);
    toc_engine_set_start(engine);
    return engine;
}

toc_status toc_engine_measure(const toc_machine *machine, const toc_engine_options *options,
                              size_t *out_size)
{
    toc_engine plain;
    sizes s;
    return measure(machine, options, &plain, &s, out_size);
}

toc_status toc_engine_init(const toc_machine *machine, const toc_engine_options *options,
                           void *memory, size_t size, toc_engine **out_engine)
{
    toc_engine plain;
    sizes s;
    size_t needed;
    if ((uintptr_t)memory % TOC_ENGINE_ALIGNMENT != 0)
        return TOC_EINVAL;
    toc_status status = measure(machine, options, &plain, &s, &needed);
    if (status != TOC_OK)
        return status;
    if (size < needed)
        return TOC_ENOMEM;
    memset(memory, 0, needed);
    *out_engine = set_up(memory, &plain, &s);
    return TOC_OK;
}

toc_status toc_engine_new(const toc_machine *machine, const toc_engine_options *options,
                          toc_engine **out_engine)
{
    toc_engine plain;
    sizes s;
    size_t size;
    toc_status status = measure(machine, options, &plain, &s, &size);
    if (status != TOC_OK)
        return status;
    void *block = calloc(1, size);
    if (!block)
        return TOC_ENOMEM;
    *out_engine = set_up(block, &plain, &s);
    return TOC_OK;
}

void toc_engine_free(toc_engine *engine)
{
    free(engine);
}
