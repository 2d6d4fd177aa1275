/* announce.c - announcements: called, held until what they go out after is done and somebody has
 * agreed, said.  When they are called, and that they repeat, is as with reports (report.c). */
#include "engine/told_private.h"

static const toc_m_report *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->reports[engine->reports[at].report];
}

uint32_t toc_announce_owner(const toc_engine *engine, uint32_t report)
{
    const toc_m_report *row = &engine->machine->reports[report];
    uint32_t declarer =
        row->declarer == TOC_NONE ? TOC_NONE : engine->ladders[row->declarer].declared_by;
    return declarer == TOC_NONE ? row->sender : declarer;
}

/* ---- its duty ---- */

static uint32_t open_duty(toc_engine *engine, uint32_t at, uint32_t occurrence)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    bool is_to_one = row->receivers.count == 1 && !row->is_public;
    toc_duty_spec spec = {.kind = TOC_DUTY_ANNOUNCEMENT,
                          .id = state->report,
                          .other =
                              is_to_one ? engine->machine->ids[row->receivers.first] : TOC_NONE,
                          .owner = toc_announce_owner(engine, state->report),
                          .instance = state->instance,
                          .occurrence = occurrence,
                          .holder = at,
                          .deadline = row->deadline,
                          .period = row->period,
                          .grace = row->grace};
    uint32_t slot = toc_duty_open(engine, &spec);
    if (slot != TOC_NONE)
        toc_duty_append(engine, &state->duties, slot);
    return slot;
}

/* The open duty of one call, or TOC_NONE. */
static uint32_t duty_of(const toc_engine *engine, uint32_t at, uint32_t occurrence)
{
    uint32_t slot = engine->reports[at].duties;
    while (slot != TOC_NONE && engine->duties[slot].duty.occurrence != occurrence)
        slot = engine->duties[slot].next;
    return slot;
}

static void drop_duty(toc_engine *engine, uint32_t slot, toc_void_reason reason)
{
    if (slot != TOC_NONE)
        toc_duty_drop(engine, slot, reason);
}

bool toc_announce_waits(const toc_engine *engine, uint32_t at, uint32_t slot)
{
    const toc_report_instance *state = &engine->reports[at];
    return state->is_waiting && engine->duties[slot].duty.occurrence == state->occurrence;
}

/* May what is owed in @p slot be said? */
static bool is_cleared(const toc_engine *engine, uint32_t at, uint32_t slot)
{
    return row_of(engine, at)->approver == TOC_NONE || engine->duties[slot].is_cleared;
}

/* The oldest open duty that waits for nothing any more, or TOC_NONE. */
static uint32_t first_free(const toc_engine *engine, uint32_t at)
{
    uint32_t slot = engine->reports[at].duties;
    while (slot != TOC_NONE &&
           (toc_announce_waits(engine, at, slot) || !is_cleared(engine, at, slot)))
        slot = engine->duties[slot].next;
    return slot;
}

/* ---- called, and waiting ---- */

static bool is_over(toc_node_state state)
{
    return state == TOC_NODE_DONE || state == TOC_NODE_SKIPPED;
}

/* Its own activation's step, else the latest activation's; one that was skipped holds nobody up. */
static bool is_behind(const toc_engine *engine, uint32_t at, uint32_t anchor)
{
    uint32_t node = engine->machine->anchors[anchor].id;
    uint32_t instance = engine->reports[at].instance;
    if (engine->machine->nodes[node].response != row_of(engine, at)->response)
        return engine->anchors[anchor] != TOC_MS_NONE || is_over(toc_engine_node(engine, node));
    const toc_node_instance *state = &engine->nodes[toc_node_at(engine, instance, node)];
    return state->done != TOC_MS_NONE || is_over((toc_node_state)state->state);
}

static bool is_free_to_go(const toc_engine *engine, uint32_t at)
{
    toc_range after = row_of(engine, at)->after;
    for (uint32_t i = 0; i < after.count; i++)
        if (!is_behind(engine, at, engine->machine->ids[after.first + i]))
            return false;
    return true;
}

