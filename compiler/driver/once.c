/* once.c - places in further readings of one file, moved to the reading that is shown. */
#include "driver/once.h"

#include <stdlib.h>
#include <string.h>

#define NO_INPUT UINT32_MAX

/* One reading of a file; `shown` is the one that stands for all readings of it. */
typedef struct reading {
    const toc_source *source;
    const struct reading *shown;
    uint32_t input; /* whose main file it is, or NO_INPUT */
} reading;

typedef struct named_input {
    const char *path;
    uint32_t number;
} named_input;

typedef struct once {
    toc_arena *arena;
    reading *readings; /* in the order of their places */
    uint32_t count;
} once;

/* ── readings of one file ────────────────────────────────────────────────── */

static int by_path(const void *a, const void *b)
{
    const named_input *x = a;
    const named_input *y = b;
    int order = strcmp(x->path, y->path);

    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int same_path(const void *key, const void *row)
{
    return strcmp(key, ((const named_input *)row)->path);
}

static void list_readings(once *o, toc_sources *sources, const toc_findings_input *inputs,
                          uint32_t input_count)
{
    named_input *named = TOC_NEW_ARRAY(o->arena, named_input, input_count + 1);

    for (uint32_t i = 0; i < input_count; i++)
        named[i] = (named_input){inputs[i].path, i};
    if (input_count > 1)
        qsort(named, input_count, sizeof *named, by_path);
    o->count = toc_sources_count(sources);
    o->readings = TOC_NEW_ARRAY(o->arena, reading, o->count + 1);
    for (uint32_t i = 0; i < o->count; i++) {
        const toc_source *source = toc_sources_at(sources, i);
        const named_input *found =
            input_count > 0 ? bsearch(source->path, named, input_count, sizeof *named, same_path)
                            : NULL;

        o->readings[i] = (reading){source, &o->readings[i], found ? found->number : NO_INPUT};
    }
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_file(const reading *a, const reading *b)
{
    int order = compare_numbers(a->source->device, b->source->device);

    if (!order)
        order = compare_numbers(a->source->inode, b->source->inode);
    return order ? order : compare_numbers(a->source->size, b->source->size);
}

/* The readings of a file side by side, the one to be shown first: an input, else the one with the
 * shortest name, else the earliest. */
static int by_file_and_name(const void *left, const void *right)
{
    const reading *a = *(reading *const *)left;
    const reading *b = *(reading *const *)right;
    int order = by_file(a, b);

    if (!order)
        order = (a->input == NO_INPUT) - (b->input == NO_INPUT);
    if (!order)
        order = compare_numbers(strlen(a->source->path), strlen(b->source->path));
    return order ? order : compare_numbers(a->source->base, b->source->base);
}

/* False: no file was read twice.  A file that was written meanwhile is another one. */
static bool match_readings(once *o)
{
    reading **sorted = TOC_NEW_ARRAY(o->arena, reading *, o->count + 1);
    bool is_any = false;

    for (uint32_t i = 0; i < o->count; i++)
        sorted[i] = &o->readings[i];
    if (o->count > 1)
        qsort(sorted, o->count, sizeof(reading *), by_file_and_name);
    for (uint32_t i = 1; i < o->count; i++) {
        const reading *first = sorted[i - 1]->shown;
        const toc_source *source = sorted[i]->source;

        if (source->inode == 0 || by_file(first, sorted[i]) != 0 ||
            memcmp(first->source->text, source->text, source->size) != 0)
            continue;
        sorted[i]->shown = first;
        is_any = true;
    }
    return is_any;
}

/* ── places ──────────────────────────────────────────────────────────────── */

/* The reading that holds @p span, or NULL. */
static const reading *reading_at(const once *o, toc_span span)
{
    uint32_t low = 0;
    uint32_t high = o->count;

    if (toc_span_is_none(span))
        return NULL;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (o->readings[middle].source->base <= span.begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &o->readings[low - 1] : NULL;
}

static void move(const once *o, toc_span *span)
{
    const reading *at = reading_at(o, *span);

    if (!at || at->shown == at)
        return;
    span->begin = span->begin - at->source->base + at->shown->source->base;
    span->end = span->end - at->source->base + at->shown->source->base;
}

static void move_all(const once *o, toc_diag *diag)
{
    move(o, &diag->span);
    move(o, &diag->allowed_at);
    for (uint32_t i = 0; i < diag->labels.count; i++)
        move(o, &diag->labels.items[i].span);
    for (uint32_t i = 0; i < diag->fixits.count; i++)
        move(o, &diag->fixits.items[i].span);
}

/* ── what is allowed at its own place ────────────────────────────────────── */

static int by_finding(const void *left, const void *right)
{
    const toc_diag *a = *(toc_diag *const *)left;
    const toc_diag *b = *(toc_diag *const *)right;
    int order = compare_numbers(a->span.begin, b->span.begin);

    if (!order)
        order = compare_numbers((uint64_t)a->code, (uint64_t)b->code);
    return order ? order : strcmp(a->message, b->message);
}

/* Those that the plan itself allows in its own file. */
static uint32_t list_own(const once *o, const toc_diag_sink *sink, toc_diag **out)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < sink->allowed.count; i++) {
        const reading *at = reading_at(o, sink->allowed.items[i]->span);

        if (at && at->input == sink->allowed.items[i]->input)
            out[count++] = sink->allowed.items[i];
    }
    if (count > 1)
        qsort(out, count, sizeof(toc_diag *), by_finding);
    return count;
}

static void settle_records(const once *o, toc_diag_sink *sink)
{
    toc_diag **own = TOC_NEW_ARRAY(o->arena, toc_diag *, sink->allowed.count + 1);
    uint32_t own_count = list_own(o, sink, own);
    uint32_t kept = 0;

    for (uint32_t i = 0; i < sink->records.count; i++) {
        toc_diag *diag = sink->records.items[i];
        const reading *at = reading_at(o, diag->span);
        bool is_elsewhere = at && at->input != NO_INPUT && at->input != diag->input;

        if (is_elsewhere && own_count > 0 &&
            bsearch(&diag, own, own_count, sizeof(toc_diag *), by_finding))
            continue;
        if (is_elsewhere)
            diag->input = at->input;
        sink->records.items[kept++] = diag;
    }
    sink->records.count = kept;
}

void toc_findings_once(toc_diag_sink *sink, toc_sources *sources, const toc_findings_input *inputs,
                       uint32_t input_count)
{
    once o = {.arena = sink->arena};

    list_readings(&o, sources, inputs, input_count);
    if (!match_readings(&o))
        return;
    for (uint32_t i = 0; i < sink->records.count; i++)
        move_all(&o, sink->records.items[i]);
    for (uint32_t i = 0; i < sink->allowed.count; i++)
        move_all(&o, sink->allowed.items[i]);
    settle_records(&o, sink);
}
