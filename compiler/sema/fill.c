/* fill.c - fillers for the commonest shapes of clauses: bodies, texts, lengths, scoring. */
#include "sema/context.h"

#define BODY_NEEDED TOC_PHRASE("a body")

toc_body_ref toc_body_resolve(toc_sema *sema, const toc_arg *arg)
{
    toc_body_ref ref = {NULL, {0, 0}};

    if (!arg || arg->kind != TOC_ARG_PATH)
        return ref;
    ref.span = arg->span;
    ref.target = (toc_plan_body *)toc_path_resolve(sema, arg->path, TOC_KIND(BODY), BODY_NEEDED);
    return ref;
}

void toc_bodies_resolve(toc_sema *sema, const toc_arg *args, toc_body_refs *out)
{
    for (; args; args = args->next) {
        toc_body_ref ref;

        if (args->kind != TOC_ARG_PATH)
            continue;
        ref = toc_body_resolve(sema, args);
        TOC_PUSH(sema->arena, out, ref);
    }
}

void toc_fill_body(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)entity;
    *(toc_body_ref *)field = toc_body_resolve(sema, toc_arg_find(clause->args, TOC_ARG_PATH));
}

void toc_fill_bodies(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)entity;
    toc_bodies_resolve(sema, clause->args, field);
}

void toc_fill_text(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_TEXT);

    (void)sema;
    (void)entity;
    if (arg)
        *(const toc_text **)field = arg->text;
}

void toc_fill_text_bytes(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_TEXT);

    (void)sema;
    (void)entity;
    if (arg)
        *(const char **)field = arg->text->bytes;
}

void toc_fill_texts(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_texts *texts = field;

    (void)entity;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_TEXT)
            TOC_PUSH(sema->arena, texts, arg->text);
    }
}

/* The names themselves were declared by toc_shape_resolve. */
void toc_fill_aliases(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_fill_texts(sema, entity, field, clause);
}

void toc_fill_flag(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)sema;
    (void)entity;
    (void)clause;
    *(bool *)field = true;
}

void toc_fill_nothing(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)sema;
    (void)entity;
    (void)field;
    (void)clause;
}

void toc_fill_length(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_DURATION);
    toc_length *length = field;
    toc_ms ms = toc_fixed_length(sema, arg);

    (void)entity;
    if (ms < 0)
        return;
    length->value.ms = ms;
    length->span = arg->span;
}

void toc_fill_cond(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_EXPR);

    (void)entity;
    if (arg)
        *(toc_cond **)field = toc_cond_resolve(sema, arg->expr);
}

void toc_duty_by_resolve(toc_sema *sema, const toc_clause *clause, toc_duty_by *out)
{
    const toc_clause *within = toc_inner_clause(clause->args, TOC_CLAUSE_WITHIN);

    out->span = clause->span;
    out->body = toc_body_resolve(sema, toc_arg_find(clause->args, TOC_ARG_PATH));
    if (within)
        toc_deadline_resolve(sema, within, &out->deadline);
}

void toc_fill_duty_by(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)entity;
    toc_duty_by_resolve(sema, clause, field);
}

void toc_fill_scoring(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_PATH);
    const toc_clause *weight = toc_inner_clause(clause->args, TOC_CLAUSE_WEIGHT);
    toc_scoring *scoring = field;

    (void)entity;
    if (arg) {
        scoring->objective.span = arg->span;
        scoring->objective.target = (toc_plan_objective *)toc_path_resolve(
            sema, arg->path, TOC_KIND(OBJECTIVE), TOC_PHRASE("an objective"));
    }
    if (weight) {
        int64_t value = toc_whole_resolve(sema, weight->args, 1, 1000000);

        if (value > 0)
            scoring->weight = value;
    }
}

void toc_fill_grace(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_fill_length(sema, entity, &((toc_scoring *)field)->grace, clause);
}

static toc_plan_level *escalation_target(toc_sema *sema, const toc_path *path)
{
    toc_plan_ladder *ladder = sema->ladder ? sema->ladder : sema->unnamed_ladder;

    if (path->next || !ladder ||
        !toc_scope_find(sema, toc_scope_of(&ladder->base), path->name.symbol))
        return (toc_plan_level *)toc_path_resolve(sema, path, TOC_KIND(LEVEL),
                                                  TOC_PHRASE("a level"));
    return toc_level_resolve(sema, ladder, path->name);
}

