/* test_engine_succession.c - who steps in for a post that cannot be reached (exact rules 9.1, 9.2). */
#include "../support/drill_fixture.h"

#define HQ                                                                                         \
    "org hq \"HQ\" { kind lead  duty 24h\n"                                                        \
    "  post head \"Head\"\n"                                                                       \
    "  post deputy \"Deputy\" { succeeds head }\n"                                                 \
    "  post third \"Third\" { succeeds deputy } }\n"

static const char *who_did(drill *d, const char *subject, unsigned n)
{
    uint32_t by = duty_of(d, subject, n)->by;
    return by == TOC_NONE ? "" : toc_machine_text(d->machine, d->machine->bodies[by].head.name);
}

static const char *who_approved(drill *d, const char *step)
{
    uint32_t by = duty_of_kind(d, TOC_DUTY_APPROVAL, step, 1)->by;
    return by == TOC_NONE ? "" : toc_machine_text(d->machine, d->machine->bodies[by].head.name);
}

static void a_step_passes_on_at_once(void **state)
{
    drill *d = *state;
    plan(d, HQ
         "response r \"R\" { on call  step a \"A\" { by hq.head  takes 10min  within 30min } }\n");
    at(d, "0min");
    unreachable(d, "hq.head", "9h");
    at(d, "1h");
    inject(d, "call");
    finish(d, "2h");
    assert_met(d, "r.a", 1);
    assert_string_equal(who_did(d, "r.a", 1), "hq.deputy");
    assert_int_equal(duty_of(d, "r.a", 1)->owner, body_id(d, "hq.head"));
    assert_int_equal(duty_of(d, "r.a", 1)->marks, 0);
    assert_int_equal(duty_of(d, "r.a", 1)->closed, ms("1h10min"));
}

static void and_on_when_the_successor_is_out_of_reach_too(void **state)
{
    drill *d = *state;
    plan(d, HQ "response r \"R\" { on call  step a \"A\" { by hq.head  takes 10min } }\n");
    at(d, "0min");
    unreachable(d, "hq.head", "9h");
    unreachable(d, "hq.deputy", "9h");
    inject(d, "call");
    finish(d, "2h");
    assert_string_equal(who_did(d, "r.a", 1), "hq.third");
}

static void nobody_left_it_is_blocked_until_somebody_can_be_reached(void **state)
{
    drill *d = *state;
    plan(d, HQ
         "response r \"R\" { on call  step a \"A\" { by hq.head  takes 10min  within 30min } }\n");
    at(d, "0min");
    unreachable(d, "hq.head", "9h");
    unreachable(d, "hq.deputy", "3h");
    unreachable(d, "hq.third", "2h");
    inject(d, "call");
    advance(d, "1h");
    assert_node(d, "r.a", TOC_NODE_BLOCKED);
    assert_int_equal(lines_with(d, "\"name\":\"r.a\"", "\"blocked\":\"unreachable\""), 1);
    finish(d, "9h");
    assert_string_equal(who_did(d, "r.a", 1), "hq.third"); /* the first who comes back */
    assert_late(d, "r.a", 1, "1h40min");
}

static void with_the_whole_body_out_of_reach_nobody_is_left(void **state)
{
    drill *d = *state;
    plan(d, HQ "response r \"R\" { on call  step a \"A\" { by hq.head  takes 10min } }\n");
    at(d, "0min");
    unreachable(d, "hq", "4h");
    inject(d, "call");
    advance(d, "1h");
    assert_node(d, "r.a", TOC_NODE_BLOCKED);
    finish(d, "9h");
    assert_string_equal(who_did(d, "r.a", 1), "hq.head");
}

static void what_runs_is_finished_by_whoever_began_it(void **state)
{
    drill *d = *state;
    plan(d, HQ "response r \"R\" { on call  step a \"A\" { by hq.head  takes 1h }\n"
               "  step b \"B\" { by hq.head  after a  takes 1h } }\n");
    at(d, "0min");
    inject(d, "call");
    at(d, "30min");
    unreachable(d, "hq.head", "9h");
    finish(d, "9h");
    assert_string_equal(who_did(d, "r.a", 1), "hq.head");
    assert_string_equal(who_did(d, "r.b", 1), "hq.deputy");
    assert_int_equal(duty_of(d, "r.b", 1)->closed, ms("2h"));
}

/* A post does one step at a time, in whosever place it does it: first ready, first served. */
static void a_stand_in_does_one_step_at_a_time(void **state)
{
    drill *d = *state;
    plan(d, HQ "response r \"R\" { on call\n"
               "  step a \"A\" { by hq.deputy  takes 1h }\n"
               "  step b \"B\" { by hq.head  takes 1h }\n"
               "  step c \"C\" { by hq.deputy  after d  takes 1h }\n"
               "  step d \"D\" { by crew  takes 10min } }\n");
    at(d, "0min");
    unreachable(d, "hq.head", "90min");
    inject(d, "call");
    finish(d, "9h");
    assert_int_equal(duty_of(d, "r.a", 1)->closed, ms("1h"));
    assert_int_equal(duty_of(d, "r.b", 1)->closed, ms("2h")); /* ready before c */
    assert_string_equal(who_did(d, "r.b", 1), "hq.deputy");   /* begun, though the head came back */
    assert_int_equal(duty_of(d, "r.c", 1)->closed, ms("3h"));
}

