/* logic_facts.c - what is always so of the terms of a question, and how they stand at the start. */
#include "analysis/logic.h"
#include "sema/checks.h"

#define MICRO INT64_C(1000000)

typedef struct fact {
    toc_logic *logic;
    unsigned point;
    const toc_logic_term *term;  /* that came in */
    const toc_logic_term *other; /* that was there before */
} fact;

static void say_order(const fact *it, const toc_logic_term *low, const toc_logic_term *high)
{
    toc_logic *logic = it->logic;
    toc_formula order = toc_solver_compare(logic->solver, TOC_RELATION_LE, low->value[it->point],
                                           high->value[it->point]);

    for (unsigned i = 0; i < 2; i++) {
        uint32_t known = (i == 0 ? low : high)->known;

        if (known != TOC_NO_TERM)
            order = toc_solver_implies(logic->solver, logic->terms.items[known].value[it->point],
                                       order);
    }
    toc_logic_say(logic, order);
}

static void say_implies(const fact *it, const toc_logic_term *a, const toc_logic_term *b)
{
    toc_logic_say(it->logic,
                  toc_solver_implies(it->logic->solver, a->value[it->point], b->value[it->point]));
}

static void say_not_both(const fact *it)
{
    toc_solver *solver = it->logic->solver;

    toc_logic_say(it->logic,
                  toc_solver_not(solver, toc_solver_and(solver, it->term->value[it->point],
                                                        it->other->value[it->point])));
}

/* ── pairs ───────────────────────────────────────────────────────────────── */

/* `d.yes` and `d.no` are not done both; either is `d.done`. */
static void relate_nodes(const fact *it)
{
    int32_t a = it->term->cond->outcome;
    int32_t b = it->other->cond->outcome;

    if (a >= 0 && b >= 0)
        say_not_both(it);
    else if (a >= 0)
        say_implies(it, it->term, it->other);
    else
        say_implies(it, it->other, it->term);
}

/* What held for an hour has held for ten minutes; what was counted in ten minutes counts in an hour. */
static void relate_windows(const fact *it)
{
    bool is_longer = it->term->cond->window > it->other->cond->window;
    const toc_logic_term *longer = is_longer ? it->term : it->other;
    const toc_logic_term *shorter = is_longer ? it->other : it->term;
    toc_cond_op op = it->term->cond->op;

    if (op == TOC_COND_HELD)
        say_implies(it, longer, shorter);
    else if (op == TOC_COND_HAPPENED && it->term->cond->anchor.kind == TOC_PLAN_ANCHOR_NONE &&
             it->other->cond->anchor.kind == TOC_PLAN_ANCHOR_NONE) /* samples in a window */
        say_implies(it, shorter, longer);
    else if (op == TOC_COND_COUNT || op == TOC_COND_MAX)
        say_order(it, shorter, longer);
    else if (op == TOC_COND_MIN)
        say_order(it, longer, shorter);
}

static bool is_extreme_or_mean(toc_cond_op op)
{
    return op == TOC_COND_MIN || op == TOC_COND_MAX || op == TOC_COND_MEAN;
}

/* The least of a window is at most its mean, and the latest sample is the value now. */
static void relate_extremes(const fact *it, const toc_logic_term *a, const toc_logic_term *b)
{
    bool is_now = b->cond->op == TOC_COND_INDICATOR;

    if (!is_now && (a->cond->window != b->cond->window || !is_extreme_or_mean(b->cond->op)))
        return;
    if (is_now && a->cond->op == TOC_COND_MEAN)
        return;
    if (a->cond->op == TOC_COND_MIN)
        say_order(it, a, b);
    else if (a->cond->op == TOC_COND_MAX)
        say_order(it, b, a);
}

static void relate_resource(const fact *it)
{
    const toc_plan_resource *resource = (const toc_plan_resource *)it->term->cond->entity;
    toc_cond_op a = it->term->cond->op;
    toc_cond_op b = it->other->cond->op;
    bool is_share = a == TOC_COND_RESOURCE_FREE_PERCENT || a == TOC_COND_RESOURCE_USED_PERCENT;
    toc_solver *solver = it->logic->solver;
    toc_formula sum;
    int64_t whole = is_share ? 100 * MICRO : resource->count * MICRO;

    if (is_share != (b == TOC_COND_RESOURCE_FREE_PERCENT || b == TOC_COND_RESOURCE_USED_PERCENT) ||
        (!is_share && it->logic->is_requested[resource->base.id]))
        return;
    sum = toc_solver_add(solver, it->term->value[it->point], it->other->value[it->point]);
    toc_logic_say(it->logic, toc_solver_compare(solver, TOC_RELATION_LE, sum,
                                                toc_solver_number(solver, whole)));
}

static bool is_event_that_happened(const toc_cond *cond, const toc_entity *event)
{
    return cond->op == TOC_COND_HAPPENED && cond->anchor.kind == TOC_PLAN_ANCHOR_EVENT &&
           cond->anchor.target == event;
}

