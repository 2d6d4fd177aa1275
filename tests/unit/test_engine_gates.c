/* test_engine_gates.c - what a simulated step waits for: body, hours, reach, approval, post. */
#include "../support/drill_fixture.h"

#define BLOCKED(why) "\"state\":\"blocked\",\"blocked\":\"" why "\""

static const char team[] =
    "org team \"Team\" { kind group  under office  contact phone \"1\"  contact "
    "radio \"1\"  formed by office when wind > 10 within 1h }\n";

/* 6.6, in their order */
static void a_body_that_is_not_formed_cannot_start(void **state)
{
    drill *d = *state;
    plan(d,
         toc_arena_printf(&d->arena, "%s%s", team,
                          "response r \"R\" { on call  step a \"A\" { by team  takes 10min } }\n"));
    play(d, "office");
    at(d, "0min");
    inject(d, "call");
    assert_int_equal(lines_with(d, "r.a", BLOCKED("absent")), 1);
    at(d, "20min");
    set(d, "wind", 20);
    assert_node(d, "r.a", TOC_NODE_BLOCKED); /* forming is not formed */
    at(d, "30min");
    form(d, "team");
    assert_node(d, "r.a", TOC_NODE_RUNNING);
    advance(d, "1h");
    assert_met(d, "r.a", 1);
}

static void off_duty_bars_starting(void **state)
{
    drill *d = *state;
    plan(
        d,
        "org clerks \"Clerks\" { kind office  duty 08:00..17:00 mon..fri  contact phone \"1\"  "
        "contact email \"1\"\n  post head \"Head\" { contact phone \"2\"  contact email \"2\" } }\n"
        "response r \"R\" { on call  step a \"A\" { by clerks  within 40min  takes 30min }\n"
        "  step b \"B\" { by clerks.head } }\n");
    d->options.start = ms("2h"); /* a Thursday */
    at(d, "0min");
    inject(d, "call");
    assert_int_equal(lines_with(d, "r.a", BLOCKED("off-duty")), 1);
    assert_int_equal(lines_with(d, "r.b", BLOCKED("off-duty")), 1); /* its org's hours */
    assert_false(toc_engine_is_settled(d->engine));
    advance(d, "10h");
    assert_int_equal(when(d, "r.a", "running", 1), ms("6h"));
    assert_int_equal(duty_of(d, "r.a", 1)->due, ms("40min")); /* deadlines run day and night */
    assert_late(d, "r.a", 1, "5h50min");
}

static void off_duty_does_not_bar_going_on(void **state)
{
    drill *d = *state;
    plan(d, "org clerks \"Clerks\" { kind office  duty 08:00..17:00 mon..fri  contact phone \"1\"  "
            "contact email \"1\" }\n"
            "response r \"R\" { on call  step a \"A\" { by clerks  takes 3h } }\n");
    d->options.start = ms("16h30min");
    at(d, "0min");
    inject(d, "call");
    advance(d, "5h");
    assert_met(d, "r.a", 1);
    assert_int_equal(duty_of(d, "r.a", 1)->closed, ms("3h"));
}

static void out_of_reach_bars_starting(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew.lead  takes 10min } }\n");
    at(d, "0min");
    unreachable(d, "crew", "30min"); /* and with it its posts */
    inject(d, "call");
    assert_int_equal(lines_with(d, "r.a", BLOCKED("unreachable")), 1);
    advance(d, "1h");
    assert_int_equal(when(d, "r.a", "running", 1), ms("30min"));
}

static void a_longer_absence_is_kept(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew } }\n");
    at(d, "0min");
    unreachable(d, "crew", "30min");
    unreachable(d, "crew", "10min");
    inject(d, "call");
    advance(d, "1h");
    assert_int_equal(when(d, "r.a", "running", 1), ms("30min"));
    assert_int_equal(lines_with(d, "\"kind\":\"unreachable\"", NULL), 2);
}

static void the_clock_of_the_step_runs_through_all_gates(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 20min  takes 10min\n"
            "  needs approval by office } }\n");
    play(d, "office");
    at(d, "0min");
    inject(d, "call");
    assert_int_equal(lines_with(d, "r.a", BLOCKED("approval")), 1);
    at(d, "15min");
    approve(d, "r.a", true);
    advance(d, "1h");
    assert_due(d, "r.a", 1, "20min");
    assert_late(d, "r.a", 1, "5min");
}

static void with_and_to_are_no_gates(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  with office  to city } }\n");
    at(d, "0min");
    unreachable(d, "office", "5h");
    unreachable(d, "city", "5h");
    inject(d, "call");
    advance(d, "1h");
    assert_int_equal(when(d, "r.a", "\"done\"", 1), 0);
}

/* A body does any number of steps, a post one: first ready, first served. */
static void a_body_does_several_steps_at_once(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  takes 10min }\n"
            "  step b \"B\" { by crew  takes 10min } }\n");
    at(d, "0min");
    inject(d, "call");
    assert_node(d, "r.a", TOC_NODE_RUNNING);
    assert_node(d, "r.b", TOC_NODE_RUNNING);
}

static void a_post_does_one_step_after_the_other(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step c \"C\" { by crew.lead  takes 10min }\n"
            "  step z \"Z\" { by crew.lead  takes 10min }\n"
            "  step x \"X\" { by crew  takes 5min }\n"
            "  step a \"A\" { by crew.lead  after x  takes 10min } }\n");
    at(d, "0min");
    inject(d, "call");
    assert_int_equal(lines_with(d, "r.z", BLOCKED("busy")), 1);
    advance(d, "1h");
    assert_int_equal(when(d, "r.c", "running", 1), 0);
    assert_int_equal(when(d, "r.z", "running", 1), ms("10min")); /* ready before `a` was */
    assert_int_equal(when(d, "r.a", "running", 1), ms("20min"));
}

