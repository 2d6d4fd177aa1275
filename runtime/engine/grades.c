/* grades.c - the grade that a ladder's conditions warrant, as one tree of questions.
 *
 * The conditions of the grades are asked from the worst down, and often begin alike: in the tree nothing is
 * asked that an answer before has settled, and it ends at a grade.  A ladder whose conditions cannot
 * all be put as questions, or whose tree would grow too large, has none: then each grade is asked for itself. */
#include "engine/state_private.h"

enum { DEEPEST = 64 }; /* questions on one way: what comes earlier is not searched */

typedef struct planter {
    toc_engine *engine;
    uint32_t ladder;
    uint32_t first; /* of this tree */
    uint32_t count; /* of all trees so far */
    uint32_t room;  /* for this one */
} planter;

/* A question of the chain of grade `rank` comes next, or an answer. */
typedef struct goal {
    uint32_t at;
    uint32_t rank;
} goal;

static bool is_same(const toc_question *a, const toc_question *b)
{
    return a->place && a->place == b->place && a->width == b->width && a->least == b->least &&
           a->span == b->span;
}

/* What was answered to the same question on the way to the branch @p way of @p from; or TOC_NONE. */
static uint32_t answer_before(const planter *p, uint32_t from, uint32_t way,
                              const toc_question *question)
{
    for (uint32_t depth = 0; from != TOC_NONE && depth < DEEPEST; depth++) {
        const toc_branch *branch = &p->engine->branches[from];
        if (is_same(&branch->question, question))
            return way;
        way = branch->way;
        from = branch->parent;
    }
    return TOC_NONE;
}

static uint32_t next_of(const toc_question *question, uint32_t way)
{
    return way == TOC_WAY_IN ? question->then : question->otherwise;
}

static uint32_t condition_of(const planter *p, uint32_t rank)
{
    const toc_machine *machine = p->engine->machine;
    return machine->levels[machine->ladders[p->ladder].levels.first + rank - 1].condition;
}

/* Goes on from an answer to the next grade, and past what is known. */
static goal settle_goal(const planter *p, goal to, uint32_t from, uint32_t way)
{
    const toc_engine *engine = p->engine;
    while (to.at != TOC_ANSWER_TRUE && to.rank > 0) {
        if (to.at == TOC_ANSWER_FALSE) {
            uint32_t condition = --to.rank > 0 ? condition_of(p, to.rank) : TOC_NONE;
            to.at = condition == TOC_NONE ? TOC_ANSWER_FALSE : engine->first_questions[condition];
            continue;
        }
        uint32_t known = answer_before(p, from, way, &engine->questions[to.at]);
        if (known == TOC_NONE)
            break;
        to.at = next_of(&engine->questions[to.at], known);
    }
    return to;
}

/* The branch for @p to, reached by @p way of @p from, or its grade. */
static uint32_t grow(planter *p, goal to, uint32_t from, uint32_t way)
{
    to = settle_goal(p, to, from, way);
    if (to.rank == 0 || to.at == TOC_ANSWER_TRUE)
        return TOC_GRADE | to.rank;
    if (p->count - p->first == p->room)
        return TOC_NONE;
    p->engine->branches[p->count] = (toc_branch){
        .question = p->engine->questions[to.at], .parent = from, .way = way, .rank = to.rank};
    return p->count++;
}

/* Branches are grown in the order in which they were met.  False: there is no room for all. */
static bool grow_all(planter *p)
{
    toc_branch *branches = p->engine->branches;
    for (uint32_t at = p->first; at < p->count; at++) {
        toc_question *question = &branches[at].question;
        uint32_t rank = branches[at].rank;
        if (!question->place)
            return false; /* of what may not exist yet there are three answers */
        uint32_t then = grow(p, (goal){question->then, rank}, at, TOC_WAY_IN);
        uint32_t otherwise = grow(p, (goal){question->otherwise, rank}, at, TOC_WAY_OUT);
        if (then == TOC_NONE || otherwise == TOC_NONE)
            return false;
        question->then = then;
        question->otherwise = otherwise;
    }
    return true;
}

/* As many as the grades' conditions have operations: more than that is no gain. */
static uint32_t room_of(const planter *p)
{
    const toc_engine *engine = p->engine;
    uint32_t all = engine->machine->codes_count;
    uint32_t left = (all < TOC_GRADE ? all : TOC_GRADE) - p->count;
    uint32_t room = 0;
    for (uint32_t rank = engine->machine->ladders[p->ladder].levels.count; rank > 0; rank--) {
        uint32_t condition = condition_of(p, rank);
        if (condition == TOC_NONE)
            continue;
        if (engine->first_questions[condition] == TOC_NONE)
            return 0;
        toc_range code = engine->machine->conditions[condition].code;
        room = code.count < left - room ? room + code.count : left;
    }
    return room;
}

void toc_grades_fill(toc_engine *engine)
{
    planter p = {.engine = engine};
    for (p.ladder = 0; p.ladder < engine->machine->ladders_count; p.ladder++) {
        goal worst = {TOC_ANSWER_FALSE, engine->machine->ladders[p.ladder].levels.count + 1};
        p.first = p.count;
        p.room = room_of(&p);
        uint32_t root = p.room > 0 ? grow(&p, worst, TOC_NONE, TOC_WAY_IN) : TOC_NONE;
        bool is_grown = root != TOC_NONE && grow_all(&p);
        engine->grade_trees[p.ladder] = is_grown ? root : TOC_NONE;
        p.count = is_grown ? p.count : p.first;
    }
}

/* ---- asking ---- */

static int64_t value_at(const toc_question *question)
{
    if (question->width == 1)
        return *(const uint8_t *)question->place;
    return question->width == 8 ? *(const int64_t *)question->place
                                : *(const uint32_t *)question->place;
}

static uint32_t ask_tree(const toc_engine *engine, uint32_t tree)
{
    uint32_t at = tree;
    while (!(at & TOC_GRADE)) {
        const toc_question *question = &engine->branches[at].question;
        uint64_t above = (uint64_t)value_at(question) - (uint64_t)question->least;
        at = next_of(question, above <= question->span ? TOC_WAY_IN : TOC_WAY_OUT);
    }
    return at & ~TOC_GRADE;
}

static bool holds(const toc_engine *engine, uint32_t condition)
{
    if (condition == TOC_NONE)
        return false;
    uint32_t first = engine->first_questions[condition];
    return first == TOC_NONE ? engine->conditions[condition].value
                             : toc_question_ask(engine, first);
}

uint32_t toc_grades_warranted(const toc_engine *engine, uint32_t ladder)
{
    toc_range levels = engine->machine->ladders[ladder].levels;
    uint32_t floor = engine->ladders[ladder].floor;
    uint32_t rank = levels.count;
    if (engine->grade_trees[ladder] != TOC_NONE) {
        rank = ask_tree(engine, engine->grade_trees[ladder]);
        return rank > floor ? rank : floor;
    }
    for (; rank > floor; rank--)
        if (holds(engine, engine->machine->levels[levels.first + rank - 1].condition))
            break;
    return rank;
}
