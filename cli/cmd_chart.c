/* cmd_chart.c - `tocsin chart`: a picture of the plan, as a sheet, as DOT or as text. */
#include <string.h>

#include "chart/view.h"
#include "cli/cmd.h"
#include "cli/session.h"
#include "draw/paint.h"
#include "emit/dot.h"
#include "emit/flow.h"

enum { DPI_LEAST = 20, DPI_MOST = 1200, DPI = 96 };

/* What the chart is to be: as asked for, else what the file's name ends in, else DOT. */
static const char *format_of(const toc_args *args)
{
    const char *path = toc_args_value(args, TOC_OPT_OUTPUT, "");
    const char *ending = strrchr(path, '.');
    static const char *const known[] = {"pdf", "png", "dot", "flow"};

    for (size_t i = 0; ending && i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(ending + 1, known[i]) == 0)
            return toc_args_value(args, TOC_OPT_FORMAT, known[i]);
    }
    return toc_args_value(args, TOC_OPT_FORMAT, "dot");
}

static bool is_either(const char *text, const char *one, const char *other)
{
    return strcmp(text, one) == 0 || strcmp(text, other) == 0;
}

static toc_view_kind view_of(const toc_args *args)
{
    for (unsigned kind = 0; kind < TOC_VIEW_COUNT; kind++) {
        const char *word = toc_view_word((toc_view_kind)kind);
        if (word && toc_args_is(args, TOC_OPT_VIEW, word))
            return (toc_view_kind)kind;
    }
    return TOC_VIEW_FLOW;
}

static toc_status paint(toc_session *session, const toc_plan *plan, const toc_view_options *options,
                        FILE *out)
{
    const toc_view *view = toc_view_draw(&session->arena, plan, view_of(session->args), options);

    if (strcmp(format_of(session->args), "pdf") == 0)
        return toc_paint_pdf(view->canvas->scene, out);
    return toc_paint_png(view->canvas->scene,
                         (unsigned)toc_args_number(session->args, TOC_OPT_DPI, DPI), out);
}

static toc_status write_chart(toc_session *session, const toc_plan *plan, FILE *out)
{
    const toc_args *args = session->args;
    const char *format = format_of(args);
    bool is_both = toc_args_is(args, TOC_OPT_LANG, "both");
    toc_view_options options = {.lang = is_both ? NULL : toc_args_value(args, TOC_OPT_LANG, NULL),
                                .has_two_languages = is_both,
                                .theme =
                                    toc_theme_find(toc_args_value(args, TOC_OPT_THEME, "print"))};
    toc_flow_options flow_options = {options.lang, options.has_two_languages};

    if (is_either(format, "pdf", "png"))
        return paint(session, plan, &options, out);
    const toc_flow *flow = toc_flow_build(&session->arena, plan, &flow_options);
    if (strcmp(format, "dot") == 0)
        return toc_dot_write(flow, out);
    toc_flow_write_text(flow, out);
    return TOC_OK;
}

static bool is_dpi_good(const toc_args *args)
{
    uint64_t dpi = toc_args_number(args, TOC_OPT_DPI, DPI);

    if (dpi >= DPI_LEAST && dpi <= DPI_MOST)
        return true;
    toc_args_complain(args, "`--dpi` takes %d to %d, not `%s`", DPI_LEAST, DPI_MOST,
                      toc_args_value(args, TOC_OPT_DPI, ""));
    return false;
}

static int chart(toc_session *session)
{
    const toc_args *args = session->args;
    if (!is_dpi_good(args))
        return TOC_EXIT_USAGE;
    const toc_plan *plan = toc_session_plan(session, args->operands[0]);
    if (!plan)
        return TOC_EXIT_FINE;
    FILE *out = toc_session_open(session, toc_args_value(args, TOC_OPT_OUTPUT, NULL));
    if (!out)
        return TOC_EXIT_USAGE;
    if (write_chart(session, plan, out) != TOC_OK) {
        toc_args_complain(args, "the chart could not be written");
        return TOC_EXIT_INTERNAL;
    }
    return toc_session_commit(session);
}

int toc_cmd_chart(const toc_args *args)
{
    return toc_session_run(args, false, chart);
}
