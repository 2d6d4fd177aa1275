/* demand.c - groups of responses, the pools that their steps draw on, and the peak of each pool in
 * each group. */
#include "analysis/demand.h"

/* ── groups ──────────────────────────────────────────────────────────────── */

static bool is_foreign(const toc_plan_response *response)
{
    return !response->base.decl;
}

static void count_start(toc_demand *it, uint32_t *ways, const toc_response_ref *ref,
                        const toc_plan_node *node, int32_t outcome)
{
    uint32_t id;

    if (!ref->target || is_foreign(ref->target))
        return;
    id = ref->target->base.id;
    ways[id]++;
    it->starts[id] = (toc_order_start){node, outcome};
}

static void count_late(uint32_t *ways, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        if (lates->items[i].kind == TOC_LATE_DO && lates->items[i].response.target)
            ways[lates->items[i].response.target->base.id] += 2; /* at a time that is not known */
    }
}

static void count_node(toc_demand *it, uint32_t *ways, const toc_plan_node *node)
{
    count_late(ways, &node->if_late);
    for (uint32_t i = 0; i < node->activates.count; i++)
        count_start(it, ways, &node->activates.items[i], node, -1);
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        for (uint32_t t = 0; t < node->outcomes.items[o].targets.count; t++) {
            const toc_plan_target *target = &node->outcomes.items[o].targets.items[t];

            if (target->kind == TOC_TARGET_RESPONSE)
                count_start(it, ways, &target->response, node, (int32_t)o);
        }
    }
}

static bool is_in_loop(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        if (response->nodes.items[i]->at_most > 1)
            return true;
    }
    return false;
}

/* Leaves a start only where it is the one and only. */
static void find_starts(toc_demand *it)
{
    const toc_plan *plan = it->plan;
    uint32_t *ways = TOC_NEW_ARRAY(it->arena, uint32_t, plan->responses.count);

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        count_node(it, ways, plan->nodes.items[i]);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        count_late(ways, &plan->reports.items[i]->if_late);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        count_late(ways, &plan->announcements.items[i]->if_late);
    for (uint32_t i = 0; i < plan->levels.count; i++)
        count_late(ways, &plan->levels.items[i]->if_late);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        count_late(ways, &plan->ladders.items[i]->if_late);
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *response = plan->responses.items[i];
        const toc_plan_node *node = it->starts[i].node;
        bool is_often = node && (node->series.every > 0 || is_in_loop(node->response));

        it->is_started_often[i] = is_often;
        if (ways[i] != 1 || response->on.count > 0 || (is_often && response->repeats) ||
            (node && node->series.every > 0))
            it->starts[i].node = NULL;
    }
}

static const toc_plan_response *starter_of(const toc_demand *it, const toc_plan_response *response)
{
    const toc_plan_node *node = it->starts[response->base.id].node;

    return node ? node->response : NULL;
}

/* Responses that only start each other never begin: one of them stands for itself. */
static void cut_circles(toc_demand *it)
{
    const toc_plan *plan = it->plan;
    uint32_t *seen = TOC_NEW_ARRAY(it->arena, uint32_t, plan->responses.count);

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *at = plan->responses.items[i];

        for (; at && seen[at->base.id] == 0; at = starter_of(it, at))
            seen[at->base.id] = i + 1;
        if (at && seen[at->base.id] == i + 1)
            it->starts[at->base.id].node = NULL;
    }
}

/* Joins what is started to the group of what starts it. */
static void find_group(toc_demand *it, const toc_plan_response *response)
{
    TOC_VEC(const toc_plan_response *) way = {0};
    const toc_plan_response *at = response;
    uint32_t group;

    for (; at && it->group_of[at->base.id] == UINT32_MAX; at = starter_of(it, at))
        TOC_PUSH(it->arena, &way, at);
    if (at) {
        group = it->group_of[at->base.id];
    } else {
        group = it->groups.count;
        TOC_PUSH(it->arena, &it->groups, (toc_demand_group){0});
    }
    while (way.count > 0) {
        const toc_plan_response *next = way.items[--way.count];

        it->group_of[next->base.id] = group;
        TOC_PUSH(it->arena, &it->groups.items[group].responses, next);
    }
}

