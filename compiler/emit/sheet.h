/* sheet.h - a wall-chart of the whole plan: lanes by body, bands by grade, drawn as a scene.
 *
 * Lengths are micrometres.  The sheet is as large as the plan asks for. */
#ifndef TOC_EMIT_SHEET_H
#define TOC_EMIT_SHEET_H

#include "draw/scene.h"
#include "emit/flow.h"

typedef struct toc_sheet_result {
    toc_scene *scene;
    uint32_t missing; /* letters that no font has */
} toc_sheet_result;

/** Draws @p flow.  O(n log n) in its size. */
toc_sheet_result toc_sheet_draw(toc_arena *arena, const toc_flow *flow);

#endif
