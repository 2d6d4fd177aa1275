/* condition.c - reads condition bytecode, and tells whoever waits for a change.
 *
 * A condition is read again only when a signal that it reads is raised, or when the clock
 * alone may have changed it (windows, `since`): then toc_condition_read says when to look. */
#include "engine/told_private.h"

typedef struct val {
    int64_t v;
    bool is_none; /* does not exist yet: comparisons with it are false */
} val;

typedef struct reader {
    toc_engine *engine;
    toc_ms wake;
} reader;

static const val none = {0, true};

static val known(int64_t v)
{
    return (val){v, false};
}

static void wake_at(reader *r, toc_ms at)
{
    if (at > r->engine->now && (r->wake == TOC_MS_NONE || at < r->wake))
        r->wake = at;
}

/* NOLINTBEGIN(clang-analyzer-core.uninitialized.*): the verifier has proved that every condition
 * finds on the stack what it takes from it */
/* What does not fit 64 bits is as unknown as what never came. */
static val fit(toc_wide v)
{
    return v > INT64_MAX || v < INT64_MIN ? none : known((int64_t)v);
}

/* Rounded down; @p by is not 0. */
static val divide(toc_wide value, toc_wide by)
{
    toc_wide quotient = value / by;
    if (value % by != 0 && (value < 0) != (by < 0))
        quotient--;
    return fit(quotient);
}

static val arithmetic(toc_m_op op, val a, val b)
{
    if (a.is_none || b.is_none)
        return none;
    toc_wide x = a.v, y = b.v;
    if (op == TOC_OP_ADD)
        return fit(x + y);
    if (op == TOC_OP_SUB)
        return fit(x - y);
    if (op == TOC_OP_MUL) /* one side, or both, in micro */
        return divide(x * y, TOC_MICRO);
    /* both in micro, or both in ms: the quotient is in micro; ms by micro: ms */
    return y == 0 ? none : divide(x * TOC_MICRO, y);
}

static bool compare(toc_m_op op, int64_t a, int64_t b)
{
    return op == TOC_OP_EQ   ? a == b
           : op == TOC_OP_NE ? a != b
           : op == TOC_OP_LT ? a < b
           : op == TOC_OP_LE ? a <= b
           : op == TOC_OP_GT ? a > b
                             : a >= b;
}

static val resource_value(const toc_engine *engine, uint32_t op, uint32_t resource,
                          uint32_t percent)
{
    const toc_resource_state *state = &engine->resources[resource];
    int64_t units = op == TOC_OP_FREE ? state->free : state->total - state->free;
    if (!percent)
        return fit((toc_wide)units * TOC_MICRO);
    if (state->total <= 0)
        return none;
    return divide((toc_wide)units * 100 * TOC_MICRO, state->total);
}

static val since_value(reader *r, const toc_m_code *code)
{
    toc_ms at = r->engine->anchors[code->a];
    if (at == TOC_MS_NONE)
        return known(0);
    toc_ms turn = toc_ms_later(at, code->value);
    wake_at(r, turn);                  /* >= and < change here, */
    wake_at(r, toc_ms_later(turn, 1)); /* > and <= a moment later */
    return known(compare((toc_m_op)code->b, r->engine->now - at, code->value));
}

/* The time left only shrinks: <= and > change when it is as long as said, < and >= a moment later. */
static val time_to_value(reader *r, const toc_m_code *code)
{
    toc_ms forecast = r->engine->moments[code->a].forecast;
    toc_ms turn;
    if (forecast == TOC_MS_NONE)
        return known(0);
    if (!__builtin_sub_overflow(forecast, code->value, &turn)) {
        wake_at(r, turn);
        wake_at(r, toc_ms_later(turn, 1));
    }
    return known(compare((toc_m_op)code->b, forecast - r->engine->now, code->value));
}

static val held_value(reader *r, const toc_m_code *code)
{
    const toc_condition_state *inner = &r->engine->conditions[code->a];
    if (inner->since == TOC_MS_NONE)
        return known(0);
    wake_at(r, toc_ms_later(inner->since, code->value));
    return known(r->engine->now - inner->since >= code->value);
}

static val count_value(reader *r, const toc_m_code *code)
{
    const toc_engine *engine = r->engine;
    const toc_history *history = &engine->event_history[code->a];
    uint32_t first = toc_history_after(engine, history, engine->now - code->value);
    if (first < history->count)
        wake_at(r, toc_ms_later(toc_history_at(engine, history, first)->at, code->value));
    return fit((toc_wide)(history->count - first) * TOC_MICRO);
}

static int64_t extreme(const toc_engine *engine, const toc_history *history, uint32_t first,
                       bool least)
{
    int64_t best = toc_history_at(engine, history, first)->value;
    for (uint32_t i = first + 1; i < history->count; i++) {
        int64_t v = toc_history_at(engine, history, i)->value;
        if (least ? v < best : v > best)
            best = v;
    }
    return best;
}

