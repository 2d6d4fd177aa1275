/* walk.h - plays a plan by hand, act by act, and writes down what was done; private to witness/.
 *
 * A walk has an engine of its own, on which nobody acts but the walk: everything that happens is in its
 * list of entries, which is the script of a scenario.  It looks at the engine for what can be done
 * next.  Made for one try in the arena; toc_walk_deinit frees the engine. */
#ifndef TOC_WITNESS_WALK_H
#define TOC_WITNESS_WALK_H

#include "analysis/flow.h"
#include "engine/engine.h"

#define TOC_WALK_ENTRIES_MAX 300u
#define TOC_WALK_DEPTH_MAX   8u /* causes of causes */

typedef struct toc_walk_entry {
    toc_ms at;
    const char *yaml;  /* `did: early.call` */
    const char *words; /* what a message says: "`early.call` done" */
} toc_walk_entry;

/* What conditions read, and the value at which they hold. */
typedef struct toc_reading {
    const toc_cond *cond;
    int64_t value;
} toc_reading;
typedef TOC_VEC(toc_reading) toc_readings;

/* What the solver has answered: the same in every walk, so each question is asked once. */
typedef struct toc_solved {
    bool is_asked;
    bool can;
    toc_readings readings;
} toc_solved;
typedef TOC_VEC(toc_solved) toc_solutions; /* by number of the condition */

/* Where there are several ways to go on, a walk takes the first, unless it is told otherwise: so
 * each list of picks is one walk, and all walks are found by changing picks. */
typedef struct toc_picks {
    const uint32_t *list; /* of the first places where there is a choice */
    uint32_t count;
} toc_picks;

typedef struct toc_walk {
    toc_arena *arena;
    const toc_plan *plan;
    const toc_machine *machine;
    toc_conditions *conditions; /* the solver that finds values */
    toc_engine *engine;
    toc_ms now;
    TOC_VEC(toc_walk_entry) entries;
    uint32_t *acts;      /* of each node: how often the walk has done it */
    uint32_t *approvals; /* of each node: how often the walk has approved it */
    bool *is_exhausted;  /* of each decision: a way back was used up */
    uint32_t *opened;    /* of each response: activations */
    uint32_t *closed;    /* of each response: activations that ended */
    toc_picks picks;
    TOC_VEC(uint32_t) choices; /* at each place where there was a choice: of how many */
    const toc_flow_finding *finding;
    toc_solutions *solutions;
    uint32_t kept_from;   /* entries from here on belong to what is shown */
    uint32_t entries_max; /* more make it longer than what is known already */
    bool is_cut;          /* it would have had more */
    toc_readings said;    /* fields of events, as conditions ask for them; the latest counts */
    bool is_stuck;        /* what happened last does not settle */
    unsigned depth;
    toc_trace_fn *watch; /* is shown every record after the walk itself; or NULL */
    void *watcher;
} toc_walk;

/** The plan's level that is number @p id of the machine: the two tables differ in order. */
static inline const toc_plan_level *toc_walk_level_of(const toc_plan *plan,
                                                      const toc_machine *machine, uint32_t id)
{
    const toc_m_level *row = &machine->levels[id];

    return plan->ladders.items[row->ladder]->levels.items[row->rank - 1];
}

/* What a row of the machine's reports is in the plan: one of the three, the others NULL. */
typedef struct toc_walk_told {
    const toc_plan_report *report;
    const toc_plan_announcement *announcement;
    const toc_plan_relay *relay; /* one of its hops, skips … */
} toc_walk_told;
toc_walk_told toc_walk_told_of(const toc_plan *plan, const toc_machine *machine, uint32_t row);

/** The deadline of a row, never NULL. */
const toc_deadline *toc_walk_told_deadline(const toc_plan *plan, const toc_machine *machine,
                                           uint32_t row);

/* What all walks of a plan share. */
typedef struct toc_walk_world {
    toc_arena *arena;
    toc_conditions *conditions;
    const toc_machine *machine;
    toc_ms start; /* epoch milliseconds */
    toc_solutions solutions;
    uint32_t budget; /* reactions in one instant before it counts as unsettled (0: the engine's) */
    toc_trace_fn *watch; /* of the walks that are made from now on; or NULL */
    void *watcher;
} toc_walk_world;

