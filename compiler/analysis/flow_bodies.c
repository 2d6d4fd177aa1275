/* flow_bodies.c - T0442 nobody-at-that-level: work for a body that is not formed at a level at which
 * the work is called for.
 *
 * Each cause of a response is a start by itself.  One that is a level says at which levels the work is
 * called for; after an event or a trigger it may be any, but the ones that conditions warrant are
 * taken as declared: that is what the body is formed by in time. */
#include "analysis/flow.h"

/* Work that somebody has to do, and when it can be called for. */
typedef struct work {
    const toc_plan_response *response;
    const toc_plan_node *node; /* whose guard holds, too */
    const toc_plan_ladder *ladder;
    const toc_plan_anchor *cause; /* an event or a trigger; NULL: the levels of the ladder */
    const toc_cond *called;
    bool *at;       /* by rank, 0 for no level: called for, and nobody there */
    uint32_t least; /* of these */
} work;

static const toc_plan_body *formed_org(const toc_plan_body *body)
{
    const toc_plan_body *org = body && body->is_post ? body->org : body;

    return org && !toc_span_is_none(org->formed.by.span) && org->formed.when ? org : NULL;
}

/* "at `III`, `II`", "without a level and at `III`". */
static const char *grade_list(toc_conditions *it, const work *w)
{
    const char *list = w->at[0] ? TOC_PHRASE("without a level") : "";
    const char *before = w->at[0] ? TOC_PHRASE(" and at ") : TOC_PHRASE("at ");

    for (uint32_t k = 0; k < w->ladder->levels.count; k++) {
        if (!w->at[k + 1])
            continue;
        list = toc_say(it->arena, "%s%s`%s`", list, before,
                       toc_conditions_name(it, w->ladder->levels.items[k]));
        before = ", ";
    }
    return list;
}

static const toc_cond *at_rank(toc_conditions *it, const work *w, uint32_t rank)
{
    return toc_conditions_level(it, w->ladder, TOC_COND_EQ, rank, w->node->base.span);
}

static void find_it(toc_conditions *it, const work *w, toc_diag *diag)
{
    const toc_plan_body *org = formed_org(w->node->by.target);
    toc_flow_finding *finding =
        toc_flow_find(it->check, diag, &w->node->base, TOC_PLAY_TO,
                      toc_say(it->arena, "`%s` waits for `%s`, which is not formed",
                              w->node->base.full, org->base.full));

    finding->response = w->response;
    finding->node = w->node;
    finding->cause = w->cause;
    if (!w->cause)
        finding->level = w->ladder->levels.items[w->least - 1];
    else if (w->least > 0 || w->response->when)
        finding->holds = toc_conditions_both(it, at_rank(it, w, w->least), w->response->when);
    finding->absent = org;
    toc_flow_show(it->check, finding, TOC_SHOW_STEP, &w->node->base, "blocked");
    toc_flow_show(it->check, finding, TOC_SHOW_BODY, &org->base, "absent");
}

static void report(toc_conditions *it, const work *w)
{
    const toc_check_context *context = it->check;
    const toc_plan_body *org = formed_org(w->node->by.target);
    toc_diag *diag;

    if (w->cause)
        diag =
            toc_diag_add(context->sink, TOC_D_NOBODY_AT_LEVEL, w->node->by.span,
                         "nobody is there to do `%s` when `%s` starts `%s` %s", w->node->base.full,
                         w->cause->target->full, w->response->base.full, grade_list(it, w));
    else
        diag = toc_diag_add(context->sink, TOC_D_NOBODY_AT_LEVEL, w->node->by.span,
                            "nobody is there to do `%s` %s", w->node->base.full, grade_list(it, w));
    toc_diag_add_label(context->sink, diag, org->formed.when->span, "`%s` is formed only then",
                       org->base.full);
    toc_diag_add_label(context->sink, diag,
                       w->cause ? w->cause->span : w->response->on.items[0].span, "`%s` runs then",
                       w->response->base.full);
    toc_diag_add_help(
        context->sink, diag,
        w->cause ? TOC_PHRASE("form `%s` wherever the work is called for, say who does it "
                              "instead, or do it only then (`when level …`)")
                 : TOC_PHRASE("form `%s` wherever the work is called for, or say who does it "
                              "instead"),
        org->base.full);
    find_it(it, w, diag);
}

/* Fills in at which of the ladder's levels, from @p first on, the work is called for and the body
 * cannot be formed, whatever else is so.  False: at none. */
