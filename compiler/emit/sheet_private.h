/* sheet_private.h - what the parts of the wall-chart share. */
#ifndef TOC_EMIT_SHEET_PRIVATE_H
#define TOC_EMIT_SHEET_PRIVATE_H

#include "draw/face.h"
#include "emit/sheet.h"

#define MM 1000

enum {
    MARGIN = 10 * MM,
    BAND_WIDTH = 26 * MM,  /* of the column that names the bands */
    NODE_WIDTH = 44 * MM,
    DECISION_WIDTH = 50 * MM,
    DECISION_PORT = 4 * MM, /* from a tip to the line that leaves there */
    PADDING = 1800,
    SIZE_TITLE = 9 * MM,
    SIZE_LANE = 4600,
    SIZE_NODE = 3500,
    SIZE_SMALL = 2800,
    LINE = 350,
    HEAD = 2400
};

#define INK       0x1b1f23u
#define FAINT_INK 0x4a5560u
#define PAPER     0xffffffu

/* The texts of one node, set. */
typedef struct toc_sheet_node {
    toc_face_text title, second, details, deadline;
    toc_um width, height; /* of the shape; the layout may give it more room */
} toc_sheet_node;

typedef struct toc_sheet_tint {
    toc_colour_rgb strong, weak;
} toc_sheet_tint;

typedef struct toc_sheet {
    toc_arena *arena;
    const toc_flow *flow;
    toc_face *face;
    toc_scene *scene;
    toc_layout layout;
    toc_sheet_node *nodes; /* by index */
    toc_um left, top;      /* of the layout on the sheet */
    uint32_t missing;
} toc_sheet;

/** Sets @p text, which may be NULL: then nothing. */
toc_face_text toc_sheet_set(toc_sheet *sheet, const char *text, toc_um size, bool is_bold,
                            toc_um width);

/** Draws it with its lines centred on @p middle, from @p top on. */
void toc_sheet_centre(toc_sheet *sheet, const toc_face_text *text, toc_um size, bool is_bold,
                      toc_colour_rgb colour, toc_um middle, toc_um top);

toc_sheet_tint toc_sheet_tint_of(const toc_flow_band *band);

/** Sizes of all nodes, and the layout's input. */
void toc_sheet_measure(toc_sheet *sheet);

/** Nodes with their texts, and lines with their labels. */
void toc_sheet_draw_nodes(toc_sheet *sheet);
void toc_sheet_draw_edges(toc_sheet *sheet);

#endif
