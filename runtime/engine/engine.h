/* engine.h - runs a plan machine: events, timers, lifecycles, obligations.
 *
 * The drill makes one engine for a run, applies acts in order of time, and reads
 * the trace.  An engine belongs to one thread; any number of engines may share a
 * machine.  Everything is allocated in toc_engine_new, or given to toc_engine_init;
 * nothing afterwards.
 * The rules are those of docs/semantics.md ("one instant" above all). */
#ifndef TOC_ENGINE_ENGINE_H
#define TOC_ENGINE_ENGINE_H

#include "base/status.h"
#include "engine/trace.h"
#include "machine/machine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct toc_engine toc_engine;

#define TOC_ENGINE_TIME_MAX (2 * TOC_DURATION_MAX) /* the latest time that the clock can reach */

typedef enum toc_engine_table { /* what a number of the options gives room to */
                                TOC_TABLE_NONE,
                                TOC_TABLE_ACTIVATIONS, /* activations_max: activations, and units that are on their way */
                                TOC_TABLE_REPORTS, /* reports_max: duties, and rounds of relays */
                                TOC_TABLE_HISTORY  /* history_max */
} toc_engine_table;

typedef enum toc_assume {
    TOC_ASSUME_STEP,
    TOC_ASSUME_DECISION,
    TOC_ASSUME_APPROVAL,
    TOC_ASSUME_DECLARATION,
    TOC_ASSUME_REPORT,
    TOC_ASSUME_FORMATION,
    TOC_ASSUME_VERIFICATION, /* what a sender of a relay that may `verify` takes for it */
    TOC_ASSUME_COUNT
} toc_assume;

typedef struct toc_engine_options {
    uint64_t seed;
    uint32_t replication;
    uint32_t activations_max; /* of one response, open at once (0: 4) */
    uint32_t history_max;     /* samples or occurrences kept where windows read them (0: 1024) */
    uint32_t reports_max;     /* open occurrences of one single report and receiver, and rounds of a
                                 relay (0: 16) */
    uint32_t budget;       /* reactions in one instant before the chain is stopped (0: 1 000 000) */
    toc_ms start;          /* epoch milliseconds of t = 0 */
    const uint8_t *played; /* for each body 1: acts come from outside; NULL: all are simulated */
    toc_ms assume[TOC_ASSUME_COUNT]; /* duration of simulated acts where the plan says none, >= 0 */
    toc_trace_fn *on_trace;          /* or NULL */
    void *context;
    uint64_t trace_kinds; /* set of 1 << toc_trace_kind that on_trace is handed; 0: all */
    uint64_t
        memo_bytes; /* room for states that the engine has been in, and what acts led to there; 0: none.
                             See toc_engine_memo_hits. */
} toc_engine_options;

#define TOC_ENGINE_ALIGNMENT 16 /* bytes, of memory for toc_engine_init; malloc gives it */

/** Creates an engine at t = 0, before the first reading of conditions (toc_engine_begin does that),
 *  in one block of memory.  @p machine is verified and outlives the engine; @p options is copied,
 *  `played` too.
 *  TOC_ENOMEM: the state needs more memory than there is (or than 2^40 bytes); TOC_EINVAL: a start
 *  outside the years 1..9799, a negative assumed duration.  Cost: O(machine × activations_max). */
toc_status toc_engine_new(const toc_machine *machine, const toc_engine_options *options,
                          toc_engine **out_engine);
/** Frees what toc_engine_new made, and nothing else; NULL is allowed. */
void toc_engine_free(toc_engine *engine);

/** How many bytes an engine takes for this machine and these options (`played` and the hooks do not
 *  matter).  Errors as toc_engine_new; *out_size is then untouched.  Cost: O(machine). */
toc_status toc_engine_measure(const toc_machine *machine, const toc_engine_options *options,
                              size_t *out_size);

/** The same engine in the caller's @p memory, TOC_ENGINE_ALIGNMENT-aligned, of at least the measured
 *  @p size: nothing is allocated at all.  The memory is the engine's until the caller takes it
 *  back; there is nothing to free, and the engine cannot be moved.  An engine that was set up may be set
 *  up again in the same memory, with other options too.
 *  Besides the errors of toc_engine_new, TOC_EINVAL: not aligned; TOC_ENOMEM: @p size too small. */
