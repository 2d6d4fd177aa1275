/* text_timeline.c - the main happenings of a drill, one line each. */
#include <string.h>

#include "drill/value.h"
#include "report/text_private.h"

#define LINES_MAX 400u

static const char *fill(const toc_pages *p, toc_report_word word, const char *first,
                        const char *second)
{
    return toc_word_fill(p, word, first, second, NULL);
}

static const toc_entry *entry_of(const toc_pages *p, const toc_trace *trace)
{
    if (trace->entry == TOC_NONE)
        return NULL;
    return toc_scenario_entry(p->drill->script->scenario, trace->entry);
}

/* ── what came in ── */

/* How @p text came, @p via: a way to report in the words of the report, or what else stands there. */
static const char *add_via(const toc_pages *p, const char *text, const char *via)
{
    static const struct {
        const char *name;
        toc_report_word word;
    } ways[] = {{"phone", TOC_WORD_VIA_PHONE},
                {"mobile", TOC_WORD_VIA_MOBILE},
                {"radio", TOC_WORD_VIA_RADIO},
                {"email", TOC_WORD_VIA_EMAIL},
                {"fax", TOC_WORD_VIA_FAX},
                {"im", TOC_WORD_VIA_IM},
                {"sms", TOC_WORD_VIA_SMS},
                {"system", TOC_WORD_VIA_SYSTEM},
                {"written", TOC_WORD_VIA_WRITTEN},
                {"meeting", TOC_WORD_VIA_MEETING},
                {"messenger", TOC_WORD_VIA_MESSENGER}};

    if (!via)
        return text;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (strcmp(ways[i].name, via) == 0)
            return fill(p, TOC_WORD_T_VIA, text, toc_word_of(p, ways[i].word));
    }
    return fill(p, TOC_WORD_T_VIA, text, toc_text_clean(p->arena, via));
}

static const char *event_text(const toc_pages *p, const toc_trace *trace)
{
    const char *text = toc_title_of(p, &p->machine->events[trace->id].head);
    const toc_entry *entry = entry_of(p, trace);

    if (entry && entry->text.text)
        text = fill(p, TOC_WORD_T_SAID, text, toc_text_clean(p->arena, entry->text.text));
    if (entry && entry->from.text)
        text = fill(p, TOC_WORD_T_FROM, text, toc_text_clean(p->arena, entry->from.text));
    return add_via(p, text, entry ? entry->via.text : NULL);
}

static const char *set_text(const toc_pages *p, const toc_trace *trace)
{
    const toc_m_indicator *indicator = &p->machine->indicators[trace->id];
    toc_value_form form = toc_value_form_of_indicator(indicator);

    const char *value =
        form.type == TOC_M_TYPE_FLAG
            ? toc_word_of(p, trace->value ? TOC_WORD_CHOICE_YES : TOC_WORD_CHOICE_NO)
            : toc_value_text(p->arena, p->machine, &form, trace->value);

    return fill(p, TOC_WORD_T_SET, toc_title_of(p, &indicator->head), value);
}

/* ── levels ── */

static const char *ladder_text(const toc_pages *p, const toc_trace *trace)
{
    const char *ladder = toc_title_of_ladder(p, trace->id);
    uint32_t rank = (uint32_t)trace->value;
    const char *grade = toc_title_of_grade(p, trace->id, rank);

    if (trace->kind == TOC_TRACE_WARRANTED)
        return fill(p, rank ? TOC_WORD_T_WARRANTED : TOC_WORD_T_WARRANTED_NONE, ladder, grade);
    if (trace->kind == TOC_TRACE_END_PROPOSED)
        return fill(p, TOC_WORD_T_END_PROPOSED, ladder, NULL);
    return rank ? fill(p, TOC_WORD_T_DECLARED, ladder, grade)
                : fill(p, TOC_WORD_T_ENDED, ladder, NULL);
}

/* ── bodies, responses, steps ── */

