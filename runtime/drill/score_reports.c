/* score_reports.c - reporting integrity: which version counts, what it lacked, what became of it.
 *
 * The engine records each sending just before it closes the duty that it meets; a sending that
 * closes none corrects the last one. */
#include <stddef.h>

#include "drill/score_private.h"

typedef struct ledger {
    toc_arena *arena;
    const toc_drill *drill;
    toc_scored *duties;
    uint32_t *first;   /* of each report: its first row in latest */
    uint32_t *latest;  /* for each report and receiver: number of the duty sent last, 0 none */
    uint32_t *open;    /* and how many duties are open */
    bool *is_withheld; /* and whether it was withheld before it was owed */
    uint8_t *versions; /* toc_version, of each happening */
    const toc_happening *pending; /* a sending that has not yet met a duty */
} ledger;

/* Row of @p receiver, or of the org whose post it is; TOC_NONE where it is none of the report's. */
static uint32_t row_of(const ledger *l, uint32_t report, uint32_t receiver)
{
    const toc_machine *machine = l->drill->machine;
    toc_range receivers = machine->reports[report].receivers;

    for (uint32_t i = 0; i < receivers.count; i++) {
        uint32_t id = machine->ids[receivers.first + i];

        if (id == receiver || id == machine->bodies[receiver].parent)
            return l->first[report] + i;
    }
    return TOC_NONE;
}

static void take_version(toc_scored *scored, const toc_trace *trace)
{
    scored->sent = trace->at;
    scored->sent_entry = trace->entry;
    scored->fields_missing =
        trace->value > scored->fields_owed ? scored->fields_owed : (uint32_t)trace->value;
}

/* In time it replaces what was sent before; later it is noted in the trace and nothing else. */
static void settle_correction(ledger *l)
{
    const toc_happening *sending = l->pending;
    const toc_trace *trace;
    uint32_t row;
    toc_scored *scored;
    bool is_in_time;

    if (!sending)
        return;
    trace = &sending->trace;
    l->pending = NULL;
    row = row_of(l, trace->id, trace->other);
    if (row == TOC_NONE || l->latest[row] == 0)
        return;
    scored = &l->duties[l->latest[row] - 1];
    if (scored->duty.occurrence != trace->occurrence ||
        scored->duty.activation != trace->activation)
        return;
    is_in_time = scored->duty.due == TOC_MS_NONE || trace->at <= scored->duty.due;
    if (is_in_time)
        take_version(scored, trace);
    l->versions[sending - l->drill->happenings] =
        is_in_time ? TOC_VERSION_REPLACES : TOC_VERSION_NOTED;
}

static void settle_duty(ledger *l, const toc_happening *closed)
{
    toc_scored *scored = &l->duties[closed->duty - 1];
    const toc_trace *trace = l->pending ? &l->pending->trace : NULL;
    uint32_t row;

    if (scored->duty.kind != TOC_DUTY_REPORT)
        return;
    row = row_of(l, scored->duty.id, scored->duty.other);
    if (row != TOC_NONE)
        l->open[row] -= l->open[row] > 0;
    if (!trace || trace->id != scored->duty.id || trace->other != scored->duty.other)
        return;
    take_version(scored, trace);
    l->pending = NULL;
    if (row != TOC_NONE)
        l->latest[row] = closed->duty;
}

static void open_duty(ledger *l, toc_scored *scored)
{
    uint32_t row;

    if (scored->duty.kind != TOC_DUTY_REPORT)
        return;
    row = row_of(l, scored->duty.id, scored->duty.other);
    if (row == TOC_NONE)
        return;
    l->open[row]++;
    if (l->is_withheld[row])
        scored->duty.marks |= TOC_MARK_WITHHELD;
    l->is_withheld[row] = false;
}

/* The engine marks what is open.  Withheld may be too what is already out, as a whole or in fields,
 * and what is not owed yet. */
static void note_withheld(ledger *l, const toc_trace *trace)
{
    const toc_entry *entry = trace->entry == TOC_NONE
                                 ? NULL
                                 : toc_scenario_entry(l->drill->script->scenario, trace->entry);
    toc_range receivers = l->drill->machine->reports[trace->id].receivers;

    for (uint32_t row = l->first[trace->id]; row < l->first[trace->id] + receivers.count; row++) {
        toc_scored *sent = l->latest[row] ? &l->duties[l->latest[row] - 1] : NULL;
        bool is_of_sent = sent && entry && entry->fields.count > 0 && sent->fields_missing > 0;

        if (sent && (l->open[row] == 0 || is_of_sent))
            sent->duty.marks |= TOC_MARK_WITHHELD;
        else if (l->open[row] == 0)
            l->is_withheld[row] = true;
    }
}

static toc_report_outcome outcome_of(const toc_scored *scored)
{
    if (!toc_is_duty_counted(&scored->duty))
        return TOC_OUTCOME_VOID;
    if (scored->duty.marks & TOC_MARK_WITHHELD)
        return TOC_OUTCOME_CONCEALED;
    if (scored->duty.state == TOC_DUTY_MISSED || scored->fields_missing > 0)
        return TOC_OUTCOME_OMITTED;
    return scored->duty.state == TOC_DUTY_LATE ? TOC_OUTCOME_LATE : TOC_OUTCOME_ON_TIME;
}

