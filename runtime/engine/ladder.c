/* ladder.c - grades: what the conditions warrant, what the responsible body has declared. */
#include "engine/state_private.h"

static const toc_m_level *level_at(const toc_engine *engine, uint32_t ladder, uint32_t rank)
{
    return &engine->machine->levels[engine->machine->ladders[ladder].levels.first + rank - 1];
}

static uint32_t level_id(const toc_engine *engine, uint32_t ladder, uint32_t rank)
{
    return engine->machine->ladders[ladder].levels.first + rank - 1;
}

static toc_order order_of(uint32_t ladder)
{
    return toc_order_make(TOC_RANK_DECLARED, ladder, 0, 0);
}

void toc_ladder_queue_warranted(toc_engine *engine, uint32_t ladder)
{
    if (engine->ladders[ladder].is_queued_w)
        return;
    engine->ladders[ladder].is_queued_w = 1;
    toc_reaction_push(engine, ladder, toc_order_make(TOC_RANK_WARRANTED, ladder, 0, 0));
}

void toc_ladder_escalate(toc_engine *engine, uint32_t level)
{
    const toc_m_level *row = &engine->machine->levels[level];
    toc_ladder_state *state = &engine->ladders[row->ladder];
    if (row->rank > state->floor)
        state->floor = row->rank;
    toc_ladder_queue_warranted(engine, row->ladder);
}

/* ---- anchors of a rise ---- */

static void anchors_rise(toc_engine *engine, uint32_t ladder, toc_m_anchor_kind kind, uint32_t from,
                         uint32_t to)
{
    toc_range anchors = engine->machine->ladders[ladder].anchors;
    for (uint32_t i = 0; i < anchors.count; i++) {
        uint32_t anchor = engine->machine->ids[anchors.first + i];
        const toc_m_anchor *row = &engine->machine->anchors[anchor];
        if (row->kind == (uint32_t)kind && from < row->rank && to >= row->rank)
            toc_anchor_occur(engine, anchor, TOC_NONE);
    }
}

/* ---- lowering ---- */

static toc_ms lower_after(const toc_m_ladder *row)
{
    return row->lower_after == TOC_MS_NONE ? 0 : row->lower_after;
}

/* The worst W of the last `lower after`, where W has stayed below D so long; else D.  W has not
 * stayed below a D that was declared only now, however long it was below that grade. */
static uint32_t lowered_to(const toc_engine *engine, uint32_t ladder)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    const toc_ladder_state *state = &engine->ladders[ladder];
    toc_ms wait = lower_after(row);
    uint32_t least = row->end_condition == TOC_NONE ? 0 : 1;
    uint32_t rank = state->declared;
    if (engine->now - state->raised < wait)
        return rank;
    while (rank > least) {
        toc_ms below = engine->levels[level_id(engine, ladder, rank)].below;
        if (below == TOC_MS_NONE || engine->now - below < wait)
            break;
        rank--;
    }
    return rank;
}

static void arm_lowering(toc_engine *engine, uint32_t ladder)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    const toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t timer = toc_timer_of(engine, TOC_TIMER_LOWER, ladder);
    uint32_t least = row->end_condition == TOC_NONE ? 0 : 1;
    toc_timer_disarm(engine, timer);
    if (state->declared <= least)
        return;
    toc_ms below = engine->levels[level_id(engine, ladder, state->declared)].below;
    if (below == TOC_MS_NONE)
        return;
    toc_ms at = toc_ms_later(below > state->raised ? below : state->raised, lower_after(row));
    toc_timer_arm(engine, timer, at < engine->now ? engine->now : at, order_of(ladder));
}

static void set_declared(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                         uint32_t marks);
static void end_ladder(toc_engine *engine, uint32_t ladder, uint32_t by, uint32_t marks);

/* Without `end when`, lowering may reach none, and that is the end. */
static void lower_to(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                     uint32_t marks)
{
    if (rank == 0)
        end_ladder(engine, ladder, by, marks);
    else
        set_declared(engine, ladder, rank, by, marks);
}

