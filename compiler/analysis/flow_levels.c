/* flow_levels.c - T0440 level-starts-nothing: what hangs on a level. */
#include "analysis/flow.h"

/* ── what a level starts ─────────────────────────────────────────────────── */

/* For each level of one ladder, by rank - 1: something happens, or is owed, because of it. */
typedef struct reactions {
    const toc_plan_ladder *ladder;
    bool *at;
    toc_span first; /* where the mildest is written */
    uint32_t mildest;
} reactions;

static void react(reactions *r, uint32_t rank, toc_span span)
{
    r->at[rank - 1] = true;
    if (rank >= r->mildest)
        return;
    r->mildest = rank;
    r->first = span;
}

static void react_range(reactions *r, uint32_t from, uint32_t to, toc_span span)
{
    for (uint32_t rank = from; rank <= to && rank <= r->ladder->levels.count; rank++)
        react(r, rank, span);
}

static void see_anchor(void *state, const toc_plan_anchor *anchor)
{
    reactions *r = state;
    uint32_t top = r->ladder->levels.count;

    if (anchor->target != &r->ladder->base)
        return;
    switch ((int)anchor->kind) {
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
        react_range(r, anchor->rank, top, anchor->span);
        break;
    case TOC_PLAN_ANCHOR_LEVEL_IS:
        react_range(r, anchor->rank, anchor->rank, anchor->span);
        break;
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        react_range(r, 1, anchor->rank - 1, anchor->span);
        break;
    default:
        break;
    }
}

static bool compares(toc_cond_op op, int64_t a, int64_t b)
{
    switch ((int)op) {
    case TOC_COND_EQ:
        return a == b;
    case TOC_COND_NE:
        return a != b;
    case TOC_COND_LT:
        return a < b;
    case TOC_COND_LE:
        return a <= b;
    case TOC_COND_GT:
        return a > b;
    default:
        return a >= b;
    }
}

static bool is_comparison(toc_cond_op op)
{
    return op >= TOC_COND_EQ && op <= TOC_COND_GE;
}

static bool reads(const reactions *r, const toc_cond *cond)
{
    return cond->op == TOC_COND_LEVEL && cond->entity == &r->ladder->base;
}

static void see_cond(void *state, const toc_cond *cond)
{
    reactions *r = state;
    bool is_list = cond->op == TOC_COND_IN_LIST;

    if ((!is_list && !is_comparison(cond->op)) || !reads(r, cond->kids[0]))
        return;
    for (uint32_t rank = 1; rank <= r->ladder->levels.count; rank++) {
        for (uint32_t k = 1; k < cond->kid_count; k++) {
            int64_t value = cond->kids[k]->value;

            if (cond->kids[k]->op != TOC_COND_CONST ||
                (is_list ? value == rank
                         : compares(cond->op, rank, value) != compares(cond->op, 0, value)))
                react(r, rank, cond->span);
        }
    }
}

static void report_idle(const toc_check_context *context, const reactions *r,
                        const toc_plan_level *level)
{
    const char *name = toc_symbol_text(context->plan->names, level->base.name);
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_LEVEL_STARTS_NOTHING, level->base.span,
                                  "level `%s` starts nothing", name);
    toc_flow_finding *finding =
        toc_flow_find(context, diag, &level->base, TOC_PLAY_LEVEL, TOC_PHRASE("nothing starts"));

    toc_diag_set_here(context->sink, diag,
                      "no response, report or body waits for it, and no condition asks for it");
    toc_diag_add_label(context->sink, diag, r->first, "other levels start something");
    toc_diag_add_help(context->sink, diag,
                      "say who does what at it, if only keep watch: `on level at least %s`", name);
    finding->level = level;
    toc_flow_show(context, finding, TOC_SHOW_LEVEL, &level->base, NULL);
    toc_flow_show(context, finding, TOC_SHOW_NOTHING, NULL, NULL);
}

/* Where no level starts a response there is nothing that this one lacks. */
static bool starts_responses(const toc_plan *plan, const toc_plan_ladder *ladder)
{
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_anchors *on = &plan->responses.items[i]->on;

        for (uint32_t k = 0; k < on->count; k++) {
            if (on->items[k].target == &ladder->base && on->items[k].rank > 0)
                return true;
        }
    }
    return false;
}

void toc_check_idle_levels(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = context->plan->ladders.items[i];
        reactions r = {.ladder = ladder,
                       .at = TOC_NEW_ARRAY(context->arena, bool, ladder->levels.count),
                       .mildest = UINT32_MAX};
        toc_plan_visitor visitor = {.cond = see_cond, .anchor = see_anchor, .state = &r};

        if (!starts_responses(context->plan, ladder))
            continue;
        toc_plan_visit(context->plan, &visitor);
        for (uint32_t k = 0; k < ladder->levels.count; k++) {
            if (!r.at[k] && ladder->levels.items[k]->base.decl)
                report_idle(context, &r, ladder->levels.items[k]);
        }
    }
}
