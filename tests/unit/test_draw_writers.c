/* test_draw_writers.c - SVG, PDF and PNG of scenes made by hand: whole, harmless, of true size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "draw/face.h"
#include "draw/paint.h"
#include "draw/svg.h"

static const toc_pen ink = {.stroke = 0x111111, .fill = 0xeeeeee, .width = 350};

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

static toc_scene *sheet_of(toc_arena *arena, toc_um width, toc_um height)
{
    toc_scene *scene = toc_scene_new(arena, "en");

    scene->width = width;
    scene->height = height;
    scene->title = "A sheet";
    return scene;
}

typedef toc_status write_function(const toc_scene *const *sheets, uint32_t count, FILE *out);

static char *written(write_function *write, const toc_scene *const *sheets, uint32_t count,
                     size_t *out_size)
{
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, out_size);

    assert_non_null(out);
    assert_int_equal(write(sheets, count, out), TOC_OK);
    assert_int_equal(fclose(out), 0);
    return bytes;
}

static char *as_svg(const toc_scene *scene)
{
    size_t size;

    return written(toc_svg_write, &scene, 1, &size);
}

static void assert_has(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        print_error("no %s in:\n%s\n", wanted, text);
    assert_non_null(strstr(text, wanted));
}

static unsigned count_of(const char *text, const char *wanted)
{
    unsigned count = 0;

    for (const char *at = text; (at = strstr(at, wanted)) != NULL; at++)
        count++;
    return count;
}

/* ── SVG ─────────────────────────────────────────────────────────────────── */

static void sizes_are_in_millimetres(void **state)
{
    toc_scene *scene = sheet_of(*state, 297 * TOC_MM, 210 * TOC_MM + 5);

    toc_scene_box(scene, (toc_rect){1500, -20, 10 * TOC_MM, 1}, 0, ink);
    char *svg = as_svg(scene);
    assert_has(svg, "width=\"297mm\" height=\"210.005mm\" viewBox=\"0 0 297 210.005\"");
    assert_has(svg, "<rect x=\"1.5\" y=\"-0.02\" width=\"10\" height=\"0.001\"");
    free(svg);
}

static void texts_stay_text(void **state)
{
    toc_scene *scene = sheet_of(*state, TOC_MM, TOC_MM);

    scene->title = "</title><script>&";
    scene->description = "a\x01"
                         "b\xEF\xBF\xBE"
                         "c\xE2\x80\xAE"
                         "d\xff";
    toc_scene_open(scene, TOC_ROLE_NODE, "x\" onload=\"y", "'<b>'", "javascript:alert(1)");
    toc_scene_text(scene, (toc_spot){0, 0}, 5000, 3500, true, 0, "<i>\"\xC2\x85'\n]]>");
    toc_scene_close(scene);
    char *svg = as_svg(scene);
    assert_has(svg, "<title id=\"title\">&lt;/title&gt;&lt;script&gt;&amp;</title>");
    assert_has(svg, "<desc id=\"desc\">a bcd\xEF\xBF\xBD</desc>");
    assert_has(svg, "id=\"node-x__onload__y\" data-key=\"x&quot; onload=&quot;y\"");
    assert_has(svg, "<title>&#39;&lt;b&gt;&#39;</title>");
    assert_has(svg, "textLength=\"5\"");
    assert_has(svg, ">&lt;i&gt;&quot; &#39; ]]&gt;</text>");
    assert_null(strstr(svg, "javascript"));
    free(svg);
}

static void groups_have_names_of_their_own_and_links(void **state)
{
    toc_scene *scene = sheet_of(*state, TOC_MM, TOC_MM);

    for (int i = 0; i < 3; i++) {
        toc_scene_open(scene, TOC_ROLE_EDGE, "step:a -> step:b", NULL, i ? "p.plan#L7" : NULL);
        toc_scene_rule(scene, (toc_spot){0, 0}, (toc_spot){10, 10}, ink);
        toc_scene_close(scene);
    }
    toc_scene_close(scene);                                         /* one too many */
    toc_scene_open(scene, TOC_ROLE_BAND, "band", NULL, "#sheet-2"); /* there is no second sheet */
    toc_scene_text(scene, (toc_spot){0, 0}, 10, 10, false, 0, "IV");
    char *svg = as_svg(scene); /* and one that nobody closed */
    assert_has(svg, "id=\"edge-step:a_-__step:b\" ");
    assert_has(svg, "id=\"edge-step:a_-__step:b.2\"");
    assert_has(svg, "id=\"edge-step:a_-__step:b.3\"");
    assert_int_equal(count_of(svg, "<a href=\"p.plan#L7\">"), 2);
    assert_has(svg, "<title>IV</title>");
    assert_int_equal(count_of(svg, "<a "), 2);
    assert_int_equal(count_of(svg, "<g "), count_of(svg, "</g>"));
    free(svg);
}

