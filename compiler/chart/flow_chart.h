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

/* What stands above a lane, set. */
typedef struct toc_lane_texts {
    toc_face_text title, second;
} toc_lane_texts;

typedef struct toc_flow_chart {
    toc_canvas *canvas;
    const toc_flow *flow;
    toc_layout layout;
    toc_flow_texts *nodes; /* by index */
    toc_lane_texts *lanes; /* by index of the layout's */
    toc_um left, top;      /* of the layout in the scene */
} toc_flow_chart;

/** The picture that @p input asks for, set and laid out but not drawn.  Never NULL (see arena
 *  escape).  The chart's and the DOT writer's geometry both come from here. */
toc_flow_chart *toc_flow_chart_lay(toc_canvas *canvas, const toc_view_input *input);

/** The way of edge @p index in the scene, from its source's outline to its target's. */
const toc_spot *toc_flow_chart_way(const toc_flow_chart *chart, uint32_t index,
                                   uint32_t *out_count);

/** Where node @p index stands in the scene: its shape alone. */
toc_rect toc_flow_chart_place(const toc_flow_chart *chart, uint32_t index);

toc_tint toc_flow_chart_tint(const toc_flow_chart *chart, const toc_flow_band *band);

/** Sizes of all nodes, and the layout's input. */
void toc_flow_chart_measure(toc_flow_chart *chart);

/** Nodes with their texts, and lines with their labels. */
void toc_flow_chart_draw_nodes(toc_flow_chart *chart);
void toc_flow_chart_draw_edges(toc_flow_chart *chart);

#endif