/* Its deadline may run while it waits: then it is owed already. */
static void owe_while_waiting(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    uint32_t anchor =
        row->deadline == TOC_NONE ? TOC_NONE : engine->machine->deadlines[row->deadline].anchor;
    if (!state->is_called || state->is_waiting || row->period > 0 || anchor == TOC_NONE ||
        toc_anchor_time(engine, anchor, state->instance) == TOC_MS_NONE)
        return;
    state->is_waiting = 1;
    state->occurrence++;
    if (toc_report_is_latest(engine, at)) {
        engine->report_latest[state->report] = (toc_latest){0, 0, 0};
        toc_signal_raise(engine, row->signal);
    }
    (void)open_duty(engine, at, state->occurrence);
}

void toc_announce_give_up(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    uint32_t slot = state->is_waiting ? duty_of(engine, at, state->occurrence) : TOC_NONE;
    if (slot != TOC_NONE)
        toc_duty_withdraw(engine, slot, TOC_VOID_DEAD, true);
    state->is_called = state->is_waiting = 0;
}

bool toc_announce_call(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    state->is_called = !is_free_to_go(engine, at);
    owe_while_waiting(engine, at);
    return !state->is_called;
}

void toc_announce_dated(toc_engine *engine, uint32_t report)
{
    for (uint32_t k = 0; k < toc_report_count(engine, report); k++) {
        uint32_t at = engine->report_base[report] + k;
        if (toc_report_is_in_force(engine, at))
            owe_while_waiting(engine, at);
    }
}

/* ---- its approval ----
 *
 * Each call asks for its own, a series once, at its start.  An answer means the oldest call that
 * waits for one; where none does, the call that asked last, or one to come. */

static void emit_clearance(toc_engine *engine, uint32_t at, uint32_t call, int64_t what,
                           uint32_t body, uint32_t marks)
{
    const toc_report_instance *state = &engine->reports[at];
    toc_trace record = toc_record(engine, TOC_TRACE_CLEARANCE, state->report);
    record.activation = toc_duty_activation(engine, state->instance);
    record.occurrence = call;
    record.value = what;
    record.body = body;
    record.marks = marks;
    toc_emit(engine, &record);
}

static uint32_t open_clearance(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    toc_duty_spec spec = {.kind = TOC_DUTY_CLEARANCE,
                          .id = state->report,
                          .other = TOC_NONE,
                          .owner = row->approver,
                          .instance = state->instance,
                          .occurrence = state->asked,
                          .holder = at,
                          .deadline = row->approval_deadline,
                          .grace = TOC_MS_NONE};
    uint32_t slot = toc_duty_open(engine, &spec);
    if (slot != TOC_NONE)
        toc_duty_append(engine, &state->clearances, slot);
    return slot;
}

/* Once for each call, of a series at its start.  An answer given beforehand counts. */
static void ask(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    bool is_later_time = row->period > 0 && state->tick > 1;
    if (row->approver == TOC_NONE || is_later_time)
        return;
    if (state->is_used)
        state->approval = TOC_APPROVAL_NONE;
    state->is_used = 1;
    state->asked = state->occurrence;
    bool is_answered = state->approval != TOC_APPROVAL_NONE;
    if (!is_answered) {
        state->approval = TOC_APPROVAL_ASKED;
        emit_clearance(engine, at, state->asked, 0, row->approver, 0);
        toc_body_tell(engine, row->approver, TOC_TOLD_BY_ANNOUNCEMENT);
    }
    uint32_t slot = open_clearance(engine, at);
    if (is_answered && slot != TOC_NONE)
        toc_duty_done(engine, slot, state->answered_by, state->answer_marks);
    toc_clearance_try(engine, at);
}

void toc_clearance_try(toc_engine *engine, uint32_t at)
{
    if (engine->reports[at].clearances != TOC_NONE)
        toc_body_plan_act(engine, engine->reports[at].clearances,
                          toc_timer_of(engine, TOC_TIMER_SIM_CLEAR, at), TOC_ASSUME_APPROVAL,
                          toc_report_order(engine, at));
}

/* Refused: nothing is owed; its series is over. */
static void kill(toc_engine *engine, uint32_t at, uint32_t call)
{
    toc_report_instance *state = &engine->reports[at];
    if (row_of(engine, at)->period > 0) {
        while (state->duties != TOC_NONE)
            toc_duty_drop(engine, state->duties, TOC_VOID_DEAD);
        toc_report_end(engine, at, TOC_VOID_DEAD);
    }
    drop_duty(engine, duty_of(engine, at, call), TOC_VOID_DEAD);
    if (call == state->asked)
        state->is_dead = 1;
}

