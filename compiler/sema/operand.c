/* operand.c - the two sides of a comparison: constants, signals, properties, arithmetic. */
#include "sema/context.h"

#include <string.h>

#include "base/nearest.h"

/* ── constants ───────────────────────────────────────────────────────────── */

static toc_cond *number_const(toc_sema *sema, const toc_expr *expr)
{
    toc_type type = expr->number.is_percent ? TOC_TYPE_PERCENT : TOC_TYPE_NUMBER;
    toc_cond *cond = toc_cond_new(sema, TOC_COND_CONST, type, expr->span);

    cond->value = expr->number.micro;
    if (expr->number.unit)
        cond->type.unit = expr->number.unit->bytes;
    return cond;
}

static toc_cond *duration_const(toc_sema *sema, const toc_expr *expr)
{
    toc_arg arg = {.kind = TOC_ARG_DURATION, .span = expr->span, .duration = expr->duration};
    toc_cond *cond = toc_cond_new(sema, TOC_COND_CONST, TOC_TYPE_DURATION, expr->span);

    cond->value = toc_fixed_length(sema, &arg);
    return cond->value < 0 ? toc_cond_broken(sema, expr->span) : cond;
}

static toc_cond *text_const(toc_sema *sema, const toc_expr *expr)
{
    toc_cond *cond = toc_cond_new(sema, TOC_COND_CONST, TOC_TYPE_TEXT, expr->span);

    cond->text = expr->text->bytes;
    return cond;
}

int toc_flag_word(const toc_sema *sema, toc_name name)
{
    static const char *const yes[] = {"yes", "是"};
    static const char *const no[] = {"no", "否"};
    const char *text = toc_symbol_text(sema->names, name.symbol);

    if (strcmp(text, yes[0]) == 0 || strcmp(text, yes[1]) == 0)
        return 1;
    return strcmp(text, no[0]) == 0 || strcmp(text, no[1]) == 0 ? 0 : -1;
}

static toc_cond *word_const(toc_sema *sema, const toc_value_type *type, int64_t value,
                            toc_span span)
{
    toc_cond *cond = toc_cond_new(sema, TOC_COND_CONST, type->type, span);

    cond->type = *type;
    cond->value = value;
    return cond;
}

static const toc_words *words_of(const toc_entity *owner)
{
    if (owner->kind == TOC_ENTITY_INDICATOR)
        return &((const toc_plan_indicator *)owner)->words;
    if (owner->kind == TOC_ENTITY_EVENT_FIELD)
        return &((const toc_plan_event_field *)owner)->words;
    return NULL;
}

void toc_report_not_a_value(toc_sema *sema, toc_name name, const toc_entity *owner, toc_type type)
{
    const char *text = toc_symbol_text(sema->names, name.symbol);
    const toc_words *words = words_of(owner);
    const char *all = NULL;
    toc_nearest nearest;
    toc_diag *diag;

    diag = toc_diag_add(sema->sink, TOC_D_NOT_A_VALUE, name.span, "`%s` is not a value of `%s`",
                        text, owner->full);
    toc_diag_add_label(sema->sink, diag, owner->span, "declared here");
    if (type == TOC_TYPE_FLAG)
        toc_diag_add_note(sema->sink, diag, "its values are: yes, no");
    if (!words || words->names.count == 0)
        return;
    toc_nearest_init(&nearest, text);
    for (uint32_t i = 0; i < words->names.count && i < 64; i++) {
        const char *word = toc_symbol_text(sema->names, words->names.items[i].symbol);

        all = all ? toc_arena_printf(sema->arena, "%s, %s", all, word) : word;
        toc_nearest_offer(&nearest, word);
    }
    toc_diag_add_note(sema->sink, diag, "its values are: %s", all);
    if (nearest.best)
        toc_nearest_report(sema, diag, name.span, &nearest);
}

