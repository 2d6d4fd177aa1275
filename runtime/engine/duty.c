/* duty.c - obligations: opened, dated, overdue, closed.
 *
 * A due time is set once, when the duty opens or when its anchor first occurs, and never moves
 * afterwards but with a forecast and for the controller's extension.  Slots come from a pool whose size toc_engine_new
 * worked out; a closed duty lives on in the trace only. */
#include "engine/told_private.h"

#define QUICK __attribute__((always_inline)) static inline

/* Deadlines of one instant: by kind, then name; of a ladder by grade, its end before its grades. */
static toc_order order_of(const toc_engine *engine, const toc_duty *duty)
{
    if (duty->kind <= TOC_DUTY_DECISION)
        return toc_order_make(TOC_RANK_NODE, duty->id, duty->activation, duty->occurrence);
    switch ((toc_duty_kind)duty->kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
    case TOC_DUTY_REQUEST:
        break;
    case TOC_DUTY_APPROVAL:
        return toc_order_make(TOC_RANK_APPROVAL, duty->id, duty->activation, duty->occurrence);
    case TOC_DUTY_DECLARE: {
        const toc_m_level *level = &engine->machine->levels[duty->id];
        return toc_order_make(TOC_RANK_DECLARED, level->ladder, level->rank, 0);
    }
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_APPROVE_END:
        return toc_order_make(TOC_RANK_DECLARED, duty->id, 0, duty->kind);
    case TOC_DUTY_FORM:
        return toc_order_make(TOC_RANK_BODY, duty->id, 0, 0);
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
        return toc_order_make(TOC_RANK_REPORT, duty->id, duty->activation, duty->occurrence);
    case TOC_DUTY_OVERALL: /* before the hops of its relay: the verifier bounds reports and relays */
        return toc_order_make(TOC_RANK_REPORT, engine->machine->relays[duty->id].rows.first, 0, 0);
    case TOC_DUTY_CLEARANCE: /* after the announcement itself */
        return toc_order_make(TOC_RANK_REPORT, duty->id, duty->activation,
                              duty->occurrence | UINT32_C(1) << 31);
    }
    return toc_order_make(TOC_RANK_NODE, duty->id, duty->activation, duty->occurrence);
}

static void arm(toc_engine *engine, uint32_t slot, toc_ms at)
{
    toc_order order = order_of(engine, &engine->duties[slot].duty);
    order.major |= TOC_ORDER_DEADLINE;
    toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_DUTY, slot),
                  at < engine->now ? engine->now : at, order);
}

/* Of one that was just opened. */
QUICK void arm_first(toc_engine *engine, uint32_t slot)
{
    const toc_duty *duty = &engine->duties[slot].duty;
    if (duty->is_series) {
        arm(engine, slot, duty->due);
        return;
    }
    toc_order order = order_of(engine, duty);
    order.major |= TOC_ORDER_DEADLINE;
    toc_timer_put(engine, &engine->timers[toc_timer_of(engine, TOC_TIMER_DUTY, slot)],
                  duty->due < engine->now ? engine->now : duty->due, order);
}

void toc_duty_append(toc_engine *engine, uint32_t *first, uint32_t slot)
{
    while (*first != TOC_NONE)
        first = &engine->duties[*first].next;
    *first = slot;
}

QUICK void take_first(toc_engine *engine)
{
    engine->duty_free = engine->duties[engine->duty_free].next;
    engine->duty_count++;
}

QUICK uint32_t take_slot(toc_engine *engine)
{
    uint32_t slot = engine->duty_free;
    if (slot == TOC_NONE)
        toc_engine_fill(
            engine, engine->machine->reports_count > 0 ? TOC_TABLE_REPORTS : TOC_TABLE_ACTIVATIONS,
            "more than %u obligations are open at once", engine->duty_capacity);
    else
        take_first(engine);
    return slot;
}

/* A relay that speaks of its own receipts means those of the same round. */
static bool is_own_receipt(const toc_machine *machine, const toc_m_anchor *anchor,
                           const toc_duty *duty)
{
    if (anchor->kind != TOC_M_ANCHOR_RELAY_RECEIVED)
        return false;
    if (duty->kind == TOC_DUTY_OVERALL)
        return duty->id == anchor->id;
    return duty->kind == TOC_DUTY_REPORT && machine->reports[duty->id].relay == anchor->id;
}

