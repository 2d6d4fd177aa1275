/* report.c - reports owed, sent, repeated; one duty for each receiver. */
#include "engine/state.h"

static const toc_m_report *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->reports[engine->reports[at].report];
}

static toc_order order_of(const toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    return toc_order_make(TOC_RANK_REPORT, state->report,
                          toc_duty_activation(engine, state->instance), 0);
}

void toc_report_news(toc_engine *engine, uint32_t at, uint8_t news)
{
    toc_report_instance *state = &engine->reports[at];
    state->news |= news;
    if (news == 0 || state->is_queued)
        return;
    state->is_queued = 1;
    toc_reaction_push(engine, TOC_RANK_REPORT, at, order_of(engine, at));
}

/* ---- opening ---- */

static void append(toc_engine *engine, uint32_t *first, uint32_t slot)
{
    while (*first != TOC_NONE)
        first = &engine->duties[*first].next;
    *first = slot;
}

static void open_occurrence(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    state->occurrence++;
    state->sent = 0;
    engine->report_latest[state->report] = (toc_latest){0, 0};
    toc_signal_raise(engine, row->signal);
    for (uint32_t i = 0; i < row->receivers.count; i++) {
        toc_duty_spec spec = {.kind = TOC_DUTY_REPORT,
                              .id = state->report,
                              .other = engine->machine->ids[row->receivers.first + i],
                              .owner = row->sender,
                              .instance = state->instance,
                              .occurrence = state->occurrence,
                              .holder = at,
                              .deadline = row->deadline,
                              .period = row->period,
                              .grace = row->grace};
        uint32_t slot = toc_duty_open(engine, &spec);
        if (slot == TOC_NONE)
            return;
        append(engine, &state->duties, slot);
    }
    toc_report_look(engine, at);
}

void toc_report_tick(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    toc_ms next;
    state->tick++;
    if (!__builtin_mul_overflow(row_of(engine, at)->period, (toc_ms)state->tick, &next))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_REPORT_TICK, at),
                      toc_ms_later(state->start, next), order_of(engine, at));
    open_occurrence(engine, at);
}

static void begin(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    if (!toc_condition_holds(engine, row->filter))
        return;
    if (row->period == 0) {
        open_occurrence(engine, at);
        return;
    }
    bool is_over = row->until != TOC_NONE && engine->conditions[row->until].value;
    if (state->is_running || is_over)
        return;
    state->is_running = 1;
    state->start = engine->now;
    state->tick = 0;
    if (state->instance != TOC_NONE)
        engine->instances[state->instance].series++;
    toc_report_tick(engine, at);
}

static void end(toc_engine *engine, uint32_t at, toc_void_reason reason)
{
    toc_report_instance *state = &engine->reports[at];
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_REPORT_TICK, at));
    if (state->is_running) {
        state->is_running = 0;
        if (state->instance != TOC_NONE) {
            engine->instances[state->instance].series--;
            toc_instance_check(engine, state->instance);
        }
    }
    for (uint32_t slot = state->duties; slot != TOC_NONE;) {
        uint32_t next = engine->duties[slot].next;
        toc_duty_withdraw(engine, slot, reason, true);
        slot = next;
    }
}

static bool is_in_force(const toc_engine *engine, const toc_report_instance *state)
{
    return state->instance == TOC_NONE || (engine->instances[state->instance].number > 0 &&
                                           engine->instances[state->instance].is_active);
}

void toc_report_react(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    uint8_t news = state->news;
    state->is_queued = 0;
    state->news = 0;
    if (!is_in_force(engine, state))
        return;
    bool holds = row->condition != TOC_NONE && engine->conditions[row->condition].value;
    if (((news & TOC_NEWS_FELL) && !holds) || ((news & TOC_NEWS_UNTIL) && state->is_running))
        end(engine, at, TOC_VOID_SERIES_END);
    if ((news & TOC_NEWS_FIRED) || ((news & TOC_NEWS_ROSE) && holds))
        begin(engine, at);
}

/* ---- inside a response ---- */

static uint32_t inner_at(const toc_engine *engine, uint32_t report, uint32_t instance)
{
    return engine->report_base[report] + instance % engine->slots;
}

void toc_report_setup(toc_engine *engine, uint32_t instance)
{
    const toc_machine *machine = engine->machine;
    toc_range reports = machine->responses[engine->instances[instance].response].reports;
    for (uint32_t i = 0; i < reports.count; i++) {
        uint32_t report = machine->ids[reports.first + i];
        uint32_t at = inner_at(engine, report, instance);
        toc_report_instance *state = &engine->reports[at];
        uint32_t was_queued = state->is_queued;
        uint8_t news = state->news; /* what the opening itself set off */
        *state = (toc_report_instance){.report = report,
                                       .instance = instance,
                                       .is_queued = (uint8_t)was_queued,
                                       .news = news,
                                       .duties = TOC_NONE};
        uint32_t condition = machine->reports[report].condition;
        if (condition != TOC_NONE && engine->conditions[condition].value)
            toc_report_news(engine, at, TOC_NEWS_ROSE);
        toc_report_causes(engine, at);
    }
}

/* The report is `on` what started its response: that has just occurred. */
void toc_report_causes(toc_engine *engine, uint32_t at)
{
    const toc_machine *machine = engine->machine;
    const toc_instance *own = &engine->instances[engine->reports[at].instance];
    toc_range on = row_of(engine, at)->on;
    for (uint32_t i = 0; i < on.count; i++) {
        uint32_t anchor = machine->ids[on.first + i];
        bool is_cause = own->cause_anchor == anchor || engine->anchors[anchor] == engine->now;
        if (is_cause)
            toc_report_news(engine, at, TOC_NEWS_FIRED);
    }
}

