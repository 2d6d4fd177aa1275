/* flow_undone.c - what a way back takes away from a step that was called for: T0457
 * undone-by-its-loop, T0458 lost-in-the-next-round.
 *
 * A loop sets everything after its target that does not run back to waiting (exact rules 6.4). */
#include "analysis/demand_order.h"
#include "analysis/flow.h"
#include "analysis/flow_ways.h"

static const char *answer_of(const toc_check_context *context, const toc_plan_node *decision,
                             int32_t outcome)
{
    return toc_symbol_text(context->plan->names, decision->outcomes.items[(uint32_t)outcome].name);
}

/* ── a step that the same answer leads to ────────────────────────────────── */

/* Does an answer that goes back lead there as well? */
static bool is_undone(const toc_plan_edge *edge)
{
    if (edge->is_loop || edge->outcome < 0)
        return false;
    for (uint32_t i = 0; i < edge->source->out.count; i++) {
        const toc_plan_edge *other = edge->source->out.items[i];

        if (other->is_loop && other->outcome == edge->outcome)
            return true;
    }
    return false;
}

/* Is there no other way to it? */
static bool is_never_begun(const toc_plan_node *node)
{
    for (uint32_t i = 0; i < node->in.count; i++) {
        if (!node->in.items[i]->is_loop && !is_undone(node->in.items[i]))
            return false;
    }
    return true;
}

static void label_others(const toc_check_context *context, toc_diag *diag,
                         const toc_plan_edge *first)
{
    for (uint32_t i = 0; i < first->source->out.count; i++) {
        const toc_plan_edge *edge = first->source->out.items[i];

        if (edge != first && edge->outcome == first->outcome && !edge->is_loop)
            toc_diag_add_label(context->sink, diag, edge->span, "nor does this");
    }
}

/* Where that is the only way, not even going back as often as can be brings the step about. */
static void show_undone(const toc_check_context *context, toc_diag *diag, const toc_plan_edge *edge,
                        bool is_never)
{
    const toc_plan_node *decision = edge->source;
    toc_flow_finding *finding = toc_flow_find(
        context, diag, &edge->target->base, is_never ? TOC_PLAY_LOOP : TOC_PLAY_THROUGH,
        toc_say(context->arena, "`%s` is not begun", edge->target->base.full));

    finding->response = decision->response;
    finding->node = decision;
    finding->outcome = edge->outcome;
    toc_flow_show(context, finding, TOC_SHOW_DECISION, &decision->base,
                  answer_of(context, decision, edge->outcome));
    if (is_never)
        toc_flow_show(context, finding, TOC_SHOW_LOST, &edge->target->base, NULL);
    else
        toc_flow_show(context, finding, TOC_SHOW_STEP, &edge->target->base, "waiting");
}

static void report_undone(const toc_check_context *context, const toc_plan_edge *edge,
                          const toc_plan_edge *loop)
{
    const char *answer = answer_of(context, edge->source, edge->outcome);
    const char *target = loop->target->base.full;
    bool is_never = is_never_begun(edge->target);
    toc_diag *diag = toc_diag_add(
        context->sink, TOC_D_UNDONE_BY_LOOP, edge->span,
        is_never
            ? TOC_PHRASE("`%s` never begins: the answer `%s` also goes back to `%s`")
            : TOC_PHRASE("`%s` does not begin after the answer `%s`, which also goes back to `%s`"),
        edge->target->base.full, answer, target);

    toc_diag_set_here(context->sink, diag, "set back to waiting before it can begin");
    toc_diag_add_label(context->sink, diag, loop->span,
                       "all that comes after `%s` waits again, as part of its next round", target);
    label_others(context, diag, edge);
    toc_diag_add_help(context->sink, diag,
                      "put it into a response of its own, and start that with the answer: `%s -> "
                      "%s, that-response`; or give it an answer that does not go back",
                      answer, toc_symbol_text(context->plan->names, loop->target->base.name));
    show_undone(context, diag, edge, is_never);
}

static const toc_plan_edge *undone_with(const toc_plan_edge *loop)
{
    for (uint32_t i = 0; i < loop->source->out.count; i++) {
        const toc_plan_edge *edge = loop->source->out.items[i];

        if (edge->outcome == loop->outcome && !edge->is_loop)
            return edge;
    }
    return NULL;
}

/* One message for each answer, at the first step that it leads to in vain. */
static void check_answers(const toc_check_context *context, const toc_plan_node *node)
{
    int32_t last = -1;

    for (uint32_t i = 0; i < node->out.count; i++) {
        const toc_plan_edge *loop = node->out.items[i];
        const toc_plan_edge *edge =
            loop->is_loop && loop->outcome != last ? undone_with(loop) : NULL;

        if (!edge || loop->outcome < 0)
            continue;
        last = loop->outcome;
        report_undone(context, edge, loop);
    }
}

/* ── a step that another decision of the round leads to ──────────────────── */

