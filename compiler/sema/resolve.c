/* resolve.c - trees to typed plan, pass by pass: names, shapes, clauses, ways, tables. */
#include "sema/context.h"
#include "sema/foreign.h"

#define SUGGESTION_BUDGET 2000000u /* names looked at for "did you mean", all mistakes together */

/* Where the resolver stands: names are looked up from there. */
static void stand_at(toc_sema *sema, toc_entity *entity)
{
    sema->response = NULL;
    sema->ladder = NULL;
    sema->org = NULL;
    if (entity->kind == TOC_ENTITY_NODE)
        sema->response = ((toc_plan_node *)entity)->response;
    else if (entity->kind == TOC_ENTITY_REPORT)
        sema->response = ((toc_plan_report *)entity)->response;
    else if (entity->kind == TOC_ENTITY_ANNOUNCEMENT)
        sema->response = ((toc_plan_announcement *)entity)->response;
    else if (entity->kind == TOC_ENTITY_LADDER)
        sema->ladder = (toc_plan_ladder *)entity;
    else if (entity->kind == TOC_ENTITY_LEVEL)
        sema->ladder = ((toc_plan_level *)entity)->ladder;
    else if (entity->kind == TOC_ENTITY_BODY)
        sema->org = ((toc_plan_body *)entity)->org;
}

static void resolve_entity(toc_sema *sema, toc_entity *entity)
{
    stand_at(sema, entity);
    toc_clauses_fill(sema, entity, entity->decl);
    if (entity->kind == TOC_ENTITY_NODE && ((toc_plan_node *)entity)->is_decision)
        toc_outcomes_resolve(sema, (toc_plan_node *)entity);
    if (entity->kind == TOC_ENTITY_INDICATOR)
        toc_indicator_finish(sema, (toc_plan_indicator *)entity);
    if (entity->kind == TOC_ENTITY_PARENT)
        ((toc_plan_parent *)entity)->file =
            toc_arg_find(entity->decl->args, TOC_ARG_TEXT)
                ? toc_arg_find(entity->decl->args, TOC_ARG_TEXT)->text
                : NULL;
    toc_required_check(sema, entity);
    toc_together_check(sema, entity);
}

/* Indicators first: conditions are checked against their ranges.  Copies of a parent plan's
 * entities, which conditions add meanwhile, have no clauses here. */
void toc_clauses_resolve(toc_sema *sema)
{
    uint32_t count = sema->entities.count;

    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < count; i++) {
            toc_entity *entity = sema->entities.items[i];
            bool is_first = entity->kind == TOC_ENTITY_INDICATOR;

            if (entity->decl && entity->kind != TOC_ENTITY_EVENT_FIELD && is_first == (pass == 0))
                resolve_entity(sema, entity);
        }
    }
    sema->response = NULL;
    sema->ladder = NULL;
    sema->org = NULL;
}

toc_plan *toc_sema_resolve(toc_arena *arena, toc_intern_table *names, toc_sources *sources,
                           const toc_unit *unit, toc_diag_sink *sink)
{
    toc_sema sema = {.arena = arena,
                     .names = names,
                     .sources = sources,
                     .sink = sink,
                     .plan = TOC_NEW(arena, toc_plan),
                     .suggestion_budget = SUGGESTION_BUDGET,
                     .dropped = unit->dropped,
                     .is_lenient = unit->has_errors,
                     .lacks_names = unit->lacks_names};

    sema.plan->is_partial = unit->has_errors || unit->lacks_names;
    sema.plan->names = names;
    sema.plan->sources = sources;
    toc_declare_unit(&sema, unit);
    toc_foreign_declare(&sema, unit);
    toc_shape_resolve(&sema);
    toc_names_check_alike(&sema);
    toc_head_resolve(&sema, unit);
    toc_lists_resolve(&sema, unit);
    toc_clauses_resolve(&sema);
    toc_levels_resolve(&sema);
    toc_ladders_check_reading(&sema);
    toc_ways_resolve(&sema);
    toc_tables_fill(&sema);
    toc_foreign_finish(&sema);
    return sema.plan;
}
