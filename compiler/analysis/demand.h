/* demand.h - how much of each resource, and of each post's time, may be wanted at once.
 *
 * A *pool* is a resource (what is held of it at once, or what is used up of it in all), or a post
 * (which does one thing at a time).  A *group* is a response with
 * those that only its own steps start: their order is known.  A *stage* is a level, the time before
 * any, or the time after the end.  A *cause* is what an incident begins with: an event, a trigger
 * on a condition, a moment, or a response that somebody starts.
 *
 * toc_demand_new reads a plan without errors; the rest asks.  Everything lives in the arena but
 * the solver, which toc_demand_free gives back.  docs/checks.md tells planners what is counted. */
#ifndef TOC_ANALYSIS_DEMAND_H
#define TOC_ANALYSIS_DEMAND_H

#include "analysis/demand_order.h"
#include "analysis/logic.h"
#include "sema/plan.h"

typedef struct toc_demand_user {
    const toc_plan_node *node;
    int64_t units;
    bool stays;            /* `fills`: held when it is over, too, for good */
    bool is_freed;         /* `fills`: the same, until some step frees it */
    uint64_t freed_before; /* of the freeing steps in its group: a bit for each that is over when it
                              starts; see toc_demand_find_pools */
    uint32_t group;
    toc_span span;                /* the quantity; of a post, the name behind `by` */
    const toc_quantity *quantity; /* of a resource */
} toc_demand_user;

/* The users of a pool in one group, and what they want at once at most. */
typedef struct toc_demand_part {
    uint32_t group;
    uint32_t first; /* in the pool's users */
    uint32_t count;
    toc_clique peak; /* members: of the pool's users, from first */
} toc_demand_part;

typedef struct toc_demand_pool {
    const toc_plan_resource *resource; /* or NULL: */
    const toc_plan_body *post;
    bool is_stock; /* what `consumes` takes in all; else what is held at once */
    const char *name;
    int64_t supply;                 /* its count; 1 of a post */
    int64_t granted;                /* what the plan's steps request of it besides, all together */
    TOC_VEC(toc_demand_user) users; /* by group, then in the order of the steps */
    TOC_VEC(toc_demand_part) parts; /* by group */
} toc_demand_pool;

typedef struct toc_demand_group {
    TOC_VEC(const toc_plan_response *) responses; /* each after the one that starts it */
    toc_order *order;
    TOC_VEC(uint32_t) pools; /* that have a part here */
} toc_demand_group;

typedef struct toc_demand_stage {
    const toc_plan_ladder *ladder; /* NULL: the plan has no levels */
    uint32_t rank;                 /* 0: no level yet */
    bool is_end;                   /* the incident is over */
    const char *name;              /* "II", "warning yellow", "no level", "after the end" */
} toc_demand_stage;

typedef struct toc_demand_cause {
    const toc_entity *entity; /* event, trigger, moment or response */
} toc_demand_cause;

/* A group that may be at work. */
typedef struct toc_demand_active {
    uint32_t group;
    int64_t times; /* activations side by side */
} toc_demand_active;
typedef TOC_VEC(toc_demand_active) toc_demand_actives; /* by group */

/* What may be wanted of a pool at once. */
typedef struct toc_demand_wanted {
    const toc_demand_user *user;
    int64_t times;
} toc_demand_wanted;

typedef struct toc_demand_peak {
    int64_t wanted; /* of those below, which may all want it at once */
    int64_t most;   /* no more than this; the same as wanted but where a search was cut off */
    TOC_VEC(toc_demand_wanted) users;
} toc_demand_peak;

typedef struct toc_demand_ask {
    const toc_plan_response *a, *b; /* b NULL: a at stage `stage` */
    uint32_t stage;
    bool can;
} toc_demand_ask;

typedef TOC_VEC(const toc_plan_node *) toc_demand_nodes;

typedef struct toc_demand {
    const toc_plan *plan;
    toc_arena *arena;
    toc_logic *logic; /* made when first asked */
    TOC_VEC(toc_demand_ask) asked;
    TOC_VEC(toc_demand_group) groups;
    uint32_t *group_of;       /* by response */
    toc_order_start *starts;  /* by response */
    uint32_t *places;         /* by node: in its group's order */
    toc_demand_nodes *freers; /* by resource: the steps that free some of it */
    toc_ms *earliest;         /* by node: its start after that of its group, at least */
    bool *is_started_often;   /* by response: by a step that is done several times */
    toc_demand_pool *pools;   /* resources by id, as what is held; as stocks; then posts */
    uint32_t pool_count;
    TOC_VEC(toc_demand_stage) stages;
    TOC_VEC(toc_demand_cause) causes; /* by kind, then by name */
    struct toc_demand_links *links;   /* what starts what; demand_cases.c */
    const toc_demand_stage *other;    /* of a second ladder, while that is at a given level */
    int64_t *times;                   /* by response, while actives are worked out; else 0 */
    TOC_VEC(const toc_plan_response *) begun;
} toc_demand;

