/* demand_cases.c - who is at work when: the stages of a plan, what an incident can begin with, and
 * what follows from it.
 *
 * Levels only rise here: what started at a milder level or before any may still be at work. */
#include "analysis/demand.h"

typedef TOC_VEC(const toc_plan_response *) responses;
typedef TOC_VEC(const toc_plan_trigger *) triggers;

/* What waits for one thing to happen. */
typedef struct listeners {
    responses begins;
    triggers fires;
} listeners;

/* By id of what happens. */
typedef struct toc_demand_links {
    listeners *by_event, *by_trigger, *by_moment;
    listeners *by_response; /* its start, end, steps and decisions */
    responses by_level;     /* started by levels, among others */
    responses by_other;     /* by what is not followed up: a report that is sent, a body formed */
    const toc_plan_trigger **fired; /* for the present cause */
    uint32_t fired_count;
    uint32_t followed; /* of them */
    bool *has_fired;   /* by trigger */
} toc_demand_links;

/* ── stages ──────────────────────────────────────────────────────────────── */

static void add_stage(toc_demand *it, const toc_plan_ladder *ladder, uint32_t rank, bool is_end,
                      const char *name)
{
    const char *prefix =
        ladder && !ladder->is_unnamed && (rank == 0 || is_end)
            ? toc_arena_printf(it->arena,
                               "%s: ", toc_symbol_text(it->plan->names, ladder->base.name))
            : "";
    toc_demand_stage stage = {ladder, rank, is_end,
                              toc_arena_printf(it->arena, "%s%s", prefix, name)};

    TOC_PUSH(it->arena, &it->stages, stage);
}

static const char *level_name(const toc_demand *it, const toc_plan_level *level)
{
    return level->ladder->is_unnamed ? toc_symbol_text(it->plan->names, level->base.name)
                                     : level->base.full;
}

static bool has_end_response(const toc_plan *plan, const toc_plan_ladder *ladder)
{
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_anchors *on = &plan->responses.items[i]->on;

        for (uint32_t k = 0; k < on->count; k++) {
            if (on->items[k].kind == TOC_PLAN_ANCHOR_LADDER_END &&
                on->items[k].target == &ladder->base)
                return true;
        }
    }
    return false;
}

void toc_demand_find_stages(toc_demand *it)
{
    for (uint32_t l = 0; l < it->plan->ladders.count; l++) {
        const toc_plan_ladder *ladder = it->plan->ladders.items[l];

        if (!ladder->base.decl)
            continue;
        add_stage(it, ladder, 0, false, TOC_PHRASE("no level"));
        for (uint32_t r = 0; r < ladder->levels.count; r++)
            add_stage(it, ladder, r + 1, false, level_name(it, ladder->levels.items[r]));
        if (has_end_response(it->plan, ladder))
            add_stage(it, ladder, 0, true, TOC_PHRASE("after the end"));
    }
    if (it->stages.count == 0)
        add_stage(it, NULL, 0, false, "demand");
}

/* ── links ───────────────────────────────────────────────────────────────── */

static listeners *listeners_of(const toc_demand_links *links, const toc_plan_anchor *anchor)
{
    if (!anchor->target)
        return NULL;
    switch (anchor->target->kind) {
    case TOC_ENTITY_EVENT:
        return &links->by_event[anchor->target->id];
    case TOC_ENTITY_TRIGGER:
        return &links->by_trigger[anchor->target->id];
    case TOC_ENTITY_MOMENT:
        return &links->by_moment[anchor->target->id];
    case TOC_ENTITY_RESPONSE:
        return &links->by_response[anchor->target->id];
    case TOC_ENTITY_NODE:
        return &links->by_response[((const toc_plan_node *)anchor->target)->response->base.id];
    case TOC_ENTITY_BODY:
    case TOC_ENTITY_RESOURCE:
    case TOC_ENTITY_CATEGORY:
    case TOC_ENTITY_EVENT_FIELD:
    case TOC_ENTITY_INDICATOR:
    case TOC_ENTITY_PERIOD:
    case TOC_ENTITY_LADDER:
    case TOC_ENTITY_LEVEL:
    case TOC_ENTITY_REPORT:
    case TOC_ENTITY_FIELD:
    case TOC_ENTITY_RELAY:
    case TOC_ENTITY_ANNOUNCEMENT:
    case TOC_ENTITY_OBJECTIVE:
    case TOC_ENTITY_ROSTER:
    case TOC_ENTITY_EXERCISE:
    case TOC_ENTITY_LIBRARY:
    case TOC_ENTITY_DOCTRINE:
    case TOC_ENTITY_PARENT:
        return NULL;
    }
    return NULL;
}

