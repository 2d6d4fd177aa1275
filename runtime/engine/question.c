/* question.c - conditions of the present state as chains of questions, which end at the first answer that
 * decides.
 *
 * Most conditions only combine comparisons and flags by and, or, not.  Those that read the clock, a
 * window or a calendar, or that calculate, stay with the stack machine (condition.c). */
#include "engine/state_private.h"

/* ---- asking ---- */

static uint32_t next_of(const toc_question *question, int64_t value)
{
    return (uint64_t)value - (uint64_t)question->least <= question->span ? question->then
                                                                         : question->otherwise;
}

static uint32_t ask_leaf(const toc_engine *engine, const toc_question *question)
{
    const toc_m_code *leaf = &engine->machine->codes[question->leaf];
    int64_t value;
    if (!toc_condition_present(engine, leaf->op, leaf->a, leaf->b, &value))
        return question->unknown;
    return next_of(question, value);
}

bool toc_question_ask(const toc_engine *engine, uint32_t first)
{
    const toc_question *questions = engine->questions;
    uint32_t at = first;
    while (at < TOC_ANSWER_FALSE) {
        const toc_question *question = &questions[at];
        if (question->width == 1)
            at = next_of(question, *(const uint8_t *)question->place);
        else if (question->width == 8)
            at = next_of(question, *(const int64_t *)question->place);
        else if (question->width == 4)
            at = next_of(question, *(const uint32_t *)question->place);
        else
            at = ask_leaf(engine, question);
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

/* What a comparison lets pass: the numbers from `least` on, `span` more, or all others. */
typedef struct pass {
    int64_t least;
    uint64_t span;
    bool is_inverse;
} pass;

static const pass is_set = {0, 0, true}; /* all but 0 */

static pass from_least(int64_t most, bool is_inverse)
{
    return (pass){INT64_MIN, (uint64_t)most - (uint64_t)INT64_MIN, is_inverse};
}

static pass pass_of(uint32_t op, int64_t value)
{
    switch ((int)op) {
    case TOC_OP_LE:
    case TOC_OP_GT:
        return from_least(value, op == TOC_OP_GT);
    case TOC_OP_LT:
    case TOC_OP_GE: /* below the least there is nothing: none is less, all are as much or more */
        return value > INT64_MIN ? from_least(value - 1, op == TOC_OP_GE)
                                 : from_least(INT64_MAX, op == TOC_OP_LT);
    }
    return (pass){value, 0, op == TOC_OP_NE};
}

static uint32_t resolve(const maker *m, uint32_t to)
{
    return to == ON_TO_NEXT ? m->count - 1 : to;
}

/* Where the engine keeps the number that @p leaf speaks of, if it is kept as it is. */
static void find_place(const toc_engine *engine, const toc_m_code *leaf, toc_question *question)
{
    switch ((int)leaf->op) {
    case TOC_OP_INDICATOR:
        question->place = &engine->values[leaf->a];
        question->width = 8;
        break;
    case TOC_OP_LEVEL:
        question->place = &engine->ladders[leaf->a].declared;
        question->width = 4;
        break;
    case TOC_OP_DONE:
        if (leaf->b == 0) {
            question->place = &engine->node_latest[leaf->a].is_done;
            question->width = 1;
        }
        break;
    case TOC_OP_LATE:
        question->place = &engine->node_latest[leaf->a].is_late;
        question->width = 1;
        break;
    }
}

static void make(maker *m, goal to, const toc_m_code *leaf, pass passes)
{
    toc_question *question = &m->engine->questions[m->count++];
    *question = (toc_question){.least = passes.least,
                               .span = passes.span,
                               .then = passes.is_inverse ? to.otherwise : to.then,
                               .otherwise = passes.is_inverse ? to.then : to.otherwise,
                               .unknown = to.otherwise,
                               .leaf = (uint32_t)(leaf - m->engine->machine->codes)};
    find_place(m->engine, leaf, question);
}

/* An outcome is kept as its number, which is not 0 only of what is done. */
static void make_outcome(maker *m, goal to, const toc_m_code *leaf)
{
    make(m, to, leaf, (pass){leaf->b, 0, false});
    toc_question *question = &m->engine->questions[m->count - 1];
    question->place = &m->engine->node_latest[leaf->a].outcome;
    question->width = 4;
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
        if (left < 3 || code[-1].op != TOC_OP_CONST || !reads_present(code[-2].op))
            return 0;
        make(m, to, &code[-2], pass_of(code->op, code[-1].value));
        return 3;
    }
    if (!reads_present(code->op))
        return 0;
    if (code->op == TOC_OP_DONE && code->b != 0)
        make_outcome(m, to, code);
    else
        make(m, to, code, is_set);
    return 1;
}

static uint32_t make_all(maker *m, toc_range range)
{
    const toc_m_code *codes = &m->engine->machine->codes[range.first];
    uint32_t before = m->count;
    if (range.count > m->engine->machine->codes_count - before)
        return TOC_NONE; /* conditions that share their code: room is for each code once */
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

static uint32_t ladder_at(const toc_engine *engine, uint32_t place)
{
    uint32_t id = engine->machine->ids[place];
    return id < engine->machine->conditions_count ? engine->ladder_of[id] : TOC_NONE;
}

static void fill_runs(toc_engine *engine)
{
    uint32_t after = TOC_NONE; /* the ladder at the place behind */
    uint32_t run = 0;
    for (uint32_t place = engine->machine->ids_count; place-- > 0;) {
        uint32_t ladder = ladder_at(engine, place);
        run = ladder != TOC_NONE && ladder == after ? run + 1 : 1;
        engine->runs[place] = run;
        after = ladder;
    }
}

void toc_question_fill(toc_engine *engine)
{
    maker m = {.engine = engine};
    for (uint32_t i = 0; i < engine->machine->conditions_count; i++) {
        const toc_m_condition *row = &engine->machine->conditions[i];
        uint32_t first = make_all(&m, row->code);
        engine->first_questions[i] = first;
        engine->ladder_of[i] = first != TOC_NONE && row->owner == TOC_OWNER_LEVEL
                                   ? engine->machine->levels[row->owner_id].ladder
                                   : TOC_NONE;
    }
    fill_runs(engine);
}
