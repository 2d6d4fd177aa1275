/* cmd_check.c - `tocsin check`: all that is wrong in plans, in one run. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/check_authority.h"
#include "cli/check_times.h"
#include "cli/cmd.h"
#include "cli/doctrine.h"
#include "cli/session.h"
#include "cli/switches.h"

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

    checks->has_as_of = true;
    checks->as_of = today();
    if (!toc_switches_read(session->args, &session->arena, &session->compile))
        return false;
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

/* The other forms are whole documents that a table has no place in. */
static bool can_print_tables(const toc_args *args)
{
    static const struct {
        toc_option_id id;
        const char *name;
    } tables[] = {{TOC_OPT_TIMES, "times"}, {TOC_OPT_AUTHORITY, "authority"}};
    const char *format = toc_args_value(args, TOC_OPT_FORMAT, "text");

    if (strcmp(format, "text") == 0 || strcmp(format, "json") == 0)
        return true;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (!toc_args_has(args, tables[i].id))
            continue;
        toc_args_complain(args, "`--%s` prints text or json, not `%s`", tables[i].name, format);
        return false;
    }
    return true;
}

static int check_all(toc_session *session)
{
    const char *names = toc_args_value(session->args, TOC_OPT_DOCTRINE, "");
    toc_packs *packs = TOC_NEW(&session->arena, toc_packs);
    const toc_plan **plans =
        TOC_NEW_ARRAY(&session->arena, const toc_plan *, session->args->operand_count);
    unsigned count = 0;
    toc_timed_plans timed = {0};
    bool times = toc_args_has(session->args, TOC_OPT_TIMES);

    session->writer = writer_of(toc_args_value(session->args, TOC_OPT_FORMAT, "text"));
    if (!read_options(session) || !can_print_tables(session->args) ||
        toc_doctrine_read(session, names, packs) != TOC_EXIT_FINE)
        return TOC_EXIT_USAGE;
    session->compile.checks.packs = packs->list.count > 0 ? packs : NULL;
    session->takes_rules = true;
    for (unsigned i = 0; i < session->args->operand_count; i++) {
        uint32_t first = session->sink.records.count;

        session->sink.input = i;
        const toc_plan *plan = toc_session_read(session, session->args->operands[i]);
        if (plan && times)
            toc_check_times_add(session, plan, session->args->operands[i], first, &timed);
        toc_session_add_input(session, session->args->operands[i], plan);
        if (plan)
            plans[count++] = plan;
        if (plan && plan->has_errors)
            toc_lower_check_zone(&session->arena, plan, &session->sink);
        else if (plan)
            (void)toc_lower(&session->arena, session->sources, plan, &session->sink);
    }
    if (times)
        return toc_check_times_print(session, &timed);
    if (toc_args_has(session->args, TOC_OPT_AUTHORITY))
        return toc_check_authority_print(session, plans, count);
    return TOC_EXIT_FINE;
}

int toc_cmd_check(const toc_args *args)
{
    return toc_session_run(args, false, check_all);
}
