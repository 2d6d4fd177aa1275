/* library_used.c - what a plan declares and leaves to others: T0154, T0300, T0301 and T0441 of it are
 * taken back where a plan that extends it makes use of it.
 *
 * A plan by itself cannot know who extends it; among the plans of a library it shows. */
#include <stdlib.h>
#include <string.h>

#include "analysis/library_private.h"

/* The plans by their files. */
typedef struct shelved_all {
    toc_shelved *plans;
    uint32_t count;
} shelved_all;

typedef TOC_VEC(toc_span) spans;

static int by_file(const void *a, const void *b)
{
    const toc_shelved *x = a;
    const toc_shelved *y = b;
    int order = toc_source_compare(x->source, y->source);

    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static shelved_all sort_plans(const toc_library *library)
{
    shelved_all all = {TOC_NEW_ARRAY(library->arena, toc_shelved, library->count), 0};

    for (uint32_t i = 0; i < library->count; i++) {
        const toc_source *source = toc_plan_source(library->plans[i]);

        if (source)
            all.plans[all.count++] = (toc_shelved){library->plans[i], source, i};
    }
    if (all.count > 1)
        qsort(all.plans, all.count, sizeof *all.plans, by_file);
    return all;
}

/* The first plan that was read from @p source; those that follow may be, too. */
static uint32_t first_of(const shelved_all *all, const toc_source *source)
{
    uint32_t low = 0;
    uint32_t high = all->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (toc_source_compare(all->plans[middle].source, source) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ── what others use ─────────────────────────────────────────────────────── */

typedef struct using
{
    toc_arena *arena;
    const char *alias;
    const toc_plan *parent;
    spans *out;
}
using;

/* Of a table of pointers to things that begin with an entity. */
static const toc_entity *entity_at(const void *table, uint32_t index)
{
    const toc_entity *entity;

    memcpy(&entity, (const char *)table + index * sizeof entity, sizeof entity);
    return entity;
}

/* The table ascends by full name, as all do. */
static void use(const using *u, const toc_entity *twin, const void *table, uint32_t count)
{
    size_t size = strlen(u->alias);
    uint32_t low = 0;

    if (twin->decl || strncmp(twin->full, u->alias, size) != 0 || twin->full[size] != '.')
        return;
    while (low < count) {
        uint32_t middle = low + (count - low) / 2;
        int order = strcmp(entity_at(table, middle)->full, twin->full + size + 1);

        if (order == 0) {
            TOC_PUSH(u->arena, u->out, entity_at(table, middle)->span);
            return;
        }
        if (order < 0)
            low = middle + 1;
        else
            count = middle;
    }
}

#define USE_ALL(table)                                                                             \
    for (uint32_t i = 0; i < plan->table.count; i++)                                               \
    use(u, &plan->table.items[i]->base, u->parent->table.items, u->parent->table.count)

static void use_plan(const using *u, const toc_plan *plan)
{
    USE_ALL(bodies);
    USE_ALL(resources);
    USE_ALL(categories);
    USE_ALL(events);
    USE_ALL(indicators);
    USE_ALL(periods);
    USE_ALL(triggers);
    USE_ALL(responses);
}

static int by_place(const void *a, const void *b)
{
    const toc_span *x = a;
    const toc_span *y = b;

    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static spans find_used(const toc_library *library)
{
    shelved_all all = sort_plans(library);
    spans used = {0};

    for (uint32_t i = 0; i < library->count; i++) {
        const toc_plan *plan = library->plans[i];

        for (uint32_t p = 0; p < plan->parents.count; p++) {
            const toc_plan_parent *parent = plan->parents.items[p];
            const toc_source *source = parent->plan ? toc_plan_source(parent->plan) : NULL;
            using u = {library->arena, parent->base.full, NULL, &used};

            for (uint32_t k = source ? first_of(&all, source) : all.count;
                 k < all.count && toc_source_compare(all.plans[k].source, source) == 0; k++) {
                u.parent = all.plans[k].plan;
                use_plan(&u, plan);
            }
        }
    }
    if (used.count > 1)
        qsort(used.items, used.count, sizeof *used.items, by_place);
    return used;
}

/* ── what is taken back ──────────────────────────────────────────────────── */

static bool is_of_disuse(toc_diag_code code)
{
    return code == TOC_D_UNUSED || code == TOC_D_NEVER_STARTED || code == TOC_D_BODY_WITHOUT_PART ||
           code == TOC_D_CATEGORY_UNHANDLED;
}

void toc_library_take_back(const toc_library *library)
{
    toc_diag_sink *sink = library->sink;
    spans used = find_used(library);
    uint32_t kept = 0;

    if (used.count == 0)
        return;
    for (uint32_t i = 0; i < sink->records.count; i++) {
        toc_diag *diag = sink->records.items[i];

        if (!is_of_disuse(diag->code) ||
            !bsearch(&diag->span, used.items, used.count, sizeof *used.items, by_place))
            sink->records.items[kept++] = diag;
    }
    sink->records.count = kept;
}
