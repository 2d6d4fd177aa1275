/* digest.c - SHA-256 of a plan's texts. */
#include "chart/digest.h"

#include <string.h>

#include "base/sha256.h"

const char *toc_digest_of_plan(toc_arena *arena, const toc_plan *plan)
{
    char *digest = toc_arena_alloc(arena, TOC_SHA256_TEXT);
    uint32_t count = plan->sources ? toc_sources_count(plan->sources) : 0;
    toc_sha256 sum;

    toc_sha256_begin(&sum);
    for (uint32_t i = 0; i < count; i++) {
        const toc_source *source = toc_sources_at(plan->sources, i);
        toc_sha256_add(&sum, source->text, source->size);
    }
    toc_sha256_end(&sum, digest);
    return digest;
}
