/* flow_build.c - the nodes of a picture, but for those of telling. */
#include "emit/flow_private.h"
#include "emit/wording_cond.h"

void toc_flow_set_deadline(const toc_flow_builder *b, toc_flow_node *node,
                           const toc_deadline *deadline)
{
    toc_worded_deadline worded = toc_wording_deadline(&b->flow->wording, deadline);

    node->deadline = worded.text;
    node->since = worded.since;
}

toc_flow_node *toc_flow_add_node(toc_flow_builder *b, toc_flow_node_kind kind, const char *name,
                                 toc_flow_band *band, const toc_plan_body *owner)
{
    toc_flow_node *node = TOC_NEW(b->arena, toc_flow_node);
    node->kind = kind;
    node->key = toc_arena_printf(b->arena, "%s:%s", toc_flow_node_kind_word(kind), name);
    node->band = band;
    node->owner = owner;
    node->sequence = b->flow->nodes.count;
    TOC_PUSH(b->arena, &b->flow->nodes, node);
    return node;
}

static toc_title word_title(const toc_flow_builder *b, toc_word word)
{
    return (toc_title){toc_wording_word(&b->flow->wording, word), NULL};
}

static toc_flow_node *add_entity(toc_flow_builder *b, toc_flow_node_kind kind,
                                 const toc_entity *entity, toc_flow_band *band,
                                 const toc_plan_body *owner)
{
    toc_flow_node *node = toc_flow_add_node(b, kind, entity->full, band, owner);
    node->title = toc_wording_title(&b->flow->wording, entity);
    node->span = entity->span;
    return node;
}

/* ── signals ─────────────────────────────────────────────────────────────── */

static void make_signals(toc_flow_builder *b)
{
    const toc_plan *plan = b->plan;
    for (uint32_t i = 0; i < plan->events.count; i++) {
        if (b->is_event_drawn[i])
            b->events[i] =
                add_entity(b, TOC_FLOW_EVENT, &plan->events.items[i]->base, b->signals, NULL);
    }
    for (uint32_t i = 0; i < plan->moments.count; i++) {
        const toc_plan_moment *moment = plan->moments.items[i];
        if (b->is_moment_drawn[i])
            b->moments[i] = add_entity(b, TOC_FLOW_MOMENT, &moment->base, b->signals, NULL);
    }
    for (uint32_t i = 0; i < plan->triggers.count; i++) {
        const toc_plan_trigger *trigger = plan->triggers.items[i];
        b->triggers[i] = add_entity(b, TOC_FLOW_TRIGGER, &trigger->base, b->signals, NULL);
        b->triggers[i]->condition = toc_wording_cond_text(&b->flow->wording, trigger->when);
    }
}

/* ── grades and bodies formed ────────────────────────────────────────────── */

static void make_levels(toc_flow_builder *b)
{
    for (uint32_t i = 0; i < b->plan->levels.count; i++) {
        const toc_plan_level *level = b->plan->levels.items[i];
        const toc_plan_body *declarer = level->declared_by.body.target;
        toc_flow_node *node =
            add_entity(b, TOC_FLOW_LEVEL, &level->base, b->level_bands[i], declarer);
        toc_flow_set_deadline(b, node, &level->declared_by.deadline);
        node->condition = toc_wording_cond_text(&b->flow->wording, level->when);
        b->levels[i] = node;
    }
}

static void make_formations(toc_flow_builder *b)
{
    for (uint32_t i = 0; i < b->plan->bodies.count; i++) {
        const toc_plan_body *body = b->plan->bodies.items[i];
        const toc_formation *formed = &body->formed;
        if (toc_span_is_none(formed->by.span))
            continue;
        const char *label = NULL;
        const toc_plan_level *level =
            toc_wording_cond_level(&b->flow->wording, formed->when, &label);
        toc_flow_node *node =
            add_entity(b, TOC_FLOW_FORMATION, &body->base,
                       level ? b->level_bands[level->base.id] : b->telling, formed->by.body.target);
        toc_flow_set_deadline(b, node, &formed->by.deadline);
        node->condition = toc_wording_cond_text(&b->flow->wording, formed->when);
        b->formations[i] = node;
        if (level)
            toc_flow_add_edge(b, TOC_FLOW_EDGE_CAUSE, b->levels[level->base.id], node)->label =
                label;
    }
}

/* ── responses ───────────────────────────────────────────────────────────── */

static void make_approval(toc_flow_builder *b, const toc_plan_node *node, toc_flow_node *waiting)
{
    const toc_duty_by *approval = &node->approval;
    toc_flow_node *plate = toc_flow_add_node(b, TOC_FLOW_APPROVAL, node->base.full, waiting->band,
                                             approval->body.target);
    plate->response = node->response;
    plate->title = word_title(b, TOC_WORD_APPROVE);
    plate->span = approval->span;
    toc_flow_set_deadline(b, plate, &approval->deadline);
    toc_flow_add_edge(b, TOC_FLOW_EDGE_APPROVAL, plate, waiting);
}

