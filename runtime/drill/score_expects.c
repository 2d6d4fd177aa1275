/* score_expects.c - whether what the scenario expects came true, and what came instead. */
#include <string.h>

#include "drill/score_private.h"

/* What an expectation about a state looks at: the value of matching records over time. */
typedef bool reader(const toc_expect_result *result, const toc_trace *trace, int64_t *out_value);

static bool read_declared(const toc_expect_result *result, const toc_trace *trace, int64_t *out)
{
    *out = trace->value;
    return trace->kind == TOC_TRACE_DECLARED && trace->id == result->expect->id;
}

static bool read_warranted(const toc_expect_result *result, const toc_trace *trace, int64_t *out)
{
    *out = trace->value;
    return trace->kind == TOC_TRACE_WARRANTED && trace->id == result->expect->id;
}

static bool read_node(const toc_expect_result *result, const toc_trace *trace, int64_t *out)
{
    *out = trace->value;
    return trace->kind == TOC_TRACE_NODE && trace->id == result->expect->id;
}

static bool read_decided(const toc_expect_result *result, const toc_trace *trace, int64_t *out)
{
    *out = trace->value;
    return trace->kind == TOC_TRACE_DECIDED && trace->id == result->expect->id;
}

static bool read_body(const toc_expect_result *result, const toc_trace *trace, int64_t *out)
{
    *out = trace->value;
    return trace->kind == TOC_TRACE_BODY && trace->id == result->expect->id;
}

static bool read_response(const toc_expect_result *result, const toc_trace *trace, int64_t *out)
{
    switch ((toc_response_event)trace->value) {
    case TOC_RESPONSE_OPENED:
    case TOC_RESPONSE_FIRED_AGAIN:
        *out = 1;
        break;
    case TOC_RESPONSE_COMPLETE:
        *out = 2;
        break;
    case TOC_RESPONSE_STOPPED:
        *out = 3;
        break;
    }
    return trace->kind == TOC_TRACE_RESPONSE && trace->id == result->expect->id &&
           trace->value != TOC_RESPONSE_FIRED_AGAIN;
}

/* What a kind of record said over time. */
typedef struct history {
    int64_t value; /* the last one looked at */
    toc_ms at;
    bool has_changed;
    bool is_reached; /* once it was what is expected */
    int64_t reached;
    toc_ms reached_at;
} history;

static bool is_grade(const toc_expect *expect)
{
    return expect->kind == TOC_EXPECT_LEVEL || expect->kind == TOC_EXPECT_WARRANTED;
}

static bool is_exactly(const toc_expect_result *result, int64_t value)
{
    const toc_expect *expect = result->expect->expect;

    return is_grade(expect) || expect->kind == TOC_EXPECT_DECISION
               ? value == result->expect->value
               : value == (int64_t)expect->state_index;
}

/* A more severe grade is at least the one asked for; a ladder down at none has been higher before. */
static bool is_reached(const toc_expect_result *result, const history *course)
{
    int64_t wanted = result->expect->value;

    if (!is_grade(result->expect->expect))
        return is_exactly(result, course->value);
    return wanted == 0 ? course->value == 0 && course->has_changed : course->value >= wanted;
}

static void look(const toc_expect_result *result, history *course)
{
    if (course->is_reached || !is_reached(result, course))
        return;
    course->is_reached = true;
    course->reached = course->value;
    course->reached_at = course->at;
}

static history follow(const toc_drill *drill, const toc_expect_result *result, reader *read,
                      int64_t value)
{
    toc_ms limit = result->expect->expect->at;
    history course = {.value = value};

    look(result, &course);
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;

        if (limit != TOC_MS_NONE && trace->at > limit)
            break;
        if (!read(result, trace, &value))
            continue;
        course.value = value;
        course.at = trace->at;
        course.has_changed = true;
        look(result, &course);
    }
    return course;
}

/* `at`: the state then.  `by`: it came no later.  Neither: a grade was reached at any time; of
 * all else the state at the end. */
