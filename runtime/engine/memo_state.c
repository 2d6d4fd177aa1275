/* memo_state.c - a state of the engine, seen from its own time: time 0 is its present, and the numbers of
 * activations, occurrences and duties are counted back from the latest.
 *
 * What says nothing any more (timers that are not armed, closed duties, marks of walks) is cleared, so that two
 * states that will go on alike are alike byte for byte. */
#include "engine/memo_private.h"
#include "engine/told_private.h"

#include <string.h>

#define LATEST (UINT32_C(1) << 30) /* the number of the latest, in a state seen from its own time */

/* ---- the counts: of responses, of reports, of duties ---- */

/* Of a relay's row the rounds of that.  0 inside a response: there they begin anew each time. */
static uint32_t occurrences_of(const toc_engine *engine, uint32_t report)
{
    const toc_m_report *row = &engine->machine->reports[report];
    if (toc_is_relayed(row))
        return engine->last_round[row->relay];
    return row->response == TOC_NONE ? engine->reports[engine->report_base[report]].occurrence : 0;
}

void toc_memo_count(const toc_engine *engine, uint32_t *out)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->responses_count; i++)
        *out++ = engine->activations[i];
    for (uint32_t i = 0; i < machine->reports_count; i++)
        *out++ = occurrences_of(engine, i);
    *out = engine->next_number;
}

/* ---- moving in time and number ---- */

typedef struct mover {
    toc_engine *engine;
    toc_ms time;               /* by so much */
    const uint32_t *responses; /* and so much, modulo 2^32: the activations of each, */
    const uint32_t *reports;   /* the occurrences of each, */
    uint32_t duties;           /* and the numbers of duties */
} mover;

static void move_time(const mover *m, toc_ms *time)
{
    if (*time != TOC_MS_NONE && *time != INT64_MAX)
        *time += m->time;
}

static void move_number(uint32_t *number, uint32_t by)
{
    if (*number != 0)
        *number += by;
}

static void move_world(const mover *m)
{
    toc_engine *engine = m->engine;
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->conditions_count; i++)
        move_time(m, &engine->conditions[i].since);
    for (uint32_t i = 0; i < machine->anchors_count; i++)
        move_time(m, &engine->anchors[i]);
    for (uint32_t i = 0; i < machine->ladders_count; i++)
        move_time(m, &engine->ladders[i].raised);
    for (uint32_t i = 0; i < machine->levels_count; i++)
        move_time(m, &engine->levels[i].below);
    for (uint32_t i = 0; i < machine->moments_count; i++) {
        move_time(m, &engine->moments[i].forecast);
        move_time(m, &engine->moments[i].given);
    }
    for (uint32_t i = 0; i < machine->responses_count; i++)
        move_number(&engine->activations[i], m->responses[i]);
}

static void move_node(const mover *m, toc_node_instance *state)
{
    move_time(m, &state->ready);
    move_time(m, &state->started);
    move_time(m, &state->done);
    if (state->is_waiting)
        move_time(m, &state->queued_at);
    if (state->series != TOC_SERIES_NONE)
        move_time(m, &state->series_start);
}

static void move_instances(const mover *m)
{
    toc_engine *engine = m->engine;
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->responses_count * engine->slots; i++) {
        toc_instance *instance = &engine->instances[i];
        toc_range nodes = machine->responses[instance->response].nodes;
        if (instance->number == 0)
            continue;
        move_number(&instance->number, m->responses[instance->response]);
        move_time(m, &instance->cause_at);
        move_time(m, &instance->started);
        for (uint32_t k = 0; k < nodes.count; k++)
            move_node(m, &engine->nodes[toc_node_at(engine, i, nodes.first + k)]);
    }
}

static void move_report(const mover *m, toc_report_instance *state)
{
    move_number(&state->occurrence, m->reports[state->report]);
    move_number(&state->asked, m->reports[state->report]);
    if (state->is_running)
        move_time(m, &state->start);
    move_time(m, &state->sent_at);
    move_time(m, &state->limit);
}

static void move_relay(const mover *m, uint32_t relay)
{
    toc_engine *engine = m->engine;
    const toc_m_relay *row = &engine->machine->relays[relay];
    uint32_t capacity = engine->options.reports_max;
    uint32_t by = m->reports[row->rows.first];
    move_number(&engine->last_round[relay], by);
    for (uint32_t i = 0; i < capacity; i++)
        move_number(&engine->rounds[relay * capacity + i].number, by);
    for (uint32_t i = 0; i < capacity * row->places.count; i++)
        move_time(m, &engine->receipts[engine->receipt_base[relay] + i].at);
    for (uint32_t i = 0; i < capacity * row->rows.count; i++) {
        toc_answer *answer = &engine->answers[engine->answer_base[relay] + i];
        move_time(m, &answer->until);
        move_time(m, &answer->due);
    }
}

