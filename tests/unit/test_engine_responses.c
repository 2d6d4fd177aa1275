/* test_engine_responses.c - responses start, repeat, complete and are stopped. */
#include "../support/drill_fixture.h"

#define GRADES                                                                                     \
    "  level III \"Low\" { colour blue  when wind >= 10 }\n"                                       \
    "  level II \"Mid\" { colour red  when wind >= 20 }\n"

/* 5.1 */
static void its_guard_is_read_once_when_it_fires(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  when safe  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "1min");
    inject(d, "call");
    assert_active(d, "r", false);
    set(d, "safe", 1); /* later: nobody looks */
    assert_active(d, "r", false);
    inject(d, "call");
    assert_active(d, "r", true);
    set(d, "safe", 0);
    assert_active(d, "r", true);
}

static void firing_again_is_recorded_and_nothing_starts(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h of call }\n"
            "  step b \"B\" { by crew  after a  within 2h of call } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "30min");
    inject(d, "call");
    did(d, "r.a");
    assert_int_equal(lines_with(d, "fired-again", NULL), 1);
    assert_int_equal(duty_count(d, "r.a"), 1);
    assert_due(d, "r.b", 1, "2h"); /* not anchored anew */
}

static void repeats_runs_a_further_activation_beside_the_first(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  repeats  step a \"A\" { by crew  within 1h } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    inject(d, "call");
    assert_due(d, "r.a", 2, "1h10min");
    did(d, "r.a"); /* the oldest in which it is ready */
    assert_met(d, "r.a", 1);
    assert_open(d, "r.a", 2);
    did_in(d, "r.a", 2);
    assert_met(d, "r.a", 2);
}

static void after_closing_a_firing_starts_afresh(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    did(d, "r.a");
    assert_active(d, "r", false);
    at(d, "30min");
    inject(d, "call");
    assert_int_equal(lines_with(d, "\"activation\":2,\"state\":\"opened\"", NULL), 1);
    assert_due(d, "r.a", 2, "1h30min");
}

