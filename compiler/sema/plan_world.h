/* plan_world.h - the typed plan's bodies, resources and signals: who and what is there, and what
 * can be seen.  Read it through plan.h, whose conventions hold here. */
#ifndef TOC_SEMA_PLAN_WORLD_H
#define TOC_SEMA_PLAN_WORLD_H

#include "sema/plan_parts.h"

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
    struct toc_plan_body *org;             /* of a post: its org; else NULL */
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
    const toc_text *holder; /* of a post */
    toc_texts aliases;
    toc_hours duty;
    TOC_VEC(toc_contact) contacts;
    toc_formation formed;
    uint32_t span_of_control; /* most direct reports; 7 unless written */
    toc_span span_of_control_span;
    toc_body_ref succeeds; /* of a post */
    toc_scoring scoring;   /* of the formation duty */
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
    int64_t count; /* whole units; 1 where not written */
    toc_span count_span;
    const char *unit; /* or NULL */
    bool is_consumable;
    const toc_text *at;
    bool has_place;
    int64_t latitude; /* 1/1 000 000 degree */
    int64_t longitude;
    toc_length ready; /* `ready within` */
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
    toc_type type;    /* NUMBER PERCENT COUNT DURATION FLAG ENUM */
    toc_words words;  /* ENUM */
    const char *unit; /* or NULL */
    bool has_range;
    int64_t least; /* as said at toc_type */
    int64_t most;
    toc_span range_span;
    bool has_initial;
    int64_t initial; /* the value at the start, filled in by exact rules 2.1 when not written */
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
    bool is_yearly; /* dates count by month and day */
    bool is_weekly;
    uint32_t days; /* weekly: bit 0 Monday; 0x7f every day */
    bool is_holiday;
    bool is_workday;
} toc_plan_period;

typedef struct toc_plan_trigger {
    toc_entity base;
    toc_plan_anchors on; /* events mostly; any anchor that occurs */
    toc_cond *when;      /* or NULL */
} toc_plan_trigger;

#endif
