/* stretch.c - stretches: activations of plain steps that go on by themselves, in one loop.
 *
 * A stretch begins where the engine waits for nothing but work on plain steps and deadlines, nobody wants
 * to hear of each step, and all of it is due before the clock has to stop; it ends with the first activation
 * that is complete.  What all steps need again and again is packed: ends of work in a heap of numbers, what
 * each step still waits for in one count, a line for each resource.  What plain.c, gate.c and node.c write
 * into a step anew each time it moves on is written once.  When it ends everything stands where the general
 * loop would have put it, and that goes on: same order (docs/exact-rules.md), same records, same counts.
 *
 * Of the two, plain.c says what the rules are. */
#include "engine/stretch_private.h"

#include <string.h>

#define QUICK __attribute__((always_inline)) static inline

/* ---- ends of work ---- */

QUICK toc_ms end_at(uint64_t end)
{
    return (toc_ms)(end >> TOC_STRETCH_BITS);
}

QUICK uint32_t end_node(uint64_t end)
{
    return (uint32_t)(end & ((UINT64_C(1) << TOC_STRETCH_BITS) - 1));
}

/* The earliest stands first.  Few are looked through each time, which leaves less to be guessed than a heap; more are
 * one.  What stands beyond the last is later than all. */
enum { SCANNED_MOST = 32 };

static void sink(uint64_t *ends, uint32_t count, uint32_t position, uint64_t end)
{
    for (uint32_t child = 2 * position + 1; child < count; child = 2 * position + 1) {
        child += ends[child + 1] < ends[child];
        if (ends[child] >= end)
            break;
        ends[position] = ends[child];
        position = child;
    }
    ends[position] = end;
}

static void make_heap(toc_stretch *run)
{
    for (uint32_t i = run->end_count / 2; i-- > 0;)
        sink(run->ends, run->end_count, i, run->ends[i]);
    run->is_heap = 1;
}

/* Not the first, which is none any more: the earliest takes its place. */
QUICK void bring_first(uint64_t *ends, uint32_t count)
{
    uint64_t least = UINT64_MAX;
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool is_less = ends[i] < least;
        least = is_less ? ends[i] : least;
        at = is_less ? i : at;
    }
    ends[at] = ends[0];
    ends[0] = least;
}

/* Takes the first out; there is one. */
QUICK void pop_end(toc_stretch *run)
{
    uint64_t *ends = run->ends;
    uint32_t count = --run->end_count;
    uint64_t last = ends[count];
    ends[count] = UINT64_MAX;
    if (run->is_heap) {
        sink(ends, count, 0, last);
        run->is_heap = count > SCANNED_MOST / 2;
        return;
    }
    ends[0] = count > 0 ? last : UINT64_MAX;
    bring_first(ends, count);
}

static void rise(toc_stretch *run, uint64_t end)
{
    uint64_t *ends = run->ends;
    if (!run->is_heap)
        make_heap(run);
    uint32_t position = run->end_count++;
    for (; position > 0 && ends[(position - 1) / 2] > end; position = (position - 1) / 2)
        ends[position] = ends[(position - 1) / 2];
    ends[position] = end;
}

QUICK void push_end(toc_stretch *run, uint64_t end)
{
    uint64_t *ends = run->ends;
    uint32_t count = run->end_count;
    if (run->is_heap || count == SCANNED_MOST) {
        rise(run, end);
        return;
    }
    bool is_first = end < ends[0]; /* or there is none */
    ends[count] = is_first ? ends[0] : end;
    ends[0] = is_first ? end : ends[0];
    run->end_count = count + 1;
}

/* ---- lines for resources ---- */

QUICK void stand_in_line(toc_engine *engine, uint32_t at, uint32_t resource)
{
    toc_stretch *run = &engine->stretch;
    toc_line *line = &run->lines[resource];
    uint32_t *place = &line->first;
    if (line->first != TOC_NONE) {
        const toc_node_instance *nodes = engine->nodes;
        toc_ms since = nodes[at].queued_at;
        bool is_last = nodes[line->last].queued_at < since || line->last < at;
        place = is_last ? &run->behind[line->last] : place;
        while (*place != TOC_NONE && (nodes[*place].queued_at < since || *place < at))
            place = &run->behind[*place];
    }
    run->behind[at] = *place;
    *place = at;
    if (run->behind[at] == TOC_NONE)
        line->last = at;
    run->waiting++;
}

