/* source.c - the list of sources and the lines in them.
 *
 * A source begins GAP offsets after the end of the one before, so that the place just
 * after its last byte is still its own. */
#include "base/source.h"

#include <string.h>

#include "base/source_private.h"
#include "base/utf8.h"
#include "base/vec.h"

#define BASE_FIRST 1u
#define GAP        2u
#define TAB_WIDTH  8u

/* A place in a line that was asked for last: messages come sorted, so the next one on the
 * same line counts on from there instead of from the line's begin. */
typedef struct progress {
    uint32_t line; /* 0: none yet */
    uint32_t at;   /* byte in the source */
    uint32_t codepoint;
    uint32_t column;
} progress;

typedef struct source_entry {
    toc_source source;
    toc_long_lines *long_lines; /* of a long source: instead of what follows */
    uint32_t *lines;            /* byte at which each line begins; NULL until the first question */
    uint32_t line_count;
    progress last;
} source_entry;

typedef struct replacement {
    uint64_t device;
    uint64_t inode;
    const char *text;
    size_t size;
} replacement;

struct toc_sources {
    toc_arena *arena;
    TOC_VEC(replacement) replacements;
    TOC_VEC(source_entry *) entries; /* bases ascend */
    uint32_t next_base;
};

toc_sources *toc_sources_new(toc_arena *arena)
{
    toc_sources *sources = TOC_NEW(arena, toc_sources);

    if (!sources)
        return NULL;
    sources->arena = arena;
    sources->next_base = BASE_FIRST;
    return sources;
}

toc_arena *toc_sources_arena(const toc_sources *sources)
{
    return sources->arena;
}

bool toc_sources_has_room(const toc_sources *sources, size_t size)
{
    return size <= UINT32_MAX - GAP && sources->next_base <= UINT32_MAX - GAP - size;
}

static bool push_entry(toc_sources *sources, source_entry *entry)
{
    jmp_buf *escape = sources->arena->escape;
    void *items;

    sources->arena->escape = NULL;
    items = toc_vec_reserve(sources->arena, sources->entries.items, sources->entries.count,
                            &sources->entries.capacity, sizeof *sources->entries.items);
    sources->arena->escape = escape;
    if (!items)
        return false;
    sources->entries.items = items;
    sources->entries.items[sources->entries.count++] = entry;
    return true;
}

toc_source *toc_sources_try_add(toc_sources *sources, const char *path, const char *text,
                                size_t held, size_t size)
{
    size_t path_size = strlen(path);
    source_entry *entry = toc_arena_try_alloc(sources->arena, sizeof *entry);
    char *path_copy = toc_arena_try_alloc(sources->arena, path_size + 1);
    char *text_copy = toc_arena_try_alloc(sources->arena, held + 2);

    if (!entry || !path_copy || !text_copy)
        return NULL;
    memcpy(path_copy, path, path_size);
    if (held)
        memcpy(text_copy, text, held);
    entry->source = (toc_source){.path = path_copy,
                                 .text = text_copy,
                                 .size = (uint32_t)size,
                                 .held = (uint32_t)held,
                                 .base = sources->next_base};
    if (!push_entry(sources, entry))
        return NULL;
    sources->next_base += (uint32_t)size + GAP;
    return &entry->source;
}

const toc_source *toc_sources_add(toc_sources *sources, const char *path, const char *text,
                                  size_t size)
{
    toc_source *source = NULL;

    if (toc_sources_has_room(sources, size))
        source = toc_sources_try_add(sources, path, text, size, size);
    return source ? source : toc_arena_give_up(sources->arena);
}

void toc_sources_replace(toc_sources *sources, const toc_source *source, const char *text,
                         size_t size)
{
    replacement item = {source->device, source->inode, text, size};

    for (uint32_t i = 0; i < sources->replacements.count; i++) {
        replacement *old = &sources->replacements.items[i];

        if (old->device == item.device && old->inode == item.inode) {
            *old = item;
            return;
        }
    }
    TOC_PUSH(sources->arena, &sources->replacements, item);
}

const char *toc_sources_replacement(const toc_sources *sources, uint64_t device, uint64_t inode,
                                    size_t *out_size)
{
    for (uint32_t i = 0; i < sources->replacements.count; i++) {
        const replacement *item = &sources->replacements.items[i];

        if (item->device == device && item->inode == inode) {
            *out_size = item->size;
            return item->text; /* NULL: the file itself again */
        }
    }
    return NULL;
}

