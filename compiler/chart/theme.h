/* theme.h - the colours of all charts: for print, for a black and white printer, for a dark room.
 *
 * Yellow, orange and red are one colour to many eyes, and to a black and white printer: numeral,
 * word and place always carry the grade as well. */
#ifndef TOC_CHART_THEME_H
#define TOC_CHART_THEME_H

#include "draw/scene.h"
#include "sema/plan.h"

typedef struct toc_tint {
    toc_colour_rgb strong;    /* of a band's head and of outlines */
    toc_colour_rgb weak;      /* of its ground */
    toc_colour_rgb on_strong; /* letters on the strong one */
    toc_colour_rgb letters;   /* in the strong one's colour, on the paper or the weak one */
} toc_tint;

typedef struct toc_theme {
    const char *name;
    toc_colour_rgb paper;
    toc_colour_rgb ink;               /* letters and lines */
    toc_colour_rgb faint;             /* what is read second: still 7 : 1 on the paper */
    toc_colour_rgb rule;              /* between lanes and rows */
    toc_colour_rgb head;              /* ground of heads of tables and lanes */
    toc_colour_rgb on_head;           /* letters there */
    toc_colour_rgb ground[2];         /* of bands without a grade, in turn */
    toc_colour_rgb alarm;             /* what is late or wrong; a sign stands beside it always */
    toc_colour_rgb calm;              /* what is done */
    toc_tint plain;                   /* where there is no grade */
    toc_tint tints[TOC_COLOUR_COUNT]; /* by a grade's colour */
} toc_theme;

/** The one called @p name: "print", "bw" or "dark"; NULL where there is none. */
const toc_theme *toc_theme_find(const char *name);

/** Of a grade; @p colour may be TOC_COLOUR_NONE. */
const toc_tint *toc_theme_tint(const toc_theme *theme, toc_colour colour);

#endif
