/* check_resources.c - T0303 more-than-exists, T0318 consumes-lasting, T0319 frees-unfilled. */
#include "base/checked.h"
#include "sema/checks.h"

static void report_amount(const toc_check_context *context, const toc_quantity *quantity,
                          int64_t sum)
{
    const toc_plan_resource *resource = quantity->resource.target;
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_MORE_THAN_EXISTS, quantity->span,
                                  "%lld of `%s` are needed at once, and there are %lld",
                                  (long long)sum, resource->base.full, (long long)resource->count);

    toc_diag_add_label(
        context->sink, diag,
        toc_span_is_none(resource->count_span) ? resource->base.span : resource->count_span,
        toc_span_is_none(resource->count_span) ? TOC_PHRASE("one, where no `count` is given")
                                               : TOC_PHRASE("as many as there are"));
}

bool *toc_resources_requested(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_requested = TOC_NEW_ARRAY(context->arena, bool, plan->resources.count);

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_quantities *requests = &plan->nodes.items[i]->requests;

        for (uint32_t q = 0; q < requests->count; q++) {
            if (requests->items[q].resource.target)
                is_requested[requests->items[q].resource.target->base.id] = true;
        }
    }
    return is_requested;
}

/* sums: by resource, what the step has asked for so far; zero again afterwards. */
static void add_amounts(const toc_check_context *context, const toc_quantities *quantities,
                        const bool *is_requested, int64_t *sums)
{
    for (uint32_t i = 0; i < quantities->count; i++) {
        const toc_quantity *quantity = &quantities->items[i];
        const toc_plan_resource *resource = quantity->resource.target;
        int64_t before;

        if (!resource || !resource->base.decl || is_requested[resource->base.id])
            continue;
        before = sums[resource->base.id];
        if (before > resource->count ||
            !toc_add_i64(before, quantity->count, &sums[resource->base.id]))
            continue;
        if (sums[resource->base.id] > resource->count)
            report_amount(context, quantity, sums[resource->base.id]);
    }
}

static void clear_amounts(const toc_quantities *quantities, int64_t *sums)
{
    for (uint32_t i = 0; i < quantities->count; i++) {
        if (quantities->items[i].resource.target)
            sums[quantities->items[i].resource.target->base.id] = 0;
    }
}

void toc_check_amounts(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    int64_t *sums = TOC_NEW_ARRAY(context->arena, int64_t, plan->resources.count);
    const bool *is_requested = toc_resources_requested(context);

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_plan_node *node = plan->nodes.items[i];

        add_amounts(context, &node->uses, is_requested, sums);
        add_amounts(context, &node->consumes, is_requested, sums);
        add_amounts(context, &node->fills, is_requested, sums);
        clear_amounts(&node->uses, sums);
        clear_amounts(&node->consumes, sums);
        clear_amounts(&node->fills, sums);
    }
}

void toc_check_consumption(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_quantities *consumes = &plan->nodes.items[i]->consumes;

        for (uint32_t q = 0; q < consumes->count; q++) {
            const toc_plan_resource *resource = consumes->items[q].resource.target;
            toc_diag *diag;

            if (!resource || resource->is_consumable || !resource->base.decl)
                continue;
            diag = toc_diag_add(context->sink, TOC_D_CONSUMES_LASTING, consumes->items[q].span,
                                "`%s` is used up here, and is not said to be `consumable`",
                                resource->base.full);
            toc_diag_add_label(context->sink, diag, resource->base.span, "declared here");
            toc_diag_add_help(context->sink, diag,
                              "say `uses` where it comes back, or declare it `consumable`");
        }
    }
}

void toc_check_freeing(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_filled = TOC_NEW_ARRAY(context->arena, bool, plan->resources.count);

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_quantities *fills = &plan->nodes.items[i]->fills;

        for (uint32_t q = 0; q < fills->count; q++) {
            if (fills->items[q].resource.target)
                is_filled[fills->items[q].resource.target->base.id] = true;
        }
    }
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        const toc_quantities *frees = &plan->nodes.items[i]->frees;

        for (uint32_t q = 0; q < frees->count; q++) {
            const toc_plan_resource *resource = frees->items[q].resource.target;

            if (resource && resource->base.decl && !is_filled[resource->base.id])
                toc_diag_add(context->sink, TOC_D_FREES_UNFILLED, frees->items[q].span,
                             "`%s` is freed here, and no step ever fills it", resource->base.full);
        }
    }
}
