/* ways_loops.c - circles among the steps of a response: which are loops, and what is wrong with
 * the others (exact rules 6.3 and 6.4). */
#include "sema/ways.h"

#define LABELS_MAX 8u

/* ── circles in `after` alone ────────────────────────────────────────────── */

static void report_after_cycle(toc_ways *ways, const uint32_t *component, uint32_t which)
{
    toc_sema *sema = ways->sema;
    toc_diag *diag = NULL;
    unsigned labels = 0;

    for (uint32_t i = 0; i < ways->count && labels < LABELS_MAX; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);

        if (component[i] != which)
            continue;
        if (!diag)
            diag = toc_diag_add(sema->sink, TOC_D_AFTER_CYCLE, node->after_span,
                                "`%s` waits, by way of `after`, for itself", node->base.full);
        else
            toc_diag_add_label(sema->sink, diag, node->after_span, "which waits for this");
        labels++;
    }
    toc_diag_add_help(sema->sink, diag,
                      "to go back to an earlier step, let a decision point at it: `no -> …`");
    ways->is_broken = true;
}

void toc_ways_check_after(toc_ways *ways)
{
    toc_arena *arena = ways->sema->arena;
    TOC_VEC(toc_arc) arcs = {0};
    toc_graph graph;
    uint32_t *component;
    uint32_t *size;
    uint32_t count;

    for (uint32_t i = 0; i < ways->count; i++) {
        toc_plan_node *node = toc_ways_node(ways, i);

        for (uint32_t e = 0; e < node->in.count; e++) {
            toc_arc arc = {node->in.items[e]->source->base.id, i};

            TOC_PUSH(arena, &arcs, arc);
        }
    }
    graph = toc_graph_build(arena, ways->count, arcs.items, arcs.count, false);
    component = toc_graph_components(arena, &graph, &count);
    size = TOC_NEW_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < ways->count; i++)
        size[component[i]]++;
    for (uint32_t i = 0; i < arcs.count; i++) {
        if (arcs.items[i].from == arcs.items[i].to)
            size[component[arcs.items[i].from]] = 2; /* waits for itself */
    }
    for (uint32_t i = 0; i < ways->count; i++) {
        if (size[component[i]] > 1)
            report_after_cycle(ways, component, component[i]);
        size[component[i]] = 0; /* once */
    }
}

/* ── loops ───────────────────────────────────────────────────────────────── */

static void report_not_in_after(toc_ways *ways, toc_arrow *arrow)
{
    toc_sema *sema = ways->sema;
    const toc_plan_edge *edge = arrow->edge;
    const char *outcome =
        toc_symbol_text(sema->names, edge->source->outcomes.items[edge->outcome].name);
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_ARROW_NOT_IN_AFTER, edge->span,
                                  "this arrow leads to `%s`, whose `after` does not name it",
                                  edge->target->base.full);
    const char *source = toc_symbol_text(sema->names, edge->source->base.name);

    toc_diag_add_label(sema->sink, diag, edge->target->after_span, "what it waits for");
    toc_diag_add_help(sema->sink, diag,
                      "add it there: `after any of …, %s.%s`, or drop the `after`", source,
                      outcome);
    arrow->is_wrong = true;
}

static void report_unbounded(toc_ways *ways, const toc_plan_edge *edge)
{
    toc_sema *sema = ways->sema;
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_LOOP_UNBOUNDED, edge->target->base.span,
                                  "`%s` can come round again without end", edge->target->base.full);

    toc_diag_add_label(sema->sink, diag, edge->span, "this arrow leads back to it");
    toc_diag_add_help(sema->sink, diag, "say how often at that step: `at most 3 times`");
}

static bool is_timeless(const toc_plan_node *node)
{
    return node->takes.points > 0 && node->takes.most == 0;
}

static bool has_wait(const toc_plan_edge *edge)
{
    return edge->wait.ms > 0 || edge->wait.workdays > 0;
}

