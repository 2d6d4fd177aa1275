/* library_levels.c - T0477 sibling-levels-disagree: two plans that extend the same one, that are for
 * the same kind of incident, and whose levels of one name are not the same.
 *
 * Levels are the same by their name alone: an alias is only how one plan calls another's.  What the
 * plan above has itself is held against that (T0465), and not told a second time. */
#include <stdlib.h>
#include <string.h>

#include "analysis/between.h"
#include "analysis/library_private.h"

#define LEVELS_MAX 64u /* of one ladder that are compared */

/* A category of the plan above that a plan is for. */
typedef struct shared {
    const toc_source *family; /* the file of the plan above */
    const char *category;     /* its full name there */
    const toc_plan *parent;
    const toc_plan *plan;
    uint32_t order;
} shared;

typedef TOC_VEC(shared) shared_all;

/* ── which plans are for what ────────────────────────────────────────────── */

typedef struct listing {
    toc_arena *arena;
    shared_all *out;
    const char *alias;
    shared it;
} listing;

static void list_refs(const listing *l, const toc_category_refs *refs)
{
    size_t size = strlen(l->alias);

    for (uint32_t i = 0; i < refs->count; i++) {
        const toc_plan_category *category = refs->items[i].target;
        shared it = l->it;

        if (!category || category->base.decl || strncmp(category->base.full, l->alias, size) != 0 ||
            category->base.full[size] != '.')
            continue;
        it.category = category->base.full + size + 1;
        TOC_PUSH(l->arena, l->out, it);
    }
}

static void list_plan(const toc_shelf *shelf, const toc_shelved *shelved, shared_all *out)
{
    const toc_plan *plan = shelved->plan;
    const toc_plan_parent *parent = plan->parents.count > 0 ? plan->parents.items[0] : NULL;
    const toc_source *family = parent && parent->plan ? toc_plan_source(parent->plan) : NULL;
    listing l = {shelf->library->arena,
                 out,
                 family ? parent->base.full : "",
                 {family, "", family ? parent->plan : NULL, plan, shelved->order}};

    for (uint32_t i = 0; family && i < plan->events.count; i++)
        list_refs(&l, &plan->events.items[i]->categories);
    for (uint32_t i = 0; family && i < plan->responses.count; i++)
        list_refs(&l, &plan->responses.items[i]->categories);
}

