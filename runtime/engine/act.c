/* act.c - what comes in from outside: checked, then applied to the thing it is about. */
#include "engine/told_private.h"

/* ---- validity: every id in its table ---- */

static bool are_bodies(const toc_engine *engine, const toc_act *act)
{
    for (uint32_t i = 0; i < act->body_count; i++)
        if (act->bodies[i] >= engine->machine->bodies_count)
            return false;
    return act->body == TOC_NONE || act->body < engine->machine->bodies_count;
}

static bool is_value(uint32_t type, toc_range choices, int64_t value)
{
    switch ((toc_m_type)type) {
    case TOC_M_TYPE_FLAG:
        return value == 0 || value == 1;
    case TOC_M_TYPE_ONE_OF:
    case TOC_M_TYPE_ORDERED:
        return value >= 0 && value < choices.count;
    case TOC_M_TYPE_NUMBER:
    case TOC_M_TYPE_PERCENT:
    case TOC_M_TYPE_COUNT:
    case TOC_M_TYPE_DURATION:
    case TOC_M_TYPE_TEXT: /* only compared with texts of the plan */
        break;
    }
    return true;
}

static bool is_indicator_setting(const toc_machine *machine, const toc_setting *setting)
{
    if (setting->id >= machine->indicators_count)
        return false;
    const toc_m_indicator *row = &machine->indicators[setting->id];
    return setting->value >= row->least && setting->value <= row->most &&
           is_value(row->type, row->choices, setting->value);
}

static bool is_field_setting(const toc_machine *machine, toc_range fields,
                             const toc_setting *setting)
{
    if (setting->id < fields.first || setting->id - fields.first >= fields.count)
        return false;
    const toc_m_field *row = &machine->fields[setting->id];
    return is_value(row->type, row->choices, setting->value);
}

static bool is_forecast(const toc_engine *engine, const toc_setting *setting)
{
    return setting->id < engine->machine->moments_count && setting->value >= engine->now &&
           setting->value <= TOC_ENGINE_TIME_MAX;
}

static bool are_forecasts(const toc_engine *engine, const toc_act *act)
{
    for (uint32_t i = 0; i < act->setting_count; i++)
        if (!is_forecast(engine, &act->settings[i]))
            return false;
    return true;
}

static bool are_settings(const toc_engine *engine, const toc_act *act)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < act->setting_count; i++) {
        const toc_setting *setting = &act->settings[i];
        if (act->verb == TOC_VERB_SET
                ? !is_indicator_setting(machine, setting)
                : !is_field_setting(machine, machine->events[act->id].fields, setting))
            return false;
    }
    return true;
}

static bool is_outcome_of(const toc_engine *engine, const toc_act *act)
{
    const toc_m_node *node = &engine->machine->nodes[act->id];
    return node->kind == TOC_M_NODE_DECISION &&
           (act->value == TOC_NONE || (act->value >= node->outcomes.first &&
                                       act->value - node->outcomes.first < node->outcomes.count));
}

static bool is_ladder_act(const toc_engine *engine, const toc_act *act)
{
    if (act->id >= engine->machine->ladders_count)
        return false;
    const toc_m_ladder *row = &engine->machine->ladders[act->id];
    int64_t least =
        row->end_condition == TOC_NONE ? 0 : 1; /* an end that is proposed has its own verbs */
    return act->verb != TOC_VERB_DECLARE ||
           (act->value >= least && act->value <= row->levels.count);
}

static bool is_announcement(const toc_machine *machine, uint32_t report)
{
    return report < machine->reports_count && toc_is_announcement(&machine->reports[report]);
}

