/* dot_private.h - what the files of the DOT writer share; only they speak to cgraph. */
#ifndef TOC_CHART_DOT_PRIVATE_H
#define TOC_CHART_DOT_PRIVATE_H

#include <cgraph.h>

#include "chart/dot_text.h"
#include "chart/flow_chart.h"

/* Sizes of letters: tenths of a point. */
enum {
    TOC_DOT_FONT_CAPTION = 200,
    TOC_DOT_FONT_BAND = 150,
    TOC_DOT_FONT_LANE = 120,
    TOC_DOT_FONT_NODE = 100,
    TOC_DOT_FONT_EDGE = 90,
    TOC_DOT_FONT_LEAST = 40
};

/* Bands that go together: all grades of a ladder, or one other. */
typedef struct toc_dot_group {
    uint32_t begin, end;
    uint32_t first_node;
} toc_dot_group;
typedef TOC_VEC(toc_dot_group) toc_dot_groups;

typedef struct toc_dot_line {
    const toc_spot *spots;
    uint32_t count;
} toc_dot_line;

/* What lives in the arena is made before the graph is opened: nothing may escape past that. */
typedef struct toc_dot {
    const toc_flow_chart *chart;
    const toc_flow *flow;
    const toc_theme *theme;
    toc_um height; /* of the chart: Graphviz counts from below */
    toc_dot_groups groups;
    toc_dot_line *lines; /* by index of the flow's edges */
    Agraph_t *graph;
    Agiddisc_t ids;   /* the graph keeps a pointer to it */
    Agnode_t **nodes; /* by index of the flow's nodes */
    toc_dot_text text;
    uint32_t parts; /* plain graphs made */
    bool is_broken; /* the library refused something */
} toc_dot;

/* ── dot.c: attributes ───────────────────────────────────────────────────── */

void toc_dot_set(toc_dot *d, void *object, const char *name, const char *value);
/** To a text that was put together; NULL: memory is used up, and the text knows it. */
void toc_dot_set_made(toc_dot *d, void *object, const char *name, const char *text);
void toc_dot_set_colour(toc_dot *d, void *object, const char *name, toc_colour_rgb colour);
void toc_dot_set_font_size(toc_dot *d, void *object, unsigned tenths);

/** What cgraph 2.42 only reads it takes as char *. */
char *toc_dot_loose(const char *text);

/** The node @p node in @p cluster. */
void toc_dot_add_node(toc_dot *d, const toc_flow_node *node, Agraph_t *cluster);

/* ── dot_bands.c ─────────────────────────────────────────────────────────── */

/** In the arena of @p chart, in the order in which they are written. */
toc_dot_groups toc_dot_find_groups(const toc_flow_chart *chart);

/** Bands with their nodes. */
void toc_dot_add_all_bands(toc_dot *d);
void toc_dot_add_lanes(toc_dot *d);

/* ── dot_ids.c ───────────────────────────────────────────────────────────── */

/** Identifiers that are the same in every run. */
Agiddisc_t toc_dot_ids(void);

/* ── dot_labels.c: they add to the text at hand ──────────────────────────── */

/* Graphviz sets its labels itself: a column is about 0.55 of the letters' size wide, a line 1.2
 * high.  The size is such that a label stays inside its shape. */
typedef struct toc_dot_block {
    unsigned lines, columns;
} toc_dot_block;

/** Of a label; NULL: nothing. */
toc_dot_block toc_dot_block_of(const char *label);
unsigned toc_dot_fit_box(toc_dot_block text, toc_um width, toc_um height, unsigned most);
unsigned toc_dot_fit_diamond(toc_dot_block text, toc_um width, toc_um height, unsigned most);

void toc_dot_put_title(toc_dot *d, toc_title title, unsigned width);
/** `III級`, and its title below. */
void toc_dot_put_grade(toc_dot *d, const toc_plan_level *level, toc_title title, unsigned width);
void toc_dot_put_label(toc_dot *d, const toc_flow_node *node);
/** What stands on a node of dot's beside its label: what its deadline counts from. */
void toc_dot_put_tip(toc_dot *d, const toc_flow_node *node);
void toc_dot_put_edge_label(toc_dot *d, const toc_flow_edge *edge);

/* ── dot_marks.c ─────────────────────────────────────────────────────────── */

/** `✓ `, before the title; "" for what has none.  Static storage. */
const char *toc_dot_sign(toc_flow_state state);
/** The words of a mark, behind what a tooltip says. */
void toc_dot_put_mark_tip(toc_dot *d, const toc_flow_mark *mark);
/** Lines that explain the signs that the chart has; nothing where it has none. */
void toc_dot_put_legend(toc_dot *d);
/** Colour and width of the outline; @p style is what the node has without the mark. */
void toc_dot_mark_node(toc_dot *d, void *made, const toc_flow_mark *mark, const char *style);
void toc_dot_mark_edge(toc_dot *d, void *made, const toc_flow_mark *mark);

/* ── dot_places.c ────────────────────────────────────────────────────────── */

/* Places in the points of Graphviz, y upwards from the lower edge of a chart that is
 * @p height high.  Numbers have three decimals; what is returned lives in @p text until its next
 * use; NULL where that is broken. */

/** `120.5,88`: of the middle of @p at. */
const char *toc_dot_middle(toc_dot_text *text, toc_rect at, toc_um height);

/** `0,0,120.5,88`: the corners of @p at. */
const char *toc_dot_corners(toc_dot_text *text, toc_rect at, toc_um height);

/** Inches, for width and height. */
const char *toc_dot_inches(toc_dot_text *text, toc_um length);

/** Straight pieces as a spline that ends where the head of length @p head begins, its tip at the
 *  last spot.  At least one spot. */
const char *toc_dot_way(toc_dot_text *text, const toc_spot *spots, uint32_t count, toc_um head,
                        toc_um height);

#endif
