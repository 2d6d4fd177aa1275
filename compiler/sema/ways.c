/* ways.c - edges and joins of each response (exact rules 6.1 to 6.4): what `after` and the arrows
 * of decisions say, and where the response starts. */
#include "sema/ways.h"

/* ── `after` ─────────────────────────────────────────────────────────────── */

static void report_elsewhere(toc_sema *sema, toc_span span, const toc_plan_node *node)
{
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_STEP_ELSEWHERE, span,
                                  "`%s` belongs to another response", node->base.full);

    toc_diag_add_label(sema->sink, diag, node->base.span, "declared here");
    toc_diag_add_help(sema->sink, diag,
                      "`after` speaks of steps of the same response; let this one start "
                      "`on %s`, or read `%s.done` in a condition",
                      node->base.full, node->base.full);
}

static void add_after(toc_sema *sema, toc_plan_node *node, const toc_arg *arg)
{
    toc_found found = toc_path_find(sema, arg->path, TOC_KIND(NODE));
    toc_plan_node *source = (toc_plan_node *)found.entity;
    toc_plan_edge *edge;
    int32_t outcome = -1;

    if (!source || source->base.kind != TOC_ENTITY_NODE) {
        toc_path_resolve(sema, arg->path, TOC_KIND(NODE),
                         TOC_PHRASE("a step")); /* says what is wrong */
        return;
    }
    if (source->response != node->response) {
        report_elsewhere(sema, arg->span, source);
        return;
    }
    if (found.rest) {
        outcome = toc_outcome_resolve(sema, source, found.rest->name);
        if (outcome < 0)
            return;
    }
    edge = TOC_NEW(sema->arena, toc_plan_edge);
    *edge = (toc_plan_edge){source, node, outcome, false, {0, 0, 0}, arg->span};
    TOC_PUSH(sema->arena, &node->in, edge);
}

void toc_fill_after(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_plan_node *node = (toc_plan_node *)entity;

    (void)field;
    node->after_span = clause->span;
    node->join = toc_arg_find(clause->args, TOC_ARG_FLAG) ? TOC_JOIN_ANY : TOC_JOIN_ALL;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        if (arg->kind == TOC_ARG_PATH)
            add_after(sema, node, arg);
    }
}

/* ── arrows ──────────────────────────────────────────────────────────────── */

static void add_arrow(toc_ways *ways, toc_plan_node *node, int32_t outcome, toc_plan_target *target)
{
    toc_arena *arena = ways->sema->arena;
    uint32_t into = target->node.target->base.id;
    toc_arrow arrow = {.written = target, .next = ways->arrows_into[into]};

    arrow.edge = TOC_NEW(arena, toc_plan_edge);
    *arrow.edge =
        (toc_plan_edge){node, target->node.target, outcome, false, target->wait, target->span};
    TOC_PUSH(arena, &ways->arrows, arrow);
    ways->arrows_into[into] = ways->arrows.count;
}

static void collect_arrows(toc_ways *ways)
{
    for (uint32_t i = 0; i < ways->count; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);

        for (uint32_t o = 0; o < node->outcomes.count; o++) {
            toc_plan_outcome *outcome = &node->outcomes.items[o];

            for (uint32_t t = 0; t < outcome->targets.count; t++) {
                toc_plan_target *target = &outcome->targets.items[t];

                if (target->kind == TOC_TARGET_NODE && target->node.target)
                    add_arrow(ways, node, (int32_t)o, target);
            }
        }
    }
}

/* Slots of (decision, outcome), so that an arrow finds the `after` that names it at once. */
static uint32_t *outcome_slots(toc_ways *ways, uint32_t *out_count)
{
    uint32_t *first = TOC_NEW_ARRAY(ways->sema->arena, uint32_t, ways->count);
    uint32_t count = 0;

    for (uint32_t i = 0; i < ways->count; i++) {
        first[i] = count;
        count += toc_ways_node(ways, i)->outcomes.count;
    }
    *out_count = count;
    return first;
}

static void name_arrows(toc_ways *ways)
{
    uint32_t slot_count;
    uint32_t *first = outcome_slots(ways, &slot_count);
    toc_plan_edge **named = TOC_NEW_ARRAY(ways->sema->arena, toc_plan_edge *, slot_count);

    if (!ways->arrows.items)
        return; /* no decision sends anybody anywhere */
    for (uint32_t i = 0; i < ways->count; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);

        for (uint32_t e = 0; e < node->in.count; e++) {
            toc_plan_edge *edge = node->in.items[e];

            if (edge->outcome >= 0)
                named[first[edge->source->base.id] + (uint32_t)edge->outcome] = edge;
        }
        for (uint32_t a = ways->arrows_into[i]; a != 0; a = ways->arrows.items[a - 1].next) {
            toc_arrow *arrow = &ways->arrows.items[a - 1];
            uint32_t source = arrow->edge->source->base.id;
            toc_plan_edge *edge = named[first[source] + (uint32_t)arrow->edge->outcome];

            arrow->is_named = edge && edge->target == node;
            if (arrow->is_named)
                edge->wait = arrow->edge->wait;
        }
    }
}

/* ── where it starts ─────────────────────────────────────────────────────── */

static void collect_arcs(toc_ways *ways)
{
    for (uint32_t i = 0; i < ways->count; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);

        for (uint32_t e = 0; e < node->in.count; e++) {
            toc_arc arc = {node->in.items[e]->source->base.id, i};

            TOC_PUSH(ways->sema->arena, &ways->arcs, arc);
        }
    }
    for (uint32_t a = 0; a < ways->arrows.count; a++) {
        toc_arrow *arrow = &ways->arrows.items[a];
        toc_arc arc = {arrow->edge->source->base.id, arrow->edge->target->base.id};

        if (!arrow->is_named)
            TOC_PUSH(ways->sema->arena, &ways->arcs, arc);
    }
}

