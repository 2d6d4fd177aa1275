/* drill_reports.c - picks the form of each report, and has it written. */
#include "cli/drill_reports.h"

#include <errno.h>
#include <string.h>

#include "aar/html.h"
#include "aar/junit.h"
#include "aar/markdown.h"
#include "aar/measures.h"
#include "aar/paper.h"
#include "aar/patch.h"
#include "aar/workbook.h"
#include "cli/form.h"
#include "report/json.h"
#include "report/text.h"

/* ── which ───────────────────────────────────────────────────────────────── */

static const toc_form endings[] = {
    {"txt", "text"},  {"text", "text"},   {"log", "text"},   {"json", "json"}, {"html", "html"},
    {"htm", "html"},  {"pdf", "pdf"},     {"md", "md"},      {"xlsx", "xlsx"}, {"junit", "junit"},
    {"xml", "junit"}, {"patch", "patch"}, {"diff", "patch"}, {"csv", "csv"}};

/* As the choices of --format stand. */
static const struct {
    const char *word;
    toc_report_form form;
} words[] = {{"text", TOC_REPORT_TEXT},   {"json", TOC_REPORT_JSON},   {"html", TOC_REPORT_HTML},
             {"pdf", TOC_REPORT_PDF},     {"md", TOC_REPORT_MARKDOWN}, {"xlsx", TOC_REPORT_XLSX},
             {"junit", TOC_REPORT_JUNIT}, {"patch", TOC_REPORT_PATCH}, {"csv", TOC_REPORT_CSV}};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* One report may be in any form; each of several is in that of its name. */
static bool take_form(const toc_args *args, bool is_one, toc_report_target *target)
{
    static const toc_forms forms = {TOC_PHRASE("a report"), endings, COUNT(endings), "text"};
    const char *word = is_one ? toc_form_choose(args, &forms, target->path)
                              : toc_form_by_ending(args, &forms, target->path);

    target->form = TOC_REPORT_TEXT;
    for (size_t i = 0; word && i < COUNT(words); i++) {
        if (strcmp(word, words[i].word) == 0)
            target->form = words[i].form;
    }
    return word && toc_form_may_show(args, word, target->path);
}

static bool takes_format(const toc_args *args, const toc_drill_reports *reports)
{
    if (reports->count < 2 || !toc_args_has(args, TOC_OPT_FORMAT))
        return true;
    toc_args_complain(args, "`--format` is for one report; of several each FILE's ending says "
                            "its form");
    return false;
}

/* A file can be written once. */
static bool is_twice(const toc_args *args, const toc_drill_reports *reports, const char *path)
{
    const char *trace = toc_args_value(args, TOC_OPT_TRACE, "");
    const char *replay = toc_args_value(args, TOC_OPT_EXPORT_REPLAY, "");
    bool is_there = strcmp(trace, path) == 0 || strcmp(replay, path) == 0;

    for (unsigned i = 0; i < reports->count; i++)
        is_there = is_there || strcmp(reports->targets[i].path, path) == 0;
    if (is_there)
        toc_args_complain(args, "`%s` is to be written twice", path);
    return is_there;
}

bool toc_drill_reports_read(const toc_args *args, toc_drill_reports *out)
{
    out->count = 0;
    for (unsigned i = 0; i < args->given_count; i++) {
        if (args->given[i].id != TOC_OPT_REPORT)
            continue;
        if (out->count == TOC_REPORTS_MAX) {
            toc_args_complain(args, "more than %u reports at once", TOC_REPORTS_MAX);
            return false;
        }
        if (is_twice(args, out, args->given[i].value))
            return false;
        out->targets[out->count++].path = args->given[i].value;
    }
    if (out->count == 0)
        out->targets[out->count++].path = "-";
    if (!takes_format(args, out))
        return false;
    for (unsigned i = 0; i < out->count; i++) {
        if (!take_form(args, out->count == 1, &out->targets[i]))
            return false;
    }
    return true;
}

bool toc_drill_reports_has(const toc_drill_reports *reports, toc_report_form form)
{
    for (unsigned i = 0; i < reports->count; i++) {
        if (reports->targets[i].form == form)
            return true;
    }
    return false;
}

/* ── writing ─────────────────────────────────────────────────────────────── */

typedef struct job {
    toc_session *session;
    const toc_score *score;
    const toc_plan *plan; /* or NULL */
    const char *lang;     /* as asked for, or NULL */
    toc_pages pages;
    const toc_review *review; /* NULL: no form needs it */
    const char *patch;
    const toc_document *document; /* NULL: no form needs it */
} job;

