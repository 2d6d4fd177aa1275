/* time_order.c - the steps of each response in an order in which causes come first, what every way
 * to a step passes, and which steps lie in which loops. */
#include "analysis/time_private.h"
#include "sema/graph.h"

/* ── order ───────────────────────────────────────────────────────────────── */

static uint32_t ways_in(const toc_plan_node *node)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < node->in.count; i++)
        count += !node->in.items[i]->is_loop;
    return count;
}

static void place(toc_times *times, const toc_plan_node *node, uint32_t *next)
{
    times->nodes[node->base.id].place = *next;
    times->order[(*next)++] = node;
}

static void order_response(toc_times *times, const toc_plan_response *response, uint32_t *pending,
                           uint32_t *next)
{
    uint32_t at = *next;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        pending[node->base.id] = ways_in(node);
        if (pending[node->base.id] == 0)
            place(times, node, next);
    }
    for (; at < *next; at++) {
        const toc_plan_node *node = times->order[at];

        for (uint32_t e = 0; e < node->out.count; e++) {
            const toc_plan_edge *edge = node->out.items[e];

            if (!edge->is_loop && --pending[edge->target->base.id] == 0)
                place(times, edge->target, next);
        }
    }
}

/* ── what every way passes ───────────────────────────────────────────────── */

static uint32_t depth_of(const toc_times *times, uint32_t node)
{
    return node == TOC_TIME_NO_NODE ? 0 : times->nodes[node].depth;
}

static uint32_t above(const toc_times *times, uint32_t node)
{
    return node == TOC_TIME_NO_NODE ? node : times->nodes[node].above;
}

static uint32_t jump(const toc_times *times, uint32_t node)
{
    return node == TOC_TIME_NO_NODE ? node : times->nodes[node].jump;
}

static uint32_t climb_to(const toc_times *times, uint32_t node, uint32_t depth)
{
    while (depth_of(times, node) > depth)
        node = depth_of(times, jump(times, node)) >= depth ? jump(times, node) : above(times, node);
    return node;
}

/* Jumps go by the same distances at the same depth, so both sides can jump together. */
uint32_t toc_time_common(const toc_times *times, uint32_t a, uint32_t b)
{
    a = climb_to(times, a, depth_of(times, b));
    b = climb_to(times, b, depth_of(times, a));
    while (a != b) {
        bool can_jump = jump(times, a) != jump(times, b);

        a = can_jump ? jump(times, a) : above(times, a);
        b = can_jump ? jump(times, b) : above(times, b);
    }
    return a;
}

/* Skew-binary jumps (Myers): any ancestor is found in a logarithm of the depth. */
static void hang(toc_times *times, toc_time_node *node, uint32_t parent)
{
    uint32_t once = jump(times, parent);
    uint32_t twice = jump(times, once);

    node->above = parent;
    node->depth = depth_of(times, parent) + 1;
    node->jump = depth_of(times, parent) - depth_of(times, once) ==
                         depth_of(times, once) - depth_of(times, twice)
                     ? twice
                     : parent;
}

/* A step that may wait for its body's being formed has a way from the very start. */
static bool is_from_start(const toc_times *times, const toc_plan_node *node)
{
    return ways_in(node) == 0 || toc_time_parts_of(times, node, TOC_TIME_WORST).formed.ms > 0;
}

static void find_above(toc_times *times, const toc_plan_node *node)
{
    uint32_t common = TOC_TIME_NO_NODE;
    bool is_first = true;

    for (uint32_t i = 0; i < node->in.count && !is_from_start(times, node); i++) {
        const toc_plan_edge *edge = node->in.items[i];

        if (edge->is_loop)
            continue;
        common = is_first ? edge->source->base.id
                          : toc_time_common(times, common, edge->source->base.id);
        is_first = false;
    }
    hang(times, &times->nodes[node->base.id], common);
}

/* ── what is sure, what may come again ───────────────────────────────────── */

bool toc_time_is_sure(const toc_times *times, const toc_plan_edge *edge)
{
    const toc_time_node *source = toc_time_of(times, edge->source);

    return edge->outcome < 0 && source->is_certain && !source->is_unsettled;
}

