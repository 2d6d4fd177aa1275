/* text_sentences.c - what is told in sentences: acts out of order, findings, expectations. */
#include <string.h>

#include "report/text_private.h"

toc_pages toc_text_for_one(const toc_pages *p, toc_arena *scratch)
{
    toc_pages one = *p;

    toc_arena_within(scratch, p->arena);
    one.arena = scratch;
    return one;
}

static void write_item(const toc_pages *p, const char *text)
{
    (void)fputs("• ", p->out);
    toc_text_wrap(text, 2, TOC_TEXT_WIDTH, p->out);
}

/* ── acts out of order ── */

static const struct {
    uint32_t mark;
    toc_report_word sentence;
} sentences[] = {{TOC_MARK_PREMATURE, TOC_WORD_SAYS_PREMATURE},
                 {TOC_MARK_WRONG_BODY, TOC_WORD_SAYS_WRONG_BODY},
                 {TOC_MARK_NO_APPROVAL, TOC_WORD_SAYS_NO_APPROVAL},
                 {TOC_MARK_CONDITION_FALSE, TOC_WORD_SAYS_CONDITION_FALSE},
                 {TOC_MARK_REPEATED, TOC_WORD_SAYS_REPEATED},
                 {TOC_MARK_NOT_CALLED_FOR, TOC_WORD_SAYS_NOT_CALLED_FOR},
                 {TOC_MARK_EXHAUSTED, TOC_WORD_SAYS_EXHAUSTED},
                 {TOC_MARK_WITHHELD, TOC_WORD_SAYS_WITHHELD}};

/* An act that had no effect: by its verb, what its id means. */
static const char *idle_subject(const toc_pages *p, const toc_trace *trace, const toc_entry *entry)
{
    switch ((toc_verb)trace->other) {
    case TOC_VERB_START:
    case TOC_VERB_DID:
    case TOC_VERB_DECIDE:
    case TOC_VERB_FAIL:
        return toc_title_of(p, &p->machine->nodes[trace->id].head);
    case TOC_VERB_APPROVE:
        return toc_word_fill(p, TOC_WORD_DUTY_APPROVAL,
                             toc_title_of(p, &p->machine->nodes[trace->id].head), NULL, NULL);
    case TOC_VERB_APPROVE_END:
        return toc_word_fill(p, TOC_WORD_DUTY_APPROVE_END, toc_title_of_ladder(p, trace->id), NULL,
                             NULL);
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
    case TOC_VERB_EXTEND:
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
    case TOC_VERB_FORECAST:
    case TOC_VERB_ANNOUNCE:
    case TOC_VERB_CLEAR:
        break;
    }
    if (!entry)
        return "";
    return toc_arena_printf(p->arena, "%s %s", entry->verb_word.text,
                            toc_text_clean(p->arena, entry->subject.text));
}

/* Of a step or report: in which activation. */
static const char *titled(const toc_pages *p, const toc_trace *trace)
{
    bool is_node = trace->kind == TOC_TRACE_NODE || trace->kind == TOC_TRACE_DECIDED ||
                   trace->kind == TOC_TRACE_APPROVAL;
    const char *title = is_node ? toc_title_of(p, &p->machine->nodes[trace->id].head)
                                : toc_title_of_report(p, trace->id);

    return toc_title_numbered(p, title, trace->activation, 1);
}

/* What the record is about, without what became of it. */
const char *toc_act_text(const toc_pages *p, const toc_trace *trace)
{
    const toc_entry *entry = trace->entry == TOC_NONE
                                 ? NULL
                                 : toc_scenario_entry(p->drill->script->scenario, trace->entry);

    if (trace->kind == TOC_TRACE_NODE || trace->kind == TOC_TRACE_DECIDED)
        return titled(p, trace);
    if (trace->kind == TOC_TRACE_APPROVAL || trace->kind == TOC_TRACE_CLEARANCE)
        return toc_word_fill(p, TOC_WORD_DUTY_APPROVAL, titled(p, trace), NULL, NULL);
    if (trace->kind == TOC_TRACE_REPORT || trace->kind == TOC_TRACE_WITHHELD ||
        trace->kind == TOC_TRACE_ACKNOWLEDGED || trace->kind == TOC_TRACE_ANNOUNCED)
        return titled(p, trace);
    if (trace->kind == TOC_TRACE_DECLARED)
        return toc_with_ladder(
            p,
            toc_word_fill(p, TOC_WORD_DUTY_DECLARE,
                          toc_title_of_grade(p, trace->id, (uint32_t)trace->value), NULL, NULL),
            trace->id);
    if (trace->kind == TOC_TRACE_END_PROPOSED)
        return toc_word_fill(p, TOC_WORD_DUTY_PROPOSE_END, toc_title_of_ladder(p, trace->id), NULL,
                             NULL);
    if (trace->kind == TOC_TRACE_BODY)
        return toc_word_fill(p, TOC_WORD_DUTY_FORM, toc_title_of_body(p, trace->id), NULL, NULL);
    return idle_subject(p, trace, entry);
}

