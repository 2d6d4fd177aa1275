/* layout.c - from rows, columns and tracks to lengths. */
#include "layout/layout_private.h"

enum { MOST_SPOTS = 6 };

static toc_um greater(toc_um a, toc_um b)
{
    return a > b ? a : b;
}

static toc_um tracks(const toc_layout *it, uint32_t count)
{
    return count > 1 ? (toc_um)(count - 1) * it->track : 0;
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
        x += tracks(it, router->gaps[i].track_count) + it->margin;
        router->column_x[i] = x + width[i] / 2;
        x += width[i];
    }
    it->width = x;
}

/* A lane begins in the gap before its first column, left of the lines there; the last one takes
 * what is left. */
static void measure_lanes(const toc_router *router)
{
    toc_layout *it = router->layout;
    toc_layout_lane *before = NULL;

    for (uint32_t i = 0; i < it->lanes.count; i++) {
        toc_layout_lane *lane = &it->lanes.items[router->lane_at[i]];
        lane->x = i == 0 ? 0 : router->gap_x[lane->first_column];
        if (i > 0 && router->gaps[lane->first_column].track_count > 0)
            lane->x -= it->margin / 2;
        if (before)
            before->width = lane->x - before->x;
        before = lane;
    }
    if (before)
        before->width = it->width - before->x;
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

/* Heights of channels and rows, with @p extra room above each row. */
static void stack_rows(toc_router *router, const toc_um *above, const toc_um *below,
                       const toc_um *extra)
{
    toc_layout *it = router->layout;
    toc_um y = 0;

    for (uint32_t i = 0; i <= it->row_count; i++) {
        y += it->margin + (i > 0 ? below[i - 1] : 0);
        router->channel_y[i] = y;
        y += tracks(it, router->channels[i].track_count) + it->margin;
        if (i == it->row_count)
            break;
        router->row_y[i] = y + above[i] + extra[i];
        y = router->row_y[i] + router->row_height[i];
    }
    it->height = y;
}

/* Of each band the row after its last one; 0 where it has none. */
static uint32_t *find_band_ends(const toc_layout *it)
{
    uint32_t *ends = TOC_NEW_ARRAY(it->arena, uint32_t, it->bands.count + 1u);

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        const toc_layout_node *node = &it->nodes.items[i];
        if (ends[node->band] < node->row + 1)
            ends[node->band] = node->row + 1;
    }
    return ends;
}

/* A band ends in the middle of the channel below its last row, between two tracks. */
static void measure_bands(const toc_router *router)
{
    toc_layout *it = router->layout;
    const uint32_t *ends = find_band_ends(it);
    toc_um y = 0;

    for (uint32_t i = 0; i < it->bands.count; i++) {
        toc_layout_band *band = &it->bands.items[i];
        uint32_t half = router->channels[ends[i]].track_count / 2;
        toc_um end = ends[i] == 0 ? y
                     : ends[i] == it->row_count
                         ? it->height
                         : router->channel_y[ends[i]] + (toc_um)half * it->track - it->track / 2;
        band->y = y;
        band->height = end - y;
        y = end;
    }
}

/* Rows first as tight as they can be; then bands that are too low for their heads get room above
 * their first row and below their last. */
