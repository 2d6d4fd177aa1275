/* queue.c - the two heaps of an engine: timers by due time, reactions of the present instant.
 *
 * Both are binary heaps over storage made in toc_engine_new; equal times are ordered by toc_order,
 * never by when they were armed. */
#include "engine/told_private.h"

#include <assert.h>

static bool order_less(toc_order a, toc_order b)
{
    return a.major != b.major ? a.major < b.major : a.minor < b.minor;
}

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

/* Of two timers that fire at the same time. */
static bool goes_first(const toc_engine *engine, uint32_t a, uint32_t b)
{
    const toc_timer *x = &engine->timers[a];
    const toc_timer *y = &engine->timers[b];
    if (x->order.major != y->order.major || x->order.minor != y->order.minor)
        return order_less(x->order, y->order);
    if (x->kind == TOC_TIMER_DUTY && y->kind == TOC_TIMER_DUTY)
        return duty_less(engine, a, b);
    return a < b;
}

static bool wait_less(const toc_engine *engine, toc_wait a, toc_wait b)
{
    return a.at != b.at ? a.at < b.at : goes_first(engine, a.timer, b.timer);
}

static void place(toc_engine *engine, uint32_t position, toc_wait wait)
{
    engine->waits[position] = wait;
    engine->timers[wait.timer].position = position;
}

static void move_up(toc_engine *engine, uint32_t position, toc_wait wait)
{
    while (position > 0) {
        uint32_t parent = (position - 1) / 2;
        if (!wait_less(engine, wait, engine->waits[parent]))
            break;
        place(engine, position, engine->waits[parent]);
        position = parent;
    }
    place(engine, position, wait);
}

static void move_down(toc_engine *engine, uint32_t position, toc_wait wait)
{
    const toc_wait *waits = engine->waits;
    for (;;) {
        uint32_t child = 2 * position + 1;
        if (child >= engine->wait_count)
            break;
        if (child + 1 < engine->wait_count && wait_less(engine, waits[child + 1], waits[child]))
            child++;
        if (!wait_less(engine, waits[child], wait))
            break;
        place(engine, position, waits[child]);
        position = child;
    }
    place(engine, position, wait);
}

static bool is_of_series(const toc_engine *engine, uint32_t timer, toc_timer_kind kind)
{
    uint32_t at = timer - engine->timer_base[kind];
    if (kind == TOC_TIMER_SIM_REPORT)
        return engine->machine->reports[engine->reports[at].report].period > 0;
    return engine->nodes[at].traits & TOC_TRAIT_REPEATS;
}

/* Series and calendar go on for ever; a single deadline that has passed asks for nothing more.  A
 * step that waits for duty hours is work to come. */
static bool keeps_unsettled(const toc_engine *engine, uint32_t timer)
{
    toc_timer_kind kind = (toc_timer_kind)engine->timers[timer].kind;
    switch ((int)kind) {
    case TOC_TIMER_PERIOD:
    case TOC_TIMER_DAY:
    case TOC_TIMER_TICK:
    case TOC_TIMER_REPORT_TICK:
        return false;
    case TOC_TIMER_GATE:
    case TOC_TIMER_WORK:
    case TOC_TIMER_SIM_REPORT:
        return !is_of_series(engine, timer, kind);
    case TOC_TIMER_DUTY:
        return !engine->duties[timer - engine->timer_base[TOC_TIMER_DUTY]].duty.is_series;
    }
    return true;
}

static void remove_at(toc_engine *engine, uint32_t position)
{
    toc_timer *timer = &engine->timers[engine->waits[position].timer];
    timer->position = TOC_NONE;
    engine->armed[timer->kind]--;
    engine->unsettled -= timer->is_work;
    toc_wait last = engine->waits[--engine->wait_count];
    if (position == engine->wait_count)
        return;
    if (position > 0 && wait_less(engine, last, engine->waits[(position - 1) / 2]))
        move_up(engine, position, last);
    else
        move_down(engine, position, last);
}

void toc_timer_arm(toc_engine *engine, uint32_t timer, toc_ms at, toc_order order)
{
    toc_timer *row = &engine->timers[timer];
    assert(at >= engine->now);
    toc_timer_disarm(engine, timer);
    row->order = order;
    row->is_work = keeps_unsettled(engine, timer);
    engine->unsettled += row->is_work;
    engine->armed[row->kind]++;
    move_up(engine, engine->wait_count++, (toc_wait){at, timer});
}

void toc_timer_remove(toc_engine *engine, uint32_t timer)
{
    remove_at(engine, engine->timers[timer].position);
}

uint32_t toc_timer_pop(toc_engine *engine)
{
    uint32_t timer = engine->waits[0].timer;
    remove_at(engine, 0);
    return timer;
}

void toc_reaction_move_up(toc_engine *engine, uint32_t position, toc_reaction reaction)
{
    toc_reaction *heap = engine->reactions;
    while (position > 0 && order_less(reaction.order, heap[(position - 1) / 2].order)) {
        heap[position] = heap[(position - 1) / 2];
        position = (position - 1) / 2;
    }
    heap[position] = reaction;
}

void toc_reaction_move_down(toc_engine *engine, toc_reaction reaction)
{
    toc_reaction *heap = engine->reactions;
    uint32_t count = engine->reaction_count;
    uint32_t position = 0;
    for (uint32_t child = 1; child < count; child = 2 * position + 1) {
        child += child + 1 < count && order_less(heap[child + 1].order, heap[child].order);
        if (!order_less(heap[child].order, reaction.order))
            break;
        heap[position] = heap[child];
        position = child;
    }
    heap[position] = reaction;
}
