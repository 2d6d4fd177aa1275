/* resolve_rest.c - objectives, rosters, exercises, library entries, report fields, the glossary. */
#include "sema/context.h"

#define AT(type, member) offsetof(type, member)

static void fill_weight(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    int64_t weight =
        toc_whole_resolve(sema, toc_arg_find(clause->args, TOC_ARG_NUMBER), 1, 1000000);

    if (weight > 0)
        *(int64_t *)field = weight;
    ((toc_plan_objective *)entity)->weight_span = clause->span;
}

/* `rating P at least 90`, with or without a per cent sign. */
static void fill_threshold(toc_sema *sema, toc_entity *entity, void *field,
                           const toc_clause *clause)
{
    static const char *const words[] = {"P", "S", "M"};
    static const toc_word_list list = {TOC_PHRASE("rating"), words, 3, 1};
    toc_plan_objective *objective = (toc_plan_objective *)entity;
    const toc_arg *number = toc_arg_find(clause->args, TOC_ARG_NUMBER);
    int rating = toc_clause_word(sema, clause, &list);
    toc_arg plain;
    int64_t value;

    (void)field;
    if (!number || rating == 0)
        return;
    plain = *number;
    plain.number.is_percent = false;
    value = toc_whole_resolve(sema, &plain, 0, 100);
    if (value < 0)
        return;
    if (rating == 1)
        objective->least_p = value;
    else if (rating == 2)
        objective->least_s = value;
    else
        objective->least_m = value;
}

const toc_fill toc_objective_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_WEIGHT] = {fill_weight, AT(toc_plan_objective, weight)},
    [TOC_CLAUSE_CAPABILITY] = {toc_fill_text, AT(toc_plan_objective, capability)},
    [TOC_CLAUSE_THRESHOLD] = {fill_threshold, 0},
};

const toc_fill toc_field_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_ALIAS] = {toc_fill_aliases, AT(toc_plan_field, aliases)},
};

const toc_fill toc_bare_fills[TOC_CLAUSE_KIND_COUNT] = {{NULL, 0}};

/* ── rosters ─────────────────────────────────────────────────────────────── */

static void fill_shift(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *word = toc_arg_find(clause->args, TOC_ARG_WORD);
    const toc_arg *least = toc_arg_find(clause->args, TOC_ARG_NUMBER);
    toc_roster_shift shift = {0};
    int64_t people;

    (void)field;
    if (word)
        shift.name = word->name;
    shift.hours = toc_shift_resolve(sema, clause->args, clause->span);
    people = toc_whole_resolve(sema, least, 1, 1000000);
    if (people > 0)
        shift.least = (uint32_t)people;
    TOC_PUSH(sema->arena, &((toc_plan_roster *)entity)->shifts, shift);
}

const toc_fill toc_roster_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_ROSTER_ORG] = {toc_fill_body, AT(toc_plan_roster, org)},
    [TOC_CLAUSE_COVER] = {toc_fill_flag, AT(toc_plan_roster, is_all_day)},
    [TOC_CLAUSE_SHIFT] = {fill_shift, 0},
};

/* ── exercises ───────────────────────────────────────────────────────────── */

static void fill_exercise_kind(toc_sema *sema, toc_entity *entity, void *field,
                               const toc_clause *clause)
{
    static const char *const words[] = {"tabletop", "functional", "full-scale", "no-notice"};
    static const toc_word_list list = {TOC_PHRASE("kind of exercise"), words, 4,
                                       TOC_EXERCISE_TABLETOP};

    (void)entity;
    *(toc_exercise_kind *)field = (toc_exercise_kind)toc_clause_word(sema, clause, &list);
}

static void fill_exercise_scope(toc_sema *sema, toc_entity *entity, void *field,
                                const toc_clause *clause)
{
    static const char *const words[] = {"single", "comprehensive"};
    static const toc_word_list list = {TOC_PHRASE("scope of an exercise"), words, 2, 1};

    (void)entity;
    *(bool *)field = toc_clause_word(sema, clause, &list) == 2;
}

static void fill_per_year(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    int64_t times = toc_whole_resolve(sema, toc_arg_find(clause->args, TOC_ARG_NUMBER), 1, 366);

    (void)entity;
    if (times > 0)
        *(uint32_t *)field = (uint32_t)times;
}

static void fill_next(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *date = toc_arg_find(clause->args, TOC_ARG_DATE);

    (void)sema;
    if (!date)
        return;
    ((toc_plan_exercise *)entity)->has_next = true;
    *(toc_date *)field = date->date;
}

/* `every 2y`: drills are planned by the calendar, and not by the clock. */
static void fill_interval(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_DURATION);
    toc_length *every = field;

    (void)entity;
    if (arg->next)
        toc_diag_add(sema->sink, TOC_D_OTHER_ARGUMENT, clause->span,
                     "`every` needs, in an `exercise`, a length of time and nothing else");
    else if (arg->duration.workdays != 0)
        (void)toc_fixed_length(sema, arg);
    else if (arg->duration.months == 0 && arg->duration.ms < TOC_DAY)
        toc_diag_add(sema->sink, TOC_D_NOT_POSITIVE, arg->span, "`%s` is too small here",
                     toc_written(sema, arg->span));
    else
        *every = (toc_length){arg->duration, arg->span};
}

