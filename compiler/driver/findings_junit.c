/* findings_junit.c - findings as JUnit XML: checks as tests, so that a CI server lists them. */
#include "draw/xml.h"
#include "driver/findings.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/check_table.h"

enum { FIRST_OF_WRITING = 40 }; /* messages below it are about files, see docs/diagnostics.md */

typedef struct junit {
    const toc_findings *findings;
    toc_arena *arena;
    TOC_VEC(const toc_diag *) records; /* by input, code, place; what is allowed too */
    FILE *out;
} junit;

/* One check, or one message that no check raises, in one input. */
typedef struct test_case {
    const toc_diag_info *info;
    const toc_diag *const *records;
    uint32_t record_count;
    const char *skipped; /* why; or NULL */
    bool is_failed;
    bool is_error; /* nothing could be checked: a file could not be read */
} test_case;

typedef struct totals {
    uint32_t tests, failures, errors, skipped;
} totals;

typedef void case_visitor(const junit *it, const test_case *test, totals *sum);

/* ── XML ─────────────────────────────────────────────────────────────────── */

/* U+FFFE and U+FFFF, which XML does not have. */
static bool is_no_character(const char *at)
{
    return strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0;
}

/* Text or attribute value.  Controls, which XML does not have either, are made visible before. */
static void put_text(const junit *it, const char *text)
{
    for (const char *at = toc_diag_plain(it->arena, text); *at; at++) {
        const char *entity = toc_xml_entity(*at);

        if (entity) {
            (void)fputs(entity, it->out);
        } else if (is_no_character(at)) {
            (void)fputs("\xEF\xBF\xBD", it->out); /* U+FFFD stands for what cannot be shown */
            at += 2;
        } else {
            (void)fputc(*at, it->out);
        }
    }
}

static void put_attribute(const junit *it, const char *name, const char *text)
{
    (void)fprintf(it->out, " %s=\"", name);
    put_text(it, text);
    (void)fputc('"', it->out);
}

static void put_totals(const junit *it, const totals *sum)
{
    (void)fprintf(it->out, " tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\"",
                  (unsigned)sum->tests, (unsigned)sum->failures, (unsigned)sum->errors,
                  (unsigned)sum->skipped);
}

/* ── cases ───────────────────────────────────────────────────────────────── */

/* Why the check was not made, or NULL. */
static const char *not_run(const junit *it, const toc_findings_input *input, toc_diag_code code)
{
    if (!input->plan)
        return "the plan could not be read";
    if (toc_check_has_run(code, input->plan, it->findings->options))
        return NULL;
    return input->plan->was_whole ? "looked for only in a plan in force"
                                  : "looked for only in a plan without errors";
}

static test_case make_case(const junit *it, const toc_findings_input *input,
                           const toc_diag_info *info, const toc_diag *const *records,
                           uint32_t count)
{
    test_case test = {.info = info, .records = records, .record_count = count};
    uint32_t allowed = 0;

    for (uint32_t i = 0; i < count; i++) {
        bool is_error = !records[i]->reason && records[i]->level == TOC_DIAG_ERROR;

        allowed += records[i]->reason != NULL;
        test.is_failed = test.is_failed || is_error;
        test.is_error = test.is_error || (is_error && (int)info->code < FIRST_OF_WRITING);
    }
    if (count == 0)
        test.skipped = not_run(it, input, info->code);
    else if (allowed == count)
        test.skipped = toc_arena_printf(it->arena, "allowed: %s", records[0]->reason);
    return test;
}

