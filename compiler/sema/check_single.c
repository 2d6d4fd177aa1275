/* check_single.c - T0382 commander-without-successor, T0384 single-point-of-failure: posts that
 * nobody steps in for, where everything waits for them. */
#include "sema/checks.h"
#include "sema/graph.h"
#include "sema/parts.h"

#define CHAIN_MAX 64u /* posts that step in for each other */

typedef struct singles {
    const toc_check_context *context;
    bool *is_succeeded; /* by post */
    bool *is_rostered;  /* by org: its posts are held by whoever has the shift */
    bool *is_told;      /* by body */
    uint32_t *local;    /* by node: its number in the response in hand */
} singles;

/* Would the post, in the end, take over from itself?  Then that is the mistake (T0156): it is not known
 * for whom of its org it steps in. */
static bool is_in_circle(const toc_plan_body *post)
{
    const toc_plan_body *above = post->succeeds.target;

    for (unsigned i = 0; above && i < CHAIN_MAX; i++) {
        if (above == post)
            return true;
        above = above->succeeds.target;
    }
    return false;
}

static void note_circle(singles *it, const toc_plan_body *post)
{
    const toc_plan_body *org = toc_body_org(post);

    for (uint32_t i = 0; is_in_circle(post) && i < org->posts.count; i++)
        it->is_succeeded[org->posts.items[i]->base.id] = true;
}

static singles singles_of(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    singles it = {context, TOC_NEW_ARRAY(context->arena, bool, plan->bodies.count),
                  TOC_NEW_ARRAY(context->arena, bool, plan->bodies.count),
                  TOC_NEW_ARRAY(context->arena, bool, plan->bodies.count),
                  TOC_NEW_ARRAY(context->arena, uint32_t, plan->nodes.count)};

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *above = plan->bodies.items[i]->succeeds.target;

        if (above)
            it.is_succeeded[above->base.id] = true;
        if (above)
            note_circle(&it, plan->bodies.items[i]);
    }
    for (uint32_t i = 0; i < plan->rosters.count; i++) {
        if (plan->rosters.items[i]->org.target)
            it.is_rostered[toc_body_org(plan->rosters.items[i]->org.target)->base.id] = true;
    }
    return it;
}

/* A post of one person for whom nobody steps in, of which nothing was said so far. */
static bool is_single(const singles *it, const toc_plan_body *post)
{
    return post->is_post && post->base.decl && !it->is_succeeded[post->base.id] &&
           !it->is_told[post->base.id] && !it->is_rostered[toc_body_org(post)->base.id];
}

/* ── commanders ──────────────────────────────────────────────────────────── */

static const char *deed_of(toc_part part)
{
    if (part == TOC_PART_DECLARES)
        return TOC_PHRASE("declares the level");
    if (part == TOC_PART_ENDS || part == TOC_PART_APPROVES)
        return TOC_PHRASE("approves");
    return part == TOC_PART_LEADS ? TOC_PHRASE("leads the response") : NULL;
}

static void visit(void *state, toc_part part, const toc_body_ref *ref, const toc_entity *of)
{
    singles *it = state;
    const toc_plan_body *body = ref->target;
    const char *deed = deed_of(part);
    toc_diag *diag;

    (void)of;
    if (!deed || !is_single(it, body))
        return;
    it->is_told[body->base.id] = true;
    diag = toc_diag_add(it->context->sink, TOC_D_COMMANDER_WITHOUT_SUCCESSOR, body->base.span,
                        "nobody steps in for `%s`", body->base.full);
    toc_diag_add_label(it->context->sink, diag, ref->span, "%s", deed);
    toc_diag_add_help(it->context->sink, diag,
                      "name a post that takes over: `post … { succeeds … }`");
}

/* ── single points ───────────────────────────────────────────────────────── */

/* Steps are numbered from 2 on; 0 is the start, 1 the end. */
enum { START, END, FIRST };

typedef TOC_VEC(toc_arc) arcs;

static void add(const singles *it, arcs *list, uint32_t from, uint32_t to)
{
    toc_arc arc = {from, to};

    TOC_PUSH(it->context->arena, list, arc);
}

static bool can_end(const toc_plan_node *node)
{
    bool goes_on = false;

    for (uint32_t i = 0; i < node->out.count; i++)
        goes_on = goes_on || !node->out.items[i]->is_loop;
    for (uint32_t o = 0; o < node->outcomes.count; o++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[o];

        for (uint32_t t = 0; t < outcome->targets.count; t++) {
            if (outcome->targets.items[t].kind != TOC_TARGET_NODE)
                return true;
        }
    }
    return !goes_on;
}

static arcs arcs_of(const singles *it, const toc_plan_response *response)
{
    arcs list = {0};

    for (uint32_t i = 0; i < response->nodes.count; i++)
        it->local[response->nodes.items[i]->base.id] = FIRST + i;
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        if (node->join == TOC_JOIN_START)
            add(it, &list, START, FIRST + i);
        if (can_end(node))
            add(it, &list, FIRST + i, END);
        for (uint32_t e = 0; e < node->out.count; e++) {
            if (!node->out.items[e]->is_loop)
                add(it, &list, FIRST + i, it->local[node->out.items[e]->target->base.id]);
        }
    }
    return list;
}

static void check_post(singles *it, const toc_plan_response *response, const toc_body_ref *ref)
{
    const toc_plan_body *post = ref->target;
    toc_diag *diag;

    if (!post || !is_single(it, post))
        return;
    it->is_told[post->base.id] = true;
    diag = toc_diag_add(it->context->sink, TOC_D_SINGLE_POINT_OF_FAILURE, ref->span,
                        "every way through `%s` needs `%s`, for whom nobody steps in",
                        response->base.full, post->base.full);
    toc_diag_add_label(it->context->sink, diag, post->base.span, "nobody succeeds it");
    toc_diag_add_help(it->context->sink, diag,
                      "name a post that takes over, or give the work to the whole body");
}

static bool needs_post(const toc_plan_response *response)
{
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        if ((node->by.target && node->by.target->is_post) ||
            (node->approval.body.target && node->approval.body.target->is_post))
            return true;
    }
    return false;
}

static void check_response(singles *it, const toc_plan_response *response)
{
    toc_arena *arena = it->context->arena;
    uint32_t count = response->nodes.count + FIRST;
    arcs list;
    toc_graph forth;
    toc_graph back;
    toc_dominators tree;

    if (!needs_post(response))
        return;
    list = arcs_of(it, response);
    forth = toc_graph_build(arena, count, list.items, list.count, false);
    back = toc_graph_build(arena, count, list.items, list.count, true);
    tree = toc_graph_dominators(arena, &forth, &back, START);
    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        if (node->when || !toc_dominates(&tree, FIRST + i, END))
            continue; /* it may be skipped, or passed by */
        check_post(it, response, &node->by);
        check_post(it, response, &node->approval.body);
    }
}

void toc_check_singles(const toc_check_context *context)
{
    singles it = singles_of(context);

    toc_parts_visit(context->plan, visit, &it);
    for (uint32_t i = 0; i < context->plan->responses.count; i++)
        check_response(&it, context->plan->responses.items[i]);
}
