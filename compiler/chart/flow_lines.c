/* flow_lines.c - the lines of a flow chart, and what is written at them. */
#include "chart/flow_chart.h"

/* Beside the line, on the side where nothing else leaves. */
static void draw_label(toc_flow_chart *chart, const toc_flow_edge *edge, const toc_layout_edge *way,
                       const toc_spot *spots)
{
    toc_canvas *canvas = chart->canvas;
    const char *text = edge->wait && edge->label
                           ? toc_arena_printf(canvas->arena, "%s  +%s", edge->label, edge->wait)
                           : edge->label;
    toc_face_text set = toc_canvas_set(canvas, text, TOC_SIZE_NORMAL, true, 0);
    const toc_layout_node *source = &chart->layout.nodes.items[way->source];
    toc_um y = chart->top + source->y + source->height + TOC_PADDING / 2;
    toc_um x = spots[0].x + 1200;

    if (set.count == 0 || edge->source->kind != TOC_FLOW_DECISION)
        return;
    if (way->side > 0) {
        x = way->leaves > 0 ? spots[1].x - 1200 - set.width : spots[1].x + 1200;
        y -= TOC_PADDING;
    }
    toc_scene_open(canvas->scene, TOC_ROLE_LABEL, edge->source->key, NULL, NULL);
    toc_canvas_left(canvas, &set, canvas->theme->ink, x, y);
    toc_scene_close(canvas->scene);
}

static bool is_dashed(toc_flow_edge_kind kind)
{
    return kind == TOC_FLOW_EDGE_LOOP || kind == TOC_FLOW_EDGE_LATE ||
           kind == TOC_FLOW_EDGE_TELLS || kind == TOC_FLOW_EDGE_COPY;
}

const toc_spot *toc_flow_chart_way(const toc_flow_chart *chart, uint32_t index, uint32_t *out_count)
{
    const toc_layout_edge *way = &chart->layout.edges.items[index];
    toc_spot *spots = TOC_NEW_ARRAY(chart->canvas->arena, toc_spot, way->spot_count + 1u);
    uint32_t count = 0;

    if (way->side > 0) /* from the tip of the shape to the edge of its room */
        spots[count++] = (toc_spot){chart->left + way->spots[0].x +
                                        (way->leaves > 0 ? -TOC_DECISION_PORT : TOC_DECISION_PORT),
                                    chart->top + way->spots[0].y};
    for (uint32_t i = 0; i < way->spot_count; i++)
        spots[count++] = (toc_spot){chart->left + way->spots[i].x, chart->top + way->spots[i].y};
    *out_count = count;
    return spots;
}

static void draw_edge(toc_flow_chart *chart, uint32_t index)
{
    toc_canvas *canvas = chart->canvas;
    const toc_flow_edge *edge = chart->flow->edges.items[index];
    const toc_layout_edge *way = &chart->layout.edges.items[index];
    const char *id =
        toc_arena_printf(canvas->arena, "%s -> %s", edge->source->key, edge->target->key);
    uint32_t count = 0;
    const toc_spot *spots = toc_flow_chart_way(chart, index, &count);

    toc_scene_open(canvas->scene, TOC_ROLE_EDGE, id,
                   toc_arena_printf(canvas->arena, "%s → %s", edge->source->title.first,
                                    edge->target->title.first),
                   NULL);
    toc_scene_line(canvas->scene, spots, count, TOC_HEAD,
                   (toc_pen){.stroke = canvas->theme->ink,
                             .fill = TOC_NO_COLOUR,
                             .width = TOC_LINE,
                             .dash = is_dashed(edge->kind) ? 1600 : 0});
    toc_scene_close(canvas->scene);
    draw_label(chart, edge, way, spots);
}

void toc_flow_chart_draw_edges(toc_flow_chart *chart)
{
    for (uint32_t i = 0; i < chart->flow->edges.count; i++)
        draw_edge(chart, i);
}