/* The first in line has what it asks for. */
QUICK uint32_t leave_line(toc_stretch *run, toc_line *line)
{
    uint32_t at = line->first;
    line->first = run->behind[at];
    run->waiting--;
    return at;
}

/* ---- a step moves on ---- */

static void hold_duty(toc_engine *engine, uint32_t at)
{
    uint32_t number = engine->stretch.numbers[at];
    engine->stretch.numbers[at] = 0;
    if (number != 0)
        toc_plain_hold(engine, at, number);
}

QUICK void state_set(toc_node_instance *state, toc_node_state to, toc_blocked blocked)
{
    state->state = (uint8_t)to;
    state->blocked = (uint8_t)blocked;
}

/* Back among those that the general loop knows: it runs, its end is a timer, and its duty has a slot. */
static void arm_work(toc_engine *engine, uint32_t at, toc_ms end)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_instance *own = &engine->instances[state->instance];
    state->holds = engine->node_facts[state->node].resource != TOC_NONE;
    own->running++;
    engine->bodies[state->actor].running++;
    toc_timer_put(engine, &engine->timers[toc_timer_of(engine, TOC_TIMER_WORK, at)], end,
                  toc_order_make(TOC_RANK_NODE, state->node, own->number, state->occurrence));
    hold_duty(engine, at);
}

QUICK void begin(toc_engine *engine, uint32_t at, toc_node_instance *state,
                 const toc_node_facts *facts)
{
    if (facts->resource != TOC_NONE)
        engine->resources[facts->resource].free -= facts->units;
    state->actor = facts->performer;
    state_set(state, TOC_NODE_RUNNING, TOC_BLOCKED_NOT);
    if (state->started == TOC_MS_NONE)
        state->started = engine->now;
    toc_ms length = state->drawn != TOC_MS_NONE ? state->drawn : toc_gate_work_time(engine, at);
    toc_ms end = toc_ms_later(engine->now, length);
    if (end > TOC_ENGINE_TIME_MAX) { /* never: it may stay among the timers */
        arm_work(engine, at, end);
        return;
    }
    engine->unsettled++;
    push_end(&engine->stretch, (uint64_t)end << TOC_STRETCH_BITS | at);
}

/* A duty that has no slot: undated, its occurrence the first. */
QUICK void emit_duty(toc_engine *engine, toc_trace_kind kind, uint32_t at, uint32_t activation,
                     uint32_t marks)
{
    const toc_node_instance *state = &engine->nodes[at];
    bool is_open = kind == TOC_TRACE_DUTY_OPENED;
    uint32_t owner = engine->node_facts[state->node].performer;
    toc_duty duty = {.number = engine->stretch.numbers[at],
                     .kind = TOC_DUTY_STEP,
                     .id = state->node,
                     .other = TOC_NONE,
                     .owner = owner,
                     .activation = activation,
                     .occurrence = 1,
                     .state = is_open ? TOC_DUTY_OPEN : TOC_DUTY_MET,
                     .reason = TOC_VOID_NONE,
                     .marks = marks,
                     .is_series = 0,
                     .by = is_open ? TOC_NONE : owner,
                     .opened = state->ready,
                     .clock = state->ready,
                     .due = TOC_MS_NONE,
                     .closed = is_open ? TOC_MS_NONE : engine->now,
                     .grace = 0};
    toc_duty_emit(engine, kind, &duty);
}

QUICK void owe(toc_engine *engine, uint32_t at, toc_node_instance *state,
               const toc_node_facts *facts)
{
    if (state->duty != TOC_NONE)
        return;
    if (facts->deadline != TOC_NONE) {
        state_set(state, TOC_NODE_READY, TOC_BLOCKED_NOT);
        toc_node_owe(engine, at);
        return;
    }
    engine->stretch.numbers[at] = ++engine->next_number;
    if (toc_is_traced(engine, TOC_TRACE_DUTY_OPENED)) {
        state_set(state, TOC_NODE_READY, TOC_BLOCKED_NOT);
        emit_duty(engine, TOC_TRACE_DUTY_OPENED, at, engine->instances[state->instance].number, 0);
    }
}

