/* chart_linked.c - finds the parts of a flow chart for a paper, and draws their sheets. */
#include "cli/chart_linked.h"

#include "chart/flow_picture.h"

enum {
    TRIES = 5,
    ENOUGH =
        TOC_POINTS_DESK,   /* letters of a part, tenths of a point: smaller, and it is cut again */
    MOST_TRIED_BOTH = 300, /* nodes: of more, only sheets lying down are tried */
    MOST_SEARCHED = 40     /* parts: of more, no best order of lanes is searched for */
};

typedef struct linker {
    toc_arena *arena;
    const toc_plan *plan;
    toc_view_options options;
    toc_sheet_maker *maker;
    const toc_flow *flow;
    const toc_view *whole;
    const toc_paper *paper;
    toc_codepoints absent; /* letters that no font has */
} linker;

typedef TOC_VEC(const toc_view *) views;

static views draw_parts(linker *it, const toc_flow_pictures *parts)
{
    toc_view_options options = it->options;
    views drawn = {NULL, 0, 0};

    options.is_quick = parts->count > MOST_SEARCHED;
    for (uint32_t i = 0; i < parts->count; i++) {
        options.flow = parts->items[i];
        toc_view *view = toc_view_draw(it->arena, it->plan, TOC_VIEW_FLOW, &options);
        view->title = it->whole->title;
        for (uint32_t k = 0; k < view->canvas->absent.count; k++)
            toc_codepoints_add(it->arena, &it->absent, view->canvas->absent.items[k]);
        TOC_PUSH(it->arena, &drawn, view);
    }
    return drawn;
}

/* Marks the sheets whose letters come out too small; the size of the worst. */
static toc_sheet_size judge(const linker *it, const views *drawn, bool *is_too_large)
{
    toc_sheet_size least = {.points = UINT32_MAX};

    for (uint32_t i = 0; i < drawn->count; i++) {
        toc_sheet_size size = toc_sheet_fit_on(it->maker, drawn->items[i], it->paper);
        is_too_large[i] = size.points < ENOUGH;
        if (size.points < least.points)
            least = size;
    }
    return least;
}

/* Where letters have one size on all sheets, the emptier ones are spread until they fill theirs. */
static void spread(linker *it, toc_linked *result)
{
    uint32_t points = result->size.points;

    if (result->views.count == 0 || result->views.count > MOST_SEARCHED)
        return;
    for (uint32_t i = 0; i < result->views.count; i++) {
        toc_sheet_size own = toc_sheet_fit_on(it->maker, result->views.items[i], it->paper);
        toc_flow_pictures one = {&result->flows.items[i], 1, 1};
        it->options.room_width = toc_sheet_natural(own.room.width, points) / 1000 * 995;
        it->options.room_height = toc_sheet_natural(own.room.height, points) / 1000 * 995;
        result->views.items[i] = draw_parts(it, &one).items[0];
    }
    it->options.room_width = 0;
    it->options.room_height = 0;
}

/* Runs may come out larger than foreseen: then they are cut again. */
static toc_linked link_all(linker *it, const toc_sheet_size *size)
{
    toc_um width = toc_sheet_natural(size->room.width, TOC_POINTS_DESK);
    toc_um height = toc_sheet_natural(size->room.height, TOC_POINTS_DESK);
    toc_linked result = {.size = *size, .paper = it->paper};

    if (width <= 0 || height <= 0)
        return result;
    it->options.aspect = (uint32_t)((int64_t)width * 1000 / height);
    toc_flow_sharing sharing = toc_flow_share_out(it->arena, it->flow, &it->options, width, height);
    for (unsigned i = 0;; i++) {
        toc_flow_pictures parts = toc_flow_share_pictures(&sharing);
        views drawn = draw_parts(it, &parts);
        bool *is_too_large = TOC_NEW_ARRAY(it->arena, bool, drawn.count + 1u);
        result.size = judge(it, &drawn, is_too_large);
        if (result.size.points < ENOUGH && i < TRIES && toc_flow_share_more(&sharing, is_too_large))
            continue;
        for (uint32_t k = 0; k < drawn.count && result.size.points >= TOC_POINTS_READABLE; k++) {
            TOC_PUSH(it->arena, &result.views, drawn.items[k]);
            TOC_PUSH(it->arena, &result.flows, parts.items[k]);
        }
        spread(it, &result);
        result.absent = it->absent;
        return result;
    }
}

static toc_linked link_lying(linker *it, toc_sheet_options options, toc_orientation orientation)
{
    toc_linked result;

    options.orientation = orientation;
    it->maker = toc_sheet_maker_new(it->arena, it->plan, &it->options, &options);
    toc_sheet_size size = toc_sheet_fit_on(it->maker, it->whole, it->paper);
    result = link_all(it, &size);
    result.orientation = orientation;
    toc_sheet_maker_close(it->maker);
    return result;
}

/* Letters that are large enough are better, then fewer sheets, then larger letters. */
static bool is_better(const toc_linked *one, const toc_linked *other)
{
    bool is_enough = one->size.points >= TOC_POINTS_DESK;

    if (one->views.count == 0 || other->views.count == 0)
        return one->views.count > 0;
    if (is_enough != (other->size.points >= TOC_POINTS_DESK))
        return is_enough;
    if (one->views.count != other->views.count)
        return one->views.count < other->views.count;
    return one->size.points > other->size.points;
}

toc_linked toc_chart_link(toc_arena *arena, const toc_plan *plan,
                          const toc_view_options *view_options, const toc_sheet_options *options,
                          const toc_view *whole, const toc_paper *paper)
{
    linker it = {.arena = arena,
                 .plan = plan,
                 .options = *view_options,
                 .flow = toc_flow_picture(arena, plan, view_options),
                 .whole = whole,
                 .paper = paper};

    if (options->orientation != TOC_ORIENTATION_AUTO)
        return link_lying(&it, *options, options->orientation);
    if (it.flow->nodes.count > MOST_TRIED_BOTH)
        return link_lying(&it, *options, TOC_ORIENTATION_LANDSCAPE);
    toc_linked across = link_lying(&it, *options, TOC_ORIENTATION_LANDSCAPE);
    toc_linked upright = link_lying(&it, *options, TOC_ORIENTATION_PORTRAIT);
    return is_better(&upright, &across) ? upright : across;
}

toc_chart_scenes toc_chart_linked_sheets(toc_arena *arena, const toc_plan *plan,
                                         const toc_view_options *view_options,
                                         const toc_sheet_options *options, const toc_linked *linked,
                                         uint32_t page)
{
    toc_sheet_options own = *options;
    toc_chart_scenes scenes = {NULL, 0, 0};
    toc_sheet_maker *maker;

    own.orientation = linked->orientation;
    maker = toc_sheet_maker_new(arena, plan, view_options, &own);
    for (uint32_t i = 0; i < linked->views.count; i++) {
        const toc_view *view = linked->views.items[i];
        toc_sheet_size size = toc_sheet_fit_on(maker, view, linked->paper);
        toc_sheet_number number = {i + 1, linked->views.count, page > 0 ? page + i : 0};
        toc_sheet_limit(&size, view, linked->size.points);
        TOC_PUSH(arena, &scenes, toc_sheet_draw(maker, view, &size, number));
    }
    toc_sheet_maker_close(maker);
    return scenes;
}
