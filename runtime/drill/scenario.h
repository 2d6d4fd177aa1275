/* scenario.h - a drill's script as its author wrote it: typed, every name still a text.
 *
 * toc_scenario_read makes one from YAML, in the arena; bind.h turns its names into ids of a
 * plan machine; the reports read titles and texts from it.  docs/scenarios.md is the
 * reference for those who write them. */
#ifndef TOC_DRILL_SCENARIO_H
#define TOC_DRILL_SCENARIO_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/time.h"
#include "base/vec.h"
#include "drill/seir.h"
#include "engine/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A text and its place; text NULL: not written. */
typedef struct toc_word {
    const char *text;
    toc_span span;
} toc_word;
typedef TOC_VEC(toc_word) toc_scenario_words;

typedef struct toc_word_pair { /* `systems-down: 25%` */
    toc_word key;
    toc_word value;
    bool is_empty; /* nothing stands behind the key */
} toc_word_pair;
typedef TOC_VEC(toc_word_pair) toc_scenario_pairs;

typedef enum toc_list_kind {
    TOC_LIST_SCRIPT,
    TOC_LIST_DISTURB,
    TOC_LIST_CONTROL,
    TOC_LIST_LOG /* what was recorded: entries of all three in the one order in which they happened */
} toc_list_kind;
#define TOC_LIST_COUNT ((unsigned)TOC_LIST_LOG + 1)

typedef enum toc_entry_verb {
    TOC_ENTRY_INJECT,
    TOC_ENTRY_NOTE,
    TOC_ENTRY_SET,
    TOC_ENTRY_START,
    TOC_ENTRY_DID,
    TOC_ENTRY_DECIDE,
    TOC_ENTRY_FAIL,
    TOC_ENTRY_DECLARE,
    TOC_ENTRY_PROPOSE,
    TOC_ENTRY_APPROVE,
    TOC_ENTRY_REPORT,
    TOC_ENTRY_ACKNOWLEDGE,
    TOC_ENTRY_WITHHOLD,
    TOC_ENTRY_FORM,
    TOC_ENTRY_STAND_DOWN,
    TOC_ENTRY_ACTIVATE,
    TOC_ENTRY_LOSE,
    TOC_ENTRY_UNREACHABLE,
    TOC_ENTRY_EXTEND,
    TOC_ENTRY_PAUSE,
    TOC_ENTRY_JUMP,
    TOC_ENTRY_FORECAST,
    TOC_ENTRY_ANNOUNCE
} toc_entry_verb;

/* One line of script, disturb, control or log.  What a verb does not take is empty. */
typedef struct toc_entry {
    uint32_t number; /* 1-based, in the order of the file; traces name it */
    toc_list_kind list;
    toc_entry_verb verb;
    toc_span span;
    toc_word verb_word; /* `did` */
    toc_ms at;
    toc_word subject; /* what stands behind the verb */
    toc_scenario_pairs
        pairs;           /* set: indicators; inject: fields; report: content; forecast: moments */
    toc_span pairs_span; /* none: the key was not written */
    toc_word by;
    toc_scenario_words to;
    toc_word from; /* inject, note: who brings it; free text */
    toc_word via;
    toc_word text;
    toc_word why;
    toc_word outcome;
    toc_word answer; /* "given" or "refused" */
    toc_word ladder;
    toc_scenario_words fields; /* withhold: content fields held back */
    toc_word duty;             /* extend: "work" or "approval" */
    uint32_t turn;             /* log: the plan's own timers of this instant that come before it */
    uint32_t activation;       /* 0: not named */
    toc_span activation_span;
    int64_t amount;  /* lose: units */
    toc_ms duration; /* extend: by; unreachable, pause: for; TOC_MS_NONE: not written */
} toc_entry;

typedef struct toc_series_point {
    toc_ms at;
    toc_word value; /* in the CSV file */
} toc_series_point;

/* What truth says of one content field from an instant on. */
typedef struct toc_truth_fact {
    toc_word name;
    toc_scenario_words wordings; /* each says the same; none: nothing is known of it from then on */
} toc_truth_fact;