/* A pass over who stands in line, of whom only those for this resource can start: units came back, or somebody
 * stands before the others now. */
QUICK void pass(toc_engine *engine, uint32_t resource)
{
    toc_stretch *run = &engine->stretch;
    toc_line *line = &run->lines[resource];
    while (line->first != TOC_NONE) {
        toc_node_instance *state = &engine->nodes[line->first];
        const toc_node_facts *facts = &engine->node_facts[state->node];
        if (engine->resources[resource].free < facts->units)
            break;
        begin(engine, leave_line(run, line), state, facts);
    }
}

/* It becomes ready: starts, or stands in line.  Where somebody stands in line, or it does now, a pass over who
 * does comes next, and gives nothing to those of other resources. */
QUICK void become_ready(toc_engine *engine, uint32_t at)
{
    toc_stretch *run = &engine->stretch;
    toc_node_instance *state = &engine->nodes[at];
    const toc_node_facts *facts = &engine->node_facts[state->node];
    uint32_t resource = facts->resource;
    state->occurrence = 1;
    state->ready = engine->now;
    owe(engine, at, state, facts);
    bool is_free = resource == TOC_NONE || (run->lines[resource].first == TOC_NONE &&
                                            engine->resources[resource].free >= facts->units);
    bool is_passed = resource != TOC_NONE && (run->waiting > 0 || !is_free);
    engine->spent += 1 + (uint64_t)is_passed;
    if (is_free) {
        begin(engine, at, state, facts);
        return;
    }
    state->queued_at = engine->now;
    state_set(state, TOC_NODE_BLOCKED, TOC_BLOCKED_RESOURCE);
    stand_in_line(engine, at, resource);
    pass(engine, resource); /* of those of one instant the first by name goes first */
}

/* How many are called by it: they go by name, as the ways do. */
QUICK uint32_t take_ways(toc_engine *engine, uint32_t shift, toc_range ways)
{
    toc_stretch *run = &engine->stretch;
    uint32_t *needs = run->needs + shift;
    uint32_t count = 0;
    const toc_way *way = &engine->ways[ways.first];
    for (const toc_way *end = way + ways.count; way < end; way++) {
        run->called[count] = shift + way->target; /* if it is: no branch */
        count += --needs[way->target] == 0;
    }
    return count;
}

/* What was lost while in use goes first out of what comes back. */
QUICK void give_units_back(toc_engine *engine, const toc_node_facts *facts)
{
    toc_resource_state *resource = &engine->resources[facts->resource];
    int64_t lost = 0;
    if (resource->debt > 0)
        lost = facts->units < resource->debt ? facts->units : resource->debt;
    resource->debt -= lost;
    resource->free += facts->units - lost;
}

/* Its work is over.  How many are called by that. */
QUICK uint32_t finish(toc_engine *engine, uint32_t at, toc_node_instance *state, toc_instance *own,
                      const toc_node_facts *facts)
{
    toc_stretch *run = &engine->stretch;
    uint32_t marks = state->marks; /* of an act that started it */
    if (state->drawn == TOC_MS_NONE && engine->spans[state->node].least == TOC_MS_NONE)
        marks |= TOC_MARK_ASSUMED;
    if (facts->resource != TOC_NONE)
        give_units_back(engine, facts);
    state->marks = 0;
    state->is_called = 0;
    state->done = engine->now;
    state_set(state, TOC_NODE_DONE, TOC_BLOCKED_NOT);
    engine->node_latest[state->node].is_done = 1;
    if (run->numbers[at] == 0) {
        toc_node_pay_at_once(engine, at, facts->performer, marks);
    } else {
        engine->node_latest[state->node].is_late = 0;
        if (toc_is_traced(engine, TOC_TRACE_DUTY_CLOSED))
            emit_duty(engine, TOC_TRACE_DUTY_CLOSED, at, own->number, marks);
    }
    run->numbers[at] = TOC_NONE; /* it was done here */
    run->fired++;
    own->unfinished--;
    return take_ways(engine, own->node_shift, facts->ways);
}