static void find_groups(toc_demand *it)
{
    const toc_plan *plan = it->plan;

    for (uint32_t i = 0; i < plan->responses.count; i++)
        it->group_of[i] = UINT32_MAX;
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        it->places[i] = UINT32_MAX;
    for (uint32_t i = 0; i < plan->responses.count; i++)
        find_group(it, plan->responses.items[i]);
    for (uint32_t g = 0; g < it->groups.count; g++) {
        toc_demand_group *group = &it->groups.items[g];

        group->order = toc_order_make(it->arena, group->responses.items, group->responses.count,
                                      it->starts, it->places);
    }
}

/* ── pools ───────────────────────────────────────────────────────────────── */

static void find_freers(toc_demand *it)
{
    it->freers = TOC_NEW_ARRAY(it->arena, toc_demand_nodes, it->plan->resources.count);
    for (uint32_t i = 0; i < it->plan->nodes.count; i++) {
        const toc_plan_node *node = it->plan->nodes.items[i];

        for (uint32_t q = 0; q < node->frees.count; q++) {
            const toc_plan_resource *resource = node->frees.items[q].resource.target;

            if (resource)
                TOC_PUSH(it->arena, &it->freers[resource->base.id], node);
        }
    }
}

static void add_user(toc_demand *it, uint32_t pool, const toc_demand_user *user)
{
    toc_demand_pool *at = &it->pools[pool];
    toc_demand_group *group = &it->groups.items[user->group];

    if (at->users.count == 0 || at->users.items[at->users.count - 1].group != user->group) {
        toc_demand_part part = {.group = user->group, .first = at->users.count};

        TOC_PUSH(it->arena, &at->parts, part);
        TOC_PUSH(it->arena, &group->pools, pool);
    }
    TOC_PUSH(it->arena, &at->users, *user);
    at->parts.items[at->parts.count - 1].count++;
}

typedef enum purpose { HOLD, FILL, CONSUME } purpose;

static void add_quantities(toc_demand *it, const toc_plan_node *node, purpose what)
{
    const toc_quantities *list = what == HOLD   ? &node->uses
                                 : what == FILL ? &node->fills
                                                : &node->consumes;
    uint32_t group = it->group_of[node->response->base.id];

    for (uint32_t i = 0; i < list->count; i++) {
        const toc_quantity *quantity = &list->items[i];
        const toc_plan_resource *resource = quantity->resource.target;
        toc_demand_user user = {.node = node,
                                .units = quantity->count,
                                .group = group,
                                .span = quantity->span,
                                .quantity = quantity};

        if (!resource || !resource->base.decl)
            continue;
        user.stays = what == FILL && it->freers[resource->base.id].count == 0;
        user.is_freed = what == FILL && !user.stays;
        if (user.stays || what == CONSUME)
            user.units =
                toc_product_capped(user.units, toc_order_times(it->groups.items[group].order,
                                                               it->places[node->base.id]));
        add_user(it, resource->base.id + (what == CONSUME ? it->plan->resources.count : 0), &user);
    }
}

static void add_node(toc_demand *it, const toc_plan_node *node, const uint32_t *posts)
{
    const toc_plan_body *by = node->by.target;

    if (!node->is_reachable)
        return;
    add_quantities(it, node, HOLD);
    add_quantities(it, node, FILL);
    add_quantities(it, node, CONSUME);
    if (by && by->is_post && by->base.decl) {
        toc_demand_user user = {.node = node,
                                .units = 1,
                                .group = it->group_of[node->response->base.id],
                                .span = node->by.span};

        add_user(it, posts[by->base.id], &user);
    }
}

