/* flow_panels.c - which bands of the flow stand side by side, and where each node and line goes. */
#include "chart/flow_chart.h"

enum {
    MOST_PANELS = 48,
    MOST_EFFORT = 400,
    EFFORT_WORK = 40000, /* nodes and edges laid out in the search for an order of lanes */
    GAP_GUESS = 9 * TOC_MM
};

/* ── one layout ──────────────────────────────────────────────────────────── */

static void set_up(const toc_flow_chart *chart, toc_layout *layout, uint32_t slots)
{
    layout->arena = chart->canvas->arena;
    layout->track = 2200;
    layout->margin = 3000;
    layout->entry = 3600;
    layout->most_slots = slots;
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
        place.below = item->label_width > 0 ? 2 * TOC_SIZE_NORMAL : 0;
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

/* The lanes that the panel's items use; returns the number of each there, and one more. */
static uint32_t *fill_lanes(toc_flow_chart *chart, toc_flow_panel *panel, uint32_t index)
{
    toc_arena *arena = chart->canvas->arena;
    uint32_t count = chart->flow->lanes.count;
    uint32_t *lane_of = TOC_NEW_ARRAY(arena, uint32_t, count + 1u);
    toc_layout *layout = &panel->layout;

    panel->lanes = TOC_NEW_ARRAY(arena, const toc_flow_lane *, count + 1u);
    for (uint32_t i = 0; i < chart->items.count; i++) {
        const toc_flow_item *item = &chart->items.items[i];
        if (item->panel == index && item->lane)
            lane_of[item->lane->index] = 1;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (lane_of[i] == 0)
            continue;
        panel->lanes[layout->lanes.count] = chart->flow->lanes.items[i];
        TOC_PUSH(arena, &layout->lanes, (toc_layout_lane){0});
        lane_of[i] = layout->lanes.count; /* and one more */
    }
    if (layout->lanes.count == 0)
        TOC_PUSH(arena, &layout->lanes, (toc_layout_lane){0});
    return lane_of;
}

/* The panel's layout; items and lines get their places there. */
static void fill(toc_flow_chart *chart, toc_flow_panel *panel, uint32_t index)
{
    const uint32_t *lane_of = fill_lanes(chart, panel, index);
    toc_layout *layout = &panel->layout;

    for (uint32_t i = panel->first_band; i < panel->end_band; i++)
        TOC_PUSH(chart->canvas->arena, &layout->bands,
                 (toc_layout_band){.least = toc_flow_chart_band_height(chart, i)});
    for (uint32_t i = 0; i < chart->items.count; i++) {
        toc_flow_item *item = &chart->items.items[i];
        if (item->panel != index)
            continue;
        item->index = layout->nodes.count;
        add_node(chart, layout, item, item->band - panel->first_band,
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

/* ── what each band needs ────────────────────────────────────────────────── */

/* A lane that a band uses, and how many columns of it. */
typedef struct need {
    uint32_t lane, columns;
} need;

typedef struct needs {
    toc_flow_chart *chart;
    uint32_t count;  /* bands */
    toc_um *height;  /* by band */
    uint32_t *first; /* by band, and one more: in the list */
    TOC_VEC(need) list;
    uint32_t *widest; /* by lane: scratch */
} needs;

/* Columns of each lane in one band: the most nodes of one row. */
static void count_columns(needs *it, const toc_layout *layout, const uint32_t *nodes,
                          uint32_t count)
{
    uint32_t *in_row = TOC_NEW_ARRAY(it->chart->canvas->arena, uint32_t, layout->lanes.count + 1u);
    uint32_t *most = it->widest;

    for (uint32_t begin = 0, end; begin < count; begin = end) {
        uint32_t row = layout->nodes.items[nodes[begin]].row;
        for (end = begin; end < count && layout->nodes.items[nodes[end]].row == row; end++) {
            uint32_t lane = layout->nodes.items[nodes[end]].stands_in;
            if (++in_row[lane] > most[lane])
                most[lane] = in_row[lane];
        }
        for (uint32_t i = begin; i < end; i++)
            in_row[layout->nodes.items[nodes[i]].stands_in] = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t lane = layout->nodes.items[nodes[i]].stands_in;
        need one = {lane, most[lane]};
        if (most[lane] > 0)
            TOC_PUSH(it->chart->canvas->arena, &it->list, one);
        most[lane] = 0;
    }
}

/* Nodes by row: rows are numbered through the bands. */
static uint32_t *sort_by_row(const toc_layout *layout)
{
    uint32_t *first = TOC_NEW_ARRAY(layout->arena, uint32_t, layout->row_count + 2u);
    uint32_t *nodes = TOC_NEW_ARRAY(layout->arena, uint32_t, layout->nodes.count + 1u);

    for (uint32_t i = 0; i < layout->nodes.count; i++)
        first[layout->nodes.items[i].row + 1]++;
    for (uint32_t i = 1; i <= layout->row_count; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < layout->nodes.count; i++)
        nodes[first[layout->nodes.items[i].row]++] = i;
    return nodes;
}

/* All bands laid out below each other once. */
static needs find_needs(toc_flow_chart *chart, uint32_t slots)
{
    toc_arena *arena = chart->canvas->arena;
    toc_flow_panel all = {.end_band = chart->flow->bands.count};
    needs it = {.chart = chart,
                .count = chart->flow->bands.count,
                .height = TOC_NEW_ARRAY(arena, toc_um, chart->flow->bands.count + 1u),
                .first = TOC_NEW_ARRAY(arena, uint32_t, chart->flow->bands.count + 2u),
                .widest = TOC_NEW_ARRAY(arena, uint32_t, chart->flow->lanes.count + 1u)};
    const uint32_t *nodes;
    uint32_t begin = 0;

    set_up(chart, &all.layout, slots);
    fill(chart, &all, 0);
    toc_layout_run(&all.layout);
    nodes = sort_by_row(&all.layout);
    for (uint32_t i = 0; i < it.count; i++) {
        uint32_t end = begin;
        while (end < all.layout.nodes.count && all.layout.nodes.items[nodes[end]].band == i)
            end++;
        it.first[i] = it.list.count;
        it.height[i] = all.layout.bands.items[i].height;
        count_columns(&it, &all.layout, nodes + begin, end - begin);
        begin = end;
    }
    it.first[it.count] = it.list.count;
    return it;
}

/* ── panels ──────────────────────────────────────────────────────────────── */

/* A division into panels: each ends before this band. */
typedef struct division {
    uint32_t ends[MOST_PANELS];
    uint32_t count;
    toc_um width, height;
} division;

/* Grades of one ladder stand below each other where that can be. */
static bool is_glued(const toc_flow_chart *chart, uint32_t band, bool has_glue)
{
    return has_glue && band > 0 && chart->flow->bands.items[band]->kind == TOC_FLOW_BAND_LEVEL &&
           chart->flow->bands.items[band - 1]->kind == TOC_FLOW_BAND_LEVEL;
}

static uint32_t unit_end(const needs *it, uint32_t band, bool has_glue, toc_um *height)
{
    *height = it->height[band];
    for (band++; band < it->count && is_glued(it->chart, band, has_glue); band++)
        *height += it->height[band];
    return band;
}

static toc_um width_of(needs *it, uint32_t begin, uint32_t end)
{
    uint32_t columns = 0;

    for (uint32_t i = it->first[begin]; i < it->first[end]; i++) {
        const need *one = &it->list.items[i];
        if (it->widest[one->lane] < one->columns) {
            columns += one->columns - it->widest[one->lane];
            it->widest[one->lane] = one->columns;
        }
    }
    for (uint32_t i = it->first[begin]; i < it->first[end]; i++)
        it->widest[it->list.items[i].lane] = 0;
    return TOC_BAND_WIDTH + TOC_PANEL_GAP +
           (toc_um)(columns ? columns : 1) * (TOC_NODE_WIDTH + GAP_GUESS);
}

/* Fills panels up to @p most high, from the first band on; false: there are too many. */
static bool divide(const needs *it, toc_um most, bool has_glue, division *out)
{
    toc_um used = 0;

    *out = (division){.count = 1};
    for (uint32_t band = 0, end; band < it->count; band = end) {
        toc_um height;
        end = unit_end(it, band, has_glue, &height);
        if (used > 0 && height > 0 && used + height > most) {
            if (out->count == MOST_PANELS)
                return false;
            out->ends[out->count - 1] = band;
            out->count++;
            used = 0;
        }
        used += height;
        out->height = used > out->height ? used : out->height;
    }
    out->ends[out->count - 1] = it->count;
    return true;
}

/* The lowest panels of which there are at most @p count. */
static division divide_into(const needs *it, uint32_t count, bool has_glue)
{
    division best = {0};
    toc_um low = 0;
    toc_um high = INT32_MAX / 2;

    while (low < high) {
        toc_um middle = low + (high - low) / 2;
        division one;
        if (divide(it, middle, has_glue, &one) && one.count <= count) {
            high = middle;
            best = one;
        } else {
            low = middle + 1;
        }
    }
    return best;
}

/* How much the chart must shrink to come on the sheet: by its sides; each panel more, each grade
 * torn from its ladder and each line that becomes connectors makes it a little worse. */
static uint64_t cost_of(needs *it, division *one)
{
    const toc_flow_chart *chart = it->chart;
    uint64_t across;
    uint64_t down;
    uint64_t percent = 97;

    one->width = 0;
    for (uint32_t i = 0; i < one->count; i++) {
        one->width += width_of(it, i ? one->ends[i - 1] : 0, one->ends[i]);
        percent += one->ends[i] < it->count && is_glued(chart, one->ends[i], true) ? 11u : 3u;
    }
    across = (uint64_t)one->width * chart->aspect_height;
    down = (uint64_t)one->height * chart->aspect_width;
    return (across > down ? across : down) / 100 * percent;
}

typedef struct choice {
    division division;
    uint32_t slots;
    uint64_t cost;
} choice;

static void try_divisions(toc_flow_chart *chart, uint32_t slots, choice *best)
{
    needs it = find_needs(chart, slots);

    for (uint32_t count = 1; count <= MOST_PANELS && count <= it.count; count++) {
        for (int glue = 0; glue < 2; glue++) {
            division one = divide_into(&it, count, glue == 1);
            uint64_t cost = one.count ? cost_of(&it, &one) : UINT64_MAX;
            if (cost < best->cost)
                *best = (choice){one, slots, cost};
        }
        if (chart->aspect_width == 0)
            return;
    }
}

/* ── connectors ──────────────────────────────────────────────────────────── */

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
        if (chart->items.items[line->source].panel == chart->items.items[line->target].panel)
            continue;
        if (count++ < 3)
            list = list ? toc_arena_printf(arena, "%s%s%s", list, comma,
                                           line->edge->target->title.first)
                        : line->edge->target->title.first;
    }
    return count > 3 ? toc_arena_printf(arena, "%s … +%u", list, (unsigned)count - 3) : list;
}

static uint32_t add_connector(toc_flow_chart *chart, uint32_t at, uint32_t number, bool is_exit,
                              const char *key, const char *names)
{
    toc_arena *arena = chart->canvas->arena;
    const toc_flow_item *by = &chart->items.items[at];
    toc_flow_item item = {
        .key = key, .is_exit = is_exit, .band = by->band, .lane = by->lane, .panel = by->panel};

    item.title = toc_arena_printf(arena, is_exit ? "→ %u" : "%u →", (unsigned)number);
    item.texts.details = toc_canvas_set(chart->canvas, names, TOC_SIZE_SMALL, false,
                                        TOC_NODE_WIDTH - 4 * TOC_PADDING);
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

/* Lines that leave their panel end at a connector there, and come from one in the other. */
static void add_connectors(toc_flow_chart *chart)
{
    toc_arena *arena = chart->canvas->arena;
    uint32_t *numbers = TOC_NEW_ARRAY(arena, uint32_t, chart->items.count + 1u);
    uint32_t count = chart->lines.count;
    uint32_t number = 0;

    for (uint32_t i = 0; i < count; i++) {
        toc_flow_line line = chart->lines.items[i];
        uint32_t source = line.edge->source->index;
        const char *name = chart->items.items[source].title;

        if (chart->items.items[line.source].panel == chart->items.items[line.target].panel)
            continue;
        if (numbers[source] == 0) {
            numbers[source] = ++number;
            uint32_t exit = add_connector(chart, source, number, true,
                                          toc_arena_printf(arena, "connector:%u", (unsigned)number),
                                          list_targets(chart, i));
            add_line(chart, line.edge, source, exit);
        }
        uint32_t entry =
            add_connector(chart, line.target, numbers[source], false,
                          toc_arena_printf(arena, "connector:%u:%s", (unsigned)numbers[source],
                                           chart->items.items[line.target].key),
                          name);
        add_line(chart, line.edge, entry, line.target);
        chart->lines.items[i].panel = UINT32_MAX;
    }
}

/* ── all ─────────────────────────────────────────────────────────────────── */

static uint32_t effort_for(const toc_layout *layout)
{
    uint32_t effort = EFFORT_WORK / (layout->nodes.count + layout->edges.count + 1);
    return effort > MOST_EFFORT ? MOST_EFFORT : effort;
}

void toc_flow_chart_divide(toc_flow_chart *chart)
{
    choice best = {.cost = UINT64_MAX};

    for (uint32_t slots = 1; slots <= TOC_LAYOUT_MOST_SLOTS; slots++)
        try_divisions(chart, slots, &best);
    for (uint32_t i = 0; i < best.division.count; i++) {
        toc_flow_panel panel = {.first_band = i ? best.division.ends[i - 1] : 0,
                                .end_band = best.division.ends[i]};
        TOC_PUSH(chart->canvas->arena, &chart->panels, panel);
    }
    for (uint32_t i = 0; i < chart->items.count; i++) {
        toc_flow_item *item = &chart->items.items[i];
        while (item->band >= chart->panels.items[item->panel].end_band)
            item->panel++;
    }
    add_connectors(chart);
    for (uint32_t i = 0; i < chart->panels.count; i++) {
        toc_flow_panel *panel = &chart->panels.items[i];
        set_up(chart, &panel->layout, best.slots);
        fill(chart, panel, i);
        panel->layout.effort = chart->is_quick ? 0 : effort_for(&panel->layout);
        toc_layout_run(&panel->layout);
    }
}
