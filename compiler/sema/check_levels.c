/* check_levels.c - T0304 nobody-declares, T0305 ladder-without-end, T0308 colour-twice,
 * T0309 colour-order.  What conditions mean: analysis/conditions_levels.c. */
#include "sema/checks.h"

static bool may_declare(const toc_authorities *authorities)
{
    for (uint32_t i = 0; i < authorities->count; i++) {
        if (authorities->items[i].may_declare || authorities->items[i].may_raise)
            return true;
    }
    return false;
}

static bool is_out_of_reach(const toc_plan_level *level)
{
    return !level->when && toc_span_is_none(level->declared_by.span) &&
           !may_declare(&level->authorities) && !may_declare(&level->ladder->authorities);
}

static void report_level(const toc_check_context *context, const toc_plan_level *level)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_NOBODY_DECLARES, level->base.span,
                                  "level `%s` can never be reached",
                                  toc_symbol_text(context->plan->names, level->base.name));

    toc_diag_set_here(context->sink, diag, "no condition warrants it and nobody declares it");
    toc_diag_add_help(context->sink, diag,
                      "say when it holds (`when …`) or who decides "
                      "(`declared by …`)");
}

/* One cause, so one finding for all of them. */
static void report_ladder(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    toc_arena *arena = context->arena;
    const char *of = ladder->is_unnamed ? "" : toc_say(arena, " of `%s`", ladder->base.full);
    const char *names = "";
    toc_diag *diag;

    for (uint32_t i = 0; i < ladder->levels.count; i++)
        names = toc_arena_printf(
            arena, "%s%s`%s`", names, i > 0 ? ", " : "",
            toc_symbol_text(context->plan->names, ladder->levels.items[i]->base.name));
    diag = toc_diag_add(context->sink, TOC_D_NOBODY_DECLARES, ladder->base.span,
                        "no level%s can ever be reached: %s", of, names);
    toc_diag_set_here(context->sink, diag,
                      "no condition warrants any of them and nobody declares them");
    toc_diag_add_help(context->sink, diag,
                      "say for each when it holds (`when …`), or for all who decides "
                      "(`levels { declared by …`)");
}

static uint32_t count_out_of_reach(const toc_plan_ladder *ladder)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < ladder->levels.count; i++)
        count += is_out_of_reach(ladder->levels.items[i]);
    return count;
}

void toc_check_declaring(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = context->plan->ladders.items[i];
        uint32_t count = count_out_of_reach(ladder);

        if (count > 1 && count == ladder->levels.count) {
            report_ladder(context, ladder);
            continue;
        }
        for (uint32_t j = 0; count > 0 && j < ladder->levels.count; j++) {
            if (is_out_of_reach(ladder->levels.items[j]))
                report_level(context, ladder->levels.items[j]);
        }
    }
}

void toc_check_ladder_end(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->ladders.count; i++) {
        const toc_plan_ladder *ladder = context->plan->ladders.items[i];
        toc_diag *diag;

        if (ladder->levels.count == 0 || toc_span_is_none(ladder->declared_by.span) ||
            !toc_span_is_none(ladder->end_span) || !toc_span_is_none(ladder->lower.span))
            continue;
        diag = toc_diag_add(context->sink, TOC_D_LADDER_WITHOUT_END, ladder->base.span,
                            "a declared level has no way to end");
        toc_diag_add_label(context->sink, diag, ladder->declared_by.span, "declared here");
        toc_diag_add_help(context->sink, diag,
                          "say `end when …`, or `lower after …` for a step down");
    }
}

/* ── colours ─────────────────────────────────────────────────────────────── */

static void report_colour_twice(const toc_check_context *context, const toc_plan_level *level,
                                const toc_plan_level *first)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_COLOUR_TWICE, level->colour_span,
                                  "two levels have one colour");

    toc_diag_add_label(context->sink, diag, first->colour_span, "the other one");
}

static void report_colour_order(const toc_check_context *context, const toc_plan_level *level,
                                const toc_plan_level *below)
{
    toc_diag *diag = toc_diag_add(context->sink, TOC_D_COLOUR_ORDER, level->colour_span,
                                  "a more severe level has a milder colour");

    toc_diag_add_label(context->sink, diag, below->colour_span, "the less severe level");
    toc_diag_add_help(context->sink, diag, "the usual order is blue, yellow, orange, red");
}

/* Green to red have a usual order, as TOC_COLOUR_ has it; the others have none. */
static bool has_rank(toc_colour colour)
{
    return colour >= TOC_COLOUR_GREEN && colour <= TOC_COLOUR_RED;
}

static void check_ladder_colours(const toc_check_context *context, const toc_plan_ladder *ladder)
{
    const toc_plan_level *by_colour[TOC_COLOUR_GREY + 1] = {NULL};
    const toc_plan_level *below = NULL;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];

        if (level->colour == TOC_COLOUR_NONE)
            continue;
        if (by_colour[level->colour])
            report_colour_twice(context, level, by_colour[level->colour]);
        else if (has_rank(level->colour) && below && below->colour > level->colour)
            report_colour_order(context, level, below);
        by_colour[level->colour] = level;
        if (has_rank(level->colour))
            below = level;
    }
}

void toc_check_level_colours(const toc_check_context *context)
{
    for (uint32_t i = 0; i < context->plan->ladders.count; i++)
        check_ladder_colours(context, context->plan->ladders.items[i]);
}
