/* trace.c - trace records as JSON lines, and the words of traces and reports. */
#include "engine/trace.h"

#include "base/json.h"
#include "engine/engine.h"

/* ---- words ---- */

const char *toc_trace_kind_word(toc_trace_kind kind)
{
    static const char *const words[TOC_TRACE_KIND_COUNT] = {
        "event",      "set",          "told",         "mark",      "trigger",     "warranted",
        "declared",   "proposed",     "ended",        "body",      "response",    "node",
        "decided",    "approval",     "resource",     "lost",      "granted",     "unreachable",
        "tick",       "report",       "acknowledged", "withheld",  "late-action", "duty-opened",
        "duty-dated", "duty-overdue", "duty-closed",  "control",   "forecast",    "moment",
        "called",     "ready",        "received",     "announced", "clearance"};
    return words[kind];
}

const char *toc_duty_kind_word(toc_duty_kind kind)
{
    static const char *const words[] = {"step",    "decision",    "approval",     "request",
                                        "declare", "propose-end", "approve-end",  "form",
                                        "report",  "overall",     "announcement", "clearance"};
    return words[kind];
}

const char *toc_duty_state_word(toc_duty_state state)
{
    static const char *const words[] = {"open", "met", "late", "missed", "void"};
    return words[state];
}

const char *toc_void_reason_word(toc_void_reason reason)
{
    static const char *const words[] = {"",       "dead",       "skipped", "cancelled",
                                        "fallen", "series-end", "not-due", "undecided",
                                        "looped", "not-told",   "answered"};
    return words[reason];
}

const char *toc_node_state_word(toc_node_state state)
{
    static const char *const words[] = {"waiting", "ready", "blocked",   "running", "done",
                                        "skipped", "dead",  "cancelled", "failed"};
    return words[state];
}

const char *toc_blocked_word(toc_blocked blocked)
{
    static const char *const words[] = {"",         "absent",   "off-duty", "unreachable",
                                        "approval", "resource", "busy",     "mobilising"};
    return words[blocked];
}

const char *toc_mark_word(toc_mark mark)
{
    switch (mark) {
    case TOC_MARK_PREMATURE:
        return "premature";
    case TOC_MARK_WRONG_BODY:
        return "wrong-body";
    case TOC_MARK_NO_APPROVAL:
        return "no-approval";
    case TOC_MARK_CONDITION_FALSE:
        return "condition-false";
    case TOC_MARK_REPEATED:
        return "repeated";
    case TOC_MARK_NOT_CALLED_FOR:
        return "not-called-for";
    case TOC_MARK_ASSUMED:
        return "assumed";
    case TOC_MARK_SUPERSEDED:
        return "superseded";
    case TOC_MARK_EXTENDED:
        return "extended";
    case TOC_MARK_EXHAUSTED:
        return "exhausted";
    case TOC_MARK_WITHHELD:
        return "withheld";
    case TOC_MARK_NEW:
        return "new";
    }
    return "";
}

static const char *verb_word(uint32_t verb)
{
    static const char *const words[] = {
        "inject",  "note",       "set",         "start",   "did",         "decide",      "fail",
        "declare", "propose",    "approve-end", "approve", "report",      "acknowledge", "withhold",
        "form",    "stand-down", "activate",    "lose",    "unreachable", "extend",      "pause",
        "jump",    "forecast",   "announce",    "clear"};
    return verb < sizeof words / sizeof words[0] ? words[verb] : "";
}

/* ---- what a record is about ---- */

static const toc_m_head *head_of_duty(const toc_machine *machine, uint32_t kind, uint32_t id)
{
    switch ((toc_duty_kind)kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
        return &machine->nodes[id].head;
    case TOC_DUTY_DECLARE:
        return &machine->levels[id].head;
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_APPROVE_END:
        return &machine->ladders[id].head;
    case TOC_DUTY_FORM:
        return &machine->bodies[id].head;
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
    case TOC_DUTY_CLEARANCE:
        return &machine->reports[id].head;
    case TOC_DUTY_OVERALL:
        return &machine->relays[id].head;
    }
    return NULL;
}

const toc_m_head *toc_duty_head(const toc_machine *machine, const toc_duty *duty)
{
    return head_of_duty(machine, duty->kind, duty->id);
}

const char *toc_duty_subject(const toc_machine *machine, const toc_duty *duty)
{
    return toc_machine_text(machine, toc_duty_head(machine, duty)->name);
}