static bool is_extendable(const toc_engine *engine, const toc_act *act)
{
    const toc_machine *machine = engine->machine;
    if (act->duration <= 0 || act->other >= TOC_DUTY_KIND_COUNT)
        return false;
    switch ((toc_duty_kind)act->other) {
    case TOC_DUTY_STEP:
    case TOC_DUTY_DECISION:
    case TOC_DUTY_APPROVAL:
    case TOC_DUTY_REQUEST:
        return act->id < machine->nodes_count;
    case TOC_DUTY_DECLARE:
        return act->id < machine->levels_count;
    case TOC_DUTY_PROPOSE_END:
    case TOC_DUTY_APPROVE_END:
        return act->id < machine->ladders_count;
    case TOC_DUTY_FORM:
        return act->id < machine->bodies_count;
    case TOC_DUTY_REPORT:
        return act->id < machine->reports_count;
    case TOC_DUTY_ANNOUNCEMENT:
    case TOC_DUTY_CLEARANCE:
        return is_announcement(machine, act->id);
    case TOC_DUTY_OVERALL:
        return act->id < machine->relays_count;
    }
    return false;
}

/* Several reports at once are rows of relays: such have one instance, and one receiver. */
static bool are_reports(const toc_machine *machine, const toc_act *act)
{
    for (uint32_t i = 0; i < act->report_count; i++)
        if (act->reports[i] >= machine->reports_count ||
            machine->reports[act->reports[i]].relay == TOC_NONE)
            return false;
    return act->id < machine->reports_count && !is_announcement(machine, act->id);
}

bool toc_act_is_valid(const toc_engine *engine, const toc_act *act)
{
    const toc_machine *machine = engine->machine;
    if (!are_bodies(engine, act))
        return false;
    switch (act->verb) {
    case TOC_VERB_INJECT:
        return act->id < machine->events_count && are_settings(engine, act);
    case TOC_VERB_SET:
        return are_settings(engine, act);
    case TOC_VERB_NOTE:
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
        return true;
    case TOC_VERB_DID:
        return act->id < machine->nodes_count && machine->nodes[act->id].kind == TOC_M_NODE_STEP;
    case TOC_VERB_DECIDE:
        return act->id < machine->nodes_count && is_outcome_of(engine, act);
    case TOC_VERB_START:
    case TOC_VERB_FAIL:
    case TOC_VERB_APPROVE:
        return act->id < machine->nodes_count;
    case TOC_VERB_DECLARE:
    case TOC_VERB_PROPOSE:
    case TOC_VERB_APPROVE_END:
        return is_ladder_act(engine, act);
    case TOC_VERB_REPORT:
        return are_reports(machine, act) && act->value >= 0;
    case TOC_VERB_WITHHOLD:
        return are_reports(machine, act);
    case TOC_VERB_ACKNOWLEDGE:
        return act->id < machine->reports_count;
    case TOC_VERB_ANNOUNCE:
        return is_announcement(machine, act->id);
    case TOC_VERB_CLEAR:
        return is_announcement(machine, act->id) && machine->reports[act->id].approver != TOC_NONE;
    case TOC_VERB_FORM:
    case TOC_VERB_STAND_DOWN:
        return act->id < machine->bodies_count;
    case TOC_VERB_UNREACHABLE:
        return act->id < machine->bodies_count &&
               (act->duration > 0 || act->duration == TOC_MS_NONE);
    case TOC_VERB_ACTIVATE:
        return act->id < machine->responses_count;
    case TOC_VERB_LOSE:
        return act->id < machine->resources_count && act->value > 0;
    case TOC_VERB_EXTEND:
        return is_extendable(engine, act);
    case TOC_VERB_FORECAST:
        return are_forecasts(engine, act);
    }
    return false;
}

/* ---- events and indicators ---- */