/* Work of comparing each step with each loop, of one response. */
#define WORK_MAX 4000000u

typedef struct look {
    const toc_check_context *context;
    const toc_order *order;
    const toc_ways *ways;   /* by place */
    const uint32_t *places; /* by id of the node */
    uint16_t *answers;      /* scratch, by decision */
    uint64_t work;          /* left */
    bool *is_told;          /* by place; also of what comes after one that was told */
} look;

/* The last decision (its number) of the loop's round that the way takes; UINT32_MAX: none, or the
 * loop's own, and then nobody is sent that way when it is taken. */
static uint32_t sender_of(const toc_order *order, const toc_order_loop *loop, const uint16_t *way)
{
    uint32_t sender = UINT32_MAX;

    for (uint32_t d = 0; d < order->decision_count; d++) {
        if (way[d] == 0)
            continue;
        if (order->decisions[d] == loop->decision)
            return UINT32_MAX;
        if (toc_bits_has(loop->after, order->decisions[d]))
            sender = d;
    }
    return sender;
}

/* ── may the next round not come to it? ── */

typedef struct next_round {
    look *look;
    const toc_order_loop *loop;
    const toc_ways *ways; /* to the step */
    uint16_t *answers;    /* by decision: outcome + 1, 0 not settled */
} next_round;

static bool goes_back(const toc_plan_node *node, int32_t outcome)
{
    for (uint32_t i = 0; i < node->out.count; i++) {
        if (node->out.items[i]->is_loop && node->out.items[i]->outcome == outcome)
            return true;
    }
    return false;
}

static bool is_possible(const next_round *next, uint32_t d, uint16_t answer)
{
    uint32_t place = next->look->order->decisions[d];

    return place != next->loop->decision ||
           !goes_back(next->look->order->nodes[place], answer - 1); /* the last round it is */
}

static bool avoids(next_round *next, uint32_t way);

/* Settles decision @p d otherwise than way number @p way takes it. */
static bool avoids_by(next_round *next, uint32_t way, uint32_t d)
{
    const toc_order *order = next->look->order;
    uint16_t taken = toc_ways_row(order, next->ways, way)[d];
    uint32_t outcomes = order->nodes[order->decisions[d]]->outcomes.count;
    bool is_found = false;

    for (uint16_t answer = 1; answer <= outcomes && !is_found && next->look->work > 0; answer++) {
        next->look->work--;
        if (answer == taken || !is_possible(next, d, answer))
            continue;
        next->answers[d] = answer;
        is_found = avoids(next, way + 1);
    }
    if (!is_found)
        next->answers[d] = 0;
    return is_found;
}

/* Can the answers avoid this way and all that follow?  No deeper than there are ways. */
static bool avoids(next_round *next, uint32_t way)
{
    const toc_order *order = next->look->order;
    const uint16_t *row;

    if (way == next->ways->count)
        return true;
    row = toc_ways_row(order, next->ways, way);
    if (!toc_ways_agree(order, row, next->answers))
        return avoids(next, way + 1);
    for (uint32_t d = 0; d < order->decision_count; d++) {
        if (row[d] && !next->answers[d] && avoids_by(next, way, d))
            return true;
    }
    return false;
}

/* What was decided before the round stays. */
static bool may_be_lost(look *l, const toc_order_loop *loop, uint32_t place, const uint16_t *way,
                        const uint16_t *back)
{
    const toc_order *order = l->order;
    next_round next = {l, loop, &l->ways[place], l->answers};

    for (uint32_t d = 0; d < order->decision_count; d++)
        l->answers[d] = toc_bits_has(loop->after, order->decisions[d]) ? 0
                        : way[d]                                       ? way[d]
                                                                       : back[d];
    return avoids(&next, 0);
}

/* A way that calls for the step in a round that goes back, while another round does not come to it; NULL:
 * there is none. */
static const uint16_t *lost_way(look *l, const toc_order_loop *loop, uint32_t place)
{
    const toc_order *order = l->order;
    const toc_ways *ways = &l->ways[place];
    const toc_ways *back = &l->ways[loop->decision];

    for (uint32_t i = 0; i < ways->count; i++) {
        const uint16_t *way = toc_ways_row(order, ways, i);

        for (uint32_t k = 0; k < back->count; k++) {
            const uint16_t *there = toc_ways_row(order, back, k);

            if (sender_of(order, loop, way) != UINT32_MAX &&
                !toc_bits_has(toc_ways_over(order, back, k), place) &&
                !toc_bits_has(toc_ways_over(order, ways, i), loop->decision) &&
                toc_ways_agree(order, way, there) && may_be_lost(l, loop, place, way, there))
                return way;
        }
    }
    return NULL;
}

static bool has(const toc_order *order, uint32_t place, uint32_t before)
{
    return toc_bits_has(order->before + (size_t)place * order->words, before);
}

