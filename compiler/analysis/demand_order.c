/* demand_order.c - the order of steps, by sets: what is over before a step starts, and which
 * outcomes led to it. */
#include "analysis/demand_order.h"

#include <string.h>

#define NEEDS_MAX         (1u << 22) /* cells of the table of outcomes */
#define VARIANTS_MAX      64u
#define VARIANT_CELLS_MAX (1u << 24) /* of their tables of what is over before what */
#define LOOPS_MAX         (1u << 22) /* of loops × steps × what is compared for each */

typedef struct making {
    toc_arena *arena;
    toc_order *order;
    const toc_order_start *starts;
    uint32_t *places;
    uint16_t *of_edge;      /* a row: what one way into a step needs */
    uint64_t *over;         /* a row: what is over when it is taken */
    const uint32_t *choice; /* of a variant: by place the way by which a join of any starts */
} making;

static uint64_t *row_of(const toc_order *order, uint32_t place)
{
    return order->before + (size_t)place * order->words;
}

static uint16_t *needs_of(const toc_order *order, uint32_t place)
{
    return order->needs + (size_t)place * order->decision_count;
}

static uint32_t decision_at(const toc_order *order, uint32_t place)
{
    for (uint32_t d = 0; d < order->decision_count; d++) {
        if (order->decisions[d] == place)
            return d;
    }
    return UINT32_MAX;
}

/* ── the steps, each after all ways into it ──────────────────────────────── */

static uint32_t count_ways(const toc_plan_node *node)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < node->in.count; i++)
        count += !node->in.items[i]->is_loop;
    return count;
}

static void add_response(making *it, const toc_plan_response *response, uint32_t *waiting)
{
    toc_order *order = it->order;
    uint32_t first = order->count;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        waiting[node->base.id] = count_ways(node);
        if (waiting[node->base.id] == 0)
            order->nodes[order->count++] = node;
    }
    for (uint32_t done = first; done < order->count; done++) {
        const toc_plan_node *node = order->nodes[done];

        it->places[node->base.id] = done;
        for (uint32_t i = 0; i < node->out.count; i++) {
            const toc_plan_edge *edge = node->out.items[i];

            if (!edge->is_loop && --waiting[edge->target->base.id] == 0)
                order->nodes[order->count++] = edge->target;
        }
    }
}

/* ── what leads to a step ────────────────────────────────────────────────── */

/* What is over, and decided, once @p source is done with @p outcome. */
static void read_way(making *it, const toc_plan_node *source, int32_t outcome)
{
    const toc_order *order = it->order;
    uint32_t place = it->places[source->base.id];
    uint32_t d;

    memcpy(it->over, row_of(order, place), order->words * sizeof *it->over);
    toc_bits_add(it->over, place);
    if (order->decision_count == 0)
        return;
    memcpy(it->of_edge, needs_of(order, place), order->decision_count * sizeof *it->of_edge);
    d = outcome >= 0 ? decision_at(order, place) : UINT32_MAX;
    if (d != UINT32_MAX)
        it->of_edge[d] = (uint16_t)(outcome + 1);
}

static void join_way(making *it, uint32_t place, bool is_first, bool is_all)
{
    const toc_order *order = it->order;
    uint64_t *row = row_of(order, place);

    for (uint32_t w = 0; w < order->words; w++)
        row[w] = is_first ? it->over[w] : is_all ? row[w] | it->over[w] : row[w] & it->over[w];
    for (uint32_t d = 0; d < order->decision_count; d++) {
        uint16_t *need = &needs_of(order, place)[d];

        *need = is_first || *need == it->of_edge[d] ? it->of_edge[d] : 0;
    }
}

static void read_ways(making *it, uint32_t place)
{
    const toc_plan_node *node = it->order->nodes[place];
    const toc_order_start *start = &it->starts[node->response->base.id];
    bool is_chosen = it->choice && node->join == TOC_JOIN_ANY;
    bool is_first = true;

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];

        if (edge->is_loop || (is_chosen && it->choice[place] != i))
            continue;
        read_way(it, edge->source, edge->outcome);
        join_way(it, place, is_first, node->join != TOC_JOIN_ANY);
        is_first = false;
    }
    if (is_first && start->node && it->places[start->node->base.id] < place) {
        read_way(it, start->node, start->outcome);
        join_way(it, place, true, true);
    }
}

/* ── loops ───────────────────────────────────────────────────────────────── */

static void mark_after(const making *it, toc_order_loop *loop)
{
    const toc_order *order = it->order;

    toc_bits_add(loop->after, loop->target);
    for (uint32_t p = loop->target; p < order->count; p++) {
        if (!toc_bits_has(loop->after, p))
            continue;
        for (uint32_t i = 0; i < order->nodes[p]->out.count; i++) {
            const toc_plan_edge *edge = order->nodes[p]->out.items[i];

            if (!edge->is_loop)
                toc_bits_add(loop->after, it->places[edge->target->base.id]);
        }
    }
}

