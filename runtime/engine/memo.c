/* memo.c - acts whose outcome is known are not worked out again.
 *
 * Working a state out and noting it costs as much as some two hundred acts, and pays only where states come
 * again: so there is a credit for that, which what is found again earns.  Where nothing does, a small
 * share of the time is lost, and the engine goes on as if it had no memo. */
#include "engine/memo_private.h"
#include "engine/told_private.h"

#include <string.h>

enum {
    FIRST_CREDIT = 256, /* states of the first attempt */
    MOST_CREDIT = 1 << 20,
    PAYS = 256, /* known acts that pay for one state */
    REST = 4096 /* acts to let go for each state of an attempt that was in vain */
};

/* ---- what plans it is for ---- */

static bool reads_history(const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->indicators_count; i++)
        if (machine->indicators[i].history || machine->indicators[i].days)
            return true;
    for (uint32_t i = 0; i < machine->events_count; i++)
        if (machine->events[i].history)
            return true;
    return false;
}

/* Something depends on the clock or the calendar. */
static bool reads_calendar(const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->deadlines_count; i++)
        if (machine->deadlines[i].kind == TOC_M_DEADLINE_BY_TIME ||
            machine->deadlines[i].workdays > 0)
            return true;
    return machine->periods_count > 0 || machine->shifts_count > 0;
}

/* Its occurrences are those of an activation, and rounds of all. */
static bool relays_in_response(const toc_machine *machine)
{
    for (uint32_t i = 0; i < machine->reports_count; i++)
        if (toc_is_relayed(&machine->reports[i]) && machine->reports[i].response != TOC_NONE)
            return true;
    return false;
}

static void mark_counted(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    for (uint32_t i = 0; i < machine->deadlines_count; i++)
        if (machine->deadlines[i].anchor != TOC_NONE)
            engine->memo->is_counted[machine->deadlines[i].anchor] = 1;
    for (uint32_t i = 0; i < machine->codes_count; i++)
        if (machine->codes[i].op == TOC_OP_SINCE)
            engine->memo->is_counted[machine->codes[i].a] = 1;
}

void toc_memo_look_at_hands(toc_engine *engine)
{
    toc_memo *memo = engine->memo;
    memo->is_played = 1;
    for (uint32_t i = 0; i < engine->machine->bodies_count; i++)
        memo->is_played &= engine->bodies[i].is_played;
}

void toc_memo_begin(toc_engine *engine)
{
    const toc_machine *machine = engine->machine;
    toc_memo *memo = engine->memo;
    memo->at = NULL;
    for (toc_memo_way *way = memo->taken; way; way = way->next_taken)
        way->taken = 0;
    memo->taken = NULL;
    if (memo->attempt == 0) {
        memo->credit = memo->attempt = FIRST_CREDIT;
        mark_counted(engine);
        memo->is_fit = engine->traced == 0 && !reads_history(machine) && !reads_calendar(machine) &&
                       !relays_in_response(machine);
    }
    toc_memo_look_at_hands(engine);
}

/* ---- the room ---- */

static void *take_room(toc_memo *memo, size_t size)
{
    size = (size + 15) & ~(size_t)15;
    if (size > memo->room_size - memo->used)
        return NULL;
    void *found = memo->room + memo->used;
    memo->used += size;
    return found;
}

static void forget_all(toc_memo *memo)
{
    memo->at = NULL;
    memo->taken = NULL;
    memo->used = 0;
    memset(memo->states, 0, memo->places * sizeof memo->states[0]);
    memset(memo->ways, 0, memo->places * sizeof memo->ways[0]);
}

/* The state that the engine is in, kept once; NULL: there is no room for it, or it cannot be kept. */
static toc_memo_state *keep(toc_engine *engine)
{
    toc_memo *memo = engine->memo;
    size_t before = memo->used;
    toc_memo_state *state = take_room(memo, sizeof *state + memo->moving_size);
    if (!state) {
        forget_all(memo);
        return NULL;
    }
    memo->used = before; /* until it is known to be new */
    if (!toc_memo_take(engine, state))
        return NULL;
    toc_memo_state **place = &memo->states[state->hash & (memo->places - 1)];
    for (toc_memo_state *other = *place; other; other = other->next)
        if (toc_memo_is_same(memo, state, other))
            return other;
    state->next = *place;
    *place = take_room(memo, sizeof *state + memo->moving_size);
    return state;
}

