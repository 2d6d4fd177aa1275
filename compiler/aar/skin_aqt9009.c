/* skin_aqt9009.c - evaluation report of an exercise, with the contents that AQ/T 9009-2015 lists
 * in 7.4.2: what it was, how it was evaluated, analysis, proposals, conclusion. */
#include "aar/skin_private.h"

static void heading(const toc_aar *a, unsigned level, toc_report_word word)
{
    toc_document_heading(a->doc, level, toc_aar_word(a, word));
}

static void basics(const toc_aar *a)
{
    heading(a, 1, TOC_WORD_Q_BASICS);
    toc_aar_fact(a, TOC_WORD_A_EXERCISE, a->doc->subtitle);
    toc_aar_blank(a, TOC_WORD_Q_ORGANISER);
    toc_aar_fact(a, TOC_WORD_A_PARTICIPANTS, toc_aar_participants(a));
    toc_aar_fact(a, TOC_WORD_Q_FORM, toc_aar_kind(a));
    toc_aar_fact(a, TOC_WORD_Q_ACCIDENT, toc_aar_events(a));
    toc_aar_fact(a, TOC_WORD_Q_TIME, toc_aar_span(a));
    toc_aar_blank(a, TOC_WORD_Q_PLACE);
    toc_aar_fact(a, TOC_WORD_PLAN, toc_plan_text(a->p));
    toc_aar_fact(a, TOC_WORD_SCENARIO,
                 toc_text_clean(a->doc->arena, a->p->drill->script->scenario->id));
    toc_document_text(a->doc, TOC_TONE_PLAIN, toc_aar_word(a, TOC_WORD_Q_COURSE));
    toc_aar_timeline(a);
}

static void process(const toc_aar *a)
{
    heading(a, 1, TOC_WORD_Q_PROCESS);
    toc_document_text(a->doc, TOC_TONE_PLAIN, toc_aar_word(a, TOC_WORD_Q_METHOD));
    toc_aar_fact(a, TOC_WORD_MODE, toc_mode_text(a->p));
    toc_aar_blank(a, TOC_WORD_Q_EVALUATORS);
    toc_aar_blank(a, TOC_WORD_Q_MEETING);
    toc_document_text(a->doc, TOC_TONE_MUTED, toc_thresholds_text(a->p));
}

static void objectives(const toc_aar *a)
{
    unsigned level = 3; /* one heading over the notes about all of them */

    heading(a, 2, TOC_WORD_Q_OBJECTIVES);
    toc_document_text(a->doc, TOC_TONE_PLAIN, toc_aar_result(a));
    toc_aar_objectives(a);
    for (uint32_t i = 0; i < a->p->score->objectives.count; i++)
        level = toc_aar_notes(a, a->p->score->objectives.items[i].id, level) ? 0 : level;
}

static void all_issues(const toc_aar *a)
{
    heading(a, 2, TOC_WORD_Q_PROBLEMS);
    if (a->review->issues.count == 0) {
        toc_document_text(a->doc, TOC_TONE_GOOD, toc_aar_word(a, TOC_WORD_A_NO_ISSUES));
        return;
    }
    toc_aar_all_issues(a, 3); /* by urgency: this arrangement has no headings of objectives */
}

static void analysis(const toc_aar *a)
{
    heading(a, 1, TOC_WORD_Q_ANALYSIS);
    heading(a, 2, TOC_WORD_Q_PREPARATION);
    toc_aar_blank(a, TOC_WORD_Q_PREPARED);
    toc_aar_blank(a, TOC_WORD_Q_CARRIED_OUT);
    heading(a, 2, TOC_WORD_Q_PERFORMANCE);
    toc_aar_bodies(a);
    heading(a, 2, TOC_WORD_A_INTEGRITY);
    toc_aar_reporting(a);
    heading(a, 2, TOC_WORD_Q_JUDGING);
    toc_aar_grading(a);
    heading(a, 2, TOC_WORD_Q_GOOD);
    if (!toc_aar_strengths(a, TOC_NONE))
        toc_document_item(a->doc, toc_aar_word(a, TOC_WORD_A_NO_STRENGTHS));
    all_issues(a);
    objectives(a);
    heading(a, 2, TOC_WORD_Q_COST);
    toc_aar_resources(a);
    toc_aar_blank(a, TOC_WORD_Q_COSTS);
}

static void proposals(const toc_aar *a)
{
    heading(a, 1, TOC_WORD_Q_PROPOSALS);
    toc_document_text(a->doc, TOC_TONE_PLAIN, toc_aar_word(a, TOC_WORD_A_FILL_IN));
    toc_aar_improvements(a);
    toc_aar_patch(a);
}

static void conclusion(const toc_aar *a)
{
    static const toc_report_word meanings[] = {
        [TOC_GRADE_POOR] = TOC_WORD_Q_MEANS_POOR,
        [TOC_GRADE_FAIR] = TOC_WORD_Q_MEANS_FAIR,
        [TOC_GRADE_GOOD] = TOC_WORD_Q_MEANS_GOOD,
        [TOC_GRADE_EXCELLENT] = TOC_WORD_Q_MEANS_EXCELLENT,
    };
    bool is_tested = a->p->score->points != TOC_POINTS_NONE;

    heading(a, 1, TOC_WORD_Q_CONCLUSION);
    toc_document_text(a->doc, TOC_TONE_PLAIN, toc_aar_result(a));
    if (is_tested)
        toc_document_text(a->doc, TOC_TONE_PLAIN,
                          toc_word_fill(a->p, TOC_WORD_Q_GRADE,
                                        toc_grade_text(a->p, a->p->score->grade),
                                        toc_aar_word(a, meanings[a->p->score->grade]), NULL));
    toc_document_text(a->doc, TOC_TONE_MUTED, toc_aar_word(a, TOC_WORD_Q_GRADES));
    for (unsigned i = TOC_GRADE_EXCELLENT + 1; i-- > 0;)
        toc_document_item(a->doc, toc_arena_printf(a->doc->arena, "%s%s%s",
                                                   toc_grade_text(a->p, (toc_grade)i),
                                                   toc_aar_word(a, TOC_WORD_COLON),
                                                   toc_aar_word(a, meanings[i])));
    toc_aar_blank(a, TOC_WORD_Q_CONFIRMED);
    toc_aar_blank(a, TOC_WORD_Q_LEADER);
    toc_aar_blank(a, TOC_WORD_Q_DATE);
}

void toc_aar_aqt9009(const toc_aar *a)
{
    basics(a);
    process(a);
    analysis(a);
    proposals(a);
    conclusion(a);
    toc_aar_annexes(a);
}