static uint32_t report_instances(const toc_engine *engine)
{
    return engine->timer_base[TOC_TIMER_REPORT_TICK + 1] -
           engine->timer_base[TOC_TIMER_REPORT_TICK];
}

static void move_reports(const mover *m)
{
    for (uint32_t i = 0; i < report_instances(m->engine); i++)
        move_report(m, &m->engine->reports[i]);
    for (uint32_t i = 0; i < m->engine->machine->relays_count; i++)
        move_relay(m, i);
}

/* The report whose occurrences it counts, or TOC_NONE. */
static uint32_t report_of(const toc_engine *engine, const toc_duty *duty)
{
    if (duty->kind == TOC_DUTY_OVERALL)
        return engine->machine->relays[duty->id].rows.first;
    bool is_told = duty->kind == TOC_DUTY_REPORT || duty->kind == TOC_DUTY_ANNOUNCEMENT ||
                   duty->kind == TOC_DUTY_CLEARANCE;
    return is_told ? duty->id : TOC_NONE;
}

static void move_duty(const mover *m, toc_duty_slot *slot)
{
    toc_duty *duty = &slot->duty;
    duty->number += m->duties;
    if (slot->instance != TOC_NONE)
        move_number(&duty->activation, m->responses[m->engine->instances[slot->instance].response]);
    uint32_t report = report_of(m->engine, duty);
    if (report != TOC_NONE)
        move_number(&duty->occurrence, m->reports[report]);
    move_time(m, &duty->opened);
    move_time(m, &duty->clock);
    move_time(m, &duty->due);
    move_time(m, &duty->closed);
}

static bool is_open(const toc_engine *engine, uint32_t slot)
{
    return engine->open_duties[slot / 64] >> slot % 64 & 1;
}

/* The activation and the occurrence by which it is ordered; the uppermost bit of that says that it is about
 * an approval (duty.c). */
static void move_order(const mover *m, toc_timer *timer)
{
    const toc_machine *machine = m->engine->machine;
    toc_rank rank = (toc_rank)(timer->order.major >> 40 & 0xff);
    uint32_t id = (uint32_t)timer->order.major;
    uint32_t activation = (uint32_t)(timer->order.minor >> 32);
    uint32_t occurrence = (uint32_t)timer->order.minor & INT32_MAX;
    uint32_t bit = (uint32_t)timer->order.minor & ~(uint32_t)INT32_MAX;
    uint32_t response = TOC_NONE;
    if (rank == TOC_RANK_NODE || rank == TOC_RANK_APPROVAL)
        response = machine->nodes[id].response;
    else if (rank == TOC_RANK_REPORT)
        response = machine->reports[id].response;
    if (response != TOC_NONE)
        move_number(&activation, m->responses[response]);
    if (rank == TOC_RANK_REPORT)
        move_number(&occurrence, m->reports[id]);
    timer->order.minor = (uint64_t)activation << 32 | bit | occurrence;
}

static void move_timers(const mover *m)
{
    toc_engine *engine = m->engine;
    for (uint32_t i = 0; i < engine->near_count; i++) {
        move_time(m, &engine->near[i].at);
        move_order(m, &engine->timers[engine->near[i].timer]);
    }
    for (uint32_t i = 0; i < engine->wait_count; i++) {
        move_time(m, &engine->waits[i].at);
        move_order(m, &engine->timers[engine->waits[i].timer]);
    }
}

static void move(toc_engine *engine, toc_ms time, const uint32_t *by)
{
    const toc_machine *machine = engine->machine;
    mover m = {engine, time, by, by + machine->responses_count,
               by[machine->responses_count + machine->reports_count]};
    move_world(&m);
    move_instances(&m);
    move_reports(&m);
    for (uint32_t i = 0; i < engine->duty_capacity; i++)
        if (is_open(engine, i))
            move_duty(&m, &engine->duties[i]);
    move_timers(&m);
}

/* ---- clearing what says nothing any more ---- */

static void forget_when(const toc_engine *engine, toc_ms *time)
{
    if (*time != TOC_MS_NONE)
        *time = engine->now;
}

/* Of what is over nothing is owed, and nothing counts from it. */
static bool is_over(const toc_engine *engine, uint32_t instance)
{
    const toc_instance *state = &engine->instances[instance];
    return !state->is_active && state->duties == 0 && state->running == 0;
}

static void tidy_node(toc_node_instance *state)
{
    state->mark = 0;
    if (!state->is_waiting) {
        state->queued_at = 0;
        state->next = state->previous = TOC_NONE;
    }
    if (state->series == TOC_SERIES_NONE)
        state->series_start = 0;
}

