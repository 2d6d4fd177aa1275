/* sheet.h - the sheet that a view comes on: paper, title block, legend, QR code.
 *
 * A maker holds what all sheets of one plan share.  toc_sheet_fit says which paper a view goes on
 * and how large its letters come out there; toc_sheet_draw makes the sheet as a scene in true
 * size, with the view as a part of it.  Everything lives in the maker's arena.
 *
 * Title block, legend and QR code grow with the paper: from 1 on A4 to 2 on A0.  Lengths are
 * micrometres. */
#ifndef TOC_CHART_SHEET_H
#define TOC_CHART_SHEET_H

#include "chart/paper.h"
#include "chart/view.h"

typedef struct toc_sheet_options {
    const toc_paper *paper; /* NULL: the smallest A size on which all can be read: on a table up
                               to A3, on a wall else; A0 where even there it is no wall size */
    toc_orientation orientation;
    toc_um margin;
    const char *classification; /* the marking; NULL: what the plan says */
    const char *generator;      /* program and version */
} toc_sheet_options;

typedef struct toc_sheet_maker toc_sheet_maker;

typedef struct toc_sheet_size {
    const toc_paper *paper; /* NULL: a size of its own, made for the view */
    toc_um width, height;
    toc_um unit;       /* how much the title block grows, in 1/1000 */
    toc_um head, foot; /* heights of title block and of legend with QR code, as they come out */
    toc_rect room;     /* between title block and foot */
    toc_rect at;       /* of the view on the sheet, inside the room */
    uint32_t points;   /* its smallest letters, tenths of a point */
    bool is_too_large; /* a size of its own that no page can have */
} toc_sheet_size;

/* Which sheet of how many, one of one is not told; and which page of a booklet, 0: of none. */
typedef struct toc_sheet_number {
    uint32_t number, count, page;
} toc_sheet_number;

/** The options must outlive it. */
toc_sheet_maker *toc_sheet_maker_new(toc_arena *arena, const toc_plan *plan,
                                     const toc_view_options *view_options,
                                     const toc_sheet_options *options);
/** Gives back what is not the arena's; sheets stay. */
void toc_sheet_maker_close(toc_sheet_maker *maker);

/** What @p view comes on, as the options say.  Where no paper is asked for and on A0 the letters
 *  would be smaller than TOC_POINTS_DESK, a size of its own, where they are as large as that.  A
 *  few text settings for each paper. */
toc_sheet_size toc_sheet_fit(toc_sheet_maker *maker, const toc_view *view);

/** The same on @p paper, whatever the options say of paper; NULL: the size of its own. */
toc_sheet_size toc_sheet_fit_on(toc_sheet_maker *maker, const toc_view *view,
                                const toc_paper *paper);

/** The smallest A size on which the letters of @p view come out at least @p points large; NULL
 *  where A0 is too small. */
const toc_paper *toc_sheet_least(toc_sheet_maker *maker, const toc_view *view, uint32_t points);

/** Shrinks the view on the sheet to letters of @p points, where they are larger. */
void toc_sheet_limit(toc_sheet_size *size, const toc_view *view, uint32_t points);

/** What goes into a room of @p length on paper with letters of @p points: its natural length. */
toc_um toc_sheet_natural(toc_um length, uint32_t points);

/** The sheet.  Never NULL. */
toc_scene *toc_sheet_draw(toc_sheet_maker *maker, const toc_view *view, const toc_sheet_size *size,
                          toc_sheet_number number);

/** Letters on the title blocks drawn so far that no font has. */
const toc_codepoints *toc_sheet_absent(const toc_sheet_maker *maker);

/** What the room for a view is like on most sheets with these options: its width in 1/1000 of its
 *  height; 0 where either way of lying will do. */
uint32_t toc_sheet_aspect(const toc_sheet_options *options);

/** "A2 landscape", "691 x 1610 mm"; in the words of @p w, or as the command line has them where that
 *  is NULL; in @p arena. */
const char *toc_sheet_size_text(toc_arena *arena, const toc_wording *w, const toc_sheet_size *size);

#endif
