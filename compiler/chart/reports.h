/* reports.h - what the parts of the view of reports share. */
#ifndef TOC_CHART_REPORTS_H
#define TOC_CHART_REPORTS_H

#include "chart/passage.h"
#include "chart/view.h"

enum {
    TOC_REPORT_WHAT = 60 * TOC_MM, /* columns */
    TOC_REPORT_CAUSE = 56 * TOC_MM,
    TOC_REPORT_WHO = 120 * TOC_MM,
    TOC_REPORT_CONTENT = 66 * TOC_MM,
    TOC_REPORT_WHEN = 62 * TOC_MM,
    TOC_REPORT_ALL =
        TOC_REPORT_WHAT + TOC_REPORT_CAUSE + TOC_REPORT_WHO + TOC_REPORT_CONTENT + TOC_REPORT_WHEN,
    TOC_REPORT_CELL = 2600,        /* free space inside the edges of a cell */
    TOC_REPORT_BODY = 46 * TOC_MM, /* width of the box of a body */
    TOC_REPORT_INSIDE = 1400
};

/* A chart ends here; what is left over is counted. */
#define TOC_REPORT_HEIGHT_MOST (1000 * 1000 * TOC_MM)
#define TOC_REPORT_BOX_MOST    (2 * 1000 * TOC_MM)
#define TOC_REPORT_ROW_MOST    (100 * 1000 * TOC_MM)

typedef struct toc_reports_chart {
    toc_canvas *canvas;
    const toc_plan *plan;
    const toc_wording *w;
    toc_um width; /* used so far */
} toc_reports_chart;

/* Somebody who is told or tells; body NULL: somebody else, named by @p title. */
typedef struct toc_told {
    const toc_plan_body *body;
    toc_title title;
    bool is_copy;
    toc_passage text;
    toc_um height;
} toc_told;

/** Sets the text of the box. */
void toc_told_measure(const toc_reports_chart *chart, toc_told *told);
/** Draws it at @p x, @p y, TOC_REPORT_BODY wide and @p height high (at least its own). */
void toc_told_draw(const toc_reports_chart *chart, const toc_told *told, const char *id, toc_um x,
                   toc_um y, toc_um height);

/** What a report, announcement or relay waits for; adds to the cell. */
void toc_reports_add_causes(const toc_reports_chart *chart, toc_passage *cell,
                            const toc_plan_anchors *on);
/** `Where, What, Who is hurt`; NULL for no fields. */
const char *toc_reports_content(const toc_reports_chart *chart, const toc_field_refs *content);
/** `phone, in writing`; NULL for none. */
const char *toc_reports_methods(const toc_reports_chart *chart, const toc_methods *methods);
/** A deadline with what it counts from; NULL for none. */
const char *toc_reports_deadline(const toc_reports_chart *chart, const toc_deadline *deadline);

toc_pen toc_reports_pen(const toc_reports_chart *chart, bool is_copy);
/** A line in the legend. */
void toc_reports_explain(const toc_reports_chart *chart, toc_word word, toc_pen pen);

/** A heading over a part of the chart; returns where what stands under it begins. */
toc_um toc_reports_draw_section(toc_reports_chart *chart, toc_word word, toc_um y);
/** Says that @p count found no room; returns where that ends. */
toc_um toc_reports_say_more(const toc_reports_chart *chart, uint32_t count, toc_um y);

/** Draws all relays from @p y on; returns where they end. */
toc_um toc_reports_draw_relays(toc_reports_chart *chart, toc_um y);

#endif