/* Where the clock starts: the anchor where there is one, else now. */
static toc_ms base_of(const toc_engine *engine, const toc_duty_slot *slot)
{
    const toc_m_deadline *deadline = &engine->machine->deadlines[slot->deadline];
    if (deadline->anchor == TOC_NONE || slot->duty.is_series)
        return slot->duty.opened;
    const toc_m_anchor *anchor = &engine->machine->anchors[deadline->anchor];
    if (is_own_receipt(engine->machine, anchor, &slot->duty))
        return toc_relay_received(engine, anchor->id, slot->duty.occurrence, anchor->rank);
    toc_ms at = toc_anchor_time(engine, deadline->anchor, slot->instance);
    bool later_counts = slot->duty.kind == TOC_DUTY_DECLARE;
    return later_counts && at != TOC_MS_NONE && at < slot->duty.opened ? slot->duty.opened : at;
}

static toc_ms due_of(const toc_engine *engine, const toc_m_deadline *deadline, toc_ms base)
{
    if (deadline->kind == TOC_M_DEADLINE_BY_TIME)
        return toc_calendar_next_time(engine, deadline->minute, base);
    if (deadline->workdays > 0)
        return toc_calendar_workdays(engine, deadline->workdays, base);
    return toc_ms_later(base, deadline->ms);
}

static bool is_before(const toc_engine *engine, const toc_duty_slot *slot)
{
    return slot->deadline != TOC_NONE &&
           engine->machine->deadlines[slot->deadline].kind == TOC_M_DEADLINE_BEFORE;
}

/* So long before the forecast, but not before that forecast was given; TOC_MS_NONE: there is none. */
static toc_ms due_before(const toc_engine *engine, const toc_m_deadline *deadline)
{
    const toc_moment_state *moment =
        &engine->moments[engine->machine->anchors[deadline->anchor].id];
    if (moment->forecast == TOC_MS_NONE)
        return TOC_MS_NONE;
    toc_ms due = deadline->workdays > 0
                     ? toc_calendar_workdays_before(engine, deadline->workdays, moment->forecast)
                     : moment->forecast - deadline->ms;
    return due < moment->given ? moment->given : due;
}

static void set_grace(toc_duty_slot *slot)
{
    toc_duty *duty = &slot->duty;
    if (duty->is_series)
        return; /* half the period, set at opening; a clause does not change it */
    if (slot->grace_clause != TOC_MS_NONE)
        duty->grace = slot->grace_clause;
    else
        duty->grace = duty->due - duty->clock < TOC_MINUTE ? TOC_MINUTE : duty->due - duty->clock;
}

/* Time that the sender of a hop may spend checking before its own time begins to count. */
static toc_ms checking_time(const toc_engine *engine, const toc_duty *duty)
{
    return duty->kind == TOC_DUTY_REPORT ? engine->machine->reports[duty->id].verify : 0;
}

/* So long after it opens, or after the anchor of a step, and nothing else to it. */
static bool is_simple(const toc_m_deadline *deadline, const toc_duty *duty)
{
    return deadline->kind == TOC_M_DEADLINE_WITHIN && deadline->workdays <= 0 &&
           (duty->kind <= TOC_DUTY_DECISION ||
            (deadline->anchor == TOC_NONE && duty->kind != TOC_DUTY_REPORT));
}

static bool find_simple_due(const toc_engine *engine, toc_duty_slot *slot,
                            const toc_m_deadline *deadline)
{
    toc_duty *duty = &slot->duty;
    if (deadline->anchor != TOC_NONE && !duty->is_series)
        duty->clock = toc_anchor_time(engine, deadline->anchor, slot->instance);
    if (duty->clock == TOC_MS_NONE) {
        duty->clock = duty->opened;
        return false;
    }
    duty->due = toc_ms_later(duty->clock, deadline->ms);
    set_grace(slot);
    return true;
}

