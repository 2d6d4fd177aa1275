/* cmd_chart.c - `tocsin chart`: a picture of the plan, as a sheet, as DOT or as text. */
#include <errno.h>
#include <string.h>

#include "base/nearest.h"
#include "chart/dot.h"
#include "cli/chart_file.h"
#include "cli/chart_marks.h"
#include "cli/chart_public.h"
#include "cli/chart_sheets.h"
#include "cli/cmd.h"
#include "cli/form.h"
#include "emit/flow_part.h"

/* What the chart is to be: as asked for, else what the file's name ends in, else DOT.  NULL after a
 * message. */
static const char *format_of(const toc_args *args)
{
    static const toc_form items[] = {{"pdf", "pdf"}, {"svg", "svg"}, {"png", "png"},
                                     {"dot", "dot"}, {"gv", "dot"},  {"flow", "flow"},
                                     {"txt", "flow"}};
    static const toc_forms forms = {TOC_PHRASE("a chart"), items, sizeof items / sizeof items[0],
                                    "dot"};
    const char *path = toc_args_value(args, TOC_OPT_OUTPUT, NULL);
    const char *format = toc_form_choose(args, &forms, path);

    return format && toc_form_may_show(args, format, path) ? format : NULL;
}

static bool is_picture(const char *format)
{
    return strcmp(format, "dot") != 0 && strcmp(format, "flow") != 0;
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

static toc_view_options options_of(const toc_args *args, const toc_plan *plan)
{
    toc_chart_language language = toc_chart_file_language(args, plan);

    return (toc_view_options){.lang = language.lang,
                              .has_two_languages = language.is_both,
                              .is_public = toc_args_has(args, TOC_OPT_PUBLIC),
                              .theme =
                                  toc_theme_find(toc_args_value(args, TOC_OPT_THEME, "print"))};
}

/* ── parts of the plan ───────────────────────────────────────────────────── */

static bool is_called(const toc_plan *plan, const toc_entity *entity, const char *name)
{
    return strcmp(entity->full, name) == 0 ||
           (entity->name.v && strcmp(toc_symbol_text(plan->names, entity->name), name) == 0);
}

/* Says that @p name is none of the things that `--option` takes. */
static void complain_of_name(const toc_args *args, toc_option_id option, const toc_nearest *nearest)
{
    const char *what = toc_command_option(args->command, option)->name;

    if (nearest->best)
        toc_args_complain(args, "the plan has no %s `%s`; did you mean `%s`?", what, nearest->word,
                          nearest->best);
    else
        toc_args_complain(args, "the plan has no %s `%s`", what, nearest->word);
}

/* The entity of @p table that `--option` names, as *out; false after a message. */
#define FIND_NAMED(plan, args, option, table, out)                                                 \
    do {                                                                                           \
        toc_nearest nearest;                                                                       \
        toc_nearest_init(&nearest, toc_args_value(args, option, ""));                              \
        for (uint32_t i = 0; i < (table).count && !*(out); i++) {                                  \
            if (is_called(plan, &(table).items[i]->base, nearest.word))                            \
                *(out) = (table).items[i];                                                         \
            toc_nearest_offer(&nearest, (table).items[i]->base.full);                              \
            if ((table).items[i]->base.name.v)                                                     \
                toc_nearest_offer(&nearest,                                                        \
                                  toc_symbol_text((plan)->names, (table).items[i]->base.name));    \
        }                                                                                          \
        if (!*(out) && toc_args_has(args, option)) {                                               \
            complain_of_name(args, option, &nearest);                                              \
            return false;                                                                          \
        }                                                                                          \
    } while (0)

static bool find_part(const toc_args *args, const toc_plan *plan, toc_view_options *out)
{
    FIND_NAMED(plan, args, TOC_OPT_RESPONSE, plan->responses, &out->response);
    FIND_NAMED(plan, args, TOC_OPT_LEVEL, plan->levels, &out->level);
    FIND_NAMED(plan, args, TOC_OPT_BODY, plan->bodies, &out->body);
    return true;
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

static int write_text(toc_session *session, const toc_flow *flow)
{
    FILE *out = toc_session_open(session, toc_args_value(session->args, TOC_OPT_OUTPUT, NULL));

    if (!out)
        return TOC_EXIT_USAGE;
    toc_flow_write_text(flow, out);
    return toc_chart_file_finish(session, TOC_OK);
}

/* The picture of the plan or of the part that is asked for, with its marks, as options->flow.
 * The exit code; a body to which nothing falls has no chart. */
static int make_picture(toc_session *session, const toc_plan *plan, toc_view_options *options)
{
    toc_flow_options flow_options = {options->lang, options->has_two_languages};
    toc_flow_selection selection = {options->response, options->level, options->body};
    toc_flow *flow = toc_flow_build(&session->arena, plan, &flow_options);
    int code = toc_chart_mark(session, flow, &flow_options);

    if (code != TOC_EXIT_FINE)
        return code;
    options->flow = toc_flow_select(&session->arena, flow, &selection);
    if (options->flow == flow || options->flow->nodes.count > 0)
        return TOC_EXIT_FINE;
    toc_args_complain(session->args, "nothing in the flow of this plan falls to it");
    return TOC_EXIT_USAGE;
}

/* Parts, marks and texts are of the flow alone; a booklet is a PDF of sheets. */
static bool is_fitting_view(const toc_args *args, const char *format)
{
    static const toc_option_id of_flow[] = {TOC_OPT_RESPONSE, TOC_OPT_LEVEL, TOC_OPT_BODY,
                                            TOC_OPT_AGAINST, TOC_OPT_TRACE};
    const char *view = toc_args_value(args, TOC_OPT_VIEW, "flow");
    bool is_flow = strcmp(view, "flow") == 0;

    for (size_t i = 0; i < sizeof of_flow / sizeof of_flow[0] && !is_flow; i++) {
        if (!toc_args_has(args, of_flow[i]))
            continue;
        toc_args_complain(args, "`--%s` goes with `--view flow` only",
                          toc_command_option(args->command, of_flow[i])->name);
        return false;
    }
    if (!is_flow && !is_picture(format)) {
        toc_args_complain(args, "%s shows the flow only: the view `%s` needs a pdf, svg or png",
                          format, view);
        return false;
    }
    if (strcmp(view, "all") != 0 ||
        (strcmp(format, "pdf") == 0 && !toc_args_has(args, TOC_OPT_TILE) &&
         !toc_args_is(args, TOC_OPT_PAPER, "none")))
        return true;
    toc_args_complain(args, "a booklet is a pdf of whole sheets: without `--tile` and "
                            "`--paper none`, to a file that ends in .pdf");
    return false;
}

/* Only an svg plays. */
static bool may_play(const toc_args *args, const char *format)
{
    if (!toc_args_has(args, TOC_OPT_ANIMATE) || strcmp(format, "svg") == 0)
        return true;
    toc_args_complain(args, "`--animate` makes an svg, not %s: `-o FILE.svg`", format);
    return false;
}

/* Options of sheets that were given although no sheet is made. */
static bool is_fitting(const toc_args *args, const char *format)
{
    static const toc_option_id of_sheets[] = {TOC_OPT_PAPER, TOC_OPT_ORIENTATION, TOC_OPT_MARGIN,
                                              TOC_OPT_TILE, TOC_OPT_CLASSIFICATION};
    bool is_bare = toc_args_is(args, TOC_OPT_PAPER, "none");

    for (size_t i = is_bare ? 1 : 0; i < sizeof of_sheets / sizeof of_sheets[0]; i++) {
        const char *name = toc_command_option(args->command, of_sheets[i])->name;
        if (!toc_args_has(args, of_sheets[i]) || (is_picture(format) && !is_bare))
            continue;
        if (is_bare)
            toc_args_complain(args, "`--%s` needs a sheet, and `--paper none` makes none", name);
        else
            toc_args_complain(args, "`--%s` needs a pdf, svg or png, not %s", name, format);
        return false;
    }
    return true;
}

static int chart(toc_session *session)
{
    const toc_args *args = session->args;
    const char *format = format_of(args);
    if (!format || !is_fitting(args, format) || !is_fitting_view(args, format) ||
        !may_play(args, format))
        return TOC_EXIT_USAGE;
    const toc_plan *plan = toc_session_plan(session, args->operands[0]);
    if (!plan)
        return TOC_EXIT_FINE;
    toc_view_options options = options_of(args, plan);
    if (!find_part(args, plan, &options))
        return TOC_EXIT_USAGE;
    toc_chart_public_tell(args, plan);
    int code = make_picture(session, plan, &options);
    if (code != TOC_EXIT_FINE)
        return code;
    if (toc_args_is(args, TOC_OPT_VIEW, "all"))
        return toc_chart_write_booklet(session, plan, &options);
    if (is_picture(format))
        return toc_chart_write_sheets(session, plan, view_of(args), &options, format);
    return strcmp(format, "dot") == 0 ? write_dot(session, plan, options)
                                      : write_text(session, options.flow);
}

enum { QUIET_MS = 100 };

/* Until Ctrl-C, or until the system watches no more. */
static int watch_on(const toc_args *args, toc_watch *watch)
{
    const char *path = toc_args_value(args, TOC_OPT_OUTPUT, "");

    for (bool has_drawn = false;; has_drawn = true) {
        int result = toc_session_run_watched(args, chart, watch);
        if (result == TOC_EXIT_INTERNAL || (result == TOC_EXIT_USAGE && !has_drawn))
            return result;
        if (!toc_watch_add(watch, args->operands[0]))
            break;
        /* a plan that is not there for a moment is being saved */
        toc_args_say(args, stderr,
                     result == TOC_EXIT_FINE ? TOC_PHRASE("drawn: %s")
                                             : TOC_PHRASE("not drawn: %s stays as it was"),
                     path);
        fputc('\n', stderr);
        if (!toc_watch_wait(watch, QUIET_MS))
            break;
    }
    toc_args_complain(args, "`%s` cannot be watched: %s", args->operands[0], strerror(errno));
    return TOC_EXIT_INTERNAL;
}

static int watch_chart(const toc_args *args)
{
    const char *path = toc_args_value(args, TOC_OPT_OUTPUT, "-");
    toc_watch *watch;
    int result;

    if (strcmp(path, "-") == 0) {
        toc_args_complain(args, "`--watch` needs a file to draw into: `-o FILE`");
        return TOC_EXIT_USAGE;
    }
    watch = toc_watch_new();
    if (!watch) {
        toc_args_complain(args, "files cannot be watched: %s", strerror(errno));
        return TOC_EXIT_INTERNAL;
    }
    result = watch_on(args, watch);
    toc_watch_free(watch);
    return result;
}

int toc_cmd_chart(const toc_args *args)
{
    return toc_args_has(args, TOC_OPT_WATCH) ? watch_chart(args)
                                             : toc_session_run(args, false, chart);
}
