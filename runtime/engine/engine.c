/* engine.c - the loop: time goes forward, timers fire, reactions run until nothing changes. */
#include "engine/memo_private.h"
#include "engine/told_private.h"

#include <stdio.h>

/* ---- reactions ---- */

static void react(toc_engine *engine, toc_rank rank, uint32_t object)
{
    switch (rank) {
    case TOC_RANK_TRIGGER:
        toc_trigger_react(engine, object);
        break;
    case TOC_RANK_WARRANTED:
        toc_ladder_react_warranted(engine, object);
        break;
    case TOC_RANK_DECLARED:
        toc_ladder_react_declared(engine, object);
        break;
    case TOC_RANK_BODY:
        toc_body_react(engine, object);
        break;
    case TOC_RANK_CLOSE:
        toc_instance_react_close(engine, object);
        break;
    case TOC_RANK_OPEN:
        toc_start_react(engine, object);
        break;
    case TOC_RANK_NODE:
    case TOC_RANK_RESOURCE: /* a step that takes its turn in the pass over who waits for them */
        toc_node_react(engine, object);
        break;
    case TOC_RANK_REPORT:
        toc_report_react(engine, object);
        break;
    case TOC_RANK_CONDITION: /* has a queue of its own */
    case TOC_RANK_APPROVAL:
    case TOC_RANK_COUNT:
        break;
    }
}

static inline void react_first(toc_engine *engine)
{
    toc_rank rank = toc_reaction_rank(&engine->reactions[0]);
    uint32_t object = engine->reactions[0].object;
    toc_reaction_pop(engine);
    if (rank == TOC_RANK_NODE) /* most of them */
        toc_node_react(engine, object);
    else
        react(engine, rank, object);
}

static const char *name_of(const toc_engine *engine, const toc_reaction *reaction)
{
    const toc_machine *machine = engine->machine;
    uint32_t object = reaction->object;
    switch (toc_reaction_rank(reaction)) {
    case TOC_RANK_TRIGGER:
        return toc_machine_text(machine, machine->triggers[object].head.name);
    case TOC_RANK_WARRANTED:
    case TOC_RANK_DECLARED:
        return toc_machine_text(machine, machine->ladders[object].head.name);
    case TOC_RANK_BODY:
        return toc_machine_text(machine, machine->bodies[object].head.name);
    case TOC_RANK_CLOSE:
        return toc_machine_text(machine,
                                machine->responses[engine->instances[object].response].head.name);
    case TOC_RANK_OPEN: {
        uint32_t response = object < machine->starts_count ? machine->starts[object].response
                                                           : object - machine->starts_count;
        return toc_machine_text(machine, machine->responses[response].head.name);
    }
    case TOC_RANK_NODE:
    case TOC_RANK_RESOURCE:
        return toc_machine_text(machine, machine->nodes[engine->nodes[object].node].head.name);
    case TOC_RANK_REPORT:
        return toc_machine_text(machine,
                                machine->reports[engine->reports[object].report].head.name);
    case TOC_RANK_CONDITION:
    case TOC_RANK_APPROVAL:
    case TOC_RANK_COUNT:
        break;
    }
    return "resources";
}

static bool resources_are_next(const toc_engine *engine)
{
    return engine->resource_queued &&
           (engine->reaction_count == 0 || engine->reactions[0].order.major >= TOC_ORDER_RESOURCES);
}

/* ---- timers ---- */

static void fire_period(toc_engine *engine, uint32_t period)
{
    toc_signal_raise(engine, engine->machine->periods[period].signal);
    toc_ms next = toc_calendar_period_change(engine, period, engine->now);
    if (next != TOC_MS_NONE)
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_PERIOD, period), next,
                      toc_order_make(TOC_RANK_CONDITION, period, 0, 0));
}

static void fire_node_timer(toc_engine *engine, toc_timer_kind kind, uint32_t at)
{
    if (kind == TOC_TIMER_TICK)
        toc_series_tick(engine, at);
    else if (kind == TOC_TIMER_GATE)
        toc_node_queue(engine, at);
    else if (kind == TOC_TIMER_SIM_GRANT)
        toc_request_grant_due(engine, at);
    else
        toc_approval_due(engine, at);
}

