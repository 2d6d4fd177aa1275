/* cmd_chart.c - `tocsin chart`: a picture of the plan, as a sheet, as DOT or as text. */
#include <string.h>

#include "chart/view.h"
#include "cli/chart_file.h"
#include "cli/cmd.h"
#include "emit/dot.h"
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

static toc_view_kind view_of(const toc_args *args)
{
    for (unsigned kind = 0; kind < TOC_VIEW_COUNT; kind++) {
        const char *word = toc_view_word((toc_view_kind)kind);
        if (word && toc_args_is(args, TOC_OPT_VIEW, word))
            return (toc_view_kind)kind;
    }
    return TOC_VIEW_FLOW;
}

static int write_picture(toc_session *session, const toc_plan *plan,
                         const toc_view_options *options, const char *format)
{
    const toc_view *view = toc_view_draw(&session->arena, plan, view_of(session->args), options);
    const toc_scene *sheets[] = {view->canvas->scene};
    toc_chart_file file = {
        .format = format, .sheets = sheets, .count = 1, .absent = view->canvas->absent};

    return toc_chart_file_write(session, &file);
}

/* DOT and text have no sheet. */
static int write_text(toc_session *session, const toc_plan *plan, const toc_view_options *options,
                      const char *format)
{
    toc_flow_options flow_options = {options->lang, options->has_two_languages};
    const toc_flow *flow = toc_flow_build(&session->arena, plan, &flow_options);
    toc_status status = TOC_OK;
    FILE *out = toc_session_open(session, toc_args_value(session->args, TOC_OPT_OUTPUT, NULL));

    if (!out)
        return TOC_EXIT_USAGE;
    if (strcmp(format, "dot") == 0)
        status = toc_dot_write(flow, out);
    else
        toc_flow_write_text(flow, out);
    return toc_chart_file_finish(session, status);
}

static bool is_picture(const char *format)
{
    return strcmp(format, "dot") != 0 && strcmp(format, "flow") != 0;
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
    return is_picture(format_of(args)) ? write_picture(session, plan, &options, format_of(args))
                                       : write_text(session, plan, &options, format_of(args));
}

int toc_cmd_chart(const toc_args *args)
{
    return toc_session_run(args, false, chart);
}
