/* rows_nodes.c - steps and decisions: edges grouped by target, outcomes, what they ask for. */
#include "lower/context.h"

#include <stdlib.h>

/* ── edges ─────────────────────────────────────────────────────────────────── */

static int compare_edges(const void *left, const void *right)
{
    const toc_m_edge *a = left;
    const toc_m_edge *b = right;

    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    if (a->outcome != b->outcome)
        return a->outcome < b->outcome ? -1 : 1;
    if (a->is_loop != b->is_loop)
        return a->is_loop < b->is_loop ? -1 : 1;
    return a->wait == b->wait ? 0 : a->wait > b->wait ? -1 : 1;
}

static toc_ms wait_of(toc_low *low, const toc_duration *wait, toc_span span)
{
    if (wait->workdays == 0 && wait->months == 0)
        return wait->ms;
    toc_diag *diag = toc_diag_add(low->sink, TOC_D_WAIT_NOT_HERE, span,
                                  "a wait between steps cannot be in working days");
    toc_diag_add_help(low->sink, diag, "write hours or days: `after 2d`");
    return 0;
}

static uint32_t edge_outcome(const toc_low *low, const toc_plan_edge *edge)
{
    return edge->outcome < 0
               ? TOC_NONE
               : low->nodes[edge->source->base.id].outcomes.first + (uint32_t)edge->outcome;
}

/* An arrow and an `after` may name the same way: it is one edge, with the longer wait. */
static bool is_same_way(const toc_m_edge *a, const toc_m_edge *b)
{
    return a->source == b->source && a->outcome == b->outcome && a->is_loop == b->is_loop;
}

static void lower_edges(toc_low *low, const toc_plan_node *node, toc_m_node *row)
{
    toc_m_edge *list = TOC_NEW_ARRAY(low->arena, toc_m_edge, node->in.count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];

        if (!edge->source)
            continue;
        list[count++] = (toc_m_edge){.source = edge->source->base.id,
                                     .target = node->base.id,
                                     .outcome = edge_outcome(low, edge),
                                     .is_loop = edge->is_loop,
                                     .wait = wait_of(low, &edge->wait, edge->span)};
    }
    qsort(list, count, sizeof *list, compare_edges);
    row->edges.first = low->edges.count;
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && is_same_way(&list[i - 1], &list[i]))
            continue;
        TOC_PUSH(low->arena, &low->edges, list[i]);
        row->edges.count++;
    }
}

static void link_leaving(toc_low *low)
{
    uint32_t count = low->plan->nodes.count;
    toc_low_ids *leaving = TOC_NEW_ARRAY(low->arena, toc_low_ids, count);

    for (uint32_t i = 0; i < low->edges.count; i++)
        TOC_PUSH(low->arena, &leaving[low->edges.items[i].source], i);
    for (uint32_t i = 0; i < count; i++)
        low->nodes[i].leaving = toc_low_set(low, &leaving[i]);
    /* does a decision stand before it? - along the edges, loops left out */
    toc_low_ids work = {0};
    for (uint32_t i = 0; i < count; i++) {
        if (low->nodes[i].kind == TOC_M_NODE_DECISION)
            TOC_PUSH(low->arena, &work, i);
    }
    for (uint32_t i = 0; i < work.count; i++) {
        const toc_low_ids *edges = &leaving[work.items[i]];

        for (uint32_t k = 0; k < edges->count; k++) {
            const toc_m_edge *edge = &low->edges.items[edges->items[k]];

            if (edge->is_loop || low->nodes[edge->target].upstream)
                continue;
            low->nodes[edge->target].upstream = 1;
            TOC_PUSH(low->arena, &work, edge->target);
        }
    }
}

/* ── outcomes ──────────────────────────────────────────────────────────────── */

#define CHANCE_UNIT 100 /* the plan counts per cent */

static void report_wait(toc_low *low, const toc_plan_target *target)
{
    toc_diag *diag;

    if (target->wait.ms == 0 && target->wait.workdays == 0 && target->wait.months == 0)
        return;
    diag = toc_diag_add(low->sink, TOC_D_WAIT_NOT_HERE, target->span,
                        "only a step can be waited for, a response starts at once");
    toc_diag_add_help(low->sink, diag,
                      "let the first step of the response wait, or put a step with "
                      "`activates` between");
}

