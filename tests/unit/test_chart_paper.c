/* test_chart_paper.c - sizes of paper, tiles that cover a sheet, texts of codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chart/qr.h"
#include "chart/tile.h"

static void letters_are_as_large_as_a_point_says(void **state)
{
    (void)state;
    assert_int_equal(toc_paper_points(25400, 100, 100), 720);
    assert_int_equal(toc_paper_points(2800, 1000, 1000), 79);
    assert_int_equal(toc_paper_points(2800, 1000, 500), 39);
    assert_int_equal(toc_paper_points(2800, 15000000, 1189000), 6);
}

static void walls_begin_above_tabloid(void **state)
{
    (void)state;
    assert_false(toc_paper_is_wall(297000, 420000));
    assert_false(toc_paper_is_wall(431800, 279400));
    assert_true(toc_paper_is_wall(420000, 594000));
    assert_true(toc_paper_is_wall(200000, 900000));
}

/* Each window shows only what is on the sheet, its neighbours share the overlap, and together they
 * show all of it. */
static void check_tiles(const toc_paper *paper, toc_um width, toc_um height)
{
    toc_tiling it = toc_tiling_of(paper, width, height);
    toc_um x = 0;
    toc_um y = 0;

    for (uint32_t column = 0; column < it.columns; column++) {
        toc_rect window = toc_tiling_window(&it, width, height, 0, column);
        assert_int_equal(window.x, column == 0 ? 0 : x - TOC_TILE_OVERLAP);
        assert_true(window.width > TOC_TILE_OVERLAP || column == 0);
        assert_true(window.width <= it.page_width - 2 * TOC_TILE_EDGE);
        x = window.x + window.width;
    }
    for (uint32_t row = 0; row < it.rows; row++) {
        toc_rect window = toc_tiling_window(&it, width, height, row, 0);
        assert_int_equal(window.y, row == 0 ? 0 : y - TOC_TILE_OVERLAP);
        assert_true(window.height > TOC_TILE_OVERLAP || row == 0);
        y = window.y + window.height;
    }
    assert_int_equal(x, width);
    assert_int_equal(y, height);
}

static void tiles_cover_the_sheet(void **state)
{
    (void)state;
    srand(4);
    for (unsigned i = 0; i < 3000; i++) {
        static const char *const names[] = {"A4", "A3", "letter", "tabloid"};
        toc_um width = 1000 + rand() % 5000000;
        toc_um height = 1000 + rand() % 5000000;
        check_tiles(toc_paper_find(names[i % 4]), width, height);
    }
    for (unsigned i = 0; i < 5; i++)
        check_tiles(toc_paper_find("A4"), toc_paper_series(i)->width, toc_paper_series(i)->height);
}

static void a_code_is_cut_between_letters(void **state)
{
    toc_arena arena;
    char *id;

    (void)state;
    toc_arena_init(&arena, NULL);
    id = toc_arena_alloc(&arena, 1000);
    for (unsigned i = 0; i < 300; i++)
        memcpy(id + 3u * i, "案", 3);
    assert_string_equal(toc_qr_text(&arena, "lab", NULL, "0123456789abcdef"),
                        "lab\nversion -\nsha256 0123456789ab");
    const char *text = toc_qr_text(&arena, id, "1", "0123456789abcdef");
    assert_int_equal(strcspn(text, "\n"), 120);
    assert_non_null(toc_qr_scene(&arena, text, 20000));
    assert_null(toc_qr_scene(&arena, "", 20000));
    toc_arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_as_large_as_a_point_says),
        cmocka_unit_test(walls_begin_above_tabloid),
        cmocka_unit_test(tiles_cover_the_sheet),
        cmocka_unit_test(a_code_is_cut_between_letters),
    };
    return cmocka_run_group_tests_name("chart paper", tests, NULL, NULL);
}