static void begin(ledger *l)
{
    const toc_machine *machine = l->drill->machine;
    uint32_t total = 0;

    l->first = TOC_NEW_ARRAY(l->arena, uint32_t, machine->reports_count);
    for (uint32_t i = 0; i < machine->reports_count; i++) {
        l->first[i] = total;
        total += machine->reports[i].receivers.count;
    }
    l->latest = TOC_NEW_ARRAY(l->arena, uint32_t, total);
    l->open = TOC_NEW_ARRAY(l->arena, uint32_t, total);
    l->is_withheld = TOC_NEW_ARRAY(l->arena, bool, total);
    l->versions = toc_arena_alloc(l->arena, l->drill->happening_count);
    for (uint32_t i = 0; i < l->drill->duty_count; i++) {
        if (l->duties[i].duty.kind == TOC_DUTY_REPORT)
            l->duties[i].fields_owed = machine->reports[l->duties[i].duty.id].content.count;
    }
}

void toc_score_reports(toc_arena *arena, const toc_drill *drill, toc_scored *duties,
                       toc_score *score)
{
    ledger l = {.arena = arena, .drill = drill, .duties = duties};

    begin(&l);
    for (uint32_t i = 0; i < drill->happening_count; i++) {
        const toc_happening *happening = &drill->happenings[i];

        if (happening->trace.kind == TOC_TRACE_REPORT) {
            settle_correction(&l);
            l.pending = happening;
        } else if (happening->trace.kind == TOC_TRACE_DUTY_OPENED) {
            open_duty(&l, &duties[happening->duty - 1]);
        } else if (happening->trace.kind == TOC_TRACE_DUTY_CLOSED) {
            settle_duty(&l, happening);
        } else if (happening->trace.kind == TOC_TRACE_WITHHELD) {
            settle_correction(&l);
            note_withheld(&l, &happening->trace);
        }
    }
    settle_correction(&l);
    score->versions = l.versions;
    for (uint32_t i = 0; i < drill->duty_count; i++)
        duties[i].outcome = outcome_of(&duties[i]);
}

/* ── who never heard of it ── */

static bool *find_told(toc_arena *arena, const toc_drill *drill)
{
    bool *is_told = TOC_NEW_ARRAY(arena, bool, drill->machine->bodies_count);

    for (uint32_t i = 0; i < drill->happening_count; i++) {
        if (drill->happenings[i].trace.kind == TOC_TRACE_TOLD)
            is_told[drill->happenings[i].trace.id] = true;
    }
    return is_told;
}

/* A post hears what its org hears, and the other way round. */
static bool is_same_org(const toc_machine *machine, uint32_t a, uint32_t b)
{
    uint32_t org_a = machine->bodies[a].parent == TOC_NONE ? a : machine->bodies[a].parent;
    uint32_t org_b = machine->bodies[b].parent == TOC_NONE ? b : machine->bodies[b].parent;

    return org_a == org_b;
}

static bool tells(const toc_machine *machine, const toc_duty *duty, uint32_t body)
{
    toc_range to;

    if (duty->kind == TOC_DUTY_REPORT)
        return is_same_org(machine, duty->other, body);
    if (duty->kind != TOC_DUTY_STEP && duty->kind != TOC_DUTY_DECISION)
        return false;
    to = machine->nodes[duty->id].to;
    for (uint32_t i = 0; i < to.count; i++) {
        if (is_same_org(machine, machine->ids[to.first + i], body))
            return true;
    }
    return false;
}

/* The first who missed a duty that would have told @p body; TOC_NONE: nobody owed it the word. */
static uint32_t find_silent(const toc_drill *drill, const toc_scored *duties, uint32_t body)
{
    for (uint32_t i = 0; i < drill->duty_count; i++) {
        const toc_duty *duty = &duties[i].duty;

        if (duty->state == TOC_DUTY_MISSED && duty->owner != body &&
            tells(drill->machine, duty, body))
            return duty->owner;
    }
    return TOC_NONE;
}

void toc_score_untold(toc_arena *arena, const toc_drill *drill, toc_scored *duties,
                      toc_score *score)
{
    const bool *is_told = find_told(arena, drill);
    uint32_t *silent = TOC_NEW_ARRAY(arena, uint32_t, drill->machine->bodies_count);
    bool *is_searched = TOC_NEW_ARRAY(arena, bool, drill->machine->bodies_count);

    for (uint32_t i = 0; i < drill->duty_count; i++) {
        toc_duty *duty = &duties[i].duty;
        toc_finding finding;

        if (duty->kind != TOC_DUTY_REPORT || duty->state != TOC_DUTY_MISSED ||
            is_told[duty->owner] || (duty->marks & TOC_MARK_WITHHELD))
            continue;
        if (!is_searched[duty->owner])
            silent[duty->owner] = find_silent(drill, duties, duty->owner);
        is_searched[duty->owner] = true;
        duty->state = TOC_DUTY_VOID;
        duty->reason = TOC_VOID_NOT_TOLD;
        duties[i].outcome = TOC_OUTCOME_VOID;
        finding =
            (toc_finding){TOC_FINDING_NOT_TOLD, duty->number, silent[duty->owner], TOC_NONE, 0};
        TOC_PUSH(arena, &score->findings, finding);
    }
}
