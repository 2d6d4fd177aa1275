/* declare.c - gives every declaration its entity and its name, before anything is resolved. */
#include <string.h>

#include "sema/context.h"

static const size_t entity_sizes[TOC_ENTITY_KIND_COUNT] = {
    [TOC_ENTITY_BODY] = sizeof(toc_plan_body),
    [TOC_ENTITY_RESOURCE] = sizeof(toc_plan_resource),
    [TOC_ENTITY_CATEGORY] = sizeof(toc_plan_category),
    [TOC_ENTITY_EVENT] = sizeof(toc_plan_event),
    [TOC_ENTITY_EVENT_FIELD] = sizeof(toc_plan_event_field),
    [TOC_ENTITY_INDICATOR] = sizeof(toc_plan_indicator),
    [TOC_ENTITY_MOMENT] = sizeof(toc_plan_moment),
    [TOC_ENTITY_PERIOD] = sizeof(toc_plan_period),
    [TOC_ENTITY_TRIGGER] = sizeof(toc_plan_trigger),
    [TOC_ENTITY_LADDER] = sizeof(toc_plan_ladder),
    [TOC_ENTITY_LEVEL] = sizeof(toc_plan_level),
    [TOC_ENTITY_RESPONSE] = sizeof(toc_plan_response),
    [TOC_ENTITY_NODE] = sizeof(toc_plan_node),
    [TOC_ENTITY_REPORT] = sizeof(toc_plan_report),
    [TOC_ENTITY_FIELD] = sizeof(toc_plan_field),
    [TOC_ENTITY_RELAY] = sizeof(toc_plan_relay),
    [TOC_ENTITY_ANNOUNCEMENT] = sizeof(toc_plan_announcement),
    [TOC_ENTITY_OBJECTIVE] = sizeof(toc_plan_objective),
    [TOC_ENTITY_ROSTER] = sizeof(toc_plan_roster),
    [TOC_ENTITY_EXERCISE] = sizeof(toc_plan_exercise),
    [TOC_ENTITY_LIBRARY] = sizeof(toc_plan_library),
    [TOC_ENTITY_DOCTRINE] = sizeof(toc_plan_doctrine),
    [TOC_ENTITY_PARENT] = sizeof(toc_plan_parent),
};

/* Where a declaration may stand and what it becomes.  inside: the declaration it must stand in;
 * TOC_DECL_PLAN: none, at the top of a file.  scope: for those at the top. */
typedef struct place {
    toc_decl_kind kind;
    toc_decl_kind inside;
    toc_entity_kind entity;
    uint32_t scope;
} place;

