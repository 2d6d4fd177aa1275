/* gate.c - whether a simulated step may start, and what it takes and gives back.
 *
 * Gates in order: performer formed, on duty, reachable, approval, (a post: not busy), resources.
 * Resources are given all in one piece; nobody overtakes an earlier step that wants the same one. */
#include "engine/state_private.h"

static const toc_m_node *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->nodes[engine->nodes[at].node];
}

static toc_order order_of(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    return toc_order_make(TOC_RANK_NODE, state->node, engine->instances[state->instance].number,
                          state->occurrence);
}

/* ---- the list of steps that wait for resources ---- */

static bool goes_before(const toc_engine *engine, uint32_t a, uint32_t b)
{
    const toc_node_instance *x = &engine->nodes[a];
    const toc_node_instance *y = &engine->nodes[b];
    if (x->queued_at != y->queued_at)
        return x->queued_at < y->queued_at;
    if (x->node != y->node)
        return x->node < y->node;
    return engine->instances[x->instance].number < engine->instances[y->instance].number;
}

void toc_gate_insert(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    state->is_waiting = 1;
    uint32_t before = engine->waiting_last;
    while (before != TOC_NONE && goes_before(engine, at, before))
        before = engine->nodes[before].previous;
    state->previous = before;
    state->next = before == TOC_NONE ? engine->waiting_first : engine->nodes[before].next;
    if (state->next == TOC_NONE)
        engine->waiting_last = at;
    else
        engine->nodes[state->next].previous = at;
    if (before == TOC_NONE)
        engine->waiting_first = at;
    else
        engine->nodes[before].next = at;
}

void toc_gate_join(toc_engine *engine, uint32_t at)
{
    if (!engine->nodes[at].is_waiting) {
        engine->nodes[at].queued_at = engine->now;
        toc_gate_insert(engine, at);
    }
    toc_gate_queue_pass(engine);
}

void toc_gate_unlink(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    state->is_waiting = 0;
    if (state->previous == TOC_NONE)
        engine->waiting_first = state->next;
    else
        engine->nodes[state->previous].next = state->next;
    if (state->next == TOC_NONE)
        engine->waiting_last = state->previous;
    else
        engine->nodes[state->next].previous = state->previous;
}

void toc_gate_leave(toc_engine *engine, uint32_t at)
{
    toc_gate_unlink(engine, at);
    toc_gate_queue_pass(engine); /* whoever stood behind it */
}

static uint32_t traits_of(const toc_engine *engine, uint32_t at)
{
    return engine->nodes[at].traits;
}

static bool is_available(const toc_engine *engine, uint32_t resource)
{
    return engine->resources[resource].is_plain ||
           toc_calendar_on_shift(engine, engine->machine->resources[resource].shifts, engine->now);
}

static void claim(toc_engine *engine, const toc_m_demand *demand, uint32_t node)
{
    toc_resource_state *state = &engine->resources[demand->resource];
    if (state->epoch != engine->epoch)
        state->claimed = 0;
    state->epoch = engine->epoch;
    toc_mobilise_ask(engine, demand->resource, demand->count, node);
}

static bool is_given(const toc_engine *engine, uint32_t demand_at)
{
    const toc_m_demand *demand = &engine->machine->demands[demand_at];
    const toc_resource_state *state = &engine->resources[demand->resource];
    return state->epoch != engine->epoch && is_available(engine, demand->resource) &&
           (state->is_plain ? state->free : toc_mobilise_free(engine, demand->resource)) >=
               engine->demand_sums[demand_at];
}

/* Enough of everything, nothing of it claimed by an earlier step. */
static bool can_be_given(const toc_engine *engine, uint32_t at)
{
    toc_range demands = engine->node_facts[engine->nodes[at].node].demands;
    for (uint32_t i = demands.first; i < demands.first + demands.count; i++)
        if (toc_demand_takes(&engine->machine->demands[i]) && !is_given(engine, i))
            return false;
    return true;
}

static void claim_all(toc_engine *engine, uint32_t at)
{
    toc_range demands = engine->node_facts[engine->nodes[at].node].demands;
    for (uint32_t i = demands.first; i < demands.first + demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[i];
        if (toc_demand_takes(demand))
            claim(engine, demand, engine->nodes[at].node);
    }
}

/* ---- a post does one step at a time: first ready, first served ---- */

