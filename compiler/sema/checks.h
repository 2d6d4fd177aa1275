/* checks.h - checks of the typed plan: each a row {name, code, function, level, needs}.
 *
 * The table stands in analysis/check_table.c; the driver runs all rows whose needs hold, in its
 * order.  A check reads the plan and adds to the sink, and changes nothing else. */
#ifndef TOC_SEMA_CHECKS_H
#define TOC_SEMA_CHECKS_H

#include "base/diag.h"
#include "sema/plan.h"

/* Packs of rules that the plan is judged by; what they are is for compiler/doctrine to know. */
struct toc_packs;
struct toc_flow_findings; /* analysis/flow.h */

/* What the caller asks for beside the plan.  All zero: nothing. */
typedef struct toc_check_options {
    bool has_as_of; /* the day as of which the plan is judged is given: */
    toc_date as_of;
    const toc_diag_code *asked; /* messages asked for by name: looked for in drafts too */
    uint32_t asked_count;
    const struct toc_packs *packs;      /* or NULL */
    struct toc_flow_findings *findings; /* takes what a scenario can show; NULL: not wanted */
    const char *root;     /* files that exercises name may not lie outside; NULL: they may */
    const char *together; /* incidents that come at once, "fire,flood"; or NULL */
} toc_check_options;

typedef struct toc_check_context {
    const toc_plan *plan;
    toc_arena *arena;
    toc_diag_sink *sink;
    const toc_check_options *options; /* never NULL */
} toc_check_context;

typedef void toc_check_fn(const toc_check_context *context);

typedef enum toc_check_needs {
    TOC_NEEDS_NOTHING,  /* broken references are passed over */
    TOC_NEEDS_READ,     /* all text could be read; broken references are passed over */
    TOC_NEEDS_WHOLE,    /* no error so far: it speaks of what is absent */
    TOC_NEEDS_RULES,    /* the same, where rules were chosen that the plan is judged by */
    TOC_NEEDS_IN_FORCE, /* the same as WHOLE, in a plan that says `status approved` or `filed`: a
                           draft may still lack it */
    TOC_NEEDS_READ_IN_FORCE /* the same as READ, in such a plan */
} toc_check_needs;

typedef struct toc_check {
    const char *slug;
    toc_diag_code code;
    toc_check_fn *run;
    toc_diag_level level;
    toc_check_needs needs;
} toc_check;

/* A file a topic. */
toc_check_fn toc_check_deadlines, toc_check_approval_time, toc_check_series;
toc_check_fn toc_check_amounts, toc_check_consumption, toc_check_freeing;
toc_check_fn toc_check_owners, toc_check_requests;
toc_check_fn toc_check_ready, toc_check_hours;
toc_check_fn toc_check_command, toc_check_relations, toc_check_formation;
toc_check_fn toc_check_succession, toc_check_places, toc_check_lines;
toc_check_fn toc_check_span_of_control, toc_check_own_approval;
toc_check_fn toc_check_parts, toc_check_idle, toc_check_leads;
toc_check_fn toc_check_posts, toc_check_titles, toc_check_empty;
toc_check_fn toc_check_rosters, toc_check_watch, toc_check_singles;
toc_check_fn toc_check_contacts, toc_check_contact_texts;
toc_check_fn toc_check_dates, toc_check_records;
toc_check_fn toc_check_authority, toc_check_flapping, toc_check_grade_words;
toc_check_fn toc_check_declaring, toc_check_ladder_end;
toc_check_fn toc_check_level_colours, toc_check_grades_owed;
toc_check_fn toc_check_report_receivers, toc_check_lists;
toc_check_fn toc_check_word, toc_check_superiors, toc_check_untold;
toc_check_fn toc_check_content, toc_check_fields, toc_check_formed_receivers;
toc_check_fn toc_check_series_ends, toc_check_contradicting, toc_check_public_approval;
toc_check_fn toc_check_bounds, toc_check_starts;
toc_check_fn toc_check_unused, toc_check_timezone;

/* ── helpers of the checks ───────────────────────────────────────────────── */

/** A length as a planner writes it, `1h30min`, in the arena. */
const char *toc_check_length_text(const toc_check_context *context, toc_ms ms);

/** Is it T0142 that its work alone takes longer than its own deadline?  T0310 that its approval and
 *  its least work do?  Then nothing else need be said of that deadline. */
bool toc_deadline_is_too_short(const toc_plan_node *node);
bool toc_approval_eats_deadline(const toc_plan_node *node);
/** What was written at @p span, in the arena: one line, shortened where long. */
const char *toc_check_written(const toc_check_context *context, toc_span span);

/** Do the two conditions say the same, part by part?  NULL equals nothing. */
bool toc_cond_equals(const toc_cond *a, const toc_cond *b);

/** The resources of which a step can have more sent, by id: how many there will be nobody knows.
 *  O(n). */
bool *toc_resources_requested(const toc_check_context *context);

/** Which responses others start (`activates`, `do`, `->`), by id, whatever their own `on` says. */
bool *toc_responses_started(const toc_plan *plan, toc_arena *arena);

/* Walks that show a visitor every condition (whole, and part by part) and every anchor of a plan. */
typedef struct toc_plan_visitor {
    void (*root)(void *state, const toc_cond *cond); /* each whole one; no part of it */
    void (*cond)(void *state, const toc_cond *cond);
    void (*anchor)(void *state, const toc_plan_anchor *anchor);
    void *state;
} toc_plan_visitor;

void toc_plan_visit(const toc_plan *plan, const toc_plan_visitor *visitor);

#endif
