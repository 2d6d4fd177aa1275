/* start.c - the state that a drill begins with, for a new engine and for one that starts anew.
 *
 * Node instances, edges and the reports inside responses are set up when their response opens, duty
 * slots when they are taken: of these only what is in use when a drill is broken off is put back. */
#include "engine/memo_private.h"
#include "engine/told_private.h"

#include <string.h>

static void start_world(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->indicators_count; i++) {
        toc_history *history = &engine->value_history[i];
        engine->values[i] = machine->indicators[i].initial;
        history->first = history->count = 0;
        history->before = machine->indicators[i].initial;
        history->total = 0;
    }
    for (uint32_t i = 0; i < machine->events_count; i++) {
        toc_history *history = &engine->event_history[i];
        history->first = history->count = 0;
        history->before = 0;
        history->total = 0;
    }
    for (uint32_t i = 0; i < machine->fields_count; i++)
        engine->field_known[machine->fields[i].slot] = 0;
    for (uint32_t i = 0; i < engine->day_count; i++) {
        engine->days[i].count = 0;
        engine->days[i].changed = TOC_MS_NONE;
    }
    for (uint32_t i = 0; i < machine->moments_count; i++)
        engine->moments[i] = (toc_moment_state){TOC_MS_NONE, TOC_MS_NONE};
}

static void start_conditions(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->conditions_count; i++)
        engine->conditions[i] = (toc_condition_state){.since = TOC_MS_NONE};
    for (uint32_t i = 0; i < machine->anchors_count; i++) {
        engine->anchors[i] = TOC_MS_NONE;
        engine->undated[i] = (toc_duty_list){TOC_NONE, TOC_NONE};
    }
    for (uint32_t i = 0; i < machine->triggers_count; i++) {
        engine->trigger_event[i] = TOC_NONE;
        engine->trigger_queued[i] = 0;
    }
    for (uint32_t i = 0; i < machine->ladders_count; i++)
        engine->ladders[i] = (toc_ladder_state){.proposed_by = TOC_NONE,
                                                .propose_duty = TOC_NONE,
                                                .approve_duty = TOC_NONE,
                                                .declared_by = TOC_NONE};
    for (uint32_t i = 0; i < machine->levels_count; i++)
        engine->levels[i] = (toc_level_state){.below = 0, .duty = TOC_NONE};
}

static void start_bodies(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->bodies_count; i++) {
        const toc_m_body *row = &machine->bodies[i];
        const toc_body_status *status = &engine->bodies[i];
        bool on_demand = row->founder != TOC_NONE || row->condition != TOC_NONE;
        engine->bodies[i] =
            (toc_body_status){.state = on_demand ? TOC_BODY_ABSENT : TOC_BODY_ACTIVE,
                              .is_played = status->begins_played,
                              .begins_played = status->begins_played,
                              .is_post = status->is_post,
                              .has_hours = status->has_hours,
                              .org = status->org,
                              .duty = TOC_NONE};
    }
    for (uint32_t i = 0; i < machine->resources_count; i++) {
        const toc_m_resource *row = &machine->resources[i];
        engine->resources[i] =
            (toc_resource_state){.free = row->count,
                                 .total = row->count,
                                 .signal = row->signal,
                                 .is_plain = row->ready == 0 && row->shifts.count == 0};
    }
    for (uint32_t i = 0; i < engine->arrival_capacity; i++)
        engine->arrivals[i] =
            (toc_arrival){.next = i + 1 < engine->arrival_capacity ? i + 1 : TOC_NONE};
    engine->arrival_free = engine->arrival_capacity > 0 ? 0 : TOC_NONE;
}

static void start_responses(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->responses_count; i++) {
        engine->direct_queued[i] = 0;
        engine->activations[i] = 0;
        engine->active_count[i] = 0;
        for (uint32_t slot = 0; slot < engine->slots; slot++) {
            toc_instance *instance = &engine->instances[toc_instance_of(engine, i, slot)];
            *instance = (toc_instance){.response = i,
                                       .node_shift = instance->node_shift,
                                       .edge_shift = instance->edge_shift};
        }
    }
    for (uint32_t i = 0; i < machine->starts_count; i++)
        engine->start_queued[i] = 0;
    memset(engine->node_latest, 0, machine->nodes_count * sizeof engine->node_latest[0]);
}