typedef struct toc_truth {
    toc_ms at;
    toc_span span;
    TOC_VEC(toc_truth_fact) facts;
} toc_truth;

#define TOC_OBSERVATIONS_MAX 2000u /* in one scenario; as many acts outside the plan */

/* What an evaluator saw, and how the evaluator rates an objective or the whole. */
typedef struct toc_observation {
    uint32_t number; /* 1-based */
    toc_ms at;       /* may lie after the drill's end */
    toc_span span;   /* none: it was made at the table */
    toc_word by;
    toc_word about;      /* an objective, or what somebody owed; empty: the whole */
    uint32_t activation; /* 0: all of them */
    toc_word rating;     /* "P", "S", "M" or "U"; empty: none */
    toc_word text;
} toc_observation;

/* What was done that the plan does not know. */
typedef struct toc_outside {
    uint32_t number; /* 1-based */
    toc_ms at;
    toc_span span;
    toc_word body; /* empty: nobody in particular */
    toc_word text;
} toc_outside;

typedef struct toc_sample_series { /* values of one indicator over time */
    toc_word indicator;
    const toc_series_point *samples; /* times ascend; of a model none: it is run when it is bound */
    uint32_t count;
    const toc_seir *model; /* NULL: from a table */
    toc_seir_part part;
    toc_ms from; /* of a model: first sample, time between two, and no sample later */
    toc_ms every;
    toc_ms until;
    toc_span span;
} toc_sample_series;

#define TOC_SERIES_SAMPLES_MAX 100000 /* of one model */

typedef enum toc_expect_kind {
    TOC_EXPECT_LEVEL, /* declared grade */
    TOC_EXPECT_WARRANTED,
    TOC_EXPECT_OBLIGATION, /* state of a duty */
    TOC_EXPECT_REPORT,     /* outcome of a report */
    TOC_EXPECT_STEP,       /* state of a step or decision */
    TOC_EXPECT_DECISION,   /* outcome of a decision */
    TOC_EXPECT_RESPONSE,
    TOC_EXPECT_BODY,
    TOC_EXPECT_SCORE, /* of the drill, or of an objective */
    TOC_EXPECT_RATING,
    TOC_EXPECT_STARTED, /* how often a response was started */
    TOC_EXPECT_STARTS   /* nothing: that nothing, or nothing by an event, was started */
} toc_expect_kind;

typedef enum toc_compare { TOC_IS, TOC_AT_LEAST, TOC_AT_MOST, TOC_ABOVE, TOC_BELOW } toc_compare;

typedef struct toc_expect {
    uint32_t number; /* 1-based */
    toc_expect_kind kind;
    toc_span span;
    toc_word subject;
    toc_word state; /* state, outcome or report outcome */
    unsigned
        state_index; /* among the states that the kind has, in the order of docs/scenarios.md */
    toc_word ladder;
    toc_word to;   /* OBLIGATION, REPORT: the receiver */
    toc_word duty; /* OBLIGATION: "work" or "approval" */
    toc_word objective;
    toc_word times; /* STARTED: the comparison as written */
    toc_word event; /* STARTS: no response was started by this event; none: nothing at all was */
    uint32_t occurrence; /* OBLIGATION, REPORT: 0 all, else the n-th */
    toc_ms by;           /* TOC_MS_NONE: any time */
    toc_ms at;           /* TOC_MS_NONE: not asked at an instant */
    toc_compare compare;
    int64_t value; /* SCORE: 1/10 000 of the whole, so 60 is 6 000; STARTED: a number */
} toc_expect;

typedef struct toc_scenario_title {
    const char *lang; /* "" when no language was named */
    const char *text;
} toc_scenario_title;

typedef enum toc_drill_kind {
    TOC_DRILL_TABLETOP,
    TOC_DRILL_FUNCTIONAL,
    TOC_DRILL_FULL_SCALE,
    TOC_DRILL_NO_NOTICE
} toc_drill_kind;

typedef struct toc_entries toc_entries; /* entries.h */

