/* context.h - the state of one lowering; private to lower/.
 *
 * Rows are made in arrays whose sizes the plan gives, and whose ids are the plan's own (levels
 * excepted: they go by ladder and rank).  Anchors and conditions come from all over the plan, so
 * they are noted first, numbered in an order that does not depend on who noted them, and
 * then written into the places that wait for their ids.  At the end the arrays go to the builder. */
#ifndef TOC_LOWER_CONTEXT_H
#define TOC_LOWER_CONTEXT_H

#include "lower/lower.h"
#include "machine/builder.h"

typedef TOC_VEC(uint32_t) toc_low_ids;

typedef struct toc_low_anchor { /* an anchor that something waits for */
    toc_m_anchor_kind kind;
    uint32_t id;
    uint32_t rank;
    uint32_t *slot; /* gets the anchor's id; NULL: nobody asked for it by place */
} toc_low_anchor;

typedef struct toc_low_condition {
    const toc_cond *tree;
    toc_m_owner owner;
    uint32_t owner_id; /* of HELD: position in `conditions` */
    uint32_t owner_part;
    uint32_t depth; /* how many HELD lie inside one another */
    uint32_t *slot; /* gets the condition's id, or NULL */
    uint32_t id;
} toc_low_condition;

/* One row of `reports`: a report, an announcement, or what a relay has to hand on to one receiver. */
typedef struct toc_low_told {
    const char *name; /* full dotted name, unique among all that is told */
    toc_m_report_kind kind;
    const toc_plan_report *report;
    const toc_plan_announcement *announcement;
    const toc_plan_relay *relay; /* the rest is of a relay */
    const toc_plan_hop *hop;     /* HOP; FALLBACK, WRITTEN: for which they stand */
    const toc_plan_skip *skip;
    const toc_plan_fallback *fallback;
    const toc_plan_body *from;
    const toc_plan_body *to;
    uint32_t from_place;
    uint32_t to_place;
    uint32_t edge; /* of the relay's graph, as `hop` */
    toc_ms verify;
} toc_low_told;

typedef struct toc_low {
    toc_arena *arena;
    toc_sources *sources;
    const toc_plan *plan;
    toc_diag_sink *sink;
    toc_builder *builder;
    const char *language; /* of texts that name none */

    toc_m_body *bodies;
    toc_m_resource *resources;
    toc_m_category *categories;
    toc_m_indicator *indicators;
    toc_m_event *events;
    toc_m_period *periods;
    toc_m_moment *moments;
    toc_m_ladder *ladders;
    toc_m_level *levels;
    toc_m_trigger *triggers;
    toc_m_response *responses;
    toc_m_node *nodes;
    toc_m_report *reports; /* by the ids of `told` */
    toc_m_relay *relays;
    toc_m_content *contents;
    toc_m_objective *objectives;
    uint32_t *field_slots; /* of each event field of the plan */

    TOC_VEC(toc_low_told) told; /* by name: the rows of `reports` */
    uint32_t *report_ids;       /* of each report of the plan: its row */
    uint32_t *announcement_ids;
    const struct toc_relay_graph **graphs; /* of each relay; NULL where it has no hops */
    uint32_t **edge_rows;                  /* of each relay and edge: the row of its hop */

    TOC_VEC(toc_m_field) fields;
    TOC_VEC(toc_m_deadline *) deadlines;
    TOC_VEC(toc_m_start) starts;
    TOC_VEC(toc_low_anchor) start_keys; /* of each start; read where its kind is ANCHOR */
    toc_low_ids *subcategories;         /* of each category */
    TOC_VEC(toc_m_edge) edges;
    TOC_VEC(toc_m_outcome *) outcomes;
    TOC_VEC(toc_m_late) lates;
    TOC_VEC(toc_m_code) codes;

    TOC_VEC(toc_low_anchor) wanted;
    toc_m_anchor *anchors;
    uint32_t anchor_count;
    toc_low_ids **report_on;    /* of each row of `reports`: places of its anchors' ids */
    toc_low_ids **report_after; /* and of those that it goes out after */

    TOC_VEC(toc_low_condition) conditions;
    toc_m_condition *condition_rows;
    toc_range *readers; /* of each signal */
    uint32_t signal_count;
} toc_low;

