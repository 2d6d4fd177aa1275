/* body.c - who is there, who can be reached, who has been told, who may act for whom. */
#include "engine/state.h"

/* ---- told ---- */

static void tell_one(toc_engine *engine, uint32_t body, uint32_t why)
{
    if (engine->bodies[body].is_told)
        return;
    engine->bodies[body].is_told = 1;
    toc_trace record = toc_record(engine, TOC_TRACE_TOLD, body);
    record.other = why;
    toc_emit(engine, &record);
    const toc_index *reports = &engine->reports_of_body;
    for (uint32_t i = reports->first[body]; i < reports->first[body + 1]; i++)
        for (uint32_t k = 0; k < toc_report_count(engine, reports->items[i]); k++)
            toc_report_look(engine, engine->report_base[reports->items[i]] + k);
}

void toc_body_tell(toc_engine *engine, uint32_t body, uint32_t why)
{
    if (body == TOC_NONE)
        return;
    const toc_m_body *row = &engine->machine->bodies[body];
    tell_one(engine, body, why);
    if (row->parent != TOC_NONE)
        tell_one(engine, row->parent, why);
    for (uint32_t i = 0; i < row->posts.count; i++)
        tell_one(engine, engine->machine->ids[row->posts.first + i], why);
}

void toc_body_tell_all(toc_engine *engine, uint32_t why)
{
    if (engine->all_told)
        return;
    engine->all_told = 1;
    for (uint32_t body = 0; body < engine->machine->bodies_count; body++)
        tell_one(engine, body, why);
}

/* ---- there, on duty, reachable ---- */

static uint32_t org_of(const toc_engine *engine, uint32_t body)
{
    uint32_t parent = engine->machine->bodies[body].parent;
    return parent == TOC_NONE ? body : parent;
}

bool toc_body_is_there(const toc_engine *engine, uint32_t body)
{
    return engine->bodies[org_of(engine, body)].state == TOC_BODY_ACTIVE;
}

/* A post without hours of its own keeps its org's. */
static toc_range shifts_of(const toc_engine *engine, uint32_t body)
{
    toc_range own = engine->machine->bodies[body].shifts;
    return own.count > 0 ? own : engine->machine->bodies[org_of(engine, body)].shifts;
}

toc_ms toc_body_off_until(const toc_engine *engine, uint32_t body)
{
    toc_range shifts = shifts_of(engine, body);
    if (toc_calendar_on_shift(engine, shifts, engine->now))
        return TOC_MS_NONE;
    return toc_calendar_shift_start(engine, shifts, engine->now);
}

static bool is_reachable(const toc_engine *engine, uint32_t body)
{
    return engine->bodies[body].unreachable == 0 &&
           engine->bodies[org_of(engine, body)].unreachable == 0;
}

bool toc_body_can_act(const toc_engine *engine, uint32_t body)
{
    return toc_body_is_there(engine, body) && is_reachable(engine, body) &&
           toc_calendar_on_shift(engine, shifts_of(engine, body), engine->now);
}

bool toc_body_is_right(const toc_engine *engine, uint32_t owner, uint32_t by)
{
    return by == TOC_NONE || owner == TOC_NONE || by == owner ||
           engine->machine->bodies[by].parent == owner;
}

bool toc_body_is_played(const toc_engine *engine, uint32_t body)
{
    return body != TOC_NONE && engine->bodies[body].is_played;
}

/* ---- waiting acts look again ---- */

static void wake_nodes(toc_engine *engine, const toc_index *index, uint32_t body, bool approvals)
{
    for (uint32_t i = index->first[body]; i < index->first[body + 1]; i++) {
        uint32_t node = index->items[i];
        uint32_t response = engine->machine->nodes[node].response;
        for (uint32_t slot = 0; slot < engine->slots; slot++) {
            uint32_t instance = toc_instance_of(engine, response, slot);
            if (engine->instances[instance].number == 0)
                continue;
            uint32_t at = toc_node_at(engine, instance, node);
            if (approvals)
                toc_approval_try(engine, at);
            else if (engine->nodes[at].state == TOC_NODE_BLOCKED)
                toc_node_queue(engine, at);
        }
    }
}

void toc_body_wake(toc_engine *engine, uint32_t body)
{
    wake_nodes(engine, &engine->nodes_of_body, body, false);
    wake_nodes(engine, &engine->approvals_of_body, body, true);
    const toc_index *reports = &engine->reports_of_body;
    for (uint32_t i = reports->first[body]; i < reports->first[body + 1]; i++)
        for (uint32_t k = 0; k < toc_report_count(engine, reports->items[i]); k++)
            toc_report_look(engine, engine->report_base[reports->items[i]] + k);
}

static void emit_state(toc_engine *engine, uint32_t body, uint32_t by, uint32_t marks)
{
    toc_trace record = toc_record(engine, TOC_TRACE_BODY, body);
    record.value = engine->bodies[body].state;
    record.body = by;
    record.marks = marks;
    toc_emit(engine, &record);
}

/* ---- formed on demand ---- */

