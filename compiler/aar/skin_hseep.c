/* skin_hseep.c - after-action report and improvement plan, in the order of HSEEP's template:
 * exercise overview, analysis of capabilities, appendix with the improvement plan. */
#include "aar/skin_private.h"

static void heading(const toc_aar *a, unsigned level, toc_report_word word)
{
    toc_document_heading(a->doc, level, toc_aar_word(a, word));
}

static const char *objective_titles(const toc_aar *a, bool is_capability)
{
    const char *list = "";

    for (uint32_t i = 0; i < a->p->machine->objectives_count; i++) {
        const toc_m_objective *row = &a->p->machine->objectives[i];
        const char *text = is_capability ? toc_machine_text(a->p->machine, row->capability)
                                         : toc_title_of(a->p, &row->head);

        if (*text)
            list = *list ? toc_arena_printf(a->doc->arena, "%s; %s", list, text) : text;
    }
    return list;
}

static void overview(const toc_aar *a)
{
    heading(a, 1, TOC_WORD_A_OVERVIEW);
    toc_aar_fact(a, TOC_WORD_A_EXERCISE, a->doc->subtitle);
    toc_aar_fact(a, TOC_WORD_A_DATES, toc_aar_span(a));
    toc_aar_fact(a, TOC_WORD_KIND, toc_aar_kind(a));
    toc_aar_fact(a, TOC_WORD_MODE, toc_mode_text(a->p));
    toc_aar_fact(a, TOC_WORD_PLAN, toc_plan_text(a->p));
    toc_aar_fact(a, TOC_WORD_A_CAPABILITIES, objective_titles(a, true));
    toc_aar_fact(a, TOC_WORD_OBJECTIVES, objective_titles(a, false));
    toc_aar_fact(a, TOC_WORD_A_HAZARD, toc_aar_events(a));
    toc_aar_fact(a, TOC_WORD_SCENARIO,
                 toc_text_clean(a->doc->arena, a->p->drill->script->scenario->id));
    toc_aar_fact(a, TOC_WORD_A_PARTICIPANTS, toc_aar_participants(a));
    toc_aar_blank(a, TOC_WORD_A_SPONSOR);
    toc_aar_blank(a, TOC_WORD_A_CONTACT);
}

/* What stands under one objective, or under none of them (TOC_NONE). */
static void analyse(const toc_aar *a, uint32_t objective, const char *title)
{
    toc_document_heading(a->doc, 2, title);
    if (objective != TOC_NONE) {
        toc_document_heading(a->doc, 3, toc_aar_word(a, TOC_WORD_A_STRENGTHS));
        if (!toc_aar_strengths(a, objective))
            toc_document_item(a->doc, toc_aar_word(a, TOC_WORD_A_NO_STRENGTHS));
    }
    toc_document_heading(a->doc, 3, toc_aar_word(a, TOC_WORD_A_AREAS));
    if (!toc_aar_issues(a, objective, 4))
        toc_document_item(a->doc, toc_aar_word(a, TOC_WORD_A_NO_AREAS));
    if (objective != TOC_NONE)
        (void)toc_aar_notes(a, objective, 3);
}

static void capabilities(const toc_aar *a)
{
    heading(a, 1, TOC_WORD_A_ANALYSIS_OF);
    heading(a, 2, TOC_WORD_A_SUMMARY);
    toc_document_text(a->doc, TOC_TONE_PLAIN, toc_aar_result(a));
    toc_aar_objectives(a);
    toc_document_item(a->doc, toc_aar_word(a, TOC_WORD_A_MEANS_P));
    toc_document_item(a->doc, toc_aar_word(a, TOC_WORD_A_MEANS_S));
    toc_document_item(a->doc, toc_aar_word(a, TOC_WORD_A_MEANS_M));
    toc_document_item(a->doc, toc_aar_word(a, TOC_WORD_A_MEANS_U));
    toc_document_text(a->doc, TOC_TONE_MUTED, toc_thresholds_text(a->p));
    for (uint32_t i = 0; i < a->p->score->objectives.count; i++) {
        uint32_t id = a->p->score->objectives.items[i].id;
        bool is_tested = a->p->score->objectives.items[i].points != TOC_POINTS_NONE;

        if (is_tested || toc_aar_has_issues(a, id))
            analyse(a, id,
                    toc_word_fill(a->p, TOC_WORD_A_OBJECTIVE_TITLE,
                                  toc_title_of_objective(a->p, id), NULL, NULL));
    }
    if (toc_aar_has_issues(a, TOC_NONE))
        analyse(a, TOC_NONE, toc_aar_word(a, TOC_WORD_A_GENERAL));
}

void toc_aar_hseep(const toc_aar *a)
{
    overview(a);
    capabilities(a);
    heading(a, 1, TOC_WORD_A_TIMELINE);
    toc_aar_timeline(a);
    heading(a, 1, TOC_WORD_A_GRADING_TITLE);
    toc_aar_grading(a);
    heading(a, 1, TOC_WORD_A_INTEGRITY);
    toc_aar_reporting(a);
    toc_document_annex(a->doc, toc_aar_word(a, TOC_WORD_A_IMPROVEMENTS));
    toc_document_text(a->doc, TOC_TONE_PLAIN, toc_aar_word(a, TOC_WORD_A_FILL_IN));
    toc_aar_improvements(a);
    toc_aar_patch(a);
    toc_aar_annexes(a);
}
