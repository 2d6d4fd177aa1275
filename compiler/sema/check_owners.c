/* check_owners.c - T0485 unrelated-owner, T0490 requests-from-itself: who may use what belongs
 * to whom. */
#include "sema/checks.h"

/* The bodies to which somebody answers, or beside which somebody sits, as far up as it goes. */
typedef struct line {
    const toc_plan_body **bodies;
    uint32_t count;
    uint32_t *seen; /* by body: the number of the line that has it last */
    uint32_t number;
} line;

static void add_body(line *to, const toc_plan_body *body)
{
    if (!body || to->seen[body->base.id] == to->number)
        return;
    to->seen[body->base.id] = to->number;
    to->bodies[to->count++] = body;
}

static void add_refs(line *to, const toc_body_refs *refs)
{
    for (uint32_t i = 0; i < refs->count; i++)
        add_body(to, refs->items[i].target);
}

static void draw_line(line *to, const toc_plan_body *from)
{
    to->count = 0;
    to->number++;
    add_body(to, from);
    for (uint32_t i = 0; i < to->count; i++) {
        const toc_plan_body *body = to->bodies[i];

        add_body(to, body->org);
        add_body(to, body->under.target);
        add_body(to, body->office_of.target);
        add_body(to, body->located_in.target);
        add_body(to, body->formed.by.body.target);
        add_body(to, body->formed.source.target);
        add_refs(to, &body->member_of);
        add_refs(to, &body->advises);
        add_refs(to, &body->links);
    }
}

typedef struct owners {
    const toc_check_context *context;
    line performer; /* who does the step, and who helps or is told */
    line owner;
    bool *is_requested; /* by resource */
} owners;

static void draw_performers(owners *it, const toc_plan_node *node)
{
    draw_line(&it->performer, node->by.target);
    for (uint32_t i = 0; i < node->with.count; i++)
        add_body(&it->performer, node->with.items[i].target);
    for (uint32_t i = 0; i < node->to.count; i++)
        add_body(&it->performer, node->to.items[i].target);
    add_body(&it->performer, node->response->lead.target);
}

/* One of them owns it, commands the owner, or answers to the same body. */
static bool are_related(owners *it, const toc_plan_body *owner)
{
    draw_line(&it->owner, owner);
    for (uint32_t i = 0; i < it->owner.count; i++) {
        if (it->performer.seen[it->owner.bodies[i]->base.id] == it->performer.number)
            return true;
    }
    return false;
}

static void report_owner(const toc_check_context *context, const toc_plan_node *node,
                         const toc_quantity *quantity)
{
    const toc_plan_resource *resource = quantity->resource.target;
    toc_diag *diag =
        toc_diag_add(context->sink, TOC_D_UNRELATED_OWNER, quantity->span,
                     "`%s` takes `%s`, which belongs to `%s`", node->by.target->base.full,
                     resource->base.full, resource->owner.target->base.full);

    toc_diag_set_here(context->sink, diag, "nobody here can order it to be handed over");
    toc_diag_add_label(context->sink, diag, resource->owner.span, "the owner");
    toc_diag_add_label(context->sink, diag, node->by.span, "who takes it");
    toc_diag_add_help(
        context->sink, diag,
        "name the owner in the step, `with %s`, or let a step say `requests … from %s`",
        resource->owner.target->base.full, resource->owner.target->base.full);
}

static void check_quantities(owners *it, const toc_plan_node *node, const toc_quantities *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_plan_resource *resource = list->items[i].resource.target;

        if (!resource || !resource->base.decl || !resource->owner.target ||
            it->is_requested[resource->base.id])
            continue;
        draw_performers(it, node);
        if (!are_related(it, resource->owner.target))
            report_owner(it->context, node, &list->items[i]);
    }
}

static line new_line(const toc_check_context *context)
{
    uint32_t count = context->plan->bodies.count;
    line made = {0};

    made.bodies = TOC_NEW_ARRAY(context->arena, const toc_plan_body *, count);
    made.seen = TOC_NEW_ARRAY(context->arena, uint32_t, count);
    return made;
}

void toc_check_owners(const toc_check_context *context)
{
    owners it = {context, new_line(context), new_line(context), toc_resources_requested(context)};

    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];

        if (!node->by.target)
            continue;
        check_quantities(&it, node, &node->uses);
        check_quantities(&it, node, &node->consumes);
        check_quantities(&it, node, &node->fills);
    }
}

static const toc_plan_body *org_of(const toc_plan_body *body)
{
    return body && body->is_post ? body->org : body;
}

void toc_check_requests(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];

        for (uint32_t q = 0; q < node->requests.count; q++) {
            const toc_quantity *request = &node->requests.items[q];
            toc_diag *diag;

            if (!request->from.target || org_of(request->from.target) != org_of(node->by.target))
                continue;
            diag = toc_diag_add(context->sink, TOC_D_REQUESTS_FROM_ITSELF, request->span,
                                "`%s` requests this from itself", node->by.target->base.full);
            toc_diag_add_label(context->sink, diag, node->by.span, "who asks");
            toc_diag_add_help(
                context->sink, diag,
                "name the body that has more of it, or say `uses` where it is at hand");
        }
    }
}
