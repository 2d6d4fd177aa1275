/* flow_needs.h - what room each band of a flow chart asks for.  Lengths are micrometres. */
#ifndef TOC_CHART_FLOW_NEEDS_H
#define TOC_CHART_FLOW_NEEDS_H

#include "chart/flow_chart.h"

/* A lane that a band uses: columns, and the widest node of it. */
typedef struct toc_flow_need {
    uint32_t lane, columns; /* the number of lanes: the one that those who are told share */
    toc_um width;
} toc_flow_need;

typedef TOC_VEC(toc_flow_need) toc_flow_need_list;

typedef struct toc_flow_needs {
    toc_flow_chart *chart;
    uint32_t count;              /* bands */
    uint32_t shared;             /* number of the lane that those who are told share */
    toc_um *height;              /* by band; 0: nothing stands there */
    toc_um *width;               /* alone, without its head */
    toc_flow_need_list *of_band; /* none where all is nobody's */
    toc_flow_need *of_lane;      /* scratch, by lane */
} toc_flow_needs;

/** Each band laid out alone; says how many columns each lane may have (chart->slots).
 *  O(n log n) times the tries, which become fewer as n grows. */
toc_flow_needs *toc_flow_needs_find(toc_flow_chart *chart);

/** Adds what a band needs to the lanes at hand; returns by how much they become wider. */
int64_t toc_flow_needs_widen(toc_flow_needs *it, uint32_t band);
/** Takes the lanes that it needs away from those at hand. */
void toc_flow_needs_clear(toc_flow_needs *it, uint32_t band);

#endif
