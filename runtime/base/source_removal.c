/* source_removal.c - what goes with a piece of text that is taken out of a source. */
#include "base/source.h"

#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_white(char byte)
{
    return is_blank(byte) || byte == '\n' || byte == '\r';
}

static uint32_t blanks_before(const char *text, uint32_t at)
{
    while (at > 0 && is_blank(text[at - 1]))
        at--;
    return at;
}

static uint32_t blanks_behind(const toc_source *source, uint32_t at)
{
    while (at < source->size && is_blank(source->text[at]))
        at++;
    return at;
}

static bool is_line_end(const toc_source *source, uint32_t at)
{
    return at == source->size || source->text[at] == '\n' ||
           (source->text[at] == '\r' && source->text[at + 1] == '\n');
}

/* Behind the line end at @p at, if there is one. */
static uint32_t next_line(const toc_source *source, uint32_t at)
{
    if (at < source->size && source->text[at] == '\r')
        at++;
    return at < source->size ? at + 1 : at;
}

static toc_span place(const toc_source *source, uint32_t begin, uint32_t end)
{
    return (toc_span){source->base + begin, source->base + end};
}

toc_span toc_source_removal(const toc_source *source, toc_span span)
{
    uint32_t begin = blanks_before(source->text, span.begin - source->base);
    uint32_t end = blanks_behind(source, span.end - source->base);
    bool is_first = begin == 0 || source->text[begin - 1] == '\n';

    if (is_first && is_line_end(source, end))
        return place(source, begin, next_line(source, end));
    if (is_first) /* what follows takes its place */
        return place(source, span.begin - source->base, end);
    return place(source, begin, span.end - source->base);
}

/* Bytes of the comma, in any of its forms, that stands at @p text or ends there; else 0. */
static uint32_t comma_size(const char *text, size_t size)
{
    static const char *const commas[] = {",", "\xEF\xBC\x8C", "\xE3\x80\x81"};

    for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++) {
        size_t length = strlen(commas[i]);

        if (size >= length && memcmp(text, commas[i], length) == 0)
            return (uint32_t)length;
    }
    return 0;
}

toc_span toc_source_item_removal(const toc_source *source, toc_span span)
{
    uint32_t begin = span.begin - source->base;
    uint32_t end = span.end - source->base;
    uint32_t before = begin;
    uint32_t behind = end;
    uint32_t comma;

    while (before > 0 && is_white(source->text[before - 1]))
        before--;
    if (before >= 3 && comma_size(source->text + before - 3, 3) == 3)
        return place(source, before - 3, end);
    if (before >= 1 && comma_size(source->text + before - 1, 1) == 1)
        return place(source, before - 1, end);
    while (behind < source->size && is_white(source->text[behind]))
        behind++;
    comma = comma_size(source->text + behind, source->size - behind);
    if (comma == 0)
        return (toc_span){0, 0};
    behind += comma;
    return place(source, begin, blanks_behind(source, behind));
}