static val window_value(reader *r, const toc_m_code *code)
{
    const toc_engine *engine = r->engine;
    const toc_history *history = &engine->value_history[code->a];
    uint32_t first = toc_history_after(engine, history, engine->now - code->value);
    if (first == history->count)
        return none;
    const toc_sample *oldest = toc_history_at(engine, history, first);
    wake_at(r, toc_ms_later(oldest->at, code->value));
    if (code->op == TOC_OP_MIN || code->op == TOC_OP_MAX)
        return known(extreme(engine, history, first, code->op == TOC_OP_MIN));
    const toc_sample *newest = toc_history_at(engine, history, history->count - 1);
    toc_wide sum = newest->total - oldest->total + oldest->value;
    return code->op == TOC_OP_SUM ? fit(sum) : divide(sum, history->count - first);
}

static val change_value(reader *r, const toc_m_code *code)
{
    const toc_engine *engine = r->engine;
    const toc_history *history = &engine->value_history[code->a];
    uint32_t first = toc_history_after(engine, history, engine->now - code->value);
    if (first < history->count)
        wake_at(r, toc_ms_later(toc_history_at(engine, history, first)->at, code->value));
    int64_t then = first == 0 ? history->before : toc_history_at(engine, history, first - 1)->value;
    toc_wide rise = (toc_wide)engine->values[code->a] - then;
    if (code->op == TOC_OP_RISE)
        return fit(rise);
    return code->value > 0 ? divide(rise * TOC_HOUR, code->value) : none;
}

/* What is simply so at present. */
static int64_t present_value(const toc_engine *engine, uint32_t op, uint32_t a, uint32_t b)
{
    switch ((int)op) {
    case TOC_OP_INDICATOR:
        return engine->values[a];
    case TOC_OP_LEVEL:
        return engine->ladders[a].declared;
    case TOC_OP_DONE:
        return engine->node_latest[a].is_done && (b == 0 || engine->node_latest[a].outcome == b);
    case TOC_OP_LATE:
        return engine->node_latest[a].is_late;
    case TOC_OP_SENT:
        return engine->report_latest[a].is_done;
    case TOC_OP_REPORT_LATE:
        return engine->report_latest[a].is_late;
    case TOC_OP_HAPPENED:
        return engine->anchors[a] != TOC_MS_NONE;
    case TOC_OP_BODY:
        return toc_body_is_there(engine, a);
    case TOC_OP_RESPONSE:
        return engine->active_count[a] > 0;
    case TOC_OP_PERIOD:
        return toc_calendar_in_period(engine, a, engine->now);
    case TOC_OP_OUTBREAK:
        return toc_outbreak_holds(engine, a, b);
    }
    return 0;
}

bool toc_condition_present(const toc_engine *engine, uint32_t op, uint32_t a, uint32_t b,
                           int64_t *out_value)
{
    val found;
    if (op == TOC_OP_FIELD)
        found = engine->field_known[a] ? known(engine->fields[a]) : none;
    else if (op == TOC_OP_FREE || op == TOC_OP_USED)
        found = resource_value(engine, op, a, b);
    else
        found = known(present_value(engine, op, a, b));
    *out_value = found.v;
    return !found.is_none;
}

static val leaf_value(reader *r, const toc_m_code *code)
{
    int64_t value;
    switch ((int)code->op) {
    case TOC_OP_CONST:
        return known(code->value);
    case TOC_OP_HELD:
        return held_value(r, code);
    case TOC_OP_SINCE:
        return since_value(r, code);
    case TOC_OP_TIME_TO:
        return time_to_value(r, code);
    case TOC_OP_COUNT:
        return count_value(r, code);
    case TOC_OP_SUM:
    case TOC_OP_MIN:
    case TOC_OP_MAX:
    case TOC_OP_MEAN:
        return window_value(r, code);
    case TOC_OP_RATE:
    case TOC_OP_RISE:
        return change_value(r, code);
    }
    return toc_condition_present(r->engine, code->op, code->a, code->b, &value) ? known(value)
                                                                                : none;
}

static bool truth(val v)
{
    return !v.is_none && v.v != 0;
}

static val combine(const toc_m_code *code, val a, val b)
{
    toc_m_op op = (toc_m_op)code->op;
    if (op == TOC_OP_AND)
        return known(truth(a) && truth(b));
    if (op == TOC_OP_OR)
        return known(truth(a) || truth(b));
    if (op >= TOC_OP_EQ && op <= TOC_OP_GE)
        return known(!a.is_none && !b.is_none && compare(op, a.v, b.v));
    return arithmetic(op, a, b);
}

