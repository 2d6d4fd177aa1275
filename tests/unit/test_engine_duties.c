/* test_engine_duties.c - opening, closing, reasons of void, grace, extension, the end of a drill. */
#include "../support/drill_fixture.h"

static void begin(drill *d, const char *text)
{
    plan(d, text);
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
}

/* 8.1, 8.2 */
static void every_step_is_a_duty_dated_or_not(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h }\n"
             "  step b \"B\" { by crew }\n"
             "  decision q \"Q\" { by office  after b  yes -> end  no -> end } }\n");
    assert_due(d, "r.a", 1, "1h");
    assert_due(d, "r.b", 1, NULL);
    at(d, "9h");
    did(d, "r.b");
    assert_met(d, "r.b", 1); /* undated: never late */
    assert_int_equal(duty_of(d, "r.q", 1)->kind, TOC_DUTY_DECISION);
    assert_int_equal(duty_of(d, "r.q", 1)->owner, body_id(d, "office"));
}

static void it_opens_at_readiness_or_when_its_anchor_has_occurred(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
             "  step b \"B\" { by crew  after a  within 1h }\n"
             "  step c \"C\" { by crew  after a  within 1h of call }\n"
             "  step e \"E\" { by crew  after a  within 1h of alarm } }\n");
    assert_int_equal(duty_count(d, "r.b"), 0);
    assert_due(d, "r.c", 1, "1h");
    assert_int_equal(duty_count(d, "r.e"), 0);
    at(d, "30min");
    did(d, "r.a");
    assert_due(d, "r.b", 1, "1h30min");
    assert_due(d, "r.e", 1, NULL);
    at(d, "40min");
    inject(d, "alarm");
    assert_due(d, "r.e", 1, "1h40min");
}

static void done_at_due_is_met_and_later_late(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h }\n"
             "  step b \"B\" { by crew  within 1h } }\n");
    at(d, "1h");
    did(d, "r.a");
    at(d, "1h20min");
    did(d, "r.b");
    assert_met(d, "r.a", 1);
    assert_late(d, "r.b", 1, "20min");
}

static void at_the_end_due_is_missed_and_not_yet_due_void(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h }\n"
             "  step b \"B\" { by crew  within 2h }\n"
             "  step c \"C\" { by crew }\n"
             "  step e \"E\" { by crew  after c  within 2h of alarm }\n"
             "  step f \"F\" { by crew  within 90min } }\n");
    finish(d, "90min");
    assert_missed(d, "r.a", 1);
    assert_void(d, "r.b", 1, TOC_VOID_NOT_DUE);
    assert_missed(d, "r.c", 1); /* undated and ready */
    assert_int_equal(duty_count(d, "r.e"), 0);
    assert_missed(d, "r.f", 1); /* due at the end */
    assert_int_equal(duty_of(d, "r.a", 1)->closed, ms("90min"));
}

static void what_waits_and_is_due_is_missed(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew }\n"
             "  step b \"B\" { by crew  after a  within 1h of call } }\n");
    finish(d, "2h");
    assert_missed(d, "r.b", 1);
}

static void what_stands_behind_a_decision_never_made_is_void(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> a  no -> end }\n"
             "  step a \"A\" { by crew  within 1h of call }\n"
             "  step b \"B\" { by crew  after a  within 1h of call } }\n");
    finish(d, "2h");
    assert_void(d, "r.a", 1, TOC_VOID_UNDECIDED);
    assert_void(d, "r.b", 1, TOC_VOID_UNDECIDED);
    assert_missed(d, "r.q", 1);
}

static void what_stands_behind_a_decision_that_was_made_is_missed(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  decision q \"Q\" { by crew  yes -> a  no -> end }\n"
             "  step a \"A\" { by crew  within 1h of call }\n"
             "  step b \"B\" { by crew  after a  within 1h of call } }\n");
    decide(d, "r.q", "yes");
    finish(d, "2h");
    assert_missed(d, "r.a", 1);
    assert_missed(d, "r.b", 1);
}

