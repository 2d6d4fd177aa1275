/* state_private.h - the inside of an engine: its arrays, and who may call whom.
 *
 * Only the files of this folder include it.  toc_engine_new (state.c) carves every
 * array out of one block; nothing is allocated afterwards.  Each topic file offers the few
 * functions listed under its name; what must happen "until nothing changes" goes through the
 * reaction heap, so no function calls back up a chain and the stack stays flat. */
#ifndef TOC_ENGINE_STATE_PRIVATE_H
#define TOC_ENGINE_STATE_PRIVATE_H

#include <assert.h>

#include "engine/engine.h"
#include "engine/facts_private.h"
#include "engine/rng.h"
#include "engine/world_private.h"

__extension__ typedef __int128 toc_wide; /* sums of values, products before they are scaled */

/* ---- order within one instant (exact-rules: condition … approval) ---- */

typedef enum toc_rank {
    TOC_RANK_CONDITION,
    TOC_RANK_TRIGGER,
    TOC_RANK_WARRANTED,
    TOC_RANK_DECLARED,
    TOC_RANK_BODY,
    TOC_RANK_CLOSE,
    TOC_RANK_OPEN,
    TOC_RANK_RESOURCE,
    TOC_RANK_NODE,
    TOC_RANK_REPORT,
    TOC_RANK_APPROVAL,
    TOC_RANK_COUNT
} toc_rank;

typedef struct toc_order {
    uint64_t major; /* deadline bit, rank, id */
    uint64_t minor; /* activation, occurrence */
} toc_order;

static inline toc_order toc_order_make(toc_rank rank, uint32_t id, uint32_t activation,
                                       uint32_t occurrence)
{
    return (toc_order){(uint64_t)rank << 40 | id, (uint64_t)activation << 32 | occurrence};
}

#define TOC_ORDER_DEADLINE (UINT64_C(1) << 63) /* deadlines come after all else of an instant */

#define TOC_ORDER_RESOURCES                                                                        \
    ((uint64_t)TOC_RANK_RESOURCE << 40) /* the pass over who waits for them */

/* ---- timers: a fixed slot for everything that may wait ---- */

typedef enum toc_timer_kind {
    TOC_TIMER_WAKE,        /* condition: reads the clock, a window or `for`, look again */
    TOC_TIMER_PERIOD,      /* period begins or ends */
    TOC_TIMER_MOMENT,      /* moment: it comes, as forecast last */
    TOC_TIMER_DAY,         /* one for all: a local day is over */
    TOC_TIMER_LOWER,       /* ladder: a lower grade has stayed warranted */
    TOC_TIMER_SIM_LOWER,   /* ladder: the simulated body lowers */
    TOC_TIMER_SIM_PROPOSE, /* ladder */
    TOC_TIMER_SIM_END,     /* ladder: the simulated body approves the end */
    TOC_TIMER_SIM_DECLARE, /* level */
    TOC_TIMER_SIM_FORM,    /* body */
    TOC_TIMER_REACH,       /* body can be reached again */
    TOC_TIMER_EDGE,        /* edge instance: a wait is over */
    TOC_TIMER_WORK,        /* node instance: work is done */
    TOC_TIMER_TICK,        /* node instance: next of a series */
    TOC_TIMER_GATE,        /* node instance: duty hours or availability begin */
    TOC_TIMER_SIM_APPROVE, /* node instance */
    TOC_TIMER_SIM_GRANT,   /* node instance: requested units are granted */
    TOC_TIMER_ARRIVAL,     /* arrival: units are ready, or come in addition */
    TOC_TIMER_REPORT_TICK, /* report instance */
    TOC_TIMER_SIM_REPORT,  /* report instance */
    TOC_TIMER_SIM_CLEAR,   /* report instance: an announcement's approval */
    TOC_TIMER_NO_ANSWER,   /* report instance: a fallback's wait is over */
    TOC_TIMER_DUTY,        /* duty: due, or missed for good */
    TOC_TIMER_KIND_COUNT
} toc_timer_kind;

typedef struct toc_timer {
    toc_order order;
    uint32_t position; /* in the heap; TOC_NEAR: among the next; TOC_NONE: not armed */
    uint8_t kind;      /* toc_timer_kind */
    uint8_t is_work;   /* armed, and the drill is not settled before it has fired */
} toc_timer;

