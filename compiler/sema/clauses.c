/* clauses.c - walks the clauses of a declaration: what stands in the wrong place, what stands
 * twice, and for the rest the row of the fill table that puts it into the entity. */
#include "sema/context.h"

#include <string.h>

const toc_fill *toc_fills_of(toc_decl_kind kind)
{
    static const toc_fill *const tables[TOC_DECL_KIND_COUNT] = {
        [TOC_DECL_ORG] = toc_body_fills,
        [TOC_DECL_POST] = toc_post_fills,
        [TOC_DECL_RESOURCE] = toc_resource_fills,
        [TOC_DECL_CATEGORY] = toc_category_fills,
        [TOC_DECL_EVENT] = toc_event_fills,
        [TOC_DECL_INDICATOR] = toc_indicator_fills,
        [TOC_DECL_MOMENT] = toc_moment_fills,
        [TOC_DECL_PERIOD] = toc_period_fills,
        [TOC_DECL_TRIGGER] = toc_trigger_fills,
        [TOC_DECL_LEVELS] = toc_ladder_fills,
        [TOC_DECL_LEVEL] = toc_level_fills,
        [TOC_DECL_RESPONSE] = toc_response_fills,
        [TOC_DECL_STEP] = toc_step_fills,
        [TOC_DECL_DECISION] = toc_decision_fills,
        [TOC_DECL_REPORT] = toc_report_fills,
        [TOC_DECL_FIELD] = toc_field_fills,
        [TOC_DECL_RELAY] = toc_relay_fills,
        [TOC_DECL_ANNOUNCEMENT] = toc_announcement_fills,
        [TOC_DECL_OBJECTIVE] = toc_objective_fills,
        [TOC_DECL_ROSTER] = toc_roster_fills,
        [TOC_DECL_EXERCISE] = toc_exercise_fills,
        [TOC_DECL_LIBRARY] = toc_library_fills,
        [TOC_DECL_DOCTRINE] = toc_doctrine_fills,
        [TOC_DECL_EXTENDS] = toc_bare_fills, /* these four: the common clauses only */
        [TOC_DECL_INCLUDE] = toc_bare_fills,
        [TOC_DECL_REPORT_FIELDS] = toc_bare_fills,
        [TOC_DECL_GLOSSARY] = toc_bare_fills, /* and terms, see toc_lists_resolve */
        [TOC_DECL_PLAN] = toc_head_fills,
    };

    return tables[kind];
}

const toc_arg *toc_arg_find(const toc_arg *args, toc_arg_kind kind)
{
    while (args && args->kind != kind)
        args = args->next;
    return args;
}

const toc_clause *toc_inner_clause(const toc_arg *args, toc_clause_kind kind)
{
    for (; args; args = args->next) {
        if (args->kind == TOC_ARG_CLAUSE && args->clause->kind == kind)
            return args->clause;
    }
    return NULL;
}

bool toc_decl_has(const toc_decl *decl, toc_clause_kind kind)
{
    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->clause && item->clause->kind == kind)
            return true;
    }
    return false;
}

static void report_not_here(toc_sema *sema, const toc_decl *decl, const toc_clause *clause)
{
    toc_diag *diag =
        toc_diag_add(sema->sink, TOC_D_CLAUSE_NOT_HERE, clause->keyword,
                     TOC_KEYWORD " says nothing in a " TOC_KEYWORD,
                     toc_clause_kind_word(clause->kind), toc_decl_kind_word(decl->kind));
    const char *places = NULL;

    for (int kind = 0; kind < TOC_DECL_KIND_COUNT; kind++) {
        const char *word = toc_decl_kind_word((toc_decl_kind)kind);

        if (toc_clause_is_allowed(clause->kind, (toc_decl_kind)kind))
            places = places ? toc_arena_printf(sema->arena, "%s, " TOC_KEYWORD, places, word)
                            : toc_arena_printf(sema->arena, TOC_KEYWORD, word);
    }
    toc_diag_add_label(sema->sink, diag, decl->keyword, "in this declaration");
    if (places)
        toc_diag_add_help(sema->sink, diag, "it can stand in: %s", places);
}

