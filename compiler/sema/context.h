/* context.h - what the files of sema share while one plan is being resolved.
 *
 * Private to compiler/sema: everything here lives in the compilation's arena and is
 * of no use once toc_sema_resolve has returned. */
#ifndef TOC_SEMA_CONTEXT_H
#define TOC_SEMA_CONTEXT_H

#include "base/nearest.h"
#include "sema/sema.h"

#define TOC_MICRO INT64_C(1000000) /* the fixed point of numbers */

/* ── scopes ──────────────────────────────────────────────────────────────── */

/* The names of a plan stand in one scope, but those which only one clause can name have
 * scopes of their own: an objective may be called like the response that it scores. */
enum {
    TOC_SCOPE_PLAN,
    TOC_SCOPE_OBJECTIVE,
    TOC_SCOPE_FIELD,
    TOC_SCOPE_CATEGORY,
    TOC_SCOPE_LIBRARY,
    TOC_SCOPE_ROSTER,
    TOC_SCOPE_EXERCISE,
    TOC_SCOPE_DOCTRINE,
    TOC_SCOPE_OWNED /* plus the entity's id: the scope inside a body, ladder, response, event… */
};

typedef struct toc_scope_entry {
    uint32_t scope;
    toc_symbol name;
    toc_entity *entity;
    bool is_alias;   /* `alias "特大"`: understood, and the use is noted */
    int32_t outcome; /* of a decision's outcome or an indicator's word: its index, the entity being
                        the decision or the indicator; else -1 */
} toc_scope_entry;

typedef struct toc_scope_slot {
    uint32_t entry; /* index + 1, 0: free */
    uint32_t hash;
} toc_scope_slot;

typedef struct toc_scope_table {
    TOC_VEC(toc_scope_entry) entries; /* in order of declaring */
    toc_scope_slot *slots;
    uint32_t slot_count; /* a power of two, more than twice the number of entries */
} toc_scope_table;

typedef struct toc_sema {
    toc_arena *arena;
    toc_intern_table *names;
    toc_sources *sources;
    toc_diag_sink *sink;
    toc_plan *plan;
    toc_scope_table scopes;
    TOC_VEC(toc_entity *) entities; /* all; until ids are dealt out, id is the index here */
    struct toc_sema *foreign;       /* of the parent plan last declared; linked */
    struct toc_sema *foreign_next;
    const toc_plan_parent *foreign_of;
    toc_plan_response *response;     /* whose clauses are being resolved, or NULL */
    toc_plan_ladder *ladder;         /* whose clauses are being resolved, or NULL */
    toc_plan_body *org;              /* whose posts are being resolved, or NULL */
    toc_plan_ladder *unnamed_ladder; /* or NULL */
    uint32_t suggestion_budget;      /* candidates that may still be looked at */
    toc_dropped dropped;             /* text that was not read */
    bool is_lenient;                 /* syntax errors: what is absent may have been there */
    bool lacks_names;                /* any name may be missing, so say nothing of it */
} toc_sema;

static inline uint32_t toc_scope_of(const toc_entity *owner)
{
    return (uint32_t)TOC_SCOPE_OWNED + owner->id;
}

/** Adds a name to a scope; one that is already there is reported and not added.  True: added. */
bool toc_scope_add(toc_sema *sema, uint32_t scope, toc_name name, toc_entity *entity);
bool toc_scope_add_alias(toc_sema *sema, uint32_t scope, toc_name name, toc_entity *entity);

/** Adds a word of `one of (…)` to the names of its indicator or event field. */
bool toc_scope_add_word(toc_sema *sema, toc_entity *owner, toc_name word, int32_t index);

/** Adds an outcome to the names of its decision. */
bool toc_scope_add_outcome(toc_sema *sema, toc_plan_node *node, toc_name name, int32_t index);

/** The entry of @p name in @p scope, or NULL. */
const toc_scope_entry *toc_scope_find(const toc_sema *sema, uint32_t scope, toc_symbol name);

/* ── entities ────────────────────────────────────────────────────────────── */

/** Declares all names of the unit (declare.c). */
void toc_declare_unit(toc_sema *sema, const toc_unit *unit);

/** A new entity of @p kind, not in any scope. */
toc_entity *toc_entity_new(toc_sema *sema, toc_entity_kind kind, toc_name name,
                           const toc_entity *owner, const toc_decl *decl);

