/* flow_steps.c - ways between the steps of one response that come to nothing: T0443 waits-for-endless,
 * T0446 loop-runs-out, T0451 reads-what-comes-later, T0455 loop-never-taken. */
#include "analysis/flow.h"

/* ── work that never ends, and what waits for it ─────────────────────────── */

static toc_flow_finding *find_step(const toc_check_context *context, toc_diag *diag, toc_play play,
                                   const toc_plan_node *node, const char *what)
{
    toc_flow_finding *finding = toc_flow_find(context, diag, &node->base, play, what);

    finding->response = node->response;
    finding->node = node;
    return finding;
}

static void report_endless(const toc_check_context *context, const toc_plan_edge *edge)
{
    const toc_plan_node *source = edge->source;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_WAITS_FOR_ENDLESS, edge->span,
                                  "`%s` never comes: `%s` has no end", edge->target->base.full,
                                  source->base.full);
    toc_flow_finding *finding =
        find_step(context, diag, TOC_PLAY_TOWARDS, edge->target,
                  toc_say(context->arena, "`%s` still waits", edge->target->base.full));

    toc_diag_add_label(context->sink, diag, source->series.span, "repeated without `until`");
    toc_diag_add_help(context->sink, diag,
                      "say until when it is repeated (`every … until …`), or let `%s` follow "
                      "something else",
                      edge->target->base.full);
    finding->done = source;
    toc_flow_show(context, finding, TOC_SHOW_STEP, &edge->target->base, "waiting");
}

static bool is_endless(const toc_plan_node *node)
{
    return node->series.every > 0 && !node->series.until;
}

/* An any-join waits for ever only where all its ways do. */
static void check_join(const toc_check_context *context, const toc_plan_node *node)
{
    const toc_plan_edge *endless = NULL;
    bool is_all = true;

    for (uint32_t e = 0; e < node->in.count; e++) {
        const toc_plan_edge *edge = node->in.items[e];

        if (edge->is_loop)
            continue;
        if (is_endless(edge->source))
            endless = endless ? endless : edge;
        else
            is_all = false;
    }
    if (endless && (is_all || node->join == TOC_JOIN_ALL))
        report_endless(context, endless);
}

static void report_waits_for_itself(const toc_check_context *context, const toc_plan_node *node)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_WAITS_FOR_ENDLESS, node->series.until->span,
                                  "`%s` never ends: this comes only after it", node->base.full);
    toc_flow_finding *finding;

    toc_diag_add_label(context->sink, diag, node->base.span, "repeated until then");
    toc_diag_add_help(context->sink, diag,
                      "end it by something that does not wait for it, such as an indicator");
    finding = find_step(context, diag, TOC_PLAY_RUN, node, TOC_PHRASE("the response never closes"));
    finding->done = node;
    toc_flow_show(context, finding, TOC_SHOW_RESPONSE, &node->response->base, "active");
}

/* Work of telling what comes after a step is bounded for the whole plan: 4 million ways looked at. */
#define WORK_MAX 4000000u

static bool reads_steps(const toc_cond *cond, const toc_plan_response *response)
{
    if (cond->op == TOC_COND_NODE_DONE && cond->entity)
        return ((const toc_plan_node *)cond->entity)->response == response;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads_steps(cond->kids[i], response))
            return true;
    }
    return false;
}

/* Such a condition cannot hold before the node has been done.  In a response that may run beside
 * itself the other run may have done it. */
static bool comes_later(const toc_check_context *context, const toc_plan_node *node,
                        const toc_cond *cond, uint32_t *work)
{
    const toc_plan_response *response = node->response;

    if (!cond || response->repeats || !reads_steps(cond, response) || *work > WORK_MAX)
        return false;
    *work += response->nodes.count;
    return !toc_flow_can_hold(cond, response, toc_flow_held_back(context->arena, node));
}

void toc_check_endless_waits(const toc_check_context *context)
{
    uint32_t work = 0;

    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];

        check_join(context, node);
        if (comes_later(context, node, node->series.until, &work))
            report_waits_for_itself(context, node);
    }
}

/* ── conditions read too early ───────────────────────────────────────────── */

static void report_later(const toc_check_context *context, const toc_plan_node *node,
                         const toc_cond *cond)
{
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_READS_LATER, cond->span,
                     "`%s` is always skipped: this comes only after it", node->base.full);

    toc_diag_set_here(context->sink, diag, "asked once, when its turn comes, and false by then");
    toc_diag_add_help(context->sink, diag,
                      "put what it asks for before it (`after …`), or ask for something else");
    toc_flow_show(context,
                  find_step(context, diag, TOC_PLAY_TO, node,
                            toc_say(context->arena, "`%s` is skipped", node->base.full)),
                  TOC_SHOW_STEP, &node->base, "skipped");
}

