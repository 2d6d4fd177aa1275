/* cond.c - typed conditions: the connectives, and what a condition must be. */
#include "sema/context.h"

#include <string.h>

toc_cond *toc_cond_new(toc_sema *sema, toc_cond_op op, toc_type type, toc_span span)
{
    toc_cond *cond = TOC_NEW(sema->arena, toc_cond);

    cond->op = op;
    cond->type.type = type;
    cond->span = span;
    cond->outcome = -1;
    cond->anchor.outcome = -1;
    return cond;
}

toc_cond *toc_cond_broken(toc_sema *sema, toc_span span)
{
    return toc_cond_new(sema, TOC_COND_BROKEN, TOC_TYPE_BROKEN, span);
}

/* Storage doubles: a list of words may be long. */
void toc_cond_add_kid(toc_sema *sema, toc_cond *cond, toc_cond *kid)
{
    uint32_t count = cond->kid_count;

    if ((count & (count - 1)) == 0) { /* full: 0 and the powers of two */
        toc_cond **kids = TOC_NEW_ARRAY(sema->arena, toc_cond *, count ? 2 * (size_t)count : 2);

        if (count > 0)
            memcpy(kids, cond->kids, count * sizeof *kids);
        cond->kids = kids;
    }
    cond->kids[cond->kid_count++] = kid;
}

bool toc_type_is_numeric(toc_type type)
{
    return type == TOC_TYPE_NUMBER || type == TOC_TYPE_PERCENT || type == TOC_TYPE_COUNT ||
           type == TOC_TYPE_DURATION;
}

const char *toc_type_text(toc_sema *sema, const toc_value_type *type)
{
    switch (type->type) {
    case TOC_TYPE_BROKEN:
        return "unknown";
    case TOC_TYPE_FLAG:
        return TOC_PHRASE("yes or no");
    case TOC_TYPE_NUMBER:
        return type->unit ? toc_say(sema->arena, "a number of \"%s\"", type->unit)
                          : TOC_PHRASE("a number");
    case TOC_TYPE_PERCENT:
        return TOC_PHRASE("a percentage");
    case TOC_TYPE_COUNT:
        return type->unit ? toc_say(sema->arena, "a count of \"%s\"", type->unit)
                          : TOC_PHRASE("a count");
    case TOC_TYPE_DURATION:
        return TOC_PHRASE("a length of time");
    case TOC_TYPE_TEXT:
        return TOC_PHRASE("a text");
    case TOC_TYPE_ENUM:
        return type->domain ? toc_say(sema->arena, "one of the words of `%s`", type->domain->full)
                            : TOC_PHRASE("one of some words");
    case TOC_TYPE_GRADE:
        return type->domain ? toc_say(sema->arena, "a grade of `%s`", type->domain->full)
                            : TOC_PHRASE("a grade");
    case TOC_TYPE_INSTANT:
        return TOC_PHRASE("an instant");
    }
    return "";
}

static toc_cond *report_not_condition(toc_sema *sema, toc_cond *cond)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_NOT_A_CONDITION, cond->span,
                                  "`%s` is %s, and a condition is needed here",
                                  toc_written(sema, cond->span), toc_type_text(sema, &cond->type));

    if (cond->type.type == TOC_TYPE_GRADE)
        toc_diag_add_help(sema->sink, diag, "say which grade: `%s at least …`",
                          toc_written(sema, cond->span));
    else
        toc_diag_add_help(sema->sink, diag, "compare it with something: `%s >= …`",
                          toc_written(sema, cond->span));
    return toc_cond_broken(sema, cond->span);
}

/* What stands alone or beside `and`, `or`, `not` must be yes or no. */
static toc_cond *as_condition(toc_sema *sema, toc_cond *cond)
{
    if (cond->type.type == TOC_TYPE_FLAG || cond->type.type == TOC_TYPE_BROKEN)
        return cond;
    if (toc_is_cut_off(sema, cond->span)) /* the comparison is what could not be read */
        return toc_cond_broken(sema, cond->span);
    return report_not_condition(sema, cond);
}

static toc_cond *resolve(toc_sema *sema, const toc_expr *expr, unsigned depth);

/* `a and b for 10min` reads as `a and (b for 10min)`, which may not be what was meant. */
static void warn_for(toc_sema *sema, const toc_expr *expr)
{
    const toc_expr *right = expr->right;
    const toc_expr *left = expr->left;
    toc_diag *diag;

    if (!right || !left || right->kind != TOC_EXPR_FOR || right->is_bracketed)
        return;
    if (left->kind == TOC_EXPR_FOR || left->is_bracketed)
        return;
    diag = toc_diag_add(sema->sink, TOC_D_FOR_BINDS_ONE, right->span,
                        "`for` speaks of the last comparison only");
    toc_diag_add_label(sema->sink, diag, left->span, "not of this");
    toc_diag_add_help(sema->sink, diag,
                      "put brackets round what must hold all that time: `(… %s …) for …`",
                      expr->kind == TOC_EXPR_AND ? "and" : "or");
}

