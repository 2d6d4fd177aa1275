/* records.h - the rows of a machine image; see machine.h, which is what others include. */
#ifndef TOC_MACHINE_RECORDS_H
#define TOC_MACHINE_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/time.h"

#define TOC_NONE  UINT32_MAX /* no id */
#define TOC_MICRO INT64_C(1000000)

/* Limits that verify holds every image to, so that sums and products over them fit 64 bits. */
#define TOC_UNITS_MAX            INT64_C(90000000000) /* of a resource; in micro and per cent it still fits */
#define TOC_WEIGHT_MAX           1000000u
#define TOC_TIMES_MAX            10000u /* `at most n times` */
#define TOC_GRADES_MAX           256u   /* of one ladder */
#define TOC_WORKDAYS_MAX         36600
#define TOC_OPEN_OCCURRENCES_MAX 4096 /* of a series: (offset of due + period / 2) / period */

typedef uint32_t toc_string; /* offset into the string table; 0 is "" */

typedef struct toc_range {
    uint32_t first;
    uint32_t count;
} toc_range;

/* A text in one language; titles are ranges of these, the plan's own language first. */
typedef struct toc_m_text {
    toc_string lang; /* tag; never "" */
    toc_string text;
} toc_m_text;

/* What every table row begins with. */
typedef struct toc_m_head {
    toc_string name;   /* full dotted name, unique in its table */
    toc_range titles;  /* into texts; may be empty */
    toc_string clause; /* where the written plan says it, or "" */
    toc_string file;   /* source file, or "" */
    uint32_t line;     /* 1-based; 0: unknown */
} toc_m_head;

/* The plan itself; the table has exactly one row. */
typedef struct toc_m_plan {
    toc_m_head head;
    toc_string version;
    toc_string status;
    toc_string language;
    toc_string timezone;     /* IANA name */
    uint32_t unnamed_ladder; /* ladder id of `levels { … }` without a name, or TOC_NONE */
    uint32_t reserved;
} toc_m_plan;

/* Change of the offset from UTC, in ascending order; the first row holds since ever. */
typedef struct toc_m_zone {
    int64_t from_ms;  /* epoch milliseconds; first row INT64_MIN */
    int32_t offset_s; /* local = UTC + offset */
    int32_t reserved;
} toc_m_zone;

typedef struct toc_m_shift {
    int32_t from_minute; /* of the local day, 0..1440 */
    int32_t to_minute;   /* less or equal from: past midnight */
    uint32_t days;       /* bit 0 Monday .. bit 6 Sunday, of the day it begins */
} toc_m_shift;

/* ---- who ---- */

typedef struct toc_m_body { /* an org or a post */
    toc_m_head head;
    uint32_t parent;    /* post: its org; org: TOC_NONE */
    uint32_t superior;  /* org: command line, or TOC_NONE */
    toc_range posts;    /* ids: posts of an org */
    toc_range shifts;   /* empty: no duty hours stated, always there */
    uint32_t founder;   /* formed on demand by this body; TOC_NONE: exists from the start */
    uint32_t condition; /* whose rise opens the founder's duty; TOC_NONE: only by an act */
    uint32_t deadline;  /* into deadlines; TOC_NONE: undated */
    uint32_t objective; /* TOC_NONE: `other` */
    uint32_t weight;    /* of the founder's duty in its objective; default 10 */
    uint32_t signal;    /* `org.active`: raised when it is formed or stood down, or TOC_NONE */
    uint32_t succeeds;  /* post: the post for which it steps in, or TOC_NONE */
    uint32_t reserved;
    toc_ms grace; /* TOC_MS_NONE: by rule 8.3 */
} toc_m_body;

typedef enum toc_m_resource_kind {
    TOC_RESOURCE_PLAIN,
    TOC_RESOURCE_CONSUMABLE
} toc_m_resource_kind;

typedef struct toc_m_resource {
    toc_m_head head;
    uint32_t owner; /* body or TOC_NONE */
    uint32_t kind;  /* toc_m_resource_kind */
    int64_t count;  /* units, whole */
    toc_string unit;
    uint32_t signal;  /* or TOC_NONE when no condition reads it */
    toc_range shifts; /* `available`; empty: always */
    toc_ms ready;     /* a unit can be used so long after it is first asked for; 0: at once */
} toc_m_resource;

/* ---- what can be seen ---- */

