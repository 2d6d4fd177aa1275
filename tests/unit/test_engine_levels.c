/* test_engine_levels.c - grades: warranted and declared, duties to declare, lowering. */
#include "../support/drill_fixture.h"

#define GRADES                                                                                     \
    "  level III \"Low\" { colour blue  when wind >= 10 }\n"                                       \
    "  level II \"Mid\" { colour yellow  when wind >= 20 }\n"                                      \
    "  level I \"High\" { colour red  when wind >= 30 }\n"

static const char declared[] =
    "levels { declared by office within 1h\n" GRADES "  lower after 2h  end when safe }\n";

/* 4.1 */
static void warranted_is_the_most_severe_grade_that_holds(void **state)
{
    drill *d = *state;
    plan(d, "levels { level III \"L\" { colour blue  when people >= 1 }\n"
            "  level II \"M\" { colour red  when wind >= 20 } }\n");
    at(d, "1min");
    set_both(d, "people", 5, "wind", 25);
    assert_warranted(d, "level", "II");
    set(d, "people", 0);
    assert_warranted(d, "level", "II");
    set_both(d, "people", 5, "wind", 0);
    assert_warranted(d, "level", "III");
}

static void where_nobody_declares_it_follows_at_once(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES " }\n");
    at(d, "1min");
    set(d, "wind", 25);
    assert_declared(d, "level", "II");
    set(d, "wind", 12);
    assert_declared(d, "level", "III");
    set(d, "wind", 0);
    assert_declared(d, "level", "none");
    assert_int_equal(duty_count(d, "level.II"), 0);
}

/* 4.2 */
static void a_rise_opens_a_duty_for_the_grade_reached_and_no_other(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 35);
    assert_due(d, "level.I", 1, "1h10min");
    assert_int_equal(duty_count(d, "level.II"), 0);
    assert_int_equal(duty_count(d, "level.III"), 0);
    assert_int_equal(duty_of(d, "level.I", 1)->owner, body_id(d, "office"));
}

static void a_higher_declaration_meets_the_lower_duties(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    at(d, "20min");
    set(d, "wind", 22);
    at(d, "1h12min");
    declare(d, "level.II");
    assert_late(d, "level.III", 1, "2min");
    assert_true(duty_of(d, "level.III", 1)->marks & TOC_MARK_SUPERSEDED);
    assert_met(d, "level.II", 1);
    assert_int_equal(duty_of(d, "level.II", 1)->marks, 0);
}

static void a_lower_declaration_leaves_the_higher_duty_open(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    at(d, "20min");
    set(d, "wind", 22);
    declare(d, "level.III");
    assert_met(d, "level.III", 1);
    assert_open(d, "level.II", 1);
}

static void what_is_no_longer_warranted_is_void(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    at(d, "20min");
    set(d, "wind", 22);
    at(d, "30min");
    set(d, "wind", 15);
    assert_void(d, "level.II", 1, TOC_VOID_FALLEN);
    assert_open(d, "level.III", 1);
    at(d, "40min");
    set(d, "wind", 22); /* rises again: a duty of its own */
    assert_due(d, "level.II", 2, "1h40min");
}

static void the_later_of_anchor_and_opening_counts(void **state)
{
    drill *d = *state;
    plan(d, "levels { declared by office within 1h of call\n" GRADES " }\n");
    play(d, "all");
    at(d, "10min");
    inject(d, "call");
    at(d, "30min");
    set(d, "wind", 12);
    assert_due(d, "level.III", 1, "1h30min");
    at(d, "40min");
    inject(d, "call");
    assert_due(d, "level.III", 1, "1h30min");
}

static void a_grade_has_its_own_declarer(void **state)
{
    drill *d = *state;
    plan(d,
         "levels { declared by office within 1h\n"
         "  level III \"L\" { colour blue  when wind >= 10  declared by crew.lead within 5min }\n"
         "  level II \"M\" { colour red  when wind >= 20 } }\n");
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    assert_int_equal(duty_of(d, "level.III", 1)->owner, body_id(d, "crew.lead"));
    assert_due(d, "level.III", 1, "15min");
    declare_by(d, "level.III", "office");
    assert_true(duty_of(d, "level.III", 1)->marks & TOC_MARK_WRONG_BODY);
}

static void an_authority_may_declare_too(void **state)
{
    drill *d = *state;
    plan(d, "levels { declared by office within 1h\n"
            "  level III \"L\" { colour blue  when wind >= 10  authority city may raise } }\n");
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    declare_by(d, "level.III", "city");
    assert_int_equal(duty_of(d, "level.III", 1)->marks, 0);
}