/* It is set up when it opens: what an earlier drill has left says nothing. */
static void clear_instance(toc_engine *engine, uint32_t instance, toc_range nodes)
{
    uint32_t response = engine->instances[instance].response;
    memset(&engine->nodes[toc_node_at(engine, instance, nodes.first)], 0,
           nodes.count * sizeof engine->nodes[0]);
    memset(&engine->edges[toc_edge_at(engine, instance, engine->edge_first[response])], 0,
           engine->edge_count[response]);
}

static void tidy_instance(toc_engine *engine, uint32_t instance)
{
    toc_instance *state = &engine->instances[instance];
    toc_range nodes = engine->machine->responses[state->response].nodes;
    if (state->number == 0) {
        clear_instance(engine, instance, nodes);
        return;
    }
    bool forgets = is_over(engine, instance);
    if (forgets)
        state->cause_at = state->started = engine->now;
    for (uint32_t i = 0; i < nodes.count; i++) {
        toc_node_instance *node = &engine->nodes[toc_node_at(engine, instance, nodes.first + i)];
        tidy_node(node);
        if (!forgets)
            continue;
        forget_when(engine, &node->ready);
        forget_when(engine, &node->started);
        forget_when(engine, &node->done);
    }
}

/* Of a round that has not begun yet nothing is known. */
static void tidy_relay(toc_engine *engine, uint32_t relay)
{
    const toc_m_relay *row = &engine->machine->relays[relay];
    uint32_t capacity = engine->options.reports_max;
    for (uint32_t i = 0; i < capacity; i++) {
        if (engine->rounds[relay * capacity + i].number != 0)
            continue;
        toc_receipt *receipts =
            &engine->receipts[engine->receipt_base[relay] + i * row->places.count];
        toc_answer *answers = &engine->answers[engine->answer_base[relay] + i * row->rows.count];
        for (uint32_t k = 0; k < row->places.count; k++)
            receipts[k] = (toc_receipt){.at = TOC_MS_NONE};
        for (uint32_t k = 0; k < row->rows.count; k++)
            answers[k] = (toc_answer){TOC_MS_NONE, TOC_MS_NONE};
    }
}

static void tidy_duties(toc_engine *engine)
{
    for (uint32_t i = 0; i < engine->duty_capacity; i++) {
        uint32_t next = engine->duties[i].next;
        if (is_open(engine, i))
            continue;
        memset(&engine->duties[i], 0, sizeof engine->duties[i]);
        engine->duties[i].next = next;
    }
}

static void tidy_timers(toc_engine *engine)
{
    uint32_t total = engine->timer_base[TOC_TIMER_KIND_COUNT];
    for (uint32_t i = 0; i < total; i++) {
        toc_timer *timer = &engine->timers[i];
        if (timer->position == TOC_NONE) {
            timer->order = (toc_order){0, 0};
            timer->is_work = 0;
        }
    }
    for (uint32_t i = engine->wait_count; i < total; i++)
        engine->waits[i] = (toc_wait){0, 0};
}

/* How long a grade has been too high counts up to the time of lowering, and from when it was declared on. */
static void tidy_ladder(toc_engine *engine, uint32_t ladder)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    toc_ladder_state *state = &engine->ladders[ladder];
    toc_ms wait = row->lower_after == TOC_MS_NONE ? 0 : row->lower_after;
    toc_ms least = state->declared == 0 ? engine->now : engine->now - wait;
    if (state->raised < least)
        state->raised = least;
    for (uint32_t i = 0; i < row->levels.count; i++) {
        toc_ms *below = &engine->levels[row->levels.first + i].below;
        if (*below != TOC_MS_NONE && *below < state->raised)
            *below = state->raised;
    }
}

/* Of most it is asked only whether it has happened. */
static void tidy_anchors(toc_engine *engine)
{
    for (uint32_t i = 0; i < engine->machine->anchors_count; i++)
        if (!engine->memo->is_counted[i])
            forget_when(engine, &engine->anchors[i]);
}

static void tidy_reports(toc_engine *engine)
{
    for (uint32_t i = 0; i < report_instances(engine); i++) {
        toc_report_instance *state = &engine->reports[i];
        if (!state->is_running)
            state->start = 0;
        if (state->instance == TOC_NONE || is_over(engine, state->instance))
            forget_when(engine, &state->sent_at); /* outside responses nothing counts from it */
    }
    for (uint32_t i = 0; i < engine->machine->relays_count; i++)
        tidy_relay(engine, i);
}

static void tidy(toc_engine *engine)
{
    for (uint32_t i = 0; i < engine->machine->responses_count * engine->slots; i++)
        tidy_instance(engine, i);
    for (uint32_t i = 0; i < engine->machine->resources_count; i++)
        engine->resources[i].epoch = 0, engine->resources[i].claimed = 0;
    for (uint32_t i = 0; i < engine->machine->ladders_count; i++)
        tidy_ladder(engine, i);
    tidy_anchors(engine);
    tidy_reports(engine);
    tidy_duties(engine);
    tidy_timers(engine);
}

