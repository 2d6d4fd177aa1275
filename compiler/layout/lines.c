/* lines.c - the stretches of all edges in channels and gaps. */
#include <stdlib.h>

#include "layout/layout_private.h"

/* What an edge asks for in one channel or gap. */
typedef struct request {
    uint32_t where, net, edge;
    bool is_last; /* in the channel above the target */
} request;
typedef TOC_VEC(request) requests;

static int by_where(const void *left, const void *right)
{
    const request *a = left;
    const request *b = right;

    if (a->where != b->where)
        return a->where < b->where ? -1 : 1;
    if (a->net != b->net)
        return a->net < b->net ? -1 : 1;
    if (a->edge != b->edge)
        return a->edge < b->edge ? -1 : 1;
    return (int)a->is_last - (int)b->is_last;
}

static uint32_t source_row(const toc_router *it, uint32_t edge)
{
    return it->layout->nodes.items[it->layout->edges.items[edge].source].row;
}

static uint32_t target_row(const toc_router *it, uint32_t edge)
{
    return it->layout->nodes.items[it->layout->edges.items[edge].target].row;
}

static void add_pin(toc_router *it, toc_bundle *bundle, toc_pin pin)
{
    toc_run *run = &bundle->runs.items[pin.run];

    if (pin.place < run->begin)
        run->begin = pin.place;
    if (pin.place > run->end)
        run->end = pin.place;
    for (uint32_t i = bundle->pins.count; i-- > 0 && bundle->pins.items[i].run == pin.run;) {
        if (bundle->pins.items[i].place == pin.place &&
            bundle->pins.items[i].is_high == pin.is_high)
            return;
    }
    TOC_PUSH(it->layout->arena, &bundle->pins, pin);
}

/* ── channels ────────────────────────────────────────────────────────────── */

static void add_first(toc_router *it, toc_bundle *channel, uint32_t run, uint32_t edge)
{
    toc_route *route = &it->routes[edge];
    uint32_t column = it->layout->nodes.items[it->layout->edges.items[edge].source].column;
    toc_pin exit = {toc_column_place(column, route->aside), run, false, TOC_NONE};

    route->first = run;
    add_pin(it, channel, exit);
    if (route->way == TOC_WAY_NEXT) {
        toc_pin entry = {toc_layout_entry_place(it, edge), run, true, route->arrival};
        add_pin(it, channel, entry);
        /* the line comes from further above, and only passes */
        if (it->arrivals.items[route->arrival].channel < source_row(it, edge) + 1) {
            entry.is_high = false;
            add_pin(it, channel, entry);
        }
    } else {
        toc_pin trunk = {toc_gap_place(route->gap), run,
                         target_row(it, edge) > source_row(it, edge), TOC_NONE};
        channel->runs.items[run].begins--;
        add_pin(it, channel, trunk);
    }
}

static void add_last(toc_router *it, toc_bundle *channel, uint32_t run, uint32_t edge)
{
    toc_route *route = &it->routes[edge];
    uint32_t column = it->layout->nodes.items[it->layout->edges.items[edge].source].column;
    toc_pin entry = {toc_layout_entry_place(it, edge), run, true, route->arrival};

    route->last = run;
    channel->runs.items[run].begins++;
    add_pin(it, channel, entry);
    if (it->arrivals.items[route->arrival].channel < target_row(it, edge)) {
        entry.is_high = false;
        add_pin(it, channel, entry);
    }
    if (route->way == TOC_WAY_OVER) {
        toc_pin exit = {toc_column_place(column, route->aside), run, false, TOC_NONE};
        add_pin(it, channel, exit);
    } else {
        toc_pin trunk = {toc_gap_place(route->gap), run,
                         target_row(it, edge) <= source_row(it, edge), TOC_NONE};
        add_pin(it, channel, trunk);
    }
}

static void ask_channels(toc_router *it, requests *all)
{
    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        const toc_route *route = &it->routes[i];
        request first = {source_row(it, i) + 1, route->net, i, false};
        request last = {target_row(it, i), route->net, i, true};

        if (route->way == TOC_WAY_NEXT || route->way == TOC_WAY_GAP)
            TOC_PUSH(it->layout->arena, all, first);
        if (route->way == TOC_WAY_OVER || route->way == TOC_WAY_GAP)
            TOC_PUSH(it->layout->arena, all, last);
    }
}

