/* call.c - the functions of conditions: count sum min max mean rate rise outbreak happened. */
#include "sema/context.h"

#include <string.h>

#include "base/nearest.h"

typedef enum shape { SHAPE_EVENT_WINDOW, SHAPE_VALUE_WINDOW, SHAPE_OUTBREAK, SHAPE_HAPPENED } shape;

typedef struct function {
    const char *name;
    toc_cond_op op;
    shape shape;
    const char *use; /* how it is written */
} function;

static const function functions[] = {
    {"count", TOC_COND_COUNT, SHAPE_EVENT_WINDOW, "count(event, 24h)"},
    {"sum", TOC_COND_SUM, SHAPE_VALUE_WINDOW, "sum(indicator, 24h)"},
    {"min", TOC_COND_MIN, SHAPE_VALUE_WINDOW, "min(indicator, 24h)"},
    {"max", TOC_COND_MAX, SHAPE_VALUE_WINDOW, "max(indicator, 24h)"},
    {"mean", TOC_COND_MEAN, SHAPE_VALUE_WINDOW, "mean(indicator, 24h)"},
    {"rate", TOC_COND_RATE, SHAPE_VALUE_WINDOW, "rate(indicator, 1h)"},
    {"rise", TOC_COND_RISE, SHAPE_VALUE_WINDOW, "rise(indicator, 1d)"},
    {"outbreak", TOC_COND_OUTBREAK, SHAPE_OUTBREAK, "outbreak(indicator, ears-c2)"},
    {"happened", TOC_COND_HAPPENED, SHAPE_HAPPENED, "happened(event)"},
};
#define FUNCTION_COUNT (sizeof functions / sizeof functions[0])

static const function *function_find(toc_sema *sema, toc_name name)
{
    const char *text = toc_symbol_text(sema->names, name.symbol);
    toc_nearest nearest;
    toc_diag *diag;

    toc_nearest_init(&nearest, text);
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        if (strcmp(functions[i].name, text) == 0)
            return &functions[i];
        toc_nearest_offer(&nearest, functions[i].name);
    }
    if (name.symbol.v == 0)
        return NULL;
    diag = toc_diag_add(sema->sink, TOC_D_UNKNOWN_FUNCTION, name.span,
                        "conditions have no function `%s`", text);
    toc_diag_add_note(sema->sink, diag,
                      "known are: count, sum, min, max, mean, rate, rise, outbreak, happened");
    if (nearest.best)
        toc_nearest_report(sema, diag, name.span, &nearest);
    return NULL;
}

/* The name in an argument, however the parser took it. */
static const toc_path *path_of(toc_sema *sema, const toc_arg *arg)
{
    if (!arg)
        return NULL;
    if (arg->kind == TOC_ARG_PATH)
        return arg->path;
    if (arg->kind == TOC_ARG_EXPR && arg->expr->kind == TOC_EXPR_PATH)
        return arg->expr->path;
    if (arg->kind == TOC_ARG_ANCHOR && arg->anchor.kind == TOC_ANCHOR_AT)
        return arg->anchor.path;
    if (arg->kind == TOC_ARG_WORD) {
        toc_path *path = TOC_NEW(sema->arena, toc_path);

        path->name = arg->name;
        return path;
    }
    return NULL;
}

static bool duration_of(const toc_arg *arg, toc_arg *out)
{
    if (!arg)
        return false;
    *out = *arg;
    if (arg->kind == TOC_ARG_EXPR && arg->expr->kind == TOC_EXPR_DURATION) {
        out->kind = TOC_ARG_DURATION;
        out->duration = arg->expr->duration;
    }
    return out->kind == TOC_ARG_DURATION;
}

static bool report_arguments(toc_sema *sema, const toc_expr *expr, const function *f)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_WRONG_ARGUMENTS, expr->span,
                                  "`%s` is not used like this", f->name);

    toc_diag_add_help(sema->sink, diag, "write it as `%s`", f->use);
    return false;
}

static bool read_window(toc_sema *sema, const toc_expr *expr, const function *f, toc_cond *cond)
{
    toc_arg length;

    if (!duration_of(expr->call.args->next, &length) || length.next)
        return report_arguments(sema, expr, f);
    cond->window = toc_fixed_length(sema, &length);
    if (cond->window == 0)
        toc_diag_add(sema->sink, TOC_D_NOT_POSITIVE, length.span,
                     "a window of no time holds nothing");
    return cond->window > 0;
}

