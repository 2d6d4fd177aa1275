/* replay.h - a drill as it went, written as a scenario that is a replay of it.
 *
 * Whatever was simulated stands in its `log` as an act of whoever did it, beside the entries of
 * the script, each at its place: played again against the same plan it earns the same score,
 * whatever the seed.  docs/scenarios.md tells planners of it. */
#ifndef TOC_DRILL_REPLAY_H
#define TOC_DRILL_REPLAY_H

#include <stdio.h>

#include "drill/run.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Writes @p drill, which was not stopped, as YAML to @p out; the caller asks ferror.  `expect` is
 *  what came of it (outcome.h), whatever the scenario expected.  O(records + entries), in the arena. */
void toc_replay_write(toc_arena *arena, const toc_drill *drill, FILE *out);

#ifdef __cplusplus
}
#endif

#endif
