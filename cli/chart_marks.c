/* chart_marks.c - reads the earlier plan or the trace, and marks the picture. */
#include "cli/chart_marks.h"

#include <stdlib.h>

#include "base/time.h"
#include "emit/film.h"
#include "emit/flow_diff.h"

/* ── against another plan ────────────────────────────────────────────────── */

static void print_change(FILE *out, const toc_flow_change *change)
{
    const char *sign = change->state == TOC_FLOW_ADDED     ? "+"
                       : change->state == TOC_FLOW_REMOVED ? "-"
                                                           : "~";

    fprintf(out, "%s %s  %s", sign, change->key, change->title);
    if (change->what)
        fprintf(out, "  %s: %s -> %s", change->what, change->before ? change->before : "-",
                change->after ? change->after : "-");
    fputc('\n', out);
}

static void print_list(FILE *out, const char *head, const char *const *items, uint32_t count)
{
    if (count == 0)
        return;
    fprintf(out, "%s:", head);
    for (uint32_t i = 0; i < count; i++)
        fprintf(out, "%s %s", i > 0 ? "," : "", items[i]);
    fputc('\n', out);
}

/* What has to be printed anew.  Not on the stream that the chart itself may go to. */
static void print_diff(const toc_flow_diff *diff, FILE *out)
{
    for (uint32_t i = 0; i < diff->changes.count; i++)
        print_change(out, &diff->changes.items[i]);
    if (diff->changes.count == 0)
        fputs("nothing has changed: charts and cards that hang are still true\n", out);
    print_list(out, "parts of the chart to print anew", diff->bands.items, diff->bands.count);
    print_list(out, "cards to print anew", diff->bodies.items, diff->bodies.count);
}

static bool mark_changes(toc_session *session, toc_flow *flow, const toc_flow_options *options,
                         const char *path)
{
    const toc_plan *old = toc_session_plan(session, path);

    if (!old)
        return false;
    print_diff(
        toc_flow_compare(&session->arena, flow, toc_flow_build(&session->arena, old, options)),
        stderr);
    return true;
}

/* ── in a drill ──────────────────────────────────────────────────────────── */

static bool read_at(const toc_args *args, toc_ms *out)
{
    const char *text = toc_args_value(args, TOC_OPT_AT, NULL);

    if (!text || toc_duration_parse(text, false, out))
        return true;
    toc_args_complain(args,
                      "`--at` takes a length of time since the drill's start, such as "
                      "`90min` or `2h`, not `%s`",
                      text);
    return false;
}

static bool mark_drill(toc_session *session, toc_flow *flow, const char *path, toc_ms at)
{
    const toc_source *trace =
        toc_sources_read(session->sources, NULL, path, (toc_span){0, 0}, &session->sink);
    toc_film *film = trace ? toc_film_read(&session->arena, flow, trace, &session->sink) : NULL;

    if (film)
        toc_film_show(&session->arena, film, flow, at == TOC_MS_NONE ? film->end : at);
    return film != NULL;
}

int toc_chart_mark(toc_session *session, toc_flow *flow, const toc_flow_options *options)
{
    const char *against = toc_args_value(session->args, TOC_OPT_AGAINST, NULL);
    const char *trace = toc_args_value(session->args, TOC_OPT_TRACE, NULL);
    bool is_good = true;
    toc_ms at = TOC_MS_NONE;

    if (!read_at(session->args, &at))
        return TOC_EXIT_USAGE;
    if (!trace && at != TOC_MS_NONE) {
        toc_args_complain(session->args, "`--at` says when in a drill: it needs `--trace FILE`");
        return TOC_EXIT_USAGE;
    }
    if (against)
        is_good = mark_changes(session, flow, options, against);
    else if (trace)
        is_good = mark_drill(session, flow, trace, at);
    return is_good ? TOC_EXIT_FINE : TOC_EXIT_FINDINGS;
}
