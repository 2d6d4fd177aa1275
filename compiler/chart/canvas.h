/* canvas.h - what every chart is drawn with: a scene, its letters, its colours, its legend.
 *
 * A view makes one, draws, and closes it; what it drew stays in the arena.  Lengths are
 * micrometres. */
#ifndef TOC_CHART_CANVAS_H
#define TOC_CHART_CANVAS_H

#include "chart/theme.h"
#include "draw/face.h"
#include "draw/scene.h"
#include "sema/plan.h"

/* Sizes of letters (their body) and lines, on all charts. */
enum {
    TOC_SIZE_HEAD = 9000,
    TOC_SIZE_LARGE = 4600,
    TOC_SIZE_NORMAL = 3500,
    TOC_SIZE_SMALL =
        3400,             /* told apart by weight and colour: it decides how far all is read from */
    TOC_SIZE_CARD = 2800, /* on cards, which are held in the hand, the smallest */
    TOC_SIZE_LEAST = TOC_SIZE_SMALL, /* nothing is smaller */
    TOC_PADDING = 1800,
    TOC_LINE = 350,
    TOC_HEAD = 2400 /* an arrow's */
};

/* One line of the legend: a small picture of a shape that the chart shows, and what it means. */
typedef struct toc_legend_entry {
    const char *label;
    const toc_scene *sample;
} toc_legend_entry;

/* A strip across the scene. */
typedef struct toc_strip {
    toc_um top, height; /* height 0: none */
} toc_strip;

/* A height at which the scene may be cut onto two sheets. */
typedef struct toc_break {
    toc_um at;
    toc_strip again[2]; /* heads, from above, that the second sheet begins with */
    bool is_within;     /* what stands below its head is cut: only where nothing else will do */
} toc_break;

typedef struct toc_canvas {
    toc_arena *arena;
    toc_face *face;
    toc_scene *scene;
    const toc_theme *theme;
    uint32_t missing;      /* letters that no font has */
    toc_codepoints absent; /* which they are, the first TOC_MOST_ABSENT different ones */
    TOC_VEC(toc_legend_entry) legend;
    TOC_VEC(toc_break) breaks; /* ascending */
} toc_canvas;

/** Letters by @p script: "en", "zh-Hans" or "zh-Hant". */
toc_canvas *toc_canvas_new(toc_arena *arena, const char *script, const toc_theme *theme);
/** Gives back what is not the arena's; the scene stays. */
void toc_canvas_close(toc_canvas *canvas);

/** Sets @p text in lines of at most @p width (0: one line); NULL or empty: nothing. */
toc_face_text toc_canvas_set(toc_canvas *canvas, const char *text, toc_um size, bool is_bold,
                             toc_um width);

/** Draws a set text from @p top on: its lines centred on @p middle, begun at @p left, or ended
 *  at @p right.  Return the height. */
toc_um toc_canvas_centre(toc_canvas *canvas, const toc_face_text *text, toc_colour_rgb colour,
                         toc_um middle, toc_um top);
toc_um toc_canvas_left(toc_canvas *canvas, const toc_face_text *text, toc_colour_rgb colour,
                       toc_um left, toc_um top);
toc_um toc_canvas_right(toc_canvas *canvas, const toc_face_text *text, toc_colour_rgb colour,
                        toc_um right, toc_um top);

/** Adds to the legend unless an entry with this label is there; @p sample is made by the caller
 *  (toc_canvas_sample) when true is returned. */
toc_scene *toc_canvas_explain(toc_canvas *canvas, const char *label);

/** Notes that the scene may be cut at @p at, with nothing to be said again. */
void toc_canvas_may_cut(toc_canvas *canvas, toc_um at);

/** Where @p span was written, for toc_scene_open: `county.plan#L12`, the line as code hosts write
 *  it.  The file is named from the folder of the plan itself, so that a picture finds its source
 *  when it lies beside the plan.  NULL where there is no such way: standard input, no place. */
const char *toc_canvas_source_link(const toc_canvas *canvas, const toc_plan *plan, toc_span span);

/* Size of the samples of a legend. */
enum { TOC_SAMPLE_WIDTH = 12 * TOC_MM, TOC_SAMPLE_HEIGHT = 6 * TOC_MM };

#endif
