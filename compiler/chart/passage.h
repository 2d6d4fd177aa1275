/* passage.h - texts one below the other in a column of a given width: what a cell of a table or a
 * box of a chart holds.
 *
 * Filled first, so that its height is known, and drawn then.  Lengths are micrometres; all lives in
 * the canvas's arena. */
#ifndef TOC_CHART_PASSAGE_H
#define TOC_CHART_PASSAGE_H

#include "chart/canvas.h"
#include "emit/wording.h"
#include "emit/wording_cond.h"

/* How a text looks. */
typedef struct toc_style {
    toc_um size;
    bool is_bold;
    toc_colour_rgb colour;
} toc_style;

typedef struct toc_passage_item {
    toc_face_text text;
    toc_face_text sign; /* before the first line, or nothing */
    toc_um sign_x, x, y;
    toc_colour_rgb colour;
} toc_passage_item;

typedef struct toc_passage {
    toc_canvas *canvas;
    toc_um width;
    toc_um height;
    toc_um most; /* height; what comes further down is left out, and `…` stands there */
    bool is_cut;
    TOC_VEC(toc_passage_item) items;
} toc_passage;

/* A chart is a sheet: a text in it is no longer than this unless its maker says so. */
#define TOC_PASSAGE_MOST (20 * 1000 * TOC_MM)

/** An empty one, @p width wide (at least 10 mm), at most TOC_PASSAGE_MOST high. */
toc_passage toc_passage_of(toc_canvas *canvas, toc_um width);

/** Free space before what comes next; nothing at the top. */
void toc_passage_gap(toc_passage *passage, toc_um height);

/** NULL and "" add nothing. */
void toc_passage_add(toc_passage *passage, const char *text, toc_style style);

/** One point of a list, @p depth steps in (at most to the middle), behind @p sign; without a sign:
 *  what goes on under the point before it. */
void toc_passage_point(toc_passage *passage, uint32_t depth, const char *sign, const char *text,
                       toc_style style);

/** A title; the one in the second language is small below. */
void toc_passage_title(toc_passage *passage, toc_title title, toc_style style);

/** The points of a condition, in letters of @p size. */
void toc_passage_condition(toc_passage *passage, const toc_wording *w, const toc_cond *cond,
                           toc_um size);

/** Draws it with its upper left corner at @p x, @p y. */
void toc_passage_draw(const toc_passage *passage, toc_um x, toc_um y);
/** The same with every line in the middle of the column; signs are left out. */
void toc_passage_draw_centred(const toc_passage *passage, toc_um x, toc_um y);

/** The usual looks. */
toc_style toc_style_normal(const toc_canvas *canvas);
toc_style toc_style_bold(const toc_canvas *canvas);
toc_style toc_style_small(const toc_canvas *canvas);
toc_style toc_style_faint(const toc_canvas *canvas); /* small, read second */

/** @p text with spaces at which no line is broken: `≤ 30 min` stays together. */
const char *toc_unbroken(toc_arena *arena, const char *text);

/** A fixed word, in both languages where two are asked for. */
toc_title toc_word_title(const toc_wording *w, toc_word word);
/** The same on one line: `declares 宣布`. */
const char *toc_word_both(const toc_wording *w, toc_word word);

/** A small sheet that says only @p word: that there is nothing to show. */
void toc_draw_notice(toc_canvas *canvas, const toc_wording *w, toc_word word);

#endif