typedef struct toc_wait { /* an armed timer, with what nearly always tells two apart */
    toc_ms at;
    uint32_t timer;
} toc_wait;

#define TOC_NEAR (TOC_NONE - 1)
enum { TOC_NEAR_MOST = 24 };

typedef struct toc_reaction {
    toc_order order;
    uint32_t object; /* as its rank says: ladder, instance…; of TOC_RANK_RESOURCE a node instance */
} toc_reaction;

static inline toc_rank toc_reaction_rank(const toc_reaction *reaction)
{
    return (toc_rank)(reaction->order.major >> 40);
}

/* ---- state of each thing ---- */

typedef struct toc_condition_state {
    uint8_t value;
    toc_ms since; /* inner condition of a `for`: true since; TOC_MS_NONE while false */
} toc_condition_state;

typedef struct toc_sample {
    toc_ms at;
    int64_t value;
    toc_wide total; /* of all values up to here */
} toc_sample;

typedef struct toc_history { /* ring of samples or occurrences, for windows */
    toc_sample *samples;     /* NULL: no window reads it */
    uint32_t first;
    uint32_t count;
    toc_ms longest; /* the longest window that reads it */
    int64_t before; /* value before the first sample */
    toc_wide total; /* of all values so far */
} toc_history;

typedef struct toc_ladder_state {
    uint32_t warranted;
    uint32_t declared;
    uint32_t floor;       /* `if late escalate`: counts as warranted */
    uint32_t proposed_by; /* body, while the end is proposed */
    uint8_t is_proposed;
    uint8_t is_asked;  /* its approval was asked and not yet given: refused, or still open */
    uint8_t end_holds; /* news for the reaction: as its condition stands now, */
    uint8_t end_fell;  /* and whether it was false on the way */
    uint8_t is_queued_w;
    uint8_t is_queued_d;
    uint8_t is_ripe; /* the time of lowering has run, and nobody could be reached to declare it */
    uint32_t propose_duty; /* duty slots or TOC_NONE */
    uint32_t approve_duty;
    uint32_t declared_by; /* who declared the grade that stands, or stood last; or TOC_NONE */
    toc_ms raised;        /* when D last rose: staying below D counts from then at the earliest */
} toc_ladder_state;

typedef struct toc_level_state {
    toc_ms below;  /* W has been below this grade since; TOC_MS_NONE: it is not below */
    uint32_t duty; /* to declare it, or TOC_NONE */
} toc_level_state;

typedef struct toc_body_status {
    uint8_t state; /* toc_body_state */
    uint8_t is_played;
    uint8_t begins_played; /* as the options said */
    uint8_t is_told;
    uint8_t word_waits; /* 1 + why, of a word that arrives when it can be reached again */
    uint8_t is_queued;
    uint8_t rose;        /* its condition rose: news for the reaction */
    uint8_t unreachable; /* itself; a post is also out of reach with its org */
    uint8_t are_told;    /* itself, its org, and its posts */
    uint8_t is_post;
    uint8_t has_hours;   /* it or its org has duty hours */
    uint32_t org;        /* of a post its org, else itself */
    uint32_t running;    /* steps it does at present, its own or in another's place */
    uint32_t waiting;    /* a post: steps of its own that only wait for somebody to be free */
    uint32_t duty;       /* the founder's, or TOC_NONE */
    uint32_t formations; /* duties to form it so far */
} toc_body_status;

typedef struct toc_resource_state {
    int64_t free;
    int64_t total;
    int64_t debt;    /* units lost while in use: taken when freed */
    int64_t called;  /* units that were ever asked for, in use or not, of one that has to be made */
    int64_t ready;   /* ready; and of those how many can be used by now, called at most */
    int64_t claimed; /* in this pass, by steps that wait */
    uint32_t epoch;  /* mark of one pass over the waiting list */
    uint32_t signal; /* or TOC_NONE */
    uint8_t is_plain; /* always available, and its units need not be made ready */
} toc_resource_state;

