/* logic.c - terms and questions: the table of conditions, what each term may say. */
#include "analysis/logic.h"

#include <stdlib.h>
#include <string.h>

#include "sema/checks.h"

#define MICRO      INT64_C(1000000)
#define BOUNDS_MAX 8u /* questions that may take too many steps; after them none is asked */
#define NO_END     INT64_C(1000000000000000000) /* beyond all that a plan can say */

/* ── equal conditions ────────────────────────────────────────────────────── */

static uint64_t mix(uint64_t hash, uint64_t value)
{
    return (hash ^ value) * UINT64_C(0x100000001b3);
}

static uint64_t hash_of(const toc_cond *cond)
{
    uint64_t hash = mix(UINT64_C(0xcbf29ce484222325), cond->op);

    hash = mix(hash, (uint64_t)cond->value);
    hash = mix(hash, cond->entity ? cond->entity->id + 1 : 0);
    hash = mix(hash, (uint64_t)cond->window);
    hash = mix(hash, (uint64_t)cond->outcome);
    hash = mix(hash, cond->anchor.target ? cond->anchor.target->id + 1 : 0);
    hash = mix(hash, cond->anchor.kind);
    for (uint32_t i = 0; i < cond->kid_count; i++)
        hash = mix(hash, hash_of(cond->kids[i]) >> 3);
    return hash;
}

static uint32_t *find_slot(const toc_logic *logic, const toc_cond *cond, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 20) & (logic->slot_count - 1);

    for (;; at = (at + 1) & (logic->slot_count - 1)) {
        const toc_logic_cond *row;

        if (logic->slots[at] == 0)
            return &logic->slots[at];
        row = &logic->conds.items[logic->slots[at] - 1];
        if (row->hash == hash && (row->cond == cond || toc_cond_equals(row->cond, cond)))
            return &logic->slots[at];
    }
}

static void grow(toc_logic *logic)
{
    logic->slot_count = logic->slot_count ? 2 * logic->slot_count : 64;
    logic->slots = TOC_NEW_ARRAY(logic->arena, uint32_t, logic->slot_count);
    for (uint32_t i = 0; i < logic->conds.count; i++)
        *find_slot(logic, logic->conds.items[i].cond, logic->conds.items[i].hash) = i + 1;
}

uint32_t toc_logic_number_of(toc_logic *logic, const toc_cond *cond)
{
    toc_logic_cond row = {cond, hash_of(cond), TOC_NO_TERM};
    uint32_t *slot;

    if (2 * (logic->conds.count + 1) > logic->slot_count)
        grow(logic);
    slot = find_slot(logic, cond, row.hash);
    if (*slot == 0) {
        TOC_PUSH(logic->arena, &logic->conds, row);
        *slot = logic->conds.count;
    }
    return *slot - 1;
}

/* ── what a term may say ─────────────────────────────────────────────────── */

typedef struct range {
    int64_t least, most;
} range;

static range range_of_type(toc_type type, const toc_words *words)
{
    if (type == TOC_TYPE_ENUM)
        return (range){0, words->names.count > 0 ? words->names.count - 1 : 0};
    if (type == TOC_TYPE_COUNT || type == TOC_TYPE_DURATION || type == TOC_TYPE_TEXT)
        return (range){0, NO_END};
    return (range){-NO_END, NO_END};
}

static range range_of_indicator(const toc_plan_indicator *indicator)
{
    if (indicator->has_range)
        return (range){indicator->least, indicator->most};
    return range_of_type(indicator->type, &indicator->words);
}

/* Sums and changes go beyond the range of what they are made of. */
static range range_of_window(const toc_cond *cond)
{
    range own = range_of_indicator((const toc_plan_indicator *)cond->entity);

    if (cond->op == TOC_COND_SUM)
        return (range){own.least >= 0 ? 0 : -NO_END, NO_END};
    if (cond->op == TOC_COND_RISE && own.least > -NO_END / 2 && own.most < NO_END / 2)
        return (range){own.least - own.most, own.most - own.least};
    if (cond->op == TOC_COND_RISE || cond->op == TOC_COND_RATE)
        return (range){-NO_END, NO_END};
    return own;
}

static range range_of_resource(const toc_logic *logic, const toc_cond *cond)
{
    const toc_plan_resource *resource = (const toc_plan_resource *)cond->entity;

    if (cond->op == TOC_COND_RESOURCE_FREE_PERCENT || cond->op == TOC_COND_RESOURCE_USED_PERCENT)
        return (range){0, 100 * MICRO};
    return (range){0, logic->is_requested[resource->base.id] ? NO_END : resource->count * MICRO};
}