static void a_declaration_before_it_is_warranted_is_premature(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    at(d, "20min");
    declare(d, "level.I");
    assert_int_equal(lines_with(d, "\"declared\"", "premature"), 1);
    assert_met(d, "level.III", 1); /* and what was owed is met without a blemish of its own */
    assert_int_equal(duty_of(d, "level.III", 1)->marks, TOC_MARK_SUPERSEDED);
    at(d, "30min");
    set(d, "wind", 35);
    assert_int_equal(duty_count(d, "level.I"), 0);
}

static void declaring_the_same_again_is_a_repetition(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 12);
    declare(d, "level.III");
    at(d, "20min");
    declare(d, "level.III");
    assert_int_equal(lines_with(d, "\"declared\"", "repeated"), 1);
}

/* 4.3 */
static void lowering_picks_the_worst_grade_of_the_window(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES "  lower after 2h  end when safe }\n");
    at(d, "0min");
    set(d, "wind", 35);
    at(d, "10min");
    set(d, "wind", 12); /* low for a while, */
    at(d, "1h");
    set(d, "wind", 22); /* then the middle one, */
    at(d, "1h10min");
    set(d, "wind", 0); /* then none */
    advance(d, "2h10min");
    assert_declared(d, "level", "II");
    advance(d, "3h10min");
    assert_declared(d, "level",
                    "III"); /* `end when` stands there: the lowest is as low as it goes */
    advance(d, "9h");
    assert_declared(d, "level", "III");
    assert_int_equal(when(d, "\"declared\"", "\"to\":\"II\"", 1), ms("2h10min"));
    assert_int_equal(when(d, "\"declared\"", "\"to\":\"III\"", 1), ms("3h10min"));
}

static void without_end_when_lowering_may_reach_none(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES "  lower after 2h }\n");
    at(d, "0min");
    set(d, "wind", 22);
    at(d, "1h");
    set(d, "wind", 0);
    advance(d, "4h");
    assert_declared(d, "level", "none");
    assert_int_equal(when(d, "\"ended\"", NULL, 1), ms("3h"));
}

static void without_end_when_the_declarer_declares_it_over(void **state)
{
    drill *d = *state;
    toc_act over = {.verb = TOC_VERB_DECLARE, .body = TOC_NONE, .entry = TOC_NONE};
    plan(d, "levels { declared by office within 1h\n" GRADES "  lower after 2h }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 22);
    declare(d, "level.II");
    at(d, "1h");
    set(d, "wind", 0);
    at(d, "2h");
    assert_int_equal(toc_engine_act(d->engine, &over), TOC_OK); /* an hour too early */
    assert_declared(d, "level", "none");
    assert_int_equal(lines_with(d, "\"ended\"", NULL), 1);
    assert_int_equal(lines_with(d, "\"declared\"", "premature"), 1);
    assert_int_equal(toc_engine_act(d->engine, &over), TOC_OK);
    assert_int_equal(lines_with(d, "\"declared\"", "repeated"), 1);
}

static void a_return_starts_the_wait_again(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES "  lower after 2h  end when safe }\n");
    at(d, "0min");
    set(d, "wind", 22);
    at(d, "10min");
    set(d, "wind", 12);
    at(d, "2h");
    set(d, "wind", 22);
    at(d, "2h1min");
    set(d, "wind", 12);
    advance(d, "9h");
    assert_int_equal(when(d, "\"declared\"", "\"to\":\"III\"", 1), ms("4h1min"));
}

static void lowering_is_a_power_and_premature_before_its_time(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 22);
    declare(d, "level.II");
    at(d, "1h");
    set(d, "wind", 12);
    at(d, "2h59min");
    declare(d, "level.III");
    assert_int_equal(lines_with(d, "\"declared\"", "premature"), 1);
    assert_int_equal(d->duties.count, 1); /* no duty to lower */
}

static void lowering_in_its_time_is_in_order(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 22);
    declare(d, "level.II");
    at(d, "1h");
    set(d, "wind", 12);
    at(d, "3h");
    declare(d, "level.III");
    assert_int_equal(lines_with(d, "\"declared\"", "marks"), 0);
}

static void the_wait_counts_from_when_the_grade_was_declared(void **state)
{
    drill *d = *state;
    plan(d, declared);
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 12);
    declare(d, "level.III");
    at(d, "5h");
    declare(d, "level.I"); /* never warranted: W was below it for hours, but it was not declared */
    at(d, "6h");
    declare(d, "level.III");
    assert_int_equal(lines_with(d, "\"declared\"", "premature"), 2);
}