static void add_loops(making *it, uint32_t place)
{
    const toc_plan_node *node = it->order->nodes[place];

    for (uint32_t i = 0; i < node->out.count; i++) {
        const toc_plan_edge *edge = node->out.items[i];
        toc_order_loop loop = {place, edge->outcome, it->places[edge->target->base.id], NULL, NULL};

        if (!edge->is_loop)
            continue;
        loop.after = TOC_NEW_ARRAY(it->arena, uint64_t, it->order->words);
        loop.survives = TOC_NEW_ARRAY(it->arena, uint64_t, it->order->words);
        mark_after(it, &loop);
        TOC_PUSH(it->arena, &it->order->loops, loop);
    }
}

/* Do the outcomes that lead to @p place contradict those that lead to the loop? */
static bool contradicts(const toc_order *order, const toc_order_loop *loop, uint32_t place)
{
    for (uint32_t d = 0; d < order->decision_count; d++) {
        uint16_t here = needs_of(order, place)[d];
        uint16_t there = order->decisions[d] == loop->decision ? (uint16_t)(loop->outcome + 1)
                                                               : needs_of(order, loop->decision)[d];

        if (here && there && here != there)
            return true;
    }
    return false;
}

/* Another loop that the step outlasts may bring this one's decision round again. */
static bool comes_round(const toc_order *order, const toc_order_loop *loop, uint32_t place)
{
    for (uint32_t i = 0; i < order->loops.count; i++) {
        const toc_order_loop *other = &order->loops.items[i];

        if (toc_bits_has(other->survives, place) && toc_bits_has(other->after, loop->decision))
            return true;
    }
    return false;
}

static bool outlasts(const toc_order *order, const toc_order_loop *loop, uint32_t place)
{
    return place != loop->decision && !toc_bits_has(row_of(order, loop->decision), place) &&
           (!contradicts(order, loop, place) || comes_round(order, loop, place));
}

static bool grow_survivors(toc_order *order)
{
    bool has_grown = false;

    for (uint32_t i = 0; i < order->loops.count; i++) {
        toc_order_loop *loop = &order->loops.items[i];

        for (uint32_t p = 0; p < order->count; p++) {
            if (toc_bits_has(loop->survives, p) || !outlasts(order, loop, p))
                continue;
            toc_bits_add(loop->survives, p);
            has_grown = true;
        }
    }
    return has_grown;
}

/* With very many loops any step may outlast any of them. */
static void find_survivors(toc_order *order)
{
    uint64_t pairs = (uint64_t)order->loops.count * order->count;

    if (pairs * (order->decision_count + order->loops.count) <= LOOPS_MAX) {
        while (grow_survivors(order)) {
        }
        return;
    }
    for (uint32_t i = 0; i < order->loops.count; i++)
        memset(order->loops.items[i].survives, 0xff, order->words * sizeof(uint64_t));
}

/* ── the whole ───────────────────────────────────────────────────────────── */

static void find_decisions(making *it)
{
    toc_order *order = it->order;

    order->decisions = TOC_NEW_ARRAY(it->arena, uint32_t, order->count);
    for (uint32_t p = 0; p < order->count; p++) {
        if (order->nodes[p]->is_decision)
            order->decisions[order->decision_count++] = p;
    }
    if ((uint64_t)order->decision_count * order->count > NEEDS_MAX)
        order->decision_count = 0; /* outcomes are not told apart */
    order->needs = TOC_NEW_ARRAY(it->arena, uint16_t, (size_t)order->decision_count * order->count);
    it->of_edge = TOC_NEW_ARRAY(it->arena, uint16_t, order->decision_count);
}

static void work_out(making *it)
{
    toc_order *order = it->order;

    order->words = toc_bits_words(order->count);
    order->before = TOC_NEW_ARRAY(it->arena, uint64_t, (size_t)order->count * order->words);
    it->over = TOC_NEW_ARRAY(it->arena, uint64_t, order->words);
    find_decisions(it);
    for (uint32_t p = 0; p < order->count; p++)
        read_ways(it, p);
}

/* ── joins of any, case by case ──────────────────────────────────────────── */

/* In how many ways they can come to be; 0: none, or too many. */
static uint32_t count_variants(const toc_order *order)
{
    uint64_t cells = (uint64_t)order->count * order->words;
    uint64_t count = 1;

    for (uint32_t p = 0; p < order->count; p++) {
        if (order->nodes[p]->join == TOC_JOIN_ANY)
            count *= order->nodes[p]->in.count;
        if (count > VARIANTS_MAX || count * cells > VARIANT_CELLS_MAX)
            return 0;
    }
    return count > 1 && order->loops.count == 0 ? (uint32_t)count : 0;
}