/* Two of these are not a slip of the pen but two masters. */
static const struct {
    toc_clause_kind clause;
    toc_diag_code code;
    const char *message;
    const char *help;
} masters[] = {
    {TOC_CLAUSE_UNDER, TOC_D_TWO_SUPERIORS, TOC_PHRASE("a body cannot be under two others"),
     TOC_PHRASE("keep the one that commands, and say `links` or `member of` for the other")},
    {TOC_CLAUSE_FORMED, TOC_D_TWO_FOUNDERS,
     TOC_PHRASE("two may form this body, and nothing says which"),
     TOC_PHRASE("keep the one that decides; the other can be asked, in a step, to set it up")},
};

/* Word for word the same, the second says nothing more. */
static void offer_removal(toc_sema *sema, toc_diag *diag, toc_span first, toc_span second)
{
    const toc_source *source = toc_sources_find(sema->sources, second);
    uint32_t size = second.end - second.begin;

    if (!source || toc_sources_find(sema->sources, first) != source ||
        first.end - first.begin != size ||
        memcmp(source->text + (first.begin - source->base),
               source->text + (second.begin - source->base), size) != 0)
        return;
    toc_diag_add_fixit(sema->sink, diag, toc_source_removal(source, second), true, "");
}

static void report_twice(toc_sema *sema, const toc_clause *clause, toc_span first)
{
    toc_diag *diag;

    for (size_t i = 0; i < sizeof masters / sizeof masters[0]; i++) {
        if (masters[i].clause != clause->kind)
            continue;
        diag = toc_diag_add(sema->sink, masters[i].code, clause->span, "%s", masters[i].message);
        toc_diag_add_label(sema->sink, diag, first, "the first one");
        offer_removal(sema, diag, first, clause->span);
        toc_diag_add_fixed_help(sema->sink, diag, masters[i].help);
        return;
    }
    diag = toc_diag_add(sema->sink, TOC_D_CLAUSE_TWICE, clause->keyword,
                        TOC_KEYWORD " is given twice", toc_clause_kind_word(clause->kind));
    toc_diag_add_label(sema->sink, diag, first, "the first one");
    offer_removal(sema, diag, first, clause->span);
}

/* Clauses that every declaration takes. */
static bool fill_common(toc_sema *sema, toc_entity *entity, const toc_clause *clause)
{
    const toc_arg *arg = clause->args;

    if (clause->kind == TOC_CLAUSE_CLAUSE) {
        if (toc_arg_find(arg, TOC_ARG_TEXT))
            entity->clause = toc_arg_find(arg, TOC_ARG_TEXT)->text->bytes;
        return true;
    }
    if (clause->kind == TOC_CLAUSE_NOTE) {
        toc_fill_texts(sema, entity, &entity->notes, clause);
        return true;
    }
    if (clause->kind == TOC_CLAUSE_ALLOW) /* about messages, not about the plan: driver/allows.c */
        return true;
    if (clause->kind != TOC_CLAUSE_SEE)
        return false;
    for (; arg; arg = arg->next) {
        toc_entity_ref ref = {NULL, arg->span};

        if (arg->kind != TOC_ARG_PATH)
            continue;
        ref.target =
            toc_path_resolve(sema, arg->path, TOC_KIND(LIBRARY), TOC_PHRASE("a library entry"));
        TOC_PUSH(sema->arena, &entity->see, ref);
    }
    return true;
}

