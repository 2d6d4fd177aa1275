/* flow_nodes.c - sizes and shapes of the nodes of a flow chart. */
#include "chart/flow_chart.h"

#include <string.h>

#include "chart/passage.h"

enum {
    OUTLINE = 500,
    DASH = 1200,
    ROUND = 7 * TOC_MM, /* of starts and ends */
    PLATE = 500,        /* from the letters of a deadline to the edge of its plate */
    PLATE_GAP = 700,    /* from the text to the plate */
    POINT = 2 * TOC_MM, /* of a connector, downwards */
    SLANT = 2 * TOC_MM, /* of a signal */
    TIP = 3 * TOC_MM    /* of a signpost, to the right: its text stands left of the middle */
};

/* ── sizes ───────────────────────────────────────────────────────────────── */

static toc_um greatest(toc_um a, toc_um b, toc_um c)
{
    toc_um most = a > b ? a : b;
    return most > c ? most : c;
}

static bool is_decision(const toc_flow_node *node)
{
    return node->kind == TOC_FLOW_DECISION;
}

/* The text of a decision stands inside its diamond: a block w wide and h high fits in one W wide
 * and H high where w / W + h / H <= 1.  Of some widths the one that makes it lowest. */
static void measure_decision(toc_flow_chart *chart, const toc_flow_node *node, const char *details,
                             toc_flow_texts *out)
{
    toc_flow_texts least = {.height = INT32_MAX};

    for (int tenths = 4; tenths <= 7; tenths++) {
        toc_um width = TOC_DECISION_WIDTH * tenths / 10;
        toc_flow_texts own = {.width = TOC_DECISION_WIDTH};
        toc_um wide;
        toc_um high;

        own.title = toc_canvas_set(chart->canvas, node->title.first, TOC_SIZE_NORMAL, true, width);
        own.second =
            toc_canvas_set(chart->canvas, node->title.second, TOC_SIZE_SMALL, false, width);
        own.details = toc_canvas_set(chart->canvas, details, TOC_SIZE_SMALL, false, width);
        wide = greatest(own.title.width, own.second.width, own.details.width) + TOC_PADDING / 2;
        high = own.title.height + own.second.height + own.details.height + TOC_PADDING / 2;
        own.height = (toc_um)((int64_t)high * own.width / (own.width - wide));
        if (own.height < least.height)
            least = own;
    }
    *out = least;
}

/* More than two outcomes: those that leave below stand beside each other. */
static void widen_decision(toc_flow_item *item)
{
    toc_um needed;

    if (item->node->kind != TOC_FLOW_DECISION || item->outcomes <= 2)
        return;
    needed = (toc_um)(item->outcomes - 1) * (item->label_width + 4 * TOC_MM) * 3 / 2;
    if (needed > item->texts.width)
        item->texts.width = needed;
}

/* In a diamond it is one of its details. */
void toc_flow_chart_measure_exit(toc_flow_chart *chart, uint32_t index, uint32_t number,
                                 const char *targets)
{
    toc_flow_item *item = &chart->items.items[index];
    toc_flow_texts *own = &item->texts;
    const char *text =
        toc_arena_printf(chart->canvas->arena, "→ %u  %s", (unsigned)number, targets);

    if (is_decision(item->node)) {
        toc_face_text deadline = own->deadline;
        const char *own_details = chart->details[item->node->index];
        const char *details =
            toc_arena_printf(chart->canvas->arena, "%s%s%s", own_details ? own_details : "",
                             own_details ? "\n" : "", text);
        measure_decision(chart, item->node, details, own);
        own->deadline = deadline;
        widen_decision(item);
        return;
    }
    own->exit = toc_canvas_set(chart->canvas, text, TOC_SIZE_SMALL, true,
                               chart->node_width - 2 * TOC_PADDING);
    own->height += own->exit.height;
}

static bool is_slanted(const toc_flow_node *node)
{
    return node->kind == TOC_FLOW_EVENT || node->kind == TOC_FLOW_MOMENT;
}

/* Letters keep away from edges that lean. */
static toc_um text_width(const toc_flow_chart *chart, const toc_flow_node *node)
{
    toc_um lost = is_slanted(node) ? SLANT : node->kind == TOC_FLOW_ELSEWHERE ? TIP / 2 : 0;

    return chart->node_width - 2 * TOC_PADDING - lost;
}

