/* outcome.h - what came of a drill, as the expectations that it meets.
 *
 * `tocsin generate` and exported replays end with them: grades reached by when and at the end, the last
 * state of responses, steps, decisions and bodies, of each duty and report what became of it, the score
 * and the rating. */
#ifndef TOC_DRILL_OUTCOME_H
#define TOC_DRILL_OUTCOME_H

#include "drill/score.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The key `expect` of a scenario with a line for each, in the arena; "" where nothing came of it.
 *  *out_count: how many.  O(records + duties × different duties). */
const char *toc_outcome_expects(toc_arena *arena, const toc_score *score, uint32_t *out_count);

/** The same for a replay of the drill: without what only simulation makes (steps that wait for what they
 *  need), and without those that do not hold: some speak of the latest activation, or of all occurrences,
 *  where several went different ways. */
const char *toc_outcome_of_replay(toc_arena *arena, const toc_score *score);

#ifdef __cplusplus
}
#endif

#endif
