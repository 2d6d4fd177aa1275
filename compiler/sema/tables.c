/* tables.c - the plan's tables, each in ascending order of full names, and the ids. */
#include "sema/context.h"

#include <stdlib.h>
#include <string.h>

/* Doubled names, which are errors, go by place. */
static int compare_entities(const void *left, const void *right)
{
    const toc_entity *a = *(const toc_entity *const *)left;
    const toc_entity *b = *(const toc_entity *const *)right;
    int order;

    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    order = strcmp(a->full, b->full);
    if (order != 0)
        return order;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

#define ROW(KIND, type, table)                                                                     \
    case TOC_ENTITY_##KIND:                                                                        \
        entity->id = plan->table.count;                                                            \
        TOC_PUSH(arena, &plan->table, (type *)entity);                                             \
        break

static void put(toc_arena *arena, toc_plan *plan, toc_entity *entity)
{
    switch (entity->kind) {
        ROW(BODY, toc_plan_body, bodies);
        ROW(RESOURCE, toc_plan_resource, resources);
        ROW(CATEGORY, toc_plan_category, categories);
        ROW(EVENT, toc_plan_event, events);
        ROW(EVENT_FIELD, toc_plan_event_field, event_fields);
        ROW(INDICATOR, toc_plan_indicator, indicators);
        ROW(MOMENT, toc_plan_moment, moments);
        ROW(PERIOD, toc_plan_period, periods);
        ROW(TRIGGER, toc_plan_trigger, triggers);
        ROW(LADDER, toc_plan_ladder, ladders);
        ROW(LEVEL, toc_plan_level, levels);
        ROW(RESPONSE, toc_plan_response, responses);
        ROW(NODE, toc_plan_node, nodes);
        ROW(REPORT, toc_plan_report, reports);
        ROW(FIELD, toc_plan_field, fields);
        ROW(RELAY, toc_plan_relay, relays);
        ROW(ANNOUNCEMENT, toc_plan_announcement, announcements);
        ROW(OBJECTIVE, toc_plan_objective, objectives);
        ROW(ROSTER, toc_plan_roster, rosters);
        ROW(EXERCISE, toc_plan_exercise, exercises);
        ROW(LIBRARY, toc_plan_library, library);
        ROW(DOCTRINE, toc_plan_doctrine, doctrines);
        ROW(PARENT, toc_plan_parent, parents);
    }
}

void toc_tables_fill(toc_sema *sema)
{
    toc_entity **sorted = TOC_NEW_ARRAY(sema->arena, toc_entity *, sema->entities.count);

    if (sema->entities.count == 0)
        return;
    memcpy(sorted, sema->entities.items, sema->entities.count * sizeof *sorted);
    qsort(sorted, sema->entities.count, sizeof *sorted, compare_entities);
    for (uint32_t i = 0; i < sema->entities.count; i++)
        put(sema->arena, sema->plan, sorted[i]);
}
