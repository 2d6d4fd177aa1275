/* between.c - what the checks between plans share: which body is which, and who is told. */
#include "analysis/between.h"

#include <string.h>

void toc_between_parents(const toc_check_context *context,
                         void (*check)(const toc_check_context *context, const toc_between *it,
                                       const toc_plan_parent *parent))
{
    for (uint32_t i = 0; i < context->plan->parents.count; i++) {
        const toc_plan_parent *parent = context->plan->parents.items[i];
        toc_between it = {context->arena, context->sink,     context->plan,
                          parent->plan,   parent->base.full, parent->base.full};

        if (parent->plan && !parent->plan->has_errors)
            check(context, &it, parent);
    }
}

/* Tables ascend by full name. */
static const toc_plan_body *body_called(const toc_plan *plan, const char *full)
{
    uint32_t low = 0;
    uint32_t high = plan->bodies.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(plan->bodies.items[middle]->base.full, full);

        if (order == 0)
            return plan->bodies.items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const toc_plan_body *toc_between_body(const toc_between *it, const toc_plan_body *body)
{
    size_t size = it->alias ? strlen(it->alias) : 0;

    if (!body)
        return NULL;
    if (body->base.decl)
        return body_called(it->other, body->base.full);
    if (!it->alias || strncmp(body->base.full, it->alias, size) != 0 ||
        body->base.full[size] != '.')
        return NULL;
    return body_called(it->other, body->base.full + size + 1);
}

/* ── telling ─────────────────────────────────────────────────────────────── */

static bool is_one(const toc_between *it, const bool *is_wanted, const toc_body_ref *ref)
{
    const toc_plan_body *body = toc_between_body(it, ref->target);

    if (!body)
        return false;
    return !is_wanted || is_wanted[body->base.id] ||
           (body->is_post && body->org && is_wanted[body->org->base.id]);
}

static bool has_one(const toc_between *it, const bool *is_wanted, const toc_body_refs *refs)
{
    for (uint32_t i = 0; i < refs->count; i++) {
        if (is_one(it, is_wanted, &refs->items[i]))
            return true;
    }
    return false;
}

static bool relay_tells(const toc_between *it, const bool *is_wanted, const toc_plan_relay *relay)
{
    for (uint32_t i = 0; i < relay->hops.count; i++) {
        if (has_one(it, is_wanted, &relay->hops.items[i].to))
            return true;
    }
    for (uint32_t i = 0; i < relay->skips.count; i++) {
        if (has_one(it, is_wanted, &relay->skips.items[i].to))
            return true;
    }
    return has_one(it, is_wanted, &relay->copy);
}

static bool node_tells(const toc_between *it, const bool *is_wanted, const toc_plan_node *node)
{
    return has_one(it, is_wanted, &node->to) || has_one(it, is_wanted, &node->with) ||
           is_one(it, is_wanted, &node->approval.body);
}

bool toc_between_tells(const toc_between *it, const bool *is_wanted)
{
    const toc_plan *plan = it->plan;

    for (uint32_t i = 0; i < plan->reports.count; i++) {
        if (has_one(it, is_wanted, &plan->reports.items[i]->to) ||
            has_one(it, is_wanted, &plan->reports.items[i]->copy))
            return true;
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        if (has_one(it, is_wanted, &plan->announcements.items[i]->to))
            return true;
    }
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        if (relay_tells(it, is_wanted, plan->relays.items[i]))
            return true;
    }
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        if (node_tells(it, is_wanted, plan->nodes.items[i]))
            return true;
    }
    return false;
}