static void only_relative_links_are_safe(void **state)
{
    static const char *const bad[] = {"",
                                      "javascript:alert(1)",
                                      "http://x/y",
                                      "//x/y",
                                      "/etc/passwd",
                                      "a b",
                                      "a#b#c",
                                      "a\"b",
                                      "a'b",
                                      "a<b",
                                      "mailto:x",
                                      "\\\\x\\y",
                                      "data:a,b",
                                      "java\nscript",
                                      "a?b=c",
                                      "\xE4\xB8\xAD"};
    static const char *const good[] = {"p.plan#L12", "../inc/p.plan", "%E4%B8%AD.plan#L1",
                                       "#sheet-3"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(toc_scene_link_is_safe(bad[i]));
    assert_false(toc_scene_link_is_safe(NULL));
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(toc_scene_link_is_safe(good[i]));
    assert_int_equal(toc_scene_link_sheet("#sheet-3"), 3);
    assert_int_equal(toc_scene_link_sheet("#sheet-"), 0);
    assert_int_equal(toc_scene_link_sheet("#sheet-3x"), 0);
    assert_int_equal(toc_scene_link_sheet("p.plan#L3"), 0);
}

static void what_is_shown_twice_is_written_once(void **state)
{
    toc_scene *part = sheet_of(*state, 100, 100);
    toc_scene *once = sheet_of(*state, 100, 100);
    toc_scene *scene = sheet_of(*state, 1000, 1000);

    toc_scene_text(part, (toc_spot){0, 0}, 10, 10, false, 0, "twice");
    toc_scene_text(once, (toc_spot){0, 0}, 10, 10, false, 0, "once");
    toc_scene_box(once, (toc_rect){700, 0, 10, 10}, 7, ink); /* outside its window */
    toc_scene_part(scene, part, (toc_rect){0, 0, 50, 50}, (toc_rect){0, 0, 100, 100});
    toc_scene_part(scene, part, (toc_rect){50, 0, 50, 50}, (toc_rect){100, 0, 100, 100});
    toc_scene_part(scene, once, (toc_rect){0, 0, 50, 50}, (toc_rect){0, 100, 100, 100});
    char *svg = as_svg(scene);
    assert_int_equal(count_of(svg, ">twice<"), 1);
    assert_int_equal(count_of(svg, "<use href=\"#part-1\"/>"), 2);
    assert_int_equal(count_of(svg, ">once<"), 1);
    assert_null(strstr(svg, "rx=\"0.007\""));
    assert_has(svg, "viewBox=\"0.05 0 0.05 0.05\" overflow=\"hidden\">");
    free(svg);
}

static void several_sheets_stand_below_each_other(void **state)
{
    const toc_scene *sheets[] = {sheet_of(*state, 100 * TOC_MM, 50 * TOC_MM),
                                 sheet_of(*state, 120 * TOC_MM, 60 * TOC_MM)};
    size_t size;
    char *svg = written(toc_svg_write, sheets, 2, &size);

    assert_has(svg, "width=\"120mm\" height=\"115mm\"");
    assert_has(svg, "<svg id=\"sheet-2\" x=\"0\" y=\"55\" width=\"120\" height=\"60\"");
    free(svg);
}

/* ── what no writer takes ────────────────────────────────────────────────── */

static toc_scene *nested(toc_arena *arena, unsigned depth)
{
    toc_scene *scene = sheet_of(arena, 100, 100);

    if (depth > 0)
        toc_scene_part(scene, nested(arena, depth - 1), (toc_rect){0, 0, 100, 100},
                       (toc_rect){0, 0, 100, 100});
    toc_scene_text(scene, (toc_spot){0, 0}, 10, 10, false, 0, "deep");
    return scene;
}

static toc_status paint_png(const toc_scene *const *sheets, uint32_t count, FILE *out)
{
    return toc_paint_png(sheets, count, 96, out);
}

static void parts_too_deep_are_refused(void **state)
{
    write_function *const all[] = {toc_svg_write, toc_paint_pdf, paint_png};
    const toc_scene *most = nested(*state, TOC_SCENE_MOST_DEPTH);
    const toc_scene *more = nested(*state, TOC_SCENE_MOST_DEPTH + 1);
    toc_scene *endless = sheet_of(*state, 100, 100);

    toc_scene_part(endless, endless, (toc_rect){0, 0, 1, 1}, (toc_rect){0, 0, 1, 1});
    const toc_scene *itself = endless;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char *bytes = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&bytes, &size);
        assert_int_equal(all[i](&more, 1, out), TOC_EINVAL);
        assert_int_equal(all[i](&itself, 1, out), TOC_EINVAL);
        assert_int_equal(all[i](&itself, 0, out), TOC_EINVAL);
        fflush(out);
        assert_int_equal(size, 0);
        assert_int_equal(all[i](&most, 1, out), TOC_OK);
        fclose(out);
        assert_true(size > 0);
        free(bytes);
    }
}

