/* flow_chart.h - what the parts of the flow chart share. */
#ifndef TOC_CHART_FLOW_CHART_H
#define TOC_CHART_FLOW_CHART_H

#include "chart/view.h"
#include "emit/flow.h"
#include "layout/layout.h"

enum {
    TOC_BAND_WIDTH = 26 * TOC_MM, /* of the column that names the bands */
    TOC_NODE_WIDTH = 44 * TOC_MM,
    TOC_DECISION_WIDTH = 50 * TOC_MM,
    TOC_DECISION_PORT = 4 * TOC_MM /* from a tip to the line that leaves there */
};

/* The texts of one node, set. */
typedef struct toc_flow_texts {
    toc_face_text title, second, details, deadline;
    toc_um width, height; /* of the shape; the layout may give it more room */
} toc_flow_texts;

typedef struct toc_flow_chart {
    toc_canvas *canvas;
    const toc_flow *flow;
    toc_layout layout;
    toc_flow_texts *nodes; /* by index */
    toc_um left, top;      /* of the layout in the scene */
} toc_flow_chart;

toc_tint toc_flow_chart_tint(const toc_flow_chart *chart, const toc_flow_band *band);

/** Sizes of all nodes, and the layout's input. */
void toc_flow_chart_measure(toc_flow_chart *chart);

/** Nodes with their texts, and lines with their labels. */
void toc_flow_chart_draw_nodes(toc_flow_chart *chart);
void toc_flow_chart_draw_edges(toc_flow_chart *chart);

/** Adds to the legend what the chart shows: levels, shapes, deadlines, lines. */
void toc_flow_chart_explain(toc_flow_chart *chart);

#endif
