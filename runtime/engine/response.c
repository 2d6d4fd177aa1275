/* response.c - triggers fire, responses open, run beside each other, and close. */
#include "engine/told_private.h"

/* ---- triggers ---- */

/* With `on` its news is an event, else the rise of its condition (@p event TOC_NONE). */
void toc_trigger_queue(toc_engine *engine, uint32_t trigger, uint32_t event)
{
    engine->trigger_event[trigger] = event;
    if (engine->trigger_queued[trigger])
        return;
    engine->trigger_queued[trigger] = 1;
    toc_reaction_push(engine, trigger, toc_order_make(TOC_RANK_TRIGGER, trigger, 0, 0));
}

void toc_trigger_react(toc_engine *engine, uint32_t trigger)
{
    const toc_m_trigger *row = &engine->machine->triggers[trigger];
    bool by_event = engine->trigger_event[trigger] != TOC_NONE;
    engine->trigger_queued[trigger] = 0;
    if (by_event && row->condition != TOC_NONE && !engine->conditions[row->condition].value)
        return;
    toc_trace record = toc_record(engine, TOC_TRACE_TRIGGER, trigger);
    toc_emit(engine, &record);
    toc_signal_raise(engine, row->signal);
    toc_anchor_occur(engine, row->anchor, TOC_NONE);
    for (uint32_t i = 0; i < row->starts.count; i++)
        toc_start_queue(engine, engine->machine->ids[row->starts.first + i]);
}

/* ---- opening: objects below starts_count are starts, above it responses started directly ---- */

static void queue_open(toc_engine *engine, uint32_t object, uint32_t response, uint32_t part)
{
    toc_reaction_push(engine, object, toc_order_make(TOC_RANK_OPEN, response, 0, part));
}

void toc_start_queue(toc_engine *engine, uint32_t start)
{
    if (engine->start_queued[start])
        return;
    engine->start_queued[start] = 1;
    queue_open(engine, start, engine->machine->starts[start].response, start);
}

void toc_response_activate(toc_engine *engine, uint32_t response)
{
    if (engine->direct_queued[response]++ > 0)
        return;
    queue_open(engine, engine->machine->starts_count + response, response, TOC_NONE);
}

static void emit(toc_engine *engine, uint32_t response, uint32_t number, toc_response_event event)
{
    toc_trace record = toc_record(engine, TOC_TRACE_RESPONSE, response);
    record.activation = number;
    record.value = event;
    toc_emit(engine, &record);
}

static bool is_below(const toc_engine *engine, uint32_t category, uint32_t ancestor)
{
    for (uint32_t depth = 0; category != TOC_NONE && depth <= engine->machine->categories_count;
         depth++) {
        if (category == ancestor)
            return true;
        category = engine->machine->categories[category].parent;
    }
    return false;
}

/* `category` filters only causes that are events, themselves or through a trigger. */
static bool category_fits(const toc_engine *engine, const toc_m_response *row, uint32_t event)
{
    if (row->categories.count == 0 || event == TOC_NONE)
        return true;
    uint32_t category = engine->machine->events[event].category;
    if (category == TOC_NONE)
        return true;
    for (uint32_t i = 0; i < row->categories.count; i++)
        if (is_below(engine, category, engine->machine->ids[row->categories.first + i]))
            return true;
    return false;
}

/* The event behind a start: its own, or that which set its trigger off. */
static uint32_t event_behind(const toc_engine *engine, const toc_m_start *start)
{
    if (start->kind == TOC_START_EVENT)
        return start->id;
    return start->kind == TOC_START_TRIGGER ? engine->trigger_event[start->id] : TOC_NONE;
}

/* What a closed activation still owes is settled, so that its slot can be used again: from then on
 * it can no longer be done late. */
static void abandon(toc_engine *engine, uint32_t instance)
{
    const toc_instance *own = &engine->instances[instance];
    bool is_planned =
        engine->armed[TOC_TIMER_SIM_APPROVE] > 0 || engine->armed[TOC_TIMER_SIM_GRANT] > 0 ||
        engine->armed[TOC_TIMER_SIM_REPORT] > 0 || engine->armed[TOC_TIMER_SIM_CLEAR] > 0;
    if (own->duties == 0 && own->running == 0 && !is_planned)
        return; /* nothing is owed, runs or is asked for */
    toc_range nodes = engine->machine->responses[engine->instances[instance].response].nodes;
    for (uint32_t i = 0; i < nodes.count; i++)
        toc_node_abandon(engine, toc_node_at(engine, instance, nodes.first + i));
    toc_report_abandon(engine, instance);
}

/* A free slot; else that of the earliest closed activation; TOC_NONE: all are active. */
static uint32_t find_slot(toc_engine *engine, uint32_t response)
{
    uint32_t best = TOC_NONE;
    for (uint32_t slot = 0; slot < engine->slots; slot++) {
        uint32_t instance = toc_instance_of(engine, response, slot);
        const toc_instance *state = &engine->instances[instance];
        if (state->number == 0)
            return instance;
        if (state->is_active)
            continue;
        bool is_free = state->duties == 0 && state->running == 0;
        const toc_instance *other = best == TOC_NONE ? NULL : &engine->instances[best];
        bool other_is_free = other && other->duties == 0 && other->running == 0;
        if (!other || (is_free != other_is_free ? is_free : state->number < other->number))
            best = instance;
    }
    if (best != TOC_NONE)
        abandon(engine, best);
    return best;
}

