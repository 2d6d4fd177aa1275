/* cmd_chart.c - `tocsin chart`: a picture of the plan, as a sheet, as DOT or as text. */
#include <string.h>

#include "chart/dot.h"
#include "cli/chart_file.h"
#include "cli/cmd.h"
#include "emit/flow.h"

/* What the chart is to be: as asked for, else what the file's name ends in, else DOT. */
static const char *format_of(const toc_args *args)
{
    const char *path = toc_args_value(args, TOC_OPT_OUTPUT, "");
    const char *ending = strrchr(path, '.');
    static const char *const known[] = {"pdf", "svg", "png", "dot", "flow"};

    for (size_t i = 0; ending && i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(ending + 1, known[i]) == 0)
            return toc_args_value(args, TOC_OPT_FORMAT, known[i]);
    }
    return toc_args_value(args, TOC_OPT_FORMAT, "dot");
}

static toc_view_options options_of(const toc_args *args)
{
    bool is_both = toc_args_is(args, TOC_OPT_LANG, "both");

    return (toc_view_options){.lang = is_both ? NULL : toc_args_value(args, TOC_OPT_LANG, NULL),
                              .has_two_languages = is_both,
                              .theme =
                                  toc_theme_find(toc_args_value(args, TOC_OPT_THEME, "print"))};
}

static int write_picture(toc_session *session, const toc_plan *plan,
                         const toc_view_options *options, const char *format)
{
    const toc_view *view = toc_view_draw(&session->arena, plan, TOC_VIEW_FLOW, options);
    const toc_scene *sheets[] = {view->canvas->scene};
    toc_chart_file file = {
        .format = format, .sheets = sheets, .count = 1, .absent = view->canvas->absent};

    return toc_chart_file_write(session, &file);
}

static int write_dot(toc_session *session, const toc_plan *plan, toc_view_options options)
{
    toc_view_input input;
    options.is_one_panel = true; /* Graphviz knows no connectors */
    toc_canvas *canvas = toc_view_begin(&session->arena, plan, &options, &input);
    const toc_flow_chart *chart = toc_flow_chart_lay(canvas, &input);
    FILE *out;

    toc_canvas_close(canvas);
    if (toc_chart_file_complain_absent(session, &canvas->absent))
        return TOC_EXIT_USAGE;
    out = toc_session_open(session, toc_args_value(session->args, TOC_OPT_OUTPUT, NULL));
    return out ? toc_chart_file_finish(session, toc_dot_write(chart, out)) : TOC_EXIT_USAGE;
}

static int write_text(toc_session *session, const toc_plan *plan, const toc_view_options *options)
{
    toc_flow_options flow_options = {options->lang, options->has_two_languages};
    FILE *out = toc_session_open(session, toc_args_value(session->args, TOC_OPT_OUTPUT, NULL));

    if (!out)
        return TOC_EXIT_USAGE;
    toc_flow_write_text(toc_flow_build(&session->arena, plan, &flow_options), out);
    return toc_chart_file_finish(session, TOC_OK);
}

static bool is_dpi_good(const toc_args *args)
{
    uint64_t dpi = toc_args_number(args, TOC_OPT_DPI, TOC_DPI_PNG);

    if (dpi >= TOC_DPI_LEAST && dpi <= TOC_DPI_MOST)
        return true;
    toc_args_complain(args, "`--dpi` takes %d to %d, not `%s`", TOC_DPI_LEAST, TOC_DPI_MOST,
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
    toc_view_options options = options_of(args);
    const char *format = format_of(args);
    if (strcmp(format, "dot") == 0)
        return write_dot(session, plan, options);
    return strcmp(format, "flow") == 0 ? write_text(session, plan, &options)
                                       : write_picture(session, plan, &options, format);
}

int toc_cmd_chart(const toc_args *args)
{
    return toc_session_run(args, false, chart);
}
