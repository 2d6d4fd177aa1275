/* test_base_time.c - dates, durations, instants. */
#include "../support/base_fixture.h"

#include "base/time.h"

static void dates_and_day_numbers_agree(void **state)
{
    int64_t days = toc_date_to_days((toc_date){1, 1, 1});
    int64_t end = toc_date_to_days((toc_date){9999, 12, 31});
    toc_date last = toc_date_from_days(days - 1);

    (void)state;
    for (; days <= end; days++) {
        toc_date date = toc_date_from_days(days);
        bool is_next = date.day == last.day + 1 || (date.day == 1 && last.day >= 28);

        if (!toc_date_is_valid(date) || !is_next || toc_date_to_days(date) != days)
            fail_msg("day %lld", (long long)days);
        last = date;
    }
    assert_int_equal(last.year, 9999);
}

static void known_days_have_their_numbers(void **state)
{
    (void)state;
    assert_int_equal(toc_date_to_days((toc_date){1970, 1, 1}), 0);
    assert_int_equal(toc_date_to_days((toc_date){1969, 12, 31}), -1);
    assert_int_equal(toc_date_to_days((toc_date){2000, 2, 29}), 11016);
    assert_int_equal(toc_date_to_days((toc_date){2016, 3, 1}), 16861);
    assert_int_equal(toc_weekday(0), 3);
    assert_int_equal(toc_weekday(-1), 2);
    assert_int_equal(toc_weekday(-4), 6);
    assert_int_equal(toc_weekday(toc_date_to_days((toc_date){2026, 3, 5})), 3);
}

static void dates_that_are_not_are_refused(void **state)
{
    (void)state;
    assert_true(toc_date_is_valid((toc_date){2024, 2, 29}));
    assert_true(toc_date_is_valid((toc_date){2000, 2, 29}));
    assert_false(toc_date_is_valid((toc_date){1900, 2, 29}));
    assert_false(toc_date_is_valid((toc_date){2023, 2, 29}));
    assert_false(toc_date_is_valid((toc_date){2023, 4, 31}));
    assert_false(toc_date_is_valid((toc_date){2023, 13, 1}));
    assert_false(toc_date_is_valid((toc_date){2023, 0, 1}));
    assert_false(toc_date_is_valid((toc_date){2023, 1, 0}));
    assert_false(toc_date_is_valid((toc_date){0, 1, 1}));
    assert_false(toc_date_is_valid((toc_date){10000, 1, 1}));
}

static void expect_duration(const char *text, toc_ms expected)
{
    toc_ms ms = -7;

    assert_true(toc_duration_parse(text, true, &ms));
    assert_int_equal(ms, expected);
}

static void durations_are_read(void **state)
{
    (void)state;
    expect_duration("90s", 90 * TOC_SECOND);
    expect_duration("15min", 15 * TOC_MINUTE);
    expect_duration("1h30min", 90 * TOC_MINUTE);
    expect_duration("1h 30 min", 90 * TOC_MINUTE);
    expect_duration("2d", 2 * TOC_DAY);
    expect_duration("1w", TOC_WEEK);
    expect_duration("45 min", 45 * TOC_MINUTE);
    expect_duration("250ms", 250);
    expect_duration("0min", 0);
    expect_duration("+30s", 30 * TOC_SECOND);
    expect_duration("-1h30min", -90 * TOC_MINUTE);
    expect_duration("30秒", 30 * TOC_SECOND);
    expect_duration("5分钟", 5 * TOC_MINUTE);
    expect_duration("5分鐘", 5 * TOC_MINUTE);
    expect_duration("1小时30分钟", 90 * TOC_MINUTE);
    expect_duration("2小時", 2 * TOC_HOUR);
    expect_duration("3天", 3 * TOC_DAY);
    expect_duration("1 周", TOC_WEEK);
    expect_duration("1週2天", 9 * TOC_DAY);
    expect_duration("36600d", TOC_DURATION_MAX);
}

static void other_texts_are_no_durations(void **state)
{
    static const char *const texts[] = {"",
                                        " ",
                                        "5",
                                        "min",
                                        "5 ",
                                        " 5min",
                                        "5min ",
                                        "5minutes",
                                        "5m",
                                        "1.5h",
                                        "30min1h",
                                        "1h1h",
                                        "--5min",
                                        "5min x",
                                        "1h30",
                                        "5 m in",
                                        "36601d",
                                        "36600d1ms",
                                        "99999999999999999999s",
                                        "9223372036854775807w",
                                        "- 5min",
                                        "5\tmin",
                                        "5分",
                                        "\xff"};
    toc_ms ms;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (toc_duration_parse(texts[i], true, &ms))
            fail_msg("`%s` was read", texts[i]);
    }
    assert_false(toc_duration_parse("+5min", false, &ms));
    assert_false(toc_duration_parse("-5min", false, &ms));
}

static void expect_written(toc_ms ms, const char *expected)
{
    char text[TOC_DURATION_TEXT_MAX];

    toc_duration_format(ms, text);
    assert_string_equal(text, expected);
}

