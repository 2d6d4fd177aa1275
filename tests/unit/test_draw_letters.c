/* test_draw_letters.c - the letters that a PDF shows are those of the PNG, whatever stands beside. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <cmocka.h>
#include <unistd.h>

#include "base/utf8.h"
#include "draw/paint.h"

enum {
    DPI = 254,         /* ten dots a millimetre */
    CELL = 6 * TOC_MM, /* one letter */
    DOTS = 60,         /* of it */
    ACROSS = 20,
    SIZE = 5 * TOC_MM,
    MOST_OFF = 5 /* percent of a letter's ink that two programs' rounding may make */
};

static int setup(void **state)
{
    toc_arena *arena = calloc(1, sizeof *arena);

    if (!arena)
        return -1;
    toc_arena_init(arena, NULL);
    *state = arena;
    return 0;
}

static int teardown(void **state)
{
    toc_arena_deinit(*state);
    free(*state);
    return 0;
}

/* ── a sheet of letters ──────────────────────────────────────────────────── */

static unsigned count_letters(const char *letters)
{
    unsigned count = 0;

    for (; *letters; letters++)
        count += (*letters & 0xc0) != 0x80;
    return count;
}

/* Each in a cell of its own. */
static toc_scene *sheet_of(toc_arena *arena, const char *letters, const char *lang, bool is_bold)
{
    toc_scene *scene = toc_scene_new(arena, lang);
    unsigned count = count_letters(letters);
    unsigned step;

    scene->width = ACROSS * CELL;
    scene->height = (toc_um)((count + ACROSS - 1) / ACROSS) * CELL;
    scene->title = "letters";
    for (unsigned i = 0; i < count; i++, letters += step) {
        toc_utf8_decode(letters, strlen(letters), &step);
        toc_scene_text(scene,
                       (toc_spot){(toc_um)(i % ACROSS) * CELL + TOC_MM / 2,
                                  (toc_um)(i / ACROSS) * CELL + CELL - 3 * TOC_MM / 2},
                       CELL, SIZE, is_bold, 0x000000,
                       toc_arena_printf(arena, "%.*s", (int)step, letters));
    }
    return scene;
}

/* ── what is seen ────────────────────────────────────────────────────────── */

/* Dots, 0 for black to 255. */
typedef struct picture {
    unsigned char *dots;
    unsigned width, height;
} picture;

static picture picture_new(toc_arena *arena, unsigned width, unsigned height)
{
    return (picture){toc_arena_alloc(arena, (size_t)width * height), width, height};
}

