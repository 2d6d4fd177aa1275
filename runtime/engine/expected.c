/* expected.c - a replay: what a log says to start at this instant starts in the chain of reactions that
 * makes it ready, where it started when it was simulated. */
#include "engine/memo_private.h"
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

/* The first of @p node's at this instant, or TOC_NONE. */
static uint32_t first_of(const toc_engine *engine, uint32_t node)
{
    uint32_t first = engine->expected_first[node];
    bool is_good = engine->expected_at == engine->now && first < engine->expected_count &&
                   engine->expected[first].node == node;
    return is_good ? first : TOC_NONE;
}

/* The first start of this activation that has not been made. */
static toc_expected *expected_of(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    uint32_t activation = engine->instances[state->instance].number;
    uint32_t i = first_of(engine, state->node);
    while (i != TOC_NONE &&
           (engine->expected[i].is_taken || engine->expected[i].activation != activation))
        i = engine->expected[i].next;
    return i == TOC_NONE || engine->expected[i].turn > engine->turn ? NULL : &engine->expected[i];
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
    if (!expected || is_asking || !is_there_all(engine, row) ||
        (row->period > 0 && state->series_duty == TOC_NONE) || !is_at_hand(engine, worker))
        return;
    expected->is_taken = 1;
    toc_gate_start(engine, at, expected->body);
}

bool toc_gate_has_started(toc_engine *engine, const toc_act *act)
{
    uint32_t i = act->verb == TOC_VERB_START ? first_of(engine, act->id) : TOC_NONE;
    for (; i != TOC_NONE; i = engine->expected[i].next) {
        toc_expected *expected = &engine->expected[i];
        if (expected->activation != act->activation || !expected->is_taken || expected->is_answered)
            continue;
        expected->is_answered = 1;
        return true;
    }
    return false;
}

void toc_engine_expect_start(toc_engine *engine, uint32_t node, uint32_t activation, uint32_t body,
                             uint32_t turn)
{
    toc_memo_load(engine);
    if (engine->expected_at != engine->now)
        engine->expected_count = 0;
    engine->expected_at = engine->now;
    if (engine->expected_count == engine->expected_capacity)
        return;
    uint32_t last = first_of(engine, node);
    while (last != TOC_NONE && engine->expected[last].next != TOC_NONE)
        last = engine->expected[last].next;
    uint32_t own = engine->expected_count++;
    engine->expected[own] = (toc_expected){
        .node = node, .activation = activation, .body = body, .turn = turn, .next = TOC_NONE};
    if (last == TOC_NONE)
        engine->expected_first[node] = own;
    else
        engine->expected[last].next = own;
}

/* Does it start, when it is simulated, as units are given out, before all other steps?  Units came that it may
 * have waited for; but not where its post has only now come free, which it waits for first. */
static bool is_in_line(const toc_engine *engine, const toc_node_instance *state)
{
    uint32_t worker = toc_body_stand_in(engine, engine->node_facts[state->node].performer);
    bool was_busy = engine->bodies[worker].is_post && engine->act_body == worker;
    return (state->traits & TOC_TRAIT_TAKES) && engine->units_came && !was_busy;
}

static void recall(toc_engine *engine, const toc_expected *expected)
{
    uint32_t node = expected->node;
    uint32_t response = engine->machine->nodes[node].response;
    bool is_its_turn = !expected->is_taken && expected->turn <= engine->turn;
    for (uint32_t slot = 0; slot < engine->slots && is_its_turn; slot++) {
        uint32_t instance = toc_instance_of(engine, response, slot);
        if (engine->instances[instance].number != expected->activation)
            continue;
        uint32_t at = toc_node_at(engine, instance, node);
        toc_node_instance *state = &engine->nodes[at];
        if (state->state != TOC_NODE_READY || state->is_queued)
            return;
        state->is_queued = 1;
        toc_order order = order_of(engine, at);
        if (is_in_line(engine, state))
            order = toc_order_make(TOC_RANK_RESOURCE, node, 0, 0);
        toc_reaction_push(engine, at, order);
        return;
    }
}

void toc_gate_recall_all(toc_engine *engine)
{
    for (uint32_t i = 0; i < engine->expected_count && engine->expected_at == engine->now; i++)
        recall(engine, &engine->expected[i]);
}
