/* test_stretch.c - what is played in stretches leaves the same records and the same engine as the general loop.
 *
 * Two engines play the same drill.  One hands over all kinds of record, so it has no stretches; the other
 * those of duties alone.  Wherever the clock stops, the records of duties so far are the same, line by line,
 * and so is what either engine keeps of steps, ways, units, duties and timers. */
#include "../support/engine_state.h"
#include "../support/random_drill.h"

#include <stdio.h>

enum { ROUNDS = 80, STOPS = 40 };

#define DUTY_KINDS                                                                                 \
    (UINT64_C(1) << TOC_TRACE_DUTY_OPENED | UINT64_C(1) << TOC_TRACE_DUTY_DATED |                  \
     UINT64_C(1) << TOC_TRACE_DUTY_OVERDUE | UINT64_C(1) << TOC_TRACE_DUTY_CLOSED |                \
     UINT64_C(1) << TOC_TRACE_LATE_ACTION)

typedef struct side {
    const toc_machine *machine;
    toc_engine *engine;
    FILE *out;
    char *text;
    size_t size;
} side;

typedef struct pair {
    drill_fixture *f;
    const char *plan;
    side general;
    side quick;
    uint64_t random;
    bool is_wide;     /* many steps go on at the same time */
    bool is_even;     /* all times are whole minutes, and few: much happens at one instant */
    uint64_t entered; /* stretches of the quick one */
} pair;

static uint32_t draw(pair *p, uint32_t bound)
{
    return random_draw(&p->random, bound);
}

/* ---- plans ---- */

#define ADD(...) (text = toc_arena_printf(arena, __VA_ARGS__))

static const char *step_text(pair *p, const char *text, uint32_t number, uint32_t response)
{
    static const char *const pools[] = {"van", "hose", "kit"};
    toc_arena *arena = &p->f->base.arena;
    uint32_t least = 1 + draw(p, 20);

    ADD("%s  step p%u \"P\" { by %s", text, number, draw(p, 4) ? "crew" : "city");
    if (p->is_wide && number > 0 && draw(p, 8)) {
        ADD("%s after p0", text);
    } else if (number > 1 && draw(p, 5)) {
        uint32_t one = draw(p, number);
        uint32_t other = draw(p, number);

        ADD("%s after %sp%u", text, draw(p, 2) ? "" : "any of ", one);
        if (other != one)
            ADD("%s, p%u", text, other);
    }
    switch (p->is_even ? 1 : draw(p, 6)) {
    case 0:
        break;
    case 1:
        ADD("%s takes %umin", text, p->is_even ? least % 3 + 1 : least);
        break;
    case 2:
        ADD("%s takes %u..%umin", text, least, least + draw(p, 30));
        break;
    default:
        ADD("%s takes %u..%u..%umin", text, least, least + draw(p, 9), least + 9 + draw(p, 40));
    }
    if (!p->is_wide && draw(p, 3))
        ADD("%s uses %u %s", text, 1 + draw(p, 2), pools[draw(p, 3)]);
    if (draw(p, 3) == 0) {
        ADD("%s within %umin%s", text, p->is_even ? 4 + 3 * number : 9 * (number + 2) + draw(p, 40),
            draw(p, 3) == 0 ? ""
            : response      ? " of alarm"
                            : " of call");
        if (draw(p, 8) == 0)
            ADD("%s if late notify city", text);
        if (draw(p, 4) == 0)
            ADD("%s grace %umin", text, 1 + draw(p, 30));
    }
    return ADD("%s }\n", text);
}

/* Steps that keep a response from being plain. */
static const char *other_steps(pair *p, const char *text)
{
    toc_arena *arena = &p->f->base.arena;

    if (draw(p, 2))
        ADD("%s  step w \"W\" { by crew after p0 when safe takes 4min }\n", text);
    if (draw(p, 2))
        ADD("%s  decision d \"D\" { by city after p1 yes 50%% -> e  no -> end }\n"
            "  step e \"E\" { by crew after d.yes takes 5..9min }\n",
            text);
    return ADD("%s  step t \"T\" { by crew to city takes 3..9min uses 1 van }\n", text);
}