/** "a resource", "a step": with the article, for messages. */
const char *toc_entity_kind_text(const toc_entity *entity);
const char *toc_entity_kind_noun(const toc_sema *sema,
                                 const toc_entity *entity); /* without the article */

/** Sorts the entities into the tables of the plan and deals out ids (tables.c). */
void toc_tables_fill(toc_sema *sema);

/* ── names ───────────────────────────────────────────────────────────────── */

#define TOC_KIND(kind) (1u << TOC_ENTITY_##kind)

/* What a name was found to be.  rest: parts after the entity's own name (`done`, an outcome). */
typedef struct toc_found {
    toc_entity *entity; /* NULL: not found, not reported */
    const toc_path *rest;
    toc_span span; /* of the whole path */
} toc_found;

toc_span toc_path_span(const toc_path *path);
const char *toc_path_text(const toc_sema *sema, const toc_path *path);

/** Looks a path up from where the resolver stands.  Of several meanings the one whose kind is
 *  in @p wanted goes first.  Reports nothing. */
toc_found toc_path_find(toc_sema *sema, const toc_path *path, uint32_t wanted);

/** Does the path name an entity of a kind in @p wanted, and nothing below it?  Reports nothing. */
bool toc_path_is(toc_sema *sema, const toc_path *path, uint32_t wanted);

/** The entity of a kind in @p wanted that @p path names, or NULL with a message that says what is
 *  `needed` here ("a body"). */
toc_entity *toc_path_resolve(toc_sema *sema, const toc_path *path, uint32_t wanted,
                             const char *needed);

/** Was what stands right behind @p before passed over, because it could not be read? */
bool toc_is_cut_off(const toc_sema *sema, toc_span before);

/** Reports that @p path names nothing, with the nearest name of a kind in @p wanted. */
void toc_report_unknown(toc_sema *sema, const toc_path *path, uint32_t wanted, const char *needed);
void toc_report_wrong_kind(toc_sema *sema, toc_span span, const toc_entity *entity,
                           const char *needed);

/** The level of @p ladder called @p name, or NULL, reported. */
toc_plan_level *toc_level_resolve(toc_sema *sema, toc_plan_ladder *ladder, toc_name name);

/** The ladder that @p path names; NULL path: the unnamed one.  NULL: reported at @p at. */
toc_plan_ladder *toc_ladder_resolve(toc_sema *sema, const toc_path *path, toc_span at);

/** The outcome of @p node called @p name, or -1, reported. */
int32_t toc_outcome_resolve(toc_sema *sema, const toc_plan_node *node, toc_name name);

/** Offers the best of @p nearest, which there is, for what stands at @p span. */
void toc_nearest_report(toc_sema *sema, toc_diag *diag, toc_span span, const toc_nearest *nearest);

/** What was written at @p span, shortened where long; for back-ticks in messages. */
const char *toc_written(const toc_sema *sema, toc_span span);

/** The warning that something is understood but has no effect yet. */
/** Says once for each @p what, of static storage, where it stands first. */

/* ── clauses ─────────────────────────────────────────────────────────────── */

/* Puts one clause into a field of an entity. */
typedef void toc_fill_fn(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause);

/* A row a clause kind; fill NULL: the clause says nothing here. */
typedef struct toc_fill {
    toc_fill_fn *fill;
    size_t offset; /* of the field in the entity */
} toc_fill;

/** The rows of a declaration kind; never NULL. */
const toc_fill *toc_fills_of(toc_decl_kind kind);

/** Goes through the clauses of @p decl: reports what does not belong and what is doubled, and
 *  fills @p entity from the rest. */
void toc_clauses_fill(toc_sema *sema, toc_entity *entity, const toc_decl *decl);

/** True when @p decl has a clause of @p kind. */
bool toc_decl_has(const toc_decl *decl, toc_clause_kind kind);

/** Reports a clause that must be there.  @p what: "who does it (`by`)". */
void toc_report_missing(toc_sema *sema, const toc_entity *entity, const char *what);

/** Reports the mandatory clauses that @p decl lacks (required.c). */
void toc_required_check(toc_sema *sema, const toc_entity *entity);

