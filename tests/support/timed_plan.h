/* timed_plan.h - random plans full of times: steps, decisions, loops, deadlines, approvals, bodies on
 * demand, reports, a relay and announcements.  For tests that hold the analysis of times against
 * the engine. */
#ifndef TOC_TESTS_TIMED_PLAN_H
#define TOC_TESTS_TIMED_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { TIMED_NODES = 12, TIMED_TARGETS = 4 };

typedef struct timed_target {
    uint32_t node;
    uint32_t wait; /* minutes */
} timed_target;

typedef struct timed_node {
    bool is_decision;
    timed_target targets[2][TIMED_TARGETS]; /* of the outcomes yes and no */
    uint32_t target_count[2];
    uint32_t at_most;
    char after[160];
} timed_node;

typedef struct timed_generator {
    uint64_t state;
    bool is_plain; /* fixed times, no choices, no guards, no hours */
    bool is_tight; /* deadlines that may be missed */
    uint32_t count;
    timed_node nodes[TIMED_NODES];
} timed_generator;

/** A number below @p below, which is above 0. */
uint32_t timed_draw(timed_generator *g, uint32_t below);

/** The text of a plan, in @p arena.  Not every one is sound: what was drawn may contradict itself. */
const char *timed_plan_write(timed_generator *g, toc_arena *arena);

#endif
