/* checked.c - the plans of one `tocsin check`, one by one and together. */
#include "cli/checked.h"

#include <string.h>

#include "cli/plan_folder.h"
#include "syntax/parse.h"

/* Messages from here on are about this file. */
static void begin_file(toc_session *session)
{
    session->sink.input = session->inputs.count;
}

static void keep(toc_checked *checked, toc_session *session, const char *path, const toc_plan *plan)
{
    toc_session_add_input(session, path, plan);
    if (!plan)
        return;
    if (plan->has_errors)
        toc_lower_check_zone(&session->arena, plan, &session->sink);
    else
        (void)toc_lower(&session->arena, session->sources, plan, &session->sink);
    TOC_PUSH(&session->arena, &checked->plans, plan);
    TOC_PUSH(&session->arena, &checked->inputs, session->sink.input);
}

/* Is it a file that others take in?  One that cannot be read as text is told as a plan. */
static bool is_fragment(toc_session *session, const toc_source *source)
{
    toc_diag_sink silent;
    const toc_parse *parse;

    toc_diag_sink_init(&silent, &session->arena);
    if (!toc_source_gate(source, &silent))
        return false;
    parse =
        toc_parse_source(&session->arena, toc_intern_new(&session->arena), source, false, &silent);
    for (const toc_item *item = parse->file->items; item; item = item->next) {
        if (item->decl && item->decl->kind == TOC_DECL_PLAN)
            return false;
    }
    return !parse->lacks_names;
}

static void check_file(toc_checked *checked, toc_session *session, const char *path)
{
    const toc_source *source;

    begin_file(session);
    source = toc_sources_read(session->sources, NULL, path, (toc_span){0, 0}, &session->sink);
    if (source)
        toc_session_follow(session, source);
    if (!source)
        keep(checked, session, path, NULL);
    else if (is_fragment(session, source))
        checked->fragments++;
    else
        keep(checked, session, path,
             toc_compile_source(&session->arena, session->sources, source, &session->compile,
                                &session->sink));
}

static void report_no_plan(toc_session *session, const char *path)
{
    toc_diag *diag = toc_diag_add(&session->sink, TOC_D_SOURCE_MISSING, (toc_span){0, 0},
                                  "there is no plan in this folder");

    toc_diag_set_subject(&session->sink, diag, path);
    toc_diag_add_help(&session->sink, diag, "a plan's file ends in `.plan`");
}

static void check_folder(toc_checked *checked, toc_session *session, const char *path)
{
    const char *given = session->compile.root;
    toc_paths files = {0};

    checked->has_folder = true;
    begin_file(session);
    toc_session_add_input(session, path, NULL);
    toc_folder_list(path, &session->arena, &session->sink, &files);
    if (files.count == 0)
        report_no_plan(session, path);
    if (!given) /* plans may extend one in a folder above, inside the library */
        session->compile.root = path;
    for (uint32_t i = 0; i < files.count; i++)
        check_file(checked, session, files.items[i]);
    session->compile.root = given;
}

void toc_checked_add(toc_checked *checked, toc_session *session, const char *operand)
{
    const char *path = toc_session_path(session, operand);

    if (toc_is_folder(path)) {
        check_folder(checked, session, path);
        return;
    }
    begin_file(session);
    keep(checked, session, path, toc_session_read(session, path));
}

static bool is_file(void *state, const char *path)
{
    (void)state;
    return toc_is_file(path);
}

void toc_checked_compare(toc_checked *checked, toc_session *session)
{
    toc_library library = {.plans = checked->plans.items,
                           .inputs = checked->inputs.items,
                           .count = checked->plans.count,
                           .arena = &session->arena,
                           .sink = &session->sink,
                           .is_file = is_file};

    if (checked->has_folder || checked->plans.count > 1)
        checked->counts = toc_compile_library(&library, &session->compile);
}

/* ── the summary ─────────────────────────────────────────────────────────── */

static toc_library_summary summary_of(const toc_checked *checked, const toc_session *session)
{
    return (toc_library_summary){checked->counts, checked->fragments, session->sink.error_count,
                                 session->sink.warning_count};
}

void toc_checked_print_summary(const toc_checked *checked, toc_session *session, FILE *out)
{
    toc_library_summary summary = summary_of(checked, session);

    if (checked->has_folder)
        toc_library_summary_text(&summary, &session->arena, out);
}

void toc_checked_write_summary(const toc_checked *checked, const toc_session *session,
                               toc_json *json)
{
    toc_library_summary summary = summary_of(checked, session);

    if (!checked->has_folder)
        return;
    toc_json_key(json, "library");
    toc_library_summary_json(&summary, json);
}
