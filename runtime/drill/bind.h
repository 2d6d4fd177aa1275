/* bind.h - a scenario's names become ids of a plan machine: a script ready for the engine.
 *
 * toc_scenario_bind makes a script in the arena; run.h plays it; the score and the reports
 * read it.  Scenario and machine must outlive it. */
#ifndef TOC_DRILL_BIND_H
#define TOC_DRILL_BIND_H

#include "drill/scenario.h"
#include "engine/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A content field of a report in the log. */
typedef struct toc_bound_said {
    uint32_t content; /* id */
    const toc_word_pair *pair;
} toc_bound_said;

/* What truth says of a content field, from an instant on. */
typedef struct toc_bound_fact {
    uint32_t content; /* id */
    uint32_t rank;    /* of a field that holds a grade; TOC_NONE: of any other, or not known */
    toc_ms at;
    const toc_truth_fact *fact; /* without wordings: nothing is known from then on */
} toc_bound_fact;

typedef struct toc_bound_act {
    toc_ms at;
    const toc_entry *entry; /* NULL: samples of series */
    toc_act act;
    uint32_t report;    /* of a report entry, also where the act became a note; else TOC_NONE */
    const uint32_t *to; /* its receivers and copies as written */
    uint32_t to_count;
    const toc_bound_said *said; /* report: content in the order of the log */
    uint32_t said_count;
    const uint32_t *withheld; /* withhold: content fields; none: the whole report */
    uint32_t withheld_count;
} toc_bound_act;

typedef struct toc_bound_expect {
    const toc_expect *expect;
    uint32_t id;    /* of what the kind says; SCORE, RATING: objective, or TOC_NONE for the drill */
    uint32_t other; /* OBLIGATION, REPORT: receiver or TOC_NONE; STARTS: event or TOC_NONE */
    uint32_t duty;  /* OBLIGATION: toc_duty_kind */
    int64_t value;  /* LEVEL, WARRANTED: rank, 0 none; DECISION: outcome */
} toc_bound_expect;

/* The objective `other`, which no plan declares, where an objective's id is asked for. */
#define TOC_OBJECTIVE_OTHER (TOC_NONE - 1)

typedef struct toc_binder toc_binder;

typedef enum toc_about {
    TOC_ABOUT_WHOLE,
    TOC_ABOUT_OBJECTIVE, /* id, or TOC_OBJECTIVE_OTHER */
    TOC_ABOUT_SUBJECT    /* every duty whose subject has that name */
} toc_about;

typedef struct toc_bound_observation {
    const toc_observation *observation;
    toc_about about;
    uint32_t id;
    toc_duty_kind duty;  /* SUBJECT: what is owed under that name, of id */
    const char *subject; /* "": not about a subject */
} toc_bound_observation;

typedef struct toc_bound_outside {
    const toc_outside *outside;
    uint32_t body; /* or TOC_NONE */
} toc_bound_outside;

typedef struct toc_script {
    const toc_machine *machine;
    const toc_scenario *scenario;
    uint32_t act_count; /* toc_script_act: in the order in which they happen (exact-rules 1.1) */
    toc_binder *binder; /* what binds an entry when it is asked for */
    const toc_bound_act *kept; /* of a live drill: its acts so far, bound for good; else NULL */
    const toc_bound_expect *expects;
    uint32_t expect_count;
    const toc_bound_fact *facts; /* by content field, then by time; of one instant as in the file */
    uint32_t fact_count;
    const toc_bound_observation *observations; /* by time; of one instant as in the file */
    uint32_t observation_count;
    const toc_bound_outside *outside; /* by time */
    uint32_t outside_count;
    const uint8_t *played;    /* for each body 1: the scenario plays it */
    uint32_t history_max;     /* most samples or occurrences of one signal */
    uint32_t activations_max; /* most activations of a response that may be open at once */
    uint32_t reports_max; /* most open duties of one report, and rounds of a relay on their way */
} toc_script;

#define TOC_GROWTH_MAX 10 /* doublings */

/* Doublings of what a script's entries let expect: conditions, windows and the clock can open more. */
typedef struct toc_growth {
    uint8_t activations;
    uint8_t reports;
    uint8_t history;
} toc_growth;

/** Binds @p scenario.  Where reading it found mistakes (they are in @p sink), the entries that could be
 *  read are looked through for more, and the result is NULL.  @p plan_path is the path of the plan or image that
 *  was given, or NULL.  NULL after errors in @p sink.  O((names + entries) log names). */
toc_script *toc_scenario_bind(toc_arena *arena, const toc_machine *machine,
                              const toc_scenario *scenario, const char *plan_path,
                              toc_diag_sink *sink);

/** Act @p index, until TOC_ACTS_AT_ONCE others were asked for; its texts stay.  Acts of entries are bound
 *  anew each time, so that a long script takes no more memory than its packed entries.  O(names). */
#define TOC_ACTS_AT_ONCE 8u
const toc_bound_act *toc_script_act(const toc_script *script, uint32_t index);

/** Is @p row about that duty itself? */
bool toc_observation_is_about(const toc_machine *machine, const toc_bound_observation *row,
                              const toc_duty *duty);

/** When act @p index happens, and the number of its entry (TOC_NONE: samples of series). */
toc_ms toc_script_act_at(const toc_script *script, uint32_t index);
uint32_t toc_script_act_entry(const toc_script *script, uint32_t index);
/** Is it an entry with this verb? */
bool toc_script_act_is(const toc_script *script, uint32_t index, toc_entry_verb verb);

/* ── entries that come while the drill is played ── */

typedef struct toc_live_binder toc_live_binder;

/** An index of the machine's names; @p scenario and @p machine must outlive it. */
toc_live_binder *toc_live_binder_new(toc_arena *arena, const toc_machine *machine,
                                     const toc_scenario *scenario);
/** Binds one entry, which must outlive the result, in @p arena; false after diagnostics in @p sink.
 *  That somebody is simulated is no news here. */
bool toc_live_binder_entry(toc_live_binder *binder, toc_arena *arena, const toc_entry *entry,
                           toc_diag_sink *sink, toc_bound_act *out);
/** Are the names and wordings of @p truth the plan's?  False after diagnostics. */
bool toc_live_binder_truth(toc_live_binder *binder, toc_arena *arena, const toc_truth *truth,
                           toc_diag_sink *sink);
/** The facts of all of @p scenario's truths, into @p script. */
void toc_live_binder_facts(toc_live_binder *binder, toc_arena *arena, const toc_scenario *scenario,
                           toc_script *script);

#define TOC_SCRIPT_OPENINGS_MAX 28 /* more of them make no table larger */

/** The sizes of the engine's tables for so many settings of values in all, an act without one counting as
 *  one, and so many acts that inject or activate. */
void toc_script_size(toc_script *script, uint64_t settings, uint64_t openings);
/** Is @p act one that inject or activate, for toc_script_size? */
bool toc_act_opens(const toc_act *act);

#ifdef __cplusplus
}
#endif

#endif