static bool find_levels(toc_conditions *it, work *w, uint32_t first)
{
    const toc_plan_body *org = formed_org(w->node->by.target);
    bool is_any = false;

    w->at = TOC_NEW_ARRAY(it->arena, bool, w->ladder->levels.count + 1);
    for (uint32_t rank = first; rank <= w->ladder->levels.count; rank++) {
        const toc_cond *here = at_rank(it, w, rank);

        w->at[rank] =
            toc_conditions_can(it, toc_conditions_both(it, here, w->called)) == TOC_ANSWER_YES &&
            toc_conditions_never(it, toc_conditions_both(it, here, org->formed.when));
        if (w->at[rank] && !is_any)
            w->least = rank;
        is_any = is_any || w->at[rank];
    }
    return is_any;
}

/* ── starts by a level ───────────────────────────────────────────────────── */

static toc_cond_op op_of(toc_plan_anchor_kind kind)
{
    return kind == TOC_PLAN_ANCHOR_LEVEL_IS      ? TOC_COND_EQ
           : kind == TOC_PLAN_ANCHOR_LEVEL_BELOW ? TOC_COND_LT
                                                 : TOC_COND_GE;
}

/* The levels of @p ladder that start the response; NULL: none do. */
static const toc_cond *levels_of(toc_conditions *it, const toc_plan_response *response,
                                 const toc_plan_ladder *ladder)
{
    const toc_cond *any = NULL;

    for (uint32_t i = 0; i < response->on.count; i++) {
        const toc_plan_anchor *on = &response->on.items[i];

        if (toc_flow_is_level(on->kind) && on->target == &ladder->base)
            any = toc_conditions_either(
                it, any, toc_conditions_level(it, ladder, op_of(on->kind), on->rank, on->span));
    }
    return any;
}

/* True: reported. */
static bool check_levels(toc_conditions *it, const toc_plan_node *node)
{
    const toc_plan_response *response = node->response;

    for (uint32_t i = 0; i < it->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = it->plan->ladders.items[i];
        const toc_cond *starts = levels_of(it, response, ladder);
        work w = {.response = response, .node = node, .ladder = ladder};

        if (!starts)
            continue;
        w.called =
            toc_conditions_both(it, toc_conditions_both(it, starts, response->when), node->when);
        if (find_levels(it, &w, 1)) {
            report(it, &w);
            return true;
        }
    }
    return false;
}

/* ── starts by an event ──────────────────────────────────────────────────── */

/* What forms the body can be known of beforehand: what a step, a report, another body brings
 * about may be there by the time the work is called for. */
static bool is_plain(const toc_cond *cond)
{
    switch ((int)cond->op) {
    case TOC_COND_NODE_DONE:
    case TOC_COND_NODE_LATE:
    case TOC_COND_REPORT_SENT:
    case TOC_COND_REPORT_LATE:
    case TOC_COND_ANNOUNCEMENT_SENT:
    case TOC_COND_ANNOUNCEMENT_LATE:
    case TOC_COND_BODY_ACTIVE:
    case TOC_COND_RESPONSE_ACTIVE:
    case TOC_COND_HAPPENED:
    case TOC_COND_SINCE:
        return false;
    default:
        break;
    }
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (!is_plain(cond->kids[i]))
            return false;
    }
    return true;
}

static bool reads_ladder(const toc_cond *cond, const toc_plan_ladder *ladder)
{
    if (cond->op == TOC_COND_LEVEL && cond->entity == &ladder->base)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads_ladder(cond->kids[i], ladder))
            return true;
    }
    return false;
}

/* Does its turn come whatever is decided: along ways that are no outcomes?  By id less the first. */
static bool *sure_turns(toc_conditions *it, const toc_plan_response *response, uint32_t first)
{
    bool *is_sure = TOC_NEW_ARRAY(it->arena, bool, response->nodes.count);
    TOC_VEC(const toc_plan_node *) list = {0};

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        if (response->nodes.items[i]->join == TOC_JOIN_START)
            TOC_PUSH(it->arena, &list, response->nodes.items[i]);
    }
    for (uint32_t done = 0; done < list.count; done++) {
        const toc_plan_node *node = list.items[done];

        if (is_sure[node->base.id - first])
            continue;
        is_sure[node->base.id - first] = true;
        for (uint32_t e = 0; e < node->out.count; e++) {
            if (!node->out.items[e]->is_loop && node->out.items[e]->outcome < 0)
                TOC_PUSH(it->arena, &list, node->out.items[e]->target);
        }
    }
    return is_sure;
}

