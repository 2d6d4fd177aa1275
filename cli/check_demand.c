/* check_demand.c - prints demand against supply, and complains about wrong names of incidents. */
#include "cli/check_demand.h"

#include <string.h>

#include "analysis/demand_table.h"

/* What is done with the demand of one plan. */
typedef struct demand_job {
    toc_session *session; /* as text; or NULL: */
    toc_json *json;
    const char *names; /* `--together`; or NULL */
    bool is_wrong;     /* they name what is not there */
} demand_job;

/* ── JSON ────────────────────────────────────────────────────────────────── */

static void write_rows(toc_demand *demand, void *state)
{
    demand_job *job = state;
    toc_demand_together together;
    const char *reason;

    if (job->names && !toc_demand_read_together(demand, job->names, &together, &reason))
        toc_json_null(job->json);
    else
        toc_demand_write_json(demand, job->names ? &together : NULL, job->json);
}

static void write_json(const toc_findings *findings, FILE *out)
{
    toc_json json;
    demand_job job = {.json = &json, .names = findings->options->together};

    toc_json_init(&json, out, 2);
    toc_json_begin_object(&json);
    toc_json_key_int(&json, "version", 1);
    toc_diag_write_findings(findings->sink, findings->sources, &json);
    toc_json_key(&json, "demand");
    toc_json_begin_array(&json);
    for (uint32_t i = 0; i < findings->input_count; i++) {
        const toc_plan *plan = findings->inputs[i].plan;

        if (plan && !plan->has_errors)
            toc_demand_with(plan, findings->sink->arena, write_rows, &job);
        else
            toc_json_null(&json);
    }
    toc_json_end_array(&json);
    toc_json_end_object(&json);
    (void)fputc('\n', out);
}

/* ── text ────────────────────────────────────────────────────────────────── */

static void tell(toc_demand *demand, void *state)
{
    demand_job *job = state;
    toc_demand_together together = {0};
    const char *reason = NULL;

    if (job->names && !toc_demand_read_together(demand, job->names, &together, &reason)) {
        toc_args_complain(job->session->args, "`--together %s`: %s", job->names, reason);
        job->is_wrong = true;
    } else if (job->session->compile.checks.shows_demand && job->session->writer != write_json) {
        toc_demand_write_text(demand, job->names ? &together : NULL, stdout);
    }
}

bool toc_demand_show(toc_session *session, const toc_plan *plan)
{
    const toc_check_options *checks = &session->compile.checks;
    demand_job job = {.session = session, .names = checks->together};

    if (!plan || plan->has_errors || (!checks->together && !checks->shows_demand))
        return true;
    toc_demand_with(plan, &session->arena, tell, &job);
    return !job.is_wrong;
}

bool toc_demand_options_read(toc_session *session)
{
    toc_check_options *checks = &session->compile.checks;
    const char *format = toc_args_value(session->args, TOC_OPT_FORMAT, "text");

    checks->together = toc_args_value(session->args, TOC_OPT_TOGETHER, NULL);
    checks->shows_demand = toc_args_has(session->args, TOC_OPT_DEMAND);
    if (!checks->shows_demand || strcmp(format, "text") == 0 || strcmp(format, "short") == 0)
        return true;
    if (strcmp(format, "json") == 0) {
        session->writer = write_json;
        return true;
    }
    toc_args_complain(session->args, "`--demand` is printed as text or json, not as %s", format);
    return false;
}
