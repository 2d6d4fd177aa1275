/* test_memo.c - an engine that remembers its states answers as one that works everything out.
 *
 * A few acts, and after them all that makes an end of what they have begun, repeat, as long after each other, with
 * others in between; after each of them all that can be asked of both engines is asked, and now and then their
 * whole states are compared. */
#include "../support/random_drill.h"

#include <stdio.h>

#include "../support/memo_peek.h"

enum { ROUNDS = 12, CYCLES = 60, DRAWN_MOST = 12, SWEEPS = 2, CYCLE_MOST = 1024, TRIES = 60 };

typedef struct step {
    toc_act act;
    toc_setting setting;
    uint32_t body; /* of a report: the one receiver */
    toc_ms gap;    /* before it */
} step;

typedef struct pair {
    drill_fixture *f;
    toc_engine *plain; /* with a memo that nothing is put into: for its scratch */
    toc_engine *quick;
    uint64_t state;
    toc_ms clock;
    uint64_t hits; /* before the present engine */
} pair;

static uint32_t any(pair *p, uint32_t below)
{
    return random_draw(&p->state, below > 0 ? below : 1);
}

/* ── acts ── */

static uint32_t ids_of(const toc_machine *m, toc_verb verb)
{
    switch (verb) {
    case TOC_VERB_INJECT:
        return m->events_count;
    case TOC_VERB_START:
    case TOC_VERB_DID:
    case TOC_VERB_DECIDE:
    case TOC_VERB_FAIL:
    case TOC_VERB_APPROVE:
    case TOC_VERB_EXTEND:
        return m->nodes_count;
    case TOC_VERB_DECLARE:
    case TOC_VERB_PROPOSE:
    case TOC_VERB_APPROVE_END:
        return m->ladders_count;
    case TOC_VERB_REPORT:
    case TOC_VERB_ACKNOWLEDGE:
    case TOC_VERB_WITHHOLD:
    case TOC_VERB_ANNOUNCE:
    case TOC_VERB_CLEAR:
        return m->reports_count;
    case TOC_VERB_FORM:
    case TOC_VERB_STAND_DOWN:
    case TOC_VERB_UNREACHABLE:
        return m->bodies_count;
    case TOC_VERB_ACTIVATE:
        return m->responses_count;
    case TOC_VERB_LOSE:
        return m->resources_count;
    case TOC_VERB_NOTE:
    case TOC_VERB_SET:
    case TOC_VERB_PAUSE:
    case TOC_VERB_JUMP:
    case TOC_VERB_FORECAST:
        break;
    }
    return 1;
}

static int64_t value_of(pair *p, toc_verb verb, uint32_t id)
{
    const toc_machine *m = p->f->machine;

    if (verb == TOC_VERB_DECIDE)
        return any(p, 4) ? (int64_t)m->nodes[id].outcomes.first + any(p, 2) : (int64_t)TOC_NONE;
    if (verb == TOC_VERB_DECLARE || verb == TOC_VERB_LOSE)
        return 1 + any(p, 2);
    return any(p, 4) != 0;
}

/* Most of all what moves a drill on. */
static toc_verb any_verb(pair *p)
{
    static const toc_verb usual[] = {TOC_VERB_INJECT, TOC_VERB_SET,     TOC_VERB_DID,
                                     TOC_VERB_DID,    TOC_VERB_DECIDE,  TOC_VERB_REPORT,
                                     TOC_VERB_START,  TOC_VERB_DECLARE, TOC_VERB_APPROVE};

    return any(p, 4) ? usual[any(p, sizeof usual / sizeof usual[0])]
                     : (toc_verb)any(p, TOC_VERB_CLEAR + 1);
}

