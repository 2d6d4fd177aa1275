/* test_engine_calendar.c - local time: clock deadlines, workdays, shifts, periods, summer time. */
#include "../support/drill_fixture.h"

/* London in 2026: clocks go forward on 29 March at 01:00 (to 02:00), back on 25 October at 02:00
 * (to 01:00). */
static const char london[] =
    "plan test \"Test\" { language en  timezone \"Europe/London\" }\n"
    "org crew \"Crew\" { kind unit  duty 24h  contact phone \"1\"  contact radio \"1\" }\n"
    "event call \"Call\"\n";

static void in_london(drill *d, const char *start, const char *rest)
{
    int32_t offset;
    plan_alone(d, toc_arena_printf(&d->arena, "%s%s", london, rest));
    assert_true(toc_instant_parse(start, &d->options.start, &offset));
    play(d, "all");
    at(d, "0min");
    inject(d, "call");
}

/* The due time of the first duty about @p subject as local time of day and date. */
static void assert_due_at(drill *d, const char *subject, unsigned n, const char *instant)
{
    toc_ms expected;
    int32_t offset;
    assert_true(toc_instant_parse(instant, &expected, &offset));
    assert_int_equal(duty_of(d, subject, n)->due, expected - d->options.start);
}

#define STEP(clauses) "response r \"R\" { on call  step a \"A\" { by crew  " clauses " } }\n"

/* 9.4 */
static void a_day_is_24_hours_whatever_the_clock_does(void **state)
{
    drill *d = *state;
    in_london(d, "2026-03-28T12:00+00:00", STEP("within 1d"));
    assert_due_at(d, "r.a", 1, "2026-03-29T13:00+01:00");
}

static void by_time_is_the_next_such_time_now_included(void **state)
{
    drill *d = *state;
    in_london(d, "2026-01-05T08:00+00:00", STEP("by time 08:00"));
    assert_due_at(d, "r.a", 1, "2026-01-05T08:00+00:00");
    again(d);
    d->options.start += 1;
    at(d, "0min");
    inject(d, "call");
    assert_due_at(d, "r.a", 1, "2026-01-06T08:00+00:00");
}

static void by_24_is_midnight(void **state)
{
    drill *d = *state;
    in_london(d, "2026-01-05T08:00+00:00", STEP("by time 24:00"));
    assert_due_at(d, "r.a", 1, "2026-01-06T00:00+00:00");
}

static void a_time_that_does_not_exist_is_the_first_instant_after(void **state)
{
    drill *d = *state;
    in_london(d, "2026-03-28T22:00+00:00", STEP("by time 01:30"));
    assert_due_at(d, "r.a", 1, "2026-03-29T02:00+01:00");
}

static void a_time_that_comes_twice_is_the_first(void **state)
{
    drill *d = *state;
    in_london(d, "2026-10-24T22:00+01:00", STEP("by time 01:30"));
    assert_due_at(d, "r.a", 1, "2026-10-25T01:30+01:00");
}

static void after_the_first_of_two_it_is_the_next_day_s(void **state)
{
    drill *d = *state;
    in_london(d, "2026-10-25T01:45+01:00", STEP("by time 01:30"));
    assert_due_at(d, "r.a", 1, "2026-10-26T01:30+00:00");
}

static void workdays_end_at_midnight_and_leave_out_the_weekend(void **state)
{
    drill *d = *state;
    in_london(d, "2026-01-08T10:00+00:00", /* a Thursday */
              "response r \"R\" { on call  step a \"A\" { by crew  within 1 workdays }\n"
              "  step b \"B\" { by crew  within 2 workdays }\n"
              "  step c \"C\" { by crew  within 6 workdays } }\n");
    assert_due_at(d, "r.a", 1, "2026-01-10T00:00+00:00"); /* Friday's end */
    assert_due_at(d, "r.b", 1, "2026-01-13T00:00+00:00"); /* Monday's */
    assert_due_at(d, "r.c", 1, "2026-01-17T00:00+00:00"); /* Friday's */
}

static void workdays_from_a_saturday(void **state)
{
    drill *d = *state;
    in_london(d, "2026-01-10T10:00+00:00", STEP("within 1 workdays"));
    assert_due_at(d, "r.a", 1, "2026-01-13T00:00+00:00"); /* the end of Monday */
}

static void holidays_and_make_up_days(void **state)
{
    drill *d = *state;
    in_london(d, "2026-01-08T10:00+00:00",
              "period feast \"Feast\" { from 2026-01-09 to 2026-01-12  holiday }\n"
              "period make-up \"Make-up\" { from 2026-01-17 to 2026-01-17  workday }\n"
              "response r \"R\" { on call  step a \"A\" { by crew  within 1 workdays }\n"
              "  step b \"B\" { by crew  within 5 workdays } }\n");
    assert_due_at(d, "r.a", 1, "2026-01-14T00:00+00:00"); /* Tuesday's end */
    assert_due_at(d, "r.b", 1, "2026-01-18T00:00+00:00"); /* the Saturday that is worked */
}

static void a_yearly_holiday_comes_each_year(void **state)
{
    drill *d = *state;
    in_london(d, "2028-12-22T10:00+00:00", /* a Friday */
              "period feast \"Feast\" { from 2016-12-25 to 2017-01-01  yearly  holiday }\n" STEP(
                  "within 1 workdays"));
    assert_due_at(d, "r.a", 1, "2029-01-03T00:00+00:00"); /* Tuesday, 2 January */
}