/* One activation of a response. */
typedef struct toc_instance {
    uint32_t response;
    uint32_t number; /* activation, 1-based; 0: the slot is free */
    uint8_t is_active;
    uint8_t is_queued;     /* to be closed */
    uint8_t close_event;   /* toc_response_event when queued */
    uint32_t cause_kind;   /* toc_m_start_kind; TOC_NONE: by an act or a step */
    uint32_t cause_anchor; /* the anchor that started it, or TOC_NONE */
    toc_ms cause_at;
    toc_ms started;
    uint32_t unfinished; /* nodes not done, skipped, dead or cancelled */
    uint32_t series;     /* report series that run inside */
    uint32_t news;       /* reports inside that have yet to look at what occurred */
    uint32_t duties;     /* open duties of its nodes and reports: the slot is kept for them */
    uint32_t running;    /* steps that run: what runs is finished even after a stop */
    uint32_t node_shift; /* from a node of its response to its node instance, modulo 2^32 */
    uint32_t edge_shift; /* and from an edge */
} toc_instance;

typedef enum toc_series {
    TOC_SERIES_NONE,
    TOC_SERIES_RUNS,
    TOC_SERIES_OVER /* but its work still runs */
} toc_series;

typedef enum toc_approval {
    TOC_APPROVAL_NONE,
    TOC_APPROVAL_ASKED,
    TOC_APPROVAL_GIVEN,
    TOC_APPROVAL_REFUSED
} toc_approval;

typedef struct toc_node_instance {
    uint32_t node;
    uint32_t instance;
    uint8_t state;    /* toc_node_state */
    uint8_t blocked;  /* toc_blocked */
    uint8_t approval; /* toc_approval */
    uint8_t is_queued;
    uint8_t is_called;   /* ready without edges: at activation, or by a loop */
    uint8_t is_held;     /* a loop comes back to it after a wait: nothing else calls for it */
    uint8_t series;      /* toc_series */
    uint8_t holds;       /* has taken resources to give back */
    uint8_t is_waiting;  /* in the list for resources */
    uint8_t is_counted;  /* among those that wait for their post */
    uint16_t traits;     /* set of toc_trait */
    uint32_t occurrence; /* 0 before it was first ready */
    uint32_t pending;    /* incoming edges, loops apart */
    uint32_t live;
    uint32_t duty; /* slot of the single duty, or TOC_NONE */
    uint32_t approval_duty;
    uint32_t request_duty; /* first open request, linked */
    uint32_t series_duty;  /* oldest open occurrence, linked */
    uint32_t tick;         /* series: ticks so far */
    uint32_t series_base;  /* occurrences before this series: a loop may start it again */
    uint32_t asked;        /* the occurrence for which approval was asked last */
    uint32_t answered_by;  /* who gave or refused it, and the marks of that act */
    uint32_t answer_marks;
    uint32_t actor; /* who performs it while running */
    uint32_t marks; /* of its start, for when it is done */
    uint32_t mark;  /* epoch of the last walk that met it */
    uint32_t next;  /* list for resources */
    uint32_t previous;
    toc_ms ready;
    toc_ms queued_at; /* in the list for resources since */
    toc_ms series_start;
    toc_ms started; /* first start */
    toc_ms done;    /* last completion */
    toc_ms drawn;   /* how long its first occurrence takes, or TOC_MS_NONE: not drawn yet */
} toc_node_instance;

typedef struct toc_report_instance toc_report_instance; /* told_private.h, like the next three */
typedef struct toc_relay_round toc_relay_round;
typedef struct toc_receipt toc_receipt;
typedef struct toc_answer toc_answer;

typedef struct toc_duty_slot {
    toc_duty duty;
    uint32_t next;         /* free list, or list of its owner */
    uint32_t holder;       /* node instance, report instance, level, ladder or body index */
    uint32_t deadline;     /* into deadlines, or TOC_NONE */
    uint32_t instance;     /* response instance, or TOC_NONE */
    uint32_t undated_next; /* list of its anchor's undated duties, in order of opening */
    uint32_t undated_before;
    uint8_t is_open;
    uint8_t is_overdue;
    uint8_t is_undated; /* stands in that list */
    uint8_t is_cleared; /* an announcement: its approval has been given */
    uint8_t is_ripe;    /* the time of its act has run, and nobody could be reached to make it */
    toc_ms grace_clause;
    toc_ms period; /* series: > 0 */
} toc_duty_slot;

typedef struct toc_duty_list {
    uint32_t first; /* duty slots or TOC_NONE */
    uint32_t last;
} toc_duty_list;

typedef struct toc_latest { /* what conditions see of a node or report: its latest activation */
    uint8_t is_done;
    uint8_t is_late;
    uint32_t outcome; /* of a decision that is done: 1-based among its own; 0 none */
} toc_latest;

enum { TOC_EDGE_PENDING, TOC_EDGE_LIVE, TOC_EDGE_DEAD };