static void measure_rows(toc_router *router)
{
    toc_layout *it = router->layout;
    const toc_um *above = room(it, true);
    toc_um *below = room(it, false);
    const uint32_t *ends = find_band_ends(it);
    toc_um *extra = TOC_NEW_ARRAY(it->arena, toc_um, it->row_count + 1u);
    uint32_t begin = 0;

    for (uint32_t i = 0; i < it->nodes.count; i++) {
        const toc_layout_node *node = &it->nodes.items[i];
        router->row_height[node->row] = greater(router->row_height[node->row], node->height);
    }
    stack_rows(router, above, below, extra);
    measure_bands(router);
    for (uint32_t i = 0; i < it->bands.count; i++) {
        toc_um lack = it->bands.items[i].least - it->bands.items[i].height;
        if (ends[i] == 0)
            continue;
        if (lack > 0) {
            extra[begin] += lack / 2;
            below[ends[i] - 1] += lack - lack / 2;
        }
        begin = ends[i];
    }
    stack_rows(router, above, below, extra);
    measure_bands(router);
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

/* ── lines ───────────────────────────────────────────────────────────────── */

toc_um toc_layout_track_y(const toc_router *router, uint32_t channel, uint32_t run)
{
    return router->channel_y[channel] +
           (toc_um)router->channels[channel].runs.items[run].track * router->layout->track;
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

/* How far below its highest spot, or above its lowest one, the outline of a node lies. */
static toc_um slope(const toc_layout_node *node, toc_um aside)
{
    toc_um half = node->width / 2 - node->tip;

    if (!node->is_diamond || half <= 0)
        return 0;
    return (toc_um)((int64_t)(aside < 0 ? -aside : aside) * (node->height / 2) / half);
}

static toc_um tip_x(const toc_layout_node *node, toc_exit exit)
{
    return exit == TOC_EXIT_LEFT ? node->x + node->tip : node->x + node->width - node->tip;
}

static void draw_level(toc_layout *it, toc_layout_edge *edge)
{
    const toc_layout_node *source = &it->nodes.items[edge->source];
    const toc_layout_node *target = &it->nodes.items[edge->target];
    toc_um y = source->y + source->height / 2;

    add_spot(edge, tip_x(source, edge->exit), y);
    add_spot(edge, tip_x(target, edge->exit == TOC_EXIT_LEFT ? TOC_EXIT_RIGHT : TOC_EXIT_LEFT), y);
}

static toc_um gap_line(const toc_router *router, const toc_route *route)
{
    const toc_run *run = &router->gaps[route->gap].runs.items[route->down];

    return router->gap_x[route->gap] + (toc_um)run->track * router->layout->track;
}

/* From a tip to the gap beside it, where nothing else goes down, no bend is needed on the way. */
static bool is_beside_its_gap(const toc_router *router, uint32_t index)
{
    const toc_route *route = &router->routes[index];
    uint32_t column = toc_source_of(router, index)->column;
    toc_exit exit = router->layout->edges.items[index].exit;

    return route->way == TOC_WAY_GAP && router->gaps[route->gap].runs.count == 1 &&
           route->gap == (exit == TOC_EXIT_LEFT ? column : column + 1);
}

/* From the outline of the source to the line on which it goes down; returns where that is. */
static toc_um draw_exit(toc_router *router, uint32_t index)
{
    toc_layout *it = router->layout;
    toc_layout_edge *edge = &it->edges.items[index];
    const toc_layout_node *source = &it->nodes.items[edge->source];
    toc_um x = router->column_x[source->column] + router->routes[index].leaves;
    toc_um y = source->y + source->height / 2;

    if (edge->exit == TOC_EXIT_BELOW) {
        add_spot(edge, x, source->y + source->height - slope(source, router->routes[index].leaves));
        return x;
    }
    add_spot(edge, tip_x(source, edge->exit), y);
    x = edge->exit == TOC_EXIT_LEFT ? source->x : source->x + source->width;
    if (is_beside_its_gap(router, index))
        x = gap_line(router, &router->routes[index]);
    add_spot(edge, x, y);
    return x;
}

static toc_um entry_of(const toc_router *router, uint32_t index)
{
    const toc_arrival *arrival = &router->arrivals.items[router->routes[index].arrival];
    return arrival->is_fixed ? arrival->fixed : arrival->slot * router->layout->entry;
}

static void draw_edge(toc_router *router, uint32_t index)
{
    toc_layout *it = router->layout;
    toc_layout_edge *edge = &it->edges.items[index];
    const toc_route *route = &router->routes[index];
    const toc_layout_node *source = &it->nodes.items[edge->source];
    const toc_layout_node *target = &it->nodes.items[edge->target];

    edge->spots = TOC_NEW_ARRAY(it->arena, toc_spot, MOST_SPOTS + 2);
    edge->spot_count = 0;
    if (route->way == TOC_WAY_LEVEL) {
        draw_level(it, edge);
        return;
    }
    toc_um x = draw_exit(router, index);
    toc_um into = router->column_x[target->column] + entry_of(router, index);
    if (route->way == TOC_WAY_NEXT || route->way == TOC_WAY_GAP) {
        toc_um y = toc_layout_track_y(router, source->row + 1, route->first);
        add_spot(edge, x, y);
        x = route->way == TOC_WAY_NEXT ? into : gap_line(router, route);
        add_spot(edge, x, y);
    }
    if (route->way == TOC_WAY_OVER || route->way == TOC_WAY_GAP) {
        toc_um y = toc_layout_track_y(router, target->row, route->last);
        add_spot(edge, x, y);
        add_spot(edge, into, y);
    }
    add_spot(edge, into, target->y + slope(target, entry_of(router, index)));
}

static toc_router make_router(toc_layout *layout)
{
    toc_arena *arena = layout->arena;
    uint32_t nodes = layout->nodes.count + 1u;
    toc_router router = {.layout = layout,
                         .position = TOC_NEW_ARRAY(arena, uint32_t, nodes),
                         .lane_at = TOC_NEW_ARRAY(arena, uint32_t, layout->lanes.count + 1u),
                         .level = TOC_NEW_ARRAY(arena, toc_exit, layout->edges.count + 1u),
                         .routes = TOC_NEW_ARRAY(arena, toc_route, layout->edges.count + 1u),
                         .upper = TOC_NEW_ARRAY(arena, uint32_t, nodes),
                         .lower = TOC_NEW_ARRAY(arena, uint32_t, nodes)};

    for (uint32_t i = 0; i < layout->lanes.count; i++)
        router.lane_at[layout->lanes.items[i].position] = i;
    return router;
}

/* What rows and columns are many of. */
static void make_grid(toc_router *it)
{
    toc_arena *arena = it->layout->arena;
    uint32_t rows = it->layout->row_count + 1u;
    uint32_t columns = it->layout->column_count + 1u;

    it->channels = TOC_NEW_ARRAY(arena, toc_bundle, rows);
    it->gaps = TOC_NEW_ARRAY(arena, toc_bundle, columns);
    it->gap_x = TOC_NEW_ARRAY(arena, toc_um, columns);
    it->column_x = TOC_NEW_ARRAY(arena, toc_um, columns);
    it->row_y = TOC_NEW_ARRAY(arena, toc_um, rows);
    it->row_height = TOC_NEW_ARRAY(arena, toc_um, rows);
    it->channel_y = TOC_NEW_ARRAY(arena, toc_um, rows);
}

void toc_layout_once(toc_layout *layout)
{
    toc_router router = make_router(layout);

    toc_layout_rows(&router);
    toc_layout_columns(&router);
    make_grid(&router);
    toc_layout_ways(&router);
    toc_layout_channels(&router);
    measure_rows(&router);
    toc_layout_gaps(&router);
    measure_columns(&router);
    measure_lanes(&router);
    put_nodes(&router);
    for (uint32_t i = 0; i < layout->edges.count; i++)
        draw_edge(&router, i);
    toc_layout_count(layout);
}

static void number_lanes(toc_layout *layout)
{
    for (uint32_t i = 0; i < layout->lanes.count; i++)
        layout->lanes.items[i].position = i;
}

void toc_layout_estimate(toc_layout *layout)
{
    toc_router router;

    number_lanes(layout);
    router = make_router(layout);
    toc_layout_rows(&router);
    toc_layout_columns(&router);
    make_grid(&router);
    for (uint32_t i = 0; i <= layout->row_count; i++)
        router.channels[i].track_count = 1;
    measure_rows(&router);
    measure_columns(&router);
    measure_lanes(&router);
    put_nodes(&router);
}

void toc_layout_run(toc_layout *layout)
{
    uint64_t cost;

    number_lanes(layout);
    layout->is_gathering = false;
    if (layout->effort > 0 && layout->lanes.count > 1)
        toc_layout_search(layout);
    toc_layout_once(layout);
    if (layout->effort == 0)
        return;
    cost = toc_layout_cost(layout);
    layout->is_gathering = true;
    toc_layout_once(layout);
    layout->is_gathering = toc_layout_cost(layout) <= cost;
    if (!layout->is_gathering)
        toc_layout_once(layout);
}