static void whoever_comes_back_takes_what_still_waits(void **state)
{
    drill *d = *state;
    plan(d, HQ "response r \"R\" { on call\n"
               "  step a \"A\" { by hq.deputy  takes 2h }\n"
               "  step b \"B\" { by hq.head  takes 1h } }\n");
    at(d, "0min");
    unreachable(d, "hq.head", "30min");
    inject(d, "call");
    finish(d, "9h");
    assert_string_equal(who_did(d, "r.b", 1), "hq.head");
    assert_int_equal(duty_of(d, "r.b", 1)->closed, ms("90min"));
}

/* 6.7 */
static void an_approval_passes_on(void **state)
{
    drill *d = *state;
    plan(d, HQ "response r \"R\" { on call  step a \"A\" { by crew  takes 5min\n"
               "  needs approval by hq.head given within 20min } }\n");
    d->options.assume[TOC_ASSUME_APPROVAL] = ms("10min");
    at(d, "0min");
    inject(d, "call");
    at(d, "5min"); /* it has lain with the head for five minutes: the time goes on running */
    unreachable(d, "hq.head", "9h");
    finish(d, "9h");
    assert_string_equal(who_approved(d, "r.a"), "hq.deputy");
    assert_int_equal(duty_of_kind(d, TOC_DUTY_APPROVAL, "r.a", 1)->state, TOC_DUTY_MET);
    assert_int_equal(duty_of(d, "r.a", 1)->closed, ms("15min"));
}