struct toc_engine {
    const toc_machine *machine;
    toc_engine_options options;
    toc_rng rng;
    toc_status status;
    char error[200];
    toc_ms now;
    uint8_t is_begun;
    uint8_t is_finished;
    uint8_t all_told;
    uint8_t
        units_came; /* for whoever waits for them, since the act or the timer that set this off */
    uint8_t full;   /* toc_engine_table, of the status TOC_EFULL */
    uint32_t act_body;    /* whose act is being applied, or TOC_NONE */
    uint32_t entry;       /* script entry being applied, or TOC_NONE */
    uint32_t epoch;       /* of walks and passes */
    uint32_t next_number; /* of duties */
    uint32_t unsettled;   /* armed timers that keep a drill from being settled */
    uint32_t lost;        /* bodies that are out of reach themselves */
    uint32_t turn;        /* the plan's own timers fired in this instant */
    uint64_t spent;       /* reactions in this instant */
    uint64_t traced;      /* set of 1 << toc_trace_kind that the sink wants; 0: there is none */

    toc_timer *timers;
    uint32_t timer_base[TOC_TIMER_KIND_COUNT + 1];
    uint32_t armed[TOC_TIMER_KIND_COUNT];
    toc_wait near[TOC_NEAR_MOST]; /* those that come next, the earliest last */
    uint32_t near_count;
    toc_wait *waits; /* heap of all others: the earliest first */
    uint32_t wait_count;

    toc_stretch stretch;

    toc_reaction *reactions;
    uint32_t reaction_count;
    uint32_t reaction_capacity;

    toc_condition_state *conditions;
    toc_question *questions;
    uint32_t *ladder_of; /* of the condition of a grade that its ladder asks itself, or TOC_NONE */
    uint32_t
        *runs; /* from each place of the machine's ids: so many conditions of a ladder's grades */
    toc_branch *branches;
    uint32_t *only_ladders; /* of each signal: the ladder whose grades alone read it, or TOC_NONE */
    uint32_t *grade_trees;  /* of each ladder: its first branch, TOC_GRADE, or TOC_NONE */
    uint32_t *first_questions;   /* of each condition, or TOC_NONE: its code has to be run */
    uint64_t *queued_conditions; /* bits; they come before all other reactions, in order */
    uint64_t *queued_words;      /* bits of the words of those that are not 0 */
    uint32_t queued_count;
    int64_t *values; /* indicators */
    toc_history *value_history;
    toc_history *event_history;
    int64_t *fields; /* by slot; valid when the event happened */
    uint8_t *field_known;
    toc_ms *anchors; /* latest occurrence of each */
    toc_duty_list
        *undated; /* of each anchor: duties that get their due time when it occurs, and all
                               that are due before a forecast of its moment */
    uint32_t *trigger_event; /* the event behind its news or its last firing, or TOC_NONE */
    uint8_t *trigger_queued;
    toc_days *days;
    uint32_t day_count;
    uint32_t *days_of; /* of each indicator: into days, or TOC_NONE */
    toc_moment_state *moments;
    toc_ladder_state *ladders;
    toc_level_state *levels;
    toc_body_status *bodies;
    toc_resource_state *resources;
    toc_arrival *arrivals;
    uint32_t arrival_capacity;
    uint32_t arrival_free;
    uint8_t *start_queued;
    uint32_t *direct_queued; /* of each response: starts by a step, an act, or lateness */
    uint32_t *activations;   /* of each response so far */
    uint32_t *active_count;
    uint32_t
        *newest;    /* of each response: the instance of its latest activation, if there was one */
    uint32_t slots; /* instances of each response */
    toc_instance *instances;  /* response * slots + slot */
    toc_node_instance *nodes; /* see toc_node_at */
    uint8_t *edges;
    uint32_t *edge_base;  /* of each response, for slot 0 */
    uint32_t *edge_first; /* the response's first edge in the machine */
    uint32_t *edge_count;
    toc_report_instance *reports;
    uint32_t *report_base;
    toc_relay_round *rounds;    /* relay * reports_max + slot */
    uint32_t *last_round;       /* of each relay */
    toc_receipt *receipts;      /* see toc_relay_receipt */
    uint32_t *receipt_base;     /* of each relay, for slot 0 */
    toc_answer *answers;        /* of each row of a relay, in each slot of it */
    uint32_t *answer_base;      /* of each relay, for slot 0 */
    uint32_t *declared_reports; /* announcements by whoever has declared */
    uint32_t declared_report_count;
    toc_latest *node_latest;
    toc_latest *report_latest;
    toc_node_facts *node_facts;
    toc_rng_span
        *spans; /* of each node: how long it takes; least TOC_MS_NONE: the plan does not say */
    toc_node_instance *fresh_nodes; /* of each node: how an instance of it begins */
    toc_response_facts *response_facts;
    toc_duty_slot fresh_duty; /* how a duty begins */
    toc_way *ways;
    uint32_t *starters;       /* nodes */
    int64_t *demand_sums;     /* of each demand: what its step takes of that resource in all */
    toc_expected *expected;   /* at expected_at */
    uint32_t *expected_first; /* of each node: a guess, good if that one is of this node */
    uint32_t expected_count;
    uint32_t expected_capacity;
    toc_ms expected_at;

