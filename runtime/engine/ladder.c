/* ladder.c - grades: what the conditions warrant, what the responsible body has declared. */
#include "engine/state.h"

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
    toc_reaction_push(engine, TOC_RANK_WARRANTED, ladder,
                      toc_order_make(TOC_RANK_WARRANTED, ladder, 0, 0));
}

void toc_ladder_escalate(toc_engine *engine, uint32_t level)
{
    const toc_m_level *row = &engine->machine->levels[level];
    toc_ladder_state *state = &engine->ladders[row->ladder];
    if (row->rank > state->floor)
        state->floor = row->rank;
    toc_ladder_queue_warranted(engine, row->ladder);
}

static uint32_t worst_warranted(const toc_engine *engine, uint32_t ladder)
{
    uint32_t rank = engine->machine->ladders[ladder].levels.count;
    for (; rank > engine->ladders[ladder].floor; rank--) {
        uint32_t condition = level_at(engine, ladder, rank)->condition;
        if (condition != TOC_NONE && engine->conditions[condition].value)
            break;
    }
    return rank;
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

/* The lowest grade that W has not stayed below for `lower after`; @p rank is declared. */
static uint32_t lowered_to(const toc_engine *engine, uint32_t ladder, uint32_t declared)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    toc_ms wait = row->lower_after == TOC_MS_NONE ? 0 : row->lower_after;
    uint32_t least = row->end_condition == TOC_NONE ? 0 : 1;
    uint32_t rank = declared;
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
    toc_ms wait = row->lower_after == TOC_MS_NONE ? 0 : row->lower_after;
    toc_ms at = toc_ms_later(below, wait);
    if (at >= engine->now)
        toc_timer_arm(engine, timer, at, order_of(ladder));
}

static void set_declared(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                         uint32_t marks);

void toc_ladder_lower(toc_engine *engine, uint32_t ladder)
{
    uint32_t declared = engine->ladders[ladder].declared;
    uint32_t rank = lowered_to(engine, ladder, declared);
    if (rank >= declared)
        return;
    uint32_t declarer = level_at(engine, ladder, declared)->declarer;
    if (declarer == TOC_NONE)
        set_declared(engine, ladder, rank, TOC_NONE, 0);
    else if (!toc_body_is_played(engine, declarer))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_SIM_LOWER, ladder),
                      toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_DECLARATION]),
                      order_of(ladder));
}

void toc_ladder_sim_lower(toc_engine *engine, uint32_t ladder)
{
    uint32_t declared = engine->ladders[ladder].declared;
    uint32_t rank = lowered_to(engine, ladder, declared);
    if (declared > 0 && rank < declared)
        set_declared(engine, ladder, rank, level_at(engine, ladder, declared)->declarer, 0);
}

/* ---- warranted ---- */

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
    if (!toc_body_is_played(engine, row->declarer))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_SIM_DECLARE, level),
                      toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_DECLARATION]),
                      toc_order_make(TOC_RANK_DECLARED, ladder, 0, rank));
}

static void drop_fallen(toc_engine *engine, uint32_t ladder, uint32_t warranted)
{
    for (uint32_t rank = warranted + 1; rank <= engine->machine->ladders[ladder].levels.count;
         rank++) {
        uint32_t level = level_id(engine, ladder, rank);
        toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_DECLARE, level));
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
    uint32_t to = worst_warranted(engine, ladder);
    if (to == from)
        return;
    state->warranted = to;
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

static void end_ladder(toc_engine *engine, uint32_t ladder, uint32_t by)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    state->is_proposed = 0;
    toc_trace record = toc_record(engine, TOC_TRACE_ENDED, ladder);
    record.body = by;
    toc_emit(engine, &record);
    set_declared(engine, ladder, 0, by, 0);
}

static void ask_approval(toc_engine *engine, uint32_t ladder)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    toc_ladder_state *state = &engine->ladders[ladder];
    if (row->approver == TOC_NONE) {
        end_ladder(engine, ladder, state->proposed_by);
        return;
    }
    if (state->approve_duty == TOC_NONE)
        state->approve_duty = open_end_duty(engine, ladder, TOC_DUTY_APPROVE_END);
    if (!toc_body_is_played(engine, row->approver))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_SIM_END, ladder),
                      toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_APPROVAL]),
                      order_of(ladder));
}

static void begin_end(toc_engine *engine, uint32_t ladder)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    toc_ladder_state *state = &engine->ladders[ladder];
    if (row->proposer == TOC_NONE || state->is_proposed) {
        ask_approval(engine, ladder);
        return;
    }
    state->propose_duty = open_end_duty(engine, ladder, TOC_DUTY_PROPOSE_END);
    if (!toc_body_is_played(engine, row->proposer))
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_SIM_PROPOSE, ladder),
                      toc_ms_later(engine->now, engine->options.assume[TOC_ASSUME_DECLARATION]),
                      order_of(ladder));
}

static void drop_end(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_PROPOSE, ladder));
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_END, ladder));
    if (state->propose_duty != TOC_NONE)
        toc_duty_drop(engine, state->propose_duty, TOC_VOID_FALLEN);
    if (state->approve_duty != TOC_NONE)
        toc_duty_drop(engine, state->approve_duty, TOC_VOID_FALLEN);
    state->is_proposed = 0;
}