/* Clauses whose argument depends on where they stand; the grammar takes either. */
static const struct {
    toc_clause_kind clause;
    toc_decl_kind decl;
    toc_arg_kind argument;
    const char *needed; /* NULL: no argument at all */
} arguments[] = {
    {TOC_CLAUSE_STATUS, TOC_DECL_PLAN, TOC_ARG_WORD,
     TOC_PHRASE("a word: draft, approved, filed or retired")},
    {TOC_CLAUSE_STATUS, TOC_DECL_RESOURCE, TOC_ARG_TEXT, TOC_PHRASE("a text in quotes")},
    {TOC_CLAUSE_SCOPE, TOC_DECL_PLAN, TOC_ARG_TEXT, TOC_PHRASE("a text in quotes")},
    {TOC_CLAUSE_SCOPE, TOC_DECL_LEVEL, TOC_ARG_TEXT, TOC_PHRASE("a text in quotes")},
    {TOC_CLAUSE_SCOPE, TOC_DECL_EXERCISE, TOC_ARG_WORD,
     TOC_PHRASE("a word: single or comprehensive")},
    {TOC_CLAUSE_BASIS, TOC_DECL_PLAN, TOC_ARG_TEXT, TOC_PHRASE("texts in quotes")},
    {TOC_CLAUSE_BASIS, TOC_DECL_DOCTRINE, TOC_ARG_TEXT, TOC_PHRASE("texts in quotes")},
    {TOC_CLAUSE_BASIS, TOC_DECL_LEVELS, TOC_ARG_WORD, TOC_PHRASE("the word worst")},
    {TOC_CLAUSE_COUNT, TOC_DECL_RESOURCE, TOC_ARG_NUMBER, TOC_PHRASE("a number")},
    {TOC_CLAUSE_COUNT, TOC_DECL_INDICATOR, TOC_ARG_NUMBER, NULL},
};

static bool has_right_argument(toc_sema *sema, const toc_decl *decl, const toc_clause *clause)
{
    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++) {
        bool is_there;

        if (arguments[i].clause != clause->kind || arguments[i].decl != decl->kind)
            continue;
        is_there = toc_arg_find(clause->args, arguments[i].argument) != NULL;
        if (is_there == (arguments[i].needed != NULL))
            continue;
        if (arguments[i].needed)
            toc_diag_add(sema->sink, TOC_D_OTHER_ARGUMENT, clause->span,
                         TOC_KEYWORD " needs, in a " TOC_KEYWORD ", %s",
                         toc_clause_kind_word(clause->kind), toc_decl_kind_word(decl->kind),
                         arguments[i].needed);
        else
            toc_diag_add(sema->sink, TOC_D_OTHER_ARGUMENT, clause->span,
                         TOC_KEYWORD " is the type of this " TOC_KEYWORD
                                     " and takes nothing after it",
                         toc_clause_kind_word(clause->kind), toc_decl_kind_word(decl->kind));
        return false;
    }
    return true;
}

static bool is_welcome(toc_sema *sema, const toc_decl *decl, const toc_clause *clause,
                       toc_span seen[])
{
    if (!toc_clause_is_allowed(clause->kind, decl->kind)) {
        report_not_here(sema, decl, clause);
        return false;
    }
    if (!toc_span_is_none(seen[clause->kind]) && !toc_clause_repeats(clause->kind)) {
        report_twice(sema, clause, seen[clause->kind]);
        return false;
    }
    seen[clause->kind] = clause->span;
    return has_right_argument(sema, decl, clause);
}

void toc_clauses_fill(toc_sema *sema, toc_entity *entity, const toc_decl *decl)
{
    const toc_fill *rows = toc_fills_of(decl->kind);
    toc_span seen[TOC_CLAUSE_KIND_COUNT] = {{0, 0}};

    for (const toc_item *item = decl->items; item; item = item->next) {
        const toc_clause *clause = item->clause;

        if (!clause || !is_welcome(sema, decl, clause, seen))
            continue;
        if (fill_common(sema, entity, clause))
            continue;
        if (rows[clause->kind].fill)
            rows[clause->kind].fill(sema, entity, (char *)entity + rows[clause->kind].offset,
                                    clause);
    }
}
