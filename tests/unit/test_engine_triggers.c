/* test_engine_triggers.c - triggers, events and anchors: when they occur, what counts from them. */
#include "../support/drill_fixture.h"

/* 3.1 */
static void on_alone_fires_at_each_occurrence(void **state)
{
    drill *d = *state;
    plan(d, "trigger t \"T\" { on call, alarm }\n");
    at(d, "1min");
    inject(d, "call");
    at(d, "2min");
    inject(d, "alarm");
    inject(d, "alarm");
    assert_int_equal(lines_with(d, "\"trigger\"", NULL), 3);
}

static void when_alone_fires_at_each_rise(void **state)
{
    drill *d = *state;
    plan(d, "trigger t \"T\" { when wind > 10 }\n");
    at(d, "1min");
    set(d, "wind", 11);
    set(d, "wind", 12);
    set(d, "wind", 5);
    set(d, "wind", 11);
    assert_int_equal(lines_with(d, "\"trigger\"", NULL), 2);
}

static void with_both_the_event_fires_while_the_condition_holds(void **state)
{
    drill *d = *state;
    plan(d, "trigger t \"T\" { on call  when wind > 10 }\n");
    at(d, "1min");
    inject(d, "call");
    set(d, "wind", 11); /* a later rise does not fire */
    assert_int_equal(lines_with(d, "\"trigger\"", NULL), 0);
    inject(d, "call");
    assert_int_equal(lines_with(d, "\"trigger\"", NULL), 1);
}

/* 3.2 */
static void a_due_time_never_moves(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on alarm  step a \"A\" { by crew  within 1h of call }\n"
            "  step b \"B\" { by crew  after a  within 2h of call } }\n");
    play(d, "all");
    at(d, "10min");
    inject(d, "call");
    at(d, "20min");
    inject(d, "call");
    inject(d, "alarm"); /* opens: the latest occurrence counts */
    at(d, "30min");
    inject(d, "call"); /* and stays */
    assert_due(d, "r.a", 1, "1h20min");
    assert_due(d, "r.b", 1, "2h20min");
}

static void inside_an_activation_what_started_it_is_its_own(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  repeats\n"
            "  step a \"A\" { by crew  takes 5min }\n"
            "  step b \"B\" { by crew  after a  within 30min of call }\n"
            "  step c \"C\" { by crew  after a  within 10min of a } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "20min");
    inject(d, "call");
    at(d, "25min");
    did_in(d, "r.a", 2);
    at(d, "28min");
    did_in(d, "r.a", 1);
    assert_due(d, "r.b", 1, "30min"); /* of the first activation */
    assert_due(d, "r.b", 2, "50min");
    assert_int_equal(duty_of(d, "r.c", 1)->activation, 2);
    assert_due(d, "r.c", 1, "35min");
    assert_due(d, "r.c", 2, "38min");
}

