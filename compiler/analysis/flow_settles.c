/* flow_settles.c - T0222 never-settles: reactions of one instant that go round for ever.
 *
 * Where nobody declares the levels of a ladder, they follow their conditions at once, and the responses
 * on them start and stop at once.  When those conditions read which responses are active, a set of
 * values at which no grade agrees with what it would itself bring about never comes to rest: that is
 * what is asked, of all grades of all ladders that hang together so. */
#include "analysis/flow.h"
#include "sema/graph.h"

/* Grades of ladders that hang together, tried out one by one. */
#define STATES_MAX 64u

typedef struct group {
    toc_conditions *it;
    const bool *is_started;   /* of each response: another one may start it */
    const bool *is_automatic; /* of each ladder */
    TOC_VEC(const toc_plan_ladder *) ladders;
    TOC_VEC(const toc_cond *) leaves; /* `r.active`, each response once */
    uint32_t *ranks;                  /* of each ladder of the plan: the grade that is tried out */
} group;

/* ── ladders that follow their conditions at once ────────────────────────── */

static bool reads_active(const toc_cond *cond)
{
    if (cond->op == TOC_COND_RESPONSE_ACTIVE)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads_active(cond->kids[i]))
            return true;
    }
    return false;
}

/* What takes time to become so, or counts from a start, does not go round in one instant. */
static bool is_delayed(const toc_cond *cond)
{
    if (cond->op == TOC_COND_SINCE || (cond->op == TOC_COND_HELD && reads_active(cond)))
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (is_delayed(cond->kids[i]))
            return true;
    }
    return false;
}

static bool is_automatic(const toc_plan_ladder *ladder)
{
    const toc_duration *lower = &ladder->lower.value;

    if (lower->ms > 0 || lower->workdays > 0 || lower->months > 0 ||
        (ladder->end_when && reads_active(ladder->end_when)))
        return false;
    for (uint32_t k = 0; k < ladder->levels.count; k++) {
        const toc_plan_level *level = ladder->levels.items[k];

        if (!toc_span_is_none(level->declared_by.body.span) ||
            (level->when && is_delayed(level->when)))
            return false;
    }
    return true;
}

/* Does nothing but such levels start it, and their fall stop it? */
static bool is_tied(const group *g, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if (!toc_flow_is_level(on->kind) || !on->target || !g->is_automatic[on->target->id])
            return false;
    }
    return response->on.count > 0 && response->nodes.count > 0 && !response->when &&
           !g->is_started[response->base.id];
}

/* ── which hang together ─────────────────────────────────────────────────── */

static void add_ladder(group *g, const toc_plan_ladder *ladder)
{
    for (uint32_t i = 0; i < g->ladders.count; i++) {
        if (g->ladders.items[i] == ladder)
            return;
    }
    TOC_PUSH(g->it->arena, &g->ladders, ladder);
}

static void add_leaf(group *g, const toc_cond *leaf)
{
    const toc_plan_response *response = (const toc_plan_response *)leaf->entity;

    if (!response || !is_tied(g, response))
        return;
    for (uint32_t i = 0; i < g->leaves.count; i++) {
        if (g->leaves.items[i]->entity == leaf->entity)
            return;
    }
    TOC_PUSH(g->it->arena, &g->leaves, leaf);
    for (uint32_t i = 0; i < response->on.count; i++)
        add_ladder(g, (const toc_plan_ladder *)response->on.items[i].target);
}

static void add_leaves(group *g, const toc_cond *cond)
{
    if (cond->op == TOC_COND_RESPONSE_ACTIVE)
        add_leaf(g, cond);
    for (uint32_t i = 0; i < cond->kid_count; i++)
        add_leaves(g, cond->kids[i]);
}

/* @p first, what its grades read, what starts that, and so on. */
static void collect(group *g, const toc_plan_ladder *first)
{
    g->ladders.count = 0;
    g->leaves.count = 0;
    add_ladder(g, first);
    for (uint32_t i = 0; i < g->ladders.count; i++) {
        const toc_plan_ladder *ladder = g->ladders.items[i];

        for (uint32_t k = 0; k < ladder->levels.count; k++) {
            if (ladder->levels.items[k]->when)
                add_leaves(g, ladder->levels.items[k]->when);
        }
    }
}

/* ── states that last ────────────────────────────────────────────────────── */

static bool runs(const group *g, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];
        uint32_t rank = g->ranks[on->target->id];

        if (on->kind == TOC_PLAN_ANCHOR_LEVEL_IS      ? rank == on->rank
            : on->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW ? rank > 0 && rank < on->rank
                                                      : rank >= on->rank)
            return true;
    }
    return false;
}

