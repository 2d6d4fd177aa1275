/* draft.c - pieces of a scenario that is being written. */
#include "drill/draft.h"

void toc_draft_put(toc_arena *arena, toc_draft *out, const char *string)
{
    for (; *string; string++)
        TOC_PUSH(arena, out, *string);
}

const char *toc_draft_length(toc_arena *arena, toc_ms length)
{
    char out[TOC_DURATION_TEXT_MAX];

    toc_duration_format(length, out);
    return toc_arena_printf(arena, "%s", out);
}

const char *toc_draft_quoted(toc_arena *arena, const char *string)
{
    toc_draft out = {0};

    toc_draft_put(arena, &out, "\"");
    for (; *string; string++) {
        if (*string == '"' || *string == '\\')
            TOC_PUSH(arena, &out, '\\');
        TOC_PUSH(arena, &out, *string);
    }
    toc_draft_put(arena, &out, "\"");
    TOC_PUSH(arena, &out, '\0');
    return out.items;
}