    toc_duty_slot *duties;
    uint64_t *open_duties; /* bits of the slots in use */
    uint32_t duty_capacity;
    uint32_t duty_free;
    uint32_t duty_count;    /* slots in use */
    uint32_t *work;         /* scratch: a list of node instances or duties */
    uint32_t *walk;         /* scratch of a second walk, while `work` is in use */
    uint32_t waiting_first; /* node instances waiting for resources, in order of time and name */
    uint32_t waiting_last;
    uint8_t resource_queued;

    toc_index nodes_of_body;      /* nodes by performer; posts also under their org */
    toc_index reports_of_body;    /* reports by sender */
    toc_index approvals_of_body;  /* nodes by approver */
    toc_index clearances_of_body; /* announcements by approver */
    toc_index requests_of_body;   /* nodes by the bodies that they ask for units */
    toc_index formed_by_body;     /* bodies by founder */
    toc_index starts_of_anchor;
    uint32_t *anchor_of_body; /* BODY_FORMED anchor, or TOC_NONE */
    uint32_t *successor_of;   /* of a post: the first by name that succeeds it, or TOC_NONE */
    struct toc_memo *memo;    /* NULL: no room was given for it */
};

/* ---- state.c, indexes.c, start.c ---- */
void toc_engine_fill_indexes(toc_engine *engine);
void toc_engine_set_start(toc_engine *engine); /* t = 0, before the first reading */
void toc_engine_fail(toc_engine *engine, toc_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** The same with TOC_EFULL: @p table has no room for more. */
void toc_engine_fill(toc_engine *engine, toc_engine_table table, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- history.c: windows ---- */
void toc_history_add(toc_engine *engine, toc_history *history, int64_t value, const char *name);
/** Index of the first sample after @p at; count when there is none. */
uint32_t toc_history_after(const toc_engine *engine, const toc_history *history, toc_ms at);
const toc_sample *toc_history_at(const toc_engine *engine, const toc_history *history,
                                 uint32_t index);

/* ---- anchor.c ---- */
void toc_anchor_pass(toc_engine *engine, uint32_t anchor,
                     uint32_t instance); /* see toc_anchor_occur */
/** The duty in slot @p at, if its deadline counts from an anchor, stands in that anchor's list. */
void toc_anchor_await(toc_engine *engine, uint32_t at);
void toc_anchor_await_no_more(toc_engine *engine, uint32_t at); /* it does */
/** Waiting steps whose deadline of @p kind counts from @p anchor owe their duty from now on. */
void toc_anchor_open_nodes(toc_engine *engine, uint32_t anchor, uint32_t instance,
                           toc_m_deadline_kind kind);
/** Its time as seen from @p instance (TOC_NONE: from outside), or TOC_MS_NONE. */
toc_ms toc_anchor_time(const toc_engine *engine, uint32_t anchor, uint32_t instance);

/* ---- duty.c ---- */
typedef struct toc_duty_spec {
    toc_duty_kind kind;
    uint32_t id;
    uint32_t other;
    uint32_t owner;
    uint32_t instance; /* response instance, or TOC_NONE */
    uint32_t holder;
    uint32_t occurrence;
    uint32_t deadline; /* or TOC_NONE */
    toc_ms period;     /* series: > 0 */
    toc_ms limit;
    toc_ms grace;    /* clause, or TOC_MS_NONE */
    bool is_limited; /* due at `limit`, whatever the deadline says */
} toc_duty_spec;
uint32_t toc_duty_open(toc_engine *engine, const toc_duty_spec *spec);
void toc_node_owe(toc_engine *engine, uint32_t at); /* see toc_node_open_duty */
/** It is done: its single duty, if one is open, is met, or done late. */
void toc_node_pay(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks);
/** An anchor has occurred: the undated duties that wait for it get their due times. */
void toc_duty_date_all(toc_engine *engine, uint32_t anchor);
/** The forecast of its moment was given anew: duties due before it get their new due times. */
void toc_duty_move_all(toc_engine *engine, uint32_t anchor);
/** Is its step or report late, or no longer: as conditions see it. */
void toc_duty_note_late(toc_engine *engine, const toc_duty_slot *slot, bool is_late);
void toc_duty_done(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks);
void toc_duty_drop(toc_engine *engine, uint32_t at, toc_void_reason reason);
/** Void when not yet due, else left open (`keep`) or missed. */
void toc_duty_withdraw(toc_engine *engine, uint32_t at, toc_void_reason reason, bool keep);
void toc_duty_fire(toc_engine *engine, uint32_t at);
/** What is done about @p duty, which is late (lateness.c). */
void toc_duty_act_late(toc_engine *engine, const toc_duty *duty);
/** Closes it for good, whoever holds it letting go. */
void toc_duty_settle(toc_engine *engine, uint32_t at, toc_duty_state state, toc_void_reason reason);
void toc_duty_finish_all(toc_engine *engine, toc_ms end);
void toc_duty_extend(toc_engine *engine, toc_duty_kind kind, uint32_t id, toc_ms by);
/** Appends @p slot to the list that begins at @p first. */
void toc_duty_append(toc_engine *engine, uint32_t *first, uint32_t slot);

/* ---- body.c ---- */
enum {
    TOC_TOLD_BY_REPORT = 4, /* see TOC_TRACE_TOLD */
    TOC_TOLD_BY_NOTICE = 5,
    TOC_TOLD_BY_ACT = 6, /* who acts knows */
    TOC_TOLD_BY_ANNOUNCEMENT = 7,
    TOC_TOLD_BY_FORECAST = 8
};
void toc_body_spread(toc_engine *engine, uint32_t body, uint32_t why); /* see toc_body_tell */
void toc_body_tell_all(toc_engine *engine, uint32_t why);
uint32_t toc_body_successor(const toc_engine *engine, uint32_t body); /* see toc_body_stand_in */
toc_ms toc_body_hours_begin(const toc_engine *engine, uint32_t body); /* see toc_body_off_until */
/** Arms @p timer for an act of a simulated @p body, or who stands in for it, that takes @p length from
 *  when it may begin.  Nothing where it is played, the timer is armed already, or the body is
 *  not there or out of reach: then toc_body_wake comes back. */
void toc_body_plan_for(toc_engine *engine, uint32_t body, uint32_t timer, toc_ms length,
                       toc_order order);
/** The same for the act that the duty in @p slot asks of its owner; at once where its time has run. */
void toc_body_plan_duty(toc_engine *engine, uint32_t slot, uint32_t timer, toc_ms length,
                        toc_order order);
/** The same for one that takes what is assumed for @p assume. */
void toc_body_plan_act(toc_engine *engine, uint32_t slot, uint32_t timer, toc_assume assume,
                       toc_order order);
/** Is @p owner of an act whose time has run to make it as soon as it can be reached? */
bool toc_body_is_awaited(const toc_engine *engine, uint32_t owner);
/** Who makes the act of @p owner that the duty in @p slot (or TOC_NONE) asks for, its time having
 *  run; TOC_NONE: people do, or nobody can be reached: then toc_body_wake comes back. */
uint32_t toc_body_turn(toc_engine *engine, uint32_t owner, uint32_t slot);
bool toc_body_is_right(const toc_engine *engine, uint32_t owner, uint32_t by);
void toc_body_react(toc_engine *engine, uint32_t body);
void toc_body_rise(toc_engine *engine, uint32_t body);
void toc_body_form(toc_engine *engine, uint32_t body, uint32_t by, uint32_t marks);
void toc_body_form_due(toc_engine *engine, uint32_t body); /* the simulated founder's turn */
void toc_body_stand_down(toc_engine *engine, uint32_t body, uint32_t by);
void toc_body_unreachable(toc_engine *engine, uint32_t body, toc_ms duration);
void toc_body_reachable(toc_engine *engine, uint32_t body);
/** Its waiting steps, approvals and reports look again. */
void toc_body_wake(toc_engine *engine, uint32_t body);

/* ---- hands.c ---- */
void toc_hands_change(toc_engine *engine, uint32_t body, bool is_played);

/* ---- ladder.c ---- */
void toc_ladder_queue_warranted(toc_engine *engine, uint32_t ladder);
void toc_ladder_react_warranted(toc_engine *engine, uint32_t ladder);
void toc_ladder_end_changed(toc_engine *engine, uint32_t ladder, bool holds);
void toc_ladder_react_declared(toc_engine *engine, uint32_t ladder);
/* Acts; @p marks: known before, of a simulated one. */
void toc_ladder_declare(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                        uint32_t marks);
void toc_ladder_propose(toc_engine *engine, uint32_t ladder, uint32_t by, uint32_t marks);
void toc_ladder_approve(toc_engine *engine, uint32_t ladder, uint32_t by, bool given,
                        uint32_t marks);
/** A lower grade has stayed warranted for `lower after`. */
void toc_ladder_lower(toc_engine *engine, uint32_t ladder);
void toc_ladder_escalate(toc_engine *engine, uint32_t level);
/** The turn of a simulated body: TOC_TIMER_SIM_LOWER, _PROPOSE, _END (@p id a ladder), _DECLARE (a
 *  level). */
void toc_ladder_act_due(toc_engine *engine, toc_timer_kind kind, uint32_t id);
/** Declare, propose and approve the end: is it for act->body to do? */
bool toc_ladder_is_right(const toc_engine *engine, const toc_act *act);
/** Somebody can be reached again: what simulated bodies owe this ladder is planned anew. */
void toc_ladder_wake(toc_engine *engine, uint32_t ladder);

/* ---- response.c ---- */
void toc_trigger_queue(toc_engine *engine, uint32_t trigger, uint32_t event); /* or TOC_NONE */
void toc_trigger_react(toc_engine *engine, uint32_t trigger);
void toc_start_queue(toc_engine *engine, uint32_t start);
void toc_start_react(toc_engine *engine, uint32_t object);
void toc_response_activate(toc_engine *engine, uint32_t response);
void toc_instance_end(toc_engine *engine, uint32_t instance); /* see toc_instance_check */
void toc_instance_stop(toc_engine *engine, uint32_t instance);
void toc_instance_react_close(toc_engine *engine, uint32_t instance);
void toc_response_levels_changed(toc_engine *engine, uint32_t ladder, uint32_t from, uint32_t to);
void toc_response_ladder_ended(toc_engine *engine, uint32_t ladder);

/* ---- node.c ---- */
void toc_node_setup(toc_engine *engine, uint32_t instance);
void toc_node_queue(toc_engine *engine, uint32_t at);
void toc_node_react(toc_engine *engine, uint32_t at);
void toc_node_count_waiting(toc_engine *engine, uint32_t at); /* see */
void toc_node_emit(toc_engine *engine, uint32_t at, uint32_t body,
                   uint32_t marks);                  /* toc_node_state_set */
void toc_node_tell(toc_engine *engine, uint32_t at); /* `to` */
void toc_node_finish(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks);
void toc_node_decide(toc_engine *engine, uint32_t at, uint32_t outcome, uint32_t by,
                     uint32_t marks);
void toc_node_fail(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks);
/** Its response closes; @p is_stopped: before all was done. */
void toc_node_cancel(toc_engine *engine, uint32_t at, bool is_stopped);
/** Its slot is needed for another activation: what it still owes is settled now. */
void toc_node_abandon(toc_engine *engine, uint32_t at);
void toc_node_kill(toc_engine *engine, uint32_t at);
bool toc_node_waits_for_decision(toc_engine *engine, uint32_t at);

/* ---- edge.c: joins and loops ---- */
void toc_edge_set(toc_engine *engine, uint32_t instance, uint32_t edge, uint8_t state);
void toc_edge_go(toc_engine *engine, uint32_t instance, uint32_t edge); /* its wait, then live */
void toc_edge_arrive(toc_engine *engine, uint32_t edge_instance);

/* ---- act.c ---- */
bool toc_act_is_valid(const toc_engine *engine, const toc_act *act);
void toc_act_apply(toc_engine *engine, const toc_act *act);

#include "engine/quick_private.h"

#endif
