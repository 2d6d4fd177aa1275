/* orgs.h - what the parts of the view of bodies share: boxes, the lines between them, where they
 * stand.
 *
 * Each body hangs below one other at most, by its strongest line; the other lines are routed
 * between the boxes when these stand.  Lengths are micrometres. */
#ifndef TOC_CHART_ORGS_H
#define TOC_CHART_ORGS_H

#include "chart/passage.h"
#include "chart/view.h"

enum {
    TOC_ORG_BOX = 56 * TOC_MM, /* width of a box */
    TOC_ORG_BESIDE_MOST = 4,   /* bodies beside another */
    TOC_ORG_GAP = 9 * TOC_MM,  /* between two side by side */
    TOC_ORG_INSIDE = 2200,     /* free space inside the edges of a box */
    TOC_ORG_EDGE = 4 * TOC_MM  /* of the chart */
};
#define TOC_NO_ORG UINT32_MAX

/* Strongest first: by which line a body hangs below another. */
typedef enum toc_org_line {
    TOC_ORG_COMMAND,
    TOC_ORG_OFFICE,  /* its secretariat */
    TOC_ORG_FORMS,   /* the one forms the other when it is needed */
    TOC_ORG_SOURCE,  /* the other's people come from the one */
    TOC_ORG_MEMBER,  /* sits in the other */
    TOC_ORG_ADVISES, /* advises the other */
    TOC_ORG_SUPPORT  /* `links` */
} toc_org_line;
#define TOC_ORG_LINE_COUNT ((size_t)TOC_ORG_SUPPORT + 1)

/* From the lower body to the upper one. */
typedef struct toc_org_relation {
    toc_org_line line;
    uint32_t lower, upper; /* boxes */
    bool is_in_tree;
    const toc_spot *spots; /* routed: from lower to upper; NULL: not */
    uint32_t spot_count;
} toc_org_relation;

typedef struct toc_org_box {
    const toc_plan_body *body;
    toc_passage head, details;
    toc_um width, height;
    toc_um x, y;     /* in the scene */
    uint32_t parent; /* TOC_NO_ORG: a root */
    toc_org_line line;
    bool is_beside;             /* stands beside its parent, not below it */
    TOC_VEC(uint32_t) children; /* by line, then as declared */
    /* of the whole tree below it */
    toc_um tree_width, tree_height;
    toc_um middle;          /* of the box, from the tree's left */
    TOC_VEC(toc_rect) hull; /* the tree's outline */
    toc_um dx, dy;          /* of the tree, from the parent's tree */
    toc_um bus;             /* of its row of siblings, from the parent's tree */
    toc_um trunk;           /* of its rows of siblings; the same where there is one row: -1 */
    toc_um stem;            /* where its line leaves the parent, from the parent's tree */
    bool is_first;          /* of the siblings on its line */
} toc_org_box;

/* Bodies that stand alone, together under a heading. */
typedef struct toc_org_panel {
    toc_face_text text;
    toc_spot spot; /* of the text */
    toc_rect at;
    bool reaches_edge; /* of the chart, on the right */
} toc_org_panel;

/* Bodies below nobody. */
typedef struct toc_org_roots {
    TOC_VEC(uint32_t) above;  /* alone: higher authorities */
    TOC_VEC(uint32_t) trees;  /* with others below them */
    TOC_VEC(uint32_t) beside; /* alone: all others */
} toc_org_roots;

typedef struct toc_orgs_chart {
    toc_canvas *canvas;
    const toc_plan *plan;
    const toc_wording *w;
    bool is_public;
    TOC_VEC(toc_org_box) boxes;
    uint32_t *box_of; /* by a body's id; a post is in its org's box */
    TOC_VEC(toc_org_relation) relations;
    toc_org_roots roots;
    TOC_VEC(toc_org_panel) panels;
    uint32_t spread; /* how much wider than high rows are */
    uint32_t aspect; /* of the room on the sheet: width in 1/1000 of the height */
    toc_um width, height;
} toc_orgs_chart;

/** Fills boxes with their texts. */
void toc_orgs_write(toc_orgs_chart *chart);
/** Is it no part of the organisation that the plan is for? */
bool toc_org_is_outside(const toc_plan_body *body);
/** Does a parent plan declare it? */
bool toc_org_is_parents(const toc_plan_body *body);

/** Finds the lines, and below which one each body hangs.  O(n log n). */
void toc_orgs_relate(toc_orgs_chart *chart);

/** Gives every box its place.  O(n log n). */
void toc_orgs_place(toc_orgs_chart *chart);

/** The way from a body to one beside it. */
void toc_org_beside_way(const toc_orgs_chart *chart, const toc_org_box *box, toc_spot out[4]);

/** Finds ways for the lines that are not in the tree, as far as its bound of work allows; what is
 *  not routed stands in the boxes in words.  At most 4 million steps. */
void toc_orgs_route(toc_orgs_chart *chart);

#endif
