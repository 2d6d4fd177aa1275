/* plan.h - the typed plan: every declaration as a struct, every name resolved to a pointer.
 *
 * toc_sema_resolve (sema.h) makes it from the trees, in the compilation's arena; checks,
 * lowering and emitters read it; nobody changes it afterwards; it goes with the arena.
 *
 * Three conventions hold throughout.  A reference keeps the place where it was written;
 * its target is NULL where the name was broken, and then a message already says so: readers
 * pass over it in silence.  A span of none (0,0) means the clause was not written.  Every
 * table is in ascending order of the full dotted name by code points (which is byte order
 * of UTF-8), and base.id is the index in it, because the runtime breaks ties by id. */
#ifndef TOC_SEMA_PLAN_H
#define TOC_SEMA_PLAN_H

#include "base/arena.h"
#include "base/intern.h"
#include "base/source.h"
#include "base/span.h"
#include "base/time.h"
#include "base/vec.h"
#include "syntax/ast.h"

/* ── what all entities share ─────────────────────────────────────────────── */

typedef enum toc_entity_kind {
    TOC_ENTITY_BODY,
    TOC_ENTITY_RESOURCE,
    TOC_ENTITY_CATEGORY,
    TOC_ENTITY_EVENT,
    TOC_ENTITY_EVENT_FIELD,
    TOC_ENTITY_INDICATOR,
    TOC_ENTITY_MOMENT,
    TOC_ENTITY_PERIOD,
    TOC_ENTITY_TRIGGER,
    TOC_ENTITY_LADDER,
    TOC_ENTITY_LEVEL,
    TOC_ENTITY_RESPONSE,
    TOC_ENTITY_NODE,
    TOC_ENTITY_REPORT,
    TOC_ENTITY_FIELD,
    TOC_ENTITY_RELAY,
    TOC_ENTITY_ANNOUNCEMENT,
    TOC_ENTITY_OBJECTIVE,
    TOC_ENTITY_ROSTER,
    TOC_ENTITY_EXERCISE,
    TOC_ENTITY_LIBRARY,
    TOC_ENTITY_PARENT /* `extends`: the alias under which a parent plan's names are used */
} toc_entity_kind;
#define TOC_ENTITY_KIND_COUNT ((size_t)TOC_ENTITY_PARENT + 1)

typedef struct toc_entity toc_entity;

typedef struct toc_entity_ref {
    toc_entity *target; /* NULL: broken and reported, or the clause was not written */
    toc_span span;      /* where it was written; none: not written */
} toc_entity_ref;
typedef TOC_VEC(toc_entity_ref) toc_entity_refs;

typedef TOC_VEC(const toc_text *) toc_texts; /* each item the first of its languages */

/* First member of every entity, so that a pointer to one is a pointer to the other. */
struct toc_entity {
    toc_entity_kind kind;
    uint32_t id;          /* index in the table of its kind */
    toc_symbol name;      /* the last part: `chief` */
    const char *full;     /* `leading-group.chief`, NFC; never NULL */
    const toc_text *title; /* titles in their languages, linked by next; NULL: untitled */
    toc_span span;        /* of the name; of the keyword where there is none */
    const toc_decl *decl; /* where it was written; NULL only for what a parent plan declares */
    const char *clause;   /* `clause "3.3.4"`, or NULL */
    toc_texts notes;
    toc_entity_refs see;  /* library entries */
};

