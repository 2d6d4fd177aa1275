/* test_text.c - results of tests for people, and the figures that all forms share. */
#include "cli/test_report.h"

/* ── figures ─────────────────────────────────────────────────────────────── */

toc_test_share toc_test_share_of(const toc_test_plan *plan)
{
    toc_cover_counts counts;
    toc_test_share share = {0};

    if (!plan->coverage)
        return share;
    toc_coverage_count(plan->coverage, plan->covered, &counts);
    for (unsigned kind = 0; kind < TOC_COVER_KIND_COUNT; kind++) {
        share.covered += counts.covered[kind];
        share.there += counts.there[kind];
    }
    return share;
}

unsigned toc_test_per_cent(toc_test_share share)
{
    return share.there ? (unsigned)((uint64_t)share.covered * 100 / share.there) : 100;
}

bool toc_test_is_below(const toc_test_report *report, const toc_test_plan *plan)
{
    toc_test_share share = toc_test_share_of(plan);

    return report->has_threshold && plan->machine &&
           (uint64_t)share.covered * 100 < (uint64_t)report->threshold * share.there;
}

static bool is_unreadable(const toc_diag_sink *sink)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        if ((int)sink->records.items[i]->code < TOC_D_NOT_EXPECTED)
            return true;
    }
    return false;
}

static void count_test(toc_test_counts *counts, const toc_test *test)
{
    counts->passed += test->outcome == TOC_TEST_PASSED;
    counts->failed += test->outcome == TOC_TEST_FAILED;
    counts->broken += test->outcome == TOC_TEST_BROKEN;
    counts->skipped += test->outcome == TOC_TEST_SKIPPED;
    counts->unmet += test->failure_count;
    if (test->outcome == TOC_TEST_PASSED || test->outcome == TOC_TEST_FAILED)
        counts->expects += test->expects;
    counts->is_unreadable = counts->is_unreadable || is_unreadable(&test->sink);
}

void toc_test_count(toc_test_report *report)
{
    toc_test_counts *counts = &report->counts;

    for (uint32_t i = 0; i < report->run->count; i++)
        count_test(counts, &report->run->tests[i]);
    for (const toc_test_plan *plan = report->run->plans; plan; plan = plan->next) {
        counts->plans_broken += !plan->machine;
        counts->plans_below += toc_test_is_below(report, plan);
        counts->is_unreadable = counts->is_unreadable || is_unreadable(&plan->sink);
        counts->is_out_of_memory = counts->is_out_of_memory || plan->is_out_of_memory;
    }
}

const char *toc_test_outcome_word(toc_test_outcome outcome)
{
    static const char *const words[] = {"passed", "failed", "broken", "skipped"};

    return words[outcome];
}

/* ── text ────────────────────────────────────────────────────────────────── */

static const char *plural(uint32_t count)
{
    return count == 1 ? "" : "s";
}

/* On one line, without what a terminal would obey. */
static const char *shown(const toc_test_report *report, const char *text)
{
    return toc_diag_plain(report->arena, text);
}

static void write_messages(const toc_test_report *report, const toc_diag_sink *sink,
                           toc_sources *sources)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];

        (void)fprintf(report->out, "      %s\n", toc_diag_short_text(report->arena, sources, diag));
        for (uint32_t k = 0; k < diag->helps.count; k++)
            (void)fprintf(report->out, "      = %s\n",
                          toc_diag_plain(report->arena, diag->helps.items[k]));
    }
}

static void write_failures(const toc_test_report *report, const toc_test *test)
{
    for (uint32_t i = 0; i < test->failure_count; i++) {
        const toc_verdict_text *failure = &test->failures[i];

        (void)fprintf(report->out, "      %s\n",
                      toc_say(report->arena, "%s:%u: expected: %s", shown(report, test->path),
                              failure->line, shown(report, failure->expected)));
        (void)fprintf(report->out, "          %s\n",
                      toc_say(report->arena, "instead: %s", shown(report, failure->actual)));
    }
}

