/* score_private.h - what the files that make a score share; for nobody else. */
#ifndef TOC_DRILL_SCORE_PRIVATE_H
#define TOC_DRILL_SCORE_PRIVATE_H

#include "drill/score.h"

/** Fills in of every report duty when, by which entry and how completely it was sent, and its outcome;
 *  and which sendings were later versions. */
void toc_score_reports(toc_arena *arena, const toc_drill *drill, toc_scored *duties,
                       toc_score *score);

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