static range range_of(const toc_logic *logic, const toc_cond *cond)
{
    const toc_plan_event_field *field = (const toc_plan_event_field *)cond->entity;

    if (cond->op == TOC_COND_INDICATOR)
        return range_of_indicator((const toc_plan_indicator *)cond->entity);
    if (cond->op == TOC_COND_EVENT_FIELD)
        return range_of_type(field->type, &field->words);
    if (cond->op == TOC_COND_LEVEL)
        return (range){0, ((const toc_plan_ladder *)cond->entity)->levels.count};
    if (cond->op >= TOC_COND_RESOURCE_FREE && cond->op <= TOC_COND_RESOURCE_USED_PERCENT)
        return range_of_resource(logic, cond);
    if (cond->op >= TOC_COND_SUM && cond->op <= TOC_COND_RISE)
        return range_of_window(cond);
    if (cond->op == TOC_COND_TIME_TO)
        return (range){-NO_END, NO_END}; /* less than nothing once it has come */
    return (range){0, NO_END};           /* since, count */
}

/* Counts are whole: of things, of units, of occurrences. */
static int64_t grain_of(const toc_cond *cond)
{
    bool is_whole = cond->op == TOC_COND_RESOURCE_FREE || cond->op == TOC_COND_RESOURCE_USED ||
                    cond->op == TOC_COND_COUNT ||
                    (cond->type.type == TOC_TYPE_COUNT && cond->op != TOC_COND_MEAN &&
                     cond->op != TOC_COND_RATE);

    return is_whole ? MICRO : 1;
}

/* ── terms ───────────────────────────────────────────────────────────────── */

/* The condition that stands for "there is a value": for `since(x)` it is `happened(x)`; for others
 * one that nobody can write. */
static const toc_cond *known_by(toc_logic *logic, const toc_cond *leaf)
{
    toc_cond *cond = TOC_NEW(logic->arena, toc_cond);

    *cond = (toc_cond){.op = TOC_COND_HAPPENED,
                       .type = {TOC_TYPE_FLAG, NULL, NULL},
                       .span = leaf->span,
                       .outcome = -1,
                       .anchor = leaf->anchor};
    cond->entity = leaf->op == TOC_COND_SINCE ? leaf->anchor.target : leaf->entity;
    cond->window = leaf->window;
    return cond;
}

static bool may_lack_value(toc_cond_op op)
{
    return op == TOC_COND_SINCE || op == TOC_COND_TIME_TO || op == TOC_COND_EVENT_FIELD ||
           (op >= TOC_COND_SUM && op <= TOC_COND_MEAN);
}

static uint32_t new_term(toc_logic *logic, const toc_cond *leaf, bool is_helper)
{
    toc_logic_term term = {.cond = leaf, .known = TOC_NO_TERM, .grain = 1, .is_helper = is_helper};

    term.is_flag = leaf->type.type == TOC_TYPE_FLAG;
    if (!term.is_flag) {
        range all = range_of(logic, leaf);

        term.grain = grain_of(leaf);
        /* upwards and downwards to whole grains */
        term.least = all.least / term.grain + (all.least > 0 && all.least % term.grain != 0);
        term.most = all.most / term.grain - (all.most < 0 && all.most % term.grain != 0);
    }
    TOC_PUSH(logic->arena, &logic->terms, term);
    return logic->terms.count - 1;
}

static uint32_t term_of(toc_logic *logic, const toc_cond *leaf, bool is_helper)
{
    uint32_t number = toc_logic_number_of(logic, leaf);
    uint32_t term = logic->conds.items[number].term;

    if (term != TOC_NO_TERM) {
        logic->terms.items[term].is_helper &= is_helper;
        return term;
    }
    term = new_term(logic, leaf, is_helper);
    logic->conds.items[number].term = term;
    if (may_lack_value(leaf->op)) {
        uint32_t known = term_of(logic, known_by(logic, leaf), true); /* moves the terms */

        logic->terms.items[term].known = known;
    }
    return term;
}

uint32_t toc_logic_term_of(toc_logic *logic, const toc_cond *leaf)
{
    return term_of(logic, leaf, false);
}