/* Up to three responses, most of them of plain steps alone, on two events. */
static const char *plan_text(pair *p)
{
    toc_arena *arena = &p->f->base.arena;
    uint32_t responses = 1 + draw(p, 3);
    const char *text = "";

    for (uint32_t i = 0; i < responses; i++) {
        uint32_t steps = (p->is_wide ? 40 : 3) + draw(p, p->is_wide ? 60 : 20);

        ADD("%sresponse r%u \"R\" { on %s%s\n", text, i, i % 2 ? "alarm" : "call",
            draw(p, 2) ? " repeats" : "");
        for (uint32_t k = 0; k < steps; k++)
            text = step_text(p, text, k, i % 2);
        ADD("%s%s}\n", draw(p, 8) ? text : other_steps(p, text), "");
    }
    return ADD("plan random \"R\" { version \"1\"  status draft  language en  timezone \"UTC\" }\n"
               "org crew \"Crew\" { kind unit  duty 24h }\n"
               "org city \"City\" { kind unit  duty 24h }\n"
               "event call \"C\" { seen by crew%s }\n"
               "event alarm \"A\" { seen by city, crew }\n"
               "indicator safe \"S\" { flag  source crew }\n"
               "%s"
               "resource van \"Van\" { owner crew kind equipment count 3 }\n"
               "resource hose \"Hose\" { owner city kind equipment count 2 }\n"
               "resource kit \"Kit\" { owner city kind equipment count 4 }\n",
               draw(p, 3) ? ", city" : "", text);
}

/* ---- both engines ---- */

static void on_record(void *context, const toc_trace *record)
{
    side *s = context;

    if (!(DUTY_KINDS >> record->kind & 1))
        return;
    toc_trace_write(s->machine, record, s->out);
    if (record->kind == TOC_TRACE_DUTY_CLOSED) /* what a sink may ask meanwhile */
        fprintf(s->out, "state %d settled %d\n", (int)toc_engine_node(s->engine, record->id),
                toc_engine_is_settled(s->engine));
}

static void open_side(side *s, const toc_machine *machine, uint64_t kinds, uint64_t seed)
{
    toc_engine_options options = {.seed = seed,
                                  .on_trace = on_record,
                                  .context = s,
                                  .trace_kinds = kinds,
                                  .assume = {[TOC_ASSUME_STEP] = (toc_ms)(seed % 7) * TOC_MINUTE}};

    s->machine = machine;
    s->text = NULL;
    s->out = open_memstream(&s->text, &s->size);
    assert_non_null(s->out);
    assert_int_equal(toc_engine_new(machine, &options, &s->engine), TOC_OK);
}

static void close_side(side *s)
{
    assert_int_equal(fclose(s->out), 0);
    free(s->text);
    toc_engine_free(s->engine);
}

static void complain(const pair *p, const char *what)
{
    fail_msg("%s differ at %lld:\n%s\n", what, (long long)toc_engine_now(p->quick.engine), p->plan);
}

static void check(const pair *p, bool is_same, const char *what)
{
    if (!is_same)
        complain(p, what);
}

/* ---- is it the same engine? ---- */

static void compare_records(const pair *p)
{
    const char *x = p->general.text;
    const char *y = p->quick.text;
    size_t line = 0;

    if (p->general.size == p->quick.size && strcmp(x, y) == 0)
        return;
    for (size_t i = 0; x[i] == y[i]; i++)
        line = x[i] == '\n' ? i + 1 : line;
    fail_msg("the general loop:\n%.400s\na stretch:\n%.400s\n%s", x + line, y + line, p->plan);
}

