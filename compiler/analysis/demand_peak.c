/* demand_peak.c - the peaks of groups put together; which groups cannot be at work at once. */
#include "analysis/demand.h"

#define ASKED_MAX 200u /* questions to the solver; beyond them things go together */

/* ── conditions ──────────────────────────────────────────────────────────── */

static bool is_asked(const toc_demand *it, const toc_demand_ask *ask, bool *out_can)
{
    for (uint32_t i = 0; i < it->asked.count; i++) {
        const toc_demand_ask *old = &it->asked.items[i];

        if (old->a == ask->a && old->b == ask->b && old->stage == ask->stage) {
            *out_can = old->can;
            return true;
        }
    }
    return false;
}

static bool reads_levels(const toc_cond *cond)
{
    if (cond->op == TOC_COND_LEVEL)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads_levels(cond->kids[i]))
            return true;
    }
    return false;
}

/* The stage's ladder is at its level or below it. */
static void say_stage(toc_demand *it, const toc_demand_stage *stage)
{
    toc_cond level = {.op = TOC_COND_LEVEL, .outcome = -1, .anchor = {.outcome = -1}};
    toc_cond rank = {.op = TOC_COND_CONST, .outcome = -1, .anchor = {.outcome = -1}};
    toc_cond both = {.op = TOC_COND_LE, .outcome = -1, .anchor = {.outcome = -1}};
    toc_cond *kept = TOC_NEW_ARRAY(it->arena, toc_cond, 3);

    level.type = (toc_value_type){TOC_TYPE_GRADE, (toc_entity *)(uintptr_t)stage->ladder, NULL};
    level.entity = level.type.domain;
    rank.type = level.type;
    rank.value = stage->rank;
    both.type = (toc_value_type){TOC_TYPE_FLAG, NULL, NULL};
    kept[0] = level;
    kept[1] = rank;
    both.kids = TOC_NEW_ARRAY(it->arena, toc_cond *, 2);
    both.kids[0] = &kept[0];
    both.kids[1] = &kept[1];
    both.kid_count = 2;
    kept[2] = both;
    toc_logic_say(it->logic, toc_logic_read(it->logic, &kept[2], 0));
}

/* What is read when the response begins; a trigger that is its one cause says something, too. */
static void say_start(toc_demand *it, const toc_plan_response *response)
{
    const toc_plan_anchor *on = response->on.count == 1 ? &response->on.items[0] : NULL;

    if (response->when)
        toc_logic_say(it->logic, toc_logic_read(it->logic, response->when, 0));
    if (on && on->kind == TOC_PLAN_ANCHOR_TRIGGER && on->target) {
        const toc_plan_trigger *trigger = (const toc_plan_trigger *)on->target;

        if (trigger->when)
            toc_logic_say(it->logic, toc_logic_read(it->logic, trigger->when, 0));
    }
}

/* What must hold before the one body can be formed that starts the response; or NULL. */
static const toc_cond *formed_when(const toc_plan_response *response)
{
    const toc_plan_anchor *on = response->on.count == 1 ? &response->on.items[0] : NULL;

    if (!on || on->kind != TOC_PLAN_ANCHOR_BODY_ACTIVE || !on->target)
        return NULL;
    return ((const toc_plan_body *)on->target)->formed.when;
}

/* Of the start at some stage: what must have held by then. */
static void say_before(toc_demand *it, const toc_demand_ask *question)
{
    const toc_cond *formed = formed_when(question->a);

    say_stage(it, &it->stages.items[question->stage]);
    if (formed && !question->a->when) /* that may be read later */
        toc_logic_say(it->logic, toc_logic_read(it->logic, formed, 0));
}

static bool ask(toc_demand *it, toc_demand_ask *question)
{
    bool can = true;

    if (is_asked(it, question, &can))
        return can;
    if (it->asked.count >= ASKED_MAX)
        return true;
    if (!it->logic)
        it->logic = toc_logic_new(it->plan, it->arena, TOC_SOLVER_STEPS);
    if (!it->logic) {
        toc_arena_give_up(it->arena);
        return true;
    }
    toc_logic_begin(it->logic);
    say_start(it, question->a);
    if (question->b)
        say_start(it, question->b);
    else
        say_before(it, question);
    question->can = toc_logic_ask(it->logic) != TOC_ANSWER_NO;
    toc_logic_end(it->logic);
    TOC_PUSH(it->arena, &it->asked, *question);
    return question->can;
}

