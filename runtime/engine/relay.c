/* relay.c - word handed on from body to body: rounds, receipts, skips, fallbacks, the whole way.
 *
 * Every occurrence of what a relay is on is a round.  The first sender's hops open with it; a
 * receipt opens the hops of whoever has the word now, in the same round.  The hops themselves
 * are reports (report.c): sending one is what brings us here. */
#include "engine/told_private.h"

static uint32_t capacity_of(const toc_engine *engine)
{
    return engine->options.reports_max;
}

static const toc_m_report *row_of(const toc_engine *engine, uint32_t at)
{
    return &engine->machine->reports[engine->reports[at].report];
}

/* The slot of round @p number, or TOC_NONE. */
static uint32_t find_round(const toc_engine *engine, uint32_t relay, uint32_t number)
{
    for (uint32_t i = 0; number > 0 && i < capacity_of(engine); i++) {
        uint32_t slot = relay * capacity_of(engine) + i;
        if (engine->rounds[slot].number == number)
            return slot;
    }
    return TOC_NONE;
}

static toc_receipt *receipt_at(const toc_engine *engine, uint32_t relay, uint32_t slot,
                               uint32_t place)
{
    uint32_t places = engine->machine->relays[relay].places.count;
    uint32_t round = slot - relay * capacity_of(engine);
    return &engine->receipts[engine->receipt_base[relay] + round * places + place];
}

static toc_answer *answer_at(const toc_engine *engine, uint32_t slot, uint32_t report)
{
    const toc_m_report *row = &engine->machine->reports[report];
    toc_range rows = engine->machine->relays[row->relay].rows;
    return &engine->answers[engine->answer_base[row->relay] +
                            (slot % capacity_of(engine)) * rows.count + report - rows.first];
}

/* The slot of the first round after @p number that is on its way, or TOC_NONE. */
static uint32_t next_round(const toc_engine *engine, uint32_t relay, uint32_t number)
{
    uint32_t best = TOC_NONE;
    for (uint32_t i = 0; i < capacity_of(engine); i++) {
        uint32_t slot = relay * capacity_of(engine) + i;
        if (engine->rounds[slot].number > number &&
            (best == TOC_NONE || engine->rounds[slot].number < engine->rounds[best].number))
            best = slot;
    }
    return best;
}

toc_ms toc_relay_received(const toc_engine *engine, uint32_t relay, uint32_t number, uint32_t place)
{
    uint32_t slot = find_round(engine, relay, number);
    return slot == TOC_NONE ? TOC_MS_NONE : receipt_at(engine, relay, slot, place)->at;
}

/* ---- a round begins ---- */

/* Has everybody the word whom a hop tells, or whom a skip could tell yet? */
static bool is_everywhere(const toc_engine *engine, uint32_t relay, uint32_t slot)
{
    toc_range rows = engine->machine->relays[relay].rows;
    if (engine->rounds[slot].left > 0 || engine->rounds[slot].overall != TOC_NONE)
        return false;
    for (uint32_t i = 0; i < rows.count; i++) {
        const toc_m_report *row = &engine->machine->reports[rows.first + i];
        if (row->kind == TOC_M_REPORT_SKIP &&
            receipt_at(engine, relay, slot, row->to_place)->at == TOC_MS_NONE)
            return false;
    }
    return true;
}

/* A free slot, else that of the oldest round whose word is everywhere; TOC_NONE: there is none. */
static uint32_t find_slot(const toc_engine *engine, uint32_t relay)
{
    uint32_t best = TOC_NONE;
    for (uint32_t i = 0; i < capacity_of(engine); i++) {
        uint32_t slot = relay * capacity_of(engine) + i;
        const toc_relay_round *round = &engine->rounds[slot];
        if (round->number == 0)
            return slot;
        if ((best == TOC_NONE || round->number < engine->rounds[best].number) &&
            is_everywhere(engine, relay, slot))
            best = slot;
    }
    return best;
}