/* ---- ways ---- */

/* In parts: what was just written in parts is slow to be read as a whole. */
__attribute__((always_inline)) static inline bool are_same_settings(const toc_memo_key *key,
                                                                    const toc_setting *settings,
                                                                    uint32_t count)
{
    if (key->setting_count != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (key->settings[i].id != settings[i].id || key->settings[i].value != settings[i].value)
            return false;
    return true;
}

__attribute__((always_inline)) static inline bool is_by(const toc_memo_way *way, const toc_act *act,
                                                        toc_ms ahead)
{
    const toc_memo_key *key = &way->key;
    uint32_t narrow = (key->verb ^ (uint32_t)act->verb) | (key->id ^ act->id) |
                      (key->body ^ act->body) | (key->other ^ act->other) | act->activation |
                      act->body_count | act->report_count;
    uint64_t wide = (uint64_t)(key->value ^ act->value) |
                    (uint64_t)(key->duration ^ act->duration) | (uint64_t)(key->ahead ^ ahead);
    return (narrow | wide) == 0 && are_same_settings(key, act->settings, act->setting_count);
}

static uint32_t place_of(const toc_memo *memo, const toc_memo_state *from, uint32_t verb,
                         uint32_t id, int64_t value, toc_ms ahead)
{
    uint64_t hash = from->hash + verb;
    hash = (hash ^ id) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 29 ^ (uint64_t)value) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 29 ^ (uint64_t)ahead) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(hash >> 32) & (memo->places - 1);
}

static toc_memo_way *find(const toc_memo *memo, const toc_act *act, toc_ms ahead)
{
    const toc_memo_state *from = memo->at;
    toc_memo_way *way =
        memo->ways[place_of(memo, from, (uint32_t)act->verb, act->id, act->value, ahead)];
    while (way && !(way->from == from && is_by(way, act, ahead)))
        way = way->next;
    return way;
}

/* How time passes, as an act. */
static toc_act passage(toc_ms length)
{
    return (toc_act){.verb = (toc_verb)TOC_MEMO_PASS, .value = length};
}

static void go(toc_memo *memo, toc_memo_way *way, toc_ms now)
{
    if (way->steps && way->taken++ == 0) {
        way->next_taken = memo->taken;
        memo->taken = way;
    }
    memo->at->last = way;
    memo->at = way->to;
    memo->since = now;
    memo->is_loaded = 0;
    memo->hits++;
}

bool toc_memo_act(toc_engine *engine, const toc_act *act)
{
    toc_memo *memo = engine->memo;
    if (!memo->at)
        return false;
    toc_memo_way *way = memo->at->last;
    toc_ms ahead = engine->now - memo->since;
    if (!way || !is_by(way, act, ahead))
        way = find(memo, act, ahead);
    if (!way)
        return false;
    go(memo, way, engine->now);
    return true;
}

bool toc_memo_pass(toc_engine *engine, toc_ms until)
{
    toc_memo *memo = engine->memo;
    if (!memo->at || until < engine->now || until > TOC_ENGINE_TIME_MAX)
        return false;
    if (until - memo->since > memo->at->quiet) {
        toc_act act = passage(until - memo->since);
        toc_memo_way *way = find(memo, &act, 0);
        if (!way)
            return false;
        go(memo, way, until);
    }
    engine->now = until;
    return true;
}

/* ---- between the memo and the engine's own arrays ---- */

/* The counts as they are where the engine stands. */
static void catch_up(toc_memo *memo)
{
    for (toc_memo_way *way = memo->taken; way; way = way->next_taken) {
        for (uint32_t i = 0; i < memo->count_of_counts; i++)
            memo->counts[i] += (uint32_t)way->taken * way->steps[i];
        way->taken = 0;
    }
    memo->taken = NULL;
}

static void load(toc_engine *engine)
{
    toc_memo *memo = engine->memo;
    if (!memo->at || memo->is_loaded)
        return;
    catch_up(memo);
    toc_memo_put(engine, memo->at, memo->since);
    memo->is_loaded = 1;
}

/* Time that passed without anything begins a new instant. */
static void begin_instant(toc_engine *engine)
{
    if (engine->now != engine->memo->since)
        engine->turn = 0, engine->spent = 0;
}

void toc_memo_return(toc_engine *engine)
{
    load(engine);
    begin_instant(engine);
    engine->memo->at = NULL;
}

