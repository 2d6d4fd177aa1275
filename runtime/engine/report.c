/* report.c - reports owed, sent, repeated; one duty for each receiver. */
#include "engine/memo_private.h"
#include "engine/told_private.h"

static const toc_m_report *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->reports[engine->reports[at].report];
}

toc_order toc_report_order(const toc_engine *engine, uint32_t at)
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
    if (state->instance != TOC_NONE)
        engine->instances[state->instance].news++; /* its response closes no earlier */
    toc_reaction_push(engine, at, toc_report_order(engine, at));
}

/* ---- opening ---- */

bool toc_report_is_latest(const toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    uint32_t response = engine->machine->reports[state->report].response;
    return response == TOC_NONE ||
           engine->instances[state->instance].number == engine->activations[response];
}

static void open_duties(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
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
                              .grace = row->grace,
                              .is_limited = row->kind == TOC_M_REPORT_FALLBACK,
                              .limit = state->limit};
        uint32_t slot = toc_duty_open(engine, &spec);
        if (slot == TOC_NONE)
            return;
        toc_duty_append(engine, &state->duties, slot);
    }
}

void toc_report_open(toc_engine *engine, uint32_t at, uint32_t number)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    if (toc_is_relayed(row))
        toc_relay_begin(engine, row->relay, number);
    state->occurrence = number;
    state->sent = 0;
    if (!state->is_waiting && toc_report_is_latest(engine, at)) {
        engine->report_latest[state->report] = (toc_latest){0, 0, 0};
        toc_signal_raise(engine, row->signal);
    }
    if (toc_is_announcement(row)) {
        toc_announce_open(engine, at);
        return;
    }
    open_duties(engine, at);
    toc_report_look(engine, at);
}

/* What goes on from one that was open while it waited is no new one. */
static void open_next(toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    toc_report_open(engine, at, state->occurrence + !state->is_waiting);
}

void toc_report_tick(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    toc_ms next;
    state->tick++;
    if (!__builtin_mul_overflow(row_of(engine, at)->period, (toc_ms)state->tick, &next))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_REPORT_TICK, at),
                      toc_ms_later(state->start, next), toc_report_order(engine, at));
    open_next(engine, at);
}