static void inject(toc_engine *engine, const toc_act *act)
{
    const toc_machine *machine = engine->machine;
    const toc_m_event *event = &machine->events[act->id];
    for (uint32_t i = 0; i < event->fields.count; i++) /* what this one does not say is unknown */
        engine->field_known[machine->fields[event->fields.first + i].slot] = 0;
    for (uint32_t i = 0; i < act->setting_count; i++) {
        uint32_t slot = machine->fields[act->settings[i].id].slot;
        engine->fields[slot] = act->settings[i].value;
        engine->field_known[slot] = 1;
    }
    toc_trace record = toc_record(engine, TOC_TRACE_EVENT, act->id);
    toc_emit(engine, &record);
    toc_history_add(engine, &engine->event_history[act->id], 0,
                    toc_machine_text(machine, event->head.name));
    for (uint32_t i = 0; i < act->body_count; i++)
        toc_body_tell(engine, act->bodies[i], 0);
    for (uint32_t i = 0; i < event->seen_by.count; i++)
        toc_body_tell(engine, machine->ids[event->seen_by.first + i], 1);
    if (act->body_count == 0 && event->seen_by.count == 0)
        toc_body_tell_all(engine, 1);
    toc_signal_raise(engine, event->signal);
    toc_anchor_occur(engine, event->anchor, TOC_NONE);
    for (uint32_t i = 0; i < event->triggers.count; i++)
        toc_trigger_queue(engine, machine->ids[event->triggers.first + i], act->id);
    for (uint32_t i = 0; i < event->responses.count; i++)
        toc_start_queue(engine, machine->ids[event->responses.first + i]);
}

static void set_all(toc_engine *engine, const toc_act *act)
{
    for (uint32_t i = 0; i < act->setting_count; i++) {
        uint32_t id = act->settings[i].id;
        const toc_m_indicator *indicator = &engine->machine->indicators[id];
        toc_history *history = &engine->value_history[id];
        bool is_new = engine->values[id] != act->settings[i].value;
        toc_outbreak_note(engine, id);
        engine->values[id] = act->settings[i].value;
        toc_history_add(engine, history, act->settings[i].value,
                        toc_machine_text(engine->machine, indicator->head.name));
        toc_trace record = toc_record(engine, TOC_TRACE_SET, id);
        record.value = act->settings[i].value;
        toc_emit(engine, &record);
        if (indicator->source != TOC_NONE)
            toc_body_tell(engine, indicator->source, 2);
        if (is_new || history->samples)
            toc_signal_raise(engine, indicator->signal);
    }
}

/* ---- steps ---- */

static bool is_available_state(const toc_node_instance *state)
{
    return state->state == TOC_NODE_READY || state->state == TOC_NODE_BLOCKED ||
           state->state == TOC_NODE_RUNNING || state->state == TOC_NODE_FAILED;
}

/* How well an activation fits an act on one of its nodes; 0: there is none.  An answer goes first to
 * where one is waited for, which may be a step that is done: of units that it asked for. */
static unsigned fitness(const toc_engine *engine, uint32_t instance, uint32_t node, toc_verb verb)
{
    const toc_instance *own = &engine->instances[instance];
    if (own->number == 0)
        return 0;
    const toc_node_instance *state = &engine->nodes[toc_node_at(engine, instance, node)];
    bool owes = state->duty != TOC_NONE || state->series_duty != TOC_NONE;
    if (verb == TOC_VERB_APPROVE &&
        (state->request_duty != TOC_NONE || state->approval_duty != TOC_NONE))
        return 5;
    if (own->is_active && is_available_state(state))
        return 4;
    if (own->is_active && state->state == TOC_NODE_WAITING)
        return 3;
    return owes || state->state == TOC_NODE_RUNNING ? 2 : 1;
}

/* The better of @p best, TOC_NONE at first, and an activation that fits so well. */
static uint32_t better(const toc_engine *engine, uint32_t best, unsigned *best_fit,
                       uint32_t instance, unsigned fit)
{
    uint32_t number = engine->instances[instance].number;
    uint32_t best_number = best == TOC_NONE ? 0 : engine->instances[best].number;
    bool is_better = fit != *best_fit ? fit > *best_fit
                     : fit == 1       ? number > best_number
                                      : number < best_number;
    if (best != TOC_NONE && !is_better)
        return best;
    *best_fit = fit;
    return instance;
}

/* The one activation that is active, if it is the latest and the node ready or waiting in it; TOC_NONE:
 * look at them all. */
static uint32_t only_active(const toc_engine *engine, const toc_act *act, uint32_t response)
{
    if (engine->active_count[response] != 1 || act->activation || act->verb == TOC_VERB_APPROVE)
        return TOC_NONE;
    uint32_t instance = engine->newest[response];
    if (!engine->instances[instance].is_active)
        return TOC_NONE;
    uint32_t at = toc_node_at(engine, instance, act->id);
    const toc_node_instance *state = &engine->nodes[at];
    return is_available_state(state) || state->state == TOC_NODE_WAITING ? at : TOC_NONE;
}

