/* test_layout.c - where the layout puts nodes and lines, and how few of these cross. */
#include "../support/plan_fixture.h"

#include "chart/flow_chart.h"

/* ── small layouts ───────────────────────────────────────────────────────── */

static toc_layout *make(plan_fixture *f, uint32_t lanes, uint32_t slots)
{
    toc_layout *it = TOC_NEW(&f->arena, toc_layout);

    it->arena = &f->arena;
    it->track = 2000;
    it->margin = 3000;
    it->entry = 3000;
    TOC_PUSH(it->arena, &it->bands, (toc_layout_band){0});
    for (uint32_t i = 0; i < lanes; i++)
        TOC_PUSH(it->arena, &it->lanes, (toc_layout_lane){.slots = slots});
    return it;
}

static void add_node(toc_layout *it, uint32_t lane)
{
    toc_layout_node node = {.lane = lane, .width = 30000, .height = 10000, .above = 1000};
    TOC_PUSH(it->arena, &it->nodes, node);
}

static void add_edge(toc_layout *it, uint32_t source, uint32_t target)
{
    toc_layout_edge edge = {.source = source, .target = target};
    TOC_PUSH(it->arena, &it->edges, edge);
}

static void test_a_chain_goes_straight_down(void **state)
{
    toc_layout *it = make(*state, 1, 1);

    for (uint32_t i = 0; i < 4; i++)
        add_node(it, 0);
    for (uint32_t i = 0; i < 3; i++)
        add_edge(it, i, i + 1);
    toc_layout_run(it);
    assert_int_equal(it->row_count, 4);
    assert_int_equal(it->crossings, 0);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(it->nodes.items[i].row, i);
        assert_int_equal(it->edges.items[i].spot_count, 2);
        assert_int_equal(it->edges.items[i].spots[0].x, it->edges.items[i].spots[1].x);
    }
}

static void test_a_hand_over_to_the_next_lane_stays_in_its_row(void **state)
{
    toc_layout *it = make(*state, 2, 1);

    add_node(it, 0);
    add_node(it, 1);
    add_edge(it, 0, 1);
    toc_layout_run(it);
    assert_int_equal(it->row_count, 1);
    assert_true(it->edges.items[0].is_level);
    assert_int_equal(it->edges.items[0].spots[0].y, it->edges.items[0].spots[1].y);
}

static void test_what_leaves_a_node_is_one_net_and_what_comes_together_too(void **state)
{
    toc_layout *it = make(*state, 5, 1);

    for (uint32_t i = 0; i < 5; i++)
        add_node(it, i);
    add_node(it, 2);
    for (uint32_t i = 0; i < 5; i++) {
        if (i != 2)
            add_edge(it, 2, i);
    }
    for (uint32_t i = 0; i < 5; i++) {
        if (i != 2)
            add_edge(it, i, 5);
    }
    toc_layout_run(it);
    for (uint32_t i = 1; i < 4; i++) {
        assert_int_equal(it->edges.items[i].net, it->edges.items[0].net);
        assert_int_equal(it->edges.items[i + 4].net, it->edges.items[4].net);
    }
    assert_int_equal(it->crossings, 0);
}

/* Four signals of which each sets off something of its own, and all of them one thing more. */
static void test_what_many_send_to_one_is_one_net_though_they_send_more(void **state)
{
    toc_layout *it = make(*state, 2, 1);

    it->effort = 20;
    for (uint32_t i = 0; i < 4; i++) {
        add_node(it, 0);
        add_node(it, 1);
    }
    add_node(it, 0);
    for (uint32_t i = 0; i < 4; i++) {
        add_edge(it, 2 * i, 2 * i + 1);
        it->nodes.items[2 * i].is_right_taken = i % 2 == 1;
        add_edge(it, 2 * i, 8);
        add_edge(it, 2 * i, 2 * (i == 3 ? 0 : i + 1) + 1);
    }
    toc_layout_run(it);
    assert_true(it->is_gathering);
    for (uint32_t i = 0; i < 4; i++) {
        if (!it->edges.items[3 * i + 1].is_level)
            assert_int_equal(it->edges.items[3 * i + 1].net, it->edges.items[1].net);
        assert_int_not_equal(it->edges.items[3 * i].net, it->edges.items[1].net);
    }
}