/* Given after it was refused: it is owed after all, and nobody is asked again. */
static void revive(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    state->is_dead = 0;
    if (!toc_report_is_in_force(engine, at))
        return;
    if (row_of(engine, at)->period > 0) {
        state->is_revived = 1;
        toc_report_restart(engine, at);
        return;
    }
    uint32_t slot = open_duty(engine, at, state->asked);
    if (slot != TOC_NONE)
        engine->duties[slot].is_cleared = 1;
    toc_announce_look(engine, at);
}

static void clear(toc_engine *engine, uint32_t at, uint32_t call)
{
    bool is_series = row_of(engine, at)->period > 0;
    for (uint32_t slot = engine->reports[at].duties; slot != TOC_NONE;
         slot = engine->duties[slot].next) {
        toc_duty_slot *duty = &engine->duties[slot];
        if (is_series ? duty->duty.occurrence >= call : duty->duty.occurrence == call)
            duty->is_cleared = 1;
    }
    toc_announce_look(engine, at);
}

/* Is something of the call still to be said, that a refusal can stop? */
static bool is_unsaid(const toc_engine *engine, uint32_t at, uint32_t call)
{
    if (row_of(engine, at)->period > 0)
        return engine->reports[at].is_running != 0 || engine->reports[at].duties != TOC_NONE;
    uint32_t slot = duty_of(engine, at, call);
    return slot != TOC_NONE && !toc_announce_waits(engine, at, slot);
}

/* What follows from the answer to @p call; one to a series that is over has nothing to follow. */
static void act_on_answer(toc_engine *engine, uint32_t at, uint32_t call, bool given)
{
    const toc_report_instance *state = &engine->reports[at];
    if (row_of(engine, at)->period > 0 && call != state->asked)
        return;
    if (given && state->is_dead && call == state->asked)
        revive(engine, at);
    else if (given)
        clear(engine, at, call);
    else if (is_unsaid(engine, at, call))
        kill(engine, at, call);
}

/* The answer to an open duty of approving. */
static void answer_call(toc_engine *engine, uint32_t at, uint32_t slot, uint32_t who, bool given,
                        uint32_t marks)
{
    toc_report_instance *state = &engine->reports[at];
    uint32_t call = engine->duties[slot].duty.occurrence;
    emit_clearance(engine, at, call, given ? 1 : 2, who, marks);
    if (call == state->asked)
        state->approval = given ? TOC_APPROVAL_GIVEN : TOC_APPROVAL_REFUSED;
    toc_duty_done(engine, slot, who, marks);
    if (state->clearances == TOC_NONE)
        toc_timer_stop(engine, TOC_TIMER_SIM_CLEAR, at);
    act_on_answer(engine, at, call, given);
}

/* All calls have their answers: it is for one to come, or the last one is thought over. */
static void answer_none(toc_engine *engine, uint32_t at, uint32_t who, bool given, uint32_t marks)
{
    toc_report_instance *state = &engine->reports[at];
    uint8_t before = state->approval;
    bool is_withdrawn = before == TOC_APPROVAL_GIVEN && !given &&
                        (!state->is_used || is_unsaid(engine, at, state->asked));
    bool again = before == (given ? TOC_APPROVAL_GIVEN : TOC_APPROVAL_REFUSED) ||
                 (before == TOC_APPROVAL_GIVEN && !is_withdrawn);
    uint32_t call = state->is_used ? state->asked : state->occurrence;
    emit_clearance(engine, at, call, given ? 1 : 2, who, again ? marks | TOC_MARK_REPEATED : marks);
    if (again)
        return;
    state->approval = given ? TOC_APPROVAL_GIVEN : TOC_APPROVAL_REFUSED;
    state->answered_by = who;
    state->answer_marks = marks;
    if (state->is_used)
        act_on_answer(engine, at, call, given);
}

