/* pack.h - a pack of rules that plans are judged by: a law, a doctrine, a house rule, as data.
 *
 * toc_pack_read makes it from a file in the plan language that holds a `doctrine` with `rule`s
 * and no `plan`; toc_check_doctrine (judge.h) judges plans by it; `tocsin explain --doctrine`
 * prints it.  It lives in the caller's arena and nobody changes it afterwards. */
#ifndef TOC_DOCTRINE_PACK_H
#define TOC_DOCTRINE_PACK_H

#include <stdio.h>

#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "base/vec.h"
#include "syntax/ast.h"

/* ── what rules speak of ─────────────────────────────────────────────────── */

/* `applies to …` */
typedef enum toc_thing {
    TOC_THING_ROLE, /* the bodies that play the rule's role */
    TOC_THING_PLAN,
    TOC_THING_ORG,       /* bodies of the plan's own side: not superior, external or public */
    TOC_THING_POST,      /* of those */
    TOC_THING_COMMANDER, /* bodies and posts that declare grades or approve their end */
    TOC_THING_ACTOR,     /* bodies and posts that do anything at all */
    TOC_THING_REPORT,    /* who tells whom, by reports and by the hops of relays */
    TOC_THING_CHAIN,     /* the quickest way from one to another along the hops of one relay */
    TOC_THING_RELAY,
    TOC_THING_LEVELS,
    TOC_THING_GRADE,
    TOC_THING_RESPONSE,
    TOC_THING_RESOURCE,
    TOC_THING_EXERCISE,
    TOC_THING_ANNOUNCEMENT
} toc_thing;

#define TOC_THING_BIT(thing) (1u << TOC_THING_##thing)

/* What a measure is measured in; says how a bound is written and compared. */
typedef enum toc_measure_kind {
    TOC_MEASURE_PRESENCE, /* there or not: takes nothing behind it */
    TOC_MEASURE_COUNT,    /* whole numbers; a bare number is exact */
    TOC_MEASURE_TIME,     /* ms; a bare duration is the most */
    TOC_MEASURE_CALENDAR, /* twelfths of a day, a month being 365 of them; the most */
    TOC_MEASURE_WORKDAYS, /* working days; the most */
    TOC_MEASURE_HOURS,    /* ms of a day; a bare duration is the least; or nothing behind it */
    TOC_MEASURE_FIELDS    /* a list of the pack's fields */
} toc_measure_kind;

typedef enum toc_measure {
    TOC_MEASURE_TOTALS,         /* `count` */
    TOC_MEASURE_WITHIN,         /* `within` */
    TOC_MEASURE_OVERALL,        /* `total` */
    TOC_MEASURE_CONTENT,        /* `content` */
    TOC_MEASURE_CONTACTS,       /* `contacts` */
    TOC_MEASURE_DUTY,           /* `duty` */
    TOC_MEASURE_SUCCESSORS,     /* `successors` */
    TOC_MEASURE_SUPERIORS,      /* `superiors` */
    TOC_MEASURE_DIRECT_REPORTS, /* `direct-reports` */
    TOC_MEASURE_REVIEW,         /* `review` */
    TOC_MEASURE_DRILL_INTERVAL, /* `drill-interval` */
    TOC_MEASURE_FILING,         /* `filing` */
    TOC_MEASURE_GRADES,         /* `grades` */
    TOC_MEASURE_END_PROPOSED,   /* `end-proposed` */
    TOC_MEASURE_END_APPROVED,   /* `end-approved` */
    TOC_MEASURE_ANNOUNCEMENTS   /* `announcements` */
} toc_measure;

typedef struct toc_thing_row {
    const char *word;
    uint32_t filters;         /* set of TOC_FILTER_… that may stand beside it */
    const char *const *kinds; /* words of `kind`, NULL at the end; NULL: takes none */
} toc_thing_row;

enum { TOC_FILTER_FROM = 1, TOC_FILTER_TO = 2, TOC_FILTER_KIND = 4, TOC_FILTER_PHASE = 8 };

typedef struct toc_measure_row {
    const char *word;
    toc_measure_kind kind;
    uint32_t things;  /* set of TOC_THING_BIT that it can be asked of */
    const char *asks; /* what it asks, for people: "means of contact" */
} toc_measure_row;