static uint32_t lowering_body(const toc_engine *engine, uint32_t ladder)
{
    return level_at(engine, ladder, engine->ladders[ladder].declared)->declarer;
}

void toc_ladder_lower(toc_engine *engine, uint32_t ladder)
{
    uint32_t rank = lowered_to(engine, ladder);
    if (rank >= engine->ladders[ladder].declared)
        return;
    uint32_t body = lowering_body(engine, ladder);
    if (body == TOC_NONE)
        lower_to(engine, ladder, rank, TOC_NONE, 0);
    else
        toc_body_plan_for(
            engine, body, toc_timer_of(engine, TOC_TIMER_SIM_LOWER, ladder),
            engine->ladders[ladder].is_ripe ? 0 : engine->options.assume[TOC_ASSUME_DECLARATION],
            order_of(ladder));
}

static void sim_lower(toc_engine *engine, uint32_t ladder)
{
    uint32_t rank = lowered_to(engine, ladder);
    if (rank >= engine->ladders[ladder].declared)
        return;
    uint32_t body = lowering_body(engine, ladder);
    uint32_t who = toc_body_turn(engine, body, TOC_NONE);
    if (who != TOC_NONE)
        lower_to(engine, ladder, rank, who, TOC_MARK_ASSUMED);
    else
        engine->ladders[ladder].is_ripe = toc_body_is_awaited(engine, body);
}

/* ---- warranted ---- */

static void plan_declaration(toc_engine *engine, uint32_t level)
{
    const toc_m_level *row = &engine->machine->levels[level];
    toc_body_plan_act(engine, engine->levels[level].duty,
                      toc_timer_of(engine, TOC_TIMER_SIM_DECLARE, level), TOC_ASSUME_DECLARATION,
                      toc_order_make(TOC_RANK_DECLARED, row->ladder, 0, row->rank));
}

static void open_declaration(toc_engine *engine, uint32_t ladder, uint32_t rank)
{
    uint32_t level = level_id(engine, ladder, rank);
    const toc_m_level *row = &engine->machine->levels[level];
    if (engine->levels[level].duty != TOC_NONE)
        return;
    toc_duty_spec spec = {.kind = TOC_DUTY_DECLARE,
                          .id = level,
                          .other = TOC_NONE,
                          .owner = row->declarer,
                          .instance = TOC_NONE,
                          .occurrence = 1,
                          .holder = level,
                          .deadline = row->deadline,
                          .grace = row->grace};
    engine->levels[level].duty = toc_duty_open(engine, &spec);
    if (engine->levels[level].duty != TOC_NONE)
        plan_declaration(engine, level);
}

static void drop_fallen(toc_engine *engine, uint32_t ladder, uint32_t warranted)
{
    for (uint32_t rank = warranted + 1; rank <= engine->machine->ladders[ladder].levels.count;
         rank++) {
        uint32_t level = level_id(engine, ladder, rank);
        toc_timer_stop(engine, TOC_TIMER_SIM_DECLARE, level);
        if (engine->levels[level].duty != TOC_NONE)
            toc_duty_drop(engine, engine->levels[level].duty, TOC_VOID_FALLEN);
    }
}

static void note_below(toc_engine *engine, uint32_t ladder, uint32_t from, uint32_t to)
{
    for (uint32_t rank = to + 1; rank <= from; rank++)
        engine->levels[level_id(engine, ladder, rank)].below = engine->now;
    for (uint32_t rank = from + 1; rank <= to; rank++)
        engine->levels[level_id(engine, ladder, rank)].below = TOC_MS_NONE;
}

