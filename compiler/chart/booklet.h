/* booklet.h - the pages of a booklet of charts that are no charts: cover and contents. */
#ifndef TOC_CHART_BOOKLET_H
#define TOC_CHART_BOOKLET_H

#include "chart/sheet.h"

/* A line of the contents. */
typedef struct toc_index_entry {
    const char *title;  /* NULL: an empty line */
    const char *detail; /* said after it, fainter; or NULL */
    const char *pages;  /* "5", "7–12"; NULL: a heading */
} toc_index_entry;

typedef TOC_VEC(toc_index_entry) toc_index;

/** Title, facts and QR code of the plan on @p paper, upright.  Never NULL. */
toc_scene *toc_booklet_cover(toc_sheet_maker *maker, const toc_paper *paper);

/** How many pages of @p paper @p count entries take, at least 1. */
uint32_t toc_booklet_index_pages(toc_sheet_maker *maker, const toc_paper *paper, uint32_t count);

/** Page @p page (from 0) of the contents; @p number counts through the booklet. */
toc_scene *toc_booklet_index(toc_sheet_maker *maker, const toc_paper *paper,
                             const toc_index *entries, uint32_t page, uint32_t number);

#endif
