/* demand_time.c - who waits how long for what all of them want. */
#include "analysis/demand.h"
#include "base/checked.h"

#define TURNS_MAX 64u /* steps whose waiting is worked out together */

static bool is_own_start(const toc_plan_node *node)
{
    const toc_plan_anchor *anchor = &node->deadline.anchor;
    const toc_plan_anchors *on = &node->response->on;

    if (node->join != TOC_JOIN_START || anchor->is_broken)
        return false;
    if (anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_START)
        return anchor->target == &node->response->base;
    return on->count == 1 && on->items[0].kind == anchor->kind &&
           on->items[0].target == anchor->target && on->items[0].rank == anchor->rank;
}

toc_ms toc_demand_due(const toc_plan_node *node)
{
    const toc_deadline *deadline = &node->deadline;

    if (deadline->kind == TOC_DEADLINE_NONE)
        return node->series.minutes < 0 ? node->series.every : 0;
    if (deadline->kind != TOC_DEADLINE_WITHIN || deadline->length.workdays != 0)
        return 0;
    if (deadline->anchor.kind != TOC_PLAN_ANCHOR_NONE && !is_own_start(node))
        return 0;
    return deadline->anchor.is_broken ? 0 : deadline->length.ms;
}

/* ── when at the earliest ────────────────────────────────────────────────── */

/* What is passed over, or not known, takes no time. */
static toc_ms least_end(const toc_demand *it, const toc_plan_node *node)
{
    toc_ms least = node->when || node->takes.points == 0 ? 0 : node->takes.least;

    return toc_sum_capped(it->earliest[node->base.id], least);
}

/* A join waits for the last of its ways, where none of them can be dead. */
static bool waits_for_all(const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->in.count; i++) {
        if (!node->in.items[i]->is_loop && node->in.items[i]->outcome >= 0)
            return false;
    }
    return node->join == TOC_JOIN_ALL;
}

static toc_ms earliest_of(const toc_demand *it, const toc_plan_node *node)
{
    const toc_order_start *start = &it->starts[node->response->base.id];
    toc_ms found = start->node ? least_end(it, start->node) : 0;
    bool is_last = waits_for_all(node);
    bool is_first = true;

    for (uint32_t i = 0; i < node->in.count; i++) {
        toc_ms end;

        if (node->in.items[i]->is_loop)
            continue;
        end = toc_sum_capped(least_end(it, node->in.items[i]->source), node->in.items[i]->wait.ms);
        if (is_first || (is_last ? end > found : end < found))
            found = end;
        is_first = false;
    }
    return found;
}

void toc_demand_find_earliest(toc_demand *it)
{
    it->earliest = TOC_NEW_ARRAY(it->arena, toc_ms, it->plan->nodes.count);
    for (uint32_t g = 0; g < it->groups.count; g++) {
        const toc_order *order = it->groups.items[g].order;

        for (uint32_t i = 0; i < order->count; i++)
            it->earliest[order->nodes[i]->base.id] = earliest_of(it, order->nodes[i]);
    }
}

/* Does the group of @p response begin at the very instant of @p cause? */
static bool begins_with(const toc_plan_response *response, const toc_demand_cause *cause)
{
    const toc_plan_anchor *on = response->on.count == 1 ? &response->on.items[0] : NULL;
    const toc_plan_trigger *trigger;

    if (!cause || !on || !on->target || response->repeats)
        return false;
    if (on->target == cause->entity)
        return true;
    if (on->kind != TOC_PLAN_ANCHOR_TRIGGER)
        return false;
    trigger = (const toc_plan_trigger *)on->target;
    for (uint32_t i = 0; i < trigger->on.count; i++) {
        if (trigger->on.items[i].target == cause->entity)
            return true;
    }
    return false;
}

/* Do the two count their time from one instant? */
static bool have_one_start(const toc_demand *it, const toc_demand_user *a, const toc_demand_user *b,
                           const toc_demand_cause *cause)
{
    const toc_plan_response *x = toc_demand_root(it, a->group);
    const toc_plan_response *y = toc_demand_root(it, b->group);

    if (x == y)
        return !x->repeats;
    if (begins_with(x, cause) && begins_with(y, cause))
        return true;
    return x->on.count == 1 && y->on.count == 1 && !x->repeats && !y->repeats &&
           x->on.items[0].target && x->on.items[0].target == y->on.items[0].target &&
           x->on.items[0].kind == y->on.items[0].kind &&
           x->on.items[0].rank == y->on.items[0].rank &&
           x->on.items[0].outcome == y->on.items[0].outcome;
}

/* Ready at the instant at which its group begins. */
static bool is_first(const toc_demand *it, const toc_demand_user *user)
{
    const toc_plan_node *node = user->node;

    return node->join == TOC_JOIN_START && node->response == toc_demand_root(it, user->group);
}

/* ── one after the other ─────────────────────────────────────────────────── */