toc_status toc_engine_init(const toc_machine *machine, const toc_engine_options *options,
                           void *memory, size_t size, toc_engine **out_engine);

/** Puts @p engine back to t = 0, whatever has become of it: as if made anew with the same options but
 *  @p seed and @p replication.  For many drills of one plan: sets up nothing that stays the same.
 *  Cost: O(what was in use, and the plan's tables but steps). */
void toc_engine_restart(toc_engine *engine, uint64_t seed, uint32_t replication);

typedef enum toc_verb {
    TOC_VERB_INJECT,      /* id event, settings fields, bodies to */
    TOC_VERB_NOTE,        /* a message without an event: bodies to */
    TOC_VERB_SET,         /* settings: indicators, all changed together */
    TOC_VERB_START,       /* id node */
    TOC_VERB_DID,         /* id node */
    TOC_VERB_DECIDE,      /* id node, value outcome (index into outcomes), TOC_NONE: none of them */
    TOC_VERB_FAIL,        /* id node */
    TOC_VERB_DECLARE,     /* id ladder, value rank >= 1 */
    TOC_VERB_PROPOSE,     /* id ladder: propose its end */
    TOC_VERB_APPROVE_END, /* id ladder, value 1 given, 0 refused */
    TOC_VERB_APPROVE,     /* id node, value 1 given, 0 refused; also grants a request */
    TOC_VERB_REPORT, /* id report, bodies receivers (none: all), value fields missing; with reports
                        set: those, each to all that it has */
    TOC_VERB_ACKNOWLEDGE, /* id report, body the receiver */
    TOC_VERB_WITHHOLD,    /* id report */
    TOC_VERB_FORM,        /* id body formed */
    TOC_VERB_STAND_DOWN,  /* id body */
    TOC_VERB_ACTIVATE,    /* id response */
    TOC_VERB_LOSE,        /* id resource, value units > 0 */
    TOC_VERB_UNREACHABLE, /* id body, duration > 0 or TOC_MS_NONE for good */
    TOC_VERB_EXTEND, /* kind in other: toc_duty_kind, id; duration > 0 added to the open duty's due */
    TOC_VERB_PAUSE,
    TOC_VERB_JUMP,
    TOC_VERB_FORECAST, /* settings: moments, values ms since the drill's start, not before now */
    TOC_VERB_ANNOUNCE, /* id report of that kind */
    TOC_VERB_CLEAR     /* the same: its approval; value 1 given, 0 refused */
} toc_verb;

typedef struct toc_setting {
    uint32_t id;   /* indicator, field (index into fields), or moment */
    int64_t value; /* as machine.h says; checked against range and choices by the caller */
} toc_setting;

typedef struct toc_act {
    toc_verb verb;
    uint32_t id;
    uint32_t body;       /* who acts; TOC_NONE: whoever is right */
    uint32_t activation; /* 0: the oldest in which it is ready */
    uint32_t other;
    uint32_t entry; /* number of the script entry for the trace, or TOC_NONE */
    int64_t value;
    toc_ms duration;
    const toc_setting *settings;
    uint32_t setting_count;
    const uint32_t *bodies;
    uint32_t body_count;
    const uint32_t *reports; /* REPORT, WITHHOLD of several rows of a relay: all of them, id too */
    uint32_t report_count;
} toc_act;

/** Brings the clock to @p until: everything before it fires, nothing at it.
 *  The first call (also with 0) reads all conditions first.
 *  TOC_EPAST: before the clock, TOC_ERANGE: after TOC_ENGINE_TIME_MAX, TOC_EINVAL: the drill is
 *  finished: nothing happened.  TOC_EBUDGET, TOC_EFULL: see toc_engine_error; the trace so far is
 *  valid and the engine takes no further calls but error and free. */
toc_status toc_engine_begin(toc_engine *engine, toc_ms until);

/** One entry at the present time, then its reactions until nothing changes.
 *  TOC_ERANGE: an id or value outside its table, nothing happened. */
toc_status toc_engine_act(toc_engine *engine, const toc_act *act);

/** Fires everything due at or before @p until - ordinary timers of an instant first, then its
 *  deadlines - and leaves the clock there.  Cost: O(e log q) for e firings, q waiting. */
toc_status toc_engine_advance(toc_engine *engine, toc_ms until);

