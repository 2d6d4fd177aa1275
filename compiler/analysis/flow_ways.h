/* flow_ways.h - by which answers each step of a response is called for, way by way.
 *
 * A step can be called for in several ways that differ: by two answers of one decision, or by two
 * decisions.  One way says of each decision the answer that it takes, where it takes one. */
#ifndef TOC_ANALYSIS_FLOW_WAYS_H
#define TOC_ANALYSIS_FLOW_WAYS_H

#include "analysis/demand_order.h"

enum { TOC_WAYS_MAX = 8 }; /* ways of one step that are told apart; of more only what they share */

typedef struct toc_ways {
    uint16_t *needs; /* a row each, by decision of the order: the outcome + 1, 0 any */
    uint64_t *over; /* a row each: what is over, or will not be, when the step starts by that way */
    uint32_t count; /* at least one */
} toc_ways;

/** By place, of all steps of @p order, whose `before` is worked out; loops left aside.  A way that another
 *  one makes superfluous is left out.  O(ways into steps × TOC_WAYS_MAX² × (decisions + steps / 64)). */
toc_ways *toc_ways_make(toc_arena *arena, const toc_order *order, const uint32_t *places);

/** Can both be taken in one round: no decision answers otherwise in the one than in the other? */
bool toc_ways_agree(const toc_order *order, const uint16_t *one, const uint16_t *other);

static inline const uint16_t *toc_ways_row(const toc_order *order, const toc_ways *ways, uint32_t i)
{
    return ways->needs + (size_t)i * order->decision_count;
}

static inline const uint64_t *toc_ways_over(const toc_order *order, const toc_ways *ways,
                                            uint32_t i)
{
    return ways->over + (size_t)i * order->words;
}

#endif
