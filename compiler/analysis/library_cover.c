/* library_cover.c - what a library leaves out: categories that no plan is for, and plans that are
 * named and not there. */
#include <stdlib.h>
#include <string.h>

#include "analysis/library_private.h"

/* ── categories ──────────────────────────────────────────────────────────── */

/* A plan that others extend, and which of its categories somebody is for. */
typedef struct covering {
    const toc_plan *plan;
    bool *is_met;   /* by category id: named by a response or by an event that starts one */
    bool *is_outer; /* has categories inside */
} covering;

static const toc_plan_category *category_called(const toc_plan *plan, const char *full)
{
    uint32_t low = 0;
    uint32_t high = plan->categories.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(plan->categories.items[middle]->base.full, full);

        if (order == 0)
            return plan->categories.items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* @p category of a plan that extends this one (@p alias), or of this one itself (NULL). */
static void meet(covering *c, const toc_plan_category *category, const char *alias)
{
    const toc_plan_category *own;
    size_t size = alias ? strlen(alias) : 0;
    const char *full = category->base.full;

    if (alias && !category->base.decl) {
        if (strncmp(full, alias, size) != 0 || full[size] != '.')
            return;
        full += size + 1;
    }
    own = category_called(c->plan, full);
    if (own)
        c->is_met[own->base.id] = true;
}

static void meet_all(covering *c, const toc_category_refs *refs, const char *alias)
{
    for (uint32_t i = 0; i < refs->count; i++) {
        if (refs->items[i].target)
            meet(c, refs->items[i].target, alias);
    }
}

static void meet_start(covering *c, const toc_plan_anchor *anchor, const char *alias)
{
    const toc_plan_trigger *trigger;

    if (anchor->kind == TOC_PLAN_ANCHOR_EVENT && anchor->target)
        meet_all(c, &((const toc_plan_event *)anchor->target)->categories, alias);
    if (anchor->kind != TOC_PLAN_ANCHOR_TRIGGER || !anchor->target)
        return;
    trigger = (const toc_plan_trigger *)anchor->target;
    for (uint32_t i = 0; i < trigger->on.count; i++) {
        if (trigger->on.items[i].kind == TOC_PLAN_ANCHOR_EVENT && trigger->on.items[i].target)
            meet_all(c, &((const toc_plan_event *)trigger->on.items[i].target)->categories, alias);
    }
}

static void meet_plan(covering *c, const toc_plan *plan, const char *alias)
{
    for (uint32_t i = 0; i < plan->responses.count; i++) {
        const toc_plan_response *response = plan->responses.items[i];

        meet_all(c, &response->categories, alias);
        for (uint32_t j = 0; j < response->on.count; j++)
            meet_start(c, &response->on.items[j], alias);
    }
}

static bool is_met_above(const covering *c, const toc_plan_category *category)
{
    for (unsigned depth = 0; category && depth < 256; depth++) {
        if (c->is_met[category->base.id])
            return true;
        category = category->parent;
    }
    return false;
}

static void report_category(const toc_shelf *shelf, const toc_plan_category *category,
                            const char *id)
{
    toc_diag *diag =
        toc_diag_add(shelf->library->sink, TOC_D_CATEGORY_UNCOVERED, category->base.span,
                     "no plan has a procedure for `%s`", category->base.full);

    toc_diag_set_here(shelf->library->sink, diag, "neither `%s` nor a plan that extends it", id);
    toc_diag_add_help(shelf->library->sink, diag,
                      "write a `response` with `category %s`, here or in a plan of its own",
                      category->base.full);
}

static void count_categories(const toc_shelf *shelf, const covering *c)
{
    for (uint32_t i = 0; i < c->plan->categories.count; i++) {
        const toc_plan_category *category = c->plan->categories.items[i];

        if (!category->base.decl || c->is_outer[i])
            continue;
        shelf->counts->categories++;
        if (is_met_above(c, category))
            shelf->counts->categories_covered++;
        else
            report_category(shelf, category, c->plan->head.id);
    }
}

/* One plan that extends another. */
typedef struct kinship {
    const toc_source *parent;
    const toc_plan *child;
    const char *alias;
    uint32_t order;
} kinship;

static int by_parent(const void *a, const void *b)
{
    const kinship *x = a;
    const kinship *y = b;
    int order = toc_source_compare(x->parent, y->parent);

    return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

static uint32_t first_child(const kinship *all, uint32_t count, const toc_source *parent)
{
    uint32_t low = 0;

    while (low < count) {
        uint32_t middle = low + (count - low) / 2;

        if (toc_source_compare(all[middle].parent, parent) < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static void cover(const toc_shelf *shelf, const toc_shelved *parent, const kinship *all,
                  uint32_t count)
{
    toc_arena *arena = shelf->library->arena;
    covering c = {parent->plan, TOC_NEW_ARRAY(arena, bool, parent->plan->categories.count),
                  TOC_NEW_ARRAY(arena, bool, parent->plan->categories.count)};
    uint32_t i = first_child(all, count, parent->source);

    if (i == count || toc_source_compare(all[i].parent, parent->source) != 0)
        return;
    for (uint32_t k = 0; k < c.plan->categories.count; k++) {
        if (c.plan->categories.items[k]->parent)
            c.is_outer[c.plan->categories.items[k]->parent->base.id] = true;
    }
    meet_plan(&c, c.plan, NULL);
    for (; i < count && toc_source_compare(all[i].parent, parent->source) == 0; i++)
        meet_plan(&c, all[i].child, all[i].alias);
    count_categories(shelf, &c);
}

void toc_library_categories(toc_shelf *shelf)
{
    TOC_VEC(kinship) all = {0};

    for (uint32_t i = 0; i < shelf->count; i++) {
        const toc_plan *plan = shelf->plans[i].plan;

        for (uint32_t j = 0; j < plan->parents.count; j++) {
            const toc_plan_parent *parent = plan->parents.items[j];
            kinship it = {parent->plan ? toc_plan_source(parent->plan) : NULL, plan,
                          parent->base.full, i};

            if (it.parent)
                TOC_PUSH(shelf->library->arena, &all, it);
        }
    }
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, by_parent);
    for (uint32_t i = 0; i < shelf->count; i++)
        cover(shelf, &shelf->plans[i], all.items, all.count);
}

/* ── plans that are named ────────────────────────────────────────────────── */

typedef TOC_VEC(const char *) texts;

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_text(const texts *all, const char *text)
{
    return all->count > 0 &&
           bsearch(&text, all->items, all->count, sizeof *all->items, by_text) != NULL;
}

/* Names and titles of all plans. */
static void list_titles(const toc_shelf *shelf, texts *out)
{
    for (uint32_t i = 0; i < shelf->count; i++) {
        const toc_plan *plan = shelf->plans[i].plan;

        TOC_PUSH(shelf->library->arena, out, plan->head.id);
        for (const toc_text *title = plan->head.title; title; title = title->next)
            TOC_PUSH(shelf->library->arena, out, title->bytes);
    }
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, by_text);
}

static bool ends_with(const char *text, const char *ending)
{
    size_t size = strlen(text);
    size_t own = strlen(ending);

    return size > own && strcmp(text + size - own, ending) == 0;
}

/* A path as written, from the file that says it. */
static const char *path_beside(const toc_shelf *shelf, const toc_plan *plan, const toc_text *text)
{
    const toc_source *source = toc_sources_find(plan->sources, text->span);
    const char *slash = source ? strrchr(source->path, '/') : NULL;

    if (!slash || text->bytes[0] == '/')
        return text->bytes;
    return toc_arena_printf(shelf->library->arena, "%.*s/%s", (int)(slash - source->path),
                            source->path, text->bytes);
}

static bool is_there(const toc_shelf *shelf, const toc_plan *plan, const toc_plan_library *entry,
                     const texts *titles)
{
    const toc_library *library = shelf->library;
    bool is_found = has_text(titles, toc_symbol_text(plan->names, entry->base.name));

    for (const toc_text *title = entry->base.title; title; title = title->next)
        is_found = is_found || has_text(titles, title->bytes);
    for (uint32_t i = 0; i < entry->texts.count; i++) {
        const toc_text *text = entry->texts.items[i];
        toc_diag *diag;

        if (!ends_with(text->bytes, ".plan"))
            continue;
        if (library->is_file(library->state, path_beside(shelf, plan, text))) {
            is_found = true;
            continue;
        }
        diag = toc_diag_add(library->sink, TOC_D_PLAN_MISSING, text->span,
                            "`%s` names a plan that is not there", entry->base.full);
        toc_diag_set_here(library->sink, diag, "no such file");
        toc_diag_add_help(library->sink, diag,
                          "write it, or say where it is from the folder of this file");
    }
    return is_found;
}

static bool is_own_name(const toc_plan_library *entry)
{
    return entry->base.decl && entry->kind == TOC_LIBRARY_PLAN;
}

void toc_library_entries(toc_shelf *shelf)
{
    texts titles = {0};

    list_titles(shelf, &titles);
    for (uint32_t i = 0; i < shelf->count; i++) {
        const toc_plan *plan = shelf->plans[i].plan;

        for (uint32_t j = 0; j < plan->library.count; j++) {
            if (!is_own_name(plan->library.items[j]))
                continue;
            shelf->counts->entries++;
            if (is_there(shelf, plan, plan->library.items[j], &titles))
                shelf->counts->entries_there++;
        }
    }
}