static const toc_m_head *head_of_mark(const toc_machine *machine, const toc_trace *record)
{
    switch ((toc_verb)record->other) {
    case TOC_VERB_START:
    case TOC_VERB_DID:
    case TOC_VERB_DECIDE:
    case TOC_VERB_FAIL:
    case TOC_VERB_APPROVE:
        return &machine->nodes[record->id].head;
    case TOC_VERB_APPROVE_END:
        return &machine->ladders[record->id].head;
    case TOC_VERB_EXTEND: /* of a duty of that kind that is not open */
        return head_of_duty(machine, (uint32_t)record->value, record->id);
    case TOC_VERB_INJECT:
    case TOC_VERB_NOTE:
    case TOC_VERB_SET:
    case TOC_VERB_DECLARE:
    case TOC_VERB_PROPOSE:
    case TOC_VERB_REPORT:
    case TOC_VERB_ACKNOWLEDGE:
    case TOC_VERB_WITHHOLD:
    case TOC_VERB_FORM:
    case TOC_VERB_STAND_DOWN:
    case TOC_VERB_ACTIVATE:
    case TOC_VERB_LOSE:
    case TOC_VERB_UNREACHABLE:
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
    case TOC_VERB_FORECAST:
    case TOC_VERB_ANNOUNCE:
    case TOC_VERB_CLEAR:
        break;
    }
    return NULL;
}

static const toc_m_head *head_of_late(const toc_machine *machine, const toc_trace *record)
{
    switch ((toc_m_late_kind)record->value) {
    case TOC_M_LATE_ESCALATE:
        return &machine->levels[record->id].head;
    case TOC_M_LATE_NOTIFY:
        return &machine->bodies[record->id].head;
    case TOC_M_LATE_DO:
        return &machine->responses[record->id].head;
    }
    return NULL;
}

const toc_m_head *toc_trace_head(const toc_machine *machine, const toc_trace *record)
{
    switch ((toc_trace_kind)record->kind) {
    case TOC_TRACE_EVENT:
        return &machine->events[record->id].head;
    case TOC_TRACE_SET:
        return &machine->indicators[record->id].head;
    case TOC_TRACE_TOLD:
    case TOC_TRACE_BODY:
    case TOC_TRACE_UNREACHABLE:
        return &machine->bodies[record->id].head;
    case TOC_TRACE_MARK:
        return head_of_mark(machine, record);
    case TOC_TRACE_TRIGGER:
        return &machine->triggers[record->id].head;
    case TOC_TRACE_WARRANTED:
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_END_PROPOSED:
    case TOC_TRACE_ENDED:
        return &machine->ladders[record->id].head;
    case TOC_TRACE_RESPONSE:
        return &machine->responses[record->id].head;
    case TOC_TRACE_NODE:
    case TOC_TRACE_DECIDED:
    case TOC_TRACE_APPROVAL:
    case TOC_TRACE_TICK:
        return &machine->nodes[record->id].head;
    case TOC_TRACE_RESOURCE:
    case TOC_TRACE_LOST:
    case TOC_TRACE_GRANTED:
    case TOC_TRACE_CALLED:
    case TOC_TRACE_READY:
        return &machine->resources[record->id].head;
    case TOC_TRACE_REPORT:
    case TOC_TRACE_ACKNOWLEDGED:
    case TOC_TRACE_WITHHELD:
    case TOC_TRACE_ANNOUNCED:
    case TOC_TRACE_CLEARANCE:
        return &machine->reports[record->id].head;
    case TOC_TRACE_RECEIVED:
        return &machine->relays[record->id].head;
    case TOC_TRACE_LATE_ACTION:
        return head_of_late(machine, record);
    case TOC_TRACE_DUTY_OPENED:
    case TOC_TRACE_DUTY_DATED:
    case TOC_TRACE_DUTY_OVERDUE:
    case TOC_TRACE_DUTY_CLOSED:
        return toc_duty_head(machine, record->duty);
    case TOC_TRACE_FORECAST:
    case TOC_TRACE_MOMENT:
        return &machine->moments[record->id].head;
    case TOC_TRACE_CONTROL:
    case TOC_TRACE_KIND_COUNT:
        break;
    }
    return NULL;
}

/* ---- one line ---- */

static void write_body(toc_json *json, const toc_machine *machine, const char *key, uint32_t body)
{
    if (machine->bodies && body < machine->bodies_count)
        toc_json_key_string(json, key, toc_machine_text(machine, machine->bodies[body].head.name));
}

static void write_marks(toc_json *json, uint32_t marks)
{
    if (marks == 0)
        return;
    toc_json_key(json, "marks");
    toc_json_begin_array(json);
    for (uint32_t bit = 1; bit <= TOC_MARK_NEW; bit <<= 1)
        if (marks & bit)
            toc_json_string(json, toc_mark_word((toc_mark)bit));
    toc_json_end_array(json);
}

