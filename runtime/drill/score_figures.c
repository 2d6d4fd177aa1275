/* score_figures.c - figures of bodies (tasks, silence, load) and of resources (use, waiting). */
#include "drill/score_private.h"

/* ── bodies ── */

typedef struct watch { /* of one body, while the trace is read */
    toc_body_figures figures;
    uint32_t open;
    toc_ms quiet_since; /* valid while something is open */
    bool is_seen;
} watch;

static bool is_act(const toc_trace *trace)
{
    switch ((toc_trace_kind)trace->kind) {
    case TOC_TRACE_NODE:
        return trace->value == TOC_NODE_RUNNING || trace->value == TOC_NODE_DONE ||
               trace->value == TOC_NODE_FAILED;
    case TOC_TRACE_APPROVAL:
    case TOC_TRACE_CLEARANCE:
        return trace->value != 0;
    case TOC_TRACE_DECIDED:
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_END_PROPOSED:
    case TOC_TRACE_ENDED:
    case TOC_TRACE_GRANTED:
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ANNOUNCED:
    case TOC_TRACE_ACKNOWLEDGED:
    case TOC_TRACE_MARK:
        return true;
    case TOC_TRACE_EVENT:
    case TOC_TRACE_SET:
    case TOC_TRACE_TOLD:
    case TOC_TRACE_TRIGGER:
    case TOC_TRACE_WARRANTED:
    case TOC_TRACE_BODY:
    case TOC_TRACE_RESPONSE:
    case TOC_TRACE_RESOURCE:
    case TOC_TRACE_LOST:
    case TOC_TRACE_UNREACHABLE:
    case TOC_TRACE_TICK:
    case TOC_TRACE_WITHHELD:
    case TOC_TRACE_LATE_ACTION:
    case TOC_TRACE_DUTY_OPENED:
    case TOC_TRACE_DUTY_DATED:
    case TOC_TRACE_DUTY_OVERDUE:
    case TOC_TRACE_DUTY_CLOSED:
    case TOC_TRACE_CONTROL:
    case TOC_TRACE_FORECAST:
    case TOC_TRACE_MOMENT:
    case TOC_TRACE_CALLED:
    case TOC_TRACE_READY:
    case TOC_TRACE_RECEIVED:
    case TOC_TRACE_KIND_COUNT:
        break;
    }
    return false;
}

static void break_silence(watch *w, toc_ms at)
{
    if (w->open > 0 && at - w->quiet_since > w->figures.silence) {
        w->figures.silence = at - w->quiet_since;
        w->figures.silence_from = w->quiet_since;
    }
    w->quiet_since = at;
}

static void note_load(toc_arena *arena, watch *w, toc_ms at)
{
    uint32_t count = w->figures.load.count;
    toc_load row = {at, w->open};

    if (count > 0 && w->figures.load.items[count - 1].at == at)
        w->figures.load.items[count - 1].open = w->open;
    else
        TOC_PUSH(arena, &w->figures.load, row);
    if (w->open > w->figures.peak) {
        w->figures.peak = w->open;
        w->figures.peak_at = at;
    }
}

static void take_duty(toc_arena *arena, watch *w, const toc_trace *trace)
{
    if (trace->kind == TOC_TRACE_DUTY_OPENED) {
        if (w->open++ == 0)
            w->quiet_since = trace->at;
    } else if (trace->kind == TOC_TRACE_DUTY_CLOSED) {
        break_silence(w, trace->at);
        w->open -= w->open > 0;
    } else {
        return;
    }
    w->is_seen = true;
    note_load(arena, w, trace->at);
}

/* An act of a post is one of its org too. */
static void take_act(const toc_machine *machine, watch *watches, uint32_t body, toc_ms at)
{
    uint32_t org = machine->bodies[body].parent;

    break_silence(&watches[body], at);
    watches[body].is_seen = true;
    if (org != TOC_NONE)
        break_silence(&watches[org], at);
}

static int32_t share(uint32_t part, uint32_t whole)
{
    return whole ? (int32_t)((uint64_t)part * TOC_POINTS_FULL / whole) : TOC_POINTS_NONE;
}

void toc_score_bodies(toc_arena *arena, toc_score *score)
{
    const toc_drill *drill = score->drill;
    uint32_t count = drill->machine->bodies_count;
    watch *watches = TOC_NEW_ARRAY(arena, watch, count);

    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_happening *happening = &drill->happenings[i];
        const toc_trace *trace = &happening->trace;

        if (happening->duty && drill->duties[happening->duty - 1].owner != TOC_NONE)
            take_duty(arena, &watches[drill->duties[happening->duty - 1].owner], trace);
        else if (is_act(trace) && trace->body != TOC_NONE)
            take_act(drill->machine, watches, trace->body, trace->at);
    }
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_scored *scored = &score->duties[i];
        toc_body_figures *figures;

        if (scored->duty.owner == TOC_NONE)
            continue;
        figures = &watches[scored->duty.owner].figures;
        toc_tally_add(&figures->tally, &scored->duty);
        if (toc_is_report_like(&scored->duty))
            figures->outcomes[scored->outcome]++;
    }
    for (uint32_t i = 0; i < count; i++) {
        toc_body_figures *figures = &watches[i].figures;
        const toc_tally *tally = &figures->tally;

        if (!watches[i].is_seen)
            continue;
        figures->body = i;
        figures->on_time = share(tally->met, tally->met + tally->late + tally->missed);
        TOC_PUSH(arena, &score->bodies, *figures);
    }
}

