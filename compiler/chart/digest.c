/* digest.c - SHA-256 of a plan's texts, by glib, which Pango stands on. */
#include "chart/digest.h"

#include <glib.h>
#include <string.h>

const char *toc_digest_of_plan(toc_arena *arena, const toc_plan *plan)
{
    char *digest = toc_arena_alloc(arena, TOC_DIGEST_SIZE + 1);
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    uint32_t count = plan->sources ? toc_sources_count(plan->sources) : 0;

    for (uint32_t i = 0; i < count; i++) {
        const toc_source *source = toc_sources_at(plan->sources, i);
        g_checksum_update(sum, (const guchar *)source->text, (gssize)source->size);
    }
    memcpy(digest, g_checksum_get_string(sum), TOC_DIGEST_SIZE);
    g_checksum_free(sum);
    return digest;
}
