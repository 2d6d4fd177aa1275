/* view_private.h - what the writers of sections share; for nobody else. */
#ifndef TOC_VIEW_VIEW_PRIVATE_H
#define TOC_VIEW_VIEW_PRIVATE_H

#include "base/json.h"
#include "base/vec.h"
#include "drill/hearsay.h"
#include "live/exercise_state.h"
#include "report/phrases.h"
#include "view/view.h"

/* How one time round of a step or decision stands. */
typedef struct toc_view_work {
    uint32_t node;
    uint32_t activation;
    uint32_t occurrence;
    toc_node_state state;
    toc_blocked blocked;
    toc_ms since;
    uint32_t entry; /* of the script, that brought it there; or TOC_NONE */
} toc_view_work;

typedef TOC_VEC(uint32_t) toc_view_numbers;

/* What is kept between two writings, of the exercise since it was last made anew. */
typedef struct toc_view_memory {
    toc_arena arena;
    bool is_made;
    uint32_t runs; /* of the exercise, when it was last brought up to date */
    toc_hearsay *hearsay;
    uint32_t next_record;
    TOC_VEC(toc_view_work) works;
    toc_view_numbers *works_of; /* for each node: indexes into works, oldest first */
    toc_view_numbers stories;   /* records that everybody may know of */
    toc_view_numbers declarations;
    toc_view_numbers announcements;
    toc_view_numbers answers; /* approvals and grants given or refused */
    toc_view_numbers reach;   /* who cannot be reached, and can again */
} toc_view_memory;

struct toc_view {
    toc_exercise *exercise;
    const toc_worded_set *worded; /* one for each language */
    size_t worded_count;
    toc_view_memory memory;
    toc_arena names;
    TOC_VEC(const char *) online;
    uint64_t online_changes;
};

/* One writing of one section. */
typedef struct toc_view_pen {
    toc_view *view;
    const toc_view_memory *memory;
    const toc_exercise_state *state;
    const toc_drill *drill;
    const toc_machine *machine;
    const toc_audience *audience;
    toc_arena *arena; /* of this writing */
    toc_pages pages;
    toc_json *json;
} toc_view_pen;

typedef void toc_view_writer(toc_view_pen *pen);

/* ── asking ── */

/** Is it the audience's body, or a post of it? */
bool toc_view_is_own(const toc_view_pen *pen, uint32_t body);
/** Was the audience's body told anything so far? */
bool toc_view_is_told(const toc_view_pen *pen);
/** The latest standing of that activation of a node (0: any); NULL: none. */
const toc_view_work *toc_view_work_of(const toc_view_pen *pen, uint32_t node, uint32_t activation);
/** May the body have known of the record @p happening by now?  It acted itself, or word reached it at
 *  that time or later. */
bool toc_view_knows(const toc_view_pen *pen, const toc_trace *trace);
bool toc_view_is_online(const toc_view *view, const char *person);
/** Could word reach @p body when record @p happening was made? */
bool toc_view_was_reached(const toc_view_pen *pen, uint32_t body, uint32_t happening);

/* ── writing ── */

void toc_view_key_time(toc_view_pen *pen, const char *key, toc_ms at); /* TOC_MS_NONE: null */
void toc_view_key_name(toc_view_pen *pen, const char *key, const toc_m_head *head);
void toc_view_key_body(toc_view_pen *pen, const char *key, uint32_t body); /* TOC_NONE: null */
/** `"key": title` with what a terminal or a page should not obey taken out. */
void toc_view_key_text(toc_view_pen *pen, const char *key, const char *text);
/** [{body,title}] */
void toc_view_bodies(toc_view_pen *pen, const char *key, toc_range bodies);
/** [{field,title,choices}] of content fields. */
void toc_view_contents(toc_view_pen *pen, const char *key, toc_range contents);
/** `"key": text` of a condition on one line; TOC_NONE: null. */
void toc_view_condition(toc_view_pen *pen, const char *key, uint32_t condition);
/** `"key": [{depth, head, text}]` of a condition; TOC_NONE: null. */
void toc_view_condition_lines(toc_view_pen *pen, const char *key, uint32_t condition);
/** The choices of a value as an array of names. */
void toc_view_choices(toc_view_pen *pen, const char *key, toc_range choices);
/** "yes" and "no" in the language of the audience; any other outcome by its name. */
const char *toc_view_outcome(const toc_view_pen *pen, uint32_t outcome);
/** Its name among the scenario's words: what a browser sends back. */
const char *toc_view_name(const toc_view_pen *pen, const toc_m_head *head);
/** Names of marks as an array of words. */
void toc_view_marks(toc_view_pen *pen, uint32_t marks);

/* ── sections ── */

toc_view_writer toc_view_me, toc_view_exercise, toc_view_clock, toc_view_people, toc_view_hands;
toc_view_writer toc_view_ladders, toc_view_inbox, toc_view_tasks, toc_view_done, toc_view_powers;
toc_view_writer toc_view_resources, toc_view_outside, toc_view_list, toc_view_owed, toc_view_log;
toc_view_writer toc_view_truth, toc_view_means, toc_view_notes, toc_view_objectives;
toc_view_writer toc_view_story, toc_view_nodes, toc_view_hotwash;

#endif