static void draw_act(pair *p, step *s)
{
    const toc_machine *m = p->f->machine;
    toc_verb verb = any_verb(p);
    uint32_t id = any(p, ids_of(m, verb));

    s->act = (toc_act){.verb = verb,
                       .id = verb == TOC_VERB_SET ? TOC_NONE : id,
                       .body = any(p, 3) ? TOC_NONE : any(p, m->bodies_count),
                       .activation = any(p, 12) ? 0 : 1 + any(p, 3),
                       .other = TOC_NONE,
                       .entry = any(p, 5),
                       .value = value_of(p, verb, id),
                       .duration = (1 + any(p, 90)) * TOC_MINUTE,
                       .settings = &s->setting};
    if (verb == TOC_VERB_SET) {
        s->setting.id = any(p, m->indicators_count);
        s->setting.value = any(p, m->indicators[s->setting.id].type == TOC_TYPE_FLAG ? 2 : 16);
        if (m->indicators[s->setting.id].type != TOC_TYPE_FLAG)
            s->setting.value *= TOC_MICRO;
        s->act.setting_count = 1;
    } else if (verb == TOC_VERB_FORECAST) {
        s->setting = (toc_setting){any(p, m->moments_count), p->clock + any(p, 300) * TOC_MINUTE};
        s->act.setting_count = 1;
    } else if (verb == TOC_VERB_EXTEND) {
        s->act.other = any(p, 2) ? TOC_DUTY_STEP : TOC_DUTY_DECISION;
    } else if (verb == TOC_VERB_REPORT && any(p, 3) == 0 && m->reports[id].receivers.count > 0) {
        s->body = m->ids[m->reports[id].receivers.first];
        s->act.bodies = &s->body;
        s->act.body_count = 1;
    }
}

static void draw_step(pair *p, step *s)
{
    static const toc_ms gaps[] = {0, 0, 1, TOC_SECOND, TOC_MINUTE, 7 * TOC_MINUTE, TOC_HOUR};

    for (int tries = 0; tries < TRIES; tries++) {
        draw_act(p, s);
        if (toc_engine_accepts(p->plain, &s->act))
            break;
    }
    s->gap = any(p, 8) ? gaps[any(p, sizeof gaps / sizeof gaps[0])] : any(p, 600) * TOC_MINUTE;
}

/* All that can happen does, so that all of it is as long ago in each round. */
static uint32_t draw_begin(pair *p, step *steps)
{
    uint32_t count = p->f->machine->events_count;

    for (uint32_t i = 0; i < count; i++)
        steps[i] =
            (step){.gap = TOC_SECOND, .act = {.verb = TOC_VERB_INJECT, .id = i, .body = TOC_NONE}};
    return count;
}

/* Done, decided, approved, told, over: whatever of that there is to do. */
static uint32_t draw_end(pair *p, step *steps)
{
    const toc_machine *m = p->f->machine;
    uint32_t count = 0;

#define ADD(...)                                                                                   \
    steps[count++] = (step)                                                                        \
    {                                                                                              \
        .gap = TOC_SECOND, .act = {.body = TOC_NONE, .other = TOC_NONE, __VA_ARGS__ }              \
    }
    for (uint32_t i = 0; i < m->nodes_count; i++) {
        bool is_decision = m->nodes[i].kind == TOC_M_NODE_DECISION;

        ADD(.verb = TOC_VERB_APPROVE, .id = i, .value = 1);
        ADD(.verb = is_decision ? TOC_VERB_DECIDE : TOC_VERB_DID, .id = i,
            .value = is_decision ? m->nodes[i].outcomes.first : 0);
    }
    for (uint32_t i = 0; i < m->indicators_count; i++) {
        bool is_flag = m->indicators[i].type == TOC_TYPE_FLAG;

        ADD(.verb = TOC_VERB_SET, .id = TOC_NONE, .setting_count = 1);
        steps[count - 1].setting = (toc_setting){i, is_flag};
    }
    for (uint32_t i = 0; i < m->ladders_count; i++) {
        ADD(.verb = TOC_VERB_PROPOSE, .id = i);
        ADD(.verb = TOC_VERB_APPROVE_END, .id = i, .value = 1);
    }
    for (uint32_t i = 0; i < m->reports_count; i++) {
        bool is_announced = m->reports[i].kind == TOC_M_REPORT_ANNOUNCEMENT;

        ADD(.verb = is_announced ? TOC_VERB_CLEAR : TOC_VERB_REPORT, .id = i,
            .value = is_announced);
        ADD(.verb = is_announced ? TOC_VERB_ANNOUNCE : TOC_VERB_REPORT, .id = i);
    }
#undef ADD
    return count;
}

/* ── the two engines ── */

static toc_engine *make(pair *p, uint64_t memo)
{
    toc_engine_options options = {
        .seed = 1, .memo_bytes = memo, .activations_max = 2, .reports_max = 2, .budget = 20000};
    uint8_t played[256];
    toc_engine *engine = NULL;

    assert_true(p->f->machine->bodies_count <= sizeof played);
    memset(played, 1, sizeof played);
    options.played = played;
    assert_int_equal(toc_engine_new(p->f->machine, &options, &engine), TOC_OK);
    assert_int_equal(toc_engine_begin(engine, 0), TOC_OK);
    return engine;
}