static void measure_node(toc_flow_chart *chart, const toc_flow_node *node, toc_flow_texts *out)
{
    toc_um width = text_width(chart, node);
    const char *details = chart->details[node->index];

    if (is_decision(node)) {
        measure_decision(chart, node, details, out);
    } else {
        out->title = toc_canvas_set(chart->canvas, node->title.first, TOC_SIZE_NORMAL, true, width);
        out->second =
            toc_canvas_set(chart->canvas, node->title.second, TOC_SIZE_SMALL, false, width);
        out->details = toc_canvas_set(chart->canvas, details, TOC_SIZE_SMALL, false, width);
        out->width = chart->node_width;
        out->height =
            out->title.height + out->second.height + out->details.height + 2 * (TOC_PADDING - 600);
    }
    out->deadline =
        toc_canvas_set(chart->canvas, toc_flow_chart_deadline(chart, node), TOC_SIZE_NORMAL, true,
                       is_decision(node) ? TOC_DECISION_WIDTH / 2 - 6 * TOC_MM : width);
    if (!is_decision(node) && out->deadline.count > 0)
        out->height += out->deadline.height + 2 * PLATE + PLATE_GAP;
}

void toc_flow_chart_measure_connector(toc_flow_chart *chart, toc_flow_item *item)
{
    toc_flow_texts *own = &item->texts;

    own->title = toc_canvas_set(chart->canvas, item->title, TOC_SIZE_NORMAL, true, 0);
    own->width = chart->node_width;
    own->height = own->title.height + own->details.height + 2 * (TOC_PADDING - 600) + POINT;
}

/* ── what there is to draw ───────────────────────────────────────────────── */

static bool is_signal(const toc_flow_item *item)
{
    return is_slanted(item->node) || item->node->kind == TOC_FLOW_TRIGGER;
}

/* A signal that sets off things of one band only stands there. */
static void move_signals(toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;
    uint32_t *end = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, flow->nodes.count + 1u);

    for (uint32_t i = 0; i < flow->edges.count; i++)
        end[flow->edges.items[i]->source->index] = i + 1;
    for (uint32_t i = flow->nodes.count; i-- > 0;) {
        toc_flow_item *item = &chart->items.items[i];
        uint32_t band = UINT32_MAX;
        bool is_one = is_signal(item) && end[i] > 0;

        for (uint32_t k = end[i]; is_one && k-- > 0 && flow->edges.items[k]->source->index == i;) {
            uint32_t own = chart->items.items[flow->edges.items[k]->target->index].band;
            is_one = band == UINT32_MAX || band == own;
            band = own;
        }
        if (is_one)
            item->band = band;
    }
}

static void add_line(toc_flow_chart *chart, const toc_flow_edge *edge)
{
    toc_arena *arena = chart->canvas->arena;
    toc_flow_item *source = &chart->items.items[edge->source->index];
    toc_flow_line line = {
        .edge = edge,
        .id = toc_arena_printf(arena, "%s -> %s", edge->source->key, edge->target->key),
        .source = edge->source->index,
        .target = edge->target->index};

    if (is_decision(edge->source)) {
        const char *label = toc_flow_edge_label(arena, edge);

        if (label && edge->wait)
            label = toc_arena_printf(arena, "%s +%s", label, toc_unbroken(arena, edge->wait));
        line.label = toc_canvas_set(chart->canvas, label, TOC_SIZE_NORMAL, true, TOC_LABEL_WIDTH);
        if (line.label.width > source->label_width)
            source->label_width = line.label.width;
        if (line.label.height > source->label_height)
            source->label_height = line.label.height;
        source->outcomes++;
    }
    TOC_PUSH(arena, &chart->lines, line);
}

void toc_flow_chart_measure(toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;

    toc_flow_chart_find_details(chart);
    chart->node_width = toc_flow_chart_find_width(chart);
    for (uint32_t i = 0; i < flow->nodes.count; i++) {
        const toc_flow_node *node = flow->nodes.items[i];
        toc_flow_item item = {.node = node,
                              .key = node->key,
                              .title = node->title.first,
                              .band = node->band->index,
                              .lane = node->lane};

        measure_node(chart, node, &item.texts);
        TOC_PUSH(chart->canvas->arena, &chart->items, item);
    }
    move_signals(chart);
    for (uint32_t i = 0; i < flow->edges.count; i++)
        add_line(chart, flow->edges.items[i]);
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        widen_decision(&chart->items.items[i]);
}

/* ── shapes ──────────────────────────────────────────────────────────────── */

static void draw_diamond(toc_flow_chart *chart, toc_um x, toc_um y, const toc_flow_texts *own,
                         toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(chart->canvas->arena, toc_spot, 4);

    spots[0] = (toc_spot){x + own->width / 2, y};
    spots[1] = (toc_spot){x + own->width, y + own->height / 2};
    spots[2] = (toc_spot){x + own->width / 2, y + own->height};
    spots[3] = (toc_spot){x, y + own->height / 2};
    toc_scene_shape(chart->canvas->scene, spots, 4, pen);
}