static void start_reports(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    uint32_t rounds = machine->relays_count * engine->options.reports_max;
    uint32_t at = 0;
    for (uint32_t i = 0; i < machine->reports_count; i++) {
        engine->report_latest[i] = (toc_latest){0, 0, 0};
        for (uint32_t k = 0; k < toc_report_count(engine, i); k++, at++)
            engine->reports[at] = (toc_report_instance){
                .report = i,
                .instance = machine->reports[i].response == TOC_NONE
                                ? TOC_NONE
                                : toc_instance_of(engine, machine->reports[i].response, k),
                .sent_at = TOC_MS_NONE,
                .limit = TOC_MS_NONE,
                .clearances = TOC_NONE,
                .duties = TOC_NONE};
    }
    for (uint32_t i = 0; i < machine->relays_count; i++)
        engine->last_round[i] = 0;
    for (uint32_t i = 0; i < rounds; i++)
        engine->rounds[i] = (toc_relay_round){.overall = TOC_NONE};
}

/* Timers that wait, reactions that an error left, duties that are open. */
static void stop_all(toc_engine *engine)
{
    for (uint32_t i = 0; i < engine->near_count; i++)
        engine->timers[engine->near[i].timer].position = TOC_NONE;
    for (uint32_t i = 0; i < engine->wait_count; i++)
        engine->timers[engine->waits[i].timer].position = TOC_NONE;
    engine->near_count = engine->wait_count = 0;
    engine->unsettled = 0;
    memset(engine->armed, 0, sizeof engine->armed);
    for (uint32_t i = 0; i < engine->reaction_count; i++) {
        const toc_reaction *reaction = &engine->reactions[i];
        toc_rank rank = toc_reaction_rank(reaction);
        if (rank == TOC_RANK_NODE || rank == TOC_RANK_RESOURCE)
            engine->nodes[reaction->object].is_queued = 0;
    }
    engine->reaction_count = 0;
    while (engine->queued_count > 0)
        (void)toc_condition_pop(engine);
    for (uint32_t i = 0; i * 64 < engine->duty_capacity; i++) {
        for (uint64_t left = engine->open_duties[i]; left != 0; left &= left - 1) {
            uint32_t slot = i * 64 + (uint32_t)__builtin_ctzll(left);
            engine->duties[slot].is_open = 0;
            engine->duties[slot].next = engine->duty_free;
            engine->duty_free = slot;
        }
        engine->open_duties[i] = 0;
    }
    engine->duty_count = 0;
}

static void start_counts(toc_engine *engine)
{
    engine->rng = toc_rng_make(engine->options.seed, engine->options.replication);
    engine->status = TOC_OK;
    engine->error[0] = '\0';
    engine->full = TOC_TABLE_NONE;
    engine->now = 0;
    engine->is_begun = engine->is_finished = engine->all_told = 0;
    engine->units_came = 0;
    engine->act_body = TOC_NONE;
    engine->entry = TOC_NONE;
    engine->next_number = 0;
    engine->stretch.pause = 0;
    engine->turn = 0;
    engine->lost = 0;
    engine->spent = 0;
    engine->waiting_first = engine->waiting_last = TOC_NONE;
    engine->resource_queued = 0;
    engine->expected_count = 0;
    engine->expected_at = 0;
}

/* Marks of walks stay where they were set: when their numbers might run out, none is valid. */
static void renew_marks(toc_engine *engine)
{
    uint32_t nodes = engine->machine->nodes_count * engine->slots;
    if (engine->epoch < UINT32_MAX / 2)
        return;
    engine->epoch = 0;
    for (uint32_t i = 0; i < nodes; i++)
        engine->nodes[i].mark = 0;
}

void toc_engine_set_start(toc_engine *engine)
{
    stop_all(engine);
    start_world(engine);
    start_conditions(engine);
    start_bodies(engine);
    start_responses(engine);
    start_reports(engine);
    start_counts(engine);
    renew_marks(engine);
    if (engine->memo)
        toc_memo_begin(engine);
}

void toc_engine_restart(toc_engine *engine, uint64_t seed, uint32_t replication)
{
    engine->options.seed = seed;
    engine->options.replication = replication;
    toc_engine_set_start(engine);
}
