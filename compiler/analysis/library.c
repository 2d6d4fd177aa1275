/* library.c - the plans of a library: which files they are, which versions, which brothers. */
#include "analysis/library.h"

#include <stdlib.h>
#include <string.h>

#include "analysis/between.h"
#include "analysis/library_private.h"

int toc_source_compare(const toc_source *a, const toc_source *b)
{
    if (a->inode == 0 || b->inode == 0)
        return a->base < b->base ? -1 : a->base > b->base;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return a->inode < b->inode ? -1 : a->inode > b->inode;
}

const toc_source *toc_plan_source(const toc_plan *plan)
{
    return plan->sources ? toc_sources_find(plan->sources, plan->head.span) : NULL;
}

static bool is_in_force(const toc_plan *plan)
{
    return plan->head.status == TOC_STATUS_APPROVED || plan->head.status == TOC_STATUS_FILED;
}

static const char *version_of(const toc_plan *plan)
{
    return plan->head.version ? plan->head.version->bytes : "";
}

/* ── versions ────────────────────────────────────────────────────────────── */

static int by_version(const void *a, const void *b)
{
    const toc_shelved *x = a;
    const toc_shelved *y = b;
    int order = strcmp(x->plan->head.id, y->plan->head.id);

    if (order == 0)
        order = strcmp(version_of(x->plan), version_of(y->plan));
    if (order == 0)
        order = x->order < y->order ? -1 : x->order > y->order;
    return order;
}

static bool supersedes(const toc_plan *plan, const toc_plan *other)
{
    return plan->head.supersedes && strcmp(plan->head.supersedes->bytes, version_of(other)) == 0;
}

static void report_versions(const toc_shelf *shelf, const toc_plan *a, const toc_plan *b)
{
    const toc_plan *old = supersedes(a, b) ? b : a;
    const toc_plan *young = old == a ? b : a;
    toc_diag *diag = toc_diag_add(shelf->library->sink, TOC_D_SUPERSEDED_IN_FORCE, old->head.span,
                                  "two versions of `%s` are in force: %s and %s", old->head.id,
                                  version_of(old), version_of(young));

    if (supersedes(young, old)) {
        toc_diag_set_here(shelf->library->sink, diag, "superseded, and not retired");
        toc_diag_add_label(shelf->library->sink, diag, young->head.supersedes->span,
                           "supersedes it");
    } else {
        toc_diag_add_label(shelf->library->sink, diag, young->head.span, "the other one");
    }
    toc_diag_add_help(shelf->library->sink, diag, "say `status retired` of the one that is over");
}

/* Plans of one name and version are translations of each other. */
void toc_library_versions(toc_shelf *shelf)
{
    toc_shelved *sorted = TOC_NEW_ARRAY(shelf->library->arena, toc_shelved, shelf->count);
    const toc_plan *before = NULL;

    if (shelf->count > 0)
        memcpy(sorted, shelf->plans, shelf->count * sizeof *sorted);
    qsort(sorted, shelf->count, sizeof *sorted, by_version);
    for (uint32_t i = 0; i < shelf->count; i++) {
        const toc_plan *plan = sorted[i].plan;

        if (!is_in_force(plan) || !*plan->head.id || !*version_of(plan))
            continue;
        if (before && strcmp(before->head.id, plan->head.id) == 0 &&
            strcmp(version_of(before), version_of(plan)) != 0)
            report_versions(shelf, before, plan);
        before = plan;
    }
}

/* ── brothers ────────────────────────────────────────────────────────────── */

/* A body of a plan that extends another. */
typedef struct known_body {
    const toc_source *family; /* the parent's file */
    const toc_plan *parent;
    const toc_plan_body *body;
    const toc_plan *plan;
    const toc_source *source;
    uint32_t order;
} known_body;

static int by_family_and_name(const void *a, const void *b)
{
    const known_body *x = a;
    const known_body *y = b;
    int order = toc_source_compare(x->family, y->family);

    if (order == 0)
        order = strcmp(x->body->base.full, y->body->base.full);
    if (order == 0)
        order = x->order < y->order ? -1 : x->order > y->order;
    return order;
}

static void compare_brothers(const toc_shelf *shelf, const known_body *a, const known_body *b)
{
    toc_between it = {.arena = shelf->library->arena,
                      .sink = shelf->library->sink,
                      .plan = b->plan,
                      .other = a->plan,
                      .called = a->plan->head.id};
    toc_between to_parent = {.plan = b->plan, .other = b->parent};

    if (strcmp(a->plan->head.id, b->plan->head.id) == 0)
        return; /* a translation, or another version */
    if (toc_between_body(&to_parent, b->body))
        return; /* each is held against the parent's */
    toc_between_body_pair(&it, b->body, a->body);
}

/* What brothers - plans that extend the same one - each say of a body that the parent leaves out. */
void toc_library_brothers(toc_shelf *shelf)
{
    TOC_VEC(known_body) known = {0};

    for (uint32_t i = 0; i < shelf->count; i++) {
        const toc_plan *plan = shelf->plans[i].plan;
        const toc_plan *parent = plan->parents.count > 0 ? plan->parents.items[0]->plan : NULL;
        const toc_source *family = parent ? toc_plan_source(parent) : NULL;

        for (uint32_t j = 0; family && j < plan->bodies.count; j++) {
            known_body it = {family, parent, plan->bodies.items[j], plan, shelf->plans[i].source,
                             i};

            if (it.body->base.decl)
                TOC_PUSH(shelf->library->arena, &known, it);
        }
    }
    if (known.count > 1)
        qsort(known.items, known.count, sizeof *known.items, by_family_and_name);
    for (uint32_t i = 1; i < known.count; i++) {
        const known_body *a = &known.items[i - 1];
        const known_body *b = &known.items[i];

        if (toc_source_compare(a->family, b->family) == 0 &&
            strcmp(a->body->base.full, b->body->base.full) == 0)
            compare_brothers(shelf, a, b);
    }
}

/* ── all ─────────────────────────────────────────────────────────────────── */

toc_library_counts toc_library_check(const toc_library *library)
{
    toc_library_counts counts = {.plans = library->count};
    toc_shelf shelf = {.library = library, .counts = &counts};

    shelf.plans = TOC_NEW_ARRAY(library->arena, toc_shelved, library->count);
    for (uint32_t i = 0; i < library->count; i++) {
        const toc_plan *plan = library->plans[i];
        const toc_source *source = toc_plan_source(plan);

        counts.with_errors += plan->has_errors;
        if (plan->has_errors || !source)
            continue;
        counts.in_force += is_in_force(plan);
        shelf.plans[shelf.count++] = (toc_shelved){plan, source, i};
    }
    toc_library_versions(&shelf);
    toc_library_brothers(&shelf);
    toc_library_levels(&shelf);
    toc_library_categories(&shelf);
    toc_library_entries(&shelf);
    return counts;
}
