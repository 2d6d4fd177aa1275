/* facts.h - what a report says, held against what is so: texts, figures and grades.
 *
 * The binder and the score use it; nothing here knows of times or duties. */
#ifndef TOC_DRILL_FACTS_H
#define TOC_DRILL_FACTS_H

#include "drill/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum toc_fact_match {
    TOC_MATCH_EQUAL,
    TOC_MATCH_LOW,  /* a figure, or a grade, below what is so */
    TOC_MATCH_HIGH, /* above it */
    TOC_MATCH_OTHER /* something else */
} toc_fact_match;

#define TOC_SAID_OPEN                                                                              \
    "…" /* in a log, also `...`: the field was there, and the log does not go into it */

/** @p said against @p wordings (at least one), which all say the same.  Texts are equal after NFC, case
 *  folding and squeezing of white space; where both begin with a number only the numbers count.
 *  O(length), in the arena. */
toc_fact_match toc_fact_compare(toc_arena *arena, const char *said,
                                const toc_scenario_words *wordings);

/** The number with which @p text begins, as 1/1 000 000: a sign, digits (also full-width) with `_` or
 *  a comma between groups, a point with more digits, of which six count.  False: it begins
 *  with none, or with one that does not fit. */
bool toc_figure_parse(const char *text, int64_t *out);

/** The ladder whose grade content field @p content holds, or TOC_NONE: one called like a ladder, or
 *  `level` (级别, 級別) for the unnamed ladder or the only one. */
uint32_t toc_content_ladder(const toc_machine *machine, uint32_t content);

/** The rank of the grade of @p ladder that @p text names by grade, full name or title; 0 for
 *  `none`; TOC_NONE: it has no such grade. */
uint32_t toc_grade_parse(toc_arena *arena, const toc_machine *machine, uint32_t ladder,
                         const char *text);

#ifdef __cplusplus
}
#endif

#endif
