/* causes.c - follows each late duty back to what kept it: the way before it, a gate, or nobody. */
#include "report/causes.h"

#include <stdlib.h>

#include "base/vec.h"

#define CHAIN_MAX 1000u /* steps before a duty that are looked at; a loop ends somewhere */

/* ── the passages ── */

static int compare(const toc_passage *a, const toc_passage *b)
{
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    if (a->activation != b->activation)
        return a->activation < b->activation ? -1 : 1;
    return (a->occurrence > b->occurrence) - (a->occurrence < b->occurrence);
}

static int by_key(const void *a, const void *b)
{
    return compare(a, b);
}

static const toc_passage empty = {.ready = TOC_MS_NONE,
                                  .approved = TOC_MS_NONE,
                                  .blocked = TOC_MS_NONE,
                                  .begun = TOC_MS_NONE,
                                  .done = TOC_MS_NONE};

static toc_passage *find(toc_passage *items, uint32_t count, uint32_t node, uint32_t activation,
                         uint32_t occurrence)
{
    toc_passage key = {.node = node, .activation = activation, .occurrence = occurrence};

    return count ? bsearch(&key, items, count, sizeof key, by_key) : NULL;
}

static bool is_step(const toc_duty *duty)
{
    return duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION;
}

/* One for each node record and step duty; then those of one occurrence are one. */
static void collect_keys(toc_arena *arena, const toc_drill *drill, toc_causes *out)
{
    toc_passage row = empty;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;

        if (trace->kind != TOC_TRACE_NODE)
            continue;
        row.node = trace->id;
        row.activation = trace->activation;
        row.occurrence = trace->occurrence;
        TOC_PUSH(arena, &out->passages, row);
    }
    if (out->passages.count > 1)
        qsort(out->passages.items, out->passages.count, sizeof row, by_key);
    for (uint32_t i = 0; i < out->passages.count; i++) {
        if (i == 0 || compare(&out->passages.items[kept - 1], &out->passages.items[i]) != 0)
            out->passages.items[kept++] = out->passages.items[i];
    }
    out->passages.count = kept;
}

static void take_state(toc_passage *row, const toc_trace *trace)
{
    switch ((toc_node_state)trace->value) {
    case TOC_NODE_READY:
        if (row->ready == TOC_MS_NONE)
            row->ready = trace->at;
        break;
    case TOC_NODE_BLOCKED:
        row->blocked = trace->at;
        row->why = (toc_blocked)trace->other;
        break;
    case TOC_NODE_RUNNING:
        if (row->begun == TOC_MS_NONE)
            row->begun = trace->at;
        break;
    case TOC_NODE_DONE:
        row->done = trace->at;
        break;
    case TOC_NODE_WAITING:
    case TOC_NODE_SKIPPED:
    case TOC_NODE_DEAD:
    case TOC_NODE_CANCELLED:
    case TOC_NODE_FAILED:
        break;
    }
}

static void take_happenings(toc_arena *arena, const toc_drill *drill, toc_causes *out)
{
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;
        toc_passage row = empty;

        if (trace->kind == TOC_TRACE_NODE) {
            take_state(find(out->passages.items, out->passages.count, trace->id, trace->activation,
                            trace->occurrence),
                       trace);
        } else if (trace->kind == TOC_TRACE_APPROVAL && trace->value == 1) {
            toc_passage *found = find(out->passages.items, out->passages.count, trace->id,
                                      trace->activation, trace->occurrence);

            if (found)
                found->approved = trace->at;
        } else if (trace->kind == TOC_TRACE_RESPONSE && trace->value == TOC_RESPONSE_OPENED) {
            row.node = trace->id;
            row.activation = trace->activation;
            row.ready = trace->at;
            TOC_PUSH(arena, &out->began, row);
        }
    }
    if (out->began.count > 1)
        qsort(out->began.items, out->began.count, sizeof out->began.items[0], by_key);
}

toc_causes *toc_causes_new(toc_arena *arena, const toc_score *score)
{
    toc_causes *causes = TOC_NEW(arena, toc_causes);
    const toc_drill *drill = score->drill;

    causes->score = score;
    causes->presence = toc_presence_new(arena, drill);
    collect_keys(arena, drill, causes);
    take_happenings(arena, drill, causes);
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *duty = &score->duties[i].duty;
        toc_passage *row = is_step(duty) ? find(causes->passages.items, causes->passages.count,
                                                duty->id, duty->activation, duty->occurrence)
                                         : NULL;
        if (row)
            row->duty = duty->number;
    }
    return causes;
}

/* ── the way before ── */