static picture seen_in_png(toc_arena *arena, const toc_scene *sheet)
{
    char path[] = "/tmp/tocsin-letters-XXXXXX";
    FILE *out = fdopen(mkstemp(path), "w");

    assert_non_null(out);
    assert_int_equal(toc_paint_png(&sheet, 1, DPI, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    picture seen = picture_new(arena, (unsigned)cairo_image_surface_get_width(surface),
                               (unsigned)cairo_image_surface_get_height(surface));
    const unsigned char *data = cairo_image_surface_get_data(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);

    for (unsigned y = 0; y < seen.height; y++) {
        for (unsigned x = 0; x < seen.width; x++)
            seen.dots[y * seen.width + x] = data[y * stride + 4 * x];
    }
    cairo_surface_destroy(surface);
    unlink(path);
    return seen;
}

static picture seen_in_pdf(toc_arena *arena, const toc_scene *sheet)
{
    char path[] = "/tmp/tocsin-letters-XXXXXX";
    char command[100];
    FILE *out = fdopen(mkstemp(path), "w");
    unsigned width;
    unsigned height;

    assert_non_null(out);
    assert_int_equal(toc_paint_pdf(&sheet, 1, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    snprintf(command, sizeof command, "pdftoppm -q -r %d -gray %s", DPI, path);
    FILE *in = popen(command, "r");
    assert_non_null(in);
    assert_int_equal(fscanf(in, "P5 %u %u 255", &width, &height), 2);
    assert_int_equal(fgetc(in), '\n');
    picture seen = picture_new(arena, width, height);
    assert_int_equal(fread(seen.dots, width, height, in), height);
    assert_int_equal(pclose(in), 0);
    unlink(path);
    return seen;
}

/* ── compared ────────────────────────────────────────────────────────────── */

/* A dot outside is blank. */
static long ink_at(const picture *seen, long x, long y)
{
    bool is_inside = x >= 0 && y >= 0 && x < (long)seen->width && y < (long)seen->height;

    return is_inside ? 255 - seen->dots[(size_t)y * seen->width + (size_t)x] : 0;
}

static long ink_of(const picture *seen, long left, long top)
{
    long sum = 0;

    for (long at = 0; at < DOTS * DOTS; at++)
        sum += ink_at(seen, left + at % DOTS, top + at / DOTS);
    return sum;
}

/* How much ink of a cell is elsewhere in @p other, which lies @p by_x, @p by_y beside it.  Blocks of
 * some dots are compared: each program smooths edges in its own way. */
static long ink_apart(const picture *seen, const picture *other, toc_spot at, long by_x, long by_y)
{
    enum { BLOCK = 3 };
    long sum = 0;

    for (long block = 0; block < DOTS / BLOCK * (DOTS / BLOCK); block++) {
        long difference = 0;

        for (long dot = 0; dot < BLOCK * BLOCK; dot++) {
            long x = at.x + block % (DOTS / BLOCK) * BLOCK + dot % BLOCK;
            long y = at.y + block / (DOTS / BLOCK) * BLOCK + dot / BLOCK;

            difference += ink_at(seen, x, y) - ink_at(other, x + by_x, y + by_y);
        }
        sum += labs(difference);
    }
    return sum;
}

/* Where it fits best: a program may place a letter a dot or two aside. */
static long least_apart(const picture *seen, const picture *other, toc_spot at)
{
    enum { ASIDE = 2, PLACES = 2 * ASIDE + 1 };
    long least = LONG_MAX;

    for (long i = 0; i < PLACES * PLACES; i++) {
        long apart = ink_apart(seen, other, at, i % PLACES - ASIDE, i / PLACES - ASIDE);

        if (apart < least)
            least = apart;
    }
    return least;
}

/* Letters whose two pictures differ are printed; how many they are. */
static unsigned count_spoiled(toc_arena *arena, const char *letters, const char *lang, bool is_bold)
{
    const toc_scene *sheet = sheet_of(arena, letters, lang, is_bold);
    picture png = seen_in_png(arena, sheet);
    picture pdf = seen_in_pdf(arena, sheet);
    unsigned count = count_letters(letters);
    unsigned spoiled = 0;
    unsigned step;

    assert_in_range(pdf.width, png.width, png.width + 1);
    assert_in_range(pdf.height, png.height, png.height + 1);
    for (unsigned i = 0; i < count; i++, letters += step) {
        toc_spot cell = {(toc_um)(i % ACROSS * DOTS), (toc_um)(i / ACROSS * DOTS)};
        long ink = ink_of(&png, cell.x, cell.y);
        long percent = least_apart(&png, &pdf, cell) * 100 / ink;

        toc_utf8_decode(letters, strlen(letters), &step);
        if (percent > MOST_OFF) {
            print_error("%.*s: %ld%% of its ink is elsewhere\n", (int)step, letters, percent);
            spoiled++;
        }
    }
    return spoiled;
}

/* ── tests ───────────────────────────────────────────────────────────────── */

/* Those that cairo 1.16 spoils when they stand alone, or before others. */
static void a_letter_alone_is_whole(void **state)
{
    static const char *const light[] = {"如", "瘃", "如果", "果如"};
    static const char *const bold[] = {"忉"};

    for (size_t i = 0; i < sizeof light / sizeof *light; i++) {
        assert_int_equal(count_spoiled(*state, light[i], "zh-Hans", false), 0);
        assert_int_equal(count_spoiled(*state, light[i], "zh-Hant", false), 0);
    }
    for (size_t i = 0; i < sizeof bold / sizeof *bold; i++)
        assert_int_equal(count_spoiled(*state, bold[i], "zh-Hans", true), 0);
}

static const char simplified[] = "如遇重大突发公共卫生事件或网络与信息安全事故应立即向县人民政府报"
                                 "告并启动应急预案各部门按照职责分工"
                                 "开展处置工作必要时请求上级支援现场指挥部负责统一协调信息发布须经"
                                 "批准未经批准任何单位个人不得擅自"
                                 "瘃忉";
static const char traditional[] = "如遇重大突發公共衛生事件或網絡與信息安全事故應立即向縣人民政府報"
                                  "告並啟動應急預案各部門按照職責分工"
                                  "開展處置工作必要時請求上級支援現場指揮部負責統一協調信息發佈須經"
                                  "批准未經批准任何單位個人不得擅自"
                                  "瘃忉";

static void letters_of_a_text_are_whole(void **state)
{
    for (int is_bold = 0; is_bold < 2; is_bold++) {
        assert_int_equal(count_spoiled(*state, simplified, "zh-Hans", is_bold), 0);
        assert_int_equal(count_spoiled(*state, traditional, "zh-Hant", is_bold), 0);
    }
}

static void latin_letters_are_whole(void **state)
{
    assert_int_equal(count_spoiled(*state, "ABCabcgjxyz0123456789≥→·§%&@", "en", false), 0);
    assert_int_equal(count_spoiled(*state, "IVXLabcdefgh", "en", true), 0);
}

/* Those that cairo finds under the font's name, without Pango. */
static picture seen_by_name(toc_arena *arena, const char *letter, const char *family)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, ACROSS * DOTS, DOTS);
    cairo_t *cr = cairo_create(surface);
    picture seen = picture_new(arena, ACROSS * DOTS, DOTS);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_set_font_options(cr, options);
    cairo_font_options_destroy(options);
    cairo_scale(cr, DPI / 25400.0, DPI / 25400.0);
    cairo_select_font_face(cr, family, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, SIZE);
    cairo_move_to(cr, TOC_MM / 2, CELL - 3 * TOC_MM / 2);
    cairo_show_text(cr, letter);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    for (unsigned y = 0; y < seen.height; y++) {
        for (unsigned x = 0; x < seen.width; x++)
            seen.dots[y * seen.width + x] =
                255 - cairo_image_surface_get_data(
                          surface)[y * (unsigned)cairo_image_surface_get_stride(surface) + x];
    }
    cairo_surface_destroy(surface);
    return seen;
}

/* One code point, in two forms: 骨 has its corner at the left in one, at the right in the other. */
static void forms_are_those_of_the_language(void **state)
{
    toc_spot first = {0, 0};
    picture hans = seen_in_pdf(*state, sheet_of(*state, "骨", "zh-Hans", false));
    picture hant = seen_in_pdf(*state, sheet_of(*state, "骨", "zh-Hant", false));
    picture sc = seen_by_name(*state, "骨", "Noto Sans CJK SC");
    picture tc = seen_by_name(*state, "骨", "Noto Sans CJK TC");
    long ink = ink_of(&sc, 0, 0);

    assert_true(ink > 0);
    assert_true(least_apart(&sc, &tc, first) * 100 > ink * MOST_OFF);
    assert_true(least_apart(&sc, &hans, first) * 100 <= ink * MOST_OFF);
    assert_true(least_apart(&tc, &hant, first) * 100 <= ink * MOST_OFF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_letter_alone_is_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(letters_of_a_text_are_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(latin_letters_are_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(forms_are_those_of_the_language, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