static bool is_post(const toc_engine *engine, uint32_t body)
{
    return engine->bodies[body].is_post;
}

/* What repeats is ready anew each time: since its oldest time that is still owed. */
static toc_ms ready_since(const toc_engine *engine, const toc_node_instance *state)
{
    return state->series_duty == TOC_NONE ? state->ready
                                          : engine->duties[state->series_duty].duty.opened;
}

static bool was_ready_before(const toc_engine *engine, uint32_t a, uint32_t b)
{
    const toc_node_instance *x = &engine->nodes[a];
    const toc_node_instance *y = &engine->nodes[b];
    toc_ms since = ready_since(engine, x);
    toc_ms other = ready_since(engine, y);
    if (since != other)
        return since < other;
    if (x->node != y->node)
        return x->node < y->node;
    return engine->instances[x->instance].number < engine->instances[y->instance].number;
}

/* Of the steps that only wait for their post the one to go next; @p best where none goes before. */
static uint32_t next_of_one(const toc_engine *engine, uint32_t post, uint32_t best)
{
    const toc_index *index = &engine->nodes_of_body;
    if (engine->bodies[post].waiting == 0)
        return best;
    for (uint32_t i = index->first[post]; i < index->first[post + 1]; i++) {
        uint32_t response = engine->machine->nodes[index->items[i]].response;
        for (uint32_t slot = 0; slot < engine->slots; slot++) {
            uint32_t instance = toc_instance_of(engine, response, slot);
            if (!engine->instances[instance].is_active)
                continue;
            uint32_t at = toc_node_at(engine, instance, index->items[i]);
            const toc_node_instance *state = &engine->nodes[at];
            if (state->state == TOC_NODE_BLOCKED && state->blocked == TOC_BLOCKED_BUSY &&
                (best == TOC_NONE || was_ready_before(engine, at, best)))
                best = at;
        }
    }
    return best;
}

/* Its own steps, and those of posts above it for which it stands in; or TOC_NONE. */
static uint32_t next_of_post(const toc_engine *engine, uint32_t post)
{
    uint32_t best = next_of_one(engine, post, TOC_NONE);
    for (uint32_t above = engine->machine->bodies[post].succeeds;
         above != TOC_NONE && toc_body_stand_in(engine, above) == post;
         above = engine->machine->bodies[above].succeeds)
        best = next_of_one(engine, above, best);
    return best;
}

static inline uint32_t worker_of(const toc_engine *engine, uint32_t at)
{
    return toc_body_stand_in(engine, engine->node_facts[engine->nodes[at].node].performer);
}

static bool post_is_taken(const toc_engine *engine, uint32_t at, uint32_t worker)
{
    if (!is_post(engine, worker))
        return false;
    if (engine->bodies[worker].running > 0)
        return true;
    uint32_t next = next_of_post(engine, worker);
    return next != TOC_NONE && next != at && was_ready_before(engine, next, at);
}

static void let_next_try(toc_engine *engine, uint32_t post)
{
    if (!is_post(engine, post) || engine->bodies[post].running > 0)
        return;
    uint32_t next = next_of_post(engine, post);
    if (next != TOC_NONE)
        toc_node_queue(engine, next);
}

/* Whoever did it may be another by now than who would do it. */
void toc_gate_pass_on(toc_engine *engine, uint32_t at)
{
    uint32_t worker = worker_of(engine, at);
    uint32_t actor = engine->nodes[at].actor;
    let_next_try(engine, worker);
    if (actor != TOC_NONE && actor != worker)
        let_next_try(engine, actor);
}

/* ---- the gates ---- */

static toc_ms resources_off_until(const toc_engine *engine, const toc_m_node *row)
{
    toc_ms best = TOC_MS_NONE;
    for (uint32_t i = 0; i < row->demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[row->demands.first + i];
        if (!toc_demand_takes(demand) || is_available(engine, demand->resource))
            continue;
        toc_range shifts = engine->machine->resources[demand->resource].shifts;
        toc_ms at = toc_calendar_shift_start(engine, shifts, engine->now);
        if (at != TOC_MS_NONE && (best == TOC_MS_NONE || at < best))
            best = at;
    }
    return best;
}

static void look_again_at(toc_engine *engine, uint32_t at, toc_ms time)
{
    if (time != TOC_MS_NONE)
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_GATE, at), time, order_of(engine, at));
}