static void a_category_keeps_out_events_of_another(void **state)
{
    drill *d = *state;
    plan(d,
         "category blaze \"Blaze\" { category wood \"Wood\" { definition \"w\" } }\n"
         "category water \"Water\" { definition \"x\" }\n"
         "event fire \"Fire\" { category wood }\n"
         "event flood \"Flood\" { category water }\n"
         "trigger any \"Any\" { on fire, flood, call }\n"
         "trigger rough \"Rough\" { when wind > 5 }\n"
         "response r \"R\" { on any, rough  category blaze  repeats  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "1min");
    inject(d, "flood");
    assert_active(d, "r", false);
    inject(d, "fire"); /* below the category */
    assert_int_equal(lines_with(d, "opened\"", "\"r\""), 1);
    inject(d, "call"); /* of no category: documentation only */
    assert_int_equal(lines_with(d, "opened\"", "\"r\""), 2);
    set(d, "wind", 9); /* no event at all */
    assert_int_equal(lines_with(d, "opened\"", "\"r\""), 3);
}

static void a_condition_raised_by_an_event_is_no_event(void **state)
{
    drill *d = *state;
    plan(d, "category blaze \"Blaze\" { definition \"b\" }\n"
            "category water \"Water\" { definition \"w\" }\n"
            "event flood \"Flood\" { category water }\n"
            "trigger often \"Often\" { when count(flood, 1h) >= 1 }\n"
            "response r \"R\" { on often  category blaze  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "1min");
    inject(d, "flood");
    assert_active(d, "r", true);
}

/* 5.2 */
static void it_is_complete_when_all_is_done_skipped_or_dead(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  decision q \"Q\" { by crew  yes -> a  no -> b }\n"
            "  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
            "  step c \"C\" { by crew  when safe } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    decide(d, "r.q", "yes");
    assert_node(d, "r.b", TOC_NODE_DEAD);
    assert_node(d, "r.c", TOC_NODE_SKIPPED);
    assert_active(d, "r", true);
    did(d, "r.a");
    assert_active(d, "r", false);
    assert_int_equal(lines_with(d, "complete", NULL), 1);
}

static void a_series_keeps_it_open(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
            "  report tell \"T\" { from crew to city  on call  every 1h until safe } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    did(d, "r.a");
    assert_active(d, "r", true);
    at(d, "90min");
    set(d, "safe", 1);
    assert_active(d, "r", false);
}

static void a_report_on_the_last_step_is_owed_though_the_response_is_complete(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
            "  report tell \"T\" { from crew to city  on a  within 1h }\n"
            "  report over \"O\" { from crew to city  on end of r  within 2h } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "10min");
    did(d, "r.a");
    assert_active(d, "r", false);
    assert_due(d, "r.tell", 1, "1h10min");
    assert_due(d, "r.over", 1, "2h10min");
    at(d, "1h");
    report(d, "r.tell");
    assert_met(d, "r.tell", 1);
    finish(d, "3h");
    assert_missed(d, "r.over", 1);
}

static void it_stops_when_its_level_no_longer_holds(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES " }\n"
            "response r \"R\" { on level at least II  step a \"A\" { by crew } }\n"
            "response s \"S\" { on level at least III  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 25);
    assert_active(d, "r", true);
    assert_active(d, "s", true);
    at(d, "10min");
    set(d, "wind", 12);
    assert_active(d, "r", false);
    assert_active(d, "s", true);
    assert_int_equal(lines_with(d, "\"response\"", "\"stopped\""), 1);
}

static void a_change_between_grades_that_both_suit_starts_nothing(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES " }\n"
            "response s \"S\" { on level at least III  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 12);
    set(d, "wind", 25);
    assert_int_equal(lines_with(d, "\"response\"", NULL), 1);
}

static void one_of_two_causes_that_still_holds_keeps_it(void **state)
{
    drill *d = *state;
    plan(d,
         "levels {\n" GRADES " }\n"
         "levels warning { level red \"R\" { colour red  when people >= 1 } }\n"
         "response r \"R\" { on level at least II, warning at least red  step a \"A\" { by crew } "
         "}\n"
         "response e \"E\" { on call, level at least II  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    set_both(d, "wind", 25, "people", 1);
    set(d, "wind", 12);
    assert_active(d, "r", true);
    assert_active(d, "e", true); /* the event started it, not the grade */
    set(d, "people", 0);
    assert_active(d, "r", false);
}

static void the_end_of_the_ladder_stops_all_but_recovery(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES "  end when safe  approved by office }\n"
            "response r \"R\" { on call  step a \"A\" { by crew } }\n"
            "response heal \"H\" { on call  phase recovery  step a \"A\" { by crew } }\n"
            "response after \"After\" { on end of level  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    set(d, "wind", 25);
    set(d, "safe", 1);
    approve_end(d, "level", true);
    assert_active(d, "r", false);
    assert_active(d, "heal", true);
    assert_active(d, "after", true);
}

static void the_end_of_a_named_ladder_stops_its_own(void **state)
{
    drill *d = *state;
    plan(d, "levels warning {\n" GRADES "  end when safe  approved by office }\n"
            "response r \"R\" { on call  step a \"A\" { by crew } }\n"
            "response w \"W\" { on warning at least III  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    set(d, "wind", 25);
    set(d, "safe", 1);
    approve_end(d, "warning", true);
    assert_active(d, "r", true);
    assert_active(d, "w", false);
}

/* 5.3 */
static const char stopped[] =
    "levels {\n" GRADES " }\n"
    "response r \"R\" { on level at least II\n"
    "  step run \"Run\" { by crew  within 2h }\n"
    "  step wait \"Wait\" { by crew  within 3h }\n"
    "  step late \"Late\" { by crew  within 10min }\n"
    "  step next \"Next\" { by crew  after run  within 3h of start of r }\n"
    "  step free \"Free\" { by crew }\n"
    "  step walk \"Walk\" { by crew  every 1h }\n"
    "  report tell \"Tell\" { from crew to city  on start of r  within 2h }\n"
    "  report old \"Old\" { from crew to city  on start of r  within 5min } }\n";

static void stopping_voids_what_is_not_yet_due_and_keeps_what_is(void **state)
{
    drill *d = *state;
    plan(d, stopped);
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 25);
    at(d, "5min");
    start(d, "r.run");
    at(d, "30min");
    set(d, "wind", 0);
    assert_void(d, "r.wait", 1, TOC_VOID_CANCELLED);
    assert_void(d, "r.next", 1, TOC_VOID_CANCELLED);
    assert_void(d, "r.free", 1, TOC_VOID_CANCELLED);
    assert_void(d, "r.walk", 1, TOC_VOID_CANCELLED);
    assert_void(d, "r.tell", 1, TOC_VOID_CANCELLED);
    assert_open(d, "r.late", 1);
    assert_open(d, "r.old", 1);
    assert_open(d, "r.run", 1);
    assert_node(d, "r.wait", TOC_NODE_CANCELLED);
    assert_node(d, "r.run", TOC_NODE_RUNNING);
}

static void what_runs_is_finished_and_what_is_overdue_may_be_done_late(void **state)
{
    drill *d = *state;
    plan(d, stopped);
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 25);
    at(d, "5min");
    start(d, "r.run");
    at(d, "30min");
    set(d, "wind", 0);
    at(d, "40min");
    did(d, "r.late");
    assert_late(d, "r.late", 1, "30min");
    report(d, "r.old");
    assert_late(d, "r.old", 1, "35min");
    at(d, "1h");
    did(d, "r.run");
    assert_met(d, "r.run", 1);
    did(d, "r.wait");
    assert_int_equal(lines_with(d, "\"mark\"", "not-called-for"), 1);
    assert_node(d, "r.next", TOC_NODE_CANCELLED); /* and sets nothing further off */
    finish(d, "5h");
    assert_int_equal(duty_count(d, "r.walk"), 1);
}

static void a_simulated_step_that_runs_is_finished_too(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES " }\n"
            "response r \"R\" { on level at least II\n"
            "  step run \"Run\" { by crew  takes 1h  uses 1 pump  activates s } \n"
            "  step next \"Next\" { by crew  after run } }\n"
            "response s \"S\" { step a \"A\" { by crew } }\n");
    at(d, "0min");
    set(d, "wind", 25);
    at(d, "30min");
    set(d, "wind", 0);
    assert_free(d, "pump", 1);
    advance(d, "2h");
    assert_met(d, "r.run", 1);
    assert_free(d, "pump", 2);
    assert_int_equal(lines_with(d, "\"s\"", "opened"), 0);
}

static void a_step_that_waits_for_its_pause_is_forgotten(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES " }\n"
            "response r \"R\" { on level at least II\n"
            "  decision q \"Q\" { by crew  yes -> a after 1h  no -> end }\n"
            "  step a \"A\" { by crew } }\n");
    play(d, "all");
    at(d, "0min");
    set(d, "wind", 25);
    decide(d, "r.q", "yes");
    at(d, "30min");
    set(d, "wind", 0);
    assert_true(toc_engine_is_settled(d->engine));
    finish(d, "3h");
    assert_int_equal(duty_count(d, "r.a"), 0);
}

