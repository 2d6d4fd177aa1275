/* flow_ways.c - the ways to each step, joined from those to its sources. */
#include "analysis/flow_ways.h"

#include <string.h>

#define CELLS_MAX (1u << 18) /* of both tables for one way each, else only what all ways share */

bool toc_ways_agree(const toc_order *order, const uint16_t *one, const uint16_t *other)
{
    for (uint32_t d = 0; d < order->decision_count; d++) {
        if (one[d] && other[d] && one[d] != other[d])
            return false;
    }
    return true;
}

/* Does @p wide hold wherever @p narrow does? */
static bool covers(const toc_order *order, const uint16_t *wide, const uint16_t *narrow)
{
    for (uint32_t d = 0; d < order->decision_count; d++) {
        if (wide[d] && wide[d] != narrow[d])
            return false;
    }
    return true;
}

typedef struct making {
    const toc_order *order;
    const uint32_t *places;
    toc_ways *all;
    uint16_t *rows; /* TOC_WAYS_MAX of them, of the step that is looked at */
    uint64_t *overs;
    uint16_t *way; /* one to be added, and what is over by then */
    uint64_t *over;
    uint32_t count;
    bool is_too_much;
} making;

static uint16_t *row_at(const making *it, uint32_t i)
{
    return it->rows + (size_t)i * it->order->decision_count;
}

static uint64_t *over_at(const making *it, uint32_t i)
{
    return it->overs + (size_t)i * it->order->words;
}

/* Whichever of the two it is. */
static void share_over(const making *it, uint64_t *kept, const uint64_t *other)
{
    for (uint32_t w = 0; w < it->order->words; w++)
        kept[w] &= other[w];
}

static void add_way(making *it)
{
    size_t size = it->order->decision_count * sizeof *it->way;
    size_t over_size = it->order->words * sizeof *it->over;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < it->count; i++) {
        if (!covers(it->order, row_at(it, i), it->way))
            continue;
        share_over(it, over_at(it, i), it->over);
        return;
    }
    for (uint32_t i = 0; i < it->count; i++) {
        if (covers(it->order, it->way, row_at(it, i))) {
            share_over(it, it->over, over_at(it, i));
            continue;
        }
        memmove(row_at(it, kept), row_at(it, i), size);
        memmove(over_at(it, kept++), over_at(it, i), over_size);
    }
    it->count = kept;
    it->is_too_much = it->count == TOC_WAYS_MAX;
    if (it->is_too_much)
        return;
    memcpy(row_at(it, it->count), it->way, size);
    memcpy(over_at(it, it->count++), it->over, over_size);
}

static uint32_t decision_at(const toc_order *order, uint32_t place)
{
    uint32_t d = 0;

    while (d < order->decision_count && order->decisions[d] != place)
        d++;
    return d;
}

/* What is over when it starts by way number @p i of the source at @p place: a join of all has waited for
 * the other sources too. */
static void read_over(making *it, const toc_plan_node *node, uint32_t place, uint32_t i)
{
    const toc_order *order = it->order;
    const uint64_t *before = toc_ways_over(order, &it->all[place], i);
    const uint64_t *always = order->before + (size_t)it->places[node->base.id] * order->words;

    for (uint32_t w = 0; w < order->words; w++)
        it->over[w] = before[w] | always[w];
    toc_bits_add(it->over, place);
}

static void add_edge(making *it, const toc_plan_edge *edge)
{
    uint32_t place = it->places[edge->source->base.id];
    const toc_ways *before = &it->all[place];
    uint32_t d = edge->outcome >= 0 ? decision_at(it->order, place) : UINT32_MAX;

    for (uint32_t i = 0; i < before->count && !it->is_too_much; i++) {
        memcpy(it->way, toc_ways_row(it->order, before, i),
               it->order->decision_count * sizeof *it->way);
        if (d < it->order->decision_count)
            it->way[d] = (uint16_t)(edge->outcome + 1);
        read_over(it, edge->target, place, i);
        add_way(it);
    }
}

/* Any way into it will do: a join goes on when one of its ways is live. */
static void find_ways(making *it, uint32_t place)
{
    const toc_plan_node *node = it->order->nodes[place];
    bool is_start = true;

    it->count = 0;
    it->is_too_much = false;
    for (uint32_t i = 0; i < node->in.count && !it->is_too_much; i++) {
        if (node->in.items[i]->is_loop)
            continue;
        is_start = false;
        add_edge(it, node->in.items[i]);
    }
    if (!is_start)
        return;
    memset(it->rows, 0, it->order->decision_count * sizeof *it->rows);
    memcpy(it->overs, it->order->before + (size_t)place * it->order->words,
           it->order->words * sizeof *it->overs);
    it->count = 1;
}

static void keep_ways(toc_arena *arena, const making *it, toc_ways *ways)
{
    size_t cells = (size_t)it->count * it->order->decision_count;
    size_t words = (size_t)it->count * it->order->words;

    ways->count = it->count;
    ways->needs = TOC_NEW_ARRAY(arena, uint16_t, cells);
    ways->over = TOC_NEW_ARRAY(arena, uint64_t, words);
    memcpy(ways->needs, it->rows, cells * sizeof *it->rows);
    memcpy(ways->over, it->overs, words * sizeof *it->overs);
}

toc_ways *toc_ways_make(toc_arena *arena, const toc_order *order, const uint32_t *places)
{
    uint32_t width = order->decision_count;
    making it = {.order = order,
                 .places = places,
                 .all = TOC_NEW_ARRAY(arena, toc_ways, order->count),
                 .rows = TOC_NEW_ARRAY(arena, uint16_t, (size_t)width * TOC_WAYS_MAX),
                 .overs = TOC_NEW_ARRAY(arena, uint64_t, (size_t)order->words * TOC_WAYS_MAX),
                 .way = TOC_NEW_ARRAY(arena, uint16_t, width),
                 .over = TOC_NEW_ARRAY(arena, uint64_t, order->words)};
    bool is_small = (uint64_t)order->count * (width + order->words) <= CELLS_MAX;

    for (uint32_t p = 0; p < order->count; p++) {
        it.all[p] = (toc_ways){order->needs + (size_t)p * width,
                               order->before + (size_t)p * order->words, 1};
        if (!is_small)
            continue;
        find_ways(&it, p);
        if (!it.is_too_much)
            keep_ways(arena, &it, &it.all[p]);
    }
    return it.all;
}
