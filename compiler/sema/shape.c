/* shape.c - what conditions look at, read before any condition: types of indicators and of
 * event fields, outcomes of decisions, other names of levels and bodies. */
#include "sema/context.h"

#include <string.h>

static const char *const type_words[] = {"flag", "number", "percent", "count", "duration", "text"};
static const toc_word_list type_list = {TOC_PHRASE("type"), type_words, 6, TOC_TYPE_FLAG};

static void read_words(toc_sema *sema, const toc_clause *clause, toc_words *out)
{
    out->is_ordered = clause->kind == TOC_CLAUSE_ORDERED;
    out->span = clause->span;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_WORD && arg->name.symbol.v != 0)
            TOC_PUSH(sema->arena, &out->names, arg->name);
    }
}

/* The words are names in a scope of their own, so that doubled ones are seen. */
static void declare_words(toc_sema *sema, toc_entity *owner, const toc_words *words)
{
    for (uint32_t i = 0; i < words->names.count; i++) {
        toc_name name = words->names.items[i];
        const toc_scope_entry *first = toc_scope_find(sema, toc_scope_of(owner), name.symbol);
        toc_diag *diag;

        if (!first) {
            toc_scope_add_word(sema, owner, name, (int32_t)i);
            continue;
        }
        diag = toc_diag_add(sema->sink, TOC_D_DOUBLE_NAME, name.span, "`%s` stands here twice",
                            toc_symbol_text(sema->names, name.symbol));
        toc_diag_add_label(sema->sink, diag, words->names.items[first->outcome].span,
                           "the first one");
    }
}

/* ── indicators ──────────────────────────────────────────────────────────── */

static bool type_of_clause(toc_clause_kind kind, toc_type *out)
{
    static const struct {
        toc_clause_kind clause;
        toc_type type;
    } rows[] = {
        {TOC_CLAUSE_TYPE_NUMBER, TOC_TYPE_NUMBER}, {TOC_CLAUSE_TYPE_PERCENT, TOC_TYPE_PERCENT},
        {TOC_CLAUSE_COUNT, TOC_TYPE_COUNT},        {TOC_CLAUSE_TYPE_DURATION, TOC_TYPE_DURATION},
        {TOC_CLAUSE_TYPE_FLAG, TOC_TYPE_FLAG},     {TOC_CLAUSE_ONE_OF, TOC_TYPE_ENUM},
        {TOC_CLAUSE_ORDERED, TOC_TYPE_ENUM},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].clause == kind) {
            *out = rows[i].type;
            return true;
        }
    }
    return false;
}

static void report_two_types(toc_sema *sema, const toc_clause *clause, toc_span first)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_TWO_TYPES, clause->span,
                                  "an indicator has one type, and this is a second one");

    toc_diag_add_label(sema->sink, diag, first, "the first one");
}

static void shape_indicator(toc_sema *sema, toc_plan_indicator *indicator)
{
    toc_span first = {0, 0};

    for (const toc_item *item = indicator->base.decl->items; item; item = item->next) {
        const toc_clause *clause = item->clause;
        toc_type type;

        if (clause && clause->kind == TOC_CLAUSE_UNIT && clause->args &&
            clause->args->kind == TOC_ARG_TEXT)
            indicator->unit = clause->args->text->bytes;
        if (!clause || !type_of_clause(clause->kind, &type))
            continue;
        if (!toc_span_is_none(first)) {
            report_two_types(sema, clause, first);
            continue;
        }
        first = clause->span;
        indicator->type = type;
        if (type == TOC_TYPE_ENUM)
            read_words(sema, clause, &indicator->words);
    }
    declare_words(sema, &indicator->base, &indicator->words);
}

/* ── fields of events ────────────────────────────────────────────────────── */

static void add_field(toc_sema *sema, toc_plan_event *event, toc_name name, const toc_arg *type)
{
    toc_plan_event_field *field;
    int value;

    if (name.symbol.v == 0)
        return;
    field = (toc_plan_event_field *)toc_entity_new(sema, TOC_ENTITY_EVENT_FIELD, name, &event->base,
                                                   NULL);
    field->base.decl = event->base.decl;
    field->base.title = NULL;
    field->event = event;
    if (type->kind == TOC_ARG_CLAUSE) {
        field->type = TOC_TYPE_ENUM;
        read_words(sema, type->clause, &field->words);
        declare_words(sema, &field->base, &field->words);
    } else if (type->kind == TOC_ARG_WORD) {
        value = toc_word_resolve(sema, type->name, &type_list);
        field->type = value < 0 ? TOC_TYPE_BROKEN : (toc_type)value;
    }
    if (toc_scope_add(sema, toc_scope_of(&event->base), name, &field->base))
        TOC_PUSH(sema->arena, &event->fields, field);
}

static void shape_event(toc_sema *sema, toc_plan_event *event)
{
    for (const toc_item *item = event->base.decl->items; item; item = item->next) {
        if (!item->clause || item->clause->kind != TOC_CLAUSE_FIELDS)
            continue;
        for (const toc_arg *arg = item->clause->args; arg && arg->next; arg = arg->next->next) {
            if (arg->kind == TOC_ARG_WORD)
                add_field(sema, event, arg->name, arg->next);
        }
        return;
    }
}

/* ── other names ─────────────────────────────────────────────────────────── */

static uint32_t alias_scope(const toc_entity *entity)
{
    if (entity->kind == TOC_ENTITY_LEVEL)
        return toc_scope_of(&((const toc_plan_level *)entity)->ladder->base);
    if (entity->kind == TOC_ENTITY_FIELD)
        return TOC_SCOPE_FIELD;
    return entity->kind == TOC_ENTITY_CATEGORY ? TOC_SCOPE_CATEGORY : TOC_SCOPE_PLAN;
}

static void shape_aliases(toc_sema *sema, toc_entity *entity)
{
    for (const toc_item *item = entity->decl->items; item; item = item->next) {
        if (!item->clause || item->clause->kind != TOC_CLAUSE_ALIAS)
            continue;
        for (const toc_arg *arg = item->clause->args; arg; arg = arg->next) {
            toc_name name = {{0}, arg->span};

            if (arg->kind != TOC_ARG_TEXT || arg->text->bytes[0] == '\0')
                continue;
            name.symbol = toc_intern_name(sema->names, arg->text->bytes, strlen(arg->text->bytes));
            toc_scope_add_alias(sema, alias_scope(entity), name, entity);
        }
    }
}

void toc_shape_resolve(toc_sema *sema)
{
    for (uint32_t i = 0; i < sema->entities.count; i++) { /* grows: fields of events */
        toc_entity *entity = sema->entities.items[i];

        if (!entity->decl)
            continue;
        if (entity->kind == TOC_ENTITY_INDICATOR)
            shape_indicator(sema, (toc_plan_indicator *)entity);
        else if (entity->kind == TOC_ENTITY_EVENT)
            shape_event(sema, (toc_plan_event *)entity);
        else if (entity->kind == TOC_ENTITY_BODY || entity->kind == TOC_ENTITY_LEVEL ||
                 entity->kind == TOC_ENTITY_CATEGORY || entity->kind == TOC_ENTITY_FIELD)
            shape_aliases(sema, entity);
    }
}
