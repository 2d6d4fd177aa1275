/* resolve_signal.c - events, indicators, moments, periods and triggers from their clauses. */
#include "sema/context.h"

#define AT(type, member) offsetof(type, member)

const toc_fill toc_event_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_CATEGORY] = {toc_fill_categories, AT(toc_plan_event, categories)},
    [TOC_CLAUSE_FIELDS] = {toc_fill_nothing, 0}, /* shape.c */
    [TOC_CLAUSE_SEEN_BY] = {toc_fill_bodies, AT(toc_plan_event, seen_by)},
};

/* ── indicators ──────────────────────────────────────────────────────────── */

/* A number or duration that must suit the indicator's type; false: reported. */
static bool read_value(toc_sema *sema, const toc_plan_indicator *indicator, const toc_arg *arg,
                       int64_t *out)
{
    bool is_length = arg->kind == TOC_ARG_DURATION;
    bool wants_percent = indicator->type == TOC_TYPE_PERCENT;
    bool is_good = is_length
                       ? indicator->type == TOC_TYPE_DURATION
                       : arg->kind == TOC_ARG_NUMBER && toc_type_is_numeric(indicator->type) &&
                             indicator->type != TOC_TYPE_DURATION &&
                             arg->number.is_percent == wants_percent;
    toc_value_type type = {indicator->type, (toc_entity *)(uintptr_t)&indicator->base, NULL};

    if (indicator->type == TOC_TYPE_BROKEN)
        return false;
    if (!is_good) {
        toc_diag *diag = toc_diag_add(
            sema->sink, TOC_D_TYPES_DIFFER, arg->span, "`%s` does not suit `%s`, which is %s",
            toc_written(sema, arg->span), indicator->base.full, toc_type_text(sema, &type));

        if (wants_percent && arg->kind == TOC_ARG_NUMBER)
            toc_diag_add_help(sema->sink, diag, "write `%s%%`", toc_written(sema, arg->span));
        return false;
    }
    *out = is_length ? toc_fixed_length(sema, arg) : arg->number.micro;
    return !is_length || *out >= 0;
}

static void fill_range(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_indicator *indicator = (toc_plan_indicator *)entity;
    const toc_arg *least = clause->args;

    (void)field;
    if (!least || !least->next || !read_value(sema, indicator, least, &indicator->least) ||
        !read_value(sema, indicator, least->next, &indicator->most))
        return;
    indicator->range_span = clause->span;
    indicator->has_range = indicator->least <= indicator->most;
    if (!indicator->has_range)
        toc_diag_add(sema->sink, TOC_D_BACKWARDS, toc_span_join(least->span, least->next->span),
                     "the range goes backwards: its lower end comes first");
}

static bool initial_word(toc_sema *sema, toc_plan_indicator *indicator, toc_name name)
{
    const toc_scope_entry *entry =
        toc_scope_find(sema, toc_scope_of(&indicator->base), name.symbol);
    int flag = toc_flag_word(sema, name);

    if (indicator->type == TOC_TYPE_FLAG && flag >= 0) {
        indicator->initial = flag;
        return true;
    }
    if (indicator->type == TOC_TYPE_ENUM && entry && entry->outcome >= 0) {
        indicator->initial = entry->outcome;
        return true;
    }
    if (name.symbol.v != 0 && indicator->type != TOC_TYPE_BROKEN)
        toc_report_not_a_value(sema, name, &indicator->base, indicator->type);
    return false;
}

static void fill_initial(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_indicator *indicator = (toc_plan_indicator *)entity;
    const toc_arg *arg = clause->args;

    (void)field;
    if (!arg)
        return;
    if (arg->kind == TOC_ARG_WORD)
        indicator->has_initial = initial_word(sema, indicator, arg->name);
    else if (arg->kind == TOC_ARG_PATH)
        indicator->has_initial = initial_word(sema, indicator, arg->path->name);
    else
        indicator->has_initial = read_value(sema, indicator, arg, &indicator->initial);
}

/* How often it is sampled; an interval and nothing more. */
static void fill_every(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *more = toc_arg_find(clause->args, TOC_ARG_CLAUSE);

    toc_fill_length(sema, entity, field, clause);
    if (more)
        toc_diag_add(sema->sink, TOC_D_CLAUSE_NOT_HERE, more->span,
                     TOC_KEYWORD " says nothing of how often an indicator is sampled",
                     toc_clause_kind_word(more->clause->kind));
}