static void name_resources(toc_demand *it, bool is_stock)
{
    for (uint32_t i = 0; i < it->plan->resources.count; i++) {
        const toc_plan_resource *resource = it->plan->resources.items[i];

        it->pools[it->pool_count++] = (toc_demand_pool){.resource = resource,
                                                        .is_stock = is_stock,
                                                        .name = resource->base.full,
                                                        .supply = resource->count};
    }
}

static void name_posts(toc_demand *it, uint32_t *posts)
{
    const toc_plan *plan = it->plan;

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        if (!body->is_post || !body->base.decl)
            continue;
        posts[i] = it->pool_count;
        it->pools[it->pool_count++] =
            (toc_demand_pool){.post = body, .name = body->base.full, .supply = 1};
    }
}

static void name_pools(toc_demand *it, uint32_t *posts)
{
    const toc_plan *plan = it->plan;
    size_t most = 2 * (size_t)plan->resources.count + plan->bodies.count;

    it->pools = TOC_NEW_ARRAY(it->arena, toc_demand_pool, most);
    name_resources(it, false);
    name_resources(it, true);
    name_posts(it, posts);
}

static void add_granted(toc_demand *it, const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->requests.count; i++) {
        const toc_quantity *quantity = &node->requests.items[i];
        toc_demand_pool *pool;

        if (!quantity->resource.target)
            continue;
        pool = &it->pools[quantity->resource.target->base.id];
        pool->granted = toc_sum_capped(pool->granted, quantity->count);
        pool[it->plan->resources.count].granted = pool->granted;
    }
}

/* ── the peak inside a group ─────────────────────────────────────────────── */

/* Notes of each user of the part what has been freed before it.  Of more than 64 freeing steps in one
 * group nothing is known: what is freed is then held only while the step runs. */
static const toc_demand_user *note_freed(const toc_demand *it, const toc_demand_pool *pool,
                                         const toc_demand_part *part, const toc_order *order)
{
    toc_demand_user *users = pool->users.items + part->first;
    uint32_t count = 0;

    for (uint32_t i = 0; i < part->count; i++)
        users[i].freed_before = 0;
    for (uint32_t f = 0; pool->resource && f < it->freers[pool->resource->base.id].count; f++) {
        const toc_plan_node *freer = it->freers[pool->resource->base.id].items[f];

        if (!freer->is_reachable || it->group_of[freer->response->base.id] != part->group)
            continue;
        for (uint32_t i = 0; i < part->count; i++) {
            bool is_before = toc_order_is_before(order, it->places[freer->base.id],
                                                 it->places[users[i].node->base.id]);

            users[i].freed_before |= (uint64_t)is_before << (count < 64 ? count : 63);
            users[i].is_freed = users[i].is_freed && count < 64;
        }
        count++;
    }
    return users;
}

/* Is what @p filled has taken still held when @p other starts? */
static bool is_held_on(const toc_demand_user *filled, const toc_demand_user *other)
{
    if (filled->stays)
        return true;
    return filled->is_freed && (other->freed_before & ~filled->freed_before) == 0;
}

static bool go_together(const toc_order *order, bool is_stock, const toc_demand_user *a, uint32_t x,
                        const toc_demand_user *b, uint32_t y)
{
    if (x == y)
        return true;
    if (is_stock)
        return !toc_order_is_either(order, x, y);
    if (!toc_order_excludes(order, x, y))
        return true;
    if (toc_order_is_either(order, x, y))
        return false;
    if (toc_order_is_before(order, x, y))
        return is_held_on(a, b);
    if (toc_order_is_before(order, y, x))
        return is_held_on(b, a);
    return a->stays || b->stays; /* apart in one round of a loop */
}

