/* flow_ends.c - T0226 end-waits-for-ever, T0227 end-may-never-come: the end of an incident waits for a
 * step that is not done.
 *
 * A step that is skipped, or dead because another answer was given, is not done and will not be.
 * Only steps are looked at without which the end cannot hold, whatever else is so. */
#include "analysis/flow.h"
#include "sema/graph.h"

typedef struct end {
    toc_conditions *it;
    const toc_plan_ladder *ladder;
    const bool *comes_before; /* of each response: it may run before the end */
    const bool *is_started;   /* of each response: another one may start it */
    TOC_VEC(const toc_cond *) told;
    uint32_t work; /* steps looked at to see what an answer leads to */
} end;

/* For all answers of a plan: 4 million steps. */
#define WORK_MAX 4000000u

static const toc_plan_node *node_of(const toc_cond *leaf)
{
    return (const toc_plan_node *)leaf->entity;
}

static bool is_told(const end *e, const toc_cond *leaf)
{
    for (uint32_t i = 0; i < e->told.count; i++) {
        if (e->told.items[i]->entity == leaf->entity && e->told.items[i]->outcome == leaf->outcome)
            return true;
    }
    return false;
}

/* ── what comes before the end ───────────────────────────────────────────── */

/* The response in which the cause happens; NULL: in none. */
static const toc_plan_response *source_of(const toc_plan_anchor *on)
{
    switch ((int)on->kind) {
    case TOC_PLAN_ANCHOR_RESPONSE_START:
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return (const toc_plan_response *)on->target;
    case TOC_PLAN_ANCHOR_NODE_START:
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return on->target ? ((const toc_plan_node *)on->target)->response : NULL;
    default:
        return NULL;
    }
}

/* What some cause of it may bring about before the end, whatever else runs. */
static bool is_caused_before(const end *e, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if (!source_of(on) &&
            !(on->kind == TOC_PLAN_ANCHOR_LADDER_END && on->target == &e->ladder->base))
            return true;
    }
    return e->is_started[response->base.id]; /* by whom is not followed */
}

static toc_graph followers_of(const end *e)
{
    const toc_plan *plan = e->it->plan;
    TOC_VEC(toc_arc) arcs = {0};

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_anchors *on = &plan->responses.items[i]->on;

        for (uint32_t k = 0; k < on->count; k++) {
            const toc_plan_response *source = source_of(&on->items[k]);
            toc_arc arc = {i, source ? source->base.id : i};

            if (source)
                TOC_PUSH(e->it->arena, &arcs, arc);
        }
    }
    return toc_graph_build(e->it->arena, plan->responses.count, arcs.items, arcs.count, true);
}

static bool *find_before(const end *e)
{
    const toc_plan *plan = e->it->plan;
    bool *before = TOC_NEW_ARRAY(e->it->arena, bool, plan->responses.count);
    TOC_VEC(uint32_t) list = {0};
    toc_graph followers = followers_of(e);

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        before[i] = is_caused_before(e, plan->responses.items[i]);
        if (before[i])
            TOC_PUSH(e->it->arena, &list, i);
    }
    for (uint32_t done = 0; done < list.count; done++) {
        uint32_t at = list.items[done];

        for (uint32_t k = followers.first[at]; k < followers.first[at + 1]; k++) {
            if (before[followers.to[k]])
                continue;
            before[followers.to[k]] = true;
            TOC_PUSH(e->it->arena, &list, followers.to[k]);
        }
    }
    return before;
}

/* ── findings ────────────────────────────────────────────────────────────── */

/* All else that the end asks for, and that can be. */
static const toc_cond *rest_of(const end *e, const toc_cond *cond, const toc_cond *part)
{
    if (part->op == TOC_COND_NODE_DONE) {
        bool is_before = part->entity && e->comes_before[node_of(part)->response->base.id];

        return is_before && !is_told(e, part) ? cond
                                              : toc_flow_assume(e->it->arena, cond, part, true);
    }
    for (uint32_t i = 0; i < part->kid_count; i++)
        cond = rest_of(e, cond, part->kids[i]);
    return cond;
}

