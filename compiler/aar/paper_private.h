/* paper_private.h - pages that fill up; for paper.c and paper_table.c. */
#ifndef TOC_AAR_PAPER_PRIVATE_H
#define TOC_AAR_PAPER_PRIVATE_H

#include "aar/document.h"
#include "draw/face.h"

enum {
    TOC_PAGE_WIDTH = 210 * TOC_MM,
    TOC_PAGE_HEIGHT = 297 * TOC_MM,
    TOC_PAGE_LEFT = 15 * TOC_MM,
    TOC_PAGE_TOP = 20 * TOC_MM,
    TOC_PAGE_BOTTOM = 277 * TOC_MM, /* where the body ends */
    TOC_PAGE_BODY = 180 * TOC_MM    /* its width */
};

enum {
    TOC_COLOUR_INK = 0x1a1a1a,
    TOC_COLOUR_SOFT = 0x555555,
    TOC_COLOUR_RULE = 0xc8c8c8,
    TOC_COLOUR_HEAD = 0xeef2f6,
    TOC_COLOUR_ACCENT = 0x1d4e89
};

typedef struct toc_paper {
    const toc_document *doc;
    toc_arena *arena;
    toc_face *face;
    TOC_VEC(toc_scene *) pages;
    toc_scene *page; /* the last one */
    toc_um y;        /* how far it is filled */
} toc_paper;

typedef struct toc_print { /* how a text is set */
    toc_um size;
    bool is_bold;
    toc_colour_rgb colour;
} toc_print;

void toc_paper_new_page(toc_paper *paper);
/** Goes on on a new page where less than @p height is left; true: it did. */
bool toc_paper_need(toc_paper *paper, toc_um height);
toc_um toc_paper_left(const toc_paper *paper);

/** Draws lines @p first to @p end of @p text, the first one's upper left corner at @p at. */
void toc_paper_lines(toc_paper *paper, const toc_face_text *text, uint32_t first, uint32_t end,
                     toc_spot at, toc_colour_rgb colour);
/** A text over as many pages as it takes, @p indent from the left, as one element @p tag. */
void toc_paper_text(toc_paper *paper, const char *tag, const char *text, toc_um indent,
                    toc_print print);
toc_um toc_paper_line_height(const toc_face_text *text);

toc_colour_rgb toc_paper_colour(toc_tone tone);

void toc_paper_table(toc_paper *paper, const toc_block *block);
void toc_paper_facts(toc_paper *paper, const toc_block *block);

#endif
