/* time.h - how long each duty of a plan can take: best, likely, worst, and along which chain.
 *
 * toc_times_new makes it from a plan without errors, in the caller's arena; checks, tables and
 * charts read it.  docs/checks.md ("Time") tells planners what counts and what is a bound.
 *
 * All times are milliseconds.  Working times that the plan does not state are never taken as zero:
 * a lapse says how many of them it lacks, and what stands in it is then the sum of the others.
 * Waiting for things and for busy posts is not counted. */
#ifndef TOC_ANALYSIS_TIME_H
#define TOC_ANALYSIS_TIME_H

#include "sema/plan.h"

#define TOC_TIME_NEVER INT64_MAX

typedef enum toc_time_case {
    TOC_TIME_BEST,     /* the least that is possible: guards skip, approvals come at once */
    TOC_TIME_LIKELY,   /* each step at its likely point, nothing skipped, each loop once */
    TOC_TIME_ONCE,     /* the most, each loop once, everybody on duty */
    TOC_TIME_WORST,    /* the most, each loop as often as it may be, everybody on duty */
    TOC_TIME_ONCE_OFF, /* as ONCE, and each body goes off duty just before its turn */
    TOC_TIME_LONGEST,  /* as WORST, and each body goes off duty just before its turn */
    TOC_TIME_CASES
} toc_time_case;

typedef struct toc_lapse {
    toc_ms ms;        /* what is known of it; TOC_TIME_NEVER: it does not come to that */
    uint32_t unknown; /* parts that the plan does not state; then the lapse is at least ms */
} toc_lapse;

/* What a step's way from readiness to its being done is made of, in one case. */
typedef struct toc_time_parts {
    toc_lapse approval;
    toc_lapse formed; /* since the response's start: not before the body is there */
    toc_ms ready;     /* mobilisation of what it uses */
    toc_ms off_duty;
    toc_lapse work;
} toc_time_parts;

typedef struct toc_time_node {
    toc_lapse ready[TOC_TIME_CASES]; /* since the start of its response, as are the next two */
    toc_lapse start[TOC_TIME_CASES];
    toc_lapse done[TOC_TIME_CASES];  /* of a series: its end */
    uint32_t last[TOC_TIME_CASES];   /* index in node->in of the way that decided; see below */
    toc_lapse again[TOC_TIME_CASES]; /* what later rounds of the loops that are entered here add */
    toc_ms dead;       /* the earliest that it may be found that no way leads here, or NEVER */
    uint32_t place;    /* in the order of its response; TOC_TIME_NO_PLACE: never comes */
    uint32_t above;    /* the nearest step that every way here passes; TOC_TIME_NO_NODE: none */
    uint32_t jump;     /* one further up, for quick climbing */
    uint32_t depth;    /* steps above, itself included */
    uint32_t once;     /* the nearest of those, or itself, that no loop repeats */
    bool is_certain;   /* it comes whenever its response does */
    bool is_redone;    /* some loop can lead here again */
    bool is_unsettled; /* an approval or a series: it may stay out */
} toc_time_node;

#define TOC_TIME_NO_EDGE  UINT32_MAX       /* the response's start */
#define TOC_TIME_FORMING  (UINT32_MAX - 1) /* its body's being formed */
#define TOC_TIME_NO_PLACE UINT32_MAX
#define TOC_TIME_NO_NODE  UINT32_MAX

/* A way back in a response. */
typedef struct toc_time_loop {
    const toc_plan_edge *edge;
    uint32_t entry; /* the step by which all loops that hang together with it are entered */
    toc_lapse round[TOC_TIME_CASES]; /* ONCE and ONCE_OFF: from its beginning to there again */
} toc_time_loop;

typedef enum toc_time_scope {
    TOC_TIME_NOT_COMPARED, /* the anchor has nothing to do with it */
    TOC_TIME_OWN,          /* since its own readiness, or since it was opened */
    TOC_TIME_SINCE_START,  /* since the start of a response */
    TOC_TIME_SINCE_NODE    /* since another step */
} toc_time_scope;

