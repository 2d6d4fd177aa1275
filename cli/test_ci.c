/* test_ci.c - results of tests for machines that build: JUnit XML, and GitHub's workflow commands. */
#include <string.h>

#include "cli/test_report.h"
#include "draw/xml.h"

/* ── JUnit ───────────────────────────────────────────────────────────────── */

static void put_attribute(FILE *out, const char *name, const char *text)
{
    toc_xml_put_attribute(out, name, text);
}

static const char *reason_of(const toc_test *test)
{
    return test->reason ? test->reason : "it cannot be played to its end";
}

static void put_records(const toc_test_report *report, const toc_diag_sink *sink,
                        toc_sources *sources)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        toc_xml_put(report->out,
                    toc_diag_short_text(report->arena, sources, sink->records.items[i]));
        (void)fputc('\n', report->out);
    }
}

static void put_failure(const toc_test_report *report, const toc_test *test)
{
    FILE *out = report->out;

    (void)fputs("      <failure type=\"expectation\"", out);
    put_attribute(out, "message",
                  toc_arena_printf(report->arena, "%u of %u expectations not met",
                                   test->failure_count, test->expects));
    (void)fputs(">", out);
    for (uint32_t i = 0; i < test->failure_count; i++) {
        const toc_verdict_text *failure = &test->failures[i];

        toc_xml_put(out,
                    toc_arena_printf(report->arena, "%s:%u: expected: %s; instead: %s", test->path,
                                     failure->line, failure->expected, failure->actual));
        (void)fputc('\n', out);
    }
    (void)fputs("</failure>\n", out);
}

static void put_test(const toc_test_report *report, const toc_test *test)
{
    FILE *out = report->out;

    (void)fputs("    <testcase", out);
    put_attribute(out, "classname", test->plan ? test->plan->path : "no plan");
    put_attribute(out, "name", test->path);
    put_attribute(out, "file", test->path);
    if (test->outcome == TOC_TEST_PASSED) {
        (void)fputs("/>\n", out);
        return;
    }
    (void)fputs(">\n", out);
    if (test->outcome == TOC_TEST_FAILED)
        put_failure(report, test);
    if (test->outcome == TOC_TEST_SKIPPED)
        (void)fputs("      <skipped message=\"expects nothing\"/>\n", out);
    if (test->outcome == TOC_TEST_BROKEN) {
        (void)fputs("      <error type=\"broken\"", out);
        put_attribute(out, "message", reason_of(test));
        (void)fputs(">", out);
        if (test->sink.records.count > 0)
            put_records(report, &test->sink, test->sources);
        (void)fputs("</error>\n", out);
    }
    (void)fputs("    </testcase>\n", out);
}

/* A plan is a test, too: it can be used, and its scenarios cover enough of it. */
static void put_plan(const toc_test_report *report, const toc_test_plan *plan)
{
    toc_test_share share = toc_test_share_of(plan);
    FILE *out = report->out;
    const char *figures = toc_arena_printf(report->arena, "%u%% covered, %u of %u",
                                           toc_test_per_cent(share), share.covered, share.there);

    (void)fputs("    <testcase classname=\"coverage\"", out);
    put_attribute(out, "name", plan->path);
    (void)fputs(">\n", out);
    if (!plan->machine) {
        (void)fputs("      <error type=\"plan\" message=\"this plan cannot be used\">", out);
        if (!plan->is_out_of_memory)
            put_records(report, &plan->sink, plan->sources);
        (void)fputs("</error>\n", out);
    } else if (toc_test_is_below(report, plan)) {
        (void)fputs("      <failure type=\"coverage\"", out);
        put_attribute(
            out, "message",
            toc_arena_printf(report->arena, "%s: below %u%%", figures, report->threshold));
        (void)fputs("/>\n", out);
    } else {
        (void)fputs("      <system-out>", out);
        toc_xml_put(out, figures);
        (void)fputs("</system-out>\n", out);
    }
    (void)fputs("    </testcase>\n", out);
}

static void put_suite(const toc_test_report *report, const char *name, uint32_t tests,
                      uint32_t failures, uint32_t errors, uint32_t skipped)
{
    (void)fprintf(report->out,
                  "  <testsuite name=\"%s\" tests=\"%u\" failures=\"%u\" errors=\"%u\" "
                  "skipped=\"%u\">\n",
                  name, tests, failures, errors, skipped);
}

