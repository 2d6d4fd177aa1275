/* chart_linked.h - a flow chart that is too large for its paper, as several linked sheets. */
#ifndef TOC_CLI_CHART_LINKED_H
#define TOC_CLI_CHART_LINKED_H

#include "chart/sheet.h"

typedef TOC_VEC(const toc_scene *) toc_chart_scenes;

typedef struct toc_linked_sheets {
    toc_chart_scenes scenes; /* none: the paper is too small even for parts */
    toc_sheet_size size;     /* of all of them; points: the smallest letters of all */
    toc_codepoints absent;   /* letters on the parts that no font has */
} toc_linked_sheets;

/** The flow chart @p whole in parts that can be read on @p paper, each on a sheet. */
toc_linked_sheets toc_chart_link(toc_arena *arena, const toc_plan *plan,
                                 const toc_view_options *view_options,
                                 const toc_sheet_options *options, const toc_view *whole,
                                 const toc_paper *paper);

#endif
