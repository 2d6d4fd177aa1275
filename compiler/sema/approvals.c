/* approvals.c - what waits for somebody's yes. */
#include "sema/approvals.h"

static toc_plan_approval of_node(const toc_plan_node *node)
{
    return (toc_plan_approval){.what = &node->base,
                               .node = node,
                               .duty = &node->approval,
                               .asked_by = node->by.target,
                               .response = node->response,
                               .on = &node->response->on};
}

static toc_plan_approval of_announcement(const toc_plan_announcement *one)
{
    bool is_own = one->on.count > 0 || !one->response;

    return (toc_plan_approval){.what = &one->base,
                               .announcement = one,
                               .duty = &one->approved,
                               .asked_by = one->by.target,
                               .response = one->response,
                               .on = is_own ? &one->on : &one->response->on};
}

toc_plan_approvals toc_approvals_of(const toc_plan *plan, toc_arena *arena)
{
    toc_plan_approvals list = {0};

    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        if (plan->nodes.items[i]->approval.body.target)
            TOC_PUSH(arena, &list, of_node(plan->nodes.items[i]));
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        if (plan->announcements.items[i]->approved.body.target)
            TOC_PUSH(arena, &list, of_announcement(plan->announcements.items[i]));
    }
    return list;
}
