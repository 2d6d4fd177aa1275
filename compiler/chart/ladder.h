/* ladder.h - what the parts of the ladder view share: its columns, and the texts of its cells. */
#ifndef TOC_CHART_LADDER_H
#define TOC_CHART_LADDER_H

#include "chart/passage.h"
#include "chart/view.h"

enum {
    TOC_LADDER_WAYS = 50 * TOC_MM, /* of the arrows between grades, left of all */
    TOC_LADDER_GRADE = 46 * TOC_MM,
    TOC_LADDER_WHEN = 82 * TOC_MM,
    TOC_LADDER_WHO = 76 * TOC_MM,
    TOC_LADDER_STARTS = 68 * TOC_MM,
    TOC_LADDER_TELLS = 68 * TOC_MM
};

/* What goes on in more severe grades: seen so far, from the least severe grade up. */
typedef struct toc_ladder_up {
    bool is_in_cell; /* the one in hand holds something marked ≥ */
    bool starts, tells;
} toc_ladder_up;

typedef struct toc_ladder_chart {
    toc_canvas *canvas;
    const toc_plan *plan;
    const toc_wording *w;
    const toc_plan_ladder *ladder; /* the one in hand */
    toc_ladder_up *up;             /* of it */
} toc_ladder_chart;

/** The cells of a grade: when it is due, who decides, what it sets off, who is told.  To be
 *  asked from the least severe grade up.  The last two with NULL: of the end of the ladder. */
toc_passage toc_ladder_when(const toc_ladder_chart *chart, const toc_plan_level *level);
toc_passage toc_ladder_who(const toc_ladder_chart *chart, const toc_plan_level *level);
toc_passage toc_ladder_starts(const toc_ladder_chart *chart, const toc_plan_level *level);
toc_passage toc_ladder_tells(const toc_ladder_chart *chart, const toc_plan_level *level);

/** The cells of the end of the ladder. */
toc_passage toc_ladder_end_when(const toc_ladder_chart *chart);
toc_passage toc_ladder_end_who(const toc_ladder_chart *chart);

/** Approvals that are waited for whatever the grade, dealt out to @p count cells in turn; how many
 *  found no room. */
uint32_t toc_ladder_approvals(const toc_ladder_chart *chart, toc_passage *cells, uint32_t count);

/** What lateness causes: `if late: tell the chief`; NULL where it is broken. */
const char *toc_ladder_late(const toc_wording *w, const toc_late *late);

/** A deadline with what it counts from, on one line; NULL for none. */
const char *toc_ladder_deadline(const toc_wording *w, const toc_deadline *deadline);

#endif
