/* test_engine_properties.c - what holds of every drill: time can be cut anywhere, the trace tells the
 * state, declarations may stand in any order, and a drill without clock can be moved in time. */
#include "../support/random_drill.h"

#include <stdio.h>

enum { ROUNDS = 30, SPLITS = 7, SCENARIOS = 20 };

/* ── a drill by hand: the engine, its trace as text, and the state as the trace tells it ── */

typedef struct shadow { /* rebuilt from the trace alone */
    int64_t *values;
    uint32_t *warranted;
    uint32_t *declared;
    uint8_t *bodies;
    int64_t *free;
    int64_t *debt;
    int64_t *total;
    uint8_t *nodes;
    uint32_t *activations; /* latest of each response */
    uint32_t *active;
    bool is_new_units; /* granted: pays no debt */
} shadow;

typedef struct hand {
    drill_fixture *f;
    const toc_script *script;
    toc_ms later; /* than the script says, everything */
    toc_engine *engine;
    TOC_VEC(toc_trace) records;
    TOC_VEC(toc_duty) duties; /* of each record with one */
    shadow told;
    uint64_t seed;
    bool is_compared;
} hand;

static void shadow_open(hand *h)
{
    const toc_machine *m = h->f->machine;
    toc_arena *arena = &h->f->base.arena;
    shadow *s = &h->told;

    s->values = TOC_NEW_ARRAY(arena, int64_t, m->indicators_count);
    s->warranted = TOC_NEW_ARRAY(arena, uint32_t, m->ladders_count);
    s->declared = TOC_NEW_ARRAY(arena, uint32_t, m->ladders_count);
    s->bodies = toc_arena_alloc(arena, m->bodies_count);
    s->free = TOC_NEW_ARRAY(arena, int64_t, m->resources_count);
    s->debt = TOC_NEW_ARRAY(arena, int64_t, m->resources_count);
    s->total = TOC_NEW_ARRAY(arena, int64_t, m->resources_count);
    s->nodes = toc_arena_alloc(arena, m->nodes_count);
    s->activations = TOC_NEW_ARRAY(arena, uint32_t, m->responses_count);
    s->active = TOC_NEW_ARRAY(arena, uint32_t, m->responses_count);
    for (uint32_t i = 0; i < m->indicators_count; i++)
        s->values[i] = m->indicators[i].initial;
    for (uint32_t i = 0; i < m->resources_count; i++)
        s->free[i] = s->total[i] = m->resources[i].count;
    for (uint32_t i = 0; i < m->bodies_count; i++)
        s->bodies[i] = m->bodies[i].founder == TOC_NONE ? TOC_BODY_ACTIVE : TOC_BODY_ABSENT;
}

static void shadow_lose(shadow *s, uint32_t id, int64_t units)
{
    int64_t at_once = s->free[id] < 0 ? 0 : units < s->free[id] ? units : s->free[id];

    s->total[id] -= units;
    s->free[id] -= at_once;
    s->debt[id] += units - at_once;
}

static void shadow_move(shadow *s, uint32_t id, int64_t units)
{
    if (units < 0 && !s->is_new_units) {
        int64_t paid = -units < s->debt[id] ? -units : s->debt[id];

        s->debt[id] -= paid;
        units += paid;
    }
    s->is_new_units = false;
    s->free[id] -= units;
}

static void shadow_response(hand *h, const toc_trace *record)
{
    const toc_m_response *row = &h->f->machine->responses[record->id];
    shadow *s = &h->told;

    if (record->value == TOC_RESPONSE_OPENED) {
        s->active[record->id]++;
        s->activations[record->id] = record->activation;
        for (uint32_t i = 0; i < row->nodes.count; i++)
            s->nodes[row->nodes.first + i] = TOC_NODE_WAITING;
    } else if (record->value != TOC_RESPONSE_FIRED_AGAIN) {
        s->active[record->id]--;
    }
}

