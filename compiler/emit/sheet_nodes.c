/* sheet_nodes.c - sizes and shapes of the nodes of a wall-chart, and the lines between them. */
#include <string.h>

#include "emit/sheet_private.h"

/* ── sizes ───────────────────────────────────────────────────────────────── */

static bool is_decision(const toc_flow_node *node)
{
    return node->kind == TOC_FLOW_DECISION;
}

/* Guard, who helps, who is told, what the deadline counts from: a line each. */
static const char *details_of(toc_sheet *sheet, const toc_flow_node *node)
{
    const char *with = toc_flow_word_text(sheet->flow, TOC_FLOW_WORD_WITH);

    return toc_arena_printf(sheet->arena, "%s%s%s%s%s%s%s%s%s", node->condition ? node->condition : "",
                            node->condition ? "\n" : "", node->with ? with : "",
                            node->with ? " " : "", node->with ? node->with : "",
                            node->with ? "\n" : "", node->to ? "→ " : "", node->to ? node->to : "",
                            node->to ? "\n" : "");
}

static const char *without_last_break(toc_arena *arena, const char *text)
{
    size_t size = strlen(text);

    return size > 0 && text[size - 1] == '\n' ? toc_arena_copy(arena, text, size - 1) : text;
}

static const char *deadline_of(toc_sheet *sheet, const toc_flow_node *node)
{
    if (node->deadline && node->repeats)
        return toc_arena_printf(sheet->arena, "%s  %s", node->repeats, node->deadline);
    return node->deadline ? node->deadline : node->repeats;
}

static void measure_node(toc_sheet *sheet, const toc_flow_node *node, toc_sheet_node *out)
{
    toc_um width = is_decision(node) ? DECISION_WIDTH * 3 / 5 : NODE_WIDTH - 2 * PADDING;
    const char *details = without_last_break(sheet->arena, details_of(sheet, node));
    toc_um text;

    out->title = toc_sheet_set(sheet, node->title.first, SIZE_NODE, true, width);
    out->second = toc_sheet_set(sheet, node->title.second, SIZE_SMALL, false, width);
    out->details = toc_sheet_set(sheet, details, SIZE_SMALL, false, width);
    out->deadline = toc_sheet_set(sheet, deadline_of(sheet, node), SIZE_NODE, true, 0);
    text = out->title.height + out->second.height + out->details.height;
    out->width = is_decision(node) ? DECISION_WIDTH : NODE_WIDTH;
    out->height = is_decision(node) ? text * 2 + 2 * PADDING : text + 2 * PADDING;
}

/* ── what the layout is told ─────────────────────────────────────────────── */

static void add_node(toc_sheet *sheet, uint32_t index)
{
    const toc_flow_node *node = sheet->flow->nodes.items[index];
    toc_sheet_node *own = &sheet->nodes[index];
    toc_layout_node place = {.band = node->band->index,
                             .lane = node->lane ? node->lane->index : TOC_ANY_LANE};

    measure_node(sheet, node, own);
    place.width = own->width + (is_decision(node) ? 2 * DECISION_PORT : 0);
    place.height = own->height;
    place.above = own->deadline.count > 0 ? own->deadline.height + PADDING : HEAD;
    place.below = is_decision(node) ? SIZE_NODE + PADDING : 0;
    TOC_PUSH(sheet->arena, &sheet->layout.nodes, place);
}

/* Outcomes of a decision leave at the lower tip, the right and the left one, in turn. */
static void add_edge(toc_sheet *sheet, const toc_flow_edge *edge, uint32_t *outcomes)
{
    const toc_sheet_node *source = &sheet->nodes[edge->source->index];
    toc_layout_edge way = {.source = edge->source->index,
                           .target = edge->target->index,
                           .is_back = edge->kind == TOC_FLOW_EDGE_LOOP ||
                                      edge->kind == TOC_FLOW_EDGE_LATE,
                           .net = edge->source->index * 4};

    if (is_decision(edge->source)) {
        uint32_t tip = outcomes[edge->source->index]++ % 3;
        way.net += tip;
        way.leaves = tip == 0 ? 0 : (source->width / 2 + DECISION_PORT) * (tip == 1 ? 1 : -1);
        way.side = tip == 0 ? 0 : source->height / 2;
    }
    TOC_PUSH(sheet->arena, &sheet->layout.edges, way);
}