static bool needs_document(toc_report_form form)
{
    return form == TOC_REPORT_HTML || form == TOC_REPORT_PDF || form == TOC_REPORT_MARKDOWN ||
           form == TOC_REPORT_XLSX || form == TOC_REPORT_CSV;
}

/* What is to be said of each finding, which of a long drill is more than the drill itself. */
static bool needs_review(toc_report_form form)
{
    return needs_document(form) || form == TOC_REPORT_JSON || form == TOC_REPORT_PATCH;
}

static toc_skin skin_of(const job *j)
{
    const toc_machine *machine = j->pages.machine;

    if (toc_args_is(j->session->args, TOC_OPT_SKIN, "hseep"))
        return TOC_SKIN_HSEEP;
    if (toc_args_is(j->session->args, TOC_OPT_SKIN, "aqt9009"))
        return TOC_SKIN_AQT9009;
    return toc_skin_for(toc_machine_text(machine, machine->plans[0].language));
}

static void prepare(job *j, const toc_drill_reports *reports)
{
    toc_session *session = j->session;
    bool is_needed = false;
    bool is_reviewed = false;
    toc_patch_input input = {.sources = session->sources,
                             .plan = j->plan,
                             .path = session->plan_path,
                             .options = &session->compile};

    toc_pages_init(&j->pages, &session->arena, j->score, session->sources, j->lang, NULL);
    for (unsigned i = 0; i < reports->count; i++) {
        is_needed = is_needed || needs_document(reports->targets[i].form);
        is_reviewed = is_reviewed || needs_review(reports->targets[i].form);
    }
    j->review = is_reviewed ? toc_review_new(&j->pages) : NULL;
    j->patch = is_reviewed && j->plan
                   ? toc_patch_new(&session->arena, &input, j->pages.machine, j->review)
                   : "";
    if (is_needed)
        j->document = toc_aar_document(&j->pages, j->review, skin_of(j), j->patch);
}

static void write_json(job *j, FILE *out)
{
    toc_session *session = j->session;
    toc_report_extras extras = {j->review, j->patch};

    toc_diag_sink_finish(&session->sink);
    (void)toc_session_put_aside(session);
    toc_report_json(&session->arena, j->score, session->sources, &session->sink, &extras, j->lang,
                    out);
    session->is_told = true;
}

static toc_status write_form(job *j, toc_report_form form, FILE *out)
{
    switch (form) {
    case TOC_REPORT_TEXT:
        toc_report_text(&j->session->arena, j->score, j->session->sources, j->lang, out);
        break;
    case TOC_REPORT_JSON:
        write_json(j, out);
        break;
    case TOC_REPORT_HTML:
        return toc_html_write(j->document, out);
    case TOC_REPORT_PDF:
        return toc_paper_write(j->document, out);
    case TOC_REPORT_MARKDOWN:
        return toc_markdown_write(j->document, out);
    case TOC_REPORT_XLSX:
        return toc_workbook_write(j->document, out);
    case TOC_REPORT_JUNIT:
        return toc_junit_write(&j->pages, out);
    case TOC_REPORT_CSV:
        return toc_measures_write(j->document, out);
    case TOC_REPORT_PATCH:
        fputs(j->patch, out);
        break;
    }
    return TOC_OK;
}

static int write_one(job *j, const toc_report_target *target)
{
    FILE *out = toc_session_open(j->session, target->path);
    toc_status status;

    if (!out)
        return TOC_EXIT_USAGE;
    status = write_form(j, target->form, out);
    if (status == TOC_OK)
        return TOC_EXIT_FINE;
    toc_args_complain(j->session->args, "`%s` cannot be written: %s", target->path,
                      status == TOC_EIO ? strerror(errno) : toc_status_text(status));
    return TOC_EXIT_INTERNAL;
}

int toc_drill_reports_write(toc_session *session, const toc_drill_reports *reports,
                            const toc_score *score, const toc_plan *plan)
{
    job j = {.session = session,
             .score = score,
             .plan = plan,
             .lang = toc_args_value(session->args, TOC_OPT_LANG, NULL)};
    int exit_code;

    prepare(&j, reports);
    for (unsigned i = 0; i < reports->count; i++) {
        exit_code = write_one(&j, &reports->targets[i]);
        if (exit_code != TOC_EXIT_FINE)
            return exit_code;
    }
    exit_code = toc_session_commit(session);
    if (exit_code == TOC_EXIT_FINE && score->failed_expects > 0)
        exit_code = TOC_EXIT_FINDINGS;
    return exit_code;
}
