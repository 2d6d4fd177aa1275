/* arithmetic.c - sums, differences, products and quotients of typed operands. */
#include "sema/context.h"

#include "base/checked.h"

static toc_cond *report_not_countable(toc_sema *sema, const toc_cond *cond)
{
    toc_diag_add(sema->sink, TOC_D_NOT_COUNTABLE, cond->span, "`%s` is %s: nothing to reckon with",
                 toc_written(sema, cond->span), toc_type_text(sema, &cond->type));
    return toc_cond_broken(sema, cond->span);
}

static toc_cond *report_clock(toc_sema *sema, const toc_cond *cond)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_CLOCK_COMPARISON, cond->span,
                                  "`%s` changes with the clock and cannot be reckoned with",
                                  toc_written(sema, cond->span));

    toc_diag_add_help(sema->sink, diag, "compare it directly with a length: `since(x) > 2h`");
    return toc_cond_broken(sema, cond->span);
}

/* NULL: fit for arithmetic. */
static toc_cond *misfit(toc_sema *sema, toc_cond *cond)
{
    if (cond->type.type == TOC_TYPE_BROKEN)
        return cond;
    if (cond->op == TOC_COND_SINCE || cond->op == TOC_COND_TIME_TO)
        return report_clock(sema, cond);
    return toc_type_is_numeric(cond->type.type) ? NULL : report_not_countable(sema, cond);
}

static bool is_plain(const toc_cond *cond)
{
    return cond->type.type == TOC_TYPE_NUMBER || cond->type.type == TOC_TYPE_COUNT;
}

static toc_cond *build(toc_sema *sema, toc_cond_op op, toc_value_type type, toc_cond *left,
                       toc_cond *right, toc_span span)
{
    toc_cond *cond = toc_cond_new(sema, op, type.type, span);

    cond->type = type;
    toc_cond_add_kid(sema, cond, left);
    if (right)
        toc_cond_add_kid(sema, cond, right);
    return cond;
}

static toc_cond *negate(toc_sema *sema, toc_cond *kid, toc_span span)
{
    toc_cond *bad = misfit(sema, kid);

    if (bad)
        return bad;
    if (kid->op == TOC_COND_CONST && toc_sub_i64(0, kid->value, &kid->value)) {
        kid->span = span;
        return kid;
    }
    return build(sema, TOC_COND_NEG, kid->type, kid, NULL, span);
}

static toc_cond *add(toc_sema *sema, toc_cond_op op, toc_cond *left, toc_cond *right, toc_span span)
{
    toc_value_type type = left->op == TOC_COND_CONST ? right->type : left->type;

    if (!toc_compare_types(sema, left, right, span))
        return toc_cond_broken(sema, span);
    return build(sema, op, type, left, right, span);
}

static toc_cond *report_product(toc_sema *sema, toc_cond *left, toc_cond *right, toc_span span)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_NOT_COUNTABLE, span,
                                  "the product of these two means nothing");

    toc_diag_add_label(sema->sink, diag, left->span, "%s", toc_type_text(sema, &left->type));
    toc_diag_add_label(sema->sink, diag, right->span, "%s", toc_type_text(sema, &right->type));
    return toc_cond_broken(sema, span);
}

/* One factor must be a plain number; the product is of the other's type. */
static toc_cond *multiply(toc_sema *sema, toc_cond *left, toc_cond *right, toc_span span)
{
    if (is_plain(right) && (!is_plain(left) || right->op == TOC_COND_CONST))
        return build(sema, TOC_COND_MUL, left->type, left, right, span);
    if (is_plain(left))
        return build(sema, TOC_COND_MUL, right->type, left, right, span);
    return report_product(sema, left, right, span);
}

/* By a plain number: of the same type.  By its own kind: a plain number. */
static toc_cond *divide(toc_sema *sema, toc_cond *left, toc_cond *right, toc_span span)
{
    toc_value_type plain = {TOC_TYPE_NUMBER, NULL, NULL};

    if (right->op == TOC_COND_CONST && right->value == 0) {
        toc_diag_add(sema->sink, TOC_D_DIVISION_BY_ZERO, right->span, "division by nothing");
        return toc_cond_broken(sema, span);
    }
    if (is_plain(right) && (right->op == TOC_COND_CONST || !is_plain(left)))
        return build(sema, TOC_COND_DIV, left->type, left, right, span);
    if (!toc_compare_types(sema, left, right, span))
        return toc_cond_broken(sema, span);
    return build(sema, TOC_COND_DIV, plain, left, right, span);
}

toc_cond *toc_arithmetic_resolve(toc_sema *sema, const toc_expr *expr, const toc_value_type *hint,
                                 unsigned depth)
{
    toc_cond *left;
    toc_cond *right;
    toc_cond *bad;

    if (depth >= TOC_COND_DEPTH_MAX)
        return toc_depth_report(sema, expr);
    left = toc_operand_resolve(sema, expr->left, hint, depth + 1);
    if (expr->kind == TOC_EXPR_NEG)
        return negate(sema, left, expr->span);
    right = toc_operand_resolve(sema, expr->right, hint, depth + 1);
    bad = misfit(sema, left);
    if (!bad)
        bad = misfit(sema, right);
    if (bad)
        return toc_cond_broken(sema, expr->span);
    if (expr->kind == TOC_EXPR_MUL)
        return multiply(sema, left, right, expr->span);
    if (expr->kind == TOC_EXPR_DIV)
        return divide(sema, left, right, expr->span);
    return add(sema, expr->kind == TOC_EXPR_ADD ? TOC_COND_ADD : TOC_COND_SUB, left, right,
               expr->span);
}
