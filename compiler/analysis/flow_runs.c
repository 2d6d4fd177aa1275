/* flow_runs.c - runs of a response that do not end, or do not begin: T0448 starts-again-for-ever,
 * T0223 deadline-after-its-response, T0452 starts-in-vain, T0453 starts-itself, T0454
 * report-too-late, T0456 never-ends. */
#include "analysis/flow.h"

/* ── what stops a response ───────────────────────────────────────────────── */

static const toc_plan_ladder *unnamed_ladder(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        if (plan->ladders.items[i]->is_unnamed)
            return plan->ladders.items[i];
    }
    return NULL;
}

static bool is_on_end(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        if (response->on.items[i].kind == TOC_PLAN_ANCHOR_LADDER_END)
            return true;
    }
    return false;
}

/* Exact rules 5.2: the end of `level` stops all but these, a named ladder's those on it. */
bool toc_flow_is_stopped_by(const toc_plan_response *response, const toc_plan_ladder *ladder)
{
    if (response->phase == TOC_PHASE_RECOVERY || is_on_end(response))
        return false;
    if (ladder->is_unnamed)
        return true;
    for (uint32_t i = 0; i < response->on.count; i++) {
        if (toc_flow_is_level(response->on.items[i].kind) &&
            response->on.items[i].target == &ladder->base)
            return true;
    }
    return false;
}

static bool is_stopped(const toc_plan *plan, const toc_plan_response *response)
{
    const toc_plan_ladder *ladder = unnamed_ladder(plan);

    return (ladder && toc_flow_is_stopped_by(response, ladder)) || toc_flow_is_on_level(response);
}

/* ── without end ─────────────────────────────────────────────────────────── */

static void report_never_closing(const toc_check_context *context, const toc_plan_node *node)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_NEVER_ENDS, node->series.span,
                                  "`%s` goes on for ever, so `%s` never closes", node->base.full,
                                  node->response->base.full);
    toc_flow_finding *finding = toc_flow_find(context, diag, &node->base, TOC_PLAY_RUN,
                                              TOC_PHRASE("the response does not close"));

    toc_diag_set_here(context->sink, diag, "no `until`, and no level's end stops the response");
    toc_diag_add_help(context->sink, diag, "say until when: `every … until …`");
    finding->response = node->response;
    finding->node = node;
    finding->done = node;
    toc_flow_show(context, finding, TOC_SHOW_RESPONSE, &node->response->base, "active");
}

static void report_endless_report(const toc_check_context *context, const toc_plan_report *report)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_NEVER_ENDS, report->series.span,
                                  "`%s` is owed for ever", report->base.full);
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &report->base, TOC_PLAY_OWE, TOC_PHRASE("it is still owed"));

    toc_diag_set_here(context->sink, diag, "no `until` and no `while`");
    toc_diag_add_help(context->sink, diag,
                      "say until when: `every … until …`, or `while level at least …`");
    finding->report = report;
    toc_flow_show(context, finding, TOC_SHOW_OWED, &report->base, NULL);
}

void toc_check_never_ending(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        if (node->series.every > 0 && !node->series.until && !is_stopped(plan, node->response))
            report_never_closing(context, node);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *report = plan->reports.items[i];

        if (report->series.every > 0 && !report->series.until && !report->while_ &&
            !(report->response && is_stopped(plan, report->response)))
            report_endless_report(context, report);
    }
}

/* ── reports for which their response lives too short ────────────────────── */

static void report_lost(const toc_check_context *context, const toc_plan_report *report,
                        const toc_plan_anchor *on)
{
    const char *response = report->response->base.full;
    bool is_ladder = on->kind == TOC_PLAN_ANCHOR_LADDER_END;
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_REPORT_TOO_LATE, on->span,
                     "`%s` is never owed: `%s` is over by then, and its reports with it",
                     report->base.full, response);
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &report->base, is_ladder ? TOC_PLAY_OVER : TOC_PLAY_RUN,
                      TOC_PHRASE("the report is not owed"));

    if (is_ladder)
        toc_diag_add_label(context->sink, diag, report->response->base.span,
                           "stopped when the incident ends");
    toc_diag_add_help(context->sink, diag, "declare the report outside of `%s`", response);
    finding->response = report->response;
    if (is_ladder)
        finding->level = toc_flow_mildest((const toc_plan_ladder *)on->target);
    toc_flow_show(context, finding, TOC_SHOW_REPORT, &report->base, "not owed");
}

