/* view.h - the charts that a plan can be seen as, each drawn as one scene of its natural size.
 *
 * Letters on a scene have the sizes of canvas.h; what paper it comes on, and how large that makes
 * them, is for paper.h.  Lengths are micrometres. */
#ifndef TOC_CHART_VIEW_H
#define TOC_CHART_VIEW_H

#include "chart/canvas.h"
#include "emit/wording.h"

typedef enum toc_view_kind {
    TOC_VIEW_FLOW,     /* who does what after what: lanes by body, bands by grade */
    TOC_VIEW_LADDER,   /* grades: conditions, who declares, raises, lowers, ends, by when */
    TOC_VIEW_ORGS,     /* bodies: command, secretariat, membership, support, formation */
    TOC_VIEW_REPORTS,  /* who tells whom what by when; relays with their sums */
    TOC_VIEW_TIMELINE, /* earliest to latest against deadlines */
    TOC_VIEW_RACI,     /* step by body */
    TOC_VIEW_RESOURCES /* demand of each grade against supply */
} toc_view_kind;
#define TOC_VIEW_COUNT ((size_t)TOC_VIEW_RESOURCES + 1)

typedef struct toc_view_options {
    const char *lang;       /* of titles; NULL: the plan's own */
    bool has_two_languages; /* titles also in a second one */
    bool is_public;         /* without contacts and internal notes */
    const toc_theme *theme; /* NULL: print */
    /* FLOW: only this part of the plan; at most one is set */
    const toc_plan_response *response;
    const toc_plan_level *level;
    const toc_plan_body *body;
    const struct toc_flow *flow; /* FLOW: this picture and not the plan's own; or NULL */
    bool is_for_cutting;         /* not FLOW: it is to be cut between its rows onto sheets */
    bool is_quick;               /* FLOW: no search for the best order of lanes */
    uint32_t aspect; /* FLOW: of the room on the sheet, width in 1/1000 of the height; 0: of an A
                          sheet, whichever way it lies */
    toc_um room_width, room_height; /* FLOW: what it may be spread to; 0: until edges are in line */
    bool is_one_panel;              /* FLOW: all below each other, every line drawn through */
} toc_view_options;

/* What a view is drawn from. */
typedef struct toc_view_input {
    const toc_plan *plan;
    const toc_view_options *options;
    toc_wording wording;
} toc_view_input;

typedef struct toc_view {
    toc_view_kind kind;
    const char *title; /* of this chart, in its language; the plan's stands in the title block */
    const toc_canvas *canvas; /* closed: scene, legend, letters missing */
} toc_view;

/** "flow", "ladder" …; static storage. */
const char *toc_view_word(toc_view_kind kind);

/** A canvas for @p plan, with the letters that it asks for, and what a view is drawn from. */
toc_canvas *toc_view_begin(toc_arena *arena, const toc_plan *plan, const toc_view_options *options,
                           toc_view_input *out_input);

/** Draws a plan without errors.  Never NULL (see arena escape).  O(n log n), but for the
 *  resources, which cost what their check costs. */
toc_view *toc_view_draw(toc_arena *arena, const toc_plan *plan, toc_view_kind kind,
                        const toc_view_options *options);

#endif
