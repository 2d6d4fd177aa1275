/* plan_parts.h - what the entities of a typed plan are made of: references, lengths of time,
 * anchors, deadlines, conditions.  Read it through plan.h, whose conventions hold here. */
#ifndef TOC_SEMA_PLAN_PARTS_H
#define TOC_SEMA_PLAN_PARTS_H

#include "base/arena.h"
#include "base/intern.h"
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
    TOC_ENTITY_DOCTRINE,
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
    uint32_t id;           /* index in the table of its kind */
    toc_symbol name;       /* the last part: `chief` */
    const char *full;      /* `leading-group.chief`, NFC; never NULL */
    const toc_text *title; /* titles in their languages, linked by next; NULL: untitled */
    toc_span span;         /* of the name; of the keyword where there is none */
    const toc_decl *decl;  /* where it was written; NULL only for what a parent plan declares */
    const char *clause;    /* `clause "3.3.4"`, or NULL */
    toc_texts notes;
    toc_entity_refs see; /* library entries */
};

/* Declares toc_<name>_ref {target, span} and a list of them. */
#define TOC_REF_TYPE(name, type)                                                                   \
    typedef struct toc_##name##_ref {                                                              \
        struct type *target;                                                                       \
        toc_span span;                                                                             \
    } toc_##name##_ref;                                                                            \
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
    TOC_PLAN_ANCHOR_LADDER_END,     /* ladder: D falls to none */
    TOC_PLAN_ANCHOR_RESPONSE_START, /* response */
    TOC_PLAN_ANCHOR_RESPONSE_END,
    TOC_PLAN_ANCHOR_NODE_START,        /* node: first start */
    TOC_PLAN_ANCHOR_NODE_DONE,         /* node: last completion; with outcome >= 0: that outcome */
    TOC_PLAN_ANCHOR_REPORT_SENT,       /* report */
    TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT, /* announcement */
    TOC_PLAN_ANCHOR_BODY_ACTIVE,       /* body formed on demand */
    TOC_PLAN_ANCHOR_RELAY_RECEIVED     /* relay, target's hop in `hop` */
} toc_plan_anchor_kind;

typedef struct toc_plan_anchor {
    toc_plan_anchor_kind kind;
    bool is_broken;               /* written, but what it names is not there: reported */
    toc_entity *target;           /* as said above; the ladder for the LEVEL kinds */
    uint32_t rank;                /* LEVEL kinds: 1..n */
    struct toc_plan_level *level; /* LEVEL kinds: the same as a pointer */
    int32_t outcome;              /* NODE_DONE of `decision.outcome`: its index, else -1 */
    uint32_t hop;                 /* RELAY_RECEIVED: index of the hop */
    toc_entity *receiver;         /* RELAY_RECEIVED: the body that has been told */
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
    toc_ms every;    /* 0: no series */
    int32_t minutes; /* `by time`, or -1 */
    toc_cond *until; /* or NULL */
    toc_span span;   /* of the clause, none: no series */
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
    toc_span span; /* of the first clause */
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
    toc_entity *domain; /* ENUM: indicator or event field; GRADE: ladder; else NULL */
    const char *unit;   /* NUMBER, COUNT: the unit in the indicator's words, or NULL */
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
    TOC_COND_NODE_DONE, /* entity: node; with outcome >= 0: done with that outcome */
    TOC_COND_NODE_LATE,
    TOC_COND_REPORT_SENT, /* entity: report */
    TOC_COND_REPORT_LATE,
    TOC_COND_ANNOUNCEMENT_SENT, /* entity: announcement */
    TOC_COND_ANNOUNCEMENT_LATE,
    TOC_COND_HAPPENED, /* anchor: event, trigger, node, report, response…: in the whole drill */
    TOC_COND_BODY_ACTIVE,     /* entity: body */
    TOC_COND_RESPONSE_ACTIVE, /* entity: response */
    TOC_COND_IN_PERIOD,       /* entity: period */
    TOC_COND_SINCE,           /* anchor; a duration.  Only as kids[0] of a comparison */
    TOC_COND_TIME_TO,         /* entity: moment; a duration.  Only as kids[0] of a comparison */
    TOC_COND_COUNT,           /* entity: event; window */
    TOC_COND_SUM,             /* entity: indicator; window */
    TOC_COND_MIN,
    TOC_COND_MAX,
    TOC_COND_MEAN,
    TOC_COND_RATE,
    TOC_COND_RISE,
    TOC_COND_OUTBREAK, /* entity: indicator; value: 1, 2 or 3 for EARS C1, C2, C3 */
    TOC_COND_NOT,      /* kids[0] */
    TOC_COND_AND,      /* kids[0], kids[1] */
    TOC_COND_OR,
    TOC_COND_EQ, /* comparisons: kids[0], kids[1], of one type; grades by rank */
    TOC_COND_NE,
    TOC_COND_LT,
    TOC_COND_LE,
    TOC_COND_GT,
    TOC_COND_GE,
    TOC_COND_ADD, /* arithmetic in the fixed point of the type; mul: a*b/1e6, div: a*1e6/b, */
    TOC_COND_SUB, /* which serves durations times numbers too */
    TOC_COND_MUL,
    TOC_COND_DIV,
    TOC_COND_NEG,    /* kids[0] */
    TOC_COND_HELD,   /* kids[0] has held for `window` */
    TOC_COND_IN_LIST /* kids[0] equals one of kids[1…] */
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

#endif
