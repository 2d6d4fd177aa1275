/* sheet.c - finds the paper for a view, and puts the sheet together. */
#include "chart/sheet.h"

#include <string.h>

#include "base/phrase.h"
#include "chart/digest.h"
#include "chart/sheet_private.h"

enum {
    GAP = 3 * TOC_MM,          /* between title block, view and foot, on A4 */
    MOST_SCALE = 4,            /* a view is enlarged at most so much */
    LEAST_WIDTH = 150 * TOC_MM /* of a size of its own, between the margins */
};

/* ── maker ───────────────────────────────────────────────────────────────── */

static const char *other_language(const toc_wording *w)
{
    if (strcmp(w->lang, "en") != 0)
        return "en";
    return strcmp(w->plan_script, "en") == 0 ? "zh-Hans" : w->plan_script;
}

toc_sheet_maker *toc_sheet_maker_new(toc_arena *arena, const toc_plan *plan,
                                     const toc_view_options *view_options,
                                     const toc_sheet_options *options)
{
    toc_sheet_maker *maker = TOC_NEW(arena, toc_sheet_maker);
    const char *script;

    maker->arena = arena;
    maker->plan = plan;
    maker->view_options = view_options;
    maker->options = options;
    maker->theme = view_options->theme ? view_options->theme : toc_theme_find("print");
    maker->wording =
        toc_wording_of(arena, plan, view_options->lang, view_options->has_two_languages);
    if (view_options->has_two_languages)
        maker->second = toc_wording_of(arena, plan, other_language(&maker->wording), false);
    script = maker->wording.lang[0] == 'e' ? maker->wording.plan_script : maker->wording.lang;
    maker->canvas = toc_canvas_new(arena, script, maker->theme);
    maker->digest = toc_digest_of_plan(arena, plan);
    return maker;
}

void toc_sheet_maker_close(toc_sheet_maker *maker)
{
    toc_canvas_close(maker->canvas);
}

const toc_codepoints *toc_sheet_absent(const toc_sheet_maker *maker)
{
    return &maker->canvas->absent;
}

/* Title block and foot take about an eighth of a sheet that lies, and a twelfth of an upright one. */
uint32_t toc_sheet_aspect(const toc_sheet_options *options)
{
    switch (options->orientation) {
    case TOC_ORIENTATION_AUTO:
        break;
    case TOC_ORIENTATION_PORTRAIT:
        return 790;
    case TOC_ORIENTATION_LANDSCAPE:
        return 1600;
    }
    return 0;
}

/* ── sizes ───────────────────────────────────────────────────────────────── */

static toc_um scaled(toc_um length, toc_um unit)
{
    return (toc_um)((int64_t)length * unit / 1000);
}

/* From 1 on A4 to 2 on A0, by the shorter side. */
toc_um toc_sheet_unit(toc_um width, toc_um height)
{
    static const struct {
        toc_um side, unit;
    } steps[] = {
        {800 * TOC_MM, 2000}, {560 * TOC_MM, 1700}, {400 * TOC_MM, 1400}, {270 * TOC_MM, 1150}};
    toc_um side = width < height ? width : height;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (side >= steps[i].side)
            return steps[i].unit;
    }
    return 1000;
}

/* Fills head, foot, at and points of a sheet whose width and height are known. */
static void fit_inside(toc_sheet_maker *maker, const toc_view *view, toc_sheet_size *size)
{
    const toc_scene *scene = view->canvas->scene;
    toc_um margin = maker->options->margin;
    toc_um width = size->width - 2 * margin;
    toc_um inner = (toc_um)((int64_t)width * 1000 / size->unit);
    toc_sheet_number many = {88, 88, 888}; /* so that the foot is high enough for any */
    toc_um gap = scaled(GAP, size->unit);

    size->head = scaled(toc_sheet_head(maker, view->title, inner, many)->height, size->unit);
    size->foot = scaled(toc_sheet_foot(maker, view->canvas, inner, many)->height, size->unit);
    toc_rect room = {margin, margin + size->head + gap, width,
                     size->height - 2 * margin - size->head - size->foot - 2 * gap};
    size->room = room;
    size->at = (toc_rect){room.x, room.y, 0, 0};
    if (room.height <= 0 || scene->width <= 0 || scene->height <= 0)
        return;
    if (room.width / MOST_SCALE > scene->width)
        room.width = scene->width * MOST_SCALE;
    size->at.width = room.width;
    size->at.height = (toc_um)((int64_t)scene->height * room.width / scene->width);
    if (size->at.height > room.height) {
        size->at.height = room.height;
        size->at.width = (toc_um)((int64_t)scene->width * room.height / scene->height);
    }
    size->at.x = margin + (width - size->at.width) / 2;
    size->points = toc_paper_points(TOC_SIZE_LEAST, scene->width, size->at.width);
}