/* The condition of a grade, in the state that is tried out. */
static const toc_cond *in_state(const group *g, const toc_cond *cond)
{
    for (uint32_t i = 0; i < g->leaves.count; i++)
        cond = toc_flow_assume(g->it->arena, cond, g->leaves.items[i],
                               runs(g, (const toc_plan_response *)g->leaves.items[i]->entity));
    return cond;
}

/* What must hold for the ladder to stay at its grade.  Above the mildest nothing lowers a ladder that
 * has an end of its own. */
static const toc_cond *stays(const group *g, const toc_plan_ladder *ladder)
{
    uint32_t rank = g->ranks[ladder->base.id];
    uint32_t least = ladder->end_when && rank == 1 ? 0 : rank;
    const toc_cond *none_above = NULL;
    const toc_cond *any = NULL;

    for (uint32_t k = ladder->levels.count; k > 0; k--) {
        const toc_plan_level *level = ladder->levels.items[k - 1];
        const toc_cond *when = level->when ? in_state(g, level->when) : NULL;

        if (k > rank && when)
            none_above = toc_conditions_both(g->it, none_above, toc_conditions_not(g->it, when));
        else if (k <= rank && k >= least && when)
            any = toc_conditions_either(g->it, any, when);
        if (k == rank && least > 0 && !when)
            return toc_flow_never(g->it->arena); /* nothing warrants it */
        if (k == rank)
            break;
    }
    return least > 0 ? toc_conditions_both(g->it, none_above, any) : none_above;
}

/* No state of the ladders lasts; NULL where one always does. */
static const toc_cond *never_rests(group *g, uint32_t states)
{
    const toc_cond *all = NULL;

    for (uint32_t state = 0; state < states; state++) {
        uint32_t left = state;
        const toc_cond *lasts = NULL;

        for (uint32_t i = 0; i < g->ladders.count; i++) {
            uint32_t grades = g->ladders.items[i]->levels.count + 1;

            g->ranks[g->ladders.items[i]->base.id] = left % grades;
            left /= grades;
        }
        for (uint32_t i = 0; i < g->ladders.count; i++)
            lasts = toc_conditions_both(g->it, lasts, stays(g, g->ladders.items[i]));
        if (!lasts)
            return NULL;
        all = toc_conditions_both(g->it, all, toc_conditions_not(g->it, lasts));
    }
    for (uint32_t i = 0; i < g->ladders.count; i++) {
        if (g->ladders.items[i]->end_when)
            all = toc_conditions_without(g->it, all, g->ladders.items[i]->end_when);
    }
    return all;
}

static void report(const group *g, const toc_cond *never)
{
    const toc_check_context *context = g->it->check;
    const toc_cond *leaf = g->leaves.items[0];
    const toc_plan_response *response = (const toc_plan_response *)leaf->entity;
    const char *ladder = response->on.items[0].target->full;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_NEVER_SETTLES, leaf->span,
                                  "`%s` and `%s` undo each other, at once and without end", ladder,
                                  response->base.full);
    toc_flow_finding *finding;

    toc_diag_set_here(context->sink, diag, "this changes as soon as the level does");
    for (uint32_t i = 0; i < g->leaves.count && i < 4; i++) {
        const toc_plan_response *other = (const toc_plan_response *)g->leaves.items[i]->entity;

        toc_diag_add_label(context->sink, diag, other->on.items[0].span,
                           "`%s` starts and stops with the level", other->base.full);
        if (i > 0)
            toc_diag_add_label(context->sink, diag, g->leaves.items[i]->span, "this is part of it");
    }
    toc_diag_add_note(context->sink, diag, "for example, at: %s",
                      toc_conditions_example(g->it, never));
    toc_diag_add_help(context->sink, diag,
                      "let the level stay for a time (`lower after 30min`), let a body declare it, "
                      "or ask for something that the response does not change by starting");
    finding = toc_flow_find(context, diag, &response->base, TOC_PLAY_UNSETTLED,
                            TOC_PHRASE("what happens at this instant does not settle"));
    finding->holds = never;
    toc_flow_show(context, finding, TOC_SHOW_UNSETTLED, NULL, NULL);
}

static uint32_t count_states(const group *g)
{
    uint32_t states = 1;

    for (uint32_t i = 0; i < g->ladders.count && states <= STATES_MAX; i++)
        states *= g->ladders.items[i]->levels.count + 1;
    return states;
}

