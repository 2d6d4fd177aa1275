/* orgs_tree.h - places of one tree of bodies, and of trees in rows. */
#ifndef TOC_CHART_ORGS_TREE_H
#define TOC_CHART_ORGS_TREE_H

#include "chart/orgs.h"

enum {
    TOC_ORG_ROW_GAP = 13 * TOC_MM, /* between rows of trees; their bus is in the lower half */
    TOC_ORG_STACK = 5 * TOC_MM,    /* between boxes without lines */
    TOC_ORG_ROW_LEAST = 3 * TOC_ORG_BOX + 2 * TOC_ORG_GAP
};
#define TOC_ORG_SCENE_MOST (1000 * 1000 * TOC_MM) /* a kilometre */

typedef struct toc_org_extent {
    toc_um width, height;
} toc_org_extent;

/* Charts end somewhere: what would stand further out stands there. */
static inline toc_um toc_org_sum(toc_um a, toc_um b)
{
    return a > TOC_ORG_SCENE_MOST - b ? TOC_ORG_SCENE_MOST : a + b;
}

/** How wide rows of these trees are, at most: the chart's spread times as wide as high. */
toc_um toc_org_row_width(const toc_orgs_chart *chart, const uint32_t *items, uint32_t count);

/** Places trees from @p left, @p top on in rows of at most @p most; sets dx, dy and bus. */
toc_org_extent toc_org_place_rows(toc_orgs_chart *chart, const uint32_t *items, uint32_t count,
                                  toc_um left, toc_um top, toc_um most, toc_um row_gap);

/** The tree below one box, when those of its children stand. */
void toc_org_place_tree(toc_orgs_chart *chart, uint32_t index);

#endif