static bool is_of_level(const toc_plan_anchor *anchor)
{
    return anchor->target && anchor->target->kind == TOC_ENTITY_LADDER;
}

static void link_response(toc_demand *it, const toc_plan_response *response)
{
    toc_demand_links *links = it->links;
    bool has_level = false;
    bool has_other = false;

    for (uint32_t i = 0; i < response->on.count; i++) {
        listeners *list = listeners_of(links, &response->on.items[i]);

        if (list)
            TOC_PUSH(it->arena, &list->begins, response);
        has_level = has_level || is_of_level(&response->on.items[i]);
        has_other = has_other || (!list && !is_of_level(&response->on.items[i]));
    }
    if (has_level)
        TOC_PUSH(it->arena, &links->by_level, response);
    if (has_other)
        TOC_PUSH(it->arena, &links->by_other, response);
}

static void add_late(toc_demand *it, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        const toc_plan_response *response = lates->items[i].response.target;

        if (lates->items[i].kind == TOC_LATE_DO && response && response->base.decl)
            TOC_PUSH(it->arena, &it->links->by_other, response);
    }
}

static void add_cause(toc_demand *it, const toc_entity *entity, const listeners *list)
{
    if (list->begins.count + list->fires.count > 0)
        TOC_PUSH(it->arena, &it->causes, (toc_demand_cause){entity});
}

static void find_causes(toc_demand *it)
{
    const toc_plan *plan = it->plan;

    for (uint32_t i = 0; i < plan->events.count; i++)
        add_cause(it, &plan->events.items[i]->base, &it->links->by_event[i]);
    for (uint32_t i = 0; i < plan->moments.count; i++)
        add_cause(it, &plan->moments.items[i]->base, &it->links->by_moment[i]);
    for (uint32_t i = 0; i < plan->triggers.count; i++) {
        if (plan->triggers.items[i]->on.count == 0)
            add_cause(it, &plan->triggers.items[i]->base, &it->links->by_trigger[i]);
    }
}

void toc_demand_find_links(toc_demand *it)
{
    const toc_plan *plan = it->plan;
    toc_demand_links *links = TOC_NEW(it->arena, toc_demand_links);

    it->links = links;
    links->by_event = TOC_NEW_ARRAY(it->arena, listeners, plan->events.count);
    links->by_trigger = TOC_NEW_ARRAY(it->arena, listeners, plan->triggers.count);
    links->by_moment = TOC_NEW_ARRAY(it->arena, listeners, plan->moments.count);
    links->by_response = TOC_NEW_ARRAY(it->arena, listeners, plan->responses.count);
    links->fired = TOC_NEW_ARRAY(it->arena, const toc_plan_trigger *, plan->triggers.count);
    links->has_fired = TOC_NEW_ARRAY(it->arena, bool, plan->triggers.count);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        link_response(it, plan->responses.items[i]);
    for (uint32_t i = 0; i < plan->triggers.count; i++) {
        const toc_plan_trigger *trigger = plan->triggers.items[i];

        for (uint32_t k = 0; k < trigger->on.count; k++) {
            listeners *list = listeners_of(links, &trigger->on.items[k]);

            if (list)
                TOC_PUSH(it->arena, &list->fires, trigger);
        }
    }
    for (uint32_t i = 0; i < plan->reports.count; i++)
        add_late(it, &plan->reports.items[i]->if_late);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        add_late(it, &plan->announcements.items[i]->if_late);
    for (uint32_t i = 0; i < plan->levels.count; i++)
        add_late(it, &plan->levels.items[i]->if_late);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        add_late(it, &plan->ladders.items[i]->if_late);
    find_causes(it);
}

