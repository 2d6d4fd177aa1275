/* resolve_head.c - what `plan x { … }` says of the plan as a whole. */
#include "sema/context.h"

/* The head has no entity of its own; this one carries it while its clauses are read. */
typedef struct holder {
    toc_entity base;
    toc_plan_head head;
} holder;

#define AT(member) offsetof(holder, head.member)

static void fill_date(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *date = toc_arg_find(clause->args, TOC_ARG_DATE);

    (void)sema;
    if (!date)
        return;
    ((holder *)entity)->head.has_issued = true;
    *(toc_date *)field = date->date;
}

static void fill_status(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"draft", "approved", "filed", "retired"};
    static const toc_word_list list = {TOC_PHRASE("status of a plan"), words, 4, TOC_STATUS_DRAFT};

    (void)entity;
    *(toc_plan_status *)field = (toc_plan_status)toc_clause_word(sema, clause, &list);
}

static void fill_classification(toc_sema *sema, toc_entity *entity, void *field,
                                const toc_clause *clause)
{
    static const char *const words[] = {"public", "internal", "restricted"};
    static const toc_word_list list = {TOC_PHRASE("classification"), words, 3,
                                       TOC_CLASSIFICATION_PUBLIC};

    (void)entity;
    *(toc_classification *)field = (toc_classification)toc_clause_word(sema, clause, &list);
}

static void fill_kind(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"overall", "special", "departmental", "site", "event"};
    static const toc_word_list list = {TOC_PHRASE("kind of plan"), words, 5, TOC_PLAN_OVERALL};

    (void)entity;
    *(toc_plan_kind *)field = (toc_plan_kind)toc_clause_word(sema, clause, &list);
}

static void fill_language(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *word = toc_arg_find(clause->args, TOC_ARG_WORD);

    (void)entity;
    if (!word)
        return;
    *(toc_symbol *)field = word->name.symbol;
    toc_language_check(sema, word->name);
}

static void fill_timezone(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_fill_text_bytes(sema, entity, field, clause);
    ((holder *)entity)->head.timezone_span = clause->span;
}

static void fill_review(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_DURATION);
    toc_length *length = field;

    (void)sema;
    (void)entity;
    if (!arg)
        return;
    length->value = arg->duration;
    length->span = arg->span;
}

const toc_fill toc_head_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_VERSION] = {toc_fill_text, AT(version)},
    [TOC_CLAUSE_ISSUED] = {fill_date, AT(issued)},
    [TOC_CLAUSE_STATUS] = {fill_status, AT(status)},
    [TOC_CLAUSE_ISSUER] = {toc_fill_body, AT(issuer)},
    [TOC_CLAUSE_APPROVER] = {toc_fill_body, AT(approver)},
    [TOC_CLAUSE_BASIS] = {toc_fill_texts, AT(basis)},
    [TOC_CLAUSE_SCOPE] = {toc_fill_text, AT(scope)},
    [TOC_CLAUSE_PRINCIPLES] = {toc_fill_texts, AT(principles)},
    [TOC_CLAUSE_LANGUAGE] = {fill_language, AT(language)},
    [TOC_CLAUSE_TIMEZONE] = {fill_timezone, AT(timezone)},
    [TOC_CLAUSE_REVIEW] = {fill_review, AT(review)},
    [TOC_CLAUSE_SUPERSEDES] = {toc_fill_text, AT(supersedes)},
    [TOC_CLAUSE_CLASSIFICATION] = {fill_classification, AT(classification)},
    [TOC_CLAUSE_KIND] = {fill_kind, AT(kind)},
};

void toc_head_resolve(toc_sema *sema, const toc_unit *unit)
{
    holder held = {.head = {.id = "", .timezone = "UTC", .decl = unit->plan}};

    if (unit->plan) {
        held.base.full = toc_symbol_text(sema->names, unit->plan->name.symbol);
        held.head.name = unit->plan->name.symbol;
        held.head.id = held.base.full;
        held.head.title = unit->plan->title;
        held.head.span = unit->plan->name.span;
        toc_clauses_fill(sema, &held.base, unit->plan);
        held.head.clause = held.base.clause;
        held.head.notes = held.base.notes;
    }
    sema->plan->head = held.head;
}