static void find_nature(toc_times *times, const toc_plan_node *node)
{
    toc_time_node *own = &times->nodes[node->base.id];

    own->is_unsettled = !toc_span_is_none(node->approval.span) || node->series.every > 0;
    own->is_certain = ways_in(node) == 0;
    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];

        own->is_certain = own->is_certain || (!edge->is_loop && toc_time_is_sure(times, edge));
        own->is_redone =
            own->is_redone || edge->is_loop || toc_time_of(times, edge->source)->is_redone;
    }
    own->once = node->base.id;
    if (own->is_redone)
        own->once = own->above == TOC_TIME_NO_NODE ? own->above : times->nodes[own->above].once;
}

static uint32_t heads_of(const toc_times *times, uint32_t response)
{
    const toc_plan_node *head = NULL;
    uint32_t count = 0;

    for (uint32_t i = times->first_loop[response]; i < times->first_loop[response + 1]; i++) {
        count += times->loops.items[i].edge->target != head;
        head = times->loops.items[i].edge->target;
    }
    return count;
}

/* A later round may come by another way than the sure one, which has had its turn; with one loop,
 * all ways that it leads to are open again. */
bool toc_time_some_are_sure(const toc_times *times, const toc_plan_node *node, toc_time_case which)
{
    bool is_mixed = toc_time_has_loops(which) && toc_time_of(times, node)->is_redone;
    bool some = false;

    if (is_mixed && heads_of(times, node->response->base.id) > 1)
        return false;
    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];

        if (edge->is_loop)
            continue;
        if (is_mixed && !toc_time_of(times, edge->source)->is_redone)
            return false;
        some = some || toc_time_is_sure(times, edge);
    }
    return some;
}

/* ── loops ───────────────────────────────────────────────────────────────── */

static void collect_loops(toc_times *times, const toc_plan_response *response)
{
    times->first_loop[response->base.id] = times->loops.count;
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        for (uint32_t e = 0; e < node->in.count; e++) {
            toc_time_loop loop = {.edge = node->in.items[e]};

            if (loop.edge->is_loop)
                TOC_PUSH(times->arena, &times->loops, loop);
        }
    }
}

static void add_arcs(toc_times *times, const toc_plan_response *response, toc_graph *out)
{
    TOC_VEC(toc_arc) arcs = {0};
    uint32_t first = times->first[response->base.id];

    for (uint32_t i = first; i < times->first[response->base.id + 1]; i++) {
        const toc_plan_node *node = times->order[i];

        for (uint32_t e = 0; e < node->in.count; e++) {
            toc_arc arc = {toc_time_of(times, node->in.items[e]->source)->place - first, i - first};

            if (toc_time_of(times, node->in.items[e]->source)->place != TOC_TIME_NO_PLACE)
                TOC_PUSH(times->arena, &arcs, arc);
        }
    }
    *out = toc_graph_build(times->arena, times->first[response->base.id + 1] - first, arcs.items,
                           arcs.count, false);
}

/* Steps that lead to each other hang together; the first of them in the order is where they are
 * entered, since a loop's beginning comes before all else in it. */
static void find_entries(toc_times *times, const toc_plan_response *response)
{
    uint32_t first = times->first[response->base.id];
    uint32_t count;
    uint32_t *component;
    uint32_t *entry;
    toc_graph graph;

    if (times->first_loop[response->base.id] == times->loops.count)
        return;
    add_arcs(times, response, &graph);
    component = toc_graph_components(times->arena, &graph, &count);
    entry = TOC_NEW_ARRAY(times->arena, uint32_t, count);
    for (uint32_t i = graph.count; i-- > 0;)
        entry[component[i]] = times->order[first + i]->base.id;
    for (uint32_t i = times->first_loop[response->base.id]; i < times->loops.count; i++) {
        const toc_plan_node *head = times->loops.items[i].edge->target;

        times->loops.items[i].entry = entry[component[toc_time_of(times, head)->place - first]];
    }
}

/* ── together ────────────────────────────────────────────────────────────── */

void toc_time_order(toc_times *times)
{
    const toc_plan *plan = times->plan;
    uint32_t *pending = TOC_NEW_ARRAY(times->arena, uint32_t, plan->nodes.count);
    uint32_t next = 0;

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        times->first[i] = next;
        order_response(times, plan->responses.items[i], pending, &next);
        times->first[i + 1] = next;
        collect_loops(times, plan->responses.items[i]);
        find_entries(times, plan->responses.items[i]);
    }
    times->first[plan->responses.count] = next;
    times->first_loop[plan->responses.count] = times->loops.count;
    for (uint32_t i = 0; i < next; i++) {
        find_above(times, times->order[i]);
        find_nature(times, times->order[i]);
    }
}
