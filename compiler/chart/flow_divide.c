/* flow_divide.c - which bands of a flow chart stand in which panel, and how wide its lanes may be. */
#include <stdio.h>
#include <stdlib.h>

#include "chart/flow_chart.h"

/* Sides of all sheets of the A series. */
enum { LONG_SIDE = 1414, SHORT_SIDE = 1000, MEAN_SIDE = 1189 };

enum {
    MOST_PANELS = 48,
    MOST_MOVES = 400000,   /* needs looked at while bands move to other panels */
    WIDENING_WORK = 30000, /* nodes placed while lanes are widened */
    QUICK_TRIES = 4,       /* the same, where it must be quick */
    GAP = 7 * TOC_MM       /* beside a column, more or less */
};

/* ── what each band needs ────────────────────────────────────────────────── */

/* A lane that a band uses: columns, and the widest node of it. */
typedef struct need {
    uint32_t lane, columns;
    toc_um width;
} need;

typedef struct needs {
    toc_flow_chart *chart;
    uint32_t count;  /* bands */
    toc_um *height;  /* by band */
    uint32_t *first; /* by band, and one more: in the list */
    TOC_VEC(need) list;
    need *of_lane; /* scratch: by lane */
} needs;

typedef struct place {
    uint32_t band, lane, row, node;
} place;

