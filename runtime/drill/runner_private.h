/* runner_private.h - an engine that is fed with acts and what it records: for run.c and live.c.
 *
 * The arena's escape must lie outside of whatever frees the engine (toc_runner_close). */
#ifndef TOC_DRILL_RUNNER_PRIVATE_H
#define TOC_DRILL_RUNNER_PRIVATE_H

#include "base/vec.h"
#include "drill/run.h"

typedef struct toc_runner {
    toc_arena *arena;
    const toc_script *script; /* its acts may grow */
    FILE *trace;              /* or NULL */
    toc_engine *engine;
    TOC_VEC(toc_happening) happenings;
    TOC_VEC(toc_duty) duties;
    toc_growth growth; /* of the engine's tables */
    uint32_t current;  /* number of the entry that is being fed; TOC_NONE: none */
    toc_status status; /* what stopped it; TOC_OK: nothing did */
    bool is_full;      /* of records: it is stopped as well */
} toc_runner;

/** Makes the engine, of the tables' sizes that the script states, grown so.  @p r is all zero and stays
 *  where it is. */
toc_status toc_runner_open(toc_runner *r, toc_arena *arena, const toc_script *script,
                           toc_growth growth, uint64_t seed);
/** Was it stopped by a table that can be made larger, with an engine of no more than @p most bytes?  Then
 *  @p growth, of this run, grows. */
bool toc_runner_wants_room(const toc_runner *r, size_t most, toc_growth *growth);
/** Where toc_runner_wants_room: back to the beginning, with that room.  False: it stays as it is. */
bool toc_runner_start_again(toc_runner *r, uint64_t seed);
/** Back to the beginning with the same room, and from now on all is written to @p trace.  False: there is
 *  no memory. */
bool toc_runner_start_traced(toc_runner *r, uint64_t seed, FILE *trace);
void toc_runner_close(toc_runner *r);

/* Each is false when it is stopped, see status and is_full; then only close may follow. */

/** The first reading; what the script holds at the start will be fed first. */
bool toc_runner_begin(toc_runner *r);
/** @p count acts of the script from number @p first on: all of one instant, which has not been advanced
 *  to yet; begins it and ends it. */
bool toc_runner_feed(toc_runner *r, uint32_t first, uint32_t count);
/** Timer by timer, up to and including @p until; the clock stands at the last one that fired. */
bool toc_runner_advance(toc_runner *r, toc_ms until);
/** Notes what the engine said. */
bool toc_runner_note(toc_runner *r, toc_status status);
bool toc_runner_finish(toc_runner *r, toc_ms end);

/** The drill so far, into @p drill. */
void toc_runner_drill(const toc_runner *r, uint64_t seed, toc_drill *drill);
/** Why it was stopped, in words; "" where it was not. */
const char *toc_runner_problem(const toc_runner *r);

#endif
