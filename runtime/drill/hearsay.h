/* hearsay.h - all word that was given in a drill: to whom, when, and by what.
 *
 * Made from a drill, in the caller's arena, which also holds what it grows to; the score asks who
 * knew what when, a replay what a sender could say, a live exercise what its players may see. */
#ifndef TOC_DRILL_HEARSAY_H
#define TOC_DRILL_HEARSAY_H

#include "drill/run.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a body came to know of what goes on. */
typedef enum toc_told_kind {
    TOC_TOLD_INJECT,       /* an inject or a note to it or its post */
    TOC_TOLD_EVENT,        /* an event that it is `seen by`, or that all see */
    TOC_TOLD_SOURCE,       /* a value of an indicator it is the source of */
    TOC_TOLD_STEP,         /* a step or decision addressed to it */
    TOC_TOLD_REPORT,       /* a report or its copy to it */
    TOC_TOLD_NOTICE,       /* `if late notify` */
    TOC_TOLD_OWN_ACT,      /* it acted itself, and nobody had told it before */
    TOC_TOLD_ANNOUNCEMENT, /* an announcement to it, or that it was to approve; the first word */
    TOC_TOLD_FORECAST      /* a forecast whose `source` it is; the first word */
} toc_told_kind;

typedef struct toc_told {
    toc_ms at;          /* when word reached it; TOC_MS_NONE: never */
    toc_ms given;       /* when word was given: earlier where it could not be reached */
    uint32_t entry;     /* the script entry that brought it, or TOC_NONE */
    uint32_t happening; /* the record that brought it, or TOC_NONE: a note */
    toc_told_kind kind;
} toc_told;

typedef struct toc_hearsay toc_hearsay;

/** What was told in @p drill, which outlives it.  O(records + acts), times the bodies for word to all
 *  while somebody is out of reach. */
toc_hearsay *toc_hearsay_new(toc_arena *arena, const toc_drill *drill);

/** Takes in the acts and records that the drill has gained since, as if they had been there from the
 *  start.  O(gained). */
void toc_hearsay_update(toc_hearsay *h);

/** The last word that reached @p body before the record @p happening; `at` TOC_MS_NONE: none did. */
toc_told toc_hearsay_before(const toc_hearsay *h, uint32_t body, uint32_t happening);
/** The last word at or before @p at (TOC_MS_NONE: ever), else the first. */
toc_told toc_hearsay_by(const toc_hearsay *h, uint32_t body, toc_ms at);
/** The act of a script entry; NULL for TOC_NONE. */
const toc_bound_act *toc_hearsay_act(const toc_hearsay *h, uint32_t entry);

/* How far a reader has come in what one body was told; begin with zeros. */
typedef struct toc_hearsay_mark {
    uint32_t own;
    uint32_t common;
} toc_hearsay_mark;

/** The next word that reached @p body, in the order in which it came; false: no more so far. */
bool toc_hearsay_next(const toc_hearsay *h, uint32_t body, toc_hearsay_mark *mark, toc_told *out);

#ifdef __cplusplus
}
#endif

#endif