typedef enum toc_m_type {
    TOC_M_TYPE_FLAG,
    TOC_M_TYPE_NUMBER,
    TOC_M_TYPE_PERCENT,
    TOC_M_TYPE_COUNT,
    TOC_M_TYPE_DURATION,
    TOC_M_TYPE_ONE_OF,  /* values: index into the choices */
    TOC_M_TYPE_ORDERED, /* the same, compared by index */
    TOC_M_TYPE_TEXT     /* event fields only; value is a string of the table, or -1 for any other */
} toc_m_type;

typedef struct toc_m_indicator {
    toc_m_head head;
    uint32_t type; /* toc_m_type, not TEXT */
    toc_string unit;
    int64_t least; /* range; INT64_MIN/INT64_MAX where open */
    int64_t most;
    int64_t initial;
    toc_range choices; /* ids holding strings: names of ONE_OF, ORDERED */
    uint32_t source;   /* body told of it, or TOC_NONE */
    uint32_t signal;
    uint32_t history; /* 1: windows read it, samples are kept */
    uint32_t days;    /* 1: `outbreak` reads it, its value at the end of each day is kept */
} toc_m_indicator;

typedef struct toc_m_event {
    toc_m_head head;
    uint32_t category; /* or TOC_NONE */
    toc_range fields;  /* into fields */
    toc_range seen_by; /* ids: bodies; empty: all */
    uint32_t signal;   /* happened/count/field readers */
    uint32_t history;
    uint32_t anchor;     /* anchor id, or TOC_NONE when nothing counts from it */
    toc_range triggers;  /* ids: triggers that name it in `on` */
    toc_range responses; /* ids: starts (index into starts) caused by it directly */
} toc_m_event;

typedef struct toc_m_field {
    toc_string name;
    uint32_t type; /* toc_m_type */
    toc_range choices;
    uint32_t slot; /* dense number over all fields of all events: its own index */
} toc_m_field;

typedef struct toc_m_category {
    toc_m_head head;
    uint32_t parent; /* or TOC_NONE */
    uint32_t reserved;
} toc_m_category;

typedef struct toc_m_span { /* calendar span of a period, half open */
    int64_t from;           /* NONE/YEARLY with dates: local days since 1970; instants: epoch ms */
    int64_t to;             /* exclusive (a date span's last day + 1) */
    uint32_t kind;          /* toc_m_span_kind */
    uint32_t days;          /* WEEKLY: bit set of weekdays */
} toc_m_span;

typedef enum toc_m_span_kind {
    TOC_SPAN_DAYS,   /* local days from..to */
    TOC_SPAN_YEARLY, /* the same month and day each year; from, to are days of their own year */
    TOC_SPAN_WEEKLY, /* minutes from..to of the local days in `days`; to <= from: past midnight */
    TOC_SPAN_INSTANTS
} toc_m_span_kind;

typedef enum toc_m_period_kind {
    TOC_PERIOD_PLAIN,
    TOC_PERIOD_HOLIDAY,
    TOC_PERIOD_WORKDAY
} toc_m_period_kind;

typedef struct toc_m_period {
    toc_m_head head;
    toc_range spans;
    uint32_t kind;   /* toc_m_period_kind */
    uint32_t signal; /* or TOC_NONE */
} toc_m_period;

typedef struct toc_m_moment { /* an instant that is forecast, and whose forecast may move */
    toc_m_head head;
    uint32_t source; /* body told of each forecast, or TOC_NONE */
    uint32_t signal; /* readers of `time to`, or TOC_NONE */
    uint32_t anchor; /* it has come; or TOC_NONE when nothing counts from it */
    uint32_t reserved;
} toc_m_moment;

/* ---- conditions ---- */

