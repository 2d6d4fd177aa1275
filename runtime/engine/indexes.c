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
    for (uint32_t i = 0; i < machine->bodies_count; i++)
        engine->anchor_of_body[i] = engine->successor_of[i] = TOC_NONE;
    for (uint32_t i = machine->bodies_count; i-- > 0;)
        if (machine->bodies[i].succeeds != TOC_NONE)
            engine->successor_of[machine->bodies[i].succeeds] = i;
    for (uint32_t i = 0; i < machine->anchors_count; i++)
        if (machine->anchors[i].kind == TOC_M_ANCHOR_BODY_FORMED)
            engine->anchor_of_body[machine->anchors[i].id] = i;
}
