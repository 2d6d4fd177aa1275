/* junit.c - expectations as test cases. */
#include "aar/junit.h"

#include "draw/xml.h"
#include "report/phrases.h"

static void put_property(FILE *out, const char *name, const char *value)
{
    fputs("      <property", out);
    toc_xml_put_attribute(out, "name", name);
    toc_xml_put_attribute(out, "value", value);
    fputs("/>\n", out);
}

static void put_count(const toc_pages *p, FILE *out, const char *name, uint32_t value)
{
    put_property(out, name, toc_integer_text(p->arena, value));
}

static void put_properties(const toc_pages *p, FILE *out)
{
    const toc_score *score = p->score;
    bool is_tested = score->points != TOC_POINTS_NONE;

    fputs("    <properties>\n", out);
    put_property(out, "plan", toc_machine_text(p->machine, p->machine->plans[0].head.name));
    put_property(out, "score", is_tested ? toc_points_text(p->arena, score->points) : "");
    put_property(out, "rating", is_tested ? toc_rating_letter(score->rating) : "");
    put_count(p, out, "met", score->tally.met);
    put_count(p, out, "late", score->tally.late);
    put_count(p, out, "missed", score->tally.missed);
    put_count(p, out, "void", score->tally.void_count);
    fputs("    </properties>\n", out);
}

static void put_case(const toc_pages *p, const char *suite, const toc_expect_result *row, FILE *out)
{
    const toc_expect *expect = row->expect->expect;
    toc_location place = toc_sources_locate(p->sources, expect->span.begin);
    const char *actual = toc_actual_text(p, row);
    const char *name =
        toc_arena_printf(p->arena, "%u: %s", (unsigned)expect->number, toc_expect_text(p, row));

    fputs("    <testcase", out);
    toc_xml_put_attribute(out, "classname", suite);
    toc_xml_put_attribute(out, "name", name);
    toc_xml_put_attribute(out, "file", place.source ? place.source->path : "");
    toc_xml_put_attribute(out, "line", toc_integer_text(p->arena, place.line));
    if (row->is_met) {
        fputs("/>\n", out);
        return;
    }
    fputs(">\n      <failure", out);
    toc_xml_put_attribute(out, "message", actual ? actual : "");
    fputs("/>\n    </testcase>\n", out);
}

static void put_totals(const toc_pages *p, FILE *out)
{
    fprintf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\"",
            (unsigned)p->score->expects.count, (unsigned)p->score->failed_expects);
}

toc_status toc_junit_write(const toc_pages *p, FILE *out)
{
    const toc_scenario *scenario = p->drill->script->scenario;
    const char *suite = toc_text_clean(p->arena, scenario->id);
    const char *file = scenario->source ? scenario->source->path : "";

    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tocsin drill\"", out);
    put_totals(p, out);
    fputs(">\n  <testsuite", out);
    toc_xml_put_attribute(out, "name", suite);
    toc_xml_put_attribute(out, "file", file);
    put_totals(p, out);
    fputs(">\n", out);
    put_properties(p, out);
    for (uint32_t i = 0; i < p->score->expects.count; i++)
        put_case(p, suite, &p->score->expects.items[i], out);
    fputs("  </testsuite>\n</testsuites>\n", out);
    return fflush(out) == 0 && !ferror(out) ? TOC_OK : TOC_EIO;
}
