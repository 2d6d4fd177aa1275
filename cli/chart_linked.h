/* chart_linked.h - a flow chart that is too large for its paper, as several linked sheets. */
#ifndef TOC_CLI_CHART_LINKED_H
#define TOC_CLI_CHART_LINKED_H

#include "chart/sheet.h"
#include "emit/flow.h"

typedef TOC_VEC(const toc_scene *) toc_chart_scenes;

typedef struct toc_linked {
    TOC_VEC(const toc_view *) views; /* none: the paper is too small even for parts */
    TOC_VEC(const toc_flow *) flows; /* what each shows */
    toc_sheet_size size;             /* of all of them; points: the smallest letters of all */
    toc_orientation orientation;
    const toc_paper *paper;
    toc_codepoints absent; /* letters on the parts that no font has */
} toc_linked;

/** The flow chart @p whole in parts that can be read on @p paper.  O(n log n) layouts of parts. */
toc_linked toc_chart_link(toc_arena *arena, const toc_plan *plan,
                          const toc_view_options *view_options, const toc_sheet_options *options,
                          const toc_view *whole, const toc_paper *paper);

/** The parts on their sheets, with letters of one size.  @p page: of the first in a booklet, or
 *  0. */
toc_chart_scenes toc_chart_linked_sheets(toc_arena *arena, const toc_plan *plan,
                                         const toc_view_options *view_options,
                                         const toc_sheet_options *options, const toc_linked *linked,
                                         uint32_t page);

#endif
