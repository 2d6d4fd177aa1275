/* random_plan.h - plans and scenarios drawn from a number, for properties that hold of all.
 *
 * A plan has orgs, posts that succeed each other, resources that are made ready, ladders, triggers, a
 * moment that is forecast, reports, a relay, announcements, and a few responses made of chains, forks,
 * joins, decisions, loops, series, approvals and requests; with a calendar also a watch for outbreaks.
 * The same number gives the same plan; its declarations can be shuffled. */
#ifndef TOC_TESTS_RANDOM_PLAN_H
#define TOC_TESTS_RANDOM_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct random_plan_options {
    uint64_t seed;
    uint64_t shuffle;  /* 0: in the order in which they were drawn */
    bool has_calendar; /* duty hours, `by time`, outbreaks by day */
    bool is_steady; /* a drill can come back to where it was: nothing is used up or granted, and no
                            condition looks back on a while */
} random_plan_options;

const char *random_plan_text(toc_arena *arena, const random_plan_options *options);

typedef enum random_play {
    RANDOM_SIMULATED, /* nobody is played */
    RANDOM_MIXED,     /* the crew is */
    RANDOM_PLAYED     /* everybody is */
} random_play;

/** A scenario for such a plan: events, values, forecasts, losses and, where somebody is played, acts in
 *  and out of order, approvals given, refused and taken back; 30 hours from @p start, one in eight
 *  13 days with cases day by day. */
const char *random_scenario_text(toc_arena *arena, uint64_t seed, random_play play,
                                 const char *start);

/** Steps one of a row of numbers on; the row is the same everywhere. */
uint32_t random_draw(uint64_t *state, uint32_t below);

#endif