/** Reports clauses that exclude or need one another, and settles `every … by time` (required.c). */
void toc_together_check(toc_sema *sema, toc_entity *entity);

/** The clause of @p kind among @p args, or NULL. */
const toc_clause *toc_inner_clause(const toc_arg *args, toc_clause_kind kind);

/** The first argument of @p kind, or NULL. */
const toc_arg *toc_arg_find(const toc_arg *args, toc_arg_kind kind);

/* Fillers for the commonest shapes.  The field's type is in the name. */
toc_fill_fn toc_fill_body, toc_fill_bodies, toc_fill_text, toc_fill_texts, toc_fill_text_bytes;
toc_fill_fn toc_fill_flag, toc_fill_length, toc_fill_cond, toc_fill_duty_by, toc_fill_deadline;
toc_fill_fn toc_fill_scoring, toc_fill_grace, toc_fill_lates, toc_fill_hours, toc_fill_anchors;
toc_fill_fn toc_fill_fields, toc_fill_methods, toc_fill_series, toc_fill_until, toc_fill_categories;
toc_fill_fn toc_fill_aliases, toc_fill_after, toc_fill_nothing;

toc_body_ref toc_body_resolve(toc_sema *sema, const toc_arg *arg);
void toc_bodies_resolve(toc_sema *sema, const toc_arg *args, toc_body_refs *out);
void toc_duty_by_resolve(toc_sema *sema, const toc_clause *clause, toc_duty_by *out);
void toc_deadline_resolve(toc_sema *sema, const toc_clause *clause, toc_deadline *out);
toc_plan_anchor toc_anchor_resolve(toc_sema *sema, const toc_anchor *anchor, toc_span span);
toc_shift toc_shift_resolve(toc_sema *sema, const toc_arg *args, toc_span span);

/* ── words and numbers ───────────────────────────────────────────────────── */

/* A fixed list of words; a word's value is its index plus `first`. */
typedef struct toc_word_list {
    const char *what; /* "kind of org" */
    const char *const *words;
    int count;
    int first;
} toc_word_list;

/** The value of the word in @p name, or -1, reported with the nearest word of the list. */
int toc_word_resolve(toc_sema *sema, toc_name name, const toc_word_list *list);

/** The one word of a clause, for a field whose unstated value is 0. */
int toc_clause_word(toc_sema *sema, const toc_clause *clause, const toc_word_list *list);

/** Reports a word that is not the tag of a language, with the tag that is meant (language.c). */
void toc_language_check(toc_sema *sema, toc_name name);

/** A whole number from @p least on; -1 where it is none, reported. */
int64_t toc_whole_resolve(toc_sema *sema, const toc_arg *arg, int64_t least, int64_t most);

/** A length in milliseconds, workdays and months being refused; -1 where reported. */
toc_ms toc_fixed_length(toc_sema *sema, const toc_arg *arg);

/* ── conditions ──────────────────────────────────────────────────────────── */

/** The typed condition; its type is FLAG, or its op BROKEN and the mistake reported. */
toc_cond *toc_cond_resolve(toc_sema *sema, const toc_expr *expr);

/** Typing of an operand; @p hint: what it will be compared with, or NULL (operand.c). */
toc_cond *toc_operand_resolve(toc_sema *sema, const toc_expr *expr, const toc_value_type *hint,
                              unsigned depth);

/** The same for any expression below another, @p depth parts down. */
toc_cond *toc_nested_cond_resolve(toc_sema *sema, const toc_expr *expr, unsigned depth);
toc_cond *toc_arithmetic_resolve(toc_sema *sema, const toc_expr *expr, const toc_value_type *hint,
                                 unsigned depth);
toc_cond *toc_depth_report(toc_sema *sema, const toc_expr *expr);

/* Parts one inside the other; `and`, `or` of any length count as few (cond.c). */
#define TOC_COND_DEPTH_MAX 256u

/* Kinds that mean something in a condition; those without a value get a message that says so. */
#define TOC_KINDS_WITH_VALUE                                                                       \
    (TOC_KIND(INDICATOR) | TOC_KIND(EVENT_FIELD) | TOC_KIND(LADDER) | TOC_KIND(LEVEL) |            \
     TOC_KIND(RESOURCE) | TOC_KIND(NODE) | TOC_KIND(REPORT) | TOC_KIND(ANNOUNCEMENT) |             \
     TOC_KIND(BODY) | TOC_KIND(RESPONSE))

