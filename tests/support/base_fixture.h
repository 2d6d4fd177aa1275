/* base_fixture.h - an arena, sources and a sink for a test, and what a renderer writes.
 *
 * A test of the base floor makes one in its setup and frees it in its teardown. */
#ifndef TOC_TESTS_BASE_FIXTURE_H
#define TOC_TESTS_BASE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

typedef struct base_fixture {
    toc_arena arena;
    toc_sources *sources;
    toc_diag_sink sink;
} base_fixture;

static inline int base_setup(void **state)
{
    base_fixture *f = calloc(1, sizeof *f);

    if (!f)
        return -1;
    toc_arena_init(&f->arena, NULL);
    f->sources = toc_sources_new(&f->arena);
    toc_diag_sink_init(&f->sink, &f->arena);
    *state = f;
    return 0;
}

static inline int base_teardown(void **state)
{
    base_fixture *f = *state;

    toc_arena_deinit(&f->arena);
    free(f);
    return 0;
}

static inline const toc_source *base_text(base_fixture *f, const char *path, const char *text)
{
    return toc_sources_add(f->sources, path, text, strlen(text));
}

/** The place of the first @p words in @p source. */
static inline toc_span base_span(const toc_source *source, const char *words)
{
    const char *at = strstr(source->text, words);
    uint32_t begin;

    assert_non_null(at);
    begin = source->base + (uint32_t)(at - source->text);
    return (toc_span){begin, begin + (uint32_t)strlen(words)};
}

/** What the text renderer writes, in the fixture's arena. */
static inline const char *base_render(base_fixture *f, bool use_colour)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    const char *copy;

    assert_non_null(out);
    toc_diag_sink_finish(&f->sink);
    toc_diag_render_text(&f->sink, f->sources, use_colour, out);
    assert_int_equal(fclose(out), 0);
    copy = toc_arena_copy(&f->arena, text, size);
    free(text);
    return copy;
}

#endif
