/* world_private.h - what the engine's files offer each other about time, conditions, forecasts,
 * gates, resources, approvals and series.  A part of state_private.h, which includes it. */
#ifndef TOC_ENGINE_WORLD_PRIVATE_H
#define TOC_ENGINE_WORLD_PRIVATE_H

#include "engine/facts_private.h"

#include "engine/ears.h"
#include "engine/engine.h"

/* The whole days of an indicator that `outbreak` reads. */
typedef struct toc_days {
    uint32_t indicator;
    uint32_t count;                /* at most TOC_EARS_DAYS */
    int64_t values[TOC_EARS_DAYS]; /* at each day's end, the latest last */
    int64_t before; /* its value before the present instant, where it changed in it */
    toc_ms changed;
} toc_days;

typedef struct toc_moment_state {
    toc_ms forecast; /* when it comes, by the latest forecast; TOC_MS_NONE: none was given */
    toc_ms given;    /* when that forecast was given */
} toc_moment_state;

/* Units on their way: called out, or granted by another body. */
typedef struct toc_arrival {
    uint32_t resource;
    uint32_t node; /* which asked for them */
    int64_t units; /* 0: the slot is free */
    uint32_t next; /* free list */
    uint8_t is_granted;
} toc_arrival;

typedef struct toc_expected { /* a log says that a step starts as soon as it can, at this instant */
    uint32_t node;
    uint32_t activation;
    uint32_t body;
    uint32_t turn;       /* not before so many of the plan's own timers (toc_engine_turn) */
    uint32_t next;       /* of the same node, in the order of the log, or TOC_NONE */
    uint8_t is_taken;    /* it did; the entry itself has nothing left to do */
    uint8_t is_answered; /* and that entry has come */
} toc_expected;

typedef struct toc_line { /* steps that stand in line for one resource */
    uint32_t first;       /* node instances or TOC_NONE */
    uint32_t last;
} toc_line;

enum { TOC_STRETCH_BITS = 20 };

/* What a stretch keeps by itself (stretch.c); empty outside one.  An end of work is one number: when, and
 * in the lowest TOC_STRETCH_BITS the node instance. */
typedef struct toc_stretch {
    uint64_t *ends; /* the earliest first; behind the last one none, UINT64_MAX */
    uint32_t end_count;
    uint8_t is_heap;  /* they are one: there are many */
    uint32_t *called; /* node instances that become ready with this end, by name */
    uint32_t *needs;  /* of each node instance: ways to come before it is called; 0: it was */
    uint32_t
        *numbers; /* of each: its open duty that has no slot, or 0; TOC_NONE: it was done here */
    uint32_t *behind; /* of each: who stands behind it in line, or TOC_NONE */
    uint32_t fired;   /* timers in this stretch */
    uint32_t waiting; /* in all lines together */
    toc_line *lines;  /* of each resource */
    uint32_t pause;   /* so many timers go by before one may begin again */
    uint64_t entered; /* stretches so far */
} toc_stretch;

/* ---- calendar.c ---- */
bool toc_calendar_in_period(const toc_engine *engine, uint32_t period, toc_ms at);
toc_ms toc_calendar_period_change(const toc_engine *engine, uint32_t period, toc_ms after);
bool toc_calendar_on_shift(const toc_engine *engine, toc_range shifts, toc_ms at);
toc_ms toc_calendar_shift_start(const toc_engine *engine, toc_range shifts, toc_ms after);
toc_ms toc_calendar_next_time(const toc_engine *engine, int32_t minute, toc_ms from);
toc_ms toc_calendar_workdays(const toc_engine *engine, int32_t count, toc_ms from);
/** The same backwards: to 24:00 of the @p count -th workday before the day of @p from. */
toc_ms toc_calendar_workdays_before(const toc_engine *engine, int32_t count, toc_ms from);

