/* test_drill_msel.c - times, texts and rows of lists of events. */
#include "../support/base_fixture.h"

#include "base/csv_cell.h"
#include "drill/msel.h"

#define START INT64_C(1772676600000) /* 2026-03-05T02:10Z */

static toc_msel_clock clock_at(toc_ms last)
{
    return (toc_msel_clock){.has_start = true, .start = START, .last = last};
}

static void expect_time(const toc_msel_clock *clock, const char *text, toc_ms wanted)
{
    toc_ms at = -1;

    if (toc_msel_time_read(clock, text, &at) != TOC_MSEL_TIME_READ || at != wanted)
        fail_msg("`%s` is %lld, not %lld", text, (long long)at, (long long)wanted);
}

static void times_are_read_in_every_form(void **state)
{
    toc_msel_clock clock = clock_at(0);
    (void)state;

    expect_time(&clock, "0", 0);
    expect_time(&clock, "90min", 90 * TOC_MINUTE);
    expect_time(&clock, "+1:30", 90 * TOC_MINUTE);
    expect_time(&clock, "T+0:05:30", 5 * TOC_MINUTE + 30 * TOC_SECOND);
    expect_time(&clock, "+26:00", 26 * TOC_HOUR);
    expect_time(&clock, "02:10", 0);
    expect_time(&clock, "02:09", TOC_DAY - TOC_MINUTE);
    expect_time(&clock, "2:30 PM", 12 * TOC_HOUR + 20 * TOC_MINUTE);
    expect_time(&clock, "12:00 am", TOC_DAY - 2 * TOC_HOUR - 10 * TOC_MINUTE);
    expect_time(&clock, "2026-03-05 02:15:01", 5 * TOC_MINUTE + TOC_SECOND);
    expect_time(&clock, "2026-03-05T04:15+02:00", 5 * TOC_MINUTE);
    expect_time(&clock, "2026/3/6 2:10", TOC_DAY);
    expect_time(&clock, "6.3.2026", TOC_DAY - 2 * TOC_HOUR - 10 * TOC_MINUTE);
    expect_time(&clock, "13/3/2026 2:10", 8 * TOC_DAY);
    expect_time(&clock, "3/13/2026 2:10", 8 * TOC_DAY);
    expect_time(&clock, "3/3/2026 2:10", -2 * TOC_DAY);
    clock.offset_min = 60;
    expect_time(&clock, "03:10", 0);
    expect_time(&clock, "2026-03-05 03:15", 5 * TOC_MINUTE);
    clock = clock_at(22 * TOC_HOUR);
    expect_time(&clock, "00:10", 22 * TOC_HOUR);
    expect_time(&clock, "00:09", 46 * TOC_HOUR - TOC_MINUTE);
}

/* As spreadsheets write them, to the second. */
static void numbers_of_days_are_read(void **state)
{
    toc_msel_clock clock = clock_at(0);
    (void)state;

    expect_time(&clock, "46086.0902777778", 0);
    expect_time(&clock, "46086.090277777781", 0);
    expect_time(&clock, "4.60860902777778E4", 0);
    expect_time(&clock, "46087.09029", TOC_DAY + TOC_SECOND);
    expect_time(&clock, "0.0972222222222222", 10 * TOC_MINUTE);
    expect_time(&clock, "9.7222222222222224E-2", 10 * TOC_MINUTE);
    expect_time(&clock, "0.5", 9 * TOC_HOUR + 50 * TOC_MINUTE);
    clock.is_1904 = true;
    expect_time(&clock, "44624.0902777778", 0);
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const texts[] = {"",
                                        "soon",
                                        "25:00",
                                        "12:60",
                                        "1:00 xm",
                                        "13:00 PM",
                                        "2026-13-01",
                                        "2026-02-30",
                                        "5.3",
                                        "1/2/3/4",
                                        "2026-03-05x",
                                        "1e99",
                                        "99999999",
                                        "-1",
                                        "46086.09e1000",
                                        "1.2.3",
                                        "2026-03-05 24:01",
                                        "9999999999999999999999999999"};
    toc_msel_clock clock = clock_at(0);
    toc_ms at;
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (toc_msel_time_read(&clock, texts[i], &at) != TOC_MSEL_TIME_BROKEN)
            fail_msg("`%s` is read as %lld", texts[i], (long long)at);
    }
    assert_int_equal(toc_msel_time_read(&clock, "3/4/2026", &at), TOC_MSEL_TIME_EITHER);
    clock.dates = TOC_MSEL_DATES_DMY;
    expect_time(&clock, "4/3/2026 2:10", -TOC_DAY);
    clock.dates = TOC_MSEL_DATES_MDY;
    expect_time(&clock, "3/4/2026 2:10", -TOC_DAY);
    clock.has_start = false;
    assert_int_equal(toc_msel_time_read(&clock, "02:10", &at), TOC_MSEL_TIME_NO_START);
    assert_int_equal(toc_msel_time_read(&clock, "5min", &at), TOC_MSEL_TIME_READ);
}

