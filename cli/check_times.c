/* check_times.c - prints the times that `tocsin check --times` asks for. */
#include "cli/check_times.h"

#include "base/json.h"

enum { FIRST_OF_CHECKS = 300 }; /* messages below it are about names, types and structure */

/* A deadline out of reach is an error, too, and just then one wants to see the times. */
static bool leaves_steps_clear(const toc_diag *diag)
{
    return diag->level != TOC_DIAG_ERROR || (int)diag->code >= FIRST_OF_CHECKS ||
           diag->code == TOC_D_DEADLINE_TOO_SHORT;
}

void toc_check_times_add(toc_session *session, const toc_plan *plan, const char *path,
                         uint32_t first_message, toc_timed_plans *plans)
{
    toc_timed_plan one = {path, NULL};

    for (uint32_t i = first_message; i < session->sink.records.count; i++) {
        if (!leaves_steps_clear(session->sink.records.items[i]))
            return;
    }
    one.times = toc_times_new(plan, &session->arena);
    TOC_PUSH(&session->arena, plans, one);
}

static void print_text(const toc_timed_plans *plans)
{
    for (uint32_t i = 0; i < plans->count; i++) {
        if (plans->count > 1)
            printf("%s%s\n", i > 0 ? "\n" : "", plans->items[i].path);
        toc_times_write_text(plans->items[i].times, stdout);
    }
}

static void print_json(toc_session *session, const toc_timed_plans *plans)
{
    toc_json json;

    toc_json_init(&json, stdout, 2);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "version", 1);
    toc_json_key(&json, "times");
    toc_json_begin_array(&json);
    for (uint32_t i = 0; i < plans->count; i++) {
        toc_json_begin_object(&json);
        toc_json_key_string(&json, "plan", plans->items[i].path);
        toc_json_key(&json, "duties");
        toc_times_write_json(plans->items[i].times, &json);
        toc_json_end_object(&json);
    }
    toc_json_end_array(&json);
    toc_json_key(&json, "diagnostics");
    toc_diag_write_records(&session->sink, session->sources, &json);
    toc_json_key_int(&json, "errors", session->sink.error_count);
    toc_json_key_int(&json, "warnings", session->sink.warning_count);
    toc_json_end_object(&json);
    fputc('\n', stdout);
}

int toc_check_times_print(toc_session *session, const toc_timed_plans *plans)
{
    if (!toc_args_is(session->args, TOC_OPT_FORMAT, "json")) {
        print_text(plans);
        return TOC_EXIT_FINE;
    }
    toc_diag_sink_finish(&session->sink);
    print_json(session, plans);
    session->is_told = true;
    return session->sink.error_count > 0 ? TOC_EXIT_FINDINGS : TOC_EXIT_FINE;
}
