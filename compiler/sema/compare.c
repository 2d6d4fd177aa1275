/* compare.c - comparisons: types and units that agree, order where there is one, the clock, and
 * numbers that the signal can never reach. */
#include "sema/context.h"

#include <string.h>

/* ── types ───────────────────────────────────────────────────────────────── */

static bool is_plain(toc_type type)
{
    return type == TOC_TYPE_NUMBER || type == TOC_TYPE_COUNT;
}

static const toc_words *words_of(const toc_entity *owner)
{
    if (owner && owner->kind == TOC_ENTITY_INDICATOR)
        return &((const toc_plan_indicator *)owner)->words;
    if (owner && owner->kind == TOC_ENTITY_EVENT_FIELD)
        return &((const toc_plan_event_field *)owner)->words;
    return NULL;
}

/* Two lists of the same words in the same order mean the same. */
static bool is_same_domain(const toc_entity *a, const toc_entity *b)
{
    const toc_words *left = words_of(a);
    const toc_words *right = words_of(b);

    if (a == b)
        return true;
    if (!left || !right || left->names.count != right->names.count)
        return false;
    for (uint32_t i = 0; i < left->names.count; i++) {
        if (left->names.items[i].symbol.v != right->names.items[i].symbol.v)
            return false;
    }
    return true;
}

static bool is_same_type(const toc_value_type *a, const toc_value_type *b)
{
    if (is_plain(a->type) && is_plain(b->type))
        return true;
    if (a->type != b->type)
        return false;
    if (a->type == TOC_TYPE_ENUM || a->type == TOC_TYPE_GRADE)
        return is_same_domain(a->domain, b->domain);
    return true;
}

static void help_percent(toc_sema *sema, toc_diag *diag, const toc_cond *number)
{
    if (number->op != TOC_COND_CONST)
        return;
    toc_diag_add_help(sema->sink, diag, "write `%s%%`", toc_written(sema, number->span));
    toc_diag_add_fixit(sema->sink, diag, (toc_span){number->span.end, number->span.end}, false,
                       "%");
}

static bool report_types(toc_sema *sema, const toc_cond *left, const toc_cond *right, toc_span span)
{
    toc_diag *diag =
        toc_diag_add(sema->sink, TOC_D_TYPES_DIFFER, span, "these two cannot be set side by side");

    toc_diag_add_label(sema->sink, diag, left->span, "this is %s",
                       toc_type_text(sema, &left->type));
    toc_diag_add_label(sema->sink, diag, right->span, "this is %s",
                       toc_type_text(sema, &right->type));
    if (left->type.type == TOC_TYPE_PERCENT && is_plain(right->type.type))
        help_percent(sema, diag, right);
    else if (right->type.type == TOC_TYPE_PERCENT && is_plain(left->type.type))
        help_percent(sema, diag, left);
    return false;
}

static bool report_units(toc_sema *sema, const toc_cond *left, const toc_cond *right, toc_span span)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_UNITS_DIFFER, span, "the units differ");

    toc_diag_add_label(sema->sink, diag, left->span, "in \"%s\"", left->type.unit);
    toc_diag_add_label(sema->sink, diag, right->span, "in \"%s\"", right->type.unit);
    return false;
}

bool toc_compare_types(toc_sema *sema, toc_cond *left, toc_cond *right, toc_span span)
{
    if (left->type.type == TOC_TYPE_BROKEN || right->type.type == TOC_TYPE_BROKEN)
        return false;
    if (!is_same_type(&left->type, &right->type))
        return report_types(sema, left, right, span);
    if (left->type.unit && right->type.unit && strcmp(left->type.unit, right->type.unit) != 0)
        return report_units(sema, left, right, span);
    return true;
}

/* `shelter.free >= 20%` reads the share instead of the number. */
static void settle_share(toc_cond *cond, const toc_cond *other)
{
    if (other->type.type != TOC_TYPE_PERCENT)
        return;
    if (cond->op == TOC_COND_RESOURCE_FREE)
        cond->op = TOC_COND_RESOURCE_FREE_PERCENT;
    else if (cond->op == TOC_COND_RESOURCE_USED)
        cond->op = TOC_COND_RESOURCE_USED_PERCENT;
    else
        return;
    cond->type = (toc_value_type){TOC_TYPE_PERCENT, NULL, NULL};
}

/* ── the clock ───────────────────────────────────────────────────────────── */

static bool is_clock(const toc_cond *cond)
{
    return cond->op == TOC_COND_SINCE || cond->op == TOC_COND_TIME_TO;
}

