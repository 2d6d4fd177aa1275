/* flow_chart.c - the frame of the flow chart: panels, lanes and bands. */
#include "chart/flow_chart.h"

#include <string.h>

#include "chart/flow_picture.h"
#include "chart/passage.h"
#include "chart/views.h"
#include "layout/pack.h"
#include "machine/machine.h"

enum {
    ONE_ESTIMATED = 60 /* boxes: a small chart gets the way that an estimate says */
};

toc_tint toc_flow_chart_tint(const toc_flow_chart *chart, const toc_flow_band *band)
{
    toc_tint tint =
        *toc_theme_tint(chart->canvas->theme, band->level ? band->level->colour : TOC_COLOUR_NONE);

    uint32_t turn = chart->place_of ? chart->place_of[band->index] : band->index;

    if (!band->level || band->level->colour == TOC_COLOUR_NONE)
        tint.weak = chart->canvas->theme->ground[turn % 2];
    return tint;
}

/* ── lanes ───────────────────────────────────────────────────────────────── */

static toc_um height_of(const toc_lane_texts *it)
{
    return it->title.height + it->second.height;
}

static void draw_lane(toc_flow_chart *chart, const toc_flow_panel *panel, uint32_t index,
                      const toc_lane_texts *it)
{
    toc_canvas *canvas = chart->canvas;
    const toc_theme *theme = canvas->theme;
    const toc_layout_lane *lane = &panel->layout.lanes.items[index];
    const toc_flow_lane *of = panel->lanes[index];
    const char *key = of ? of->body->base.full : NULL;
    toc_um x = panel->left + lane->x;
    toc_um top = panel->top - panel->head;
    toc_um y = top + (panel->head - height_of(it)) / 2;

    if (panel->head == 0)
        return;

    toc_scene_open(canvas->scene, TOC_ROLE_LANE, key, of ? of->title.first : NULL, NULL);
    toc_scene_box(canvas->scene, (toc_rect){x, top, lane->width, panel->head}, 0,
                  (toc_pen){.stroke = theme->paper, .fill = theme->head, .width = TOC_LINE});
    y += toc_canvas_centre(canvas, &it->title, theme->on_head, x + lane->width / 2, y);
    toc_canvas_centre(canvas, &it->second, theme->on_head, x + lane->width / 2, y);
    toc_scene_close(canvas->scene);
}

/* The largest letters with which the name of a lane comes on two lines, no word broken, no higher
 * than @p most; or else the smallest. */
static toc_face_text set_lane_title(toc_canvas *canvas, const char *title, toc_um width,
                                    toc_um most)
{
    toc_face_text text = toc_canvas_set(canvas, title, TOC_SIZE_LARGE, true, width);

    for (toc_um size = TOC_SIZE_LARGE - 400;
         size >= TOC_SIZE_NORMAL &&
         (text.count > 2 || text.height > most || toc_flow_breaks_word(&text, title));
         size -= 400)
        text = toc_canvas_set(canvas, title, size, true, width);
    return text;
}

/* The names of a panel's lanes, set in the width that these have; once the panel has its place,
 * no higher than the room that it got for them. */
static void set_heads(toc_flow_chart *chart, toc_flow_panel *panel)
{
    uint32_t count = panel->layout.lanes.count;
    toc_um most = panel->head > 0 ? panel->head - 2 * TOC_LANE_PADDING : INT32_MAX;

    panel->heads = TOC_NEW_ARRAY(chart->canvas->arena, toc_lane_texts, count + 1u);
    for (uint32_t i = 0; i < count; i++) {
        toc_lane_texts *it = &panel->heads[i];
        toc_um width = panel->layout.lanes.items[i].width - 2 * TOC_PADDING;
        const toc_flow_lane *of = panel->lanes[i];
        const char *title = of ? of->title.first
                            : i + 1 == panel->told
                                ? toc_word_both(&chart->flow->wording, TOC_WORD_LEGEND_TOLD)
                                : NULL;
        it->second = toc_canvas_set(chart->canvas, of ? of->title.second : NULL, TOC_SIZE_SMALL,
                                    false, width);
        it->title = set_lane_title(chart->canvas, title, width, most - it->second.height);
        if (it->title.count > 0 && height_of(it) + 2 * TOC_LANE_PADDING > panel->head)
            panel->head = height_of(it) + 2 * TOC_LANE_PADDING;
    }
}

/* ── bands ───────────────────────────────────────────────────────────────── */