/* The oldest activation in which the node is ready, else waiting, else owed; else the latest.  One that
 * is over fits worse than any in which the node is ready or waiting, but for an approval. */
static uint32_t pick(const toc_engine *engine, const toc_act *act)
{
    uint32_t response = engine->machine->nodes[act->id].response;
    uint32_t only = only_active(engine, act, response);
    if (only != TOC_NONE)
        return only;
    uint32_t first = toc_instance_of(engine, response, 0);
    uint32_t best = TOC_NONE;
    unsigned best_fit = 0;
    for (int pass = 0; pass < 2 && (best_fit < 3 || act->verb == TOC_VERB_APPROVE); pass++)
        for (uint32_t instance = first; instance < first + engine->slots; instance++) {
            const toc_instance *own = &engine->instances[instance];
            if (own->is_active != (pass == 0) ||
                (act->activation && own->number != act->activation))
                continue;
            unsigned fit = fitness(engine, instance, act->id, act->verb);
            if (fit > 0)
                best = better(engine, best, &best_fit, instance, fit);
        }
    return best == TOC_NONE ? TOC_NONE : toc_node_at(engine, best, act->id);
}

static void emit_mark(toc_engine *engine, const toc_act *act, uint32_t marks)
{
    toc_trace record = toc_record(engine, TOC_TRACE_MARK, act->id);
    record.other = (uint32_t)act->verb;
    record.body = act->body;
    record.marks = marks;
    toc_emit(engine, &record);
}

/* Not called for yet.  What failed too early may have been called for since. */
static bool is_early(const toc_node_instance *state)
{
    if (state->state == TOC_NODE_WAITING)
        return true;
    return state->state != TOC_NODE_RUNNING && (state->marks & TOC_MARK_PREMATURE) &&
           !toc_node_is_called_for(state);
}

static uint32_t act_marks(toc_engine *engine, uint32_t at, const toc_act *act)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_m_node *row = &engine->machine->nodes[state->node];
    uint32_t marks = 0;
    bool goes_on = state->state == TOC_NODE_RUNNING && state->actor == act->body;
    if (!goes_on && !toc_body_is_right(engine, row->performer, act->body))
        marks |= TOC_MARK_WRONG_BODY; /* who began in another's stead may finish */
    if (is_early(state))
        marks |= TOC_MARK_PREMATURE;
    if (row->approver != TOC_NONE && state->approval != TOC_APPROVAL_GIVEN)
        marks |= TOC_MARK_NO_APPROVAL;
    if (act->verb == TOC_VERB_DECIDE && act->value != TOC_NONE &&
        !toc_condition_holds(engine, engine->machine->outcomes[act->value].condition))
        marks |= TOC_MARK_CONDITION_FALSE;
    return marks;
}

/* Why the act has no effect, or 0. */
static uint32_t idle_mark(const toc_engine *engine, uint32_t at)
{
    const toc_node_instance *state = &engine->nodes[at];
    const toc_instance *own = &engine->instances[state->instance];
    bool is_series = engine->machine->nodes[state->node].period > 0;
    bool owes = state->duty != TOC_NONE || state->series_duty != TOC_NONE;
    switch ((toc_node_state)state->state) {
    case TOC_NODE_DONE:
        return owes ? 0 : TOC_MARK_REPEATED;
    case TOC_NODE_SKIPPED:
    case TOC_NODE_DEAD:
    case TOC_NODE_CANCELLED:
        return owes ? 0 : TOC_MARK_NOT_CALLED_FOR;
    case TOC_NODE_RUNNING:
        return 0;
    case TOC_NODE_WAITING: /* one time done too early does not stand for the whole series */
        if (own->is_active)
            return is_series ? TOC_MARK_PREMATURE : 0;
        return TOC_MARK_NOT_CALLED_FOR;
    case TOC_NODE_READY:
    case TOC_NODE_BLOCKED:
    case TOC_NODE_FAILED:
        return own->is_active ? 0 : TOC_MARK_NOT_CALLED_FOR;
    }
    return 0;
}