static void evaluate_state(const toc_drill *drill, toc_expect_result *result, reader *read,
                           int64_t value)
{
    const toc_expect *expect = result->expect->expect;
    history course = follow(drill, result, read, value);
    bool is_ever = expect->at == TOC_MS_NONE && (expect->by != TOC_MS_NONE || is_grade(expect));

    result->has_actual = course.value >= 0;
    result->actual = course.value;
    result->at = course.at;
    result->is_met = is_exactly(result, course.value);
    if (!is_ever)
        return;
    result->is_met =
        course.is_reached && (expect->by == TOC_MS_NONE || course.reached_at <= expect->by);
    if (!course.is_reached)
        return;
    result->actual = course.reached;
    result->at = course.reached_at;
}

/* ── duties and reports ── */

static bool is_meant(const toc_bound_expect *bound, const toc_duty *duty)
{
    return duty->kind == bound->duty && duty->id == bound->id &&
           (bound->other == TOC_NONE || duty->other == bound->other);
}

static int64_t state_of(const toc_expect *expect, const toc_scored *scored)
{
    return expect->kind == TOC_EXPECT_REPORT ? (int64_t)scored->outcome
                                             : (int64_t)scored->duty.state;
}

#define NOT_OWED (int64_t) TOC_OUTCOME_COUNT /* behind the outcomes of reports that are owed */

/* All that are meant must be so, and there must be one; the first that is not is shown. */
static void evaluate_duties(const toc_score *score, toc_expect_result *result)
{
    const toc_expect *expect = result->expect->expect;
    bool is_report = expect->kind == TOC_EXPECT_REPORT;
    int64_t wanted = (int64_t)expect->state_index + (is_report ? 0 : TOC_DUTY_MET);
    uint32_t seen = 0;

    for (uint32_t i = 0; i < score->drill->duty_count; i++) {
        const toc_scored *scored = &score->duties[i];

        if (!is_meant(result->expect, &scored->duty))
            continue;
        seen++;
        if ((expect->occurrence && seen != expect->occurrence) ||
            (result->has_actual && !result->is_met))
            continue;
        result->has_actual = true;
        result->actual = state_of(expect, scored);
        result->is_met = result->actual == wanted;
        result->duty = i + 1;
        result->at = scored->duty.closed;
    }
    if (is_report && wanted == NOT_OWED)
        result->is_met = seen == 0;
}

/* ── score and rating ── */

static bool compare(toc_compare how, int64_t value, int64_t wanted)
{
    switch (how) {
    case TOC_IS:
        return value == wanted;
    case TOC_AT_LEAST:
        return value >= wanted;
    case TOC_AT_MOST:
        return value <= wanted;
    case TOC_ABOVE:
        return value > wanted;
    case TOC_BELOW:
        return value < wanted;
    }
    return false;
}

static void evaluate_points(const toc_score *score, toc_expect_result *result)
{
    const toc_expect *expect = result->expect->expect;
    uint32_t id = result->expect->id;
    int32_t points = score->points;
    toc_rating rating = score->rating;

    if (id != TOC_NONE) {
        uint32_t at = id == TOC_OBJECTIVE_OTHER ? score->objectives.count - 1 : id;

        points = score->objectives.items[at].points;
        rating = score->objectives.items[at].rating;
    }
    if (points == TOC_POINTS_NONE)
        return;
    result->has_actual = true;
    result->actual = expect->kind == TOC_EXPECT_RATING ? (int64_t)rating : points;
    result->is_met = compare(expect->compare, result->actual, expect->value);
}

/* ── what was started ── */

static bool is_opening(const toc_trace *trace)
{
    return trace->kind == TOC_TRACE_RESPONSE && trace->value == TOC_RESPONSE_OPENED;
}

