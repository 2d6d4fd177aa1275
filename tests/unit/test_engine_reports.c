/* test_engine_reports.c - who owes which report to whom, who was told, what sending does. */
#include "../support/drill_fixture.h"

static const char tell[] =
    "report tell \"Tell\" { from crew to office, city  on call  within 1h }\n";

static void begin(drill *d, const char *text)
{
    plan(d, text);
    play(d, "all");
    at(d, "10min");
    inject(d, "call");
}

/* 8.1: one duty for each receiver */
static void each_receiver_is_owed_it(void **state)
{
    drill *d = *state;
    begin(d, tell);
    assert_int_equal(duty_count(d, "tell"), 2);
    assert_int_equal(duty_of(d, "tell", 1)->other, body_id(d, "office"));
    assert_int_equal(duty_of(d, "tell", 2)->other, body_id(d, "city"));
    assert_due(d, "tell", 1, "1h10min");
    at(d, "20min");
    report_to(d, "tell", "city");
    assert_open(d, "tell", 1);
    assert_met(d, "tell", 2);
    at(d, "2h10min");
    report(d, "tell");
    assert_late(d, "tell", 1, "1h");
    assert_int_equal(lines_with(d, "\"kind\":\"report\"", "repeated"),
                     1); /* city again: a correction */
}

static void a_post_receives_for_its_org(void **state)
{
    drill *d = *state;
    begin(d, tell);
    report_to(d, "tell", "office.chief");
    assert_met(d, "tell", 1);
}

static void a_copy_is_no_duty_and_tells(void **state)
{
    drill *d = *state;
    plan(d, "event quiet \"Q\" { seen by crew }\n"
            "report tell \"T\" { from crew to city  copy office  on quiet  within 1h }\n");
    play(d, "all");
    at(d, "10min");
    inject(d, "quiet");
    assert_int_equal(duty_count(d, "tell"), 1);
    report(d, "tell");
    assert_int_equal(lines_with(d, "\"told\"", "office\""), 1);
}

static void a_sending_to_somebody_else_is_not_called_for(void **state)
{
    drill *d = *state;
    begin(d, "report tell \"Tell\" { from crew to city  on call  within 1h }\n");
    report_to(d, "tell", "office");
    assert_open(d, "tell", 1);
    assert_int_equal(lines_with(d, "\"kind\":\"report\"", "not-called-for"), 1);
}

static void the_wrong_sender_is_accepted_and_marked(void **state)
{
    drill *d = *state;
    begin(d, tell);
    toc_act what = {.verb = TOC_VERB_REPORT,
                    .id = report_id(d, "tell"),
                    .body = body_id(d, "office"),
                    .other = TOC_NONE,
                    .entry = TOC_NONE};
    assert_int_equal(act(d, &what), TOC_OK);
    assert_int_equal(duty_of(d, "tell", 1)->marks, TOC_MARK_WRONG_BODY);
}

static void sent_before_it_is_called_for_it_answers_the_call(void **state)
{
    drill *d = *state;
    plan(d, "report tell \"Tell\" { from crew to city  on alarm  within 1h of alarm }\n");
    play(d, "all");
    at(d, "10min");
    report(d, "tell");
    assert_int_equal(duty_of(d, "tell", 1)->marks, TOC_MARK_PREMATURE);
    at(d, "20min");
    inject(d, "alarm");
    assert_int_equal(duty_count(d, "tell"), 1);
    at(d, "30min");
    inject(d, "alarm"); /* the next is owed as usual */
    assert_due(d, "tell", 2, "1h30min");
}

static void a_report_of_a_response_that_is_not_active_is_not_called_for(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
            "  report tell \"Tell\" { from crew to city  on call  within 1h } }\n");
    play(d, "all");
    at(d, "10min");
    report(d, "r.tell");
    assert_int_equal(d->duties.count, 0);
    assert_int_equal(lines_with(d, "\"kind\":\"report\"", "not-called-for"), 1);
    inject(d, "call");
    assert_open(d, "r.tell", 1);
}

static void each_occurrence_is_owed_and_the_oldest_is_met_first(void **state)
{
    drill *d = *state;
    begin(d, "report tell \"Tell\" { from crew to city  on call  within 1h }\n");
    at(d, "30min");
    inject(d, "call");
    report(d, "tell");
    assert_met(d, "tell", 1);
    assert_open(d, "tell", 2);
}