static int by_band(const void *left, const void *right)
{
    const place *a = left;
    const place *b = right;

    if (a->band != b->band)
        return a->band < b->band ? -1 : 1;
    if (a->lane != b->lane)
        return a->lane < b->lane ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static void list_needs(needs *it, const toc_flow_panel *all)
{
    const toc_layout *layout = &all->layout;
    place *places = TOC_NEW_ARRAY(layout->arena, place, layout->nodes.count + 1u);
    uint32_t in_row = 0;

    for (uint32_t i = 0; i < layout->nodes.count; i++) {
        const toc_layout_node *node = &layout->nodes.items[i];
        places[i] = (place){node->band, node->stands_in, node->row, i};
    }
    qsort(places, layout->nodes.count, sizeof *places, by_band);
    for (uint32_t i = 0; i < layout->nodes.count; i++) {
        bool is_same_lane =
            i > 0 && places[i].band == places[i - 1].band && places[i].lane == places[i - 1].lane;
        toc_um width = layout->nodes.items[places[i].node].width;
        const toc_flow_lane *lane = all->lanes[places[i].lane];
        need one = {lane ? lane->index : 0, 1, width};
        need *last;

        in_row = is_same_lane && places[i].row == places[i - 1].row ? in_row + 1 : 1;
        if (!is_same_lane)
            TOC_PUSH(layout->arena, &it->list, one);
        last = &it->list.items[it->list.count - 1];
        last->columns = in_row > last->columns ? in_row : last->columns;
        last->width = width > last->width ? width : last->width;
        it->first[places[i].band + 1] = it->list.count;
    }
}

/* All bands below each other, as the lanes are now. */
static needs find_needs(toc_flow_chart *chart)
{
    toc_arena *arena = chart->canvas->arena;
    uint32_t count = chart->flow->bands.count;
    toc_flow_panel all = {0};
    needs it = {.chart = chart,
                .count = count,
                .height = TOC_NEW_ARRAY(arena, toc_um, count + 1u),
                .first = TOC_NEW_ARRAY(arena, uint32_t, count + 2u),
                .of_lane = TOC_NEW_ARRAY(arena, need, chart->flow->lanes.count + 1u)};

    for (uint32_t i = 0; i < count; i++)
        TOC_PUSH(arena, &all.bands, i);
    toc_flow_chart_fill(chart, &all, 0);
    toc_layout_estimate(&all.layout);
    list_needs(&it, &all);
    for (uint32_t i = 0; i < count; i++) {
        it.height[i] = all.layout.bands.items[i].height;
        if (it.first[i + 1] < it.first[i])
            it.first[i + 1] = it.first[i];
    }
    return it;
}

/* Adds what a band needs to the lanes at hand; returns by how much they become wider. */
static toc_um widen(needs *it, uint32_t band)
{
    toc_um sum = 0;

    for (uint32_t i = it->first[band]; i < it->first[band + 1]; i++) {
        const need *one = &it->list.items[i];
        need *all = &it->of_lane[one->lane];
        toc_um before = (toc_um)all->columns * (all->width + GAP);

        all->columns = one->columns > all->columns ? one->columns : all->columns;
        all->width = one->width > all->width ? one->width : all->width;
        sum += (toc_um)all->columns * (all->width + GAP) - before;
    }
    return sum;
}

static void clear(needs *it, uint32_t band)
{
    for (uint32_t i = it->first[band]; i < it->first[band + 1]; i++)
        it->of_lane[it->list.items[i].lane] = (need){0};
}

/* ── how many columns a lane may have ────────────────────────────────────── */

/* The room that all bands take, each with its own lanes only, in square millimetres. */
static uint64_t area_of(toc_flow_chart *chart)
{
    needs it = find_needs(chart);
    uint64_t sum = 0;

    for (uint32_t i = 0; i < it.count; i++) {
        sum += (uint64_t)(TOC_BAND_WIDTH + widen(&it, i)) * (uint64_t)it.height[i] / TOC_MM;
        clear(&it, i);
    }
    return sum;
}

typedef struct busy_lane {
    uint32_t lane, nodes;
} busy_lane;

static int by_nodes(const void *left, const void *right)
{
    const busy_lane *a = left;
    const busy_lane *b = right;

    if (a->nodes != b->nodes)
        return a->nodes > b->nodes ? -1 : 1;
    return (a->lane > b->lane) - (a->lane < b->lane);
}

/* A lane gets a second and a third column where that takes less room in all, the busiest first. */
static void choose_slots(toc_flow_chart *chart)
{
    uint32_t count = chart->flow->lanes.count;
    busy_lane *lanes = TOC_NEW_ARRAY(chart->canvas->arena, busy_lane, count + 1u);
    uint32_t tries = chart->is_quick ? QUICK_TRIES : WIDENING_WORK / (chart->items.count + 1);
    uint64_t least;

    chart->slots = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, count + 1u);
    for (uint32_t i = 0; i < count; i++) {
        chart->slots[i] = 1;
        lanes[i].lane = i;
    }
    for (uint32_t i = 0; i < chart->items.count; i++) {
        if (chart->items.items[i].lane)
            lanes[chart->items.items[i].lane->index].nodes++;
    }
    qsort(lanes, count, sizeof *lanes, by_nodes);
    least = area_of(chart);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *slots = &chart->slots[lanes[i].lane];
        for (bool is_better = true; is_better && *slots < TOC_LAYOUT_MOST_SLOTS && tries > 0;) {
            uint64_t area;
            ++*slots;
            tries--;
            area = area_of(chart);
            is_better = area < least;
            if (is_better)
                least = area;
            else
                --*slots;
        }
    }
}

/* ── panels ──────────────────────────────────────────────────────────────── */

/* A division into panels. */
typedef struct division {
    uint32_t *panel_of; /* by band */
    uint32_t count;
    uint64_t cost;
} division;

static bool is_grade(const needs *it, uint32_t band)
{
    return it->chart->flow->bands.items[band]->kind == TOC_FLOW_BAND_LEVEL;
}

/* Grades of one ladder stand below each other where that can be. */
static bool is_glued(const needs *it, uint32_t band, bool has_glue)
{
    return has_glue && band > 0 && band < it->count && is_grade(it, band) && is_grade(it, band - 1);
}

static uint32_t unit_end(const needs *it, uint32_t band, bool has_glue, toc_um *height)
{
    *height = it->height[band];
    for (band++; is_glued(it, band, has_glue); band++)
        *height += it->height[band];
    return band;
}

