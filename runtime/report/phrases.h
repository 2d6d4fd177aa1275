/* phrases.h - what all forms of a report say in the same words: plan, kind, states, marks, places.
 *
 * Each gives a text in the arena of the pages, in their language; "" where there is nothing to
 * say, unless said otherwise.  They cost what they write, or what they search. */
#ifndef TOC_REPORT_PHRASES_H
#define TOC_REPORT_PHRASES_H

#include "report/words.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ── the drill ── */

const char *toc_plan_text(const toc_pages *p); /* title and version */
const char *toc_kind_text(const toc_pages *p); /* "tabletop" */
const char *toc_mode_text(const toc_pages *p); /* replayed, simulated, or played by whom */
/** Date and time with the offset, in the plan's zone. */
const char *toc_instant_text(const toc_pages *p, toc_ms at);
const char *toc_grade_text(const toc_pages *p, toc_grade grade);
const char *toc_tally_text(const toc_pages *p, const toc_tally *tally);

/* ── duties ── */

/** Which points give which letter, and for which objectives the plan says otherwise. */
const char *toc_thresholds_text(const toc_pages *p);

/** False for a hand-over whose turn never came: the word had not arrived when the drill ended. */
bool toc_has_opened(const toc_pages *p, const toc_duty *duty);

/** All marks of the set as words, ", " between. */
const char *toc_marks_text(const toc_pages *p, uint32_t marks);
const char *toc_void_text(const toc_pages *p, toc_void_reason reason);
const char *toc_state_text(const toc_pages *p, const toc_scored *scored);
const char *toc_outcome_text(const toc_pages *p, toc_report_outcome outcome);
/** Why it is void, and its marks. */
const char *toc_remarks_text(const toc_pages *p, const toc_scored *scored);
const char *toc_verdict_phrase(const toc_pages *p, toc_verdict verdict);

/** "entry 7, line 23"; "" for TOC_NONE. */
const char *toc_entry_place(const toc_pages *p, uint32_t entry);
/** The reason that the log gives for withholding the report; NULL: none. */
const char *toc_withheld_why(const toc_pages *p, const toc_scored *scored);
/** The fields that the judged version of a report lacked. */
const char *toc_missing_fields(const toc_pages *p, const toc_scored *scored);

/* ── reports against the truth ── */

/** @p text, and behind it the place in the scenario, where there is one. */
const char *toc_with_place(const toc_pages *p, const char *text, const char *place);
/** What its sender had been told, when, by what. */
const char *toc_told_text(const toc_pages *p, const toc_told *told);
/** What is wrong with one field, and what was so; "" for one that is right. */
const char *toc_fact_text(const toc_pages *p, const toc_fact *fact);
/** When the judged version was sent, and by whom. */
const char *toc_sent_text(const toc_pages *p, const toc_scored *scored);
/** Is there more to tell of a report than that it was on time or late? */
bool toc_is_report_telling(const toc_scored *scored);

/* ── happenings and expectations ── */

/** What happened, as one line; NULL: not worth one. */
const char *toc_happening_text(const toc_pages *p, const toc_happening *happening);

typedef struct toc_story_line {
    toc_ms at;
    const char *text; /* with its marks */
    const char *who;
} toc_story_line;

/** What a reader is told of the happening with that index; false: nothing. */
bool toc_story_at(const toc_pages *p, uint32_t happening, toc_story_line *out);

/** What an act was about, without what became of it: "declare II". */
const char *toc_act_text(const toc_pages *p, const toc_trace *trace);

/** Does the record declare a lower grade than the one before? */
bool toc_is_step_down(const toc_trace *trace);
/** What was out of order, in sentences, without time and place. */
const char *toc_irregularity_text(const toc_pages *p, const toc_irregularity *row);
/** A finding of the score, in a sentence. */
const char *toc_finding_text(const toc_pages *p, const toc_finding *finding);
/** What an expectation expects, as a phrase. */
const char *toc_expect_text(const toc_pages *p, const toc_expect_result *result);
/** What was there instead; NULL: nothing. */
const char *toc_actual_text(const toc_pages *p, const toc_expect_result *result);

#ifdef __cplusplus
}
#endif

#endif