bool toc_demand_can_start(toc_demand *it, const toc_plan_response *response,
                          const toc_demand_stage *stage)
{
    toc_demand_ask question = {.a = response};
    const toc_cond *formed = formed_when(response);

    if (!stage->ladder || stage->is_end ||
        !((response->when && reads_levels(response->when)) || (formed && reads_levels(formed))))
        return true;
    question.stage = (uint32_t)(stage - it->stages.items);
    return ask(it, &question);
}

/* ── groups that exclude each other ──────────────────────────────────────── */

static bool is_lasting(const toc_plan_anchor *anchor)
{
    return anchor->target && (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST ||
                              anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS ||
                              anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW);
}

static uint32_t least_rank(const toc_plan_anchor *anchor)
{
    return anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW ? 0 : anchor->rank;
}

static uint32_t most_rank(const toc_plan_anchor *anchor)
{
    return anchor->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST ? UINT32_MAX
           : anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW  ? anchor->rank - 1
                                                          : anchor->rank;
}

/* `level is II` and `level is III`. */
static bool are_levels_apart(const toc_plan_anchor *a, const toc_plan_anchor *b)
{
    return is_lasting(a) && is_lasting(b) && a->target == b->target &&
           (most_rank(a) < least_rank(b) || most_rank(b) < least_rank(a));
}

/* Do both begin at the same instant, with the one event or the one level that starts them?  A
 * trigger on events begins with its event. */
static bool have_one_cause(const toc_plan_anchor *a, const toc_plan_anchor *b)
{
    const toc_plan_trigger *x, *y;

    if (a->target == b->target)
        return a->kind == b->kind && a->rank == b->rank && a->outcome == b->outcome;
    if (a->kind != TOC_PLAN_ANCHOR_TRIGGER || b->kind != TOC_PLAN_ANCHOR_TRIGGER)
        return false;
    x = (const toc_plan_trigger *)a->target;
    y = (const toc_plan_trigger *)b->target;
    return x && y && x->on.count == 1 && y->on.count == 1 && x->on.items[0].target &&
           x->on.items[0].target == y->on.items[0].target &&
           x->on.items[0].kind == y->on.items[0].kind;
}

static bool says_something(const toc_plan_response *response)
{
    const toc_plan_anchor *on = &response->on.items[0];

    return response->when != NULL || (on->kind == TOC_PLAN_ANCHOR_TRIGGER && on->target &&
                                      ((const toc_plan_trigger *)on->target)->when != NULL);
}

/* Does the one begin only when the other is over? */
static bool follows(const toc_demand *it, const toc_plan_response *later,
                    const toc_plan_response *earlier)
{
    const toc_plan_anchor *on = &later->on.items[0];

    return on->kind == TOC_PLAN_ANCHOR_RESPONSE_END && on->target == &earlier->base &&
           !earlier->repeats &&
           it->groups.items[it->group_of[earlier->base.id]].responses.count == 1;
}

bool toc_demand_are_apart(toc_demand *it, const toc_plan_response *a, const toc_plan_response *b)
{
    toc_demand_ask question = {.a = a, .b = b};

    if (a->on.count == 1 && follows(it, a, b))
        return true;
    if (b->on.count == 1 && follows(it, b, a))
        return true;
    if (a->on.count != 1 || b->on.count != 1 || it->starts[a->base.id].node ||
        it->starts[b->base.id].node)
        return false;
    if (are_levels_apart(&a->on.items[0], &b->on.items[0]))
        return true;
    return !a->repeats && !b->repeats && says_something(a) && says_something(b) &&
           have_one_cause(&a->on.items[0], &b->on.items[0]) && !ask(it, &question);
}

/* ── peaks ───────────────────────────────────────────────────────────────── */

