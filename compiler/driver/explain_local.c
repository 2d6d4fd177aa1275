/* explain_local.c - an explanation's examples in the keywords of its reader. */
#include "driver/explain_local.h"

#include <string.h>

#include "base/diag.h"
#include "base/source.h"

#define FENCE "```"

/* A line with its end. */
static size_t line_size(const char *text)
{
    const char *end = strchr(text, '\n');

    return end ? (size_t)(end - text) + 1 : strlen(text);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Up to the line that closes the block, or the end. */
static size_t block_size(const char *text)
{
    size_t size = 0;

    while (text[size] && !begins(text + size, FENCE))
        size += line_size(text + size);
    return size;
}

/* The example in @p language; NULL: it says something wrong in writing, and that must be seen. */
static const char *in_language(toc_arena *arena, const char *text, size_t size,
                               toc_keyword_language language, size_t *out_size)
{
    toc_sources *sources = toc_sources_new(arena);
    const toc_source *source = toc_sources_add(sources, "example", text, size);
    toc_diag_sink sink;
    toc_parse *parse;

    toc_diag_sink_init(&sink, arena);
    if (!toc_source_gate(source, &sink))
        return NULL;
    parse = toc_parse_source(arena, toc_intern_new(arena), source, true, &sink);
    if (parse->has_errors || sink.records.count > 0)
        return NULL;
    return toc_format(arena, source, parse, language, out_size);
}

void toc_explain_print(toc_arena *arena, const char *text, toc_keyword_language language, FILE *out)
{
    bool is_inside = false;

    while (*text) {
        size_t size = line_size(text);
        bool is_fence = begins(text, FENCE);
        bool is_plan = is_fence && !is_inside && begins(text, FENCE "plan");

        fwrite(text, 1, size, out);
        text += size;
        is_inside = is_fence ? !is_inside : is_inside;
        if (!is_plan)
            continue;
        size_t shown_size = size = block_size(text);
        const char *shown = in_language(arena, text, size, language, &shown_size);

        fwrite(shown ? shown : text, 1, shown ? shown_size : size, out);
        text += size;
    }
}
