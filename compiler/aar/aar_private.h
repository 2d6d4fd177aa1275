/* aar_private.h - the parts that both skins arrange; for compiler/aar. */
#ifndef TOC_AAR_PRIVATE_H
#define TOC_AAR_PRIVATE_H

#include "aar/skin.h"
#include "report/phrases.h"

typedef struct toc_aar {
    const toc_pages *p;
    const toc_review *review;
    const char *patch; /* "": none */
    toc_document *doc;
} toc_aar;

const char *toc_aar_word(const toc_aar *a, toc_report_word word);

typedef struct toc_aar_column {
    toc_report_word word;
    unsigned share; /* of the width; together 100 */
    bool is_right;
} toc_aar_column;

/** Begins a table; see toc_document_table. */
void toc_aar_begin(const toc_aar *a, toc_report_word caption, const char *sheet,
                   const toc_aar_column *columns, uint32_t count);

/* What is known of the drill, as facts. */
void toc_aar_fact(const toc_aar *a, toc_report_word name, const char *text);
void toc_aar_blank(const toc_aar *a, toc_report_word name); /* to be filled in */
const char *toc_aar_events(const toc_aar *a);               /* what was reported to happen */
const char *toc_aar_participants(const toc_aar *a);         /* all that owed or did something */
const char *toc_aar_span(const toc_aar *a);                 /* from when to when */
const char *toc_aar_kind(const toc_aar *a);
/** Score, rating and tally, in a sentence. */
const char *toc_aar_result(const toc_aar *a);

/* Tables and pictures; each with its caption, without a heading. */
void toc_aar_objectives(const toc_aar *a);
void toc_aar_timeline(const toc_aar *a);
void toc_aar_obligations(const toc_aar *a);
void toc_aar_reporting(const toc_aar *a);
void toc_aar_all_reports(const toc_aar *a); /* where there are too many for the text */
void toc_aar_grading(const toc_aar *a);
void toc_aar_bodies(const toc_aar *a);
void toc_aar_script(const toc_aar *a);
void toc_aar_trace(const toc_aar *a);
void toc_aar_resources(const toc_aar *a);
void toc_aar_expects(const toc_aar *a);

/* Evaluators' notes, and what was done outside the plan: where there are any. */
void toc_aar_observations(const toc_aar *a);
void toc_aar_outside(const toc_aar *a);
bool toc_aar_has_ratings(const toc_aar *a);
/** How evaluators rate an objective, or the whole: `S (Chen), M (Li)`; "": nobody does. */
const char *toc_aar_ratings(const toc_aar *a, toc_about about, uint32_t objective);
/** The notes about an objective and the duties that serve it, as items under a heading of @p level (0:
 *  without one); false: there are none, and no heading. */
bool toc_aar_notes(const toc_aar *a, uint32_t objective, unsigned level);
/** Act outside the plan number @p index (0-based, by time) as a line of the trace; false: there is none before
 *  @p before. */
bool toc_aar_outside_line(const toc_aar *a, uint32_t index, toc_ms before, toc_story_line *out);

/** What went well for @p objective (TOC_NONE: all), as items; false: nothing. */
bool toc_aar_strengths(const toc_aar *a, uint32_t objective);
/** The issues of @p objective (TOC_NONE: those of none), each under a heading of @p level with its
 *  clause, cause and proposal; false: there are none. */
bool toc_aar_issues(const toc_aar *a, uint32_t objective, unsigned level);
/** All of them, in the order of their numbers. */
void toc_aar_all_issues(const toc_aar *a, unsigned level);
/** Issues that belong to no objective. */
bool toc_aar_has_issues(const toc_aar *a, uint32_t objective);
/** The table of what is to be done, with room for owners and dates. */
void toc_aar_improvements(const toc_aar *a);
/** The proposed change to the plan, where there is one. */
void toc_aar_patch(const toc_aar *a);

/** The objective's part in the skin HSEEP and in AQ/T 9009: 优, 良, 中, 差. */
toc_grade toc_aar_grade_of(toc_rating rating);

/* Pictures: width fits an A4 page. */
#define TOC_AAR_WIDTH (180 * TOC_MM)

/** Duties against their deadlines, at most TOC_AAR_ROWS to a picture, in up to TOC_AAR_PICTURES;
 *  *out_left: how many dated duties are on none of them. */
#define TOC_AAR_ROWS     40u
#define TOC_AAR_PICTURES 3u
typedef TOC_VEC(const toc_scene *) toc_aar_scenes;
toc_aar_scenes toc_aar_timeline_scenes(const toc_aar *a, uint32_t *out_left);

/** Warranted and declared grades over time, and the verdict. */
const toc_scene *toc_aar_grading_scene(const toc_aar *a, const toc_judgement *row);

#endif
