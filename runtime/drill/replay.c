/* replay.c - writes a drill's log: acts of the script and of simulated bodies in the order in which they
 * happened. */
#include "drill/replay.h"

#include <string.h>

#include "drill/replay_private.h"

/* ── where each act of the script stands among the records ── */

static uint32_t *index_entries(toc_arena *arena, const toc_script *script)
{
    uint32_t count = toc_scenario_entry_count(script->scenario);
    uint32_t *act_of = TOC_NEW_ARRAY(arena, uint32_t, count);

    for (uint32_t i = 0; i < count; i++)
        act_of[i] = TOC_NONE;
    for (uint32_t i = 0; i < script->act_count; i++) {
        uint32_t entry = toc_script_act_entry(script, i);

        if (entry != TOC_NONE)
            act_of[entry - 1] = i;
    }
    return act_of;
}

/* The first record of every act; drill->happening_count where it has none. */
static uint32_t *first_records(toc_replay *r)
{
    const toc_drill *drill = r->drill;
    const toc_script *script = drill->script;
    uint32_t *first = TOC_NEW_ARRAY(r->arena, uint32_t, script->act_count);
    uint32_t series = 0;

    for (uint32_t i = 0; i < script->act_count; i++)
        first[i] = drill->happening_count;
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_trace *trace = &drill->happenings[i].trace;

        if (trace->entry != TOC_NONE) {
            uint32_t act = r->act_of[trace->entry - 1];

            if (act != TOC_NONE && first[act] == drill->happening_count)
                first[act] = i;
        } else if (trace->kind == TOC_TRACE_SET) { /* samples come first in their instant */
            while (series < script->act_count &&
                   (toc_script_act_entry(script, series) != TOC_NONE ||
                    toc_script_act_at(script, series) < trace->at))
                series++;
            if (series < script->act_count && toc_script_act_at(script, series) == trace->at)
                first[series++] = i;
        }
    }
    return first;
}

/* The first record at or after @p at that no entry caused, from @p from on. */
static uint32_t first_free(const toc_drill *drill, uint32_t from, toc_ms at)
{
    uint32_t i = from;

    while (i < drill->happening_count &&
           (drill->happenings[i].trace.at < at ||
            (drill->happenings[i].trace.at == at && drill->happenings[i].trace.entry != TOC_NONE)))
        i++;
    return i;
}

/* Acts without a record come before the next act of their instant, or before the timers that follow. */
static void place_acts(toc_replay *r)
{
    const toc_script *script = r->drill->script;
    uint32_t reached = 0;

    r->place = first_records(r);
    for (uint32_t i = script->act_count; i-- > 0;) {
        bool has_next = i + 1 < script->act_count &&
                        toc_script_act_at(script, i + 1) == toc_script_act_at(script, i);

        if (r->place[i] == r->drill->happening_count && has_next)
            r->place[i] = r->place[i + 1];
    }
    for (uint32_t i = 0; i < script->act_count; i++) {
        if (r->place[i] == r->drill->happening_count)
            r->place[i] = first_free(r->drill, reached, toc_script_act_at(script, i));
        if (r->place[i] < reached)
            r->place[i] = reached;
        reached = r->place[i];
    }
}

/* ── what simulated bodies did ── */

/* The record is what the script's own act did, not what followed from it. */
static bool is_direct(const toc_replay *r, const toc_trace *trace)
{
    const toc_act *act;

    if (trace->entry == TOC_NONE || r->act_of[trace->entry - 1] == TOC_NONE)
        return false;
    act = &toc_script_act(r->drill->script, r->act_of[trace->entry - 1])->act;
    return (act->verb == TOC_VERB_START || act->verb == TOC_VERB_DID ||
            act->verb == TOC_VERB_DECIDE || act->verb == TOC_VERB_FAIL) &&
           act->id == trace->id;
}

static const char *body_name(const toc_replay *r, uint32_t body)
{
    return toc_machine_text(r->machine, r->machine->bodies[body].head.name);
}

static void write_node(const toc_replay *r, const toc_happening *happening, const char *verb)
{
    const toc_trace *trace = &happening->trace;

    toc_replay_open(r, trace->at, happening->turn);
    toc_replay_pair(r, verb, toc_machine_text(r->machine, r->machine->nodes[trace->id].head.name));
    toc_replay_pair(r, "by", body_name(r, trace->body));
    if (trace->activation > 0)
        fprintf(r->out, ", activation: %u", trace->activation);
}