void toc_ladder_react_warranted(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    state->is_queued_w = 0;
    uint32_t from = state->warranted;
    uint32_t to = toc_grades_warranted(engine, ladder);
    if (to == from)
        return;
    state->warranted = to;
    if (to >= state->declared)
        state->is_ripe = 0;
    note_below(engine, ladder, from, to);
    toc_trace record = toc_record(engine, TOC_TRACE_WARRANTED, ladder);
    record.other = from;
    record.value = to;
    toc_emit(engine, &record);
    anchors_rise(engine, ladder, TOC_M_ANCHOR_WARRANTED, from, to);
    drop_fallen(engine, ladder, to);
    if (to > from && to > state->declared) {
        if (level_at(engine, ladder, to)->declarer == TOC_NONE)
            set_declared(engine, ladder, to, TOC_NONE, 0);
        else
            open_declaration(engine, ladder, to);
    }
    bool at_once = state->declared > to && lowering_body(engine, ladder) == TOC_NONE &&
                   lower_after(&engine->machine->ladders[ladder]) == 0;
    if (at_once)
        toc_ladder_lower(engine, ladder); /* not by a timer: the next entry sees it */
    else
        arm_lowering(engine, ladder);
}

/* ---- the end ---- */

static uint32_t open_end_duty(toc_engine *engine, uint32_t ladder, toc_duty_kind kind)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    bool proposes = kind == TOC_DUTY_PROPOSE_END;
    toc_duty_spec spec = {.kind = kind,
                          .id = ladder,
                          .other = TOC_NONE,
                          .owner = proposes ? row->proposer : row->approver,
                          .instance = TOC_NONE,
                          .occurrence = 1,
                          .holder = ladder,
                          .deadline = proposes ? row->propose_deadline : row->approve_deadline,
                          .grace = row->grace};
    return toc_duty_open(engine, &spec);
}

static void end_ladder(toc_engine *engine, uint32_t ladder, uint32_t by, uint32_t marks)
{
    toc_trace record = toc_record(engine, TOC_TRACE_ENDED, ladder);
    record.body = by;
    toc_emit(engine, &record);
    set_declared(engine, ladder, 0, by, marks);
}

static bool end_is_due(const toc_engine *engine, uint32_t ladder)
{
    uint32_t condition = engine->machine->ladders[ladder].end_condition;
    return condition != TOC_NONE && engine->conditions[condition].value;
}

/* A simulated body proposes and approves nothing that the plan does not call for: what somebody
 * proposed too early waits until the condition holds. */
static void plan_end(toc_engine *engine, uint32_t ladder)
{
    const toc_ladder_state *state = &engine->ladders[ladder];
    if (!end_is_due(engine, ladder))
        return;
    if (state->propose_duty != TOC_NONE)
        toc_body_plan_act(engine, state->propose_duty,
                          toc_timer_of(engine, TOC_TIMER_SIM_PROPOSE, ladder),
                          TOC_ASSUME_DECLARATION, order_of(ladder));
    if (state->approve_duty != TOC_NONE)
        toc_body_plan_act(engine, state->approve_duty,
                          toc_timer_of(engine, TOC_TIMER_SIM_END, ladder), TOC_ASSUME_APPROVAL,
                          order_of(ladder));
}

static void ask_approval(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    if (engine->machine->ladders[ladder].approver == TOC_NONE) {
        end_ladder(engine, ladder, state->proposed_by, 0);
        return;
    }
    if (!state->is_asked)
        state->approve_duty = open_end_duty(engine, ladder, TOC_DUTY_APPROVE_END);
    state->is_asked = 1;
    plan_end(engine, ladder);
}

static void begin_end(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    if (engine->machine->ladders[ladder].proposer == TOC_NONE || state->is_proposed) {
        ask_approval(engine, ladder);
        return;
    }
    state->propose_duty = open_end_duty(engine, ladder, TOC_DUTY_PROPOSE_END);
    plan_end(engine, ladder);
}

static void drop_end(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    toc_timer_stop(engine, TOC_TIMER_SIM_PROPOSE, ladder);
    toc_timer_stop(engine, TOC_TIMER_SIM_END, ladder);
    if (state->propose_duty != TOC_NONE)
        toc_duty_drop(engine, state->propose_duty, TOC_VOID_FALLEN);
    if (state->approve_duty != TOC_NONE)
        toc_duty_drop(engine, state->approve_duty, TOC_VOID_FALLEN);
    state->is_proposed = 0;
    state->is_asked = 0;
    state->proposed_by = TOC_NONE;
}