static void report_timeless(toc_ways *ways, const toc_plan_edge *edge)
{
    toc_sema *sema = ways->sema;
    toc_diag *diag = toc_diag_add(sema->sink, TOC_D_LOOP_TIMELESS, edge->span,
                                  "going round this loop takes no time at all");

    toc_diag_add_label(sema->sink, diag, edge->target->takes.span, "takes no time");
    if (edge->source != edge->target)
        toc_diag_add_label(sema->sink, diag, edge->source->takes.span, "takes no time");
    toc_diag_add_help(sema->sink, diag,
                      "say what its steps take, or let the arrow wait: `-> %s after 10min`",
                      toc_symbol_text(sema->names, edge->target->base.name));
}

/* Walks backwards from the decision to the loop's beginning over steps that take no time; one that
 * does, a wait, or a used-up budget ends the search. */
typedef struct search {
    uint32_t *stamp; /* by node: the loop that saw it last */
    uint32_t *stack;
    uint32_t budget;
} search;

static bool all_timeless(toc_ways *ways, search *s, const toc_plan_edge *loop,
                         const toc_graph *reversed, uint32_t mark)
{
    uint32_t depth = 0;

    if (!is_timeless(loop->target) || !is_timeless(loop->source) || has_wait(loop))
        return false;
    s->stamp[loop->target->base.id] = mark;
    if (s->stamp[loop->source->base.id] != mark)
        s->stack[depth++] = loop->source->base.id;
    s->stamp[loop->source->base.id] = mark;
    while (depth > 0) {
        uint32_t v = s->stack[--depth];

        for (uint32_t at = reversed->first[v]; at < reversed->first[v + 1]; at++) {
            uint32_t from = reversed->to[at];

            if (s->budget == 0 || from == ways->count)
                return false;
            s->budget--;
            if (s->stamp[from] == mark)
                continue;
            if (!is_timeless(toc_ways_node(ways, from)))
                return false;
            s->stamp[from] = mark;
            s->stack[depth++] = from;
        }
    }
    return true;
}

static void check_times(toc_ways *ways)
{
    toc_arena *arena = ways->sema->arena;
    toc_graph reversed =
        toc_graph_build(arena, ways->count + 1, ways->arcs.items, ways->arcs.count, true);
    search s = {.budget = 16 * ways->count + 1024};

    s.stamp = TOC_NEW_ARRAY(arena, uint32_t, ways->count);
    s.stack = TOC_NEW_ARRAY(arena, uint32_t, ways->count);
    for (uint32_t a = 0; a < ways->arrows.count; a++) {
        const toc_arrow *arrow = &ways->arrows.items[a];

        if (arrow->edge->is_loop && all_timeless(ways, &s, arrow->edge, &reversed, a + 1))
            report_timeless(ways, arrow->edge);
    }
}

static void mark_loops(toc_ways *ways)
{
    bool *is_reported = TOC_NEW_ARRAY(ways->sema->arena, bool, ways->count);

    for (uint32_t a = 0; a < ways->arrows.count; a++) {
        toc_arrow *arrow = &ways->arrows.items[a];
        toc_plan_edge *edge = arrow->edge;
        uint32_t target = edge->target->base.id;

        if (arrow->is_named)
            continue;
        edge->is_loop = toc_dominates(&ways->tree, target, edge->source->base.id);
        arrow->written->is_loop = edge->is_loop;
        if (!edge->is_loop && edge->target->in.count > 0 &&
            ways->component[target] != ways->component[edge->source->base.id])
            report_not_in_after(ways, arrow); /* those that lead back: check_other_circles() */
        if (edge->is_loop && edge->target->at_most == 0 && !is_reported[target]) {
            is_reported[target] = true;
            if (toc_span_is_none(edge->target->at_most_span)) /* a broken one was reported */
                report_unbounded(ways, edge);
        }
    }
}

/* ── circles that are no loops ───────────────────────────────────────────── */

/* The last step that every way to @p node passes, or NULL. */
static const toc_plan_node *last_passed(const toc_ways *ways, const toc_plan_node *node)
{
    const toc_plan_node *last = NULL;

    for (uint32_t i = 0; i < ways->count; i++) {
        if (i != node->base.id && toc_dominates(&ways->tree, i, node->base.id) &&
            (!last || toc_dominates(&ways->tree, last->base.id, i)))
            last = toc_ways_node(ways, i);
    }
    return last;
}