static void write_time(toc_json *json, const char *key, toc_ms at)
{
    if (at != TOC_MS_NONE)
        toc_json_key_int(json, key, at);
}

static void write_duty(toc_json *json, const toc_machine *machine, const toc_duty *duty)
{
    toc_json_key_int(json, "duty", duty->number);
    toc_json_key_string(json, "of", toc_duty_kind_word((toc_duty_kind)duty->kind));
    write_body(json, machine, "owner", duty->owner);
    if (duty->kind == TOC_DUTY_REPORT || duty->kind == TOC_DUTY_ANNOUNCEMENT)
        write_body(json, machine, "to", duty->other);
    write_time(json, "due", duty->due);
    if (duty->state == TOC_DUTY_OPEN)
        return;
    toc_json_key_string(json, "state", toc_duty_state_word((toc_duty_state)duty->state));
    if (duty->reason != TOC_VOID_NONE)
        toc_json_key_string(json, "reason", toc_void_reason_word((toc_void_reason)duty->reason));
    write_body(json, machine, "by", duty->by);
    write_marks(json, duty->marks);
}

static const char *grade_name(const toc_machine *machine, uint32_t ladder, int64_t rank)
{
    if (rank <= 0)
        return "none";
    uint32_t level = machine->ladders[ladder].levels.first + (uint32_t)rank - 1;
    return toc_machine_text(machine, machine->levels[level].grade);
}

static void write_value(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    if (record->kind == TOC_TRACE_FORECAST) {
        write_time(json, "comes", record->value);
        return;
    }
    const toc_m_indicator *row = &machine->indicators[record->id];
    toc_json_key(json, "value");
    switch ((toc_m_type)row->type) {
    case TOC_M_TYPE_FLAG:
        toc_json_bool(json, record->value != 0);
        break;
    case TOC_M_TYPE_NUMBER:
    case TOC_M_TYPE_PERCENT:
    case TOC_M_TYPE_COUNT:
        toc_json_fixed(json, record->value, TOC_MICRO);
        break;
    case TOC_M_TYPE_ONE_OF:
    case TOC_M_TYPE_ORDERED:
        toc_json_string(
            json,
            toc_machine_text(machine, machine->ids[row->choices.first + (uint32_t)record->value]));
        break;
    case TOC_M_TYPE_DURATION:
    case TOC_M_TYPE_TEXT:
        toc_json_int(json, record->value);
        break;
    }
}

static const char *word_of(const char *const *words, size_t count, int64_t value)
{
    return value >= 0 && (uint64_t)value < count ? words[value] : "";
}

#define WORD(words, value) word_of(words, sizeof(words) / sizeof(words)[0], (value))

static void write_node(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    static const char *const approvals[] = {"asked", "given", "refused"};
    if (record->kind == TOC_TRACE_NODE) {
        toc_json_key_string(json, "state", toc_node_state_word((toc_node_state)record->value));
        if (record->value == TOC_NODE_BLOCKED)
            toc_json_key_string(json, "blocked", toc_blocked_word((toc_blocked)record->other));
        else if (record->other == TOC_SERIES_GOES_ON)
            toc_json_key_bool(json, "goes_on", true);
    } else if (record->kind == TOC_TRACE_APPROVAL || record->kind == TOC_TRACE_CLEARANCE) {
        toc_json_key_string(json, "state", WORD(approvals, record->value));
    } else if (record->kind == TOC_TRACE_DECIDED && record->value != (int64_t)TOC_NONE) {
        toc_json_key_string(json, "outcome",
                            toc_machine_text(machine, machine->outcomes[record->value].name));
    } else if (record->kind == TOC_TRACE_TICK && record->value) {
        toc_json_key_bool(json, "dropped", true);
    }
    write_body(json, machine, "by", record->body);
}

static void write_grades(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    toc_json_key_string(json, "from", grade_name(machine, record->id, record->other));
    toc_json_key_string(json, "to", grade_name(machine, record->id, record->value));
    write_body(json, machine, "by", record->body);
}

static void write_state(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    static const char *const bodies[] = {"absent", "forming", "active", "stood-down"};
    static const char *const responses[] = {"opened", "fired-again", "complete", "stopped"};
    bool is_body = record->kind == TOC_TRACE_BODY;
    if (record->kind == TOC_TRACE_WARRANTED || record->kind == TOC_TRACE_DECLARED) {
        write_grades(json, machine, record);
        return;
    }
    toc_json_key_string(json, "state",
                        is_body ? WORD(bodies, record->value) : WORD(responses, record->value));
    write_body(json, machine, "by", record->body);
}

