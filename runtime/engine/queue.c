/* queue.c - the two queues of an engine: timers by due time, reactions of the present instant.
 *
 * Both are binary heaps over storage made in toc_engine_new; equal times are ordered by toc_order,
 * never by when they were armed.  The timers that come next, up to TOC_NEAR_MOST, stand apart in a
 * short list, the earliest last: most plans never have more of them, and a step of work goes in
 * and comes out there without a heap.  Each of them fires before all in the heap; the list is empty
 * only when the heap is. */
#include "engine/told_private.h"

#include <assert.h>

/* Which slot a duty has says nothing: two of one name and occurrence go by kind, then by what tells
 * them apart (receiver, resource), then in order of opening. */
static bool duty_less(const toc_engine *engine, uint32_t a, uint32_t b)
{
    const toc_duty *x = &engine->duties[a - engine->timer_base[TOC_TIMER_DUTY]].duty;
    const toc_duty *y = &engine->duties[b - engine->timer_base[TOC_TIMER_DUTY]].duty;
    if (x->kind != y->kind)
        return x->kind < y->kind;
    return x->other != y->other ? x->other < y->other : x->number < y->number;
}

bool toc_timer_goes_first(const toc_engine *engine, uint32_t a, uint32_t b)
{
    const toc_timer *x = &engine->timers[a];
    const toc_timer *y = &engine->timers[b];
    if (x->order.major != y->order.major || x->order.minor != y->order.minor)
        return x->order.major != y->order.major ? x->order.major < y->order.major
                                                : x->order.minor < y->order.minor;
    if (x->kind == TOC_TIMER_DUTY && y->kind == TOC_TIMER_DUTY)
        return duty_less(engine, a, b);
    return a < b;
}

static bool wait_less(const toc_engine *engine, toc_ms at, uint32_t timer, const toc_wait *than)
{
    return at != than->at ? at < than->at : toc_timer_goes_first(engine, timer, than->timer);
}

/* ---- the heap of what is far off ---- */

/* In parts: what was just written in parts is slow to be read as a whole. */
static void place(toc_engine *engine, uint32_t position, toc_ms at, uint32_t timer)
{
    engine->waits[position].at = at;
    engine->waits[position].timer = timer;
    engine->timers[timer].position = position;
}

static void move_up(toc_engine *engine, uint32_t position, toc_ms at, uint32_t timer)
{
    while (position > 0) {
        uint32_t parent = (position - 1) / 2;
        const toc_wait *above = &engine->waits[parent];
        if (!wait_less(engine, at, timer, above))
            break;
        place(engine, position, above->at, above->timer);
        position = parent;
    }
    place(engine, position, at, timer);
}

/* The place below @p position that fires first, of two; which is not to be guessed, so no branch. */
static uint32_t first_below(const toc_engine *engine, uint32_t position)
{
    const toc_wait *waits = &engine->waits[2 * position + 1];
    if (waits[0].at == waits[1].at)
        return 2 * position + 1 + toc_timer_goes_first(engine, waits[1].timer, waits[0].timer);
    return 2 * position + 1 + (waits[1].at < waits[0].at);
}

static void move_down(toc_engine *engine, uint32_t position, toc_ms at, uint32_t timer)
{
    uint32_t count = engine->wait_count;
    while (2 * position + 1 < count) {
        uint32_t child =
            2 * position + 2 < count ? first_below(engine, position) : 2 * position + 1;
        const toc_wait *below = &engine->waits[child];
        if (wait_less(engine, at, timer, below))
            break;
        place(engine, position, below->at, below->timer);
        position = child;
    }
    place(engine, position, at, timer);
}

static void remove_far(toc_engine *engine, uint32_t position)
{
    const toc_wait *last = &engine->waits[--engine->wait_count];
    toc_ms at = last->at;
    uint32_t moved = last->timer;
    if (position == engine->wait_count)
        return;
    if (position > 0 && wait_less(engine, at, moved, &engine->waits[(position - 1) / 2]))
        move_up(engine, position, at, moved);
    else
        move_down(engine, position, at, moved);
}

/* ---- the few that come next ---- */

void toc_timer_draw_near(toc_engine *engine)
{
    uint32_t count =
        TOC_NEAR_MOST / 2 < engine->wait_count ? TOC_NEAR_MOST / 2 : engine->wait_count;
    for (uint32_t i = count; i-- > 0;) {
        engine->near[i] = engine->waits[0];
        engine->timers[engine->near[i].timer].position = TOC_NEAR;
        remove_far(engine, 0);
    }
    engine->near_count = count;
}

static void remove_near(toc_engine *engine, uint32_t timer)
{
    toc_wait *near = engine->near;
    uint32_t at = engine->near_count - 1;
    while (near[at].timer != timer)
        at--;
    uint32_t count = --engine->near_count;
    for (; at < count; at++)
        near[at] = near[at + 1];
    if (count == 0)
        toc_timer_draw_near(engine);
}

/* Full: the last of them is far off now. */
static void send_off(toc_engine *engine)
{
    toc_wait *near = engine->near;
    uint32_t count = --engine->near_count;
    move_up(engine, engine->wait_count++, near[0].at, near[0].timer);
    for (uint32_t i = 0; i < count; i++)
        near[i] = near[i + 1];
}

