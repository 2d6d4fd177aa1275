/* words.c - the planner's own words at a place, on one line, for messages and reports. */
#include "lower/context.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of the bracket at @p at: plain, or full-width as Chinese input methods type it; else 0. */
static uint32_t bracket_size(const char *at, const char *end, bool is_opening)
{
    if (at < end && *at == (is_opening ? '(' : ')'))
        return 1;
    return end - at >= 3 && memcmp(at, is_opening ? "（" : "）", 3) == 0 ? 3 : 0;
}

/* Where a comment or text that begins at @p at ends; @p at itself where none does. */
static const char *skip_unread(const char *at, const char *end)
{
    if (*at == '#') {
        while (at < end && *at != '\n')
            at++;
    } else if (*at == '"') {
        for (at++; at < end && *at != '"'; at++)
            at += *at == '\\' && at + 1 < end;
        at += at < end;
    }
    return at;
}

static void close_bracket(uint32_t *before, uint32_t *behind)
{
    if (*behind > 0)
        --*behind;
    else
        ++*before;
}

/* How many brackets that are closed in the words were opened before them, and the reverse. */
static void count_brackets(const char *at, const char *end, uint32_t *out_before,
                           uint32_t *out_behind)
{
    *out_before = *out_behind = 0;
    while (at < end) {
        const char *next = skip_unread(at, end);

        if (next != at) {
            at = next;
            continue;
        }
        if (bracket_size(at, end, true))
            ++*out_behind;
        else if (bracket_size(at, end, false))
            close_bracket(out_before, out_behind);
        at++;
    }
}

/* A condition's place leaves out the brackets round its first and last part; they belong to the
 * words all the same. */
static void take_in_brackets(const toc_source *source, const char **begin, const char **end)
{
    const char *first = source->text;
    const char *last = source->text + source->size;
    uint32_t before;
    uint32_t behind;

    count_brackets(*begin, *end, &before, &behind);
    for (const char *at = *begin; before > 0 && at > first;) {
        uint32_t size = at - first >= 3 && bracket_size(at - 3, at, true) == 3
                            ? 3
                            : bracket_size(at - 1, at, true);

        if (size == 0 && !is_space(at[-1]))
            break;
        at -= size ? size : 1;
        before -= size > 0;
        *begin = size ? at : *begin;
    }
    for (const char *at = *end; behind > 0 && at < last;) {
        uint32_t size = bracket_size(at, last, false);

        if (size == 0 && !is_space(*at))
            break;
        at += size ? size : 1;
        behind -= size > 0;
        *end = size ? at : *end;
    }
}

/* Comments go, white space outside of texts becomes one space. */
static void squeeze(const char *from, const char *end, char *to)
{
    char *begin = to;

    while (from < end) {
        const char *next = skip_unread(from, end);

        if (*from == '#') {
            from = next;
        } else if (next != from) {
            memcpy(to, from, (size_t)(next - from));
            to += next - from;
            from = next;
        } else {
            if (!is_space(*from))
                *to++ = *from;
            else if (to > begin && to[-1] != ' ')
                *to++ = ' ';
            from++;
        }
    }
    if (to > begin && to[-1] == ' ')
        to--;
    *to = '\0';
}

toc_string toc_low_words(toc_low *low, toc_span span)
{
    const toc_source *source = toc_span_is_none(span) ? NULL : toc_sources_find(low->sources, span);
    const char *begin;
    const char *end;
    char *words;

    if (!source || span.begin < source->base || span.end < span.begin ||
        span.end - source->base > source->size)
        return 0;
    begin = source->text + (span.begin - source->base);
    end = source->text + (span.end - source->base);
    take_in_brackets(source, &begin, &end);
    words = toc_arena_alloc(low->arena, (size_t)(end - begin) + 1);
    squeeze(begin, end, words);
    return toc_builder_string(low->builder, words);
}