static void shadow_node(hand *h, const toc_trace *record)
{
    const toc_m_node *row = &h->f->machine->nodes[record->id];

    bool goes_on = record->value == TOC_NODE_DONE && record->other == TOC_SERIES_GOES_ON;

    if (record->activation == h->told.activations[row->response])
        h->told.nodes[record->id] = goes_on ? TOC_NODE_READY : (uint8_t)record->value;
}

/* Does the step ask another body for units?  In these plans such a step uses none of its own. */
static bool asks_others(const toc_machine *m, uint32_t node)
{
    toc_range demands = m->nodes[node].demands;

    for (uint32_t i = 0; i < demands.count; i++) {
        if (m->demands[demands.first + i].kind == TOC_DEMAND_REQUEST)
            return true;
    }
    return false;
}

static void shadow_take(hand *h, const toc_trace *record)
{
    shadow *s = &h->told;

    switch ((unsigned)record->kind) {
    case TOC_TRACE_SET:
        s->values[record->id] = record->value;
        break;
    case TOC_TRACE_WARRANTED:
        s->warranted[record->id] = (uint32_t)record->value;
        break;
    case TOC_TRACE_DECLARED:
        s->declared[record->id] = (uint32_t)record->value;
        break;
    case TOC_TRACE_BODY:
        if (!(record->marks & (TOC_MARK_NOT_CALLED_FOR | TOC_MARK_REPEATED)))
            s->bodies[record->id] = (uint8_t)record->value;
        break;
    case TOC_TRACE_LOST:
        shadow_lose(s, record->id, record->value);
        break;
    case TOC_TRACE_GRANTED: /* at once, or when they are ready */
        s->is_new_units = h->f->machine->resources[record->id].ready == 0;
        break;
    case TOC_TRACE_READY:
        s->is_new_units = asks_others(h->f->machine, record->other);
        break;
    case TOC_TRACE_RESOURCE:
        shadow_move(s, record->id, record->value);
        break;
    case TOC_TRACE_RESPONSE:
        shadow_response(h, record);
        break;
    case TOC_TRACE_NODE:
        shadow_node(h, record);
        break;
    default:
        break;
    }
}

#define SAME(what, i, told, is)                                                                    \
    do {                                                                                           \
        if ((int64_t)(told) != (int64_t)(is))                                                      \
            fail_msg("plan %llu at %lld: %s %u is %lld, and the trace says %lld",                  \
                     (unsigned long long)h->seed, (long long)toc_engine_now(h->engine), what, i,   \
                     (long long)(is), (long long)(told));                                          \
    } while (0)

static void compare_states(hand *h)
{
    const toc_machine *m = h->f->machine;
    const shadow *s = &h->told;

    for (uint32_t i = 0; i < m->indicators_count; i++)
        SAME("indicator", i, s->values[i], toc_engine_indicator(h->engine, i));
    for (uint32_t i = 0; i < m->ladders_count; i++) {
        SAME("warranted grade", i, s->warranted[i], toc_engine_warranted(h->engine, i));
        SAME("declared grade", i, s->declared[i], toc_engine_declared(h->engine, i));
    }
    for (uint32_t i = 0; i < m->bodies_count; i++)
        SAME("body", i, s->bodies[i], toc_engine_body(h->engine, i));
    for (uint32_t i = 0; i < m->resources_count; i++)
        SAME("resource", i, s->free[i], toc_engine_resource_free(h->engine, i));
    for (uint32_t i = 0; i < m->responses_count; i++)
        SAME("response", i, s->active[i] > 0, toc_engine_response_is_active(h->engine, i));
    for (uint32_t i = 0; i < m->nodes_count; i++)
        SAME("step", i, s->nodes[i], toc_engine_node(h->engine, i));
}

static void on_record(void *context, const toc_trace *record)
{
    hand *h = context;
    toc_duty none = {0};

    shadow_take(h, record);
    TOC_PUSH(&h->f->base.arena, &h->records, *record);
    TOC_PUSH(&h->f->base.arena, &h->duties, record->duty ? *record->duty : none);
    h->records.items[h->records.count - 1].duty = NULL;
}

