/* observations.c - evaluators' notes and ratings beside what was reckoned; acts outside the plan. */
#include "aar/aar_private.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define STATES_MAX   12u /* of the duties that a note is about */

static const char *clean(const toc_aar *a, toc_word word)
{
    return word.text ? toc_text_clean(a->doc->arena, word.text) : "";
}

static const char *add(const toc_aar *a, const char *list, const char *text)
{
    return *list ? toc_arena_printf(a->doc->arena, "%s%s%s", list, toc_aar_word(a, TOC_WORD_COMMA),
                                    text)
                 : text;
}

/* ── what a note is about ────────────────────────────────────────────────── */

static const toc_objective_score *score_of(const toc_aar *a, uint32_t objective)
{
    for (uint32_t i = 0; i < a->p->score->objectives.count; i++) {
        if (a->p->score->objectives.items[i].id == objective)
            return &a->p->score->objectives.items[i];
    }
    return NULL;
}

/* The states of the duties that it is about, in the order of the duties; some of many. */
static const char *states_text(const toc_aar *a, const toc_bound_observation *row)
{
    const char *list = "";
    const char *last = "";
    uint32_t count = 0;

    for (uint32_t i = 0; i < a->p->drill->duty_count && count < STATES_MAX; i++) {
        const toc_scored *scored = &a->p->score->duties[i];
        const char *state;

        if (!toc_observation_is_about(a->p->machine, row, &scored->duty))
            continue;
        state = toc_state_text(a->p, scored);
        if (strcmp(state, last) != 0)
            list = add(a, list, state);
        last = state;
        count++;
    }
    return *list ? list : toc_aar_word(a, TOC_WORD_NOT_TESTED);
}

static const char *reckoned_text(const toc_aar *a, const toc_bound_observation *row)
{
    const toc_score *score = a->p->score;
    const toc_objective_score *objective;

    if (row->about == TOC_ABOUT_SUBJECT)
        return states_text(a, row);
    if (row->about == TOC_ABOUT_WHOLE)
        return score->points == TOC_POINTS_NONE ? toc_aar_word(a, TOC_WORD_NOT_TESTED)
                                                : toc_rating_letter(score->rating);
    objective = score_of(a, row->id);
    return !objective || objective->points == TOC_POINTS_NONE
               ? toc_aar_word(a, TOC_WORD_NOT_TESTED)
               : toc_rating_letter(objective->rating);
}

/* ── ratings beside the reckoned ones ────────────────────────────────────── */

bool toc_aar_has_ratings(const toc_aar *a)
{
    for (uint32_t i = 0; i < a->p->drill->script->observation_count; i++) {
        if (a->p->drill->script->observations[i].observation->rating.text)
            return true;
    }
    return false;
}

/* `S (Chen), M (Li)`; the last of each evaluator. */
const char *toc_aar_ratings(const toc_aar *a, toc_about about, uint32_t objective)
{
    const toc_script *script = a->p->drill->script;
    const char *list = "";

    for (uint32_t i = 0; i < script->observation_count; i++) {
        const toc_bound_observation *row = &script->observations[i];
        bool is_last = true;

        if (!row->observation->rating.text || row->about != about ||
            (about == TOC_ABOUT_OBJECTIVE && row->id != objective))
            continue;
        for (uint32_t k = i + 1; k < script->observation_count && is_last; k++) {
            const toc_bound_observation *later = &script->observations[k];

            is_last = !(later->observation->rating.text && later->about == about &&
                        later->id == row->id &&
                        strcmp(later->observation->by.text, row->observation->by.text) == 0);
        }
        if (is_last)
            list = add(a, list,
                       toc_arena_printf(a->doc->arena, "%s (%s)", row->observation->rating.text,
                                        clean(a, row->observation->by)));
    }
    return list;
}

/* ── notes ───────────────────────────────────────────────────────────────── */

