/* test_engine_order.c - one instant: what comes first, what is seen between, what decides ties. */
#include "../support/drill_fixture.h"

#include <stdio.h>
#include <string.h>

/* 1.1: entries, then timers, then deadlines; what a timer sets off still comes before deadlines. */
static void timers_of_an_instant_come_before_its_deadlines(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 10min  within 10min }\n"
            "  step b \"B\" { by crew  after a  within 1h } }\n");
    at(d, "0min");
    inject(d, "call");
    advance(d, "10min");
    assert_met(d, "r.a", 1);
    assert_int_equal(lines_with(d, "duty-overdue", NULL), 0);
    assert_node(d, "r.b", TOC_NODE_DONE); /* armed for this instant meanwhile: it still runs */
}

static void an_entry_at_the_very_deadline_is_in_time(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 10min } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    did(d, "r.a");
    advance(d, "10min");
    assert_met(d, "r.a", 1);
    assert_int_equal(lines_with(d, "duty-overdue", NULL), 0);
}

/* 1.4: `if late` acts once, when the duty is still open; a done at that instant is still met. */
static void lateness_acts_once_and_an_act_at_that_instant_still_meets(void **state)
{
    drill *d = *state;
    plan(d,
         "response r \"R\" { on call  step a \"A\" { by crew  within 10min  if late do help } }\n"
         "response help \"Help\" { step h \"H\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    advance(d, "10min");
    assert_int_equal(lines_with(d, "late-action", "help"), 1);
    assert_active(d, "help", true);
    did(d, "r.a");
    assert_met(d, "r.a", 1);
    advance(d, "1h");
    assert_int_equal(lines_with(d, "late-action", NULL), 1);
}

static void a_millisecond_after_is_late(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 10min } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    toc_act done = {.verb = TOC_VERB_DID,
                    .id = node_id(d, "r.a"),
                    .body = TOC_NONE,
                    .other = TOC_NONE,
                    .entry = TOC_NONE};
    assert_int_equal(toc_engine_begin(d->engine, ms("10min") + 1), TOC_OK);
    assert_int_equal(act(d, &done), TOC_OK);
    const toc_duty *duty = duty_of(d, "r.a", 1);
    assert_int_equal(duty->state, TOC_DUTY_LATE);
    assert_int_equal(duty->closed - duty->due, 1);
}

/* 1.2: one entry is atomic, two of one instant are not. */
static const char both[] = "trigger odd \"Odd\" { when wind > 5 and not safe }\n";

static void two_indicators_in_one_entry_change_together(void **state)
{
    drill *d = *state;
    plan(d, both);
    at(d, "1min");
    set_both(d, "wind", 9, "safe", 1);
    assert_int_equal(lines_with(d, "trigger", "odd"), 0);
}

static void two_entries_of_one_instant_come_one_after_the_other(void **state)
{
    drill *d = *state;
    plan(d, both);
    at(d, "1min");
    set(d, "wind", 9);
    set(d, "safe", 1);
    assert_int_equal(lines_with(d, "trigger", "odd"), 1);
}

