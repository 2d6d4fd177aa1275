/* check_bodies.c - T0127 command-cycle, T0129 related-to-itself, T0132 formed-by-itself,
 * T0155 line-cycle, T0156 succession-cycle, T0157 located-cycle, T0312 approves-own-work,
 * T0314 span-of-control. */
#include "sema/checks.h"
#include "sema/graph.h"

#define LABELS_MAX 8u

/* ── circles ─────────────────────────────────────────────────────────────── */

/* Each body leads to one other at most, so a circle is found by following. */
typedef const toc_body_ref *next_fn(const toc_plan_body *body);

static void report_circle(const toc_check_context *context, const toc_plan_body *start,
                          next_fn *next, toc_diag_code code, const char *verb)
{
    const toc_plan_body *body = next(start)->target;
    toc_diag *diag = toc_diag_add(context->sink, code, next(start)->span, "`%s` %s itself",
                                  start->base.full, verb);

    for (unsigned labels = 0; body != start && labels < LABELS_MAX; labels++) {
        toc_diag_add_label(context->sink, diag, next(body)->span, "by way of `%s`",
                           body->base.full);
        body = next(body)->target;
    }
}

/* What is located in itself at once, T0129 says. */
static bool is_told(const toc_plan_body *body, next_fn *next, toc_diag_code code)
{
    return code != TOC_D_LOCATED_CYCLE || next(body)->target != body;
}

/* seen: number of the walk that met the body; a walk that meets its own trace is a circle. */
static void find_circles(const toc_check_context *context, next_fn *next, toc_diag_code code,
                         const char *verb)
{
    const toc_plan *plan = context->plan;
    uint32_t *seen = TOC_NEW_ARRAY(context->arena, uint32_t, plan->bodies.count);

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        while (body && seen[body->base.id] == 0) {
            seen[body->base.id] = i + 1;
            body = next(body)->target;
        }
        if (body && seen[body->base.id] == i + 1 && is_told(body, next, code))
            report_circle(context, body, next, code, verb);
    }
}

static const toc_body_ref *superior_of(const toc_plan_body *body)
{
    return &body->under;
}

static const toc_body_ref *founder_of(const toc_plan_body *body)
{
    return &body->formed.by.body;
}

void toc_check_command(const toc_check_context *context)
{
    find_circles(context, superior_of, TOC_D_COMMAND_CYCLE,
                 TOC_PHRASE("is, up its line of command, under"));
}

void toc_check_formation(const toc_check_context *context)
{
    find_circles(context, founder_of, TOC_D_FORMED_BY_ITSELF,
                 TOC_PHRASE("could only be formed by"));
}

static const toc_body_ref *succeeded_by(const toc_plan_body *body)
{
    return &body->succeeds;
}

static const toc_body_ref *place_of(const toc_plan_body *body)
{
    return &body->located_in;
}

void toc_check_succession(const toc_check_context *context)
{
    find_circles(context, succeeded_by, TOC_D_SUCCESSION_CYCLE,
                 TOC_PHRASE("would, in the end, succeed"));
}

void toc_check_places(const toc_check_context *context)
{
    find_circles(context, place_of, TOC_D_LOCATED_CYCLE,
                 TOC_PHRASE("is, place within place, located in"));
}

/* ── circles of more than one kind of line ───────────────────────────────── */

/* Whom a body answers to: its superior, whom it is the secretariat of, a post its org. */
typedef struct lines {
    const toc_check_context *context;
    toc_graph graph;
    uint32_t *component;
    bool *is_told;  /* of each component */
    uint32_t *from; /* by body: one more than the body from which a walk came here */
    uint32_t *queue;
} lines;

static void add_arc(toc_arc *arcs, uint32_t *count, const toc_plan_body *from,
                    const toc_plan_body *to)
{
    if (to && to != from)
        arcs[(*count)++] = (toc_arc){from->base.id, to->base.id};
}

static lines lines_of(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    uint32_t n = plan->bodies.count;
    toc_arc *arcs = TOC_NEW_ARRAY(context->arena, toc_arc, 3 * (size_t)n);
    uint32_t arc_count = 0;
    uint32_t components;
    lines it = {.context = context};

    for (uint32_t i = 0; i < n; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        add_arc(arcs, &arc_count, body, body->under.target);
        add_arc(arcs, &arc_count, body, body->office_of.target);
        add_arc(arcs, &arc_count, body, body->org);
    }
    it.graph = toc_graph_build(context->arena, n, arcs, arc_count, false);
    it.component = toc_graph_components(context->arena, &it.graph, &components);
    it.is_told = TOC_NEW_ARRAY(context->arena, bool, components);
    it.from = TOC_NEW_ARRAY(context->arena, uint32_t, n);
    it.queue = TOC_NEW_ARRAY(context->arena, uint32_t, n);
    return it;
}

/* Circles of `under` alone are T0127's. */
static void pass_over_command(lines *it)
{
    const toc_plan *plan = it->context->plan;
    uint32_t *seen = TOC_NEW_ARRAY(it->context->arena, uint32_t, plan->bodies.count);

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];

        while (body && seen[body->base.id] == 0) {
            seen[body->base.id] = i + 1;
            body = body->under.target;
        }
        if (body && seen[body->base.id] == i + 1)
            it->is_told[it->component[body->base.id]] = true;
    }
}