static void a_newcomer_of_that_instant_does_not_overtake(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step m \"M\" { by crew.lead  takes 10min }\n"
            "  step n \"N\" { by crew.lead  takes 10min }\n"
            "  step a \"A\" { by crew.lead  after m  takes 10min } }\n");
    at(d, "0min");
    inject(d, "call");
    advance(d, "1h");
    assert_int_equal(when(d, "r.n", "running", 1), ms("10min"));
    assert_int_equal(when(d, "r.a", "running", 1), ms("20min"));
}

static void a_cancelled_step_lets_the_next_go(void **state)
{
    drill *d = *state;
    plan(
        d,
        "levels warning { level low \"L\" { colour blue  when wind > 10 } }\n"
        "response r \"R\" { on warning at least low  step b \"B\" { by crew.lead  takes 10min } }\n"
        "response a \"A\" { on call  step a \"A\" { by crew.lead  takes 5min } }\n"
        "response s \"S\" { on alarm  step c \"C\" { by crew.lead  takes 10min } }\n");
    at(d, "0min");
    inject(d, "call");
    set(d, "wind", 20);
    at(d, "1min");
    inject(d, "alarm");
    at(d, "5min");
    set(d, "wind", 0); /* at this instant the post is free, and `b` is cancelled before it begins */
    advance(d, "1h");
    assert_node(d, "r.b", TOC_NODE_CANCELLED);
    assert_int_equal(when(d, "s.c", "running", 1), ms("5min"));
}

static void a_post_that_stops_waiting_wakes_the_next(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew.lead  takes 10min }\n"
            "  step b \"B\" { by crew.lead  takes 10min  uses 2 pump }\n"
            "  step c \"C\" { by crew.lead  takes 10min }\n"
            "  step x \"X\" { by crew  takes 40min  uses 1 pump } }\n");
    at(d, "0min");
    inject(d, "call");
    advance(d, "2h");
    assert_int_equal(when(d, "r.c", "running", 1), ms("10min")); /* `b` has no pumps yet */
    assert_int_equal(when(d, "r.b", "running", 1), ms("40min"));
}

static void resources_do_not_make_a_post_do_two_steps(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a-first \"X\" { by crew  takes 15min  uses 1 pump }\n"
            "  step b \"B\" { by crew.lead  takes 10min  uses 2 pump }\n"
            "  step c \"C\" { by crew.lead  after a-first  takes 10min }\n"
            "  step y \"Y\" { by crew  takes 14min }\n"
            "  step a \"A\" { by crew.lead  after y  takes 10min } }\n");
    at(d, "0min");
    inject(d, "call");
    advance(d, "2h"); /* at 15 min the pumps are back, and the post is at `a` until 24 */
    assert_int_equal(when(d, "r.a\"", "running", 1), ms("14min"));
    assert_true(when(d, "r.b", "running", 1) >= ms("24min"));
    toc_ms b = when(d, "r.b", "running", 1), c = when(d, "r.c", "running", 1);
    assert_true(b - c >= ms("10min") || c - b >= ms("10min"));
}

static void a_played_body_is_not_asked(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  takes 10min } }\n");
    play(d, "crew");
    at(d, "0min");
    inject(d, "call");
    advance(d, "1h");
    assert_node(d, "r.a", TOC_NODE_READY);
}

/* 6.8 */
static void what_fails_frees_what_it_used_and_can_be_done_later(void **state)
{
    drill *d = *state;
    plan(d,
         "response r \"R\" { on call  step a \"A\" { by crew  within 1h  uses 1 pump  consumes 10 "
         "foam } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    start(d, "r.a");
    at(d, "10min");
    fail_step(d, "r.a");
    assert_node(d, "r.a", TOC_NODE_FAILED);
    assert_open(d, "r.a", 1);
    assert_free(d, "pump", 2);
    assert_free(d, "foam", 90);
    at(d, "20min");
    did(d, "r.a");
    assert_met(d, "r.a", 1);
    assert_free(d, "foam", 90); /* the same attempt */
    assert_free(d, "pump", 2);
}

static void a_failed_step_that_is_never_done_is_missed(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    fail_step(d, "r.a");
    finish(d, "2h");
    assert_missed(d, "r.a", 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_body_that_is_not_formed_cannot_start),
        TEST(off_duty_bars_starting),
        TEST(off_duty_does_not_bar_going_on),
        TEST(out_of_reach_bars_starting),
        TEST(a_longer_absence_is_kept),
        TEST(the_clock_of_the_step_runs_through_all_gates),
        TEST(with_and_to_are_no_gates),
        TEST(a_body_does_several_steps_at_once),
        TEST(a_post_does_one_step_after_the_other),
        TEST(a_newcomer_of_that_instant_does_not_overtake),
        TEST(a_cancelled_step_lets_the_next_go),
        TEST(a_post_that_stops_waiting_wakes_the_next),
        TEST(resources_do_not_make_a_post_do_two_steps),
        TEST(a_played_body_is_not_asked),
        TEST(what_fails_frees_what_it_used_and_can_be_done_later),
        TEST(a_failed_step_that_is_never_done_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