static void write_units(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    toc_json_key_int(json, "units", record->value);
    if (record->other != TOC_NONE)
        toc_json_key_string(json, "step",
                            toc_machine_text(machine, machine->nodes[record->other].head.name));
    if (record->kind == TOC_TRACE_GRANTED)
        write_body(json, machine, "by", record->body);
}

static void write_sent(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    write_body(json, machine, "to", record->other);
    write_body(json, machine, "by", record->body);
    if (record->value > 0)
        toc_json_key_int(json, "missing", record->value);
}

static void write_words(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    static const char *const told[] = {"inject", "event", "indicator",    "step",    "report",
                                       "notice", "act",   "announcement", "forecast"};
    static const char *const late[] = {"escalate", "notify", "do"};
    if (record->kind == TOC_TRACE_TOLD) {
        toc_json_key_string(json, "how", WORD(told, record->other));
    } else if (record->kind == TOC_TRACE_MARK) {
        toc_json_key_string(json, "act", verb_word(record->other));
        if (record->other == TOC_VERB_APPROVE_END)
            toc_json_key_string(json, "answer", record->value ? "given" : "refused");
        write_body(json, machine, "by", record->body);
    } else if (record->kind == TOC_TRACE_LATE_ACTION) {
        toc_json_key_string(json, "action", WORD(late, record->value));
        toc_json_key_int(json, "duty", record->duty->number);
    } else if (record->kind == TOC_TRACE_UNREACHABLE) {
        toc_json_key_bool(json, "reachable", record->value == 0);
    } else if (record->kind == TOC_TRACE_CONTROL) {
        toc_json_key_string(json, "clock", record->value ? "jump" : "pause");
    }
}

static void write_details(toc_json *json, const toc_machine *machine, const toc_trace *record)
{
    switch ((toc_trace_kind)record->kind) {
    case TOC_TRACE_SET:
    case TOC_TRACE_FORECAST:
        write_value(json, machine, record);
        break;
    case TOC_TRACE_TOLD:
    case TOC_TRACE_MARK:
    case TOC_TRACE_LATE_ACTION:
    case TOC_TRACE_UNREACHABLE:
    case TOC_TRACE_CONTROL:
        write_words(json, machine, record);
        break;
    case TOC_TRACE_WARRANTED:
    case TOC_TRACE_DECLARED:
    case TOC_TRACE_BODY:
    case TOC_TRACE_RESPONSE:
        write_state(json, machine, record);
        break;
    case TOC_TRACE_NODE:
    case TOC_TRACE_DECIDED:
    case TOC_TRACE_APPROVAL:
    case TOC_TRACE_CLEARANCE:
    case TOC_TRACE_TICK:
        write_node(json, machine, record);
        break;
    case TOC_TRACE_RESOURCE:
    case TOC_TRACE_LOST:
    case TOC_TRACE_CALLED:
    case TOC_TRACE_READY:
    case TOC_TRACE_GRANTED:
        write_units(json, machine, record);
        break;
    case TOC_TRACE_REPORT:
    case TOC_TRACE_RECEIVED:
        write_sent(json, machine, record);
        break;
    case TOC_TRACE_END_PROPOSED:
    case TOC_TRACE_ENDED:
    case TOC_TRACE_ACKNOWLEDGED:
    case TOC_TRACE_WITHHELD:
    case TOC_TRACE_ANNOUNCED:
        write_body(json, machine, "by", record->body);
        break;
    case TOC_TRACE_DUTY_OPENED:
    case TOC_TRACE_DUTY_DATED:
    case TOC_TRACE_DUTY_OVERDUE:
    case TOC_TRACE_DUTY_CLOSED:
        write_duty(json, machine, record->duty);
        break;
    case TOC_TRACE_MOMENT:
    case TOC_TRACE_EVENT:
    case TOC_TRACE_TRIGGER:
    case TOC_TRACE_KIND_COUNT:
        break;
    }
}

void toc_trace_write(const toc_machine *machine, const toc_trace *record, FILE *out)
{
    toc_json json;
    toc_json_init(&json, out, 0);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "at", record->at);
    toc_json_key_string(&json, "kind", toc_trace_kind_word((toc_trace_kind)record->kind));
    const toc_m_head *head = toc_trace_head(machine, record);
    if (head)
        toc_json_key_string(&json, "name", toc_machine_text(machine, head->name));
    if (record->activation > 0)
        toc_json_key_int(&json, "activation", record->activation);
    if (record->occurrence > 0)
        toc_json_key_int(&json, "occurrence", record->occurrence);
    write_details(&json, machine, record);
    write_marks(&json, record->marks);
    if (record->entry != TOC_NONE)
        toc_json_key_int(&json, "entry", record->entry);
    toc_json_end_object(&json);
    fputc('\n', out);
}