/* The responses behind the arrows of an outcome, and those that say `on` it (`on clean.no`). */
static toc_range outcome_responses(toc_low *low, const toc_plan_outcome *outcome,
                                   const toc_low_ids *waiting)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < outcome->targets.count; i++) {
        const toc_plan_target *target = &outcome->targets.items[i];

        if (target->kind != TOC_TARGET_RESPONSE || !target->response.target)
            continue;
        report_wait(low, target);
        TOC_PUSH(low->arena, &ids, target->response.target->base.id);
    }
    for (uint32_t i = 0; i < waiting->count; i++)
        TOC_PUSH(low->arena, &ids, waiting->items[i]);
    return toc_low_set(low, &ids);
}

static bool has_end(const toc_plan_outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->targets.count; i++) {
        if (outcome->targets.items[i].kind == TOC_TARGET_END)
            return true;
    }
    return false;
}

static void lower_outcomes(toc_low *low, const toc_plan_node *node, toc_m_node *row,
                           toc_low_ids *const *waiting)
{
    static const toc_low_ids nobody;

    row->outcomes = (toc_range){low->outcomes.count, node->outcomes.count};
    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[i];
        const toc_low_ids *list = waiting[node->base.id] ? &waiting[node->base.id][i] : &nobody;
        toc_m_outcome *made = TOC_NEW(low->arena, toc_m_outcome);

        *made = (toc_m_outcome){
            .name =
                toc_builder_string(low->builder, toc_symbol_text(low->plan->names, outcome->name)),
            .condition = TOC_NONE,
            .chance = outcome->chance < 0 ? -1 : (int32_t)(outcome->chance / CHANCE_UNIT),
            .responses = outcome_responses(low, outcome, list),
            .ends = has_end(outcome),
            .node = node->base.id};
        TOC_PUSH(low->arena, &low->outcomes, made);
        toc_low_condition_add(low, outcome->when, TOC_OWNER_NONE, TOC_NONE, 0, &made->condition);
    }
}

/* For each decision that a response waits for, by outcome: the responses. */
static toc_low_ids **find_waiting(toc_low *low)
{
    const toc_plan *plan = low->plan;
    toc_low_ids **waiting = TOC_NEW_ARRAY(low->arena, toc_low_ids *, plan->nodes.count);

    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_anchors *on = &plan->responses.items[i]->on;

        for (uint32_t k = 0; k < on->count; k++) {
            const toc_plan_anchor *anchor = &on->items[k];
            const toc_plan_node *node = (const toc_plan_node *)anchor->target;

            if (anchor->kind != TOC_PLAN_ANCHOR_NODE_DONE || anchor->outcome < 0 || !node)
                continue;
            if (!waiting[node->base.id])
                waiting[node->base.id] =
                    TOC_NEW_ARRAY(low->arena, toc_low_ids, node->outcomes.count);
            TOC_PUSH(low->arena, &waiting[node->base.id][anchor->outcome], i);
        }
    }
    return waiting;
}

/* ── demands ───────────────────────────────────────────────────────────────── */

/* Two clauses on one resource are one demand: it is met in one piece. */
static void add_demands(toc_low *low, const toc_quantities *list, uint32_t kind, toc_range *range)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const toc_quantity *it = &list->items[i];
        toc_m_demand row = {.kind = kind, .count = it->count, .from = toc_low_body_id(&it->from)};
        bool is_first = it->resource.target != NULL && it->count > 0;
        uint32_t id;

        for (uint32_t k = 0; is_first && k < i; k++)
            is_first = list->items[k].resource.target != it->resource.target ||
                       list->items[k].from.target != it->from.target;
        if (!is_first || (kind == TOC_DEMAND_REQUEST && row.from == TOC_NONE))
            continue;
        for (uint32_t k = i + 1; k < list->count; k++) {
            if (list->items[k].resource.target == it->resource.target &&
                list->items[k].from.target == it->from.target && row.count <= TOC_UNITS_MAX &&
                list->items[k].count <= TOC_UNITS_MAX)
                row.count += list->items[k].count;
        }
        row.resource = it->resource.target->base.id;
        row.count = toc_low_limit(low, it->span, "units", row.count, TOC_UNITS_MAX);
        id = toc_builder_add_demands(low->builder, &row);
        if (range->count++ == 0)
            range->first = id;
    }
}