static void choose(const toc_order *order, uint32_t number, uint32_t *choice)
{
    for (uint32_t p = 0; p < order->count; p++) {
        uint32_t ways = order->nodes[p]->in.count;

        if (order->nodes[p]->join != TOC_JOIN_ANY || ways == 0)
            continue;
        choice[p] = number % ways;
        number /= ways;
    }
}

static void find_variants(const making *whole)
{
    toc_order *order = whole->order;
    uint32_t count = count_variants(order);
    uint32_t *choice = TOC_NEW_ARRAY(whole->arena, uint32_t, order->count);

    for (uint32_t i = 0; i < count; i++) {
        making it = *whole;

        choose(order, i, choice);
        it.choice = choice;
        it.order = TOC_NEW(whole->arena, toc_order);
        it.order->count = order->count;
        it.order->nodes = order->nodes;
        work_out(&it);
        TOC_PUSH(whole->arena, &order->variants, it.order);
    }
}

static void add_responses(making *it, const toc_plan_response *const *responses, uint32_t count)
{
    uint32_t most = 0;
    uint32_t last = 0;
    uint32_t *waiting;

    for (uint32_t i = 0; i < count; i++) {
        most += responses[i]->nodes.count;
        for (uint32_t n = 0; n < responses[i]->nodes.count; n++)
            last = responses[i]->nodes.items[n]->base.id > last
                       ? responses[i]->nodes.items[n]->base.id
                       : last;
    }
    it->order->nodes = TOC_NEW_ARRAY(it->arena, const toc_plan_node *, most);
    waiting = TOC_NEW_ARRAY(it->arena, uint32_t, (size_t)last + 1);
    for (uint32_t i = 0; i < count; i++)
        add_response(it, responses[i], waiting);
}

toc_order *toc_order_make(toc_arena *arena, const toc_plan_response *const *responses,
                          uint32_t count, const toc_order_start *starts, uint32_t *places)
{
    making it = {.arena = arena, .order = TOC_NEW(arena, toc_order), .starts = starts};

    it.places = places;
    add_responses(&it, responses, count);
    if (it.order->count > TOC_ORDER_MAX)
        return it.order;
    work_out(&it);
    for (uint32_t p = 0; p < it.order->count; p++)
        add_loops(&it, p);
    find_survivors(it.order);
    find_variants(&it);
    return it.order;
}

/* ── asking ──────────────────────────────────────────────────────────────── */

bool toc_order_is_before(const toc_order *order, uint32_t a, uint32_t b)
{
    if (!order->before || !toc_bits_has(row_of(order, b), a))
        return false;
    for (uint32_t i = 0; i < order->loops.count; i++) {
        const toc_order_loop *loop = &order->loops.items[i];

        if (toc_bits_has(loop->after, a) && toc_bits_has(loop->survives, b))
            return false;
    }
    return true;
}

/* May the decision fall again while one of the two still runs? */
static bool falls_again(const toc_order *order, uint32_t decision, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < order->loops.count; i++) {
        const toc_order_loop *loop = &order->loops.items[i];

        if (toc_bits_has(loop->after, decision) &&
            (toc_bits_has(loop->survives, a) || toc_bits_has(loop->survives, b)))
            return true;
    }
    return false;
}

static bool is_repeated(const toc_order *order, uint32_t place)
{
    for (uint32_t i = 0; i < order->loops.count; i++) {
        if (toc_bits_has(order->loops.items[i].after, place))
            return true;
    }
    return false;
}

static bool are_apart(const toc_order *order, uint32_t a, uint32_t b, bool is_for_good)
{
    for (uint32_t d = 0; order->before && d < order->decision_count; d++) {
        uint16_t one = needs_of(order, a)[d];
        uint16_t other = needs_of(order, b)[d];
        uint32_t decision = order->decisions[d];

        if (!one || !other || one == other)
            continue;
        if (is_for_good ? !is_repeated(order, decision) : !falls_again(order, decision, a, b))
            return true;
    }
    return false;
}

bool toc_order_excludes(const toc_order *order, uint32_t a, uint32_t b)
{
    return toc_order_is_before(order, a, b) || toc_order_is_before(order, b, a) ||
           are_apart(order, a, b, false);
}

bool toc_order_is_either(const toc_order *order, uint32_t a, uint32_t b)
{
    return are_apart(order, a, b, true);
}

int64_t toc_order_times(const toc_order *order, uint32_t place)
{
    const toc_plan_node *node = order->nodes[place];
    int64_t times = 1;

    for (uint32_t i = 0; i < order->loops.count; i++) {
        const toc_order_loop *loop = &order->loops.items[i];
        uint32_t at_most = order->nodes[loop->target]->at_most;
        bool is_new = true;

        for (uint32_t k = 0; k < i; k++)
            is_new = is_new && order->loops.items[k].target != loop->target;
        if (is_new && toc_bits_has(loop->after, place) && at_most > 1)
            times = toc_sum_capped(times, at_most - 1);
    }
    return node->at_most > 0 && times > node->at_most ? node->at_most : times;
}
