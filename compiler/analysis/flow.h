/* flow.h - checks of what can happen in a plan, and what a scenario must play to show it.
 *
 * Rows of the table in check_table.c; their topics are the files flow_*.c.  They read the typed plan
 * as the engine will run it.  What one finds goes to the sink; where the caller gives a list
 * (toc_check_options), it also says there how to show it, and witness/ makes a scenario of that.
 * docs/checks.md tells planners what is found. */
#ifndef TOC_ANALYSIS_FLOW_H
#define TOC_ANALYSIS_FLOW_H

#include "analysis/conditions.h"
#include "sema/checks.h"

/* ── what a scenario must play ───────────────────────────────────────────── */

typedef enum toc_play {
    TOC_PLAY_LEVEL,    /* `level` is reached */
    TOC_PLAY_EVENT,    /* `event` happens */
    TOC_PLAY_CATEGORY, /* somebody is told of an incident of the category `subject` */
    TOC_PLAY_ALL,      /* every event happens, every ladder reaches its gravest level */
    TOC_PLAY_TO,       /* `response` starts and goes on until `node` is ready */
    TOC_PLAY_TOWARDS,  /* the same, as far as it goes: `node` never gets its turn */
    TOC_PLAY_THROUGH,  /* the same, and `node` is done; of a decision `outcome`, if not -1 */
    TOC_PLAY_PAST,     /* the same, with the turn of `open` before, which is left alone */
    TOC_PLAY_LOOP,     /* the same again and again, until the way back is used up */
    TOC_PLAY_AGAIN,    /* the same, and all that its end leads to, until it starts again */
    TOC_PLAY_RUN,      /* `response` starts, and all its steps are done */
    TOC_PLAY_OVER,     /* `response` starts, a level is reached, and the incident declared over */
    TOC_PLAY_OWE,      /* `report` becomes owed */
    TOC_PLAY_UNSETTLED /* `response` starts, or `holds` comes true: and the drill goes no further */
} toc_play;

/* What must then be so at the end: `expect` of the scenario. */
typedef enum toc_show_kind {
    TOC_SHOW_NOTHING,     /* nothing was started by anything */
    TOC_SHOW_STEP,        /* entity: node; state */
    TOC_SHOW_LOST,        /* entity: node; dead, or waiting for what never comes */
    TOC_SHOW_DECISION,    /* entity: decision; state: the outcome */
    TOC_SHOW_RESPONSE,    /* entity: response; state */
    TOC_SHOW_STARTED,     /* entity: response; state: how often, `>= 3` */
    TOC_SHOW_BODY,        /* entity: body; state */
    TOC_SHOW_REPORT,      /* entity: report; state */
    TOC_SHOW_OWED,        /* entity: report; owed a third time, and not sent */
    TOC_SHOW_LEVEL,       /* entity: level, still declared at the end */
    TOC_SHOW_UNWARRANTED, /* entity: level, declared and not warranted */
    TOC_SHOW_UNSETTLED    /* nothing: the drill has to be stopped */
} toc_show_kind;

typedef struct toc_show {
    toc_show_kind kind;
    const toc_entity *entity; /* NULL: NOTHING */
    const char *state;
} toc_show;

typedef struct toc_flow_finding {
    toc_diag *diag;
    const toc_entity *subject; /* names the scenario */
    toc_play play;
    const toc_plan_response *response;
    const toc_plan_node *node;
    int32_t outcome;
    const toc_plan_level *level;  /* NULL: any that starts the response */
    const toc_plan_anchor *cause; /* of the response; NULL: any of its own */
    const toc_plan_event *event;
    const toc_plan_report *report;
    const toc_cond *holds; /* before that; NULL: whatever is so at the start */
    const toc_cond *after; /* brought about in the end, as far as it can be; or NULL */
    bool is_graded;        /* a level of `level`'s ladder is declared, and still is in the end */
    const toc_plan_node *done;   /* what must have been done on the way; NULL: as `play` says */
    const toc_plan_node *open;   /* PAST */
    const toc_plan_body *absent; /* an org that is not there; NULL: none */
    const char *what;            /* what the scenario shows, after a colon: "nothing starts" */
    TOC_VEC(toc_show) shows;
} toc_flow_finding;

typedef struct toc_flow_findings {
    TOC_VEC(toc_flow_finding *) list;
} toc_flow_findings;

/** A finding about @p subject, in the list if one is wanted; never NULL. */
toc_flow_finding *toc_flow_find(const toc_check_context *context, toc_diag *diag,
                                const toc_entity *subject, toc_play play, const char *what);
void toc_flow_show(const toc_check_context *context, toc_flow_finding *finding, toc_show_kind kind,
                   const toc_entity *entity, const char *state);

/* ── the checks ──────────────────────────────────────────────────────────── */

toc_check_fn toc_check_idle_levels;
toc_check_fn toc_check_categories, toc_check_expansions;
toc_check_fn toc_check_unformed;
toc_check_fn toc_check_endless_waits, toc_check_loops, toc_check_reads_later, toc_check_undone;
toc_check_fn toc_check_start_circles, toc_check_restarts, toc_check_vain_starts;
toc_check_fn toc_check_never_ending, toc_check_lost_reports;
toc_check_fn toc_check_powers_to_start, toc_check_late_deadlines;
toc_check_fn toc_check_stopped_too_soon;
toc_check_fn toc_check_own_requests;
toc_check_fn toc_check_settling, toc_check_ends_waiting, toc_check_other_plans;

/* ── between the topics ──────────────────────────────────────────────────── */

/** The least id of @p response's nodes: they stand side by side in the plan's table, because ids
 *  follow names.  O(nodes). */
uint32_t toc_flow_first_node(const toc_plan_response *response);

/** Which nodes of @p node's response cannot be done before @p node is, by their place in the
 *  response's list; @p node itself is one.  O(nodes and ways of the response). */
bool *toc_flow_held_back(toc_arena *arena, const toc_plan_node *node);

/** Which of them are called for only by way of @p node, likewise: no step beside it leads there. */
bool *toc_flow_only_after(toc_arena *arena, const toc_plan_node *node);

/** Can @p cond be true as long as none of the @p held nodes of @p response has been done?  Whatever
 *  else it reads may be anything.  O(size). */
bool toc_flow_can_hold(const toc_cond *cond, const toc_plan_response *response, const bool *held);

/** @p cond, with each part that reads what @p leaf does known to be so, or not.  Shares nothing but
 *  names with it.  O(size). */
const toc_cond *toc_flow_assume(toc_arena *arena, const toc_cond *cond, const toc_cond *leaf,
                                bool is_true);

/** A condition that does not hold. */
const toc_cond *toc_flow_never(toc_arena *arena);

/** Does the end of @p ladder stop the response (exact rules 5.2)? */
bool toc_flow_is_stopped_by(const toc_plan_response *response, const toc_plan_ladder *ladder);

/** Is it stated that the response is stopped when a level goes: does an `on level …` start it? */
bool toc_flow_is_on_level(const toc_plan_response *response);

/** The mildest grade; NULL: the ladder has none (T0131). */
static inline const toc_plan_level *toc_flow_mildest(const toc_plan_ladder *ladder)
{
    return ladder->levels.count > 0 ? ladder->levels.items[0] : NULL;
}

static inline bool toc_flow_is_level(toc_plan_anchor_kind kind)
{
    return kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST || kind == TOC_PLAN_ANCHOR_LEVEL_IS ||
           kind == TOC_PLAN_ANCHOR_LEVEL_BELOW;
}

#endif
