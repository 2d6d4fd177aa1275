/* indexes.c - who is concerned when a body, an anchor or a post is: filled once, when an engine is made. */
#include "engine/state_private.h"

typedef uint32_t key_fn(const toc_machine *machine, uint32_t item);

static uint32_t key_performer(const toc_machine *machine, uint32_t item)
{
    return machine->nodes[item].performer;
}

static uint32_t key_approver(const toc_machine *machine, uint32_t item)
{
    return machine->nodes[item].approver;
}

static uint32_t key_sender(const toc_machine *machine, uint32_t item)
{
    return machine->reports[item].sender;
}

static uint32_t key_clearance(const toc_machine *machine, uint32_t item)
{
    return machine->reports[item].approver;
}

static uint32_t key_founder(const toc_machine *machine, uint32_t item)
{
    return machine->bodies[item].founder;
}

static uint32_t key_start_anchor(const toc_machine *machine, uint32_t item)
{
    const toc_m_start *start = &machine->starts[item];
    return start->kind == TOC_START_ANCHOR ? start->id : TOC_NONE;
}

/* After counting: counts become starts.  After placing, which moved each start to its end: back. */
static void finish_pass(toc_index *index, uint32_t rows, int pass)
{
    for (uint32_t row = 0; pass == 0 && row < rows; row++)
        index->first[row + 1] += index->first[row];
    for (uint32_t row = rows; pass == 1 && row > 0; row--)
        index->first[row] = index->first[row - 1];
    if (pass == 1)
        index->first[0] = 0;
}

/* Two passes: count, then place.  With @p with_parent an item also stands under its post's org. */
static void fill_index(const toc_machine *machine, toc_index *index, uint32_t rows, uint32_t items,
                       key_fn *key_of, bool with_parent)
{
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t item = 0; item < items; item++) {
            uint32_t key = key_of(machine, item);
            for (int up = 0; up <= (int)with_parent && key != TOC_NONE; up++) {
                if (pass == 0)
                    index->first[key + 1]++;
                else
                    index->items[index->first[key]++] = item;
                key = with_parent ? machine->bodies[key].parent : TOC_NONE;
            }
        }
        finish_pass(index, rows, pass);
    }
}

/* Nodes by the bodies that they request units from. */
static void fill_requests(const toc_machine *machine, toc_index *index)
{
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t node = 0; node < machine->nodes_count; node++) {
            toc_range demands = machine->nodes[node].demands;
            for (uint32_t i = 0; i < demands.count; i++) {
                const toc_m_demand *demand = &machine->demands[demands.first + i];
                if (demand->kind != TOC_DEMAND_REQUEST)
                    continue;
                if (pass == 0)
                    index->first[demand->from + 1]++;
                else
                    index->items[index->first[demand->from]++] = node;
            }
        }
        finish_pass(index, machine->bodies_count, pass);
    }
}

/* What a step takes of one resource in all. */
static int64_t taken_of(const toc_machine *machine, toc_range demands, uint32_t resource)
{
    int64_t sum = 0;
    for (uint32_t i = demands.first; i < demands.first + demands.count; i++) {
        const toc_m_demand *demand = &machine->demands[i];
        if (toc_demand_takes(demand) && demand->resource == resource &&
            __builtin_add_overflow(sum, demand->count, &sum))
            return INT64_MAX;
    }
    return sum;
}

static bool forks(const toc_machine *machine, const toc_m_node *row)
{
    for (uint32_t i = 0; i < row->leaving.count; i++) {
        const toc_m_edge *edge = &machine->edges[machine->ids[row->leaving.first + i]];
        if (edge->is_loop || edge->wait > 0 || edge->outcome != TOC_NONE)
            return true;
    }
    return false;
}

static bool asks(const toc_m_node *row)
{
    return row->guard != TOC_NONE || row->until != TOC_NONE || row->approver != TOC_NONE ||
           row->period > 0;
}

static bool tells(const toc_m_node *row)
{
    return row->signal != TOC_NONE || row->done_anchor != TOC_NONE || row->to.count > 0 ||
           row->activates.count > 0;
}