static toc_sheet_size fit_upright(toc_sheet_maker *maker, const toc_view *view,
                                  const toc_paper *paper, bool is_upright)
{
    toc_sheet_size size = {.paper = paper,
                           .width = is_upright ? paper->width : paper->height,
                           .height = is_upright ? paper->height : paper->width,
                           .unit = toc_sheet_unit(paper->width, paper->height)};

    fit_inside(maker, view, &size);
    return size;
}

/* Letters of TOC_POINTS_DESK, and the sheet around them. */
static toc_sheet_size fit_naturally(toc_sheet_maker *maker, const toc_view *view)
{
    const toc_scene *scene = view->canvas->scene;
    int64_t wide = (int64_t)scene->width * TOC_POINTS_DESK * 25400 / 720 / TOC_SIZE_LEAST + 100;
    int64_t high = (int64_t)scene->height * TOC_POINTS_DESK * 25400 / 720 / TOC_SIZE_LEAST + 100;
    int64_t most = TOC_PAPER_MOST - 2 * (int64_t)maker->options->margin;
    toc_sheet_size size = {.is_too_large = wide > most || high > most};

    if (size.is_too_large)
        return size;
    if (wide < LEAST_WIDTH) {
        high = high * LEAST_WIDTH / wide;
        wide = LEAST_WIDTH;
    }
    size.width = (toc_um)wide + 2 * maker->options->margin;
    size.unit = toc_sheet_unit(size.width, (toc_um)high);
    size.height = TOC_PAPER_MOST;
    fit_inside(maker, view, &size);
    size.height =
        size.at.y + size.at.height + scaled(GAP, size.unit) + size.foot + maker->options->margin;
    size.is_too_large = size.height > TOC_PAPER_MOST;
    return size;
}

toc_sheet_size toc_sheet_fit_on(toc_sheet_maker *maker, const toc_view *view,
                                const toc_paper *paper)
{
    toc_orientation asked = maker->options->orientation;

    if (!paper)
        return fit_naturally(maker, view);
    if (asked != TOC_ORIENTATION_AUTO)
        return fit_upright(maker, view, paper, asked == TOC_ORIENTATION_PORTRAIT);
    toc_sheet_size upright = fit_upright(maker, view, paper, true);
    toc_sheet_size across = fit_upright(maker, view, paper, false);
    return across.at.width >= upright.at.width ? across : upright;
}

const toc_paper *toc_sheet_least(toc_sheet_maker *maker, const toc_view *view, uint32_t points)
{
    const toc_paper *paper;

    for (unsigned i = 0; (paper = toc_paper_series(i)) != NULL; i++) {
        if (toc_sheet_fit_on(maker, view, paper).points >= points)
            return paper;
    }
    return NULL;
}

/* Width of the scene where it is shown as large as a room holds it. */
static toc_um width_inside(const toc_scene *scene, toc_um width, toc_um height)
{
    int64_t as_high = (int64_t)scene->width * height / (scene->height > 0 ? scene->height : 1);

    return as_high < width ? (toc_um)as_high : width;
}

/* How large the letters could be on that paper if there were nothing else on it. */
static uint32_t points_at_most(const toc_view *view, const toc_paper *paper)
{
    const toc_scene *scene = view->canvas->scene;
    toc_um upright = width_inside(scene, paper->width, paper->height);
    toc_um across = width_inside(scene, paper->height, paper->width);

    return toc_paper_points(TOC_SIZE_LEAST, scene->width, upright > across ? upright : across);
}