static const toc_cond *cause_cond(toc_conditions *it, const toc_plan_anchor *on)
{
    const toc_cond *happened = toc_conditions_happened(it, on);
    const toc_plan_trigger *trigger = (const toc_plan_trigger *)on->target;
    const toc_cond *any = NULL;

    if (on->kind != TOC_PLAN_ANCHOR_TRIGGER)
        return happened;
    for (uint32_t i = 0; i < trigger->on.count; i++)
        any = toc_conditions_either(it, any, toc_conditions_happened(it, &trigger->on.items[i]));
    return toc_conditions_both(it, toc_conditions_both(it, happened, any), trigger->when);
}

/* Whatever a condition warrants is declared. */
static const toc_cond *declared_as_warranted(toc_conditions *it, const toc_plan_ladder *ladder,
                                             const toc_cond *cond)
{
    for (uint32_t k = 0; k < ladder->levels.count; k++) {
        const toc_plan_level *level = ladder->levels.items[k];
        const toc_cond *below =
            toc_conditions_level(it, ladder, TOC_COND_LT, level->rank, level->base.span);

        if (level->when)
            cond = toc_conditions_without(it, cond, toc_conditions_both(it, level->when, below));
    }
    return cond;
}

static bool check_cause(toc_conditions *it, const toc_plan_node *node, const toc_plan_anchor *on)
{
    const toc_plan_response *response = node->response;
    const toc_cond *when = formed_org(node->by.target)->formed.when;
    const toc_cond *called = toc_conditions_both(
        it, toc_conditions_both(it, cause_cond(it, on), response->when), node->when);

    for (uint32_t i = 0; i < it->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = it->plan->ladders.items[i];
        work w = {.response = response, .node = node, .ladder = ladder, .cause = on};

        if (!reads_ladder(when, ladder))
            continue;
        w.called = declared_as_warranted(it, ladder, called);
        if (find_levels(it, &w, 0)) {
            report(it, &w);
            return true;
        }
    }
    return false;
}

static bool check_causes(toc_conditions *it, const toc_plan_node *node)
{
    const toc_plan_anchors *on = &node->response->on;

    if (!is_plain(formed_org(node->by.target)->formed.when))
        return false;
    for (uint32_t i = 0; i < on->count; i++) {
        if ((on->items[i].kind == TOC_PLAN_ANCHOR_EVENT ||
             on->items[i].kind == TOC_PLAN_ANCHOR_TRIGGER) &&
            on->items[i].target && check_cause(it, node, &on->items[i]))
            return true;
    }
    return false;
}

/* ── the check ───────────────────────────────────────────────────────────── */

static bool is_told(const toc_plan_body *const *told, uint32_t count, const toc_plan_body *org)
{
    for (uint32_t i = 0; i < count; i++) {
        if (told[i] == org)
            return true;
    }
    return false;
}

/* Of who leads the response T0153 tells; of who is not there after an event, once is enough. */
static void check_response(toc_conditions *it, const toc_plan_response *response, uint32_t first)
{
    const toc_plan_body *lead = formed_org(response->lead.target);
    TOC_VEC(const toc_plan_body *) told = {0};
    const bool *is_sure = NULL;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];
        const toc_plan_body *org = formed_org(node->by.target);

        if (!org || org == lead || toc_conditions_never(it, org->formed.when) || /* T0220 */
            check_levels(it, node))
            continue;
        is_sure = is_sure ? is_sure : sure_turns(it, response, first);
        if (is_sure[node->base.id - first] && !is_told(told.items, told.count, org) &&
            check_causes(it, node))
            TOC_PUSH(it->arena, &told, org);
    }
}

static void check_all(toc_conditions *it)
{
    for (uint32_t i = 0; i < it->plan->responses.count; i++) {
        const toc_plan_response *response = it->plan->responses.items[i];

        if (response->nodes.count > 0)
            check_response(it, response, toc_flow_first_node(response));
    }
}

void toc_check_unformed(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool is_any = false;

    for (uint32_t i = 0; i < plan->bodies.count && !is_any; i++)
        is_any = formed_org(plan->bodies.items[i]);
    if (is_any && plan->ladders.count > 0)
        toc_conditions_run(context, TOC_SOLVER_STEPS, check_all);
}
