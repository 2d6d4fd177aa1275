/* hands.c - whose hands do the work: simulated work is timed, and a body may change hands during
 * play, from the simulation to people, or back.
 *
 * Acts of the simulation that are only planned keep their timers: when such a one fires for a body that
 * people play by then, nothing happens (toc_body_is_simulated). */
#include "engine/state_private.h"

static toc_order order_of(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    return toc_order_make(TOC_RANK_NODE, state->node, engine->instances[state->instance].number,
                          state->occurrence);
}

static uint32_t worker_of(const toc_engine *engine, uint32_t at)
{
    const toc_m_node *row = &engine->machine->nodes[engine->nodes[at].node];
    return toc_body_stand_in(engine, row->performer);
}

/* ---- simulated work ---- */

enum { DRAWN_TOGETHER = 32 };

/* The first occurrences of its neighbours as well, which will mostly be asked for too: draws do not depend
 * on when they are made. */
static void draw_together(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_instance *own = &engine->instances[state->instance];
    toc_range nodes = engine->machine->responses[own->response].nodes;
    uint32_t begin = (state->node - nodes.first) / DRAWN_TOGETHER * DRAWN_TOGETHER;
    uint32_t left = nodes.count - begin;
    uint32_t count = left < DRAWN_TOGETHER ? left : DRAWN_TOGETHER;
    toc_ms drawn[DRAWN_TOGETHER];
    toc_rng_durations(&engine->rng, &engine->spans[nodes.first + begin], count, own->number, drawn);
    toc_node_instance *group =
        &engine->nodes[toc_node_at(engine, state->instance, nodes.first + begin)];
    for (uint32_t i = 0; i < count; i++)
        group[i].drawn = drawn[i];
}

toc_ms toc_gate_work_time(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_rng_span *span = &engine->spans[state->node];
    if (span->least == TOC_MS_NONE)
        return engine->options
            .assume[engine->machine->nodes[state->node].kind == TOC_M_NODE_DECISION
                        ? TOC_ASSUME_DECISION
                        : TOC_ASSUME_STEP];
    if (state->occurrence != 1)
        return toc_rng_duration(toc_rng_draw(&engine->rng, span->hash,
                                             engine->instances[state->instance].number,
                                             state->occurrence),
                                span->least, span->likely, span->most);
    if (state->drawn == TOC_MS_NONE)
        draw_together(engine, at);
    return state->drawn;
}

void toc_gate_work(toc_engine *engine, uint32_t at)
{
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_WORK, at);
    if (!toc_body_is_played(engine, worker_of(engine, at)) && !toc_timer_is_armed(engine, timer))
        toc_timer_arm(engine, timer, toc_ms_later(engine->now, toc_gate_work_time(engine, at)),
                      order_of(engine, at));
}

/* ---- changing hands ---- */

/* What the simulation could not start yet is ready for people: they need no gate. */
static void let_go(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    if (state->state != TOC_NODE_READY && state->state != TOC_NODE_BLOCKED)
        return;
    toc_gate_leave_queue(engine, at);
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_GATE, at));
    if (state->state == TOC_NODE_READY)
        return;
    state->blocked = TOC_BLOCKED_NOT;
    toc_node_state_set(engine, at, TOC_NODE_READY, engine->machine->nodes[state->node].performer,
                       0);
}

static void take_up(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    if (state->state == TOC_NODE_RUNNING)
        toc_gate_work(engine, at);
    else if (state->state == TOC_NODE_READY || state->state == TOC_NODE_BLOCKED)
        toc_node_queue(engine, at);
}

typedef void change_fn(toc_engine *engine, uint32_t at);

/* Its own work and that in which it stands in for others. */
static void for_its_work(toc_engine *engine, uint32_t body, change_fn *change)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t instance = 0; instance < machine->responses_count * engine->slots; instance++) {
        toc_range nodes = machine->responses[instance / engine->slots].nodes;
        if (engine->instances[instance].number == 0)
            continue;
        for (uint32_t i = 0; i < nodes.count; i++) {
            uint32_t at = toc_node_at(engine, instance, nodes.first + i);
            if (worker_of(engine, at) == body)
                change(engine, at);
        }
    }
}

/* What is asked of it or owed by it, and by those above it in whose place it acts. */
static void wake_line(toc_engine *engine, uint32_t body)
{
    toc_body_wake(engine, body);
    uint32_t above = engine->machine->bodies[body].succeeds;
    for (; above != TOC_NONE && toc_body_stand_in(engine, above) == body;
         above = engine->machine->bodies[above].succeeds)
        toc_body_wake(engine, above);
}

void toc_hands_change(toc_engine *engine, uint32_t body, bool is_played)
{
    if ((engine->bodies[body].is_played != 0) == is_played)
        return;
    engine->bodies[body].is_played = is_played;
    if (!engine->is_begun)
        return;
    for_its_work(engine, body, is_played ? let_go : take_up);
    if (!is_played)
        wake_line(engine, body);
}
