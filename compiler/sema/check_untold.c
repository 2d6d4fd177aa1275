/* check_untold.c - T0432 level-untold: a level whose declaration nobody hears of.
 *
 * What tells of a level is a report, relay or announcement that is owed at it, or a step `to`
 * somebody in a response that runs at it.  Where it cannot be read off the plan at which levels
 * something is owed, it counts for all of them. */
#include "sema/checks.h"

#define LADDERS_MAX 16u /* further ladders of a plan are not looked at */
#define RANKS_MAX   64u /* nor are ladders with more levels */

typedef uint64_t ranks; /* bit r - 1: rank r */

typedef struct reach {
    const toc_check_context *context;
    const toc_plan_ladder *ladder;
    ranks all;
    ranks *responses; /* by id: the levels at which each runs */
    ranks told;
} reach;

static ranks from_rank(const reach *r, uint32_t rank)
{
    return rank == 0 || rank > RANKS_MAX ? r->all : r->all & (~UINT64_C(0) << (rank - 1));
}

static ranks only_rank(const reach *r, uint32_t rank)
{
    return rank == 0 || rank > RANKS_MAX ? 0 : r->all & (UINT64_C(1) << (rank - 1));
}

/* ── conditions ──────────────────────────────────────────────────────────── */

static ranks of_comparison(const reach *r, const toc_cond *cond)
{
    const toc_cond *left = cond->kids[0];
    const toc_cond *right = cond->kids[1];
    uint32_t rank;

    if (left->op == TOC_COND_LEVEL && left->entity != &r->ladder->base)
        return 0; /* it goes by another ladder */
    if (left->op != TOC_COND_LEVEL || right->op != TOC_COND_CONST || right->value < 0 ||
        right->value > RANKS_MAX)
        return r->all;
    rank = (uint32_t)right->value;
    if (cond->op == TOC_COND_GE)
        return from_rank(r, rank);
    if (cond->op == TOC_COND_EQ)
        return only_rank(r, rank);
    if (cond->op == TOC_COND_LT)
        return r->all & ~from_rank(r, rank);
    if (cond->op == TOC_COND_GT)
        return from_rank(r, rank + 1);
    if (cond->op == TOC_COND_LE)
        return r->all & ~from_rank(r, rank + 1);
    return r->all;
}

/* Levels at which @p cond may hold.  Depth: 256, the cap of the conditions. */
static ranks of_cond(const reach *r, const toc_cond *cond)
{
    if (!cond)
        return r->all;
    if (cond->op == TOC_COND_AND)
        return of_cond(r, cond->kids[0]) & of_cond(r, cond->kids[1]);
    if (cond->op == TOC_COND_OR)
        return of_cond(r, cond->kids[0]) | of_cond(r, cond->kids[1]);
    if (cond->op == TOC_COND_HELD)
        return of_cond(r, cond->kids[0]);
    return cond->kid_count == 2 ? of_comparison(r, cond) : r->all;
}

/* ── anchors ─────────────────────────────────────────────────────────────── */

static ranks of_response(const reach *r, const toc_plan_response *response)
{
    return response ? r->responses[response->base.id] : r->all;
}

static ranks of_level(const reach *r, const toc_plan_anchor *anchor)
{
    if (anchor->target != &r->ladder->base)
        return 0;
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_IS)
        return only_rank(r, anchor->rank);
    if (anchor->kind == TOC_PLAN_ANCHOR_LEVEL_BELOW)
        return r->all & ~from_rank(r, anchor->rank);
    return from_rank(r, anchor->rank);
}

/* An event tells of what happened, not of the level that somebody declares later. */
static ranks of_anchor(const reach *r, const toc_plan_anchor *anchor)
{
    const toc_entity *target = anchor->target;

    switch (anchor->kind) {
    case TOC_PLAN_ANCHOR_EVENT:
    case TOC_PLAN_ANCHOR_LADDER_END:
        return 0;
    case TOC_PLAN_ANCHOR_TRIGGER:
        return target && ((const toc_plan_trigger *)target)->when ? r->all : 0;
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
    case TOC_PLAN_ANCHOR_LEVEL_IS:
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        return of_level(r, anchor);
    case TOC_PLAN_ANCHOR_RESPONSE_START:
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return target ? of_response(r, (const toc_plan_response *)target) : r->all;
    case TOC_PLAN_ANCHOR_NODE_START:
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return target ? of_response(r, ((const toc_plan_node *)target)->response) : r->all;
    case TOC_PLAN_ANCHOR_NONE:
    case TOC_PLAN_ANCHOR_MOMENT:
    case TOC_PLAN_ANCHOR_REPORT_SENT:
    case TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT:
    case TOC_PLAN_ANCHOR_BODY_ACTIVE:
    case TOC_PLAN_ANCHOR_RELAY_RECEIVED:
        return r->all;
    }
    return r->all;
}

