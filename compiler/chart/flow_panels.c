/* flow_panels.c - lays out the panels of a flow chart, and joins them by connectors. */
#include "chart/flow_chart.h"

#include <string.h>

enum {
    MOST_EFFORT = 240,
    ONE_SHEET = 250,
    EFFORT_WORK = 26000 /* nodes and edges laid out in the search for an order of lanes */
};

/* ── one layout ──────────────────────────────────────────────────────────── */

static void set_up(const toc_flow_chart *chart, toc_layout *layout)
{
    layout->arena = chart->canvas->arena;
    layout->track = 2000;
    layout->margin = 2600;
    layout->entry = 3400;
}

static void add_node(toc_flow_chart *chart, toc_layout *layout, const toc_flow_item *item,
                     uint32_t band, uint32_t lane)
{
    const toc_flow_texts *own = &item->texts;
    toc_layout_node place = {
        .band = band, .lane = lane, .width = own->width, .height = own->height, .above = TOC_MM};

    if (item->node && item->node->kind == TOC_FLOW_DECISION) {
        place.is_diamond = true;
        place.tip = item->label_width + 2 * TOC_MM;
        place.pitch = item->label_width + 4 * TOC_MM;
        place.width += 2 * place.tip;
        place.below = item->label_height > 0 ? item->label_height + TOC_MM : 0;
        if (own->deadline.count > 0) {
            place.is_right_taken = true;
            place.above = own->deadline.height + 2 * TOC_MM;
        }
    }
    TOC_PUSH(chart->canvas->arena, &layout->nodes, place);
}

/* What lateness causes may stand before it. */
static bool is_back(const toc_flow_chart *chart, const toc_flow_line *line)
{
    const toc_flow_node *target = chart->items.items[line->target].node;

    return line->edge->kind == TOC_FLOW_EDGE_LOOP ||
           (line->edge->kind == TOC_FLOW_EDGE_LATE && target && target->kind != TOC_FLOW_RECEIVER);
}

static void add_edge(toc_flow_chart *chart, toc_layout *layout, const toc_flow_line *line)
{
    toc_flow_edge_kind kind = line->edge->kind;
    toc_layout_edge way = {.source = chart->items.items[line->source].index,
                           .target = chart->items.items[line->target].index,
                           .is_back = is_back(chart, line),
                           .style = toc_flow_chart_is_dashed(kind)};

    TOC_PUSH(chart->canvas->arena, &layout->edges, way);
}

enum { NOT_USED, TOLD_ONLY, USED };

/* What each lane has in the panel; returns how many only those who are told. */
static uint32_t find_uses(const toc_flow_chart *chart, uint32_t index, uint32_t *use)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < chart->items.count; i++) {
        const toc_flow_item *item = &chart->items.items[i];
        uint32_t own;
        if (item->panel != index || !item->lane)
            continue;
        own = item->node && item->node->kind == TOC_FLOW_RECEIVER ? TOLD_ONLY : USED;
        if (use[item->lane->index] < own)
            use[item->lane->index] = own;
    }
    for (uint32_t i = 0; i < chart->flow->lanes.count; i++)
        count += use[i] == TOLD_ONLY;
    return count;
}

/* The lanes that the panel's items use; returns the number of each there, and one more.  Bodies
 * that are only told there share one: each box says whose it is. */
static uint32_t *fill_lanes(toc_flow_chart *chart, toc_flow_panel *panel, uint32_t index)
{
    toc_arena *arena = chart->canvas->arena;
    uint32_t count = chart->flow->lanes.count;
    uint32_t *lane_of = TOC_NEW_ARRAY(arena, uint32_t, count + 1u);
    toc_layout *layout = &panel->layout;
    bool *is_shared = TOC_NEW_ARRAY(arena, bool, count + 1u);
    uint32_t told = find_uses(chart, index, lane_of);

    panel->lanes = TOC_NEW_ARRAY(arena, const toc_flow_lane *, count + 2u);
    for (uint32_t i = 0; i < count; i++) {
        is_shared[i] = told > 1 && lane_of[i] == TOLD_ONLY;
        if (lane_of[i] == NOT_USED || is_shared[i])
            continue;
        panel->lanes[layout->lanes.count] = chart->flow->lanes.items[i];
        TOC_PUSH(arena, &layout->lanes, (toc_layout_lane){.slots = chart->slots[i]});
        lane_of[i] = layout->lanes.count; /* and one more */
    }
    if (told > 1 || layout->lanes.count == 0) {
        uint32_t slots = told > 3 || told == 0 ? 2 : 1;
        TOC_PUSH(arena, &layout->lanes, (toc_layout_lane){.slots = slots});
    }
    panel->told = told > 1 ? layout->lanes.count : 0;
    for (uint32_t i = 0; i < count && panel->told; i++) {
        if (is_shared[i])
            lane_of[i] = panel->told;
    }
    return lane_of;
}

