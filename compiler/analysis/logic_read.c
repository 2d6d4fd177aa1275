/* logic_read.c - a condition as a formula over the terms at one point. */
#include "analysis/logic.h"

#include <string.h>

#define MICRO INT64_C(1000000)

typedef struct reader {
    toc_logic *logic;
    toc_solver *solver;
    unsigned point;
} reader;

/* Steps alone do not bound what the solver does between two of them: sizes do. */
#define PARTS_MAX   600u /* of all conditions in one question */
#define ROUNDED_MAX 16u  /* products and quotients among them that are rounded */

/* Depth: that of conditions, 256. */
static toc_formula read_truth(const reader *it, const toc_cond *cond);
static toc_formula read_number(const reader *it, const toc_cond *cond, toc_formula *known);

/* The value of what a leaf reads; *known: and what must be so for it to have one. */
static toc_formula read_leaf(const reader *it, const toc_cond *leaf, toc_formula *known)
{
    uint32_t number = toc_logic_term_of(it->logic, leaf);
    const toc_logic_term *term = toc_logic_use(it->logic, number, it->point);
    toc_formula value = term->value[it->point];

    if (term->known != TOC_NO_TERM)
        *known = toc_solver_and(it->solver, *known,
                                it->logic->terms.items[term->known].value[it->point]);
    return value;
}

/* ── numbers ─────────────────────────────────────────────────────────────── */

static toc_formula give_up_product(const reader *it, const toc_cond *cond)
{
    toc_logic_give_up(it->logic, TOC_TROUBLE_PRODUCT, cond->span);
    return toc_solver_number(it->solver, 0);
}

static toc_formula scaled(const reader *it, toc_formula a, int64_t factor, int64_t by)
{
    if (factor % by != 0 && ++it->logic->rounded > ROUNDED_MAX)
        toc_logic_give_up(it->logic, TOC_TROUBLE_STEPS, (toc_span){0, 0});
    return toc_solver_scale(it->solver, a, factor, by);
}

static toc_formula read_product(const reader *it, const toc_cond *cond, toc_formula *known)
{
    toc_formula a = read_number(it, cond->kids[0], known);
    toc_formula b = read_number(it, cond->kids[1], known);
    int64_t factor;

    if (toc_solver_fixed(it->solver, b, &factor))
        return scaled(it, a, factor, MICRO);
    if (toc_solver_fixed(it->solver, a, &factor))
        return scaled(it, b, factor, MICRO);
    return give_up_product(it, cond);
}

static toc_formula read_quotient(const reader *it, const toc_cond *cond, toc_formula *known)
{
    toc_formula a = read_number(it, cond->kids[0], known);
    toc_formula b = read_number(it, cond->kids[1], known);
    int64_t divisor;

    if (!toc_solver_fixed(it->solver, b, &divisor))
        return give_up_product(it, cond);
    if (divisor != 0)
        return scaled(it, a, MICRO, divisor);
    *known = toc_solver_truth(it->solver, false); /* has no value */
    return a;
}

/* The left side first: terms come in the order in which they are read, whatever the compiler. */
static toc_formula read_sum(const reader *it, const toc_cond *cond, toc_formula *known)
{
    toc_formula a = read_number(it, cond->kids[0], known);
    toc_formula b = read_number(it, cond->kids[1], known);

    return cond->op == TOC_COND_ADD ? toc_solver_add(it->solver, a, b)
                                    : toc_solver_subtract(it->solver, a, b);
}

static toc_formula read_constant(const reader *it, const toc_cond *cond)
{
    if (cond->type.type != TOC_TYPE_TEXT)
        return toc_solver_number(it->solver, cond->value);
    return toc_solver_number(it->solver,
                             toc_intern(it->logic->texts, cond->text, strlen(cond->text)).v);
}

static toc_formula read_number(const reader *it, const toc_cond *cond, toc_formula *known)
{
    if (cond->op == TOC_COND_CONST)
        return read_constant(it, cond);
    if (cond->op == TOC_COND_ADD || cond->op == TOC_COND_SUB)
        return read_sum(it, cond, known);
    if (cond->op == TOC_COND_NEG)
        return toc_solver_scale(it->solver, read_number(it, cond->kids[0], known), -1, 1);
    if (cond->op == TOC_COND_MUL)
        return read_product(it, cond, known);
    if (cond->op == TOC_COND_DIV)
        return read_quotient(it, cond, known);
    if (cond->op != TOC_COND_BROKEN && cond->type.type != TOC_TYPE_BROKEN)
        return read_leaf(it, cond, known);
    toc_logic_give_up(it->logic, TOC_TROUBLE_BROKEN, cond->span);
    return toc_solver_number(it->solver, 0);
}