static const char *body_text(const toc_pages *p, const toc_trace *trace)
{
    const char *body = toc_title_of_body(p, trace->id);

    switch ((toc_body_state)trace->value) {
    case TOC_BODY_ABSENT:
        break;
    case TOC_BODY_FORMING:
        return fill(p, TOC_WORD_T_BODY_FORMING, body, NULL);
    case TOC_BODY_ACTIVE:
        return fill(p, TOC_WORD_T_BODY_ACTIVE, body, NULL);
    case TOC_BODY_STOOD_DOWN:
        return fill(p, TOC_WORD_T_BODY_STOOD_DOWN, body, NULL);
    }
    return NULL;
}

static const char *response_text(const toc_pages *p, const toc_trace *trace)
{
    const toc_m_response *row = &p->machine->responses[trace->id];
    const char *response = toc_title_of(p, &row->head);

    if (row->is_foreign)
        response = fill(p, TOC_WORD_OF_OTHER_PLAN, response, NULL);
    response = toc_title_numbered(p, response, trace->activation, 1);
    switch ((toc_response_event)trace->value) {
    case TOC_RESPONSE_OPENED:
        return fill(p, TOC_WORD_T_OPENED, response, NULL);
    case TOC_RESPONSE_FIRED_AGAIN:
        break;
    case TOC_RESPONSE_COMPLETE:
        return fill(p, TOC_WORD_T_COMPLETE, response, NULL);
    case TOC_RESPONSE_STOPPED:
        return fill(p, TOC_WORD_T_STOPPED, response, NULL);
    }
    return NULL;
}

static const char *blocked_text(const toc_pages *p, toc_blocked why)
{
    switch (why) {
    case TOC_BLOCKED_NOT:
        break;
    case TOC_BLOCKED_ABSENT:
        return toc_word_of(p, TOC_WORD_BLOCKED_ABSENT);
    case TOC_BLOCKED_OFF_DUTY:
        return toc_word_of(p, TOC_WORD_BLOCKED_OFF_DUTY);
    case TOC_BLOCKED_UNREACHABLE:
        return toc_word_of(p, TOC_WORD_BLOCKED_UNREACHABLE);
    case TOC_BLOCKED_APPROVAL:
        return toc_word_of(p, TOC_WORD_BLOCKED_APPROVAL);
    case TOC_BLOCKED_RESOURCE:
        return toc_word_of(p, TOC_WORD_BLOCKED_RESOURCE);
    case TOC_BLOCKED_BUSY:
        return toc_word_of(p, TOC_WORD_BLOCKED_BUSY);
    case TOC_BLOCKED_MOBILISING:
        return toc_word_of(p, TOC_WORD_BLOCKED_MOBILISING);
    }
    return "";
}

static const char *node_title(const toc_pages *p, const toc_trace *trace)
{
    return toc_title_numbered(p, toc_title_of(p, &p->machine->nodes[trace->id].head),
                              trace->activation, 1);
}

/* Each time of a series is done by somebody; done by nobody, the series is over. */
static const char *done_text(const toc_pages *p, const toc_trace *trace)
{
    const toc_m_node *node = &p->machine->nodes[trace->id];
    const char *title = node_title(p, trace);

    if (node->period > 0 && trace->body == TOC_NONE)
        return fill(p, TOC_WORD_T_SERIES_OVER, title, NULL);
    if (node->kind == TOC_M_NODE_DECISION)
        return NULL;
    if (node->period > 0 && trace->activation < 2)
        title = fill(p, TOC_WORD_NTH, title, toc_integer_text(p->arena, trace->occurrence));
    else if (node->period > 0)
        title = toc_title_numbered(p, toc_title_of(p, &node->head), trace->activation,
                                   trace->occurrence);
    return fill(p, TOC_WORD_T_DONE, title, NULL);
}

static const char *tick_text(const toc_pages *p, const toc_trace *trace)
{
    if (trace->value != 1)
        return NULL;
    return fill(p, TOC_WORD_T_DROPPED, node_title(p, trace),
                toc_integer_text(p->arena, trace->occurrence));
}

