/* layout.c - from rows, columns and tracks to lengths. */
#include "layout/layout_private.h"

static toc_um greater(toc_um a, toc_um b)
{
    return a > b ? a : b;
}

static toc_um tracks(const toc_layout *it, uint32_t count)
{
    return (toc_um)count * it->track;
}

/* ── columns and gaps ────────────────────────────────────────────────────── */

static void measure_columns(toc_router *router)
{
    toc_layout *it = router->layout;
    toc_um *width = TOC_NEW_ARRAY(it->arena, toc_um, it->column_count + 1u);
    toc_um x = 0;

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        const toc_layout_node *node = &it->nodes.items[i];
        width[node->column] = greater(width[node->column], node->width);
    }
    for (uint32_t i = 0; i <= it->column_count; i++) {
        x += it->margin;
        router->gap_x[i] = x;
        x += tracks(it, router->gap_tracks[i]) + it->margin;
        router->column_x[i] = x + width[i] / 2;
        x += width[i];
    }
    it->width = x;
}

/* A lane takes the gap before its first column; the last one what is left. */
static void measure_lanes(const toc_router *router)
{
    toc_layout *it = router->layout;

    for (uint32_t i = 0; i < it->lanes.count; i++) {
        toc_layout_lane *lane = &it->lanes.items[i];
        lane->x = i == 0 ? 0 : router->gap_x[lane->first_column] - it->margin;
        if (i > 0)
            it->lanes.items[i - 1].width = lane->x - it->lanes.items[i - 1].x;
    }
    it->lanes.items[it->lanes.count - 1].width = it->width - it->lanes.items[it->lanes.count - 1].x;
}

/* ── rows and channels ───────────────────────────────────────────────────── */

static toc_um *room(const toc_layout *it, bool is_above)
{
    toc_um *most = TOC_NEW_ARRAY(it->arena, toc_um, it->row_count + 1u);

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        const toc_layout_node *node = &it->nodes.items[i];
        most[node->row] = greater(most[node->row], is_above ? node->above : node->below);
    }
    return most;
}

static void measure_rows(toc_router *router)
{
    toc_layout *it = router->layout;
    const toc_um *above = room(it, true);
    const toc_um *below = room(it, false);
    toc_um y = 0;

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        const toc_layout_node *node = &it->nodes.items[i];
        router->row_height[node->row] = greater(router->row_height[node->row], node->height);
    }
    for (uint32_t i = 0; i <= it->row_count; i++) {
        toc_channel *channel = &router->channels[i];
        y += it->margin + (i > 0 ? below[i - 1] : 0);
        channel->y = y;
        y += tracks(it, channel->tracks[0] + channel->tracks[1] + channel->tracks[2]) + it->margin;
        if (i == it->row_count)
            break;
        router->row_y[i] = y + above[i];
        y = router->row_y[i] + router->row_height[i];
    }
    it->height = y;
}

/* Shapes of one row have their middles on one line. */
static void put_nodes(const toc_router *router)
{
    toc_layout *it = router->layout;

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        toc_layout_node *node = &it->nodes.items[i];
        node->x = router->column_x[node->column] - node->width / 2;
        node->y = router->row_y[node->row] + (router->row_height[node->row] - node->height) / 2;
    }
}

/* A band ends between what leaves its last row and what arrives in the next one. */
static void measure_bands(const toc_router *router)
{
    toc_layout *it = router->layout;
    uint32_t *last = TOC_NEW_ARRAY(it->arena, uint32_t, it->bands.count + 1u); /* row + 1 */
    toc_um y = 0;

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        const toc_layout_node *node = &it->nodes.items[i];
        if (last[node->band] < node->row + 1)
            last[node->band] = node->row + 1;
    }
    for (uint32_t i = 0; i < it->bands.count; i++) {
        toc_layout_band *band = &it->bands.items[i];
        const toc_channel *under = &router->channels[last[i]];
        toc_um end = last[i] == 0 ? y
                     : last[i] == it->row_count
                         ? it->height
                         : under->y + tracks(it, under->tracks[0] + under->tracks[1]);
        band->y = y;
        band->height = end - y;
        y = end;
    }
}

