/* picks.c - the queue of walks to try. */
#include "witness/picks.h"

#include <string.h>

toc_pick_queue toc_pick_queue_new(toc_arena *arena, uint32_t most)
{
    toc_pick_queue queue = {.arena = arena, .most = most};
    const toc_picks first = {0};

    TOC_PUSH(arena, &queue.list, first);
    return queue;
}

static void put(toc_pick_queue *queue, toc_picks after, uint32_t at, uint32_t pick)
{
    uint32_t *list = TOC_NEW_ARRAY(queue->arena, uint32_t, at + 1);
    toc_picks picks = {list, at + 1};

    if (after.count > 0)
        memcpy(list, after.list, after.count * sizeof *list);
    list[at] = pick;
    TOC_PUSH(queue->arena, &queue->list, picks);
}

void toc_pick_branch(toc_pick_queue *queue, const toc_walk *walk, toc_picks picks)
{
    for (uint32_t at = picks.count; at < walk->choices.count; at++) {
        for (uint32_t pick = 1; pick < walk->choices.items[at]; pick++) {
            queue->is_full = queue->is_full || queue->list.count >= queue->most;
            if (queue->is_full)
                return;
            put(queue, picks, at, pick);
        }
    }
}
