/* test_json.c - results of tests as one JSON document. */
#include "base/json.h"
#include "cli/test_report.h"

static void write_failures(const toc_test *test, toc_json *json)
{
    toc_json_key(json, "failures");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < test->failure_count; i++) {
        const toc_verdict_text *failure = &test->failures[i];

        toc_json_begin_object(json);
        toc_json_key_int(json, "line", failure->line);
        toc_json_key_int(json, "column", failure->column);
        toc_json_key_string(json, "expected", failure->expected);
        toc_json_key_string(json, "actual", failure->actual);
        toc_json_end_object(json);
    }
    toc_json_end_array(json);
}

/* Without any, the sink may never have been made. */
static void write_diagnostics(const toc_diag_sink *sink, toc_sources *sources, toc_json *json)
{
    toc_json_key(json, "diagnostics");
    if (sink->records.count > 0) {
        toc_diag_write_records(sink, sources, json);
        return;
    }
    toc_json_begin_array(json);
    toc_json_end_array(json);
}

static void write_test(const toc_test *test, toc_json *json)
{
    toc_json_begin_object(json);
    toc_json_key_string(json, "scenario", test->path);
    toc_json_key_string(json, "plan", test->plan ? test->plan->path : NULL);
    toc_json_key_string(json, "outcome", toc_test_outcome_word(test->outcome));
    toc_json_key_int(json, "expectations", test->expects);
    write_failures(test, json);
    if (test->covered) {
        toc_json_key(json, "score");
        if (test->points == TOC_POINTS_NONE)
            toc_json_null(json);
        else
            toc_json_fixed(json, test->points, 100);
    }
    if (test->outcome == TOC_TEST_BROKEN) {
        toc_json_key_string(json, "reason", test->reason);
        write_diagnostics(&test->sink, test->sources, json);
    }
    toc_json_end_object(json);
}

static void write_item(const toc_test_report *report, const toc_test_plan *plan, uint32_t item,
                       toc_json *json)
{
    const toc_cover_item *row = &plan->coverage->items[item];
    const toc_m_head *head = toc_cover_head(plan->machine, row);

    toc_json_begin_object(json);
    toc_json_key_string(json, "kind", toc_cover_kind_word(row->kind));
    toc_json_key_string(json, "name", toc_cover_name(report->arena, plan->machine, row));
    toc_json_key_string(json, "file", toc_machine_text(plan->machine, head->file));
    toc_json_key_int(json, "line", head->line);
    toc_json_key(json, "covered_by"); /* indices of scenarios */
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < report->run->count; i++) {
        const toc_test *test = &report->run->tests[i];

        if (test->plan == plan && test->covered && toc_coverage_has(test->covered, item))
            toc_json_int(json, i);
    }
    toc_json_end_array(json);
    toc_json_end_object(json);
}

static void write_coverage(const toc_test_report *report, const toc_test_plan *plan, toc_json *json)
{
    toc_test_share share = toc_test_share_of(plan);

    toc_json_key_int(json, "covered", share.covered);
    toc_json_key_int(json, "coverable", share.there);
    toc_json_key_int(json, "per_cent", toc_test_per_cent(share));
    toc_json_key_bool(json, "below_threshold", toc_test_is_below(report, plan));
    toc_json_key(json, "items");
    toc_json_begin_array(json);
    for (uint32_t i = 0; i < plan->coverage->count; i++)
        write_item(report, plan, i, json);
    toc_json_end_array(json);
}

static void write_plan(const toc_test_report *report, const toc_test_plan *plan, toc_json *json)
{
    toc_json_begin_object(json);
    toc_json_key_string(json, "plan", plan->path);
    toc_json_key_bool(json, "usable", plan->machine != NULL);
    toc_json_key_int(json, "scenarios", plan->scenarios);
    if (plan->machine)
        write_coverage(report, plan, json);
    else
        write_diagnostics(&plan->sink, plan->sources, json);
    toc_json_end_object(json);
}

static void write_counts(const toc_test_counts *counts, toc_json *json)
{
    toc_json_key_int(json, "passed", counts->passed);
    toc_json_key_int(json, "failed", counts->failed);
    toc_json_key_int(json, "broken", counts->broken);
    toc_json_key_int(json, "skipped", counts->skipped);
    toc_json_key_int(json, "expectations", counts->expects);
    toc_json_key_int(json, "expectations_failed", counts->unmet);
}

void toc_test_write_json(toc_test_report *report)
{
    toc_json json;

    toc_json_init(&json, report->out, 2);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "version", 1);
    write_counts(&report->counts, &json);
    if (report->has_threshold)
        toc_json_key_int(&json, "threshold", report->threshold);
    toc_json_key(&json, "scenarios");
    toc_json_begin_array(&json);
    for (uint32_t i = 0; i < report->run->count; i++)
        write_test(&report->run->tests[i], &json);
    toc_json_end_array(&json);
    toc_json_key(&json, "plans");
    toc_json_begin_array(&json);
    for (const toc_test_plan *plan = report->run->plans; plan; plan = plan->next)
        write_plan(report, plan, &json);
    toc_json_end_array(&json);
    toc_json_end_object(&json);
    (void)fputc('\n', report->out);
}