#define TOC_TIME_CLIMB 8u /* responses that start each other, one behind the other */

/* From where to where a duty's time runs.  climb[0] is what ends it, in its response; climb[1]
 * the step that started that response, and so on; the anchor belongs to the last one's response. */
typedef struct toc_time_way {
    toc_time_scope scope;
    bool is_always;                             /* in every activation; else in some */
    const toc_plan_node *climb[TOC_TIME_CLIMB]; /* climb[0] NULL: it ends where it began */
    bool ends_at_start[TOC_TIME_CLIMB];         /* its start counts, not its being done */
    bool ends_at_ready; /* of climb[0], beside ends_at_start: not even its start, its readiness */
    uint32_t climb_count;
    const toc_plan_node *anchor; /* SINCE_NODE */
    bool from_start;             /* of it */
} toc_time_way;

typedef enum toc_time_kind {
    TOC_TIME_STEP,
    TOC_TIME_DECISION,
    TOC_TIME_APPROVAL, /* of a step or an announcement */
    TOC_TIME_REQUEST,  /* of units from another body */
    TOC_TIME_REPORT,
    TOC_TIME_ANNOUNCEMENT,
    TOC_TIME_DECLARATION,
    TOC_TIME_PROPOSAL, /* of a ladder's end */
    TOC_TIME_ENDING,   /* its approval */
    TOC_TIME_FORMATION,
    TOC_TIME_HOP,     /* of a relay, for one receiver; also a skip */
    TOC_TIME_WRITTEN, /* what a relay wants in writing */
    TOC_TIME_OVERALL, /* the whole of a relay */
    TOC_TIME_KINDS
} toc_time_kind;

/* What somebody owes: each that a drill opens, once where it repeats itself (exact rules 8). */
typedef struct toc_time_duty {
    toc_time_kind kind;
    const toc_entity *entity; /* what it belongs to */
    const char *name;         /* "alarm.sound", "approval of alarm.sound": never NULL */
    const toc_body_ref *owner;
    const toc_deadline *deadline; /* never NULL; kind NONE in a series, too */
    toc_span limit_span;
    bool is_dated;      /* has a limit; else the next four say nothing */
    int32_t by_minute;  /* of the day, where it is due `by time`; else -1 */
    toc_ms least_limit; /* the time that it has; working days depend on the calendar, and a time */
    toc_ms most_limit;  /* of day on when the clock starts */
    toc_time_way way;   /* to what it waits for; of a step to its being done */
    const toc_time_way *more; /* further things that it waits for; the latest counts */
    uint32_t more_count;
    const toc_lapse *own;            /* by case: what comes on top of the way; NULL: nothing */
    const struct toc_relay_leg *leg; /* HOP: how its time counts; NULL: a skip */
    const struct toc_relay_way *relay_way; /* OVERALL: the one with the least slack; HOP that counts
                                              from the start: up to its sender; else NULL */
    bool may_be_skipped;                   /* what it waits for: then it waits for less */
    bool is_series;                        /* each time of it */
    bool has_best;                         /* lapse[BEST] is a bound: it cannot take less */
    toc_lapse lapse[TOC_TIME_CASES];
} toc_time_duty;

typedef struct toc_times {
    const toc_plan *plan;
    toc_arena *arena;
    toc_time_node *nodes;          /* by id */
    toc_ms *most;                  /* by id of a node: its longest work; repairs try others */
    toc_ms *approval;              /* by id of a node: the longest time of its approval */
    const struct toc_clock *clock; /* of the plan's time zone */
    toc_ms *off_duty;              /* by id of a body: its longest stretch off duty */
    toc_ms *on_duty;               /* the shortest on duty; TOC_TIME_NEVER: always there */
    const toc_plan_node **order;   /* all nodes that come, response after response */
    uint32_t *first;               /* by id of a response: in order; one more at the end */
    uint32_t *first_loop;          /* by id of a response: in loops; one more at the end */
    const toc_plan_node **starter; /* by id of a response: the one step that starts it, or NULL */
    bool *starts_at_start;         /* by id of a response: at that step's start */
    bool *is_started;              /* by id of a response: by something beside its `on` */
    TOC_VEC(toc_time_loop) loops;
    uint64_t budget;             /* steps that may still be looked at for anchors beside the way */
    uint64_t repair_budget;      /* and for trying repairs */
    uint64_t link_budget;        /* and to be listed in chains */
    uint64_t spare_links;        /* the same for duties without a deadline */
    struct toc_between *between; /* room for looking at what lies between, anew each time */
    TOC_VEC(toc_time_duty) duties; /* kind after kind, each by name; approvals behind their step */
} toc_times;

