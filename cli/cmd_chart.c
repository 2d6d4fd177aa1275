/* cmd_chart.c - `tocsin chart`: a picture of the plan, as a sheet, as DOT or as text. */
#include "chart/view.h"
#include "cli/cmd.h"
#include "cli/session.h"
#include "draw/paint.h"
#include "emit/dot.h"
#include "emit/flow.h"

enum { SCREEN_DOTS_PER_INCH = 96 };

static toc_status paint(toc_session *session, const toc_plan *plan, const toc_view_options *options,
                        FILE *out)
{
    const toc_view *view = toc_view_draw(&session->arena, plan, TOC_VIEW_FLOW, options);

    return toc_args_is(session->args, TOC_OPT_FORMAT, "pdf")
               ? toc_paint_pdf(view->canvas->scene, out)
               : toc_paint_png(view->canvas->scene, SCREEN_DOTS_PER_INCH, out);
}

static toc_status write(toc_session *session, const toc_plan *plan, FILE *out)
{
    const toc_args *args = session->args;
    bool is_both = toc_args_is(args, TOC_OPT_LANG, "both");
    const char *lang = is_both ? NULL : toc_args_value(args, TOC_OPT_LANG, NULL);
    toc_flow_options options = {.lang = lang, .has_two_languages = is_both};
    toc_view_options view = {.lang = lang, .has_two_languages = is_both};

    if (toc_args_is(args, TOC_OPT_FORMAT, "pdf") || toc_args_is(args, TOC_OPT_FORMAT, "png"))
        return paint(session, plan, &view, out);
    const toc_flow *flow = toc_flow_build(&session->arena, plan, &options);
    if (!toc_args_is(args, TOC_OPT_FORMAT, "flow"))
        return toc_dot_write(flow, out);
    toc_flow_write_text(flow, out);
    return TOC_OK;
}

static int chart(toc_session *session)
{
    const toc_args *args = session->args;
    const toc_plan *plan = toc_session_plan(session, args->operands[0]);
    if (!plan)
        return TOC_EXIT_FINE;
    FILE *out = toc_session_open(session, toc_args_value(args, TOC_OPT_OUTPUT, NULL));
    if (!out)
        return TOC_EXIT_USAGE;
    if (write(session, plan, out) != TOC_OK) {
        toc_args_complain(args, "the chart could not be written");
        return TOC_EXIT_INTERNAL;
    }
    return toc_session_commit(session);
}

int toc_cmd_chart(const toc_args *args)
{
    return toc_session_run(args, false, chart);
}
