/* foreign.c - names of a parent plan: declared in scopes of their own, and copied over one by one
 * when this plan uses them, so that every reference of a plan points into its own tables. */
#include "sema/foreign.h"

#include <string.h>

/* Kinds that can stand in this plan without what the parent says of them. */
#define IMPORTED                                                                                   \
    (TOC_KIND(BODY) | TOC_KIND(RESOURCE) | TOC_KIND(CATEGORY) | TOC_KIND(EVENT) |                  \
     TOC_KIND(INDICATOR) | TOC_KIND(MOMENT) | TOC_KIND(PERIOD) | TOC_KIND(TRIGGER) |               \
     TOC_KIND(RESPONSE))

static toc_plan_parent *parent_of(const toc_sema *sema, const toc_decl *decl)
{
    for (uint32_t i = 0; i < sema->entities.count; i++) {
        if (sema->entities.items[i]->decl == decl)
            return (toc_plan_parent *)sema->entities.items[i];
    }
    return NULL;
}

/* The parent with all its clauses, for checks between plans.  Its mistakes are its own check's. */
static const toc_plan *resolve_parent(const toc_sema *sema, const toc_unit *unit)
{
    toc_diag_sink silent;
    toc_plan *plan;

    toc_diag_sink_init(&silent, sema->arena);
    plan = toc_sema_resolve(sema->arena, sema->names, sema->sources, unit, &silent);
    plan->has_errors = unit->has_errors || unit->lacks_names;
    for (uint32_t i = 0; i < silent.records.count && !plan->has_errors; i++)
        plan->has_errors = silent.records.items[i]->level == TOC_DIAG_ERROR;
    return plan;
}

void toc_foreign_declare(toc_sema *sema, const toc_unit *unit)
{
    for (uint32_t i = 0; i < unit->extends.count; i++) {
        const toc_unit_extends *extends = &unit->extends.items[i];
        toc_plan_parent *parent = parent_of(sema, extends->decl);
        toc_sema *foreign = TOC_NEW(sema->arena, toc_sema);
        toc_diag_sink *silent = TOC_NEW(sema->arena, toc_diag_sink);

        if (!parent || !extends->unit)
            continue;
        toc_diag_sink_init(silent, sema->arena); /* the parent's mistakes are its own check's */
        *foreign = (toc_sema){.arena = sema->arena,
                              .names = sema->names,
                              .sources = sema->sources,
                              .sink = silent,
                              .plan = TOC_NEW(sema->arena, toc_plan),
                              .foreign_of = parent,
                              .foreign_next = sema->foreign,
                              .is_lenient = true,
                              .lacks_names = true};
        sema->foreign = foreign;
        toc_declare_unit(foreign, extends->unit);
        toc_shape_resolve(foreign);
        parent->plan = resolve_parent(sema, extends->unit);
    }
}

/* What conditions need to know of it; the parent's references stay with the parent. */
static void copy_shape(toc_entity *twin, const toc_entity *original)
{
    toc_entity base = *twin;

    if (twin->kind == TOC_ENTITY_INDICATOR) {
        toc_plan_indicator *indicator = (toc_plan_indicator *)twin;

        *indicator = *(const toc_plan_indicator *)original;
        indicator->base = base;
        indicator->source = (toc_body_ref){NULL, {0, 0}};
    } else if (twin->kind == TOC_ENTITY_RESOURCE) {
        ((toc_plan_resource *)twin)->count = ((const toc_plan_resource *)original)->count;
    }
}

static toc_entity *import(toc_sema *sema, toc_plan_parent *parent, const toc_entity *original);

static const toc_plan_response *resolved_response(const toc_plan *plan, const char *full)
{
    for (uint32_t i = 0; plan && i < plan->responses.count; i++) {
        if (strcmp(plan->responses.items[i]->base.full, full) == 0)
            return plan->responses.items[i];
    }
    return NULL;
}

/* Whoever starts a procedure of the parent plan has to be able to say whom it falls to. */
static void import_lead(toc_sema *sema, toc_plan_parent *parent, const toc_sema *foreign,
                        toc_plan_response *twin, const toc_entity *original)
{
    const toc_plan_response *response = resolved_response(parent->plan, original->full);
    const toc_plan_body *lead = response ? response->lead.target : NULL;

    for (uint32_t i = 0; lead && i < foreign->entities.count; i++) {
        const toc_entity *body = foreign->entities.items[i];

        if (body->kind != TOC_ENTITY_BODY || strcmp(body->full, lead->base.full) != 0)
            continue;
        twin->lead = (toc_body_ref){(toc_plan_body *)import(sema, parent, body), {0, 0}};
        return;
    }
}

static toc_entity *import(toc_sema *sema, toc_plan_parent *parent, const toc_entity *original)
{
    toc_symbol name = toc_intern(sema->names, original->full, strlen(original->full));
    uint32_t scope = toc_scope_of(&parent->base);
    const toc_scope_entry *known = toc_scope_find(sema, scope, name);
    toc_name as_name = {name, parent->base.span};
    toc_entity *twin;

    if (known)
        return known->entity;
    twin = toc_entity_new(sema, original->kind, as_name, &parent->base, NULL);
    twin->title = original->title;
    twin->span = original->span;
    copy_shape(twin, original);
    toc_scope_add(sema, scope, as_name, twin);
    if (original->kind == TOC_ENTITY_BODY && ((const toc_plan_body *)original)->is_post) {
        toc_plan_body *post = (toc_plan_body *)twin;

        post->is_post = true;
        post->org =
            (toc_plan_body *)import(sema, parent, &((const toc_plan_body *)original)->org->base);
        TOC_PUSH(sema->arena, &post->org->posts, post);
    }
    return twin;
}

toc_found toc_foreign_find(toc_sema *sema, toc_plan_parent *parent, const toc_path *path,
                           uint32_t wanted)
{
    toc_found none = {&parent->base, path->next, toc_path_span(path)};
    toc_sema *foreign = sema->foreign;
    const toc_entity *original;
    toc_found found;

    while (foreign && foreign->foreign_of != parent)
        foreign = foreign->foreign_next;
    if (!foreign || !path->next)
        return none;
    found = toc_path_find(foreign, path->next, wanted);
    if (!found.entity || !(IMPORTED & (1u << found.entity->kind)))
        return none;
    original = found.entity;
    found.entity = import(sema, parent, original);
    if (original->kind == TOC_ENTITY_RESPONSE && !((toc_plan_response *)found.entity)->lead.target)
        import_lead(sema, parent, foreign, (toc_plan_response *)found.entity, original);
    found.span = none.span;
    return found;
}

void toc_foreign_finish(toc_sema *sema)
{
    for (toc_sema *foreign = sema->foreign; foreign; foreign = foreign->foreign_next)
        toc_tables_fill(foreign);
}
