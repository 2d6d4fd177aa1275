/* json.h - the after-action report as one JSON document, for tools.
 *
 * {"version":1,"kind":"drill-report",…}, of docs/drill-report.schema.json: times are milliseconds since the start (names end
 * in _ms; null: none) or instants; points are decimals out of 100.  Every figure leads back to duties
 * (by number) and those to entries of the scenario (by number and line). */
#ifndef TOC_REPORT_JSON_H
#define TOC_REPORT_JSON_H

#include "drill/score.h"
#include "report/review.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What was made of the score; adds "improvements" and "patch". */
typedef struct toc_report_extras {
    const toc_review *review;
    const char *patch; /* "": none */
} toc_report_extras;

/** Writes the whole document to @p out, with the records of @p sink (warnings, as a rule) as
 *  "diagnostics".  Names are those of the plan; @p lang is the language of titles (NULL: its own);
 *  @p extras may be NULL. */
void toc_report_json(toc_arena *arena, const toc_score *score, toc_sources *sources,
                     const toc_diag_sink *sink, const toc_report_extras *extras, const char *lang,
                     FILE *out);

#ifdef __cplusplus
}
#endif

#endif
