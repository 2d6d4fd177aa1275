/* paper.c - the table of paper sizes. */
#include "chart/paper.h"

#include <stddef.h>
#include <string.h>

enum { SERIES = 5 }; /* the first rows, smallest first */

static const toc_paper papers[] = {
    {"A4", 210 * TOC_MM, 297 * TOC_MM},  {"A3", 297 * TOC_MM, 420 * TOC_MM},
    {"A2", 420 * TOC_MM, 594 * TOC_MM},  {"A1", 594 * TOC_MM, 841 * TOC_MM},
    {"A0", 841 * TOC_MM, 1189 * TOC_MM}, {"letter", 215900, 279400},
    {"tabloid", 279400, 431800},
};

const toc_paper *toc_paper_find(const char *name)
{
    for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
        if (strcmp(papers[i].name, name) == 0)
            return &papers[i];
    }
    return NULL;
}

const toc_paper *toc_paper_series(unsigned index)
{
    return index < SERIES ? &papers[index] : NULL;
}

bool toc_paper_is_wall(toc_um width, toc_um height)
{
    toc_um least = width < height ? width : height;
    toc_um most = width < height ? height : width;

    return least > 297 * TOC_MM || most > 440 * TOC_MM;
}

uint32_t toc_paper_points(toc_um size, toc_um from, toc_um to)
{
    return (uint32_t)((int64_t)size * 720 * to / from / 25400);
}