static void a_level_filter_is_read_when_it_would_open(void **state)
{
    drill *d = *state;
    plan(d, "levels { level low \"L\" { colour blue  when wind > 5 } }\n"
            "report tell \"Tell\" { from crew to city  on call  level at least low  within 1h }\n");
    play(d, "all");
    at(d, "10min");
    inject(d, "call");
    assert_int_equal(duty_count(d, "tell"), 0);
    set(d, "wind", 9);
    inject(d, "call");
    assert_int_equal(duty_count(d, "tell"), 1);
}

static void while_opens_at_the_rise_and_falls_void(void **state)
{
    drill *d = *state;
    plan(d, "report tell \"Tell\" { from crew to city  while wind > 5  within 1h }\n");
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 9);
    assert_due(d, "tell", 1, "1h10min");
    at(d, "30min");
    set(d, "wind", 0);
    assert_void(d, "tell", 1, TOC_VOID_SERIES_END);
}

static void while_inside_a_response_holds_from_its_start(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
            "  report tell \"Tell\" { from crew to city  while wind > 5  every 1h } }\n");
    play(d, "all");
    at(d, "10min");
    set(d, "wind", 9);
    assert_int_equal(duty_count(d, "r.tell"), 0);
    at(d, "20min");
    inject(d, "call");
    assert_int_equal(duty_of(d, "r.tell", 1)->opened, ms("20min"));
}

static void a_report_on_one_outcome_waits_for_it(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  decision q \"Q\" { by crew  yes -> end  no -> end }\n"
             "  report bad \"Bad\" { from crew to city  on q.no  within 1h }\n"
             "  report good \"Good\" { from crew to city  on q.yes  within 1h } }\n");
    decide(d, "r.q", "no");
    assert_int_equal(duty_count(d, "r.bad"), 1);
    assert_int_equal(duty_count(d, "r.good"), 0);
}

static void its_sending_is_an_anchor(void **state)
{
    drill *d = *state;
    begin(d, "report tell \"Tell\" { from crew to city  on call  within 1h }\n"
             "report more \"More\" { from crew to city  on tell  within 2h of tell }\n");
    at(d, "30min");
    report(d, "tell");
    assert_due(d, "more", 1, "2h30min");
}

static void an_inner_report_s_sending_is_each_activation_s_own(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  repeats  step a \"A\" { by crew }\n"
             "  report one \"1\" { from crew to city  on call  within 1h }\n"
             "  report two \"2\" { from crew to city  on one  within 1h of one } }\n");
    at(d, "20min");
    inject(d, "call");
    report(d, "r.one"); /* the oldest that owes it */
    assert_int_equal(duty_count(d, "r.two"), 1);
    assert_int_equal(duty_of(d, "r.two", 1)->activation, 1);
    report(d, "r.one");
    assert_int_equal(duty_of(d, "r.two", 2)->activation, 2);
}

static void lateness_acts(void **state)
{
    drill *d = *state;
    begin(d, "report tell \"Tell\" { from crew to city  on call  within 1h  if late do help }\n"
             "response help \"Help\" { step h \"H\" { by crew } }\n");
    advance(d, "2h");
    assert_active(d, "help", true);
}

static void late_for_two_receivers_is_late_once(void **state)
{
    drill *d = *state;
    begin(d,
          "report tell \"Tell\" { from crew to city, office  on call  within 1h  if late do help "
          "}\n"
          "response help \"Help\" { repeats  step h \"H\" { by crew } }\n");
    advance(d, "2h");
    assert_int_equal(lines_with(d, "duty-overdue", NULL), 2);
    assert_int_equal(lines_with(d, "late-action", NULL), 1);
    assert_int_equal(duty_count(d, "help.h"), 1);
}

static void a_withheld_one_is_marked(void **state)
{
    drill *d = *state;
    begin(d, "report tell \"Tell\" { from crew to city  on call  within 1h }\n");
    withhold(d, "tell");
    finish(d, "3h");
    assert_missed(d, "tell", 1);
    assert_int_equal(duty_of(d, "tell", 1)->marks, TOC_MARK_WITHHELD);
}

static void acknowledging_asks_for_a_report(void **state)
{
    drill *d = *state;
    begin(d, "report tell \"Tell\" { from crew to city  on call  within 1h }\n");
    acknowledge(d, "tell", "city");
    assert_int_equal(lines_with(d, "acknowledged", "not-called-for"), 1);
    report(d, "tell");
    acknowledge(d, "tell", "city");
    assert_int_equal(lines_with(d, "acknowledged", "not-called-for"), 1);
    assert_int_equal(lines_with(d, "acknowledged", NULL), 2);
}