/* Windows move with the clock, too. */
static bool depends_on_clock(const toc_cond *cond)
{
    if (is_clock(cond) || cond->op == TOC_COND_IN_PERIOD || cond->op == TOC_COND_HELD ||
        (cond->op >= TOC_COND_COUNT && cond->op <= TOC_COND_OUTBREAK))
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) { /* depth: TOC_COND_DEPTH_MAX */
        if (depends_on_clock(cond->kids[i]))
            return true;
    }
    return false;
}

static bool is_equality(toc_cond_op op)
{
    return op == TOC_COND_EQ || op == TOC_COND_NE;
}

static bool check_clock(toc_sema *sema, toc_cond_op op, const toc_cond *clock,
                        const toc_cond *other, toc_span span)
{
    toc_diag *diag;

    if (depends_on_clock(other)) {
        diag = toc_diag_add(sema->sink, TOC_D_CLOCK_COMPARISON, span,
                            "both sides change with the clock");
        toc_diag_add_label(sema->sink, diag, clock->span, "runs with the clock");
        toc_diag_add_label(sema->sink, diag, other->span, "so does this");
        toc_diag_add_help(sema->sink, diag, "compare it with a fixed length: `since(x) > 2h`");
        return false;
    }
    if (is_equality(op)) {
        diag = toc_diag_add(sema->sink, TOC_D_CLOCK_COMPARISON, span,
                            "the clock passes an exact time in no time");
        toc_diag_add_help(sema->sink, diag, "use `>=` or `<=`");
        return false;
    }
    return true;
}

static toc_cond_op mirrored(toc_cond_op op)
{
    if (op == TOC_COND_LT)
        return TOC_COND_GT;
    if (op == TOC_COND_LE)
        return TOC_COND_GE;
    if (op == TOC_COND_GT)
        return TOC_COND_LT;
    return op == TOC_COND_GE ? TOC_COND_LE : op;
}

/* ── order and range ─────────────────────────────────────────────────────── */

static bool has_order(const toc_value_type *type)
{
    const toc_words *words = words_of(type->domain);

    if (type->type == TOC_TYPE_ENUM)
        return words && words->is_ordered;
    return type->type != TOC_TYPE_FLAG && type->type != TOC_TYPE_TEXT;
}

static bool check_order(toc_sema *sema, toc_cond_op op, const toc_cond *left, toc_span span)
{
    toc_diag *diag;

    if (is_equality(op) || has_order(&left->type))
        return true;
    diag = toc_diag_add(sema->sink, TOC_D_NO_ORDER, span,
                        "`%s` is %s, of which none is more than another",
                        toc_written(sema, left->span), toc_type_text(sema, &left->type));
    if (left->type.domain) {
        toc_diag_add_label(sema->sink, diag, left->type.domain->span, "declared here");
        toc_diag_add_help(sema->sink, diag,
                          "declare the words with `ordered (…)`, the least first");
    } else {
        toc_diag_add_help(sema->sink, diag, "use `=` or `!=`");
    }
    return false;
}

/* An indicator with a range, against a constant outside it: a slip. */
static void check_range(toc_sema *sema, const toc_cond *value, const toc_cond *constant)
{
    const toc_plan_indicator *indicator = (const toc_plan_indicator *)value->entity;
    toc_diag *diag;

    if (value->op != TOC_COND_INDICATOR || !indicator->has_range ||
        constant->op != TOC_COND_CONST ||
        (constant->value >= indicator->least && constant->value <= indicator->most))
        return;
    diag = toc_diag_add(sema->sink, TOC_D_OUT_OF_RANGE, constant->span,
                        "`%s` never has the value `%s`", indicator->base.full,
                        toc_written(sema, constant->span));
    toc_diag_add_label(sema->sink, diag, indicator->range_span, "its range");
}

toc_cond *toc_compare_build(toc_sema *sema, toc_cond_op op, toc_cond *left, toc_cond *right,
                            toc_span span)
{
    toc_cond *cond = toc_cond_new(sema, op, TOC_TYPE_FLAG, span);

    settle_share(left, right);
    settle_share(right, left);
    if (is_clock(right) && !is_clock(left)) { /* the clock stands on the left */
        toc_cond *swapped = left;

        left = right;
        right = swapped;
        cond->op = mirrored(op);
    }
    if (!toc_compare_types(sema, left, right, span) ||
        (is_clock(left) && !check_clock(sema, op, left, right, span)) ||
        !check_order(sema, op, left, span))
        return toc_cond_broken(sema, span);
    check_range(sema, left, right);
    check_range(sema, right, left);
    toc_cond_add_kid(sema, cond, left);
    toc_cond_add_kid(sema, cond, right);
    return cond;
}
