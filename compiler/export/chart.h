/* chart.h - a machine's core as a state chart: regions that run beside each other, in the words that
 * SCXML and XState share.  Guards and actions are JavaScript over one object `c`, the data of the event
 * is `d`; the two writers differ in form only. */
#ifndef TOC_EXPORT_CHART_H
#define TOC_EXPORT_CHART_H

#include <stdio.h>

#include "export/core.h"

/* A transition.  `event` NULL: eventless, taken as soon as the guard holds. */
typedef struct toc_chart_arrow {
    const char *event;
    const char *guard;  /* NULL: always */
    const char *target; /* state of the same region; NULL: the state is not left */
    const char *act;    /* statements, or NULL */
    const char *raise;  /* internal event, or NULL */
} toc_chart_arrow;

typedef TOC_VEC(toc_chart_arrow) toc_chart_arrows;

typedef struct toc_chart_state {
    const char *name;
    const char *delay;       /* milliseconds as an expression; NULL: no timer */
    const char *enter;       /* statements at entry, before the delay is read; or NULL */
    toc_chart_arrow after;   /* what the timer does; event unused */
    toc_chart_arrows arrows; /* in order: the first whose guard holds is taken */
} toc_chart_state;

typedef struct toc_chart_region {
    const char *id;                    /* letters, digits, `_`: unique in the chart */
    const char *about;                 /* what it stands for, in the plan's words */
    TOC_VEC(toc_chart_state *) states; /* the first is where it begins */
    toc_chart_arrows arrows;           /* from any of its states, after those of the state */
} toc_chart_region;

typedef struct toc_chart_function {
    const char *name;
    const char *parameters;
    const char *body; /* statements */
} toc_chart_function;

typedef struct toc_chart {
    const char *name; /* of the plan */
    const char *title;
    const char *context;                   /* the first value of `c`, a JavaScript object */
    TOC_VEC(toc_chart_function) functions; /* members of `lib` */
    TOC_VEC(toc_chart_region) regions;
    TOC_VEC(const char *) inputs; /* "did.r_look  step r.look" for the comment of a file */
    const toc_core *core;
} toc_chart;

/** Draws up the chart of @p core; everything lives in @p arena.  O(edges + levels² + loops × steps). */
toc_chart *toc_chart_make(const toc_core *core, toc_arena *arena);

/** Writes SCXML 1.0 with the ECMAScript data model. */
void toc_chart_scxml(const toc_chart *chart, FILE *out);

/** Writes a JavaScript module for XState 5. */
void toc_chart_xstate(const toc_chart *chart, FILE *out);

#endif