/* ---- going on ---- */

QUICK void set_clock(toc_engine *engine, toc_ms now)
{
    if (now != engine->now) {
        engine->spent = 0;
        engine->turn = 0;
    }
    engine->now = now;
}

/* All deadlines of the next instant, at which no work ends before them; false: one is more than that. */
static bool pass_deadlines(toc_engine *engine)
{
    toc_ms at = toc_next_wait(engine)->at;
    for (uint32_t i = engine->near_count; i > 0 && engine->near[i - 1].at == at; i--)
        if ((i == 1 && engine->wait_count > 0) ||
            !toc_is_simple_deadline(engine, engine->near[i - 1].timer))
            return false; /* or the last one near, and one far off may be of this instant */
    set_clock(engine, at);
    engine->turn++;
    engine->stretch.fired++;
    while (toc_any_timer_waits(engine) && toc_next_wait(engine)->at == at)
        toc_duty_fire(engine, toc_timer_pop(engine) - engine->timer_base[TOC_TIMER_DUTY]);
    engine->spent++;
    return true;
}

/* The end of work that comes next, and its reactions.  False: its activation is complete. */
QUICK bool play_end(toc_engine *engine, uint64_t end)
{
    toc_stretch *run = &engine->stretch;
    uint32_t at = end_node(end);
    toc_node_instance *state = &engine->nodes[at];
    const toc_node_facts *facts = &engine->node_facts[state->node];
    toc_instance *own = &engine->instances[state->instance];
    bool holds = facts->resource != TOC_NONE;
    set_clock(engine, end_at(end));
    pop_end(run);
    engine->unsettled--;
    uint32_t called = finish(engine, at, state, own, facts);
    bool is_passed = holds && run->waiting > 0;
    if (own->unfinished == 0) {
        engine->resource_queued = is_passed;
        return false;
    }
    engine->spent += is_passed;
    if (holds)
        pass(engine, facts->resource);
    for (uint32_t i = 0; i < called; i++)
        become_ready(engine, run->called[i]);
    engine->spent++;
    return true;
}

static toc_stretch_end play(toc_engine *engine, toc_ms last)
{
    const toc_stretch *run = &engine->stretch;
    while (run->end_count > 0) {
        uint64_t end = run->ends[0];
        toc_ms at = end_at(end);
        if (toc_any_timer_waits(engine) && toc_next_wait(engine)->at < at) {
            if (toc_next_wait(engine)->at > last || !pass_deadlines(engine))
                return TOC_STRETCH_OVER;
            continue;
        }
        if (at > last)
            return TOC_STRETCH_OVER;
        if (!play_end(engine, end))
            return TOC_STRETCH_AMID;
    }
    return TOC_STRETCH_OVER;
}

/* ---- what the general loop keeps is taken over, and given back ---- */

/* They are of activations that are fit, and stand in order. */
static void take_ends(toc_engine *engine)
{
    toc_wait *near = engine->near;
    toc_stretch *run = &engine->stretch;
    uint32_t base = engine->timer_base[TOC_TIMER_WORK];
    uint32_t left = engine->armed[TOC_TIMER_WORK];
    uint32_t kept = 0;
    run->end_count = left;
    for (uint32_t i = 0; i < engine->near_count; i++) {
        toc_timer *timer = &engine->timers[near[i].timer];
        if (timer->kind != TOC_TIMER_WORK) {
            near[kept++] = near[i];
            continue;
        }
        uint32_t at = near[i].timer - base;
        toc_node_instance *state = &engine->nodes[at];
        run->ends[--left] = (uint64_t)near[i].at << TOC_STRETCH_BITS | at;
        timer->position = TOC_NONE;
        state->holds = 0;
        engine->bodies[state->actor].running--;
        engine->instances[state->instance].running--;
    }
    engine->near_count = kept;
    engine->armed[TOC_TIMER_WORK] = 0;
}