const char *toc_flow_chart_grade(const toc_flow *flow, const toc_flow_band *band)
{
    const char *name =
        band->level ? toc_symbol_text(flow->plan->names, band->level->base.name) : NULL;
    const char *title = band->title.first;

    if (!name || !title)
        return name;
    return toc_grade_is_called(name) || strcmp(name, title) == 0 ? NULL : name;
}

/* What stands at the head of a band. */
typedef struct band_head {
    toc_face_text grade, title, second;
    toc_um height;
} band_head;

/* The grade as large as it can be without breaking it. */
static toc_face_text set_grade(const toc_flow_chart *chart, const char *grade, toc_um width)
{
    for (toc_um size = TOC_SIZE_HEAD; size > TOC_SIZE_LARGE; size -= TOC_MM) {
        toc_face_text text = toc_canvas_set(chart->canvas, grade, size, true, width);
        if (text.count <= 1)
            return text;
    }
    return toc_canvas_set(chart->canvas, grade, TOC_SIZE_LARGE, true, width);
}

/* Does each word of @p text fit into a line of its own?  (Chinese has no words to tear.) */
static bool has_whole_words(const toc_flow_chart *chart, const char *text, toc_um size,
                            toc_um width)
{
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, " ");
        const char *word = toc_arena_copy(chart->canvas->arena, at, length);
        if (toc_canvas_set(chart->canvas, word, size, true, 0).width > width)
            return false;
        at += length + strspn(at + length, " ");
    }
    return true;
}

/* As large as leaves its words whole. */
static toc_face_text set_title(const toc_flow_chart *chart, const char *title, toc_um most,
                               toc_um width)
{
    bool is_spaced = title && (unsigned char)title[0] < 0x80;
    toc_um size = most;

    while (is_spaced && size > TOC_SIZE_NORMAL && !has_whole_words(chart, title, size, width))
        size -= 500;
    return toc_canvas_set(chart->canvas, title, size > TOC_SIZE_NORMAL ? size : TOC_SIZE_NORMAL,
                          true, width);
}

static band_head set_band(const toc_flow_chart *chart, uint32_t index)
{
    const toc_flow_band *band = chart->flow->bands.items[index];
    toc_canvas *canvas = chart->canvas;
    toc_um width = TOC_BAND_WIDTH - TOC_PADDING;
    const char *grade = toc_flow_chart_grade(chart->flow, band);
    band_head it = {
        .grade = set_grade(chart, grade, width),
        .title = set_title(chart, band->title.first,
                           band->level && !grade ? TOC_SIZE_HEAD / 3 * 2 : TOC_SIZE_LARGE, width),
        .second = toc_canvas_set(canvas, band->title.second, TOC_SIZE_SMALL, false, width)};

    it.height = it.grade.height + it.title.height + it.second.height;
    return it;
}

toc_um toc_flow_chart_band_height(const toc_flow_chart *chart, uint32_t band)
{
    return set_band(chart, band).height + 2 * TOC_PADDING;
}

static void draw_band(toc_flow_chart *chart, const toc_flow_panel *panel, uint32_t index)
{
    toc_canvas *canvas = chart->canvas;
    const toc_flow_band *band = chart->flow->bands.items[panel->bands.items[index]];
    const toc_layout_band *at = &panel->layout.bands.items[index];
    toc_tint tint = toc_flow_chart_tint(chart, band);
    band_head it = set_band(chart, band->index);
    toc_um y = panel->top + at->y;
    toc_um from = y + (at->height - it.height) / 2;
    toc_um left = panel->left - TOC_BAND_WIDTH;
    toc_um middle = left + TOC_BAND_WIDTH / 2;

    if (at->height == 0)
        return;
    toc_scene_open(canvas->scene, TOC_ROLE_BAND, band->name, band->title.first, NULL);
    toc_scene_box(canvas->scene, (toc_rect){panel->left, y, panel->layout.width, at->height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = tint.weak});
    toc_scene_box(
        canvas->scene, (toc_rect){left, y, TOC_BAND_WIDTH, at->height}, 0,
        (toc_pen){.stroke = canvas->theme->paper, .fill = tint.strong, .width = TOC_LINE});
    from += toc_canvas_centre(canvas, &it.grade, tint.on_strong, middle, from);
    from += toc_canvas_centre(canvas, &it.title, tint.on_strong, middle, from);
    toc_canvas_centre(canvas, &it.second, tint.on_strong, middle, from);
    toc_scene_close(canvas->scene);
}