static toc_flow_finding *find_end(const end *e, toc_diag *diag, toc_play play, const toc_cond *leaf)
{
    const toc_check_context *context = e->it->check;
    const toc_plan_level *mildest = e->ladder->levels.items[0];
    toc_flow_finding *finding =
        toc_flow_find(context, diag, leaf->entity, play, TOC_PHRASE("the incident is not over"));

    finding->response = node_of(leaf)->response;
    finding->node = node_of(leaf);
    finding->level = mildest;
    finding->after = rest_of(e, e->ladder->end_when, e->ladder->end_when);
    return finding;
}

static void show_level(const end *e, toc_flow_finding *finding)
{
    toc_flow_show(e->it->check, finding, TOC_SHOW_LEVEL, &finding->level->base, NULL);
}

static const char *leaf_name(const end *e, const toc_cond *leaf)
{
    const toc_plan_node *node = node_of(leaf);

    return leaf->outcome < 0
               ? node->base.full
               : toc_arena_printf(
                     e->it->arena, "%s.%s", node->base.full,
                     toc_symbol_text(e->it->plan->names, node->outcomes.items[leaf->outcome].name));
}

static void report_after(const end *e, const toc_cond *leaf)
{
    const toc_check_context *context = e->it->check;
    const toc_plan_response *response = node_of(leaf)->response;
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_END_WAITS_FOR_EVER, leaf->span,
                     "the end waits for `%s`, which comes only after the end", leaf_name(e, leaf));

    toc_diag_add_label(context->sink, diag, response->on.items[0].span, "`%s` starts then",
                       response->base.full);
    toc_diag_add_help(context->sink, diag,
                      "let the end wait for what is done before it, or start `%s` earlier",
                      response->base.full);
    show_level(e, find_end(e, diag, TOC_PLAY_LEVEL, leaf));
}

static toc_diag *say_not_done(const end *e, const toc_cond *leaf, const char *where)
{
    return toc_diag_add(e->it->sink, TOC_D_END_MAY_NEVER_COME, leaf->span,
                        "the end waits for `%s`, which is not done %s", leaf_name(e, leaf), where);
}

/* ── levels at which the step is not called for ──────────────────────────── */

static bool runs_at(const toc_plan_response *response, uint32_t rank)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if (on->kind == TOC_PLAN_ANCHOR_LEVEL_IS      ? rank == on->rank
            : on->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW ? rank < on->rank
                                                      : rank >= on->rank)
            return true;
    }
    return false;
}

static bool is_on_levels(const end *e, const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        if (!toc_flow_is_level(response->on.items[i].kind) ||
            response->on.items[i].target != &e->ladder->base)
            return false;
    }
    return response->on.count > 0 && !e->is_started[response->base.id];
}

static bool check_levels(const end *e, const toc_cond *leaf)
{
    const toc_plan_response *response = node_of(leaf)->response;
    const toc_plan_level *least = NULL;
    const char *list = "";
    toc_diag *diag;
    toc_flow_finding *finding;

    if (!is_on_levels(e, response))
        return false;
    for (uint32_t k = 0; k < e->ladder->levels.count; k++) {
        const toc_plan_level *level = e->ladder->levels.items[k];

        if (runs_at(response, level->rank))
            continue;
        least = least ? least : level;
        list = toc_say(e->it->arena, "%s%s`%s`", list, *list ? TOC_PHRASE(" or ") : "",
                       toc_conditions_name(e->it, level));
    }
    if (!least)
        return false;
    diag = say_not_done(e, leaf, toc_say(e->it->arena, "in an incident that stays at %s", list));
    toc_diag_add_label(e->it->sink, diag, response->on.items[0].span, "`%s` runs only then",
                       response->base.full);
    toc_diag_add_help(e->it->sink, diag,
                      "say what ends the incident there: `%s or level …`, or a sign that shows it",
                      leaf_name(e, leaf));
    finding = find_end(e, diag, TOC_PLAY_LEVEL, leaf);
    finding->level = least;
    show_level(e, finding);
    return true;
}