void toc_ladder_end_changed(toc_engine *engine, uint32_t ladder, bool holds)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    state->end_rose = holds;
    state->end_fell = !holds;
    if (state->is_queued_d)
        return;
    state->is_queued_d = 1;
    toc_reaction_push(engine, TOC_RANK_DECLARED, ladder, order_of(ladder));
}

void toc_ladder_react_declared(toc_engine *engine, uint32_t ladder)
{
    toc_ladder_state *state = &engine->ladders[ladder];
    state->is_queued_d = 0;
    if (state->end_fell)
        drop_end(engine, ladder);
    else if (state->end_rose && state->declared > 0)
        begin_end(engine, ladder);
    state->end_rose = state->end_fell = 0;
}

/* ---- declared ---- */

static void meet_declarations(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by,
                              uint32_t marks)
{
    for (uint32_t r = rank; r >= 1; r--) {
        uint32_t level = level_id(engine, ladder, r);
        uint32_t slot = engine->levels[level].duty;
        toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_DECLARE, level));
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
        toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_DECLARE, level));
        if (engine->levels[level].duty != TOC_NONE)
            toc_duty_withdraw(engine, engine->levels[level].duty, TOC_VOID_FALLEN, false);
    }
    toc_anchor_occur(engine, engine->machine->ladders[ladder].end_anchor, TOC_NONE);
    toc_response_ladder_ended(engine, ladder);
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
    if (rank == from)
        return;
    state->declared = rank;
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_LOWER, ladder));
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

void toc_ladder_declare(toc_engine *engine, uint32_t ladder, uint32_t rank, uint32_t by)
{
    const toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t level = level_id(engine, ladder, rank);
    uint32_t declarer = engine->machine->levels[level].declarer;
    bool raises = rank > state->declared;
    uint32_t marks = 0;
    if (!toc_body_is_right(engine, declarer, by) &&
        !has_power(engine, level, by, TOC_MAY_DECLARE) &&
        !has_power(engine, level, by, raises ? TOC_MAY_RAISE : TOC_MAY_LOWER))
        marks |= TOC_MARK_WRONG_BODY;
    if (rank == state->declared)
        marks |= TOC_MARK_REPEATED;
    else if (raises ? rank > state->warranted : rank < lowered_to(engine, ladder, state->declared))
        marks |= TOC_MARK_PREMATURE;
    set_declared(engine, ladder, rank, by == TOC_NONE ? declarer : by, marks);
}

void toc_ladder_propose(toc_engine *engine, uint32_t ladder, uint32_t by)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t marks = toc_body_is_right(engine, row->proposer, by) ? 0 : TOC_MARK_WRONG_BODY;
    bool is_open = state->propose_duty != TOC_NONE;
    if (state->declared == 0)
        marks |= TOC_MARK_NOT_CALLED_FOR;
    else if (state->is_proposed)
        marks |= TOC_MARK_REPEATED;
    else if (!is_open)
        marks |= TOC_MARK_PREMATURE;
    toc_trace record = toc_record(engine, TOC_TRACE_END_PROPOSED, ladder);
    record.body = by == TOC_NONE ? row->proposer : by;
    record.marks = marks;
    toc_emit(engine, &record);
    if (marks & (TOC_MARK_NOT_CALLED_FOR | TOC_MARK_REPEATED))
        return;
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_PROPOSE, ladder));
    state->is_proposed = 1;
    state->proposed_by = record.body;
    if (!is_open)
        state->propose_duty = open_end_duty(engine, ladder, TOC_DUTY_PROPOSE_END);
    if (state->propose_duty != TOC_NONE)
        toc_duty_done(engine, state->propose_duty, record.body, marks);
    ask_approval(engine, ladder);
}

void toc_ladder_approve(toc_engine *engine, uint32_t ladder, uint32_t by, bool given)
{
    const toc_m_ladder *row = &engine->machine->ladders[ladder];
    toc_ladder_state *state = &engine->ladders[ladder];
    uint32_t marks = 0;
    if (!toc_body_is_right(engine, row->approver, by) &&
        !(state->declared &&
          has_power(engine, level_id(engine, ladder, state->declared), by, TOC_MAY_END)))
        marks |= TOC_MARK_WRONG_BODY;
    if (state->declared == 0)
        marks |= TOC_MARK_NOT_CALLED_FOR;
    else if (state->approve_duty == TOC_NONE)
        marks |= TOC_MARK_PREMATURE;
    toc_trace record = toc_record(engine, TOC_TRACE_MARK, ladder);
    record.other = TOC_VERB_APPROVE_END;
    record.body = by;
    record.value = given;
    record.marks = marks;
    toc_emit(engine, &record);
    if (marks & TOC_MARK_NOT_CALLED_FOR)
        return;
    toc_timer_disarm(engine, toc_timer_of(engine, TOC_TIMER_SIM_END, ladder));
    if (state->approve_duty == TOC_NONE && row->approver != TOC_NONE)
        state->approve_duty = open_end_duty(engine, ladder, TOC_DUTY_APPROVE_END);
    if (state->approve_duty != TOC_NONE)
        toc_duty_done(engine, state->approve_duty, by == TOC_NONE ? row->approver : by, marks);
    state->is_proposed = 0;
    if (given)
        end_ladder(engine, ladder, by == TOC_NONE ? row->approver : by);
}