static const place places[] = {
    {TOC_DECL_EXTENDS, TOC_DECL_PLAN, TOC_ENTITY_PARENT, TOC_SCOPE_PLAN},
    {TOC_DECL_ORG, TOC_DECL_PLAN, TOC_ENTITY_BODY, TOC_SCOPE_PLAN},
    {TOC_DECL_POST, TOC_DECL_ORG, TOC_ENTITY_BODY, 0},
    {TOC_DECL_RESOURCE, TOC_DECL_PLAN, TOC_ENTITY_RESOURCE, TOC_SCOPE_PLAN},
    {TOC_DECL_CATEGORY, TOC_DECL_PLAN, TOC_ENTITY_CATEGORY, TOC_SCOPE_CATEGORY},
    {TOC_DECL_CATEGORY, TOC_DECL_CATEGORY, TOC_ENTITY_CATEGORY, TOC_SCOPE_CATEGORY},
    {TOC_DECL_EVENT, TOC_DECL_PLAN, TOC_ENTITY_EVENT, TOC_SCOPE_PLAN},
    {TOC_DECL_INDICATOR, TOC_DECL_PLAN, TOC_ENTITY_INDICATOR, TOC_SCOPE_PLAN},
    {TOC_DECL_MOMENT, TOC_DECL_PLAN, TOC_ENTITY_MOMENT, TOC_SCOPE_PLAN},
    {TOC_DECL_PERIOD, TOC_DECL_PLAN, TOC_ENTITY_PERIOD, TOC_SCOPE_PLAN},
    {TOC_DECL_TRIGGER, TOC_DECL_PLAN, TOC_ENTITY_TRIGGER, TOC_SCOPE_PLAN},
    {TOC_DECL_LEVELS, TOC_DECL_PLAN, TOC_ENTITY_LADDER, TOC_SCOPE_PLAN},
    {TOC_DECL_LEVEL, TOC_DECL_LEVELS, TOC_ENTITY_LEVEL, 0},
    {TOC_DECL_RESPONSE, TOC_DECL_PLAN, TOC_ENTITY_RESPONSE, TOC_SCOPE_PLAN},
    {TOC_DECL_STEP, TOC_DECL_RESPONSE, TOC_ENTITY_NODE, 0},
    {TOC_DECL_DECISION, TOC_DECL_RESPONSE, TOC_ENTITY_NODE, 0},
    {TOC_DECL_REPORT, TOC_DECL_PLAN, TOC_ENTITY_REPORT, TOC_SCOPE_PLAN},
    {TOC_DECL_REPORT, TOC_DECL_RESPONSE, TOC_ENTITY_REPORT, 0},
    {TOC_DECL_FIELD, TOC_DECL_REPORT_FIELDS, TOC_ENTITY_FIELD, TOC_SCOPE_FIELD},
    {TOC_DECL_RELAY, TOC_DECL_PLAN, TOC_ENTITY_RELAY, TOC_SCOPE_PLAN},
    {TOC_DECL_ANNOUNCEMENT, TOC_DECL_PLAN, TOC_ENTITY_ANNOUNCEMENT, TOC_SCOPE_PLAN},
    {TOC_DECL_ANNOUNCEMENT, TOC_DECL_RESPONSE, TOC_ENTITY_ANNOUNCEMENT, 0},
    {TOC_DECL_OBJECTIVE, TOC_DECL_PLAN, TOC_ENTITY_OBJECTIVE, TOC_SCOPE_OBJECTIVE},
    {TOC_DECL_ROSTER, TOC_DECL_PLAN, TOC_ENTITY_ROSTER, TOC_SCOPE_ROSTER},
    {TOC_DECL_EXERCISE, TOC_DECL_PLAN, TOC_ENTITY_EXERCISE, TOC_SCOPE_EXERCISE},
    {TOC_DECL_LIBRARY, TOC_DECL_PLAN, TOC_ENTITY_LIBRARY, TOC_SCOPE_LIBRARY},
    {TOC_DECL_DOCTRINE, TOC_DECL_PLAN, TOC_ENTITY_DOCTRINE, TOC_SCOPE_DOCTRINE},
};

static const place *place_find(toc_decl_kind kind, toc_decl_kind inside)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (places[i].kind == kind && places[i].inside == inside)
            return &places[i];
    }
    return NULL;
}

/* What holds where the plan says nothing. */
static void set_defaults(toc_entity *entity)
{
    if (entity->kind == TOC_ENTITY_BODY) {
        ((toc_plan_body *)entity)->span_of_control = 7;
        ((toc_plan_body *)entity)->scoring.weight = 10;
    } else if (entity->kind == TOC_ENTITY_RESOURCE) {
        ((toc_plan_resource *)entity)->count = 1;
    } else if (entity->kind == TOC_ENTITY_LADDER) {
        ((toc_plan_ladder *)entity)->scoring.weight = 10;
    } else if (entity->kind == TOC_ENTITY_LEVEL) {
        ((toc_plan_level *)entity)->scoring.weight = 10;
    } else if (entity->kind == TOC_ENTITY_NODE) {
        ((toc_plan_node *)entity)->scoring.weight = 10;
        ((toc_plan_node *)entity)->series.minutes = -1;
    } else if (entity->kind == TOC_ENTITY_REPORT) {
        ((toc_plan_report *)entity)->scoring.weight = 10;
        ((toc_plan_report *)entity)->series.minutes = -1;
    } else if (entity->kind == TOC_ENTITY_ANNOUNCEMENT) {
        ((toc_plan_announcement *)entity)->scoring.weight = 10;
        ((toc_plan_announcement *)entity)->series.minutes = -1;
    } else if (entity->kind == TOC_ENTITY_RELAY) {
        ((toc_plan_relay *)entity)->scoring.weight = 10;
    } else if (entity->kind == TOC_ENTITY_OBJECTIVE) {
        toc_plan_objective *objective = (toc_plan_objective *)entity;

        objective->weight = 10;
        objective->least_p = 90;
        objective->least_s = 70;
        objective->least_m = 50;
    } else if (entity->kind == TOC_ENTITY_PERIOD) {
        ((toc_plan_period *)entity)->days = 0x7fu;
    }
}