/* Marks of the duties that the act closed, TOC_MARK_ASSUMED among them for any; 0: it closed none. */
static uint32_t closed_marks(const toc_pages *p, const toc_irregularity *row)
{
    const toc_trace *act = &p->drill->happenings[row->happening].trace;
    uint32_t marks = 0;

    for (uint32_t i = row->happening + 1; i < p->drill->happening_count; i++) {
        const toc_happening *next = &p->drill->happenings[i];
        const toc_duty *duty = next->duty ? &p->drill->duties[next->duty - 1] : NULL;

        if (next->trace.at != act->at ||
            (next->trace.entry != TOC_NONE && next->trace.entry != act->entry))
            break; /* the next act */
        if (duty && next->trace.kind == TOC_TRACE_DUTY_CLOSED && next->trace.entry == act->entry &&
            (act->entry != TOC_NONE || duty->id == act->id) &&
            (duty->state == TOC_DUTY_MET || duty->state == TOC_DUTY_LATE))
            marks |= duty->marks | TOC_MARK_ASSUMED;
    }
    return marks;
}

/* What is said of an act must hold together: what had an effect did not change nothing, and what
 * changed nothing did not come too early. */
static uint32_t told_marks(const toc_irregularity *row, toc_version version, uint32_t closed)
{
    const uint32_t idle = TOC_MARK_REPEATED | TOC_MARK_NOT_CALLED_FOR;
    uint32_t marks = row->marks;

    if (closed || version != TOC_VERSION_FIRST || (marks & TOC_MARK_WITHHELD))
        return marks & ~idle;
    if (marks & idle)
        marks &= ~(uint32_t)TOC_MARK_PREMATURE;
    return marks & TOC_MARK_REPEATED ? marks & ~(uint32_t)TOC_MARK_NOT_CALLED_FOR : marks;
}

static const char *version_text(const toc_pages *p, toc_version version, const char *subject)
{
    switch (version) {
    case TOC_VERSION_FIRST:
        break;
    case TOC_VERSION_REPLACES:
        return toc_word_fill(p, TOC_WORD_SAYS_CORRECTED, subject, NULL, NULL);
    case TOC_VERSION_NOTED:
        return toc_word_fill(p, TOC_WORD_SAYS_NOTED, subject, NULL, NULL);
    }
    return NULL;
}

bool toc_is_step_down(const toc_trace *trace)
{
    return trace->kind == TOC_TRACE_DECLARED && trace->value > 0 &&
           (uint32_t)trace->value < trace->other;
}

const char *toc_irregularity_text(const toc_pages *p, const toc_irregularity *row)
{
    const toc_trace *trace = &p->drill->happenings[row->happening].trace;
    const char *subject = toc_act_text(p, trace);
    const char *who = toc_title_of_body(p, trace->body);
    uint32_t closed = closed_marks(p, row);
    toc_version version = (toc_version)p->score->versions[row->happening];
    uint32_t marks = told_marks(row, version, closed);
    uint32_t halving = marks & closed & TOC_MARKS_HALVING;
    const char *said = version_text(p, version, subject);
    const char *text = "";

    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
        toc_report_word said_as = toc_is_step_down(trace) && sentences[i].mark == TOC_MARK_PREMATURE
                                      ? TOC_WORD_SAYS_LOWERED
                                      : sentences[i].sentence;
        bool is_last = (halving & sentences[i].mark) && halving < 2 * sentences[i].mark;

        if (marks & sentences[i].mark)
            text = toc_arena_printf(
                p->arena, "%s%s%s", text, *text ? "  " : "",
                toc_word_fill(p, said_as, subject, who,
                              is_last ? toc_word_of(p, TOC_WORD_COUNTS_HALF) : NULL));
    }
    return said ? toc_arena_printf(p->arena, "%s%s%s", text, *text ? "  " : "", said) : text;
}

static void write_irregularity(const toc_pages *p, const toc_irregularity *row)
{
    const char *place = toc_entry_place(p, row->entry);
    const char *text = toc_arena_printf(p->arena, "%s  %s", toc_moment_text(p, row->at),
                                        toc_irregularity_text(p, row));

    write_item(p, *place ? toc_arena_printf(p->arena, "%s (%s)", text, place) : text);
}

void toc_text_irregularities(const toc_pages *p)
{
    toc_arena scratch;
    toc_pages one;

    if (p->score->irregularities.count == 0)
        return;
    toc_text_heading(p, toc_word_of(p, TOC_WORD_IRREGULARITIES));
    one = toc_text_for_one(p, &scratch);
    for (uint32_t i = 0; i < p->score->irregularities.count; i++) {
        write_irregularity(&one, &p->score->irregularities.items[i]);
        toc_arena_empty(&scratch);
    }
}

/* ── findings ── */

static const toc_duty *duty_of(const toc_pages *p, const toc_finding *finding)
{
    return &p->score->duties[finding->duty - 1].duty;
}