static void a_successor_is_right_only_while_the_post_is_out_of_reach(void **state)
{
    drill *d = *state;
    plan(d,
         HQ "response r \"R\" { on call  step a \"A\" { by hq.head }  step b \"B\" { by hq.head }\n"
            "  step c \"C\" { by hq.head }  step e \"E\" { by hq.head } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    did_by(d, "r.a", "hq.deputy");
    assert_int_equal(duty_of(d, "r.a", 1)->marks, TOC_MARK_WRONG_BODY);
    unreachable(d, "hq.head", "1h");
    did_by(d, "r.b", "hq.deputy");
    assert_int_equal(duty_of(d, "r.b", 1)->marks, 0);
    did_by(d, "r.c", "hq.third"); /* the deputy can be reached */
    assert_int_equal(duty_of(d, "r.c", 1)->marks, TOC_MARK_WRONG_BODY);
    did(d, "r.e"); /* whoever is right */
    assert_string_equal(who_did(d, "r.e", 1), "hq.deputy");
}

static void start_by(drill *d, const char *step, const char *by)
{
    toc_act begins = {.verb = TOC_VERB_START,
                      .id = node_id(d, step),
                      .body = body_id(d, by),
                      .other = TOC_NONE,
                      .entry = TOC_NONE};

    assert_int_equal(act(d, &begins), TOC_OK);
}

/* Who began in its place may finish when it is back; who had no right to begin has none to finish. */
static void who_began_in_its_place_may_finish(void **state)
{
    drill *d = *state;
    plan(d,
         HQ "response r \"R\" { on call  step a \"A\" { by hq.head }  step b \"B\" { by hq.head }\n"
            "  step c \"C\" { by hq.head } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    unreachable(d, "hq.head", "1h");
    at(d, "30min");
    start_by(d, "r.a", "hq.deputy");
    start_by(d, "r.b", "hq.deputy");
    start_by(d, "r.c", "hq.third");
    at(d, "2h");
    did_by(d, "r.a", "hq.deputy");
    assert_int_equal(duty_of(d, "r.a", 1)->marks, 0);
    did_by(d, "r.b", "hq.third"); /* somebody else finishes it */
    assert_int_equal(duty_of(d, "r.b", 1)->marks, TOC_MARK_WRONG_BODY);
    did_by(d, "r.c", "hq.third"); /* the deputy could be reached when he began */
    assert_int_equal(duty_of(d, "r.c", 1)->marks, TOC_MARK_WRONG_BODY);
}

static void at_the_very_end_of_its_absence_the_post_is_back(void **state)
{
    drill *d = *state;
    plan(
        d, HQ
        "response r \"R\" { on call  step a \"A\" { by hq.head }  step b \"B\" { by hq.head } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    unreachable(d, "hq.head", "1h");
    at(d, "1h"); /* entries come before timers */
    did_by(d, "r.a", "hq.deputy");
    assert_int_equal(duty_of(d, "r.a", 1)->marks, 0);
    advance(d, "1h");
    did_by(d, "r.b", "hq.deputy");
    assert_int_equal(duty_of(d, "r.b", 1)->marks, TOC_MARK_WRONG_BODY);
}

static void grades_are_declared_and_ended_in_its_place(void **state)
{
    drill *d = *state;
    plan(d,
         HQ "levels { declared by hq.head within 1h of call\n"
            "  level II \"Two\" { when wind > 10 }\n"
            "  end when safe  proposed by hq.head within 1h  approved by hq.deputy within 1h }\n");
    d->options.assume[TOC_ASSUME_DECLARATION] = ms("10min");
    at(d, "0min");
    unreachable(d, "hq.head", "9h");
    inject(d, "call");
    set(d, "wind", 20);
    at(d, "1h");
    assert_declared(d, "level", "II");
    assert_string_equal(who_did(d, "level.II", 1), "hq.deputy");
    assert_met(d, "level.II", 1);
    set(d, "safe", 1);
    finish(d, "3h");
    assert_declared(d, "level", "none");
    assert_int_equal(duty_of_kind(d, TOC_DUTY_PROPOSE_END, "level", 1)->by,
                     body_id(d, "hq.deputy"));
}

static void a_body_is_formed_in_its_place(void **state)
{
    drill *d = *state;
    plan(d, HQ "org team \"Team\" { kind group  formed by hq.head when wind > 10 within 1h }\n");
    d->options.assume[TOC_ASSUME_FORMATION] = ms("20min");
    at(d, "0min");
    set(d, "wind", 20);
    at(d, "5min");
    unreachable(d, "hq.head", "9h");
    finish(d, "3h");
    assert_met(d, "team", 1);
    assert_string_equal(who_did(d, "team", 1), "hq.deputy");
}

static void a_report_is_sent_in_its_place(void **state)
{
    drill *d = *state;
    plan(d, HQ "report first \"First\" { from hq.head to city  on call within 30min }\n"
               "event secret \"Secret\" { seen by hq.head }\n"
               "report second \"Second\" { from hq.head to city  on secret within 30min }\n");
    d->options.assume[TOC_ASSUME_REPORT] = ms("10min");
    at(d, "0min");
    inject(d, "call");
    at(d, "5min");
    unreachable(d, "hq.head", "9h");
    finish(d, "9h");
    assert_met(d, "first", 1);
    assert_string_equal(who_did(d, "first", 1), "hq.deputy");
}

static void word_to_it_arrives_when_it_can_be_reached(void **state)
{
    drill *d = *state;
    plan(d, HQ "event secret \"Secret\" { seen by crew }\n"
               "report first \"First\" { from hq.head to city  on secret within 30min }\n");
    at(d, "0min");
    unreachable(d, "hq.head", "2h");
    inject_to(d, "secret", "hq.head"); /* neither it nor its deputy knows */
    finish(d, "9h");
    assert_int_equal(when(d, "\"kind\":\"told\",\"name\":\"hq.head\"", NULL, 1), ms("2h"));
    assert_late(d, "first", 1, "90min");
    assert_string_equal(who_did(d, "first", 1), "hq.head");
}

static void a_played_stand_in_acts_by_the_script(void **state)
{
    drill *d = *state;
    plan(d, HQ "response r \"R\" { on call  step a \"A\" { by hq.head  takes 10min } }\n");
    play(d, "hq.deputy");
    at(d, "0min");
    unreachable(d, "hq.head", "9h");
    inject(d, "call");
    advance(d, "1h");
    assert_node(d, "r.a", TOC_NODE_READY);
    did_by(d, "r.a", "hq.deputy");
    assert_node(d, "r.a", TOC_NODE_DONE);
    assert_int_equal(duty_of(d, "r.a", 1)->marks, 0);
}

/* Of two that succeed one post the first by name steps in (the checker warns). */
static void of_two_successors_the_first_by_name(void **state)
{
    drill *d = *state;
    plan(d, "org hq \"HQ\" { kind lead  duty 24h  post head \"Head\"\n"
            "  post west \"West\" { succeeds head }  post east \"East\" { succeeds head } }\n"
            "response r \"R\" { on call  step a \"A\" { by hq.head  takes 10min } }\n");
    at(d, "0min");
    unreachable(d, "hq.head", "9h");
    inject(d, "call");
    finish(d, "1h");
    assert_string_equal(who_did(d, "r.a", 1), "hq.east");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_step_passes_on_at_once),
        TEST(and_on_when_the_successor_is_out_of_reach_too),
        TEST(nobody_left_it_is_blocked_until_somebody_can_be_reached),
        TEST(with_the_whole_body_out_of_reach_nobody_is_left),
        TEST(what_runs_is_finished_by_whoever_began_it),
        TEST(a_stand_in_does_one_step_at_a_time),
        TEST(whoever_comes_back_takes_what_still_waits),
        TEST(an_approval_passes_on),
        TEST(a_successor_is_right_only_while_the_post_is_out_of_reach),
        TEST(who_began_in_its_place_may_finish),
        TEST(at_the_very_end_of_its_absence_the_post_is_back),
        TEST(grades_are_declared_and_ended_in_its_place),
        TEST(a_body_is_formed_in_its_place),
        TEST(a_report_is_sent_in_its_place),
        TEST(word_to_it_arrives_when_it_can_be_reached),
        TEST(a_played_stand_in_acts_by_the_script),
        TEST(of_two_successors_the_first_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