static void draw_slanted(toc_flow_chart *chart, toc_um x, toc_um y, const toc_flow_texts *own,
                         toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(chart->canvas->arena, toc_spot, 4);

    spots[0] = (toc_spot){x + SLANT, y};
    spots[1] = (toc_spot){x + own->width, y};
    spots[2] = (toc_spot){x + own->width - SLANT, y + own->height};
    spots[3] = (toc_spot){x, y + own->height};
    toc_scene_shape(chart->canvas->scene, spots, 4, pen);
}

/* A signpost: the sheet that the way leads to, or comes from, is another one. */
static void draw_signpost(toc_flow_chart *chart, toc_um x, toc_um y, const toc_flow_texts *own,
                          toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(chart->canvas->arena, toc_spot, 5);

    spots[0] = (toc_spot){x, y};
    spots[1] = (toc_spot){x + own->width - TIP, y};
    spots[2] = (toc_spot){x + own->width, y + own->height / 2};
    spots[3] = (toc_spot){x + own->width - TIP, y + own->height};
    spots[4] = (toc_spot){x, y + own->height};
    pen.fill = chart->canvas->theme->plain.weak;
    toc_scene_shape(chart->canvas->scene, spots, 5, pen);
}

static toc_um radius_of(const toc_flow_texts *own)
{
    return own->height < 2 * ROUND ? own->height / 2 : ROUND;
}

static void draw_shape(toc_flow_chart *chart, const toc_flow_node *node, toc_um x, toc_um y,
                       const toc_flow_texts *own, toc_pen pen)
{
    switch (node->kind) {
    case TOC_FLOW_DECISION:
        draw_diamond(chart, x, y, own, pen);
        return;
    case TOC_FLOW_EVENT:
    case TOC_FLOW_MOMENT:
        draw_slanted(chart, x, y, own, pen);
        return;
    case TOC_FLOW_ELSEWHERE:
        draw_signpost(chart, x, y, own, pen);
        return;
    case TOC_FLOW_START:
    case TOC_FLOW_END:
        toc_scene_box(chart->canvas->scene, (toc_rect){x, y, own->width, own->height},
                      radius_of(own), pen);
        return;
    case TOC_FLOW_RECEIVER:
    case TOC_FLOW_REPORT:
    case TOC_FLOW_ANNOUNCEMENT:
    case TOC_FLOW_HOP:
        toc_scene_box(chart->canvas->scene, (toc_rect){x, y, own->width, own->height}, 2 * TOC_MM,
                      pen);
        return;
    case TOC_FLOW_TRIGGER:
    case TOC_FLOW_LEVEL:
    case TOC_FLOW_FORMATION:
    case TOC_FLOW_APPROVAL:
    case TOC_FLOW_STEP:
    case TOC_FLOW_PROPOSAL:
        toc_scene_box(chart->canvas->scene, (toc_rect){x, y, own->width, own->height}, 0, pen);
        return;
    }
}

static toc_rect place_of(const toc_flow_chart *chart, const toc_flow_item *item)
{
    const toc_flow_panel *panel = &chart->panels.items[item->panel];
    const toc_layout_node *place = &panel->layout.nodes.items[item->index];

    return (toc_rect){panel->left + place->x + place->width / 2 - item->texts.width / 2,
                      panel->top + place->y, item->texts.width, item->texts.height};
}

toc_rect toc_flow_chart_place(const toc_flow_chart *chart, uint32_t index)
{
    return place_of(chart, &chart->items.items[index]);
}

void toc_flow_chart_draw_outline(toc_flow_chart *chart, uint32_t index, toc_pen pen)
{
    const toc_flow_item *item = &chart->items.items[index];
    toc_rect at = place_of(chart, item);

    draw_shape(chart, item->node, at.x, at.y, &item->texts, pen);
}

/* What the way goes on at, or comes from, elsewhere on the chart. */
static void draw_connector(toc_flow_chart *chart, const toc_flow_item *item)
{
    toc_canvas *canvas = chart->canvas;
    const toc_flow_texts *own = &item->texts;
    toc_spot *spots = TOC_NEW_ARRAY(canvas->arena, toc_spot, 5);
    toc_um x = place_of(chart, item).x;
    toc_um y = place_of(chart, item).y;
    toc_um at = y + TOC_PADDING - 600;

    spots[0] = (toc_spot){x, y};
    spots[1] = (toc_spot){x + own->width, y};
    spots[2] = (toc_spot){x + own->width, y + own->height - POINT};
    spots[3] = (toc_spot){x + own->width / 2, y + own->height};
    spots[4] = (toc_spot){x, y + own->height - POINT};
    toc_scene_open(canvas->scene, TOC_ROLE_NODE, item->key, item->title, NULL);
    toc_scene_shape(canvas->scene, spots, 5,
                    (toc_pen){.stroke = canvas->theme->plain.strong,
                              .fill = canvas->theme->plain.weak,
                              .width = TOC_LINE});
    at += toc_canvas_centre(canvas, &own->title, canvas->theme->ink, x + own->width / 2, at);
    toc_canvas_centre(canvas, &own->details, canvas->theme->ink, x + own->width / 2, at);
    toc_scene_close(canvas->scene);
}