/* Whom the hops of the relay are to tell; the first sender has the word. */
static void clear_receipts(toc_engine *engine, uint32_t relay, uint32_t slot)
{
    const toc_m_relay *row = &engine->machine->relays[relay];
    engine->rounds[slot].left = 0;
    for (uint32_t place = 0; place < row->places.count; place++)
        *receipt_at(engine, relay, slot, place) = (toc_receipt){.at = TOC_MS_NONE};
    receipt_at(engine, relay, slot, row->source)->at = engine->now;
    for (uint32_t i = 0; i < row->rows.count; i++) {
        const toc_m_report *hop = &engine->machine->reports[row->rows.first + i];
        *answer_at(engine, slot, row->rows.first + i) = (toc_answer){TOC_MS_NONE, TOC_MS_NONE};
        toc_receipt *receipt = receipt_at(engine, relay, slot, hop->to_place);
        if (hop->kind != TOC_M_REPORT_HOP || receipt->is_expected)
            continue;
        receipt->is_expected = 1;
        engine->rounds[slot].left += receipt->at == TOC_MS_NONE;
    }
}

static void open_overall(toc_engine *engine, uint32_t relay, uint32_t slot)
{
    const toc_m_relay *row = &engine->machine->relays[relay];
    if (row->overall == TOC_NONE || engine->rounds[slot].left == 0)
        return;
    toc_duty_spec spec = {.kind = TOC_DUTY_OVERALL,
                          .id = relay,
                          .other = TOC_NONE,
                          .owner = row->owner,
                          .instance = TOC_NONE,
                          .occurrence = engine->rounds[slot].number,
                          .holder = slot,
                          .deadline = row->overall,
                          .grace = row->grace};
    engine->rounds[slot].overall = toc_duty_open(engine, &spec);
}

static bool is_open(const toc_engine *engine, uint32_t at, uint32_t number)
{
    return engine->reports[at].occurrence >= number;
}

static bool anchor_has_occurred(const toc_engine *engine, const toc_m_report *row, uint32_t number)
{
    uint32_t anchor =
        row->deadline == TOC_NONE ? TOC_NONE : engine->machine->deadlines[row->deadline].anchor;
    if (anchor == TOC_NONE)
        return false;
    const toc_m_anchor *it = &engine->machine->anchors[anchor];
    if (it->kind == TOC_M_ANCHOR_RELAY_RECEIVED && it->id == row->relay)
        return toc_relay_received(engine, row->relay, number, it->rank) != TOC_MS_NONE;
    return engine->anchors[anchor] != TOC_MS_NONE;
}

static bool holds(const toc_engine *engine, uint32_t condition)
{
    return condition == TOC_NONE || engine->conditions[condition].value;
}

/* What is owed from the beginning, besides the first hops: the written report, a skip whose condition
 * holds, hops whose time runs already. */
static bool opens_with_round(const toc_engine *engine, const toc_m_report *row, uint32_t number)
{
    if (row->kind == TOC_M_REPORT_WRITTEN)
        return true;
    if (row->kind == TOC_M_REPORT_SKIP)
        return holds(engine, row->condition);
    return row->kind == TOC_M_REPORT_HOP && row->on.count == 0 &&
           anchor_has_occurred(engine, row, number);
}

void toc_relay_begin(toc_engine *engine, uint32_t relay, uint32_t number)
{
    const toc_m_relay *row = &engine->machine->relays[relay];
    if (number <= engine->last_round[relay])
        return;
    uint32_t slot = find_slot(engine, relay);
    if (slot == TOC_NONE) {
        toc_engine_fill(engine, TOC_TABLE_REPORTS,
                        "more than %u rounds of relay `%s` are on their way", capacity_of(engine),
                        toc_machine_text(engine->machine, row->head.name));
        return;
    }
    engine->last_round[relay] = number;
    engine->rounds[slot] = (toc_relay_round){.number = number, .overall = TOC_NONE};
    clear_receipts(engine, relay, slot);
    open_overall(engine, relay, slot);
    for (uint32_t i = 0; i < row->rows.count; i++) {
        uint32_t at = engine->report_base[row->rows.first + i];
        if (!is_open(engine, at, number) && opens_with_round(engine, row_of(engine, at), number))
            toc_report_open(engine, at, number);
    }
}

/* ---- who may send ---- */

/* The flash that a written report follows has gone out. */
static bool is_sent(const toc_engine *engine, uint32_t at, uint32_t number)
{
    if (!is_open(engine, at, number))
        return false;
    for (uint32_t slot = engine->reports[at].duties; slot != TOC_NONE;
         slot = engine->duties[slot].next)
        if (engine->duties[slot].duty.occurrence == number)
            return false;
    return true;
}