/* `a and b and c …` leans to the left in the tree as written, as deep as it is long.  Its parts are
 * listed, and joined again by halves. */
typedef TOC_VEC(toc_cond *) operands;

static toc_cond *join(toc_sema *sema, toc_cond_op op, const operands *parts, uint32_t begin,
                      uint32_t end)
{
    uint32_t middle = begin + (end - begin) / 2;
    toc_cond *cond;

    if (end - begin == 1)
        return parts->items[begin];
    cond = toc_cond_new(sema, op, TOC_TYPE_FLAG, (toc_span){0, 0});
    toc_cond_add_kid(sema, cond, join(sema, op, parts, begin, middle));
    toc_cond_add_kid(sema, cond, join(sema, op, parts, middle, end));
    cond->span = toc_span_join(cond->kids[0]->span, cond->kids[1]->span);
    return cond;
}

static toc_cond *connect(toc_sema *sema, const toc_expr *expr, toc_cond_op op, unsigned depth)
{
    toc_expr_kind kind = expr->kind;
    operands parts = {0};
    toc_cond *cond;

    for (; expr && expr->kind == kind; expr = expr->left) {
        warn_for(sema, expr);
        TOC_PUSH(sema->arena, &parts, as_condition(sema, resolve(sema, expr->right, depth + 1)));
    }
    TOC_PUSH(sema->arena, &parts, as_condition(sema, resolve(sema, expr, depth + 1)));
    for (uint32_t i = 0; i < parts.count / 2; i++) { /* as written, from the left */
        cond = parts.items[i];
        parts.items[i] = parts.items[parts.count - 1 - i];
        parts.items[parts.count - 1 - i] = cond;
    }
    return join(sema, op, &parts, 0, parts.count);
}

static toc_cond *resolve_not(toc_sema *sema, const toc_expr *expr, unsigned depth)
{
    toc_cond *cond = toc_cond_new(sema, TOC_COND_NOT, TOC_TYPE_FLAG, expr->span);

    toc_cond_add_kid(sema, cond, as_condition(sema, resolve(sema, expr->left, depth + 1)));
    return cond;
}

static toc_cond *resolve_held(toc_sema *sema, const toc_expr *expr, unsigned depth)
{
    toc_arg length = {.kind = TOC_ARG_DURATION, .span = expr->span, .duration = expr->duration};
    toc_cond *cond = toc_cond_new(sema, TOC_COND_HELD, TOC_TYPE_FLAG, expr->span);

    cond->window = toc_fixed_length(sema, &length);
    toc_cond_add_kid(sema, cond, as_condition(sema, resolve(sema, expr->left, depth + 1)));
    if (cond->window == 0) {
        toc_diag_add(sema->sink, TOC_D_NOT_POSITIVE, expr->span,
                     "`for` no time at all says nothing");
        cond->window = -1;
    }
    return cond->window < 0 ? toc_cond_broken(sema, expr->span) : cond;
}

static toc_cond *resolve_comparison(toc_sema *sema, const toc_expr *expr, unsigned depth);

static toc_cond *resolve_in_list(toc_sema *sema, const toc_expr *expr, unsigned depth)
{
    toc_cond *value = toc_operand_resolve(sema, expr->left, NULL, depth + 1);
    toc_cond *cond = toc_cond_new(sema, TOC_COND_IN_LIST, TOC_TYPE_FLAG, expr->span);

    toc_cond_add_kid(sema, cond, value);
    for (const toc_arg *arg = expr->call.args; arg; arg = arg->next) {
        toc_cond *kid;

        if (arg->kind != TOC_ARG_EXPR)
            continue;
        kid = toc_operand_resolve(sema, arg->expr, &value->type, depth + 1);
        if (toc_compare_types(sema, value, kid, arg->span))
            toc_cond_add_kid(sema, cond, kid);
    }
    return cond;
}

static toc_cond *resolve_period(toc_sema *sema, const toc_expr *expr)
{
    toc_cond *cond = toc_cond_new(sema, TOC_COND_IN_PERIOD, TOC_TYPE_FLAG, expr->span);

    cond->entity = toc_path_resolve(sema, expr->path, TOC_KIND(PERIOD), TOC_PHRASE("a period"));
    return cond->entity ? cond : toc_cond_broken(sema, expr->span);
}