/* ── lower.c: what all rows share ──────────────────────────────────────────── */
toc_m_head toc_low_head(toc_low *low, const toc_entity *entity);
toc_range toc_low_titles(toc_low *low, const toc_text *title);
toc_string toc_low_text(toc_low *low, const toc_text *text);    /* the first language; NULL: "" */
toc_string toc_low_texts(toc_low *low, const toc_texts *texts); /* joined by line ends */
/** The words at @p span as the planner wrote them, without comments, on one line (words.c). */
toc_string toc_low_words(toc_low *low, toc_span span);
/** @p value where it is at most @p most, else an error at @p span and @p most. */
int64_t toc_low_limit(toc_low *low, toc_span span, const char *what, int64_t value, int64_t most);
/** A range in `ids` of the distinct ids of @p list, ascending (@p list is sorted in place). */
toc_range toc_low_set(toc_low *low, toc_low_ids *list);
/** The same in the order of the list, each once. */
toc_range toc_low_list(toc_low *low, const toc_low_ids *list);
toc_range toc_low_body_list(toc_low *low, const toc_body_refs *refs);
void toc_low_sort(uint32_t *ids, uint32_t count);
uint32_t toc_low_weight(toc_low *low, const toc_scoring *scoring);
uint32_t toc_low_objective(const toc_scoring *scoring);
toc_ms toc_low_grace(const toc_scoring *scoring);
uint32_t toc_low_level_id(const toc_low *low, const toc_plan_level *level);

static inline uint32_t toc_low_body_id(const toc_body_ref *ref)
{
    return ref->target ? ref->target->base.id : TOC_NONE;
}

/* ── rows, one file a topic; each fills its arrays ─────────────────────────── */
void toc_low_bodies(
    toc_low *low); /* rows_who.c: bodies, resources, categories, objectives, contents */
void toc_low_seen(toc_low *low);      /* rows_seen.c: indicators, events, periods, moments */
void toc_low_ladders(toc_low *low);   /* rows_levels.c */
void toc_low_responses(toc_low *low); /* rows_responses.c: triggers, responses, starts */
void toc_low_nodes(toc_low *low);     /* rows_nodes.c: nodes, edges, outcomes */
void toc_low_reports(toc_low *low);   /* rows_reports.c */
/** told.c: numbers all that is told, before anything refers to it. */
void toc_low_number_told(toc_low *low);
/* rows_relays.c, rows_announcements.c: rows of `reports` that reports do not fill. */
void toc_low_relay_row(toc_low *low, const toc_low_told *told, toc_m_report *row);
void toc_low_relays(toc_low *low);
void toc_low_announcement(toc_low *low, const toc_plan_announcement *it, toc_m_report *row);
/** A row of `reports` with nothing in it but what every row has. */
toc_m_report toc_low_report_row(uint32_t kind, uint32_t sender);
toc_range toc_low_content(toc_low *low, const toc_field_refs *refs);
/** Notes that row @p id opens on @p on; @p what says, for a message, what waits.  Returns the
 *  condition on which it is owed then: @p filter, and a single outcome that it is on. */
const toc_cond *toc_low_on(toc_low *low, uint32_t id, const toc_plan_anchors *on, toc_cond *filter,
                           const char *what);
toc_range toc_low_shifts(toc_low *low, const toc_hours *hours);
toc_range toc_low_lates(toc_low *low, const toc_lates *first, const toc_lates *second);

/* ── anchors.c ─────────────────────────────────────────────────────────────── */
typedef enum toc_low_followed {
    TOC_LOW_FOLLOWED,
    TOC_LOW_LEFT_OUT, /* broken, and reported before */
    TOC_LOW_REFUSED   /* reported here */
} toc_low_followed;

/** What @p anchor is in the machine.  @p what says, for a message, what waits for it. */
toc_low_followed toc_low_anchor_key(toc_low *low, const toc_plan_anchor *anchor, const char *what,
                                    toc_low_anchor *out);
/** Notes that *slot is to hold the id of @p anchor; it stays as it is where that is left out. */
toc_low_followed toc_low_want_anchor(toc_low *low, const toc_plan_anchor *anchor, const char *what,
                                     uint32_t *slot);
uint32_t toc_low_deadline(toc_low *low, const toc_deadline *deadline);
/** The deadline of each time of a series (exact rules 7.1), else the deadline itself. */
uint32_t toc_low_series_deadline(toc_low *low, const toc_series *series,
                                 const toc_deadline *deadline);
void toc_low_number_anchors(toc_low *low);
void toc_low_link_anchors(toc_low *low);
/** The id of a noted anchor. */
uint32_t toc_low_anchor_id(const toc_low *low, const toc_low_anchor *key);

/* ── conditions.c, code.c, signals.c ───────────────────────────────────────── */
/** Notes a condition and those inside it; *slot gets its id.  NULL and broken ones are left out. */
void toc_low_condition_add(toc_low *low, const toc_cond *tree, toc_m_owner owner, uint32_t owner_id,
                           uint32_t owner_part, uint32_t *slot);
void toc_low_number_conditions(toc_low *low);
/** Emits the code of the condition at @p index of `conditions`. */
toc_range toc_low_code(toc_low *low, uint32_t index);
/** Notes the anchors that @p tree reads. */
void toc_low_want_anchors_of(toc_low *low, const toc_cond *tree);
void toc_low_signals(toc_low *low);

/* ── zones.c ───────────────────────────────────────────────────────────────── */
void toc_low_zones(toc_low *low);

#endif
