/* text_integrity.c - reporting integrity: what a sender knew, what it said, what was so; outcomes by body. */
#include "report/text_private.h"

static void write_item(const toc_pages *p, const char *text)
{
    (void)fputs("• ", p->out);
    toc_text_wrap(text, 2, TOC_TEXT_WIDTH, p->out);
}

static void write_part(const toc_pages *p, const char *text)
{
    (void)fputs("  – ", p->out);
    toc_text_wrap(text, 4, TOC_TEXT_WIDTH, p->out);
}

/* @p text, and behind it the place in the scenario. */
static const char *with_place(const toc_pages *p, const char *text, const char *place)
{
    return *place ? toc_word_fill(p, TOC_WORD_PLACED, text, place, NULL) : text;
}

/* ── what the sender had been told ── */

static const char *told_by(const toc_pages *p, const toc_told *told)
{
    const toc_trace *trace =
        told->happening == TOC_NONE ? NULL : &p->drill->happenings[told->happening].trace;
    const toc_machine *machine = p->machine;

    switch (told->kind) {
    case TOC_TOLD_INJECT:
        return trace ? toc_title_of(p, &machine->events[trace->id].head)
                     : toc_word_of(p, TOC_WORD_TOLD_NOTE);
    case TOC_TOLD_EVENT:
        return toc_title_of(p, &machine->events[trace->id].head);
    case TOC_TOLD_SOURCE:
        return toc_title_of(p, &machine->indicators[trace->id].head);
    case TOC_TOLD_STEP:
        return toc_title_of(p, &machine->nodes[trace->id].head);
    case TOC_TOLD_REPORT:
        return trace ? toc_title_of(p, &machine->reports[trace->id].head)
                     : toc_word_of(p, TOC_WORD_TOLD_COPY);
    case TOC_TOLD_NOTICE:
        return toc_word_of(p, TOC_WORD_TOLD_NOTICE);
    case TOC_TOLD_OWN_ACT:
        return toc_word_of(p, TOC_WORD_TOLD_OWN_ACT);
    }
    return "";
}

static const char *told_text(const toc_pages *p, const toc_told *told)
{
    const char *by;

    if (told->at == TOC_MS_NONE)
        return toc_word_of(p, TOC_WORD_TOLD_NEVER);
    by = with_place(p, told_by(p, told), toc_entry_place(p, told->entry));
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
    if (toc_span_is_none(fact->place))
        return "";
    return toc_word_fill(
        p, TOC_WORD_LINE,
        toc_integer_text(p->arena, toc_sources_locate(p->sources, fact->place.begin).line), NULL,
        NULL);
}

static void write_fact(const toc_pages *p, const toc_fact *fact)
{
    toc_report_word word = fact_word(fact->verdict);
    const char *field = toc_title_of(p, &p->machine->contents[fact->content].head);
    const char *truth = NULL;

    if (word == TOC_REPORT_WORD_COUNT)
        return;
    if (fact->truth)
        truth =
            with_place(p,
                       toc_word_fill(p, TOC_WORD_TRUTH_SINCE, toc_text_clean(p->arena, fact->truth),
                                     toc_moment_text(p, fact->since), NULL),
                       truth_place(p, fact));
    if (fact->verdict == TOC_FACT_MISSING || fact->verdict == TOC_FACT_WITHHELD) {
        const char *text = toc_word_fill(p, word, field, NULL, NULL);

        if (truth)
            text = toc_word_fill(p, TOC_WORD_FACT_WAS, text, truth, NULL);
        write_part(p, text);
        return;
    }
    write_part(p, toc_word_fill(p, word, field, toc_text_clean(p->arena, fact->said), truth));
}

static void write_sending(const toc_pages *p, const toc_sending *sending, bool is_after)
{
    toc_report_word word = !is_after           ? TOC_WORD_SENT_BEFORE
                           : sending->is_right ? TOC_WORD_SENT_AFTER_RIGHT
                                               : TOC_WORD_SENT_AFTER;

    write_part(p, with_place(p, toc_word_fill(p, word, toc_moment_text(p, sending->at), NULL, NULL),
                             toc_entry_place(p, sending->entry)));
}

static const char *sent_text(const toc_pages *p, const toc_scored *scored)
{
    for (uint32_t i = 0; i < scored->sending_count; i++) {
        const toc_sending *sending = &scored->sendings[i];

        if (sending->is_judged)
            return with_place(p,
                              toc_word_fill(p, TOC_WORD_SENT_BY, toc_moment_text(p, sending->at),
                                            toc_title_of_body(p, sending->by), NULL),
                              toc_entry_place(p, sending->entry));
    }
    return toc_word_of(p, TOC_WORD_SENT_NOT);
}

static void write_report(const toc_pages *p, const toc_scored *scored)
{
    bool is_after = false;

    write_item(p, toc_arena_printf(p->arena, "%s%s%s; %s; %s",
                                   toc_word_fill(p, TOC_WORD_NUMBERED,
                                                 toc_integer_text(p->arena, scored->duty.number),
                                                 toc_title_of_duty(p, &scored->duty), NULL),
                                   toc_word_of(p, TOC_WORD_COLON),
                                   toc_outcome_text(p, scored->outcome), sent_text(p, scored),
                                   told_text(p, &scored->told)));
    for (uint32_t i = 0; i < scored->fact_count; i++)
        write_fact(p, &scored->facts[i]);
    for (uint32_t i = 0; i < scored->sending_count; i++) {
        if (scored->sendings[i].is_judged)
            is_after = true;
        else
            write_sending(p, &scored->sendings[i], is_after);
    }
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

static bool is_worth_telling(const toc_scored *scored)
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

static bool is_of_a_report(const toc_pages *p, uint32_t duty)
{
    return p->drill->duties[duty].kind == TOC_DUTY_REPORT;
}

static void write_by_body(const toc_pages *p)
{
    static const toc_report_outcome order[] = {
        TOC_OUTCOME_ON_TIME, TOC_OUTCOME_LATE,        TOC_OUTCOME_OMITTED, TOC_OUTCOME_CONCEALED,
        TOC_OUTCOME_FALSE,   TOC_OUTCOME_UNDERSTATED, TOC_OUTCOME_VOID};
    toc_table *table = toc_table_new(p->arena);

    toc_table_column(table, toc_word_of(p, TOC_WORD_C_SENDER), false, 36);
    for (unsigned i = 0; i < TOC_OUTCOME_COUNT; i++)
        toc_table_column(table, toc_outcome_text(p, order[i]), true, 0);
    for (uint32_t i = 0; i < p->score->bodies.count; i++) {
        const toc_body_figures *row = &p->score->bodies.items[i];
        const char *cells[TOC_OUTCOME_COUNT + 1] = {toc_title_of_body(p, row->body)};
        uint32_t total = 0;

        for (unsigned k = 0; k < TOC_OUTCOME_COUNT; k++) {
            cells[k + 1] = toc_integer_text(p->arena, row->outcomes[order[k]]);
            total += row->outcomes[order[k]];
        }
        if (total > 0)
            toc_table_add(table, cells);
    }
    (void)fputc('\n', p->out);
    toc_table_write(table, 0, p->out);
}

void toc_text_integrity(const toc_pages *p)
{
    bool has_any = false;

    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        const toc_scored *scored = &p->score->duties[i];

        if (!is_of_a_report(p, i) || !is_worth_telling(scored))
            continue;
        if (!has_any) {
            write_by_body(p);
            (void)fputc('\n', p->out);
        }
        has_any = true;
        write_report(p, scored);
    }
}
