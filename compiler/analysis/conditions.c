/* conditions.c - the check of conditions: one solver for all topics, one answer for each different
 * question. */
#include "analysis/conditions.h"

#include <setjmp.h>

#define NOTES_MAX 8u /* places that are told to take too many steps */

/* ── made of conditions ──────────────────────────────────────────────────── */

static const toc_cond *combine(toc_conditions *it, toc_cond_op op, const toc_cond *a,
                               const toc_cond *b)
{
    toc_cond *cond = TOC_NEW(it->arena, toc_cond);

    *cond = (toc_cond){.op = op,
                       .type = {TOC_TYPE_FLAG, NULL, NULL},
                       .span = a->span,
                       .kids = TOC_NEW_ARRAY(it->arena, toc_cond *, 2),
                       .kid_count = b ? 2 : 1,
                       .outcome = -1,
                       .anchor = {.outcome = -1}};
    cond->kids[0] = (toc_cond *)(uintptr_t)a; /* nobody writes through it */
    cond->kids[1] = (toc_cond *)(uintptr_t)b;
    return cond;
}

const toc_cond *toc_conditions_not(toc_conditions *it, const toc_cond *a)
{
    return combine(it, TOC_COND_NOT, a, NULL);
}

const toc_cond *toc_conditions_both(toc_conditions *it, const toc_cond *a, const toc_cond *b)
{
    return a && b ? combine(it, TOC_COND_AND, a, b) : a ? a : b;
}

const toc_cond *toc_conditions_either(toc_conditions *it, const toc_cond *a, const toc_cond *b)
{
    return a && b ? combine(it, TOC_COND_OR, a, b) : a ? a : b;
}

const toc_cond *toc_conditions_without(toc_conditions *it, const toc_cond *a, const toc_cond *b)
{
    return b ? toc_conditions_both(it, a, toc_conditions_not(it, b)) : a;
}

const toc_cond *toc_conditions_level(toc_conditions *it, const toc_plan_ladder *ladder,
                                     toc_cond_op op, uint32_t rank, toc_span span)
{
    toc_entity *entity = (toc_entity *)(uintptr_t)&ladder->base; /* nobody writes through it */
    toc_value_type grade = {TOC_TYPE_GRADE, entity, NULL};
    toc_cond *both = TOC_NEW_ARRAY(it->arena, toc_cond, 2);

    both[0] = (toc_cond){.op = TOC_COND_LEVEL,
                         .type = grade,
                         .span = span,
                         .entity = entity,
                         .outcome = -1,
                         .anchor = {.outcome = -1}};
    both[1] = (toc_cond){.op = TOC_COND_CONST,
                         .type = grade,
                         .span = span,
                         .value = rank,
                         .outcome = -1,
                         .anchor = {.outcome = -1}};
    return combine(it, op, &both[0], &both[1]);
}

/* ── asking ──────────────────────────────────────────────────────────────── */

static void note_product(toc_conditions *it)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_NOT_DECIDED, it->logic->trouble_span,
                                  "what this condition can mean is not decided");

    toc_diag_set_here(it->sink, diag, "two values that vary are multiplied or divided");
}

void toc_conditions_note_steps(toc_conditions *it, toc_span span)
{
    toc_diag *diag;

    if (it->notes > NOTES_MAX)
        return;
    if (it->notes++ == NOTES_MAX) {
        toc_diag_add(it->sink, TOC_D_NOT_DECIDED, span,
                     "this and what else takes too many steps is not decided");
        return;
    }
    diag = toc_diag_add(it->sink, TOC_D_NOT_DECIDED, span,
                        "what this can mean is not decided: it takes too many steps");
    toc_diag_add_help(it->sink, diag,
                      "give parts of it names of their own, or ranges to the "
                      "indicators that it reads");
}

void toc_conditions_note_undecided(toc_conditions *it, toc_span span)
{
    if (it->logic->trouble == TOC_TROUBLE_PRODUCT)
        note_product(it);
    else if (it->logic->trouble == TOC_TROUBLE_STEPS)
        toc_conditions_note_steps(it, span);
}

static toc_answer ask(toc_conditions *it, const toc_cond *cond)
{
    toc_answer answer;

    toc_logic_begin(it->logic);
    toc_logic_say(it->logic, toc_logic_read(it->logic, cond, 0));
    answer = toc_logic_ask(it->logic);
    if (answer == TOC_ANSWER_UNDECIDED)
        toc_conditions_note_undecided(it, cond->span);
    toc_logic_end(it->logic);
    return answer;
}

toc_answer toc_conditions_can(toc_conditions *it, const toc_cond *cond)
{
    uint32_t number = toc_logic_number_of(it->logic, cond);
    toc_answer answer;

    if (number < it->answers.count && it->answers.items[number] > 0)
        return (toc_answer)(it->answers.items[number] - 1);
    answer = ask(it, cond);
    while (it->answers.count <= number)
        TOC_PUSH(it->arena, &it->answers, 0);
    it->answers.items[number] = (uint8_t)(answer + 1);
    return answer;
}

bool toc_conditions_never(toc_conditions *it, const toc_cond *cond)
{
    return toc_conditions_can(it, cond) == TOC_ANSWER_NO;
}

bool toc_conditions_always(toc_conditions *it, const toc_cond *cond)
{
    return toc_conditions_never(it, toc_conditions_not(it, cond));
}

const char *toc_conditions_example(toc_conditions *it, const toc_cond *cond)
{
    const char *values = "";

    toc_logic_begin(it->logic);
    toc_logic_say(it->logic, toc_logic_read(it->logic, cond, 0));
    if (toc_logic_ask(it->logic) == TOC_ANSWER_YES) {
        toc_logic_settle(it->logic, 0);
        values = toc_logic_values(it->logic, 0);
    }
    toc_logic_end(it->logic);
    return values;
}

const char *toc_conditions_name(const toc_conditions *it, const toc_plan_level *level)
{
    return toc_symbol_text(it->plan->names, level->base.name);
}

/* ── the check ───────────────────────────────────────────────────────────── */

static void run_topics(toc_conditions *it)
{
    toc_conditions_guards(it);
    toc_conditions_decisions(it);
    toc_conditions_levels(it);
    toc_conditions_ends(it);
}

static void decide(toc_conditions *it, toc_conditions_fn *run)
{
    toc_logic_note_faults(it->logic, it->sink);
    run(it);
}

void toc_conditions_run(const toc_check_context *context, unsigned steps, toc_conditions_fn *run)
{
    toc_conditions it = {
        .check = context, .plan = context->plan, .arena = context->arena, .sink = context->sink};
    jmp_buf *outer = context->arena->escape;
    jmp_buf here;

    it.logic = toc_logic_new(context->plan, context->arena, steps);
    if (!it.logic) {
        toc_arena_give_up(context->arena);
        return;
    }
    if (!outer) {
        decide(&it, run);
    } else if (setjmp(here) == 0) { /* the solver's memory is not the arena's */
        context->arena->escape = &here;
        decide(&it, run);
    } else {
        context->arena->escape = outer;
        toc_logic_free(it.logic);
        toc_arena_give_up(context->arena);
        return;
    }
    context->arena->escape = outer;
    toc_logic_free(it.logic);
}

void toc_conditions_check(const toc_check_context *context, unsigned steps)
{
    toc_conditions_run(context, steps, run_topics);
}

void toc_check_conditions(const toc_check_context *context)
{
    toc_conditions_check(context, TOC_SOLVER_STEPS);
}