/* ---- taking and putting ---- */

/* An activation so old that its number, counted from the latest, would not be told from none. */
static bool is_too_old(const toc_engine *engine)
{
    for (uint32_t i = 0; i < engine->machine->responses_count * engine->slots; i++) {
        const toc_instance *instance = &engine->instances[i];
        if (instance->number != 0 &&
            engine->activations[instance->response] - instance->number >= LATEST / 2)
            return true;
    }
    return false;
}

static unsigned char *arrays_of(const toc_memo_state *state)
{
    return (unsigned char *)(uintptr_t)(state + 1);
}

/* Its arrays are those behind it. */
static void settle_in(toc_engine *head, const toc_memo *memo, unsigned char *arrays)
{
#define MOVE_IN(member, count)                                                                     \
    head->member = (void *)(arrays + ((unsigned char *)head->member - memo->moving));
    TOC_MOVING(MOVE_IN)
#undef MOVE_IN
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static uint64_t hash_of(const toc_memo *memo, const toc_memo_state *state)
{
    const unsigned char *arrays = arrays_of(state);
    uint64_t hash = mix(state->head.near_count, state->head.duty_free);
    for (size_t i = 0; i < memo->moving_size; i += sizeof hash) {
        uint64_t word;
        memcpy(&word, arrays + i, sizeof word);
        hash = mix(hash, word);
    }
    return hash;
}

bool toc_memo_take(const toc_engine *engine, toc_memo_state *state)
{
    const toc_memo *memo = engine->memo;
    if (engine->armed[TOC_TIMER_ARRIVAL] > 0 || is_too_old(engine))
        return false;
    toc_memo_count(engine, memo->by);
    for (uint32_t i = 0; i < memo->count_of_counts; i++)
        memo->by[i] = memo->by[i] == 0 ? 0 : LATEST - memo->by[i];
    state->last = NULL;
    state->head = *engine;
    settle_in(&state->head, memo, arrays_of(state));
    memcpy(arrays_of(state), memo->moving, memo->moving_size);
    tidy(&state->head);
    move(&state->head, -engine->now, memo->by);
    state->head.now = 0;
    state->quiet = state->head.near_count > 0 ? toc_next_wait(&state->head)->at - 1 : INT64_MAX;
    state->hash = hash_of(memo, state);
    return true;
}

static bool are_same_waits(const toc_engine *a, const toc_engine *b)
{
    if (a->near_count != b->near_count || a->wait_count != b->wait_count)
        return false;
    for (uint32_t i = 0; i < a->near_count; i++)
        if (a->near[i].at != b->near[i].at || a->near[i].timer != b->near[i].timer)
            return false;
    return true;
}

/* What stands in no array. */
static bool are_same_counts(const toc_engine *a, const toc_engine *b)
{
    return a->all_told == b->all_told && a->lost == b->lost && a->turn == b->turn &&
           a->spent == b->spent && a->unsettled == b->unsettled &&
           a->waiting_first == b->waiting_first && a->waiting_last == b->waiting_last &&
           a->duty_free == b->duty_free && a->arrival_free == b->arrival_free;
}

bool toc_memo_is_same(const toc_memo *memo, const toc_memo_state *a, const toc_memo_state *b)
{
    return a->hash == b->hash && are_same_counts(&a->head, &b->head) &&
           are_same_waits(&a->head, &b->head) &&
           memcmp(arrays_of(a), arrays_of(b), memo->moving_size) == 0;
}

static void put_counts(toc_engine *engine, const toc_engine *head)
{
    engine->all_told = head->all_told;
    engine->lost = head->lost;
    engine->turn = head->turn;
    engine->spent = head->spent;
    engine->unsettled = head->unsettled;
    engine->waiting_first = head->waiting_first;
    engine->waiting_last = head->waiting_last;
    engine->duty_free = head->duty_free;
    engine->duty_count = head->duty_count;
    engine->arrival_free = head->arrival_free;
    engine->near_count = head->near_count;
    engine->wait_count = head->wait_count;
    memcpy(engine->near, head->near, sizeof engine->near);
    memcpy(engine->armed, head->armed, sizeof engine->armed);
}

void toc_memo_put(toc_engine *engine, const toc_memo_state *state, toc_ms since)
{
    const toc_memo *memo = engine->memo;
    memcpy(memo->moving, arrays_of(state), memo->moving_size);
    put_counts(engine, &state->head);
    for (uint32_t i = 0; i < memo->count_of_counts; i++)
        memo->by[i] = memo->counts[i] == 0 ? 0 : memo->counts[i] - LATEST;
    move(engine, since, memo->by);
    engine->next_number = memo->counts[memo->count_of_counts - 1];
}