/* 8.3 */
static void grace_is_its_clause_or_the_time_allowed(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call\n"
             "  step a \"A\" { by crew  within 2h  grace 15min }\n"
             "  step b \"B\" { by crew  within 2h }\n"
             "  step c \"C\" { by crew  within 10s }\n"
             "  step e \"E\" { by crew  by time 01:00 }\n"
             "  step f \"F\" { by crew  within 3h of alarm }\n"
             "  step g \"G\" { by crew }\n"
             "  step h \"H\" { by crew  every 1h  grace 5min } }\n");
    assert_int_equal(duty_of(d, "r.a", 1)->grace, ms("15min"));
    assert_int_equal(duty_of(d, "r.b", 1)->grace, ms("2h"));
    assert_int_equal(duty_of(d, "r.c", 1)->grace, ms("1min")); /* at least that */
    assert_int_equal(duty_of(d, "r.e", 1)->grace, ms("1h"));
    assert_int_equal(duty_of(d, "r.g", 1)->grace, 0);
    assert_int_equal(duty_of(d, "r.h", 1)->grace, ms("30min"));
    at(d, "1h");
    inject(d, "alarm");
    assert_int_equal(duty_of(d, "r.f", 1)->grace, ms("3h"));
    assert_int_equal(duty_of(d, "r.f", 1)->clock, ms("1h"));
}

static void grace_of_an_overdue_opening_counts_from_the_anchor(void **state)
{
    drill *d = *state;
    plan(d, "response r \"R\" { on alarm  step a \"A\" { by crew  within 30min of call } }\n");
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
    at(d, "5h");
    inject(d, "alarm");
    assert_int_equal(duty_of(d, "r.a", 1)->grace, ms("30min"));
}

/* the controller */
static void the_controller_extends_the_oldest(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  repeats  step a \"A\" { by crew  within 1h } }\n");
    at(d, "30min");
    inject(d, "call");
    extend(d, TOC_DUTY_STEP, "r.a", "30min");
    assert_due(d, "r.a", 1, "1h30min");
    assert_due(d, "r.a", 2, "1h30min");
    assert_int_equal(duty_of(d, "r.a", 1)->marks, TOC_MARK_EXTENDED);
    assert_int_equal(duty_of(d, "r.a", 2)->marks, 0);
    advance(d, "1h20min");
    assert_int_equal(lines_with(d, "duty-overdue", NULL), 0);
}

static void an_overdue_duty_may_be_extended(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h } }\n");
    advance(d, "2h");
    extend(d, TOC_DUTY_STEP, "r.a", "90min");
    advance(d, "3h");
    assert_int_equal(lines_with(d, "duty-overdue", NULL), 2);
    at(d, "3h");
    did(d, "r.a");
    assert_late(d, "r.a", 1, "30min");
}

static void an_extension_too_short_changes_only_the_lateness(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h } }\n");
    advance(d, "2h");
    extend(d, TOC_DUTY_STEP, "r.a", "10min");
    advance(d, "3h");
    assert_int_equal(lines_with(d, "duty-overdue", NULL), 1);
    did(d, "r.a");
    assert_late(d, "r.a", 1, "1h50min");
}

static void extending_what_is_not_open_is_not_called_for(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew  within 1h } }\n");
    did(d, "r.a");
    extend(d, TOC_DUTY_STEP, "r.a", "10min");
    assert_int_equal(lines_with(d, "\"extend\"", "r.a"), 1);
}

static void all_receivers_get_the_longer_time(void **state)
{
    drill *d = *state;
    begin(d, "report tell \"T\" { from crew to city, office  on call  within 1h }\n");
    extend(d, TOC_DUTY_REPORT, "tell", "30min");
    assert_due(d, "tell", 1, "90min");
    assert_due(d, "tell", 2, "90min");
}

static void numbers_run_in_order_of_opening(void **state)
{
    drill *d = *state;
    begin(d, "response r \"R\" { on call  step a \"A\" { by crew }  step b \"B\" { by crew }\n"
             "  step c \"C\" { by crew  after a } }\n");
    did(d, "r.a");
    for (uint32_t i = 0; i < d->duties.count; i++)
        assert_int_equal(d->duties.items[i].number, i + 1);
    assert_int_equal(d->duties.count, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_step_is_a_duty_dated_or_not),
        TEST(it_opens_at_readiness_or_when_its_anchor_has_occurred),
        TEST(done_at_due_is_met_and_later_late),
        TEST(at_the_end_due_is_missed_and_not_yet_due_void),
        TEST(what_waits_and_is_due_is_missed),
        TEST(what_stands_behind_a_decision_never_made_is_void),
        TEST(what_stands_behind_a_decision_that_was_made_is_missed),
        TEST(grace_is_its_clause_or_the_time_allowed),
        TEST(grace_of_an_overdue_opening_counts_from_the_anchor),
        TEST(the_controller_extends_the_oldest),
        TEST(an_overdue_duty_may_be_extended),
        TEST(an_extension_too_short_changes_only_the_lateness),
        TEST(extending_what_is_not_open_is_not_called_for),
        TEST(all_receivers_get_the_longer_time),
        TEST(numbers_run_in_order_of_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
