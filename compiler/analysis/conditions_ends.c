/* conditions_ends.c - T0355 end-at-start, T0356 end-while-warranted, T0357 end-by-one: how an
 * emergency ends.
 *
 * The end is proposed when its condition *rises* while a grade is declared (exact rules 4.4).  One
 * that holds from the start and need not fall while a grade is warranted never rises. */
#include "analysis/conditions.h"

/* ── what conditions read ────────────────────────────────────────────────── */

static bool reads(const toc_cond *cond, const toc_entity *entity)
{
    if (cond->entity == entity || cond->anchor.target == entity)
        return true;
    for (uint32_t i = 0; i < cond->kid_count; i++) {
        if (reads(cond->kids[i], entity))
            return true;
    }
    return false;
}

/* Do both read one thing, in whatever way? */
static bool shares(const toc_cond *a, const toc_cond *b)
{
    const toc_entity *entity = a->entity ? a->entity : a->anchor.target;

    if (entity && reads(b, entity))
        return true;
    for (uint32_t i = 0; i < a->kid_count; i++) {
        if (shares(a->kids[i], b))
            return true;
    }
    return false;
}

/* ── grades that are still warranted ─────────────────────────────────────── */

/* The end, with @p index as the worst grade. */
static const toc_cond *end_at(toc_conditions *it, const toc_plan_ladder *ladder, uint32_t index)
{
    const toc_cond *cond =
        toc_conditions_both(it, ladder->end_when, ladder->levels.items[index]->when);

    while (++index < ladder->levels.count)
        cond = toc_conditions_without(it, cond, ladder->levels.items[index]->when);
    return cond;
}

static void note_grades(toc_conditions *it, const toc_plan_ladder *ladder, toc_diag *diag)
{
    for (uint32_t index = ladder->levels.count; index-- > 0;) {
        const toc_plan_level *level = ladder->levels.items[index];
        const toc_cond *both = level->when ? end_at(it, ladder, index) : NULL;

        if (both && toc_conditions_can(it, both) == TOC_ANSWER_YES)
            toc_diag_add_note(it->sink, diag, "level `%s` is warranted, and the end too, at: %s",
                              toc_conditions_name(it, level), toc_conditions_example(it, both));
    }
}

static bool holds_at_start(toc_conditions *it, const toc_cond *cond)
{
    toc_answer answer;

    toc_logic_begin(it->logic);
    toc_logic_say(it->logic, toc_solver_not(it->logic->solver, toc_logic_read(it->logic, cond, 0)));
    toc_logic_start(it->logic, 0);
    answer = toc_logic_ask(it->logic);
    toc_logic_end(it->logic);
    return answer == TOC_ANSWER_NO;
}

static void report_at_start(toc_conditions *it, const toc_plan_ladder *ladder)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_END_AT_START, ladder->end_when->span,
                                  "the end holds from the start, and need not fall when a level "
                                  "is reached");

    toc_diag_set_here(it->sink, diag,
                      "an end is proposed when this comes true, and here it is "
                      "true already");
    note_grades(it, ladder, diag);
    toc_diag_add_help(it->sink, diag, "say what must be false as long as the emergency lasts");
}

static void report_too_early(toc_conditions *it, const toc_plan_ladder *ladder)
{
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_END_WHILE_WARRANTED, ladder->end_when->span,
                     "the emergency can end while its conditions still warrant a level");

    note_grades(it, ladder, diag);
    toc_diag_add_help(it->sink, diag, "add to the end what is left out of it");
}

/* An end in words of its own ("contained and restored") is somebody's judgement: nothing is known
 * of how it goes with the levels. */
static void check_grades(toc_conditions *it, const toc_plan_ladder *ladder)
{
    const toc_cond *any = NULL;
    bool is_in_their_words = false;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_cond *when = ladder->levels.items[i]->when;

        any = toc_conditions_either(it, any, when);
        is_in_their_words = is_in_their_words || (when && shares(ladder->end_when, when));
    }
    if (!any || toc_conditions_always(it, ladder->end_when) ||
        toc_conditions_can(it, toc_conditions_both(it, ladder->end_when, any)) != TOC_ANSWER_YES)
        return;
    if (holds_at_start(it, ladder->end_when))
        report_at_start(it, ladder);
    else if (is_in_their_words)
        report_too_early(it, ladder);
}

/* ── any one of several ──────────────────────────────────────────────────── */

/* `x < 1 or y` of different things; two thresholds of one thing are a way of writing one. */
static void check_any(toc_conditions *it, const toc_cond *end)
{
    const toc_cond *left = end->kids[0];
    const toc_cond *right = end->kids[1];
    const toc_cond *first;
    const toc_cond *second;
    toc_diag *diag;

    first = toc_conditions_without(it, left, right);
    second = toc_conditions_without(it, right, left);
    if (shares(left, right) || toc_conditions_can(it, first) != TOC_ANSWER_YES ||
        toc_conditions_can(it, second) != TOC_ANSWER_YES)
        return;
    diag = toc_diag_add(it->sink, TOC_D_END_BY_ONE, end->span,
                        "any one of these alone ends the emergency");
    toc_diag_add_label(it->sink, diag, left->span, "enough at: %s",
                       toc_conditions_example(it, first));
    toc_diag_add_label(it->sink, diag, right->span, "enough at: %s",
                       toc_conditions_example(it, second));
    toc_diag_add_help(it->sink, diag, "write `and` if all of them must hold");
}

void toc_conditions_ends(toc_conditions *it)
{
    for (uint32_t i = 0; i < it->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = it->plan->ladders.items[i];

        if (!ladder->end_when || toc_conditions_never(it, ladder->end_when))
            continue;
        check_grades(it, ladder);
        if (ladder->end_when->op == TOC_COND_OR)
            check_any(it, ladder->end_when);
    }
}
