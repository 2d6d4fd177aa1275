/* causes.h - why a duty was late or was not done at all, as far as the trace of a drill shows it.
 *
 * toc_causes_new reads the trace once; toc_cause_of answers for each duty. */
#ifndef TOC_REPORT_CAUSES_H
#define TOC_REPORT_CAUSES_H

#include "report/presence.h"
#include "report/review.h"

#ifdef __cplusplus
extern "C" {
#endif

/* When a step or decision came how far, in one occurrence; TOC_MS_NONE: it did not. */
typedef struct toc_passage {
    uint32_t node;
    uint32_t activation;
    uint32_t occurrence;
    uint32_t duty; /* number; 0: none was owed */
    toc_ms ready;
    toc_ms approved; /* when the approval that it needs was given */
    toc_ms blocked;  /* since when, the last time */
    toc_ms begun;
    toc_ms done;
    toc_blocked why; /* of the last time */
} toc_passage;

typedef struct toc_causes {
    const toc_score *score;
    const toc_presence *presence;
    TOC_VEC(toc_passage) passages; /* by node, activation, occurrence */
    TOC_VEC(toc_passage) began;    /* node: response; ready: when its activation began */
} toc_causes;

typedef struct toc_cause_found {
    toc_cause cause;
    toc_blocked blocked;
    uint32_t behind; /* node, or TOC_NONE */
    toc_ms ready;    /* TOC_MS_NONE: never, or not to be told */
    toc_ms begun;
    toc_ms needed; /* UNMEETABLE: since the clock of the duty */
    toc_ms barred; /* BLOCKED: since when whoever owes it could not act; TOC_MS_NONE: the work was
                      held up */
    const toc_duty *hop; /* of a relay's whole way: the hand-over at which it stuck, or NULL */
} toc_cause_found;

/** O(happenings · log happenings). */
toc_causes *toc_causes_new(toc_arena *arena, const toc_score *score);

/** For a duty that was late or missed.  O(steps before it · log happenings). */
toc_cause_found toc_cause_of(const toc_causes *causes, const toc_scored *scored);

#ifdef __cplusplus
}
#endif

#endif