static void a_simulated_body_declares_and_lowers(void **state)
{
    drill *d = *state;
    plan(d, declared);
    d->options.assume[TOC_ASSUME_DECLARATION] = ms("5min");
    at(d, "0min");
    set(d, "wind", 22);
    at(d, "1h");
    set(d, "wind", 12);
    advance(d, "4h");
    assert_int_equal(when(d, "\"declared\"", "\"to\":\"II\"", 1), ms("5min"));
    assert_int_equal(when(d, "\"declared\"", "\"to\":\"III\"", 1), ms("3h5min"));
    assert_true(duty_of(d, "level.II", 1)->marks & TOC_MARK_ASSUMED);
}

static void a_declarer_out_of_reach_declares_when_it_is_back(void **state)
{
    drill *d = *state;
    plan(d, declared);
    d->options.assume[TOC_ASSUME_DECLARATION] = ms("5min");
    at(d, "0min");
    unreachable(d, "office", "2h");
    set(d, "wind", 22);
    advance(d, "4h");
    assert_int_equal(when(d, "\"declared\"", "\"to\":\"II\"", 1), ms("2h5min"));
    assert_late(d, "level.II", 1, "1h5min");
}

static void a_declarer_lost_while_deciding_declares_when_it_is_back(void **state)
{
    drill *d = *state;
    plan(d, declared);
    d->options.assume[TOC_ASSUME_DECLARATION] = ms("5min");
    at(d, "0min");
    set(d, "wind", 22);
    at(d, "2min");
    unreachable(d, "office", "10min"); /* its five minutes go on running */
    advance(d, "1h");
    assert_int_equal(when(d, "\"declared\"", "\"to\":\"II\"", 1), ms("12min"));
}

/* 4.5 */
static void escalation_counts_a_grade_as_warranted_until_the_end(void **state)
{
    drill *d = *state;
    plan(d,
         "levels { declared by office within 1h\n" GRADES "  end when safe  approved by office }\n"
         "response r \"R\" { on call  step a \"A\" { by crew  within 10min  if late escalate to II "
         "} }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    set(d, "wind", 12);
    declare(d, "level.III");
    advance(d, "10min");
    assert_warranted(d, "level", "II");
    assert_due(d, "level.II", 1, "1h10min");
    at(d, "20min");
    set(d, "wind", 0);
    assert_warranted(d, "level", "II");
    declare(d, "level.II");
    at(d, "30min");
    set(d, "safe", 1);
    approve_end(d, "level", true);
    assert_declared(d, "level", "none");
    assert_warranted(d, "level", "none");
}

static void late_declaring_may_escalate(void **state)
{
    drill *d = *state;
    plan(d, "levels { declared by office within 1h\n"
            "  level III \"L\" { colour blue  when wind >= 10  if late notify city }\n"
            "  level II \"M\" { colour red  when wind >= 20 } }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 12);
    advance(d, "1h");
    assert_int_equal(lines_with(d, "late-action", "notify"), 1);
    assert_int_equal(when(d, "\"told\"", "city", 1), ms("1h"));
}

/* Two ladders do not meddle with each other. */
static void ladders_are_apart(void **state)
{
    drill *d = *state;
    plan(d, "levels { level III \"L\" { colour blue  when wind >= 10 } }\n"
            "levels warning { level yellow \"Y\" { colour yellow  when people >= 1 } }\n");
    at(d, "1min");
    set(d, "people", 2);
    assert_declared(d, "warning", "yellow");
    assert_declared(d, "level", "none");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(warranted_is_the_most_severe_grade_that_holds),
        TEST(where_nobody_declares_it_follows_at_once),
        TEST(a_rise_opens_a_duty_for_the_grade_reached_and_no_other),
        TEST(a_higher_declaration_meets_the_lower_duties),
        TEST(a_lower_declaration_leaves_the_higher_duty_open),
        TEST(what_is_no_longer_warranted_is_void),
        TEST(the_later_of_anchor_and_opening_counts),
        TEST(a_grade_has_its_own_declarer),
        TEST(an_authority_may_declare_too),
        TEST(a_declaration_before_it_is_warranted_is_premature),
        TEST(declaring_the_same_again_is_a_repetition),
        TEST(lowering_picks_the_worst_grade_of_the_window),
        TEST(without_end_when_lowering_may_reach_none),
        TEST(without_end_when_the_declarer_declares_it_over),
        TEST(a_return_starts_the_wait_again),
        TEST(lowering_is_a_power_and_premature_before_its_time),
        TEST(lowering_in_its_time_is_in_order),
        TEST(the_wait_counts_from_when_the_grade_was_declared),
        TEST(a_simulated_body_declares_and_lowers),
        TEST(a_declarer_out_of_reach_declares_when_it_is_back),
        TEST(a_declarer_lost_while_deciding_declares_when_it_is_back),
        TEST(escalation_counts_a_grade_as_warranted_until_the_end),
        TEST(late_declaring_may_escalate),
        TEST(ladders_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
