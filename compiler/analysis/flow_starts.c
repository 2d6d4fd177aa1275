/* flow_starts.c - T0444 starts-only-itself, T0445 cause-never-occurs: what would start a response, and
 * cannot. */
#include "analysis/flow.h"
#include "sema/graph.h"

/* ── grades that nothing warrants ────────────────────────────────────────── */

/* Of each ladder: the gravest rank that has a condition. */
typedef struct warrants {
    const toc_check_context *context;
    uint32_t *gravest;
} warrants;

static void see_warranted(void *state, const toc_plan_anchor *anchor)
{
    warrants *w = state;
    toc_diag *diag;
    toc_flow_finding *finding;
    const char *name;

    if (anchor->kind != TOC_PLAN_ANCHOR_LEVEL_WARRANTED || !anchor->target || !anchor->level ||
        anchor->rank <= w->gravest[anchor->target->id])
        return;
    name = toc_symbol_text(w->context->plan->names, anchor->level->base.name);
    diag = toc_diag_add(w->context->sink, TOC_D_CAUSE_NEVER_OCCURS, anchor->span,
                        "this never comes: no condition says when `%s` is warranted", name);
    toc_diag_add_label(w->context->sink, diag, anchor->level->base.span,
                       "declared by judgement, without `when`");
    toc_diag_add_help(w->context->sink, diag, "write `declared %s`, or give `%s` a condition", name,
                      name);
    finding = toc_flow_find(w->context, diag, &anchor->level->base, TOC_PLAY_LEVEL,
                            TOC_PHRASE("it is declared, and yet not warranted"));
    finding->level = anchor->level;
    toc_flow_show(w->context, finding, TOC_SHOW_LEVEL, &anchor->level->base, NULL);
    toc_flow_show(w->context, finding, TOC_SHOW_UNWARRANTED, &anchor->level->base, NULL);
}

/* `if late escalate to II` warrants II, too. */
static void escalate(warrants *w, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        const toc_plan_level *level = lates->items[i].level.target;

        if (lates->items[i].kind == TOC_LATE_ESCALATE && level &&
            level->rank > w->gravest[level->ladder->base.id])
            w->gravest[level->ladder->base.id] = level->rank;
    }
}

static void escalate_all(warrants *w, const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        escalate(w, &plan->nodes.items[i]->if_late);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        escalate(w, &plan->reports.items[i]->if_late);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        escalate(w, &plan->ladders.items[i]->if_late);
    for (uint32_t i = 0; i < plan->levels.count; i++)
        escalate(w, &plan->levels.items[i]->if_late);
}

static void check_warranted(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    warrants w = {context, TOC_NEW_ARRAY(context->arena, uint32_t, plan->ladders.count)};
    toc_plan_visitor visitor = {.anchor = see_warranted, .state = &w};

    for (uint32_t i = 0; i < plan->levels.count; i++) {
        const toc_plan_level *level = plan->levels.items[i];

        if (level->when && level->rank > w.gravest[level->ladder->base.id])
            w.gravest[level->ladder->base.id] = level->rank;
    }
    escalate_all(&w, plan);
    toc_plan_visit(plan, &visitor);
}

/* ── responses that wait for each other ──────────────────────────────────── */

typedef struct starts {
    const toc_check_context *context;
    const toc_plan *plan;
    bool *can;           /* of each response: it may start some day */
    TOC_VEC(toc_arc) on; /* response, and one that it waits for */
} starts;

/* The response that must have run for the anchor to occur; NULL: it may occur without any. */
static const toc_plan_response *response_of(const toc_plan_anchor *anchor)
{
    switch ((int)anchor->kind) {
    case TOC_PLAN_ANCHOR_RESPONSE_START:
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return (const toc_plan_response *)anchor->target;
    case TOC_PLAN_ANCHOR_NODE_START:
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return anchor->target ? ((const toc_plan_node *)anchor->target)->response : NULL;
    case TOC_PLAN_ANCHOR_REPORT_SENT:
        return anchor->target ? ((const toc_plan_report *)anchor->target)->response : NULL;
    default:
        return NULL;
    }
}

static void wait_for(starts *s, const toc_plan_response *response, const toc_plan_response *cause)
{
    toc_arc arc = {response->base.id, cause->base.id};

    TOC_PUSH(s->context->arena, &s->on, arc);
}

static void collect_on(starts *s, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_response *cause = response_of(&response->on.items[i]);

        if (cause)
            wait_for(s, response, cause);
        else
            s->can[response->base.id] = true;
    }
}

static void collect_node(starts *s, const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->activates.count; i++) {
        if (node->activates.items[i].target)
            wait_for(s, node->activates.items[i].target, node->response);
    }
    for (uint32_t i = 0; i < node->if_late.count; i++) {
        if (node->if_late.items[i].response.target)
            wait_for(s, node->if_late.items[i].response.target, node->response);
    }
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        for (uint32_t t = 0; t < node->outcomes.items[o].targets.count; t++) {
            const toc_plan_target *target = &node->outcomes.items[o].targets.items[t];

            if (target->response.target)
                wait_for(s, target->response.target, node->response);
        }
    }
}