bool toc_relay_is_ready(const toc_engine *engine, uint32_t at, uint32_t number)
{
    const toc_m_report *row = row_of(engine, at);
    if (row->kind == TOC_M_REPORT_WRITTEN)
        return is_sent(engine, engine->report_base[row->instead], number);
    return row->kind != TOC_M_REPORT_HOP ||
           toc_relay_received(engine, row->relay, number, row->from_place) != TOC_MS_NONE;
}

bool toc_relay_may_send(const toc_engine *engine, uint32_t at)
{
    uint32_t slot = engine->reports[at].duties;
    return slot != TOC_NONE && toc_relay_is_ready(engine, at, engine->duties[slot].duty.occurrence);
}

/* ---- receipts ---- */

static void serve(toc_engine *engine, uint32_t slot, toc_receipt *receipt)
{
    if (!receipt->is_expected || receipt->is_served)
        return;
    receipt->is_served = 1;
    engine->rounds[slot].left--;
}

static void meet_overall(toc_engine *engine, uint32_t slot, uint32_t by)
{
    const toc_relay_round *round = &engine->rounds[slot];
    if (round->left == 0 && round->overall != TOC_NONE)
        toc_duty_done(engine, round->overall, by, 0);
}

static void anchors_occur(toc_engine *engine, uint32_t relay, uint32_t place)
{
    toc_range anchors = engine->machine->relays[relay].anchors;
    for (uint32_t i = 0; i < anchors.count; i++) {
        uint32_t anchor = engine->machine->ids[anchors.first + i];
        if (engine->machine->anchors[anchor].rank == place)
            toc_anchor_occur(engine, anchor, TOC_NONE);
    }
}

/* The round whose answer the fallback at @p at awaits no longer than others; TOC_NONE: it waits for none. */
static uint32_t first_awaited(const toc_engine *engine, uint32_t at)
{
    uint32_t report = engine->reports[at].report;
    uint32_t relay = row_of(engine, at)->relay;
    uint32_t best = TOC_NONE;
    for (uint32_t slot = next_round(engine, relay, 0); slot != TOC_NONE;
         slot = next_round(engine, relay, engine->rounds[slot].number)) {
        toc_ms until = answer_at(engine, slot, report)->until;
        if (until != TOC_MS_NONE &&
            (best == TOC_NONE || until < answer_at(engine, best, report)->until))
            best = slot;
    }
    return best;
}

/* One timer for all rounds that wait: it is set to the first. */
static void arm_fallback(toc_engine *engine, uint32_t at)
{
    uint32_t slot = first_awaited(engine, at);
    toc_timer_stop(engine, TOC_TIMER_NO_ANSWER, at);
    if (slot != TOC_NONE)
        toc_timer_arm(engine, toc_timer_of(engine, TOC_TIMER_NO_ANSWER, at),
                      answer_at(engine, slot, engine->reports[at].report)->until,
                      toc_report_order(engine, at));
}

/* Who was tried first has the word after all: nobody else need be told in his place. */
static void call_off(toc_engine *engine, uint32_t at, uint32_t round)
{
    uint32_t number = engine->rounds[round].number;
    answer_at(engine, round, engine->reports[at].report)->until = TOC_MS_NONE;
    arm_fallback(engine, at);
    for (uint32_t slot = engine->reports[at].duties; slot != TOC_NONE;) {
        uint32_t next = engine->duties[slot].next;
        if (engine->duties[slot].duty.occurrence == number)
            toc_duty_withdraw(engine, slot, TOC_VOID_ANSWERED, true);
        slot = next;
    }
}

static void emit_receipt(toc_engine *engine, uint32_t relay, uint32_t number, uint32_t place)
{
    const toc_m_relay *row = &engine->machine->relays[relay];
    toc_trace record = toc_record(engine, TOC_TRACE_RECEIVED, relay);
    record.occurrence = number;
    record.other = engine->machine->ids[row->places.first + place];
    toc_emit(engine, &record);
}

/* The hops of whoever has the word now, and what was to be done without his answer. */
static void go_on(toc_engine *engine, uint32_t relay, uint32_t round, uint32_t place)
{
    uint32_t number = engine->rounds[round].number;
    toc_range rows = engine->machine->relays[relay].rows;
    for (uint32_t i = 0; i < rows.count; i++) {
        uint32_t at = engine->report_base[rows.first + i];
        const toc_m_report *row = row_of(engine, at);
        if (row->kind == TOC_M_REPORT_FALLBACK &&
            engine->machine->reports[row->instead].to_place == place)
            call_off(engine, at, round);
        if (row->kind != TOC_M_REPORT_HOP || row->from_place != place)
            continue;
        if (is_open(engine, at, number))
            toc_report_look(engine, at);
        else
            toc_report_open(engine, at, number);
    }
}

