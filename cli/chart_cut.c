/* chart_cut.c - finds where a chart is cut. */
#include "cli/chart_cut.h"

enum {
    NEARLY_FULL = 7, /* tenths */
    EVEN_PARTS = 24
};

typedef struct cutter {
    toc_arena *arena;
    const toc_plan *plan;
    const toc_view_options *view_options;
    const toc_view *whole;
    const toc_paper *paper;
} cutter;

typedef TOC_VEC(const toc_view *) views;

/* Where one sheet begins: at a break, or at the top. */
static toc_break begin_of(const cutter *it, uint32_t place)
{
    return place > 0 ? it->whole->canvas->breaks.items[place - 1] : (toc_break){0};
}

/* The last place is the foot of the chart. */
static toc_um height_at(const cutter *it, uint32_t place)
{
    const toc_canvas *canvas = it->whole->canvas;

    return place <= canvas->breaks.count ? begin_of(it, place).at : canvas->scene->height;
}

static toc_um height_between(const cutter *it, uint32_t from, uint32_t to)
{
    toc_break begin = begin_of(it, from);

    return begin.again[0].height + begin.again[1].height + height_at(it, to) - begin.at;
}

static void put_strip(toc_scene *scene, const toc_scene *all, toc_strip strip)
{
    toc_rect from = {0, strip.top, all->width, strip.height};

    if (strip.height == 0)
        return;
    toc_scene_part(scene, all, from, (toc_rect){0, scene->height, from.width, from.height});
    scene->height += strip.height;
}

/* What stands between two places, as a view of its own, below the heads that it needs. */
static const toc_view *window(const cutter *it, uint32_t place, uint32_t end)
{
    toc_view *part = TOC_NEW(it->arena, toc_view);
    toc_canvas *canvas = TOC_NEW(it->arena, toc_canvas);
    const toc_scene *all = it->whole->canvas->scene;
    toc_break begin = begin_of(it, place);

    *part = *it->whole;
    *canvas = *it->whole->canvas;
    canvas->scene = toc_scene_new(it->arena, all->lang);
    canvas->scene->width = all->width;
    canvas->scene->title = all->title;
    canvas->scene->description = all->description;
    canvas->scene->paper = all->paper;
    put_strip(canvas->scene, all, begin.again[0]);
    put_strip(canvas->scene, all, begin.again[1]);
    put_strip(canvas->scene, all, (toc_strip){begin.at, height_at(it, end) - begin.at});
    part->canvas = canvas;
    return part;
}

/* Where the sheet ends that begins at @p from: as much as goes on it, and at least what lies
 * between two places; no group is torn where the sheet is nearly full without it. */
static uint32_t end_of(const cutter *it, uint32_t from, toc_um most)
{
    uint32_t last = it->whole->canvas->breaks.count + 1;
    uint32_t end = from + 1;

    while (end < last && height_between(it, from, end + 1) <= most)
        end++;
    for (uint32_t whole = end; end < last && whole > from; whole--) {
        if (height_between(it, from, whole) < most / 10 * NEARLY_FULL)
            break;
        if (!begin_of(it, whole).is_within)
            return whole;
    }
    return end;
}

static uint32_t count_sheets(const cutter *it, toc_um most)
{
    uint32_t count = 0;

    for (uint32_t at = 0; at <= it->whole->canvas->breaks.count; at = end_of(it, at, most))
        count++;
    return count;
}

/* Sheets that are about equally full. */
static views cut(const cutter *it, toc_um most)
{
    views parts = {NULL, 0, 0};
    uint32_t count = count_sheets(it, most);
    toc_um even = most;

    for (int part = EVEN_PARTS / 2; part < EVEN_PARTS && even == most; part++) {
        if (count_sheets(it, most / EVEN_PARTS * part) == count)
            even = most / EVEN_PARTS * part;
    }
    for (uint32_t at = 0, end; at <= it->whole->canvas->breaks.count; at = end) {
        end = end_of(it, at, even);
        TOC_PUSH(it->arena, &parts, window(it, at, end));
    }
    return parts;
}

static toc_sheet_size worst(toc_sheet_maker *maker, const cutter *it, const views *parts)
{
    toc_sheet_size least = {.points = UINT32_MAX};

    for (uint32_t i = 0; i < parts->count; i++) {
        toc_sheet_size size = toc_sheet_fit_on(maker, parts->items[i], it->paper);

        if (size.points < least.points)
            least = size;
    }
    return least;
}

static toc_linked cut_lying(const cutter *it, toc_sheet_options options,
                            toc_orientation orientation)
{
    const toc_scene *all = it->whole->canvas->scene;
    toc_linked result = {
        .orientation = orientation, .paper = it->paper, .absent = it->whole->canvas->absent};
    toc_sheet_maker *maker;
    uint32_t points;
    views parts;

    options.orientation = orientation;
    maker = toc_sheet_maker_new(it->arena, it->plan, it->view_options, &options);
    result.size = toc_sheet_fit_on(maker, it->whole, it->paper);
    points = toc_paper_points(TOC_SIZE_LEAST, all->width, result.size.room.width);
    if (points > TOC_POINTS_DESK)
        points = TOC_POINTS_DESK;
    if (points >= TOC_POINTS_READABLE && result.size.room.height > 0) {
        parts = cut(it, toc_sheet_natural(result.size.room.height, points));
        result.size = worst(maker, it, &parts);
        if (result.size.points > points)
            result.size.points = points;
        for (uint32_t i = 0; i < parts.count && result.size.points >= TOC_POINTS_READABLE; i++)
            TOC_PUSH(it->arena, &result.views, parts.items[i]);
    }
    toc_sheet_maker_close(maker);
    return result;
}

/* Larger letters are better, and then fewer sheets. */
static bool is_better(const toc_linked *one, const toc_linked *other)
{
    if (one->views.count == 0 || other->views.count == 0)
        return one->views.count > 0;
    if (one->size.points != other->size.points)
        return one->size.points > other->size.points;
    return one->views.count < other->views.count;
}

toc_linked toc_chart_cut(toc_arena *arena, const toc_plan *plan,
                         const toc_view_options *view_options, const toc_sheet_options *options,
                         toc_view_kind kind, const char *title, const toc_paper *paper)
{
    toc_view_options below = *view_options; /* all below each other */
    cutter it = {.arena = arena, .plan = plan, .view_options = view_options, .paper = paper};
    toc_linked none = {.views = {NULL, 0, 0}};
    toc_linked across, upright;
    toc_view *whole;

    below.aspect = 0;
    below.is_for_cutting = true;
    whole = toc_view_draw(arena, plan, kind, &below);
    whole->title = title;
    it.whole = whole;
    if (whole->canvas->breaks.count == 0)
        return none;
    if (options->orientation != TOC_ORIENTATION_AUTO)
        return cut_lying(&it, *options, options->orientation);
    across = cut_lying(&it, *options, TOC_ORIENTATION_LANDSCAPE);
    upright = cut_lying(&it, *options, TOC_ORIENTATION_PORTRAIT);
    return is_better(&across, &upright) ? across : upright;
}