static void begin_pair(pair *p, uint64_t memo)
{
    p->plain = make(p, 1 << 20);
    memo_peek_stop(p->plain);
    p->quick = make(p, memo);
    assert_true(memo_peek_is_fit(p->quick));
    p->clock = 0;
}

static void restart_pair(pair *p)
{
    toc_engine_restart(p->plain, 1, 0);
    toc_engine_restart(p->quick, 1, 0);
    p->clock = 0;
    assert_int_equal(toc_engine_begin(p->plain, 0), TOC_OK);
    assert_int_equal(toc_engine_begin(p->quick, 0), TOC_OK);
}

static void same_numbers(const pair *p)
{
    const toc_machine *m = p->f->machine;
    const toc_engine *a = p->plain;
    const toc_engine *b = p->quick;

    assert_int_equal(toc_engine_now(a), toc_engine_now(b));
    assert_int_equal(toc_engine_next(a), toc_engine_next(b));
    assert_int_equal(toc_engine_turn(a), toc_engine_turn(b));
    assert_int_equal(toc_engine_is_settled(a), toc_engine_is_settled(b));
    for (uint32_t i = 0; i < m->ladders_count; i++) {
        assert_int_equal(toc_engine_declared(a, i), toc_engine_declared(b, i));
        assert_int_equal(toc_engine_warranted(a, i), toc_engine_warranted(b, i));
    }
    for (uint32_t i = 0; i < m->indicators_count; i++)
        assert_int_equal(toc_engine_indicator(a, i), toc_engine_indicator(b, i));
    for (uint32_t i = 0; i < m->nodes_count; i++)
        assert_int_equal(toc_engine_node(a, i), toc_engine_node(b, i));
    for (uint32_t i = 0; i < m->responses_count; i++)
        assert_int_equal(toc_engine_response_is_active(a, i), toc_engine_response_is_active(b, i));
    for (uint32_t i = 0; i < m->bodies_count; i++)
        assert_int_equal(toc_engine_body(a, i), toc_engine_body(b, i));
    for (uint32_t i = 0; i < m->resources_count; i++)
        assert_int_equal(toc_engine_resource_free(a, i), toc_engine_resource_free(b, i));
    for (uint32_t i = 0; i < m->reports_count; i++)
        assert_int_equal(toc_engine_may_tell(a, i), toc_engine_may_tell(b, i));
}

/* ── playing ── */

/* The status of both; other than TOC_OK only where they stop for good. */
static toc_status same_status(pair *p, toc_status a, toc_status b)
{
    assert_int_equal(a, b);
    assert_string_equal(toc_engine_error(p->plain), toc_engine_error(p->quick));
    assert_int_equal(toc_engine_full(p->plain), toc_engine_full(p->quick));
    return a;
}

static toc_status both_advance(pair *p)
{
    return same_status(p, toc_engine_advance(p->plain, p->clock),
                       toc_engine_advance(p->quick, p->clock));
}

static toc_status both_act(pair *p, const step *s)
{
    assert_int_equal(toc_engine_is_right(p->plain, &s->act),
                     toc_engine_is_right(p->quick, &s->act));
    return same_status(p, toc_engine_act(p->plain, &s->act), toc_engine_act(p->quick, &s->act));
}

static toc_status both_take_turns(pair *p)
{
    uint32_t turn = 1 + any(p, 3);

    return same_status(p, toc_engine_take_turns(p->plain, turn),
                       toc_engine_take_turns(p->quick, turn));
}

static toc_status both_change_hands(pair *p)
{
    uint32_t body = any(p, p->f->machine->bodies_count);
    bool is_played = any(p, 3) != 0;

    return same_status(p, toc_engine_set_played(p->plain, body, is_played),
                       toc_engine_set_played(p->quick, body, is_played));
}

static toc_status both_expect(pair *p)
{
    uint32_t node = any(p, p->f->machine->nodes_count);
    uint32_t activation = 1 + any(p, 3);

    toc_engine_expect_start(p->plain, node, activation, 0, 0);
    toc_engine_expect_start(p->quick, node, activation, 0, 0);
    return TOC_OK;
}