void toc_report_stop(toc_engine *engine, uint32_t instance)
{
    const toc_machine *machine = engine->machine;
    toc_range reports = machine->responses[engine->instances[instance].response].reports;
    for (uint32_t i = 0; i < reports.count; i++)
        end(engine, inner_at(engine, machine->ids[reports.first + i], instance),
            TOC_VOID_CANCELLED);
}

/* ---- the simulated sender ---- */

static bool is_simulated(const toc_engine *engine, uint32_t at)
{
    return !toc_body_is_played(engine, row_of(engine, at)->sender);
}

void toc_report_look(toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    uint32_t sender = row_of(engine, at)->sender;
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_SIM_REPORT, at);
    if (state->duties == TOC_NONE || !is_simulated(engine, at) || !engine->bodies[sender].is_told ||
        toc_timer_is_armed(engine, timer))
        return;
    toc_ms time = toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_REPORT]);
    toc_ms back = toc_body_off_until(engine, sender);
    if (back != TOC_MS_NONE)
        time = back;
    else if (!toc_body_can_act(engine, sender))
        return; /* toc_body_wake comes back */
    toc_timer_arm(engine, timer, time, order_of(engine, at));
}

/* ---- sending ---- */

static void emit(toc_engine *engine, uint32_t at, uint32_t receiver, uint32_t by, uint32_t marks,
                 int64_t missing)
{
    const toc_report_instance *state = &engine->reports[at];
    toc_trace record = toc_record(engine, TOC_TRACE_REPORT, state->report);
    record.activation = toc_duty_activation(engine, state->instance);
    record.occurrence = state->occurrence;
    record.other = receiver;
    record.body = by;
    record.marks = marks;
    record.value = missing;
    toc_emit(engine, &record);
}

/* The oldest open duty towards @p receiver, or TOC_NONE. */
static uint32_t oldest_towards(const toc_engine *engine, uint32_t at, uint32_t receiver)
{
    uint32_t slot = engine->reports[at].duties;
    while (slot != TOC_NONE && engine->duties[slot].duty.other != receiver)
        slot = engine->duties[slot].next;
    return slot;
}

static void send_to(toc_engine *engine, uint32_t at, uint32_t receiver, uint32_t by, uint32_t marks,
                    int64_t missing)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    uint32_t slot = oldest_towards(engine, at, receiver);
    if (slot == TOC_NONE)
        marks |= state->occurrence > 0 ? TOC_MARK_REPEATED : TOC_MARK_PREMATURE;
    emit(engine, at, receiver, by, marks, missing);
    toc_body_tell(engine, receiver, 4);
    if (slot == TOC_NONE)
        return;
    if (engine->duties[slot].duty.occurrence == state->occurrence &&
        ++state->sent == row->receivers.count) {
        engine->report_latest[state->report].is_done = 1;
        toc_signal_raise(engine, row->signal);
    }
    toc_duty_done(engine, slot, by, marks);
}

void toc_report_send(toc_engine *engine, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    if (!toc_body_can_act(engine, row->sender)) {
        toc_report_look(engine, at);
        return;
    }
    bool is_assumed = engine->options.assume[TOC_ASSUME_REPORT] > 0;
    while (engine->reports[at].duties != TOC_NONE)
        send_to(engine, at, engine->duties[engine->reports[at].duties].duty.other, row->sender,
                is_assumed ? TOC_MARK_ASSUMED : 0, 0);
    for (uint32_t i = 0; i < row->copies.count; i++)
        toc_body_tell(engine, engine->machine->ids[row->copies.first + i], 4);
    toc_anchor_occur(engine, row->sent_anchor, engine->reports[at].instance);
}

/* ---- acts ---- */

/* Which activation's report an act means: the oldest that owes it, else the latest. */
static uint32_t pick(const toc_engine *engine, uint32_t report)
{
    uint32_t base = engine->report_base[report];
    uint32_t best = base;
    for (uint32_t k = 1; k < toc_report_count(engine, report); k++) {
        uint32_t at = base + k;
        bool owes = engine->reports[at].duties != TOC_NONE;
        bool best_owes = engine->reports[best].duties != TOC_NONE;
        uint32_t number = toc_duty_activation(engine, engine->reports[at].instance);
        uint32_t best_number = toc_duty_activation(engine, engine->reports[best].instance);
        if (owes != best_owes ? owes : owes ? number < best_number : number > best_number)
            best = at;
    }
    return best;
}

void toc_report_act(toc_engine *engine, const toc_act *act)
{
    uint32_t at = pick(engine, act->id);
    const toc_m_report *row = row_of(engine, at);
    uint32_t by = act->body == TOC_NONE ? row->sender : act->body;
    uint32_t marks = toc_body_is_right(engine, row->sender, by) ? 0 : TOC_MARK_WRONG_BODY;
    if (act->verb == TOC_VERB_WITHHOLD) {
        toc_trace record = toc_record(engine, TOC_TRACE_WITHHELD, act->id);
        record.body = by;
        record.value = act->value;
        toc_emit(engine, &record);
        for (uint32_t slot = engine->reports[at].duties; slot != TOC_NONE;
             slot = engine->duties[slot].next)
            engine->duties[slot].duty.marks |= TOC_MARK_WITHHELD;
        return;
    }
    if (act->body_count > 0)
        for (uint32_t i = 0; i < act->body_count; i++)
            send_to(engine, at, act->bodies[i], by, marks, act->value);
    else
        for (uint32_t i = 0; i < row->receivers.count; i++)
            send_to(engine, at, engine->machine->ids[row->receivers.first + i], by, marks,
                    act->value);
    toc_anchor_occur(engine, row->sent_anchor, engine->reports[at].instance);
}
