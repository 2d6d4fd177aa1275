/* pack.h - shares a sequence of pieces out on a sheet: in columns, these in shelves, these in
 * blocks side by side.
 *
 * Neighbours in the sequence may stand below each other in one block; what that takes the caller
 * says for each run of them.  The sequence reads column by column, shelf by shelf, from left to
 * right.  Found by dynamic programming: the lowest shelves for each width of a column, then the
 * narrowest columns for each height of the sheet, and of all heights the one at which the sheet can
 * be shown largest.  Lengths are micrometres. */
#ifndef TOC_LAYOUT_PACK_H
#define TOC_LAYOUT_PACK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "layout/geometry.h"

/* Pieces of one sequence, of one block, and of one shelf at most. */
enum { TOC_PACK_MOST = 64, TOC_PACK_MOST_RUN = 8, TOC_PACK_MOST_SHELF = 10 };

typedef struct toc_pack_size {
    toc_um width, height; /* width 0: these may not stand in one block */
} toc_pack_size;

typedef struct toc_pack_block {
    uint32_t first, count;  /* pieces */
    uint32_t column, shelf; /* the shelf counts from the top of its column */
} toc_pack_block;

typedef struct toc_pack {
    /* in */
    toc_arena *arena;
    uint32_t count;      /* pieces, 1..TOC_PACK_MOST */
    toc_pack_size *runs; /* [first * TOC_PACK_MOST_RUN + pieces - 1] */
    toc_um across, down; /* between columns and in shelves; between shelves */
    uint32_t aspect;     /* of the sheet: width where its height is 1000 */
    /* out */
    TOC_VEC(toc_pack_block) blocks;
    toc_um width, height;
    void *tables; /* scratch, kept for the next run; at first NULL */
    size_t room;  /* its size */
} toc_pack;

/** Finds the blocks.  O(n^2) with a large factor: some tens of microseconds for ten pieces, some
 *  milliseconds for TOC_PACK_MOST. */
void toc_pack_run(toc_pack *pack);

/** How long the sheet's height must be for a picture of that size, in micrometres of the picture:
 *  the less, the larger it can be shown. */
int64_t toc_pack_cost(toc_um width, toc_um height, uint32_t aspect);

#endif
