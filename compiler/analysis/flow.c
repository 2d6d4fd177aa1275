/* flow.c - what the checks of flow share: findings, and what a step holds back. */
#include "analysis/flow.h"

/* ── findings ────────────────────────────────────────────────────────────── */

toc_flow_finding *toc_flow_find(const toc_check_context *context, toc_diag *diag,
                                const toc_entity *subject, toc_play play, const char *what)
{
    toc_flow_finding *finding = TOC_NEW(context->arena, toc_flow_finding);

    *finding = (toc_flow_finding){
        .diag = diag, .subject = subject, .play = play, .outcome = -1, .what = what};
    if (context->options->findings)
        TOC_PUSH(context->arena, &context->options->findings->list, finding);
    return finding;
}

void toc_flow_show(const toc_check_context *context, toc_flow_finding *finding, toc_show_kind kind,
                   const toc_entity *entity, const char *state)
{
    toc_show show = {kind, entity, state};

    TOC_PUSH(context->arena, &finding->shows, show);
}

bool toc_flow_is_on_level(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->on.count; i++) {
        if (toc_flow_is_level(response->on.items[i].kind))
            return true;
    }
    return false;
}

/* ── what comes only after a step ────────────────────────────────────────── */

uint32_t toc_flow_first_node(const toc_plan_response *response)
{
    uint32_t least = UINT32_MAX;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        if (response->nodes.items[i]->base.id < least)
            least = response->nodes.items[i]->base.id;
    }
    return least;
}

/* @p is_strict: a join of all counts only where all that it joins does. */
static bool is_held(const toc_plan_node *node, const bool *held, uint32_t first, bool is_strict)
{
    bool is_all = true;
    uint32_t ways = 0;

    for (uint32_t e = 0; e < node->in.count; e++) {
        const toc_plan_edge *edge = node->in.items[e];

        if (edge->is_loop)
            continue;
        ways++;
        if (!is_strict && held[edge->source->base.id - first] && node->join == TOC_JOIN_ALL)
            return true;
        is_all = is_all && held[edge->source->base.id - first];
    }
    return ways > 0 && is_all;
}

static bool *spread(toc_arena *arena, const toc_plan_node *node, bool is_strict)
{
    const toc_plan_response *response = node->response;
    uint32_t first = toc_flow_first_node(response);
    bool *held = TOC_NEW_ARRAY(arena, bool, response->nodes.count);
    TOC_VEC(const toc_plan_node *) work = {0};

    held[node->base.id - first] = true;
    TOC_PUSH(arena, &work, node);
    for (uint32_t done = 0; done < work.count; done++) {
        const toc_plan_node *source = work.items[done];

        for (uint32_t e = 0; e < source->out.count; e++) {
            const toc_plan_node *target = source->out.items[e]->target;

            if (source->out.items[e]->is_loop || held[target->base.id - first] ||
                !is_held(target, held, first, is_strict))
                continue;
            held[target->base.id - first] = true;
            TOC_PUSH(arena, &work, target);
        }
    }
    return held;
}

bool *toc_flow_held_back(toc_arena *arena, const toc_plan_node *node)
{
    return spread(arena, node, false);
}

bool *toc_flow_only_after(toc_arena *arena, const toc_plan_node *node)
{
    return spread(arena, node, true);
}

/* ── conditions while that has not been done ─────────────────────────────── */

/* Whether a condition can be true, and whether it can be false. */
typedef struct chance {
    bool is_true;
    bool is_false;
} chance;

static chance chance_of(const toc_cond *cond, const toc_plan_response *response, uint32_t first,
                        const bool *held)
{
    chance a = {true, true};
    chance b;

    switch ((int)cond->op) {
    case TOC_COND_NODE_DONE: {
        const toc_plan_node *node = (const toc_plan_node *)cond->entity;

        a.is_true = !node || node->response != response || !held[node->base.id - first];
        return a;
    }
    case TOC_COND_HELD:
        a.is_true = chance_of(cond->kids[0], response, first, held).is_true;
        return a;
    case TOC_COND_NOT:
        b = chance_of(cond->kids[0], response, first, held);
        return (chance){b.is_false, b.is_true};
    case TOC_COND_AND:
        a = chance_of(cond->kids[0], response, first, held);
        b = chance_of(cond->kids[1], response, first, held);
        return (chance){a.is_true && b.is_true, a.is_false || b.is_false};
    case TOC_COND_OR:
        a = chance_of(cond->kids[0], response, first, held);
        b = chance_of(cond->kids[1], response, first, held);
        return (chance){a.is_true || b.is_true, a.is_false && b.is_false};
    default:
        return a;
    }
}

bool toc_flow_can_hold(const toc_cond *cond, const toc_plan_response *response, const bool *held)
{
    return chance_of(cond, response, toc_flow_first_node(response), held).is_true;
}

/* ── conditions of which a part is known ─────────────────────────────────── */

static bool is_same_leaf(const toc_cond *a, const toc_cond *b)
{
    return a->op == b->op && a->entity == b->entity && a->outcome == b->outcome;
}

/* Depth: that of conditions. */
const toc_cond *toc_flow_assume(toc_arena *arena, const toc_cond *cond, const toc_cond *leaf,
                                bool is_true)
{
    toc_cond *copy = TOC_NEW(arena, toc_cond);

    *copy = *cond;
    if (is_same_leaf(cond, leaf)) {
        copy->op = TOC_COND_CONST;
        copy->value = is_true;
        copy->entity = NULL;
        return copy;
    }
    copy->kids = TOC_NEW_ARRAY(arena, toc_cond *, cond->kid_count);
    for (uint32_t i = 0; i < cond->kid_count; i++)
        copy->kids[i] = (toc_cond *)(uintptr_t)toc_flow_assume(arena, cond->kids[i], leaf, is_true);
    return copy;
}

const toc_cond *toc_flow_never(toc_arena *arena)
{
    toc_cond *cond = TOC_NEW(arena, toc_cond);

    *cond = (toc_cond){.op = TOC_COND_CONST,
                       .type = {TOC_TYPE_FLAG, NULL, NULL},
                       .outcome = -1,
                       .anchor = {.outcome = -1}};
    return cond;
}
