/* flow_film.h - what the two files of a chart that plays share. */
#ifndef TOC_CHART_FLOW_FILM_H
#define TOC_CHART_FLOW_FILM_H

#include "chart/flow_chart.h"
#include "chart/passage.h"
#include "emit/film_play.h"
#include "emit/wording_cond.h"

/** Seen from @p begin until @p end of the film (TOC_ACT_LASTS: to the last); tells @p at of the
 *  drill. */
const toc_scene_act *toc_flow_film_act(toc_arena *arena, toc_ms at, int64_t begin, int64_t end);

/** Draws time, progress and grades across the top of the canvas's scene; the height, with a gap
 *  below.  O(grades of the film) and a bounded number of readings of the clock. */
toc_um toc_flow_film_draw_head(toc_flow_chart *chart);

#endif