/* 10.2 */
static void who_is_told_by_what(void **state)
{
    drill *d = *state;
    plan(d, "event quiet \"Q\" { seen by office.chief }\n"
            "event hush \"H\" { seen by crew }\n"
            "indicator level-of \"L\" { number  source city }\n"
            "report tell \"T\" { from office to crew  on quiet  within 1h }\n");
    play(d, "all");
    at(d, "1min");
    inject(d, "quiet"); /* a post: it and its org */
    assert_int_equal(lines_with(d, "\"told\"", "office\",\"how\":\"event\""), 1);
    assert_int_equal(lines_with(d, "\"told\"", "office.chief"), 1);
    assert_int_equal(lines_with(d, "\"told\"", NULL), 2);
    set(d, "level-of", 1);
    assert_int_equal(lines_with(d, "\"told\"", "city\",\"how\":\"indicator\""), 1);
    report(d, "tell"); /* an org: it and its posts */
    assert_int_equal(lines_with(d, "\"told\"", "\"how\":\"report\""), 3);
    inject(d, "hush");
    assert_int_equal(lines_with(d, "\"told\"", NULL), 6); /* each once */
}

static void an_event_for_nobody_in_particular_tells_all(void **state)
{
    drill *d = *state;
    plan(d, tell);
    play(d, "all");
    at(d, "1min");
    inject(d, "call");
    assert_int_equal(lines_with(d, "\"told\"", NULL), d->machine->bodies_count);
}

static void an_inject_to_somebody_tells_only_him(void **state)
{
    drill *d = *state;
    plan(d, tell);
    play(d, "all");
    at(d, "1min");
    inject_to(d, "call", "city");
    assert_int_equal(lines_with(d, "\"told\"", NULL), 1);
}

static void word_arrives_when_one_can_be_reached_again(void **state)
{
    drill *d = *state;
    plan(d, "report tell \"Tell\" { from crew to city  on call  within 1h }\n");
    at(d, "1min");
    unreachable(d, "crew", "30min");
    inject_to(d, "call", "crew");
    assert_int_equal(lines_with(d, "\"told\"", NULL), 0);
    advance(d, "2h");
    assert_int_equal(when(d, "\"told\"", "crew\"", 1), ms("31min"));
    assert_int_equal(when(d, "\"kind\":\"report\"", NULL, 1), ms("31min"));
}

static void a_simulated_sender_who_was_not_told_sends_nothing(void **state)
{
    drill *d = *state;
    plan(d, "report tell \"Tell\" { from crew to city  on call  within 1h }\n");
    d->options.assume[TOC_ASSUME_REPORT] = ms("5min");
    at(d, "1min");
    inject_to(d, "call", "office");
    advance(d, "30min");
    assert_open(d, "tell", 1);
    inject_to(d, "alarm", "crew"); /* any word will do */
    advance(d, "2h");
    assert_met(d, "tell", 1);
    assert_int_equal(duty_of(d, "tell", 1)->closed, ms("35min"));
    assert_int_equal(duty_of(d, "tell", 1)->marks, TOC_MARK_ASSUMED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_receiver_is_owed_it),
        TEST(a_post_receives_for_its_org),
        TEST(a_copy_is_no_duty_and_tells),
        TEST(a_sending_to_somebody_else_is_not_called_for),
        TEST(the_wrong_sender_is_accepted_and_marked),
        TEST(sent_before_it_is_called_for_it_answers_the_call),
        TEST(a_report_of_a_response_that_is_not_active_is_not_called_for),
        TEST(each_occurrence_is_owed_and_the_oldest_is_met_first),
        TEST(a_level_filter_is_read_when_it_would_open),
        TEST(while_opens_at_the_rise_and_falls_void),
        TEST(while_inside_a_response_holds_from_its_start),
        TEST(a_report_on_one_outcome_waits_for_it),
        TEST(its_sending_is_an_anchor),
        TEST(an_inner_report_s_sending_is_each_activation_s_own),
        TEST(lateness_acts),
        TEST(late_for_two_receivers_is_late_once),
        TEST(a_withheld_one_is_marked),
        TEST(acknowledging_asks_for_a_report),
        TEST(who_is_told_by_what),
        TEST(an_event_for_nobody_in_particular_tells_all),
        TEST(an_inject_to_somebody_tells_only_him),
        TEST(word_arrives_when_one_can_be_reached_again),
        TEST(a_simulated_sender_who_was_not_told_sends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
