/* piles.c - how many piles side by side suit the paper, and how high they come out. */
#include "chart/piles.h"

enum { PILES_MOST = 6 };

/* How high the highest pile is when none may be higher than @p most; INT64_MAX where that takes
 * more than @p count. */
static int64_t piled(const toc_piles *piles, uint32_t count, int64_t most)
{
    int64_t highest = 0;
    int64_t height = 0;
    uint32_t number = 1;

    for (uint32_t i = 0; i < piles->count; i++) {
        int64_t next = piles->heights[i];

        if (height > 0 && height + piles->apart + next > most) {
            number++;
            height = 0;
        }
        height += (height > 0 ? piles->apart : 0) + next;
        highest = height > highest ? height : highest;
    }
    return number <= count ? highest : INT64_MAX;
}

int64_t toc_piles_height(const toc_piles *piles, uint32_t count)
{
    int64_t low = 0;
    int64_t high = piled(piles, 1, INT64_MAX);

    while (high - low > TOC_MM) {
        int64_t middle = low + (high - low) / 2;

        if (piled(piles, count, middle) <= middle)
            high = middle;
        else
            low = middle;
    }
    return high;
}

uint32_t toc_piles_end(const toc_piles *piles, uint32_t count, uint32_t first)
{
    int64_t most = count > 1 ? toc_piles_height(piles, count) : INT64_MAX;
    int64_t height = piles->heights[first];
    uint32_t end = first + 1;

    while (end < piles->count && height + piles->apart + piles->heights[end] <= most)
        height += piles->apart + piles->heights[end++];
    return end;
}

uint32_t toc_piles_best(const toc_piles *piles, uint32_t aspect)
{
    uint32_t best = 1;
    int64_t best_size = 0;

    for (uint32_t count = 1; aspect > 0 && count <= PILES_MOST && count <= piles->count; count++) {
        int64_t wide = ((int64_t)piles->width + TOC_PILES_APART) * count - TOC_PILES_APART;
        int64_t high = toc_piles_height(piles, count) * aspect / 1000;
        int64_t most = wide > high ? wide : high;
        int64_t size = most > 0 ? INT64_C(1000000000000) / most : 0;

        if (size > best_size) {
            best_size = size;
            best = count;
        }
    }
    return best;
}