static void compare(const pair *p)
{
    const toc_machine *machine = p->general.machine;
    const toc_engine *a = p->general.engine;
    const toc_engine *b = p->quick.engine;
    const char *difference = engine_difference(a, b);

    assert_int_equal(fflush(p->general.out), 0);
    assert_int_equal(fflush(p->quick.out), 0);
    compare_records(p);
    check(p, !difference, difference);
    check(p, toc_engine_next(a) == toc_engine_next(b), "next times");
    check(p, toc_engine_is_settled(a) == toc_engine_is_settled(b), "ends");
    for (uint32_t i = 0; i < machine->nodes_count; i++)
        check(p, toc_engine_node(a, i) == toc_engine_node(b, i), "states");
    for (uint32_t i = 0; i < machine->resources_count; i++)
        check(p, toc_engine_resource_free(a, i) == toc_engine_resource_free(b, i), "units");
    assert_true(engine_stretches(b) < UINT64_MAX);
}

/* ---- drills ---- */

static void act(pair *p, const toc_act *act)
{
    toc_status status = toc_engine_act(p->general.engine, act);

    assert_int_equal(toc_engine_act(p->quick.engine, act), status);
}

static toc_act node_act(pair *p, toc_verb verb)
{
    const toc_machine *machine = p->general.machine;
    uint32_t node = draw(p, machine->nodes_count);

    return (toc_act){.verb = verb,
                     .id = node,
                     .other = TOC_DUTY_STEP,
                     .duration = (toc_ms)(1 + draw(p, 60)) * TOC_MINUTE,
                     .body = verb == TOC_VERB_EXTEND ? TOC_NONE : machine->nodes[node].performer,
                     .entry = TOC_NONE};
}

static void change_hands(pair *p)
{
    uint32_t body = draw(p, p->general.machine->bodies_count);
    bool is_played = !engine_is_played(p->general.engine, body);

    toc_status status = toc_engine_set_played(p->general.engine, body, is_played);
    assert_int_equal(toc_engine_set_played(p->quick.engine, body, is_played), status);
}

/* Something that nobody in a stretch has foreseen; @p kind below 11. */
static void disturb(pair *p, uint32_t kind)
{
    static const toc_verb verbs[] = {TOC_VERB_DID, TOC_VERB_EXTEND, TOC_VERB_START, TOC_VERB_FAIL};
    const toc_machine *machine = p->general.machine;
    toc_act change = {.entry = TOC_NONE, .body = TOC_NONE};

    if (kind < 4) {
        change = node_act(p, verbs[kind]);
    } else if (kind < 6) {
        change.verb = TOC_VERB_LOSE;
        change.id = draw(p, machine->resources_count);
        change.value = 1 + draw(p, 2);
    } else if (kind < 7) {
        change.verb = TOC_VERB_UNREACHABLE;
        change.id = draw(p, machine->bodies_count);
        change.duration = (toc_ms)(1 + draw(p, 60)) * TOC_MINUTE;
    } else if (kind < 8) {
        change_hands(p);
        return;
    } else if (kind < 9) {
        change.verb = TOC_VERB_ACTIVATE;
        change.id = draw(p, machine->responses_count);
    } else {
        change.verb = TOC_VERB_INJECT;
        change.id = draw(p, machine->events_count);
    }
    act(p, &change);
}

/* False: both are full. */
static bool go(pair *p, toc_ms until, bool is_inclusive)
{
    toc_status status = is_inclusive ? toc_engine_advance(p->general.engine, until)
                                     : toc_engine_begin(p->general.engine, until);

    assert_int_equal(is_inclusive ? toc_engine_advance(p->quick.engine, until)
                                  : toc_engine_begin(p->quick.engine, until),
                     status);
    assert_true(status == TOC_OK || status == TOC_EFULL);
    compare(p);
    return status == TOC_OK;
}