/* It is owed from now on: once, or as a series. */
static void go_on(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    if (row->period == 0) {
        open_next(engine, at);
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

void toc_report_restart(toc_engine *engine, uint32_t at)
{
    go_on(engine, at);
}

static void begin(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    bool is_answered = state->is_early;
    state->is_early = 0;
    if (is_answered || !toc_condition_holds(engine, row->filter))
        return;
    if (toc_is_announcement(row) && !toc_announce_call(engine, at))
        return;
    go_on(engine, at);
}

static void end_series(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    toc_timer_stop(engine, TOC_TIMER_REPORT_TICK, at);
    if (state->is_running && state->instance != TOC_NONE)
        engine->instances[state->instance].series--;
    state->is_running = 0;
}

void toc_report_end(toc_engine *engine, uint32_t at, toc_void_reason reason)
{
    const toc_report_instance *state = &engine->reports[at];
    end_series(engine, at);
    if (toc_is_announcement(row_of(engine, at)))
        toc_announce_drop(engine, at, reason, true);
    for (uint32_t slot = state->duties; slot != TOC_NONE;) {
        uint32_t next = engine->duties[slot].next;
        toc_duty_withdraw(engine, slot, reason, true);
        slot = next;
    }
}

bool toc_report_is_in_force(const toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    return state->instance == TOC_NONE || (engine->instances[state->instance].number > 0 &&
                                           engine->instances[state->instance].is_active);
}

static void take_news(toc_engine *engine, uint32_t at, uint8_t news)
{
    const toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    bool holds = row->condition != TOC_NONE && engine->conditions[row->condition].value;
    if (toc_is_relayed(row) && row->condition != TOC_NONE) {
        if ((news & TOC_NEWS_ROSE) && holds)
            toc_relay_skip(engine, at);
        return;
    }
    if (((news & TOC_NEWS_FELL) && !holds) || ((news & TOC_NEWS_UNTIL) && state->is_running))
        toc_report_end(engine, at, TOC_VOID_SERIES_END);
    if ((news & TOC_NEWS_FIRED) || ((news & TOC_NEWS_ROSE) && holds))
        begin(engine, at);
    else if ((news & TOC_NEWS_AFTER) && state->is_called && toc_announce_call(engine, at))
        go_on(engine, at);
}

void toc_report_react(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    uint8_t news = state->news;
    bool closed = (news & TOC_NEWS_CLOSED) && row_of(engine, at)->period == 0;
    state->is_queued = 0;
    state->news = 0;
    if (toc_report_is_in_force(engine, at) || closed)
        take_news(engine, at, news);
    if (state->instance == TOC_NONE)
        return;
    engine->instances[state->instance].news--;
    toc_instance_check(engine, state->instance);
}

/* ---- inside a response ---- */

static uint32_t inner_at(const toc_engine *engine, uint32_t report, uint32_t instance)
{
    return engine->report_base[report] + instance % engine->slots;
}

void toc_report_reset(toc_engine *engine, uint32_t instance)
{
    const toc_machine *machine = engine->machine;
    toc_instance *own = &engine->instances[instance];
    toc_range reports = machine->responses[own->response].reports;
    own->news = 0;
    for (uint32_t i = 0; i < reports.count; i++) {
        uint32_t report = machine->ids[reports.first + i];
        toc_report_instance *state = &engine->reports[inner_at(engine, report, instance)];
        *state = (toc_report_instance){.report = report,
                                       .instance = instance,
                                       .is_queued = state->is_queued,
                                       .news = state->news, /* what has opened the response too */
                                       .sent_at = TOC_MS_NONE,
                                       .limit = TOC_MS_NONE,
                                       .clearances = TOC_NONE,
                                       .duties = TOC_NONE};
        own->news += state->is_queued;
        engine->report_latest[report] = (toc_latest){0, 0, 0};
        toc_signal_raise(engine, machine->reports[report].signal);
    }
}

/* The report is `on` what started its response, or what occurred with it. */
static bool has_cause(const toc_engine *engine, uint32_t report, uint32_t instance)
{
    toc_range on = engine->machine->reports[report].on;
    for (uint32_t i = 0; i < on.count; i++)
        if (toc_anchor_time(engine, engine->machine->ids[on.first + i], instance) == engine->now)
            return true;
    return false;
}

/* An announcement that is on nothing of its own: its response is what calls for it. */
static bool opens_with_response(const toc_m_report *row)
{
    return toc_is_announcement(row) && row->on.count == 0 && row->condition == TOC_NONE;
}

void toc_report_begin(toc_engine *engine, uint32_t instance)
{
    const toc_machine *machine = engine->machine;
    toc_range reports = machine->responses[engine->instances[instance].response].reports;
    for (uint32_t i = 0; i < reports.count; i++) {
        uint32_t report = machine->ids[reports.first + i];
        uint32_t at = inner_at(engine, report, instance);
        uint32_t condition = machine->reports[report].condition;
        if (condition != TOC_NONE && engine->conditions[condition].value)
            toc_report_news(engine, at, TOC_NEWS_ROSE);
        if (has_cause(engine, report, instance) || opens_with_response(&machine->reports[report]))
            toc_report_news(engine, at, TOC_NEWS_FIRED);
    }
}

void toc_report_stop(toc_engine *engine, uint32_t instance, bool is_stopped)
{
    const toc_machine *machine = engine->machine;
    toc_range reports = machine->responses[engine->instances[instance].response].reports;
    for (uint32_t i = 0; i < reports.count; i++) {
        uint32_t at = inner_at(engine, machine->ids[reports.first + i], instance);
        if (is_stopped) {
            engine->reports[at].news = 0;
            toc_report_end(engine, at, TOC_VOID_CANCELLED);
        } else {
            end_series(engine, at); /* a single report stays owed when all steps are done */
            toc_announce_give_up(engine, at);
        }
    }
}

void toc_report_abandon(toc_engine *engine, uint32_t instance)
{
    const toc_machine *machine = engine->machine;
    toc_range reports = machine->responses[engine->instances[instance].response].reports;
    for (uint32_t i = 0; i < reports.count; i++) {
        uint32_t at = inner_at(engine, machine->ids[reports.first + i], instance);
        toc_timer_stop(engine, TOC_TIMER_SIM_REPORT, at);
        toc_announce_drop(engine, at, TOC_VOID_CANCELLED, false);
        while (engine->reports[at].duties != TOC_NONE)
            toc_duty_withdraw(engine, engine->reports[at].duties, TOC_VOID_CANCELLED, false);
    }
}

/* ---- what announcements go out after ---- */

void toc_report_after(toc_engine *engine, uint32_t anchor, uint32_t instance)
{
    if (anchor == TOC_NONE)
        return;
    toc_range waiting = engine->machine->anchors[anchor].waiting;
    uint32_t response = instance == TOC_NONE ? TOC_NONE : engine->instances[instance].response;
    for (uint32_t i = 0; i < waiting.count; i++) {
        uint32_t report = engine->machine->ids[waiting.first + i];
        bool is_own = engine->machine->reports[report].response == response;
        for (uint32_t k = 0; k < toc_report_count(engine, report); k++) {
            uint32_t at = engine->report_base[report] + k;
            if (!is_own || engine->reports[at].instance == instance)
                toc_report_news(engine, at, TOC_NEWS_AFTER);
        }
    }
}

/* ---- the simulated sender ---- */

static toc_ms time_to_send(const toc_engine *engine, const toc_m_report *row)
{
    toc_ms telling = engine->options.assume[TOC_ASSUME_REPORT];
    return row->verify > 0 ? toc_ms_later(telling, engine->options.assume[TOC_ASSUME_VERIFICATION])
                           : telling;
}

void toc_report_look(toc_engine *engine, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    uint32_t stand_in = toc_body_stand_in(engine, row->sender); /* what it knew is known to him */
    if (engine->reports[at].duties == TOC_NONE)
        return;
    if (toc_is_announcement(row))
        toc_announce_look(engine, at);
    else if ((engine->bodies[row->sender].is_told || engine->bodies[stand_in].is_told) &&
             (!toc_is_relayed(row) || toc_relay_may_send(engine, at)))
        toc_body_plan_duty(engine, engine->reports[at].duties,
                           toc_timer_of(engine, TOC_TIMER_SIM_REPORT, at),
                           time_to_send(engine, row), toc_report_order(engine, at));
}

/* ---- sending ---- */

/* @p occurrence: the one that it meets, else the latest. */
static void emit(toc_engine *engine, uint32_t at, uint32_t occurrence, uint32_t receiver,
                 uint32_t by, uint32_t marks, int64_t missing)
{
    const toc_report_instance *state = &engine->reports[at];
    toc_trace record = toc_record(engine, TOC_TRACE_REPORT, state->report);
    record.activation = toc_duty_activation(engine, state->instance);
    record.occurrence = occurrence;
    record.other = receiver;
    record.body = by;
    record.marks = marks;
    record.value = missing;
    toc_emit(engine, &record);
}

static bool is_same_body(const toc_engine *engine, uint32_t named, uint32_t receiver)
{
    return named == receiver || engine->machine->bodies[named].parent == receiver;
}

/* The oldest open duty towards @p receiver or the org whose post it is, or TOC_NONE. */
static uint32_t oldest_towards(const toc_engine *engine, uint32_t at, uint32_t receiver)
{
    uint32_t slot = engine->reports[at].duties;
    while (slot != TOC_NONE && !is_same_body(engine, receiver, engine->duties[slot].duty.other))
        slot = engine->duties[slot].next;
    return slot;
}

static bool is_addressed(const toc_engine *engine, toc_range bodies, uint32_t receiver)
{
    for (uint32_t i = 0; i < bodies.count; i++)
        if (is_same_body(engine, receiver, engine->machine->ids[bodies.first + i]))
            return true;
    return false;
}

/* Why a sending that meets no duty is out of order; a copy is never. */
static uint32_t idle_marks(const toc_engine *engine, uint32_t at, uint32_t receiver)
{
    const toc_m_report *row = row_of(engine, at);
    if (is_addressed(engine, row->copies, receiver))
        return 0;
    if (!is_addressed(engine, row->receivers, receiver) || !toc_report_is_in_force(engine, at))
        return TOC_MARK_NOT_CALLED_FOR;
    if (engine->reports[at].occurrence > 0)
        return TOC_MARK_REPEATED;
    bool is_on_its_way = !toc_is_relayed(row) || engine->last_round[row->relay] > 0;
    return is_on_its_way ? TOC_MARK_PREMATURE : TOC_MARK_NOT_CALLED_FOR;
}

/* One that meets nothing: the last round's word all the same, if there is such a round. */
static void meet_nothing(toc_engine *engine, uint32_t at, uint32_t by)
{
    const toc_m_report *row = row_of(engine, at);
    if (toc_is_relayed(row) && engine->last_round[row->relay] > 0)
        toc_relay_sent(engine, at, engine->last_round[row->relay], by, TOC_MS_NONE);
}

static void meet(toc_engine *engine, uint32_t at, uint32_t slot, uint32_t by, uint32_t marks)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    toc_duty duty = engine->duties[slot].duty;
    toc_duty_done(engine, slot, by, marks);
    if (duty.occurrence == state->occurrence && ++state->sent == row->receivers.count &&
        toc_report_is_latest(engine, at)) {
        engine->report_latest[state->report].is_done = 1;
        toc_signal_raise(engine, row->signal);
    }
    if (toc_is_relayed(row))
        toc_relay_sent(engine, at, duty.occurrence, by, duty.due);
}

static void send_to(toc_engine *engine, uint32_t at, uint32_t receiver, uint32_t by, uint32_t marks,
                    int64_t missing)
{
    toc_report_instance *state = &engine->reports[at];
    uint32_t slot = oldest_towards(engine, at, receiver);
    if (slot == TOC_NONE)
        marks |= idle_marks(engine, at, receiver);
    else
        receiver = engine->duties[slot].duty.other;
    emit(engine, at, slot == TOC_NONE ? state->occurrence : engine->duties[slot].duty.occurrence,
         receiver, by, marks, missing);
    toc_body_tell(engine, receiver, TOC_TOLD_BY_REPORT);
    if (slot == TOC_NONE)
        meet_nothing(engine, at, by);
    else
        meet(engine, at, slot, by, marks);
}

static void note_sent(toc_engine *engine, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    for (uint32_t i = 0; i < row->copies.count; i++)
        toc_body_tell(engine, engine->machine->ids[row->copies.first + i], 4);
    engine->reports[at].sent_at = engine->now;
    toc_anchor_occur(engine, row->sent_anchor, engine->reports[at].instance);
}

void toc_report_send(toc_engine *engine, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    if (toc_is_announcement(row)) {
        toc_announce_due(engine, at);
        return;
    }
    uint32_t sender = toc_body_turn(engine, row->sender, engine->reports[at].duties);
    if (sender == TOC_NONE || engine->reports[at].duties == TOC_NONE)
        return;
    while (engine->reports[at].duties != TOC_NONE &&
           (!toc_is_relayed(row) || toc_relay_may_send(engine, at)))
        send_to(engine, at, engine->duties[engine->reports[at].duties].duty.other, sender,
                TOC_MARK_ASSUMED, 0);
    note_sent(engine, at);
}

/* ---- acts ---- */

/* Which activation's report an act means: the one it names; else the oldest that owes it, the oldest
 * that is active, the latest. */
static unsigned fitness(const toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    if (state->duties != TOC_NONE)
        return 3;
    return toc_report_is_in_force(engine, at) ? 2 : 1;
}

uint32_t toc_report_pick(const toc_engine *engine, const toc_act *act)
{
    uint32_t base = engine->report_base[act->id];
    uint32_t best = base;
    for (uint32_t k = 1; k < toc_report_count(engine, act->id); k++) {
        unsigned fit = fitness(engine, base + k), best_fit = fitness(engine, best);
        uint32_t number = toc_duty_activation(engine, engine->reports[base + k].instance);
        uint32_t best_number = toc_duty_activation(engine, engine->reports[best].instance);
        bool is_named = act->activation > 0 && number == act->activation;
        bool best_is_named = act->activation > 0 && best_number == act->activation;
        bool is_better = is_named != best_is_named ? is_named
                         : fit != best_fit         ? fit > best_fit
                         : fit == 1                ? number > best_number
                                                   : number < best_number;
        if (is_better)
            best = base + k;
    }
    return best;
}

static void withhold(toc_engine *engine, const toc_act *act, uint32_t at, uint32_t by)
{
    toc_trace record = toc_record(engine, TOC_TRACE_WITHHELD, engine->reports[at].report);
    record.body = by;
    record.value = act->value;
    toc_emit(engine, &record);
    for (uint32_t slot = engine->reports[at].duties; slot != TOC_NONE;
         slot = engine->duties[slot].next)
        engine->duties[slot].duty.marks |= TOC_MARK_WITHHELD;
}

/* A single report that is sent before it is called for answers the call to come. */
static uint32_t open_early(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    if (toc_is_relayed(row) && row->on.count == 0)
        return toc_relay_open_early(engine, at);
    if (row->period > 0 || state->occurrence > 0 || !toc_report_is_in_force(engine, at))
        return 0;
    toc_report_open(engine, at, 1);
    state->is_early = 1;
    return TOC_MARK_PREMATURE;
}

static void send_all(toc_engine *engine, const toc_act *act, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    bool to_named = act->body_count > 0 && act->report_count == 0;
    uint32_t by = toc_body_who(engine, row->sender, act->body);
    uint32_t marks = toc_body_is_right(engine, row->sender, by) ? 0 : TOC_MARK_WRONG_BODY;
    marks |= open_early(engine, at);
    for (uint32_t i = 0; to_named && i < act->body_count; i++)
        send_to(engine, at, act->bodies[i], by, marks, act->value);
    for (uint32_t i = 0; !to_named && i < row->receivers.count; i++)
        send_to(engine, at, engine->machine->ids[row->receivers.first + i], by, marks, act->value);
    note_sent(engine, at);
}

static void act_on(toc_engine *engine, const toc_act *act, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    if (act->verb == TOC_VERB_WITHHOLD)
        withhold(engine, act, at, toc_body_who(engine, row->sender, act->body));
    else
        send_all(engine, act, at);
}

void toc_report_act(toc_engine *engine, const toc_act *act)
{
    if (act->report_count == 0)
        act_on(engine, act, toc_report_pick(engine, act));
    for (uint32_t i = 0; i < act->report_count; i++) /* rows of a relay: each has one instance */
        act_on(engine, act, engine->report_base[act->reports[i]]);
}

bool toc_engine_may_tell(const toc_engine *engine, uint32_t report)
{
    engine = toc_memo_view(engine);
    const toc_m_report *row = &engine->machine->reports[report];
    for (uint32_t k = 0; k < toc_report_count(engine, report); k++) {
        uint32_t at = engine->report_base[report] + k;
        if (engine->reports[at].duties == TOC_NONE)
            continue;
        if (toc_is_announcement(row) ? toc_announce_may_go(engine, at)
                                     : !toc_is_relayed(row) || toc_relay_may_send(engine, at))
            return true;
    }
    return false;
}