/** When the local day of @p after is over; always later than that. */
toc_ms toc_calendar_day_end(const toc_engine *engine, toc_ms after);
/** Did the local day that ends at @p end begin no earlier than the drill? */
bool toc_calendar_is_whole_day(const toc_engine *engine, toc_ms end);

/* ---- outbreak.c ---- */
/** The engine begins: the first day ends at the next local midnight. */
void toc_outbreak_begin(toc_engine *engine);
/** @p indicator is about to change. */
void toc_outbreak_note(toc_engine *engine, uint32_t indicator);
void toc_outbreak_day(toc_engine *engine);
bool toc_outbreak_holds(const toc_engine *engine, uint32_t indicator, uint32_t method);

/* ---- question.c ---- */
/** Makes questions of all conditions that can be put so. */
void toc_question_fill(toc_engine *engine);
bool toc_question_ask(const toc_engine *engine, uint32_t first);

/* ---- grades.c ---- */
/** Grows the trees of all ladders, from the questions. */
void toc_grades_fill(toc_engine *engine);
/** The rank of the worst grade whose condition holds, or the ladder's floor; 0: none. */
uint32_t toc_grades_warranted(const toc_engine *engine, uint32_t ladder);

/* ---- condition.c ---- */
bool toc_condition_read(toc_engine *engine, uint32_t condition, toc_ms *out_wake);
void toc_signal_spread(toc_engine *engine, uint32_t signal); /* see toc_signal_raise */
/** What a leaf of code that reads neither clock nor window comes to; false: it does not exist yet. */
bool toc_condition_present(const toc_engine *engine, uint32_t op, uint32_t a, uint32_t b,
                           int64_t *out_value);
uint32_t toc_condition_pop(toc_engine *engine); /* the first that is queued; there is one */
void toc_condition_react(toc_engine *engine, uint32_t condition);

/* ---- moment.c ---- */
/** The latest forecast changes: due times before it move, and its timer. */
void toc_moment_forecast(toc_engine *engine, uint32_t moment, toc_ms at);
void toc_moment_come(toc_engine *engine, uint32_t moment);

/* ---- expected.c ---- */
/** A step of a played body is ready: does it start as a log says?  @p worker: who does it. */
void toc_gate_try_expected(toc_engine *engine, uint32_t at, uint32_t worker);

/* ---- gate.c: who may start, resources ---- */
void toc_gate_try(toc_engine *engine, uint32_t at);
void toc_gate_start(toc_engine *engine, uint32_t at, uint32_t by);
/** A step that runs is worked on by the simulation from now on, where nobody plays who does it. */
void toc_gate_work(toc_engine *engine, uint32_t at);
void toc_gate_release(toc_engine *engine, uint32_t at);
void toc_gate_leave(toc_engine *engine, uint32_t at); /* see toc_gate_leave_queue */
/** The entry that starts a step: has it started at this instant already, as the log said? */
bool toc_gate_has_started(toc_engine *engine, const toc_act *act);
/** Steps that a log starts at this instant, and that are ready, look whether they can start now. */
void toc_gate_recall_all(toc_engine *engine);
void toc_gate_pass_on(toc_engine *engine, uint32_t at); /* see toc_gate_step_aside */
void toc_gate_pass(toc_engine *engine);
/** In line for resources; looked at in the next pass over that. */
void toc_gate_join(toc_engine *engine, uint32_t at);
/** In line, where it belongs by its queued_at. */
void toc_gate_insert(toc_engine *engine, uint32_t at);
void toc_gate_unlink(toc_engine *engine, uint32_t at); /* which stands in line */
void toc_gate_block(toc_engine *engine, uint32_t at, toc_blocked reason);
void toc_gate_emit_units(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node,
                         uint32_t marks);
void toc_gate_lose(toc_engine *engine, uint32_t resource, int64_t units);
/** Units that come back (@p is_new: that come in addition). */
void toc_gate_add(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node, bool is_new);
/** What `frees` gives back when a step is done. */
void toc_gate_give(toc_engine *engine, uint32_t at);
void toc_gate_work_over(toc_engine *engine, uint32_t at); /* see toc_gate_work_done */

