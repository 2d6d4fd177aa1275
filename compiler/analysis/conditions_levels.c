/* conditions_levels.c - T0306 level-order, T0307 levels-equal, T0350 level-out-of-reach: grades
 * that are never the grade. */
#include "analysis/conditions.h"

#define LEVELS_MAX 16u /* in one ladder; real ones have three to five */

static const toc_cond *when_of(const toc_plan_ladder *ladder, uint32_t index)
{
    return ladder->levels.items[index]->when;
}

static void report_out_of_reach(toc_conditions *it, const toc_plan_level *level)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_LEVEL_OUT_OF_REACH, level->when->span,
                                  "no values reach level `%s`", toc_conditions_name(it, level));

    toc_diag_set_here(it->sink, diag, "this can never hold");
    toc_diag_add_help(it->sink, diag,
                      "look for parts that exclude each other, and at the ranges "
                      "of the indicators");
}

static void report_equal(toc_conditions *it, const toc_plan_level *level,
                         const toc_plan_level *below)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_LEVELS_EQUAL, level->when->span,
                                  "levels `%s` and `%s` always hold together",
                                  toc_conditions_name(it, below), toc_conditions_name(it, level));

    toc_diag_set_here(it->sink, diag, "so `%s` is never the grade", toc_conditions_name(it, below));
    toc_diag_add_label(it->sink, diag, below->when->span, "says the same");
    toc_diag_add_note(
        it->sink, diag, "for example, both hold at: %s",
        toc_conditions_example(it, toc_conditions_both(it, below->when, level->when)));
}

static void report_order(toc_conditions *it, const toc_plan_level *level,
                         const toc_plan_level *below)
{
    const toc_cond *sooner = toc_conditions_without(it, level->when, below->when);
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_LEVEL_ORDER, level->when->span,
                                  "level `%s` is reached before level `%s`, which is less severe",
                                  toc_conditions_name(it, level), toc_conditions_name(it, below));

    toc_diag_set_here(it->sink, diag, "already at: %s", toc_conditions_example(it, sooner));
    toc_diag_add_label(it->sink, diag, below->when->span, "only at: %s",
                       toc_conditions_example(it, below->when));
    toc_diag_add_help(it->sink, diag, "levels are listed the least severe first");
}

static void report_covered(toc_conditions *it, const toc_plan_ladder *ladder, uint32_t index)
{
    const toc_plan_level *level = ladder->levels.items[index];
    toc_diag *diag =
        toc_diag_add(it->sink, TOC_D_LEVEL_ORDER, level->when->span,
                     "level `%s` is never the grade: whenever it holds, a more severe one does too",
                     toc_conditions_name(it, level));

    for (uint32_t above = index + 1; above < ladder->levels.count; above++) {
        if (when_of(ladder, above))
            toc_diag_add_label(it->sink, diag, when_of(ladder, above)->span, "more severe");
    }
    toc_diag_add_help(it->sink, diag, "levels are listed the least severe first");
}

/* A more severe grade may imply a milder one: `>= 20%` is `>= 5%` too.  The other way round the
 * milder one is never the worst that holds.  True: reported. */
static bool check_pair(toc_conditions *it, const toc_plan_level *below, const toc_plan_level *level)
{
    if (!toc_conditions_never(it, toc_conditions_without(it, below->when, level->when)))
        return false;
    if (toc_conditions_never(it, toc_conditions_without(it, level->when, below->when)))
        report_equal(it, level, below);
    else
        report_order(it, level, below);
    return true;
}

static bool is_judged(toc_conditions *it, const toc_cond *when)
{
    return when && toc_conditions_can(it, when) == TOC_ANSWER_YES &&
           !toc_conditions_always(it, when); /* T0220 */
}

static void check_level(toc_conditions *it, const toc_plan_ladder *ladder, uint32_t index)
{
    const toc_plan_level *level = ladder->levels.items[index];
    const toc_cond *left = level->when;

    if (level->when && toc_conditions_never(it, level->when))
        report_out_of_reach(it, level);
    if (!is_judged(it, level->when))
        return;
    for (uint32_t above = index + 1; above < ladder->levels.count; above++) {
        if (!is_judged(it, when_of(ladder, above)))
            continue;
        if (check_pair(it, level, ladder->levels.items[above]))
            return;
        left = toc_conditions_without(it, left, when_of(ladder, above));
    }
    if (toc_conditions_never(it, left))
        report_covered(it, ladder, index);
}

void toc_conditions_levels(toc_conditions *it)
{
    for (uint32_t i = 0; i < it->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = it->plan->ladders.items[i];

        if (ladder->levels.count > LEVELS_MAX) {
            toc_conditions_note_steps(it, ladder->base.span);
            continue;
        }
        for (uint32_t index = 0; index < ladder->levels.count; index++)
            check_level(it, ladder, index);
        toc_conditions_shape(it, ladder);
    }
}