static void fire_report_timer(toc_engine *engine, toc_timer_kind kind, uint32_t at)
{
    if (kind == TOC_TIMER_REPORT_TICK)
        toc_report_tick(engine, at);
    else if (kind == TOC_TIMER_SIM_REPORT)
        toc_report_send(engine, at);
    else if (kind == TOC_TIMER_SIM_CLEAR)
        toc_clearance_due(engine, at);
    else
        toc_relay_no_answer(engine, at);
}

static void fire_any(toc_engine *engine, toc_timer_kind kind, uint32_t object)
{
    switch (kind) {
    case TOC_TIMER_WAKE:
        toc_condition_queue(engine, object);
        break;
    case TOC_TIMER_PERIOD:
        fire_period(engine, object);
        break;
    case TOC_TIMER_MOMENT:
        toc_moment_come(engine, object);
        break;
    case TOC_TIMER_DAY:
        toc_outbreak_day(engine);
        break;
    case TOC_TIMER_LOWER:
    case TOC_TIMER_SIM_LOWER:
    case TOC_TIMER_SIM_PROPOSE:
    case TOC_TIMER_SIM_END:
    case TOC_TIMER_SIM_DECLARE:
        toc_ladder_act_due(engine, kind, object);
        break;
    case TOC_TIMER_SIM_FORM:
        toc_body_form_due(engine, object);
        break;
    case TOC_TIMER_REACH:
        toc_body_reachable(engine, object);
        break;
    case TOC_TIMER_EDGE:
        toc_edge_arrive(engine, object);
        break;
    case TOC_TIMER_TICK:
    case TOC_TIMER_GATE:
    case TOC_TIMER_SIM_APPROVE:
    case TOC_TIMER_SIM_GRANT:
        fire_node_timer(engine, kind, object);
        break;
    case TOC_TIMER_ARRIVAL:
        toc_mobilise_arrive(engine, object);
        break;
    case TOC_TIMER_REPORT_TICK:
    case TOC_TIMER_SIM_REPORT:
    case TOC_TIMER_SIM_CLEAR:
    case TOC_TIMER_NO_ANSWER:
        fire_report_timer(engine, kind, object);
        break;
    case TOC_TIMER_DUTY:
        toc_duty_fire(engine, object);
        break;
    case TOC_TIMER_WORK: /* see fire */
    case TOC_TIMER_KIND_COUNT:
        break;
    }
}

static inline void fire(toc_engine *engine, uint32_t timer)
{
    toc_timer_kind kind = (toc_timer_kind)engine->timers[timer].kind;
    uint32_t object = timer - engine->timer_base[kind];
    if (kind == TOC_TIMER_WORK) /* most of them */
        toc_gate_work_done(engine, object);
    else
        fire_any(engine, kind, object);
}

/* A timer waits. */
static bool next_is_deadline(const toc_engine *engine)
{
    return engine->timers[toc_next_wait(engine)->timer].order.major & TOC_ORDER_DEADLINE;
}

static void set_clock(toc_engine *engine, toc_ms now)
{
    if (now != engine->now) {
        engine->spent = 0;
        engine->turn = 0;
    }
    engine->now = now;
}

static bool is_due_now(const toc_engine *engine, bool is_deadline)
{
    return toc_any_timer_waits(engine) && toc_next_wait(engine)->at == engine->now &&
           (!is_deadline || next_is_deadline(engine));
}

/* ---- the budget of one instant ---- */

enum { CHAIN_SHOWN = 6 };

static const char *name_of_timer(const toc_engine *engine, uint32_t timer)
{
    const toc_machine *machine = engine->machine;
    toc_timer_kind kind = (toc_timer_kind)engine->timers[timer].kind;
    uint32_t id = (uint32_t)engine->timers[timer].order.major;
    switch ((toc_rank)(engine->timers[timer].order.major >> 40 & 0xff)) {
    case TOC_RANK_CONDITION:
        return toc_machine_text(machine, kind == TOC_TIMER_PERIOD   ? machine->periods[id].head.name
                                         : kind == TOC_TIMER_MOMENT ? machine->moments[id].head.name
                                                                    : machine->conditions[id].text);
    case TOC_RANK_DECLARED:
        return toc_machine_text(machine, machine->ladders[id].head.name);
    case TOC_RANK_BODY:
        return toc_machine_text(machine, machine->bodies[id].head.name);
    case TOC_RANK_NODE:
    case TOC_RANK_APPROVAL:
        return toc_machine_text(machine, machine->nodes[id].head.name);
    case TOC_RANK_REPORT:
        return toc_machine_text(machine, machine->reports[id].head.name);
    case TOC_RANK_TRIGGER:
    case TOC_RANK_WARRANTED:
    case TOC_RANK_CLOSE:
    case TOC_RANK_OPEN:
    case TOC_RANK_RESOURCE:
        return toc_machine_text(machine, machine->resources[id].head.name);
    case TOC_RANK_COUNT:
        break;
    }
    return "resources";
}

