/* question.c - conditions of the present state as chains of questions, which end at the first answer that
 * decides.
 *
 * Most conditions only combine comparisons and flags by and, or, not.  Those that read the clock, a
 * window or a calendar, or that calculate, stay with the stack machine (condition.c). */
#include "engine/state_private.h"

/* ---- asking ---- */

static bool is_passed(const toc_question *question, int64_t value)
{
    int order = (value > question->value) - (value < question->value);
    return question->passes >> (order + 1) & 1;
}

static bool holds(const toc_engine *engine, const toc_question *question)
{
    uint32_t a = question->a;
    int64_t value;
    switch ((int)question->op) {
    case TOC_OP_INDICATOR:
        return is_passed(question, engine->values[a]);
    case TOC_OP_LEVEL:
        return is_passed(question, engine->ladders[a].declared);
    case TOC_OP_DONE:
        value = engine->node_latest[a].is_done &&
                (question->b == 0 || engine->node_latest[a].outcome == question->b);
        return is_passed(question, value);
    }
    return toc_condition_present(engine, question->op, a, question->b, &value) &&
           is_passed(question, value);
}

bool toc_question_ask(const toc_engine *engine, uint32_t first)
{
    uint32_t at = first;
    while (at < TOC_ANSWER_FALSE) {
        const toc_question *question = &engine->questions[at];
        at = holds(engine, question) ? question->then : question->otherwise;
    }
    return at == TOC_ANSWER_TRUE;
}

/* ---- making: from the end of the code, so that of `a b and` the questions of b are there when those
 * of a are made, and go on to them ---- */

#define ON_TO_NEXT (UINT32_MAX - 2) /* on to what was made last: the other side */

typedef struct goal {
    uint32_t then;
    uint32_t otherwise;
} goal;

typedef struct maker {
    toc_engine *engine;
    goal goals[TOC_STACK_MAX + 1]; /* of the sides that are still to come */
    uint32_t open;
    uint32_t count; /* questions of all conditions so far */
} maker;

static bool reads_present(uint32_t op)
{
    switch ((int)op) {
    case TOC_OP_CONST:
    case TOC_OP_INDICATOR:
    case TOC_OP_FIELD:
    case TOC_OP_LEVEL:
    case TOC_OP_FREE:
    case TOC_OP_USED:
    case TOC_OP_DONE:
    case TOC_OP_LATE:
    case TOC_OP_SENT:
    case TOC_OP_REPORT_LATE:
    case TOC_OP_HAPPENED:
    case TOC_OP_BODY:
    case TOC_OP_RESPONSE:
        return true;
    }
    return false;
}

static uint8_t passes_of(uint32_t op)
{
    static const uint8_t passes[] = {2, 5, 1, 3, 4, 6}; /* = != < <= > >= */
    return passes[op - TOC_OP_EQ];
}

static uint32_t resolve(const maker *m, uint32_t to)
{
    return to == ON_TO_NEXT ? m->count - 1 : to;
}

static void make(maker *m, goal to, const toc_m_code *leaf, uint8_t passes, int64_t value)
{
    m->engine->questions[m->count++] = (toc_question){.op = (uint8_t)leaf->op,
                                                      .passes = passes,
                                                      .a = leaf->op == TOC_OP_CONST ? 0 : leaf->a,
                                                      .b = leaf->b,
                                                      .then = to.then,
                                                      .otherwise = to.otherwise,
                                                      .value = value};
}

/* The operation that ends at @p code, for the goal that is due; how many of the operations up to it are
 * done with, or 0: this cannot be put as a question. */
static uint32_t make_one(maker *m, const toc_m_code *code, uint32_t left)
{
    goal to = m->goals[--m->open];
    to = (goal){resolve(m, to.then), resolve(m, to.otherwise)};
    if (code->op == TOC_OP_NOT) {
        m->goals[m->open++] = (goal){to.otherwise, to.then};
        return 1;
    }
    if (code->op == TOC_OP_AND || code->op == TOC_OP_OR) {
        m->goals[m->open++] =
            code->op == TOC_OP_AND ? (goal){ON_TO_NEXT, to.otherwise} : (goal){to.then, ON_TO_NEXT};
        m->goals[m->open++] = to; /* of the right side, which comes first here */
        return 1;
    }
    if (code->op >= TOC_OP_EQ && code->op <= TOC_OP_GE) {
        if (left < 3 || code[-1].op != TOC_OP_CONST || !reads_present(code[-2].op) ||
            code[-2].op == TOC_OP_CONST)
            return 0;
        make(m, to, &code[-2], passes_of(code->op), code[-1].value);
        return 3;
    }
    if (!reads_present(code->op) || code->op == TOC_OP_CONST)
        return 0;
    make(m, to, code, 5, 0); /* true: it is there, and not 0 */
    return 1;
}

static uint32_t make_all(maker *m, toc_range range)
{
    const toc_m_code *codes = &m->engine->machine->codes[range.first];
    uint32_t before = m->count;
    m->goals[0] = (goal){TOC_ANSWER_TRUE, TOC_ANSWER_FALSE};
    m->open = 1;
    for (uint32_t left = range.count; left > 0;) {
        uint32_t done = m->open < TOC_STACK_MAX ? make_one(m, &codes[left - 1], left) : 0;
        if (done == 0) {
            m->count = before;
            return TOC_NONE;
        }
        left -= done;
    }
    return m->count - 1;
}

void toc_question_fill(toc_engine *engine)
{
    maker m = {.engine = engine};
    for (uint32_t i = 0; i < engine->machine->conditions_count; i++)
        engine->first_questions[i] = make_all(&m, engine->machine->conditions[i].code);
}