static void add_late(toc_sema *sema, toc_lates *lates, int kind, const toc_arg *arg, toc_span span)
{
    toc_late late = {.kind = (toc_late_kind)kind, .span = span};

    if (late.kind == TOC_LATE_ESCALATE) {
        late.level.span = arg->span;
        late.level.target = escalation_target(sema, arg->path);
    } else if (late.kind == TOC_LATE_NOTIFY) {
        late.body = toc_body_resolve(sema, arg);
    } else {
        late.response.span = arg->span;
        late.response.target = (toc_plan_response *)toc_path_resolve(
            sema, arg->path, TOC_KIND(RESPONSE), TOC_PHRASE("a response"));
    }
    TOC_PUSH(sema->arena, lates, late);
}

void toc_fill_lates(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"escalate", "notify", "do"};
    static const toc_word_list list = {TOC_PHRASE("thing to do when late"), words, 3,
                                       TOC_LATE_ESCALATE};
    const toc_arg *word = toc_arg_find(clause->args, TOC_ARG_WORD);
    int kind = word ? toc_word_resolve(sema, word->name, &list) : -1;

    (void)entity;
    if (kind < 0)
        return;
    for (const toc_arg *arg = word->next; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_PATH)
            add_late(sema, field, kind, arg, clause->span);
    }
}

static void report_empty_shift(toc_sema *sema, toc_span span)
{
    toc_diag *diag =
        toc_diag_add(sema->sink, TOC_D_EMPTY_SHIFT, span, "a shift that lasts no time");

    toc_diag_add_help(sema->sink, diag, "write `24h` for the whole day");
}

/* Was the time of day refused when it was read? */
static bool is_no_time(const toc_sema *sema, toc_span span)
{
    for (uint32_t i = 0; i < sema->sink->records.count; i++) {
        const toc_diag *diag = sema->sink->records.items[i];

        if (diag->code == TOC_D_NO_SUCH_DATE && diag->span.begin == span.begin)
            return true;
    }
    return false;
}

toc_shift toc_shift_resolve(toc_sema *sema, const toc_arg *args, toc_span span)
{
    const toc_arg *begin = toc_arg_find(args, TOC_ARG_TIME);
    const toc_arg *end = begin ? toc_arg_find(begin->next, TOC_ARG_TIME) : NULL;
    const toc_arg *days = toc_arg_find(args, TOC_ARG_DAYS);
    toc_shift shift = {.days = days ? days->days : 0x7fu, .span = span};

    if (!end)
        return shift;
    shift.begin = begin->minutes;
    shift.end = end->minutes;
    if (shift.begin == shift.end && !is_no_time(sema, begin->span) && !is_no_time(sema, end->span))
        report_empty_shift(sema, toc_span_join(begin->span, end->span));
    return shift;
}

void toc_fill_hours(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_hours *hours = field;
    toc_shift shift;

    (void)entity;
    if (!hours->is_written)
        hours->span = clause->span;
    hours->is_written = true;
    if (!toc_arg_find(clause->args, TOC_ARG_TIME)) {
        hours->is_all_day = true;
        return;
    }
    shift = toc_shift_resolve(sema, clause->args, clause->span);
    TOC_PUSH(sema->arena, &hours->shifts, shift);
}

void toc_fill_fields(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_field_refs *fields = field;

    (void)entity;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        toc_field_ref ref = {NULL, arg->span};

        if (arg->kind != TOC_ARG_PATH)
            continue;
        ref.target = (toc_plan_field *)toc_path_resolve(sema, arg->path, TOC_KIND(FIELD),
                                                        TOC_PHRASE("a report field"));
        TOC_PUSH(sema->arena, fields, ref);
    }
}

void toc_fill_categories(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_category_refs *categories = field;

    (void)entity;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        toc_category_ref ref = {NULL, arg->span};

        if (arg->kind != TOC_ARG_PATH)
            continue;
        ref.target = (toc_plan_category *)toc_path_resolve(sema, arg->path, TOC_KIND(CATEGORY),
                                                           TOC_PHRASE("a category"));
        TOC_PUSH(sema->arena, categories, ref);
    }
}

void toc_fill_methods(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"phone", "mobile", "radio",   "email",   "fax",      "im",
                                        "sms",   "system", "written", "meeting", "messenger"};
    static const toc_word_list list = {TOC_PHRASE("way to report"), words, 11, TOC_METHOD_PHONE};
    toc_methods *methods = field;

    (void)entity;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        int value = arg->kind == TOC_ARG_WORD ? toc_word_resolve(sema, arg->name, &list) : -1;

        if (value >= 0)
            TOC_PUSH(sema->arena, methods, (toc_method)value);
    }
}