static void a_full_disk_is_a_status(void **state)
{
    write_function *const all[] = {toc_svg_write, toc_paint_pdf, paint_png};
    toc_scene *scene = sheet_of(*state, 500 * TOC_MM, 500 * TOC_MM);
    const toc_scene *sheet = scene;

    for (int i = 0; i < 500; i++) /* more than a buffer holds */
        toc_scene_text(scene, (toc_spot){i * 997 % 300000, i * 990}, 60000, 3500, i % 2, 0x111111,
                       "what the disk has no room for");
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        FILE *full = fopen("/dev/full", "w");
        assert_non_null(full);
        assert_int_equal(all[i](&sheet, 1, full), TOC_EIO);
        fclose(full);
    }
}

/* ── PNG ─────────────────────────────────────────────────────────────────── */

static uint32_t number_at(const char *bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;

    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* A box that is there to the end and, where @p plays, one that was there before, and a button. */
static toc_scene *film_of(toc_arena *arena, bool plays)
{
    static const toc_scene_act before = {
        .kind = TOC_ACT_SEEN, .begin = 0, .end = 2500000, .tells = 7};
    static const toc_scene_act last = {
        .kind = TOC_ACT_SEEN, .begin = 2500000, .end = TOC_ACT_LASTS};
    static const toc_scene_act again = {.kind = TOC_ACT_AGAIN, .end = 4000000};
    toc_scene *scene = sheet_of(arena, 50000, 50000);

    if (plays) {
        scene->film = 4000000;
        toc_scene_open_act(scene, &before, "before");
        toc_scene_box(scene, (toc_rect){1000, 1000, 9000, 9000}, 0, ink);
        toc_scene_close(scene);
        toc_scene_open_act(scene, &again, NULL);
        toc_scene_box(scene, (toc_rect){30000, 30000, 9000, 9000}, 0, ink);
        toc_scene_close(scene);
        toc_scene_open_act(scene, &last, "last");
    }
    toc_scene_box(scene, (toc_rect){20000, 1000, 9000, 9000}, 0, ink);
    if (plays)
        toc_scene_close(scene);
    return scene;
}

static void a_still_picture_of_a_film_is_its_end(void **state)
{
    const toc_scene *film = film_of(*state, true);
    const toc_scene *still = film_of(*state, false);
    size_t sizes[2];
    char *a = written(paint_png, &film, 1, &sizes[0]);
    char *b = written(paint_png, &still, 1, &sizes[1]);

    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(a, b, sizes[0]);
    free(a);
    free(b);
}

static void a_film_says_when_what_is_seen(void **state)
{
    const toc_scene *film = film_of(*state, true);
    const toc_scene *still = film_of(*state, false);
    size_t size;
    char *svg = written(toc_svg_write, &film, 1, &size);

    assert_non_null(strstr(svg, "<set id=\"film\""));
    assert_non_null(strstr(svg, "begin=\"0s\" dur=\"4s\" restart=\"whenNotActive\"/>"));
    assert_non_null(strstr(svg, "<g class=\"group act\" data-at=\"7\" display=\"none\">"
                                "<title>before</title><set attributeName=\"display\" "
                                "to=\"inline\" begin=\"film.begin\" dur=\"2.5s\"/>"));
    assert_non_null(strstr(svg, "<g class=\"group act last\" data-at=\"0\"><title>last</title>"
                                "<set attributeName=\"display\" to=\"none\" "
                                "begin=\"film.begin\" dur=\"2.5s\"/>"));
    assert_non_null(strstr(svg, "<a href=\"#film\">"));
    assert_non_null(strstr(svg, "prefers-reduced-motion"));
    free(svg);
    svg = written(toc_svg_write, &still, 1, &size);
    assert_null(strstr(svg, "<set"));
    assert_null(strstr(svg, "<style"));
    free(svg);
}

static void a_png_knows_its_true_size(void **state)
{
    const toc_scene *sheet = sheet_of(*state, 254 * TOC_MM, 127 * TOC_MM);
    size_t size;
    char *png = written(paint_png, &sheet, 1, &size);

    assert_int_equal(number_at(png + 16), 960);
    assert_int_equal(number_at(png + 20), 480);
    assert_memory_equal(png + 37, "pHYs", 4);
    assert_int_equal(number_at(png + 41), 3780); /* dots per metre */
    free(png);
}

static void the_most_dots_are_said(void **state)
{
    const toc_scene *sheet = sheet_of(*state, 1000 * TOC_MM, 1000 * TOC_MM);
    const toc_scene *huge = sheet_of(*state, 2000 * 1000 * TOC_MM, 1000 * TOC_MM);
    const toc_scene *card = sheet_of(*state, 100 * TOC_MM, 100 * TOC_MM);
    unsigned most = toc_paint_most_dpi(&sheet, 1);
    char *bytes = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&bytes, &size);

    assert_in_range(most, 350, 360); /* 14 142 dots a side */
    assert_int_equal(toc_paint_png(&sheet, 1, most + 1, out), TOC_ERANGE);
    assert_int_equal(toc_paint_png(&huge, 1, 20, out), TOC_ERANGE);
    assert_true(toc_paint_most_dpi(&huge, 1) < 20);
    assert_true(toc_paint_most_dpi(&card, 1) >= 1200);
    fclose(out);
    assert_int_equal(size, 0);
    free(bytes);
}

