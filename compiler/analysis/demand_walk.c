/* demand_walk.c - every peak of a plan: pool by pool, stage by stage, cause by cause. */
#include "analysis/demand.h"

typedef struct walk {
    toc_demand *it;
    const toc_demand_stage *stage;
    toc_demand_actives standing;
    toc_demand_peak *base; /* by pool, of what stands */
    uint32_t *seen;        /* by pool: the round that has just shown it */
    uint32_t round;
    toc_demand_visit *visit;
    void *state;
} walk;

static void show_standing(walk *at)
{
    toc_demand *it = at->it;

    at->round++;
    for (uint32_t p = 0; p < it->pool_count; p++)
        at->base[p] = (toc_demand_peak){0};
    for (uint32_t i = 0; i < at->standing.count; i++) {
        const toc_demand_group *group = &it->groups.items[at->standing.items[i].group];

        for (uint32_t k = 0; k < group->pools.count; k++) {
            uint32_t pool = group->pools.items[k];

            if (at->seen[pool] == at->round)
                continue;
            at->seen[pool] = at->round;
            at->base[pool] = toc_demand_peak_of(it, &it->pools[pool], &at->standing);
            at->visit(at->state, pool, at->stage, NULL, &at->base[pool]);
        }
    }
}

static void show_caused(walk *at, const toc_demand_cause *causes, uint32_t count)
{
    toc_demand *it = at->it;
    toc_demand_actives actives = toc_demand_caused(it, at->stage, &at->standing, causes, count);

    at->round++;
    for (uint32_t i = 0; i < actives.count; i++) {
        const toc_demand_group *group = &it->groups.items[actives.items[i].group];

        for (uint32_t k = 0; k < group->pools.count; k++) {
            uint32_t pool = group->pools.items[k];
            toc_demand_peak own;
            toc_demand_peak both;

            if (at->seen[pool] == at->round)
                continue;
            at->seen[pool] = at->round;
            own = toc_demand_peak_of(it, &it->pools[pool], &actives);
            both = toc_demand_peak_both(it, &at->base[pool], &own);
            at->visit(at->state, pool, at->stage, causes, &both);
        }
    }
}

void toc_demand_walk(toc_demand *it, const toc_demand_together *together, toc_demand_visit *visit,
                     void *state)
{
    walk at = {.it = it, .visit = visit, .state = state};

    at.base = TOC_NEW_ARRAY(it->arena, toc_demand_peak, it->pool_count);
    at.seen = TOC_NEW_ARRAY(it->arena, uint32_t, it->pool_count);
    it->other = together ? together->other : NULL;
    for (uint32_t s = 0; s < it->stages.count; s++) {
        at.stage = &it->stages.items[s];
        if (together && together->stage && together->stage != at.stage)
            continue;
        at.standing = toc_demand_standing(it, at.stage);
        show_standing(&at);
        if (at.stage->is_end)
            continue;
        if (together && together->causes.count > 0)
            show_caused(&at, together->causes.items, together->causes.count);
        for (uint32_t c = 0; c < it->causes.count && !together; c++)
            show_caused(&at, &it->causes.items[c], 1);
    }
    it->other = NULL;
}