void toc_flow_chart_fill(toc_flow_chart *chart, toc_flow_panel *panel, uint32_t index)
{
    toc_arena *arena = chart->canvas->arena;
    const uint32_t *lane_of = fill_lanes(chart, panel, index);
    uint32_t *place = TOC_NEW_ARRAY(arena, uint32_t, chart->flow->bands.count + 1u);
    toc_layout *layout = &panel->layout;

    set_up(chart, layout);
    for (uint32_t i = 0; i < panel->bands.count; i++) {
        toc_layout_band band = {.least = toc_flow_chart_band_height(chart, panel->bands.items[i])};
        place[panel->bands.items[i]] = i;
        TOC_PUSH(arena, &layout->bands, band);
    }
    for (uint32_t i = 0; i < chart->items.count; i++) {
        toc_flow_item *item = &chart->items.items[i];
        if (item->panel != index)
            continue;
        item->index = layout->nodes.count;
        add_node(chart, layout, item, place[item->band],
                 item->lane ? lane_of[item->lane->index] - 1 : TOC_ANY_LANE);
    }
    for (uint32_t i = 0; i < chart->lines.count; i++) {
        toc_flow_line *line = &chart->lines.items[i];
        if (chart->items.items[line->source].panel != index ||
            chart->items.items[line->target].panel != index)
            continue;
        line->panel = index;
        line->index = layout->edges.count;
        add_edge(chart, layout, line);
    }
}

/* ── connectors ──────────────────────────────────────────────────────────── */

