/* tile.h - a large sheet on several small pages, to be glued together.
 *
 * Each page shows a window of the sheet in true size.  Neighbours share TOC_TILE_OVERLAP; crop
 * marks stand where to cut, `R1 C1` says which page it is, and a small picture of the whole sheet
 * shows where it belongs.  Lengths are micrometres. */
#ifndef TOC_CHART_TILE_H
#define TOC_CHART_TILE_H

#include "chart/canvas.h"
#include "chart/paper.h"

enum {
    TOC_TILE_OVERLAP = 10 * TOC_MM,
    TOC_TILE_EDGE = 12 * TOC_MM /* of a page, where printers do not print; marks stand there */
};

/* The most pages of one sheet; larger ones are refused. */
#define TOC_TILE_MOST 2500

typedef struct toc_tiling {
    const toc_paper *paper;
    bool is_landscape;
    toc_um page_width, page_height;
    toc_um window_width, window_height; /* of what a page shows */
    uint32_t columns, rows;
} toc_tiling;

/** Cuts a sheet of @p width by @p height for pages of @p paper, the way that needs fewer pages. */
toc_tiling toc_tiling_of(const toc_paper *paper, toc_um width, toc_um height);

/** The window of page (@p row, @p column), from 0; pages of the last column and row may show less
 *  than a whole one. */
toc_rect toc_tiling_window(const toc_tiling *tiling, toc_um width, toc_um height, uint32_t row,
                           uint32_t column);

/** The page as a scene in @p arena; @p face sets its marks. */
toc_scene *toc_tile_draw(toc_arena *arena, toc_canvas *canvas, const toc_scene *sheet,
                         const toc_tiling *tiling, uint32_t row, uint32_t column);

#endif
