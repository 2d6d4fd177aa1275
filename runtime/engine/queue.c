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

static bool timer_less(const toc_engine *engine, uint32_t a, uint32_t b)
{
    const toc_timer *x = &engine->timers[a];
    const toc_timer *y = &engine->timers[b];
    if (x->at != y->at)
        return x->at < y->at;
    if (x->order.major != y->order.major || x->order.minor != y->order.minor)
        return order_less(x->order, y->order);
    if (x->kind == TOC_TIMER_DUTY && y->kind == TOC_TIMER_DUTY)
        return duty_less(engine, a, b);
    return a < b;
}

static void timer_place(toc_engine *engine, uint32_t position, uint32_t timer)
{
    engine->timer_heap[position] = timer;
    engine->timers[timer].position = position;
}

static void timer_up(toc_engine *engine, uint32_t position, uint32_t timer)
{
    while (position > 0) {
        uint32_t parent = (position - 1) / 2;
        if (!timer_less(engine, timer, engine->timer_heap[parent]))
            break;
        timer_place(engine, position, engine->timer_heap[parent]);
        position = parent;
    }
    timer_place(engine, position, timer);
}

static void timer_down(toc_engine *engine, uint32_t position, uint32_t timer)
{
    for (;;) {
        uint32_t child = 2 * position + 1;
        if (child >= engine->timer_count)
            break;
        if (child + 1 < engine->timer_count &&
            timer_less(engine, engine->timer_heap[child + 1], engine->timer_heap[child]))
            child++;
        if (!timer_less(engine, engine->timer_heap[child], timer))
            break;
        timer_place(engine, position, engine->timer_heap[child]);
        position = child;
    }
    timer_place(engine, position, timer);
}

static bool is_of_series(const toc_engine *engine, uint32_t timer, toc_timer_kind kind)
{
    uint32_t at = timer - engine->timer_base[kind];
    if (kind == TOC_TIMER_SIM_REPORT)
        return engine->machine->reports[engine->reports[at].report].period > 0;
    return engine->machine->nodes[engine->nodes[at].node].period > 0;
}

/* Series and calendar go on for ever; a single deadline that has passed asks for nothing more.  A
 * step that waits for duty hours is work to come. */
static bool keeps_unsettled(const toc_engine *engine, uint32_t timer)
{
    switch ((toc_timer_kind)engine->timers[timer].kind) {
    case TOC_TIMER_PERIOD:
    case TOC_TIMER_DAY:
    case TOC_TIMER_TICK:
    case TOC_TIMER_REPORT_TICK:
        return false;
    case TOC_TIMER_GATE:
    case TOC_TIMER_WORK:
    case TOC_TIMER_SIM_REPORT:
        return !is_of_series(engine, timer, (toc_timer_kind)engine->timers[timer].kind);
    case TOC_TIMER_DUTY:
        return !engine->duties[timer - engine->timer_base[TOC_TIMER_DUTY]].duty.is_series;
    case TOC_TIMER_WAKE:
    case TOC_TIMER_MOMENT:
    case TOC_TIMER_REACH:
    case TOC_TIMER_LOWER:
    case TOC_TIMER_SIM_LOWER:
    case TOC_TIMER_SIM_PROPOSE:
    case TOC_TIMER_SIM_END:
    case TOC_TIMER_SIM_DECLARE:
    case TOC_TIMER_SIM_FORM:
    case TOC_TIMER_EDGE:
    case TOC_TIMER_SIM_APPROVE:
    case TOC_TIMER_SIM_GRANT:
    case TOC_TIMER_ARRIVAL:
    case TOC_TIMER_SIM_CLEAR:
    case TOC_TIMER_NO_ANSWER:
    case TOC_TIMER_KIND_COUNT:
        return true;
    }
    return true;
}

static void remove_at(toc_engine *engine, uint32_t timer)
{
    uint32_t position = engine->timers[timer].position;
    engine->timers[timer].position = TOC_NONE;
    if (keeps_unsettled(engine, timer))
        engine->unsettled--;
    uint32_t last = engine->timer_heap[--engine->timer_count];
    if (last == timer)
        return;
    if (position > 0 && timer_less(engine, last, engine->timer_heap[(position - 1) / 2]))
        timer_up(engine, position, last);
    else
        timer_down(engine, position, last);
}

void toc_timer_arm(toc_engine *engine, uint32_t timer, toc_ms at, toc_order order)
{
    assert(at >= engine->now);
    toc_timer_disarm(engine, timer);
    engine->timers[timer].at = at;
    engine->timers[timer].order = order;
    if (keeps_unsettled(engine, timer))
        engine->unsettled++;
    timer_up(engine, engine->timer_count++, timer);
}

void toc_timer_disarm(toc_engine *engine, uint32_t timer)
{
    if (toc_timer_is_armed(engine, timer))
        remove_at(engine, timer);
}

uint32_t toc_timer_pop(toc_engine *engine)
{
    uint32_t timer = engine->timer_heap[0];
    remove_at(engine, timer);
    return timer;
}

void toc_reaction_push(toc_engine *engine, toc_rank rank, uint32_t object, toc_order order)
{
    assert(engine->reaction_count < engine->reaction_capacity);
    toc_reaction *heap = engine->reactions;
    uint32_t position = engine->reaction_count++;
    while (position > 0 && order_less(order, heap[(position - 1) / 2].order)) {
        heap[position] = heap[(position - 1) / 2];
        position = (position - 1) / 2;
    }
    heap[position] = (toc_reaction){order, (uint32_t)rank, object};
}

bool toc_reaction_pop(toc_engine *engine, toc_reaction *out)
{
    if (engine->reaction_count == 0)
        return false;
    toc_reaction *heap = engine->reactions;
    *out = heap[0];
    toc_reaction last = heap[--engine->reaction_count];
    uint32_t position = 0;
    for (;;) {
        uint32_t child = 2 * position + 1;
        if (child >= engine->reaction_count)
            break;
        if (child + 1 < engine->reaction_count &&
            order_less(heap[child + 1].order, heap[child].order))
            child++;
        if (!order_less(heap[child].order, last.order))
            break;
        heap[position] = heap[child];
        position = child;
    }
    heap[position] = last;
    return true;
}