void toc_timer_insert(toc_engine *engine, uint32_t timer, toc_ms at)
{
    toc_wait *near = engine->near;
    bool is_full = engine->near_count == TOC_NEAR_MOST;
    if ((engine->wait_count > 0 && !wait_less(engine, at, timer, &engine->waits[0])) ||
        (is_full && !wait_less(engine, at, timer, &near[0]))) {
        move_up(engine, engine->wait_count++, at, timer);
        return;
    }
    if (is_full)
        send_off(engine);
    uint32_t place = engine->near_count++;
    for (; place > 0 && !wait_less(engine, at, timer, &near[place - 1]); place--) {
        near[place].at = near[place - 1].at;
        near[place].timer = near[place - 1].timer;
    }
    near[place].at = at;
    near[place].timer = timer;
    engine->timers[timer].position = TOC_NEAR;
}

toc_ms toc_timer_at(const toc_engine *engine, uint32_t timer)
{
    uint32_t at = engine->timers[timer].position;
    if (at != TOC_NEAR)
        return engine->waits[at].at;
    for (at = 0; engine->near[at].timer != timer;)
        at++;
    return engine->near[at].at;
}

/* Does an armed timer mean that the drill is not settled?  Series and calendar go on for ever, and of
 * a series nothing counts; a single deadline that has passed asks for nothing more. */
typedef enum unsettling {
    ALWAYS,
    NEVER,
    BUT_SERIES_OF_STEP,
    BUT_SERIES_OF_REPORT,
    BUT_OF_SERIES
} unsettling;

static const uint8_t unsettling_of[TOC_TIMER_KIND_COUNT] = {
    [TOC_TIMER_PERIOD] = NEVER,
    [TOC_TIMER_DAY] = NEVER,
    [TOC_TIMER_TICK] = NEVER,
    [TOC_TIMER_REPORT_TICK] = NEVER,
    [TOC_TIMER_GATE] = BUT_SERIES_OF_STEP, /* a step that waits for duty hours is work to come */
    [TOC_TIMER_WORK] = BUT_SERIES_OF_STEP,
    [TOC_TIMER_SIM_REPORT] = BUT_SERIES_OF_REPORT,
    [TOC_TIMER_DUTY] = BUT_OF_SERIES};

static bool keeps_unsettled(const toc_engine *engine, uint32_t timer, uint8_t kind)
{
    uint32_t at = timer - engine->timer_base[kind];
    switch ((unsettling)unsettling_of[kind]) {
    case BUT_OF_SERIES:
        return !engine->duties[at].duty.is_series;
    case BUT_SERIES_OF_STEP:
        return !(engine->nodes[at].traits & TOC_TRAIT_REPEATS);
    case ALWAYS:
        return true;
    case NEVER:
        return false;
    case BUT_SERIES_OF_REPORT:
        return engine->machine->reports[engine->reports[at].report].period == 0;
    }
    return true;
}

void toc_timer_set(toc_engine *engine, uint32_t timer, toc_ms at, uint64_t major, uint64_t minor)
{
    toc_timer *row = &engine->timers[timer];
    assert(at >= engine->now);
    toc_timer_disarm(engine, timer);
    row->order.major = major;
    row->order.minor = minor;
    row->is_work = keeps_unsettled(engine, timer, row->kind);
    engine->unsettled += row->is_work;
    engine->armed[row->kind]++;
    toc_timer_insert(engine, timer, at);
}

void toc_timer_remove(toc_engine *engine, uint32_t timer)
{
    uint32_t position = engine->timers[timer].position;
    toc_timer_stands_down(engine, &engine->timers[timer]);
    if (position == TOC_NEAR)
        remove_near(engine, timer);
    else
        remove_far(engine, position);
}

static bool goes_before(const toc_reaction *a, uint64_t major, uint64_t minor)
{
    return a->order.major != major ? a->order.major < major : a->order.minor < minor;
}

static bool goes_after(const toc_reaction *a, uint64_t major, uint64_t minor)
{
    return a->order.major != major ? a->order.major > major : a->order.minor > minor;
}

static void put_from(toc_reaction *place, const toc_reaction *from)
{
    toc_reaction_put(place, from->order.major, from->order.minor, from->object);
}

void toc_reaction_move_up(toc_engine *engine, uint32_t position, uint64_t major, uint64_t minor,
                          uint32_t object)
{
    toc_reaction *heap = engine->reactions;
    while (position > 0 && goes_after(&heap[(position - 1) / 2], major, minor)) {
        put_from(&heap[position], &heap[(position - 1) / 2]);
        position = (position - 1) / 2;
    }
    toc_reaction_put(&heap[position], major, minor, object);
}

void toc_reaction_move_down(toc_engine *engine, const toc_reaction *from)
{
    toc_reaction *heap = engine->reactions;
    uint64_t major = from->order.major;
    uint64_t minor = from->order.minor;
    uint32_t object = from->object;
    uint32_t count = engine->reaction_count;
    uint32_t position = 0;
    for (uint32_t child = 1; child < count; child = 2 * position + 1) {
        if (child + 1 < count &&
            goes_before(&heap[child + 1], heap[child].order.major, heap[child].order.minor))
            child++;
        if (!goes_before(&heap[child], major, minor))
            break;
        put_from(&heap[position], &heap[child]);
        position = child;
    }
    toc_reaction_put(&heap[position], major, minor, object);
}
