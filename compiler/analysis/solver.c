/* solver.c - questions about whole numbers and truths, put to Z3.
 *
 * Where Z3 itself fails (it has no memory left), formulas become arbitrary and every question
 * from then on is undecided: nothing is claimed that was not shown. */
#include "analysis/solver.h"

#include <stdio.h>
#include <stdlib.h>
#include <z3.h>

struct toc_solver {
    Z3_context context;
    Z3_solver core;
    Z3_model model; /* of the last answer of yes, or NULL */
    Z3_sort number;
    Z3_sort truth;
    bool has_failed;
};

/* ── life ────────────────────────────────────────────────────────────────── */

static void set_bounds(toc_solver *solver, unsigned steps)
{
    Z3_context z3 = solver->context;
    Z3_params params = Z3_mk_params(z3);

    Z3_params_inc_ref(z3, params);
    Z3_params_set_uint(z3, params, Z3_mk_string_symbol(z3, "rlimit"), steps);
    Z3_params_set_bool(z3, params, Z3_mk_string_symbol(z3, "ctrl_c"), false);
    Z3_solver_set_params(z3, solver->core, params);
    Z3_params_dec_ref(z3, params);
}

toc_solver *toc_solver_new(unsigned steps)
{
    toc_solver *solver = calloc(1, sizeof *solver);
    Z3_config config;

    if (!solver)
        return NULL;
    config = Z3_mk_config();
    solver->context = Z3_mk_context(config); /* formulas live as long as it does */
    Z3_del_config(config);
    if (!solver->context) {
        free(solver);
        return NULL;
    }
    Z3_set_error_handler(solver->context, NULL);
    solver->core = Z3_mk_simple_solver(solver->context);
    Z3_solver_inc_ref(solver->context, solver->core);
    solver->number = Z3_mk_int_sort(solver->context);
    solver->truth = Z3_mk_bool_sort(solver->context);
    set_bounds(solver, steps);
    return solver;
}

static void forget_model(toc_solver *solver)
{
    if (solver->model)
        Z3_model_dec_ref(solver->context, solver->model);
    solver->model = NULL;
}

void toc_solver_free(toc_solver *solver)
{
    if (!solver)
        return;
    forget_model(solver);
    Z3_solver_dec_ref(solver->context, solver->core);
    Z3_del_context(solver->context);
    free(solver);
}

void toc_solver_version(char out[TOC_SOLVER_VERSION_MAX])
{
    unsigned major, minor, build, revision;

    Z3_get_version(&major, &minor, &build, &revision);
    snprintf(out, TOC_SOLVER_VERSION_MAX, "%u.%u.%u", major, minor, build);
}

/* ── formulas ────────────────────────────────────────────────────────────── */

/* What Z3 could not make is replaced by something that it did. */
static toc_formula made(toc_solver *solver, Z3_ast ast, toc_formula instead)
{
    if (ast)
        return (toc_formula){ast};
    solver->has_failed = true;
    return instead;
}

static toc_formula bare(Z3_ast ast)
{
    return (toc_formula){ast};
}

toc_formula toc_solver_truth(toc_solver *solver, bool value)
{
    return bare(value ? Z3_mk_true(solver->context) : Z3_mk_false(solver->context));
}

toc_formula toc_solver_number(toc_solver *solver, int64_t value)
{
    return bare(Z3_mk_int64(solver->context, value, solver->number));
}

toc_formula toc_solver_new_truth(toc_solver *solver)
{
    return bare(Z3_mk_fresh_const(solver->context, "t", solver->truth));
}

toc_formula toc_solver_new_number(toc_solver *solver)
{
    return bare(Z3_mk_fresh_const(solver->context, "n", solver->number));
}

toc_formula toc_solver_not(toc_solver *solver, toc_formula a)
{
    return made(solver, Z3_mk_not(solver->context, a.ast), a);
}

toc_formula toc_solver_and(toc_solver *solver, toc_formula a, toc_formula b)
{
    Z3_ast both[2] = {a.ast, b.ast};

    return made(solver, Z3_mk_and(solver->context, 2, both), a);
}

toc_formula toc_solver_or(toc_solver *solver, toc_formula a, toc_formula b)
{
    Z3_ast both[2] = {a.ast, b.ast};

    return made(solver, Z3_mk_or(solver->context, 2, both), a);
}

toc_formula toc_solver_implies(toc_solver *solver, toc_formula a, toc_formula b)
{
    return made(solver, Z3_mk_implies(solver->context, a.ast, b.ast), a);
}

toc_formula toc_solver_same(toc_solver *solver, toc_formula a, toc_formula b)
{
    return made(solver, Z3_mk_iff(solver->context, a.ast, b.ast), a);
}

static Z3_ast compare(Z3_context z3, toc_relation relation, Z3_ast a, Z3_ast b)
{
    switch (relation) {
    case TOC_RELATION_EQ:
        return Z3_mk_eq(z3, a, b);
    case TOC_RELATION_NE:
        return Z3_mk_not(z3, Z3_mk_eq(z3, a, b));
    case TOC_RELATION_LT:
        return Z3_mk_lt(z3, a, b);
    case TOC_RELATION_LE:
        return Z3_mk_le(z3, a, b);
    case TOC_RELATION_GT:
        return Z3_mk_gt(z3, a, b);
    case TOC_RELATION_GE:
        return Z3_mk_ge(z3, a, b);
    }
    return NULL;
}