static toc_clique find_peak_in(const toc_demand *it, const toc_demand_pool *pool,
                               const toc_demand_part *part, const toc_order *order)
{
    const toc_demand_user *users = note_freed(it, pool, part, order);
    uint32_t count = part->count;
    uint32_t words = toc_bits_words(count);
    bool is_searched = count <= TOC_CLIQUE_MAX;
    int64_t *weights = TOC_NEW_ARRAY(it->arena, int64_t, count);
    uint64_t *rows = TOC_NEW_ARRAY(it->arena, uint64_t, is_searched ? (size_t)count * words : 0);

    for (uint32_t i = 0; i < count; i++) {
        uint32_t x = it->places[users[i].node->base.id];

        weights[i] = users[i].units;
        for (uint32_t k = 0; k < i && is_searched; k++) {
            if (!go_together(order, pool->is_stock, &users[i], x, &users[k],
                             it->places[users[k].node->base.id]))
                continue;
            toc_bits_add(rows + (size_t)i * words, k);
            toc_bits_add(rows + (size_t)k * words, i);
        }
    }
    return toc_clique_find(it->arena, count, weights, rows);
}

/* The heaviest of all cases in which the joins of any can come to be. */
static toc_clique find_peak(const toc_demand *it, const toc_demand_pool *pool,
                            const toc_demand_part *part)
{
    const toc_order *order = it->groups.items[part->group].order;
    toc_clique best = {0};

    if (order->variants.count == 0 || part->count == 1 || part->count > TOC_CLIQUE_MAX)
        return find_peak_in(it, pool, part, order);
    for (uint32_t i = 0; i < order->variants.count; i++) {
        toc_clique one = find_peak_in(it, pool, part, order->variants.items[i]);

        if (one.weight > best.weight) {
            one.most = one.most > best.most ? one.most : best.most;
            best = one;
        } else if (one.most > best.most) {
            best.most = one.most;
        }
    }
    return best;
}

void toc_demand_find_pools(toc_demand *it)
{
    uint32_t *posts = TOC_NEW_ARRAY(it->arena, uint32_t, it->plan->bodies.count);

    find_freers(it);
    name_pools(it, posts);
    for (uint32_t g = 0; g < it->groups.count; g++) {
        const toc_order *order = it->groups.items[g].order;

        for (uint32_t i = 0; i < order->count; i++)
            add_node(it, order->nodes[i], posts);
    }
    for (uint32_t i = 0; i < it->plan->nodes.count; i++)
        add_granted(it, it->plan->nodes.items[i]);
    for (uint32_t p = 0; p < it->pool_count; p++) {
        for (uint32_t i = 0; i < it->pools[p].parts.count; i++) {
            toc_demand_part *part = &it->pools[p].parts.items[i];

            part->peak = find_peak(it, &it->pools[p], part);
        }
    }
}

/* ── the whole ───────────────────────────────────────────────────────────── */

toc_demand *toc_demand_new(const toc_plan *plan, toc_arena *arena)
{
    toc_demand *it = TOC_NEW(arena, toc_demand);

    it->plan = plan;
    it->arena = arena;
    it->group_of = TOC_NEW_ARRAY(arena, uint32_t, plan->responses.count);
    it->starts = TOC_NEW_ARRAY(arena, toc_order_start, plan->responses.count);
    it->is_started_often = TOC_NEW_ARRAY(arena, bool, plan->responses.count);
    it->places = TOC_NEW_ARRAY(arena, uint32_t, plan->nodes.count);
    it->times = TOC_NEW_ARRAY(arena, int64_t, plan->responses.count);
    find_starts(it);
    cut_circles(it);
    find_groups(it);
    toc_demand_find_pools(it);
    toc_demand_find_stages(it);
    toc_demand_find_links(it);
    toc_demand_find_earliest(it);
    return it;
}

void toc_demand_free(toc_demand *it)
{
    if (it && it->logic)
        toc_logic_free(it->logic);
    if (it)
        it->logic = NULL;
}