/** The times of @p plan, which must be without errors.  O(V log V + E) for steps and ways between
 *  them; anchors beside the way of their duty cost what lies between, within a budget of
 *  64 (V + E), beyond which those duties are not compared. */
toc_times *toc_times_new(const toc_plan *plan, toc_arena *arena);

/** The time left: the limit less the lapse in @p which; of `by time` for a clock that starts as late in
 *  the day as can be.  Only where toc_time_is_known, and dated. */
toc_ms toc_time_slack(const toc_time_duty *duty, toc_time_case which);

/** What a worst time is held against: the least that it has.  `by time` that is a usual day: what
 *  takes as long is late at whatever hour it begins; T0417 tells of the hours. */
toc_ms toc_time_limit(const toc_time_duty *duty);

/** Is more than @p limit needed in @p which?  `by time` as much is too much: a day that begins at that
 *  time ends before it comes again. */
bool toc_time_exceeds(const toc_time_duty *duty, toc_time_case which, toc_ms limit);

/** Is the lapse a figure without unknown parts? */
bool toc_time_is_known(const toc_time_duty *duty, toc_time_case which);

/* ── chains ──────────────────────────────────────────────────────────────── */

/* One step of a chain; sum counts from the anchor to its being done. */
typedef struct toc_time_link {
    const toc_plan_node *node;
    toc_ms wait;     /* on the arrow before it */
    toc_ms again;    /* later rounds of the loop that begins here */
    toc_ms approval; /* and waiting for its body to be formed */
    toc_ms ready;
    toc_ms off_duty;
    toc_ms work;
    bool is_unknown; /* a part of it is not stated */
    toc_ms sum;
} toc_time_link;
typedef TOC_VEC(toc_time_link) toc_time_chain;

/** The steps that make up duty->lapse[which], in order of time.  Empty where none are, and when
 *  64 (V + E) links were listed before, those of undated ones counted by themselves: so much at a
 *  time no one reads. */
void toc_time_chain_of(toc_times *times, const toc_time_duty *duty, toc_time_case which,
                       toc_arena *arena, toc_time_chain *out);

/* ── repairs ─────────────────────────────────────────────────────────────── */

/* Work, or the approval, of a step in at most so long. */
typedef struct toc_time_change {
    const toc_plan_node *node;
    bool is_approval;
    toc_ms from;
    toc_ms to;
} toc_time_change;

#define TOC_TIME_CHANGES 6u

/* What keeps the deadline at worst: a longer limit alone, or all of the changes. */
typedef struct toc_time_repair {
    toc_ms limit;
    toc_time_change changes[TOC_TIME_CHANGES];
    uint32_t change_count; /* 0: shortening does not help, or was not looked for */
} toc_time_repair;

/** The fewest changes, and of those the least, that bring duty->lapse[which] (ONCE or WORST) down
 *  to the least limit.  Each was tried: the times were worked out again with it.
 *  O(V + E) of the response for each try, within a budget for the whole plan. */
toc_time_repair toc_time_repair_of(toc_times *times, const toc_time_duty *duty,
                                   toc_time_case which);

/* ── showing ─────────────────────────────────────────────────────────────── */

struct toc_json;

/** All duties as a table.  */
void toc_times_write_text(toc_times *times, FILE *out);

/** The same as one JSON array, inside a document that somebody else writes. */
void toc_times_write_json(toc_times *times, struct toc_json *json);

#endif