/* The simulated approver answers what was asked long enough ago, and turns to the rest in time. */
void toc_clearance_due(toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    uint32_t approver = row_of(engine, at)->approver;
    uint32_t who = toc_body_turn(engine, approver, state->clearances);
    if (who == TOC_NONE)
        return;
    while (state->clearances != TOC_NONE) {
        toc_ms opened = engine->duties[state->clearances].duty.opened;
        toc_ms end = toc_ms_later(opened, engine->options.assume[TOC_ASSUME_APPROVAL]);
        if (end > engine->now) {
            toc_body_plan_for(engine, approver, toc_timer_of(engine, TOC_TIMER_SIM_CLEAR, at),
                              end - engine->now, toc_report_order(engine, at));
            return;
        }
        answer_call(engine, at, state->clearances, who, true, TOC_MARK_ASSUMED);
    }
}

/* Nothing that was asked is still open: an answer is for the next call. */
static bool is_for_next(const toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    bool is_all_said = state->duties == TOC_NONE || toc_announce_waits(engine, at, state->duties);
    return state->is_used && is_all_said && !state->is_dead;
}

void toc_clearance_act(toc_engine *engine, const toc_act *act)
{
    uint32_t at = toc_report_pick(engine, act);
    uint32_t approver = row_of(engine, at)->approver;
    uint32_t marks = toc_body_is_right(engine, approver, act->body) ? 0 : TOC_MARK_WRONG_BODY;
    uint32_t who = toc_body_who(engine, approver, act->body);
    bool given = act->value != 0;
    toc_report_instance *state = &engine->reports[at];
    if (state->clearances != TOC_NONE) {
        answer_call(engine, at, state->clearances, who, given, marks);
        return;
    }
    if (!toc_report_is_in_force(engine, at)) {
        emit_clearance(engine, at, state->occurrence, given ? 1 : 2, who,
                       marks | TOC_MARK_NOT_CALLED_FOR);
        return;
    }
    if (is_for_next(engine, at)) {
        state->approval = TOC_APPROVAL_NONE;
        state->is_used = 0;
    }
    answer_none(engine, at, who, given, marks);
}

/* ---- opening ---- */

void toc_announce_open(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    const toc_m_report *row = row_of(engine, at);
    uint32_t slot = state->is_waiting ? duty_of(engine, at, state->occurrence) : TOC_NONE;
    state->is_waiting = 0;
    if (!toc_condition_holds(engine, row->guard)) {
        drop_duty(engine, slot, TOC_VOID_SKIPPED);
        return;
    }
    if (slot == TOC_NONE)
        slot = open_duty(engine, at, state->occurrence);
    if (slot == TOC_NONE)
        return;
    if (!state->is_revived)
        ask(engine, at);
    state->is_revived = 0;
    state->is_dead = 0;
    engine->duties[slot].is_cleared = state->approval == TOC_APPROVAL_GIVEN;
    if (state->approval == TOC_APPROVAL_REFUSED) /* beforehand */
        kill(engine, at, state->occurrence);
    else
        toc_announce_look(engine, at);
}

void toc_announce_drop(toc_engine *engine, uint32_t at, toc_void_reason reason, bool keep)
{
    toc_report_instance *state = &engine->reports[at];
    state->is_called = 0;
    state->is_waiting = 0;
    if (!keep)
        toc_timer_stop(engine, TOC_TIMER_SIM_CLEAR, at);
    for (uint32_t slot = state->clearances; slot != TOC_NONE;) {
        uint32_t next = engine->duties[slot].next;
        toc_duty_withdraw(engine, slot, reason, keep);
        slot = next;
    }
}

/* ---- said ---- */

bool toc_announce_may_go(const toc_engine *engine, uint32_t at)
{
    return first_free(engine, at) != TOC_NONE;
}

void toc_announce_look(toc_engine *engine, uint32_t at)
{
    uint32_t slot = first_free(engine, at);
    if (slot != TOC_NONE)
        toc_body_plan_act(engine, slot, toc_timer_of(engine, TOC_TIMER_SIM_REPORT, at),
                          TOC_ASSUME_REPORT, toc_report_order(engine, at));
}

