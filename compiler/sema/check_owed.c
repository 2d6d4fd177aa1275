/* check_owed.c - T0564 grade-never-owed: a time to declare a grade that nobody is ever asked to declare.
 *
 * The duty to declare opens when conditions warrant a grade above the declared one (exact rules 4.2);
 * `if late escalate to` makes one warranted as well.  What no condition warrants is declared at will. */
#include "sema/checks.h"

static void note_lates(const toc_lates *lates, bool *is_escalated)
{
    for (uint32_t i = 0; i < lates->count; i++) {
        if (lates->items[i].level.target)
            is_escalated[lates->items[i].level.target->base.id] = true;
    }
}

/* Grades that lateness makes warranted, by id. */
static bool *find_escalated(const toc_check_context *context)
{
    const toc_plan *plan = context->plan;
    bool *is_escalated = TOC_NEW_ARRAY(context->arena, bool, (size_t)plan->levels.count + 1);

    for (uint32_t i = 0; i < plan->nodes.count; i++)
        note_lates(&plan->nodes.items[i]->if_late, is_escalated);
    for (uint32_t i = 0; i < plan->reports.count; i++)
        note_lates(&plan->reports.items[i]->if_late, is_escalated);
    for (uint32_t i = 0; i < plan->announcements.count; i++)
        note_lates(&plan->announcements.items[i]->if_late, is_escalated);
    for (uint32_t i = 0; i < plan->ladders.count; i++)
        note_lates(&plan->ladders.items[i]->if_late, is_escalated);
    for (uint32_t i = 0; i < plan->levels.count; i++)
        note_lates(&plan->levels.items[i]->if_late, is_escalated);
    return is_escalated;
}

static bool is_timed(const toc_duty_by *declared, const toc_lates *lates)
{
    return declared->deadline.kind != TOC_DEADLINE_NONE || lates->count > 0;
}

static toc_span timed_span(const toc_duty_by *declared, const toc_lates *lates)
{
    return declared->deadline.kind != TOC_DEADLINE_NONE ? declared->deadline.span
                                                        : lates->items[0].span;
}

static bool is_owed(const toc_plan_level *level, const bool *is_escalated)
{
    return level->when || is_escalated[level->base.id];
}

static void report_level(const toc_check_context *context, const toc_plan_level *level)
{
    const char *name = toc_symbol_text(context->plan->names, level->base.name);
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_GRADE_NEVER_OWED,
                                  timed_span(&level->own_declared_by, &level->if_late),
                                  "nobody can be late in declaring `%s`", name);

    toc_diag_set_here(context->sink, diag, "counts for nobody");
    toc_diag_add_label(context->sink, diag, level->base.span, "no condition warrants it");
    toc_diag_add_note(context->sink, diag,
                      "a grade has to be declared when its condition turns true; without one it is "
                      "declared at will");
    toc_diag_add_help(context->sink, diag, "say when `%s` has to be declared: `when …`", name);
}

/* What the ladder says of all its grades, none of which has a condition. */
static void report_ladder(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    toc_diag *diag = toc_diag_add(
        context->sink, TOC_D_GRADE_NEVER_OWED, timed_span(&ladder->declared_by, &ladder->if_late),
        "nobody can be late in declaring any grade of `%s`", ladder->base.full);

    toc_diag_set_here(context->sink, diag, "counts for nobody");
    toc_diag_add_label(context->sink, diag, ladder->base.span, "no condition warrants its grades");
    toc_diag_add_note(context->sink, diag,
                      "a grade has to be declared when its condition turns true; without one it is "
                      "declared at will");
    toc_diag_add_help(context->sink, diag, "say for each grade when it holds: `when …`");
}

static void check_ladder(const toc_check_context *context, const toc_plan_ladder *ladder,
                         const bool *is_escalated)
{
    bool any = ladder->levels.count == 0;

    for (uint32_t i = 0; i < ladder->levels.count; i++)
        any = any || is_owed(ladder->levels.items[i], is_escalated);
    if (!any && ladder->base.decl && is_timed(&ladder->declared_by, &ladder->if_late)) {
        report_ladder(context, ladder);
        return;
    }
    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (level->base.decl && !is_owed(level, is_escalated) &&
            is_timed(&level->own_declared_by, &level->if_late))
            report_level(context, level);
    }
}

void toc_check_grades_owed(const toc_check_context *context)
{
    const bool *is_escalated = find_escalated(context);

    for (uint32_t i = 0; i < context->plan->ladders.count; i++)
        check_ladder(context, context->plan->ladders.items[i], is_escalated);
}
