/* test_chart_dot.c - DOT: every edge written, every text harmless, the same bytes each time. */
#include "../support/plan_fixture.h"

#include <cgraph.h>

#include "chart/dot.h"
#include "chart/dot_text.h"

#define COUNTY "plans/county-netsec.plan"

/* Titles that would like to be more than text. */
static const char hostile[] =
    "plan p \"<b>bold</b> \\\"q\\\" \\\\G\" { version \"<i>1</i>\"  issuer boss  language en"
    "  timezone \"UTC\" }\n"
    "org boss \"\\\" onload=\\\"alert(1)\" { kind lead  duty 24h }\n"
    "event fire \"\\\\N \\\\G \\\\n \\\\\" { seen by boss }\n"
    "response r \"<table><tr><td>x</td></tr></table>\" { on fire  lead boss\n"
    "  step a \"two\\nlines\\tand a tab\" { by boss }\n"
    "  step b \"<b>\" { by boss  after a }\n"
    "  step c \"&lt;script&gt; & &amp;\" { by boss  after b }\n"
    "  decision d \"{a|b} <port> ]; evil [\" { by boss  after c  yes -> end  no -> end } }\n";

static const toc_flow_chart *chart_of(plan_fixture *f, const toc_plan *plan)
{
    static const toc_view_options options = {.is_one_panel = true};
    toc_view_input input;
    toc_canvas *canvas = toc_view_begin(&f->arena, plan, &options, &input);
    const toc_flow_chart *chart = toc_flow_chart_lay(canvas, &input);

    toc_canvas_close(canvas);
    return chart;
}

static char *as_dot(const toc_flow_chart *chart)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(toc_dot_write(chart, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    return text;
}

static Agraph_t *read_back(const char *dot)
{
    Agraph_t *graph = agmemread(dot);
    assert_non_null(graph);
    return graph;
}

static Agnode_t *find(Agraph_t *graph, const char *key)
{
    char name[200];
    snprintf(name, sizeof name, "%s", key);
    Agnode_t *node = agnode(graph, name, 0);
    if (!node)
        print_error("no node %s\n", key);
    assert_non_null(node);
    return node;
}

static const char *attribute(void *object, const char *name)
{
    char own[40];
    snprintf(own, sizeof own, "%s", name);
    const char *value = agget(object, own);
    assert_non_null(value);
    return value;
}

static void assert_all_is_written(const toc_flow_chart *chart)
{
    const toc_flow *flow = chart->flow;
    char *dot = as_dot(chart);
    Agraph_t *graph = read_back(dot);
    assert_int_equal(agnnodes(graph), flow->nodes.count);
    assert_int_equal(agnedges(graph), flow->edges.count);
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        const toc_flow_edge *edge = flow->edges.items[i];
        assert_non_null(
            agedge(graph, find(graph, edge->source->key), find(graph, edge->target->key), NULL, 0));
    }
    agclose(graph);
    free(dot);
}

/* ── tests ───────────────────────────────────────────────────────────────── */

static void every_node_and_edge_of_the_county_picture_is_written(void **state)
{
    const toc_flow_chart *chart = chart_of(*state, plan_from_file(*state, COUNTY));
    assert_true(chart->flow->edges.count > 60);
    assert_all_is_written(chart);
}

static void hostile_texts_lose_nothing(void **state)
{
    assert_all_is_written(chart_of(*state, plan_from_text(*state, hostile)));
}

static void hostile_texts_stay_text(void **state)
{
    char *dot = as_dot(chart_of(*state, plan_from_text(*state, hostile)));
    Agraph_t *graph = read_back(dot);
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
        assert_false(aghtmlstr(agget(node, (char[]){"label"})));
    assert_string_equal(attribute(find(graph, "event:fire"), "label"), "\\\\N \\\\G \\\\n \\\\");
    assert_string_equal(attribute(find(graph, "step:r.a"), "label"),
                        "two lines and a tab\\n(\" onload=\"alert(1))");
    assert_string_equal(attribute(find(graph, "step:r.c"), "label"),
                        "&amp;lt;script&amp;gt; &amp; &amp;amp;\\n(\" onload=\"alert(1))");
    agclose(graph);
    free(dot);
}

