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

#include "base/source.h"
#include "sema/plan_world.h"

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
#define TOC_COLOUR_COUNT ((unsigned)TOC_COLOUR_GREY + 1)

/* `authority office may declare, lower` */
typedef struct toc_authority {
    toc_body_ref body;
    bool may_declare, may_raise, may_lower, may_end;
    toc_span span;
} toc_authority;
typedef TOC_VEC(toc_authority) toc_authorities;

typedef struct toc_plan_level {
    toc_entity base; /* full `level.III`, `warning.yellow` */
    struct toc_plan_ladder *ladder;
    uint32_t rank; /* 1 least severe … n */
    toc_colour colour;
    toc_span colour_span;
    toc_cond *when;              /* NULL: never warranted by a condition */
    toc_duty_by own_declared_by; /* as written at the level itself */
    toc_duty_by declared_by;     /* what holds: the level's own, else the ladder's.  An own clause
                                    without a time takes the ladder's time */
    toc_texts aliases;
    const toc_text *scope;
    const toc_text *who;
    toc_authorities authorities;
    toc_lates if_late;   /* the level's own */
    toc_scoring scoring; /* the level's own where written, else the ladder's */
} toc_plan_level;

typedef struct toc_plan_ladder {
    toc_entity base; /* the unnamed ladder is called `level` */
    bool is_unnamed;
    TOC_VEC(toc_plan_level *) levels; /* rank r is items[r-1] */
    toc_duty_by declared_by;
    toc_length lower;   /* `lower after` */
    toc_cond *end_when; /* or NULL */
    toc_span end_span;  /* the clause */
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
    toc_plan_anchors on; /* empty: only started by another (activates, do, ->) */
    toc_cond *when;
    toc_category_refs categories;
    toc_phase phase;
    toc_span phase_span;
    toc_body_ref lead;
    bool repeats;
    TOC_VEC(toc_plan_node *) nodes;            /* in declared order */
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
    int32_t outcome;   /* index of the source's outcome; -1: its being done, whatever the outcome */
    bool is_loop;      /* an arrow back: not counted by the join, target is ready at once */
    toc_duration wait; /* all 0: none */
    toc_span span;     /* where it was written: in `after` or behind `->` */
} toc_plan_edge;

typedef enum toc_target_kind {
    TOC_TARGET_NODE,
    TOC_TARGET_END,
    TOC_TARGET_RESPONSE
} toc_target_kind;

typedef struct toc_plan_target {
    toc_target_kind kind;
    toc_node_ref node;         /* NODE */
    toc_response_ref response; /* RESPONSE */
    toc_duration wait;
    bool is_loop; /* NODE: the edge is a loop */
    toc_span span;
} toc_plan_target;

typedef struct toc_plan_outcome {
    toc_symbol name;
    toc_span span;  /* of the name */
    int64_t chance; /* in 1/1 000 000 of a per cent; -1: not stated */
    toc_span chance_span;
    toc_cond *when; /* NULL: unconditional */
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
    toc_entity base; /* full `response.name` */
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
    toc_duty_by approval; /* `needs approval by`; span none: not needed */
    toc_series series;
    uint32_t at_most; /* occurrences; 0: not written */
    toc_span at_most_span;
    toc_lates if_late;
    toc_response_refs activates;
    toc_scoring scoring;
    toc_texts instructions;
    toc_texts evidence;
    toc_texts safety;
    TOC_VEC(toc_plan_outcome) outcomes; /* of a decision, in order */
    bool is_reachable;                  /* from the response's start along its edges */
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
    toc_texts aliases;
} toc_plan_field;

typedef struct toc_plan_report {
    toc_entity base;
    toc_plan_response *response; /* or NULL: the plan's own */
    toc_report_kind kind;
    toc_body_ref from;
    toc_body_refs to;
    toc_body_refs copy;
    toc_plan_anchors on;
    toc_cond *while_;       /* or NULL */
    toc_cond *level_filter; /* `level at least II`: owed only while it holds; or NULL */
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
    bool by_declarer; /* the body that declared the grade */
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
    toc_length every;      /* days or months between two; workdays 0 */
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

/* `role unit is plant, depot` or `role city elsewhere`, in a plan's `doctrine`. */
typedef struct toc_role_binding {
    toc_name role;
    toc_body_refs bodies; /* none where the role is played elsewhere */
    bool is_elsewhere;
    toc_span span;
} toc_role_binding;

/* `doctrine order-493 { … }`: who plays the roles that the rules of that name speak of. */
typedef struct toc_plan_doctrine {
    toc_entity base;
    TOC_VEC(toc_role_binding) roles;
} toc_plan_doctrine;

/* A parent plan: its public names, resolved as `alias.name`. */
typedef struct toc_plan_parent {
    toc_entity base; /* name: the alias */
    const toc_text *file;
    const struct toc_plan *plan; /* whole, with tables of its own: what this plan uses of it are
                                    twins in its own tables; NULL: could not be read, reported */
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
    toc_symbol name; /* 0: broken or missing */
    const char *id;  /* the name as text, "" where broken */
    const toc_text *title;
    toc_span span;
    const toc_decl *decl; /* NULL: the file has none, reported */
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
    toc_symbol language;  /* 0: not written */
    const char *timezone; /* IANA name; "UTC" where not written */
    toc_span timezone_span;
    toc_length review; /* workdays 0; may be in months */
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
    TOC_VEC(toc_plan_doctrine *) doctrines;
    TOC_VEC(toc_plan_parent *) parents;
    TOC_VEC(toc_term) terms;   /* of the glossary, in declared order */
    bool is_partial;           /* text could not be read: what is absent may have been there */
    bool has_errors;           /* an error was reported: do not lower */
    bool was_whole;            /* no error stood before the checks, so those ran that need that */
    struct toc_allows *allows; /* the driver's: findings that are meant; NULL for a parent plan */
} toc_plan;

#endif