typedef struct toc_scenario {
    const toc_source *source;
    const char *id;
    TOC_VEC(toc_scenario_title) titles;
    toc_word plan; /* path as written */
    toc_ms start;  /* epoch milliseconds */
    int32_t start_offset_min;
    toc_drill_kind kind;
    bool is_comprehensive; /* scope */
    uint64_t seed;
    bool plays_all;
    toc_scenario_words play;
    toc_ms assume[TOC_ASSUME_COUNT];
    toc_entries *entries; /* list by list, each in the order of the file and of time */
    const toc_entry *const
        *kept;           /* of a live drill: all entries by number - 1, also those that came; */
    uint32_t kept_count; /* else NULL */
    TOC_VEC(toc_truth) truths; /* times ascend */
    TOC_VEC(toc_sample_series) series;
    TOC_VEC(toc_expect) expects;
    TOC_VEC(toc_observation) observations; /* as in the file */
    TOC_VEC(toc_outside) outside;
    bool ends_settled;
    toc_ms end; /* with ends_settled: TOC_MS_NONE */
} toc_scenario;

#define TOC_SCENARIO_MISTAKES_MAX 1000u /* then the reading stops */

/** Reads @p source, YAML or a list of events (msel.h), gated here, and the CSV files that its series name; those are looked for
 *  beneath the scenario's own folder and added to @p sources.  A long source is read block by block, entry
 *  by entry: memory grows with the packed entries (entries.h) and with what stands outside the lists.
 *
 *  @return NULL when it is no YAML at all, or full of mistakes; else what could be read.  Every mistake is
 *          in @p sink, up to TOC_SCENARIO_MISTAKES_MAX in entries; entries with mistakes are left out. */
toc_scenario *toc_scenario_read(toc_arena *arena, toc_sources *sources, const toc_source *source,
                                toc_diag_sink *sink);

/* How the text is read, for tests: it changes nothing of what is read. */
typedef struct toc_scenario_way {
    uint32_t block_size; /* bytes at once; 0: the usual */
    bool is_slow;        /* usual items go through libyaml like all others */
} toc_scenario_way;

toc_scenario *toc_scenario_read_in(toc_arena *arena, toc_sources *sources, const toc_source *source,
                                   const toc_scenario_way *way, toc_diag_sink *sink);

/** How many entries there are, and the one with @p number (1-based) or NULL; it is valid until
 *  TOC_ENTRIES_AT_ONCE others were asked for, its texts stay. */
uint32_t toc_scenario_entry_count(const toc_scenario *scenario);
const toc_entry *toc_scenario_entry(const toc_scenario *scenario, uint32_t number);

struct toc_yaml;

/* An entry that comes while the drill is played. */
typedef struct toc_entry_text {
    const toc_scenario *scenario; /* for its start */
    const char *name;             /* of the text, in messages */
    const char *text;             /* YAML or JSON, NUL-terminated */
    toc_ms at;
    uint32_t number; /* that the entry gets */
} toc_entry_text;

/** Reads one entry of any list, without `at`: `{did: early.cutoff}`.  False after diagnostics in @p sink.
 *  Spans are bytes of the text, from 1.  *out_map: the mapping, NULL where there is none. */
bool toc_scenario_read_entry(toc_arena *arena, const toc_entry_text *text, toc_diag_sink *sink,
                             toc_entry *out, const struct toc_yaml **out_map);

/** Reads what stands behind `facts` in an entry of `truth`. */
bool toc_scenario_read_facts(toc_arena *arena, const toc_entry_text *text, toc_diag_sink *sink,
                             toc_truth *out);

/** The title in language @p lang (NULL: any); else in a tongue of the same kind (`zh` of `zh-Hant`);
 *  else the first one; else the id. */
const char *toc_scenario_title_in(const toc_scenario *scenario, const char *lang);

/** "did", "stand-down". */
const char *toc_entry_verb_word(toc_entry_verb verb);
/** The list in which entries with the key @p word stand; false: it is no verb. */
bool toc_entry_verb_list(const char *word, toc_list_kind *out);
const char *toc_drill_kind_word(toc_drill_kind kind);

#ifdef __cplusplus
}
#endif

#endif