toc_cond *toc_depth_report(toc_sema *sema, const toc_expr *expr)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_CONDITION_TOO_DEEP, expr->span,
                                  "this condition has more than %u parts one inside the other",
                                  TOC_COND_DEPTH_MAX);

    toc_diag_add_help(sema->sink, diag,
                      "give parts of it names of their own: `trigger x { when … }`, "
                      "then `happened(x)`");
    return toc_cond_broken(sema, expr->span);
}

static toc_cond *resolve(toc_sema *sema, const toc_expr *expr, unsigned depth)
{
    if (!expr || expr->kind == TOC_EXPR_BROKEN)
        return toc_cond_broken(sema, (toc_span){0, 0});
    if (depth >= TOC_COND_DEPTH_MAX)
        return toc_depth_report(sema, expr);
    switch (expr->kind) {
    case TOC_EXPR_NOT:
        return resolve_not(sema, expr, depth);
    case TOC_EXPR_AND:
        return connect(sema, expr, TOC_COND_AND, depth);
    case TOC_EXPR_OR:
        return connect(sema, expr, TOC_COND_OR, depth);
    case TOC_EXPR_FOR:
        return resolve_held(sema, expr, depth);
    case TOC_EXPR_IN:
        return resolve_in_list(sema, expr, depth);
    case TOC_EXPR_IN_PERIOD:
        return resolve_period(sema, expr);
    case TOC_EXPR_EQ:
    case TOC_EXPR_NE:
    case TOC_EXPR_LT:
    case TOC_EXPR_LE:
    case TOC_EXPR_GT:
    case TOC_EXPR_GE:
    case TOC_EXPR_AT_LEAST:
    case TOC_EXPR_IS:
    case TOC_EXPR_BELOW:
        return resolve_comparison(sema, expr, depth);
    case TOC_EXPR_BROKEN:
    case TOC_EXPR_NUMBER:
    case TOC_EXPR_DURATION:
    case TOC_EXPR_TEXT:
    case TOC_EXPR_PATH:
    case TOC_EXPR_ADD:
    case TOC_EXPR_SUB:
    case TOC_EXPR_MUL:
    case TOC_EXPR_DIV:
    case TOC_EXPR_NEG:
    case TOC_EXPR_LEVEL:
    case TOC_EXPR_FIELD_OF:
    case TOC_EXPR_CALL:
    case TOC_EXPR_SINCE:
    case TOC_EXPR_TIME_TO:
        return toc_operand_resolve(sema, expr, NULL, depth);
    }
    return toc_cond_broken(sema, expr->span);
}

static toc_cond_op comparison_op(toc_expr_kind kind)
{
    if (kind == TOC_EXPR_EQ || kind == TOC_EXPR_IS)
        return TOC_COND_EQ;
    if (kind == TOC_EXPR_NE)
        return TOC_COND_NE;
    if (kind == TOC_EXPR_LT || kind == TOC_EXPR_BELOW)
        return TOC_COND_LT;
    if (kind == TOC_EXPR_LE)
        return TOC_COND_LE;
    return kind == TOC_EXPR_GT ? TOC_COND_GT : TOC_COND_GE;
}

/* A lone name that means nothing by itself may be a word of what it is compared with. */
static bool is_mere_word(toc_sema *sema, const toc_expr *expr)
{
    return expr && expr->kind == TOC_EXPR_PATH && !expr->path->next &&
           !toc_path_find(sema, expr->path, TOC_KINDS_WITH_VALUE).entity;
}

static toc_cond *resolve_comparison(toc_sema *sema, const toc_expr *expr, unsigned depth)
{
    toc_cond *left;
    toc_cond *right;

    if (is_mere_word(sema, expr->left) && !is_mere_word(sema, expr->right)) {
        right = toc_operand_resolve(sema, expr->right, NULL, depth + 1);
        left = toc_operand_resolve(sema, expr->left, &right->type, depth + 1);
    } else {
        left = toc_operand_resolve(sema, expr->left, NULL, depth + 1);
        right = toc_operand_resolve(sema, expr->right, &left->type, depth + 1);
    }
    return toc_compare_build(sema, comparison_op(expr->kind), left, right, expr->span);
}

toc_cond *toc_nested_cond_resolve(toc_sema *sema, const toc_expr *expr, unsigned depth)
{
    return resolve(sema, expr, depth);
}

toc_cond *toc_cond_resolve(toc_sema *sema, const toc_expr *expr)
{
    return as_condition(sema, resolve(sema, expr, 0));
}