/* ── truths ──────────────────────────────────────────────────────────────── */

static toc_relation relation_of(toc_cond_op op)
{
    return op == TOC_COND_NE   ? TOC_RELATION_NE
           : op == TOC_COND_LT ? TOC_RELATION_LT
           : op == TOC_COND_LE ? TOC_RELATION_LE
           : op == TOC_COND_GT ? TOC_RELATION_GT
           : op == TOC_COND_GE ? TOC_RELATION_GE
                               : TOC_RELATION_EQ;
}

/* One side of `hurt of call = yes`: where there is no value, the comparison is false. */
static toc_formula read_flag(const reader *it, const toc_cond *cond, toc_formula *known)
{
    return cond->op == TOC_COND_EVENT_FIELD ? read_leaf(it, cond, known) : read_truth(it, cond);
}

/* A comparison with something that has no value yet is false (exact rules 2.1). */
static toc_formula read_comparison(const reader *it, toc_relation relation, const toc_cond *left,
                                   const toc_cond *right)
{
    toc_formula known = toc_solver_truth(it->solver, true);
    toc_formula a;
    toc_formula b;

    if (left->type.type != TOC_TYPE_FLAG || right->type.type != TOC_TYPE_FLAG) {
        a = read_number(it, left, &known);
        b = read_number(it, right, &known);
        return toc_solver_and(it->solver, known, toc_solver_compare(it->solver, relation, a, b));
    }
    a = read_flag(it, left, &known);
    b = read_flag(it, right, &known);
    a = toc_solver_same(it->solver, a, b);
    if (relation == TOC_RELATION_NE)
        a = toc_solver_not(it->solver, a);
    return toc_solver_and(it->solver, known, a);
}

static toc_formula read_list(const reader *it, const toc_cond *cond)
{
    toc_formula any = toc_solver_truth(it->solver, false);

    for (uint32_t i = 1; i < cond->kid_count; i++)
        any = toc_solver_or(it->solver, any,
                            read_comparison(it, TOC_RELATION_EQ, cond->kids[0], cond->kids[i]));
    return any;
}

static toc_formula read_lone_leaf(const reader *it, const toc_cond *cond)
{
    toc_formula known = toc_solver_truth(it->solver, true);
    toc_formula value = read_leaf(it, cond, &known);

    return toc_solver_and(it->solver, known, value);
}

static toc_formula give_up_broken(const reader *it, const toc_cond *cond)
{
    toc_logic_give_up(it->logic, TOC_TROUBLE_BROKEN, cond->span);
    return toc_solver_truth(it->solver, true);
}

static toc_formula read_pair(const reader *it, const toc_cond *cond)
{
    toc_formula a = read_truth(it, cond->kids[0]);
    toc_formula b = read_truth(it, cond->kids[1]);

    return cond->op == TOC_COND_AND ? toc_solver_and(it->solver, a, b)
                                    : toc_solver_or(it->solver, a, b);
}

static toc_formula read_truth(const reader *it, const toc_cond *cond)
{
    if (it->logic->faults.count > 0 && toc_logic_is_faulty(it->logic, cond))
        return give_up_broken(it, cond);
    if (cond->op == TOC_COND_CONST)
        return toc_solver_truth(it->solver, cond->value != 0);
    if (cond->op == TOC_COND_NOT)
        return toc_solver_not(it->solver, read_truth(it, cond->kids[0]));
    if (cond->op == TOC_COND_AND || cond->op == TOC_COND_OR)
        return read_pair(it, cond);
    if (cond->op >= TOC_COND_EQ && cond->op <= TOC_COND_GE)
        return read_comparison(it, relation_of(cond->op), cond->kids[0], cond->kids[1]);
    if (cond->op == TOC_COND_IN_LIST)
        return read_list(it, cond);
    if (cond->op == TOC_COND_BROKEN || cond->type.type != TOC_TYPE_FLAG)
        return give_up_broken(it, cond);
    return read_lone_leaf(it, cond);
}

/* Parts, as far as @p most. */
static uint32_t count_parts(const toc_cond *cond, uint32_t most)
{
    uint32_t count = 1;

    for (uint32_t i = 0; i < cond->kid_count && count < most; i++)
        count += count_parts(cond->kids[i], most - count);
    return count;
}

toc_formula toc_logic_read(toc_logic *logic, const toc_cond *cond, unsigned point)
{
    reader it = {logic, logic->solver, point};

    logic->parts += count_parts(cond, PARTS_MAX + 1);
    if (logic->parts > PARTS_MAX) {
        toc_logic_give_up(logic, TOC_TROUBLE_STEPS, (toc_span){0, 0});
        return toc_solver_truth(logic->solver, true);
    }
    return read_truth(&it, cond);
}
