/* integrity.c - the tables of reporting integrity: each report, each sender, what was known and so. */
#include "aar/aar_private.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { REPORTS_SHOWN = 24 }; /* of more only those that were amiss; all are in an annex then */

/* ── reporting integrity ─────────────────────────────────────────────────── */

static toc_tone tone_of_outcome(toc_report_outcome outcome)
{
    switch (outcome) {
    case TOC_OUTCOME_ON_TIME:
        return TOC_TONE_GOOD;
    case TOC_OUTCOME_LATE:
        return TOC_TONE_WARN;
    case TOC_OUTCOME_OMITTED:
    case TOC_OUTCOME_CONCEALED:
    case TOC_OUTCOME_FALSE:
    case TOC_OUTCOME_UNDERSTATED:
        return TOC_TONE_BAD;
    case TOC_OUTCOME_VOID:
        return TOC_TONE_MUTED;
    }
    return TOC_TONE_PLAIN;
}

/* Where the script says so, what was missing, and why it was withheld. */
static const char *report_evidence(const toc_aar *a, const toc_scored *scored)
{
    const char *place = toc_entry_place(a->p, scored->sent_entry);
    const char *why =
        scored->outcome == TOC_OUTCOME_CONCEALED ? toc_withheld_why(a->p, scored) : NULL;
    const char *said = "";

    if (scored->sent != TOC_MS_NONE && scored->fields_missing > 0)
        said = toc_word_fill(a->p, TOC_WORD_A_LACKED, toc_missing_fields(a->p, scored), NULL, NULL);
    else if (why)
        said = toc_word_fill(a->p, TOC_WORD_A_WITHHELD_WHY, why, NULL, NULL);
    else if (scored->outcome == TOC_OUTCOME_VOID)
        said = toc_remarks_text(a->p, scored);
    if (!*said || !*place)
        return *said ? said : place;
    return toc_arena_printf(a->doc->arena, "%s; %s", place, said);
}

static void add_report(const toc_aar *a, const toc_scored *scored)
{
    toc_duty first = scored->duty;
    uint32_t present = scored->fields_owed - scored->fields_missing;
    bool has_fields = scored->fields_owed > 0 && scored->sent != TOC_MS_NONE;
    const char *fields =
        has_fields ? toc_word_fill(a->p, TOC_WORD_FIELDS, toc_integer_text(a->doc->arena, present),
                                   toc_integer_text(a->doc->arena, scored->fields_owed), NULL)
                   : "";
    toc_cell cells[] = {
        toc_cell_number(a->doc->arena, scored->duty.number),
        toc_cell_text(toc_title_of_duty(a->p, &first)),
        toc_cell_text(toc_title_of_body(a->p, scored->duty.owner)),
        toc_cell_text(toc_has_opened(a->p, &scored->duty) ? toc_moment_text(a->p, scored->duty.due)
                                                          : ""),
        toc_cell_text(toc_moment_text(a->p, scored->sent)),
        toc_cell_text(fields),
        toc_cell_toned(toc_outcome_text(a->p, scored->outcome), tone_of_outcome(scored->outcome)),
        toc_cell_text(report_evidence(a, scored)),
    };

    toc_document_row(a->doc, cells);
}

static bool is_report(const toc_scored *scored)
{
    return scored->duty.kind == TOC_DUTY_REPORT;
}

/* One that a reader need not be shown when there are many. */
static bool is_in_order(const toc_scored *scored)
{
    return scored->outcome == TOC_OUTCOME_ON_TIME && !toc_is_report_telling(scored);
}

static uint32_t count_reports(const toc_aar *a, bool is_amiss)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < a->p->drill->duty_count; i++) {
        const toc_scored *scored = &a->p->score->duties[i];

        count += is_report(scored) && !(is_amiss && is_in_order(scored));
    }
    return count;
}

static void add_list(const toc_aar *a, const char *name, bool is_amiss)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_NUMBER, 5, true},    {TOC_WORD_C_REPORT, 22, false},
        {TOC_WORD_C_SENDER, 14, false},  {TOC_WORD_C_DUE, 11, false},
        {TOC_WORD_C_SENT, 11, false},    {TOC_WORD_C_FIELDS, 9, false},
        {TOC_WORD_C_OUTCOME, 10, false}, {TOC_WORD_A_EVIDENCE, 18, false},
    };

    toc_aar_begin(a, TOC_WORD_A_REPORTING, name, columns, COUNT(columns));
    for (uint32_t i = 0; i < a->p->drill->duty_count; i++) {
        const toc_scored *scored = &a->p->score->duties[i];

        if (is_report(scored) && !(is_amiss && is_in_order(scored)))
            add_report(a, scored);
    }
}

