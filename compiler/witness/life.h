/* life.h - a walk on which everybody does their duty, in time or too late; private to witness/.
 *
 * A life begins where something is brought about by hand (walk.h), then goes on by itself: whatever
 * the engine says is owed is done, each step after the least time that it takes.  So what it
 * shows could have happened, as far as the plan says how long things take. */
#ifndef TOC_WITNESS_LIFE_H
#define TOC_WITNESS_LIFE_H

#include "witness/walk.h"

typedef enum toc_pace {
    TOC_PACE_IN_TIME, /* as soon as it can be */
    TOC_PACE_LATE     /* what has a due time is done a minute after it */
} toc_pace;

/* A duty that the life knows of. */
typedef struct toc_life_duty {
    toc_duty duty;  /* as it stands */
    uint32_t tries; /* acts on it so far */
} toc_life_duty;

typedef struct toc_life {
    toc_walk walk;
    toc_pace pace;
    bool says_starts;      /* work is begun by an act of its own, so that it runs while it lasts */
    uint64_t seed;         /* which of several outcomes that are as good is tried first */
    const uint32_t *taken; /* of each outcome: how often lives before this took it */
    uint32_t *own_taken;   /* and this one */
    int32_t *route;        /* of each node: the outcome that it must have the first time, or -1 */
    toc_ms *ready;         /* of each node: when it last got ready; TOC_MS_NONE: it is not */
    uint8_t *is_given_up;  /* of each node: no outcome can come true */
    uint32_t *node_rounds; /* of each node, report: times done as one of a series */
    uint32_t *report_rounds;
    TOC_VEC(toc_life_duty) duties; /* by number less 1 */
    TOC_VEC(uint32_t) open;        /* their numbers less 1 */
} toc_life;

/** A life in @p world's arena.  @p taken outlives it.  False: no memory for the engine. */
bool toc_life_init(toc_life *life, toc_walk_world *world, const toc_flow_finding *finding,
                   toc_picks picks, uint32_t entries_max, toc_pace pace, const uint32_t *taken);
void toc_life_deinit(toc_life *life);

/** Does what is owed until nothing is left to do, or only series go on.  False: the walk is at its end
 *  (too many entries, or what happened does not settle). */
bool toc_life_run(toc_life *life);

/** Ends what goes on: series, then each ladder on which something is declared; runs in between. */
void toc_life_close(toc_life *life);

/** Up through all levels of @p ladder, as values warrant it, and down again; runs in between. */
void toc_life_climb(toc_life *life, const toc_plan_ladder *ladder);

/** When the scenario of it should end: everything that was late is over. */
toc_ms toc_life_end(const toc_life *life);

#endif