static void report_outcome_later(const toc_check_context *context, const toc_plan_node *node,
                                 const toc_plan_outcome *outcome)
{
    const char *name = toc_symbol_text(context->plan->names, outcome->name);

    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_READS_LATER, outcome->when->span,
                     "`%s` is never the answer: this comes only after `%s`", name, node->base.full);
    toc_flow_finding *finding = find_step(context, diag, TOC_PLAY_TO, node,
                                          TOC_PHRASE("it is asked before that can be so"));

    toc_diag_add_help(context->sink, diag, "ask for something that is known by then");
    toc_flow_show(context, finding, TOC_SHOW_STEP, &node->base, "ready");
}

void toc_check_reads_later(const toc_check_context *context)
{
    uint32_t work = 0;

    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];

        if (comes_later(context, node, node->when, &work)) {
            report_later(context, node, node->when);
            continue;
        }
        for (uint32_t o = 0; o < node->outcomes.count; o++) {
            if (comes_later(context, node, node->outcomes.items[o].when, &work))
                report_outcome_later(context, node, &node->outcomes.items[o]);
        }
    }
}

/* ── loops ───────────────────────────────────────────────────────────────── */

static const toc_plan_target *way_back(const toc_plan_outcome *outcome)
{
    for (uint32_t t = 0; t < outcome->targets.count; t++) {
        if (outcome->targets.items[t].is_loop && outcome->targets.items[t].node.target)
            return &outcome->targets.items[t];
    }
    return NULL;
}

static toc_flow_finding *find_outcome(const toc_check_context *context, toc_diag *diag,
                                      toc_play play, const toc_plan_node *node, uint32_t outcome,
                                      const char *what)
{
    toc_flow_finding *finding = find_step(context, diag, play, node, what);

    finding->outcome = (int32_t)outcome;
    toc_flow_show(context, finding, TOC_SHOW_DECISION, &node->base,
                  toc_symbol_text(context->plan->names, node->outcomes.items[outcome].name));
    return finding;
}

static void report_never_taken(const toc_check_context *context, const toc_plan_node *node,
                               uint32_t outcome)
{
    const toc_plan_target *back = way_back(&node->outcomes.items[outcome]);
    const toc_plan_node *target = back->node.target;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_LOOP_NEVER_TAKEN, back->span,
                                  "this way back to `%s` is never gone", target->base.full);
    toc_flow_finding *finding =
        find_outcome(context, diag, TOC_PLAY_LOOP, node, outcome,
                     toc_say(context->arena, "`%s` is not done again", target->base.full));

    toc_diag_add_label(context->sink, diag, target->at_most_span, "the first time counts, too");
    toc_diag_add_help(context->sink, diag,
                      "say `at most 2 times` to allow one repetition, or take the way back out");
    toc_flow_show(context, finding, TOC_SHOW_STEP, &target->base, "done");
}

/* What comes when the answer is the one hoped for; NULL: no step. */
static const toc_plan_node *onward_step(const toc_plan_node *node)
{
    for (uint32_t e = 0; e < node->out.count; e++) {
        const toc_plan_edge *edge = node->out.items[e];

        if (!edge->is_loop && edge->outcome >= 0)
            return edge->target;
    }
    return NULL;
}

static void report_runs_out(const toc_check_context *context, const toc_plan_node *node,
                            uint32_t outcome)
{
    const toc_plan_outcome *o = &node->outcomes.items[outcome];
    const toc_plan_node *target = way_back(o)->node.target;
    const toc_plan_node *hoped = onward_step(node);
    const char *name = toc_symbol_text(context->plan->names, o->name);
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_LOOP_RUNS_OUT, o->span,
                                  "nothing follows when `%s` has been done %u times and the "
                                  "answer is still `%s`",
                                  target->base.full, target->at_most, name);
    toc_flow_finding *finding = find_outcome(context, diag, TOC_PLAY_LOOP, node, outcome,
                                             TOC_PHRASE("what was hoped for does not come"));

    toc_diag_add_label(context->sink, diag, target->at_most_span, "the bound of the loop");
    toc_diag_add_help(context->sink, diag,
                      "add an outcome to `%s` for giving up, and say who takes over then",
                      node->base.full);
    if (hoped)
        toc_flow_show(context, finding, TOC_SHOW_LOST, &hoped->base, NULL);
    else
        toc_flow_show(context, finding, TOC_SHOW_STEP, &target->base, "done");
}

/* When a way back is used up its outcome is dead, with all that it leads to: so beside what is hoped
 * for there must be another answer, or a response that each going back has started already (a step
 * would not begin: flow_undone.c). */
static void check_loops_of(const toc_check_context *context, const toc_plan_node *node)
{
    uint32_t onward = 0;

    for (uint32_t o = 0; o < node->outcomes.count; o++)
        onward += !way_back(&node->outcomes.items[o]);
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        const toc_plan_target *back = way_back(&node->outcomes.items[o]);

        if (!back)
            continue;
        if (back->node.target->at_most == 1)
            report_never_taken(context, node, o);
        else if (onward <= 1 && node->outcomes.items[o].targets.count == 1)
            report_runs_out(context, node, o);
    }
}

void toc_check_loops(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->nodes.count; i++)
        check_loops_of(context, context->plan->nodes.items[i]);
}
