/* resolve_response.c - responses, steps and decisions from their clauses; ways between them
 * are the business of ways.c. */
#include "sema/context.h"

#define AT(type, member) offsetof(type, member)

static void fill_phase(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    static const char *const words[] = {"monitoring", "warning",     "early",   "response",
                                        "expanded",   "termination", "recovery"};
    static const toc_word_list list = {TOC_PHRASE("phase"), words, 7, TOC_PHASE_MONITORING};

    *(toc_phase *)field = (toc_phase)toc_clause_word(sema, clause, &list);
    ((toc_plan_response *)entity)->phase_span = clause->span;
}

const toc_fill toc_response_fills[TOC_CLAUSE_KIND_COUNT] = {
    [TOC_CLAUSE_CATEGORY] = {toc_fill_categories, AT(toc_plan_response, categories)},
    [TOC_CLAUSE_ON] = {toc_fill_anchors, AT(toc_plan_response, on)},
    [TOC_CLAUSE_WHEN] = {toc_fill_cond, AT(toc_plan_response, when)},
    [TOC_CLAUSE_PHASE] = {fill_phase, AT(toc_plan_response, phase)},
    [TOC_CLAUSE_LEAD] = {toc_fill_body, AT(toc_plan_response, lead)},
    [TOC_CLAUSE_REPEATS] = {toc_fill_flag, AT(toc_plan_response, repeats)},
};

/* ── working time ────────────────────────────────────────────────────────── */

static bool read_points(toc_sema *sema, const toc_clause *clause, toc_ms points[3], unsigned *count)
{
    *count = 0;
    for (const toc_arg *arg = clause->args; arg && *count < 3; arg = arg->next) {
        if (arg->kind != TOC_ARG_DURATION)
            continue;
        points[*count] = toc_fixed_length(sema, arg);
        if (points[(*count)++] < 0)
            return false;
    }
    return *count > 0;
}

static void fill_takes(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    toc_length_range *range = field;
    toc_ms points[3] = {0, 0, 0};
    unsigned count;

    (void)entity;
    if (!read_points(sema, clause, points, &count))
        return;
    range->least = points[0];
    range->most = points[count - 1];
    range->likely = count == 3 ? points[1] : points[0] + (range->most - points[0]) / 2;
    if (range->least > range->likely || range->likely > range->most) {
        toc_diag_add(sema->sink, TOC_D_BACKWARDS, clause->span,
                     "the times must grow: the least, the likely, the most");
        *range = (toc_length_range){0};
        return;
    }
    range->points = count;
    range->span = clause->args->span;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next)
        range->span = toc_span_join(range->span, arg->span);
}

/* ── resources ───────────────────────────────────────────────────────────── */

static toc_quantity read_quantity(toc_sema *sema, const toc_arg *number, const toc_arg *path)
{
    toc_quantity quantity = {.span = toc_span_join(number->span, path->span)};
    int64_t count = toc_whole_resolve(sema, number, 1, INT64_C(1000000000000));

    quantity.count = count < 0 ? 0 : count;
    quantity.resource.span = path->span;
    quantity.resource.target = (toc_plan_resource *)toc_path_resolve(
        sema, path->path, TOC_KIND(RESOURCE), TOC_PHRASE("a resource"));
    return quantity;
}

static void fill_quantities(toc_sema *sema, toc_entity *entity, void *field,
                            const toc_clause *clause)
{
    const toc_clause *from = toc_inner_clause(clause->args, TOC_CLAUSE_FROM);
    toc_body_ref body = {NULL, {0, 0}};
    toc_quantities *quantities = field;

    (void)entity;
    if (from)
        body = toc_body_resolve(sema, toc_arg_find(from->args, TOC_ARG_PATH));
    for (const toc_arg *arg = clause->args; arg && arg->next; arg = arg->next) {
        toc_quantity quantity;

        if (arg->kind != TOC_ARG_NUMBER || arg->next->kind != TOC_ARG_PATH)
            continue;
        quantity = read_quantity(sema, arg, arg->next);
        quantity.from = body;
        TOC_PUSH(sema->arena, quantities, quantity);
    }
}

