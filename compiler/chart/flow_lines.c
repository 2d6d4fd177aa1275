/* flow_lines.c - the lines of a flow chart, and what is written at them. */
#include "chart/flow_chart.h"

#include <stdlib.h>

enum { DASH = 1600, LABEL_GAP = 900 };

bool toc_flow_chart_is_dashed(toc_flow_edge_kind kind)
{
    return kind == TOC_FLOW_EDGE_LOOP || kind == TOC_FLOW_EDGE_LATE ||
           kind == TOC_FLOW_EDGE_TELLS || kind == TOC_FLOW_EDGE_COPY;
}

/* ── labels ──────────────────────────────────────────────────────────────── */

/* Over the line that leaves at a side, right of the one that leaves below. */
static void draw_label(toc_flow_chart *chart, const toc_flow_line *line,
                       const toc_flow_panel *panel)
{
    toc_canvas *canvas = chart->canvas;
    const toc_layout_edge *way = &panel->layout.edges.items[line->index];
    const toc_layout_node *source = &panel->layout.nodes.items[way->source];
    toc_um x = panel->left + way->spots[0].x;
    toc_um y = panel->top + way->spots[0].y - LABEL_GAP / 2 - line->label.height;

    if (line->label.count == 0)
        return;
    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, line->id, NULL, NULL);
    if (way->exit == TOC_EXIT_LEFT)
        toc_canvas_right(canvas, &line->label, canvas->theme->ink, x - LABEL_GAP, y);
    else if (way->exit == TOC_EXIT_RIGHT)
        toc_canvas_left(canvas, &line->label, canvas->theme->ink, x + LABEL_GAP, y);
    else
        toc_canvas_left(canvas, &line->label, canvas->theme->ink, x + LABEL_GAP,
                        panel->top + source->y + source->height + LABEL_GAP / 3);
    toc_scene_close(canvas->scene);
}

/* ── lines ───────────────────────────────────────────────────────────────── */

static const toc_spot *way_of(const toc_flow_chart *chart, const toc_flow_line *line,
                              uint32_t *out_count)
{
    const toc_flow_panel *panel = &chart->panels.items[line->panel];
    const toc_layout_edge *way = &panel->layout.edges.items[line->index];
    toc_spot *spots = TOC_NEW_ARRAY(chart->canvas->arena, toc_spot, way->spot_count + 1u);

    for (uint32_t i = 0; i < way->spot_count; i++)
        spots[i] = (toc_spot){panel->left + way->spots[i].x, panel->top + way->spots[i].y};
    *out_count = way->spot_count;
    return spots;
}

const toc_spot *toc_flow_chart_way(const toc_flow_chart *chart, uint32_t index, uint32_t *out_count)
{
    *out_count = 0;
    return chart->lines.items[index].panel == UINT32_MAX
               ? NULL
               : way_of(chart, &chart->lines.items[index], out_count);
}

static void draw_line(toc_flow_chart *chart, const toc_flow_line *line)
{
    toc_canvas *canvas = chart->canvas;
    uint32_t count;
    const toc_spot *spots = way_of(chart, line, &count);

    toc_scene_open(canvas->scene, TOC_ROLE_EDGE, line->id,
                   toc_arena_printf(canvas->arena, "%s → %s",
                                    chart->items.items[line->source].title,
                                    chart->items.items[line->target].title),
                   NULL);
    toc_scene_line(canvas->scene, spots, count, TOC_HEAD,
                   (toc_pen){.stroke = canvas->theme->ink,
                             .fill = TOC_NO_COLOUR,
                             .width = TOC_LINE,
                             .dash = toc_flow_chart_is_dashed(line->edge->kind) ? DASH : 0});
    toc_scene_close(canvas->scene);
    draw_label(chart, line, &chart->panels.items[line->panel]);
}

void toc_flow_chart_draw_lines(toc_flow_chart *chart)
{
    for (uint32_t i = 0; i < chart->lines.count; i++) {
        if (chart->lines.items[i].panel != UINT32_MAX)
            draw_line(chart, &chart->lines.items[i]);
    }
}