/* Sets due, clock and grace where they can be known; true when they were. */
static bool find_due(toc_engine *engine, toc_duty_slot *slot)
{
    if (slot->deadline == TOC_NONE) {
        if (!slot->duty.is_series)
            return false;
        slot->duty.due = toc_ms_later(slot->duty.opened, slot->period); /* w = d */
        return true;
    }
    const toc_m_deadline *deadline = &engine->machine->deadlines[slot->deadline];
    if (is_simple(deadline, &slot->duty))
        return find_simple_due(engine, slot, deadline);
    bool is_moment = deadline->kind == TOC_M_DEADLINE_BEFORE;
    toc_ms base = is_moment ? slot->duty.opened : base_of(engine, slot);
    if (base == TOC_MS_NONE)
        return false;
    slot->duty.due = is_moment ? due_before(engine, deadline) : due_of(engine, deadline, base);
    if (slot->duty.due == TOC_MS_NONE)
        return false;
    slot->duty.due = toc_ms_later(slot->duty.due, checking_time(engine, &slot->duty));
    slot->duty.clock = deadline->kind == TOC_M_DEADLINE_BY_TIME ? slot->duty.opened : base;
    set_grace(slot);
    return true;
}

void toc_duty_date_all(toc_engine *engine, uint32_t anchor)
{
    for (uint32_t at = engine->undated[anchor].first; at != TOC_NONE;) {
        toc_duty_slot *slot = &engine->duties[at];
        uint32_t next = slot->undated_next;
        if (!is_before(engine, slot) && find_due(engine, slot)) {
            toc_anchor_await_no_more(engine, at);
            toc_duty_emit(engine, TOC_TRACE_DUTY_DATED, &slot->duty);
            arm(engine, at, slot->duty.due);
        }
        at = next;
    }
}

/* ---- opening ---- */

/* Copied rather than written: a few wide loads and stores, and then what tells it from others. */
QUICK void fill_slot(toc_engine *engine, toc_duty_slot *slot, const toc_duty_spec *spec)
{
    *slot = engine->fresh_duty;
    slot->duty.number = ++engine->next_number;
    slot->duty.kind = (uint32_t)spec->kind;
    slot->duty.id = spec->id;
    slot->duty.other = spec->other;
    slot->duty.owner = spec->owner;
    slot->duty.activation = toc_duty_activation(engine, spec->instance);
    slot->duty.occurrence = spec->occurrence;
    slot->duty.opened = slot->duty.clock = engine->now;
    slot->holder = spec->holder;
    slot->deadline = spec->deadline;
    slot->instance = spec->instance;
    slot->grace_clause = spec->grace;
    if (spec->period > 0) {
        slot->duty.is_series = 1;
        slot->duty.grace = spec->period / 2;
        slot->period = spec->period;
    }
}

/* Due with something else; TOC_MS_NONE: undated like that. */
static bool set_limit(toc_duty_slot *slot, toc_ms limit)
{
    slot->duty.due = limit;
    if (limit != TOC_MS_NONE)
        set_grace(slot);
    return limit != TOC_MS_NONE;
}

/* In line, so that what a caller's duties never are costs it nothing. */
QUICK uint32_t open_duty(toc_engine *engine, const toc_duty_spec *spec)
{
    uint32_t at = take_slot(engine);
    if (at == TOC_NONE)
        return TOC_NONE;
    toc_duty_slot *slot = &engine->duties[at];
    fill_slot(engine, slot, spec);
    engine->open_duties[at / 64] |= UINT64_C(1) << at % 64;
    if (spec->instance != TOC_NONE)
        engine->instances[spec->instance].duties++;
    if (spec->deadline == TOC_NONE && spec->period == 0 && !spec->is_limited) {
        toc_duty_emit(engine, TOC_TRACE_DUTY_OPENED, &slot->duty); /* undated for good */
        return at;
    }
    bool is_dated = spec->is_limited ? set_limit(slot, spec->limit) : find_due(engine, slot);
    toc_duty_emit(engine, TOC_TRACE_DUTY_OPENED, &slot->duty);
    if (is_dated)
        arm_first(engine, at);
    if (!is_dated || is_before(engine, slot))
        toc_anchor_await(engine, at);
    return at;
}

