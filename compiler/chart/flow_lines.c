/* flow_lines.c - the lines of a flow chart, and what is written at them. */
#include "chart/flow_chart.h"

#include <stdlib.h>

enum {
    DASH = 1600,
    LABEL_GAP = 900,
    ARC_ROOM = 1000,   /* a line needs on either side of another to jump over it */
    MOST_PIECES = 1000 /* of one net that are looked at for what is drawn already */
};

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

/* ── what is drawn once ──────────────────────────────────────────────────── */

/* A straight piece of a line that is drawn. */
typedef struct piece {
    toc_spot from, to;
} piece;
typedef TOC_VEC(piece) pieces;

static toc_um least(toc_um a, toc_um b)
{
    return a < b ? a : b;
}

static toc_um most(toc_um a, toc_um b)
{
    return a > b ? a : b;
}

/* How far one can go from @p at towards @p to on pieces that are drawn. */
static toc_spot go_on(const pieces *drawn, toc_spot at, toc_spot to)
{
    bool is_down = at.x == to.x;
    bool is_moving = true;

    while (is_moving && (at.x != to.x || at.y != to.y)) {
        is_moving = false;
        for (uint32_t i = 0; i < drawn->count; i++) {
            toc_spot a = drawn->items[i].from;
            toc_spot b = drawn->items[i].to;
            toc_um low = is_down ? least(a.y, b.y) : least(a.x, b.x);
            toc_um high = is_down ? most(a.y, b.y) : most(a.x, b.x);
            toc_um *place = is_down ? &at.y : &at.x;
            toc_um goal = is_down ? to.y : to.x;
            bool is_along = is_down ? a.x == at.x && b.x == at.x : a.y == at.y && b.y == at.y;
            toc_um reached;

            if (!is_along || *place < low || *place > high)
                continue;
            reached = goal > *place ? least(goal, high) : most(goal, low);
            is_moving = is_moving || reached != *place;
            *place = reached;
        }
    }
    return at;
}

/* A line without its beginning and its end where these are drawn already. */
typedef struct rest {
    toc_spot *spots;
    uint32_t count;
    bool has_head;
} rest;

static void cut_beginning(const pieces *drawn, rest *it)
{
    while (it->count > 1) {
        it->spots[0] = go_on(drawn, it->spots[0], it->spots[1]);
        if (it->spots[0].x != it->spots[1].x || it->spots[0].y != it->spots[1].y)
            return;
        it->spots++;
        it->count--;
    }
}

static void cut_end(const pieces *drawn, rest *it)
{
    uint32_t before = it->count;
    toc_spot end = it->spots[it->count - 1];

    while (it->count > 1) {
        toc_spot *last = &it->spots[it->count - 1];
        *last = go_on(drawn, *last, last[-1]);
        if (last->x != last[-1].x || last->y != last[-1].y)
            break;
        it->count--;
    }
    it->has_head = it->count == before && it->spots[it->count - 1].x == end.x &&
                   it->spots[it->count - 1].y == end.y;
}

/* The part of a way that no line of its net drew before. */
static rest cut(toc_arena *arena, const pieces *drawn, const toc_spot *spots, uint32_t count)
{
    rest it = {TOC_NEW_ARRAY(arena, toc_spot, count + 1u), count, true};
    rest whole = {TOC_NEW_ARRAY(arena, toc_spot, count + 1u), count, true};

    for (uint32_t i = 0; i < count; i++)
        whole.spots[i] = it.spots[i] = spots[i];
    if (drawn->count == 0)
        return whole;
    cut_beginning(drawn, &it);
    if (it.count > 1)
        cut_end(drawn, &it);
    return it.count > 1 ? it : whole;
}

/* ── arcs over other lines ───────────────────────────────────────────────── */

/* A stretch downwards of one net of a panel. */
typedef struct upright {
    toc_um x, top, bottom;
    uint32_t net;
} upright;

typedef struct uprights {
    upright *items;
    uint32_t count;
} uprights;

static int by_x(const void *left, const void *right)
{
    const upright *a = left;
    const upright *b = right;

    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->top != b->top)
        return a->top < b->top ? -1 : 1;
    return (a->net > b->net) - (a->net < b->net);
}

static uprights find_uprights(const toc_flow_chart *chart, const toc_flow_panel *panel)
{
    const toc_layout *layout = &panel->layout;
    uint32_t room = 1;
    uprights all = {0};

    for (uint32_t i = 0; i < layout->edges.count; i++)
        room += layout->edges.items[i].spot_count;
    all.items = TOC_NEW_ARRAY(chart->canvas->arena, upright, room);
    for (uint32_t i = 0; i < layout->edges.count; i++) {
        const toc_layout_edge *edge = &layout->edges.items[i];
        for (uint32_t k = 1; k < edge->spot_count; k++) {
            toc_spot a = edge->spots[k - 1];
            toc_spot b = edge->spots[k];
            if (a.x == b.x)
                all.items[all.count++] = (upright){panel->left + a.x, panel->top + least(a.y, b.y),
                                                   panel->top + most(a.y, b.y), edge->net};
        }
    }
    qsort(all.items, all.count, sizeof *all.items, by_x);
    return all;
}