/* The step before @p row that was done last, not after it could begin itself. */
static const toc_passage *before(const toc_causes *causes, const toc_passage *row)
{
    const toc_machine *machine = causes->score->drill->machine;
    toc_range edges = machine->nodes[row->node].edges;
    const toc_passage *last = NULL;

    for (uint32_t i = 0; i < edges.count; i++) {
        const toc_m_edge *edge = &machine->edges[edges.first + i];
        const toc_passage *found = edge->is_loop
                                       ? NULL
                                       : find(causes->passages.items, causes->passages.count,
                                              edge->source, row->activation, 1);

        if (found && found->done != TOC_MS_NONE && found->done <= row->ready &&
            (!last || found->done > last->done))
            last = found;
    }
    return last;
}

/* It began as soon as it could, and took no longer than the plan says. */
static bool is_prompt(const toc_m_node *node, const toc_passage *row)
{
    return row->begun != TOC_MS_NONE && row->begun == row->ready && row->done > row->begun &&
           node->takes[2] != TOC_MS_NONE && row->done - row->begun <= node->takes[2];
}

static bool is_in_time(const toc_duty *duty)
{
    return duty->due != TOC_MS_NONE && duty->state == TOC_DUTY_MET && duty->marks == 0;
}

/* What made @p row ready no sooner: UNMEETABLE where all of it kept to the plan. */
static toc_cause_found look_back(const toc_causes *causes, const toc_passage *row, toc_ms clock)
{
    const toc_machine *machine = causes->score->drill->machine;
    toc_cause_found kept = {.cause = TOC_CAUSE_UNMEETABLE, .behind = TOC_NONE};
    toc_cause_found waited = {.cause = TOC_CAUSE_FOLLOWS, .behind = TOC_NONE};
    const toc_passage *began;

    for (uint32_t i = 0; i < CHAIN_MAX; i++) {
        const toc_passage *last = before(causes, row);
        const toc_duty *duty =
            last && last->duty ? &causes->score->duties[last->duty - 1].duty : NULL;

        if (!last)
            break;
        waited.behind = last->node;
        if (duty && is_in_time(duty))
            return kept;
        if (last->done <= clock)
            return kept; /* it was done before the time began to run */
        if ((duty && duty->due != TOC_MS_NONE) || !is_prompt(&machine->nodes[last->node], last))
            return waited;
        row = last;
    }
    waited.behind = TOC_NONE;
    began = find(causes->began.items, causes->began.count, machine->nodes[row->node].response,
                 row->activation, 0);
    return began && began->ready <= clock && row->ready <= clock ? kept : waited;
}

/* ── a duty ── */

static const toc_cause_found left = {.cause = TOC_CAUSE_LEFT,
                                     .behind = TOC_NONE,
                                     .ready = TOC_MS_NONE,
                                     .begun = TOC_MS_NONE,
                                     .needed = TOC_MS_NONE,
                                     .barred = TOC_MS_NONE};

static bool is_blocked_too_long(const toc_passage *row, const toc_duty *duty, toc_ms least)
{
    toc_ms until = row->begun == TOC_MS_NONE ? duty->closed : row->begun;

    return row->blocked != TOC_MS_NONE && row->blocked <= duty->due && until + least > duty->due;
}

/* Those whom people play are not held back by the engine: that word came too late shows in it. */
static bool is_approved_too_late(const toc_m_node *node, const toc_passage *row,
                                 const toc_duty *duty, toc_ms least)
{
    return node->approver != TOC_NONE &&
           (row->approved == TOC_MS_NONE || row->approved + least > duty->due);
}

/* The work itself: begun, and not done when it was due. */
static toc_cause_found cause_of_work(const toc_m_node *node, const toc_passage *row,
                                     const toc_duty *duty, toc_cause_found found)
{
    bool is_seen = row->begun != TOC_MS_NONE && row->begun <= duty->due && row->done > row->begun;

    if (!is_seen) {
        found.cause = TOC_CAUSE_LEFT;
    } else if (is_prompt(node, row)) {
        found.cause = TOC_CAUSE_UNMEETABLE;
        found.needed = row->begun - duty->clock + node->takes[2];
    } else {
        found.cause = TOC_CAUSE_LONG;
    }
    return found;
}

