/* check_written.c - the planner's own words, for messages of checks. */
#include <string.h>

#include "sema/checks.h"

#define WRITTEN_MAX 60u /* bytes */

/* White space as one blank each; cut between two characters. */
static uint32_t squeeze(const char *text, uint32_t size, char *out)
{
    uint32_t used = 0;

    for (uint32_t i = 0; i < size && used < WRITTEN_MAX; i++) {
        bool is_space = strchr(" \t\r\n", text[i]) != NULL;

        if (!is_space)
            out[used++] = text[i];
        else if (used > 0 && out[used - 1] != ' ')
            out[used++] = ' ';
    }
    if (used == WRITTEN_MAX) {
        while (used > 0 && ((unsigned char)out[used - 1] & 0xC0u) == 0x80u)
            used--;
        used -= used > 0;
    }
    return used;
}

const char *toc_check_written(const toc_check_context *context, toc_span span)
{
    const toc_source *source = toc_sources_find(context->plan->sources, span);
    char out[WRITTEN_MAX];
    uint32_t used;

    if (!source || span.end < span.begin || span.end - source->base > source->size)
        return "";
    used = squeeze(source->text + (span.begin - source->base), span.end - span.begin, out);
    return toc_arena_printf(context->arena, "%.*s%s", (int)used, out,
                            span.end - span.begin > WRITTEN_MAX ? "…" : "");
}
