/* phrases_truth.c - what a sender had been told, what it said, and what was so. */
#include "report/phrases.h"

/* @p text, and behind it the place in the scenario. */
const char *toc_with_place(const toc_pages *p, const char *text, const char *place)
{
    return *place ? toc_word_fill(p, TOC_WORD_PLACED, text, place, NULL) : text;
}

/* ── what the sender had been told ── */

/* Word that no record of the trace brought. */
static const char *told_without_record(const toc_pages *p, toc_told_kind kind)
{
    if (kind == TOC_TOLD_REPORT)
        return toc_word_of(p, TOC_WORD_TOLD_COPY);
    if (kind == TOC_TOLD_NOTICE)
        return toc_word_of(p, TOC_WORD_TOLD_NOTICE);
    return toc_word_of(p, kind == TOC_TOLD_OWN_ACT ? TOC_WORD_TOLD_OWN_ACT : TOC_WORD_TOLD_NOTE);
}

static const char *told_by(const toc_pages *p, const toc_told *told)
{
    const toc_machine *machine = p->machine;
    uint32_t id;

    if (told->happening == TOC_NONE)
        return told_without_record(p, told->kind);
    id = p->drill->happenings[told->happening].trace.id;
    switch (told->kind) {
    case TOC_TOLD_INJECT:
    case TOC_TOLD_EVENT:
        return toc_title_of(p, &machine->events[id].head);
    case TOC_TOLD_SOURCE:
        return toc_title_of(p, &machine->indicators[id].head);
    case TOC_TOLD_STEP:
        return toc_title_of(p, &machine->nodes[id].head);
    case TOC_TOLD_REPORT:
        return toc_title_of(p, &machine->reports[id].head);
    case TOC_TOLD_ANNOUNCEMENT:
        return toc_word_fill(p, TOC_WORD_TOLD_ANNOUNCEMENT,
                             toc_title_of(p, &machine->reports[id].head), NULL, NULL);
    case TOC_TOLD_FORECAST:
        return toc_word_fill(p, TOC_WORD_TOLD_FORECAST, toc_title_of(p, &machine->moments[id].head),
                             NULL, NULL);
    case TOC_TOLD_NOTICE:
    case TOC_TOLD_OWN_ACT:
        break;
    }
    return told_without_record(p, told->kind);
}

const char *toc_told_text(const toc_pages *p, const toc_told *told)
{
    const char *by;

    if (told->at == TOC_MS_NONE)
        return toc_word_of(p, TOC_WORD_TOLD_NEVER);
    by = toc_with_place(p, told_by(p, told), toc_entry_place(p, told->entry));
    if (told->given == told->at)
        return toc_word_fill(p, TOC_WORD_TOLD_AT, toc_moment_text(p, told->at), by, NULL);
    return toc_word_fill(p, TOC_WORD_TOLD_LATER, toc_moment_text(p, told->at),
                         toc_moment_text(p, told->given), by);
}

/* ── what it said ── */

static toc_report_word fact_word(toc_fact_verdict verdict)
{
    switch (verdict) {
    case TOC_FACT_LOW:
        return TOC_WORD_FACT_LOW;
    case TOC_FACT_HIGH:
        return TOC_WORD_FACT_HIGH;
    case TOC_FACT_WRONG:
        return TOC_WORD_FACT_WRONG;
    case TOC_FACT_OLD:
        return TOC_WORD_FACT_OLD;
    case TOC_FACT_MISSING:
        return TOC_WORD_FACT_MISSING;
    case TOC_FACT_WITHHELD:
        return TOC_WORD_FACT_WITHHELD;
    case TOC_FACT_RIGHT:
    case TOC_FACT_UNKNOWN:
        break;
    }
    return TOC_REPORT_WORD_COUNT;
}

static const char *truth_place(const toc_pages *p, const toc_fact *fact)
{
    if (!p->sources || toc_span_is_none(fact->place))
        return "";
    return toc_word_fill(
        p, TOC_WORD_LINE,
        toc_integer_text(p->arena, toc_sources_locate(p->sources, fact->place.begin).line), NULL,
        NULL);
}

const char *toc_fact_text(const toc_pages *p, const toc_fact *fact)
{
    toc_report_word word = fact_word(fact->verdict);
    const char *field = toc_title_of(p, &p->machine->contents[fact->content].head);
    const char *truth = NULL;
    const char *text;

    if (word == TOC_REPORT_WORD_COUNT)
        return "";
    if (fact->truth)
        truth = toc_with_place(p,
                               toc_word_fill(p, TOC_WORD_TRUTH_SINCE,
                                             toc_text_clean(p->arena, fact->truth),
                                             toc_moment_text(p, fact->since), NULL),
                               truth_place(p, fact));
    if (fact->verdict != TOC_FACT_MISSING && fact->verdict != TOC_FACT_WITHHELD)
        return toc_word_fill(p, word, field, toc_text_clean(p->arena, fact->said), truth);
    text = toc_word_fill(p, word, field, NULL, NULL);
    return truth ? toc_word_fill(p, TOC_WORD_FACT_WAS, text, truth, NULL) : text;
}

/* ── what was sent ── */

const char *toc_sent_text(const toc_pages *p, const toc_scored *scored)
{
    for (uint32_t i = 0; i < scored->sending_count; i++) {
        const toc_sending *sending = &scored->sendings[i];

        if (sending->is_judged)
            return toc_with_place(p,
                                  toc_word_fill(p, TOC_WORD_SENT_BY,
                                                toc_moment_text(p, sending->at),
                                                toc_title_of_body(p, sending->by), NULL),
                                  toc_entry_place(p, sending->entry));
    }
    return toc_word_of(p, TOC_WORD_SENT_NOT);
}

/* ── which reports are told of ── */

static bool has_old_fact(const toc_scored *scored)
{
    for (uint32_t i = 0; i < scored->fact_count; i++) {
        if (scored->facts[i].verdict == TOC_FACT_OLD)
            return true;
    }
    return false;
}

bool toc_is_report_telling(const toc_scored *scored)
{
    switch (scored->outcome) {
    case TOC_OUTCOME_VOID:
        return false;
    case TOC_OUTCOME_OMITTED:
    case TOC_OUTCOME_CONCEALED:
    case TOC_OUTCOME_FALSE:
    case TOC_OUTCOME_UNDERSTATED:
        return true;
    case TOC_OUTCOME_ON_TIME:
    case TOC_OUTCOME_LATE:
        break;
    }
    return scored->sending_count > 1 || has_old_fact(scored);
}
