/* flow_chart.c - the frame of the flow chart: lanes and bands. */
#include "chart/flow_chart.h"

#include "chart/views.h"

toc_tint toc_flow_chart_tint(const toc_flow_chart *chart, const toc_flow_band *band)
{
    toc_tint tint =
        *toc_theme_tint(chart->canvas->theme, band->level ? band->level->colour : TOC_COLOUR_NONE);

    if (!band->level || band->level->colour == TOC_COLOUR_NONE)
        tint.weak = chart->canvas->theme->ground[band->index % 2];
    return tint;
}

/* ── lanes ───────────────────────────────────────────────────────────────── */

static toc_um height_of(const toc_lane_texts *it)
{
    return it->title.height + it->second.height;
}

static void draw_lane(toc_flow_chart *chart, uint32_t index)
{
    toc_canvas *canvas = chart->canvas;
    const toc_theme *theme = canvas->theme;
    const toc_layout_lane *lane = &chart->layout.lanes.items[index];
    const toc_lane_texts *it = &chart->lanes[index];
    const char *key = index < chart->flow->lanes.count
                          ? toc_symbol_text(chart->flow->plan->names,
                                            chart->flow->lanes.items[index]->body->base.name)
                          : NULL;
    toc_um x = chart->left + lane->x;
    toc_um y = (chart->top - height_of(it)) / 2;

    toc_scene_open(canvas->scene, TOC_ROLE_LANE, key, NULL, NULL);
    toc_scene_box(canvas->scene, (toc_rect){x, 0, lane->width, chart->top}, 0,
                  (toc_pen){.stroke = theme->paper, .fill = theme->head, .width = TOC_LINE});
    y += toc_canvas_centre(canvas, &it->title, theme->on_head, x + lane->width / 2, y);
    toc_canvas_centre(canvas, &it->second, theme->on_head, x + lane->width / 2, y);
    toc_scene_close(canvas->scene);
}

/* The names of the lanes; the layout begins below the highest. */
static void measure_lanes(toc_flow_chart *chart)
{
    uint32_t count = chart->layout.lanes.count;
    toc_um height = 0;

    chart->lanes = TOC_NEW_ARRAY(chart->canvas->arena, toc_lane_texts, count + 1u);
    for (uint32_t i = 0; i < count && i < chart->flow->lanes.count; i++) {
        toc_lane_texts *it = &chart->lanes[i];
        toc_title title = chart->flow->lanes.items[i]->title;
        toc_um width = chart->layout.lanes.items[i].width - 2 * TOC_PADDING;

        it->title = toc_canvas_set(chart->canvas, title.first, TOC_SIZE_LARGE, true, width);
        it->second = toc_canvas_set(chart->canvas, title.second, TOC_SIZE_SMALL, false, width);
        if (height_of(it) > height)
            height = height_of(it);
    }
    chart->top = height + 2 * TOC_PADDING;
}

/* ── bands ───────────────────────────────────────────────────────────────── */

static void draw_band(toc_flow_chart *chart, uint32_t index)
{
    toc_canvas *canvas = chart->canvas;
    const toc_flow_band *band = chart->flow->bands.items[index];
    const toc_layout_band *at = &chart->layout.bands.items[index];
    toc_tint tint = toc_flow_chart_tint(chart, band);
    const char *grade =
        band->level ? toc_symbol_text(chart->flow->plan->names, band->level->base.name) : NULL;
    toc_um width = TOC_BAND_WIDTH - 2 * TOC_PADDING;
    toc_face_text name = toc_canvas_set(canvas, grade, TOC_SIZE_HEAD, true, width);
    toc_face_text title = toc_canvas_set(canvas, band->title.first, TOC_SIZE_LARGE, true, width);
    toc_face_text second = toc_canvas_set(canvas, band->title.second, TOC_SIZE_SMALL, false, width);
    toc_um y = chart->top + at->y;
    toc_um from = y + (at->height - name.height - title.height - second.height) / 2;
    toc_um middle = TOC_BAND_WIDTH / 2;

    toc_scene_open(canvas->scene, TOC_ROLE_BAND, band->name, NULL, NULL);
    toc_scene_box(canvas->scene, (toc_rect){chart->left, y, chart->layout.width, at->height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = tint.weak});
    toc_scene_box(
        canvas->scene, (toc_rect){0, y, TOC_BAND_WIDTH, at->height}, 0,
        (toc_pen){.stroke = canvas->theme->paper, .fill = tint.strong, .width = TOC_LINE});
    from += toc_canvas_centre(canvas, &name, tint.on_strong, middle, from);
    from += toc_canvas_centre(canvas, &title, tint.on_strong, middle, from);
    toc_canvas_centre(canvas, &second, tint.on_strong, middle, from);
    toc_scene_close(canvas->scene);
}

static void draw_dividers(toc_flow_chart *chart)
{
    for (uint32_t i = 1; i < chart->layout.lanes.count; i++) {
        toc_um x = chart->left + chart->layout.lanes.items[i].x;

        toc_scene_rule(chart->canvas->scene, (toc_spot){x, chart->top},
                       (toc_spot){x, chart->top + chart->layout.height},
                       (toc_pen){.stroke = chart->canvas->theme->rule, .width = 200, .dash = 1500});
    }
}

toc_flow_chart *toc_flow_chart_lay(toc_canvas *canvas, const toc_view_input *input)
{
    toc_flow_options options = {input->options->lang, input->options->has_two_languages};
    toc_flow_chart *chart = TOC_NEW(canvas->arena, toc_flow_chart);

    chart->canvas = canvas;
    chart->flow = toc_flow_build(canvas->arena, input->plan, &options);
    chart->left = TOC_BAND_WIDTH;
    toc_flow_chart_measure(chart);
    toc_layout_run(&chart->layout);
    measure_lanes(chart);
    canvas->scene->width = chart->left + chart->layout.width;
    canvas->scene->height = chart->top + chart->layout.height;
    return chart;
}

void toc_draw_flow(toc_canvas *canvas, const toc_view_input *input)
{
    toc_flow_chart *chart = toc_flow_chart_lay(canvas, input);

    for (uint32_t i = 0; i < chart->layout.lanes.count; i++)
        draw_lane(chart, i);
    for (uint32_t i = 0; i < chart->flow->bands.count; i++)
        draw_band(chart, i);
    draw_dividers(chart);
    toc_flow_chart_draw_edges(chart);
    toc_flow_chart_draw_nodes(chart);
}