void toc_ladder_end_changed(toc_engine *engine, uint32_t ladder, bool holds)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    state->end_holds = holds;
    state->end_fell = state->end_fell || !holds;
    if (state->is_queued_d)
        return;
    state->is_queued_d = 1;
    toc_reaction_push(engine, ladder, order_of(ladder));
}

void toc_ladder_react_declared(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    state->is_queued_d = 0;
    if (state->end_fell)
        drop_end(engine, ladder);
    state->end_fell = 0;
    if (state->end_holds && state->declared > 0)
        begin_end(engine, ladder);
}

/* ---- declared ---- */

static void meet_declarations(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                              uint32_t marks)
{
    for (uint32_t r = rank; r >= 1; r--) {
        uint32_t level = level_id(engine, ladder, r);
        uint32_t slot = engine->levels[level].duty;
        toc_timer_stop(engine, TOC_TIMER_SIM_DECLARE, level);
        if (slot == TOC_NONE)
            continue;
        uint32_t own = marks & (uint32_t)~TOC_MARK_PREMATURE;
        toc_duty_done(engine, slot, by, r < rank ? own | TOC_MARK_SUPERSEDED : own);
    }
}

static void after_end(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    drop_end(engine, ladder);
    if (state->floor > 0) {
        state->floor = 0;
        toc_ladder_queue_warranted(engine, ladder);
    }
    for (uint32_t r = 1; r <= engine->machine->ladders[ladder].levels.count; r++) {
        uint32_t level = level_id(engine, ladder, r);
        toc_timer_stop(engine, TOC_TIMER_SIM_DECLARE, level);
        if (engine->levels[level].duty != TOC_NONE)
            toc_duty_withdraw(engine, engine->levels[level].duty, TOC_VOID_FALLEN, false);
    }
    toc_anchor_occur(engine, engine->machine->ladders[ladder].end_anchor, TOC_NONE);
    toc_response_ladder_ended(engine, ladder);
    if (ladder == engine->machine->plans[0].unnamed_ladder)
        toc_mobilise_stand_down(engine);
}

static void set_declared(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                         uint32_t marks)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t from = state->declared;
    toc_trace record = toc_record(engine, TOC_TRACE_DECLARED, ladder);
    record.other = from;
    record.value = rank;
    record.body = by;
    record.marks = marks;
    toc_emit(engine, &record);
    toc_body_tell(engine, by, TOC_TOLD_BY_ACT);
    if (rank == from)
        return;
    state->declared = rank;
    if (rank > 0) /* whoever announces the end is who declared what ended */
        state->declared_by = by != TOC_NONE ? by : level_at(engine, ladder, rank)->declarer;
    if (rank > from)
        state->raised = engine->now;
    toc_timer_stop(engine, TOC_TIMER_SIM_LOWER, ladder);
    state->is_ripe = 0;
    if (rank > 0)
        meet_declarations(engine, ladder, rank, by, marks);
    toc_signal_raise(engine, engine->machine->ladders[ladder].signal);
    anchors_rise(engine, ladder, TOC_M_ANCHOR_DECLARED, from, rank);
    toc_response_levels_changed(engine, ladder, from, rank);
    if (rank == 0)
        after_end(engine, ladder);
    arm_lowering(engine, ladder);
}

/* ---- acts ---- */

static bool has_power(const toc_engine *engine, uint32_t level, uint32_t by, toc_m_power power)
{
    toc_range range = engine->machine->levels[level].authorities;
    for (uint32_t i = 0; i < range.count; i++) {
        const toc_m_authority *row = &engine->machine->authorities[range.first + i];
        if ((row->powers & (uint32_t)power) && toc_body_is_right(engine, row->body, by))
            return true;
    }
    return false;
}

/* Raising: the declarer of the new grade.  Lowering: also that of the grade that is left. */
static bool may_declare(const toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by)
{
    uint32_t declared = engine->ladders[ladder].declared;
    uint32_t level = level_id(engine, ladder, rank);
    bool lowers = rank < declared;
    if (toc_body_is_right(engine, engine->machine->levels[level].declarer, by) ||
        has_power(engine, level, by, TOC_MAY_DECLARE) ||
        has_power(engine, level, by, lowers ? TOC_MAY_LOWER : TOC_MAY_RAISE))
        return true;
    uint32_t left = lowers ? level_id(engine, ladder, declared) : level;
    return lowers && (toc_body_is_right(engine, engine->machine->levels[left].declarer, by) ||
                      has_power(engine, left, by, TOC_MAY_LOWER));
}