/* What `pdfinfo` and its like say of @p bytes. */
static char *told_by(const char *command, const char *bytes, size_t size)
{
    static char answer[8000];
    char path[] = "/tmp/tocsin-pdf-XXXXXX";
    char line[200];
    int file = mkstemp(path);
    FILE *out = fdopen(file, "w");

    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
    snprintf(line, sizeof line, "%s %s", command, path);
    FILE *in = popen(line, "r");
    assert_non_null(in);
    answer[fread(answer, 1, sizeof answer - 1, in)] = '\0';
    assert_int_equal(pclose(in), 0);
    unlink(path);
    return answer;
}

static void each_sheet_is_a_page_with_a_bookmark(void **state)
{
    toc_scene *first = sheet_of(*state, 210 * TOC_MM, 297 * TOC_MM);
    toc_scene *second = sheet_of(*state, 420 * TOC_MM, 297 * TOC_MM);
    const toc_scene *sheets[] = {first, second};
    size_t size;

    second->title = "\xE7\xAC\xAC 2 \x01)(\\ >>";
    toc_scene_open(first, TOC_ROLE_FRAME, NULL, NULL, "#sheet-2");
    toc_scene_text(first, (toc_spot){TOC_MM, 9 * TOC_MM}, 0, 5000, false, 0, "to the second");
    toc_scene_close(first);
    toc_scene_open(first, TOC_ROLE_FRAME, NULL, NULL, "#sheet-3"); /* there is none */
    toc_scene_text(first, (toc_spot){TOC_MM, 19 * TOC_MM}, 0, 5000, false, 0, "nowhere");
    toc_scene_close(first);
    char *pdf = written(toc_paint_pdf, sheets, 2, &size);
    const char *info = told_by("pdfinfo -l 2", pdf, size);
    assert_has(info, "Pages:           2\n");
    assert_has(info, "Page    1 size:  595.276 x 841.89 pts (A4)");
    assert_has(info, "Page    2 size:  1190.55 x 841.89 pts (A3)");
    const char *text =
        told_by("LC_ALL=C grep -a -c -e '/S /GoTo' -e '/Dest ' -e /Outlines", pdf, size);
    assert_true(strtol(text, NULL, 10) >= 3);
    text = told_by("LC_ALL=C grep -a -c '/Subtype /Link'", pdf, size);
    assert_int_equal(strtol(text, NULL, 10), 1);
    free(pdf);
}

static void a_page_longer_than_a_pdf_can_have_is_refused(void **state)
{
    const toc_scene *most = sheet_of(*state, TOC_PDF_MOST_SIDE, TOC_MM);
    const toc_scene *more = sheet_of(*state, TOC_MM, TOC_PDF_MOST_SIDE + 1);
    FILE *out = fopen("/dev/null", "w");

    assert_non_null(out);
    assert_int_equal(toc_paint_pdf(&most, 1, out), TOC_OK);
    assert_int_equal(toc_paint_pdf(&more, 1, out), TOC_ERANGE);
    fclose(out);
}