typedef enum toc_m_op { /* stack machine; "none" marks a value that does not exist yet */
                        TOC_OP_CONST,     /* push value */
                        TOC_OP_INDICATOR, /* push value of indicator a */
                        TOC_OP_FIELD,     /* push field slot a of the latest event, or none */
                        TOC_OP_LEVEL,     /* push declared rank of ladder a, 0 none */
                        TOC_OP_FREE, /* push free units of resource a, in micro; b 1: per cent of the count */
                        TOC_OP_USED,
                        TOC_OP_DONE, /* push flag: latest occurrence of node a; b > 0: and its outcome was the b-th */
                        TOC_OP_LATE, /* node a was closed late or is overdue */
                        TOC_OP_SENT, /* report a, latest occurrence, to every receiver */
                        TOC_OP_REPORT_LATE,
                        TOC_OP_HAPPENED, /* anchor a ever occurred */
                        TOC_OP_BODY,     /* body a is there */
                        TOC_OP_RESPONSE, /* response a has an active activation */
                        TOC_OP_PERIOD,   /* now in period a */
                        TOC_OP_HELD, /* inner condition a (always a lower id) has held for value ms */
                        TOC_OP_SINCE, /* compare ms since anchor a with value: b is the comparison op */
                        TOC_OP_TIME_TO, /* the same of ms until moment a, negative once it has passed */
                        TOC_OP_COUNT, /* events a in the last value ms, in micro */
                        TOC_OP_SUM, /* samples of indicator a in the last value ms; none when there is none */
                        TOC_OP_MIN,
                        TOC_OP_MAX,
                        TOC_OP_MEAN,
                        TOC_OP_RATE, /* change over the last value ms, for each hour */
                        TOC_OP_RISE,
                        TOC_OP_OUTBREAK, /* EARS method b, 1 to 3, flags the last whole day of indicator a */
                        TOC_OP_NOT,
                        TOC_OP_AND, /* both sides are on the stack: conditions have no effects */
                        TOC_OP_OR,
                        TOC_OP_EQ, /* a comparison with none is false */
                        TOC_OP_NE,
                        TOC_OP_LT,
                        TOC_OP_LE,
                        TOC_OP_GT,
                        TOC_OP_GE,
                        TOC_OP_ADD,
                        TOC_OP_SUB,
                        TOC_OP_MUL, /* a 1: both in micro, result / 1 000 000; a 0: plain * micro / 1 000 000 */
                        TOC_OP_DIV, /* a 1: result in micro; division by zero gives none */
                        TOC_OP_NEG,
                        TOC_OP_COUNT_OF_OPS
} toc_m_op;

typedef struct toc_m_code {
    uint32_t op; /* toc_m_op */
    uint32_t a;
    uint32_t b;
    uint32_t reserved;
    int64_t value;
} toc_m_code;

#define TOC_STACK_MAX 64     /* deepest stack of a condition */
#define TOC_CODE_MAX  65536u /* longest condition, in operations */

typedef enum toc_m_owner {
    TOC_OWNER_NONE, /* read on demand only: guards, outcomes, categories */
    TOC_OWNER_HELD, /* the inner condition of a HELD; a rise starts its clock */
    TOC_OWNER_TRIGGER,
    TOC_OWNER_LEVEL,  /* `when` of a grade */
    TOC_OWNER_LADDER, /* `end when` */
    TOC_OWNER_BODY,   /* `formed … when` */
    TOC_OWNER_NODE,   /* `until` of a series */
    TOC_OWNER_REPORT, /* `while` (owner_part 0), `until` (owner_part 1) */
    TOC_OWNER_COUNT
} toc_m_owner;

/* Sorted so that an inner condition has a lower id than the one that reads it. */
typedef struct toc_m_condition {
    toc_range code; /* into codes; leaves one flag on the stack */
    uint32_t owner; /* toc_m_owner */
    uint32_t owner_id;
    uint32_t owner_part;
    uint32_t signal; /* raised when its value changes (HELD inner), or TOC_NONE */
    toc_string text; /* the condition in the planner's words */
    uint32_t reserved;
} toc_m_condition;

/* What conditions read; a change re-evaluates its readers and nothing else. */
typedef struct toc_m_signal {
    toc_range readers; /* ids: conditions with an owner, ascending */
} toc_m_signal;

/* ---- anchors and deadlines ---- */

typedef enum toc_m_anchor_kind {
    TOC_M_ANCHOR_EVENT,
    TOC_M_ANCHOR_TRIGGER,
    TOC_M_ANCHOR_DECLARED, /* ladder id, rank: rises from below to rank or above */
    TOC_M_ANCHOR_WARRANTED,
    TOC_M_ANCHOR_LADDER_END,
    TOC_M_ANCHOR_RESPONSE_START,
    TOC_M_ANCHOR_RESPONSE_END,
    TOC_M_ANCHOR_NODE_START, /* first start */
    TOC_M_ANCHOR_NODE_DONE,  /* last completion */
    TOC_M_ANCHOR_REPORT_SENT,
    TOC_M_ANCHOR_BODY_FORMED,
    TOC_M_ANCHOR_MOMENT,         /* it has come */
    TOC_M_ANCHOR_RELAY_RECEIVED, /* relay id; rank: the place that has been told */
    TOC_M_ANCHOR_COUNT
} toc_m_anchor_kind;

