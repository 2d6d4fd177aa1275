/* text_tables.c - the tables of obligations, reports, bodies, grades and resources. */
#include <string.h>

#include "report/text_private.h"

typedef struct head {
    toc_report_word word;
    bool is_right;
    unsigned width;
} head;

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static toc_table *new_table(const toc_pages *p, const head *heads, size_t count)
{
    toc_table *table = toc_table_new(p->arena);

    for (size_t i = 0; i < count; i++)
        toc_table_column(table, toc_word_of(p, heads[i].word), heads[i].is_right, heads[i].width);
    return table;
}

static const char *number(const toc_pages *p, int64_t value)
{
    return toc_integer_text(p->arena, value);
}

/* ── obligations ── */

static bool is_done(const toc_duty *duty)
{
    return duty->state == TOC_DUTY_MET || duty->state == TOC_DUTY_LATE;
}

void toc_text_obligations(const toc_pages *p)
{
    static const head heads[] = {{TOC_WORD_C_NUMBER, true, 0},   {TOC_WORD_C_WHAT, false, 36},
                                 {TOC_WORD_C_WHO, false, 24},    {TOC_WORD_C_OPENED, false, 0},
                                 {TOC_WORD_C_DUE, false, 0},     {TOC_WORD_C_DONE, false, 0},
                                 {TOC_WORD_C_STATE, false, 0},   {TOC_WORD_C_POINTS, true, 0},
                                 {TOC_WORD_C_REMARKS, false, 36}};
    toc_table *table;

    if (p->drill->duty_count == 0)
        return;
    table = new_table(p, heads, COUNT(heads));
    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        const toc_scored *scored = &p->score->duties[i];
        const toc_duty *duty = &scored->duty;
        const char *cells[] = {
            number(p, duty->number),
            toc_title_of_duty(p, duty),
            toc_title_of_body(p, duty->owner),
            toc_has_opened(p, duty) ? toc_time_text(p->arena, duty->opened) : "",
            toc_has_opened(p, duty) ? toc_moment_text(p, duty->due) : "",
            is_done(duty) ? toc_moment_text(p, duty->closed) : "",
            toc_state_text(p, scored),
            scored->points == TOC_POINTS_NONE ? "" : toc_points_text(p->arena, scored->points),
            toc_remarks_text(p, scored),
        };
        toc_table_add(table, cells);
    }
    toc_text_heading(p, toc_word_of(p, TOC_WORD_OBLIGATIONS));
    toc_table_write(table, 0, p->out);
}

/* ── reports ── */

static void add_report(const toc_pages *p, toc_table *table, const toc_scored *scored)
{
    uint32_t present = scored->fields_owed - scored->fields_missing;
    bool has_fields = scored->fields_owed > 0 && scored->sent != TOC_MS_NONE;
    const char *title = toc_title_of_report(p, scored->duty.id);
    const char *cells[] = {
        number(p, scored->duty.number),
        toc_title_numbered(p, title, scored->duty.activation, scored->duty.occurrence),
        toc_title_of_body(p, scored->duty.owner),
        toc_title_of_body(p, scored->duty.other),
        toc_has_opened(p, &scored->duty) ? toc_moment_text(p, scored->duty.due) : "",
        toc_moment_text(p, scored->sent),
        has_fields ? toc_word_fill(p, TOC_WORD_FIELDS, number(p, present),
                                   number(p, scored->fields_owed), NULL)
                   : "",
        toc_outcome_text(p, scored->outcome),
    };

    toc_table_add(table, cells);
}

void toc_text_reporting(const toc_pages *p)
{
    static const head heads[] = {{TOC_WORD_C_NUMBER, true, 0},   {TOC_WORD_C_REPORT, false, 32},
                                 {TOC_WORD_C_SENDER, false, 24}, {TOC_WORD_C_RECEIVER, false, 24},
                                 {TOC_WORD_C_DUE, false, 0},     {TOC_WORD_C_SENT, false, 0},
                                 {TOC_WORD_C_FIELDS, false, 0},  {TOC_WORD_C_OUTCOME, false, 0}};
    toc_table *table = new_table(p, heads, COUNT(heads));
    bool has_any = false;

    for (uint32_t i = 0; i < p->drill->duty_count; i++) {
        if (p->score->duties[i].duty.kind != TOC_DUTY_REPORT)
            continue;
        add_report(p, table, &p->score->duties[i]);
        has_any = true;
    }
    if (!has_any)
        return;
    toc_text_heading(p, toc_word_of(p, TOC_WORD_REPORTING));
    toc_table_write(table, 0, p->out);
}

/* ── bodies ── */

static const char *share_text(const toc_pages *p, int32_t share)
{
    if (share == TOC_POINTS_NONE)
        return "";
    return toc_arena_printf(p->arena, "%d%%", (int)(share / 100));
}