static void no_formula_comes_out_and_every_text_comes_back(void **state)
{
    static const char letters[] = "'=+-@\tx";
    base_fixture *f = *state;
    char text[5] = "";

    for (unsigned i = 0; i < 7 * 7 * 7 * 7; i++) {
        const char *escaped;

        text[0] = letters[i % 7];
        text[1] = letters[i / 7 % 7];
        text[2] = letters[i / 49 % 7];
        text[3] = i % 2 ? letters[i / 343] : '\0';
        escaped = toc_csv_escape(&f->arena, text);
        assert_null(strchr("=+-@\t", escaped[0]));
        assert_string_equal(toc_csv_unescape(escaped), text);
    }
    assert_string_equal(toc_csv_escape(&f->arena, "it's = fine"), "it's = fine");
    assert_string_equal(toc_csv_unescape("'tis"), "'tis");
    assert_string_equal(toc_csv_escape(&f->arena, "＝1+1"), "'＝1+1");
    assert_string_equal(toc_csv_unescape("'＝1+1"), "＝1+1");
}

static const toc_yaml *yaml_of(base_fixture *f, const char *text)
{
    const toc_source *source = toc_sources_add(f->sources, "t.yaml", text, strlen(text));
    const toc_yaml *value = toc_yaml_read(&f->arena, source, &f->sink);

    if (!value)
        fail_msg("`%s` does not read back: %s", text, f->sink.records.items[0]->message);
    return value;
}

static void expect_alike(const toc_yaml *a, const toc_yaml *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->count, b->count);
    if (a->kind == TOC_YAML_SCALAR && !toc_yaml_is_nothing(a))
        assert_string_equal(a->text, b->text);
    assert_int_equal(toc_yaml_is_nothing(a), toc_yaml_is_nothing(b));
    for (uint32_t i = 0; i < a->count; i++) {
        if (a->kind == TOC_YAML_MAP)
            expect_alike(a->pairs[i].key, b->pairs[i].key);
        expect_alike(a->kind == TOC_YAML_MAP ? a->pairs[i].value : a->items[i],
                     b->kind == TOC_YAML_MAP ? b->pairs[i].value : b->items[i]);
    }
}

/* One line of YAML is the value that it was made of. */
static void a_value_in_one_line_reads_back(void **state)
{
    static const char *const texts[] = {
        "{a: 1, b: [x, 'y z', \"\"], c: {d: ~, e: null, f: 'null', g: '~', h: }}",
        "- no\n- 'no'\n- 12:30:00\n- '# no comment'\n- \"a: b\"\n- a:b\n- '- x'\n- '[1, 2]'\n",
        "a: |\n  two\n  lines\nb: \"tab\\there \\\"quoted\\\" \\\\ back\"\nc: ' blanks '\n",
        "夜間: \"首頁被替換為黑色頁面和標語\"\nk: ' ='\nl: '>= 60'\nm: '%'\nn: '!x'\no: '*x'\np: "
        "'&x'\n",
        "a: 'x, y'\nb: '{'\nc: '}'\nd: \"]\"\ne: '?'\nf: '@'\ng: '`'\nh: \"'\"\ni: 'a #b'\nj: 'a# "
        "b'\n",
        "a: ---\nb: '...'\nc: -5\nd: .5\ne: 1e5\nf: 50%\ng: a  b\nh: 'x:'\n",
    };
    base_fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const toc_yaml *value = yaml_of(f, texts[i]);
        const char *line = toc_yaml_flow(&f->arena, value);

        assert_null(strchr(line, '\n'));
        expect_alike(value, yaml_of(f, line));
    }
}

static toc_msel_rows rows_of(base_fixture *f, const char *text, bool *is_fine)
{
    const toc_source *source = toc_sources_add(f->sources, "t.csv", text, strlen(text));
    toc_msel_rows rows = {0};

    *is_fine = toc_msel_csv(&f->arena, source, &f->sink, &rows);
    return rows;
}

static void separators_are_found_by_the_first_row(void **state)
{
    static const char *const texts[] = {
        "a,b,c\n1,\"x;y;z\",3\n",
        "\xEF\xBB\xBF"
        "a;b;c\r\n1;\"x;y;z\";3\r\n",
        "a\tb\tc\r1\tx;y;z\t3\r",
        "sep=|\r\na|b|c\r\n1|x;y;z|3\r\n",
        "\"a,;;\nA\",b,c\n1,x;y;z,3,,,\n\n,,\n",
    };
    base_fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bool is_fine;
        toc_msel_rows rows = rows_of(f, texts[i], &is_fine);

        assert_true(is_fine);
        assert_int_equal(rows.count, 2);
        assert_int_equal(rows.items[1].count, 3);
        assert_string_equal(rows.items[1].cells[1].text, "x;y;z");
        assert_string_equal(rows.items[1].cells[2].text, "3");
    }
}

static void broken_rows_are_reported(void **state)
{
    static const char *const texts[] = {"a,b\n1,\"x\n", "a,b\n\"x\"y,2\n", "", "\n\n", "\""};
    base_fixture *f = *state;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bool is_fine;

        toc_diag_sink_init(&f->sink, &f->arena);
        (void)rows_of(f, texts[i], &is_fine);
        assert_false(is_fine);
        assert_int_equal(f->sink.records.items[0]->code, TOC_D_LIST_BROKEN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_in_every_form),
        cmocka_unit_test(numbers_of_days_are_read),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test_setup_teardown(no_formula_comes_out_and_every_text_comes_back, base_setup,
                                        base_teardown),
        cmocka_unit_test_setup_teardown(a_value_in_one_line_reads_back, base_setup, base_teardown),
        cmocka_unit_test_setup_teardown(separators_are_found_by_the_first_row, base_setup,
                                        base_teardown),
        cmocka_unit_test_setup_teardown(broken_rows_are_reported, base_setup, base_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