void toc_test_write_junit(toc_test_report *report)
{
    const toc_test_counts *counts = &report->counts;
    FILE *out = report->out;
    uint32_t plans = 0;

    for (const toc_test_plan *plan = report->run->plans; plan; plan = plan->next)
        plans++;
    (void)fprintf(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tocsin test\" "
                  "tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\">\n",
                  report->run->count + plans, counts->failed + counts->plans_below,
                  counts->broken + counts->plans_broken, counts->skipped);
    put_suite(report, "scenarios", report->run->count, counts->failed, counts->broken,
              counts->skipped);
    for (uint32_t i = 0; i < report->run->count; i++)
        put_test(report, &report->run->tests[i]);
    (void)fputs("  </testsuite>\n", out);
    put_suite(report, "plans", plans, counts->plans_below, counts->plans_broken, 0);
    for (const toc_test_plan *plan = report->run->plans; plan; plan = plan->next)
        put_plan(report, plan);
    (void)fputs("  </testsuite>\n</testsuites>\n", out);
}

/* ── GitHub ──────────────────────────────────────────────────────────────── */

/* Line ends and `%` would end or change the command; in a property `:` and `,` too. */
static void put_escaped(const toc_test_report *report, const char *text, bool is_property)
{
    for (; *text; text++) {
        bool is_special = *text == '%' || *text == '\n' || *text == '\r' ||
                          (is_property && (*text == ':' || *text == ','));

        if (is_special)
            (void)fprintf(report->out, "%%%02X", (unsigned char)*text);
        else
            (void)fputc(*text, report->out);
    }
}

/* @p message holds nothing that must not be sent to a tool. */
static void put_command(const toc_test_report *report, const char *word, const char *path,
                        uint32_t line, const char *message)
{
    (void)fprintf(report->out, "::%s file=", word);
    put_escaped(report, toc_diag_plain(report->arena, path), true);
    if (line > 0)
        (void)fprintf(report->out, ",line=%u", line);
    (void)fputs("::", report->out);
    put_escaped(report, message, false);
    (void)fputc('\n', report->out);
}

static void put_sink(const toc_test_report *report, const toc_diag_sink *sink, toc_sources *sources,
                     const char *path)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];
        toc_location place = {0};

        if (!toc_span_is_none(diag->span))
            place = toc_sources_locate(sources, diag->span.begin);
        put_command(report, diag->level == TOC_DIAG_ERROR ? "error" : "warning",
                    place.source ? place.source->path : path, place.line,
                    toc_diag_full_text(report->arena, diag));
    }
}

static void put_gaps(const toc_test_report *report, const toc_test_plan *plan)
{
    for (uint32_t i = 0; report->lists_gaps && i < plan->coverage->count; i++) {
        const toc_cover_item *item = &plan->coverage->items[i];
        const toc_m_head *head = toc_cover_head(plan->machine, item);

        if (!toc_coverage_has(plan->covered, i))
            put_command(report, "notice", toc_machine_text(plan->machine, head->file), head->line,
                        toc_arena_printf(report->arena, "not covered: %s",
                                         toc_cover_gap(report->arena, plan->machine, item)));
    }
}

static void command_test(const toc_test_report *report, const toc_test *test)
{
    for (uint32_t i = 0; i < test->failure_count; i++)
        put_command(
            report, "error", test->path, test->failures[i].line,
            toc_diag_plain(report->arena,
                           toc_arena_printf(report->arena, "expected: %s; instead: %s",
                                            test->failures[i].expected, test->failures[i].actual)));
    if (test->outcome != TOC_TEST_BROKEN)
        return;
    if (test->reason)
        put_command(report, "error", test->path, 0, toc_diag_plain(report->arena, test->reason));
    if (test->sink.records.count > 0)
        put_sink(report, &test->sink, test->sources, test->path);
}

void toc_test_write_github(toc_test_report *report)
{
    for (uint32_t i = 0; i < report->run->count; i++)
        command_test(report, &report->run->tests[i]);
    for (const toc_test_plan *plan = report->run->plans; plan; plan = plan->next) {
        toc_test_share share = toc_test_share_of(plan);

        if (!plan->machine) {
            if (!plan->is_out_of_memory)
                put_sink(report, &plan->sink, plan->sources, plan->path);
            continue;
        }
        if (toc_test_is_below(report, plan))
            put_command(report, "error", plan->path, 0,
                        toc_arena_printf(report->arena, "%u%% covered (%u of %u), below %u%%",
                                         toc_test_per_cent(share), share.covered, share.there,
                                         report->threshold));
        put_gaps(report, plan);
    }
}