static void make_node(toc_flow_builder *b, const toc_plan_node *from, toc_flow_band *band)
{
    toc_flow_node *node = add_entity(b, from->is_decision ? TOC_FLOW_DECISION : TOC_FLOW_STEP,
                                     &from->base, band, from->by.target);
    node->response = from->response;
    toc_flow_set_deadline(b, node, &from->deadline);
    node->repeats = toc_wording_series(&b->flow->wording, &from->series);
    node->until = toc_wording_cond_text(&b->flow->wording, from->series.until);
    if (from->at_most > 0 && !node->repeats)
        node->repeats =
            toc_wording_fill(&b->flow->wording, TOC_WORD_AT_MOST_TIMES,
                             toc_arena_printf(b->arena, "%u", (unsigned)from->at_most), NULL);
    node->condition = toc_wording_cond_text(&b->flow->wording, from->when);
    node->with = toc_wording_bodies(&b->flow->wording, from->with.items, from->with.count);
    node->to = toc_wording_bodies(&b->flow->wording, from->to.items, from->to.count);
    b->nodes[from->base.id] = node;
    if (!toc_span_is_none(from->approval.span))
        make_approval(b, from, node);
}

static void make_response(toc_flow_builder *b, const toc_plan_response *response)
{
    uint32_t id = response->base.id;
    toc_flow_band *band = b->response_bands[id];
    toc_flow_node *start =
        toc_flow_add_node(b, TOC_FLOW_START, response->base.full, band, response->lead.target);
    start->response = response;
    start->span = response->base.span;
    start->title = toc_wording_title(&b->flow->wording, &response->base);
    start->condition = toc_wording_cond_text(&b->flow->wording, response->when);
    b->starts[id] = start;
    for (uint32_t i = 0; i < response->nodes.count; i++)
        make_node(b, response->nodes.items[i], band);
    toc_flow_make_telling(b, response);
    if (!b->is_end_drawn[id])
        return;
    b->ends[id] = toc_flow_add_node(b, TOC_FLOW_END, response->base.full, band, NULL);
    b->ends[id]->response = response;
    b->ends[id]->span = response->base.span;
    b->ends[id]->title = word_title(b, TOC_WORD_END);
}

/* ── the end of a ladder ─────────────────────────────────────────────────── */

/* A response may have the same name. */
static const char *ladder_key(const toc_flow_builder *b, const toc_plan_ladder *ladder)
{
    return toc_arena_printf(b->arena, "ladder:%s", ladder->base.full);
}

static toc_flow_node *make_stage(toc_flow_builder *b, const toc_plan_ladder *ladder,
                                 const toc_duty_by *duty, toc_flow_node_kind kind, toc_word word)
{
    if (toc_span_is_none(duty->span))
        return NULL;
    toc_flow_node *node = toc_flow_add_node(b, kind, ladder_key(b, ladder),
                                            b->end_bands[ladder->base.id], duty->body.target);
    node->title = word_title(b, word);
    node->span = duty->span;
    toc_flow_set_deadline(b, node, &duty->deadline);
    return node;
}

static void make_ladder_end(toc_flow_builder *b, const toc_plan_ladder *ladder)
{
    toc_flow_node *stages[3] = {
        make_stage(b, ladder, &ladder->proposed, TOC_FLOW_PROPOSAL, TOC_WORD_PROPOSE_END),
        make_stage(b, ladder, &ladder->approved, TOC_FLOW_APPROVAL, TOC_WORD_APPROVE_END),
        toc_flow_add_node(b, TOC_FLOW_END, ladder_key(b, ladder), b->end_bands[ladder->base.id],
                          NULL)};
    stages[2]->title = word_title(b, TOC_WORD_END_OF_INCIDENT);
    stages[2]->span = ladder->base.span;
    b->ladder_ends[ladder->base.id] = stages[2];
    toc_flow_node *last = NULL;
    for (unsigned i = 0; i < 3; i++) {
        if (!stages[i])
            continue;
        if (last)
            toc_flow_add_edge(b, i == 2 ? TOC_FLOW_EDGE_END : TOC_FLOW_EDGE_THEN, last, stages[i]);
        else
            stages[i]->condition = toc_wording_cond_text(&b->flow->wording, ladder->end_when);
        last = stages[i];
    }
}

void toc_flow_make_nodes(toc_flow_builder *b)
{
    make_signals(b);
    make_levels(b);
    make_formations(b);
    for (uint32_t i = 0; i < b->plan->responses.count; i++)
        make_response(b, b->plan->responses.items[i]);
    for (uint32_t i = 0; i < b->plan->ladders.count; i++) {
        if (b->is_ladder_end_drawn[i])
            make_ladder_end(b, b->plan->ladders.items[i]);
    }
    toc_flow_make_telling(b, NULL);
}
