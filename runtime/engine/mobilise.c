/* mobilise.c - units that can be used only some time after they are first asked for.
 *
 * A unit is asked for once in an incident: it is called out when a step waits and those that are
 * ready do not do, is ready after the resource's own time, and stays so.  Units that another body
 * grants come after the same time. */
#include "engine/state_private.h"

static toc_ms time_of(const toc_engine *engine, uint32_t resource)
{
    return engine->machine->resources[resource].ready;
}

static int64_t used_of(const toc_resource_state *state)
{
    return state->total - state->free;
}

static int64_t less(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t toc_mobilise_free(const toc_engine *engine, uint32_t resource)
{
    const toc_resource_state *state = &engine->resources[resource];
    if (state->is_plain || time_of(engine, resource) == 0)
        return state->free;
    return less(state->ready - used_of(state), state->free);
}

static void emit(toc_engine *engine, toc_trace_kind kind, const toc_arrival *arrival)
{
    toc_trace record = toc_record(engine, kind, arrival->resource);
    record.value = arrival->units;
    record.other = arrival->node;
    toc_emit(engine, &record);
}

static void send_out(toc_engine *engine, const toc_arrival *wanted)
{
    uint32_t at = engine->arrival_free;
    if (at == TOC_NONE) {
        toc_engine_fill(engine, TOC_TABLE_ACTIVATIONS,
                        "units of more than %u calls are on their way at once",
                        engine->arrival_capacity);
        return;
    }
    engine->arrival_free = engine->arrivals[at].next;
    engine->arrivals[at] = *wanted;
    toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_ARRIVAL, at),
                  toc_ms_later(engine->now, time_of(engine, wanted->resource)),
                  toc_order_make(TOC_RANK_RESOURCE, wanted->resource, wanted->node, 0));
}

void toc_mobilise_ask(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node)
{
    toc_resource_state *state = &engine->resources[resource];
    state->claimed = toc_ms_later(state->claimed, units);
    if (time_of(engine, resource) == 0)
        return;
    int64_t wanted = less(toc_ms_later(used_of(state), state->claimed), state->total);
    if (wanted <= state->called)
        return;
    toc_arrival called = {.resource = resource, .node = node, .units = wanted - state->called};
    state->called = wanted;
    emit(engine, TOC_TRACE_CALLED, &called);
    send_out(engine, &called);
}

void toc_mobilise_adjust(toc_engine *engine, uint32_t resource)
{
    toc_resource_state *state = &engine->resources[resource];
    if (state->is_plain || time_of(engine, resource) == 0)
        return;
    int64_t used = less(used_of(state), state->total);
    if (state->called < used)
        state->called = used;
    if (state->ready < used)
        state->ready = used;
    state->called = less(state->called, state->total);
    state->ready = less(state->ready, state->called);
}

void toc_mobilise_grant(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node)
{
    toc_arrival granted = {.resource = resource, .node = node, .units = units, .is_granted = 1};
    if (time_of(engine, resource) == 0)
        toc_gate_add(engine, resource, units, node, true);
    else
        send_out(engine, &granted);
}

static void put_back(toc_engine *engine, uint32_t at)
{
    engine->arrivals[at].units = 0;
    engine->arrivals[at].next = engine->arrival_free;
    engine->arrival_free = at;
}

void toc_mobilise_arrive(toc_engine *engine, uint32_t at)
{
    toc_arrival arrived = engine->arrivals[at];
    toc_resource_state *state = &engine->resources[arrived.resource];
    put_back(engine, at);
    emit(engine, TOC_TRACE_READY, &arrived);
    state->ready = toc_ms_later(state->ready, arrived.units);
    if (arrived.is_granted) {
        state->called = toc_ms_later(state->called, arrived.units);
        toc_gate_add(engine, arrived.resource, arrived.units, arrived.node, true);
    }
    state->ready = less(state->ready, state->called);
    engine->units_came = 1;
    toc_gate_queue_pass(engine);
}

void toc_mobilise_stand_down(toc_engine *engine)
{
    for (uint32_t at = 0; at < engine->arrival_capacity; at++)
        if (engine->arrivals[at].units > 0 && !engine->arrivals[at].is_granted) {
            toc_timer_stop(engine, TOC_TIMER_ARRIVAL, at);
            put_back(engine, at);
        }
    for (uint32_t i = 0; i < engine->machine->resources_count; i++) {
        toc_resource_state *state = &engine->resources[i];
        int64_t used = less(used_of(state), state->total);
        state->called = state->ready = used > 0 ? used : 0;
    }
    toc_gate_queue_pass(engine); /* whoever still waits asks anew */
}