static bool is_lost(const toc_plan_report *report, const toc_plan_anchor *on)
{
    if (on->kind == TOC_PLAN_ANCHOR_LADDER_END && on->target)
        return toc_flow_is_stopped_by(report->response, (const toc_plan_ladder *)on->target);
    return on->kind == TOC_PLAN_ANCHOR_RESPONSE_END && on->target == &report->response->base &&
           report->series.every > 0;
}

void toc_check_lost_reports(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->reports.count; i++) {
        const toc_plan_report *report = context->plan->reports.items[i];

        for (uint32_t k = 0; k < report->on.count && report->response; k++) {
            if (is_lost(report, &report->on.items[k])) {
                report_lost(context, report, &report->on.items[k]);
                break;
            }
        }
    }
}

/* ── deadlines that count from what stops them ───────────────────────────── */

/* What the incident's end does to it. */
static void show_undue(const toc_check_context *context, toc_flow_finding *finding,
                       const toc_entity *duty)
{
    const toc_plan_report *report = (const toc_plan_report *)duty;
    bool is_open = true;

    if (duty->kind != TOC_ENTITY_REPORT) {
        finding->what = toc_say(context->arena, "`%s` is cancelled", duty->full);
        toc_flow_show(context, finding, TOC_SHOW_STEP, duty, "cancelled");
        return;
    }
    for (uint32_t i = 0; i < report->on.count; i++)
        is_open = is_open && report->on.items[i].kind == TOC_PLAN_ANCHOR_RESPONSE_START;
    finding->what = toc_say(context->arena, "`%s` is not owed any more", duty->full);
    toc_flow_show(context, finding, TOC_SHOW_REPORT, duty, is_open ? "void" : "not owed");
}

static void find_undue(const toc_check_context *context, toc_diag *diag, const toc_entity *duty,
                       const toc_plan_response *response, const toc_plan_anchor *anchor)
{
    toc_flow_finding *finding;

    if (anchor->kind == TOC_PLAN_ANCHOR_LADDER_END && duty->kind != TOC_ENTITY_ANNOUNCEMENT) {
        finding = toc_flow_find(context, diag, duty, TOC_PLAY_OVER, "");
        finding->response = response;
        finding->level = toc_flow_mildest((const toc_plan_ladder *)anchor->target);
        show_undue(context, finding, duty);
    } else if (duty->kind == TOC_ENTITY_NODE) {
        finding =
            toc_flow_find(context, diag, duty, TOC_PLAY_TO,
                          TOC_PHRASE("a day later it is not overdue, and the response goes on"));
        finding->response = response;
        finding->node = (const toc_plan_node *)duty;
        toc_flow_show(context, finding, TOC_SHOW_STEP, duty, "ready");
        toc_flow_show(context, finding, TOC_SHOW_RESPONSE, &response->base, "active");
    }
}

static void report_undue(const toc_check_context *context, const toc_entity *duty,
                         const toc_plan_response *response, const toc_deadline *deadline)
{
    const toc_plan_anchor *anchor = &deadline->anchor;
    bool is_ladder = anchor->kind == TOC_PLAN_ANCHOR_LADDER_END;
    toc_diag *diag = toc_diag_add(
        context->sink, TOC_D_DEADLINE_AFTER_RESPONSE, deadline->span,
        is_ladder ? TOC_PHRASE("`%s` is never due: `%s` is stopped by then, and what is not done "
                               "is dropped")
                  : TOC_PHRASE("`%s` is never due: `%s` is not over before it"),
        duty->full, response->base.full);

    if (is_ladder)
        toc_diag_add_label(context->sink, diag, response->base.span,
                           "stopped when the incident ends");
    toc_diag_add_help(context->sink, diag,
                      "move it to a response that starts then (`on end of %s`), or count from "
                      "something earlier",
                      anchor->target->full);
    find_undue(context, diag, duty, response, anchor);
}

