/* time_private.h - what the files of the time analysis share; read time.h first. */
#ifndef TOC_ANALYSIS_TIME_PRIVATE_H
#define TOC_ANALYSIS_TIME_PRIVATE_H

#include <stdio.h>

#include "analysis/time.h"
#include "base/checked.h"
#include "sema/checks.h"
#include "sema/week.h"
#include "sema/zone.h"

/* ── sums that end at NEVER ──────────────────────────────────────────────── */

static inline toc_ms toc_time_add(toc_ms a, toc_ms b)
{
    toc_ms sum;

    if (a == TOC_TIME_NEVER || b == TOC_TIME_NEVER || !toc_add_i64(a, b, &sum))
        return TOC_TIME_NEVER;
    return sum;
}

static inline toc_lapse toc_lapse_add(toc_lapse a, toc_lapse b)
{
    return (toc_lapse){toc_time_add(a.ms, b.ms), a.unknown + b.unknown};
}

static inline toc_lapse toc_lapse_later(toc_lapse a, toc_lapse b)
{
    return (toc_lapse){a.ms > b.ms ? a.ms : b.ms, a.unknown > b.unknown ? a.unknown : b.unknown};
}

/* a - b, of one way whose part b is; neither goes below zero. */
static inline toc_lapse toc_lapse_less(toc_lapse a, toc_lapse b)
{
    toc_lapse rest = {TOC_TIME_NEVER, 0};

    if (a.ms != TOC_TIME_NEVER)
        rest.ms = a.ms > b.ms ? a.ms - b.ms : 0;
    rest.unknown = a.unknown > b.unknown ? a.unknown - b.unknown : 0;
    return rest;
}

static inline bool toc_time_is_worst(toc_time_case which)
{
    return which >= TOC_TIME_ONCE;
}

static inline bool toc_time_has_loops(toc_time_case which)
{
    return which == TOC_TIME_WORST || which == TOC_TIME_LONGEST;
}

static inline bool toc_time_has_hours(toc_time_case which)
{
    return which == TOC_TIME_ONCE_OFF || which == TOC_TIME_LONGEST;
}

/* ── the clock: time_clock.c ─────────────────────────────────────────────── */

/* One kind of change: the clocks are put forward (by > 0) or back at a time of the week. */
typedef struct toc_clock_change {
    int64_t monday; /* local day of one week in which it happens */
    toc_ms at;      /* since that Monday, by the clock as it was before */
    toc_ms by;
} toc_clock_change;

typedef struct toc_clock {
    toc_zones zones;
    TOC_VEC(toc_clock_change) changes; /* to come; each kind once */
} toc_clock;

typedef struct toc_clock_gap {
    toc_ms usual; /* in a week without a change */
    toc_ms most;  /* in any week */
} toc_clock_gap;

/** The clock of the plan's time zone; UTC where there is no such zone.  In the arena. */
toc_clock *toc_clock_new(const toc_plan *plan, toc_arena *arena);

/** The longest of @p gaps of the week.  O(gaps times kinds of changes), of which few zones have more
 *  than two. */
toc_clock_gap toc_clock_longest(const toc_clock *clock, const toc_stretches *gaps);

/** The most time from one such minute of the day to the next. */
toc_ms toc_clock_longest_day(const toc_clock *clock, int32_t minute);

/** By how much the clocks are put forward, or back, at the most, in a time with a weekend in it or
 *  from Monday to Friday; 0: never. */
toc_ms toc_clock_shift(const toc_clock *clock, bool is_forward, bool has_weekend);

/* ── parts of a step: time_parts.c ───────────────────────────────────────── */

/** Fills off_duty, on_duty, most and approval of @p times. */
void toc_time_parts_prepare(toc_times *times);

toc_time_parts toc_time_parts_of(const toc_times *times, const toc_plan_node *node,
                                 toc_time_case which);

/** At worst @p body is formed that long after the start of @p response; no time at all where it
 *  always exists. */
toc_lapse toc_time_formed(const toc_times *times, const toc_plan_body *body,
                          const toc_plan_response *response);

/** From readiness to done in @p which, whatever came before. */
toc_lapse toc_time_own(const toc_times *times, const toc_plan_node *node, toc_time_case which);

/** From readiness to the start of the work, its body there. */
toc_lapse toc_time_gates(const toc_time_parts *parts);

/* ── passes: time_pass.c, time_order.c ───────────────────────────────────── */

/** Orders the nodes of each response, finds what every way passes, and the loops. */
void toc_time_order(toc_times *times);

/** The times of one response in all cases, anew. */
void toc_time_pass(toc_times *times, uint32_t response);

/** When the way @p edge is open, in time of the response. */
toc_lapse toc_time_arrival(const toc_times *times, const toc_plan_edge *edge, toc_time_case which);