static int by_category(const void *a, const void *b)
{
    const shared *x = a;
    const shared *y = b;
    int order = toc_source_compare(x->family, y->family);

    if (order == 0)
        order = strcmp(x->category, y->category);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* ── two ladders ─────────────────────────────────────────────────────────── */

/* The plan, the one before it, the one above both, and what they share. */
typedef struct pair {
    toc_arena *arena;
    toc_diag_sink *sink;
    const toc_plan *plan;
    const toc_plan *other;
    const char *category;
    bool is_above; /* the plan above has a ladder of that name: order and colours are its */
} pair;

static const char *name_of(const toc_plan *plan, const toc_plan_level *level)
{
    return toc_symbol_text(plan->names, level->base.name);
}

static const toc_plan_level *twin_of(const pair *p, const toc_plan_ladder *ladder,
                                     const toc_plan_level *level)
{
    for (uint32_t i = 0; i < ladder->levels.count && i < LEVELS_MAX; i++) {
        if (strcmp(name_of(p->other, ladder->levels.items[i]), name_of(p->plan, level)) == 0)
            return ladder->levels.items[i];
    }
    return NULL;
}

static void report(const pair *p, toc_span at, toc_span there, const char *what)
{
    toc_diag *diag = toc_diag_add(p->sink, TOC_D_SIBLING_LEVELS_DISAGREE, at, "%s", what);

    toc_diag_add_label(p->sink, diag, there, "and so in `%s`", p->other->head.id);
    toc_diag_add_note(p->sink, diag, "both plans are for `%s` of the plan that they extend",
                      p->category);
    toc_diag_add_help(p->sink, diag,
                      "say it once, in the plan above, or call one of the levels otherwise");
}

static bool is_comparison(const toc_cond *cond)
{
    return cond && (cond->op == TOC_COND_LT || cond->op == TOC_COND_LE || cond->op == TOC_COND_GT ||
                    cond->op == TOC_COND_GE);
}

/* Are both the same thing of the plan above?  Each plan knows it under an alias of its own, which has
 * no dot. */
static bool is_same_above(const toc_entity *a, const toc_entity *b)
{
    const char *in_a = a->decl ? NULL : strchr(a->full, '.');
    const char *in_b = b->decl ? NULL : strchr(b->full, '.');

    return in_a && in_b && strcmp(in_a, in_b) == 0;
}

/* Of two conditions that each hold one value of the plan above against a figure: is it the same value,
 * the same way round, and another figure? */
static bool contradict(const toc_cond *a, const toc_cond *b)
{
    if (!is_comparison(a) || !is_comparison(b) || a->op != b->op ||
        a->kids[0]->op != TOC_COND_INDICATOR || b->kids[0]->op != TOC_COND_INDICATOR ||
        a->kids[1]->op != TOC_COND_CONST || b->kids[1]->op != TOC_COND_CONST)
        return false;
    return is_same_above(a->kids[0]->entity, b->kids[0]->entity) &&
           a->kids[1]->value != b->kids[1]->value;
}

/* The same clause of both, which says two things. */
static void report_clause(const pair *p, const toc_plan_level *level, const char *how, toc_span at,
                          toc_span there)
{
    toc_check_context here = {.plan = p->plan, .arena = p->arena};
    toc_check_context beside = {.plan = p->other, .arena = p->arena};

    report(p, at, there,
           toc_say(p->arena, "`%s` %s `%s` here, and `%s` in `%s`", name_of(p->plan, level), how,
                   toc_check_written(&here, at), toc_check_written(&beside, there),
                   p->other->head.id));
}

static void check_level(const pair *p, const toc_plan_level *level, const toc_plan_level *twin)
{
    if (!p->is_above && level->colour != TOC_COLOUR_NONE && twin->colour != TOC_COLOUR_NONE &&
        level->colour != twin->colour)
        report_clause(p, level, TOC_PHRASE("says"), level->colour_span, twin->colour_span);
    if (contradict(level->when, twin->when))
        report_clause(p, level, TOC_PHRASE("begins at"), level->when->span, twin->when->span);
}

static void check_ladder(const pair *p, const toc_plan_ladder *ladder, const toc_plan_ladder *other)
{
    const toc_plan_level *before = NULL;
    const toc_plan_level *before_twin = NULL;

    for (uint32_t i = 0; i < ladder->levels.count && i < LEVELS_MAX; i++) {
        const toc_plan_level *level = ladder->levels.items[i];
        const toc_plan_level *twin = twin_of(p, other, level);

        if (!twin)
            continue;
        if (!p->is_above && before && twin->rank < before_twin->rank)
            report(p, level->base.span, twin->base.span,
                   toc_say(p->arena, "`%s` is graver than `%s` here, and milder in `%s`",
                           name_of(p->plan, level), name_of(p->plan, before), p->other->head.id));
        check_level(p, level, twin);
        before = level;
        before_twin = twin;
    }
}

/* Plans of one name are versions or translations of each other. */
static void check_pair(const toc_shelf *shelf, const shared *a, const shared *b)
{
    pair p = {.arena = shelf->library->arena,
              .sink = shelf->library->sink,
              .plan = b->plan,
              .other = a->plan,
              .category = b->category};

    if (strcmp(a->plan->head.id, b->plan->head.id) == 0)
        return;
    for (uint32_t i = 0; i < p.plan->ladders.count && i < TOC_BETWEEN_LADDERS; i++) {
        const toc_plan_ladder *ladder = p.plan->ladders.items[i];
        const toc_plan_ladder *other =
            ladder->base.decl ? toc_ladder_called(p.other, ladder->base.full) : NULL;

        p.is_above = toc_ladder_called(b->parent, ladder->base.full) != NULL;
        if (other)
            check_ladder(&p, ladder, other);
    }
}

void toc_library_levels(toc_shelf *shelf)
{
    shared_all all = {0};

    for (uint32_t i = 0; i < shelf->count; i++)
        list_plan(shelf, &shelf->plans[i], &all);
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, by_category);
    for (uint32_t i = 1; i < all.count; i++) {
        const shared *a = &all.items[i - 1];
        const shared *b = &all.items[i];

        if (toc_source_compare(a->family, b->family) == 0 &&
            strcmp(a->category, b->category) == 0 && a->plan != b->plan)
            check_pair(shelf, a, b);
    }
}
