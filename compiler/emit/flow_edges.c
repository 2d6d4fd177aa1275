/* flow_edges.c - the edges of a picture: causes, ways through responses, lateness. */
#include "emit/flow_private.h"
#include "emit/wording_cond.h"

toc_flow_edge *toc_flow_add_edge(toc_flow_builder *b, toc_flow_edge_kind kind,
                                 toc_flow_node *source, toc_flow_node *target)
{
    toc_flow_edge *edge = TOC_NEW(b->arena, toc_flow_edge);
    edge->kind = kind;
    edge->source = source;
    edge->target = target;
    edge->sequence = b->flow->edges.count;
    TOC_PUSH(b->arena, &b->flow->edges, edge);
    return edge;
}

/* ── causes ──────────────────────────────────────────────────────────────── */

/* The node that stands for what @p anchor names; NULL where nothing is drawn for it:
 * a body that was always there, a thing of a parent plan. */
static toc_flow_node *anchor_node(const toc_flow_builder *b, const toc_plan_anchor *anchor)
{
    if (anchor->is_broken || !anchor->target || !toc_flow_owns(b->plan, anchor->target))
        return NULL;
    uint32_t id = anchor->target->id;
    switch (anchor->kind) {
    case TOC_PLAN_ANCHOR_NONE:
        return NULL;
    case TOC_PLAN_ANCHOR_EVENT:
        return b->events[id];
    case TOC_PLAN_ANCHOR_TRIGGER:
        return b->triggers[id];
    case TOC_PLAN_ANCHOR_MOMENT:
        return b->moments[id];
    case TOC_PLAN_ANCHOR_LEVEL_DECLARED:
    case TOC_PLAN_ANCHOR_LEVEL_WARRANTED:
    case TOC_PLAN_ANCHOR_LEVEL_AT_LEAST:
    case TOC_PLAN_ANCHOR_LEVEL_IS:
    case TOC_PLAN_ANCHOR_LEVEL_BELOW:
        return anchor->level ? b->levels[anchor->level->base.id] : NULL;
    case TOC_PLAN_ANCHOR_LADDER_END:
        return b->ladder_ends[id];
    case TOC_PLAN_ANCHOR_RESPONSE_START:
        return b->starts[id];
    case TOC_PLAN_ANCHOR_RESPONSE_END:
        return b->ends[id];
    case TOC_PLAN_ANCHOR_NODE_START:
    case TOC_PLAN_ANCHOR_NODE_DONE:
        return b->nodes[id];
    case TOC_PLAN_ANCHOR_REPORT_SENT:
        return b->reports[id];
    case TOC_PLAN_ANCHOR_ANNOUNCEMENT_SENT:
        return b->announcements[id];
    case TOC_PLAN_ANCHOR_BODY_ACTIVE:
        return b->formations[id];
    case TOC_PLAN_ANCHOR_RELAY_RECEIVED:
        return b->hops[id] ? b->hops[id][anchor->hop] : NULL;
    }
    return NULL;
}

static const char *outcome_name(const toc_flow_builder *b, const toc_plan_node *node,
                                int32_t outcome)
{
    if (outcome < 0 || (uint32_t)outcome >= node->outcomes.count)
        return NULL;
    return toc_wording_outcome(&b->flow->wording, &node->outcomes.items[outcome]);
}

static void add_causes(toc_flow_builder *b, const toc_plan_anchors *anchors, toc_flow_node *target)
{
    for (uint32_t i = 0; target && i < anchors->count; i++) {
        const toc_plan_anchor *anchor = &anchors->items[i];
        toc_flow_node *source = anchor_node(b, anchor);
        if (!source)
            continue;
        toc_flow_edge *edge = toc_flow_add_edge(b, TOC_FLOW_EDGE_CAUSE, source, target);
        edge->label = toc_wording_anchor(&b->flow->wording, anchor);
        if (anchor->kind == TOC_PLAN_ANCHOR_NODE_DONE)
            edge->label = outcome_name(b, (const toc_plan_node *)anchor->target, anchor->outcome);
    }
}

static void add_all_causes(toc_flow_builder *b)
{
    const toc_plan *plan = b->plan;
    for (uint32_t i = 0; i < plan->triggers.count; i++)
        add_causes(b, &plan->triggers.items[i]->on, b->triggers[i]);
    for (uint32_t i = 0; i < plan->responses.count; i++)
        add_causes(b, &plan->responses.items[i]->on, b->starts[i]);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        add_causes(b, &plan->reports.items[i]->on, b->reports[i]);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        add_causes(b, &plan->announcements.items[i]->on, b->announcements[i]);
    for (uint32_t i = 0; i < plan->relays.count; i++) {
        const toc_plan_relay *relay = plan->relays.items[i];
        if (relay->hops.count > 0)
            add_causes(b, &relay->on, b->hops[i][0]);
    }
}

/* ── the ways through a response ─────────────────────────────────────────── */

static void add_out(toc_flow_builder *b, const toc_plan_edge *out)
{
    toc_flow_edge_kind kind = out->is_loop        ? TOC_FLOW_EDGE_LOOP
                              : out->outcome >= 0 ? TOC_FLOW_EDGE_OUTCOME
                                                  : TOC_FLOW_EDGE_THEN;
    toc_flow_node *source = b->nodes[out->source->base.id];
    toc_flow_edge *edge = toc_flow_add_edge(b, kind, source, b->nodes[out->target->base.id]);
    edge->origin = out;
    edge->label = outcome_name(b, out->source, out->outcome);
    edge->wait = toc_wording_length(&b->flow->wording, out->wait);
    if (out->outcome >= 0 && (uint32_t)out->outcome < out->source->outcomes.count)
        edge->condition = toc_wording_cond_text(&b->flow->wording,
                                                out->source->outcomes.items[out->outcome].when);
}