/* On a table if it can be read there, else on a wall; the largest where none is large enough. */
static const toc_paper *choose_paper(toc_sheet_maker *maker, const toc_view *view)
{
    const toc_paper *paper;
    const toc_paper *largest = NULL;

    for (unsigned i = 0; (paper = toc_paper_series(i)) != NULL; i++) {
        bool is_wall = toc_paper_is_wall(paper->width, paper->height);
        uint32_t wanted = is_wall ? TOC_POINTS_WALL : TOC_POINTS_DESK;
        largest = paper;
        if (points_at_most(view, paper) >= wanted &&
            toc_sheet_fit_on(maker, view, paper).points >= wanted)
            return paper;
    }
    return toc_sheet_fit_on(maker, view, largest).points >= TOC_POINTS_DESK ? largest : NULL;
}

toc_sheet_size toc_sheet_fit(toc_sheet_maker *maker, const toc_view *view)
{
    const toc_paper *paper = maker->options->paper;

    return toc_sheet_fit_on(maker, view, paper ? paper : choose_paper(maker, view));
}

void toc_sheet_limit(toc_sheet_size *size, const toc_view *view, uint32_t points)
{
    const toc_scene *scene = view->canvas->scene;

    if (size->points <= points)
        return;
    size->at.width = (toc_um)((int64_t)size->at.width * points / size->points);
    size->at.height = (toc_um)((int64_t)scene->height * size->at.width / scene->width);
    size->at.x = size->room.x + (size->room.width - size->at.width) / 2;
    size->points = toc_paper_points(TOC_SIZE_LEAST, scene->width, size->at.width);
}

toc_um toc_sheet_natural(toc_um length, uint32_t points)
{
    int64_t natural = (int64_t)length * TOC_SIZE_LEAST * 720 / 25400 / points;

    return natural > INT32_MAX ? INT32_MAX : (toc_um)natural;
}

/* ── the sheet ───────────────────────────────────────────────────────────── */

/* Shows all of @p part, its upper left corner at (@p x, @p y). */
static void add_block(toc_scene *sheet, const toc_scene *part, toc_um x, toc_um y, toc_um unit)
{
    toc_scene_open(sheet, TOC_ROLE_FRAME, NULL, NULL, NULL);
    toc_scene_part(sheet, part, (toc_rect){0, 0, part->width, part->height},
                   (toc_rect){x, y, scaled(part->width, unit), scaled(part->height, unit)});
    toc_scene_close(sheet);
}

toc_scene *toc_sheet_draw(toc_sheet_maker *maker, const toc_view *view, const toc_sheet_size *size,
                          toc_sheet_number number)
{
    toc_scene *sheet = toc_scene_new(maker->arena, maker->canvas->scene->lang);
    const toc_scene *scene = view->canvas->scene;
    const toc_plan_head *head = &maker->plan->head;
    toc_um margin = maker->options->margin;
    toc_um inner = (toc_um)((int64_t)(size->width - 2 * margin) * 1000 / size->unit);
    const char *title = toc_wording_text(&maker->wording, head->title, head->id).first;

    sheet->width = size->width;
    sheet->height = size->height;
    sheet->title = toc_arena_printf(maker->arena, "%s: %s", title, view->title);
    sheet->description = scene->description;
    sheet->paper = maker->theme->paper;
    sheet->film = scene->film;
    toc_scene_box(sheet, (toc_rect){0, 0, size->width, size->height}, 0,
                  (toc_pen){.stroke = TOC_NO_COLOUR, .fill = maker->theme->paper});
    add_block(sheet, toc_sheet_head(maker, view->title, inner, number), margin, margin, size->unit);
    toc_scene_part(sheet, scene, (toc_rect){0, 0, scene->width, scene->height}, size->at);
    add_block(sheet, toc_sheet_foot(maker, view->canvas, inner, number), margin,
              size->height - margin - size->foot, size->unit);
    return sheet;
}

const char *toc_sheet_size_text(toc_arena *arena, const toc_wording *w, const toc_sheet_size *size)
{
    bool is_lying = size->width > size->height;

    if (size->paper)
        return toc_arena_printf(
            arena, "%s %s", size->paper->name,
            w ? toc_wording_word(w, is_lying ? TOC_WORD_LIES : TOC_WORD_STANDS)
              : toc_phrase(arena, is_lying ? TOC_PHRASE("landscape") : TOC_PHRASE("portrait")));
    return toc_arena_printf(arena, "%d x %d mm", (int)(size->width / TOC_MM),
                            (int)(size->height / TOC_MM));
}