static uint32_t find_input(const junit *it, uint32_t input)
{
    uint32_t low = 0;
    uint32_t high = it->records.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (it->records.items[middle]->input < input)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Shows @p visit every case of an input, by number. */
static void each_case(const junit *it, uint32_t input, case_visitor *visit, totals *sum)
{
    uint32_t at = find_input(it, input);
    uint32_t end = it->records.items ? find_input(it, input + 1) : at;
    size_t count;
    const toc_diag_info *all = toc_diag_info_all(&count);

    for (size_t i = 0; i < count; i++) {
        uint32_t begin = at;

        while (at < end && it->records.items[at]->code == all[i].code)
            at++;
        if (at > begin || toc_check_of(all[i].code)) {
            test_case test = make_case(it, &it->findings->inputs[input], &all[i],
                                       it->records.items + begin, at - begin);

            visit(it, &test, sum);
        }
    }
}

static void count_case(const junit *it, const test_case *test, totals *sum)
{
    (void)it;
    sum->tests++;
    sum->errors += test->is_error;
    sum->failures += test->is_failed && !test->is_error;
    sum->skipped += test->skipped != NULL;
}

/* ── writing ─────────────────────────────────────────────────────────────── */

static void put_records(const junit *it, const test_case *test)
{
    for (uint32_t i = 0; i < test->record_count; i++) {
        const toc_diag *diag = test->records[i];

        put_text(it, toc_diag_short_text(it->arena, it->findings->sources, diag));
        if (diag->reason) {
            (void)fputs(" (allowed: ", it->out);
            put_text(it, diag->reason);
            (void)fputc(')', it->out);
        }
        (void)fputc('\n', it->out);
    }
}

static void put_outcome(const junit *it, const test_case *test)
{
    const char *tag = test->is_error ? "error" : test->is_failed ? "failure" : "system-out";

    if (test->skipped) {
        (void)fputs("      <skipped", it->out);
        put_attribute(it, "message", test->skipped);
        (void)fputs("/>\n", it->out);
    }
    if (test->record_count == 0)
        return;
    (void)fprintf(it->out, "      <%s", tag);
    if (test->is_failed) {
        put_attribute(it, "type", test->info->slug);
        put_attribute(it, "message", test->records[0]->message);
    }
    (void)fputc('>', it->out);
    put_records(it, test);
    (void)fprintf(it->out, "</%s>\n", tag);
}

static void write_case(const junit *it, const test_case *test, totals *sum)
{
    (void)sum;
    (void)fprintf(it->out, "    <testcase classname=\"tocsin.check\" name=\"T%04u %s\"",
                  (unsigned)test->info->code, test->info->slug);
    if (!test->skipped && test->record_count == 0) {
        (void)fputs("/>\n", it->out);
        return;
    }
    (void)fputs(">\n", it->out);
    put_outcome(it, test);
    (void)fputs("    </testcase>\n", it->out);
}

static void write_suite(const junit *it, uint32_t input)
{
    totals sum = {0};

    each_case(it, input, count_case, &sum);
    (void)fputs("  <testsuite", it->out);
    put_attribute(it, "name", it->findings->inputs[input].path);
    put_totals(it, &sum);
    (void)fputs(">\n", it->out);
    each_case(it, input, write_case, &sum);
    (void)fputs("  </testsuite>\n", it->out);
}

/* The sort of the sink, by place, decides within one code. */
static int by_input_and_code(const void *left, const void *right)
{
    const toc_diag *a = *(const toc_diag *const *)left;
    const toc_diag *b = *(const toc_diag *const *)right;

    if (a->input != b->input)
        return a->input < b->input ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    return (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

static void collect(junit *it, toc_diag *const *records, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        TOC_PUSH(it->arena, &it->records, records[i]);
}

void toc_findings_write_junit(const toc_findings *findings, FILE *out)
{
    const toc_diag_sink *sink = findings->sink;
    junit it = {.findings = findings, .arena = sink->arena, .out = out};
    totals sum = {0};

    collect(&it, sink->records.items, sink->records.count);
    collect(&it, sink->allowed.items, sink->allowed.count);
    if (it.records.count > 1)
        qsort(it.records.items, it.records.count, sizeof it.records.items[0], by_input_and_code);
    for (uint32_t i = 0; i < findings->input_count; i++)
        each_case(&it, i, count_case, &sum);
    (void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tocsin check\"",
                out);
    put_totals(&it, &sum);
    (void)fputs(">\n", out);
    for (uint32_t i = 0; i < findings->input_count; i++)
        write_suite(&it, i);
    (void)fputs("</testsuites>\n", out);
}