const toc_fill toc_indicator_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_TYPE_NUMBER] = {toc_fill_nothing, 0}, /* types: shape.c */
    [TOC_CLAUSE_TYPE_PERCENT] = {toc_fill_nothing, 0},
    [TOC_CLAUSE_COUNT] = {toc_fill_nothing, 0},
    [TOC_CLAUSE_TYPE_DURATION] = {toc_fill_nothing, 0},
    [TOC_CLAUSE_TYPE_FLAG] = {toc_fill_nothing, 0},
    [TOC_CLAUSE_ONE_OF] = {toc_fill_nothing, 0},
    [TOC_CLAUSE_ORDERED] = {toc_fill_nothing, 0},
    [TOC_CLAUSE_UNIT] = {toc_fill_nothing, 0},
    [TOC_CLAUSE_RANGE] = {fill_range, 0},
    [TOC_CLAUSE_INITIAL] = {fill_initial, 0},
    [TOC_CLAUSE_SOURCE] = {toc_fill_body, AT(toc_plan_indicator, source)},
    [TOC_CLAUSE_EVERY] = {fill_every, AT(toc_plan_indicator, every)},
};

void toc_indicator_finish(toc_sema *sema, toc_plan_indicator *indicator)
{
    if (!indicator->has_initial && indicator->has_range)
        indicator->initial = indicator->least;
    if (!indicator->has_initial || !indicator->has_range)
        return;
    if (indicator->initial < indicator->least || indicator->initial > indicator->most) {
        toc_diag *diag = toc_diag_add(sema->sink, TOC_D_OUT_OF_RANGE, indicator->base.span,
                                      "`%s` starts outside its own range", indicator->base.full);

        toc_diag_add_label(sema->sink, diag, indicator->range_span, "the range");
    }
}

/* ── moments and periods ─────────────────────────────────────────────────── */

const toc_fill toc_moment_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_SOURCE] = {toc_fill_body, AT(toc_plan_moment, source)},
};

static bool read_period_end(const toc_arg *arg, toc_period_span *span, int64_t *out)
{
    if (arg->kind == TOC_ARG_DATE) {
        span->kind = TOC_PERIOD_DATES;
        *out = toc_date_to_days(arg->date);
    } else if (arg->kind == TOC_ARG_INSTANT) {
        span->kind = TOC_PERIOD_INSTANTS;
        *out = arg->ms;
    } else if (arg->kind == TOC_ARG_TIME) {
        span->kind = TOC_PERIOD_TIMES;
        *out = arg->minutes;
    } else {
        return false;
    }
    return true;
}

static void fill_from_to(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_period *period = (toc_plan_period *)entity;
    toc_period_span span = {.span = clause->span};
    const toc_arg *begin = clause->args;
    bool wraps;

    (void)field;
    if (!begin || !begin->next || !read_period_end(begin, &span, &span.begin) ||
        !read_period_end(begin->next, &span, &span.end))
        return;
    wraps = span.kind == TOC_PERIOD_TIMES ||
            (span.kind == TOC_PERIOD_DATES && toc_decl_has(entity->decl, TOC_CLAUSE_YEARLY));
    if (span.end < span.begin && !wraps) {
        toc_diag_add(sema->sink, TOC_D_BACKWARDS, clause->span, "the period ends before it begins");
        return;
    }
    TOC_PUSH(sema->arena, &period->spans, span);
}

static void fill_weekly(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *days = toc_arg_find(clause->args, TOC_ARG_DAYS);

    toc_fill_flag(sema, entity, field, clause);
    ((toc_plan_period *)entity)->days = days ? days->days : 0x7fu;
}

const toc_fill toc_period_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_FROM_TO] = {fill_from_to, 0},
    [TOC_CLAUSE_YEARLY] = {toc_fill_flag, AT(toc_plan_period, is_yearly)},
    [TOC_CLAUSE_WEEKLY] = {fill_weekly, AT(toc_plan_period, is_weekly)},
    [TOC_CLAUSE_HOLIDAY] = {toc_fill_flag, AT(toc_plan_period, is_holiday)},
    [TOC_CLAUSE_WORKDAY] = {toc_fill_flag, AT(toc_plan_period, is_workday)},
};

const toc_fill toc_trigger_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_ON] = {toc_fill_anchors, AT(toc_plan_trigger, on)},
    [TOC_CLAUSE_WHEN] = {toc_fill_cond, AT(toc_plan_trigger, when)},
};