/* The next reaction, else the next timer of this instant, run and named; NULL: there is none. */
static const char *run_next(toc_engine *engine)
{
    const char *name = NULL;
    if (engine->queued_count > 0) {
        uint32_t condition = toc_condition_pop(engine);
        name = toc_machine_text(engine->machine, engine->machine->conditions[condition].text);
        toc_condition_react(engine, condition);
    } else if (resources_are_next(engine)) {
        name = "resources";
        toc_gate_pass(engine);
    } else if (engine->reaction_count > 0) {
        name = name_of(engine, &engine->reactions[0]);
        react_first(engine);
    } else if (is_due_now(engine, false)) {
        uint32_t timer = toc_timer_pop(engine);
        name = name_of_timer(engine, timer);
        fire(engine, timer);
    }
    return name;
}

/* The chain goes round, so what comes next names it; what repeats the name before is left out. */
static void fail_with_chain(toc_engine *engine)
{
    char chain[160] = "";
    size_t used = 0;
    const char *before = NULL;
    const char *name = run_next(engine);
    for (int shown = 0; name && shown < CHAIN_SHOWN && used < sizeof chain && !engine->status;
         name = run_next(engine)) {
        if (name != before) {
            used += (size_t)snprintf(chain + used, sizeof chain - used, "%s`%s`",
                                     shown++ ? " -> " : "", name);
        } else {
            shown++;
        }
        before = name;
    }
    toc_engine_fail(engine, TOC_EBUDGET, "what happens at one instant does not settle: %s", chain);
}

/* Counts one timer or reaction; more of them in one instant than the budget stop the engine. */
static inline void spend(toc_engine *engine)
{
    if (__builtin_expect(++engine->spent <= engine->options.budget, 1))
        return;
    if (engine->queued_count > 0 || engine->reaction_count > 0 || engine->resource_queued ||
        is_due_now(engine, false))
        fail_with_chain(engine);
}

/* Conditions first, in order; then whatever comes first, the pass over who waits for resources in its
 * place among them. */
static void settle(toc_engine *engine)
{
    while (engine->status == TOC_OK) {
        if (engine->queued_count > 0)
            toc_condition_react(engine, toc_condition_pop(engine));
        else if (resources_are_next(engine))
            toc_gate_pass(engine);
        else if (engine->reaction_count > 0)
            react_first(engine);
        else
            break;
        spend(engine);
    }
}

/* Timers that are not the plan's own, but the turn of a simulated body. */
#define TURNS                                                                                      \
    (UINT32_C(1) << TOC_TIMER_SIM_LOWER | UINT32_C(1) << TOC_TIMER_SIM_PROPOSE |                   \
     UINT32_C(1) << TOC_TIMER_SIM_END | UINT32_C(1) << TOC_TIMER_SIM_DECLARE |                     \
     UINT32_C(1) << TOC_TIMER_SIM_FORM | UINT32_C(1) << TOC_TIMER_WORK |                           \
     UINT32_C(1) << TOC_TIMER_GATE | UINT32_C(1) << TOC_TIMER_SIM_APPROVE |                        \
     UINT32_C(1) << TOC_TIMER_SIM_GRANT | UINT32_C(1) << TOC_TIMER_SIM_REPORT |                    \
     UINT32_C(1) << TOC_TIMER_SIM_CLEAR)

/* Units are called out for steps that are simulated; what is granted comes in a replay, too. */
static bool is_own_timer(const toc_engine *engine, uint32_t timer)
{
    uint32_t kind = engine->timers[timer].kind;
    if (kind == TOC_TIMER_ARRIVAL)
        return engine->arrivals[timer - engine->timer_base[kind]].is_granted;
    return !(TURNS >> kind & 1);
}