static const toc_demand_part *part_of(const toc_demand_pool *pool, uint32_t group)
{
    uint32_t low = 0;
    uint32_t high = pool->parts.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (pool->parts.items[middle].group < group)
            low = middle + 1;
        else
            high = middle;
    }
    return low < pool->parts.count && pool->parts.items[low].group == group
               ? &pool->parts.items[low]
               : NULL;
}

typedef struct share {
    const toc_demand_part *part;
    int64_t times;
} share;
typedef TOC_VEC(share) shares;

static shares find_shares(const toc_demand *it, const toc_demand_pool *pool,
                          const toc_demand_actives *actives)
{
    shares found = {0};

    for (uint32_t i = 0; i < actives->count; i++) {
        const toc_demand_part *part = part_of(pool, actives->items[i].group);

        if (part)
            TOC_PUSH(it->arena, &found, ((share){part, actives->items[i].times}));
    }
    return found;
}

static void take_share(const toc_demand *it, const toc_demand_pool *pool, const share *from,
                       toc_demand_peak *peak)
{
    const toc_clique *own = &from->part->peak;

    peak->wanted = toc_sum_capped(peak->wanted, toc_product_capped(own->weight, from->times));
    for (uint32_t i = 0; i < own->count; i++) {
        const toc_demand_user *user = &pool->users.items[from->part->first + own->members[i]];

        TOC_PUSH(it->arena, &peak->users, ((toc_demand_wanted){user, from->times}));
    }
}

/* The heaviest groups that go together; with very many all are taken to. */
static toc_clique choose(toc_demand *it, const shares *found)
{
    uint32_t words = toc_bits_words(found->count);
    bool is_searched = found->count <= TOC_CLIQUE_MAX;
    int64_t *weights = TOC_NEW_ARRAY(it->arena, int64_t, found->count);
    uint64_t *rows =
        TOC_NEW_ARRAY(it->arena, uint64_t, is_searched ? (size_t)found->count * words : 0);

    for (uint32_t i = 0; i < found->count; i++) {
        const toc_plan_response *one = toc_demand_root(it, found->items[i].part->group);

        weights[i] = toc_product_capped(found->items[i].part->peak.weight, found->items[i].times);
        for (uint32_t k = 0; k < i && is_searched; k++) {
            if (toc_demand_are_apart(it, one, toc_demand_root(it, found->items[k].part->group)))
                continue;
            toc_bits_add(rows + (size_t)i * words, k);
            toc_bits_add(rows + (size_t)k * words, i);
        }
    }
    return toc_clique_find(it->arena, found->count, weights, rows);
}

/* What the peaks of groups that were cut off may be above what was found. */
static int64_t doubt(const shares *found)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < found->count; i++) {
        const toc_clique *peak = &found->items[i].part->peak;

        sum = toc_sum_capped(sum,
                             toc_product_capped(peak->most - peak->weight, found->items[i].times));
    }
    return sum;
}

toc_demand_peak toc_demand_peak_of(toc_demand *it, const toc_demand_pool *pool,
                                   const toc_demand_actives *actives)
{
    toc_demand_peak peak = {0};
    shares found = find_shares(it, pool, actives);
    toc_clique chosen = {0};

    if (found.count == 0)
        return peak;
    chosen = choose(it, &found);
    for (uint32_t i = 0; i < chosen.count; i++)
        take_share(it, pool, &found.items[chosen.members[i]], &peak);
    peak.most = toc_sum_capped(chosen.most, doubt(&found));
    return peak;
}

toc_demand_peak toc_demand_peak_both(toc_demand *it, const toc_demand_peak *a,
                                     const toc_demand_peak *b)
{
    toc_demand_peak both = {0};

    both.wanted = toc_sum_capped(a->wanted, b->wanted);
    both.most = toc_sum_capped(a->most, b->most);
    for (uint32_t i = 0; i < a->users.count; i++)
        TOC_PUSH(it->arena, &both.users, a->users.items[i]);
    for (uint32_t i = 0; i < b->users.count; i++)
        TOC_PUSH(it->arena, &both.users, b->users.items[i]);
    return both;
}
