/* cmd_test.c - `tocsin test`: plays all scenarios that expect something, and says what did not come. */
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/form.h"
#include "cli/session.h"
#include "cli/test_report.h"

static unsigned jobs_of(const toc_args *args)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    uint64_t jobs = toc_args_number(args, TOC_OPT_JOBS, cores > 0 ? (uint64_t)cores : 1);

    return jobs > TOC_TEST_JOBS_MAX ? TOC_TEST_JOBS_MAX : (unsigned)jobs;
}

/* Files as they were named, folders with all that is in them. */
static void list_scenarios(toc_session *session, toc_paths *out)
{
    const toc_args *args = session->args;

    for (unsigned i = 0; i < args->operand_count; i++) {
        const char *path = toc_session_path(session, args->operands[i]);

        if (toc_is_folder(path))
            toc_folder_list_scenarios(path, &session->arena, &session->sink, out);
        else
            TOC_PUSH(&session->arena, out, path);
    }
}

/* NULL after a message. */
static const char *format_of(const toc_args *args)
{
    static const toc_form items[] = {{"txt", "text"},  {"text", "text"}, {"log", "text"},
                                     {"json", "json"}, {"xml", "junit"}, {"junit", "junit"}};
    static const toc_forms forms = {"results", items, sizeof items / sizeof items[0], "text"};

    return toc_form_choose(args, &forms, toc_args_value(args, TOC_OPT_OUTPUT, NULL));
}

static int write_results(toc_session *session, toc_test_run *run)
{
    const toc_args *args = session->args;
    const char *format = format_of(args);
    toc_test_report report = {.run = run,
                              .lists_gaps = toc_args_has(args, TOC_OPT_COVERAGE),
                              .has_threshold = toc_args_has(args, TOC_OPT_COVERAGE_THRESHOLD),
                              .threshold =
                                  (unsigned)toc_args_number(args, TOC_OPT_COVERAGE_THRESHOLD, 0),
                              .arena = &session->arena};
    const toc_test_counts *counts = &report.counts;
    int code;

    toc_test_count(&report);
    for (uint32_t i = 0; i < run->count; i++)
        toc_session_keep(session, run->tests[i].path);
    for (const toc_test_plan *plan = run->plans; plan; plan = plan->next)
        toc_session_keep(session, plan->path);
    report.out =
        format ? toc_session_open(session, toc_args_value(args, TOC_OPT_OUTPUT, NULL)) : NULL;
    if (!report.out)
        return TOC_EXIT_USAGE;
    if (strcmp(format, "json") == 0)
        toc_test_write_json(&report);
    else if (strcmp(format, "junit") == 0)
        toc_test_write_junit(&report);
    else if (strcmp(format, "github") == 0)
        toc_test_write_github(&report);
    else
        toc_test_write_text(&report);
    code = toc_session_commit(session);
    if (code != TOC_EXIT_FINE)
        return code;
    if (counts->is_out_of_memory)
        return TOC_EXIT_INTERNAL;
    if (counts->is_unreadable)
        return TOC_EXIT_USAGE;
    return counts->failed + counts->broken + counts->plans_below > 0 ? TOC_EXIT_FINDINGS
                                                                     : TOC_EXIT_FINE;
}

/* What the threads own is freed whether or not memory lasts. */
static int run_guarded(toc_session *session, toc_test_run *run)
{
    jmp_buf *outer = session->arena.escape;
    jmp_buf here;
    int code;

    if (setjmp(here) != 0) {
        session->arena.escape = outer;
        toc_test_run_deinit(run);
        (void)toc_arena_give_up(&session->arena);
        return TOC_EXIT_INTERNAL;
    }
    session->arena.escape = &here;
    toc_test_run_all(run, jobs_of(session->args));
    code = write_results(session, run);
    session->arena.escape = outer;
    toc_test_run_deinit(run);
    return code;
}

static int test(toc_session *session)
{
    const toc_args *args = session->args;
    toc_paths paths = {0};
    toc_test_run run;

    if (!format_of(args))
        return TOC_EXIT_USAGE;
    list_scenarios(session, &paths);
    if (paths.count == 0) {
        if (session->sink.records.count == 0)
            toc_args_complain(args, "there is no scenario here: no file ends in .yaml or .yml");
        return TOC_EXIT_USAGE;
    }
    if (!toc_test_run_init(&run, &paths)) {
        toc_args_complain(args, "memory is used up");
        return TOC_EXIT_INTERNAL;
    }
    if (toc_args_has(args, TOC_OPT_PLAN))
        run.plan = toc_session_path(session, toc_args_value(args, TOC_OPT_PLAN, NULL));
    run.root = session->compile.root;
    if (strcmp(format_of(args), "text") != 0 && !toc_args_messages_lang(args))
        session->arena.lang = "en"; /* tools read it */
    run.messages = session->arena.lang;
    run.lang = toc_args_value(args, TOC_OPT_LANG, run.messages);
    return run_guarded(session, &run);
}

int toc_cmd_test(const toc_args *args)
{
    return toc_session_run(args, false, test);
}
