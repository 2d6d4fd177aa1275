/* score_private.h - what the files that make a score share; for nobody else. */
#ifndef TOC_DRILL_SCORE_PRIVATE_H
#define TOC_DRILL_SCORE_PRIVATE_H

#include "drill/hearsay.h"
#include "drill/score.h"

/* ── score_truth.c ── */

typedef struct toc_truth_book toc_truth_book; /* what was so, and when */

toc_truth_book *toc_truth_new(toc_arena *arena, const toc_drill *drill, const toc_hearsay *hearsay);

/* One version of anything that is sent with content fields: a report, or a hop that passes one on. */
typedef struct toc_version_sent {
    toc_range owed; /* ids: content fields that it owes */
    toc_ms at;
    uint32_t happening;       /* the record of its sending */
    uint32_t by;              /* body that sent it */
    const toc_bound_act *act; /* of the log; NULL: simulated, it says what the sender was told */
} toc_version_sent;

typedef struct toc_facts {
    const toc_fact *items;
    uint32_t count;
} toc_facts;

/** Every field of @p version against the truth when it was sent, or when its sender was last told if
 *  that suits it better.  Nothing where the log does not go into contents.  O(fields · log facts). */
toc_facts toc_truth_judge(toc_truth_book *book, const toc_version_sent *version);

/** May a fact count as sent in good faith: nothing wrong, too low, too high or missing? */
bool toc_facts_are_right(toc_facts facts);

/** Duties whose sendings are judged like reports. */
static inline bool toc_is_report_like(const toc_duty *duty)
{
    return duty->kind == TOC_DUTY_REPORT;
}

/** Fills in of every report duty when, by which entry and how completely it was sent, and its outcome;
 *  and which sendings were later versions. */
void toc_score_reports(toc_arena *arena, const toc_drill *drill, toc_scored *duties,
                       toc_score *score);

/** The outcome of one duty, from its state, marks, fields and facts. */
toc_report_outcome toc_score_outcome(const toc_scored *scored);

/** Makes void what its sender never heard of; adds the findings. */
void toc_score_untold(toc_arena *arena, const toc_drill *drill, toc_scored *duties,
                      toc_score *score);

/** Adds the findings of hops that the engine made void because their senders never had the word:
 *  who held it up (body), or who sent it in vain to somebody who could not be reached (other). */
void toc_score_relays(toc_arena *arena, const toc_drill *drill, const toc_scored *duties,
                      toc_score *score);

void toc_score_bodies(toc_arena *arena, toc_score *score);
void toc_score_resources(toc_arena *arena, toc_score *score);
void toc_score_judge(toc_arena *arena, toc_score *score);
void toc_score_findings(toc_arena *arena, toc_score *score);
void toc_score_expects(toc_arena *arena, toc_score *score);

static inline bool toc_is_duty_counted(const toc_duty *duty)
{
    return duty->state != TOC_DUTY_VOID && duty->state != TOC_DUTY_OPEN;
}

void toc_tally_add(toc_tally *tally, const toc_duty *duty);

#endif
