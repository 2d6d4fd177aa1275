/* relay.h - reporting chains added up: every way that a word may take from the first sender to a
 * last receiver, with the time that each hand-over may cost and the running sums.
 *
 * The clock of the first hop starts at the relay's `on`, that of every other at receipt; a hand-over
 * is due at start + the sender's `verify` + `within` (docs/relays.md).  A way that begins with
 * `skip to` counts as told within the first sender's own shortest time.
 *
 * The checks, `tocsin check --relays` and `--times`, and the packs of rules read it.  All lives in the arena that
 * is handed in.  Sums saturate at TOC_RELAY_SUM_MAX instead of overflowing. */
#ifndef TOC_SEMA_RELAY_H
#define TOC_SEMA_RELAY_H

#include "sema/plan.h"

#define TOC_RELAY_SUM_MAX   (INT64_MAX / 4)
#define TOC_RELAY_WAYS_MAX  1024u   /* ways of one relay that are listed */
#define TOC_RELAY_STEPS_MAX 65536u  /* hand-overs that are looked at in one relay */
#define TOC_RELAY_BUDGET    500000u /* hand-overs that are walked and kept for all of a plan */

/* What the time of a hand-over counts from. */
typedef enum toc_relay_start {
    TOC_RELAY_FROM_ON,      /* what the relay is `on` */
    TOC_RELAY_FROM_RECEIPT, /* the sender's having been told */
    TOC_RELAY_FROM_OTHER    /* something else, not to be added up */
} toc_relay_start;

/* One hand-over of a way. */
typedef struct toc_relay_leg {
    const toc_plan_hop *hop;   /* NULL: by `skip to` */
    const toc_plan_skip *skip; /* or NULL */
    const toc_plan_body *from;
    const toc_plan_body *to;
    toc_relay_start start;
    bool is_absolute; /* `within` counts from `on` though this is not the first hop */
    toc_ms verify;    /* time that the sender may spend checking first; 0: none */
    toc_ms within;    /* TOC_MS_NONE: no time that can be added up is written */
    bool has_time;    /* a time is written, be it in working days or from something else: */
    toc_ms least;     /* it, a working day as a day; 0: none */
    toc_ms best;      /* running sum, nobody needing time to check */
    toc_ms worst;     /* running sum, all checking taking its time */
} toc_relay_leg;

/* One way from the first sender to a body that tells nobody further. */
typedef struct toc_relay_way {
    const toc_relay_leg *legs; /* at least one */
    uint32_t leg_count;
    uint32_t untimed;          /* legs without a time: best and worst leave them out */
    const toc_plan_skip *skip; /* the way begins with it, or NULL */
    toc_ms best;               /* every hop using its time, nobody needing time to check */
    toc_ms worst;              /* and every `verify` using its time too */
} toc_relay_way;

typedef struct toc_relay_ways {
    const toc_plan_relay *relay;
    TOC_VEC(toc_relay_way) items; /* in the order in which the hops are written, skips last */
    bool is_cut;                  /* there are more than the bounds allow */
} toc_relay_ways;

/* A hop handed on by somebody whom nobody tells; and one that comes back. */
typedef struct toc_relay_faults {
    TOC_VEC(uint32_t) broken; /* indexes of hops whose sender is never told, ascending */
    TOC_VEC(uint32_t) back;   /* indexes of hops that close a circle, ascending */
} toc_relay_faults;

/** All ways of @p relay, within the bounds; circles are left where they close.
 *
 *  @param budget  hand-overs that may still be walked or kept, TOC_RELAY_BUDGET before the first
 *                 relay of a plan; what is used is taken off.
 *  O(h log h + steps) for h hand-overs. */
toc_relay_ways *toc_relay_ways_of(const toc_plan_relay *relay, toc_arena *arena, uint32_t *budget);

/** What keeps a relay from being a chain.  O(h log h). */
toc_relay_faults *toc_relay_faults_of(const toc_plan_relay *relay, toc_arena *arena);

/* When the word is with each body if everybody uses its time, by the quickest way. */
typedef struct toc_relay_arrivals {
    const struct toc_relay_graph *graph;
    toc_ms *ms;       /* by place; TOC_RELAY_NOT_THERE */
    toc_span *bearer; /* by place: the hop or skip that brings it */
} toc_relay_arrivals;

#define TOC_RELAY_NOT_THERE INT64_MAX

/* Which hand-overs count. */
typedef struct toc_relay_choice {
    const bool *begins; /* by hop: its sender has the word at 0; NULL: the first sender has it */
    bool needs_times;   /* hand-overs without a time are not there */
    bool has_checking;  /* time to verify counts */
} toc_relay_choice;

/** Working days count as days; what counts from something else than the chain counts from receipt.
 *  A `skip to` without a condition shortens the way, one with a condition only sometimes does:
 *  that one is left out.  Ways of more than 64 hand-overs are not followed to their end.
 *  O(h log h), and O(h) for each hand-over of the longest way. */
toc_relay_arrivals *toc_relay_arrivals_of(const toc_plan_relay *relay,
                                          const toc_relay_choice *choice, toc_arena *arena);

/** When it is with @p body, or TOC_RELAY_NOT_THERE; the hand-over in *out_bearer.  O(log h). */
toc_ms toc_relay_arrival_at(const toc_relay_arrivals *arrivals, const toc_plan_body *body,
                            toc_span *out_bearer);

/* How a limit on the whole way goes with one way. */
typedef struct toc_relay_margin {
    bool is_counted;       /* false: the limit is not in hours, or does not touch this way */
    bool starts_elsewhere; /* the limit counts from something else than the chain does: what
                               passes between the two comes off the slack */
    toc_ms limit;
    toc_ms best_slack;  /* limit less best; negative: exceeded */
    toc_ms worst_slack; /* limit less worst */
} toc_relay_margin;

/** @p way against a limit such as `overall within 4h of outbreak`: the relay's own, a parent
 *  plan's, or one that a rule makes up (kind WITHIN; anchor kind NONE: from what the relay is on). */
toc_relay_margin toc_relay_margin_of(const toc_plan_relay *relay, const toc_relay_way *way,
                                     const toc_deadline *limit);

/** The way with the least slack against @p limit, the first of several; NULL where none counts.
 *  Its margin in *out. */
const toc_relay_way *toc_relay_tightest(const toc_relay_ways *ways, const toc_deadline *limit,
                                        toc_relay_margin *out);

/** Do both name the same instant: the same thing, or a trigger and one of its events? */
bool toc_relay_same_start(const toc_plan_anchor *a, const toc_plan_anchor *b);

/** "county -> city 2h -> province 4h": the way with its running worst sums. */
const char *toc_relay_way_text(const toc_relay_way *way, toc_arena *arena);

#endif