static bool receive(toc_engine *engine, uint32_t relay, uint32_t slot, uint32_t place, uint32_t by)
{
    const toc_m_relay *row = &engine->machine->relays[relay];
    toc_receipt *receipt = receipt_at(engine, relay, slot, place);
    uint32_t number = engine->rounds[slot].number;
    if (receipt->at != TOC_MS_NONE)
        return true;
    receipt->waits =
        !toc_body_is_reachable(engine, engine->machine->ids[row->places.first + place]);
    if (receipt->waits)
        return false;
    receipt->at = engine->now;
    emit_receipt(engine, relay, number, place);
    serve(engine, slot, receipt);
    meet_overall(engine, slot, by);
    anchors_occur(engine, relay, place);
    go_on(engine, relay, slot, place);
    return true;
}

/* In order of rounds: a hop that is made for a later one is not made for an earlier any more. */
void toc_relay_reach(toc_engine *engine)
{
    for (uint32_t relay = 0; relay < engine->machine->relays_count; relay++)
        for (uint32_t slot = next_round(engine, relay, 0); slot != TOC_NONE;
             slot = next_round(engine, relay, engine->rounds[slot].number))
            for (uint32_t place = 0; place < engine->machine->relays[relay].places.count; place++)
                if (receipt_at(engine, relay, slot, place)->waits)
                    (void)receive(engine, relay, slot, place, TOC_NONE);
}

/* ---- sent ---- */

static void await_answer(toc_engine *engine, uint32_t hop, uint32_t round, toc_ms due)
{
    uint32_t report = engine->reports[hop].report;
    toc_range rows = engine->machine->relays[engine->machine->reports[report].relay].rows;
    for (uint32_t i = 0; i < rows.count; i++) {
        uint32_t at = engine->report_base[rows.first + i];
        const toc_m_report *row = row_of(engine, at);
        toc_answer *answer = answer_at(engine, round, rows.first + i);
        if (row->kind != TOC_M_REPORT_FALLBACK || row->instead != report ||
            answer->until != TOC_MS_NONE || is_open(engine, at, engine->rounds[round].number))
            continue;
        *answer = (toc_answer){toc_ms_later(engine->now, row->wait), due};
        arm_fallback(engine, at);
    }
}

static void look_at_written(toc_engine *engine, uint32_t hop)
{
    uint32_t report = engine->reports[hop].report;
    toc_range rows = engine->machine->relays[engine->machine->reports[report].relay].rows;
    for (uint32_t i = 0; i < rows.count; i++) {
        const toc_m_report *row = &engine->machine->reports[rows.first + i];
        if (row->kind == TOC_M_REPORT_WRITTEN && row->instead == report)
            toc_report_look(engine, engine->report_base[rows.first + i]);
    }
}

void toc_relay_sent(toc_engine *engine, uint32_t at, uint32_t number, uint32_t by, toc_ms due)
{
    const toc_m_report *row = row_of(engine, at);
    uint32_t slot = find_round(engine, row->relay, number);
    if (slot == TOC_NONE || row->kind == TOC_M_REPORT_WRITTEN)
        return;
    bool is_there = receive(engine, row->relay, slot, row->to_place, by);
    if (row->kind == TOC_M_REPORT_HOP) {
        look_at_written(engine, at);
        if (!is_there)
            await_answer(engine, at, slot, due);
    } else if (row->kind == TOC_M_REPORT_FALLBACK && is_there) {
        serve(
            engine, slot,
            receipt_at(engine, row->relay, slot, engine->machine->reports[row->instead].to_place));
        meet_overall(engine, slot, by);
    }
}

/* Somebody else is to be told in round slot @p round. */
static void open_fallback(toc_engine *engine, uint32_t at, uint32_t round)
{
    toc_answer *answer = answer_at(engine, round, engine->reports[at].report);
    answer->until = TOC_MS_NONE;
    arm_fallback(engine, at);
    engine->reports[at].limit = answer->due;
    toc_report_open(engine, at, engine->rounds[round].number);
}

