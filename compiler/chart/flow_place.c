/* flow_place.c - where the panels of a flow chart stand, once each is laid out.
 *
 * They are packed anew with the sizes that they really have, and then given room, within reason,
 * until their edges are in line and the chart has the shape of the sheet. */
#include "chart/flow_chart.h"
#include "layout/pack.h"
#include "layout/stretch.h"

enum {
    MOST_WIDER = 1700, /* in 1/1000 */
    MOST_HIGHER = 1500,
    MOVES = 16000 /* panels squared that may be packed while they move */
};

typedef struct placer {
    toc_flow_chart *chart;
    toc_pack pack;
    uint32_t *order; /* panels as they are packed */
} placer;

static toc_flow_panel *panel_at(const placer *it, uint32_t place)
{
    return &it->chart->panels.items[it->order[place]];
}

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
        toc_pack_size own = size_of(panel_at(it, i));
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
        toc_flow_panel *panel = panel_at(it, i);
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

/* ── the order ───────────────────────────────────────────────────────────── */

static int64_t pack_panels(placer *it)
{
    for (uint32_t i = 0; i < it->pack.count; i++)
        it->pack.runs[(size_t)i * TOC_PACK_MOST_RUN] = size_of(panel_at(it, i));
    toc_pack_run(&it->pack);
    return toc_pack_cost(it->pack.width, it->pack.height, it->pack.aspect);
}

/* Has the panel only bands of these two kinds, and none of the first two? */
static bool has_only(const placer *it, uint32_t place, toc_flow_band_kind kind,
                     toc_flow_band_kind other)
{
    const toc_flow_panel *panel = panel_at(it, place);

    for (uint32_t i = 0; i < panel->bands.count; i++) {
        const toc_flow_band *band = it->chart->flow->bands.items[panel->bands.items[i]];
        if (band->index < 2 || (band->kind != kind && band->kind != other))
            return false;
    }
    return true;
}

static bool is_end(const placer *it, uint32_t place)
{
    const toc_flow_panel *panel = panel_at(it, place);

    for (uint32_t i = 0; i < panel->bands.count; i++) {
        if (it->chart->flow->bands.items[panel->bands.items[i]]->kind == TOC_FLOW_BAND_END)
            return true;
    }
    return false;
}

/* As bands may: telling anywhere after what comes first, responses before the end of it all. */
static bool may_stand(const placer *it, uint32_t from, uint32_t to)
{
    uint32_t end = 0;

    if (from == to || to == 0 || !has_only(it, from, TOC_FLOW_BAND_RESPONSE, TOC_FLOW_BAND_TELLING))
        return false;
    while (end < it->pack.count && !is_end(it, end))
        end++;
    return has_only(it, from, TOC_FLOW_BAND_TELLING, TOC_FLOW_BAND_TELLING) ||
           (from < end && to < end);
}

static void move(placer *it, uint32_t from, uint32_t to)
{
    uint32_t panel = it->order[from];

    for (; from < to; from++)
        it->order[from] = it->order[from + 1];
    for (; from > to; from--)
        it->order[from] = it->order[from - 1];
    it->order[to] = panel;
}

/* Moves panels while that makes the chart larger by a little at least. */
static void improve(placer *it)
{
    uint32_t count = it->pack.count;
    uint32_t tries = it->chart->is_quick ? 0 : MOVES / (count * count + 1);
    int64_t cost = pack_panels(it);
    bool is_better = tries > 0;

    while (is_better) {
        is_better = false;
        for (uint32_t at = 0; at < count * count && tries > 0; at++) {
            uint32_t from = at / count;
            uint32_t to = at % count;
            int64_t now;
            if (!may_stand(it, from, to))
                continue;
            tries--;
            move(it, from, to);
            now = pack_panels(it);
            if (now < cost - cost / 200) {
                cost = now;
                is_better = true;
            } else {
                move(it, to, from);
            }
        }
    }
    pack_panels(it);
}

/* ── all ─────────────────────────────────────────────────────────────────── */

static placer make_placer(toc_flow_chart *chart)
{
    toc_arena *arena = chart->canvas->arena;
    uint32_t count = chart->panels.count;
    placer it = {.chart = chart, .order = TOC_NEW_ARRAY(arena, uint32_t, count + 1u)};

    it.pack = (toc_pack){.arena = arena,
                         .count = count,
                         .across = TOC_PANEL_GAP,
                         .down = TOC_PANEL_GAP,
                         .aspect = chart->aspect ? chart->aspect : TOC_FLOW_LYING};
    it.pack.runs = TOC_NEW_ARRAY(arena, toc_pack_size, (size_t)count * TOC_PACK_MOST_RUN + 1u);
    for (uint32_t i = 0; i < count; i++)
        it.order[i] = i;
    return it;
}

void toc_flow_chart_frame(toc_flow_chart *chart)
{
    toc_scene *scene = chart->canvas->scene;

    scene->width = 0;
    scene->height = 0;
    for (uint32_t i = 0; i < chart->panels.count; i++) {
        const toc_flow_panel *panel = &chart->panels.items[i];
        toc_um right = panel->left + panel->layout.width;
        toc_um bottom = panel->top + panel->layout.height;
        scene->width = right > scene->width ? right : scene->width;
        scene->height = bottom > scene->height ? bottom : scene->height;
    }
}

static int64_t greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void toc_flow_chart_place_panels(toc_flow_chart *chart)
{
    placer it = make_placer(chart);
    int64_t width;
    int64_t height;

    improve(&it);
    width = it.pack.width;
    height = it.pack.height;
    if (!chart->is_one_panel) {
        int64_t cost = toc_pack_cost(it.pack.width, it.pack.height, it.pack.aspect);
        width = greater(cost * it.pack.aspect / 1000, chart->room_width);
        height = greater(cost, chart->room_height);
    }
    put_columns(&it, at_most((toc_um)width, it.pack.width, MOST_WIDER),
                at_most((toc_um)height, it.pack.height, MOST_HIGHER));
}