/* `owner.name`; of all texts that are made, the commonest, so not by printf. */
static const char *full_name(toc_sema *sema, const toc_entity *owner, const char *name)
{
    size_t owner_size = strlen(owner->full);
    size_t size = strlen(name);
    char *full = toc_arena_alloc(sema->arena, owner_size + 1 + size + 1);

    memcpy(full, owner->full, owner_size);
    full[owner_size] = '.';
    memcpy(full + owner_size + 1, name, size);
    return full;
}

toc_entity *toc_entity_new(toc_sema *sema, toc_entity_kind kind, toc_name name,
                           const toc_entity *owner, const toc_decl *decl)
{
    toc_entity *entity = toc_arena_alloc(sema->arena, entity_sizes[kind]);
    const char *text = toc_symbol_text(sema->names, name.symbol);

    entity->kind = kind;
    entity->id = sema->entities.count;
    entity->name = name.symbol;
    entity->full = owner ? full_name(sema, owner, text) : text;
    entity->span = name.span;
    entity->decl = decl;
    entity->title = decl ? decl->title : NULL;
    set_defaults(entity);
    TOC_PUSH(sema->arena, &sema->entities, entity);
    return entity;
}

static void report_misplaced(toc_sema *sema, const toc_decl *decl, toc_decl_kind inside)
{
    const char *word = toc_decl_kind_word(decl->kind);
    toc_diag *diag;

    if (inside == TOC_DECL_PLAN)
        diag = toc_diag_add(sema->sink, TOC_D_DECLARATION_NOT_HERE, decl->keyword,
                            "a " TOC_KEYWORD " cannot stand by itself", word);
    else
        diag = toc_diag_add(sema->sink, TOC_D_DECLARATION_NOT_HERE, decl->keyword,
                            "a " TOC_KEYWORD " cannot stand inside a " TOC_KEYWORD, word,
                            toc_decl_kind_word(inside));
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (places[i].kind == decl->kind && places[i].inside == TOC_DECL_PLAN)
            toc_diag_add_help(sema->sink, diag, "move it to the top of a file");
        else if (places[i].kind == decl->kind)
            toc_diag_add_help(sema->sink, diag, "move it into a " TOC_KEYWORD,
                              toc_decl_kind_word(places[i].inside));
    }
    if (decl->kind == TOC_DECL_RULE || decl->kind == TOC_DECL_ROLE)
        toc_diag_add_help(sema->sink, diag,
                          "rules and their roles stand in a file of their own, without a `plan`: "
                          "`tocsin check --doctrine FILE PLAN`");
}

/* The name under which a declaration goes; the ladder without one is `level`. */
static toc_name name_of(toc_sema *sema, const toc_decl *decl)
{
    toc_name name = decl->name;

    if (decl->kind == TOC_DECL_LEVELS && name.symbol.v == 0) {
        name.symbol = toc_intern(sema->names, "level", strlen("level"));
        name.span = decl->keyword;
    }
    return name;
}

/* What the owner keeps of the entities declared inside it. */
static void link_to_owner(toc_sema *sema, toc_entity *entity, toc_entity *owner)
{
    toc_arena *arena = sema->arena;

    if (entity->kind == TOC_ENTITY_BODY) {
        toc_plan_body *org = (toc_plan_body *)owner;
        toc_plan_body *post = (toc_plan_body *)entity;

        post->is_post = true;
        post->org = org;
        TOC_PUSH(arena, &org->posts, post);
    } else if (entity->kind == TOC_ENTITY_CATEGORY) {
        ((toc_plan_category *)entity)->parent = (toc_plan_category *)owner;
    } else if (entity->kind == TOC_ENTITY_LEVEL) {
        toc_plan_ladder *ladder = (toc_plan_ladder *)owner;
        toc_plan_level *level = (toc_plan_level *)entity;

        TOC_PUSH(arena, &ladder->levels, level);
        level->ladder = ladder;
        level->rank = ladder->levels.count;
    }
}