/* A step that is started before it is called for is owed from then on. */
static void start_if_needed(toc_engine *engine, uint32_t at, uint32_t by)
{
    toc_node_instance *state = &engine->nodes[at];
    if (state->state == TOC_NODE_RUNNING)
        return;
    toc_gate_leave_queue(engine, at);
    if (state->state == TOC_NODE_WAITING) {
        state->occurrence++;
        state->ready = engine->now;
    }
    toc_gate_start(engine, at, by);
    if (engine->machine->nodes[state->node].period == 0)
        toc_node_open_duty(engine, at);
}

static void complete(toc_engine *engine, uint32_t at, const toc_act *act, uint32_t by,
                     uint32_t marks)
{
    const toc_node_instance *state = &engine->nodes[at];
    bool is_series = engine->machine->nodes[act->id].period > 0;
    bool is_late_time =
        is_series && (state->state == TOC_NODE_DONE || state->state == TOC_NODE_CANCELLED);
    /* what failed and is done after all was begun, and took its resources, before */
    bool is_begun = state->state == TOC_NODE_FAILED && state->started != TOC_MS_NONE;
    if (!is_late_time && !is_begun)
        start_if_needed(engine, at, by);
    if (act->verb == TOC_VERB_DECIDE)
        toc_node_decide(engine, at, (uint32_t)act->value, by, marks);
    else if (is_series)
        toc_series_done(engine, at, by,
                        state->series_duty == TOC_NONE ? marks | TOC_MARK_REPEATED : marks);
    else
        toc_node_finish(engine, at, by, marks);
}

static void act_on_node(toc_engine *engine, const toc_act *act)
{
    uint32_t at = pick(engine, act);
    if (at == TOC_NONE) {
        emit_mark(engine, act, TOC_MARK_NOT_CALLED_FOR);
        return;
    }
    uint32_t idle = idle_mark(engine, at);
    if (idle) {
        emit_mark(engine, act, idle);
        return;
    }
    const toc_m_node *row = &engine->machine->nodes[act->id];
    uint32_t by = toc_body_who(engine, row->performer, act->body);
    uint32_t marks = act_marks(engine, at, act);
    if (engine->nodes[at].state != TOC_NODE_RUNNING) /* asked anew: see is_early */
        engine->nodes[at].marks &= ~(uint32_t)TOC_MARK_PREMATURE;
    if (act->verb == TOC_VERB_START && engine->nodes[at].state == TOC_NODE_RUNNING) {
        if (toc_gate_has_started(engine, act))
            engine->nodes[at].marks |= marks;
        else
            emit_mark(engine, act, TOC_MARK_REPEATED);
    } else if (act->verb == TOC_VERB_START) {
        engine->nodes[at].marks |= marks; /* they stay with the work until it is done */
        start_if_needed(engine, at, by);
    } else if (act->verb == TOC_VERB_FAIL) {
        engine->nodes[at].marks |= marks & TOC_MARK_PREMATURE;
        toc_node_fail(engine, at, by, marks);
    } else {
        marks |= engine->nodes[at].marks;
        engine->nodes[at].marks = 0;
        complete(engine, at, act, by, marks);
    }
}

static void approve(toc_engine *engine, const toc_act *act)
{
    uint32_t at = pick(engine, act);
    bool given = act->value != 0;
    if (at == TOC_NONE || (engine->machine->nodes[act->id].approver == TOC_NONE &&
                           engine->nodes[at].request_duty == TOC_NONE)) {
        emit_mark(engine, act, TOC_MARK_NOT_CALLED_FOR);
        return;
    }
    if (!toc_request_answer(engine, at, act->body, given))
        toc_approval_answer(engine, at, act->body, given);
}

