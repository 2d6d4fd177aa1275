/* flow_chart.h - what the parts of the flow chart share.
 *
 * A chart is one or more panels: each a swimlane chart of its own, of some of the bands, with the
 * lanes that these use.  They stand in columns, and there in shelves, such that all can be largest
 * on the sheet.  Where an edge goes from one panel to another its source
 * bears a number, and a connector with that number stands over its target. */
#ifndef TOC_CHART_FLOW_CHART_H
#define TOC_CHART_FLOW_CHART_H

#include "chart/view.h"
#include "emit/flow.h"
#include "layout/layout.h"

enum {
    TOC_BAND_WIDTH = 23 * TOC_MM, /* of the column that names the bands */
    TOC_DECISION_WIDTH = 50 * TOC_MM,
    TOC_PANEL_GAP = 5 * TOC_MM,
    TOC_LANE_PADDING = 1200,      /* above and below the name of a lane */
    TOC_LABEL_WIDTH = 16 * TOC_MM /* of what is written at an outcome, at most */
};

/* Of the room for a chart on a sheet that lies and on one that stands: width in 1/1000 of the
 * height. */
enum { TOC_FLOW_LYING = 1600, TOC_FLOW_UPRIGHT = 790 };

/* The texts of one node, set. */
typedef struct toc_flow_texts {
    toc_face_text title, second, details, deadline;
    toc_face_text exit;   /* where it goes on, on another panel */
    toc_um width, height; /* of the shape; the layout may give it more room */
} toc_flow_texts;

/* A node of the chart: one of the flow, or a connector. */
typedef struct toc_flow_item {
    const toc_flow_node *node; /* NULL: a connector */
    const char *key, *title;
    bool is_exit;              /* connector: the way goes on elsewhere; else it comes from there */
    uint32_t band;             /* where it is drawn: a signal stands with what it alone sets off */
    const toc_flow_lane *lane; /* NULL: wherever it suits */
    toc_flow_texts texts;
    toc_um label_width, label_height; /* of the largest outcome */
    uint32_t outcomes;
    uint32_t panel, index; /* its node in the panel's layout */
} toc_flow_item;

/* A line of the chart. */
typedef struct toc_flow_line {
    const toc_flow_edge *edge; /* the first one that it stands for */
    const char *id;
    uint32_t source, target; /* items */
    toc_face_text label;
    uint32_t panel, index; /* its edge in the panel's layout */
} toc_flow_line;

/* What stands above a lane, set. */
typedef struct toc_lane_texts {
    toc_face_text title, second;
} toc_lane_texts;

typedef struct toc_flow_panel {
    toc_layout layout;
    TOC_VEC(uint32_t) bands;     /* of the flow, by band of the layout */
    const toc_flow_lane **lanes; /* by lane of the layout; NULL: of nobody */
    uint32_t told;               /* the lane of those who are only told, and one more; 0: none */
    toc_lane_texts *heads;       /* by lane of the layout */
    toc_um left, top;            /* of the layout in the scene */
    toc_um head;                 /* height of the heads of lanes, above it */
} toc_flow_panel;

typedef struct toc_flow_chart {
    toc_canvas *canvas;
    const toc_flow *flow;
    bool is_quick, is_one_panel;
    uint32_t aspect; /* of the sheet: width where its height is 1000; 0: A, either way; once
                        divided, the way that was taken */
    toc_um room_width, room_height; /* that it may be spread to; 0: as far as it suits it */
    toc_um node_width;              /* of a box */
    TOC_VEC(toc_flow_item) items;   /* the flow's nodes first, by index */
    TOC_VEC(toc_flow_line) lines;
    TOC_VEC(toc_flow_panel) panels;
    uint32_t *panel_of;   /* by band of the flow */
    uint32_t *place_of;   /* the same: which one of its panel's bands it is */
    uint32_t *slots;      /* by lane of the flow: columns at most */
    const char **notes;   /* by node of the flow: what its edges say, or NULL */
    const char **details; /* the same: what stands below its title, or NULL */
} toc_flow_chart;

/** The picture that @p input asks for, set and laid out but not drawn.  Never NULL (see arena
 *  escape).  The chart's and the DOT writer's geometry both come from here. */
toc_flow_chart *toc_flow_chart_lay(toc_canvas *canvas, const toc_view_input *input);

/** The way of the flow's edge @p index in the scene, from its source's outline to its target's;
 *  a count of 0 where its ends are on two panels. */
const toc_spot *toc_flow_chart_way(const toc_flow_chart *chart, uint32_t index,
                                   uint32_t *out_count);