static void check_ladders(toc_conditions *it)
{
    const toc_plan *plan = it->plan;
    bool *automatic = TOC_NEW_ARRAY(it->arena, bool, plan->ladders.count);
    bool *is_told = TOC_NEW_ARRAY(it->arena, bool, plan->ladders.count);
    group g = {.it = it,
               .is_started = toc_responses_started(plan, it->arena),
               .is_automatic = automatic,
               .ranks = TOC_NEW_ARRAY(it->arena, uint32_t, plan->ladders.count)};

    for (uint32_t i = 0; i < plan->ladders.count; i++)
        automatic[i] = is_automatic(plan->ladders.items[i]);
    for (uint32_t i = 0; i < plan->ladders.count; i++) {
        const toc_cond *never;

        if (!automatic[i] || is_told[i])
            continue;
        collect(&g, plan->ladders.items[i]);
        never = g.leaves.count > 0 && count_states(&g) <= STATES_MAX
                    ? never_rests(&g, count_states(&g))
                    : NULL;
        if (!never || toc_conditions_can(it, never) != TOC_ANSWER_YES)
            continue;
        for (uint32_t k = 0; k < g.ladders.count; k++)
            is_told[g.ladders.items[k]->base.id] = true;
        report(&g, never);
    }
}

static bool is_any_ladder(const toc_plan *plan)
{
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        if (plan->levels.items[i]->when && reads_active(plan->levels.items[i]->when))
            return true;
    }
    return false;
}

/* ── starts that start each other ────────────────────────────────────────── */

/* Each run of it is the start of another one, whatever is so. */
static bool is_open(const toc_plan_response *response)
{
    return response->repeats && !response->when;
}

static void report_starts(const toc_check_context *context, const uint32_t *component,
                          const toc_plan_response *response)
{
    const toc_plan *plan = context->plan;
    toc_diag *diag = toc_diag_add(
        context->sink, TOC_D_NEVER_SETTLES, response->base.span,
        "the start of `%s` leads to its next start, at once and without end", response->base.full);
    toc_flow_finding *finding;

    for (uint32_t i = 0; i < plan->responses.count && diag->labels.count < 8; i++) {
        const toc_plan_response *other = plan->responses.items[i];

        if (component[i] != component[response->base.id])
            continue;
        for (uint32_t k = 0; k < other->on.count; k++) {
            if (other->on.items[k].kind == TOC_PLAN_ANCHOR_RESPONSE_START &&
                component[other->on.items[k].target->id] == component[i])
                toc_diag_add_label(context->sink, diag, other->on.items[k].span,
                                   "`%s` starts then, too", other->base.full);
        }
    }
    toc_diag_add_help(context->sink, diag,
                      "leave out `repeats`, or say when it may start again (`when …`)");
    finding = toc_flow_find(context, diag, &response->base, TOC_PLAY_UNSETTLED,
                            TOC_PHRASE("it starts again and again at this instant"));
    finding->response = response;
    toc_flow_show(context, finding, TOC_SHOW_UNSETTLED, NULL, NULL);
}

static void check_starts(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    const bool *is_started = toc_responses_started(plan, context->arena);
    TOC_VEC(toc_arc) arcs = {0};
    toc_graph graph;
    uint32_t count;
    uint32_t *component;
    bool *is_circle;
    bool *is_entered;

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *response = plan->responses.items[i];

        for (uint32_t k = 0; k < response->on.count && is_open(response); k++) {
            const toc_plan_anchor *on = &response->on.items[k];
            toc_arc arc = {on->target ? on->target->id : 0, i};

            if (on->kind == TOC_PLAN_ANCHOR_RESPONSE_START && on->target &&
                is_open((const toc_plan_response *)on->target))
                TOC_PUSH(context->arena, &arcs, arc);
        }
    }
    if (arcs.count == 0)
        return;
    graph = toc_graph_build(context->arena, plan->responses.count, arcs.items, arcs.count, false);
    component = toc_graph_components(context->arena, &graph, &count);
    is_circle = TOC_NEW_ARRAY(context->arena, bool, count);
    is_entered = TOC_NEW_ARRAY(context->arena, bool, count);
    for (uint32_t i = 0; i < arcs.count; i++) {
        if (component[arcs.items[i].from] == component[arcs.items[i].to])
            is_circle[component[arcs.items[i].from]] = true;
    }
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *response = plan->responses.items[i];

        if (!is_circle[component[i]] || is_entered[component[i]])
            continue;
        for (uint32_t k = 0; k < response->on.count && !is_entered[component[i]]; k++)
            is_entered[component[i]] = response->on.items[k].kind != TOC_PLAN_ANCHOR_RESPONSE_START;
        if (is_entered[component[i]] || is_started[i]) /* else T0444 */
            report_starts(context, component, response);
        is_entered[component[i]] = is_entered[component[i]] || is_started[i];
    }
}

void toc_check_settling(const toc_check_context *context)
{
    check_starts(context);
    if (is_any_ladder(context->plan))
        toc_conditions_run(context, TOC_SOLVER_STEPS, check_ladders);
}