static void a_yearly_period_keeps_its_dates_over_leap_years(void **state)
{
    drill *d = *state;
    in_london(d, "2027-03-01T00:00+00:00",
              "period wet \"Wet\" { from 2024-02-20 to 2024-03-05  yearly }\n"
              "trigger dry \"Dry\" { when not in wet }\n");
    advance(d, "9d");
    assert_int_equal(when(d, "\"trigger\"", "dry", 1), ms("5d")); /* 6 March, not the 7th */
}

static void an_everlasting_holiday_does_not_hang(void **state)
{
    drill *d = *state;
    in_london(d, "2026-01-08T10:00+00:00",
              "period always \"Always\" { from 2000-01-01 to 2999-12-31  holiday }\n" STEP(
                  "within 30 workdays"));
    assert_true(duty_of(d, "r.a", 1)->due > ms("30d"));
}

/* shifts, 9.3 */
static const char night[] = "org clerks \"Clerks\" { kind office  duty 22:00..06:00 fri  contact "
                            "phone \"1\"  contact email "
                            "\"1\" }\n"
                            "response r \"R\" { on call  repeats  step a \"A\" { by clerks } }\n";

static toc_ms begun(drill *d, const char *start)
{
    int32_t offset;
    again(d);
    assert_true(toc_instant_parse(start, &d->options.start, &offset));
    at(d, "0min");
    inject(d, "call");
    advance(d, "8d");
    return when(d, "r.a", "running", 1);
}

static void a_shift_past_midnight_belongs_to_the_day_it_begins(void **state)
{
    drill *d = *state;
    plan_alone(d, toc_arena_printf(&d->arena, "%s%s", london, night));
    assert_int_equal(begun(d, "2026-01-09T22:00+00:00"), 0);           /* Friday */
    assert_int_equal(begun(d, "2026-01-10T05:59+00:00"), 0);           /* Saturday morning */
    assert_int_equal(begun(d, "2026-01-10T06:00+00:00"), ms("6d16h")); /* too late */
    assert_int_equal(begun(d, "2026-01-09T05:00+00:00"),
                     ms("17h")); /* Friday morning: Thursday's */
}

static void an_hour_that_comes_twice_is_one_shift(void **state)
{
    drill *d = *state;
    plan_alone(d, toc_arena_printf(&d->arena, "%s%s", london,
                                   "org clerks \"Clerks\" { kind office  duty 01:30..05:00 sun  "
                                   "contact phone \"1\"  contact email \"1\" }\n"
                                   "response r \"R\" { on call  step a \"A\" { by clerks } }\n"));
    assert_int_equal(begun(d, "2026-10-25T01:10+01:00"), ms("20min"));
    assert_int_equal(begun(d, "2026-10-25T01:10+00:00"), 0); /* the second: the shift has begun */
}

static void a_shift_that_begins_in_the_hour_left_out(void **state)
{
    drill *d = *state;
    plan_alone(d, toc_arena_printf(&d->arena, "%s%s", london,
                                   "org clerks \"Clerks\" { kind office  duty 01:30..05:00 sun  "
                                   "contact phone \"1\"  contact email \"1\" }\n"
                                   "response r \"R\" { on call  step a \"A\" { by clerks } }\n"));
    assert_int_equal(begun(d, "2026-03-29T00:30+00:00"), ms("30min")); /* 02:00 is next */
}

/* periods */
static void a_weekly_period_begins_and_ends(void **state)
{
    drill *d = *state;
    in_london(d, "2026-01-05T00:00+00:00", /* a Monday */
              "period rush \"Rush\" { from 07:00 to 09:00  weekly tue, thu }\n"
              "trigger busy \"B\" { when in rush }\n"
              "trigger calm \"C\" { when not in rush }\n");
    advance(d, "8d12h");
    assert_int_equal(lines_with(d, "\"trigger\"", "busy"), 3);
    assert_int_equal(when(d, "\"trigger\"", "busy", 1), ms("1d7h"));
    assert_int_equal(when(d, "\"trigger\"", "busy", 2), ms("3d7h"));
    assert_int_equal(when(d, "\"trigger\"", "busy", 3), ms("8d7h"));
    assert_int_equal(when(d, "\"trigger\"", "calm", 2), ms("1d9h"));
}

static void a_period_of_dates_is_of_local_days(void **state)
{
    drill *d = *state;
    in_london(d, "2026-03-27T12:00+00:00",
              "period fair \"Fair\" { from 2026-03-28 to 2026-03-29 }\n"
              "trigger opens \"O\" { when in fair }\n"
              "trigger shut \"S\" { when not in fair }\n");
    advance(d, "5d");
    assert_int_equal(when(d, "\"trigger\"", "opens", 1), ms("12h"));
    assert_int_equal(when(d, "\"trigger\"", "shut", 2), ms("12h") + ms("47h")); /* a short Sunday */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, drill_setup, drill_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_day_is_24_hours_whatever_the_clock_does),
        TEST(by_time_is_the_next_such_time_now_included),
        TEST(by_24_is_midnight),
        TEST(a_time_that_does_not_exist_is_the_first_instant_after),
        TEST(a_time_that_comes_twice_is_the_first),
        TEST(after_the_first_of_two_it_is_the_next_day_s),
        TEST(workdays_end_at_midnight_and_leave_out_the_weekend),
        TEST(workdays_from_a_saturday),
        TEST(holidays_and_make_up_days),
        TEST(a_yearly_holiday_comes_each_year),
        TEST(a_yearly_period_keeps_its_dates_over_leap_years),
        TEST(an_everlasting_holiday_does_not_hang),
        TEST(a_shift_past_midnight_belongs_to_the_day_it_begins),
        TEST(an_hour_that_comes_twice_is_one_shift),
        TEST(a_shift_that_begins_in_the_hour_left_out),
        TEST(a_weekly_period_begins_and_ends),
        TEST(a_period_of_dates_is_of_local_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
