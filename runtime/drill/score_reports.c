/* score_reports.c - reporting integrity: which version counts, what it said, what became of it.
 *
 * The engine records each sending just before it closes the duty that it meets; a sending that
 * closes none corrects the last one. */
#include <stddef.h>
#include <string.h>

#include "drill/score_private.h"

typedef TOC_VEC(toc_sending) sendings;

typedef struct ledger {
    toc_arena *arena;
    const toc_drill *drill;
    toc_scored *duties;
    uint32_t *first;   /* of each report: its first row in latest */
    uint32_t *latest;  /* for each report and receiver: number of the duty sent last, 0 none */
    uint32_t *open;    /* and how many duties are open */
    bool *is_withheld; /* and whether it was withheld before it was owed */
    uint8_t *versions; /* toc_version, of each happening */
    uint32_t *withheld_entry;     /* of each report: the last that withheld it, or TOC_NONE */
    sendings *sendings;           /* of each duty */
    uint8_t **held;               /* of each report, see fields_held */
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

static void take_version(ledger *l, toc_scored *scored, const toc_happening *sending)
{
    const toc_trace *trace = &sending->trace;

    scored->sent = trace->at;
    scored->sent_entry = trace->entry;
    scored->fields_missing =
        trace->value > scored->fields_owed ? scored->fields_owed : (uint32_t)trace->value;
    for (uint32_t i = 0; i < l->sendings[scored->duty.number - 1].count; i++)
        l->sendings[scored->duty.number - 1].items[i].is_judged = false;
}

static void add_sending(ledger *l, const toc_scored *scored, const toc_happening *sending,
                        bool is_judged)
{
    const toc_trace *trace = &sending->trace;
    toc_sending row = {.at = trace->at,
                       .entry = trace->entry,
                       .happening = (uint32_t)(sending - l->drill->happenings),
                       .by = trace->body == TOC_NONE ? scored->duty.owner : trace->body,
                       .is_judged = is_judged};

    TOC_PUSH(l->arena, &l->sendings[scored->duty.number - 1], row);
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
        take_version(l, scored, sending);
    add_sending(l, scored, sending, is_in_time);
    l->versions[sending - l->drill->happenings] =
        is_in_time ? TOC_VERSION_REPLACES : TOC_VERSION_NOTED;
}

/* Did the sending close the duty?  What was said once more waits here, and is no answer to what is missed later. */
static bool is_closed_by(const toc_scored *scored, const toc_trace *sending)
{
    bool is_done = scored->duty.state == TOC_DUTY_MET || scored->duty.state == TOC_DUTY_LATE;

    return sending && is_done && sending->at == scored->duty.closed &&
           sending->id == scored->duty.id && sending->other == scored->duty.other;
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
    if (scored->duty.marks & TOC_MARK_WITHHELD)
        scored->withheld_entry = l->withheld_entry[scored->duty.id];
    if (!is_closed_by(scored, trace))
        return;
    take_version(l, scored, l->pending);
    add_sending(l, scored, l->pending, true);
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

static bool is_any_open(const ledger *l, uint32_t report)
{
    toc_range receivers = l->drill->machine->reports[report].receivers;

    for (uint32_t row = l->first[report]; row < l->first[report] + receivers.count; row++) {
        if (l->open[row] > 0)
            return true;
    }
    return false;
}

/* The engine marks what is open.  Where nothing is, it is what is already out that is withheld, as a whole,
 * or what is not owed yet; whoever has had the word is not robbed of it because another has not.  Fields that
 * were left out may be told so later. */
static void note_withheld(ledger *l, const toc_trace *trace)
{
    const toc_entry *entry = trace->entry == TOC_NONE
                                 ? NULL
                                 : toc_scenario_entry(l->drill->script->scenario, trace->entry);
    toc_range receivers = l->drill->machine->reports[trace->id].receivers;
    bool is_of_open = is_any_open(l, trace->id);

    l->withheld_entry[trace->id] = trace->entry;
    for (uint32_t row = l->first[trace->id]; row < l->first[trace->id] + receivers.count; row++) {
        toc_scored *sent = l->latest[row] ? &l->duties[l->latest[row] - 1] : NULL;
        bool is_of_sent = sent && entry && entry->fields.count > 0 && sent->fields_missing > 0;

        if (sent && (!is_of_open || is_of_sent)) {
            sent->duty.marks |= TOC_MARK_WITHHELD;
            sent->withheld_entry = trace->entry;
        } else if (!is_of_open) {
            l->is_withheld[row] = true;
        }
    }
}

/* ── what became of it ── */

static bool has_fact(const toc_scored *scored, toc_fact_verdict one, toc_fact_verdict other)
{
    for (uint32_t i = 0; i < scored->fact_count; i++) {
        if (scored->facts[i].verdict == one || scored->facts[i].verdict == other)
            return true;
    }
    return false;
}

toc_report_outcome toc_score_outcome(const toc_scored *scored)
{
    if (!toc_is_duty_counted(&scored->duty))
        return TOC_OUTCOME_VOID;
    if (scored->duty.marks & TOC_MARK_WITHHELD)
        return TOC_OUTCOME_CONCEALED;
    if (scored->duty.state == TOC_DUTY_MISSED || scored->fields_missing > 0)
        return TOC_OUTCOME_OMITTED;
    if (has_fact(scored, TOC_FACT_WRONG, TOC_FACT_HIGH))
        return TOC_OUTCOME_FALSE;
    if (has_fact(scored, TOC_FACT_LOW, TOC_FACT_LOW))
        return TOC_OUTCOME_UNDERSTATED;
    return scored->duty.state == TOC_DUTY_LATE ? TOC_OUTCOME_LATE : TOC_OUTCOME_ON_TIME;
}

/* The report, or among the rows of a relay that the act names. */
static bool is_about(const toc_act *act, uint32_t report)
{
    for (uint32_t i = 0; i < act->report_count; i++) {
        if (act->reports[i] == report)
            return true;
    }
    return act->id == report;
}

/* For each content field whether the log says that it was held back from @p report, it alone or with
 * the whole.  Made once for each report that needs it. */
static const uint8_t *fields_held(const ledger *l, uint32_t report)
{
    const toc_script *script = l->drill->script;
    uint32_t count = l->drill->machine->contents_count;

    if (l->held[report])
        return l->held[report];
    l->held[report] = toc_arena_alloc(l->arena, count);
    for (uint32_t i = 0; i < script->act_count; i++) {
        const toc_bound_act *act;

        if (!toc_script_act_is(script, i, TOC_ENTRY_WITHHOLD))
            continue;
        act = toc_script_act(script, i);
        if (!is_about(&act->act, report))
            continue;
        if (act->withheld_count == 0)
            memset(l->held[report], 1, count);
        for (uint32_t k = 0; k < act->withheld_count; k++)
            l->held[report][act->withheld[k]] = 1;
    }
    return l->held[report];
}

/* The same facts, with what was held back told from what is merely missing. */
static const toc_fact *with_held(const ledger *l, uint32_t report, toc_facts facts)
{
    const uint8_t *held = fields_held(l, report);
    toc_fact *own = TOC_NEW_ARRAY(l->arena, toc_fact, facts.count);

    for (uint32_t i = 0; i < facts.count; i++) {
        own[i] = facts.items[i];
        if (own[i].verdict == TOC_FACT_MISSING && held[own[i].content])
            own[i].verdict = TOC_FACT_WITHHELD;
    }
    return own;
}

static void judge_sending(const ledger *l, toc_truth_book *book, const toc_hearsay *hearsay,
                          toc_scored *scored, toc_sending *sending)
{
    toc_version_sent version = {.owed = l->drill->machine->reports[scored->duty.id].content,
                                .at = sending->at,
                                .happening = sending->happening,
                                .by = sending->by,
                                .act = toc_hearsay_act(hearsay, sending->entry)};
    toc_facts facts = toc_truth_judge(book, &version);

    sending->is_right = toc_facts_are_right(facts);
    if (!sending->is_judged)
        return;
    scored->told = toc_hearsay_before(hearsay, sending->by, sending->happening);
    scored->facts = facts.items;
    scored->fact_count = facts.count;
    if (facts.count > 0 && (scored->duty.marks & TOC_MARK_WITHHELD))
        scored->facts = with_held(l, scored->duty.id, facts);
}

static void judge_all(const ledger *l)
{
    toc_hearsay *hearsay = toc_hearsay_new(l->arena, l->drill);
    toc_truth_book *book = toc_truth_new(l->arena, l->drill, hearsay);

    for (uint32_t i = 0; i < l->drill->duty_count; i++) {
        toc_scored *scored = &l->duties[i];
        sendings *sent = &l->sendings[i];

        if (!toc_is_report_like(&scored->duty))
            continue;
        scored->sendings = sent->items;
        scored->sending_count = sent->count;
        if (scored->sent == TOC_MS_NONE)
            scored->told = toc_hearsay_by(hearsay, scored->duty.owner, scored->duty.due);
        for (uint32_t k = 0; k < sent->count; k++)
            judge_sending(l, book, hearsay, scored, &sent->items[k]);
        scored->outcome = toc_score_outcome(scored);
    }
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
    l->sendings = TOC_NEW_ARRAY(l->arena, sendings, l->drill->duty_count);
    l->held = TOC_NEW_ARRAY(l->arena, uint8_t *, machine->reports_count);
    l->withheld_entry = TOC_NEW_ARRAY(l->arena, uint32_t, machine->reports_count);
    for (uint32_t i = 0; i < machine->reports_count; i++)
        l->withheld_entry[i] = TOC_NONE;
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
    judge_all(&l);
}
