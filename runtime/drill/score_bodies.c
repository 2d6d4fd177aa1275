/* score_bodies.c - figures of bodies: tasks, silence, load. */
#include "drill/score_private.h"

/* ── bodies ── */

typedef struct watch { /* of one body, while the trace is read */
    toc_body_figures figures;
    uint32_t open;
    toc_ms quiet_since; /* of what it owes now, or owed at the instant idle_from */
    toc_ms idle_from;   /* when it last came to owe nothing */
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
    case TOC_TRACE_BODY:
        return trace->value == TOC_BODY_ACTIVE || trace->value == TOC_BODY_STOOD_DOWN;
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

static void note_silence(watch *w, toc_ms at)
{
    if (w->open > 0 && at - w->quiet_since > w->figures.silence) {
        w->figures.silence = at - w->quiet_since;
        w->figures.silence_from = w->quiet_since;
    }
}

static void break_silence(watch *w, toc_ms at)
{
    note_silence(w, at);
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

/* An act of a post is one of its org too. */
static void take_act(const toc_machine *machine, watch *watches, uint32_t body, toc_ms at)
{
    uint32_t org = machine->bodies[body].parent;

    break_silence(&watches[body], at);
    watches[body].is_seen = true;
    if (org != TOC_NONE)
        break_silence(&watches[org], at);
}

/* What one duty's end and the next one's beginning share an instant, the silence goes on. */
static void take_duty(toc_arena *arena, watch *w, const toc_trace *trace)
{
    if (trace->kind == TOC_TRACE_DUTY_OPENED) {
        if (w->open++ == 0 && trace->at > w->idle_from)
            w->quiet_since = trace->at;
    } else if (trace->kind == TOC_TRACE_DUTY_CLOSED) {
        note_silence(w, trace->at);
        w->open -= w->open > 0;
        w->idle_from = trace->at;
    } else {
        return;
    }
    w->is_seen = true;
    note_load(arena, w, trace->at);
}

/* A duty is also closed by others, or by nobody: that is no act of its owner. */
static void take_happening(toc_arena *arena, const toc_drill *drill, watch *watches,
                           const toc_happening *happening)
{
    const toc_trace *trace = &happening->trace;
    uint32_t owner = happening->duty ? drill->duties[happening->duty - 1].owner : TOC_NONE;

    if (owner != TOC_NONE)
        take_duty(arena, &watches[owner], trace);
    else if (!happening->duty && is_act(trace) && trace->body != TOC_NONE)
        take_act(drill->machine, watches, trace->body, trace->at);
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

    for (uint32_t i = 0; i < count; i++)
        watches[i].idle_from = TOC_MS_NONE;
    for (uint32_t i = 0; i < drill->happening_count; i++)
        take_happening(arena, drill, watches, &drill->happenings[i]);
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