uint32_t toc_duty_open(toc_engine *engine, const toc_duty_spec *spec)
{
    return open_duty(engine, spec);
}

/* ---- of steps and decisions ---- */

/* Does it count from something that is known by now: an anchor that has occurred, a forecast? */
static bool is_anchor_known(const toc_engine *engine, const toc_m_node *row, uint32_t instance)
{
    const toc_m_deadline *deadline = &engine->machine->deadlines[row->deadline];
    if (deadline->kind == TOC_M_DEADLINE_BEFORE)
        return engine->moments[engine->machine->anchors[deadline->anchor].id].forecast !=
               TOC_MS_NONE;
    return toc_anchor_time(engine, deadline->anchor, instance) != TOC_MS_NONE;
}

/* Opens at readiness, or with the activation once the anchor has occurred. */
void toc_node_owe(toc_engine *engine, uint32_t at)
{
    toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = &engine->machine->nodes[state->node];
    bool is_waiting = state->state == TOC_NODE_WAITING;
    if (is_waiting &&
        (!(state->traits & TOC_TRAIT_ANCHORED) || !is_anchor_known(engine, row, state->instance)))
        return;
    bool is_decision = row->kind == TOC_M_NODE_DECISION;
    toc_duty_spec spec = {.kind = is_decision ? TOC_DUTY_DECISION : TOC_DUTY_STEP,
                          .id = state->node,
                          .other = TOC_NONE,
                          .owner = row->performer,
                          .instance = state->instance,
                          .occurrence = is_waiting ? state->occurrence + 1 : state->occurrence,
                          .holder = at,
                          .deadline = row->deadline,
                          .period = 0,
                          .grace = row->grace,
                          .is_limited = false,
                          .limit = 0};
    state->duty = open_duty(engine, &spec);
}

/* ---- what conditions see ---- */

/* A report, a hop or an announcement: its holder is a report instance. */
static bool is_told(const toc_duty *duty)
{
    return duty->kind == TOC_DUTY_REPORT || duty->kind == TOC_DUTY_ANNOUNCEMENT;
}

/* `x.late` speaks of the latest occurrence of the latest activation. */
static bool is_latest(const toc_engine *engine, const toc_duty_slot *slot)
{
    const toc_machine *machine = engine->machine;
    const toc_duty *duty = &slot->duty;
    if (duty->kind == TOC_DUTY_STEP || duty->kind == TOC_DUTY_DECISION)
        return duty->activation == engine->activations[machine->nodes[duty->id].response] &&
               duty->occurrence >= engine->nodes[slot->holder].occurrence;
    if (!is_told(duty) || duty->occurrence < engine->reports[slot->holder].occurrence)
        return false;
    uint32_t response = machine->reports[duty->id].response;
    return response == TOC_NONE || duty->activation == engine->activations[response];
}

void toc_duty_note_late(toc_engine *engine, const toc_duty_slot *slot, bool is_late)
{
    bool is_report = is_told(&slot->duty);
    bool is_node = slot->duty.kind == TOC_DUTY_STEP || slot->duty.kind == TOC_DUTY_DECISION;
    if (!is_report && !is_node)
        return;
    uint32_t id = slot->duty.id;
    toc_latest *latest = is_report ? &engine->report_latest[id] : &engine->node_latest[id];
    if (latest->is_late == (uint8_t)is_late || !is_latest(engine, slot))
        return;
    latest->is_late = is_late;
    toc_signal_raise(engine, is_report ? engine->machine->reports[id].signal
                                       : engine->machine->nodes[id].signal);
}

/* ---- closing ---- */

static void unlink_from(toc_engine *engine, uint32_t *first, uint32_t at)
{
    while (*first != TOC_NONE && *first != at)
        first = &engine->duties[*first].next;
    if (*first == at)
        *first = engine->duties[at].next;
}

static void forget(uint32_t *place, uint32_t at)
{
    if (*place == at)
        *place = TOC_NONE;
}