/* ── what follows ────────────────────────────────────────────────────────── */

typedef struct spread {
    toc_demand *it;
    const toc_demand_stage *stage;
    const toc_demand_actives *standing; /* not counted again; or NULL */
} spread;

static bool stands(const spread *at, const toc_plan_response *response)
{
    uint32_t group = at->it->group_of[response->base.id];
    uint32_t low = 0;
    uint32_t high = at->standing ? at->standing->count : 0;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (at->standing->items[middle].group < group)
            low = middle + 1;
        else
            high = middle;
    }
    return at->standing && low < at->standing->count && at->standing->items[low].group == group;
}

static void begin(const spread *at, const toc_plan_response *response, int64_t times)
{
    toc_demand *it = at->it;
    uint32_t id = response->base.id;

    if (!response->base.decl || stands(at, response) ||
        !toc_demand_can_start(it, response, at->stage))
        return;
    if (it->times[id] == 0)
        TOC_PUSH(it->arena, &it->begun, response);
    it->times[id] = response->repeats ? toc_sum_capped(it->times[id], times) : 1;
}

static void happen(const spread *at, const listeners *list)
{
    toc_demand_links *links = at->it->links;

    for (uint32_t i = 0; i < list->begins.count; i++)
        begin(at, list->begins.items[i], 1);
    for (uint32_t i = 0; i < list->fires.count; i++) {
        const toc_plan_trigger *trigger = list->fires.items[i];

        if (links->has_fired[trigger->base.id])
            continue;
        links->has_fired[trigger->base.id] = true;
        links->fired[links->fired_count++] = trigger;
    }
}

/* The next cause fires them again. */
static void forget_triggers(toc_demand_links *links)
{
    for (uint32_t i = 0; i < links->fired_count; i++)
        links->has_fired[links->fired[i]->base.id] = false;
    links->fired_count = 0;
    links->followed = 0;
}

/* A trigger fires once for each cause; what listens to it begins for each. */
static void follow_triggers(const spread *at)
{
    toc_demand_links *links = at->it->links;

    while (links->followed < links->fired_count) {
        const toc_plan_trigger *trigger = links->fired[links->followed++];

        happen(at, &links->by_trigger[trigger->base.id]);
    }
}

static void follow_node(const spread *at, const toc_plan_node *node)
{
    const toc_demand *it = at->it;
    const toc_order *order = it->groups.items[it->group_of[node->response->base.id]].order;
    int64_t times = toc_order_times(order, it->places[node->base.id]);

    for (uint32_t i = 0; i < node->activates.count; i++) {
        if (node->activates.items[i].target)
            begin(at, node->activates.items[i].target, times);
    }
    for (uint32_t i = 0; i < node->if_late.count; i++) {
        if (node->if_late.items[i].kind == TOC_LATE_DO && node->if_late.items[i].response.target)
            begin(at, node->if_late.items[i].response.target, times);
    }
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        for (uint32_t t = 0; t < node->outcomes.items[o].targets.count; t++) {
            const toc_plan_target *target = &node->outcomes.items[o].targets.items[t];

            if (target->kind == TOC_TARGET_RESPONSE && target->response.target)
                begin(at, target->response.target, times);
        }
    }
}

static void follow(const spread *at)
{
    toc_demand *it = at->it;

    follow_triggers(at);
    for (uint32_t done = 0; done < it->begun.count; done++) {
        const toc_plan_response *response = it->begun.items[done];

        for (uint32_t i = 0; i < response->nodes.count; i++)
            follow_node(at, response->nodes.items[i]);
        happen(at, &it->links->by_response[response->base.id]);
        follow_triggers(at);
    }
}