static bool read_indicator(toc_sema *sema, const toc_expr *expr, const function *f, toc_cond *cond)
{
    const toc_path *path = path_of(sema, expr->call.args);
    toc_plan_indicator *indicator;

    if (!path)
        return report_arguments(sema, expr, f);
    cond->entity = toc_path_resolve(sema, path, TOC_KIND(INDICATOR), TOC_PHRASE("an indicator"));
    indicator = (toc_plan_indicator *)cond->entity;
    if (!indicator || indicator->type == TOC_TYPE_BROKEN)
        return false;
    if (toc_type_is_numeric(indicator->type))
        return true;
    toc_diag_add(sema->sink, TOC_D_NOT_COUNTABLE, expr->call.args->span,
                 "`%s` has no numbers to reckon with", indicator->base.full);
    return false;
}

static bool read_value_window(toc_sema *sema, const toc_expr *expr, const function *f,
                              toc_cond *cond)
{
    const toc_plan_indicator *indicator;

    if (!read_indicator(sema, expr, f, cond) || !read_window(sema, expr, f, cond))
        return false;
    indicator = (const toc_plan_indicator *)cond->entity;
    cond->type = (toc_value_type){indicator->type, NULL, indicator->unit};
    return true;
}

static bool read_event_window(toc_sema *sema, const toc_expr *expr, const function *f,
                              toc_cond *cond)
{
    const toc_path *path = path_of(sema, expr->call.args);

    if (!path)
        return report_arguments(sema, expr, f);
    cond->entity = toc_path_resolve(sema, path, TOC_KIND(EVENT), TOC_PHRASE("an event"));
    cond->type.type = TOC_TYPE_COUNT;
    return cond->entity && read_window(sema, expr, f, cond);
}

static bool read_outbreak(toc_sema *sema, const toc_expr *expr, const function *f, toc_cond *cond)
{
    static const char *const words[] = {"ears-c1", "ears-c2", "ears-c3"};
    static const toc_word_list list = {TOC_PHRASE("way to detect an outbreak"), words, 3, 1};
    const toc_path *path;
    int value;

    if (!read_indicator(sema, expr, f, cond))
        return false;
    path = path_of(sema, expr->call.args->next);
    if (!path || path->next)
        return report_arguments(sema, expr, f);
    value = toc_word_resolve(sema, path->name, &list);
    cond->value = value;
    cond->type.type = TOC_TYPE_FLAG;
    return value > 0;
}

/* Whatever a deadline can count from can have happened; of a response, its start. */
static bool read_happened(toc_sema *sema, const toc_expr *expr, const function *f, toc_cond *cond)
{
    const toc_arg *arg = expr->call.args;
    toc_anchor anchor = {.kind = TOC_ANCHOR_AT};

    if (arg->next)
        return report_arguments(sema, expr, f);
    if (arg->kind == TOC_ARG_ANCHOR) {
        anchor = arg->anchor;
    } else {
        anchor.path = (toc_path *)(uintptr_t)path_of(sema, arg);
        if (!anchor.path)
            return report_arguments(sema, expr, f);
    }
    if (anchor.kind == TOC_ANCHOR_AT && toc_path_is(sema, anchor.path, TOC_KIND(RESPONSE)))
        anchor.kind = TOC_ANCHOR_START_OF;
    cond->anchor = toc_anchor_resolve(sema, &anchor, arg->span);
    cond->entity = cond->anchor.target;
    cond->type.type = TOC_TYPE_FLAG;
    return !cond->anchor.is_broken;
}

static bool read(toc_sema *sema, const toc_expr *expr, const function *f, toc_cond *cond)
{
    if (!expr->call.args)
        return report_arguments(sema, expr, f);
    switch (f->shape) {
    case SHAPE_EVENT_WINDOW:
        return read_event_window(sema, expr, f, cond);
    case SHAPE_VALUE_WINDOW:
        return read_value_window(sema, expr, f, cond);
    case SHAPE_OUTBREAK:
        return read_outbreak(sema, expr, f, cond);
    case SHAPE_HAPPENED:
        return read_happened(sema, expr, f, cond);
    }
    return false;
}

toc_cond *toc_call_resolve(toc_sema *sema, const toc_expr *expr)
{
    const function *f = function_find(sema, expr->call.name);
    toc_cond *cond;

    if (!f)
        return toc_cond_broken(sema, expr->span);
    cond = toc_cond_new(sema, f->op, TOC_TYPE_BROKEN, expr->span);
    return read(sema, expr, f, cond) ? cond : toc_cond_broken(sema, expr->span);
}
