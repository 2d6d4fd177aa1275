/* build_expr.c - anchors and conditions, as the grammar's actions ask for them. */
#include "syntax/build.h"

/* ── anchors ─────────────────────────────────────────────────────────────── */

toc_arg *toc_build_anchor(toc_build *build, toc_anchor_kind kind, toc_path *path, toc_span span)
{
    return toc_build_anchor_arg(build, (toc_anchor){.kind = kind, .path = path}, span);
}

toc_arg *toc_build_grade_anchor(toc_build *build, toc_expr_kind how, toc_path *ladder,
                                toc_word_value grade, toc_span grade_span, toc_span span)
{
    toc_anchor anchor = {.kind = TOC_ANCHOR_LEVEL_AT_LEAST, .path = ladder};

    if (how == TOC_EXPR_IS)
        anchor.kind = TOC_ANCHOR_LEVEL_IS;
    else if (how == TOC_EXPR_BELOW)
        anchor.kind = TOC_ANCHOR_LEVEL_BELOW;
    anchor.grade = (toc_name){grade.symbol, grade_span};
    return toc_build_anchor_arg(build, anchor, span);
}

toc_arg *toc_build_risen_anchor(toc_build *build, toc_anchor_kind kind, toc_path *path,
                                toc_span span)
{
    toc_anchor anchor = {.kind = kind, .path = path->next ? path : NULL};
    toc_path **last = &path;

    while ((*last)->next)
        last = &(*last)->next;
    anchor.grade = (*last)->name;
    *last = NULL;
    return toc_build_anchor_arg(build, anchor, span);
}

/* ── conditions ──────────────────────────────────────────────────────────── */

toc_expr *toc_build_expr(toc_build *build, toc_expr_kind kind, toc_span span)
{
    toc_expr *expr = TOC_NEW(build->arena, toc_expr);

    expr->kind = kind;
    expr->span = span;
    return expr;
}

toc_expr *toc_build_binary(toc_build *build, toc_expr_kind kind, toc_expr *left, toc_expr *right,
                           toc_span span)
{
    toc_expr *expr = toc_build_expr(build, kind, span);

    expr->left = left;
    expr->right = right;
    return expr;
}

toc_expr *toc_build_held(toc_build *build, toc_expr *held, toc_duration duration, toc_span span)
{
    toc_expr *expr = toc_build_binary(build, TOC_EXPR_FOR, held, NULL, span);

    expr->duration = duration;
    return expr;
}

toc_expr *toc_build_in_list(toc_build *build, toc_expr *left, toc_arg *args, toc_span span)
{
    toc_expr *expr = toc_build_binary(build, TOC_EXPR_IN, left, NULL, span);

    expr->call.args = args;
    return expr;
}

toc_expr *toc_build_in_period(toc_build *build, toc_path *path, toc_span span)
{
    toc_expr *expr = toc_build_expr(build, TOC_EXPR_IN_PERIOD, span);

    expr->path = path;
    return expr;
}

toc_expr *toc_build_field_of(toc_build *build, toc_word_value field, toc_span field_span,
                             toc_path *event, toc_span span)
{
    toc_expr *expr = toc_build_expr(build, TOC_EXPR_FIELD_OF, span);

    expr->call.name = (toc_name){field.symbol, field_span};
    expr->call.event = event;
    return expr;
}

toc_expr *toc_build_call(toc_build *build, toc_word_value name, toc_span name_span, toc_arg *args,
                         toc_span span)
{
    toc_expr *expr = toc_build_expr(build, TOC_EXPR_CALL, span);

    expr->call.name = (toc_name){toc_build_word(build, name, name_span), name_span};
    expr->call.args = args;
    return expr;
}

toc_arg *toc_build_call_arg(toc_build *build, toc_expr *expr)
{
    if (!expr->is_bracketed && expr->kind == TOC_EXPR_PATH)
        return toc_build_path_arg(build, expr->path, expr->span);
    if (!expr->is_bracketed && expr->kind == TOC_EXPR_DURATION)
        return toc_build_duration_arg(build, expr->duration, expr->span);
    return toc_build_expr_arg(build, expr);
}

toc_expr *toc_build_level_filter(toc_build *build, toc_expr_kind how, toc_span level,
                                 toc_word_value grade, toc_span grade_span)
{
    toc_expr *left = toc_build_expr(build, TOC_EXPR_LEVEL, level);
    toc_expr *right = toc_build_expr(build, TOC_EXPR_PATH, grade_span);

    right->path = toc_build_path(build, grade, grade_span);
    return toc_build_binary(build, how, left, right, toc_span_join(level, grade_span));
}
