/* view.c - finds and calls what draws a view. */
#include "chart/view.h"

#include "chart/passage.h"
#include "chart/views.h"

typedef void toc_draw_function(toc_canvas *canvas, const toc_view_input *input);

static const struct {
    const char *word;
    toc_word title;
    toc_draw_function *draw;
} views[TOC_VIEW_COUNT] = {
    [TOC_VIEW_FLOW] = {"flow", TOC_WORD_FLOW, toc_draw_flow},
    [TOC_VIEW_LADDER] = {"ladder", TOC_WORD_LADDER, toc_draw_ladder},
    [TOC_VIEW_ORGS] = {"orgs", TOC_WORD_ORGS, toc_draw_orgs},
    [TOC_VIEW_REPORTS] = {"reports", TOC_WORD_REPORTS, toc_draw_reports},
    [TOC_VIEW_TIMELINE] = {"timeline", TOC_WORD_TIMELINE, toc_draw_timeline},
    [TOC_VIEW_RACI] = {"raci", TOC_WORD_RACI, toc_draw_raci},
    [TOC_VIEW_RESOURCES] = {"resources", TOC_WORD_RESOURCES, toc_draw_resources},
};

const char *toc_view_word(toc_view_kind kind)
{
    return views[kind].word;
}

toc_canvas *toc_view_begin(toc_arena *arena, const toc_plan *plan, const toc_view_options *options,
                           toc_view_input *out_input)
{
    const toc_wording wording =
        toc_wording_of(arena, plan, options->lang, options->has_two_languages);

    *out_input = (toc_view_input){.plan = plan, .options = options, .wording = wording};
    /* a Chinese plan keeps the forms of its characters beside English titles */
    return toc_canvas_new(arena, wording.lang[0] == 'e' ? wording.plan_script : wording.lang,
                          options->theme ? options->theme : toc_theme_find("print"));
}

toc_view *toc_view_draw(toc_arena *arena, const toc_plan *plan, toc_view_kind kind,
                        const toc_view_options *options)
{
    toc_view *view = TOC_NEW(arena, toc_view);
    toc_view_input input;
    toc_canvas *canvas = toc_view_begin(arena, plan, options, &input);

    view->kind = kind;
    view->title = toc_word_both(&input.wording, views[kind].title);
    view->canvas = canvas;
    views[kind].draw(canvas, &input);
    canvas->scene->title = toc_arena_printf(
        arena, "%s: %s", toc_wording_text(&input.wording, plan->head.title, plan->head.id).first,
        view->title);
    canvas->scene->description =
        toc_arena_printf(arena, "%s%s%s", plan->head.id, plan->head.version ? " · " : "",
                         plan->head.version ? plan->head.version->bytes : "");
    toc_canvas_close(canvas);
    return view;
}