static void must(toc_status status)
{
    assert_int_equal(status, TOC_OK);
}

static void hand_open(hand *h)
{
    toc_engine_options options = {.seed = h->script->scenario->seed,
                                  .activations_max = h->script->activations_max,
                                  .history_max = h->script->history_max,
                                  .reports_max = h->script->reports_max,
                                  .start = h->script->scenario->start,
                                  .played = h->script->played,
                                  .on_trace = on_record,
                                  .context = h};

    memcpy(options.assume, h->script->scenario->assume, sizeof options.assume);
    must(toc_engine_new(h->f->machine, &options, &h->engine));
    shadow_open(h);
}

static void look(hand *h)
{
    if (h->is_compared)
        compare_states(h);
}

/* Advances to @p until; with @p cuts, in so many pieces at times drawn from it. */
static void go(hand *h, toc_ms until, uint64_t *cuts)
{
    for (int i = 0; cuts && i < SPLITS; i++) {
        toc_ms now = toc_engine_now(h->engine);

        if (until > now)
            must(toc_engine_advance(
                h->engine, now + (toc_ms)random_draw(cuts, (uint32_t)(until - now) / 2 + 1)));
        look(h);
    }
    while (h->is_compared && toc_engine_next(h->engine) != TOC_MS_NONE &&
           toc_engine_next(h->engine) <= until) { /* timer by timer */
        must(toc_engine_advance(h->engine, toc_engine_next(h->engine)));
        look(h);
    }
    if (until >= toc_engine_now(h->engine))
        must(toc_engine_advance(h->engine, until));
    look(h);
}

/* When moments come is counted from the drill's start, so that they are later as well. */
static toc_act act_of(const hand *h, uint32_t index)
{
    toc_act act = toc_script_act(h->script, index)->act;
    toc_setting *settings;

    if (act.verb != TOC_VERB_FORECAST)
        return act;
    settings = TOC_NEW_ARRAY(&h->f->base.arena, toc_setting, act.setting_count);
    for (uint32_t i = 0; i < act.setting_count; i++)
        settings[i] = (toc_setting){act.settings[i].id, act.settings[i].value + h->later};
    act.settings = settings;
    return act;
}

static void hand_play_on(hand *h, uint64_t *cuts)
{
    must(toc_engine_begin(h->engine, 0));
    look(h);
    for (uint32_t i = 0; i < h->script->act_count; i++) {
        toc_ms at = toc_script_act_at(h->script, i) + h->later;
        toc_act act = act_of(h, i);

        if (at > 0)
            go(h, at - 1, cuts);
        must(toc_engine_begin(h->engine, at));
        must(toc_engine_act(h->engine, &act));
        look(h);
        if (i + 1 == h->script->act_count || toc_script_act_at(h->script, i + 1) + h->later > at)
            go(h, at, NULL);
    }
    go(h, h->script->scenario->end + h->later, cuts);
    must(toc_engine_finish(h->engine, h->script->scenario->end + h->later));
    look(h);
}

static void hand_play(hand *h, uint64_t *cuts)
{
    hand_open(h);
    hand_play_on(h, cuts);
    toc_engine_free(h->engine);
}

/* Acts up to @p count with other draws, whatever comes of it; then back to the beginning. */
static void hand_break_off(hand *h, uint32_t count)
{
    const toc_script *script = h->script;
    toc_status status;

    toc_engine_restart(h->engine, script->scenario->seed, 7 + count);
    shadow_open(h);
    status = toc_engine_begin(h->engine, 0);
    for (uint32_t i = 0; i < count && i < script->act_count && status == TOC_OK; i++) {
        status = toc_engine_begin(h->engine, toc_script_act_at(script, i));
        if (status == TOC_OK)
            status = toc_engine_act(h->engine, &toc_script_act(script, i)->act);
    }
    toc_engine_restart(h->engine, script->scenario->seed, 0);
    shadow_open(h);
    h->records.count = 0;
    h->duties.count = 0;
}

