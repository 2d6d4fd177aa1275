/* test_layout_pack.c - pieces shared out on a sheet, and layouts spread to fill their place. */
#include "../support/plan_fixture.h"

#include "layout/pack.h"
#include "layout/stretch.h"

enum { MM = TOC_MM };

static toc_pack *make(plan_fixture *f, const toc_pack_size *sizes, uint32_t count, uint32_t aspect)
{
    toc_pack *it = TOC_NEW(&f->arena, toc_pack);

    *it = (toc_pack){.arena = &f->arena, .count = count, .aspect = aspect};
    it->runs = TOC_NEW_ARRAY(&f->arena, toc_pack_size, (size_t)count * TOC_PACK_MOST_RUN);
    for (uint32_t i = 0; i < count; i++)
        it->runs[i * TOC_PACK_MOST_RUN] = sizes[i];
    return it;
}

static void test_one_piece_is_one_block(void **state)
{
    toc_pack_size size = {100 * MM, 50 * MM};
    toc_pack *it = make(*state, &size, 1, 1600);

    toc_pack_run(it);
    assert_int_equal(it->blocks.count, 1);
    assert_int_equal(it->blocks.items[0].count, 1);
    assert_int_equal(it->width, 100 * MM);
    assert_int_equal(it->height, 50 * MM);
}

/* Four squares on a square sheet: two by two, without a gap. */
static void test_squares_fill_a_square(void **state)
{
    toc_pack_size sizes[4];
    toc_pack *it;

    for (int i = 0; i < 4; i++)
        sizes[i] = (toc_pack_size){100 * MM, 100 * MM};
    it = make(*state, sizes, 4, 1000);
    toc_pack_run(it);
    assert_int_equal(it->blocks.count, 4);
    assert_int_equal(it->width, 200 * MM);
    assert_int_equal(it->height, 200 * MM);
}

/* A high one at the left, two low ones below each other at its right. */
static void test_low_ones_stand_beside_a_high_one(void **state)
{
    static const toc_pack_size sizes[] = {
        {100 * MM, 200 * MM}, {100 * MM, 90 * MM}, {100 * MM, 100 * MM}};
    toc_pack *it = make(*state, sizes, 3, 1000);

    it->down = 10 * MM;
    toc_pack_run(it);
    assert_int_equal(it->width, 200 * MM);
    assert_int_equal(it->height, 200 * MM);
    assert_int_equal(it->blocks.items[0].column, 0);
    assert_int_equal(it->blocks.items[1].column, 1);
    assert_int_equal(it->blocks.items[2].column, 1);
    assert_int_equal(it->blocks.items[2].shelf, it->blocks.items[1].shelf + 1);
}

/* Pieces that need no more width together stand in one block, where that saves height. */
static void test_neighbours_share_a_block_where_that_saves_room(void **state)
{
    static const toc_pack_size sizes[] = {{100 * MM, 60 * MM}, {100 * MM, 60 * MM}};
    toc_pack *it = make(*state, sizes, 2, 700);

    it->down = 20 * MM;
    it->runs[1] = (toc_pack_size){100 * MM, 110 * MM};
    toc_pack_run(it);
    assert_int_equal(it->blocks.count, 1);
    assert_int_equal(it->blocks.items[0].count, 2);
    assert_int_equal(it->height, 110 * MM);
}

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((*state >> 33) % below);
}

/* Whatever the sizes: each piece is in one block, in its order, and at least half the sheet is used
 * where no piece is longer than a quarter of it. */
