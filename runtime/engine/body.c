/* body.c - who is there, who can be reached, who has been told, who may act for whom. */
#include "engine/told_private.h"

/* ---- told ---- */

typedef void look_fn(toc_engine *engine, uint32_t at);

static void look_at_report(toc_engine *engine, uint32_t report, look_fn *look)
{
    for (uint32_t k = 0; k < toc_report_count(engine, report); k++)
        look(engine, engine->report_base[report] + k);
}

static void look_at_reports(toc_engine *engine, uint32_t body)
{
    const toc_index *reports = &engine->reports_of_body;
    for (uint32_t i = reports->first[body]; i < reports->first[body + 1]; i++)
        look_at_report(engine, reports->items[i], toc_report_look);
}

/* Announcements to approve; those of whoever has declared, who may be this body, are few. */
static void look_at_announcements(toc_engine *engine, uint32_t body)
{
    const toc_index *asked = &engine->clearances_of_body;
    for (uint32_t i = asked->first[body]; i < asked->first[body + 1]; i++)
        look_at_report(engine, asked->items[i], toc_clearance_try);
    for (uint32_t i = 0; i < engine->declared_report_count; i++)
        look_at_report(engine, engine->declared_reports[i], toc_report_look);
}

/* Word to somebody out of reach arrives when he can be reached again. */
static void tell_one(toc_engine *engine, uint32_t body, uint32_t why)
{
    toc_body_status *status = &engine->bodies[body];
    if (status->is_told)
        return;
    if (!toc_body_is_reachable(engine, body)) {
        if (!status->word_waits)
            status->word_waits = (uint8_t)(why + 1);
        return;
    }
    status->is_told = 1;
    toc_trace record = toc_record(engine, TOC_TRACE_TOLD, body);
    record.other = why;
    toc_emit(engine, &record);
    look_at_reports(engine, body);
}

