/* demand_work.c - T0483 never-in-time: of what one cause sets going, more work is due by some time
 * than can be done till then, however it is arranged.
 *
 * Only steps that are surely done count, each with the least time that it takes, and only deadlines
 * that run from the cause itself. */
#include <stdlib.h>

#include "analysis/demand_checks.h"
#include "base/checked.h"

#define LABELS_MAX 6u
#define MORE_MAX   1000 /* how many more units are tried for the help */

typedef struct work {
    const toc_demand_user *user;
    uint32_t pool;
    uint32_t cause; /* number of the first response with this cause */
    toc_ms due;
} work;
typedef TOC_VEC(work) works;

/* ── what is surely done ─────────────────────────────────────────────────── */

static bool is_surely_reached(const toc_plan_node *node, const bool *is_sure)
{
    if (!node->is_reachable || !toc_span_is_none(node->approval.span))
        return false;
    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];

        if (!edge->is_loop && (edge->outcome >= 0 || !is_sure[edge->source->base.id]))
            return false;
    }
    return true;
}

/* By node: its turn comes whenever its response is active; a guard may still pass it over. */
static bool *find_sure(const toc_demand *it)
{
    bool *is_sure = TOC_NEW_ARRAY(it->arena, bool, it->plan->nodes.count);

    for (uint32_t g = 0; g < it->groups.count; g++) {
        const toc_order *order = it->groups.items[g].order;

        for (uint32_t i = 0; i < order->count; i++)
            is_sure[order->nodes[i]->base.id] = is_surely_reached(order->nodes[i], is_sure);
    }
    return is_sure;
}

static bool is_same_cause(const toc_plan_anchor *a, const toc_plan_anchor *b)
{
    return a->kind == b->kind && a->target == b->target && a->rank == b->rank &&
           a->outcome == b->outcome && a->hop == b->hop;
}

/* The deadline counted from the start of the response; 0: it does not count from there. */
static toc_ms due_from_start(const toc_plan_node *node)
{
    const toc_deadline *deadline = &node->deadline;
    const toc_plan_anchors *on = &node->response->on;

    if (deadline->kind != TOC_DEADLINE_WITHIN || deadline->length.workdays != 0 ||
        deadline->anchor.is_broken)
        return 0;
    if (deadline->anchor.kind == TOC_PLAN_ANCHOR_NONE)
        return node->join == TOC_JOIN_START ? deadline->length.ms : 0;
    if (deadline->anchor.kind == TOC_PLAN_ANCHOR_RESPONSE_START)
        return deadline->anchor.target == &node->response->base ? deadline->length.ms : 0;
    return on->count == 1 && is_same_cause(&on->items[0], &deadline->anchor) ? deadline->length.ms
                                                                             : 0;
}

/* ── in order of pool, cause, deadline ───────────────────────────────────── */

static uint64_t key_of(const toc_plan_response *response)
{
    const toc_plan_anchor *on = response->on.count == 1 ? &response->on.items[0] : NULL;

    if (!on || !on->target || response->when || on->kind >= 1u << 8 || on->rank >= 1u << 16)
        return UINT64_MAX;
    return (uint64_t)on->kind << 48 | (uint64_t)on->rank << 32 | on->target->id;
}

typedef struct keyed {
    uint64_t key;
    uint32_t response;
} keyed;

static int compare_keys(const void *left, const void *right)
{
    const keyed *a = left;
    const keyed *b = right;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->response < b->response ? -1 : a->response > b->response;
}

/* By response: the first one that the same thing starts at the same instant. */
static uint32_t *find_causes(const toc_demand *it)
{
    uint32_t count = it->plan->responses.count;
    uint32_t *causes = TOC_NEW_ARRAY(it->arena, uint32_t, count);
    keyed *keys = TOC_NEW_ARRAY(it->arena, keyed, count);

    for (uint32_t i = 0; i < count; i++)
        keys[i] = (keyed){key_of(it->plan->responses.items[i]), i};
    qsort(keys, count, sizeof *keys, compare_keys);
    for (uint32_t i = 0; i < count; i++) {
        bool is_same = i > 0 && keys[i].key == keys[i - 1].key && keys[i].key != UINT64_MAX;

        causes[keys[i].response] = is_same ? causes[keys[i - 1].response] : keys[i].response;
    }
    return causes;
}

static int compare_works(const void *left, const void *right)
{
    const work *a = left;
    const work *b = right;

    if (a->cause != b->cause)
        return a->cause < b->cause ? -1 : 1;
    if (a->due != b->due)
        return a->due < b->due ? -1 : 1;
    if (a->user->node->base.id != b->user->node->base.id)
        return a->user->node->base.id < b->user->node->base.id ? -1 : 1;
    return a->user->span.begin < b->user->span.begin ? -1
                                                     : a->user->span.begin > b->user->span.begin;
}