static bool run_code(toc_engine *engine, uint32_t condition, toc_ms *out_wake)
{
    const toc_machine *machine = engine->machine;
    toc_range range = machine->conditions[condition].code;
    const toc_m_code *code = &machine->codes[range.first];
    reader r = {engine, TOC_MS_NONE};
    val stack[TOC_STACK_MAX];
    val *top = stack; /* one past the uppermost */
    for (const toc_m_code *end = code + range.count; code < end; code++) {
        if (code->op < TOC_OP_NOT) {
            *top++ = leaf_value(&r, code);
        } else if (code->op == TOC_OP_NOT) {
            top[-1] = known(!truth(top[-1]));
        } else if (code->op == TOC_OP_NEG) {
            top[-1] = top[-1].is_none ? none : fit(-(toc_wide)top[-1].v);
        } else {
            top--;
            top[-1] = combine(code, top[-1], *top);
        }
    }
    assert(top == stack + 1);
    *out_wake = r.wake;
    return truth(stack[0]);
}

/* NOLINTEND(clang-analyzer-core.uninitialized.*) */

bool toc_condition_read(toc_engine *engine, uint32_t condition, toc_ms *out_wake)
{
    uint32_t first = engine->first_questions[condition];
    if (first == TOC_NONE)
        return run_code(engine, condition, out_wake);
    *out_wake = TOC_MS_NONE;
    return toc_question_ask(engine, first);
}

uint32_t toc_condition_pop(toc_engine *engine)
{
    uint32_t group = 0;
    while (engine->queued_words[group] == 0)
        group++;
    uint32_t word = group * 64 + (uint32_t)__builtin_ctzll(engine->queued_words[group]);
    uint64_t *bits = &engine->queued_conditions[word];
    uint32_t condition = word * 64 + (uint32_t)__builtin_ctzll(*bits);
    *bits &= *bits - 1;
    if (*bits == 0)
        engine->queued_words[group] &= engine->queued_words[group] - 1;
    engine->queued_count--;
    return condition;
}

/* A ladder once for all of its grades. */
void toc_signal_spread(toc_engine *engine, uint32_t signal)
{
    toc_range readers = engine->machine->signals[signal].readers;
    const uint32_t *ids = engine->machine->ids;
    for (uint32_t i = readers.first; i < readers.first + readers.count;) {
        uint32_t ladder = engine->ladder_of[ids[i]];
        if (ladder != TOC_NONE) {
            toc_ladder_queue_warranted(engine, ladder);
            i += engine->runs[i];
        } else {
            toc_condition_queue(engine, ids[i++]);
        }
    }
}

static void inner_changed(toc_engine *engine, uint32_t condition)
{
    toc_condition_state *state = &engine->conditions[condition];
    state->since = state->value ? engine->now : TOC_MS_NONE;
    toc_signal_raise(engine, engine->machine->conditions[condition].signal);
}

static void tell_owner(toc_engine *engine, uint32_t condition, bool value)
{
    const toc_m_condition *row = &engine->machine->conditions[condition];
    switch ((toc_m_owner)row->owner) {
    case TOC_OWNER_NONE:
    case TOC_OWNER_COUNT:
        break;
    case TOC_OWNER_HELD:
        inner_changed(engine, condition);
        break;
    case TOC_OWNER_TRIGGER:
        if (value && engine->machine->triggers[row->owner_id].events.count == 0)
            toc_trigger_queue(engine, row->owner_id, TOC_NONE);
        break;
    case TOC_OWNER_LEVEL:
        toc_ladder_queue_warranted(engine, engine->machine->levels[row->owner_id].ladder);
        break;
    case TOC_OWNER_LADDER:
        toc_ladder_end_changed(engine, row->owner_id, value);
        break;
    case TOC_OWNER_BODY:
        if (value)
            toc_body_rise(engine, row->owner_id);
        break;
    case TOC_OWNER_NODE:
        if (value)
            toc_series_until(engine, row->owner_id);
        break;
    case TOC_OWNER_REPORT:
        for (uint32_t i = 0; i < toc_report_count(engine, row->owner_id); i++)
            toc_report_news(engine, engine->report_base[row->owner_id] + i,
                            row->owner_part ? (value ? TOC_NEWS_UNTIL : 0)
                                            : (value ? TOC_NEWS_ROSE : TOC_NEWS_FELL));
        break;
    }
}

static void arm_wake(toc_engine *engine, uint32_t condition, toc_ms wake)
{
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_WAKE, condition);
    if (wake == TOC_MS_NONE)
        toc_timer_disarm(engine, timer);
    else
        toc_timer_arm(engine, timer, wake, toc_order_make(TOC_RANK_CONDITION, condition, 0, 0));
}

void toc_condition_react(toc_engine *engine, uint32_t condition)
{
    toc_condition_state *state = &engine->conditions[condition];
    uint32_t first = engine->first_questions[condition];
    bool value;
    if (first != TOC_NONE) {
        value = toc_question_ask(engine, first);
    } else {
        toc_ms wake;
        value = run_code(engine, condition, &wake);
        arm_wake(engine, condition, wake);
    }
    if (value == (state->value != 0))
        return;
    state->value = value;
    tell_owner(engine, condition, value);
}
