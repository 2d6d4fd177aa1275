/* timeline.h - a plan's steps and dated duties as stretches of time, a panel for each response,
 * before they are drawn. */
#ifndef TOC_CHART_TIMELINE_H
#define TOC_CHART_TIMELINE_H

#include "analysis/time.h"
#include "chart/table.h"
#include "chart/table_plan.h"

/* Where the ticks of one panel stand: at even distances of equal times, or, where minutes and days
 * mix, of longer and longer ones. */
#define TOC_TICKS_MOST 24u
typedef struct toc_time_scale {
    toc_ms ticks[TOC_TICKS_MOST]; /* ascending, from 0 */
    uint32_t count;               /* at least 2 */
    bool is_even;
    toc_um width; /* of all of it */
} toc_time_scale;

/** @p shortest: what must be seen; @p longest: what must find room.  Both > 0. */
toc_time_scale toc_time_scale_of(toc_ms shortest, toc_ms longest, toc_um width);

/** The place of @p ms, 0..width; what lies outside comes to an end of it. */
toc_um toc_time_scale_x(const toc_time_scale *scale, toc_ms ms);

/* A step, or a time in which to tell or decide (`is_window`: from, limit alone count). */
typedef struct toc_timeline_row {
    const char *key;
    toc_title title;
    toc_span span;                         /* where it was written */
    const char *who, *due, *since, *times; /* texts; NULL: none */
    const char *rest;                      /* what is left at worst, or by how much it is late */
    const char *off;                       /* longer off duty; NULL: not */
    bool is_window;
    bool is_late;    /* past its deadline at worst */
    bool is_never;   /* no way leads there */
    bool is_unknown; /* how long it takes is not stated; the times are what is known */
    bool is_again;   /* a series */
    toc_ms from;     /* earliest start; all since the panel's zero */
    toc_ms to;       /* latest end */
    toc_ms likely_from, likely_to; /* TOC_TIME_NEVER: not likely */
    toc_ms off_to;                 /* TOC_TIME_NEVER: not longer off duty */
    toc_ms limit;                  /* TOC_TIME_NEVER: no place on the axis */
    toc_ms length;                 /* the shortest of what must be seen; 0: nothing */
} toc_timeline_row;

typedef struct toc_timeline_panel {
    toc_title title;
    const char *starts; /* "" where nothing is to be said */
    const char *id;
    toc_tint tint;
    bool is_telling; /* each row's own zero */
    uint32_t first, count;
} toc_timeline_panel;

typedef struct toc_timeline {
    TOC_VEC(toc_timeline_panel) panels;
    TOC_VEC(toc_timeline_row) rows;
} toc_timeline;

/** In the canvas' arena.  Costs what toc_times_new costs. */
toc_timeline *toc_timeline_of(const toc_canvas *canvas, const toc_view_input *input);

/** Draws who is on duty when, for those who are not there day and night, from @p left, @p top on:
 *  names in a column @p names wide, days in one @p width wide, @p rest blank; the height, 0 where
 *  all are always there. */
toc_um toc_timeline_draw_hours(toc_canvas *canvas, const toc_view_input *input, toc_um left,
                               toc_um names, toc_um width, toc_um rest, toc_um top);

#endif
