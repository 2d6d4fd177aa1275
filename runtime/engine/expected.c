/* expected.c - a replay: what a log says to start at this instant starts in the chain of reactions that
 * makes it ready, where it started when it was simulated. */
#include "engine/state_private.h"

static const toc_m_node *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->nodes[engine->nodes[at].node];
}

static toc_order order_of(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    return toc_order_make(TOC_RANK_NODE, state->node, engine->instances[state->instance].number,
                          state->occurrence);
}

static toc_expected *expected_of(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    toc_expected *expected = &engine->expected[state->node];
    return expected->activation == engine->instances[state->instance].number &&
                   expected->at == engine->now
               ? expected
               : NULL;
}

/* Enough of everything that the step takes; in a replay nobody stands in line. */
static bool is_there_all(const toc_engine *engine, const toc_m_node *row)
{
    for (uint32_t i = 0; i < row->demands.count; i++) {
        uint32_t at_demand = row->demands.first + i;
        const toc_m_demand *demand = &engine->machine->demands[at_demand];
        if (toc_demand_takes(demand) &&
            engine->resources[demand->resource].free < engine->demand_sums[at_demand])
            return false;
    }
    return true;
}

/* There, on duty, in reach, and if it is a post not at work on something else. */
static bool is_at_hand(const toc_engine *engine, uint32_t worker)
{
    bool is_busy = engine->bodies[worker].is_post && engine->bodies[worker].running > 0;
    return !is_busy && toc_body_can_act(engine, worker);
}

/* A log that knows that the step starts at this instant has it start in the chain of reactions that
 * makes it ready, where it started when it was simulated; what cannot start yet waits for the
 * log's own entry. */
void toc_gate_try_expected(toc_engine *engine, uint32_t at, uint32_t worker)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    toc_expected *expected = expected_of(engine, at);
    bool is_asking = row->approver != TOC_NONE && state->approval != TOC_APPROVAL_GIVEN;
    if (!expected || expected->is_taken || is_asking || !is_there_all(engine, row) ||
        (row->period > 0 && state->series_duty == TOC_NONE) || !is_at_hand(engine, worker))
        return;
    expected->is_taken = 1;
    toc_gate_start(engine, at, expected->body);
}

bool toc_gate_has_started(const toc_engine *engine, const toc_act *act)
{
    const toc_expected *expected = &engine->expected[act->id];
    return act->verb == TOC_VERB_START && expected->is_taken && expected->at == engine->now &&
           expected->activation == act->activation;
}

void toc_engine_expect_start(toc_engine *engine, uint32_t node, uint32_t activation, uint32_t body)
{
    if (engine->expected_at != engine->now)
        engine->expected_count = 0;
    engine->expected_at = engine->now;
    engine->is_expecting = 1;
    if (engine->expected_count < engine->machine->nodes_count)
        engine->expected_list[engine->expected_count++] = node;
    engine->expected[node] = (toc_expected){engine->now, activation, body, 0};
}

/* What takes resources starts, when it is simulated, as these are given out: before all other steps. */
static void recall(toc_engine *engine, uint32_t node)
{
    const toc_expected *expected = &engine->expected[node];
    uint32_t response = engine->machine->nodes[node].response;
    for (uint32_t slot = 0; slot < engine->slots && !expected->is_taken; slot++) {
        uint32_t instance = toc_instance_of(engine, response, slot);
        if (engine->instances[instance].number != expected->activation)
            continue;
        uint32_t at = toc_node_at(engine, instance, node);
        toc_node_instance *state = &engine->nodes[at];
        if (state->state != TOC_NODE_READY || state->is_queued)
            return;
        state->is_queued = 1;
        toc_order order = order_of(engine, at);
        if (state->traits & TOC_TRAIT_TAKES)
            order = toc_order_make(TOC_RANK_RESOURCE, node, 0, 0);
        toc_reaction_push(engine, at, order);
        return;
    }
}

void toc_gate_recall_all(toc_engine *engine)
{
    for (uint32_t i = 0; i < engine->expected_count && engine->expected_at == engine->now; i++)
        recall(engine, engine->expected_list[i]);
}
