/* goal.h - what a generated scenario is made for, and living it; private to witness/. */
#ifndef TOC_WITNESS_GOAL_H
#define TOC_WITNESS_GOAL_H

#include "drill/coverage.h"
#include "witness/life.h"

typedef enum toc_goal_kind {
    TOC_GOAL_CLIMB,    /* id ladder: up through all levels and down again */
    TOC_GOAL_LEVEL,    /* id level: straight to it */
    TOC_GOAL_RAISE,    /* id level: from a less severe one */
    TOC_GOAL_LOWER,    /* id level: from a more severe one */
    TOC_GOAL_END,      /* id ladder */
    TOC_GOAL_RESPONSE, /* id */
    TOC_GOAL_NODE,     /* id node, outcome or -1 */
    TOC_GOAL_REPORT,   /* id row of the machine's reports */
    TOC_GOAL_FORM,     /* id body */
    TOC_GOAL_RELAY     /* id relay: the whole way */
} toc_goal_kind;

/* Ids are the machine's: its levels stand by ladder and rank, those of the plan by name. */
typedef struct toc_goal {
    toc_goal_kind kind;
    uint32_t id;
    int32_t outcome; /* of its decision; -1: any */
    toc_pace pace;
    bool says_starts;
    bool is_dated; /* it is about a deadline, so what that counts from must have come */
} toc_goal;

/** What covers @p item, at pace @p pace where the item leaves it open. */
toc_goal toc_goal_of(const toc_machine *machine, const toc_cover_item *item, toc_pace pace);

/** Does the item leave the pace open? */
bool toc_goal_has_both(const toc_cover_item *item);

void toc_goal_live(toc_life *life, const toc_goal *goal);

/** "early-late": names the scenario. */
const char *toc_goal_name(toc_arena *arena, const toc_plan *plan, const toc_machine *machine,
                          const toc_goal *goal);

/** "`early` starts; what is owed is done too late". */
const char *toc_goal_title(toc_arena *arena, const toc_plan *plan, const toc_machine *machine,
                           const toc_goal *goal);

#endif