/* Fills panels up to @p most high, from the first band on; false: there would be more than
 * @p limit. */
static bool share_out(const needs *it, toc_um most, bool has_glue, uint32_t limit, division *out)
{
    toc_um used = 0;

    out->count = 1;
    for (uint32_t band = 0, end; band < it->count; band = end) {
        toc_um height;
        end = unit_end(it, band, has_glue, &height);
        if (used > 0 && height > 0 && used + height > most) {
            if (out->count == limit)
                return false;
            out->count++;
            used = 0;
        }
        used += height;
        for (uint32_t i = band; i < end; i++)
            out->panel_of[i] = out->count - 1;
    }
    return true;
}

/* The lowest panels of which there are at most @p count. */
static void share_into(const needs *it, uint32_t count, bool has_glue, division *out)
{
    toc_um low = 0;
    toc_um high = INT32_MAX / 2;

    while (low < high) {
        toc_um middle = low + (high - low) / 2;
        if (share_out(it, middle, has_glue, count, out))
            high = middle;
        else
            low = middle + 1;
    }
    share_out(it, high, has_glue, count, out);
}

typedef struct extent {
    uint64_t width, height, area;
} extent;

static extent measure(needs *it, const division *one)
{
    extent all = {0};

    for (uint32_t panel = 0; panel < one->count; panel++) {
        uint64_t width = TOC_BAND_WIDTH + TOC_PANEL_GAP;
        uint64_t height = 0;
        for (uint32_t i = 0; i < it->count; i++) {
            if (one->panel_of[i] == panel) {
                width += (uint64_t)widen(it, i);
                height += (uint64_t)it->height[i] * 7 / 6; /* lines take some more */
            }
        }
        for (uint32_t i = 0; i < it->count; i++) {
            if (one->panel_of[i] == panel)
                clear(it, i);
        }
        all.width += width;
        all.height = height > all.height ? height : all.height;
        all.area += width * height;
    }
    return all;
}

static uint64_t shrinks_by(const extent *all, uint64_t across, uint64_t down)
{
    uint64_t a = all->width * down;
    uint64_t b = all->height * across;
    return a > b ? a : b;
}

