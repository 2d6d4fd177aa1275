/* findings.c - what went well, what was amiss, and what is to be done about it. */
#include "aar/aar_private.h"

#define COUNT(array)  (sizeof(array) / sizeof(array)[0])
#define STRENGTHS_MAX 12u /* of one objective: nobody reads more */
#define ISSUES_MAX    40u /* at length; all stand in the improvement plan */

static const char *word(const toc_aar *a, toc_report_word which)
{
    return toc_aar_word(a, which);
}

/* ── what went well ──────────────────────────────────────────────────────── */

bool toc_aar_strengths(const toc_aar *a, uint32_t objective)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < a->review->strengths.count; i++) {
        const toc_strength *row = &a->review->strengths.items[i];

        if (objective != TOC_NONE && row->objective != objective)
            continue;
        if (count++ < STRENGTHS_MAX)
            toc_document_item(a->doc, row->what);
    }
    if (count > STRENGTHS_MAX)
        toc_document_item(a->doc,
                          toc_word_fill(a->p, TOC_WORD_A_MORE_STRENGTHS,
                                        toc_integer_text(a->doc->arena, count - STRENGTHS_MAX),
                                        NULL, NULL));
    return count > 0;
}

/* ── what was amiss ──────────────────────────────────────────────────────── */

static const char *priority_text(const toc_aar *a, toc_priority priority)
{
    switch (priority) {
    case TOC_PRIORITY_HIGH:
        return word(a, TOC_WORD_A_HIGH);
    case TOC_PRIORITY_MEDIUM:
        return word(a, TOC_WORD_A_MEDIUM);
    case TOC_PRIORITY_LOW:
        return word(a, TOC_WORD_A_LOW);
    }
    return "";
}

static toc_tone priority_tone(toc_priority priority)
{
    static const toc_tone tones[] = {TOC_TONE_BAD, TOC_TONE_WARN, TOC_TONE_MUTED};

    return tones[priority];
}

static const char *reference(const toc_aar *a, const toc_issue *issue)
{
    const char *clause = toc_clause_text(a->p, issue->head);

    return *clause ? clause : word(a, TOC_WORD_A_NO_CLAUSE);
}

/* In a narrow column the clause alone, where there is one. */
static const char *short_reference(const toc_aar *a, const toc_issue *issue)
{
    const char *clause = issue->head ? toc_machine_text(a->p->machine, issue->head->clause) : "";

    return *clause ? toc_word_fill(a->p, TOC_WORD_CLAUSE, clause, NULL, NULL) : reference(a, issue);
}

static void fact(const toc_aar *a, toc_report_word name, const char *text)
{
    if (*text)
        toc_document_fact(a->doc, word(a, name), text);
}

static void add_issue(const toc_aar *a, const toc_issue *issue, unsigned level)
{
    const char *number = toc_integer_text(a->doc->arena, issue->number);

    toc_document_heading(a->doc, level,
                         toc_word_fill(a->p, TOC_WORD_A_FINDING, number, issue->what, NULL));
    fact(a, TOC_WORD_A_PRIORITY, priority_text(a, issue->priority));
    fact(a, TOC_WORD_A_REFERENCE, reference(a, issue));
    fact(a, TOC_WORD_A_ANALYSIS, issue->why);
    fact(a, TOC_WORD_A_EVIDENCE_LONG, issue->evidence);
    fact(a, TOC_WORD_A_PROPOSAL, issue->proposal);
}

bool toc_aar_has_issues(const toc_aar *a, uint32_t objective)
{
    for (uint32_t i = 0; i < a->review->issues.count; i++) {
        if (a->review->issues.items[i].objective == objective)
            return true;
    }
    return false;
}

static void say_more(const toc_aar *a, uint32_t count)
{
    toc_document_text(a->doc, TOC_TONE_MUTED,
                      toc_word_fill(a->p, TOC_WORD_A_MORE_ISSUES,
                                    toc_integer_text(a->doc->arena, count), NULL, NULL));
}

bool toc_aar_issues(const toc_aar *a, uint32_t objective, unsigned level)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < a->review->issues.count; i++) {
        const toc_issue *issue = &a->review->issues.items[i];

        if (issue->objective == objective && count++ < ISSUES_MAX)
            add_issue(a, issue, level);
    }
    if (count > ISSUES_MAX)
        say_more(a, count - ISSUES_MAX);
    return count > 0;
}

void toc_aar_all_issues(const toc_aar *a, unsigned level)
{
    uint32_t count = a->review->issues.count;

    for (uint32_t i = 0; i < count && i < ISSUES_MAX; i++)
        add_issue(a, &a->review->issues.items[i], level);
    if (count > ISSUES_MAX)
        say_more(a, count - ISSUES_MAX);
}

/* ── what is to be done ──────────────────────────────────────────────────── */

void toc_aar_improvements(const toc_aar *a)
{
    static const struct {
        toc_report_word word;
        unsigned share;
        bool is_blank;
    } heads[] = {{TOC_WORD_C_NUMBER, 5, false},    {TOC_WORD_A_ISSUE, 22, false},
                 {TOC_WORD_A_PROPOSAL, 25, false}, {TOC_WORD_A_REFERENCE, 13, false},
                 {TOC_WORD_A_PRIORITY, 8, false},  {TOC_WORD_A_RESPONSIBLE, 11, false},
                 {TOC_WORD_A_OWNER, 8, true},      {TOC_WORD_A_DUE_DATE, 8, true}};
    toc_column *columns = TOC_NEW_ARRAY(a->doc->arena, toc_column, COUNT(heads));

    if (a->review->issues.count == 0)
        toc_document_text(a->doc, TOC_TONE_GOOD, word(a, TOC_WORD_A_NO_ISSUES));
    for (size_t i = 0; i < COUNT(heads); i++)
        columns[i] = (toc_column){.title = word(a, heads[i].word),
                                  .share = heads[i].share,
                                  .is_right = i == 0,
                                  .is_blank = heads[i].is_blank};
    toc_document_table(a->doc, word(a, TOC_WORD_A_IMPROVEMENTS), TOC_SHEET_IMPROVEMENTS, columns,
                       COUNT(heads));
    for (uint32_t i = 0; i < a->review->issues.count; i++) {
        const toc_issue *issue = &a->review->issues.items[i];
        toc_cell cells[] = {
            toc_cell_number(a->doc->arena, issue->number),
            toc_cell_text(issue->what),
            toc_cell_text(issue->proposal),
            toc_cell_text(short_reference(a, issue)),
            toc_cell_toned(priority_text(a, issue->priority), priority_tone(issue->priority)),
            toc_cell_text(toc_title_of_body(a->p, issue->body)),
            toc_cell_text(""),
            toc_cell_text(""),
        };

        toc_document_row(a->doc, cells);
    }
}

void toc_aar_patch(const toc_aar *a)
{
    if (!*a->patch)
        return;
    toc_document_text(a->doc, TOC_TONE_PLAIN, word(a, TOC_WORD_A_PATCH_SAYS));
    toc_document_code(a->doc, word(a, TOC_WORD_A_PATCH), a->patch);
}