static bool may_declare_over(const toc_engine *engine, uint32_t ladder, uint32_t by)
{
    uint32_t declared = engine->ladders[ladder].declared;
    uint32_t level = level_id(engine, ladder, declared);
    return declared == 0 ||
           toc_body_is_right(engine, engine->machine->levels[level].declarer, by) ||
           has_power(engine, level, by, TOC_MAY_LOWER) || has_power(engine, level, by, TOC_MAY_END);
}

/* Declared over, where the plan has no `end when`: lowering to none, and that is the end. */
static void declare_over(toc_engine *engine, uint32_t ladder, uint32_t by, uint32_t marks)
{
    uint32_t declared = engine->ladders[ladder].declared;
    if (declared == 0) {
        set_declared(engine, ladder, 0, by, marks | TOC_MARK_REPEATED);
        return;
    }
    uint32_t declarer = level_at(engine, ladder, declared)->declarer;
    if (!may_declare_over(engine, ladder, by))
        marks |= TOC_MARK_WRONG_BODY;
    if (lowered_to(engine, ladder) > 0)
        marks |= TOC_MARK_PREMATURE;
    end_ladder(engine, ladder, toc_body_who(engine, declarer, by), marks);
}

void toc_ladder_declare(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                        uint32_t marks)
{
    const toc_ladder_state *state = &engine->ladders[ladder];
    if (rank == 0) {
        declare_over(engine, ladder, by, marks);
        return;
    }
    uint32_t declarer = level_at(engine, ladder, rank)->declarer;
    if (!may_declare(engine, ladder, rank, by))
        marks |= TOC_MARK_WRONG_BODY;
    if (rank == state->declared)
        marks |= TOC_MARK_REPEATED;
    else if (rank > state->declared ? rank > state->warranted : rank < lowered_to(engine, ladder))
        marks |= TOC_MARK_PREMATURE;
    set_declared(engine, ladder, rank, toc_body_who(engine, declarer, by), marks);
}

/* Why proposing the end has no effect, or is out of order.  A plan that names no proposer passes the
 * stage over: there is nothing to propose. */
static uint32_t propose_marks(const toc_engine *engine, uint32_t ladder, uint32_t by)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    const toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t marks = toc_body_is_right(engine, row->proposer, by) ? 0 : TOC_MARK_WRONG_BODY;
    if (state->declared == 0 || row->proposer == TOC_NONE)
        return marks | TOC_MARK_NOT_CALLED_FOR;
    if (state->is_proposed)
        return marks | TOC_MARK_REPEATED;
    return state->propose_duty == TOC_NONE ? marks | TOC_MARK_PREMATURE : marks;
}

void toc_ladder_propose(toc_engine *engine, uint32_t ladder, uint32_t by, uint32_t marks)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    toc_trace record = toc_record(engine, TOC_TRACE_END_PROPOSED, ladder);
    marks |= propose_marks(engine, ladder, by);
    record.body = toc_body_who(engine, engine->machine->ladders[ladder].proposer, by);
    record.marks = marks;
    toc_emit(engine, &record);
    if (marks & (TOC_MARK_NOT_CALLED_FOR | TOC_MARK_REPEATED))
        return;
    toc_timer_stop(engine, TOC_TIMER_SIM_PROPOSE, ladder);
    state->is_proposed = 1;
    state->proposed_by = record.body;
    if (state->propose_duty == TOC_NONE)
        state->propose_duty = open_end_duty(engine, ladder, TOC_DUTY_PROPOSE_END);
    if (state->propose_duty != TOC_NONE)
        toc_duty_done(engine, state->propose_duty, record.body, marks);
    ask_approval(engine, ladder);
}