/** Where the flow's node @p index stands in the scene: its shape alone. */
toc_rect toc_flow_chart_place(const toc_flow_chart *chart, uint32_t index);

toc_tint toc_flow_chart_tint(const toc_flow_chart *chart, const toc_flow_band *band);

/** Finds what stands below the title of each node, a line each.  O(nodes + edges). */
void toc_flow_chart_find_details(toc_flow_chart *chart);
/** What stands on its plate: how often, by when, and how late; NULL: nothing. */
const char *toc_flow_chart_deadline(const toc_flow_chart *chart, const toc_flow_node *node);
/** The label of an edge, in both languages where they differ; or NULL. */
const char *toc_flow_edge_label(toc_arena *arena, const toc_flow_edge *edge);
/** Does its note say how late, and so stand beside the deadline? */
bool toc_flow_mark_is_late(const toc_flow_mark *mark);

/** How wide boxes are.  O(length of all texts). */
toc_um toc_flow_chart_find_width(toc_flow_chart *chart);
/** Is a word of @p title, of a script that has words, on two lines of @p text? */
bool toc_flow_breaks_word(const toc_face_text *text, const char *title);
/** Items and lines of the flow, measured. */
void toc_flow_chart_measure(toc_flow_chart *chart);
/** The number under which the way goes on elsewhere, and to what: the node bears it. */
void toc_flow_chart_measure_exit(toc_flow_chart *chart, uint32_t index, uint32_t number,
                                 const char *targets);
/** Sets the texts of a connector. */
void toc_flow_chart_measure_connector(toc_flow_chart *chart, toc_flow_item *item);

/** Says which bands stand in which panel, such that all can be largest on the sheet: neighbours
 *  that use the same lanes share a panel, grades of one ladder where that can be. */
void toc_flow_chart_divide(toc_flow_chart *chart);
/** Items and lines between panels become connectors; lays out each panel. */
void toc_flow_chart_lay_panels(toc_flow_chart *chart);
/** A layout of the items that stand in panel @p index; they get their places there. */
void toc_flow_chart_fill(toc_flow_chart *chart, toc_flow_panel *panel, uint32_t index);

/** Says where the panels stand, once their heads are set; spreads them until their edges are in
 *  line. */
void toc_flow_chart_place_panels(toc_flow_chart *chart);
/** The scene is as large as the panels are together. */
void toc_flow_chart_frame(toc_flow_chart *chart);

/** The name of the band's grade, where it is one that people use and its title does not say the
 *  same; else NULL. */
const char *toc_flow_chart_grade(const toc_flow *flow, const toc_flow_band *band);

/** Height that the head of a band asks for. */
toc_um toc_flow_chart_band_height(const toc_flow_chart *chart, uint32_t band);
bool toc_flow_chart_is_dashed(toc_flow_edge_kind kind);

/** Nodes with their texts, and lines with their labels. */
void toc_flow_chart_draw_nodes(toc_flow_chart *chart);
/** Signs at the nodes that have a mark, and their meaning in the legend. */
void toc_flow_chart_draw_marks(toc_flow_chart *chart);

/** The outline of the flow's node @p index, once more. */
void toc_flow_chart_draw_outline(toc_flow_chart *chart, uint32_t index, toc_pen pen);

/* Side of a sign's plate; it stands at the node's upper left corner, this much outside. */
enum { TOC_SIGN = 5400, TOC_SIGN_OUTSIDE = TOC_SIGN * 2 / 3 };

toc_colour_rgb toc_flow_sign_colour(const toc_theme *theme, toc_flow_state state);
const char *toc_flow_state_word(const toc_flow_chart *chart, toc_flow_state state);
/** The same for a legend: in two languages where the titles are. */
const char *toc_flow_state_legend(const toc_flow_chart *chart, toc_flow_state state);
/** Adds the sign of @p state to the legend. */
void toc_flow_explain_state(toc_flow_chart *chart, toc_flow_state state);

/** flow_film.c: the acts of all nodes, and what the film itself shows: the chart's scene becomes
 *  one that plays, with the chart below time, progress and grades. */
void toc_flow_chart_play(toc_flow_chart *chart);

/** The sign of @p state, a plate of 5.4 mm with its upper left corner there. */
void toc_flow_sign(toc_scene *scene, const toc_theme *theme, toc_flow_state state, toc_um x,
                   toc_um y);
void toc_flow_chart_draw_lines(toc_flow_chart *chart);

/** Adds to the legend what the chart shows: levels, shapes, deadlines, lines. */
void toc_flow_chart_explain(toc_flow_chart *chart);

#endif