typedef struct turn {
    const toc_demand_user *user;
    toc_ms until; /* it holds its units so long */
    bool is_over;
} turn;

static toc_ms longest(const toc_demand_user *user)
{
    return user->node->takes.points > 0 ? user->node->takes.most : 0;
}

/* The end of work that comes next, freed into *free_units. */
static toc_ms next_end(turn *turns, uint32_t count, int64_t *free_units)
{
    uint32_t first = UINT32_MAX;

    for (uint32_t i = 0; i < count; i++) {
        if (!turns[i].is_over && (first == UINT32_MAX || turns[i].until < turns[first].until))
            first = i;
    }
    if (first == UINT32_MAX)
        return 0;
    turns[first].is_over = true;
    *free_units += turns[first].user->units;
    return turns[first].until;
}

/* Served in this order, all asking at once: when does the last begin?  -1: never. */
static toc_ms wait_of_last(turn *turns, uint32_t count, int64_t supply)
{
    int64_t free_units = supply;
    toc_ms now = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (turns[i].user->units > supply)
            return -1;
        while (free_units < turns[i].user->units)
            now = next_end(turns, i, &free_units);
        free_units -= turns[i].user->units;
        turns[i].is_over = false;
        if (!toc_add_i64(now, longest(turns[i].user), &turns[i].until))
            return -1;
    }
    return now;
}

static uint32_t list_turns(const toc_demand_peak *peak, turn *turns)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < peak->users.count; i++) {
        const toc_demand_wanted *wanted = &peak->users.items[i];

        if (wanted->user->stays || wanted->times > TURNS_MAX - count)
            return 0;
        for (int64_t k = 0; k < wanted->times; k++)
            turns[count++] = (turn){wanted->user, 0, false};
    }
    return count;
}

/* Of the others those that can be served before @p own, and then @p own itself. */
static uint32_t line_up(const toc_demand *it, const turn *all, uint32_t count, uint32_t own,
                        const toc_demand_cause *cause, turn *line)
{
    const toc_demand_user *user = all[own].user;
    uint32_t lined = 0;

    for (uint32_t i = 1; i < count; i++) {
        const toc_demand_user *other = all[(own + i) % count].user;

        if (is_first(it, user) && it->earliest[other->node->base.id] > 0 &&
            have_one_start(it, user, other, cause))
            continue; /* it is not even ready then */
        line[lined++] = all[(own + i) % count];
    }
    line[lined++] = all[own];
    return lined;
}

/* What of the waiting has passed before @p user can be ready at all: where all others begin at the
 * instant from which its own way there counts. */
static toc_ms head_start(const toc_demand *it, const turn *line, uint32_t count,
                         const toc_demand_cause *cause)
{
    const toc_demand_user *user = line[count - 1].user;

    for (uint32_t i = 0; i + 1 < count; i++) {
        if (!is_first(it, line[i].user) || !have_one_start(it, user, line[i].user, cause))
            return 0;
    }
    return it->earliest[user->node->base.id];
}

toc_demand_wait toc_demand_longest_wait(toc_demand *it, const toc_demand_peak *peak,
                                        const toc_demand_cause *cause, int64_t supply)
{
    turn *turns = TOC_NEW_ARRAY(it->arena, turn, TURNS_MAX);
    turn *line = TOC_NEW_ARRAY(it->arena, turn, TURNS_MAX);
    toc_demand_wait worst = {0};
    uint32_t count = list_turns(peak, turns);

    for (uint32_t i = 0; i < count; i++) {
        const toc_demand_user *user = turns[i].user;
        uint32_t lined = line_up(it, turns, count, i, cause, line);
        toc_ms due = toc_demand_due(user->node);
        toc_ms waits = wait_of_last(line, lined, supply) - head_start(it, line, lined, cause);
        toc_ms late;

        if (due == 0 || user->node->takes.points == 0 || waits <= 0 || longest(user) > due ||
            !toc_add_i64(waits, longest(user) - due, &late) || late <= worst.late)
            continue;
        worst = (toc_demand_wait){user, waits, late};
    }
    return worst;
}

bool toc_demand_can_take_turns(const toc_demand_peak *peak)
{
    toc_ms all = 0;
    bool has_deadline = false;

    for (uint32_t i = 0; i < peak->users.count; i++) {
        const toc_demand_wanted *wanted = &peak->users.items[i];

        if (wanted->user->node->takes.points == 0 || wanted->user->stays)
            return false;
        all = toc_sum_capped(all, toc_product_capped(longest(wanted->user), wanted->times));
    }
    for (uint32_t i = 0; i < peak->users.count; i++) {
        const toc_plan_node *node = peak->users.items[i].user->node;
        toc_ms due = toc_demand_due(node);

        if (due > 0 && all > due)
            return false;
        if (due == 0 && node->deadline.kind != TOC_DEADLINE_NONE)
            return false; /* a deadline that counts from something else */
        has_deadline = has_deadline || due > 0;
    }
    return has_deadline;
}