void toc_body_spread(toc_engine *engine, uint32_t body, uint32_t why)
{
    const toc_m_body *row = &engine->machine->bodies[body];
    toc_body_status *status = &engine->bodies[body];
    tell_one(engine, body, why);
    bool are_told = status->is_told;
    if (row->parent != TOC_NONE) {
        tell_one(engine, row->parent, why);
        are_told &= engine->bodies[row->parent].is_told != 0;
    }
    for (uint32_t i = 0; i < row->posts.count; i++) {
        uint32_t post = engine->machine->ids[row->posts.first + i];
        tell_one(engine, post, why);
        are_told &= engine->bodies[post].is_told != 0;
    }
    status->are_told = are_told;
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

/* A post without hours of its own keeps its org's. */
static toc_range shifts_of(const toc_engine *engine, uint32_t body)
{
    toc_range own = engine->machine->bodies[body].shifts;
    return own.count > 0 ? own : engine->machine->bodies[engine->bodies[body].org].shifts;
}

toc_ms toc_body_hours_begin(const toc_engine *engine, uint32_t body)
{
    toc_range shifts = shifts_of(engine, body);
    if (toc_calendar_on_shift(engine, shifts, engine->now))
        return TOC_MS_NONE;
    toc_ms back = toc_calendar_shift_start(engine, shifts, engine->now);
    return back == TOC_MS_NONE ? INT64_MAX : back;
}

uint32_t toc_body_successor(const toc_engine *engine, uint32_t body)
{
    uint32_t next = engine->successor_of[body];
    while (next != TOC_NONE && !toc_body_can_go_on(engine, next))
        next = engine->successor_of[next];
    return next == TOC_NONE ? body : next;
}

void toc_body_plan_for(toc_engine *engine, uint32_t body, uint32_t timer, toc_ms length,
                       toc_order order)
{
    body = toc_body_stand_in(engine, body);
    if (body == TOC_NONE || toc_timer_is_armed(engine, timer) ||
        !toc_body_is_simulated(engine, body))
        return;
    toc_ms back = toc_body_off_until(engine, body);
    toc_ms from = back == TOC_MS_NONE ? engine->now : back;
    toc_timer_arm(engine, timer, toc_ms_later(from, length), order);
}

void toc_body_plan_duty(toc_engine *engine, uint32_t slot, uint32_t timer, toc_ms length,
                        toc_order order)
{
    const toc_duty_slot *duty = &engine->duties[slot];
    toc_body_plan_for(engine, duty->duty.owner, timer, duty->is_ripe ? 0 : length, order);
}

void toc_body_plan_act(toc_engine *engine, uint32_t slot, uint32_t timer, toc_assume assume,
                       toc_order order)
{
    toc_body_plan_duty(engine, slot, timer, engine->options.assume[assume], order);
}

bool toc_body_is_awaited(const toc_engine *engine, uint32_t owner)
{
    return !toc_body_is_played(engine, owner) && !toc_body_is_reachable(engine, owner);
}

uint32_t toc_body_turn(toc_engine *engine, uint32_t owner, uint32_t slot)
{
    uint32_t who = toc_body_stand_in(engine, owner);
    if (toc_body_is_simulated(engine, who))
        return who;
    if (slot != TOC_NONE && toc_body_is_awaited(engine, owner))
        engine->duties[slot].is_ripe = 1;
    return TOC_NONE;
}

/* Everybody from the owner down to him is out of reach. */
static bool is_successor(const toc_engine *engine, uint32_t owner, uint32_t by)
{
    while (owner != TOC_NONE && owner != by && !toc_body_is_reachable(engine, owner))
        owner = engine->successor_of[owner];
    return owner == by;
}

bool toc_body_is_right(const toc_engine *engine, uint32_t owner, uint32_t by)
{
    return by == TOC_NONE || owner == TOC_NONE || by == owner ||
           engine->machine->bodies[by].parent == owner || is_successor(engine, owner, by);
}

/* ---- waiting acts look again ---- */

static void look_if_blocked(toc_engine *engine, uint32_t at)
{
    if (engine->nodes[at].state == TOC_NODE_BLOCKED)
        toc_node_queue(engine, at);
}

static void wake_nodes(toc_engine *engine, const toc_index *index, uint32_t body, look_fn *look)
{
    for (uint32_t i = index->first[body]; i < index->first[body + 1]; i++) {
        uint32_t node = index->items[i];
        uint32_t response = engine->machine->nodes[node].response;
        for (uint32_t slot = 0; slot < engine->slots; slot++) {
            uint32_t instance = toc_instance_of(engine, response, slot);
            if (engine->instances[instance].number > 0)
                look(engine, toc_node_at(engine, instance, node));
        }
    }
}

static toc_order order_of(uint32_t body)
{
    return toc_order_make(TOC_RANK_BODY, body, 0, 0);
}

static void plan_formation(toc_engine *engine, uint32_t body)
{
    uint32_t slot = engine->bodies[body].duty;
    if (engine->bodies[body].state == TOC_BODY_FORMING && slot != TOC_NONE)
        toc_body_plan_act(engine, slot, toc_timer_of(engine, TOC_TIMER_SIM_FORM, body),
                          TOC_ASSUME_FORMATION, order_of(body));
}

/* Ladders are few, and look for themselves whether the body concerns them. */
void toc_body_wake(toc_engine *engine, uint32_t body)
{
    wake_nodes(engine, &engine->nodes_of_body, body, look_if_blocked);
    wake_nodes(engine, &engine->approvals_of_body, body, toc_approval_try);
    wake_nodes(engine, &engine->requests_of_body, body, toc_request_try);
    look_at_reports(engine, body);
    look_at_announcements(engine, body);
    const toc_index *formed = &engine->formed_by_body;
    for (uint32_t i = formed->first[body]; i < formed->first[body + 1]; i++)
        plan_formation(engine, formed->items[i]);
    for (uint32_t ladder = 0; ladder < engine->machine->ladders_count; ladder++)
        toc_ladder_wake(engine, ladder);
}

/* It, and everybody above it in whose place it may have to act. */
static void wake_line(toc_engine *engine, uint32_t body)
{
    toc_body_wake(engine, body);
    uint32_t above = engine->machine->bodies[body].succeeds;
    for (; above != TOC_NONE && !toc_body_is_reachable(engine, above);
         above = engine->machine->bodies[above].succeeds)
        toc_body_wake(engine, above);
}

static void wake_with_posts(toc_engine *engine, uint32_t body)
{
    toc_range posts = engine->machine->bodies[body].posts;
    wake_line(engine, body);
    for (uint32_t i = 0; i < posts.count; i++)
        wake_line(engine, engine->machine->ids[posts.first + i]);
}

/* Out of reach: what it has to do passes at once to whoever succeeds it. */
static void pass_on(toc_engine *engine, uint32_t body)
{
    toc_range posts = engine->machine->bodies[body].posts;
    if (engine->successor_of[body] != TOC_NONE)
        wake_line(engine, body);
    for (uint32_t i = 0; i < posts.count; i++) {
        uint32_t post = engine->machine->ids[posts.first + i];
        if (engine->successor_of[post] != TOC_NONE)
            wake_line(engine, post);
    }
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
    toc_reaction_push(engine, body, order_of(body));
}

static void open_duty(toc_engine *engine, uint32_t body)
{
    const toc_m_body *row = &engine->machine->bodies[body];
    toc_duty_spec spec = {.kind = TOC_DUTY_FORM,
                          .id = body,
                          .other = TOC_NONE,
                          .owner = row->founder,
                          .instance = TOC_NONE,
                          .occurrence = ++engine->bodies[body].formations,
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
    plan_formation(engine, body);
}

void toc_body_form_due(toc_engine *engine, uint32_t body)
{
    uint32_t founder = engine->machine->bodies[body].founder;
    uint32_t who = toc_body_turn(engine, founder, engine->bodies[body].duty);
    if (who != TOC_NONE)
        toc_body_form(engine, body, who, TOC_MARK_ASSUMED);
}

void toc_body_form(toc_engine *engine, uint32_t body, uint32_t by, uint32_t marks)
{
    const toc_m_body *row = &engine->machine->bodies[body];
    toc_body_status *status = &engine->bodies[body];
    if (!toc_body_is_right(engine, row->founder, by))
        marks |= TOC_MARK_WRONG_BODY;
    by = toc_body_who(engine, row->founder, by);
    if (status->state == TOC_BODY_ACTIVE) {
        emit_state(engine, body, by, marks | TOC_MARK_REPEATED);
        return;
    }
    if (status->state != TOC_BODY_FORMING)
        marks |= TOC_MARK_PREMATURE;
    toc_timer_stop(engine, TOC_TIMER_SIM_FORM, body);
    status->state = TOC_BODY_ACTIVE;
    emit_state(engine, body, by, marks);
    if (status->duty == TOC_NONE && row->founder != TOC_NONE)
        open_duty(engine, body);
    if (status->duty != TOC_NONE)
        toc_duty_done(engine, status->duty, by, marks);
    toc_signal_raise(engine, row->signal);
    toc_anchor_occur(engine, engine->anchor_of_body[body], TOC_NONE);
    wake_with_posts(engine, body);
}

void toc_body_stand_down(toc_engine *engine, uint32_t body, uint32_t by)
{
    toc_body_status *status = &engine->bodies[body];
    const toc_m_body *row = &engine->machine->bodies[body];
    uint32_t marks =
        toc_body_is_right(engine, row->founder, by) || toc_body_is_right(engine, body, by)
            ? 0
            : TOC_MARK_WRONG_BODY;
    if (status->state != TOC_BODY_ACTIVE || row->founder == TOC_NONE) { /* or always there */
        emit_state(engine, body, by, marks | TOC_MARK_NOT_CALLED_FOR);
        return;
    }
    status->state = TOC_BODY_STOOD_DOWN;
    emit_state(engine, body, by, marks);
    toc_signal_raise(engine, row->signal);
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
    bool is_longer = !toc_timer_is_armed(engine, timer) || toc_timer_at(engine, timer) < until;
    if (engine->bodies[body].unreachable == 0)
        emit_reach(engine, body, true);
    else if (!toc_timer_is_armed(engine, timer))
        return; /* already gone for good */
    engine->lost += !engine->bodies[body].unreachable;
    engine->bodies[body].unreachable = 1;
    if (duration == TOC_MS_NONE)
        toc_timer_disarm(engine, timer);
    else if (is_longer)
        toc_timer_arm(engine, timer, until, order_of(body));
    pass_on(engine, body);
}

static void bring_word(toc_engine *engine, uint32_t body)
{
    uint8_t waits = engine->bodies[body].word_waits;
    if (!waits || !toc_body_is_reachable(engine, body))
        return;
    engine->bodies[body].word_waits = 0;
    tell_one(engine, body, waits - 1u);
}

void toc_body_reachable(toc_engine *engine, uint32_t body)
{
    toc_range posts = engine->machine->bodies[body].posts;
    engine->lost -= engine->bodies[body].unreachable;
    engine->bodies[body].unreachable = 0;
    emit_reach(engine, body, false);
    bring_word(engine, body);
    for (uint32_t i = 0; i < posts.count; i++)
        bring_word(engine, engine->machine->ids[posts.first + i]);
    toc_relay_reach(engine);
    wake_with_posts(engine, body);
}
