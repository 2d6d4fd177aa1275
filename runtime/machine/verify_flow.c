/* verify_flow.c - nodes, their edges and outcomes; without the loops, no way leads back. */
#include "machine/verify_private.h"

static bool fail(toc_check *check, uint32_t node, const char *what)
{
    return toc_check_fail(check, TOC_SECTION_nodes, node, "%s", what);
}

static bool is_in(uint32_t id, toc_range range)
{
    return id >= range.first && id - range.first < range.count;
}

static bool check_edge(toc_check *check, uint32_t id)
{
    const toc_machine *machine = check->machine;
    const toc_m_edge *edge = &machine->edges[id];
    const toc_m_node *source = &machine->nodes[edge->source];
    const toc_m_node *target = &machine->nodes[edge->target];

    if (source->response != target->response)
        return toc_check_fail(check, TOC_SECTION_edges, id, "leads into another response");
    if (!is_in(id, target->edges))
        return toc_check_fail(check, TOC_SECTION_edges, id, "not grouped by target");
    if (edge->outcome != TOC_NONE && !is_in(edge->outcome, source->outcomes))
        return toc_check_fail(check, TOC_SECTION_edges, id, "an outcome of another decision");
    if (edge->is_loop && (edge->outcome == TOC_NONE || target->times == 0))
        return toc_check_fail(check, TOC_SECTION_edges, id, "a loop without a decision or a bound");
    return true;
}

static bool check_chances(toc_check *check, uint32_t id)
{
    const toc_machine *machine = check->machine;
    toc_range outcomes = machine->nodes[id].outcomes;
    int64_t sum = 0;

    for (uint32_t i = 0; i < outcomes.count; i++) {
        const toc_m_outcome *outcome = &machine->outcomes[outcomes.first + i];

        if (outcome->node != id)
            return fail(check, id, "claims a foreign outcome");
        if (outcome->chance > 0)
            sum += outcome->chance;
    }
    return sum <= TOC_MICRO || fail(check, id, "its chances are more than all");
}

static bool check_takes(const toc_m_node *node)
{
    const toc_ms *takes = node->takes;

    if (takes[0] == TOC_MS_NONE)
        return takes[1] == TOC_MS_NONE && takes[2] == TOC_MS_NONE;
    return takes[0] <= takes[1] && takes[1] <= takes[2];
}

/* The edges stand in the order of the nodes that they lead to, so those of a response are together. */
static bool check_incoming(toc_check *check, uint32_t id, uint32_t *next_edge)
{
    toc_range edges = check->machine->nodes[id].edges;

    if (edges.count > 0 && edges.first != *next_edge)
        return fail(check, id, "its edges do not follow those of the node before");
    *next_edge += edges.count;
    return true;
}

static bool check_node(toc_check *check, uint32_t id, uint64_t *leaving)
{
    const toc_machine *machine = check->machine;
    const toc_m_node *node = &machine->nodes[id];

    *leaving += node->leaving.count;
    for (uint32_t i = 0; i < node->leaving.count; i++) {
        if (machine->edges[machine->ids[node->leaving.first + i]].source != id)
            return fail(check, id, "claims an edge that leaves another node");
    }
    if ((node->kind == TOC_M_NODE_DECISION) != (node->outcomes.count > 0))
        return fail(check, id, "outcomes do not suit its kind");
    if (!check_takes(node))
        return fail(check, id, "least, likely and most time do not ascend");
    if (node->approver == TOC_NONE && node->approval_deadline != TOC_NONE)
        return fail(check, id, "a time to approve in, and nobody to approve");
    if (!is_in(id, machine->responses[node->response].nodes))
        return fail(check, id, "not grouped by response");
    return check_chances(check, id);
}

/* Takes away what nothing leads to until nothing is left; what stays lies on a cycle.
 * O(nodes + edges): scratch holds a count of open edges and a queue. */
static bool check_acyclic(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint32_t *open = toc_check_scratch(check, 2 * (size_t)machine->nodes_count);
    uint32_t *queue = open + machine->nodes_count;
    uint32_t count = 0;

    for (uint32_t i = 0; i < machine->edges_count; i++)
        open[machine->edges[i].target] += !machine->edges[i].is_loop;
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        if (open[i] == 0)
            queue[count++] = i;
    }
    for (uint32_t done = 0; done < count; done++) {
        toc_range leaving = machine->nodes[queue[done]].leaving;

        for (uint32_t i = 0; i < leaving.count; i++) {
            const toc_m_edge *edge = &machine->edges[machine->ids[leaving.first + i]];

            if (!edge->is_loop && --open[edge->target] == 0)
                queue[count++] = edge->target;
        }
    }
    return count == machine->nodes_count ||
           toc_check_fail(check, TOC_SECTION_nodes, count, "a way leads back without a loop");
}

bool toc_verify_flow(toc_check *check)
{
    const toc_machine *machine = check->machine;
    uint64_t leaving = 0;
    uint32_t next_edge = 0;

    for (uint32_t i = 0; i < machine->edges_count; i++) {
        if (!check_edge(check, i))
            return false;
    }
    for (uint32_t i = 0; i < machine->nodes_count; i++) {
        if (!check_incoming(check, i, &next_edge) || !check_node(check, i, &leaving))
            return false;
    }
    if (leaving != machine->edges_count)
        return toc_check_fail(check, TOC_SECTION_edges, machine->edges_count,
                              "an edge that its source does not list");
    return check_acyclic(check);
}