/* The reactions of a timer, or what is left of them. */
static inline void close_step(toc_engine *engine)
{
    settle(engine);
    if (engine->status == TOC_OK)
        spend(engine);
}

/* One timer and its reactions; or all deadlines of the instant together, then theirs. */
static inline void step(toc_engine *engine)
{
    const toc_wait *next = toc_next_wait(engine);
    bool is_deadline = engine->timers[next->timer].order.major & TOC_ORDER_DEADLINE;
    set_clock(engine, next->at);
    engine->units_came = 0;
    engine->turn += is_own_timer(engine, next->timer);
    do
        fire(engine, toc_timer_pop(engine));
    while (is_deadline && engine->status == TOC_OK && is_due_now(engine, true));
    toc_gate_recall(engine);
    close_step(engine);
}

/* What holds before the first entry counts as rising at t = 0. */
static void first_reading(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    engine->is_begun = 1;
    for (uint32_t i = 0; i < machine->conditions_count; i++)
        if (engine->ladder_of[i] != TOC_NONE)
            toc_ladder_queue_warranted(engine, engine->ladder_of[i]);
        else if (machine->conditions[i].owner != TOC_OWNER_NONE)
            toc_condition_queue(engine, i);
    for (uint32_t i = 0; i < machine->periods_count; i++)
        if (machine->periods[i].signal != TOC_NONE)
            fire_period(engine, i);
    toc_outbreak_begin(engine);
    settle(engine);
}

/* ---- what the header offers ---- */

static toc_status check_call(const toc_engine *engine)
{
    if (engine->status != TOC_OK)
        return engine->status;
    return engine->is_finished ? TOC_EINVAL : TOC_OK;
}

/* A stretch where one can begin, else one timer; it is due by @p last. */
static inline void go_on(toc_engine *engine, toc_ms last)
{
    toc_stretch_end end = toc_stretch_play(engine, last);
    if (end == TOC_STRETCH_AMID)
        close_step(engine);
    else if (end == TOC_STRETCH_NONE)
        step(engine);
}

/* Fires what is due before @p until, and with @p is_inclusive also at it. */
static toc_status run_until(toc_engine *engine, toc_ms until, bool is_inclusive)
{
    toc_status status = check_call(engine);
    if (status != TOC_OK)
        return status;
    if (until < engine->now)
        return TOC_EPAST;
    if (until > TOC_ENGINE_TIME_MAX)
        return TOC_ERANGE;
    if (!engine->is_begun)
        first_reading(engine);
    toc_ms last = is_inclusive ? until : until - 1;
    while (engine->status == TOC_OK && toc_any_timer_waits(engine) &&
           toc_next_wait(engine)->at <= last)
        go_on(engine, last);
    if (engine->status == TOC_OK)
        set_clock(engine, until);
    return engine->status;
}

toc_status toc_engine_begin(toc_engine *engine, toc_ms until)
{
    toc_memo_load(engine);
    return run_until(engine, until, false);
}

/* An act that is not known. */
static toc_status act_out(toc_engine *engine, const toc_act *act)
{
    toc_status status = check_call(engine);
    if (status != TOC_OK)
        return status;
    if (!toc_act_is_valid(engine, act))
        return TOC_ERANGE;
    if (!engine->is_begun)
        first_reading(engine);
    engine->entry = act->entry;
    engine->act_body = act->body;
    engine->units_came = 0;
    toc_act_apply(engine, act);
    toc_gate_recall(engine);
    settle(engine);
    engine->act_body = TOC_NONE;
    engine->entry = TOC_NONE;
    return engine->status;
}

toc_status toc_engine_act(toc_engine *engine, const toc_act *act)
{
    if (!engine->memo)
        return act_out(engine, act);
    if (toc_memo_act(engine, act))
        return TOC_OK;
    toc_memo_state *from = toc_memo_from(engine);
    toc_status status = act_out(engine, act);
    if (from && status == TOC_OK)
        toc_memo_note(engine, from, act);
    return status;
}

