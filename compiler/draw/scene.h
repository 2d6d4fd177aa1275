/* scene.h - a sheet as a list of boxes, shapes, lines and texts, in the order of drawing.
 *
 * Who draws a picture fills it; the writers (svg.h, paint.h) read it; all in one arena.  It knows
 * no plan.  Lengths are micrometres from the sheet's upper left corner, x to the right, y
 * downwards. */
#ifndef TOC_DRAW_SCENE_H
#define TOC_DRAW_SCENE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "layout/layout.h"

typedef uint32_t toc_colour_rgb; /* 0xRRGGBB */
#define TOC_NO_COLOUR UINT32_MAX

/* How a line or an outline looks. */
typedef struct toc_pen {
    toc_colour_rgb stroke; /* TOC_NO_COLOUR: none */
    toc_colour_rgb fill;   /* TOC_NO_COLOUR: none; of lines never used */
    toc_um width;
    toc_um dash; /* length of dashes and of what lies between; 0: a whole line */
} toc_pen;

typedef enum toc_scene_kind {
    TOC_SCENE_BOX,   /* x, y, width, height, radius */
    TOC_SCENE_SHAPE, /* closed: spots */
    TOC_SCENE_LINE,  /* open: spots; with a head at its end where `head` is not 0 */
    TOC_SCENE_TEXT,  /* one line: text, baseline at x, y; size, is_bold, pen.fill */
    TOC_SCENE_OPEN,  /* what follows up to the matching CLOSE belongs together: id, text (title), link */
    TOC_SCENE_CLOSE
} toc_scene_kind;

typedef struct toc_scene_item {
    toc_scene_kind kind;
    toc_pen pen;
    toc_um x, y, width, height;
    toc_um radius;
    toc_um head; /* length of the arrow head */
    toc_um size; /* of letters: their body */
    bool is_bold;
    const toc_spot *spots;
    uint32_t spot_count;
    const char *text;
    const char *id;
    const char *link;
} toc_scene_item;

typedef struct toc_scene {
    toc_arena *arena;
    toc_um width, height;
    const char *title;
    const char *description;
    const char *lang; /* of the texts: "en", "zh-Hans", "zh-Hant" */
    TOC_VEC(toc_scene_item) items;
} toc_scene;

void toc_scene_box(toc_scene *scene, toc_um x, toc_um y, toc_um width, toc_um height, toc_um radius,
                   toc_pen pen);
/** @p spots are not copied. */
void toc_scene_shape(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_pen pen);
void toc_scene_line(toc_scene *scene, const toc_spot *spots, uint32_t count, toc_um head,
                    toc_pen pen);
/** @p text is one line, not copied. */
void toc_scene_text(toc_scene *scene, toc_um x, toc_um baseline, toc_um size, bool is_bold,
                    toc_colour_rgb colour, const char *text);
void toc_scene_open(toc_scene *scene, const char *id, const char *title, const char *link);
void toc_scene_close(toc_scene *scene);

#endif