static toc_blocked look_at_gates(toc_engine *engine, uint32_t at, uint32_t worker)
{
    if (!toc_body_is_there(engine, worker))
        return TOC_BLOCKED_ABSENT;
    toc_ms back = toc_body_off_until(engine, worker);
    if (back != TOC_MS_NONE) {
        look_again_at(engine, at, back);
        return TOC_BLOCKED_OFF_DUTY;
    }
    if (!toc_body_is_reachable(engine, worker))
        return TOC_BLOCKED_UNREACHABLE;
    if ((traits_of(engine, at) & TOC_TRAIT_APPROVED) &&
        engine->nodes[at].approval != TOC_APPROVAL_GIVEN)
        return TOC_BLOCKED_APPROVAL;
    return post_is_taken(engine, at, worker) ? TOC_BLOCKED_BUSY : TOC_BLOCKED_NOT;
}

static inline toc_blocked first_closed(toc_engine *engine, uint32_t at, uint32_t worker)
{
    const toc_body_status *status = &engine->bodies[worker];
    bool is_simple = engine->lost == 0 && status->org == worker && !status->has_hours &&
                     !(engine->nodes[at].traits & TOC_TRAIT_APPROVED);
    if (is_simple && status->state == TOC_BODY_ACTIVE)
        return TOC_BLOCKED_NOT; /* an org without hours, and nobody is asked */
    return look_at_gates(engine, at, worker);
}

void toc_gate_block(toc_engine *engine, uint32_t at, toc_blocked reason)
{
    toc_node_instance *state = &engine->nodes[at];
    if (state->state == TOC_NODE_BLOCKED && state->blocked == (uint8_t)reason)
        return;
    state->blocked = (uint8_t)reason;
    toc_node_state_set(engine, at, TOC_NODE_BLOCKED, row_of(engine, at)->performer, 0);
}

/* Nobody stands in line, and the pass over those who do would come next: it would give this one what
 * it asks for. */
static bool is_served_at_once(toc_engine *engine, uint32_t at)
{
    if (!toc_gate_is_pass_next(engine))
        return false;
    engine->epoch++;
    return can_be_given(engine, at);
}

void toc_gate_try(toc_engine *engine, uint32_t at)
{
    const toc_node_facts *facts = &engine->node_facts[engine->nodes[at].node];
    if (toc_plain_is_open(engine, facts)) {
        toc_plain_try(engine, at, facts);
        return;
    }
    uint32_t traits = facts->traits;
    uint32_t worker = worker_of(engine, at);
    if (toc_body_is_played(engine, worker)) {
        if (engine->expected_count > 0)
            toc_gate_try_expected(engine, at, worker);
        return;
    }
    if ((traits & TOC_TRAIT_REPEATS) && engine->nodes[at].series_duty == TOC_NONE)
        return; /* nothing to do until the next tick */
    toc_blocked reason = first_closed(engine, at, worker);
    if (reason != TOC_BLOCKED_NOT) {
        toc_gate_leave_queue(engine, at);
        toc_gate_block(engine, at, reason);
        if (reason != TOC_BLOCKED_BUSY)
            toc_gate_step_aside(engine, at);
    } else if (!(traits & TOC_TRAIT_TAKES) || is_served_at_once(engine, at)) {
        toc_gate_start(engine, at, worker);
    } else {
        toc_gate_join(engine, at);
    }
}

/* There is enough for it and for those before it, and only the time to make ready is waited for. */
static bool is_being_made_ready(const toc_engine *engine, uint32_t at)
{
    toc_range demands = engine->node_facts[engine->nodes[at].node].demands;
    bool is_wanting = false;
    for (uint32_t i = demands.first; i < demands.first + demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[i];
        const toc_resource_state *state = &engine->resources[demand->resource];
        if (!toc_demand_takes(demand))
            continue;
        if (state->free < state->claimed || !is_available(engine, demand->resource))
            return false;
        is_wanting |= toc_mobilise_free(engine, demand->resource) < state->claimed;
    }
    return is_wanting;
}

static void wait_for_resources(toc_engine *engine, uint32_t at)
{
    toc_gate_block(engine, at,
                   is_being_made_ready(engine, at) ? TOC_BLOCKED_MOBILISING : TOC_BLOCKED_RESOURCE);
    if (traits_of(engine, at) & TOC_TRAIT_HOURS)
        look_again_at(engine, at, resources_off_until(engine, row_of(engine, at)));
    toc_gate_step_aside(engine, at);
}