typedef struct toc_m_anchor {
    uint32_t kind;
    uint32_t id;       /* event, trigger, ladder, response, node, report, body, moment, relay */
    uint32_t rank;     /* DECLARED, WARRANTED; RELAY_RECEIVED: index into the relay's places */
    uint32_t signal;   /* since/happened readers, or TOC_NONE */
    toc_range levels;  /* ids: levels whose declaration duty counts from it */
    toc_range nodes;   /* ids: nodes whose deadline counts from it */
    toc_range reports; /* ids: reports that open `on` it */
    toc_range report_deadlines; /* ids: reports whose deadline counts from it */
    toc_range waiting;          /* ids: announcements that go out `after` it */
    toc_string text;            /* in the planner's words */
    uint32_t reserved;
} toc_m_anchor;

typedef enum toc_m_deadline_kind {
    TOC_M_DEADLINE_WITHIN,  /* ms or workdays after the anchor, or after readiness */
    TOC_M_DEADLINE_BY_TIME, /* next local time `minute` */
    TOC_M_DEADLINE_BEFORE   /* ms or workdays before the forecast; anchor: of the moment */
} toc_m_deadline_kind;

typedef struct toc_m_deadline {
    toc_ms ms;
    uint32_t kind;
    uint32_t anchor;  /* TOC_NONE: from readiness (opening) */
    int32_t workdays; /* used when > 0, then ms is 0 */
    int32_t minute;   /* BY_TIME: 0..1440 */
} toc_m_deadline;

/* ---- levels ---- */

typedef struct toc_m_ladder {
    toc_m_head head;        /* name "level" for the unnamed one */
    toc_range levels;       /* into levels; rank r is first + r - 1 */
    uint32_t end_condition; /* or TOC_NONE: lowering may reach none */
    uint32_t proposer;      /* of the end, or TOC_NONE: stage passed over */
    uint32_t approver;
    uint32_t propose_deadline; /* or TOC_NONE: undated */
    uint32_t approve_deadline;
    uint32_t signal;     /* declared rank changes */
    toc_ms lower_after;  /* TOC_MS_NONE: no `lower after`, lowering warranted at once */
    toc_range starts;    /* ids: starts that depend on this ladder */
    toc_range anchors;   /* ids: DECLARED and WARRANTED anchors of it */
    uint32_t end_anchor; /* LADDER_END anchor or TOC_NONE */
    uint32_t objective;  /* of the end's duties */
    uint32_t weight;
    uint32_t reserved;
    toc_ms grace;
} toc_m_ladder;

typedef struct toc_m_level { /* sorted by ladder, then rank */
    toc_m_head head;         /* "level.III", "warning.yellow" */
    uint32_t ladder;
    uint32_t rank;    /* 1.. */
    toc_string grade; /* "III" */
    toc_string colour;
    uint32_t condition; /* or TOC_NONE: only by declaration */
    uint32_t declarer;  /* body, or TOC_NONE: declared follows warranted at once */
    uint32_t deadline;  /* of the declaration, or TOC_NONE */
    uint32_t objective;
    uint32_t weight;
    uint32_t reserved;
    toc_ms grace;
    toc_range authorities; /* into authorities */
    toc_range late;        /* into lates */
} toc_m_level;

typedef enum toc_m_power {
    TOC_MAY_DECLARE = 1,
    TOC_MAY_RAISE = 2,
    TOC_MAY_LOWER = 4,
    TOC_MAY_END = 8
} toc_m_power;

typedef struct toc_m_authority {
    uint32_t body;
    uint32_t powers; /* set of toc_m_power */
} toc_m_authority;

typedef enum toc_m_late_kind {
    TOC_M_LATE_ESCALATE,
    TOC_M_LATE_NOTIFY,
    TOC_M_LATE_DO
} toc_m_late_kind;

typedef struct toc_m_late { /* what lateness causes */
    uint32_t kind;
    uint32_t id; /* ESCALATE: level id; NOTIFY: body; DO: response */
} toc_m_late;

/* ---- triggers, responses, steps ---- */

typedef struct toc_m_trigger {
    toc_m_head head;
    toc_range events;   /* ids: `on`; empty: by condition alone */
    uint32_t condition; /* or TOC_NONE */
    uint32_t anchor;    /* or TOC_NONE */
    toc_range starts;   /* ids: starts it causes */
    uint32_t signal;    /* happened(x) */
    uint32_t reserved;
} toc_m_trigger;