toc_cond *toc_cond_new(toc_sema *sema, toc_cond_op op, toc_type type, toc_span span);
toc_cond *toc_cond_broken(toc_sema *sema, toc_span span);
void toc_cond_add_kid(toc_sema *sema, toc_cond *cond, toc_cond *kid);

/** A comparison of two typed operands (compare.c). */
toc_cond *toc_compare_build(toc_sema *sema, toc_cond_op op, toc_cond *left, toc_cond *right,
                            toc_span span);
/** May the two be compared?  If not, it has been reported. */
bool toc_compare_types(toc_sema *sema, toc_cond *left, toc_cond *right, toc_span span);

/** count(…), rate(…), happened(…)… (call.c) */
toc_cond *toc_call_resolve(toc_sema *sema, const toc_expr *expr);

/** "a percentage", "one of the words of `scope`". */
const char *toc_type_text(toc_sema *sema, const toc_value_type *type);

bool toc_type_is_numeric(toc_type type);

/** 1 for `yes`, 0 for `no`, -1 for any other name. */
int toc_flag_word(const toc_sema *sema, toc_name name);

/** Reports that @p name is no value of @p owner, with the nearest of its words. */
void toc_report_not_a_value(toc_sema *sema, toc_name name, const toc_entity *owner, toc_type type);

/* ── passes over the whole plan ──────────────────────────────────────────── */

/** Types, units and words of signals, other names: what conditions look at. */
void toc_shape_resolve(toc_sema *sema);
void toc_clauses_resolve(toc_sema *sema); /* every entity from its clauses */
void toc_indicator_finish(toc_sema *sema, toc_plan_indicator *indicator);
void toc_head_resolve(toc_sema *sema, const toc_unit *unit);
void toc_levels_resolve(toc_sema *sema);        /* what levels take over from their ladder */
void toc_ladders_check_reading(toc_sema *sema); /* a ladder that reads itself */
void toc_ways_resolve(toc_sema *sema);          /* edges, joins, loops */
void toc_names_check_alike(toc_sema *sema);     /* names that only look alike */
void toc_lists_resolve(toc_sema *sema, const toc_unit *unit); /* glossaries, report fields */

/** The name of one way out of a decision (outcomes.c). */
void toc_outcome_declare(toc_sema *sema, toc_plan_node *node, const toc_clause *clause);

/** The ways out of a decision, whose names have been declared (outcomes.c). */
void toc_outcomes_resolve(toc_sema *sema, toc_plan_node *node);

/* Rows that every duty's table has. */
#define TOC_DUTY_ROWS(type)                                                                        \
    [TOC_CLAUSE_WITHIN] = {toc_fill_deadline, offsetof(type, deadline)},                           \
    [TOC_CLAUSE_BY_TIME] = {toc_fill_deadline, offsetof(type, deadline)},                          \
    [TOC_CLAUSE_BEFORE] = {toc_fill_deadline, offsetof(type, deadline)},                           \
    [TOC_CLAUSE_IF_LATE] = {toc_fill_lates, offsetof(type, if_late)},                              \
    [TOC_CLAUSE_OBJECTIVE] = {toc_fill_scoring, offsetof(type, scoring)},                          \
    [TOC_CLAUSE_GRACE] = {toc_fill_grace, offsetof(type, scoring)}

/* Fill tables, a file a topic. */
extern const toc_fill toc_body_fills[], toc_post_fills[];
extern const toc_fill toc_resource_fills[], toc_category_fills[], toc_event_fills[];
extern const toc_fill toc_indicator_fills[], toc_moment_fills[], toc_period_fills[];
extern const toc_fill toc_trigger_fills[];
extern const toc_fill toc_ladder_fills[], toc_level_fills[];
extern const toc_fill toc_response_fills[], toc_step_fills[], toc_decision_fills[];
extern const toc_fill toc_report_fills[], toc_announcement_fills[], toc_relay_fills[];
extern const toc_fill toc_objective_fills[], toc_roster_fills[], toc_exercise_fills[];
extern const toc_fill toc_library_fills[], toc_field_fills[], toc_head_fills[];
extern const toc_fill toc_doctrine_fills[], toc_bare_fills[];

#endif