static void report_no_loop(toc_ways *ways, const toc_plan_edge *edge)
{
    const toc_plan_node *passed = last_passed(ways, edge->source);
    toc_sema *sema = ways->sema;
    toc_diag *diag =
        toc_diag_add(sema->sink, TOC_D_CYCLE_NOT_LOOP, edge->span,
                     "this arrow closes a circle that can be entered elsewhere than at `%s`",
                     edge->target->base.full);

    toc_diag_add_label(sema->sink, diag, edge->target->base.span, "it leads here");
    toc_diag_add_label(sema->sink, diag, edge->source->base.span, "from here");
    if (passed)
        toc_diag_add_help(
            sema->sink, diag,
            "every way to `%s` passes `%s`: lead back there, or let every way pass `%s`",
            edge->source->base.full, passed->base.full, edge->target->base.full);
    else
        toc_diag_add_help(sema->sink, diag, "lead back to a step that every way to `%s` has passed",
                          edge->source->base.full);
}

static void check_other_circles(toc_ways *ways)
{
    toc_arena *arena = ways->sema->arena;
    TOC_VEC(toc_arc) arcs = {0};
    uint32_t *component;
    uint32_t count;
    bool *is_reported;
    toc_graph graph;

    for (uint32_t i = 0; i < ways->count; i++) {
        for (uint32_t e = 0; e < toc_ways_node(ways, i)->in.count; e++) {
            toc_arc arc = {toc_ways_node(ways, i)->in.items[e]->source->base.id, i};

            TOC_PUSH(arena, &arcs, arc);
        }
    }
    for (uint32_t a = 0; a < ways->arrows.count; a++) {
        const toc_arrow *arrow = &ways->arrows.items[a];
        toc_arc arc = {arrow->edge->source->base.id, arrow->edge->target->base.id};

        if (!arrow->is_named && !arrow->is_wrong && !arrow->edge->is_loop)
            TOC_PUSH(arena, &arcs, arc);
    }
    graph = toc_graph_build(arena, ways->count, arcs.items, arcs.count, false);
    component = toc_graph_components(arena, &graph, &count);
    is_reported = TOC_NEW_ARRAY(arena, bool, count);
    for (uint32_t a = 0; a < ways->arrows.count; a++) {
        const toc_arrow *arrow = &ways->arrows.items[a];
        uint32_t source = component[arrow->edge->source->base.id];

        if (arrow->is_named || arrow->is_wrong || arrow->edge->is_loop || is_reported[source] ||
            source != component[arrow->edge->target->base.id])
            continue;
        is_reported[source] = true;
        report_no_loop(ways, arrow->edge);
    }
}

void toc_ways_find_loops(toc_ways *ways)
{
    mark_loops(ways);
    check_other_circles(ways);
    check_times(ways);
}

/* ── deadlines from what comes later ─────────────────────────────────────── */

static void check_anchor(toc_ways *ways, const toc_plan_node *node)
{
    const toc_plan_anchor *anchor = &node->deadline.anchor;
    const toc_plan_node *other = (const toc_plan_node *)anchor->target;
    toc_diag *diag;
    bool is_self = other == node;

    if (node->deadline.kind != TOC_DEADLINE_WITHIN ||
        (anchor->kind != TOC_PLAN_ANCHOR_NODE_DONE && anchor->kind != TOC_PLAN_ANCHOR_NODE_START))
        return;
    if (other->response != node->response ||
        (is_self && anchor->kind == TOC_PLAN_ANCHOR_NODE_START))
        return;
    if (!is_self && (ways->component[node->base.id] == ways->component[other->base.id] ||
                     !toc_dominates(&ways->tree, node->base.id, other->base.id)))
        return;
    diag =
        toc_diag_add(ways->sema->sink, TOC_D_ANCHOR_AFTER, anchor->span,
                     "the deadline of `%s` counts from what only comes after it", node->base.full);
    toc_diag_add_label(ways->sema->sink, diag, other->base.span,
                       is_self ? TOC_PHRASE("its own completion") : TOC_PHRASE("this follows it"));
    toc_diag_add_help(ways->sema->sink, diag,
                      "count from what comes before, or leave the `of` out: then the time runs "
                      "from when the step is ready");
}

void toc_ways_check_anchors(toc_ways *ways)
{
    for (uint32_t i = 0; i < ways->count; i++)
        check_anchor(ways, toc_ways_node(ways, i));
}