/* Declares toc_<name>_ref {target, span} and a list of them. */
#define TOC_REF_TYPE(name, type)    \
    typedef struct toc_##name##_ref \
    {                               \
        struct type *target;        \
        toc_span span;              \
    } toc_##name##_ref;             \
    typedef TOC_VEC(toc_##name##_ref) toc_##name##_refs

TOC_REF_TYPE(body, toc_plan_body);
TOC_REF_TYPE(resource, toc_plan_resource);
TOC_REF_TYPE(category, toc_plan_category);
TOC_REF_TYPE(event, toc_plan_event);
TOC_REF_TYPE(moment, toc_plan_moment);
TOC_REF_TYPE(level, toc_plan_level);
TOC_REF_TYPE(response, toc_plan_response);
TOC_REF_TYPE(node, toc_plan_node);
TOC_REF_TYPE(field, toc_plan_field);
TOC_REF_TYPE(objective, toc_plan_objective);

typedef struct toc_cond toc_cond;

/* ── time ────────────────────────────────────────────────────────────────── */

/* A duration as a clause gives it. */
typedef struct toc_length {
    toc_duration value;
    toc_span span; /* none: not written */
} toc_length;

/* `5min`, `5..40min`, `5..15..40min`.  One point: all three are equal. */
typedef struct toc_length_range {
    toc_ms least;
    toc_ms likely; /* with two points the middle, never used: the law is uniform */
    toc_ms most;
    unsigned points; /* 0: not written; 1 fixed, 2 uniform, 3 triangular */
    toc_span span;
} toc_length_range;

typedef enum toc_plan_anchor_kind {
    TOC_PLAN_ANCHOR_NONE,            /* not written, or broken (then is_broken) */
    TOC_PLAN_ANCHOR_EVENT,           /* target: event */
    TOC_PLAN_ANCHOR_TRIGGER,         /* trigger */
    TOC_PLAN_ANCHOR_MOMENT,          /* moment */
    TOC_PLAN_ANCHOR_LEVEL_DECLARED,  /* ladder, rank: D rises from below to rank or above */
    TOC_PLAN_ANCHOR_LEVEL_WARRANTED, /* ladder, rank: W does */
    TOC_PLAN_ANCHOR_LEVEL_AT_LEAST,  /* ladder, rank: D >= rank becomes true */
    TOC_PLAN_ANCHOR_LEVEL_IS,
    TOC_PLAN_ANCHOR_LEVEL_BELOW,
    TOC_PLAN_ANCHOR_LADDER_END,      /* ladder: D falls to none */
    TOC_PLAN_ANCHOR_RESPONSE_START,  /* response */
    TOC_PLAN_ANCHOR_RESPONSE_END,
    TOC_PLAN_ANCHOR_NODE_START,      /* node: first start */
    TOC_PLAN_ANCHOR_NODE_DONE,       /* node: last completion; with outcome >= 0: that outcome */
    TOC_PLAN_ANCHOR_REPORT_SENT,     /* report */
    TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT, /* announcement */
    TOC_PLAN_ANCHOR_BODY_ACTIVE,     /* body formed on demand */
    TOC_PLAN_ANCHOR_RELAY_RECEIVED   /* relay, target's hop in `hop` */
} toc_plan_anchor_kind;

typedef struct toc_plan_anchor {
    toc_plan_anchor_kind kind;
    bool is_broken;     /* written, but what it names is not there: reported */
    toc_entity *target; /* as said above; the ladder for the LEVEL kinds */
    uint32_t rank;      /* LEVEL kinds: 1..n */
    struct toc_plan_level *level; /* LEVEL kinds: the same as a pointer */
    int32_t outcome;    /* NODE_DONE of `decision.outcome`: its index, else -1 */
    uint32_t hop;       /* RELAY_RECEIVED: index of the hop */
    toc_span span;
} toc_plan_anchor;
typedef TOC_VEC(toc_plan_anchor) toc_plan_anchors;

typedef enum toc_deadline_kind {
    TOC_DEADLINE_NONE,
    TOC_DEADLINE_WITHIN,  /* `within length [of anchor]`; anchor NONE: since readiness or opening */
    TOC_DEADLINE_BY_TIME, /* `by time 08:00`: the next such local time, now included */
    TOC_DEADLINE_BEFORE   /* `before 2h before landfall` */
} toc_deadline_kind;

typedef struct toc_deadline {
    toc_deadline_kind kind;
    toc_duration length;    /* WITHIN, BEFORE; months is 0 */
    toc_plan_anchor anchor; /* WITHIN */
    int32_t minutes;        /* BY_TIME: minute of the local day, 0..1440 */
    toc_moment_ref moment;  /* BEFORE */
    toc_span span;          /* the clause */
    toc_span length_span;   /* the duration or the time in it */
} toc_deadline;

/* `every d [by time t] [until c]`: exact rules 7. */
typedef struct toc_series {
    toc_ms every;      /* 0: no series */
    int32_t minutes;   /* `by time`, or -1 */
    toc_cond *until;   /* or NULL */
    toc_span span;     /* of the clause, none: no series */
} toc_series;

/* `duty 24h`, `available 08:00..20:00 mon..fri`. */
typedef struct toc_shift {
    int32_t begin; /* minute of the day 0..1440 */
    int32_t end;   /* may be less than begin: over midnight */
    uint32_t days; /* bit 0 Monday; 0x7f every day */
    toc_span span;
} toc_shift;

typedef struct toc_hours {
    bool is_written; /* false: always there (exact rules 9.3) */
    bool is_all_day; /* `24h` */
    TOC_VEC(toc_shift) shifts;
    toc_span span;   /* of the first clause */
} toc_hours;

/* ── conditions ──────────────────────────────────────────────────────────── */

typedef enum toc_type {
    TOC_TYPE_BROKEN,   /* already reported; agrees with everything */
    TOC_TYPE_FLAG,     /* 0 or 1 */
    TOC_TYPE_NUMBER,   /* 1/1 000 000 */
    TOC_TYPE_PERCENT,  /* 1/1 000 000 of a per cent: 40% is 40 000 000 */
    TOC_TYPE_COUNT,    /* 1/1 000 000 */
    TOC_TYPE_DURATION, /* ms */
    TOC_TYPE_TEXT,     /* text */
    TOC_TYPE_ENUM,     /* index in the words of `domain` (indicator or event field), 0-based */
    TOC_TYPE_GRADE,    /* rank in the ladder `domain`: 1..n, 0 none */
    TOC_TYPE_INSTANT   /* ms since the epoch */
} toc_type;

/* A type with what makes two values of it comparable. */
typedef struct toc_value_type {
    toc_type type;
    toc_entity *domain;   /* ENUM: indicator or event field; GRADE: ladder; else NULL */
    const char *unit;     /* NUMBER, COUNT: the unit in the indicator's words, or NULL */
} toc_value_type;

typedef enum toc_cond_op {
    TOC_COND_BROKEN,        /* already reported */
    TOC_COND_CONST,         /* value, or text */
    TOC_COND_INDICATOR,     /* entity: indicator; its value now */
    TOC_COND_EVENT_FIELD,   /* entity: event field; of the event's latest occurrence */
    TOC_COND_LEVEL,         /* entity: ladder; declared rank, 0 none */
    TOC_COND_RESOURCE_FREE, /* entity: resource; a count */
    TOC_COND_RESOURCE_USED,
    TOC_COND_RESOURCE_FREE_PERCENT, /* per cent of its count */
    TOC_COND_RESOURCE_USED_PERCENT,
    TOC_COND_NODE_DONE,     /* entity: node; with outcome >= 0: done with that outcome */
    TOC_COND_NODE_LATE,
    TOC_COND_REPORT_SENT,   /* entity: report */
    TOC_COND_REPORT_LATE,
    TOC_COND_ANNOUNCEMENT_SENT, /* entity: announcement */
    TOC_COND_ANNOUNCEMENT_LATE,
    TOC_COND_HAPPENED,      /* anchor: event, trigger, node, report, response…: in the whole drill */
    TOC_COND_BODY_ACTIVE,   /* entity: body */
    TOC_COND_RESPONSE_ACTIVE, /* entity: response */
    TOC_COND_IN_PERIOD,     /* entity: period */
    TOC_COND_SINCE,         /* anchor; a duration.  Only as kids[0] of a comparison */
    TOC_COND_TIME_TO,       /* entity: moment; a duration.  Only as kids[0] of a comparison */
    TOC_COND_COUNT,         /* entity: event; window */
    TOC_COND_SUM,           /* entity: indicator; window */
    TOC_COND_MIN,
    TOC_COND_MAX,
    TOC_COND_MEAN,
    TOC_COND_RATE,
    TOC_COND_RISE,
    TOC_COND_OUTBREAK,      /* entity: indicator; value: 1, 2 or 3 for EARS C1, C2, C3 */
    TOC_COND_NOT,           /* kids[0] */
    TOC_COND_AND,           /* kids[0], kids[1] */
    TOC_COND_OR,
    TOC_COND_EQ,            /* comparisons: kids[0], kids[1], of one type; grades by rank */
    TOC_COND_NE,
    TOC_COND_LT,
    TOC_COND_LE,
    TOC_COND_GT,
    TOC_COND_GE,
    TOC_COND_ADD,           /* arithmetic in the fixed point of the type; mul: a*b/1e6, div: a*1e6/b, */
    TOC_COND_SUB,           /* which serves durations times numbers too */
    TOC_COND_MUL,
    TOC_COND_DIV,
    TOC_COND_NEG,           /* kids[0] */
    TOC_COND_HELD,          /* kids[0] has held for `window` */
    TOC_COND_IN_LIST        /* kids[0] equals one of kids[1…] */
} toc_cond_op;

/* One node of a condition.  Trees are at most 256 deep: long chains of `and` and `or` are joined
 * by halves. */
struct toc_cond {
    toc_cond_op op;
    toc_value_type type;
    toc_span span;
    toc_cond **kids;
    uint32_t kid_count;
    int64_t value;          /* CONST: as said at toc_type */
    const char *text;       /* CONST of type TEXT */
    toc_entity *entity;     /* what is read */
    toc_plan_anchor anchor; /* SINCE, HAPPENED */
    int32_t outcome;        /* NODE_DONE: outcome index or -1 */
    toc_ms window;          /* COUNT…RISE, HELD */
};

/* ── bodies ──────────────────────────────────────────────────────────────── */

typedef enum toc_body_kind {
    TOC_BODY_UNSTATED,
    TOC_BODY_LEAD,
    TOC_BODY_OFFICE,
    TOC_BODY_CENTRE,
    TOC_BODY_GROUP,
    TOC_BODY_HEADQUARTERS,
    TOC_BODY_FIELD,
    TOC_BODY_EXPERT,
    TOC_BODY_UNIT,
    TOC_BODY_SUPERIOR,
    TOC_BODY_EXTERNAL,
    TOC_BODY_PUBLIC
} toc_body_kind;

typedef enum toc_contact_kind {
    TOC_CONTACT_PHONE,
    TOC_CONTACT_MOBILE,
    TOC_CONTACT_RADIO,
    TOC_CONTACT_EMAIL,
    TOC_CONTACT_FAX,
    TOC_CONTACT_IM
} toc_contact_kind;

typedef struct toc_contact {
    toc_contact_kind kind;
    const char *text; /* private: never printed unless asked for */
    toc_span span;
} toc_contact;

/* What scores a duty: `objective x weight 20`, `grace 10min`. */
typedef struct toc_scoring {
    toc_objective_ref objective; /* target NULL: the objective `other` */
    int64_t weight;              /* of the duty in its objective; 10 unless written */
    toc_length grace;            /* fixed; span none: not written */
} toc_scoring;

/* A body that owes something within a time: declares, proposes, approves, forms. */
typedef struct toc_duty_by {
    toc_body_ref body;     /* span none: not written */
    toc_deadline deadline; /* kind NONE: undated */
    toc_span span;         /* the clause */
} toc_duty_by;

/* `formed by b [from c] when d [within e]`. */
typedef struct toc_formation {
    toc_duty_by by;      /* by.span none: the body always exists */
    toc_body_ref source; /* `from` */
    toc_cond *when;      /* NULL only where broken */
} toc_formation;

/* An org, or a post of one (`is_post`). */
typedef struct toc_plan_body {
    toc_entity base;
    bool is_post;
    struct toc_plan_body *org;  /* of a post: its org; else NULL */
    TOC_VEC(struct toc_plan_body *) posts; /* of an org, in declared order */
    toc_body_kind kind;
    toc_body_ref under;
    toc_body_ref office_of;
    toc_body_ref located_in;
    toc_body_refs member_of;
    toc_body_refs advises;
    toc_body_refs links;
    const toc_text *mission;
    const toc_text *principle;
    const toc_text *holder;     /* of a post */
    toc_texts aliases;
    toc_hours duty;
    TOC_VEC(toc_contact) contacts;
    toc_formation formed;
    uint32_t span_of_control;   /* most direct reports; 7 unless written */
    toc_span span_of_control_span;
    toc_body_ref succeeds;      /* of a post */
    toc_scoring scoring;        /* of the formation duty */
} toc_plan_body;

/* ── things ──────────────────────────────────────────────────────────────── */

typedef enum toc_resource_kind {
    TOC_RESOURCE_UNSTATED,
    TOC_RESOURCE_TEAM,
    TOC_RESOURCE_PEOPLE,
    TOC_RESOURCE_VEHICLE,
    TOC_RESOURCE_EQUIPMENT,
    TOC_RESOURCE_STOCK,
    TOC_RESOURCE_BED,
    TOC_RESOURCE_SITE,
    TOC_RESOURCE_FUND
} toc_resource_kind;

typedef struct toc_plan_resource {
    toc_entity base;
    toc_resource_kind kind;
    toc_body_ref owner;
    int64_t count;       /* whole units; 1 where not written */
    toc_span count_span;
    const char *unit;    /* or NULL */
    bool is_consumable;
    const toc_text *at;
    bool has_place;
    int64_t latitude;    /* 1/1 000 000 degree */
    int64_t longitude;
    toc_length ready;    /* `ready within` */
    toc_hours available;
    const toc_text *status;
} toc_plan_resource;

typedef struct toc_plan_category {
    toc_entity base;
    struct toc_plan_category *parent; /* or NULL */
    const toc_text *definition;
    toc_texts aliases;
} toc_plan_category;

/* ── signals ─────────────────────────────────────────────────────────────── */

/* The words of `one of (…)` and `ordered (…)`; a value is the index in it. */
typedef struct toc_words {
    TOC_VEC(toc_name) names;
    bool is_ordered;
    toc_span span;
} toc_words;

typedef struct toc_plan_event_field {
    toc_entity base; /* full `event.field` */
    struct toc_plan_event *event;
    toc_type type;   /* NUMBER PERCENT COUNT DURATION FLAG TEXT ENUM */
    toc_words words; /* ENUM */
} toc_plan_event_field;

typedef struct toc_plan_event {
    toc_entity base;
    toc_category_refs categories;
    toc_body_refs seen_by;
    TOC_VEC(toc_plan_event_field *) fields; /* in declared order */
} toc_plan_event;

typedef struct toc_plan_indicator {
    toc_entity base;
    toc_type type;      /* NUMBER PERCENT COUNT DURATION FLAG ENUM */
    toc_words words;    /* ENUM */
    const char *unit;   /* or NULL */
    bool has_range;
    int64_t least;      /* as said at toc_type */
    int64_t most;
    toc_span range_span;
    bool has_initial;
    int64_t initial;    /* the value at the start, filled in by exact rules 2.1 when not written */
    toc_body_ref source;
    toc_length every;
} toc_plan_indicator;

typedef struct toc_plan_moment {
    toc_entity base;
    toc_body_ref source;
} toc_plan_moment;

typedef enum toc_period_span_kind {
    TOC_PERIOD_DATES,    /* begin, end: local days since 1970-01-01, both included */
    TOC_PERIOD_INSTANTS, /* begin, end: epoch milliseconds */
    TOC_PERIOD_TIMES     /* begin, end: minute of the local day; end < begin: over midnight */
} toc_period_span_kind;

typedef struct toc_period_span {
    toc_period_span_kind kind;
    int64_t begin;
    int64_t end;
    toc_span span;
} toc_period_span;

typedef struct toc_plan_period {
    toc_entity base;
    TOC_VEC(toc_period_span) spans;
    bool is_yearly;   /* dates count by month and day */
    bool is_weekly;
    uint32_t days;    /* weekly: bit 0 Monday; 0x7f every day */
    bool is_holiday;
    bool is_workday;
} toc_plan_period;

typedef struct toc_plan_trigger {
    toc_entity base;
    toc_plan_anchors on; /* events mostly; any anchor that occurs */
    toc_cond *when;      /* or NULL */
} toc_plan_trigger;

/* ── what lateness causes ────────────────────────────────────────────────── */

typedef enum toc_late_kind { TOC_LATE_ESCALATE, TOC_LATE_NOTIFY, TOC_LATE_DO } toc_late_kind;

typedef struct toc_late {
    toc_late_kind kind;
    toc_level_ref level;       /* ESCALATE */
    toc_body_ref body;         /* NOTIFY */
    toc_response_ref response; /* DO */
    toc_span span;
} toc_late;
typedef TOC_VEC(toc_late) toc_lates;

/* ── levels ──────────────────────────────────────────────────────────────── */

typedef enum toc_colour {
    TOC_COLOUR_NONE,
    TOC_COLOUR_GREEN,
    TOC_COLOUR_BLUE,
    TOC_COLOUR_YELLOW,
    TOC_COLOUR_ORANGE,
    TOC_COLOUR_RED,
    TOC_COLOUR_PURPLE,
    TOC_COLOUR_BLACK,
    TOC_COLOUR_WHITE,
    TOC_COLOUR_GREY
} toc_colour;

/* `authority office may declare, lower` */
typedef struct toc_authority {
    toc_body_ref body;
    bool may_declare, may_raise, may_lower, may_end;
    toc_span span;
} toc_authority;
typedef TOC_VEC(toc_authority) toc_authorities;

typedef struct toc_plan_level {
    toc_entity base;  /* full `level.III`, `warning.yellow` */
    struct toc_plan_ladder *ladder;
    uint32_t rank;    /* 1 least severe … n */
    toc_colour colour;
    toc_span colour_span;
    toc_cond *when;   /* NULL: never warranted by a condition */
    toc_duty_by own_declared_by; /* as written at the level itself */
    toc_duty_by declared_by;     /* what holds: the level's own, else the ladder's.  An own clause
                                    without a time takes the ladder's time */
    toc_texts aliases;
    const toc_text *scope;
    const toc_text *who;
    toc_authorities authorities;
    toc_lates if_late;           /* the level's own */
    toc_scoring scoring;         /* the level's own where written, else the ladder's */
} toc_plan_level;

typedef struct toc_plan_ladder {
    toc_entity base;  /* the unnamed ladder is called `level` */
    bool is_unnamed;
    TOC_VEC(toc_plan_level *) levels; /* rank r is items[r-1] */
    toc_duty_by declared_by;
    toc_length lower;    /* `lower after` */
    toc_cond *end_when;  /* or NULL */
    toc_span end_span;   /* the clause */
    toc_duty_by proposed;
    toc_duty_by approved;
    toc_authorities authorities;
    toc_lates if_late;   /* of every declaration duty */
    toc_scoring scoring; /* of every declaration duty */
} toc_plan_ladder;

/* ── procedures ──────────────────────────────────────────────────────────── */

typedef enum toc_phase {
    TOC_PHASE_UNSTATED,
    TOC_PHASE_MONITORING,
    TOC_PHASE_WARNING,
    TOC_PHASE_EARLY,
    TOC_PHASE_RESPONSE,
    TOC_PHASE_EXPANDED,
    TOC_PHASE_TERMINATION,
    TOC_PHASE_RECOVERY
} toc_phase;

typedef struct toc_plan_node toc_plan_node;

typedef struct toc_plan_response {
    toc_entity base;
    toc_plan_anchors on;  /* empty: only started by another (activates, do, ->) */
    toc_cond *when;
    toc_category_refs categories;
    toc_phase phase;
    toc_span phase_span;
    toc_body_ref lead;
    bool repeats;
    TOC_VEC(toc_plan_node *) nodes; /* in declared order */
    TOC_VEC(struct toc_plan_report *) reports; /* declared inside, in declared order */
    TOC_VEC(struct toc_plan_announcement *) announcements;
} toc_plan_response;

typedef enum toc_join {
    TOC_JOIN_START, /* no incoming edge but loops: ready at activation */
    TOC_JOIN_ALL,   /* ready when no edge is pending and one at least is live */
    TOC_JOIN_ANY    /* ready at the first live edge */
} toc_join;

/* One way into a node (exact rules 6.1-6.4).  Only inside one response. */
typedef struct toc_plan_edge {
    toc_plan_node *source;
    toc_plan_node *target;
    int32_t outcome; /* index of the source's outcome; -1: its being done, whatever the outcome */
    bool is_loop;    /* an arrow back: not counted by the join, target is ready at once */
    toc_duration wait; /* all 0: none */
    toc_span span;   /* where it was written: in `after` or behind `->` */
} toc_plan_edge;

typedef enum toc_target_kind { TOC_TARGET_NODE, TOC_TARGET_END, TOC_TARGET_RESPONSE } toc_target_kind;

typedef struct toc_plan_target {
    toc_target_kind kind;
    toc_node_ref node;         /* NODE */
    toc_response_ref response; /* RESPONSE */
    toc_duration wait;
    bool is_loop;              /* NODE: the edge is a loop */
    toc_span span;
} toc_plan_target;

typedef struct toc_plan_outcome {
    toc_symbol name;
    toc_span span;       /* of the name */
    int64_t chance;      /* in 1/1 000 000 of a per cent; -1: not stated */
    toc_span chance_span;
    toc_cond *when;      /* NULL: unconditional */
    TOC_VEC(toc_plan_target) targets;
} toc_plan_outcome;

typedef struct toc_quantity {
    int64_t count; /* whole units, at least 1; 0 where broken */
    toc_resource_ref resource;
    toc_body_ref from; /* `requests … from` */
    toc_span span;     /* number and name */
} toc_quantity;
typedef TOC_VEC(toc_quantity) toc_quantities;

/* A step or a decision. */
struct toc_plan_node {
    toc_entity base;   /* full `response.name` */
    bool is_decision;
    toc_plan_response *response;
    toc_body_ref by;
    toc_body_refs with;
    toc_body_refs to;
    toc_join join;
    TOC_VEC(toc_plan_edge *) in;  /* loops last; else as written */
    TOC_VEC(toc_plan_edge *) out; /* the same edges, at their source */
    toc_span after_span;          /* the clause `after`, none: not written */
    toc_cond *when;
    toc_deadline deadline;
    toc_length_range takes;
    toc_quantities uses;
    toc_quantities consumes;
    toc_quantities fills;
    toc_quantities frees;
    toc_quantities requests;
    toc_duty_by approval;         /* `needs approval by`; span none: not needed */
    toc_series series;
    uint32_t at_most;             /* occurrences; 0: not written */
    toc_span at_most_span;
    toc_lates if_late;
    toc_response_refs activates;
    toc_scoring scoring;
    toc_texts instructions;
    toc_texts evidence;
    toc_texts safety;
    TOC_VEC(toc_plan_outcome) outcomes; /* of a decision, in order */
    bool is_reachable;            /* from the response's start along its edges */
};

/* ── telling ─────────────────────────────────────────────────────────────── */

typedef enum toc_report_kind {
    TOC_REPORT_UNSTATED,
    TOC_REPORT_INITIAL,
    TOC_REPORT_PROGRESS,
    TOC_REPORT_DAILY,
    TOC_REPORT_FINAL
} toc_report_kind;

typedef enum toc_method {
    TOC_METHOD_PHONE,
    TOC_METHOD_MOBILE,
    TOC_METHOD_RADIO,
    TOC_METHOD_EMAIL,
    TOC_METHOD_FAX,
    TOC_METHOD_IM,
    TOC_METHOD_SMS,
    TOC_METHOD_SYSTEM,
    TOC_METHOD_WRITTEN,
    TOC_METHOD_MEETING,
    TOC_METHOD_MESSENGER
} toc_method;
typedef TOC_VEC(toc_method) toc_methods;

typedef struct toc_plan_field {
    toc_entity base;
} toc_plan_field;

typedef struct toc_plan_report {
    toc_entity base;
    toc_plan_response *response; /* or NULL: the plan's own */
    toc_report_kind kind;
    toc_body_ref from;
    toc_body_refs to;
    toc_body_refs copy;
    toc_plan_anchors on;
    toc_cond *while_;            /* or NULL */
    toc_cond *level_filter;      /* `level at least II`: owed only while it holds; or NULL */
    toc_deadline deadline;
    toc_series series;
    toc_field_refs content;
    toc_methods methods;
    toc_lates if_late;
    toc_scoring scoring;
} toc_plan_report;

typedef struct toc_plan_announcement {
    toc_entity base;
    toc_plan_response *response; /* or NULL */
    toc_body_ref by;
    bool by_declarer;            /* the body that declared the grade */
    toc_body_refs to;
    bool to_public;
    toc_plan_anchors on;
    toc_cond *while_;
    toc_cond *when;
    toc_node_refs after;
    toc_deadline deadline;
    toc_series series;
    toc_field_refs content;
    TOC_VEC(toc_name) via;
    toc_duty_by approved;
    toc_lates if_late;
    toc_scoring scoring;
} toc_plan_announcement;

typedef struct toc_plan_hop {
    toc_body_ref from;
    toc_body_refs to;
    toc_deadline deadline;
    toc_methods methods;
    toc_span span;
} toc_plan_hop;

/* `verify within 30min by county`: time that a sender spends checking before it passes on. */
typedef struct toc_plan_verify {
    toc_length length;
    toc_body_ref by; /* span none: every sender but the first */
} toc_plan_verify;

typedef struct toc_plan_skip {
    toc_body_refs to;
    toc_cond *when;
    toc_span span;
} toc_plan_skip;

typedef struct toc_plan_fallback {
    toc_length after;
    toc_body_refs to;
    toc_span span;
} toc_plan_fallback;

typedef struct toc_plan_relay {
    toc_entity base;
    toc_plan_anchors on;
    toc_field_refs content;
    TOC_VEC(toc_plan_hop) hops;
    TOC_VEC(toc_plan_verify) verifies;
    TOC_VEC(toc_plan_skip) skips;
    TOC_VEC(toc_plan_fallback) fallbacks;
    toc_deadline overall;
    toc_deadline written;
    toc_body_refs copy;
    toc_scoring scoring;
} toc_plan_relay;

/* ── the rest ────────────────────────────────────────────────────────────── */

typedef struct toc_plan_objective {
    toc_entity base;
    int64_t weight; /* 10 unless written */
    toc_span weight_span;
    const toc_text *capability;
    int64_t least_p, least_s, least_m; /* 90, 70, 50 unless written: per cent */
} toc_plan_objective;

typedef struct toc_term {
    const toc_text *word;
    const toc_text *meaning;
} toc_term;

typedef struct toc_roster_shift {
    toc_name name;
    toc_shift hours;
    uint32_t least; /* people; 0: not stated */
} toc_roster_shift;

typedef struct toc_plan_roster {
    toc_entity base;
    toc_body_ref org;
    bool is_all_day;
    TOC_VEC(toc_roster_shift) shifts;
} toc_plan_roster;

typedef enum toc_exercise_kind {
    TOC_EXERCISE_UNSTATED,
    TOC_EXERCISE_TABLETOP,
    TOC_EXERCISE_FUNCTIONAL,
    TOC_EXERCISE_FULL_SCALE,
    TOC_EXERCISE_NO_NOTICE
} toc_exercise_kind;

typedef struct toc_plan_exercise {
    toc_entity base;
    toc_exercise_kind kind;
    bool is_comprehensive; /* `scope comprehensive`; else single */
    uint32_t per_year;     /* 0: not stated */
    bool has_next;
    toc_date next;
    toc_texts scenarios;
} toc_plan_exercise;

typedef enum toc_library_kind {
    TOC_LIBRARY_UNSTATED,
    TOC_LIBRARY_LAW,
    TOC_LIBRARY_PLAN,
    TOC_LIBRARY_EXPERT,
    TOC_LIBRARY_TEAM,
    TOC_LIBRARY_STOCK,
    TOC_LIBRARY_HAZARD,
    TOC_LIBRARY_CASE
} toc_library_kind;

typedef struct toc_plan_library {
    toc_entity base;
    toc_library_kind kind;
    toc_texts texts;
} toc_plan_library;

/* A parent plan: its public names, resolved as `alias.name`. */
typedef struct toc_plan_parent {
    toc_entity base;          /* name: the alias */
    const toc_text *file;
    const struct toc_plan *plan; /* NULL: could not be read, reported */
} toc_plan_parent;

typedef enum toc_plan_status {
    TOC_STATUS_UNSTATED,
    TOC_STATUS_DRAFT,
    TOC_STATUS_APPROVED,
    TOC_STATUS_FILED,
    TOC_STATUS_RETIRED
} toc_plan_status;

typedef enum toc_classification {
    TOC_CLASSIFICATION_UNSTATED,
    TOC_CLASSIFICATION_PUBLIC,
    TOC_CLASSIFICATION_INTERNAL,
    TOC_CLASSIFICATION_RESTRICTED
} toc_classification;

typedef enum toc_plan_kind {
    TOC_PLAN_UNSTATED,
    TOC_PLAN_OVERALL,
    TOC_PLAN_SPECIAL,
    TOC_PLAN_DEPARTMENTAL,
    TOC_PLAN_SITE,
    TOC_PLAN_EVENT
} toc_plan_kind;

/* What `plan x { … }` says. */
typedef struct toc_plan_head {
    toc_symbol name;         /* 0: broken or missing */
    const char *id;          /* the name as text, "" where broken */
    const toc_text *title;
    toc_span span;
    const toc_decl *decl;    /* NULL: the file has none, reported */
    const char *clause;
    toc_texts notes;
    const toc_text *version;
    bool has_issued;
    toc_date issued;
    toc_plan_status status;
    toc_body_ref issuer;
    toc_body_ref approver;
    toc_texts basis;
    const toc_text *scope;
    toc_texts principles;
    toc_symbol language;     /* 0: not written */
    const char *timezone;    /* IANA name; "UTC" where not written */
    toc_span timezone_span;
    toc_length review;       /* workdays 0; may be in months */
    const toc_text *supersedes;
    toc_classification classification;
    toc_plan_kind kind;
} toc_plan_head;

typedef struct toc_plan {
    toc_plan_head head;
    toc_intern_table *names;
    toc_sources *sources;
    TOC_VEC(toc_plan_body *) bodies; /* orgs and posts in one table */
    TOC_VEC(toc_plan_resource *) resources;
    TOC_VEC(toc_plan_category *) categories;
    TOC_VEC(toc_plan_event *) events;
    TOC_VEC(toc_plan_event_field *) event_fields;
    TOC_VEC(toc_plan_indicator *) indicators;
    TOC_VEC(toc_plan_moment *) moments;
    TOC_VEC(toc_plan_period *) periods;
    TOC_VEC(toc_plan_trigger *) triggers;
    TOC_VEC(toc_plan_ladder *) ladders;
    TOC_VEC(toc_plan_level *) levels;
    TOC_VEC(toc_plan_response *) responses;
    TOC_VEC(toc_plan_node *) nodes;
    TOC_VEC(toc_plan_report *) reports;
    TOC_VEC(toc_plan_field *) fields;
    TOC_VEC(toc_plan_relay *) relays;
    TOC_VEC(toc_plan_announcement *) announcements;
    TOC_VEC(toc_plan_objective *) objectives;
    TOC_VEC(toc_plan_roster *) rosters;
    TOC_VEC(toc_plan_exercise *) exercises;
    TOC_VEC(toc_plan_library *) library;
    TOC_VEC(toc_plan_parent *) parents;
    TOC_VEC(toc_term) terms;          /* of the glossary, in declared order */
    bool has_errors;                  /* an error was reported: do not lower */
} toc_plan;

#endif
