/* check_unused.c - T0301 unused: what is declared and then serves nothing.  A note only: a plan
 * may well list what it has. */
#include "sema/checks.h"

typedef struct usage {
    const toc_check_context *context;
    bool *by_kind[TOC_ENTITY_KIND_COUNT]; /* by id; NULL: not looked at */
} usage;

static void use(usage *u, const toc_entity *entity)
{
    if (entity && u->by_kind[entity->kind])
        u->by_kind[entity->kind][entity->id] = true;
}

static void use_cond(void *state, const toc_cond *cond)
{
    usage *u = state;

    use(u, cond->entity);
    if (cond->op == TOC_COND_EVENT_FIELD && cond->entity)
        use(u, &((const toc_plan_event_field *)cond->entity)->event->base);
}

static void use_anchor(void *state, const toc_plan_anchor *anchor)
{
    use(state, anchor->target);
}

static void use_quantities(usage *u, const toc_quantities *quantities)
{
    for (uint32_t i = 0; i < quantities->count; i++) {
        if (quantities->items[i].resource.target)
            use(u, &quantities->items[i].resource.target->base);
    }
}

static void use_scoring(usage *u, const toc_scoring *scoring)
{
    if (scoring->objective.target)
        use(u, &scoring->objective.target->base);
}

static void use_nodes(usage *u, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        use_quantities(u, &node->uses);
        use_quantities(u, &node->consumes);
        use_quantities(u, &node->fills);
        use_quantities(u, &node->frees);
        use_quantities(u, &node->requests);
        use_scoring(u, &node->scoring);
    }
}

static void use_duties(usage *u, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->reports.count; i++)
        use_scoring(u, &plan->reports.items[i]->scoring);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        use_scoring(u, &plan->announcements.items[i]->scoring);
    for (uint32_t i = 0; i < plan->relays.count; i++)
        use_scoring(u, &plan->relays.items[i]->scoring);
    for (uint32_t i = 0; i < plan->levels.count; i++)
        use_scoring(u, &plan->levels.items[i]->scoring);
    for (uint32_t i = 0; i < plan->bodies.count; i++)
        use_scoring(u, &plan->bodies.items[i]->scoring);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        use_scoring(u, &plan->ladders.items[i]->scoring);
}

static void report(const toc_check_context *context, const toc_entity *entity, const char *what)
{
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_UNUSED, entity->span, "nothing uses `%s`", entity->full);

    toc_diag_set_here(context->sink, diag, "%s", what);
}

#define REPORT_UNUSED(u, KIND, table, what)                                                        \
    for (uint32_t i = 0; i < (u)->context->plan->table.count; i++) {                               \
        const toc_entity *entity = &(u)->context->plan->table.items[i]->base;                      \
                                                                                                   \
        if (entity->decl && !(u)->by_kind[TOC_ENTITY_##KIND][i])                                   \
            report((u)->context, entity, what);                                                    \
    }

static void report_all(const usage *u)
{
    const toc_plan *plan = u->context->plan;

    REPORT_UNUSED(u, RESOURCE, resources,
                  TOC_PHRASE("no step asks for it and no condition reads it"))
    REPORT_UNUSED(u, EVENT, events,
                  TOC_PHRASE("no trigger, response, report or condition waits for it"))
    REPORT_UNUSED(u, INDICATOR, indicators, TOC_PHRASE("no condition reads it"))
    REPORT_UNUSED(u, TRIGGER, triggers, TOC_PHRASE("no response, report or deadline refers to it"))
    REPORT_UNUSED(u, OBJECTIVE, objectives, TOC_PHRASE("no duty is scored under it"))
    for (uint32_t i = 0; i < plan->periods.count; i++) {
        const toc_plan_period *period = plan->periods.items[i];

        if (!u->by_kind[TOC_ENTITY_PERIOD][i] && !period->is_holiday && !period->is_workday &&
            period->base.decl)
            report(u->context, &period->base, TOC_PHRASE("no condition asks whether it is now"));
    }
}

void toc_check_unused(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    usage u = {.context = context};
    toc_plan_visitor visitor = {.cond = use_cond, .anchor = use_anchor, .state = &u};

    u.by_kind[TOC_ENTITY_RESOURCE] = TOC_NEW_ARRAY(context->arena, bool, plan->resources.count);
    u.by_kind[TOC_ENTITY_EVENT] = TOC_NEW_ARRAY(context->arena, bool, plan->events.count);
    u.by_kind[TOC_ENTITY_INDICATOR] = TOC_NEW_ARRAY(context->arena, bool, plan->indicators.count);
    u.by_kind[TOC_ENTITY_TRIGGER] = TOC_NEW_ARRAY(context->arena, bool, plan->triggers.count);
    u.by_kind[TOC_ENTITY_OBJECTIVE] = TOC_NEW_ARRAY(context->arena, bool, plan->objectives.count);
    u.by_kind[TOC_ENTITY_PERIOD] = TOC_NEW_ARRAY(context->arena, bool, plan->periods.count);
    toc_plan_visit(plan, &visitor);
    use_nodes(&u, plan);
    use_duties(&u, plan);
    report_all(&u);
}
