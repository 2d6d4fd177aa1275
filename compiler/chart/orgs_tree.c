/* orgs_tree.c - below which other each body hangs, and where it stands.
 *
 * Trees are laid out from their leaves up, in the way of Reingold and Tilford, but by whole
 * rectangles: a parent stands over the middle of its children; children on different lines stand
 * in blocks of their own, so that no bus crosses another; a block too wide is broken into rows
 * that hang on one trunk; secretariats and advisers stand beside their body.  How wide rows are is
 * tried out: what fits a sheet that lies across best is taken. */
#include <stdlib.h>

#include "chart/orgs.h"

#define AREA_MOST  (INT64_C(1) << 56)
#define SCENE_MOST (1000 * 1000 * TOC_MM) /* a kilometre */

enum {
    ROW_GAP = 13 * TOC_MM, /* between rows of a block; its bus is in the lower half */
    BUS = 6 * TOC_MM,      /* from the bus to the row */
    TRACK = 4 * TOC_MM,    /* between buses of one parent */
    DROP = 5 * TOC_MM,     /* from the parent to its first bus */
    TRUNK = 5 * TOC_MM,
    BESIDE = 12 * TOC_MM, /* from a body to its secretariat */
    STACK = 5 * TOC_MM,   /* between secretariats */
    STEM = 6 * TOC_MM,    /* between stems of one parent */
    ROW_LEAST = 3 * TOC_ORG_BOX + 2 * TOC_ORG_GAP,
    PANEL = 4 * TOC_MM,
    COLUMNS_MOST = 4 /* of panels beside the trees */
};

/* ── rows of trees ───────────────────────────────────────────────────────── */

/* The whole square root, rounded down. */
static int64_t root_of(int64_t value)
{
    int64_t root = 0;

    for (int64_t bit = INT64_C(1) << 31; bit > 0; bit >>= 1) {
        if ((root + bit) * (root + bit) <= value)
            root += bit;
    }
    return root;
}

/* How wide rows of these trees are, at most: `spread` times as wide as high. */
static toc_um width_of_rows(const toc_orgs_chart *chart, const uint32_t *items, uint32_t count)
{
    int64_t area = 0;
    toc_um widest = ROW_LEAST;

    for (uint32_t i = 0; i < count; i++) {
        const toc_org_box *box = &chart->boxes.items[items[i]];

        area += (int64_t)(box->tree_width + TOC_ORG_GAP) * (box->tree_height + ROW_GAP);
        if (box->tree_width > widest)
            widest = box->tree_width;
    }
    area = area < AREA_MOST ? area * chart->spread : AREA_MOST;
    return root_of(area) > widest ? (toc_um)root_of(area) : widest;
}

/* Charts end somewhere: what would stand further out stands there. */
static toc_um sum(toc_um a, toc_um b)
{
    return a > SCENE_MOST - b ? SCENE_MOST : a + b;
}

typedef struct extent {
    toc_um width, height;
} extent;

/* Places trees from @p left, @p top on in rows of at most @p most; sets dx, dy and bus. */
static extent place_rows(toc_orgs_chart *chart, const uint32_t *items, uint32_t count, toc_um left,
                         toc_um top, toc_um most, toc_um row_gap)
{
    extent all = {0, 0};
    toc_um x = 0;
    toc_um y = 0;
    toc_um height = 0;

    for (uint32_t i = 0; i < count; i++) {
        toc_org_box *box = &chart->boxes.items[items[i]];

        if (x > 0 && x + box->tree_width > most) {
            y = sum(y, height + row_gap);
            x = height = 0;
        }
        box->dx = sum(left, x);
        box->dy = sum(top, y);
        box->bus = box->dy - BUS;
        x = sum(x, box->tree_width + TOC_ORG_GAP);
        if (box->tree_height > height)
            height = box->tree_height;
        if (x - TOC_ORG_GAP > all.width)
            all.width = x - TOC_ORG_GAP;
    }
    all.height = sum(y, height);
    return all;
}

/* ── one parent ──────────────────────────────────────────────────────────── */

/* Children on one line, below their parent. */
typedef struct block {
    const uint32_t *items;
    uint32_t count;
    extent size;
    toc_um trunk; /* -1: one row */
} block;
typedef TOC_VEC(block) blocks;