/* Two outcomes go round what stands below their decision, each down the gap on its own side. */
static void test_outcomes_stay_on_their_sides(void **state)
{
    toc_layout *it = make(*state, 1, 1);

    for (uint32_t i = 0; i < 4; i++)
        add_node(it, 0);
    it->nodes.items[0].is_diamond = true;
    it->nodes.items[0].pitch = 5000;
    for (uint32_t i = 1; i < 4; i++) {
        add_edge(it, 0, i);
        if (i > 1)
            add_edge(it, i - 1, i);
    }
    toc_layout_run(it);
    for (uint32_t i = 0; i < it->edges.count; i++) {
        const toc_layout_edge *edge = &it->edges.items[i];
        toc_um middle = it->nodes.items[0].x + 15000;
        if (edge->exit != TOC_EXIT_BELOW)
            assert_int_equal(edge->spot_count, 5); /* out, down, across, down: no bend too many */
        for (uint32_t k = 1; k + 2 < edge->spot_count; k++) {
            if (edge->exit == TOC_EXIT_LEFT)
                assert_true(edge->spots[k].x < middle);
            if (edge->exit == TOC_EXIT_RIGHT)
                assert_true(edge->spots[k].x > middle);
        }
    }
}

static void test_a_circle_and_a_loop_to_itself_end(void **state)
{
    toc_layout *it = make(*state, 2, 1);

    add_node(it, 0);
    add_node(it, 1);
    add_edge(it, 0, 1);
    add_edge(it, 1, 0);
    add_edge(it, 0, 0);
    toc_layout_run(it);
    for (uint32_t i = 0; i < 3; i++)
        assert_true(it->edges.items[i].spot_count >= 2);
}

static void test_lanes_are_put_where_lines_are_short(void **state)
{
    toc_layout *it = make(*state, 6, 1);

    it->effort = 200;
    for (uint32_t i = 0; i < 6; i++)
        add_node(it, i);
    add_edge(it, 0, 5); /* 0-5-1-4-2-3 is a path */
    add_edge(it, 5, 1);
    add_edge(it, 1, 4);
    add_edge(it, 4, 2);
    add_edge(it, 2, 3);
    toc_layout_run(it);
    assert_int_equal(it->row_count, 1);
    assert_int_equal(it->crossings, 0);
}

/* ── crossings against lanes at random ───────────────────────────────────── */

enum { ORDERS = 10 };

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

