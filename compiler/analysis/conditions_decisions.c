/* conditions_decisions.c - T0313 case-left-out, T0316 dead-way, T0354 outcomes-overlap: decisions
 * whose outcomes leave a case out, are never taken, or hold two at once. */
#include "analysis/conditions.h"

#define OUTCOMES_MAX 16u /* compared with each other; more are passed over */

static bool is_plain(const toc_plan_outcome *outcome)
{
    return !outcome->when && outcome->chance < 0;
}

static const char *name_of(const toc_conditions *it, const toc_plan_outcome *outcome)
{
    return toc_symbol_text(it->plan->names, outcome->name);
}

/* ── cases ───────────────────────────────────────────────────────────────── */

static void check_cases(toc_conditions *it, const toc_plan_node *node)
{
    const toc_plan_outcome *last = &node->outcomes.items[node->outcomes.count - 1];
    const toc_cond *rest = NULL;
    toc_diag *diag;

    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_cond *when = node->outcomes.items[i].when;

        if (!when || when->op == TOC_COND_BROKEN)
            return;
        rest = toc_conditions_both(it, rest, toc_conditions_not(it, when));
    }
    if (toc_conditions_can(it, rest) != TOC_ANSWER_YES)
        return;
    diag = toc_diag_add(it->sink, TOC_D_CASE_LEFT_OUT, last->span,
                        "decision `%s` has no way out when none of its conditions holds",
                        node->base.full);
    toc_diag_set_here(it->sink, diag, "for example: %s", toc_conditions_example(it, rest));
    toc_diag_add_help(it->sink, diag, "leave out the `when` of the last outcome");
}

/* ── ways that are never taken ───────────────────────────────────────────── */

static void report_dead(toc_conditions *it, const toc_plan_outcome *outcome,
                        const toc_plan_outcome *first, const char *why)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_DEAD_WAY, outcome->span,
                                  "outcome `%s` is never taken", name_of(it, outcome));

    toc_diag_add_label(it->sink, diag, first->span, "%s", why);
    toc_diag_add_help(it->sink, diag,
                      is_plain(first) ? TOC_PHRASE("put the outcome without `when` last")
                                      : TOC_PHRASE("outcomes are read in order, and the "
                                                   "first whose condition holds is taken"));
}

/* One that is always true is reported itself; what comes after it is its consequence. */
static bool has_certain_before(toc_conditions *it, const toc_plan_node *node, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++) {
        const toc_cond *when = node->outcomes.items[i].when;

        if (when && toc_conditions_always(it, when))
            return true;
    }
    return false;
}

/* @p before: any of the conditions so far; NULL: there was none. */
static void check_way(toc_conditions *it, const toc_plan_node *node, uint32_t index,
                      const toc_cond *before)
{
    const toc_plan_outcome *outcome = &node->outcomes.items[index];
    const toc_cond *left;

    if (!before || (!outcome->when && !is_plain(outcome)) ||
        (outcome->when && toc_conditions_never(it, outcome->when)))
        return;
    left = outcome->when ? toc_conditions_without(it, outcome->when, before)
                         : toc_conditions_not(it, before);
    if (!toc_conditions_never(it, left) || has_certain_before(it, node, index))
        return;
    report_dead(it, outcome, &node->outcomes.items[0],
                outcome->when
                    ? TOC_PHRASE("from here on, whenever its condition holds, another does too")
                    : TOC_PHRASE("from here on, every case is covered"));
}

static void check_ways(toc_conditions *it, const toc_plan_node *node)
{
    const toc_plan_outcome *open = NULL;
    const toc_cond *before = NULL;

    for (uint32_t i = 0; i < node->outcomes.count; i++) {
        const toc_plan_outcome *outcome = &node->outcomes.items[i];

        if (open && outcome->when)
            report_dead(it, outcome, open,
                        TOC_PHRASE("this one comes first and needs no condition"));
        else if (!open && i < OUTCOMES_MAX)
            check_way(it, node, i, before);
        if (is_plain(outcome) && !open)
            open = outcome;
        if (outcome->when)
            before = toc_conditions_either(it, before, outcome->when);
    }
}

/* ── two at once ─────────────────────────────────────────────────────────── */

static bool is_same_target(const toc_plan_target *a, const toc_plan_target *b)
{
    return a->kind == b->kind && a->node.target == b->node.target &&
           a->response.target == b->response.target;
}

static bool goes_the_same_way(const toc_plan_outcome *a, const toc_plan_outcome *b)
{
    if (a->targets.count != b->targets.count)
        return false;
    for (uint32_t i = 0; i < a->targets.count; i++) {
        if (!is_same_target(&a->targets.items[i], &b->targets.items[i]))
            return false;
    }
    return true;
}

static void report_overlap(toc_conditions *it, const toc_plan_outcome *first,
                           const toc_plan_outcome *second, const toc_cond *both)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_OUTCOMES_OVERLAP, second->span,
                                  "outcomes `%s` and `%s` can hold at once", name_of(it, first),
                                  name_of(it, second));

    toc_diag_set_here(it->sink, diag, "for example: %s", toc_conditions_example(it, both));
    toc_diag_add_label(it->sink, diag, first->span, "comes first, so it is taken");
    toc_diag_add_help(it->sink, diag,
                      "let the condition of one say what sets it apart from the "
                      "other");
}

/* From the worst to the least is a usual way to write: there one condition is part of the other.
 * True: reported. */
static bool check_pair(toc_conditions *it, const toc_plan_outcome *first,
                       const toc_plan_outcome *second, const toc_cond *before)
{
    const toc_cond *both;

    if (!first->when || !second->when || goes_the_same_way(first, second))
        return false;
    both = toc_conditions_without(it, toc_conditions_both(it, first->when, second->when), before);
    if (toc_conditions_can(it, both) != TOC_ANSWER_YES ||
        toc_conditions_never(it, toc_conditions_without(it, first->when, second->when)) ||
        toc_conditions_never(it, toc_conditions_without(it, second->when, first->when)))
        return false;
    report_overlap(it, first, second, both);
    return true;
}

/* Reported as such. */
static bool is_dead(toc_conditions *it, const toc_plan_node *node, uint32_t index)
{
    const toc_cond *when = node->outcomes.items[index].when;

    for (uint32_t i = 0; when && i < index; i++) {
        if (node->outcomes.items[i].when)
            when = toc_conditions_without(it, when, node->outcomes.items[i].when);
    }
    return !when || toc_conditions_never(it, when);
}

static void check_overlaps(toc_conditions *it, const toc_plan_node *node)
{
    for (uint32_t second = 1; second < node->outcomes.count && second < OUTCOMES_MAX; second++) {
        const toc_cond *before = NULL;
        bool is_passed = !node->outcomes.items[second].when || is_dead(it, node, second);

        for (uint32_t first = 0; first < second && !is_passed; first++) {
            const toc_plan_outcome *one = &node->outcomes.items[first];

            if (check_pair(it, one, &node->outcomes.items[second], before))
                break; /* one finding for each outcome */
            if (one->when)
                before = toc_conditions_either(it, before, one->when);
        }
    }
}

void toc_conditions_decisions(toc_conditions *it)
{
    for (uint32_t i = 0; i < it->plan->nodes.count; i++) {
        const toc_plan_node *node = it->plan->nodes.items[i];

        if (!node->is_decision || node->outcomes.count == 0)
            continue;
        check_cases(it, node);
        check_ways(it, node);
        check_overlaps(it, node);
    }
}