/* ── steps that are skipped ──────────────────────────────────────────────── */

static bool check_guard(const end *e, const toc_cond *leaf)
{
    const toc_plan_node *node = node_of(leaf);
    toc_diag *diag;
    toc_flow_finding *finding;

    if (!node->when || toc_conditions_always(e->it, node->when) ||
        toc_conditions_never(e->it, node->when)) /* T0220 */
        return false;
    diag = say_not_done(e, leaf, TOC_PHRASE("where its guard is false: it is skipped"));
    toc_diag_add_label(e->it->sink, diag, node->when->span, "asked once, when its turn comes");
    toc_diag_add_note(e->it->sink, diag, "for example, at: %s",
                      toc_conditions_example(e->it, toc_conditions_not(e->it, node->when)));
    toc_diag_add_help(e->it->sink, diag, "let the end hold without it, too: `%s or …`",
                      leaf_name(e, leaf));
    finding = find_end(e, diag, TOC_PLAY_TO, leaf);
    finding->holds = toc_conditions_not(e->it, node->when);
    finding->is_graded = true;
    toc_flow_show(e->it->check, finding, TOC_SHOW_STEP, &node->base, "skipped");
    show_level(e, finding);
    return true;
}

/* ── answers after which the step is dead ────────────────────────────────── */

static bool is_final(const toc_plan_outcome *outcome)
{
    for (uint32_t t = 0; t < outcome->targets.count; t++) {
        if (outcome->targets.items[t].is_loop ||
            outcome->targets.items[t].kind == TOC_TARGET_RESPONSE)
            return false;
    }
    return true;
}

static bool is_dead(const toc_plan_node *node, const bool *dead, uint32_t first,
                    const toc_plan_node *decision, int32_t outcome)
{
    uint32_t ways = 0;

    for (uint32_t e = 0; e < node->in.count; e++) {
        const toc_plan_edge *edge = node->in.items[e];
        bool is_taken = edge->source != decision || edge->outcome < 0 || edge->outcome == outcome;

        ways++;
        if (edge->is_loop || (is_taken && !dead[edge->source->base.id - first]))
            return false;
    }
    return ways > 0;
}

/* Is @p goal dead when @p decision has @p outcome? */
static bool kills(end *e, const toc_plan_node *decision, int32_t outcome, const toc_plan_node *goal)
{
    uint32_t first = toc_flow_first_node(goal->response);
    bool *dead;
    TOC_VEC(const toc_plan_node *) list = {0};

    e->work += goal->response->nodes.count;
    if (e->work > WORK_MAX)
        return false;
    dead = TOC_NEW_ARRAY(e->it->arena, bool, goal->response->nodes.count);
    TOC_PUSH(e->it->arena, &list, decision);
    for (uint32_t done = 0; done < list.count; done++) {
        const toc_plan_node *node = list.items[done];

        for (uint32_t i = 0; i < node->out.count; i++) {
            const toc_plan_node *target = node->out.items[i]->target;

            if (dead[target->base.id - first] || !is_dead(target, dead, first, decision, outcome))
                continue;
            dead[target->base.id - first] = true;
            TOC_PUSH(e->it->arena, &list, target);
        }
    }
    return dead[goal->base.id - first];
}