static void acknowledge(toc_engine *engine, const toc_act *act)
{
    toc_trace record = toc_record(engine, TOC_TRACE_ACKNOWLEDGED, act->id);
    record.body = act->body;
    record.marks = TOC_MARK_NOT_CALLED_FOR; /* unless it was ever sent */
    for (uint32_t k = 0; k < toc_report_count(engine, act->id); k++)
        if (engine->reports[engine->report_base[act->id] + k].sent_at != TOC_MS_NONE)
            record.marks = 0;
    toc_emit(engine, &record);
}

static void control(toc_engine *engine, const toc_act *act)
{
    toc_trace record = toc_record(engine, TOC_TRACE_CONTROL, TOC_NONE);
    record.value = act->verb == TOC_VERB_JUMP;
    toc_emit(engine, &record);
}

static void apply_to_bodies(toc_engine *engine, const toc_act *act)
{
    if (act->verb == TOC_VERB_FORM)
        toc_body_form(engine, act->id, act->body, 0);
    else if (act->verb == TOC_VERB_STAND_DOWN)
        toc_body_stand_down(engine, act->id, act->body);
    else
        toc_body_unreachable(engine, act->id, act->duration);
}

static void note(toc_engine *engine, const toc_act *act)
{
    for (uint32_t i = 0; i < act->body_count; i++)
        toc_body_tell(engine, act->bodies[i], 0);
    if (act->body_count == 0)
        toc_body_tell_all(engine, 0);
}

static void apply_to_ladder(toc_engine *engine, const toc_act *act)
{
    if (act->verb == TOC_VERB_DECLARE)
        toc_ladder_declare(engine, act->id, (uint32_t)act->value, act->body, 0);
    else if (act->verb == TOC_VERB_PROPOSE)
        toc_ladder_propose(engine, act->id, act->body, 0);
    else
        toc_ladder_approve(engine, act->id, act->body, act->value != 0, 0);
}

static void forecast(toc_engine *engine, const toc_act *act)
{
    for (uint32_t i = 0; i < act->setting_count; i++)
        toc_moment_forecast(engine, act->settings[i].id, act->settings[i].value);
}

static void announce(toc_engine *engine, const toc_act *act)
{
    if (act->verb == TOC_VERB_CLEAR)
        toc_clearance_act(engine, act);
    else
        toc_announce_act(engine, act);
}

void toc_act_apply(toc_engine *engine, const toc_act *act)
{
    switch (act->verb) {
    case TOC_VERB_INJECT:
        inject(engine, act);
        break;
    case TOC_VERB_NOTE:
        note(engine, act);
        break;
    case TOC_VERB_SET:
        set_all(engine, act);
        break;
    case TOC_VERB_START:
    case TOC_VERB_DID:
    case TOC_VERB_DECIDE:
    case TOC_VERB_FAIL:
        act_on_node(engine, act);
        break;
    case TOC_VERB_DECLARE:
    case TOC_VERB_PROPOSE:
    case TOC_VERB_APPROVE_END:
        apply_to_ladder(engine, act);
        break;
    case TOC_VERB_APPROVE:
        approve(engine, act);
        break;
    case TOC_VERB_REPORT:
    case TOC_VERB_WITHHOLD:
        toc_report_act(engine, act);
        break;
    case TOC_VERB_ACKNOWLEDGE:
        acknowledge(engine, act);
        break;
    case TOC_VERB_FORM:
    case TOC_VERB_STAND_DOWN:
    case TOC_VERB_UNREACHABLE:
        apply_to_bodies(engine, act);
        break;
    case TOC_VERB_ACTIVATE:
        toc_response_activate(engine, act->id);
        break;
    case TOC_VERB_LOSE:
        toc_gate_lose(engine, act->id, act->value);
        break;
    case TOC_VERB_EXTEND:
        toc_duty_extend(engine, (toc_duty_kind)act->other, act->id, act->duration);
        break;
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
        control(engine, act);
        break;
    case TOC_VERB_FORECAST:
        forecast(engine, act);
        break;
    case TOC_VERB_ANNOUNCE:
    case TOC_VERB_CLEAR:
        announce(engine, act);
        break;
    }
}