/* The time limit, on a plate that is read from afar. */
static void draw_plate(toc_flow_chart *chart, const toc_face_text *text, toc_um middle, toc_um top,
                       toc_colour_rgb ground, toc_colour_rgb letters)
{
    toc_rect at = {middle - text->width / 2 - 3 * PLATE, top, text->width + 6 * PLATE,
                   text->height + 2 * PLATE};

    if (text->count == 0)
        return;
    toc_scene_box(chart->canvas->scene, at, TOC_MM,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = ground});
    toc_canvas_centre(chart->canvas, text, letters, middle, top + PLATE);
}

/* A decision's: over its upper right edge, where nothing enters. */
static void draw_deadline(toc_flow_chart *chart, const toc_flow_item *item, toc_um middle,
                          toc_um top, const toc_tint *tint)
{
    const toc_face_text *text = &item->texts.deadline;

    if (text->count == 0)
        return;
    toc_scene_open(chart->canvas->scene, TOC_ROLE_LABEL, item->key, NULL, NULL);
    draw_plate(chart, text, middle + 4 * TOC_MM + 3 * PLATE + text->width / 2,
               top - text->height - 3 * PLATE, tint->strong, tint->on_strong);
    toc_scene_close(chart->canvas->scene);
}

static void draw_texts(toc_flow_chart *chart, const toc_flow_item *item, toc_um middle, toc_um y,
                       const toc_tint *tint)
{
    toc_canvas *canvas = chart->canvas;
    const toc_flow_texts *own = &item->texts;
    bool is_strong = item->node->kind == TOC_FLOW_LEVEL;
    bool has_plate = own->deadline.count > 0 && !is_decision(item->node);
    toc_colour_rgb ink = is_strong ? tint->on_strong : canvas->theme->ink;
    toc_um plate = has_plate ? own->deadline.height + 2 * PLATE + PLATE_GAP : 0;
    toc_um text = own->title.height + own->second.height + own->details.height + own->exit.height;
    toc_um at = y + (own->height - text - plate) / 2;

    at += toc_canvas_centre(canvas, &own->title, ink, middle, at);
    at += toc_canvas_centre(canvas, &own->second, ink, middle, at);
    at += toc_canvas_centre(canvas, &own->details, is_strong ? ink : canvas->theme->faint, middle,
                            at);
    at += toc_canvas_centre(canvas, &own->exit, ink, middle, at);
    if (has_plate)
        draw_plate(chart, &own->deadline, middle, at + PLATE_GAP,
                   is_strong ? tint->on_strong : tint->strong,
                   is_strong ? tint->strong : tint->on_strong);
}

static void draw_node(toc_flow_chart *chart, const toc_flow_item *item)
{
    toc_canvas *canvas = chart->canvas;
    toc_tint tint = toc_flow_chart_tint(chart, chart->flow->bands.items[item->band]);
    toc_rect at = place_of(chart, item);
    toc_um middle = at.x + at.width / 2;
    bool is_strong = item->node->kind == TOC_FLOW_LEVEL;
    toc_pen pen = {.stroke = tint.strong,
                   .fill = is_strong ? tint.strong : canvas->theme->paper,
                   .width = OUTLINE,
                   .dash = item->node->kind == TOC_FLOW_RECEIVER ? DASH : 0};

    toc_scene_open(canvas->scene, TOC_ROLE_NODE, item->key, item->title,
                   toc_canvas_source_link(canvas, chart->flow->plan, item->node->span));
    draw_shape(chart, item->node, at.x, at.y, &item->texts, pen);
    draw_texts(chart, item, item->node->kind == TOC_FLOW_ELSEWHERE ? middle - TIP / 2 : middle,
               at.y, &tint);
    toc_scene_close(canvas->scene);
    if (is_decision(item->node))
        draw_deadline(chart, item, middle, at.y, &tint);
}

void toc_flow_chart_draw_nodes(toc_flow_chart *chart)
{
    for (uint32_t i = 0; i < chart->items.count; i++) {
        const toc_flow_item *item = &chart->items.items[i];
        if (item->node)
            draw_node(chart, item);
        else
            draw_connector(chart, item);
    }
}