/* ── how two traces compare ── */

static toc_ms later(toc_ms at, toc_ms by)
{
    return at == TOC_MS_NONE ? at : at + by;
}

static bool is_same_duty(const toc_duty *a, const toc_duty *b, toc_ms by)
{
    toc_duty moved = *a;

    moved.opened = later(a->opened, by);
    moved.clock = later(a->clock, by);
    moved.due = later(a->due, by);
    moved.closed = a->state == TOC_DUTY_OPEN ? a->closed : later(a->closed, by);
    return moved.number == b->number && moved.kind == b->kind && moved.id == b->id &&
           moved.owner == b->owner && moved.activation == b->activation &&
           moved.occurrence == b->occurrence && moved.state == b->state &&
           moved.reason == b->reason && moved.marks == b->marks && moved.by == b->by &&
           moved.opened == b->opened && moved.clock == b->clock && moved.due == b->due &&
           moved.closed == b->closed && moved.grace == b->grace;
}

static bool is_same_record(const toc_trace *a, const toc_trace *b, toc_ms by)
{
    toc_ms come = a->kind == TOC_TRACE_FORECAST ? by : 0;

    return a->at + by == b->at && a->kind == b->kind && a->id == b->id &&
           a->activation == b->activation && a->occurrence == b->occurrence && a->body == b->body &&
           a->other == b->other && a->marks == b->marks && a->entry == b->entry &&
           a->value + come == b->value;
}

static void assert_same(const hand *a, const hand *b, toc_ms by)
{
    for (uint32_t i = 0; i < a->records.count && i < b->records.count; i++) {
        if (!is_same_record(&a->records.items[i], &b->records.items[i], by) ||
            !is_same_duty(&a->duties.items[i], &b->duties.items[i],
                          a->duties.items[i].number ? by : 0))
            fail_msg("plan %llu: record %u differs: at %lld and %lld, %s and %s",
                     (unsigned long long)a->seed, i, (long long)a->records.items[i].at,
                     (long long)b->records.items[i].at,
                     toc_trace_kind_word((toc_trace_kind)a->records.items[i].kind),
                     toc_trace_kind_word((toc_trace_kind)b->records.items[i].kind));
    }
    assert_int_equal(a->records.count, b->records.count);
}

/* ── the properties ── */

static random_play play_of(uint64_t seed)
{
    return (random_play)(seed % 3);
}

static hand hand_of(drill_fixture *f, const toc_script *script, uint64_t seed)
{
    return (hand){.f = f, .script = script, .seed = seed};
}

static void time_can_be_cut_anywhere(void **state)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        drill_fixture *f = random_begin(state);
        const toc_script *script = random_script(f, seed, play_of(seed));
        hand whole = hand_of(f, script, seed);
        hand pieces = hand_of(f, script, seed);
        uint64_t cuts = seed * 31 + 7;

        hand_play(&whole, NULL);
        hand_play(&pieces, &cuts);
        assert_true(whole.records.count > 20);
        assert_same(&whole, &pieces, 0);
        (void)drill_teardown(state);
    }
}

static void a_drill_that_begins_anew_is_a_new_one(void **state)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        drill_fixture *f = random_begin(state);
        const toc_script *script = random_script(f, seed, play_of(seed));
        hand fresh = hand_of(f, script, seed);
        hand again = hand_of(f, script, seed);

        hand_play(&fresh, NULL);
        hand_open(&again);
        for (uint32_t count = 0; count <= script->act_count + 1; count += 1 + script->act_count / 3)
            hand_break_off(&again, count);
        hand_play_on(&again, NULL);
        assert_same(&fresh, &again, 0);
        hand_break_off(&again, 0); /* and after a whole one */
        hand_play_on(&again, NULL);
        toc_engine_free(again.engine);
        assert_same(&fresh, &again, 0);
        (void)drill_teardown(state);
    }
}

