/* dot.h - the flow chart in DOT, the language of Graphviz, written with its library cgraph.
 *
 * The places are our own layout's: `neato -n2` draws the chart as it is, nodes, lines, bands and
 * lanes within a point of what the other writers show.  `dot` reads the same file, and places all
 * anew: bands are clusters there, responses are clusters in them, and who does a thing stands on
 * it.  Lanes are clusters without nodes, which it leaves out.
 *
 * What a planner wrote is always text: never a label in HTML, never an escape.  Graphviz sets its
 * labels itself, so that their letters have sizes of their own: those that fit the shape. */
#ifndef TOC_CHART_DOT_H
#define TOC_CHART_DOT_H

#include <stdio.h>

#include "base/status.h"
#include "chart/flow_chart.h"

/** Writes @p chart as DOT, UTF-8, the same bytes for the same chart.  Cost: O(n log n), nearly all
 *  of it in agwrite and its look-ups: about 0.5 s for 10 000 steps, 25 s and 1.5 GiB for 100 000.
 *  TOC_ENOMEM: the library failed; TOC_EIO: @p out did.  Then what was written is of no use. */
toc_status toc_dot_write(const toc_flow_chart *chart, FILE *out);

#endif
