/* verdict.h - one expectation of a scenario in words: what was expected, and what was there instead.
 *
 * For those who show expectations outside a whole report, as test runners do. */
#ifndef TOC_REPORT_VERDICT_H
#define TOC_REPORT_VERDICT_H

#include "base/source.h"
#include "drill/score.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_verdict_text {
    uint32_t line; /* of the scenario, 1-based */
    uint32_t column;
    const char *expected; /* "II declared by T+45min 02:55" */
    const char *actual;   /* "it was III since …" */
} toc_verdict_text;

/** In the arena, in English unless @p lang says otherwise.  O(size of the texts). */
toc_verdict_text toc_verdict_of(toc_arena *arena, const toc_score *score, toc_sources *sources,
                                const toc_expect_result *result, const char *lang);

#ifdef __cplusplus
}
#endif

#endif