static blocks blocks_of(const toc_orgs_chart *chart, const toc_org_box *parent)
{
    blocks list = {0};

    for (uint32_t i = 0; i < parent->children.count; i++) {
        const toc_org_box *child = &chart->boxes.items[parent->children.items[i]];
        block *last = list.count > 0 ? &list.items[list.count - 1] : NULL;

        if (child->is_beside)
            continue;
        if (last && last->items + last->count == &parent->children.items[i] &&
            chart->boxes.items[last->items[0]].line == child->line)
            last->count++;
        else
            TOC_PUSH(chart->canvas->arena, &list,
                     ((block){&parent->children.items[i], 1, {0, 0}, -1}));
    }
    return list;
}

/* The parent's box with what stands beside it; sets the places of the latter from @p middle. */
static extent place_beside(toc_orgs_chart *chart, toc_org_box *parent, toc_um middle)
{
    extent all = {parent->width, parent->height};
    toc_um y = 0;

    for (uint32_t i = 0; i < parent->children.count; i++) {
        toc_org_box *child = &chart->boxes.items[parent->children.items[i]];

        if (!child->is_beside)
            continue;
        child->dx = middle + parent->width / 2 + BESIDE;
        child->dy = y;
        child->trunk = -1;
        y += child->height + STACK;
        all.width = parent->width + BESIDE + child->width;
    }
    if (y - STACK > all.height)
        all.height = y - STACK;
    return all;
}

/* Over the middle of the ends of all first rows. */
static toc_um middle_over(const toc_orgs_chart *chart, const blocks *list)
{
    toc_um least = INT32_MAX;
    toc_um most = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        const block *b = &list->items[i];

        for (uint32_t k = 0; k < b->count; k++) {
            const toc_org_box *child = &chart->boxes.items[b->items[k]];
            toc_um at = child->dx + child->middle;

            if (at < least)
                least = at;
            if (at > most)
                most = at;
        }
    }
    return (least + most) / 2;
}

/* How many buses lie above that of a block: those that go far to the left or right pass over
 * those nearer the middle. */
static uint32_t track_of(const blocks *list, uint32_t index, uint32_t centre)
{
    uint32_t right = list->count - 1 - centre;

    if (index == centre)
        return centre > right ? centre : right;
    return index < centre ? index : list->count - 1 - index;
}

static void join_block(toc_orgs_chart *chart, const block *b, toc_um stem, toc_um first_bus)
{
    toc_um first_row = chart->boxes.items[b->items[0]].dy;

    for (uint32_t k = 0; k < b->count; k++) {
        toc_org_box *child = &chart->boxes.items[b->items[k]];

        child->stem = stem;
        child->trunk = b->trunk;
        child->is_first = k == 0;
        if (child->dy == first_row)
            child->bus = first_bus;
    }
}

/* Places blocks side by side, from @p top on; their buses lie above. */
static extent place_blocks(toc_orgs_chart *chart, blocks *list, toc_um top)
{
    extent all = {0, 0};

    for (uint32_t i = 0; i < list->count; i++) {
        block *b = &list->items[i];
        toc_um most = width_of_rows(chart, b->items, b->count);
        toc_um left = all.width > 0 ? all.width + 2 * TOC_ORG_GAP : 0;

        b->size = place_rows(chart, b->items, b->count, left, top, most, ROW_GAP);
        b->trunk = -1;
        if (chart->boxes.items[b->items[b->count - 1]].dy != top) {
            b->trunk = left;
            b->size = place_rows(chart, b->items, b->count, left + TRUNK, top, most, ROW_GAP);
            b->size.width += TRUNK;
        }
        all.width = left + b->size.width;
        if (b->size.height > all.height)
            all.height = b->size.height;
    }
    return all;
}

static void shift_children(toc_orgs_chart *chart, const toc_org_box *parent, toc_um by)
{
    for (uint32_t i = 0; i < parent->children.count; i++) {
        toc_org_box *child = &chart->boxes.items[parent->children.items[i]];

        if (child->is_beside)
            continue;
        child->dx += by;
    }
}

static void join_blocks(toc_orgs_chart *chart, const blocks *list, const toc_org_box *parent,
                        toc_um top)
{
    uint32_t centre = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        if (chart->boxes.items[list->items[i].items[0]].dx <= parent->middle)
            centre = i;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        toc_um stem = parent->middle + (2 * (toc_um)i - (toc_um)list->count + 1) * STEM / 2;
        uint32_t below = track_of(list, centre, centre) - track_of(list, i, centre);

        join_block(chart, &list->items[i], stem, top - BUS - (toc_um)below * TRACK);
    }
}