static toc_cause_found cause_of_step(const toc_causes *causes, const toc_duty *duty,
                                     const toc_passage *row)
{
    const toc_m_node *node = &causes->score->drill->machine->nodes[duty->id];
    toc_ms least = node->takes[0] == TOC_MS_NONE ? 0 : node->takes[0];
    toc_ms most = node->takes[2] == TOC_MS_NONE ? 0 : node->takes[2];
    toc_cause_found found = left;

    if (row->ready != TOC_MS_NONE && row->ready + least > duty->due)
        found = look_back(causes, row, duty->clock);
    found.ready = row->ready;
    found.begun = row->begun;
    found.needed = TOC_MS_NONE;
    found.barred = TOC_MS_NONE;
    if (found.cause == TOC_CAUSE_UNMEETABLE)
        found.needed = row->ready - duty->clock + most;
    if (found.cause != TOC_CAUSE_LEFT)
        return found;
    if (is_approved_too_late(node, row, duty, least)) {
        found.cause = TOC_CAUSE_BLOCKED;
        found.blocked = TOC_BLOCKED_APPROVAL;
        return found;
    }
    if (is_blocked_too_long(row, duty, least)) {
        found.cause = TOC_CAUSE_BLOCKED;
        found.blocked = row->why;
        return found;
    }
    return cause_of_work(node, row, duty, found);
}

/* ── whoever owes it ── */

static toc_assume assumed_for(toc_duty_kind kind)
{
    switch (kind) {
    case TOC_DUTY_STEP:
        return TOC_ASSUME_STEP;
    case TOC_DUTY_DECISION:
        return TOC_ASSUME_DECISION;
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
    case TOC_DUTY_APPROVE_END:
    case TOC_DUTY_CLEARANCE:
        return TOC_ASSUME_APPROVAL;
    case TOC_DUTY_DECLARE:
    case TOC_DUTY_PROPOSE_END:
        return TOC_ASSUME_DECLARATION;
    case TOC_DUTY_FORM:
        return TOC_ASSUME_FORMATION;
    case TOC_DUTY_REPORT:
    case TOC_DUTY_OVERALL:
    case TOC_DUTY_ANNOUNCEMENT:
        break;
    }
    return TOC_ASSUME_REPORT;
}

/* Left undone: by somebody who was never there to do it while there was time? */
static toc_cause_found look_who_was_there(const toc_causes *causes, const toc_duty *duty,
                                          toc_cause_found found)
{
    const toc_drill *drill = causes->score->drill;
    toc_ms from = found.ready == TOC_MS_NONE ? duty->opened : found.ready;
    toc_ms least = duty->marks & TOC_MARK_ASSUMED
                       ? drill->script->scenario->assume[assumed_for((toc_duty_kind)duty->kind)]
                       : 0;
    toc_ms until = duty->due - least < from ? from : duty->due - least;
    toc_blocked why = until > duty->due
                          ? TOC_BLOCKED_NOT
                          : toc_presence_barred(causes->presence, duty->owner, from, until);

    if (why == TOC_BLOCKED_NOT)
        return found;
    found.cause = TOC_CAUSE_BLOCKED;
    found.blocked = why;
    found.barred = from;
    return found;
}

/* ── a relay's whole way ── */

static bool is_hop_of(const toc_machine *machine, const toc_duty *duty, const toc_duty *way)
{
    const toc_m_report *row = duty->kind == TOC_DUTY_REPORT ? &machine->reports[duty->id] : NULL;

    return row && row->kind == TOC_M_REPORT_HOP && row->relay == way->id &&
           duty->occurrence == way->occurrence;
}

/* The hand-over that was not made; else the one that was most late. */
static toc_cause_found cause_of_way(const toc_causes *causes, const toc_duty *way)
{
    const toc_drill *drill = causes->score->drill;
    toc_cause_found found = left;
    toc_ms most = 0;

    found.cause = TOC_CAUSE_LONG;
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *duty = &causes->score->duties[i].duty;

        if (!is_hop_of(drill->machine, duty, way))
            continue;
        if (duty->state == TOC_DUTY_MISSED) {
            found.cause = TOC_CAUSE_LEFT;
            found.hop = duty;
            return found;
        }
        if (duty->state == TOC_DUTY_LATE && duty->closed - duty->due > most) {
            most = duty->closed - duty->due;
            found.cause = TOC_CAUSE_FOLLOWS;
            found.hop = duty;
        }
    }
    return found;
}

toc_cause_found toc_cause_of(const toc_causes *causes, const toc_scored *scored)
{
    const toc_duty *duty = &scored->duty;
    const toc_passage *row;
    toc_cause_found found;

    if (duty->kind == TOC_DUTY_OVERALL)
        return cause_of_way(causes, duty);
    row = is_step(duty) && duty->due != TOC_MS_NONE
              ? find(causes->passages.items, causes->passages.count, duty->id, duty->activation,
                     duty->occurrence)
              : NULL;
    found = row ? cause_of_step(causes, duty, row) : left;
    return found.cause == TOC_CAUSE_LEFT && duty->due != TOC_MS_NONE
               ? look_who_was_there(causes, duty, found)
               : found;
}