static void evaluate_started(const toc_score *score, toc_expect_result *result)
{
    const toc_expect *expect = result->expect->expect;

    result->has_actual = true;
    for (uint32_t i = 0; i < score->drill->happening_count; i++) {
        const toc_trace *trace = &score->drill->happenings[i].trace;

        result->actual += is_opening(trace) && trace->id == result->expect->id;
    }
    result->is_met = compare(expect->compare, result->actual, expect->value);
}

/* The event itself is a cause of the response, not only through a trigger. */
static bool is_started_by(const toc_machine *machine, uint32_t response, uint32_t event)
{
    toc_range starts = machine->responses[response].starts;

    for (uint32_t i = 0; i < starts.count; i++) {
        const toc_m_start *start = &machine->starts[starts.first + i];

        if (start->kind == TOC_START_EVENT && start->id == event)
            return true;
    }
    return false;
}

static bool is_a_start(const toc_score *score, const toc_happening *happening, uint32_t event)
{
    const toc_machine *machine = score->drill->machine;
    const toc_trace *trace = &happening->trace;
    uint32_t kind;

    if (is_opening(trace))
        return event == TOC_NONE || is_started_by(machine, trace->id, event);
    if (event != TOC_NONE || trace->kind != TOC_TRACE_DUTY_OPENED)
        return false;
    kind = score->duties[happening->duty - 1].duty.kind;
    return kind == TOC_DUTY_REPORT || kind == TOC_DUTY_FORM;
}

/* Nothing: no response, no report that is owed, no body to be formed. */
static void evaluate_starts(const toc_score *score, toc_expect_result *result)
{
    result->has_actual = true;
    for (uint32_t i = 0; i < score->drill->happening_count; i++) {
        const toc_happening *happening = &score->drill->happenings[i];

        if (!is_a_start(score, happening, result->expect->other))
            continue;
        if (result->actual++ == 0)
            result->at = happening->trace.at;
    }
    result->is_met = result->actual == 0;
}

static int64_t body_at_start(const toc_machine *machine, uint32_t body)
{
    uint32_t parent = machine->bodies[body].parent;
    uint32_t org = parent == TOC_NONE ? body : parent;

    return machine->bodies[org].founder == TOC_NONE ? TOC_BODY_ACTIVE : TOC_BODY_ABSENT;
}

static void evaluate(const toc_score *score, toc_expect_result *result)
{
    const toc_drill *drill = score->drill;

    switch (result->expect->expect->kind) {
    case TOC_EXPECT_LEVEL:
        evaluate_state(drill, result, read_declared, 0);
        break;
    case TOC_EXPECT_WARRANTED:
        evaluate_state(drill, result, read_warranted, 0);
        break;
    case TOC_EXPECT_STEP:
        evaluate_state(drill, result, read_node, TOC_NODE_WAITING);
        break;
    case TOC_EXPECT_DECISION:
        evaluate_state(drill, result, read_decided, -1);
        break;
    case TOC_EXPECT_RESPONSE:
        evaluate_state(drill, result, read_response, 0);
        break;
    case TOC_EXPECT_BODY:
        evaluate_state(drill, result, read_body, body_at_start(drill->machine, result->expect->id));
        break;
    case TOC_EXPECT_OBLIGATION:
    case TOC_EXPECT_REPORT:
        evaluate_duties(score, result);
        break;
    case TOC_EXPECT_SCORE:
    case TOC_EXPECT_RATING:
        evaluate_points(score, result);
        break;
    case TOC_EXPECT_STARTED:
        evaluate_started(score, result);
        break;
    case TOC_EXPECT_STARTS:
        evaluate_starts(score, result);
        break;
    }
}

void toc_score_expects(toc_arena *arena, toc_score *score)
{
    const toc_script *script = score->drill->script;

    for (uint32_t i = 0; i < script->expect_count; i++) {
        toc_expect_result result = {.expect = &script->expects[i], .at = TOC_MS_NONE};

        evaluate(score, &result);
        score->failed_expects += !result.is_met;
        TOC_PUSH(arena, &score->expects, result);
    }
}
