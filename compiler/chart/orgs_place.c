/* orgs_place.c - all trees and the panels of bodies that stand alone, on one sheet: several
 * arrangements are tried, and what comes out largest in the room on the sheet is taken. */
#include "chart/orgs_tree.h"

enum {
    TITLE_MOST = 400 * TOC_MM,
    PANEL = 4 * TOC_MM, /* free space inside its edges */
    COLUMNS_MOST = 4    /* of panels beside the trees */
};

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
    toc_org_panel panel = {.at = {left, chart->height, 0, 0}, .reaches_edge = true};
    toc_org_extent size;

    if (count == 0)
        return;
    panel.text = toc_canvas_set(chart->canvas, toc_word_both(chart->w, word), TOC_SIZE_LARGE, true,
                                most < TITLE_MOST ? most : TITLE_MOST);
    chart->height = toc_org_sum(chart->height, PANEL);
    panel.spot = (toc_spot){left + PANEL, chart->height};
    chart->height = toc_org_sum(chart->height, panel.text.height + TOC_PADDING);
    size =
        toc_org_place_rows(chart, items, count, left + PANEL, chart->height, most, TOC_ORG_STACK);
    chart->height = toc_org_sum(chart->height, size.height + PANEL);
    panel.at.height = chart->height - panel.at.y;
    widen(chart, toc_org_sum(left, (size.width > panel.text.width ? size.width : panel.text.width) +
                                       2 * PANEL));
    chart->height = toc_org_sum(chart->height, TOC_ORG_GAP);
    TOC_PUSH(chart->canvas->arena, &chart->panels, panel);
}

/* Panels over and under the trees, as wide as these. */
static void place_panels_across(toc_orgs_chart *chart, const toc_org_roots *roots,
                                toc_org_extent trees)
{
    toc_um most = trees.width > TOC_ORG_ROW_LEAST ? trees.width - 2 * PANEL : TOC_ORG_ROW_LEAST;

    if (roots->trees.count == 0)
        most = toc_org_row_width(chart, roots->beside.items, roots->beside.count);
    place_panel(chart, roots->above.items, roots->above.count, TOC_ORG_EDGE, most,
                TOC_WORD_ORGS_ABOVE);
    toc_org_place_rows(chart, roots->trees.items, roots->trees.count, TOC_ORG_EDGE, chart->height,
                       trees.width, TOC_ORG_ROW_GAP);
    widen(chart, toc_org_sum(TOC_ORG_EDGE, trees.width));
    chart->height = toc_org_sum(chart->height, trees.height + (trees.height > 0 ? TOC_ORG_GAP : 0));
    place_panel(chart, roots->beside.items, roots->beside.count, TOC_ORG_EDGE, most,
                TOC_WORD_ORGS_BESIDE);
    chart->height -= TOC_ORG_GAP;
}

/* Panels one below the other to the right of the trees, some boxes wide. */
static void place_panels_beside(toc_orgs_chart *chart, const toc_org_roots *roots,
                                toc_org_extent trees, uint32_t columns)
{
    toc_um left = toc_org_sum(TOC_ORG_EDGE, trees.width + 2 * TOC_ORG_GAP);
    toc_um most = (toc_um)columns * (TOC_ORG_BOX + TOC_ORG_GAP) - TOC_ORG_GAP;

    toc_org_place_rows(chart, roots->trees.items, roots->trees.count, TOC_ORG_EDGE, chart->height,
                       trees.width, TOC_ORG_ROW_GAP);
    widen(chart, toc_org_sum(TOC_ORG_EDGE, trees.width));
    place_panel(chart, roots->above.items, roots->above.count, left, most, TOC_WORD_ORGS_ABOVE);
    place_panel(chart, roots->beside.items, roots->beside.count, left, most, TOC_WORD_ORGS_BESIDE);
    if (chart->panels.count > 0)
        chart->height -= TOC_ORG_GAP;
    if (toc_org_sum(TOC_ORG_EDGE, trees.height) > chart->height)
        chart->height = toc_org_sum(TOC_ORG_EDGE, trees.height);
}