/* ── the other clauses of steps ──────────────────────────────────────────── */

static void fill_times(toc_sema *sema, toc_entity *entity, void *field, const toc_clause *clause)
{
    int64_t times = toc_whole_resolve(sema, toc_arg_find(clause->args, TOC_ARG_NUMBER), 1, 1000000);

    if (times > 0)
        *(uint32_t *)field = (uint32_t)times;
    ((toc_plan_node *)entity)->at_most_span = clause->span;
}

static void fill_activates(toc_sema *sema, toc_entity *entity, void *field,
                           const toc_clause *clause)
{
    toc_response_refs *refs = field;

    (void)entity;
    for (const toc_arg *arg = clause->args; arg; arg = arg->next) {
        toc_response_ref ref = {NULL, arg->span};

        if (arg->kind != TOC_ARG_PATH)
            continue;
        ref.target = (toc_plan_response *)toc_path_resolve(sema, arg->path, TOC_KIND(RESPONSE),
                                                           TOC_PHRASE("a response"));
        TOC_PUSH(sema->arena, refs, ref);
    }
}

#define NODE_ROWS                                                                                  \
    [TOC_CLAUSE_BY] = {toc_fill_body, AT(toc_plan_node, by)},                                      \
    [TOC_CLAUSE_WITH] = {toc_fill_bodies, AT(toc_plan_node, with)},                                \
    [TOC_CLAUSE_TO] = {toc_fill_bodies, AT(toc_plan_node, to)},                                    \
    [TOC_CLAUSE_AFTER] = {toc_fill_after, 0},                                                      \
    [TOC_CLAUSE_TAKES] = {fill_takes, AT(toc_plan_node, takes)},                                   \
    [TOC_CLAUSE_USES] = {fill_quantities, AT(toc_plan_node, uses)},                                \
    [TOC_CLAUSE_CONSUMES] = {fill_quantities, AT(toc_plan_node, consumes)},                        \
    [TOC_CLAUSE_NEEDS] = {toc_fill_duty_by, AT(toc_plan_node, approval)},                          \
    [TOC_CLAUSE_TIMES] = {fill_times, AT(toc_plan_node, at_most)},                                 \
    [TOC_CLAUSE_INSTRUCTION] = {toc_fill_texts, AT(toc_plan_node, instructions)},                  \
    [TOC_CLAUSE_EVIDENCE] = {toc_fill_texts, AT(toc_plan_node, evidence)},                         \
    [TOC_CLAUSE_SAFETY] = {toc_fill_texts, AT(toc_plan_node, safety)},                             \
    TOC_DUTY_ROWS(toc_plan_node)

const toc_fill toc_step_fills[TOC_CLAUSE_KIND_COUNT] = {
    NODE_ROWS,
    [TOC_CLAUSE_WHEN] = {toc_fill_cond, AT(toc_plan_node, when)},
    [TOC_CLAUSE_EVERY] = {toc_fill_series, AT(toc_plan_node, series)},
    [TOC_CLAUSE_UNTIL] = {toc_fill_until, AT(toc_plan_node, series)},
    [TOC_CLAUSE_FILLS] = {fill_quantities, AT(toc_plan_node, fills)},
    [TOC_CLAUSE_FREES] = {fill_quantities, AT(toc_plan_node, frees)},
    [TOC_CLAUSE_REQUESTS] = {fill_quantities, AT(toc_plan_node, requests)},
    [TOC_CLAUSE_ACTIVATES] = {fill_activates, AT(toc_plan_node, activates)},
};

const toc_fill toc_decision_fills[TOC_CLAUSE_KIND_COUNT] = {
    NODE_ROWS,
    [TOC_CLAUSE_OUTCOME] = {toc_fill_nothing, 0}, /* outcomes.c */
    [TOC_CLAUSE_WAIT] = {toc_fill_nothing, 0},
};