/** The demand of a plan without errors.  O(n log n) but for the order inside one group (see
 *  demand_order.h) and the peaks of its pools (demand_clique.h). */
toc_demand *toc_demand_new(const toc_plan *plan, toc_arena *arena);
void toc_demand_free(toc_demand *it);

/* ── who is at work when ─────────────────────────────────────────────────── */

/** What may be active at @p stage whatever the incident began with. */
toc_demand_actives toc_demand_standing(toc_demand *it, const toc_demand_stage *stage);

/** What may be active besides, when @p count causes come at once (the same may stand twice). */
toc_demand_actives toc_demand_caused(toc_demand *it, const toc_demand_stage *stage,
                                     const toc_demand_actives *standing,
                                     const toc_demand_cause *causes, uint32_t count);

/* ── how much ────────────────────────────────────────────────────────────── */

/** What @p actives may want of @p pool at once. */
toc_demand_peak toc_demand_peak_of(toc_demand *it, const toc_demand_pool *pool,
                                   const toc_demand_actives *actives);

/** Both at once: @p a and @p b do not exclude each other. */
toc_demand_peak toc_demand_peak_both(toc_demand *it, const toc_demand_peak *a,
                                     const toc_demand_peak *b);

/* ── all of it ───────────────────────────────────────────────────────────── */

/** Shown a peak: of pool number @p pool at @p stage after @p cause (NULL: whatever it was). */
typedef void toc_demand_visit(void *state, uint32_t pool, const toc_demand_stage *stage,
                              const toc_demand_cause *cause, const toc_demand_peak *peak);

/* Incidents that come at once. */
typedef struct toc_demand_together {
    TOC_VEC(toc_demand_cause) causes; /* the same may stand twice */
    const toc_demand_stage *stage;    /* the level that was named; NULL: none was */
    const toc_demand_stage *other;    /* a level of a second ladder; or NULL */
} toc_demand_together;

/** Every pool at every stage where something is wanted: whatever the cause, and then for each cause
 *  that wants more.  @p together not NULL: for its causes at once instead (shown as the first of
 *  them), and only at its stage. */
void toc_demand_walk(toc_demand *it, const toc_demand_together *together, toc_demand_visit *visit,
                     void *state);

/** What was asked for by a list such as "fire,II"; false after a reason in *out_reason. */
bool toc_demand_read_together(toc_demand *it, const char *names, toc_demand_together *out,
                              const char **out_reason);

/* Somebody who needs the demand of a plan for a while. */
typedef void toc_demand_fn(toc_demand *it, void *state);

/** Makes it, calls @p run, and frees it, also where memory is used up on the way. */
void toc_demand_with(const toc_plan *plan, toc_arena *arena, toc_demand_fn *run, void *state);

/* ── time ────────────────────────────────────────────────────────────────── */

/* How long somebody may have to wait. */
typedef struct toc_demand_wait {
    const toc_demand_user *user; /* NULL: nobody is late */
    toc_ms waits;
    toc_ms late;
} toc_demand_wait;

/** The time from readiness in which the step is due; 0: not known. */
toc_ms toc_demand_due(const toc_plan_node *node);

/** Who of @p peak, after @p cause (or NULL), is late by most when those who can come before it are
 *  served first, each taking its longest, from a pool of @p supply. */
toc_demand_wait toc_demand_longest_wait(toc_demand *it, const toc_demand_peak *peak,
                                        const toc_demand_cause *cause, int64_t supply);

/** Would each still be in time if all took turns, one after the other?  Only where all times are
 *  known and somebody has a deadline. */
bool toc_demand_can_take_turns(const toc_demand_peak *peak);

/* ── between the files of this part ──────────────────────────────────────── */

void toc_demand_find_pools(toc_demand *it);
void toc_demand_find_stages(toc_demand *it);
void toc_demand_find_links(toc_demand *it);
void toc_demand_find_earliest(toc_demand *it);

/** Can the groups that begin with @p a and @p b never be at work at once? */
bool toc_demand_are_apart(toc_demand *it, const toc_plan_response *a, const toc_plan_response *b);

/** Can @p response start at @p stage or a level before it, as its `when` says? */
bool toc_demand_can_start(toc_demand *it, const toc_plan_response *response,
                          const toc_demand_stage *stage);

static inline const toc_plan_response *toc_demand_root(const toc_demand *it, uint32_t group)
{
    return it->groups.items[group].responses.items[0];
}

#endif