/* What is known of one circle of steps that nothing outside leads into. */
typedef struct opening {
    uint32_t candidates; /* nodes without `after` */
    uint32_t bounded;    /* of those, with `at most` */
    uint32_t candidate;  /* the last seen */
    uint32_t bounded_candidate;
    bool is_entered; /* a way leads in from outside */
} opening;

static void report_no_start(toc_ways *ways, uint32_t component)
{
    toc_sema *sema = ways->sema;
    toc_diag *diag = NULL;
    unsigned labels = 0;

    for (uint32_t i = 0; i < ways->count && labels < 8; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);

        if (ways->component[i] != component)
            continue;
        if (!diag)
            diag = toc_diag_add(sema->sink, TOC_D_NO_START, node->base.span,
                                "it is not clear where these steps begin: each follows another");
        else
            toc_diag_add_label(sema->sink, diag, node->base.span, "one of them");
        labels++;
    }
    toc_diag_add_help(sema->sink, diag,
                      "put a step before them that has no arrow to it, or say `at most n times` at "
                      "the one that begins");
    ways->is_broken = true;
}

/* A circle begins at its one node without `after`; of several, at the one that says how often. */
static void add_start(toc_ways *ways, const opening *o, uint32_t component)
{
    toc_arc arc = {ways->count, o->candidate};

    if (o->is_entered || o->candidates == 0)
        return;
    if (o->candidates > 1 && o->bounded != 1) {
        report_no_start(ways, component);
        return;
    }
    if (o->candidates > 1)
        arc.to = o->bounded_candidate;
    TOC_PUSH(ways->sema->arena, &ways->arcs, arc);
}

static void find_starts(toc_ways *ways)
{
    toc_arena *arena = ways->sema->arena;
    toc_graph graph =
        toc_graph_build(arena, ways->count + 1, ways->arcs.items, ways->arcs.count, false);
    uint32_t count;
    opening *openings;

    ways->component = toc_graph_components(arena, &graph, &count);
    openings = TOC_NEW_ARRAY(arena, opening, count);
    for (uint32_t i = 0; i < ways->arcs.count; i++) {
        toc_arc arc = ways->arcs.items[i];

        if (ways->component[arc.from] != ways->component[arc.to])
            openings[ways->component[arc.to]].is_entered = true;
    }
    for (uint32_t i = 0; i < ways->count; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);
        opening *o = &openings[ways->component[i]];

        if (node->in.count > 0)
            continue;
        o->candidates++;
        o->candidate = i;
        if (node->at_most > 0) {
            o->bounded++;
            o->bounded_candidate = i;
        }
    }
    for (uint32_t c = 0; c < count; c++)
        add_start(ways, &openings[c], c);
}

static void find_dominators(toc_ways *ways)
{
    toc_arena *arena = ways->sema->arena;
    toc_graph graph =
        toc_graph_build(arena, ways->count + 1, ways->arcs.items, ways->arcs.count, false);
    toc_graph reversed =
        toc_graph_build(arena, ways->count + 1, ways->arcs.items, ways->arcs.count, true);

    ways->tree = toc_graph_dominators(arena, &graph, &reversed, ways->count);
}

/* ── edges ───────────────────────────────────────────────────────────────── */

static void attach(toc_ways *ways, toc_plan_edge *edge, bool is_new)
{
    if (is_new)
        TOC_PUSH(ways->sema->arena, &edge->target->in, edge);
    TOC_PUSH(ways->sema->arena, &edge->source->out, edge);
}

static void attach_edges(toc_ways *ways)
{
    for (uint32_t i = 0; i < ways->count; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);

        if (node->in.count == 0)
            node->join = TOC_JOIN_START;
        for (uint32_t e = 0; e < node->in.count; e++)
            attach(ways, node->in.items[e], false);
    }
    for (uint32_t pass = 0; pass < 2; pass++) { /* loops last */
        for (uint32_t a = 0; a < ways->arrows.count; a++) {
            toc_arrow *arrow = &ways->arrows.items[a];
            toc_plan_node *target = arrow->edge->target;

            if (arrow->is_named || arrow->is_wrong || arrow->edge->is_loop != (pass == 1))
                continue;
            if (pass == 0 && target->join == TOC_JOIN_START)
                target->join = TOC_JOIN_ANY;
            attach(ways, arrow->edge, true);
        }
    }
}

static void resolve_response(toc_sema *sema, toc_plan_response *response)
{
    toc_ways ways = {.sema = sema, .response = response, .count = response->nodes.count};

    if (ways.count == 0)
        return;
    for (uint32_t i = 0; i < ways.count; i++)
        toc_ways_node(&ways, i)->base.id = i;
    ways.arrows_into = TOC_NEW_ARRAY(sema->arena, uint32_t, ways.count);
    collect_arrows(&ways);
    name_arrows(&ways);
    toc_ways_check_after(&ways);
    collect_arcs(&ways);
    if (!ways.is_broken)
        find_starts(&ways);
    if (!ways.is_broken) {
        find_dominators(&ways);
        toc_ways_find_loops(&ways);
        toc_ways_check_anchors(&ways);
    }
    attach_edges(&ways);
    for (uint32_t i = 0; i < ways.count; i++)
        toc_ways_node(&ways, i)->is_reachable = ways.is_broken || ways.tree.enter[i] != 0;
}

void toc_ways_resolve(toc_sema *sema)
{
    for (uint32_t i = 0; i < sema->entities.count; i++) { /* from here on ids of nodes change */
        toc_entity *entity = sema->entities.items[i];

        if (entity->kind == TOC_ENTITY_RESPONSE)
            resolve_response(sema, (toc_plan_response *)entity);
    }
}