static uint32_t traits_of(const toc_machine *machine, const toc_m_node *row)
{
    toc_range demands = row->demands;
    bool is_anchored =
        row->deadline != TOC_NONE && machine->deadlines[row->deadline].anchor != TOC_NONE;
    uint32_t traits = (row->period > 0 ? TOC_TRAIT_REPEATS : 0u) |
                      (row->approver != TOC_NONE ? TOC_TRAIT_APPROVED : 0u) |
                      (row->join == TOC_M_JOIN_ANY ? TOC_TRAIT_JOINS_ANY : 0u) |
                      (is_anchored ? TOC_TRAIT_ANCHORED : 0u) | (asks(row) ? TOC_TRAIT_ASKS : 0u) |
                      (tells(row) ? TOC_TRAIT_TELLS : 0u) |
                      (forks(machine, row) ? TOC_TRAIT_FORKS : 0u) |
                      (machine->bodies[row->performer].parent != TOC_NONE ? TOC_TRAIT_OF_POST : 0u);
    for (uint32_t i = demands.first; i < demands.first + demands.count; i++) {
        const toc_m_demand *demand = &machine->demands[i];
        if (demand->kind == TOC_DEMAND_FREE)
            traits |= TOC_TRAIT_FREES;
        else if (demand->kind == TOC_DEMAND_REQUEST)
            traits |= TOC_TRAIT_REQUESTS;
        else
            traits |= machine->resources[demand->resource].shifts.count > 0
                          ? TOC_TRAIT_TAKES | TOC_TRAIT_HOURS
                          : TOC_TRAIT_TAKES;
    }
    return traits;
}

/* A resource that is always there, and of which nobody else is told. */
static bool is_plain_resource(const toc_m_resource *row)
{
    return row->ready == 0 && row->shifts.count == 0 && row->signal == TOC_NONE;
}

static bool is_plain_body(const toc_m_body *row)
{
    return row->parent == TOC_NONE && row->founder == TOC_NONE && row->condition == TOC_NONE &&
           row->shifts.count == 0;
}

static bool is_plain(const toc_machine *machine, const toc_m_node *row, uint32_t traits)
{
    const uint32_t allowed = TOC_TRAIT_TAKES | TOC_TRAIT_JOINS_ANY | TOC_TRAIT_ANCHORED;
    if ((traits & ~allowed) != 0 || row->kind != TOC_M_NODE_STEP || row->start_anchor != TOC_NONE ||
        row->demands.count > 1 || !is_plain_body(&machine->bodies[row->performer]))
        return false;
    if (row->demands.count == 0)
        return true;
    const toc_m_demand *demand = &machine->demands[row->demands.first];
    return demand->kind == TOC_DEMAND_USE &&
           is_plain_resource(&machine->resources[demand->resource]);
}

static uint32_t join_size(const toc_machine *machine, toc_range edges)
{
    uint32_t count = 0;
    for (uint32_t i = edges.first; i < edges.first + edges.count; i++)
        count += !machine->edges[i].is_loop;
    return count;
}

/* By name of what they lead to. */
static void sort_ways(toc_way *ways, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        toc_way moved = ways[i];
        uint32_t place = i;
        for (; place > 0 && ways[place - 1].target > moved.target; place--)
            ways[place] = ways[place - 1];
        ways[place] = moved;
    }
}

/* Behind those of the nodes before it. */
static toc_range fill_ways(toc_engine *engine, const toc_m_node *row, uint32_t first)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < row->leaving.count; i++) {
        uint32_t edge = machine->ids[row->leaving.first + i];
        engine->ways[first + i] = (toc_way){edge, machine->edges[edge].target};
    }
    sort_ways(&engine->ways[first], row->leaving.count);
    return (toc_range){first, row->leaving.count};
}

/* But for the activation that it belongs to. */
static toc_node_instance fresh_instance(uint32_t node, const toc_node_facts *facts)
{
    return (toc_node_instance){.node = node,
                               .is_called = facts->join_size == 0,
                               .traits = (uint16_t)facts->traits,
                               .pending = facts->join_size,
                               .state = TOC_NODE_WAITING,
                               .blocked = TOC_BLOCKED_NOT,
                               .approval = TOC_APPROVAL_NONE,
                               .series = TOC_SERIES_NONE,
                               .duty = TOC_NONE,
                               .approval_duty = TOC_NONE,
                               .request_duty = TOC_NONE,
                               .series_duty = TOC_NONE,
                               .answered_by = TOC_NONE,
                               .actor = TOC_NONE,
                               .next = TOC_NONE,
                               .previous = TOC_NONE,
                               .ready = TOC_MS_NONE,
                               .started = TOC_MS_NONE,
                               .done = TOC_MS_NONE,
                               .drawn = TOC_MS_NONE};
}

/* But for whose it is, what for, and from when. */
static toc_duty_slot fresh_duty(void)
{
    return (toc_duty_slot){.duty = {.state = TOC_DUTY_OPEN,
                                    .reason = TOC_VOID_NONE,
                                    .by = TOC_NONE,
                                    .due = TOC_MS_NONE,
                                    .closed = TOC_MS_NONE},
                           .next = TOC_NONE,
                           .undated_next = TOC_NONE,
                           .undated_before = TOC_NONE,
                           .is_open = 1};
}