/* Starts are left out where the work takes no time; a decision speaks by its outcome. */
static const char *node_text(const toc_pages *p, const toc_trace *trace)
{
    const char *title = node_title(p, trace);

    switch ((toc_node_state)trace->value) {
    case TOC_NODE_RUNNING:
        return fill(p, TOC_WORD_T_STARTED, title, NULL);
    case TOC_NODE_DONE:
        return done_text(p, trace);
    case TOC_NODE_FAILED:
        return fill(p, TOC_WORD_T_FAILED, title, NULL);
    case TOC_NODE_BLOCKED:
        return fill(p, TOC_WORD_T_BLOCKED, title, blocked_text(p, (toc_blocked)trace->other));
    case TOC_NODE_WAITING:
    case TOC_NODE_READY:
    case TOC_NODE_SKIPPED:
    case TOC_NODE_DEAD:
    case TOC_NODE_CANCELLED:
        break;
    }
    return NULL;
}

static const char *decided_text(const toc_pages *p, const toc_trace *trace)
{
    const char *outcome = trace->value == TOC_NONE
                              ? toc_word_of(p, TOC_WORD_NONE)
                              : toc_title_of_outcome(p, (uint32_t)trace->value);

    return fill(p, TOC_WORD_T_DECIDED, node_title(p, trace), outcome);
}

static const char *approval_text(const toc_pages *p, const toc_trace *trace)
{
    const char *title = toc_title_numbered(
        p,
        toc_title_of(p, trace->kind == TOC_TRACE_CLEARANCE ? &p->machine->reports[trace->id].head
                                                           : &p->machine->nodes[trace->id].head),
        trace->activation, 1);

    if (trace->value == 0)
        return NULL;
    return fill(p, trace->value == 1 ? TOC_WORD_T_APPROVED : TOC_WORD_T_REFUSED, title, NULL);
}

/* ── telling, resources ── */

static const char *telling_text(const toc_pages *p, const toc_trace *trace)
{
    const char *title =
        toc_title_numbered(p, toc_title_of_report(p, trace->id), trace->activation, 1);
    const toc_entry *entry = entry_of(p, trace);

    if (trace->kind == TOC_TRACE_ACKNOWLEDGED)
        return fill(p, TOC_WORD_T_ACKNOWLEDGED, title, NULL);
    if (trace->kind == TOC_TRACE_WITHHELD) {
        title = fill(p, TOC_WORD_T_WITHHELD, title, NULL);
        if (entry && entry->why.text)
            title = fill(p, TOC_WORD_T_SAID, title, toc_text_clean(p->arena, entry->why.text));
        return title;
    }
    if (trace->kind == TOC_TRACE_ANNOUNCED)
        title = fill(p, TOC_WORD_T_ANNOUNCED, title, NULL);
    else
        title = fill(p, TOC_WORD_T_REPORT, title, toc_title_of_body(p, trace->other));
    return add_via(p, title, entry ? entry->via.text : NULL);
}

/* Told only where the word took longer than the telling: the receiver could not be reached. */
static const char *received_text(const toc_pages *p, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;
    const toc_happening *before = happening;

    while (before > p->drill->happenings && before[-1].trace.at == trace->at) {
        before--;
        if (before->trace.kind == TOC_TRACE_REPORT && before->trace.other == trace->other)
            return NULL;
    }
    return fill(p, TOC_WORD_T_RECEIVED, toc_title_of(p, &p->machine->relays[trace->id].head),
                toc_title_of_body(p, trace->other));
}

static const char *resource_text(const toc_pages *p, const toc_trace *trace)
{
    const toc_m_resource *resource = &p->machine->resources[trace->id];

    if (trace->kind == TOC_TRACE_GRANTED && trace->value == 0)
        return fill(p, TOC_WORD_T_REFUSED, toc_title_of(p, &resource->head), NULL);
    return fill(p,
                trace->kind == TOC_TRACE_LOST     ? TOC_WORD_T_LOST
                : trace->kind == TOC_TRACE_CALLED ? TOC_WORD_T_CALLED
                : trace->kind == TOC_TRACE_READY  ? TOC_WORD_T_READY
                                                  : TOC_WORD_T_GRANTED,
                toc_title_of(p, &resource->head), toc_integer_text(p->arena, trace->value));
}

