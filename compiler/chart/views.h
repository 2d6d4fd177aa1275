/* views.h - the functions that draw the views; view.c calls them, nobody else.
 *
 * Each draws on an open canvas, sets the scene's width and height, and adds to the legend what it
 * really showed. */
#ifndef TOC_CHART_VIEWS_H
#define TOC_CHART_VIEWS_H

#include "chart/view.h"

void toc_draw_flow(toc_canvas *canvas, const toc_view_input *input);
void toc_draw_ladder(toc_canvas *canvas, const toc_view_input *input);
void toc_draw_orgs(toc_canvas *canvas, const toc_view_input *input);
void toc_draw_reports(toc_canvas *canvas, const toc_view_input *input);
void toc_draw_timeline(toc_canvas *canvas, const toc_view_input *input);
void toc_draw_raci(toc_canvas *canvas, const toc_view_input *input);
void toc_draw_resources(toc_canvas *canvas, const toc_view_input *input);

#endif