/* A name where a value of @p hint is expected: a word, a grade, yes or no.  NULL: it is none. */
static toc_cond *hinted_const(toc_sema *sema, const toc_path *path, const toc_value_type *hint)
{
    toc_span span = toc_path_span(path);
    const toc_scope_entry *entry;

    if (!hint || path->next)
        return NULL;
    if (hint->type == TOC_TYPE_FLAG && toc_flag_word(sema, path->name) >= 0)
        return word_const(sema, hint, toc_flag_word(sema, path->name), span);
    if (hint->type == TOC_TYPE_GRADE) {
        toc_plan_level *level =
            toc_level_resolve(sema, (toc_plan_ladder *)hint->domain, path->name);

        return level ? word_const(sema, hint, level->rank, span) : toc_cond_broken(sema, span);
    }
    if (hint->type != TOC_TYPE_ENUM)
        return NULL;
    entry = toc_scope_find(sema, toc_scope_of(hint->domain), path->name.symbol);
    return entry && entry->outcome >= 0 ? word_const(sema, hint, entry->outcome, span) : NULL;
}

/* ── what names stand for ────────────────────────────────────────────────── */

static toc_cond *signal(toc_sema *sema, toc_cond_op op, toc_type type, toc_entity *entity,
                        toc_span span)
{
    toc_cond *cond = toc_cond_new(sema, op, type, span);

    cond->entity = entity;
    if (entity->kind == TOC_ENTITY_INDICATOR) {
        cond->type.unit = ((toc_plan_indicator *)entity)->unit;
        cond->type.domain = type == TOC_TYPE_ENUM ? entity : NULL;
    } else if (entity->kind == TOC_ENTITY_EVENT_FIELD) {
        cond->type.domain = type == TOC_TYPE_ENUM ? entity : NULL;
    } else if (entity->kind == TOC_ENTITY_LADDER) {
        cond->type.domain = entity;
    } else if (entity->kind == TOC_ENTITY_RESOURCE) {
        cond->type.unit = ((toc_plan_resource *)entity)->unit;
    }
    return cond;
}

typedef struct property {
    toc_entity_kind kind;
    const char *name;
    toc_cond_op op;
    toc_type type;
} property;

static const property properties[] = {
    {TOC_ENTITY_RESOURCE, "free", TOC_COND_RESOURCE_FREE, TOC_TYPE_COUNT},
    {TOC_ENTITY_RESOURCE, "used", TOC_COND_RESOURCE_USED, TOC_TYPE_COUNT},
    {TOC_ENTITY_NODE, "done", TOC_COND_NODE_DONE, TOC_TYPE_FLAG},
    {TOC_ENTITY_NODE, "late", TOC_COND_NODE_LATE, TOC_TYPE_FLAG},
    {TOC_ENTITY_REPORT, "sent", TOC_COND_REPORT_SENT, TOC_TYPE_FLAG},
    {TOC_ENTITY_REPORT, "late", TOC_COND_REPORT_LATE, TOC_TYPE_FLAG},
    {TOC_ENTITY_ANNOUNCEMENT, "sent", TOC_COND_ANNOUNCEMENT_SENT, TOC_TYPE_FLAG},
    {TOC_ENTITY_ANNOUNCEMENT, "late", TOC_COND_ANNOUNCEMENT_LATE, TOC_TYPE_FLAG},
    {TOC_ENTITY_BODY, "active", TOC_COND_BODY_ACTIVE, TOC_TYPE_FLAG},
    {TOC_ENTITY_RESPONSE, "active", TOC_COND_RESPONSE_ACTIVE, TOC_TYPE_FLAG},
};
#define PROPERTY_COUNT (sizeof properties / sizeof properties[0])

static toc_cond *report_property(toc_sema *sema, const toc_found *found)
{
    const char *word = toc_symbol_text(sema->names, found->rest->name.symbol);
    toc_nearest nearest;
    toc_diag *diag;

    if (found->rest->name.symbol.v == 0)
        return toc_cond_broken(sema, found->span);
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_PROPERTY, found->rest->name.span,
                        "%s `%s` has no `%s`", toc_entity_kind_noun(sema, found->entity),
                        found->entity->full, word);
    toc_diag_add_label(sema->sink, diag, found->entity->span, "declared here");
    toc_nearest_init(&nearest, word);
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        if (properties[i].kind != found->entity->kind)
            continue;
        toc_nearest_offer(&nearest, properties[i].name);
        toc_diag_add_note(sema->sink, diag, "known is `%s.%s`", found->entity->full,
                          properties[i].name);
    }
    if (nearest.best)
        toc_nearest_report(sema, diag, found->rest->name.span, &nearest);
    return toc_cond_broken(sema, found->span);
}

