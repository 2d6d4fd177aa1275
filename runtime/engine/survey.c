/* survey.c - can a stretch begin (stretch.c)? */
#include "engine/stretch_private.h"

#define QUICK __attribute__((always_inline)) static inline

/* Who wants to hear of each step, or each unit, hears it from the general loop. */
#define EACH_STEP (UINT64_C(1) << TOC_TRACE_NODE | UINT64_C(1) << TOC_TRACE_RESOURCE)

bool toc_survey_may_begin(const toc_engine *engine)
{
    uint32_t work = engine->armed[TOC_TIMER_WORK];
    uint32_t count = engine->near_count;
    uint32_t nodes = engine->timer_base[TOC_TIMER_WORK + 1] - engine->timer_base[TOC_TIMER_WORK];
    return (engine->traced & EACH_STEP) == 0 && work > 0 && engine->wait_count == 0 &&
           work + engine->armed[TOC_TIMER_DUTY] == count && engine->lost == 0 &&
           engine->expected_count == 0 && nodes >> TOC_STRETCH_BITS == 0 &&
           (engine->timers[engine->near[count - 1].timer].kind == TOC_TIMER_WORK ||
            toc_is_simple_deadline(engine, engine->near[count - 1].timer));
}

/* Its performer is there, has been told, and is nobody's to play. */
QUICK bool is_at_work(const toc_engine *engine, uint32_t performer, toc_survey *of)
{
    const toc_body_status *status = &engine->bodies[performer];
    if (performer == of->known)
        return true;
    of->known = performer;
    return status->state == TOC_BODY_ACTIVE && !status->is_played && status->are_told;
}

static bool is_fit_step(const toc_node_instance *state, const toc_node_facts *facts, toc_survey *of)
{
    switch ((toc_node_state)state->state) {
    case TOC_NODE_RUNNING:
        return state->actor == facts->performer && state->holds == (facts->resource != TOC_NONE);
    case TOC_NODE_READY:
    case TOC_NODE_BLOCKED:
        of->waiting++;
        return state->is_waiting && state->occurrence == 1;
    case TOC_NODE_WAITING:
    case TOC_NODE_DONE:
    case TOC_NODE_SKIPPED:
    case TOC_NODE_DEAD:
    case TOC_NODE_CANCELLED:
    case TOC_NODE_FAILED:
        break;
    }
    return false;
}

/* Is each of its steps done, or can go on by itself?  Notes what each that waits still needs. */
static bool are_fit_steps(toc_engine *engine, const toc_instance *own, toc_survey *of)
{
    toc_range nodes = engine->machine->responses[own->response].nodes;
    uint32_t performer = engine->response_facts[own->response].performer;
    bool are_several = performer == TOC_NONE;
    if (!are_several && !is_at_work(engine, performer, of))
        return false;
    uint32_t first = own->node_shift + nodes.first;
    const toc_node_instance *state = &engine->nodes[first];
    const toc_node_facts *facts = &engine->node_facts[nodes.first];
    uint32_t *needs = &engine->stretch.needs[first];
    uint32_t *numbers = &engine->stretch.numbers[first];
    for (uint32_t i = 0; i < nodes.count; i++) {
        uint32_t pending = state[i].pending;
        numbers[i] = needs[i] = 0;
        if (state[i].state == TOC_NODE_DONE)
            continue;
        if (are_several && !is_at_work(engine, facts[i].performer, of))
            return false;
        if (state[i].state != TOC_NODE_WAITING) {
            if (!is_fit_step(&state[i], &facts[i], of))
                return false;
            continue;
        }
        bool is_any = (state[i].traits & TOC_TRAIT_JOINS_ANY) != 0;
        if (pending == 0 || state[i].occurrence > 0)
            return false;
        needs[i] = is_any ? 1 : pending;
    }
    return true;
}

/* The latest activation of its response, all of plain steps, each of which can go on by itself. */
static bool is_fit(toc_engine *engine, uint32_t instance, toc_survey *of)
{
    const toc_instance *own = &engine->instances[instance];
    if (!engine->response_facts[own->response].is_plain || !own->is_active || own->is_queued ||
        own->number != engine->activations[own->response])
        return false;
    of->looked += engine->machine->responses[own->response].nodes.count;
    of->left += own->unfinished;
    of->instances[of->count++] = instance;
    return are_fit_steps(engine, own, of);
}

static bool is_surveyed(const toc_survey *of, uint32_t instance)
{
    for (uint32_t i = 0; i < of->count; i++)
        if (of->instances[i] == instance)
            return true;
    return false;
}

/* All work that is waited for, and all who stand in line, are of activations that are fit; and there is room for all
 * that they may owe, and for all that may happen at one instant. */
bool toc_survey_make(toc_engine *engine, toc_survey *of, toc_ms last)
{
    uint32_t base = engine->timer_base[TOC_TIMER_WORK];
    for (uint32_t i = 0; i < engine->near_count; i++) {
        const toc_wait *wait = &engine->near[i];
        if (engine->timers[wait->timer].kind != TOC_TIMER_WORK)
            continue;
        if (wait->at > last)
            return false; /* too little would come of it */
        uint32_t instance = engine->nodes[wait->timer - base].instance;
        if (!is_surveyed(of, instance) && !is_fit(engine, instance, of))
            return false;
    }
    uint32_t waiting = 0;
    for (uint32_t at = engine->waiting_first; at != TOC_NONE; at = engine->nodes[at].next)
        if (++waiting > of->waiting)
            return false; /* somebody else stands in line */
    return of->left <= engine->duty_capacity - engine->duty_count &&
           engine->spent + 8 * (uint64_t)of->left + 8 < engine->options.budget;
}
