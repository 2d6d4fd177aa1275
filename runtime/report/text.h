/* text.h - the after-action report as text, for people. */
#ifndef TOC_REPORT_TEXT_H
#define TOC_REPORT_TEXT_H

#include "drill/score.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Writes the report of @p score to @p out; the caller owns the stream and asks ferror.
 *
 *  @p lang  language tag of titles and words (English and Chinese words); NULL: the plan's own
 *  @p sources  those that the scenario was read from, to name its lines
 *
 *  Needs memory from @p arena; the same score gives the same bytes in any locale. */
void toc_report_text(toc_arena *arena, const toc_score *score, toc_sources *sources,
                     const char *lang, FILE *out);

#ifdef __cplusplus
}
#endif

#endif