/* ── duties ── */

static const char *late_text(const toc_pages *p, const toc_happening *happening)
{
    const char *subject = toc_title_of_duty(p, &p->drill->duties[happening->duty - 1]);
    uint32_t id = happening->trace.id;
    const toc_m_level *level;

    switch ((toc_m_late_kind)happening->trace.value) {
    case TOC_M_LATE_ESCALATE:
        level = &p->machine->levels[id];
        return fill(
            p, TOC_WORD_T_ESCALATED, subject,
            toc_with_ladder(p, toc_title_of_grade(p, level->ladder, level->rank), level->ladder));
    case TOC_M_LATE_NOTIFY:
        return fill(p, TOC_WORD_T_NOTIFIED, subject, toc_title_of_body(p, id));
    case TOC_M_LATE_DO:
        return fill(p, TOC_WORD_T_DONE_INSTEAD, subject,
                    toc_title_of(p, &p->machine->responses[id].head));
    }
    return NULL;
}

static const char *duty_text(const toc_pages *p, const toc_happening *happening)
{
    const toc_duty *duty = &p->drill->duties[happening->duty - 1];

    if (happening->trace.kind == TOC_TRACE_DUTY_OVERDUE)
        return fill(p, TOC_WORD_T_OVERDUE, toc_title_of_duty(p, duty), NULL);
    if (happening->trace.kind == TOC_TRACE_DUTY_DATED && happening->trace.entry != TOC_NONE &&
        (duty->marks & TOC_MARK_EXTENDED))
        return fill(p, TOC_WORD_T_EXTENDED, toc_title_of_duty(p, duty),
                    toc_moment_text(p, happening->due));
    return NULL;
}

/* How long the table's clock stood, or where it was moved on to, as far as the scenario says. */
static const char *clock_text(const toc_pages *p, const toc_trace *trace)
{
    const toc_entry *entry = entry_of(p, trace);
    const char *subject = entry ? entry->subject.text : NULL;
    const char *text = toc_word_of(p, trace->value ? TOC_WORD_T_JUMP : TOC_WORD_T_PAUSE);
    toc_ms until;

    if (trace->value == 0 && subject)
        text = fill(p, TOC_WORD_T_PAUSE_FOR, toc_text_clean(p->arena, subject), NULL);
    else if (trace->value != 0 && subject && toc_duration_parse(subject, false, &until))
        text = fill(p, TOC_WORD_T_JUMP_TO, toc_moment_text(p, until), NULL);
    return entry && entry->why.text ? toc_arena_printf(p->arena, "%s · %s", text,
                                                       toc_text_clean(p->arena, entry->why.text))
                                    : text;
}

static const char *disturbed_text(const toc_pages *p, const toc_trace *trace)
{
    if (trace->kind == TOC_TRACE_CONTROL)
        return clock_text(p, trace);
    return fill(p, trace->value ? TOC_WORD_T_UNREACHABLE : TOC_WORD_T_REACHABLE,
                toc_title_of_body(p, trace->id), NULL);
}

static const char *forecast_text(const toc_pages *p, const toc_trace *trace)
{
    const char *title = toc_title_of(p, &p->machine->moments[trace->id].head);

    return trace->kind == TOC_TRACE_FORECAST
               ? fill(p, TOC_WORD_T_FORECAST, title, toc_moment_text(p, trace->value))
               : fill(p, TOC_WORD_T_MOMENT, title, NULL);
}

/* The end was proposed, and the approver said no; other acts without effect are told elsewhere. */
static bool is_refusal(const toc_trace *trace)
{
    return trace->other == TOC_VERB_APPROVE_END && trace->value == 0 &&
           !(trace->marks & TOC_MARK_NOT_CALLED_FOR);
}