/* What is counted has happened. */
static void relate_count(const fact *it, const toc_logic_term *count,
                         const toc_logic_term *happened)
{
    toc_solver *solver = it->logic->solver;
    toc_formula some = toc_solver_compare(solver, TOC_RELATION_GE, count->variable[it->point],
                                          toc_solver_number(solver, 1));

    if (is_event_that_happened(happened->cond, count->cond->entity))
        toc_logic_say(it->logic, toc_solver_implies(solver, some, happened->value[it->point]));
}

/* Windows over one thing: the same inner condition, event or indicator. */
static bool is_same_thing(const toc_cond *a, const toc_cond *b)
{
    if (a->op == TOC_COND_HELD)
        return toc_cond_equals(a->kids[0], b->kids[0]);
    return a->entity && a->entity == b->entity;
}

static void relate_same_op(const fact *it)
{
    if (!is_same_thing(it->term->cond, it->other->cond))
        return;
    if (it->term->cond->op == TOC_COND_NODE_DONE)
        relate_nodes(it);
    else
        relate_windows(it);
}

static void relate(const fact *it)
{
    const toc_cond *a = it->term->cond;
    const toc_cond *b = it->other->cond;

    if (a->op == b->op)
        relate_same_op(it);
    else if (a->op == TOC_COND_COUNT && a->entity)
        relate_count(it, it->term, it->other);
    else if (b->op == TOC_COND_COUNT && b->entity)
        relate_count(it, it->other, it->term);
    else if (!a->entity || a->entity != b->entity)
        return;
    else if (a->entity->kind == TOC_ENTITY_RESOURCE)
        relate_resource(it);
    else if (is_extreme_or_mean(a->op) &&
             (is_extreme_or_mean(b->op) || b->op == TOC_COND_INDICATOR))
        relate_extremes(it, it->term, it->other);
    else if (is_extreme_or_mean(b->op) && a->op == TOC_COND_INDICATOR)
        relate_extremes(it, it->other, it->term);
}

/* ── one term ────────────────────────────────────────────────────────────── */

static void say_range(toc_logic *logic, const toc_logic_term *term, unsigned point)
{
    toc_solver *solver = logic->solver;
    toc_formula variable = term->variable[point];

    toc_logic_say(logic, toc_solver_compare(solver, TOC_RELATION_GE, variable,
                                            toc_solver_number(solver, term->least)));
    toc_logic_say(logic, toc_solver_compare(solver, TOC_RELATION_LE, variable,
                                            toc_solver_number(solver, term->most)));
}

/* A body that nobody has to form is always there. */
static bool is_always_there(const toc_cond *cond)
{
    const toc_plan_body *body = (const toc_plan_body *)cond->entity;

    return cond->op == TOC_COND_BODY_ACTIVE && !body->is_post &&
           toc_span_is_none(body->formed.by.span) && body->base.decl;
}

void toc_logic_say_facts(toc_logic *logic, uint32_t number, unsigned point)
{
    const toc_cond *cond = logic->terms.items[number].cond;
    toc_formula value = logic->terms.items[number].value[point];

    if (!logic->terms.items[number].is_flag)
        say_range(logic, &logic->terms.items[number], point);
    if (is_always_there(cond))
        toc_logic_say(logic, value);
    for (uint32_t i = 0; i < logic->used.count; i++) {
        fact it = {logic, point, &logic->terms.items[number],
                   &logic->terms.items[logic->used.items[i].term]};

        if (logic->used.items[i].point == point && it.term != it.other)
            relate(&it);
    }
    if (cond->op == TOC_COND_HELD)
        toc_logic_say(logic, toc_solver_implies(logic->solver, value,
                                                toc_logic_read(logic, cond->kids[0], point)));
}

/* ── before anything has happened ────────────────────────────────────────── */

int64_t toc_logic_start_of(const toc_cond *cond)
{
    if (cond->op == TOC_COND_INDICATOR)
        return ((const toc_plan_indicator *)cond->entity)->initial;
    if (cond->op == TOC_COND_RESOURCE_FREE)
        return ((const toc_plan_resource *)cond->entity)->count * MICRO;
    return cond->op == TOC_COND_RESOURCE_FREE_PERCENT ? 100 * MICRO : 0;
}

void toc_logic_start(toc_logic *logic, unsigned point)
{
    toc_solver *solver = logic->solver;

    for (uint32_t i = 0; i < logic->used.count; i++) {
        const toc_logic_term *term = &logic->terms.items[logic->used.items[i].term];
        toc_formula value = term->value[point];
        int64_t start = toc_logic_start_of(term->cond);

        if (logic->used.items[i].point != point || term->known != TOC_NO_TERM ||
            term->cond->op == TOC_COND_IN_PERIOD || is_always_there(term->cond))
            continue;
        toc_logic_say(logic, term->is_flag ? toc_solver_same(solver, value,
                                                             toc_solver_truth(solver, start != 0))
                                           : toc_solver_compare(solver, TOC_RELATION_EQ, value,
                                                                toc_solver_number(solver, start)));
    }
}