static void durations_are_written(void **state)
{
    (void)state;
    expect_written(0, "0min");
    expect_written(90 * TOC_MINUTE, "1h30min");
    expect_written(45 * TOC_SECOND, "45s");
    expect_written(2 * TOC_DAY, "2d");
    expect_written(TOC_WEEK, "7d");
    expect_written(-(TOC_DAY + 1), "-1d1ms");
    expect_written(TOC_DAY + TOC_HOUR + TOC_MINUTE + TOC_SECOND + 1, "1d1h1min1s1ms");
    expect_written(INT64_MAX, "106751991167d7h12min55s807ms");
    expect_written(-INT64_MAX, "-106751991167d7h12min55s807ms");
    expect_written(TOC_MS_NONE, "none");
}

static void what_is_written_reads_the_same(void **state)
{
    (void)state;
    for (toc_ms ms = -TOC_DURATION_MAX; ms <= TOC_DURATION_MAX; ms += 987654321987) {
        char text[TOC_DURATION_TEXT_MAX];

        toc_duration_format(ms, text);
        expect_duration(text, ms);
    }
}

static void expect_instant(const char *text, toc_ms epoch_ms, int32_t offset_min)
{
    toc_ms ms = -7;
    int32_t offset = -7;

    assert_true(toc_instant_parse(text, &ms, &offset));
    assert_int_equal(ms, epoch_ms);
    assert_int_equal(offset, offset_min);
}

static void instants_are_read(void **state)
{
    (void)state;
    expect_instant("1970-01-01T00:00Z", 0, 0);
    expect_instant("1970-01-01T08:00+08:00", 0, 480);
    expect_instant("1969-12-31T19:00:01-05:00", 1000, -300);
    expect_instant("2026-03-05T02:10+08:00", INT64_C(1772647800000), 480);
    expect_instant("2026-03-05T02:10:00+05:45", INT64_C(1772655900000), 345);
}

static void dates_are_read_whole(void **state)
{
    static const char *const others[] = {"", "2026-3-5", "2026-02-30", "2026-03-05T", "x"};
    toc_date date;

    (void)state;
    assert_true(toc_date_parse("2026-03-05", &date));
    assert_int_equal(toc_date_to_days(date), 20517);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(toc_date_parse(others[i], &date));
}

static void other_texts_are_no_instants(void **state)
{
    static const char *const texts[] = {
        "",
        "2026-03-05",
        "2026-03-05T02:10",
        "2026-03-05 02:10+08:00",
        "2026-3-05T02:10+08:00",
        "2026-02-29T02:10+08:00",
        "2026-03-05T24:00+08:00",
        "2026-03-05T02:60+08:00",
        "2026-03-05T02:10:60Z",
        "2026-03-05T02:10:Z",
        "2026-03-05T02:10+0800",
        "2026-03-05T02:10+19:00",
        "2026-03-05T02:10Zz",
        "0000-03-05T02:10Z",
        "2026-03-05T02:10+08:00:00",
    };
    toc_ms ms;
    int32_t offset;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (toc_instant_parse(texts[i], &ms, &offset))
            fail_msg("`%s` was read", texts[i]);
    }
}

static void expect_instant_text(toc_ms ms, int32_t offset_s, const char *expected)
{
    char text[TOC_INSTANT_TEXT_MAX];

    toc_instant_format(ms, offset_s, text);
    assert_string_equal(text, expected);
}

static void instants_are_written(void **state)
{
    char text[TOC_INSTANT_TEXT_MAX];

    (void)state;
    expect_instant_text(INT64_C(1772647800000), 8 * 3600, "2026-03-05T02:10:00+08:00");
    expect_instant_text(0, 0, "1970-01-01T00:00:00+00:00");
    expect_instant_text(-1, 0, "1969-12-31T23:59:59.999+00:00");
    expect_instant_text(0, -5 * 3600, "1969-12-31T19:00:00-05:00");
    expect_instant_text(0, 8 * 3600 + 343, "1970-01-01T08:05:43+08:05:43");
    toc_instant_format(INT64_MAX, INT32_MAX, text);
    assert_true(strlen(text) < sizeof text - 1);
    toc_instant_format(INT64_MIN, INT32_MIN, text);
    assert_true(strlen(text) < sizeof text - 1);
    assert_int_equal(toc_date_from_days(INT64_MAX).year, toc_date_from_days(110000000000).year);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_day_numbers_agree),
        cmocka_unit_test(known_days_have_their_numbers),
        cmocka_unit_test(dates_that_are_not_are_refused),
        cmocka_unit_test(durations_are_read),
        cmocka_unit_test(other_texts_are_no_durations),
        cmocka_unit_test(durations_are_written),
        cmocka_unit_test(what_is_written_reads_the_same),
        cmocka_unit_test(instants_are_read),
        cmocka_unit_test(dates_are_read_whole),
        cmocka_unit_test(other_texts_are_no_instants),
        cmocka_unit_test(instants_are_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