static void report_answer(const end *e, const toc_cond *leaf, const toc_plan_node *decision,
                          uint32_t outcome)
{
    const toc_plan_outcome *o = &decision->outcomes.items[outcome];
    const char *name = toc_symbol_text(e->it->plan->names, o->name);
    toc_diag *diag = say_not_done(
        e, leaf,
        toc_say(e->it->arena, "once `%s` has been decided `%s`", decision->base.full, name));
    toc_flow_finding *finding;

    toc_diag_add_label(e->it->sink, diag, o->span, "this answer leads elsewhere");
    toc_diag_add_help(
        e->it->sink, diag,
        "let the end hold then, too (`%s or %s.%s`), or lead back to where it is asked",
        leaf_name(e, leaf), decision->base.full, name);
    finding = find_end(e, diag, TOC_PLAY_THROUGH, leaf);
    finding->node = decision;
    finding->outcome = (int32_t)outcome;
    finding->is_graded = true;
    if (decision != node_of(leaf))
        toc_flow_show(e->it->check, finding, TOC_SHOW_LOST, leaf->entity, NULL);
    show_level(e, finding);
}

static bool check_answers_of(end *e, const toc_cond *leaf, const toc_plan_node *decision)
{
    for (uint32_t o = 0; o < decision->outcomes.count; o++) {
        bool is_other =
            decision == node_of(leaf) && leaf->outcome >= 0 && (uint32_t)leaf->outcome != o;

        if (is_final(&decision->outcomes.items[o]) &&
            (is_other ||
             (decision != node_of(leaf) && kills(e, decision, (int32_t)o, node_of(leaf))))) {
            report_answer(e, leaf, decision, o);
            return true;
        }
    }
    return false;
}

/* The first that decides it, in the order of declaration. */
static void check_answers(end *e, const toc_cond *leaf)
{
    const toc_plan_response *response = node_of(leaf)->response;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        if (node->is_decision && check_answers_of(e, leaf, node))
            return;
    }
}

/* ── the check ───────────────────────────────────────────────────────────── */

static void check_leaf(end *e, const toc_cond *leaf)
{
    const toc_plan_response *response = node_of(leaf)->response;

    TOC_PUSH(e->it->arena, &e->told, leaf);
    if (!node_of(leaf)->is_reachable ||
        !toc_conditions_never(e->it, toc_conditions_without(e->it, e->ladder->end_when, leaf)))
        return;
    if (response->on.count > 0 && !e->comes_before[response->base.id])
        report_after(e, leaf);
    else if (!check_levels(e, leaf) && !check_guard(e, leaf))
        check_answers(e, leaf);
}

/* At most so many steps of one end are looked at. */
#define STEPS_MAX 64u

static void check_cond(end *e, const toc_cond *cond)
{
    if (cond->op == TOC_COND_NODE_DONE) {
        if (cond->entity && !is_told(e, cond) && e->told.count < STEPS_MAX)
            check_leaf(e, cond);
        return;
    }
    for (uint32_t i = 0; i < cond->kid_count; i++)
        check_cond(e, cond->kids[i]);
}

static bool reads_steps(const toc_cond *cond)
{
    if (cond->op == TOC_COND_NODE_DONE)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads_steps(cond->kids[i]))
            return true;
    }
    return false;
}

static void check_all(toc_conditions *it)
{
    const bool *is_started = toc_responses_started(it->plan, it->arena);

    for (uint32_t i = 0; i < it->plan->ladders.count; i++) {
        end e = {.it = it, .ladder = it->plan->ladders.items[i], .is_started = is_started};

        if (e.ladder->levels.count == 0 || !e.ladder->end_when ||
            !reads_steps(e.ladder->end_when) ||
            toc_conditions_never(it, e.ladder->end_when)) /* T0220 */
            continue;
        e.comes_before = find_before(&e);
        check_cond(&e, e.ladder->end_when);
    }
}

void toc_check_ends_waiting(const toc_check_context *context)
{
    bool is_any = false;

    for (uint32_t i = 0; i < context->plan->ladders.count && !is_any; i++) {
        const toc_cond *end_when = context->plan->ladders.items[i]->end_when;

        is_any = end_when && reads_steps(end_when);
    }
    if (is_any)
        toc_conditions_run(context, TOC_SOLVER_STEPS, check_all);
}
