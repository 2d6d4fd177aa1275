/* between_levels.c - T0465 levels-disagree, T0466 levels-not-the-same: one ladder in two plans. */
#include <string.h>

#include "analysis/between.h"

#define LABELS_MAX 8u

const toc_plan_ladder *toc_ladder_called(const toc_plan *plan, const char *full)
{
    for (uint32_t i = 0; i < plan->ladders.count && i < TOC_BETWEEN_LADDERS; i++) {
        if (plan->ladders.items[i]->base.decl &&
            strcmp(plan->ladders.items[i]->base.full, full) == 0)
            return plan->ladders.items[i];
    }
    return NULL;
}

static const char *name_of(const toc_plan *plan, const toc_plan_level *level)
{
    return toc_symbol_text(plan->names, level->base.name);
}

static bool has_alias(const toc_plan_level *level, const char *name)
{
    for (uint32_t i = 0; i < level->aliases.count; i++) {
        if (strcmp(level->aliases.items[i]->bytes, name) == 0)
            return true;
    }
    return false;
}

/* The level of @p ladder that @p level is, by name or alias.  Ladders have few levels: more than 64
 * are not looked at. */
static const toc_plan_level *twin_of(const toc_plan *plan, const toc_plan_ladder *ladder,
                                     const toc_plan *own, const toc_plan_level *level)
{
    const char *name = name_of(own, level);

    for (uint32_t i = 0; i < ladder->levels.count && i < 64; i++) {
        const toc_plan_level *it = ladder->levels.items[i];

        if (strcmp(name_of(plan, it), name) == 0 || has_alias(it, name) ||
            has_alias(level, name_of(plan, it)))
            return it;
    }
    return NULL;
}

static const char *colour_word(toc_colour colour)
{
    static const char *const words[] = {
        TOC_PHRASE("no colour"), TOC_PHRASE("green"), TOC_PHRASE("blue"),   TOC_PHRASE("yellow"),
        TOC_PHRASE("orange"),    TOC_PHRASE("red"),   TOC_PHRASE("purple"), TOC_PHRASE("black"),
        TOC_PHRASE("white"),     TOC_PHRASE("grey")};

    return words[colour];
}

static void check_colour(const toc_between *it, const toc_plan_level *level,
                         const toc_plan_level *twin)
{
    toc_diag *diag;

    if (level->colour == TOC_COLOUR_NONE || twin->colour == TOC_COLOUR_NONE ||
        level->colour == twin->colour)
        return;
    diag = toc_diag_add(it->sink, TOC_D_LEVELS_DISAGREE, level->colour_span,
                        "`%s` is %s here, and %s in `%s`", name_of(it->plan, level),
                        colour_word(level->colour), colour_word(twin->colour), it->called);
    toc_diag_add_label(it->sink, diag, twin->colour_span, "its colour there");
}

static void report_order(const toc_between *it, const toc_plan_level *level,
                         const toc_plan_level *twin, const toc_plan_level *milder,
                         const toc_plan_level *milder_twin)
{
    toc_diag *diag = toc_diag_add(it->sink, TOC_D_LEVELS_DISAGREE, level->base.span,
                                  "`%s` is graver than `%s` here, and milder in `%s`",
                                  name_of(it->plan, level), name_of(it->plan, milder), it->called);

    toc_diag_add_label(it->sink, diag, milder->base.span, "the milder one here");
    toc_diag_add_label(it->sink, diag, twin->base.span, "the milder one there");
    toc_diag_add_label(it->sink, diag, milder_twin->base.span, "the graver one there");
}

/* Levels that the other plan has and this one has not.  Those milder than all that they share
 * are none of this plan's business.  @p mildest: of the shared ones, its rank there; 0: none. */
static void check_lacking(const toc_between *it, const toc_plan_ladder *ladder,
                          const toc_plan_ladder *other, uint32_t mildest)
{
    toc_diag *diag = NULL;
    uint32_t labels = 0;

    for (uint32_t i = 0; i < other->levels.count; i++) {
        const toc_plan_level *level = other->levels.items[i];

        if (level->rank < mildest || twin_of(it->plan, ladder, it->other, level))
            continue;
        if (!diag && mildest == 0)
            diag = toc_diag_add(it->sink, TOC_D_LEVELS_NOT_THE_SAME, ladder->base.span,
                                "no level of `%s` is called as in `%s`", ladder->base.full,
                                it->called);
        if (!diag)
            diag = toc_diag_add(it->sink, TOC_D_LEVELS_NOT_THE_SAME, ladder->base.span,
                                "`%s` has a level `%s`, and `%s` here has none", it->called,
                                name_of(it->other, level), ladder->base.full);
        if (labels++ < LABELS_MAX)
            toc_diag_add_label(it->sink, diag, level->base.span, "a level there");
    }
    if (diag)
        toc_diag_add_help(it->sink, diag,
                          mildest == 0
                              ? TOC_PHRASE("say with `alias` which level there each of them is")
                              : TOC_PHRASE("add it, or say with `alias` which of these it is"));
}

static void check_ladder(const toc_between *it, const toc_plan_ladder *ladder,
                         const toc_plan_ladder *other)
{
    const toc_plan_level *before = NULL;
    const toc_plan_level *before_twin = NULL;
    uint32_t mildest = 0;

    for (uint32_t i = 0; i < ladder->levels.count; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        const toc_plan_level *twin = twin_of(it->other, other, it->plan, level);

        if (!twin)
            continue;
        if (mildest == 0 || twin->rank < mildest)
            mildest = twin->rank;
        if (before && twin->rank < before_twin->rank)
            report_order(it, level, twin, before, before_twin);
        check_colour(it, level, twin);
        before = level;
        before_twin = twin;
    }
    check_lacking(it, ladder, other, mildest);
}

void toc_between_levels(const toc_between *it)
{
    for (uint32_t i = 0; i < it->plan->ladders.count && i < 64; i++) {
        const toc_plan_ladder *ladder = it->plan->ladders.items[i];
        const toc_plan_ladder *other =
            ladder->base.decl ? toc_ladder_called(it->other, ladder->base.full) : NULL;

        if (other && ladder->levels.count > 0 && other->levels.count > 0)
            check_ladder(it, ladder, other);
    }
}

static void check_parent(const toc_check_context *context, const toc_between *it,
                         const toc_plan_parent *parent)
{
    (void)context;
    (void)parent;
    toc_between_levels(it);
}

void toc_check_parent_levels(const toc_check_context *context)
{
    toc_between_parents(context, check_parent);
}
