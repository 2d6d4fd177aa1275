/* live.h - a drill that is played one act at a time, on a script that grows while it is played.
 *
 * A live exercise makes one from a bound scenario, whose entries do not happen by themselves: each
 * is fed when it does happen, and so is whatever people do.  Samples of series come by their own
 * time, as in any drill.  What is fed with the times and in the order of a scenario gives the
 * records that toc_drill_run gives.  The caller's arena must have an escape that lies outside of
 * these calls; after it was taken only toc_live_free may follow. */
#ifndef TOC_DRILL_LIVE_H
#define TOC_DRILL_LIVE_H

#include "drill/run.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_live toc_live;

typedef struct toc_live_sizes { /* what will be fed, all in all, as toc_script_size counts it */
    uint64_t settings;
    uint64_t openings;
    toc_growth growth;
} toc_live_sizes;

/** A live drill at t = 0, before anything is read.  @p script is bound (its played: who is played at
 *  first), with its machine and scenario it outlives the live drill; it is not changed.
 *  TOC_ENOMEM: no memory for the engine. */
toc_status toc_live_new(toc_arena *arena, const toc_script *script, const toc_live_sizes *sizes,
                        uint64_t seed, toc_live **out_live);
/** Was it stopped by a table that can be made larger?  Then @p sizes->growth says how large; the caller
 *  plays everything again, from the beginning, on another. */
bool toc_live_wants_room(const toc_live *live, toc_live_sizes *sizes);
/** Frees the engine; the rest is the arena's.  NULL is allowed. */
void toc_live_free(toc_live *live);

/* Each is false when the drill had to be stopped: then the engine takes no more, and
 * toc_live_problem says why.  Times never fall, and only toc_live_feed may come again at an instant
 * that has been advanced to: never, in an exercise. */

/** First reading of all conditions. */
bool toc_live_begin(toc_live *live);
/** Everything at or before @p until that comes by itself: timers, samples. */
bool toc_live_advance(toc_live *live, toc_ms until);
/** @p acts, all at the same instant, which has not been reached yet; copied. */
bool toc_live_feed(toc_live *live, const toc_bound_act *acts, uint32_t count);
/** From @p at on people act for @p bodies, or nobody but the simulation; before begin: at first. */
bool toc_live_set_played(toc_live *live, toc_ms at, const uint32_t *bodies, uint32_t count,
                         bool is_played);
bool toc_live_finish(toc_live *live, toc_ms end);

/** The script's next entry number, and adding an entry that has it: the copy that stays, or, of a number
 *  that is there, one entry of the scenario as it happens after all (moved in time). */
uint32_t toc_live_next_number(const toc_live *live);
const toc_entry *toc_live_add_entry(toc_live *live, const toc_entry *entry);
/** Truth, in order of time; the caller binds all of it anew into toc_live_script. */
void toc_live_add_truth(toc_live *live, const toc_truth *truth);

/** When something comes by itself next: a timer or a sample; TOC_MS_NONE: nothing. */
toc_ms toc_live_next(const toc_live *live);
/** The drill so far: its script, its scenario, records, duties as they stand; valid until the next call. */
const toc_drill *toc_live_drill(toc_live *live);
toc_script *toc_live_script(toc_live *live);
const toc_scenario *toc_live_scenario(const toc_live *live);
const toc_engine *toc_live_engine(const toc_live *live);
/** "" while it runs. */
const char *toc_live_problem(const toc_live *live);

#ifdef __cplusplus
}
#endif

#endif