/** The tables behind the enumerations, in their order. */
const toc_thing_row *toc_thing_rows(size_t *out_count);
const toc_measure_row *toc_measure_rows(size_t *out_count);
extern const char *const toc_phase_words[]; /* in the order of toc_phase, from MONITORING; NULL */

/* ── a pack ──────────────────────────────────────────────────────────────── */

typedef TOC_VEC(const toc_text *) toc_pack_texts;

/* A role, a report field or a law that rules name. */
typedef struct toc_pack_name {
    const char *name;
    const toc_text *title; /* or NULL */
    toc_pack_texts aliases;
    toc_pack_texts texts; /* notes; of a law its `text` */
    toc_span span;
} toc_pack_name;
typedef TOC_VEC(toc_pack_name) toc_pack_names;

typedef struct toc_citation {
    const toc_text *article;
    const toc_pack_name *law; /* NULL: the text says all */
} toc_citation;

typedef struct toc_demand {
    toc_measure measure;
    bool is_advice; /* `recommends`: a warning where it is not met */
    bool has_least;
    bool has_most;
    int64_t least; /* in the unit of the measure's kind */
    int64_t most;
    const char *least_text; /* as a planner writes it; NULL without */
    const char *most_text;
    TOC_VEC(uint32_t) fields; /* FIELDS: indices in the pack's fields */
    const char *written;      /* the clause as it stands in the file */
    toc_span span;
} toc_demand;

#define TOC_NO_ROLE UINT32_MAX

typedef struct toc_rule {
    const char *name;
    const toc_text *title; /* or NULL */
    toc_pack_texts notes;
    TOC_VEC(toc_citation) citations;
    toc_thing thing;
    const char *applies; /* that and what narrows it down, as they stand in the file */
    uint32_t role;       /* ROLE: index in the pack's roles, else TOC_NO_ROLE */
    uint32_t from;       /* index in the pack's roles, or TOC_NO_ROLE */
    TOC_VEC(uint32_t) to;
    bool is_to_public;
    uint32_t kinds;  /* set of bits, by index in the thing's kinds; 0: any */
    uint32_t phases; /* set of bits, by index in toc_phase_words; 0: any */
    int64_t since;   /* first and last day in force, days since 1970; INT64_MIN, INT64_MAX: open */
    int64_t until;
    TOC_VEC(toc_demand) demands;
    toc_span span; /* of the name */
} toc_rule;

typedef struct toc_pack {
    const char *name;
    const toc_text *title;   /* or NULL */
    const toc_text *version; /* or NULL */
    toc_pack_texts basis;
    toc_pack_texts notes;
    const toc_intern_table *names;
    toc_pack_names roles;
    toc_pack_names fields;
    toc_pack_names laws;
    TOC_VEC(toc_rule) rules;
    toc_span span;   /* of the name */
    bool has_errors; /* a mistake was reported: do not judge by it */
} toc_pack;

/* Those that were chosen, in that order. */
typedef struct toc_packs {
    TOC_VEC(const toc_pack *) list;
} toc_packs;

/** Reads the rules in @p source; every mistake is reported with its place.
 *
 *  @return NULL where the text fails the input gate or holds no `doctrine`, which is reported.
 *  O(n log n) in the size of the text. */
const toc_pack *toc_pack_read(toc_arena *arena, const toc_source *source, toc_diag_sink *sink);

/** Is this a file of rules, and no plan?  Decided by what it declares.  O(size). */
bool toc_pack_is_in(toc_arena *arena, const toc_source *source);

/** The index of @p name among @p names, or TOC_NO_ROLE. */
uint32_t toc_pack_name_index(const toc_pack_names *names, const char *name);

/** The text in the language whose tag begins with @p language, else the first; "" for NULL. */
const char *toc_pack_text(const toc_pack *pack, const toc_text *text, const char *language);

/** Prints what a pack says and asks, in `en` or `zh` where it has texts in both. */
void toc_pack_print(const toc_pack *pack, const char *language, FILE *out);

/** "law 第九条第一款", all citations of a rule; in the arena. */
const char *toc_rule_citation(toc_arena *arena, const toc_rule *rule);

/** "at most 1h", "at least 2", "3 to 7"; "" without a bound.  In the arena. */
const char *toc_demand_bound(toc_arena *arena, const toc_demand *demand);

#endif
