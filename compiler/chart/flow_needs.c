/* flow_needs.c - what room each band of a flow chart asks for, and how wide its lanes may be. */
#include <stdlib.h>

#include "chart/flow_needs.h"

enum {
    WIDENING_WORK = 30000, /* nodes placed while lanes are widened */
    QUICK_TRIES = 4,       /* the same, where it must be quick */
    GAP = 6 * TOC_MM       /* beside a column, more or less */
};

typedef struct place {
    uint32_t lane, row, node;
} place;

static int by_lane(const void *left, const void *right)
{
    const place *a = left;
    const place *b = right;

    if (a->lane != b->lane)
        return a->lane < b->lane ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

/* The lanes that a band uses, with their columns. */
static void list_needs(toc_flow_needs *it, uint32_t band, const toc_flow_panel *panel)
{
    const toc_layout *layout = &panel->layout;
    place *places = TOC_NEW_ARRAY(layout->arena, place, layout->nodes.count + 1u);
    toc_flow_need *last = NULL;
    uint32_t in_row = 0;

    for (uint32_t i = 0; i < layout->nodes.count; i++)
        places[i] = (place){layout->nodes.items[i].stands_in, layout->nodes.items[i].row, i};
    qsort(places, layout->nodes.count, sizeof *places, by_lane);
    it->of_band[band].count = 0;
    for (uint32_t i = 0; i < layout->nodes.count; i++) {
        bool is_same_lane = i > 0 && places[i].lane == places[i - 1].lane;
        toc_um width = layout->nodes.items[places[i].node].width;
        const toc_flow_lane *lane = panel->lanes[places[i].lane];

        in_row = is_same_lane && places[i].row == places[i - 1].row ? in_row + 1 : 1;
        if (!lane && places[i].lane + 1 != panel->told)
            continue;
        if (!is_same_lane || !last) {
            toc_flow_need one = {lane ? lane->index : it->shared, 1, width};
            TOC_PUSH(it->chart->canvas->arena, &it->of_band[band], one);
            last = &it->of_band[band].items[it->of_band[band].count - 1];
        }
        last->columns = in_row > last->columns ? in_row : last->columns;
        last->width = width > last->width ? width : last->width;
    }
}

int64_t toc_flow_needs_widen(toc_flow_needs *it, uint32_t band)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < it->of_band[band].count; i++) {
        const toc_flow_need *one = &it->of_band[band].items[i];
        toc_flow_need *all = &it->of_lane[one->lane];
        int64_t before = (int64_t)all->columns * (all->width + GAP);

        all->columns = one->columns > all->columns ? one->columns : all->columns;
        all->width = one->width > all->width ? one->width : all->width;
        sum += (int64_t)all->columns * (all->width + GAP) - before;
    }
    return sum;
}

void toc_flow_needs_clear(toc_flow_needs *it, uint32_t band)
{
    for (uint32_t i = 0; i < it->of_band[band].count; i++)
        it->of_lane[it->of_band[band].items[i].lane] = (toc_flow_need){0};
}

/* Lays the band out alone. */
static void find_band(toc_flow_needs *it, uint32_t band)
{
    toc_flow_panel alone = {0};

    TOC_PUSH(it->chart->canvas->arena, &alone.bands, band);
    toc_flow_chart_fill(it->chart, &alone, band);
    it->height[band] = 0;
    if (alone.layout.nodes.count > 0) {
        toc_layout_estimate(&alone.layout);
        it->height[band] = alone.layout.height;
        it->width[band] = alone.layout.width;
    }
    list_needs(it, band, &alone);
}

/* The room that a band takes in a panel of its own, in square millimetres. */
static uint64_t area_of(toc_flow_needs *it, uint32_t band)
{
    uint64_t area = (uint64_t)(TOC_BAND_WIDTH + toc_flow_needs_widen(it, band)) *
                    (uint64_t)it->height[band] / TOC_MM;

    toc_flow_needs_clear(it, band);
    return area;
}

/* ── how many columns a lane may have ────────────────────────────────────── */

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

static bool uses(const toc_flow_needs *it, uint32_t band, uint32_t lane)
{
    for (uint32_t i = 0; i < it->of_band[band].count; i++) {
        if (it->of_band[band].items[i].lane == lane)
            return true;
    }
    return false;
}

/* The bands that use the lane, measured anew; returns the room that they take. */
static uint64_t area_with(toc_flow_needs *it, const uint32_t *bands, uint32_t count)
{
    uint64_t sum = 0;

    for (uint32_t i = 0; i < count; i++) {
        find_band(it, bands[i]);
        sum += area_of(it, bands[i]);
    }
    return sum;
}

/* A second and a third column where that takes less room in all; returns the tries that are left. */
static uint32_t widen_lane(toc_flow_needs *it, uint32_t lane, uint32_t *bands, uint32_t tries)
{
    uint32_t *slots = &it->chart->slots[lane];
    uint32_t count = 0;
    uint64_t least = 0;

    for (uint32_t i = 0; i < it->count; i++) {
        if (uses(it, i, lane)) {
            bands[count++] = i;
            least += area_of(it, i);
        }
    }
    while (*slots < TOC_LAYOUT_MOST_SLOTS && tries > 0) {
        uint64_t area;
        ++*slots;
        tries--;
        area = area_with(it, bands, count);
        if (area >= least) {
            --*slots;
            area_with(it, bands, count);
            return tries;
        }
        least = area;
    }
    return tries;
}

/* The busiest lanes first. */
static void choose_slots(toc_flow_needs *it)
{
    toc_flow_chart *chart = it->chart;
    uint32_t count = chart->flow->lanes.count;
    busy_lane *lanes = TOC_NEW_ARRAY(chart->canvas->arena, busy_lane, count + 1u);
    uint32_t *bands = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, it->count + 1u);
    uint32_t tries = chart->is_quick ? QUICK_TRIES : WIDENING_WORK / (chart->items.count + 1);

    for (uint32_t i = 0; i < count; i++)
        lanes[i].lane = i;
    for (uint32_t i = 0; i < chart->items.count; i++) {
        if (chart->items.items[i].lane)
            lanes[chart->items.items[i].lane->index].nodes++;
    }
    qsort(lanes, count, sizeof *lanes, by_nodes);
    for (uint32_t i = 0; i < count && tries > 0; i++)
        tries = widen_lane(it, lanes[i].lane, bands, tries);
}

toc_flow_needs *toc_flow_needs_find(toc_flow_chart *chart)
{
    toc_arena *arena = chart->canvas->arena;
    toc_flow_needs *it = TOC_NEW(arena, toc_flow_needs);
    uint32_t lanes = chart->flow->lanes.count;

    it->chart = chart;
    it->count = chart->flow->bands.count;
    it->shared = lanes;
    it->height = TOC_NEW_ARRAY(arena, toc_um, it->count + 1u);
    it->width = TOC_NEW_ARRAY(arena, toc_um, it->count + 1u);
    it->of_band = TOC_NEW_ARRAY(arena, toc_flow_need_list, it->count + 1u);
    it->of_lane = TOC_NEW_ARRAY(arena, toc_flow_need, lanes + 1u);
    chart->slots = TOC_NEW_ARRAY(arena, uint32_t, lanes + 1u);
    for (uint32_t i = 0; i < lanes; i++)
        chart->slots[i] = 1;
    for (uint32_t i = 0; i < chart->items.count; i++)
        chart->items.items[i].panel = chart->items.items[i].band;
    for (uint32_t i = 0; i < it->count; i++)
        find_band(it, i);
    choose_slots(it);
    return it;
}
