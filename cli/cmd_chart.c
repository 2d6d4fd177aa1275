/* cmd_chart.c - `tocsin chart`: a picture of the plan, as DOT or as text. */
#include "cli/cmd.h"
#include "cli/session.h"
#include "emit/dot.h"
#include "emit/flow.h"
#include "emit/sheet.h"
#include "draw/paint.h"

static toc_status paint(toc_session *session, const toc_flow *flow, FILE *out)
{
    toc_sheet_result sheet = toc_sheet_draw(&session->arena, flow);

    return toc_args_is(session->args, TOC_OPT_FORMAT, "pdf") ? toc_paint_pdf(sheet.scene, out)
                                                             : toc_paint_png(sheet.scene, 72, out);
}

static int chart(toc_session *session)
{
    const toc_args *args = session->args;
    const toc_plan *plan = toc_session_plan(session, args->operands[0]);
    if (!plan)
        return TOC_EXIT_FINE;
    bool is_both = toc_args_is(args, TOC_OPT_LANG, "both");
    toc_flow_options options = {.lang = is_both ? NULL : toc_args_value(args, TOC_OPT_LANG, NULL),
                                .has_two_languages = is_both};
    const toc_flow *flow = toc_flow_build(&session->arena, plan, &options);
    FILE *out = toc_session_open(session, toc_args_value(args, TOC_OPT_OUTPUT, NULL));
    if (!out)
        return TOC_EXIT_USAGE;
    if (toc_args_is(args, TOC_OPT_FORMAT, "flow")) {
        toc_flow_write_text(flow, out);
    } else if (toc_args_is(args, TOC_OPT_FORMAT, "pdf") ||
               toc_args_is(args, TOC_OPT_FORMAT, "png")) {
        if (paint(session, flow, out) != TOC_OK)
            return TOC_EXIT_INTERNAL;
    } else if (toc_dot_write(flow, out) != TOC_OK) {
        toc_args_complain(args, "the chart could not be written");
        return TOC_EXIT_INTERNAL;
    }
    return toc_session_commit(session);
}

int toc_cmd_chart(const toc_args *args)
{
    return toc_session_run(args, false, chart);
}