static uint64_t root_of(uint64_t square)
{
    uint64_t low = 0;
    uint64_t high = UINT32_MAX;

    while (low < high) {
        uint64_t middle = (low + high + 1) / 2;
        if (middle * middle <= square)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* How much the chart must shrink to come on a sheet, and a little how much of that is empty; each
 * panel more, each grade torn from its ladder and each line that becomes connectors makes it
 * somewhat worse. */
static uint64_t cost_of(needs *it, const division *one)
{
    const toc_flow *flow = it->chart->flow;
    extent all = measure(it, one);
    uint32_t aspect = it->chart->aspect;
    uint64_t wide = shrinks_by(&all, aspect ? aspect : LONG_SIDE, SHORT_SIDE);
    uint64_t tall = aspect ? wide : shrinks_by(&all, SHORT_SIDE, LONG_SIDE);
    uint64_t mean = aspect ? root_of((uint64_t)aspect * SHORT_SIDE) : MEAN_SIDE;
    uint64_t permille = 960 + 40 * (uint64_t)one->count;

    for (uint32_t i = 1; i < it->count; i++)
        permille += is_glued(it, i, true) && one->panel_of[i] != one->panel_of[i - 1] ? 80 : 0;
    for (uint32_t i = 0; i < flow->edges.count && permille < 4000; i++) {
        uint32_t from = it->chart->items.items[flow->edges.items[i]->source->index].band;
        uint32_t to = it->chart->items.items[flow->edges.items[i]->target->index].band;
        permille += one->panel_of[from] != one->panel_of[to] ? 3 : 0;
    }
    wide = wide < tall ? wide : tall;
    return (wide * 3 + root_of(all.area) * mean) / 1000 * permille;
}

/* What no grade sets off may stand in any panel, but not before a grade, or after the end. */
static bool can_move(const needs *it, uint32_t band)
{
    const toc_flow *flow = it->chart->flow;
    bool is_after_grade = false;

    if (flow->bands.items[band]->kind == TOC_FLOW_BAND_TELLING)
        return true;
    if (flow->bands.items[band]->kind != TOC_FLOW_BAND_RESPONSE)
        return false;
    for (uint32_t i = 0; i < it->count; i++) {
        if (is_grade(it, i) && i > band)
            return false;
        if (flow->bands.items[i]->kind == TOC_FLOW_BAND_END && i < band)
            return false;
        is_after_grade |= is_grade(it, i);
    }
    return is_after_grade || band > 1;
}

static void move_bands(needs *it, division *one)
{
    uint64_t work = (uint64_t)it->count * it->count * one->count * one->count +
                    (uint64_t)it->count * one->count * it->chart->flow->edges.count;
    bool is_better = work < MOST_MOVES && !it->chart->is_quick;

    while (is_better) {
        is_better = false;
        for (uint32_t band = 0; band < it->count; band++) {
            uint32_t best = one->panel_of[band];
            for (uint32_t to = 0; to < one->count && can_move(it, band); to++) {
                uint64_t cost;
                one->panel_of[band] = to;
                cost = cost_of(it, one);
                if (cost < one->cost) {
                    one->cost = cost;
                    best = to;
                    is_better = true;
                }
            }
            one->panel_of[band] = best;
        }
    }
}

/* Panels that all bands have left are none. */
static void drop_empty(needs *it, division *one)
{
    uint32_t *number = TOC_NEW_ARRAY(it->chart->canvas->arena, uint32_t, one->count + 1u);
    uint32_t used = 0;

    for (uint32_t i = 0; i < it->count; i++) {
        if (it->height[i] > 0)
            number[one->panel_of[i]] = 1;
    }
    for (uint32_t i = 0; i < one->count; i++) {
        bool is_used = number[i] > 0;
        number[i] = is_used || used == 0 ? used : used - 1;
        used += is_used;
    }
    for (uint32_t i = 0; i < it->count; i++)
        one->panel_of[i] = number[one->panel_of[i]];
    one->count = used > 0 ? used : 1;
    one->cost = cost_of(it, one);
}

static void try_divisions(needs *it, division *best)
{
    toc_arena *arena = it->chart->canvas->arena;
    uint64_t least = UINT64_MAX;

    for (uint32_t count = 1; count <= MOST_PANELS && count <= it->count; count++) {
        bool has_worsened = true;
        for (int glue = 0; glue < 2; glue++) {
            division one = {.panel_of = TOC_NEW_ARRAY(arena, uint32_t, it->count + 1u)};
            share_into(it, count, glue == 1, &one);
            one.cost = cost_of(it, &one);
            if (one.cost / 2 < least)
                move_bands(it, &one);
            drop_empty(it, &one);
            has_worsened = has_worsened && one.cost / 2 > least;
            if (one.cost < best->cost)
                *best = one;
        }
        least = best->cost;
        if (it->chart->is_one_panel || has_worsened)
            return;
    }
}

void toc_flow_chart_divide(toc_flow_chart *chart)
{
    division best = {.cost = UINT64_MAX};
    needs it;

    choose_slots(chart);
    it = find_needs(chart);
    try_divisions(&it, &best);
    chart->panel_of = best.panel_of;
    for (uint32_t i = 0; i < best.count; i++)
        TOC_PUSH(chart->canvas->arena, &chart->panels, (toc_flow_panel){0});
    chart->place_of = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, it.count + 1u);
    for (uint32_t i = 0; i < it.count; i++) {
        toc_flow_panel *panel = &chart->panels.items[best.panel_of[i]];
        chart->place_of[i] = panel->bands.count;
        TOC_PUSH(chart->canvas->arena, &panel->bands, i);
    }
}
