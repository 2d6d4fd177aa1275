/* flow_nodes.c - sizes and shapes of the nodes of a flow chart. */
#include "chart/flow_chart.h"

#include <string.h>

/* ── sizes ───────────────────────────────────────────────────────────────── */

static bool is_decision(const toc_flow_node *node)
{
    return node->kind == TOC_FLOW_DECISION;
}

/* Guard, who helps, who is told, what the deadline counts from: a line each. */
static const char *details_of(toc_flow_chart *chart, const toc_flow_node *node)
{
    const char *with = toc_wording_word(&chart->flow->wording, TOC_WORD_WITH);

    return toc_arena_printf(chart->canvas->arena, "%s%s%s%s%s%s%s%s%s",
                            node->condition ? node->condition : "", node->condition ? "\n" : "",
                            node->with ? with : "", node->with ? " " : "",
                            node->with ? node->with : "", node->with ? "\n" : "",
                            node->to ? "→ " : "", node->to ? node->to : "", node->to ? "\n" : "");
}

static const char *without_last_break(toc_arena *arena, const char *text)
{
    size_t size = strlen(text);

    return size > 0 && text[size - 1] == '\n' ? toc_arena_copy(arena, text, size - 1) : text;
}

static const char *deadline_of(toc_flow_chart *chart, const toc_flow_node *node)
{
    if (node->deadline && node->repeats)
        return toc_arena_printf(chart->canvas->arena, "%s  %s", node->repeats, node->deadline);
    return node->deadline ? node->deadline : node->repeats;
}

static void measure_node(toc_flow_chart *chart, const toc_flow_node *node, toc_flow_texts *out)
{
    toc_um width =
        is_decision(node) ? TOC_DECISION_WIDTH * 3 / 5 : TOC_NODE_WIDTH - 2 * TOC_PADDING;
    const char *details = without_last_break(chart->canvas->arena, details_of(chart, node));
    toc_um text;

    out->title = toc_canvas_set(chart->canvas, node->title.first, TOC_SIZE_NORMAL, true, width);
    out->second = toc_canvas_set(chart->canvas, node->title.second, TOC_SIZE_SMALL, false, width);
    out->details = toc_canvas_set(chart->canvas, details, TOC_SIZE_SMALL, false, width);
    out->deadline =
        toc_canvas_set(chart->canvas, deadline_of(chart, node), TOC_SIZE_NORMAL, true, 0);
    text = out->title.height + out->second.height + out->details.height;
    out->width = is_decision(node) ? TOC_DECISION_WIDTH : TOC_NODE_WIDTH;
    out->height = is_decision(node) ? text * 2 + 2 * TOC_PADDING : text + 2 * TOC_PADDING;
}

/* ── what the layout is told ─────────────────────────────────────────────── */

static void add_node(toc_flow_chart *chart, uint32_t index)
{
    const toc_flow_node *node = chart->flow->nodes.items[index];
    toc_flow_texts *own = &chart->nodes[index];
    toc_layout_node place = {.band = node->band->index,
                             .lane = node->lane ? node->lane->index : TOC_ANY_LANE};

    measure_node(chart, node, own);
    place.width = own->width + (is_decision(node) ? 2 * TOC_DECISION_PORT : 0);
    place.height = own->height;
    place.above = own->deadline.count > 0 ? own->deadline.height + TOC_PADDING : TOC_HEAD;
    place.below = is_decision(node) ? TOC_SIZE_NORMAL + TOC_PADDING : 0;
    TOC_PUSH(chart->canvas->arena, &chart->layout.nodes, place);
}

/* Outcomes of a decision leave at the lower tip, the right and the left one, in turn. */
static void add_edge(toc_flow_chart *chart, const toc_flow_edge *edge, uint32_t *outcomes)
{
    const toc_flow_texts *source = &chart->nodes[edge->source->index];
    toc_layout_edge way = {.source = edge->source->index,
                           .target = edge->target->index,
                           .is_back =
                               edge->kind == TOC_FLOW_EDGE_LOOP || edge->kind == TOC_FLOW_EDGE_LATE,
                           .net = edge->source->index * 4};

    if (is_decision(edge->source)) {
        uint32_t tip = outcomes[edge->source->index]++ % 3;
        way.net += tip;
        way.leaves = tip == 0 ? 0 : (source->width / 2 + TOC_DECISION_PORT) * (tip == 1 ? 1 : -1);
        way.side = tip == 0 ? 0 : source->height / 2;
    }
    TOC_PUSH(chart->canvas->arena, &chart->layout.edges, way);
}