static void write_test(const toc_test_report *report, const toc_test *test)
{
    const char *path = shown(report, test->path);
    FILE *out = report->out;

    switch (test->outcome) {
    case TOC_TEST_PASSED:
        (void)fprintf(out, "%s\n",
                      toc_say(report->arena, "ok    %s: %u expectation%s", path, test->expects,
                              plural(test->expects)));
        return;
    case TOC_TEST_SKIPPED:
        (void)fprintf(out, "%s\n", toc_say(report->arena, "skip  %s: expects nothing", path));
        return;
    case TOC_TEST_FAILED:
        (void)fprintf(out, "%s\n",
                      toc_say(report->arena, "FAIL  %s: %u of %u expectation%s not met", path,
                              test->failure_count, test->expects, plural(test->expects)));
        write_failures(report, test);
        return;
    case TOC_TEST_BROKEN:
        (void)fprintf(out, "%s\n",
                      toc_say(report->arena, "ERROR %s: %s", path,
                              test->reason
                                  ? shown(report, test->reason)
                                  : toc_phrase(report->arena, "it cannot be played to its end")));
        if (test->sink.records.count > 0)
            write_messages(report, &test->sink, test->sources);
        return;
    }
}

static void write_gaps(const toc_test_report *report, const toc_test_plan *plan)
{
    const toc_machine *machine = plan->machine;

    for (uint32_t i = 0; i < plan->coverage->count; i++) {
        const toc_cover_item *item = &plan->coverage->items[i];
        const toc_m_head *head = toc_cover_head(machine, item);
        const char *file = toc_machine_text(machine, head->file);

        if (!toc_coverage_has(plan->covered, i))
            (void)fprintf(report->out, "      %s:%u: %s\n",
                          shown(report, *file ? file : plan->path), head->line,
                          toc_cover_gap(report->arena, machine, item));
    }
}

static void write_kinds(const toc_test_report *report, const toc_test_plan *plan)
{
    static const char *const words[] = {
        TOC_PHRASE("steps"),   TOC_PHRASE("outcomes"),      TOC_PHRASE("levels"),
        TOC_PHRASE("raised"),  TOC_PHRASE("lowered"),       TOC_PHRASE("ended"),
        TOC_PHRASE("reports"), TOC_PHRASE("deadlines met"), TOC_PHRASE("deadlines missed")};
    toc_cover_counts counts;
    const char *comma = "      ";

    toc_coverage_count(plan->coverage, plan->covered, &counts);
    for (unsigned kind = 0; kind < TOC_COVER_KIND_COUNT; kind++) {
        if (counts.there[kind] == 0)
            continue;
        (void)fprintf(report->out, "%s%s %u/%u", comma, toc_phrase(report->arena, words[kind]),
                      counts.covered[kind], counts.there[kind]);
        comma = ", ";
    }
    if (*comma == ',')
        (void)fputc('\n', report->out);
}

static void write_plan(const toc_test_report *report, const toc_test_plan *plan)
{
    toc_test_share share = toc_test_share_of(plan);
    FILE *out = report->out;

    if (!plan->machine) {
        (void)fprintf(out, "%s\n",
                      toc_say(report->arena, "ERROR %s: this plan cannot be used",
                              shown(report, plan->path)));
        if (!plan->is_out_of_memory)
            write_messages(report, &plan->sink, plan->sources);
        return;
    }
    (void)fprintf(out, "%s",
                  toc_say(report->arena, "%s: %u%% covered by %u scenario%s (%u of %u)",
                          shown(report, plan->path), toc_test_per_cent(share), plan->scenarios,
                          plural(plan->scenarios), share.covered, share.there));
    if (toc_test_is_below(report, plan))
        (void)fprintf(out, "%s", toc_say(report->arena, ", below %u%%", report->threshold));
    (void)fputc('\n', out);
    write_kinds(report, plan);
    if (report->lists_gaps)
        write_gaps(report, plan);
}

static void write_summary(const toc_test_report *report)
{
    const toc_test_counts *counts = &report->counts;
    FILE *out = report->out;

    (void)fputc('\n', out);
    (void)fprintf(out, "%s",
                  toc_say(report->arena, "%u scenario%s: %u passed, %u failed", report->run->count,
                          plural(report->run->count), counts->passed, counts->failed));
    if (counts->broken > 0)
        (void)fprintf(out, "%s", toc_say(report->arena, ", %u broken", counts->broken));
    if (counts->skipped > 0)
        (void)fprintf(out, "%s", toc_say(report->arena, ", %u skipped", counts->skipped));
    (void)fprintf(out, "%s\n",
                  toc_say(report->arena, "; %u expectation%s, %u not met", counts->expects,
                          plural(counts->expects), counts->unmet));
}

void toc_test_write_text(toc_test_report *report)
{
    for (uint32_t i = 0; i < report->run->count; i++)
        write_test(report, &report->run->tests[i]);
    if (report->run->plans)
        (void)fputc('\n', report->out);
    for (const toc_test_plan *plan = report->run->plans; plan; plan = plan->next)
        write_plan(report, plan);
    write_summary(report);
}