static void add_active(toc_demand *it, toc_demand_actives *actives, uint32_t group, int64_t times)
{
    uint32_t k = 0;

    for (uint32_t i = actives->count; i > 0 && k == 0; i--) {
        if (actives->items[i - 1].group == group)
            return;
        if (actives->items[i - 1].group < group)
            k = i;
    }
    TOC_PUSH(it->arena, actives, (toc_demand_active){0});
    for (uint32_t i = actives->count - 1; i > k; i--)
        actives->items[i] = actives->items[i - 1];
    actives->items[k] = (toc_demand_active){group, times};
}

/* Groups in ascending order, each as often as the response that it begins with.  Where somebody
 * starts one in the middle of a group, the whole group is taken. */
static toc_demand_actives collect(const spread *at)
{
    toc_demand *it = at->it;
    toc_demand_actives actives = {0};

    for (uint32_t i = 0; i < it->begun.count; i++) {
        uint32_t group = it->group_of[it->begun.items[i]->base.id];
        int64_t times = it->times[toc_demand_root(it, group)->base.id];

        add_active(it, &actives, group, times > 0 ? times : 1);
    }
    for (uint32_t i = 0; i < it->begun.count; i++)
        it->times[it->begun.items[i]->base.id] = 0;
    it->begun.count = 0;
    forget_triggers(it->links);
    return actives;
}

/* ── levels ──────────────────────────────────────────────────────────────── */

static bool holds_at_rank(const toc_plan_anchor *anchor, uint32_t rank)
{
    if (anchor->kind == TOC_PLAN_ANCHOR_LADDER_END)
        return false;
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS)
        return rank == anchor->rank;
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW)
        return rank < anchor->rank;
    return rank >= anchor->rank;
}

/* Of another ladder nothing is known: any of its levels may be declared. */
static bool holds_at(const toc_plan_anchor *anchor, const toc_demand_stage *stage,
                     const toc_demand_stage *other)
{
    bool is_own = stage->ladder && anchor->target == &stage->ladder->base;
    uint32_t rank = stage->rank;

    if (!is_own && other && anchor->target == &other->ladder->base)
        return holds_at_rank(anchor, other->rank);

    if (anchor->kind == TOC_PLAN_ANCHOR_LADDER_END)
        return is_own && stage->is_end;
    if (!is_own)
        return !stage->is_end;
    if (stage->is_end)
        return false;
    return holds_at_rank(anchor, rank);
}

static bool starts_at(const toc_demand *it, const toc_plan_response *response,
                      const toc_demand_stage *stage)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        if (is_of_level(&response->on.items[i]) &&
            holds_at(&response->on.items[i], stage, it->other))
            return true;
    }
    return false;
}

toc_demand_actives toc_demand_standing(toc_demand *it, const toc_demand_stage *stage)
{
    spread at = {it, stage, NULL};

    for (uint32_t i = 0; i < it->links->by_level.count; i++) {
        if (starts_at(it, it->links->by_level.items[i], stage))
            begin(&at, it->links->by_level.items[i], 1);
    }
    for (uint32_t i = 0; i < it->links->by_other.count && !stage->is_end; i++)
        begin(&at, it->links->by_other.items[i], 1);
    follow(&at);
    return collect(&at);
}

static void begin_cause(const spread *at, const toc_entity *entity)
{
    const toc_demand_links *links = at->it->links;

    if (entity->kind == TOC_ENTITY_RESPONSE)
        begin(at, (const toc_plan_response *)entity, 1);
    else if (entity->kind == TOC_ENTITY_EVENT)
        happen(at, &links->by_event[entity->id]);
    else if (entity->kind == TOC_ENTITY_TRIGGER)
        happen(at, &links->by_trigger[entity->id]);
    else if (entity->kind == TOC_ENTITY_MOMENT)
        happen(at, &links->by_moment[entity->id]);
}

toc_demand_actives toc_demand_caused(toc_demand *it, const toc_demand_stage *stage,
                                     const toc_demand_actives *standing,
                                     const toc_demand_cause *causes, uint32_t count)
{
    spread at = {it, stage, standing};

    for (uint32_t i = 0; i < count; i++) {
        begin_cause(&at, causes[i].entity);
        follow_triggers(&at);
        forget_triggers(it->links);
    }
    follow(&at);
    return collect(&at);
}