/* Of a deadline that is a length of time and nothing else. */
static toc_ms within_of(const toc_machine *machine, uint32_t deadline)
{
    if (deadline == TOC_NONE)
        return TOC_MS_NONE;
    const toc_m_deadline *row = &machine->deadlines[deadline];
    bool is_simple = row->kind == TOC_M_DEADLINE_WITHIN && row->workdays <= 0;
    return is_simple ? row->ms : TOC_MS_NONE;
}

static uint32_t anchor_of(const toc_machine *machine, uint32_t deadline)
{
    return deadline == TOC_NONE ? TOC_NONE : machine->deadlines[deadline].anchor;
}

static void fill_node_facts(toc_engine *engine)
{
    engine->fresh_duty = fresh_duty();
    const toc_machine *machine = engine->machine;
    uint32_t ways = 0;
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        const toc_m_node *row = &machine->nodes[i];
        const char *name = toc_machine_text(machine, row->head.name);
        engine->spans[i] = toc_rng_span_make(toc_rng_hash(name, "takes"), row->takes[0],
                                             row->takes[1], row->takes[2]);
        uint32_t traits = traits_of(machine, row);
        const toc_m_demand *demand =
            row->demands.count > 0 ? &machine->demands[row->demands.first] : NULL;
        if (is_plain(machine, row, traits))
            traits |= TOC_TRAIT_PLAIN;
        engine->node_facts[i] = (toc_node_facts){.outcome_hash = toc_rng_hash(name, "outcome"),
                                                 .join_size = join_size(machine, row->edges),
                                                 .traits = traits,
                                                 .performer = row->performer,
                                                 .resource = demand ? demand->resource : TOC_NONE,
                                                 .units = demand ? demand->count : 0,
                                                 .grace = row->grace,
                                                 .within = within_of(machine, row->deadline),
                                                 .anchor = anchor_of(machine, row->deadline),
                                                 .deadline = row->deadline,
                                                 .demands = row->demands,
                                                 .ways = fill_ways(engine, row, ways)};
        engine->fresh_nodes[i] = fresh_instance(i, &engine->node_facts[i]);
        ways += row->leaving.count;
        for (uint32_t k = row->demands.first; k < row->demands.first + row->demands.count; k++)
            engine->demand_sums[k] = taken_of(machine, row->demands, machine->demands[k].resource);
    }
}

static void fill_response_facts(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    uint32_t starters = 0;
    for (uint32_t i = 0; i < machine->responses_count; i++) {
        toc_range nodes = machine->responses[i].nodes;
        toc_response_facts facts = {
            .is_plain = 1, .has_signals = 0, .performer = TOC_NONE, .starters = {starters, 0}};
        for (uint32_t k = nodes.first; k < nodes.first + nodes.count; k++) {
            facts.is_plain &= (engine->node_facts[k].traits & TOC_TRAIT_PLAIN) != 0;
            facts.has_signals |= machine->nodes[k].signal != TOC_NONE;
            if (k == nodes.first)
                facts.performer = machine->nodes[k].performer;
            else if (facts.performer != machine->nodes[k].performer)
                facts.performer = TOC_NONE;
            if (engine->fresh_nodes[k].is_called ||
                (engine->node_facts[k].traits & TOC_TRAIT_ANCHORED))
                engine->starters[starters++] = k;
        }
        facts.starters.count = starters - facts.starters.first;
        engine->response_facts[i] = facts;
    }
}

void toc_engine_fill_indexes(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    fill_index(machine, &engine->nodes_of_body, machine->bodies_count, machine->nodes_count,
               key_performer, true);
    fill_index(machine, &engine->approvals_of_body, machine->bodies_count, machine->nodes_count,
               key_approver, true);
    fill_index(machine, &engine->reports_of_body, machine->bodies_count, machine->reports_count,
               key_sender, true);
    fill_index(machine, &engine->clearances_of_body, machine->bodies_count, machine->reports_count,
               key_clearance, true);
    fill_index(machine, &engine->starts_of_anchor, machine->anchors_count, machine->starts_count,
               key_start_anchor, false);
    fill_index(machine, &engine->formed_by_body, machine->bodies_count, machine->bodies_count,
               key_founder, false);
    fill_requests(machine, &engine->requests_of_body);
    fill_node_facts(engine);
    fill_response_facts(engine);
    for (uint32_t i = 0; i < machine->bodies_count; i++)
        engine->anchor_of_body[i] = engine->successor_of[i] = TOC_NONE;
    for (uint32_t i = machine->bodies_count; i-- > 0;)
        if (machine->bodies[i].succeeds != TOC_NONE)
            engine->successor_of[machine->bodies[i].succeeds] = i;
    for (uint32_t i = 0; i < machine->anchors_count; i++)
        if (machine->anchors[i].kind == TOC_M_ANCHOR_BODY_FORMED)
            engine->anchor_of_body[machine->anchors[i].id] = i;
}
