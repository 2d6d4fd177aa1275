/* stretch.c - spreads columns and rows.
 *
 * Along each axis the stretches that shapes cover only move; what is between them grows in
 * proportion.  So equal places stay equal, and no two change their order. */
#include "layout/stretch.h"

/* What shapes of one column or row cover. */
typedef struct solid {
    toc_um from, to;
    int64_t before; /* length that may grow, left of or above it */
} solid;

typedef struct axis {
    solid *solids; /* ascending, apart */
    uint32_t count;
    int64_t loose; /* length that may grow, in all */
    toc_um more;   /* how much all becomes longer */
} axis;

static void cover(solid *it, toc_um from, toc_um length)
{
    bool is_new = it->to == 0 && it->from == 0;

    it->from = is_new || from < it->from ? from : it->from;
    it->to = is_new || from + length > it->to ? from + length : it->to;
}

/* Columns or rows without a shape cover nothing. */
static void finish(axis *it, uint32_t count, toc_um length, toc_um wanted)
{
    toc_um end = 0;

    for (uint32_t i = 0; i < count; i++) {
        solid one = it->solids[i];
        if (one.to == 0)
            continue;
        it->loose += one.from > end ? one.from - end : 0;
        one.before = it->loose;
        end = one.to;
        it->solids[it->count++] = one;
    }
    it->loose += length > end ? length - end : 0;
    it->more = wanted > length ? wanted - length : 0;
}

static axis find_columns(const toc_layout *layout, toc_um wanted)
{
    axis it = {.solids = TOC_NEW_ARRAY(layout->arena, solid, layout->column_count + 1u)};

    for (uint32_t i = 0; i < layout->nodes.count; i++) {
        const toc_layout_node *node = &layout->nodes.items[i];
        cover(&it.solids[node->column], node->x, node->width);
    }
    finish(&it, layout->column_count, layout->width, wanted);
    return it;
}

static axis find_rows(const toc_layout *layout, toc_um wanted)
{
    axis it = {.solids = TOC_NEW_ARRAY(layout->arena, solid, layout->row_count + 1u)};

    for (uint32_t i = 0; i < layout->nodes.count; i++) {
        const toc_layout_node *node = &layout->nodes.items[i];
        cover(&it.solids[node->row], node->y - node->above,
              node->height + node->above + node->below);
    }
    finish(&it, layout->row_count, layout->height, wanted);
    return it;
}

static toc_um moved(const axis *it, toc_um at)
{
    uint32_t low = 0;
    uint32_t high = it->count;
    int64_t loose = at;

    while (low < high) { /* the first one that begins after it */
        uint32_t middle = low + (high - low) / 2;
        if (it->solids[middle].from <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0) {
        const solid *before = &it->solids[low - 1];
        loose = before->before + (at > before->to ? at - before->to : 0);
    }
    return it->loose > 0 ? at + (toc_um)(loose * it->more / it->loose) : at;
}

static void move_all(toc_layout *layout, const axis *x, const axis *y)
{
    for (uint32_t i = 0; i < layout->nodes.count; i++) {
        toc_layout_node *node = &layout->nodes.items[i];
        node->x = moved(x, node->x);
        node->y = moved(y, node->y);
    }
    for (uint32_t i = 0; i < layout->edges.count; i++) {
        toc_layout_edge *edge = &layout->edges.items[i];
        for (uint32_t k = 0; k < edge->spot_count; k++)
            edge->spots[k] = (toc_spot){moved(x, edge->spots[k].x), moved(y, edge->spots[k].y)};
    }
    for (uint32_t i = 0; i < layout->lanes.count; i++) {
        toc_layout_lane *lane = &layout->lanes.items[i];
        toc_um end = moved(x, lane->x + lane->width);
        lane->x = moved(x, lane->x);
        lane->width = end - lane->x;
    }
    for (uint32_t i = 0; i < layout->bands.count; i++) {
        toc_layout_band *band = &layout->bands.items[i];
        toc_um end = moved(y, band->y + band->height);
        band->y = moved(y, band->y);
        band->height = end - band->y;
    }
}

void toc_layout_stretch(toc_layout *layout, toc_um width, toc_um height)
{
    axis x = find_columns(layout, width);
    axis y = find_rows(layout, height);

    if (x.more == 0 && y.more == 0)
        return;
    move_all(layout, &x, &y);
    layout->width += x.loose > 0 ? x.more : 0;
    layout->height += y.loose > 0 ? y.more : 0;
}