/* Plain: is the resource that it uses claimed by an earlier step, or short?  Then it claims it. */
static inline bool is_short(toc_engine *engine, const toc_node_facts *facts)
{
    toc_resource_state *resource = &engine->resources[facts->resource];
    bool is_claimed = resource->epoch == engine->epoch;
    if (!is_claimed && resource->free >= facts->units)
        return false;
    resource->claimed = is_claimed ? toc_ms_later(resource->claimed, facts->units) : facts->units;
    resource->epoch = engine->epoch;
    return true;
}

void toc_gate_pass(toc_engine *engine)
{
    engine->resource_queued = 0;
    engine->epoch++;
    for (uint32_t at = engine->waiting_first; at != TOC_NONE;) {
        uint32_t next = engine->nodes[at].next;
        uint32_t worker = worker_of(engine, at);
        const toc_node_facts *facts = &engine->node_facts[engine->nodes[at].node];
        if (toc_plain_is_open(engine, facts)) {
            if (is_short(engine, facts))
                toc_gate_block(engine, at, TOC_BLOCKED_RESOURCE);
            else
                toc_plain_pass(engine, at, facts);
        } else if (first_closed(engine, at, worker) != TOC_BLOCKED_NOT) {
            toc_gate_unlink(engine, at); /* whoever stood behind it comes next here */
            toc_node_queue(engine, at);
        } else if (can_be_given(engine, at)) {
            toc_gate_unlink(engine, at);
            toc_gate_start(engine, at, worker);
        } else {
            claim_all(engine, at);
            wait_for_resources(engine, at);
        }
        at = next;
    }
}

/* ---- taking and giving ---- */

void toc_gate_emit_units(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node,
                         uint32_t marks)
{
    toc_trace record = toc_record(engine, TOC_TRACE_RESOURCE, resource);
    record.value = units;
    record.other = node;
    record.marks = marks;
    toc_emit(engine, &record);
}

static inline void units_moved(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node,
                               uint32_t marks)
{
    if (toc_is_traced(engine, TOC_TRACE_RESOURCE))
        toc_gate_emit_units(engine, resource, units, node, marks);
    toc_signal_raise(engine, engine->resources[resource].signal);
}

static void take_all(toc_engine *engine, uint32_t at)
{
    toc_range demands = engine->node_facts[engine->nodes[at].node].demands;
    for (uint32_t i = demands.first; i < demands.first + demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[i];
        if (!toc_demand_takes(demand))
            continue;
        engine->resources[demand->resource].free -= demand->count;
        if (!engine->resources[demand->resource].is_plain)
            toc_mobilise_adjust(engine, demand->resource);
        units_moved(engine, demand->resource, demand->count, engine->nodes[at].node, 0);
    }
    engine->nodes[at].holds = 1;
}

/* What was lost while in use goes first out of what comes back; new units are nobody's debt. */
void toc_gate_add(toc_engine *engine, uint32_t resource, int64_t units, uint32_t node, bool is_new)
{
    toc_resource_state *state = &engine->resources[resource];
    if (is_new)
        state->total = toc_ms_later(state->total, units);
    int64_t lost = is_new ? 0 : units < state->debt ? units : state->debt;
    state->debt -= lost;
    state->free = toc_ms_later(state->free, units - lost);
    engine->units_came = 1;
    units_moved(engine, resource, -units, node, is_new ? TOC_MARK_NEW : 0);
    toc_gate_queue_pass(engine);
}

void toc_gate_lose(toc_engine *engine, uint32_t resource, int64_t units)
{
    toc_resource_state *state = &engine->resources[resource];
    int64_t lost = units < state->total ? units : state->total;
    int64_t at_once = state->free < 0 ? 0 : lost < state->free ? lost : state->free;
    state->total -= lost;
    state->free -= at_once;
    state->debt += lost - at_once;
    toc_mobilise_adjust(engine, resource);
    toc_trace record = toc_record(engine, TOC_TRACE_LOST, resource);
    record.value = lost;
    toc_emit(engine, &record);
    toc_signal_raise(engine, engine->machine->resources[resource].signal);
    toc_gate_queue_pass(engine); /* what is waited for may be another thing now */
}