static toc_cond *read_property(toc_sema *sema, const toc_found *found)
{
    const char *word = toc_symbol_text(sema->names, found->rest->name.symbol);
    const toc_scope_entry *outcome;
    toc_cond *cond;

    for (size_t i = 0; i < PROPERTY_COUNT && !found->rest->next; i++) {
        if (properties[i].kind == found->entity->kind && strcmp(properties[i].name, word) == 0)
            return signal(sema, properties[i].op, properties[i].type, found->entity, found->span);
    }
    outcome = toc_scope_find(sema, toc_scope_of(found->entity), found->rest->name.symbol);
    if (found->entity->kind != TOC_ENTITY_NODE || !outcome || found->rest->next)
        return report_property(sema, found);
    cond = signal(sema, TOC_COND_NODE_DONE, TOC_TYPE_FLAG, found->entity, found->span);
    cond->outcome = outcome->outcome;
    return cond;
}

static const char *value_hint(toc_sema *sema, const toc_entity *entity)
{
    if (entity->kind == TOC_ENTITY_EVENT || entity->kind == TOC_ENTITY_TRIGGER)
        return toc_arena_printf(sema->arena, "`happened(%s)`", entity->full);
    if (entity->kind == TOC_ENTITY_PERIOD)
        return toc_arena_printf(sema->arena, "`in %s`", entity->full);
    if (entity->kind == TOC_ENTITY_MOMENT)
        return toc_arena_printf(sema->arena, "`time to %s`", entity->full);
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        if (properties[i].kind == entity->kind)
            return toc_arena_printf(sema->arena, "`%s.%s`", entity->full, properties[i].name);
    }
    return NULL;
}

static toc_cond *report_no_value(toc_sema *sema, const toc_found *found)
{
    const char *hint = value_hint(sema, found->entity);
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_NO_VALUE, found->span,
                                  "`%s` is %s and has no value of its own", found->entity->full,
                                  toc_entity_kind_text(found->entity));

    toc_diag_add_label(sema->sink, diag, found->entity->span, "declared here");
    if (hint)
        toc_diag_add_help(sema->sink, diag, "a condition can say %s", hint);
    return toc_cond_broken(sema, found->span);
}

static toc_cond *level_const(toc_sema *sema, toc_entity *entity, toc_span span)
{
    toc_plan_level *level = (toc_plan_level *)entity;
    toc_value_type type = {TOC_TYPE_GRADE, &level->ladder->base, NULL};

    return word_const(sema, &type, level->rank, span);
}

static toc_cond *resolve_name(toc_sema *sema, const toc_path *path, const toc_value_type *hint)
{
    toc_cond *constant = hinted_const(sema, path, hint);
    toc_found found;

    if (constant)
        return constant;
    found = toc_path_find(sema, path, TOC_KINDS_WITH_VALUE);
    if (!found.entity) {
        if (hint && hint->domain && !path->next && path->name.symbol.v != 0)
            toc_report_not_a_value(sema, path->name, hint->domain, hint->type);
        else
            toc_report_unknown(sema, path, TOC_KINDS_WITH_VALUE,
                               TOC_PHRASE("something that has a value"));
        return toc_cond_broken(sema, toc_path_span(path));
    }
    if (found.rest)
        return read_property(sema, &found);
    if (found.entity->kind == TOC_ENTITY_INDICATOR)
        return signal(sema, TOC_COND_INDICATOR, ((toc_plan_indicator *)found.entity)->type,
                      found.entity, found.span);
    if (found.entity->kind == TOC_ENTITY_EVENT_FIELD)
        return signal(sema, TOC_COND_EVENT_FIELD, ((toc_plan_event_field *)found.entity)->type,
                      found.entity, found.span);
    if (found.entity->kind == TOC_ENTITY_LADDER)
        return signal(sema, TOC_COND_LEVEL, TOC_TYPE_GRADE, found.entity, found.span);
    if (found.entity->kind == TOC_ENTITY_LEVEL)
        return level_const(sema, found.entity, found.span);
    return report_no_value(sema, &found);
}