/* May the step still wait to begin when the loop is taken? */
static bool may_be_open(const toc_order *order, const toc_order_loop *loop, uint32_t place)
{
    return place != loop->target && place != loop->decision && toc_bits_has(loop->after, place) &&
           !has(order, loop->decision, place) && !has(order, place, loop->decision);
}

static const toc_plan_edge *edge_of(const toc_order *order, const toc_order_loop *loop)
{
    const toc_plan_node *node = order->nodes[loop->decision];

    for (uint32_t i = 0; i < node->out.count; i++) {
        const toc_plan_edge *edge = node->out.items[i];

        if (edge->is_loop && edge->outcome == loop->outcome &&
            edge->target == order->nodes[loop->target])
            return edge;
    }
    return NULL;
}

static void show_lost(const look *l, toc_diag *diag, const toc_order_loop *loop, uint32_t place)
{
    const toc_plan_node *node = l->order->nodes[place];
    toc_flow_finding *finding =
        toc_flow_find(l->context, diag, &node->base, TOC_PLAY_PAST,
                      toc_say(l->context->arena, "`%s` waits again", node->base.full));

    finding->response = node->response;
    finding->node = l->order->nodes[loop->decision];
    finding->outcome = loop->outcome;
    finding->open = node;
    toc_flow_show(l->context, finding, TOC_SHOW_STEP, &node->base, "waiting");
}

static void report_lost(const look *l, const toc_order_loop *loop, uint32_t place,
                        const uint16_t *called)
{
    const toc_check_context *context = l->context;
    const toc_order *order = l->order;
    const toc_plan_node *node = order->nodes[place];
    uint32_t sender = sender_of(order, loop, called);
    const toc_plan_node *decision = order->nodes[order->decisions[sender]];
    const toc_plan_node *back = order->nodes[loop->decision];
    const toc_plan_edge *way = edge_of(order, loop);
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_LOST_NEXT_ROUND, node->base.span,
                                  "`%s` can be dropped: `%s` may go back before it has begun",
                                  node->base.full, back->base.full);

    toc_diag_set_here(context->sink, diag, "called for once `%s` says `%s`", decision->base.full,
                      answer_of(context, decision, called[sender] - 1));
    if (way)
        toc_diag_add_label(context->sink, diag, way->span,
                           "then it waits again, and the next round need not come to it");
    toc_diag_add_help(context->sink, diag,
                      "let `%s` wait for it, or put it into a response of its own that `%s` starts",
                      back->base.full, decision->base.full);
    show_lost(l, diag, loop, place);
}

static void check_place(look *l, uint32_t place)
{
    const toc_order *order = l->order;
    const toc_plan_node *node = order->nodes[place];

    for (uint32_t i = 0; i < node->in.count; i++) {
        const toc_plan_edge *edge = node->in.items[i];

        if (!edge->is_loop && l->is_told[l->places[edge->source->base.id]])
            l->is_told[place] = true;
    }
    for (uint32_t k = 0; k < order->loops.count && !l->is_told[place]; k++) {
        const toc_order_loop *loop = &order->loops.items[k];
        const uint16_t *way = may_be_open(order, loop, place) ? lost_way(l, loop, place) : NULL;

        if (!way)
            continue;
        report_lost(l, loop, place, way);
        l->is_told[place] = true;
    }
}

static void check_response(const toc_check_context *context, const toc_plan_response *response,
                           const toc_order_start *starts, uint32_t *places)
{
    toc_order *order = toc_order_make(context->arena, &response, 1, starts, places);
    look l = {.context = context, .order = order, .places = places, .work = WORK_MAX};
    uint64_t work = (uint64_t)order->count * order->loops.count;

    if (!order->before || work * order->decision_count > WORK_MAX)
        return;
    l.ways = toc_ways_make(context->arena, order, places);
    l.answers = TOC_NEW_ARRAY(context->arena, uint16_t, order->decision_count);
    l.is_told = TOC_NEW_ARRAY(context->arena, bool, order->count);
    for (uint32_t place = 0; place < order->count; place++)
        check_place(&l, place);
}

/* Two decisions at least, and a way back. */
static bool may_lose(const toc_plan_response *response)
{
    uint32_t decisions = 0;
    bool has_loop = false;

    for (uint32_t i = 0; i < response->nodes.count; i++) {
        const toc_plan_node *node = response->nodes.items[i];

        decisions += node->is_decision;
        for (uint32_t e = 0; e < node->out.count; e++)
            has_loop = has_loop || node->out.items[e]->is_loop;
    }
    return has_loop && decisions >= 2;
}

void toc_check_undone(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    toc_order_start *starts = TOC_NEW_ARRAY(context->arena, toc_order_start, plan->responses.count);
    uint32_t *places = TOC_NEW_ARRAY(context->arena, uint32_t, plan->nodes.count);

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        check_answers(context, plan->nodes.items[i]);
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        if (may_lose(plan->responses.items[i]))
            check_response(context, plan->responses.items[i], starts, places);
    }
}
