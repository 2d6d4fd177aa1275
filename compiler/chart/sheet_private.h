/* sheet_private.h - what the files that make sheets share; nobody else includes it. */
#ifndef TOC_CHART_SHEET_PRIVATE_H
#define TOC_CHART_SHEET_PRIVATE_H

#include "chart/sheet.h"

struct toc_sheet_maker {
    toc_arena *arena;
    const toc_plan *plan;
    const toc_view_options *view_options;
    const toc_sheet_options *options;
    const toc_theme *theme;
    toc_canvas *canvas; /* of title blocks: its scene is set for each */
    toc_wording wording;
    toc_wording second; /* in the other language; lang NULL: there is none */
    const char *digest;
    const toc_scene *code; /* the QR code, once it is made */
};

/** A fixed word, in two languages where these are asked for. */
const char *toc_sheet_word(const toc_sheet_maker *maker, toc_word word);

/** The marking of the sheet; NULL: none. */
const char *toc_sheet_mark(const toc_sheet_maker *maker);

/* Letters of one text on a title block: more have no room there, and lengths stay in range. */
#define TOC_SHEET_MOST_LETTERS 250

/** The beginning of @p text with `…`, where it is longer than that. */
const char *toc_sheet_begin(toc_arena *arena, const char *text);

/** Sets @p text in at most @p lines lines; what is more ends in `…`. */
toc_face_text toc_sheet_cut(toc_canvas *canvas, const char *text, toc_um size, bool is_bold,
                            toc_um width, uint32_t lines);

/** How much title block and foot grow on paper of this size, in 1/1000. */
toc_um toc_sheet_unit(toc_um width, toc_um height);

/** Draws the marking of the sheet in the upper right corner; how much of the line it takes. */
toc_um toc_sheet_draw_mark(toc_sheet_maker *maker, toc_um right);

/** Draws the facts of the plan's head in rows from @p top on; the height. */
toc_um toc_sheet_facts(toc_sheet_maker *maker, toc_um top, toc_um width);

/** Title block and foot, @p width wide, in their own scale; the scene's height says how high. */
toc_scene *toc_sheet_head(toc_sheet_maker *maker, const char *view_title, toc_um width,
                          toc_sheet_number number);
toc_scene *toc_sheet_foot(toc_sheet_maker *maker, const toc_canvas *shown, toc_um width,
                          toc_sheet_number number);

#endif