static const char *refusal_text(const toc_pages *p, const toc_trace *trace)
{
    if (!is_refusal(trace))
        return NULL;
    return fill(p, TOC_WORD_T_END_REFUSED, toc_title_of_ladder(p, trace->id), NULL);
}

static const char *work_text(const toc_pages *p, const toc_trace *trace)
{
    if (trace->kind == TOC_TRACE_TICK)
        return tick_text(p, trace);
    return trace->kind == TOC_TRACE_DECIDED ? decided_text(p, trace) : node_text(p, trace);
}

const char *toc_happening_text(const toc_pages *p, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;

    switch ((toc_trace_kind)trace->kind) {
    case TOC_TRACE_EVENT:
        return event_text(p, trace);
    case TOC_TRACE_SET:
        return set_text(p, trace);
    case TOC_TRACE_WARRANTED:
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_END_PROPOSED:
        return ladder_text(p, trace);
    case TOC_TRACE_BODY:
        return body_text(p, trace);
    case TOC_TRACE_RESPONSE:
        return response_text(p, trace);
    case TOC_TRACE_NODE:
    case TOC_TRACE_DECIDED:
    case TOC_TRACE_TICK:
        return work_text(p, trace);
    case TOC_TRACE_APPROVAL:
    case TOC_TRACE_CLEARANCE:
        return approval_text(p, trace);
    case TOC_TRACE_LOST:
    case TOC_TRACE_GRANTED:
    case TOC_TRACE_CALLED:
    case TOC_TRACE_READY:
        return resource_text(p, trace);
    case TOC_TRACE_UNREACHABLE:
    case TOC_TRACE_CONTROL:
        return disturbed_text(p, trace);
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ANNOUNCED:
    case TOC_TRACE_ACKNOWLEDGED:
    case TOC_TRACE_WITHHELD:
    case TOC_TRACE_RECEIVED:
        return trace->kind == TOC_TRACE_RECEIVED ? received_text(p, happening)
                                                 : telling_text(p, trace);
    case TOC_TRACE_LATE_ACTION:
        return late_text(p, happening);
    case TOC_TRACE_DUTY_DATED:
    case TOC_TRACE_DUTY_OVERDUE:
        return duty_text(p, happening);
    case TOC_TRACE_MARK:
        return refusal_text(p, trace);
    case TOC_TRACE_FORECAST:
    case TOC_TRACE_MOMENT:
        return forecast_text(p, trace);
    case TOC_TRACE_TOLD:
    case TOC_TRACE_TRIGGER:
    case TOC_TRACE_ENDED: /* the declaration of none says it */
    case TOC_TRACE_RESOURCE:
    case TOC_TRACE_DUTY_OPENED:
    case TOC_TRACE_DUTY_CLOSED:
    case TOC_TRACE_KIND_COUNT:
        break;
    }
    return NULL;
}

/* ── the table ── */

