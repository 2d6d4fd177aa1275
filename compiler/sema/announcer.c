/* announcer.c - finds the grade that an announcement belongs to, and who declares it. */
#include "sema/announcer.h"

/* ── the grade ───────────────────────────────────────────────────────────── */

static const toc_entity *ladder_on(const toc_plan_anchors *on)
{
    for (uint32_t i = 0; i < on->count; i++) {
        if (on->items[i].target && on->items[i].target->kind == TOC_ENTITY_LADDER)
            return on->items[i].target;
    }
    return NULL;
}

/* The first ladder that @p tree reads, or NULL.  Bounded by the nesting cap of conditions. */
static const toc_entity *ladder_read(const toc_cond *tree)
{
    const toc_entity *found = NULL;

    if (!tree)
        return NULL;
    if (tree->op == TOC_COND_LEVEL)
        return tree->entity;
    for (uint32_t i = 0; i < tree->kid_count && !found; i++)
        found = ladder_read(tree->kids[i]);
    return found;
}

const toc_plan_body *toc_ladder_declarer(const toc_plan_ladder *ladder)
{
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        if (ladder->levels.items[i]->declared_by.body.target)
            return ladder->levels.items[i]->declared_by.body.target;
    }
    return NULL;
}

static const toc_plan_ladder *plan_ladder(const toc_plan *plan)
{
    const toc_plan_ladder *found = NULL;

    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        if (plan->ladders.items[i]->is_unnamed)
            return plan->ladders.items[i];
        if (!found && toc_ladder_declarer(plan->ladders.items[i]))
            found = plan->ladders.items[i];
    }
    return found;
}

const toc_plan_ladder *toc_announced_ladder(const toc_plan *plan, const toc_plan_announcement *it)
{
    const toc_entity *found = ladder_on(&it->on);

    if (!found)
        found = ladder_read(it->while_);
    if (!found)
        found = ladder_read(it->when);
    if (!found && it->response)
        found = ladder_on(&it->response->on);
    return found ? (const toc_plan_ladder *)found : plan_ladder(plan);
}

/* ── who speaks ──────────────────────────────────────────────────────────── */

/* Can @p anchor come while the grade of @p rank is what is declared? */
static bool is_at(const toc_plan_anchor *anchor, uint32_t rank)
{
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_DECLARED ||
        anchor->kind == TOC_PLAN_ANCHOR_LEVEL_AT_LEAST)
        return rank >= anchor->rank;
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS)
        return rank == anchor->rank;
    return anchor->kind != TOC_PLAN_ANCHOR_LEVEL_BELOW || rank < anchor->rank;
}

static bool is_set_off_at(const toc_plan_announcement *it, const toc_plan_level *level)
{
    const toc_plan_anchors *on = it->on.count == 0 && it->response ? &it->response->on : &it->on;

    for (uint32_t i = 0; i < on->count; i++) {
        if (on->items[i].target != &level->ladder->base || is_at(&on->items[i], level->rank))
            return true;
    }
    return on->count == 0;
}

static bool may_declare(const toc_authorities *list, const toc_plan_body *body)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].body.target == body && list->items[i].may_declare)
            return true;
    }
    return false;
}

bool toc_announces(const toc_plan *plan, const toc_plan_announcement *it, const toc_plan_body *body,
                   bool or_may)
{
    const toc_plan_ladder *ladder;

    if (!it->by_declarer)
        return it->by.target == body;
    ladder = toc_announced_ladder(plan, it);
    for (uint32_t i = 0; ladder && i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (!is_set_off_at(it, level))
            continue;
        if (level->declared_by.body.target == body)
            return true;
        if (or_may &&
            (may_declare(&level->authorities, body) || may_declare(&ladder->authorities, body)))
            return true;
    }
    return false;
}
