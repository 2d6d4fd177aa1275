/* chart_private.h - what the files that draw up a chart share.
 *
 * Data of the chart, all in `c`, numbered as in the machine:
 *   now; v values of indicators; f fields of events (null: not known); at times of anchors (null: never)
 *   W, D grades warranted and declared; to grade to be declared next (-1: none); floor; below, raised
 *   times for lowering; rearm its timer is to be looked at; owe, wd levels whose declaration is to be owed, or
 *   withdrawn; er, ef the end's condition rose, fell; ip, ia the end is proposed, asked; es end of a ladder's
 *   region is to be reset
 *   on what set a trigger off (event + 1); te the event behind its last firing (-1: none)
 *   q starts that have fired; k direct starts of a response; a active; rs started; ca, cat its
 *   cause and when; lv its cause is a level; stop it is to be stopped
 *   n states of steps; occ occurrences; called, held; st, dt started, done; oc outcome (from 1); late
 *   b, x the step is to wait again, to be cancelled; e edges (0 open, 1 live, 2 dead); t their timers
 *   (0: off, else a number that changes), tg the one that runs, ts since when
 *   ds duty open; due; docc its occurrence; ow it is to open while the step waits; dr, lw, w it is to be
 *   forgotten, withdrawn by a loop, withdrawn by the end of its response; ldue, lds of declarations
 *   hd conditions that have held long enough; hs since when; lt lowering's timer since
 *   pend a timer of this instant waits for its turn; go whose turn it is (0: nobody's) */
#ifndef TOC_EXPORT_CHART_PRIVATE_H
#define TOC_EXPORT_CHART_PRIVATE_H

#include "export/chart.h"
#include "export/export_private.h"

/* Whose turn it is among the timers of one instant (exact-rules: conditions, grades, ways, deadlines). */
enum { TURN_CONDITION = 1, TURN_LOWER = 2, TURN_EDGE = 3, TURN_DEADLINE = 4 };

/* States of a step in `c.n`, as the names of its region's states. */
enum { IS_WAITING, IS_READY, IS_RUNNING, IS_DONE, IS_SKIPPED, IS_DEAD, IS_CANCELLED, IS_FAILED };

typedef struct drafter {
    toc_arena *arena;
    const toc_machine *machine;
    toc_chart *chart;
    const char **ladders; /* plain names */
    const char **levels;
    const char **triggers;
    const char **events;
    const char **fields;
    const char **responses;
    const char **nodes;
    const char **indicators;
} drafter;

/* A text that grows, in the arena. */
typedef struct toc_pen {
    toc_arena *arena;
    char *text; /* always ended by NUL */
    size_t size;
    size_t room;
} toc_pen;

toc_pen toc_pen_new(toc_arena *arena);
void toc_pen_add(toc_pen *pen, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define SAY(d, ...) toc_arena_printf((d)->arena, __VA_ARGS__)

toc_chart_region *toc_chart_region_add(drafter *d, const char *id, const char *about);
toc_chart_state *toc_chart_state_add(drafter *d, toc_chart_region *region, const char *name);
void toc_chart_function_add(drafter *d, const char *name, const char *parameters, const char *body);

#define ARROW(d, place, ...)                                                                       \
    TOC_PUSH((d)->arena, &(place)->arrows, ((toc_chart_arrow){__VA_ARGS__}))

/** The value of condition @p condition as a JavaScript expression; "true" for TOC_NONE. */
const char *toc_chart_condition(drafter *d, uint32_t condition);

/** Statements for what an anchor's occurrence sets off; "" for TOC_NONE. */
const char *toc_chart_occur(drafter *d, uint32_t anchor);

/** The time of an anchor as seen from @p response (TOC_NONE: from outside), or null. */
const char *toc_chart_anchor_time(drafter *d, uint32_t anchor, uint32_t response);

/** The statements that a duty's lateness causes. */
const char *toc_chart_lates(drafter *d, toc_range lates);

void toc_chart_conditions(drafter *d); /* regions of `for`, of triggers; the functions k… */
void toc_chart_ladders(drafter *d);
void toc_chart_responses(drafter *d);
void toc_chart_nodes(drafter *d);
void toc_chart_duties(drafter *d);

#endif