static void take_lines(toc_engine *engine)
{
    for (uint32_t at = engine->waiting_first; at != TOC_NONE; at = engine->nodes[at].next) {
        toc_node_instance *state = &engine->nodes[at];
        state->is_waiting = 0;
        stand_in_line(engine, at, engine->node_facts[state->node].resource);
    }
    engine->waiting_first = engine->waiting_last = TOC_NONE;
}

static void give_ends_back(toc_engine *engine)
{
    toc_stretch *run = &engine->stretch;
    engine->unsettled -= run->end_count;
    for (uint32_t i = 0; i < run->end_count; i++) {
        arm_work(engine, end_node(run->ends[i]), end_at(run->ends[i]));
        run->ends[i] = UINT64_MAX;
    }
    run->end_count = 0;
    run->is_heap = 0;
}

/* The line of one resource into that of all. */
static void merge_line(toc_engine *engine, toc_line *line)
{
    while (line->first != TOC_NONE) {
        uint32_t at = leave_line(&engine->stretch, line);
        hold_duty(engine, at);
        toc_gate_insert(engine, at);
    }
}

static void give_lines_back(toc_engine *engine)
{
    for (uint32_t i = 0; engine->stretch.waiting > 0; i++)
        merge_line(engine, &engine->stretch.lines[i]);
}

/* All is done: every way was taken. */
static void open_all_ways(toc_engine *engine, const toc_instance *own, toc_range nodes)
{
    toc_node_instance *state = &engine->nodes[own->node_shift + nodes.first];
    memset(&engine->edges[own->edge_shift + engine->edge_first[own->response]], TOC_EDGE_LIVE,
           engine->edge_count[own->response]);
    for (uint32_t i = 0; i < nodes.count; i++) {
        state[i].pending = 0;
        state[i].live = engine->node_facts[nodes.first + i].join_size;
    }
}

/* Those of the steps that were done. */
static void give_ways_back(toc_engine *engine, const toc_instance *own)
{
    toc_range nodes = engine->machine->responses[own->response].nodes;
    const uint32_t *numbers = engine->stretch.numbers + own->node_shift;
    if (own->unfinished == 0) {
        open_all_ways(engine, own, nodes);
        return;
    }
    for (uint32_t node = nodes.first; node < nodes.first + nodes.count; node++) {
        if (numbers[node] != TOC_NONE)
            continue;
        toc_range ways = engine->node_facts[node].ways;
        for (uint32_t k = ways.first; k < ways.first + ways.count; k++) {
            toc_node_instance *target = &engine->nodes[own->node_shift + engine->ways[k].target];
            engine->edges[own->edge_shift + engine->ways[k].edge] = TOC_EDGE_LIVE;
            target->pending--;
            target->live++;
        }
    }
}

toc_ms toc_stretch_next(const toc_engine *engine)
{
    return engine->stretch.end_count > 0 ? end_at(engine->stretch.ends[0]) : INT64_MAX;
}

toc_stretch_end toc_stretch_play(toc_engine *engine, toc_ms last)
{
    toc_stretch *run = &engine->stretch;
    toc_survey of = {.known = TOC_NONE};
    if (!toc_survey_may_begin(engine))
        return TOC_STRETCH_NONE;
    if (run->pause > 0) {
        run->pause--;
        return TOC_STRETCH_NONE;
    }
    if (!toc_survey_make(engine, &of, last)) {
        run->pause = of.looked / 8;
        return TOC_STRETCH_NONE;
    }
    take_lines(engine);
    take_ends(engine);
    run->entered++;
    toc_stretch_end end = play(engine, last);
    if (run->fired == 0) /* what comes first is more than it knows, though it did not look so */
        end = TOC_STRETCH_NONE;
    run->pause = of.looked / 8 > run->fired ? of.looked / 8 - run->fired : 0;
    run->fired = 0;
    give_ends_back(engine);
    give_lines_back(engine);
    for (uint32_t i = 0; i < of.count; i++)
        give_ways_back(engine, &engine->instances[of.instances[i]]);
    for (uint32_t i = 0; i < of.count && end == TOC_STRETCH_AMID; i++)
        toc_instance_check(engine, of.instances[i]);
    return end;
}