static ranks of_anchors(const reach *r, const toc_plan_anchors *anchors)
{
    ranks sum = 0;

    for (uint32_t i = 0; i < anchors->count; i++)
        sum |= of_anchor(r, &anchors->items[i]);
    return sum;
}

/* ── responses ───────────────────────────────────────────────────────────── */

typedef struct spread {
    reach *r;
    TOC_VEC(uint32_t) waiting; /* responses whose levels have grown */
} spread;

static void grow(spread *s, const toc_plan_response *response, ranks levels)
{
    ranks *own = response ? &s->r->responses[response->base.id] : NULL;

    if (!own || (levels & ~*own) == 0)
        return;
    *own |= levels;
    TOC_PUSH(s->r->context->arena, &s->waiting, response->base.id);
}

static void grow_from_node(spread *s, const toc_plan_node *node, ranks levels)
{
    for (uint32_t i = 0; i < node->activates.count; i++)
        grow(s, node->activates.items[i].target, levels);
    for (uint32_t i = 0; i < node->if_late.count; i++)
        grow(s, node->if_late.items[i].response.target, levels);
    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        for (uint32_t j = 0; j < node->outcomes.items[i].targets.count; j++)
            grow(s, node->outcomes.items[i].targets.items[j].response.target, levels);
    }
}

/* Each response waits at most once for each level. */
static void spread_responses(reach *r)
{
    const toc_plan *plan = r->context->plan;
    spread s = {.r = r};

    for (uint32_t i = 0; i < plan->responses.count; i++)
        grow(&s, plan->responses.items[i], of_anchors(r, &plan->responses.items[i]->on));
    while (s.waiting.count > 0) {
        const toc_plan_response *response =
            plan->responses.items[s.waiting.items[--s.waiting.count]];

        for (uint32_t i = 0; i < response->nodes.count; i++)
            grow_from_node(&s, response->nodes.items[i], r->responses[response->base.id]);
    }
}

/* ── telling ─────────────────────────────────────────────────────────────── */

static void tell(reach *r)
{
    const toc_plan *plan = r->context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        if (plan->nodes.items[i]->to.count > 0)
            r->told |= of_response(r, plan->nodes.items[i]->response);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        const toc_plan_report *it = plan->reports.items[i];
        ranks owed = it->on.count > 0 ? of_anchors(r, &it->on) : of_cond(r, it->while_);

        if (it->response)
            owed |= of_response(r, it->response);
        r->told |= owed & of_cond(r, it->level_filter);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        const toc_plan_announcement *it = plan->announcements.items[i];
        ranks owed = it->on.count > 0 ? of_anchors(r, &it->on) : of_cond(r, it->while_);

        if (it->response)
            owed |= of_response(r, it->response);
        r->told |= owed;
    }
    for (uint32_t i = 0; i < plan->relays.count; i++)
        r->told |= of_anchors(r, &plan->relays.items[i]->on);
}

static void report(const reach *r)
{
    const toc_plan_ladder *ladder = r->ladder;
    toc_diag *diag = NULL;
    uint32_t labels = 0;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        const char *name = toc_symbol_text(r->context->plan->names, level->base.name);

        if (r->told & only_rank(r, level->rank))
            continue;
        if (!diag) {
            diag = toc_diag_add(r->context->sink, TOC_D_LEVEL_UNTOLD, level->base.span,
                                "nobody is told when `%s` is declared", name);
            toc_diag_set_here(r->context->sink, diag,
                              "no report, announcement or step `to` somebody is owed at it");
        } else if (labels++ < 8) {
            toc_diag_add_label(r->context->sink, diag, level->base.span, "nor of `%s`", name);
        }
    }
    if (diag)
        toc_diag_add_help(r->context->sink, diag,
                          "add a `report` or an `announcement` that is `on level at least …`");
}

void toc_check_untold(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->ladders.count && i < LADDERS_MAX; i++) {
        const toc_plan_ladder *ladder = plan->ladders.items[i];
        reach r = {.context = context, .ladder = ladder};

        if (ladder->levels.count == 0 || ladder->levels.count > RANKS_MAX || !ladder->base.decl)
            continue;
        r.all = ~UINT64_C(0) >> (RANKS_MAX - ladder->levels.count);
        r.responses = TOC_NEW_ARRAY(context->arena, ranks, plan->responses.count);
        spread_responses(&r);
        tell(&r);
        report(&r);
    }
}