/* An answer would have called it off; a round that had to give way to a later one waits no more. */
void toc_relay_no_answer(toc_engine *engine, uint32_t at)
{
    uint32_t slot = first_awaited(engine, at);
    if (slot != TOC_NONE &&
        answer_at(engine, slot, engine->reports[at].report)->until > engine->now)
        arm_fallback(engine, at);
    else if (slot != TOC_NONE)
        open_fallback(engine, at, slot);
}

uint32_t toc_relay_open_early(toc_engine *engine, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    uint32_t slot = TOC_NONE;
    if (engine->reports[at].duties == TOC_NONE && row->kind == TOC_M_REPORT_HOP)
        slot = next_round(engine, row->relay, engine->reports[at].occurrence);
    if (slot != TOC_NONE)
        toc_report_open(engine, at, engine->rounds[slot].number);
    if (engine->reports[at].duties != TOC_NONE)
        return toc_relay_may_send(engine, at) ? 0 : TOC_MARK_PREMATURE;
    if (row->kind == TOC_M_REPORT_FALLBACK)
        slot = first_awaited(engine, at);
    if (slot == TOC_NONE)
        return 0;
    open_fallback(engine, at, slot);
    return TOC_MARK_PREMATURE;
}

/* ---- what comes later ---- */

/* Every round that it could still hurry. */
void toc_relay_skip(toc_engine *engine, uint32_t at)
{
    const toc_m_report *row = row_of(engine, at);
    for (uint32_t slot = next_round(engine, row->relay, engine->reports[at].occurrence);
         slot != TOC_NONE; slot = next_round(engine, row->relay, engine->rounds[slot].number))
        if (receipt_at(engine, row->relay, slot, row->to_place)->at == TOC_MS_NONE)
            toc_report_open(engine, at, engine->rounds[slot].number);
}

void toc_relay_dated(toc_engine *engine, uint32_t report)
{
    const toc_m_report *row = &engine->machine->reports[report];
    uint32_t at = engine->report_base[report];
    if (row->kind != TOC_M_REPORT_HOP || row->on.count > 0)
        return;
    for (uint32_t slot = next_round(engine, row->relay, engine->reports[at].occurrence);
         slot != TOC_NONE; slot = next_round(engine, row->relay, engine->rounds[slot].number))
        if (anchor_has_occurred(engine, row, engine->rounds[slot].number))
            toc_report_open(engine, at, engine->rounds[slot].number);
}

/* ---- the end of the drill ---- */

void toc_relay_missed(toc_engine *engine, uint32_t report, uint32_t number)
{
    const toc_m_report *row = &engine->machine->reports[report];
    uint32_t slot =
        row->kind == TOC_M_REPORT_HOP ? find_round(engine, row->relay, number) : TOC_NONE;
    if (slot != TOC_NONE)
        receipt_at(engine, row->relay, slot, row->to_place)->is_missed = 1;
}

/* The word was owed to him, or sent, and has not arrived. */
static bool is_without_word(const toc_receipt *receipt)
{
    return receipt->at == TOC_MS_NONE && (receipt->is_missed || receipt->waits);
}

/* One hop that its sender could not make; those behind it follow.  True when there was one. */
static bool void_one(toc_engine *engine, uint32_t relay, uint32_t slot)
{
    toc_range rows = engine->machine->relays[relay].rows;
    uint32_t number = engine->rounds[slot].number;
    for (uint32_t i = 0; i < rows.count && engine->status == TOC_OK; i++) {
        uint32_t at = engine->report_base[rows.first + i];
        const toc_m_report *row = row_of(engine, at);
        if (row->kind != TOC_M_REPORT_HOP || is_open(engine, at, number) ||
            !is_without_word(receipt_at(engine, relay, slot, row->from_place)))
            continue;
        toc_report_open(engine, at, number);
        if (engine->reports[at].duties != TOC_NONE)
            toc_duty_drop(engine, engine->reports[at].duties, TOC_VOID_NOT_TOLD);
        toc_relay_missed(engine, rows.first + i, number);
        return true;
    }
    return false;
}

void toc_relay_finish(toc_engine *engine)
{
    for (uint32_t relay = 0; relay < engine->machine->relays_count; relay++)
        for (uint32_t slot = next_round(engine, relay, 0);
             slot != TOC_NONE && engine->status == TOC_OK;
             slot = next_round(engine, relay, engine->rounds[slot].number))
            while (engine->status == TOC_OK && void_one(engine, relay, slot)) {
            }
}