void toc_sheet_measure(toc_sheet *sheet)
{
    const toc_flow *flow = sheet->flow;
    uint32_t *outcomes = TOC_NEW_ARRAY(sheet->arena, uint32_t, flow->nodes.count + 1u);

    sheet->layout.arena = sheet->arena;
    sheet->layout.track = 2200;
    sheet->layout.margin = 2600;
    sheet->layout.most_slots = 2;
    sheet->nodes = TOC_NEW_ARRAY(sheet->arena, toc_sheet_node, flow->nodes.count + 1u);
    for (uint32_t i = 0; i < flow->bands.count; i++)
        TOC_PUSH(sheet->arena, &sheet->layout.bands, (toc_layout_band){0});
    for (uint32_t i = 0; i < flow->lanes.count || i == 0; i++)
        TOC_PUSH(sheet->arena, &sheet->layout.lanes, (toc_layout_lane){0});
    for (uint32_t i = 0; i < flow->nodes.count; i++)
        add_node(sheet, i);
    for (uint32_t i = 0; i < flow->edges.count; i++)
        add_edge(sheet, flow->edges.items[i], outcomes);
}

/* ── shapes ──────────────────────────────────────────────────────────────── */

static void draw_diamond(toc_sheet *sheet, toc_um x, toc_um y, const toc_sheet_node *own, toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(sheet->arena, toc_spot, 4);

    spots[0] = (toc_spot){x + own->width / 2, y};
    spots[1] = (toc_spot){x + own->width, y + own->height / 2};
    spots[2] = (toc_spot){x + own->width / 2, y + own->height};
    spots[3] = (toc_spot){x, y + own->height / 2};
    toc_scene_shape(sheet->scene, spots, 4, pen);
}

static void draw_slanted(toc_sheet *sheet, toc_um x, toc_um y, const toc_sheet_node *own, toc_pen pen)
{
    toc_spot *spots = TOC_NEW_ARRAY(sheet->arena, toc_spot, 4);
    toc_um slant = 2 * MM;

    spots[0] = (toc_spot){x + slant, y};
    spots[1] = (toc_spot){x + own->width + slant / 2, y};
    spots[2] = (toc_spot){x + own->width - slant, y + own->height};
    spots[3] = (toc_spot){x - slant / 2, y + own->height};
    toc_scene_shape(sheet->scene, spots, 4, pen);
}

static void draw_shape(toc_sheet *sheet, const toc_flow_node *node, toc_um x, toc_um y,
                       const toc_sheet_node *own, toc_pen pen)
{
    switch (node->kind) {
    case TOC_FLOW_DECISION:
        draw_diamond(sheet, x, y, own, pen);
        return;
    case TOC_FLOW_EVENT:
    case TOC_FLOW_MOMENT:
        draw_slanted(sheet, x, y, own, pen);
        return;
    case TOC_FLOW_START:
    case TOC_FLOW_END:
        toc_scene_box(sheet->scene, x, y, own->width, own->height, own->height / 2, pen);
        return;
    case TOC_FLOW_RECEIVER:
    case TOC_FLOW_REPORT:
    case TOC_FLOW_ANNOUNCEMENT:
    case TOC_FLOW_HOP:
        toc_scene_box(sheet->scene, x, y, own->width, own->height, 2 * MM, pen);
        return;
    case TOC_FLOW_TRIGGER:
    case TOC_FLOW_LEVEL:
    case TOC_FLOW_FORMATION:
    case TOC_FLOW_APPROVAL:
    case TOC_FLOW_STEP:
    case TOC_FLOW_PROPOSAL:
        toc_scene_box(sheet->scene, x, y, own->width, own->height, 0, pen);
        return;
    }
}