/* 3.3 */
static void declared_occurs_when_the_ladder_rises_past_it(void **state)
{
    drill *d = *state;
    plan(d, "levels { level low \"L\" { colour blue  when wind >= 5 }\n"
            "  level mid \"M\" { colour yellow  when wind >= 10 }\n"
            "  level high \"H\" { colour red  when wind >= 20 } }\n"
            "trigger t \"T\" { when since(declared mid) >= 0min }\n"
            "report up \"U\" { from crew to office  on declared mid }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 7);
    assert_int_equal(duty_count(d, "up"), 0);
    set(d, "wind", 25); /* from low to high: past it */
    assert_int_equal(duty_count(d, "up"), 1);
    set(d, "wind", 12); /* falling to it is no rise */
    set(d, "wind", 25);
    assert_int_equal(duty_count(d, "up"), 1);
    set(d, "wind", 7);
    set(d, "wind", 12);
    assert_int_equal(duty_count(d, "up"), 2);
}

static void warranted_occurs_before_anybody_declares(void **state)
{
    drill *d = *state;
    plan(d, "levels { declared by office within 1h of warranted low  level low \"L\" { colour blue "
            " when wind >= 5 } }\n"
            "report early \"E\" { from crew to office  on warranted low  within 10min }\n"
            "report later \"L\" { from crew to office  on declared low  within 10min }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 7);
    assert_due(d, "early", 1, "11min");
    assert_due(d, "level.low", 1, "1h1min");
    assert_int_equal(duty_count(d, "later"), 0);
    at(d, "30min");
    declare(d, "level.low");
    assert_due(d, "later", 1, "40min");
}

static void a_start_is_the_first_and_a_completion_the_last(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  takes 10min  at most 3 times }\n"
            "  decision q \"Q\" { by crew  after a  yes -> z  no -> a }\n"
            "  step z \"Z\" { by crew } }\n"
            "response s \"S\" { on alarm  step x \"X\" { by crew  within 3h of start of r.a }\n"
            "  step y \"Y\" { by crew  within 3h of r.a } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "5min");
    start(d, "r.a");
    at(d, "10min");
    did(d, "r.a");
    decide(d, "r.q", "no");
    at(d, "20min");
    start(d, "r.a");
    at(d, "40min");
    did(d, "r.a");
    at(d, "1h");
    inject(d, "alarm");
    assert_due(d, "s.x", 1, "3h5min");
    assert_due(d, "s.y", 1, "3h40min");
}

static void the_end_of_a_level_occurs_when_none_is_declared(void **state)
{
    drill *d = *state;
    plan(d, "levels { level low \"L\" { colour blue  when wind >= 5 } }\n"
            "report over \"O\" { from crew to office  on end of level  within 10min }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 7);
    at(d, "2min");
    set(d, "wind", 1);
    assert_declared(d, "level", "none");
    assert_due(d, "over", 1, "12min");
    assert_int_equal(lines_with(d, "\"ended\"", NULL), 1);
}

/* 3.4 */
static void a_duty_is_undated_until_its_anchor_occurs(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 30min of alarm } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    assert_due(d, "r.a", 1, NULL);
    at(d, "20min");
    inject(d, "alarm");
    assert_due(d, "r.a", 1, "50min");
    assert_int_equal(lines_with(d, "duty-dated", NULL), 1);
    at(d, "25min");
    inject(d, "alarm");
    assert_due(d, "r.a", 1, "50min");
    advance(d, "50min");
    assert_int_equal(lines_with(d, "duty-overdue", NULL), 1);
}

static void a_waiting_step_is_owed_from_when_its_anchor_occurs(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
            "  step b \"B\" { by crew  after a  within 30min of alarm } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    assert_int_equal(duty_count(d, "r.b"), 0);
    at(d, "20min");
    inject(d, "alarm");
    assert_due(d, "r.b", 1, "50min");
}

static void an_anchor_long_past_opens_the_duty_overdue(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on alarm  step a \"A\" { by crew  within 30min of call } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "2h");
    inject(d, "alarm");
    advance(d, "2h");
    assert_due(d, "r.a", 1, "30min");
    assert_int_equal(when(d, "duty-overdue", NULL, 1), ms("2h"));
    did(d, "r.a");
    assert_late(d, "r.a", 1, "1h30min");
}

static void forming_approving_and_ending_may_count_from_an_anchor_too(void **state)
{
    drill *d = *state;
    plan(d,
         "org team \"Team\" { kind group  under office  contact phone \"1\"  contact radio \"1\"\n"
         "  formed by office when wind >= 5 within 30min of alarm }\n"
         "levels { level low \"L\" { colour blue  when wind >= 5 }\n"
         "  end when safe  proposed by crew within 1h of alarm }\n");
    play(d, "all");
    at(d, "1min");
    set(d, "wind", 9);
    set(d, "safe", 1);
    assert_due(d, "team", 1, NULL);
    assert_due(d, "level", 1, NULL);
    at(d, "20min");
    inject(d, "alarm");
    assert_due(d, "team", 1, "50min");
    assert_due(d, "level", 1, "1h20min");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(on_alone_fires_at_each_occurrence),
        TEST(when_alone_fires_at_each_rise),
        TEST(with_both_the_event_fires_while_the_condition_holds),
        TEST(a_due_time_never_moves),
        TEST(inside_an_activation_what_started_it_is_its_own),
        TEST(declared_occurs_when_the_ladder_rises_past_it),
        TEST(warranted_occurs_before_anybody_declares),
        TEST(a_start_is_the_first_and_a_completion_the_last),
        TEST(the_end_of_a_level_occurs_when_none_is_declared),
        TEST(a_duty_is_undated_until_its_anchor_occurs),
        TEST(a_waiting_step_is_owed_from_when_its_anchor_occurs),
        TEST(an_anchor_long_past_opens_the_duty_overdue),
        TEST(forming_approving_and_ending_may_count_from_an_anchor_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