void toc_body_rise(toc_engine *engine, uint32_t body)
{
    toc_body_status *status = &engine->bodies[body];
    status->rose = 1;
    if (status->is_queued)
        return;
    status->is_queued = 1;
    toc_reaction_push(engine, TOC_RANK_BODY, body, toc_order_make(TOC_RANK_BODY, body, 0, 0));
}

static void open_duty(toc_engine *engine, uint32_t body)
{
    const toc_m_body *row = &engine->machine->bodies[body];
    toc_duty_spec spec = {.kind = TOC_DUTY_FORM,
                          .id = body,
                          .other = TOC_NONE,
                          .owner = row->founder,
                          .instance = TOC_NONE,
                          .occurrence = 1,
                          .holder = body,
                          .deadline = row->deadline,
                          .grace = row->grace};
    engine->bodies[body].duty = toc_duty_open(engine, &spec);
}

void toc_body_react(toc_engine *engine, uint32_t body)
{
    const toc_m_body *row = &engine->machine->bodies[body];
    toc_body_status *status = &engine->bodies[body];
    status->is_queued = 0;
    bool rose = status->rose;
    status->rose = 0;
    if (!rose || status->state == TOC_BODY_ACTIVE || status->state == TOC_BODY_FORMING)
        return;
    status->state = TOC_BODY_FORMING;
    emit_state(engine, body, row->founder, 0);
    open_duty(engine, body);
    if (!toc_body_is_played(engine, row->founder))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_SIM_FORM, body),
                      toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_FORMATION]),
                      toc_order_make(TOC_RANK_BODY, body, 0, 0));
}

static void became_active(toc_engine *engine, uint32_t body)
{
    toc_anchor_occur(engine, engine->anchor_of_body[body], TOC_NONE);
    toc_body_wake(engine, body);
    const toc_m_body *row = &engine->machine->bodies[body];
    for (uint32_t i = 0; i < row->posts.count; i++)
        toc_body_wake(engine, engine->machine->ids[row->posts.first + i]);
}

void toc_body_form(toc_engine *engine, uint32_t body, uint32_t by)
{
    const toc_m_body *row = &engine->machine->bodies[body];
    toc_body_status *status = &engine->bodies[body];
    uint32_t marks = toc_body_is_right(engine, row->founder, by) ? 0 : TOC_MARK_WRONG_BODY;
    if (status->state == TOC_BODY_ACTIVE) {
        emit_state(engine, body, by, marks | TOC_MARK_REPEATED);
        return;
    }
    if (status->state != TOC_BODY_FORMING)
        marks |= TOC_MARK_PREMATURE;
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_FORM, body));
    status->state = TOC_BODY_ACTIVE;
    emit_state(engine, body, by, marks);
    if (status->duty == TOC_NONE && row->founder != TOC_NONE)
        open_duty(engine, body);
    if (status->duty != TOC_NONE)
        toc_duty_done(engine, status->duty, by, marks);
    became_active(engine, body);
}

void toc_body_stand_down(toc_engine *engine, uint32_t body, uint32_t by)
{
    toc_body_status *status = &engine->bodies[body];
    const toc_m_body *row = &engine->machine->bodies[body];
    uint32_t marks =
        toc_body_is_right(engine, row->founder, by) || toc_body_is_right(engine, body, by)
            ? 0
            : TOC_MARK_WRONG_BODY;
    if (status->state != TOC_BODY_ACTIVE) {
        emit_state(engine, body, by, marks | TOC_MARK_NOT_CALLED_FOR);
        return;
    }
    status->state = TOC_BODY_STOOD_DOWN;
    emit_state(engine, body, by, marks);
}

/* ---- reachability ---- */

static void emit_reach(toc_engine *engine, uint32_t body, bool is_lost)
{
    toc_trace record = toc_record(engine, TOC_TRACE_UNREACHABLE, body);
    record.value = is_lost;
    toc_emit(engine, &record);
}

void toc_body_unreachable(toc_engine *engine, uint32_t body, toc_ms duration)
{
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_REACH, body);
    toc_ms until = duration == TOC_MS_NONE ? INT64_MAX : toc_ms_later(engine->now, duration);
    bool is_longer = !toc_timer_is_armed(engine, timer) || engine->timers[timer].at < until;
    if (engine->bodies[body].unreachable == 0)
        emit_reach(engine, body, true);
    else if (!toc_timer_is_armed(engine, timer))
        return; /* already gone for good */
    engine->bodies[body].unreachable = 1;
    if (duration == TOC_MS_NONE)
        toc_timer_disarm(engine, timer);
    else if (is_longer)
        toc_timer_arm(engine, timer, until, toc_order_make(TOC_RANK_BODY, body, 0, 0));
}

void toc_body_reachable(toc_engine *engine, uint32_t body)
{
    engine->bodies[body].unreachable = 0;
    emit_reach(engine, body, false);
    toc_body_wake(engine, body);
    const toc_m_body *row = &engine->machine->bodies[body];
    for (uint32_t i = 0; i < row->posts.count; i++)
        toc_body_wake(engine, engine->machine->ids[row->posts.first + i]);
}