toc_status toc_engine_set_played(toc_engine *engine, uint32_t body, bool is_played)
{
    toc_status status = check_call(engine);
    if (status != TOC_OK)
        return status;
    if (body >= engine->machine->bodies_count)
        return TOC_ERANGE;
    toc_memo_load(engine);
    toc_hands_change(engine, body, is_played);
    if (engine->memo)
        toc_memo_look_at_hands(engine);
    if (engine->is_begun)
        settle(engine);
    return engine->status;
}

bool toc_engine_accepts(const toc_engine *engine, const toc_act *act)
{
    return toc_act_is_valid(engine, act);
}

toc_status toc_engine_advance(toc_engine *engine, toc_ms until)
{
    if (!engine->memo || !engine->memo->at)
        return run_until(engine, until, true);
    if (toc_memo_pass(engine, until))
        return TOC_OK;
    toc_memo_state *from = toc_memo_from(engine);
    toc_status status = run_until(engine, until, true);
    if (from && status == TOC_OK)
        toc_memo_note(engine, from, NULL);
    return status;
}

uint32_t toc_engine_turn(const toc_engine *engine)
{
    const toc_engine *view = toc_memo_view(engine);
    return view != engine && engine->now != engine->memo->since ? 0 : view->turn;
}

toc_status toc_engine_take_turns(toc_engine *engine, uint32_t turn)
{
    toc_status status = check_call(engine);
    if (status != TOC_OK)
        return status;
    toc_memo_load(engine);
    while (engine->status == TOC_OK && engine->turn < turn && is_due_now(engine, false))
        step(engine);
    return engine->status;
}

toc_status toc_engine_finish(toc_engine *engine, toc_ms end)
{
    toc_memo_load(engine);
    toc_status status = toc_engine_advance(engine, end);
    if (status != TOC_OK)
        return status;
    toc_duty_finish_all(engine, end);
    toc_relay_finish(engine);
    engine->is_finished = 1;
    return engine->status;
}

toc_ms toc_engine_now(const toc_engine *engine)
{
    return engine->now;
}

toc_ms toc_engine_next(const toc_engine *engine)
{
    const toc_engine *view = toc_memo_view(engine);
    toc_ms end = toc_stretch_next(view);
    if (toc_any_timer_waits(view) && toc_next_wait(view)->at < end)
        end = toc_next_wait(view)->at;
    if (end == INT64_MAX && !toc_any_timer_waits(view))
        return TOC_MS_NONE;
    return view == engine ? end : end + engine->memo->since;
}

bool toc_engine_is_settled(const toc_engine *engine)
{
    return toc_memo_view(engine)->unsettled == 0;
}

const char *toc_engine_error(const toc_engine *engine)
{
    return engine->error;
}

toc_engine_table toc_engine_full(const toc_engine *engine)
{
    return engine->status == TOC_EFULL ? (toc_engine_table)engine->full : TOC_TABLE_NONE;
}

uint64_t toc_engine_memo_hits(const toc_engine *engine)
{
    return engine->memo ? engine->memo->hits : 0;
}

uint32_t toc_engine_declared(const toc_engine *engine, uint32_t ladder)
{
    return toc_memo_view(engine)->ladders[ladder].declared;
}

uint32_t toc_engine_warranted(const toc_engine *engine, uint32_t ladder)
{
    return toc_memo_view(engine)->ladders[ladder].warranted;
}

int64_t toc_engine_indicator(const toc_engine *engine, uint32_t indicator)
{
    return toc_memo_view(engine)->values[indicator];
}

toc_node_state toc_engine_node(const toc_engine *engine, uint32_t node)
{
    const toc_engine *view = toc_memo_view(engine);
    uint32_t response = view->machine->nodes[node].response;
    if (view->activations[response] == 0)
        return TOC_NODE_WAITING;
    return (toc_node_state)view->nodes[toc_node_at(view, view->newest[response], node)].state;
}

bool toc_engine_response_is_active(const toc_engine *engine, uint32_t response)
{
    return toc_memo_view(engine)->active_count[response] > 0;
}

toc_body_state toc_engine_body(const toc_engine *engine, uint32_t body)
{
    return (toc_body_state)toc_memo_view(engine)->bodies[body].state;
}

int64_t toc_engine_resource_free(const toc_engine *engine, uint32_t resource)
{
    return toc_memo_view(engine)->resources[resource].free;
}
