/* words.h - the words of reports in English and Chinese, and how times and points are written. */
#ifndef TOC_REPORT_WORDS_H
#define TOC_REPORT_WORDS_H

#include "base/arena.h"
#include "drill/score.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_report_word {
#define WORD(id, english) TOC_WORD_##id,
#include "report/text_words.def"
#undef WORD
    TOC_REPORT_WORD_COUNT
} toc_report_word;

/* What the writers of one report share. */
typedef struct toc_pages {
    toc_arena *arena;
    const toc_score *score;
    const toc_drill *drill;
    const toc_machine *machine;
    toc_sources *sources; /* to name lines of the scenario; NULL: none is named */
    const char *lang;     /* of titles, as asked for; NULL: the plan's own */
    unsigned column;      /* of the table of words */
    FILE *out;
} toc_pages;

void toc_pages_init(toc_pages *p, toc_arena *arena, const toc_score *score, toc_sources *sources,
                    const char *lang, FILE *out);

/** The same for a drill that has no score, because it still goes on: what asks for one must not be
 *  called.  @p sources may be NULL: rows of live exercises stand in no file. */
void toc_pages_of_drill(toc_pages *p, toc_arena *arena, const toc_drill *drill,
                        toc_sources *sources, const char *lang, FILE *out);

/** The language asked for, else the plan's. */
const char *toc_lang_of(const toc_pages *p);

const char *toc_word_of(const toc_pages *p, toc_report_word word);

/** The word with {1}, {2}, {3} filled in; NULL fills in nothing. */
const char *toc_word_fill(const toc_pages *p, toc_report_word word, const char *first,
                          const char *second, const char *third);

/** @p text on one line, without characters that a terminal would obey; NULL gives "". */
const char *toc_text_clean(toc_arena *arena, const char *text);

/* Titles in the language of the report. */
const char *toc_title_of(const toc_pages *p, const toc_m_head *head);
const char *toc_title_of_report(const toc_pages *p, uint32_t report); /* says what of a relay */
const char *toc_title_of_body(const toc_pages *p, uint32_t body);     /* "" for TOC_NONE */
const char *toc_title_of_grade(const toc_pages *p, uint32_t ladder, uint32_t rank);
/** @p text, and behind it the ladder's title where the plan has several. */
const char *toc_with_ladder(const toc_pages *p, const char *text, uint32_t ladder);
/** The ladder's title; where it has none, the word "grade". */
const char *toc_title_of_ladder(const toc_pages *p, uint32_t ladder);
const char *toc_title_of_objective(const toc_pages *p, uint32_t id);

/** What an evaluator's note is about: of what was owed the first duty, else what it would have been. */
const char *toc_title_of_observed(const toc_pages *p, const toc_bound_observation *row);

/** The name of a decision's outcome; `yes` and `no`, `是` and `否` in words of the report. */
const char *toc_title_of_outcome(const toc_pages *p, uint32_t outcome);

/** What a duty is about, in one phrase: "declare II", "First report → Head of site". */
const char *toc_title_of_duty(const toc_pages *p, const toc_duty *duty);

/** The title with which time it is, and in which activation of its response; from the second on. */
const char *toc_title_numbered(const toc_pages *p, const char *title, uint32_t activation,
                               uint32_t occurrence);

/** "T+1h05", "T+2d03h00", "T+0h05:30"; "" for TOC_MS_NONE. */
const char *toc_time_text(toc_arena *arena, toc_ms at);

/** Local time "03:15"; with the date, "03-06 03:15", on another day than the start's. */
const char *toc_clock_text(const toc_pages *p, toc_ms at);

/** Both: "T+1h05 03:15". */
const char *toc_moment_text(const toc_pages *p, toc_ms at);

/** "1h5min", in Chinese 1小时5分钟; seconds only below an hour. */
const char *toc_length_text(const toc_pages *p, toc_ms length);

/** "83.25" from 8325. */
const char *toc_points_text(toc_arena *arena, int32_t points);

const char *toc_integer_text(toc_arena *arena, int64_t value);

#ifdef __cplusplus
}
#endif

#endif