/* Many short ways and a few long ones, with something happening at many of the stops. */
static bool play_until(pair *p, toc_ms *now)
{
    static const uint32_t lengths[] = {1, 3, 10, 40, 200};
    uint32_t unrest = draw(p, 4);

    for (uint32_t stop = 0; stop < 1 + unrest * STOPS / 4; stop++) {
        *now += (toc_ms)draw(p, p->is_even ? 6 : lengths[draw(p, 5)]) *
                (p->is_even ? TOC_MINUTE : TOC_MINUTE / 2);
        if (!go(p, *now, draw(p, 2) != 0))
            return false;
        if (draw(p, 6) < unrest) {
            disturb(p, draw(p, draw(p, 2) ? 11 : 5));
            compare(p);
        }
    }
    *now += TOC_DAY;
    return go(p, *now, true);
}

static void play_drill(pair *p)
{
    toc_act inject = {.verb = TOC_VERB_INJECT, .id = 0, .body = TOC_NONE, .entry = TOC_NONE};
    toc_ms now = 0;

    assert_true(go(p, 0, false));
    for (inject.id = 0; inject.id < p->general.machine->events_count; inject.id++)
        if (draw(p, 4))
            act(p, &inject);
    if (play_until(p, &now)) {
        toc_status status = toc_engine_finish(p->general.engine, now + TOC_DAY);
        assert_int_equal(toc_engine_finish(p->quick.engine, now + TOC_DAY), status);
        compare(p);
    }
    assert_int_equal(engine_stretches(p->general.engine), 0);
}

/* Three drills of a plan on the same engines. */
static void play_plan(pair *p, uint64_t seed)
{
    open_side(&p->general, p->f->machine, 0, seed);
    open_side(&p->quick, p->f->machine, DUTY_KINDS, seed);
    for (uint32_t drill = 0; drill < 3; drill++) {
        play_drill(p);
        toc_engine_restart(p->general.engine, seed, drill + 1);
        toc_engine_restart(p->quick.engine, seed, drill + 1);
    }
    p->entered = engine_stretches(p->quick.engine);
    close_side(&p->general);
    close_side(&p->quick);
}

static void stretches_leave_the_same_engine(void **state)
{
    uint64_t rounds = random_rounds(ROUNDS);
    uint64_t entered = 0;

    for (uint64_t seed = 1; seed <= rounds; seed++) {
        pair p = {.f = random_begin(state),
                  .random = seed * 37 + 5,
                  .is_even = seed % 3 == 0,
                  .is_wide = seed % 8 == 0};

        p.plan = plan_text(&p);
        if (random_try_plan(p.f, p.plan))
            play_plan(&p, seed);
        entered += p.entered;
        (void)drill_teardown(state);
    }
    print_message("%llu stretches\n", (unsigned long long)entered);
    assert_true(entered > 3 * rounds); /* or this shows nothing */
}

/* All that plans can say, and a response of plain steps among it. */
static void in_all_kinds_of_plans(void **state)
{
    uint64_t rounds = random_rounds(ROUNDS) / 2;

    for (uint64_t seed = 1; seed <= rounds; seed++) {
        pair p = {.f = random_begin(state), .random = seed * 41 + 11};
        random_plan_options options = {.seed = seed, .has_calendar = seed % 2 == 1};
        toc_arena *arena = &p.f->base.arena;
        const char *text = random_plan_text(arena, &options);

        ADD("%sresponse plain \"P\" { on call repeats\n", text);
        for (uint32_t i = 0; i < 12; i++)
            text = step_text(&p, text, i, 0);
        p.plan = ADD("%s}\nresource van \"Van\" { owner crew kind equipment count 3 }\n"
                     "resource hose \"Hose\" { owner city kind equipment count 2 }\n"
                     "resource kit \"Kit\" { owner city kind equipment count 4 }\n",
                     text);
        if (random_try_plan(p.f, p.plan))
            play_plan(&p, seed);
        (void)drill_teardown(state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stretches_leave_the_same_engine),
        cmocka_unit_test(in_all_kinds_of_plans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
