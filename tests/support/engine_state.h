/* engine_state.h - what stands inside an engine, for tests that hold two of them against each other. */
#ifndef TOC_TESTS_ENGINE_STATE_H
#define TOC_TESTS_ENGINE_STATE_H

#include "engine/engine.h"

/** What of two engines of one machine and of equal options is not the same: steps, ways, units, duties, timers…;
 *  NULL: nothing.  Which slot a duty has, and marks of walks, say nothing. */
const char *engine_difference(const toc_engine *a, const toc_engine *b);

/** Stretches so far, of all drills; UINT64_MAX: one has left something behind. */
uint64_t engine_stretches(const toc_engine *engine);

bool engine_is_played(const toc_engine *engine, uint32_t body);

#endif