static void check_deadline(const toc_check_context *context, const toc_entity *duty,
                           const toc_plan_response *response, const toc_deadline *deadline)
{
    const toc_plan_anchor *anchor = &deadline->anchor;

    if (!response || deadline->kind != TOC_DEADLINE_WITHIN || !anchor->target)
        return;
    if ((anchor->kind == TOC_PLAN_ANCHOR_RESPONSE_END && anchor->target == &response->base &&
         duty->kind == TOC_ENTITY_NODE) ||
        (anchor->kind == TOC_PLAN_ANCHOR_LADDER_END &&
         toc_flow_is_stopped_by(response, (const toc_plan_ladder *)anchor->target)))
        report_undue(context, duty, response, deadline);
}

void toc_check_late_deadlines(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        check_deadline(context, &plan->nodes.items[i]->base, plan->nodes.items[i]->response,
                       &plan->nodes.items[i]->deadline);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        check_deadline(context, &plan->reports.items[i]->base, plan->reports.items[i]->response,
                       &plan->reports.items[i]->deadline);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        check_deadline(context, &plan->announcements.items[i]->base,
                       plan->announcements.items[i]->response,
                       &plan->announcements.items[i]->deadline);
}

/* ── responses that start themselves ─────────────────────────────────────── */

static void report_itself(const toc_check_context *context, const toc_plan_node *node,
                          toc_span span, int32_t outcome)
{
    const toc_plan_response *response = node->response;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_STARTS_ITSELF, span, "`%s` starts itself",
                                  response->base.full);
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &node->base, TOC_PLAY_THROUGH,
                      response->repeats ? TOC_PHRASE("it starts again, without end")
                                        : TOC_PHRASE("it does not go on"));

    toc_diag_set_here(
        context->sink, diag,
        response->repeats
            ? TOC_PHRASE("each run starts another one, and nothing bounds them")
            : TOC_PHRASE("while it runs this does nothing, and after its last step it begins "
                         "again, without end"));
    toc_diag_add_help(context->sink, diag,
                      "to repeat a part say `-> step` and `at most n times` there");
    finding->response = response;
    finding->node = node;
    finding->outcome = outcome;
    toc_flow_show(context, finding, TOC_SHOW_STARTED, &response->base, NULL);
}

static void check_itself(const toc_check_context *context, const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->activates.count; i++) {
        if (node->activates.items[i].target == node->response)
            report_itself(context, node, node->activates.items[i].span, -1);
    }
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        for (uint32_t t = 0; t < node->outcomes.items[o].targets.count; t++) {
            const toc_plan_target *target = &node->outcomes.items[o].targets.items[t];

            if (target->response.target == node->response)
                report_itself(context, node, target->span, (int32_t)o);
        }
    }
}

/* ── starts in vain ──────────────────────────────────────────────────────── */

typedef struct start {
    const toc_plan_node *node;
    const toc_plan_response *target;
    const toc_cond *when; /* of the outcome */
    toc_span span;
    int32_t outcome;
} start;

static void report_vain(toc_conditions *it, const start *s)
{
    const toc_check_context *context = it->check;
    const toc_plan_response *response = s->node->response;
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_STARTS_IN_VAIN, s->span, "`%s` never starts `%s`",
                     s->node->base.full, s->target->base.full);
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &s->node->base, TOC_PLAY_THROUGH,
                      toc_say(it->arena, "`%s` does not start", s->target->base.full));

    toc_diag_add_label(context->sink, diag, s->target->when->span, "`%s` starts only then",
                       s->target->base.full);
    toc_diag_add_label(context->sink, diag, response->on.items[0].span, "`%s` runs only then",
                       response->base.full);
    toc_diag_add_help(context->sink, diag, "start it elsewhere, or change when it may start");
    finding->response = response;
    finding->node = s->node;
    finding->outcome = s->outcome;
    toc_flow_show(context, finding, TOC_SHOW_RESPONSE, &s->target->base, "inactive");
}

static void check_start(toc_conditions *it, const start *s, const toc_cond *holds)
{
    const toc_cond *when = s->target ? s->target->when : NULL;

    if (!when || toc_conditions_never(it, when))
        return;
    holds = toc_conditions_both(it, holds, s->when);
    if (!toc_conditions_never(it, holds) &&
        toc_conditions_never(it, toc_conditions_both(it, holds, when)))
        report_vain(it, s);
}

