/* skin.c - what both arrangements say of a drill, and which one goes with which language. */
#include "aar/skin.h"

#include <string.h>

#include "aar/aar_private.h"
#include "aar/skin_private.h"

toc_skin toc_skin_for(const char *lang)
{
    return strncmp(lang, "zh", 2) == 0 ? TOC_SKIN_AQT9009 : TOC_SKIN_HSEEP;
}

/* ── facts ───────────────────────────────────────────────────────────────── */

void toc_aar_fact(const toc_aar *a, toc_report_word name, const char *text)
{
    if (*text)
        toc_document_fact(a->doc, toc_aar_word(a, name), text);
}

void toc_aar_blank(const toc_aar *a, toc_report_word name)
{
    toc_document_fact(a->doc, toc_aar_word(a, name), "");
}

static const char *add(const toc_aar *a, const char *list, const char *text)
{
    return *list ? toc_arena_printf(a->doc->arena, "%s%s%s", list, toc_aar_word(a, TOC_WORD_COMMA),
                                    text)
                 : text;
}

#define NAMES_MAX 60u

const char *toc_aar_events(const toc_aar *a)
{
    bool *is_told = TOC_NEW_ARRAY(a->doc->arena, bool, a->p->machine->events_count);
    const char *list = "";
    uint32_t count = 0;

    for (uint32_t i = 0; i < a->p->drill->happening_count; i++) {
        const toc_trace *trace = &a->p->drill->happenings[i].trace;

        if (trace->kind != TOC_TRACE_EVENT || is_told[trace->id] || count >= NAMES_MAX)
            continue;
        is_told[trace->id] = true;
        count++;
        list = add(a, list, toc_title_of(a->p, &a->p->machine->events[trace->id].head));
    }
    return list;
}

const char *toc_aar_participants(const toc_aar *a)
{
    const char *list = "";

    for (uint32_t i = 0; i < a->p->score->bodies.count && i < NAMES_MAX; i++)
        list = add(a, list, toc_title_of_body(a->p, a->p->score->bodies.items[i].body));
    return list;
}

/* `2026-06-18 14:00`, from an instant. */
static const char *minute_of(const toc_aar *a, const char *instant)
{
    return toc_arena_printf(a->doc->arena, "%.10s %.5s", instant, instant + 11);
}

const char *toc_aar_span(const toc_aar *a)
{
    const char *zone = toc_machine_text(a->p->machine, a->p->machine->plans[0].timezone);

    return toc_arena_printf(a->doc->arena, "%s – %s (%s; %s)",
                            minute_of(a, toc_instant_text(a->p, 0)),
                            minute_of(a, toc_instant_text(a->p, a->p->drill->end)),
                            toc_length_text(a->p, a->p->drill->end), zone);
}

const char *toc_aar_kind(const toc_aar *a)
{
    bool is_wide = a->p->drill->script->scenario->is_comprehensive;

    return toc_arena_printf(
        a->doc->arena, "%s%s%s", toc_kind_text(a->p), toc_aar_word(a, TOC_WORD_COMMA),
        toc_aar_word(a, is_wide ? TOC_WORD_SCOPE_COMPREHENSIVE : TOC_WORD_SCOPE_SINGLE));
}

const char *toc_aar_result(const toc_aar *a)
{
    const toc_score *score = a->p->score;
    const char *tally = toc_tally_text(a->p, &score->tally);

    if (score->points == TOC_POINTS_NONE)
        return toc_aar_word(a, TOC_WORD_NO_SCORE);
    return toc_arena_printf(
        a->doc->arena, "%s %s",
        toc_word_fill(a->p, TOC_WORD_A_RESULT, toc_points_text(a->doc->arena, score->points),
                      toc_rating_letter(score->rating), toc_grade_text(a->p, score->grade)),
        toc_word_fill(a->p, TOC_WORD_A_OF_OBLIGATIONS, tally, NULL, NULL));
}

/* ── the document ────────────────────────────────────────────────────────── */

static const char *lang_of(const toc_pages *p)
{
    static const char *const tags[] = {"en", "zh-Hans", "zh-Hant"};

    return tags[p->column];
}

void toc_aar_annexes(const toc_aar *a)
{
    toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_ANNEX_BODIES));
    toc_aar_bodies(a);
    toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_ANNEX_OBLIGATIONS));
    if (a->p->drill->duty_count > 0)
        toc_aar_obligations(a);
    else
        toc_document_text(a->doc, TOC_TONE_MUTED, toc_aar_word(a, TOC_WORD_NO_SCORE));
    toc_aar_all_reports(a);
    if (a->p->score->expects.count > 0) {
        toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_EXPECTS));
        toc_aar_expects(a);
    }
    if (a->p->drill->script->observation_count > 0) {
        toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_NOTES));
        toc_aar_observations(a);
    }
    if (a->p->drill->script->outside_count > 0) {
        toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_OUTSIDE));
        toc_aar_outside(a);
    }
    toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_ANNEX_SCRIPT));
    toc_aar_script(a);
    toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_ANNEX_TRACE));
    toc_aar_trace(a);
    toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_ANNEX_RESOURCES));
    toc_aar_resources(a);
}

toc_document *toc_aar_document(const toc_pages *p, const toc_review *review, toc_skin skin,
                               const char *patch)
{
    const toc_scenario *scenario = p->drill->script->scenario;
    toc_aar aar = {.p = p, .review = review, .patch = patch ? patch : ""};
    toc_report_word title = skin == TOC_SKIN_HSEEP ? TOC_WORD_A_TITLE_HSEEP : TOC_WORD_A_TITLE_AQT;

    aar.doc =
        toc_document_new(p->arena, lang_of(p), toc_word_of(p, title),
                         toc_text_clean(p->arena, toc_scenario_title_in(scenario, toc_lang_of(p))));
    aar.doc->contents = toc_word_of(p, TOC_WORD_A_CONTENTS);
    aar.doc->page_of = toc_word_of(p, TOC_WORD_A_PAGE);
    aar.doc->annex = toc_word_of(p, TOC_WORD_A_ANNEX);
    aar.doc->blank = toc_word_of(p, TOC_WORD_A_BLANK);
    aar.doc->written = scenario->start + p->drill->end;
    if (skin == TOC_SKIN_HSEEP)
        toc_aar_hseep(&aar);
    else
        toc_aar_aqt9009(&aar);
    return aar.doc;
}