/* Is it about the objective, or about a duty that serves it? */
static bool belongs_to(const toc_aar *a, const toc_bound_observation *row, uint32_t objective)
{
    if (row->about == TOC_ABOUT_OBJECTIVE)
        return row->id == objective;
    for (uint32_t i = 0; i < a->p->drill->duty_count; i++) {
        if (a->p->score->duties[i].objective == objective &&
            toc_observation_is_about(a->p->machine, row, &a->p->score->duties[i].duty))
            return true;
    }
    return false;
}

bool toc_aar_notes(const toc_aar *a, uint32_t objective, unsigned level)
{
    const toc_script *script = a->p->drill->script;
    bool has_any = false;

    for (uint32_t i = 0; i < script->observation_count; i++) {
        const toc_bound_observation *row = &script->observations[i];
        const toc_observation *note = row->observation;
        const char *text = clean(a, note->text);

        if (!belongs_to(a, row, objective))
            continue;
        if (!has_any && level > 0)
            toc_document_heading(a->doc, level, toc_aar_word(a, TOC_WORD_A_NOTES));
        has_any = true;
        if (note->rating.text)
            text = *text ? toc_arena_printf(a->doc->arena, "%s; %s", note->rating.text, text)
                         : note->rating.text;
        toc_document_item(a->doc, toc_word_fill(a->p, TOC_WORD_A_NOTE_LINE, clean(a, note->by),
                                                toc_title_of_observed(a->p, row), text));
    }
    return has_any;
}

void toc_aar_observations(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_TIME, 14, false},  {TOC_WORD_A_EVALUATOR, 14, false},
        {TOC_WORD_A_ABOUT, 20, false}, {TOC_WORD_A_RECKONED, 11, false},
        {TOC_WORD_C_RATING, 9, false}, {TOC_WORD_A_NOTE, 32, false},
    };
    const toc_script *script = a->p->drill->script;

    toc_aar_begin(a, TOC_WORD_A_NOTES, "observations", columns, COUNT(columns));
    for (uint32_t i = 0; i < script->observation_count; i++) {
        const toc_bound_observation *row = &script->observations[i];
        toc_cell cells[] = {
            toc_cell_text(toc_moment_text(a->p, row->observation->at)),
            toc_cell_text(clean(a, row->observation->by)),
            toc_cell_text(toc_title_of_observed(a->p, row)),
            toc_cell_text(reckoned_text(a, row)),
            toc_cell_text(clean(a, row->observation->rating)),
            toc_cell_text(clean(a, row->observation->text)),
        };

        toc_document_row(a->doc, cells);
    }
}

/* ── outside the plan ────────────────────────────────────────────────────── */

static const char *body_of(const toc_aar *a, const toc_bound_outside *row)
{
    return row->body == TOC_NONE ? "" : toc_title_of_body(a->p, row->body);
}

void toc_aar_outside(const toc_aar *a)
{
    static const toc_aar_column columns[] = {
        {TOC_WORD_C_TIME, 18, false}, {TOC_WORD_C_WHO, 24, false}, {TOC_WORD_C_WHAT, 58, false}};
    const toc_script *script = a->p->drill->script;

    toc_aar_begin(a, TOC_WORD_A_OUTSIDE, "outside the plan", columns, COUNT(columns));
    for (uint32_t i = 0; i < script->outside_count; i++) {
        const toc_bound_outside *row = &script->outside[i];
        toc_cell cells[] = {
            toc_cell_text(toc_moment_text(a->p, row->outside->at)),
            toc_cell_text(body_of(a, row)),
            toc_cell_text(clean(a, row->outside->text)),
        };

        toc_document_row(a->doc, cells);
    }
}

bool toc_aar_outside_line(const toc_aar *a, uint32_t index, toc_ms before, toc_story_line *out)
{
    const toc_script *script = a->p->drill->script;
    const toc_bound_outside *row;

    if (index >= script->outside_count || script->outside[index].outside->at >= before)
        return false;
    row = &script->outside[index];
    *out = (toc_story_line){.at = row->outside->at,
                            .text = toc_word_fill(a->p, TOC_WORD_A_OUTSIDE_LINE,
                                                  clean(a, row->outside->text), NULL, NULL),
                            .who = body_of(a, row)};
    return true;
}