/* The shortest way from @p start back to it; the last body on it, or the count of bodies. */
static uint32_t way_round(lines *it, uint32_t start)
{
    uint32_t head = 0;
    uint32_t tail = 0;

    it->queue[tail++] = start;
    while (head < tail) {
        uint32_t at = it->queue[head++];

        for (uint32_t a = it->graph.first[at]; a < it->graph.first[at + 1]; a++) {
            uint32_t to = it->graph.to[a];

            if (to == start)
                return at;
            if (it->component[to] != it->component[start] || it->from[to] != 0)
                continue;
            it->from[to] = at + 1;
            it->queue[tail++] = to;
        }
    }
    return it->context->plan->bodies.count;
}

static toc_span span_of_line(const toc_plan_body *body, uint32_t to)
{
    if (body->under.target && body->under.target->base.id == to)
        return body->under.span;
    if (body->office_of.target && body->office_of.target->base.id == to)
        return body->office_of.span;
    return body->base.span; /* a post within its org */
}

static void report_lines(lines *it, uint32_t start)
{
    toc_plan_body *const *bodies = it->context->plan->bodies.items;
    uint32_t at = way_round(it, start);
    uint32_t to = start;
    toc_diag *diag;

    if (at == it->context->plan->bodies.count)
        return;
    diag = toc_diag_add(it->context->sink, TOC_D_LINE_CYCLE, span_of_line(bodies[at], to),
                        "`%s` answers, in a circle of superiors and secretariats, to itself",
                        bodies[start]->base.full);
    toc_diag_set_here(it->context->sink, diag, "`%s` answers to `%s`", bodies[at]->base.full,
                      bodies[to]->base.full);
    for (unsigned labels = 0; at != start && labels < LABELS_MAX; labels++) {
        to = at;
        at = it->from[at] - 1;
        toc_diag_add_label(it->context->sink, diag, span_of_line(bodies[at], to),
                           "`%s` answers to `%s`", bodies[at]->base.full, bodies[to]->base.full);
    }
}

void toc_check_lines(const toc_check_context *context)
{
    lines it = lines_of(context);
    uint32_t count = context->plan->bodies.count;
    uint32_t *first = TOC_NEW_ARRAY(context->arena, uint32_t, count);

    pass_over_command(&it);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t component = it.component[i];

        if (first[component]++ == 1 && !it.is_told[component])
            report_lines(&it, i); /* the second of a component: it has more than one */
    }
}

/* ── relations ───────────────────────────────────────────────────────────── */

static void check_relation(const toc_check_context *context, const toc_plan_body *body,
                           const toc_body_ref *ref, const char *what)
{
    if (ref->target == body)
        toc_diag_add(context->sink, TOC_D_RELATED_TO_ITSELF, ref->span, "`%s` cannot be %s itself",
                     body->base.full, what);
}

static void check_relation_list(const toc_check_context *context, const toc_plan_body *body,
                                const toc_body_refs *refs, const char *what)
{
    for (uint32_t i = 0; i < refs->count; i++)
        check_relation(context, body, &refs->items[i], what);
}

void toc_check_relations(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->bodies.count; i++) {
        const toc_plan_body *body = context->plan->bodies.items[i];

        check_relation(context, body, &body->office_of, TOC_PHRASE("the secretariat of"));
        check_relation(context, body, &body->located_in, TOC_PHRASE("located in"));
        check_relation_list(context, body, &body->member_of, TOC_PHRASE("a member of"));
        check_relation_list(context, body, &body->advises, TOC_PHRASE("an adviser of"));
        check_relation_list(context, body, &body->links, TOC_PHRASE("linked to"));
    }
}

void toc_check_span_of_control(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    uint32_t *reports = TOC_NEW_ARRAY(context->arena, uint32_t, plan->bodies.count);

    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *superior = plan->bodies.items[i]->under.target;

        if (superior)
            reports[superior->base.id]++;
    }
    for (uint32_t i = 0; i < plan->bodies.count; i++) {
        const toc_plan_body *body = plan->bodies.items[i];
        toc_diag *diag;

        if (reports[i] <= body->span_of_control || !body->base.decl)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_SPAN_OF_CONTROL, body->base.span,
                            "%u bodies stand directly under `%s`, which can lead %u",
                            (unsigned)reports[i], body->base.full, (unsigned)body->span_of_control);
        toc_diag_add_help(context->sink, diag,
                          "put a group between them, or say `span %u` if it can lead so many",
                          (unsigned)reports[i]);
    }
}

void toc_check_own_approval(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->nodes.count; i++) {
        const toc_plan_node *node = context->plan->nodes.items[i];
        toc_diag *diag;

        if (!node->approval.body.target || node->approval.body.target != node->by.target)
            continue;
        diag = toc_diag_add(context->sink, TOC_D_APPROVES_OWN_WORK, node->approval.body.span,
                            "`%s` approves what it does itself", node->by.target->base.full);
        toc_diag_add_label(context->sink, diag, node->by.span, "does it");
    }
}