static toc_flow_node *start_of(const toc_flow_builder *b, const toc_plan_response *response)
{
    return response && toc_flow_owns(b->plan, &response->base) ? b->starts[response->base.id]
                                                               : NULL;
}

/* `-> end` and `-> response`; the arrows to nodes are edges of the plan. */
static void add_outcome(toc_flow_builder *b, const toc_plan_node *node, uint32_t index)
{
    const toc_plan_outcome *outcome = &node->outcomes.items[index];
    for (uint32_t i = 0; i < outcome->targets.count; i++) {
        const toc_plan_target *target = &outcome->targets.items[i];
        toc_flow_node *to = NULL;
        if (target->kind == TOC_TARGET_END)
            to = b->ends[node->response->base.id];
        else if (target->kind == TOC_TARGET_RESPONSE)
            to = start_of(b, target->response.target);
        if (!to)
            continue;
        toc_flow_edge *edge =
            toc_flow_add_edge(b, TOC_FLOW_EDGE_OUTCOME, b->nodes[node->base.id], to);
        edge->label = outcome_name(b, node, (int32_t)index);
        edge->condition = toc_wording_cond_text(&b->flow->wording, outcome->when);
        edge->wait = toc_wording_length(&b->flow->wording, target->wait);
    }
}

static void add_lates(toc_flow_builder *b, const toc_lates *lates, toc_flow_node *source)
{
    for (uint32_t i = 0; source && i < lates->count; i++) {
        const toc_late *late = &lates->items[i];
        toc_flow_node *target = NULL;
        const toc_plan_level *level = late->level.target;
        if (late->kind == TOC_LATE_ESCALATE && level && toc_flow_owns(b->plan, &level->base))
            target = b->levels[level->base.id];
        else if (late->kind == TOC_LATE_DO)
            target = start_of(b, late->response.target);
        else if (late->kind == TOC_LATE_NOTIFY && late->body.target)
            target = toc_flow_notified(b, source, late->body.target);
        if (!target)
            continue;
        toc_flow_add_edge(b, TOC_FLOW_EDGE_LATE, source, target)->label =
            toc_wording_word(&b->flow->wording, TOC_WORD_LATE);
    }
}

/* With an end drawn, what leads nowhere leads there: the response closes when all is done. */
static void add_node(toc_flow_builder *b, const toc_plan_node *node)
{
    toc_flow_node *source = b->nodes[node->base.id];
    if (node->join == TOC_JOIN_START)
        toc_flow_add_edge(b, TOC_FLOW_EDGE_FIRST, b->starts[node->response->base.id], source);
    for (uint32_t i = 0; i < node->out.count; i++)
        add_out(b, node->out.items[i]);
    for (uint32_t i = 0; i < node->outcomes.count; i++)
        add_outcome(b, node, i);
    toc_flow_node *end = b->ends[node->response->base.id];
    if (end && node->out.count == 0 && node->outcomes.count == 0)
        toc_flow_add_edge(b, TOC_FLOW_EDGE_END, source, end);
    for (uint32_t i = 0; i < node->activates.count; i++) {
        toc_flow_node *start = start_of(b, node->activates.items[i].target);
        if (start)
            toc_flow_add_edge(b, TOC_FLOW_EDGE_ACTIVATES, source, start);
    }
    b->stamp++;
    add_lates(b, &node->if_late, source);
}

/* ── all of it ───────────────────────────────────────────────────────────── */

static void add_all_lates(toc_flow_builder *b)
{
    const toc_plan *plan = b->plan;
    for (uint32_t i = 0; i < plan->levels.count; i++) {
        b->stamp++; /* a body that both name is told once */
        add_lates(b, &plan->levels.items[i]->if_late, b->levels[i]);
        add_lates(b, &plan->levels.items[i]->ladder->if_late, b->levels[i]);
    }
    for (uint32_t i = 0; i < plan->reports.count; i++) {
        b->stamp++;
        add_lates(b, &plan->reports.items[i]->if_late, b->reports[i]);
    }
    for (uint32_t i = 0; i < plan->announcements.count; i++) {
        b->stamp++;
        add_lates(b, &plan->announcements.items[i]->if_late, b->announcements[i]);
    }
}

static void add_after_announcements(toc_flow_builder *b)
{
    for (uint32_t i = 0; i < b->plan->announcements.count; i++) {
        const toc_plan_announcement *announcement = b->plan->announcements.items[i];
        for (uint32_t k = 0; k < announcement->after.count; k++) {
            const toc_plan_node *node = announcement->after.items[k].target;
            if (node)
                toc_flow_add_edge(b, TOC_FLOW_EDGE_THEN, b->nodes[node->base.id],
                                  b->announcements[i]);
        }
    }
}

void toc_flow_make_edges(toc_flow_builder *b)
{
    add_all_causes(b);
    for (uint32_t i = 0; i < b->plan->nodes.count; i++)
        add_node(b, b->plan->nodes.items[i]);
    add_after_announcements(b);
    add_all_lates(b);
}
