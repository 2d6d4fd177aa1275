/* deadline.c - deadlines and series: `within 2h of incident`, `by time 08:00`, `every 4h until c`. */
#include "sema/context.h"

static bool is_second(toc_sema *sema, const toc_deadline *deadline, const toc_clause *clause)
{
    toc_diag *diag;

    if (deadline->kind == TOC_DEADLINE_NONE)
        return false;
    diag = toc_diag_add(sema->sink, TOC_D_TWO_DEADLINES, clause->span, "a second deadline");
    toc_diag_add_label(sema->sink, diag, deadline->span, "the first one");
    toc_diag_add_help(sema->sink, diag, "keep the one that the plan holds people to");
    return true;
}

/* Workdays are a deadline's own unit; months belong to the dates of the plan itself. */
static bool read_length(toc_sema *sema, const toc_arg *arg, toc_deadline *out)
{
    if (!arg)
        return false;
    out->length_span = arg->span;
    out->length = arg->duration;
    if (arg->duration.months == 0)
        return true;
    return toc_fixed_length(sema, arg) >= 0;
}

static void read_within(toc_sema *sema, const toc_clause *clause, toc_deadline *out)
{
    const toc_arg *anchor = toc_arg_find(clause->args, TOC_ARG_ANCHOR);

    if (!read_length(sema, toc_arg_find(clause->args, TOC_ARG_DURATION), out))
        return;
    out->kind = TOC_DEADLINE_WITHIN;
    if (anchor)
        out->anchor = toc_anchor_resolve(sema, &anchor->anchor, anchor->span);
}

static void read_by_time(const toc_clause *clause, toc_deadline *out)
{
    const toc_arg *time = toc_arg_find(clause->args, TOC_ARG_TIME);

    if (!time)
        return;
    out->kind = TOC_DEADLINE_BY_TIME;
    out->minutes = time->minutes;
    out->length_span = time->span;
}

static void read_before(toc_sema *sema, const toc_clause *clause, toc_deadline *out)
{
    const toc_arg *path = toc_arg_find(clause->args, TOC_ARG_PATH);

    if (!read_length(sema, toc_arg_find(clause->args, TOC_ARG_DURATION), out) || !path)
        return;
    out->kind = TOC_DEADLINE_BEFORE;
    out->moment.span = path->span;
    out->moment.target = (toc_plan_moment *)toc_path_resolve(sema, path->path, TOC_KIND(MOMENT),
                                                             TOC_PHRASE("a moment"));
}

void toc_deadline_resolve(toc_sema *sema, const toc_clause *clause, toc_deadline *out)
{
    if (is_second(sema, out, clause))
        return;
    *out = (toc_deadline){.minutes = -1, .span = clause->span, .anchor.outcome = -1};
    if (clause->kind == TOC_CLAUSE_BY_TIME)
        read_by_time(clause, out);
    else if (clause->kind == TOC_CLAUSE_BEFORE)
        read_before(sema, clause, out);
    else
        read_within(sema, clause, out);
}

void toc_fill_deadline(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)entity;
    toc_deadline_resolve(sema, clause, field);
}

static void read_until(toc_sema *sema, const toc_clause *clause, toc_series *series)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_EXPR);
    toc_cond *until = arg ? toc_cond_resolve(sema, arg->expr) : NULL;

    if (series->until && until) {
        toc_diag *diag =
            toc_diag_add(sema->sink, TOC_D_CLAUSE_TWICE, clause->keyword, "`until` is given twice");

        toc_diag_add_label(sema->sink, diag, series->until->span, "the first one");
        return;
    }
    if (until)
        series->until = until;
}

void toc_fill_until(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    (void)entity;
    read_until(sema, clause, field);
}

void toc_fill_series(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    const toc_arg *arg = toc_arg_find(clause->args, TOC_ARG_DURATION);
    const toc_clause *by_time = toc_inner_clause(clause->args, TOC_CLAUSE_BY_TIME);
    const toc_clause *until = toc_inner_clause(clause->args, TOC_CLAUSE_UNTIL);
    toc_series *series = field;
    toc_ms every = toc_fixed_length(sema, arg);

    (void)entity;
    series->span = clause->span;
    if (every == 0)
        toc_diag_add(sema->sink, TOC_D_NOT_POSITIVE, arg->span, "every `%s` would never rest",
                     toc_written(sema, arg->span));
    if (every > 0)
        series->every = every;
    if (by_time && toc_arg_find(by_time->args, TOC_ARG_TIME))
        series->minutes = toc_arg_find(by_time->args, TOC_ARG_TIME)->minutes;
    if (until)
        read_until(sema, until, series);
}
