/* annexes.c - what backs a report up: the script, the trace, what was expected, the picture. */
#include "aar/aar_private.h"

#include <string.h>

#define COUNT(array)    (sizeof(array) / sizeof(array)[0])
#define TRACE_LINES_MAX 1000u

static const char *word(const toc_aar *a, toc_report_word which)
{
    return toc_aar_word(a, which);
}

/* ── the picture ─────────────────────────────────────────────────────────── */

void toc_aar_timeline(const toc_aar *a)
{
    uint32_t left = 0;
    toc_aar_scenes scenes = toc_aar_timeline_scenes(a, &left);

    if (scenes.count == 0) {
        toc_document_text(a->doc, TOC_TONE_MUTED, word(a, TOC_WORD_A_NO_DATED));
        return;
    }
    for (uint32_t i = 0; i < scenes.count; i++)
        toc_document_figure(a->doc, word(a, TOC_WORD_A_TIMELINE_PICTURE), scenes.items[i]);
    if (left > 0)
        toc_document_text(a->doc, TOC_TONE_MUTED,
                          toc_word_fill(a->p, TOC_WORD_A_LEFT_OUT,
                                        toc_integer_text(a->doc->arena, left), NULL, NULL));
}

/* ── the script ──────────────────────────────────────────────────────────── */

static const char *clean(const toc_aar *a, const char *text)
{
    return toc_text_clean(a->doc->arena, text);
}

static const char *add(const toc_aar *a, const char *list, const char *between, const char *text)
{
    return *list ? toc_arena_printf(a->doc->arena, "%s%s%s", list, between, text) : text;
}

/* `virus-spread: 22, systems-down: 55%` */
static const char *values_of(const toc_aar *a, const toc_entry *entry)
{
    const char *list = "";

    for (uint32_t i = 0; i < entry->pairs.count; i++) {
        const toc_word_pair *pair = &entry->pairs.items[i];
        const char *one = toc_arena_printf(a->doc->arena, "%s: %s", clean(a, pair->key.text),
                                           pair->is_empty ? "" : clean(a, pair->value.text));

        list = add(a, list, ", ", one);
    }
    return list;
}

static const char *details_of(const toc_aar *a, const toc_entry *entry)
{
    const toc_word *parts[] = {&entry->outcome, &entry->answer, &entry->text,
                               &entry->from,    &entry->via,    &entry->why};
    const char *list = "";

    for (size_t i = 0; i < COUNT(parts); i++) {
        if (parts[i]->text)
            list = add(a, list, "; ", clean(a, parts[i]->text));
    }
    if (entry->pairs.count > 0)
        list = add(a, list, "; ", values_of(a, entry));
    return list;
}

static void add_entry(const toc_aar *a, const toc_entry *entry)
{
    const char *what = entry->subject.text ? toc_arena_printf(a->doc->arena, "%s %s",
                                                              toc_entry_verb_word(entry->verb),
                                                              clean(a, entry->subject.text))
                                           : toc_entry_verb_word(entry->verb);
    toc_cell cells[] = {
        toc_cell_number(a->doc->arena, entry->number),
        toc_cell_text(toc_moment_text(a->p, entry->at)),
        toc_cell_text(what),
        toc_cell_text(entry->by.text ? clean(a, entry->by.text) : ""),
        toc_cell_text(details_of(a, entry)),
    };

    toc_document_row(a->doc, cells);
}

void toc_aar_script(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_NUMBER, 6, false},   {TOC_WORD_C_TIME, 17, false},
        {TOC_WORD_A_ENTRY, 25, false},   {TOC_WORD_C_WHO, 17, false},
        {TOC_WORD_A_DETAILS, 35, false},
    };
    const toc_scenario *scenario = a->p->drill->script->scenario;

    if (toc_scenario_entry_count(scenario) == 0) {
        toc_document_text(a->doc, TOC_TONE_MUTED, word(a, TOC_WORD_A_NO_ENTRIES));
        return;
    }
    toc_aar_begin(a, TOC_WORD_A_SCRIPT, "script", columns, COUNT(columns));
    for (uint32_t i = 0; i < toc_scenario_entry_count(scenario); i++)
        add_entry(a, toc_scenario_entry(scenario, i + 1));
}

/* ── the trace ───────────────────────────────────────────────────────────── */

static void add_line(const toc_aar *a, const toc_story_line *line, uint32_t *lines)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_TIME, 12, false},
        {TOC_WORD_C_CLOCK, 12, false},
        {TOC_WORD_C_WHAT, 52, false},
        {TOC_WORD_C_WHO, 24, false},
    };
    toc_cell cells[] = {
        toc_cell_text(toc_time_text(a->doc->arena, line->at)),
        toc_cell_text(toc_clock_text(a->p, line->at)),
        toc_cell_text(line->text),
        toc_cell_text(line->who),
    };

    if (++*lines > TRACE_LINES_MAX)
        return;
    if (*lines == 1)
        toc_aar_begin(a, TOC_WORD_A_TRACE, "trace", columns, COUNT(columns));
    toc_document_row(a->doc, cells);
}

/* With what was done outside the plan, each behind what happened at its instant. */
void toc_aar_trace(const toc_aar *a)
{
    toc_story_line line;
    toc_story_line outside;
    uint32_t lines = 0;
    uint32_t next = 0;

    for (uint32_t i = 0; i < a->p->drill->happening_count; i++) {
        if (!toc_story_at(a->p, i, &line))
            continue;
        for (; toc_aar_outside_line(a, next, line.at, &outside); next++)
            add_line(a, &outside, &lines);
        add_line(a, &line, &lines);
    }
    for (; toc_aar_outside_line(a, next, INT64_MAX, &outside); next++)
        add_line(a, &outside, &lines);
    if (lines == 0)
        toc_document_text(a->doc, TOC_TONE_MUTED, word(a, TOC_WORD_A_NOTHING_HAPPENED));
    if (lines > TRACE_LINES_MAX)
        toc_document_text(a->doc, TOC_TONE_MUTED,
                          toc_word_fill(a->p, TOC_WORD_MORE_LINES,
                                        toc_integer_text(a->doc->arena, lines - TRACE_LINES_MAX),
                                        NULL, NULL));
}

/* ── what was expected ───────────────────────────────────────────────────── */

void toc_aar_expects(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_NUMBER, 6, false},
        {TOC_WORD_A_EXPECTED, 48, false},
        {TOC_WORD_C_STATE, 16, false},
        {TOC_WORD_A_ACTUAL, 30, false},
    };

    toc_aar_begin(a, TOC_WORD_A_EXPECTS, "expectations", columns, COUNT(columns));
    for (uint32_t i = 0; i < a->p->score->expects.count; i++) {
        const toc_expect_result *row = &a->p->score->expects.items[i];
        const char *actual = toc_actual_text(a->p, row);
        toc_cell cells[] = {
            toc_cell_number(a->doc->arena, row->expect->expect->number),
            toc_cell_text(toc_expect_text(a->p, row)),
            toc_cell_toned(word(a, row->is_met ? TOC_WORD_EXPECT_OK : TOC_WORD_EXPECT_FAILED),
                           row->is_met ? TOC_TONE_GOOD : TOC_TONE_BAD),
            toc_cell_text(row->is_met || !actual ? "" : actual),
        };

        toc_document_row(a->doc, cells);
    }
}
