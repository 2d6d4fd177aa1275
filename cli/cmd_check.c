/* cmd_check.c - `tocsin check`: all that is wrong in plans, in one run. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/check_tables.h"
#include "cli/cmd.h"
#include "cli/doctrine.h"
#include "cli/fix_plans.h"
#include "cli/session.h"
#include "cli/switches.h"
#include "cli/witnesses.h"
#include "driver/once.h"
#include "syntax/localise.h"

/* Today, or the day that SOURCE_DATE_EPOCH fixes for runs that must repeat. */
static toc_date today(void)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    long long seconds = fixed ? strtoll(fixed, &end, 10) : 0;

    if (!fixed || end == fixed || *end || seconds < 0 || seconds > INT64_C(253402300799))
        seconds = (long long)time(NULL);
    return toc_date_from_days(seconds * TOC_SECOND / TOC_DAY);
}

static bool read_options(toc_session *session)
{
    toc_check_options *checks = &session->compile.checks;
    const char *as_of = toc_args_value(session->args, TOC_OPT_AS_OF, NULL);

    session->compile.has_witnesses = true;
    checks->root = session->compile.root;
    checks->has_as_of = true;
    checks->as_of = today();
    if (!toc_switches_read(session->args, &session->arena, &session->compile))
        return false;
    if (toc_args_has(session->args, TOC_OPT_DIFF) &&
        (!toc_args_has(session->args, TOC_OPT_FIX) || session->writer)) {
        toc_args_complain(session->args, "`--diff` stands with `--fix`, and with messages as text");
        return false;
    }
    if (!as_of || toc_date_parse(as_of, &checks->as_of))
        return true;
    toc_args_complain(session->args, "`--as-of` takes a date such as 2026-03-01, not `%s`", as_of);
    return false;
}

static void write_short(const toc_findings *findings, FILE *out)
{
    toc_diag_render_short(findings->sink, findings->sources, out);
}

static void write_json(const toc_findings *findings, FILE *out)
{
    toc_diag_render_json(findings->sink, findings->sources, out);
}

/* NULL: as text for people. */
static toc_findings_writer *writer_of(const char *format)
{
    static const struct {
        const char *name;
        toc_findings_writer *writer;
    } formats[] = {
        {"short", write_short},
        {"json", write_json},
        {"sarif", toc_findings_write_sarif},
        {"github", toc_findings_write_github},
        {"junit", toc_findings_write_junit},
    };

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, format) == 0)
            return formats[i].writer;
    }
    return NULL;
}

/* One document: the tables that were asked for, the summary of a folder, and the findings. */
static void write_document(toc_session *session, const toc_checked *checked)
{
    toc_json json;

    toc_json_init(&json, stdout, 2);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "version", 1);
    toc_check_tables_write(session, checked, &json);
    toc_checked_write_summary(checked, session, &json);
    toc_diag_write_findings(&session->sink, session->sources, &json);
    toc_json_end_object(&json);
    fputc('\n', stdout);
    session->is_told = true;
}

static void print(toc_session *session, const toc_checked *checked)
{
    toc_findings_once(&session->sink, session->sources, session->inputs.items,
                      session->inputs.count);
    toc_diag_localise(&session->sink, session->sources);
    toc_diag_sink_finish(&session->sink);
    if (session->writer == write_json)
        write_document(session, checked);
    if (session->writer)
        return;
    toc_check_tables_print(session, checked);
    toc_checked_print_summary(checked, session, stdout);
}

static int read_all(toc_session *session)
{
    const char *names = toc_args_value(session->args, TOC_OPT_DOCTRINE, "");
    toc_packs *packs = TOC_NEW(&session->arena, toc_packs);

    session->writer = writer_of(toc_args_value(session->args, TOC_OPT_FORMAT, "text"));
    toc_session_choose_lang(session);
    if (!read_options(session) || !toc_check_tables_read(session) ||
        toc_doctrine_read(session, names, packs) != TOC_EXIT_FINE)
        return TOC_EXIT_USAGE;
    session->compile.checks.packs = packs->list.count > 0 ? packs : NULL;
    session->takes_rules = true;
    return toc_args_has(session->args, TOC_OPT_FIX) ? toc_session_fix(session) : TOC_EXIT_FINE;
}

static int check_all(toc_session *session)
{
    const char *folder = toc_args_value(session->args, TOC_OPT_WITNESS, NULL);
    toc_witnesses witnesses = {0};
    toc_checked checked = {0};
    int exit_code = read_all(session);

    if (exit_code != TOC_EXIT_FINE)
        return exit_code;
    session->compile.witnesses = folder ? &witnesses : NULL;
    for (unsigned i = 0; i < session->args->operand_count; i++)
        toc_checked_add(&checked, session, session->args->operands[i]);
    toc_session_follow_first(session);
    toc_checked_compare(&checked, session);
    exit_code = toc_check_tables_names(session, &checked) ? TOC_EXIT_FINE : TOC_EXIT_USAGE;
    print(session, &checked);
    if (folder && exit_code == TOC_EXIT_FINE)
        exit_code = toc_witnesses_write(session, folder, &witnesses);
    return exit_code;
}

int toc_cmd_check(const toc_args *args)
{
    return toc_session_run(args, false, check_all);
}