static void test_all_pieces_are_there_in_order(void **state)
{
    plan_fixture *f = *state;
    uint64_t seed = 3;

    for (uint32_t round = 0; round < 40; round++) {
        uint32_t count = 16 + draw(&seed, TOC_PACK_MOST - 15);
        toc_pack_size sizes[TOC_PACK_MOST];
        int64_t used = 0;
        uint32_t next = 0;
        toc_pack *it;
        for (uint32_t i = 0; i < count; i++) {
            sizes[i] = (toc_pack_size){(toc_um)(50 + draw(&seed, 100)) * MM,
                                       (toc_um)(50 + draw(&seed, 100)) * MM};
            used += (int64_t)sizes[i].width * sizes[i].height;
        }
        it = make(f, sizes, count, 700 + draw(&seed, 1000));
        toc_pack_run(it);
        for (uint32_t i = 0; i < it->blocks.count; i++) {
            assert_int_equal(it->blocks.items[i].first, next);
            next += it->blocks.items[i].count;
        }
        assert_int_equal(next, count);
        int64_t cost = toc_pack_cost(it->width, it->height, it->aspect);
        assert_true(used * 2 > cost * cost / 1000 * it->aspect);
    }
}

/* ── spreading ───────────────────────────────────────────────────────────── */

static toc_layout *lay(plan_fixture *f)
{
    toc_layout *it = TOC_NEW(&f->arena, toc_layout);

    *it = (toc_layout){.arena = &f->arena, .track = 2000, .margin = 3000, .entry = 3000};
    TOC_PUSH(it->arena, &it->bands, (toc_layout_band){0});
    for (uint32_t i = 0; i < 3; i++)
        TOC_PUSH(it->arena, &it->lanes, (toc_layout_lane){.slots = 1});
    for (uint32_t i = 0; i < 9; i++) {
        toc_layout_node node = {.lane = i % 3, .width = 30000, .height = 9000, .above = 1000};
        TOC_PUSH(it->arena, &it->nodes, node);
    }
    for (uint32_t i = 0; i + 1 < 9; i++) {
        toc_layout_edge edge = {.source = i, .target = i + 1};
        TOC_PUSH(it->arena, &it->edges, edge);
    }
    toc_layout_run(it);
    return it;
}

static void test_a_spread_layout_fills_its_place_at_right_angles(void **state)
{
    toc_layout *it = lay(*state);
    toc_um width = it->width * 3 / 2;
    toc_um height = it->height * 2;

    toc_layout_stretch(it, width, height);
    assert_int_equal(it->width, width);
    assert_int_equal(it->height, height);
    assert_int_equal(it->bands.items[0].y + it->bands.items[0].height, height);
    for (uint32_t i = 0; i < it->edges.count; i++) {
        const toc_layout_edge *edge = &it->edges.items[i];
        const toc_layout_node *target = &it->nodes.items[edge->target];
        toc_spot end = edge->spots[edge->spot_count - 1];
        for (uint32_t k = 1; k < edge->spot_count; k++)
            assert_true(edge->spots[k].x == edge->spots[k - 1].x ||
                        edge->spots[k].y == edge->spots[k - 1].y);
        assert_in_range(end.x, target->x, target->x + target->width);
        assert_in_range(end.y, target->y, target->y + target->height);
    }
    for (uint32_t i = 0; i < it->nodes.count; i++) {
        assert_int_equal(it->nodes.items[i].width, 30000);
        assert_true(it->nodes.items[i].x + 30000 <= width);
        assert_true(it->nodes.items[i].y + 9000 <= height);
    }
}

static void test_what_is_large_enough_stays_as_it_is(void **state)
{
    toc_layout *it = lay(*state);
    toc_um width = it->width;
    toc_um height = it->height;
    toc_um x = it->nodes.items[4].x;

    toc_layout_stretch(it, width - 1000, 0);
    assert_int_equal(it->width, width);
    assert_int_equal(it->height, height);
    assert_int_equal(it->nodes.items[4].x, x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_piece_is_one_block, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_squares_fill_a_square, plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_low_ones_stand_beside_a_high_one, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_neighbours_share_a_block_where_that_saves_room,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_all_pieces_are_there_in_order, plan_setup,
                                        plan_teardown),
        cmocka_unit_test_setup_teardown(test_a_spread_layout_fills_its_place_at_right_angles,
                                        plan_setup, plan_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_large_enough_stays_as_it_is, plan_setup,
                                        plan_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