toc_formula toc_solver_compare(toc_solver *solver, toc_relation relation, toc_formula a,
                               toc_formula b)
{
    return made(solver, compare(solver->context, relation, a.ast, b.ast),
                toc_solver_truth(solver, true));
}

toc_formula toc_solver_add(toc_solver *solver, toc_formula a, toc_formula b)
{
    Z3_ast both[2] = {a.ast, b.ast};

    return made(solver, Z3_mk_add(solver->context, 2, both), a);
}

toc_formula toc_solver_subtract(toc_solver *solver, toc_formula a, toc_formula b)
{
    Z3_ast both[2] = {a.ast, b.ast};

    return made(solver, Z3_mk_sub(solver->context, 2, both), a);
}

static Z3_ast times(toc_solver *solver, Z3_ast a, int64_t factor)
{
    Z3_ast both[2] = {a, toc_solver_number(solver, factor).ast};

    return Z3_mk_mul(solver->context, 2, both);
}

/* Z3 rounds down where the divisor is above 0. */
toc_formula toc_solver_scale(toc_solver *solver, toc_formula a, int64_t factor, int64_t by)
{
    bool is_whole = factor % by == 0; /* the common case, and a far easier one */
    bool is_turned = by < 0;
    Z3_ast divisor = toc_solver_number(solver, is_turned ? -by : by).ast;
    Z3_ast product = times(solver, a.ast, is_whole ? factor / by : factor);

    if (is_whole)
        return made(solver, product, a);
    if (is_turned)
        product = Z3_mk_unary_minus(solver->context, product);
    return made(solver, Z3_mk_div(solver->context, product, divisor), a);
}

toc_formula toc_solver_divides(toc_solver *solver, int64_t divisor, toc_formula a)
{
    Z3_ast rest = Z3_mk_mod(solver->context, a.ast, toc_solver_number(solver, divisor).ast);

    return made(solver, Z3_mk_eq(solver->context, rest, toc_solver_number(solver, 0).ast),
                toc_solver_truth(solver, true));
}

bool toc_solver_fixed(toc_solver *solver, toc_formula a, int64_t *out)
{
    Z3_ast plain = Z3_simplify(solver->context, a.ast);

    return plain && Z3_is_numeral_ast(solver->context, plain) &&
           Z3_get_numeral_int64(solver->context, plain, out);
}

/* ── questions ───────────────────────────────────────────────────────────── */

void toc_solver_push(toc_solver *solver)
{
    Z3_solver_push(solver->context, solver->core);
}

void toc_solver_pop(toc_solver *solver)
{
    forget_model(solver);
    Z3_solver_pop(solver->context, solver->core, 1);
}

void toc_solver_say(toc_solver *solver, toc_formula a)
{
    Z3_solver_assert(solver->context, solver->core, a.ast);
    if (Z3_get_error_code(solver->context) != Z3_OK)
        solver->has_failed = true;
}

toc_answer toc_solver_ask(toc_solver *solver)
{
    Z3_lbool answer;

    forget_model(solver);
    if (solver->has_failed)
        return TOC_ANSWER_UNDECIDED;
    answer = Z3_solver_check(solver->context, solver->core);
    if (answer == Z3_L_FALSE)
        return TOC_ANSWER_NO;
    if (answer == Z3_L_UNDEF)
        return TOC_ANSWER_UNDECIDED;
    solver->model = Z3_solver_get_model(solver->context, solver->core);
    if (!solver->model)
        return TOC_ANSWER_UNDECIDED;
    Z3_model_inc_ref(solver->context, solver->model);
    return TOC_ANSWER_YES;
}

int64_t toc_solver_value(toc_solver *solver, toc_formula a)
{
    Z3_ast value = NULL;
    int64_t number = 0;

    if (!solver->model || !Z3_model_eval(solver->context, solver->model, a.ast, true, &value))
        return 0;
    if (Z3_get_bool_value(solver->context, value) !=
        Z3_L_UNDEF) /* first: 4.8.12 takes it for a numeral too */
        return Z3_get_bool_value(solver->context, value) == Z3_L_TRUE;
    if (!Z3_get_numeral_int64(solver->context, value, &number))
        solver->has_failed = true; /* beyond 64 bits: no variable is */
    return number;
}

bool toc_solver_try(toc_solver *solver, toc_formula a)
{
    toc_answer answer;

    toc_solver_push(solver);
    toc_solver_say(solver, a);
    answer = toc_solver_ask(solver);
    toc_solver_pop(solver);
    if (answer != TOC_ANSWER_YES)
        return false;
    toc_solver_say(solver, a);
    return true;
}

/* Halves the way between what is too little and what is known to do. */
int64_t toc_solver_settle(toc_solver *solver, toc_formula a, int64_t least, int64_t step)
{
    int64_t low = least / step;
    int64_t high;

    if (toc_solver_ask(solver) != TOC_ANSWER_YES)
        return least;
    high = toc_solver_value(solver, a) / step;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        toc_formula bound = toc_solver_number(solver, middle * step);

        toc_solver_push(solver);
        toc_solver_say(solver, toc_solver_compare(solver, TOC_RELATION_LE, a, bound));
        if (toc_solver_ask(solver) == TOC_ANSWER_YES)
            high = toc_solver_value(solver, a) / step;
        else
            low = middle + 1;
        toc_solver_pop(solver);
    }
    toc_solver_say(solver, toc_solver_compare(solver, TOC_RELATION_EQ, a,
                                              toc_solver_number(solver, high * step)));
    return high * step;
}