static void draw_dividers(toc_flow_chart *chart, const toc_flow_panel *panel)
{
    for (uint32_t i = 0; i < panel->layout.lanes.count; i++) {
        toc_um x = panel->left + panel->layout.lanes.items[i].x;

        if (panel->layout.lanes.items[i].position == 0)
            continue;
        toc_scene_rule(chart->canvas->scene, (toc_spot){x, panel->top},
                       (toc_spot){x, panel->top + panel->layout.height},
                       (toc_pen){.stroke = chart->canvas->theme->rule, .width = 200, .dash = 1500});
    }
}

static void draw_panel(toc_flow_chart *chart, const toc_flow_panel *panel)
{
    for (uint32_t i = 0; i < panel->layout.lanes.count; i++)
        draw_lane(chart, panel, i, &panel->heads[i]);
    for (uint32_t i = 0; i < panel->bands.count; i++)
        draw_band(chart, panel, i);
    draw_dividers(chart, panel);
}

/* ── layout ──────────────────────────────────────────────────────────────── */

/* For the shape of the sheet that it asks for. */
static void lay_out(toc_flow_chart *chart)
{
    toc_flow_chart_divide(chart);
    toc_flow_chart_lay_panels(chart);
    for (uint32_t i = 0; i < chart->panels.count; i++)
        set_heads(chart, &chart->panels.items[i]);
    toc_flow_chart_place_panels(chart);
    for (uint32_t i = 0; i < chart->panels.count; i++)
        set_heads(chart, &chart->panels.items[i]); /* lanes may have become wider */
    toc_flow_chart_frame(chart);
}

/* Lays @p measured out for one shape of the sheet; @p measured stays as it is. */
static toc_flow_chart *lay_for(const toc_flow_chart *measured, uint32_t aspect)
{
    toc_arena *arena = measured->canvas->arena;
    toc_flow_chart *chart = TOC_NEW(arena, toc_flow_chart);

    chart->canvas = measured->canvas;
    chart->flow = measured->flow;
    chart->node_width = measured->node_width;
    chart->notes = measured->notes;
    chart->details = measured->details;
    chart->aspect = aspect;
    chart->room_width = measured->room_width;
    chart->room_height = measured->room_height;
    for (uint32_t i = 0; i < measured->items.count; i++)
        TOC_PUSH(arena, &chart->items, measured->items.items[i]);
    for (uint32_t i = 0; i < measured->lines.count; i++)
        TOC_PUSH(arena, &chart->lines, measured->lines.items[i]);
    lay_out(chart);
    return chart;
}

/* How small it comes out on a sheet of a given area, squared. */
static int64_t smallness(const toc_flow_chart *chart)
{
    const toc_scene *scene = chart->canvas->scene;
    int64_t height = toc_pack_cost(scene->width, scene->height, chart->aspect) / TOC_MM;

    return height * height * chart->aspect;
}

/* A sheet that lies and one that stands: what each really comes to, no estimate says well. */
static toc_flow_chart *lay_for_either(const toc_flow_chart *measured)
{
    toc_flow_chart *lying = lay_for(measured, TOC_FLOW_LYING);
    int64_t across = smallness(lying);
    toc_flow_chart *standing = lay_for(measured, TOC_FLOW_UPRIGHT);

    if (smallness(standing) < across)
        return standing;
    toc_flow_chart_frame(lying);
    return lying;
}

toc_flow_chart *toc_flow_chart_lay(toc_canvas *canvas, const toc_view_input *input)
{
    toc_flow_chart *chart = TOC_NEW(canvas->arena, toc_flow_chart);

    chart->canvas = canvas;
    chart->flow = toc_flow_picture(canvas->arena, input->plan, input->options);
    chart->is_quick = input->options->is_quick;
    chart->is_one_panel = input->options->is_one_panel;
    chart->aspect = input->options->aspect;
    chart->room_width = input->options->room_width;
    chart->room_height = input->options->room_height;
    toc_flow_chart_measure(chart);
    if (!chart->aspect && !chart->is_quick && !chart->is_one_panel &&
        chart->items.count > ONE_ESTIMATED)
        return lay_for_either(chart);
    lay_out(chart);
    return chart;
}

void toc_draw_flow(toc_canvas *canvas, const toc_view_input *input)
{
    toc_flow_chart *chart = toc_flow_chart_lay(canvas, input);

    for (uint32_t i = 0; i < chart->panels.count; i++)
        draw_panel(chart, &chart->panels.items[i]);
    toc_flow_chart_draw_lines(chart);
    toc_flow_chart_draw_nodes(chart);
    toc_flow_chart_draw_marks(chart);
    toc_flow_chart_explain(chart);
    if (chart->flow->play)
        toc_flow_chart_play(chart);
}