/* ── resources ── */

typedef struct waiting { /* a step that waits for resources */
    uint32_t node;
    uint32_t activation;
    uint32_t occurrence;
    toc_ms since;
    bool is_mobilising; /* until what there is has been made ready */
    bool is_going_on;   /* for another reason before; it is counted already */
} waiting;

typedef struct store { /* all resources, while the trace is read */
    toc_arena *arena;
    const toc_machine *machine;
    toc_resource_figures *figures;
    int64_t *used;
    int64_t *free;
    int64_t *unit_ms;
    toc_ms *since;
    TOC_VEC(waiting) waits;
    bool *is_short; /* of each resource, while waits are booked */
} store;

static void take_units(store *s, const toc_trace *trace)
{
    uint32_t id = trace->id;
    toc_resource_figures *figures = &s->figures[id];
    int64_t units = trace->value;

    s->unit_ms[id] += s->used[id] * (trace->at - s->since[id]);
    s->since[id] = trace->at;
    if (trace->kind == TOC_TRACE_RESOURCE) {
        s->used[id] += units;
        s->free[id] -= units;
    } else if (trace->kind == TOC_TRACE_LOST) {
        figures->lost += units;
        s->free[id] -= units;
    } else {
        s->free[id] += units;
    }
    if (s->used[id] > figures->peak)
        figures->peak = s->used[id];
}

/* Of what the step asks for, the resources that are short; where none is, those before it in
 * the line hold it up, and all count. */
static void book_wait(store *s, const waiting *wait, toc_ms until)
{
    toc_range demands = s->machine->nodes[wait->node].demands;
    bool is_any_short = false;

    for (uint32_t i = 0; i < demands.count; i++) {
        const toc_m_demand *demand = &s->machine->demands[demands.first + i];
        is_any_short = is_any_short || s->free[demand->resource] < demand->count;
    }
    for (uint32_t i = 0; i < demands.count; i++) {
        const toc_m_demand *demand = &s->machine->demands[demands.first + i];

        if (demand->kind == TOC_DEMAND_REQUEST ||
            (wait->is_mobilising ? s->machine->resources[demand->resource].ready == 0
                                 : is_any_short && s->free[demand->resource] >= demand->count))
            continue;
        s->figures[demand->resource].waits += !wait->is_going_on;
        s->figures[demand->resource].waited += until - wait->since;
        if (wait->is_mobilising)
            s->figures[demand->resource].readied += until - wait->since;
    }
}

static void take_node(store *s, const toc_trace *trace)
{
    bool is_mobilising = trace->other == TOC_BLOCKED_MOBILISING;
    bool is_waiting =
        trace->value == TOC_NODE_BLOCKED && (trace->other == TOC_BLOCKED_RESOURCE || is_mobilising);

    for (uint32_t i = 0; i < s->waits.count; i++) {
        waiting *wait = &s->waits.items[i];

        if (wait->node != trace->id || wait->activation != trace->activation ||
            wait->occurrence != trace->occurrence)
            continue;
        book_wait(s, wait, trace->at);
        wait->since = trace->at;
        wait->is_mobilising = is_mobilising;
        wait->is_going_on = true;
        if (!is_waiting)
            *wait = s->waits.items[--s->waits.count];
        return;
    }
    if (is_waiting) {
        waiting wait = {trace->id, trace->activation, trace->occurrence,
                        trace->at, is_mobilising,     false};
        TOC_PUSH(s->arena, &s->waits, wait);
    }
}

static void open_store(store *s, const toc_drill *drill)
{
    uint32_t count = drill->machine->resources_count;

    s->figures = TOC_NEW_ARRAY(s->arena, toc_resource_figures, count);
    s->used = TOC_NEW_ARRAY(s->arena, int64_t, count);
    s->free = TOC_NEW_ARRAY(s->arena, int64_t, count);
    s->unit_ms = TOC_NEW_ARRAY(s->arena, int64_t, count);
    s->since = TOC_NEW_ARRAY(s->arena, toc_ms, count);
    for (uint32_t i = 0; i < count; i++) {
        s->figures[i].resource = i;
        s->free[i] = drill->machine->resources[i].count;
    }
}

static void close_store(store *s, toc_score *score)
{
    toc_ms end = score->drill->end;

    for (uint32_t i = 0; i < s->waits.count; i++)
        book_wait(s, &s->waits.items[i], end);
    for (uint32_t i = 0; i < s->machine->resources_count; i++) {
        bool is_consumed = s->machine->resources[i].kind == TOC_RESOURCE_CONSUMABLE;

        s->unit_ms[i] += s->used[i] * (end - s->since[i]);
        s->figures[i].used_minutes = is_consumed ? s->used[i] : s->unit_ms[i] / TOC_MINUTE;
        TOC_PUSH(s->arena, &score->resources, s->figures[i]);
    }
}

void toc_score_resources(toc_arena *arena, toc_score *score)
{
    const toc_drill *drill = score->drill;
    store s = {.arena = arena, .machine = drill->machine};

    open_store(&s, drill);
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;

        if (trace->kind == TOC_TRACE_RESOURCE || trace->kind == TOC_TRACE_LOST ||
            trace->kind == TOC_TRACE_GRANTED)
            take_units(&s, trace);
        else if (trace->kind == TOC_TRACE_NODE)
            take_node(&s, trace);
    }
    close_store(&s, score);
}