/* The tree below one box, when those of its children stand. */
static void place_tree(toc_orgs_chart *chart, uint32_t index)
{
    toc_org_box *parent = &chart->boxes.items[index];
    blocks list = blocks_of(chart, parent);
    extent unit = place_beside(chart, parent, parent->width / 2);
    toc_um top = unit.height + DROP + BUS + (list.count > 1 ? (toc_um)(list.count - 1) * TRACK : 0);
    toc_um missing;
    extent below;

    parent->middle = parent->width / 2;
    parent->tree_width = unit.width;
    parent->tree_height = unit.height;
    if (list.count == 0)
        return;
    below = place_blocks(chart, &list, top);
    parent->middle = middle_over(chart, &list);
    missing = parent->width / 2 - parent->middle;
    if (missing > 0) {
        shift_children(chart, parent, missing);
        for (uint32_t i = 0; i < list.count; i++)
            list.items[i].trunk += list.items[i].trunk >= 0 ? missing : 0;
        parent->middle += missing;
        below.width += missing;
    }
    place_beside(chart, parent, parent->middle);
    join_blocks(chart, &list, parent, top);
    parent->tree_height = sum(top, below.height);
    unit.width += parent->middle - parent->width / 2;
    parent->tree_width = unit.width > below.width ? unit.width : below.width;
}

/* ── all trees ───────────────────────────────────────────────────────────── */

/* Parents before their children. */
static uint32_t *from_the_roots(const toc_orgs_chart *chart)
{
    uint32_t *order = TOC_NEW_ARRAY(chart->canvas->arena, uint32_t, chart->boxes.count + 1u);
    uint32_t count = 0;

    for (uint32_t i = 0; i < chart->boxes.count; i++) {
        if (chart->boxes.items[i].parent == TOC_NO_ORG)
            order[count++] = i;
    }
    for (uint32_t at = 0; at < count; at++) {
        const toc_org_box *box = &chart->boxes.items[order[at]];

        for (uint32_t i = 0; i < box->children.count; i++)
            order[count++] = box->children.items[i];
    }
    return order;
}

static void widen(toc_orgs_chart *chart, toc_um right)
{
    if (right > chart->width)
        chart->width = right;
}

/* Bodies that stand alone, in a panel under a heading, from @p left and the chart's height on. */
static void place_panel(toc_orgs_chart *chart, const uint32_t *items, uint32_t count, toc_um left,
                        toc_um most, toc_word word)
{
    toc_org_panel panel = {.at = {left, chart->height, 0, 0}};
    extent size;

    if (count == 0)
        return;
    panel.text =
        toc_canvas_set(chart->canvas, toc_word_both(chart->w, word), TOC_SIZE_LARGE, true, most);
    chart->height = sum(chart->height, PANEL);
    panel.spot = (toc_spot){left + PANEL, chart->height};
    chart->height = sum(chart->height, panel.text.height + TOC_PADDING);
    size = place_rows(chart, items, count, left + PANEL, chart->height, most, STACK);
    chart->height = sum(chart->height, size.height + PANEL);
    panel.at.height = chart->height - panel.at.y;
    widen(chart,
          sum(left, (size.width > panel.text.width ? size.width : panel.text.width) + 2 * PANEL));
    chart->height = sum(chart->height, TOC_ORG_GAP);
    TOC_PUSH(chart->canvas->arena, &chart->panels, panel);
}

/* Panels over and under the trees, as wide as these. */
static void place_panels_across(toc_orgs_chart *chart, const toc_org_roots *roots, extent trees)
{
    toc_um most = trees.width > ROW_LEAST ? trees.width - 2 * PANEL : ROW_LEAST;

    if (roots->trees.count == 0)
        most = width_of_rows(chart, roots->beside.items, roots->beside.count);
    place_panel(chart, roots->above.items, roots->above.count, TOC_ORG_EDGE, most,
                TOC_WORD_ORGS_ABOVE);
    place_rows(chart, roots->trees.items, roots->trees.count, TOC_ORG_EDGE, chart->height,
               trees.width, ROW_GAP);
    widen(chart, sum(TOC_ORG_EDGE, trees.width));
    chart->height = sum(chart->height, trees.height + (trees.height > 0 ? TOC_ORG_GAP : 0));
    place_panel(chart, roots->beside.items, roots->beside.count, TOC_ORG_EDGE, most,
                TOC_WORD_ORGS_BESIDE);
    chart->height -= TOC_ORG_GAP;
}

