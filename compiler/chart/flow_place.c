/* flow_place.c - where the panels of a flow chart stand, once each is laid out.
 *
 * They are packed anew with the sizes that they really have, and then given room, within reason,
 * until their edges are in line and the chart has the shape of the sheet. */
#include "chart/flow_chart.h"
#include "layout/pack.h"
#include "layout/stretch.h"

enum { MOST_WIDER = 1700, MOST_HIGHER = 1500 }; /* in 1/1000 */

typedef struct placer {
    toc_flow_chart *chart;
    toc_pack pack;
} placer;

static toc_pack_size size_of(const toc_flow_panel *panel)
{
    return (toc_pack_size){TOC_BAND_WIDTH + panel->layout.width,
                           panel->head + panel->layout.height};
}

static toc_um at_most(toc_um wanted, toc_um length, int64_t permille)
{
    int64_t most = length * permille / 1000;
    return wanted < most ? wanted : (toc_um)most;
}

/* ── shelves ─────────────────────────────────────────────────────────────── */

static uint32_t shelf_end(const placer *it, uint32_t first)
{
    const toc_pack_block *blocks = it->pack.blocks.items;
    uint32_t end = first;

    while (end < it->pack.blocks.count && blocks[end].column == blocks[first].column &&
           blocks[end].shelf == blocks[first].shelf)
        end++;
    return end;
}

static toc_pack_size shelf_size(const placer *it, uint32_t first, uint32_t end)
{
    toc_pack_size all = {0};

    for (uint32_t i = first; i < end; i++) {
        toc_pack_size own = size_of(&it->chart->panels.items[i]);
        all.width += own.width + (i > first ? TOC_PANEL_GAP : 0);
        all.height = own.height > all.height ? own.height : all.height;
    }
    return all;
}

/* Panels side by side, together as wide and each as high as said, if they are not far from it. */
static void put_shelf(placer *it, uint32_t first, uint32_t end, toc_rect at)
{
    toc_pack_size now = shelf_size(it, first, end);
    toc_um gaps = (toc_um)(end - first - 1) * TOC_PANEL_GAP;
    toc_um width = at_most(at.width - gaps, now.width - gaps, MOST_WIDER);
    toc_um x = at.x;

    for (uint32_t i = first; i < end; i++) {
        toc_flow_panel *panel = &it->chart->panels.items[i];
        toc_pack_size own = size_of(panel);
        toc_um wide = (toc_um)((int64_t)own.width * width / (now.width - gaps));

        toc_layout_stretch(&panel->layout, wide - TOC_BAND_WIDTH,
                           at_most(at.height, own.height, MOST_HIGHER) - panel->head);
        panel->left = x + TOC_BAND_WIDTH;
        panel->top = at.y + panel->head;
        x += size_of(panel).width + TOC_PANEL_GAP;
    }
}

/* ── columns ─────────────────────────────────────────────────────────────── */

static uint32_t column_end(const placer *it, uint32_t first)
{
    uint32_t end = first;

    while (end < it->pack.blocks.count &&
           it->pack.blocks.items[end].column == it->pack.blocks.items[first].column)
        end++;
    return end;
}

/* Of its shelves below each other; @p out_gaps: between them. */
static toc_pack_size column_size(const placer *it, uint32_t first, uint32_t end, toc_um *out_gaps)
{
    toc_pack_size all = {0};

    *out_gaps = 0;
    for (uint32_t from = first, to; from < end; from = to) {
        toc_pack_size own;
        to = shelf_end(it, from);
        own = shelf_size(it, from, to);
        all.width = own.width > all.width ? own.width : all.width;
        all.height += own.height;
        *out_gaps += from > first ? TOC_PANEL_GAP : 0;
    }
    return all;
}

static void put_column(placer *it, uint32_t first, uint32_t end, toc_rect at)
{
    toc_um gaps;
    toc_pack_size now = column_size(it, first, end, &gaps);
    toc_um height = at_most(at.height - gaps, now.height, MOST_HIGHER);

    for (uint32_t from = first, to; from < end && now.height > 0; from = to) {
        toc_pack_size own;
        to = shelf_end(it, from);
        own = shelf_size(it, from, to);
        at.height = (toc_um)((int64_t)own.height * height / now.height);
        put_shelf(it, from, to, at);
        at.y += at.height + TOC_PANEL_GAP;
    }
}

/* All columns, as wide together as @p width. */
static void put_columns(placer *it, toc_um width, toc_um height)
{
    toc_um gaps = 0;
    toc_um all = 0;
    toc_um unused;
    toc_rect at = {0, 0, 0, height};

    for (uint32_t from = 0, to; from < it->pack.blocks.count; from = to) {
        to = column_end(it, from);
        all += column_size(it, from, to, &unused).width;
        gaps += from > 0 ? TOC_PANEL_GAP : 0;
    }
    for (uint32_t from = 0, to; from < it->pack.blocks.count && all > 0; from = to) {
        to = column_end(it, from);
        at.width =
            (toc_um)((int64_t)column_size(it, from, to, &unused).width * (width - gaps) / all);
        put_column(it, from, to, at);
        at.x += at.width + TOC_PANEL_GAP;
    }
}

/* ── all ─────────────────────────────────────────────────────────────────── */

static void pack_panels(placer *it)
{
    toc_flow_chart *chart = it->chart;
    uint32_t count = chart->panels.count;

    it->pack = (toc_pack){.arena = chart->canvas->arena,
                          .count = count,
                          .across = TOC_PANEL_GAP,
                          .down = TOC_PANEL_GAP,
                          .aspect = chart->aspect ? chart->aspect : TOC_FLOW_LYING};
    it->pack.runs =
        TOC_NEW_ARRAY(chart->canvas->arena, toc_pack_size, (size_t)count * TOC_PACK_MOST_RUN + 1u);
    for (uint32_t i = 0; i < count; i++)
        it->pack.runs[(size_t)i * TOC_PACK_MOST_RUN] = size_of(&chart->panels.items[i]);
    toc_pack_run(&it->pack);
}

/* The outline of all panels. */
static void frame(toc_flow_chart *chart)
{
    toc_scene *scene = chart->canvas->scene;

    for (uint32_t i = 0; i < chart->panels.count; i++) {
        const toc_flow_panel *panel = &chart->panels.items[i];
        toc_um right = panel->left + panel->layout.width;
        toc_um bottom = panel->top + panel->layout.height;
        scene->width = right > scene->width ? right : scene->width;
        scene->height = bottom > scene->height ? bottom : scene->height;
    }
}

void toc_flow_chart_place_panels(toc_flow_chart *chart)
{
    placer it = {.chart = chart};
    int64_t width;
    int64_t height;

    pack_panels(&it);
    width = it.pack.width;
    height = it.pack.height;
    if (!chart->is_one_panel) {
        int64_t cost = toc_pack_cost(it.pack.width, it.pack.height, it.pack.aspect);
        width = cost * it.pack.aspect / 1000;
        height = cost;
    }
    put_columns(&it, at_most((toc_um)width, it.pack.width, MOST_WIDER),
                at_most((toc_um)height, it.pack.height, MOST_HIGHER));
    frame(chart);
}