/* Whoever holds the slot's number lets go of it. */
static void release_holder(toc_engine *engine, uint32_t at)
{
    const toc_duty_slot *slot = &engine->duties[at];
    uint32_t holder = slot->holder;
    switch ((toc_duty_kind)slot->duty.kind) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
        forget(&engine->nodes[holder].duty, at);
        if (slot->duty.is_series)
            unlink_from(engine, &engine->nodes[holder].series_duty, at);
        break;
    case TOC_DUTY_APPROVAL:
        forget(&engine->nodes[holder].approval_duty, at);
        break;
    case TOC_DUTY_REQUEST:
        unlink_from(engine, &engine->nodes[holder].request_duty, at);
        break;
    case TOC_DUTY_DECLARE:
        forget(&engine->levels[holder].duty, at);
        break;
    case TOC_DUTY_PROPOSE_END:
        forget(&engine->ladders[holder].propose_duty, at);
        break;
    case TOC_DUTY_APPROVE_END:
        forget(&engine->ladders[holder].approve_duty, at);
        break;
    case TOC_DUTY_FORM:
        forget(&engine->bodies[holder].duty, at);
        break;
    case TOC_DUTY_REPORT:
    case TOC_DUTY_ANNOUNCEMENT:
        unlink_from(engine, &engine->reports[holder].duties, at);
        break;
    case TOC_DUTY_OVERALL:
        forget(&engine->rounds[holder].overall, at);
        break;
    case TOC_DUTY_CLEARANCE:
        unlink_from(engine, &engine->reports[holder].clearances, at);
        break;
    }
}

void toc_duty_settle(toc_engine *engine, uint32_t at, toc_duty_state state, toc_void_reason reason)
{
    const toc_duty_slot *slot = &engine->duties[at];
    release_holder(engine, at);
    toc_duty_close(engine, at, state, reason);
    if (slot->duty.kind != TOC_DUTY_REPORT) /* one receiver of several says nothing of the others */
        toc_duty_note_late(engine, slot, state == TOC_DUTY_LATE || state == TOC_DUTY_MISSED);
    else if (state == TOC_DUTY_LATE)
        toc_duty_note_late(engine, slot, true);
    if (slot->duty.kind == TOC_DUTY_REPORT &&
        (state == TOC_DUTY_MISSED || reason == TOC_VOID_NOT_TOLD))
        toc_relay_missed(engine, slot->duty.id, slot->duty.occurrence);
    toc_duty_give_slot_back(engine, at);
}

void toc_node_pay(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks)
{
    toc_node_pay_at_once(engine, at, by, marks);
}

void toc_duty_done(toc_engine *engine, uint32_t at, uint32_t by, uint32_t marks)
{
    toc_duty *duty = &engine->duties[at].duty;
    duty->by = by;
    duty->marks |= marks;
    bool in_time = duty->due == TOC_MS_NONE || engine->now <= duty->due;
    toc_duty_settle(engine, at, in_time ? TOC_DUTY_MET : TOC_DUTY_LATE, TOC_VOID_NONE);
}

void toc_duty_drop(toc_engine *engine, uint32_t at, toc_void_reason reason)
{
    toc_duty_settle(engine, at, TOC_DUTY_VOID, reason);
}

void toc_duty_withdraw(toc_engine *engine, uint32_t at, toc_void_reason reason, bool keep)
{
    const toc_duty_slot *slot = &engine->duties[at];
    bool is_past =
        slot->is_overdue || (slot->duty.due != TOC_MS_NONE && slot->duty.due < engine->now);
    if (!is_past)
        toc_duty_settle(engine, at, TOC_DUTY_VOID, reason);
    else if (!keep)
        toc_duty_settle(engine, at, TOC_DUTY_MISSED, TOC_VOID_NONE);
}

/* ---- deadlines ---- */

/* A report that is late for several receivers is late once. */
static bool is_known_late(const toc_engine *engine, uint32_t at)
{
    const toc_duty_slot *slot = &engine->duties[at];
    if (slot->duty.kind != TOC_DUTY_REPORT)
        return false;
    for (uint32_t i = engine->reports[slot->holder].duties; i != TOC_NONE;
         i = engine->duties[i].next)
        if (i != at && engine->duties[i].is_overdue &&
            engine->duties[i].duty.occurrence == slot->duty.occurrence)
            return true;
    return false;
}