static toc_um width_of_boxes(uint32_t count)
{
    return count > 1000 ? TOC_ORG_SCENE_MOST
                        : (toc_um)count * (TOC_ORG_BOX + TOC_ORG_GAP) - TOC_ORG_GAP;
}

/* Both panels side by side over the trees, each in one row. */
static bool place_panels_in_a_row(toc_orgs_chart *chart, const toc_org_roots *roots,
                                  toc_org_extent trees)
{
    toc_um above = width_of_boxes(roots->above.count);
    toc_um beside = width_of_boxes(roots->beside.count);
    toc_um top = chart->height;
    toc_um left = TOC_ORG_EDGE + above + 2 * PANEL + TOC_ORG_GAP;

    if (roots->above.count == 0 || roots->beside.count == 0 ||
        toc_org_sum(toc_org_sum(above, beside), 4 * PANEL + TOC_ORG_GAP) > trees.width)
        return false;
    place_panel(chart, roots->above.items, roots->above.count, TOC_ORG_EDGE, above,
                TOC_WORD_ORGS_ABOVE);
    chart->height = top;
    place_panel(chart, roots->beside.items, roots->beside.count, left, beside,
                TOC_WORD_ORGS_BESIDE);
    chart->panels.items[0].reaches_edge = false;
    chart->panels.items[0].at.width = above + 2 * PANEL;
    if (chart->panels.items[0].at.height > chart->panels.items[1].at.height)
        chart->panels.items[1].at.height = chart->panels.items[0].at.height;
    chart->panels.items[0].at.height = chart->panels.items[1].at.height;
    chart->height = top + chart->panels.items[0].at.height + TOC_ORG_GAP;
    toc_org_place_rows(chart, roots->trees.items, roots->trees.count, TOC_ORG_EDGE, chart->height,
                       trees.width, TOC_ORG_ROW_GAP);
    widen(chart, toc_org_sum(TOC_ORG_EDGE, trees.width));
    chart->height = toc_org_sum(chart->height, trees.height);
    return true;
}

/* How wide rows are, and how many boxes wide panels beside the trees: 0: they are not there. */
typedef struct arrangement {
    uint32_t spread, columns;
} arrangement;

static void place_all(toc_orgs_chart *chart, const uint32_t *order, const toc_org_roots *roots,
                      arrangement how)
{
    toc_org_extent trees;

    chart->spread = how.spread;
    chart->panels.count = 0;
    chart->width = 0;
    chart->height = TOC_ORG_EDGE;
    for (uint32_t i = chart->boxes.count; i-- > 0;)
        toc_org_place_tree(chart, order[i]);
    trees = toc_org_place_rows(chart, roots->trees.items, roots->trees.count, 0, 0,
                               toc_org_row_width(chart, roots->trees.items, roots->trees.count),
                               TOC_ORG_ROW_GAP);
    if (how.columns > 0 && roots->trees.count > 0)
        place_panels_beside(chart, roots, trees, how.columns);
    else if (!place_panels_in_a_row(chart, roots, trees))
        place_panels_across(chart, roots, trees);
    for (uint32_t i = 0; i < chart->panels.count; i++) {
        if (chart->panels.items[i].reaches_edge)
            chart->panels.items[i].at.width = chart->width - chart->panels.items[i].at.x;
    }
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
        box->dx = toc_org_sum(box->dx, left);
        box->dy = toc_org_sum(box->dy, parent->y);
    }
    box->x = box->dx + box->middle - box->width / 2;
    box->y = box->dy;
}

/* How large a chart comes out in the room on its sheet: less is larger. */
static int64_t need_of(const toc_orgs_chart *chart)
{
    int64_t wide = (int64_t)chart->width * 1000;
    int64_t high = (int64_t)chart->height * chart->aspect;

    return wide > high ? wide : high;
}

void toc_orgs_place(toc_orgs_chart *chart)
{
    static const uint32_t spreads[] = {1, 2, 3, 4, 5, 7, 9, 13, 20, 40};
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