/* Lines that would lie on each other in this order: the one that enters does so elsewhere. */
static void move_entries(toc_router *it, toc_bundle *channel)
{
    uint32_t *rank = TOC_NEW_ARRAY(it->layout->arena, uint32_t, channel->runs.count + 1u);

    for (uint32_t i = 0; i < channel->runs.count; i++)
        rank[channel->order[i]] = i;
    for (uint32_t i = 0; i < channel->pins.count; i++) {
        toc_pin *in = &channel->pins.items[i];
        for (uint32_t k = 0; k < channel->pins.count && in->is_high && in->arrival != TOC_NONE;
             k++) {
            const toc_pin *out = &channel->pins.items[k];
            if (out->is_high || out->place != in->place || rank[out->run] <= rank[in->run])
                continue;
            toc_layout_choose_entry(it, in->arrival, true);
            break;
        }
    }
}

/* Pins and reaches again, at the places that the entries now have. */
static void refresh(toc_router *it, toc_bundle *channel, const request *all, uint32_t count)
{
    channel->pins.count = 0;
    for (uint32_t i = 0; i < channel->runs.count; i++) {
        channel->runs.items[i].begin = INT64_MAX;
        channel->runs.items[i].end = INT64_MIN;
    }
    for (uint32_t i = 0; i < count; i++) {
        const toc_route *route = &it->routes[all[i].edge];
        if (all[i].is_last)
            add_last(it, channel, route->last, all[i].edge);
        else
            add_first(it, channel, route->first, all[i].edge);
    }
}

static void fill_channel(toc_router *it, toc_bundle *channel, const request *all, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || all[i].net != all[i - 1].net) {
            toc_run run = {.begin = INT64_MAX, .end = INT64_MIN, .net = all[i].net};
            TOC_PUSH(it->layout->arena, &channel->runs, run);
        }
        if (all[i].is_last)
            add_last(it, channel, channel->runs.count - 1, all[i].edge);
        else
            add_first(it, channel, channel->runs.count - 1, all[i].edge);
    }
}

void toc_layout_channels(toc_router *it)
{
    requests all = {0};

    ask_channels(it, &all);
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, by_where);
    for (uint32_t begin = 0, end; begin < all.count; begin = end) {
        toc_bundle *channel = &it->channels[all.items[begin].where];

        for (end = begin; end < all.count && all.items[end].where == all.items[begin].where;)
            end++;
        fill_channel(it, channel, &all.items[begin], end - begin);
        toc_bundle_order(it->layout->arena, channel);
        move_entries(it, channel);
    }
    /* an entry that moved may come from a channel above */
    for (uint32_t begin = 0, end; begin < all.count; begin = end) {
        toc_bundle *channel = &it->channels[all.items[begin].where];

        for (end = begin; end < all.count && all.items[end].where == all.items[begin].where;)
            end++;
        refresh(it, channel, &all.items[begin], end - begin);
        toc_bundle_settle(it->layout->arena, channel);
    }
}

/* ── gaps ────────────────────────────────────────────────────────────────── */

/* Left or right of the gap: wherever the run in the channel goes on. */
static void add_ends(toc_router *it, toc_bundle *gap, uint32_t edge, uint32_t channel, uint32_t run)
{
    const toc_run *across = &it->channels[channel].runs.items[run];
    int64_t place = toc_gap_place(it->routes[edge].gap);
    toc_pin pin = {toc_layout_track_y(it, channel, run), gap->runs.count - 1, false, TOC_NONE};

    if (across->begin < place)
        add_pin(it, gap, pin);
    pin.is_high = true;
    if (across->end > place)
        add_pin(it, gap, pin);
}

void toc_layout_gaps(toc_router *it)
{
    requests all = {0};

    for (uint32_t i = 0; i < it->layout->edges.count; i++) {
        request down = {it->routes[i].gap, it->routes[i].net, i, false};
        if (it->routes[i].way == TOC_WAY_GAP)
            TOC_PUSH(it->layout->arena, &all, down);
    }
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, by_where);
    for (uint32_t i = 0; i < all.count; i++) {
        const request *one = &all.items[i];
        toc_bundle *gap = &it->gaps[one->where];

        if (i == 0 || one[-1].where != one->where || one[-1].net != one->net) {
            toc_run run = {.begin = INT64_MAX, .end = INT64_MIN, .net = one->net};
            TOC_PUSH(it->layout->arena, &gap->runs, run);
        }
        it->routes[one->edge].down = gap->runs.count - 1;
        add_ends(it, gap, one->edge, source_row(it, one->edge) + 1, it->routes[one->edge].first);
        add_ends(it, gap, one->edge, target_row(it, one->edge), it->routes[one->edge].last);
    }
    for (uint32_t i = 0; i <= it->layout->column_count; i++) {
        toc_bundle_order(it->layout->arena, &it->gaps[i]);
        toc_bundle_settle(it->layout->arena, &it->gaps[i]);
    }
}