static uint32_t first_right_of(const uprights *all, toc_um x)
{
    uint32_t low = 0;
    uint32_t high = all->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all->items[middle].x <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

typedef TOC_VEC(toc_spot) way;

/* Half of a ten-cornered figure: flat on top, where the other line passes under it. */
static void add_arc(toc_arena *arena, way *out, toc_um x, toc_um y, bool is_leftwards)
{
    static const toc_spot corners[] = {{-800, 0},   {-647, -470}, {-247, -761},
                                       {247, -761}, {647, -470},  {800, 0}};

    for (size_t i = 0; i < sizeof corners / sizeof corners[0]; i++) {
        toc_um dx = is_leftwards ? -corners[i].x : corners[i].x;
        toc_spot at = {x + dx, y + corners[i].y};
        TOC_PUSH(arena, out, at);
    }
}

/* The arcs of a stretch across, in the order in which the line goes. */
static void add_arcs(toc_arena *arena, const uprights *all, uint32_t net, toc_spot from,
                     toc_spot to, way *out)
{
    bool is_leftwards = to.x < from.x;
    toc_um left = least(from.x, to.x) + ARC_ROOM;
    toc_um right = most(from.x, to.x) - ARC_ROOM;
    uint32_t begin = first_right_of(all, left);
    uint32_t end = left < right ? first_right_of(all, right) : begin;
    toc_um last = is_leftwards ? INT32_MAX : INT32_MIN / 2;

    for (uint32_t n = begin; n < end; n++) {
        const upright *one = &all->items[is_leftwards ? end - 1 - (n - begin) : n];
        toc_um apart = is_leftwards ? last - one->x : one->x - last;

        if (one->net == net || one->top >= from.y || one->bottom <= from.y || apart < 2 * ARC_ROOM)
            continue;
        add_arc(arena, out, one->x, from.y, is_leftwards);
        last = one->x;
    }
}

static way add_all_arcs(toc_arena *arena, const uprights *all, uint32_t net, const rest *line)
{
    way out = {0};

    TOC_PUSH(arena, &out, line->spots[0]);
    for (uint32_t i = 1; i < line->count; i++) {
        toc_spot from = line->spots[i - 1];
        toc_spot to = line->spots[i];
        toc_spot end = to;
        if (from.y == to.y && i + 1 == line->count && line->has_head)
            end.x += to.x > from.x ? -TOC_HEAD : TOC_HEAD;
        if (from.y == to.y && (end.x > from.x) == (to.x > from.x))
            add_arcs(arena, all, net, from, end, &out);
        TOC_PUSH(arena, &out, to);
    }
    return out;
}

/* ── lines ───────────────────────────────────────────────────────────────── */

static void draw_line(toc_flow_chart *chart, const toc_flow_line *line, const uprights *all,
                      pieces *drawn)
{
    toc_canvas *canvas = chart->canvas;
    const toc_flow_panel *panel = &chart->panels.items[line->panel];
    uint32_t net = panel->layout.edges.items[line->index].net;
    uint32_t count;
    const toc_spot *spots = way_of(chart, line, &count);
    rest own = cut(canvas->arena, drawn, spots, count);
    way with_arcs = add_all_arcs(canvas->arena, all, net, &own);

    for (uint32_t i = 1; i < own.count && drawn->count < MOST_PIECES; i++) {
        piece one = {own.spots[i - 1], own.spots[i]};
        TOC_PUSH(canvas->arena, drawn, one);
    }
    toc_scene_open(canvas->scene, TOC_ROLE_EDGE, line->id,
                   toc_arena_printf(canvas->arena, "%s → %s",
                                    chart->items.items[line->source].title,
                                    chart->items.items[line->target].title),
                   NULL);
    toc_scene_line(canvas->scene, with_arcs.items, with_arcs.count, own.has_head ? TOC_HEAD : 0,
                   (toc_pen){.stroke = canvas->theme->ink,
                             .fill = TOC_NO_COLOUR,
                             .width = TOC_LINE,
                             .dash = toc_flow_chart_is_dashed(line->edge->kind) ? DASH : 0});
    toc_scene_close(canvas->scene);
    draw_label(chart, line, panel);
}

void toc_flow_chart_draw_lines(toc_flow_chart *chart)
{
    uint32_t panels = chart->panels.count;
    uprights *all = TOC_NEW_ARRAY(chart->canvas->arena, uprights, panels + 1u);
    pieces **drawn = TOC_NEW_ARRAY(chart->canvas->arena, pieces *, panels + 1u);

    for (uint32_t i = 0; i < panels; i++) {
        const toc_flow_panel *panel = &chart->panels.items[i];
        all[i] = find_uprights(chart, panel);
        drawn[i] = TOC_NEW_ARRAY(chart->canvas->arena, pieces, panel->layout.edges.count + 1u);
    }
    for (uint32_t i = 0; i < chart->lines.count; i++) {
        const toc_flow_line *line = &chart->lines.items[i];
        if (line->panel == UINT32_MAX)
            continue;
        draw_line(chart, line, &all[line->panel],
                  &drawn[line->panel]
                        [chart->panels.items[line->panel].layout.edges.items[line->index].net]);
    }
}