static toc_cond *resolve_field(toc_sema *sema, const toc_expr *expr)
{
    toc_plan_event *event = (toc_plan_event *)toc_path_resolve(
        sema, expr->call.event, TOC_KIND(EVENT), TOC_PHRASE("an event"));
    const toc_scope_entry *entry;
    toc_plan_event_field *field;

    if (!event || expr->call.name.symbol.v == 0)
        return toc_cond_broken(sema, expr->span);
    entry = toc_scope_find(sema, toc_scope_of(&event->base), expr->call.name.symbol);
    if (!entry) {
        toc_path rest = {expr->call.name, NULL};
        toc_found found = {&event->base, &rest, expr->span};

        return report_property(sema, &found);
    }
    field = (toc_plan_event_field *)entry->entity;
    return signal(sema, TOC_COND_EVENT_FIELD, field->type, &field->base, expr->span);
}

static toc_cond *resolve_level_word(toc_sema *sema, const toc_expr *expr)
{
    toc_plan_ladder *ladder = toc_ladder_resolve(sema, NULL, expr->span);

    if (!ladder)
        return toc_cond_broken(sema, expr->span);
    return signal(sema, TOC_COND_LEVEL, TOC_TYPE_GRADE, &ladder->base, expr->span);
}

static toc_cond *resolve_since(toc_sema *sema, const toc_expr *expr)
{
    toc_cond *cond = toc_cond_new(sema, TOC_COND_SINCE, TOC_TYPE_DURATION, expr->span);

    cond->anchor = toc_anchor_resolve(sema, &expr->anchor, expr->span);
    return cond->anchor.is_broken ? toc_cond_broken(sema, expr->span) : cond;
}

static toc_cond *resolve_time_to(toc_sema *sema, const toc_expr *expr)
{
    toc_cond *cond = toc_cond_new(sema, TOC_COND_TIME_TO, TOC_TYPE_DURATION, expr->span);

    cond->entity = toc_path_resolve(sema, expr->path, TOC_KIND(MOMENT), TOC_PHRASE("a moment"));
    return cond->entity ? cond : toc_cond_broken(sema, expr->span);
}

toc_cond *toc_operand_resolve(toc_sema *sema, const toc_expr *expr, const toc_value_type *hint,
                              unsigned depth)
{
    if (!expr || expr->kind == TOC_EXPR_BROKEN)
        return toc_cond_broken(sema, (toc_span){0, 0});
    if (expr->kind == TOC_EXPR_NUMBER)
        return number_const(sema, expr);
    if (expr->kind == TOC_EXPR_DURATION)
        return duration_const(sema, expr);
    if (expr->kind == TOC_EXPR_TEXT)
        return text_const(sema, expr);
    if (expr->kind == TOC_EXPR_PATH)
        return resolve_name(sema, expr->path, hint);
    if (expr->kind == TOC_EXPR_LEVEL)
        return resolve_level_word(sema, expr);
    if (expr->kind == TOC_EXPR_FIELD_OF)
        return resolve_field(sema, expr);
    if (expr->kind == TOC_EXPR_CALL)
        return toc_call_resolve(sema, expr);
    if (expr->kind == TOC_EXPR_SINCE)
        return resolve_since(sema, expr);
    if (expr->kind == TOC_EXPR_TIME_TO)
        return resolve_time_to(sema, expr);
    if (expr->kind >= TOC_EXPR_ADD && expr->kind <= TOC_EXPR_NEG)
        return toc_arithmetic_resolve(sema, expr, hint, depth);
    return toc_nested_cond_resolve(sema, expr, depth);
}
