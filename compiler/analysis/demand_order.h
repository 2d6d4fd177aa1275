/* demand_order.h - which steps of some responses can never run at the same time.
 *
 * Two steps of one activation exclude each other when one cannot start before the other is over
 * (`after`, and what starts a response), or when they lie on different outcomes of one decision.
 * A loop lifts both where a step may still be running when the loop is taken.
 *
 * A join of any starts with one of its ways: what is over by then depends on which.  By itself an
 * order knows what is over in every case; its variants know it case by case. */
#ifndef TOC_ANALYSIS_DEMAND_ORDER_H
#define TOC_ANALYSIS_DEMAND_ORDER_H

#include "analysis/demand_clique.h"
#include "sema/plan.h"

/* Of more steps than this the order is not worked out. */
#define TOC_ORDER_MAX 4096u

typedef struct toc_order_loop {
    uint32_t decision;
    int32_t outcome;
    uint32_t target;
    uint64_t *after;    /* the target and all that comes after it */
    uint64_t *survives; /* what may still run when the loop is taken */
} toc_order_loop;

typedef struct toc_order {
    /* The same order for each way in which its joins of any may come to be, every join by one of
     * its ways; empty where there are none, or too many, or loops. */
    TOC_VEC(struct toc_order *) variants;
    uint32_t count; /* of steps and decisions */
    uint32_t words;
    const toc_plan_node **nodes;
    uint64_t *before; /* a row each: those that are over when it starts; NULL: not worked out */
    uint32_t decision_count;
    uint32_t *decisions; /* place of each */
    uint16_t *needs;     /* a row each: by decision the outcome + 1 that led here, 0 any */
    TOC_VEC(toc_order_loop) loops;
} toc_order;

/* Where a response is started by one step or outcome of another, and by nothing else. */
typedef struct toc_order_start {
    const toc_plan_node *node; /* NULL: by something else */
    int32_t outcome;           /* or -1 */
} toc_order_start;

/** The order of all steps of @p responses, each after the one that starts it (@p starts, by id of
 *  the response).  @p places, by id of the node, gets each one's place.
 *  O(steps² / 64 + loops × steps). */
toc_order *toc_order_make(toc_arena *arena, const toc_plan_response *const *responses,
                          uint32_t count, const toc_order_start *starts, uint32_t *places);

/** Is the step at @p a surely over whenever the one at @p b starts or runs? */
bool toc_order_is_before(const toc_order *order, uint32_t a, uint32_t b);

/** Can the two never run at the same time?  False where it is not known. */
bool toc_order_excludes(const toc_order *order, uint32_t a, uint32_t b);

/** Can only one of the two be done at all? */
bool toc_order_is_either(const toc_order *order, uint32_t a, uint32_t b);

/** How often the step at @p place is done at most in one activation. */
int64_t toc_order_times(const toc_order *order, uint32_t place);

#endif
