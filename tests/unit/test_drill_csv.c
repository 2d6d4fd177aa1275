/* test_drill_csv.c - comma-separated values, and series made of them. */
#include "../support/scenario_fixture.h"

#include "drill/csv.h"

static const toc_csv *read_csv(drill_fixture *f, const char *text)
{
    const toc_source *source = toc_sources_add(f->base.sources, "t.csv", text, strlen(text));

    toc_diag_sink_init(&f->base.sink, &f->base.arena);
    return toc_csv_read(&f->base.arena, source, &f->base.sink);
}

static const char *cell(const toc_csv *csv, uint32_t row, uint32_t column)
{
    return toc_csv_at(csv, row, column)->text;
}

static void cells_and_header_are_read(void **state)
{
    const toc_csv *csv = read_csv(*state, "time,share\r\n0min,5%\r\n10min,\r\n");

    assert_non_null(csv);
    assert_int_equal(csv->column_count, 2);
    assert_int_equal(csv->row_count, 2);
    assert_int_equal(toc_csv_column(csv, "share"), 1);
    assert_int_equal(toc_csv_column(csv, "Share"), UINT32_MAX);
    assert_string_equal(cell(csv, 0, 1), "5%");
    assert_string_equal(cell(csv, 1, 1), "");
}

static void quotes_hold_commas_quotes_and_line_ends(void **state)
{
    const toc_csv *csv = read_csv(*state, "a,b\n\"x, \"\"y\"\"\nz\",\"\"\n");

    assert_non_null(csv);
    assert_int_equal(csv->row_count, 1);
    assert_string_equal(cell(csv, 0, 0), "x, \"y\"\nz");
    assert_string_equal(cell(csv, 0, 1), "");
}

static void blank_lines_and_a_missing_last_line_end_are_fine(void **state)
{
    const toc_csv *csv = read_csv(*state, "\n\na,b\n\n1,2\n\r\n3,4");

    assert_non_null(csv);
    assert_int_equal(csv->row_count, 2);
    assert_string_equal(cell(csv, 1, 1), "4");
}

static void broken_tables_are_located(void **state)
{
    drill_fixture *f = *state;

    assert_null(read_csv(f, "a,b\n1\n"));
    (void)drill_one_diag(f, TOC_D_SERIES_CSV, "1");
    assert_null(read_csv(f, "a,b\n1,\"2\n"));
    (void)drill_one_diag(f, TOC_D_SERIES_CSV, "\"");
    assert_null(read_csv(f, "a,b\n1,\"2\"x\n"));
    (void)drill_one_diag(f, TOC_D_SERIES_CSV, "x");
    assert_null(read_csv(f, "\n\n"));
    assert_int_equal(f->base.sink.error_count, 1);
}

static void no_more_than_ten_rows_are_complained_about(void **state)
{
    drill_fixture *f = *state;

    assert_null(read_csv(f, "a,b\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n"));
    assert_int_equal(f->base.sink.error_count, 10);
}

static void a_table_cut_at_every_byte_is_survived(void **state)
{
    static const char text[] = "a,b\n\"1\"\"\",2\r\n\n3,\"4\n5\"\n";
    drill_fixture *f = *state;

    for (size_t size = 0; size < sizeof text; size++) {
        const toc_source *source = toc_sources_add(f->base.sources, "cut.csv", text, size);

        toc_diag_sink_init(&f->base.sink, &f->base.arena);
        assert_true(toc_csv_read(&f->base.arena, source, &f->base.sink) ||
                    f->base.sink.error_count > 0);
    }
}

/* ── series: files beneath a scratch folder ── */

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[300];
    FILE *out;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    out = fopen(path, "wb");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static toc_script *bind_in(drill_fixture *f, const char *folder, const char *text)
{
    char path[300];
    const toc_source *source;
    toc_scenario *scenario;

    (void)snprintf(path, sizeof path, "%s/s.yaml", folder);
    source = toc_sources_add(f->base.sources, path, text, strlen(text));
    toc_diag_sink_init(&f->base.sink, &f->base.arena);
    scenario = toc_scenario_read(&f->base.arena, f->base.sources, source, &f->base.sink);
    if (!scenario || f->base.sink.error_count > 0)
        return NULL;
    return toc_scenario_bind(&f->base.arena, f->machine, scenario, NULL, &f->base.sink);
}

static void samples_of_one_instant_are_one_act(void **state)
{
    drill_fixture *f = *state;
    char folder[] = "/tmp/tocsin-series-XXXXXX";
    char command[300];
    toc_script *script;

    assert_non_null(mkdtemp(folder));
    write_file(folder, "a.csv", "when,share\n0min,5%\n10min,12%\n20min,\n");
    write_file(folder, "b.csv", "crest,t\n3 m,10min\n4.5,2026-03-05T02:30+00:00\n");
    script = bind_in(f, folder,
                     DRILL_HEAD "script:\n"
                                "  - series: {indicator: share, csv: a.csv}\n"
                                "  - series: {indicator: crest, csv: b.csv, time: t}\n"
                                "  - {at: 10min, set: {calm: yes}}\n"
                                "end: 1h\n");
    (void)snprintf(command, sizeof command, "%s/a.csv", folder);
    assert_int_equal(remove(command), 0);
    (void)snprintf(command, sizeof command, "%s/b.csv", folder);
    assert_int_equal(remove(command), 0);
    assert_int_equal(remove(folder), 0);
    if (!script)
        drill_show(f);
    assert_non_null(script);
    assert_int_equal(script->act_count, 4);
    assert_int_equal(toc_script_act_at(script, 0), 0);
    assert_int_equal(toc_script_act_at(script, 1), 10 * TOC_MINUTE);
    assert_null(toc_script_act(script, 1)->entry); /* the series stands before the script */
    assert_int_equal(toc_script_act(script, 1)->act.setting_count, 2);
    assert_int_equal(toc_script_act(script, 1)->act.settings[0].value, 3 * TOC_MICRO);
    assert_int_equal(toc_script_act(script, 1)->act.settings[1].value, 12 * TOC_MICRO);
    assert_int_equal(toc_script_act_at(script, 2), 10 * TOC_MINUTE);
    assert_non_null(toc_script_act(script, 2)->entry);
    assert_int_equal(toc_script_act_at(script, 3), 20 * TOC_MINUTE);
    assert_int_equal(toc_script_act(script, 3)->act.setting_count,
                     1); /* an empty cell is no sample */
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_and_header_are_read),
        cmocka_unit_test(quotes_hold_commas_quotes_and_line_ends),
        cmocka_unit_test(blank_lines_and_a_missing_last_line_end_are_fine),
        cmocka_unit_test(broken_tables_are_located),
        cmocka_unit_test(no_more_than_ten_rows_are_complained_about),
        cmocka_unit_test(a_table_cut_at_every_byte_is_survived),
        cmocka_unit_test(samples_of_one_instant_are_one_act),
    };

    return cmocka_run_group_tests(tests, drill_setup, drill_teardown);
}