static void open_instance(toc_engine *engine, uint32_t response, const toc_m_start *start)
{
    const toc_m_response *row = &engine->machine->responses[response];
    uint32_t instance = find_slot(engine, response);
    if (instance == TOC_NONE) {
        toc_engine_fill(engine, TOC_TABLE_ACTIVATIONS,
                        "response `%s` is active more than %u times at once",
                        toc_machine_text(engine->machine, row->head.name), engine->slots);
        return;
    }
    toc_instance *state = &engine->instances[instance];
    *state = (toc_instance){.response = response,
                            .number = ++engine->activations[response],
                            .is_active = 1,
                            .cause_kind = start ? start->kind : TOC_NONE,
                            .cause_anchor =
                                start ? toc_machine_start_anchor(engine->machine, start) : TOC_NONE,
                            .cause_at = engine->now,
                            .started = engine->now,
                            .node_shift = state->node_shift,
                            .edge_shift = state->edge_shift};
    engine->newest[response] = instance;
    engine->active_count[response]++;
    emit(engine, response, state->number, TOC_RESPONSE_OPENED);
    toc_signal_raise(engine, row->signal);
    toc_report_reset(engine, instance);
    toc_node_setup(engine, instance);
    toc_anchor_occur(engine, row->start_anchor, instance);
    toc_report_begin(engine, instance);
    if (row->is_foreign) /* this plan asks for it; the other's people have to hear of it */
        toc_body_tell(engine, row->lead, TOC_TOLD_BY_NOTICE);
    toc_instance_check(engine, instance);
}

static bool level_start_holds(const toc_m_start *start, uint32_t declared);
static bool is_level_start(uint32_t kind);

/* One firing; @p start NULL: by a step, an act or lateness. */
static void fire(toc_engine *engine, uint32_t response, const toc_m_start *start)
{
    const toc_m_response *row = &engine->machine->responses[response];
    if (engine->active_count[response] > 0 && !row->repeats)
        emit(engine, response, engine->activations[response], TOC_RESPONSE_FIRED_AGAIN);
    else if (toc_condition_holds(engine, row->guard))
        open_instance(engine, response, start);
}

void toc_start_react(toc_engine *engine, uint32_t object)
{
    const toc_machine *machine = engine->machine;
    if (object >= machine->starts_count) {
        uint32_t response = object - machine->starts_count;
        uint32_t count = engine->direct_queued[response];
        engine->direct_queued[response] = 0;
        for (; count > 0 && engine->status == TOC_OK; count--)
            fire(engine, response, NULL);
        return;
    }
    const toc_m_start *start = &machine->starts[object];
    engine->start_queued[object] = 0;
    if (is_level_start(start->kind) &&
        !level_start_holds(start, engine->ladders[start->id].declared))
        return; /* it has fallen again meanwhile */
    if (category_fits(engine, &machine->responses[start->response], event_behind(engine, start)))
        fire(engine, start->response, start);
}

/* ---- closing ---- */

static void queue_close(toc_engine *engine, uint32_t instance, toc_response_event event)
{
    toc_instance *state = &engine->instances[instance];
    if (!state->is_active || state->is_queued)
        return;
    state->is_queued = 1;
    state->close_event = (uint8_t)event;
    toc_reaction_push(engine, instance,
                      toc_order_make(TOC_RANK_CLOSE, state->response, state->number, 0));
}

static bool is_complete(const toc_engine *engine, const toc_instance *state)
{
    const toc_m_response *row = &engine->machine->responses[state->response];
    if (row->is_foreign || (row->nodes.count == 0 && row->reports.count > 0))
        return false; /* runs in its own plan, which says when it ends; only tells: until stopped */
    return state->unfinished == 0 && state->series == 0 && state->news == 0;
}

void toc_instance_end(toc_engine *engine, uint32_t instance)
{
    if (is_complete(engine, &engine->instances[instance]))
        queue_close(engine, instance, TOC_RESPONSE_COMPLETE);
}

void toc_instance_stop(toc_engine *engine, uint32_t instance)
{
    toc_instance *state = &engine->instances[instance];
    if (state->is_queued)
        state->close_event = TOC_RESPONSE_STOPPED;
    else
        queue_close(engine, instance, TOC_RESPONSE_STOPPED);
}

static void cancel_edges(toc_engine *engine, uint32_t instance)
{
    uint32_t response = engine->instances[instance].response;
    for (uint32_t i = 0; engine->armed[TOC_TIMER_EDGE] > 0 && i < engine->edge_count[response];
         i++) {
        uint32_t edge = toc_edge_at(engine, instance, engine->edge_first[response] + i);
        toc_timer_stop(engine, TOC_TIMER_EDGE, edge);
    }
}