static void a_grade_between_two_entries_of_one_instant_is_seen(void **state)
{
    drill *d = *state;
    plan(d, "levels { level low \"L\" { colour blue  when wind >= 5 }\n"
            "  level high \"H\" { colour red  when wind >= 10 } }\n"
            "response r \"R\" { on level is low  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 12);
    set(d, "wind", 7);
    set(d, "wind", 12);
    assert_int_equal(lines_with(d, "declared", NULL), 3);
    assert_int_equal(lines_with(d, "response", "opened"), 1);
    assert_int_equal(lines_with(d, "response", "stopped"), 1);
}

/* 1.3: the order of kinds in one instant. */
static void kinds_react_in_their_order(void **state)
{
    drill *d = *state;
    plan(d,
         "trigger big \"Big\" { when wind >= 10 }\n"
         "levels { level low \"L\" { colour blue  when wind >= 10 } }\n"
         "org team \"Team\" { kind group  under office  contact phone \"1\"  contact radio \"1\"\n"
         "  formed by office when wind >= 10 within 1h }\n"
         "response calm \"C\" { on level below low  step z \"Z\" { by crew } }\n"
         "response a-late \"A\" { on big  step s \"S\" { by crew }  report tell \"T\" { from crew "
         "to office  on big  within 1h } }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 12);
    assert_order(d, "\"kind\":\"trigger\"", "\"kind\":\"warranted\"");
    assert_order(d, "\"kind\":\"warranted\"", "\"kind\":\"declared\"");
    assert_order(d, "\"kind\":\"declared\"", "\"state\":\"forming\"");
    assert_order(d, "\"state\":\"forming\"", "\"state\":\"opened\"");
    assert_order(d, "\"state\":\"opened\"", "\"state\":\"ready\"");
    assert_order(d, "\"state\":\"ready\"", "\"of\":\"report\"");
}

static void a_response_closes_before_another_opens(void **state)
{
    drill *d = *state;
    plan(d, "levels { level low \"L\" { colour blue  when wind >= 5 }\n"
            "  level high \"H\" { colour red  when wind >= 10 } }\n"
            "response a \"A\" { on level is high  step s \"S\" { by crew } }\n"
            "response b \"B\" { on level is low  step s \"S\" { by crew } }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 7);
    at(d, "2min");
    set(d, "wind", 12);
    assert_order(d, "\"name\":\"b\",\"activation\":1,\"state\":\"stopped\"",
                 "\"name\":\"a\",\"activation\":1,\"state\":\"opened\"");
}

static void ties_go_by_full_name(void **state)
{
    drill *d = *state;
    plan(d, "response zoo \"Z\" { on call  step b \"B\" { by crew  within 5min } }\n"
            "response ant \"A\" { on call  step b \"B\" { by crew  within 5min }\n"
            "  step a \"A\" { by crew  within 5min } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    advance(d, "5min");
    assert_order(d, "\"name\":\"ant\"", "\"name\":\"zoo\"");
    assert_order(d, "\"kind\":\"duty-overdue\",\"name\":\"ant.a\"",
                 "\"kind\":\"duty-overdue\",\"name\":\"ant.b\"");
    assert_order(d, "\"kind\":\"duty-overdue\",\"name\":\"ant.b\"",
                 "\"kind\":\"duty-overdue\",\"name\":\"zoo.b\"");
}

/* 1.5 */
static void what_holds_before_the_first_entry_rises_at_the_start(void **state)
{
    drill *d = *state;
    plan(d, "indicator hot \"Hot\" { flag  initial yes }\n"
            "trigger burns \"Burns\" { when hot }\n"
            "trigger stays \"Stays\" { when hot for 10min }\n"
            "levels { level low \"L\" { colour blue  when hot } }\n");
    advance(d, "10min");
    assert_int_equal(when(d, "trigger", "burns", 1), 0);
    assert_int_equal(when(d, "warranted", "low", 1), 0);
    assert_int_equal(when(d, "trigger", "stays", 1), ms("10min"));
}

static void a_first_entry_at_the_start_comes_after_the_first_reading(void **state)
{
    drill *d = *state;
    plan(d, "indicator hot \"Hot\" { flag  initial yes }\n"
            "trigger burns \"Burns\" { when hot }\n");
    at(d, "0min");
    set(d, "hot", 0);
    assert_order(d, "burns", "\"kind\":\"set\"");
}

enum { MANY = 90 };

/* Due times with @p stride: 1 rising, 89 falling, 37 mixed; two steps have the same. */
static toc_ms due_of_many(unsigned step, unsigned stride)
{
    return (10 + (toc_ms)step * stride % MANY / 2 * 2) * TOC_MINUTE;
}

/* Those left fire in order of time, and of name where that is the same; none of those taken out. */
static void assert_many_in_order(drill *d, unsigned stride, unsigned taken_out)
{
    toc_ms before = 0;
    unsigned last = 0;
    unsigned seen = 0;
    for (uint32_t i = 0; i < d->lines.count; i++) {
        unsigned step;
        const char *name = strstr(d->lines.items[i], "r.s");
        if (!strstr(d->lines.items[i], "duty-overdue") || !name ||
            sscanf(name, "r.s%02u", &step) != 1)
            continue;
        toc_ms due = due_of_many(step, stride);
        assert_true(due > before || (due == before && step > last));
        assert_true(step % 3 != taken_out);
        before = due;
        last = step;
        seen++;
    }
    assert_int_equal(seen, taken_out < 3 ? MANY - MANY / 3 : MANY);
}

static void play_many(drill *d, unsigned stride, unsigned taken_out)
{
    const char *text = "response r \"R\" { on call\n";
    for (unsigned i = 0; i < MANY; i++)
        text = toc_arena_printf(&d->arena, "%s  step s%02u \"S\" { by crew  within %umin }\n", text,
                                i, (unsigned)(due_of_many(i, stride) / TOC_MINUTE));
    plan(d, toc_arena_printf(&d->arena, "%s}\n", text));
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    for (unsigned i = taken_out; taken_out < 3 && i < MANY; i += 3)
        did(d, toc_arena_printf(&d->arena, "r.s%02u", i));
    advance(d, "3h");
    assert_many_in_order(d, stride, taken_out);
}

/* More timers than the short list of the next ones holds; every third, of each class of three, taken out
 * again, or none. */
static void many_timers_fire_in_order(void **state)
{
    static const unsigned strides[] = {1, 37, 89};
    for (unsigned i = 0; i < 12; i++) {
        play_many(*state, strides[i / 4], i % 4);
        (void)drill_teardown(state);
        (void)drill_setup(state);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(many_timers_fire_in_order),
        TEST(timers_of_an_instant_come_before_its_deadlines),
        TEST(an_entry_at_the_very_deadline_is_in_time),
        TEST(lateness_acts_once_and_an_act_at_that_instant_still_meets),
        TEST(a_millisecond_after_is_late),
        TEST(two_indicators_in_one_entry_change_together),
        TEST(two_entries_of_one_instant_come_one_after_the_other),
        TEST(a_grade_between_two_entries_of_one_instant_is_seen),
        TEST(kinds_react_in_their_order),
        TEST(a_response_closes_before_another_opens),
        TEST(ties_go_by_full_name),
        TEST(what_holds_before_the_first_entry_rises_at_the_start),
        TEST(a_first_entry_at_the_start_comes_after_the_first_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