uint32_t toc_sources_count(const toc_sources *sources)
{
    return sources->entries.count;
}

const toc_source *toc_sources_at(const toc_sources *sources, uint32_t index)
{
    return index < sources->entries.count ? &sources->entries.items[index]->source : NULL;
}

/* How many of @p count ascending numbers are at most @p value. */
static uint32_t count_up_to(const uint32_t *numbers, uint32_t count, uint32_t value)
{
    uint32_t low = 0;

    while (low < count) {
        uint32_t middle = low + (count - low) / 2;

        if (numbers[middle] <= value)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static source_entry *find_entry(const toc_sources *sources, uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = sources->entries.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (sources->entries.items[middle]->source.base <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || offset >= sources->next_base)
        return NULL;
    return sources->entries.items[low - 1];
}

const toc_source *toc_sources_find(const toc_sources *sources, toc_span span)
{
    source_entry *entry = toc_span_is_none(span) ? NULL : find_entry(sources, span.begin);

    return entry ? &entry->source : NULL;
}

/* Visits line begins; writes them to @p out unless that is NULL; returns how many. */
static uint32_t scan_lines(const toc_source *source, uint32_t *out)
{
    const char *at = source->text;
    const char *end = source->text + source->size;
    uint32_t count = 0;

    while (at) {
        if (out)
            out[count] = (uint32_t)(at - source->text);
        count++;
        at = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
        if (at)
            at++;
    }
    return count;
}

static void make_lines(toc_sources *sources, source_entry *entry)
{
    uint32_t count;

    if (entry->lines)
        return;
    count = scan_lines(&entry->source, NULL);
    entry->lines = TOC_NEW_ARRAY(sources->arena, uint32_t, count);
    entry->line_count = scan_lines(&entry->source, entry->lines);
}

/* Moves @p place forward to the code point that holds byte @p target of the source. */
static void advance(const toc_source *source, progress *place, uint32_t target)
{
    while (place->at < target) {
        unsigned step;
        int32_t codepoint =
            toc_utf8_decode(source->text + place->at, source->size - place->at, &step);

        if (step > target - place->at)
            return;
        place->at += step;
        place->codepoint++;
        if (codepoint == '\t')
            place->column += TAB_WIDTH - (place->column - 1) % TAB_WIDTH;
        else
            place->column += toc_codepoint_width(codepoint);
    }
}

static toc_long_lines *long_lines(toc_sources *sources, source_entry *entry)
{
    if (!entry->long_lines)
        entry->long_lines = toc_long_lines_new(sources->arena, &entry->source);
    return entry->long_lines;
}

toc_location toc_sources_locate(toc_sources *sources, uint32_t offset)
{
    source_entry *entry = find_entry(sources, offset);
    uint32_t at;
    uint32_t line;

    if (!entry)
        return (toc_location){0};
    if (toc_source_is_long(&entry->source))
        return toc_long_locate(long_lines(sources, entry), offset - entry->source.base);
    make_lines(sources, entry);
    at = offset - entry->source.base;
    if (at > entry->source.size)
        at = entry->source.size;
    line = count_up_to(entry->lines, entry->line_count, at);
    if (entry->last.line != line || entry->last.at > at)
        entry->last = (progress){line, entry->lines[line - 1], 1, 1};
    advance(&entry->source, &entry->last, at);
    return (toc_location){.source = &entry->source,
                          .line = line,
                          .byte = at - entry->lines[line - 1] + 1,
                          .codepoint = entry->last.codepoint,
                          .column = entry->last.column};
}

const char *toc_source_line(toc_sources *sources, const toc_source *source, uint32_t line,
                            uint32_t *out_size)
{
    source_entry *entry = find_entry(sources, source->base);
    uint32_t begin;
    uint32_t end;

    *out_size = 0;
    if (!entry)
        return "";
    if (toc_source_is_long(source))
        return toc_long_line(long_lines(sources, entry), line, out_size);
    make_lines(sources, entry);
    if (line == 0 || line > entry->line_count)
        return "";
    begin = entry->lines[line - 1];
    end = line < entry->line_count ? entry->lines[line] - 1 : source->size;
    if (line < entry->line_count && end > begin && source->text[end - 1] == '\r')
        end--;
    *out_size = end - begin;
    return source->text + begin;
}