/* The same layout with its lanes in an order at random, which stays. */
static uint64_t crossings_at_random(plan_fixture *f, const toc_layout *from, uint64_t *state)
{
    toc_layout it = *from;
    uint32_t *order = TOC_NEW_ARRAY(&f->arena, uint32_t, from->lanes.count + 1u);

    it.effort = 0;
    it.nodes.items = TOC_NEW_ARRAY(&f->arena, toc_layout_node, from->nodes.count + 1u);
    it.lanes.items = TOC_NEW_ARRAY(&f->arena, toc_layout_lane, from->lanes.count + 1u);
    it.edges.items = TOC_NEW_ARRAY(&f->arena, toc_layout_edge, from->edges.count + 1u);
    it.bands.items = TOC_NEW_ARRAY(&f->arena, toc_layout_band, from->bands.count + 1u);
    for (uint32_t i = 0; i < from->lanes.count; i++)
        order[i] = i;
    for (uint32_t i = from->lanes.count; i > 1; i--) {
        uint32_t other = draw(state, i);
        uint32_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
    for (uint32_t i = 0; i < from->lanes.count; i++)
        it.lanes.items[order[i]] = from->lanes.items[i];
    for (uint32_t i = 0; i < from->bands.count; i++)
        it.bands.items[i] = from->bands.items[i];
    for (uint32_t i = 0; i < from->edges.count; i++)
        it.edges.items[i] = from->edges.items[i];
    for (uint32_t i = 0; i < from->nodes.count; i++) {
        it.nodes.items[i] = from->nodes.items[i];
        if (it.nodes.items[i].lane != TOC_ANY_LANE)
            it.nodes.items[i].lane = order[it.nodes.items[i].lane];
    }
    toc_layout_run(&it);
    return it.crossings;
}

/* Reading begins in the upper left corner, and panels stand apart. */
static void assert_begins_at_the_corner(const toc_flow_chart *chart)
{
    const toc_flow_panel *first = &chart->panels.items[chart->panel_of[0]];

    assert_int_equal(first->left, TOC_BAND_WIDTH);
    assert_int_equal(first->top, first->head);
    for (uint32_t i = 0; i < chart->panels.count; i++) {
        const toc_flow_panel *a = &chart->panels.items[i];
        for (uint32_t k = 0; k < i; k++) {
            const toc_flow_panel *b = &chart->panels.items[k];
            assert_true(a->left - TOC_BAND_WIDTH >= b->left + b->layout.width ||
                        b->left - TOC_BAND_WIDTH >= a->left + a->layout.width ||
                        a->top - a->head >= b->top + b->layout.height ||
                        b->top - b->head >= a->top + a->layout.height);
        }
    }
}

static void compare(const char *path, bool is_one_panel)
{
    void *own = NULL;
    plan_fixture *f;
    uint64_t ours = 0;
    uint64_t best = UINT64_MAX;
    uint64_t sum = 0;
    uint64_t seed = 7;

    assert_int_equal(plan_setup(&own), 0);
    f = own;
    toc_view_options options = {.is_one_panel = is_one_panel};
    toc_view_input input = {.plan = plan_from_file(f, path), .options = &options};
    input.wording = toc_wording_of(&f->arena, input.plan, NULL, false);
    toc_canvas *canvas =
        toc_canvas_new(&f->arena, input.wording.plan_script, toc_theme_find("print"));
    const toc_flow_chart *chart = toc_flow_chart_lay(canvas, &input);
    for (uint32_t i = 0; i < chart->panels.count; i++)
        ours += chart->panels.items[i].layout.crossings;
    for (int order = 0; order < ORDERS; order++) {
        uint64_t one = 0;
        for (uint32_t i = 0; i < chart->panels.count; i++)
            one += crossings_at_random(f, &chart->panels.items[i].layout, &seed);
        best = one < best ? one : best;
        sum += one;
    }
    print_message("%s%s: %llu crossings; ten orders of lanes at random: best %llu, mean %llu\n",
                  path, is_one_panel ? ", one panel" : "", (unsigned long long)ours,
                  (unsigned long long)best, (unsigned long long)(sum / ORDERS));
    toc_canvas_close(canvas);
    assert_begins_at_the_corner(chart);
    assert_true(ours <= best);
    plan_teardown(&own);
}

static void test_no_order_at_random_crosses_less(void **state)
{
    static const char *const paths[] = {"plans/chemical-plant.plan",
                                        "plans/county-netsec.plan",
                                        "plans/sources/county-mended.plan",
                                        "plans/sources/district.plan",
                                        "plans/sources/jincheng-mended.plan",
                                        "plans/sources/public-health.plan",
                                        "plans/sources/town.plan",
                                        "tests/golden/flow/every-kind.plan"};

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        compare(paths[i], false);
        compare(paths[i], true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_chain_goes_straight_down, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_a_hand_over_to_the_next_lane_stays_in_its_row,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(
            test_what_leaves_a_node_is_one_net_and_what_comes_together_too, plan_setup,
            plan_teardown),
        cmocka_unit_test_setup_teardown(test_what_many_send_to_one_is_one_net_though_they_send_more,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_outcomes_stay_on_their_sides, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_a_circle_and_a_loop_to_itself_end, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_lanes_are_put_where_lines_are_short, plan_setup,
                                        plan_teardown),
        cmocka_unit_test(test_no_order_at_random_crosses_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