static void take_node(const toc_replay *r, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;
    bool is_decision = r->machine->nodes[trace->id].kind == TOC_M_NODE_DECISION;

    if (trace->body == TOC_NONE)
        return;
    if (trace->value == TOC_NODE_RUNNING && !is_direct(r, trace))
        write_node(r, happening, "start");
    else if (trace->value == TOC_NODE_DONE && trace->entry == TOC_NONE && !is_decision)
        write_node(r, happening, "did");
    else
        return;
    toc_replay_close(r);
}

static void take_decided(const toc_replay *r, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;

    if (trace->body == TOC_NONE)
        return;
    write_node(r, happening, "decide");
    toc_replay_pair(r, "outcome",
                    trace->value == TOC_NONE
                        ? "none"
                        : toc_machine_text(r->machine, r->machine->outcomes[trace->value].name));
    toc_replay_close(r);
}

static void write_by(const toc_replay *r, const toc_happening *happening, const char *verb,
                     const char *subject)
{
    toc_replay_open(r, happening->trace.at, happening->turn);
    toc_replay_pair(r, verb, subject);
    toc_replay_pair(r, "by", body_name(r, happening->trace.body));
}

static void write_on_ladder(const toc_replay *r, const toc_happening *happening, const char *verb,
                            const char *subject)
{
    const toc_m_ladder *ladder = &r->machine->ladders[happening->trace.id];

    write_by(r, happening, verb, subject);
    toc_replay_pair(r, "ladder", toc_machine_text(r->machine, ladder->head.name));
    toc_replay_close(r);
}

static const char *grade_name(const toc_replay *r, uint32_t ladder, int64_t rank)
{
    toc_range levels = r->machine->ladders[ladder].levels;

    return rank == 0 ? "none"
                     : toc_machine_text(
                           r->machine, r->machine->levels[levels.first + (uint32_t)rank - 1].grade);
}

/* Answers given by simulated bodies, which refuse nothing. */
static void take_answer(const toc_replay *r, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;
    bool is_grant = trace->kind == TOC_TRACE_GRANTED;
    uint32_t node = is_grant ? trace->other : trace->id;

    write_by(r, happening, "approve",
             toc_machine_text(r->machine, r->machine->nodes[node].head.name));
    if (trace->activation > 0)
        fprintf(r->out, ", activation: %u", trace->activation);
    toc_replay_close(r);
}

/* An announcement, or the approval of one. */
static void take_announced(const toc_replay *r, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;

    write_by(r, happening, trace->kind == TOC_TRACE_ANNOUNCED ? "announce" : "approve",
             toc_machine_text(r->machine, r->machine->reports[trace->id].head.name));
    if (trace->activation > 0)
        fprintf(r->out, ", activation: %u", trace->activation);
    toc_replay_close(r);
}

/* ── reports ── */

/* What a simulated sender said: field by field, where truth speaks of anything at all. */
static void write_content(const toc_replay *r, uint32_t happening)
{
    const toc_trace *trace = &r->drill->happenings[happening].trace;
    toc_version_sent version = {.owed = r->machine->reports[trace->id].content,
                                .at = trace->at,
                                .happening = happening,
                                .by = trace->body};
    toc_facts facts = toc_truth_judge(r->book, &version);

    if (facts.count == 0)
        return;
    fputs(", content: {", r->out);
    for (uint32_t i = 0; i < facts.count; i++) {
        const toc_m_head *head = &r->machine->contents[facts.items[i].content].head;

        fputs(i ? ", " : "", r->out);
        toc_replay_text(r, toc_machine_text(r->machine, head->name));
        fputs(": ", r->out);
        toc_replay_text(r, facts.items[i].said);
    }
    fputs("}", r->out);
}

static bool is_same_sending(const toc_trace *first, const toc_trace *trace)
{
    return trace->entry == TOC_NONE && trace->kind == TOC_TRACE_REPORT && trace->at == first->at &&
           trace->id == first->id && trace->activation == first->activation &&
           trace->body == first->body;
}

/* Does the record belong to what a sending does to its receivers: duties close, bodies are told? */
static bool is_of_sending(const toc_trace *trace)
{
    return trace->entry == TOC_NONE &&
           (trace->kind == TOC_TRACE_DUTY_CLOSED || trace->kind == TOC_TRACE_TOLD);
}