static toc_range lower_demands(toc_low *low, const toc_plan_node *node)
{
    toc_range range = {0, 0};

    add_demands(low, &node->uses, TOC_DEMAND_USE, &range);
    add_demands(low, &node->consumes, TOC_DEMAND_CONSUME, &range);
    add_demands(low, &node->fills, TOC_DEMAND_FILL, &range);
    add_demands(low, &node->frees, TOC_DEMAND_FREE, &range);
    add_demands(low, &node->requests, TOC_DEMAND_REQUEST, &range);
    return range;
}

/* ── nodes ─────────────────────────────────────────────────────────────────── */

static toc_range activated(toc_low *low, const toc_response_refs *refs)
{
    toc_low_ids ids = {0};

    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            TOC_PUSH(low->arena, &ids, refs->items[i].target->base.id);
    }
    return toc_low_set(low, &ids);
}

static void lower_takes(const toc_length_range *takes, toc_ms out[3])
{
    out[0] = takes->points ? takes->least : TOC_MS_NONE;
    out[1] = takes->points ? takes->likely : TOC_MS_NONE;
    out[2] = takes->points ? takes->most : TOC_MS_NONE;
}

static void lower_words_of(toc_low *low, const toc_plan_node *node, toc_m_node *row)
{
    row->instruction = toc_low_texts(low, &node->instructions);
    row->evidence = toc_low_texts(low, &node->evidence);
    row->safety = toc_low_texts(low, &node->safety);
}

static void lower_duty(toc_low *low, const toc_plan_node *node, toc_m_node *row)
{
    uint32_t id = node->base.id;

    row->objective = toc_low_objective(&node->scoring);
    row->weight = toc_low_weight(low, &node->scoring);
    row->grace = toc_low_grace(&node->scoring);
    row->deadline = toc_low_series_deadline(low, &node->series, &node->deadline);
    row->approver = toc_low_body_id(&node->approval.body);
    row->approval_deadline =
        row->approver == TOC_NONE ? TOC_NONE : toc_low_deadline(low, &node->approval.deadline);
    row->late = toc_low_lates(low, &node->if_late, NULL);
    row->period = node->series.every;
    if (node->series.every > 0)
        toc_low_condition_add(low, node->series.until, TOC_OWNER_NODE, id, 0, &row->until);
    toc_low_condition_add(low, node->when, TOC_OWNER_NONE, TOC_NONE, 0, &row->guard);
}

static void lower_node(toc_low *low, const toc_plan_node *node, toc_m_node *row)
{
    toc_range outcomes = row->outcomes;

    *row = (toc_m_node){.head = toc_low_head(low, &node->base),
                        .kind = node->is_decision ? TOC_M_NODE_DECISION : TOC_M_NODE_STEP,
                        .response = node->response->base.id,
                        .performer = toc_low_body_id(&node->by),
                        .join = node->join == TOC_JOIN_ANY ? TOC_M_JOIN_ANY : TOC_M_JOIN_ALL,
                        .with = toc_low_body_list(low, &node->with),
                        .to = toc_low_body_list(low, &node->to),
                        .outcomes = outcomes,
                        .guard = TOC_NONE,
                        .until = TOC_NONE,
                        .demands = lower_demands(low, node),
                        .times = (uint32_t)toc_low_limit(low, node->at_most_span, "times",
                                                         node->at_most, TOC_TIMES_MAX),
                        .activates = activated(low, &node->activates),
                        .start_anchor = TOC_NONE,
                        .done_anchor = TOC_NONE,
                        .signal = TOC_NONE};
    lower_takes(&node->takes, row->takes);
    lower_words_of(low, node, row);
    lower_duty(low, node, row);
    lower_edges(low, node, row);
}

void toc_low_nodes(toc_low *low)
{
    const toc_plan *plan = low->plan;
    toc_low_ids **waiting = find_waiting(low);

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        lower_outcomes(low, plan->nodes.items[i], &low->nodes[i], waiting);
    for (uint32_t i = 0; i < plan->nodes.count; i++)
        lower_node(low, plan->nodes.items[i], &low->nodes[i]);
    for (uint32_t i = 0; i < plan->nodes.count; i++) {
        toc_range *nodes = &low->responses[low->nodes[i].response].nodes;

        if (nodes->count++ == 0)
            nodes->first = i;
    }
    link_leaving(low);
}