/** How many of the plan's own timers have fired at the present instant: ticks, waits, windows, periods,
 *  all deadlines as one; not the turns of simulated bodies, which a replay does not have. */
uint32_t toc_engine_turn(const toc_engine *engine);

/** Fires timers of the present instant until @p turn of the plan's own have fired or none is left: so a
 *  replay puts an act between them.  Status as of toc_engine_begin. */
toc_status toc_engine_take_turns(toc_engine *engine, uint32_t turn);

/** For a replay: at the present instant @p node, of a played body, starts in @p activation (>= 1) by @p body, in
 *  the chain of reactions that makes it ready, no earlier than turn @p turn; its entry (TOC_VERB_START, the same activation)
 *  follows and then does nothing more.  Ids are in their tables.  Those of one node and activation are
 *  told apart by their order, which is that of their entries. */
void toc_engine_expect_start(toc_engine *engine, uint32_t node, uint32_t activation, uint32_t body,
                             uint32_t turn);

/** From the present instant on people act for @p body, or the simulation does.  What the simulation has
 *  started it finishes; all else that is open or comes waits for people.  Given back, the simulation takes
 *  up at once what is ready, runs, is asked or owed.  Before the first begin: how it begins.  Posts go by
 *  themselves.  TOC_ERANGE: no such body; else as toc_engine_act.  O(nodes × activations_max). */
toc_status toc_engine_set_played(toc_engine *engine, uint32_t body, bool is_played);

/** Would toc_engine_act take @p act now: are its ids and values within their tables? */
bool toc_engine_accepts(const toc_engine *engine, const toc_act *act);

/** Is it for act->body to do, by the plan and as things stand: would the act carry no TOC_MARK_WRONG_BODY?
 *  @p act is one that toc_engine_accepts, of a body.  O(what the act names). */
bool toc_engine_is_right(const toc_engine *engine, const toc_act *act);

/** Advances to @p end and closes every open duty: due or undated and ready - missed; else void. */
toc_status toc_engine_finish(toc_engine *engine, toc_ms end);

toc_ms toc_engine_now(const toc_engine *engine);

/** When the next timer fires; TOC_MS_NONE when none is armed. */
toc_ms toc_engine_next(const toc_engine *engine);

/** No work, wait, window or single deadline pending (series and calendar do not count). */
bool toc_engine_is_settled(const toc_engine *engine);

/** What stopped the engine, in words, naming the chain or the table; "" when nothing did. */
const char *toc_engine_error(const toc_engine *engine);

/** After TOC_EFULL: which number of the options was too small for this drill; else TOC_TABLE_NONE. */
toc_engine_table toc_engine_full(const toc_engine *engine);

/** How many acts and passages of time the memo has answered since the engine was made: those that led from a state
 *  in which the engine had been before, as long after it, to one that was known by then, and were not
 *  worked out again.  Nothing else shows it: every answer is the same with a memo and without.  For
 *  machines that are fed the same again and again; 0 where there is no memo, records are asked for
 *  (on_trace), somebody is simulated, or the plan reads windows, the clock or the calendar.  A state takes about as much as toc_engine_measure says without memo; when the room is full, all
 *  are forgotten.  Where states do not come again, the attempt costs less than a tenth of the time. */
uint64_t toc_engine_memo_hits(const toc_engine *engine);

/* Present state, for tests, for the drill's expectations and for live views. */
uint32_t toc_engine_declared(const toc_engine *engine, uint32_t ladder);
uint32_t toc_engine_warranted(const toc_engine *engine, uint32_t ladder);
int64_t toc_engine_indicator(const toc_engine *engine, uint32_t indicator);
/** State of the latest activation; WAITING when there never was one. */
toc_node_state toc_engine_node(const toc_engine *engine, uint32_t node);
bool toc_engine_response_is_active(const toc_engine *engine, uint32_t response);
/** Is something owed of this row of reports that can be told now and is in order: its sender has the
 *  word, what it goes out after is done, its approval is given? */
bool toc_engine_may_tell(const toc_engine *engine, uint32_t report);
toc_body_state toc_engine_body(const toc_engine *engine, uint32_t body);
int64_t toc_engine_resource_free(const toc_engine *engine, uint32_t resource);

#ifdef __cplusplus
}
#endif

#endif