static void link_to_response(toc_sema *sema, toc_entity *entity, toc_plan_response *response)
{
    if (entity->kind == TOC_ENTITY_NODE) {
        toc_plan_node *node = (toc_plan_node *)entity;

        node->response = response;
        node->is_decision = entity->decl->kind == TOC_DECL_DECISION;
        TOC_PUSH(sema->arena, &response->nodes, node);
    } else if (entity->kind == TOC_ENTITY_REPORT) {
        toc_plan_report *report = (toc_plan_report *)entity;

        report->response = response;
        TOC_PUSH(sema->arena, &response->reports, report);
    } else if (entity->kind == TOC_ENTITY_ANNOUNCEMENT) {
        toc_plan_announcement *announcement = (toc_plan_announcement *)entity;

        announcement->response = response;
        TOC_PUSH(sema->arena, &response->announcements, announcement);
    }
}

static void report_nameless(toc_sema *sema, const toc_decl *decl)
{
    if (!sema->is_lenient)
        toc_diag_add(sema->sink, TOC_D_CLAUSE_MISSING, decl->keyword,
                     "this " TOC_KEYWORD " has no name", toc_decl_kind_word(decl->kind));
}

static void declare(toc_sema *sema, const toc_decl *decl, toc_decl_kind inside, toc_entity *owner);

/* What stands inside: declarations, and the outcomes of a decision, which are names as well. */
static void declare_nested(toc_sema *sema, const toc_decl *decl, toc_entity *entity)
{
    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->decl)
            declare(sema, item->decl, decl->kind, entity);
        else if (entity && entity->kind == TOC_ENTITY_NODE &&
                 item->clause->kind == TOC_CLAUSE_OUTCOME)
            toc_outcome_declare(sema, (toc_plan_node *)entity, item->clause);
    }
}

/* Names inside a broken or doubled declaration are declared all the same, in its own scope.
 * Only categories nest deeper than two, and the parser bounds nesting. */
static void declare(toc_sema *sema, const toc_decl *decl, toc_decl_kind inside, toc_entity *owner)
{
    const place *where = place_find(decl->kind, inside);
    toc_name name = name_of(sema, decl);
    toc_entity *entity;

    if (!where) {
        report_misplaced(sema, decl, inside);
        return;
    }
    if (name.symbol.v == 0) {
        report_nameless(sema, decl);
        return;
    }
    entity = toc_entity_new(sema, where->entity, name, owner, decl);
    if (owner && owner->kind == TOC_ENTITY_RESPONSE)
        link_to_response(sema, entity, (toc_plan_response *)owner);
    else if (owner)
        link_to_owner(sema, entity, owner);
    if (where->inside == TOC_DECL_PLAN || where->scope != 0)
        toc_scope_add(sema, where->scope, name, entity);
    if (owner)
        toc_scope_add(sema, toc_scope_of(owner), name, entity);
    if (decl->kind == TOC_DECL_LEVELS && decl->name.symbol.v == 0 && !sema->unnamed_ladder) {
        sema->unnamed_ladder = (toc_plan_ladder *)entity;
        sema->unnamed_ladder->is_unnamed = true;
    }
    declare_nested(sema, decl, entity);
}

static void declare_report_fields(toc_sema *sema, const toc_decl *decl)
{
    declare_nested(sema, decl, NULL);
}

void toc_declare_unit(toc_sema *sema, const toc_unit *unit)
{
    for (uint32_t i = 0; i < unit->decls.count; i++) {
        const toc_decl *decl = unit->decls.items[i];

        if (decl->kind == TOC_DECL_REPORT_FIELDS)
            declare_report_fields(sema, decl);
        else if (decl->kind != TOC_DECL_GLOSSARY)
            declare(sema, decl, TOC_DECL_PLAN, NULL);
    }
}