/* One act for all receivers that it was sent to in one go.  Returns its last record. */
static uint32_t take_report(const toc_replay *r, uint32_t happening)
{
    const toc_happening *rows = r->drill->happenings;
    const toc_trace *first = &rows[happening].trace;
    uint32_t last = happening;

    toc_replay_open(r, first->at, rows[happening].turn);
    toc_replay_pair(r, "report",
                    toc_machine_text(r->machine, r->machine->reports[first->id].head.name));
    toc_replay_pair(r, "by", body_name(r, first->body));
    if (first->activation > 0)
        fprintf(r->out, ", activation: %u", first->activation);
    fputs(", to: [", r->out);
    for (uint32_t i = happening; i < r->drill->happening_count; i++) {
        if (is_same_sending(first, &rows[i].trace)) {
            fputs(i > happening ? ", " : "", r->out);
            toc_replay_text(r, body_name(r, rows[i].trace.other));
            last = i;
        } else if (!is_of_sending(&rows[i].trace)) {
            break;
        }
    }
    fputs("]", r->out);
    write_content(r, happening);
    toc_replay_close(r);
    return last;
}

/* ── all records ── */

static void take_assumed(const toc_replay *r, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;

    switch ((unsigned)trace->kind) {
    case TOC_TRACE_DECLARED:
        write_on_ladder(r, happening, "declare", grade_name(r, trace->id, trace->value));
        break;
    case TOC_TRACE_END_PROPOSED:
        write_on_ladder(r, happening, "propose", "end");
        break;
    case TOC_TRACE_MARK:
        if (trace->other == TOC_VERB_APPROVE_END)
            write_on_ladder(r, happening, "approve", "end");
        break;
    case TOC_TRACE_BODY:
        write_by(r, happening, "form", body_name(r, trace->id));
        toc_replay_close(r);
        break;
    case TOC_TRACE_APPROVAL:
        take_answer(r, happening);
        break;
    case TOC_TRACE_ANNOUNCED:
    case TOC_TRACE_CLEARANCE:
        take_announced(r, happening);
        break;
    default:
        break;
    }
}

/* Announcements by simulated bodies, and approvals of them. */
static void take_public(const toc_replay *r, const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;
    const char *name = toc_machine_text(r->machine, r->machine->reports[trace->id].head.name);

    if (trace->kind == TOC_TRACE_CLEARANCE && trace->value == 0)
        return; /* only asked for */
    write_by(r, happening, trace->kind == TOC_TRACE_ANNOUNCED ? "announce" : "approve", name);
    if (trace->activation > 0)
        fprintf(r->out, ", activation: %u", trace->activation);
    toc_replay_close(r);
}

/* Returns the last record that was taken. */
static uint32_t take_record(const toc_replay *r, uint32_t i)
{
    const toc_happening *happening = &r->drill->happenings[i];
    const toc_trace *trace = &happening->trace;

    if (trace->kind == TOC_TRACE_NODE) {
        take_node(r, happening);
        return i;
    }
    if (trace->entry != TOC_NONE)
        return i;
    if (trace->kind == TOC_TRACE_DECIDED)
        take_decided(r, happening);
    else if (trace->kind == TOC_TRACE_GRANTED)
        take_answer(r, happening);
    else if (trace->kind == TOC_TRACE_REPORT)
        return take_report(r, i);
    else if (trace->kind == TOC_TRACE_ANNOUNCED || trace->kind == TOC_TRACE_CLEARANCE)
        take_public(r, happening);
    else if (trace->marks & TOC_MARK_ASSUMED)
        take_assumed(r, happening);
    return i;
}

void toc_replay_write(toc_arena *arena, const toc_drill *drill, FILE *out)
{
    const toc_script *script = drill->script;
    toc_hearsay *hearsay = toc_hearsay_new(arena, drill);
    toc_replay r = {.arena = arena, .drill = drill, .machine = drill->machine, .out = out};
    uint32_t next = 0;

    r.book = toc_truth_new(arena, drill, hearsay);
    r.act_of = index_entries(arena, script);
    place_acts(&r);
    toc_replay_head(&r);
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        for (; next < script->act_count && r.place[next] <= i; next++)
            toc_replay_act(&r, toc_script_act(script, next));
        i = take_record(&r, i);
    }
    for (; next < script->act_count; next++)
        toc_replay_act(&r, toc_script_act(script, next));
    toc_replay_end(&r);
}
