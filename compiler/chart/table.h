/* table.h - rows and columns on a canvas: measures them, then paints them, with wrapped texts.
 *
 * A row is as high as its highest cell.  A cell without text may hold what the caller draws into
 * toc_table_place once the table is drawn.  Only cells that are filled cost anything.  Lengths are
 * micrometres; all lives in the canvas' arena. */
#ifndef TOC_CHART_TABLE_H
#define TOC_CHART_TABLE_H

#include "chart/canvas.h"
#include "emit/wording.h"

/* A chart is at most so high: rows beyond it are not drawn, and the caller is told how many. */
#define TOC_TABLE_HEIGHT_MOST (1000 * 1000 * TOC_MM)

typedef enum toc_cell_side { TOC_CELL_LEFT, TOC_CELL_CENTRE, TOC_CELL_RIGHT } toc_cell_side;

/* What stands in a cell: a text and, below it in smaller letters, a second one. */
typedef struct toc_cell {
    const char *text;
    const char *second; /* both may be NULL */
    toc_um size;        /* of the first; 0: TOC_SIZE_NORMAL */
    bool is_bold;
    toc_cell_side side;
    toc_colour_rgb ink;       /* of both */
    toc_colour_rgb faint;     /* of the second; 0: as ink */
    toc_colour_rgb ground;    /* TOC_NO_COLOUR: the row's */
    uint32_t span;            /* columns it takes; 0 and 1: one */
    toc_um width, indent;     /* of the text, less than the cell's; 0: all of it */
    toc_face_text set, below; /* filled by the table */
    uint32_t column;
} toc_cell;

typedef struct toc_table_row {
    toc_scene_role role;
    const char *id, *title; /* of the group it is drawn in; NULL: none */
    const char *link;       /* where it was written; NULL: none */
    toc_colour_rgb ground;  /* TOC_NO_COLOUR: none */
    bool has_rules;         /* between its columns */
    toc_um least;           /* height */
    TOC_VEC(toc_cell) cells;
    toc_um top, height; /* filled when drawn */
} toc_table_row;

typedef struct toc_chart_table {
    toc_canvas *canvas;
    const toc_um *widths;
    toc_um *edges; /* of columns, from the left; one more at the end */
    uint32_t column_count;
    bool is_for_cutting; /* onto sheets: heads are said once, and each sheet says them again */
    TOC_VEC(toc_table_row) rows;
    uint32_t drawn; /* rows that found room */
    toc_um left, bottom;
} toc_chart_table;

/** @p widths are not copied. */
toc_chart_table *toc_table_begin(toc_canvas *canvas, const toc_um *widths, uint32_t count);

/** Adds an empty row; the index it has. */
uint32_t toc_table_add_row(toc_chart_table *table, toc_scene_role role, const char *id,
                           const char *title, toc_colour_rgb ground);

/** Fills a cell of the last row; its texts are set at once. */
void toc_table_fill(toc_chart_table *table, uint32_t column, toc_cell cell);

/** Are the last heads, rows of the role LANE, so far above that they are to be said again?  True
 *  where there are none yet. */
bool toc_table_needs_heads(const toc_chart_table *table);

/** Notes on the canvas that the scene may be cut above each of the drawn rows with heads; where the
 *  table is for cutting, above each row that stands below another one, and above what comes below
 *  the table at @p below, if it is not 0. */
void toc_table_note_breaks(const toc_chart_table *table, toc_um below);

/** Draws all rows from @p left, @p top on, with rules; returns the height.  O(cells + rows). */
toc_um toc_table_draw(toc_chart_table *table, toc_um left, toc_um top);

/** Where a cell stands, once drawn; of a row that found no room all zero. */
toc_rect toc_table_place(const toc_chart_table *table, uint32_t row, uint32_t column);

/** A small sheet that says that there is nothing of this kind in the plan. */
void toc_chart_say_empty(toc_canvas *canvas, const char *title, const char *says);

/** Slanted strokes in @p at: what hatching is made of. */
void toc_chart_hatch(toc_canvas *canvas, toc_rect at, toc_um gap, toc_colour_rgb colour);

/** The sign of an alarm, a triangle with `!`, @p size high, its foot at @p foot and centred on
 *  @p middle. */
void toc_chart_alarm(toc_canvas *canvas, toc_um middle, toc_um foot, toc_um size);

#endif
