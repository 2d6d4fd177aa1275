/* text_observations.c - evaluators' notes and acts outside the plan in the text report. */
#include "report/text_private.h"

static const char *clean(const toc_pages *p, toc_word word)
{
    return word.text ? toc_text_clean(p->arena, word.text) : "";
}

static void write_notes(const toc_pages *p)
{
    const toc_script *script = p->drill->script;
    toc_table *table = toc_table_new(p->arena);

    toc_table_column(table, toc_word_of(p, TOC_WORD_C_TIME), false, 0);
    toc_table_column(table, toc_word_of(p, TOC_WORD_A_EVALUATOR), false, 20);
    toc_table_column(table, toc_word_of(p, TOC_WORD_A_ABOUT), false, 30);
    toc_table_column(table, toc_word_of(p, TOC_WORD_C_RATING), false, 0);
    toc_table_column(table, toc_word_of(p, TOC_WORD_A_NOTE), false, 48);
    for (uint32_t i = 0; i < script->observation_count; i++) {
        const toc_bound_observation *row = &script->observations[i];
        const toc_observation *note = row->observation;
        const char *cells[] = {toc_moment_text(p, note->at), clean(p, note->by),
                               toc_title_of_observed(p, row), clean(p, note->rating),
                               clean(p, note->text)};

        toc_table_add(table, cells);
    }
    toc_text_heading(p, toc_word_of(p, TOC_WORD_A_NOTES));
    toc_table_write(table, 0, p->out);
}

static void write_outside(const toc_pages *p)
{
    const toc_script *script = p->drill->script;
    toc_table *table = toc_table_new(p->arena);

    toc_table_column(table, toc_word_of(p, TOC_WORD_C_TIME), false, 0);
    toc_table_column(table, toc_word_of(p, TOC_WORD_C_WHO), false, 24);
    toc_table_column(table, toc_word_of(p, TOC_WORD_C_WHAT), false, 64);
    for (uint32_t i = 0; i < script->outside_count; i++) {
        const toc_bound_outside *row = &script->outside[i];
        const char *cells[] = {toc_moment_text(p, row->outside->at),
                               toc_title_of_body(p, row->body), clean(p, row->outside->text)};

        toc_table_add(table, cells);
    }
    toc_text_heading(p, toc_word_of(p, TOC_WORD_A_OUTSIDE));
    toc_table_write(table, 0, p->out);
}

void toc_text_observations(const toc_pages *p)
{
    if (p->drill->script->observation_count > 0)
        write_notes(p);
    if (p->drill->script->outside_count > 0)
        write_outside(p);
}