/* A decision's with the outcome. */
static const char *target_text(toc_arena *arena, const toc_flow_line *line)
{
    const toc_flow_edge *edge = line->edge;
    const char *title = edge->target->title.first;

    if (edge->source->kind != TOC_FLOW_DECISION || !edge->label)
        return title;
    return toc_arena_printf(arena, "%s%s%s: %s", toc_flow_edge_label(arena, edge),
                            edge->wait ? " +" : "", edge->wait ? edge->wait : "", title);
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Does another line lead the same way, as where what a step starts is started by its lateness, too? */
static bool is_told_before(const toc_flow_chart *chart, uint32_t first, uint32_t i)
{
    const toc_flow_line *line = &chart->lines.items[i];

    for (uint32_t k = first; k < i; k++) {
        const toc_flow_line *other = &chart->lines.items[k];
        if (other->target == line->target &&
            (line->edge->source->kind != TOC_FLOW_DECISION ||
             (is_same_text(other->edge->label, line->edge->label) &&
              is_same_text(other->edge->wait, line->edge->wait))))
            return true;
    }
    return false;
}

/* Titles of the items that lines lead to from one item on another panel: three, and how many
 * more. */
static const char *list_targets(const toc_flow_chart *chart, uint32_t first)
{
    toc_arena *arena = chart->canvas->arena;
    const char *comma = toc_wording_word(&chart->flow->wording, TOC_WORD_LIST);
    const char *list = NULL;
    const toc_flow_node *source = chart->flow->edges.items[first]->source;
    uint32_t count = 0;

    for (uint32_t i = first; i < chart->flow->edges.count; i++) {
        const toc_flow_line *line = &chart->lines.items[i];
        if (chart->flow->edges.items[i]->source != source) /* they stand by source */
            break;
        if (chart->items.items[line->source].panel == chart->items.items[line->target].panel ||
            is_told_before(chart, first, i))
            continue;
        if (count++ < 3)
            list = list ? toc_arena_printf(arena, "%s%s%s", list, comma, target_text(arena, line))
                        : target_text(arena, line);
    }
    return count > 3 ? toc_arena_printf(arena, "%s … +%u", list, (unsigned)count - 3) : list;
}

/* The connector of another line from the same item to the same one, or UINT32_MAX. */
static uint32_t same_connector(const toc_flow_chart *chart, const uint32_t *connectors, uint32_t i)
{
    const toc_flow_line *line = &chart->lines.items[i];

    for (uint32_t k = i; k-- > 0 && chart->lines.items[k].source == line->source;) {
        if (chart->lines.items[k].target == line->target)
            return connectors[k];
    }
    return UINT32_MAX;
}

/* Stands above the target's node: the number that the source's node bears, and its title. */
static uint32_t add_connector(toc_flow_chart *chart, uint32_t target, uint32_t number,
                              const char *from)
{
    toc_arena *arena = chart->canvas->arena;
    const toc_flow_item *by = &chart->items.items[target];
    toc_flow_item item = {.key =
                              toc_arena_printf(arena, "connector:%u:%s", (unsigned)number, by->key),
                          .title = toc_arena_printf(arena, "%u →", (unsigned)number),
                          .band = by->band,
                          .lane = by->lane,
                          .panel = by->panel};

    item.texts.details = toc_canvas_set(chart->canvas, from, TOC_SIZE_SMALL, false,
                                        chart->node_width - 2 * TOC_PADDING);
    toc_flow_chart_measure_connector(chart, &item);
    TOC_PUSH(arena, &chart->items, item);
    return chart->items.count - 1;
}

static void add_line(toc_flow_chart *chart, const toc_flow_edge *edge, uint32_t source,
                     uint32_t target)
{
    toc_arena *arena = chart->canvas->arena;
    toc_flow_line line = {.edge = edge, .source = source, .target = target};

    line.id = toc_arena_printf(arena, "%s -> %s", chart->items.items[source].key,
                               chart->items.items[target].key);
    TOC_PUSH(arena, &chart->lines, line);
}

/* What leads to another panel bears a number, which comes back at a connector there. */
static void add_connectors(toc_flow_chart *chart)
{
    uint32_t *numbers = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, chart->items.count + 1u);
    uint32_t count = chart->lines.count;
    uint32_t *connectors = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, count + 1u);
    uint32_t number = 0;

    for (uint32_t i = 0; i < count; i++) {
        toc_flow_line line = chart->lines.items[i];
        const char *name = chart->items.items[line.source].title;

        if (chart->items.items[line.source].panel == chart->items.items[line.target].panel)
            continue;
        if (numbers[line.source] == 0) {
            numbers[line.source] = ++number;
            toc_flow_chart_measure_exit(chart, line.source, number, list_targets(chart, i));
        }
        connectors[i] = same_connector(chart, connectors, i);
        if (connectors[i] == UINT32_MAX)
            connectors[i] = add_connector(chart, line.target, numbers[line.source], name);
        add_line(chart, line.edge, connectors[i], line.target);
        chart->lines.items[i].panel = UINT32_MAX;
    }
}

/* ── all ─────────────────────────────────────────────────────────────────── */

/* Charts that one sheet can hold are worth more of it. */
static uint32_t effort_for(const toc_layout *layout)
{
    uint32_t size = layout->nodes.count + layout->edges.count + 1;

    return size <= ONE_SHEET ? MOST_EFFORT : EFFORT_WORK / size;
}

void toc_flow_chart_lay_panels(toc_flow_chart *chart)
{
    for (uint32_t i = 0; i < chart->items.count; i++)
        chart->items.items[i].panel = chart->panel_of[chart->items.items[i].band];
    add_connectors(chart);
    for (uint32_t i = 0; i < chart->panels.count; i++) {
        toc_flow_panel *panel = &chart->panels.items[i];
        toc_flow_chart_fill(chart, panel, i);
        panel->layout.effort = chart->is_quick ? 0 : effort_for(&panel->layout);
        toc_layout_run(&panel->layout);
    }
}
