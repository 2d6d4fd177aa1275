/* raci.h - who does, leads or approves, helps with and is told of each duty: the rows of a matrix
 * before it is drawn. */
#ifndef TOC_CHART_RACI_H
#define TOC_CHART_RACI_H

#include "chart/table_plan.h"

/* What a body has to do with a duty; one body may have several. */
typedef enum toc_raci_part {
    TOC_RACI_DOES,     /* R */
    TOC_RACI_APPROVES, /* A */
    TOC_RACI_LEADS,    /* A: of the response that the duty stands in */
    TOC_RACI_HELPS,    /* C */
    TOC_RACI_TOLD,     /* I */
    TOC_RACI_TOLD_LATE /* I: only when it is late */
} toc_raci_part;
#define TOC_RACI_PART_COUNT ((unsigned)TOC_RACI_TOLD_LATE + 1)

typedef struct toc_raci_mark {
    const toc_plan_body *body; /* of the plan's own table */
    toc_raci_part part;
} toc_raci_mark;

typedef struct toc_raci_row {
    const char *key;
    toc_title title;
    const char *due; /* or NULL */
    toc_span span;   /* where it was written */
    uint32_t first;  /* in marks */
    uint32_t count;  /* the same body may stand there several times */
    uint32_t group;  /* index in groups */
} toc_raci_row;

typedef struct toc_raci_group {
    toc_title title;
    const char *starts; /* "" where nothing is to be said */
    toc_tint tint;
} toc_raci_group;

typedef struct toc_raci {
    const toc_plan_order *order;
    TOC_VEC(toc_raci_group) groups;
    TOC_VEC(toc_raci_row) rows; /* by group */
    TOC_VEC(toc_raci_mark) marks;
} toc_raci;

/** All duties: grades first, then responses in the order of the flow chart, then what is told and
 *  who is formed.  In the canvas' arena.  O(n log n). */
toc_raci *toc_raci_of(const toc_canvas *canvas, const toc_view_input *input);

#endif