static void emit_said(toc_engine *engine, uint32_t at, uint32_t occurrence, uint32_t by,
                      uint32_t marks)
{
    const toc_report_instance *state = &engine->reports[at];
    toc_trace record = toc_record(engine, TOC_TRACE_ANNOUNCED, state->report);
    record.activation = toc_duty_activation(engine, state->instance);
    record.occurrence = occurrence;
    record.body = by;
    record.marks = marks;
    toc_emit(engine, &record);
    toc_body_tell(engine, by, TOC_TOLD_BY_ACT);
    toc_range to = row_of(engine, at)->receivers;
    for (uint32_t i = 0; i < to.count; i++)
        toc_body_tell(engine, engine->machine->ids[to.first + i], TOC_TOLD_BY_ANNOUNCEMENT);
}

/* @p slot: the duty that it meets, the oldest. */
static void say(toc_engine *engine, uint32_t at, uint32_t slot, uint32_t by, uint32_t marks)
{
    toc_report_instance *state = &engine->reports[at];
    uint32_t occurrence = engine->duties[slot].duty.occurrence;
    emit_said(engine, at, occurrence, by, marks);
    toc_duty_done(engine, slot, by, marks);
    state->sent_at = engine->now;
    if (occurrence == state->occurrence && toc_report_is_latest(engine, at)) {
        engine->report_latest[state->report].is_done = 1;
        toc_signal_raise(engine, row_of(engine, at)->signal);
    }
    toc_anchor_occur(engine, row_of(engine, at)->sent_anchor, state->instance);
}

void toc_announce_due(toc_engine *engine, uint32_t at)
{
    for (uint32_t slot; (slot = first_free(engine, at)) != TOC_NONE;) {
        uint32_t who = toc_body_turn(engine, engine->duties[slot].duty.owner, slot);
        if (who == TOC_NONE)
            return;
        say(engine, at, slot, who, TOC_MARK_ASSUMED);
    }
}

/* ---- acts ---- */

/* Why an announcement that nobody owes has no effect; 0: it answers the call to come. */
static uint32_t idle_mark(const toc_engine *engine, uint32_t at)
{
    const toc_report_instance *state = &engine->reports[at];
    if (state->is_dead || !toc_report_is_in_force(engine, at))
        return TOC_MARK_NOT_CALLED_FOR;
    if (state->is_called)
        return 0;
    if (state->occurrence > 0)
        return TOC_MARK_REPEATED;
    return row_of(engine, at)->period > 0 ? TOC_MARK_PREMATURE : 0;
}

/* Said before it is called for: owed from now on, and met. */
static uint32_t open_early(toc_engine *engine, uint32_t at)
{
    toc_report_instance *state = &engine->reports[at];
    state->is_early = !state->is_called;
    state->is_called = 0;
    state->occurrence++;
    return open_duty(engine, at, state->occurrence);
}

/* Agreed to: its own call, or the one to come. */
static bool is_said_with_leave(const toc_engine *engine, uint32_t at, uint32_t slot)
{
    if (slot == TOC_NONE || toc_announce_waits(engine, at, slot))
        return row_of(engine, at)->approver == TOC_NONE ||
               engine->reports[at].approval == TOC_APPROVAL_GIVEN;
    return is_cleared(engine, at, slot);
}

void toc_announce_act(toc_engine *engine, const toc_act *act)
{
    uint32_t at = toc_report_pick(engine, act);
    toc_report_instance *state = &engine->reports[at];
    uint32_t slot = state->duties;
    uint32_t owner = slot == TOC_NONE ? toc_announce_owner(engine, state->report)
                                      : engine->duties[slot].duty.owner;
    uint32_t by = toc_body_who(engine, owner, act->body);
    uint32_t marks = toc_body_is_right(engine, owner, by) ? 0 : TOC_MARK_WRONG_BODY;
    bool is_early = slot == TOC_NONE || toc_announce_waits(engine, at, slot);
    if (!is_said_with_leave(engine, at, slot))
        marks |= TOC_MARK_NO_APPROVAL;
    if (is_early) {
        uint32_t idle = slot == TOC_NONE ? idle_mark(engine, at) : 0;
        if (idle) {
            emit_said(engine, at, state->occurrence, by, marks | idle);
            return;
        }
        marks |= TOC_MARK_PREMATURE;
    }
    if (slot == TOC_NONE)
        slot = open_early(engine, at);
    if (is_early)
        state->is_called = state->is_waiting = 0;
    if (slot != TOC_NONE)
        say(engine, at, slot, by, marks);
}
