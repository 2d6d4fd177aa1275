/* table_plan.h - what the views in rows share: the responses in the order of the flow chart, with
 * the colour of their grade and what sets them off, and the plan's lengths in words. */
#ifndef TOC_CHART_TABLE_PLAN_H
#define TOC_CHART_TABLE_PLAN_H

#include "chart/view.h"

/* One response, and the reports and announcements that stand in it. */
typedef struct toc_plan_group {
    const toc_plan_response *response;
    const toc_plan_level *level; /* the grade that sets it off; NULL: none */
    toc_title title;
    const char *starts; /* "Incident", "declared II": what sets it off; "" where nothing does */
    toc_tint tint;
} toc_plan_group;

typedef struct toc_plan_order {
    TOC_VEC(toc_plan_group) groups;
    TOC_VEC(const toc_plan_body *) bodies; /* all: by command line, an org before its posts */
} toc_plan_order;

/** O(n log n). */
toc_plan_order *toc_plan_order_of(const toc_canvas *canvas, const toc_view_input *input);

/** A title that is never empty: the name where there is none. */
toc_title toc_title_words(const toc_wording *w, const toc_entity *entity);

/** What an anchor is, in words: "Incident", "declared II"; NULL for none. */
const char *toc_anchor_words(const toc_wording *w, const toc_plan_anchor *anchor);
/** All of them, as a list; "" for none. */
const char *toc_anchors_words(const toc_wording *w, const toc_plan_anchors *anchors);

/** "1 h 30 min", "0 min"; seconds beyond an hour are left out. */
const char *toc_ms_words(const toc_wording *w, toc_ms ms);

/** A condition on one line; NULL for none. */
const char *toc_cond_words(const toc_wording *w, const toc_cond *cond);

/** "≤ 30 min", and how often where it is a series; NULL: not dated. */
const char *toc_due_words(const toc_wording *w, const toc_deadline *deadline,
                          const toc_series *series);
/** "since Incident": what a deadline counts from where that is not readiness; else NULL. */
const char *toc_since_words(const toc_wording *w, const toc_deadline *deadline);

/** "Control centre: Log keeper", as a chart calls a body. */
const char *toc_body_words(const toc_wording *w, const toc_plan_body *body);

/** "level.II", "step:early.cutoff": the name of a group in a scene. */
const char *toc_key_of(toc_arena *arena, const toc_entity *entity);

/** Is @p body in this plan's own table, so that its id counts there?  False for NULL. */
bool toc_is_own_body(const toc_plan *plan, const toc_plan_body *body);

/** A level's name with its title below: "II" and "重大"; the title alone where that says both. */
toc_title toc_level_title(const toc_wording *w, const toc_plan_level *level);
/** Both in one line: "II 重大", "Site-area emergency". */
const char *toc_level_words(const toc_wording *w, const toc_plan_level *level);

#endif
