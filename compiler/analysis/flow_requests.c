/* flow_requests.c - T0565 waits-for-own-request: a step that cannot start without units that are
 * requested only when it is done.
 *
 * A request goes out when its step is done; a step starts with all that it takes, or not at all (exact
 * rules 9.6, 9.7).  Only where every request of the resource comes after the step is it known that
 * no other activation brings the units. */
#include "analysis/flow.h"
#include "base/checked.h"

/* Steps looked at to tell what comes after another, for the whole plan. */
#define WORK_MAX 4000000u

typedef struct asker {
    const toc_plan_node *node;
    const toc_quantity *request;
} asker;

typedef TOC_VEC(asker) askers;

typedef struct requests {
    const toc_check_context *context;
    askers *of;    /* by resource */
    int64_t *sums; /* by resource, what the step at hand takes; zero again afterwards */
    uint32_t work;
} requests;

static void find_askers(requests *r)
{
    const toc_plan *plan = r->context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        for (uint32_t q = 0; q < node->requests.count; q++) {
            asker one = {node, &node->requests.items[q]};

            if (one.request->resource.target)
                TOC_PUSH(r->context->arena, &r->of[one.request->resource.target->base.id], one);
        }
    }
}

/* Nothing makes it superfluous: no other answer, no refusal, no guard. */
static bool is_surely_called_for(const toc_plan_node *node)
{
    return node->in.count == 0 && toc_span_is_none(node->approval.span) && !node->when;
}

/* What a skipped step lets through comes without it. */
static bool is_all_behind(requests *r, const toc_plan_node *node, const askers *list)
{
    const toc_plan_response *response = node->response;
    bool is_own = true;
    const bool *behind;
    uint32_t first;

    for (uint32_t i = 0; i < list->count; i++) {
        is_own = is_own && list->items[i].node == node;
        if (list->items[i].node->response != response)
            return false;
    }
    r->work += is_own ? 0 : response->nodes.count;
    if (is_own || node->when || r->work > WORK_MAX)
        return is_own;
    first = toc_flow_first_node(response);
    behind = is_surely_called_for(node) ? toc_flow_held_back(r->context->arena, node)
                                        : toc_flow_only_after(r->context->arena, node);
    for (uint32_t i = 0; i < list->count; i++) {
        if (!behind[list->items[i].node->base.id - first])
            return false;
    }
    return true;
}

static void report(const requests *r, const toc_plan_node *node, const toc_quantity *taken,
                   const askers *list)
{
    toc_diag_sink *sink = r->context->sink;
    const toc_plan_resource *resource = taken->resource.target;
    const char *name = resource->base.full;
    toc_diag *diag = toc_diag_add(sink, TOC_D_WAITS_FOR_OWN_REQUEST, taken->span,
                                  "`%s` never starts: it takes %lld of `%s` with %lld there, and "
                                  "more are requested only when it is done",
                                  node->base.full, (long long)r->sums[resource->base.id], name,
                                  (long long)resource->count);

    toc_diag_set_here(sink, diag, "waits for ever");
    for (uint32_t i = 0; i < list->count; i++) {
        const asker *one = &list->items[i];

        if (one->node == node)
            toc_diag_add_label(sink, diag, one->request->span, "goes out when the step is done");
        else
            toc_diag_add_label(sink, diag, one->request->span, "`%s` comes only after it",
                               one->node->base.full);
    }
    toc_diag_add_help(sink, diag,
                      "let another step request them before, and `%s` come " TOC_KEYWORD " it",
                      node->base.full, "after");
}

/* Once for each resource. */
static void add_amounts(requests *r, const toc_plan_node *node, const toc_quantities *taken)
{
    for (uint32_t i = 0; i < taken->count; i++) {
        const toc_plan_resource *resource = taken->items[i].resource.target;
        int64_t before;
        int64_t *sum;

        if (!resource || !resource->base.decl || r->of[resource->base.id].count == 0)
            continue;
        sum = &r->sums[resource->base.id];
        before = *sum;
        if (before > resource->count || !toc_add_i64(before, taken->items[i].count, sum))
            continue;
        if (*sum > resource->count && is_all_behind(r, node, &r->of[resource->base.id]))
            report(r, node, &taken->items[i], &r->of[resource->base.id]);
    }
}

static void clear(requests *r, const toc_quantities *taken)
{
    for (uint32_t i = 0; i < taken->count; i++) {
        if (taken->items[i].resource.target)
            r->sums[taken->items[i].resource.target->base.id] = 0;
    }
}

void toc_check_own_requests(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    requests r = {.context = context,
                  .of = TOC_NEW_ARRAY(context->arena, askers, plan->resources.count),
                  .sums = TOC_NEW_ARRAY(context->arena, int64_t, plan->resources.count)};

    find_askers(&r);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];
        const toc_quantities *const taken[] = {&node->uses, &node->consumes, &node->fills};

        for (size_t k = 0; k < sizeof taken / sizeof taken[0]; k++)
            add_amounts(&r, node, taken[k]);
        for (size_t k = 0; k < sizeof taken / sizeof taken[0]; k++)
            clear(&r, taken[k]);
    }
}