static works find_works(const toc_demand *it, uint32_t pool, const bool *is_sure,
                        const uint32_t *causes)
{
    const toc_demand_pool *of = &it->pools[pool];
    works found = {0};

    for (uint32_t i = 0; i < of->users.count; i++) {
        const toc_demand_user *user = &of->users.items[i];
        const toc_plan_node *node = user->node;
        work one = {user, pool, causes[node->response->base.id], due_from_start(node)};

        if (!is_sure[node->base.id] || node->when || node->series.every > 0 ||
            node->takes.points == 0 || one.due <= 0 || user->stays)
            continue;
        TOC_PUSH(it->arena, &found, one);
    }
    if (found.count > 1)
        qsort(found.items, found.count, sizeof *found.items, compare_works);
    return found;
}

/* ── too much ────────────────────────────────────────────────────────────── */

/* The work due by the last of them: all of it in units × time, and what can only be done one after
 * the other, because each takes more than half of the supply. */
static bool is_too_much(const work *items, uint32_t count, int64_t supply)
{
    toc_ms due = items[count - 1].due;
    int64_t all = 0;
    int64_t in_turn = 0;

    for (uint32_t i = 0; i < count; i++) {
        toc_ms least = items[i].user->node->takes.least;
        int64_t units = items[i].user->units;

        all = toc_sum_capped(all, toc_product_capped(units, least));
        if (units > supply - units)
            in_turn = toc_sum_capped(in_turn, least);
    }
    return all > toc_product_capped(supply, due) || in_turn > due;
}

static void add_works(toc_demand *it, toc_diag_sink *sink, toc_diag *diag, const work *items,
                      uint32_t count)
{
    for (uint32_t i = 0; i < count && i < LABELS_MAX; i++)
        toc_diag_add_label(sink, diag, items[i].user->node->takes.span, "`%s` needs %s at least",
                           items[i].user->node->base.full,
                           toc_demand_length(it, items[i].user->node->takes.least));
    if (count > LABELS_MAX)
        toc_diag_add_note(sink, diag, "and %u more steps", count - LABELS_MAX);
}

static void add_way_out(toc_diag_sink *sink, toc_diag *diag, const toc_demand_pool *pool,
                        const work *items, uint32_t count)
{
    int64_t supply = toc_demand_supply(pool);

    if (pool->post) {
        toc_diag_add_help(sink, diag,
                          "a post does one thing at a time: let somebody else do one of them, or "
                          "allow more time");
        return;
    }
    for (int64_t more = 1; more <= MORE_MAX; more++) {
        int64_t enough = pool->supply + more;

        if (is_too_much(items, count, supply + more))
            continue;
        toc_diag_add_help(sink, diag, "at least `count %lld` is needed, or more time",
                          (long long)enough);
        return;
    }
    toc_diag_add_help(sink, diag, "allow more time, or provide many more");
}

static void tell(toc_demand *it, toc_diag_sink *sink, const work *items, uint32_t count)
{
    const toc_demand_pool *pool = &it->pools[items[0].pool];
    const toc_plan_node *last = items[count - 1].user->node;
    const char *due = toc_demand_length(it, items[count - 1].due);
    toc_diag *diag;

    if (pool->post)
        diag = toc_diag_add(sink, TOC_D_NEVER_IN_TIME, last->deadline.length_span,
                            "`%s` cannot do all that is due within %s", pool->name, due);
    else
        diag = toc_diag_add(sink, TOC_D_NEVER_IN_TIME, last->deadline.length_span,
                            "%lld of `%s` cannot do all that is due within %s",
                            (long long)toc_demand_supply(pool), pool->name, due);
    toc_diag_set_here(sink, diag, "however the work is arranged");
    add_works(it, sink, diag, items, count);
    add_way_out(sink, diag, pool, items, count);
}

static bool check_pool(toc_demand *it, toc_diag_sink *sink, const works *found)
{
    int64_t supply = toc_demand_supply(&it->pools[found->items[0].pool]);
    uint32_t first = 0;

    for (uint32_t i = 0; i < found->count; i++) {
        bool is_last = i + 1 == found->count || found->items[i + 1].cause != found->items[i].cause;

        if (!is_last && found->items[i + 1].due == found->items[i].due)
            continue; /* all that is due by then */
        if (i > first && is_too_much(found->items + first, i - first + 1, supply)) {
            tell(it, sink, found->items + first, i - first + 1);
            return true;
        }
        if (is_last)
            first = i + 1;
    }
    return false;
}

void toc_demand_check_work(toc_demand *it, toc_diag_sink *sink, bool *is_told)
{
    const bool *is_sure = find_sure(it);
    const uint32_t *causes = find_causes(it);

    for (uint32_t p = 0; p < it->pool_count; p++) {
        works found = {0};

        if (it->pools[p].is_stock || it->pools[p].users.count < 2 ||
            toc_demand_is_plain(&it->pools[p]))
            continue;
        found = find_works(it, p, is_sure, causes);
        if (found.count > 1)
            is_told[p] = check_pool(it, sink, &found);
    }
}