static void draw_node(toc_sheet *sheet, uint32_t index)
{
    const toc_flow_node *node = sheet->flow->nodes.items[index];
    const toc_sheet_node *own = &sheet->nodes[index];
    const toc_layout_node *place = &sheet->layout.nodes.items[index];
    toc_sheet_tint tint = toc_sheet_tint_of(node->band);
    bool is_strong = node->kind == TOC_FLOW_LEVEL;
    bool is_told = node->kind == TOC_FLOW_RECEIVER;
    toc_pen pen = {.stroke = tint.strong,
                   .fill = is_strong ? tint.strong : PAPER,
                   .width = 500,
                   .dash = is_told ? 1200 : 0};
    toc_colour_rgb ink = is_strong ? PAPER : INK;
    toc_um middle = sheet->left + place->x + place->width / 2;
    toc_um x = middle - own->width / 2;
    toc_um y = sheet->top + place->y;
    toc_um at = y + (own->height - own->title.height - own->second.height - own->details.height) / 2;

    toc_scene_open(sheet->scene, node->key, node->title.first, NULL);
    draw_shape(sheet, node, x, y, own, pen);
    toc_sheet_centre(sheet, &own->title, SIZE_NODE, true, ink, middle, at);
    toc_sheet_centre(sheet, &own->second, SIZE_SMALL, false, ink, middle, at + own->title.height);
    toc_sheet_centre(sheet, &own->details, SIZE_SMALL, false, is_strong ? PAPER : FAINT_INK, middle,
                     at + own->title.height + own->second.height);
    if (own->deadline.count > 0)
        toc_scene_text(sheet->scene, middle + 2 * MM,
                       y - PADDING / 2 - own->deadline.height + own->deadline.lines[0].baseline,
                       SIZE_NODE, true, tint.strong, own->deadline.lines[0].text);
    toc_scene_close(sheet->scene);
}

void toc_sheet_draw_nodes(toc_sheet *sheet)
{
    for (uint32_t i = 0; i < sheet->flow->nodes.count; i++)
        draw_node(sheet, i);
}

/* ── lines ───────────────────────────────────────────────────────────────── */

static void draw_label(toc_sheet *sheet, const toc_flow_edge *edge, const toc_layout_edge *way,
                       const toc_spot *spots)
{
    const char *text = edge->wait && edge->label
                           ? toc_arena_printf(sheet->arena, "%s  +%s", edge->label, edge->wait)
                           : edge->label;
    toc_face_text set = toc_sheet_set(sheet, text, SIZE_NODE, true, 0);
    const toc_layout_node *source = &sheet->layout.nodes.items[way->source];
    toc_um below = sheet->top + source->y + source->height + PADDING / 2;
    toc_um x = spots[0].x + 1200;

    if (set.count == 0 || !is_decision(edge->source))
        return;
    if (way->side > 0)
        x = way->leaves > 0 ? spots[1].x - 1200 - set.width : spots[1].x + 1200;
    toc_scene_text(sheet->scene, x, below + set.lines[0].baseline - (way->side > 0 ? PADDING : 0),
                   SIZE_NODE, true, INK, set.lines[0].text);
}

static void draw_edge(toc_sheet *sheet, uint32_t index)
{
    const toc_flow_edge *edge = sheet->flow->edges.items[index];
    const toc_layout_edge *way = &sheet->layout.edges.items[index];
    toc_spot *spots = TOC_NEW_ARRAY(sheet->arena, toc_spot, way->spot_count + 1u);
    uint32_t count = 0;
    bool is_dashed = edge->kind == TOC_FLOW_EDGE_LOOP || edge->kind == TOC_FLOW_EDGE_LATE ||
                     edge->kind == TOC_FLOW_EDGE_TELLS || edge->kind == TOC_FLOW_EDGE_COPY;

    if (way->side > 0) /* from the tip of the shape to the edge of its room */
        spots[count++] = (toc_spot){sheet->left + way->spots[0].x +
                                        (way->leaves > 0 ? -DECISION_PORT : DECISION_PORT),
                                    sheet->top + way->spots[0].y};
    for (uint32_t i = 0; i < way->spot_count; i++)
        spots[count++] = (toc_spot){sheet->left + way->spots[i].x, sheet->top + way->spots[i].y};
    toc_scene_line(sheet->scene, spots, count, HEAD,
                   (toc_pen){.stroke = INK,
                             .fill = TOC_NO_COLOUR,
                             .width = LINE,
                             .dash = is_dashed ? 1600 : 0});
    draw_label(sheet, edge, way, spots);
}

void toc_sheet_draw_edges(toc_sheet *sheet)
{
    for (uint32_t i = 0; i < sheet->flow->edges.count; i++)
        draw_edge(sheet, i);
}