void toc_text_bodies(const toc_pages *p)
{
    static const head heads[] = {
        {TOC_WORD_C_BODY, false, 36},  {TOC_WORD_C_TASKS, true, 0},    {TOC_WORD_C_MET, true, 0},
        {TOC_WORD_C_LATE, true, 0},    {TOC_WORD_C_MISSED, true, 0},   {TOC_WORD_C_VOID, true, 0},
        {TOC_WORD_C_ON_TIME, true, 0}, {TOC_WORD_C_SILENCE, false, 0}, {TOC_WORD_C_PEAK, true, 0}};
    toc_table *table = new_table(p, heads, COUNT(heads));
    bool has_any = false;

    for (uint32_t i = 0; i < p->score->bodies.count; i++) {
        const toc_body_figures *row = &p->score->bodies.items[i];
        const toc_tally *tally = &row->tally;
        const char *silence =
            row->silence > 0
                ? toc_arena_printf(p->arena, "%s (%s)", toc_length_text(p, row->silence),
                                   toc_time_text(p->arena, row->silence_from))
                : "";
        const char *cells[] = {
            toc_title_of_body(p, row->body),
            number(p, tally->met + tally->late + tally->missed),
            number(p, tally->met),
            number(p, tally->late),
            number(p, tally->missed),
            number(p, tally->void_count),
            share_text(p, row->on_time),
            silence,
            number(p, row->peak),
        };
        if (row->peak == 0)
            continue; /* it acted, and owed nothing */
        toc_table_add(table, cells);
        has_any = true;
    }
    if (!has_any)
        return;
    toc_text_heading(p, toc_word_of(p, TOC_WORD_BODIES));
    toc_table_write(table, 0, p->out);
}

/* ── grades ── */

static void write_totals(const toc_pages *p, const toc_judgement *row)
{
    const char *line = "";

    for (unsigned i = 0; i < TOC_VERDICT_COUNT; i++) {
        if (row->total[i] > 0)
            line = toc_arena_printf(
                p->arena, "%s%s%s %s", line, *line ? toc_word_of(p, TOC_WORD_COMMA) : "",
                toc_verdict_phrase(p, (toc_verdict)i), toc_length_text(p, row->total[i]));
    }
    (void)fprintf(p->out, "%s%s%s\n", toc_word_of(p, TOC_WORD_TOTAL),
                  toc_word_of(p, TOC_WORD_COLON), line);
}

static void write_judgement(const toc_pages *p, const toc_judgement *row)
{
    static const head heads[] = {
        {TOC_WORD_C_FROM, false, 0},       {TOC_WORD_C_TO, false, 0},
        {TOC_WORD_C_WARRANTED, false, 32}, {TOC_WORD_C_DECLARED, false, 32},
        {TOC_WORD_C_VERDICT, false, 0},    {TOC_WORD_C_LASTED, true, 0}};
    toc_table *table = new_table(p, heads, COUNT(heads));

    for (uint32_t i = 0; i < row->stretches.count; i++) {
        const toc_judged *judged = &row->stretches.items[i];
        const char *cells[] = {
            toc_moment_text(p, judged->from),
            toc_moment_text(p, judged->to),
            toc_title_of_grade(p, row->ladder, judged->warranted),
            toc_title_of_grade(p, row->ladder, judged->declared),
            toc_verdict_phrase(p, judged->verdict),
            toc_length_text(p, judged->to - judged->from),
        };
        toc_table_add(table, cells);
    }
    toc_text_heading(
        p, toc_word_fill(p, TOC_WORD_GRADING, toc_title_of_ladder(p, row->ladder), NULL, NULL));
    toc_table_write(table, 0, p->out);
    write_totals(p, row);
}

void toc_text_grading(const toc_pages *p)
{
    for (uint32_t i = 0; i < p->score->judgements.count; i++) {
        const toc_judgement *row = &p->score->judgements.items[i];
        bool is_quiet = row->stretches.count == 0 ||
                        (row->stretches.count == 1 && row->stretches.items[0].warranted == 0 &&
                         row->stretches.items[0].declared == 0);

        if (!is_quiet)
            write_judgement(p, row);
    }
}

/* ── resources ── */

void toc_text_resources(const toc_pages *p)
{
    static const head heads[] = {{TOC_WORD_C_RESOURCE, false, 36}, {TOC_WORD_C_UNITS, true, 0},
                                 {TOC_WORD_C_IN_USE, true, 0},     {TOC_WORD_C_LOST, true, 0},
                                 {TOC_WORD_C_WAITS, true, 0},      {TOC_WORD_C_WAITED, true, 0}};
    toc_table *table = new_table(p, heads, COUNT(heads));
    bool has_any = false;

    for (uint32_t i = 0; i < p->score->resources.count; i++) {
        const toc_resource_figures *row = &p->score->resources.items[i];
        const toc_m_resource *resource = &p->machine->resources[row->resource];
        const char *cells[] = {
            toc_title_of(p, &resource->head),
            number(p, resource->count + row->granted),
            number(p, row->peak),
            number(p, row->lost),
            number(p, row->waits),
            row->waited > 0 ? toc_length_text(p, row->waited) : "",
        };

        if (row->peak == 0 && row->waits == 0 && row->lost == 0)
            continue; /* nobody asked for it */
        toc_table_add(table, cells);
        has_any = true;
    }
    if (!has_any)
        return;
    toc_text_heading(p, toc_word_of(p, TOC_WORD_RESOURCES));
    toc_table_write(table, 0, p->out);
}