/* Something that does not repeat. */
static toc_status both_do_other(pair *p)
{
    step s;

    switch (any(p, 6)) {
    case 0:
        return both_take_turns(p);
    case 1:
        return both_change_hands(p);
    case 2:
        return both_expect(p);
    case 3:
        return same_status(p, toc_engine_begin(p->plain, p->clock),
                           toc_engine_begin(p->quick, p->clock));
    default:
        draw_step(p, &s);
        return toc_engine_accepts(p->plain, &s.act) ? both_act(p, &s) : TOC_OK;
    }
}

static toc_status play_step(pair *p, const step *s, bool is_disturbed)
{
    toc_status status;

    step other = *s; /* sometimes another value, from the same state */

    if (s->act.verb == TOC_VERB_SET && any(p, 8) == 0) {
        other.setting.value = s->setting.value == 0;
        other.act.settings = &other.setting;
        s = &other;
    }
    p->clock += s->gap;
    status = s->gap > 0 || any(p, 2) ? both_advance(p) : TOC_OK;
    if (status == TOC_OK && is_disturbed)
        status = both_do_other(p);
    if (status == TOC_OK)
        same_numbers(p);
    if (status == TOC_OK && toc_engine_accepts(p->plain, &s->act))
        status = both_act(p, s);
    if (status == TOC_OK)
        same_numbers(p);
    return status;
}

static void play_cycles(pair *p, uint32_t disturbed)
{
    step *cycle = calloc(CYCLE_MOST, sizeof *cycle);
    uint32_t count = 1 + any(p, DRAWN_MOST);

    assert_non_null(cycle);
    for (uint32_t i = 0; i < count; i++)
        do /* what is lost or forecast does not come again */
            draw_step(p, &cycle[i]);
        while (cycle[i].act.verb == TOC_VERB_LOSE || cycle[i].act.verb == TOC_VERB_FORECAST);
    count += draw_begin(p, &cycle[count]);
    for (uint32_t i = 0; i < SWEEPS && count + 4 * p->f->machine->nodes_count < CYCLE_MOST; i++)
        count += draw_end(p, &cycle[count]);
    for (uint32_t i = 0; i < count; i++)
        cycle[i].act.settings = &cycle[i].setting;
    for (uint32_t round = 0; round < CYCLES; round++) {
        memo_peek_allow(p->quick, count);
        for (uint32_t i = 0; i < count; i++) {
            if (play_step(p, &cycle[i], disturbed > 0 && any(p, disturbed) == 0) != TOC_OK) {
                restart_pair(p);
                break;
            }
            if (any(p, 29) == 0)
                assert_true(memo_peek_is_same(p->plain, p->quick));
        }
    }
    assert_true(memo_peek_is_same(p->plain, p->quick));
    free(cycle);
}

static void play_plan(pair *p, uint64_t seed, uint32_t disturbed)
{
    static const uint64_t rooms[] = {1 << 24, 1 << 25, 1 << 20, 1 << 12};
    random_plan_options options = {.seed = seed, .is_steady = true};

    p->state = seed * 77 + disturbed;
    random_use_plan(p->f, random_plan_text(&p->f->base.arena, &options));
    begin_pair(p, rooms[seed % 4]);
    for (int turn = 0; turn < 3; turn++) {
        play_cycles(p, disturbed);
        if (any(p, 3) == 0)
            restart_pair(p);
    }
    (void)same_status(p, toc_engine_finish(p->plain, p->clock),
                      toc_engine_finish(p->quick, p->clock));
    p->hits += toc_engine_memo_hits(p->quick);
    assert_int_equal(toc_engine_memo_hits(p->plain), 0);
    toc_engine_free(p->plain);
    toc_engine_free(p->quick);
}

static void play_plans(void **state, uint32_t disturbed)
{
    pair p = {.hits = 0};

    for (uint64_t seed = 1; seed <= random_rounds(ROUNDS); seed++) {
        p.f = random_begin(state);
        play_plan(&p, seed, disturbed);
        (void)drill_teardown(state);
    }
    if (p.hits < random_rounds(ROUNDS) * 100)
        fail_msg("the memo has hardly answered: %llu", (unsigned long long)p.hits);
}

static void what_repeats_is_the_same(void **state)
{
    play_plans(state, 0);
}

static void what_is_disturbed_is_the_same(void **state)
{
    play_plans(state, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_repeats_is_the_same),
        cmocka_unit_test(what_is_disturbed_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