/* ---- hands.c ---- */
/** How long the simulation works on it: drawn, or assumed. */
toc_ms toc_gate_work_time(toc_engine *engine, uint32_t at);

/* ---- plain.c: the short way of a step for which toc_plain_is_open ---- */
/** It has waited, and is called for. */
void toc_plain_ready(toc_engine *engine, uint32_t at, const toc_node_facts *facts);
/** It is ready: starts, or stands in line. */
void toc_plain_try(toc_engine *engine, uint32_t at, const toc_node_facts *facts);
/** It stands in line, and the pass over those who do comes to it. */
void toc_plain_pass(toc_engine *engine, uint32_t at, const toc_node_facts *facts);
/** Its performer's work is done. */
void toc_plain_done(toc_engine *engine, uint32_t at, const toc_node_facts *facts);

/** A step of an activation that opens, plain or not, owes its duty at once if its deadline counts from what has
 *  occurred by now. */
void toc_plain_owe_early(toc_engine *engine, uint32_t at);
/** Its duty, open since it is ready, undated, gets a slot; there is a free one. */
void toc_plain_hold(toc_engine *engine, uint32_t at, uint32_t number);

/* ---- stretch.c ---- */
typedef enum toc_stretch_end {
    TOC_STRETCH_NONE, /* it could not begin: nothing has happened */
    TOC_STRETCH_OVER, /* what comes next is not of it, or later than it may be */
    TOC_STRETCH_AMID  /* the reactions of the last timer are not over */
} toc_stretch_end;
/** Plays plain steps up to @p last, until anything else comes in between.  A timer waits for @p last or before,
 *  and no reaction.  O(nodes of their responses) besides what it plays; nothing but a look where it cannot begin. */
toc_stretch_end toc_stretch_play(toc_engine *engine, toc_ms last);
/** The next end of work that it keeps, for who asks while it hands over a record; INT64_MAX: none. */
toc_ms toc_stretch_next(const toc_engine *engine);

/* ---- mobilise.c: units that have to be made ready ---- */
/** How many free units can be used now. */
int64_t toc_mobilise_free(const toc_engine *engine, uint32_t resource);
/** @p node asks for @p units, and what is ready does not do: further ones are called out. */
void toc_mobilise_ask(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node);
/** Units were taken or lost: those in use are ready, and nothing that is gone is. */
void toc_mobilise_adjust(toc_engine *engine, uint32_t resource);
/** Units granted to @p node are on their way; at once where nothing has to be made ready. */
void toc_mobilise_grant(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node);
void toc_mobilise_arrive(toc_engine *engine, uint32_t at);
/** The incident is over: what is not in use has to be called anew. */
void toc_mobilise_stand_down(toc_engine *engine);

/* ---- approval.c ---- */
void toc_approval_ask(toc_engine *engine, uint32_t at);
void toc_approval_answer(toc_engine *engine, uint32_t at, uint32_t by, bool given);
void toc_approval_try(toc_engine *engine, uint32_t at); /* a simulated approver looks */
void toc_request_open(toc_engine *engine, uint32_t at);
void toc_approval_due(toc_engine *engine, uint32_t at); /* the simulated approver's turn */
bool toc_request_answer(toc_engine *engine, uint32_t at, uint32_t by, bool given);
void toc_request_try(toc_engine *engine, uint32_t at); /* simulated bodies asked for units look */
void toc_request_grant_due(toc_engine *engine, uint32_t at);

/* ---- series.c ---- */
void toc_series_start(toc_engine *engine, uint32_t at);
void toc_series_tick(toc_engine *engine, uint32_t at);
void toc_series_until(toc_engine *engine, uint32_t node);
void toc_series_stop(toc_engine *engine, uint32_t at, toc_void_reason reason,
                     bool keep); /* it runs */
/** One completion: meets the oldest open occurrence, if there is one. */
void toc_series_done(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks);

#endif