static void give_back(toc_engine *engine, uint32_t at, toc_m_demand_kind kind)
{
    toc_range demands = engine->node_facts[engine->nodes[at].node].demands;
    for (uint32_t i = demands.first; i < demands.first + demands.count; i++) {
        const toc_m_demand *demand = &engine->machine->demands[i];
        if (demand->kind != (uint32_t)kind)
            continue;
        int64_t units = demand->count;
        if (kind == TOC_DEMAND_FREE) { /* no more than is taken */
            const toc_resource_state *state = &engine->resources[demand->resource];
            int64_t used = state->total - state->free;
            units = units < used ? units : used;
        }
        if (units > 0)
            toc_gate_add(engine, demand->resource, units, engine->nodes[at].node, false);
    }
}

void toc_gate_give(toc_engine *engine, uint32_t at)
{
    if (traits_of(engine, at) & TOC_TRAIT_FREES)
        give_back(engine, at, TOC_DEMAND_FREE);
}

void toc_gate_release(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    toc_timer_stop(engine, TOC_TIMER_WORK, at);
    toc_timer_stop(engine, TOC_TIMER_GATE, at);
    if (state->holds) {
        state->holds = 0;
        give_back(engine, at, TOC_DEMAND_USE);
    }
    if (state->state != TOC_NODE_RUNNING)
        return;
    engine->instances[state->instance].running--;
    engine->bodies[state->actor]
        .running--; /* the caller says what becomes of the step, then calls */
}

/* ---- starting and working ---- */

void toc_gate_start(toc_engine *engine, uint32_t at, uint32_t by)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    toc_timer_stop(engine, TOC_TIMER_GATE, at);
    if (traits_of(engine, at) & TOC_TRAIT_TAKES)
        take_all(engine, at);
    state->actor = by;
    state->blocked = TOC_BLOCKED_NOT;
    engine->bodies[by].running++;
    engine->instances[state->instance].running++;
    toc_node_state_set(engine, at, TOC_NODE_RUNNING, by, 0);
    toc_body_tell(engine, by, TOC_TOLD_BY_ACT);
    if (state->started == TOC_MS_NONE) {
        state->started = engine->now;
        toc_anchor_occur(engine, row->start_anchor, state->instance);
    }
    toc_gate_work(engine, at);
}

/* A simulated decision: the first outcome whose condition holds; else by the chances stated;
 * else equal parts of what is left. */
static uint32_t choose(toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    const toc_m_outcome *outcomes = &engine->machine->outcomes[row->outcomes.first];
    int64_t stated = 0;
    int64_t open = 0;
    for (uint32_t i = 0; i < row->outcomes.count; i++) {
        if (outcomes[i].condition != TOC_NONE) {
            if (toc_condition_holds(engine, outcomes[i].condition))
                return row->outcomes.first + i;
        } else if (outcomes[i].chance >= 0) {
            stated += outcomes[i].chance;
        } else {
            open++;
        }
    }
    int64_t left = stated < TOC_MICRO ? TOC_MICRO - stated : 0;
    int64_t share = open > 0 ? left / open : 0;
    int64_t whole = stated + share * open;
    if (whole <= 0)
        return TOC_NONE;
    uint64_t bits = toc_rng_draw(&engine->rng, engine->node_facts[state->node].outcome_hash,
                                 engine->instances[state->instance].number, state->occurrence);
    int64_t point = (int64_t)toc_rng_below(bits, (uint64_t)whole);
    for (uint32_t i = 0; i < row->outcomes.count; i++) {
        if (outcomes[i].condition != TOC_NONE)
            continue;
        point -= outcomes[i].chance >= 0 ? outcomes[i].chance : share;
        if (point < 0)
            return row->outcomes.first + i;
    }
    return TOC_NONE;
}

void toc_gate_work_over(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = row_of(engine, at);
    uint32_t marks = state->marks; /* of an act that started it */
    state->marks = 0;
    if (row->takes[0] == TOC_MS_NONE)
        marks |= TOC_MARK_ASSUMED;
    if (row->kind == TOC_M_NODE_DECISION)
        toc_node_decide(engine, at, choose(engine, at), state->actor, marks);
    else if (row->period > 0)
        toc_series_done(engine, at, state->actor, marks);
    else
        toc_node_finish(engine, at, state->actor, marks);
}