static void make_variable(toc_logic *logic, toc_logic_term *term, unsigned point)
{
    toc_solver *solver = logic->solver;

    term->variable[point] =
        term->is_flag ? toc_solver_new_truth(solver) : toc_solver_new_number(solver);
    term->value[point] = term->grain == 1
                             ? term->variable[point]
                             : toc_solver_scale(solver, term->variable[point], term->grain, 1);
}

const toc_logic_term *toc_logic_use(toc_logic *logic, uint32_t number, unsigned point)
{
    toc_logic_term *term = &logic->terms.items[number];
    toc_logic_used use = {number, point};

    if (term->question[point] == logic->question)
        return term;
    if (!term->variable[point].ast)
        make_variable(logic, term, point);
    term->question[point] = logic->question;
    if (term->known != TOC_NO_TERM)
        toc_logic_use(logic, term->known, point); /* before it: values are settled in this order */
    TOC_PUSH(logic->arena, &logic->used, use);
    toc_logic_say_facts(logic, number, point);
    return &logic->terms.items[number];
}

/* ── questions ───────────────────────────────────────────────────────────── */

static void note_requests(toc_logic *logic)
{
    const toc_plan *plan = logic->plan;

    logic->is_requested = TOC_NEW_ARRAY(logic->arena, bool, plan->resources.count);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_quantities *requests = &plan->nodes.items[i]->requests;

        for (uint32_t r = 0; r < requests->count; r++) {
            if (requests->items[r].resource.target)
                logic->is_requested[requests->items[r].resource.target->base.id] = true;
        }
    }
}

toc_logic *toc_logic_new(const toc_plan *plan, toc_arena *arena, unsigned steps)
{
    toc_logic *logic = TOC_NEW(arena, toc_logic);

    logic->plan = plan;
    logic->arena = arena;
    logic->texts = toc_intern_new(arena);
    note_requests(logic);
    logic->solver = toc_solver_new(steps); /* last: what the arena cannot free */
    return logic->solver ? logic : NULL;
}

void toc_logic_free(toc_logic *logic)
{
    if (logic)
        toc_solver_free(logic->solver);
}

static int by_begin(const void *left, const void *right)
{
    const toc_span *a = left;
    const toc_span *b = right;

    return (a->begin > b->begin) - (a->begin < b->begin);
}

void toc_logic_note_faults(toc_logic *logic, const toc_diag_sink *sink)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];

        if (diag->level == TOC_DIAG_ERROR && !toc_span_is_none(diag->span))
            TOC_PUSH(logic->arena, &logic->faults, diag->span);
    }
    if (logic->faults.count > 1)
        qsort(logic->faults.items, logic->faults.count, sizeof(toc_span), by_begin);
}

bool toc_logic_is_faulty(const toc_logic *logic, const toc_cond *cond)
{
    uint32_t low = 0;
    uint32_t high = logic->faults.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (logic->faults.items[middle].begin < cond->span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low < logic->faults.count && logic->faults.items[low].begin < cond->span.end;
}

void toc_logic_begin(toc_logic *logic)
{
    toc_solver_push(logic->solver);
    logic->question++;
    logic->used.count = 0;
    logic->parts = 0;
    logic->rounded = 0;
    logic->trouble = TOC_TROUBLE_NONE;
}

void toc_logic_end(toc_logic *logic)
{
    toc_solver_pop(logic->solver);
}

void toc_logic_say(toc_logic *logic, toc_formula a)
{
    toc_solver_say(logic->solver, a);
}

void toc_logic_give_up(toc_logic *logic, toc_trouble trouble, toc_span span)
{
    if (logic->trouble != TOC_TROUBLE_NONE)
        return;
    logic->trouble = trouble;
    logic->trouble_span = span;
}

toc_answer toc_logic_ask(toc_logic *logic)
{
    toc_answer answer;

    if (logic->trouble == TOC_TROUBLE_NONE && logic->bounds_met >= BOUNDS_MAX)
        toc_logic_give_up(logic, TOC_TROUBLE_STEPS, (toc_span){0, 0});
    if (logic->trouble != TOC_TROUBLE_NONE)
        return TOC_ANSWER_UNDECIDED;
    answer = toc_solver_ask(logic->solver);
    if (answer == TOC_ANSWER_UNDECIDED) {
        logic->bounds_met++;
        toc_logic_give_up(logic, TOC_TROUBLE_STEPS, (toc_span){0, 0});
    }
    return answer;
}