static void check_starts(toc_conditions *it, const toc_plan_node *node)
{
    const toc_cond *holds = toc_conditions_while_runs(it, node->response);

    if (!holds)
        return;
    for (uint32_t i = 0; i < node->activates.count; i++) {
        start s = {node, node->activates.items[i].target, NULL, node->activates.items[i].span, -1};

        check_start(it, &s, holds);
    }
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[o];

        for (uint32_t t = 0; t < outcome->targets.count; t++) {
            start s = {node, outcome->targets.items[t].response.target, outcome->when,
                       outcome->targets.items[t].span, (int32_t)o};

            check_start(it, &s, holds);
        }
    }
}

static void check_vain(toc_conditions *it)
{
    const bool *is_started = toc_responses_started(it->plan, it->arena);

    for (uint32_t i = 0; i < it->plan->nodes.count; i++) {
        const toc_plan_node *node = it->plan->nodes.items[i];

        if (!is_started[node->response->base.id])
            check_starts(it, node);
    }
}

static bool has_guarded_target(const toc_plan *plan, const bool *is_started)
{
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        if (is_started[i] && plan->responses.items[i]->when)
            return true;
    }
    return false;
}

void toc_check_vain_starts(const toc_check_context *context)
{
    bool *is_started = toc_responses_started(context->plan, context->arena);

    for (uint32_t i = 0; i < context->plan->nodes.count; i++)
        check_itself(context, context->plan->nodes.items[i]);
    if (has_guarded_target(context->plan, is_started))
        toc_conditions_run(context, TOC_SOLVER_STEPS, check_vain);
}

/* ── starting again for ever ─────────────────────────────────────────────── */

/* The response whose end starts @p response without fail: `on end of`, and no `when`. */
static const toc_plan_response *certain_cause(const toc_plan_response *response)
{
    const toc_plan_response *cause = NULL;

    for (uint32_t i = 0; i < response->on.count && !response->when; i++) {
        if (response->on.items[i].kind == TOC_PLAN_ANCHOR_RESPONSE_END)
            cause = (const toc_plan_response *)response->on.items[i].target;
    }
    return cause;
}

static bool has_other_cause(const toc_plan_response *response, const bool *is_started)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        toc_plan_anchor_kind kind = response->on.items[i].kind;

        if (kind != TOC_PLAN_ANCHOR_RESPONSE_END && kind != TOC_PLAN_ANCHOR_RESPONSE_START)
            return true;
    }
    return is_started[response->base.id];
}

static void report_restart(const toc_check_context *context, const toc_plan_response *response)
{
    const toc_plan_response *cause = certain_cause(response);
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_STARTS_FOR_EVER, response->base.span,
                     cause == response ? TOC_PHRASE("`%s` starts again whenever it ends")
                                       : TOC_PHRASE("`%s` and what follows it start each other "
                                                    "for ever"),
                     response->base.full);
    toc_flow_finding *finding = toc_flow_find(context, diag, &response->base, TOC_PLAY_AGAIN,
                                              TOC_PHRASE("it starts a second time by itself"));

    for (const toc_plan_response *at = cause; diag->labels.count < 8; at = certain_cause(at)) {
        toc_diag_add_label(context->sink, diag, at->base.span, "its end leads back");
        if (at == response)
            break;
    }
    toc_diag_add_help(context->sink, diag,
                      "say when it may start again (`when …`), or start it from an outcome");
    finding->response = response;
    toc_flow_show(context, finding, TOC_SHOW_STARTED, &response->base, ">= 2");
}

/* Each response has at most one certain cause, so circles are found by walking causes. */
void toc_check_restarts(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_started = toc_responses_started(plan, context->arena);
    uint32_t *seen = TOC_NEW_ARRAY(context->arena, uint32_t, plan->responses.count);

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *at = plan->responses.items[i];
        const toc_plan_response *entered = NULL;

        while (at && seen[at->base.id] == 0) {
            seen[at->base.id] = i + 1;
            at = certain_cause(at);
        }
        if (!at || seen[at->base.id] != i + 1)
            continue;
        for (const toc_plan_response *on = at; on && !entered; on = certain_cause(on)) {
            entered = has_other_cause(on, is_started) ? on : NULL;
            if (certain_cause(on) == at)
                break;
        }
        if (entered)
            report_restart(context, entered);
    }
}