/* ── heads of lines ──────────────────────────────────────────────────────── */

static void heads_point_along_the_line(void **state)
{
    const toc_spot down[] = {{0, 0}, {0, 10000}};
    const toc_spot slanted[] = {{0, 0}, {30000, 40000}};
    toc_scene_item line = {.spots = down, .spot_count = 2, .head = 2000};
    toc_spot corners[3];
    toc_spot end;

    (void)state;
    toc_scene_head(&line, corners, &end);
    assert_memory_equal(&corners[0], &down[1], sizeof corners[0]);
    assert_true(corners[1].x == -800 && corners[1].y == 8000);
    assert_true(corners[2].x == 800 && corners[2].y == 8000);
    assert_true(end.x == 0 && end.y == 9000);
    line.spots = slanted;
    toc_scene_head(&line, corners, &end);
    assert_true(end.x == 29400 && end.y == 39200);
    assert_true(corners[1].x == 28160 && corners[1].y == 38880);
    line.head = 200000; /* longer than the line: this ends where it began */
    toc_scene_head(&line, corners, &end);
    assert_true(end.x == 0 && end.y == 0);
}

/* ── letters ─────────────────────────────────────────────────────────────── */

static void letters_that_steer_are_taken_out(void **state)
{
    toc_face *face = toc_face_new("zh-Hant");
    toc_face_text text = toc_face_set(face, *state,
                                      "a\x01\xE2\x80\xAE\xEF\xBF\xBF\tb\xC2\x85"
                                      "c\nd",
                                      3500, false, 0);

    assert_int_equal(text.count, 2);
    assert_string_equal(text.lines[0].text, "a  b c");
    assert_string_equal(text.lines[1].text, "d");
    assert_int_equal(text.missing, 0);
    toc_face_free(face);
}

static void letters_without_a_font_are_named(void **state)
{
    toc_face *face = toc_face_new("en");
    toc_face_text text = toc_face_set(face, *state,
                                      "a\xEE\x80\x80"
                                      "b\xEE\x80\x81\xEE\x80\x80",
                                      3500, false, 0);

    assert_int_equal(text.missing, 3);
    assert_int_equal(text.absent.count, 2);
    assert_int_equal(text.absent.items[0], 0xe000);
    assert_int_equal(text.absent.items[1], 0xe001);
    toc_face_free(face);
}

/* 40 m of letters: more than an int of Pango's units in micrometres. */
static void a_very_long_line_has_its_length(void **state)
{
    enum { LETTERS = 10000 };
    toc_face *face = toc_face_new("zh-Hans");
    char *text = toc_arena_alloc(*state, LETTERS * 3 + 1);

    for (int i = 0; i < LETTERS; i++)
        memcpy(text + (size_t)3 * (size_t)i, "\xE4\xB8\xAD", 3);
    toc_face_text line = toc_face_set(face, *state, text, 4000, false, 0);
    assert_int_equal(line.count, 1);
    assert_in_range(line.width, 39900 * TOC_MM, 40100 * TOC_MM);
    toc_face_text lines = toc_face_set(face, *state, text, 4000, false, 100 * TOC_MM);
    assert_int_equal(lines.count, LETTERS / 25);
    toc_face_free(face);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sizes_are_in_millimetres),
        TEST(texts_stay_text),
        TEST(groups_have_names_of_their_own_and_links),
        TEST(only_relative_links_are_safe),
        TEST(what_is_shown_twice_is_written_once),
        TEST(several_sheets_stand_below_each_other),
        TEST(parts_too_deep_are_refused),
        TEST(a_full_disk_is_a_status),
        TEST(a_still_picture_of_a_film_is_its_end),
        TEST(a_film_says_when_what_is_seen),
        TEST(a_png_knows_its_true_size),
        TEST(the_most_dots_are_said),
        TEST(each_sheet_is_a_page_with_a_bookmark),
        TEST(a_page_longer_than_a_pdf_can_have_is_refused),
        TEST(heads_point_along_the_line),
        TEST(letters_that_steer_are_taken_out),
        TEST(letters_without_a_font_are_named),
        TEST(a_very_long_line_has_its_length),
    };
    return cmocka_run_group_tests_name("writers", tests, NULL, NULL);
}
