/* test_chart_dot_places.c - what `neato -n2` makes of the DOT stands where the chart has it.
 *
 * Graphviz reads the file and says where it draws each node and each line (-Tplain, in inches);
 * that is held against the layout, within a point. */
#include "../support/plan_fixture.h"

#include <unistd.h>

#include "chart/dot.h"

enum { NAME = 300, LINE = 20000 };

/* A place that Graphviz tells: thousandths of a point. */
typedef struct place {
    long x, y;
} place;

typedef struct plain {
    plan_fixture *fixture;
    const toc_flow_chart *chart;
    bool *is_met; /* by edge */
    uint32_t nodes, edges;
} plain;

static const toc_flow_chart *chart_of(plan_fixture *f, const toc_plan *plan)
{
    static const toc_view_options options = {.is_one_panel = true};
    toc_view_input input;
    toc_canvas *canvas = toc_view_begin(&f->arena, plan, &options, &input);
    const toc_flow_chart *chart = toc_flow_chart_lay(canvas, &input);

    toc_canvas_close(canvas);
    return chart;
}

static long points(toc_um length)
{
    return (long)((int64_t)length * 360 / 127);
}

static place on_paper(const toc_flow_chart *chart, toc_spot spot)
{
    return (place){points(spot.x), points(chart->canvas->scene->height - spot.y)};
}

static long inches(const char *text)
{
    return (long)(strtod(text, NULL) * 72000 + 0.5);
}

static bool is_near(place a, place b)
{
    return labs(a.x - b.x) <= 1000 && labs(a.y - b.y) <= 1000;
}

static const char *word_of(char **rest)
{
    return strtok_r(NULL, " \n", rest);
}

/* Keys need quotes in DOT and have none in them. */
static bool is_key(const char *word, const char *key)
{
    size_t size = strlen(key);

    return word[0] == '"' ? strncmp(word + 1, key, size) == 0 && word[size + 1] == '"'
                          : strcmp(word, key) == 0;
}

/* ── nodes ───────────────────────────────────────────────────────────────── */

static uint32_t node_called(const toc_flow_chart *chart, const char *word)
{
    for (uint32_t i = 0; i < chart->flow->nodes.count; i++) {
        if (is_key(word, chart->flow->nodes.items[i]->key))
            return i;
    }
    fail_msg("no node %s", word);
    return 0;
}

static void take_node(plain *p, char **rest)
{
    uint32_t index = node_called(p->chart, word_of(rest));
    toc_rect at = toc_flow_chart_place(p->chart, index);
    place middle = on_paper(p->chart, (toc_spot){at.x + at.width / 2, at.y + at.height / 2});
    place found = {inches(word_of(rest)), 0};

    found.y = inches(word_of(rest));
    if (!is_near(found, middle))
        print_error("%s: %ld,%ld, not %ld,%ld\n", p->chart->flow->nodes.items[index]->key, found.x,
                    found.y, middle.x, middle.y);
    assert_true(is_near(found, middle));
    assert_true(labs(inches(word_of(rest)) - points(at.width)) <= 1000);
    assert_true(labs(inches(word_of(rest)) - points(at.height)) <= 1000);
    p->nodes++;
}

/* ── lines ───────────────────────────────────────────────────────────────── */

/* Every corner, and an end at most a head before the tip. */
static bool is_way(const plain *p, uint32_t index, const place *found, uint32_t count)
{
    uint32_t spots;
    const toc_spot *way = toc_flow_chart_way(p->chart, index, &spots);
    place tip;

    if (spots < 2 || count != 3 * (spots - 1) + 1)
        return false;
    for (uint32_t i = 0; i + 1 < spots; i++) {
        if (!is_near(found[(size_t)3 * i], on_paper(p->chart, way[i])))
            return false;
    }
    tip = on_paper(p->chart, way[spots - 1]);
    return labs(tip.x - found[count - 1].x) + labs(tip.y - found[count - 1].y) <=
           points(TOC_HEAD) + 1000;
}

static void take_edge(plain *p, char **rest)
{
    static place found[200];
    const toc_flow *flow = p->chart->flow;
    const char *source = word_of(rest);
    const char *target = word_of(rest);
    uint32_t count = (uint32_t)strtoul(word_of(rest), NULL, 10);

    assert_in_range(count, 4, sizeof found / sizeof found[0]);
    for (uint32_t i = 0; i < count; i++) {
        found[i].x = inches(word_of(rest));
        found[i].y = inches(word_of(rest));
    }
    p->edges++;
    for (uint32_t i = 0; i < flow->edges.count; i++) {
        const toc_flow_edge *edge = flow->edges.items[i];
        if (!p->is_met[i] && is_key(source, edge->source->key) &&
            is_key(target, edge->target->key) && is_way(p, i, found, count)) {
            p->is_met[i] = true;
            return;
        }
    }
    fail_msg("the line %s -> %s is not the chart's", source, target);
}

/* ── the picture ─────────────────────────────────────────────────────────── */

static void read_plain(plain *p, FILE *in)
{
    static char line[LINE];

    while (fgets(line, sizeof line, in)) {
        char *rest = NULL;
        const char *kind = strtok_r(line, " \n", &rest);
        if (kind && strcmp(kind, "node") == 0)
            take_node(p, &rest);
        else if (kind && strcmp(kind, "edge") == 0)
            take_edge(p, &rest);
    }
}

static void assert_drawn_alike(plan_fixture *f, const toc_plan *plan)
{
    const toc_flow_chart *chart = chart_of(f, plan);
    plain p = {.fixture = f,
               .chart = chart,
               .is_met = TOC_NEW_ARRAY(&f->arena, bool, chart->flow->edges.count + 1u)};
    char path[] = "/tmp/tocsin-dot-XXXXXX";
    int file = mkstemp(path);
    char command[100];
    FILE *out;

    assert_true(file >= 0);
    out = fdopen(file, "w");
    assert_non_null(out);
    assert_int_equal(toc_dot_write(chart, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    snprintf(command, sizeof command, "neato -n2 -Tplain %s 2>/dev/null", path);
    FILE *in = popen(command, "r");
    assert_non_null(in);
    read_plain(&p, in);
    assert_int_equal(pclose(in), 0);
    unlink(path);
    assert_int_equal(p.nodes, chart->flow->nodes.count);
    assert_int_equal(p.edges, chart->flow->edges.count);
}

static void the_shipped_plans_are_drawn_alike(void **state)
{
    assert_drawn_alike(*state, plan_from_file(*state, "plans/county-netsec.plan"));
    assert_drawn_alike(*state, plan_from_file(*state, "plans/chemical-plant.plan"));
}

static void every_kind_is_drawn_alike(void **state)
{
    assert_drawn_alike(*state, plan_from_file(*state, "tests/golden/flow/every-kind.plan"));
}

static void hostile_texts_are_drawn_alike(void **state)
{
    assert_drawn_alike(*state, plan_from_file(*state, "tests/golden/flow/hostile.plan"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, plan_setup, plan_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_shipped_plans_are_drawn_alike),
        TEST(every_kind_is_drawn_alike),
        TEST(hostile_texts_are_drawn_alike),
    };
    return cmocka_run_group_tests_name("dot places", tests, NULL, NULL);
}