static const char *not_told_text(const toc_pages *p, const toc_finding *finding)
{
    const toc_duty *duty = duty_of(p, finding);
    const char *owner = toc_title_of_body(p, duty->owner);

    if (finding->other != TOC_NONE)
        return toc_word_fill(p, TOC_WORD_FIND_NOT_REACHED, owner,
                             toc_title_of_body(p, finding->other), toc_title_of_duty(p, duty));
    if (finding->body == TOC_NONE)
        return toc_word_fill(p, TOC_WORD_FIND_NOT_TOLD_BY, owner, toc_title_of_duty(p, duty), NULL);
    return toc_word_fill(p, TOC_WORD_FIND_NOT_TOLD, owner, toc_title_of_body(p, finding->body),
                         toc_title_of_duty(p, duty));
}

/* The fields that the withholding entry names; "": it was held back whole. */
static const char *withheld_fields(const toc_pages *p, const toc_scored *scored)
{
    const toc_script *script = p->drill->script;
    const char *list = "";

    for (uint32_t i = 0; scored->withheld_entry != TOC_NONE && i < script->act_count; i++) {
        const toc_bound_act *act =
            toc_script_act_is(script, i, TOC_ENTRY_WITHHOLD) ? toc_script_act(script, i) : NULL;

        if (!act || act->entry->number != scored->withheld_entry)
            continue;
        for (uint32_t k = 0; k < act->withheld_count; k++)
            list = toc_arena_printf(p->arena, "%s%s%s", list,
                                    *list ? toc_word_of(p, TOC_WORD_COMMA) : "",
                                    toc_title_of(p, &p->machine->contents[act->withheld[k]].head));
    }
    return list;
}

static const char *concealed_text(const toc_pages *p, const toc_finding *finding)
{
    const toc_duty *duty = duty_of(p, finding);
    const toc_scored *scored = &p->score->duties[finding->duty - 1];
    const char *why = toc_withheld_why(p, scored);
    const char *fields = withheld_fields(p, scored);
    const char *who = toc_title_of_body(p, duty->owner);

    if (*fields && scored->sent != TOC_MS_NONE)
        return toc_word_fill(p, TOC_WORD_FIND_CONCEALED_FIELDS, toc_title_of_duty(p, duty), fields,
                             why ? toc_word_fill(p, TOC_WORD_FIND_WHO_SAYING, who, why, NULL)
                                 : who);

    return toc_word_fill(p, why ? TOC_WORD_FIND_CONCEALED_WHY : TOC_WORD_FIND_CONCEALED,
                         toc_title_of_duty(p, duty), who, why);
}

static const char *fact_text(const toc_pages *p, const toc_finding *finding)
{
    const toc_fact *fact = &p->score->duties[finding->duty - 1].facts[finding->other];
    const char *field = toc_title_of(p, &p->machine->contents[fact->content].head);

    return toc_word_fill(
        p, finding->kind == TOC_FINDING_FALSE ? TOC_WORD_FIND_FALSE : TOC_WORD_FIND_UNDERSTATED,
        toc_word_fill(p, TOC_WORD_OF_LADDER, toc_title_of_duty(p, duty_of(p, finding)), field,
                      NULL),
        toc_text_clean(p->arena, fact->said), toc_text_clean(p->arena, fact->truth));
}

const char *toc_finding_text(const toc_pages *p, const toc_finding *finding)
{
    const char *length = toc_length_text(p, finding->ms);

    switch (finding->kind) {
    case TOC_FINDING_NOT_TOLD:
        return not_told_text(p, finding);
    case TOC_FINDING_CONCEALED:
        return concealed_text(p, finding);
    case TOC_FINDING_FIELDS:
        return toc_word_fill(p, TOC_WORD_FIND_FIELDS, toc_title_of_duty(p, duty_of(p, finding)),
                             toc_missing_fields(p, &p->score->duties[finding->duty - 1]), NULL);
    case TOC_FINDING_FALSE:
    case TOC_FINDING_UNDERSTATED:
        return fact_text(p, finding);
    case TOC_FINDING_COPY:
        return toc_word_fill(p, TOC_WORD_FIND_COPY, toc_title_of_report(p, finding->other),
                             toc_title_of_body(p, finding->body), NULL);
    case TOC_FINDING_UNDER:
        return toc_word_fill(p, TOC_WORD_FIND_UNDER, toc_title_of_ladder(p, finding->other), length,
                             NULL);
    case TOC_FINDING_OVER:
        return toc_word_fill(p, TOC_WORD_FIND_OVER, toc_title_of_ladder(p, finding->other), length,
                             NULL);
    case TOC_FINDING_WAITED:
    case TOC_FINDING_MOBILISED:
        return toc_word_fill(
            p, finding->kind == TOC_FINDING_WAITED ? TOC_WORD_FIND_WAITED : TOC_WORD_FIND_MOBILISED,
            toc_title_of(p, &p->machine->resources[finding->other].head), length, NULL);
    }
    return "";
}

void toc_text_findings(const toc_pages *p)
{
    toc_arena scratch;
    toc_pages one;

    if (p->score->findings.count == 0)
        return;
    toc_text_heading(p, toc_word_of(p, TOC_WORD_FINDINGS));
    one = toc_text_for_one(p, &scratch);
    for (uint32_t i = 0; i < p->score->findings.count; i++) {
        write_item(p, toc_finding_text(&one, &p->score->findings.items[i]));
        toc_arena_empty(&scratch);
    }
}
