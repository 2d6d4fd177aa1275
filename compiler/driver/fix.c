/* fix.c - safe repairs, applied in rounds. */
#include "driver/fix.h"

#include <stdlib.h>
#include <string.h>

#include "syntax/parse.h"

/* ── one text ────────────────────────────────────────────────────────────── */

/* A repair is taken whole or not at all: what it spans, from its first change to its last. */
typedef struct repair {
    const toc_diag *diag;
    toc_span hull;
} repair;

typedef TOC_VEC(repair) repairs;
typedef TOC_VEC(toc_diag_fixit) changes;

static bool is_inside(const toc_source *source, toc_span span)
{
    return span.begin >= source->base && span.end <= source->base + source->size &&
           span.begin <= span.end;
}

static void collect(toc_arena *arena, const toc_source *source, const toc_diag_sink *sink,
                    repairs *out)
{
    for (uint32_t i = 0; i < sink->records.count; i++) {
        const toc_diag *diag = sink->records.items[i];
        repair item = {diag, {UINT32_MAX, 0}};
        bool is_here = toc_diag_is_safely_fixed(diag);

        for (uint32_t k = 0; is_here && k < diag->fixits.count; k++) {
            toc_span span = diag->fixits.items[k].span;

            is_here = is_inside(source, span);
            item.hull.begin = span.begin < item.hull.begin ? span.begin : item.hull.begin;
            item.hull.end = span.end > item.hull.end ? span.end : item.hull.end;
        }
        if (is_here)
            TOC_PUSH(arena, out, item);
    }
}

static int by_hull(const void *left, const void *right)
{
    const repair *a = left;
    const repair *b = right;

    if (a->hull.begin != b->hull.begin)
        return a->hull.begin < b->hull.begin ? -1 : 1;
    if (a->hull.end != b->hull.end)
        return a->hull.end < b->hull.end ? -1 : 1;
    return (a->diag->sequence > b->diag->sequence) - (a->diag->sequence < b->diag->sequence);
}

static int by_span(const void *left, const void *right)
{
    const toc_diag_fixit *a = left;
    const toc_diag_fixit *b = right;

    return (a->span.begin > b->span.begin) - (a->span.begin < b->span.begin);
}

/* The changes of the repairs that do not touch an earlier one, in order of place. */
static uint32_t choose(toc_arena *arena, const repairs *found, changes *out)
{
    uint32_t end = 0;
    uint32_t count = 0;

    for (uint32_t i = 0; i < found->count; i++) {
        const repair *item = &found->items[i];

        if (count > 0 && item->hull.begin <= end)
            continue;
        for (uint32_t k = 0; k < item->diag->fixits.count; k++)
            TOC_PUSH(arena, out, item->diag->fixits.items[k]);
        end = item->hull.end;
        count++;
    }
    if (out->count > 1)
        qsort(out->items, out->count, sizeof out->items[0], by_span);
    return count;
}

static const char *rewrite(toc_arena *arena, const toc_source *source, const changes *chosen,
                           size_t *out_size)
{
    size_t size = source->size;
    uint32_t from = 0;
    char *text;
    char *at;

    for (uint32_t i = 0; i < chosen->count; i++)
        size += strlen(chosen->items[i].replacement);
    at = text = toc_arena_alloc(arena, size + 1);
    for (uint32_t i = 0; i < chosen->count; i++) {
        const toc_diag_fixit *change = &chosen->items[i];
        size_t added = strlen(change->replacement);
        uint32_t kept = change->span.begin - source->base - from;

        memcpy(at, source->text + from, kept);
        memcpy(at + kept, change->replacement, added);
        at += kept + added;
        from = change->span.end - source->base;
    }
    memcpy(at, source->text + from, source->size - from);
    *out_size = (size_t)(at - text) + (source->size - from);
    text[*out_size] = '\0';
    return text;
}

const char *toc_fix_apply(toc_arena *arena, const toc_source *source, const toc_diag_sink *sink,
                          size_t *out_size, uint32_t *out_count)
{
    repairs found = {NULL, 0, 0};
    changes chosen = {NULL, 0, 0};

    collect(arena, source, sink, &found);
    if (found.count == 0)
        return NULL;
    qsort(found.items, found.count, sizeof found.items[0], by_hull);
    *out_count = choose(arena, &found, &chosen);
    return rewrite(arena, source, &chosen, out_size);
}

/* ── all files of a plan ─────────────────────────────────────────────────── */

static bool is_same_file(const toc_source *a, const toc_source *b)
{
    return a->inode != 0 && a->device == b->device && a->inode == b->inode;
}

static toc_fixed *entry_of(toc_arena *arena, toc_fixes *out, const toc_source *source)
{
    toc_fixed item = {.original = source, .is_readable = true};

    for (uint32_t i = 0; i < out->count; i++) {
        if (is_same_file(out->items[i].original, source))
            return &out->items[i];
    }
    TOC_PUSH(arena, out, item);
    return &out->items[out->count - 1];
}

/* Was @p source read before, in this round? */
static bool is_seen(const toc_sources *sources, uint32_t first, uint32_t index)
{
    for (uint32_t i = first; i < index; i++) {
        if (is_same_file(toc_sources_at(sources, i), toc_sources_at(sources, index)))
            return true;
    }
    return false;
}

/* Repairs the files read from number @p first on.  True: there was something to repair. */
static bool repair_files(toc_arena *arena, toc_sources *sources, uint32_t first,
                         const toc_diag_sink *sink, toc_fixes *out)
{
    uint32_t end = toc_sources_count(sources);
    bool is_any = false;

    for (uint32_t i = first; i < end; i++) {
        const toc_source *source = toc_sources_at(sources, i);
        size_t size = 0;
        uint32_t count = 0;
        const char *text = source->inode == 0 || is_seen(sources, first, i)
                               ? NULL
                               : toc_fix_apply(arena, source, sink, &size, &count);
        toc_fixed *entry = text ? entry_of(arena, out, source) : NULL;

        if (!entry || !entry->is_readable)
            continue;
        entry->text = text;
        entry->size = size;
        entry->count += count;
        toc_sources_replace(sources, source, text, size);
        is_any = true;
    }
    return is_any;
}

/* What is written must be a plan as far as it goes, or the next run could not repair it. */
static void test_text(toc_arena *arena, toc_sources *sources, toc_fixed *fixed)
{
    const toc_source *source =
        toc_sources_add(sources, fixed->original->path, fixed->text, fixed->size);
    toc_diag_sink sink;

    toc_diag_sink_init(&sink, arena);
    fixed->is_readable =
        toc_source_gate(source, &sink) &&
        !toc_parse_source(arena, toc_intern_new(arena), source, false, &sink)->has_errors;
    if (!fixed->is_readable)
        toc_sources_replace(sources, fixed->original, NULL, 0);
}

void toc_fix_plan(toc_arena *arena, toc_sources *sources, const char *path,
                  const toc_compile_options *options, toc_fixes *out)
{
    uint32_t first = out->count;

    for (int round = 0; round < TOC_FIX_ROUNDS_MAX; round++) {
        uint32_t read = toc_sources_count(sources);
        toc_diag_sink sink;

        toc_diag_sink_init(&sink, arena);
        (void)toc_compile(arena, sources, path, options, &sink);
        toc_diag_sink_finish(&sink);
        if (!repair_files(arena, sources, read, &sink, out))
            break;
    }
    for (uint32_t i = 0; i < out->count; i++) {
        if (i >= first || out->items[i].is_readable)
            test_text(arena, sources, &out->items[i]);
    }
}