void toc_duty_fire(toc_engine *engine, uint32_t at)
{
    toc_duty_slot *slot = &engine->duties[at];
    if (slot->is_overdue) { /* the second firing of a series: missed, once for all */
        toc_duty_settle(engine, at, TOC_DUTY_MISSED, TOC_VOID_NONE);
        return;
    }
    slot->is_overdue = 1;
    toc_duty_emit(engine, TOC_TRACE_DUTY_OVERDUE, &slot->duty);
    toc_duty_note_late(engine, slot, true);
    if (!is_known_late(engine, at))
        toc_duty_act_late(engine, &slot->duty);
    if (slot->duty.is_series)
        arm(engine, at, toc_ms_later(slot->duty.due, slot->duty.grace));
}

/* ---- a forecast or the controller moves a due time ---- */

static void moved(toc_engine *engine, uint32_t at)
{
    toc_duty_slot *slot = &engine->duties[at];
    toc_duty *duty = &slot->duty;
    toc_duty_emit(engine, TOC_TRACE_DUTY_DATED, duty);
    if (slot->is_overdue && duty->due < engine->now) { /* still late: no second overdue */
        if (duty->is_series)
            arm(engine, at, toc_ms_later(duty->due, duty->grace));
        return;
    }
    slot->is_overdue = 0;
    toc_duty_note_late(engine, slot, false);
    arm(engine, at, duty->due);
}

/* What the controller granted before does not hold against a new forecast. */
void toc_duty_move_all(toc_engine *engine, uint32_t anchor)
{
    for (uint32_t at = engine->undated[anchor].first; at != TOC_NONE;
         at = engine->duties[at].undated_next) {
        toc_duty_slot *slot = &engine->duties[at];
        toc_ms before = slot->duty.due;
        if (is_before(engine, slot) && find_due(engine, slot) && slot->duty.due != before)
            moved(engine, at);
    }
}

static uint32_t oldest_dated(const toc_engine *engine, toc_duty_kind kind, uint32_t id)
{
    uint32_t oldest = TOC_NONE;
    for (uint32_t at = 0; at < engine->duty_capacity; at++) {
        const toc_duty_slot *slot = &engine->duties[at];
        if (slot->is_open && slot->duty.kind == (uint32_t)kind && slot->duty.id == id &&
            slot->duty.due != TOC_MS_NONE &&
            (oldest == TOC_NONE || slot->duty.number < engine->duties[oldest].duty.number))
            oldest = at;
    }
    return oldest;
}

/* Every receiver of a report's oldest occurrence gets the longer time. */
static bool is_extended_with(const toc_duty *duty, const toc_duty *oldest)
{
    return duty->kind == oldest->kind && duty->id == oldest->id &&
           duty->activation == oldest->activation && duty->occurrence == oldest->occurrence;
}

static void extend(toc_engine *engine, uint32_t at, toc_ms by)
{
    toc_duty_slot *slot = &engine->duties[at];
    toc_duty *duty = &slot->duty;
    duty->due = toc_ms_later(duty->due, by);
    duty->marks |= TOC_MARK_EXTENDED;
    set_grace(slot);
    moved(engine, at);
}

void toc_duty_extend(toc_engine *engine, toc_duty_kind kind, uint32_t id, toc_ms by)
{
    uint32_t oldest = oldest_dated(engine, kind, id);
    if (oldest == TOC_NONE) {
        toc_trace record = toc_record(engine, TOC_TRACE_MARK, id);
        record.other = TOC_VERB_EXTEND;
        record.value = kind;
        record.marks = TOC_MARK_NOT_CALLED_FOR;
        toc_emit(engine, &record);
        return;
    }
    toc_duty first = engine->duties[oldest].duty;
    for (uint32_t at = 0; at < engine->duty_capacity; at++)
        if (engine->duties[at].is_open && engine->duties[at].duty.due != TOC_MS_NONE &&
            is_extended_with(&engine->duties[at].duty, &first))
            extend(engine, at, by);
}