/* 5.4 */
static void activates_do_and_arrows_start_it_as_an_event_would(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call\n"
            "  step a \"A\" { by crew  activates one }\n"
            "  decision q \"Q\" { by crew  after a  yes -> two  no -> end }\n"
            "  step b \"B\" { by crew  after q  within 5min  if late do three } }\n"
            "response one \"1\" { step a \"A\" { by crew  within 10min of start of one } }\n"
            "response two \"2\" { when safe  step a \"A\" { by crew } }\n"
            "response three \"3\" { step a \"A\" { by crew  within 10min of start of three } }\n");
    play(d, "all");
    at(d, "10min");
    inject(d, "call");
    did(d, "r.a");
    assert_due(d, "one.a", 1, "20min");
    decide(d, "r.q", "yes");
    assert_active(d, "two", false); /* its guard does not hold */
    advance(d, "15min");
    assert_due(d, "three.a", 1, "25min");
}

static void a_response_may_start_at_the_end_of_another(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew } }\n"
            "response s \"S\" { on end of r  step a \"A\" { by crew  within 1h of end of r } }\n"
            "response t \"T\" { on r.a  step a \"A\" { by crew  within 2h of r.a } }\n");
    play(d, "all");
    at(d, "10min");
    inject(d, "call");
    did(d, "r.a");
    assert_due(d, "s.a", 1, "1h10min");
    assert_due(d, "t.a", 1, "2h10min");
}

static void old_activations_give_way(void **state)
{
    drill *d = *state;
    plan(d, "levels {\n" GRADES " }\n"
            "response r \"R\" { on level at least II  step a \"A\" { by crew  within 10min } }\n");
    play(d, "all");
    at(d, "0min");
    for (int i = 0; i < 20; i++) {
        assert_int_equal(toc_engine_begin(d->engine, i * ms("1h")), TOC_OK);
        set(d, "wind", 25);
        assert_int_equal(toc_engine_advance(d->engine, i * ms("1h") + ms("30min")), TOC_OK);
        set(d, "wind", 0);
    }
    assert_int_equal(duty_count(d, "r.a"), 20);
    assert_missed(d, "r.a", 1); /* its slot was needed */
    assert_open(d, "r.a", 20);
    did(d, "r.a"); /* the oldest that is still kept */
    finish(d, "1d");
    for (unsigned i = 1; i <= 16; i++)
        assert_missed(d, "r.a", i);
    assert_int_equal(duty_of(d, "r.a", 17)->state, TOC_DUTY_LATE);
    assert_missed(d, "r.a", 20);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(its_guard_is_read_once_when_it_fires),
        TEST(firing_again_is_recorded_and_nothing_starts),
        TEST(repeats_runs_a_further_activation_beside_the_first),
        TEST(after_closing_a_firing_starts_afresh),
        TEST(a_category_keeps_out_events_of_another),
        TEST(a_condition_raised_by_an_event_is_no_event),
        TEST(it_is_complete_when_all_is_done_skipped_or_dead),
        TEST(a_series_keeps_it_open),
        TEST(a_report_on_the_last_step_is_owed_though_the_response_is_complete),
        TEST(it_stops_when_its_level_no_longer_holds),
        TEST(a_change_between_grades_that_both_suit_starts_nothing),
        TEST(one_of_two_causes_that_still_holds_keeps_it),
        TEST(the_end_of_the_ladder_stops_all_but_recovery),
        TEST(the_end_of_a_named_ladder_stops_its_own),
        TEST(stopping_voids_what_is_not_yet_due_and_keeps_what_is),
        TEST(what_runs_is_finished_and_what_is_overdue_may_be_done_late),
        TEST(a_simulated_step_that_runs_is_finished_too),
        TEST(a_step_that_waits_for_its_pause_is_forgotten),
        TEST(activates_do_and_arrows_start_it_as_an_event_would),
        TEST(a_response_may_start_at_the_end_of_another),
        TEST(old_activations_give_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