const toc_fill toc_exercise_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_KIND] = {fill_exercise_kind, AT(toc_plan_exercise, kind)},
    [TOC_CLAUSE_SCOPE] = {fill_exercise_scope, AT(toc_plan_exercise, is_comprehensive)},
    [TOC_CLAUSE_PER_YEAR] = {fill_per_year, AT(toc_plan_exercise, per_year)},
    [TOC_CLAUSE_EVERY] = {fill_interval, AT(toc_plan_exercise, every)},
    [TOC_CLAUSE_NEXT] = {fill_next, AT(toc_plan_exercise, next)},
    [TOC_CLAUSE_SCENARIO] = {toc_fill_texts, AT(toc_plan_exercise, scenarios)},
};

/* ── who plays the roles of rules ────────────────────────────────────────── */

static void fill_role(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_doctrine *doctrine = (toc_plan_doctrine *)entity;
    toc_role_binding binding = {.span = clause->span};

    (void)field;
    binding.role = clause->args->name;
    binding.is_elsewhere = toc_arg_find(clause->args, TOC_ARG_FLAG) != NULL;
    toc_bodies_resolve(sema, clause->args->next, &binding.bodies);
    for (uint32_t i = 0; i < doctrine->roles.count; i++) {
        const toc_role_binding *other = &doctrine->roles.items[i];
        toc_diag *diag;

        if (other->role.symbol.v != binding.role.symbol.v || binding.role.symbol.v == 0)
            continue;
        diag = toc_diag_add(sema->sink, TOC_D_DOUBLE_NAME, binding.role.span,
                            "who plays `%s` is said twice",
                            toc_symbol_text(sema->names, binding.role.symbol));
        toc_diag_add_label(sema->sink, diag, other->span, "the first one");
        toc_diag_add_help(sema->sink, diag, "name all of them in one: `role x is a, b`");
        return;
    }
    TOC_PUSH(sema->arena, &doctrine->roles, binding);
}

/* What only a file of rules says of itself. */
static void refuse_in_plan(toc_sema *sema, toc_entity *entity, void *field,
                           const toc_clause *clause)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_CLAUSE_NOT_HERE, clause->keyword,
                                  TOC_KEYWORD " says nothing in a plan's `doctrine`",
                                  toc_clause_kind_word(clause->kind));

    (void)field;
    toc_diag_add_label(sema->sink, diag, entity->decl->keyword, "in this declaration");
    toc_diag_add_help(sema->sink, diag, "a plan says here who plays which role: `role unit is …`");
}

const toc_fill toc_doctrine_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_ROLE_IS] = {fill_role, 0},         [TOC_CLAUSE_VERSION] = {refuse_in_plan, 0},
    [TOC_CLAUSE_BASIS] = {refuse_in_plan, 0},      [TOC_CLAUSE_SINCE] = {refuse_in_plan, 0},
    [TOC_CLAUSE_UNTIL_DATE] = {refuse_in_plan, 0},
};

/* ── library and glossary ────────────────────────────────────────────────── */

static void fill_library_kind(toc_sema *sema, toc_entity *entity, void *field,
                              const toc_clause *clause)
{
    static const char *const words[] = {"law", "plan", "expert", "team", "stock", "hazard", "case"};
    static const toc_word_list list = {TOC_PHRASE("kind of library entry"), words, 7,
                                       TOC_LIBRARY_LAW};

    (void)entity;
    *(toc_library_kind *)field = (toc_library_kind)toc_clause_word(sema, clause, &list);
}

const toc_fill toc_library_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_KIND] = {fill_library_kind, AT(toc_plan_library, kind)},
    [TOC_CLAUSE_TEXT] = {toc_fill_texts, AT(toc_plan_library, texts)},
};

static void add_term(toc_sema *sema, const toc_clause *clause)
{
    const toc_arg *word = toc_arg_find(clause->args, TOC_ARG_TEXT);
    const toc_arg *meaning = word ? toc_arg_find(word->next, TOC_ARG_TEXT) : NULL;

    if (meaning) {
        toc_term term = {word->text, meaning->text};

        TOC_PUSH(sema->arena, &sema->plan->terms, term);
    }
}

/* A glossary has neither name nor entity: its terms are the plan's. */
static void read_glossary(toc_sema *sema, const toc_decl *decl)
{
    for (const toc_item *item = decl->items; item; item = item->next) {
        if (item->clause && item->clause->kind == TOC_CLAUSE_TERM)
            add_term(sema, item->clause);
    }
}

void toc_lists_resolve(toc_sema *sema, const toc_unit *unit)
{
    for (uint32_t i = 0; i < unit->decls.count; i++) {
        const toc_decl *decl = unit->decls.items[i];
        toc_entity unnamed = {.full = "", .decl = decl};

        if (decl->kind != TOC_DECL_GLOSSARY && decl->kind != TOC_DECL_REPORT_FIELDS)
            continue;
        toc_clauses_fill(sema, &unnamed, decl);
        if (decl->kind == TOC_DECL_GLOSSARY)
            read_glossary(sema, decl);
    }
}