void toc_instance_react_close(toc_engine *engine, uint32_t instance)
{
    toc_instance *state = &engine->instances[instance];
    const toc_m_response *row = &engine->machine->responses[state->response];
    bool is_stopped = state->close_event == TOC_RESPONSE_STOPPED;
    state->is_queued = 0;
    if (!is_stopped && !is_complete(engine, state))
        return; /* a loop went back meanwhile */
    state->is_active = 0;
    engine->active_count[state->response]--;
    emit(engine, state->response, state->number, (toc_response_event)state->close_event);
    cancel_edges(engine, instance);
    bool is_settled = !is_stopped && engine->response_facts[state->response].is_plain &&
                      state->duties == 0 && engine->armed[TOC_TIMER_GATE] == 0 &&
                      engine->lost == 0; /* nothing of its steps is open */
    for (uint32_t i = 0; i < row->nodes.count && !is_settled; i++)
        toc_node_cancel(engine, toc_node_at(engine, instance, row->nodes.first + i), is_stopped);
    toc_report_stop(engine, instance, is_stopped);
    toc_signal_raise(engine, row->signal);
    toc_anchor_occur(engine, row->end_anchor, instance);
    for (uint32_t i = 0; i < row->end_starts.count; i++)
        toc_start_queue(engine, engine->machine->ids[row->end_starts.first + i]);
}

/* ---- levels ---- */

static bool level_start_holds(const toc_m_start *start, uint32_t declared)
{
    switch ((toc_m_start_kind)start->kind) {
    case TOC_START_LEVEL_AT_LEAST:
        return declared >= start->rank;
    case TOC_START_LEVEL_IS:
        return declared == start->rank;
    case TOC_START_LEVEL_BELOW:
        return declared > 0 && declared < start->rank;
    case TOC_START_EVENT:
    case TOC_START_TRIGGER:
    case TOC_START_LADDER_END:
    case TOC_START_RESPONSE_END:
    case TOC_START_ANCHOR:
    case TOC_START_COUNT:
        break;
    }
    return false;
}

static bool is_level_start(uint32_t kind)
{
    return kind == TOC_START_LEVEL_AT_LEAST || kind == TOC_START_LEVEL_IS ||
           kind == TOC_START_LEVEL_BELOW;
}

static bool any_level_holds(const toc_engine *engine, uint32_t response)
{
    toc_range starts = engine->machine->responses[response].starts;
    for (uint32_t i = 0; i < starts.count; i++) {
        const toc_m_start *start = &engine->machine->starts[starts.first + i];
        if (is_level_start(start->kind) &&
            level_start_holds(start, engine->ladders[start->id].declared))
            return true;
    }
    return false;
}

static void stop_unheld(toc_engine *engine, uint32_t response)
{
    if (engine->active_count[response] == 0 || any_level_holds(engine, response))
        return;
    for (uint32_t slot = 0; slot < engine->slots; slot++) {
        uint32_t instance = toc_instance_of(engine, response, slot);
        const toc_instance *state = &engine->instances[instance];
        if (state->number && state->is_active && is_level_start(state->cause_kind))
            toc_instance_stop(engine, instance);
    }
}

void toc_response_levels_changed(toc_engine *engine, uint32_t ladder, uint32_t from, uint32_t to)
{
    toc_range starts = engine->machine->ladders[ladder].starts;
    for (uint32_t i = 0; i < starts.count; i++) {
        uint32_t id = engine->machine->ids[starts.first + i];
        const toc_m_start *start = &engine->machine->starts[id];
        bool was = level_start_holds(start, from);
        bool is = level_start_holds(start, to);
        if (!was && is)
            toc_start_queue(engine, id);
        else if (was && !is)
            stop_unheld(engine, start->response);
        if (start->kind == TOC_START_LADDER_END && to == 0)
            toc_start_queue(engine, id);
    }
}

static bool is_on_ladder(const toc_engine *engine, uint32_t response, uint32_t ladder)
{
    if (ladder == engine->machine->plans[0].unnamed_ladder)
        return true;
    toc_range starts = engine->machine->responses[response].starts;
    for (uint32_t i = 0; i < starts.count; i++) {
        const toc_m_start *start = &engine->machine->starts[starts.first + i];
        if (is_level_start(start->kind) && start->id == ladder)
            return true;
    }
    return false;
}

void toc_response_ladder_ended(toc_engine *engine, uint32_t ladder)
{
    for (uint32_t response = 0; response < engine->machine->responses_count; response++) {
        const toc_m_response *row = &engine->machine->responses[response];
        if (engine->active_count[response] == 0 || row->survives_end ||
            !is_on_ladder(engine, response, ladder))
            continue;
        for (uint32_t slot = 0; slot < engine->slots; slot++) {
            uint32_t instance = toc_instance_of(engine, response, slot);
            if (engine->instances[instance].number && engine->instances[instance].is_active)
                toc_instance_stop(engine, instance);
        }
    }
}