/** When what follows @p node without an outcome may go on: done, or at best skipped. */
toc_lapse toc_time_left(const toc_times *times, const toc_plan_node *node, toc_time_case which);

/** Of an any-join the ways that are sure; false: there are none, all of them count. */
bool toc_time_some_are_sure(const toc_times *times, const toc_plan_node *node, toc_time_case which);
bool toc_time_is_sure(const toc_times *times, const toc_plan_edge *edge);

/** The nearest step that every way to @p a and every way to @p b passes, or TOC_TIME_NO_NODE. */
uint32_t toc_time_common(const toc_times *times, uint32_t a, uint32_t b);

static inline const toc_time_node *toc_time_of(const toc_times *times, const toc_plan_node *node)
{
    return &times->nodes[node->base.id];
}

static inline toc_ms toc_edge_wait(const toc_plan_edge *edge)
{
    return edge->wait.ms;
}

/* ── anchors: time_from.c, time_between.c ────────────────────────────────── */

void toc_time_starters(toc_times *times);

/** How the time from @p anchor to @p node (in @p response; NULL: the opening itself) is found. */
toc_time_way toc_time_way_to(const toc_times *times, const toc_plan_response *response,
                             const toc_plan_node *node, bool ends_at_start,
                             const toc_plan_anchor *anchor);

/** Does @p anchor occur whenever one of @p on does, and at no other time? */
bool toc_time_is_start(const toc_plan_anchors *on, const toc_plan_anchor *anchor);

/** The lapse along @p way in @p which.  *out_is_bound: at best, it cannot be less. */
toc_lapse toc_time_along(toc_times *times, const toc_time_way *way, toc_time_case which,
                         bool *out_is_bound);

/* One step between an anchor and a later step, when the anchor does not stand on every way. */
typedef struct toc_between {
    toc_lapse via;   /* since the anchor, by ways through it; ms TOC_BETWEEN_NO: there are none */
    toc_lapse aside; /* since the common step, by the other ways */
    uint32_t last;   /* edge that decided via; TOC_TIME_NO_EDGE: none */
} toc_between;

#define TOC_BETWEEN_NO INT64_MIN

/** From @p anchor to @p node of the same response. */
toc_lapse toc_time_between(toc_times *times, const toc_plan_node *anchor, bool from_start,
                           const toc_plan_node *node, bool to_start, toc_time_case which,
                           bool *out_is_bound);

/** Looks at what lies between; the result is by place less the anchor's, for the chain, and goes
 *  with the next look.  NULL: the budget is used up, or the anchor comes later. */
const toc_between *toc_time_look_between(toc_times *times, const toc_plan_node *anchor,
                                         bool from_start, const toc_plan_node *node,
                                         toc_time_case which);

/** The longest time off duty of @p body in any week; beside it in a usual one. */
toc_clock_gap toc_time_off_duty(const toc_times *times, const toc_plan_body *body);

/* ── duties: time_duties.c ───────────────────────────────────────────────── */

void toc_time_list_duties(toc_times *times);

/** Those of telling and of relays (time_duties_told.c), of levels and bodies (time_duties_said.c). */
void toc_time_list_told(toc_times *times);
void toc_time_list_relays(toc_times *times);
void toc_time_list_levels(toc_times *times);
void toc_time_list_bodies(toc_times *times);

/** Measures @p duty and adds it. */
void toc_time_add_duty(toc_times *times, toc_time_duty *duty);

/** Sets whether it is dated, and its limits, as @p deadline and @p series (or NULL) say. */
void toc_time_set_limits(const toc_times *times, const toc_deadline *deadline,
                         const toc_series *series, toc_time_duty *duty);

/** What is not stated, for own: nothing at best, unknown else, @p least of it known at worst; at the
 *  longest @p owner (or NULL) is off duty first. */
const toc_lapse *toc_time_unstated(toc_times *times, toc_ms least, const toc_plan_body *owner);

/** A way that begins where it ends: since it was opened. */
toc_time_way toc_time_way_own(void);

/** `given within 15min`: hours since it was opened. */
bool toc_time_is_plain(const toc_deadline *deadline);

/** Is @p duty a telling: what it waits for is timed, the telling is not? */
static inline bool toc_time_is_telling(const toc_time_duty *duty)
{
    return duty->kind == TOC_TIME_REPORT || duty->kind == TOC_TIME_ANNOUNCEMENT ||
           duty->kind == TOC_TIME_HOP || duty->kind == TOC_TIME_WRITTEN;
}

/** The step or decision that @p duty is, or NULL. */
static inline const toc_plan_node *toc_time_node_of(const toc_time_duty *duty)
{
    return duty->kind == TOC_TIME_STEP || duty->kind == TOC_TIME_DECISION
               ? (const toc_plan_node *)duty->entity
               : NULL;
}

/** duty->lapse anew, from the times as they are. */
void toc_time_measure(toc_times *times, toc_time_duty *duty);

#endif
