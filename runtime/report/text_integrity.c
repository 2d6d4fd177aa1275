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

static void write_sending(const toc_pages *p, const toc_sending *sending, bool is_after)
{
    toc_report_word word = !is_after           ? TOC_WORD_SENT_BEFORE
                           : sending->is_right ? TOC_WORD_SENT_AFTER_RIGHT
                                               : TOC_WORD_SENT_AFTER;

    write_part(
        p, toc_with_place(p, toc_word_fill(p, word, toc_moment_text(p, sending->at), NULL, NULL),
                          toc_entry_place(p, sending->entry)));
}

static void write_report(const toc_pages *p, const toc_scored *scored)
{
    bool is_after = false;

    write_item(p, toc_arena_printf(p->arena, "%s%s%s; %s; %s",
                                   toc_word_fill(p, TOC_WORD_NUMBERED,
                                                 toc_integer_text(p->arena, scored->duty.number),
                                                 toc_title_of_duty(p, &scored->duty), NULL),
                                   toc_word_of(p, TOC_WORD_COLON),
                                   toc_outcome_text(p, scored->outcome), toc_sent_text(p, scored),
                                   toc_told_text(p, &scored->told)));
    for (uint32_t i = 0; i < scored->fact_count; i++)
        if (*toc_fact_text(p, &scored->facts[i]))
            write_part(p, toc_fact_text(p, &scored->facts[i]));
    for (uint32_t i = 0; i < scored->sending_count; i++) {
        if (scored->sendings[i].is_judged)
            is_after = true;
        else
            write_sending(p, &scored->sendings[i], is_after);
    }
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

        if (!is_of_a_report(p, i) || !toc_is_report_telling(scored))
            continue;
        if (!has_any) {
            write_by_body(p);
            (void)fputc('\n', p->out);
        }
        has_any = true;
        write_report(p, scored);
    }
}
