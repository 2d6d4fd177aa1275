/* chart_cut.c - finds where a chart is cut. */
#include "cli/chart_cut.h"

typedef struct cutter {
    toc_arena *arena;
    const toc_plan *plan;
    const toc_view_options *view_options;
    const toc_view *whole;
    const toc_paper *paper;
} cutter;

typedef TOC_VEC(const toc_view *) views;

/* What stands between two heights, as a view of its own. */
static const toc_view *window(const cutter *it, toc_um top, toc_um bottom)
{
    toc_view *part = TOC_NEW(it->arena, toc_view);
    toc_canvas *canvas = TOC_NEW(it->arena, toc_canvas);
    const toc_scene *all = it->whole->canvas->scene;
    toc_rect from = {0, top, all->width, bottom - top};

    *part = *it->whole;
    *canvas = *it->whole->canvas;
    canvas->scene = toc_scene_new(it->arena, all->lang);
    canvas->scene->width = from.width;
    canvas->scene->height = from.height;
    canvas->scene->title = all->title;
    canvas->scene->description = all->description;
    canvas->scene->paper = all->paper;
    toc_scene_part(canvas->scene, all, from, (toc_rect){0, 0, from.width, from.height});
    part->canvas = canvas;
    return part;
}

/* As much on each sheet as goes on it, and at least what lies between two places. */
static views cut(const cutter *it, toc_um most)
{
    const toc_canvas *canvas = it->whole->canvas;
    views parts = {NULL, 0, 0};
    toc_um top = 0;
    toc_um last = 0;

    for (uint32_t i = 0; i <= canvas->breaks.count; i++) {
        toc_um next = i < canvas->breaks.count ? canvas->breaks.items[i] : canvas->scene->height;

        if (next - top > most && last > top) {
            TOC_PUSH(it->arena, &parts, window(it, top, last));
            top = last;
        }
        last = next;
    }
    TOC_PUSH(it->arena, &parts, window(it, top, last));
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