static void the_trace_tells_the_state(void **state)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        drill_fixture *f = random_begin(state);
        toc_script *script = random_script(f, seed, play_of(seed));

        for (uint64_t k = 0; k < SCENARIOS && script; k++) {
            hand h = hand_of(f, script, seed);

            h.is_compared = true;
            hand_play(&h, NULL);
            script = drill_bind(
                f, random_scenario_text(&f->base.arena, seed * 1000 + k, play_of(k), RANDOM_START));
        }
        assert_non_null(script);
        (void)drill_teardown(state);
    }
}

static void declarations_may_stand_in_any_order(void **state)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        drill_fixture *f = random_begin(state);
        random_plan_options options = {.seed = seed, .has_calendar = seed % 2 == 1};
        const char *scenario =
            random_scenario_text(&f->base.arena, seed, play_of(seed), RANDOM_START);
        const char *expected =
            random_trace(f, random_plan_text(&f->base.arena, &options), scenario);

        options.shuffle = seed * 101 + 3;
        if (strcmp(expected,
                   random_trace(f, random_plan_text(&f->base.arena, &options), scenario)) != 0)
            fail_msg("plan %llu: its declarations in another order give another drill",
                     (unsigned long long)seed);
        (void)drill_teardown(state);
    }
}

static void a_drill_without_clock_can_be_moved(void **state)
{
    for (uint64_t seed = 2; seed <= random_rounds(ROUNDS); seed += 2) { /* even: no calendar */
        drill_fixture *f = random_begin(state);
        const toc_script *script = random_script(f, seed, play_of(seed / 2));
        toc_ms by = 1 + (toc_ms)(seed * 7919 % 100000) * 997;
        hand now = hand_of(f, script, seed);
        hand then = hand_of(f, script, seed);

        then.later = by;
        hand_play(&now, NULL);
        hand_play(&then, NULL);
        assert_same(&now, &then, by);
        (void)drill_teardown(state);
    }
}

/* Every instant of a drill has one verdict for each ladder, and the verdict fits the grades. */
static void judged_once(const toc_score *score, uint64_t seed)
{
    for (uint32_t i = 0; i < score->judgements.count; i++) {
        const toc_judgement *row = &score->judgements.items[i];
        toc_ms total = 0;
        toc_ms reached = 0;

        for (uint32_t k = 0; k < row->stretches.count; k++) {
            const toc_judged *judged = &row->stretches.items[k];
            bool is_low =
                judged->verdict == TOC_VERDICT_DECIDING || judged->verdict == TOC_VERDICT_UNDER;
            bool is_high =
                judged->verdict == TOC_VERDICT_HOLDING || judged->verdict == TOC_VERDICT_OVER;

            if (judged->from != reached || judged->to <= judged->from ||
                is_low != (judged->declared < judged->warranted) ||
                is_high != (judged->declared > judged->warranted))
                fail_msg("plan %llu: stretch %u of ladder %u is judged wrongly",
                         (unsigned long long)seed, k, i);
            reached = judged->to;
        }
        for (unsigned k = 0; k < TOC_VERDICT_COUNT; k++)
            total += row->total[k];
        assert_int_equal(reached, score->drill->end);
        assert_int_equal(total, score->drill->end);
    }
}

static void every_instant_has_one_verdict(void **state)
{
    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        drill_fixture *f = random_begin(state);
        random_plan_options options = {.seed = seed, .has_calendar = seed % 2 == 1};

        random_use_plan(f, random_plan_text(&f->base.arena, &options));
        for (uint64_t k = 0; k < 5; k++)
            judged_once(drill_score(f, random_scenario_text(&f->base.arena, seed * 50 + k,
                                                            play_of(k), RANDOM_START)),
                        seed);
        (void)drill_teardown(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_can_be_cut_anywhere),
        cmocka_unit_test(a_drill_that_begins_anew_is_a_new_one),
        cmocka_unit_test(the_trace_tells_the_state),
        cmocka_unit_test(declarations_may_stand_in_any_order),
        cmocka_unit_test(a_drill_without_clock_can_be_moved),
        cmocka_unit_test(every_instant_has_one_verdict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