typedef enum toc_m_start_kind {
    TOC_START_EVENT,
    TOC_START_TRIGGER,
    TOC_START_LEVEL_AT_LEAST, /* ladder, rank */
    TOC_START_LEVEL_IS,
    TOC_START_LEVEL_BELOW, /* a grade below rank, not none */
    TOC_START_LADDER_END,
    TOC_START_RESPONSE_END,
    TOC_START_ANCHOR, /* any other anchor: a step done, a report sent */
    TOC_START_COUNT
} toc_m_start_kind;

typedef struct toc_m_start { /* one cause of a response */
    uint32_t response;
    uint32_t kind;
    uint32_t id; /* event, trigger, ladder, response, anchor */
    uint32_t rank;
} toc_m_start;

typedef struct toc_m_response {
    toc_m_head head;
    toc_range starts;      /* into starts, grouped by response */
    uint32_t guard;        /* condition on demand or TOC_NONE */
    uint32_t lead;         /* body or TOC_NONE */
    toc_range categories;  /* ids: categories (with all below them); filter per rule 5.1 */
    uint32_t repeats;      /* 1: may run beside itself */
    uint32_t ladder;       /* its `on level …`: the ladder, or TOC_NONE */
    uint32_t survives_end; /* 1: `on end of …` or phase recovery */
    toc_string phase;
    toc_range nodes;       /* into nodes: contiguous, because names share the prefix */
    toc_range reports;     /* ids: reports declared inside */
    toc_range end_starts;  /* ids: starts of kind RESPONSE_END on this response */
    uint32_t start_anchor; /* or TOC_NONE */
    uint32_t end_anchor;
    uint32_t signal; /* active */
    uint32_t
        is_foreign; /* 1: of a plan that this one extends: it is started here, and runs there */
} toc_m_response;

typedef enum toc_m_node_kind { TOC_M_NODE_STEP, TOC_M_NODE_DECISION } toc_m_node_kind;
typedef enum toc_m_join { TOC_M_JOIN_ALL, TOC_M_JOIN_ANY } toc_m_join;

typedef struct toc_m_edge { /* grouped by target: a node's incoming edges */
    uint32_t source;        /* node id, same response */
    uint32_t target;        /* node id */
    uint32_t outcome;       /* into outcomes, or TOC_NONE: any completion */
    uint32_t is_loop;       /* 1: arrow back, no part in the join */
    toc_ms wait;            /* >= 0 */
} toc_m_edge;

typedef struct toc_m_demand { /* what a step takes of a resource */
    uint32_t resource;
    uint32_t kind; /* toc_m_demand_kind */
    int64_t count; /* whole units, > 0 */
    uint32_t from; /* REQUEST: the body asked */
    uint32_t reserved;
} toc_m_demand;

typedef enum toc_m_demand_kind {
    TOC_DEMAND_USE,     /* held while running */
    TOC_DEMAND_CONSUME, /* taken at the start */
    TOC_DEMAND_FILL,    /* taken at the start, stays used */
    TOC_DEMAND_FREE,    /* given back when done */
    TOC_DEMAND_REQUEST  /* the other body's undated duty */
} toc_m_demand_kind;

typedef struct toc_m_node { /* a step or a decision; sorted by "response.name" */
    toc_m_head head;
    uint32_t kind; /* toc_m_node_kind */
    uint32_t response;
    uint32_t performer;         /* body */
    uint32_t join;              /* toc_m_join over the edges that are not loops */
    toc_range with;             /* ids: bodies */
    toc_range to;               /* ids: bodies told when done */
    toc_range edges;            /* into edges: incoming */
    toc_range leaving;          /* ids: edges that leave this node */
    toc_range outcomes;         /* into outcomes, in order; decisions only */
    uint32_t guard;             /* condition on demand, or TOC_NONE */
    uint32_t deadline;          /* or TOC_NONE */
    toc_ms takes[3];            /* least, likely, most; TOC_MS_NONE: unknown */
    toc_range demands;          /* into demands */
    uint32_t approver;          /* body or TOC_NONE */
    uint32_t approval_deadline; /* or TOC_NONE */
    toc_ms period;              /* series: d; 0: not a series */
    uint32_t until;             /* condition, or TOC_NONE */
    uint32_t times;             /* `at most n times`; 0: once (no loop leads here) */
    toc_range late;             /* into lates */
    toc_range activates;        /* ids: responses started when done */
    uint32_t objective;         /* or TOC_NONE: `other` */
    uint32_t weight;
    toc_ms grace;
    uint32_t start_anchor; /* or TOC_NONE */
    uint32_t done_anchor;
    uint32_t signal;   /* x.done, x.late, or TOC_NONE */
    uint32_t upstream; /* ids range is not kept: 1 if a decision stands before it */
    toc_string instruction;
    toc_string evidence;
    toc_string safety;
    uint32_t reserved;
} toc_m_node;