static void start_by(starts *s, const toc_lates *lates)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        if (lates->items[i].response.target)
            s->can[lates->items[i].response.target->base.id] = true;
    }
}

/* Lateness outside of responses is a cause of its own. */
static void collect_lates(starts *s)
{
    const toc_plan *plan = s->plan;

    for (uint32_t i = 0; i < plan->levels.count; i++)
        start_by(s, &plan->levels.items[i]->if_late);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        start_by(s, &plan->ladders.items[i]->if_late);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        start_by(s, &plan->reports.items[i]->if_late);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        start_by(s, &plan->announcements.items[i]->if_late);
}

static void spread(starts *s, const toc_graph *followers)
{
    TOC_VEC(uint32_t) work = {0};

    for (uint32_t i = 0; i < s->plan->responses.count; i++) {
        if (s->can[i])
            TOC_PUSH(s->context->arena, &work, i);
    }
    for (uint32_t done = 0; done < work.count; done++) {
        uint32_t from = work.items[done];

        for (uint32_t k = followers->first[from]; k < followers->first[from + 1]; k++) {
            if (s->can[followers->to[k]])
                continue;
            s->can[followers->to[k]] = true;
            TOC_PUSH(s->context->arena, &work, followers->to[k]);
        }
    }
}

static void report_circle(const starts *s, const uint32_t *component, uint32_t first)
{
    const toc_plan_response *response = s->plan->responses.items[first];
    const toc_check_context *context = s->context;
    toc_diag *diag = NULL;
    toc_flow_finding *finding;
    unsigned others = 0;

    for (uint32_t i = first + 1; i < s->plan->responses.count; i++)
        others += component[i] == component[first];
    diag = toc_diag_add(
        context->sink, TOC_D_STARTS_ONLY_ITSELF, response->base.span,
        others > 0 ? TOC_PHRASE("`%s` never starts: it waits for responses that wait for it")
                   : TOC_PHRASE("`%s` never starts: it waits only for itself"),
        response->base.full);
    for (uint32_t i = first + 1; i < s->plan->responses.count && diag->labels.count < 8; i++) {
        if (component[i] == component[first])
            toc_diag_add_label(context->sink, diag, s->plan->responses.items[i]->base.span,
                               "one of them");
    }
    toc_diag_add_help(context->sink, diag, "let an event, a trigger or a level start %s",
                      others > 0 ? TOC_PHRASE("one of them") : TOC_PHRASE("it"));
    finding = toc_flow_find(context, diag, &response->base, TOC_PLAY_ALL,
                            toc_say(context->arena, "`%s` does not start", response->base.full));
    toc_flow_show(context, finding, TOC_SHOW_RESPONSE, &response->base, "inactive");
}

/* Each circle once; what waits for a circle is no fault of its own, nor is a circle that waits for
 * what never starts for another reason, which T0300 tells. */
static void report_circles(starts *s, const toc_graph *causes)
{
    uint32_t count;
    uint32_t *component = toc_graph_components(s->context->arena, causes, &count);
    bool *is_circle = TOC_NEW_ARRAY(s->context->arena, bool, count);
    bool *is_told = TOC_NEW_ARRAY(s->context->arena, bool, count);

    for (uint32_t i = 0; i < s->on.count; i++) {
        toc_arc arc = s->on.items[i];

        if (component[arc.from] == component[arc.to])
            is_circle[component[arc.from]] = true;
    }
    for (uint32_t i = 0; i < s->on.count; i++) {
        toc_arc arc = s->on.items[i];

        if (component[arc.from] != component[arc.to])
            is_told[component[arc.from]] = true;
    }
    for (uint32_t i = 0; i < s->plan->responses.count; i++) {
        if (s->can[i] || !is_circle[component[i]] || is_told[component[i]])
            continue;
        is_told[component[i]] = true;
        report_circle(s, component, i);
    }
}

void toc_check_start_circles(const toc_check_context *context)
{
    starts s = {.context = context,
                .plan = context->plan,
                .can = TOC_NEW_ARRAY(context->arena, bool, context->plan->responses.count)};
    toc_graph causes;
    toc_graph followers;

    check_warranted(context);
    for (uint32_t i = 0; i < s.plan->responses.count; i++)
        collect_on(&s, s.plan->responses.items[i]);
    for (uint32_t i = 0; i < s.plan->nodes.count; i++)
        collect_node(&s, s.plan->nodes.items[i]);
    collect_lates(&s);
    causes =
        toc_graph_build(context->arena, s.plan->responses.count, s.on.items, s.on.count, false);
    followers =
        toc_graph_build(context->arena, s.plan->responses.count, s.on.items, s.on.count, true);
    spread(&s, &followers);
    report_circles(&s, &causes);
}