/* Of many reports those that were amiss; how many others there are. */
static void add_amiss(const toc_aar *a, uint32_t count)
{
    uint32_t amiss = count_reports(a, true);

    if (amiss > 0)
        add_list(a, "reports amiss", true);
    if (amiss < count)
        toc_document_text(a->doc, TOC_TONE_MUTED,
                          toc_word_fill(a->p, TOC_WORD_A_MORE_REPORTS,
                                        toc_integer_text(a->doc->arena, count - amiss), NULL,
                                        NULL));
}

/* ── by sender ───────────────────────────────────────────────────────────── */

static const toc_report_outcome order[] = {
    TOC_OUTCOME_ON_TIME, TOC_OUTCOME_LATE,        TOC_OUTCOME_OMITTED, TOC_OUTCOME_CONCEALED,
    TOC_OUTCOME_FALSE,   TOC_OUTCOME_UNDERSTATED, TOC_OUTCOME_VOID};

static void add_sender(const toc_aar *a, const char *title, const uint32_t *outcomes)
{
    toc_cell cells[COUNT(order) + 1] = {toc_cell_text(title)};
    uint32_t total = 0;

    for (size_t i = 0; i < COUNT(order); i++) {
        cells[i + 1] = toc_cell_number(a->doc->arena, outcomes[order[i]]);
        cells[i + 1].tone = outcomes[order[i]] ? tone_of_outcome(order[i]) : TOC_TONE_MUTED;
        total += outcomes[order[i]];
    }
    if (total > 0)
        toc_document_row(a->doc, cells);
}

static void add_senders(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_SENDER, 30, false},           {TOC_WORD_OUTCOME_ON_TIME, 10, true},
        {TOC_WORD_OUTCOME_LATE, 10, true},        {TOC_WORD_OUTCOME_OMITTED, 10, true},
        {TOC_WORD_OUTCOME_CONCEALED, 10, true},   {TOC_WORD_OUTCOME_FALSE, 10, true},
        {TOC_WORD_OUTCOME_UNDERSTATED, 10, true}, {TOC_WORD_OUTCOME_VOID, 10, true},
    };

    toc_aar_begin(a, TOC_WORD_A_BY_SENDER, "senders", columns, COUNT(columns));
    for (uint32_t i = 0; i < a->p->score->bodies.count; i++) {
        const toc_body_figures *row = &a->p->score->bodies.items[i];

        add_sender(a, toc_title_of_body(a->p, row->body), row->outcomes);
    }
    add_sender(a, toc_aar_word(a, TOC_WORD_TOTAL), a->p->score->outcomes);
}

/* ── what was known, said and so ─────────────────────────────────────────── */

static const char *said_and_so(const toc_aar *a, const toc_scored *scored)
{
    const char *text = toc_sent_text(a->p, scored);

    for (uint32_t i = 0; i < scored->fact_count; i++) {
        const char *fact = toc_fact_text(a->p, &scored->facts[i]);

        if (*fact)
            text = toc_arena_printf(a->doc->arena, "%s%s%s", text,
                                    toc_aar_word(a, TOC_WORD_SEMICOLON), fact);
    }
    return text;
}

static void add_telling(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_NUMBER, 5, true},    {TOC_WORD_C_REPORT, 22, false},
        {TOC_WORD_C_OUTCOME, 10, false}, {TOC_WORD_A_KNOWN, 28, false},
        {TOC_WORD_A_SAID, 35, false},
    };
    bool has_any = false;

    for (uint32_t i = 0; i < a->p->drill->duty_count; i++) {
        const toc_scored *scored = &a->p->score->duties[i];
        toc_cell cells[COUNT(columns)];

        if (!is_report(scored) || !toc_is_report_telling(scored))
            continue;
        if (!has_any)
            toc_aar_begin(a, TOC_WORD_A_KNOWN_AND_SAID, "known and said", columns, COUNT(columns));
        has_any = true;
        cells[0] = toc_cell_number(a->doc->arena, scored->duty.number);
        cells[1] = toc_cell_text(toc_title_of_duty(a->p, &scored->duty));
        cells[2] = toc_cell_toned(toc_outcome_text(a->p, scored->outcome),
                                  tone_of_outcome(scored->outcome));
        cells[3] = toc_cell_text(toc_told_text(a->p, &scored->told));
        cells[4] = toc_cell_text(said_and_so(a, scored));
        toc_document_row(a->doc, cells);
    }
}

void toc_aar_reporting(const toc_aar *a)
{
    uint32_t count = count_reports(a, false);

    if (count == 0) {
        toc_document_text(a->doc, TOC_TONE_MUTED, toc_aar_word(a, TOC_WORD_A_NO_REPORTS));
        return;
    }
    if (count <= REPORTS_SHOWN)
        add_list(a, "reporting", false);
    else
        add_amiss(a, count);
    add_senders(a);
    add_telling(a);
}

void toc_aar_all_reports(const toc_aar *a)
{
    if (count_reports(a, false) > REPORTS_SHOWN)
        add_list(a, "reporting", false);
}