/** A walk that shows @p finding by the ways @p picks.  False: no memory for the engine. */
bool toc_walk_init(toc_walk *walk, toc_walk_world *world, const toc_flow_finding *finding,
                   toc_picks picks, uint32_t entries_max);
void toc_walk_deinit(toc_walk *walk);

/** Which of @p count ways to take, the first being 0. */
uint32_t toc_walk_pick(toc_walk *walk, uint32_t count);

/** One entry now.  False when the walk has too many, or the engine refuses it. */
bool toc_walk_act(toc_walk *walk, const toc_act *act, const char *yaml, const char *words);

/** On to the minute after the next timer.  False: nothing is armed within a year. */
bool toc_walk_pass(toc_walk *walk);
bool toc_walk_wait(toc_walk *walk, toc_ms length);

/* ── bringing things about; false: not found ─────────────────────────────── */

bool toc_walk_hold(toc_walk *walk, const toc_cond *cond);
bool toc_walk_cause(toc_walk *walk, const toc_plan_anchor *anchor);
bool toc_walk_level(toc_walk *walk, const toc_plan_level *level);
bool toc_walk_end(toc_walk *walk, const toc_plan_ladder *ladder);
bool toc_walk_event(toc_walk *walk, const toc_plan_event *event);

/** Makes @p level warranted, and none more severe. */
bool toc_walk_warrant(toc_walk *walk, const toc_plan_level *level);

/** Starts @p response, at @p level if that is not NULL. */
bool toc_walk_start(toc_walk *walk, const toc_plan_response *response, const toc_plan_level *level);

/** In a response that runs: on until @p node has got its turn (is no longer waiting). */
bool toc_walk_to(toc_walk *walk, const toc_plan_node *node);

/** The same, and does it; of a decision @p outcome, or where -1 the first that leads on. */
bool toc_walk_through(toc_walk *walk, const toc_plan_node *node, int32_t outcome);

/** Which outcomes the way to @p goal asks for, where the walk has a choice by its picks: fills in the
 *  numbers of the plan's nodes that @p outcomes (one for each node of the plan) must have, and leaves the
 *  others as they are.  O(nodes and ways of the response). */
void toc_walk_route(toc_walk *walk, const toc_plan_node *goal, int32_t *outcomes);

/* ── single acts; false: the walk has too many entries, or the engine refuses it ─────────── */

/** Does @p node; of a decision its outcome number @p outcome. */
bool toc_walk_do(toc_walk *walk, const toc_plan_node *node, uint32_t outcome);
bool toc_walk_begin(toc_walk *walk, const toc_plan_node *node);
/** @p by NULL: whoever is to approve; of what the step asks of others, who was asked. */
bool toc_walk_approve(toc_walk *walk, const toc_plan_node *node, const toc_plan_body *by);
bool toc_walk_form(toc_walk *walk, const toc_plan_body *body);
bool toc_walk_declare(toc_walk *walk, const toc_plan_level *level);
/** Sends or announces row @p row of the machine's reports. */
bool toc_walk_send(toc_walk *walk, uint32_t row);
/** Approves the announcement that is that row. */
bool toc_walk_clear(toc_walk *walk, uint32_t row);
/** @p when: since the drill's start, not before now. */
bool toc_walk_forecast(toc_walk *walk, const toc_plan_moment *moment, toc_ms when);
bool toc_walk_propose_end(toc_walk *walk, const toc_plan_ladder *ladder);
bool toc_walk_approve_end(toc_walk *walk, const toc_plan_ladder *ladder);
/** `declare: none`. */
bool toc_walk_declare_over(toc_walk *walk, const toc_plan_ladder *ladder);

/** Does all steps as they get ready, series once, until the response closes or nothing is left to do. */
void toc_walk_run(toc_walk *walk, const toc_plan_response *response);

#endif