void toc_flow_chart_measure(toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;
    uint32_t *outcomes = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, flow->nodes.count + 1u);

    chart->layout.arena = chart->canvas->arena;
    chart->layout.track = 2200;
    chart->layout.margin = 2600;
    chart->layout.most_slots = 2;
    chart->nodes = TOC_NEW_ARRAY(chart->canvas->arena, toc_flow_texts, flow->nodes.count + 1u);
    for (uint32_t i = 0; i < flow->bands.count; i++)
        TOC_PUSH(chart->canvas->arena, &chart->layout.bands, (toc_layout_band){0});
    for (uint32_t i = 0; i < flow->lanes.count || i == 0; i++)
        TOC_PUSH(chart->canvas->arena, &chart->layout.lanes, (toc_layout_lane){0});
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        add_node(chart, i);
    for (uint32_t i = 0; i < flow->edges.count; i++)
        add_edge(chart, flow->edges.items[i], outcomes);
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
    toc_um slant = 2 * TOC_MM;

    spots[0] = (toc_spot){x + slant, y};
    spots[1] = (toc_spot){x + own->width + slant / 2, y};
    spots[2] = (toc_spot){x + own->width - slant, y + own->height};
    spots[3] = (toc_spot){x - slant / 2, y + own->height};
    toc_scene_shape(chart->canvas->scene, spots, 4, pen);
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
    case TOC_FLOW_START:
    case TOC_FLOW_END:
        toc_scene_box(chart->canvas->scene, (toc_rect){x, y, own->width, own->height},
                      own->height / 2, pen);
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

static void draw_deadline(toc_flow_chart *chart, const toc_flow_node *node,
                          const toc_face_text *text, toc_um x, toc_um y, toc_colour_rgb colour)
{
    if (text->count == 0)
        return;
    toc_scene_open(chart->canvas->scene, TOC_ROLE_LABEL, node->key, NULL, NULL);
    toc_canvas_left(chart->canvas, text, colour, x, y - TOC_PADDING / 2 - text->height);
    toc_scene_close(chart->canvas->scene);
}

toc_rect toc_flow_chart_place(const toc_flow_chart *chart, uint32_t index)
{
    const toc_flow_texts *own = &chart->nodes[index];
    const toc_layout_node *place = &chart->layout.nodes.items[index];

    return (toc_rect){chart->left + place->x + place->width / 2 - own->width / 2,
                      chart->top + place->y, own->width, own->height};
}

static void draw_node(toc_flow_chart *chart, uint32_t index)
{
    toc_canvas *canvas = chart->canvas;
    const toc_flow_node *node = chart->flow->nodes.items[index];
    const toc_flow_texts *own = &chart->nodes[index];
    toc_rect place = toc_flow_chart_place(chart, index);
    toc_tint tint = toc_flow_chart_tint(chart, node->band);
    bool is_strong = node->kind == TOC_FLOW_LEVEL;
    toc_pen pen = {.stroke = tint.strong,
                   .fill = is_strong ? tint.strong : canvas->theme->paper,
                   .width = 500,
                   .dash = node->kind == TOC_FLOW_RECEIVER ? 1200 : 0};
    toc_colour_rgb ink = is_strong ? tint.on_strong : canvas->theme->ink;
    toc_um middle = place.x + own->width / 2;
    toc_um x = place.x;
    toc_um y = place.y;
    toc_um at =
        y + (own->height - own->title.height - own->second.height - own->details.height) / 2;

    toc_scene_open(canvas->scene, TOC_ROLE_NODE, node->key, node->title.first,
                   toc_canvas_source_link(canvas, chart->flow->plan, node->span));
    draw_shape(chart, node, x, y, own, pen);
    at += toc_canvas_centre(canvas, &own->title, ink, middle, at);
    at += toc_canvas_centre(canvas, &own->second, ink, middle, at);
    toc_canvas_centre(canvas, &own->details, is_strong ? ink : canvas->theme->faint, middle, at);
    toc_scene_close(canvas->scene);
    draw_deadline(chart, node, &own->deadline, middle + 2 * TOC_MM, y, tint.letters);
}

void toc_flow_chart_draw_nodes(toc_flow_chart *chart)
{
    for (uint32_t i = 0; i < chart->flow->nodes.count; i++)
        draw_node(chart, i);
}