static bool may_approve_end(const toc_engine *engine, uint32_t ladder, uint32_t by)
{
    uint32_t declared = engine->ladders[ladder].declared;
    return toc_body_is_right(engine, engine->machine->ladders[ladder].approver, by) ||
           (declared > 0 && has_power(engine, level_id(engine, ladder, declared), by, TOC_MAY_END));
}

bool toc_ladder_is_right(const toc_engine *engine, const toc_act *act)
{
    if (act->verb == TOC_VERB_PROPOSE)
        return toc_body_is_right(engine, engine->machine->ladders[act->id].proposer, act->body);
    if (act->verb == TOC_VERB_APPROVE_END)
        return may_approve_end(engine, act->id, act->body);
    return act->value == 0 ? may_declare_over(engine, act->id, act->body)
                           : may_declare(engine, act->id, (uint32_t)act->value, act->body);
}

static uint32_t approve_marks(const toc_engine *engine, uint32_t ladder, uint32_t by)
{
    const toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t marks = may_approve_end(engine, ladder, by) ? 0 : TOC_MARK_WRONG_BODY;
    if (state->declared == 0)
        return TOC_MARK_NOT_CALLED_FOR;
    return state->is_asked ? marks : marks | TOC_MARK_PREMATURE;
}

/* A refusal meets the duty; given after all, the end needs no second proposal. */
void toc_ladder_approve(toc_engine *engine, uint32_t ladder, uint32_t by, bool given,
                        uint32_t marks)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t approver = engine->machine->ladders[ladder].approver;
    uint32_t who = toc_body_who(engine, approver, by);
    marks |= approve_marks(engine, ladder, by);
    toc_trace record = toc_record(engine, TOC_TRACE_MARK, ladder);
    record.other = TOC_VERB_APPROVE_END;
    record.body = who;
    record.value = given;
    record.marks = marks;
    toc_emit(engine, &record);
    if (marks & TOC_MARK_NOT_CALLED_FOR)
        return;
    toc_timer_stop(engine, TOC_TIMER_SIM_END, ladder);
    if (!state->is_asked && approver != TOC_NONE)
        state->approve_duty = open_end_duty(engine, ladder, TOC_DUTY_APPROVE_END);
    state->is_asked = 1;
    if (state->approve_duty != TOC_NONE)
        toc_duty_done(engine, state->approve_duty, who, marks);
    if (given)
        end_ladder(engine, ladder, who, 0);
}

/* ---- the turn of simulated bodies ---- */

void toc_ladder_act_due(toc_engine *engine, toc_timer_kind kind, uint32_t id)
{
    const toc_machine *machine = engine->machine;
    if (kind == TOC_TIMER_SIM_LOWER || kind == TOC_TIMER_LOWER) {
        (kind == TOC_TIMER_LOWER ? toc_ladder_lower : sim_lower)(engine, id);
        return;
    }
    bool declares = kind == TOC_TIMER_SIM_DECLARE;
    bool proposes = kind == TOC_TIMER_SIM_PROPOSE;
    uint32_t who =
        declares ? toc_body_turn(engine, machine->levels[id].declarer, engine->levels[id].duty)
        : proposes
            ? toc_body_turn(engine, machine->ladders[id].proposer, engine->ladders[id].propose_duty)
            : toc_body_turn(engine, machine->ladders[id].approver,
                            engine->ladders[id].approve_duty);
    if (who == TOC_NONE)
        return;
    if (declares)
        toc_ladder_declare(engine, machine->levels[id].ladder, machine->levels[id].rank, who,
                           TOC_MARK_ASSUMED);
    else if (proposes)
        toc_ladder_propose(engine, id, who, TOC_MARK_ASSUMED);
    else
        toc_ladder_approve(engine, id, who, true, TOC_MARK_ASSUMED);
}

void toc_ladder_wake(toc_engine *engine, uint32_t ladder)
{
    toc_range levels = engine->machine->ladders[ladder].levels;
    for (uint32_t i = 0; i < levels.count; i++)
        if (engine->levels[levels.first + i].duty != TOC_NONE)
            plan_declaration(engine, levels.first + i);
    plan_end(engine, ladder);
    if (engine->ladders[ladder].declared > 0)
        toc_ladder_lower(engine, ladder);
}
