/* picks.h - which walks to try: those that leave the first way once, twice and so on; private to witness/. */
#ifndef TOC_WITNESS_PICKS_H
#define TOC_WITNESS_PICKS_H

#include "witness/walk.h"

/* Walks still to be tried, by how many of their picks are not the first: those with none, then
 * with one, and so on.  Each list of picks comes once. */
typedef struct toc_pick_queue {
    toc_arena *arena;
    uint32_t most; /* that may be tried */
    TOC_VEC(toc_picks) list;
    bool is_full; /* there are more than may be tried */
} toc_pick_queue;

/** A queue of at most @p most walks, the first way everywhere being the first of them. */
toc_pick_queue toc_pick_queue_new(toc_arena *arena, uint32_t most);

/** Adds every way that leaves @p walk, which was made by @p picks, where it took the first of several. */
void toc_pick_branch(toc_pick_queue *queue, const toc_walk *walk, toc_picks picks);

#endif
