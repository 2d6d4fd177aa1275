/* chart_linked.c - finds the parts of a flow chart for a paper, and draws their sheets. */
#include "cli/chart_linked.h"

#include "chart/flow_picture.h"

enum {
    TRIES = 5,
    ENOUGH = 75,           /* letters of a part, tenths of a point: smaller, and it is cut again */
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

/* All with letters of one size: the smallest that one of them comes out with. */
static void draw_sheets(const linker *it, const views *drawn, toc_linked_sheets *out)
{
    for (uint32_t i = 0; i < drawn->count; i++) {
        toc_sheet_size size = toc_sheet_fit_on(it->maker, drawn->items[i], it->paper);
        toc_sheet_limit(&size, drawn->items[i], out->size.points);
        TOC_PUSH(it->arena, &out->scenes,
                 toc_sheet_draw(it->maker, drawn->items[i], &size,
                                (toc_sheet_number){i + 1, drawn->count}));
    }
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

/* Runs may come out larger than foreseen: then they are cut again. */
static toc_linked_sheets link_all(linker *it, const toc_sheet_size *size)
{
    toc_um width = toc_sheet_natural(size->room.width, TOC_POINTS_DESK);
    toc_um height = toc_sheet_natural(size->room.height, TOC_POINTS_DESK);
    toc_linked_sheets result = {.size = *size};

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
        if (result.size.points >= TOC_POINTS_READABLE)
            draw_sheets(it, &drawn, &result);
        result.absent = it->absent;
        return result;
    }
}

static toc_linked_sheets link_lying(linker *it, toc_sheet_options options,
                                    toc_orientation orientation)
{
    toc_linked_sheets result;

    options.orientation = orientation;
    it->maker = toc_sheet_maker_new(it->arena, it->plan, &it->options, &options);
    toc_sheet_size size = toc_sheet_fit_on(it->maker, it->whole, it->paper);
    result = link_all(it, &size);
    toc_sheet_maker_close(it->maker);
    return result;
}

toc_linked_sheets toc_chart_link(toc_arena *arena, const toc_plan *plan,
                                 const toc_view_options *view_options,
                                 const toc_sheet_options *options, const toc_view *whole,
                                 const toc_paper *paper)
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
    toc_linked_sheets across = link_lying(&it, *options, TOC_ORIENTATION_LANDSCAPE);
    toc_linked_sheets upright = link_lying(&it, *options, TOC_ORIENTATION_PORTRAIT);
    bool is_upright = across.scenes.count == 0 ||
                      (upright.scenes.count > 0 && upright.scenes.count < across.scenes.count);
    return is_upright ? upright : across;
}