typedef struct toc_m_outcome {
    toc_string name;
    uint32_t condition;  /* on demand, or TOC_NONE */
    int32_t chance;      /* 1/1 000 000; -1: not stated */
    toc_range responses; /* ids: `-> response` */
    uint32_t ends;       /* 1: `-> end` stands among the targets */
    uint32_t node;       /* the decision */
    uint32_t reserved;
} toc_m_outcome;

/* ---- telling ---- */

/* What somebody has to tell.  Hops and what belongs to a relay have a row for each receiver. */
typedef enum toc_m_report_kind {
    TOC_M_REPORT_INITIAL,
    TOC_M_REPORT_PROGRESS,
    TOC_M_REPORT_DAILY,
    TOC_M_REPORT_FINAL,
    TOC_M_REPORT_PLAIN,
    TOC_M_REPORT_HOP,      /* of a relay: opened by the sender's being told */
    TOC_M_REPORT_SKIP,     /* `skip to`: opened while its condition holds or when it turns true */
    TOC_M_REPORT_FALLBACK, /* `if no answer`: opened when the hop that it stands for gets none */
    TOC_M_REPORT_WRITTEN,  /* follows the flash, the first sender's hop to the same receiver */
    TOC_M_REPORT_ANNOUNCEMENT
} toc_m_report_kind;

typedef struct toc_m_report {
    toc_m_head head;
    uint32_t kind;       /* toc_m_report_kind */
    uint32_t sender;     /* body; with a declarer: who it is while nobody has declared a grade */
    toc_range receivers; /* ids: bodies; an announcement to the public alone has none */
    toc_range copies;    /* ids: bodies */
    toc_range content;   /* ids: content fields */
    toc_range on;        /* ids: anchors that open it; empty when `while` */
    uint32_t condition;  /* `while`; of a skip its condition; or TOC_NONE */
    uint32_t filter;     /* `level …`, read when it would open; on demand or TOC_NONE */
    uint32_t deadline;   /* or TOC_NONE; for a series its offset from each opening */
    uint32_t relay;      /* HOP … WRITTEN: the relay it belongs to; else TOC_NONE */
    toc_ms period;       /* 0: single */
    uint32_t until;      /* or TOC_NONE */
    uint32_t response;   /* declared inside it, or TOC_NONE */
    toc_range late;
    uint32_t objective;
    uint32_t weight;
    toc_ms grace;
    uint32_t sent_anchor;
    uint32_t signal;
    /* relays */
    uint32_t from_place; /* index into the relay's places: whose being told starts the clock */
    uint32_t to_place;   /* HOP, SKIP, FALLBACK: who has been told then */
    uint32_t instead;    /* FALLBACK: the hop without an answer; WRITTEN: its flash; or TOC_NONE */
    uint32_t guard;      /* announcement: `when`, read at readiness; on demand or TOC_NONE */
    toc_ms verify;       /* HOP: comes on top of the deadline */
    toc_ms wait;         /* FALLBACK: so long without an answer */
    /* announcements */
    uint32_t declarer; /* `by declarer`: the ladder, or TOC_NONE */
    uint32_t approver; /* body or TOC_NONE */
    uint32_t approval_deadline;
    uint32_t is_public;
    toc_range after; /* ids: anchors NODE_DONE, all of which come first */
} toc_m_report;

typedef struct toc_m_relay {
    toc_m_head head;
    toc_range rows;    /* into reports: names share the prefix */
    toc_range places;  /* ids: the bodies that it names */
    toc_range anchors; /* ids: RELAY_RECEIVED anchors of it */
    uint32_t source;   /* index into places: who begins */
    uint32_t owner;    /* body that answers for the whole: the first sender */
    uint32_t overall;  /* deadline, or TOC_NONE: no duty for the whole */
    uint32_t objective;
    uint32_t weight;
    uint32_t reserved;
    toc_ms grace;
} toc_m_relay;

typedef struct toc_m_content {
    toc_m_head head; /* a report field: "source" "信息來源" */
} toc_m_content;

typedef struct toc_m_objective {
    toc_m_head head;
    uint32_t weight;
    uint32_t reserved;
    toc_string capability;
    uint32_t thresholds[3]; /* P, S, M in 1/10 000; default 9000 7000 5000 */
} toc_m_objective;

#endif