static void no_line_of_the_file_is_cut_by_the_library(void **state)
{
    char *dot = as_dot(chart_of(*state, plan_from_text(*state, hostile)));
    assert_null(strstr(dot, "\\\n"));
    free(dot);
}

static void the_same_plan_gives_the_same_bytes(void **state)
{
    const toc_plan *plan = plan_from_file(*state, COUNTY);
    char *first = as_dot(chart_of(*state, plan));
    char *second = as_dot(chart_of(*state, plan));
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void grades_have_their_colours_and_words(void **state)
{
    char *dot = as_dot(chart_of(*state, plan_from_file(*state, COUNTY)));
    Agraph_t *graph = read_back(dot);
    Agraph_t *ladder = agsubg(graph, (char[]){"cluster ladder level"}, 0);
    assert_non_null(ladder);
    Agraph_t *band = agsubg(ladder, (char[]){"cluster level level.III"}, 0);
    assert_non_null(band);
    assert_string_equal(attribute(band, "bgcolor"), "#fff6cc");
    assert_non_null(strstr(attribute(band, "label"), "III"));
    assert_non_null(strstr(attribute(band, "label"), "較大"));
    Agnode_t *plate = find(graph, "level:level.I");
    assert_string_equal(attribute(plate, "fillcolor"), "#b3261e");
    assert_string_equal(attribute(plate, "fontcolor"), "#ffffff");
    assert_string_equal(attribute(plate, "fontname"), "Noto Sans CJK TC");
    agclose(graph);
    free(dot);
}

static void shapes_tell_kinds_apart(void **state)
{
    char *dot = as_dot(chart_of(*state, plan_from_file(*state, COUNTY)));
    Agraph_t *graph = read_back(dot);
    assert_string_equal(attribute(find(graph, "decision:outage-handling.quick"), "shape"),
                        "diamond");
    assert_string_equal(attribute(find(graph, "step:early.cutoff"), "shape"), "box");
    assert_string_equal(attribute(find(graph, "start:early"), "style"), "rounded,filled");
    const char *label = attribute(find(graph, "step:early.cutoff"), "label");
    assert_non_null(strstr(label, "≤ 30 min"));
    assert_non_null(strstr(label, "系統管理員"));
    agclose(graph);
    free(dot);
}

static void a_full_disk_is_a_status(void **state)
{
    const toc_flow_chart *chart = chart_of(*state, plan_from_text(*state, hostile));
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    assert_int_equal(toc_dot_write(chart, full), TOC_EIO);
    fclose(full);
}

/* ── lines ───────────────────────────────────────────────────────────────── */

static void assert_lines(const char *text, unsigned width, const char *wanted)
{
    toc_dot_text made = {0};
    toc_dot_text_lines(&made, "", text, "", width);
    assert_string_equal(toc_dot_text_take(&made), wanted);
    toc_dot_text_free(&made);
}

static void lines_break_at_spaces_and_between_wide_characters(void **state)
{
    (void)state;
    assert_lines("one two three", 8, "one two\\nthree");
    assert_lines("short", 8, "short");
    assert_lines("", 8, "");
    assert_lines("unbreakable", 4, "unbr\\neaka\\nble");
    assert_lines("一二三四五", 4, "一二\\n三四\\n五");
    assert_lines("一二，三四", 4, "一二，\\n三四"); /* a mark does not begin a line */
    assert_lines("abc一二", 5, "abc一\\n二");
    assert_lines("一 abc", 4, "一\\nabc");
    assert_lines("a\\b", 8, "a\\\\b");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_node_and_edge_of_the_county_picture_is_written),
        TEST(hostile_texts_lose_nothing),
        TEST(hostile_texts_stay_text),
        TEST(no_line_of_the_file_is_cut_by_the_library),
        TEST(the_same_plan_gives_the_same_bytes),
        TEST(grades_have_their_colours_and_words),
        TEST(shapes_tell_kinds_apart),
        TEST(a_full_disk_is_a_status),
        cmocka_unit_test(lines_break_at_spaces_and_between_wide_characters),
    };
    return cmocka_run_group_tests_name("dot", tests, NULL, NULL);
}