/* Panels one below the other to the right of the trees, some boxes wide. */
static void place_panels_beside(toc_orgs_chart *chart, const toc_org_roots *roots, extent trees,
                                uint32_t columns)
{
    toc_um left = sum(TOC_ORG_EDGE, trees.width + 2 * TOC_ORG_GAP);
    toc_um most = (toc_um)columns * (TOC_ORG_BOX + TOC_ORG_GAP) - TOC_ORG_GAP;

    place_rows(chart, roots->trees.items, roots->trees.count, TOC_ORG_EDGE, chart->height,
               trees.width, ROW_GAP);
    widen(chart, sum(TOC_ORG_EDGE, trees.width));
    place_panel(chart, roots->above.items, roots->above.count, left, most, TOC_WORD_ORGS_ABOVE);
    place_panel(chart, roots->beside.items, roots->beside.count, left, most, TOC_WORD_ORGS_BESIDE);
    if (chart->panels.count > 0)
        chart->height -= TOC_ORG_GAP;
    if (sum(TOC_ORG_EDGE, trees.height) > chart->height)
        chart->height = sum(TOC_ORG_EDGE, trees.height);
}

/* How wide rows are, and how many boxes wide panels beside the trees: 0: they are not there. */
typedef struct arrangement {
    uint32_t spread, columns;
} arrangement;

static void place_all(toc_orgs_chart *chart, const uint32_t *order, const toc_org_roots *roots,
                      arrangement how)
{
    extent trees;

    chart->spread = how.spread;
    chart->panels.count = 0;
    chart->width = 0;
    chart->height = TOC_ORG_EDGE;
    for (uint32_t i = chart->boxes.count; i-- > 0;)
        place_tree(chart, order[i]);
    trees = place_rows(chart, roots->trees.items, roots->trees.count, 0, 0,
                       width_of_rows(chart, roots->trees.items, roots->trees.count), ROW_GAP);
    if (how.columns > 0 && roots->trees.count > 0)
        place_panels_beside(chart, roots, trees, how.columns);
    else
        place_panels_across(chart, roots, trees);
    for (uint32_t i = 0; i < chart->panels.count; i++)
        chart->panels.items[i].at.width = chart->width - chart->panels.items[i].at.x;
}

/* From places in the parent's tree to places in the scene, the parent first. */
static void make_absolute(toc_orgs_chart *chart, toc_org_box *box)
{
    if (box->parent != TOC_NO_ORG) {
        const toc_org_box *parent = &chart->boxes.items[box->parent];
        toc_um left = parent->x - (parent->middle - parent->width / 2);

        box->stem += left;
        box->trunk += box->trunk >= 0 ? left : 0;
        box->bus += parent->y;
        box->dx = sum(box->dx, left);
        box->dy = sum(box->dy, parent->y);
    }
    box->x = box->dx + box->middle - box->width / 2;
    box->y = box->dy;
}

/* How large a chart comes out on a sheet that is 3 wide and 2 high: less is larger. */
static int64_t need_of(const toc_orgs_chart *chart)
{
    int64_t wide = (int64_t)chart->width * 2;
    int64_t high = (int64_t)chart->height * 3;

    return wide > high ? wide : high;
}

void toc_orgs_place(toc_orgs_chart *chart)
{
    static const uint32_t spreads[] = {1, 2, 3, 5, 9, 17, 40};
    const uint32_t *order = from_the_roots(chart);
    const toc_org_roots *roots = &chart->roots;
    arrangement best = {1, 0};
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < sizeof spreads / sizeof spreads[0] * (COLUMNS_MOST + 1); i++) {
        arrangement how = {spreads[i / (COLUMNS_MOST + 1)], (uint32_t)(i % (COLUMNS_MOST + 1))};

        place_all(chart, order, roots, how);
        if (need_of(chart) < least) {
            least = need_of(chart);
            best = how;
        }
    }
    place_all(chart, order, roots, best);
    for (uint32_t i = 0; i < chart->boxes.count; i++)
        make_absolute(chart, &chart->boxes.items[order[i]]);
}

void toc_org_beside_way(const toc_orgs_chart *chart, const toc_org_box *box, toc_spot out[4])
{
    const toc_org_box *parent = &chart->boxes.items[box->parent];
    toc_um first = (parent->head.height + TOC_ORG_INSIDE) / 2;
    toc_um step = (parent->height - first - 1500) / TOC_ORG_BESIDE_MOST;
    toc_um right = parent->x + parent->width;
    toc_um to = box->y + (box->head.height + TOC_ORG_INSIDE) / 2;
    toc_um number = 0;
    toc_um from;

    for (uint32_t i = 0; &chart->boxes.items[parent->children.items[i]] != box; i++)
        number += chart->boxes.items[parent->children.items[i]].is_beside;
    from = number == 0 ? to : parent->y + first + number * (step < 4000 ? step : 4000);
    out[0] = (toc_spot){right, from};
    out[1] = (toc_spot){box->x - 3500 - number * 2000, from};
    out[2] = (toc_spot){out[1].x, to};
    out[3] = (toc_spot){box->x, to};
}