static bool is_simple(const toc_engine *engine)
{
    const toc_memo *memo = engine->memo;
    bool is_expected = engine->expected_count > 0 && engine->expected_at == engine->now;
    return memo->is_fit && memo->is_played && engine->is_begun && !engine->is_finished &&
           engine->status == TOC_OK && !is_expected;
}

/* May one more state be worked out? */
static bool pays(toc_memo *memo)
{
    uint64_t earned = (memo->hits - memo->credited) / PAYS;
    memo->credited += earned * PAYS;
    memo->credit = memo->credit + earned < MOST_CREDIT ? memo->credit + earned : MOST_CREDIT;
    if (memo->credit > 0) {
        memo->credit--;
        return true;
    }
    memo->rest = memo->attempt * REST;
    memo->attempt = memo->attempt < MOST_CREDIT / 2 ? memo->attempt * 2 : MOST_CREDIT;
    memo->credit = memo->attempt;
    return false;
}

toc_memo_state *toc_memo_from(toc_engine *engine)
{
    toc_memo *memo = engine->memo;
    if (memo->rest > 0 && !memo->at) {
        memo->rest--;
        return NULL;
    }
    load(engine);
    toc_memo_state *from = memo->at;
    if (from)
        begin_instant(engine);
    memo->at = NULL;
    if (!is_simple(engine) || !pays(memo))
        return NULL;
    if (!from) {
        from = keep(engine);
        memo->since = engine->now;
        toc_memo_count(engine, memo->counts);
    }
    return from;
}

/* Not one that speaks of a time or a number of the drill. */
static bool can_be_key(const toc_act *act)
{
    return act->verb != TOC_VERB_FORECAST && act->activation == 0 && act->body_count == 0 &&
           act->report_count == 0 && act->setting_count <= TOC_MEMO_SETTINGS;
}

/* By how much the counts have moved, in room of its own; NULL: not at all.  The counts are then those of
 * now.  False: there is no room. */
static bool note_steps(toc_engine *engine, const uint32_t **out_steps)
{
    toc_memo *memo = engine->memo;
    size_t size = memo->count_of_counts * sizeof memo->counts[0];
    toc_memo_count(engine, memo->by);
    *out_steps = NULL;
    if (memcmp(memo->by, memo->counts, size) == 0)
        return true;
    uint32_t *steps = take_room(memo, size);
    if (!steps)
        return false;
    for (uint32_t i = 0; i < memo->count_of_counts; i++)
        steps[i] = memo->by[i] - memo->counts[i];
    memcpy(memo->counts, memo->by, size);
    *out_steps = steps;
    return true;
}

static bool add_way(toc_engine *engine, toc_memo_state *from, const toc_act *act, toc_ms ahead,
                    toc_memo_state *to)
{
    toc_memo *memo = engine->memo;
    const uint32_t *steps;
    toc_memo_way *way = take_room(memo, sizeof *way);
    if (!way || !note_steps(engine, &steps))
        return false;
    *way = (toc_memo_way){.key = {.verb = (uint32_t)act->verb,
                                  .id = act->id,
                                  .body = act->body,
                                  .other = act->other,
                                  .value = act->value,
                                  .duration = act->duration,
                                  .ahead = ahead,
                                  .setting_count = act->setting_count},
                          .from = from,
                          .to = to,
                          .steps = steps};
    for (uint32_t i = 0; i < act->setting_count; i++)
        way->key.settings[i] = act->settings[i];
    uint32_t place = place_of(memo, from, (uint32_t)act->verb, act->id, act->value, ahead);
    way->next = memo->ways[place];
    memo->ways[place] = way;
    from->last = way;
    return true;
}

void toc_memo_note(toc_engine *engine, toc_memo_state *from, const toc_act *act)
{
    toc_memo *memo = engine->memo;
    toc_ms ahead = engine->now - memo->since;
    toc_act pass = passage(ahead);
    if (engine->status != TOC_OK || (act && !can_be_key(act)))
        return;
    toc_memo_state *to = keep(engine);
    if (!to)
        return; /* and nothing is known any more, or this state is not one to be known */
    if (!add_way(engine, from, act ? act : &pass, act ? ahead : 0, to)) {
        forget_all(memo);
        return;
    }
    memo->at = to;
    memo->since = engine->now;
    memo->is_loaded = 1;
}