static const char *who_of(const toc_pages *p, const toc_happening *happening)
{
    switch ((toc_trace_kind)happening->trace.kind) {
    case TOC_TRACE_NODE:
    case TOC_TRACE_DECIDED:
    case TOC_TRACE_APPROVAL:
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_END_PROPOSED:
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ANNOUNCED:
    case TOC_TRACE_CLEARANCE:
    case TOC_TRACE_ACKNOWLEDGED:
    case TOC_TRACE_WITHHELD:
    case TOC_TRACE_GRANTED:
    case TOC_TRACE_DUTY_OVERDUE:
        return toc_title_of_body(p, happening->trace.body);
    case TOC_TRACE_MARK:
        return is_refusal(&happening->trace) ? toc_title_of_body(p, happening->trace.body) : "";
    case TOC_TRACE_EVENT:
    case TOC_TRACE_SET:
    case TOC_TRACE_TOLD:
    case TOC_TRACE_TRIGGER:
    case TOC_TRACE_WARRANTED:
    case TOC_TRACE_ENDED:
    case TOC_TRACE_BODY:
    case TOC_TRACE_RESPONSE:
    case TOC_TRACE_RESOURCE:
    case TOC_TRACE_LOST:
    case TOC_TRACE_UNREACHABLE:
    case TOC_TRACE_TICK:
    case TOC_TRACE_LATE_ACTION:
    case TOC_TRACE_DUTY_OPENED:
    case TOC_TRACE_DUTY_DATED:
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
    return "";
}

/* A start of work that ends in the same instant by the same entry tells nothing. */
static bool is_instant_start(const toc_pages *p, uint32_t index)
{
    const toc_trace *trace = &p->drill->happenings[index].trace;

    if (trace->kind != TOC_TRACE_NODE || trace->value != TOC_NODE_RUNNING)
        return false;
    for (uint32_t i = index + 1; i < p->drill->happening_count && i < index + 16; i++) {
        const toc_trace *next = &p->drill->happenings[i].trace;

        if (next->at != trace->at)
            return false;
        if (next->kind == TOC_TRACE_NODE && next->id == trace->id && next->value == TOC_NODE_DONE)
            return true;
    }
    return false;
}

static const char *marks_of(const toc_pages *p, const toc_happening *happening)
{
    uint32_t marks = happening->trace.marks & TOC_MARKS_IRREGULAR;

    if (p->score && p->score->versions[happening - p->drill->happenings] == TOC_VERSION_REPLACES)
        return toc_word_of(p, TOC_WORD_MARK_CORRECTION);
    return toc_marks_text(p, marks);
}

bool toc_story_at(const toc_pages *p, uint32_t happening, toc_story_line *out)
{
    const toc_happening *row = &p->drill->happenings[happening];
    const char *text = is_instant_start(p, happening) ? NULL : toc_happening_text(p, row);
    const char *marks;

    if (!text)
        return false;
    marks = marks_of(p, row);
    out->at = row->trace.at;
    out->text = *marks ? toc_arena_printf(p->arena, "%s  [%s]", text, marks) : text;
    out->who = who_of(p, row);
    return true;
}

static void add_line(const toc_pages *p, toc_table *table, const toc_story_line *line, toc_ms *last)
{
    bool is_same_time = *last == line->at;
    const char *cells[] = {is_same_time ? "" : toc_time_text(p->arena, line->at),
                           is_same_time ? "" : toc_clock_text(p, line->at), line->text, line->who};

    *last = line->at;
    toc_table_add(table, cells);
}

void toc_text_timeline(const toc_pages *p)
{
    toc_table *table = toc_table_new(p->arena);
    toc_arena scratch; /* for lines that are only counted */
    toc_pages one = toc_text_for_one(p, &scratch);
    toc_ms last = TOC_MS_NONE;
    uint32_t lines = 0;

    toc_table_column(table, toc_word_of(p, TOC_WORD_C_TIME), false, 0);
    toc_table_column(table, toc_word_of(p, TOC_WORD_C_CLOCK), false, 0);
    toc_table_column(table, toc_word_of(p, TOC_WORD_C_WHAT), false, 64);
    toc_table_column(table, toc_word_of(p, TOC_WORD_C_WHO), false, 32);
    for (uint32_t i = 0; i < p->drill->happening_count; i++) {
        toc_story_line line;

        if (toc_story_at(lines < LINES_MAX ? p : &one, i, &line) && ++lines <= LINES_MAX)
            add_line(p, table, &line, &last);
        toc_arena_empty(&scratch);
    }
    if (lines == 0)
        return;
    toc_text_heading(p, toc_word_of(p, TOC_WORD_TIMELINE));
    toc_table_write(table, 0, p->out);
    if (lines > LINES_MAX)
        (void)fprintf(
            p->out, "%s\n",
            fill(p, TOC_WORD_MORE_LINES, toc_integer_text(p->arena, lines - LINES_MAX), NULL));
}