/* ── lines ───────────────────────────────────────────────────────────────── */

static toc_um track_y(const toc_router *router, const toc_channel *channel, uint32_t run)
{
    const toc_run *one = &channel->runs.items[run];
    uint32_t before = 0;

    for (uint32_t zone = 0; zone < (uint32_t)one->zone; zone++)
        before += channel->tracks[zone];
    return channel->y + tracks(router->layout, before + one->track);
}

static void add_spot(toc_layout_edge *edge, toc_um x, toc_um y)
{
    toc_spot *last = edge->spot_count ? &edge->spots[edge->spot_count - 1] : NULL;
    toc_spot *before = edge->spot_count > 1 ? last - 1 : NULL;

    if (last && last->x == x && last->y == y)
        return;
    if (before &&
        ((before->x == last->x && last->x == x) || (before->y == last->y && last->y == y)))
        *last = (toc_spot){x, y};
    else
        edge->spots[edge->spot_count++] = (toc_spot){x, y};
}

static void draw_edge(const toc_router *router, uint32_t index)
{
    toc_layout *it = router->layout;
    toc_layout_edge *edge = &it->edges.items[index];
    const toc_route *route = &router->routes[index];
    const toc_layout_node *source = &it->nodes.items[edge->source];
    const toc_layout_node *target = &it->nodes.items[edge->target];
    const toc_channel *below = &router->channels[source->row + 1];
    toc_um from = router->column_x[source->column] + edge->leaves;
    toc_um into = router->column_x[target->column] +
                  (router->is_aside[edge->target] ? it->track + it->track / 2 : 0);
    toc_um y = source->y + source->height - edge->side;

    edge->spots = TOC_NEW_ARRAY(it->arena, toc_spot, 8);
    if (edge->side > 0)
        add_spot(edge, edge->leaves < 0 ? source->x : source->x + source->width, y);
    add_spot(edge, from, y);
    if (route->first != TOC_NO_RUN) {
        y = track_y(router, below, route->first);
        add_spot(edge, from, y);
    } else {
        into = from;
    }
    if (route->way == TOC_WAY_GAP) {
        const toc_channel *over = &router->channels[target->row];
        toc_um x = router->gap_x[route->gap] +
                   tracks(it, router->gaps[route->gap].items[route->down].track);
        add_spot(edge, x, y);
        y = track_y(router, over, route->last);
        add_spot(edge, x, y);
    }
    add_spot(edge, into, y);
    add_spot(edge, into, target->y);
}

void toc_layout_run(toc_layout *layout)
{
    toc_arena *arena = layout->arena;
    toc_router router = {.layout = layout};

    toc_layout_place(layout);
    router.routes = TOC_NEW_ARRAY(arena, toc_route, layout->edges.count + 1u);
    router.channels = TOC_NEW_ARRAY(arena, toc_channel, layout->row_count + 1u);
    router.gaps = TOC_NEW_ARRAY(arena, toc_runs, layout->column_count + 1u);
    router.gap_tracks = TOC_NEW_ARRAY(arena, uint32_t, layout->column_count + 1u);
    router.is_aside = TOC_NEW_ARRAY(arena, bool, layout->nodes.count + 1u);
    router.gap_x = TOC_NEW_ARRAY(arena, toc_um, layout->column_count + 1u);
    router.column_x = TOC_NEW_ARRAY(arena, toc_um, layout->column_count + 1u);
    router.row_y = TOC_NEW_ARRAY(arena, toc_um, layout->row_count + 1u);
    router.row_height = TOC_NEW_ARRAY(arena, toc_um, layout->row_count + 1u);
    toc_layout_route(&router);
    measure_columns(&router);
    measure_lanes(&router);
    measure_rows(&router);
    put_nodes(&router);
    measure_bands(&router);
    for (uint32_t i = 0; i < layout->edges.count; i++)
        draw_edge(&router, i);
}
