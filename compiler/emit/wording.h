/* wording.h - a plan in the words of a chart: titles in the chosen language, lengths, deadlines,
 * conditions, and the fixed words.
 *
 * All texts live in the wording's arena, or in the plan; none is freed alone.  Where a thing has
 * no title in the chosen language its first one stands, and its name where it has none. */
#ifndef TOC_EMIT_WORDING_H
#define TOC_EMIT_WORDING_H

#include "sema/plan.h"

/* A title in the chosen language, and in a second one; NULL where there is none. */
typedef struct toc_title {
    const char *first;
    const char *second;
} toc_title;

typedef struct toc_wording {
    toc_arena *arena;
    const toc_plan *plan;
    const char *tag;         /* of titles, as asked for; NULL: the plan's own */
    const char *lang;        /* of the fixed words: "en", "zh-Hans" or "zh-Hant" */
    const char *plan_script; /* the same of the plan: which forms its characters take */
    bool has_two_languages;  /* titles also in a second language, where there is one */
} toc_wording;

/* The fixed words, see words.def. */
typedef enum toc_word {
#define TOC_WORD(name, english) TOC_WORD_##name,
#include "emit/words.def"
#undef TOC_WORD
    TOC_WORD_COUNT
} toc_word;

/* A deadline: `≤ 30 min`, and what it counts from; NULL where there is none. */
typedef struct toc_worded_deadline {
    const char *text;
    const char *since;
} toc_worded_deadline;

/** "en", "zh-Hans" or "zh-Hant" for a language tag; static storage. */
const char *toc_wording_script(const char *tag);

/** @p tag: language of titles, as "en", "zh-Hant"; NULL: the plan's own. */
toc_wording toc_wording_of(toc_arena *arena, const toc_plan *plan, const char *tag,
                           bool has_two_languages);

/** Static storage. */
const char *toc_wording_word(const toc_wording *w, toc_word word);

toc_title toc_wording_title(const toc_wording *w, const toc_entity *entity);
toc_title toc_wording_text(const toc_wording *w, const toc_text *text, const char *fallback);

/** The name of an outcome; `yes` and `no`, `是` and `否` in words of the wording's language. */
const char *toc_wording_outcome(const toc_wording *w, const toc_plan_outcome *outcome);

/** `30 min`; NULL for no length at all. */
const char *toc_wording_length(const toc_wording *w, toc_duration length);
toc_worded_deadline toc_wording_deadline(const toc_wording *w, const toc_deadline *deadline);
/** `every 2 h`; NULL where nothing is repeated. */
const char *toc_wording_series(const toc_wording *w, const toc_series *series);

/** What the planner wrote at @p span on one line without comments; NULL when it is not there. */
const char *toc_wording_source(const toc_wording *w, toc_span span);
/** Titles of bodies, as a list; NULL where none is known. */
const char *toc_wording_bodies(const toc_wording *w, const toc_body_ref *refs, uint32_t count);

/** What people call a grade: its title, or its name where that is a sign such as `III`. */
const char *toc_wording_grade(const toc_wording *w, const toc_plan_level *level);

/** `≥ III`, `= I`, `< II` for an anchor or condition of a grade; NULL for others. */
const char *toc_wording_anchor(const toc_wording *w, const toc_plan_anchor *anchor);
/** The grade that @p cond asks for first (at least or is), or NULL; its label in out_label. */
const toc_plan_level *toc_wording_cond_level(const toc_wording *w, const toc_cond *cond,
                                             const char **out_label);

#endif
